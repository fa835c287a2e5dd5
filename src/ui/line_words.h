/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_LINE_WORDS_H
#define UI_LINE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What a line can be completed to. Each word is a whole line, often a sentence: it matches from
 * the start of the line, once, in the order given.
 */

struct line_words {
	const char *const *words; /* NULL-terminated, borrowed; NULL: none */
	size_t next;
	char **shown; /* the choices that were asked for; NULL-terminated, NULL: none */
};

void line_words_begin(struct line_words *words, const char *const *list);
/* The first word (`first`) or the next that goes on from `begin`, NULL behind the last; upper and
 * lower case are the same unless `exact`. */
const char *line_words_next(struct line_words *words, const char *begin, bool exact, bool first);
/* Copies what is to be shown; without memory for all, none is. */
void line_words_show(struct line_words *words, char *const *choices, size_t count);
void line_words_hide(struct line_words *words);

#endif
