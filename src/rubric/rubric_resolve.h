/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_RUBRIC_RESOLVE_H
#define DEBRIEF_RUBRIC_RESOLVE_H

#include "debrief/rubric.h"

/*
 * What the tables cannot say: fills in the resolved members of a rubric that was read by
 * rubric_schema, and reports what refers to nothing, contradicts itself or is there twice.
 *
 * One pass serves two needs. A rubric that is being written wants every mistake reported; a
 * session's frozen copy must open whatever it says. So each check reports an error, repairs the
 * thing or leaves it out, and goes on; rubric_parse decides whether errors are errors.
 */

/* `unique`: the tables found nothing to say against the ids. */
MUST_USE enum status rubric_resolve(struct arena *arena, struct rubric *rubric, bool unique,
				    struct diags *diags, struct err *err);

/* ---- its parts ---- */

/* Of each kind of thing. Real rubrics have dozens; this keeps plain searches quick. */
#define RUBRIC_ITEMS_MAX 1000

struct resolver {
	struct arena *arena;
	struct diags *diags;
	struct rubric *rubric;
	bool unique;
	bool failed; /* out of memory */
};

/* rubric_lesson.c */
void resolve_phases(struct resolver *r);
void resolve_developments(struct resolver *r);
void resolve_goals(struct resolver *r);
void resolve_breakdown(struct resolver *r);
/* rubric_script.c */
void resolve_script(struct resolver *r);
void resolve_script_references(struct resolver *r);

/* rubric_titles.c */
void resolve_titles(struct resolver *r);
/* "mostly-me" as "Mostly me"; lives in the arena. NULL for NULL. */
const char *resolve_id_words(struct resolver *r, const char *id);

/* Passes memory through, and remembers if there was none. */
void *resolve_allocated(struct resolver *r, void *memory);
/* The place of a key's value, or of the whole map. */
const struct node *resolve_place(const struct node *map, const char *key);
/* A value that is there, and not an empty list. */
bool resolve_is_given(const struct node *value);
/* True, and an error, if the id is among these words, NULL-terminated, that mean something. */
bool resolve_is_reserved(struct resolver *r, const struct node *node, const char *id,
			 const char *const *reserved);
/* Leaves out what is beyond `max`. */
void resolve_limit(struct resolver *r, struct schema_list *list, size_t size, size_t max);
/* The same, and what has no id, a reserved one, or (the tables said so) one that is taken. */
void resolve_ids(struct resolver *r, struct schema_list *list, const struct schema *schema,
		 const char *const *reserved, size_t max);
void resolve_levels(struct resolver *r, struct schema_list *levels, const char *const *reserved);
/* A list in which each word should stand once. */
void resolve_words(struct resolver *r, const struct schema_texts *texts, const char *what);

#endif
