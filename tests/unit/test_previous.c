/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a session takes over from the one before, and where it is seen. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/command.h"
#include "app_fixture.h"

static void act(struct app_fixture *fixture, enum event_kind kind, enum event_key key,
		const char *value, const char *text)
{
	struct event event;

	event_init(&event, kind);
	event_set(&event, key, value);
	event_set(&event, KEY_TEXT, text);
	if (kind == EVENT_VISIT)
		event_set(&event, KEY_BY, "coach");
	assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
	app_flush(&fixture->app);
}

static void agree(struct app_fixture *fixture)
{
	act(fixture, EVENT_NOTE, KEY_TEXT, "PRIVATE-NOTE", "PRIVATE-NOTE");
	act(fixture, EVENT_GOAL, KEY_WHOSE, "coach", "PRIVATE-GOAL");
	start_talk(fixture);
	act(fixture, EVENT_GOAL, KEY_WHOSE, "agreed-by-coach", "Two drawings");
	act(fixture, EVENT_GOAL, KEY_WHOSE, "agreed-by-teacher", "Two ways, in my words");
	act(fixture, EVENT_PLAN, KEY_INDICATOR, "Five new voices", "On Thursday");
	act(fixture, EVENT_CLOSE, KEY_ENDING, "agreed", "The slips from Thursday");
}

/* Another session with the same teacher, which goes on from this one. */
static void go_on_with(struct app_fixture *fixture, const char *rubric)
{
	struct session_new what = {
		.name = "next", .teacher = "J. R.", .previous = "talk", .rubric = rubric};
	struct buf diags;
	struct err err = {{0}, 0};

	buf_init(&diags, BUF_MAX_DEFAULT);
	assert_int_equal(session_create(&fixture->host, &fixture->arena, &what, &fixture->path,
					&diags, &err),
			 STATUS_OK);
	buf_release(&diags);
	app_fixture_reopen(fixture);
}

static void go_on(struct app_fixture *fixture)
{
	go_on_with(fixture, DEBRIEF_SOURCE_RUBRICS "/ambitious-mathematics.yaml");
}

static void the_desk_begins_with_what_was_agreed_and_promised(void **state)
{
	struct app_fixture *fixture = *state;

	agree(fixture);
	act(fixture, EVENT_VISIT, KEY_LEVEL, "progressing", "Three new voices");
	go_on(fixture);
	fixture->rows = 50;
	fixture->columns = 160;
	assert_shows(fixture, "LAST TIME YOU AGREED");
	assert_shows(fixture, "Two ways, in my words");
	assert_shows(fixture, "What we will see students do: Five new voices");
	assert_shows(fixture, "Evidence to look at: The slips from Thursday");
	assert_shows(fixture, "Seen since: on the way. Three new voices");
	assert_hides(fixture, "PRIVATE");
}

static void the_step_that_looks_back_has_it_before_both(void **state)
{
	struct app_fixture *fixture = *state;

	agree(fixture);
	go_on(fixture);
	start_talk(fixture);
	assert_hides(fixture, "LAST TIME");
	app_open_step(&fixture->app, rubric_step(fixture->session.rubric, "progress"));
	assert_true(app_is_table_safe(&fixture->app));
	assert_shows(fixture, "LAST TIME YOU AGREED");
	assert_shows(fixture, "Five new voices");
	assert_shows(fixture, "The slips from Thursday");
	assert_hides(fixture, "PRIVATE");
}

/* The words that the question quotes are there once. */
static void what_the_question_says_is_not_said_again(void **state)
{
	struct app_fixture *fixture = *state;
	const char *at;

	agree(fixture);
	go_on(fixture);
	start_talk(fixture);
	fixture->rows = 50;
	fixture->columns = 160;
	app_open_step(&fixture->app, rubric_step(fixture->session.rubric, "progress"));
	at = strstr(draw_screen(fixture, 50, 160), "\"Two ways, in my words\". How");
	assert_non_null(at);
	assert_null(strstr(at + 2, "Two ways"));
	PRESS(fixture, 'l'); /* the next question, which does not */
	assert_shows(fixture, "Two ways, in my words");
}

static void a_goal_that_was_set_aside_leaves_what_to_look_for(void **state)
{
	struct app_fixture *fixture = *state;
	char id[EVENT_ID_SIZE];

	start_talk(fixture);
	act(fixture, EVENT_GOAL, KEY_WHOSE, "teacher", "Smaller steps");
	event_id_format(&fixture->app.state.goals[GOAL_TEACHER]->id, id);
	act(fixture, EVENT_PARK, KEY_RE, id, "Who begins without help");
	act(fixture, EVENT_CLOSE, KEY_ENDING, "parked", NULL);
	go_on(fixture);
	assert_shows(fixture, "LAST TIME");
	assert_hides(fixture, "LAST TIME YOU AGREED");
	assert_shows(fixture, "Evidence to look at: Who begins without help");
}

static void a_talk_without_a_desk_begins_with_what_was_agreed(void **state)
{
	struct app_fixture *fixture = *state;

	agree(fixture);
	act(fixture, EVENT_VISIT, KEY_LEVEL, "not-yet", NULL);
	go_on_with(fixture, DEBRIEF_SOURCE_RUBRICS "/goal-setting-and-planning.yaml");
	if (fixture->app.mode == MODE_FORM)
		PRESS(fixture, '1'); /* words may be written */
	assert_true(app_is_table_safe(&fixture->app));
	assert_shows(fixture, "LAST TIME YOU AGREED");
	assert_shows(fixture, "Two ways, in my words");
	assert_shows(fixture, "The slips from Thursday");
	assert_shows(fixture, "Seen since: looked at");
	assert_hides(fixture, "ot yet");
	assert_hides(fixture, "PRIVATE");
	app_open_step(&fixture->app, app_step_at(&fixture->app, 1)->step);
	assert_hides(fixture, "LAST TIME");
}

static void a_first_talk_looks_back_at_nothing(void **state)
{
	struct app_fixture *fixture = *state;

	assert_hides(fixture, "LAST TIME");
	start_talk(fixture);
	app_open_step(&fixture->app, rubric_step(fixture->session.rubric, "progress"));
	assert_hides(fixture, "LAST TIME");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, app_setup, app_teardown)
		TEST(the_desk_begins_with_what_was_agreed_and_promised),
		TEST(what_the_question_says_is_not_said_again),
		TEST(the_step_that_looks_back_has_it_before_both),
		TEST(a_goal_that_was_set_aside_leaves_what_to_look_for),
		TEST(a_talk_without_a_desk_begins_with_what_was_agreed),
		TEST(a_first_talk_looks_back_at_nothing),
#undef TEST
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
