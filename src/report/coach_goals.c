/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_parts.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/labels.h"

/* The goals, what each is worth and why, and how the two came to what they agreed. A talk gets no
 * marks: what it has not brought, the next one may. */

static const char *verdict_words(enum verdict verdict)
{
	static const char *const words[] = {
		[VERDICT_UNKNOWN] = N_("not known yet"),
		[VERDICT_NO] = N_("no"),
		[VERDICT_YES] = N_("yes"),
		[VERDICT_NOT_APPLICABLE] = N_("this does not apply"),
	};

	return _(words[verdict]);
}

static const char *so_far(enum verdict verdict)
{
	return verdict == VERDICT_NO ? _("not yet") : verdict_words(verdict);
}

/* ---- goals ---- */

/* What is not known because nothing was rated is said once, of all goals, and of none. */
static bool is_unrated(const struct report *report)
{
	for (size_t i = 0; i < report->state.rubric->n_criteria; i++)
		if (report->state.ratings[i])
			return false;
	return true;
}

/* A rubric that has nothing to look at has no word on what is productive. */
static bool judges_goals(const struct report *report)
{
	return report->state.rubric->n_criteria > 0 && looks_for_breakdown(&report->state);
}

static bool is_left_unsaid(const struct report *report, enum verdict verdict)
{
	return verdict == VERDICT_UNKNOWN && is_unrated(report);
}

static bool any_left_unsaid(const struct report *report)
{
	for (size_t i = 0; i < GOAL__COUNT; i++)
		if (report->state.goals[i] &&
		    is_left_unsaid(report, report->advice.goals[i].productive))
			return true;
	for (size_t i = 0; i < report->state.parked.count; i++)
		if (is_left_unsaid(report, report->parked[i].productive))
			return true;
	return false;
}

static void add_verdicts(const struct report *report, const struct goal_view *view,
			 struct document *document)
{
	if (is_left_unsaid(report, view->productive) || !judges_goals(report))
		return;
	document_fact(document, "productive", _("Productive"),
		      document_format(document,
				      _("%s (feasible: %s; targets the first breakdown: %s)"),
				      verdict_words(view->productive),
				      verdict_words(view->feasible), verdict_words(view->targets)));
}

/* From the first of them on; each is of one verdict. */
static void add_reasons(const struct report *report, const struct goal_view *view, size_t from,
			struct document *document)
{
	const enum verdict verdicts[GOAL_REASONS] = {VERDICT_YES, view->feasible, view->targets};

	size_t to = judges_goals(report) ? view->n_reasons : 1;

	/* The first is what was seen of it; where nobody looked, it is no reproach. */
	if (from == 0 && report->state.evidence.count + report->state.work.count == 0)
		from = 1;
	for (size_t i = from; i < COUNT(verdicts) && i < to; i++)
		if (!is_left_unsaid(report, verdicts[i]))
			document_item(document, "reason", NULL, view->reasons[i], NULL);
}

static const char *phase_words(const struct report *report, const struct goal_view *view)
{
	return view->phase ? view->phase->title : goal_phase(report->state.rubric, view->event);
}

static void add_goal(const struct report *report, const char *id, const char *heading,
		     const struct goal_view *view, struct document *document)
{
	const char *phase = phase_words(report, view);

	document_heading(document, 3, id, heading);
	document_quote(document, "goal", phase, view->words, NULL);
	document_fact(document, "because", _("Because"), event_text(view->event, KEY_BECAUSE));
	document_fact(document, "cites", _("Rests on"), coach_cites(report, view->event, document));
	add_verdicts(report, view, document);
	add_reasons(report, view, 0, document);
}

void coach_goals(const struct report *report, struct document *document)
{
	static const struct {
		enum goal_whose whose;
		const char *heading;
	} goals[] = {
		{GOAL_COACH, N_("Your goal")},
		{GOAL_TEACHER, N_("The teacher's goal")},
		{GOAL_ALTERNATIVE, N_("Another way there")},
	};
	const struct state *state = &report->state;

	if (!asks_for_goals(state))
		return;
	document_heading(document, 2, "goals", _("Goals"));
	if (report->state.rubric->n_criteria > 0 && any_left_unsaid(report))
		document_text(document, "unrated", "%s",
			      _("Nothing of this lesson was rated, so it is not known yet whether "
				"a goal would be productive."));
	for (size_t i = 0; i < COUNT(goals); i++)
		if (state->goals[goals[i].whose])
			add_goal(report, goal_whose_names[goals[i].whose], _(goals[i].heading),
				 &report->advice.goals[goals[i].whose], document);
	for (size_t i = 0; i < state->parked.count; i++) {
		add_goal(report, "parked", _("Set aside for now"), &report->parked[i], document);
		document_fact(document, "look-for", _("What to look for"),
			      event_text(state->parked.items[i], KEY_TEXT));
	}
	if (state->all_goals.count == 0)
		document_text(document, NULL, "%s", _("There is no goal yet."));
}

void coach_progress(const struct report *report, struct document *document)
{
	const struct event *progress = report->state.progress;

	if (!progress && !report->state.previous_goal)
		return;
	document_heading(document, 2, "progress", _("The goal of last time"));
	document_quote(document, "previous-goal", NULL, report->state.previous_goal, NULL);
	if (!progress)
		return;
	document_fact(document, "level", _("How it has been going"),
		      choice_words(KEY_LEVEL, event_text(progress, KEY_LEVEL)));
	document_quote(document, "words", choice_words(KEY_BY, event_text(progress, KEY_BY)),
		       event_text(progress, KEY_TEXT), talk_clock(report, progress, document));
	document_fact(document, "cites", _("Rests on"), coach_cites(report, progress, document));
}

/* ---- in both our words ---- */

/* What one of the three said of the two statements. */
static void add_judgement(const struct state *state, enum judge_by by, struct document *document)
{
	static const char *const words[JUDGE_WHAT__COUNT][2] = {
		[JUDGE_PHASE] = {N_("not the same part of the lesson"),
				 N_("the same part of the lesson")},
		[JUDGE_CHANGE] = {N_("not the same change"), N_("the same change")},
	};
	const char *all = NULL;
	const char *who = NULL;

	for (int what = 0; what < JUDGE_WHAT__COUNT; what++) {
		const struct event *judgement = state->judgements[by][what];
		const char *said;

		if (!judgement)
			continue;
		said = _(words[what][event_says(judgement, KEY_VALUE, "same")]);
		all = document_list(document, all, said);
		who = event_text(judgement, KEY_BY);
	}
	document_item(document, who, choice_words(KEY_BY, who), all, NULL);
}

static bool is_judged(const struct state *state)
{
	for (int by = 0; by < JUDGE__COUNT; by++)
		for (int what = 0; what < JUDGE_WHAT__COUNT; what++)
			if (state->judgements[by][what])
				return true;
	return false;
}

/* A statement is words, which cite nothing: of it only what stands in the way is said. */
static void add_statement(const struct report *report, enum goal_whose whose, const char *label,
			  struct document *document)
{
	const struct goal_view *view = &report->advice.goals[whose];

	if (!view->event)
		return;
	document_quote(document, goal_whose_names[whose], label, view->words,
		       phase_words(report, view));
	add_verdicts(report, view, document);
	if (view->productive != VERDICT_YES)
		add_reasons(report, view, 1, document);
}

void coach_agreement(const struct report *report, struct document *document)
{
	const struct state *state = &report->state;

	document_heading(document, 2, "agreed", statements_heading(state));
	add_statement(report, GOAL_AGREED_BY_TEACHER, _("In the teacher's words"), document);
	add_statement(report, GOAL_AGREED_BY_COACH, _("In your words"), document);
	if (is_judged(state))
		document_text(document, NULL, "%s", _("What each said of the two:"));
	for (int by = 0; by < JUDGE__COUNT; by++)
		add_judgement(state, (enum judge_by)by, document);
}

/* ---- how it came about ---- */

static void add_moves(const struct negotiation *negotiation, struct document *document)
{
	static const char *const words[MOVE__COUNT] = {
		[MOVE_NONE] = "",
		[MOVE_GOAL] = N_("the teacher's goal"),
		[MOVE_RATIONALE] = N_("why"),
		[MOVE_VALIDATION] = N_("that it matters"),
		[MOVE_ALTERNATIVE] = N_("another way"),
		[MOVE_LINK] = N_("what it does for both aims"),
	};
	const char *all = NULL;

	for (size_t i = 0; i < negotiation->n_moves; i++) {
		const char *move = _(words[negotiation->moves[i]]);

		all = all ? document_format(document, "%s; %s", all, move) : move;
	}
	document_fact(document, "moves", _("What came first, and what then"), all);
}

void coach_negotiation(const struct report *report, struct document *document)
{
	static const char *const kinds[NEGOTIATION__COUNT] = {
		[NEGOTIATION_NONE] = N_("Neither side has named a goal yet."),
		[NEGOTIATION_OPEN] = N_("A goal was named, and nothing is agreed yet."),
		[NEGOTIATION_ACCEPTED] = N_(
			"The teacher's goal was agreed before its reasons were known."),
		[NEGOTIATION_ADOPTED] = N_(
			"The teacher's goal was agreed after its reasons were known."),
		[NEGOTIATION_GIVEN] = N_(
			"Your proposal was agreed; no goal of the teacher's is recorded."),
		[NEGOTIATION_EXTENDED] = N_(
			"The teacher's goal and another way were both on the table."),
	};
	static const char *const voices[] = {
		[VOICES_UNKNOWN] = "",
		[VOICES_UNIVOCAL] = N_("One of you formed the goal."),
		[VOICES_MULTIVOCAL] = N_("Both of you had a part in forming the goal."),
	};
	const struct negotiation *negotiation = &report->advice.negotiation;

	if (!asks_for_goals(&report->state))
		return;
	document_heading(document, 2, "negotiation", _("How the goal came about"));
	document_text(document, negotiation_kind_names[negotiation->kind], "%s",
		      _(kinds[negotiation->kind]));
	if (negotiation->voices != VOICES_UNKNOWN)
		document_text(document, voices_names[negotiation->voices], "%s",
			      _(voices[negotiation->voices]));
	add_moves(negotiation, document);
	if (negotiation->kind == NEGOTIATION_NONE)
		return;
	document_fact(document, "compatible", _("Both statements say the same"),
		      so_far(negotiation->compatible));
	if (judges_goals(report))
		document_fact(document, "productive", _("The agreed goal is productive"),
			      so_far(negotiation->productive));
	document_fact(document, "worthwhile",
		      _("The teacher has said what it is worth for their students"),
		      so_far(negotiation->worthwhile));
	if (negotiation->successful == VERDICT_YES)
		document_text(document, "successful", "%s",
			      _("So you came to one goal that both of you stand behind."));
}
