/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The coach's view, which lies over the script: private, marked so, and gone with any key. What one
 * looks for in the middle of a talk comes first; how the lesson was rated comes last.
 */
#include "ui/pane.h"

#include "debrief/i18n.h"
#include "ui/rating_draw.h"
#include "ui/reading_draw.h"

#define SUGGESTIONS_MAX 6

static void write_suggestions(struct pen *pen)
{
	const struct guide *guide = &pen->app->advice.guide;

	if (guide->n_suggestions == 0)
		return;
	pen_write(pen, 0, STYLE_HEADING, _("Changes that would serve both"));
	for (size_t i = 0; i < guide->n_suggestions && i < SUGGESTIONS_MAX; i++)
		pen_write(pen, 2, STYLE_TEXT,
			  arena_printf(pen->arena, "· %s", guide->suggestions[i]->change));
	pen->row++;
}

static void write_ratings(struct pen *pen)
{
	const struct rubric *rubric = pen->app->session->rubric;

	pen_write(pen, 0, STYLE_HEADING, _("Ratings"));
	for (size_t i = 0; i < rubric->n_criteria; i++) {
		const struct event *rating = pen->app->state.ratings[i];

		if (rating)
			pen_write(pen, 2, STYLE_TEXT,
				  arena_printf(pen->arena, "%s: %s", rubric->criteria[i]->title,
					       rating_text(rubric->criteria[i], rating)));
	}
	pen->row++;
}

static void write_notes(struct pen *pen)
{
	if (pen->app->state.notes.count == 0)
		return;
	pen_write(pen, 0, STYLE_HEADING, _("Notes"));
	for (size_t i = 0; i < pen->app->state.notes.count; i++)
		pen_write(pen, 2, STYLE_TEXT,
			  arena_printf(pen->arena, "· %s",
				       event_text(pen->app->state.notes.items[i], KEY_TEXT)));
	pen->row++;
}

static void write_begun(struct pen *pen)
{
	int row = pen->row;

	for (size_t i = 0; i < pen->app->drafts.n_offers; i++) {
		const char *text = drafts_private(pen->app, i);

		if (text)
			pen_write(pen, 0, STYLE_TEXT,
				  arena_printf(pen->arena, _("Begun: %s"), text));
	}
	if (pen->row > row)
		pen->row++;
}

void coach_view_draw(struct app *app, struct canvas *canvas, struct area area, struct arena *arena)
{
	struct pen pen = pen_over(app, canvas, area, arena);

	reading_draw_goal(&pen, 0, _("Your goal"));
	write_begun(&pen);
	write_suggestions(&pen);
	write_notes(&pen);
	reading_draw_diagnosis(&pen, 0, _("Where learning first broke down"));
	write_ratings(&pen);
	pen_settle(&pen);
}
