/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is on the screen can be read to its end, whatever the size; the mark and the key agree. And
 * it stands where one looks for it. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/keys.h"
#include "app_fixture.h"
#include "debrief/array.h"

#define WORDS     400
#define PAGES_MAX 400

static const struct {
	int rows, columns;
} sizes[] = {{24, 80}, {30, 100}, {50, 160}, {15, 60}, {12, 40}};

/* Words that can be told apart: "w000 w001 …". */
static const char *long_text(void)
{
	static char text[WORDS * 5 + 1];

	for (size_t i = 0; i < WORDS; i++)
		snprintf(text + i * 5, 6, "w%03zu ", i);
	text[sizeof text - 2] = '\0';
	return text;
}

static void look_for_words(struct app_fixture *fixture, bool seen[WORDS])
{
	const char *screen = draw_screen(fixture, fixture->rows, fixture->columns);

	for (size_t i = 0; i < WORDS; i++) {
		char word[6];

		snprintf(word, sizeof word, "w%03zu", i);
		seen[i] |= strstr(screen, word) != NULL;
	}
}

/* Reads on while the screen says that there is more; a key that it names must do something. */
static void read_pages(struct app_fixture *fixture, int key, const char *mark, bool seen[WORDS])
{
	static char before[1 << 16];

	for (int page = 0; page < PAGES_MAX; page++) {
		const char *screen = draw_screen(fixture, fixture->rows, fixture->columns);
		bool more = strstr(screen, mark) != NULL;

		look_for_words(fixture, seen);
		snprintf(before, sizeof before, "%s", screen);
		if (!more)
			return;
		PRESS(fixture, key);
		assert_string_not_equal(before,
					draw_screen(fixture, fixture->rows, fixture->columns));
	}
	fail_msg("there is no end");
}

static void assert_all_seen(const bool seen[WORDS])
{
	for (size_t i = 0; i < WORDS; i++)
		if (!seen[i])
			fail_msg("w%03zu was never in sight", i);
}

/* At every size, zoomed or not, down to the end and up to the beginning. */
static void assert_can_be_read(struct app_fixture *fixture)
{
	for (size_t i = 0; i < COUNT(sizes); i++) {
		bool down[WORDS] = {false}, up[WORDS] = {false};

		fixture->rows = sizes[i].rows;
		fixture->columns = sizes[i].columns;
		read_pages(fixture, K_PAGE_UP, "PgUp", up);
		read_pages(fixture, K_PAGE_DOWN, "PgDn", down);
		assert_all_seen(down);
		memset(up, 0, sizeof up);
		read_pages(fixture, K_PAGE_UP, "PgUp", up);
		assert_all_seen(up);
	}
}

static void assert_can_be_read_also_zoomed(struct app_fixture *fixture)
{
	assert_can_be_read(fixture);
	PRESS(fixture, 'z');
	assert_can_be_read(fixture);
}

static void act(struct app_fixture *fixture, struct event *event)
{
	assert_true(app_act(&fixture->app, event, 1) & CHANGE_EVENTS);
	app_flush(&fixture->app);
}

static void hear(struct app_fixture *fixture, const char *text)
{
	struct event said;

	event_init(&said, EVENT_SAID);
	event_set(&said, KEY_BY, "teacher");
	event_set(&said, KEY_STEP, fixture->app.step->id);
	event_set(&said, KEY_TEXT, text);
	act(fixture, &said);
}

static void what_was_heard_is_read_to_its_end(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	hear(fixture, "before it");
	hear(fixture, long_text());
	fixture->app.focus = FOCUS_SCRIPT;
	assert_can_be_read_also_zoomed(fixture);
}

/* What decides stands first, and what was there after it. */
static void where_learning_broke_down_says_first_what_was_not_there(void **state)
{
	static const char *const ratings[][2] = {{"work.meaningful", "met"},
						 {"work.range", "met"},
						 {"discussion.reasoning", "met"},
						 {"discussion.connecting", "unmet"}};
	static const char *const lines[] = {"did not yet build on them",
					    "'Strategies were connected' was not there",
					    "'Students began and worked meaningfully' was there"};
	struct app_fixture *fixture = *state;
	const char *at;

	for (size_t i = 0; i < COUNT(ratings); i++) {
		struct event rating;

		event_init(&rating, EVENT_RATE);
		event_set(&rating, KEY_CRITERION, ratings[i][0]);
		event_set(&rating, KEY_LEVEL, ratings[i][1]);
		act(fixture, &rating);
	}
	fixture->app.zoom = true;
	fixture->app.focus = FOCUS_SCRIPT;
	at = draw_screen(fixture, 50, 160);
	for (size_t i = 0; i < COUNT(lines); i++) {
		at = strstr(at, lines[i]);
		assert_non_null(at);
	}
}

static void goal(struct app_fixture *fixture, const char *whose, const char *text)
{
	struct event event;

	event_init(&event, EVENT_GOAL);
	event_set(&event, KEY_WHOSE, whose);
	event_set(&event, KEY_TEXT, text);
	act(fixture, &event);
}

static void of_what_has_one_answer_the_latest_is_listed(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;

	goal(fixture, "coach", "Ask for a second way");
	goal(fixture, "coach", "Wait for a second way");
	app_open_step(app, rubric_field(app->session->rubric, "coach-goal")->step);
	app->zoom = true;
	app->focus = FOCUS_SCRIPT;
	assert_shows(fixture, "Your goal: Wait for a second way");
	assert_hides(fixture, "Your goal: Ask for");
	start_talk(fixture);
	goal(fixture, "teacher", "Smaller steps"); /* of these there may be several */
	goal(fixture, "teacher", "More time");
	app_open_step(app, rubric_field(app->session->rubric, "teacher-goal")->step);
	assert_shows(fixture, "Smaller steps");
	assert_shows(fixture, "More time");
	hear(fixture, "First words");
	hear(fixture, "Second words");
	assert_shows(fixture, "First words");
	assert_shows(fixture, "Second words");
}

static void progress_is_told_in_words_and_only_to_the_coach(void **state)
{
	struct app_fixture *fixture = *state;
	const struct rubric_field *field = rubric_field(fixture->app.session->rubric,
							known_fields[FIELD_PROGRESS_MADE].id);
	struct event progress;

	start_talk(fixture);
	assert_non_null(field);
	app_open_step(&fixture->app, field->step);
	event_init(&progress, EVENT_PROGRESS);
	event_set(&progress, KEY_LEVEL, "not-yet");
	act(fixture, &progress);
	assert_hides(fixture, "ot yet"); /* at the table it is a verdict */
	assert_hides(fixture, "not-yet");
	fixture->app.alone = true;
	assert_shows(fixture, "Not yet");
	assert_hides(fixture, "not-yet");
}

static void what_was_heard_last_is_in_sight_under_its_question(void **state)
{
	struct app_fixture *fixture = *state;
	char line[] = "line 0";

	fixture->rows = 24;
	fixture->columns = 80;
	start_talk(fixture);
	for (; line[5] <= '9'; line[5]++)
		hear(fixture, line);
	assert_shows(fixture, "ASK");
	assert_shows(fixture, "line 9");
	assert_hides(fixture, "line 0");
	PRESS(fixture, K_PAGE_UP, K_PAGE_UP);
	assert_shows(fixture, "ASK");
	hear(fixture, "and this");
	assert_shows(fixture, "and this");
}

/* How the talk closed stands first until something is said after it, and is read on below then. */
static void what_is_heard_after_the_closing_is_in_sight(void **state)
{
	struct app_fixture *fixture = *state;
	struct event event;

	fixture->rows = 24;
	fixture->columns = 80;
	start_talk(fixture);
	PRESS(fixture, K_END);
	event_init(&event, EVENT_PLAN);
	event_set(&event, KEY_TEXT, "Two ways side by side");
	event_set(&event, KEY_INDICATOR, "Students point at what both say, and others see it too");
	event_set(&event, KEY_REHEARSAL, "The question was tried out");
	act(fixture, &event);
	hear(fixture, "before the close");
	PRESS(fixture, 'c', '1');
	assert_shows(fixture, "TODAY");
	assert_shows(fixture, "We agreed on a next step.");
	hear(fixture, "after the close");
	assert_shows(fixture, "ASK");
	assert_shows(fixture, "after the close");
	fixture->app.focus = FOCUS_SCRIPT;
	for (int page = 0; page < 3; page++)
		PRESS(fixture, K_PAGE_DOWN);
	assert_shows(fixture, "We agreed on a next step.");
	fixture->rows = 50; /* room for all */
	assert_shows(fixture, "TODAY");
	assert_shows(fixture, "after the close");
}

/* A rating that makes the rules give an answer, and a goal with long words. */
static void the_reading_of_the_lesson_is_read_to_its_end(void **state)
{
	struct app_fixture *fixture = *state;
	struct event breakdown;

	event_init(&breakdown, EVENT_BREAKDOWN);
	event_set(&breakdown, KEY_PHASE, "launch");
	event_set(&breakdown, KEY_TEXT, long_text());
	act(fixture, &breakdown);
	fixture->app.focus = FOCUS_SCRIPT;
	assert_can_be_read_also_zoomed(fixture);
}

/* Where the keys are elsewhere, no key is named. */
static void a_text_that_is_cut_names_the_key_where_it_works(void **state)
{
	struct app_fixture *fixture = *state;

	fixture->rows = 24;
	fixture->columns = 80;
	start_talk(fixture);
	hear(fixture, long_text());
	fixture->app.focus = FOCUS_SCRIPT;
	assert_shows(fixture, "↓ PgDn");
	PRESS(fixture, K_TAB);
	assert_hides(fixture, "PgDn");
	assert_shows(fixture, "↓ ┘");
}

static void a_long_piece_of_evidence_is_read_to_its_end(void **state)
{
	struct app_fixture *fixture = *state;
	struct event evidence;

	event_init(&evidence, EVENT_EVIDENCE);
	event_set(&evidence, KEY_TEXT, "before it");
	act(fixture, &evidence);
	event_init(&evidence, EVENT_EVIDENCE);
	event_set(&evidence, KEY_TEXT, long_text());
	act(fixture, &evidence);
	fixture->app.focus = FOCUS_LESSON;
	PRESS(fixture, K_END, K_ENTER);
	assert_can_be_read(fixture);
}

static void two_statements_are_read_before_they_are_compared(void **state)
{
	struct app_fixture *fixture = *state;
	bool seen[WORDS] = {false};

	start_talk(fixture);
	for (int i = 0; i < 5; i++)
		PRESS(fixture, K_DOWN);
	PRESS(fixture, K_ENTER);
	type_line(fixture, long_text());
	PRESS(fixture, '4');
	type_line(fixture, "Two strategies side by side");
	PRESS(fixture, '4');
	assert_ptr_equal(fixture->app.form.form, &form_judge);
	fixture->rows = 24;
	fixture->columns = 80;
	read_pages(fixture, K_PAGE_DOWN, "PgDn", seen);
	assert_all_seen(seen);
	assert_shows(fixture, "Two strategies side by side");
	assert_ptr_equal(fixture->app.form.form, &form_judge);
}

static void that_they_differ_is_read_from_its_beginning(void **state)
{
	struct app_fixture *fixture = *state;

	fixture->rows = 24;
	fixture->columns = 80;
	start_talk(fixture);
	PRESS(fixture, K_DOWN, K_DOWN, K_DOWN, K_DOWN, K_DOWN, K_ENTER);
	type_line(fixture, "We put two ways side by side");
	PRESS(fixture, '4');
	type_line(fixture, "Two strategies side by side, and the class says what is alike");
	PRESS(fixture, '4', '2', '1');
	assert_shows(fixture, "The two differ, and that is good");
	assert_shows(fixture, "a few steps up");
}

static void add_work(struct app_fixture *fixture, const char *strategy, const char *text)
{
	struct event work;

	event_init(&work, EVENT_WORK);
	event_set(&work, KEY_STRATEGY, strategy);
	event_set(&work, KEY_TEXT, text);
	act(fixture, &work);
}

static void where_there_is_room_all_student_work_is_shown(void **state)
{
	struct app_fixture *fixture = *state;

	add_work(fixture, "Table", "3 | 6 | 9\n5 | 10 | 15");
	add_work(fixture, "Number line", "0---3---6");
	fixture->app.focus = FOCUS_LESSON;
	fixture->rows = 50;
	fixture->columns = 160;
	assert_shows(fixture, "5 | 10 | 15");
	assert_shows(fixture, "0---3---6");
}

static void where_there_is_little_room_the_marked_work_is_shown(void **state)
{
	struct app_fixture *fixture = *state;

	add_work(fixture, "Table", "1\n2\n3\n4\n5\n6\n7\nthe end");
	add_work(fixture, "Number line", "0---3---6");
	fixture->app.focus = FOCUS_WORK;
	assert_shows(fixture, "5…");
	assert_hides(fixture, "0---3---6");
	PRESS(fixture, K_DOWN);
	assert_shows(fixture, "0---3---6");
	assert_hides(fixture, "5…");
	PRESS(fixture, K_ENTER);
	assert_shows(fixture, "the end");
}

/* A rating of the first criterion, which rests on `n` pieces of evidence, "piece 0" first. */
static void rate(struct app_fixture *fixture, const char *why, size_t n)
{
	const struct rubric_criterion *criterion = fixture->app.session->rubric->criteria[0];
	char ids[8][EVENT_ID_SIZE];
	const char *cites[8];
	struct event event;

	assert_true(n <= COUNT(ids));
	for (size_t i = 0; i < n; i++) {
		char text[] = "piece 0";

		text[6] = (char)('0' + i);
		event_init(&event, EVENT_EVIDENCE);
		event_set(&event, KEY_PHASE, "discussion");
		event_set(&event, KEY_WHO, "students");
		event_set(&event, KEY_LESSON_TIME, "10:31");
		event_set(&event, KEY_TEXT, text);
		act(fixture, &event);
		event_id_format(&fixture->app.state.evidence.items[i]->id, ids[i]);
		cites[i] = ids[i];
	}
	event_init(&event, EVENT_RATE);
	event_set(&event, KEY_CRITERION, criterion->name);
	event_set(&event, KEY_LEVEL, "doing-mathematics");
	event_set(&event, KEY_TEXT, why);
	event_set_list(&event, KEY_CITES, cites, n);
	act(fixture, &event);
	fixture->app.focus = FOCUS_LESSON;
	PRESS(fixture, K_HOME);
}

static void a_marked_rating_says_why(void **state)
{
	struct app_fixture *fixture = *state;

	rate(fixture, "They had to find a way.", 5);
	assert_hides(fixture, "They had to find a way.");
	assert_hides(fixture, "doing-mathematics");
	PRESS(fixture, K_DOWN);
	assert_shows(fixture, "Doing mathematics: explore");
	assert_shows(fixture, "They had to find a way.");
	assert_shows(fixture, "· 10:31 S piece 0");
	assert_shows(fixture, "· 10:31 S piece 1");
	assert_hides(fixture, "· 10:31 S piece 2");
	assert_shows(fixture, "· and 3 more");
	PRESS(fixture, 'z');
	assert_shows(fixture, "· 10:31 S piece 4");
	PRESS(fixture, 'z', K_DOWN);
	assert_hides(fixture, "They had to find a way.");
}

static void a_long_reason_is_read_to_its_end(void **state)
{
	struct app_fixture *fixture = *state;

	rate(fixture, long_text(), 0);
	PRESS(fixture, K_DOWN, 'z');
	assert_can_be_read(fixture);
}

static void at_the_table_no_rating_says_why(void **state)
{
	struct app_fixture *fixture = *state;

	rate(fixture, "They had to find a way.", 1);
	PRESS(fixture, K_DOWN);
	start_talk(fixture);
	fixture->app.focus = FOCUS_LESSON;
	for (int i = 0; i < 12; i++) {
		assert_hides(fixture, "find a way");
		assert_hides(fixture, "oing mathematics");
		PRESS(fixture, K_DOWN);
	}
}

static void nothing_sticks_to_the_frame(void **state)
{
	static const char *const stuck[] = {"│You see", "│HERE", "│Where", "│Your", "│Ratings"};
	struct app_fixture *fixture = *state;

	rate(fixture, "They had to find a way.", 1);
	PRESS(fixture, '?');
	assert_shows(fixture, "│ HERE, IN THE LESSON");
	for (size_t i = 0; i < COUNT(stuck); i++)
		assert_hides(fixture, stuck[i]);
	PRESS(fixture, K_ESC, K_CTRL('G'));
	assert_shows(fixture, "│ Where learning first broke down");
	for (size_t i = 0; i < COUNT(stuck); i++)
		assert_hides(fixture, stuck[i]);
	assert_shows(fixture, "task: Doing mathematics:");
}

/* Pieces of one part of the lesson, typed in this order; NULL ends. */
static void type_pieces(struct app_fixture *fixture, const char *const *pieces)
{
	PRESS(fixture, 'e');
	for (; *pieces; pieces++)
		type_line(fixture, *pieces);
	type_line(fixture, "");
}

static void assert_order(struct app_fixture *fixture, const char *expected)
{
	char order[256] = "";

	for (size_t i = 0; i < fixture->app.lesson.count; i++) {
		const struct row *row = &fixture->app.lesson.items[i];

		if (row->type == ROW_EVIDENCE)
			snprintf(order + strlen(order), sizeof order - strlen(order), "%s ",
				 event_text(row->event, KEY_TEXT));
	}
	assert_string_equal(order, expected);
}

static void evidence_stands_in_the_order_of_the_lesson(void **state)
{
	struct app_fixture *fixture = *state;

	type_pieces(fixture, (const char *const[]){"first", "10:40 c", "after-c", "9:05 a",
						   "after-a", "10:40 d", "10h31 b", NULL});
	assert_order(fixture, "first a after-a b c after-c d ");
	assert_string_equal(event_text(fixture->app.state.evidence.items[1], KEY_TEXT), "c");
}

static void a_lesson_may_go_on_after_noon(void **state)
{
	struct app_fixture *fixture = *state;

	type_pieces(fixture, (const char *const[]){"1:05 b", "12:50 a", "13:10 c", NULL});
	assert_order(fixture, "a b c ");
}

static void minutes_and_seconds_do_not_pass_noon(void **state)
{
	struct app_fixture *fixture = *state;

	type_pieces(fixture, (const char *const[]){"12:50 c", "1:05 a", "7:30 b", NULL});
	assert_order(fixture, "a b c ");
}

static const char *marked(struct app_fixture *fixture)
{
	const struct app *app = &fixture->app;

	return event_text(app->lesson.items[app->views[FOCUS_LESSON].selected].event, KEY_TEXT);
}

static void the_marker_stays_on_its_piece_wherever_that_goes(void **state)
{
	struct app_fixture *fixture = *state;
	struct event evidence;

	type_pieces(fixture, (const char *const[]){"10:20 a", "10:30 b", "10:40 c", NULL});
	fixture->app.focus = FOCUS_LESSON;
	assert_string_equal(marked(fixture), "c");
	PRESS(fixture, 'E');
	type_line(fixture, "10:10 c!");
	assert_order(fixture, "c! a b ");
	assert_string_equal(marked(fixture), "c!");
	PRESS(fixture, 'u');
	assert_string_equal(marked(fixture), "c");
	PRESS(fixture, 'U');
	assert_string_equal(marked(fixture), "c!");
	event_init(&evidence, EVENT_EVIDENCE);
	event_set(&evidence, KEY_PHASE, "task");
	event_set(&evidence, KEY_LESSON_TIME, "10:00");
	event_set(&evidence, KEY_TEXT, "z");
	act(fixture, &evidence);
	assert_order(fixture, "z c! a b ");
	assert_string_equal(marked(fixture), "c!");
	PRESS(fixture, 'f', '4', '1');
	assert_order(fixture, "z a b c! ");
	assert_string_equal(marked(fixture), "c!");
}

static void pieces_are_sorted_in_the_order_in_which_they_stand(void **state)
{
	static const char *const pieces[][2] = {{"10:40", "c"}, {"10:20", "a"}, {"10:30", "b"}};
	struct app_fixture *fixture = *state;

	for (size_t i = 0; i < COUNT(pieces); i++) {
		struct event evidence;

		event_init(&evidence, EVENT_EVIDENCE);
		event_set(&evidence, KEY_LESSON_TIME, pieces[i][0]);
		event_set(&evidence, KEY_TEXT, pieces[i][1]);
		act(fixture, &evidence);
	}
	assert_order(fixture, "a b c ");
	fixture->app.focus = FOCUS_LESSON;
	PRESS(fixture, K_END, K_UP);
	assert_string_equal(marked(fixture), "b");
	PRESS(fixture, 'f');
	assert_shows(fixture, "2 of 3 · 10:30 b");
	PRESS(fixture, '4', '1');
	assert_shows(fixture, "2 of 2 · 10:40 c");
	PRESS(fixture, '4', '1');
	assert_shows(fixture, "10:20 a");
	PRESS(fixture, '4', '1');
	assert_shows(fixture, "There is no other piece to be sorted.");
}

#define WITH_APP(test) cmocka_unit_test_setup_teardown(test, app_setup, app_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_APP(what_was_heard_is_read_to_its_end),
		WITH_APP(where_learning_broke_down_says_first_what_was_not_there),
		WITH_APP(of_what_has_one_answer_the_latest_is_listed),
		WITH_APP(progress_is_told_in_words_and_only_to_the_coach),
		WITH_APP(what_was_heard_last_is_in_sight_under_its_question),
		WITH_APP(what_is_heard_after_the_closing_is_in_sight),
		WITH_APP(the_reading_of_the_lesson_is_read_to_its_end),
		WITH_APP(a_text_that_is_cut_names_the_key_where_it_works),
		WITH_APP(a_long_piece_of_evidence_is_read_to_its_end),
		WITH_APP(two_statements_are_read_before_they_are_compared),
		WITH_APP(that_they_differ_is_read_from_its_beginning),
		WITH_APP(where_there_is_room_all_student_work_is_shown),
		WITH_APP(where_there_is_little_room_the_marked_work_is_shown),
		WITH_APP(a_marked_rating_says_why),
		WITH_APP(a_long_reason_is_read_to_its_end),
		WITH_APP(at_the_table_no_rating_says_why),
		WITH_APP(nothing_sticks_to_the_frame),
		WITH_APP(evidence_stands_in_the_order_of_the_lesson),
		WITH_APP(a_lesson_may_go_on_after_noon),
		WITH_APP(minutes_and_seconds_do_not_pass_noon),
		WITH_APP(the_marker_stays_on_its_piece_wherever_that_goes),
		WITH_APP(pieces_are_sorted_in_the_order_in_which_they_stand),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
