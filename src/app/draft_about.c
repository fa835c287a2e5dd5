/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A draft outlives the program that wrote it: what is not understood is taken for private, and a
 * step that the rubric no longer has for none.
 */
#include "app/draft_about.h"

#include <stdio.h>
#include <string.h>

#include "debrief/array.h"

static const char at_table[] = "table";

/* A note belongs to no step: it comes back wherever the next one is written. */
static const struct rubric_step *step_of(const struct form_run *run)
{
	return run->form == &form_note ? NULL : run->subject.step;
}

const char *draft_about_line(const struct form_run *run, bool at_desk, struct arena *arena)
{
	const struct form_question *question = form_question(run);
	const struct rubric_step *step = step_of(run);
	const struct rubric_criterion *criterion = run->subject.criterion;
	const char *by = event_text(&run->event, KEY_BY);
	char id[EVENT_ID_SIZE] = "-";

	if (run->subject.event)
		event_id_format(&run->subject.event->id, id);
	return arena_printf(arena, "%s %s %s %s %s %s", run->form->id, step ? step->id : "-",
			    run->subject.field ? run->subject.field->id
			    : criterion        ? criterion->name
					       : id,
			    question ? event_key_names[question->key] : "-", by ? by : "-",
			    at_desk ? "desk" : at_table);
}

static size_t length_without_place(const char *line)
{
	const char *place = strrchr(line, ' ');

	return place ? (size_t)(place - line) : strlen(line);
}

bool draft_about_is_same(const char *line, const char *other)
{
	size_t length = length_without_place(line);

	return length == length_without_place(other) && !strncmp(line, other, length);
}

struct draft_about draft_about_read(const char *line, const struct rubric *rubric)
{
	struct draft_about about = {0};
	char step[256], place[8] = "";

	if (sscanf(line, "%63s %255s %255s %*s %63s %7s", about.form, step, about.what, about.by,
		   place) < 3)
		return (struct draft_about){0};
	about.at_desk = strcmp(place, at_table) != 0;
	about.step = rubric_step(rubric, step);
	about.field = rubric_field(rubric, about.what);
	return about;
}

static bool is_of_one(const struct draft_about *about, const struct form *const *forms,
		      size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(about->form, forms[i]->id))
			return true;
	return false;
}

bool draft_about_is_private(const struct draft_about *about)
{
	static const struct form *const forms[] = {&form_note, &form_rate, &form_goal_coach,
						   &form_breakdown};

	return !*about->form || about->at_desk || is_of_one(about, forms, COUNT(forms)) ||
	       (about->step && about->step->is_private) ||
	       (about->field && about->field->is_private);
}

bool draft_about_is_statement(const struct draft_about *about)
{
	static const struct form *const forms[] = {&form_statement_teacher, &form_statement_coach,
						   &form_statement_teacher_again};

	return is_of_one(about, forms, COUNT(forms));
}
