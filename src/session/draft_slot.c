/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draft_slot.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "debrief/checksum.h"

/*
 * A slot is a line with a sequence number, a length and a checksum, and then session, about and
 * text, each but the last with its NUL. The good slot with the highest number is the draft.
 */

uint32_t draft_slot_sum(const char *slot, size_t length)
{
	uint32_t crc = crc32c(0, slot, SLOT_SUM_AT);

	return crc32c(crc, slot + SLOT_HEAD_LENGTH, length - SLOT_HEAD_LENGTH);
}

static bool read_slot(const char *bytes, size_t size, int number, struct draft_slot *slot)
{
	char head[SLOT_HEAD_LENGTH + 1] = "";
	uint64_t length;
	uint32_t sum;

	if (size < SLOT_HEAD_LENGTH)
		return false;
	memcpy(head, bytes, SLOT_HEAD_LENGTH);
	if (sscanf(head, "debrief-draft/1 %20" SCNu64 " %8" SCNu64 " %8" SCNx32, &slot->sequence,
		   &length, &sum) != 3 ||
	    length > size - SLOT_HEAD_LENGTH ||
	    sum != draft_slot_sum(bytes, SLOT_HEAD_LENGTH + (size_t)length))
		return false;
	slot->number = number;
	slot->session = bytes + SLOT_HEAD_LENGTH;
	slot->end = slot->session + length;
	const char *nul = memchr(slot->session, '\0', (size_t)length);
	slot->about = nul ? nul + 1 : slot->end;
	nul = memchr(slot->about, '\0', (size_t)(slot->end - slot->about));
	slot->text = nul ? nul + 1 : NULL;
	return slot->text;
}

enum status draft_slot_latest(const struct file_ops *ops, int folder, const char *token,
			      struct buf *bytes, struct draft_slot *latest)
{
	enum status status = file_read(ops, folder, token, DRAFT_FILE_MAX, bytes, NULL);
	bool found = false;

	if (status != STATUS_OK)
		return status;
	for (int i = 0; i < SLOTS && bytes->length > (size_t)i * SLOT_SIZE; i++) {
		size_t rest = bytes->length - (size_t)i * SLOT_SIZE;
		struct draft_slot slot;
		if (read_slot(bytes->data + (size_t)i * SLOT_SIZE,
			      rest < SLOT_SIZE ? rest : SLOT_SIZE, i, &slot) &&
		    (!found || slot.sequence > latest->sequence)) {
			*latest = slot;
			found = true;
		}
	}
	return found ? STATUS_OK : STATUS_NOT_FOUND;
}

bool draft_token_is_valid(const char *token)
{
	size_t length = strspn(token, "abcdefghijklmnopqrstuvwxyz0123456789");

	return length == DRAFT_TOKEN_SIZE - 1 && token[length] == '\0';
}

bool draft_tokens_have(const char *tokens, const char *token)
{
	while (tokens && *tokens) {
		size_t length = strcspn(tokens, " ");
		if (length == DRAFT_TOKEN_SIZE - 1 && memcmp(tokens, token, length) == 0)
			return true;
		tokens += length + (tokens[length] == ' ');
	}
	return false;
}
