/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_JOURNAL_H
#define DEBRIEF_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/event.h"
#include "debrief/host.h"
#include "debrief/session.h"

/*
 * Writing to a session. The promise: after journal_flush returned STATUS_OK, every staged event is
 * in a file opened with O_APPEND on which fdatasync succeeded, and the file's creation was followed
 * by fsync of the file and of its folder. It then survives kill -9, a closed terminal and a power
 * cut.
 *
 *     journal_open → journal_stage (ids are given, nothing is written) → [the screen shows it] →
 *     journal_flush (written and synced) → … → journal_close
 *
 * One writer at a time: an OFD lock on the shared journal file covers both. A writer is made anew
 * when nothing is remembered of one on this machine, when its file lacks what it knows it had
 * acknowledged, when its file was replaced, or when it ends in a group without its last record.
 * After a failed sync nothing is retried on that descriptor: the events go, with their ids and
 * bytes, into the file of a new writer in the session's folder, else into
 * $XDG_STATE_HOME/debrief/rescue/ID/.
 */

struct journal;

/*
 * Takes the lock and chooses or makes the writer; repairs a torn tail of the writer's own file (its
 * bytes are first copied to a rescue file and synced; the text in it is offered by
 * journal_torn_text). STATUS_LOCKED if another process writes; STATUS_NEWER for a newer format.
 * `session` must be open, is borrowed, and is read again by this call if the disk has changed
 * since.
 */
MUST_USE enum status journal_open(struct journal **journal, struct host *host,
				  struct session *session, struct err *err);
/* Flushes what is staged and lets the lock go. */
void journal_close(struct journal *journal);

/*
 * Takes the events of one action: gives them id, at, el, group (if there are several; private ones
 * come first in the file order, the last is a shared one if there is any) and bytes. All or none.
 * `is_private` must be set by event_is_private_by_rule. `at` or `el` that is already set (not 0) is
 * kept: it must not run backwards. The staged events are added to the session (session_add), marked
 * unsaved until flushed.
 */
MUST_USE enum status journal_stage(struct journal *journal, struct event *events, size_t count,
				   struct err *err);
/* Takes events that an earlier journal of this session could not save, with the ids and bytes that
 * they have. All or none. */
MUST_USE enum status journal_stage_again(struct journal *journal, struct event *events,
					 size_t count, struct err *err);
/* Writes and syncs what is staged, private first. On failure everything stays staged and `unsaved`;
 * a later call tries elsewhere. */
MUST_USE enum status journal_flush(struct journal *journal, struct err *err);
/* Number of staged events that are not on disk. */
size_t journal_unsaved(const struct journal *journal);
/* How many records the last flush has written again, because the files had lost them. */
size_t journal_restored(const struct journal *journal);
/* True while writing goes to the rescue folder. */
bool journal_is_rescuing(const struct journal *journal);

/* Milliseconds that the session has been open, continuing from the last record. */
int64_t journal_elapsed_ms(const struct journal *journal);
/* True if the event was appended by this journal since journal_open: what undo may take back. */
bool journal_is_of_this_run(const struct journal *journal, const struct event *event);
/* The id that the next event of a stream will get; those after it count on from there. For events
 * of one action that refer to one another. */
struct event_id journal_next_id(const struct journal *journal, bool is_private);
/* Text found in a torn tail that was cut off, or NULL. */
const char *journal_torn_text(const struct journal *journal);

#endif
