/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The forms, as tables: a new kind of entry is a new table, and what it offers is form_offers.c.
 * Those between the stages are stage_forms.c, those of goals goal_forms.c.
 */
#include "app/app.h"

#include <string.h>

#include "app/command.h"
#include "app/form_offers.h"
#include "app/form_tables.h"
#include "debrief/i18n.h"
#include "debrief/timestamp.h"
#include "debrief/utf8.h"

#define NOTES_SHOWN  3
#define NOTE_COLUMNS 36 /* of each: its beginning, and the line that is written keeps its rows */

/* Answers that are always the same */

static const struct form_option who_spoke[] = {
	{"teacher", N_("The teacher"), NULL},
	{"coach", N_("The coach"), NULL},
};

static const struct form_option yes_no[] = {
	{"yes", N_("Yes, in lessons like this"), NULL},
	{"no", N_("Not yet"), NULL},
};

/* A promise is made by somebody, never by Enter alone: so the one that is marked promises nothing.
 */
static const struct form_option support[] = {
	{NULL, N_("Nothing for now"), NULL},
	{"planning", NULL, NULL},
	{"delivery", NULL, N_("modelling, co-teaching, feedback")},
	{"monitoring", NULL, NULL},
};

const struct form_option progress_answers[] = {
	{"met", NULL, NULL},
	{"progressing", NULL, NULL},
	{"not-yet", NULL, NULL},
};

/* Which questions do not apply */

bool no_phases(const struct app *app, const struct form_run *run)
{
	(void)run;
	return app->session->rubric->phases.count == 0;
}

bool words_are_refused(const struct app *app, const struct form_run *run)
{
	(void)run;
	return state_consent_refused(&app->state);
}

static bool no_support(const struct app *app, const struct form_run *run)
{
	(void)app;
	return !event_text(&run->event, KEY_SUPPORT);
}

/* Finishing with something other than one event */

static unsigned finish_branch(struct app *app, struct form_run *run)
{
	const struct rubric_branch *branch = step_branch_at(app->step, run->selected);
	const struct rubric_step *step = branch->go_to
						 ? rubric_step(app->session->rubric, branch->go_to)
						 : app->step;

	app_open_step(app, step ? step : app->step);
	app->branch = branch;
	app->branch_since = host_monotonic_ms(app->host);
	return CHANGE_VIEW;
}

static unsigned finish_where(struct app *app, struct form_run *run)
{
	struct form_subject about = {.step = run->subject.step,
				     .field = rubric_field(app->session->rubric, run->answers[0])};

	return form_start(app, about.field ? &form_field_words : &form_heard, &about);
}

/* What the teacher values need not be on the rubric's list. */
static unsigned finish_development(struct app *app, struct form_run *run)
{
	struct form_subject about = run->subject;

	if (event_text(&run->event, KEY_VALUE))
		return app_act(app, &run->event, 1);
	return form_start(app, &form_development_words, &about);
}

/* The form is gone before the command runs: it finds the screen as its key would. */
static unsigned finish_command(struct app *app, struct form_run *run)
{
	const struct command *command = command_named(run->answers[0]);

	form_leave(app);
	return command && command_works(app, command) ? command->run(app) : CHANGE_VIEW;
}

unsigned finish_filed(struct app *app, struct form_run *run)
{
	const struct rubric_step *step = rubric_step(app->session->rubric,
						     event_text(&run->event, KEY_STEP));
	unsigned change = app_act(app, &run->event, 1);

	if ((change & CHANGE_EVENTS) && step)
		app_say(app, _("Filed under %s."), step->title);
	return change;
}

static unsigned finish_note(struct app *app, struct form_run *run)
{
	unsigned change = app_act(app, &run->event, 1);

	if (change & CHANGE_EVENTS)
		app_say(app, "%s", _("Kept, for yourself."));
	return change;
}

/* Lines that must read like something */

const char *form_wrong_date(const char *text)
{
	return date_is_valid(text) ? NULL : N_("A date reads like 2026-11-27: year, month, day.");
}

/* The tables */

/* At the desk with the last ones, each as its first line. */
static const char *who_sees_it(struct app *app, struct form_run *run, struct arena *arena)
{
	const struct state_list *notes = &app->state.notes;
	const char *words = _("Nobody gets to see it with the rest.");

	(void)run;
	if (app_is_table_safe(app))
		return _("The teacher can read this screen.");
	if (notes->count > 0)
		words = arena_printf(arena, "%s\n%s", words,
				     _("Your last ones; E beside the steps changes them:"));
	for (size_t i = 0; i < NOTES_SHOWN && i < notes->count && words; i++) {
		const char *note = event_text(notes->items[notes->count - 1 - i], KEY_TEXT);
		size_t length = utf8_fit(note, strcspn(note, "\n"), NOTE_COLUMNS);

		words = arena_printf(arena, "%s\n· %.*s%s", words, (int)length, note,
				     note[length] ? "…" : "");
	}
	return words;
}

static const struct form_question ask_note[] = {
	{LINE(KEY_TEXT, N_("What would you like to remember?")), .note = who_sees_it}};
const struct form form_note = {FORM("note", N_("A note of your own"), EVENT_NOTE, ask_note),
			       .finish = finish_note};

static bool nobody_is_heard(const struct app *app, const struct form_run *run)
{
	(void)run;
	return !app_step_is_shared(app);
}

static bool somebody_is_heard(const struct app *app, const struct form_run *run)
{
	return !nobody_is_heard(app, run);
}

static const char *heard_or_noted(const struct app *app, const struct form_run *run,
				  struct arena *arena)
{
	(void)run;
	(void)arena;
	return app_step_is_shared(app) ? _("Heard") : _("For yourself");
}

/* Alone, one writes of both; words that nobody is said to have spoken are not the teacher's. */
static bool speaker_is_known(const struct app *app, const struct form_run *run)
{
	return !app->alone || !event_says(&run->event, KEY_BY, "teacher");
}

static const char *who_reads(struct app *app, struct form_run *run, struct arena *arena)
{
	(void)run;
	(void)arena;
	return app->alone && app_step_is_shared(app) ? _("The teacher gets to read this.") : NULL;
}

static const struct form_option who_wrote[] = {
	{"coach", N_("The coach"), NULL},
	{"teacher", N_("The teacher"), NULL},
};

static const struct form_question ask_words[] = {
	{LINE(KEY_TEXT, N_("What do you hear?")), .note = who_reads, .skip = nobody_is_heard},
	{LINE(KEY_TEXT, N_("What would you like to remember?")), .skip = somebody_is_heard},
	{CHOICE(KEY_BY, N_("Who said it?")), ANSWERS(who_wrote), .skip = speaker_is_known},
};
const struct form form_heard = {FORM("heard", N_("Heard"), EVENT_SAID, ask_words),
				.heading = heard_or_noted};
const struct form form_field_words = {FORM("said", N_("Heard"), EVENT_SAID, ask_words)};

static const struct form_question ask_where[] = {
	{CHOICE(KEY_FIELD, N_("What will you write down?")), .options = offer_places}};
const struct form form_where = {FORM("where", N_("Heard"), EVENT_SAID, ask_where),
				.finish = finish_where};

static const struct form_question ask_loose[] = {
	{LINE(KEY_TEXT, N_("What do you hear?"))},
	{CHOICE(KEY_BY, N_("Who said it?")), ANSWERS(who_spoke)},
};
const struct form form_loose_words = {
	FORM("loose_words", N_("Heard, to be filed later (f)"), EVENT_SAID, ask_loose)};

static const struct form_question ask_file[] = {
	{CHOICE(KEY_RE, N_("Which words?")), .options = offer_loose},
	{CHOICE(KEY_STEP, N_("Where do they belong?")), .options = offer_steps},
};
const struct form form_file = {FORM("file", N_("File what was heard"), EVENT_ASSIGN, ask_file),
			       .finish = finish_filed};

static const struct form_question ask_development[] = {
	{CHOICE(KEY_VALUE, N_("What does it come down to for students?")),
	 .options = offer_developments, .unmarked = true, .own_words = true}};
const struct form form_development = {
	FORM("development", N_("What matters for students"), EVENT_FIELD, ask_development),
	.finish = finish_development};

static const struct form_question ask_development_words[] = {
	{LINE(KEY_TEXT, N_("In a few of the teacher's words: it is for …"))}};
const struct form form_development_words = {FORM(
	"development-words", N_("What matters for students"), EVENT_SAID, ask_development_words)};

static const struct form_question ask_choice[] = {{CHOICE(KEY_VALUE, N_("Which of these?")),
						   .options = offer_field_options,
						   .unmarked = true}};
const struct form form_choice = {FORM("choice", N_("Choose"), EVENT_FIELD, ask_choice)};

static const struct form_question ask_level[] = {{CHOICE(KEY_VALUE, N_("Which of these?")),
						  .options = offer_field_levels, .unmarked = true}};
const struct form form_level = {FORM("level", N_("Choose"), EVENT_FIELD, ask_level)};

static const struct form_question ask_plan[] = {
	{LINE(KEY_TEXT, N_("The one move, so that it could be seen in the next lesson"))},
	{LINE(KEY_INDICATOR, N_("What will we see students do? (Enter if open)")),
	 .optional = true},
	{LINE(KEY_REHEARSAL, N_("How was it tried out here? (Enter if not)")), .optional = true},
	{CHOICE(KEY_SUPPORT, N_("Which support is promised?")), ANSWERS(support)},
	{LINE(KEY_HELP, N_("Who does what for it? (Enter if open)")), .optional = true,
	 .skip = no_support},
	{.key = KEY_DUE,
	 .type = QUESTION_DATE,
	 .title = N_("When do we look at it again?"),
	 .optional = true,
	 .wrong = form_wrong_date},
};
const struct form form_plan = {FORM("plan", N_("Making it happen"), EVENT_PLAN, ask_plan)};

static const struct form_question ask_progress[] = {
	{CHOICE(KEY_LEVEL, N_("The last goal, as the teacher sees it:")), ANSWERS(progress_answers),
	 .unmarked = true},
	{LINE(KEY_TEXT, N_("In the teacher's words (Enter for none)")), .optional = true,
	 .skip = words_are_refused},
};
const struct form form_progress = {
	FORM("progress", N_("How it has been going"), EVENT_PROGRESS, ask_progress)};

static const struct form_question ask_enacted[] = {
	{CHOICE(KEY_VALUE,
		N_("Is this part usually there in the teacher's lessons, however it goes?")),
	 ANSWERS(yes_no), .unmarked = true}};
const struct form form_enacted = {
	FORM("enacted", N_("Part of the lesson"), EVENT_ENACTED, ask_enacted)};

/* Who rates the same again goes on from the reason given before; another level wants another one,
 * and ↑ calls the old one back. */
static const char *reason_of_level(const struct app *app, const struct form_run *run)
{
	const struct event *before = app->state.ratings[run->subject.criterion->index];
	const char *level = event_text(&run->event, KEY_LEVEL);

	return before && level && event_says(before, KEY_LEVEL, level)
		       ? event_text(before, KEY_TEXT)
		       : NULL;
}

static const char *reason_before(const struct app *app, struct form_run *run)
{
	return reason_of_level(app, run);
}

static bool reason_stays(const struct app *app, const struct form_run *run)
{
	return reason_of_level(app, run) != NULL;
}

static bool reason_is_new(const struct app *app, const struct form_run *run)
{
	return !reason_stays(app, run);
}

static const struct form_question ask_rate[] = {
	{CHOICE(KEY_LEVEL, N_("What did you see?")), .options = offer_rating, .unmarked = true},
	{LINE(KEY_TEXT, N_("A one-line reason (Enter for none)")), .optional = true,
	 .skip = reason_stays},
	{LINE(KEY_TEXT, N_("A one-line reason (Enter keeps it)")), .optional = true,
	 .skip = reason_is_new},
};
const struct form form_rate = {FORM("rate", N_("Rating"), EVENT_RATE, ask_rate),
			       .begins = reason_before};

static const struct form_question ask_branch[] = {
	{CHOICE(KEY_TOPIC, N_("Which turn does the talk take?")), .options = offer_branches}};
const struct form form_branch = {FORM("branch", N_("Another turn"), EVENT_TOPIC, ask_branch),
				 .passing = true, .finish = finish_branch};

static const struct form_question ask_topic[] = {
	{CHOICE(KEY_TOPIC, N_("What is it about now?")), .options = offer_topics},
	{CHOICE(KEY_BY, N_("Who brought it up?")), ANSWERS(who_spoke)},
};
const struct form form_topic = {FORM("topic", N_("A new topic"), EVENT_TOPIC, ask_topic)};

static const struct form_question ask_command[] = {
	{PICK(KEY_TEXT, N_("What would you like to do?")), .options = offer_commands}};
const struct form form_command = {
	FORM("command", N_("Everything that can be done here"), EVENT_NOTE, ask_command),
	.passing = true, .finish = finish_command};
