/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_TREE_H
#define DEBRIEF_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "debrief/arena.h"
#include "debrief/buf.h"
#include "debrief/diag.h"
#include "debrief/err.h"

/*
 * YAML as a tree that knows where each thing stood. Rubrics, records and the input of `add`
 * all go through it: there is no second parser.
 *
 * Accepted: UTF-8 (a BOM and CRLF are fine), block and flow style. Refused with a located
 * message: anchors, aliases, tags, NUL characters, keys that are not scalars, and what is larger
 * than the limits, which are looked at before anything else.
 */

enum node_type { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_type type;
	bool plain;       /* a scalar written without quotes and not as a block */
	bool flow;        /* a list or map written on one line, in [ ] or { } */
	struct mark start;
	struct mark end;
	const char *text; /* scalars: never NULL, NUL-terminated; else NULL */
	size_t length;    /* of text */
	struct node *key;   /* in a map: the scalar that names this value, else NULL */
	struct node *first; /* lists and maps: the children in order */
	struct node *next;
	size_t count;       /* children */
};

struct tree_limits {
	size_t bytes;
	unsigned depth;
	size_t nodes;
};

extern const struct tree_limits tree_limits_document; /* 8 MiB, depth 64, 200,000 nodes */
extern const struct tree_limits tree_limits_record;   /* 64 KiB, depth 8, 20,000 nodes */

/*
 * Reads a stream of documents, one at a time. Diagnostics are added to `diags`; the nodes live in
 * the arena that tree_next is given. Duplicate keys are errors that point at the first.
 *
 * `first_line` is the line in the file at which the bytes begin (1 for a whole file). The limit on
 * bytes is for all that is opened, the others are for each document. What is refused by
 * tree_open (size, bytes that are not UTF-8, control characters) is in `diags` and STATUS_INVALID;
 * *stream is then NULL. `bytes`, `diags` are borrowed until tree_close.
 */
struct tree_stream;

MUST_USE enum status tree_open(struct tree_stream **stream, const char *bytes, size_t length,
			       uint32_t first_line, const struct tree_limits *limits,
			       struct diags *diags, struct err *err);
/* *root is NULL at the end of the stream; an empty document is a plain scalar "". STATUS_INVALID
 * after a mistake (it is in diags), or STATUS_NO_MEMORY. After a syntax error nothing more can be
 * read; a document with only duplicate keys, anchors, aliases or tags is still returned in *root,
 * with STATUS_INVALID. */
MUST_USE enum status tree_next(struct tree_stream *stream, struct arena *arena, struct node **root,
			       struct err *err);
void tree_close(struct tree_stream *stream);

/* A file that must hold exactly one document. *root is as tree_next's: NULL after a mistake of
 * syntax, a tree to be checked further after others (also if a second document follows). */
MUST_USE enum status tree_parse(struct arena *arena, const char *bytes, size_t length,
				const struct tree_limits *limits, struct diags *diags,
				struct node **root, struct err *err);

/* The value of a key, or NULL. */
const struct node *node_get(const struct node *map, const char *key);
/* The text of a scalar value of a key, or NULL. */
const char *node_text(const struct node *map, const char *key);

/* libyaml's version. */
const char *tree_library(void);

/* The tree as JSON. Plain decimal numbers, true, false and null (also ~ and nothing) become JSON's;
 * everything else is a string, also what only YAML 1.1 takes for a number (0x1F, 1_000, 12:30). */
void node_json(const struct node *node, struct buf *out);

#endif
