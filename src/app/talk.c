/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands of the talk: what was asked and heard, goals, statements, the ending. */
#include "app/command_run.h"

#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "app/draft_about.h"
#include "app/form_tables.h"
#include "app/heard_again.h"
#include "debrief/i18n.h"

bool in_talk(const struct app *app)
{
	return app->journal && app_is_table_safe(app);
}

/* The end of the script: what is left is to close. */
bool at_last_step(const struct app *app)
{
	return in_talk(app) && !app->state.close && !has_next_step(app);
}

bool consent_is_open(const struct app *app)
{
	return in_talk(app) && !app->state.consent;
}

bool may_write_words(const struct app *app)
{
	return in_talk(app) && !state_consent_refused(&app->state);
}

bool has_loose_words(const struct app *app)
{
	for (size_t i = 0; app->journal && i < app->state.n_heard; i++)
		if (!app->state.heard[i].step && app->state.heard[i].event->kind == EVENT_SAID &&
		    app_may_show(app, app->state.heard[i].event))
			return true;
	return false;
}

bool has_goal_to_park(const struct app *app)
{
	return app->journal &&
	       (app->state.goals[GOAL_TEACHER] || app->state.goals[GOAL_ALTERNATIVE]);
}

static const struct rubric_field *field_to_mark(const struct app *app)
{
	const struct rubric_field *field = app_next_field(app);

	return field ? field : app_optional_field(app, 0);
}

bool can_mark_heard(const struct app *app)
{
	const struct rubric_field *field = app->journal ? field_to_mark(app) : NULL;

	return field && (field->type == FIELD_TEXT || field->type == FIELD_DEVELOPMENT);
}

unsigned do_asked(struct app *app)
{
	const struct schema_texts *roles = &app->session->rubric->roles;
	size_t first = app->branch ? app->branch->say.count : 0;
	struct event move;
	char stem[24];

	event_init(&move, EVENT_MOVE);
	event_set(&move, KEY_STEP, app->step->id);
	if (app->question >= first) {
		snprintf(stem, sizeof(stem), "%zu", app->question - first + 1);
		event_set(&move, KEY_STEM, stem);
	}
	event_set(&move, KEY_BY, roles->count ? roles->items[0] : "coach");
	return app_act(app, &move, 1);
}

/* Which form a field is written with: by its name if the engine knows it, else by its type. */
const struct form *talk_form_of(const struct rubric_field *field)
{
	static const struct form *const by_name[FIELD__COUNT + 1] = {
		[FIELD_COACH_GOAL] = &form_goal_coach,
		[FIELD_TEACHER_GOAL] = &form_goal_teacher,
		[FIELD_ALTERNATIVE] = &form_goal_alternative,
		[FIELD_STATEMENT_COACH] = &form_statement_coach,
		[FIELD_STATEMENT_TEACHER] = &form_statement_teacher,
	};
	static const struct form *const by_type[] = {
		[FIELD_DEVELOPMENT] = &form_development,
		[FIELD_CHOICE] = &form_choice,
		[FIELD_LEVEL] = &form_level,
		[FIELD_PLAN] = &form_plan,
		[FIELD_PROGRESS] = &form_progress,
		[FIELD_TEXT] = &form_field_words,
		[FIELD_GOAL] = &form_field_words,
		[FIELD_STATEMENT] = &form_field_words,
	};
	const struct form *form = by_name[known_field_of(field->id)];

	return form ? form : by_type[field->type];
}

static bool is_teachers_text(const struct rubric_field *field)
{
	return field->type == FIELD_TEXT && (!field->by || !strcmp(field->by, "teacher"));
}

/* What Enter writes: what the step asks for next or, where all it has is one text, that. */
static const struct rubric_field *field_to_write(const struct app *app)
{
	const struct rubric_field *field = app_next_field(app);

	return !field && app->step->fields.count == 1 ? app_optional_field(app, 0) : field;
}

/* The n-th of the texts that the teacher may still say in the open step. */
static const struct rubric_field *unheard_at(const struct app *app, size_t n)
{
	for (size_t i = 0; i < app->step->fields.count; i++) {
		const struct rubric_field *field = step_field_at(app->step, i);

		if (is_teachers_text(field) && !state_heard(&app->state, field) &&
		    !(field->is_private && app_is_table_safe(app)) && n-- == 0)
			return field;
	}
	return NULL;
}

static bool has_to_compare(const struct app *app)
{
	return app_compares_statements(app) && !statements_are_compared(&app->state);
}

/* Where the two differ, they are said again, perhaps after another look at why. */
static bool has_to_say_again(const struct app *app)
{
	return app_compares_statements(app) && !has_to_compare(app) &&
	       app->advice.negotiation.compatible == VERDICT_NO;
}

/* As agreed with the teacher, there are no words of theirs; that something was heard can be said.
 */
static bool takes_words(const struct app *app)
{
	const struct rubric_field *field = field_to_write(app);

	return !state_consent_refused(&app->state) || (field && !is_teachers_text(field));
}

bool can_write(const struct app *app)
{
	return app->step && app->journal &&
	       (has_to_compare(app) || has_to_say_again(app) || takes_words(app));
}

bool marks_instead(const struct app *app)
{
	return app->step && app->journal && !can_write(app) && can_mark_heard(app);
}

bool may_not_write(const struct app *app)
{
	return app->step && app->journal && !can_write(app) && !can_mark_heard(app);
}

/* What Enter begins. */
static const struct form *form_to_write(const struct app *app, struct form_subject *about)
{
	*about = (struct form_subject){.step = app->step};
	if (has_to_compare(app))
		return &form_judge;
	if (has_to_say_again(app)) {
		about->field = rubric_field(app->session->rubric,
					    known_fields[FIELD_STATEMENT_TEACHER].id);
		return &form_statement_teacher_again;
	}
	about->field = field_to_write(app);
	return about->field ? talk_form_of(about->field) : &form_heard;
}

unsigned do_write(struct app *app)
{
	struct form_subject about;
	const struct form *form = form_to_write(app, &about);

	return form_start(app, form, &about);
}

unsigned do_write_nothing(struct app *app)
{
	return app_say(app, "%s", _("As agreed, the teacher's words are not written down."));
}

bool has_other_places(const struct app *app)
{
	return app->journal && app_optional_field(app, 0) && app->step->fields.count > 1 &&
	       !state_consent_refused(&app->state);
}

unsigned do_write_for(struct app *app)
{
	struct form_subject about = {.step = app->step};

	return form_start(app, &form_where, &about);
}

/* The list of other places leads there. */
static bool is_other_place(const struct app *app, const struct draft_about *draft)
{
	const struct form *form = draft->field ? &form_field_words : &form_heard;
	const struct rubric_field *field = NULL;

	if (!has_other_places(app) || strcmp(draft->form, form->id) != 0)
		return false;
	for (size_t i = 0; draft->field != field; i++)
		if (!(field = app_optional_field(app, i)))
			return false;
	return true;
}

const struct command *talk_command_for(const struct app *app, const struct draft_about *draft)
{
	struct form_subject about;
	const struct form *form = form_to_write(app, &about);

	if (about.field == draft->field &&
	    (!strcmp(draft->form, form->id) || form == &form_development))
		return command_named("write");
	return is_other_place(app, draft) ? command_named("write_for") : NULL;
}

/* What a step needs is asked for one after the other, and the comparison of both statements is one
 * of these. */
unsigned talk_go_on(struct app *app, const struct form *form, const struct form_subject *was_about)
{
	const struct rubric_field *next = app_next_field(app);
	bool was_needed = form == &form_judge || (was_about->field && was_about->field->required);

	if (form == &form_statement_teacher_again)
		return say_second_again(app);
	if (!was_needed || was_about->step != app->step || !app_is_table_safe(app) ||
	    teacher_page_is_open(app))
		return CHANGE_NONE;
	if (form == &form_judge && app->advice.negotiation.compatible != VERDICT_YES)
		return CHANGE_NONE; /* where the two differ, the way leads elsewhere */
	if (form == &form_judge)
		app_say(app, "%s", _("Both say the same."));
	if (has_to_compare(app))
		return do_write(app);
	return next && next->required ? do_write(app) : CHANGE_NONE;
}

static unsigned mark_heard(struct app *app, const struct rubric_field *field)
{
	struct event event;

	event_init(&event, EVENT_FIELD);
	event_set(&event, KEY_FIELD, field->id);
	event_set(&event, KEY_VALUE, "heard");
	app_say(app, _("Heard, without words: %s."), field_label(field));
	return app_act(app, &event, 1);
}

static enum status offer_unheard(struct app *app, struct form_run *run, struct err *err)
{
	const struct rubric_field *field;

	for (size_t n = 0; (field = unheard_at(app, n)); n++)
		if (!form_add_option(run, field->id, field_label(field), NULL))
			return err_no_memory(err);
	return STATUS_OK;
}

static unsigned finish_unheard(struct app *app, struct form_run *run)
{
	return mark_heard(app, rubric_field(app->session->rubric, run->answers[0]));
}

static const struct form_question ask_unheard[] = {
	{CHOICE(KEY_FIELD, N_("What was said? It is marked as heard, without words.")),
	 .options = offer_unheard, .unmarked = true}};
static const struct form form_unheard = {FORM("unheard", N_("Heard"), EVENT_FIELD, ask_unheard),
					 .finish = finish_unheard};

/* Without words nothing else tells which of them it was. */
unsigned do_heard(struct app *app)
{
	struct form_subject about = {.step = app->step};

	if (state_consent_refused(&app->state) && unheard_at(app, 1))
		return form_start(app, &form_unheard, &about);
	return mark_heard(app, field_to_mark(app));
}

unsigned do_loose_words(struct app *app)
{
	return form_start(app, &form_loose_words, NULL);
}

unsigned do_file(struct app *app)
{
	return form_start(app, &form_file, NULL);
}

/* Whose goal `g` writes here: the teacher's in the talk, the coach's own at the desk. */
static const struct rubric_field *goal_field(const struct app *app)
{
	return rubric_field(app->session->rubric,
			    app_is_table_safe(app) ? "teacher-goal" : "coach-goal");
}

bool has_goal(const struct app *app)
{
	return app->journal && goal_field(app);
}

bool has_shared_goal(const struct app *app)
{
	return has_goal(app) && app_is_table_safe(app);
}

unsigned do_goal(struct app *app)
{
	const struct rubric_field *field = goal_field(app);
	struct form_subject about = {.step = field->step, .field = field};

	return form_start(app, app_is_table_safe(app) ? &form_goal_teacher : &form_goal_coach,
			  &about);
}

unsigned do_park(struct app *app)
{
	return form_start(app, &form_park, NULL);
}

unsigned do_consent(struct app *app)
{
	return form_start(app, &form_consent, NULL);
}

unsigned do_close(struct app *app)
{
	return form_start(app, &form_close, NULL);
}

unsigned do_pause(struct app *app)
{
	struct event event;
	unsigned change;

	event_init(&event, app->state.paused ? EVENT_RESUME : EVENT_PAUSE);
	change = app_act(app, &event, 1);
	if (change & CHANGE_EVENTS && !app->state.paused)
		app_say(app, "%s", _("The talk goes on."));
	return change;
}
