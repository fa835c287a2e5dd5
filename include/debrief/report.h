/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_REPORT_H
#define DEBRIEF_REPORT_H

#include "debrief/advice.h"
#include "debrief/consented.h"
#include "debrief/document.h"
#include "debrief/host.h"

/*
 * All that there is to say about a session, and the pages on which it is said. A report is made
 * once, for one reader; everything else only reads it.
 *
 *     report_make(&report, &session, &host, FOR_TEACHER, &arena, &err);
 *     report_render(&report, REPORT_TEXT, &arena, &out, &err);
 *
 * The teacher's is made from a state folded without the private stream, and holds nothing that the
 * engine thinks: no advice, no episodes, no problems; its state leads to no session.
 */

enum audience { FOR_COACH, FOR_TEACHER, AUDIENCE__COUNT };
extern const char *const audience_names[AUDIENCE__COUNT]; /* "coach" */

struct report {
	enum audience audience;
	const struct session *session; /* of the teacher's: for its name and folder only */
	struct state state;
	struct consented consented;
	const struct event *const *evidence; /* as state_evidence_in_order has it */
	/* for the coach: */
	struct advice advice;
	struct state then;         /* as the talk began; `then.rubric` is NULL before */
	struct diagnosis prepared; /* of `then` */
	double talk_from; /* seconds of open time at which the talk began; below 0: it did not */
	struct talk_time talk;
	const struct episode *episodes;
	size_t n_episodes;
	const struct goal_view *parked; /* one for each of state.parked, in that order */
};

/* Of an open session, for the coach with those of its problems that were found before. Everything
 * else lives in the arena. */
MUST_USE enum status report_make(struct report *report, const struct session *session,
				 struct host *host, enum audience audience, struct arena *arena,
				 struct err *err);
/* What the report says to its reader, block by block; lives in the arena. */
MUST_USE enum status report_document(const struct report *report, struct arena *arena,
				     struct document *document, struct err *err);

/* Pages, and behind them the follow-up for a calendar, which is for no reader in particular. */
enum report_format {
	REPORT_TEXT,
	REPORT_MARKDOWN,
	REPORT_HTML,
	REPORT_JSON,
	REPORT_PAGES__COUNT,
	REPORT_ICS = REPORT_PAGES__COUNT,
	REPORT__COUNT,
};
extern const char *const report_format_names[REPORT__COUNT]; /* "text" */
/* By the ending of a file's name; without one it is text. STATUS_INVALID says which there are: a
 * page of text that is called a PDF would only be found out by whoever was to read it. */
MUST_USE enum status report_format_of(const char *file, enum report_format *format,
				      struct err *err);
/* The document as a page. */
MUST_USE enum status report_render(const struct report *report, enum report_format format,
				   struct arena *arena, struct buf *out, struct err *err);
/* All of it: problems are looked for if the coach reads it, it is made for its reader, and
 * written; JSON in the words of the source, not in the user's language. */
MUST_USE enum status report_write(struct session *session, struct host *host,
				  enum audience audience, enum report_format format,
				  struct buf *out, struct err *err);
/* STATUS_REFUSED for a link, a folder, a device, and wherever records of sessions are kept. */
MUST_USE enum status report_may_stand(const struct file_ops *files, const char *path,
				      struct err *err);
/* Into a file that may stand there, whole or not at all: what stood there before stays until the
 * new one is on the disk. Only the user can read it. */
MUST_USE enum status report_save(const struct file_ops *files, const char *path,
				 const struct buf *page, struct err *err);

/* The contract for scripts: one JSON object. */
MUST_USE enum status show_json(const struct report *report, struct buf *out, struct err *err);
/* A rubric for those who decide whether to use it. */
MUST_USE enum status rubric_page(const struct rubric *rubric, struct buf *out, struct err *err);

#endif
