/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "erase_copies.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "debrief/paths.h"
#include "debrief/utf8.h"
#include "erase_file.h"

/*
 * Folders are gone through as deep as sessions lie in the library: in its archive, with their
 * student work. Photos and the like are too large to hold words that can be found; but what else
 * lies in the session's own folder and is no text, packed by some program say, is named.
 *
 * A session can be named in many ways, so folders are compared and not their paths. Files are not:
 * another name of a file that is replaced keeps the words.
 */

#define DEPTH_MAX   4
#define ENTRIES_MAX 100000
#define FILE_MAX    ((size_t)32 << 20)

struct search {
	struct erasure *erasure;
	struct buf bytes;
	bool saw_session; /* it may lie outside of the library */
};

struct place {
	int folder;
	const char *path; /* of the folder */
	const char *name;
	bool is_in_session; /* and no student work */
};

static bool is_same_folder(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static bool is_among(struct arena *arena, const char *const *paths, size_t count,
		     const struct place *place)
{
	struct stat here, there;

	for (size_t i = 0; i < count; i++) {
		const char *slash = strrchr(paths[i], '/');
		const char *folder;

		if (!slash || strcmp(slash + 1, place->name) != 0)
			continue;
		folder = arena_copy(arena, paths[i], (size_t)(slash + 1 - paths[i]));
		if (folder && stat(folder, &there) == 0 && fstat(place->folder, &here) == 0 &&
		    is_same_folder(&here, &there))
			return true;
	}
	return false;
}

static enum status note_copy(struct erasure *erasure, const struct place *place, struct err *err)
{
	const char *path = path_join(&erasure->arena, place->path, place->name);

	if (is_among(&erasure->arena, erasure->places, erasure->n_places, place))
		return STATUS_OK;
	return path && erase_note(erasure, &erasure->copies, &erasure->n_copies, path)
		       ? STATUS_OK
		       : err_no_memory(err);
}

/* Nobody else has looked into it either. */
static enum status note_unread(struct erasure *erasure, const struct place *place, struct err *err)
{
	struct session_file file;

	if (!place->is_in_session || session_file_named(place->name, &file) ||
	    strncmp(place->name, FILE_TEMPORARY_PREFIX, strlen(FILE_TEMPORARY_PREFIX)) == 0 ||
	    is_among(&erasure->arena, erasure->unread, erasure->n_unread, place))
		return STATUS_OK;
	return erase_unread(erasure, path_join(&erasure->arena, place->path, place->name), err);
}

static enum status look_into(struct search *search, const struct place *place, struct err *err)
{
	struct erasure *erasure = search->erasure;
	struct buf *bytes = &search->bytes;

	buf_reset(bytes);
	if (file_read(erasure->host->files, place->folder, place->name, FILE_MAX, bytes, NULL))
		return note_unread(erasure, place, err);
	if (erased_words_quoted(erasure->words, buf_text(bytes), bytes->length))
		return note_copy(erasure, place, err);
	return utf8_is_valid(buf_text(bytes), bytes->length) &&
			       !memchr(buf_text(bytes), '\0', bytes->length)
		       ? STATUS_OK
		       : note_unread(erasure, place, err);
}

static enum status search_folder(struct search *search, const char *path, bool is_in_session,
				 unsigned depth, struct err *err);

static enum status search_entry(struct search *search, const struct place *place, unsigned depth,
				struct err *err)
{
	/* What git has is said of it as a whole. */
	bool is_known = strcmp(place->name, "work") == 0 || strcmp(place->name, ".git") == 0;
	const char *inner;
	struct stat info;

	if (fstatat(place->folder, place->name, &info, AT_SYMLINK_NOFOLLOW) != 0)
		return STATUS_OK;
	if (S_ISREG(info.st_mode))
		return look_into(search, place, err);
	if (!S_ISDIR(info.st_mode) || depth >= DEPTH_MAX)
		return note_unread(search->erasure, place, err);
	inner = path_join(&search->erasure->arena, place->path, place->name);
	return inner ? search_folder(search, inner, place->is_in_session && !is_known, depth + 1,
				     err)
		     : err_no_memory(err);
}

static enum status search_folder(struct search *search, const char *path, bool is_in_session,
				 unsigned depth, struct err *err)
{
	const struct file_ops *ops = search->erasure->host->files;
	struct place place = {.path = path, .is_in_session = is_in_session};
	enum status status = STATUS_OK;
	struct stat session, here;
	char **names = NULL;
	size_t count = 0;

	if (folder_open(ops, path, &place.folder, NULL))
		return is_in_session ? erase_unread(search->erasure, path, err) : STATUS_OK;
	if (fstat(search->erasure->session->folder, &session) == 0 &&
	    fstat(place.folder, &here) == 0 && is_same_folder(&session, &here))
		place.is_in_session = search->saw_session = true;
	if (folder_list(place.folder, ENTRIES_MAX, &names, &count, NULL))
		count = 0;
	for (size_t i = 0; i < count && !status; i++) {
		place.name = names[i];
		status = search_entry(search, &place, depth, err);
	}
	free(names);
	ops->close(place.folder);
	return status;
}

enum status erase_find_copies(struct erasure *erasure, struct err *err)
{
	struct search search = {.erasure = erasure};
	const char *path = NULL;
	enum status status = STATUS_OK;

	if (erasure->words->count == 0)
		return STATUS_OK;
	buf_init(&search.bytes, FILE_MAX + 1);
	if (!paths_library(&erasure->arena, &path, NULL))
		status = search_folder(&search, path, false, 0, err);
	if (!status && !search.saw_session)
		status = search_folder(&search, erasure->session->path, true, 0, err);
	if (!status && !paths_state(&erasure->arena, &path, NULL))
		status = search_folder(&search, path, false, 0, err);
	buf_release(&search.bytes);
	return status;
}
