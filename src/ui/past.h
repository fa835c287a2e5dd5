/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_PAST_H
#define UI_PAST_H

#include <stddef.h>

/* The commands that ↑ calls back at the prompt of the line mode. Words never come here: they may be
 * private, and the teacher may see the terminal. */

#define PAST_MAX 100

struct past {
	char *items[PAST_MAX + 1]; /* oldest first, NULL-terminated */
	size_t count;
};

void past_add(struct past *past, const char *command);
void past_forget(struct past *past);

#endif
