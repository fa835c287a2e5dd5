/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Rubrics are looked for by the names of their files, so that finding one does not mean reading
 * all of them; only an id that no file is named after is looked for inside them. The folders also
 * hold other YAML, lessons for the demo, which are not listed.
 */

#include "debrief/rubric_path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"

#define FOLDER_FILES_MAX 10000
#define SCRATCH_MAX      ((size_t)512 << 20)
#define FORMAT_MARK      "debrief-rubric/"
#define RECORD_MARK      "kind:"

static const char *const endings[] = {".yaml", ".yml"};

/* The length of a name without its ending; 0 if it has another one, or is nothing else. */
static size_t stem(const char *name)
{
	size_t length = strlen(name);

	for (size_t n = 0; n < COUNT(endings); n++) {
		size_t ending = strlen(endings[n]);

		if (length > ending && strcmp(name + length - ending, endings[n]) == 0)
			return length - ending;
	}
	return 0;
}

static enum status read_file(struct host *host, struct arena *arena, const char *path,
			     struct rubric_file *file, struct err *err)
{
	const char *name = path_name(path);
	size_t length = stem(name);
	struct buf bytes;
	enum status status;

	buf_init(&bytes, RUBRIC_BYTES_MAX + 1);
	status = file_read(host->files, AT_FDCWD, path, RUBRIC_BYTES_MAX, &bytes, err);
	if (status != STATUS_OK)
		goto out;
	file->path = arena_strdup(arena, path);
	file->id = arena_copy(arena, name, length > 0 ? length : strlen(name));
	file->bytes = arena_copy(arena, buf_text(&bytes), bytes.length);
	file->length = bytes.length;
	if (!file->path || !file->id || !file->bytes)
		status = err_no_memory(err);
out:
	buf_release(&bytes);
	return status;
}

/* ---- all that there are ---- */

struct listing {
	struct host *host;
	struct arena *arena;
	struct rubric_file *files;
	size_t count;
};

/* A lesson for the demo is made of records. What cannot be read, or says not what it is, is a
 * rubric that somebody is working on: its mistakes are told, and it does not vanish. */
static bool is_rubric(struct host *host, int folder, const char *name)
{
	struct buf bytes;
	const char *text;
	bool found;

	buf_init(&bytes, RUBRIC_BYTES_MAX + 1);
	found = file_read(host->files, folder, name, RUBRIC_BYTES_MAX, &bytes, NULL) != STATUS_OK;
	text = buf_text(&bytes);
	found = found || strstr(text, FORMAT_MARK) ||
		(strncmp(text, RECORD_MARK, strlen(RECORD_MARK)) != 0 &&
		 !strstr(text, "\n" RECORD_MARK));
	buf_release(&bytes);
	return found;
}

static bool is_listed(const struct listing *listing, const char *id)
{
	for (size_t n = 0; n < listing->count; n++)
		if (strcmp(listing->files[n].id, id) == 0)
			return true;
	return false;
}

static bool list_file(struct listing *listing, const char *folder, const char *name)
{
	struct rubric_file *files;
	struct rubric_file file = {
		.path = path_join(listing->arena, folder, name),
		.id = arena_copy(listing->arena, name, stem(name)),
	};

	files = arena_grow(listing->arena, listing->files, listing->count, sizeof(*files));
	if (!file.path || !file.id || !files)
		return false;
	listing->files = files;
	if (!is_listed(listing, file.id))
		files[listing->count++] = file;
	return true;
}

/* A folder that is not there, or cannot be read, has no rubrics. */
static enum status list_folder(struct listing *listing, const char *folder, struct err *err)
{
	char **names = NULL;
	size_t count = 0;
	enum status status = STATUS_OK;
	int fd;

	if (folder_open(listing->host->files, folder, &fd, NULL) != STATUS_OK)
		return STATUS_OK;
	if (folder_list(fd, FOLDER_FILES_MAX, &names, &count, NULL) != STATUS_OK)
		count = 0;
	for (size_t n = 0; n < count && status == STATUS_OK; n++) {
		size_t length = stem(names[n]);

		/* Found by id are only those that end in .yaml. */
		if (length == 0 || strcmp(names[n] + length, endings[0]) != 0 ||
		    !is_rubric(listing->host, fd, names[n]))
			continue;
		if (!list_file(listing, folder, names[n]))
			status = err_no_memory(err);
	}
	free(names);
	(void)listing->host->files->close(fd);
	return status;
}

static int compare_ids(const void *left, const void *right)
{
	const struct rubric_file *a = left;
	const struct rubric_file *b = right;

	return strcmp(a->id, b->id);
}

enum status rubric_list(struct host *host, struct arena *arena, const struct rubric_file **files,
			size_t *count, struct err *err)
{
	struct listing listing = {.host = host, .arena = arena};
	const char *const *folders;
	enum status status = paths_rubrics(arena, &folders, err);

	for (; status == STATUS_OK && *folders; folders++)
		status = list_folder(&listing, *folders, err);
	if (status != STATUS_OK)
		return status;
	if (listing.count > 0)
		qsort(listing.files, listing.count, sizeof(*listing.files), compare_ids);
	*files = listing.files;
	*count = listing.count;
	return STATUS_OK;
}

/* ---- one of them ---- */

static const char *nearest_id(struct host *host, struct arena *arena, const char *id)
{
	const struct rubric_file *files;
	const char **ids;
	size_t count;

	if (rubric_list(host, arena, &files, &count, NULL) != STATUS_OK)
		return NULL;
	ids = arena_array(arena, count, sizeof(*ids));
	if (!ids)
		return NULL;
	for (size_t n = 0; n < count; n++)
		ids[n] = files[n].id;
	return diag_nearest(id, ids, count);
}

static bool has_id(struct host *host, const char *path, const char *id)
{
	const struct rubric *rubric;
	struct rubric_file file;
	struct arena scratch;
	struct diags diags;
	bool has = false;

	arena_init(&scratch, SCRATCH_MAX);
	if (read_file(host, &scratch, path, &file, NULL) == STATUS_OK) {
		diags_init(&diags, &scratch, path, file.bytes, file.length);
		has = rubric_parse(&scratch, file.bytes, file.length, SCHEMA_LENIENT, &diags,
				   &rubric, NULL) == STATUS_OK &&
		      strcmp(rubric->id, id) == 0;
	}
	arena_release(&scratch);
	return has;
}

/* The path of the rubric that has this id in a file of another name, or NULL. */
static const char *path_inside(struct host *host, struct arena *arena, const char *id)
{
	const struct rubric_file *files;
	size_t count;

	if (rubric_list(host, arena, &files, &count, NULL) != STATUS_OK)
		return NULL;
	for (size_t n = 0; n < count; n++)
		if (has_id(host, files[n].path, id))
			return files[n].path;
	return NULL;
}

static enum status not_found(struct host *host, struct arena *arena, const char *id,
			     const char *const *folders, struct err *err)
{
	const char *nearest = nearest_id(host, arena, id);
	const char *looked = "";

	for (size_t n = 0; looked && folders[n]; n++)
		looked = arena_printf(arena, "%s%s%s", looked, n > 0 ? ", " : "", folders[n]);
	if (!looked)
		return err_no_memory(err);
	if (nearest)
		return err_set(err, STATUS_NOT_FOUND,
			       _("there is no rubric '%s'; did you mean '%s'? (looked in %s)"), id,
			       nearest, looked);
	return err_set(err, STATUS_NOT_FOUND,
		       _("there is no rubric '%s'; 'debrief rubric list' shows what there is "
			 "(looked in %s)"),
		       id, looked);
}

enum status rubric_find(struct host *host, struct arena *arena, const char *id_or_path,
			struct rubric_file *file, struct err *err)
{
	const char *const *folders;
	struct err why = {0};
	enum status status;

	*file = (struct rubric_file){0};
	if (strchr(id_or_path, '/') || stem(id_or_path) > 0)
		return read_file(host, arena, id_or_path, file, err);
	status = paths_rubrics(arena, &folders, err);
	if (status != STATUS_OK)
		return status;
	for (size_t n = 0; folders[n]; n++) {
		const char *name = arena_printf(arena, "%s.yaml", id_or_path);
		const char *path = name ? path_join(arena, folders[n], name) : NULL;

		if (!path)
			return err_no_memory(err);
		status = read_file(host, arena, path, file, &why);
		if (status == STATUS_NOT_FOUND || why.number == ENOTDIR) {
			why.number = 0;
			continue;
		}
		return status == STATUS_OK ? status : err_set(err, status, "%s", why.message);
	}
	if (read_file(host, arena, id_or_path, file, NULL) == STATUS_OK)
		return STATUS_OK; /* a path all the same */
	const char *inside = path_inside(host, arena, id_or_path);
	return inside ? read_file(host, arena, inside, file, err)
		      : not_found(host, arena, id_or_path, folders, err);
}
