/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands at the top can be put right: in the record, on every page that shows it, and in the
 * library. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/keys.h"
#include "app_fixture.h"
#include "debrief/summary.h"

enum { TEACHER = '1', COACH, LESSON, GRADE, GOAL, DAY, TAUGHT_BY };

static void change_line(struct app_fixture *fixture, int line, const char *words)
{
	PRESS(fixture, 'L', line);
	type_line(fixture, words);
	assert_int_equal(fixture->app.mode, MODE_NORMAL); /* one line, and it is kept */
}

static const struct event *newest(const struct app_fixture *fixture)
{
	return fixture->app.state.log.items[fixture->app.state.log.count - 1];
}

static void a_name_is_put_right_for_good(void **state)
{
	struct app_fixture *fixture = *state;
	size_t events = fixture->session.n_events;

	assert_shows(fixture, "J. R. · Grade 7, Ratios");
	change_line(fixture, TEACHER, "J. Rivera");
	assert_int_equal(fixture->session.n_events, events + 1);
	assert_int_equal(newest(fixture)->kind, EVENT_LESSON);
	assert_false(newest(fixture)->is_private);
	assert_null(event_text(newest(fixture), KEY_LESSON_TITLE)); /* only what differs */
	assert_shows(fixture, "J. Rivera · Grade 7, Ratios");
	app_fixture_reopen(fixture);
	assert_shows(fixture, "J. Rivera · Grade 7, Ratios");
	assert_int_equal(fixture->app.drafts.n_offers, 0);
}

static void undo_and_redo_know_it(void **state)
{
	struct app_fixture *fixture = *state;

	change_line(fixture, GRADE, "8");
	assert_shows(fixture, "Grade 8");
	PRESS(fixture, 'u');
	assert_shows(fixture, "Taken back (U brings it again): what stands at the top");
	assert_shows(fixture, "Grade 7");
	PRESS(fixture, 'U');
	assert_shows(fixture, "Grade 8");
}

static void each_line_begins_with_what_stands_there(void **state)
{
	static const char *const stands[] = {"J. R.", "", "Ratios", "7", "", "", ""};
	struct app_fixture *fixture = *state;
	size_t events = fixture->session.n_events;

	for (int i = 0; i < 7; i++) {
		PRESS(fixture, 'L', TEACHER + i);
		assert_string_equal(fixture->app.form.text, stands[i]);
		type_line(fixture, i % 2 ? "" : stands[i]); /* an empty line keeps it, too */
		assert_int_equal(fixture->app.mode, MODE_NORMAL);
		assert_shows(fixture, "It stands as it was.");
	}
	assert_int_equal(fixture->session.n_events, events);
	assert_int_equal(fixture->app.drafts.n_offers, 0);
}

static void what_stands_there_is_seen_before_it_is_changed(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'L');
	assert_shows(fixture, "The teacher's name: J. R.");
	assert_shows(fixture, "The coach's name");
	assert_shows(fixture, "The lesson: Ratios");
	PRESS(fixture, K_ESC);
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
}

static void whoever_looks_for_the_name_finds_it(void **state)
{
	static const char *const words[] = {"name", "teacher name", "coach", "grade"};
	struct app_fixture *fixture = *state;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		PRESS(fixture, ':');
		app_line_changed(&fixture->app, words[i], strlen(words[i]));
		assert_shows(fixture, "lesson-details (L)");
		app_line_done(&fixture->app, false, words[i]);
	}
}

static void what_was_open_can_be_filled_in(void **state)
{
	struct app_fixture *fixture = *state;
	const struct app *app = &fixture->app;

	change_line(fixture, GOAL, "See what stays the same");
	change_line(fixture, COACH, "K.\nL.");
	assert_string_equal(event_text(app->state.open, KEY_LESSON_GOAL),
			    "See what stays the same");
	assert_string_equal(event_text(app->state.open, KEY_COACH), "K. L.");
	start_talk(fixture);
	PRESS(fixture, 's');
	assert_shows(fixture, "See what stays the same"); /* on the page for the teacher */
}

static void a_day_that_is_none_is_asked_for_again(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'L', DAY);
	type_line(fixture, "tomorrow");
	assert_shows(fixture, "A date reads like");
	type_line(fixture, "2026-11-20");
	assert_true(event_says(newest(fixture), KEY_LESSON_DATE, "2026-11-20"));
}

static void the_library_shows_it_as_it_is_now(void **state)
{
	struct app_fixture *fixture = *state;
	struct summary summary;

	change_line(fixture, TEACHER, "J. Rivera");
	change_line(fixture, DAY, "2026-11-20");
	app_flush(&fixture->app);
	assert_int_equal(
		summary_read(&fixture->host, fixture->path, &fixture->arena, &summary, NULL),
		STATUS_OK);
	assert_string_equal(summary.teacher, "J. Rivera");
	assert_string_equal(summary.lesson, "Ratios");
	assert_string_equal(summary.date, "2026-11-20");
	assert_true(summary.made > 0);
}

static void a_pause_goes_on_being_one(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	PRESS(fixture, 'P');
	change_line(fixture, TEACHER, "J. Rivera");
	assert_true(fixture->app.state.paused);
}

#define WITH_APP(test) cmocka_unit_test_setup_teardown(test, app_setup, app_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_APP(a_name_is_put_right_for_good),
		WITH_APP(undo_and_redo_know_it),
		WITH_APP(each_line_begins_with_what_stands_there),
		WITH_APP(what_stands_there_is_seen_before_it_is_changed),
		WITH_APP(whoever_looks_for_the_name_finds_it),
		WITH_APP(what_was_open_can_be_filled_in),
		WITH_APP(a_day_that_is_none_is_asked_for_again),
		WITH_APP(the_library_shows_it_as_it_is_now),
		WITH_APP(a_pause_goes_on_being_one),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
