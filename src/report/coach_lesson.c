/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_parts.h"

#include <string.h>

#include "debrief/i18n.h"
#include "debrief/labels.h"

/*
 * What was seen in the lesson and what it means. Evidence is numbered in the order of the lesson
 * and work lettered, so that ratings and goals can say in a few characters what they rest on.
 */

/* ---- what it rests on ---- */

static bool is_cited(const struct state *state, const struct event_value *cites,
		     const struct event *event)
{
	for (size_t i = 0; cites && i < cites->count; i++)
		if (state_cited(state, cites->items[i]) == event)
			return true;
	return false;
}

const char *coach_cites(const struct report *report, const struct event *event,
			struct document *document)
{
	const struct state *state = &report->state;
	const struct event_value *cites = event_value(event, KEY_CITES);
	const char *all = NULL;

	for (size_t i = 0; i < state->evidence.count; i++)
		if (is_cited(state, cites, report->evidence[i]))
			all = document_list(document, all, document_format(document, "%zu", i + 1));
	for (size_t i = 0; i < state->work.count; i++)
		if (is_cited(state, cites, state->work.items[i])) {
			char letters[WORK_LETTERS_SIZE];

			all = document_list(
				document, all,
				document_format(document, "%s", work_letters(i, letters)));
		}
	for (size_t i = 0; i < state->rubric->n_criteria; i++)
		if (state->ratings[i] && is_cited(state, cites, state->ratings[i]))
			all = document_list(document, all,
					    document_format(document, "'%s'",
							    state->rubric->criteria[i]->title));
	return all;
}

/* ---- evidence ---- */

static void phase_heading(const struct report *report, const struct rubric_phase *phase,
			  struct document *document)
{
	enum state_met enacted = phase ? state_enacted(&report->state, phase) : MET_YES;

	document_heading(document, 3, phase ? phase->id : "elsewhere",
			 phase ? phase->title : _("Elsewhere in the lesson"));
	if (enacted == MET_NO)
		document_text(document, "not-enacted", "%s",
			      _("This part is not in the teacher's lessons yet."));
	else if (enacted == MET_UNKNOWN && phase && phase->criteria.count > 0)
		document_text(document, "enacted-unknown", "%s",
			      _("Whether this part is in the teacher's lessons already is not "
				"known."));
}

static size_t phase_evidence(const struct report *report, const struct rubric_phase *phase,
			     size_t first, struct document *document)
{
	const struct state *state = &report->state;
	size_t i = first;

	for (; i < state->evidence.count; i++) {
		const struct event *evidence = report->evidence[i];
		const char *who = state_evidence_who(state, evidence);

		if (state_evidence_phase(state, evidence) != phase)
			break;
		part_evidence(evidence, who ? who : "unknown",
			      document_format(document, "%zu %s", i + 1,
					      who ? choice_words(KEY_WHO, who) : "?"),
			      document);
	}
	return i;
}

void coach_evidence(const struct report *report, struct document *document)
{
	const struct state *state = &report->state;
	size_t done = 0;

	document_heading(document, 2, "evidence", _("What was seen"));
	for (size_t i = 0; i < state->rubric->phases.count; i++) {
		phase_heading(report, rubric_phase_at(state->rubric, i), document);
		done = phase_evidence(report, rubric_phase_at(state->rubric, i), done, document);
	}
	if (done < state->evidence.count) {
		if (done > 0 || state->rubric->phases.count > 0)
			phase_heading(report, NULL, document);
		phase_evidence(report, NULL, done, document);
	}
}

/* ---- ratings ---- */

static const char *met_words(enum state_met met)
{
	static const char *const words[] = {
		[MET_UNKNOWN] = N_("could not be seen"),
		[MET_NO] = N_("not there yet"),
		[MET_YES] = N_("there"),
	};

	return _(words[met]);
}

static void add_rating(const struct report *report, const struct rubric_criterion *criterion,
		       struct document *document)
{
	const struct event *rating = report->state.ratings[criterion->index];
	int place = level_index(&criterion->levels, event_text(rating, KEY_LEVEL));
	const char *met = met_words(state_met(&report->state, criterion));
	const char *why = event_text(rating, KEY_TEXT);
	const char *level = place < 0 ? NULL : level_at(&criterion->levels, (size_t)place)->text;
	const char *said = level ? document_format(document, "%s (%s).", level, met)
				 : document_format(document, "%s.", met);

	document_item(document, "rating", criterion->title,
		      why ? document_format(document, "%s %s", said, why) : said,
		      coach_cites(report, rating, document));
}

void coach_ratings(const struct report *report, struct document *document)
{
	const struct rubric *rubric = report->state.rubric;
	bool any = false;

	for (size_t i = 0; i < rubric->n_criteria; i++) {
		if (!report->state.ratings[i])
			continue;
		if (!any) {
			document_heading(document, 2, "ratings", _("Ratings"));
			document_text(document, NULL, "%s",
				      _("In brackets: the evidence and student work it rests "
					"on."));
		}
		any = true;
		add_rating(report, rubric->criteria[i], document);
	}
}

/* ---- where learning first broke down ---- */

static const char *no_words(const struct state *state, const struct rubric_criterion *criterion,
			    struct document *document)
{
	const char *title = criterion ? criterion->title : "";

	switch (criterion ? state_met(state, criterion) : MET_UNKNOWN) {
	case MET_YES:
		return document_format(document, _("No, because '%s' was there."), title);
	case MET_NO:
		return document_format(document, _("No, because '%s' was not there yet."), title);
	case MET_UNKNOWN:
		break;
	}
	return _("No.");
}

/* Why the rule holds: what it found not to be there, then what the rubric says of it. */
static const char *yes_words(const struct diagnosis *diagnosis, const char *because,
			     struct document *document)
{
	const char *words = _("Yes.");

	for (size_t i = 0; words && i < diagnosis->n_missing; i++)
		words = document_format(document, _("%s '%s' was not there yet."), words,
					diagnosis->missing[i]->title);
	return words && because ? document_format(document, "%s %s", words, because) : words;
}

static const char *trail_words(const struct state *state, const struct diagnosis *diagnosis,
			       const struct diagnosis_step *step, struct document *document)
{
	if (step->verdict == VERDICT_NO)
		return no_words(state, step->decisive, document);
	if (step->verdict == VERDICT_YES)
		return yes_words(diagnosis, step->rule->because, document);
	return step->decisive ? document_format(document, _("Perhaps; '%s' is not known yet."),
						step->decisive->title)
			      : _("Perhaps.");
}

/* By a rule before this one. */
static bool was_asked(const struct diagnosis *diagnosis, size_t step)
{
	for (size_t i = 0; i < step; i++)
		if (!strcmp(diagnosis->trail[i].rule->phase, diagnosis->trail[step].rule->phase))
			return true;
	return false;
}

/* Each rule up to the one that gave the answer, as it was asked. */
static void add_trail(const struct state *state, const struct diagnosis *diagnosis,
		      struct document *document)
{
	for (size_t i = 0; i < diagnosis->n_trail; i++) {
		const struct diagnosis_step *step = &diagnosis->trail[i];
		const char *title = diagnosis_title(state->rubric, step->rule->phase);

		document_item(document, verdict_names[step->verdict],
			      was_asked(diagnosis, i)
				      ? document_format(document, _("%s, by another rule"), title)
				      : title,
			      trail_words(state, diagnosis, step, document), NULL);
		if (step->verdict != VERDICT_NO)
			return;
	}
}

static void add_reading(const struct state *state, const struct diagnosis *diagnosis,
			const char *label, struct document *document)
{
	bool is_coachs = strcmp(diagnosis->by, "coach") == 0;

	document_fact(document, "phase", label, diagnosis_title(state->rubric, diagnosis->phase));
	if (is_coachs || !strcmp(diagnosis->phase, "undecided") || diagnosis->n_trail == 0)
		document_text(document, NULL, "%s", diagnosis->because);
	if (diagnosis->n_trail > 0)
		document_text(document, NULL, "%s",
			      is_coachs ? _("This is your own reading. The rubric's rules, asked "
					    "in this order, said:")
					: _("The rubric's rules were asked in this order:"));
	add_trail(state, diagnosis, document);
}

static bool is_same(const struct diagnosis *a, const struct diagnosis *b)
{
	if (strcmp(a->phase, b->phase) != 0 || strcmp(a->by, b->by) != 0 ||
	    strcmp(a->because, b->because) != 0)
		return false;
	for (size_t i = 0; i < a->n_trail; i++)
		if (a->trail[i].verdict != b->trail[i].verdict ||
		    a->trail[i].decisive != b->trail[i].decisive)
			return false;
	return true;
}

void coach_diagnosis(const struct report *report, struct document *document)
{
	const struct diagnosis *now = &report->advice.diagnosis;
	const struct diagnosis *then = &report->prepared;
	bool changed = then->phase && now->phase && !is_same(then, now);

	if (!now->phase || !looks_for_breakdown(&report->state))
		return;
	document_heading(document, 2, "diagnosis", _("Where learning first broke down"));
	if (changed) {
		document_heading(document, 3, "prepared", _("As the talk began"));
		add_reading(&report->then, then, _("It was"), document);
		document_heading(document, 3, "now", _("Now"));
	}
	add_reading(&report->state, now, _("It is"), document);
	if (then->phase && !changed)
		document_text(document, "unchanged", "%s",
			      _("The reading was the same when the talk began."));
}
