/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A paste is taken whole when its end has come: a page may become more than a text, and one that is
 * too long is refused. Until then the draft alone has it, so that nothing is lost if the terminal
 * or the program goes first.
 */
#include "ui/open_paste.h"

void open_paste_draft(struct app *app, const struct input *input, const char *line, size_t point)
{
	struct buf text, pasted;

	buf_init(&text, BUF_MAX_DEFAULT);
	input_pasted(input, &pasted);
	buf_add(&text, line, point);
	buf_add(&text, buf_text(&pasted), pasted.length);
	buf_puts(&text, line + point);
	if (!text.failed && text.length <= DRAFT_TEXT_MAX)
		drafts_write(app, buf_text(&text));
	buf_release(&pasted);
	buf_release(&text);
}
