/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line that is lent to the user's editor, in the program itself: what is on the disk meanwhile,
 * and what is left if the program does not live to see its end. */
#include <glob.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "desk.h"

/* What stands in for the user's editor. */
static void set_editor(const struct desk *desk, const char *script)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof path, "%s/edit", desk->home);
	file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "%s\n", script);
	fclose(file);
}

static void run(struct desk *desk, const char *const *argv)
{
	char editor[4096];
	const char *env[] = {editor, NULL};

	snprintf(editor, sizeof editor, "VISUAL=sh %s/edit", desk->home);
	assert_true(pty_start(&desk->pty,
			      &(struct pty_options){.argv = argv, .home = desk->home, .env = env}));
	assert_true(pty_wait_text(&desk->pty, "Prepare", PTY_DEADLINE));
}

static void run_session(struct desk *desk)
{
	run(desk, (const char *const[]){program(), "talk", NULL});
}

static void the_draft_is_on_the_disk_before_and_after(void **state)
{
	struct desk *desk = *state;

	run_script(desk, new_session);
	set_editor(desk,
		   "grep -q 'a note' \"$XDG_STATE_HOME\"/debrief/drafts/* && echo found >>\"$1\"");
	run_session(desk);
	keys(desk, "N");
	shows(desk, "A note of your own");
	assert_true(pty_type(&desk->pty, "a note"));
	keys(desk, "^X ^E");
	shows(desk, "Your text is back. Enter keeps it.");
	assert_true(pty_has(&desk->pty, "found"));
	pty_signal(&desk->pty, SIGKILL); /* nothing more was typed: the draft has it already */
	int status;
	assert_true(pty_wait_exit(&desk->pty, &status));
	pty_stop(&desk->pty);
	run_session(desk);
	keys(desk, "N");
	shows(desk, "found");
	assert_false(pty_has(&desk->pty, "saved in your editor"));
	keys(desk, "esc");
	leave(desk);
}

static void what_was_saved_survives_the_program(void **state)
{
	struct desk *desk = *state;
	int status;

	run_script(desk, new_session);
	set_editor(desk, "echo 'and more' >>\"$1\"; echo ready; read answer");
	run_session(desk);
	keys(desk, "N");
	shows(desk, "A note of your own");
	assert_true(pty_type(&desk->pty, "a note"));
	keys(desk, "^X ^E");
	shows(desk, "ready");
	pty_signal(&desk->pty, SIGKILL);
	assert_true(pty_wait_exit(&desk->pty, &status));
	pty_stop(&desk->pty);
	run_session(desk);
	keys(desk, "N");
	shows(desk, "What you had saved in your editor is here again.");
	assert_true(pty_has(&desk->pty, "a note"));
	assert_true(pty_has(&desk->pty, "and more"));
	keys(desk, "esc N");
	shows(desk, "and more"); /* a draft from now on */
	assert_false(pty_has(&desk->pty, "saved in your editor"));
	keys(desk, "enter");
	leave(desk);
}

/* The name of the file that the editor was given: a folder of its own for each text. */
static bool file_is_there(const struct desk *desk)
{
	char pattern[4096];
	glob_t found;
	bool there;

	snprintf(pattern, sizeof pattern, "%s/state/debrief/editor/*/text.txt", desk->home);
	there = glob(pattern, 0, NULL, &found) == 0;
	globfree(&found);
	return there;
}

static void what_was_saved_stays_while_the_disk_does_not_take_the_draft(void **state)
{
	const struct rlimit full = {0, RLIM_INFINITY};
	struct desk *desk = *state;
	int status;

	run_script(desk, new_session);
	set_editor(desk, "echo 'and more' >>\"$1\"; echo ready; read answer");
	run_session(desk);
	keys(desk, "N");
	shows(desk, "A note of your own");
	assert_true(pty_type(&desk->pty, "a note"));
	keys(desk, "^X ^E");
	shows(desk, "ready");
	assert_int_equal(prlimit(desk->pty.pid, RLIMIT_FSIZE, &full, NULL), 0);
	assert_true(pty_send(&desk->pty, "\n", 1));
	shows(desk, "cannot be put aside on the disk");
	assert_true(pty_has(&desk->pty, "and more"));
	assert_true(file_is_there(desk));
	/* what is written meanwhile is not replaced by it */
	assert_true(pty_type(&desk->pty, "!"));
	shows(desk, "and more!");
	pty_signal(&desk->pty, SIGKILL);
	assert_true(pty_wait_exit(&desk->pty, &status));
	pty_stop(&desk->pty);
	run_session(desk);
	keys(desk, "N");
	shows(desk, "What you had saved in your editor is here again.");
	assert_true(pty_has(&desk->pty, "and more"));
	assert_false(file_is_there(desk));
	keys(desk, "enter");
	leave(desk);
}

static void both_stop_together_and_go_on(void **state)
{
	struct desk *desk = *state;
	char script[4600];
	int status;

	run_script(desk, new_session);
	set_editor(desk, "echo ready; read answer; echo \"$answer\" >>\"$1\"");
	snprintf(script, sizeof script,
		 "set -m; '%s' talk; echo stopped $?; read answer; fg >/dev/null; echo over",
		 program());
	run(desk, (const char *const[]){"sh", "-c", script, NULL});
	keys(desk, "N");
	shows(desk, "A note of your own");
	assert_true(pty_type(&desk->pty, "a note"));
	keys(desk, "^X ^E");
	shows(desk, "ready");
	keys(desk, "^Z");
	shows(desk, "stopped");
	assert_true(pty_send(&desk->pty, "\n", 1));
	assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
	assert_true(pty_send(&desk->pty, "went on\n", 8));
	shows(desk, "Your text is back.");
	assert_true(pty_has(&desk->pty, "went on"));
	keys(desk, "enter q");
	assert_true(pty_wait_exit(&desk->pty, &status));
	assert_true(pty_restored(&desk->pty));
}

static void an_interrupt_is_for_the_editor_alone(void **state)
{
	struct desk *desk = *state;

	run_script(desk, new_session);
	set_editor(desk, "trap 'exit 0' INT; echo more >>\"$1\"; echo ready; read answer");
	run_session(desk);
	keys(desk, "N");
	shows(desk, "A note of your own");
	assert_true(pty_type(&desk->pty, "a note"));
	keys(desk, "^X ^E");
	shows(desk, "ready");
	keys(desk, "^C");
	shows(desk, "Your text is back.");
	assert_true(pty_has(&desk->pty, "more"));
	keys(desk, "enter");
	leave(desk);
}

int main(void)
{
#define AT_DESK(name) cmocka_unit_test_setup_teardown(name, desk_start, desk_stop)
	const struct CMUnitTest tests[] = {
		AT_DESK(the_draft_is_on_the_disk_before_and_after),
		AT_DESK(what_was_saved_survives_the_program),
		AT_DESK(what_was_saved_stays_while_the_disk_does_not_take_the_draft),
		AT_DESK(both_stop_together_and_go_on),
		AT_DESK(an_interrupt_is_for_the_editor_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
