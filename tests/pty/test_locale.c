/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program on a terminal of another character set: what is typed is stored as UTF-8, and what
 * the terminal has is shown in its own bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "desk.h"

#define LATIN_1 "en_US.ISO-8859-1"

static void run(struct desk *desk, const char *option, const char *awaited)
{
	char path[4200];
	const char *env[] = {path, "LC_ALL=" LATIN_1, NULL};

	run_script(desk, "\"$1\" new talk --rubric ambitious-mathematics --teacher \"J. R.\"");
	snprintf(path, sizeof path, "localedef -f ISO-8859-1 -i en_US %s/" LATIN_1 " 2>/dev/null",
		 desk->home);
	if (system(path) != 0)
		skip();
	snprintf(path, sizeof path, "LOCPATH=%s", desk->home);
	assert_true(pty_start(&desk->pty,
			      &(struct pty_options){.argv = (const char *const[]){program(), "talk",
										  option, NULL},
						    .home = desk->home,
						    .env = env}));
	assert_true(pty_wait_text(&desk->pty, awaited, PTY_DEADLINE));
}

static void assert_stored(const struct desk *desk, const char *words)
{
	char script[200];

	snprintf(script, sizeof script, "\"$1\" show talk --json | grep -qF \"%s\"", words);
	run_script(desk, script);
}

static void letters_are_typed_shown_and_stored(void **state)
{
	struct desk *desk = *state;
	size_t before;

	run(desk, "--color=never", "all keys");
	keys(desk, "N");
	shows(desk, "A note of your own");
	before = desk->pty.raw_len;
	assert_true(pty_send(&desk->pty, "caf\xe9 \xbd", 6));
	assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
	assert_true(pty_wrote(&desk->pty, before, "\xe9"));
	assert_true(pty_wrote(&desk->pty, before, "\xbd"));
	keys(desk, "enter");
	assert_true(pty_wait_gone(&desk->pty, "A note of your own", PTY_DEADLINE));
	leave(desk);
	assert_stored(desk, "café ½");
}

static void the_line_mode_has_them_too(void **state)
{
	struct desk *desk = *state;
	int status;

	run(desk, "--plain", "Command>");
	keys(desk, "N enter");
	shows(desk, "Note>");
	assert_true(pty_send(&desk->pty, "\xfe caf\xe9\r", 7));
	shows(desk, "Kept:");
	keys(desk, "q enter");
	assert_true(pty_wait_exit(&desk->pty, &status));
	assert_stored(desk, "þ café");
}

int main(void)
{
#define AT_DESK(name) cmocka_unit_test_setup_teardown(name, desk_start, desk_stop)
	const struct CMUnitTest tests[] = {
		AT_DESK(letters_are_typed_shown_and_stored),
		AT_DESK(the_line_mode_has_them_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
