/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_SCHEMA_H
#define DEBRIEF_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/tree.h"

/*
 * What a YAML document may say, as const tables, and its reading into C structures.
 *
 * A `struct schema` describes a map and the structure it is read into; a `struct schema_key`
 * one key of it and the member at `offset`. Checking reports all mistakes and reads on: members
 * that could not be read stay zero; an entry of a list of texts or ids is then "", so that entry i
 * is always child i of the list's node.
 *
 * Every structure read by a schema begins with `const struct node *node`, so that what a table
 * cannot say (references between ids) can be checked afterwards with places. It is set even when
 * the node is no map.
 */

enum schema_type {
	SCHEMA_TEXT,  /* const char *: any scalar; must not be blank */
	SCHEMA_ID,    /* const char *: lower case letters, digits, hyphens; begins with a letter */
	SCHEMA_INT,   /* long within [min, max] */
	SCHEMA_BOOL,  /* bool: true or false, plain */
	SCHEMA_CHOICE,/* const char *: one of `choices` (NULL-terminated) */
	SCHEMA_DATE,  /* const char *: a day that exists, YYYY-MM-DD */
	SCHEMA_MAP,   /* pointer to the structure of `of`, in the arena */
	SCHEMA_LIST,  /* struct schema_list of structures of `of` */
	SCHEMA_TEXTS, /* struct schema_texts: a list of texts */
	SCHEMA_IDS,   /* struct schema_texts: a list of ids */
	SCHEMA_NODE,  /* const struct node *: anything; read further by other code */
};

struct schema_list {
	void *items; /* an array of structures */
	size_t count;
};

struct schema_texts {
	const char *const *items;
	size_t count;
	const struct node *node; /* the list; NULL when the key is absent */
};

struct schema;

struct schema_key {
	const char *key;
	enum schema_type type;
	bool required;
	size_t offset;
	const struct schema *of;
	const char *const *choices;
	long min, max;        /* SCHEMA_INT */
	const char *expected; /* for messages: "a list of questions"; NULL: said by the type */
};

struct schema {
	const char *what; /* for messages: "phase" */
	size_t size;      /* of the structure */
	const struct schema_key *keys;
	size_t count;
	size_t unique_id;     /* 1 + offset of the id member that must differ between the items
				 of a list; 0: none */
};

enum schema_mode {
	SCHEMA_STRICT,   /* unknown keys are errors */
	SCHEMA_LENIENT,  /* unknown keys are warnings: a session's frozen copy of a rubric */
};

/* Reads `node` into `*out` (of schema->size bytes, zeroed by this call). Returns STATUS_INVALID if
 * errors were added to `diags`, STATUS_NO_MEMORY if the arena is full. Texts are borrowed from the
 * tree. */
MUST_USE enum status schema_read(const struct schema *schema, const struct node *node,
				 enum schema_mode mode, struct arena *arena, void *out,
				 struct diags *diags, struct err *err);

/* For code that reads on by itself with the same words. */
void schema_unknown_key(const struct node *key, const char *const *known, size_t count,
			enum diag_severity severity, struct diags *diags);
bool schema_is_id(const char *text);

#endif
