/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Coming back to a talk: where we were, what was said last, what comes next. The teacher may be
 * sitting there already, so the words come from the fold without the private stream.
 */
#include "ui/calm_page.h"

#include <string.h>

#include "debrief/i18n.h"
#include "debrief/timestamp.h"

#define INDENT 2

/* Statements stay hidden from each other until both are there. */
static bool is_withheld(const struct state *state, const struct event *event)
{
	enum goal_whose whose = event->kind == EVENT_GOAL ? goal_whose_of(event) : GOAL__COUNT;

	return (whose == GOAL_AGREED_BY_COACH || whose == GOAL_AGREED_BY_TEACHER) &&
	       !state_has_both_statements(state);
}

static const char *last_words(const struct state *state)
{
	for (size_t i = state->n_heard; i-- > 0;) {
		const struct heard *heard = &state->heard[i];

		if ((heard->event->kind == EVENT_SAID || heard->event->kind == EVENT_GOAL) &&
		    !is_withheld(state, heard->event) && *heard_words(state, heard))
			return heard_words(state, heard);
	}
	return NULL;
}

static const char *when(const struct app *app, struct arena *arena)
{
	const struct state_list *log = &app->shared.state.log;
	char today[DATE_SIZE];
	char date[DATE_SIZE];
	char words[DATE_WORDS_SIZE];
	char clock[6];

	if (log->count == 0)
		return NULL;
	timestamp_local_date(host_now_ms(app->host), today);
	timestamp_local_date(log->items[log->count - 1]->at, date);
	timestamp_local_clock(log->items[log->count - 1]->at, clock);
	if (!strcmp(today, date))
		return arena_printf(arena, _("Today, %s"), clock);
	return arena_printf(arena, "%s, %s", date_words(date, words), clock);
}

static void write_part(struct pen *pen, const char *heading, enum style style, const char *text)
{
	if (!text || !*text)
		return;
	calm_heading(pen, heading, NULL);
	pen_write(pen, INDENT, style, text);
}

void reopen_page_draw(const struct app *app, const char *line, struct canvas *canvas,
		      struct arena *arena)
{
	struct calm_page page = calm_page_start(canvas, &app->shared, arena);
	struct pen pen = {.canvas = canvas, .area = page.body, .arena = arena};
	const char *words = app->shared.state.rubric ? last_words(&app->shared.state) : NULL;

	canvas_cursor(canvas, page.body, 0, 0);
	write_part(&pen, _("WHERE WE WERE"), STYLE_TEXT,
		   arena_printf(arena, "%s%s%s", app_stage_name(app), app->step ? " · " : "",
				app->step ? app->step->title : ""));
	if (app->shared.state.rubric)
		pen_write(&pen, INDENT, STYLE_QUIET, when(app, arena));
	pen.row++;
	write_part(&pen, _("THE LAST WORDS"), STYLE_TEXT,
		   words ? arena_printf(arena, "\"%s\"", words) : NULL);
	pen.row += words != NULL;
	write_part(&pen, _("THE NEXT QUESTION"), STYLE_QUESTION,
		   app_question(app, app->question, arena));
	if (app->state.paused) {
		pen.row++;
		pen_write(&pen, 0, STYLE_TEXT, _("We had paused: the clock stands still until P."));
	}
	calm_page_foot(canvas, &page, line);
}
