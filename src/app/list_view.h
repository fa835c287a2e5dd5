/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_LIST_VIEW_H
#define APP_LIST_VIEW_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A list on the screen: the item that is marked, and the first line that is shown. The drawing
 * keeps `scroll` where it makes sense, and leaves behind what of the marked item it could not show.
 *
 * The script has no such list: `selected` counts back from what was heard last, and `scroll` is how
 * far the coach went from where that is in sight.
 */
struct list_view {
	size_t selected;
	int scroll;
	int page;         /* lines that are shown at once */
	int above, below; /* lines of the marked item (of the script: all) that are out of sight */
};

#define LIST_PAGE 10     /* items, or lines of a text */
#define LIST_FAR  100000 /* beyond the end of any list */

/* Reads on in what is cut, or back, at most by so many lines; false: there is no more. */
static inline bool list_read_on(struct list_view *view, int by)
{
	if (by > view->below)
		by = view->below;
	if (by < -view->above)
		by = -view->above;
	view->scroll += by;
	return by != 0;
}

/* Lines to the next page, which begins with the last line of the one before. */
static inline int list_page(const struct list_view *view)
{
	return view->page > 1 ? view->page - 1 : 1;
}

/* The place `by` items from another, as far as there are any. */
static inline size_t list_move(size_t from, long by, size_t count)
{
	long to = (long)from + by;

	if (to >= (long)count)
		to = (long)count - 1;
	return to < 0 ? 0 : (size_t)to;
}

#endif
