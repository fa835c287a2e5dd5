/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_CITES_H
#define APP_CITES_H

#include <stdbool.h>

struct app;
struct event_value;
struct form_run;
struct state;

/* What is looked at again rests on these: they are marked, besides what is marked already, until
 * the form is left; says so where there is no room for all of them. */
void cites_lend(struct app *app, struct form_run *run, const struct event_value *cites);
void cites_give_back(struct app *app, struct form_run *run);
/* Both point at the same, also where it was written anew since; either may be NULL. */
bool cites_are_same(const struct state *state, const struct event_value *some,
		    const struct event_value *other);

#endif
