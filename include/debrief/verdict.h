/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_VERDICT_H
#define DEBRIEF_VERDICT_H

#include "debrief/condition.h"
#include "debrief/state.h"

/* Three-valued logic (Kleene): what is not known makes a result unknown only if it matters. */

enum verdict { VERDICT_UNKNOWN, VERDICT_NO, VERDICT_YES, VERDICT_NOT_APPLICABLE };
extern const char *const verdict_names[]; /* "unknown", "no", "yes", "not-applicable" */

/* NOT_APPLICABLE is left out of `and` (it is the neutral element) and never enters `or`, `not`. */
enum verdict verdict_and(enum verdict a, enum verdict b);
enum verdict verdict_or(enum verdict a, enum verdict b);
enum verdict verdict_not(enum verdict a);

struct diagnosis;

/*
 * A condition about criteria, fields and goals; NULL always holds. Verdicts on goals need the
 * diagnosis; without one (NULL: while it is being made) they are unknown.
 *
 * A field's value is compared with the latest (of `many`, any) that is an id; what is not known, or
 * known only in own words, makes it unknown. `heard` holds if anything is known of the field and
 * fails otherwise.
 */
enum verdict condition_holds(const struct condition *condition, const struct state *state,
			     const struct diagnosis *diagnosis);

#endif
