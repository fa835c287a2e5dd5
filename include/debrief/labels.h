/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_LABELS_H
#define DEBRIEF_LABELS_H

#include "debrief/arena.h"
#include "debrief/event.h"
#include "debrief/rubric.h"

/* What ids are called where people read them, on the screen and in reports alike. Whole words, from
 * the catalogue; never NULL unless said. */

/* What a field asks for: its own title, else what a known one is called, else its id. */
const char *field_label(const struct rubric_field *field);
/* A value that is one of a few: "planning" of KEY_SUPPORT. One that is not known stands for itself;
 * NULL for NULL. */
const char *choice_words(enum event_key key, const char *value);

/* Of what the coach wrote and may say "I" in, on a page that says "you" to the teacher; `coach` may
 * be NULL. NULL: no memory. */
const char *label_by_coach(const char *label, const char *coach, struct arena *arena);

#endif
