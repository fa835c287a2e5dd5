/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands at the coach's desk: evidence, student work, ratings, notes, stages, undo. */
#include "app/command_run.h"

#include <string.h>

#include "app/form.h"
#include "debrief/i18n.h"

bool can_record(const struct app *app)
{
	return app->journal != NULL;
}

static bool is_preparing_on(const struct app *app, enum row_type type)
{
	const struct row *row = app_row(app);

	return row && row->type == type && app->journal && !app_is_table_safe(app);
}

bool on_criterion(const struct app *app)
{
	return is_preparing_on(app, ROW_CRITERION);
}

bool on_phase(const struct app *app)
{
	return is_preparing_on(app, ROW_PHASE) && app_row(app)->phase &&
	       !app_row(app)->phase->enacted;
}

bool on_readable(const struct app *app)
{
	const struct row *row = app_row(app);

	return row && !on_criterion(app) && !on_phase(app);
}

bool on_citable(const struct app *app)
{
	const struct row *row = app_row(app);

	return row && app->journal && !app_is_table_safe(app) &&
	       (row->type == ROW_EVIDENCE || row->type == ROW_WORK);
}

unsigned do_rate(struct app *app)
{
	const struct row *row = app_row(app);
	struct form_subject about = {.criterion = row->criterion, .phase = row->phase};

	return form_start(app, &form_rate, &about);
}

unsigned do_enacted(struct app *app)
{
	struct form_subject about = {.phase = app_row(app)->phase};

	return form_start(app, &form_enacted, &about);
}

unsigned do_cite(struct app *app)
{
	unsigned change = app_toggle_cite(app, app_row(app)->event);

	if (app->n_cites)
		app_say(app, _("%zu marked: your next rating or goal cites them."), app->n_cites);
	return change;
}

unsigned do_note(struct app *app)
{
	struct form_subject about = {.step = app->step};

	return form_start(app, &form_note, &about);
}

bool is_preparing(const struct app *app)
{
	return app->journal && !app_is_table_safe(app);
}

bool may_read_otherwise(const struct app *app)
{
	return is_preparing(app) && app->session->rubric->phases.count > 0;
}

unsigned do_breakdown(struct app *app)
{
	return form_start(app, &form_breakdown, NULL);
}

/* Stages */

static bool is_last_stage(const struct app *app)
{
	return app_stage_after(app) == SIZE_MAX;
}

bool before_talk(const struct app *app)
{
	return !app_is_table_safe(app) && !is_last_stage(app) && app->journal;
}

bool has_later_stage(const struct app *app)
{
	return !is_last_stage(app);
}
bool after_closing(const struct app *app)
{
	return app_is_table_safe(app) && app->state.close && !is_last_stage(app);
}

/* Only a deliberate answer brings what is private back onto a screen that the teacher may see. */
bool before_is_private(const struct app *app)
{
	return app_is_table_safe(app) && app_stage_before_is_private(app);
}

bool has_earlier_stage(const struct app *app)
{
	return app_stage_before(app) != SIZE_MAX;
}

unsigned do_next_stage(struct app *app)
{
	return form_start(app, &form_stage, NULL);
}

static unsigned show_stage(struct app *app, size_t stage)
{
	unsigned change = app_show_stage(app, stage);

	place_save(app);
	return change;
}

unsigned do_preparation(struct app *app)
{
	return form_start(app, &form_back, NULL);
}
/* What follows a talk is no part of it: then it is said that it was not closed. */
static unsigned leave_talk(struct app *app, size_t stage)
{
	bool is_open = app->journal && app_is_table_safe(app) && !app->state.close;
	unsigned change = show_stage(app, stage);

	if (is_open && !strcmp(app->session->rubric->stages.items[stage], "follow-through"))
		app_say(app, "%s", _("The talk is still open; < goes back to it."));
	return change;
}

unsigned do_later_stage(struct app *app)
{
	if (app_is_table_safe(app) && !app_stage_is_shared(app, app_stage_after(app)))
		return form_start(app, &form_ahead, NULL);
	return leave_talk(app, app_stage_after(app));
}
unsigned do_previous_stage(struct app *app)
{
	return show_stage(app, app_stage_before(app));
}

/* Alone with a stage that the teacher may see otherwise */

bool hides_steps(const struct app *app)
{
	return app_hides_steps(app);
}

bool is_alone(const struct app *app)
{
	return app->alone;
}

unsigned do_alone(struct app *app)
{
	return form_start(app, &form_alone, NULL);
}

unsigned do_together(struct app *app)
{
	return app_show_stage(app, app->stage);
}

/* Undo */

/* What E took out is brought back as it was taken out, by one key. */
static bool undo_brings_back(const struct app *app)
{
	return app->redo && event_id_equal(&app->redo->id, &app->taken_out);
}

bool can_undo(const struct app *app)
{
	return app->journal && (app->undo || undo_brings_back(app));
}

bool can_redo(const struct app *app)
{
	return app->journal && app->redo;
}

static const char *kind_label(enum event_kind kind)
{
	static const char *const labels[EVENT__COUNT] = {
		[EVENT_LESSON] = N_("what stands at the top"),
		[EVENT_CONSENT] = N_("whether words may be written down"),
		[EVENT_EVIDENCE] = N_("evidence"),
		[EVENT_WORK] = N_("student work"),
		[EVENT_ENACTED] = N_("whether it is usually there"),
		[EVENT_RATE] = N_("what you saw"),
		[EVENT_GOAL] = N_("a goal"),
		[EVENT_PARK] = N_("a goal set aside"),
		[EVENT_MOVE] = N_("a question marked as asked"),
		[EVENT_SAID] = N_("words"),
		[EVENT_ASSIGN] = N_("where words belong"),
		[EVENT_FIELD] = N_("heard"),
		[EVENT_JUDGE] = N_("whether both say the same"),
		[EVENT_PLAN] = N_("the one move"),
		[EVENT_PROGRESS] = N_("how it has been going"),
		[EVENT_VISIT] = N_("a visit"),
		[EVENT_NOTE] = N_("a note"),
		[EVENT_PAUSE] = N_("a pause"),
		[EVENT_RESUME] = N_("the end of a pause"),
	};

	return labels[kind] ? _(labels[kind]) : _("an entry");
}

/* Not what is private, nor one statement before both are there. */
static bool may_be_read_out(const struct app *app, const struct event *event)
{
	enum goal_whose whose = event->kind == EVENT_GOAL ? goal_whose_of(event) : GOAL__COUNT;

	return !event->is_private &&
	       (state_has_both_statements(&app->state) ||
		(whose != GOAL_AGREED_BY_COACH && whose != GOAL_AGREED_BY_TEACHER));
}

/* Says what it was; some words stay unsaid. */
static unsigned void_event(struct app *app, const struct event *target, const struct event *what,
			   const char *message)
{
	const char *words = may_be_read_out(app, what) ? event_text(what, KEY_TEXT) : NULL;
	char id[EVENT_ID_SIZE];
	struct event event;
	unsigned change;

	event_id_format(&target->id, id);
	event_init(&event, EVENT_VOID);
	event_set(&event, KEY_RE, id);
	change = app_act(app, &event, 1);
	if (change & CHANGE_EVENTS)
		app_say(app, "%s %s%s%.60s", message, kind_label(what->kind), words ? ": " : ".",
			words ? words : "");
	return change;
}

unsigned do_undo(struct app *app)
{
	const struct event *target = app->undo;

	if (undo_brings_back(app))
		return do_redo(app);
	return void_event(app, target, target, _("Taken back (U brings it again):"));
}

unsigned do_redo(struct app *app)
{
	const struct event *target = app->redo;
	const struct event *what = NULL;
	struct event_id id;

	if (event_id_parse(event_text(target, KEY_RE), &id))
		what = session_event(app->session, &id);
	return void_event(app, target, what ? what : target, _("There again:"));
}

bool has_unsaved(const struct app *app)
{
	return app->journal && journal_unsaved(app->journal) > 0;
}

unsigned do_save(struct app *app)
{
	return app_flush(app);
}
