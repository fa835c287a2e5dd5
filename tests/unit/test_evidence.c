/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence and student work, typed, pasted, imported, sorted, changed: keys in, events out. */
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
#include "debrief/work_file.h"

static int start(void **state)
{
	struct app_fixture *fixture;

	app_setup(state);
	fixture = *state;
	fixture->rows = 40;
	fixture->columns = 120;
	return 0;
}

/* A key that the line need not get, as the loop asks. */
static void line_key(struct app_fixture *fixture, int key)
{
	unsigned change;

	assert_true(app_line_key(&fixture->app, key, &change));
}

static void type(struct app_fixture *fixture, const char *text)
{
	app_line_changed(&fixture->app, text, strlen(text));
}

static const struct event *piece(struct app_fixture *fixture, size_t n)
{
	assert_true(n < fixture->app.state.evidence.count);
	return fixture->app.state.evidence.items[n];
}

static void assert_piece(struct app_fixture *fixture, size_t n, const char *phase, const char *time,
			 const char *who, const char *text)
{
	const struct state *state = &fixture->app.state;
	const struct event *event = piece(fixture, n);
	const struct rubric_phase *in = state_evidence_phase(state, event);
	const char *by = state_evidence_who(state, event);
	const char *at = event_text(event, KEY_LESSON_TIME);

	assert_string_equal(event_text(event, KEY_TEXT), text);
	assert_string_equal(in ? in->id : "", phase);
	assert_string_equal(by ? by : "", who);
	assert_string_equal(at ? at : "", time);
}

static bool paste(struct app_fixture *fixture, const char *text)
{
	unsigned change = 0;
	bool taken = app_line_paste(&fixture->app, text, strlen(text), &change);

	if (change & CHANGE_EVENTS)
		app_flush(&fixture->app);
	return taken;
}

static void write_file(struct app_fixture *fixture, const char *name, const void *bytes,
		       size_t length, char path[160])
{
	snprintf(path, 160, "%s/%s", fixture->folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	fclose(file);
}

/* One key opens the line; then each piece is its words and Enter. */
static void a_piece_costs_its_words_and_one_key(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	type_line(fixture, "10:31 S draws two number lines");
	assert_shows(fixture, "1 kept");
	type_line(fixture, "points at the table");
	type_line(fixture, "10:33 T asks for the table");
	assert_shows(fixture, "3 kept");
	type_line(fixture, "");
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_int_equal(fixture->app.state.evidence.count, 3);
	assert_piece(fixture, 0, "task", "10:31", "students", "draws two number lines");
	assert_piece(fixture, 1, "task", "", "students", "points at the table");
	assert_piece(fixture, 2, "task", "10:33", "teacher", "asks for the table");
	assert_int_equal(fixture->app.drafts.n_offers, 0);
}

static void the_heading_shows_what_it_will_be(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	assert_shows(fixture, "Evidence · Task · who acted?");
	line_key(fixture, K_DOWN);
	line_key(fixture, K_TAB);
	assert_shows(fixture, "Evidence · Launch · Students");
	line_key(fixture, K_TAB);
	assert_shows(fixture, "Evidence · Launch · The teacher");
	type(fixture, "@ S draws");
	assert_shows(fixture, "Evidence · Launch · Students (S) · 12:41");
	line_key(fixture, K_TAB); /* the letter gives way to the key */
	assert_string_equal(fixture->app.form.text, "@ draws");
	assert_shows(fixture, "Evidence · Launch · The teacher (T) · 12:41");
	type(fixture, "S @ draws"); /* before the time, too */
	line_key(fixture, K_TAB);
	assert_string_equal(fixture->app.form.text, "@ draws");
	type_line(fixture, fixture->app.form.text);
	assert_piece(fixture, 0, "launch", "12:41", "teacher", "draws");
	line_key(fixture, K_UP);
	line_key(fixture, K_UP);
	assert_shows(fixture, "part not clear yet");
	type_line(fixture, "somewhere");
	assert_piece(fixture, 1, "", "", "teacher", "somewhere");
}

/* The letter beside the line is the one of the list, and the key says what it changed. */
static void who_acted_is_told_while_it_is_written(void **state)
{
	struct app_fixture *fixture = *state;
	static const char *const letters[] = {"(S)", "(T)", "(C)", "(S)"};
	static const char *const beside[] = {"│ S    ", "│ T    ", "│ C    ", "│ S    "};

	PRESS(fixture, 'e');
	assert_shows(fixture, "who acted?");
	assert_shows(fixture, "│ ?    ");
	for (size_t i = 0; i < 4; i++) {
		line_key(fixture, K_TAB);
		assert_shows(fixture, "Who acted, in this and what follows");
		assert_shows(fixture, letters[i]);
		assert_shows(fixture, beside[i]);
	}
	type(fixture, "10:31 T asks"); /* so do its own words */
	assert_shows(fixture, "│ T 10:31 T asks");
}

/* What the teacher did never stands as students' because a key was forgotten. */
static void who_acted_is_not_known_before_it_is_said(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	type_line(fixture, "asks for the table");
	type_line(fixture, "S looks");
	type_line(fixture, "and writes");
	type_line(fixture, "");
	assert_piece(fixture, 0, "task", "", "", "asks for the table");
	assert_piece(fixture, 1, "task", "", "students", "looks");
	assert_piece(fixture, 2, "task", "", "students", "and writes");
	fixture->app.focus = FOCUS_LESSON;
	fixture->rows = 24;
	fixture->columns = 80;
	PRESS(fixture, K_HOME, K_DOWN);
	assert_shows(fixture, "f sort");
	PRESS(fixture, 'f', K_ENTER, '2');
	assert_hides(fixture, "f sort");
	assert_piece(fixture, 0, "task", "", "teacher", "asks for the table");
}

static void a_line_without_words_asks_for_them(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	type_line(fixture, "10:31 S ");
	assert_true(app_is_editing(&fixture->app));
	assert_int_equal(fixture->app.state.evidence.count, 0);
	assert_shows(fixture, "what could be seen or heard?");
}

static void part_and_actor_stay_for_the_next_time(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	line_key(fixture, K_DOWN);
	type_line(fixture, "C helps");
	type_line(fixture, "");
	PRESS(fixture, K_END, 'e');
	assert_shows(fixture, "Evidence · Launch · The coach");
}

static void it_goes_on_from_the_last_piece_in_a_later_run(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	line_key(fixture, K_DOWN);
	type_line(fixture, "9:20 C helps");
	type_line(fixture, "");
	app_fixture_reopen(fixture);
	PRESS(fixture, 'e');
	assert_shows(fixture, "Evidence · Launch · The coach (C)");
	type_line(fixture, "9:10 S draws"); /* earlier in the lesson, but written later */
	type_line(fixture, "");
	app_fixture_reopen(fixture);
	PRESS(fixture, 'e');
	assert_shows(fixture, "Evidence · Launch · Students (S)");
}

static void who_reads_it_is_said_while_it_is_written(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	assert_shows(fixture, "The teacher can read it; thoughts go to N.");
	type_line(fixture, "");
	PRESS(fixture, '>', '1', '1', 'e');
	assert_shows(fixture, "The teacher can read this screen.");
}

static void in_the_talk_the_teacher_may_tell_it(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, '>', '1', '1', 'e');
	for (int i = 0; i < 4; i++)
		line_key(fixture, K_TAB);
	assert_shows(fixture, "as the teacher tells it");
	type_line(fixture, "They tried it at home");
	assert_true(event_says(piece(fixture, 0), KEY_SOURCE, "teacher"));
	assert_true(event_says(piece(fixture, 0), KEY_WHO, "students"));
}

static void a_text_that_was_left_comes_back(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	type_line(fixture, "first");
	type(fixture, "half a piece");
	app_line_done(&fixture->app, false, "half a piece");
	app_fixture_reopen(fixture);
	PRESS(fixture, 'e');
	assert_string_equal(fixture->app.form.text, "half a piece");
}

static const char page[] = "before the bell\n"
			   "\n"
			   "Launch:\n"
			   "10:31 S draws two number lines\n"
			   "- T asks\n";

static void a_pasted_page_is_a_piece_a_line_and_one_entry(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	assert_false(paste(fixture, "one line is the line editor's\n"));
	assert_true(paste(fixture, page));
	assert_shows(fixture, "3 pieces are kept as one entry. After Esc");
	assert_true(app_is_editing(&fixture->app));
	assert_piece(fixture, 0, "", "", "", "before the bell");
	assert_piece(fixture, 1, "launch", "10:31", "students", "draws two number lines");
	assert_piece(fixture, 2, "launch", "", "teacher", "asks");
	type_line(fixture, "");
	assert_shows(fixture, "Not sorted yet");
	PRESS(fixture, 'u');
	assert_int_equal(fixture->app.state.evidence.count, 0);
}

/* It is kept at once: nobody sees what it is taken for. */
static void in_a_pasted_page_a_number_with_a_point_stays_one(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	type(fixture, "12.50 was what they paid");
	assert_shows(fixture, "12:50");
	type(fixture, "");
	assert_true(paste(fixture, "12.50 was what they paid\n@ S draws\n"));
	assert_piece(fixture, 0, "", "", "", "12.50 was what they paid");
	assert_piece(fixture, 1, "", "12:41", "students", "draws");
}

static void what_was_chosen_holds_for_a_pasted_page(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	line_key(fixture, K_DOWN);
	line_key(fixture, K_TAB);
	line_key(fixture, K_TAB);
	assert_true(paste(fixture, page));
	assert_piece(fixture, 0, "launch", "", "teacher", "before the bell");
	assert_piece(fixture, 1, "launch", "10:31", "students", "draws two number lines");
}

static void a_page_that_is_too_long_is_not_taken_by_half(void **state)
{
	struct app_fixture *fixture = *state;
	size_t length = (size_t)2 * (LESSON_NOTES_MAX + 1);
	char *text = malloc(length + 1);

	assert_non_null(text);
	for (size_t i = 0; i < length; i++)
		text[i] = i % 2 ? '\n' : 'x';
	text[length] = '\0';
	PRESS(fixture, 'e');
	assert_true(paste(fixture, text));
	assert_int_equal(fixture->app.state.evidence.count, 0);
	assert_shows(fixture, "more than 2000 pieces");
	text[length - 2] = '\0';
	assert_true(paste(fixture, text));
	assert_int_equal(fixture->app.state.evidence.count, LESSON_NOTES_MAX);
	free(text);
}

static void a_page_is_sorted_with_a_digit_or_two_a_piece(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	paste(fixture, "one\nS two\nthree\nLaunch\nfour\n");
	type_line(fixture, "");
	fixture->app.focus = FOCUS_LESSON;
	PRESS(fixture, K_END, K_UP, K_UP, 'f');
	assert_shows(fixture, "In which part of the lesson?");
	PRESS(fixture, '2', '2');   /* one: launch, the teacher */
	PRESS(fixture, '3');        /* two: work; who acted is known */
	PRESS(fixture, '5', K_ESC); /* three: not clear yet, and left there */
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_piece(fixture, 0, "launch", "", "teacher", "one");
	assert_piece(fixture, 1, "work", "", "students", "two");
	assert_piece(fixture, 2, "", "", "", "three");
	PRESS(fixture, 'u');
	assert_piece(fixture, 1, "", "", "students", "two");
	assert_piece(fixture, 0, "launch", "", "teacher", "one");
}

static void a_piece_is_taken_out_also_in_a_later_run(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	type_line(fixture, "verybody talks");
	type_line(fixture, "S draws");
	type_line(fixture, "");
	app_fixture_reopen(fixture);
	fixture->app.focus = FOCUS_LESSON;
	PRESS(fixture, K_HOME, K_DOWN);
	assert_string_equal(event_text(app_row(&fixture->app)->event, KEY_TEXT), "verybody talks");
	PRESS(fixture, 'E');
	type_line(fixture, "");
	assert_int_equal(fixture->app.state.evidence.count, 1);
	assert_string_equal(event_text(piece(fixture, 0), KEY_TEXT), "draws");
	PRESS(fixture, 'u');
	assert_int_equal(fixture->app.state.evidence.count, 2);
}

static void a_piece_that_something_rests_on_stays(void **state)
{
	struct app_fixture *fixture = *state;
	struct event rating;
	char id[EVENT_ID_SIZE];

	PRESS(fixture, 'e');
	paste(fixture, "one\ntwo\n");
	type_line(fixture, "");
	fixture->app.focus = FOCUS_LESSON;
	PRESS(fixture, K_END, 'E'); /* the last of one entry: with it the first would go */
	type_line(fixture, "");
	assert_int_equal(fixture->app.state.evidence.count, 2);
	assert_shows(fixture, "It stays");
	PRESS(fixture, 'e');
	type_line(fixture, "three");
	type_line(fixture, "");
	event_id_format(&piece(fixture, 2)->id, id);
	event_init(&rating, EVENT_RATE);
	event_set(&rating, KEY_CRITERION, fixture->session.rubric->criteria[0]->name);
	event_set(&rating, KEY_LEVEL, "unseen");
	event_set_list(&rating, KEY_CITES, (const char *[]){id}, 1);
	assert_true(app_act(&fixture->app, &rating, 1) & CHANGE_EVENTS);
	app_flush(&fixture->app);
	evidence_select(&fixture->app, piece(fixture, 2));
	fixture->app.focus = FOCUS_LESSON;
	PRESS(fixture, 'E');
	assert_string_equal(fixture->app.form.text, "three");
	type_line(fixture, "");
	assert_int_equal(fixture->app.state.evidence.count, 3);
	assert_shows(fixture, "It stays");
}

static void a_changed_piece_keeps_its_place_and_what_cites_it(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	type_line(fixture, "10:31 S drawss");
	type_line(fixture, "other");
	type_line(fixture, "");
	fixture->app.focus = FOCUS_LESSON;
	PRESS(fixture, K_HOME, K_DOWN, ' ', 'E');
	assert_string_equal(fixture->app.form.text, "10:31 drawss");
	line_key(fixture, K_DOWN);
	type_line(fixture, "10:31 T draws");
	assert_int_equal(fixture->app.state.evidence.count, 2);
	assert_piece(fixture, 0, "launch", "10:31", "teacher", "draws");
	assert_piece(fixture, 1, "task", "", "students", "other");
	assert_true(app_is_cited(&fixture->app, piece(fixture, 0)));
	PRESS(fixture, 'e'); /* the next one is as before */
	assert_shows(fixture, "Evidence · Task · Students");
	type_line(fixture, "");
	PRESS(fixture, 'u');
	assert_piece(fixture, 0, "task", "10:31", "students", "drawss");
}

static void a_number_that_was_kept_as_one_is_no_time_when_it_is_opened(void **state)
{
	static const char words[] = "12.50 was what they paid";
	struct app_fixture *fixture = *state;
	struct event event;

	event_init(&event, EVENT_EVIDENCE);
	event_set(&event, KEY_PHASE, "task");
	event_set(&event, KEY_TEXT, words);
	assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
	fixture->app.focus = FOCUS_LESSON;
	PRESS(fixture, K_HOME, K_DOWN, 'E');
	assert_true(app_is_editing(&fixture->app));
	assert_string_equal(fixture->app.form.text, words);
	assert_hides(fixture, "12:50");
	type_line(fixture, words);
	assert_piece(fixture, 0, "task", "", "", words);
}

static void a_change_that_was_none_leaves_nothing(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	type_line(fixture, "draws");
	type_line(fixture, "");
	fixture->app.focus = FOCUS_LESSON;
	PRESS(fixture, K_HOME, K_DOWN, 'E');
	type(fixture, "draws");
	app_line_done(&fixture->app, false, "draws");
	assert_int_equal(fixture->app.drafts.n_offers, 0);
}

static void notes_are_imported_all_or_none(void **state)
{
	static const char table[] = "time;who;text\n10:31;S;draws\n;T;asks\n";
	struct app_fixture *fixture = *state;
	char path[160];

	PRESS(fixture, 'I');
	type_line(fixture, "/no/such/file");
	assert_shows(fixture, "Nothing was taken");
	assert_true(app_is_editing(&fixture->app));
	write_file(fixture, "bad.csv", "who,text\nkids,x\n", 16, path);
	type_line(fixture, path);
	assert_shows(fixture, "line 2: 'kids'");
	write_file(fixture, "my notes.csv", table, sizeof(table) - 1, path);
	type_line(fixture, path);
	assert_shows(fixture, "2 pieces, 0 with a part of the lesson");
	PRESS(fixture, '2');
	assert_int_equal(fixture->app.state.evidence.count, 0);
	PRESS(fixture, 'I');
	type_line(fixture, path);
	PRESS(fixture, '1');
	assert_piece(fixture, 0, "", "10:31", "students", "draws");
	assert_piece(fixture, 1, "", "", "teacher", "asks");
	PRESS(fixture, 'u');
	assert_int_equal(fixture->app.state.evidence.count, 0);
}

static void tab_completes_the_names_of_files(void **state)
{
	struct app_fixture *fixture = *state;
	char path[160];
	unsigned change;

	write_file(fixture, "my notes.txt", "x", 1, path);
	snprintf(path, sizeof path, "%s/my dir", fixture->folder);
	assert_int_equal(mkdir(path, 0700), 0);
	PRESS(fixture, 'I');
	snprintf(path, sizeof path, "%s/my", fixture->folder);
	type(fixture, path);
	assert_false(app_line_key(&fixture->app, K_TAB, &change));
	snprintf(path, sizeof path, "%s/my dir/", fixture->folder);
	assert_string_equal(fixture->app.form.words[0], path);
	snprintf(path, sizeof path, "%s/my notes.txt", fixture->folder);
	assert_string_equal(fixture->app.form.words[1], path);
	assert_null(fixture->app.form.words[2]);
	path[strlen(path) - 6] = '\0'; /* "my not": of it the line editor completes "not" */
	type(fixture, path);
	assert_false(app_line_key(&fixture->app, K_TAB, &change));
	assert_string_equal(fixture->app.form.words[0], "notes.txt");
	assert_null(fixture->app.form.words[1]);
}

static const struct event *strategy(struct app_fixture *fixture, size_t n)
{
	assert_true(n < fixture->app.work.count);
	return fixture->app.work.items[n].event;
}

static void add_strategy(struct app_fixture *fixture, const char *name, const char *students,
			 const char *path)
{
	PRESS(fixture, 'w');
	type_line(fixture, name);
	type_line(fixture, students);
	type_line(fixture, "");
	type_line(fixture, path);
}

static void where_a_photo_was_taken_is_not_in_its_copy(void **state)
{
	static const char photo[] = "\xFF\xD8\xFF\xE1\0\x0DGPSLatitude\xFF\xC0\0\4ab\xFF\xDA\0\2c"
				    "\xFF\xD9";
	static const char scan[] = "II*\0\x08\0\0\0\0\0 GPSLatitude";
	struct app_fixture *fixture = *state;
	char path[160];

	write_file(fixture, "slip.jpg", photo, sizeof(photo) - 1, path);
	add_strategy(fixture, "Adds", "4", path);
	assert_shows(fixture,
		     "Only the picture of 'slip.jpg' was kept. What it said beside that, as where");
	write_file(fixture, "plain.txt", "photo", 5, path);
	add_strategy(fixture, "Draws", "4", path);
	assert_hides(fixture, "where it was taken");
	fixture->app.focus = FOCUS_WORK;
	write_file(fixture, "other.jpg", photo, sizeof(photo) - 1, path);
	PRESS(fixture, K_HOME, 'a');
	type_line(fixture, path);
	assert_shows(fixture, "Only the picture of 'other.jpg' was kept");
	write_file(fixture, "scan.tiff", scan, sizeof(scan) - 1, path);
	PRESS(fixture, K_HOME, 'a');
	type_line(fixture, path);
	assert_shows(fixture,
		     "'scan.tiff' was kept whole and not looked into: it may say where it was");
}

static void a_file_is_copied_into_the_session(void **state)
{
	struct app_fixture *fixture = *state;
	struct stat info;
	char path[160], copy[400];

	write_file(fixture, "slip.txt", "3 + 5 = 8\n", 10, path);
	add_strategy(fixture, "Adds", "4", path);
	assert_string_equal(event_text(strategy(fixture, 0), KEY_FILE), "slip.txt");
	assert_int_equal(strlen(event_text(strategy(fixture, 0), KEY_SHA256)), 64);
	snprintf(copy, sizeof copy, "%s/work/slip.txt", fixture->path);
	assert_int_equal(stat(copy, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	add_strategy(fixture, "Adds too", "5", path); /* the same bytes: the same copy */
	assert_string_equal(event_text(strategy(fixture, 1), KEY_FILE), "slip.txt");
	write_file(fixture, "slip.txt", "others", 6, path);
	add_strategy(fixture, "Draws", "", path);
	assert_string_equal(event_text(strategy(fixture, 2), KEY_FILE), "slip-2.txt");
	assert_shows(fixture, "  9 students"); /* together */
	fixture->app.focus = FOCUS_WORK;
	PRESS(fixture, K_HOME, 'z');
	assert_shows(fixture, "slip.txt · 10 bytes");
	assert_shows(fixture, "3 + 5 = 8");
}

static void what_cannot_be_attached_is_said_and_asked_again(void **state)
{
	struct app_fixture *fixture = *state;
	char path[160], link[200];

	write_file(fixture, "slip.txt", "x", 1, path);
	snprintf(link, sizeof link, "%s/link", fixture->folder);
	assert_int_equal(symlink(path, link), 0);
	PRESS(fixture, 'w');
	assert_hides(fixture, "Alt-Enter");
	type_line(fixture, "Adds");
	assert_hides(fixture, "Alt-Enter");
	type_line(fixture, "");
	assert_shows(fixture, "Alt-Enter new line"); /* what is on the page */
	type_line(fixture, "");
	assert_hides(fixture, "Alt-Enter");
	type_line(fixture, link);
	assert_shows(fixture, "symbolic link");
	type_line(fixture, fixture->folder);
	assert_shows(fixture, "is a folder");
	snprintf(link, sizeof link, "%s/pipe", fixture->folder);
	assert_int_equal(mkfifo(link, 0600), 0);
	type_line(fixture, link);
	assert_shows(fixture, "not a regular file");
	type_line(fixture, "/no/such");
	assert_shows(fixture, "Ctrl-U empties the line; Enter then goes on without");
	assert_int_equal(fixture->app.work.count, 0);
	type_line(fixture, "");
	assert_null(event_text(strategy(fixture, 0), KEY_FILE));
}

static void a_file_is_attached_later(void **state)
{
	static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n',
					    0,    0,   0,   13,  'I',  'H',  'D',  'R',
					    0,    0,   2,   128, 0,    0,    1,    224};
	struct app_fixture *fixture = *state;
	char path[160];

	add_strategy(fixture, "Table", "12", "");
	add_strategy(fixture, "Line", "9", "");
	write_file(fixture, "board.png", png, sizeof(png), path);
	fixture->app.focus = FOCUS_WORK;
	PRESS(fixture, K_HOME, 'a');
	assert_shows(fixture, "Student work · Table");
	type_line(fixture, path);
	assert_int_equal(fixture->app.work.count, 2);
	assert_string_equal(event_text(strategy(fixture, 0), KEY_STRATEGY), "Table");
	assert_string_equal(event_text(strategy(fixture, 0), KEY_FILE), "board.png");
	assert_int_equal(event_number(strategy(fixture, 0), KEY_STUDENTS, 0), 12);
	PRESS(fixture, 'z');
	assert_shows(fixture, "board.png · 640 × 480 · 24 bytes");
	PRESS(fixture, 'E'); /* and it stays when the words are mended */
	assert_string_equal(fixture->app.form.text, "Table");
	type_line(fixture, "Ratio table");
	assert_string_equal(fixture->app.form.text, "12");
	type_line(fixture, "13");
	type_line(fixture, "");
	assert_string_equal(event_text(strategy(fixture, 0), KEY_STRATEGY), "Ratio table");
	assert_string_equal(event_text(strategy(fixture, 0), KEY_FILE), "board.png");
	PRESS(fixture, 'u', 'u');
	assert_null(event_text(strategy(fixture, 0), KEY_FILE));
}

#define WITH_APP(test) cmocka_unit_test_setup_teardown(test, start, app_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_APP(a_piece_costs_its_words_and_one_key),
		WITH_APP(the_heading_shows_what_it_will_be),
		WITH_APP(who_acted_is_told_while_it_is_written),
		WITH_APP(who_acted_is_not_known_before_it_is_said),
		WITH_APP(a_line_without_words_asks_for_them),
		WITH_APP(part_and_actor_stay_for_the_next_time),
		WITH_APP(it_goes_on_from_the_last_piece_in_a_later_run),
		WITH_APP(who_reads_it_is_said_while_it_is_written),
		WITH_APP(in_the_talk_the_teacher_may_tell_it),
		WITH_APP(a_text_that_was_left_comes_back),
		WITH_APP(a_pasted_page_is_a_piece_a_line_and_one_entry),
		WITH_APP(in_a_pasted_page_a_number_with_a_point_stays_one),
		WITH_APP(what_was_chosen_holds_for_a_pasted_page),
		WITH_APP(a_page_that_is_too_long_is_not_taken_by_half),
		WITH_APP(a_page_is_sorted_with_a_digit_or_two_a_piece),
		WITH_APP(a_piece_is_taken_out_also_in_a_later_run),
		WITH_APP(a_piece_that_something_rests_on_stays),
		WITH_APP(a_changed_piece_keeps_its_place_and_what_cites_it),
		WITH_APP(a_number_that_was_kept_as_one_is_no_time_when_it_is_opened),
		WITH_APP(a_change_that_was_none_leaves_nothing),
		WITH_APP(notes_are_imported_all_or_none),
		WITH_APP(tab_completes_the_names_of_files),
		WITH_APP(where_a_photo_was_taken_is_not_in_its_copy),
		WITH_APP(a_file_is_copied_into_the_session),
		WITH_APP(what_cannot_be_attached_is_said_and_asked_again),
		WITH_APP(a_file_is_attached_later),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
