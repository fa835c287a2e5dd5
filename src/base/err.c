/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "debrief/buf.h"
#include "debrief/sanitise.h"
#include "debrief/utf8.h"

/*
 * A message quotes file names and lines that may hold anything, so it is sanitised as a whole,
 * here, where nobody can forget it. It is built without allocating, for it may be about memory
 * that ran out, and in a text of its own first, for `err->message` may be one of the arguments.
 */

#define REASON_ROOM 120 /* kept free of the quoted name, so that the reason is never cut off */

/* Whole characters only, as many as fit. */
static void set_message(struct err *err, const char *text)
{
	/* A buffer over fixed memory: its maximum is reached before it would want to grow. */
	struct buf out = {
		.data = err->message,
		.capacity = sizeof(err->message),
		.max = sizeof(err->message) - 1,
	};
	const char *end = text + strlen(text);

	err->message[0] = '\0';
	while (text < end && !out.failed) {
		const char *start = text;
		utf8_decode(&text, end);
		sanitise(&out, start, (size_t)(text - start), SANITISE_LINE);
	}
}

enum status err_set(struct err *err, enum status status, const char *format, ...)
{
	char text[sizeof(err->message)];
	va_list args;

	if (!err)
		return status;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	set_message(err, text);
	err->number = 0;
	return status;
}

static enum status status_of_errno(int number)
{
	if (number == ENOMEM)
		return STATUS_NO_MEMORY;
	if (number == ENOENT)
		return STATUS_NOT_FOUND;
	if (number == EEXIST)
		return STATUS_EXISTS;
	return STATUS_IO;
}

enum status err_system(struct err *err, const char *format, ...)
{
	int number = errno;
	char text[sizeof(err->message)];
	va_list args;

	if (!err)
		return status_of_errno(number);
	va_start(args, format);
	vsnprintf(text, sizeof(text) - REASON_ROOM, format, args);
	va_end(args);
	size_t length = strlen(text);
	snprintf(text + length, sizeof(text) - length, ": %s", strerror(number));
	set_message(err, text);
	err->number = number;
	return status_of_errno(number);
}
