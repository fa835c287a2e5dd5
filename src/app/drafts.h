/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_DRAFTS_H
#define APP_DRAFTS_H

#include "app/form.h"
#include "debrief/draft.h"

/*
 * What is written in a form, on its way into the record. Each line has a draft of its own, written
 * at every key and synced in its time. When the form has become an event its drafts are finished:
 * they go once the event is on the disk. Those of a form that is left are parked, and its questions
 * find them again by what they are about.
 */

#define DRAFTS_TOKENS_SIZE ((size_t)FORM_QUESTIONS_MAX * DRAFT_TOKEN_SIZE)
#define DRAFTS_MARK_SIZE   (DRAFT_TOKEN_SIZE + 9) /* "TOKEN-01234567" */
#define DRAFTS_TOLD_SIZE   ((size_t)64 * DRAFTS_MARK_SIZE)

struct drafts {
	struct arena arena;               /* of the offers */
	const struct draft_offer *offers; /* texts that were begun and are not yet kept */
	size_t n_offers;
	/* Of which it was said that they wait, with the sums of their words: places remember it. */
	char told[DRAFTS_TOLD_SIZE];
	char telling[DRAFTS_TOLD_SIZE]; /* those that the message is about: nobody saw it yet */
	struct draft *finished[FORM_QUESTIONS_MAX];
	size_t n_finished;
	int64_t dirty_since; /* monotonic ms; 0: nothing to sync */
	int64_t changed_at;
	int64_t synced_at;
};

/* Reads again which texts are waiting. While the teacher does not want their words written down,
 * those that nobody may keep any more go. */
void drafts_reload(struct app *app);
/* The teacher has just said so: all texts go that were begun as the teacher's words, also where the
 * coach may write in their own from now on. True if there were any. */
bool drafts_forget_teacher(struct app *app);
/* The n-th text that is waiting, and the step in which it does (NULL: none). NULL: it is not to be
 * told of, a private one where the teacher may read along. "": its words are not, a statement of
 * the goal. */
const char *drafts_waiting(const struct app *app, size_t n, const struct rubric_step **step);
/* That the n-th text is waiting was said, and it is as it was then. */
bool drafts_is_told(const struct app *app, size_t n);
void drafts_add_told(const struct app *app, size_t n, char told[DRAFTS_TOLD_SIZE]);
/* The message that says so has come before somebody's eyes, or ears. */
void drafts_were_told(struct drafts *drafts);
/* The n-th text that is waiting, if it is for the coach's eyes only, else NULL. */
const char *drafts_private(const struct app *app, size_t n);
/* A text waits that was begun in this form. */
bool drafts_wait_for(const struct app *app, const struct form *form);
/* The line of the question that is asked: with the text that waits for it, or the one with which
 * it begins. */
void drafts_begin_line(struct app *app, struct form_run *run);
/* Mirrors the line. */
void drafts_write(struct app *app, const char *text);
/* What was typed to the question that is asked is not wanted. */
void drafts_discard_line(struct form_run *run);
/* Says in the event what it was made of; it borrows `tokens`. */
void drafts_cite(struct form_run *run, char tokens[DRAFTS_TOKENS_SIZE]);
/* False if leaving the line would drop what is written: there is no draft of it. */
bool drafts_keep_line(const struct form_run *run);
/* The form ends; true if it leaves texts behind. */
bool drafts_end(struct app *app, bool became_event);
/* The events are on the disk. */
void drafts_discard_finished(struct drafts *drafts);
/* They never came there. */
void drafts_park_finished(struct drafts *drafts);

/* When what is being written should be on the disk, monotonic ms: after a quarter of a second of
 * quiet, but within a second of the first unsynced key, and not more often than once a second. */
int64_t drafts_due(const struct drafts *drafts);
/* Brings it there now; false if the disk does not take all of it, which is then said. */
bool drafts_sync(struct app *app);

#endif
