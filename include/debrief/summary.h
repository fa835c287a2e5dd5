/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_SUMMARY_H
#define DEBRIEF_SUMMARY_H

#include <stdbool.h>

#include "debrief/session.h"
#include "debrief/timestamp.h"

/*
 * A session in one row of a list: from the shared stream alone and without its rubric, so that a
 * library of a thousand is read in a moment.
 */

enum standing {
	STANDING_PREPARING,
	STANDING_TALKING, /* the talk has begun */
	STANDING_AGREED,  /* the endings of a talk */
	STANDING_CONTINUE,
	STANDING_PARKED,
	STANDING_NEWER,   /* made by a later version */
	STANDING_UNKNOWN, /* what says so cannot be read */
	STANDING__COUNT,
};

/* How a talk stands, in a word or three. */
const char *standing_words(enum standing standing);

struct summary {
	/* may be NULL */
	const char *teacher, *lesson, *grade;
	const char *previous; /* the name of the session before */
	const char *rubric;   /* its id */
	int64_t made;         /* when it was made, UTC in milliseconds; 0 if that is not known */
	char date[DATE_SIZE]; /* of the lesson, else the day it was made; "" if neither is known */
	char due[DATE_SIZE];  /* when what was agreed is looked at again; "" if that is open */
	const char *visited;  /* the level that a visit found since it was planned, or NULL */
	bool agreement;       /* a plan or an agreed goal: something that a visit looks at */
	enum standing standing;
	bool damaged; /* something in it cannot be read */
};

/* Texts live in the arena. STATUS_INVALID if the folder is no session; damage inside is no failure,
 * what cannot be opened at all is STANDING_UNKNOWN. */
MUST_USE enum status summary_read(struct host *host, const char *path, struct arena *arena,
				  struct summary *summary, struct err *err);

#endif
