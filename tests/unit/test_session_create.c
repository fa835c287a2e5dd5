/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "debrief/array.h"
#include "debrief/checksum.h"
#include "debrief/journal.h"
#include "debrief/session.h"
#include "fault_file.h"
#include "home_fixture.h"

static enum status create(struct home *home, const struct session_new *what, const char **path,
			  const char **said)
{
	struct buf diags;
	struct err err = {0};

	buf_init(&diags, BUF_MAX_DEFAULT);
	enum status status = session_create(&home->host, &home->arena, what, path, &diags, &err);
	const char *text = arena_printf(&home->arena, "%s%s", buf_text(&diags), err.message);
	assert_non_null(text);
	if (said)
		*said = text;
	buf_release(&diags);
	return status;
}

static const char *library(struct home *home)
{
	return home_path(home, home->root, "data/debrief/sessions");
}

static void open_session(struct home *home, struct session *session, const char *path)
{
	struct err err = {0};

	if (session_open(session, &home->host, path, SESSION_EVERYTHING, &err) != STATUS_OK)
		fail_msg("%s", err.message);
}

static void assert_clean(struct home *home, const char *path)
{
	struct session session;
	struct buf out;
	size_t errors;
	size_t warnings;

	open_session(home, &session, path);
	buf_init(&out, BUF_MAX_DEFAULT);
	assert_int_equal(session_check(&session, &home->host, &out, &errors, &warnings, NULL),
			 STATUS_OK);
	assert_string_equal(buf_text(&out), "");
	buf_release(&out);
	session_close(&session);
}

static void everything_that_was_given_is_in_the_first_record(void **state)
{
	struct home *home = *state;
	struct session_new what = {
		.name = "room-3",
		.rubric = home->rubric,
		.teacher = "J. R.",
		.coach = "K. L.",
		.lesson = "Two jugs: which?",
		.grade = "7",
		.date = "2026-11-20",
		.learning_goal = "Ratios",
		.taught_by = "J. R.",
		.previous = "room-2",
	};
	const char *path;
	struct session session;
	char sum[SHA256_HEX_SIZE];
	size_t length;

	assert_int_equal(create(home, &what, &path, NULL), STATUS_OK);
	open_session(home, &session, path);
	const struct event *open = session.open;
	assert_non_null(open);
	assert_false(open->is_private);
	assert_string_equal(session.id, "room-3");
	assert_int_equal(open->id.number, 1);
	assert_string_equal(event_text(open, KEY_FORMAT), "1");
	assert_string_equal(event_text(open, KEY_WRITER), open->id.writer);
	assert_string_equal(event_text(open, KEY_STREAM), "shared");
	assert_string_equal(event_text(open, KEY_TEACHER), "J. R.");
	assert_string_equal(event_text(open, KEY_COACH), "K. L.");
	assert_string_equal(event_text(open, KEY_LESSON_TITLE), "Two jugs: which?");
	assert_string_equal(event_text(open, KEY_LESSON_GRADE), "7");
	assert_string_equal(event_text(open, KEY_LESSON_DATE), "2026-11-20");
	assert_string_equal(event_text(open, KEY_LESSON_GOAL), "Ratios");
	assert_string_equal(event_text(open, KEY_LESSON_TAUGHT_BY), "J. R.");
	assert_string_equal(event_text(open, KEY_PREVIOUS), "room-2");
	assert_string_equal(event_text(open, KEY_RUBRIC_ID), "tiny");
	assert_string_equal(event_text(open, KEY_RUBRIC_VERSION), "7");
	const char *bytes = home_read(home, home->rubric, &length);
	sha256_hex(bytes, length, sum);
	assert_string_equal(event_text(open, KEY_RUBRIC_SHA256), sum);
	assert_int_equal(session.n_events, 2);
	assert_true(session.events[1]->is_private);
	assert_string_equal(event_text(session.events[1], KEY_TEACHER), "J. R.");
	session_close(&session);
	assert_clean(home, path);
}

static void only_the_user_can_look_into_it(void **state)
{
	struct home *home = *state;
	const char *path = home_make_session(home, "talk");
	const char *const names[] = {"work", "rubric.yaml", NULL};
	struct stat info;

	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0700);
	for (int i = 0; names[i]; i++) {
		assert_int_equal(stat(home_path(home, path, names[i]), &info), 0);
		assert_int_equal(info.st_mode & 0077, 0);
	}
	assert_int_equal(stat(home_find(home, path, "journal."), &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(stat(home_find(home, path, "private."), &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
}

static void the_rubric_is_frozen_byte_for_byte(void **state)
{
	struct home *home = *state;
	const char *path = home_make_session(home, "talk");
	size_t length;
	size_t frozen_length;
	const char *bytes = home_read(home, home->rubric, &length);
	const char *frozen = home_read(home, home_path(home, path, "rubric.yaml"), &frozen_length);

	assert_int_equal(frozen_length, length);
	assert_memory_equal(frozen, bytes, length);
}

static void without_a_name_it_is_called_by_the_day(void **state)
{
	struct home *home = *state;
	struct session_new what = {.rubric = home->rubric};
	const char *first;
	const char *second;

	home->host.test_clock = true;
	home->host.test_now_ms = 1795270000000; /* 2026-11-21, whatever the time zone */
	assert_int_equal(create(home, &what, &first, NULL), STATUS_OK);
	assert_int_equal(create(home, &what, &second, NULL), STATUS_OK);
	assert_string_not_equal(first, second);
	assert_non_null(strstr(first, "/2026-11-21-"));
	assert_int_equal(strlen(strrchr(first, '/')), strlen("/2026-11-21-x4f9"));
	assert_clean(home, first);
}

static void what_a_crashed_program_left_behind_is_not_in_the_way(void **state)
{
	struct home *home = *state;
	const char *path = NULL;

	for (int i = 0; i < 3; i++) {
		struct session_new what = {.rubric = home->rubric};
		home->host.test_random = true;
		home->host.random_state = 7;
		home->host.files = &fault_ops;
		fault_start((struct fault){
			.op = FAULT_UNLINKAT, .at = 1, .sticky = true, .number = EIO});
		if (i < 2) {
			what.date = "makes it fail";
			assert_int_equal(create(home, &what, &path, NULL), STATUS_INVALID);
		} else {
			fault_start((struct fault){.at = 0});
			assert_int_equal(create(home, &what, &path, NULL), STATUS_OK);
		}
	}
	assert_clean(home, path);
}

static void a_name_that_is_taken_is_refused_and_nothing_changes(void **state)
{
	struct home *home = *state;
	const char *path = home_make_session(home, "talk");
	struct session_new what = {.name = "talk", .rubric = home->rubric};
	const char *before = home_list(home, path);
	const char *said;

	assert_int_equal(create(home, &what, &path, &said), STATUS_EXISTS);
	assert_non_null(strstr(said, "'talk'"));
	assert_string_equal(home_list(home, library(home)), "talk");
	assert_string_equal(home_list(home, home_path(home, library(home), "talk")), before);
}

static void a_name_that_the_archive_has_is_refused_in_the_library(void **state)
{
	struct home *home = *state;
	const char *path = home_make_session(home, "talk");
	struct session_new what = {.name = "talk", .rubric = home->rubric};
	const char *archive = home_path(home, library(home), SESSION_ARCHIVE);
	const char *archived = home_path(home, archive, "talk");
	const char *said;

	assert_int_equal(mkdir(archive, 0700), 0);
	assert_int_equal(rename(path, archived), 0);
	assert_int_equal(create(home, &what, &path, &said), STATUS_EXISTS);
	assert_non_null(strstr(said, archived));
	assert_non_null(strstr(said, "choose another name"));
	assert_string_equal(home_list(home, library(home)), SESSION_ARCHIVE);
	what.name = "talk-2";
	assert_int_equal(create(home, &what, &path, NULL), STATUS_OK);
	what.name = home_path(home, home->root, "talk");
	assert_int_equal(create(home, &what, &path, NULL), STATUS_OK);
}

static void a_path_names_a_place_outside_of_the_library(void **state)
{
	struct home *home = *state;
	const char *place = home_path(home, home->root, "elsewhere/");
	struct session_new what = {.name = place, .rubric = home->rubric};
	const char *path;

	assert_int_equal(create(home, &what, &path, NULL), STATUS_OK);
	assert_string_equal(path, home_path(home, home->root, "elsewhere"));
	assert_clean(home, path);
	assert_int_equal(chdir(home->root), 0);
	what.name = "./here";
	assert_int_equal(create(home, &what, &path, NULL), STATUS_OK);
	assert_clean(home, home_path(home, home->root, "here"));
	assert_int_equal(chdir("/"), 0);
	what.name = home_path(home, home->root, "no/such/place");
	assert_int_equal(create(home, &what, &path, NULL), STATUS_NOT_FOUND);
}

static void names_that_would_be_trouble_are_refused(void **state)
{
	struct home *home = *state;
	char longest[202];
	const char *const names[] = {
		"", ".", "..", ".hidden", "-rf", "a\nb", "a\x7f", "x/..", longest,
	};
	const char *path;

	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	for (size_t i = 0; i < COUNT(names); i++) {
		struct session_new what = {.name = names[i], .rubric = home->rubric};
		assert_int_equal(create(home, &what, &path, NULL), STATUS_INVALID);
	}
	struct session_new what = {.name = "bad \xFF name", .rubric = home->rubric};
	assert_int_equal(create(home, &what, &path, NULL), STATUS_INVALID);
	assert_string_equal(home_list(home, library(home)), "");
	what.name = "show"; /* the name of a subcommand is as good as any */
	assert_int_equal(create(home, &what, &path, NULL), STATUS_OK);
	longest[200] = '\0';
	what.name = longest;
	assert_int_equal(create(home, &what, &path, NULL), STATUS_OK);
	assert_clean(home, path);
}

static void mistakes_in_the_rubric_are_shown_and_nothing_is_made(void **state)
{
	struct home *home = *state;
	const char *rubric = home_path(home, home->root, "wrong.yaml");
	struct session_new what = {.name = "talk", .rubric = rubric};
	const char *text = "format: debrief-rubric/1\nid: wrong\nversion: x\n";
	const char *path;
	const char *said;

	home_write(rubric, text, strlen(text));
	assert_int_equal(create(home, &what, &path, &said), STATUS_INVALID);
	assert_non_null(strstr(said, "wrong.yaml:3:"));
	assert_null(path);
	assert_string_equal(home_list(home, library(home)), "");
	what.rubric = "nobody-has-this-rubric";
	assert_int_equal(create(home, &what, &path, &said), STATUS_NOT_FOUND);
}

static void what_is_no_date_is_refused(void **state)
{
	struct home *home = *state;
	struct session_new what = {.name = "talk", .rubric = home->rubric, .date = "yesterday"};
	const char *path;

	assert_int_equal(create(home, &what, &path, NULL), STATUS_INVALID);
	assert_string_equal(home_list(home, library(home)), "");
}

static void the_writer_goes_on_in_the_new_session(void **state)
{
	struct home *home = *state;
	const char *path = home_make_session(home, "talk");
	const char *before = home_list(home, path);
	struct session session;
	struct journal *journal;
	struct event event;

	open_session(home, &session, path);
	assert_int_equal(journal_open(&journal, &home->host, &session, NULL), STATUS_OK);
	event_init(&event, EVENT_PAUSE);
	assert_int_equal(journal_stage(journal, &event, 1, NULL), STATUS_OK);
	assert_int_equal(journal_flush(journal, NULL), STATUS_OK);
	assert_string_equal(event.id.writer, session.open->id.writer);
	assert_int_equal(event.id.number, 2);
	journal_close(journal);
	session_close(&session);
	assert_string_equal(home_list(home, path), before);
}

/* Whatever fails: no session and nothing left over, or all of it. */
/* It is the session that anybody would open, and stays so when it is written to and read again. */
static void a_session_can_be_made_and_opened_at_once(void **state)
{
	struct home *home = *state;
	const struct session_new what = {.name = "at-once", .rubric = home->rubric};
	struct session made;
	struct session opened;
	struct journal *journal;
	struct event note;
	struct buf diags;

	buf_init(&diags, BUF_MAX_DEFAULT);
	assert_int_equal(session_create_open(&home->host, &home->arena, &what, &made, &diags, NULL),
			 STATUS_OK);
	buf_release(&diags);
	open_session(home, &opened, made.path);
	assert_string_equal(made.id, opened.id);
	assert_int_equal(made.n_events, opened.n_events);
	assert_string_equal(made.rubric->id, opened.rubric->id);
	assert_int_equal(made.rubric_diags.source_length, opened.rubric_diags.source_length);
	session_close(&opened);

	event_init(&note, EVENT_NOTE);
	event_set(&note, KEY_TEXT, "Later.");
	note.is_private = true;
	for (int i = 0; i < 2; i++) { /* the second finds what the first has written */
		assert_int_equal(journal_open(&journal, &home->host, &made, NULL), STATUS_OK);
		assert_int_equal(journal_stage(journal, &note, 1, NULL), STATUS_OK);
		note.at = note.el = 0;
		journal_close(journal);
	}
	assert_string_equal(made.rubric->id, "tiny");
	assert_clean(home, made.path);
	session_close(&made);
}

static void every_failure_leaves_nothing(void **state)
{
	struct home *home = *state;
	unsigned int failures = 0;

	home->host.files = &fault_ops;
	for (unsigned int n = 1;; n++) {
		struct session_new what = {.name = "talk", .rubric = home->rubric};
		const char *path;
		fault_start((struct fault){.op = FAULT_ANY, .at = n, .number = EIO});
		enum status status = create(home, &what, &path, NULL);
		bool happened = fault_happened();
		fault_start((struct fault){.at = 0});
		if (status == STATUS_OK) {
			assert_string_equal(home_list(home, library(home)), "talk");
			assert_clean(home, path);
			home_remove(path);
		} else {
			failures++;
			assert_null(path);
			assert_string_equal(home_list(home, library(home)), "");
		}
		if (!happened)
			break;
	}
	assert_true(failures > 10);
}

/* Cleaning up cannot work where everything fails, but under its name the session is not there. */
static void where_everything_fails_no_half_session_has_the_name(void **state)
{
	struct home *home = *state;

	home->host.files = &fault_ops;
	for (unsigned int n = 1;; n++) {
		struct session_new what = {.name = "talk", .rubric = home->rubric};
		const char *path;
		fault_start(
			(struct fault){.op = FAULT_ANY, .at = n, .sticky = true, .number = ENOSPC});
		enum status status = create(home, &what, &path, NULL);
		bool happened = fault_happened();
		fault_start((struct fault){.at = 0});
		path = home_path(home, library(home), "talk");
		assert_true(status == STATUS_OK ? home_has(path) : happened);
		if (home_has(path)) {
			assert_clean(home, path);
			home_remove(path);
		}
		if (!happened)
			break;
	}
}

static void it_is_on_the_disk_before_it_has_its_name(void **state)
{
	struct home *home = *state;
	const struct fault_step *steps;
	size_t count;
	size_t at = 0;
	unsigned int files = 0;

	home->host.files = &fault_ops;
	fault_start((struct fault){.at = 0});
	home_make_session(home, "talk");
	steps = fault_trace(&count);
	while (at < count &&
	       !(steps[at].op == FAULT_RENAME_NEW && strcmp(steps[at].name, "talk") == 0))
		at++;
	assert_true(at < count);
	int parent = steps[at].fd;
	for (size_t i = 0; i < at; i++) {
		/* What is remembered of writers is not promised to anybody. */
		if (steps[i].op != FAULT_WRITE && steps[i].op != FAULT_RENAME_NEW)
			continue;
		size_t end = i;
		while (end < at && !(steps[end].op == FAULT_CLOSE && steps[end].fd == steps[i].fd))
			end++;
		assert_true(fault_is_synced(steps[i].fd, end));
		files++;
	}
	assert_true(files >= 6);
	size_t synced = at + 1;
	while (synced < count && !(steps[synced].op == FAULT_FSYNC && steps[synced].fd == parent))
		synced++;
	assert_true(synced < count);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, home_set_up, home_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(everything_that_was_given_is_in_the_first_record),
		TEST(only_the_user_can_look_into_it),
		TEST(the_rubric_is_frozen_byte_for_byte),
		TEST(without_a_name_it_is_called_by_the_day),
		TEST(what_a_crashed_program_left_behind_is_not_in_the_way),
		TEST(a_name_that_is_taken_is_refused_and_nothing_changes),
		TEST(a_name_that_the_archive_has_is_refused_in_the_library),
		TEST(a_path_names_a_place_outside_of_the_library),
		TEST(names_that_would_be_trouble_are_refused),
		TEST(mistakes_in_the_rubric_are_shown_and_nothing_is_made),
		TEST(what_is_no_date_is_refused),
		TEST(the_writer_goes_on_in_the_new_session),
		TEST(a_session_can_be_made_and_opened_at_once),
		TEST(every_failure_leaves_nothing),
		TEST(where_everything_fails_no_half_session_has_the_name),
		TEST(it_is_on_the_disk_before_it_has_its_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
