/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A transcript holds more than a talk is remembered by. What of it matters is filed to the step in
 * which it was said, and is heard there from then on; the rest is only counted.
 */
#include "app/app.h"

#include <string.h>

#include "app/command_run.h"
#include "app/form_tables.h"
#include "debrief/i18n.h"
#include "debrief/timestamp.h"

static bool can_be_filed(const struct app *app, const struct event *turn)
{
	return event_text(turn, KEY_TEXT) && app_may_show(app, turn);
}

bool has_turns(const struct app *app)
{
	for (size_t i = 0; app->journal && i < app->state.turns.count; i++)
		if (can_be_filed(app, app->state.turns.items[i]))
			return true;
	return false;
}

/* "12:31 · Teacher · filed: Why" */
static const char *about(const struct app *app, const struct event *turn, struct arena *arena)
{
	const char *who = choice_words(KEY_BY, event_text(turn, KEY_BY));
	long from = event_number(turn, KEY_FROM, -1);
	char clock[CLOCK_WORDS_SIZE];
	const char *when = from < 0 ? "" : arena_printf(arena, "%s · ", clock_words(from, clock));

	for (size_t i = 0; when && i < app->state.n_heard; i++)
		if (app->state.heard[i].event == turn)
			return arena_printf(arena, _("%s%s · stands in: %s"), when, who,
					    app->state.heard[i].step->title);
	return when ? arena_printf(arena, "%s%s", when, who) : NULL;
}

static enum status offer_turns(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; ok && i < app->state.turns.count; i++) {
		const struct event *turn = app->state.turns.items[i];
		char *id = can_be_filed(app, turn) ? arena_alloc(&run->arena, EVENT_ID_SIZE) : NULL;

		if (!can_be_filed(app, turn))
			continue;
		ok = id != NULL;
		if (id)
			event_id_format(&turn->id, id);
		ok = ok && form_add_option(run, id, event_text(turn, KEY_TEXT),
					   about(app, turn, &run->arena));
	}
	return ok ? STATUS_OK : err_no_memory(err);
}

/* Of the talk, whatever stage is in view: a transcript is of what both have heard. */
static bool is_of_talk(const struct app *app, const struct rubric_step *step)
{
	return !step->is_private && app_stage_is_shared(app, step->stage_index);
}

static enum status offer_talk_steps(struct app *app, struct form_run *run, struct err *err)
{
	const struct rubric *rubric = app->session->rubric;
	bool ok = true;

	for (size_t i = 0; i < rubric->script.count; i++) {
		const struct rubric_step *step = rubric_step_at(rubric, i);

		if (!is_of_talk(app, step))
			continue;
		if (step == app->step)
			run->selected = run->n_options;
		ok = ok && form_add_option(run, step->id, step->title, NULL);
	}
	return ok ? STATUS_OK : err_no_memory(err);
}

static const struct rubric_step *chosen_step(const struct app *app, const struct form_run *run)
{
	return rubric_step(app->session->rubric, event_text(&run->event, KEY_STEP));
}

/* Of the two, what one is to say is not answered by the other. */
static bool takes_words(const struct rubric_field *field, const struct event *turn)
{
	const char *other = event_says(turn, KEY_BY, "coach") ? "teacher" : "coach";

	return field->type == FIELD_TEXT && !field->is_private &&
	       !(field->by && !strcmp(field->by, other));
}

static const struct event *chosen_turn(const struct app *app, const struct form_run *run)
{
	return state_event(&app->state, event_text(&run->event, KEY_RE));
}

static bool has_no_place_for_words(const struct app *app, const struct form_run *run)
{
	const struct rubric_step *step = chosen_step(app, run);
	const struct event *turn = chosen_turn(app, run);

	for (size_t i = 0; turn && step && i < step->fields.count; i++)
		if (takes_words(step_field_at(step, i), turn))
			return false;
	return true;
}

static enum status offer_word_fields(struct app *app, struct form_run *run, struct err *err)
{
	const struct rubric_step *step = chosen_step(app, run);
	const struct event *turn = chosen_turn(app, run);
	bool ok = form_add_option(run, NULL, _("Just what was said"), NULL);

	for (size_t i = 0; turn && step && i < step->fields.count; i++) {
		const struct rubric_field *field = step_field_at(step, i);

		if (takes_words(field, turn))
			ok = ok && form_add_option(run, field->id, field_label(field), NULL);
	}
	return ok ? STATUS_OK : err_no_memory(err);
}

static const struct form_question ask[] = {
	{PICK(KEY_RE, N_("Which words? Type some of them.")), .options = offer_turns},
	{CHOICE(KEY_STEP, N_("Where does it belong?")), .options = offer_talk_steps},
	{CHOICE(KEY_FIELD, N_("What is it an answer to?")), .options = offer_word_fields,
	 .skip = has_no_place_for_words},
};
static const struct form form_file_turn = {
	FORM("turn", N_("From the transcript"), EVENT_ASSIGN, ask), .finish = finish_filed};

unsigned do_file_turn(struct app *app)
{
	return form_start(app, &form_file_turn, NULL);
}
