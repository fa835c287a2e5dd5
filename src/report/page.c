/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include <string.h>

#include "debrief/sanitise.h"
#include "debrief/utf8.h"
#include "debrief/wrap.h"

/* Text is sanitised before it is measured: what becomes visible takes columns too. */

#define COLUMNS_LEAST 20 /* for text that stands far to the right */

void page_blank(struct buf *out)
{
	buf_putc(out, '\n');
}

/* What text is put together in; as large as the page may become. */
static void scratch_init(struct buf *scratch, const struct buf *out)
{
	buf_init(scratch, out->max);
}

void page_heading(struct buf *out, char rule, const char *text)
{
	struct buf clean;
	struct wrap wrap;
	int widest = 0;

	if (out->length > 0)
		page_blank(out);
	scratch_init(&clean, out);
	sanitise_text(&clean, text, SANITISE_LINE);
	wrap = wrap_start(buf_text(&clean), clean.length, PAGE_COLUMNS);
	while (wrap_next(&wrap)) {
		int columns = utf8_columns(buf_text(&clean) + wrap.offset, wrap.length);

		buf_add(out, buf_text(&clean) + wrap.offset, wrap.length);
		page_blank(out);
		widest = columns > widest ? columns : widest;
	}
	buf_fill(out, rule, (size_t)widest);
	page_blank(out);
	out->failed |= clean.failed;
	buf_release(&clean);
}

/* The lines after the first are indented by `hang` more; -1: as far as the label reaches. */
static void add_wrapped(struct buf *out, int indent, int hang, const char *label, const char *text)
{
	int label_columns = utf8_columns(label, strlen(label));
	int width = PAGE_COLUMNS - indent - (hang < 0 ? label_columns : hang);
	struct wrap wrap = wrap_start(text, strlen(text),
				      width > COLUMNS_LEAST ? width : COLUMNS_LEAST);

	while (wrap_next(&wrap)) {
		if (wrap.length > 0 || *label) {
			buf_fill(out, ' ', (size_t)indent);
			buf_puts(out, label);
			buf_add(out, text + wrap.offset, wrap.length);
		}
		page_blank(out);
		indent += hang < 0 ? label_columns : hang;
		hang = 0;
		label = "";
	}
}

ERR_FORMAT(5, 0)
static void add_item(struct buf *out, int indent, int hang, const char *label, const char *format,
		     va_list args)
{
	struct buf said;
	struct buf clean;

	scratch_init(&said, out);
	scratch_init(&clean, out);
	buf_vprintf(&said, format, args);
	while (said.length > 0 && said.data[said.length - 1] == '\n')
		buf_truncate(&said, said.length - 1);
	sanitise(&clean, buf_text(&said), said.length, SANITISE_LINES);
	if (said.failed || clean.failed)
		out->failed = true;
	else if (clean.length > 0 || *label)
		add_wrapped(out, indent, hang, label, buf_text(&clean));
	buf_release(&said);
	buf_release(&clean);
}

void page_text(struct buf *out, int indent, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_item(out, indent, 0, "", format, args);
	va_end(args);
}

void page_hanging(struct buf *out, int indent, int hang, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_item(out, indent, hang, "", format, args);
	va_end(args);
}

void page_item(struct buf *out, int indent, const char *label, const char *format, ...)
{
	struct buf clean;
	va_list args;

	scratch_init(&clean, out);
	sanitise_text(&clean, label, SANITISE_LINE);
	if (clean.failed)
		out->failed = true;
	va_start(args, format);
	add_item(out, indent, -1, buf_text(&clean), format, args);
	va_end(args);
	buf_release(&clean);
}

void page_verbatim(struct buf *out, int indent, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");

		if (length > 0)
			buf_fill(out, ' ', (size_t)indent);
		sanitise(out, text, length, SANITISE_LINES);
		page_blank(out);
		text += length + (text[length] == '\n');
	}
}
