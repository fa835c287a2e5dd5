/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coach's own goal, looked at again once it stands: it begins as it is, so Enter loses nothing.
 */
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

#define BECAUSE "They stopped at one way because nobody asked for another."

static void evidence(struct app_fixture *fixture, const char *who, const char *text)
{
	struct event event;

	event_init(&event, EVENT_EVIDENCE);
	event_set(&event, KEY_WHO, who);
	event_set(&event, KEY_TEXT, text);
	assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
}

static const struct event *goal(const struct app_fixture *fixture)
{
	return fixture->app.state.goals[GOAL_COACH];
}

/* A goal stands, which rests on two pieces of evidence; NULL: its phase is that of the change. */
static void set_goal(struct app_fixture *fixture, enum event_key key, const char *what,
		     const char *phase)
{
	const struct state_list *seen = &fixture->app.state.evidence;
	const char *cites[2];
	char ids[2][EVENT_ID_SIZE];
	struct event event;

	evidence(fixture, "students", "stopped at one way");
	evidence(fixture, "teacher", "asked for the answer");
	evidence(fixture, "students", "drew a table");
	for (size_t i = 0; i < 2; i++) {
		event_id_format(&seen->items[i]->id, ids[i]);
		cites[i] = ids[i];
	}
	event_init(&event, EVENT_GOAL);
	event_set(&event, KEY_WHOSE, "coach");
	event_set(&event, key, what);
	event_set(&event, KEY_PHASE, phase);
	event_set(&event, KEY_BECAUSE, BECAUSE);
	event_set(&event, KEY_BASIS, "evidence");
	event_set_list(&event, KEY_CITES, cites, 2);
	assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
	app_flush(&fixture->app);
}

/* The last of the bank: no first answer is it. */
static const struct rubric_goal *last_change(const struct app_fixture *fixture)
{
	const struct rubric *rubric = fixture->app.session->rubric;

	return rubric_goal_at(rubric, rubric->goals.count - 1);
}

static const char *marked(const struct app_fixture *fixture)
{
	const struct form_run *run = &fixture->app.form;

	assert_in_range(run->selected, 0, run->n_options - 1);
	return run->options[run->selected].value;
}

static void keep_line(struct app_fixture *fixture)
{
	char text[FORM_TYPED_MAX];

	assert_true(app_is_editing(&fixture->app));
	snprintf(text, sizeof(text), "%s", fixture->app.form.text);
	app_line_changed(&fixture->app, text, strlen(text)); /* as the line editor does */
	app_line_done(&fixture->app, true, text);
	app_flush(&fixture->app);
}

static void enter_alone_leaves_a_goal_of_the_list_as_it_stands(void **state)
{
	struct app_fixture *fixture = *state;
	const struct event *before;

	set_goal(fixture, KEY_CHANGE, last_change(fixture)->id, NULL);
	before = goal(fixture);
	PRESS(fixture, 'g');
	assert_string_equal(marked(fixture), last_change(fixture)->id);
	PRESS(fixture, K_ENTER);
	assert_int_equal(fixture->app.n_cites, 2);
	PRESS(fixture, K_ENTER);
	assert_string_equal(fixture->app.form.text, BECAUSE);
	keep_line(fixture);
	PRESS(fixture, K_ENTER);
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_ptr_equal(goal(fixture), before);
	assert_shows(fixture, "It stands as it was.");
	assert_int_equal(fixture->app.n_cites, 0);
}

static void enter_alone_leaves_a_goal_in_own_words_as_it_stands(void **state)
{
	struct app_fixture *fixture = *state;
	const struct event *before;

	set_goal(fixture, KEY_TEXT, "Ask for a second way", "launch");
	before = goal(fixture);
	PRESS(fixture, 'g');
	assert_string_equal(fixture->app.form.text, "Ask for a second way");
	assert_shows(fixture, "This is your goal so far.");
	keep_line(fixture);
	assert_string_equal(marked(fixture), "launch");
	PRESS(fixture, K_ENTER, K_ENTER);
	keep_line(fixture);
	PRESS(fixture, K_ENTER);
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_ptr_equal(goal(fixture), before);
}

static void act(struct app_fixture *fixture, enum event_kind kind, enum event_key key,
		const char *what, enum event_key how, const char *value)
{
	struct event event;

	event_init(&event, kind);
	event_set(&event, key, what);
	event_set(&event, how, value);
	assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
}

/* It stands behind those that are suggested, and its reason below it. */
static void a_change_that_would_not_be_suggested_now_is_in_sight(void **state)
{
	struct app_fixture *fixture = *state;
	const struct form_run *run = &fixture->app.form;
	const struct guide *guide = &fixture->app.advice.guide;
	const char *in_the_task;

	act(fixture, EVENT_ENACTED, KEY_PHASE, "discussion", KEY_VALUE, "yes");
	act(fixture, EVENT_RATE, KEY_CRITERION, "work.meaningful", KEY_LEVEL, "most");
	act(fixture, EVENT_RATE, KEY_CRITERION, "work.range", KEY_LEVEL, "wide");
	act(fixture, EVENT_RATE, KEY_CRITERION, "discussion.connecting", KEY_LEVEL, "side-by-side");
	in_the_task = rubric_goal_at(fixture->app.session->rubric, 1)->id;
	set_goal(fixture, KEY_CHANGE, in_the_task, NULL);
	PRESS(fixture, 'g');
	assert_in_range(guide->n_suggestions, 1, 100);
	assert_int_equal(run->selected, guide->n_suggestions);
	assert_string_equal(marked(fixture), in_the_task);
	assert_non_null(run->options[run->selected].detail);
	assert_int_equal(run->n_options, guide->n_suggestions + 1);
	assert_shows(fixture, "the last is your goal");
	app_line_changed(&fixture->app, " ", 1); /* all of them */
	assert_int_equal(run->n_options, fixture->app.session->rubric->goals.count);
}

/* They narrow nothing down before they are changed: what else there is stands below them. */
static void own_words_that_fit_a_change_of_the_list_stay_ones_own(void **state)
{
	struct app_fixture *fixture = *state;

	set_goal(fixture, KEY_TEXT, "a", "launch");
	PRESS(fixture, 'g');
	assert_int_equal(fixture->app.form.n_options,
			 fixture->app.session->rubric->goals.count + 1);
	keep_line(fixture);
	assert_string_equal(event_text(&fixture->app.form.event, KEY_TEXT), "a");
	PRESS(fixture, K_ESC, 'g');
	app_line_changed(&fixture->app, "ab", 2);
	assert_in_range(fixture->app.form.n_options, 1, fixture->app.session->rubric->goals.count);
}

static void another_change_keeps_the_because_and_what_it_rests_on(void **state)
{
	struct app_fixture *fixture = *state;

	set_goal(fixture, KEY_CHANGE, last_change(fixture)->id, NULL);
	PRESS(fixture, 'g', '1', '3', K_ENTER);
	keep_line(fixture);
	PRESS(fixture, '1');
	assert_false(event_says(goal(fixture), KEY_CHANGE, last_change(fixture)->id));
	assert_string_equal(event_text(goal(fixture), KEY_BECAUSE), BECAUSE);
	assert_int_equal(event_value(goal(fixture), KEY_CITES)->count, 3);
}

static void what_was_marked_for_the_goal_alone_goes_with_the_form(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;

	set_goal(fixture, KEY_CHANGE, last_change(fixture)->id, NULL);
	app_toggle_cite(app, app->state.evidence.items[2]);
	PRESS(fixture, 'g', K_ENTER);
	assert_int_equal(app->n_cites, 3);
	PRESS(fixture, K_ESC);
	assert_int_equal(app->n_cites, 1);
	assert_true(app_is_cited(app, app->state.evidence.items[2]));
}

/* One thing can cite only so much: what of it finds no room is not dropped unsaid. */
static void what_the_goal_rests_on_and_cannot_be_marked_is_told(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;

	set_goal(fixture, KEY_CHANGE, last_change(fixture)->id, NULL);
	for (size_t i = 1; i < APP_CITES_MAX; i++)
		evidence(fixture, "students", "wrote one way");
	for (size_t i = 3; i < APP_CITES_MAX + 1; i++)
		app_toggle_cite(app, app->state.evidence.items[i]);
	PRESS(fixture, 'g', K_ENTER);
	assert_int_equal(app->n_cites, APP_CITES_MAX);
	assert_string_equal(app->message, "");
	PRESS(fixture, K_ESC);
	app_toggle_cite(app, app->state.evidence.items[2]);
	PRESS(fixture, 'g', K_ENTER);
	assert_int_equal(app->n_cites, APP_CITES_MAX);
	assert_false(app_is_cited(app, app->state.evidence.items[1]));
	assert_shows(fixture, "Not all that your goal rests on is marked");
}

static void words_that_wait_come_before_those_that_stand(void **state)
{
	struct app_fixture *fixture = *state;

	set_goal(fixture, KEY_CHANGE, last_change(fixture)->id, NULL);
	PRESS(fixture, 'g', K_ENTER, K_ENTER);
	app_line_changed(&fixture->app, "They began", 10);
	app_line_done(&fixture->app, false, "They began");
	PRESS(fixture, 'g', K_ENTER, K_ENTER);
	assert_string_equal(fixture->app.form.text, "They began");
}

static void words_that_stand_are_no_draft_where_it_is_left(void **state)
{
	struct app_fixture *fixture = *state;

	set_goal(fixture, KEY_TEXT, "Ask for a second way", "launch");
	PRESS(fixture, 'g');
	keep_line(fixture);
	PRESS(fixture, K_ENTER, K_ENTER);
	keep_line(fixture);
	assert_shows(fixture, "How it stands");
	PRESS(fixture, K_ESC);
	assert_int_equal(fixture->app.drafts.n_offers, 0);
	assert_hides(fixture, "Your text is kept");
}

static void from_the_first_question_again_it_is_as_it_was_just_answered(void **state)
{
	struct app_fixture *fixture = *state;

	evidence(fixture, "students", "stopped at one way");
	PRESS(fixture, 'g', K_DOWN, K_DOWN);
	assert_true(fixture->app.form.n_options > 3);
	PRESS(fixture, '3', K_ENTER);
	type_line(fixture, "One way was enough.");
	PRESS(fixture, '2'); /* looks at it again */
	assert_int_equal(fixture->app.form.selected, 2);
	PRESS(fixture, K_ENTER, K_ENTER);
	assert_string_equal(fixture->app.form.text, "One way was enough.");
	type_line(fixture, "");
	PRESS(fixture, '1');
	assert_null(event_text(goal(fixture), KEY_BECAUSE)); /* deleted the second time */
}

static void why_another_part_of_the_lesson_stays_said(void **state)
{
	struct app_fixture *fixture = *state;
	const struct event *before;

	PRESS(fixture, 'B', '2');
	type_line(fixture, "What they said in the launch.");
	set_goal(fixture, KEY_TEXT, "Close with an exit slip", "discussion");
	PRESS(fixture, 'g');
	keep_line(fixture);
	PRESS(fixture, K_ENTER, K_ENTER);
	keep_line(fixture);
	PRESS(fixture, '2');
	type_line(fixture, "The launch is planned anew already.");
	before = goal(fixture);
	assert_string_equal(event_text(before, KEY_EXCEPTION),
			    "The launch is planned anew already.");
	PRESS(fixture, 'g');
	keep_line(fixture);
	PRESS(fixture, K_ENTER, K_ENTER);
	keep_line(fixture);
	PRESS(fixture, K_ENTER);
	assert_string_equal(fixture->app.form.text, "The launch is planned anew already.");
	keep_line(fixture);
	assert_ptr_equal(goal(fixture), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, app_setup, app_teardown)
		TEST(enter_alone_leaves_a_goal_of_the_list_as_it_stands),
		TEST(enter_alone_leaves_a_goal_in_own_words_as_it_stands),
		TEST(a_change_that_would_not_be_suggested_now_is_in_sight),
		TEST(own_words_that_fit_a_change_of_the_list_stay_ones_own),
		TEST(another_change_keeps_the_because_and_what_it_rests_on),
		TEST(what_was_marked_for_the_goal_alone_goes_with_the_form),
		TEST(what_the_goal_rests_on_and_cannot_be_marked_is_told),
		TEST(words_that_wait_come_before_those_that_stand),
		TEST(words_that_stand_are_no_draft_where_it_is_left),
		TEST(from_the_first_question_again_it_is_as_it_was_just_answered),
		TEST(why_another_part_of_the_lesson_stays_said),
#undef TEST
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
