/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_KNOWN_FIELD_H
#define DEBRIEF_KNOWN_FIELD_H

#include <stddef.h>

#include "debrief/rubric.h"

/*
 * The fields whose meaning the engine knows, in whichever step of a rubric they stand: which event
 * records each, under which key `show --json` gives it, and which move of the negotiation it
 * makes known. Moves after Kochmanski & Cobb (2023): goal, rationale, validation, alternative,
 * link.
 */

enum known_field {
	FIELD_COACH_GOAL,
	FIELD_TEACHER_GOAL,
	FIELD_RATIONALE,
	FIELD_DEVELOPMENT_VALUED,
	FIELD_VALIDATION,
	FIELD_ALTERNATIVE,
	FIELD_LINK,
	FIELD_STATEMENT_COACH,
	FIELD_STATEMENT_TEACHER,
	FIELD_WORTHWHILE,
	FIELD_PLAN_MADE,
	FIELD_PROGRESS_MADE,
	FIELD_LEARNING_GOAL,
	FIELD_STRENGTHS,
	FIELD__COUNT, /* also: a field of the rubric's own */
};

enum negotiation_move {
	MOVE_NONE,
	MOVE_GOAL,
	MOVE_RATIONALE,
	MOVE_VALIDATION,
	MOVE_ALTERNATIVE,
	MOVE_LINK,
	MOVE__COUNT
};

struct known_field_info {
	const char *id;    /* "teacher-goal" */
	const char *event; /* kind that records it: "said" (or "field"), "goal", … */
	const char *whose; /* for goals, else NULL */
	const char *json;  /* "goals.teacher" */
	enum field_type type;
	enum negotiation_move move;
};

extern const struct known_field_info known_fields[FIELD__COUNT];
extern const char *const move_names[MOVE__COUNT];

/* FIELD__COUNT if the engine does not know it. */
enum known_field known_field_of(const char *id);

#endif
