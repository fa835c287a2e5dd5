/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clicks in the real program: that they arrive, that they can be switched off, and that the
 * terminal gets its mouse back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "desk.h"

static void run_program(struct desk *desk, const char *const *argv, const char *term)
{
	assert_true(pty_start(
		&desk->pty, &(struct pty_options){.argv = argv, .home = desk->home, .term = term}));
	assert_true(pty_wait_text(&desk->pty, "all keys", PTY_DEADLINE));
}

static void run(struct desk *desk, const char *term)
{
	run_program(desk, (const char *const[]){program(), "demo", NULL}, term);
}

/* Columns of a text that is all of characters one column wide. */
static int columns_of(const char *text, const char *end)
{
	int columns = 0;

	for (; text < end; text++)
		columns += ((unsigned char)*text & 0xC0) != 0x80;
	return columns;
}

/* Presses and lets go where a text stands, so many times at once. */
static void click_times(struct desk *desk, const char *text, int times)
{
	char report[128];

	for (int row = 0; row < desk->pty.rows; row++) {
		const char *line = pty_row(&desk->pty, row);
		const char *at = strstr(line, text);
		int length;

		if (!at)
			continue;
		length = snprintf(report, sizeof report, "\x1b[<0;%d;%dM\x1b[<0;%d;%dm",
				  columns_of(line, at) + 1, row + 1, columns_of(line, at) + 1,
				  row + 1);
		memcpy(report + length, report, (size_t)length);
		assert_true(pty_send(&desk->pty, report, (size_t)(length * times)));
		return;
	}
	fail_msg("'%s' is not on the screen", text);
}

static void click(struct desk *desk, const char *text)
{
	click_times(desk, text, 1);
}

static void panes_rows_and_hints_can_be_clicked(void **state)
{
	struct desk *desk = *state;

	run(desk, NULL);
	assert_true(pty_mode(&desk->pty, 1000));
	assert_true(pty_mode(&desk->pty, 1006));
	click(desk, "Double number line");
	shows(desk, "› B  Double number line");
	click(desk, "all keys");
	shows(desk, "All that you enter");
	click(desk, "Esc back");
	shows(desk, "› B  Double number line");
	leave(desk);
}

static void a_double_click_answers_one_question(void **state)
{
	struct desk *desk = *state;

	run_script(desk, "\"$1\" new talk --rubric ambitious-mathematics --teacher \"J. R.\"");
	run_program(desk, (const char *const[]){program(), "talk", NULL}, NULL);
	click_times(desk, "start the talk", 2);
	shows(desk, "Start: from now on");
	click_times(desk, "Start: from now on", 2);
	shows(desk, "Before we begin");
	keys(desk, "esc");
	leave(desk);
}

static void a_line_is_kept_with_a_click(void **state)
{
	struct desk *desk = *state;

	run(desk, NULL);
	assert_true(pty_keys(&desk->pty, "N"));
	shows(desk, "A note of your own");
	assert_true(pty_type(&desk->pty, "remember the jugs"));
	shows(desk, "remember the jugs");
	click(desk, "Double number line"); /* elsewhere: nothing */
	click(desk, "new line");
	assert_true(pty_type(&desk->pty, "and the spoons"));
	shows(desk, "and the spoons");
	click(desk, "all keys");
	shows(desk, "HERE, WRITING A LINE");
	click(desk, "Esc back");
	shows(desk, "remember the jugs");
	assert_true(pty_type(&desk->pty, "!"));
	shows(desk, "and the spoons!");
	click(desk, "Enter keep");
	assert_true(pty_wait_gone(&desk->pty, "A note of your own", PTY_DEADLINE));
	shows(desk, "✓ saved");
	assert_true(pty_keys(&desk->pty, "/"));
	assert_true(pty_type(&desk->pty, "remember the"));
	shows(desk, "Your note: remember the jugs and the spoons!");
	click(desk, "back to where");
	shows(desk, "all keys");
	assert_true(pty_keys(&desk->pty, "G"));
	shows(desk, "Any key closes it");
	click(desk, "Double number line");
	assert_true(pty_wait_gone(&desk->pty, "Any key closes it", PTY_DEADLINE));
	leave(desk);
}

static void m_gives_the_mouse_to_the_terminal_and_takes_it_back(void **state)
{
	struct desk *desk = *state;

	run(desk, NULL);
	assert_true(pty_keys(&desk->pty, "m"));
	shows(desk, "selects text");
	assert_false(pty_mode(&desk->pty, 1000));
	assert_false(pty_mode(&desk->pty, 1006));
	assert_true(pty_keys(&desk->pty, "m"));
	assert_true(pty_wait_gone(&desk->pty, "now selects text", PTY_DEADLINE));
	assert_true(pty_mode(&desk->pty, 1000));
	leave(desk);
}

static void terminals_without_our_mouse_are_left_alone(void **state)
{
	static const char *const terms[] = {"linux", "vt100"};
	struct desk *desk = *state;

	for (size_t i = 0; i < COUNT(terms); i++) {
		run(desk, terms[i]);
		assert_false(pty_wrote(&desk->pty, 0, "?1000"));
		leave(desk);
		pty_stop(&desk->pty);
	}
}

#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, desk_start, desk_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT_DESK(panes_rows_and_hints_can_be_clicked),
		AT_DESK(a_double_click_answers_one_question),
		AT_DESK(a_line_is_kept_with_a_click),
		AT_DESK(m_gives_the_mouse_to_the_terminal_and_takes_it_back),
		AT_DESK(terminals_without_our_mouse_are_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
