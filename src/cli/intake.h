/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CLI_INTAKE_H
#define CLI_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/diag.h"
#include "debrief/event.h"
#include "debrief/host.h"
#include "debrief/session.h"

/*
 * A stream of events for a session, one YAML document each: what `debrief add` reads, and the
 * lesson of `debrief demo`. All of it is read and checked first, then all of it is appended as one
 * action: either every event counts afterwards, or none.
 */

#define INTAKE_MAX ((size_t)32 << 20)

struct intake_event;

struct intake {
	struct arena arena;
	struct diags diags;
	const struct node *open; /* a lesson's first document: the metadata of its session */
	struct intake_event *items;
	size_t count;
	bool is_refused; /* words of a teacher who does not want them written down */
	bool is_rescued; /* written, but beside the session's folder: it could not be written to */
};

/* Reads the documents; `name` and `bytes` are borrowed. Mistakes go to `diags`. With `is_lesson`
 * the first document may be an `open`. */
MUST_USE enum status intake_read(struct intake *intake, const char *name, const char *bytes,
				 size_t length, bool is_lesson, struct err *err);
void intake_release(struct intake *intake);

/*
 * Checks all events against the session and appends them. STATUS_INVALID if there are mistakes (in
 * `diags`), STATUS_REFUSED if the consent forbids it (also in `diags`), else why it could not be
 * written: nothing was appended then. `ids` gets the new ids, one a line.
 */
MUST_USE enum status intake_append(struct intake *intake, struct host *host,
				   struct session *session, struct buf *ids, struct err *err);

#endif
