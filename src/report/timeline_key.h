/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REPORT_TIMELINE_KEY_H
#define REPORT_TIMELINE_KEY_H

#include <stddef.h>

#include "debrief/arena.h"
#include "debrief/document.h"

/*
 * What the drawings of a timeline share: which mark stands for what, where the minutes are
 * ticked, and the words that say the same as the drawing.
 *
 * Spans of a lane that have the same text have the same mark: numbers in the first lane, small
 * letters in the second, capitals in the third, and so on. Spans without a text of their own (none,
 * or the lane's title) are drawn as plain bars, and their lane is all that there is to say.
 */

#define TIMELINE_MARK_SIZE 8

struct timeline_meaning {
	const struct timeline_lane *lane;
	const char *text;              /* "": of a plain bar */
	char mark[TIMELINE_MARK_SIZE]; /* "": of a plain bar */
};

struct timeline_key {
	struct timeline_meaning *meanings; /* lane by lane, as they first occur */
	size_t n_meanings;
};

/* Texts are borrowed from the timeline, the rest lives in the arena. False: no memory. */
bool timeline_key_make(struct timeline_key *key, const struct timeline *timeline,
		       struct arena *arena);
/* Of a span of this lane. */
const struct timeline_meaning *timeline_key_find(const struct timeline_key *key,
						 const struct timeline_lane *lane,
						 const struct timeline_span *span);

/* True for the first of a lane. */
bool timeline_key_begins(const struct timeline_key *key, size_t meaning);

/* How far a moment is along the whole: 0 to 1. */
double timeline_share(const struct timeline *timeline, double seconds);
/* Minutes from one tick to the next, so that there are at most `most` of them behind the 0. */
int timeline_tick(const struct timeline *timeline, int most);
/* The minute of the last tick. */
int timeline_last_minute(const struct timeline *timeline);

/* "3:20" or "1:03:20". */
void timeline_clock(struct buf *out, double seconds);
/* All that the drawing shows of a meaning: "0:00–2:10, 5:00", or how often and how long. */
void timeline_when(struct buf *out, const struct timeline_meaning *meaning);

#endif
