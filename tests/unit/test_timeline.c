/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawing of a talk: what it shows, its words tell; and it never leaves its columns. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "debrief/utf8.h"
#include "property.h"
#include "report/timeline_draw.h"
#include "report/timeline_key.h"

static const struct timeline_span steps[] = {
	{0, 150, "Their goal"}, {150, 300, "Ours"}, {300, 600, "Their goal"}};
static const struct timeline_span topics[] = {{60, 120, "The launch"}, {420, 420, "The task"}};
static const struct timeline_span coach[] = {{0, 150, NULL}, {300, 308, "Coach"}};

static const struct timeline_lane lanes[] = {
	{"steps", "Steps", steps, COUNT(steps)},
	{"topics", "Topics", topics, COUNT(topics)},
	{"coach", "Coach", coach, COUNT(coach)},
};

static const struct timeline talk = {600, lanes, COUNT(lanes)};

static struct buf out;

static int set_up(void **state)
{
	(void)state;
	buf_init(&out, BUF_MAX_DEFAULT);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	buf_release(&out);
	return 0;
}

static void marks_stand_where_spans_begin_and_words_tell_what_they_mean(void **state)
{
	(void)state;
	timeline_draw(&talk, 49, &out);
	assert_string_equal(buf_text(&out), "Minutes  0       2       4       6       8\n"
					    "         ┬───────┬───────┬───────┬───────┬───────\n"
					    "Steps    1─────────2─────────1───────────────────\n"
					    "Topics       a───                    b\n"
					    "Coach    ██████████          ▒\n"
					    "\n"
					    "Steps\n"
					    "  1   Their goal: 0:00–2:30, 5:00–10:00\n"
					    "  2   Ours: 2:30–5:00\n"
					    "Topics\n"
					    "  a   The launch: 1:00–2:00\n"
					    "  b   The task: 7:00\n"
					    "Coach: 0:00–2:30, 5:00–5:08\n");
}

static void the_picture_alone_has_no_words_below(void **state)
{
	(void)state;
	timeline_picture(&talk, 49, &out);
	assert_non_null(strstr(buf_text(&out), "Steps    1─────────2─────────1───"));
	assert_null(strstr(buf_text(&out), "Their goal"));
}

static void what_comes_too_often_is_told_by_number_and_length(void **state)
{
	struct timeline_span spans[20];
	const struct timeline_lane lane = {"coach", "Coach", spans, COUNT(spans)};
	const struct timeline timeline = {600, &lane, 1};

	(void)state;
	for (size_t i = 0; i < COUNT(spans); i++)
		spans[i] = (struct timeline_span){30.0 * (double)i, 30.0 * (double)i + 12, NULL};
	timeline_draw(&timeline, 70, &out);
	assert_non_null(strstr(buf_text(&out), "Coach: 20 times, 4:00 in all\n"));
}

static void crowded_marks_stand_side_by_side_as_far_as_they_tell_the_time(void **state)
{
	static const struct timeline_span spans[] = {
		{60, 60, "one"}, {61, 61, "two"}, {62, 62, "three"}, {63, 63, "four"}};
	static const struct timeline_lane lane = {"moves", "Moves", spans, COUNT(spans)};
	static const struct timeline timeline = {600, &lane, 1};

	(void)state;
	timeline_draw(&timeline, 60, &out);
	assert_non_null(strstr(buf_text(&out), "Moves         123\n"));
	assert_non_null(strstr(buf_text(&out), "  4   four: 1:03\n"));
}

static void hostile_words_are_made_visible(void **state)
{
	static const struct timeline_span span = {0, 60, "\x1b[2J\n\xE2\x80\xAE"};
	static const struct timeline_lane lane = {"steps",
						  "St\x9B"
						  "eps",
						  &span, 1};
	static const struct timeline timeline = {600, &lane, 1};

	(void)state;
	timeline_draw(&timeline, 60, &out);
	assert_null(strchr(buf_text(&out), '\x1b'));
	assert_non_null(strstr(buf_text(&out), "^[[2J^J<U+202E>: 0:00–1:00\n"));
	assert_non_null(strstr(buf_text(&out), "St\\x9Beps"));
}

static void times_outside_the_talk_are_drawn_at_its_edges(void **state)
{
	static const struct timeline_span spans[] = {{-50, 5000, "all"}, {9000, 9000, "late"}};
	static const struct timeline_lane lane = {"steps", "Steps", spans, COUNT(spans)};
	static const struct timeline timeline = {60, &lane, 1};

	(void)state;
	timeline_draw(&timeline, 30, &out);
	assert_non_null(strstr(buf_text(&out), "Steps    1───────────────────2\n"));
}

static void clocks_count_hours(void **state)
{
	(void)state;
	timeline_clock(&out, 3599.9);
	buf_putc(&out, ' ');
	timeline_clock(&out, 3600);
	buf_putc(&out, ' ');
	timeline_clock(&out, -1);
	assert_string_equal(buf_text(&out), "59:59 1:00:00 0:00");
}

static void lines_stay_within_the_columns(void **state)
{
	struct property property = property_start("columns");

	(void)state;
	for (int round = 0; round < property_rounds(200); round++) {
		struct timeline_span spans[12];
		char texts[12][8];
		const struct timeline_lane both[] = {{"a", "A title that is long", spans, 12},
						     {"b", "", spans, 12}};
		const struct timeline timeline = {1 + property_number(&property, 9000), both, 2};
		int columns = 40 + (int)property_number(&property, 60);

		for (size_t i = 0; i < COUNT(spans); i++) {
			double from = property_number(&property, 9000);

			snprintf(texts[i], sizeof(texts[i]), "%u", property_number(&property, 40));
			spans[i] = (struct timeline_span){
				from, from + property_number(&property, 600), texts[i]};
		}
		buf_reset(&out);
		timeline_draw(&timeline, columns, &out);
		assert_false(out.failed);
		for (const char *line = buf_text(&out); *line; line += strcspn(line, "\n") + 1)
			assert_true(utf8_columns(line, strcspn(line, "\n")) <= columns);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			marks_stand_where_spans_begin_and_words_tell_what_they_mean, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(the_picture_alone_has_no_words_below, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(what_comes_too_often_is_told_by_number_and_length,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			crowded_marks_stand_side_by_side_as_far_as_they_tell_the_time, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(hostile_words_are_made_visible, set_up, tear_down),
		cmocka_unit_test_setup_teardown(times_outside_the_talk_are_drawn_at_its_edges,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(clocks_count_hours, set_up, tear_down),
		cmocka_unit_test_setup_teardown(lines_stay_within_the_columns, set_up, tear_down),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
