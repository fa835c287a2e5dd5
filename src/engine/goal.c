/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/goal.h"

#include <string.h>

#include "debrief/i18n.h"

/*
 * Verdicts first, without memory, because conditions ask for them; then, for people, a sentence why
 * each is what it is. The two walk through the same cases: goal_verdicts decides, goal_judge puts
 * it into words.
 */

const char *const strategy_names[STRATEGY__COUNT] = {
	[STRATEGY_PRIORITY_OR_PREFERENCE] = "priority-or-preference",
	[STRATEGY_INSTRUCTION_ONLY] = "instruction-only",
	[STRATEGY_STUDENTS_ONLY] = "students-only",
	[STRATEGY_UNEXPLAINED] = "unexplained",
	[STRATEGY_LINKED] = "linked",
};

struct cited {
	bool students;
	bool instruction;
};

static void look_at_evidence(const struct state *state, const struct event *evidence,
			     struct cited *cited)
{
	const char *who = state_evidence_who(state, evidence);

	if (who && strcmp(who, "students") == 0)
		cited->students = true;
	else if (who)
		cited->instruction = true;
}

/* What an event's citations show. A rating counts as what it cites; one that is cited by a rating
 * does not, so nothing goes round in circles. */
static void look_up_cites(const struct state *state, const struct event *event, bool follow_ratings,
			  struct cited *cited)
{
	const struct event_value *cites = event_value(event, KEY_CITES);

	for (size_t i = 0; cites && i < cites->count; i++) {
		const struct event *source = state_cited(state, cites->items[i]);

		if (!source)
			continue;
		if (source->kind == EVENT_WORK)
			cited->students = true;
		else if (source->kind == EVENT_EVIDENCE)
			look_at_evidence(state, source, cited);
		else if (source->kind == EVENT_RATE && follow_ratings)
			look_up_cites(state, source, false, cited);
	}
}

static enum goal_strategy strategy_of(const struct state *state, const struct event *goal)
{
	struct cited cited = {false, false};

	look_up_cites(state, goal, true, &cited);
	if (!cited.students)
		return cited.instruction ? STRATEGY_INSTRUCTION_ONLY
					 : STRATEGY_PRIORITY_OR_PREFERENCE;
	if (!cited.instruction)
		return STRATEGY_STUDENTS_ONLY;
	return event_text(goal, KEY_BECAUSE) ? STRATEGY_LINKED : STRATEGY_UNEXPLAINED;
}

static bool is_first_try(const struct goal_view *view, const struct event *goal)
{
	return event_is_true(goal, KEY_FIRST_TRY) || (view->bank && view->bank->first_try);
}

/* What a bank goal builds on: the first that is not met or, failing that, not known; NULL: all is
 * there. */
static const struct rubric_criterion *first_gap(const struct state *state,
						const struct rubric_goal *bank)
{
	const struct rubric_criterion *unknown = NULL;

	for (size_t i = 0; bank && i < bank->builds_on.count; i++) {
		const struct rubric_criterion *need = bank->needs[i];
		enum state_met met = state_met(state, need);

		if (met == MET_NO)
			return need;
		if (met == MET_UNKNOWN && !unknown)
			unknown = need;
	}
	return unknown;
}

static enum verdict builds_on_what_is_there(const struct state *state,
					    const struct rubric_goal *bank)
{
	const struct rubric_criterion *gap = first_gap(state, bank);

	if (!gap)
		return VERDICT_YES;
	return state_met(state, gap) == MET_NO ? VERDICT_NO : VERDICT_UNKNOWN;
}

static enum verdict feasible(const struct state *state, const struct event *goal,
			     const struct goal_view *view)
{
	enum verdict if_enacted = builds_on_what_is_there(state, view->bank);
	enum verdict if_not = is_first_try(view, goal) ? VERDICT_YES : VERDICT_NO;

	if (!view->phase)
		return VERDICT_UNKNOWN;
	switch (state_enacted(state, view->phase)) {
	case MET_YES:
		return if_enacted;
	case MET_NO:
		return if_not;
	case MET_UNKNOWN:
		break;
	}
	return if_enacted == if_not ? if_not : VERDICT_UNKNOWN;
}

static enum verdict targets(const struct diagnosis *diagnosis, const struct event *goal,
			    const struct goal_view *view)
{
	if (!diagnosis->phase || !strcmp(diagnosis->phase, "none"))
		return VERDICT_NOT_APPLICABLE;
	if (event_text(goal, KEY_EXCEPTION))
		return VERDICT_YES;
	if (!view->phase || !strcmp(diagnosis->phase, "undecided"))
		return VERDICT_UNKNOWN;
	return !strcmp(diagnosis->phase, view->phase->id) ? VERDICT_YES : VERDICT_NO;
}

void goal_verdicts(const struct state *state, const struct diagnosis *diagnosis,
		   const struct event *goal, struct goal_view *view)
{
	*view = (struct goal_view){
		.event = goal,
		.bank = rubric_goal(state->rubric, event_text(goal, KEY_CHANGE)),
		.phase = rubric_phase(state->rubric, goal_phase(state->rubric, goal)),
		.words = goal_words(state->rubric, goal),
	};
	view->strategy = strategy_of(state, goal);
	view->feasible = feasible(state, goal, view);
	view->targets = targets(diagnosis, goal, view);
	view->productive = verdict_and(view->feasible, view->targets);
}

static const char *why_strategy(const struct goal_view *view)
{
	static const char *const reasons[STRATEGY__COUNT] = {
		[STRATEGY_PRIORITY_OR_PREFERENCE] = N_(
			"It rests on nothing that was seen in the lesson."),
		[STRATEGY_INSTRUCTION_ONLY] = N_(
			"It rests on what the teacher did, and on nothing that students did."),
		[STRATEGY_STUDENTS_ONLY] = N_(
			"It rests on what students did, and on nothing that the teacher did."),
		[STRATEGY_UNEXPLAINED] = N_(
			"It rests on what students did and what the teacher did, and does not say "
			"yet how the two are linked."),
		[STRATEGY_LINKED] = N_(
			"It links students' learning to the instruction, and says why."),
	};

	return _(reasons[view->strategy]);
}

static const char *why_enacted(const struct state *state, const struct goal_view *view,
			       struct arena *arena)
{
	const struct rubric_criterion *gap = first_gap(state, view->bank);

	if (!gap)
		return arena_printf(
			arena,
			_("The teacher already does '%s', and this is a next step from there."),
			view->phase->title);
	if (state_met(state, gap) == MET_NO)
		return arena_printf(arena, _("It builds on '%s', which is not there yet."),
				    gap->title);
	return arena_printf(arena, _("It builds on '%s', which is not known yet."), gap->title);
}

static const char *why_feasible(const struct state *state, const struct event *goal,
				const struct goal_view *view, struct arena *arena)
{
	const char *title = view->phase ? view->phase->title : NULL;

	if (!title)
		return _("It does not say which part of the lesson would change.");
	switch (state_enacted(state, view->phase)) {
	case MET_YES:
		return why_enacted(state, view, arena);
	case MET_NO:
		if (is_first_try(view, goal))
			return arena_printf(arena,
					    _("The teacher does not do '%s' yet, and this is a "
					      "first try at it."),
					    title);
		return arena_printf(
			arena,
			_("The teacher does not do '%s' yet, and this is no first try at it."),
			title);
	case MET_UNKNOWN:
		break;
	}
	if (view->feasible == VERDICT_YES)
		return arena_printf(arena,
				    _("It suits '%s' whether or not the teacher already does it."),
				    title);
	if (view->feasible == VERDICT_NO)
		return arena_printf(
			arena, _("It does not suit '%s' yet, whether or not the teacher does it."),
			title);
	return arena_printf(arena, _("Whether the teacher already does '%s' is not known."), title);
}

static const char *why_targets(const struct state *state, const struct diagnosis *diagnosis,
			       const struct event *goal, const struct goal_view *view,
			       struct arena *arena)
{
	const struct rubric_phase *broken = rubric_phase(state->rubric, diagnosis->phase);
	const char *exception = event_text(goal, KEY_EXCEPTION);

	if (view->targets == VERDICT_NOT_APPLICABLE)
		return _("No part of the lesson is known in which learning broke down.");
	if (view->targets == VERDICT_UNKNOWN && view->phase)
		return _("Where learning first broke down is not decided yet.");
	if (view->targets == VERDICT_UNKNOWN)
		return _("Without a part of the lesson it cannot be held against where learning "
			 "first broke down.");
	if (view->targets == VERDICT_NO)
		return arena_printf(arena, _("It changes '%s'; learning first broke down in '%s'."),
				    view->phase->title, broken ? broken->title : diagnosis->phase);
	if (view->phase && !strcmp(view->phase->id, diagnosis->phase))
		return arena_printf(arena, _("It changes '%s', where learning first broke down."),
				    view->phase->title);
	return arena_printf(arena, _("It is justified as an exception: %s"), exception);
}

enum status goal_judge(const struct state *state, const struct diagnosis *diagnosis,
		       const struct event *goal, struct arena *arena, struct goal_view *view,
		       struct err *err)
{
	goal_verdicts(state, diagnosis, goal, view);
	view->reasons[0] = why_strategy(view);
	view->reasons[1] = why_feasible(state, goal, view, arena);
	view->reasons[2] = why_targets(state, diagnosis, goal, view, arena);
	view->n_reasons = GOAL_REASONS;
	return view->reasons[1] && view->reasons[2] ? STATUS_OK : err_no_memory(err);
}
