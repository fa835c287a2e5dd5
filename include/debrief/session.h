/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_SESSION_H
#define DEBRIEF_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "debrief/arena.h"
#include "debrief/diag.h"
#include "debrief/event.h"
#include "debrief/host.h"
#include "debrief/rubric.h"

/*
 * A session as it lies on the disk: a folder with the frozen rubric, the journals of its writers
 * and copies of student work. Reading never changes anything; what can be read is read, what
 * cannot is named in `problems`. Writing is journal.h.
 *
 *     2026-11-21-x4f9/
 *       rubric.yaml          journal.k7q2.yaml     private.k7q2.yaml     work/
 *
 * Order: file order within a file; between files by `at` (one that runs backwards counts as
 * the one before it), then writer, shared before private, then number. The same id with the same
 * bytes is one record; with different bytes both are kept and flagged, unless one says that the
 * words were erased: then that one counts.
 */

#define SESSION_EVENTS_MAX  200000
#define SESSION_FILE_MAX    ((size_t)256 << 20)
#define SESSION_WRITERS_MAX 1000
#define SESSION_ARCHIVE     "archive" /* a folder of the library, of sessions put away */
#define SESSION_FOLDERS_MAX 100000    /* of a library, and of its archive */

struct session_file {     /* one journal file that was read */
	const char *name; /* "journal.k7q2.yaml"; in a rescue folder its path */
	char writer[5];
	bool is_private;
	bool is_rescue;
	bool is_copy; /* another program left it beside the file that we write to */
	const char *bytes; /* in the session's arena */
	size_t length;
	size_t good_length;   /* bytes up to the end of the last whole record */
	bool torn;            /* a fragment follows */
	bool ends_in_group;   /* the last record's group has not its last record */
	uint32_t last_number; /* of the last record of its writer, 0: none */
	uint32_t n_edited;
	uint32_t n_unread; /* records of which nothing could be made; 1: the whole file */
	int64_t last_at;
	int64_t last_el;
	struct diags diags;
};

struct session {
	struct arena arena;
	struct arena rubric_arena;
	const char *path;
	const char *id;              /* from `open`; the folder's name if there is none */
	int folder;                  /* descriptor, -1: not open */
	const struct rubric *rubric; /* never NULL: an empty one in the worst case */
	struct diags rubric_diags;
	const struct event *open; /* the first `open`; NULL if none can be read */
	struct session_file *files;
	size_t n_files;
	const struct event **events; /* all, in order; voided and incomplete groups included */
	size_t n_events;
	bool is_newer;         /* a newer format: read-only */
	const char **problems; /* what `check` would say, a line each */
	size_t n_problems;
	struct session_index *index; /* session.c's own: events by id, and how the files looked */
};

/* Which streams to read. */
enum session_view { SESSION_EVERYTHING, SESSION_SHARED_ONLY };

/*
 * Opens and reads a session's folder. STATUS_NOT_FOUND, STATUS_IO if it cannot be read;
 * STATUS_INVALID if it is no session (neither a rubric nor a journal). Damage inside is no failure.
 * Files in $XDG_STATE_HOME/debrief/rescue/ID are read too.
 */
MUST_USE enum status session_open(struct session *session, struct host *host, const char *path,
				  enum session_view view, struct err *err);
void session_close(struct session *session);

/* True if a file of the session has changed, grown, come or gone since it was read. */
bool session_has_changed(const struct session *session, struct host *host);

/*
 * Reads an open session again if it has changed. All of its events are new ones afterwards; the
 * rubric stays the same one unless its file has changed. After a failure the session is as it was.
 */
MUST_USE enum status session_reopen(struct session *session, struct host *host, struct err *err);

/* Takes an event that the journal has accepted into the order. The event is copied. NULL: no
 * memory. */
struct event *session_add(struct session *session, const struct event *event);

/* Takes out what has the id and the bytes of an event. */
void session_remove(struct session *session, const struct event *event);

/* The event with an id, or NULL. Of several with one id, the first. */
const struct event *session_event(const struct session *session, const struct event_id *id);

/* True if a writer's other stream is in no file: a session of which a part was copied. */
bool session_lacks_stream(const struct session *session, const struct session_file *file);

/* How many of the last records that were saved on this machine are in no file any more, of one
 * stream; fills in the first one's id. An older version of the file has come back, say. */
uint32_t session_count_lost(const struct session *session, struct host *host, bool is_private,
			    struct event_id *first);

/* All findings of `debrief check` into `out`, as text; counts errors and warnings. */
MUST_USE enum status session_check(struct session *session, struct host *host, struct buf *out,
				   size_t *errors, size_t *warnings, struct err *err);
/* The findings as lines in session->problems. */
MUST_USE enum status session_find_problems(struct session *session, struct host *host,
					   struct err *err);

/* What a new session is made from; all but `rubric` may be NULL. */
struct session_new {
	const char *name;   /* a name for the library, a path, or NULL: DATE-xxxx */
	const char *rubric; /* id or path */
	const char *teacher, *coach, *lesson, *grade, *date, *learning_goal, *taught_by, *previous;
};

/*
 * Makes a session: checks the rubric (its diagnostics go to `diags_text`), freezes it, writes the
 * first records. Nothing is left behind when it fails; the folder appears under its name only when
 * all of it is on disk. *path lives in `arena`.
 */
MUST_USE enum status session_create(struct host *host, struct arena *arena,
				    const struct session_new *what, const char **path,
				    struct buf *diags_text, struct err *err);

/* The same, and opens it without reading the rubric again: `arena` must outlive the session. */
MUST_USE enum status session_create_open(struct host *host, struct arena *arena,
					 const struct session_new *what, struct session *session,
					 struct buf *diags_text, struct err *err);

/* The path of a session that is named: a name with a slash is a path itself, any other is looked
 * for in the library, then in its archive. STATUS_NOT_FOUND names the nearest. */
MUST_USE enum status session_find(struct host *host, struct arena *arena, const char *name,
				  const char **path, struct err *err);
/* True if a name in an open library, or in its archive, is that of a folder which may be a session:
 * hidden ones and the archive itself are none. Fills `info`. */
bool session_is_folder(int library, const char *name, struct stat *info);

#endif
