/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/lesson_notes.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "span.h"

/*
 * What is at the beginning of a line is recognised only in the few forms in which people write it:
 * a line that is taken for more than it says would have its first words cut off.
 */

static const struct {
	const char *who, *letter;
	const char *one; /* also so in a table */
} actors[] = {
	{N_("students"), N_("S"), "student"},
	{N_("teacher"), N_("T"), "teachers"},
	{N_("coach"), N_("C"), "coaches"},
};

const char *note_letter(const char *who)
{
	for (size_t i = 0; who && i < COUNT(actors); i++)
		if (!strcmp(actors[i].who, who))
			return _(actors[i].letter);
	return "";
}

/* Passes "10:31", "9h05" or "10:31:20"; a point is enough only where who acted follows, because
 * numbers are written so too. */
static bool take_time(struct span *span, bool *has_point)
{
	struct span at = *span;
	size_t hours = 0;
	size_t groups = 0;

	while (hours < 2 && at.text < at.end && is_digit(*at.text)) {
		at.text++;
		hours++;
	}
	*has_point = at.text < at.end && *at.text == '.';
	while (hours > 0 && groups < 2 && at.end - at.text >= 3 && strchr(":.h", *at.text) &&
	       at.text[1] >= '0' && at.text[1] <= '5' && is_digit(at.text[2])) {
		at.text += 3;
		groups++;
	}
	if (groups == 0)
		return false;
	*span = at;
	return true;
}

/* Passes what stands between the time and the words: nothing, or one of ": , -". */
static bool take_separator(struct span *span)
{
	static const char *const dashes[] = {"-", "\u2013", "\u2014"};
	struct span at = *span;

	if (at.text < at.end && (*at.text == ':' || *at.text == ','))
		at.text++;
	if (!span_is_at_blank(&at))
		return false;
	while (span_is_at_blank(&at))
		at.text++;
	*span = at;
	for (size_t i = 0; i < COUNT(dashes); i++)
		if (span_begins_with(&at, dashes[i])) {
			at.text += strlen(dashes[i]);
			if (span_is_at_blank(&at))
				*span = at;
		}
	while (span_is_at_blank(span))
		span->text++;
	return true;
}

static bool take_letter(struct span *span, const char *letter)
{
	struct span at = *span;

	if (!span_begins_with(&at, letter))
		return false;
	at.text += strlen(letter);
	if (!take_separator(&at))
		return false;
	*span = at;
	return true;
}

/* By the letter in the reader's language; the English one is known everywhere. */
static const char *take_who(struct span *span)
{
	for (size_t i = 0; i < COUNT(actors); i++)
		if (take_letter(span, _(actors[i].letter)))
			return actors[i].who;
	for (size_t i = 0; i < COUNT(actors); i++)
		if (take_letter(span, actors[i].letter))
			return actors[i].who;
	return NULL;
}

struct note_head note_head_read(const char *line, size_t length, const char *now)
{
	struct note_head head = {.time = "", .who = NULL};
	struct span at = {line, line + length};
	struct span before;
	bool has_point = false;

	while (span_is_at_blank(&at))
		at.text++;
	before = at;
	if (now && span_begins_with(&at, "@")) {
		at.text++;
		if (take_separator(&at))
			snprintf(head.time, sizeof(head.time), "%s", now);
		else
			at = before;
	} else if (take_time(&at, &has_point)) {
		const char *end = at.text;

		if (take_separator(&at))
			snprintf(head.time, sizeof(head.time), "%.*s", (int)(end - before.text),
				 before.text);
		else
			at = before;
	}
	head.who_at = (size_t)(at.text - line);
	head.who = take_who(&at);
	if (has_point && !head.who) {
		head.time[0] = '\0';
		at = before;
	}
	head.length = (size_t)(at.text - line);
	return head;
}

const char *note_who(const char *name)
{
	for (size_t i = 0; i < COUNT(actors); i++) {
		const char *const called[] = {actors[i].who, actors[i].one, actors[i].letter,
					      _(actors[i].who), _(actors[i].letter)};

		for (size_t n = 0; n < COUNT(called); n++)
			if (!strcasecmp(name, called[n]))
				return actors[i].who;
	}
	return NULL;
}

bool note_is_time(const char *text)
{
	struct span span = {text, text + strlen(text)};
	bool has_point;

	return take_time(&span, &has_point) && span.text == span.end;
}

int note_time(const char *text)
{
	int seconds = 0;

	if (!note_is_time(text))
		return -1;
	for (int unit = 3600; unit > 0; unit /= 60) {
		char *end;

		seconds += (int)strtol(text, &end, 10) * unit;
		if (!*end)
			break;
		text = end + 1;
	}
	return seconds;
}
