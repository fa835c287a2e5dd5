/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

const char new_session[] = "\"$1\" new talk --rubric ambitious-mathematics --teacher \"J. R.\"";

void run_debrief(struct desk *desk, const char *argument, struct pty_options options)
{
	const char *argv[] = {program(), argument, NULL};

	options.argv = argv;
	options.home = desk->home;
	pty_stop(&desk->pty);
	assert_true(pty_start(&desk->pty, &options));
}

void print_session(const struct desk *desk, const char *session, char *text, size_t size)
{
	char command[1024];
	FILE *pipe;
	size_t length;

	snprintf(command, sizeof command,
		 "HOME=%s XDG_DATA_HOME=%s/data XDG_STATE_HOME=%s/state '%s' show --json %s",
		 desk->home, desk->home, desk->home, program(), session);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	length = fread(text, 1, size - 1, pipe);
	text[length] = '\0';
	assert_int_equal(pclose(pipe), 0);
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

void sees(struct desk *desk, const char *text)
{
	double end = pty_now() + PTY_DEADLINE;

	while (!pty_has(&desk->pty, text) && !desk->pty.closed && pty_now() < end)
		pty_pump(&desk->pty, end - pty_now());
	if (!pty_has(&desk->pty, text))
		fail_msg("'%s' was not seen: %s", text, pty_text(&desk->pty));
}

size_t length_shown(struct desk *desk, const char *text)
{
	char part[64];
	size_t length = strlen(text);

	for (; length > 0; length--) {
		snprintf(part, sizeof part, "%.*s", (int)length, text);
		if (pty_has(&desk->pty, part))
			break;
	}
	return length;
}

void wait_a_moment(struct desk *desk, double ms)
{
	double end = pty_now() + ms;

	while (pty_now() < end)
		pty_pump(&desk->pty, end - pty_now());
}

void end_by(struct desk *desk, int by)
{
	int status;

	pty_signal(&desk->pty, by);
	assert_true(pty_wait_exit(&desk->pty, &status));
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == by);
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
