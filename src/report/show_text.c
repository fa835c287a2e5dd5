/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/report.h"
#include "page.h"

/*
 * The coach's own reading of a session, in the order of the work: what was seen, what it means,
 * which goals there are, how the talk went, and last, where the eye ends, what comes next. It
 * says what is recorded and judges goals; it has no sentence about a person.
 */

#define SCRATCH_MAX ((size_t)4 << 20)

static const char *open_text(const struct report *report, enum event_key key)
{
	const struct event *open = report->state.open;
	const char *text = open ? event_text(open, key) : NULL;

	return text ? text : "";
}

static const char *text_of(const struct event *event, enum event_key key)
{
	const char *text = event_text(event, key);

	return text ? text : "";
}

/* A word of the records, as people read it. */
static const char *word_of(const struct event *event, enum event_key key)
{
	const char *word = event_text(event, key);

	return word && *word ? _(word) : "";
}

/* "LABEL: TEXT", if there is a text. */
static void labelled(struct buf *out, int indent, const char *label, const char *text)
{
	if (text && *text)
		page_text(out, indent, "%s: %s", label, text);
}

/* ---- the session ---- */

static void consent_text(const struct state *state, struct buf *out)
{
	if (!state->consent)
		page_text(out, 0, "%s",
			  _("The teacher has not been asked yet whether their words "
			    "may be written down."));
	else if (state_consent_refused(state))
		page_text(out, 0, "%s", _("The teacher does not want their words written down."));
	else
		page_text(out, 0, "%s", _("The teacher agrees that their words are written down."));
}

static void session_text(const struct report *report, struct buf *out)
{
	const struct state *state = &report->state;
	const struct rubric *rubric = report->session->rubric;

	page_heading(out, '=', report->session->id);
	labelled(out, 0, _("Teacher"), open_text(report, KEY_TEACHER));
	labelled(out, 0, _("Coach"), open_text(report, KEY_COACH));
	labelled(out, 0, _("Lesson"), open_text(report, KEY_LESSON_TITLE));
	labelled(out, 0, _("Grade"), open_text(report, KEY_LESSON_GRADE));
	labelled(out, 0, _("Date"), open_text(report, KEY_LESSON_DATE));
	labelled(out, 0, _("Taught by"), open_text(report, KEY_LESSON_TAUGHT_BY));
	labelled(out, 0, _("Learning goal"), open_text(report, KEY_LESSON_GOAL));
	if (rubric->title)
		page_text(out, 0, _("Rubric: %s (%s, version %ld)"), rubric->title,
			  rubric->id ? rubric->id : "", rubric->version);
	page_text(out, 0,
		  state->n_counted == 1 ? _("%zu event is recorded.")
					: _("%zu events are recorded."),
		  state->n_counted);
	consent_text(state, out);
	page_text(out, 0, "%s", _("This page is for the coach: it also shows what is private."));
}

/* ---- the lesson ---- */

static void evidence_text(const struct state *state, const struct event *evidence, struct buf *out)
{
	const char *time = text_of(evidence, KEY_LESSON_TIME);
	const char *who = state_evidence_who(state, evidence);

	page_item(out, 2, "- ", "%s%s%s: %s", time, *time ? " " : "", who ? _(who) : "?",
		  text_of(evidence, KEY_TEXT));
}

static void phase_evidence(const struct state *state, const struct rubric_phase *phase,
			   struct buf *out)
{
	for (size_t i = 0; i < state->evidence.count; i++) {
		const struct event *evidence = state->evidence.items[i];
		if (state_evidence_phase(state, evidence) == phase)
			evidence_text(state, evidence, out);
	}
}

static void rating_text(const struct state *state, const struct rubric_criterion *criterion,
			struct buf *out)
{
	static const char *const met_words[] = {
		[MET_UNKNOWN] = N_("could not be seen"),
		[MET_NO] = N_("not met yet"),
		[MET_YES] = N_("met"),
	};
	const struct event *rating = state->ratings[criterion->index];

	if (!rating)
		return;
	int place = level_index(&criterion->levels, event_text(rating, KEY_LEVEL));
	const char *met = _(met_words[state_met(state, criterion)]);
	if (place >= 0)
		page_item(out, 2, "* ", "%s: %s (%s)", criterion->title,
			  level_at(&criterion->levels, (size_t)place)->text, met);
	else
		page_item(out, 2, "* ", "%s: %s", criterion->title, met);
	page_text(out, 4, "%s", text_of(rating, KEY_TEXT));
}

static void phase_text(const struct state *state, const struct rubric_phase *phase, struct buf *out)
{
	enum state_met enacted = state_enacted(state, phase);

	page_heading(out, '-', phase->title);
	if (enacted == MET_NO)
		page_text(out, 2, "%s", _("The teacher does not enact this phase yet."));
	else if (enacted == MET_UNKNOWN)
		page_text(out, 2, "%s",
			  _("Whether the teacher enacts this phase already is not known."));
	phase_evidence(state, phase, out);
	for (size_t i = 0; i < phase->criteria.count; i++)
		rating_text(state, phase_criterion_at(phase, i), out);
}

static bool has_evidence_elsewhere(const struct state *state)
{
	for (size_t i = 0; i < state->evidence.count; i++)
		if (!state_evidence_phase(state, state->evidence.items[i]))
			return true;
	return false;
}

static void work_text(const struct event *work, struct buf *out)
{
	long students = event_number(work, KEY_STUDENTS, -1);

	if (students < 0)
		page_text(out, 2, "%s", text_of(work, KEY_STRATEGY));
	else
		page_text(out, 2, students == 1 ? _("%s, %ld student") : _("%s, %ld students"),
			  text_of(work, KEY_STRATEGY), students);
	labelled(out, 6, _("File"), event_text(work, KEY_FILE));
	page_verbatim(out, 6, text_of(work, KEY_TEXT));
}

static void lesson_text(const struct state *state, struct buf *out)
{
	for (size_t i = 0; i < state->rubric->phases.count; i++)
		phase_text(state, rubric_phase_at(state->rubric, i), out);
	if (has_evidence_elsewhere(state)) {
		page_heading(out, '-',
			     state->rubric->phases.count > 0 ? _("Elsewhere in the lesson")
							     : _("The lesson"));
		phase_evidence(state, NULL, out);
	}
	if (state->work.count > 0)
		page_heading(out, '-', _("Students' strategies"));
	for (size_t i = 0; i < state->work.count; i++)
		work_text(state->work.items[i], out);
}

/* ---- what it means ---- */

static void diagnosis_text(const struct report *report, struct buf *out)
{
	const struct diagnosis *diagnosis = &report->advice.diagnosis;
	const struct rubric_phase *phase;

	if (!diagnosis->phase)
		return;
	phase = rubric_phase(report->session->rubric, diagnosis->phase);
	page_heading(out, '-', _("Where learning first broke down"));
	if (phase)
		page_text(out, 2,
			  strcmp(diagnosis->by, "coach") == 0
				  ? _("In the phase '%s', as the coach sees it.")
				  : _("In the phase '%s', by the rules of the rubric."),
			  phase->title);
	else if (strcmp(diagnosis->phase, "none") == 0)
		page_text(out, 2, "%s", _("In no phase of this lesson."));
	else
		page_text(out, 2, "%s", _("This is not decided yet."));
	page_text(out, 2, "%s", diagnosis->because);
	if (diagnosis->n_undecided > 0)
		page_text(out, 2, "%s", _("To decide it, look at:"));
	for (size_t i = 0; i < diagnosis->n_undecided; i++)
		page_item(out, 4, "* ", "%s", diagnosis->undecided[i]->title);
}

static void goal_text(const struct report *report, const char *label, const struct goal_view *view,
		      struct buf *out)
{
	const char *phase = view->phase ? view->phase->title
					: goal_phase(report->session->rubric, view->event);

	page_text(out, 2, phase ? "%s (%s)" : "%s", label, phase);
	page_text(out, 6, "%s", view->words);
	labelled(out, 6, _("Because"), event_text(view->event, KEY_BECAUSE));
	page_text(out, 6, _("Feasible: %s; targets the first breakdown: %s; productive: %s."),
		  _(verdict_names[view->feasible]), _(verdict_names[view->targets]),
		  _(verdict_names[view->productive]));
	for (size_t i = 0; i < view->n_reasons; i++)
		page_text(out, 6, "%s", view->reasons[i]);
}

static void goals_text(const struct report *report, struct buf *out)
{
	static const char *const labels[GOAL__COUNT] = {
		[GOAL_COACH] = N_("The coach's goal"),
		[GOAL_TEACHER] = N_("The teacher's goal"),
		[GOAL_ALTERNATIVE] = N_("The other way that was proposed"),
		[GOAL_AGREED_BY_COACH] = N_("Agreed, in the coach's words"),
		[GOAL_AGREED_BY_TEACHER] = N_("Agreed, in the teacher's words"),
	};

	page_heading(out, '-', _("Goals"));
	for (size_t i = 0; i < GOAL__COUNT; i++)
		if (report->advice.goals[i].event)
			goal_text(report, _(labels[i]), &report->advice.goals[i], out);
	for (size_t i = 0; i < report->state.parked.count; i++) {
		goal_text(report, _("Set aside for now"), &report->parked[i], out);
		labelled(out, 6, _("What to look for"),
			 event_text(report->state.parked.items[i], KEY_TEXT));
	}
	if (report->state.all_goals.count == 0)
		page_text(out, 2, "%s", _("There is no goal yet."));
}

/* ---- the talk ---- */

static void heard_text(const struct state *state, const struct rubric_step *step, struct buf *out)
{
	for (size_t i = 0; i < state->n_heard; i++) {
		const struct heard *heard = &state->heard[i];
		const char *words = heard_words(state, heard);
		const char *by = word_of(heard->event, KEY_BY);

		if (heard->step != step || (!step && heard->event->kind != EVENT_SAID))
			continue;
		if (!*words)
			words = _("heard, not written down");
		if (heard->field)
			page_text(out, 6, "%s: %s",
				  heard->field->title ? heard->field->title : heard->field->id,
				  words);
		else
			page_text(out, 6, *by ? "%s: %s" : "%s%s", by, words);
	}
}

static void steps_text(const struct report *report, struct buf *out)
{
	static const char *const state_words[STEP__COUNT] = {
		[STEP_OPEN] = N_("still open"),   [STEP_NOW] = N_("now"),
		[STEP_DONE] = N_("done"),         [STEP_SKIPPED] = N_("left out so far"),
		[STEP_PASSED] = N_("not needed"),
	};
	const struct rubric *rubric = report->session->rubric;
	const struct guide *guide = &report->advice.guide;
	size_t stage = SIZE_MAX;

	for (size_t i = 0; i < guide->n_steps; i++) {
		const struct guide_step *step = &guide->steps[i];
		if (step->step->stage_index != stage) {
			stage = step->step->stage_index;
			page_text(out, 2, _("Stage: %s"), rubric->stages.items[stage]);
		}
		page_text(out, 4, "%s: %s", step->step->title, _(state_words[step->state]));
		heard_text(&report->state, step->step, out);
	}
}

static void notes_text(const struct state *state, struct buf *out)
{
	if (state->notes.count > 0)
		page_heading(out, '-', _("Notes"));
	for (size_t i = 0; i < state->notes.count; i++)
		page_item(out, 2, "* ", "%s", text_of(state->notes.items[i], KEY_TEXT));
}

static void moves_text(const struct negotiation *negotiation, struct buf *out)
{
	for (size_t i = 0; i < negotiation->n_moves; i++)
		page_text(out, 2, _("%zu. The %s became known."), i + 1,
			  _(move_names[negotiation->moves[i]]));
	if (negotiation->n_early > 0)
		page_text(out, 2, "%s",
			  _("When the other way was proposed, this was not known yet:"));
	for (size_t i = 0; i < negotiation->n_early; i++)
		page_item(out, 4, "* ", "%s",
			  negotiation->early[i]->title ? negotiation->early[i]->title
						       : negotiation->early[i]->id);
}

static void negotiation_text(const struct negotiation *negotiation, struct buf *out)
{
	static const char *const kinds[NEGOTIATION__COUNT] = {
		[NEGOTIATION_NONE] = N_("Neither side has named a goal yet."),
		[NEGOTIATION_OPEN] = N_("A goal was named, and nothing is agreed yet."),
		[NEGOTIATION_ACCEPTED] = N_(
			"The teacher's goal was agreed before its reasons were known."),
		[NEGOTIATION_ADOPTED] = N_(
			"The teacher's goal was agreed after its reasons were known."),
		[NEGOTIATION_GIVEN] = N_(
			"The coach's proposal was agreed; no goal of the teacher's is recorded."),
		[NEGOTIATION_EXTENDED] = N_(
			"The teacher's goal and another way were both on the table."),
	};
	/* A talk gets no marks: what it has not brought, the next one may. */
	static const char *const so_far[] = {
		[VERDICT_UNKNOWN] = N_("not known yet"),
		[VERDICT_NO] = N_("not yet"),
		[VERDICT_YES] = N_("yes"),
		[VERDICT_NOT_APPLICABLE] = N_("this does not apply"),
	};

	page_heading(out, '-', _("How the goal came about"));
	page_text(out, 2, "%s", _(kinds[negotiation->kind]));
	moves_text(negotiation, out);
	if (negotiation->voices != VOICES_UNKNOWN)
		page_text(out, 2, _("The talk so far is %s."),
			  _(voices_names[negotiation->voices]));
	page_text(out, 2, _("Both statements say the same: %s."),
		  _(so_far[negotiation->compatible]));
	page_text(out, 2, _("The agreed goal is productive: %s."),
		  _(so_far[negotiation->productive]));
	page_text(out, 2, "%s",
		  negotiation->worthwhile == VERDICT_YES
			  ? _("The teacher has said what it is worth for their students.")
			  : _("What it is worth for their students, in the teacher's words, is not "
			      "recorded."));
	page_text(out, 2, _("The negotiation was successful: %s."),
		  _(so_far[negotiation->successful]));
}

static void plan_text(const struct state *state, struct buf *out)
{
	if (state->plan) {
		page_heading(out, '-', _("The plan"));
		page_text(out, 2, "%s", text_of(state->plan, KEY_TEXT));
		labelled(out, 2, _("We will see it in"), event_text(state->plan, KEY_INDICATOR));
		labelled(out, 2, _("Rehearsed"), event_text(state->plan, KEY_REHEARSAL));
		labelled(out, 2, _("Support with"), word_of(state->plan, KEY_SUPPORT));
		labelled(out, 2, _("Help promised"), event_text(state->plan, KEY_HELP));
		labelled(out, 2, _("Due"), event_text(state->plan, KEY_DUE));
	}
	if (state->progress) {
		page_heading(out, '-', _("The goal of last time"));
		page_text(out, 2, "%s", word_of(state->progress, KEY_LEVEL));
		page_text(out, 2, "%s", text_of(state->progress, KEY_TEXT));
	}
}

static void talk_text(const struct report *report, struct buf *out)
{
	const struct state *state = &report->state;

	if (report->advice.guide.n_steps > 0 || state->n_heard > 0)
		page_heading(out, '-', _("The script"));
	steps_text(report, out);
	if (state->n_heard > 0)
		heard_text(state, NULL, out);
	if (report->talk.coach + report->talk.teacher > 0)
		page_text(out, 2, _("The coach spoke for %.0f seconds, the teacher for %.0f."),
			  report->talk.coach, report->talk.teacher);
	for (size_t i = 0; i < report->n_episodes; i++)
		page_text(out, 2, _("From %.0f to %.0f seconds: %s."), report->episodes[i].from,
			  report->episodes[i].to, report->episodes[i].topic);
	notes_text(state, out);
	negotiation_text(&report->advice.negotiation, out);
	plan_text(state, out);
}

/* ---- what comes next ---- */

static void problems_text(const struct session *session, struct buf *out)
{
	if (session->n_problems == 0)
		return;
	page_heading(out, '-', _("Problems in the session's files"));
	for (size_t i = 0; i < session->n_problems; i++)
		page_item(out, 2, "* ", "%s", session->problems[i]);
}

static enum status step_text(const struct report *report, const struct rubric_step *step,
			     struct buf *out, struct err *err)
{
	const struct guide_step *guided = &report->advice.guide.steps[step->index];
	enum status status = STATUS_OK;
	struct arena scratch;

	arena_init(&scratch, SCRATCH_MAX);
	page_text(out, 2, step->purpose ? "%s: %s" : "%s", step->title, step->purpose);
	for (size_t i = 0; i < step->say.count && status == STATUS_OK; i++) {
		const char *question = guide_fill(&report->state, step->say.items[i], true,
						  &scratch);
		if (question)
			page_item(out, 4, "? ", "%s", question);
		else
			status = err_no_memory(err);
	}
	for (size_t i = 0; i < guided->n_missing; i++)
		page_text(out, 4, _("Not known yet: %s"),
			  guided->missing[i]->title ? guided->missing[i]->title
						    : guided->missing[i]->id);
	arena_release(&scratch);
	return status;
}

static const struct rubric_step *first_of_stage(const struct rubric *rubric, size_t stage)
{
	for (size_t i = 0; i < rubric->script.count; i++)
		if (rubric_step_at(rubric, i)->stage_index == stage)
			return rubric_step_at(rubric, i);
	return NULL;
}

static void closing_text(const struct event *close, struct buf *out)
{
	static const char *const endings[][2] = {
		{"agreed", N_("The talk ended with an agreement.")},
		{"continue", N_("The talk will be continued.")},
		{"parked", N_("The goals were set aside until there is more to look at.")},
	};

	for (size_t i = 0; i < COUNT(endings); i++)
		if (event_says(close, KEY_ENDING, endings[i][0]))
			page_text(out, 2, "%s", _(endings[i][1]));
	labelled(out, 2, _("What to look at next"), event_text(close, KEY_TEXT));
}

static enum status next_text(const struct report *report, struct buf *out, struct err *err)
{
	const struct rubric *rubric = report->session->rubric;
	const struct guide *guide = &report->advice.guide;
	const struct rubric_step *step = guide->next;

	page_heading(out, '-', _("What comes next"));
	if (report->state.close) {
		closing_text(report->state.close, out);
		return STATUS_OK;
	}
	if (!step) {
		step = first_of_stage(rubric, guide->stage + 1);
		if (step)
			page_text(out, 2,
				  _("Nothing is left to do in the stage '%s'; the stage "
				    "'%s' follows."),
				  rubric->stages.items[guide->stage], step->stage);
		else
			page_text(out, 2, "%s", _("Nothing is left to do in the script."));
	}
	return step ? step_text(report, step, out, err) : STATUS_OK;
}

enum status show_text(const struct report *report, struct buf *out, struct err *err)
{
	enum status status;

	session_text(report, out);
	lesson_text(&report->state, out);
	diagnosis_text(report, out);
	goals_text(report, out);
	talk_text(report, out);
	problems_text(report->session, out);
	status = next_text(report, out, err);
	if (status == STATUS_OK && out->failed)
		status = err_no_memory(err);
	return status;
}
