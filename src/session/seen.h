/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SEEN_H
#define SEEN_H

#include <sys/stat.h>

#include "debrief/session.h"

#define RUBRIC_NAME "rubric.yaml"

/*
 * The files of a session as they lay on the disk: name, size, time, device and inode. It is noted
 * before they are read; so a change in between is found as one that came later.
 */

struct seen {
	const char *name;
	dev_t device;
	ino_t inode;
	off_t size;
	struct timespec changed;
};

struct seen_list {
	struct seen *items;
	size_t count;
};

/* The rubric and the journals in the open folder `folder`, by name, as far as the view wants them.
 * They live in the arena. */
MUST_USE enum status seen_in_folder(int folder, enum session_view view, struct arena *arena,
				    struct seen_list *list, struct err *err);
/* The same for the files whose names are wanted. */
typedef bool seen_is_wanted(const char *name);
MUST_USE enum status seen_if_wanted(int folder, seen_is_wanted *is_wanted, struct arena *arena,
				    struct seen_list *list, struct err *err);
bool seen_equal(const struct seen *a, const struct seen *b);
bool seen_lists_equal(const struct seen_list *a, const struct seen_list *b);
/* How one looks that has just been written; false: it cannot be said. */
bool seen_look(int folder, struct seen *seen);
/* The one of that name, or NULL. */
struct seen *seen_named(const struct seen_list *list, const char *name);
/* The rubric among them, or NULL. */
const struct seen *seen_rubric(const struct seen_list *list);

#endif
