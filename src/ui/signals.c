/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/signals.h"

#include <stddef.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "debrief/array.h"

/*
 * A handler can only do what is safe at any moment, so it notes what came and the loop acts. It is
 * given nothing but a number, so what it needs stands in the one variable of this file.
 *
 * A crash leaves no time to ask curses: what would give the terminal back was prepared when it was
 * taken. It is written from a stack of its own, since a full stack may be why we are here.
 */

#define RESTORE_MAX 256
#define CRASH_STACK 32768

static const int watched[] = {SIGWINCH, SIGCONT, SIGTSTP, SIGTERM, SIGHUP, SIGINT, SIGQUIT};
static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

static struct {
	volatile sig_atomic_t resized, suspend, ending;
	bool cannot_stop; /* SIGTSTP was ignored when we were started: nobody could wake us */
	sigset_t old_mask;
	char restore[RESTORE_MAX];
	volatile sig_atomic_t restore_length;
	struct termios settings;
	char stack[CRASH_STACK];
} state;

static void note(int signal_number)
{
	if (signal_number == SIGWINCH || signal_number == SIGCONT)
		state.resized = 1;
	else if (signal_number == SIGTSTP)
		state.suspend = 1;
	else if (!state.ending)
		state.ending = signal_number;
}

static void crash(int signal_number)
{
	const char *at = state.restore;
	size_t left = (size_t)state.restore_length;

	while (left > 0) {
		ssize_t written = write(STDOUT_FILENO, at, left);
		if (written <= 0)
			break;
		at += written;
		left -= (size_t)written;
	}
	if (state.restore_length > 0)
		tcsetattr(STDIN_FILENO, TCSANOW, &state.settings);
	raise(signal_number); /* SA_RESETHAND made it fatal again */
}

static void handle(int signal_number, void (*handler)(int), int flags)
{
	struct sigaction action = {.sa_handler = handler, .sa_flags = flags};

	sigemptyset(&action.sa_mask);
	sigaction(signal_number, &action, NULL);
}

static bool is_ignored(int signal_number)
{
	struct sigaction action;

	return sigaction(signal_number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

void signals_start(sigset_t *wait_mask)
{
	sigset_t blocked;

	sigemptyset(&blocked);
	state.cannot_stop = is_ignored(SIGTSTP);
	for (size_t i = 0; i < COUNT(watched); i++) {
		if (is_ignored(watched[i])) /* as nohup wants it */
			continue;
		sigaddset(&blocked, watched[i]);
		handle(watched[i], note, SA_RESTART);
	}
	sigprocmask(SIG_BLOCK, &blocked, &state.old_mask);
	*wait_mask = state.old_mask;
	for (size_t i = 0; i < COUNT(watched); i++)
		sigdelset(wait_mask, watched[i]);

	sigaltstack(&(stack_t){.ss_sp = state.stack, .ss_size = sizeof(state.stack)}, NULL);
	for (size_t i = 0; i < COUNT(crashes); i++)
		handle(crashes[i], crash, (int)(SA_ONSTACK | SA_RESETHAND | SA_NODEFER));
}

/* What came and was not waited for any more is noted, while that is what a signal does: a terminal
 * that hangs up is often read to its end before its signal is. */
void signals_stop(void)
{
	sigprocmask(SIG_SETMASK, &state.old_mask, NULL);
	for (size_t i = 0; i < COUNT(watched); i++)
		if (!is_ignored(watched[i]))
			handle(watched[i], SIG_DFL, 0);
	for (size_t i = 0; i < COUNT(crashes); i++)
		handle(crashes[i], SIG_DFL, 0);
	sigaltstack(&(stack_t){.ss_flags = SS_DISABLE}, NULL);
}

static bool take(volatile sig_atomic_t *flag)
{
	bool was_set = *flag != 0;

	*flag = 0;
	return was_set;
}

bool signals_resized(void)
{
	return take(&state.resized);
}

bool signals_suspend(void)
{
	return take(&state.suspend);
}

int signals_ending(void)
{
	return state.ending;
}

static void unblock(int signal_number, sigset_t *old)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, signal_number);
	sigprocmask(SIG_UNBLOCK, &set, old);
}

void signals_stop_here(void)
{
	sigset_t old;

	if (state.cannot_stop)
		return;
	handle(SIGTSTP, SIG_DFL, 0);
	kill(0, SIGTSTP); /* the whole group: a pipeline stops as one */
	unblock(SIGTSTP, &old);
	/* Stopped; what follows happens after SIGCONT. */
	sigprocmask(SIG_SETMASK, &old, NULL);
	handle(SIGTSTP, note, SA_RESTART);
}

void signals_raise(int signal_number)
{
	sigset_t old;

	handle(signal_number, SIG_DFL, 0);
	raise(signal_number);
	unblock(signal_number, &old);
	_exit(128 + signal_number);
}

void signals_set_restore(const char *bytes, int length, const struct termios *settings)
{
	state.restore_length = 0; /* while it changes there is nothing to write */
	if (!settings || length <= 0 || (size_t)length > sizeof(state.restore))
		return;
	memcpy(state.restore, bytes, (size_t)length);
	state.settings = *settings;
	state.restore_length = length;
}
