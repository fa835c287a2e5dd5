/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_NEGOTIATION_H
#define DEBRIEF_NEGOTIATION_H

#include "debrief/goal.h"

/*
 * What happened between the two, read from the record as the study's coders read transcripts: which
 * moves became known in which order, whose voices formed the goal, and how it ended (Kochmanski &
 * Cobb 2023).
 */

/*
 * Agreed means that both statements are recorded and not found to differ.
 *
 * none:     no goal from either side.
 * open:     a goal (also the coach's before the talk), and nothing agreed yet.
 * accepted: the teacher's goal was agreed before any rationale was known, without an alternative.
 * adopted:  the same, after its rationale.
 * given:    no teacher's goal, the coach's alternative was agreed.
 * extended: a teacher's goal and an alternative, agreed or not.
 *
 * Goals that were parked were said all the same: they count.
 */
enum negotiation_kind {
	NEGOTIATION_NONE,
	NEGOTIATION_OPEN,
	NEGOTIATION_ACCEPTED,
	NEGOTIATION_ADOPTED,
	NEGOTIATION_GIVEN,
	NEGOTIATION_EXTENDED,
	NEGOTIATION__COUNT,
};
extern const char *const negotiation_kind_names[NEGOTIATION__COUNT];

enum voices { VOICES_UNKNOWN, VOICES_UNIVOCAL, VOICES_MULTIVOCAL };
extern const char *const voices_names[];

struct negotiation {
	enum negotiation_kind kind;
	enum negotiation_move moves[MOVE__COUNT]; /* in the order in which they became known */
	size_t n_moves;
	const struct rubric_field *const
		*early; /* needs unknown when the first alternative was recorded */
	size_t n_early;
	enum voices voices;
	enum verdict compatible, worthwhile;
	enum verdict productive; /* of the agreed goal: what one statement leaves out the other may
				    say */
	enum verdict successful;
};

struct talk_time {
	double coach, teacher; /* seconds on the floor, pauses taken out */
};

struct episode {
	const char *topic;
	const char *by;
	double from, to; /* seconds */
};

MUST_USE enum status negotiation_make(const struct state *state, const struct diagnosis *diagnosis,
				      struct arena *arena, struct negotiation *negotiation,
				      struct err *err);
/* The floor is held until the next `talk`, the close, or the latest event. */
struct talk_time talk_time(const struct state *state);
/* An episode lasts until the next topic, the close, or the latest event. */
MUST_USE enum status episodes_make(const struct state *state, struct arena *arena,
				   const struct episode **episodes, size_t *count, struct err *err);

#endif
