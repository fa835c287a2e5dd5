/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/user_editor.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "debrief/array.h"
#include "debrief/child.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"
#include "ui/input.h"

/*
 * The variables hold a command for a shell, as mail programs and git have it ("code --wait",
 * "emacsclient -a ''"), so a shell reads them, and gets the file's name as an argument of its own.
 *
 * Not in /tmp: a name that others could guess, and a disk that others can read. The folder is one
 * for each text since editors leave backups and swap files beside what they edit.
 */

#define FILE_NAME   "text.txt"
#define TOO_LONG    "too-long.txt"
#define ARENA_MAX   ((size_t)1 << 16)
#define ENTRIES_MAX 1000
#define NOT_FOUND   127 /* a shell's status for a command that is not there */

/* The shell is interrupted with the editor, which may take that for a key: it waits for its end. */
#define OUTLIVE "trap : INT QUIT; "
#define EITHER  "if command -v editor >/dev/null; then editor \"$@\"; else vi \"$@\"; fi"

struct place {
	struct host *host;
	struct arena arena;
	const char *parent, *name;
	const char *path;
	int folder; /* -1: not open */
};

static enum status place_find(struct place *place, struct host *host, const char *name,
			      struct err *err)
{
	const char *state;
	enum status status;

	*place = (struct place){.host = host, .name = name, .folder = -1};
	arena_init(&place->arena, ARENA_MAX);
	status = paths_state(&place->arena, &state, err);
	if (status)
		return status;
	place->parent = path_join(&place->arena, state, "editor");
	place->path = place->parent ? path_join(&place->arena, place->parent, name) : NULL;
	return place->path ? STATUS_OK : err_no_memory(err);
}

static void place_release(struct place *place)
{
	if (place->folder >= 0)
		place->host->files->close(place->folder);
	arena_release(&place->arena);
}

/* With all that is in it. */
static void remove_folder(const struct place *place)
{
	const struct file_ops *files = place->host->files;
	char **names;
	size_t count;
	int parent;

	if (folder_list(place->folder, ENTRIES_MAX, &names, &count, NULL))
		return;
	for (size_t i = 0; i < count; i++)
		files->unlinkat(place->folder, names[i], 0);
	free(names);
	if (folder_open(files, place->parent, &parent, NULL))
		return;
	files->unlinkat(parent, place->name, AT_REMOVEDIR);
	files->close(parent);
}

/* Room for a text and the newline at its end, which is an editor's habit. */
static void file_init(struct buf *file, const struct buf *text)
{
	buf_init(file, text->max + 1);
}

/* STATUS_LIMIT: more than the text may hold; it is then as it was. */
static enum status read_text(const struct place *place, struct buf *text, struct err *err)
{
	struct buf file;
	enum status status;

	file_init(&file, text);
	status = file_read(place->host->files, place->folder, FILE_NAME, file.max, &file, err);
	input_clean(&file);
	while (file.length > 0 && file.data[file.length - 1] == '\n')
		buf_truncate(&file, file.length - 1);
	if (!status && file.length > text->max)
		status = STATUS_LIMIT;
	if (!status) {
		buf_reset(text);
		buf_add(text, file.data, file.length);
	}
	buf_release(&file);
	return status;
}

static const char *command(void)
{
	static const char *const variables[] = {"VISUAL", "EDITOR"};

	for (size_t i = 0; i < COUNT(variables); i++) {
		const char *value = getenv(variables[i]);
		if (value && value[strspn(value, " \t")])
			return value;
	}
	return NULL;
}

/* Runs it on the file, and gives the terminal the settings back that it may have left changed. */
static enum status run(struct place *place, struct err *err)
{
	const char *chosen = command();
	const char *script = chosen ? arena_printf(&place->arena, OUTLIVE "%s \"$@\"", chosen)
				    : OUTLIVE EITHER;
	const char *file = path_join(&place->arena, place->path, FILE_NAME);
	const char *const argv[] = {"sh", "-c", script, "debrief", file, NULL};
	struct termios settings;
	bool on_terminal = tcgetattr(STDIN_FILENO, &settings) == 0;
	enum status status;
	int result;

	if (!script || !file)
		return err_no_memory(err);
	status = child_run(argv, &result, err);
	if (on_terminal)
		tcsetattr(STDIN_FILENO, TCSADRAIN, &settings);
	if (status || result == 0)
		return status;
	if (result == NOT_FOUND)
		return err_set(err, STATUS_REFUSED,
			       _("There is no editor '%s'. Your text is as it was; Enter keeps it, "
				 "and the variable EDITOR names the editor for Ctrl-X Ctrl-E."),
			       chosen ? chosen : "vi");
	return err_set(err, STATUS_REFUSED,
		       _("The editor ended with an error (%d), so your text stays as it was. "
			 "Ctrl-X Ctrl-E opens it again."),
		       result);
}

static enum status write_text(struct place *place, const struct buf *text, struct err *err)
{
	const struct file_ops *files = place->host->files;
	struct buf file;
	enum status status = folder_make(files, place->path, err);

	if (!status)
		status = folder_open(files, place->path, &place->folder, err);
	if (status)
		return status;
	file_init(&file, text);
	buf_add(&file, text->data, text->length);
	if (text->length > 0)
		buf_putc(&file, '\n');
	status = file_replace(files, place->folder, FILE_NAME, buf_text(&file), file.length, err);
	buf_release(&file);
	return status;
}

/* What does not fit is left where it is, under a name that is not taken for this text again. */
static enum status leave_too_long(struct place *place, struct err *err)
{
	place->host->files->renameat(place->folder, FILE_NAME, place->folder, TOO_LONG);
	return err_set(err, STATUS_LIMIT,
		       _("That is more than one text can hold. It is kept in %s/%s; what stands "
			 "here is as it was."),
		       place->path, TOO_LONG);
}

static enum status edit(struct place *place, struct buf *text, struct err *err)
{
	enum status status = write_text(place, text, err);

	if (!status)
		status = run(place, err);
	if (!status)
		status = read_text(place, text, err);
	if (status == STATUS_LIMIT)
		status = leave_too_long(place, err);
	else if (place->folder >= 0)
		remove_folder(place);
	return status;
}

enum status user_editor_run(struct host *host, const char *name, struct buf *text, struct err *err)
{
	struct place place;
	struct err why;
	enum status status = place_find(&place, host, name, &why);

	if (!status)
		status = edit(&place, text, &why);
	place_release(&place);
	if (!status)
		return STATUS_OK;
	if (status == STATUS_REFUSED || status == STATUS_LIMIT) /* sentences already */
		return err_set(err, status, "%s", why.message);
	return err_set(err, status,
		       _("The editor could not be used (%s). Your text is as it was; Enter keeps "
			 "it."),
		       why.message);
}

bool user_editor_found(struct host *host, const char *name, struct buf *text)
{
	struct place place;
	bool found = false;

	if (!place_find(&place, host, name, NULL) &&
	    !folder_open(host->files, place.path, &place.folder, NULL)) {
		found = read_text(&place, text, NULL) == STATUS_OK;
		if (found)
			remove_folder(&place);
	}
	place_release(&place);
	return found;
}
