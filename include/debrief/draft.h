/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_DRAFT_H
#define DEBRIEF_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/arena.h"
#include "debrief/host.h"
#include "debrief/session.h"

/*
 * Text that is still being written. Each parked text is one file of three preallocated, checksummed
 * slots, in $XDG_STATE_HOME/debrief/drafts/, named by a random token. Written at every key, in turn
 * into the two slots that do not hold the last synced text (a crash of the program loses nothing),
 * synced after 250 ms of quiet and at most once a second (a power cut loses at most the last
 * second). The record made from it carries `draft: TOKEN`; a draft whose token is in the journal is
 * deleted, any other is offered back once.
 */

#define DRAFT_TEXT_MAX   ((size_t)60 << 10)
#define DRAFT_TOKEN_SIZE 13

struct draft;

/* `about` says where it belongs ("said elicit-rationale rationale"), kept with the text. */
MUST_USE enum status draft_start(struct draft **draft, struct host *host, const char *session_id,
				 const char *about, struct err *err);
/* Writes the whole text. Not synced. STATUS_LIMIT beyond DRAFT_TEXT_MAX. */
MUST_USE enum status draft_write(struct draft *draft, const char *text, struct err *err);
MUST_USE enum status draft_sync(struct draft *draft, struct err *err);
/* True if something was written since the last sync. */
bool draft_is_dirty(const struct draft *draft);
const char *draft_token(const struct draft *draft);
/* Syncs and keeps the file: the text will be offered; one without text is deleted. Frees the
 * draft. */
void draft_park(struct draft *draft);
/* Deletes the file: the text became a record, or is not wanted. Frees the draft. */
void draft_discard(struct draft *draft);

struct draft_offer {
	const char *token;
	const char *about;
	const char *text;
};

/* The texts of this session, at most 1000, that are in no record and that nobody is writing in;
 * deletes those that are in one which is saved. They live in the arena. */
MUST_USE enum status draft_offers(struct host *host, const struct session *session,
				  struct arena *arena, const struct draft_offer **offers,
				  size_t *count, struct err *err);
/* Goes on with a parked text under the same token. STATUS_LOCKED if somebody is writing in it. */
MUST_USE enum status draft_resume(struct draft **draft, struct host *host,
				  const struct draft_offer *offer, struct err *err);

#endif
