/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_CYCLE_H
#define DEBRIEF_CYCLE_H

#include "debrief/negotiation.h"
#include "debrief/summary.h"
#include "debrief/talk_words.h"

/*
 * The coaching cycle (Kochmanski & Cobb 2023): the sessions with one teacher in a line, each with
 * its goal and what became of it later. It is for the coach and tells; nothing in it is added up or
 * compared with anybody.
 *
 * Everything comes from the shared streams but the talk clock, which is the coach's own.
 */

/* What was seen or said later of the goal of a session. */
struct cycle_progress {
	char date[DATE_SIZE];
	const char *level;     /* as recorded: met, progressing, not-yet */
	const char *by, *text; /* may be NULL */
	const char *session;   /* the later one in which it was said; NULL: on a visit */
};

struct cycle_entry {
	const char *name; /* of the session's folder */
	bool archived;
	struct summary summary;
	const char *goal; /* as agreed, in the teacher's words first; NULL: nothing was agreed */
	enum goal_whose whose;           /* GOAL__COUNT: it is the plan's one move */
	const char *phase;               /* its title, or NULL */
	const char *development;         /* that the teacher values, or NULL */
	struct cycle_progress *progress; /* by date */
	size_t n_progress;
	bool taken_up; /* another talk has begun that goes on from it */
	struct talk_time floor;
	struct talk_words words; /* of a transcript */
	/* on the goal of the session before */
	struct cycle_progress looked_back; /* level is NULL: nothing was said */
};

struct cycle {
	const char *teacher;         /* as the latest session writes it */
	struct cycle_entry *entries; /* by date, the first one first */
	size_t count;
	struct arena *arena;
};

/*
 * All sessions of the library and its archive with a teacher. STATUS_NOT_FOUND: there is none, and
 * `known` holds the names there are, NULL-terminated. Everything lives in the arena.
 */
MUST_USE enum status cycle_read(struct cycle *cycle, struct host *host, const char *teacher,
				struct arena *arena, const char *const **known, struct err *err);

/* The same for who knows the sessions already: each is added, and then they are put in a line. What
 * cannot be read is added with what its summary says. */
void cycle_start(struct cycle *cycle, struct arena *arena);
MUST_USE enum status cycle_add(struct cycle *cycle, struct host *host, const char *path,
			       bool archived, const struct summary *summary, struct err *err);
MUST_USE enum status cycle_finish(struct cycle *cycle, struct err *err);

/* A page for the coach, and an object for scripts. */
MUST_USE enum status cycle_page(const struct cycle *cycle, struct buf *out, struct err *err);
MUST_USE enum status cycle_json(const struct cycle *cycle, struct buf *out, struct err *err);

#endif
