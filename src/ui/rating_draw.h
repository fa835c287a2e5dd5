/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_RATING_DRAW_H
#define UI_RATING_DRAW_H

#include "app/app.h"
#include "ui/canvas.h"

/* How a criterion was rated, in a word or two: a level by its name, without hyphens; and why: the
 * level in full, the reason given, the evidence cited. All of it is private. */

#define RATING_WORD_SIZE 64

struct rating_word {
	char text[RATING_WORD_SIZE];
};
struct rating_word rating_word(const struct rubric_criterion *criterion,
			       const struct event *rating);
/* The same as the rubric tells it. */
const char *rating_text(const struct rubric_criterion *criterion, const struct event *rating);

struct rating_reasons {
	struct rating_line {
		const char *text;
		int rows; /* at most */
	} lines[2 + APP_CITES_MAX];
	size_t count;
};

/* In a few rows, or all of it. */
void rating_explain(struct rating_reasons *reasons, const struct app *app, const struct row *row,
		    bool whole, struct arena *arena);
int rating_height(const struct rating_reasons *reasons, int width);
void rating_draw(const struct rating_reasons *reasons, struct canvas *canvas, struct area area,
		 int at);

#endif
