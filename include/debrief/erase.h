/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_ERASE_H
#define DEBRIEF_ERASE_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/arena.h"
#include "debrief/event.h"
#include "debrief/host.h"
#include "debrief/session.h"

/*
 * Removing words for good, because somebody was promised that. Where the record was, stays one of
 * the kind `erased` with its id, time and group: so nothing that comes after it moves, and a copy
 * of the words that turns up later does not count.
 *
 *     erasure_open → [what would go is shown, and asked about] → erasure_run → erasure_close
 *
 * With a record go all its earlier and later wordings, also those that were taken back, in every
 * journal of the session and every copy of one in its folder and among the rescues; drafts and
 * rescued fragments that hold the words; what an editor left of them; and the student work that no
 * other record names. What cannot be reached from here is for the caller to say.
 *
 * Each file is replaced as a whole, the records last: stopped at any moment, it can be done again.
 */

enum erase_link { ERASE_SAME_WORDS, ERASE_SPEAKS_OF };

struct erase_left { /* a record that stays, and that the person should know of */
	const struct event *event;
	enum erase_link link;
};

struct erase_file;
struct erased_words;
struct journal_locks;
struct seen_list;

struct erasure {
	struct host *host;
	struct session *session;
	struct arena arena;
	const struct event **records; /* whose words go, one of each id, in order */
	size_t n_records;
	struct erase_left *left;
	size_t n_left;
	const char **places; /* paths of the files in which they stand; after the run: stood */
	size_t n_places;
	const char **copies; /* paths of files that hold them and are not touched */
	size_t n_copies;
	const char **unread; /* paths of what could not be looked into: a link, or a bad disk */
	size_t n_unread;
	/* its own */
	bool is_run;
	int rescue; /* the folder, -1: there is none */
	const char *rescue_path;
	const char *tokens;     /* of drafts, with a blank between */
	struct seen_list *seen; /* how the files lay, in the session's folder and the rescues */
	struct erase_file *files;
	size_t n_files;
	struct erased_words *words;
	struct journal_locks *locks;
};

/* True if there are words of a person in such a record. */
bool erase_holds_words(enum event_kind kind);

/*
 * Takes the locks and finds everything; changes nothing. The session, which must be open with all
 * its streams, is read again and borrowed. STATUS_NOT_FOUND for an id that it has not,
 * STATUS_REFUSED for a record without words, STATUS_LOCKED if somebody writes to the session or in
 * a draft of it.
 */
MUST_USE enum status erasure_open(struct erasure *erasure, struct host *host,
				  struct session *session, const struct event_id *ids, size_t count,
				  struct err *err);
/* True if another program has brought, changed or taken away a file of records since: it must be
 * opened again, and asked about again. */
bool erasure_has_changed(const struct erasure *erasure);
/* STATUS_EXISTS if that is so; files are never replaced that were not read.
 * After a failure `places` are those that are done, what was not reached yet is still whole, and it
 * can be done again. */
MUST_USE enum status erasure_run(struct erasure *erasure, struct err *err);
/* Also after a failure of erasure_open. */
void erasure_close(struct erasure *erasure);

#endif
