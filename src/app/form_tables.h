/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_FORM_TABLES_H
#define APP_FORM_TABLES_H

#include "app/form.h"
#include "debrief/array.h"

/* How the tables of forms are written. */

#define LINE(key_, title_)   .key = (key_), .type = QUESTION_LINE, .title = (title_)
#define CHOICE(key_, title_) .key = (key_), .type = QUESTION_CHOICE, .title = (title_)
#define ANSWERS(table)       .answers = (table), .n_answers = COUNT(table)
#define PICK(key_, title_)   .key = (key_), .type = QUESTION_PICK, .title = (title_)
#define FORM(id_, title_, kind_, table)                                        \
	.id = (id_), .title = (title_), .kind = (kind_), .questions = (table), \
	.n_questions = COUNT(table)

/* What is wrong with a date, N_(); NULL if nothing. */
const char *form_wrong_date(const char *text);
/* A rubric without phases has none to ask for. */
bool no_phases(const struct app *app, const struct form_run *run);
/* Words are put into a step, which is said. */
unsigned finish_filed(struct app *app, struct form_run *run);
/* The teacher's words are not to be written down. */
bool words_are_refused(const struct app *app, const struct form_run *run);
/* How a goal is coming along. */
extern const struct form_option progress_answers[3];

#endif
