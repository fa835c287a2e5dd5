/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FAULT_FILE_H
#define FAULT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/file.h"

/*
 * Files that fail when a test wants them to: a `struct file_ops` over the real one that counts
 * operations, remembers them, and makes the n-th of a kind go wrong.
 *
 *     for (unsigned int n = 1;; n++) {
 *             fault_start((struct fault){.op = FAULT_ANY, .at = n, .number = ENOSPC});
 *             … file_replace(&fault_ops, …) …
 *             if (!fault_happened())
 *                     break;
 *             … what must be true after any failure …
 *     }
 *
 * One fault at a time for the whole program: `struct file_ops` has no place for a context.
 */

enum fault_op {
	FAULT_OPENAT,
	FAULT_WRITE,
	FAULT_PWRITE,
	FAULT_FDATASYNC,
	FAULT_FSYNC,
	FAULT_FTRUNCATE,
	FAULT_FALLOCATE,
	FAULT_MKDIRAT,
	FAULT_RENAMEAT,
	FAULT_RENAME_NEW,
	FAULT_UNLINKAT,
	FAULT_CLOSE, /* closes even when it is made to fail, as the kernel does */
	/* These are not in struct file_ops: they fail in programs that are linked with
	   fault_calls.c. */
	FAULT_READ,
	FAULT_LOCK,
	FAULT_STAT,
	FAULT_LIST,
	FAULT_MARK, /* not an operation: what a test noted with fault_mark */
	FAULT_ANY,
	FAULT__COUNT,
};

enum fault_effect {
	FAULT_FAIL,  /* not done, errno is `number` */
	FAULT_SHORT, /* half of the bytes (at least one) are written or read; others fail */
	FAULT_EXIT,  /* _exit(FAULT_STATUS) instead of doing it */
	FAULT_KILL,  /* SIGKILL instead of doing it */
};

#define FAULT_STATUS 77

struct fault {
	enum fault_op op; /* FAULT_ANY: every operation counts */
	unsigned int at;  /* the first is 1; 0: nothing fails */
	enum fault_effect effect;
	bool sticky; /* from then on all of that kind; after a short write they fail */
	int number;  /* errno */
};

extern const struct file_ops fault_ops;

/* Forgets counts and trace, and arms the fault. */
void fault_start(struct fault fault);
bool fault_happened(void);
/* How many operations of a kind were asked for since the start. */
unsigned int fault_count(enum fault_op op);

/* For fault_calls.c: counts a call; what it is to do. If it is not to be done, errno is set. */
enum fault_verdict { FAULT_DO, FAULT_DO_HALF, FAULT_DO_NOT };
enum fault_verdict fault_judge(enum fault_op op);

/* Says on standard output how many cases a sweep tried, for `make check-hard`. */
void fault_say_cases(const char *what, unsigned int cases);

struct fault_step {
	enum fault_op op;
	int fd;        /* the descriptor, of an openat the new one; or the folder of the name */
	int folder;    /* of an openat that made a file: in this folder; else -1 */
	bool done;     /* the operation succeeded */
	bool injected; /* the fault was here */
	long result;   /* what was returned: bytes of a write */
	char name[64]; /* the (last) name that was given, cut off; "" when there was none */
};

/* All steps since the start, oldest first; the test fails when there are too many to keep. */
const struct fault_step *fault_trace(size_t *count);
/* Notes in the trace that the program now says "saved" for this descriptor, or anything else. */
void fault_mark(int fd, const char *what);

/* The oracle: before step `at` of the trace, was all that was written to the descriptor synced?
 * That is: since it was opened, a sync came after the last change, and no sync failed. For a
 * folder the changes are names made, renamed and removed in it. */
bool fault_is_synced(int fd, size_t at);

#endif
