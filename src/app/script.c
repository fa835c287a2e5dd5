/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of the script is in view: stage, step, question. The guide says how each step stands; here
 * is only where the coach looks.
 */
#include "app/app.h"

#include <string.h>

#include "debrief/labels.h"

/* A stage of nothing but private steps is one for the coach alone. */
static bool is_all_private(const struct rubric *rubric, size_t stage)
{
	size_t count = 0;

	for (size_t i = 0; i < rubric->script.count; i++) {
		const struct rubric_step *step = rubric_step_at(rubric, i);

		if (step->stage_index != stage)
			continue;
		if (!step->is_private)
			return false;
		count++;
	}
	return count > 0;
}

bool app_stage_is_shared(const struct app *app, size_t stage)
{
	const struct schema_texts *stages = &app->session->rubric->stages;

	return stage < stages->count && !stage_is_private(stages->items[stage]) &&
	       !is_all_private(app->session->rubric, stage);
}

bool app_is_table_safe(const struct app *app)
{
	return app->session && !app->alone &&
	       app_stage_is_shared(app,
				   app->stage == SIZE_MAX ? app->advice.guide.stage : app->stage);
}

bool app_step_is_shared(const struct app *app)
{
	return app_is_table_safe(app) || (app->alone && app->step && !app->step->is_private);
}

bool app_withholds(const struct app *app, const struct rubric_field *field)
{
	return field->type == FIELD_STATEMENT &&
	       (!state_has_both_statements(&app->state) || app->form.form == &form_statement_coach);
}

bool app_hides_steps(const struct app *app)
{
	for (size_t i = 0; app_is_table_safe(app) && i < app->advice.guide.n_steps; i++)
		if (app->advice.guide.steps[i].step->stage_index == app->stage &&
		    app->advice.guide.steps[i].step->is_private)
			return true;
	return false;
}

/* A first talk has no earlier goal whose progress could be asked for. */
static bool looks_back_at_nothing(const struct app *app, const struct guide_step *step)
{
	if (app->previous.goal || step->asked || step->heard)
		return false;
	for (size_t i = 0; i < step->step->fields.count; i++)
		if (step_field_at(step->step, i)->type == FIELD_PROGRESS)
			return !app->session->open || !event_text(app->session->open, KEY_PREVIOUS);
	return false;
}

const char *app_stage_name(const struct app *app)
{
	return stage_label(app->session->rubric, app->stage);
}

/* What is private does not exist on a screen that the teacher may see. */
static bool is_shown(const struct app *app, const struct guide_step *step)
{
	return step->step->stage_index == app->stage &&
	       !(step->step->is_private && app_is_table_safe(app)) &&
	       !looks_back_at_nothing(app, step);
}

const struct guide_step *app_guide_step(const struct app *app, const struct rubric_step *step)
{
	if (!step || step->index >= app->advice.guide.n_steps)
		return NULL;
	return &app->advice.guide.steps[step->index];
}

const struct guide_step *app_step_at(const struct app *app, size_t n)
{
	for (size_t i = 0; i < app->advice.guide.n_steps; i++)
		if (is_shown(app, &app->advice.guide.steps[i]) && n-- == 0)
			return &app->advice.guide.steps[i];
	return NULL;
}

size_t app_step_place(const struct app *app)
{
	const struct guide_step *step;
	size_t n = 0;

	while ((step = app_step_at(app, n)) && step->step != app->step)
		n++;
	return step ? n : 0;
}

unsigned app_open_step(struct app *app, const struct rubric_step *step)
{
	app->step = step;
	app->branch = NULL;
	app->question = 0;
	app->views[FOCUS_SCRIPT] = (struct list_view){0};
	if (step && step->stage_index != app->stage)
		return app_show_stage(app, step->stage_index);
	return CHANGE_VIEW;
}

unsigned app_show_stage(struct app *app, size_t stage)
{
	struct err err = {{0}, 0};
	const struct guide_step *first;
	bool was_safe = app_is_table_safe(app);

	if (stage >= app->session->rubric->stages.count)
		return CHANGE_NONE;
	app->stage = stage;
	app->alone = false;
	app->mode = MODE_NORMAL;
	if (!was_safe && app_is_table_safe(app))
		search_clear(app); /* what the coach was looking for is nobody else's business */
	if (app_refold(app, &err))
		return app_warn(app, "%s", err.message);
	if (!app->step || !is_shown(app, app_guide_step(app, app->step))) {
		first = app_step_at(app, 0);
		app->step = app->advice.guide.next;
		if (!app->step || !is_shown(app, app_guide_step(app, app->step)))
			app->step = first ? first->step : NULL;
		app->branch = NULL;
		app->question = 0;
	}
	return CHANGE_VIEW;
}

int app_trying_seconds(const struct app *app)
{
	if (!app->branch || app->branch->minutes == 0)
		return -1;
	return (int)((host_monotonic_ms(app->host) - app->branch_since) / 1000);
}

size_t app_question_count(const struct app *app)
{
	return (app->branch ? app->branch->say.count : 0) + (app->step ? app->step->say.count : 0);
}

const char *app_question(const struct app *app, size_t n, struct arena *arena)
{
	size_t first = app->branch ? app->branch->say.count : 0;
	const char *question;

	if (n >= app_question_count(app))
		return "";
	question = n < first ? app->branch->say.items[n] : app->step->say.items[n - first];
	return guide_fill(&app->state, question, !app_is_table_safe(app), arena);
}

bool app_question_asked(const struct app *app, size_t n)
{
	size_t first = app->branch ? app->branch->say.count : 0;

	if (!app->step || n < first)
		return false;
	for (size_t i = 0; i < app->state.moves.count; i++) {
		const struct event *move = app->state.moves.items[i];

		if (event_says(move, KEY_STEP, app->step->id) &&
		    event_number(move, KEY_STEM, 0) == (long)(n - first) + 1)
			return true;
	}
	return false;
}

static bool is_open_here(const struct app *app, const struct rubric_field *field)
{
	return !state_heard(&app->state, field) && !(field->is_private && app_is_table_safe(app));
}

/* Text that may be said or not: the coach says whether these words are it. */
static bool is_optional_text(const struct rubric_field *field)
{
	return field->type == FIELD_TEXT && !field->required;
}

const struct rubric_field *app_next_field(const struct app *app)
{
	for (size_t i = 0; app->step && i < app->step->fields.count; i++) {
		const struct rubric_field *field = step_field_at(app->step, i);

		if (is_open_here(app, field) && !is_optional_text(field))
			return field;
	}
	return NULL;
}

const struct rubric_field *app_optional_field(const struct app *app, size_t n)
{
	for (size_t i = 0; app->step && i < app->step->fields.count; i++) {
		const struct rubric_field *field = step_field_at(app->step, i);

		if (is_open_here(app, field) && is_optional_text(field) && n-- == 0)
			return field;
	}
	return NULL;
}

bool app_compares_statements(const struct app *app)
{
	const struct state *state = &app->state;
	const struct rubric_field *field = rubric_field(state->rubric,
							known_fields[FIELD_STATEMENT_TEACHER].id);

	return field && field->step == app->step && state_has_both_statements(state);
}

/* A stage for both that has no steps is nothing to go to; alone there is always something to do. */
static bool is_worth_showing(const struct rubric *rubric, size_t stage)
{
	if (stage_is_private(rubric->stages.items[stage]))
		return true;
	for (size_t i = 0; i < rubric->script.count; i++)
		if (rubric_step_at(rubric, i)->stage_index == stage)
			return true;
	return false;
}

size_t app_stage_after(const struct app *app)
{
	const struct rubric *rubric = app->session->rubric;

	for (size_t i = app->stage + 1; i > 0 && i < rubric->stages.count; i++)
		if (is_worth_showing(rubric, i))
			return i;
	return SIZE_MAX;
}

size_t app_stage_before(const struct app *app)
{
	size_t count = app->session->rubric->stages.count;

	for (size_t i = app->stage < count ? app->stage : 0; i-- > 0;)
		if (is_worth_showing(app->session->rubric, i))
			return i;
	return SIZE_MAX;
}

bool app_stage_before_is_private(const struct app *app)
{
	size_t before = app_stage_before(app);

	return before != SIZE_MAX && !app_stage_is_shared(app, before);
}

static void note_if_latest(const struct app *app, const struct rubric_step *step, size_t order,
			   size_t *latest, size_t *stage)
{
	if (!step || order > state_order(&app->state, app->state.close) ||
	    !app_stage_is_shared(app, step->stage_index) || (*stage != SIZE_MAX && order < *latest))
		return;
	*latest = order;
	*stage = step->stage_index;
}

/* That of what was said or asked last before it; of a talk without either the first for both. */
size_t app_closed_stage(const struct app *app)
{
	const struct state *state = &app->state;
	size_t latest = 0;
	size_t stage = SIZE_MAX;

	if (!state->close)
		return SIZE_MAX;
	for (size_t i = 0; i < state->n_heard; i++)
		note_if_latest(app, state->heard[i].step, state->heard[i].order, &latest, &stage);
	for (size_t i = 0; i < state->moves.count; i++)
		note_if_latest(
			app,
			rubric_step(state->rubric, event_text(state->moves.items[i], KEY_STEP)),
			state_order(state, state->moves.items[i]), &latest, &stage);
	for (size_t i = 0; i < state->rubric->stages.count && stage == SIZE_MAX; i++)
		if (app_stage_is_shared(app, i) && is_worth_showing(state->rubric, i))
			stage = i;
	return stage;
}

const struct event *app_parked(const struct app *app, const struct event *goal)
{
	for (size_t i = 0; i < app->state.parked.count; i++) {
		const struct event *park = app->state.parked.items[i];

		if (state_cited(&app->state, event_text(park, KEY_RE)) == goal)
			return park;
	}
	return NULL;
}

static bool is_words(const struct event *event)
{
	return event->kind == EVENT_SAID || event->kind == EVENT_TURN;
}

bool app_lists(const struct app *app, const struct heard *heard)
{
	if (!app_may_show(app, heard->event))
		return false;
	return !heard->field || heard->field->many || is_words(heard->event) ||
	       heard == state_heard(&app->state, heard->field) || app_parked(app, heard->event);
}

bool app_may_show(const struct app *app, const struct event *event)
{
	return !event->is_private || !app_is_table_safe(app);
}
