/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was heard is put right: its words, its place, both statements; also in a later run. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/command_run.h"
#include "app/heard_again.h"
#include "app/keys.h"
#include "app_fixture.h"

static struct event made(enum event_kind kind, enum event_key key, const char *value,
			 const char *text)
{
	struct event event;

	event_init(&event, kind);
	event_set(&event, key, value);
	event_set(&event, KEY_TEXT, text);
	if (kind == EVENT_SAID)
		event_set(&event, KEY_BY, "teacher");
	return event;
}

static void keep(struct app_fixture *fixture, struct event *events, size_t count)
{
	assert_true(app_act(&fixture->app, events, count) & CHANGE_EVENTS);
	app_flush(&fixture->app);
}

static void hear(struct app_fixture *fixture, const char *field, const char *text)
{
	struct event event = made(EVENT_SAID, KEY_FIELD, field, text);

	keep(fixture, &event, 1);
}

static void open_step(struct app_fixture *fixture, const char *id)
{
	app_open_step(&fixture->app, rubric_step(fixture->session.rubric, id));
	fixture->app.focus = FOCUS_SCRIPT;
}

static const char *known(const struct app_fixture *fixture, const char *field)
{
	const struct state *state = &fixture->app.state;
	const struct heard *heard = state_heard(state, rubric_field(state->rubric, field));

	return heard ? heard_words(state, heard) : "";
}

/* Takes the answer that begins like this. */
static void choose(struct app_fixture *fixture, const char *label)
{
	struct form_run *run = &fixture->app.form;

	for (size_t i = 0; i < run->n_options; i++)
		if (!strncmp(run->options[i].label, label, strlen(label))) {
			run->selected = i;
			PRESS(fixture, K_ENTER);
			return;
		}
	fail_msg("'%s' is not offered", label);
}

static bool offers(const struct app_fixture *fixture, const char *label)
{
	const struct form_run *run = &fixture->app.form;

	for (size_t i = 0; i < run->n_options; i++)
		if (!strncmp(run->options[i].label, label, strlen(label)))
			return true;
	return false;
}

static int start(void **state)
{
	struct app_fixture *fixture;

	app_setup(state);
	fixture = *state;
	start_talk(fixture);
	open_step(fixture, "elicit-rationale");
	hear(fixture, "rationale", "They give up");
	hear(fixture, "rationale", "They want to be able to");
	return 0;
}

static void words_of_an_earlier_run_are_changed_in_their_place(void **state)
{
	struct app_fixture *fixture = *state;
	size_t since = state_known_since(&fixture->app.state, "rationale");
	size_t heard = fixture->app.state.n_heard;

	app_fixture_reopen(fixture);
	open_step(fixture, "elicit-rationale");
	assert_null(fixture->app.undo); /* u does not reach it */
	PRESS(fixture, 'E');
	assert_non_null(strstr(fixture->app.form.options[0].label, "be able to")); /* the latest */
	PRESS(fixture, '2');
	choose(fixture, "Change the words");
	assert_string_equal(fixture->app.form.text, "They give up");
	type_line(fixture, "They gave up early");
	assert_shows(fixture, "They gave up early");
	assert_hides(fixture, "They give up");
	assert_int_equal(fixture->app.state.n_heard, heard);
	assert_int_equal(state_known_since(&fixture->app.state, "rationale"), since);
	PRESS(fixture, 'u');
	assert_shows(fixture, "They give up");
	PRESS(fixture, 'U');
	assert_shows(fixture, "They gave up early");
	assert_int_equal(fixture->app.drafts.n_offers, 0);
}

static void the_same_words_are_no_change(void **state)
{
	struct app_fixture *fixture = *state;
	size_t events = fixture->session.n_events;

	PRESS(fixture, 'E', '1');
	choose(fixture, "Change the words");
	type_line(fixture, fixture->app.form.text);
	assert_int_equal(fixture->session.n_events, events);
	assert_int_equal(fixture->app.drafts.n_offers, 0);
}

static void what_was_begun_comes_back_for_the_same_words(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'E', '1');
	choose(fixture, "Change the words");
	app_line_changed(&fixture->app, "They want", 9);
	app_line_done(&fixture->app, false, "They want");
	app_fixture_reopen(fixture);
	open_step(fixture, "elicit-rationale");
	PRESS(fixture, 'E', '1');
	choose(fixture, "Change the words");
	assert_string_equal(fixture->app.form.text, "They want");
}

static void words_are_moved_also_after_they_were_changed(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'E', '1');
	choose(fixture, "Change the words");
	type_line(fixture, "They would like to");
	PRESS(fixture, 'E', '1');
	choose(fixture, "Move it");
	choose(fixture, rubric_step(fixture->session.rubric, "elicit-goal")->title);
	assert_hides(fixture, "They would like to");
	open_step(fixture, "elicit-goal");
	assert_shows(fixture, "They would like to");
	PRESS(fixture, 'u');
	open_step(fixture, "elicit-rationale");
	assert_shows(fixture, "They would like to");
}

static void what_was_changed_twice_is_taken_out_whole(void **state)
{
	static const char *const words[] = {"second", "third"};
	struct app_fixture *fixture = *state;

	for (size_t i = 0; i < 2; i++) {
		PRESS(fixture, 'E', '1');
		choose(fixture, "Change the words");
		type_line(fixture, words[i]);
	}
	PRESS(fixture, 'E', '1');
	choose(fixture, "Take it out");
	assert_shows(fixture, "u brings it back");
	assert_string_equal(known(fixture, "rationale"), "They give up");
	assert_int_equal(fixture->app.state.n_heard, 1);
	PRESS(fixture, 'u');
	assert_string_equal(known(fixture, "rationale"), "third");
	assert_int_equal(fixture->app.state.n_heard, 2);
	PRESS(fixture, 'u'); /* from here on it takes back again */
	assert_string_equal(known(fixture, "rationale"), "second");
}

/* A void of the last record of a group would take all of it. */
static void the_last_of_what_came_in_as_one_stays_but_can_be_changed(void **state)
{
	struct app_fixture *fixture = *state;
	struct event events[] = {
		made(EVENT_SAID, KEY_FIELD, "rationale", "came first"),
		made(EVENT_SAID, KEY_FIELD, "rationale", "came last"),
	};

	keep(fixture, events, 2);
	PRESS(fixture, 'E', '1');
	assert_false(offers(fixture, "Take it out"));
	assert_shows(fixture, "came in as one with others");
	choose(fixture, "Change the words");
	type_line(fixture, "came lastly");
	assert_shows(fixture, "came first");
	assert_shows(fixture, "came lastly");
	PRESS(fixture, 'E', '2');
	choose(fixture, "Take it out");
	assert_hides(fixture, "came first");
	assert_shows(fixture, "came lastly");
}

static void what_an_earlier_run_heard_is_taken_out_and_brought_back(void **state)
{
	struct app_fixture *fixture = *state;

	app_fixture_reopen(fixture);
	open_step(fixture, "elicit-rationale");
	PRESS(fixture, 'E', '1');
	choose(fixture, "Take it out");
	assert_hides(fixture, "be able to");
	PRESS(fixture, 'u');
	assert_shows(fixture, "be able to");
	assert_false(can_undo(&fixture->app)); /* nothing of this run is left */
}

static void refused_words_of_the_teacher_are_not_changed(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'C', '2', 'E', '1');
	assert_false(offers(fixture, "Change the words"));
	assert_true(offers(fixture, "Move it"));
	choose(fixture, "Take it out");
	assert_string_equal(known(fixture, "rationale"), "They give up");
}

static void what_is_private_is_not_listed(void **state)
{
	struct app_fixture *fixture = *state;
	struct event event = made(EVENT_SAID, KEY_FIELD, "rationale", "mine alone");

	event.is_private = true;
	keep(fixture, &event, 1);
	PRESS(fixture, 'E');
	assert_int_equal(fixture->app.form.n_options, 2);
	assert_hides(fixture, "mine alone");
	PRESS(fixture, K_ESC);
	open_step(fixture, "elicit-goal"); /* nothing was heard there */
	PRESS(fixture, 'E');
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_shows(fixture, "nothing was heard in this step yet");
}

static void a_goal_is_said_anew_and_what_rests_on_it_stays(void **state)
{
	struct app_fixture *fixture = *state;
	struct event goal = made(EVENT_GOAL, KEY_WHOSE, "teacher", "Smaller steps");
	char id[EVENT_ID_SIZE];
	size_t n_heard;

	open_step(fixture, "elicit-goal");
	keep(fixture, &goal, 1);
	n_heard = fixture->app.state.n_heard;
	PRESS(fixture, 'E', '1');
	assert_true(offers(fixture, "Take it out"));
	choose(fixture, "Change the words");
	assert_string_equal(fixture->app.form.text, "Smaller steps");
	type_line(fixture, "Small steps");
	assert_string_equal(event_text(fixture->app.state.goals[GOAL_TEACHER], KEY_TEXT),
			    "Small steps");
	assert_int_equal(fixture->app.state.n_heard, n_heard);
	event_id_format(&fixture->app.state.goals[GOAL_TEACHER]->id, id);
	goal = made(EVENT_PARK, KEY_RE, id, NULL);
	keep(fixture, &goal, 1);
	PRESS(fixture, 'E', '1');
	assert_false(offers(fixture, "Take it out"));
	assert_false(offers(fixture, "Change the words"));
	assert_shows(fixture, "Something else rests on it");
	choose(fixture, "Say it anew");
	type_line(fixture, "One question more");
	PRESS(fixture, '1');
	assert_int_equal(fixture->app.state.parked.count, 1);
	assert_string_equal(event_text(fixture->app.state.goals[GOAL_TEACHER], KEY_TEXT),
			    "One question more");
}

static void of_a_plan_each_line_is_changed_alone(void **state)
{
	struct app_fixture *fixture = *state;
	struct event plan = made(EVENT_PLAN, KEY_INDICATOR, "They draw", "One move");
	const struct event *now;

	event_set(&plan, KEY_DUE, "2026-12-01");
	open_step(fixture, "make-it-happen");
	keep(fixture, &plan, 1);
	PRESS(fixture, 'E', '1');
	choose(fixture, "Change the day");
	assert_shows(fixture, "Tu, 2026-12-01");
	PRESS(fixture, K_RIGHT, K_ENTER);
	now = fixture->app.state.plan;
	assert_string_equal(event_text(now, KEY_DUE), "2026-12-02");
	assert_string_equal(event_text(now, KEY_INDICATOR), "They draw");
	assert_string_equal(event_text(now, KEY_TEXT), "One move");
}

static void a_choice_is_made_again_in_its_place(void **state)
{
	struct app_fixture *fixture = *state;
	const struct rubric *rubric = fixture->session.rubric;
	struct event event = made(EVENT_FIELD, KEY_FIELD, "development", NULL);
	size_t heard;

	event_set(&event, KEY_VALUE, rubric_development_at(rubric, 0)->id);
	keep(fixture, &event, 1);
	heard = fixture->app.state.n_heard;
	PRESS(fixture, 'E', '1');
	choose(fixture, "Choose another");
	PRESS(fixture, '2');
	assert_int_equal(fixture->app.state.n_heard, heard);
	assert_string_equal(known(fixture, "development"),
			    rubric_development_at(rubric, 1)->phrase);
}

/* Both statements, and what was found: 1 the same, 3 different. */
static void state_both(struct app_fixture *fixture, int found)
{
	struct event teacher = made(EVENT_GOAL, KEY_WHOSE, "agreed-by-teacher", "Ask them");
	struct event coach = made(EVENT_GOAL, KEY_WHOSE, "agreed-by-coach", "Tell them");

	open_step(fixture, "confirm");
	keep(fixture, &teacher, 1);
	keep(fixture, &coach, 1);
	PRESS(fixture, K_ENTER, found, found);
	if (app_is_editing(&fixture->app)) /* the way on */
		app_line_done(&fixture->app, false, "");
}

static void say_again(struct app_fixture *fixture)
{
	const struct app *app = &fixture->app;

	assert_ptr_equal(app->form.form, &form_statement_teacher_again);
	type_line(fixture, "Ask them for two ways");
	PRESS(fixture, '1');
	assert_ptr_equal(app->form.form, &form_statement_coach);
	assert_hides(fixture, "Ask them for two ways"); /* until the coach has said it, too */
	assert_int_equal(app->advice.negotiation.compatible, VERDICT_UNKNOWN);
	type_line(fixture, "Two ways from them");
	PRESS(fixture, '1');
	assert_ptr_equal(app->form.form, &form_judge);
	assert_shows(fixture, "Ask them for two ways");
	assert_shows(fixture, "Two ways from them");
	PRESS(fixture, '1', '1');
	assert_int_equal(app->advice.negotiation.compatible, VERDICT_YES);
}

static void two_that_differ_are_said_again_with_enter(void **state)
{
	struct app_fixture *fixture = *state;

	state_both(fixture, '3');
	assert_int_equal(fixture->app.advice.negotiation.compatible, VERDICT_NO);
	PRESS(fixture, 'b', '1'); /* "The two differ": to the reason; and back to the statements */
	open_step(fixture, "confirm");
	PRESS(fixture, K_ENTER);
	say_again(fixture);
}

static void a_statement_is_said_again_also_in_a_later_run(void **state)
{
	struct app_fixture *fixture = *state;

	state_both(fixture, '1');
	app_fixture_reopen(fixture);
	open_step(fixture, "confirm");
	PRESS(fixture, 'E', '1'); /* each of the two leads there */
	choose(fixture, "Say both again");
	say_again(fixture);
}

static void a_word_of_a_judged_statement_is_put_right_in_its_place(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;
	const struct event *now;
	size_t first;

	state_both(fixture, '1');
	first = state_order(&app->state, app->state.goals[GOAL_AGREED_BY_TEACHER]);
	app_fixture_reopen(fixture);
	open_step(fixture, "confirm");
	PRESS(fixture, 'E', '2'); /* the teacher's was first */
	choose(fixture, "Change the words");
	assert_string_equal(app->form.text, "Ask them");
	type_line(fixture, "Ask them all");
	now = app->state.goals[GOAL_AGREED_BY_TEACHER];
	assert_string_equal(event_text(now, KEY_TEXT), "Ask them all");
	assert_int_equal(state_order(&app->state, now), first);
	assert_true(statements_are_compared(&app->state));
	assert_int_equal(app->advice.negotiation.compatible, VERDICT_YES);
	assert_int_equal(app->state.all_goals.count, 2);
	PRESS(fixture, 'u');
	assert_string_equal(known(fixture, "statement-teacher"), "Ask them");
	assert_int_equal(app->advice.negotiation.compatible, VERDICT_YES);
}

static void both_statements_are_judged_again(void **state)
{
	struct app_fixture *fixture = *state;

	state_both(fixture, '1');
	PRESS(fixture, 'E', '1');
	choose(fixture, "Say again whether");
	assert_ptr_equal(fixture->app.form.form, &form_judge);
	PRESS(fixture, '3', '3');
	assert_int_equal(fixture->app.advice.negotiation.compatible, VERDICT_NO);
	assert_string_equal(known(fixture, "statement-teacher"), "Ask them");
}

/* Left in between, the two that stand there are to be compared, and u leads back to the old. */
static void a_statement_that_was_not_judged_is_judged_next(void **state)
{
	struct app_fixture *fixture = *state;

	state_both(fixture, '3');
	PRESS(fixture, K_ENTER);
	type_line(fixture, "Ask them for two ways");
	PRESS(fixture, '1');
	app_line_done(&fixture->app, false, "");
	PRESS(fixture, K_ENTER);
	assert_ptr_equal(fixture->app.form.form, &form_judge);
	PRESS(fixture, K_ESC, 'u');
	assert_int_equal(fixture->app.advice.negotiation.compatible, VERDICT_NO);
	assert_string_equal(known(fixture, "statement-teacher"), "Ask them");
}

static void notes_are_listed_and_changed_at_the_desk_alone(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;

	PRESS(fixture, '<', '2', 'N');
	type_line(fixture, "She seems tird");
	PRESS(fixture, 'N');
	assert_shows(fixture, "· She seems tird");
	type_line(fixture, "Ask about Thursday");
	app_fixture_reopen(fixture);
	PRESS(fixture, '<', '2');
	app->focus = FOCUS_SCRIPT;
	PRESS(fixture, 'E');
	choose(fixture, "Note: She");
	choose(fixture, "Change the words");
	assert_string_equal(app->form.text, "She seems tird");
	type_line(fixture, "She seems tired");
	assert_int_equal(app->state.notes.count, 2);
	assert_string_equal(event_text(app->state.notes.items[0], KEY_TEXT), "She seems tired");
	assert_true(app->state.notes.items[0]->is_private);
	PRESS(fixture, 'u');
	assert_int_equal(app->state.notes.count, 2);
	assert_string_equal(event_text(app->state.notes.items[0], KEY_TEXT), "She seems tird");
	PRESS(fixture, 'U', 'E');
	choose(fixture, "Note: She seems tired");
	choose(fixture, "Take it out");
	assert_int_equal(app->state.notes.count, 1);
	PRESS(fixture, '>', '1');
	open_step(fixture, "elicit-goal");
	PRESS(fixture, 'E');
	assert_int_equal(app->mode, MODE_NORMAL);
	PRESS(fixture, 'N');
	assert_hides(fixture, "Thursday");
}

/* The second statement alone would tell the first. */
static void one_statement_alone_is_not_listed(void **state)
{
	struct app_fixture *fixture = *state;
	struct event teacher = made(EVENT_GOAL, KEY_WHOSE, "agreed-by-teacher", "Ask them");

	open_step(fixture, "confirm");
	keep(fixture, &teacher, 1);
	PRESS(fixture, 'E');
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
}

#define WITH_TALK(test) cmocka_unit_test_setup_teardown(test, start, app_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_TALK(words_of_an_earlier_run_are_changed_in_their_place),
		WITH_TALK(the_same_words_are_no_change),
		WITH_TALK(what_was_begun_comes_back_for_the_same_words),
		WITH_TALK(words_are_moved_also_after_they_were_changed),
		WITH_TALK(what_was_changed_twice_is_taken_out_whole),
		WITH_TALK(the_last_of_what_came_in_as_one_stays_but_can_be_changed),
		WITH_TALK(what_an_earlier_run_heard_is_taken_out_and_brought_back),
		WITH_TALK(refused_words_of_the_teacher_are_not_changed),
		WITH_TALK(what_is_private_is_not_listed),
		WITH_TALK(a_goal_is_said_anew_and_what_rests_on_it_stays),
		WITH_TALK(of_a_plan_each_line_is_changed_alone),
		WITH_TALK(a_choice_is_made_again_in_its_place),
		WITH_TALK(two_that_differ_are_said_again_with_enter),
		WITH_TALK(a_statement_is_said_again_also_in_a_later_run),
		WITH_TALK(a_word_of_a_judged_statement_is_put_right_in_its_place),
		WITH_TALK(both_statements_are_judged_again),
		WITH_TALK(a_statement_that_was_not_judged_is_judged_next),
		WITH_TALK(one_statement_alone_is_not_listed),
		WITH_TALK(notes_are_listed_and_changed_at_the_desk_alone),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
