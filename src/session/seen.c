/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seen.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "debrief/file.h"
#include "session_file.h"

#define FOLDER_ENTRIES_MAX 100000

static bool is_part(const char *name)
{
	struct session_file file;

	return strcmp(name, RUBRIC_NAME) == 0 || session_file_named(name, &file);
}

static bool is_shared_part(const char *name)
{
	struct session_file file;

	return strcmp(name, RUBRIC_NAME) == 0 ||
	       (session_file_named(name, &file) && !file.is_private);
}

static struct seen seen_of(const char *name, const struct stat *info)
{
	return (struct seen){
		.name = name,
		.device = info->st_dev,
		.inode = info->st_ino,
		.size = info->st_size,
		.changed = info->st_mtim,
	};
}

bool seen_look(int folder, struct seen *seen)
{
	struct stat info;

	if (fstatat(folder, seen->name, &info, AT_SYMLINK_NOFOLLOW) != 0)
		return false;
	*seen = seen_of(seen->name, &info);
	return true;
}

enum status seen_in_folder(int folder, enum session_view view, struct arena *arena,
			   struct seen_list *list, struct err *err)
{
	return seen_if_wanted(folder, view == SESSION_EVERYTHING ? is_part : is_shared_part, arena,
			      list, err);
}

enum status seen_if_wanted(int folder, seen_is_wanted *is_wanted, struct arena *arena,
			   struct seen_list *list, struct err *err)
{
	struct stat info;
	char **names;
	size_t count;
	enum status status = folder_list(folder, FOLDER_ENTRIES_MAX, &names, &count, err);

	*list = (struct seen_list){0};
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		if (!is_wanted(names[i]))
			continue;
		if (fstatat(folder, names[i], &info, AT_SYMLINK_NOFOLLOW) != 0) {
			if (errno == ENOENT)
				continue;
			/* It is there, so it is read, and whoever reads it says why it cannot. */
			info = (struct stat){0};
		}
		struct seen *items = arena_grow(arena, list->items, list->count, sizeof(*items));
		char *name = arena_strdup(arena, names[i]);
		if (!items || !name) {
			status = err_no_memory(err);
			break;
		}
		list->items = items;
		items[list->count++] = seen_of(name, &info);
	}
	free(names);
	return status;
}

bool seen_equal(const struct seen *a, const struct seen *b)
{
	return strcmp(a->name, b->name) == 0 && a->device == b->device && a->inode == b->inode &&
	       a->size == b->size && a->changed.tv_sec == b->changed.tv_sec &&
	       a->changed.tv_nsec == b->changed.tv_nsec;
}

bool seen_lists_equal(const struct seen_list *a, const struct seen_list *b)
{
	bool same = a->count == b->count;

	for (size_t i = 0; same && i < a->count; i++)
		same = seen_equal(&a->items[i], &b->items[i]);
	return same;
}

struct seen *seen_named(const struct seen_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i].name, name) == 0)
			return &list->items[i];
	return NULL;
}

const struct seen *seen_rubric(const struct seen_list *list)
{
	return seen_named(list, RUBRIC_NAME);
}
