/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies over the panes: the help, made from the command table, and the coach's view, which is
 * private, marked so, and gone with any key.
 */
#include <string.h>

#include "app/command.h"
#include "app/keys.h"
#include "debrief/i18n.h"
#include "ui/pane.h"
#include "ui/pen.h"

#define HELP_COLUMN     17 /* the keys stand before it */
#define SUGGESTIONS_MAX 6

static struct pen start(struct app *app, struct canvas *canvas, struct area area,
			struct arena *arena)
{
	return (struct pen){
		.app = app,
		.canvas = canvas,
		.area = area,
		.row = -app->overlay_scroll,
		.arena = arena,
	};
}

/* Keeps the last line in view when everything was scrolled away. */
static void settle(const struct pen *pen)
{
	int most = pen->row + pen->app->overlay_scroll - pen->area.height;

	if (most < 0)
		most = 0;
	if (pen->app->overlay_scroll > most)
		pen->app->overlay_scroll = most;
	canvas_cursor(pen->canvas, pen->area, 0, 0);
}

static void write_command(struct pen *pen, const struct command *command)
{
	struct key_name name = key_name(command->keys[0], pen->canvas->ascii);
	struct key_name second = key_name(command->keys[1], pen->canvas->ascii);

	if (pen->row >= 0 && pen->row < pen->area.height) {
		int column = 2 +
			     canvas_puts(pen->canvas, pen->area, pen->row, 2, STYLE_KEY, name.text);

		int end = column + 1 +
			  canvas_columns(pen->canvas, second.text, strlen(second.text));

		if (command->keys[1] && end < HELP_COLUMN - 1)
			canvas_puts(pen->canvas, pen->area, pen->row, column + 1, STYLE_QUIET,
				    second.text);
	}
	pen_write(pen, HELP_COLUMN, STYLE_TEXT, _(command->help));
}

/* Commands whose contexts among `within` are just `contexts`. */
static void write_section(struct pen *pen, const char *title, unsigned within, unsigned contexts)
{
	pen_write(pen, 0, STYLE_HEADING, title);
	for (size_t i = 0; i < n_commands; i++)
		if ((commands[i].contexts & within) == contexts)
			write_command(pen, &commands[i]);
	pen->row++;
}

void help_draw(struct app *app, struct canvas *canvas, struct area area)
{
	struct pen pen = start(app, canvas, area, NULL);

	if (!app->session) {
		write_section(&pen, _("Your sessions"), IN_LIBRARY, IN_LIBRARY);
	} else {
		write_section(&pen, _("In the script"), IN_PANES, IN_SCRIPT);
		write_section(&pen, _("In the lesson"), IN_PANES, IN_LESSON);
		write_section(&pen, _("In the lesson and in student work"), IN_PANES,
			      IN_LESSON | IN_WORK);
		write_section(&pen, _("Everywhere"), IN_PANES, IN_PANES);
	}
	write_section(&pen, _("Choosing an answer"), ~0U, IN_CHOICE);
	write_section(&pen, _("Choosing from a list that your words narrow down"), ~0U, IN_PICK);
	write_section(&pen, _("Choosing a day"), ~0U, IN_DATE);
	write_section(&pen, _("Writing a line (with all keys of your ~/.inputrc)"), ~0U, IN_LINE);
	settle(&pen);
}

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
					       event_text(rating, KEY_LEVEL)));
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

void coach_view_draw(struct app *app, struct canvas *canvas, struct area area, struct arena *arena)
{
	struct pen pen = start(app, canvas, area, arena);

	pen_write_reading(&pen, 0, _("Where learning first broke down"), _("Your goal"));
	write_suggestions(&pen);
	write_notes(&pen);
	write_ratings(&pen);
	settle(&pen);
}
