/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_TERM_H
#define UI_TERM_H

#include <stdbool.h>

#include "debrief/err.h"
#include "ui/canvas.h"

/*
 * The terminal. term_curses.c is the only file that knows curses; it is used for output alone,
 * input is read by the event loop as bytes. There is one terminal, so the implementation may keep
 * curses' own state; everything is given back by term_close, and by the crash handler.
 */

struct term;
struct charset;

struct term_options {
	bool no_color; /* NO_COLOR, --color=never */
	bool ascii;    /* --ascii */
	bool is_utf8;  /* the locale */
};

/* Takes the screen: alternate screen, raw mode, bracketed paste. STATUS_REFUSED if the terminal
 * cannot place a cursor (TERM=dumb) or is not known: the message says what to do. Unknown names of
 * the xterm family are tried as xterm-256color. `charset` must stay until it is closed. */
MUST_USE enum status term_open(struct term **term, const struct term_options *options,
			       const struct charset *charset, struct err *err);
/* Gives the terminal back as it was. Safe to call twice. */
void term_close(struct term *term);

void term_size(const struct term *term, int *rows, int *columns);
/* Asks the kernel for the new size and takes it (after SIGWINCH, after coming back). */
void term_take_size(struct term *term);
/* Shows a canvas of the terminal's size: only changed cells are written, the cursor placed. */
void term_paint(struct term *term, const struct canvas *canvas);
/* The next paint writes everything. */
void term_redraw(struct term *term);
/* Where there is a mouse: clicks come to us, or the terminal selects text with it. */
void term_use_mouse(struct term *term, bool clicks);
/* Leaves the screen for a while (job control, an editor) and comes back. */
void term_leave(struct term *term);
void term_return(struct term *term);
/* The curses library's name and version. */
const char *term_library(void);
/* Milliseconds to wait before a lone Esc counts as Esc: $ESCDELAY or 50. */
int term_escape_delay(const struct term *term);

#endif
