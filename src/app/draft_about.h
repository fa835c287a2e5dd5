/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_DRAFT_ABOUT_H
#define APP_DRAFT_ABOUT_H

#include "app/form.h"

/*
 * What a draft says of its place: "form step field key by where". "-" stands for what it is not
 * about; of a text that is written anew its event stands in the place of the field, and of the
 * reason for a rating its criterion. `by` keeps what the coach saw from coming back as what the
 * teacher told, and `where` what was begun at the desk from coming back at the table.
 */

struct draft_about {
	char form[64];  /* its id; "": it is not understood */
	char by[64];    /* whose words, as far as the form says so before */
	char what[256]; /* the id of its field or event, or its criterion */
	bool at_desk;   /* begun where nobody read along, or nobody knows where */
	/* NULL: of none, or of none that the rubric has */
	const struct rubric_step *step;
	const struct rubric_field *field;
};

/* For the line that is asked for now; NULL: no memory. */
const char *draft_about_line(const struct form_run *run, bool at_desk, struct arena *arena);
struct draft_about draft_about_read(const char *line, const struct rubric *rubric);
/* Two lines are about the same, wherever each was begun. */
bool draft_about_is_same(const char *line, const char *other);
/* Its form would make it private, or nobody knows what of it; or it was begun at the desk. */
bool draft_about_is_private(const struct draft_about *about);
/* One of the two statements of the goal. */
bool draft_about_is_statement(const struct draft_about *about);
/* The command that goes on with it in the open step; NULL: none always does. In talk.c. */
const struct command *talk_command_for(const struct app *app, const struct draft_about *draft);

#endif
