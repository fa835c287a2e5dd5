/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filing what was said from a transcript, on the screen. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/command.h"
#include "app/keys.h"
#include "app_fixture.h"
#include "debrief/talk_words.h"

static void add_turn(struct app_fixture *fixture, const char *by, const char *from,
		     const char *text)
{
	struct event turn;

	event_init(&turn, EVENT_TURN);
	event_set(&turn, KEY_BY, by);
	event_set(&turn, KEY_FROM, from);
	event_set(&turn, KEY_WORDS, "4");
	event_set(&turn, KEY_TEXT, text);
	assert_true(app_act(&fixture->app, &turn, 1) & CHANGE_EVENTS);
	app_flush(&fixture->app);
}

static void add_talk(struct app_fixture *fixture)
{
	add_turn(fixture, "coach", "0", "What would that do?");
	add_turn(fixture, "teacher", "751", "They give up when it gets messy.");
	add_turn(fixture, "other", "760", NULL);
	add_turn(fixture, "teacher", "790", "I want them to trust themselves.");
}

static bool can_file(struct app_fixture *fixture)
{
	return command_works(&fixture->app, command_named("file_turn"));
}

static void without_a_transcript_there_is_nothing_to_file(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	assert_false(can_file(fixture));
	add_turn(fixture, "teacher", "0", NULL); /* only counted */
	assert_false(can_file(fixture));
	PRESS(fixture, 'F');
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_shows(fixture, "'debrief import' takes one in");
}

static void words_find_a_turn_and_it_is_heard_in_its_step(void **state)
{
	struct app_fixture *fixture = *state;
	const struct heard *heard;

	start_talk(fixture);
	add_talk(fixture);
	assert_int_equal(fixture->app.state.n_heard, 0);
	assert_false(command_works(&fixture->app, command_named("file"))); /* it does not nag */
	PRESS(fixture, 'F');
	assert_shows(fixture, "What would that do?");
	assert_shows(fixture, "12:31 \u00B7 Teacher");
	type_line(fixture, "messy up");
	assert_shows(fixture, "Where does it belong?");
	PRESS(fixture, '4'); /* why */
	assert_shows(fixture, "What is it an answer to?");
	PRESS(fixture, '2');
	assert_shows(fixture, "Filed under Why.");
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_int_equal(fixture->app.state.n_heard, 1);
	heard = &fixture->app.state.heard[0];
	assert_string_equal(heard_words(&fixture->app.state, heard),
			    "They give up when it gets messy.");
	assert_string_equal(heard->field->id, "rationale");
	PRESS(fixture, 'F');
	assert_shows(fixture, "stands in: Why");
	PRESS(fixture, K_ESC);
	PRESS(fixture, 'u');
	assert_int_equal(fixture->app.state.n_heard, 0);
	assert_int_equal(talk_words(&fixture->app.state).teacher, 8);
}

static void what_one_is_to_say_is_not_answered_by_the_other(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	add_talk(fixture);
	PRESS(fixture, 'F');
	type_line(fixture, "would that do");
	PRESS(fixture, '4'); /* why: that is the teacher's to say */
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_int_equal(fixture->app.state.n_heard, 1);
	assert_null(fixture->app.state.heard[0].field);
	assert_string_equal(fixture->app.state.heard[0].step->title, "Why");
}

static void steps_of_the_talk_are_offered_from_the_desk_too(void **state)
{
	struct app_fixture *fixture = *state;

	add_talk(fixture);
	PRESS(fixture, 'F');
	type_line(fixture, "messy");
	assert_shows(fixture, "Next steps");
	assert_int_equal(fixture->app.form.n_options, 10); /* those of the talk and after it */
	PRESS(fixture, '3');
	assert_string_equal(fixture->app.state.heard[0].step->id, "elicit-goal");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(without_a_transcript_there_is_nothing_to_file,
						app_setup, app_teardown),
		cmocka_unit_test_setup_teardown(words_find_a_turn_and_it_is_heard_in_its_step,
						app_setup, app_teardown),
		cmocka_unit_test_setup_teardown(what_one_is_to_say_is_not_answered_by_the_other,
						app_setup, app_teardown),
		cmocka_unit_test_setup_teardown(steps_of_the_talk_are_offered_from_the_desk_too,
						app_setup, app_teardown),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
