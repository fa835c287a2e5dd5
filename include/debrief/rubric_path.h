/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_RUBRIC_PATH_H
#define DEBRIEF_RUBRIC_PATH_H

#include "debrief/host.h"
#include "debrief/rubric.h"

/* Where rubrics are found: see paths.h. A path to a file is accepted wherever an id is. */

struct rubric_file {
	const char *path;
	const char *id;    /* the file's name without ".yaml" */
	const char *bytes; /* as read, `length` of them */
	size_t length;
};

/*
 * Finds and reads a rubric's file. An argument with a slash, or that ends in .yaml or .yml, is a
 * path; anything else is an id, looked for as ID.yaml in each folder in turn, then as a path, then
 * inside the rubrics of these folders. STATUS_NOT_FOUND says where was looked and names the nearest
 * id.
 */
MUST_USE enum status rubric_find(struct host *host, struct arena *arena, const char *id_or_path,
				 struct rubric_file *file, struct err *err);

/* All that can be found: sorted by id, an id found first hides later ones. `bytes` is not read. */
MUST_USE enum status rubric_list(struct host *host, struct arena *arena,
				 const struct rubric_file **files, size_t *count, struct err *err);

/* One of them, read to be chosen from. */
struct rubric_choice {
	const struct rubric_file *file;
	const struct rubric *rubric; /* NULL: it has mistakes */
	const char *mistake;         /* then the first of them, a line */
};

/* All that can be found, read. One with mistakes is among them: somebody is working on it. */
MUST_USE enum status rubric_choices(struct host *host, struct arena *arena,
				    const struct rubric_choice **choices, size_t *count,
				    struct err *err);

#endif
