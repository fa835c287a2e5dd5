/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The script: the steps of this stage, and of the open one what to ask, what to listen for, what
 * was heard. A question being answered takes the lower part, so the steps stay in sight. There is
 * no alarm anywhere: what is still unknown is one quiet line.
 */
#include <string.h>

#include "app/command_run.h"
#include "app/form.h"
#include "debrief/i18n.h"
#include "ui/heard_draw.h"
#include "ui/pane.h"
#include "ui/reading_draw.h"
#include "ui/script_draw.h"

#define FORM_WITH_QUESTION                                                    \
	12 /* rows from which on a form leaves room for the question above it \
	    */

#define STEPS_MIN          3
#define ROOM_FOR_STEPS     14
#define ROOM_FOR_ALL       24 /* rows from which on all steps stay while something is written */
#define ROOM_FOR_ANSWERS   9
#define ROOM_FOR_HEARD     4
#define ROOM_FOR_AGREED    2
#define ROOM_FOR_LAST_TIME 18
#define ROOM_FOR_HINTS     6 /* rows below which what to listen for gives way to what was heard */

static const char *title(const struct app *app, struct arena *arena)
{
	const char *name = app_stage_name(app);
	size_t here = 0;
	size_t count = 0;
	const struct guide_step *step;

	while ((step = app_step_at(app, count))) {
		count++;
		if (step->step == app->step)
			here = count;
	}
	if (here == 0)
		return name;
	return arena_printf(arena,
			    app_is_table_safe(app) ? _("%s · %zu of %zu")
						   : _("%s · private · %zu of %zu"),
			    name, here, count);
}

/* Steps */

/* Only what is done is marked. A step that the script passes over looks like any other: why it does
 * is the engine's reading of a goal, and nothing for a screen that the teacher sees. */
static enum symbol mark_of(const struct app *app, const struct guide_step *step)
{
	if (step->step == app->step)
		return SYMBOL_NOW;
	return step->state == STEP_DONE ? SYMBOL_DONE : SYMBOL_OPEN;
}

static const char *missing_line(const struct guide_step *step, struct arena *arena)
{
	const char *line = "";

	for (size_t i = 0; i < step->n_missing && line; i++) {
		static const char *const words[FIELD__COUNT] = {
			[FIELD_RATIONALE] = N_("why?"),
			[FIELD_DEVELOPMENT_VALUED] = N_("what they value?"),
			[FIELD_VALIDATION] = N_("validated?"),
		};
		enum known_field known = known_field_of(step->missing[i]->id);
		const char *word = known < FIELD__COUNT && words[known]
					   ? _(words[known])
					   : arena_printf(arena, "%s?",
							  field_label(step->missing[i]));

		line = arena_printf(arena, "%s%s%s", line, i ? " · " : "", word ? word : "");
	}
	return line ? line : "";
}

/* Of several goals the one that is not set aside. */
static const char *pursued(const struct app *app, const struct rubric_field *field)
{
	enum goal_whose whose = goal_whose_of_field(field);
	const struct event *goal = whose < GOAL__COUNT ? app->state.goals[whose] : NULL;

	return goal && app_may_show(app, goal) ? goal_words(app->state.rubric, goal) : "";
}

/* What a done step brought, in a few of the words heard. */
static const char *brought(const struct pen *pen, const struct guide_step *step)
{
	bool hidden = app_is_table_safe(pen->app);

	for (size_t i = 0; i < step->step->fields.count; i++) {
		const struct rubric_field *field = step_field_at(step->step, i);
		const struct heard *heard = state_heard(&pen->app->state, field);

		if (!heard || (hidden && (field->is_private || heard->event->is_private)))
			continue;
		if (field->type == FIELD_GOAL)
			return pursued(pen->app, field);
		if (field->type == FIELD_STATEMENT || heard_parked(pen->app, heard->event) ||
		    !*heard_words(&pen->app->state, heard))
			return "";
		return heard_words(&pen->app->state, heard);
	}
	return "";
}

static void draw_step(struct pen *pen, size_t n, bool focused)
{
	const struct guide_step *step = app_step_at(pen->app, n);
	struct area line = {pen->area.row + pen->row, pen->area.column, 1, pen->area.width};
	const char *missing = missing_line(step, pen->arena);
	const char *words = brought(pen, step);
	bool open = step->step == pen->app->step;
	enum style style = open ? STYLE_HEADING : STYLE_TEXT;
	int column;

	canvas_puts(pen->canvas, pen->area, pen->row, 1, open ? STYLE_FOCUS : STYLE_MET,
		    canvas_symbol(pen->canvas, mark_of(pen->app, step)));
	column = 3 + canvas_puts(pen->canvas, pen->area, pen->row, 3, style, step->step->title);
	if (*words)
		canvas_printf(pen->canvas, pen->area, pen->row, column + 2, STYLE_QUIET, "\"%.*s\"",
			      (int)strcspn(words, "\n"), words);
	else if (*missing)
		canvas_puts(pen->canvas, pen->area, pen->row, column + 2, STYLE_QUIET, missing);
	if (open && focused)
		canvas_cursor(pen->canvas, pen->area, pen->row, 1);
	canvas_zone(pen->canvas, line, (struct target){TARGET_STEP, FOCUS_SCRIPT, n});
	pen->row++;
}

/* All steps if they fit into `room` rows, else a window round the open one. */
static void draw_steps(struct pen *pen, int room, bool focused)
{
	size_t count = 0;
	size_t here = 0;
	size_t first = 0;
	const struct guide_step *step;

	for (; (step = app_step_at(pen->app, count)); count++)
		if (step->step == pen->app->step)
			here = count;
	if (count > (size_t)room) {
		first = here > (size_t)room / 2 ? here - (size_t)room / 2 : 0;
		if (first > count - (size_t)room)
			first = count - (size_t)room;
	}
	for (size_t i = first; i < count && i < first + (size_t)room; i++)
		draw_step(pen, i, focused);
	if (first > 0)
		canvas_puts(pen->canvas, pen->area, 0, pen->area.width - 1, STYLE_QUIET,
			    canvas_symbol(pen->canvas, SYMBOL_UP));
	if (first + (size_t)room < count)
		canvas_puts(pen->canvas, pen->area, pen->row - 1, pen->area.width - 1, STYLE_QUIET,
			    canvas_symbol(pen->canvas, SYMBOL_DOWN));
}

/* The open step */

static const char *join(const struct schema_texts *texts, struct arena *arena)
{
	const char *line = "";

	for (size_t i = 0; i < texts->count && line; i++)
		line = arena_printf(arena, "%s%s%s", line, i ? " · " : "", texts->items[i]);
	return line ? line : "";
}

static void draw_question(struct pen *pen)
{
	struct app *app = pen->app;
	size_t count = app_question_count(app);

	if (count == 0)
		return;
	canvas_puts(pen->canvas, pen->area, pen->row, 1, STYLE_HEADING, _("ASK"));
	if (app_question_asked(app, app->question))
		canvas_printf(pen->canvas, pen->area, pen->row, pen->area.width - 18, STYLE_MET,
			      _("%s asked"), canvas_symbol(pen->canvas, SYMBOL_DONE));
	canvas_printf(pen->canvas, pen->area, pen->row, pen->area.width - 8, STYLE_QUIET,
		      _("%zu of %zu"), app->question + 1, count);
	pen->row++;
	pen_write(pen, 3, STYLE_QUESTION, app_question(app, app->question, pen->arena));
	pen->row++;
}

static void draw_judgements(struct pen *pen)
{
	const struct state *state = &pen->app->state;
	enum verdict compatible = pen->app->advice.negotiation.compatible;

	if (!app_compares_statements(pen->app))
		return;
	if (!state->judgements[JUDGE_TEACHER][JUDGE_PHASE])
		pen_write(pen, 3, STYLE_QUIET, _("Enter: do both say the same?"));
	else if (compatible == VERDICT_YES)
		pen_write(pen, 3, STYLE_MET, _("Both say the same."));
	else if (compatible == VERDICT_NO)
		pen_write(pen, 3, STYLE_TEXT,
			  _("The two differ, and that is good to know. The way on leads through "
			    "what it is for: \"Why\" is a few steps up."));
}

/* A text that was begun, in the step where it was; a private one only where everything may be seen.
 */
static void draw_offers(struct pen *pen)
{
	const struct app *app = pen->app;

	for (size_t i = 0; i < app->drafts.n_offers; i++)
		if (form_offer_is_of(app->drafts.offers[i].about, app->step) &&
		    !(app_is_table_safe(app) &&
		      form_offer_is_private(app->drafts.offers[i].about, app->session->rubric)) &&
		    strncmp(app->drafts.offers[i].about, "statement-", 10) != 0)
			pen_write(pen, HEARD_COLUMN, STYLE_QUIET,
				  arena_printf(pen->arena, _("Begun: %s"),
					       app->drafts.offers[i].text));
}

/* What Enter writes, where the step asks for something of its own. */
static void draw_next_field(struct pen *pen)
{
	const struct rubric_field *field = pen->app->journal ? app_next_field(pen->app) : NULL;

	if (field && !app_compares_statements(pen->app))
		pen_write(pen, HEARD_COLUMN, STYLE_QUIET,
			  arena_printf(pen->arena, _("Enter: %s"), field_label(field)));
}

void script_draw_next(struct pen *pen)
{
	draw_next_field(pen);
	draw_judgements(pen);
}

/* What was heard goes before what to listen for. */
static int room_for_hints(const struct app *app)
{
	const struct guide_step *step = app_guide_step(app, app->step);

	return step && step->heard ? ROOM_FOR_HINTS + ROOM_FOR_HEARD : ROOM_FOR_HINTS;
}

/* The step that asks how it has been going, and the first one at the desk. */
static bool looks_back(const struct app *app)
{
	for (size_t i = 0; i < app->step->fields.count; i++)
		if (step_field_at(app->step, i)->type == FIELD_PROGRESS)
			return true;
	return !app_is_table_safe(app) && app_step_place(app) == 0;
}

/* What was agreed last time stands above the question where there is room for both, else below it,
 * before what to listen for. */
static bool last_time_comes_first(const struct pen *pen)
{
	return looks_back(pen->app) && pen->area.height - pen->row >= ROOM_FOR_LAST_TIME;
}

/* At the desk: what was agreed last time, and how the coach reads the lesson. */
static void draw_private(struct pen *pen)
{
	if (!pen->app->step || !looks_back(pen->app))
		heard_draw_last_time(pen);
	reading_draw(pen, 1, _("WHERE LEARNING FIRST BROKE DOWN"), _("YOUR GOAL"));
	if (pen->row - 1 > pen->area.height)
		canvas_puts(pen->canvas, pen->area, pen->area.height - 1, pen->area.width - 1,
			    STYLE_QUIET, canvas_symbol(pen->canvas, SYMBOL_DOWN));
}

/* The whole closing page at the end of the script; elsewhere a line that the talk is closed. */
static void draw_closing(struct pen *pen)
{
	if (has_next_step(pen->app)) {
		pen_write(pen, 1, STYLE_QUIET, _("The talk is closed; its last step tells how."));
		pen->row++;
	} else {
		heard_draw_closing(pen);
	}
}

/* After the talk, another day: what was agreed then, from the first line on as far as the question
 * below it leaves room. */
static void draw_agreed(struct pen *pen)
{
	const struct app *app = pen->app;
	const struct guide_step *step = app_guide_step(app, app->step);
	const struct event *plan = app->state.plan;
	const struct rubric_field *field = rubric_field(app->session->rubric,
							known_fields[FIELD_PLAN_MADE].id);
	struct pen unseen = *pen;
	struct pen above = *pen;

	if (!plan || !app_may_show(app, plan) || !field || field->step->stage_index >= app->stage)
		return;
	unseen.area.height = 0;
	draw_question(&unseen);
	above.area.height -= unseen.row - pen->row + (step && step->heard ? ROOM_FOR_HEARD : 1);
	if (above.area.height - above.row < ROOM_FOR_AGREED)
		return;
	canvas_puts(pen->canvas, above.area, above.row++, 1, STYLE_HEADING, _("WE AGREED"));
	pen_write(&above, HEARD_COLUMN, STYLE_TEXT, heard_plan_words(plan, pen->arena));
	above.row++;
	pen->row = above.row;
	if (above.row <= above.area.height)
		return;
	pen->row = above.area.height;
	canvas_puts(pen->canvas, pen->area, pen->row - 1, pen->area.width - 1, STYLE_QUIET,
		    canvas_symbol(pen->canvas, SYMBOL_ELLIPSIS));
}

static bool consent_is_asked_for(const struct app *app)
{
	return app_is_table_safe(app) && app->journal && !app->state.consent;
}

void script_draw_step(struct pen *pen)
{
	struct app *app = pen->app;
	const struct guide_step *step = app_guide_step(app, app->step);
	bool first;

	if (!app->step)
		return;
	first = last_time_comes_first(pen);
	if (step && step->n_missing > 0 && step->state != STEP_DONE) {
		pen_write(pen, 3, STYLE_QUIET,
			  arena_printf(pen->arena, _("Still open: %s"),
				       missing_line(step, pen->arena)));
		pen->row++;
	}
	if (app->step->purpose && app->step->is_private)
		pen_write(pen, 1, STYLE_QUIET, app->step->purpose);
	if (consent_is_asked_for(app))
		pen_write(pen, 1, STYLE_QUIET, _("Not asked yet: may words be written down? (C)"));
	if (app_is_table_safe(app) && app->stage == app_closed_stage(app))
		draw_closing(pen);
	draw_agreed(pen);
	if (first)
		heard_draw_last_time(pen);
	draw_question(pen);
	heard_draw_visits(pen);
	if (!first && looks_back(app))
		heard_draw_last_time(pen);
	if (app->step->listen_for.count && pen->area.height - pen->row >= room_for_hints(app)) {
		canvas_puts(pen->canvas, pen->area, pen->row++, 1, STYLE_HEADING, _("LISTEN FOR"));
		pen_write(pen, 3, STYLE_TEXT, join(&app->step->listen_for, pen->arena));
		pen->row++;
	}
	script_draw_next(pen);
	heard_draw_loose(pen);
	draw_offers(pen);
	heard_draw(pen);
}

void script_draw_reading(struct pen *pen)
{
	if (!app_is_table_safe(pen->app))
		draw_private(pen);
}

static void draw_statement(struct pen *pen, const struct event *goal, const char *label)
{
	const struct rubric *rubric = pen->app->session->rubric;
	const struct rubric_phase *where = rubric_phase(rubric, goal_phase(rubric, goal));

	pen_write(pen, HEARD_COLUMN, STYLE_TEXT,
		  arena_printf(pen->arena, "%s (%s): %s", label,
			       where ? where->title : _("part not clear yet"),
			       goal_words(rubric, goal)));
}

void script_draw_statements(struct pen *pen)
{
	const struct event *const *goals = pen->app->state.goals;

	draw_statement(pen, goals[GOAL_AGREED_BY_TEACHER], _("In the teacher's words"));
	draw_statement(pen, goals[GOAL_AGREED_BY_COACH], _("In the coach's words"));
	pen->row++;
}

/* The statements stand above the question whether they say the same, which needs its rows. */
static void draw_compared(struct pen *pen)
{
	struct pen above = *pen;

	above.area.height -= ROOM_FOR_ANSWERS;
	script_draw_statements(&above);
	pen->row = above.row < above.area.height ? above.row : above.area.height;
	if (pen->row < 0)
		pen->row = 0;
	if (above.row > above.area.height)
		canvas_puts(pen->canvas, pen->area, pen->row - 1, pen->area.width - 1, STYLE_QUIET,
			    canvas_symbol(pen->canvas, SYMBOL_DOWN));
}

/* What is heard is the answer to a question: it stays in sight while the answer is written. */
static void draw_form(struct pen *pen)
{
	const struct app *app = pen->app;
	struct area below;

	if (app->form.form != &form_judge && app->form.subject.step &&
	    app->form.subject.step == app->step &&
	    pen->area.height - pen->row >= FORM_WITH_QUESTION)
		draw_question(pen);
	if (app->form.form == &form_judge)
		draw_compared(pen);
	below = (struct area){pen->area.row + pen->row, pen->area.column,
			      pen->area.height - pen->row, pen->area.width};
	form_draw(pen->app, pen->canvas, below, pen->arena);
}

/* While something is written where there is little room, the open step and its neighbours stay in
 * sight, or where there is none not even these: what is asked, and the answers, come first. */
static int steps_room(const struct app *app, int height)
{
	int room = height * 2 / 5;

	if (app->mode == MODE_FORM && !form_is_below(app) && height < ROOM_FOR_ALL)
		return height < ROOM_FOR_STEPS ? 0 : STEPS_MIN;
	return room < STEPS_MIN ? STEPS_MIN : room;
}

static void draw(struct app *app, struct canvas *canvas, struct area area, bool focused,
		 struct arena *arena)
{
	struct pen pen = {.app = app, .canvas = canvas, .area = area, .margin = 1, .arena = arena};
	int room = steps_room(app, area.height);

	if (app->session->rubric->script.count == 0) {
		pen_write(
			&pen, 1, STYLE_QUIET,
			_("This session has no script. Evidence and work can be read and added."));
		return;
	}
	if (room > 0)
		draw_steps(&pen, room, focused);
	if (room > 0 && pen.row < area.height)
		canvas_rule(canvas, area, pen.row++, focused ? STYLE_FOCUS : STYLE_QUIET, true);
	if (app->mode == MODE_FORM && !form_is_below(app)) {
		draw_form(&pen);
		return;
	}
	script_draw_step(&pen);
	script_draw_reading(&pen);
}

const struct pane_ops pane_script = {title, draw};
