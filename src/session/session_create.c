/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/session.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "debrief/checksum.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"
#include "debrief/rubric_path.h"
#include "debrief/timestamp.h"
#include "remembered.h"
#include "session_open.h"
#include "writer.h"

/*
 * A session is built in a folder with a temporary name beside its place, and gets its name when
 * all of it is on the disk: there never is half a session.
 */

#define NAME_LENGTH_MAX    200
#define NAME_TRIES         100
#define SUFFIX_SIZE        5 /* "x4f9" */
#define TEMPORARY_SIZE     (SUFFIX_SIZE + 8)
#define FOLDER_ENTRIES_MAX 100

/* Whoever keeps sessions in git: two versions of a file here are never made into one, nor are its
 * line ends changed. */
static const char git_attributes[] = "* -merge -text\n";

struct making {
	struct host *host;
	struct arena *arena;
	const struct session_new *what;
	struct rubric_file file;
	const struct rubric *rubric;
	const char *parent_path;
	int parent; /* where the session's folder goes */
	bool in_library;
	const char *name;
	char temporary[TEMPORARY_SIZE];
};

/* ---- names ---- */

/* A letter first: never read as a number. */
static void random_suffix(struct host *host, char suffix[SUFFIX_SIZE])
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";

	for (int i = 0; i < SUFFIX_SIZE - 1; i++)
		suffix[i] = letters[host_random(host, i == 0 ? 26 : 36)];
	suffix[SUFFIX_SIZE - 1] = '\0';
}

static enum status check_name(const char *name, struct err *err)
{
	const char *wrong = NULL;

	if (!*name)
		wrong = _("a session's name must not be empty");
	else if (*name == '.' || *name == '-')
		wrong = _("a session's name must not begin with '.' or '-'");
	else if (strlen(name) > NAME_LENGTH_MAX)
		wrong = _("a session's name can have at most 200 bytes");
	for (const char *c = name; !wrong && *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7F)
			wrong = _("a session's name must not have control characters");
	return wrong ? err_set(err, STATUS_INVALID, "%s: '%s'", wrong, name) : STATUS_OK;
}

static enum status choose_name(struct making *making, struct err *err)
{
	char date[DATE_SIZE];
	char suffix[SUFFIX_SIZE];

	timestamp_local_date(host_now_ms(making->host), date);
	random_suffix(making->host, suffix);
	making->name = arena_printf(making->arena, "%s-%s", date, suffix);
	return making->name ? STATUS_OK : err_no_memory(err);
}

/* A path names a place, anything else a session of the library. */
static enum status find_place(struct making *making, struct err *err)
{
	const char *given = making->what->name;
	const char *slash = given ? strrchr(given, '/') : NULL;

	making->in_library = !slash;
	if (!slash) {
		enum status status = paths_library(making->arena, &making->parent_path, err);
		if (status == STATUS_OK)
			status = folder_make(making->host->files, making->parent_path, err);
		if (status != STATUS_OK || !given)
			return status;
		making->name = given;
		if (strcmp(given, SESSION_ARCHIVE) == 0)
			return err_set(err, STATUS_INVALID, "%s",
				       _("'archive' is the folder of sessions that were put away; "
					 "please choose another name"));
		return check_name(given, err);
	}
	size_t length = strlen(given);
	while (length > 1 && given[length - 1] == '/')
		length--;
	char *path = arena_copy(making->arena, given, length);
	if (!path)
		return err_no_memory(err);
	making->name = path_name(path);
	length = (size_t)(making->name - path);
	making->parent_path = length > 0 ? arena_copy(making->arena, path, length) : ".";
	return making->parent_path ? check_name(making->name, err) : err_no_memory(err);
}

/* ---- what is in it ---- */

static enum status read_rubric(struct making *making, struct buf *diags_text, struct err *err)
{
	struct diags diags;
	enum status status;

	if (!making->what->rubric)
		return err_set(err, STATUS_INVALID, "%s", _("a session needs a rubric"));
	status = rubric_find(making->host, making->arena, making->what->rubric, &making->file, err);
	if (status != STATUS_OK)
		return status;
	diags_init(&diags, making->arena, making->file.path, making->file.bytes,
		   making->file.length);
	status = rubric_parse(making->arena, making->file.bytes, making->file.length, SCHEMA_STRICT,
			      &diags, &making->rubric, err);
	diags_print(&diags, diags_text);
	return status;
}

static enum status make_open(struct making *making, struct event *open, struct err *err)
{
	const struct session_new *what = making->what;
	char *version = arena_printf(making->arena, "%ld", making->rubric->version);
	char *sum = arena_alloc(making->arena, SHA256_HEX_SIZE);

	if (!version || !sum)
		return err_no_memory(err);
	if (what->date && *what->date && !date_is_valid(what->date))
		return err_set(err, STATUS_INVALID,
			       _("'%s' is no date; a date looks like 2026-11-21"), what->date);
	sha256_hex(making->file.bytes, making->file.length, sum);
	event_init(open, EVENT_OPEN);
	open->at = host_now_ms(making->host);
	event_set(open, KEY_TEACHER, what->teacher);
	event_set(open, KEY_COACH, what->coach);
	event_set(open, KEY_LESSON_TITLE, what->lesson);
	event_set(open, KEY_LESSON_GRADE, what->grade);
	event_set(open, KEY_LESSON_DATE, what->date);
	event_set(open, KEY_LESSON_GOAL, what->learning_goal);
	event_set(open, KEY_LESSON_TAUGHT_BY, what->taught_by);
	event_set(open, KEY_RUBRIC_ID, making->rubric->id);
	event_set(open, KEY_RUBRIC_VERSION, version);
	event_set(open, KEY_RUBRIC_SHA256, sum);
	event_set(open, KEY_PREVIOUS, what->previous);
	return STATUS_OK;
}

/* Both files of the first writer, with their `open` records; syncs the folder. */
static enum status make_journal(struct host *host, int folder, const char *session_id,
				const struct event *open, struct err *err)
{
	char id[EVENT_WRITER_LENGTH + 1];
	struct remembered remembered;
	struct writer writer;
	enum status status;

	writer_init(&writer, host->files);
	writer_choose_id(host, id);
	status = writer_make(&writer, folder, id, open, session_id, err);
	if (status != STATUS_OK)
		return status;
	int memory = remembered_open(host, session_id, folder, true);
	if (memory >= 0 && writer_describe(&writer, &remembered)) {
		remembered.last[0] = remembered.last[1] = 1;
		remembered_write(host->files, memory, &remembered);
	}
	if (memory >= 0)
		host->files->close(memory);
	writer_close(&writer);
	return STATUS_OK;
}

static enum status fill_folder(struct making *making, int folder, struct err *err)
{
	const struct file_ops *ops = making->host->files;
	struct event open;
	enum status status = make_open(making, &open, err);

	if (status == STATUS_OK && ops->mkdirat(folder, "work", 0700) != 0)
		status = err_system(err, "%s", _("cannot make the folder 'work'"));
	if (status == STATUS_OK)
		status = file_create(ops, folder, "rubric.yaml", making->file.bytes,
				     making->file.length, err);
	if (status == STATUS_OK)
		status = file_create(ops, folder, ".gitattributes", git_attributes,
				     sizeof(git_attributes) - 1, err);
	if (status == STATUS_OK)
		status = make_journal(making->host, folder, making->name, &open, err);
	return status;
}

/* ---- making it appear ---- */

static void remove_folder(struct making *making, const char *name)
{
	const struct file_ops *ops = making->host->files;
	char **names = NULL;
	size_t count = 0;
	int folder = ops->openat(making->parent, name,
				 O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);

	if (folder >= 0 &&
	    folder_list(folder, FOLDER_ENTRIES_MAX, &names, &count, NULL) == STATUS_OK)
		for (size_t i = 0; i < count; i++)
			if (ops->unlinkat(folder, names[i], 0) != 0)
				ops->unlinkat(folder, names[i], AT_REMOVEDIR);
	free(names);
	if (folder >= 0)
		ops->close(folder);
	ops->unlinkat(making->parent, name, AT_REMOVEDIR);
}

static enum status make_temporary(struct making *making, struct err *err)
{
	const struct file_ops *ops = making->host->files;
	char suffix[SUFFIX_SIZE];
	enum status status;
	int result = -1;
	int folder;

	/* A crashed program may have left one behind. */
	for (int i = 0; i < NAME_TRIES && result != 0 && (i == 0 || errno == EEXIST); i++) {
		random_suffix(making->host, suffix);
		snprintf(making->temporary, sizeof(making->temporary), ".new-%s", suffix);
		result = ops->mkdirat(making->parent, making->temporary, 0700);
	}
	if (result != 0)
		return err_system(err, _("cannot make a folder in '%s'"), making->parent_path);
	folder = ops->openat(making->parent, making->temporary,
			     O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
	if (folder < 0) {
		status = err_system(err, _("cannot open a folder in '%s'"), making->parent_path);
	} else {
		status = fill_folder(making, folder, err);
		ops->close(folder);
	}
	if (status != STATUS_OK)
		remove_folder(making, making->temporary);
	return status;
}

/* Drafts are found by the session's name: two of one name would share them. */
static enum status refuse_archived(const struct making *making, struct err *err)
{
	struct stat info;
	const char *path = arena_printf(making->arena, "%s/" SESSION_ARCHIVE "/%s",
					making->parent_path, making->name);

	if (!path)
		return err_no_memory(err);
	if (lstat(path, &info) != 0)
		return STATUS_OK;
	return err_set(
		err, STATUS_EXISTS,
		_("there is a session named '%s' in the archive; please choose another name, "
		  "or open that one by its name (it is '%s')"),
		making->name, path);
}

/* The folder's name is in its first record too: another name means to make it anew. */
static enum status make_folder(struct making *making, struct err *err)
{
	const struct file_ops *ops = making->host->files;
	enum status status = making->in_library ? refuse_archived(making, err) : STATUS_OK;

	if (status == STATUS_OK)
		status = make_temporary(making, err);
	if (status != STATUS_OK)
		return status;
	if (ops->rename_new(making->parent, making->temporary, making->parent, making->name) != 0) {
		bool taken = errno == EEXIST || errno == ENOTEMPTY;
		status = err_system(err, _("cannot make the session '%s'"), making->name);
		if (taken)
			status = err_set(err, STATUS_EXISTS,
					 _("there already is something named '%s' in '%s'"),
					 making->name, making->parent_path);
		remove_folder(making, making->temporary);
		return status;
	}
	if (folder_sync(ops, making->parent) != 0) {
		status = err_system(err, _("cannot make sure that the session '%s' is on the disk"),
				    making->name);
		remove_folder(making, making->name);
	}
	return status;
}

static enum status create(struct making *making, const char **path, struct buf *diags_text,
			  struct err *err)
{
	enum status status;

	*path = NULL;
	status = find_place(making, err);
	if (status == STATUS_OK)
		status = read_rubric(making, diags_text, err);
	if (status == STATUS_OK)
		status = folder_open(making->host->files, making->parent_path, &making->parent,
				     err);
	if (status != STATUS_OK)
		return status;
	if (making->name) {
		status = make_folder(making, err);
	} else {
		status = STATUS_EXISTS;
		for (int i = 0; i < NAME_TRIES && status == STATUS_EXISTS; i++) {
			status = choose_name(making, err);
			if (status == STATUS_OK)
				status = make_folder(making, err);
		}
	}
	making->host->files->close(making->parent);
	if (status != STATUS_OK)
		return status;
	*path = path_join(making->arena, making->parent_path, making->name);
	return *path ? STATUS_OK : err_no_memory(err);
}

enum status session_create(struct host *host, struct arena *arena, const struct session_new *what,
			   const char **path, struct buf *diags_text, struct err *err)
{
	struct making making = {.host = host, .arena = arena, .what = what, .parent = -1};

	return create(&making, path, diags_text, err);
}

enum status session_create_open(struct host *host, struct arena *arena,
				const struct session_new *what, struct session *session,
				struct buf *diags_text, struct err *err)
{
	struct making making = {.host = host, .arena = arena, .what = what, .parent = -1};
	const char *path;
	enum status status = create(&making, &path, diags_text, err);

	if (status != STATUS_OK)
		return status;
	const struct frozen_rubric frozen = {making.rubric, making.file.bytes, making.file.length};
	return session_open_frozen(session, host, path, SESSION_EVERYTHING, &frozen, err);
}
