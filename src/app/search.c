/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything is looked through at every key, which costs less than remembering what was found would
 * cost in trouble: one walk counts the matches and picks the one to show. A match whose place
 * cannot be shown here (a note, words of a stage that is not to be opened without asking) is quoted
 * in the message line; so is every other, for it may be cut off in its pane.
 */
#include "app/search.h"

#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "app/form_tables.h"
#include "debrief/i18n.h"
#include "debrief/timestamp.h"
#include "debrief/utf8.h"

#define QUOTE_BEFORE  24  /* bytes of a text that are quoted before a match */
#define QUOTE_MAX     160 /* bytes in all */
#define QUESTIONS_MAX ((size_t)1 << 20)

/* ---- where the coach looks ---- */

static struct spot_view view_of(const struct app *app)
{
	return (struct spot_view){
		.focus = (int)app->focus,
		.lesson = app->views[FOCUS_LESSON].selected,
		.work = app->views[FOCUS_WORK].selected,
		.rubric = app->session->rubric,
		.step = app->step,
		.branch = app->branch,
		.stage = app->stage,
		.question = app->question,
		.heard = app->views[FOCUS_SCRIPT].selected,
	};
}

static bool is_same_view(const struct spot_view *a, const struct spot_view *b)
{
	return a->focus == b->focus && a->lesson == b->lesson && a->work == b->work &&
	       a->step == b->step && a->stage == b->stage && a->question == b->question;
}

/* Another stage folds anew and would end the form, in which this is. */
static void show_stage(struct app *app, size_t stage)
{
	enum mode mode = app->mode;

	if (stage == app->stage)
		return;
	app_show_stage(app, stage);
	app->mode = mode;
}

static void look_at(struct app *app, const struct spot_view *view)
{
	app->focus = (enum focus)view->focus;
	app->views[FOCUS_LESSON].selected = view->lesson;
	app->views[FOCUS_WORK].selected = view->work;
	if (view->rubric != app->session->rubric)
		return; /* it was read anew meanwhile */
	show_stage(app, view->stage);
	app->step = view->step;
	app->branch = view->branch;
	app->question = view->question;
	app->views[FOCUS_SCRIPT] = (struct list_view){.selected = view->heard};
}

/* ---- the walk ---- */

/* What is found from a spot on. */
struct walk {
	const struct app *app;
	const struct phrase *phrase;
	struct arena arena; /* for questions, one at a time */
	struct spot from;
	bool beyond; /* `from` itself comes last */
	size_t count;
	size_t nth; /* of the match to show, from 1; 0: none yet */
	struct spot first, found;
	char quote[QUOTE_MAX], first_quote[QUOTE_MAX];
};

static bool is_before(const struct spot *a, const struct spot *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind;
	return a->item != b->item ? a->item < b->item : a->part < b->part;
}

/* Some of the text round a match, on one line, from the beginning of a word. */
static void quote(char out[QUOTE_MAX], const char *text, const char *match)
{
	size_t before = (size_t)(match - text);
	size_t skip = before > QUOTE_BEFORE ? before - QUOTE_BEFORE : 0;

	while (skip > 0 && skip < before && text[skip - 1] != ' ')
		skip++;
	snprintf(out, QUOTE_MAX, "%s%s", skip ? "…" : "", text + skip);
	out[utf8_valid_prefix(out, strlen(out))] = '\0';
	for (char *at = out; *at; at++)
		if (*at == '\n' || *at == '\t')
			*at = ' ';
}

static void take(struct walk *walk, struct spot spot, const char *text, const char *match)
{
	walk->count++;
	if (walk->count == 1) {
		walk->first = spot;
		quote(walk->first_quote, text, match);
	}
	if (walk->nth || is_before(&spot, &walk->from) ||
	    (walk->beyond && !is_before(&walk->from, &spot)))
		return;
	walk->nth = walk->count;
	walk->found = spot;
	quote(walk->quote, text, match);
}

/* True if the text has it: what stands at one spot counts once. */
static bool try(struct walk *walk, enum spot_kind kind, size_t item, size_t part, const char *text)
{
	size_t length;
	const char *match = text ? phrase_find(walk->phrase, text, &length) : NULL;

	if (match)
		take(walk, (struct spot){kind, item, part}, text, match);
	return match != NULL;
}

/* A day as it is read, or as it was typed. */
static bool try_day(struct walk *walk, enum spot_kind kind, size_t item, const char *day)
{
	char words[DATE_WORDS_SIZE];

	return try(walk, kind, item, 0, date_words(day, words)) || try(walk, kind, item, 0, day);
}

/* The texts of an event under some keys. */
static void try_event(struct walk *walk, enum spot_kind kind, size_t item,
		      const struct event *event, const enum event_key *keys, size_t n_keys)
{
	for (size_t i = 0; event && i < n_keys; i++) {
		const char *text = event_text(event, keys[i]);

		if (keys[i] == KEY_DUE ? try_day(walk, kind, item, text)
				       : try(walk, kind, item, 0, text))
			return;
	}
}

#define TRY_EVENT(walk, kind, item, event, ...)                                   \
	try_event(walk, kind, item, event, (const enum event_key[]){__VA_ARGS__}, \
		  sizeof((const enum event_key[]){__VA_ARGS__}) / sizeof(enum event_key))

static void try_rows(struct walk *walk)
{
	const struct rows *lesson = &walk->app->lesson;
	const struct rows *work = &walk->app->work;

	for (size_t i = 0; i < lesson->count; i++) {
		const struct row *row = &lesson->items[i];

		if (row->type == ROW_PHASE)
			try(walk, SPOT_LESSON, i, 0, row->phase ? row->phase->title : NULL);
		else if (row->type != ROW_CRITERION ||
			 !try(walk, SPOT_LESSON, i, 0, row->criterion->title))
			TRY_EVENT(walk, SPOT_LESSON, i, row->event, KEY_TEXT, KEY_LEVEL,
				  KEY_LESSON_TIME);
	}
	for (size_t i = 0; i < work->count; i++)
		TRY_EVENT(walk, SPOT_WORK, i, work->items[i].event, KEY_STRATEGY, KEY_TEXT);
}

static void try_steps(struct walk *walk)
{
	const struct app *app = walk->app;
	const struct guide_step *step;

	for (size_t i = 0; (step = app_step_at(app, i)); i++) {
		const struct schema_texts *say = &step->step->say;

		try(walk, SPOT_STEP, i, 0, step->step->title);
		for (size_t n = 0; n < say->count; n++) {
			arena_reset(&walk->arena);
			try(walk, SPOT_STEP, i, n + 1,
			    guide_fill(&app->state, say->items[n], !app_is_table_safe(app),
				       &walk->arena));
		}
	}
}

static bool is_withheld(const struct app *app, const struct heard *heard)
{
	return (heard->field && app_withholds(app, heard->field)) || !app_lists(app, heard) ||
	       (app_is_table_safe(app) &&
		(heard->event->is_private || (heard->step && heard->step->is_private)));
}

static void try_heard(struct walk *walk)
{
	const struct state *state = &walk->app->state;

	for (size_t i = 0; i < state->n_heard; i++) {
		const struct heard *heard = &state->heard[i];

		if (is_withheld(walk->app, heard) ||
		    try(walk, SPOT_HEARD, i, 0, heard_words(state, heard)))
			continue;
		if (heard->event->kind == EVENT_PLAN)
			TRY_EVENT(walk, SPOT_HEARD, i, heard->event, KEY_INDICATOR, KEY_REHEARSAL,
				  KEY_HELP, KEY_DUE);
	}
}

static void try_list(struct walk *walk, enum spot_kind kind, const struct state_list *list)
{
	bool safe = app_is_table_safe(walk->app);

	for (size_t i = 0; i < list->count; i++)
		if (!(safe && list->items[i]->is_private))
			TRY_EVENT(walk, kind, i, list->items[i], KEY_TEXT);
}

/* False if there is nothing with these words. */
static bool walk_all(struct walk *walk, struct app *app, struct spot from, bool beyond)
{
	*walk = (struct walk){
		.app = app, .phrase = &app->search.phrase, .from = from, .beyond = beyond};
	arena_init(&walk->arena, QUESTIONS_MAX);
	try_rows(walk);
	try_steps(walk);
	try_heard(walk);
	try_list(walk, SPOT_PARKED, &app->state.parked);
	if (app->state.close && app_may_show(app, app->state.close))
		TRY_EVENT(walk, SPOT_CLOSING, 0, app->state.close, KEY_TEXT);
	if (!app_is_table_safe(app))
		try_list(walk, SPOT_NOTE, &app->state.notes);
	arena_release(&walk->arena);
	app->search.count = walk->count;
	app->search.n_log = app->state.log.count;
	app->search.shown = view_of(app);
	return walk->count > 0;
}

/* ---- going to a match ---- */

/* Only a stage that is as open as this one is shown without asking. */
static bool can_show(const struct app *app, const struct rubric_step *step)
{
	return step->stage_index == app->stage ||
	       (app_is_table_safe(app) && app_stage_is_shared(app, step->stage_index));
}

/* In sight instead of what was heard after it in the same step. */
static void show_heard(struct app *app, size_t item)
{
	const struct rubric_step *step = app->state.heard[item].step;
	size_t later = 0;

	app->focus = FOCUS_SCRIPT;
	if (!step || !can_show(app, step))
		return;
	show_stage(app, step->stage_index);
	app_open_step(app, step);
	for (size_t i = item + 1; i < app->state.n_heard; i++)
		later += app->state.heard[i].step == step && app_lists(app, &app->state.heard[i]);
	app->views[FOCUS_SCRIPT].selected = later;
}

static void go_to(struct app *app, const struct spot *spot)
{
	if (spot->kind == SPOT_LESSON || spot->kind == SPOT_WORK) {
		app->focus = spot->kind == SPOT_LESSON ? FOCUS_LESSON : FOCUS_WORK;
		app->views[app->focus].selected = spot->item;
	} else if (spot->kind == SPOT_STEP) {
		app->focus = FOCUS_SCRIPT;
		app_open_step(app, app_step_at(app, spot->item)->step);
		app->question = spot->part > 0 ? spot->part - 1 : 0;
	} else if (spot->kind == SPOT_HEARD) {
		show_heard(app, spot->item);
	}
	app->search.at = *spot;
	app->search.shown = view_of(app);
}

static const char *place_name(const struct app *app, const struct spot *spot)
{
	static const char *const names[SPOT__COUNT] = {
		[SPOT_LESSON] = N_("Lesson"),       [SPOT_WORK] = N_("Student work"),
		[SPOT_STEP] = N_("Script"),         [SPOT_PARKED] = N_("Set aside"),
		[SPOT_CLOSING] = N_("The closing"), [SPOT_NOTE] = N_("Your note"),
	};
	const struct rubric_step *step;

	if (spot->kind != SPOT_HEARD)
		return _(names[spot->kind]);
	step = app->state.heard[spot->item].step;
	return step ? step->title : _("Not filed yet");
}

/* Where one looks, as a spot. */
static struct spot spot_here(const struct app *app)
{
	if (app->focus == FOCUS_LESSON)
		return (struct spot){SPOT_LESSON, app->views[FOCUS_LESSON].selected, 0};
	if (app->focus == FOCUS_WORK)
		return (struct spot){SPOT_WORK, app->views[FOCUS_WORK].selected, 0};
	return (struct spot){SPOT_STEP, app_step_place(app), 0};
}

/* Shows the match that the walk has picked, or goes round to the first. */
static unsigned show(struct app *app, const struct walk *walk, bool says_round)
{
	const struct spot *spot = walk->nth ? &walk->found : &walk->first;
	const char *words = walk->nth ? walk->quote : walk->first_quote;
	/* before the stage changes, and with it what is heard where */
	const char *name = place_name(app, spot);

	go_to(app, spot);
	return app_say(app, _("%s%zu of %zu · %s: %s"),
		       says_round && !walk->nth && walk->count > 1
			       ? _("Search went round to the first: ")
			       : "",
		       walk->nth ? walk->nth : 1, walk->count, name, words);
}

/* ---- the form ---- */

/* At every key: back to where one was, and from there to the first match. */
static unsigned typed(struct app *app, const char *text)
{
	struct search *search = &app->search;
	struct walk walk;

	if (strlen(text) < sizeof(search->words) && !strcmp(text, search->words))
		return CHANGE_NONE;
	snprintf(search->words, sizeof(search->words), "%s", text);
	search->words[utf8_valid_prefix(search->words, strlen(search->words))] = '\0';
	phrase_make(&search->phrase, search->words);
	look_at(app, &search->before);
	app->message[0] = '\0';
	if (search->phrase.length == 0)
		return CHANGE_VIEW;
	if (!walk_all(&walk, app, spot_here(app), false))
		return app_say(app, "%s", _("Nothing with these words."));
	return show(app, &walk, false);
}

static unsigned left(struct app *app)
{
	look_at(app, &app->search.before);
	search_clear(app);
	return CHANGE_VIEW;
}

static unsigned kept(struct app *app, struct form_run *run)
{
	struct walk walk;

	typed(app, run->answers[0]); /* where keys are not followed, it was not looked for yet */
	if (walk_all(&walk, app, app->search.at, false))
		return show(app, &walk, false);
	search_clear(app);
	return app_say(app, "%s", _("Nothing with these words. / searches for others."));
}

static const struct form_question ask_words[] = {
	{LINE(KEY_TEXT, N_("Find:"))},
};
static const struct form form_search = {
	FORM("search", N_("Search"), EVENT_NOTE, ask_words),
	.passing = true,
	.below = true,
	.typed = typed,
	.left = left,
	.finish = kept,
};

/* ---- what the keys do ---- */

bool search_is_on(const struct app *app)
{
	return app->search.phrase.length > 0;
}

bool search_has_more(const struct app *app)
{
	const struct search *search = &app->search;
	struct spot_view here = view_of(app);

	return search_is_on(app) && (search->count > 1 || search->n_log != app->state.log.count ||
				     !is_same_view(&here, &search->shown));
}

void search_clear(struct app *app)
{
	app->search.words[0] = '\0';
	app->search.phrase.length = 0;
}

unsigned search_begin(struct app *app)
{
	search_clear(app);
	app->search.before = view_of(app);
	return form_start(app, &form_search, NULL);
}

unsigned search_next(struct app *app)
{
	struct spot_view here = view_of(app);
	struct walk walk;
	bool moved = !is_same_view(&here, &app->search.shown);

	if (!walk_all(&walk, app, moved ? spot_here(app) : app->search.at, true))
		return app_say(app, "%s", _("Nothing with these words is here any more."));
	return show(app, &walk, true);
}
