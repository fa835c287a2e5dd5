/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_LIBRARY_H
#define APP_LIBRARY_H

#include "app/app.h"
#include "app/unsaved.h"
#include "debrief/summary.h"

/*
 * The library: every session folder in a list, newest first. Names come at once; what stands in a
 * row is read a few rows at a time, those in view first. A row stays under the marker while others
 * move past it.
 */

#define LIBRARY_FILTER_SIZE 256

struct library_row {
	const char *name; /* of its folder */
	bool archived;
	bool known;          /* `summary` can be shown */
	bool fresh;          /* it was read since the folder was listed */
	bool taken_up;       /* another talk has begun that goes on from this one */
	char day[DATE_SIZE]; /* its place in the list: from the record, else the name, else the
				folder */
	int64_t due_day;     /* days since 1970; LIBRARY_NOT_DUE */
	const char *words;   /* what a filter looks in */
	struct summary summary;
};

#define LIBRARY_NOT_DUE INT64_MIN

/* Makes a session to look around in and takes it away again; what it is made of is not the
 * library's. */
struct library_demo {
	enum status (*open)(void *context, struct session *session, const char **greeting,
			    struct err *err);
	void (*close)(void *context);
	void *context;
};

struct library {
	struct host *host;
	const char *path; /* in `places` */
	struct arena places;
	struct arena arenas[2]; /* the list lives in one, the next is made in the other */
	int current;
	struct library_row *rows; /* by name: sessions, then those in the archive */
	size_t count, n_sessions; /* all; those not in the archive */
	struct err no_archive;    /* why the archive is not listed; no message: it is */
	size_t n_fresh;
	struct library_row **order; /* the sessions among them, newest first, the archive last */
	size_t n_order;
	struct library_row **shown; /* what the list holds now */
	size_t n_shown;
	struct list_view view; /* of `shown`; the scroll is kept by the drawing */
	bool marked;           /* the marker was set on a session; else it is on the first row */
	int page;              /* rows in view; kept by the drawing */
	bool in_archive;
	bool covered; /* the teacher may see the screen: no names until Enter */
	char filter[LIBRARY_FILTER_SIZE];
	int64_t today;                   /* days since 1970 */
	const struct library_demo *demo; /* NULL: there is none */
	struct unsaved unsaved;          /* of sessions that were opened from here */

	/* the session that was opened from here */
	struct session session;
	struct arena session_arena;
	bool is_demo;
};

MUST_USE enum status library_new(struct library **library, struct host *host, struct err *err);
void library_free(struct library *library);

/* Lists the folders anew; what was known of them stays until it is read again. */
MUST_USE enum status library_list(struct library *library, struct err *err);
/* Reads a few rows; false if there was nothing to read. */
bool library_read_some(struct library *library);
void library_read_all(struct library *library);
bool library_is_read(const struct library *library);

/* The row under the marker, or NULL. */
struct library_row *library_selected(const struct library *library);
void library_move(struct library *library, long by);
void library_select(struct library *library, const char *name);
/* Shows what has all of these words in it; "": all. */
void library_filter(struct library *library, const char *text);
void library_show_archive(struct library *library, bool archive);

/* A row's folder; NULL for want of memory. */
const char *library_path(const struct library *library, const struct library_row *row,
			 struct arena *arena);
/* Puts a session into the archive, or back. The list is made anew. */
MUST_USE enum status library_put_away(struct library *library, const struct library_row *row,
				      struct err *err);

/* Lets the session go that was opened from here; a demo is taken away. */
void library_close_session(struct library *library);

/* What was planned is to be looked at today, or was before, and no session went on from there. */
bool library_is_due(const struct library *library, const struct library_row *row);
void library_look_at_clock(struct library *library);

#endif
