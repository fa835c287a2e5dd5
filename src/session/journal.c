/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/journal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/record.h"
#include "journal_locks.h"
#include "lost_records.h"
#include "stamp.h"
#include "state_folder.h"
#include "writer.h"
#include "writer_resume.h"

/*
 * On the disk a journal is a text of records, each from its "---" to its sum; record.h says how
 * they look, writer.c what is done for them to stay. They are only ever added at the end, by one
 * program at a time, and nothing is added behind what was not synced. So the only thing that a
 * crash can leave is one unfinished record at the very end, which nobody was told is saved.
 *
 * Events get their ids and bytes when they are staged and keep them wherever they come to stand:
 * if it stays unknown whether a failed sync wrote them or not, the second copy is the same
 * record, and counts once. That is why the id of an event need not be that of its file's writer.
 *
 * Nothing is made on the disk before there is something to save: looking at a session leaves no
 * trace in it.
 */

struct run { /* a writer's events from these numbers on were made since journal_open */
	char writer[EVENT_WRITER_LENGTH + 1];
	uint32_t first[2];
	struct run *next;
};

struct journal {
	struct host *host;
	struct session *session;
	struct arena arena;
	struct journal_locks locks;
	struct writer writer;
	char id[EVENT_WRITER_LENGTH + 1]; /* whose ids the events get */
	bool id_has_files;                /* so that a further writer must have another id */
	int rescue;                       /* the rescue folder, -1: not needed so far */
	bool is_rescuing;
	bool may_lack; /* a program has changed the files: records may be lost that were saved */
	size_t n_restored; /* of those, by the last flush */
	int memory;        /* see remembered.h */
	struct stamp stamp;
	int64_t start_el;
	int64_t start_ms;
	struct event **staged; /* the session's */
	size_t n_staged;
	const struct event *first; /* of those that are about to be written */
	struct run *runs;
	const char *torn_text;
};

/* ---- opening ---- */

static enum status lock_session(struct journal *journal, struct err *err)
{
	enum status status = journal_locks_take(&journal->locks, journal->session->folder, err);

	if (status != STATUS_OK)
		return status;
	/* It is there only if something had to be rescued. */
	if (state_folder_open(journal->host, STATE_RESCUE, journal->session->id, false,
			      &journal->rescue, NULL) == STATUS_OK)
		status = journal_locks_take(&journal->locks, journal->rescue, err);
	return status;
}

static void start_clock(struct journal *journal)
{
	stamp_continue(&journal->stamp, journal->session);
	journal->start_el = journal->stamp.el;
	journal->start_ms = host_monotonic_ms(journal->host);
}

/* An id that is nobody's in this session. */
static void choose_id(const struct journal *journal, char id[EVENT_WRITER_LENGTH + 1])
{
	const struct session *session = journal->session;
	bool is_taken;

	do {
		writer_choose_id(journal->host, id);
		is_taken = false;
		for (size_t i = 0; i < session->n_files; i++)
			is_taken = is_taken || strcmp(session->files[i].writer, id) == 0;
	} while (is_taken);
}

/* Without memory for it, undo does not know of these events; they are kept all the same. */
static void add_run(struct journal *journal)
{
	struct run *run = arena_alloc(&journal->arena, sizeof(*run));

	if (!run)
		return;
	memcpy(run->writer, journal->id, sizeof(run->writer));
	memcpy(run->first, journal->stamp.next, sizeof(run->first));
	run->next = journal->runs;
	journal->runs = run;
}

static void choose_writer(struct journal *journal)
{
	struct remembered remembered;

	journal->memory = remembered_open(journal->host, journal->session->id,
					  journal->session->folder, false);
	if (journal->memory >= 0 && remembered_read(journal->memory, &remembered) &&
	    writer_resume(&journal->writer, journal->host, journal->session, journal->memory,
			  &remembered, journal->stamp.next, &journal->arena, &journal->torn_text)) {
		memcpy(journal->id, remembered.writer, sizeof(journal->id));
		journal->id_has_files = true;
	} else {
		choose_id(journal, journal->id);
		/* Number 1 is the record with which its files will begin. */
		journal->stamp.next[0] = journal->stamp.next[1] = 2;
	}
	add_run(journal);
}

static void release(struct journal *journal)
{
	const struct file_ops *ops = journal->host->files;

	writer_close(&journal->writer);
	journal_locks_release(&journal->locks);
	if (journal->rescue >= 0)
		ops->close(journal->rescue);
	if (journal->memory >= 0)
		ops->close(journal->memory);
	arena_release(&journal->arena);
	free(journal->staged);
	free(journal);
}

enum status journal_open(struct journal **result, struct host *host, struct session *session,
			 struct err *err)
{
	struct journal *journal = calloc(1, sizeof(*journal));
	enum status status;

	*result = NULL;
	if (!journal)
		return err_no_memory(err);
	journal->host = host;
	journal->session = session;
	journal->locks.ops = host->files;
	journal->rescue = journal->memory = -1;
	arena_init(&journal->arena, RECORD_MAX * 64);
	writer_init(&journal->writer, host->files);
	status = lock_session(journal, err);
	if (status == STATUS_OK)
		status = session_reopen(session, host, err);
	if (status == STATUS_OK && session->is_newer)
		status = err_set(err, STATUS_NEWER, "%s",
				 _("a newer version of debrief has written to this session"));
	if (status != STATUS_OK) {
		release(journal);
		return status;
	}
	start_clock(journal);
	choose_writer(journal);
	*result = journal;
	return STATUS_OK;
}

/* ---- staging ---- */

/* Takes the staged events from `kept` on out of the session again. */
static void unstage(struct journal *journal, size_t kept)
{
	while (journal->n_staged > kept)
		session_remove(journal->session, journal->staged[--journal->n_staged]);
}

static enum status add_to_session(struct journal *journal, struct event *events, size_t count,
				  struct err *err)
{
	size_t before = journal->n_staged;
	struct event **staged = realloc(journal->staged, (before + count) * sizeof(struct event *));

	if (!staged)
		return err_no_memory(err);
	journal->staged = staged;
	for (size_t i = 0; i < count; i++) {
		struct event *added = session_add(journal->session, &events[i]);
		if (!added) {
			unstage(journal, before);
			return err_no_memory(err);
		}
		staged[journal->n_staged++] = added;
		events[i].record = added->record;
	}
	return STATUS_OK;
}

enum status journal_stage(struct journal *journal, struct event *events, size_t count,
			  struct err *err)
{
	struct stamp stamp = journal->stamp;
	struct event *own = NULL; /* the caller's stay as they are if this fails */
	struct buf bytes;
	enum status status;

	if (count == 0)
		return STATUS_OK;
	buf_init(&bytes, BUF_MAX_DEFAULT);
	own = calloc(count, sizeof(*own));
	if (!own) {
		status = err_no_memory(err);
		goto out;
	}
	memcpy(own, events, count * sizeof(*own));
	status = stamp_events(&stamp, journal->id, host_now_ms(journal->host),
			      journal_elapsed_ms(journal), own, count, err);
	if (status == STATUS_OK)
		status = stamp_encode(own, count, &bytes, err);
	if (status != STATUS_OK)
		goto out;
	status = add_to_session(journal, own, count, err);
	/* These numbers are used up also if there was no memory for all of them. */
	memcpy(journal->stamp.next, stamp.next, sizeof(stamp.next));
	if (status != STATUS_OK)
		goto out;
	stamp.last = journal->staged[journal->n_staged - 1];
	journal->stamp = stamp;
	memcpy(events, own, count * sizeof(*own));
out:
	free(own);
	buf_release(&bytes);
	return status;
}

/* What is in the files of the writer that failed with them is uncertain, even if it can be read: so
 * they go into new files, and what was read is only shown in their place. */
enum status journal_stage_again(struct journal *journal, struct event *events, size_t count,
				struct err *err)
{
	struct stamp *stamp = &journal->stamp;
	enum status status;

	writer_close(&journal->writer);
	for (size_t i = 0; i < count; i++)
		session_remove(journal->session, &events[i]);
	status = add_to_session(journal, events, count, err);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < count; i++) {
		uint32_t *next = &stamp->next[events[i].is_private];

		if (strcmp(events[i].id.writer, journal->id) == 0 && events[i].id.number >= *next)
			*next = events[i].id.number + 1;
	}
	start_clock(journal);
	return STATUS_OK;
}

/* ---- saving ---- */

/* The open folder may have become one in a wastebasket, with another in its place. */
static enum status check_folder(const struct journal *journal, struct err *err)
{
	struct stat ours;
	struct stat named;

	if (fstat(journal->session->folder, &ours) == 0 &&
	    stat(journal->session->path, &named) == 0 && ours.st_dev == named.st_dev &&
	    ours.st_ino == named.st_ino)
		return STATUS_OK;
	return err_set(err, STATUS_IO, "%s", _("the session's folder was moved or replaced"));
}

/* What is staged, as the two streams take it; before it, what other programs took away. */
static enum status gather(struct journal *journal, struct buf bytes[2], struct err *err)
{
	journal->first = journal->n_staged ? journal->staged[0] : NULL;
	buf_reset(&bytes[0]);
	buf_reset(&bytes[1]);
	/* If it cannot be found out, what is new must not wait for it. */
	if (journal->may_lack && check_folder(journal, NULL) == STATUS_OK)
		journal->n_restored = lost_records(journal->session, journal->host, bytes,
						   &journal->first);
	for (size_t i = 0; i < journal->n_staged; i++) {
		const struct event *event = journal->staged[i];
		buf_add(&bytes[event->is_private], event->record, event->record_length);
	}
	return bytes[0].failed || bytes[1].failed ? err_no_memory(err) : STATUS_OK;
}

static void remember(struct journal *journal)
{
	struct host *host = journal->host;
	struct remembered remembered;

	if (journal->is_rescuing)
		return;
	if (journal->memory < 0)
		journal->memory = remembered_open(host, journal->session->id,
						  journal->session->folder, true);
	if (journal->memory < 0 || !writer_describe(&journal->writer, &remembered))
		return;
	for (int stream = 0; stream < 2; stream++)
		remembered.last[stream] = journal->stamp.next[stream] - 1;
	remembered_write(host->files, journal->memory, &remembered);
}

static void acknowledge(struct journal *journal)
{
	for (size_t i = 0; i < journal->n_staged; i++)
		journal->staged[i]->unsaved = false;
	journal->n_staged = 0;
	journal->may_lack = false;
	journal->id_has_files = true;
	if (strcmp(journal->id, journal->writer.id) != 0) {
		memcpy(journal->id, journal->writer.id, sizeof(journal->id));
		journal->stamp.next[0] = journal->stamp.next[1] = 2;
		add_run(journal);
	}
	remember(journal);
}

static enum status save_here(struct journal *journal, const struct buf bytes[2], struct err *err)
{
	enum status status = STATUS_OK;

	if (!writer_is_open(&journal->writer))
		return STATUS_NOT_FOUND;
	if (!journal->is_rescuing)
		status = check_folder(journal, err);
	if (status == STATUS_OK)
		status = writer_add(&journal->writer, bytes, err);
	if (status != STATUS_OK) {
		/* What its files hold from here on is uncertain: nobody may add to them again. */
		remembered_forget(journal->host->files, journal->memory);
		journal->may_lack = !writer_is_whole(&journal->writer);
		writer_abandon(&journal->writer);
	}
	return status;
}

#define ID_TRIES 3

static enum status save_in_new_files(struct journal *journal, int folder, const struct buf bytes[2],
				     struct err *err)
{
	char id[EVENT_WRITER_LENGTH + 1];
	struct event join;
	struct writer writer;
	enum status status = STATUS_EXISTS;

	/* Always the same bytes: they may come to stand in two places, and then count once. */
	event_init(&join, EVENT_JOIN);
	join.at = journal->first->at - !journal->first->unsaved; /* what was lost had its place */
	join.el = journal->first->el;
	for (int i = 0; i < ID_TRIES && status == STATUS_EXISTS; i++) {
		if (i > 0 || journal->id_has_files)
			choose_id(journal, id);
		else
			memcpy(id, journal->id, sizeof(id));
		writer_init(&writer, journal->host->files);
		status = writer_make(&writer, folder, id, &join, journal->session->id, err);
	}
	if (status != STATUS_OK)
		return status;
	status = writer_add(&writer, bytes, err);
	if (status != STATUS_OK) {
		writer_abandon(&writer);
		return status;
	}
	journal->writer = writer;
	return STATUS_OK;
}

static enum status save_beside(struct journal *journal, const struct buf bytes[2], struct err *err)
{
	enum status status = check_folder(journal, err);

	if (status == STATUS_OK)
		status = save_in_new_files(journal, journal->session->folder, bytes, err);
	if (status == STATUS_OK)
		journal->is_rescuing = false;
	return status;
}

static enum status save_in_rescue(struct journal *journal, const struct buf bytes[2],
				  struct err *err)
{
	enum status status = STATUS_OK;

	if (journal->rescue < 0)
		status = state_folder_open(journal->host, STATE_RESCUE, journal->session->id, true,
					   &journal->rescue, err);
	if (status == STATUS_OK)
		status = save_in_new_files(journal, journal->rescue, bytes, err);
	if (status == STATUS_OK)
		journal->is_rescuing = true;
	return status;
}

enum status journal_flush(struct journal *journal, struct err *err)
{
	static enum status (*const ways[])(struct journal *, const struct buf *, struct err *) = {
		save_here,
		save_beside,
		save_in_rescue,
	};
	struct buf bytes[2];
	struct err why = {0}; /* the first failure: the others follow from it, as a rule */
	enum status status = STATUS_IO;

	journal->n_restored = 0;
	if (journal->n_staged == 0 && !journal->may_lack)
		return STATUS_OK;
	buf_init(&bytes[0], BUF_MAX_DEFAULT);
	buf_init(&bytes[1], BUF_MAX_DEFAULT);
	for (size_t i = 0; i < COUNT(ways) && status != STATUS_OK; i++) {
		status = gather(journal, bytes, &why);
		if (status == STATUS_OK && bytes[0].length + bytes[1].length > 0)
			status = ways[i](journal, bytes, why.message[0] ? NULL : &why);
	}
	if (status == STATUS_OK && writer_is_open(&journal->writer))
		acknowledge(journal);
	else if (status != STATUS_OK && err)
		*err = why;
	buf_release(&bytes[0]);
	buf_release(&bytes[1]);
	return status == STATUS_OK ? STATUS_OK : STATUS_IO;
}

/* With nothing new to write, nobody else would find out. */
static void look_for_lost(struct journal *journal)
{
	if (!writer_is_open(&journal->writer) || writer_is_whole(&journal->writer))
		return;
	remembered_forget(journal->host->files, journal->memory);
	writer_close(&journal->writer);
	journal->may_lack = true;
}

void journal_close(struct journal *journal)
{
	look_for_lost(journal);
	if (journal_flush(journal, NULL) != STATUS_OK) {
		/* The caller has shown that it is not saved, and knows what it does. */
	}
	release(journal);
}

/* ---- asking ---- */

size_t journal_restored(const struct journal *journal)
{
	return journal->n_restored;
}

size_t journal_unsaved(const struct journal *journal)
{
	return journal->n_staged;
}

bool journal_is_rescuing(const struct journal *journal)
{
	return journal->is_rescuing;
}

int64_t journal_elapsed_ms(const struct journal *journal)
{
	int64_t el = journal->start_el + host_monotonic_ms(journal->host) - journal->start_ms;

	return el > journal->stamp.el ? el : journal->stamp.el;
}

bool journal_is_of_this_run(const struct journal *journal, const struct event *event)
{
	for (const struct run *run = journal->runs; run; run = run->next)
		if (strcmp(run->writer, event->id.writer) == 0)
			return event->id.number >= run->first[event->id.is_private];
	return false;
}

struct event_id journal_next_id(const struct journal *journal, bool is_private)
{
	struct event_id id = {
		.is_private = is_private,
		.number = journal->stamp.next[is_private],
	};

	memcpy(id.writer, journal->id, sizeof(id.writer));
	return id;
}

const char *journal_torn_text(const struct journal *journal)
{
	return journal->torn_text;
}
