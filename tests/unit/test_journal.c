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
#include "debrief/journal.h"
#include "debrief/paths.h"
#include "debrief/record.h"
#include "home_fixture.h"
#include "session/stamp.h"
#include "session/state_folder.h"

/* ---- help ---- */

struct desk { /* a session that is open for writing */
	struct session session;
	struct journal *journal;
};

static void open_session(struct home *home, struct session *session)
{
	struct err err = {0};

	if (session_open(session, &home->host, home->session, SESSION_EVERYTHING, &err) !=
	    STATUS_OK)
		fail_msg("%s", err.message);
}

static void sit_down(struct home *home, struct desk *desk)
{
	struct err err = {0};

	open_session(home, &desk->session);
	if (journal_open(&desk->journal, &home->host, &desk->session, &err) != STATUS_OK)
		fail_msg("%s", err.message);
}

static void stand_up(struct desk *desk)
{
	journal_close(desk->journal);
	session_close(&desk->session);
}

static struct event said(const char *text)
{
	struct event event;

	event_init(&event, EVENT_SAID);
	event_set(&event, KEY_BY, "teacher");
	event_set(&event, KEY_TEXT, text);
	return event;
}

static struct event note(const char *text)
{
	struct event event;

	event_init(&event, EVENT_NOTE);
	event_set(&event, KEY_TEXT, text);
	event.is_private = true;
	return event;
}

static void stage(struct desk *desk, struct event *events, size_t count)
{
	struct err err = {0};

	if (journal_stage(desk->journal, events, count, &err) != STATUS_OK)
		fail_msg("%s", err.message);
}

static void flush(struct desk *desk)
{
	struct err err = {0};

	if (journal_flush(desk->journal, &err) != STATUS_OK)
		fail_msg("%s", err.message);
}

/* Says and saves; the event. */
static struct event say(struct desk *desk, const char *text)
{
	struct event event = said(text);

	stage(desk, &event, 1);
	flush(desk);
	return event;
}

static struct event say_alone(struct home *home, const char *text)
{
	struct desk desk;

	sit_down(home, &desk);
	struct event event = say(&desk, text);
	stand_up(&desk);
	return event;
}

/* All texts in the order of the session, with a blank between; `clean`: check finds nothing. */
static const char *texts(struct home *home, bool clean)
{
	struct session session;
	const char *all = "";

	open_session(home, &session);
	for (size_t i = 0; i < session.n_events; i++) {
		const char *text = event_text(session.events[i], KEY_TEXT);
		if (text)
			all = arena_printf(&home->arena, "%s%s%s", all, *all ? " " : "", text);
	}
	if (clean) {
		struct buf out;
		size_t errors;
		size_t warnings;
		buf_init(&out, BUF_MAX_DEFAULT);
		assert_int_equal(
			session_check(&session, &home->host, &out, &errors, &warnings, NULL),
			STATUS_OK);
		assert_string_equal(buf_text(&out), "");
		buf_release(&out);
	}
	session_close(&session);
	return all;
}

static const char *journal_path(struct home *home)
{
	return home_find(home, home->session, "journal.");
}

static const char *rescue_path(struct home *home)
{
	return home_path(home, home->root, "state/debrief/rescue/talk");
}

static bool has_id(const struct event *event, const char *writer, const char *rest)
{
	char id[EVENT_ID_SIZE];

	event_id_format(&event->id, id);
	return strncmp(id, writer, EVENT_WRITER_LENGTH) == 0 &&
	       strcmp(id + EVENT_WRITER_LENGTH, rest) == 0;
}

/* ---- ids, times, groups ---- */

static void each_stream_counts_on_its_own(void **state)
{
	struct home *home = *state;
	struct desk desk;
	struct event first = said("a");
	struct event second = note("b");
	struct event third = said("c");

	sit_down(home, &desk);
	const char *writer = desk.session.open->id.writer;
	stage(&desk, &first, 1);
	stage(&desk, &second, 1);
	stage(&desk, &third, 1);
	assert_true(has_id(&first, writer, ".2"));
	assert_true(has_id(&second, writer, ".p2"));
	assert_true(has_id(&third, writer, ".3"));
	stand_up(&desk);
	assert_string_equal(texts(home, true), "a b c");
	third = say_alone(home, "d");
	assert_int_equal(third.id.number, 4);
	assert_string_equal(texts(home, true), "a b c d");
}

/* As somebody, or a program that keeps folders in step, may have put it there. */
static void numbers_do_not_run_out(void **state)
{
	struct home *home = *state;
	struct event last = say_alone(home, "a");
	struct stamp stamp = {.next = {UINT32_MAX, 2}};
	struct event next = said("c");
	char name[64];
	struct buf record;
	struct err err = {0};
	const char *path;
	FILE *file;

	snprintf(name, sizeof(name), "journal.%s.yaml", last.id.writer);
	path = path_join(&home->arena, home->session, name);
	last.id.number = UINT32_MAX;
	buf_init(&record, BUF_MAX_DEFAULT);
	assert_int_equal(record_encode(&last, &record, &err), STATUS_OK);
	file = fopen(path, "a");
	assert_non_null(file);
	assert_int_equal(fwrite(record.data, 1, record.length, file), record.length);
	assert_int_equal(fclose(file), 0);
	buf_release(&record);
	assert_string_not_equal(say_alone(home, "b").id.writer, last.id.writer);
	assert_string_equal(texts(home, false), "a a b");
	assert_int_equal(stamp_events(&stamp, last.id.writer, 0, 0, &next, 1, &err), STATUS_LIMIT);
	next.is_private = true;
	stamp.next[1] = UINT32_MAX;
	assert_int_equal(stamp_events(&stamp, last.id.writer, 0, 0, &next, 1, &err), STATUS_LIMIT);
}

static void the_last_shared_record_ends_a_group(void **state)
{
	struct home *home = *state;
	struct event events[] = {said("a"), said("b"), note("c")};
	struct event private_ones[] = {note("d"), note("e")};
	struct event single = said("f");
	struct desk desk;

	sit_down(home, &desk);
	stage(&desk, events, 3);
	stage(&desk, private_ones, 2);
	stage(&desk, &single, 1);
	for (size_t i = 0; i < 3; i++)
		assert_true(event_id_equal(&events[i].group, &events[1].id));
	for (size_t i = 0; i < 2; i++)
		assert_true(event_id_equal(&private_ones[i].group, &private_ones[1].id));
	assert_false(event_id_is_set(&single.group));
	stand_up(&desk);
	assert_string_equal(texts(home, true), "a b c d e f");
}

/* Readers sort by time, then writer, shared before private, number. */
static void the_order_of_actions_is_the_order_that_readers_find(void **state)
{
	struct home *home = *state;
	struct event events[] = {note("a"), said("b"), note("c"), note("d"), said("e"), said("f")};
	struct desk desk;

	home->host.test_clock = true; /* which stands still */
	home->host.test_now_ms = home->host.test_start_ms = 1795270000000;
	sit_down(home, &desk);
	stage(&desk, events, 6);
	for (size_t i = 0; i < 6; i++) {
		const struct event *event = desk.session.events[desk.session.n_events - 6 + i];
		assert_string_equal(event_text(event, KEY_TEXT), event_text(&events[i], KEY_TEXT));
	}
	stand_up(&desk);
	assert_string_equal(texts(home, true), "a b c d e f");
}

static void a_clock_that_was_put_back_does_not_turn_time_round(void **state)
{
	struct home *home = *state;
	struct desk desk;

	home->host.test_clock = true;
	home->host.test_now_ms = home->host.test_start_ms = 1795270000000;
	sit_down(home, &desk);
	struct event late = say(&desk, "a");
	home->host.test_now_ms -= 3600000;
	struct event early = say(&desk, "b");
	assert_true(early.at >= late.at);
	stand_up(&desk);
	early = say_alone(home, "c");
	assert_true(early.at >= late.at);
	assert_string_equal(texts(home, true), "a b c");
}

static void times_that_are_given_are_kept_unless_they_run_backwards(void **state)
{
	struct home *home = *state;
	struct desk desk;
	struct event event = said("a");
	int64_t at;

	sit_down(home, &desk);
	event.at = at = host_now_ms(&home->host) + 1000;
	event.el = 667312;
	stage(&desk, &event, 1);
	assert_int_equal(event.at, at);
	assert_int_equal(event.el, 667312);
	event = said("b");
	event.at = at - 1;
	assert_int_equal(journal_stage(desk.journal, &event, 1, NULL), STATUS_INVALID);
	event = said("b");
	event.el = 667311;
	assert_int_equal(journal_stage(desk.journal, &event, 1, NULL), STATUS_INVALID);
	event = said("b");
	stage(&desk, &event, 1);
	assert_true(event.at >= at);
	assert_true(event.el >= 667312);
	stand_up(&desk);
	assert_string_equal(texts(home, true), "a b");
}

static void time_in_the_session_goes_on_where_it_stopped(void **state)
{
	struct home *home = *state;
	struct desk desk;

	home->host.test_clock = true;
	home->host.test_now_ms = home->host.test_start_ms = 1795270000000;
	sit_down(home, &desk);
	host_waited(&home->host, 5000);
	assert_int_equal(journal_elapsed_ms(desk.journal), 5000);
	assert_int_equal(say(&desk, "a").el, 5000);
	stand_up(&desk);
	host_waited(&home->host, 86400000);
	sit_down(home, &desk);
	assert_int_equal(journal_elapsed_ms(desk.journal), 5000);
	host_waited(&home->host, 250);
	assert_int_equal(say(&desk, "b").el, 5250);
	stand_up(&desk);
}

static void one_bad_record_and_nothing_of_its_group_is_taken(void **state)
{
	struct home *home = *state;
	char *large = calloc(1, RECORD_MAX + 1);
	struct desk desk;

	memset(large, 'x', RECORD_MAX);
	const char *const bad[] = {large, "\xC3("};
	const enum status expected[] = {STATUS_LIMIT, STATUS_INVALID};
	sit_down(home, &desk);
	size_t before = desk.session.n_events;
	for (int i = 0; i < 2; i++) {
		struct event events[] = {said("a"), note("b"), said(bad[i])};
		assert_int_equal(journal_stage(desk.journal, events, 3, NULL), expected[i]);
		assert_false(event_id_is_set(&events[0].id));
		assert_int_equal(events[0].at, 0);
		assert_int_equal(desk.session.n_events, before);
		assert_int_equal(journal_unsaved(desk.journal), 0);
	}
	assert_int_equal(say(&desk, "c").id.number, 2);
	stand_up(&desk);
	assert_string_equal(texts(home, true), "c");
	free(large);
}

static void what_is_staged_shows_at_once_and_is_unsaved_until_flushed(void **state)
{
	struct home *home = *state;
	struct event event = said("a");
	struct desk desk;

	sit_down(home, &desk);
	size_t before = desk.session.n_events;
	stage(&desk, &event, 1);
	assert_int_equal(desk.session.n_events, before + 1);
	const struct event *shown = session_event(&desk.session, &event.id);
	assert_true(shown->unsaved);
	assert_int_equal(journal_unsaved(desk.journal), 1);
	assert_string_equal(texts(home, true), "");
	flush(&desk);
	assert_false(shown->unsaved);
	assert_int_equal(journal_unsaved(desk.journal), 0);
	assert_string_equal(texts(home, true), "a");
	stand_up(&desk);
}

static void undo_reaches_back_to_the_beginning_of_this_run(void **state)
{
	struct home *home = *state;
	struct desk desk;
	struct event before = say_alone(home, "a");

	sit_down(home, &desk);
	struct event event = say(&desk, "b");
	assert_true(journal_is_of_this_run(desk.journal, &event));
	assert_false(journal_is_of_this_run(desk.journal, &before));
	assert_false(journal_is_of_this_run(desk.journal, desk.session.open));
	stand_up(&desk);
}

static void to_look_at_a_session_leaves_no_trace_in_it(void **state)
{
	struct home *home = *state;
	const char *copy = home_path(home, home->root, "copy");
	struct desk desk;

	home_copy_folder(home, home->session, copy);
	home->session = copy;
	const char *before = home_list(home, copy);
	sit_down(home, &desk);
	flush(&desk);
	stand_up(&desk);
	assert_string_equal(home_list(home, copy), before);
}

/* ---- who writes ---- */

static void a_second_program_is_locked_out_until_the_first_ends(void **state)
{
	struct home *home = *state;
	struct desk first;
	struct desk second;

	sit_down(home, &first);
	open_session(home, &second.session);
	assert_int_equal(journal_open(&second.journal, &home->host, &second.session, NULL),
			 STATUS_LOCKED);
	assert_null(second.journal);
	struct event written = say(&first, "a");
	assert_int_equal(journal_open(&second.journal, &home->host, &second.session, NULL),
			 STATUS_LOCKED);
	stand_up(&first);
	assert_int_equal(journal_open(&second.journal, &home->host, &second.session, NULL),
			 STATUS_OK);
	/* It has read what was written since it looked, and goes on there. */
	assert_non_null(session_event(&second.session, &written.id));
	assert_int_equal(say(&second, "b").id.number, written.id.number + 1);
	stand_up(&second);
	assert_string_equal(texts(home, true), "a b");
}

/* Nothing of its own is in the folder yet, and later its own is not the one that was there. */
static void one_that_has_not_written_yet_holds_the_lock_too(void **state)
{
	struct home *home = *state;
	const char *copy = home_path(home, home->root, "copy");
	struct desk first;
	struct session session;
	struct journal *journal;

	home_copy_folder(home, home->session, copy);
	home->session = copy;
	sit_down(home, &first);
	open_session(home, &session);
	assert_int_equal(journal_open(&journal, &home->host, &session, NULL), STATUS_LOCKED);
	say(&first, "a");
	assert_int_equal(journal_open(&journal, &home->host, &session, NULL), STATUS_LOCKED);
	session_close(&session);
	stand_up(&first);
}

/* What each case does to the files before the session is opened again. */
static void assert_new_writer(struct home *home, const char *expected)
{
	struct session session;

	open_session(home, &session);
	char before[EVENT_WRITER_LENGTH + 1];
	memcpy(before, session.open->id.writer, sizeof(before));
	session_close(&session);
	const char *path = journal_path(home);
	size_t length;
	size_t length_after;
	const char *bytes = home_read(home, path, &length);
	struct event event = say_alone(home, "new");
	assert_string_not_equal(event.id.writer, before);
	assert_int_equal(event.id.number, 2);
	path = home_path(home, home->session,
			 arena_printf(&home->arena, "journal.%s.yaml", before));
	const char *after = home_read(home, path, &length_after);
	assert_int_equal(length_after, length);
	assert_memory_equal(after, bytes, length);
	assert_string_equal(texts(home, false), expected);
	/* And the new one goes on. */
	struct event next = say_alone(home, "next");
	assert_string_equal(next.id.writer, event.id.writer);
	assert_int_equal(next.id.number, 3);
}

static void a_copy_of_the_folder_gets_a_writer_of_its_own(void **state)
{
	struct home *home = *state;
	const char *copy = home_path(home, home->root, "copy");

	say_alone(home, "a");
	home_copy_folder(home, home->session, copy);
	const char *original = home->session;
	home->session = copy;
	assert_new_writer(home, "a new");
	home->session = original;
	assert_int_equal(say_alone(home, "b").id.number, 3);
	assert_string_equal(texts(home, true), "a b");
}

static void a_file_that_lacks_what_was_acknowledged_is_not_continued(void **state)
{
	struct home *home = *state;
	size_t length;

	say_alone(home, "a");
	const char *path = journal_path(home);
	const char *older = home_read(home, path, &length);
	say_alone(home, "b");
	home_write(path, older, length);
	assert_new_writer(home, "a new");
}

static void a_private_file_that_lacks_something_counts_as_well(void **state)
{
	struct home *home = *state;
	const char *path = home_find(home, home->session, "private.");
	struct event event = note("b");
	struct desk desk;
	size_t length;

	const char *older = home_read(home, path, &length);
	sit_down(home, &desk);
	stage(&desk, &event, 1);
	stand_up(&desk);
	home_write(path, older, length);
	assert_new_writer(home, "new");
}

static void replace(struct home *home, const char *path)
{
	const char *temporary = arena_printf(&home->arena, "%s.tmp", path);
	size_t length;
	const char *bytes = home_read(home, path, &length);

	home_write(temporary, bytes, length);
	assert_int_equal(rename(temporary, path), 0);
}

static void a_file_that_was_replaced_is_not_continued(void **state)
{
	struct home *home = *state;

	say_alone(home, "a");
	replace(home, journal_path(home));
	assert_new_writer(home, "a new");
}

static void a_file_that_ends_in_a_group_is_not_continued(void **state)
{
	struct home *home = *state;
	struct event events[] = {note("a"), said("b")};
	struct desk desk;
	size_t length;

	sit_down(home, &desk);
	const char *memory = home_find(home, home_path(home, home->root, "state/debrief/writers"),
				       "talk.");
	const char *path = journal_path(home);
	const char *older = home_read(home, path, &length);
	size_t memory_length;
	const char *remembered = home_read(home, memory, &memory_length);
	stage(&desk, events, 2);
	stand_up(&desk);
	/* As after a crash between the two. */
	home_write(path, older, length);
	home_write(memory, remembered, memory_length);
	assert_new_writer(home, "a new");
}

static void a_number_that_is_in_another_file_is_not_given_again(void **state)
{
	struct home *home = *state;
	size_t length;

	const char *memory = home_find(home, home_path(home, home->root, "state/debrief/writers"),
				       "talk.");
	const char *path = journal_path(home);
	size_t memory_length;
	const char *older = home_read(home, path, &length);
	const char *remembered = home_read(home, memory, &memory_length);
	struct event event = say_alone(home, "a");
	const char *other = home_path(home, home->session, "journal.zzzz.yaml");
	size_t whole_length;
	const char *whole = home_read(home, path, &whole_length);
	home_write(other, whole + length, whole_length - length);
	home_write(path, older, length);
	home_write(memory, remembered, memory_length);
	struct event next = say_alone(home, "b");
	assert_false(event_id_equal(&next.id, &event.id));
	assert_string_equal(texts(home, false), "a b");
}

static void what_is_remembered_may_be_anything(void **state)
{
	struct home *home = *state;
	static const char *const memories[] = {
		"",
		"x",
		"----",
		"k7q2",
		"k7q2 1 1 1 1\n",
		"k7q2 1 1 1 1 99999999999999999999999\n",
		"k7q2 4294967296 1 1 1 1\n",
		"../x 1 1 1 1 1\n",
	};

	for (size_t i = 0; i < COUNT(memories); i++) {
		const char *memory = home_find(
			home, home_path(home, home->root, "state/debrief/writers"), "talk.");
		home_write(memory, memories[i], strlen(memories[i]));
		assert_int_equal(say_alone(home, "a").id.number, 2);
	}
	assert_string_equal(texts(home, true), "a a a a a a a a");
}

static void a_file_that_is_replaced_while_it_is_open_is_left_alone(void **state)
{
	struct home *home = *state;
	struct desk desk;

	sit_down(home, &desk);
	struct event first = say(&desk, "a");
	replace(home, journal_path(home));
	struct event second = said("b");
	stage(&desk, &second, 1);
	flush(&desk);
	/* It keeps the id that it was shown with; what comes after it has that of the new file. */
	assert_string_equal(second.id.writer, first.id.writer);
	struct event third = say(&desk, "c");
	assert_string_not_equal(third.id.writer, first.id.writer);
	assert_true(journal_is_of_this_run(desk.journal, &second));
	assert_true(journal_is_of_this_run(desk.journal, &third));
	assert_false(journal_is_rescuing(desk.journal));
	stand_up(&desk);
	assert_string_equal(texts(home, true), "a b c");
	struct event fourth = say_alone(home, "d");
	assert_string_equal(fourth.id.writer, third.id.writer);
	assert_string_equal(texts(home, true), "a b c d");
}

static void a_file_with_another_name_is_not_added_to(void **state)
{
	struct home *home = *state;
	const char *backup = home_path(home, home->root, "backup");
	struct desk desk;
	size_t length;

	sit_down(home, &desk);
	say(&desk, "a");
	assert_int_equal(link(journal_path(home), backup), 0);
	home_read(home, backup, &length);
	size_t before = length;
	say(&desk, "b");
	home_read(home, backup, &length);
	assert_int_equal(length, before);
	stand_up(&desk);
	assert_string_equal(texts(home, true), "a b");
}

static void a_file_that_was_moved_away_is_left_alone(void **state)
{
	struct home *home = *state;
	const char *away = home_path(home, home->root, "away");
	struct desk desk;
	size_t before;
	size_t after;

	sit_down(home, &desk);
	say(&desk, "a");
	assert_int_equal(rename(journal_path(home), away), 0);
	home_read(home, away, &before);
	say(&desk, "b");
	home_read(home, away, &after);
	assert_int_equal(after, before);
	stand_up(&desk);
	assert_string_equal(texts(home, false), "a b"); /* what was saved is written again */
}

/* Its records from the first run on are in the hands of the running program alone. */
static void an_older_version_that_comes_back_takes_nothing_away(void **state)
{
	static const char *const streams[] = {"journal.", "private."};
	struct home *home = *state;
	struct desk desk;

	for (int stream = 0; stream < 2; stream++)
		for (int is_replaced = 0; is_replaced < 2; is_replaced++)
			for (int goes_on = 0; goes_on < 2; goes_on++) {
				home->session = home_make_session(
					home, arena_printf(&home->arena, "old-%d%d%d", stream,
							   is_replaced, goes_on));
				const char *path = home_find(home, home->session, streams[stream]);
				struct event events[] = {note("c"), said("d")};
				size_t length;

				sit_down(home, &desk);
				say(&desk, "a");
				stand_up(&desk);
				const char *older = home_read(home, path, &length);
				sit_down(home, &desk);
				say(&desk, "b");
				stage(&desk, events, 2);
				flush(&desk);
				if (is_replaced)
					replace(home, path);
				home_write(path, older, length);
				if (goes_on) {
					say(&desk, "e");
					assert_int_equal(journal_restored(desk.journal),
							 stream ? 1 : 2);
					flush(&desk);
					assert_int_equal(journal_restored(desk.journal), 0);
				}
				stand_up(&desk);
				assert_string_equal(texts(home, false),
						    goes_on ? "a b c d e" : "a b c d");
				say_alone(home, "f");
				assert_string_equal(texts(home, false),
						    goes_on ? "a b c d e f" : "a b c d f");
			}
}

/* Where the id is still there, somebody changed the record, and knew why. */
static void what_was_changed_on_purpose_does_not_come_back(void **state)
{
	struct home *home = *state;
	struct desk desk;
	struct session session;
	size_t length;

	sit_down(home, &desk);
	say(&desk, "words");
	const char *path = journal_path(home);
	const char *before = home_read(home, path, &length);
	char *bytes = arena_copy(&home->arena, before, length);
	memset(strstr(bytes, "words"), '-', strlen("words"));
	replace(home, path);
	home_write(path, bytes, length);
	say(&desk, "b");
	stand_up(&desk);
	open_session(home, &session);
	for (size_t i = 0; i < session.n_files; i++)
		assert_null(memmem(session.files[i].bytes, session.files[i].length, "words", 5));
	session_close(&session);
	assert_string_equal(texts(home, false), "----- b");
}

static void a_file_that_another_program_added_to_is_left_alone(void **state)
{
	struct home *home = *state;
	struct desk desk;
	size_t length;

	sit_down(home, &desk);
	say(&desk, "a");
	const char *path = journal_path(home);
	const char *bytes = home_read(home, path, &length);
	home_write(path, arena_printf(&home->arena, "%s# mine\n", bytes), length + 7);
	say(&desk, "b");
	bytes = home_read(home, path, NULL);
	assert_string_equal(bytes + length, "# mine\n");
	stand_up(&desk);
	assert_string_equal(texts(home, true), "a b");
}

static void a_newer_format_is_not_written_to(void **state)
{
	struct home *home = *state;
	const char *path = home_path(home, home->session, "journal.zzzz.yaml");
	struct session session;
	struct journal *journal;
	struct event event;
	struct buf out;

	event_init(&event, EVENT_JOIN);
	assert_true(event_id_parse("zzzz.1", &event.id));
	event.at = host_now_ms(&home->host);
	event_set(&event, KEY_FORMAT, "2");
	event_set(&event, KEY_SESSION, "talk");
	event_set(&event, KEY_WRITER, "zzzz");
	event_set(&event, KEY_STREAM, "shared");
	buf_init(&out, BUF_MAX_DEFAULT);
	assert_int_equal(record_encode(&event, &out, NULL), STATUS_OK);
	home_write(path, out.data, out.length);
	buf_release(&out);
	open_session(home, &session);
	assert_int_equal(journal_open(&journal, &home->host, &session, NULL), STATUS_NEWER);
	session_close(&session);
}

/* ---- when the folder is gone ---- */

static void what_cannot_be_written_in_the_folder_is_rescued_and_read(void **state)
{
	struct home *home = *state;
	const char *copy = home_path(home, home->root, "copy");
	struct desk desk;
	struct session session;
	struct journal *journal;

	sit_down(home, &desk);
	say(&desk, "a");
	home_copy_folder(home, home->session, copy);
	home_remove(home->session); /* a stick that was pulled out */
	struct event event = said("b");
	stage(&desk, &event, 1);
	flush(&desk);
	assert_true(journal_is_rescuing(desk.journal));
	say(&desk, "c");
	assert_int_equal(rename(copy, home->session), 0);
	assert_string_equal(texts(home, true), "a b c");
	/* The folder is another one, but the rescue has its lock too. */
	open_session(home, &session);
	assert_int_equal(journal_open(&journal, &home->host, &session, NULL), STATUS_LOCKED);
	session_close(&session);
	stand_up(&desk);
	sit_down(home, &desk);
	assert_false(journal_is_rescuing(desk.journal));
	say(&desk, "d");
	assert_false(journal_is_rescuing(desk.journal));
	stand_up(&desk);
	assert_string_equal(texts(home, true), "a b c d");
	assert_non_null(home_find(home, rescue_path(home), "journal."));
}

/* Words would go where nobody looks for them: into a wastebasket, or beside what is read. */
static void a_folder_that_was_moved_or_replaced_is_not_written_to(void **state)
{
	struct home *home = *state;
	const char *away = home_path(home, home->root, "away");

	for (int copied = 0; copied < 2; copied++) {
		struct desk desk;
		sit_down(home, &desk);
		say(&desk, copied ? "c" : "a");
		assert_int_equal(rename(home->session, away), 0);
		if (copied)
			home_copy_folder(home, away, home->session);
		say(&desk, copied ? "d" : "b");
		assert_true(journal_is_rescuing(desk.journal));
		stand_up(&desk);
		if (copied)
			home_remove(away);
		else
			assert_int_equal(rename(away, home->session), 0);
	}
	assert_string_equal(texts(home, true), "a b c d");
}

static void ids_lead_nowhere_else(void **state)
{
	struct home *home = *state;
	static const char *const hostile[] = {
		"", ".", "..", "../../x", "a/b", "/etc", "a\nb", "%41",
	};
	char longest[300];

	assert_string_equal(session_file_name(&home->arena, "2026-11-21-x4f9"), "2026-11-21-x4f9");
	assert_string_equal(session_file_name(&home->arena, "Prüfung 3"), "Prüfung 3");
	for (size_t i = 0; i < COUNT(hostile); i++) {
		const char *name = session_file_name(&home->arena, hostile[i]);
		assert_int_equal(name[0], '%');
		assert_int_equal(strlen(name), 65);
		assert_null(strchr(name, '/'));
	}
	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	assert_int_equal(strlen(session_file_name(&home->arena, longest)), 65);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, home_set_up_session, home_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(each_stream_counts_on_its_own),
		TEST(numbers_do_not_run_out),
		TEST(the_last_shared_record_ends_a_group),
		TEST(the_order_of_actions_is_the_order_that_readers_find),
		TEST(a_clock_that_was_put_back_does_not_turn_time_round),
		TEST(times_that_are_given_are_kept_unless_they_run_backwards),
		TEST(time_in_the_session_goes_on_where_it_stopped),
		TEST(one_bad_record_and_nothing_of_its_group_is_taken),
		TEST(what_is_staged_shows_at_once_and_is_unsaved_until_flushed),
		TEST(undo_reaches_back_to_the_beginning_of_this_run),
		TEST(to_look_at_a_session_leaves_no_trace_in_it),
		TEST(a_second_program_is_locked_out_until_the_first_ends),
		TEST(one_that_has_not_written_yet_holds_the_lock_too),
		TEST(a_copy_of_the_folder_gets_a_writer_of_its_own),
		TEST(a_file_that_lacks_what_was_acknowledged_is_not_continued),
		TEST(a_private_file_that_lacks_something_counts_as_well),
		TEST(a_file_that_was_replaced_is_not_continued),
		TEST(a_file_that_ends_in_a_group_is_not_continued),
		TEST(a_number_that_is_in_another_file_is_not_given_again),
		TEST(what_is_remembered_may_be_anything),
		TEST(a_file_that_is_replaced_while_it_is_open_is_left_alone),
		TEST(a_file_with_another_name_is_not_added_to),
		TEST(a_file_that_was_moved_away_is_left_alone),
		TEST(an_older_version_that_comes_back_takes_nothing_away),
		TEST(what_was_changed_on_purpose_does_not_come_back),
		TEST(a_file_that_another_program_added_to_is_left_alone),
		TEST(a_newer_format_is_not_written_to),
		TEST(what_cannot_be_written_in_the_folder_is_rescued_and_read),
		TEST(a_folder_that_was_moved_or_replaced_is_not_written_to),
		TEST(ids_lead_nowhere_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
