/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_WRITER_H
#define DEBRIEF_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "debrief/event.h"
#include "debrief/host.h"
#include "remembered.h"

/*
 * A writer's two files, journal.ID.yaml and private.ID.yaml in one folder, and adding to them so
 * that it stays. Index 0 is the shared stream, 1 the private one.
 */

#define WRITER_NAME_SIZE 24

struct writer_file {
	int fd;         /* -1: not open */
	off_t size;     /* where the next record must come to stand */
	off_t reserved; /* up to here the disk has been asked for room */
};

struct writer {
	const struct file_ops *ops;
	int folder; /* borrowed */
	char id[EVENT_WRITER_LENGTH + 1];
	bool is_used; /* something besides its first records was acknowledged */
	struct writer_file files[2];
};

/* "a letter and three", by chance. */
void writer_choose_id(struct host *host, char id[EVENT_WRITER_LENGTH + 1]);

void writer_init(struct writer *writer, const struct file_ops *ops);
bool writer_is_open(const struct writer *writer);

/*
 * Makes both files, each with the record `first` (its id and what it says about the file is filled
 * in); they appear under their names only when they are on the disk. The shared one is locked.
 * STATUS_EXISTS if the id has a file here already.
 */
MUST_USE enum status writer_make(struct writer *writer, int folder, const char *id,
				 const struct event *first, const char *session_id,
				 struct err *err);
/* Goes on with files that are there, of these sizes. The caller holds the lock. */
MUST_USE enum status writer_take(struct writer *writer, int folder, const char *id,
				 const off_t sizes[2], struct err *err);

/* Adds the bytes, private first, and syncs. After a failure the writer must be abandoned. */
MUST_USE enum status writer_add(struct writer *writer, const struct buf bytes[2], struct err *err);

/* True if its files still have their names, and end where it left them. */
bool writer_is_whole(const struct writer *writer);

/* Who it is, to be remembered; the last numbers are not filled in. */
bool writer_describe(const struct writer *writer, struct remembered *remembered);

void writer_close(struct writer *writer);
/* After a failure: closes. The files of one that was never used are removed. */
void writer_abandon(struct writer *writer);

#endif
