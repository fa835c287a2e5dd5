/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_DRAFT_ABOUT_H
#define APP_DRAFT_ABOUT_H

#include "app/form.h"

/*
 * What a draft says of its place: "form step field key by". "-" stands for what it is not about; of
 * a text that is written anew its event stands in the place of the field. `by` keeps what the coach
 * saw from coming back as what the teacher told.
 */

struct draft_about {
	char form[64]; /* its id; "": it is not understood */
	char by[64];   /* whose words, as far as the form says so before */
	/* NULL: of none, or of none that the rubric has */
	const struct rubric_step *step;
	const struct rubric_field *field;
};

/* For the line that is asked for now; NULL: no memory. */
const char *draft_about_line(const struct form_run *run, struct arena *arena);
struct draft_about draft_about_read(const char *line, const struct rubric *rubric);
/* Its form would make something private of it, or nobody knows what. */
bool draft_about_is_private(const struct draft_about *about);
/* One of the two statements of the goal. */
bool draft_about_is_statement(const struct draft_about *about);

#endif
