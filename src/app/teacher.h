/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_TEACHER_H
#define APP_TEACHER_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/arena.h"
#include "debrief/state.h"

/*
 * The screen turned to the teacher, and the page on which a talk is taken up again. Both are drawn
 * from a fold of their own, without the private stream, so that nothing private can come onto them
 * by mistake.
 */

struct app;

/* Of the session what the teacher may read. Nothing here leads to a private event: the state's
 * `session` is NULL. So is its `rubric` where there was no memory for it, or no page is open. */
struct shared_view {
	struct arena arena;
	struct state state;
};

enum teacher_section {
	TEACHER_TOP, /* the lesson */
	TEACHER_WORK,
	TEACHER_WORDS,
	TEACHER_STATEMENTS,
	TEACHER_PLAN,
	TEACHER__COUNT,
};

struct teacher_page {
	size_t work;      /* the strategy in view */
	bool offers_line; /* the teacher may write their statement here */
	bool thanks;      /* and has done so */
	bool leaving;     /* Esc was pressed once */
	bool lost;        /* the last key does nothing here: the way out is told */
	int scroll;
	enum teacher_section show; /* what the next frame brings into view; TEACHER_TOP: as it is */
};

/* Also while the teacher writes on it. */
bool teacher_page_is_open(const struct app *app);
/* Folds for the page that is open, if one is. */
void teacher_refold(struct app *app);

/* A talk that had begun is taken up again on a page of its own; any other session at once. */
void reopen_begin(struct app *app);
/* Any key goes on. */
unsigned reopen_go_on(struct app *app);

#endif
