/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/past.h"

#include <stdlib.h>
#include <string.h>

void past_add(struct past *past, const char *command)
{
	size_t n = past->count;

	if (!*command || (n > 0 && !strcmp(past->items[n - 1], command)))
		return;
	if (n == PAST_MAX) {
		free(past->items[0]);
		memmove(past->items, past->items + 1, PAST_MAX * sizeof(*past->items));
		past->count = --n;
	}
	past->items[n] = strdup(command);
	past->count += past->items[n] != NULL;
}

void past_forget(struct past *past)
{
	while (past->count > 0) {
		free(past->items[--past->count]);
		past->items[past->count] = NULL;
	}
}
