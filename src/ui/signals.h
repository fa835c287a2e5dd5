/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SIGNALS_H
#define UI_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

/*
 * Signals set flags; they are blocked except while the loop waits in ppoll, so nothing is missed
 * and nothing is interrupted. Crash signals give the terminal back with write() and tcsetattr()
 * alone, then kill the program as they would have.
 */

/* Installs the handlers (before curses starts) and blocks the signals; `wait_mask` is the mask for
 * ppoll. */
void signals_start(sigset_t *wait_mask);
/* Default handlers and the old mask back. */
void signals_stop(void);

/* Each returns whether it came since the last call. */
bool signals_resized(void); /* SIGWINCH, SIGCONT */
bool signals_suspend(void); /* SIGTSTP */
int signals_ending(void);   /* SIGTERM, SIGHUP, SIGINT, SIGQUIT: its number, else 0; stays set */

/* Stops the process group as Ctrl-Z does and returns when it goes on; at once where there is no job
 * control. */
void signals_stop_here(void);
/* Ends the program by the signal it was asked to end by. */
void signals_raise(int signal_number);

/* What a crash writes to the terminal (at most 256 bytes, copied) and which settings it puts back;
 * NULL while the terminal is not ours. */
struct termios;
void signals_set_restore(const char *bytes, int length, const struct termios *settings);

#endif
