/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers that come from the rubric and the session. On a table-safe screen a list is in the
 * rubric's order and says nothing about what the engine would prefer.
 */
#include "app/form_offers.h"

#include <string.h>

#include "app/app.h"
#include "app/command_run.h"
#include "app/keys.h"
#include "debrief/i18n.h"

static enum status full(bool added, struct err *err)
{
	return added ? STATUS_OK : err_no_memory(err);
}

/* Evidence that is sorted is most likely of the part it stands in; a statement is about the change
 * that was talked about last. */
static const struct rubric_phase *likely_phase(const struct app *app, const struct form_run *run)
{
	const struct event *talked_about = app->state.goals[GOAL_ALTERNATIVE]
						   ? app->state.goals[GOAL_ALTERNATIVE]
						   : app->state.goals[GOAL_TEACHER];
	enum goal_whose whose = run->event.kind == EVENT_GOAL ? goal_whose_of(&run->event)
							      : GOAL__COUNT;

	if (run->event.kind == EVENT_ASSIGN)
		return app_phase_here(app);
	if (!talked_about || (whose != GOAL_AGREED_BY_COACH && whose != GOAL_AGREED_BY_TEACHER))
		return NULL;
	return rubric_phase(app->session->rubric, goal_phase(app->session->rubric, talked_about));
}

enum status offer_phases(struct app *app, struct form_run *run, struct err *err)
{
	const struct rubric *rubric = app->session->rubric;
	const struct rubric_phase *here = likely_phase(app, run);
	bool ok = true;

	for (size_t i = 0; i < rubric->phases.count; i++)
		ok &= form_add_option(run, rubric_phase_at(rubric, i)->id,
				      rubric_phase_at(rubric, i)->title, NULL);
	ok &= form_add_option(run, NULL, _("Not clear yet"), NULL);
	run->selected = here ? here->index : rubric->phases.count;
	return full(ok, err);
}

enum status offer_developments(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; i < app->session->rubric->developments.count; i++) {
		const struct rubric_development *one = rubric_development_at(app->session->rubric,
									     i);

		ok &= form_add_option(run, one->id, one->title, NULL);
	}
	if (state_consent_refused(&app->state))
		ok &= form_add_option(run, "heard", _("Something else"), NULL);
	else /* no value: a line asks for them */
		ok &= form_add_option(run, NULL, _("In other words…"), NULL);
	return full(ok, err);
}

enum status offer_field_options(struct app *app, struct form_run *run, struct err *err)
{
	const struct schema_texts *options = &run->subject.field->options;
	bool ok = true;

	for (size_t i = 0; i < options->count; i++)
		ok &= form_add_option(run, options->items[i],
				      rubric_words(app->session->rubric, options->items[i]), NULL);
	return full(ok, err);
}

enum status offer_field_levels(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = true;

	(void)app;
	for (size_t i = 0; i < run->subject.field->levels.count; i++) {
		const struct rubric_level *level = level_at(&run->subject.field->levels, i);

		ok &= form_add_option(run, level->id, level->text ? level->text : level->id, NULL);
	}
	return full(ok, err);
}

enum status offer_rating(struct app *app, struct form_run *run, struct err *err)
{
	const struct rubric_criterion *criterion = run->subject.criterion;
	const struct event *rating = app->state.ratings[criterion->index];
	bool ok = true;

	for (size_t i = 0; i < criterion->levels.count; i++) {
		const struct rubric_level *level = level_at(&criterion->levels, i);
		const char *text = level->text ? level->text : level->id;

		if (i >= criterion->met_level)
			text = arena_printf(&run->arena, _("%s (counts as met)"), text);
		ok &= form_add_option(run, level->id, text ? text : level->id, NULL);
		if (rating && event_says(rating, KEY_LEVEL, level->id))
			run->selected = i;
	}
	if (criterion->levels.count == 0) {
		ok &= form_add_option(run, "met", _("Yes"), NULL);
		ok &= form_add_option(run, "unmet", _("Not yet"), NULL);
	}
	ok &= form_add_option(run, "unseen", _("Could not be seen"), NULL);
	return full(ok, err);
}

/* Why a change of the bank would not be productive now: the first of its reasons that stands
 * against it. */
static const char *why_not(struct app *app, struct form_run *run, const struct rubric_goal *goal)
{
	struct goal_view view;
	struct event event;

	event_init(&event, EVENT_GOAL);
	event_set(&event, KEY_CHANGE, goal->id);
	if (goal_judge(&app->state, &app->advice.diagnosis, &event, &run->arena, &view, NULL))
		return NULL;
	return view.reasons[view.feasible == VERDICT_YES ? 2 : 1];
}

static bool is_suggested(const struct guide *guide, const struct rubric_goal *goal)
{
	for (size_t i = 0; i < guide->n_suggestions; i++)
		if (guide->suggestions[i] == goal)
			return true;
	return false;
}

/* The bank for the coach alone: what would be productive now; all others, each with its reason,
 * when something is typed or when nothing would be. */
enum status offer_bank(struct app *app, struct form_run *run, struct err *err)
{
	const struct guide *guide = &app->advice.guide;
	const struct rubric *rubric = app->session->rubric;
	bool ok = true;

	for (size_t i = 0; i < guide->n_suggestions; i++)
		ok &= form_add_option(run, guide->suggestions[i]->id, guide->suggestions[i]->change,
				      NULL);
	for (size_t i = 0; i < rubric->goals.count; i++) {
		const struct rubric_goal *goal = rubric_goal_at(rubric, i);

		if (is_suggested(guide, goal))
			continue;
		ok &= form_add_option(run, goal->id, goal->change, why_not(app, run, goal));
	}
	run->n_first = guide->n_suggestions;
	return full(ok, err);
}

enum status offer_breakdown(struct app *app, struct form_run *run, struct err *err)
{
	const struct rubric *rubric = app->session->rubric;
	bool ok = true;

	for (size_t i = 0; i < rubric->phases.count; i++)
		ok &= form_add_option(run, rubric_phase_at(rubric, i)->id,
				      rubric_phase_at(rubric, i)->title, NULL);
	return full(ok && form_add_option(run, "none", diagnosis_title(rubric, "none"), NULL), err);
}

static const char *id_of(const struct event *event, struct form_run *run)
{
	char id[EVENT_ID_SIZE];

	event_id_format(&event->id, id);
	return arena_strdup(&run->arena, id);
}

static bool add_citable(const struct app *app, struct form_run *run, const struct event *event,
			enum event_key key)
{
	const char *text = event_text(event, key);
	const char *who = state_evidence_who(&app->state, event);

	return form_add_option(run, id_of(event, run),
			       arena_printf(&run->arena, "%s: %.*s",
					    event->kind == EVENT_WORK ? _("Work")
					    : who                     ? choice_words(KEY_WHO, who)
								      : _("Not clear who"),
					    text ? (int)strcspn(text, "\n") : 0, text ? text : ""),
			       NULL);
}

/* Students' work first: a goal begins there. */
enum status offer_evidence(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; i < app->state.work.count && run->n_options < FORM_OPTIONS_MAX; i++)
		ok &= add_citable(app, run, app->state.work.items[i], KEY_STRATEGY);
	for (size_t i = 0; i < app->state.evidence.count && run->n_options < FORM_OPTIONS_MAX; i++)
		ok &= add_citable(app, run, app->state.evidence.items[i], KEY_TEXT);
	return full(ok, err);
}

/*
 * Another way there. The change that the coach prepared comes first, so that it is found with one
 * key; it stands in the rubric's words, and nothing tells it from the others, so a teacher who
 * reads along sees a list of changes and not the coach's goal. A goal in the coach's own words is
 * in no such list but as the coach's: it is offered only where nobody reads along, without a value.
 */
enum status offer_changes(struct app *app, struct form_run *run, struct err *err)
{
	const struct rubric *rubric = app->session->rubric;
	const struct event *own = app->state.goals[GOAL_COACH];
	const struct rubric_goal *prepared = own ? rubric_goal(rubric, event_text(own, KEY_CHANGE))
						 : NULL;
	bool ok = true;

	if (prepared)
		ok &= form_add_option(run, prepared->id, prepared->change, NULL);
	else if (own && !app_is_table_safe(app))
		ok &= form_add_option(run, NULL, goal_words(rubric, own), NULL);
	for (size_t i = 0; i < rubric->goals.count; i++) {
		const struct rubric_goal *goal = rubric_goal_at(rubric, i);

		if (goal != prepared)
			ok &= form_add_option(run, goal->id, goal->change, NULL);
	}
	return full(ok, err);
}

/* What Tab completes when a change is written: the bank's changes, and where nobody reads along the
 * coach's own goal before them. */
enum status complete_changes(struct app *app, struct form_run *run, struct err *err)
{
	const struct rubric *rubric = app->session->rubric;
	const struct event *own = app_is_table_safe(app) ? NULL : app->state.goals[GOAL_COACH];
	size_t n = 0;

	run->words = arena_array(&run->arena, rubric->goals.count + 2, sizeof(*run->words));
	if (!run->words)
		return err_no_memory(err);
	if (own)
		run->words[n++] = goal_words(rubric, own);
	for (size_t i = 0; i < rubric->goals.count; i++)
		run->words[n++] = rubric_goal_at(rubric, i)->change;
	return STATUS_OK;
}

enum status offer_topics(struct app *app, struct form_run *run, struct err *err)
{
	const struct schema_texts *topics = &app->session->rubric->topics;
	bool ok = true;

	for (size_t i = 0; i < topics->count; i++)
		ok &= form_add_option(run, topics->items[i],
				      rubric_words(app->session->rubric, topics->items[i]), NULL);
	return full(ok, err);
}

enum status offer_branches(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; i < app->step->branches.count; i++) {
		const struct rubric_branch *branch = step_branch_at(app->step, i);

		ok &= form_add_option(run, branch->title, branch->title, NULL);
	}
	return full(ok, err);
}

enum status offer_goals(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = true;

	for (size_t i = app->state.all_goals.count; i-- > 0;) {
		const struct event *goal = app->state.all_goals.items[i];

		if (app_may_show(app, goal) && (event_says(goal, KEY_WHOSE, "teacher") ||
						event_says(goal, KEY_WHOSE, "alternative")))
			ok &= form_add_option(run, id_of(goal, run),
					      goal_words(app->session->rubric, goal), NULL);
	}
	return full(ok, err);
}

enum status offer_loose(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = true;

	for (size_t i = app->state.n_heard; i-- > 0;) {
		const struct heard *heard = &app->state.heard[i];

		if (!heard->step && heard->event->kind == EVENT_SAID &&
		    app_may_show(app, heard->event))
			ok &= form_add_option(run, id_of(heard->event, run),
					      event_text(heard->event, KEY_TEXT), NULL);
	}
	return full(ok, err);
}

enum status offer_steps(struct app *app, struct form_run *run, struct err *err)
{
	const struct guide_step *step;
	bool ok = true;

	for (size_t i = 0; (step = app_step_at(app, i)); i++)
		ok &= form_add_option(run, step->step->id, step->step->title, NULL);
	return full(ok, err);
}

/* Where words of the open step belong: most are just words. */
enum status offer_places(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = form_add_option(run, NULL, _("Just what was said"), NULL);
	const struct rubric_field *field;

	for (size_t i = 0; (field = app_optional_field(app, i)); i++)
		ok &= form_add_option(run, field->id, field_label(field), NULL);
	return full(ok, err);
}

/* "zoom (z): give this pane the whole screen, and back" */
static const char *command_label(const struct command *command, struct arena *arena)
{
	struct key_name key = key_name(command->keys[0], false);
	struct command_name name = command_name(command);

	return arena_printf(arena, "%s (%s): %s", name.text, key.text, _(command->help));
}

/* The form is open, so the commands are those of the pane below it. */
enum status offer_commands(struct app *app, struct form_run *run, struct err *err)
{
	unsigned context = command_context_of_pane(app);
	bool ok = true;

	for (size_t i = 0; i < n_commands; i++) {
		const struct command *command = &commands[i];

		if (command->run != do_command &&
		    command_for_key_in(app, context, command->keys[0]) == command)
			ok &= form_add_option(run, command->id, command_label(command, &run->arena),
					      NULL);
	}
	return full(ok, err);
}
