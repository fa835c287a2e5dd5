/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the mouse sends, and what a click does: without a terminal, on what a frame says of its
 * areas. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/command.h"
#include "app/keys.h"
#include "app_fixture.h"
#include "debrief/array.h"
#include "property.h"
#include "ui/aim.h"
#include "ui/input.h"

/* ---- reports ---- */

static void drain(struct input *input, struct buf *out)
{
	struct token token;

	while (input_next(input, &token))
		buf_printf(out, "%x %d,%d|", (unsigned)token.key, token.row, token.column);
}

/* The keys of some bytes that come in two pieces. */
static void keys_of(struct buf *out, const char *bytes, size_t length, size_t cut)
{
	struct input input;

	input_init(&input);
	buf_reset(out);
	input_feed(&input, bytes, cut);
	drain(&input, out);
	input_feed(&input, bytes + cut, length - cut);
	drain(&input, out);
	if (input_is_pending(&input)) {
		input_expire(&input);
		drain(&input, out);
	}
	input_release(&input);
}

static struct token token_of(const char *bytes)
{
	struct input input;
	struct token token = {.key = -1};

	input_init(&input);
	input_feed(&input, bytes, strlen(bytes));
	assert_true(input_next(&input, &token));
	assert_int_equal(token.length, strlen(bytes));
	assert_false(input_is_pending(&input));
	token.bytes = NULL;
	input_release(&input);
	return token;
}

static void reports_are_understood(void **state)
{
	static const struct {
		const char *bytes;
		int key, row, column;
	} cases[] = {
		{"\033[<0;1;1M", K_CLICK, 0, 0},        {"\033[<0;45;12M", K_CLICK, 11, 44},
		{"\033[<0;300;100M", K_CLICK, 99, 299}, {"\033[<64;7;8M", K_WHEEL_UP, 7, 6},
		{"\033[<65;7;8M", K_WHEEL_DOWN, 7, 6},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct token token = token_of(cases[i].bytes);

		assert_int_equal(token.key, cases[i].key);
		assert_int_equal(token.row, cases[i].row);
		assert_int_equal(token.column, cases[i].column);
	}
}

/* Let go, other buttons, keys held, dragging, nonsense: nothing, and never a key. */
static void all_else_a_mouse_sends_is_passed_over(void **state)
{
	static const char *const cases[] = {
		"\033[<0;1;1m",     "\033[<2;1;1M",
		"\033[<4;1;1M",     "\033[<32;5;5M",
		"\033[<0;0;1M",     "\033[<0;1;0M",
		"\033[<0;1M",       "\033[<0;1;1;1M",
		"\033[<;;M",        "\033[<M",
		"\033[<0;99999;1M", "\033[<0;1;99999999999999999999M",
		"\033[<-1;1;1M",    "\033[<0;1;?M",
		"\033[M !!",        "\033[M\x20\xff\xff",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(token_of(cases[i]).key, K_MOUSE);
}

static void reports_can_be_cut_anywhere(void **state)
{
	static const char bytes[] = "a\033[<0;45;12M\033[<0;45;12mb\033[<65;1;2M\033[M !!c";
	struct buf whole, cut;

	(void)state;
	buf_init(&whole, BUF_MAX_DEFAULT);
	buf_init(&cut, BUF_MAX_DEFAULT);
	keys_of(&whole, bytes, sizeof bytes - 1, 0);
	for (size_t at = 0; at < sizeof bytes; at++) {
		keys_of(&cut, bytes, sizeof bytes - 1, at);
		assert_string_equal(buf_text(&cut), buf_text(&whole));
	}
	buf_release(&whole);
	buf_release(&cut);
}

/* ---- clicks ---- */

static int start(void **state)
{
	struct app_fixture *fixture;
	static const char *const texts[] = {"first words", "second words", "third words"};

	app_setup(state);
	fixture = *state;
	for (int i = 0; i < 3; i++) {
		struct event event;

		event_init(&event, EVENT_EVIDENCE);
		event_set(&event, KEY_PHASE, "task");
		event_set(&event, KEY_TEXT, texts[i]);
		assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
		event_init(&event, EVENT_WORK);
		event_set(&event, KEY_STRATEGY, texts[i]);
		assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
	}
	app_flush(&fixture->app);
	return 0;
}

/* The place of a text on the screen that was drawn last, from a place on. */
static void find_from(struct app_fixture *fixture, int from_row, int from_column, const char *text,
		      int *row, int *column)
{
	const struct canvas *canvas = &fixture->canvas;
	size_t length = strlen(text);

	for (*row = from_row; *row < canvas->rows; ++*row)
		for (*column = *row == from_row ? from_column : 0; *column < canvas->columns;
		     ++*column) {
			size_t at = 0;

			for (int i = *column; i < canvas->columns && at < length; i++) {
				const struct cell *cell =
					&canvas->cells[*row * canvas->columns + i];

				if (strncmp(text + at, cell->text, cell->length) != 0)
					break;
				at += cell->length;
			}
			if (at == length)
				return;
		}
	fail_msg("'%s' is not on the screen:\n%s", text, buf_text(&fixture->text));
}

static void find(struct app_fixture *fixture, const char *text, int *row, int *column)
{
	find_from(fixture, 0, 0, text, row, column);
}

static struct target target_of(struct app_fixture *fixture, const char *text)
{
	int row, column;

	find(fixture, text, &row, &column);
	return canvas_target(&fixture->canvas, row, column);
}

static unsigned click(struct app_fixture *fixture, const char *text)
{
	struct target target;
	unsigned change;

	draw_screen(fixture, 30, 100);
	target = target_of(fixture, text);
	change = app_click(&fixture->app, &target);
	if (change & CHANGE_EVENTS)
		app_flush(&fixture->app);
	return change;
}

static void a_click_focuses_a_pane_and_marks_a_row(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;

	start_talk(fixture);
	assert_int_equal(app->focus, FOCUS_SCRIPT);
	click(fixture, "┌ Student work");
	assert_int_equal(app->focus, FOCUS_WORK);
	click(fixture, "B  second words");
	assert_int_equal(app->views[FOCUS_WORK].selected, 1);
	click(fixture, "? third words");
	assert_int_equal(app->focus, FOCUS_LESSON);
	assert_ptr_equal(app->lesson.items[app->views[FOCUS_LESSON].selected].event,
			 app->state.evidence.items[2]);
	assert_false(app->zoom);
	click(fixture, "? third words"); /* once more: as Enter */
	assert_true(app->zoom);
}

static void a_click_opens_a_step_but_never_writes(void **state)
{
	struct app_fixture *fixture = *state;
	const struct rubric_step *step = rubric_step(fixture->app.session->rubric, "propose");

	start_talk(fixture);
	for (int i = 0; i < 2; i++) {
		click(fixture, step->title);
		assert_ptr_equal(fixture->app.step, step);
		assert_int_equal(fixture->app.mode, MODE_NORMAL);
	}
}

static void a_click_takes_an_answer(void **state)
{
	struct app_fixture *fixture = *state;

	click(fixture, "start the talk");
	assert_int_equal(fixture->app.mode, MODE_FORM);
	click(fixture, "Start: from now on");
	assert_true(app_is_table_safe(&fixture->app));
	click(fixture, "Yes: words may be");
	assert_true(event_says(fixture->app.state.consent, KEY_VALUE, "given"));
}

/* As the screen takes a click; false if it was not meant for what it would hit. */
static bool aim_and_click(struct app_fixture *fixture, struct aim *aim, int row, int column)
{
	struct target target = canvas_target(&fixture->canvas, row, column);

	if (!aim_is_true(aim, &fixture->app, row, column))
		return false;
	app_click(&fixture->app, &target);
	aim_clicked(aim, &fixture->app, row, column);
	return true;
}

static void paint(struct app_fixture *fixture, struct aim *aim)
{
	draw_screen(fixture, 30, 100);
	aim_painted(aim, &fixture->app);
}

static void the_second_of_a_double_click_answers_nothing(void **state)
{
	struct app_fixture *fixture = *state;
	struct aim aim = {0};
	int row, column;

	PRESS(fixture, '>');
	paint(fixture, &aim);
	find(fixture, "Start: from now on", &row, &column);
	assert_true(aim_and_click(fixture, &aim, row, column));
	assert_false(aim_and_click(fixture, &aim, row, column));
	assert_false(aim_and_click(fixture, &aim, row + 1, column)); /* nobody saw it yet */
	paint(fixture, &aim);
	host_waited(&fixture->host, 399);
	assert_false(aim_and_click(fixture, &aim, row, column + 1));
	assert_null(fixture->app.state.consent);
	host_waited(&fixture->host, 1);
	assert_true(aim_is_true(&aim, &fixture->app, row, column));
	find(fixture, "Yes: words may be", &row, &column);
	assert_true(aim_and_click(fixture, &aim, row, column));
	assert_non_null(fixture->app.state.consent);
}

static void a_double_click_opens_a_row(void **state)
{
	struct app_fixture *fixture = *state;
	struct aim aim = {0};
	int row, column;

	paint(fixture, &aim);
	find(fixture, "? third words", &row, &column);
	assert_true(aim_and_click(fixture, &aim, row, column));
	assert_true(aim_and_click(fixture, &aim, row, column));
	assert_true(fixture->app.zoom);
}

static void while_something_is_asked_a_click_elsewhere_does_nothing(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;

	start_talk(fixture);
	PRESS(fixture, 'c');
	click(fixture, "? third words");
	assert_int_equal(app->mode, MODE_FORM);
	assert_int_equal(app->focus, FOCUS_SCRIPT);
	PRESS(fixture, K_ESC, '\'');
	app_line_changed(app, "half", 4);
	click(fixture, "? third words");
	click(fixture, "half");
	assert_true(app_is_editing(app));
	assert_string_equal(app->form.text, "half");
}

static void a_tab_is_its_pane(void **state)
{
	struct app_fixture *fixture = *state;
	struct target target;

	start_talk(fixture);
	draw_screen(fixture, 15, 60);
	target = target_of(fixture, "Lesson");
	app_click(&fixture->app, &target);
	assert_int_equal(fixture->app.focus, FOCUS_LESSON);
	draw_screen(fixture, 15, 60);
	target = target_of(fixture, "Student work");
	app_click(&fixture->app, &target);
	assert_int_equal(fixture->app.focus, FOCUS_WORK);
}

static void the_wheel_moves_rows_and_overlays_but_no_step(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;
	struct target row = {TARGET_ROW, FOCUS_WORK, 0};
	struct target step = {TARGET_STEP, FOCUS_SCRIPT, 3};
	struct target over = {TARGET_OVERLAY, 0, 0};
	const struct rubric_step *open;

	start_talk(fixture);
	open = app->step;
	app_wheel(app, &row, 1);
	app_wheel(app, &row, 1);
	app_wheel(app, &row, -1);
	assert_int_equal(app->focus, FOCUS_WORK);
	assert_int_equal(app->views[FOCUS_WORK].selected, 1);
	app_wheel(app, &step, 1);
	assert_ptr_equal(app->step, open);
	PRESS(fixture, '?');
	app_wheel(app, &over, 1);
	assert_true(app->overlay_scroll > 0);
	draw_screen(fixture, 30, 100);
	for (int i = 0; i < 3; i++)
		app_wheel(app, &over, -1);
	assert_int_equal(app->overlay_scroll, 0);
	PRESS(fixture, K_ESC, 'c');
	app_wheel(app, &(struct target){TARGET_ANSWER, 0, 0}, 1);
	assert_int_equal(app->form.selected, 0);
}

static void a_click_puts_the_coachs_view_away(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	PRESS(fixture, K_CTRL('G'));
	click(fixture, "? third words");
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_int_equal(fixture->app.focus, FOCUS_SCRIPT);
}

static void the_page_for_the_teacher_takes_no_click(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	PRESS(fixture, 's');
	assert_int_equal(fixture->app.mode, MODE_TEACHER);
	draw_screen(fixture, 30, 100);
	for (int row = 0; row < 30; row++)
		for (int column = 0; column < 100; column += 5) {
			struct target target = canvas_target(&fixture->canvas, row, column);

			app_click(&fixture->app, &target);
		}
	assert_int_equal(fixture->app.mode, MODE_TEACHER);
}

/* ---- hints ---- */

/* A text that tells apart what two ways to press a key lead to. */
static void describe(struct app_fixture *fixture, char *text, size_t size)
{
	const struct app *app = &fixture->app;

	snprintf(text, size, "%d %d %d %zu %zu %zu %s %s %d %d %d %s\n%s", (int)app->mode,
		 (int)app->focus, (int)app->zoom, app->stage, app->question, app->state.log.count,
		 app->step ? app->step->id : "", app->form.form ? app->form.form->id : "",
		 (int)app->form.question, (int)app->form.selected, (int)app->overlay_scroll,
		 app->message, draw_screen(fixture, 30, 100));
}

/* Ways to the places where the hints are looked at. */
static const int places[][8] = {
	{K_ESC},
	{K_TAB},
	{K_TAB, K_TAB},
	{'>'},
	{'>', '1', '1'},
	{'>', '1', '1', K_DOWN, K_DOWN},
	{'>', '1', '1', K_TAB},
	{'>', '1', '1', 'c'},
	{'>', '1', '1', 'b'},
	{'>', '1', '1', '\''},
	{'g'},
	{'/'},
	{'?'},
	{'G'},
};

static void go_to(struct app_fixture *fixture, size_t place)
{
	for (int i = 0; i < 8 && places[place][i]; i++)
		PRESS(fixture, places[place][i]);
	if (fixture->app.mode == MODE_FORM && app_is_editing(&fixture->app))
		app_line_changed(&fixture->app, "words", 5);
}

/* The keys of the hint bar, as a click takes them, where the bar names them. */
static size_t hints(struct app_fixture *fixture, int rows, int columns, int keys[32])
{
	size_t count = 0;
	int before = 0;
	int row = 0;
	int column_of_name = 0;

	draw_screen(fixture, rows, columns);
	for (int column = 0; column < columns; column++) {
		struct target target = canvas_target(&fixture->canvas, rows - 1, column);
		int key = target.kind == TARGET_KEY ? (int)target.item : 0;

		if (key && key != before && count < 32) {
			struct key_name name = key_name(key, false);
			char shown[20];

			keys[count++] = key;
			snprintf(shown, sizeof shown, " %s ", name.text);
			find_from(fixture, rows - 1, column - 1, shown, &row, &column_of_name);
			assert_int_equal(row, rows - 1);
			assert_int_equal(column_of_name, column - 1);
		}
		before = key;
	}
	return count;
}

/* One hint, pressed in one way or the other, from the same place of a session of its own. */
static void press_hint(void **state, size_t place, int key, bool by_mouse, char *text, size_t size)
{
	struct target target = {TARGET_KEY, 0, (size_t)key};
	struct app_fixture *fixture;
	unsigned change;

	start(state);
	fixture = *state;
	go_to(fixture, place);
	change = by_mouse ? app_click(&fixture->app, &target) : app_key(&fixture->app, key);
	if (change & CHANGE_EVENTS)
		app_flush(&fixture->app);
	describe(fixture, text, size);
	app_teardown(state);
}

static void every_hint_does_what_its_key_does(void **state)
{
	static const int sizes[][2] = {{30, 100}, {24, 80}, {15, 60}, {50, 160}};
	static char by_key[1 << 16], by_mouse[1 << 16];

	for (size_t place = 0; place < COUNT(places); place++)
		for (size_t s = 0; s < 4; s++) {
			struct app_fixture *fixture;
			int keys[32];
			size_t count;

			start(state);
			fixture = *state;
			go_to(fixture, place);
			count = hints(fixture, sizes[s][0], sizes[s][1], keys);
			/* the coach's view says in words that any key closes it */
			assert_true(count > 0 || fixture->app.mode == MODE_COACH);
			for (size_t i = 0; i < count; i++)
				assert_non_null(command_for_key(&fixture->app, keys[i]));
			app_teardown(state);
			for (size_t i = 0; s == 0 && i < count; i++) {
				press_hint(state, place, keys[i], false, by_key, sizeof by_key);
				press_hint(state, place, keys[i], true, by_mouse, sizeof by_mouse);
				assert_string_equal(by_mouse, by_key);
			}
		}
}

/* ---- noise ---- */

static void clicks_anywhere_at_any_time_break_nothing(void **state)
{
	static const int keys[] = {K_ENTER, K_TAB, K_DOWN, 'z', 'b',  'c',
				   '>',     '?',   'G',    '/', K_ESC};
	struct app_fixture *fixture = *state;
	struct property property = property_start("clicks");

	for (int i = 0; i < property_rounds(1500); i++) {
		int rows = 1 + (int)property_number(&property, 60);
		int columns = 1 + (int)property_number(&property, 200);
		struct target target;

		draw_screen(fixture, rows, columns);
		/* what was drawn can be gone by the time the click comes */
		if (property_number(&property, 3) == 0 && !app_is_editing(&fixture->app))
			PRESS(fixture, keys[property_number(&property, COUNT(keys))]);
		target = canvas_target(&fixture->canvas,
				       (int)property_number(&property, (unsigned)rows + 9) - 4,
				       (int)property_number(&property, (unsigned)columns + 9) - 4);
		if (property_number(&property, 4) == 0)
			app_wheel(&fixture->app, &target, property_number(&property, 2) ? 1 : -1);
		else
			app_click(&fixture->app, &target);
	}
	assert_true(fixture->canvas.n_zones <= CANVAS_ZONES);
	app_fixture_reopen(fixture);
	assert_int_equal(app_save_mark(&fixture->app), SAVE_MARK_SAVED);
}

static void m_leaves_the_mouse_to_the_terminal_and_takes_it_back(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'm');
	assert_true(fixture->app.mouse_off);
	assert_non_null(strstr(fixture->app.message, "selects text"));
	PRESS(fixture, 'm');
	assert_false(fixture->app.mouse_off);
}

#define WITH_APP(test) cmocka_unit_test_setup_teardown(test, start, app_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reports_are_understood),
		cmocka_unit_test(all_else_a_mouse_sends_is_passed_over),
		cmocka_unit_test(reports_can_be_cut_anywhere),
		WITH_APP(a_click_focuses_a_pane_and_marks_a_row),
		WITH_APP(a_click_opens_a_step_but_never_writes),
		WITH_APP(a_click_takes_an_answer),
		WITH_APP(the_second_of_a_double_click_answers_nothing),
		WITH_APP(a_double_click_opens_a_row),
		WITH_APP(while_something_is_asked_a_click_elsewhere_does_nothing),
		WITH_APP(a_tab_is_its_pane),
		WITH_APP(the_wheel_moves_rows_and_overlays_but_no_step),
		WITH_APP(a_click_puts_the_coachs_view_away),
		WITH_APP(the_page_for_the_teacher_takes_no_click),
		cmocka_unit_test(every_hint_does_what_its_key_does),
		WITH_APP(clicks_anywhere_at_any_time_break_nothing),
		WITH_APP(m_leaves_the_mouse_to_the_terminal_and_takes_it_back),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
