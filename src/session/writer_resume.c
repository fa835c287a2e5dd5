/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writer_resume.h"

#include <string.h>

#include "torn_tail.h"

/*
 * A new writer is always safe: at worst there are two more files. So whoever is in doubt does not
 * go on, and what is in the files stays as it is.
 */

/* Nobody gets there by writing; and there is room for what is written until it is left. */
#define NUMBER_MAX ((uint32_t)1 << 31)

static struct session_file *find_file(struct session *session, const char *writer, int stream)
{
	for (size_t i = 0; i < session->n_files; i++) {
		struct session_file *file = &session->files[i];
		if (!file->is_rescue && !file->is_copy && file->is_private == (stream == 1) &&
		    strcmp(file->writer, writer) == 0)
			return file;
	}
	return NULL;
}

/* The highest number that any file has for this writer. */
static uint32_t highest_number(const struct session *session, const char *writer, int stream)
{
	uint32_t highest = 0;

	for (size_t i = 0; i < session->n_events; i++) {
		const struct event_id *id = &session->events[i]->id;
		if (id->is_private == (stream == 1) && id->number > highest &&
		    strcmp(id->writer, writer) == 0)
			highest = id->number;
	}
	return highest;
}

/* All that was ever acknowledged or is known of this writer is in the file, and nobody but us, or a
 * crash while we wrote, has touched it. */
static bool can_be_continued(const struct session *session, const struct session_file *file,
			     const struct remembered *remembered, int stream)
{
	return file && file->last_number > 0 && file->last_number < NUMBER_MAX &&
	       file->last_number >= remembered->last[stream] &&
	       file->last_number == highest_number(session, remembered->writer, stream) &&
	       !file->ends_in_group && file->n_edited == 0;
}

static bool is_as_remembered(const struct writer *writer, const struct remembered *remembered)
{
	struct remembered now;

	return writer_describe(writer, &now) && now.device == remembered->device &&
	       memcmp(now.inode, remembered->inode, sizeof(now.inode)) == 0;
}

static bool repair(struct writer *writer, struct host *host, const char *session_id,
		   struct session_file *const files[2], struct arena *arena, const char **torn_text)
{
	for (int stream = 0; stream < 2; stream++) {
		struct writer_file *open_file = &writer->files[stream];
		if (!files[stream]->torn)
			continue;
		const char *text = torn_tail_text(files[stream], arena);
		if (torn_tail_cut(host, open_file->fd, session_id, files[stream], NULL) !=
		    STATUS_OK)
			return false;
		open_file->size = (off_t)files[stream]->length;
		if (!*torn_text)
			*torn_text = text;
	}
	return true;
}

static bool sync_files(const struct writer *writer)
{
	return writer->ops->fdatasync(writer->files[1].fd) == 0 &&
	       writer->ops->fdatasync(writer->files[0].fd) == 0;
}

bool writer_resume(struct writer *writer, struct host *host, struct session *session, int memory,
		   const struct remembered *remembered, uint32_t next[2], struct arena *arena,
		   const char **torn_text)
{
	struct session_file *files[2];
	off_t sizes[2];

	for (int stream = 0; stream < 2; stream++) {
		files[stream] = find_file(session, remembered->writer, stream);
		if (!can_be_continued(session, files[stream], remembered, stream))
			return false;
		sizes[stream] = (off_t)files[stream]->length;
		next[stream] = files[stream]->last_number + 1;
	}
	if (writer_take(writer, session->folder, remembered->writer, sizes, NULL) != STATUS_OK)
		return false;
	if (is_as_remembered(writer, remembered) &&
	    repair(writer, host, session->id, files, arena, torn_text)) {
		if (sync_files(writer))
			return true;
		/* The next try would seem to go well. */
		remembered_forget(host->files, memory);
	}
	writer_close(writer);
	return false;
}
