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

/* Begins a line with some text already in it; one that is being written is left. `history` true:
 * lines accepted earlier in this run, with `history` too, can be called back with ↑; false: ↑ and ↓
 * move between the lines of the text. `words` (may be NULL, NULL-terminated, borrowed until the
 * end) are what Tab completes. */
void line_editor_start(const char *text, bool history, const char *const *words);
/* What Tab completes from now on. */
void line_editor_complete(const char *const *words);
/* Feeds one key. Enter ends the line; Alt-Enter adds a newline; a paste is inserted whole as one
 * undo step. Keys that mean nothing to readline change nothing. */
enum line_result { LINE_EDITING, LINE_ACCEPTED, LINE_LEFT /* Esc, Ctrl-C */ };
enum line_result line_editor_feed(const struct token *token);
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
/* Ends without result. */
void line_editor_stop(void);

/*
 * Without a screen readline has the terminal to itself, and takes it for one that can do nothing:
 * no colours, no marks, no movement but along the line. To be called once, after line_editor_init.
 */
void line_editor_take_terminal(void);
/* False if there is something in this text that must not reach a terminal as it is: to
 * line_editor_ask it must not be given. */
bool line_editor_can_show(const char *text);
/* Asks for a line and waits for it, with signals let in by `wait_mask`; the other arguments are as
 * above. True: line_editor_text is the line. False: Ctrl-D at its end, the end of the input, or a
 * signal that ends the program; line_editor_text is then what was begun. */
bool line_editor_ask(const char *prompt, const char *text, bool history, const char *const *words,
		     const sigset_t *wait_mask);

/* readline's version. */
const char *line_editor_library(void);

#endif
