/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was heard can be put right, whenever and by whomever it was written: its words changed,
 * moved to another step, taken out. Changed words are written anew and stand in the place of the
 * old, also in time: putting a word right must not change in which order things were said. Goals
 * are cited and set aside, so another one is said instead. In the two statements a word can be put
 * right, and what was found the same stays so; where one says something else both are said again.
 * Visits since the talk, which every step shows, and where nobody reads along the coach's notes are
 * listed with it.
 */
#include "app/heard_again.h"

#include <string.h>

#include "app/app.h"
#include "app/command_run.h"
#include "app/form_offers.h"
#include "app/form_tables.h"
#include "app/take_out.h"
#include "debrief/event_check.h"
#include "debrief/i18n.h"

/* What can be done with it; the others are the key that is changed. */
static const char move[] = "move";
static const char take_out[] = "out";
static const char anew[] = "anew";
static const char judge[] = "judge";

enum { WHICH, WHAT }; /* the first questions */

static bool is_listed(const struct app *app, const struct heard *heard)
{
	return heard->step == app->step && app_may_show(app, heard->event) &&
	       !(heard->field && app_withholds(app, heard->field));
}

/* What is listed in every step besides, the latest first; NULL behind the last. */
static const struct event *listed_besides(const struct app *app, size_t n)
{
	const struct state_list *visits = &app->state.visits;
	const struct state_list *notes = &app->state.notes;

	for (size_t i = visits->count; i-- > 0;)
		if (app_may_show(app, visits->items[i]) && n-- == 0)
			return visits->items[i];
	return app_is_table_safe(app) || n >= notes->count ? NULL
							   : notes->items[notes->count - 1 - n];
}

bool has_heard(const struct app *app)
{
	if (app->journal && listed_besides(app, 0))
		return true;
	for (size_t i = 0; app->journal && app->step && i < app->state.n_heard; i++)
		if (is_listed(app, &app->state.heard[i]))
			return true;
	return false;
}

static bool is_besides(const struct app *app, const struct event *event)
{
	const struct event *other;

	for (size_t n = 0; (other = listed_besides(app, n)); n++)
		if (other == event)
			return true;
	return false;
}

static const struct heard *heard_of(const struct app *app, const struct event *event)
{
	for (size_t i = 0; i < app->state.n_heard; i++)
		if (app->state.heard[i].event == event)
			return &app->state.heard[i];
	return NULL;
}

/* ---- the questions ---- */

static enum status full(bool added, struct err *err)
{
	return added ? STATUS_OK : err_no_memory(err);
}

static const char *label_of(const struct app *app, const struct heard *heard, struct arena *arena)
{
	const char *words = heard->event->kind == EVENT_PROGRESS
				    ? event_text(heard->event, KEY_TEXT)
				    : heard_words(&app->state, heard);

	if (!words || !*words)
		words = _("heard");
	return heard->field ? arena_printf(arena, "%s: %s", field_label(heard->field), words)
			    : words;
}

static bool offer_event(struct form_run *run, const struct event *event, const char *label)
{
	char id[EVENT_ID_SIZE];

	event_id_format(&event->id, id);
	return form_add_option(run, arena_strdup(&run->arena, id), label, NULL);
}

static enum status offer_heard(struct app *app, struct form_run *run, struct err *err)
{
	const struct event *other;
	bool ok = true;

	for (size_t i = app->state.n_heard; i-- > 0 && run->n_options < FORM_OPTIONS_MAX;)
		if (is_listed(app, &app->state.heard[i]))
			ok &= offer_event(run, app->state.heard[i].event,
					  label_of(app, &app->state.heard[i], &run->arena));
	for (size_t n = 0; (other = listed_besides(app, n)) && run->n_options < FORM_OPTIONS_MAX;
	     n++)
		ok &= offer_event(run, other,
				  other->kind == EVENT_VISIT
					  ? visit_words(app, other, &run->arena)
					  : arena_printf(&run->arena, _("Note: %s"),
							 event_text(other, KEY_TEXT)));
	return full(ok, err);
}

static void take_event(const struct app *app, struct form_run *run)
{
	run->subject.event = state_event(&app->state, run->answers[WHICH]);
	if (run->subject.event)
		run->event.is_private = run->subject.event->is_private;
}

static bool is_statement(const struct heard *heard)
{
	return heard->field && heard->field->type == FIELD_STATEMENT;
}

/* A goal in the words of the bank is chosen anew; in one's own a word can be put right, unless it
 * was set aside as it stands. */
static bool has_words_to_change(const struct state *state, const struct event *event)
{
	return event->kind == EVENT_PLAN || event->kind == EVENT_SAID ||
	       event->kind == EVENT_NOTE ||
	       (event->kind == EVENT_GOAL && event_text(event, KEY_TEXT) &&
		!is_pointed_at(state, event));
}

static bool offer_words(const struct app *app, struct form_run *run, const struct event *event)
{
	static const struct form_option of_plan[] = {
		{"indicator", N_("Change what we will see students do"), NULL},
		{"rehearsal", N_("Change how it was tried out"), NULL},
		{"help", N_("Change who does what for it"), NULL},
		{"due", N_("Change the day on which we look at it"), NULL},
	};
	bool ok = true;

	if (!has_words_to_change(&app->state, event) ||
	    (state_consent_refused(&app->state) && event_has_teachers_words(event)))
		return true;
	ok &= form_add_option(run, "text", _("Change the words"), NULL);
	for (size_t i = 0; event->kind == EVENT_PLAN && i < COUNT(of_plan); i++)
		ok &= form_add_option(run, of_plan[i].value, _(of_plan[i].label), NULL);
	return ok;
}

static bool offer_statements(const struct app *app, struct form_run *run)
{
	return (!statements_are_compared(&app->state) ||
		form_add_option(run, judge, _("Say again whether both say the same"), NULL)) &&
	       form_add_option(run, anew, _("Say both again"),
			       _("First the teacher, then the coach, then whether both say the "
				 "same"));
}

static enum status offer_deeds(struct app *app, struct form_run *run, struct err *err)
{
	const struct event *event = run->subject.event;
	const struct heard *heard = heard_of(app, event);
	bool ok = true;

	if (!event || (!heard && !is_besides(app, event)))
		return STATUS_OK;
	ok &= offer_words(app, run, event);
	if (heard && is_statement(heard))
		ok &= offer_statements(app, run);
	else if (event->kind == EVENT_GOAL || event->kind == EVENT_PROGRESS)
		ok &= form_add_option(run, anew, _("Say it anew"), NULL);
	else if (event->kind == EVENT_FIELD && !event_says(event, KEY_VALUE, "heard"))
		ok &= form_add_option(run, anew, _("Choose another"), NULL);
	if ((event->kind == EVENT_SAID || event->kind == EVENT_TURN) && app_step_at(app, 1))
		ok &= form_add_option(run, move, _("Move it to another step"), NULL);
	if (can_be_taken_out(&app->state, event))
		ok &= form_add_option(run, take_out, _("Take it out"), NULL);
	return full(ok, err);
}

static const char *why_so_few(struct app *app, struct form_run *run, struct arena *arena)
{
	(void)arena;
	if (!run->subject.event || can_be_taken_out(&app->state, run->subject.event))
		return NULL;
	return is_pointed_at(&app->state, run->subject.event)
		       ? _("Something else rests on it, so it stays in the record.")
		       : _("It came in as one with others, so it cannot be taken out alone.");
}

static bool is_not_chosen(const struct app *app, const struct form_run *run)
{
	const char *what = run->answers[WHAT];

	(void)app;
	return !what || strcmp(what, event_key_names[form_question(run)->key]) != 0;
}

static bool stays(const struct app *app, const struct form_run *run)
{
	(void)app;
	return run->answers[WHAT] != move;
}

static const char *as_it_was(const struct app *app, struct form_run *run)
{
	(void)app;
	return event_text(run->subject.event, form_question(run)->key);
}

/* ---- what becomes of it ---- */

unsigned stands_as_it_was(struct app *app, struct form_run *run)
{
	for (run->question = 0; run->question < run->form->n_questions; run->question++)
		drafts_discard_line(run);
	return app_say(app, "%s", _("It stands as it was."));
}

static unsigned change_words(struct app *app, struct form_run *run)
{
	enum event_key key = KEY_TEXT;
	const struct event *old = run->subject.event;
	struct event fresh;
	char id[EVENT_ID_SIZE];
	const char *text;
	unsigned change;

	for (size_t i = WHAT + 1; i < run->form->n_questions; i++)
		if (!strcmp(run->answers[WHAT], event_key_names[run->form->questions[i].key]))
			key = run->form->questions[i].key;
	text = event_text(&run->event, key);
	if (!text || (event_text(old, key) && !strcmp(text, event_text(old, key))))
		return stands_as_it_was(app, run);
	event_init(&fresh, old->kind);
	for (size_t i = 0; i < old->n_values; i++)
		fresh.values[fresh.n_values++] = old->values[i];
	fresh.is_private = old->is_private;
	event_id_format(&old->id, id);
	event_set(&fresh, KEY_RE, id);
	event_set(&fresh, KEY_DRAFT, event_text(&run->event, KEY_DRAFT));
	event_set(&fresh, key, text);
	change = app_act(app, &fresh, 1);
	if (change & CHANGE_EVENTS)
		app_say(app, "%s", _("It is changed; u brings back what stood here."));
	return change;
}

static unsigned move_words(struct app *app, struct form_run *run)
{
	const char *to = run->answers[WHAT + 1];
	const struct rubric_step *step = rubric_step(app->session->rubric, to);
	struct event event;
	unsigned change;

	if (!step || step == app->step)
		return app_say(app, "%s", _("It stands as it was."));
	event_init(&event, EVENT_ASSIGN);
	event_set(&event, KEY_RE, run->answers[WHICH]);
	event_set(&event, KEY_STEP, to);
	change = app_act(app, &event, 1);
	if (change & CHANGE_EVENTS)
		app_say(app, _("It stands in this step now: %s."), step->title);
	return change;
}

static unsigned say_anew(struct app *app, const struct form_run *run)
{
	const struct heard *heard = heard_of(app, run->subject.event);
	struct form_subject about = {.step = heard->step, .field = heard->field};

	if (is_statement(heard) && state_has_both_statements(&app->state))
		return say_both_again(app);
	if (heard->event->kind != EVENT_GOAL) /* another one is said instead */
		about.event = heard->event;
	return form_start(app, talk_form_of(heard->field), &about);
}

static unsigned finish_again(struct app *app, struct form_run *run)
{
	const char *what = run->answers[WHAT];

	if (!run->subject.event ||
	    (!heard_of(app, run->subject.event) && !is_besides(app, run->subject.event)))
		return app_say(app, "%s", _("It is no longer there."));
	if (what == anew)
		return say_anew(app, run);
	if (what == move)
		return move_words(app, run);
	if (what == judge)
		return form_start(app, &form_judge, &(struct form_subject){.step = app->step});
	return what == take_out ? take_it_out(app, run) : change_words(app, run);
}

static const struct form_question ask_again[] = {
	[WHICH] = {CHOICE(KEY_VALUE, N_("Which of these?")), .options = offer_heard,
		   .answered = take_event},
	[WHAT] = {CHOICE(KEY_WHAT, N_("What about it?")), .options = offer_deeds,
		  .note = why_so_few},
	{CHOICE(KEY_STEP, N_("Where does it belong?")), .options = offer_steps, .skip = stays},
	{LINE(KEY_TEXT, N_("In which words?")), .skip = is_not_chosen},
	{LINE(KEY_INDICATOR, N_("What will we see students do?")), .skip = is_not_chosen},
	{LINE(KEY_REHEARSAL, N_("How was it tried out here?")), .skip = is_not_chosen},
	{LINE(KEY_HELP, N_("Who does what for it?")), .skip = is_not_chosen},
	{.key = KEY_DUE,
	 .type = QUESTION_DATE,
	 .title = N_("When do we look at it again?"),
	 .wrong = form_wrong_date,
	 .skip = is_not_chosen},
};
const struct form form_heard_again = {
	FORM("heard-again", N_("Change what was heard"), EVENT_SAID, ask_again),
	.begins = as_it_was, .finish = finish_again};

unsigned do_heard_again(struct app *app)
{
	struct form_subject about = {.step = app->step};

	return form_start(app, &form_heard_again, &about);
}

/* ---- the two statements ---- */

static size_t add_voids_of_judgements(const struct app *app, struct event *events,
				      struct arena *arena)
{
	const struct state_list *log = &app->state.log;
	size_t count = 0;

	for (size_t i = 0; i < log->count; i++)
		if (log->items[i]->kind == EVENT_JUDGE &&
		    !takes_others(&app->state, log->items[i], false)) {
			if (events)
				make_void(&events[count], log->items[i], arena);
			count++;
		}
	return count;
}

/* What was found the same, or not, were other words. The statement comes first: so a void of it
 * takes back nothing else. */
unsigned finish_said_again(struct app *app, struct form_run *run)
{
	size_t count = add_voids_of_judgements(app, NULL, NULL);
	struct event *events = arena_array(&run->arena, count + 1, sizeof(*events));

	if (!events)
		return app_warn(app, "%s", _("There is no memory left."));
	events[0] = run->event;
	add_voids_of_judgements(app, events + 1, &run->arena);
	return app_act(app, events, count + 1);
}

/* A statement that came after the teacher's judgement was not judged. */
bool statements_are_compared(const struct state *state)
{
	const struct event *judged = state->judgements[JUDGE_TEACHER][JUDGE_PHASE];
	size_t since = judged ? state_order(state, judged) : 0;

	return judged && since > state_order(state, state->goals[GOAL_AGREED_BY_TEACHER]) &&
	       since > state_order(state, state->goals[GOAL_AGREED_BY_COACH]);
}

unsigned say_both_again(struct app *app)
{
	struct form_subject about = {.step = app->step};

	about.field = rubric_field(app->session->rubric, known_fields[FIELD_STATEMENT_TEACHER].id);
	return form_start(app, &form_statement_teacher_again, &about);
}

unsigned say_second_again(struct app *app)
{
	struct form_subject about = {.step = app->step};

	about.field = rubric_field(app->session->rubric, known_fields[FIELD_STATEMENT_COACH].id);
	return form_start(app, &form_statement_coach, &about);
}
