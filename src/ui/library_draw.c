/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The library on the screen: one list, whose columns fall away as it gets narrow; a follow-up that
 * is due then stands where the talk's standing was. Words say what is due, no colour and no alarm.
 */
#include "ui/pane.h"

#include <string.h>

#include "app/form.h"
#include "app/library.h"
#include "debrief/array.h"
#include "debrief/i18n.h"
#include "ui/library_words.h"
#include "ui/pen.h"

#define DATE_COLUMN 3
#define DATE_WIDTH  (DATE_SIZE + 1)
#define TEACHER_MAX 26
#define LINE_WIDTH  64 /* of running text */

struct columns { /* where each begins; 0: left out */
	int teacher, lesson, standing, due;
	int width;
};

struct list {
	const struct library *library;
	struct columns columns;
	struct arena *arena;
};

static struct columns share(int width)
{
	int free = width - DATE_COLUMN - DATE_WIDTH;
	int due = width >= 90 ? 21 : 0;
	int standing = due ? 19 : free < 56 ? free * 2 / 5 : 25;
	int rest = free - standing - due;
	int teacher = width < 54 ? rest : rest * 2 / 5;
	struct columns columns = {.width = width, .teacher = DATE_COLUMN + DATE_WIDTH};

	columns.standing = width - standing - due;
	columns.due = due ? width - due : 0;
	if (teacher > TEACHER_MAX && width >= 54)
		teacher = TEACHER_MAX;
	columns.lesson = teacher < rest ? columns.teacher + teacher : 0;
	return columns;
}

/* Rows */

/* A cell up to where the next column begins. */
static void put(const struct list *list, struct canvas *canvas, struct area area, int row, int from,
		int to, enum style style, const char *text)
{
	if (from == 0 || !text)
		return;
	area.width = (to ? to - 2 : list->columns.width - 1);
	canvas_puts(canvas, area, row, from, style, text);
}

static int first_of(int a, int b)
{
	return a ? a : b;
}

static int row_height(const void *context, size_t item, int width)
{
	(void)context;
	(void)item;
	(void)width;
	return 1;
}

static void draw_row(const void *context, size_t item, struct canvas *canvas, struct area area,
		     int at, bool selected)
{
	const struct list *list = context;
	const struct columns *columns = &list->columns;
	const struct library_row *row = list->library->shown[item];
	bool due = library_is_due(list->library, row);
	bool unsaved = unsaved_is_of(&list->library->unsaved, row->name);
	const char *follow_up = library_due_words(list->library, row, list->arena);
	const char *standing = library_standing_words(list->library, row, list->arena);
	enum style style = row->known ? STYLE_TEXT : STYLE_QUIET;
	const char *teacher = library_teacher_words(row);
	const char *lesson = library_lesson_words(row, list->arena);

	if (selected)
		canvas_puts(canvas, area, at, 1, STYLE_FOCUS, canvas_symbol(canvas, SYMBOL_MARK));
	put(list, canvas, area, at, DATE_COLUMN, columns->teacher, STYLE_QUIET, row->day);
	put(list, canvas, area, at, columns->teacher, first_of(columns->lesson, columns->standing),
	    selected ? STYLE_SELECTED : style, teacher);
	put(list, canvas, area, at, columns->lesson, columns->standing, style, lesson);
	if (!columns->due && due && !unsaved)
		standing = follow_up;
	else if (!columns->due && follow_up && columns->width >= 64)
		standing = arena_printf(list->arena, "%s, %s", standing, follow_up);
	put(list, canvas, area, at, columns->standing, columns->due,
	    unsaved                ? STYLE_WARNING
	    : due && !columns->due ? STYLE_HEADING
				   : STYLE_QUIET,
	    standing);
	put(list, canvas, area, at, columns->due, 0, due ? STYLE_HEADING : STYLE_QUIET, follow_up);
}

static void draw_headings(const struct list *list, struct canvas *canvas, struct area area)
{
	const struct columns *columns = &list->columns;

	put(list, canvas, area, 0, DATE_COLUMN, columns->teacher, STYLE_QUIET, _("Date"));
	put(list, canvas, area, 0, columns->teacher, first_of(columns->lesson, columns->standing),
	    STYLE_QUIET, _("Teacher"));
	put(list, canvas, area, 0, columns->lesson, columns->standing, STYLE_QUIET, _("Lesson"));
	put(list, canvas, area, 0, columns->standing, columns->due, STYLE_QUIET,
	    _("Where it stands"));
	put(list, canvas, area, 0, columns->due, 0, STYLE_QUIET, _("Follow-up"));
}

/* Above the list */

/* Once everything was read. */
static void draw_follow_ups(const struct library *library, struct canvas *canvas, struct area area,
			    struct arena *arena)
{
	const char *words;

	if (!library_is_read(library))
		return;
	words = library_follow_ups(library, arena);
	canvas_puts(canvas, area, 0, 1, words ? STYLE_TEXT : STYLE_QUIET,
		    words ? words : _("No follow-up is due."));
}

static void draw_filter(const struct library *library, struct canvas *canvas, struct area area)
{
	int column = 1 + canvas_puts(canvas, area, 0, 1, STYLE_QUIET, _("Found:")) + 1;

	canvas_puts(canvas, area, 0, column, STYLE_TEXT, library->filter);
}

/* How much there is; of a search that is not over, how far it has come. */
static const char *count_words(const struct library *library, struct arena *arena)
{
	if (*library->filter && !library_is_read(library))
		return arena_printf(arena, _("%zu found, read %zu of %zu"), library->n_shown,
				    library->n_fresh, library->count);
	if (*library->filter)
		return arena_printf(arena, _("%zu found"), library->n_shown);
	return arena_printf(arena, "%zu", library->n_shown);
}

static const char *empty_words(const struct library *library)
{
	if (*library->filter && !library_is_read(library))
		return _("Nothing that was read so far has all of these words in it.");
	if (*library->filter)
		return _("No session has all of these words in it. Esc shows all of them.");
	return library->in_archive ? _("The archive is empty. v shows your sessions.")
				   : _("All your sessions are in the archive. v shows it.");
}

static void draw_list(struct app *app, struct canvas *canvas, struct area area, struct arena *arena)
{
	static const struct list_ops ops = {row_height, draw_row, {TARGET_ROW, 0, 0}};
	struct library *library = app->library;
	struct list list = {.library = library, .columns = share(area.width), .arena = arena};
	struct area rows = {area.row + 1, area.column, area.height - 1, area.width};
	int row;

	library->page = rows.height > 0 ? rows.height : 1;
	if (library->n_shown == 0) {
		canvas_wrapped(canvas, area, 1, DATE_COLUMN, STYLE_TEXT, empty_words(library), 0);
		canvas_cursor(canvas, area, 1, DATE_COLUMN);
		return;
	}
	draw_headings(&list, canvas, area);
	row = list_draw(&ops, &list, library->n_shown, &library->view, canvas, rows);
	canvas_cursor(canvas, rows, row, 1);
}

/* In place of the list */

static struct pen page(struct app *app, struct canvas *canvas, struct area area,
		       struct arena *arena)
{
	struct pen pen = {.app = app, .canvas = canvas, .area = area, .arena = arena};

	if (area.width > LINE_WIDTH) {
		pen.area.column += (area.width - LINE_WIDTH) / 2;
		pen.area.width = LINE_WIDTH;
	}
	pen.row = area.height / 5;
	return pen;
}

static void draw_welcome(struct app *app, struct canvas *canvas, struct area area,
			 struct arena *arena)
{
	static const struct {
		const char *key, *words;
	} ways[] = {
		{"d", N_("a demo to look around in; nothing of it is kept")},
		{"n", N_("a session of your own, step by step")},
		{"?", N_("all keys")},
		{"q", N_("leave")},
	};
	struct pen pen = page(app, canvas, area, arena);

	pen_write(&pen, 1, STYLE_TITLE, _("Welcome to Debrief"));
	pen.row += area.height > 14;
	pen_write(
		&pen, 1, STYLE_TEXT,
		_("Debrief is for coaches who talk with teachers about a lesson they have seen. "
		  "It keeps what you saw, offers the next question, and takes down what you hear, "
		  "until one change is put in both your words. Everything stays on this machine."));
	pen.row++;
	for (size_t i = 0; i < COUNT(ways); i++) {
		if (i == 0)
			canvas_cursor(canvas, pen.area, pen.row, 3);
		canvas_puts(canvas, pen.area, pen.row, 3, STYLE_KEY, ways[i].key);
		pen_write(&pen, 6, STYLE_TEXT, _(ways[i].words));
	}
}

static void draw_cover(struct app *app, struct canvas *canvas, struct area area,
		       struct arena *arena)
{
	struct pen pen = page(app, canvas, area, arena);
	bool saved = app->library->unsaved.count == 0;

	canvas_cursor(canvas, pen.area, pen.row, 1);
	pen_write(&pen, 1, STYLE_TEXT,
		  saved ? _("Saved. Enter shows your sessions, q leaves.")
			: _("Enter shows your sessions, q leaves."));
}

/* What was answered so far stands above the question. */
static void draw_form(struct app *app, struct canvas *canvas, struct area area, struct arena *arena)
{
	const struct event *event = &app->form.event;
	struct pen pen = {.app = app, .canvas = canvas, .area = area, .arena = arena, .row = 1};
	const char *said = "";

	for (size_t i = 0; i < app->form.question && said; i++) {
		enum event_key key = app->form.form->questions[i].key;
		const char *text = event_text(event, key);

		if (text && key != KEY_RUBRIC_ID)
			said = arena_printf(arena, "%s%s%s", said, *said ? " · " : "", text);
	}
	if (said && *said) {
		pen_write(&pen, 1, STYLE_QUIET, said);
		pen.row++;
	}
	if (pen.row >= area.height / 2)
		pen.row = 0;
	pen.area.row += pen.row;
	pen.area.height -= pen.row;
	form_draw(app, canvas, pen.area, arena);
}

void library_draw(struct app *app, struct canvas *canvas, struct area area, struct arena *arena)
{
	struct library *library = app->library;
	const char *title = library->in_archive ? _("Archive") : _("Your sessions");
	struct area line = {area.row, area.column, 1, area.width};

	if (library->covered) {
		draw_cover(app, canvas, area, arena);
		return;
	}
	if (app->mode == MODE_FORM && !form_is_below(app)) {
		draw_form(app, canvas, canvas_frame(canvas, area, STYLE_FOCUS, title, NULL), arena);
		return;
	}
	if (library->n_order == 0) {
		draw_welcome(app, canvas, area, arena);
		return;
	}
	area.row++;
	area.height--;
	draw_list(app, canvas,
		  canvas_frame(canvas, area, STYLE_QUIET, title, count_words(library, arena)),
		  arena);
	if (*library->filter && !form_is_below(app))
		draw_filter(library, canvas, line);
	else if (!library->in_archive)
		draw_follow_ups(library, canvas, line, arena);
}
