/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/user_editor.h"

#include <errno.h>
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
 *
 * What was saved is deleted only when the line has it, and its draft on the disk. So an editor that
 * fails, or dies with its terminal, still gives back what it had saved, and its swap file stays for
 * its next start; and a power cut finds the words in one place or the other.
 */

#define FILE_NAME   "text.txt"
#define KEPT_MAX    1000
#define NO_DRAFT    "line" /* the name of a line without a draft: nobody's, so never found again */
#define ARENA_MAX   ((size_t)1 << 16)
#define ENTRIES_MAX 1000
#define NOT_FOUND   127 /* a shell's status for a command that is not there */

/* The shell gets the editor's signals too. It waits for the editor's end, which may take an
 * interrupt for a key and may save at a hangup. */
#define OUTLIVE "trap : HUP INT QUIT TERM; "
#define EITHER  "if command -v editor >/dev/null; then editor \"$@\"; else vi \"$@\"; fi"

struct place {
	struct host *host;
	const struct charset *charset;
	struct arena arena;
	const char *parent;
	char *path;
	int folder; /* -1: not open */
};

static enum status place_find(struct place *place, struct host *host, const struct charset *charset,
			      const char *name, struct err *err)
{
	const char *state;
	enum status status;

	*place = (struct place){.host = host, .charset = charset, .folder = -1};
	arena_init(&place->arena, ARENA_MAX);
	status = paths_state(&place->arena, &state, err);
	if (status)
		return status;
	place->parent = path_join(&place->arena, state, "editor");
	if (place->parent && strcmp(name, NO_DRAFT) == 0)
		name = NO_DRAFT "-XXXXXX"; /* for mkdtemp */
	place->path = place->parent ? path_join(&place->arena, place->parent, name) : NULL;
	return place->path ? STATUS_OK : err_no_memory(err);
}

static void place_release(struct place *place)
{
	if (place->folder >= 0)
		place->host->files->close(place->folder);
	arena_release(&place->arena);
}

/* The text, with the editor's copies of it if `copies`; and the folder, if that was all. */
static void remove_text(const struct place *place, bool copies)
{
	const struct file_ops *files = place->host->files;
	char **names;
	size_t count;
	int parent;

	files->unlinkat(place->folder, FILE_NAME, 0);
	if (copies && !folder_list(place->folder, ENTRIES_MAX, &names, &count, NULL)) {
		for (size_t i = 0; i < count; i++)
			if (strstr(names[i], FILE_NAME))
				files->unlinkat(place->folder, names[i], 0);
		free(names);
	}
	if (folder_open(files, place->parent, &parent, NULL))
		return;
	files->unlinkat(parent, path_name(place->path), AT_REMOVEDIR);
	files->close(parent);
}

/* Beside the folders, where no editor is sent. NULL: there was nothing to keep, or no way. */
static const char *set_aside(struct place *place)
{
	const struct file_ops *files = place->host->files;
	const char *name = "too-long.txt";
	const char *kept = NULL;
	int parent;

	if (folder_open(files, place->parent, &parent, NULL))
		return NULL;
	for (unsigned i = 2; name && i < KEPT_MAX; i++) {
		if (files->rename_new(place->folder, FILE_NAME, parent, name) == 0) {
			kept = path_join(&place->arena, place->parent, name);
			break;
		}
		if (errno != EEXIST)
			break;
		name = arena_printf(&place->arena, "too-long-%u.txt", i);
	}
	files->close(parent);
	return kept;
}

/* Room for a text and the newline at its end, which is an editor's habit. */
static void file_init(struct buf *file, const struct buf *text)
{
	buf_init(file, text->max + 1);
}

/* STATUS_LIMIT: more than the text may hold; it is then as it was. */
static enum status read_text(const struct place *place, struct buf *text, bool *changed,
			     struct err *err)
{
	struct buf file;
	enum status status;

	file_init(&file, text);
	status = file_read(place->host->files, place->folder, FILE_NAME, file.max, &file, err);
	charset_decode_line(place->charset, &file);
	input_clean(&file);
	while (file.length > 0 && file.data[file.length - 1] == '\n')
		buf_truncate(&file, file.length - 1);
	if (!status && file.length > text->max)
		status = STATUS_LIMIT;
	if (!status) {
		*changed = strcmp(buf_text(&file), buf_text(text)) != 0;
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
		       _("The editor ended with an error (%d). What you had saved is here; "
			 "Ctrl-X Ctrl-E opens it again."),
		       result);
}

static enum status make_folder(struct place *place, bool fresh, struct err *err)
{
	const struct file_ops *files = place->host->files;
	enum status status = folder_make(files, fresh ? place->parent : place->path, err);

	if (!status && fresh && !mkdtemp(place->path))
		status = err_system(err, _("cannot make the folder '%s'"), place->path);
	return status ? status : folder_open(files, place->path, &place->folder, err);
}

static enum status write_text(struct place *place, const struct buf *text, struct err *err)
{
	struct buf file;
	enum status status;

	set_aside(place); /* what an earlier run could not take */
	file_init(&file, text);
	if (!charset_encode(place->charset, buf_text(text), text->length, &file)) {
		buf_reset(&file);
		buf_add(&file, text->data, text->length);
	}
	if (text->length > 0)
		buf_putc(&file, '\n');
	status = file_replace(place->host->files, place->folder, FILE_NAME, buf_text(&file),
			      file.length, err);
	buf_release(&file);
	return status;
}

/* What does not fit is kept, under a name that is not taken for this text again. */
static enum status leave_too_long(struct place *place, struct err *err)
{
	const char *kept = set_aside(place);
	const char *home = getenv("HOME");
	size_t n = home ? strlen(home) : 0;

	if (kept)
		remove_text(place, true);
	else
		kept = path_join(&place->arena, place->path, FILE_NAME);
	if (!kept)
		return err_no_memory(err);
	if (n == 0 || strncmp(kept, home, n) != 0 || kept[n] != '/')
		n = 0;
	return err_set(err, STATUS_LIMIT,
		       _("That is more than one text can hold. It is kept in %s%s; what stands "
			 "here is as it was."),
		       n ? "~" : "", kept + n);
}

static enum status edit(struct place *place, bool fresh, struct buf *text, struct err *err)
{
	bool changed = false;
	enum status status = make_folder(place, fresh, err);
	enum status taken;
	struct err why;

	if (!status)
		status = write_text(place, text, err);
	if (status)
		return status;
	status = run(place, err);
	taken = read_text(place, text, &changed, &why);
	if (taken == STATUS_LIMIT)
		return leave_too_long(place, err);
	if (taken == STATUS_NOT_FOUND || (!taken && (!changed || fresh)))
		remove_text(place, !taken && (changed || !status));
	if (!status && taken)
		return err_set(err, taken, "%s", why.message);
	return status;
}

enum status user_editor_run(struct host *host, const struct charset *charset, const char *name,
			    struct buf *text, struct err *err)
{
	struct place place;
	struct err why;
	enum status status = place_find(&place, host, charset, name, &why);

	if (!status)
		status = edit(&place, strcmp(name, NO_DRAFT) == 0, text, &why);
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

bool user_editor_found(struct host *host, const struct charset *charset, const char *name,
		       struct buf *text)
{
	struct place place;
	bool found = false;

	if (strcmp(name, NO_DRAFT) == 0)
		return false;
	if (!place_find(&place, host, charset, name, NULL) &&
	    !folder_open(host->files, place.path, &place.folder, NULL)) {
		if (!read_text(&place, text, &found, NULL) && !found)
			remove_text(&place, false);
	}
	place_release(&place);
	return found;
}

void user_editor_forget(struct host *host, const char *name)
{
	struct place place;

	if (strcmp(name, NO_DRAFT) == 0)
		return;
	if (!place_find(&place, host, NULL, name, NULL) &&
	    !folder_open(host->files, place.path, &place.folder, NULL))
		remove_text(&place, true);
	place_release(&place);
}
