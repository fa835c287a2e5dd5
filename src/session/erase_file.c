/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "erase_file.h"

#include <stdlib.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"
#include "debrief/record.h"
#include "torn_tail.h"

/*
 * A record's place is found by its id, wherever a copy of it stands and whatever somebody edited in
 * it. All else is copied byte for byte. A tombstone depends on nothing but the record, so two
 * machines that erase the same one write the same bytes.
 *
 * What is no record keeps its bytes too, with two exceptions: an unfinished record at the end of a
 * file, which is cut off if it holds the words, and lines of comments that hold them.
 */

#define FOLDER_ENTRIES_MAX 100000

/* Programs that copy and keep folders in step have many ways to name what they leave behind. */
static bool may_hold_records(const char *name)
{
	return (strstr(name, "journal.") || strstr(name, "private.")) &&
	       strncmp(name, TORN_PREFIX, strlen(TORN_PREFIX)) != 0;
}

/* ---- what other programs do meanwhile ---- */

/* Those that keep folders in step ask for no lock, and a person takes a while to answer. */
static enum status look(const struct erasure *erasure, struct arena *arena,
			struct seen_list seen[2], struct err *err)
{
	const struct file_ops *ops = erasure->host->files;
	int folder;
	enum status status = folder_open(ops, erasure->session->path, &folder, err);

	if (status)
		return status;
	status = seen_if_wanted(folder, may_hold_records, arena, &seen[0], err);
	ops->close(folder);
	if (!status && erasure->rescue >= 0)
		status = seen_if_wanted(erasure->rescue, may_hold_records, arena, &seen[1], err);
	return status;
}

enum status erase_files_look(struct erasure *erasure, struct err *err)
{
	erasure->seen = arena_alloc(&erasure->arena, 2 * sizeof(*erasure->seen));
	if (!erasure->seen)
		return err_no_memory(err);
	erasure->seen[0] = erasure->seen[1] = (struct seen_list){0};
	return look(erasure, &erasure->arena, erasure->seen, err);
}

bool erasure_has_changed(const struct erasure *erasure)
{
	struct seen_list seen[2] = {0};
	struct arena arena;
	bool same;

	arena_init(&arena, SESSION_FILE_MAX);
	same = look(erasure, &arena, seen, NULL) == STATUS_OK &&
	       seen_lists_equal(&seen[0], &erasure->seen[0]) &&
	       seen_lists_equal(&seen[1], &erasure->seen[1]);
	arena_release(&arena);
	return !same;
}

enum status erase_files_check(const struct erasure *erasure, struct err *err)
{
	return erasure_has_changed(erasure)
		       ? err_set(err, STATUS_EXISTS, "%s",
				 _("another program has changed files of the session meanwhile"))
		       : STATUS_OK;
}

static bool is_as_read(const struct erase_file *file)
{
	struct seen now = {.name = file->name};

	return file->seen && seen_look(file->folder, &now) && seen_equal(&now, file->seen);
}

/* ---- reading ---- */

static enum status read_one(struct erasure *erasure, int folder, const char *path, const char *name,
			    struct err *err)
{
	struct arena *arena = &erasure->arena;
	struct erase_file *files;
	struct erase_file file = {.folder = folder, .name = arena_strdup(arena, name)};
	const char *whole = path_join(arena, path, name);
	const char *copied;
	struct buf bytes;
	enum status status;

	if (!file.name || !whole)
		return err_no_memory(err);
	file.seen = seen_named(&erasure->seen[folder == erasure->rescue], name);
	buf_init(&bytes, SESSION_FILE_MAX + 1);
	status = file_read(erasure->host->files, folder, name, SESSION_FILE_MAX, &bytes, NULL);
	copied = status ? NULL : arena_copy(arena, buf_text(&bytes), bytes.length);
	file.is_journal = session_file_named(file.name, &file.file);
	file.file.bytes = copied;
	file.file.length = bytes.length;
	buf_release(&bytes);
	if (status)
		return status == STATUS_NO_MEMORY ? err_no_memory(err)
						  : erase_unread(erasure, whole, err);
	if (!copied)
		return err_no_memory(err);
	diags_init(&file.file.diags, arena, whole, copied, file.file.length);
	status = session_file_read(&file.file, arena, &file.events, err);
	if (status)
		return status;
	files = arena_grow(arena, erasure->files, erasure->n_files, sizeof(*files));
	if (!files)
		return err_no_memory(err);
	files[erasure->n_files++] = file;
	erasure->files = files;
	return STATUS_OK;
}

enum status erase_files_read(struct erasure *erasure, int folder, const char *path, struct err *err)
{
	char **names;
	size_t count;
	enum status status = folder_list(folder, FOLDER_ENTRIES_MAX, &names, &count, err);

	for (size_t i = 0; i < count && !status; i++)
		if (may_hold_records(names[i]))
			status = read_one(erasure, folder, path, names[i], err);
	free(names);
	return status;
}

/* ---- what a record becomes ---- */

/* Of the names of its drafts only what can be one. */
static const char *drafts_of(const struct event *event, struct arena *arena)
{
	const char *text = event_text(event, KEY_DRAFT);

	return text && text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789 ")] == '\0'
		       ? arena_strdup(arena, text)
		       : NULL;
}

/* It says how the files begin, so it stays, without what it says of people and of the lesson. */
static void keep_opening(const struct event *event, struct event *left)
{
	static const enum event_key keys[] = {
		KEY_FORMAT,    KEY_SESSION,        KEY_WRITER,        KEY_STREAM,
		KEY_RUBRIC_ID, KEY_RUBRIC_VERSION, KEY_RUBRIC_SHA256,
	};

	event_init(left, EVENT_OPEN);
	for (size_t i = 0; i < COUNT(keys); i++)
		event_set(left, keys[i], event_text(event, keys[i]));
}

static enum status encode_tombstone(const struct event *event, struct arena *arena, struct buf *out,
				    struct err *err)
{
	struct event left;

	if (event->kind == EVENT_OPEN) {
		keep_opening(event, &left);
	} else {
		event_init(&left, EVENT_ERASED);
		event_set(&left, KEY_WAS, event->kind_name);
		event_set(&left, KEY_RE, event_text(event, KEY_RE));
		event_set(&left, KEY_DRAFT, drafts_of(event, arena));
	}
	left.id = event->id;
	left.at = event->at;
	left.el = event->el;
	left.group = event->group;
	return record_encode(&left, out, err);
}

/* ---- writing ---- */

/* Both go through the file from its beginning. */
static const struct event *next_event(const struct erase_file *file, size_t *next,
				      const char *record)
{
	const struct file_events *events = &file->events;

	while (*next < events->count && events->items[*next]->record < record)
		++*next;
	return *next < events->count && events->items[*next]->record == record
		       ? events->items[*next]
		       : NULL;
}

/* The line with an id of one that cannot be read as a record any more. */
static const struct event *unreadable(const struct erasure *erasure, const char *bytes,
				      size_t length)
{
	for (size_t i = 0; i < erasure->n_records; i++) {
		char line[EVENT_ID_SIZE + 5] = "\nid: ";
		const char *end = bytes + length;
		size_t size;

		event_id_format(&erasure->records[i]->id, line + 5);
		size = strlen(line);
		for (const char *at = bytes; (at = memmem(at, (size_t)(end - at), line, size));
		     at++)
			if (at + size == end || at[size] == '\n' || at[size] == '\r')
				return erasure->records[i];
	}
	return NULL;
}

bool erase_fragment_holds(const struct erasure *erasure, const char *bytes, size_t length)
{
	const struct session_file file = {.bytes = bytes, .length = length};
	struct arena arena;
	const char *text;
	bool holds = erased_words_in(erasure->words, bytes, length);

	arena_init(&arena, SESSION_FILE_MAX);
	text = holds ? NULL : torn_tail_text(&file, &arena);
	if (text)
		holds = erased_words_in_text(erasure->words, text, strlen(text));
	arena_release(&arena);
	return holds;
}

/* Comments and blank lines, but for those with the words. */
static void copy_lines(const struct erasure *erasure, const char *bytes, size_t length,
		       struct buf *out)
{
	while (length > 0) {
		const char *newline = memchr(bytes, '\n', length);
		size_t line = newline ? (size_t)(newline - bytes) + 1 : length;

		if (!erased_words_in(erasure->words, bytes, line))
			buf_add(out, bytes, line);
		bytes += line;
		length -= line;
	}
}

static enum status copy_record(const struct erasure *erasure, const struct erase_file *file,
			       const struct event *event, const struct record_span *span,
			       struct arena *arena, struct buf *out, struct err *err)
{
	const char *bytes = file->file.bytes + span->offset;

	if (span->label == RECORD_TORN) {
		if (!(file->is_journal || *bytes == '-') ||
		    !erase_fragment_holds(erasure, bytes, span->length))
			buf_add(out, bytes, span->length);
		return STATUS_OK;
	}
	bool goes = event ? event->kind != EVENT_ERASED && erase_has_record(erasure, &event->id)
			  : (event = unreadable(erasure, bytes, span->length)) != NULL;
	if (goes)
		return encode_tombstone(event, arena, out, err);
	buf_add(out, bytes, span->length);
	return STATUS_OK;
}

static enum status rewrite(const struct erasure *erasure, const struct erase_file *file,
			   struct buf *out, struct err *err)
{
	const char *bytes = file->file.bytes;
	struct record_scan scan;
	struct record_span span;
	struct arena arena;
	size_t done = 0;
	size_t next = 0;
	enum status status = STATUS_OK;

	arena_init(&arena, SESSION_FILE_MAX);
	record_scan_start(&scan, bytes, file->file.length);
	while (!status && record_scan_next(&scan, &span)) {
		copy_lines(erasure, bytes + done, span.offset - done, out);
		status = copy_record(erasure, file, next_event(file, &next, bytes + span.offset),
				     &span, &arena, out, err);
		done = span.offset + span.length;
	}
	copy_lines(erasure, bytes + done, file->file.length - done, out);
	arena_release(&arena);
	return status || !out->failed ? status : err_no_memory(err);
}

static enum status replace(struct erasure *erasure, const struct erase_file *file,
			   const struct buf *bytes, struct err *err)
{
	const struct file_ops *ops = erasure->host->files;
	struct journal_locks *locks = erasure->locks;
	enum status status;
	int fd = -1;

	if (!is_as_read(file))
		return err_set(err, STATUS_EXISTS, _("another program has changed '%s' meanwhile"),
			       file->name);
	if (!file->is_journal || file->file.is_private)
		status = file_replace(ops, file->folder, file->name, buf_text(bytes), bytes->length,
				      err);
	else
		status = file_replace_held(ops, file->folder, file->name, buf_text(bytes),
					   bytes->length, &fd, err);
	if (fd >= 0)
		journal_locks_add(locks, fd);
	if (!status)
		(void)seen_look(file->folder, file->seen);
	return status;
}

enum status erase_file_run(struct erasure *erasure, struct erase_file *file, struct err *err)
{
	struct buf bytes;
	enum status status;

	buf_init(&bytes, SESSION_FILE_MAX + 1);
	status = rewrite(erasure, file, &bytes, err);
	if (!status &&
	    (bytes.length != file->file.length ||
	     memcmp(buf_text(&bytes), file->file.bytes, bytes.length) != 0) &&
	    erase_found(erasure, file->file.diags.file))
		status = erase_unless(erasure, replace(erasure, file, &bytes, err));
	buf_release(&bytes);
	return status;
}
