/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The screen turned to the teacher, and a talk that is taken up again: keys in, canvas out. */
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

static void open_step(struct app_fixture *fixture, const char *id)
{
	app_open_step(&fixture->app, rubric_step(fixture->app.session->rubric, id));
	fixture->app.focus = FOCUS_SCRIPT;
}

static void act(struct app_fixture *fixture, enum event_kind kind, const char *const pairs[][2])
{
	struct event event;

	event_init(&event, kind);
	for (size_t i = 0; pairs[i][0]; i++)
		for (size_t key = 0; key < KEY__COUNT; key++)
			if (!strcmp(event_key_names[key], pairs[i][0]))
				event_set(&event, (enum event_key)key, pairs[i][1]);
	assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
	app_flush(&fixture->app);
}
#define ACT(fixture, kind, ...) \
	act((fixture), (kind), (const char *const[][2]){__VA_ARGS__, {NULL, NULL}})

static void add_two_strategies(struct app_fixture *fixture)
{
	ACT(fixture, EVENT_WORK, {"strategy", "Ratio table"}, {"students", "12"},
	    {"text", "24 < 25"});
	ACT(fixture, EVENT_WORK, {"strategy", "Number lines"}, {"students", "1"},
	    {"file", "lines.jpg"});
}

static void hear(struct app_fixture *fixture, const char *by, const char *text)
{
	ACT(fixture, EVENT_SAID, {"by", by}, {"step", "elicit-rationale"}, {"text", text});
}

static void state_agreed(struct app_fixture *fixture, const char *whose, const char *text)
{
	ACT(fixture, EVENT_GOAL, {"whose", whose}, {"phase", "discussion"}, {"text", text});
}

static void the_page_holds_the_lesson_work_and_words(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	add_two_strategies(fixture);
	hear(fixture, "teacher", "They give up.");
	hear(fixture, "coach", "COACHS-WORDS");
	PRESS(fixture, 's');
	assert_shows(fixture, "Ratios");
	assert_shows(fixture, "Grade 7");
	assert_shows(fixture, "12 students");
	assert_shows(fixture, "24 < 25");
	assert_shows(fixture, "\"They give up.\"");
	assert_hides(fixture, "COACHS-WORDS");
	assert_hides(fixture, "Number lines");
	assert_hides(fixture, "all keys");
}

static void what_was_picked_has_a_place_of_its_own(void **state)
{
	struct app_fixture *fixture = *state;
	const char *at;

	start_talk(fixture);
	ACT(fixture, EVENT_FIELD, {"field", "development"}, {"value", "confidence"});
	PRESS(fixture, 's');
	assert_hides(fixture, "IN YOUR OWN WORDS");
	at = strstr(draw_screen(fixture, 30, 100), "WHAT MATTERS FOR YOUR STUDENTS");
	assert_non_null(at);
	assert_non_null(strstr(at, "Confidence"));
	PRESS(fixture, K_ESC, K_ESC);
	hear(fixture, "teacher", "They give up.");
	PRESS(fixture, 's');
	fixture->rows = 40;
	at = strstr(draw_screen(fixture, 40, 100), "IN YOUR OWN WORDS");
	assert_non_null(at);
	at = strstr(at, "Why");
	assert_non_null(at);
	assert_non_null(strstr(at, "\"They give up.\""));
}

static void arrows_browse_the_work(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	add_two_strategies(fixture);
	PRESS(fixture, 's', K_RIGHT);
	assert_shows(fixture, "Number lines");
	assert_shows(fixture, "1 student ");
	assert_shows(fixture, "lines.jpg");
	assert_shows(fixture, "2 of 2");
	PRESS(fixture, K_RIGHT);
	assert_shows(fixture, "Ratio table");
	PRESS(fixture, K_LEFT);
	assert_shows(fixture, "Number lines");
}

static void only_esc_esc_leads_back_and_the_screen_is_what_it_was(void **state)
{
	struct app_fixture *fixture = *state;
	char *before;
	char *page; /* with the way out */

	start_talk(fixture);
	add_two_strategies(fixture);
	before = strdup(draw_screen(fixture, 30, 100));
	PRESS(fixture, 's');
	assert_hides(fixture, "Esc");
	PRESS(fixture, 'q');
	assert_shows(fixture, "Esc Esc goes back");
	page = strdup(draw_screen(fixture, 30, 100));
	PRESS(fixture, K_UP);
	assert_hides(fixture, "Esc");
	for (int key = 1; key < K_UNKNOWN; key = key == 0x17f ? K_UP : key + 1) {
		if (key == K_ESC || key == K_LEFT || key == K_RIGHT)
			continue;
		assert_false(PRESS(fixture, key) & (CHANGE_QUIT | CHANGE_EVENTS | CHANGE_EDIT));
		PRESS(fixture, 'x');
		assert_string_equal(draw_screen(fixture, 30, 100), page);
	}
	PRESS(fixture, K_ESC);
	assert_shows(fixture, "Esc again goes back");
	PRESS(fixture, 'x');
	assert_string_equal(draw_screen(fixture, 30, 100), page);
	PRESS(fixture, K_ESC);
	assert_int_equal(fixture->app.mode, MODE_TEACHER);
	PRESS(fixture, K_ESC);
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_string_equal(draw_screen(fixture, 30, 100), before);
	free(before);
	free(page);
}

/* One private event of a kind, with the sentinel wherever a text can stand. */
static void stage_private(struct app_fixture *fixture, enum event_kind kind, const char *whose)
{
	struct err err = {{0}, 0};
	struct event event;

	event_init(&event, kind);
	for (size_t i = 0; i < event_kinds[kind].n_rules; i++) {
		const struct event_rule *rule = &event_kinds[kind].rules[i];

		if (rule->type == VALUE_CHOICE)
			event_set(&event, rule->key, rule->choices[0]);
		else if (rule->type == VALUE_ROLE)
			event_set(&event, rule->key, "teacher");
		else if (rule->type == VALUE_TEXT || rule->type == VALUE_BLOCK ||
			 rule->type == VALUE_FIELD_VALUE || rule->type == VALUE_FILE)
			event_set(&event, rule->key, "SENTINEL");
	}
	event_set(&event, KEY_WHOSE, kind == EVENT_GOAL ? whose : NULL);
	event_set(&event, KEY_FIELD, kind == EVENT_FIELD ? "rationale" : NULL);
	event.is_private = true;
	if (journal_stage(fixture->app.journal, &event, 1, &err))
		fail_msg("%s: %s", event_kinds[kind].name, err.message);
}

/* The page at every place it can be scrolled to. */
static void assert_nowhere(struct app_fixture *fixture, int rows, int columns, const char *text)
{
	for (int i = 0; i < 60; i++) {
		assert_null(strstr(draw_screen(fixture, rows, columns), text));
		PRESS(fixture, i < 40 ? K_DOWN : K_RIGHT);
	}
}

static void nothing_private_can_be_reached_from_the_page(void **state)
{
	struct app_fixture *fixture = *state;
	const struct shared_view *shared = &fixture->app.shared;
	struct err err = {{0}, 0};

	for (size_t kind = EVENT_CONSENT; kind < EVENT_UNKNOWN; kind++)
		if (kind != EVENT_GOAL && kind != EVENT_VOID)
			stage_private(fixture, (enum event_kind)kind, NULL);
	for (size_t whose = 0; whose < GOAL__COUNT; whose++)
		stage_private(fixture, EVENT_GOAL, goal_whose_names[whose]);
	assert_int_equal(app_refold(&fixture->app, &err), STATUS_OK);
	for (int stage = 0; stage < 2; stage++) { /* while preparing, and in the talk */
		open_step(fixture, stage ? "confirm" : "your-goal");
		PRESS(fixture, 's');
		assert_true(teacher_page_is_open(&fixture->app));
		assert_null(shared->state.session);
		assert_null(shared->state.previous_goal);
		assert_true(shared->state.log.count > 0);
		for (size_t i = 0; i < shared->state.index.count; i++)
			assert_false(shared->state.index.events[i]->is_private);
		assert_nowhere(fixture, 30, 100, "SENTINEL");
		assert_nowhere(fixture, 12, 40, "SENTINEL");
		PRESS(fixture, K_ESC, K_ESC);
	}
	start_talk(fixture); /* what is shared, the same search finds */
	hear(fixture, "teacher", "SENTINEL");
	PRESS(fixture, 's');
	assert_shows(fixture, "SENTINEL");
}

static void the_teacher_writes_what_they_will_try(void **state)
{
	struct app_fixture *fixture = *state;
	const struct event *goal;

	start_talk(fixture);
	open_step(fixture, "confirm");
	state_agreed(fixture, "agreed-by-coach", "COACHS-STATEMENT");
	PRESS(fixture, 's');
	assert_shows(fixture, "In your own words: what are we going to try?");
	assert_hides(fixture, "COACHS-STATEMENT");
	PRESS(fixture, K_ENTER);
	app_line_changed(&fixture->app, "Two ways", 8);
	assert_shows(fixture, "Two ways");
	assert_hides(fixture, "COACHS-STATEMENT");
	type_line(fixture, "Two ways side by side");
	assert_shows(fixture, "In which part of the lesson");
	assert_shows(fixture, "Not clear yet");
	assert_hides(fixture, "COACHS-STATEMENT");
	PRESS(fixture, '4');
	assert_int_equal(fixture->app.mode, MODE_TEACHER);
	goal = fixture->app.state.goals[GOAL_AGREED_BY_TEACHER];
	assert_non_null(goal);
	assert_string_equal(event_text(goal, KEY_TEXT), "Two ways side by side");
	assert_string_equal(event_text(goal, KEY_PHASE), "discussion");
	assert_int_equal(app_save_mark(&fixture->app), SAVE_MARK_SAVED);
	assert_shows(fixture, "Thank you");
	assert_shows(fixture, "\"Two ways side by side\"");
	assert_shows(fixture, "COACHS-STATEMENT"); /* now both are there */
	PRESS(fixture, K_ENTER);                   /* said once */
	assert_int_equal(fixture->app.mode, MODE_TEACHER);
}

static void a_statement_alone_does_not_ask_for_the_coachs(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "confirm");
	PRESS(fixture, 's', K_ENTER);
	type_line(fixture, "Two ways side by side");
	PRESS(fixture, K_UP, K_DOWN, K_ENTER); /* not clear yet */
	assert_int_equal(fixture->app.mode, MODE_TEACHER);
	assert_shows(fixture, "Two ways side by side");
	assert_null(goal_phase(fixture->app.session->rubric,
			       fixture->app.state.goals[GOAL_AGREED_BY_TEACHER]));
	PRESS(fixture, K_ESC, K_ESC);
	assert_shows(fixture, "kept until both are there");
}

static void a_line_that_is_left_stays_on_the_page_as_a_draft(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "confirm");
	PRESS(fixture, 's', K_ENTER);
	app_line_changed(&fixture->app, "half a sen", 10);
	app_line_done(&fixture->app, false, "half a sen");
	assert_int_equal(fixture->app.mode, MODE_TEACHER);
	assert_shows(fixture, "Your text is kept");
	PRESS(fixture, K_ENTER);
	assert_string_equal(fixture->app.form.text, "half a sen");
	type_line(fixture, "half a sentence, now whole");
	PRESS(fixture, K_ESC); /* leaves the question, not the page */
	assert_int_equal(fixture->app.mode, MODE_TEACHER);
	assert_hides(fixture, "Esc again");
	PRESS(fixture, K_ENTER);
	assert_string_equal(fixture->app.form.text, "half a sentence, now whole");
}

static void the_line_is_offered_only_where_it_belongs(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, '>', '1', '2'); /* no words of the teacher */
	open_step(fixture, "confirm");
	PRESS(fixture, 's', K_ENTER);
	assert_int_equal(fixture->app.mode, MODE_TEACHER);
	assert_hides(fixture, "In your own words");
	PRESS(fixture, K_ESC, K_ESC);
	ACT(fixture, EVENT_CONSENT, {"value", "given"});
	open_step(fixture, "elicit-goal");
	PRESS(fixture, 's', K_ENTER);
	assert_int_equal(fixture->app.mode, MODE_TEACHER);
	assert_hides(fixture, "what are we going to try?");
}

static void a_small_page_scrolls_to_the_plan(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	add_two_strategies(fixture);
	hear(fixture, "teacher", "They give up.");
	state_agreed(fixture, "agreed-by-teacher", "Two ways");
	ACT(fixture, EVENT_PLAN, {"text", "On Thursday two ways"}, {"support", "delivery"},
	    {"due", "2026-11-27"});
	PRESS(fixture, 's'); /* at its beginning */
	assert_non_null(strstr(draw_screen(fixture, 12, 40), "Ratio table"));
	assert_null(strstr(draw_screen(fixture, 12, 40), "On Thursday"));
	assert_non_null(strstr(draw_screen(fixture, 12, 40), "other work   ↓ more"));
	PRESS(fixture, K_DOWN);
	assert_non_null(strstr(draw_screen(fixture, 12, 40), "other work   ↑ ↓ more"));
	for (int i = 0; i < 8; i++) {
		PRESS(fixture, K_PAGE_DOWN);
		draw_screen(fixture, 12, 40);
	}
	assert_non_null(strstr(draw_screen(fixture, 12, 40), "27 November 2026"));
	assert_non_null(strstr(draw_screen(fixture, 12, 40), "other work   ↑ more"));
	PRESS(fixture, K_RIGHT); /* brings the work back into view */
	assert_non_null(strstr(draw_screen(fixture, 12, 40), "Number lines"));
}

static void coming_back_shows_where_we_were(void **state)
{
	struct app_fixture *fixture = *state;
	char *before;

	start_talk(fixture);
	open_step(fixture, "elicit-rationale");
	hear(fixture, "teacher", "They give up.");
	state_agreed(fixture, "agreed-by-teacher", "HIDDEN-STATEMENT");
	PRESS(fixture, 'N');
	type_line(fixture, "PRIVATE-NOTE");
	PRESS(fixture, K_RIGHT);
	app_fixture_reopen(fixture);
	before = strdup(draw_screen(fixture, 30, 100));
	reopen_begin(&fixture->app);
	assert_shows(fixture, "Talk · Why");
	assert_shows(fixture, "Today, 12:41");
	assert_shows(fixture, "\"They give up.\"");
	assert_shows(fixture, fixture->app.step->say.items[1]);
	assert_shows(fixture, "Any key goes on");
	assert_hides(fixture, "HIDDEN-STATEMENT");
	assert_hides(fixture, "PRIVATE-NOTE");
	PRESS(fixture, ' ');
	assert_string_equal(draw_screen(fixture, 30, 100), before);
	free(before);
}

/* Enter, Esc and Space put the page away; whoever presses another key has read it. */
static void the_key_that_goes_on_is_not_lost(void **state)
{
	static const int quiet[] = {K_ENTER, K_ESC, ' '};
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	hear(fixture, "teacher", "They give up.");
	for (size_t i = 0; i < COUNT(quiet); i++) {
		app_fixture_reopen(fixture);
		reopen_begin(&fixture->app);
		PRESS(fixture, quiet[i]);
		assert_int_equal(fixture->app.mode, MODE_NORMAL);
		assert_int_equal(app_step_place(&fixture->app), 0);
	}
	app_fixture_reopen(fixture);
	reopen_begin(&fixture->app);
	PRESS(fixture, K_DOWN);
	assert_int_equal(app_step_place(&fixture->app), 1);
	app_fixture_reopen(fixture);
	reopen_begin(&fixture->app);
	assert_true(PRESS(fixture, 'q') & CHANGE_QUIT);
}

static void coming_back_to_words_that_were_cut_off(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	PRESS(fixture, K_DOWN, K_ENTER);
	app_line_changed(&fixture->app, "Smaller st", 10);
	app_line_done(&fixture->app, false, "Smaller st");
	app_fixture_reopen(fixture);
	reopen_begin(&fixture->app);
	assert_shows(fixture, "WHERE WE WERE");
	PRESS(fixture, K_RIGHT);
	assert_shows(fixture, "A text you had begun is waiting");
}

/* Also when the window is closed on that page. */
static void what_the_page_covers_is_told_when_it_is_gone(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	PRESS(fixture, K_DOWN, K_ENTER);
	app_line_changed(&fixture->app, "Smaller st", 10);
	app_line_done(&fixture->app, false, "Smaller st");
	for (int i = 0; i < 2; i++) {
		app_fixture_reopen(fixture);
		reopen_begin(&fixture->app);
		assert_shows(fixture, "WHERE WE WERE");
	}
	PRESS(fixture, 'q');
	app_fixture_reopen(fixture);
	assert_shows(fixture, "A text you had begun is waiting");
	app_fixture_reopen(fixture);
	assert_string_equal(fixture->app.message, "");
}

static void coming_back_in_a_pause_says_so(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	hear(fixture, "teacher", "They give up.");
	PRESS(fixture, 'P');
	app_fixture_reopen(fixture);
	reopen_begin(&fixture->app);
	assert_shows(fixture, "We had paused");
	PRESS(fixture, ' ');
	assert_true(fixture->app.state.paused);
}

/* The question that quotes both statements does not give one of them away. */
static void a_question_waits_for_both_statements(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "confirm");
	state_agreed(fixture, "agreed-by-coach", "COACHS-STATEMENT");
	for (size_t i = 0; i < app_question_count(&fixture->app); i++) {
		assert_hides(fixture, "COACHS-STATEMENT");
		PRESS(fixture, K_RIGHT);
	}
	state_agreed(fixture, "agreed-by-teacher", "TEACHERS-STATEMENT");
	fixture->app.question = 3;
	assert_shows(fixture, "TEACHERS-STATEMENT");
	assert_shows(fixture, "COACHS-STATEMENT");
}

static void a_session_without_a_talk_opens_at_once(void **state)
{
	struct app_fixture *fixture = *state;

	reopen_begin(&fixture->app); /* preparing */
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	start_talk(fixture);
	app_fixture_reopen(fixture);
	reopen_begin(&fixture->app); /* nothing asked or heard yet */
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	hear(fixture, "teacher", "They give up.");
	ACT(fixture, EVENT_CLOSE, {"ending", "agreed"});
	app_fixture_reopen(fixture);
	reopen_begin(&fixture->app); /* over */
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
}

static void a_pause_ends_with_what_is_written_for_both(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	PRESS(fixture, 'P', K_TAB);
	assert_true(fixture->app.state.paused);
	assert_shows(fixture, "the clock stands still");
	PRESS(fixture, 'N');
	type_line(fixture, "a note for myself");
	assert_true(fixture->app.state.paused);
	hear(fixture, "teacher", "They give up.");
	assert_false(fixture->app.state.paused);
	assert_hides(fixture, "the clock stands still");
	PRESS(fixture, 'P', 'P');
	assert_false(fixture->app.state.paused);
	PRESS(fixture, 'P', 'u'); /* taken back */
	assert_false(fixture->app.state.paused);
	assert_int_equal(fixture->app.state.pauses.count, 4);
}

#define WITH_APP(test) cmocka_unit_test_setup_teardown(test, app_setup, app_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_APP(the_page_holds_the_lesson_work_and_words),
		WITH_APP(what_was_picked_has_a_place_of_its_own),
		WITH_APP(arrows_browse_the_work),
		WITH_APP(only_esc_esc_leads_back_and_the_screen_is_what_it_was),
		WITH_APP(nothing_private_can_be_reached_from_the_page),
		WITH_APP(the_teacher_writes_what_they_will_try),
		WITH_APP(a_statement_alone_does_not_ask_for_the_coachs),
		WITH_APP(a_line_that_is_left_stays_on_the_page_as_a_draft),
		WITH_APP(the_line_is_offered_only_where_it_belongs),
		WITH_APP(a_small_page_scrolls_to_the_plan),
		WITH_APP(coming_back_shows_where_we_were),
		WITH_APP(what_the_page_covers_is_told_when_it_is_gone),
		WITH_APP(coming_back_in_a_pause_says_so),
		WITH_APP(the_key_that_goes_on_is_not_lost),
		WITH_APP(coming_back_to_words_that_were_cut_off),
		WITH_APP(a_question_waits_for_both_statements),
		WITH_APP(a_session_without_a_talk_opens_at_once),
		WITH_APP(a_pause_ends_with_what_is_written_for_both),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
