/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/paths.h"

#include <limits.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "debrief/i18n.h"

/*
 * Nothing is created or looked at here: a path is a fact about the environment, and whether
 * something is there is found out by whoever opens it.
 */

/* The value of an XDG_ variable, or NULL: unset, empty and relative ones do not count. */
static const char *absolute_variable(const char *name)
{
	const char *value = getenv(name);

	return value && value[0] == '/' ? value : NULL;
}

static const char *home(void)
{
	const char *folder = absolute_variable("HOME");

	if (folder)
		return folder;
	const struct passwd *user = getpwuid(getuid());
	return user && user->pw_dir && user->pw_dir[0] == '/' ? user->pw_dir : NULL;
}

/* $`variable`/`rest`, or ~/`otherwise`/`rest`. */
static enum status xdg_path(struct arena *arena, const char *variable, const char *otherwise,
			    const char *rest, const char **path, struct err *err)
{
	const char *base = absolute_variable(variable);

	if (!base) {
		const char *folder = home();
		if (!folder)
			return err_set(err, STATUS_NOT_FOUND, "%s",
				       _("cannot find your home folder; please set HOME"));
		base = path_join(arena, folder, otherwise);
	}
	*path = base ? path_join(arena, base, rest) : NULL;
	return *path ? STATUS_OK : err_no_memory(err);
}

enum status paths_library(struct arena *arena, const char **path, struct err *err)
{
	return xdg_path(arena, "XDG_DATA_HOME", ".local/share", "debrief/sessions", path, err);
}

enum status paths_state(struct arena *arena, const char **path, struct err *err)
{
	return xdg_path(arena, "XDG_STATE_HOME", ".local/state", "debrief", path, err);
}

enum status paths_runtime(struct arena *arena, const char **path, struct err *err)
{
	const char *base = absolute_variable("XDG_RUNTIME_DIR");

	if (!base)
		return paths_state(arena, path, err);
	*path = path_join(arena, base, "debrief");
	return *path ? STATUS_OK : err_no_memory(err);
}

/* A build that says where it was made may run from there, uninstalled. */
#if defined(DEBRIEF_SOURCE_RUBRICS) && defined(DEBRIEF_SOURCE_MAN) && defined(DEBRIEF_BUILD_DIR)
static bool is_uninstalled(void)
{
	char build[PATH_MAX];
	char program[PATH_MAX];

	if (!realpath(DEBRIEF_BUILD_DIR, build) || !realpath("/proc/self/exe", program))
		return false;
	size_t length = strlen(build);
	return strncmp(program, build, length) == 0 && program[length] == '/';
}
#else
#define DEBRIEF_SOURCE_RUBRICS ""
#define DEBRIEF_SOURCE_MAN     ""
#define DEBRIEF_BUILD_DIR      ""
static bool is_uninstalled(void)
{
	return false;
}
#endif

static const char *shipped_rubrics(void)
{
	return is_uninstalled() ? DEBRIEF_SOURCE_RUBRICS : PKGDATADIR "/rubrics";
}

const char *paths_catalogues(void)
{
	return is_uninstalled() ? DEBRIEF_BUILD_DIR "/locale" : LOCALEDIR;
}

const char *paths_manual(bool *together)
{
	*together = is_uninstalled();
	return *together ? DEBRIEF_SOURCE_MAN : MANDIR;
}

struct folder_array {
	const char **items;
	size_t count;
};

static bool add_folder(struct arena *arena, struct folder_array *array, const char *folder)
{
	const char **items = arena_grow(arena, array->items, array->count, sizeof(*items));

	if (!items)
		return false;
	items[array->count] = folder;
	array->items = items;
	if (folder)
		array->count++;
	return true;
}

/* The parts of a colon-separated list; empty parts do not count. */
static bool add_listed(struct arena *arena, struct folder_array *array, const char *list)
{
	while (*list) {
		size_t length = strcspn(list, ":");
		if (length > 0) {
			const char *folder = arena_copy(arena, list, length);
			if (!folder || !add_folder(arena, array, folder))
				return false;
		}
		list += length;
		if (*list == ':')
			list++;
	}
	return true;
}

enum status paths_rubrics(struct arena *arena, const char *const **folders, struct err *err)
{
	struct folder_array array = {0};
	const char *listed = getenv("DEBRIEF_RUBRIC_PATH");
	const char *config = NULL;
	const char *data = NULL;
	enum status status;

	status = xdg_path(arena, "XDG_CONFIG_HOME", ".config", "debrief/rubrics", &config, err);
	if (status == STATUS_OK)
		status = xdg_path(arena, "XDG_DATA_HOME", ".local/share", "debrief/rubrics", &data,
				  err);
	if (status != STATUS_OK)
		return status;
	if (!add_listed(arena, &array, listed ? listed : "") ||
	    !add_folder(arena, &array, config) || !add_folder(arena, &array, data) ||
	    !add_folder(arena, &array, shipped_rubrics()) || !add_folder(arena, &array, NULL))
		return err_no_memory(err);
	*folders = array.items;
	return STATUS_OK;
}

char *path_join(struct arena *arena, const char *folder, const char *name)
{
	size_t length = strlen(folder);
	bool slash = length > 0 && folder[length - 1] != '/';

	return arena_printf(arena, "%s%s%s", folder, slash ? "/" : "", name);
}

const char *path_name(const char *path)
{
	const char *name = path;

	for (const char *at = path; *at; at++)
		if (at[0] == '/' && at[1] != '/' && at[1] != '\0')
			name = at + 1;
	return name;
}
