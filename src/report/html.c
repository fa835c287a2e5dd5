/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "html.h"

#include <string.h>

#include "debrief/sanitise.h"

/* All five characters, everywhere: then nobody has to know where a text will stand. */

static const char *written(char c, const char *line_end)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return line_end;
	}
}

void html_text(struct buf *out, const char *text, const char *line_end)
{
	struct buf clean;
	const char *at;

	buf_init(&clean, out->max);
	sanitise_text(&clean, text, SANITISE_LINES);
	for (at = buf_text(&clean); *at;) {
		size_t plain = strcspn(at, "&<>\"'\n");

		buf_add(out, at, plain);
		at += plain;
		if (*at)
			buf_puts(out, written(*at++, line_end));
	}
	if (clean.failed)
		out->failed = true;
	buf_release(&clean);
}
