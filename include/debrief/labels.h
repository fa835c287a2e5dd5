/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_LABELS_H
#define DEBRIEF_LABELS_H

#include "debrief/arena.h"
#include <stdbool.h>

#include "debrief/event.h"
#include "debrief/rubric.h"
#include "debrief/state.h"
#include "debrief/timestamp.h"

/* What ids are called where people read them, on the screen and in reports alike. Whole words, from
 * the catalogue; never NULL unless said. */

/* What a field asks for: its own title, else what a known one is called, else its id as words. */
const char *field_label(const struct rubric_field *field);
/* "" for none. */
const char *stage_label(const struct rubric *rubric, size_t stage);
/* A value that is one of a few: "planning" of KEY_SUPPORT. One that is not known stands for itself;
 * NULL for NULL. */
const char *choice_words(enum event_key key, const char *value);
/* The same, and a day as people write it, for which `day` has room. */
const char *value_words(enum event_key key, const char *value, char day[DATE_WORDS_SIZE]);
/* What stands before a student's strategy, the first being 0: "A" to "Z", then "AA". */
#define WORK_LETTERS_SIZE 8
const char *work_letters(size_t place, char letters[WORK_LETTERS_SIZE]);
/* What a plan says, in the order in which it is told. */
struct plan_part {
	enum event_key key;
	const char *id;    /* for scripts */
	const char *label; /* N_() */
	bool is_coachs;    /* written by the coach, who may say "I" in it */
};
#define PLAN_PARTS 6
extern const struct plan_part plan_parts[PLAN_PARTS];
const char *plan_label(enum event_key key);
/* How a level of a goal (`met`, `progressing`, `not-yet`) reads inside a sentence; one of a later
 * version as it is, and "" for NULL. */
const char *progress_words(const char *level);
/* How the talk ended, which claims no next step that is not there; NULL: it has not. */
const char *ending_words(const struct state *state);
/* "Grade 7"; what does not begin with a number stands for itself. */
const char *grade_words(const char *grade, struct arena *arena);

/* Of what the coach wrote and may say "I" in, on a page that says "you" to the teacher; `coach` may
 * be NULL. NULL: no memory. */
const char *label_by_coach(const char *label, const char *coach, struct arena *arena);

#endif
