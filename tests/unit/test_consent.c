/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the teacher does not want their words written down: what was begun, and what is offered. */
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

static void open_step(struct app_fixture *fixture, const char *id)
{
	app_open_step(&fixture->app, rubric_step(fixture->app.session->rubric, id));
}

/* Begins a line and leaves it. */
static void leave_draft(struct app_fixture *fixture, int key, const char *text)
{
	PRESS(fixture, key);
	assert_true(app_is_editing(&fixture->app));
	app_line_changed(&fixture->app, text, strlen(text));
	app_line_done(&fixture->app, false, text);
}

static bool is_offered(const struct app_fixture *fixture, const char *text)
{
	const struct drafts *drafts = &fixture->app.drafts;

	for (size_t i = 0; i < drafts->n_offers; i++)
		if (!strcmp(drafts->offers[i].text, text))
			return true;
	return false;
}

/* No file below the folder has it. */
static bool is_on_the_disk(const struct app_fixture *fixture, const char *text)
{
	char command[256];

	snprintf(command, sizeof command, "grep -rqF '%s' %s", text, fixture->folder);
	return system(command) == 0;
}

static void begin_everywhere(struct app_fixture *fixture)
{
	start_talk(fixture);
	leave_draft(fixture, 'N', "a private note");
	leave_draft(fixture, '\'', "loose words");
	open_step(fixture, "elicit-goal");
	leave_draft(fixture, K_ENTER, "goal-heard");
	open_step(fixture, "elicit-rationale");
	leave_draft(fixture, K_ENTER, "reason-heard");
	open_step(fixture, "propose");
	leave_draft(fixture, K_ENTER, "another way, the coach said");
	assert_int_equal(fixture->app.drafts.n_offers, 5);
}

static void begun_words_of_the_teacher_go_with_the_refusal(void **state)
{
	struct app_fixture *fixture = *state;

	begin_everywhere(fixture);
	PRESS(fixture, 'C', '2');
	assert_true(state_consent_refused(&fixture->app.state));
	assert_non_null(strstr(fixture->app.message, "what was begun of them is gone"));
	assert_int_equal(fixture->app.drafts.n_offers, 2);
	assert_true(is_offered(fixture, "a private note"));
	assert_true(is_offered(fixture, "another way, the coach said"));
	assert_false(is_on_the_disk(fixture, "goal-heard"));
	assert_false(is_on_the_disk(fixture, "reason-heard"));
	assert_false(is_on_the_disk(fixture, "loose words"));
	app_fixture_reopen(fixture);
	assert_int_equal(fixture->app.drafts.n_offers, 2);
}

static void agree(struct app_fixture *fixture)
{
	struct event plan, end;

	event_init(&plan, EVENT_PLAN);
	event_set(&plan, KEY_TEXT, "Two ways side by side");
	event_init(&end, EVENT_CLOSE);
	event_set(&end, KEY_ENDING, "agreed");
	assert_true(app_act(&fixture->app, &plan, 1) & CHANGE_EVENTS);
	assert_true(app_act(&fixture->app, &end, 1) & CHANGE_EVENTS);
	app_flush(&fixture->app);
}

/* Whose words they are decides where they come back. */
static void a_visit_told_is_not_offered_as_one_seen(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	agree(fixture);
	PRESS(fixture, 'V', '1', K_ENTER);
	app_line_changed(&fixture->app, "as I saw", 8);
	app_line_done(&fixture->app, false, "as I saw");
	PRESS(fixture, 'V', '2');
	leave_draft(fixture, K_ENTER, "as they told"); /* today */
	PRESS(fixture, 'V', '1', K_ENTER);
	assert_string_equal(fixture->app.form.text, "as I saw");
	app_line_done(&fixture->app, false, "as I saw");
	PRESS(fixture, 'V', '2', K_ENTER);
	assert_string_equal(fixture->app.form.text, "as they told");
	app_line_done(&fixture->app, false, "as they told");
	PRESS(fixture, 'C', '2');
	assert_true(state_consent_refused(&fixture->app.state));
	assert_false(is_offered(fixture, "as they told"));
	assert_false(is_on_the_disk(fixture, "as they told"));
	assert_true(is_offered(fixture, "as I saw"));
}

static void without_such_words_nothing_is_said_of_them(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	leave_draft(fixture, 'N', "a private note");
	PRESS(fixture, 'C', '2');
	assert_null(strstr(fixture->app.message, "begun"));
	assert_true(is_offered(fixture, "a private note"));
}

static void what_the_coach_begins_afterwards_stays(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, '>', '1', '2');
	open_step(fixture, "elicit-goal");
	leave_draft(fixture, K_ENTER, "their goal, as I put it");
	assert_true(is_offered(fixture, "their goal, as I put it"));
	app_fixture_reopen(fixture);
	assert_true(is_offered(fixture, "their goal, as I put it"));
}

/* Refused elsewhere, or by a program that a crash ended at that moment. */
static void what_was_left_by_others_is_not_offered(void **state)
{
	struct app_fixture *fixture = *state;
	struct event refused;

	begin_everywhere(fixture);
	event_init(&refused, EVENT_CONSENT);
	event_set(&refused, KEY_VALUE, "refused");
	assert_true(app_act(&fixture->app, &refused, 1) & CHANGE_EVENTS);
	app_fixture_reopen(fixture);
	assert_false(is_offered(fixture, "loose words"));
	assert_false(is_offered(fixture, "reason-heard"));
	assert_true(is_offered(fixture, "a private note"));
	assert_false(is_on_the_disk(fixture, "reason-heard"));
}

static void tab(struct app_fixture *fixture, int times)
{
	unsigned change;

	for (int i = 0; i < times; i++)
		assert_true(app_line_key(&fixture->app, K_TAB, &change));
}

static void what_the_teacher_tells_is_not_offered(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	PRESS(fixture, 'e');
	tab(fixture, 4);
	assert_shows(fixture, "as the teacher tells it");
	app_line_changed(&fixture->app, "as told", 7);
	app_line_done(&fixture->app, false, "as told");
	PRESS(fixture, 'C', '2');
	assert_false(is_offered(fixture, "as told"));
	PRESS(fixture, 'e');
	for (int i = 0; i < 6; i++) {
		assert_hides(fixture, "as the teacher tells it");
		tab(fixture, 1);
	}
}

#define WITH_APP(test) cmocka_unit_test_setup_teardown(test, app_setup, app_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_APP(begun_words_of_the_teacher_go_with_the_refusal),
		WITH_APP(a_visit_told_is_not_offered_as_one_seen),
		WITH_APP(without_such_words_nothing_is_said_of_them),
		WITH_APP(what_the_coach_begins_afterwards_stays),
		WITH_APP(what_was_left_by_others_is_not_offered),
		WITH_APP(what_the_teacher_tells_is_not_offered),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
