/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "debrief/advice.h"

/*
 * A session in memory, so that a case reads as a story: a rubric, then events as they are
 * given to `add`. What cannot be read fails the test and is printed.
 */

struct fixture {
	struct session session;
	struct arena arena; /* of the state and the advice; emptied by each fold */
	struct state state;
	struct advice advice;
};

/* Three phases, the known fields in one script; see fixture.c. */
extern const char fixture_rubric[];

/* `rubric` is a rubric's text, or the name of one of the source tree ("x.yaml"). The session begins
 * with an `open` of the teacher J. R. and the coach K. L. */
void fixture_begin(struct fixture *f, const char *rubric);
void fixture_end(struct fixture *f);
/* For cmocka: *state is a fixture in which nothing has begun yet, or one with fixture_rubric. */
int fixture_set_up_bare(void **state);
int fixture_set_up(void **state);
int fixture_tear_down(void **state);

/*
 * Appends events. The n-th of the session (from 1) has the id k7q2.n or, if it is private, k7q2.pn,
 * is named "+n" in `re` and `cites`, and happens after n seconds unless it says `el`.
 */
void fixture_add(struct fixture *f, const char *events);
/* The n-th event. */
struct event *fixture_event(struct fixture *f, size_t n);
/* Makes the events from `first` to `last` one group. */
void fixture_group(struct fixture *f, size_t first, size_t last);

const struct state *fixture_fold(struct fixture *f);
const struct advice *fixture_advise(struct fixture *f);

/* Names in a list, with a space between: for comparing whole answers at once. */
const char *fixture_moves(struct fixture *f);
const char *fixture_early(struct fixture *f);
const char *fixture_undecided(struct fixture *f);
const char *fixture_suggestions(struct fixture *f);
const char *fixture_missing(struct fixture *f, const char *step);
/* "open", "now", … */
const char *fixture_step(struct fixture *f, const char *step);

#endif
