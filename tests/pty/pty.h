/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys in, screen out: runs a program on a pseudo-terminal of its own and shows what a person
 * would see.
 *
 * The program leads a new session with a pinned environment (home folder, locale, time zone,
 * terminal, size), so that what it shows does not depend on who runs the test. libvterm plays the
 * terminal, and answers its queries. Everything that waits is a poll with a deadline: there is no
 * sleep here, and none is needed in a test:
 *
 *	pty_start(&p, &(struct pty_options){ .argv = argv, .home = home });
 *	assert_true(pty_wait_text(&p, "all keys", PTY_DEADLINE));
 *	assert_true(pty_keys(&p, "down enter hello esc"));
 *	assert_true(pty_golden(&p, "golden/demo"));
 *	pty_stop(&p);
 *
 * What fails says so on stderr, together with the screen as it was. A program that leads its
 * session cannot be stopped with SIGTSTP (its process group is orphaned): run it under a shell
 * for that.
 */
#ifndef DEBRIEF_TESTS_PTY_H
#define DEBRIEF_TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

enum {
	PTY_DEADLINE = 20000, /* ms; long, for a busy machine and sanitizers: only failures wait */
	PTY_FRAME = 20,       /* ms without output or work that end a frame */
};

struct pty_options {
	const char *const *argv; /* up to NULL; argv[0] is looked up in PATH */
	const char *home;        /* an existing folder: HOME, XDG_* and TMPDIR point into it */
	const char *cwd;         /* NULL: where the test runs */
	const char *term;        /* NULL: xterm-256color */
	const char *const *env;  /* KEY=VALUE up to NULL, or NULL; these win over the others */
	int cols, rows;          /* 0: 100x30 */
};

/* Read its fields if you like; only the functions below change them. */
struct pty {
	pid_t pid;
	int master, slave, pidfd; /* slave and pidfd are -1 once the program has ended */
	bool ended;               /* the program was reaped: status is valid */
	bool closed;              /* ... and everything it wrote was read */
	int status;               /* as from waitpid */
	double started_ms;        /* pty_now() just before the program was started */
	double read_ms;           /* pty_now() right after the latest read of its output */
	char *raw;                /* every byte the program wrote, NUL-terminated */
	size_t raw_len, raw_size, emulated;
	struct VTerm *vt;
	struct VTermScreen *screen;
	int cols, rows;
	bool cursor_visible;
	char *text; /* what pty_text and pty_row return */
	struct termios before;
};

struct pty_cell {
	char text[32]; /* a base character with its marks; "" right of a wide one */
	bool bold, underline, reverse;
	int fg, bg; /* -1: the terminal's own; 0-255: palette; from 0x1000000: RGB */
};

/* The process that reads from the terminal: in a shell with jobs, the job in the foreground. */
struct pty_process {
	pid_t pid;
	bool asleep;           /* every thread waits, and no input is left unread */
	unsigned long wakeups; /* how often its threads went to sleep (voluntary switches) */
	unsigned long resident_kib;
};

/* A new empty folder in $TMPDIR or /tmp: a malloc'ed path, or NULL. */
char *pty_folder_new(void);
/* Removes the folder with everything in it, and frees the path. NULL is fine. */
void pty_folder_remove(char *path);

/* False, with a reason on stderr, if the program cannot be started. Always call pty_stop later. */
bool pty_start(struct pty *p, const struct pty_options *options);
/* Kills what still runs, reaps it and frees everything. Harmless if done before, or if *p is zero.
 */
void pty_stop(struct pty *p);
/* Sends a signal to the program. */
void pty_signal(struct pty *p, int sig);
/* Closes the terminal, as a window is closed, and waits until the program has ended for it. */
bool pty_hang_up(struct pty *p, int *status);
/* Changes the size of the terminal; the program gets SIGWINCH. */
void pty_resize(struct pty *p, int cols, int rows);

/*
 * Sends keys: words separated by blanks, each a write of its own. A word is a name (up down left
 * right home end pgup pgdn del enter esc tab btab bs space f1 ... f12), ^X for control-X, or text
 * typed as it is. After esc it waits until the program has taken it for a key of its own.
 */
bool pty_keys(struct pty *p, const char *keys);
bool pty_type(struct pty *p, const char *text);
bool pty_send(struct pty *p, const char *bytes, size_t len);

/*
 * Waits until the text is (or is no longer) on the screen and the frame is complete: the program
 * sleeps, with its input read and its output shown. '\n' in a text is the end of a row.
 */
bool pty_wait_text(struct pty *p, const char *text, int deadline_ms);
bool pty_wait_gone(struct pty *p, const char *text, int deadline_ms);
/*
 * Waits until for quiet_ms the program wrote nothing and none of its threads ran, and no input is
 * left unread. A program that only waits for a shorter timeout counts as busy.
 */
bool pty_wait_idle(struct pty *p, int quiet_ms);
/* Waits until the program ended and all it wrote is on the screen. status as from waitpid. */
bool pty_wait_exit(struct pty *p, int *status);

/* The screen, or one row from 0, in UTF-8 without trailing blanks; valid until the next call. */
const char *pty_text(struct pty *p);
const char *pty_row(struct pty *p, int row);
bool pty_has(struct pty *p, const char *text);
void pty_cursor(struct pty *p, int *row, int *col, bool *visible);
struct pty_cell pty_cell(struct pty *p, int row, int col);
/* Compares pty_text with a file. With GENERATE=1 in the environment it writes the file instead. */
bool pty_golden(struct pty *p, const char *path);

/* True if these bytes are among those the program wrote since offset (of p->raw). */
bool pty_wrote(const struct pty *p, size_t offset, const char *bytes);
/* A DEC private mode as the program's output left it: 1049 alternate screen, 2004 paste, ... */
bool pty_mode(const struct pty *p, int mode);
bool pty_termios_restored(struct pty *p);
/* All that a full-screen program must undo: modes, cursor and termios; says what was left. */
bool pty_restored(struct pty *p);

/* Says why, and what is on the screen, on stderr; returns false. */
__attribute__((format(printf, 2, 3))) bool pty_fail(struct pty *p, const char *format, ...);

/* For measuring. Milliseconds of the monotonic clock. */
double pty_now(void);
struct pty_process pty_process(struct pty *p);
/* One poll of at most timeout_ms; true if output came or the program ended. Reads all there is
 * before the first byte is emulated. */
bool pty_pump(struct pty *p, double timeout_ms);

#endif
