/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

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
	return erase_found(erasure, whole) ? remove_file(erasure, folder, name, err) : STATUS_OK;
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
	return erase_found(erasure, whole) ? file_replace(erasure->host->files, folder, token,
							  start, (size_t)(slot->end - start), err)
					   : STATUS_OK;
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
	int fd = ops->openat(folder, token, flags, 0);

	if (fd < 0)
		return STATUS_OK;
	buf_init(&bytes, DRAFT_FILE_MAX + 1);
	bool is_good = draft_slot_latest(ops, folder, token, &bytes, &slot);
	fate = fate_of(erasure, token, &bytes, is_good ? &slot : NULL);
	if (fate != DRAFT_STAYS && file_lock(fd, NULL) == STATUS_LOCKED)
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
	const char *state;
	const char *path;
	char **names = NULL;
	size_t count = 0;
	int folder;
	enum status status = paths_state(&erasure->arena, &state, err);

	if (status)
		return status;
	path = path_join(&erasure->arena, state, STATE_DRAFTS);
	if (!path)
		return err_no_memory(err);
	if (folder_open(erasure->host->files, path, &folder, NULL))
		return STATUS_OK;
	status = folder_list(folder, ENTRIES_MAX, &names, &count, err);
	for (size_t i = 0; i < count && !status; i++)
		if (draft_token_is_valid(names[i]))
			status = consider_draft(erasure, folder, path, names[i], err);
	free(names);
	erasure->host->files->close(folder);
	return status;
}

/* ---- what an editor left ---- */

static bool holds(const struct erasure *erasure, int folder, const char *name)
{
	struct buf bytes;
	bool answer;

	buf_init(&bytes, EDITED_MAX + 1);
	answer = !file_read(erasure->host->files, folder, name, EDITED_MAX, &bytes, NULL) &&
		 erased_words_in(erasure->words, buf_text(&bytes), bytes.length);
	buf_release(&bytes);
	return answer;
}

/* Its text, and the copies that editors leave beside it. */
static enum status erase_edited(struct erasure *erasure, int parent, const char *path,
				const char *name, struct err *err)
{
	const struct file_ops *ops = erasure->host->files;
	const char *whole = path_join(&erasure->arena, path, name);
	bool is_theirs = draft_tokens_have(erasure->tokens, name);
	enum status status;
	char **names = NULL;
	size_t count = 0;
	int folder = ops->openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);

	if (folder < 0)
		return holds(erasure, parent, name) ? found(erasure, parent, path, name, err)
						    : STATUS_OK;
	status = whole ? folder_list(folder, ENTRIES_MAX, &names, &count, err) : err_no_memory(err);
	for (size_t i = 0; i < count && !status; i++)
		if (is_theirs || holds(erasure, folder, names[i]))
			status = found(erasure, folder, whole, names[i], err);
	free(names);
	ops->close(folder);
	if (!status && erasure->is_run) /* if nothing else is in it */
		ops->unlinkat(parent, name, AT_REMOVEDIR);
	return status;
}

enum status erase_editor(struct erasure *erasure, struct err *err)
{
	const char *state;
	const char *path;
	char **names = NULL;
	size_t count = 0;
	int folder;
	enum status status = paths_state(&erasure->arena, &state, err);

	if (status)
		return status;
	path = path_join(&erasure->arena, state, STATE_EDITOR);
	if (!path)
		return err_no_memory(err);
	if (folder_open(erasure->host->files, path, &folder, NULL))
		return STATUS_OK;
	status = folder_list(folder, ENTRIES_MAX, &names, &count, err);
	for (size_t i = 0; i < count && !status; i++)
		status = erase_edited(erasure, folder, path, names[i], err);
	free(names);
	erasure->host->files->close(folder);
	return status;
}

/* ---- rescued fragments ---- */

enum status erase_fragments(struct erasure *erasure, struct err *err)
{
	enum status status = STATUS_OK;
	char **names = NULL;
	size_t count = 0;
	struct buf bytes;

	if (erasure->rescue < 0)
		return STATUS_OK;
	buf_init(&bytes, SESSION_FILE_MAX + 1);
	status = folder_list(erasure->rescue, ENTRIES_MAX, &names, &count, err);
	for (size_t i = 0; i < count && !status; i++) {
		buf_reset(&bytes);
		if (strncmp(names[i], TORN_PREFIX, strlen(TORN_PREFIX)) == 0 &&
		    !file_read(erasure->host->files, erasure->rescue, names[i], SESSION_FILE_MAX,
			       &bytes, NULL) &&
		    erase_fragment_holds(erasure, buf_text(&bytes), bytes.length))
			status = found(erasure, erasure->rescue, erasure->rescue_path, names[i],
				       err);
	}
	free(names);
	buf_release(&bytes);
	return status;
}

/* ---- files that never got their name ---- */

/* Left by a crash, of ours or of the writer's; nobody makes one while we hold the locks. */
static enum status erase_temporaries_in(struct erasure *erasure, int folder, const char *path,
					struct err *err)
{
	char **names = NULL;
	size_t count = 0;
	enum status status = folder_list(folder, ENTRIES_MAX, &names, &count, err);

	for (size_t i = 0; i < count && !status; i++) {
		if (strncmp(names[i], FILE_TEMPORARY_PREFIX, strlen(FILE_TEMPORARY_PREFIX)) != 0)
			continue;
		if (erasure->is_run)
			status = remove_file(erasure, folder, names[i], err);
		else if (holds(erasure, folder, names[i]))
			status = found(erasure, folder, path, names[i], err);
	}
	free(names);
	return status;
}

enum status erase_temporaries(struct erasure *erasure, struct err *err)
{
	enum status status = erase_temporaries_in(erasure, erasure->session->folder,
						  erasure->session->path, err);

	if (!status && erasure->rescue >= 0)
		status = erase_temporaries_in(erasure, erasure->rescue, erasure->rescue_path, err);
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
		return STATUS_OK;
	for (size_t i = 0; i < erasure->n_files && !status; i++) {
		const struct file_events *events = &erasure->files[i].events;

		for (size_t j = 0; j < events->count && !status; j++)
			status = erase_work_of(erasure, work, events->items[j], err);
	}
	ops->close(work);
	return status;
}
