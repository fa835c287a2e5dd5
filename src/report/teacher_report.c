/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_parts.h"

#include <string.h>

#include "debrief/i18n.h"
#include "debrief/labels.h"

/*
 * What the teacher takes home: what students did, what went well, their own words, and what was
 * agreed. It is spoken to them. Nobody's work is judged here, nothing is called missing, and what
 * there is nothing to say about is not mentioned: neither ratings nor diagnosis nor verdicts are
 * within reach, because the report was made without them.
 *
 * Evidence is that of students alone: what the teacher did stands on the table while both talk
 * about it; on paper and without the talk it would read like an inspection.
 */

/* ---- students ---- */

static void students_evidence(const struct report *report, struct document *document)
{
	const struct state *state = &report->state;
	const struct rubric_phase *latest = NULL;

	document_heading(document, 2, "students", _("What students said and did"));
	for (size_t i = 0; i < state->evidence.count; i++) {
		const struct event *evidence = report->evidence[i];
		const struct rubric_phase *phase = state_evidence_phase(state, evidence);
		const char *who = state_evidence_who(state, evidence);

		if (!who || strcmp(who, "students") != 0)
			continue;
		if (phase && phase != latest)
			document_heading(document, 3, phase->id, phase->title);
		else if (!phase && latest)
			document_heading(document, 3, "elsewhere", _("Elsewhere in the lesson"));
		latest = phase;
		part_evidence(evidence, "students", NULL, document);
	}
}

/* ---- words ---- */

static bool is_of_teacher(const struct heard *heard)
{
	const struct event *event = heard->event;
	const char *by = event_text(event, KEY_BY);

	if (event->kind == EVENT_GOAL)
		return goal_whose_of(event) == GOAL_TEACHER;
	if (event->kind == EVENT_PLAN || (heard->field && heard->field->is_private) ||
	    (heard->step && heard->step->is_private))
		return false;
	if (!by && heard->field)
		by = heard->field->by;
	return by && !strcmp(by, "teacher");
}

/* Their words alone: nothing from a list, and of progress not the level, which is a verdict. */
static const char *own_words(const struct report *report, const struct heard *heard)
{
	if (!is_of_teacher(heard) || heard_picked(&report->state, heard))
		return NULL;
	if (heard->event->kind == EVENT_PROGRESS)
		return event_text(heard->event, KEY_TEXT);
	return heard_words(&report->state, heard);
}

static enum known_field known_field_heard(const struct heard *heard)
{
	if (heard->event->kind == EVENT_GOAL)
		return FIELD_TEACHER_GOAL;
	if (heard->event->kind == EVENT_PROGRESS)
		return FIELD_PROGRESS_MADE;
	return heard->field ? known_field_of(heard->field->id) : FIELD__COUNT;
}

/* What is known of one field, by either of the two: each under who said it. */
static void said_about(const struct report *report, enum known_field known, const char *heading,
		       struct document *document)
{
	const char *id = known_fields[known].id;

	document_heading(document, 2, id, title_of_field(report, known, heading));
	for (size_t i = 0; i < report->state.n_heard; i++) {
		const struct heard *heard = &report->state.heard[i];
		const char *words = heard_words(&report->state, heard);
		const char *by = event_text(heard->event, KEY_BY);

		if (known_field_heard(heard) != known || !*words || heard->field->is_private)
			continue;
		if (by && strcmp(by, "teacher") != 0)
			document_quote(document, id, choice_words(KEY_BY, by), words, NULL);
		else
			document_quote(document, id, _("You"), words, NULL);
	}
}

/* Where it was said tells what it answers; a private step has a name for the coach alone. */
static const char *context_of(const struct heard *heard)
{
	if (heard->field && heard->field->title)
		return heard->field->title;
	return heard->step && !stage_is_private(heard->step->stage) ? heard->step->title : NULL;
}

static void own_words_section(const struct report *report, struct document *document)
{
	static const char *const labels[FIELD__COUNT] = {
		[FIELD_LEARNING_GOAL] = N_("What students were to learn"),
		[FIELD_PROGRESS_MADE] = N_("How it has been going"),
		[FIELD_TEACHER_GOAL] = N_("What you would change"),
		[FIELD_RATIONALE] = N_("Why"),
		[FIELD_DEVELOPMENT_VALUED] = N_("What matters for your students"),
	};

	document_heading(document, 2, "words",
			 state_consent_refused(&report->state) ? _("What you said")
							       : _("In your own words"));
	for (size_t i = 0; i < report->state.n_heard; i++) {
		const struct heard *heard = &report->state.heard[i];
		const char *words = own_words(report, heard);
		enum known_field known = known_field_heard(heard);
		const char *label = known < FIELD__COUNT && labels[known]
					    ? title_of_field(report, known, _(labels[known]))
					    : context_of(heard);

		if (!words || !*words || known == FIELD_STRENGTHS || known == FIELD_WORTHWHILE)
			continue; /* which have a place of their own */
		document_quote(document, known < FIELD__COUNT ? known_fields[known].id : "said",
			       label, words, NULL);
	}
}

/* What the teacher picked from a list is nobody's words: each has its own heading. */
static void picked_sections(const struct report *report, struct document *document)
{
	const struct state *state = &report->state;

	for (size_t i = 0; i < state->n_heard; i++) {
		const struct heard *heard = &state->heard[i];
		const char *picked = is_of_teacher(heard) ? heard_picked(state, heard) : NULL;
		const char *id = picked ? heard->field->id : NULL;

		if (!picked || state_heard(state, heard->field) != heard)
			continue;
		document_heading(document, 2, id,
				 known_field_of(id) == FIELD_DEVELOPMENT_VALUED
					 ? _("What matters for your students")
					 : field_label(heard->field));
		document_item(document, "picked", NULL, picked, NULL);
	}
}

/* ---- what comes ---- */

static void look_at_next(const struct report *report, struct document *document)
{
	const struct state *state = &report->state;

	document_heading(document, 2, "next", _("What we will look at next"));
	for (size_t i = 0; i <= state->parked.count; i++) {
		const struct event *event = i < state->parked.count ? state->parked.items[i]
								    : state->close;

		document_item(document, "look-for", NULL,
			      event ? event_text(event, KEY_TEXT) : NULL, NULL);
	}
}

void teacher_report(const struct report *report, struct document *document)
{
	const char *coach = report_open_text(report, KEY_COACH);

	part_lesson(report, document);
	part_days(report, document);
	part_ending(report, document);
	part_work(report, document, _("Students' work"));
	students_evidence(report, document);
	said_about(report, FIELD_STRENGTHS, _("What worked"), document);
	own_words_section(report, document);
	picked_sections(report, document);
	part_statements(report, document,
			state_consent_refused(&report->state) ? _("What you said")
							      : _("In your words"),
			coach ? document_format(document, _("In %s's words"), coach)
			      : _("In the coach's words"));
	said_about(report, FIELD_WORTHWHILE, _("What makes it worth it for your students"),
		   document);
	part_plan(report, document);
	part_visits(report, document);
	look_at_next(report, document);
}
