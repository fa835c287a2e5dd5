/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_LIST_VIEW_H
#define APP_LIST_VIEW_H

#include <stddef.h>

/* A list on the screen: the item that is marked, and the first line that is shown. */
struct list_view {
	size_t selected;
	int scroll; /* kept by the drawing */
};

#define LIST_PAGE 10     /* items, or lines of a text */
#define LIST_FAR  100000 /* beyond the end of any list */

/* The place `by` items from another, as far as there are any. */
static inline size_t list_move(size_t from, long by, size_t count)
{
	long to = (long)from + by;

	if (to >= (long)count)
		to = (long)count - 1;
	return to < 0 ? 0 : (size_t)to;
}

#endif
