/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "debrief/i18n.h"
#include "debrief/sanitise.h"
#include "debrief/utf8.h"
#include "lines.h"

/*
 * Mistakes are found in the order in which a file is understood, not in which it is read: the
 * missing key of a map before the bad value inside it. So they are collected, and sorted when
 * they are shown. Everything that is shown came from a file and passes the sanitiser; the caret
 * is placed by the columns of what was shown, not of what was read.
 */

#define MESSAGE_MAX   600
#define BRIEF_COLUMNS 60
#define BRIEF_BYTES   480 /* enough for the columns in any script */
#define QUOTE_COLUMNS 100
#define QUOTE_BEFORE  50 /* characters left of the caret, when a line has to be cut */
#define QUOTE_AFTER   20 /* columns from the caret on, however wide what is before it */

void diags_init(struct diags *diags, struct arena *arena, const char *file, const char *source,
		size_t source_length)
{
	*diags = (struct diags){
		.arena = arena,
		.file = file,
		.source = source,
		.source_length = source_length,
	};
}

/* Ends in "…" what did not fit, without cutting a character. */
static void end_in_ellipsis(char *text, size_t length)
{
	static const char ellipsis[] = "…";
	size_t kept = length - strlen(ellipsis);

	while (kept > 0 && ((unsigned char)text[kept] & 0xC0) == 0x80)
		kept--;
	memcpy(text + kept, ellipsis, sizeof(ellipsis));
}

static bool store(struct diags *diags, const struct diag *diag, const char *message)
{
	/* A note without its diagnostic would be taken for part of another one. */
	if (diags->count >= DIAGS_MAX || (diag->severity == DIAG_NOTE && diags->dropped > 0))
		return false;
	struct diag *items = arena_grow(diags->arena, diags->items, diags->count, sizeof(*items));
	if (!items)
		return false;
	diags->items = items;
	items[diags->count] = *diag;
	items[diags->count].message = arena_strdup(diags->arena, message);
	if (!items[diags->count].message)
		return false;
	diags->count++;
	return true;
}

void diags_add(struct diags *diags, enum diag_severity severity, struct mark start, struct mark end,
	       const char *format, ...)
{
	struct diag diag = {
		.severity = severity,
		.start = start,
		.end = end,
		.order = diags->count,
	};
	char message[MESSAGE_MAX];
	va_list args;

	va_start(args, format);
	int length = vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	if (length < 0)
		message[0] = '\0';
	else if ((size_t)length >= sizeof(message))
		end_in_ellipsis(message, sizeof(message) - 1);

	diags->errors += severity == DIAG_ERROR;
	diags->warnings += severity == DIAG_WARNING;
	if (!store(diags, &diag, message) && severity != DIAG_NOTE)
		diags->dropped++;
}

const char *diag_brief(struct arena *arena, const char *text)
{
	size_t kept = utf8_fit(text, strnlen(text, BRIEF_BYTES), BRIEF_COLUMNS);

	if (text[kept] == '\0')
		return text;
	const char *brief = arena_printf(arena, "%.*s…", (int)kept, text);
	return brief ? brief : "…";
}

/* A diagnostic with its notes. */
struct group {
	struct mark start;
	size_t order;
	size_t first;
	size_t count;
};

static int compare_groups(const void *left, const void *right)
{
	const struct group *a = left;
	const struct group *b = right;

	if (a->start.line != b->start.line)
		return a->start.line < b->start.line ? -1 : 1;
	if (a->start.column != b->start.column)
		return a->start.column < b->start.column ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

void diags_sort(struct diags *diags)
{
	struct diag items[DIAGS_MAX];
	struct group groups[DIAGS_MAX];
	size_t group_count = 0;
	size_t sorted = 0;

	if (diags->count == 0)
		return;
	for (size_t i = 0; i < diags->count; i++) {
		items[i] = diags->items[i];
		if (group_count == 0 || items[i].severity != DIAG_NOTE)
			groups[group_count++] = (struct group){items[i].start, items[i].order, i,
							       0};
		groups[group_count - 1].count++;
	}
	qsort(groups, group_count, sizeof(groups[0]), compare_groups);
	for (size_t i = 0; i < group_count; i++)
		for (size_t j = 0; j < groups[i].count; j++)
			diags->items[sorted++] = items[groups[i].first + j];
}

static const char *severity_name(enum diag_severity severity)
{
	switch (severity) {
	case DIAG_ERROR:
		return _("error");
	case DIAG_WARNING:
		return _("warning");
	case DIAG_NOTE:
		return _("note");
	}
	return "";
}

void diag_line(const struct diags *diags, const struct diag *diag, struct buf *out)
{
	sanitise_text(out, diags->file, SANITISE_LINE);
	if (diag->start.line > 0)
		buf_printf(out, ":%u:%u", diag->start.line, diag->start.column);
	buf_printf(out, ": %s: ", severity_name(diag->severity));
	sanitise_text(out, diag->message, SANITISE_LINE);
}

/* Where the quoted part of a line begins: at its first character, if that leaves the caret near. */
static size_t quote_start(struct line line, size_t caret)
{
	size_t start = caret;
	size_t before = 0;

	if (line.length <= QUOTE_COLUMNS)
		return 0;
	while (start > 0 && before < QUOTE_BEFORE) {
		start--;
		before += ((unsigned char)line.text[start] & 0xC0) != 0x80;
	}
	return start <= QUOTE_BEFORE / 2 ? 0 : start;
}

/* Adds the text sanitised, until `room` columns are taken; moves *text, returns the columns. */
static int add_visible(struct buf *out, const char **text, const char *end, int room)
{
	size_t before = out->length;
	int columns = 0;

	/* One character at a time: what is shown can be ten times as wide as what is read. */
	while (*text < end && columns < room && !out->failed) {
		const char *start = *text;
		utf8_decode(text, end);
		sanitise(out, start, (size_t)(*text - start), SANITISE_LINE);
		columns = utf8_columns(buf_text(out) + before, out->length - before);
	}
	return columns;
}

static void quote(struct buf *out, const struct diag *diag, struct line line)
{
	const char *line_end = line.text + line.length;
	const char *caret = line.text + line_offset(line, diag->start.column);
	const char *end = caret; /* of what is underlined */
	const char *at = line.text + quote_start(line, (size_t)(caret - line.text));
	int indent = 0;

	if (diag->end.line > diag->start.line)
		end = line_end;
	else if (diag->end.line == diag->start.line)
		end = line.text + line_offset(line, diag->end.column);
	if (at > line.text) {
		buf_puts(out, "…");
		indent = 1;
	}
	indent += add_visible(out, &at, caret, INT32_MAX);
	int room = indent < QUOTE_COLUMNS - QUOTE_AFTER ? QUOTE_COLUMNS - indent : QUOTE_AFTER;
	int marked = add_visible(out, &at, end, room);
	add_visible(out, &at, line_end, room - marked);
	if (at < line_end)
		buf_puts(out, "…");

	buf_putc(out, '\n');
	buf_fill(out, ' ', (size_t)indent);
	buf_putc(out, '^');
	if (marked > 1)
		buf_fill(out, '~', (size_t)marked - 1);
	buf_putc(out, '\n');
}

void diags_print(struct diags *diags, struct buf *out)
{
	struct lines for_diags;
	struct lines for_notes; /* they point back */

	diags_sort(diags);
	lines_init(&for_diags, diags->source, diags->source_length);
	lines_init(&for_notes, diags->source, diags->source_length);
	for (size_t i = 0; i < diags->count; i++) {
		const struct diag *diag = &diags->items[i];
		diag_line(diags, diag, out);
		buf_putc(out, '\n');
		struct line line = lines_seek(diag->severity == DIAG_NOTE ? &for_notes : &for_diags,
					      diag->start.line);
		if (line.text)
			quote(out, diag, line);
	}
	if (diags->dropped > 0) {
		sanitise_text(out, diags->file, SANITISE_LINE);
		buf_printf(out, _(": and %zu more like these\n"), diags->dropped);
	}
}
