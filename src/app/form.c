/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a form is walked: one question after the other, skipping those that do not apply. Every line
 * is mirrored in a draft at every key. The draft is let go only after the event is on disk
 * (app_flush); a form that is left keeps its drafts, and its questions find them again by their
 * `about`.
 */
#include "app/form.h"

#include <string.h>

#include "app/app.h"
#include "debrief/i18n.h"

#define FORM_BYTES_MAX ((size_t)4 << 20)

const struct form_question *form_question(const struct form_run *run)
{
	if (!run->form || run->question >= run->form->n_questions)
		return NULL;
	return &run->form->questions[run->question];
}

/* Where a draft belongs: "form step field key". */
static const char *draft_about(const struct form_run *run, struct arena *arena)
{
	const struct form_question *question = form_question(run);

	return arena_printf(arena, "%s %s %s %s", run->form->id,
			    run->subject.step ? run->subject.step->id : "-",
			    run->subject.field ? run->subject.field->id : "-",
			    question ? event_key_names[question->key] : "-");
}

bool form_add_option(struct form_run *run, const char *value, const char *label, const char *detail)
{
	if (run->n_options == FORM_OPTIONS_MAX)
		return false;
	if (!run->options)
		run->options = arena_array(&run->arena, FORM_OPTIONS_MAX, sizeof(*run->options));
	if (!run->options)
		return false;
	run->options[run->n_options++] = (struct form_option){
		.value = value, .label = label, .detail = detail};
	return true;
}

/* What every event of this kind can say about where it was written. */
static void set_place(struct app *app, struct form_run *run)
{
	struct event *event = &run->event;
	const struct form_subject *about = &run->subject;
	const struct schema_texts *roles;
	const char *by = about->field ? about->field->by : NULL;

	if (run->form->outside)
		return;
	roles = &app->session->rubric->roles;

	if (!by && about->step && about->step->is_private)
		by = roles->count ? roles->items[0] : "coach";
	if (about->step && event_rule(event->kind, KEY_STEP))
		event_set(event, KEY_STEP, about->step->id);
	if (about->field && event_rule(event->kind, KEY_FIELD))
		event_set(event, KEY_FIELD, about->field->id);
	if (event_rule(event->kind, KEY_BY) && !event_text(event, KEY_BY))
		event_set(event, KEY_BY, by ? by : "teacher");
	if (about->criterion && event_rule(event->kind, KEY_CRITERION))
		event_set(event, KEY_CRITERION, about->criterion->name);
	if (about->phase && event_rule(event->kind, KEY_PHASE))
		event_set(event, KEY_PHASE, about->phase->id);
	if (event_rule(event->kind, KEY_CITES) && app->n_cites > 0 && !app_is_table_safe(app))
		event_set_list(event, KEY_CITES, app->cites, app->n_cites);
}

static void open_draft(struct app *app, struct form_run *run)
{
	const char *about = draft_about(run, &run->arena);
	const struct draft_offer *offer = about ? app_offer(app, about) : NULL;
	struct draft **draft = &run->drafts[run->question];
	enum status status;

	if (!about || *draft)
		return;
	if (offer) {
		run->text = arena_strdup(&run->arena, offer->text);
		run->point = strlen(offer->text);
		status = draft_resume(draft, app->host, offer, NULL);
	} else {
		status = draft_start(draft, app->host, app->session->id, about, NULL);
	}
	if (status) {
		*draft = NULL;
		app_warn_of_draft(app);
	}
}

/* Ends the run's hold on everything; drafts go where `keep` says. */
static void close_form(struct app *app, bool became_event)
{
	struct form_run *run = &app->form;

	for (size_t i = 0; i < FORM_QUESTIONS_MAX; i++) {
		if (!run->drafts[i])
			continue;
		if (became_event && app->n_finished < FORM_QUESTIONS_MAX)
			app->finished[app->n_finished++] = run->drafts[i];
		else
			draft_park(run->drafts[i]);
		run->drafts[i] = NULL;
	}
	arena_reset(&run->arena);
	run->form = NULL;
	run->options = NULL;
	run->n_options = 0;
	run->words = NULL;
	run->text = NULL;
	app->draft_dirty_since = 0;
	app->mode = MODE_NORMAL;
	app_reload_offers(app);
}

static unsigned finish(struct app *app)
{
	struct form_run *run = &app->form;
	const struct form *form = run->form;
	char tokens[FORM_QUESTIONS_MAX * DRAFT_TOKEN_SIZE] = "";
	size_t length = 0;
	unsigned change;

	for (size_t i = 0; i < FORM_QUESTIONS_MAX; i++) {
		const char *token = run->drafts[i] ? draft_token(run->drafts[i]) : NULL;
		size_t n = token ? strlen(token) : 0;

		if (n == 0 || length + n + 2 > sizeof(tokens))
			continue;
		if (length)
			tokens[length++] = ' ';
		memcpy(tokens + length, token, n + 1);
		length += n;
	}
	if (length && event_rule(run->event.kind, KEY_DRAFT))
		event_set(&run->event, KEY_DRAFT, tokens);
	change = form->finish ? form->finish(app, run) : app_act(app, &run->event, 1);
	if ((change & CHANGE_EVENTS) && event_value(&run->event, KEY_CITES))
		app->n_cites = 0;
	if (run->form == form) /* else another form was begun */
		close_form(app, change & CHANGE_EVENTS);
	return change | CHANGE_EDIT | CHANGE_VIEW;
}

static enum status offer_answers(struct app *app, struct form_run *run,
				 const struct form_question *question, struct err *err)
{
	for (size_t i = 0; i < question->n_answers; i++) {
		const struct form_option *answer = &question->answers[i];

		if (!form_add_option(run, answer->value, _(answer->label),
				     answer->detail ? _(answer->detail) : NULL))
			return err_no_memory(err);
	}
	return question->options ? question->options(app, run, err) : STATUS_OK;
}

/* Stands on the first question from here on that applies, or finishes. */
static unsigned arrive(struct app *app)
{
	struct form_run *run = &app->form;
	struct err err = {{0}, 0};
	const struct form_question *question;

	while ((question = form_question(run)) && question->skip && question->skip(app, run))
		run->question++;
	if (!question)
		return finish(app);
	run->n_options = 0;
	run->selected = 0;
	run->scroll = 0;
	run->words = NULL;
	run->text = "";
	run->point = 0;
	if (offer_answers(app, run, question, &err)) {
		close_form(app, false);
		return app_warn(app, "%s", err.message) | CHANGE_EDIT;
	}
	if (question->type == QUESTION_LINE && !run->form->outside)
		open_draft(app, run);
	return CHANGE_VIEW | CHANGE_EDIT;
}

/* Forms that record nothing can be answered also where nothing can be written. */
static bool form_only_looks(const struct form *form)
{
	return form == &form_branch || form == &form_back || form == &form_alone || form->outside;
}

unsigned form_start(struct app *app, const struct form *form, const struct form_subject *about)
{
	struct form_run *run = &app->form;

	if (!app->journal && !form_only_looks(form))
		return app_warn(app, "%s", app->read_only);
	if (run->form)
		close_form(app, false);
	run->arena.max = FORM_BYTES_MAX;
	run->form = form;
	run->question = 0;
	run->subject = about ? *about : (struct form_subject){0};
	memset(run->answers, 0, sizeof(run->answers));
	event_init(&run->event, form->kind);
	for (size_t i = 0; i < 2 && form->preset[i].value; i++)
		event_set(&run->event, form->preset[i].key, form->preset[i].value);
	set_place(app, run);
	app->mode = MODE_FORM;
	return arrive(app);
}

unsigned form_choose(struct app *app)
{
	struct form_run *run = &app->form;
	const struct form_question *question = form_question(run);
	const char *value;

	if (run->selected >= run->n_options)
		return CHANGE_NONE;
	value = run->options[run->selected].value;
	if (value && question->wrong && question->wrong(value))
		return app_warn(app, "%s", _(question->wrong(value)));
	run->answers[run->question] = value;
	if (value && event_rule(run->event.kind, question->key))
		event_set(&run->event, question->key, value);
	run->question++;
	return arrive(app);
}

unsigned form_move(struct app *app, long by)
{
	struct form_run *run = &app->form;
	long last = (long)run->n_options - 1;
	long to = (long)run->selected + by;

	if (to > last)
		to = last;
	run->selected = to < 0 ? 0 : (size_t)to;
	return CHANGE_VIEW;
}

unsigned form_digit(struct app *app, int key)
{
	size_t place = (size_t)(key - '1');

	if (key < '1' || key > '9' || place >= app->form.n_options)
		return CHANGE_NONE;
	app->form.selected = place;
	return form_choose(app);
}

unsigned form_line_changed(struct app *app, const char *text, size_t point)
{
	struct form_run *run = &app->form;
	struct draft *draft = run->form ? run->drafts[run->question] : NULL;
	int64_t now = host_monotonic_ms(app->host);

	if (!run->form)
		return CHANGE_NONE;
	run->text = text;
	run->point = point;
	if (form_question(run)->changed)
		form_question(run)->changed(app, text);
	if (draft) {
		if (draft_write(draft, text, NULL))
			app_warn_of_draft(app);
		app->draft_changed_at = now;
		if (!app->draft_dirty_since)
			app->draft_dirty_since = now;
	}
	return CHANGE_VIEW;
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \t\n")] == '\0';
}

unsigned form_line_done(struct app *app, bool accepted, const char *text)
{
	struct form_run *run = &app->form;
	const struct form_question *question = form_question(run);
	char *kept;

	if (!question)
		return CHANGE_EDIT;
	if (!accepted)
		return form_leave(app);
	if (is_blank(text)) {
		if (run->drafts[run->question])
			draft_discard(run->drafts[run->question]);
		run->drafts[run->question] = NULL;
		if (!question->optional)
			return form_leave(app);
		run->question++;
		return arrive(app);
	}
	kept = arena_strdup(&run->arena, text);
	if (!kept)
		return app_warn(
			app, "%s",
			_("There is no memory left for this text. Esc keeps it as a draft."));
	if (question->wrong && question->wrong(kept)) {
		run->text = kept;
		run->point = strlen(kept);
		return app_warn(app, "%s", _(question->wrong(kept))) | CHANGE_EDIT;
	}
	event_set(&run->event, question->key, kept);
	run->answers[run->question] = kept;
	if (question->answered)
		question->answered(app, run);
	run->question++;
	return arrive(app);
}

unsigned form_leave(struct app *app)
{
	struct form_run *run = &app->form;
	const struct form *form = run->form;
	bool any = false;

	for (size_t i = 0; i < FORM_QUESTIONS_MAX; i++)
		any |= run->drafts[i] != NULL;
	if (any && run->text && is_blank(run->text) && run->question == 0) {
		draft_discard(run->drafts[0]);
		run->drafts[0] = NULL;
		any = false;
	}
	close_form(app, false);
	if (any && app->n_offers > 0)
		app_say(app, "%s", _("Your text is kept, and comes back in the same place."));
	if (form->left)
		form->left(app);
	return CHANGE_VIEW | CHANGE_EDIT;
}
