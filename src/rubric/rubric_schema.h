/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_RUBRIC_SCHEMA_H
#define DEBRIEF_RUBRIC_SCHEMA_H

#include "debrief/schema.h"

/* debrief-rubric/1 as tables. rubrics/debrief-rubric.schema.json says the same for editors; a test
 * compares the two. */

extern const struct schema rubric_schema;
extern const struct schema rubric_level_schema;
extern const struct schema rubric_criterion_schema;
extern const struct schema rubric_phase_schema;
extern const struct schema rubric_development_schema;
extern const struct schema rubric_goal_schema;
extern const struct schema rubric_step_schema;

/* By enum field_type, NULL-terminated. */
extern const char *const field_type_names[];

#endif
