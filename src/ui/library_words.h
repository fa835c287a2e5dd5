/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_LIBRARY_WORDS_H
#define UI_LIBRARY_WORDS_H

#include "app/library.h"

/* What is said of a session in the library, the same in its columns and in the line mode. Where it
 * may be NULL there is nothing to say, or no memory to say it. */

/* "due in 3 days", "taken up since"; may be NULL. */
const char *library_due_words(const struct library *library, const struct library_row *row,
			      struct arena *arena);
/* "agreed", "preparing, damaged", "NOT SAVED" while it has words that no disk took; "" before it is
 * read. */
const char *library_standing_words(const struct library *library, const struct library_row *row,
				   struct arena *arena);
/* "Ratios · Grade 7"; may be NULL. */
const char *library_lesson_words(const struct library_row *row, struct arena *arena);
/* The teacher, else the name of the folder. */
const char *library_teacher_words(const struct library_row *row);
/* "2 follow-ups are due: J. R., M. K."; NULL if none is. */
const char *library_follow_ups(const struct library *library, struct arena *arena);

#endif
