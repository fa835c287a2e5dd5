/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters that were typed where no line was open. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/heard_again.h"
#include "app/keys.h"
#include "app_fixture.h"
#include "debrief/array.h"

#define A_MOMENT 250 /* ms that a letter waits */
#define SLOWLY   501 /* ms from key to key */

static void open_step(struct app_fixture *fixture, const char *id)
{
	app_open_step(&fixture->app, rubric_step(fixture->app.session->rubric, id));
	fixture->app.focus = FOCUS_SCRIPT;
}

/* As the screen does it; the clock stands still meanwhile. */
static void type(struct app_fixture *fixture, const char *keys)
{
	for (; *keys; keys++) {
		app_before_key(&fixture->app, *keys);
		if (app_is_editing(&fixture->app))
			form_type(&fixture->app, *keys); /* as the editor of the line would */
		else
			app_press(&fixture->app, *keys);
	}
}

static void wait(struct app_fixture *fixture, int ms)
{
	host_waited(&fixture->host, ms);
	app_tick(&fixture->app);
}

static void hear_a_rationale(struct app_fixture *fixture)
{
	start_talk(fixture);
	open_step(fixture, "elicit-rationale");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "They give up.");
	PRESS(fixture, K_ESC);
}

static void assert_writes(const struct app_fixture *fixture, const char *words)
{
	assert_true(app_is_editing(&fixture->app));
	assert_string_equal(fixture->app.form.text, words);
	assert_int_equal(fixture->app.form.point, strlen(words));
}

static void a_key_that_is_no_command_begins_a_line(void **state)
{
	static const char keys[] = "adioyAHMOSY3\"(";
	struct app_fixture *fixture = *state;

	type(fixture, keys);
	assert_false(app_is_editing(&fixture->app)); /* nobody talks yet */
	start_talk(fixture);
	for (size_t i = 0; keys[i]; i++) {
		type(fixture, (const char[]){keys[i], '\0'});
		assert_writes(fixture, (const char[]){keys[i], '\0'});
		app_line_changed(&fixture->app, "", 0);
		app_line_done(&fixture->app, false, "");
	}
}

static void a_letter_without_effect_says_where_words_go(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;
	struct journal *journal;

	start_talk(fixture);
	type(fixture, "B"); /* it is for the desk */
	assert_string_equal(app->message, "Enter opens a line for what you hear.");
	app->message[0] = '\0';
	app_press(app, K_F12);
	assert_string_equal(app->message, "");
	app_say(app, "still to be read");
	type(fixture, "B");
	assert_string_equal(app->message, "still to be read");
	wait(fixture, SLOWLY);
	journal = app->journal;
	app->journal = NULL; /* another program writes */
	app->message[0] = '\0';
	type(fixture, "M");
	assert_false(app_is_editing(app));
	app->journal = journal;
}

static void two_letters_in_a_row_begin_a_line(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "elicit-rationale");
	type(fixture, "Th"); /* T has a meaning while the talk clock runs */
	assert_writes(fixture, "Th");
	assert_shows(fixture, "A line is open for what you type.");
	type_line(fixture, "They give up.");
	assert_true(state_knows(&fixture->app.state, "rationale"));
}

static void a_blank_between_words_is_one(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	type(fixture, "A ");
	assert_writes(fixture, "A ");
}

static void a_letter_that_is_a_command_waits_for_a_moment(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;

	start_talk(fixture);
	type(fixture, "z");
	assert_false(app->zoom);
	assert_int_equal(app_tick_ms(app), A_MOMENT);
	wait(fixture, A_MOMENT - 1);
	assert_false(app->zoom);
	wait(fixture, 1);
	assert_true(app->zoom);
	assert_int_equal(app_tick_ms(app), -1);
	type(fixture, "z");
	app_before_key(app, K_DOWN); /* no letter: it waits no longer */
	assert_false(app->zoom);
	wait(fixture, SLOWLY);
	type(fixture, "T"); /* no clock runs */
	wait(fixture, SLOWLY);
	type(fixture, "z");
	wait(fixture, A_MOMENT);
	assert_true(app->zoom);
}

static void what_words_begin_with_are_no_commands(void **state)
{
	static const char *const words[] = {"ca", "ri", "bu", "En", "Le", "th", "sh",
					    "we", "qu", "gi", "ki", "ho", "I ", "12",
					    "eq", "x-", "I'", "eq", "x-", "I'"};
	struct app_fixture *fixture = *state;

	hear_a_rationale(fixture); /* something that E can change */
	for (size_t i = 0; i < COUNT(words); i++) {
		open_step(fixture, "elicit-goal");
		type(fixture, words[i]);
		assert_writes(fixture, words[i]);
		app_line_changed(&fixture->app, "", 0);
		app_line_done(&fixture->app, false, "");
		assert_int_equal(fixture->app.mode, MODE_NORMAL);
		host_waited(&fixture->host, SLOWLY);
	}
}

static void a_second_command_or_a_key_held_down_is_no_word(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	type(fixture, "zz");
	wait(fixture, A_MOMENT);
	assert_false(fixture->app.zoom);
	type(fixture, "uuuu");
	assert_false(app_is_editing(&fixture->app));
	wait(fixture, SLOWLY);
	type(fixture, "zq");
	assert_false(app_is_editing(&fixture->app));
	assert_int_equal(fixture->app.stray.key, 'q');
	host_waited(&fixture->host, A_MOMENT);
	assert_true(app_tick(&fixture->app) & CHANGE_QUIT);
	open_step(fixture, "elicit-rationale");
	wait(fixture, SLOWLY);
	type(fixture, "b1");
	wait(fixture, A_MOMENT);
	assert_non_null(fixture->app.branch);
}

/* The note's own first letter would stand in words that both can read. */
static void a_note_of_the_coach_begins_at_once(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	type(fixture, "nN"); /* no search: n means nothing */
	assert_ptr_equal(fixture->app.form.form, &form_note);
	assert_string_equal(fixture->app.form.text, "");
}

static void whether_words_may_be_written_is_asked_at_once(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	type(fixture, "Cn");
	assert_ptr_equal(fixture->app.form.form, &form_consent);
}

static void what_is_typed_over_a_list_answers_nothing(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	PRESS(fixture, 'c');
	type(fixture, "Oh, and 12 of 24\r");
	assert_ptr_equal(fixture->app.form.form, &form_close);
	assert_shows(fixture, "These are answers to choose from");
	wait(fixture, SLOWLY);
	type(fixture, "3 of 4 had it");
	assert_ptr_equal(fixture->app.form.form, &form_close);
	wait(fixture, SLOWLY);
	type(fixture, "1t"); /* who knows the list goes on at once */
	assert_ptr_not_equal(fixture->app.form.form, &form_close);
}

/* What matters is a list with a line for other words. */
static void words_go_where_enter_would_write_them(void **state)
{
	struct app_fixture *fixture = *state;

	hear_a_rationale(fixture);
	type(fixture, "Th");
	assert_shows(fixture, "What matters for students");
	assert_writes(fixture, "Th");
}

static void no_list_opens_under_the_fingers(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "propose");
	type(fixture, "As");
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_shows(fixture, "Enter opens a line for what you hear.");
	PRESS(fixture, K_ENTER);
	assert_string_equal(fixture->app.form.text, ""); /* and nothing waits there */
}

static void nobody_judges_by_typing(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "confirm");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "Two ways next to each other.");
	PRESS(fixture, '4');
	type_line(fixture, "Put two strategies side by side.");
	PRESS(fixture, '4', K_ESC);
	type(fixture, "12 of them");
	assert_false(statements_are_compared(&fixture->app.state));
	type(fixture, "ok it is 1 or 2 of them\r");
	assert_false(statements_are_compared(&fixture->app.state));
	for (size_t i = 0; i < 3; i++) { /* nor is anything else done */
		static const char *const words[] = {"max is done", "thank you", "yes, square"};
		size_t before = fixture->app.state.log.count;

		wait(fixture, SLOWLY);
		type(fixture, words[i]);
		wait(fixture, SLOWLY);
		assert_int_equal(fixture->app.state.log.count, before);
		assert_int_equal(fixture->app.mode, MODE_NORMAL);
	}
}

static void a_text_that_waits_stays_apart(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "elicit-rationale");
	PRESS(fixture, K_ENTER);
	app_line_changed(&fixture->app, "begun before", 12);
	app_line_done(&fixture->app, false, "begun before");
	type(fixture, "th");
	assert_writes(fixture, "begun before th");
	assert_shows(fixture, "What you had begun is here again");
}

static void alone_letters_are_commands_however_fast(void **state)
{
	struct app_fixture *fixture = *state;

	type(fixture, "Hz");
	assert_true(fixture->app.zoom);
	assert_false(app_is_editing(&fixture->app));
}

static void where_no_words_may_be_written_no_line_opens(void **state)
{
	struct app_fixture *fixture = *state;
	struct event event;

	start_talk(fixture);
	event_init(&event, EVENT_CONSENT);
	event_set(&event, KEY_VALUE, "refused");
	app_act(&fixture->app, &event, 1);
	open_step(fixture, "elicit-rationale");
	type(fixture, "Th");
	assert_false(app_is_editing(&fixture->app));
}

#define WITH_APP(test) cmocka_unit_test_setup_teardown(test, app_setup, app_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_APP(a_key_that_is_no_command_begins_a_line),
		WITH_APP(a_letter_without_effect_says_where_words_go),
		WITH_APP(two_letters_in_a_row_begin_a_line),
		WITH_APP(a_blank_between_words_is_one),
		WITH_APP(a_letter_that_is_a_command_waits_for_a_moment),
		WITH_APP(what_words_begin_with_are_no_commands),
		WITH_APP(a_second_command_or_a_key_held_down_is_no_word),
		WITH_APP(a_note_of_the_coach_begins_at_once),
		WITH_APP(whether_words_may_be_written_is_asked_at_once),
		WITH_APP(what_is_typed_over_a_list_answers_nothing),
		WITH_APP(words_go_where_enter_would_write_them),
		WITH_APP(no_list_opens_under_the_fingers),
		WITH_APP(nobody_judges_by_typing),
		WITH_APP(a_text_that_waits_stays_apart),
		WITH_APP(alone_letters_are_commands_however_fast),
		WITH_APP(where_no_words_may_be_written_no_line_opens),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
