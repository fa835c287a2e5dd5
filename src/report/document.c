/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/document.h"

#include <stdarg.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/timestamp.h"

/* An empty text adds nothing: who makes a report need not ask first whether there is one. */

void document_start(struct document *document, struct arena *arena, const char *title)
{
	*document = (struct document){
		.arena = arena,
		.title = title,
		/* TRANSLATORS: the code of your own language, as in <html lang="en">. */
		.language = _("en"),
	};
	document_heading(document, 1, "title", title);
}

static bool is_empty(const char *text)
{
	return !text || !*text;
}

static void append(struct document *document, struct block block)
{
	struct block *blocks = document->failed ? NULL
						: arena_grow(document->arena, document->blocks,
							     document->n_blocks, sizeof(*blocks));

	if (!blocks) {
		document->failed = true;
		return;
	}
	document->blocks = blocks;
	blocks[document->n_blocks++] = block;
}

static void add(struct document *document, struct block block)
{
	for (size_t i = 0; i < COUNT(document->waiting); i++) {
		if (document->waiting[i].text)
			append(document, document->waiting[i]);
		document->waiting[i] = (struct block){0};
	}
	append(document, block);
}

void document_heading(struct document *document, int level, const char *id, const char *text)
{
	struct block heading = {BLOCK_HEADING, .level = level, .id = id, .text = text};

	if (is_empty(text))
		return;
	if (level == 1) {
		add(document, heading);
		return;
	}
	document->waiting[level - 2] = heading;
	if (level == 2)
		document->waiting[1] = (struct block){0};
}

ERR_FORMAT(2, 0)
static const char *format_into(struct document *document, const char *format, va_list arguments)
{
	const char *text = arena_vprintf(document->arena, format, arguments);

	if (!text)
		document->failed = true;
	return text ? text : "";
}

const char *document_format(struct document *document, const char *format, ...)
{
	va_list arguments;
	const char *text;

	va_start(arguments, format);
	text = format_into(document, format, arguments);
	va_end(arguments);
	return text;
}

const char *document_list(struct document *document, const char *all, const char *next)
{
	return all ? document_format(document, "%s, %s", all, next) : next;
}

void document_text(struct document *document, const char *id, const char *format, ...)
{
	va_list arguments;
	const char *text;

	va_start(arguments, format);
	text = format_into(document, format, arguments);
	va_end(arguments);
	if (!is_empty(text))
		add(document, (struct block){BLOCK_TEXT, .id = id, .text = text});
}

void document_quote(struct document *document, const char *id, const char *who, const char *words,
		    const char *when)
{
	if (!is_empty(words))
		add(document, (struct block){BLOCK_QUOTE, .id = id, .label = who, .text = words,
					     .aside = when});
}

void document_fact(struct document *document, const char *id, const char *label, const char *text)
{
	if (!is_empty(text))
		add(document, (struct block){BLOCK_FACT, .id = id, .label = label, .text = text});
}

const char *document_date(struct document *document, const char *day)
{
	char words[DATE_WORDS_SIZE];

	return day ? document_format(document, "%s", date_words(day, words)) : "";
}

void document_day(struct document *document, const char *id, const char *label, const char *day)
{
	if (!is_empty(day))
		add(document, (struct block){BLOCK_FACT, .id = id, .label = label,
					     .text = document_date(document, day), .data = day});
}

void document_item(struct document *document, const char *id, const char *label, const char *text,
		   const char *aside)
{
	if (!is_empty(text))
		add(document, (struct block){BLOCK_ITEM, .id = id, .label = label, .text = text,
					     .aside = aside});
}

void document_verbatim(struct document *document, const char *id, const char *text)
{
	if (!is_empty(text))
		add(document, (struct block){BLOCK_VERBATIM, .id = id, .text = text});
}

void document_picture(struct document *document, const char *id, const char *text, const char *file,
		      const char *label)
{
	if (!is_empty(file))
		add(document, (struct block){BLOCK_PICTURE, .id = id, .label = label, .text = text,
					     .aside = file});
}

void document_timeline(struct document *document, const char *id, const struct timeline *timeline)
{
	if (timeline->n_lanes > 0)
		add(document, (struct block){BLOCK_TIMELINE, .id = id, .timeline = timeline});
}
