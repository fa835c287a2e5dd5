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

#define LINES 7

/* Enter on each line, with these words in the n-th. */
static void change_line(struct app_fixture *fixture, size_t n, const char *words)
{
	PRESS(fixture, 'L');
	for (size_t i = 0; i < LINES; i++)
		type_line(fixture, i == n ? words : fixture->app.form.text);
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
	change_line(fixture, 0, "J. Rivera");
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

	change_line(fixture, 2, "8");
	assert_shows(fixture, "Grade 8");
	PRESS(fixture, 'u');
	assert_shows(fixture, "Taken back (U brings it again): what stands at the top");
	assert_shows(fixture, "Grade 7");
	PRESS(fixture, 'U');
	assert_shows(fixture, "Grade 8");
}

static void each_line_begins_with_what_stands_there(void **state)
{
	static const char *const stands[LINES] = {"J. R.", "Ratios", "7", "", "", "", ""};
	struct app_fixture *fixture = *state;
	size_t events = fixture->session.n_events;

	PRESS(fixture, 'L');
	for (size_t i = 0; i < LINES; i++) {
		assert_string_equal(fixture->app.form.text, stands[i]);
		type_line(fixture, i % 2 ? "" : stands[i]); /* an empty line keeps it, too */
	}
	assert_shows(fixture, "It stands as it was.");
	assert_int_equal(fixture->session.n_events, events);
	assert_int_equal(fixture->app.drafts.n_offers, 0);
}

static void what_was_open_can_be_filled_in(void **state)
{
	struct app_fixture *fixture = *state;
	const struct app *app = &fixture->app;

	change_line(fixture, 4, "See what stays the same");
	change_line(fixture, 6, "K.\nL.");
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

	PRESS(fixture, 'L');
	for (size_t i = 0; i < 3; i++)
		type_line(fixture, fixture->app.form.text);
	type_line(fixture, "tomorrow");
	assert_shows(fixture, "A date reads like");
	type_line(fixture, "2026-11-20");
	for (size_t i = 4; i < LINES; i++)
		type_line(fixture, fixture->app.form.text);
	assert_true(event_says(newest(fixture), KEY_LESSON_DATE, "2026-11-20"));
}

static void the_library_shows_it_as_it_is_now(void **state)
{
	struct app_fixture *fixture = *state;
	struct summary summary;

	change_line(fixture, 0, "J. Rivera");
	change_line(fixture, 3, "2026-11-20");
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
	change_line(fixture, 0, "J. Rivera");
	assert_true(fixture->app.state.paused);
}

#define WITH_APP(test) cmocka_unit_test_setup_teardown(test, app_setup, app_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_APP(a_name_is_put_right_for_good),
		WITH_APP(undo_and_redo_know_it),
		WITH_APP(each_line_begins_with_what_stands_there),
		WITH_APP(what_was_open_can_be_filled_in),
		WITH_APP(a_day_that_is_none_is_asked_for_again),
		WITH_APP(the_library_shows_it_as_it_is_now),
		WITH_APP(a_pause_goes_on_being_one),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
