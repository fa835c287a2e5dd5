/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_RECORD_H
#define DEBRIEF_RECORD_H

#include <stddef.h>

#include "debrief/buf.h"
#include "debrief/diag.h"
#include "debrief/event.h"
#include "debrief/tree.h"

/*
 * Events as bytes, debrief-session format 1: one YAML document each, from its "---" line to the
 * line `sum: "3daa10d4"`, which is the CRC-32C of all bytes before it with CRLF taken as LF.
 */

#define SESSION_FORMAT 1
#define RECORD_MAX     ((size_t)64 << 10)
#define RECORD_FILE_HEAD \
	"# debrief session journal, format 1: append only, one event per document\n"

/* Appends the record of an event (id, at, el, group, kind, its keys, sum) to `out`.
 * STATUS_INVALID if a text is not UTF-8 or holds NUL; STATUS_LIMIT if it is over RECORD_MAX; then
 * `out` is as before. */
MUST_USE enum status record_encode(const struct event *event, struct buf *out, struct err *err);

/*
 * Reads an event from a document's node: kind, keys by the table; keys it does not know stay in the
 * stored bytes only. Texts are copied into the arena. Wrong values of known keys are errors in
 * `diags` and left out of the event; STATUS_INVALID only if there is no usable id or kind
 * (`needs_id` false: for the input of add, which has no id).
 */
MUST_USE enum status record_decode(const struct node *node, bool needs_id, struct arena *arena,
				   struct event *event, struct diags *diags, struct err *err);

/* The stored record of an event as a tree again: with its places, and the keys that this version
 * does not know. NULL if there is none, or it cannot be read. */
const struct node *record_parse(const struct event *event, struct arena *arena);

/*
 * A scan tells what each piece of a journal file is, without changing anything.
 * good: whole, the sum fits. edited: whole, the sum differs or is not there, and another record
 * follows or the file ends in a complete line with a sum. torn: one incomplete fragment at the end
 * of the file.
 */
enum record_label { RECORD_GOOD, RECORD_EDITED, RECORD_TORN };

struct record_span {
	enum record_label label;
	size_t offset; /* of its "---" */
	size_t length;
	uint32_t line; /* from 1 */
	bool crlf;
};

struct record_scan {
	const char *bytes;
	size_t length;
	size_t next;
	uint32_t line;
	size_t head; /* bytes before the first record: comments */
};

void record_scan_start(struct record_scan *scan, const char *bytes, size_t length);
/* False at the end. */
bool record_scan_next(struct record_scan *scan, struct record_span *span);

#endif
