/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_DIAG_H
#define DEBRIEF_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "debrief/arena.h"
#include "debrief/buf.h"

/*
 * Diagnostics for people who write YAML: every mistake of a file in one run, sorted by place,
 *
 *     launch.yaml:4:5: error: unknown key 'fase'; did you mean 'phase'?
 *         fase: launch
 *         ^~~~
 *
 * One `struct diags` speaks of one file. Messages say what is wrong and, after a semicolon,
 * what was expected.
 */

enum diag_severity {
	DIAG_ERROR,
	DIAG_WARNING, /* only odd: exit 0 */
	DIAG_NOTE,    /* belongs to the diagnostic before it */
};

struct mark { /* a place in a file, both counted from 1; line 0: the file as a whole */
	uint32_t line;
	uint32_t column; /* in characters */
};

struct diag {
	enum diag_severity severity;
	struct mark start;
	struct mark end; /* first place behind; equal to start when unknown */
	const char *message;
	size_t order; /* as added, keeps notes behind their diagnostic */
};

#define DIAGS_MAX 1000 /* further ones are counted in `dropped` */

struct diags {
	struct arena *arena;
	const char *file;   /* as the person named it */
	const char *source; /* the file's bytes for quoting, may be NULL */
	size_t source_length;
	struct diag *items;
	size_t count;
	size_t dropped;
	size_t errors;
	size_t warnings;
};

/* `file` and `source` are borrowed and must outlive the diagnostics. */
void diags_init(struct diags *diags, struct arena *arena, const char *file, const char *source,
		size_t source_length);

/* Memory running out drops the diagnostic but counts it. */
void diags_add(struct diags *diags, enum diag_severity severity, struct mark start, struct mark end,
	       const char *format, ...) ERR_FORMAT(5, 6);

/* Sorts by place (notes stay with theirs) and prints all, sanitised, quoted line and caret
 * included; quoted lines are clipped to about 100 columns round the caret. */
void diags_print(struct diags *diags, struct buf *out);

/* One line, without quoting: "FILE:LINE:COLUMN: error: …"; for the `problems` of JSON. */
void diag_line(const struct diags *diags, const struct diag *diag, struct buf *out);
void diags_sort(struct diags *diags);

/* A text for use inside a message: as it is, or if it is long its beginning and "…". */
const char *diag_brief(struct arena *arena, const char *text);

/*
 * The nearest of `count` candidates to a misspelt word, NULL if none is near: at most one edit
 * (insert, delete, replace, swap neighbours) for every three characters or what is left of three.
 */
const char *diag_nearest(const char *word, const char *const *candidates, size_t count);

#endif
