/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/document.h"

#include <string.h>

#include "debrief/i18n.h"
#include "debrief/utf8.h"
#include "page.h"
#include "timeline_draw.h"

/*
 * For the terminal, a mail, the printer: no marks that one must know. Whatever a text holds, page.h
 * makes it harmless.
 */

#define INDENT     2
#define LABEL_MOST 24 /* columns of a label that the words still stand beside */

static int columns_of(const char *text)
{
	return text ? utf8_columns(text, strlen(text)) : 0;
}

static void add_heading(const struct block *block, struct buf *out)
{
	if (block->level < 3) {
		page_heading(out, block->level == 1 ? '=' : '-', block->text);
		return;
	}
	page_blank(out);
	page_text(out, 0, "%s", block->text);
}

/* Short labels stand beside the words, long ones above. */
static void add_labelled(const char *label, const char *text, struct buf *out)
{
	int columns = columns_of(label) + columns_of(text) + 2 * INDENT;

	if (!*label) {
		page_text(out, INDENT, "%s", text);
	} else if (columns_of(label) <= LABEL_MOST || columns <= PAGE_COLUMNS) {
		page_hanging(out, INDENT, INDENT, "%s: %s", label, text);
	} else {
		page_text(out, INDENT, "%s:", label);
		page_text(out, 2 * INDENT, "%s", text);
	}
}

static void add_quote(const struct block *block, struct buf *out)
{
	struct buf label;

	buf_init(&label, out->max);
	if (block->label)
		buf_puts(&label, block->label);
	if (block->aside && *block->aside)
		buf_printf(&label, block->label ? " (%s)" : "(%s)", block->aside);
	if (label.failed)
		out->failed = true;
	add_labelled(buf_text(&label), block->text, out);
	buf_release(&label);
}

static void add_fact(const struct block *block, struct buf *out)
{
	add_labelled(block->label ? block->label : "", block->text, out);
}

static void add_item(const struct block *block, struct buf *out)
{
	const char *label = block->label ? block->label : "";
	const char *colon = block->label ? ": " : "";

	if (block->aside && *block->aside)
		page_item(out, INDENT, "- ", "%s%s%s (%s)", label, colon, block->text,
			  block->aside);
	else
		page_item(out, INDENT, "- ", "%s%s%s", label, colon, block->text);
}

static void add_verbatim(const struct block *block, struct buf *out)
{
	page_verbatim(out, 3 * INDENT, block->text);
}

static void add_picture(const struct block *block, struct buf *out)
{
	page_item(out, 2 * INDENT, "", _("[Picture: %s; file: %s]"), block->text ? block->text : "",
		  block->label ? block->label : block->aside);
}

static void add_timeline(const struct block *block, struct buf *out)
{
	timeline_draw(block->timeline, PAGE_COLUMNS, out);
}

static void add_text(const struct block *block, struct buf *out)
{
	page_text(out, INDENT, "%s", block->text);
}

static bool is_drawn(const struct block *block)
{
	return block->kind == BLOCK_VERBATIM || block->kind == BLOCK_TIMELINE;
}

/* Words of nobody named: without a label there is nothing that begins them. */
static bool is_loose(const struct block *block)
{
	return block->kind == BLOCK_QUOTE && !block->label;
}

/* What is drawn stands apart from what follows, as headings do by themselves; so do loose words,
 * which else would run together with what is around them. */
static bool stands_apart(const struct block *block)
{
	if (block->kind == BLOCK_HEADING)
		return false;
	return is_drawn(&block[-1]) ||
	       (block[-1].kind != BLOCK_HEADING && (is_loose(&block[-1]) || is_loose(block)));
}

enum status document_as_text(const struct document *document, struct buf *out, struct err *err)
{
	static void (*const add[BLOCK__COUNT])(const struct block *, struct buf *) = {
		[BLOCK_HEADING] = add_heading, [BLOCK_TEXT] = add_text,
		[BLOCK_QUOTE] = add_quote,     [BLOCK_FACT] = add_fact,
		[BLOCK_ITEM] = add_item,       [BLOCK_VERBATIM] = add_verbatim,
		[BLOCK_PICTURE] = add_picture, [BLOCK_TIMELINE] = add_timeline,
	};

	for (size_t i = 0; i < document->n_blocks; i++) {
		const struct block *block = &document->blocks[i];

		if (i > 0 && stands_apart(block))
			page_blank(out);
		add[block->kind](block, out);
	}
	return document->failed || out->failed ? err_no_memory(err) : STATUS_OK;
}
