/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state_folder.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "debrief/checksum.h"
#include "debrief/paths.h"

/*
 * Sessions may lie anywhere, also where nothing more can be written. What must be kept all the
 * same lies in the user's state folder, under the session's id.
 */

#define NAME_MAX_PLAIN 200 /* leaves room for what is added to it */

static bool is_plain_name(const char *id)
{
	size_t length = strnlen(id, NAME_MAX_PLAIN + 1);

	if (length == 0 || length > NAME_MAX_PLAIN || id[0] == '.' || id[0] == '%')
		return false;
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)id[i] < 0x20 || id[i] == 0x7F || id[i] == '/')
			return false;
	return true;
}

const char *session_file_name(struct arena *arena, const char *session_id)
{
	char hex[SHA256_HEX_SIZE];

	if (is_plain_name(session_id))
		return arena_strdup(arena, session_id);
	sha256_hex(session_id, strlen(session_id), hex);
	return arena_printf(arena, "%%%s", hex);
}

enum status state_folder_open(struct host *host, const char *kind, const char *session_id,
			      bool make, int *fd, struct err *err)
{
	struct arena arena;
	const char *path;
	enum status status;

	*fd = -1;
	arena_init(&arena, SIZE_MAX);
	status = paths_state(&arena, &path, err);
	if (status != STATUS_OK)
		goto out;
	path = path_join(&arena, path, kind);
	if (path && session_id) {
		const char *name = session_file_name(&arena, session_id);
		path = name ? path_join(&arena, path, name) : NULL;
	}
	if (!path)
		status = err_no_memory(err);
	else if (make)
		status = folder_make(host->files, path, err);
	if (status == STATUS_OK)
		status = folder_open(host->files, path, fd, err);
out:
	arena_release(&arena);
	return status;
}
