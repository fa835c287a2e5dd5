/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_GUIDE_H
#define DEBRIEF_GUIDE_H

#include "debrief/goal.h"

/*
 * The script's state: what is done, what comes next, what is still unknown. It never tells the
 * coach what to say and never stops anybody: everything can be opened at any time.
 */

/*
 * done:    its required fields are known; without required fields: a question of it was asked, or
 *          something was heard in it.
 * passed:  its `when` does not hold (one that is unknown passes nothing over).
 * now:     the latest thing asked or heard belongs to it, and it is not done. One step at most.
 * skipped: a later step of its stage is done.
 * open:    none of these.
 */
enum step_state { STEP_OPEN, STEP_NOW, STEP_DONE, STEP_SKIPPED, STEP_PASSED, STEP__COUNT };
extern const char *const step_state_names[STEP__COUNT];

struct guide_step {
	const struct rubric_step *step;
	enum step_state state;
	const struct rubric_field *const *missing; /* `needs` that are not known */
	size_t n_missing;
	bool asked; /* a question of it was asked */
	bool heard; /* something was heard in it */
};

struct guide {
	const struct guide_step *steps; /* one for each step of the script */
	size_t n_steps;
	size_t stage; /* index of the current stage */
	/* The first of the stage that is open (the one worked on now is), then the first that was
	 * skipped; NULL: nothing left in this stage. */
	const struct rubric_step *next;
	/* Goals of the bank that are productive and, once it is known which development the teacher
	 * values, support it: those first that name it first, then in the order of the rubric. */
	const struct rubric_goal *const *suggestions;
	size_t n_suggestions;
};

/*
 * The current stage is that of the latest event that belongs to a step; before there is one, the
 * first that has steps. A program that shows another stage says so in `stage`; SIZE_MAX: the
 * state's own.
 */
MUST_USE enum status guide_make(const struct state *state, const struct diagnosis *diagnosis,
				size_t stage, struct arena *arena, struct guide *guide,
				struct err *err);

/*
 * A question with its placeholders filled: {teacher}, {coach}, {previous-goal} and the id of any
 * field; "…" for what is not known. Of goals it is the one that is pursued. Private events fill
 * them only `with_private`: never for the teacher's eyes, who does not read either statement of
 * the goal either before both are there. Line ends become spaces. NULL for want
 * of memory.
 */
const char *guide_fill(const struct state *state, const char *question, bool with_private,
		       struct arena *arena);

#endif
