/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frame round the panes. The hint bar shows what works here and now, straight from the command
 * table, as much as fits; so a hint cannot lie.
 */
#include "ui/frame.h"

#include <string.h>

#include "app/command.h"
#include "app/keys.h"
#include "debrief/i18n.h"
#include "debrief/timestamp.h"
#include "debrief/utf8.h"
#include "debrief/wrap.h"
#include "ui/calm_page.h"
#include "ui/highlight.h"
#include "ui/layout.h"
#include "ui/pane.h"
#include "ui/prompt.h"

#define MESSAGE_ROWS_MAX 4

static const struct pane_ops *const panes[FOCUS__COUNT] = {
	[FOCUS_LESSON] = &pane_lesson, [FOCUS_WORK] = &pane_work, [FOCUS_SCRIPT] = &pane_script};

/* Top line */

const char *frame_session_name(const struct app *app, struct arena *arena)
{
	const struct event *open = app->state.open;
	const char *teacher = open ? event_text(open, KEY_TEACHER) : NULL;
	const char *grade = open ? event_text(open, KEY_LESSON_GRADE) : NULL;
	const char *lesson = open ? event_text(open, KEY_LESSON_TITLE) : NULL;
	const char *name = arena_printf(arena, "Debrief · %s",
					teacher ? teacher : app->session->id);

	if (name && grade)
		name = arena_printf(arena, "%s · %s", name, grade_words(grade, arena));
	if (name && lesson)
		name = arena_printf(arena, "%s%s%s", name, grade ? ", " : " · ", lesson);
	return name ? name : "Debrief";
}

/* Who has the floor, and for how long; returns the column where it begins. */
static int draw_floor(const struct app *app, struct canvas *canvas, struct area area, int column,
		      struct arena *arena)
{
	const struct event *floor = app_floor(app);
	int64_t seconds = (host_monotonic_ms(app->host) - app->floor_since) / 1000;
	char clock[CLOCK_WORDS_SIZE];
	const char *text;

	if (!floor)
		return column;
	text = arena_printf(arena, "%s %s", event_says(floor, KEY_BY, "coach") ? _("C") : _("T"),
			    clock_words(seconds, clock));
	if (!text)
		return column;
	column -= canvas_columns(canvas, text, strlen(text)) + 4;
	canvas_puts(canvas, area, 0, column, STYLE_QUIET, text);
	return column;
}

static void draw_top(const struct app *app, struct canvas *canvas, struct area area,
		     struct arena *arena)
{
	static const struct {
		enum style style;
		const char *text;
	} marks[] = {
		[SAVE_MARK_SAVED] = {STYLE_SAVED, N_("saved")},
		[SAVE_MARK_SAVING] = {STYLE_SAVING, N_("saving")},
		[SAVE_MARK_FAILED] = {STYLE_WARNING, N_("NOT SAVED")},
		[SAVE_MARK_READ_ONLY] = {STYLE_QUIET, N_("read-only")},
	};
	enum save_mark mark = app_save_mark(app);
	const char *text = _(marks[mark].text);
	int column = area.width - 8;
	struct area left = area;
	char clock[6];

	timestamp_local_clock(host_now_ms(app->host), clock);
	canvas_puts(canvas, area, 0, area.width - 6, STYLE_QUIET, clock);
	if (!app->session) {
		canvas_puts(canvas, left, 0, 1, STYLE_TITLE, "Debrief");
		return;
	}
	column -= utf8_columns(text, strlen(text)) + 1;
	canvas_puts(canvas, area, 0, column, marks[mark].style, text);
	if (mark == SAVE_MARK_SAVED)
		canvas_puts(canvas, area, 0, column - 2, STYLE_SAVED,
			    canvas_symbol(canvas, SYMBOL_DONE));
	if (app->state.paused) {
		const char *paused = _("paused");

		column -= canvas_columns(canvas, paused, strlen(paused)) + 4;
		canvas_puts(canvas, area, 0, column, STYLE_QUIET, paused);
	}
	column = draw_floor(app, canvas, area, column, arena);
	left.width = column - 4;
	canvas_puts(canvas, left, 0, 1, STYLE_TITLE, frame_session_name(app, arena));
}

static bool answers_in_pane(const struct app *app)
{
	return app->mode == MODE_FORM && !form_is_below(app);
}

/* While a question is answered on a small screen, it is the script pane that is seen. */
static enum focus shown_focus(const struct app *app)
{
	return answers_in_pane(app) ? FOCUS_SCRIPT : app->focus;
}

static void draw_tabs(const struct app *app, struct canvas *canvas, struct area area,
		      struct arena *arena)
{
	int column = 1;

	for (int i = 0; i < FOCUS__COUNT; i++) {
		bool here = (enum focus)i == shown_focus(app);
		int start = column - 1;

		if (here)
			canvas_puts(canvas, area, 0, column - 1, STYLE_FOCUS,
				    canvas_symbol(canvas, SYMBOL_MARK));
		column += 1 + canvas_puts(canvas, area, 0, column + 1,
					  here ? STYLE_FOCUS : STYLE_QUIET,
					  panes[i]->title(app, arena));
		column += 2;
		canvas_zone(canvas, (struct area){area.row, start, 1, column - 1 - start},
			    (struct target){TARGET_PANE, i, 0});
	}
}

/* Hints */

static const struct command *by_rank(const struct app *app, unsigned context, int rank,
				     const struct command *after)
{
	size_t from = after ? (size_t)(after - commands) + 1 : 0;

	for (size_t i = from; i < n_commands; i++)
		if (commands[i].rank == rank && commands[i].hint &&
		    (commands[i].contexts & context) &&
		    command_for_key_in(app, context, commands[i].keys[0]) == &commands[i])
			return &commands[i];
	return NULL;
}

static int hint_width(const struct canvas *canvas, const struct command *command)
{
	struct key_name name = key_name(command->keys[0], canvas->ascii);
	const char *hint = _(command->hint);

	return utf8_columns(name.text, strlen(name.text)) + 1 + utf8_columns(hint, strlen(hint)) +
	       3;
}

/* What a key does changes from row to row; its place in the bar should not, nor that of what
 * follows. */
static int slot_width(const struct app *app, const struct canvas *canvas,
		      const struct command *command)
{
	unsigned context = command_context(app);
	int width = 0;

	for (size_t i = 0; i < n_commands; i++)
		if (commands[i].hint && commands[i].keys[0] == command->keys[0] &&
		    (commands[i].contexts & context) && hint_width(canvas, &commands[i]) > width)
			width = hint_width(canvas, &commands[i]);
	return width;
}

static int draw_hint(struct canvas *canvas, struct area area, int column,
		     const struct command *command)
{
	struct key_name name = key_name(command->keys[0], canvas->ascii);
	int start = column;

	column += canvas_puts(canvas, area, 0, column, STYLE_KEY, name.text) + 1;
	column += canvas_puts(canvas, area, 0, column, STYLE_HINT, _(command->hint));
	canvas_zone(canvas, (struct area){area.row, area.column + start, 1, column - start},
		    (struct target){TARGET_KEY, 0, (size_t)command->keys[0]});
	return column + 3;
}

static int draw_fitting_hint(const struct app *app, struct canvas *canvas, struct area area,
			     int column, int room, const struct command *command)
{
	int width = command->rank == 1 ? slot_width(app, canvas, command)
				       : hint_width(canvas, command);

	if (column + width > room + 3)
		return column;
	draw_hint(canvas, area, column, command);
	return column + width;
}

/* `?` and `q` always keep their place at the end. */
static void draw_hints(const struct app *app, struct canvas *canvas, struct area area)
{
	unsigned context = command_context(app);
	const struct command *last[2] = {by_rank(app, context, RANK_HELP, NULL),
					 by_rank(app, context, RANK_QUIT, NULL)};
	int room = area.width - 1;
	int column = 1;

	for (int i = 0; i < 2; i++)
		if (last[i])
			room -= hint_width(canvas, last[i]);
	for (int rank = 1; rank < RANK_HELP; rank++)
		for (const struct command *command = NULL;
		     (command = by_rank(app, context, rank, command));)
			column = draw_fitting_hint(app, canvas, area, column, room, command);
	for (int i = 0; i < 2; i++)
		if (last[i])
			column = draw_hint(canvas, area, column, last[i]);
}

static void draw_coach_hint(struct canvas *canvas, struct area area)
{
	canvas_puts(canvas, area, 0, 1, STYLE_PRIVATE,
		    _("Private. Any key closes it; arrows move."));
}

/* Panes */

static struct area lower_edge(struct area area)
{
	return (struct area){area.row + area.height - 1, area.column + 1, 1, area.width - 2};
}

static void draw_pane(struct app *app, struct canvas *canvas, const struct layout *layout,
		      enum focus pane, struct arena *arena)
{
	struct area area = layout->panes[pane];
	bool focused = pane == app->focus && (app->mode == MODE_NORMAL || form_is_below(app));
	const char *title;
	struct area inside;

	if (area.height < 3)
		return;
	canvas_zone(canvas, area, (struct target){TARGET_PANE, (int)pane, 0});
	title = panes[pane]->title(app, arena);
	if (focused) /* also where there is no colour */
		title = arena_printf(arena, "%s %s", canvas_symbol(canvas, SYMBOL_MARK), title);
	inside = canvas_frame(canvas, area, focused ? STYLE_FOCUS : STYLE_QUIET, title ? title : "",
			      NULL);
	panes[pane]->draw(app, canvas, inside, focused, arena);
	list_draw_cut(&app->views[pane], canvas, lower_edge(area), focused);
}

static void draw_panes(struct app *app, struct canvas *canvas, const struct layout *layout,
		       struct arena *arena)
{
	if (layout->tabs.height)
		draw_tabs(app, canvas, layout->tabs, arena);
	for (int i = 0; i < FOCUS__COUNT; i++)
		draw_pane(app, canvas, layout, (enum focus)i, arena);
}

/* All between the top line and the message. */
static struct area under_top(const struct layout *layout, const struct canvas *canvas)
{
	return (struct area){layout->top.row + 1, 0, layout->message.row - layout->top.row - 1,
			     canvas->columns};
}

static void draw_over(struct app *app, struct canvas *canvas, const struct layout *layout,
		      struct arena *arena)
{
	struct area all = under_top(layout, canvas);
	struct area right = layout->panes[FOCUS_SCRIPT];

	if (app->mode == MODE_REPORT)
		report_page_draw(app, canvas, all, arena);
	if (app->mode == MODE_HELP || app->mode == MODE_COACH || app->mode == MODE_REPORT)
		canvas_zone(canvas, (struct area){0, 0, canvas->rows, canvas->columns},
			    (struct target){TARGET_OVERLAY, 0, 0});
	if (app->mode == MODE_HELP) {
		canvas_fill(canvas, all, STYLE_TEXT);
		help_draw(app, canvas, canvas_frame(canvas, all, STYLE_FOCUS, _("Help"), NULL),
			  arena);
	}
	if (app->mode == MODE_PAGE)
		reading_page_draw(app, canvas, all, arena);
	if (app->mode == MODE_COACH) {
		if (right.height == 0)
			right = all;
		canvas_fill(canvas, right, STYLE_TEXT);
		coach_view_draw(
			app, canvas,
			canvas_frame(canvas, right, STYLE_PRIVATE, _("Your view"), _("private")),
			arena);
	}
}

/* In all that may be seen, the help aside. */
static void draw_matches(const struct app *app, struct canvas *canvas, const struct layout *layout,
			 struct arena *arena)
{
	for (int i = 0; i < FOCUS__COUNT && app->mode != MODE_HELP && app->mode != MODE_REPORT;
	     i++) {
		struct area pane = layout->panes[i];
		struct area inside = {pane.row + 1, pane.column + 1, pane.height - 2,
				      pane.width - 2};

		highlight_draw(canvas, inside, &app->search.phrase, arena);
	}
	if (form_is_below(app))
		return; /* the words themselves stand there */
	highlight_draw(canvas, layout->message, &app->search.phrase, arena);
}

/* A page that takes the place of everything. What the coach has to be warned of waits for them. */
static bool draw_page(struct app *app, struct canvas *canvas, struct arena *arena)
{
	if (app->mode == MODE_FORM && app->form.on_teacher_page)
		form_draw_answer(app, canvas,
				 teacher_page_ask(&app->shared, &app->form, canvas, arena));
	else if (app->mode == MODE_TEACHER)
		teacher_page_draw(&app->teacher, &app->shared,
				  app->message_warns ? "" : app->message, canvas, arena);
	else if (app->mode == MODE_REOPEN)
		reopen_page_draw(app, _("Any key goes on. Nothing was lost."), canvas, arena);
	else
		return false;
	return true;
}

/* A sentence that is longer than its row grows upwards, over the edge of the panes. */
static void draw_long(struct canvas *canvas, struct area area, enum style style, const char *text)
{
	int width = area.width - 2;
	int more = (int)wrap_count(text, strlen(text), width) - 1;

	if (more > MESSAGE_ROWS_MAX - 1)
		more = MESSAGE_ROWS_MAX - 1;
	area = (struct area){area.row - more, area.column, area.height + more, area.width};
	if (more > 0)
		canvas_fill(canvas, area, STYLE_TEXT);
	area.column++;
	area.width = width;
	canvas_wrapped(canvas, area, 0, 0, style, text, 0);
}

static void draw_message(struct app *app, struct canvas *canvas, struct area area)
{
	if (form_is_below(app)) {
		prompt_draw(app, canvas, area);
	} else if (app->message[0]) {
		draw_long(canvas, area, app->message_warns ? STYLE_WARNING : STYLE_TEXT,
			  app->message);
		drafts_were_told(&app->drafts);
	} else if (app->state.paused && app->mode == MODE_NORMAL) {
		draw_long(canvas, area, STYLE_TEXT,
			  _("Paused: the clock stands still. P goes on; so does what you write."));
	}
}

void frame_draw(struct app *app, struct canvas *canvas, struct arena *arena)
{
	struct layout layout = layout_make(canvas->rows, canvas->columns, shown_focus(app),
					   app->zoom && !answers_in_pane(app));
	struct area all = {0, 0, canvas->rows, canvas->columns};

	canvas_clear(canvas);
	if (layout.too_small) {
		canvas_wrapped(canvas, all, 0, 0, STYLE_TEXT,
			       _("Please make this window at least 40 columns wide and 12 rows "
				 "high. Nothing is lost."),
			       0);
		return;
	}
	if (draw_page(app, canvas, arena))
		return;
	draw_top(app, canvas, layout.top, arena);
	if (app->session)
		draw_panes(app, canvas, &layout, arena);
	else
		library_draw(app, canvas, under_top(&layout, canvas), arena);
	draw_over(app, canvas, &layout, arena);
	draw_message(app, canvas, layout.message);
	draw_matches(app, canvas, &layout, arena);
	if (app->mode == MODE_COACH)
		draw_coach_hint(canvas, layout.hints);
	else
		draw_hints(app, canvas, layout.hints);
}
