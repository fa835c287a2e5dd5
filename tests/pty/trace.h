/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_TRACE_H
#define TESTS_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * What a program really asked the system for, as strace saw it: the calls that changed files or
 * the screen and succeeded, in order.
 *
 *     strace -f -y -xx -s 1000000 -ttt -e trace=TRACE_CALLS -o LOG PROGRAM …
 */

#define TRACE_CALLS                                                                            \
	"openat,?open,?creat,write,?writev,pwrite64,fsync,fdatasync,ftruncate,?mkdir,mkdirat," \
	"?rename,?renameat,renameat2,?unlink,unlinkat,?rmdir,?link,linkat,close,?sendfile,"    \
	"?copy_file_range,exit_group"

enum trace_call {
	TRACE_OPEN, /* `path`, result: the descriptor */
	TRACE_WRITE,
	TRACE_PWRITE,
	TRACE_SYNC,
	TRACE_TRUNCATE, /* to `offset` */
	TRACE_MKDIR,
	TRACE_RENAME, /* `path` to `to` */
	TRACE_UNLINK,
	TRACE_CLOSE,
	TRACE_EXIT,  /* with `fd` */
	TRACE_OTHER, /* a call that the model of a disk does not know */
};

struct trace_step {
	double at; /* seconds, as CLOCK_REALTIME */
	enum trace_call call;
	pid_t pid;
	int fd;
	bool creates, truncates, appends; /* of an open */
	char *path, *to;                  /* absolute */
	char *bytes;                      /* written */
	size_t length;
	off_t offset;
};

struct trace {
	struct trace_step *steps;
	size_t count;
};

/* True if strace is there and may be used. */
bool trace_is_permitted(void);
/* Adds the steps of a log; false, with a reason on stderr, if a line is not understood. */
bool trace_read(struct trace *trace, const char *log);
void trace_release(struct trace *trace);

#endif
