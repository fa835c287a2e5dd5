/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The script is drawn by its pane, onto a canvas that is as high as need be, and read off that
 * without the blanks: so both modes show the same, and what is private is decided in one place.
 * Lists are put in words of their own, as marks and columns mean nothing to an ear.
 */
#include "ui/speech.h"

#include <stdarg.h>
#include <string.h>

#include "app/command_run.h"
#include "app/keys.h"
#include "debrief/i18n.h"
#include "debrief/timestamp.h"
#include "ui/calm_page.h"
#include "ui/charset.h"
#include "ui/frame.h"
#include "ui/pane.h"
#include "ui/rating_draw.h"
#include "ui/script_draw.h"

#define ARENA_MAX      ((size_t)16 << 20)
#define PARAGRAPH_ROWS 16
#define DRAWN_ROWS     1000

void speech_init(struct speech *speech, struct app *app, const struct charset *charset, int width)
{
	*speech = (struct speech){.app = app, .width = width};
	canvas_init(&speech->canvas, charset_is_limited(charset));
	speech->canvas.charset = charset;
	arena_init(&speech->arena, ARENA_MAX);
	buf_init(&speech->out, BUF_MAX_DEFAULT);
}

void speech_release(struct speech *speech)
{
	canvas_release(&speech->canvas);
	arena_release(&speech->arena);
	buf_release(&speech->out);
}

/* ---- from the canvas to text ---- */

/* A row without the blanks at its end. `squeezed`: without those that only place things, too, and
 * nothing at all for an empty one. */
static void add_row(struct speech *speech, const struct cell *cells, bool squeezed)
{
	size_t blanks = 0;
	bool any = false;

	for (int i = 0; i < speech->canvas.columns; i++) {
		if (cells[i].length == 1 && cells[i].text[0] == ' ') {
			blanks++;
			continue;
		}
		if (squeezed && blanks > 1)
			blanks = any ? 2 : 0;
		buf_fill(&speech->out, ' ', any || !squeezed ? blanks : 0);
		buf_add(&speech->out, cells[i].text, cells[i].length);
		blanks = 0;
		any = true;
	}
	if (any || !squeezed)
		buf_putc(&speech->out, '\n');
}

static void add_rows(struct speech *speech, int rows, bool squeezed)
{
	const struct cell *row = speech->canvas.cells;

	for (int i = 0; i < rows; i++, row += speech->canvas.columns)
		add_row(speech, row, squeezed);
}

/* Through the canvas, so that it is wrapped and nothing hostile gets to the terminal. */
static void say(struct speech *speech, const char *text)
{
	struct area area = {0, 0, PARAGRAPH_ROWS, speech->width};
	int said = 0;
	int rows;

	do {
		if (!text || canvas_resize(&speech->canvas, area.height, area.width, NULL))
			return;
		rows = canvas_wrapped(&speech->canvas, area, 0, 0, STYLE_TEXT, text, said);
		add_rows(speech, rows, false);
		said += rows;
	} while (rows == area.height);
}

void speech_say(struct speech *speech, const char *format, ...)
{
	struct buf text;
	va_list args;

	buf_init(&text, BUF_MAX_DEFAULT);
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	say(speech, buf_text(&text));
	buf_release(&text);
}

void speech_drawn(struct speech *speech, void (*draw)(struct pen *pen))
{
	struct pen pen = {
		.app = speech->app,
		.canvas = &speech->canvas,
		.area = {0, 0, DRAWN_ROWS, speech->width},
		.arena = &speech->arena,
	};

	if (canvas_resize(&speech->canvas, DRAWN_ROWS, speech->width, NULL))
		return;
	arena_reset(&speech->arena);
	draw(&pen);
	add_rows(speech, speech->canvas.rows, true);
}

void speech_if_new(struct speech *speech, struct buf *said, void (*say_it)(struct speech *speech))
{
	struct buf *out = &speech->out;
	size_t before = out->length;

	say_it(speech);
	if (out->length - before == said->length &&
	    !memcmp(buf_text(out) + before, buf_text(said), said->length)) {
		buf_truncate(out, before);
		return;
	}
	buf_reset(said);
	buf_add(said, buf_text(out) + before, out->length - before);
}

static void draw_coach_view(struct pen *pen)
{
	coach_view_draw(pen->app, pen->canvas, pen->area, pen->arena);
}

void speech_coach_view(struct speech *speech)
{
	speech_drawn(speech, draw_coach_view);
}

static void draw_teacher_page(struct pen *pen)
{
	teacher_page_draw_lines(&pen->app->teacher, &pen->app->shared, pen->canvas, pen->arena);
}

void speech_report(struct speech *speech)
{
	buf_puts(&speech->out, buf_text(&speech->app->preview.text));
	speech_say(speech, "%s", _("R saves a report to a file."));
}

void speech_teacher_page(struct speech *speech)
{
	speech_drawn(speech, draw_teacher_page);
}

static void draw_reopen_page(struct pen *pen)
{
	reopen_page_draw(pen->app, _("Nothing was lost."), pen->canvas, pen->arena);
}

void speech_reopen_page(struct speech *speech)
{
	speech_drawn(speech, draw_reopen_page);
}

/* ---- where we are ---- */

void speech_session(struct speech *speech)
{
	arena_reset(&speech->arena);
	say(speech, frame_session_name(speech->app, &speech->arena));
	if (speech->app->state.paused)
		speech_say(speech, "%s", _("The talk is paused. P goes on."));
}

void speech_message(struct speech *speech)
{
	struct app *app = speech->app;

	if (!app->message[0])
		return;
	speech_say(speech, "%s%s", app->message_warns ? "! " : "", app->message);
	drafts_were_told(&app->drafts);
	app->message[0] = '\0';
}

void speech_question(struct speech *speech)
{
	struct app *app = speech->app;

	arena_reset(&speech->arena);
	speech_say(speech, _("%zu of %zu: %s"), app->question + 1, app_question_count(app),
		   app_question(app, app->question, &speech->arena));
}

static void say_step(struct speech *speech)
{
	const struct app *app = speech->app;
	const char *title;

	arena_reset(&speech->arena);
	title = pane_script.title(app, &speech->arena);
	if (app->step)
		speech_say(speech, "%s: %s", title, app->step->title);
	else
		say(speech, title);
	speech_drawn(speech, script_draw_step);
}

void speech_reading(struct speech *speech)
{
	speech_drawn(speech, script_draw_reading);
}

void speech_next(struct speech *speech)
{
	const struct command *command = command_for_key(speech->app, K_ENTER);
	size_t before = speech->out.length;

	if (speech->app->focus == FOCUS_SCRIPT) {
		speech_drawn(speech, script_draw_next);
		if (speech->out.length == before && has_next_step(speech->app))
			speech_say(speech, "%s", _("\"next\" goes on to the next step."));
	} else if (command && command->hint && command->run != do_zoom) {
		speech_say(speech, _("Enter: %s"), _(command->hint));
	}
}

/* ---- lists ---- */

static void say_steps(struct speech *speech)
{
	const struct app *app = speech->app;
	const struct guide_step *step;

	for (size_t i = 0; (step = app_step_at(app, i)); i++)
		speech_say(speech, "%zu. %s%s%s", i + 1, step->step->title,
			   step->state == STEP_DONE ? _(", done") : "",
			   step->step == app->step ? _(", here") : "");
}

static void say_phase(struct speech *speech, size_t number, const struct row *row)
{
	static const char *const words[] = {
		[MET_UNKNOWN] = N_(", usually there?"),
		[MET_NO] = N_(", not there yet"),
		[MET_YES] = N_(", usually there"),
	};
	bool told = row->phase && !row->phase->enacted && !app_is_table_safe(speech->app);

	speech_say(speech, _("%zu. Part: %s%s"), number,
		   row->phase ? row->phase->title : _("not sorted yet"),
		   told ? _(words[state_enacted(&speech->app->state, row->phase)]) : "");
}

static const char *who_acted(const struct speech *speech, const struct event *event)
{
	const char *who = state_evidence_who(&speech->app->state, event);

	if (!who)
		return _("not clear who");
	if (!strcmp(who, "students"))
		return _("students");
	return !strcmp(who, "coach") ? _("the coach") : _("the teacher");
}

static const char *cited(const struct speech *speech, const struct event *event)
{
	return app_is_cited(speech->app, event) && !app_is_table_safe(speech->app)
		       ? _(" (marked, to be cited)")
		       : "";
}

static void say_evidence(struct speech *speech, size_t number, const struct event *event)
{
	const char *time = event_text(event, KEY_LESSON_TIME);
	const char *text = event_text(event, KEY_TEXT);

	speech_say(speech, "%zu. %s%s%s: %s%s", number, time ? time : "", time ? ", " : "",
		   who_acted(speech, event), text ? text : "", cited(speech, event));
}

static void say_work(struct speech *speech, size_t number, const struct event *event)
{
	const char *strategy = event_text(event, KEY_STRATEGY);
	long students = event_number(event, KEY_STUDENTS, -1);

	if (students < 0)
		speech_say(speech, "%zu. %s%s", number, strategy ? strategy : "",
			   cited(speech, event));
	else
		speech_say(speech,
			   P_("%zu. %s, %ld student%s", "%zu. %s, %ld students%s", students),
			   number, strategy ? strategy : "", students, cited(speech, event));
}

static void say_row(struct speech *speech, size_t number, const struct row *row)
{
	switch (row->type) {
	case ROW_PHASE:
		say_phase(speech, number, row);
		break;
	case ROW_CRITERION:
		speech_say(speech, "%zu. %s: %s", number, row->criterion->title,
			   row->event ? rating_text(row->criterion, row->event)
				      : _("not rated yet"));
		break;
	case ROW_EVIDENCE:
		say_evidence(speech, number, row->event);
		break;
	case ROW_WORK:
		say_work(speech, number, row->event);
		break;
	}
}

void speech_list(struct speech *speech)
{
	const struct rows *rows = app_rows(speech->app);

	if (!rows) {
		say_steps(speech);
		return;
	}
	for (size_t i = 0; i < rows->count; i++)
		say_row(speech, i + 1, &rows->items[i]);
	if (rows->count == 0)
		speech_say(speech, "%s", _("Nothing yet. e adds a piece of evidence, w work."));
}

static void say_reasons(struct speech *speech, const struct row *row)
{
	struct rating_reasons reasons;

	arena_reset(&speech->arena);
	rating_explain(&reasons, speech->app, row, true, &speech->arena);
	for (size_t i = 1; i < reasons.count; i++) /* the level was said */
		say(speech, reasons.lines[i].text);
}

void speech_here(struct speech *speech)
{
	const struct app *app = speech->app;
	const struct row *row = app_row(app);

	if (app->focus == FOCUS_SCRIPT) {
		say_step(speech);
		return;
	}
	if (row)
		say_row(speech, app->views[app->focus].selected + 1, row);
	if (row && row->type == ROW_CRITERION && row->event)
		say_reasons(speech, row);
	if (row && row->type == ROW_WORK)
		say(speech, event_text(row->event, KEY_TEXT));
	speech_next(speech);
}
