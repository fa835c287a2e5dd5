/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "debrief/i18n.h"
#include "debrief/paths.h"
#include "debrief/report.h"

/*
 * Reports can be made anew, records cannot: so no report is written where records are kept, or over
 * a copy of them, whatever name was typed.
 */

#define ARENA_MAX ((size_t)16 << 20)
#define NAMES_MAX 100000
#define OLD_MAX   ((size_t)1 << 20) /* read in large pieces */

static bool is_record_file(const char *name)
{
	const char *ending = strrchr(name, '.');

	return (!strncmp(name, "journal.", 8) || !strncmp(name, "private.", 8)) &&
	       !strcmp(ending, ".yaml");
}

static bool is_session_folder(const struct file_ops *files, const char *path)
{
	char **names = NULL;
	size_t count = 0;
	bool found = false;
	int folder;

	if (folder_open(files, path, &folder, NULL))
		return false;
	if (!folder_list(folder, NAMES_MAX, &names, &count, NULL))
		for (size_t i = 0; i < count && !found; i++)
			found = is_record_file(names[i]);
	free(names);
	files->close(folder);
	return found;
}

static bool is_within(const char *path, const char *folder)
{
	size_t length = strlen(folder);

	return !strncmp(path, folder, length) && (path[length] == '/' || path[length] == '\0');
}

/* Of a session, of what is in it, or of drafts and rescues. Both paths are without links. */
static bool is_kept_folder(const struct file_ops *files, char *folder, const char *state)
{
	char *slash;

	if ((state && is_within(folder, state)) || is_session_folder(files, folder))
		return true;
	slash = strrchr(folder, '/');
	if (!slash || slash == folder)
		return false;
	*slash = '\0';
	return is_session_folder(files, folder);
}

static enum status check_folder(const struct file_ops *files, const char *path, struct err *err)
{
	char *folder = NULL;
	char *state = NULL;
	struct arena arena;
	const char *state_path;
	char *parent;
	enum status status = STATUS_OK;

	arena_init(&arena, ARENA_MAX);
	parent = arena_strdup(&arena, path);
	if (!parent) {
		status = err_no_memory(err);
		goto out;
	}
	parent[path_name(path) - path] = '\0';
	/* A folder that is not there has nothing to lose. */
	folder = realpath(*parent ? parent : ".", NULL);
	if (!paths_state(&arena, &state_path, NULL))
		state = realpath(state_path, NULL);
	if (folder && is_kept_folder(files, folder, state))
		status = err_set(err, STATUS_REFUSED,
				 _("'%s' would stand among the records of a session; please name a "
				   "file in another folder, like ~/%s"),
				 path, path_name(path));
out:
	free(state);
	free(folder);
	arena_release(&arena);
	return status;
}

/* Also a copy that somebody put elsewhere. */
static enum status check_old(const struct file_ops *files, const char *path, struct err *err)
{
	static const char head[] = "# debrief session";
	struct stat info;
	struct buf old;
	size_t size;
	bool is_record;

	if (lstat(path, &info) != 0)
		return STATUS_OK;
	if (S_ISLNK(info.st_mode))
		return err_set(err, STATUS_REFUSED,
			       _("'%s' is a link; please name the file itself"), path);
	if (!S_ISREG(info.st_mode))
		return err_set(err, STATUS_REFUSED, _("'%s' is no file that can be replaced"),
			       path);
	buf_init(&old, OLD_MAX);
	is_record = !file_read_head(files, AT_FDCWD, path, OLD_MAX, &old, &size, NULL) &&
		    !strncmp(buf_text(&old), head, sizeof(head) - 1);
	buf_release(&old);
	if (is_record)
		return err_set(err, STATUS_REFUSED,
			       _("'%s' holds records of a session; please name another file"),
			       path);
	return STATUS_OK;
}

enum status report_may_stand(const struct file_ops *files, const char *path, struct err *err)
{
	enum status status = check_old(files, path, err);

	return status ? status : check_folder(files, path, err);
}

enum status report_save(const struct file_ops *files, const char *path, const struct buf *page,
			struct err *err)
{
	enum status status = report_may_stand(files, path, err);

	return status ? status
		      : file_replace(files, AT_FDCWD, path, buf_text(page), page->length, err);
}
