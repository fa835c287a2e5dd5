/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report that is read in the program, and saved from there: keys in, canvas and files out. */
#include <fcntl.h>
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

#include "app/keys.h"
#include "app_fixture.h"
#include "debrief/file.h"

#define SENTINEL "zyxwvut"

static void note(struct app_fixture *fixture)
{
	struct event event;

	event_init(&event, EVENT_NOTE);
	event_set(&event, KEY_TEXT, "A note of " SENTINEL);
	assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
	app_flush(&fixture->app);
}

static void add_evidence(struct app_fixture *fixture, int count)
{
	for (int i = 0; i < count; i++) {
		struct event event;
		char text[32];

		snprintf(text, sizeof(text), "Piece %d.", i);
		event_init(&event, EVENT_EVIDENCE);
		event_set(&event, KEY_PHASE, "work");
		event_set(&event, KEY_WHO, "students");
		event_set(&event, KEY_TEXT, text);
		assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
	}
	app_flush(&fixture->app);
}

static const char *path_in(struct app_fixture *fixture, const char *name)
{
	const char *path = arena_printf(&fixture->arena, "%s/%s", fixture->folder, name);

	assert_non_null(path);
	return path;
}

/* NULL: there is none. */
static const char *content(struct app_fixture *fixture, const char *path)
{
	struct buf bytes;
	const char *text = NULL;

	buf_init(&bytes, BUF_MAX_DEFAULT);
	if (!file_read(fixture->host.files, AT_FDCWD, path, BUF_MAX_DEFAULT, &bytes, NULL))
		text = arena_copy(&fixture->arena, buf_text(&bytes), bytes.length);
	buf_release(&bytes);
	return text;
}

static void write_old(const char *path)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs("old", file);
	assert_int_equal(fclose(file), 0);
}

/* ---- reading ---- */

static void alone_the_coach_reads_either(void **state)
{
	struct app_fixture *fixture = *state;

	note(fixture);
	PRESS(fixture, 'r');
	assert_int_equal(fixture->app.mode, MODE_REPORT);
	assert_shows(fixture, "Your report");
	assert_shows(fixture, "private");
	assert_shows(fixture, "This report is for the coach");
	assert_non_null(strstr(buf_text(&fixture->app.preview.text), SENTINEL));
	assert_shows(fixture, "Tab the teacher's report");
	PRESS(fixture, K_TAB);
	assert_shows(fixture, "The teacher's report");
	assert_shows(fixture, "Tab your report");
	assert_hides(fixture, "for the coach");
	assert_null(strstr(buf_text(&fixture->app.preview.text), SENTINEL));
	PRESS(fixture, K_TAB);
	assert_shows(fixture, "Your report");
	PRESS(fixture, K_ESC);
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_int_equal(fixture->app.preview.text.length, 0);
}

static void the_coach_is_told_what_the_teachers_report_leaves_out(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	type_line(fixture, "All at the window begin.");
	type_line(fixture, "");
	PRESS(fixture, 'r');
	assert_string_equal(fixture->app.message, "");
	PRESS(fixture, K_TAB);
	assert_shows(fixture, "1 piece of evidence is not in it");
	assert_hides(fixture, "at the window");
	PRESS(fixture, 'q', 'e');
	type_line(fixture, "Nobody asks.");
	type_line(fixture, "S draw");
	type_line(fixture, "");
	PRESS(fixture, 'r', K_TAB);
	assert_shows(fixture, "2 pieces of evidence are not in it");
	PRESS(fixture, 'q');
	start_talk(fixture); /* no matter for the table */
	PRESS(fixture, 'r');
	assert_string_equal(fixture->app.message, "");
}

static void at_the_table_there_is_only_the_teachers(void **state)
{
	struct app_fixture *fixture = *state;

	note(fixture);
	start_talk(fixture);
	PRESS(fixture, 'r');
	assert_shows(fixture, "The teacher's report");
	assert_hides(fixture, "Tab");
	PRESS(fixture, K_TAB, 'r');
	assert_shows(fixture, "The teacher's report");
	assert_hides(fixture, "private");
	assert_null(strstr(buf_text(&fixture->app.preview.text), SENTINEL));
	PRESS(fixture, 'q');
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
}

static void a_long_report_is_read_to_its_end(void **state)
{
	struct app_fixture *fixture = *state;

	add_evidence(fixture, 60);
	PRESS(fixture, 'r', K_TAB);
	assert_shows(fixture, "Ratios");
	assert_hides(fixture, "Piece 59.");
	for (int i = 0; i < 30; i++) {
		PRESS(fixture, K_PAGE_DOWN);
		draw_screen(fixture, 30, 100);
	}
	assert_shows(fixture, "Piece 59.");
	assert_shows(fixture, "Piece 45.");
	for (int i = 0; i < 30; i++)
		PRESS(fixture, K_PAGE_UP);
	assert_shows(fixture, "======");
	fixture->rows = 12;
	fixture->columns = 40;
	assert_shows(fixture, "Ratios");
}

/* ---- saving ---- */

static void what_was_read_is_what_is_saved(void **state)
{
	struct app_fixture *fixture = *state;
	const char *path = path_in(fixture, "mine.txt");
	const char *read;
	struct stat info;

	note(fixture);
	PRESS(fixture, 'r');
	read = arena_strdup(&fixture->arena, buf_text(&fixture->app.preview.text));
	PRESS(fixture, 's');
	assert_shows(fixture, "Into which file?");
	type_line(fixture, path);
	assert_shows(fixture, "Saved in '");
	assert_shows(fixture, "What is private is in it");
	assert_string_equal(content(fixture, path), read);
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
}

/* To the place where it was read. */
static void who_saves_no_report_reads_on_in_it(void **state)
{
	struct app_fixture *fixture = *state;

	add_evidence(fixture, 60);
	PRESS(fixture, 'r', K_TAB, K_DOWN, K_DOWN, 's');
	app_line_done(&fixture->app, false, "~/x.html");
	assert_int_equal(fixture->app.mode, MODE_REPORT);
	assert_int_equal(fixture->app.overlay_scroll, 2);
	assert_shows(fixture, "The teacher's report");
	PRESS(fixture, K_ESC, 'R', '1');
	app_line_done(&fixture->app, false, "~/x.html");
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
}

static void home_and_end_work_in_a_report(void **state)
{
	struct app_fixture *fixture = *state;

	add_evidence(fixture, 60);
	PRESS(fixture, 'r');
	PRESS(fixture, K_END);
	assert_hides(fixture, "This report is for the coach");
	assert_shows(fixture, "About this record");
	PRESS(fixture, K_HOME);
	assert_shows(fixture, "This report is for the coach");
}

static void the_ending_decides_and_the_reader_is_asked(void **state)
{
	struct app_fixture *fixture = *state;
	const char *path = path_in(fixture, "theirs.html");

	note(fixture);
	PRESS(fixture, 'R');
	assert_shows(fixture, "Which report?");
	PRESS(fixture, '1');
	type_line(fixture, path);
	assert_non_null(strstr(content(fixture, path), "<!DOCTYPE html>"));
	assert_null(strstr(content(fixture, path), SENTINEL));
	path = path_in(fixture, "mine.json");
	PRESS(fixture, 'R', '2');
	type_line(fixture, path);
	assert_non_null(strstr(content(fixture, path), SENTINEL));
}

static void at_the_table_the_teachers_is_saved(void **state)
{
	struct app_fixture *fixture = *state;
	const char *path = path_in(fixture, "theirs.md");

	note(fixture);
	start_talk(fixture);
	PRESS(fixture, 'R');
	assert_hides(fixture, "Which report?");
	type_line(fixture, path);
	assert_shows(fixture, "Hand it on as you like.");
	assert_non_null(strstr(content(fixture, path), "# Ratios"));
	assert_null(strstr(content(fixture, path), SENTINEL));
}

static void an_old_file_is_replaced_only_when_that_is_said(void **state)
{
	struct app_fixture *fixture = *state;
	const char *path = path_in(fixture, "old.txt");

	write_old(path);
	PRESS(fixture, 'r', 's');
	type_line(fixture, path);
	assert_shows(fixture, "There is a file of this name already.");
	PRESS(fixture, K_ENTER); /* the safe answer is marked */
	assert_shows(fixture, "Nothing was written");
	assert_string_equal(content(fixture, path), "old");
	PRESS(fixture, 'r', 's');
	type_line(fixture, path);
	PRESS(fixture, '2');
	assert_non_null(strstr(content(fixture, path), "This report is for the coach"));
}

static void what_cannot_be_written_is_said(void **state)
{
	struct app_fixture *fixture = *state;
	const char *old = path_in(fixture, "old.txt");
	const char *link = path_in(fixture, "link.txt");

	PRESS(fixture, 'r', 's');
	type_line(fixture, path_in(fixture, "nowhere/x.txt"));
	assert_shows(fixture, "Nothing was written: cannot open the folder");
	write_old(old);
	assert_int_equal(symlink(old, link), 0);
	PRESS(fixture, 'r', 's');
	type_line(fixture, link);
	assert_shows(fixture, "is a link");
	assert_string_equal(content(fixture, old), "old");
	PRESS(fixture, 'r', 's');
	type_line(fixture, "''");
	assert_shows(fixture, "Please type a name");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, app_setup, app_teardown)
	const struct CMUnitTest tests[] = {
		CASE(alone_the_coach_reads_either),
		CASE(the_coach_is_told_what_the_teachers_report_leaves_out),
		CASE(at_the_table_there_is_only_the_teachers),
		CASE(a_long_report_is_read_to_its_end),
		CASE(what_was_read_is_what_is_saved),
		CASE(who_saves_no_report_reads_on_in_it),
		CASE(home_and_end_work_in_a_report),
		CASE(the_ending_decides_and_the_reader_is_asked),
		CASE(at_the_table_the_teachers_is_saved),
		CASE(an_old_file_is_replaced_only_when_that_is_said),
		CASE(what_cannot_be_written_is_said),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
