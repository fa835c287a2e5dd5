/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A follow-up visit: from the library and in the session, what it answers, and what is left when it
 * is not finished. */
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
#include "app/library.h"
#include "app_fixture.h"
#include "debrief/visit.h"

static void act(struct app_fixture *fixture, struct event event)
{
	assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
	app_flush(&fixture->app);
}

#define ACT(fixture, kind_, ...)                                                              \
	act(fixture, (struct event){.kind = (kind_),                                          \
				    .kind_name = event_kinds[kind_].name,                     \
				    .values = {__VA_ARGS__},                                  \
				    .n_values = sizeof((struct event_value[]){__VA_ARGS__}) / \
						sizeof(struct event_value)})

static void agree(struct app_fixture *fixture)
{
	start_talk(fixture);
	ACT(fixture, EVENT_PLAN, {.key = KEY_TEXT, .text = "Two ways side by side"},
	    {.key = KEY_DUE, .text = "2026-11-20"});
	ACT(fixture, EVENT_CLOSE, {.key = KEY_ENDING, .text = "agreed"});
}

/* An agreed session, left, and the library read. */
static void agree_and_leave(struct app_fixture *fixture)
{
	struct err err = {{0}, 0};

	agree(fixture);
	app_close(&fixture->app);
	session_close(&fixture->session);
	assert_int_equal(app_open_library(&fixture->app, &fixture->host, NULL, &err), STATUS_OK);
	library_read_all(fixture->app.library);
}

/* What the disk holds now. */
static void read_again(struct app_fixture *fixture, struct state *state)
{
	struct err err = {{0}, 0};

	session_close(&fixture->session);
	assert_int_equal(session_open(&fixture->session, &fixture->host, fixture->path,
				      SESSION_EVERYTHING, &err),
			 STATUS_OK);
	assert_int_equal(
		state_fold(state, &fixture->session, SIZE_MAX, true, &fixture->arena, &err),
		STATUS_OK);
}

static void a_visit_from_the_library_answers_the_day_that_was_due(void **state)
{
	struct app_fixture *fixture = *state;
	struct state after;

	agree_and_leave(fixture);
	assert_shows(fixture, "1 follow-up is due: J. R.");
	PRESS(fixture, 'V');
	assert_shows(fixture, "It was agreed: Two ways side by side");
	PRESS(fixture, '1');
	assert_shows(fixture, "On which day?");
	assert_hides(fixture, "no day yet");
	PRESS(fixture, K_UP, K_DOWN, K_LEFT, K_ENTER); /* yesterday */
	type_line(fixture, "Five new voices pointed at both");
	PRESS(fixture, '3', 'n');
	assert_null(fixture->app.session);
	assert_shows(fixture, "The visit is kept.");
	library_read_all(fixture->app.library);
	assert_shows(fixture, "visited: on the way");
	assert_shows(fixture, "No follow-up is due.");
	assert_false(fixture->app.library->covered);
	read_again(fixture, &after);
	assert_int_equal(after.visits.count, 1);
	assert_string_equal(event_text(after.visit, KEY_TEXT), "Five new voices pointed at both");
	assert_string_equal(event_text(after.visit, KEY_BY), "coach");
	assert_string_equal(event_text(after.visit, KEY_LEVEL), "progressing");
	assert_string_equal(event_text(after.visit, KEY_DATE), "2026-11-20");
	assert_null(visit_due(&after));
}

/* Neither in the calendar nor typed. */
static void a_visit_has_been(void **state)
{
	struct app_fixture *fixture = *state;

	agree_and_leave(fixture);
	PRESS(fixture, 'V', '1', K_LEFT, K_PAGE_DOWN);
	assert_shows(fixture, "That day is still to come");
	assert_shows(fixture, "Sa, 2026-11-21");
	assert_shows(fixture, "On which day?");
	PRESS(fixture, '2');
	type_line(fixture, "2099-01-15");
	assert_shows(fixture, "That day is still to come");
	assert_shows(fixture, "On which day?");
}

static void a_visit_may_name_the_next_day(void **state)
{
	struct app_fixture *fixture = *state;

	agree_and_leave(fixture);
	PRESS(fixture, 'V', '1', K_ENTER);
	type_line(fixture, "");
	PRESS(fixture, '4', K_RIGHT, K_RIGHT, K_ENTER);
	library_read_all(fixture->app.library);
	assert_shows(fixture, "due in 2 days");
}

static void what_is_there_is_not_looked_at_again(void **state)
{
	struct app_fixture *fixture = *state;

	agree_and_leave(fixture);
	PRESS(fixture, 'V', '2', K_ENTER);
	type_line(fixture, "All pairs had a second way");
	PRESS(fixture, '2');
	assert_null(fixture->app.session);
	library_read_all(fixture->app.library);
	assert_shows(fixture, "visited: there now");
}

static void a_visit_that_is_left_leads_back_and_its_words_wait(void **state)
{
	struct app_fixture *fixture = *state;
	struct state after;

	agree_and_leave(fixture);
	PRESS(fixture, 'V', '1', K_ENTER);
	app_line_changed(&fixture->app, "Five new", 8);
	app_line_done(&fixture->app, false, "Five new");
	assert_null(fixture->app.session);
	library_read_all(fixture->app.library);
	assert_shows(fixture, "1 follow-up is due");
	PRESS(fixture, 'V', '1', K_ENTER);
	assert_string_equal(fixture->app.form.text, "Five new");
	app_line_done(&fixture->app, false, "Five new");
	read_again(fixture, &after);
	assert_int_equal(after.visits.count, 0);
}

static void a_session_that_is_open_elsewhere_says_so(void **state)
{
	struct app_fixture *fixture = *state;
	struct app elsewhere;
	struct err err = {{0}, 0};

	agree(fixture);
	elsewhere = fixture->app;
	assert_int_equal(app_open_library(&fixture->app, &fixture->host, NULL, &err), STATUS_OK);
	library_read_all(fixture->app.library);
	PRESS(fixture, 'V');
	assert_null(fixture->app.session);
	assert_shows(fixture, "This session is open elsewhere.");
	app_close(&fixture->app);
	fixture->app = elsewhere;
}

static void a_visit_needs_something_that_was_agreed(void **state)
{
	struct app_fixture *fixture = *state;
	struct err err = {{0}, 0};

	start_talk(fixture);
	PRESS(fixture, 'V');
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	ACT(fixture, EVENT_PLAN, {.key = KEY_TEXT, .text = "Two ways side by side"});
	PRESS(fixture, 'V');
	assert_int_equal(fixture->app.mode, MODE_NORMAL); /* the talk goes on */
	app_close(&fixture->app);
	session_close(&fixture->session);
	assert_int_equal(app_open_library(&fixture->app, &fixture->host, NULL, &err), STATUS_OK);
	library_read_all(fixture->app.library);
	assert_shows(fixture, "V visit");
}

static void without_an_agreement_the_library_says_so(void **state)
{
	struct app_fixture *fixture = *state;
	struct err err = {{0}, 0};

	start_talk(fixture);
	app_close(&fixture->app);
	session_close(&fixture->session);
	assert_int_equal(app_open_library(&fixture->app, &fixture->host, NULL, &err), STATUS_OK);
	library_read_all(fixture->app.library);
	PRESS(fixture, 'V');
	assert_null(fixture->app.session);
	assert_shows(fixture, "nothing is agreed here yet");
}

static void after_the_talk_it_is_written_in_the_session(void **state)
{
	struct app_fixture *fixture = *state;

	agree(fixture);
	PRESS(fixture, '>', 'V', '1', K_ENTER);
	type_line(fixture, "Five new voices pointed at both");
	PRESS(fixture, '2');
	assert_non_null(fixture->app.session);
	assert_shows(fixture, "SEEN SINCE");
	assert_shows(fixture, "21 November 2026: Five new voices");
	PRESS(fixture, 'u');
	assert_shows(fixture, "a visit: Five new voices");
	assert_hides(fixture, "SEEN SINCE");
}

static void refused_words_are_not_asked_for(void **state)
{
	struct app_fixture *fixture = *state;

	agree(fixture);
	ACT(fixture, EVENT_CONSENT, {.key = KEY_VALUE, .text = "refused"});
	PRESS(fixture, 'V', '2', K_ENTER);
	assert_false(app_is_editing(&fixture->app));
	PRESS(fixture, '2');
	assert_int_equal(fixture->app.state.visits.count, 1);
	assert_null(event_text(fixture->app.state.visit, KEY_TEXT));
}

static void passing_over_a_visit_judges_nothing_and_leaves_it_due(void **state)
{
	struct app_fixture *fixture = *state;
	struct state after;

	agree_and_leave(fixture);
	PRESS(fixture, 'V', K_ENTER, K_ENTER);
	assert_shows(fixture, "The teacher can read this");
	type_line(fixture, "");
	assert_shows(fixture, "› 1 It could not be seen");
	PRESS(fixture, K_ENTER);
	assert_shows(fixture, "no day yet");
	PRESS(fixture, K_ENTER);
	assert_null(fixture->app.session);
	library_read_all(fixture->app.library);
	assert_shows(fixture, "1 follow-up is due: J. R.");
	assert_hides(fixture, "visited");
	read_again(fixture, &after);
	assert_int_equal(after.visits.count, 1);
	assert_null(event_text(after.visit, KEY_LEVEL));
	assert_null(event_text(after.visit, KEY_DUE));
	assert_string_equal(visit_due(&after), "2026-11-20");
}

static void what_was_seen_before_stays_where_it_could_not_be_seen(void **state)
{
	struct app_fixture *fixture = *state;
	struct state *now = &fixture->app.state;

	agree(fixture);
	ACT(fixture, EVENT_VISIT, {.key = KEY_LEVEL, .text = "progressing"},
	    {.key = KEY_BY, .text = "coach"}, {.key = KEY_DUE, .text = "2026-12-01"});
	ACT(fixture, EVENT_VISIT, {.key = KEY_BY, .text = "coach"});
	assert_string_equal(visit_due(now), "2026-12-01");
	assert_true(event_says(visit_latest(now), KEY_LEVEL, "progressing"));
	ACT(fixture, EVENT_VISIT, {.key = KEY_BY, .text = "coach"},
	    {.key = KEY_DUE, .text = "2026-12-08"});
	assert_string_equal(visit_due(now), "2026-12-08");
	ACT(fixture, EVENT_VISIT, {.key = KEY_LEVEL, .text = "met"},
	    {.key = KEY_BY, .text = "coach"});
	assert_null(visit_due(now));
}

static void a_new_plan_is_a_new_beginning(void **state)
{
	struct app_fixture *fixture = *state;
	struct state *now = &fixture->app.state;

	agree(fixture);
	ACT(fixture, EVENT_VISIT, {.key = KEY_LEVEL, .text = "met"},
	    {.key = KEY_BY, .text = "teacher"});
	assert_null(visit_due(now));
	assert_non_null(visit_latest(now));
	ACT(fixture, EVENT_PLAN, {.key = KEY_TEXT, .text = "Three ways"},
	    {.key = KEY_DUE, .text = "2026-12-01"});
	assert_string_equal(visit_due(now), "2026-12-01");
	assert_null(visit_latest(now));
	ACT(fixture, EVENT_VISIT, {.key = KEY_LEVEL, .text = "not-yet"},
	    {.key = KEY_BY, .text = "coach"}, {.key = KEY_DUE, .text = "2026-12-08"});
	assert_string_equal(visit_due(now), "2026-12-08");
	assert_int_equal(now->visits.count, 2);
}

/* Opens the session at the mark of the library. */
static void open_from_library(struct app_fixture *fixture)
{
	library_read_all(fixture->app.library);
	PRESS(fixture, K_ENTER);
	assert_non_null(fixture->app.session);
	fixture->app.focus = FOCUS_SCRIPT;
}

static void a_visit_is_taken_out_in_a_later_run(void **state)
{
	struct app_fixture *fixture = *state;
	struct state after;

	agree_and_leave(fixture);
	PRESS(fixture, 'V', '1', K_ENTER);
	type_line(fixture, "20 of 26 wrote a second way");
	PRESS(fixture, '2');
	assert_shows(fixture, "The visit is kept. E in its session takes it out.");
	open_from_library(fixture);
	assert_true(app_is_table_safe(&fixture->app));
	PRESS(fixture, 'E');
	assert_shows(fixture, "1 21 November 2026: 20 of 26 wrote a second way");
	assert_hides(fixture, "there now");
	PRESS(fixture, '1');
	assert_int_equal(fixture->app.form.n_options, 1);
	assert_shows(fixture, "1 Take it out");
	PRESS(fixture, '1');
	assert_shows(fixture, "It is taken out; u brings it back.");
	assert_hides(fixture, "SEEN SINCE");
	app_leave(&fixture->app);
	PRESS(fixture, K_ENTER); /* it was covered */
	library_read_all(fixture->app.library);
	assert_shows(fixture, "1 follow-up is due: J. R.");
	assert_hides(fixture, "visited");
	read_again(fixture, &after);
	assert_int_equal(after.visits.count, 0);
	assert_null(visit_latest(&after));
	assert_string_equal(visit_due(&after), "2026-11-20");
}

/* The one before it says again how far it is, and when to look. */
static void of_two_visits_the_wrong_one_is_taken_out(void **state)
{
	struct app_fixture *fixture = *state;
	struct state *now = &fixture->app.state;

	agree(fixture);
	PRESS(fixture, '>');
	ACT(fixture, EVENT_VISIT, {.key = KEY_LEVEL, .text = "progressing"},
	    {.key = KEY_BY, .text = "coach"}, {.key = KEY_DUE, .text = "2026-12-01"});
	ACT(fixture, EVENT_VISIT, {.key = KEY_LEVEL, .text = "met"},
	    {.key = KEY_BY, .text = "teacher"}, {.key = KEY_TEXT, .text = "All had two"});
	assert_null(visit_due(now));
	PRESS(fixture, 'E', '1');
	assert_shows(fixture, "Take it out");
	PRESS(fixture, '1');
	assert_int_equal(now->visits.count, 1);
	assert_string_equal(visit_due(now), "2026-12-01");
	assert_true(event_says(visit_latest(now), KEY_LEVEL, "progressing"));
}

static void esc_at_the_next_day_records_nothing_and_keeps_the_words(void **state)
{
	struct app_fixture *fixture = *state;
	struct state after;

	agree_and_leave(fixture);
	PRESS(fixture, 'V', '1', K_ENTER);
	type_line(fixture, "Five new voices");
	PRESS(fixture, '3', K_ESC);
	assert_null(fixture->app.session);
	assert_shows(fixture, "Nothing was recorded. The words are kept, and come back with V.");
	library_read_all(fixture->app.library);
	assert_shows(fixture, "1 follow-up is due");
	PRESS(fixture, 'V', '1', K_ENTER);
	assert_string_equal(fixture->app.form.text, "Five new voices");
	app_line_done(&fixture->app, false, "Five new voices");
	read_again(fixture, &after);
	assert_int_equal(after.visits.count, 0);
}

/* Also where a day was typed, and of words there were none. */
static void a_day_that_was_begun_is_not_recorded_by_esc(void **state)
{
	struct app_fixture *fixture = *state;

	agree(fixture);
	PRESS(fixture, 'V', '1', K_ENTER);
	type_line(fixture, "");
	PRESS(fixture, '3', '2');
	app_line_changed(&fixture->app, "2026-12-01", 10);
	app_line_done(&fixture->app, false, "2026-12-01");
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_int_equal(fixture->app.state.visits.count, 0);
	assert_hides(fixture, "The words are kept");
}

static void a_session_that_is_closed_at_the_next_day_keeps_the_words_as_a_draft(void **state)
{
	struct app_fixture *fixture = *state;

	agree(fixture);
	PRESS(fixture, 'V', '1', K_ENTER);
	type_line(fixture, "Five new voices");
	PRESS(fixture, '3');
	app_fixture_reopen(fixture);
	assert_int_equal(fixture->app.state.visits.count, 0);
	PRESS(fixture, 'V', '1', K_ENTER);
	assert_string_equal(fixture->app.form.text, "Five new voices");
}

/* Nothing of the session is in view before the visit, or after it. */
static void a_visit_leaves_it_to_the_session_to_tell_what_waits(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	PRESS(fixture, '\'');
	app_line_changed(&fixture->app, "half a sentence", 15);
	app_line_done(&fixture->app, false, "half a sentence");
	agree_and_leave(fixture);
	PRESS(fixture, 'V');
	assert_hides(fixture, "A text you had begun is waiting");
	PRESS(fixture, K_ESC);
	open_from_library(fixture);
	assert_shows(fixture, "A text you had begun is waiting: ' goes on with it");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, app_setup, app_teardown)
		TEST(a_visit_from_the_library_answers_the_day_that_was_due),
		TEST(a_visit_has_been),
		TEST(a_visit_may_name_the_next_day),
		TEST(what_is_there_is_not_looked_at_again),
		TEST(a_visit_that_is_left_leads_back_and_its_words_wait),
		TEST(a_session_that_is_open_elsewhere_says_so),
		TEST(without_an_agreement_the_library_says_so),
		TEST(a_visit_needs_something_that_was_agreed),
		TEST(after_the_talk_it_is_written_in_the_session),
		TEST(refused_words_are_not_asked_for),
		TEST(passing_over_a_visit_judges_nothing_and_leaves_it_due),
		TEST(what_was_seen_before_stays_where_it_could_not_be_seen),
		TEST(a_new_plan_is_a_new_beginning),
		TEST(a_visit_is_taken_out_in_a_later_run),
		TEST(of_two_visits_the_wrong_one_is_taken_out),
		TEST(esc_at_the_next_day_records_nothing_and_keeps_the_words),
		TEST(a_day_that_was_begun_is_not_recorded_by_esc),
		TEST(a_session_that_is_closed_at_the_next_day_keeps_the_words_as_a_draft),
		TEST(a_visit_leaves_it_to_the_session_to_tell_what_waits),
#undef TEST
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
