/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The forms of goals. The coach's own is questioned before it is set, because goals that did not
 * link students' thinking to the instruction were not productive in the study (Kochmanski & Cobb
 * 2023): it is shown how it stands, and what would change that. Goals at the table are written as
 * they are said.
 */
#include "app/app.h"

#include <string.h>

#include "app/form_offers.h"
#include "app/form_tables.h"
#include "app/heard_again.h"
#include "debrief/i18n.h"

static const struct form_option same[] = {
	{"same", N_("The same"), NULL},
	{"phase", N_("The same part of the lesson, another change"), NULL},
	{"different", N_("Another part of the lesson"), NULL},
};

/* Which questions do not apply */

static bool phase_is_known(const struct app *app, const struct form_run *run)
{
	return no_phases(app, run) || event_text(&run->event, KEY_CHANGE) ||
	       event_text(&run->event, KEY_PHASE);
}

static bool change_is_known(const struct app *app, const struct form_run *run)
{
	(void)app;
	return event_text(&run->event, KEY_CHANGE) != NULL;
}

static bool bank_is_empty(const struct app *app, const struct form_run *run)
{
	(void)run;
	return app->session->rubric->goals.count == 0;
}

/* Words that are exactly a change of the bank, or the coach's own goal, are that change. */
static void recognise_change(const struct app *app, struct form_run *run)
{
	const struct rubric *rubric = app->session->rubric;
	const char *text = event_text(&run->event, KEY_TEXT);
	const struct event *own = app->state.goals[GOAL_COACH];

	if (!text)
		return;
	for (size_t i = 0; i < rubric->goals.count; i++)
		if (!strcmp(rubric_goal_at(rubric, i)->change, text))
			event_set(&run->event, KEY_CHANGE, rubric_goal_at(rubric, i)->id);
	if (own && !strcmp(goal_words(rubric, own), text)) {
		event_set(&run->event, KEY_CHANGE, event_text(own, KEY_CHANGE));
		event_set(&run->event, KEY_PHASE, goal_phase(rubric, own));
	}
}

/* Evidence and work that both can see. */
static void rest_on_what_is_shared(const struct app *app, struct form_run *run,
				   const struct event *own)
{
	const struct event_value *cites = event_value(own, KEY_CITES);
	const char **shared = cites ? arena_array(&run->arena, cites->count, sizeof(*shared))
				    : NULL;
	size_t count = 0;

	for (size_t i = 0; shared && i < cites->count; i++) {
		const struct event *source = state_cited(&app->state, cites->items[i]);
		struct event_id id;

		if (source && source->kind != EVENT_RATE && !source->is_private &&
		    event_id_parse(cites->items[i], &id) && !id.is_private)
			shared[count++] = cites->items[i];
	}
	if (count > 0)
		event_set_list(&run->event, KEY_CITES, shared, count);
}

/*
 * The coach's own goal, put on the table: it is the same change and rests on the same evidence. Its
 * `because` was written for nobody else to read, and ratings are the coach's own: both stay with
 * it.
 */
static void put_on_the_table(const struct app *app, struct form_run *run)
{
	const struct rubric *rubric = app->session->rubric;
	const struct event *own = app->state.goals[GOAL_COACH];
	const char *change = own ? event_text(own, KEY_CHANGE) : NULL;

	if (own && !event_text(&run->event, KEY_CHANGE) && !event_text(&run->event, KEY_TEXT))
		event_set(&run->event, KEY_TEXT, goal_words(rubric, own)); /* it has no value */
	recognise_change(app, run);
	if (own && !event_value(&run->event, KEY_CITES) &&
	    (change ? event_says(&run->event, KEY_CHANGE, change)
		    : event_says(&run->event, KEY_TEXT, goal_words(rubric, own))))
		rest_on_what_is_shared(app, run, own);
}

static const char *which_way(struct app *app, struct form_run *run, struct arena *arena)
{
	(void)app;
	(void)run;
	(void)arena;
	return _("Words narrow the list down, or say another change.");
}

static bool words_are_kept(const struct app *app, const struct form_run *run)
{
	return !words_are_refused(app, run);
}

static bool parked_alone(const struct app *app, const struct form_run *run)
{
	(void)app;
	return event_text(&run->event, KEY_RE) != NULL;
}

static bool words_are_known(const struct app *app, const struct form_run *run)
{
	return change_is_known(app, run) || event_text(&run->event, KEY_TEXT);
}

static bool nothing_to_cite(const struct app *app, const struct form_run *run)
{
	(void)run;
	return app->state.evidence.count + app->state.work.count == 0;
}

static bool no_exception(const struct app *app, const struct form_run *run)
{
	const char *answer = run->answers[run->question - 1];

	(void)app;
	return !answer || strcmp(answer, "exception") != 0;
}

/* The coach's goal, before it is set */

static const char *which_changes(struct app *app, struct form_run *run, struct arena *arena)
{
	(void)app;
	(void)arena;
	if (run->n_first == 0)
		return _("Words narrow the list down, or are your own goal.");
	if (*run->typed)
		return _("Below a change stands what speaks against it now.");
	return _("These are feasible now, and change the part where learning first broke down. A "
		 "blank shows all others too; words narrow them down, or are your own goal.");
}

/* What is to be done about it at the desk; the report tells only how it stands. */
static const char *advice_on(enum goal_strategy strategy)
{
	static const char *const advice[STRATEGY__COUNT] = {
		[STRATEGY_PRIORITY_OR_PREFERENCE] = N_(
			"Mark what students did, and what the teacher did."),
		[STRATEGY_INSTRUCTION_ONLY] = N_("Mark also what students did or said."),
		[STRATEGY_STUDENTS_ONLY] = N_(
			"Mark also something the teacher did, if it played a part."),
		[STRATEGY_UNEXPLAINED] = N_("Say why the one came of the other."),
	};

	return advice[strategy] ? _(advice[strategy]) : "";
}

static const char *how_it_stands(struct app *app, struct form_run *run, struct arena *arena)
{
	struct goal_view view;
	const char *advice;

	if (goal_judge(&app->state, &app->advice.diagnosis, &run->event, arena, &view, NULL))
		return NULL;
	advice = advice_on(view.strategy);
	return arena_printf(arena, "%s\n\n%s%s%s\n%s\n%s", view.words, view.reasons[0],
			    *advice ? " " : "", advice, view.reasons[1], view.reasons[2]);
}

static enum status offer_setting(struct app *app, struct form_run *run, struct err *err)
{
	struct goal_view view;
	bool ok;

	goal_verdicts(&app->state, &app->advice.diagnosis, &run->event, &view);
	ok = form_add_option(run, "set", _("Set it as your goal"), NULL);
	if (view.targets == VERDICT_NO)
		ok &= form_add_option(run, "exception", _("Set it, and say why there all the same"),
				      NULL);
	ok &= form_add_option(run, "again", _("Look at it again, from the first question"), NULL);
	if (view.strategy != STRATEGY_LINKED)
		run->selected = run->n_options - 1;
	return ok ? STATUS_OK : err_no_memory(err);
}

static void look_again(const struct app *app, struct form_run *run)
{
	static const enum event_key said[] = {KEY_CHANGE, KEY_TEXT, KEY_PHASE};

	(void)app;
	if (strcmp(run->answers[run->question - 1], "again") != 0)
		return;
	for (size_t i = 0; i < COUNT(said); i++)
		event_set(&run->event, said[i], NULL);
	run->question = 0;
}

static unsigned finish_coachs_goal(struct app *app, struct form_run *run)
{
	event_set(&run->event, KEY_BASIS,
		  event_value(&run->event, KEY_CITES) ? "evidence" : "priority");
	return app_act(app, &run->event, 1);
}

/* The two statements */

static unsigned finish_judge(struct app *app, struct form_run *run)
{
	static const char *const who[] = {"teacher", "coach"};
	struct event events[4];
	size_t n = 0;

	for (size_t i = 0; i < COUNT(who); i++) {
		const char *answer = run->answers[i] ? run->answers[i] : "different";
		bool same_phase = strcmp(answer, "different") != 0;
		bool same_change = !strcmp(answer, "same");

		event_init(&events[n], EVENT_JUDGE);
		event_set(&events[n], KEY_BY, who[i]);
		event_set(&events[n], KEY_WHAT, "same-phase");
		event_set(&events[n++], KEY_VALUE, same_phase ? "same" : "different");
		event_init(&events[n], EVENT_JUDGE);
		event_set(&events[n], KEY_BY, who[i]);
		event_set(&events[n], KEY_WHAT, "same-change");
		event_set(&events[n++], KEY_VALUE, same_change ? "same" : "different");
	}
	return app_act(app, events, n);
}

static const struct form_question ask_alternative[] = {
	{PICK(KEY_CHANGE, N_("What would change?")), .note = which_way, .options = offer_changes,
	 .own_words = true, .answered = put_on_the_table, .skip = bank_is_empty},
	{LINE(KEY_TEXT, N_("What would change?")), .options = complete_changes,
	 .answered = put_on_the_table, .skip = words_are_known},
	{CHOICE(KEY_PHASE, N_("In which part of the lesson?")), .options = offer_phases,
	 .skip = phase_is_known},
};
static const struct form_question ask_teachers_goal[] = {
	{LINE(KEY_TEXT, N_("In the teacher's words: what would change?")),
	 .skip = words_are_refused},
	{LINE(KEY_TEXT, N_("As agreed, in the coach's words only: what would change?")),
	 .skip = words_are_kept},
	{CHOICE(KEY_PHASE, N_("In which part of the lesson?")), .options = offer_phases,
	 .skip = no_phases},
};
const struct form form_goal_teacher = {
	FORM("goal-teacher", N_("The teacher's goal"), EVENT_GOAL, ask_teachers_goal),
	.preset = {{KEY_WHOSE, "teacher"}}};
const struct form form_goal_alternative = {
	FORM("goal-alternative", N_("Another way there"), EVENT_GOAL, ask_alternative),
	.preset = {{KEY_WHOSE, "alternative"}}};

static const struct form_question ask_coachs_goal[] = {
	{PICK(KEY_CHANGE, N_("Which change would you work towards?")), .note = which_changes,
	 .options = offer_bank, .own_words = true, .skip = bank_is_empty},
	{LINE(KEY_TEXT, N_("What would change, in your words?")), .skip = words_are_known},
	{CHOICE(KEY_PHASE, N_("In which part of the lesson?")), .options = offer_phases,
	 .skip = phase_is_known},
	{.key = KEY_CITES,
	 .type = QUESTION_MARKS,
	 .options = offer_evidence,
	 .skip = nothing_to_cite,
	 .title = N_("What does it rest on? Students' work and words, and what was done in the "
		     "lesson")},
	{LINE(KEY_BECAUSE,
	      N_("Students did, or could not yet, … because in the lesson … (Enter if open)")),
	 .optional = true},
	{CHOICE(KEY_VALUE, N_("How it stands:")), .note = how_it_stands, .options = offer_setting,
	 .answered = look_again},
	{LINE(KEY_EXCEPTION, N_("Why this part of the lesson all the same?")),
	 .skip = no_exception},
};
const struct form form_goal_coach = {
	FORM("goal-coach", N_("Your goal"), EVENT_GOAL, ask_coachs_goal),
	.preset = {{KEY_WHOSE, "coach"}}, .finish = finish_coachs_goal};

static const struct form_question ask_breakdown[] = {
	{CHOICE(KEY_PHASE, N_("Where did learning first break down, as you see it?")),
	 .options = offer_breakdown, .unmarked = true},
	{LINE(KEY_TEXT, N_("What makes you see it there?"))},
};
const struct form form_breakdown = {
	FORM("breakdown", N_("Your own reading"), EVENT_BREAKDOWN, ask_breakdown)};

static const struct form_question ask_statement_teacher[] = {
	{LINE(KEY_TEXT,
	      N_("First in the teacher's own words, without a list: what are we going to try?")),
	 .skip = words_are_refused},
	{LINE(KEY_TEXT,
	      N_("The teacher says it first; as agreed, it stands here in the coach's words:")),
	 .skip = words_are_kept},
	{CHOICE(KEY_PHASE, N_("In which part of the lesson is that?")), .options = offer_phases,
	 .skip = no_phases},
};
const struct form form_statement_teacher = {
	FORM("statement-teacher", N_("In both our words"), EVENT_GOAL, ask_statement_teacher),
	.preset = {{KEY_WHOSE, "agreed-by-teacher"}}};

const struct form form_statement_teacher_again = {
	FORM("statement-teacher-again", N_("In both our words, once more"), EVENT_GOAL,
	     ask_statement_teacher),
	.preset = {{KEY_WHOSE, "agreed-by-teacher"}}, .finish = finish_said_again};

static const struct form_question ask_statement_coach[] = {
	{LINE(KEY_TEXT, N_("Now the coach: what are we going to try?")),
	 .options = complete_changes, .answered = recognise_change},
	{CHOICE(KEY_PHASE, N_("In which part of the lesson is that?")), .options = offer_phases,
	 .skip = phase_is_known},
};
const struct form form_statement_coach = {
	FORM("statement-coach", N_("In both our words"), EVENT_GOAL, ask_statement_coach),
	.preset = {{KEY_WHOSE, "agreed-by-coach"}}};

static const struct form_question ask_judge[] = {
	{CHOICE(KEY_BY, N_("Do both say the same? The teacher says:")), ANSWERS(same),
	 .unmarked = true},
	{CHOICE(KEY_WHAT, N_("And the coach says:")), ANSWERS(same), .unmarked = true},
};
const struct form form_judge = {FORM("judge", N_("In both our words"), EVENT_JUDGE, ask_judge),
				.finish = finish_judge};

static const struct form_question ask_park[] = {
	{CHOICE(KEY_RE, N_("Which one is set aside for now?")), .options = offer_goals,
	 .skip = parked_alone},
	{LINE(KEY_TEXT, N_("Which evidence to look for until then? (Enter if open)")),
	 .optional = true},
};
const struct form form_park = {FORM("park", N_("Park a goal"), EVENT_PARK, ask_park)};
