/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions and how they are answered: lists that words narrow down, marks, the calendar; and what
 * a coach's goal is asked before it is set. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/command.h"
#include "app/keys.h"
#include "app/pick.h"
#include "app_fixture.h"
#include "debrief/array.h"

static void narrow(struct app_fixture *fixture, const char *text)
{
	app_line_changed(&fixture->app, text, strlen(text));
}

static void words_match_anywhere_in_any_order_and_case(void **state)
{
	(void)state;
	assert_true(pick_matches("", "anything", NULL));
	assert_true(pick_matches("side PUT", "Put two side by side", NULL));
	assert_true(pick_matches("équ", "Une Équation", NULL));
	assert_true(pick_matches("discussion put", "Put two", "Whole-class discussion"));
	assert_false(pick_matches("put three", "Put two", NULL));
}

static void a_command_is_found_by_its_name_and_runs(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, ':');
	assert_true(app_is_editing(&fixture->app));
	narrow(fixture, "zoo");
	assert_int_equal(fixture->app.form.n_options, 1);
	assert_shows(fixture, "zoom (z)");
	PRESS(fixture, K_ENTER);
	assert_true(fixture->app.zoom);
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
}

static void the_prompt_lists_just_what_a_key_would_do(void **state)
{
	struct app_fixture *fixture = *state;
	unsigned context = command_context_of_pane(&fixture->app);
	size_t works = 0;

	PRESS(fixture, ':');
	for (size_t i = 0; i < n_commands; i++)
		works += command_for_key_in(&fixture->app, context, commands[i].keys[0]) ==
			 &commands[i];
	assert_int_equal(fixture->app.form.n_options, works - 1); /* all but the prompt itself */
	for (size_t i = 0; i < fixture->app.form.n_options; i++)
		assert_non_null(command_named(fixture->app.form.options[i].value));
}

static void what_fits_nothing_says_so_and_keeps_the_words(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, ':');
	narrow(fixture, "no such thing");
	assert_shows(fixture, "Nothing fits these words.");
	app_line_done(&fixture->app, true, "no such thing");
	assert_true(app_is_editing(&fixture->app));
	assert_shows(fixture, "Nothing fits these words");
	assert_string_equal(fixture->app.form.text, "no such thing");
}

static void a_very_long_line_narrows_like_any_other(void **state)
{
	static char text[60 << 10];
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'g');
	memset(text, 'a', sizeof text - 1);
	for (size_t i = sizeof text - 5000; i-- > 1;)
		if (i % 8 == 0 || i < 4000) {
			narrow(fixture, text + i);
			assert_int_equal(fixture->app.form.n_options, 1); /* these words */
		}
}

static void evidence(struct app_fixture *fixture, const char *who, const char *text)
{
	struct event event;

	event_init(&event, EVENT_EVIDENCE);
	event_set(&event, KEY_WHO, who);
	event_set(&event, KEY_TEXT, text);
	assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
}

static void a_goal_in_own_words_is_questioned_and_then_set(void **state)
{
	struct app_fixture *fixture = *state;
	const struct goal_view *goal = &fixture->app.advice.goals[GOAL_COACH];

	evidence(fixture, "students", "went on by themselves");
	evidence(fixture, "teacher", "asked for the table only");
	PRESS(fixture, 'g');
	type_line(fixture, "Ask for a second way before the table");
	PRESS(fixture, '4', K_ENTER); /* discussion; cites nothing */
	type_line(fixture, "");
	assert_shows(fixture, "It rests on nothing");
	PRESS(fixture, K_ENTER); /* looks at it again */
	assert_string_equal(fixture->app.form.text, "Ask for a second way before the table");
	PRESS(fixture, K_ENTER, '4', '1', '2', K_ENTER);
	type_line(fixture, "They had a second way because nobody had settled on one.");
	assert_shows(fixture, "It links students' learning to the instruction");
	PRESS(fixture, K_ENTER);
	assert_non_null(goal->event);
	assert_int_equal(goal->strategy, STRATEGY_LINKED);
	assert_true(event_says(goal->event, KEY_BASIS, "evidence"));
	assert_true(goal->event->is_private);
	assert_int_equal(fixture->app.n_cites, 0);
}

/* The answers stay where they are; what stands above them is read on. */
static void a_goal_is_questioned_with_all_answers_in_sight(void **state)
{
	static const int sizes[][2] = {{24, 80}, {15, 60}, {12, 40}, {30, 100}};
	struct app_fixture *fixture = *state;

	evidence(fixture, "students", "went on by themselves");
	PRESS(fixture, 'g');
	type_line(fixture, "Ask for a second way before the table, and wait until it is there");
	PRESS(fixture, '4', '1', K_ENTER);
	type_line(fixture, "They began, and nobody asked what else could have been done.");
	for (size_t i = 0; i < COUNT(sizes); i++) {
		bool read = false;

		fixture->rows = sizes[i][0];
		fixture->columns = sizes[i][1];
		fixture->app.form.head = (struct list_view){0};
		for (int pages = 0; pages < 20 && !read; pages++) {
			assert_shows(fixture, "1 Set it as your goal");
			assert_shows(fixture, "› 2 Look at it again");
			read = strstr(draw_screen(fixture, fixture->rows, fixture->columns),
				      "decided");
			if (!read) {
				assert_shows(fixture, "PgDn");
				PRESS(fixture, K_PAGE_DOWN);
			}
		}
		assert_true(read);
	}
	PRESS(fixture, '1');
	assert_non_null(fixture->app.state.goals[GOAL_COACH]);
}

static void own_reading(struct app_fixture *fixture, int phase)
{
	PRESS(fixture, 'B', phase);
	type_line(fixture, "What they said in the launch.");
}

static void the_coachs_own_reading_stands_beside_the_rules(void **state)
{
	struct app_fixture *fixture = *state;

	own_reading(fixture, '2');
	assert_string_equal(fixture->app.advice.diagnosis.phase, "launch");
	assert_string_equal(fixture->app.advice.diagnosis.by, "coach");
	fixture->app.zoom = true;
	fixture->app.focus = FOCUS_SCRIPT;
	assert_shows(fixture, "What they said in the launch.");
	assert_shows(fixture, "is not known yet");
	PRESS(fixture, '>', '1', '1');
	assert_null(strstr(draw_screen(fixture, 50, 160), "said in the launch"));
	PRESS(fixture, 'B');
	assert_int_equal(fixture->app.mode, MODE_NORMAL); /* not at the table */
}

static void another_part_of_the_lesson_needs_a_reason(void **state)
{
	struct app_fixture *fixture = *state;
	const struct goal_view *goal = &fixture->app.advice.goals[GOAL_COACH];

	own_reading(fixture, '2');
	PRESS(fixture, 'g');
	type_line(fixture, "Close with an exit slip");
	PRESS(fixture, '4');
	type_line(fixture, "");
	assert_shows(fixture, "It changes 'Whole-class discussion'");
	PRESS(fixture, '2');
	type_line(fixture, "The launch is planned anew already.");
	assert_non_null(goal->event);
	assert_int_equal(goal->targets, VERDICT_YES);
}

static void what_would_not_be_productive_says_why(void **state)
{
	struct app_fixture *fixture = *state;

	own_reading(fixture, '2');
	PRESS(fixture, 'g');
	narrow(fixture, " ");
	for (size_t i = 0; i < fixture->app.form.n_options; i++)
		assert_true(i < fixture->app.form.n_first ||
			    (fixture->app.form.options[i].detail &&
			     *fixture->app.form.options[i].detail));
	assert_true(fixture->app.form.n_options > fixture->app.form.n_first);
}

/* Opens the plan at its date. */
static void ask_for_the_day(struct app_fixture *fixture)
{
	PRESS(fixture, '>', '1', '1');
	app_open_step(&fixture->app, rubric_step(fixture->app.session->rubric, "make-it-happen"));
	fixture->app.focus = FOCUS_SCRIPT;
	PRESS(fixture, K_ENTER);
	type_line(fixture, "One move");
	type_line(fixture, "");
	type_line(fixture, "");
	PRESS(fixture, '1');
}

static void a_day_is_found_in_the_calendar(void **state)
{
	struct app_fixture *fixture = *state;

	ask_for_the_day(fixture);
	assert_shows(fixture, "November 2026");
	assert_shows(fixture, "[21]"); /* today */
	assert_hides(fixture, "2026-11-");
	PRESS(fixture, K_RIGHT);
	assert_shows(fixture, "2026-11-22");
	PRESS(fixture, K_DOWN, K_DOWN, K_LEFT);
	assert_shows(fixture, "December 2026");
	PRESS(fixture, K_PAGE_DOWN, K_UP, K_RIGHT, K_PAGE_UP, K_ENTER);
	assert_true(event_says(fixture->app.state.plan, KEY_DUE, "2026-11-30"));
}

static void a_day_can_be_typed_and_is_checked(void **state)
{
	struct app_fixture *fixture = *state;

	ask_for_the_day(fixture);
	PRESS(fixture, '2');
	assert_true(app_is_editing(&fixture->app));
	assert_string_equal(fixture->app.form.text, "2");
	type_line(fixture, "2026-02-30");
	assert_shows(fixture, "A date reads like");
	type_line(fixture, "2027-01-15");
	assert_true(event_says(fixture->app.state.plan, KEY_DUE, "2027-01-15"));
}

static void a_day_can_be_left_open(void **state)
{
	static const int ways[][2] = {{K_ENTER}, {'n'}, {K_DOWN, 'n'}, {K_DOWN, K_DELETE}};

	for (size_t i = 0; i < COUNT(ways); i++) {
		struct app_fixture *fixture;

		app_teardown(state);
		app_setup(state);
		fixture = *state;
		ask_for_the_day(fixture);
		PRESS(fixture, ways[i][0], ways[i][1]);
		assert_non_null(fixture->app.state.plan);
		assert_null(event_text(fixture->app.state.plan, KEY_DUE));
	}
}

static void open_step(struct app_fixture *fixture, const char *id)
{
	app_open_step(&fixture->app, rubric_step(fixture->app.session->rubric, id));
}

static void a_letter_at_a_list_tells_what_to_do(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, '>', 's');
	assert_shows(fixture, "These are answers to choose from");
	PRESS(fixture, '1', 'y');
	assert_shows(fixture, "These are answers to choose from");
	assert_null(fixture->app.state.consent);
}

/* Whether both say the same is not to be said by Enter alone. */
static void a_judgement_is_made_by_choosing(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "confirm");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "Two ways next to each other.");
	PRESS(fixture, '4');
	type_line(fixture, "Break it into smaller steps.");
	PRESS(fixture, '1');
	assert_hides(fixture, "› 1 The same");
	assert_shows(fixture, "↓ mark; Enter or a number chooses");
	PRESS(fixture, K_ENTER);
	assert_shows(fixture, "The teacher says:");
	assert_shows(fixture, "Choose with a number or the arrows.");
	PRESS(fixture, K_DOWN);
	assert_shows(fixture, "› 1 The same");
	PRESS(fixture, K_DOWN, K_ENTER);
	assert_shows(fixture, "And the coach says:");
	PRESS(fixture, K_END);
	assert_shows(fixture, "› 3 Another part");
	PRESS(fixture, '3');
	assert_true(event_says(fixture->app.state.judgements[JUDGE_TEACHER][JUDGE_PHASE], KEY_VALUE,
			       "same"));
	assert_true(event_says(fixture->app.state.judgements[JUDGE_COACH][JUDGE_PHASE], KEY_VALUE,
			       "different"));
}

static void nothing_is_agreed_or_ended_by_an_enter_too_many(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;

	PRESS(fixture, '>', '1', K_ENTER, K_ENTER);
	assert_shows(fixture, "Before we begin");
	assert_shows(fixture, "Choose with a number or the arrows.");
	assert_null(app->state.consent);
	PRESS(fixture, K_DOWN, K_ENTER);
	assert_non_null(app->state.consent);
	PRESS(fixture, 'c', K_ENTER, K_ENTER);
	assert_shows(fixture, "How does the talk end today?");
	assert_null(app->state.close);
}

/* Sets the coach's own goal, which rests on one piece that both can see, and on a private rating
 * and a private piece. */
static void prepare_goal(struct app_fixture *fixture, enum event_key key, const char *words)
{
	struct app *app = &fixture->app;
	const char *ids[3];
	struct event goal;

	evidence(fixture, "students", "went on by themselves");
	event_init(&goal, EVENT_RATE);
	event_set(&goal, KEY_CRITERION, app->session->rubric->criteria[0]->name);
	event_set(&goal, KEY_LEVEL, "unseen");
	assert_true(app_act(app, &goal, 1) & CHANGE_EVENTS);
	event_init(&goal, EVENT_EVIDENCE);
	event_set(&goal, KEY_TEXT, "PRIVATE-PIECE");
	goal.is_private = true;
	assert_true(app_act(app, &goal, 1) & CHANGE_EVENTS);
	for (size_t i = 0; i < COUNT(ids); i++) {
		char id[EVENT_ID_SIZE];

		event_id_format(&app->session->events[app->session->n_events - 3 + i]->id, id);
		ids[i] = arena_strdup(&fixture->arena, id);
	}
	event_init(&goal, EVENT_GOAL);
	event_set(&goal, KEY_WHOSE, "coach");
	event_set(&goal, key, words);
	event_set(&goal, KEY_BECAUSE, "PRIVATE-BECAUSE");
	event_set_list(&goal, KEY_CITES, ids, COUNT(ids));
	assert_true(app_act(app, &goal, 1) & CHANGE_EVENTS);
	app_flush(app);
	assert_true(app->state.goals[GOAL_COACH]->is_private);
}

static void assert_rests_on_what_is_shared(const struct app *app)
{
	const struct event *goal = app->state.goals[GOAL_ALTERNATIVE];
	const struct event_value *cites;

	assert_non_null(goal);
	assert_false(goal->is_private);
	assert_null(event_text(goal, KEY_BECAUSE));
	cites = event_value(goal, KEY_CITES);
	assert_non_null(cites);
	assert_int_equal(cites->count, 1);
	assert_ptr_equal(state_cited(&app->state, cites->items[0]), app->state.evidence.items[0]);
}

static void the_change_that_was_prepared_comes_first_and_looks_like_any_other(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;
	const struct rubric *rubric = app->session->rubric;
	const struct rubric_goal *last = rubric_goal_at(rubric, rubric->goals.count - 1);
	const struct form_run *run = &app->form;

	prepare_goal(fixture, KEY_CHANGE, last->id);
	start_talk(fixture);
	open_step(fixture, "propose");
	PRESS(fixture, K_ENTER);
	assert_int_equal(run->n_options, rubric->goals.count); /* none of them twice */
	assert_string_equal(run->options[0].value, last->id);
	for (size_t i = 0; i < run->n_options; i++) {
		assert_string_equal(run->options[i].label,
				    rubric_goal(rubric, run->options[i].value)->change);
		assert_null(run->options[i].detail);
	}
	assert_hides(fixture, "our goal");
	PRESS(fixture, K_ENTER);
	assert_true(event_says(app->state.goals[GOAL_ALTERNATIVE], KEY_CHANGE, last->id));
	assert_rests_on_what_is_shared(app);
}

static void another_change_rests_on_nothing_of_the_coachs(void **state)
{
	struct app_fixture *fixture = *state;
	const struct rubric *rubric = fixture->app.session->rubric;

	prepare_goal(fixture, KEY_CHANGE, rubric_goal_at(rubric, 0)->id);
	start_talk(fixture);
	open_step(fixture, "propose");
	PRESS(fixture, K_ENTER, K_DOWN, K_ENTER);
	assert_non_null(fixture->app.state.goals[GOAL_ALTERNATIVE]);
	assert_null(event_value(fixture->app.state.goals[GOAL_ALTERNATIVE], KEY_CITES));
}

static void a_goal_in_the_coachs_own_words_is_in_no_list_at_the_table(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;

	prepare_goal(fixture, KEY_TEXT, "PRIVATE-GOAL");
	start_talk(fixture);
	open_step(fixture, "propose");
	PRESS(fixture, K_ENTER);
	assert_null(app->form.history); /* for the key up */
	assert_null(app->form.words);
	assert_int_equal(app->form.n_options, app->session->rubric->goals.count);
	for (size_t i = 0; i < app->form.n_options; i++)
		assert_string_not_equal(app->form.options[i].label, "PRIVATE-GOAL");
	assert_hides(fixture, "PRIVATE");
	type_line(fixture, "PRIVATE-GOAL"); /* it is the coach who says it */
	PRESS(fixture, '4');
	assert_rests_on_what_is_shared(app);
}

static void alone_it_is_offered_too(void **state)
{
	struct app_fixture *fixture = *state;
	const struct event *goal;

	prepare_goal(fixture, KEY_TEXT, "Wait for a second way");
	form_start(&fixture->app, &form_goal_alternative, NULL);
	assert_string_equal(fixture->app.form.options[0].label, "Wait for a second way");
	PRESS(fixture, K_ENTER, '4');
	goal = fixture->app.state.goals[GOAL_ALTERNATIVE];
	assert_true(goal && event_says(goal, KEY_TEXT, "Wait for a second way"));
	assert_rests_on_what_is_shared(&fixture->app);
}

/* The rubric's list is not all that a teacher may value for their students. */
static void what_matters_can_be_said_in_other_words(void **state)
{
	struct app_fixture *fixture = *state;
	const struct heard *heard;

	start_talk(fixture);
	open_step(fixture, "elicit-rationale");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "They wait for me to say it is right");
	PRESS(fixture, K_END); /* the last of the list */
	assert_shows(fixture, "In other words…");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "their own judgement");
	heard = &fixture->app.state.heard[fixture->app.state.n_heard - 1];
	assert_int_equal(heard->event->kind, EVENT_SAID);
	assert_true(event_says(heard->event, KEY_BY, "teacher"));
	assert_true(event_says(heard->event, KEY_STEP, "elicit-rationale"));
	assert_string_equal(heard->field->id, "development");
	assert_null(app_next_field(&fixture->app));
	open_step(fixture, "validate");
	assert_shows(fixture, "So what you are after is their own judgement.");
	open_step(fixture, "propose");
	assert_hides(fixture, "what matters?");
}

static void what_was_begun_in_other_words_comes_back(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "elicit-rationale");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "They wait");
	PRESS(fixture, K_END, K_ENTER);
	narrow(fixture, "their own");
	app_line_done(&fixture->app, false, "their own");
	assert_shows(fixture, "Begun: their own");
	PRESS(fixture, K_ENTER, K_END, K_ENTER);
	assert_string_equal(fixture->app.form.text, "their own");
}

static void without_consent_what_matters_is_chosen_and_not_written(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, '>', '1', '2');
	open_step(fixture, "elicit-rationale");
	PRESS(fixture, K_ENTER, K_ENTER); /* heard without words, then the list */
	PRESS(fixture, K_END);
	assert_shows(fixture, "Something else");
	assert_hides(fixture, "In other words");
	PRESS(fixture, K_ENTER);
	assert_false(app_is_editing(&fixture->app));
	assert_true(state_knows(&fixture->app.state, "development"));
}

static void the_talk_clock_is_off_until_wanted(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, '>', '1', '1');
	assert_int_equal(app_tick_ms(&fixture->app), -1);
	PRESS(fixture, 't');
	assert_in_range(app_tick_ms(&fixture->app), 1, 1000);
	assert_shows(fixture, "T 0:00");
	PRESS(fixture, 't');
	assert_shows(fixture, "C 0:00");
	PRESS(fixture, 'T');
	assert_int_equal(app_tick_ms(&fixture->app), -1);
	assert_int_equal(fixture->app.state.talk.count, 3);
	assert_true(fixture->app.state.talk.items[0]->is_private);
}

static void a_topic_says_who_brought_it_up(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, '>', '1', '1', '.', '1', '2');
	assert_int_equal(fixture->app.state.topics.count, 1);
	assert_true(event_says(fixture->app.state.topics.items[0], KEY_BY, "coach"));
	assert_true(fixture->app.state.topics.items[0]->is_private);
}

#define WITH_APP(test) cmocka_unit_test_setup_teardown(test, app_setup, app_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_match_anywhere_in_any_order_and_case),
		WITH_APP(a_command_is_found_by_its_name_and_runs),
		WITH_APP(the_prompt_lists_just_what_a_key_would_do),
		WITH_APP(what_fits_nothing_says_so_and_keeps_the_words),
		WITH_APP(a_very_long_line_narrows_like_any_other),
		WITH_APP(a_goal_in_own_words_is_questioned_and_then_set),
		WITH_APP(a_letter_at_a_list_tells_what_to_do),
		WITH_APP(a_judgement_is_made_by_choosing),
		WITH_APP(nothing_is_agreed_or_ended_by_an_enter_too_many),
		WITH_APP(a_goal_is_questioned_with_all_answers_in_sight),
		WITH_APP(the_coachs_own_reading_stands_beside_the_rules),
		WITH_APP(another_part_of_the_lesson_needs_a_reason),
		WITH_APP(what_would_not_be_productive_says_why),
		WITH_APP(a_day_is_found_in_the_calendar),
		WITH_APP(a_day_can_be_typed_and_is_checked),
		WITH_APP(a_day_can_be_left_open),
		WITH_APP(the_change_that_was_prepared_comes_first_and_looks_like_any_other),
		WITH_APP(another_change_rests_on_nothing_of_the_coachs),
		WITH_APP(a_goal_in_the_coachs_own_words_is_in_no_list_at_the_table),
		WITH_APP(alone_it_is_offered_too),
		WITH_APP(what_matters_can_be_said_in_other_words),
		WITH_APP(what_was_begun_in_other_words_comes_back),
		WITH_APP(without_consent_what_matters_is_chosen_and_not_written),
		WITH_APP(the_talk_clock_is_off_until_wanted),
		WITH_APP(a_topic_says_who_brought_it_up),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
