/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stage after the talk: what was agreed stands above what to ask about it. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/keys.h"
#include "app_fixture.h"
#include "debrief/array.h"

static void agree(struct app_fixture *fixture, const char *move, bool is_private)
{
	struct event event;

	event_init(&event, EVENT_PLAN);
	event_set(&event, KEY_TEXT, move);
	event_set(&event, KEY_INDICATOR, "They name what is alike");
	event_set(&event, KEY_SUPPORT, "planning");
	event_set(&event, KEY_HELP, "I read the task with you");
	event_set(&event, KEY_DUE, "2026-11-30");
	event.is_private = is_private;
	assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
}

static void go_on(struct app_fixture *fixture)
{
	PRESS(fixture, '>');
	assert_shows(fixture, "Follow-through");
}

static void what_was_agreed_stands_above_the_questions(void **state)
{
	static const char *const parts[] = {
		"WE AGREED",
		"Two ways side by side",
		"What we will see students do: They name",
		"The support that is promised: Planning it",
		"Who helps, and how: I read the task with",
		"When we look at it again: 30 November 2026",
		"What did I promise to do",
	};
	struct app_fixture *fixture = *state;
	const char *at;

	fixture->rows = 24;
	fixture->columns = 80;
	start_talk(fixture);
	agree(fixture, "Two ways side by side", false);
	assert_hides(fixture, "WE AGREED"); /* in the talk it stands in its own step */
	go_on(fixture);
	at = draw_screen(fixture, 24, 80);
	for (size_t i = 0; i < COUNT(parts); i++) {
		assert_shows(fixture, parts[i]);
		at = strstr(at, parts[i]);
		assert_non_null(at);
	}
	PRESS(fixture, K_DOWN);
	assert_shows(fixture, "WE AGREED");
}

static void a_visit_names_another_day(void **state)
{
	struct app_fixture *fixture = *state;
	struct event visit;

	start_talk(fixture);
	agree(fixture, "Two ways side by side", false);
	go_on(fixture);
	event_init(&visit, EVENT_VISIT);
	event_set(&visit, KEY_LEVEL, "progressing");
	event_set(&visit, KEY_BY, "coach");
	event_set(&visit, KEY_DUE, "2026-12-07");
	assert_true(app_act(&fixture->app, &visit, 1) & CHANGE_EVENTS);
	assert_shows(fixture, "When we look at it again: 7 December 2026");
	assert_hides(fixture, "30 November");
	PRESS(fixture, 's');
	fixture->rows = 60;
	assert_shows(fixture, "OUR PLAN");
	assert_shows(fixture, "7 December 2026");
	assert_hides(fixture, "30 November");
	assert_shows(fixture, "Who helps, and how (in the coach's words)");
}

static void a_talk_that_ends_agreed_without_words_claims_none(void **state)
{
	struct app_fixture *fixture = *state;
	struct event close;

	start_talk(fixture);
	event_init(&close, EVENT_CLOSE);
	event_set(&close, KEY_ENDING, "agreed");
	assert_true(app_act(&fixture->app, &close, 1) & CHANGE_EVENTS);
	go_on(fixture);
	assert_hides(fixture, "We agreed on a next step.");
	app_open_step(&fixture->app, rubric_step(fixture->session.rubric, "make-it-happen"));
	fixture->rows = 50;
	assert_shows(fixture, "We agreed.");
	agree(fixture, "Two ways side by side", false);
	app_open_step(&fixture->app, rubric_step(fixture->session.rubric, "make-it-happen"));
	assert_shows(fixture, "We agreed on a next step.");
}

/* In the words that the question has. */
static void a_promise_is_asked_for_as_it_is_answered(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	go_on(fixture);
	assert_shows(fixture, "What did I promise to do: is it done, under way, or");
	PRESS(fixture, K_ENTER);
	assert_shows(fixture, "Which of these?");
	assert_shows(fixture, "under way");
}

/* And each ending has its number all the time. */
static void before_there_is_a_move_nothing_is_agreed(void **state)
{
	struct app_fixture *fixture = *state;
	const struct rubric_step *last = rubric_step(fixture->session.rubric, "make-it-happen");

	start_talk(fixture);
	PRESS(fixture, 'c');
	assert_shows(fixture, "1 We agreed on a next step");
	assert_shows(fixture, "First the one move is written down, in 'Making it");
	assert_shows(fixture, "2 We go on another day");
	assert_shows(fixture, "3 We leave it open");
	PRESS(fixture, '1');
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_null(fixture->app.state.close);
	assert_ptr_equal(fixture->app.step, last);
	assert_shows(fixture, "First the one move is written down, in 'Making it");
	agree(fixture, "Two ways side by side", false);
	PRESS(fixture, 'c');
	assert_shows(fixture, "1 We agreed on a next step");
	assert_hides(fixture, "First the one move");
	PRESS(fixture, '1');
	assert_true(event_says(fixture->app.state.close, KEY_ENDING, "agreed"));
}

static void a_long_plan_leaves_the_question_its_room(void **state)
{
	static const int sizes[][2] = {{24, 80}, {15, 60}, {12, 40}, {30, 100}};
	struct app_fixture *fixture = *state;
	char move[2000];

	memset(move, 'w', sizeof move - 1);
	move[sizeof move - 1] = '\0';
	for (size_t i = 7; i < sizeof move - 1; i += 8)
		move[i] = ' ';
	start_talk(fixture);
	agree(fixture, move, false);
	go_on(fixture);
	PRESS(fixture, K_DOWN, K_ENTER);
	type_line(fixture, "They tried it");
	for (size_t i = 0; i < COUNT(sizes); i++) {
		fixture->rows = sizes[i][0];
		fixture->columns = sizes[i][1];
		assert_shows(fixture, "What did students");
		if (fixture->rows >= 24)
			assert_shows(fixture, "How it went: They tried it");
	}
}

static void a_private_plan_is_not_told_at_the_table(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	agree(fixture, "PRIVATE-PLAN", true);
	go_on(fixture);
	assert_hides(fixture, "PRIVATE-PLAN");
	assert_hides(fixture, "WE AGREED");
}

static void a_talk_that_is_still_open_says_so(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	go_on(fixture);
	assert_shows(fixture, "The talk is still open; < goes back to it.");
	PRESS(fixture, '<');
	assert_hides(fixture, "still open;");
	PRESS(fixture, 'c', '2');
	type_line(fixture, "");
	go_on(fixture);
	assert_hides(fixture, "still open;");
}

/* The coach is alone, but the step is not theirs alone: it says so, and who speaks is asked. */
static void what_is_written_alone_is_not_the_teachers(void **state)
{
	struct app_fixture *fixture = *state;
	const struct heard *heard;

	start_talk(fixture);
	go_on(fixture);
	PRESS(fixture, 'v', '2', K_HOME);
	assert_shows(fixture, "private · 1 of");
	PRESS(fixture, K_ENTER);
	assert_shows(fixture, "What would you like to remember?");
	type_line(fixture, "for me");
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_shows(fixture, "NOTED");
	app_open_step(&fixture->app, rubric_step(fixture->session.rubric, "follow-up"));
	assert_hides(fixture, "private");
	assert_shows(fixture, "The teacher gets to read this.");
	for (int who = 0; who < 2; who++) {
		PRESS(fixture, K_ENTER);
		assert_hides(fixture, "For yourself");
		assert_shows(fixture, "What do you hear?");
		assert_shows(fixture, "The teacher gets to read this.");
		type_line(fixture, "It went well");
		assert_shows(fixture, "Who said it?");
		if (who == 1)
			PRESS(fixture, K_DOWN);
		PRESS(fixture, K_ENTER);
		heard = &fixture->app.state.heard[fixture->app.state.n_heard - 1];
		assert_true(event_says(heard->event, KEY_BY, who ? "teacher" : "coach"));
		assert_false(heard->event->is_private);
	}
	assert_shows(fixture, "HEARD");
	PRESS(fixture, 'v', K_ENTER);
	assert_hides(fixture, "The teacher gets to read this.");
}

static void without_a_plan_nothing_is_said_of_one(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	go_on(fixture);
	assert_hides(fixture, "WE AGREED");
}

#define WITH_APP(test) cmocka_unit_test_setup_teardown(test, app_setup, app_teardown)

static void what_is_tried_out_has_a_timer(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;

	start_talk(fixture);
	app_open_step(app, rubric_step(app->session->rubric, "make-it-happen"));
	app->focus = FOCUS_SCRIPT;
	assert_int_equal(app_trying_seconds(app), -1);
	host_waited(&fixture->host, 30000);
	PRESS(fixture, 'b', '1');
	assert_shows(fixture, "0:00 of 5 min");
	assert_in_range(app_tick_ms(app), 1, 1000);
	host_waited(&fixture->host, 65000);
	assert_shows(fixture, "1:05 of 5 min");
	app_fixture_reopen(fixture); /* who comes back begins it anew */
	assert_shows(fixture, "0:00 of 5 min");
	PRESS(fixture, K_UP);
	assert_int_equal(app_trying_seconds(app), -1);
	assert_hides(fixture, "of 5 min");
	assert_int_equal(app_tick_ms(app), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_APP(what_was_agreed_stands_above_the_questions),
		WITH_APP(a_visit_names_another_day),
		WITH_APP(a_talk_that_ends_agreed_without_words_claims_none),
		WITH_APP(a_promise_is_asked_for_as_it_is_answered),
		WITH_APP(before_there_is_a_move_nothing_is_agreed),
		WITH_APP(a_long_plan_leaves_the_question_its_room),
		WITH_APP(a_private_plan_is_not_told_at_the_table),
		WITH_APP(a_talk_that_is_still_open_says_so),
		WITH_APP(what_is_written_alone_is_not_the_teachers),
		WITH_APP(without_a_plan_nothing_is_said_of_one),
		WITH_APP(what_is_tried_out_has_a_timer),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
