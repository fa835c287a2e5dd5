/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrolling counts lines, not items: a long item can be read to its end, and what stands in view
 * stays where it is until the selection leaves it. */
#include "ui/pane.h"

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

int list_draw(const struct list_ops *ops, const void *context, size_t count, struct list_view *view,
	      struct canvas *canvas, struct area area)
{
	int total = 0;
	int top = 0;    /* line of the selected item */
	int height = 0; /* its lines */
	int row;

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
	if (top + height > view->scroll + area.height)
		view->scroll = top + height - area.height;
	if (top < view->scroll)
		view->scroll = top;
	if (view->scroll > total - area.height)
		view->scroll = total - area.height;
	if (view->scroll < 0)
		view->scroll = 0;
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
