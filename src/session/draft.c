/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/draft.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "debrief/i18n.h"
#include "draft_slot.h"
#include "state_folder.h"

/*
 * A file has three slots for its text: the last one that is on the disk stays untouched until a
 * later one is too, and the other two take turns, so that being killed in the middle of a key
 * spoils neither that nor the text as it was one key before.
 *
 * After a failed sync the kernel takes the pages for clean; so the text is then written anew, into
 * another slot, before anything is synced again.
 *
 * The lock says that somebody is writing in it: others do not offer it then.
 */

#define SLOT_BODY_MAX (SLOT_SIZE - SLOT_HEAD_LENGTH)
#define OFFERS_MAX    1000
#define TOKEN_TRIES   2000 /* chance may be pinned, and begin with all that are there */
#define NO_SLOT       (-1)

struct draft {
	const struct file_ops *ops;
	int folder;
	int fd;
	char token[DRAFT_TOKEN_SIZE];
	struct buf slot; /* head, body: what the file should hold */
	size_t text_at;  /* in the slot */
	uint64_t sequence;
	int latest;    /* the slot that was written last */
	int synced;    /* the last one that is on the disk */
	bool is_named; /* its name is on the disk */
	bool is_dirty;
	bool is_suspect; /* a write or sync failed: the latest slot does not count */
};

/* ---- slots ---- */

/* The head, over the blanks that were left for it. */
static void seal_slot(struct draft *draft)
{
	char head[SLOT_HEAD_LENGTH + 1];
	struct buf *slot = &draft->slot;

	snprintf(head, sizeof(head), "debrief-draft/1 %020" PRIu64 " %08zu %08x\n", draft->sequence,
		 slot->length - SLOT_HEAD_LENGTH, 0U);
	memcpy(slot->data, head, SLOT_HEAD_LENGTH);
	snprintf(head, sizeof(head), "%08" PRIx32 "\n", draft_slot_sum(slot->data, slot->length));
	memcpy(slot->data + SLOT_SUM_AT, head, SLOT_HEAD_LENGTH - SLOT_SUM_AT);
}

static bool write_slot(struct draft *draft)
{
	int number = 0;
	size_t done = 0;

	while (number == draft->latest || number == draft->synced)
		number++;
	draft->sequence++;
	seal_slot(draft);
	draft->is_dirty = draft->is_suspect = true;
	while (done < draft->slot.length) {
		off_t at = (off_t)((size_t)number * SLOT_SIZE + done);
		ssize_t written = draft->ops->pwrite(draft->fd, draft->slot.data + done,
						     draft->slot.length - done, at);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		done += (size_t)written;
	}
	draft->latest = number;
	draft->is_suspect = false;
	return true;
}

/* ---- one draft ---- */

static void choose_token(struct host *host, char token[DRAFT_TOKEN_SIZE])
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";

	for (int i = 0; i < DRAFT_TOKEN_SIZE - 1; i++)
		token[i] = letters[host_random(host, sizeof(letters) - 1)];
	token[DRAFT_TOKEN_SIZE - 1] = '\0';
}

static struct draft *draft_new(struct host *host)
{
	struct draft *draft = calloc(1, sizeof(*draft));

	if (!draft)
		return NULL;
	draft->ops = host->files;
	draft->folder = draft->fd = -1;
	draft->latest = draft->synced = NO_SLOT;
	buf_init(&draft->slot, SLOT_SIZE);
	return draft;
}

static void draft_free(struct draft *draft)
{
	if (draft->fd >= 0)
		draft->ops->close(draft->fd);
	if (draft->folder >= 0)
		draft->ops->close(draft->folder);
	buf_release(&draft->slot);
	free(draft);
}

/* The part of a slot that stays: whose it is and where it belongs. */
static enum status fill_head(struct draft *draft, const char *session_id, const char *about,
			     struct err *err)
{
	size_t room = SLOT_BODY_MAX - DRAFT_TEXT_MAX;
	size_t session_size = strnlen(session_id, room) + 1;
	size_t about_size = strnlen(about, room) + 1;

	if (session_size + about_size > room)
		return err_set(err, STATUS_LIMIT, "%s",
			       _("the session's name is too long to put a text aside for it"));
	buf_fill(&draft->slot, ' ', SLOT_HEAD_LENGTH);
	buf_add(&draft->slot, session_id, session_size);
	buf_add(&draft->slot, about, about_size);
	draft->text_at = draft->slot.length;
	return draft->slot.failed ? err_no_memory(err) : STATUS_OK;
}

static enum status make_file(struct draft *draft, struct host *host, struct err *err)
{
	const int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;

	for (int i = 0; i < TOKEN_TRIES && draft->fd < 0 && (i == 0 || errno == EEXIST); i++) {
		choose_token(host, draft->token);
		draft->fd = draft->ops->openat(draft->folder, draft->token, flags, 0600);
	}
	if (draft->fd < 0)
		return err_system(err, "%s", _("cannot make a draft"));
	if (file_lock(draft->fd, NULL) != STATUS_OK) {
		/* Then another program may offer it meanwhile: no reason not to write. */
	}
	/* Room for a whole talk's worth of changes; that the disk cannot do this is no failure. */
	(void)!draft->ops->fallocate(draft->fd, FALLOC_FL_KEEP_SIZE, 0, (off_t)DRAFT_FILE_MAX);
	if (!write_slot(draft)) {
		enum status status = err_system(err, "%s", _("cannot write a draft"));
		draft->ops->unlinkat(draft->folder, draft->token, 0);
		return status;
	}
	draft->is_dirty = false;
	return STATUS_OK;
}

enum status draft_start(struct draft **result, struct host *host, const char *session_id,
			const char *about, struct err *err)
{
	struct draft *draft = draft_new(host);
	enum status status;

	*result = NULL;
	if (!draft)
		return err_no_memory(err);
	status = fill_head(draft, session_id, about, err);
	if (status == STATUS_OK)
		status = state_folder_open(host, STATE_DRAFTS, NULL, true, &draft->folder, err);
	if (status == STATUS_OK)
		status = make_file(draft, host, err);
	if (status != STATUS_OK) {
		draft_free(draft);
		return status;
	}
	*result = draft;
	return STATUS_OK;
}

enum status draft_write(struct draft *draft, const char *text, struct err *err)
{
	size_t length = strnlen(text, DRAFT_TEXT_MAX + 1);

	if (length > DRAFT_TEXT_MAX)
		return err_set(err, STATUS_LIMIT, _("a text can have at most %zu KiB"),
			       DRAFT_TEXT_MAX / 1024);
	buf_truncate(&draft->slot, draft->text_at);
	buf_add(&draft->slot, text, length);
	if (draft->slot.failed) {
		draft->slot.failed = false;
		return err_no_memory(err);
	}
	if (!write_slot(draft))
		return err_system(err, "%s", _("cannot write a draft"));
	return STATUS_OK;
}

enum status draft_sync(struct draft *draft, struct err *err)
{
	if (!draft->is_dirty)
		return STATUS_OK;
	if (draft->is_suspect && !write_slot(draft))
		return err_system(err, "%s", _("cannot write a draft"));
	draft->is_suspect = true;
	if (draft->ops->fdatasync(draft->fd) != 0 ||
	    (!draft->is_named && folder_sync(draft->ops, draft->folder) != 0))
		return err_system(err, "%s", _("cannot make sure that a draft is on the disk"));
	draft->is_named = true;
	draft->is_suspect = draft->is_dirty = false;
	draft->synced = draft->latest;
	return STATUS_OK;
}

bool draft_is_dirty(const struct draft *draft)
{
	return draft->is_dirty;
}

const char *draft_token(const struct draft *draft)
{
	return draft->token;
}

void draft_park(struct draft *draft)
{
	if (draft->slot.length == draft->text_at) {
		draft_discard(draft);
		return;
	}
	if (draft_sync(draft, NULL) != STATUS_OK) {
		/* Nobody is left to be told; the text is in the file all the same. */
	}
	draft_free(draft);
}

void draft_discard(struct draft *draft)
{
	draft->ops->unlinkat(draft->folder, draft->token, 0);
	draft_free(draft);
}

/* ---- offering and going on ---- */

/* Takes over what the file holds. */
static enum status load(struct draft *draft, struct err *err)
{
	struct buf bytes;
	struct draft_slot slot;
	enum status status;

	buf_init(&bytes, DRAFT_FILE_MAX);
	status = draft_slot_latest(draft->ops, draft->folder, draft->token, &bytes, &slot);
	if (status == STATUS_NO_MEMORY)
		status = err_no_memory(err);
	else if (status != STATUS_OK)
		status = err_set(err, STATUS_INVALID, "%s", _("the draft cannot be read"));
	if (status != STATUS_OK)
		goto out;
	status = fill_head(draft, slot.session, slot.about, err);
	if (status != STATUS_OK)
		goto out;
	buf_add(&draft->slot, slot.text, (size_t)(slot.end - slot.text));
	if (draft->slot.failed)
		status = err_no_memory(err);
	draft->sequence = slot.sequence;
	draft->latest = slot.number;
out:
	buf_release(&bytes);
	return status;
}

enum status draft_resume(struct draft **result, struct host *host, const struct draft_offer *offer,
			 struct err *err)
{
	struct draft *draft = draft_new(host);
	enum status status;

	*result = NULL;
	if (!draft)
		return err_no_memory(err);
	memcpy(draft->token, offer->token, sizeof(draft->token));
	status = state_folder_open(host, STATE_DRAFTS, NULL, false, &draft->folder, err);
	if (status != STATUS_OK)
		goto fail;
	draft->fd = draft->ops->openat(draft->folder, draft->token,
				       O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
	if (draft->fd < 0) {
		status = err_system(err, "%s", _("cannot open the draft"));
		goto fail;
	}
	if (file_lock(draft->fd, NULL) == STATUS_LOCKED) {
		status = err_set(err, STATUS_LOCKED, "%s",
				 _("another program is writing in this draft"));
		goto fail;
	}
	status = load(draft, err);
	if (status != STATUS_OK)
		goto fail;
	/* Whoever wrote it may not have come to syncing it; a failure shows at the next sync. */
	draft->is_dirty = true;
	if (draft_sync(draft, NULL) != STATUS_OK)
		draft->synced = draft->latest;
	*result = draft;
	return STATUS_OK;
fail:
	draft_free(draft);
	return status;
}

enum fate { FATE_OFFERED, FATE_KEPT, FATE_DELETED };

/* A record counts when it is on the disk and its group is whole. */
static enum fate fate_of(const struct session *session, const char *token)
{
	for (size_t i = 0; i < session->n_events; i++) {
		const struct event *event = session->events[i];
		if (!draft_tokens_have(event_text(event, KEY_DRAFT), token))
			continue;
		if (event->unsaved)
			return FATE_KEPT;
		if (!event_id_is_set(&event->group) || session_event(session, &event->group))
			return FATE_DELETED;
	}
	return FATE_OFFERED;
}

struct offering {
	const struct file_ops *ops;
	const struct session *session;
	struct arena *arena;
	struct draft_offer *offers;
	size_t count;
	int folder;
};

static enum status add_offer(struct offering *offering, const char *token,
			     const struct draft_slot *slot, struct err *err)
{
	struct arena *arena = offering->arena;
	struct draft_offer *offers = arena_grow(arena, offering->offers, offering->count,
						sizeof(*offers));
	struct draft_offer offer = {
		.token = arena_strdup(arena, token),
		.about = arena_strdup(arena, slot->about),
		.text = arena_copy(arena, slot->text, (size_t)(slot->end - slot->text)),
	};

	if (!offers || !offer.token || !offer.about || !offer.text)
		return err_no_memory(err);
	offering->offers = offers;
	offers[offering->count++] = offer;
	return STATUS_OK;
}

/* `fd` keeps others from going on with it meanwhile. */
static enum status consider(struct offering *offering, const char *token, int fd, struct err *err)
{
	enum status status = STATUS_OK;
	struct draft_slot slot;
	struct buf bytes;

	if (file_lock(fd, NULL) == STATUS_LOCKED)
		return STATUS_OK;
	buf_init(&bytes, DRAFT_FILE_MAX);
	enum status readable = draft_slot_latest(offering->ops, offering->folder, token, &bytes,
						 &slot);
	/* What is no draft is left alone. */
	if (readable == STATUS_NO_MEMORY) {
		status = err_no_memory(err);
	} else if (readable == STATUS_OK && strcmp(slot.session, offering->session->id) == 0) {
		enum fate fate = slot.text == slot.end ? FATE_DELETED
						       : fate_of(offering->session, token);
		if (fate == FATE_DELETED)
			offering->ops->unlinkat(offering->folder, token, 0);
		else if (fate == FATE_OFFERED)
			status = add_offer(offering, token, &slot, err);
	}
	buf_release(&bytes);
	return status;
}

enum status draft_offers(struct host *host, const struct session *session, struct arena *arena,
			 const struct draft_offer **offers, size_t *count, struct err *err)
{
	const int flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
	struct offering offering = {.ops = host->files, .session = session, .arena = arena};
	char **names;
	size_t n_names;
	enum status status;

	*offers = NULL;
	*count = 0;
	status = state_folder_open(host, STATE_DRAFTS, NULL, false, &offering.folder, err);
	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (status != STATUS_OK)
		return status;
	status = folder_list(offering.folder, DRAFT_FILES_MAX, &names, &n_names, err);
	for (size_t i = 0; i < n_names && status == STATUS_OK; i++) {
		if (!draft_token_is_valid(names[i]) || offering.count == OFFERS_MAX)
			continue;
		int fd = offering.ops->openat(offering.folder, names[i], flags, 0);
		if (fd < 0)
			continue;
		status = consider(&offering, names[i], fd, err);
		offering.ops->close(fd);
	}
	free(names);
	offering.ops->close(offering.folder);
	if (status != STATUS_OK)
		return status;
	*offers = offering.offers;
	*count = offering.count;
	return STATUS_OK;
}
