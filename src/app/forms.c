/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The forms, as tables. What a question offers comes from the rubric and the state; on a table-safe screen a list
 * is in the rubric's order and says nothing about what the engine would prefer.
 */
#include <string.h>

#include "app/app.h"
#include "debrief/i18n.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static enum status full(bool added, struct err *err)
{
	return added ? STATUS_OK : err_no_memory(err);
}

/* Options */

static enum status offer_phases(struct app *app, struct form_run *run, struct err *err)
{
	const struct rubric *rubric = app->session->rubric;
	const struct rubric_phase *here = NULL;
	const struct list_view *view = &app->views[FOCUS_LESSON];
	bool ok = true;

	for (size_t i = 0; i < rubric->phases.count; i++)
		ok &= form_add_option(run, rubric_phase_at(rubric, i)->id,
				      rubric_phase_at(rubric, i)->title, NULL);
	ok &= form_add_option(run, NULL, _("Not clear yet"), NULL);
	if (run->event.kind == EVENT_EVIDENCE && view->selected < app->lesson.count)
		here = app->lesson.items[view->selected].phase;
	if (here)
		run->selected = here->index;
	return full(ok, err);
}

static enum status offer_who(struct app *app, struct form_run *run, struct err *err)
{
	(void)app;
	return full(form_add_option(run, "students", _("Students"), NULL) &&
			    form_add_option(run, "teacher", _("The teacher"), NULL) &&
			    form_add_option(run, "coach", _("The coach"), NULL),
		    err);
}

static enum status offer_developments(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; i < app->session->rubric->developments.count; i++) {
		const struct rubric_development *one = rubric_development_at(app->session->rubric, i);

		ok &= form_add_option(run, one->id, one->title, NULL);
	}
	ok &= form_add_option(run, "heard", _("Something else, or in other words"), NULL);
	return full(ok, err);
}

static enum status offer_field_options(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = true;

	(void)app;
	for (size_t i = 0; i < run->field->options.count; i++)
		ok &= form_add_option(run, run->field->options.items[i], run->field->options.items[i], NULL);
	return full(ok, err);
}

static enum status offer_field_levels(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = true;

	(void)app;
	for (size_t i = 0; i < run->field->levels.count; i++) {
		const struct rubric_level *level = level_at(&run->field->levels, i);

		ok &= form_add_option(run, level->id, level->text ? level->text : level->id, NULL);
	}
	return full(ok, err);
}

static enum status offer_rating(struct app *app, struct form_run *run, struct err *err)
{
	const struct rubric_criterion *criterion = run->criterion;
	bool ok = true;

	(void)app;
	for (size_t i = 0; i < criterion->levels.count; i++) {
		const struct rubric_level *level = level_at(&criterion->levels, i);

		ok &= form_add_option(run, level->id, level->text ? level->text : level->id,
				      i == criterion->met_level ? _("from here on: met") : NULL);
	}
	if (criterion->levels.count == 0) {
		ok &= form_add_option(run, "met", _("Yes"), NULL);
		ok &= form_add_option(run, "unmet", _("Not yet"), NULL);
	}
	ok &= form_add_option(run, "unseen", _("Could not see"), NULL);
	return full(ok, err);
}

static enum status offer_yes_no(struct app *app, struct form_run *run, struct err *err)
{
	(void)app;
	return full(form_add_option(run, "yes", _("Yes, in lessons like this"), NULL) &&
			    form_add_option(run, "no", _("Not yet"), NULL),
		    err);
}

/* The bank for the coach alone: productive ones first, each with its verdict. */
static enum status offer_bank(struct app *app, struct form_run *run, struct err *err)
{
	const struct guide *guide = &app->advice.guide;
	const struct rubric *rubric = app->session->rubric;
	bool ok = form_add_option(run, NULL, _("In your own words"), NULL);

	for (size_t i = 0; i < guide->n_suggestions; i++)
		ok &= form_add_option(run, guide->suggestions[i]->id, guide->suggestions[i]->change,
				      _("productive now"));
	for (size_t i = 0; i < rubric->goals.count; i++) {
		const struct rubric_goal *goal = rubric_goal_at(rubric, i);
		const struct rubric_phase *phase = rubric_phase(rubric, goal->phase);
		bool listed = false;

		for (size_t k = 0; k < guide->n_suggestions; k++)
			listed |= guide->suggestions[k] == goal;
		if (!listed)
			ok &= form_add_option(run, goal->id, goal->change, phase ? phase->title : NULL);
	}
	return full(ok, err);
}

/* What Tab completes when a change is written: the bank's changes, the coach's goal first. */
static enum status complete_changes(struct app *app, struct form_run *run, struct err *err)
{
	const struct rubric *rubric = app->session->rubric;
	const struct event *own = app->state.goals[GOAL_COACH];
	size_t n = 0;

	run->words = arena_array(&run->arena, rubric->goals.count + 2, sizeof *run->words);
	if (!run->words)
		return err_no_memory(err);
	if (own)
		run->words[n++] = goal_words(rubric, own);
	for (size_t i = 0; i < rubric->goals.count; i++)
		run->words[n++] = rubric_goal_at(rubric, i)->change;
	return STATUS_OK;
}

static enum status offer_same(struct app *app, struct form_run *run, struct err *err)
{
	(void)app;
	return full(form_add_option(run, "same", _("The same"), NULL) &&
			    form_add_option(run, "phase", _("The same part of the lesson, another change"), NULL) &&
			    form_add_option(run, "different", _("Another part of the lesson"), NULL),
		    err);
}

static enum status offer_support(struct app *app, struct form_run *run, struct err *err)
{
	(void)app;
	return full(form_add_option(run, "planning", _("Planning it together"), NULL) &&
			    form_add_option(run, "delivery", _("In the lesson: modelling, co-teaching, feedback"), NULL) &&
			    form_add_option(run, "monitoring", _("Looking at students' work together"), NULL) &&
			    form_add_option(run, NULL, _("Nothing for now"), NULL),
		    err);
}

static enum status offer_progress(struct app *app, struct form_run *run, struct err *err)
{
	(void)app;
	return full(form_add_option(run, "met", _("It is there now"), NULL) &&
			    form_add_option(run, "progressing", _("On the way"), NULL) &&
			    form_add_option(run, "not-yet", _("Not yet"), NULL),
		    err);
}

static enum status offer_consent(struct app *app, struct form_run *run, struct err *err)
{
	(void)app;
	return full(form_add_option(run, "given", _("Yes: words may be written down"),
				    _("The teacher sees the shared part. Your own notes stay yours.")) &&
			    form_add_option(run, "refused", _("No: only that something was heard, no words of the teacher"), NULL) &&
			    form_add_option(run, NULL, _("We talk about it later"), NULL),
		    err);
}

static enum status offer_endings(struct app *app, struct form_run *run, struct err *err)
{
	(void)app;
	return full(form_add_option(run, "agreed", _("We agreed on a next step"), NULL) &&
			    form_add_option(run, "continue", _("We go on another day"), NULL) &&
			    form_add_option(run, "parked", _("We leave it open and look at more evidence first"), NULL),
		    err);
}

static enum status offer_branches(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; i < app->step->branches.count; i++) {
		const struct rubric_branch *branch = step_branch_at(app->step, i);

		ok &= form_add_option(run, branch->title, branch->title, NULL);
	}
	return full(ok, err);
}

static enum status offer_stage(struct app *app, struct form_run *run, struct err *err)
{
	(void)app;
	return full(form_add_option(run, "yes", _("Start: from now on the teacher may read this screen"),
				    _("Ratings, your goal and your notes are put away. Ctrl-G shows them for a moment.")) &&
			    form_add_option(run, NULL, _("Stay here"), NULL),
		    err);
}

static const char *id_of(const struct event *event, struct form_run *run)
{
	char id[EVENT_ID_SIZE];

	event_id_format(&event->id, id);
	return arena_strdup(&run->arena, id);
}

static enum status offer_goals(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = true;

	for (size_t i = app->state.all_goals.count; i-- > 0;) {
		const struct event *goal = app->state.all_goals.items[i];

		if (event_says(goal, KEY_WHOSE, "teacher") || event_says(goal, KEY_WHOSE, "alternative"))
			ok &= form_add_option(run, id_of(goal, run), goal_words(app->session->rubric, goal), NULL);
	}
	return full(ok, err);
}

static enum status offer_loose(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = true;

	for (size_t i = app->state.n_heard; i-- > 0;) {
		const struct heard *heard = &app->state.heard[i];

		if (!heard->step && heard->event->kind == EVENT_SAID)
			ok &= form_add_option(run, id_of(heard->event, run), event_text(heard->event, KEY_TEXT), NULL);
	}
	return full(ok, err);
}

static enum status offer_steps(struct app *app, struct form_run *run, struct err *err)
{
	const struct guide_step *step;
	bool ok = true;

	for (size_t i = 0; (step = app_step_at(app, i)); i++)
		ok &= form_add_option(run, step->step->id, step->step->title, NULL);
	return full(ok, err);
}

/* Where words of the open step belong: most are just words. */
static enum status offer_places(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = form_add_option(run, NULL, _("Just what was said"), NULL);
	const struct rubric_field *field;

	for (size_t i = 0; (field = app_optional_field(app, i)); i++)
		ok &= form_add_option(run, field->id, app_field_label(field), NULL);
	return full(ok, err);
}

static enum status offer_speakers(struct app *app, struct form_run *run, struct err *err)
{
	bool ok = form_add_option(run, "teacher", _("The teacher"), NULL);

	(void)app;
	return full(ok && form_add_option(run, "coach", _("The coach"), NULL), err);
}

/* Which questions do not apply */

static bool no_phases(const struct app *app, const struct form_run *run)
{
	(void)run;
	return app->session->rubric->phases.count == 0;
}

static bool phase_is_known(const struct app *app, const struct form_run *run)
{
	return no_phases(app, run) || event_text(&run->event, KEY_CHANGE) != NULL;
}

static bool change_is_known(const struct app *app, const struct form_run *run)
{
	(void)app;
	return event_text(&run->event, KEY_CHANGE) != NULL;
}

static bool has_choices(const struct app *app, const struct form_run *run)
{
	(void)run;
	return app->session->rubric->goals.count == 0;
}

/* Words that are exactly a change of the bank are that change. */
static bool recognise_change(const struct app *app, const struct form_run *run)
{
	struct event *event = (struct event *)&run->event;
	const char *text = event_text(event, KEY_TEXT);
	const struct event *own = app->state.goals[GOAL_COACH];

	for (size_t i = 0; text && i < app->session->rubric->goals.count; i++)
		if (!strcmp(rubric_goal_at(app->session->rubric, i)->change, text))
			event_set(event, KEY_CHANGE, rubric_goal_at(app->session->rubric, i)->id);
	if (text && own && !strcmp(goal_words(app->session->rubric, own), text)) {
		event_set(event, KEY_CHANGE, event_text(own, KEY_CHANGE));
		event_set(event, KEY_PHASE, goal_phase(app->session->rubric, own));
	}
	return phase_is_known(app, run) || event_text(event, KEY_PHASE) != NULL;
}

static bool parked_alone(const struct app *app, const struct form_run *run)
{
	(void)app;
	return event_text(&run->event, KEY_RE) != NULL;
}

/* Finishing with something other than one event */

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

static unsigned finish_branch(struct app *app, struct form_run *run)
{
	const struct rubric_branch *branch = step_branch_at(app->step, run->selected);
	const struct rubric_step *step = branch->go_to ? rubric_step(app->session->rubric, branch->go_to) : app->step;

	app_open_step(app, step ? step : app->step);
	app->branch = branch;
	return CHANGE_VIEW;
}

static unsigned finish_stage(struct app *app, struct form_run *run)
{
	if (!run->answers[0])
		return CHANGE_VIEW;
	app_show_stage(app, app->stage + 1);
	place_save(app); /* from now on never back to the private screen by itself */
	app->focus = FOCUS_SCRIPT;
	app->zoom = false;
	if (!app->state.consent && app->journal)
		return form_start(app, &form_consent, NULL);
	return CHANGE_VIEW;
}

static unsigned finish_where(struct app *app, struct form_run *run)
{
	struct form_run about = {.step = run->step,
				 .field = rubric_field(app->session->rubric, run->answers[0])};

	return form_start(app, about.field ? &form_field_words : &form_heard, &about);
}

static unsigned finish_consent(struct app *app, struct form_run *run)
{
	return event_text(&run->event, KEY_VALUE) ? app_act(app, &run->event, 1) : CHANGE_VIEW;
}

/* The tables */

#define LINE(k, t, ...) {.key = (k), .type = QUESTION_LINE, .title = (t), __VA_ARGS__}
#define CHOICE(k, t, o, ...) {.key = (k), .type = QUESTION_CHOICE, .title = (t), .options = (o), __VA_ARGS__}
#define QUESTIONS(name) .questions = (name), .n_questions = COUNT(name)

static const struct form_question ask_evidence[] = {
	CHOICE(KEY_PHASE, N_("In which part of the lesson?"), offer_phases, .skip = no_phases),
	CHOICE(KEY_WHO, N_("Who acted?"), offer_who, .skip = NULL),
	LINE(KEY_TEXT, N_("What could be seen or heard?"), .skip = NULL),
	LINE(KEY_LESSON_TIME, N_("When in the lesson? (Enter for none)"), .optional = true),
};
const struct form form_evidence = {.id = "evidence", .title = N_("Evidence"), .kind = EVENT_EVIDENCE, QUESTIONS(ask_evidence)};

static const struct form_question ask_work[] = {
	LINE(KEY_STRATEGY, N_("What do you call this strategy?"), .skip = NULL),
	LINE(KEY_STUDENTS, N_("How many students? (Enter if not counted)"), .optional = true),
	LINE(KEY_TEXT, N_("What is on the page? (Alt-Enter begins a new line)"), .optional = true),
};
const struct form form_work = {.id = "work", .title = N_("Student work"), .kind = EVENT_WORK, QUESTIONS(ask_work)};

static const struct form_question ask_note[] = {LINE(KEY_TEXT, N_("A note that only you can read"), .skip = NULL)};
const struct form form_note = {.id = "note", .title = N_("Private note"), .kind = EVENT_NOTE, QUESTIONS(ask_note)};

static const struct form_question ask_words[] = {LINE(KEY_TEXT, N_("What do you hear?"), .skip = NULL)};
const struct form form_heard = {.id = "heard", .title = N_("Heard"), .kind = EVENT_SAID, QUESTIONS(ask_words)};
const struct form form_field_words = {.id = "said", .title = N_("Heard"), .kind = EVENT_SAID, QUESTIONS(ask_words)};

static const struct form_question ask_where[] = {CHOICE(KEY_FIELD, N_("What will you write down?"), offer_places, .skip = NULL)};
const struct form form_where = {.id = "where", .title = N_("Heard"), .kind = EVENT_SAID, QUESTIONS(ask_where), .finish = finish_where};

static const struct form_question ask_loose[] = {
	LINE(KEY_TEXT, N_("What do you hear?"), .skip = NULL),
	CHOICE(KEY_BY, N_("Who said it?"), offer_speakers, .skip = NULL),
};
const struct form form_loose_words = {.id = "loose", .title = N_("Heard, to be filed later (f)"), .kind = EVENT_SAID, QUESTIONS(ask_loose)};

static const struct form_question ask_file[] = {
	CHOICE(KEY_RE, N_("Which words?"), offer_loose, .skip = NULL),
	CHOICE(KEY_STEP, N_("Where do they belong?"), offer_steps, .skip = NULL),
};
const struct form form_file = {.id = "file", .title = N_("File what was heard"), .kind = EVENT_ASSIGN, QUESTIONS(ask_file)};

static const struct form_question ask_development[] = {CHOICE(KEY_VALUE, N_("What does it come down to for students?"), offer_developments, .skip = NULL)};
const struct form form_development = {.id = "development", .title = N_("What they value for students"), .kind = EVENT_FIELD, QUESTIONS(ask_development)};

static const struct form_question ask_choice[] = {CHOICE(KEY_VALUE, N_("Which one?"), offer_field_options, .skip = NULL)};
const struct form form_choice = {.id = "choice", .title = N_("Choose"), .kind = EVENT_FIELD, QUESTIONS(ask_choice)};

static const struct form_question ask_level[] = {CHOICE(KEY_VALUE, N_("Which one?"), offer_field_levels, .skip = NULL)};
const struct form form_level = {.id = "level", .title = N_("Choose"), .kind = EVENT_FIELD, QUESTIONS(ask_level)};

static const struct form_question ask_words_of_goal[] = {
	LINE(KEY_TEXT, N_("What would change? (Tab completes)"), .options = complete_changes),
	CHOICE(KEY_PHASE, N_("In which part of the lesson?"), offer_phases, .skip = recognise_change),
};
static const struct form_question ask_teachers_goal[] = {
	LINE(KEY_TEXT, N_("In the teacher's words: what would change?"), .skip = NULL),
	CHOICE(KEY_PHASE, N_("In which part of the lesson?"), offer_phases, .skip = no_phases),
};
const struct form form_goal_teacher = {.id = "goal-teacher", .title = N_("The teacher's goal"), .kind = EVENT_GOAL, .preset = {{KEY_WHOSE, "teacher"}}, QUESTIONS(ask_teachers_goal)};
const struct form form_goal_alternative = {.id = "goal-alternative", .title = N_("Another way there"), .kind = EVENT_GOAL, .preset = {{KEY_WHOSE, "alternative"}}, QUESTIONS(ask_words_of_goal)};

static const struct form_question ask_coachs_goal[] = {
	CHOICE(KEY_CHANGE, N_("Which change would you work towards?"), offer_bank, .skip = has_choices),
	LINE(KEY_TEXT, N_("What would change, in your words?"), .skip = change_is_known),
	CHOICE(KEY_PHASE, N_("In which part of the lesson?"), offer_phases, .skip = phase_is_known),
	LINE(KEY_BECAUSE, N_("Students … because instruction …: how do they hang together?"), .optional = true),
};
const struct form form_goal_coach = {.id = "goal-coach", .title = N_("Your goal"), .kind = EVENT_GOAL, .preset = {{KEY_WHOSE, "coach"}, {KEY_BASIS, "evidence"}}, QUESTIONS(ask_coachs_goal)};

static const struct form_question ask_statement_teacher[] = {
	LINE(KEY_TEXT, N_("The teacher first, in their own words: what are we going to try?"), .skip = NULL),
	CHOICE(KEY_PHASE, N_("In which part of the lesson is that?"), offer_phases, .skip = no_phases),
};
const struct form form_statement_teacher = {.id = "statement-teacher", .title = N_("In both our words"), .kind = EVENT_GOAL, .preset = {{KEY_WHOSE, "agreed-by-teacher"}}, QUESTIONS(ask_statement_teacher)};

static const struct form_question ask_statement_coach[] = {
	LINE(KEY_TEXT, N_("Now the coach: what are we going to try? (Tab completes)"), .options = complete_changes),
	CHOICE(KEY_PHASE, N_("In which part of the lesson is that?"), offer_phases, .skip = recognise_change),
};
const struct form form_statement_coach = {.id = "statement-coach", .title = N_("In both our words"), .kind = EVENT_GOAL, .preset = {{KEY_WHOSE, "agreed-by-coach"}}, QUESTIONS(ask_statement_coach)};

static const struct form_question ask_judge[] = {
	CHOICE(KEY_BY, N_("Do both say the same? The teacher:"), offer_same, .skip = NULL),
	CHOICE(KEY_WHAT, N_("And the coach:"), offer_same, .skip = NULL),
};
const struct form form_judge = {.id = "judge", .title = N_("In both our words"), .kind = EVENT_JUDGE, QUESTIONS(ask_judge), .finish = finish_judge};

static const struct form_question ask_plan[] = {
	LINE(KEY_TEXT, N_("The one move, so that it could be seen in the next lesson"), .skip = NULL),
	LINE(KEY_INDICATOR, N_("What will we see students do? (Enter if open)"), .optional = true),
	LINE(KEY_REHEARSAL, N_("How was it tried out here? (Enter if not)"), .optional = true),
	CHOICE(KEY_SUPPORT, N_("Which support is promised?"), offer_support, .skip = NULL),
	LINE(KEY_HELP, N_("Who does what for it? (Enter if open)"), .optional = true),
	LINE(KEY_DUE, N_("When do we look at it again? Like 2026-11-27 (Enter if open)"), .optional = true),
};
const struct form form_plan = {.id = "plan", .title = N_("Making it happen"), .kind = EVENT_PLAN, QUESTIONS(ask_plan)};

static const struct form_question ask_progress[] = {
	CHOICE(KEY_LEVEL, N_("The last goal, as the teacher sees it:"), offer_progress, .skip = NULL),
	LINE(KEY_TEXT, N_("In the teacher's words (Enter for none)"), .optional = true),
};
const struct form form_progress = {.id = "progress", .title = N_("How it has been going"), .kind = EVENT_PROGRESS, QUESTIONS(ask_progress)};

static const struct form_question ask_enacted[] = {CHOICE(KEY_VALUE, N_("Does the teacher already do this part, however it goes?"), offer_yes_no, .skip = NULL)};
const struct form form_enacted = {.id = "enacted", .title = N_("Part of the lesson"), .kind = EVENT_ENACTED, QUESTIONS(ask_enacted)};

static const struct form_question ask_rate[] = {
	CHOICE(KEY_LEVEL, N_("What did you see?"), offer_rating, .skip = NULL),
	LINE(KEY_TEXT, N_("A one-line reason (Enter for none)"), .optional = true),
};
const struct form form_rate = {.id = "rate", .title = N_("Rating"), .kind = EVENT_RATE, QUESTIONS(ask_rate)};

static const struct form_question ask_consent[] = {CHOICE(KEY_VALUE, N_("Did you say what is written down and who sees it, and is that all right?"), offer_consent, .skip = NULL)};
const struct form form_consent = {.id = "consent", .title = N_("Before we begin"), .kind = EVENT_CONSENT, QUESTIONS(ask_consent), .finish = finish_consent};

static const struct form_question ask_close[] = {
	CHOICE(KEY_ENDING, N_("How does the talk end today?"), offer_endings, .skip = NULL),
	LINE(KEY_TEXT, N_("Which evidence will we look at next? (Enter if open)"), .optional = true),
};
const struct form form_close = {.id = "close", .title = N_("Closing"), .kind = EVENT_CLOSE, QUESTIONS(ask_close)};

static const struct form_question ask_branch[] = {CHOICE(KEY_TOPIC, N_("Where did the talk turn?"), offer_branches, .skip = NULL)};
const struct form form_branch = {.id = "branch", .title = N_("Another turn"), .kind = EVENT_TOPIC, QUESTIONS(ask_branch), .finish = finish_branch};

static const struct form_question ask_park[] = {
	CHOICE(KEY_RE, N_("Which one is set aside for now?"), offer_goals, .skip = parked_alone),
	LINE(KEY_TEXT, N_("Which evidence to look for until then? (Enter if open)"), .optional = true),
};
const struct form form_park = {.id = "park", .title = N_("Park a goal"), .kind = EVENT_PARK, QUESTIONS(ask_park)};

static const struct form_question ask_stage[] = {CHOICE(KEY_VALUE, N_("The talk begins: the screen becomes table-safe now."), offer_stage, .skip = NULL)};
const struct form form_stage = {.id = "stage", .title = N_("Start the talk"), .kind = EVENT_NOTE, QUESTIONS(ask_stage), .finish = finish_stage};
