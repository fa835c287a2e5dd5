/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HOME_FIXTURE_H
#define HOME_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/arena.h"
#include "debrief/host.h"

/* A home folder of its own, with a library, a state folder and a small rubric, for one test. */
struct home {
	char root[64];
	struct host host; /* real files, or those that a test puts in */
	struct arena arena;
	const char *rubric;  /* its path */
	const char *session; /* the path of home_make_session's */
};

/* For cmocka: *state is a struct home; the second also makes a session named "talk". */
int home_set_up(void **state);
int home_set_up_session(void **state);
int home_tear_down(void **state);

/* Makes a session in the library; its path. */
const char *home_make_session(struct home *home, const char *name);

const char *home_path(struct home *home, const char *folder, const char *name);
/* The whole file, in the arena; fails the test if it cannot be read. */
const char *home_read(struct home *home, const char *path, size_t *length);
/* Writes over a file, which stays the same file; makes one if there is none. */
void home_write(const char *path, const char *bytes, size_t length);
bool home_has(const char *path);
/* Names in a folder, sorted, with a blank between; "" if there is none. */
const char *home_list(struct home *home, const char *folder);
/* The path of the only (or first) entry whose name begins so; NULL if there is none. */
const char *home_find(struct home *home, const char *folder, const char *prefix);
void home_copy_folder(struct home *home, const char *from, const char *to);
void home_remove(const char *path);

#endif
