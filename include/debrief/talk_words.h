/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_TALK_WORDS_H
#define DEBRIEF_TALK_WORDS_H

#include "debrief/state.h"

/*
 * Who spoke how much, from the turns of a transcript. A share says nothing about how good a talk
 * was: it is there to be looked at over several talks with one teacher (Lofthouse, Rose & Whiteside
 * 2021).
 */

struct talk_words {
	size_t coach, teacher, other;
};

struct talk_words talk_words(const struct state *state);

/* Of the words of the two, in percent: together 100, or both 0 if there are none. */
struct talk_share {
	int coach, teacher;
};

struct talk_share talk_share(struct talk_words words);

/* One turn, on the clock of the transcript, which begins with the recording. */
struct talk_turn {
	const struct event *event; /* by, words, text */
	double from, to; /* seconds; from <= to, and no turn begins before the one before */
};

/*
 * All turns in order. Where a transcript does not say when, a turn begins where the one before
 * ended, and takes as long as its words take to say; *is_timed is false if that is so for all.
 */
MUST_USE enum status talk_turns(const struct state *state, struct arena *arena,
				const struct talk_turn **turns, size_t *count, bool *is_timed,
				struct err *err);

#endif
