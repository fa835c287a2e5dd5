/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line can call back: the record's texts of its kind, and nothing private where somebody may
 * read along. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "app/command.h"
#include "app_fixture.h"
#include "debrief/array.h"
#include "debrief/event.h"

/* The texts, joined by '|'. */
static void assert_history(struct app_fixture *fixture, const char *expected)
{
	const char **history = fixture->app.form.history;

	assert_true(app_is_editing(&fixture->app));
	assert_non_null(history);
	buf_reset(&fixture->text);
	for (size_t i = 0; history[i]; i++)
		buf_printf(&fixture->text, "%s%s", i ? "|" : "", history[i]);
	assert_string_equal(buf_text(&fixture->text), expected);
}

static void write_note(struct app_fixture *fixture, const char *text)
{
	PRESS(fixture, 'N');
	type_line(fixture, text);
}

static void hear(struct app_fixture *fixture, const char *text)
{
	PRESS(fixture, '\'');
	type_line(fixture, text);
	PRESS(fixture, '1');
}

static void what_was_written_comes_back_oldest_first(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'N');
	assert_history(fixture, "");
	type_line(fixture, "one");
	write_note(fixture, "two\nlines");
	write_note(fixture, "three");
	PRESS(fixture, 'N');
	assert_history(fixture, "one|two\nlines|three");
}

static void what_was_written_twice_counts_once(void **state)
{
	struct app_fixture *fixture = *state;

	write_note(fixture, "one");
	write_note(fixture, "two");
	write_note(fixture, "one");
	PRESS(fixture, 'N');
	assert_history(fixture, "two|one");
}

static void what_was_taken_back_does_not_come_back(void **state)
{
	struct app_fixture *fixture = *state;

	write_note(fixture, "one");
	write_note(fixture, "two");
	PRESS(fixture, 'u', 'N');
	assert_history(fixture, "one");
}

static void it_is_the_same_after_a_pause(void **state)
{
	struct app_fixture *fixture = *state;

	write_note(fixture, "one");
	app_fixture_reopen(fixture);
	PRESS(fixture, 'N');
	assert_history(fixture, "one");
}

static void each_kind_has_its_own(void **state)
{
	struct app_fixture *fixture = *state;

	write_note(fixture, "a note");
	PRESS(fixture, 'w');
	type_line(fixture, "Ratio table");
	type_line(fixture, "12");
	type_line(fixture, "on the page");
	assert_null(fixture->app.form.history); /* of files the record knows only the names */
	type_line(fixture, "");
	PRESS(fixture, 'w');
	assert_history(fixture, "Ratio table");
	type_line(fixture, "Unit rate");
	assert_history(fixture, "12");
	type_line(fixture, "4");
	assert_history(fixture, "on the page");
	app_line_done(&fixture->app, false, "");
	PRESS(fixture, 'N');
	assert_history(fixture, "a note");
	app_line_done(&fixture->app, false, "");
	start_talk(fixture);
	hear(fixture, "words");
	PRESS(fixture, '\'');
	assert_history(fixture, "words");
}

static void there_is_an_end_to_it(void **state)
{
	struct app_fixture *fixture = *state;
	size_t count = 0;
	char text[32];

	for (int i = 0; i < FORM_HISTORY_MAX + 5; i++) {
		snprintf(text, sizeof(text), "note %d", i);
		write_note(fixture, text);
	}
	PRESS(fixture, 'N');
	while (fixture->app.form.history[count])
		count++;
	assert_int_equal(count, FORM_HISTORY_MAX);
	assert_string_equal(fixture->app.form.history[0], "note 5");
	assert_string_equal(fixture->app.form.history[count - 1], text);
}

static void a_private_note_never_comes_back_where_it_could_be_read(void **state)
{
	struct app_fixture *fixture = *state;

	write_note(fixture, "PRIVATE");
	PRESS(fixture, 'N');
	assert_true(fixture->app.form.shows_private);
	assert_history(fixture, "PRIVATE");
	app_line_done(&fixture->app, false, "");
	start_talk(fixture);
	PRESS(fixture, 'N');
	assert_history(fixture, "");
	assert_false(fixture->app.form.shows_private);
}

static void set_goal(struct app_fixture *fixture, const char *whose, const char *text)
{
	struct event goal;

	event_init(&goal, EVENT_GOAL);
	event_set(&goal, KEY_WHOSE, whose);
	event_set(&goal, KEY_TEXT, text);
	if (!strcmp(whose, "coach"))
		event_set(&goal, KEY_BASIS, "priority");
	assert_true(app_act(&fixture->app, &goal, 1) & CHANGE_EVENTS);
	app_flush(&fixture->app);
}

static void each_side_has_its_own_goals(void **state)
{
	struct app_fixture *fixture = *state;
	static const struct {
		const struct form *form;
		const char *history;
	} lines[] = {
		{&form_goal_teacher, "the teacher's"},
		{&form_statement_teacher, ""},
		{&form_statement_coach, "what we agreed"},
	};

	set_goal(fixture, "coach", "PRIVATE-GOAL");
	set_goal(fixture, "teacher", "the teacher's");
	set_goal(fixture, "alternative", "another way");
	set_goal(fixture, "agreed-by-coach", "what we agreed");
	/* also where nobody reads along: what is written there is shared */
	for (int talk = 0; talk < 2; talk++) {
		for (size_t i = 0; i < COUNT(lines); i++) {
			form_start(&fixture->app, lines[i].form, NULL);
			assert_false(fixture->app.form.shows_private);
			assert_history(fixture, lines[i].history);
			app_line_done(&fixture->app, false, "");
		}
		if (talk == 0)
			start_talk(fixture);
	}
}

static void what_is_not_recorded_has_no_history(void **state)
{
	struct app_fixture *fixture = *state;

	write_note(fixture, "PRIVATE");
	PRESS(fixture, ':'); /* its form names the kind of a note, and makes none */
	assert_true(app_is_editing(&fixture->app));
	assert_null(fixture->app.form.history);
}

static void the_coachs_goal_completes_only_where_nobody_reads_along(void **state)
{
	struct app_fixture *fixture = *state;

	set_goal(fixture, "coach", "PRIVATE-GOAL");
	form_start(&fixture->app, &form_statement_coach, NULL);
	assert_string_equal(fixture->app.form.words[0], "PRIVATE-GOAL");
	app_line_done(&fixture->app, false, "");
	start_talk(fixture);
	form_start(&fixture->app, &form_statement_coach, NULL);
	assert_non_null(fixture->app.form.words[0]);
	for (const char **word = fixture->app.form.words; *word; word++)
		assert_string_not_equal(*word, "PRIVATE-GOAL");
}

static void no_other_editor_opens_in_front_of_the_teacher(void **state)
{
	struct app_fixture *fixture = *state;
	const struct command *lend = command_named("line_lend");

	start_talk(fixture);
	hear(fixture, "words");
	assert_false(command_works(&fixture->app, lend));
	PRESS(fixture, '\'');
	assert_true(command_works(&fixture->app, lend));
	assert_int_equal(lend->run(&fixture->app), CHANGE_LEND);
	fixture->app.form.on_teacher_page = true;
	assert_false(command_works(&fixture->app, lend));
	assert_int_equal(lend->run(&fixture->app), CHANGE_NONE);
}

static void esc_says_what_it_does(void **state)
{
	struct app_fixture *fixture = *state;
	struct form_run *run = &fixture->app.form;

	PRESS(fixture, 'N');
	assert_non_null(strstr(draw_screen(fixture, 30, 100), "Esc leave it as a draft"));
	run->mode = "ins";
	assert_non_null(strstr(draw_screen(fixture, 30, 100), "Esc vi commands; again: leave it"));
	assert_non_null(strstr(draw_screen(fixture, 30, 100), "ins │"));
	run->mode = "cmd";
	assert_non_null(strstr(draw_screen(fixture, 30, 100), "Esc leave it as a draft"));
	run->search = "(reverse-i-search)`x': ";
	assert_non_null(strstr(draw_screen(fixture, 30, 100), "Esc end the search"));
	assert_non_null(strstr(draw_screen(fixture, 30, 100), "(reverse-i-search)`x':"));
}

int main(void)
{
#define WITH_APP(name) cmocka_unit_test_setup_teardown(name, app_setup, app_teardown)
	const struct CMUnitTest tests[] = {
		WITH_APP(what_was_written_comes_back_oldest_first),
		WITH_APP(what_was_written_twice_counts_once),
		WITH_APP(what_was_taken_back_does_not_come_back),
		WITH_APP(it_is_the_same_after_a_pause),
		WITH_APP(each_kind_has_its_own),
		WITH_APP(there_is_an_end_to_it),
		WITH_APP(a_private_note_never_comes_back_where_it_could_be_read),
		WITH_APP(each_side_has_its_own_goals),
		WITH_APP(what_is_not_recorded_has_no_history),
		WITH_APP(the_coachs_goal_completes_only_where_nobody_reads_along),
		WITH_APP(no_other_editor_opens_in_front_of_the_teacher),
		WITH_APP(esc_says_what_it_does),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
