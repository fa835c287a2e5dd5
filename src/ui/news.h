/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_NEWS_H
#define UI_NEWS_H

#include "app/library.h"
#include "ui/speech.h"

/* What the line mode says after each line: what has changed since it last spoke. */

/* What was spoken of last. */
struct seen {
	bool in_session; /* else the library: */
	bool covered, in_archive;
	const struct library_row *rows; /* another list, if they are elsewhere */
	size_t n_rows, marked;
	char filter[LIBRARY_FILTER_SIZE];
	/* of a session: */
	size_t stage, question, row, events;
	const struct rubric_step *step;
	const struct rubric_branch *branch;
	enum focus focus;
	bool alone, table_safe, closed, searching;
	const struct form *form; /* and of it: */
	size_t form_question;
};

struct news {
	struct app *app;
	struct speech *speech; /* both borrowed */
	struct seen seen;
	struct buf heading, question, next; /* as they were said last */
};

void news_init(struct news *news, struct speech *speech);
void news_release(struct news *news);
/* Where one is, before the first line. */
void news_begin(struct news *news);
/* `asks`: the line was "?". `is_last`: no other line will come, so no list is needed. */
void news_say(struct news *news, bool asks, bool is_last);

#endif
