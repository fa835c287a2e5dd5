/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One table, because six things must agree on it: what the coach's key records, how `show` names
 * it, which move it is, the rubric's check, the report and the manual.
 */

#include "debrief/known_field.h"

#include <string.h>

#include "debrief/i18n.h"

const char *const move_names[MOVE__COUNT] = {
	[MOVE_NONE] = "none",
	[MOVE_GOAL] = N_("goal"),
	[MOVE_RATIONALE] = N_("rationale"),
	[MOVE_VALIDATION] = N_("validation"),
	[MOVE_ALTERNATIVE] = N_("alternative"),
	[MOVE_LINK] = N_("link"),
};

const struct known_field_info known_fields[FIELD__COUNT] = {
	[FIELD_COACH_GOAL] = {.id = "coach-goal",
			      .type = FIELD_GOAL,
			      .event = "goal",
			      .whose = "coach",
			      .json = "goals.coach"},
	[FIELD_TEACHER_GOAL] = {.id = "teacher-goal",
				.type = FIELD_GOAL,
				.event = "goal",
				.whose = "teacher",
				.json = "goals.teacher",
				.move = MOVE_GOAL},
	[FIELD_RATIONALE] = {.id = "rationale",
			     .type = FIELD_TEXT,
			     .event = "said",
			     .json = "steps.fields",
			     .move = MOVE_RATIONALE},
	[FIELD_DEVELOPMENT_VALUED] = {.id = "development",
				      .type = FIELD_DEVELOPMENT,
				      .event = "field",
				      .json = "steps.fields"},
	[FIELD_VALIDATION] = {.id = "validation",
			      .type = FIELD_TEXT,
			      .event = "said",
			      .json = "steps.fields",
			      .move = MOVE_VALIDATION},
	[FIELD_ALTERNATIVE] = {.id = "alternative",
			       .type = FIELD_GOAL,
			       .event = "goal",
			       .whose = "alternative",
			       .json = "goals.alternative",
			       .move = MOVE_ALTERNATIVE},
	[FIELD_LINK] = {.id = "link",
			.type = FIELD_TEXT,
			.event = "said",
			.json = "steps.fields",
			.move = MOVE_LINK},
	[FIELD_STATEMENT_COACH] = {.id = "statement-coach",
				   .type = FIELD_STATEMENT,
				   .event = "goal",
				   .whose = "agreed-by-coach",
				   .json = "goals.agreed-by-coach"},
	[FIELD_STATEMENT_TEACHER] = {.id = "statement-teacher",
				     .type = FIELD_STATEMENT,
				     .event = "goal",
				     .whose = "agreed-by-teacher",
				     .json = "goals.agreed-by-teacher"},
	[FIELD_WORTHWHILE] = {.id = "worthwhile",
			      .type = FIELD_TEXT,
			      .event = "said",
			      .json = "negotiation.worthwhile"},
	[FIELD_PLAN_MADE] = {.id = "plan", .type = FIELD_PLAN, .event = "plan", .json = "plan"},
	[FIELD_PROGRESS_MADE] = {.id = "progress",
				 .type = FIELD_PROGRESS,
				 .event = "progress",
				 .json = "progress"},
	[FIELD_LEARNING_GOAL] = {.id = "learning-goal",
				 .type = FIELD_TEXT,
				 .event = "said",
				 .json = "steps.fields"},
	[FIELD_STRENGTHS] = {.id = "strengths",
			     .type = FIELD_TEXT,
			     .event = "said",
			     .json = "steps.fields"},
};

enum known_field known_field_of(const char *id)
{
	int n = 0;

	while (n < FIELD__COUNT && (!id || strcmp(known_fields[n].id, id) != 0))
		n++;
	return (enum known_field)n;
}
