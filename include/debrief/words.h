/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_WORDS_H
#define DEBRIEF_WORDS_H

#include <stddef.h>

/*
 * How many words somebody said, as a person would count them: what stands between blanks, if there
 * is a letter or a digit in it. So "um", "3.5", "don't" and "well-known" are one word each; a dash
 * or dots on their own are none, and part what they stand between ("no—wait" are two). Where
 * writing has no blanks between words, each Han or kana character counts as one. It does not depend
 * on the locale: the same text has the same number everywhere.
 */

size_t words_count(const char *text, size_t length);

#endif
