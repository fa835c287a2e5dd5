/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The forms between the stages: the talk begins, and the screen becomes table-safe; what may be
 * written down; a way back to what is private, which somebody may be looking at; and how the talk
 * ends.
 */
#include "app/app.h"

#include "app/form_tables.h"
#include "debrief/i18n.h"
#include "debrief/labels.h"

/* The talk begins */

static const struct form_option start[] = {
	{"yes", N_("Start: from now on the teacher may read this screen"),
	 N_("What was seen in the lesson stays in sight. Ratings, your goal and private notes are "
	    "put away; Ctrl-G shows them for a moment.")},
	{NULL, N_("Stay here"), NULL},
};

static unsigned finish_stage(struct app *app, struct form_run *run)
{
	if (!run->answers[0])
		return CHANGE_VIEW;
	app_show_stage(app, app_stage_after(app));
	place_save(app); /* from now on never back to the private screen by itself */
	app->focus = FOCUS_SCRIPT;
	app->zoom = false;
	if (!app->state.consent && app->journal)
		return form_start(app, &form_consent, NULL);
	return CHANGE_VIEW;
}

static const char *goal_is_begun(struct app *app, struct form_run *run, struct arena *arena)
{
	(void)run;
	(void)arena;
	return !app->state.goals[GOAL_COACH] && drafts_wait_for(app, &form_goal_coach)
		       ? _("Your goal is only begun: Esc, then g goes on with it.")
		       : NULL;
}

static const struct form_question ask_stage[] = {
	{CHOICE(KEY_VALUE, N_("The talk begins, and the screen becomes table-safe now.")),
	 ANSWERS(start), .note = goal_is_begun}};
const struct form form_stage = {FORM("stage", N_("Start the talk"), EVENT_NOTE, ask_stage),
				.finish = finish_stage};

/* May words be written down? */

static const struct form_option consent[] = {
	{"given", N_("Yes: words may be written down"),
	 N_("The teacher sees the shared part. Your own notes stay yours.")},
	{"refused", N_("No: only that something was heard, no words of the teacher"), NULL},
	{NULL, N_("We talk about it later"), NULL},
};

static unsigned finish_consent(struct app *app, struct form_run *run)
{
	unsigned change = CHANGE_VIEW;

	if (event_text(&run->event, KEY_VALUE))
		change = app_act(app, &run->event, 1);
	if ((change & CHANGE_EVENTS) && state_consent_refused(&app->state))
		app_say(app, "%s",
			drafts_forget_teacher(app)
				? _("From now on no words of the teacher are written down, and "
				    "what was begun of them is gone. What was written before "
				    "stays until 'debrief erase' removes it.")
				: _("From now on no words of the teacher are written down. What "
				    "was written before stays until 'debrief erase' removes it."));
	return change;
}

static const struct form_question ask_consent[] = {
	{CHOICE(KEY_VALUE,
		N_("We have said what is written down and who sees it. Is that all right?")),
	 ANSWERS(consent), .unmarked = true}};
const struct form form_consent = {
	FORM("consent", N_("Before we begin"), EVENT_CONSENT, ask_consent),
	.finish = finish_consent};

/* What is private */

static const struct form_option back[] = {
	{NULL, N_("Stay here"), NULL},
	{"yes", N_("Show your preparation on this screen"), NULL},
};

static unsigned show_private_stage(struct app *app, const struct form_run *run, size_t stage)
{
	if (!run->answers[0])
		return CHANGE_VIEW;
	app_show_stage(app, stage);
	place_save(app);
	return CHANGE_VIEW;
}

static unsigned finish_back(struct app *app, struct form_run *run)
{
	return show_private_stage(app, run, app_stage_before(app));
}

static unsigned finish_ahead(struct app *app, struct form_run *run)
{
	return show_private_stage(app, run, app_stage_after(app));
}

static const struct form_question ask_back[] = {
	{CHOICE(KEY_VALUE, N_("The teacher can read this screen.")), ANSWERS(back)}};
const struct form form_back = {FORM("back", N_("Your preparation"), EVENT_NOTE, ask_back),
			       .passing = true, .finish = finish_back};

/* Where a conversation comes before what is for the coach alone. */
static const char *stage_ahead(const struct app *app, const struct form_run *run,
			       struct arena *arena)
{
	(void)run;
	(void)arena;
	return stage_label(app->session->rubric, app_stage_after(app));
}

static enum status offer_ahead(struct app *app, struct form_run *run, struct err *err)
{
	const char *show = arena_printf(&run->arena, _("Show '%s' on this screen"),
					stage_ahead(app, run, &run->arena));

	return show && form_add_option(run, NULL, _("Stay here"), NULL) &&
			       form_add_option(run, "yes", show, NULL)
		       ? STATUS_OK
		       : err_no_memory(err);
}

static const struct form_question ask_ahead[] = {
	{CHOICE(KEY_VALUE, N_("The teacher can read this screen.")), .options = offer_ahead}};
const struct form form_ahead = {FORM("ahead", N_("The next stage"), EVENT_NOTE, ask_ahead),
				.passing = true, .finish = finish_ahead, .heading = stage_ahead};

static unsigned finish_alone(struct app *app, struct form_run *run)
{
	struct err err = {{0}, 0};

	if (!run->answers[0])
		return CHANGE_VIEW;
	app->alone = true;
	return app_refold(app, &err) ? app_warn(app, "%s", err.message) : CHANGE_VIEW;
}

static const struct form_option alone[] = {
	{NULL, N_("No"), NULL},
	{"yes", N_("Yes: show what is private; v puts it away"), NULL},
};

static const struct form_question ask_alone[] = {
	{CHOICE(KEY_VALUE, N_("Are you alone with this screen?")), ANSWERS(alone)}};
const struct form form_alone = {FORM("alone", N_("Private steps"), EVENT_NOTE, ask_alone),
				.passing = true, .finish = finish_alone};

/* The talk ends */

/* What is agreed on is the one move: the step that asks for it, if it is not there yet. */
static const struct rubric_step *step_before_agreed(const struct app *app)
{
	const struct rubric_field *field = rubric_field(app->session->rubric,
							known_fields[FIELD_PLAN_MADE].id);

	return app->state.plan || !field ? NULL : field->step;
}

/* The plan of a talk that ends agreed says already what will be seen. */
static bool evidence_is_agreed(const struct app *app, const struct form_run *run)
{
	return event_says(&run->event, KEY_ENDING, "agreed") &&
	       (step_before_agreed(app) ||
		(app->state.plan && event_text(app->state.plan, KEY_INDICATOR)));
}

/* Each ending has its number, whatever is possible now. */
static enum status offer_endings(struct app *app, struct form_run *run, struct err *err)
{
	const struct rubric_step *before = step_before_agreed(app);
	const char *why = before ? arena_printf(&run->arena,
						_("First the one move is written down, in '%s'."),
						before->title)
				 : NULL;
	bool ok = form_add_option(run, "agreed", choice_words(KEY_ENDING, "agreed"), why);

	ok &= form_add_option(run, "continue", choice_words(KEY_ENDING, "continue"), NULL);
	ok &= form_add_option(run, "parked", choice_words(KEY_ENDING, "parked"), NULL);
	return ok ? STATUS_OK : err_no_memory(err);
}

/* The end of the script tells how the talk closed. */
static unsigned finish_close(struct app *app, struct form_run *run)
{
	const struct rubric_step *before = step_before_agreed(app);
	const struct guide_step *step;
	unsigned change;

	if (before && event_says(&run->event, KEY_ENDING, "agreed"))
		return app_open_step(app, before) |
		       app_say(app, _("First the one move is written down, in '%s'."),
			       before->title);
	change = app_act(app, &run->event, 1);
	for (size_t n = 0; (change & CHANGE_EVENTS) && (step = app_step_at(app, n)); n++)
		app_open_step(app, step->step);
	return change;
}

static const struct form_question ask_close[] = {
	{CHOICE(KEY_ENDING, N_("How does the talk end today?")), .options = offer_endings,
	 .unmarked = true},
	{LINE(KEY_TEXT, N_("Which evidence will we look at next? (Enter if open)")),
	 .optional = true, .skip = evidence_is_agreed},
};
const struct form form_close = {FORM("close", N_("Closing"), EVENT_CLOSE, ask_close),
				.finish = finish_close};
