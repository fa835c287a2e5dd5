/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/child.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "debrief/array.h"

/*
 * The child stays in our process group: it has the terminal, and what the keyboard sends goes to
 * both. So those signals get, for its time, the meaning they need to have here: interrupts are
 * passed over, as system(3) does, and a stop stops us too. A program that stops itself stops its
 * whole group for the same reason; what it does with its own group alone is its own business.
 *
 * posix_spawn, since a fork of this program would run its handlers before it becomes another.
 */

static const struct {
	int signal;
	void (*meanwhile)(int);
} keyboard[] = {
	{SIGINT, SIG_IGN},
	{SIGQUIT, SIG_IGN},
	{SIGTSTP, SIG_DFL},
};

struct before {
	struct sigaction actions[COUNT(keyboard)];
	sigset_t mask;
};

/* What was ignored when we were started stays so, for the child too. They are let in: what is
 * ignored while it is blocked would wait for us. */
static void change_signals(struct before *before, sigset_t *defaults)
{
	sigemptyset(defaults);
	for (size_t i = 0; i < COUNT(keyboard); i++) {
		struct sigaction action = {.sa_handler = keyboard[i].meanwhile};

		sigaction(keyboard[i].signal, NULL, &before->actions[i]);
		if (before->actions[i].sa_handler == SIG_IGN)
			continue;
		sigemptyset(&action.sa_mask);
		sigaction(keyboard[i].signal, &action, NULL);
		sigaddset(defaults, keyboard[i].signal);
	}
	sigprocmask(SIG_UNBLOCK, defaults, &before->mask);
}

static void restore_signals(const struct before *before)
{
	sigprocmask(SIG_SETMASK, &before->mask, NULL);
	for (size_t i = 0; i < COUNT(keyboard); i++)
		sigaction(keyboard[i].signal, &before->actions[i], NULL);
}

/* 0 or an errno. */
static int spawn(pid_t *pid, const char *const *argv, const sigset_t *defaults)
{
	posix_spawnattr_t attributes;
	sigset_t none;
	int error = posix_spawnattr_init(&attributes);

	if (error)
		return error;
	sigemptyset(&none);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, defaults);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	error = posix_spawnp(pid, argv[0], NULL, &attributes, (char *const *)argv, environ);
	posix_spawnattr_destroy(&attributes);
	return error;
}

/* 0 or an errno. */
static int wait_for(pid_t pid, int *result)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return errno;
	*result = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
	return 0;
}

enum status child_run(const char *const *argv, int *result, struct err *err)
{
	struct before before;
	sigset_t defaults;
	pid_t pid;
	int error;

	change_signals(&before, &defaults);
	error = spawn(&pid, argv, &defaults);
	if (!error)
		error = wait_for(pid, result);
	restore_signals(&before);
	if (!error)
		return STATUS_OK;
	errno = error;
	return err_system(err, _("cannot run '%s'"), argv[0]);
}
