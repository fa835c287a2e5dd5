/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters that were typed where no line was open. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/keys.h"
#include "app_fixture.h"
#include "debrief/array.h"

#define SLOWLY 501 /* ms from key to key */

static void open_step(struct app_fixture *fixture, const char *id)
{
	app_open_step(&fixture->app, rubric_step(fixture->app.session->rubric, id));
	fixture->app.focus = FOCUS_SCRIPT;
}

static void type(struct app_fixture *fixture, const char *letters)
{
	for (; *letters; letters++)
		app_press(&fixture->app, *letters);
}

static void assert_writes(const struct app_fixture *fixture, const char *words)
{
	assert_true(app_is_editing(&fixture->app));
	assert_string_equal(fixture->app.form.text, words);
	assert_int_equal(fixture->app.form.point, strlen(words));
}

static void a_letter_that_means_nothing_says_where_words_go(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;
	struct journal *journal;

	type(fixture, "H");
	assert_string_equal(app->message, ""); /* nobody talks yet */
	start_talk(fixture);
	type(fixture, "H");
	assert_string_equal(app->message, "Enter opens a line for what you hear.");
	app->message[0] = '\0';
	app_press(app, K_F12);
	assert_string_equal(app->message, "");
	app_press(app, ' ');
	assert_string_equal(app->message, "");
	app_say(app, "still to be read");
	type(fixture, "H");
	assert_string_equal(app->message, "still to be read");
	PRESS(fixture, '?');
	type(fixture, "H"); /* the help has no such line */
	assert_null(strstr(app->message, "Enter opens"));
	PRESS(fixture, K_ESC);
	host_waited(&fixture->host, SLOWLY);
	journal = app->journal;
	app->journal = NULL; /* another program writes */
	type(fixture, "H");
	assert_string_equal(app->message, "");
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

static void who_presses_a_key_after_a_while_means_the_key(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	type(fixture, "A");
	host_waited(&fixture->host, SLOWLY);
	type(fixture, "z");
	assert_true(fixture->app.zoom);
	host_waited(&fixture->host, SLOWLY);
	type(fixture, "zz"); /* a key that works begins no words */
	assert_true(fixture->app.zoom);
	assert_false(app_is_editing(&fixture->app));
}

/* "can we", "right": what the first letter opened recorded nothing yet. */
static void a_list_or_a_report_that_a_word_opened_is_left_for_it(void **state)
{
	static const char *const words[] = {"ca", "ri", "bu", "En", "Co", "Le"};
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "elicit-rationale");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "They give up."); /* something that E can change */
	PRESS(fixture, K_ESC);
	for (size_t i = 0; i < COUNT(words); i++) {
		open_step(fixture, "propose");
		type(fixture, words[i]);
		assert_writes(fixture, words[i]);
		app_line_changed(&fixture->app, "", 0);
		app_line_done(&fixture->app, false, "");
		assert_int_equal(fixture->app.mode, MODE_NORMAL);
		host_waited(&fixture->host, SLOWLY);
	}
}

static void an_answer_is_still_one_key(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "elicit-rationale");
	type(fixture, "b1");
	assert_non_null(fixture->app.branch);
}

/* What matters is a list with a line for other words. */
static void words_go_where_enter_would_write_them(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "elicit-rationale");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "They give up.");
	PRESS(fixture, K_ESC);
	type(fixture, "Th");
	assert_shows(fixture, "What matters for students");
	assert_writes(fixture, "Th");
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
		WITH_APP(a_letter_that_means_nothing_says_where_words_go),
		WITH_APP(two_letters_in_a_row_begin_a_line),
		WITH_APP(a_blank_between_words_is_one),
		WITH_APP(who_presses_a_key_after_a_while_means_the_key),
		WITH_APP(a_list_or_a_report_that_a_word_opened_is_left_for_it),
		WITH_APP(an_answer_is_still_one_key),
		WITH_APP(words_go_where_enter_would_write_them),
		WITH_APP(alone_letters_are_commands_however_fast),
		WITH_APP(where_no_words_may_be_written_no_line_opens),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
