/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_EVIDENCE_H
#define APP_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/event.h"
#include "debrief/lesson_notes.h"

/*
 * Evidence as fast as on paper: one line, whose heading shows what it will be. Part of the lesson
 * and who acted stay until they are changed, by a key or by how a line begins ("10:31 S …").
 */

struct app;

struct evidence_line {
	bool begun;
	bool chose_phase, chose_who; /* by a key or a letter: holds for pasted lines too */
	size_t phase;                /* index; behind the last: not clear yet */
	size_t who;                  /* index into those who act */
	size_t kept;                 /* pieces since it was opened */
	size_t sorting;              /* one unsorted piece after the other: place of this one */
};

/* Keeps notes as one entry; what they do not say is `phase` and `who`, which may be NULL. */
unsigned evidence_keep_notes(struct app *app, const struct lesson_notes *notes, const char *phase,
			     const char *who);
/* A line that was begun is what the teacher tells. */
bool evidence_is_told(const struct app *app);
/* Puts the marker of the lesson pane on a piece. */
void evidence_select(struct app *app, const struct event *evidence);
/* Who acts in the piece that is being written, by its own words or as it was chosen; NULL: not
 * clear who. */
const char *evidence_who(const struct app *app);
/* The letter that stands for them in lists, "?" if it is not clear who. */
const char *evidence_letter(const char *who);
/* Opens a piece again. */
unsigned evidence_write_anew(struct app *app, const struct event *evidence);

#endif
