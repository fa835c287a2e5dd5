/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/sanitise.h"

/* Made of what could be markup anywhere, between strange characters. */
static const char *chance(struct arena *arena, struct property *property)
{
	static const char *const pieces[] = {
		"<script>",
		"</style>",
		"</pre>",
		"<!--",
		"-->",
		"]]>",
		"<![CDATA[",
		"&lt;",
		"&#0;",
		"&",
		"<",
		">",
		"\"",
		"'",
		"`",
		"```",
		"````",
		"~~~",
		"|",
		"\\",
		"\\|",
		"\n# ",
		"\n* ",
		"\n- ",
		"\n1. ",
		"\n2) ",
		"\n> ",
		"\n===\n",
		"\n---\n",
		"\n    ",
		"\n\n",
		"\n\t",
		"[a](javascript:alert(1))",
		"![a](b)",
		"https://example.org",
		"www.a.b",
		"**",
		"__",
		"*",
		"_",
		"$x$",
		"{{x}}",
		"{#id}",
		"word",
		"two words",
		"+",
		"=",
		" ",
	};
	struct buf text;
	const char *copy;

	buf_init(&text, 1 << 16);
	buf_puts(&text, "x");
	for (unsigned int i = property_number(property, 8); i > 0; i--) {
		buf_puts(&text, pieces[property_number(property, COUNT(pieces))]);
		property_text(property, &text, 2);
	}
	copy = arena_strdup(arena, buf_text(&text)); /* up to the first NUL, if there is one */
	buf_release(&text);
	assert_non_null(copy);
	return copy;
}

static void add_timeline_by_chance(struct document *document, struct arena *arena,
				   struct property *property)
{
	size_t count = property_number(property, 9);
	struct timeline_span *spans = arena_array(arena, count + 1, sizeof(*spans));
	struct timeline_lane *lane = arena_alloc(arena, sizeof(*lane));
	struct timeline *timeline = arena_alloc(arena, sizeof(*timeline));

	for (size_t i = 0; i < count; i++)
		spans[i] = (struct timeline_span){60.0 * (double)i, 60.0 * (double)i + 50,
						  chance(arena, property)};
	*lane = (struct timeline_lane){"steps", "x", spans, count};
	*timeline = (struct timeline){600, lane, 1};
	document_timeline(document, "timeline", timeline);
}

static void add_by_chance(struct document *document, struct arena *arena, struct property *property)
{
	const char *label = property_number(property, 3) ? chance(arena, property) : NULL;
	const char *text = chance(arena, property);
	const char *aside = property_number(property, 2) ? chance(arena, property) : NULL;

	switch ((enum block_kind)property_number(property, BLOCK__COUNT)) {
	case BLOCK_HEADING:
		document_heading(document, 2 + (int)property_number(property, 2), "h", text);
		break;
	case BLOCK_TEXT:
		document_text(document, "text", "%s", text);
		break;
	case BLOCK_QUOTE:
		document_quote(document, "quote", label, text, aside);
		break;
	case BLOCK_FACT:
		document_fact(document, "fact", label ? label : "x", text);
		break;
	case BLOCK_ITEM:
		document_item(document, "item", label, text, aside);
		break;
	case BLOCK_VERBATIM:
		document_verbatim(document, "verbatim", text);
		break;
	case BLOCK_PICTURE:
		document_picture(document, "picture", text, "slip.png", NULL);
		break;
	case BLOCK_TIMELINE:
		add_timeline_by_chance(document, arena, property);
		break;
	case BLOCK__COUNT:
		break;
	}
}

void document_by_chance(struct document *document, struct arena *arena, struct property *property)
{
	document_start(document, arena, chance(arena, property));
	for (unsigned int i = property_number(property, 12); i > 0; i--)
		add_by_chance(document, arena, property);
	assert_false(document->failed);
}

/* ---- reading ---- */

struct reading {
	struct buf page; /* without blanks */
	size_t at;       /* read so far */
};

static void squeeze(struct buf *buf)
{
	size_t kept = 0;

	for (size_t i = 0; i < buf->length; i++)
		if (!strchr(" \t\n", buf->data[i]))
			buf->data[kept++] = buf->data[i];
	buf_truncate(buf, kept);
}

/* `moves`: what is read next stands behind it. */
static void read_text(struct reading *reading, const char *text, bool moves)
{
	struct buf clean;
	const char *found;

	if (!text)
		return;
	buf_init(&clean, BUF_MAX_DEFAULT);
	sanitise_text(&clean, text, SANITISE_LINES);
	squeeze(&clean);
	found = strstr(buf_text(&reading->page) + reading->at, buf_text(&clean));
	if (!found)
		fail_msg("'%s' is not read behind '%.*s'", buf_text(&clean), (int)reading->at,
			 buf_text(&reading->page));
	else if (moves)
		reading->at = (size_t)(found - buf_text(&reading->page)) + clean.length;
	buf_release(&clean);
}

static void read_block(struct reading *reading, const struct block *block)
{
	const struct timeline *timeline = block->timeline;

	read_text(reading, block->label, true);
	if (block->kind == BLOCK_QUOTE)
		read_text(reading, block->aside, true);
	read_text(reading, block->text, true);
	if (block->kind == BLOCK_ITEM)
		read_text(reading, block->aside, true);
	for (size_t i = 0; timeline && i < timeline->n_lanes; i++)
		for (size_t j = 0; j < timeline->lanes[i].n_spans; j++)
			read_text(reading, timeline->lanes[i].spans[j].text, false);
}

void assert_reads(const struct document *document, const char *page)
{
	struct reading reading = {.at = 0};

	buf_init(&reading.page, BUF_MAX_DEFAULT);
	buf_puts(&reading.page, page);
	squeeze(&reading.page);
	for (size_t i = 0; i < document->n_blocks; i++)
		read_block(&reading, &document->blocks[i]);
	buf_release(&reading.page);
}
