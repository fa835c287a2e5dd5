/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_CONSENTED_H
#define DEBRIEF_CONSENTED_H

#include "debrief/state.h"

/*
 * The state of a whole session as it may be told: of the teacher who does not want their words
 * written down any more, only those that were written down while they agreed. Of the others it is
 * told that there was something, and `n_withheld` counts them.
 */
struct consented {
	bool once_given; /* the teacher had agreed before they did not */
	size_t n_withheld;
};
MUST_USE enum status consented_fold(struct state *state, const struct session *session,
				    bool shared_only, struct consented *consented,
				    struct arena *arena, struct err *err);

#endif
