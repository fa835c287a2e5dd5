/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help says the truth: a key that it lists plainly does something where it is listed, one that
 * it says does nothing now does nothing, and from it one comes back to where one was. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/help.h"
#include "app/keys.h"
#include "app_fixture.h"
#include "debrief/array.h"

static const unsigned contexts[] = {IN_LESSON, IN_WORK, IN_SCRIPT, IN_CHOICE,
				    IN_LINE,   IN_PICK, IN_DATE,   IN_SEARCH};

/* What is said in a context, where one is in fact. */
static void check_marks(const struct app *app, unsigned context)
{
	static struct app there;

	help_imagine(&there, app, context);
	if (context & IN_PANES)
		assert_int_equal(command_context(&there), context);
	for (size_t i = 0; i < n_commands; i++) {
		const struct command *command = &commands[i];

		switch (help_mark(&there, context, command)) {
		case HELP_WORKS:
			assert_ptr_equal(command_for_key_in(&there, context, command->keys[0]),
					 command);
			assert_true(command_works(&there, command));
			break;
		case HELP_NOT_NOW:
			assert_null(command_for_key_in(&there, context, command->keys[0]));
			break;
		case HELP_UNLISTED:
			/* then its key does something else, or is listed with another command */
			if ((command->contexts & context) &&
			    !command_for_key_in(&there, context, command->keys[0]))
				assert_false(command_works(&there, command));
			break;
		}
	}
}

/* Ways to many places; the context in which one then is. */
static const struct {
	int keys[8];
	unsigned context;
} places[] = {
	{{K_ESC}, IN_LESSON},
	{{K_TAB}, IN_WORK},
	{{K_TAB, K_TAB}, IN_SCRIPT},
	{{'>'}, IN_CHOICE},
	{{'>', '1', '1'}, IN_SCRIPT},
	{{'>', '1', '1', K_DOWN, K_DOWN}, IN_SCRIPT},
	{{'>', '1', '1', K_END}, IN_SCRIPT},
	{{'>', '1', '1', '>'}, IN_SCRIPT},
	{{'>', '1', '1', K_TAB}, IN_LESSON},
	{{'>', '1', '1', 'c'}, IN_CHOICE},
	{{'>', '1', '1', '\''}, IN_LINE},
	{{'N'}, IN_LINE},
	{{':'}, IN_PICK},
	{{'/'}, IN_SEARCH},
};

static void go_to(struct app_fixture *fixture, size_t place)
{
	for (int i = 0; i < 8 && places[place].keys[i]; i++)
		PRESS(fixture, places[place].keys[i]);
	assert_int_equal(command_context(&fixture->app), places[place].context);
}

static void the_help_is_as_true_as_the_keys(void **state)
{
	for (size_t place = 0; place < COUNT(places); place++) {
		struct app_fixture *fixture;

		app_setup(state);
		fixture = *state;
		go_to(fixture, place);
		assert_int_equal(help_context(&fixture->app), places[place].context);
		for (size_t i = 0; i < COUNT(contexts); i++)
			check_marks(&fixture->app, contexts[i]);
		app_teardown(state);
	}
}

static bool assert_says_why(struct app_fixture *fixture, const struct command *command, int key)
{
	struct app *app = &fixture->app;
	enum mode mode = app->mode;
	enum focus focus = app->focus;
	unsigned change;

	app->message[0] = '\0';
	change = app_key(app, key);
	assert_int_equal(app->mode, mode);
	assert_int_equal(app->focus, focus);
	assert_int_equal(change, *app->message ? CHANGE_VIEW : CHANGE_NONE);
	if (!*app->message && app_is_table_safe(app))
		return false; /* it is nobody's business */
	if (strncmp(app->message, "Not now: ", 9) != 0)
		fail_msg("%s says '%s'", command->id, app->message);
	return true;
}

/* Every key of the panes that does nothing here and now. */
static void a_key_that_does_not_work_now_says_why(void **state)
{
	size_t count = 0;

	for (size_t place = 0; place < COUNT(places); place++) {
		struct app_fixture *fixture;

		app_setup(state);
		fixture = *state;
		go_to(fixture, place);
		for (size_t i = 0; i < n_commands && (places[place].context & IN_PANES); i++)
			for (size_t k = 0; k < 3 && commands[i].keys[k]; k++) {
				int key = commands[i].keys[k];

				if (!(commands[i].contexts & places[place].context) ||
				    key == K_ESC || command_for_key(&fixture->app, key))
					continue;
				count += assert_says_why(fixture, &commands[i], key);
			}
		app_teardown(state);
	}
	assert_true(count > 100);
}

/* What would tell those who read along that there is something else. */
static void assert_names_nothing_private(const struct app *app)
{
	static const char *const words[] = {"private",  "rating",     "diagnos", "prepar",
					    "your own", "yours",      "alone",   "your goal",
					    "report",   "broke down", "nobody",  "suggest"};

	for (size_t i = 0; i < COUNT(words); i++)
		if (strstr(app->message, words[i]))
			fail_msg("at the table it says '%s'", app->message);
}

static void at_the_table_no_key_tells_of_what_is_private(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;
	size_t count = 0;

	start_talk(fixture);
	for (int place = 0; place <= FOCUS__COUNT; place++) {
		if (place == FOCUS__COUNT)
			PRESS(fixture, 'r');
		else
			app->focus = (enum focus)place;
		for (size_t i = 0; i < n_commands; i++)
			for (size_t k = 0; k < 3 && commands[i].keys[k]; k++) {
				int key = commands[i].keys[k];

				if (command_for_key(app, key))
					continue;
				app->message[0] = '\0';
				app_key(app, key);
				assert_names_nothing_private(app);
				count++;
			}
	}
	assert_true(count > 100);
	assert_int_equal(app->mode, MODE_REPORT);
	PRESS(fixture, K_TAB);
	assert_string_equal(app->message, "");
}

static void where_there_is_one_place_write_for_says_what_writes(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, '>', '1', '1', K_DOWN, 'W');
	assert_shows(fixture, "Not now: this step asks for one thing at a time; Enter is for it.");
}

/* What the help says of another pane is what it says there. */
static void what_works_elsewhere_is_what_works_there(void **state)
{
	struct app_fixture *fixture = *state;
	static struct app there;
	static const enum focus panes[] = {FOCUS_LESSON, FOCUS_WORK, FOCUS_SCRIPT};

	PRESS(fixture, '>', '1', '1');
	for (size_t i = 0; i < 3; i++) {
		help_imagine(&there, &fixture->app, contexts[i]);
		fixture->app.focus = panes[i];
		for (size_t k = 0; k < n_commands; k++)
			assert_int_equal(help_mark(&there, contexts[i], &commands[k]),
					 help_mark(&fixture->app, contexts[i], &commands[k]));
		fixture->app.focus = FOCUS_SCRIPT;
	}
}

static void a_question_is_kept_while_one_reads_the_help(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;

	PRESS(fixture, '>', '1', '1', 'c', K_DOWN, K_DOWN, '?');
	assert_int_equal(app->mode, MODE_HELP);
	PRESS(fixture, K_DOWN, K_PAGE_DOWN, K_ESC);
	assert_int_equal(command_context(app), IN_CHOICE);
	assert_int_equal(app->form.selected, 1);
	PRESS(fixture, K_F1, 'x'); /* any key comes back, and does nothing else */
	assert_int_equal(command_context(app), IN_CHOICE);
	assert_int_equal(app->form.selected, 1);
}

static void a_line_is_kept_while_one_reads_the_help(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;
	unsigned change = CHANGE_NONE;

	PRESS(fixture, '>', '1', '1', '\'');
	app_line_changed(app, "half a sen", 4);
	assert_false(app_line_key(app, '?', &change)); /* is a character of the line */
	assert_true(app_line_key(app, K_F1, &change));
	assert_int_equal(app->mode, MODE_HELP);
	assert_false(app_is_editing(app));
	assert_false(change & CHANGE_EDIT); /* the line editor goes on with its line */
	assert_false(PRESS(fixture, K_ESC) & CHANGE_EDIT);
	assert_true(app_is_editing(app));
	assert_string_equal(app->form.text, "half a sen");
	assert_int_equal(app->form.point, 4);
}

static void from_the_page_for_the_teacher_no_help_leads_away(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;
	unsigned change;

	PRESS(fixture, '>', '1', '1');
	app_open_step(app, rubric_step(app->session->rubric, "confirm"));
	PRESS(fixture, 's', '?', K_F1);
	assert_int_equal(app->mode, MODE_TEACHER);
	PRESS(fixture, K_ENTER);
	assert_true(app_is_editing(app));
	assert_false(app_line_key(app, K_F1, &change));
	assert_true(app_is_editing(app));
}

static void it_begins_with_where_one_is(void **state)
{
	struct app_fixture *fixture = *state;
	static const int sizes[][2] = {{24, 80}, {15, 60}, {12, 40}};

	PRESS(fixture, '>', '1', '1', '?');
	for (size_t i = 0; i < 3; i++) {
		const char *screen = draw_screen(fixture, sizes[i][0], sizes[i][1]);
		const char *saved = strstr(screen, "All that you enter is saved");
		const char *here = strstr(screen, "HERE, IN THE SCRIPT");

		assert_non_null(saved);
		assert_true(here && here > saved);
	}
	PRESS(fixture, K_ESC, 'c', '?');
	assert_non_null(strstr(draw_screen(fixture, 24, 80), "HERE, CHOOSING AN ANSWER"));
}

static void what_does_not_work_now_is_quiet_and_says_why(void **state)
{
	struct app_fixture *fixture = *state;
	const char *screen;

	PRESS(fixture, '?');
	screen = draw_screen(fixture, 200, 100);
	assert_non_null(strstr(screen, "bring it back (nothing was taken back)"));
	assert_non_null(strstr(screen, "Not now:"));
	assert_true(strstr(screen, "bring it back") > strstr(screen, "Not now:"));
}

#define WITH_APP(test) cmocka_unit_test_setup_teardown(test, app_setup, app_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_help_is_as_true_as_the_keys),
		cmocka_unit_test(a_key_that_does_not_work_now_says_why),
		WITH_APP(at_the_table_no_key_tells_of_what_is_private),
		WITH_APP(where_there_is_one_place_write_for_says_what_writes),
		WITH_APP(what_works_elsewhere_is_what_works_there),
		WITH_APP(a_question_is_kept_while_one_reads_the_help),
		WITH_APP(a_line_is_kept_while_one_reads_the_help),
		WITH_APP(from_the_page_for_the_teacher_no_help_leads_away),
		WITH_APP(it_begins_with_where_one_is),
		WITH_APP(what_does_not_work_now_is_quiet_and_says_why),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
