/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_HEARD_AGAIN_H
#define APP_HEARD_AGAIN_H

#include <stdbool.h>

#include "app/form.h"

struct app;
struct state;

/* What was heard is put right. Both statements of the goal, said again one after the other: */
unsigned say_both_again(struct app *app);
unsigned say_second_again(struct app *app);
/* Of the first of them; from then on both are to be compared anew. */
unsigned finish_said_again(struct app *app, struct form_run *run);
/* Both are there, and the teacher has said since whether they say the same. */
bool statements_are_compared(const struct state *state);
/* Nothing is written, and nothing of the form waits as a draft. */
unsigned stands_as_it_was(struct app *app, struct form_run *run);
/* The form that a field is written with; in talk.c. */
const struct form *talk_form_of(const struct rubric_field *field);

#endif
