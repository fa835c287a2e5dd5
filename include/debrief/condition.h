/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_CONDITION_H
#define DEBRIEF_CONDITION_H

#include <stddef.h>

#include "debrief/diag.h"
#include "debrief/tree.h"

/*
 * The `when` of a breakdown rule or of a step, as written:
 *
 *     {work.meaningful: unmet, launch.access: {at-most: few}}     all must hold
 *     {any: [{…}, {…}]}                                           one of them
 *     {work.range: {at-least: two, at-most: three}}               both bounds
 *     {hunch: overwhelm}      a field's value: a choice, level, development, or `heard`
 *     {teacher-goal: {productive: "no"}}     a goal's verdict: productive, feasible,
 *                                            targets-breakdown, or its strategy
 *
 * The engine evaluates it with Kleene's three values.
 */

struct rubric;
struct rubric_criterion;
struct rubric_field;

enum condition_type {
	CONDITION_ALL, /* of the children */
	CONDITION_ANY,
	CONDITION_MET,      /* criterion */
	CONDITION_UNMET,    /* criterion */
	CONDITION_LEVEL,    /* criterion is at this very level */
	CONDITION_AT_LEAST, /* criterion, level */
	CONDITION_AT_MOST,  /* criterion, level */
	CONDITION_FIELD,    /* field has `value` */
	CONDITION_GOAL,     /* field's goal has `value` for `verdict` */
};

enum goal_verdict {
	GOAL_VERDICT_PRODUCTIVE,
	GOAL_VERDICT_FEASIBLE,
	GOAL_VERDICT_TARGETS,
	GOAL_VERDICT_STRATEGY
};

struct condition {
	enum condition_type type;
	const struct condition *first; /* children of ALL and ANY */
	const struct condition *next;  /* next sibling */
	const struct rubric_criterion *criterion;
	size_t level;
	const struct rubric_field *field;
	enum goal_verdict verdict;
	const char *value;
};

/* Reads a condition of a rubric whose phases and fields are already resolved. What is wrong goes to
 * `diags`; such parts are left out. NULL only for want of memory. */
const struct condition *condition_read(struct arena *arena, const struct rubric *rubric,
				       const struct node *node, struct diags *diags);

#endif
