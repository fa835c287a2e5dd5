/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_LINE_EDITOR_H
#define UI_LINE_EDITOR_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "debrief/err.h"
#include "ui/input.h"

/*
 * readline as a guest of our loop: it gets whole tokens from a private queue through its callback
 * interface and never touches the terminal; we draw its line ourselves. The user's ~/.inputrc
 * holds, in emacs and vi mode (`$if debrief` works). There is one line at a time, as readline has
 * it.
 *
 * The text is valid UTF-8 and has no control characters but tab and newline, unless the user's own
 * key bindings put some there.
 */

/* In bytes of text; what would make it longer is refused. */
#define LINE_EDITOR_MAX ((size_t)60 << 10)

/* Once, after the locale is set and before the terminal is opened (readline would otherwise replace
 * curses' terminal). */
MUST_USE enum status line_editor_init(struct err *err);
void line_editor_release(void);

struct line_options {
	const char *const *history; /* what ↑ calls back, oldest first; NULL-terminated, copied */
	const char *const *words;   /* what Tab completes the whole text to; NULL-terminated,
				     * borrowed until the end */
	bool is_private; /* what is killed in this line can be yanked in private lines alone */
	/* Without a screen: gets the line when the keys pause; returns in how many milliseconds it
	 * wants to be called again, -1: with the next keys. */
	int (*watch)(void *context, const char *text);
	void *context;
};

/* Begins a line with some text already in it; one that is being written is left. All options may
 * be NULL. Nothing of a line is kept when it ends, but what was killed. */
void line_editor_start(const char *text, const struct line_options *options);
/* What Tab completes from now on. */
void line_editor_complete(const char *const *words);
/* Feeds one key. Enter ends the line; Alt-Enter adds a newline; a paste is inserted whole as one
 * undo step. ↑ and ↓ (and vi's k and j) move among the rows of the text, and from its first and
 * last into the history; Home and End stay in a line of the text, while readline's own commands
 * mean the whole. Keys that mean nothing to readline change nothing. */
enum line_result {
	LINE_EDITING,
	LINE_ACCEPTED,
	LINE_LEFT, /* Esc, Ctrl-C */
	LINE_LENT, /* Ctrl-X Ctrl-E: the user wants the text in another editor; the line goes on */
};
enum line_result line_editor_feed(const struct token *token);
/* Replaces the whole text, as one undo step. */
void line_editor_replace(const char *text);
/* How many columns the text is wrapped at where it is shown; 0: not at all. */
void line_editor_set_width(int columns);
/* Milliseconds to wait for the rest of a sequence of keys that begins with a letter ("jk" in an
 * inputrc) before line_editor_expire; -1: nothing is pending. */
int line_editor_timeout(void);
/* The wait was in vain: the letter stands for itself. */
void line_editor_expire(void);

bool line_editor_is_active(void);
/* The text now, or as it was when the line was accepted or left; borrowed until the next call. */
const char *line_editor_text(void);
/* Cursor, in bytes from its start. */
size_t line_editor_point(void);
/* "(reverse-i-search)`x': " and the like, or "". Mode: "", "ins" or "cmd" (vi). */
const char *line_editor_prompt(void);
const char *line_editor_mode(void);
/* What Tab could complete the text to, if that was asked for with the last key; NULL-terminated, or
 * NULL. */
const char *const *line_editor_matches(void);
/* Ends without result. */
void line_editor_stop(void);

/*
 * Without a screen readline has the terminal to itself, and takes it for one that can do nothing:
 * no colours, no marks, no movement but along the line. To be called once, after line_editor_init.
 * Where the terminal is not of UTF-8 its locale is set while a line is asked for, and the line is
 * in its bytes.
 */
void line_editor_take_terminal(bool is_utf8);
/* Asks for a line and waits for it, with signals let in by `wait_mask`; the other arguments are as
 * above, but that the text must be one that can be shown as it is (line_text_can_show). True:
 * line_editor_text is the line. False: Ctrl-D at its end, the end of the input, or a signal that
 * ends the program; line_editor_text is then what was begun. */
bool line_editor_ask(const char *prompt, const char *text, const struct line_options *options,
		     const sigset_t *wait_mask);

/* readline's version. */
const char *line_editor_library(void);

#endif
