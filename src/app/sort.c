/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting afterwards: where a piece belongs, and who acted where that is not known. After a piece
 * that stood under "Not sorted yet" comes the next of these, so that a page is sorted with a digit
 * or two a piece; Esc ends it.
 */
#include "app/app.h"
#include "app/command_run.h"
#include "app/form_offers.h"
#include "app/form_tables.h"
#include "debrief/i18n.h"

bool on_evidence(const struct app *app)
{
	return app->journal && app_row(app) && app_row(app)->type == ROW_EVIDENCE;
}

unsigned do_sort(struct app *app)
{
	const struct row *row = app_row(app);
	struct form_subject about = {.event = row->event};

	app->evidence_line.sorting = !row->phase;
	return form_start(app, &form_sort, &about);
}

/* "2 of 5 · 10:31 S draws two number lines" */
static const char *heading(const struct app *app, const struct form_run *run, struct arena *arena)
{
	const struct state_list *evidence = &app->state.evidence;
	const char *time = event_text(run->subject.event, KEY_LESSON_TIME);
	const char *who = state_evidence_who(&app->state, run->subject.event);
	const char *text = event_text(run->subject.event, KEY_TEXT);
	const char *place = "";
	size_t count = 0, at = 0;

	for (size_t i = 0; app->evidence_line.sorting && i < evidence->count; i++) {
		count += !state_evidence_phase(&app->state, evidence->items[i]);
		if (evidence->items[i] == run->subject.event)
			at = count;
	}
	if (count > 1)
		place = arena_printf(arena, _("%zu of %zu · "), at, count);
	return arena_printf(arena, "%s%s%s%s%s%s", place ? place : "", time ? time : "",
			    time ? " " : "", note_letter(who), who ? " " : "", text ? text : "");
}

static bool who_is_known(const struct app *app, const struct form_run *run)
{
	return state_evidence_who(&app->state, run->subject.event) != NULL;
}

static unsigned finish(struct app *app, struct form_run *run)
{
	char id[EVENT_ID_SIZE];

	if (!event_text(&run->event, KEY_PHASE) && !event_text(&run->event, KEY_WHO))
		return CHANGE_VIEW;
	event_id_format(&run->subject.event->id, id);
	event_set(&run->event, KEY_RE, id);
	return app_act(app, &run->event, 1);
}

/* The first unsorted piece behind this one, else the first of all; NULL: there is no other. */
static const struct event *next_unsorted(const struct app *app, const struct event *after)
{
	const struct state_list *evidence = &app->state.evidence;
	const struct event *first = NULL;
	bool behind = false;

	for (size_t i = 0; i < evidence->count; i++) {
		const struct event *event = evidence->items[i];

		if (event == after) {
			behind = true;
			continue;
		}
		if (state_evidence_phase(&app->state, event))
			continue;
		if (behind)
			return event;
		if (!first)
			first = event;
	}
	return first;
}

static bool again(struct app *app, struct form_subject *about)
{
	const struct event *next = app->evidence_line.sorting ? next_unsorted(app, about->event)
							      : NULL;

	evidence_select(app, next ? next : about->event);
	if (!next && app->evidence_line.sorting && !app->message[0])
		app_say(app, "%s", _("There is no other piece to be sorted."));
	about->event = next;
	return next != NULL;
}

static const struct form_option who_acted[] = {
	{"students", N_("Students"), NULL},
	{"teacher", N_("The teacher"), NULL},
	{"coach", N_("The coach"), NULL},
	{NULL, N_("Not clear yet"), NULL},
};

static const struct form_question ask[] = {
	{CHOICE(KEY_PHASE, N_("In which part of the lesson?")), .options = offer_phases,
	 .skip = no_phases},
	{CHOICE(KEY_WHO, N_("Who acted?")), ANSWERS(who_acted), .skip = who_is_known},
};
const struct form form_sort = {FORM("sort", N_("Sort"), EVENT_ASSIGN, ask), .finish = finish,
			       .again = again, .heading = heading};
