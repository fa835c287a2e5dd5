/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ERASE_FILE_H
#define ERASE_FILE_H

#include "debrief/erase.h"
#include "erased_words.h"
#include "journal_locks.h"
#include "seen.h"
#include "session_file.h"

/* The files of a session that hold records: its journals, rescued ones, and copies of them that
 * another program has left under other names. */

struct erase_file {
	int folder;        /* borrowed */
	const char *name;  /* in the folder */
	struct seen *seen; /* how it lay before it was read, NULL: it was not there yet */
	bool is_journal;   /* named like one, and not a copy */
	struct session_file file;
	struct file_events events;
};

/* Notes how all of them lie on the disk. Before they are read. */
MUST_USE enum status erase_files_look(struct erasure *erasure, struct err *err);
/* STATUS_EXISTS if they do not lie there like that any more. */
MUST_USE enum status erase_files_check(const struct erasure *erasure, struct err *err);
/* Reads all in an open folder into the erasure; what cannot be read, or is too large, is left. */
MUST_USE enum status erase_files_read(struct erasure *erasure, int folder, const char *path,
				      struct err *err);
/* Puts tombstones into one, if it holds any of the words; else it stays as it is. */
MUST_USE enum status erase_file_run(struct erasure *erasure, struct erase_file *file,
				    struct err *err);

/* Of an unfinished record: a line of the words is in it, or it is how they began. */
bool erase_fragment_holds(const struct erasure *erasure, const char *bytes, size_t length);

/* ---- erase.c, for all who look for the words ---- */

bool erase_has_record(const struct erasure *erasure, const struct event_id *id);
/* Adds a path to one of the lists, once; false: no memory. */
bool erase_note(struct erasure *erasure, const char ***paths, size_t *count, const char *path);
/* Notes the path of a file in which the words stood; true if it is to be changed now. */
bool erase_found(struct erasure *erasure, const char *path);
/* Takes the last of them back if it could not be changed; returns the status. */
MUST_USE enum status erase_unless(struct erasure *erasure, enum status status);
/* Notes what could not be looked into; NULL: no memory for its path. */
MUST_USE enum status erase_unread(struct erasure *erasure, const char *path, struct err *err);

#endif
