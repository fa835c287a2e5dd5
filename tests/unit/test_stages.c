/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rubric may begin with a conversation, and have several: what is asked, and what may be seen. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "app/command.h"
#include "app/keys.h"
#include "app_fixture.h"

#define HEAD "format: debrief-rubric/1\nid: talks\nversion: 1\ntitle: Talks\n"
#define STEP(stage)                                                                         \
	"  - {id: ask-" stage ", stage: " stage ", title: About " stage ", say: [Say it], " \
	"fields: [{id: on-" stage ", type: text, by: teacher}]}\n"

static const char conversations[] = HEAD
	"stages: [goal-setting, planning, debrief, follow-through]\nscript:\n" STEP("goal-setting")
		STEP("planning") STEP("debrief") STEP("follow-through");
static const char prepared_later[] = HEAD
	"stages: [goal-setting, prepare, debrief]\nscript:\n" STEP("goal-setting") STEP("prepare")
		STEP("debrief");

static void start_with(struct app_fixture *fixture, const char *rubric)
{
	struct session_new what = {.name = "talk", .teacher = "J. R."};
	struct buf diags;
	struct err err = {{0}, 0};
	FILE *file;

	app_fixture_prepare(fixture);
	what.rubric = arena_printf(&fixture->arena, "%s/talks.yaml", fixture->folder);
	file = fopen(what.rubric, "we");
	assert_non_null(file);
	fputs(rubric, file);
	assert_int_equal(fclose(file), 0);
	buf_init(&diags, BUF_MAX_DEFAULT);
	if (session_create(&fixture->host, &fixture->arena, &what, &fixture->path, &diags, &err))
		fail_msg("%s\n%s", err.message, buf_text(&diags));
	buf_release(&diags);
	assert_int_equal(session_open(&fixture->session, &fixture->host, fixture->path,
				      SESSION_EVERYTHING, &err),
			 STATUS_OK);
	assert_int_equal(app_open(&fixture->app, &fixture->host, &fixture->session, &err),
			 STATUS_OK);
}

static int set_up(void **state)
{
	*state = malloc(sizeof(struct app_fixture));
	return *state == NULL;
}

static void hear(struct app_fixture *fixture, const char *words)
{
	PRESS(fixture, K_ENTER);
	type_line(fixture, words);
}

static void a_first_conversation_asks_whether_words_may_be_written(void **state)
{
	struct app_fixture *fixture = *state;

	start_with(fixture, conversations);
	assert_true(app_is_table_safe(&fixture->app));
	assert_shows(fixture, "We have said what is written down");
	PRESS(fixture, '3'); /* later */
	assert_shows(fixture, "Setting a goal");
	app_fixture_reopen(fixture);
	assert_shows(fixture, "We have said what is written down");
	PRESS(fixture, '1');
	assert_non_null(fixture->app.state.consent);
	app_fixture_reopen(fixture);
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
}

static void nothing_is_asked_once_words_were_heard(void **state)
{
	struct app_fixture *fixture = *state;

	start_with(fixture, conversations);
	PRESS(fixture, '3');
	hear(fixture, "I would like them to talk more");
	app_fixture_reopen(fixture);
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_shows(fixture, "Not asked yet: may words be written down?");
}

static void one_conversation_follows_the_other(void **state)
{
	static const char *const names[] = {"Setting a goal", "Planning", "Talk", "Follow-through"};
	struct app_fixture *fixture = *state;

	start_with(fixture, conversations);
	PRESS(fixture, '1');
	for (size_t i = 0; i < 4; i++) {
		assert_true(app_is_table_safe(&fixture->app));
		assert_int_equal(fixture->app.mode, MODE_NORMAL);
		assert_shows(fixture, names[i]);
		hear(fixture, names[i]);
		PRESS(fixture, '>');
	}
	app_fixture_reopen(fixture);
	assert_shows(fixture, "Follow-through");
	PRESS(fixture, '<');
	assert_shows(fixture, "Talk");
}

static void the_closing_stands_in_the_conversation_that_was_closed(void **state)
{
	struct app_fixture *fixture = *state;

	start_with(fixture, conversations);
	PRESS(fixture, '1');
	hear(fixture, "I would like them to talk more");
	PRESS(fixture, '>');
	hear(fixture, "On Tuesday");
	PRESS(fixture, 'c', '2');
	type_line(fixture, "Their slips");
	assert_shows(fixture, "Evidence to look at next: Their slips");
	PRESS(fixture, '<');
	assert_hides(fixture, "Their slips");
	PRESS(fixture, '>', '>');
	assert_hides(fixture, "Their slips");
}

static void a_preparation_that_follows_is_not_shown_without_asking(void **state)
{
	struct app_fixture *fixture = *state;

	start_with(fixture, prepared_later);
	PRESS(fixture, '1');
	hear(fixture, "I would like them to talk more");
	PRESS(fixture, '>');
	assert_shows(fixture, "The teacher can read this screen.");
	assert_shows(fixture, "Show 'Prepare' on this screen");
	assert_true(app_is_table_safe(&fixture->app));
	PRESS(fixture, '1');
	assert_true(app_is_table_safe(&fixture->app));
	PRESS(fixture, '>', '2');
	assert_false(app_is_table_safe(&fixture->app));
	assert_shows(fixture, "Prepare");
}

/* The consent of the first conversation says nothing of the talk that is prepared now. */
static void a_preparation_that_follows_is_come_back_to(void **state)
{
	struct app_fixture *fixture = *state;

	start_with(fixture, prepared_later);
	PRESS(fixture, '1', '>', '2');
	app_fixture_reopen(fixture);
	assert_shows(fixture, "Prepare");
	PRESS(fixture, '>', '1');
	assert_true(app_is_table_safe(&fixture->app));
	assert_int_equal(fixture->app.mode, MODE_NORMAL); /* asked once */
	assert_shows(fixture, "Talk");
	app_fixture_reopen(fixture);
	assert_shows(fixture, "Talk");
	PRESS(fixture, '<');
	assert_shows(fixture, "The teacher can read this screen.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, app_teardown)
		TEST(a_first_conversation_asks_whether_words_may_be_written),
		TEST(nothing_is_asked_once_words_were_heard),
		TEST(one_conversation_follows_the_other),
		TEST(the_closing_stands_in_the_conversation_that_was_closed),
		TEST(a_preparation_that_follows_is_not_shown_without_asking),
		TEST(a_preparation_that_follows_is_come_back_to),
#undef TEST
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
