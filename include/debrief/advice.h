/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_ADVICE_H
#define DEBRIEF_ADVICE_H

#include "debrief/guide.h"
#include "debrief/negotiation.h"

/* Everything that the engine has to say about a state: pure, computed at once, in one arena. */

struct advice {
	struct diagnosis diagnosis;
	/* Place in the log of the first thing asked or heard after `prepare`; EVENT_PLACE_NONE
	 * before. */
	size_t talk_begins;
	const char *prepared; /* the diagnosis at the first move, said, field or goal of a step
				 after `prepare`; NULL before */
	struct goal_view goals[GOAL__COUNT]; /* event is NULL where there is none */
	struct guide guide;
	struct negotiation negotiation;
};

/* `stage` as in guide_make. */
MUST_USE enum status advice_make(const struct state *state, size_t stage, struct arena *arena,
				 struct advice *advice, struct err *err);

#endif
