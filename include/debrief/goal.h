/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_GOAL_H
#define DEBRIEF_GOAL_H

#include "debrief/diagnosis.h"

/*
 * A goal names a phase and a change in instruction within it. It is productive when it is feasible
 * and improves students' learning in the next lessons: when it targets the phase of first
 * breakdown. How it was identified matters more than anything else: in the study every productive
 * goal came from linking students' learning to instruction (Kochmanski & Cobb 2023).
 */

enum goal_strategy {
	STRATEGY_PRIORITY_OR_PREFERENCE, /* cites nothing */
	STRATEGY_INSTRUCTION_ONLY,
	STRATEGY_STUDENTS_ONLY,
	STRATEGY_UNEXPLAINED, /* both, but no `because` */
	STRATEGY_LINKED,
	STRATEGY__COUNT,
};
extern const char *const strategy_names[STRATEGY__COUNT];

#define GOAL_REASONS 3 /* strategy, feasible, targets: why each is what it is */

struct goal_view {
	const struct event *event;        /* NULL: a goal of the bank that nobody proposed */
	const struct rubric_goal *bank;   /* NULL: own words */
	const struct rubric_phase *phase; /* NULL: not known */
	const char *words;                /* never NULL */
	enum goal_strategy strategy;
	enum verdict feasible, targets, productive;
	const char *reasons[GOAL_REASONS]; /* a sentence each */
	size_t n_reasons;
};

/* The verdicts alone, without reasons: needs no memory. */
void goal_verdicts(const struct state *state, const struct diagnosis *diagnosis,
		   const struct event *goal, struct goal_view *view);
/* The verdicts with a sentence why for each. */
MUST_USE enum status goal_judge(const struct state *state, const struct diagnosis *diagnosis,
				const struct event *goal, struct arena *arena,
				struct goal_view *view, struct err *err);

#endif
