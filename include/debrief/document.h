/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_DOCUMENT_H
#define DEBRIEF_DOCUMENT_H

#include <stdbool.h>

#include "debrief/arena.h"
#include "debrief/buf.h"
#include "debrief/err.h"

/*
 * What a report says, before it is known on what it is written: blocks in reading order. It is made
 * once, for the coach or for the teacher; each renderer only reads it, knows no session, and sees
 * to it that nothing in a text can break out of its format (sanitising, escaping).
 *
 *     document_heading(&document, 2, "goal", _("The goal"));
 *     document_quote(&document, "statement-teacher", _("The teacher"), words, NULL);
 *
 * `id` names what a block holds for scripts: lower case and hyphens, never translated; NULL for
 * what only people read. Texts are raw; they are borrowed and must live as long as the document,
 * what is formatted here is copied into its arena. An empty or NULL text adds no block. A
 * failure of memory sticks: `failed`.
 */

enum block_kind {
	BLOCK_HEADING,  /* text; level 1 (the title, once), 2 or 3 */
	BLOCK_TEXT,     /* a paragraph */
	BLOCK_QUOTE,    /* somebody's words: label tells whose, aside when; line ends count */
	BLOCK_FACT,     /* label: text; facts that follow one another form one list */
	BLOCK_ITEM,     /* of a list: text, an optional label before it, aside after it */
	BLOCK_VERBATIM, /* student work as text: line ends and spaces count */
	BLOCK_PICTURE,  /* text is its description, aside the bare name of its file in `folder`,
			 * label what the page calls it: NULL by that name */
	BLOCK_TIMELINE,
	BLOCK__COUNT,
};

/* How a talk ran: lanes one below the other over the same time. */
struct timeline_span {
	double from, to; /* seconds; a moment has from == to */
	const char *text;
};

struct timeline_lane {
	const char *id, *title;
	const struct timeline_span *spans; /* in order of `from` */
	size_t n_spans;
};

struct timeline {
	double seconds; /* the length of all of it; > 0 */
	const struct timeline_lane *lanes;
	size_t n_lanes;
};

struct block {
	enum block_kind kind;
	int level;
	const char *id, *label, *text, *aside;
	const char *data; /* for scripts, where `text` is not: a day as 2026-11-27 */
	const struct timeline *timeline;
};

struct document {
	struct arena *arena;
	const char *title;
	const char *reader, *session; /* for scripts: "coach", the session's id; may be NULL */
	const char *language;         /* of its sentences: "en" */
	const char *folder;           /* where its pictures lie; NULL: nowhere */
	struct block *blocks;
	size_t n_blocks;
	struct block waiting[2]; /* headings of level 2 and 3, until something stands under them */
	bool failed;
};

void document_start(struct document *document, struct arena *arena, const char *title);
/* Of level 2 and 3 it is only there if something comes under it. */
void document_heading(struct document *document, int level, const char *id, const char *text);
void document_text(struct document *document, const char *id, const char *format, ...)
	ERR_FORMAT(3, 4);
void document_quote(struct document *document, const char *id, const char *who, const char *words,
		    const char *when);
void document_fact(struct document *document, const char *id, const char *label, const char *text);
/* A fact that is a day, like 2026-11-27; people read it in words. */
void document_day(struct document *document, const char *id, const char *label, const char *day);
void document_item(struct document *document, const char *id, const char *label, const char *text,
		   const char *aside);
void document_verbatim(struct document *document, const char *id, const char *text);
void document_picture(struct document *document, const char *id, const char *text, const char *file,
		      const char *label);
/* The timeline is borrowed. */
void document_timeline(struct document *document, const char *id, const struct timeline *timeline);
/* Into the document's arena; "" on failure. */
const char *document_format(struct document *document, const char *format, ...) ERR_FORMAT(2, 3);
/* The list with one more: "3, 14"; it begins with NULL. */
const char *document_list(struct document *document, const char *all, const char *next);
const char *document_date(struct document *document, const char *day);

/* The renderers. Text is at most 76 columns where the words allow it; Markdown is CommonMark;
 * HTML is one self-contained page with its pictures in it; JSON has ids instead of labels
 * and headings, and leaves out what has none. */
typedef enum status document_render(const struct document *document, struct buf *out,
				    struct err *err);
document_render document_as_text MUST_USE;
document_render document_as_markdown MUST_USE;
document_render document_as_html MUST_USE;
document_render document_as_json MUST_USE;

#endif
