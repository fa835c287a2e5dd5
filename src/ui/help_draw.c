/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The help, made from the command table: first the keys of where one is, those that work now before
 * those that do not, then the others. It is for somebody who has never seen such a program, so it
 * begins with three plain sentences.
 */
#include "ui/pane.h"

#include <string.h>

#include "app/help.h"
#include "app/keys.h"
#include "debrief/array.h"
#include "debrief/i18n.h"
#include "ui/pen.h"

#define KEYS_COLUMN 2
#define TEXT_COLUMN 17
#define TEXT_NARROW 13 /* where the screen is narrow */
#define WIDE        70

static const struct section {
	unsigned context;
	const char *title, *title_here;
} sections[] = {
	{IN_SCRIPT, N_("In the script"), N_("HERE, IN THE SCRIPT")},
	{IN_LESSON, N_("In the lesson"), N_("HERE, IN THE LESSON")},
	{IN_WORK, N_("In student work"), N_("HERE, IN STUDENT WORK")},
	{IN_LINE, N_("Writing a line (and all keys of your ~/.inputrc)"),
	 N_("HERE, WRITING A LINE (and all keys of your ~/.inputrc)")},
	{IN_EVIDENCE, N_("Writing evidence"), N_("HERE, WRITING EVIDENCE")},
	{IN_CHOICE, N_("Choosing an answer"), N_("HERE, CHOOSING AN ANSWER")},
	{IN_PICK, N_("Choosing from a list that your words narrow down"),
	 N_("HERE, CHOOSING: YOUR WORDS NARROW THE LIST DOWN")},
	{IN_DATE, N_("Choosing a day"), N_("HERE, CHOOSING A DAY")},
	{IN_SEARCH, N_("Searching"), N_("HERE, SEARCHING")},
	{IN_LIBRARY, N_("In the list of sessions"), N_("HERE, IN THE LIST OF SESSIONS")},
	{IN_FIND, N_("Finding a session"), N_("HERE, FINDING A SESSION")},
};

/* Elsewhere is what there is where one is: the parts of a session, or those of the library. */
static bool is_elsewhere(const struct app *app, unsigned context)
{
	const unsigned library = IN_LIBRARY | IN_FIND;
	const unsigned session = IN_PANES | IN_SEARCH | IN_EVIDENCE | IN_DATE;

	return !(context & (app->session ? library : session));
}

/* A part of the help that is being written. */
struct part {
	struct pen *pen;
	struct app there;
	unsigned context;
	bool everywhere; /* only what works in all panes, else only what does not */
};

static bool is_in(const struct part *part, const struct command *command)
{
	bool in_all = (command->contexts & IN_PANES) == IN_PANES;

	return !(part->context & IN_PANES) || in_all == part->everywhere;
}

/* A second key only where it does the same. */
static const char *other_key(const struct part *part, const struct command *command,
			     struct key_name *name)
{
	*name = key_name(command->keys[1], part->pen->canvas->ascii);
	return command->keys[1] && command_for_key_in(&part->there, part->context,
						      command->keys[1]) == command
		       ? name->text
		       : "";
}

static void write_command(const struct part *part, const struct command *command, bool works)
{
	struct pen *pen = part->pen;
	struct key_name name = key_name(command->keys[0], pen->canvas->ascii);
	struct key_name second;
	const char *other = other_key(part, command, &second);
	int text = pen->area.width < WIDE ? TEXT_NARROW : TEXT_COLUMN;
	int column = KEYS_COLUMN;
	const char *why = works ? NULL : help_reason(&part->there, command);
	const char *help = _(command->help);

	if (pen->row >= 0 && pen->row < pen->area.height) {
		column += 1 + canvas_puts(pen->canvas, pen->area, pen->row, column,
					  works ? STYLE_KEY : STYLE_QUIET, name.text);
		if (column + canvas_columns(pen->canvas, other, strlen(other)) < text)
			canvas_puts(pen->canvas, pen->area, pen->row, column, STYLE_QUIET, other);
	}
	if (why)
		help = arena_printf(pen->arena, "%s (%s)", help, why);
	pen_write(pen, text, STYLE_TEXT, help);
}

static size_t write_commands(const struct part *part, enum help_mark mark)
{
	size_t count = 0;

	for (size_t i = 0; i < n_commands; i++) {
		if (mark == HELP_NOT_NOW && app_is_table_safe(&part->there))
			return 0; /* nor what is only for a coach who is alone */
		if (!is_in(part, &commands[i]) ||
		    help_mark(&part->there, part->context, &commands[i]) != mark)
			continue;
		if (count++ == 0 && mark == HELP_NOT_NOW)
			pen_write(part->pen, KEYS_COLUMN, STYLE_QUIET, _("Not now:"));
		write_command(part, &commands[i], mark == HELP_WORKS);
	}
	return count;
}

static void write_part(struct pen *pen, const char *title, unsigned context, bool everywhere)
{
	struct part part = {.pen = pen, .context = context, .everywhere = everywhere};

	help_imagine(&part.there, pen->app, context);
	pen_write(pen, 0, STYLE_HEADING, title);
	write_commands(&part, HELP_WORKS);
	write_commands(&part, HELP_NOT_NOW);
	pen->row++;
}

static void write_everywhere(struct pen *pen)
{
	write_part(pen, _("In the lesson, in student work and in the script"),
		   command_context_of_pane(pen->app), true);
}

static void write_introduction(struct pen *pen)
{
	if (!pen->app->session) {
		pen_write(pen, 0, STYLE_TEXT,
			  _("You see your sessions, a row each. Enter opens the one at the marker, "
			    "n makes a new one."));
		pen->row++;
		return;
	}
	pen_write(pen, 0, STYLE_TEXT, _("You see the lesson, students' work, and what to ask."));
	pen_write(pen, 0, STYLE_TEXT,
		  pen->app->journal ? _("All that you enter is saved at once.")
				    : pen->app->read_only);
	pen_write(pen, 0, STYLE_TEXT, _("q leaves; a session opens again at the same step."));
	pen->row++;
}

void help_draw(struct app *app, struct canvas *canvas, struct area area, struct arena *arena)
{
	struct pen pen = pen_over(app, canvas, area, arena);
	unsigned here = help_context(app);

	write_introduction(&pen);
	for (size_t i = 0; i < COUNT(sections); i++)
		if (sections[i].context & here)
			write_part(&pen, _(sections[i].title_here), sections[i].context, false);
	if (here & IN_PANES)
		write_everywhere(&pen);
	for (size_t i = 0; i < COUNT(sections); i++)
		if (!(sections[i].context & here) && is_elsewhere(app, sections[i].context))
			write_part(&pen, _(sections[i].title), sections[i].context, false);
	if (app->session && !(here & IN_PANES))
		write_everywhere(&pen);
	pen_settle(&pen);
}
