/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/diagnosis.h"

#include <string.h>

#include "debrief/i18n.h"

/*
 * The rules are read from the top, and the first one that does not fail gives the answer. What
 * would decide an unknown rule is found by trying: a criterion's rating is replaced by each one
 * that it could have, and the rule is asked again.
 */

struct trial {
	const struct rubric_rule *rule;
	struct state state;
	const struct event **ratings; /* those of `state`, to be written */
	struct event rating;
};

static bool decides_at(struct trial *trial, const struct rubric_criterion *criterion,
		       const char *level)
{
	const struct event *actual = trial->ratings[criterion->index];
	enum verdict verdict;

	event_init(&trial->rating, EVENT_RATE);
	event_set(&trial->rating, KEY_LEVEL, level);
	trial->ratings[criterion->index] = &trial->rating;
	verdict = condition_holds(trial->rule->when, &trial->state, NULL);
	trial->ratings[criterion->index] = actual;
	return verdict != VERDICT_UNKNOWN;
}

/* True if a value that the criterion can still have decides the rule. */
static bool decides(struct trial *trial, const struct rubric_criterion *criterion)
{
	enum state_met met = state_met(&trial->state, criterion);
	size_t lowest = 0;
	size_t highest = criterion->levels.count;

	if (criterion->levels.count == 0)
		return met == MET_UNKNOWN && (decides_at(trial, criterion, "met") ||
					      decides_at(trial, criterion, "unmet"));
	if (!state_levels(&trial->state, criterion, &lowest, &highest))
		highest--;
	if (lowest == highest && met != MET_UNKNOWN)
		return false;
	for (size_t i = lowest; i <= highest; i++)
		if (decides_at(trial, criterion, level_at(&criterion->levels, i)->id))
			return true;
	return false;
}

/* True if the criterion is among what keeps the condition unknown. */
static bool is_open_in(const struct condition *condition, const struct state *state,
		       const struct rubric_criterion *criterion)
{
	if (condition_holds(condition, state, NULL) != VERDICT_UNKNOWN)
		return false;
	for (const struct condition *c = condition->first; c; c = c->next)
		if (is_open_in(c, state, criterion))
			return true;
	return condition->criterion == criterion;
}

static bool find_undecided(const struct rubric_rule *rule, const struct state *state,
			   struct arena *arena, struct diagnosis *diagnosis)
{
	size_t n = state->rubric->n_criteria;
	const struct rubric_criterion *const *criteria = state->rubric->criteria;
	const struct rubric_criterion **found = arena_array(
		arena, n, sizeof(const struct rubric_criterion *));
	struct trial trial = {.rule = rule, .state = *state};
	size_t count = 0;

	trial.ratings = arena_array(arena, n, sizeof(const struct event *));
	if (!trial.ratings || !found)
		return false;
	for (size_t i = 0; i < n; i++)
		trial.ratings[i] = state->ratings[i];
	trial.state.ratings = trial.ratings;
	for (size_t i = 0; i < n; i++)
		if (decides(&trial, criteria[i]))
			found[count++] = criteria[i];
	for (size_t i = 0, alone = count; alone == 0 && i < n; i++)
		if (is_open_in(rule->when, state, criteria[i]))
			found[count++] = criteria[i];
	diagnosis->undecided = found;
	diagnosis->n_undecided = count;
	return true;
}

static const char *undecided_because(const struct diagnosis *diagnosis, struct arena *arena)
{
	const char *names = "";

	for (size_t i = 0; names && i < diagnosis->n_undecided; i++)
		names = arena_printf(arena, "%s%s%s", names, i ? ", " : "",
				     diagnosis->undecided[i]->title);
	if (!names || !*names)
		return names ? _("What is known does not decide it yet.") : NULL;
	return arena_printf(arena, _("What is known does not decide it yet; this would: %s."),
			    names);
}

static bool by_rules(const struct rubric_rule *rule, enum verdict verdict,
		     const struct state *state, struct arena *arena, struct diagnosis *diagnosis)
{
	if (!rule) {
		diagnosis->phase = "none";
		diagnosis->because = _("No rule found a phase in which learning broke down.");
		return true;
	}
	if (verdict == VERDICT_YES) {
		diagnosis->phase = rule->phase;
		diagnosis->because = rule->because ? rule->because
						   : _("The rubric's rule for it holds.");
		return true;
	}
	diagnosis->phase = "undecided";
	if (!find_undecided(rule, state, arena, diagnosis))
		return false;
	diagnosis->because = undecided_because(diagnosis, arena);
	return diagnosis->because != NULL;
}

static void by_coach(const struct event *breakdown, struct diagnosis *diagnosis)
{
	const char *text = event_text(breakdown, KEY_TEXT);

	diagnosis->by = "coach";
	diagnosis->phase = event_text(breakdown, KEY_PHASE);
	diagnosis->because = text ? text : _("This is the coach's own reading of the lesson.");
}

/* Of what the condition asks for, the first that has the same verdict as the whole. */
static const struct rubric_criterion *decisive(const struct condition *condition,
					       const struct state *state, enum verdict verdict)
{
	const struct rubric_criterion *found = NULL;

	if (!condition || condition_holds(condition, state, NULL) != verdict)
		return NULL;
	for (const struct condition *c = condition->first; c && !found; c = c->next)
		found = decisive(c, state, verdict);
	return found ? found : condition->criterion;
}

/* In a condition that holds: adds each criterion that holds in it by not being met, once. */
static void add_missing(const struct condition *condition, const struct state *state,
			const struct rubric_criterion **missing, size_t *count)
{
	if (condition_holds(condition, state, NULL) != VERDICT_YES)
		return;
	for (const struct condition *c = condition->first; c; c = c->next)
		add_missing(c, state, missing, count);
	if (!condition->criterion || state_met(state, condition->criterion) != MET_NO)
		return;
	for (size_t i = 0; i < *count; i++)
		if (missing[i] == condition->criterion)
			return;
	missing[(*count)++] = condition->criterion;
}

static bool find_missing(const struct diagnosis_step *first, const struct state *state,
			 struct arena *arena, struct diagnosis *diagnosis)
{
	const struct rubric_criterion **missing;

	if (!first || first->verdict != VERDICT_YES || !first->rule->when)
		return true;
	missing = arena_array(arena, state->rubric->n_criteria, sizeof(*missing));
	if (!missing)
		return false;
	add_missing(first->rule->when, state, missing, &diagnosis->n_missing);
	diagnosis->missing = missing;
	return true;
}

enum status diagnosis_make(const struct state *state, struct arena *arena,
			   struct diagnosis *diagnosis, struct err *err)
{
	const struct rubric *rubric = state->rubric;
	struct diagnosis_step *trail = arena_array(arena, rubric->breakdown.count, sizeof(*trail));
	const struct diagnosis_step *first = NULL;

	*diagnosis = (struct diagnosis){.by = "rules", .because = ""};
	if (!trail)
		return err_no_memory(err);
	if (rubric->phases.count == 0)
		return STATUS_OK;
	for (size_t i = 0; i < rubric->breakdown.count; i++) {
		trail[i].rule = rubric_rule_at(rubric, i);
		trail[i].verdict = condition_holds(trail[i].rule->when, state, NULL);
		if (trail[i].verdict != VERDICT_YES)
			trail[i].decisive = decisive(trail[i].rule->when, state, trail[i].verdict);
		if (!first && trail[i].verdict != VERDICT_NO)
			first = &trail[i];
	}
	diagnosis->trail = trail;
	diagnosis->n_trail = rubric->breakdown.count;
	if (!find_missing(first, state, arena, diagnosis))
		return err_no_memory(err);
	if (state->breakdown && event_text(state->breakdown, KEY_PHASE))
		by_coach(state->breakdown, diagnosis);
	else if (!by_rules(first ? first->rule : NULL, first ? first->verdict : VERDICT_NO, state,
			   arena, diagnosis))
		return err_no_memory(err);
	return STATUS_OK;
}

const char *diagnosis_title(const struct rubric *rubric, const char *phase)
{
	const struct rubric_phase *known = rubric_phase(rubric, phase);

	if (known)
		return known->title;
	return strcmp(phase, "none") == 0 ? _("Nowhere") : _("Not decided yet");
}

const char *diagnosis_fact(const struct state *state, const struct rubric_criterion *criterion,
			   struct arena *arena)
{
	switch (state_met(state, criterion)) {
	case MET_YES:
		return arena_printf(arena, _("'%s' was there."), criterion->title);
	case MET_NO:
		return arena_printf(arena, _("'%s' was not there yet."), criterion->title);
	case MET_UNKNOWN:
		break;
	}
	return arena_printf(arena, _("'%s' is not known yet."), criterion->title);
}
