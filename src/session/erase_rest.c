/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "erase_rest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"
#include "debrief/work_file.h"
#include "draft_slot.h"
#include "erase_file.h"
#include "state_folder.h"
#include "torn_tail.h"

/*
 * A draft becomes a record and is deleted, as a rule; so what is found here was left by a crash, is
 * a text that was put aside, or shows what stood in a line before it was changed. Files are
 * recognised by the token that the record names, else by the words in them.
 */

#define ENTRIES_MAX 100000
#define EDITED_MAX  ((size_t)64 << 20)

/* Removes a file, so that it stays removed. */
static enum status remove_file(const struct erasure *erasure, int folder, const char *name,
			       struct err *err)
{
	const struct file_ops *ops = erasure->host->files;

	if (ops->unlinkat(folder, name, 0) != 0 && errno != ENOENT)
		return err_system(err, _("cannot remove '%s'"), name);
	if (folder_sync(ops, folder) != 0)
		return err_system(err, _("cannot make sure that '%s' is removed"), name);
	return STATUS_OK;
}

static enum status found(struct erasure *erasure, int folder, const char *path, const char *name,
			 struct err *err)
{
	const char *whole = path_join(&erasure->arena, path, name);

	if (!whole)
		return err_no_memory(err);
	return erase_found(erasure, whole)
		       ? erase_unless(erasure, remove_file(erasure, folder, name, err))
		       : STATUS_OK;
}

typedef enum status visit_name(struct erasure *erasure, int folder, const char *path,
			       const char *name, struct err *err);

/* Every entry of a folder, if it is there. */
static enum status visit_folder(struct erasure *erasure, const char *path, visit_name *visit,
				struct err *err)
{
	char **names = NULL;
	size_t count = 0;
	int folder;
	enum status status;

	if (!path)
		return err_no_memory(err);
	status = folder_open(erasure->host->files, path, &folder, NULL);
	if (status)
		return status == STATUS_NOT_FOUND ? STATUS_OK : erase_unread(erasure, path, err);
	status = folder_list(folder, ENTRIES_MAX, &names, &count, err);
	for (size_t i = 0; i < count && !status; i++)
		status = visit(erasure, folder, path, names[i], err);
	free(names);
	erasure->host->files->close(folder);
	return status;
}

static const char *state_path(struct erasure *erasure, const char *name)
{
	const char *state;

	return paths_state(&erasure->arena, &state, NULL) ? NULL
							  : path_join(&erasure->arena, state, name);
}

/* ---- drafts ---- */

static bool is_about(const struct erasure *erasure, const char *about)
{
	char id[EVENT_ID_SIZE];

	for (size_t i = 0; i < erasure->n_records; i++) {
		const char *at = about;

		event_id_format(&erasure->records[i]->id, id);
		while ((at = strstr(at, id))) {
			char after = at[strlen(id)];
			if ((at == about || at[-1] == ' ') && (after == ' ' || after == '\0'))
				return true;
			at++;
		}
	}
	return false;
}

/* Of what the file holds, only the latest text: without those it had before. */
static enum status keep_latest(struct erasure *erasure, int folder, const char *path,
			       const char *token, const struct draft_slot *slot, struct err *err)
{
	const char *start = slot->session - SLOT_HEAD_LENGTH;
	const char *whole = path_join(&erasure->arena, path, token);

	if (!whole)
		return err_no_memory(err);
	if (!erase_found(erasure, whole))
		return STATUS_OK;
	return erase_unless(erasure, file_replace(erasure->host->files, folder, token, start,
						  (size_t)(slot->end - start), err));
}

static enum status forget_draft(struct erasure *erasure, int folder, const char *path,
				const char *token, struct err *err)
{
	erasure->tokens = arena_printf(&erasure->arena, "%s %s", erasure->tokens, token);
	return erasure->tokens ? found(erasure, folder, path, token, err) : err_no_memory(err);
}

enum draft_fate { DRAFT_STAYS, DRAFT_GOES, DRAFT_FORGETS_WORDS };

static enum draft_fate fate_of(const struct erasure *erasure, const char *token,
			       const struct buf *bytes, const struct draft_slot *slot)
{
	const char *id = erasure->session->id;

	if (draft_tokens_have(erasure->tokens, token))
		return DRAFT_GOES;
	if (!slot) /* nobody can read it, but it may be ours */
		return erased_words_in(erasure->words, buf_text(bytes), bytes->length) &&
				       memmem(buf_text(bytes), bytes->length, id, strlen(id))
			       ? DRAFT_GOES
			       : DRAFT_STAYS;
	if (strcmp(slot->session, id) != 0)
		return DRAFT_STAYS;
	if (is_about(erasure, slot->about) ||
	    erased_words_in_text(erasure->words, slot->text, (size_t)(slot->end - slot->text)))
		return DRAFT_GOES;
	return erased_words_in(erasure->words, buf_text(bytes), bytes->length) ? DRAFT_FORGETS_WORDS
									       : DRAFT_STAYS;
}

static enum status consider_draft(struct erasure *erasure, int folder, const char *path,
				  const char *token, struct err *err)
{
	const int flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
	const struct file_ops *ops = erasure->host->files;
	enum status status = STATUS_OK;
	enum draft_fate fate;
	struct draft_slot slot;
	struct buf bytes;
	int fd;

	if (!draft_token_is_valid(token))
		return STATUS_OK;
	fd = ops->openat(folder, token, flags, 0);
	if (fd < 0)
		return erase_unread(erasure, path_join(&erasure->arena, path, token), err);
	buf_init(&bytes, DRAFT_FILE_MAX + 1);
	bool is_good = draft_slot_latest(ops, folder, token, &bytes, &slot) == STATUS_OK;
	if (bytes.length == 0)
		status = erase_unread(erasure, path_join(&erasure->arena, path, token), err);
	fate = fate_of(erasure, token, &bytes, is_good ? &slot : NULL);
	if (status)
		; /* nothing is done with it */
	else if (fate != DRAFT_STAYS && file_lock(fd, NULL) == STATUS_LOCKED)
		status = err_set(err, STATUS_LOCKED, "%s",
				 _("another program is writing in a draft of this session"));
	else if (fate == DRAFT_GOES)
		status = forget_draft(erasure, folder, path, token, err);
	else if (fate == DRAFT_FORGETS_WORDS)
		status = keep_latest(erasure, folder, path, token, &slot, err);
	buf_release(&bytes);
	ops->close(fd);
	return status;
}

enum status erase_drafts(struct erasure *erasure, struct err *err)
{
	return visit_folder(erasure, state_path(erasure, STATE_DRAFTS), consider_draft, err);
}

/* ---- what an editor left ---- */

static enum status erase_if_held(struct erasure *erasure, int folder, const char *path,
				 const char *name, struct err *err)
{
	struct buf bytes;
	enum status status;
	bool holds;

	buf_init(&bytes, EDITED_MAX + 1);
	status = file_read(erasure->host->files, folder, name, EDITED_MAX, &bytes, NULL);
	holds = erased_words_in(erasure->words, buf_text(&bytes), bytes.length);
	buf_release(&bytes);
	if (status)
		return erase_unread(erasure, path_join(&erasure->arena, path, name), err);
	return holds ? found(erasure, folder, path, name, err) : STATUS_OK;
}

/* Its text, and the copies that editors leave beside it. */
static enum status erase_edited(struct erasure *erasure, int parent, const char *path,
				const char *name, struct err *err)
{
	const char *whole = path_join(&erasure->arena, path, name);
	bool is_theirs = draft_tokens_have(erasure->tokens, name);
	struct stat info;
	enum status status;

	if (fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(info.st_mode))
		return erase_if_held(erasure, parent, path, name, err);
	status = visit_folder(erasure, whole, is_theirs ? found : erase_if_held, err);
	if (!status && erasure->is_run) /* if nothing else is in it */
		erasure->host->files->unlinkat(parent, name, AT_REMOVEDIR);
	return status;
}

enum status erase_editor(struct erasure *erasure, struct err *err)
{
	return visit_folder(erasure, state_path(erasure, STATE_EDITOR), erase_edited, err);
}

/* ---- rescued fragments ---- */

static enum status erase_fragment(struct erasure *erasure, int folder, const char *path,
				  const char *name, struct err *err)
{
	struct buf bytes;
	enum status status;
	bool holds;

	if (strncmp(name, TORN_PREFIX, strlen(TORN_PREFIX)) != 0)
		return STATUS_OK;
	buf_init(&bytes, SESSION_FILE_MAX + 1);
	status = file_read(erasure->host->files, folder, name, SESSION_FILE_MAX, &bytes, NULL);
	holds = erase_fragment_holds(erasure, buf_text(&bytes), bytes.length);
	buf_release(&bytes);
	if (status)
		return erase_unread(erasure, path_join(&erasure->arena, path, name), err);
	return holds ? found(erasure, folder, path, name, err) : STATUS_OK;
}

enum status erase_fragments(struct erasure *erasure, struct err *err)
{
	return erasure->rescue < 0
		       ? STATUS_OK
		       : visit_folder(erasure, erasure->rescue_path, erase_fragment, err);
}

/* ---- files that never got their name ---- */

/* Left by a crash; nobody makes one while we hold the locks. */
static enum status erase_temporary(struct erasure *erasure, int folder, const char *path,
				   const char *name, struct err *err)
{
	if (strncmp(name, FILE_TEMPORARY_PREFIX, strlen(FILE_TEMPORARY_PREFIX)) != 0)
		return STATUS_OK;
	return erasure->is_run ? remove_file(erasure, folder, name, err)
			       : erase_if_held(erasure, folder, path, name, err);
}

enum status erase_temporaries(struct erasure *erasure, struct err *err)
{
	const char *folders[] = {
		erasure->session->path,
		path_join(&erasure->arena, erasure->session->path, "work"),
		state_path(erasure, STATE_DRAFTS),
		erasure->rescue_path,
	};
	enum status status = STATUS_OK;

	for (size_t i = 0; i < COUNT(folders) && !status; i++)
		status = visit_folder(erasure, folders[i], erase_temporary, err);
	return status;
}

/* ---- student work ---- */

static bool is_named_elsewhere(const struct erasure *erasure, const char *name)
{
	for (size_t i = 0; i < erasure->n_files; i++) {
		const struct file_events *events = &erasure->files[i].events;

		for (size_t j = 0; j < events->count; j++)
			if (event_says(events->items[j], KEY_FILE, name) &&
			    !erase_has_record(erasure, &events->items[j]->id))
				return true;
	}
	return false;
}

static enum status erase_work_of(struct erasure *erasure, int work, const struct event *event,
				 struct err *err)
{
	const char *name = event_text(event, KEY_FILE);
	const char *path = path_join(&erasure->arena, erasure->session->path, "work");
	struct stat info;

	if (!path)
		return err_no_memory(err);
	if (!name || !erase_has_record(erasure, &event->id) || is_named_elsewhere(erasure, name) ||
	    fstatat(work, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
		return STATUS_OK;
	return found(erasure, work, path, name, err);
}

enum status erase_work(struct erasure *erasure, struct err *err)
{
	const struct file_ops *ops = erasure->host->files;
	int work = work_folder_open(ops, erasure->session);
	enum status status = STATUS_OK;

	if (work < 0)
		return errno == ENOENT ? STATUS_OK
				       : erase_unread(erasure,
						      path_join(&erasure->arena,
								erasure->session->path, "work"),
						      err);
	for (size_t i = 0; i < erasure->n_files && !status; i++) {
		const struct file_events *events = &erasure->files[i].events;

		for (size_t j = 0; j < events->count && !status; j++)
			status = erase_work_of(erasure, work, events->items[j], err);
	}
	ops->close(work);
	return status;
}
