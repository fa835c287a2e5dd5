/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies over the panes: the help, made from the command table, and the coach's view, which is private, marked so,
 * and gone with any key.
 */
#include <string.h>

#include "app/command.h"
#include "app/keys.h"
#include "debrief/i18n.h"
#include "ui/pane.h"

struct scroll { /* writes lines, of which the first `skip` are out of view */
	struct canvas *canvas;
	struct area area;
	int line;
	int skip;
};

static void write_line(struct scroll *scroll, int column, enum style style, const char *text)
{
	struct area area = {scroll->area.row, scroll->area.column + column, scroll->area.height,
			    scroll->area.width - column};

	scroll->line += canvas_wrapped(scroll->canvas, area, scroll->line - scroll->skip, 0, style, text, 0);
}

/* Keeps the last line in view when everything was scrolled away. */
static void settle(struct app *app, const struct scroll *scroll)
{
	int most = scroll->line - scroll->area.height;

	if (most < 0)
		most = 0;
	if (app->overlay.scroll > most)
		app->overlay.scroll = most;
}

static void write_command(struct scroll *scroll, const struct command *command)
{
	struct key_name name = key_name(command->keys[0], scroll->canvas->ascii);
	struct key_name second = key_name(command->keys[1], scroll->canvas->ascii);
	int at = scroll->line - scroll->skip;

	if (at >= 0 && at < scroll->area.height) {
		int column = 2 + canvas_puts(scroll->canvas, scroll->area, at, 2, STYLE_KEY, name.text);

		if (command->keys[1] && column + 1 + (int)strlen(second.text) < 16)
			canvas_puts(scroll->canvas, scroll->area, at, column + 1, STYLE_QUIET, second.text);
	}
	write_line(scroll, 17, STYLE_TEXT, _(command->help));
}

/* Commands whose contexts among `within` are just `contexts`. */
static void write_section(struct scroll *scroll, const char *title, unsigned within, unsigned contexts)
{
	write_line(scroll, 0, STYLE_HEADING, title);
	for (size_t i = 0; i < n_commands; i++)
		if ((commands[i].contexts & within) == contexts)
			write_command(scroll, &commands[i]);
	scroll->line++;
}

void help_draw(struct app *app, struct canvas *canvas, struct area area)
{
	struct scroll scroll = {canvas, area, 0, app->overlay.scroll};

	write_section(&scroll, _("In the script"), IN_PANES, IN_SCRIPT);
	write_section(&scroll, _("In the lesson"), IN_PANES, IN_LESSON);
	write_section(&scroll, _("In the lesson and in student work"), IN_PANES, IN_LESSON | IN_WORK);
	write_section(&scroll, _("Everywhere"), IN_PANES, IN_PANES);
	write_section(&scroll, _("Choosing an answer"), ~0U, IN_CHOICE);
	write_section(&scroll, _("Writing a line (with all keys of your ~/.inputrc)"), ~0U, IN_LINE);
	settle(app, &scroll);
	canvas_cursor(canvas, area, 0, 0);
}

static void write_diagnosis(struct app *app, struct scroll *scroll, struct arena *arena)
{
	const struct diagnosis *diagnosis = &app->advice.diagnosis;
	const struct rubric_phase *phase = rubric_phase(app->session->rubric, diagnosis->phase);

	if (!diagnosis->phase)
		return;
	write_line(scroll, 0, STYLE_HEADING, _("Where learning first broke down"));
	write_line(scroll, 2, STYLE_TEXT,
		   arena_printf(arena, "%s. %s", phase ? phase->title : !strcmp(diagnosis->phase, "none") ? _("Nowhere") : _("Not decided yet"),
				diagnosis->because));
	scroll->line++;
}

static void write_goal(struct app *app, struct scroll *scroll)
{
	const struct goal_view *goal = &app->advice.goals[GOAL_COACH];

	if (!goal->event)
		return;
	write_line(scroll, 0, STYLE_HEADING, _("Your goal"));
	write_line(scroll, 2, STYLE_TEXT, goal->words);
	for (size_t i = 0; i < goal->n_reasons; i++)
		write_line(scroll, 2, STYLE_QUIET, goal->reasons[i]);
	scroll->line++;
}

static void write_suggestions(struct app *app, struct scroll *scroll, struct arena *arena)
{
	const struct guide *guide = &app->advice.guide;

	if (guide->n_suggestions == 0)
		return;
	write_line(scroll, 0, STYLE_HEADING, _("Changes that would serve both"));
	for (size_t i = 0; i < guide->n_suggestions && i < 6; i++)
		write_line(scroll, 2, STYLE_TEXT, arena_printf(arena, "· %s", guide->suggestions[i]->change));
	scroll->line++;
}

static void write_ratings(struct app *app, struct scroll *scroll, struct arena *arena)
{
	const struct rubric *rubric = app->session->rubric;

	write_line(scroll, 0, STYLE_HEADING, _("Ratings"));
	for (size_t i = 0; i < rubric->n_criteria; i++) {
		const struct event *rating = app->state.ratings[i];

		if (rating)
			write_line(scroll, 2, STYLE_TEXT,
				   arena_printf(arena, "%s: %s", rubric->criteria[i]->title, event_text(rating, KEY_LEVEL)));
	}
	scroll->line++;
}

static void write_notes(struct app *app, struct scroll *scroll, struct arena *arena)
{
	if (app->state.notes.count == 0)
		return;
	write_line(scroll, 0, STYLE_HEADING, _("Notes"));
	for (size_t i = 0; i < app->state.notes.count; i++)
		write_line(scroll, 2, STYLE_TEXT, arena_printf(arena, "· %s", event_text(app->state.notes.items[i], KEY_TEXT)));
	scroll->line++;
}

void coach_view_draw(struct app *app, struct canvas *canvas, struct area area, struct arena *arena)
{
	struct scroll scroll = {canvas, area, 0, app->overlay.scroll};

	write_diagnosis(app, &scroll, arena);
	write_goal(app, &scroll);
	write_suggestions(app, &scroll, arena);
	write_notes(app, &scroll, arena);
	write_ratings(app, &scroll, arena);
	settle(app, &scroll);
	canvas_cursor(canvas, area, 0, 0);
}
