/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a form is walked: one question after the other, skipping those that do not apply, until the
 * last answer makes an event of it. Every line is mirrored in a draft at every key (drafts.h).
 */
#include "app/form.h"

#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "app/cites.h"
#include "app/pick.h"
#include "debrief/i18n.h"
#include "debrief/timestamp.h"

#define FORM_BYTES_MAX ((size_t)4 << 20)

const struct form_question *form_question(const struct form_run *run)
{
	if (!run->form || run->question >= run->form->n_questions)
		return NULL;
	return &run->form->questions[run->question];
}

bool form_is_below(const struct app *app)
{
	return app->mode == MODE_FORM && app->form.form && app->form.form->below;
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

/* What is marked or, where nothing is, what the rating before cited. */
static void set_cites(const struct app *app, struct form_run *run)
{
	const struct event *before = run->subject.criterion
					     ? app->state.ratings[run->subject.criterion->index]
					     : NULL;
	const struct event_value *cites = before ? event_value(before, KEY_CITES) : NULL;

	if (!event_rule(run->event.kind, KEY_CITES) || app_is_table_safe(app))
		return;
	if (app->n_cites > 0)
		event_set_list(&run->event, KEY_CITES, app->cites, app->n_cites);
	else if (cites)
		event_set_list(&run->event, KEY_CITES, cites->items, cites->count);
}

/* What every event of this kind can say about where it was written. */
static void set_place(struct app *app, struct form_run *run)
{
	struct event *event = &run->event;
	const struct form_subject *about = &run->subject;
	const struct schema_texts *roles;
	const char *by = about->field ? about->field->by : NULL;

	if (!app->session)
		return;
	roles = &app->session->rubric->roles;
	if (!by && about->step && about->step->is_private)
		by = roles->count ? roles->items[0] : "coach";
	if (about->event && about->event->kind == event->kind &&
	    event_can_be_renewed(event->kind)) {
		char id[EVENT_ID_SIZE];

		event_id_format(&about->event->id, id);
		event_set(event, KEY_RE, arena_strdup(&run->arena, id));
	}
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
	set_cites(app, run);
}

/* Ends the run's hold on everything; true if it leaves texts behind. */
static bool close_form(struct app *app, bool became_event)
{
	struct form_run *run = &app->form;

	cites_give_back(app, run);
	arena_reset(&run->arena);
	run->form = NULL;
	run->options = NULL;
	run->n_options = 0;
	run->all = NULL;
	run->n_all = 0;
	run->words = NULL;
	run->history = NULL;
	run->text = NULL;
	run->search = run->mode = NULL;
	run->completions = NULL;
	app->mode = run->on_teacher_page ? MODE_TEACHER : MODE_NORMAL;
	return drafts_end(app, became_event);
}

static unsigned finish(struct app *app)
{
	struct form_run *run = &app->form;
	const struct form *form = run->form;
	struct form_subject about = run->subject;
	char tokens[DRAFTS_TOKENS_SIZE];
	unsigned change;
	bool cites;

	drafts_cite(run, tokens);
	cites = event_value(&run->event, KEY_CITES) != NULL;
	change = form->finish ? form->finish(app, run) : app_act(app, &run->event, 1);
	if ((change & CHANGE_EVENTS) && cites && form->kind != EVENT_RATE)
		app->n_cites = 0;
	if (run->form == form) { /* else another form was begun */
		close_form(app, change & CHANGE_EVENTS);
		if (form->again && form->again(app, &about))
			change |= form_start(app, form, &about);
		else if (change & CHANGE_EVENTS)
			change |= talk_go_on(app, form, &about);
		if (form->done && (change & CHANGE_EVENTS))
			change |= form->done(app);
	}
	return change | CHANGE_EDIT | CHANGE_VIEW;
}

static enum status offer_answers(struct app *app, struct form_run *run,
				 const struct form_question *question, struct err *err)
{
	for (size_t i = 0; i < question->n_answers; i++) {
		const struct form_option *answer = &question->answers[i];

		if (!form_add_option(run, answer->value,
				     answer->label ? _(answer->label)
						   : choice_words(question->key, answer->value),
				     answer->detail ? _(answer->detail) : NULL))
			return err_no_memory(err);
	}
	return question->options ? question->options(app, run, err) : STATUS_OK;
}

static bool narrow(struct app *app, const char *typed)
{
	struct form_run *run = &app->form;

	snprintf(run->typed, sizeof(run->typed), "%s", typed ? typed : "");
	return pick_narrow(run);
}

/* All answers of a pick are kept beside those that what is typed leaves; a draft narrows at once.
 */
static bool begin_pick(struct app *app, struct form_run *run)
{
	size_t selected = run->selected;

	run->n_all = run->n_options;
	run->all = arena_array(&run->arena, FORM_OPTIONS_MAX, sizeof(*run->all));
	if (!run->all || !run->options)
		return run->all && run->n_all == 0;
	memcpy(run->all, run->options, run->n_all * sizeof(*run->all));
	if (!narrow(app, run->text))
		return false;
	if (!*run->typed)
		run->selected = selected;
	return true;
}

/* The mark begins on today; but no day is promised before somebody names one. */
static void begin_date(struct app *app, struct form_run *run)
{
	const char *before = run->form->begins ? run->form->begins(app, run) : NULL;
	char today[DATE_SIZE];

	timestamp_local_date(host_now_ms(app->host), today);
	date_to_days(today, &run->today);
	run->day = run->today;
	run->day_is_open = form_question(run)->optional && !before;
	if (before)
		date_to_days(before, &run->day);
}

static bool begin_answer(struct app *app, struct form_run *run,
			 const struct form_question *question)
{
	switch (question->type) {
	case QUESTION_LINE:
		drafts_begin_line(app, run);
		return true;
	case QUESTION_PICK:
		drafts_begin_line(app, run);
		return begin_pick(app, run);
	case QUESTION_DATE:
		begin_date(app, run);
		return true;
	case QUESTION_CHOICE:
	case QUESTION_MARKS:
		break;
	}
	return true;
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
	run->n_first = 0;
	run->selected = question->unmarked ? FORM_UNMARKED : 0;
	run->scroll = run->line_scroll = 0;
	run->head = (struct list_view){0};
	run->words = NULL;
	run->text = NULL;
	run->typing = run->warned = false;
	if (offer_answers(app, run, question, &err) || !begin_answer(app, run, question) ||
	    form_recall(app, run, &err)) {
		close_form(app, false);
		return app_warn(app, "%s", err.message) | CHANGE_EDIT;
	}
	return CHANGE_VIEW | CHANGE_EDIT;
}

unsigned form_start(struct app *app, const struct form *form, const struct form_subject *about)
{
	struct form_run *run = &app->form;

	if (!app->journal && !form->passing)
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
	run->on_teacher_page = app->mode == MODE_TEACHER;
	app->mode = MODE_FORM;
	return arrive(app);
}

/* The answer is kept, and the next question asked. */
static unsigned go_on_from(struct app *app, const char *value)
{
	struct form_run *run = &app->form;
	const struct form_question *question = form_question(run);

	run->answers[run->question++] = value;
	if (question->answered)
		question->answered(app, run);
	return arrive(app);
}

static unsigned go_on_with(struct app *app, enum event_key key, const char *value)
{
	event_set(&app->form.event, key, value);
	return go_on_from(app, value);
}

static const char still_to_come[] = N_(
	"That day is still to come; what was seen has a day up to today.");

/* What is wrong with an answer, N_(); NULL if nothing. */
static const char *wrong_with(const struct form_run *run, const char *text)
{
	const struct form_question *question = form_question(run);
	const char *wrong = question->wrong ? question->wrong(text) : NULL;
	int64_t day;

	if (!wrong && question->is_past && date_to_days(text, &day) && day > run->today)
		return still_to_come;
	return wrong;
}

/* What was typed, kept for the event; of a pick it is always its words. */
static unsigned take_words(struct app *app, const char *text)
{
	struct form_run *run = &app->form;
	const struct form_question *question = form_question(run);
	char *kept = arena_strdup(&run->arena, text);

	if (!kept)
		return app_warn(
			app, "%s",
			_("There is no memory left for this text. Esc keeps it as a draft."));
	if (wrong_with(run, kept)) {
		run->text = kept;
		run->point = strlen(kept);
		return app_warn(app, "%s", _(wrong_with(run, kept))) | CHANGE_EDIT;
	}
	if (question->accept) {
		run->text = kept;
		run->point = strlen(kept);
		if (!question->accept(app, run, kept))
			return CHANGE_VIEW | CHANGE_EDIT;
		run->question++;
		return arrive(app);
	}
	if (run->begun && !strcmp(run->begun, kept))
		drafts_discard_line(run); /* it stands already */
	return go_on_with(app, question->type == QUESTION_PICK ? KEY_TEXT : question->key, kept);
}

static unsigned take_day(struct app *app)
{
	struct form_run *run = &app->form;
	char date[DATE_SIZE];
	char *kept;

	date_from_days(run->day, date);
	if (wrong_with(run, date))
		return app_warn(app, "%s", _(wrong_with(run, date)));
	kept = arena_strdup(&run->arena, date);
	return kept ? go_on_with(app, form_question(run)->key, kept) : CHANGE_NONE;
}

unsigned form_move_day(struct app *app, int days, int months)
{
	struct form_run *run = &app->form;

	run->day = date_add_months(run->day, months) + days;
	run->day_is_open = false;
	if (!form_question(run)->is_past || run->day <= run->today)
		return CHANGE_VIEW;
	run->day = run->today;
	return app_say(app, "%s", _(still_to_come));
}

unsigned form_no_day(struct app *app)
{
	app->form.question++;
	return arrive(app);
}

bool form_is_line(const struct form_run *run)
{
	const struct form_question *question = form_question(run);

	return question && (question->type == QUESTION_LINE || question->type == QUESTION_PICK ||
			    (question->type == QUESTION_DATE && run->typing));
}

unsigned form_choose(struct app *app)
{
	struct form_run *run = &app->form;
	const struct form_question *question = form_question(run);
	const char *value;

	if (question->type == QUESTION_DATE)
		return take_day(app);
	if (question->type == QUESTION_MARKS) {
		event_set_list(&run->event, KEY_CITES, app->cites, app->n_cites);
		return go_on_from(app, NULL);
	}
	if (run->selected >= run->n_options)
		return app_say(app, "%s",
			       question->type == QUESTION_PICK
				       ? _("Nothing fits these words; fewer of them find more.")
				       : _("Choose with a number or the arrows."));
	value = run->options[run->selected].value;
	if (value && wrong_with(run, value))
		return app_warn(app, "%s", _(wrong_with(run, value)));
	if (pick_is_own_words(&run->options[run->selected]))
		return take_words(app, run->text);
	drafts_discard_line(run); /* it only narrowed the list down */
	if (value && event_rule(run->event.kind, question->key))
		event_set(&run->event, question->key, value);
	return go_on_from(app, value);
}

unsigned form_line_changed(struct app *app, const char *text, size_t point)
{
	struct form_run *run = &app->form;

	if (!run->form)
		return CHANGE_NONE;
	if (form_question(run)->type == QUESTION_PICK &&
	    strncmp(text, run->typed, sizeof(run->typed) - 1) != 0)
		if (!narrow(app, text))
			app_warn(app, "%s", _("There is no memory left to look through the list."));
	run->text = text;
	run->point = point;
	if (run->form->typed)
		return run->form->typed(app, text);
	drafts_write(app, text);
	return CHANGE_VIEW;
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \t\n")] == '\0';
}

/* The line editor's own text is gone once its line is accepted. */
static unsigned choose_typed(struct app *app, const char *text)
{
	app->form.text = arena_strdup(&app->form.arena, text);
	return app->form.text ? form_choose(app) : CHANGE_NONE;
}

/* What cannot be put aside is not dropped at once. */
static unsigned leave_line(struct app *app, const char *text)
{
	struct form_run *run = &app->form;

	if (run->warned || is_blank(text) || drafts_keep_line(run))
		return form_leave(app);
	run->warned = true;
	run->text = arena_strdup(&run->arena, text);
	return app_warn(app, "%s",
			_("This text cannot be put aside on the disk. Enter keeps it in the "
			  "session; Esc again drops it.")) |
	       CHANGE_EDIT;
}

/* An empty line of a list of pieces ends it, and one of a date leads back to the calendar. Any
 * other stays: what is typed next would be taken for keys. */
static unsigned answer_nothing(struct app *app)
{
	struct form_run *run = &app->form;

	run->text = "";
	run->point = 0;
	if (run->form->again || run->form->passing)
		return form_leave(app);
	if (run->typing)
		run->typing = false;
	else
		app_say(app, "%s", _("There are no words yet. Esc leaves this without writing."));
	return CHANGE_VIEW | CHANGE_EDIT;
}

unsigned form_line_done(struct app *app, bool accepted, const char *text)
{
	struct form_run *run = &app->form;
	const struct form_question *question = form_question(run);

	if (!question)
		return CHANGE_EDIT;
	if (!accepted)
		return leave_line(app, text);
	if (question->type == QUESTION_PICK)
		return choose_typed(app, text);
	if (is_blank(text)) {
		if (!question->optional || run->typing)
			return answer_nothing(app);
		drafts_discard_line(run);
		run->question++;
		return arrive(app);
	}
	return take_words(app, text);
}

unsigned form_leave(struct app *app)
{
	struct form_run *run = &app->form;
	unsigned (*left)(struct app *) = run->form->left;
	bool unchanged = run->begun && run->text && !strcmp(run->begun, run->text);
	bool is_hidden = app_is_table_safe(app) && app_event_is_private(app, &run->event);

	if (unchanged || (run->text && is_blank(run->text)))
		drafts_discard_line(run);
	if (close_form(app, false))
		app_say(app, "%s",
			is_hidden ? _("Your text is kept, and comes back when you are alone with "
				      "this screen.")
				  : _("Your text is kept, and comes back in the same place."));
	return (left ? left(app) : CHANGE_NONE) | CHANGE_VIEW | CHANGE_EDIT;
}
