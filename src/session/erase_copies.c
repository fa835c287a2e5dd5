/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "erase_copies.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "debrief/paths.h"
#include "erase_file.h"

/*
 * Folders are gone through as deep as sessions lie in the library: in its archive, with their
 * student work. Photos and the like are too large to hold words that can be found.
 */

#define DEPTH_MAX   4
#define ENTRIES_MAX 100000
#define FILE_MAX    ((size_t)32 << 20)

struct search {
	struct erasure *erasure;
	struct buf bytes;
};

static bool will_change(const struct erasure *erasure, const char *path)
{
	for (size_t i = 0; i < erasure->n_places; i++)
		if (strcmp(erasure->places[i], path) == 0)
			return true;
	return false;
}

static enum status look_into(struct search *search, int folder, const char *path, const char *name,
			     struct err *err)
{
	struct erasure *erasure = search->erasure;

	buf_reset(&search->bytes);
	if (will_change(erasure, path) ||
	    file_read(erasure->host->files, folder, name, FILE_MAX, &search->bytes, NULL) ||
	    !erased_words_quoted(erasure->words, buf_text(&search->bytes), search->bytes.length))
		return STATUS_OK;
	return erase_note(erasure, &erasure->copies, &erasure->n_copies, path) ? STATUS_OK
									       : err_no_memory(err);
}

static enum status search_folder(struct search *search, const char *path, unsigned depth,
				 struct err *err)
{
	struct arena *arena = &search->erasure->arena;
	enum status status = STATUS_OK;
	char **names = NULL;
	size_t count = 0;
	struct stat info;
	int folder;

	if (folder_open(search->erasure->host->files, path, &folder, NULL))
		return STATUS_OK;
	if (folder_list(folder, ENTRIES_MAX, &names, &count, NULL))
		count = 0;
	for (size_t i = 0; i < count && !status; i++) {
		const char *inner = path_join(arena, path, names[i]);

		if (!inner)
			status = err_no_memory(err);
		else if (fstatat(folder, names[i], &info, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		else if (S_ISDIR(info.st_mode) && depth < DEPTH_MAX)
			status = search_folder(search, inner, depth + 1, err);
		else if (S_ISREG(info.st_mode))
			status = look_into(search, folder, inner, names[i], err);
	}
	free(names);
	search->erasure->host->files->close(folder);
	return status;
}

/* A session may lie outside of the library. */
static bool is_within(const char *path, const char *folder)
{
	size_t length = strlen(folder);

	return strncmp(path, folder, length) == 0 && path[length] == '/';
}

enum status erase_find_copies(struct erasure *erasure, struct err *err)
{
	struct search search = {.erasure = erasure};
	const char *library = NULL;
	const char *state = NULL;
	enum status status = STATUS_OK;

	if (erasure->words->count == 0)
		return STATUS_OK;
	buf_init(&search.bytes, FILE_MAX + 1);
	if (!paths_library(&erasure->arena, &library, NULL))
		status = search_folder(&search, library, 0, err);
	if (!status && !(library && is_within(erasure->session->path, library)))
		status = search_folder(&search, erasure->session->path, 0, err);
	if (!status && !paths_state(&erasure->arena, &state, NULL))
		status = search_folder(&search, state, 0, err);
	buf_release(&search.bytes);
	return status;
}
