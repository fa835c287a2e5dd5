/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library: what it lists and in which order, what is done there, and the way into a session and
 * back. */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/click.h"
#include "app/command.h"
#include "app/keys.h"
#include "app/library.h"
#include "app_fixture.h"
#include "debrief/array.h"
#include "debrief/paths.h"
#include "fault_file.h"
#include "property.h"

#define RUBRIC       DEBRIEF_SOURCE_RUBRICS "/reflection-guide.yaml"
#define TABLE_RUBRIC DEBRIEF_SOURCE_RUBRICS "/ambitious-mathematics.yaml"

static int start(void **state)
{
	struct app_fixture *fixture = malloc(sizeof *fixture);

	app_fixture_prepare(fixture);
	setenv("DEBRIEF_RUBRIC_PATH", DEBRIEF_SOURCE_RUBRICS, 1);
	*state = fixture;
	return 0;
}

/* Making sessions */

static const char *make(struct app_fixture *fixture, struct session_new what)
{
	const char *path;
	struct buf diags;
	struct err err = {{0}, 0};

	if (!what.rubric)
		what.rubric = RUBRIC;
	buf_init(&diags, BUF_MAX_DEFAULT);
	if (session_create(&fixture->host, &fixture->arena, &what, &path, &diags, &err))
		fail_msg("%s", err.message);
	buf_release(&diags);
	return path;
}
#define MAKE(fixture, ...) make((fixture), (struct session_new){__VA_ARGS__})

static void add(struct app_fixture *fixture, const char *path, struct event *event)
{
	struct session session;
	struct journal *journal = NULL;
	struct err err = {{0}, 0};

	if (session_open(&session, &fixture->host, path, SESSION_EVERYTHING, &err) ||
	    journal_open(&journal, &fixture->host, &session, &err) ||
	    journal_stage(journal, event, 1, &err) || journal_flush(journal, &err))
		fail_msg("%s", err.message);
	journal_close(journal);
	session_close(&session);
}

static void plan(struct app_fixture *fixture, const char *path, const char *due)
{
	struct event event;

	event_init(&event, EVENT_PLAN);
	event_set(&event, KEY_TEXT, "Two ways side by side");
	event_set(&event, KEY_DUE, due);
	add(fixture, path, &event);
}

static void end(struct app_fixture *fixture, const char *path, const char *ending)
{
	struct event event;

	event_init(&event, EVENT_CLOSE);
	event_set(&event, KEY_ENDING, ending);
	add(fixture, path, &event);
}

static const char *in_home(struct app_fixture *fixture, const char *name)
{
	return arena_printf(&fixture->arena, "%s/data/debrief/sessions/%s", fixture->folder, name);
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

/* Looking at the library */

static void list(struct app_fixture *fixture)
{
	struct err err = {{0}, 0};

	if (app_open_library(&fixture->app, &fixture->host, NULL, &err))
		fail_msg("%s", err.message);
}

static void read_all(struct app_fixture *fixture)
{
	for (int i = 0; app_tick_ms(&fixture->app) == 0; i++) {
		assert_true(i < 10000);
		app_tick(&fixture->app);
	}
	assert_true(library_is_read(fixture->app.library));
}

static void open_library(struct app_fixture *fixture)
{
	list(fixture);
	read_all(fixture);
}

/* The row that holds a text. */
static const char *row_of(struct app_fixture *fixture, const char *text)
{
	const char *screen = draw_screen(fixture, 30, 100);
	const char *found = strstr(screen, text);
	const char *from = found;

	assert_non_null(found);
	while (from > screen && from[-1] != '\n')
		from--;
	return arena_copy(&fixture->arena, from, strcspn(from, "\n"));
}

static void assert_row(struct app_fixture *fixture, const char *text, const char *has)
{
	if (!strstr(row_of(fixture, text), has))
		fail_msg("'%s' is not in: %s", has, row_of(fixture, text));
}

/* The names that are listed, in their order. */
static const char *names(struct app_fixture *fixture)
{
	const struct library *library = fixture->app.library;
	const char *all = "";

	for (size_t i = 0; i < library->n_shown; i++)
		all = arena_printf(&fixture->arena, "%s%s%s", all, i ? " " : "",
				   library->shown[i]->name);
	return all;
}

static const char *marked(struct app_fixture *fixture)
{
	const struct library_row *row = library_selected(fixture->app.library);

	return row ? row->name : "";
}

static void find(struct app_fixture *fixture, const char *text)
{
	PRESS(fixture, '/');
	app_line_changed(&fixture->app, text, strlen(text));
}

/* The list */

static void the_newest_lesson_comes_first(void **state)
{
	struct app_fixture *fixture = *state;

	MAKE(fixture, .name = "a", .date = "2026-03-01");
	MAKE(fixture, .name = "b", .date = "2026-11-01");
	MAKE(fixture, .name = "c", .date = "2025-12-31");
	MAKE(fixture, .name = "2020-01-01-d"); /* without a date: that of the day it was made */
	open_library(fixture);
	assert_string_equal(names(fixture), "2020-01-01-d b a c");
}

static void sessions_without_a_title_can_be_told_apart(void **state)
{
	struct app_fixture *fixture = *state;

	MAKE(fixture, .name = "2026-11-20-x4f9", .teacher = "J. R.", .grade = "7");
	MAKE(fixture, .name = "2026-11-20-b2k7", .teacher = "J. R.", .grade = "7");
	MAKE(fixture, .name = "2026-11-20-c1d2", .teacher = "Bea");
	MAKE(fixture, .name = "spring", .teacher = "Ada");
	MAKE(fixture, .name = "2026-11-20-titled", .teacher = "Eva", .lesson = "Slopes");
	open_library(fixture);
	fixture->columns = 80;
	assert_row(fixture, "x4f9", "Grade 7 · x4f9");
	assert_row(fixture, "b2k7", "Grade 7 · b2k7");
	assert_row(fixture, "Bea", "no title yet (c1d2)");
	assert_row(fixture, "Ada", "spring");
	assert_row(fixture, "Eva", "Slopes ");
	assert_hides(fixture, "titled");
}

static void names_are_there_before_anything_is_read(void **state)
{
	struct app_fixture *fixture = *state;

	MAKE(fixture, .name = "2026-11-20-x", .teacher = "J. R.");
	list(fixture);
	assert_shows(fixture, "2026-11-20-x");
	assert_hides(fixture, "J. R.");
	read_all(fixture);
	assert_shows(fixture, "J. R.");
	assert_int_equal(app_tick_ms(&fixture->app), -1);
}

static void rows_in_view_are_read_first(void **state)
{
	struct app_fixture *fixture = *state;
	const struct library *library;

	for (int i = 0; i < 60; i++)
		MAKE(fixture, .name = arena_printf(&fixture->arena, "2026-01-01-%02d", i));
	list(fixture);
	library = fixture->app.library;
	draw_screen(fixture, 16, 80);
	PRESS(fixture, K_END);
	draw_screen(fixture, 16, 80);
	app_tick(&fixture->app);
	assert_true(library->n_fresh > 0 && library->n_fresh < 60);
	assert_true(library_selected(library)->fresh);
}

static void the_marker_stays_on_its_session_while_rows_move(void **state)
{
	struct app_fixture *fixture = *state;

	/* by their names the order is z y x; by their lessons x y z */
	MAKE(fixture, .name = "2026-01-01-x", .date = "2026-06-03");
	MAKE(fixture, .name = "2026-01-02-y", .date = "2026-06-02");
	MAKE(fixture, .name = "2026-01-03-z", .date = "2026-06-01");
	list(fixture);
	PRESS(fixture, K_DOWN, K_DOWN);
	assert_string_equal(marked(fixture), "2026-01-01-x");
	read_all(fixture);
	assert_string_equal(names(fixture), "2026-01-01-x 2026-01-02-y 2026-01-03-z");
	assert_string_equal(marked(fixture), "2026-01-01-x");
}

static void a_marker_that_nobody_moved_stays_at_the_top(void **state)
{
	struct app_fixture *fixture = *state;

	MAKE(fixture, .name = "2026-01-01-x", .date = "2026-06-03");
	MAKE(fixture, .name = "2026-01-03-z", .date = "2026-06-01");
	list(fixture);
	assert_string_equal(marked(fixture), "2026-01-03-z");
	read_all(fixture);
	assert_string_equal(marked(fixture), "2026-01-01-x");
}

static void a_row_says_where_the_talk_stands(void **state)
{
	struct app_fixture *fixture = *state;
	struct event event;

	MAKE(fixture, .name = "p", .teacher = "Ada");
	event_init(&event, EVENT_CONSENT);
	event_set(&event, KEY_VALUE, "given");
	add(fixture, MAKE(fixture, .name = "t", .teacher = "Bea"), &event);
	end(fixture, MAKE(fixture, .name = "a", .teacher = "Cem"), "agreed");
	end(fixture, MAKE(fixture, .name = "c", .teacher = "Dov"), "continue");
	end(fixture, MAKE(fixture, .name = "o", .teacher = "Eva"), "parked");
	open_library(fixture);
	assert_row(fixture, "Ada", "preparing");
	assert_row(fixture, "Bea", "talk begun");
	assert_row(fixture, "Cem", "agreed");
	assert_row(fixture, "Dov", "to be continued");
	assert_row(fixture, "Eva", "left open");
}

static void evidence_does_not_begin_a_talk(void **state)
{
	struct app_fixture *fixture = *state;
	struct event event;

	event_init(&event, EVENT_EVIDENCE);
	event_set(&event, KEY_WHO, "students");
	event_set(&event, KEY_SOURCE, "observation");
	event_set(&event, KEY_TEXT, "They draw two number lines.");
	add(fixture, MAKE(fixture, .name = "p", .teacher = "Ada"), &event);
	open_library(fixture);
	assert_row(fixture, "Ada", "preparing");
}

static void follow_ups_that_are_due_are_named(void **state)
{
	struct app_fixture *fixture = *state;

	plan(fixture, MAKE(fixture, .name = "over", .teacher = "Ada"), "2026-11-18");
	plan(fixture, MAKE(fixture, .name = "now", .teacher = "Bea"), "2026-11-21");
	plan(fixture, MAKE(fixture, .name = "soon", .teacher = "Cem"), "2026-11-22");
	plan(fixture, MAKE(fixture, .name = "later", .teacher = "Dov"), "2026-11-28");
	open_library(fixture);
	assert_shows(fixture, "2 follow-ups are due: ");
	assert_row(fixture, "follow-ups are due", "Ada");
	assert_row(fixture, "follow-ups are due", "Bea");
	assert_row(fixture, "due for 3 days", "Ada");
	assert_row(fixture, "due today", "Bea");
	assert_row(fixture, "due tomorrow", "Cem");
	assert_row(fixture, "due in 7 days", "Dov");
}

static void a_talk_that_goes_on_from_it_takes_a_follow_up(void **state)
{
	struct app_fixture *fixture = *state;
	struct event consent;
	const char *second;

	plan(fixture, MAKE(fixture, .name = "first", .teacher = "Ada", .lesson = "One"),
	     "2026-11-18");
	second = MAKE(fixture, .name = "second", .teacher = "Ada", .lesson = "Two",
		      .previous = "first");
	open_library(fixture); /* it is being prepared */
	assert_shows(fixture, "1 follow-up is due: Ada");
	assert_row(fixture, "One", "due for 3 days");
	app_close(&fixture->app);
	event_init(&consent, EVENT_CONSENT);
	event_set(&consent, KEY_VALUE, "given");
	add(fixture, second, &consent);
	open_library(fixture);
	assert_shows(fixture, "No follow-up is due.");
	assert_row(fixture, "One", "taken up since");
}

static void what_is_damaged_is_listed_and_other_folders_are_not(void **state)
{
	struct app_fixture *fixture = *state;
	const char *path = MAKE(fixture, .name = "broken", .teacher = "Ada");
	const char *rubric_only = in_home(fixture, "bare");
	const char *journal;
	struct session session;

	assert_int_equal(session_open(&session, &fixture->host, path, SESSION_SHARED_ONLY, NULL),
			 STATUS_OK);
	journal = arena_printf(&fixture->arena, "%s/%s", path, session.files[0].name);
	session_close(&session);
	write_file(journal, "what is this\n");
	assert_int_equal(mkdir(rubric_only, 0700), 0);
	write_file(arena_printf(&fixture->arena, "%s/rubric.yaml", rubric_only), "");
	assert_int_equal(mkdir(in_home(fixture, "photos"), 0700), 0);
	assert_int_equal(mkdir(in_home(fixture, ".hidden"), 0700), 0);
	write_file(in_home(fixture, "notes.txt"), "");
	open_library(fixture);
	assert_string_equal(names(fixture), "bare broken");
	assert_row(fixture, "broken", "cannot be read");
	assert_row(fixture, "bare", "cannot be read");
}

static void a_session_of_a_later_version_says_so(void **state)
{
	struct app_fixture *fixture = *state;
	const char *path = MAKE(fixture, .name = "new", .teacher = "Ada");

	assert_int_equal(system(arena_printf(&fixture->arena,
					     "sed -i 's/^format: 1$/format: 2/' "
					     "%s/journal.*",
					     path)),
			 0);
	open_library(fixture);
	assert_row(fixture, "Ada", "newer version");
}

/* Finding */

static void every_word_must_be_somewhere_in_the_row(void **state)
{
	struct app_fixture *fixture = *state;

	MAKE(fixture, .name = "one", .teacher = "Éva M.", .lesson = "Ratios", .grade = "7");
	MAKE(fixture, .name = "two", .teacher = "Ada", .lesson = "Ratios and rates");
	end(fixture, MAKE(fixture, .name = "three", .teacher = "Ada"), "parked");
	open_library(fixture);
	find(fixture, "ratio ada");
	assert_string_equal(names(fixture), "two");
	find(fixture, "éva");
	assert_string_equal(names(fixture), "one");
	find(fixture, "OPEN left");
	assert_string_equal(names(fixture), "three");
	find(fixture, "2026-11 thr");
	assert_string_equal(names(fixture), "three");
	find(fixture, "nobody");
	assert_shows(fixture, "No session has all of these words in it.");
}

static void a_search_stays_with_enter_and_goes_with_escape(void **state)
{
	struct app_fixture *fixture = *state;

	MAKE(fixture, .name = "one", .teacher = "Ada", .date = "2026-01-01");
	MAKE(fixture, .name = "two", .teacher = "Bea", .date = "2026-01-02");
	open_library(fixture);
	find(fixture, "ada");
	app_line_done(&fixture->app, true, "ada");
	assert_string_equal(names(fixture), "one");
	assert_shows(fixture, "Found: ada");
	PRESS(fixture, '/'); /* goes on with it */
	assert_string_equal(fixture->app.form.text, "ada");
	app_line_done(&fixture->app, false, "ada");
	assert_string_equal(names(fixture), "two one");
	find(fixture, "bea");
	app_line_done(&fixture->app, true, "bea");
	PRESS(fixture, K_ESC);
	assert_string_equal(names(fixture), "two one");
}

static void a_search_says_how_far_it_has_come(void **state)
{
	struct app_fixture *fixture = *state;

	MAKE(fixture, .name = "one", .teacher = "Ada");
	list(fixture);
	find(fixture, "ada");
	assert_shows(fixture, "0 found, read 0 of 1");
	read_all(fixture);
	assert_shows(fixture, "1 found");
}

/* The archive */

static void a_session_goes_into_the_archive_and_comes_back(void **state)
{
	struct app_fixture *fixture = *state;
	const char *path;

	MAKE(fixture, .name = "one", .teacher = "Ada", .date = "2026-01-01");
	MAKE(fixture, .name = "two", .teacher = "Bea", .date = "2026-01-02");
	open_library(fixture);
	PRESS(fixture, 'A');
	assert_shows(fixture, "Put Bea into the archive");
	PRESS(fixture, '2');
	assert_string_equal(names(fixture), "two one");
	PRESS(fixture, 'A', '1');
	read_all(fixture);
	assert_string_equal(names(fixture), "one");
	assert_int_equal(access(in_home(fixture, "archive/two"), F_OK), 0);
	assert_int_equal(session_find(&fixture->host, &fixture->arena, "two", &path, NULL),
			 STATUS_OK);
	PRESS(fixture, 'v');
	assert_string_equal(names(fixture), "two");
	assert_shows(fixture, "Bea");
	PRESS(fixture, 'A', 'v');
	read_all(fixture);
	assert_string_equal(names(fixture), "two one");
}

static void nothing_is_lost_when_the_name_is_taken_in_the_archive(void **state)
{
	struct app_fixture *fixture = *state;

	MAKE(fixture, .name = "one", .teacher = "Ada");
	assert_int_equal(mkdir(in_home(fixture, "archive"), 0700), 0);
	assert_int_equal(mkdir(in_home(fixture, "archive/one"), 0700), 0);
	open_library(fixture);
	PRESS(fixture, 'A', '1');
	assert_true(fixture->app.message_warns);
	assert_int_equal(access(in_home(fixture, "one/rubric.yaml"), F_OK), 0);
}

static void nothing_is_lost_when_the_name_is_taken_outside_of_the_archive(void **state)
{
	struct app_fixture *fixture = *state;

	MAKE(fixture, .name = "one", .teacher = "Ada");
	open_library(fixture);
	PRESS(fixture, 'A', '1');
	assert_int_equal(mkdir(in_home(fixture, "one"), 0700), 0);
	PRESS(fixture, 'v', 'A');
	assert_true(fixture->app.message_warns);
	assert_shows(fixture, "cannot move the session 'one'");
	assert_int_equal(access(in_home(fixture, "archive/one/rubric.yaml"), F_OK), 0);
}

static void assert_left_out(struct app_fixture *fixture)
{
	open_library(fixture);
	assert_true(fixture->app.message_warns);
	assert_shows(fixture, "The archive is left out: ");
	assert_string_equal(names(fixture), "one");
	PRESS(fixture, K_ENTER, 'q');
	assert_shows(fixture, "The archive is left out: ");
	PRESS(fixture, 'A', '1');
	assert_true(fixture->app.message_warns);
	assert_int_equal(access(in_home(fixture, "one/rubric.yaml"), F_OK), 0);
	app_close(&fixture->app);
	assert_int_equal(unlink(in_home(fixture, SESSION_ARCHIVE)), 0);
}

static void without_an_archive_that_can_be_read_the_sessions_are_there(void **state)
{
	struct app_fixture *fixture = *state;
	const char *archive = in_home(fixture, SESSION_ARCHIVE);

	MAKE(fixture, .name = "one", .teacher = "Ada");
	write_file(archive, "");
	assert_left_out(fixture);
	assert_int_equal(symlink("nowhere", archive), 0);
	assert_left_out(fixture);
	assert_int_equal(symlink(SESSION_ARCHIVE, archive), 0);
	assert_left_out(fixture);
	open_library(fixture);
	assert_string_equal(fixture->app.message, "");
}

/* Into a session and back */

static void a_session_is_opened_and_left_again(void **state)
{
	struct app_fixture *fixture = *state;

	MAKE(fixture, .name = "one", .teacher = "Ada", .date = "2026-01-01",
	     .rubric = TABLE_RUBRIC);
	MAKE(fixture, .name = "two", .teacher = "Bea", .date = "2026-01-02");
	open_library(fixture);
	PRESS(fixture, K_DOWN, K_ENTER);
	assert_non_null(fixture->app.session);
	assert_shows(fixture, "Debrief · Ada");
	PRESS(fixture, '>', '1', '1', 'c', '2');
	type_line(fixture, "the exit tickets");
	assert_int_equal(PRESS(fixture, 'q') & CHANGE_QUIT, 0);
	PRESS(fixture, K_ENTER); /* the teacher has left */
	read_all(fixture);
	assert_string_equal(marked(fixture), "one");
	assert_row(fixture, "Ada", "to be continued");
	assert_true(PRESS(fixture, 'q') & CHANGE_QUIT);
}

static void after_the_table_no_other_names_are_seen(void **state)
{
	struct app_fixture *fixture = *state;

	MAKE(fixture, .name = "one", .teacher = "Ada", .date = "2026-01-01");
	MAKE(fixture, .name = "two", .teacher = "Bea", .date = "2026-01-02",
	     .rubric = TABLE_RUBRIC);
	open_library(fixture);
	PRESS(fixture, K_ENTER, 'q'); /* from the preparation */
	assert_shows(fixture, "Ada");
	PRESS(fixture, K_ENTER, '>', '1', '1', 'q');
	assert_shows(fixture, "Saved. Enter shows your sessions, q leaves.");
	assert_hides(fixture, "Ada");
	assert_hides(fixture, "Bea");
	PRESS(fixture, '/', 'n', 'v', K_DOWN);
	assert_hides(fixture, "Ada");
	read_all(fixture);
	assert_hides(fixture, "Ada");
	PRESS(fixture, K_ENTER);
	assert_shows(fixture, "Ada");
}

static void begin_note(struct app_fixture *fixture)
{
	MAKE(fixture, .name = "one", .teacher = "Ada", .rubric = TABLE_RUBRIC,
	     .date = "2026-01-02");
	MAKE(fixture, .name = "two", .teacher = "Bo", .rubric = TABLE_RUBRIC, .date = "2026-01-01");
	open_library(fixture);
	read_all(fixture);
	library_select(fixture->app.library, "one");
	fixture->host.files = &fault_ops;
	fault_start((struct fault){.at = 0});
	PRESS(fixture, K_ENTER, 'N');
	type_line(fixture, "What was saved.");
	PRESS(fixture, 'N');
}

/* Leaves a session whose last words no disk took. */
static void leave_unsaved(struct app_fixture *fixture, struct fault fault)
{
	begin_note(fixture);
	fault_start(fault);
	type_line(fixture, "Ask about the table.");
	PRESS(fixture, 'q');
	assert_non_null(fixture->app.session); /* it takes a second q */
	assert_shows(fixture, "NOT SAVED");
	PRESS(fixture, 'q');
	assert_null(fixture->app.session);
}

static size_t count(const char *text, const char *part)
{
	size_t n = 0;

	while ((text = strstr(text, part))) {
		text += strlen(part);
		n++;
	}
	return n;
}

/* The program ends; what it prints then has the words so often. */
static void assert_printed(struct app_fixture *fixture, size_t times)
{
	struct buf unsaved;

	buf_init(&unsaved, BUF_MAX_DEFAULT);
	fixture->app.unsaved = &unsaved;
	app_close(&fixture->app);
	assert_int_equal(count(buf_text(&unsaved), "Ask about the table."), times);
	assert_int_equal(count(buf_text(&unsaved), "What was saved."), 0);
	fixture->app.unsaved = NULL;
	buf_release(&unsaved);
	fault_start((struct fault){.at = 0});
	fixture->host.files = &file_ops_system;
}

#define DISK_IS_FULL                                                         \
	{                                                                    \
		.op = FAULT_WRITE, .at = 1, .sticky = true, .number = ENOSPC \
	}

static void words_that_no_disk_took_are_kept_for_the_end(void **state)
{
	struct app_fixture *fixture = *state;

	leave_unsaved(fixture, (struct fault)DISK_IS_FULL);
	assert_row(fixture, "Ada", "NOT SAVED");
	assert_row(fixture, "Bo", "preparing");
	assert_printed(fixture, 1);
}

/* Who was told what would be lost was not told of what came later. */
static void a_warning_before_leaving_holds_for_what_was_there(void **state)
{
	struct app_fixture *fixture = *state;

	begin_note(fixture);
	fault_start((struct fault)DISK_IS_FULL);
	type_line(fixture, "Ask about the table.");
	PRESS(fixture, 'q');
	PRESS(fixture, 'N');
	type_line(fixture, "Another.");
	PRESS(fixture, 'q');
	assert_non_null(fixture->app.session);
	assert_shows(fixture, "NOT SAVED: q again leaves");
	PRESS(fixture, 'q');
	assert_null(fixture->app.session);
	assert_printed(fixture, 1);
}

/* As the loop does. */
static void save_when_due(struct app_fixture *fixture)
{
	assert_true(app_save_is_due(&fixture->app));
	app_flush(&fixture->app);
}

static size_t notes_in(const struct session *session)
{
	size_t notes = 0;

	for (size_t i = 0; i < session->n_events; i++)
		notes += session->events[i]->kind == EVENT_NOTE;
	return notes;
}

static void assert_record(struct app_fixture *fixture)
{
	struct session session;
	struct buf found;
	size_t errors, warnings;

	buf_init(&found, BUF_MAX_DEFAULT);
	assert_int_equal(
		session_open(&session, &fixture->host,
			     library_path(fixture->app.library,
					  library_selected(fixture->app.library), &fixture->arena),
			     SESSION_EVERYTHING, NULL),
		STATUS_OK);
	assert_int_equal(session_check(&session, &fixture->host, &found, &errors, &warnings, NULL),
			 STATUS_OK);
	assert_string_equal(buf_text(&found), "");
	assert_int_equal(notes_in(&session), 3);
	session_close(&session);
	buf_release(&found);
}

/* Whether the disk took nothing, or all but the promise that it stays. */
static void words_that_no_disk_took_are_tried_again_with_their_session(void **state)
{
	static const struct fault faults[] = {
		DISK_IS_FULL,
		{.op = FAULT_FDATASYNC, .at = 1, .sticky = true, .number = EIO},
	};

	for (size_t i = 0; i < COUNT(faults); i++) {
		struct app_fixture *fixture;

		if (i > 0)
			start(state);
		fixture = *state;
		leave_unsaved(fixture, faults[i]);
		PRESS(fixture, K_DOWN, K_ENTER); /* another one keeps out of it */
		assert_string_equal(path_name(fixture->app.session->path), "two");
		assert_false(app_save_is_due(&fixture->app));
		PRESS(fixture, 'q', K_UP, K_ENTER);
		assert_int_equal(app_save_mark(&fixture->app), SAVE_MARK_FAILED);
		assert_int_equal(fixture->app.drafts.n_offers, 0);
		save_when_due(fixture); /* in vain */
		PRESS(fixture, 'q', 'q');
		assert_row(fixture, "Ada", "NOT SAVED");
		fault_start((struct fault){.at = 0});
		PRESS(fixture, K_ENTER);
		save_when_due(fixture);
		assert_shows(fixture, "Everything is saved again.");
		PRESS(fixture, 'N');
		type_line(fixture, "And what came after.");
		PRESS(fixture, 'q');
		assert_row(fixture, "Ada", "preparing");
		assert_record(fixture);
		assert_printed(fixture, 0);
		if (i == 0)
			app_teardown(state);
	}
}

/* A file in which they may be already is not added to. */
static void assert_once_in_any_file(struct app_fixture *fixture)
{
	const char *folder = library_path(fixture->app.library,
					  library_selected(fixture->app.library), &fixture->arena);
	glob_t files;
	int descriptor = open(folder, O_RDONLY | O_DIRECTORY);

	assert_true(descriptor >= 0);
	assert_int_equal(glob(arena_printf(&fixture->arena, "%s/*.yaml", folder), 0, NULL, &files),
			 0);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		struct buf bytes;

		buf_init(&bytes, BUF_MAX_DEFAULT);
		assert_int_equal(file_read(&file_ops_system, descriptor,
					   strrchr(files.gl_pathv[i], '/') + 1, BUF_MAX_DEFAULT,
					   &bytes, NULL),
				 STATUS_OK);
		assert_in_range(count(buf_text(&bytes), "Ask about the table."), 0, 1);
		buf_release(&bytes);
	}
	globfree(&files);
	close(descriptor);
}

/* What was written before it failed may be there and may not: it counts once. */
static void wherever_the_disk_fails_the_words_are_kept_once(void **state)
{
	bool failed = true;

	for (unsigned n = 1; failed; n++) {
		struct app_fixture *fixture;

		if (n > 1) {
			app_teardown(state);
			start(state);
		}
		fixture = *state;
		begin_note(fixture);
		fault_start(
			(struct fault){.op = FAULT_ANY, .at = n, .sticky = true, .number = EIO});
		type_line(fixture, "Ask about the table.");
		failed = fault_happened();
		PRESS(fixture, 'q', 'q');
		fault_start((struct fault){.at = 0});
		PRESS(fixture, K_ENTER, 'N');
		type_line(fixture, "And what came after.");
		assert_int_equal(notes_in(&fixture->app.library->session), 3);
		PRESS(fixture, 'q');
		assert_record(fixture);
		assert_once_in_any_file(fixture);
		assert_printed(fixture, 0);
	}
}

static void words_that_no_disk_took_find_their_session_in_the_archive(void **state)
{
	struct app_fixture *fixture = *state;

	leave_unsaved(fixture, (struct fault)DISK_IS_FULL);
	fault_start((struct fault){.at = 0});
	PRESS(fixture, 'A', '1', 'v');
	read_all(fixture);
	assert_row(fixture, "Ada", "NOT SAVED");
	PRESS(fixture, K_ENTER);
	save_when_due(fixture);
	PRESS(fixture, 'q');
	assert_printed(fixture, 0);
}

/* A new session */

static void answer_lines(struct app_fixture *fixture, const char *teacher)
{
	PRESS(fixture, 'n');
	type_line(fixture, teacher);
	type_line(fixture, "Ratios");
	type_line(fixture, "");
	type_line(fixture, "Which is stronger");
}

static void a_session_is_made_step_by_step(void **state)
{
	struct app_fixture *fixture = *state;
	const struct event *open;

	open_library(fixture);
	assert_shows(fixture, "Welcome to Debrief");
	answer_lines(fixture, "Ada");
	assert_shows(fixture, "17 steps");
	assert_shows(fixture, "After a coaching talk");
	type_line(fixture, "");
	assert_non_null(fixture->app.session);
	open = fixture->app.session->open;
	assert_string_equal(event_text(open, KEY_TEACHER), "Ada");
	assert_string_equal(event_text(open, KEY_LESSON_TITLE), "Ratios");
	assert_null(event_text(open, KEY_LESSON_GRADE));
	assert_string_equal(event_text(open, KEY_LESSON_GOAL), "Which is stronger");
	assert_string_equal(event_text(open, KEY_RUBRIC_ID), "ambitious-mathematics");
	assert_null(event_text(open, KEY_PREVIOUS));
	assert_false(app_is_table_safe(&fixture->app));
	PRESS(fixture, 'q');
	read_all(fixture);
	assert_row(fixture, "Ada", "Ratios");
}

static void a_session_that_is_not_finished_is_not_made(void **state)
{
	struct app_fixture *fixture = *state;

	open_library(fixture);
	answer_lines(fixture, "Ada");
	app_line_done(&fixture->app, false, "");
	assert_shows(fixture, "No session was made.");
	assert_int_equal(access(in_home(fixture, ""), F_OK), -1);
}

static void the_talk_before_is_offered(void **state)
{
	struct app_fixture *fixture = *state;
	const char *before = MAKE(fixture, .name = "first", .teacher = "Mrs. Ada",
				  .lesson = "Rates", .date = "2026-10-02");
	struct event goal;

	event_init(&goal, EVENT_GOAL);
	event_set(&goal, KEY_WHOSE, "agreed-by-teacher");
	event_set(&goal, KEY_TEXT, "Two ways side by side");
	add(fixture, before, &goal);
	end(fixture, before, "agreed");
	MAKE(fixture, .name = "other", .teacher = "Bea");
	list(fixture); /* not read yet */
	answer_lines(fixture, "mrs ada");
	type_line(fixture, "");
	assert_shows(fixture, "It follows the talk of 2 October 2026 · Rates");
	assert_shows(fixture, "agreed: Two ways side by side");
	assert_hides(fixture, "Bea");
	PRESS(fixture, '1');
	assert_string_equal(event_text(fixture->app.session->open, KEY_PREVIOUS), "first");
	assert_string_equal(fixture->app.previous.goal, "Two ways side by side");
}

static void the_rubric_used_last_comes_first(void **state)
{
	struct app_fixture *fixture = *state;

	MAKE(fixture, .name = "one", .teacher = "Bea", .rubric = RUBRIC);
	open_library(fixture);
	answer_lines(fixture, "Ada");
	assert_shows(fixture, "After a coaching talk, a reflection for the coach (used last)");
	type_line(fixture, "");
	assert_string_equal(event_text(fixture->app.session->open, KEY_RUBRIC_ID),
			    "reflection-guide");
}

static void a_rubric_with_mistakes_is_listed_and_not_taken(void **state)
{
	struct app_fixture *fixture = *state;
	const char *folder = arena_printf(&fixture->arena, "%s/rubrics", fixture->folder);
	const char *path = arena_printf(&fixture->arena, "%s:%s", DEBRIEF_SOURCE_RUBRICS, folder);

	assert_int_equal(mkdir(folder, 0700), 0);
	write_file(arena_printf(&fixture->arena, "%s/mine.yaml", folder),
		   "format: debrief-rubric/1\nid: mine\nversion: 1\ntilte: Mine\n");
	setenv("DEBRIEF_RUBRIC_PATH", path, 1);
	open_library(fixture);
	answer_lines(fixture, "Ada");
	assert_shows(fixture, "mine (has mistakes)");
	assert_shows(fixture, "error: ");
	app_line_changed(&fixture->app, "mistakes", 8);
	type_line(fixture, "mistakes");
	assert_null(fixture->app.session);
	assert_shows(fixture, "This rubric has mistakes");
}

static void the_help_of_the_library_speaks_of_the_library(void **state)
{
	struct app_fixture *fixture = *state;

	MAKE(fixture, .name = "one", .teacher = "Ada");
	open_library(fixture);
	PRESS(fixture, '?');
	assert_shows(fixture, "make a session, step by step");
	assert_hides(fixture, "start the talk");
	PRESS(fixture, K_ESC);
	assert_shows(fixture, "Ada");
}

static void a_click_marks_a_row_and_another_opens_it(void **state)
{
	struct app_fixture *fixture = *state;
	const struct target second = {TARGET_ROW, 0, 1};

	MAKE(fixture, .name = "one", .teacher = "Ada", .date = "2026-01-01");
	MAKE(fixture, .name = "two", .teacher = "Bea", .date = "2026-01-02");
	open_library(fixture);
	app_click(&fixture->app, &second);
	assert_null(fixture->app.session);
	assert_string_equal(marked(fixture), "one");
	app_click(&fixture->app, &second);
	assert_string_equal(event_text(fixture->app.session->open, KEY_TEACHER), "Ada");
}

/* The coaching cycle */

static void the_sessions_with_a_teacher_are_read_in_a_line(void **state)
{
	struct app_fixture *fixture = *state;
	const char *first = MAKE(fixture, .name = "first", .teacher = "J. R.", .lesson = "Ratios");

	plan(fixture, first, "2026-11-20");
	end(fixture, first, "agreed");
	MAKE(fixture, .name = "second", .teacher = "jr", .lesson = "Slopes", .previous = "first");
	MAKE(fixture, .name = "other", .teacher = "Ada");
	open_library(fixture);
	library_select(fixture->app.library, "second");
	PRESS(fixture, 'c');
	assert_shows(fixture, "The coaching cycle with jr");
	assert_shows(fixture, "21 November 2026 · Ratios");
	assert_shows(fixture, "21 November 2026 · Slopes");
	assert_hides(fixture, "Ada");
	fixture->rows = 15;
	assert_hides(fixture, "Session: second");
	PRESS(fixture, K_END);
	assert_shows(fixture, "Session: second");
	assert_hides(fixture, "At a glance");
	PRESS(fixture, K_HOME);
	assert_shows(fixture, "At a glance");
	fixture->rows = 30;
	PRESS(fixture, K_ESC);
	assert_shows(fixture, "Your sessions");
	assert_shows(fixture, "Ada");
}

/* A walk through the library, in and out of sessions: each command of the library is run */

#define OF_LIBRARY (IN_LIBRARY | IN_COVER | IN_FIND | IN_PAGE)

struct walk {
	struct app_fixture *fixture;
	struct property property;
	unsigned *ran; /* in which contexts, by command */
};

/* A key of the library where one is in it; in a session some that lead about, and out. */
static int any_key(struct walk *walk, unsigned context)
{
	static const int keys[] = {'>', '<', '1', '2', K_ESC, 'N', 'c', 'u', K_TAB, 'q'};
	unsigned count = 0;
	int key = 0;

	for (size_t i = 0; i < n_commands && context & OF_LIBRARY; i++)
		if ((commands[i].contexts & context) && !property_number(&walk->property, ++count))
			key = commands[i].keys[0]; /* each as likely as the others */
	if (key)
		return key;
	return keys[property_number(&walk->property, COUNT(keys))];
}

static void press_something(struct walk *walk)
{
	struct app *app = &walk->fixture->app;
	unsigned context = command_context(app);
	int key = any_key(walk, context);
	const struct command *command = command_for_key(app, key);
	unsigned change;

	if (command)
		walk->ran[command - commands] |= context;
	if (!app_is_editing(app))
		PRESS(walk->fixture, key);
	else if (command)
		app_line_key(app, key, &change);
}

static void write_something(struct walk *walk)
{
	struct app *app = &walk->fixture->app;
	bool keeps = property_number(&walk->property, 3);
	const char *text = property_number(&walk->property, 2) ? "a" : "";

	if (form_is_below(app) && app->mode == MODE_FORM)
		walk->ran[command_for_key(app, keeps ? K_ENTER : K_ESC) - commands] |=
			command_context(app);
	app_line_changed(app, text, strlen(text));
	app_line_done(app, keeps, text);
}

static size_t never_run(const struct walk *walk, bool say)
{
	size_t count = 0;

	for (size_t i = 0; i < n_commands; i++) {
		unsigned missing = commands[i].contexts & OF_LIBRARY & ~walk->ran[i];

		if (!missing || !strcmp(commands[i].id, "demo")) /* nobody gave one */
			continue;
		count++;
		if (say)
			print_error("never run: %s in context %x\n", commands[i].id, missing);
	}
	return count;
}

static void every_command_of_the_library_can_be_run_at_any_time(void **state)
{
	struct walk walk = {*state, property_start("walk through the library"), NULL};
	struct app *app = &walk.fixture->app;

	walk.ran = calloc(n_commands, sizeof *walk.ran);
	for (int i = 0; i < 4; i++)
		plan(walk.fixture,
		     MAKE(walk.fixture, .name = arena_printf(&walk.fixture->arena, "s%d", i),
			  .teacher = "Ada", .rubric = i % 2 ? RUBRIC : TABLE_RUBRIC),
		     "2026-11-20");
	list(walk.fixture);
	for (int i = 0; i < property_rounds(1500) || (i < 20000 && never_run(&walk, false)); i++) {
		const struct library *library = app->library;

		app_tick(app);
		if (app_is_editing(app) && app->mode == MODE_FORM &&
		    property_number(&walk.property, 2))
			write_something(&walk);
		else
			press_something(&walk);
		if (i % 8 == 0)
			draw_screen(walk.fixture, 1 + (int)property_number(&walk.property, 60),
				    1 + (int)property_number(&walk.property, 200));
		assert_true(library->n_order >= 4 && library->n_shown <= library->n_order);
	}
	assert_int_equal(never_run(&walk, true), 0);
	free(walk.ran);
}

#define WITH_HOME(test) cmocka_unit_test_setup_teardown(test, start, app_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_HOME(the_newest_lesson_comes_first),
		WITH_HOME(sessions_without_a_title_can_be_told_apart),
		WITH_HOME(names_are_there_before_anything_is_read),
		WITH_HOME(rows_in_view_are_read_first),
		WITH_HOME(the_marker_stays_on_its_session_while_rows_move),
		WITH_HOME(a_marker_that_nobody_moved_stays_at_the_top),
		WITH_HOME(a_row_says_where_the_talk_stands),
		WITH_HOME(evidence_does_not_begin_a_talk),
		WITH_HOME(follow_ups_that_are_due_are_named),
		WITH_HOME(a_talk_that_goes_on_from_it_takes_a_follow_up),
		WITH_HOME(what_is_damaged_is_listed_and_other_folders_are_not),
		WITH_HOME(a_session_of_a_later_version_says_so),
		WITH_HOME(every_word_must_be_somewhere_in_the_row),
		WITH_HOME(a_search_stays_with_enter_and_goes_with_escape),
		WITH_HOME(a_search_says_how_far_it_has_come),
		WITH_HOME(a_session_goes_into_the_archive_and_comes_back),
		WITH_HOME(nothing_is_lost_when_the_name_is_taken_in_the_archive),
		WITH_HOME(nothing_is_lost_when_the_name_is_taken_outside_of_the_archive),
		WITH_HOME(without_an_archive_that_can_be_read_the_sessions_are_there),
		WITH_HOME(a_session_is_opened_and_left_again),
		WITH_HOME(after_the_table_no_other_names_are_seen),
		WITH_HOME(words_that_no_disk_took_are_kept_for_the_end),
		WITH_HOME(a_warning_before_leaving_holds_for_what_was_there),
		WITH_HOME(words_that_no_disk_took_are_tried_again_with_their_session),
		WITH_HOME(wherever_the_disk_fails_the_words_are_kept_once),
		WITH_HOME(words_that_no_disk_took_find_their_session_in_the_archive),
		WITH_HOME(a_session_is_made_step_by_step),
		WITH_HOME(a_session_that_is_not_finished_is_not_made),
		WITH_HOME(the_talk_before_is_offered),
		WITH_HOME(the_rubric_used_last_comes_first),
		WITH_HOME(a_rubric_with_mistakes_is_listed_and_not_taken),
		WITH_HOME(the_help_of_the_library_speaks_of_the_library),
		WITH_HOME(a_click_marks_a_row_and_another_opens_it),
		WITH_HOME(the_sessions_with_a_teacher_are_read_in_a_line),
		WITH_HOME(every_command_of_the_library_can_be_run_at_any_time),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
