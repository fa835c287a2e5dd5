/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SPEECH_H
#define UI_SPEECH_H

#include "app/app.h"
#include "debrief/buf.h"
#include "ui/canvas.h"
#include "ui/pen.h"

/*
 * What the line mode says, for ears and for braille: short lines from the left edge, numbers for
 * what can be chosen, words where the screen has marks. It is gathered in `out`, which the loop
 * prints and empties.
 */

struct speech {
	struct app *app;
	struct canvas canvas; /* what the panes draw is read off it */
	struct arena arena;
	struct buf out;
	int width;
	size_t rows_said; /* of the library's list */
};

/* `charset` must stay until it is released. */
void speech_init(struct speech *speech, struct app *app, const struct charset *charset, int width);
void speech_release(struct speech *speech);

/* A paragraph. */
void speech_say(struct speech *speech, const char *format, ...) ERR_FORMAT(2, 3);
/* What `draw` draws, without the blanks. */
void speech_drawn(struct speech *speech, void (*draw)(struct pen *pen));
/* What `say_it` says, unless it is what was said last, which is in `said`. */
void speech_if_new(struct speech *speech, struct buf *said, void (*say_it)(struct speech *speech));
/* Which session this is. */
void speech_session(struct speech *speech);
/* What the application has to say, once. */
void speech_message(struct speech *speech);
/* Where the attention is: the open step with all that belongs to it, or the selected row. */
void speech_here(struct speech *speech);
/* In a private stage: where learning first broke down, and the coach's goal. */
void speech_reading(struct speech *speech);
/* The question in view. */
void speech_question(struct speech *speech);
/* What Enter would do next. */
void speech_next(struct speech *speech);
/* The pane that has the focus, as a numbered list. */
void speech_list(struct speech *speech);
/* What a form is about, where that is not in its question. */
void speech_heading(struct speech *speech);
/* What it asks, with numbered answers; these alone. */
void speech_answers(struct speech *speech);
void speech_form(struct speech *speech);
/* What was kept since there were `first` events, in its own words; where there are none, and no
 * message says it, that it was. */
void speech_kept(struct speech *speech, size_t first);
/* How the talk ended; it has. */
void speech_closing(struct speech *speech);
/* Texts that were begun, and in which step they wait. */
void speech_begun(struct speech *speech);
/* The coach's own view, private. */
void speech_coach_view(struct speech *speech);
/* The page for the teacher, which is open. */
void speech_teacher_page(struct speech *speech);
/* The report that is read, as it would be saved. */
void speech_report(struct speech *speech);
/* The page on which a talk is taken up again. */
void speech_reopen_page(struct speech *speech);

/* The library: how much there is, what is due, and its first rows; while it is covered, or empty,
 * what stands in its place. */
void speech_library(struct speech *speech);
/* The next rows of it. */
void speech_library_more(struct speech *speech);
/* The row under the marker. */
void speech_library_row(struct speech *speech);

#endif
