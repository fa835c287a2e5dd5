/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_DIAGNOSIS_H
#define DEBRIEF_DIAGNOSIS_H

#include "debrief/verdict.h"

/*
 * Where students' learning first broke down, reasoned backwards from students' work by the
 * rubric's rules (after Kochmanski & Cobb 2023). Given by the first rule that does not fail: if it
 * holds, its phase; if it is unknown, `undecided`; if all fail, `none`.
 */

struct diagnosis_step {
	const struct rubric_rule *rule;
	enum verdict verdict;
	/* Where the rule fails or is unknown: the first criterion that makes it so; may be NULL. */
	const struct rubric_criterion *decisive;
};

struct diagnosis {
	const char *phase;   /* a phase id, "none" or "undecided"; NULL: the rubric has no phases */
	const char *by;      /* "rules" or "coach" */
	const char *because; /* never NULL */
	/* Criteria whose value could change the first rule that does not fail: each alone or, if
	 * none can alone, together with others. In the order of the rubric. */
	const struct rubric_criterion *const *undecided;
	size_t n_undecided;
	/* Of the first rule that does not fail, if it holds: what it rests on and was not there. */
	const struct rubric_criterion *const *missing;
	size_t n_missing;
	const struct diagnosis_step *trail; /* every rule, in order */
	size_t n_trail;
};

/* A breakdown that the coach recorded replaces the rules' answer; the trail stays theirs. */
MUST_USE enum status diagnosis_make(const struct state *state, struct arena *arena,
				    struct diagnosis *diagnosis, struct err *err);
/* The words for `phase` of a diagnosis or a rule, which is not NULL: the phase's title, that it is
 * nowhere, or that it is not decided yet. */
const char *diagnosis_title(const struct rubric *rubric, const char *phase);
/* What is known of a criterion, as a sentence; NULL: no memory. */
const char *diagnosis_fact(const struct state *state, const struct rubric_criterion *criterion,
			   struct arena *arena);

#endif
