/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline_key.h"

#include <stdio.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/timestamp.h"

/*
 * A talk has a handful of steps and topics, but floor changes by the hundred. What repeats shares
 * its mark, and is told by its number and length once the single times would only be a column
 * of figures.
 */

#define TIMES_MAX   6
#define SECONDS_MAX (999 * 3600)

static const char *own_text(const struct timeline_lane *lane, const struct timeline_span *span)
{
	return span->text && strcmp(span->text, lane->title) != 0 ? span->text : "";
}

static bool means(const struct timeline_meaning *meaning, const struct timeline_lane *lane,
		  const char *text)
{
	return meaning->lane == lane && !strcmp(meaning->text, text);
}

const struct timeline_meaning *timeline_key_find(const struct timeline_key *key,
						 const struct timeline_lane *lane,
						 const struct timeline_span *span)
{
	const char *text = own_text(lane, span);

	for (size_t i = 0; i < key->n_meanings; i++)
		if (means(&key->meanings[i], lane, text))
			return &key->meanings[i];
	return NULL;
}

/* 1, 2, 3 … or a, b, … z, a1, b1 … */
static void write_mark(char mark[TIMELINE_MARK_SIZE], size_t lane, size_t number)
{
	static const char first[] = {'1', 'a', 'A'};
	char letter = first[lane % COUNT(first)];

	number %= 9999;
	if (letter == '1')
		snprintf(mark, TIMELINE_MARK_SIZE, "%zu", number + 1);
	else if (number < 26)
		snprintf(mark, TIMELINE_MARK_SIZE, "%c", letter + (int)number);
	else
		snprintf(mark, TIMELINE_MARK_SIZE, "%c%zu", letter + (int)(number % 26),
			 number / 26);
}

/* Adds what the lane's spans mean; *marked counts the lanes that have marks. */
static bool add_lane(struct timeline_key *key, const struct timeline_lane *lane, size_t *marked,
		     struct arena *arena)
{
	size_t number = 0;

	for (size_t i = 0; i < lane->n_spans; i++) {
		struct timeline_meaning *meanings;

		if (timeline_key_find(key, lane, &lane->spans[i]))
			continue;
		meanings = arena_grow(arena, key->meanings, key->n_meanings, sizeof(*meanings));
		if (!meanings)
			return false;
		key->meanings = meanings;
		meanings += key->n_meanings++;
		*meanings = (struct timeline_meaning){lane, own_text(lane, &lane->spans[i]), ""};
		if (*meanings->text)
			write_mark(meanings->mark, *marked, number++);
	}
	*marked += number > 0;
	return true;
}

bool timeline_key_make(struct timeline_key *key, const struct timeline *timeline,
		       struct arena *arena)
{
	size_t marked = 0;

	*key = (struct timeline_key){0};
	for (size_t i = 0; i < timeline->n_lanes; i++)
		if (!add_lane(key, &timeline->lanes[i], &marked, arena))
			return false;
	return true;
}

bool timeline_key_begins(const struct timeline_key *key, size_t meaning)
{
	const struct timeline_meaning *it = &key->meanings[meaning];

	return meaning == 0 || it[-1].lane != it->lane;
}

double timeline_share(const struct timeline *timeline, double seconds)
{
	double share = seconds / timeline->seconds;

	return share > 1 ? 1 : share > 0 ? share : 0; /* not a number is 0 */
}

static int whole_seconds(double seconds)
{
	return seconds > SECONDS_MAX ? SECONDS_MAX : seconds > 0 ? (int)seconds : 0;
}

int timeline_last_minute(const struct timeline *timeline)
{
	return whole_seconds(timeline->seconds) / 60;
}

int timeline_tick(const struct timeline *timeline, int most)
{
	static const int steps[] = {1, 2, 5, 10, 15, 30, 60};
	int minutes = timeline_last_minute(timeline);
	int step = 60;

	for (size_t i = 0; i < COUNT(steps); i++)
		if (minutes / steps[i] <= most)
			return steps[i];
	while (minutes / step > most && step < minutes)
		step *= 2;
	return step;
}

void timeline_clock(struct buf *out, double seconds)
{
	char words[CLOCK_WORDS_SIZE];

	buf_puts(out, clock_words(whole_seconds(seconds), words));
}

static void add_time(struct buf *out, const struct timeline_span *span)
{
	timeline_clock(out, span->from);
	if (span->to <= span->from)
		return;
	buf_puts(out, "–");
	timeline_clock(out, span->to);
}

void timeline_when(struct buf *out, const struct timeline_meaning *meaning)
{
	const struct timeline_lane *lane = meaning->lane;
	size_t start = out->length;
	size_t count = 0;
	double seconds = 0;

	for (size_t i = 0; i < lane->n_spans; i++) {
		const struct timeline_span *span = &lane->spans[i];

		if (!means(meaning, lane, own_text(lane, span)))
			continue;
		if (count++ > 0 && count <= TIMES_MAX)
			buf_puts(out, ", ");
		if (count <= TIMES_MAX)
			add_time(out, span);
		if (span->to > span->from)
			seconds += span->to - span->from;
	}
	if (count <= TIMES_MAX)
		return;
	buf_truncate(out, start);
	buf_printf(out, P_("%zu time", "%zu times", count), count);
	if (seconds > 0) {
		struct buf clock;

		buf_init(&clock, 64);
		buf_puts(out, ", ");
		timeline_clock(&clock, seconds);
		buf_printf(out, _("%s in all"), buf_text(&clock));
		buf_release(&clock);
	}
}
