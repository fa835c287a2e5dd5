/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a child starts with, what comes of it, and that nothing of ours is left changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <signal.h>
#include <unistd.h>

#include "debrief/child.h"
#include "home_fixture.h"

static int run_shell(const char *script, const char *argument)
{
	const char *const argv[] = {"sh", "-c", script, "sh", argument, NULL};
	struct err err = {{0}, 0};
	int result = -1;

	if (child_run(argv, &result, &err))
		fail_msg("%s", err.message);
	return result;
}

static void its_end_is_told_as_a_shell_would(void **unused)
{
	(void)unused;
	assert_int_equal(run_shell("exit 0", NULL), 0);
	assert_int_equal(run_shell("exit 3", NULL), 3);
	assert_int_equal(run_shell("kill -TERM $$", NULL), 128 + SIGTERM);
	assert_int_equal(run_shell("test \"$1\" = 'a b'", "a b"), 0);
}

static void a_program_that_is_not_there_is_told(void **unused)
{
	const char *const argv[] = {"no-such-program-here", NULL};
	struct err err = {{0}, 0};
	int result = -1;

	(void)unused;
	assert_int_equal(child_run(argv, &result, &err), STATUS_NOT_FOUND);
	assert_non_null(strstr(err.message, "no-such-program-here"));
}

static void note(int signal_number)
{
	(void)signal_number;
}

/* As the full screen has them: caught, and blocked but while it waits. */
static void catch_and_block(struct sigaction *before, sigset_t *old)
{
	struct sigaction action = {.sa_handler = note};
	sigset_t blocked;

	sigemptyset(&action.sa_mask);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGINT);
	sigaddset(&blocked, SIGTSTP);
	sigaddset(&blocked, SIGWINCH);
	sigaction(SIGINT, &action, before);
	sigaction(SIGTSTP, &action, NULL);
	sigprocmask(SIG_BLOCK, &blocked, old);
}

/* What a child becomes says so of itself; the shell sets some signals. */
static unsigned long child_signals(struct home *home, const char *line)
{
	const char *path = home_path(home, home->root, "signals");
	size_t length;

	assert_int_equal(run_shell("exec cat /proc/self/status >\"$1\"", path), 0);
	const char *at = strstr(home_read(home, path, &length), line);
	assert_non_null(at);
	return strtoul(at + strlen(line) + 1, NULL, 16);
}

#define BIT(number) (1UL << ((number)-1))

static void it_blocks_and_ignores_no_signal(void **state)
{
	struct sigaction before, now;
	sigset_t old, mask;

	catch_and_block(&before, &old);
	assert_int_equal(child_signals(*state, "SigBlk"), 0);
	assert_int_equal(child_signals(*state, "SigIgn") & (BIT(SIGINT) | BIT(SIGQUIT)), 0);
	assert_int_equal(child_signals(*state, "SigCgt"), 0);
	sigaction(SIGINT, NULL, &now);
	assert_ptr_equal(now.sa_handler, note);
	sigaction(SIGTSTP, NULL, &now);
	assert_ptr_equal(now.sa_handler, note);
	sigprocmask(SIG_SETMASK, &old, &mask);
	assert_true(sigismember(&mask, SIGINT) && sigismember(&mask, SIGTSTP) &&
		    sigismember(&mask, SIGWINCH));
	assert_false(sigismember(&mask, SIGQUIT));
	sigaction(SIGINT, &before, NULL);
	sigaction(SIGTSTP, &before, NULL);
}

static void what_was_ignored_stays_so(void **state)
{
	unsigned long ignored;

	signal(SIGINT, SIG_IGN);
	ignored = child_signals(*state, "SigIgn");
	signal(SIGINT, SIG_DFL);
	assert_true(ignored & BIT(SIGINT));
}

static void it_gets_no_file_of_ours(void **state)
{
	struct home *home = *state;
	int fd;

	assert_int_equal(folder_open(home->host.files, home->root, &fd, NULL), STATUS_OK);
	assert_true(fd > 2);
	assert_int_equal(run_shell("test ! -e /proc/self/fd/$1", (char[]){(char)('0' + fd), 0}), 0);
	close(fd);
}

static void an_interrupt_while_it_runs_is_not_for_us(void **unused)
{
	struct sigaction before;
	sigset_t old, pending;

	(void)unused;
	catch_and_block(&before, &old);
	assert_int_equal(run_shell("kill -INT $PPID; exit 4", NULL), 4);
	sigpending(&pending);
	assert_false(sigismember(&pending, SIGINT));
	sigprocmask(SIG_SETMASK, &old, NULL);
	sigaction(SIGINT, &before, NULL);
	sigaction(SIGTSTP, &before, NULL);
}

int main(void)
{
#define AT_HOME(name) cmocka_unit_test_setup_teardown(name, home_set_up, home_tear_down)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_end_is_told_as_a_shell_would),
		cmocka_unit_test(a_program_that_is_not_there_is_told),
		AT_HOME(it_blocks_and_ignores_no_signal),
		AT_HOME(what_was_ignored_stays_so),
		AT_HOME(it_gets_no_file_of_ours),
		cmocka_unit_test(an_interrupt_while_it_runs_is_not_for_us),
	};

	/* a shell ignores them for what it runs in the background */
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
