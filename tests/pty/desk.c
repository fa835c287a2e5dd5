/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <cmocka.h>

const char *program(void)
{
	const char *path = getenv("DEBRIEF");

	return path ? path : "build/debrief";
}

int desk_start(void **state)
{
	struct desk *desk = calloc(1, sizeof *desk);

	desk->home = pty_folder_new();
	*state = desk;
	return desk->home ? 0 : -1;
}

int desk_stop(void **state)
{
	struct desk *desk = *state;

	pty_stop(&desk->pty);
	pty_folder_remove(desk->home);
	free(desk);
	return 0;
}

void run_script(const struct desk *desk, const char *script)
{
	char command[4096];

	snprintf(command, sizeof command,
		 "HOME=%s XDG_DATA_HOME=%s/data XDG_STATE_HOME=%s/state sh -ec '%s' sh '%s' "
		 ">/dev/null",
		 desk->home, desk->home, desk->home, script, program());
	assert_int_equal(system(command), 0);
}

void shows(struct desk *desk, const char *text)
{
	assert_true(pty_wait_text(&desk->pty, text, PTY_DEADLINE));
}

void keys(struct desk *desk, const char *names)
{
	assert_true(pty_keys(&desk->pty, names));
}

void write_line(struct desk *desk, const char *text)
{
	assert_true(pty_type(&desk->pty, text));
	keys(desk, "enter");
}

void leave(struct desk *desk)
{
	int status;

	keys(desk, "q");
	assert_true(pty_wait_exit(&desk->pty, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_true(pty_restored(&desk->pty));
}
