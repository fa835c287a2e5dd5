/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "torn_tail.h"

#include <stdio.h>
#include <string.h>

#include "debrief/i18n.h"
#include "debrief/utf8.h"
#include "state_folder.h"

/*
 * Records are written at the end of a file and acknowledged only when they are on the disk. So a
 * fragment at the end was never acknowledged, and nothing that was can stand behind it. (One with
 * another "---" behind it does not fit that picture: record.h calls it edited, and it is left
 * alone.)
 */

#define TRIES 100

static enum status copy_tail(struct host *host, const char *session_id,
			     const struct session_file *file, struct err *err)
{
	enum status status;
	int rescue;

	status = state_folder_open(host, STATE_RESCUE, session_id, true, &rescue, err);
	if (status != STATUS_OK)
		return status;
	for (int i = 0; i < TRIES; i++) {
		/* No name of a journal: readers of the session do not take it for one. */
		char name[64];
		snprintf(name, sizeof(name), TORN_PREFIX "%s.%s.%08x",
			 file->is_private ? "private" : "journal", file->writer,
			 (unsigned int)host_random(host, UINT32_MAX));
		status = file_create(host->files, rescue, name, file->bytes + file->good_length,
				     file->length - file->good_length, err);
		if (status != STATUS_EXISTS)
			break;
	}
	host->files->close(rescue);
	return status;
}

enum status torn_tail_cut(struct host *host, int fd, const char *session_id,
			  struct session_file *file, struct err *err)
{
	enum status status = copy_tail(host, session_id, file, err);

	if (status != STATUS_OK)
		return status;
	if (host->files->ftruncate(fd, (off_t)file->good_length) != 0 ||
	    host->files->fdatasync(fd) != 0)
		return err_system(err, _("cannot repair the end of '%s'"), file->name);
	file->length = file->good_length;
	file->torn = false;
	return STATUS_OK;
}

/* The lines of a block, without its indentation, up to the first that is less indented. */
static size_t copy_block(const char *text, size_t length, char *out)
{
	size_t size = 0;

	while (length > 0) {
		const char *newline = memchr(text, '\n', length);
		size_t line = newline ? (size_t)(newline - text) + 1 : length;
		if (length >= 2 && memcmp(text, "  ", 2) == 0) {
			memcpy(out + size, text + 2, line - 2);
			size += line - 2;
		} else if (*text == '\n') {
			out[size++] = '\n';
		} else {
			break;
		}
		text += line;
		length -= line;
	}
	return size;
}

const char *torn_tail_text(const struct session_file *file, struct arena *arena)
{
	static const char key[] = "\ntext: ";
	static const char block[] = "|2-\n";
	const char *end = file->bytes + file->length;
	const char *tail = file->bytes + file->good_length;
	const char *text = memmem(tail, (size_t)(end - tail), key, sizeof(key) - 1);
	size_t length;

	if (!text)
		return NULL;
	text += sizeof(key) - 1;
	length = strnlen(text, (size_t)(end - text)); /* a power cut may leave NULs */
	char *copy = arena_alloc(arena, length + 1);
	if (!copy)
		return NULL;
	if (length >= sizeof(block) - 1 && memcmp(text, block, sizeof(block) - 1) == 0) {
		length = copy_block(text + sizeof(block) - 1, length - (sizeof(block) - 1), copy);
	} else {
		/* On one line, quoted or not; a file that ends here ends in the middle of it. */
		const char *newline = memchr(text, '\n', length);
		length = newline ? (size_t)(newline - text) : length;
		memcpy(copy, text, length);
	}
	while (length > 0 && copy[length - 1] == '\n')
		length--;
	length = utf8_valid_prefix(copy, length);
	copy[length] = '\0';
	return length > 0 ? copy : NULL;
}
