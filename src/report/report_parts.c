/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_parts.h"

#include <string.h>
#include <strings.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/labels.h"
#include "debrief/same_name.h"
#include "debrief/visit.h"

/* Said the same way to both readers: whatever stands here is fit for the teacher. */

const char *report_open_text(const struct report *report, enum event_key key)
{
	return report->state.open ? event_text(report->state.open, key) : NULL;
}

static void add_fact(struct document *document, enum event_key key, const char *id,
		     const char *label, const char *text)
{
	if (key == KEY_LESSON_DATE || key == KEY_DUE)
		document_day(document, id, label, text);
	else
		document_fact(document, id, label, choice_words(key, text));
}

const char *title_of_field(const struct report *report, enum known_field known,
			   const char *otherwise)
{
	const struct rubric_field *field = rubric_field(report->state.rubric,
							known_fields[known].id);

	return field && field->title ? field->title : otherwise;
}

void part_lesson(const struct report *report, struct document *document)
{
	static const struct {
		enum event_key key;
		const char *id, *label;
	} facts[] = {
		{KEY_TEACHER, "teacher", N_("Teacher")},
		{KEY_COACH, "coach", N_("Coach")},
		{KEY_LESSON_GRADE, "grade", N_("Grade")},
		{KEY_LESSON_DATE, "date", N_("Date")},
		{KEY_LESSON_TAUGHT_BY, "taught-by", N_("Taught by")},
		{KEY_LESSON_GOAL, "learning-goal", N_("What students were to learn")},
	};

	for (size_t i = 0; i < COUNT(facts); i++) {
		const char *text = report_open_text(report, facts[i].key);

		const char *label = facts[i].key == KEY_LESSON_GOAL
					    ? title_of_field(report, FIELD_LEARNING_GOAL,
							     _(facts[i].label))
					    : _(facts[i].label);

		if (facts[i].key != KEY_LESSON_TAUGHT_BY ||
		    !same_name(text, report_open_text(report, KEY_TEACHER)))
			add_fact(document, facts[i].key, facts[i].id, label, text);
	}
}

/* What was said to both, on which days. */
void part_days(const struct report *report, struct document *document)
{
	const struct state *state = &report->state;
	const char *days = NULL;
	char latest[DATE_SIZE] = "";

	for (size_t i = 0; i < state->n_heard; i++) {
		const struct heard *heard = &state->heard[i];
		char day[DATE_SIZE];

		timestamp_local_date(heard->event->at, day);
		if (!heard->step || heard->step->is_private || !strcmp(day, latest))
			continue;
		memcpy(latest, day, DATE_SIZE);
		days = document_list(document, days, document_date(document, day));
	}
	if (days)
		document_text(document, "days", _("We talked on %s."), days);
}

void part_ending(const struct report *report, struct document *document)
{
	const char *words = ending_words(&report->state);

	if (words)
		document_text(document, event_text(report->state.close, KEY_ENDING), "%s.", words);
}

/* ---- what the rubric has no word of is not called open ---- */

bool asks_for_goals(const struct state *state)
{
	for (size_t i = 0; i < state->rubric->n_fields; i++)
		if (state->rubric->fields[i]->type == FIELD_GOAL ||
		    state->rubric->fields[i]->type == FIELD_STATEMENT)
			return true;
	return state->all_goals.count > 0;
}

static bool has_step_for_both(const struct rubric *rubric)
{
	for (size_t i = 0; i < rubric->script.count; i++)
		if (!rubric_step_at(rubric, i)->is_private)
			return true;
	return false;
}

bool asks_the_teacher(const struct state *state)
{
	return state->consent || has_step_for_both(state->rubric);
}

bool looks_for_breakdown(const struct state *state)
{
	return state->rubric->breakdown.count > 0 || state->breakdown;
}

/* ---- student work ---- */

static bool is_picture(const char *file)
{
	static const char *const endings[] = {".png", ".jpg", ".jpeg", ".gif", ".webp"};
	const char *ending = strrchr(file, '.');

	for (size_t i = 0; ending && i < COUNT(endings); i++)
		if (strcasecmp(ending, endings[i]) == 0)
			return true;
	return false;
}

/* The name of a file may hold a student's: the teacher, who hands the report on, gets a number. */
static void add_file(const struct report *report, const struct event *work, const char *strategy,
		     size_t number, struct document *document)
{
	const char *file = event_text(work, KEY_FILE);
	bool is_named = report->audience == FOR_COACH;

	if (file && is_picture(file))
		document_picture(document, "picture",
				 document_format(document, _("Student work: %s"), strategy), file,
				 is_named ? NULL
					  : document_format(document, _("picture %zu"), number));
	else if (file)
		document_fact(document, "file", _("On file"),
			      is_named ? file : document_format(document, _("file %zu"), number));
}

void part_work(const struct report *report, struct document *document, const char *heading)
{
	const struct state_list *all = &report->state.work;
	size_t n_files = 0;

	document_heading(document, 2, "work", heading);
	for (size_t i = 0; i < all->count; i++) {
		const struct event *work = all->items[i];
		const char *strategy = event_text(work, KEY_STRATEGY);
		long students = event_number(work, KEY_STUDENTS, -1);
		char letters[WORK_LETTERS_SIZE];

		if (!strategy)
			strategy = _("Without a name");
		document_item(document, "strategy",
			      document_format(document, "%s", work_letters(i, letters)), strategy,
			      students < 1
				      ? NULL
				      : document_format(document,
							P_("%ld student", "%ld students", students),
							students));
		document_verbatim(document, "on-the-page", event_text(work, KEY_TEXT));
		n_files += event_text(work, KEY_FILE) != NULL;
		add_file(report, work, strategy, n_files, document);
	}
}

void part_evidence(const struct event *evidence, const char *id, const char *label,
		   struct document *document)
{
	document_item(document, id, label, event_text(evidence, KEY_TEXT),
		      event_text(evidence, KEY_LESSON_TIME));
}

/* ---- what is agreed ---- */

static void add_statement(const struct report *report, enum goal_whose whose, const char *label,
			  struct document *document)
{
	const struct rubric *rubric = report->state.rubric;
	const struct event *goal = report->state.goals[whose];
	const struct rubric_phase *phase = rubric_phase(rubric, goal_phase(rubric, goal));

	document_quote(document, goal_whose_names[whose], label, goal_words(rubric, goal),
		       phase ? phase->title : NULL);
}

const char *statements_heading(const struct state *state)
{
	for (int by = 0; by < JUDGE__COUNT; by++)
		for (int what = 0; what < JUDGE_WHAT__COUNT; what++)
			if (state->judgements[by][what] &&
			    event_says(state->judgements[by][what], KEY_VALUE, "different"))
				return _("What each of us would try");
	return _("What we are going to try");
}

void part_statements(const struct report *report, struct document *document, const char *teacher,
		     const char *coach)
{
	if (!state_has_both_statements(&report->state))
		return;
	document_heading(document, 2, "agreed", statements_heading(&report->state));
	add_statement(report, GOAL_AGREED_BY_TEACHER, teacher, document);
	add_statement(report, GOAL_AGREED_BY_COACH, coach, document);
}

void part_plan(const struct report *report, struct document *document)
{
	const struct state *state = &report->state;

	if (!state->plan && !visit_due(state))
		return;
	document_heading(document, 2, "plan", _("Our plan"));
	for (size_t i = 0; i < PLAN_PARTS; i++) {
		const struct plan_part *part = &plan_parts[i];
		const char *label = _(part->label);

		if (part->is_coachs && report->audience == FOR_TEACHER)
			label = label_by_coach(label, report_open_text(report, KEY_COACH),
					       document->arena);
		document->failed |= !label;
		add_fact(document, part->key, part->id, label, visit_plan_text(state, part->key));
	}
}

/* How far it is, is the coach's to read; the teacher gets what was seen. */
void part_visits(const struct report *report, struct document *document)
{
	const struct state_list *visits = &report->state.visits;
	char date[DATE_SIZE];

	document_heading(document, 2, "visits", _("What was seen since"));
	for (size_t i = 0; i < visits->count; i++) {
		const char *words = event_text(visits->items[i], KEY_TEXT);
		const char *level = event_text(visits->items[i], KEY_LEVEL);

		level = level ? choice_words(KEY_LEVEL, level) : _("It could not be seen");
		if (report->audience == FOR_COACH)
			words = words ? document_format(document, "%s. %s", level, words) : level;
		if (!words)
			continue;
		visit_date(visits->items[i], date);
		document_item(document, "visit", document_date(document, date), words,
			      !event_says(visits->items[i], KEY_BY, "teacher") ? NULL
			      : report->audience == FOR_COACH ? _("told by the teacher")
							      : _("as you told it"));
	}
}

/* ---- what no report says ---- */

static bool is_picked_in_private(const struct rubric_field *field)
{
	return field->is_private && (field->type == FIELD_CHOICE || field->type == FIELD_LEVEL);
}

bool is_supposition(const struct report *report, const struct rubric_step *step,
		    const struct rubric_field *field)
{
	if (!has_step_for_both(report->state.rubric))
		return false; /* a coach's look at their own part */
	if (field)
		return is_picked_in_private(field);
	for (size_t i = 0; step && step->is_private && i < step->fields.count; i++)
		if (is_picked_in_private(step_field_at(step, i)))
			return true;
	return false;
}
