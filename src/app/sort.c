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

bool on_unsorted(const struct app *app)
{
	return on_evidence(app) &&
	       (!app_row(app)->phase || !state_evidence_who(&app->state, app_row(app)->event));
}

/* Of a piece among those not sorted yet, from 1, as they stand in the pane; 0: it is sorted. */
static size_t place_of(const struct app *app, const struct event *piece, size_t *count)
{
	size_t place = 0;

	*count = 0;
	for (size_t i = 0; i < app->lesson.count; i++) {
		const struct row *row = &app->lesson.items[i];

		if (row->type != ROW_EVIDENCE || row->phase)
			continue;
		++*count;
		if (row->event == piece)
			place = *count;
	}
	return place;
}

unsigned do_sort(struct app *app)
{
	struct form_subject about = {.event = app_row(app)->event};
	size_t count;

	app->evidence_line.sorting = place_of(app, about.event, &count);
	return form_start(app, &form_sort, &about);
}

/* "2 of 5 · 10:31 S draws two number lines" */
static const char *heading(const struct app *app, const struct form_run *run, struct arena *arena)
{
	const char *time = event_text(run->subject.event, KEY_LESSON_TIME);
	const char *who = state_evidence_who(&app->state, run->subject.event);
	const char *text = event_text(run->subject.event, KEY_TEXT);
	const char *place = "";
	size_t count;
	size_t at = place_of(app, run->subject.event, &count);

	if (app->evidence_line.sorting && count > 1)
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

/* What follows on the piece that was sorted now, else the first of all; NULL: there is no other. */
static const struct event *next_unsorted(const struct app *app, const struct event *sorted)
{
	const struct event *first = NULL;
	size_t place = 0;

	for (size_t i = 0; i < app->lesson.count; i++) {
		const struct row *row = &app->lesson.items[i];

		if (row->type != ROW_EVIDENCE || row->phase || row->event == sorted)
			continue;
		if (++place == app->evidence_line.sorting)
			return row->event;
		if (!first)
			first = row->event;
	}
	return first;
}

static bool again(struct app *app, struct form_subject *about)
{
	const struct event *next = app->evidence_line.sorting ? next_unsorted(app, about->event)
							      : NULL;
	size_t count;

	evidence_select(app, next ? next : about->event);
	if (!next && app->evidence_line.sorting && !app->message[0])
		app_say(app, "%s", _("There is no other piece to be sorted."));
	app->evidence_line.sorting = place_of(app, next, &count);
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
