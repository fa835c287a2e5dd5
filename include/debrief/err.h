/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_ERR_H
#define DEBRIEF_ERR_H

#include "debrief/i18n.h"

/*
 * How functions say that they could not do it.
 *
 * A function that can fail returns an `enum status` and takes a `struct err *` as its last
 * parameter; the status is for the program, the message for the person. `err` may be NULL.
 * Messages are whole, lower case, without a full stop, the subject quoted:
 *     cannot open 'x': No such file or directory
 * Text that came from outside is sanitised when the message is made, so that a message can
 * be printed as it is.
 */

enum status {
	STATUS_OK = 0,
	STATUS_INVALID,   /* input does not say what it should */
	STATUS_NOT_FOUND, /* no such file, session, rubric */
	STATUS_EXISTS,    /* would overwrite something */
	STATUS_LOCKED,    /* another program writes to this session */
	STATUS_NEWER,     /* a format that this version does not know */
	STATUS_REFUSED,   /* against a rule: no consent, a link instead of a file */
	STATUS_LIMIT,     /* larger than we accept */
	STATUS_IO,        /* the system said no; err->number is its errno */
	STATUS_NO_MEMORY,
};

struct err {
	char message[600];
	int number; /* errno, or 0 */
};

#define ERR_FORMAT(fmt, first) __attribute__((format(printf, fmt, first)))
#define MUST_USE __attribute__((warn_unused_result))

/* Writes the message and returns `status`: `return err_set(err, STATUS_INVALID, …);` */
enum status err_set(struct err *err, enum status status, const char *format, ...) ERR_FORMAT(3, 4);

/* The same for a failed system call: ": strerror(errno)" is added; ENOMEM gives
 * STATUS_NO_MEMORY, ENOENT STATUS_NOT_FOUND, EEXIST STATUS_EXISTS, all others STATUS_IO. */
enum status err_system(struct err *err, const char *format, ...) ERR_FORMAT(2, 3);

/* STATUS_NO_MEMORY with its message; inline, so that checkers see it is never STATUS_OK. */
static inline enum status err_no_memory(struct err *err)
{
	(void)err_set(err, STATUS_NO_MEMORY, "%s", _("there is not enough memory"));
	return STATUS_NO_MEMORY;
}

#endif
