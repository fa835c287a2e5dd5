/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_SEARCH_H
#define APP_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "app/phrase.h"
#include "debrief/rubric.h"

/*
 * A search through all that is in the panes, the words heard in other steps, and the notes. While
 * its words are typed the first match is shown already; Enter stays there, Esc goes back. What may
 * not be seen on this screen is not searched: not even the number of matches tells of it.
 */

struct app;

/* What can be found, in the order in which it is looked through. */
enum spot_kind {
	SPOT_LESSON, /* item: its row */
	SPOT_WORK,
	SPOT_STEP,  /* item: n-th step that is shown; part 0: its title, else its question */
	SPOT_HEARD, /* item: place in the state's `heard` */
	SPOT_PARKED,
	SPOT_CLOSING,
	SPOT_NOTE,
	SPOT__COUNT,
};

struct spot {
	enum spot_kind kind;
	size_t item, part;
};

/* Where the coach looks. */
struct spot_view {
	int focus; /* enum focus */
	size_t lesson, work;
	const struct rubric *rubric; /* of step and branch */
	const struct rubric_step *step;
	const struct rubric_branch *branch;
	size_t stage, question;
	size_t heard; /* counted back from what was heard last */
};

#define SEARCH_BYTES ((size_t)PHRASE_MAX * 4 + 1)

struct search {
	char words[SEARCH_BYTES]; /* "": no search is on */
	struct phrase phrase;
	size_t count;            /* of matches, when it was looked last */
	size_t n_log;            /* events there were then */
	struct spot at;          /* the match that was shown last */
	struct spot_view shown;  /* what was in view then */
	struct spot_view before; /* when `/` was pressed */
};

bool search_is_on(const struct app *app);
/* There is another match than the one that is shown, or may be by now. */
bool search_has_more(const struct app *app);
/* Asks for the words. */
unsigned search_begin(struct app *app);
/* Goes to the next match, behind the last round to the first. */
unsigned search_next(struct app *app);
void search_clear(struct app *app);

#endif
