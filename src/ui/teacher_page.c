/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What two people look at together: the lesson, students' work, the teacher's words, what both say
 * they will try, and the plan. It knows no application, only the fold without the private stream.
 * The page is written twice: once to measure where its parts stand, so that the one that is asked
 * for comes into view as a whole, and then to be seen.
 *
 * The coach's statement is shared, and kept from here all the same until the teacher's is there:
 * nobody should find their own words already said.
 */
#include "ui/calm_page.h"

#include <string.h>

#include "app/keys.h"
#include "debrief/i18n.h"
#include "debrief/labels.h"
#include "debrief/timestamp.h"
#include "debrief/visit.h"
#include "ui/pane.h"

#define INDENT     2
#define SIDE_BY    56 /* columns from which on two statements stand side by side */
#define BETWEEN    4  /* columns between them */
#define AFTER      2  /* empty rows at the end of a part */
#define FRAME_ROWS 7  /* of the field to write in */

struct sheet {
	struct pen pen;
	const struct teacher_page *page;
	const struct state *state;
	const struct event *open;
	bool in_lines; /* to be read line after line: all works, and nothing side by side */
	int begins[TEACHER__COUNT + 1]; /* row of each part, counted from the top of the page */
};

/* Below the empty row of its last item one more. */
static void end_section(struct pen *pen)
{
	pen->row++;
}

/* What somebody said about something: a quiet label, then the words. */
static void write_item(struct pen *pen, const char *label, const char *words)
{
	if (!words || !*words)
		return;
	if (label)
		pen_write(pen, 0, STYLE_QUIET, label);
	pen_write(pen, INDENT, STYLE_TEXT, words);
	pen->row++;
}

static const char *quoted(const char *words, struct arena *arena)
{
	return *words ? arena_printf(arena, "\"%s\"", words) : NULL;
}

static void write_lesson(struct sheet *sheet)
{
	const char *goal = sheet->open ? event_text(sheet->open, KEY_LESSON_GOAL) : NULL;

	if (!goal)
		return;
	calm_heading(&sheet->pen, _("WHAT STUDENTS WERE TO LEARN"), NULL);
	pen_write(&sheet->pen, INDENT, STYLE_TEXT, goal);
	sheet->pen.row++;
	end_section(&sheet->pen);
}

/* Student work: one strategy at a time */

static void write_count(struct pen *pen, const struct event *work)
{
	long students = event_number(work, KEY_STUDENTS, -1);

	if (students > 0)
		pen_write(pen, INDENT, STYLE_QUIET,
			  arena_printf(pen->arena, P_("%ld student", "%ld students", students),
				       students));
}

/* With the letter by which the coach's pane calls it, so that both can talk of "B". */
static const char *strategy_name(const struct event *work, size_t place, struct arena *arena)
{
	const char *name = event_text(work, KEY_STRATEGY);
	char letters[WORK_LETTERS_SIZE];

	return arena_printf(arena, "%s  %s", work_letters(place, letters), name ? name : "");
}

static void write_strategy(struct pen *pen, const struct state_list *all, size_t here)
{
	const struct event *work = all->items[here];

	if (pen->row >= 0 && pen->row < pen->area.height)
		canvas_cursor(pen->canvas, pen->area, pen->row, INDENT);
	pen_write(pen, INDENT, STYLE_TITLE, strategy_name(work, here, pen->arena));
	write_count(pen, work);
	pen->row++;
	if (event_text(work, KEY_TEXT)) {
		pen_write(pen, INDENT * 2, STYLE_TEXT, event_text(work, KEY_TEXT));
		pen->row++;
	}
	if (event_text(work, KEY_FILE)) {
		pen_write(pen, INDENT, STYLE_QUIET,
			  arena_printf(pen->arena, _("On file: %s"), event_text(work, KEY_FILE)));
		pen->row++;
	}
}

static void write_work(struct sheet *sheet)
{
	const struct state_list *all = &sheet->state->work;
	size_t here = sheet->page->work < all->count ? sheet->page->work : 0;
	size_t first = sheet->in_lines ? 0 : here;
	size_t end = sheet->in_lines ? all->count : here + 1;
	struct pen *pen = &sheet->pen;

	if (all->count == 0)
		return;
	calm_heading(pen, _("STUDENTS' WORK"),
		     all->count > 1 && !sheet->in_lines
			     ? arena_printf(pen->arena, _("%zu of %zu"), here + 1, all->count)
			     : NULL);
	for (size_t i = first; i < end; i++)
		write_strategy(pen, all, i);
	end_section(pen);
}

/* The teacher's words */

static bool is_by_teacher(const struct heard *heard)
{
	const struct event *event = heard->event;
	const char *by = event_text(event, KEY_BY);

	if (event->kind == EVENT_GOAL)
		return goal_whose_of(event) == GOAL_TEACHER;
	if (event->kind != EVENT_SAID && event->kind != EVENT_TURN && event->kind != EVENT_FIELD &&
	    (event->kind != EVENT_PROGRESS || !event_text(event, KEY_TEXT)))
		return false;
	if (!by && heard->field)
		by = heard->field->by;
	return !by || !strcmp(by, "teacher");
}

static const char *label_of(const struct heard *heard)
{
	if (heard->event->kind == EVENT_GOAL)
		return _("What you would change");
	if (heard->field)
		return field_label(heard->field);
	return heard->step && !stage_is_private(heard->step->stage) ? heard->step->title : NULL;
}

/* What was picked from a list is nobody's words. */
static void write_picked(struct sheet *sheet)
{
	const struct state *state = sheet->state;

	for (size_t i = 0; i < state->n_heard; i++) {
		const struct heard *heard = &state->heard[i];
		const char *picked = is_by_teacher(heard) ? heard_picked(state, heard) : NULL;

		if (!picked || state_heard(state, heard->field) != heard)
			continue;
		calm_heading(&sheet->pen,
			     known_field_of(heard->field->id) == FIELD_DEVELOPMENT_VALUED
				     ? _("WHAT MATTERS FOR YOUR STUDENTS")
				     : field_label(heard->field),
			     NULL);
		write_item(&sheet->pen, NULL, picked);
		end_section(&sheet->pen);
	}
}

static void write_words(struct sheet *sheet)
{
	const struct state *state = sheet->state;
	struct pen *pen = &sheet->pen;
	bool refused = state_consent_refused(state);
	bool any = false;

	for (size_t i = 0; i < state->n_heard; i++) {
		const struct heard *heard = &state->heard[i];
		const char *words = is_by_teacher(heard) ? heard_words(state, heard) : "";

		if (!*words || heard_picked(state, heard))
			continue;
		if (!any)
			calm_heading(pen, refused ? _("WHAT YOU SAID") : _("IN YOUR OWN WORDS"),
				     NULL);
		any = true;
		write_item(pen, label_of(heard),
			   refused || heard->event->kind == EVENT_FIELD
				   ? words
				   : quoted(words, pen->arena));
	}
	if (any)
		end_section(pen);
	write_picked(sheet);
}

/* What both say they will try */

static void write_statement(struct pen *pen, const struct state *state, enum goal_whose whose,
			    const char *label)
{
	const struct event *goal = state->goals[whose];
	const struct rubric_phase *phase = rubric_phase(state->rubric,
							goal_phase(state->rubric, goal));

	pen_write(pen, 0, STYLE_QUIET, label);
	pen_write(pen, INDENT, STYLE_TEXT, quoted(goal_words(state->rubric, goal), pen->arena));
	if (phase)
		pen_write(pen, INDENT, STYLE_QUIET, phase->title);
	pen->row++;
}

static void write_both(struct pen *pen, const struct state *state, const char *label, bool in_lines)
{
	struct pen left = *pen;
	struct pen right;

	if (in_lines || pen->area.width < SIDE_BY) {
		write_statement(pen, state, GOAL_AGREED_BY_TEACHER, label);
		write_statement(pen, state, GOAL_AGREED_BY_COACH, _("In the coach's words"));
		return;
	}
	left.area.width = (pen->area.width - BETWEEN) / 2;
	right = left;
	right.area.column += pen->area.width - left.area.width;
	write_statement(&left, state, GOAL_AGREED_BY_TEACHER, label);
	write_statement(&right, state, GOAL_AGREED_BY_COACH, _("In the coach's words"));
	pen->row = left.row > right.row ? left.row : right.row;
}

static void offer_line(struct pen *pen)
{
	struct key_name enter = key_name(K_ENTER, pen->canvas->ascii);

	pen_write(pen, INDENT, STYLE_QUESTION, _("In your own words: what are we going to try?"));
	pen->row++;
	pen_write(pen, INDENT, STYLE_TEXT,
		  arena_printf(pen->arena, _("%s begins a line for you to write."), enter.text));
	pen->row++;
}

static void write_statements(struct sheet *sheet)
{
	const struct state *state = sheet->state;
	struct pen *pen = &sheet->pen;
	const char *label = state_consent_refused(state) ? _("What you said") : _("In your words");

	bool offers_line = sheet->page->offers_line && !sheet->in_lines;

	if (!state->goals[GOAL_AGREED_BY_TEACHER] && !offers_line)
		return;
	calm_heading(pen, _("WHAT WE ARE GOING TO TRY"), NULL);
	if (offers_line)
		offer_line(pen);
	else if (state->goals[GOAL_AGREED_BY_COACH])
		write_both(pen, state, label, sheet->in_lines);
	else
		write_statement(pen, state, GOAL_AGREED_BY_TEACHER, label);
	if (sheet->page->thanks) {
		pen_write(pen, 0, STYLE_TEXT, _("Thank you for putting it into words."));
		pen->row++;
	}
	end_section(pen);
}

/* The plan */

static void write_plan(struct sheet *sheet)
{
	const struct state *state = sheet->state;
	struct pen *pen = &sheet->pen;
	const char *coach = sheet->open ? event_text(sheet->open, KEY_COACH) : NULL;
	char day[DATE_WORDS_SIZE];

	if (!state->plan && !visit_due(state))
		return;
	calm_heading(pen, _("OUR PLAN"), NULL);
	for (size_t i = 0; i < PLAN_PARTS; i++)
		write_item(pen,
			   plan_parts[i].is_coachs
				   ? label_by_coach(_(plan_parts[i].label), coach, pen->arena)
				   : _(plan_parts[i].label),
			   value_words(plan_parts[i].key, visit_plan_text(state, plan_parts[i].key),
				       day));
	if (state->close)
		write_item(pen, _("Evidence we look at next"), event_text(state->close, KEY_TEXT));
	end_section(pen);
}

static void write_sheet(struct sheet *sheet)
{
	static void (*const parts[TEACHER__COUNT])(struct sheet *) = {
		[TEACHER_TOP] = write_lesson,  [TEACHER_WORK] = write_work,
		[TEACHER_WORDS] = write_words, [TEACHER_STATEMENTS] = write_statements,
		[TEACHER_PLAN] = write_plan,
	};
	int top = sheet->pen.row;

	for (size_t i = 0; i < TEACHER__COUNT; i++) {
		sheet->begins[i] = sheet->pen.row - top;
		parts[i](sheet);
	}
	sheet->begins[TEACHER__COUNT] = sheet->pen.row - top;
	if (sheet->pen.row == top)
		pen_write(&sheet->pen, 0, STYLE_TEXT,
			  _("Here stands what we look at and talk about, as soon as something is "
			    "written down."));
}

/* The last part can stand at the top, alone. */
static int scroll_most(const struct sheet *sheet, int height)
{
	const int *begins = sheet->begins;
	int end = begins[TEACHER__COUNT];
	int last = TEACHER__COUNT;

	while (last > 0 && begins[last] == end)
		last--;
	end -= AFTER + height;
	if (end <= 0)
		return 0;
	return end > begins[last] ? end : begins[last];
}

/* How far the page is scrolled: as it was, unless a part is asked for that is not whole in view. */
static int settle(const struct sheet *sheet, int height)
{
	const int *begins = sheet->begins;
	int most = scroll_most(sheet, height);
	int scroll = sheet->page->scroll;
	enum teacher_section show = sheet->page->show;

	if (show != TEACHER_TOP &&
	    (begins[show] < scroll || begins[show + 1] - AFTER > scroll + height))
		scroll = begins[show];
	return scroll > most ? most : scroll;
}

/* The foot */

/* The arrows that lead to what is above and below; "" for none. */
static const char *ways_on(const struct sheet *sheet, int height, struct arena *arena)
{
	bool ascii = sheet->pen.canvas->ascii;
	struct key_name up = key_name(K_UP, ascii);
	struct key_name down = key_name(K_DOWN, ascii);
	int scroll = sheet->page->scroll;
	bool ends = sheet->begins[TEACHER__COUNT] - AFTER <= scroll + height;

	if (ends)
		return scroll > 0 ? arena_strdup(arena, up.text) : "";
	return scroll > 0 ? arena_printf(arena, "%s %s", up.text, down.text)
			  : arena_strdup(arena, down.text);
}

static const char *keys_line(const struct sheet *sheet, int height, struct arena *arena)
{
	const struct canvas *canvas = sheet->pen.canvas;
	struct key_name left = key_name(K_LEFT, canvas->ascii);
	struct key_name right = key_name(K_RIGHT, canvas->ascii);
	bool browses = sheet->state->work.count > 1;
	const char *ways = ways_on(sheet, height, arena);
	const char *line = "";

	if (sheet->page->leaving)
		return _("Esc again goes back");
	if (sheet->page->lost)
		return _("Esc Esc goes back");
	if (browses)
		line = arena_printf(arena, _("%s %s other work"), left.text, right.text);
	if (line && ways && *ways)
		line = arena_printf(arena, _("%s%s%s more"), line, browses ? "   " : "", ways);
	return line ? line : "";
}

void teacher_page_draw(struct teacher_page *page, const struct shared_view *shared,
		       const char *line, struct canvas *canvas, struct arena *arena)
{
	struct calm_page calm = calm_page_start(canvas, shared, arena);
	struct sheet sheet = {
		.pen = {.canvas = canvas, .area = calm.body, .arena = arena},
		.page = page,
		.state = &shared->state,
		.open = shared->state.open,
	};
	const char *keys;

	canvas_cursor(canvas, calm.body, 0, 0);
	if (!shared->state.rubric)
		return;
	sheet.pen.area.height = 0; /* measures */
	write_sheet(&sheet);
	page->scroll = settle(&sheet, calm.body.height);
	page->show = TEACHER_TOP;
	sheet.pen.area = calm.body;
	sheet.pen.row = -page->scroll;
	/* measured: rows out of sight are not counted when it is drawn */
	keys = keys_line(&sheet, calm.body.height, arena);
	write_sheet(&sheet);
	calm_page_foot(canvas, &calm, *line && !page->leaving && !page->lost ? line : keys);
}

/* Without keys and without an end: it is read, not seen. */
void teacher_page_draw_lines(const struct teacher_page *page, const struct shared_view *shared,
			     struct canvas *canvas, struct arena *arena)
{
	struct calm_page calm = calm_page_start(canvas, shared, arena);
	struct sheet sheet = {
		.pen = {.canvas = canvas, .area = calm.body, .arena = arena},
		.page = page,
		.state = &shared->state,
		.open = shared->state.open,
		.in_lines = true,
	};

	if (shared->state.rubric)
		write_sheet(&sheet);
}

/* The line that the teacher writes, and what is asked about it */

struct area teacher_page_ask(const struct shared_view *shared, const struct form_run *form,
			     struct canvas *canvas, struct arena *arena)
{
	const struct form_question *question = form_question(form);
	struct calm_page calm = calm_page_start(canvas, shared, arena);
	struct pen pen = {.canvas = canvas, .area = calm.body, .arena = arena};
	bool writes = question->type == QUESTION_LINE;
	struct area rest;

	calm_page_foot(canvas, &calm,
		       writes ? _("Enter keeps it   Esc leaves it")
			      : _("Enter takes it   Esc leaves it"));
	if (!writes)
		write_item(&pen, NULL, quoted(form->answers[0] ? form->answers[0] : "", arena));
	pen_write(&pen, 0, STYLE_QUESTION,
		  writes ? _("In your own words: what are we going to try?") : _(question->title));
	pen.row++;
	rest = calm.body;
	rest.row += pen.row;
	rest.height -= pen.row;
	if (!writes || rest.height < FRAME_ROWS)
		return rest;
	rest.height = FRAME_ROWS;
	return canvas_frame(canvas, rest, STYLE_QUIET, NULL, NULL);
}
