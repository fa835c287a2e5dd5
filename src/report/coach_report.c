/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_parts.h"

#include "debrief/i18n.h"
#include "debrief/labels.h"
#include "debrief/talk_words.h"
#include "debrief/visit.h"

/*
 * The coach's own reading of a session, in the order of the work: first in short, then what was
 * seen, what it means, which goals there are, how the talk went, and last what comes next. It says
 * what is recorded and judges goals; it has no sentence about a person.
 */

static void begin(const struct report *report, struct document *document)
{
	const struct state *state = &report->state;

	document_text(
		document, NULL, "%s",
		_("This report is for the coach: it also says what is private. Only guesses about "
		  "the teacher stay out."));
	document_fact(document, "session", _("Session"), report->session->id);
	part_lesson(report, document);
	part_days(report, document);
	if (!asks_the_teacher(state))
		return;
	if (!state->consent)
		document_text(document, "consent-unknown", "%s",
			      _("The teacher has not been asked yet whether their words may be "
				"written down."));
	else if (state_consent_refused(state))
		document_text(document, "consent-refused", "%s",
			      report->consented.once_given
				      ? _("First the teacher agreed that their words are written "
					  "down; from then on they do not want it. What is quoted "
					  "was written down while they agreed.")
				      : _("The teacher does not want their words written down."));
	else
		document_text(document, "consent-given", "%s",
			      _("The teacher agrees that their words are written down."));
	if (report->consented.n_withheld > 0)
		document_text(document, "withheld",
			      P_("%zu piece that was written down before they were asked is not "
				 "quoted here.",
				 "%zu pieces that were written down before they were asked are "
				 "not quoted here.",
				 report->consented.n_withheld),
			      report->consented.n_withheld);
}

/* What one looks for first, all of it once more further down. */
static void in_short(const struct report *report, struct document *document)
{
	const struct state *state = &report->state;
	const struct diagnosis *diagnosis = &report->advice.diagnosis;
	const struct event *agreed = state->goals[GOAL_AGREED_BY_TEACHER];
	const struct goal_view *own = &report->advice.goals[GOAL_COACH];

	document_heading(document, 2, "in-short", _("In short"));
	if (diagnosis->phase && looks_for_breakdown(state))
		document_fact(document, "diagnosis", _("Where learning first broke down"),
			      diagnosis_title(state->rubric, diagnosis->phase));
	if (state_has_both_statements(state))
		document_fact(document, "agreed", _("What the teacher is going to try"),
			      goal_words(state->rubric, agreed));
	else if (own->event)
		document_fact(document, "goal", _("Your goal"), own->words);
	if (state->plan)
		document_fact(document, "move", plan_label(KEY_TEXT),
			      visit_plan_text(state, KEY_TEXT));
	document_day(document, "due", plan_label(KEY_DUE), visit_due(state));
	part_ending(report, document);
	if (!state->close && asks_the_teacher(state))
		document_text(document, NULL, "%s",
			      report->advice.talk_begins != EVENT_PLACE_NONE
				      ? _("The talk is not closed yet.")
				      : _("The talk has not begun yet."));
}

/* What was written down about this in the session; where a supposition stands, it stays. */
static void notes(const struct report *report, struct document *document)
{
	const struct state *state = &report->state;

	document_heading(document, 2, "notes", _("Your notes"));
	for (size_t i = 0; i < state->notes.count; i++) {
		const struct event *note = state->notes.items[i];
		const struct rubric_step *step = rubric_step(state->rubric,
							     event_text(note, KEY_STEP));

		if (is_supposition(report, step, NULL))
			continue;
		document_item(document, "note", step ? step->title : NULL,
			      event_text(note, KEY_TEXT), talk_clock(report, note, document));
	}
}

static void problems(const struct report *report, struct document *document)
{
	const struct session *session = report->session;

	document_heading(document, 2, "problems", _("Problems in the session's files"));
	for (size_t i = 0; i < session->n_problems; i++)
		document_item(document, "problem", NULL, session->problems[i], NULL);
}

/* A share is neither good nor bad; it is worth looking at over several talks. */
static void words_spoken(const struct state *state, struct document *document)
{
	struct talk_words words = talk_words(state);
	struct talk_share share = talk_share(words);

	if (state->turns.count == 0)
		return;
	document_text(document, "words",
		      _("Of the words of both in the transcript, %d %% are yours and %d %% the "
			"teacher's (%zu and %zu)."),
		      share.coach, share.teacher, words.coach, words.teacher);
	if (words.other > 0)
		document_text(document, "words-of-others",
			      _("Others said %zu words; these are only counted."), words.other);
}

static void course(const struct report *report, struct document *document)
{
	struct timeline *timeline = arena_alloc(document->arena, sizeof(*timeline));

	if (!timeline) {
		document->failed = true;
		return;
	}
	if (!timeline_make(report, document, timeline))
		return;
	document_heading(document, 2, "course", _("How the talk ran"));
	if (report->talk.coach + report->talk.teacher > 0)
		document_text(document, "floor",
			      _("You had the floor for %.0f minutes, the teacher for %.0f."),
			      report->talk.coach / 60, report->talk.teacher / 60);
	words_spoken(&report->state, document);
	document_timeline(document, "timeline", timeline);
}

static void about(const struct report *report, struct document *document)
{
	const struct rubric *rubric = report->session->rubric;
	size_t count = report->state.n_counted;

	document_heading(document, 2, "about", _("About this record"));
	document_fact(document, "events", _("Recorded"),
		      document_format(document, P_("%zu event", "%zu events", count), count));
	if (rubric->title)
		document_fact(document, "rubric", _("Rubric"),
			      document_format(document, _("%s (%s, version %ld)"), rubric->title,
					      rubric->id ? rubric->id : "", rubric->version));
	document_fact(document, "source", _("Where its ideas come from"), rubric->source);
}

void coach_report(const struct report *report, struct document *document)
{
	begin(report, document);
	in_short(report, document);
	coach_evidence(report, document);
	part_work(report, document, _("Students' strategies"));
	coach_ratings(report, document);
	coach_diagnosis(report, document);
	coach_progress(report, document);
	coach_goals(report, document);
	coach_talk(report, document);
	course(report, document);
	coach_left_out(report, document);
	coach_agreement(report, document);
	coach_negotiation(report, document);
	part_plan(report, document);
	part_visits(report, document);
	notes(report, document);
	coach_next(report, document);
	problems(report, document);
	about(report, document);
}
