/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_PICK_H
#define APP_PICK_H

#include <stdbool.h>

#include "app/form.h"

/*
 * A pick: a line whose words narrow a list down, wherever in an answer they stand, in any order and
 * case. Used where there are many answers: changes of the bank, commands, rubrics.
 */

/* True if every word of `typed` occurs in one of the two texts; `other` may be NULL. */
bool pick_matches(const char *typed, const char *text, const char *other);
/* Makes run->options of those in run->all that fit what was typed; where own words will do, these
 * are the last of them or, as long as they are an answer that stands, the first of all. False if
 * there is no memory. */
bool pick_narrow(struct form_run *run);
/* The line is an answer that stands: it narrows nothing down yet. */
bool pick_stands(const struct form_run *run);
/* True if this answer is what was typed. */
bool pick_is_own_words(const struct form_option *option);

#endif
