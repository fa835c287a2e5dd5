/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DRAFT_SLOT_H
#define DRAFT_SLOT_H

#include "debrief/draft.h"

/* How a draft lies in its file, in one of several slots, for whoever reads one. */

#define SLOTS            3
#define SLOT_SIZE        ((size_t)64 << 10)
#define SLOT_SUM_AT      46 /* in the head */
#define SLOT_HEAD_LENGTH 55
#define DRAFT_FILE_MAX   (SLOTS * SLOT_SIZE)
#define DRAFT_FILES_MAX  10000

struct draft_slot { /* read from a file; points into its bytes */
	uint64_t sequence;
	const char *session;
	const char *about;
	const char *text;
	const char *end;
	int number;
};

/* Of a whole slot, its head with the place of the sum aside. */
uint32_t draft_slot_sum(const char *slot, size_t length);
/* Reads the whole file; STATUS_NOT_FOUND if it holds no good slot. `bytes` must outlive the slot.
 */
MUST_USE enum status draft_slot_latest(const struct file_ops *ops, int folder, const char *token,
				       struct buf *bytes, struct draft_slot *latest);

bool draft_token_is_valid(const char *token);
/* Of those in a record's `draft`, with a blank between them. */
bool draft_tokens_have(const char *tokens, const char *token);

#endif
