/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_parts.h"

#include <stdint.h>
#include <string.h>

#include "debrief/i18n.h"
#include "debrief/labels.h"
#include "debrief/timestamp.h"

/* The talk in the order of its script, each word with the minute at which it was heard; what was
 * left for another time; and what comes next. */

double talk_seconds(const struct report *report, const struct event *event)
{
	return report->talk_from < 0 ? -1
				     : state_seconds(&report->state, event) - report->talk_from;
}

const char *talk_clock(const struct report *report, const struct event *event,
		       struct document *document)
{
	double seconds = talk_seconds(report, event);
	char words[CLOCK_WORDS_SIZE];

	if (seconds < 0 || talk_seconds(report, NULL) <= 0)
		return NULL;
	return document_format(document, "%s", clock_words((int64_t)seconds, words));
}

/* ---- what was heard ---- */

static void add_heard(const struct report *report, const struct heard *heard,
		      struct document *document)
{
	const char *words = heard_words(&report->state, heard);
	const char *about = heard->field ? field_label(heard->field) : NULL;
	const char *by = event_text(heard->event, KEY_BY);

	if (heard->event->kind == EVENT_GOAL) /* the field says whose */
		by = NULL;
	else if (!by && heard->field)
		by = heard->field->by;
	if (by && about && heard->field->by && !strcmp(by, heard->field->by) &&
	    !strcmp(by, "coach"))
		by = NULL; /* whose report this is */
	by = choice_words(KEY_BY, by);
	if (by && about && heard->step && !strcmp(about, heard->step->title))
		about = NULL; /* the heading says it */
	document_quote(document, heard->field ? heard->field->id : "said",
		       by && about ? document_format(document, _("%s, %s"), by, about)
		       : by        ? by
				   : about,
		       *words ? words : _("heard, not written down"),
		       talk_clock(report, heard->event, document));
}

/* Whether it is told of where it was heard; `step` NULL: of no step. */
static bool is_told(const struct report *report, const struct heard *heard,
		    const struct rubric_step *step)
{
	if (heard->step != step || is_supposition(report, step, heard->field))
		return false;
	if (!step)
		return heard->event->kind == EVENT_SAID;
	return !stage_is_private(step->stage) || heard->event->kind != EVENT_GOAL;
}

static bool any_told(const struct report *report, const struct rubric_step *step)
{
	for (size_t i = 0; i < report->state.n_heard; i++)
		if (is_told(report, &report->state.heard[i], step))
			return true;
	return false;
}

static void add_told(const struct report *report, const struct rubric_step *step,
		     struct document *document)
{
	for (size_t i = 0; i < report->state.n_heard; i++)
		if (is_told(report, &report->state.heard[i], step))
			add_heard(report, &report->state.heard[i], document);
}

static void add_steps(const struct report *report, bool before, const char *id, const char *heading,
		      struct document *document)
{
	const struct guide *guide = &report->advice.guide;
	bool any = false;

	for (size_t i = 0; i < guide->n_steps; i++) {
		const struct rubric_step *step = guide->steps[i].step;
		bool told = any_told(report, step);

		if (stage_is_private(step->stage) != before ||
		    !(told || (!before && guide->steps[i].asked)))
			continue;
		if (!any)
			document_heading(document, 2, id, heading);
		if (!any && !before && talk_seconds(report, NULL) > 0)
			document_text(document, NULL, "%s",
				      _("In brackets: minutes:seconds since the talk began."));
		any = true;
		document_heading(document, 3, step->id, step->title);
		if (told)
			add_told(report, step, document);
		else
			document_text(document, "asked", "%s",
				      _("It was asked about; nothing was written down."));
	}
}

void coach_talk(const struct report *report, struct document *document)
{
	add_steps(report, true, "before", _("Before the talk"), document);
	add_steps(report, false, "talk",
		  asks_the_teacher(&report->state) ? _("The talk, step by step")
						   : _("Step by step"),
		  document);
	if (!any_told(report, NULL))
		return;
	document_heading(document, 2, "unfiled", _("Heard, and not filed yet"));
	add_told(report, NULL, document);
}

/* ---- what was left for another time ---- */

/* Passed over in the talk, or still open when it was closed. */
static bool was_left(const struct report *report, const struct guide_step *guided)
{
	const struct rubric_step *step = guided->step;
	size_t last_stage = report->session->rubric->stages.count - 1;
	bool is_open = guided->state == STEP_OPEN && report->state.close &&
		       (step->stage_index < last_stage || last_stage == 0);

	if (stage_is_private(step->stage) || guided->asked || guided->heard ||
	    (guided->state != STEP_SKIPPED && !is_open))
		return false;
	/* Without a talk before there is nothing to look back at. */
	return step->fields.count != 1 || report->state.previous_goal ||
	       step_field_at(step, 0)->type != FIELD_PROGRESS;
}

void coach_left_out(const struct report *report, struct document *document)
{
	const struct guide *guide = &report->advice.guide;
	const struct negotiation *negotiation = &report->advice.negotiation;
	size_t steps = 0;

	for (size_t i = 0; i < guide->n_steps; i++)
		steps += was_left(report, &guide->steps[i]);
	if (negotiation->n_early + steps > 0)
		document_heading(document, 2, "left-out", _("Left for another time"));
	if (negotiation->n_early > 0)
		document_text(document, "early", "%s",
			      _("When the other way was put on the table, this was still open:"));
	for (size_t i = 0; i < negotiation->n_early; i++)
		document_item(document, negotiation->early[i]->id, NULL,
			      field_label(negotiation->early[i]), NULL);
	if (steps > 0)
		document_text(document, "steps", "%s",
			      asks_the_teacher(&report->state)
				      ? _("The talk did not come to these; the next one may:")
				      : _("These are still open:"));
	for (size_t i = 0; i < guide->n_steps; i++)
		if (was_left(report, &guide->steps[i]))
			document_item(document, guide->steps[i].step->id, NULL,
				      guide->steps[i].step->title, NULL);
}

/* ---- what comes next ---- */

static void add_step(const struct report *report, const struct rubric_step *step,
		     struct document *document)
{
	const struct guide_step *guided = &report->advice.guide.steps[step->index];

	document_heading(document, 3, step->id, step->title);
	if (step->purpose)
		document_text(document, NULL, "%s", step->purpose);
	for (size_t i = 0; i < step->say.count; i++) {
		/* Without what is private: a question may ask for a supposition by its id. */
		const char *question = guide_fill(&report->state, step->say.items[i], false,
						  document->arena);

		if (!question)
			document->failed = true;
		document_item(document, "question", NULL, question, NULL);
	}
	for (size_t i = 0; i < guided->n_missing; i++)
		document_item(document, guided->missing[i]->id, _("Not known yet"),
			      field_label(guided->missing[i]), NULL);
}

static const struct rubric_step *first_of_stage(const struct rubric *rubric, size_t stage)
{
	for (size_t i = 0; i < rubric->script.count; i++)
		if (rubric_step_at(rubric, i)->stage_index == stage)
			return rubric_step_at(rubric, i);
	return NULL;
}

void coach_next(const struct report *report, struct document *document)
{
	const struct rubric *rubric = report->session->rubric;
	const struct guide *guide = &report->advice.guide;
	const struct event *close = report->state.close;
	const struct rubric_step *step = guide->next;

	document_heading(document, 2, "next", _("What comes next"));
	if (close) {
		part_ending(report, document);
		document_fact(document, "look-for", _("What to look at next"),
			      event_text(close, KEY_TEXT));
		return;
	}
	if (!step) {
		step = first_of_stage(rubric, guide->stage + 1);
		document_text(document, NULL, "%s",
			      step ? _("Nothing is left to do in this stage; the next one begins "
				       "with this:")
				   : _("Nothing is left to do in the script."));
	}
	if (step)
		add_step(report, step, document);
}
