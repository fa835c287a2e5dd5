/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repeats.h"

#include <stdlib.h>
#include <string.h>

#include "debrief/i18n.h"

/* By text, then by place: the first of a run is the one that the others repeat. */
static int compare(const void *left, const void *right)
{
	const struct node *a = *(const struct node *const *)left;
	const struct node *b = *(const struct node *const *)right;
	int order = strcmp(a->text, b->text);

	if (order != 0)
		return order;
	if (a->start.line != b->start.line)
		return a->start.line < b->start.line ? -1 : 1;
	return (a->start.column > b->start.column) - (a->start.column < b->start.column);
}

void repeats_report(const struct node **scalars, size_t count, const char *what,
		    struct diags *diags)
{
	size_t first = 0;

	qsort(scalars, count, sizeof(struct node *), compare);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(scalars[i]->text, scalars[first]->text) != 0) {
			first = i;
			continue;
		}
		diags_add(diags, DIAG_ERROR, scalars[i]->start, scalars[i]->end, "%s '%s'", what,
			  diag_brief(diags->arena, scalars[i]->text));
		diags_add(diags, DIAG_NOTE, scalars[first]->start, scalars[first]->end, "%s",
			  _("first given here"));
	}
}
