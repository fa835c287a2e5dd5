/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/session.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "debrief/i18n.h"
#include "debrief/paths.h"

/*
 * A name is a session of the library, a path is a path: what a name means must not depend on
 * where somebody happens to stand.
 */

static bool is_folder(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool session_is_folder(int library, const char *name, struct stat *info)
{
	return name[0] != '.' && strcmp(name, SESSION_ARCHIVE) != 0 &&
	       fstatat(library, name, info, 0) == 0 && S_ISDIR(info->st_mode);
}

static const char *nearest_session(struct host *host, struct arena *arena, const char *library,
				   const char *name)
{
	const char *copy = NULL;
	char **names = NULL;
	size_t count = 0;
	int folder;

	if (folder_open(host->files, library, &folder, NULL) != STATUS_OK)
		return NULL;
	if (folder_list(folder, SESSION_FOLDERS_MAX, &names, &count, NULL) == STATUS_OK) {
		const char *nearest = diag_nearest(name, (const char *const *)names, count);
		copy = nearest ? arena_strdup(arena, nearest) : NULL;
	}
	free(names);
	host->files->close(folder);
	return copy;
}

enum status session_find(struct host *host, struct arena *arena, const char *name,
			 const char **path, struct err *err)
{
	const char *library;

	*path = NULL;
	if (strchr(name, '/') || strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
		*path = arena_strdup(arena, name);
		return *path ? STATUS_OK : err_no_memory(err);
	}
	enum status status = paths_library(arena, &library, err);
	if (status != STATUS_OK)
		return status;
	const char *in_library = path_join(arena, library, name);
	const char *in_archive = arena_printf(arena, "%s/" SESSION_ARCHIVE "/%s", library, name);
	if (!in_library || !in_archive)
		return err_no_memory(err);
	if (*name && (is_folder(in_library) || is_folder(in_archive))) {
		*path = is_folder(in_library) ? in_library : in_archive;
		return STATUS_OK;
	}
	if (*name && is_folder(name))
		return err_set(err, STATUS_NOT_FOUND,
			       _("there is no session '%s' in the library; for the folder of that "
				 "name here, write './%s'"),
			       name, name);
	const char *nearest = nearest_session(host, arena, library, name);
	if (nearest)
		return err_set(err, STATUS_NOT_FOUND,
			       _("there is no session '%s' in '%s'; did you mean '%s'?"), name,
			       library, nearest);
	return err_set(err, STATUS_NOT_FOUND, _("there is no session '%s' in '%s'"), name, library);
}
