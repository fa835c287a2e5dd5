/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/lesson_notes.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <wctype.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/utf8.h"
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

/* Passes "am", "p.m." and their like after an hour that can have them; true: `hours` is told by a
 * clock with 24 now. "Am" begins a sentence. */
static bool take_half_of_day(struct span *span, unsigned *hours)
{
	static const char *const halves[] = {"am", "a.m.", "AM", "A.M.",
					     "pm", "p.m.", "PM", "P.M."};
	struct span at = *span;

	if (at.text < at.end && *at.text == ' ')
		at.text++;
	for (size_t i = 0; *hours > 0 && *hours <= 12 && i < COUNT(halves); i++) {
		struct span after = at;

		if (!span_begins_with(&at, halves[i]))
			continue;
		after.text += strlen(halves[i]);
		if (after.text < after.end && !strchr(" \t:,", *after.text))
			continue;
		*span = after;
		*hours = *hours % 12 + (i < COUNT(halves) / 2 ? 0 : 12);
		return true;
	}
	return false;
}

/* Passes "10:31", "9h05", "10:31:20" or "1:05 pm"; "10.31" becomes "10:31". */
static bool take_time(struct span *span, char time[LESSON_TIME_SIZE], bool *has_point)
{
	struct span at = *span;
	const char *minutes;
	unsigned hours = 0;
	size_t groups = 0;

	while (at.text - span->text < 2 && at.text < at.end && is_digit(*at.text))
		hours = hours * 10 + (unsigned)(*at.text++ - '0');
	minutes = at.text;
	*has_point = minutes < at.end && *minutes == '.';
	while (minutes > span->text && groups < 2 && at.end - at.text >= 3 &&
	       strchr(":.h", *at.text) && at.text[1] >= '0' && at.text[1] <= '5' &&
	       is_digit(at.text[2])) {
		at.text += 3;
		groups++;
	}
	if (groups == 0)
		return false;
	snprintf(time, LESSON_TIME_SIZE, "%.*s", (int)(at.text - span->text), span->text);
	span->text = at.text;
	if (take_half_of_day(span, &hours))
		snprintf(time, LESSON_TIME_SIZE, "%u%.*s", hours, (int)(at.text - minutes),
			 minutes);
	for (char *point = time; (point = strchr(point, '.'));)
		*point = ':';
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

static void take_letter_of_head(struct span *at, const char *line, struct note_head *head)
{
	head->who_at = (size_t)(at->text - line);
	head->who = take_who(at);
	head->who_length = (size_t)(at->text - line) - head->who_at;
}

/* True if it is one by a point alone. */
static bool take_clock(struct span *at, const char *now, struct note_head *head)
{
	struct span before = *at;
	bool has_point = false;

	if (now && span_begins_with(at, "@")) {
		at->text++;
		snprintf(head->time, sizeof(head->time), "%s", now);
	} else if (!take_time(at, head->time, &has_point)) {
		return false;
	}
	if (!take_separator(at)) {
		*at = before;
		head->time[0] = '\0';
	}
	return has_point && head->time[0];
}

/* "10.31 draws", between hours in which there is school. What stands in a date, a sum ("9.50 x 4")
 * or a list is none. */
static bool begins_with_time_and_words(struct span line)
{
	char time[LESSON_TIME_SIZE];
	bool has_point;
	long hours;

	if (!take_time(&line, time, &has_point) || strchr(time, ':') != strrchr(time, ':'))
		return false;
	hours = strtol(time, NULL, 10);
	if (hours < 7 || hours > 17 || !span_is_at_blank(&line))
		return false;
	while (span_is_at_blank(&line))
		line.text++;
	return line.text < line.end && *line.text != 'x' &&
	       iswalpha((wint_t)utf8_decode(&line.text, line.end));
}

/* With a point numbers are written too: it is a time where who acted follows, or else, if nobody
 * was named before and whoever types sees what it is taken for, where words do. */
struct note_head note_head_read(const char *line, size_t length, const char *now, bool is_typed)
{
	struct note_head head = {.time = "", .who = NULL};
	struct span at = {line, line + length};
	struct span before;
	bool has_point, who_is_first;

	while (span_is_at_blank(&at))
		at.text++;
	take_letter_of_head(&at, line, &head);
	who_is_first = head.who != NULL;
	before = at;
	has_point = take_clock(&at, now, &head);
	if (!who_is_first)
		take_letter_of_head(&at, line, &head);
	if (has_point &&
	    (who_is_first || !(head.who || (is_typed && begins_with_time_and_words(before))))) {
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

bool note_clock(const char *text, char time[LESSON_TIME_SIZE])
{
	struct span span = {text, text + strlen(text)};
	bool has_point;

	return take_time(&span, time, &has_point) && span.text == span.end;
}

int note_time(const char *text)
{
	char time[LESSON_TIME_SIZE];
	int seconds = 0;

	if (!note_clock(text, time))
		return -1;
	text = time;
	for (int unit = 3600; unit > 0; unit /= 60) {
		char *end;

		seconds += (int)strtol(text, &end, 10) * unit;
		if (!*end)
			break;
		text = end + 1;
	}
	return seconds;
}
