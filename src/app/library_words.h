/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_LIBRARY_WORDS_H
#define APP_LIBRARY_WORDS_H

#include "app/library.h"

/* The words of a row that a filter looks in, in lower case; NULL for want of memory. */
const char *library_words_make(const struct library_row *row, struct arena *arena);
/* What a filter asks for, as it is compared. */
void library_words_wanted(const char *filter, char wanted[LIBRARY_FILTER_SIZE]);
/* True if each of the words that are wanted is in them. */
bool library_words_hold(const char *words, const char *wanted);

#endif
