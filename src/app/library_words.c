/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row is looked for by whatever can be read in it, so its words are put together once. */
#define _GNU_SOURCE 1
#include "app/library_words.h"

#include <stdio.h>
#include <string.h>
#include <wctype.h>

#include "debrief/buf.h"
#include "debrief/i18n.h"
#include "debrief/utf8.h"

#define BLANKS " \t\n"

static void add_lower(struct buf *out, const char *text)
{
	const char *end = text + strlen(text);
	char bytes[4];

	while (text < end) {
		const char *start = text;
		int32_t character = utf8_decode(&text, end);

		if (character == UTF8_INVALID)
			buf_add(out, start, (size_t)(text - start));
		else
			buf_add(out, bytes,
				utf8_encode((int32_t)towlower((wint_t)character), bytes));
	}
	buf_putc(out, '\n'); /* no word reaches from one thing into the next */
}

const char *library_words_make(const struct library_row *row, struct arena *arena)
{
	const struct summary *summary = &row->summary;
	const char *const parts[] = {
		row->name,        row->day,
		summary->teacher, summary->lesson,
		summary->grade,   row->known ? library_standing(summary->standing) : NULL};
	struct buf words;
	const char *made;

	buf_init(&words, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i])
			add_lower(&words, parts[i]);
	made = words.failed ? NULL : arena_strdup(arena, buf_text(&words));
	buf_release(&words);
	return made;
}

void library_words_wanted(const char *filter, char wanted[LIBRARY_FILTER_SIZE])
{
	struct buf lower;

	buf_init(&lower, BUF_MAX_DEFAULT);
	add_lower(&lower, filter);
	snprintf(wanted, LIBRARY_FILTER_SIZE, "%s", buf_text(&lower));
	buf_release(&lower);
}

bool library_words_hold(const char *words, const char *wanted)
{
	size_t length;

	for (;; wanted += length) {
		wanted += strspn(wanted, BLANKS);
		length = strcspn(wanted, BLANKS);
		if (length == 0)
			return true;
		if (!memmem(words, strlen(words), wanted, length))
			return false;
	}
}

const char *library_standing(enum standing standing)
{
	static const char *const words[STANDING__COUNT] = {
		[STANDING_PREPARING] = N_("preparing"),
		[STANDING_TALKING] = N_("talk begun"),
		[STANDING_AGREED] = N_("agreed"),
		[STANDING_CONTINUE] = N_("to be continued"),
		[STANDING_PARKED] = N_("left open"),
		[STANDING_NEWER] = N_("of a newer version"),
		[STANDING_UNKNOWN] = N_("cannot be read"),
	};

	return _(words[standing]);
}
