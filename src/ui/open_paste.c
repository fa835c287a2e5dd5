/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A paste is taken whole when its end has come: a page may become more than a text, and one that is
 * too long is refused. Until then the draft alone has it, so that nothing is lost if the terminal
 * or the program goes first.
 */
#include "ui/open_paste.h"

#include "ui/line_editor.h"

void open_paste_draft(struct app *app, const struct input *input)
{
	const char *text = line_editor_text();
	size_t point = line_editor_point();
	struct buf line, pasted;

	if (!line_editor_is_active())
		return;
	buf_init(&line, LINE_EDITOR_MAX);
	input_pasted(input, &pasted);
	buf_add(&line, text, point);
	buf_add(&line, buf_text(&pasted), pasted.length);
	buf_puts(&line, text + point);
	if (!line.failed)
		drafts_write(app, buf_text(&line));
	buf_release(&pasted);
	buf_release(&line);
}

void open_paste_leave(struct app *app, const struct input *input)
{
	struct token token = {.key = K_PASTE};
	struct buf pasted;

	if (!input->pasting || !line_editor_is_active())
		return;
	input_pasted(input, &pasted);
	token.bytes = buf_text(&pasted);
	token.length = pasted.length;
	line_editor_feed(&token);
	app_line_changed(app, line_editor_text(), line_editor_point());
	buf_release(&pasted);
}
