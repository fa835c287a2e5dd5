/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrolling counts lines, not items: a long item can be read to its end, and what stands in view
 * stays where it is until the selection leaves it. */
#include "ui/pane.h"

#include <string.h>

#include "app/keys.h"
#include "debrief/utf8.h"

static void add_zone(const struct list_ops *ops, size_t item, struct canvas *canvas,
		     struct area area, int row, int lines)
{
	struct target target = ops->target;
	int from = row < 0 ? 0 : row;
	int to = row + lines < area.height ? row + lines : area.height;

	target.item = item;
	canvas_zone(canvas, (struct area){area.row + from, area.column, to - from, area.width},
		    target);
}

static int between(int least, int row, int most)
{
	if (row > most)
		row = most;
	return row < least ? least : row;
}

int list_draw(const struct list_ops *ops, const void *context, size_t count, struct list_view *view,
	      struct canvas *canvas, struct area area)
{
	int total = 0;
	int top = 0;    /* line of the selected item */
	int height = 0; /* its lines */
	int least;
	int row;

	view->above = view->below = 0;
	if (count == 0 || area.height <= 0)
		return 0;
	if (view->selected >= count)
		view->selected = count - 1;
	for (size_t i = 0; i < count; i++) {
		int lines = ops->height_of(context, i, area.width);

		if (i == view->selected) {
			top = total;
			height = lines;
		}
		total += lines;
	}
	least = top + height - area.height;
	/* of an item that is longer than the view any part may be in view */
	view->scroll = least < top ? between(least, view->scroll, top)
				   : between(top, view->scroll, least);
	view->scroll = between(0, view->scroll, total > area.height ? total - area.height : 0);
	view->page = area.height;
	view->above = between(0, view->scroll - top, height);
	view->below = between(0, least - view->scroll, height);
	row = -view->scroll;
	for (size_t i = 0; i < count && row < area.height; i++) {
		int lines = ops->height_of(context, i, area.width);

		if (row + lines > 0) {
			ops->draw(context, i, canvas, area, row, i == view->selected);
			add_zone(ops, i, canvas, area, row, lines);
		}
		row += lines;
	}
	if (view->scroll > 0)
		canvas_puts(canvas, area, 0, area.width - 1, STYLE_QUIET,
			    canvas_symbol(canvas, SYMBOL_UP));
	if (view->scroll + area.height < total)
		canvas_puts(canvas, area, area.height - 1, area.width - 1, STYLE_QUIET,
			    canvas_symbol(canvas, SYMBOL_DOWN));
	return top - view->scroll;
}

int list_scroll(struct list_view *view, int start, int rows, int height)
{
	int most = rows > height ? rows - height : 0;
	int first = between(0, start + view->scroll, most);

	view->scroll = first - start;
	view->page = height;
	view->above = first;
	view->below = most - first;
	return first;
}

/* That there is more, and the key that shows it, ending before a column; returns where it begins.
 */
static int draw_more(struct canvas *canvas, struct area row, int end, enum symbol symbol, int key,
		     bool focused)
{
	struct key_name name = focused ? key_name(key, canvas->ascii) : (struct key_name){""};
	int width = focused ? utf8_columns(name.text, strlen(name.text)) + 4 : 3;
	struct area mark = {row.row, row.column + end - width, 1, width};

	canvas_fill(canvas, mark, STYLE_TEXT);
	canvas_puts(canvas, mark, 0, 1, STYLE_KEY, canvas_symbol(canvas, symbol));
	canvas_puts(canvas, mark, 0, 3, STYLE_KEY, name.text);
	if (focused)
		canvas_zone(canvas, mark, (struct target){TARGET_KEY, 0, (size_t)key});
	return end - width;
}

void list_draw_cut(const struct list_view *view, struct canvas *canvas, struct area row,
		   bool focused)
{
	int end = row.width;

	if (view->below > 0)
		end = draw_more(canvas, row, end, SYMBOL_DOWN, K_PAGE_DOWN, focused);
	if (view->above > 0)
		draw_more(canvas, row, end, SYMBOL_UP, K_PAGE_UP, focused);
}
