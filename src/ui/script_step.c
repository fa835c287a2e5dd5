/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The open step, which is one text: what to ask, what to listen for, what was heard, and at the
 * desk how the lesson reads. It is longer than many a screen, so it can be scrolled.
 */
#include "ui/script_draw.h"

#include <string.h>

#include "app/command_run.h"
#include "app/form.h"
#include "debrief/i18n.h"
#include "debrief/timestamp.h"
#include "ui/heard_draw.h"
#include "ui/pane.h"
#include "ui/reading_draw.h"

#define ROOM_FOR_HEARD     4
#define ROOM_FOR_LAST_TIME 18
#define ROOM_FOR_HINTS     6 /* rows below which what to listen for gives way to what was heard */

/* What stands above the question, and above what was heard, as long as there is room. */
struct order {
	bool closing_first, agreed_first, last_time_first, hints_first;
	bool heard_apart; /* a row between the two statements that are compared */
};

const char *script_missing_line(const struct guide_step *step, size_t most, struct arena *arena)
{
	/* Both read these words: they must be such as one would say aloud. */
	const char *line = "";

	for (size_t i = 0; i < step->n_missing && i < most && line; i++) {
		static const char *const words[FIELD__COUNT] = {
			[FIELD_RATIONALE] = N_("why?"),
			[FIELD_DEVELOPMENT_VALUED] = N_("what matters?"),
			[FIELD_VALIDATION] = N_("said back?"),
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

static const char *join(const struct schema_texts *texts, struct arena *arena)
{
	const char *line = "";

	for (size_t i = 0; i < texts->count && line; i++)
		line = arena_printf(arena, "%s%s%s", line, i ? " · " : "", texts->items[i]);
	return line ? line : "";
}

/* Time enough for what is tried out, and nothing happens when it is over. */
static void draw_timer(struct pen *pen, int column)
{
	int seconds = app_trying_seconds(pen->app);
	char clock[CLOCK_WORDS_SIZE];

	if (seconds >= 0)
		canvas_printf(pen->canvas, pen->area, pen->row, column, STYLE_TEXT,
			      _("%s of %ld min"), clock_words(seconds, clock),
			      pen->app->branch->minutes);
}

void script_draw_question(struct pen *pen)
{
	struct app *app = pen->app;
	size_t count = app_question_count(app);
	int width;

	if (count == 0)
		return;
	width = canvas_puts(pen->canvas, pen->area, pen->row, 1, STYLE_HEADING, _("ASK"));
	draw_timer(pen, 1 + width + 2);
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

/* Texts that were begun, in the step where that was. */
static void draw_offers(struct pen *pen)
{
	const struct app *app = pen->app;
	const struct rubric_step *step;

	for (size_t i = 0; i < app->drafts.n_offers; i++) {
		const char *text = drafts_waiting(app, i, &step);

		if (text && step == app->step)
			pen_write(pen, HEARD_COLUMN, STYLE_QUIET,
				  *text ? arena_printf(pen->arena, _("Begun: %s"), text)
					: _("Begun"));
	}
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

/* The step that asks how it has been going, and the first one at the desk or, where a rubric begins
 * with a conversation, of that. */
static bool looks_back(const struct app *app)
{
	for (size_t i = 0; i < app->step->fields.count; i++)
		if (step_field_at(app->step, i)->type == FIELD_PROGRESS)
			return true;
	return (!app_is_table_safe(app) || app->stage == 0) && app_step_place(app) == 0;
}

/* At the desk: what was agreed last time, and how the coach reads the lesson. */
static void draw_private(struct pen *pen)
{
	if (!pen->app->step || !looks_back(pen->app))
		heard_draw_last_time(pen);
	reading_draw_diagnosis(pen, 1, _("WHERE LEARNING FIRST BROKE DOWN"));
	reading_draw_goal(pen, 1, _("YOUR GOAL"));
}

/* The whole closing page at the end of the script; elsewhere a line that the talk is closed. */
static void draw_closing(struct pen *pen)
{
	if (!app_is_table_safe(pen->app) || pen->app->stage != app_closed_stage(pen->app))
		return;
	if (has_next_step(pen->app)) {
		pen_write(pen, 1, STYLE_QUIET, _("The talk is closed; its last step tells how."));
		pen->row++;
	} else {
		heard_draw_closing(pen);
	}
}

/* Words that were heard in the open step after the talk was closed: they are the latest. */
static bool is_heard_after_closing(const struct app *app)
{
	const struct state *state = &app->state;

	for (size_t i = 0; state->close && i < state->n_heard; i++)
		if (state->heard[i].step == app->step && app_lists(app, &state->heard[i]) &&
		    state_order(state, state->heard[i].event) > state_order(state, state->close))
			return true;
	return false;
}

/* After the talk, another day. */
static void write_agreed(struct pen *pen)
{
	const struct app *app = pen->app;
	const struct event *plan = app->state.plan;
	const struct rubric_field *field = rubric_field(app->session->rubric,
							known_fields[FIELD_PLAN_MADE].id);

	if (!plan || !app_may_show(app, plan) || !field || field->step->stage_index >= app->stage)
		return;
	pen_line(pen, 1, STYLE_HEADING, _("WE AGREED"));
	pen_write(pen, HEARD_COLUMN, STYLE_TEXT, heard_plan_words(&app->state, plan, pen->arena));
	pen->row++;
}

static bool consent_is_asked_for(const struct app *app)
{
	return app_is_table_safe(app) && app->journal && !app->state.consent;
}

/* What to ask, and what has to be known before. */
static void write_head(struct pen *pen, const struct order *order)
{
	struct app *app = pen->app;
	const struct guide_step *step = app_guide_step(app, app->step);

	if (!app->step)
		return;
	if (step && step->n_missing > 0 && step->state != STEP_DONE) {
		pen_write(pen, 3, STYLE_QUIET,
			  arena_printf(pen->arena, _("Still open: %s"),
				       script_missing_line(step, SIZE_MAX, pen->arena)));
		pen->row++;
	}
	if (app->step->purpose && app->step->is_private)
		pen_write(pen, 1, STYLE_QUIET, app->step->purpose);
	if (app->alone && app_step_is_shared(app))
		pen_write(pen, 1, STYLE_QUIET, _("The teacher gets to read this."));
	if (consent_is_asked_for(app))
		pen_write(pen, 1, STYLE_QUIET, _("Not asked yet: may words be written down? (C)"));
	if (order->closing_first)
		draw_closing(pen);
	if (order->agreed_first)
		write_agreed(pen);
	if (order->last_time_first)
		heard_draw_last_time(pen);
	script_draw_question(pen);
}

static void write_hints(struct pen *pen)
{
	if (pen->app->step->listen_for.count == 0)
		return;
	pen_line(pen, 1, STYLE_HEADING, _("LISTEN FOR"));
	pen_write(pen, 3, STYLE_TEXT, join(&pen->app->step->listen_for, pen->arena));
	pen->row++;
}

/* Both have said that they differ. */
static bool statements_differ(const struct app *app)
{
	return app_compares_statements(app) && app->advice.negotiation.compatible == VERDICT_NO;
}

static void write_words(struct pen *pen, const struct order *order, struct heard_rows *seen)
{
	int from;

	*seen = (struct heard_rows){0, 0};
	if (!pen->app->step)
		return;
	heard_draw_visits(pen);
	if (!order->last_time_first && looks_back(pen->app))
		heard_draw_last_time(pen);
	if (order->hints_first)
		write_hints(pen);
	from = pen->row;
	script_draw_next(pen);
	heard_draw_loose(pen);
	draw_offers(pen);
	heard_draw(pen, order->heard_apart, seen);
	if (statements_differ(pen->app))
		seen->from = from; /* what follows from it is read from its beginning */
	if (!order->hints_first)
		write_hints(pen);
	if (!order->closing_first)
		draw_closing(pen);
	if (!order->agreed_first)
		write_agreed(pen);
}

void script_draw_step(struct pen *pen)
{
	const struct order order = {.closing_first = true,
				    .agreed_first = true,
				    .last_time_first = pen->app->step && looks_back(pen->app),
				    .hints_first = true};
	struct heard_rows seen;

	write_head(pen, &order);
	write_words(pen, &order, &seen);
}

void script_draw_reading(struct pen *pen)
{
	if (!app_step_is_shared(pen->app))
		draw_private(pen);
}

/* What the coach looked for, or heard last, is in sight, from its beginning if it is long. */
static int first_row(const struct heard_rows *seen, int height)
{
	int first = seen->to > height ? seen->to - height : 0;

	return first < seen->from ? first : seen->from;
}

/* Writes the head on `head`, which only counts, to know what has room. */
static struct order order_for(const struct pen *pen, struct pen *head)
{
	const struct app *app = pen->app;
	const struct guide_step *step = app_guide_step(app, app->step);
	struct order order = {
		.closing_first = true,
		.agreed_first = true,
		.last_time_first = app->step && looks_back(app) &&
				   pen->area.height >= ROOM_FOR_LAST_TIME,
	};

	write_head(head, &order);
	if (pen->area.height - head->row < (step && step->heard ? ROOM_FOR_HEARD : 1)) {
		order = (struct order){.closing_first = !is_heard_after_closing(app)};
		head->row = head->end = 0;
		write_head(head, &order);
	}
	order.hints_first = pen->area.height - head->row >= room_for_hints(app);
	return order;
}

static struct heard_rows count_words(struct pen *all, const struct order *order)
{
	struct heard_rows seen;

	write_words(all, order, &seen);
	script_draw_reading(all);
	return seen;
}

/*
 * It is written twice, first on no rows at all, which tells how long it is. Where there is room the
 * question stays and only what was heard moves below it.
 */
void script_draw_open(struct pen *pen)
{
	struct pen all = *pen;
	struct heard_rows seen;
	struct order order;
	int start, head;

	all.area.height = 0;
	order = order_for(pen, &all);
	head = all.row;
	order.heard_apart = app_compares_statements(pen->app);
	seen = count_words(&all, &order);
	if (order.heard_apart && all.end > pen->area.height) {
		order.heard_apart = false;
		all.row = all.end = head;
		seen = count_words(&all, &order);
	}
	if (seen.to > 0 && app_question_count(pen->app) > 0 &&
	    pen->area.height - head >= ROOM_FOR_HEARD) {
		write_head(pen, &order);
		pen->area.row += head;
		pen->area.height -= head;
		start = first_row(&(struct heard_rows){seen.from - head, seen.to - head},
				  pen->area.height);
	} else {
		start = head = 0;
	}
	pen->row = -list_scroll(&pen->app->views[FOCUS_SCRIPT], start, all.end - head,
				pen->area.height);
	if (head == 0)
		write_head(pen, &order);
	write_words(pen, &order, &seen);
	script_draw_reading(pen);
}
