/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_CSV_H
#define DEBRIEF_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "debrief/arena.h"

/* Tables as text: RFC 4180, also with another delimiter, LF line ends and an end without one. */

#define CSV_FIELDS_MAX 64

struct csv {
	const char *next, *end;
	char delimiter;
	uint32_t line; /* of `next`, from 1 */
};

struct csv_row {
	const char *fields[CSV_FIELDS_MAX]; /* unquoted, in the arena */
	size_t count;
	uint32_t line; /* where it begins */
};

/* The next row; *any is false at the end. STATUS_INVALID names the line and what was expected. */
MUST_USE enum status csv_next(struct csv *csv, struct csv_row *row, bool *any, struct arena *arena,
			      struct err *err);

#endif
