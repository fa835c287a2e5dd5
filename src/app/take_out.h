/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_TAKE_OUT_H
#define APP_TAKE_OUT_H

#include <stdbool.h>

#include "app/form.h"

struct app;
struct event;
struct state;

/* What was recorded is taken out, also in a later run. */

/* Nothing points at the event, and nothing else would go with it. */
bool can_be_taken_out(const struct state *state, const struct event *event);
/* Takes back what the form is about, with all earlier wordings of it. */
unsigned take_it_out(struct app *app, struct form_run *run);
/* Something cites it, or is about it. */
bool is_pointed_at(const struct state *state, const struct event *event);
/* With a void of it others would go: any, or only such of another kind. */
bool takes_others(const struct state *state, const struct event *event, bool of_its_kind);
/* Makes a void of `target`. */
void make_void(struct event *event, const struct event *target, struct arena *arena);

#endif
