/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_REFERENCE_H
#define DEBRIEF_REFERENCE_H

#include "debrief/condition.h"
#include "debrief/rubric.h"

/* What a rubric refers to by name, and what is said when there is no such thing. */

/*
 * Names to suggest, in the arena of `diags`. They are only for messages: once so many mistakes were
 * found that no more are kept, or for want of memory, the lists are empty.
 */
struct schema_texts reference_ids(const struct diags *diags, const struct schema_list *list,
				  const struct schema *schema); /* which has a unique id */
struct schema_texts reference_criteria(const struct diags *diags, const struct rubric *rubric);
struct schema_texts reference_fields(const struct diags *diags, const struct rubric *rubric);
/* The names with `count` more behind them. */
struct schema_texts reference_join(const struct diags *diags, struct schema_texts names,
				   const char *const *more, size_t count);

/* An error at `node`: "unknown phase 'lunch'; did you mean 'launch'?", or, when nothing is near and
 * the names are few, "…; expected one of task, launch". */
void reference_unknown(struct diags *diags, const struct node *node, const char *what,
		       struct schema_texts names);

/* The same as condition_read for a breakdown rule, which may test criteria only: it decides the
 * phase that the verdict of a goal depends on. */
const struct condition *condition_read_rule(struct arena *arena, const struct rubric *rubric,
					    const struct node *node, struct diags *diags);

#endif
