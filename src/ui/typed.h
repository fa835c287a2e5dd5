/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_TYPED_H
#define UI_TYPED_H

#include "ui/speech.h"

/*
 * What a line means in the line mode. At the prompt it is, in this order: nothing (what Enter
 * does), a number of the list in view, the key of a command, words heard (behind ' or "), the name
 * of a command or its beginning, and else words that the coach may want to keep. In a form it is
 * the answer. All return CHANGE_ bits.
 */
unsigned typed_command(struct speech *speech, const char *line);
/* "." leaves the question; a choice is taken by its number, the beginning of its label, or
 * its value as the record has it. */
unsigned typed_answer(struct app *app, const char *line);
/* Writes these words down, where words go in this stage; unless `at_once`, only begins to. */
unsigned typed_words(struct app *app, const char *text, bool at_once);
/* What is awaited: a command, a number, words heard … */
const char *typed_prompt(const struct app *app);
/* Says what is asked, all of it, and how it can be answered. */
void typed_answer_help(struct speech *speech);
/* False: it is a key without meaning, or words, or not known. */
bool typed_is_command(const struct app *app, const char *line);
/* True if it is a number and nothing else. */
bool typed_number(const char *text, size_t *number);
/* Says what can be typed here. */
void typed_help(struct speech *speech);

#endif
