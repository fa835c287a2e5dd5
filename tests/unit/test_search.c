/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching: what is found, where it leads, and that it never tells of what is private. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/keys.h"
#include "app_fixture.h"

/* What a phrase finds of a text, "" for nothing. */
static const char *found(const char *words, const char *text)
{
	static char part[128];
	struct phrase phrase;
	size_t length = 0;
	const char *at;

	phrase_make(&phrase, words);
	at = phrase_find(&phrase, text, &length);
	snprintf(part, sizeof part, "%.*s", at ? (int)length : 0, at ? at : "");
	return part;
}

static void a_phrase_is_found_whatever_its_case(void **state)
{
	(void)state;
	assert_string_equal(found("number", "two Number lines"), "Number");
	assert_string_equal(found("NUMBER L", "two number lines"), "number l");
	assert_string_equal(found("élan", "with ÉLAN"), "ÉLAN");
	assert_string_equal(found("Ω", "an ω"), "ω");
	assert_string_equal(found("elan", "with élan"), "");
	assert_string_equal(found("½", "only ½ of it"), "½");
	assert_string_equal(found("aab", "aaab"), "aab");
	assert_string_equal(found("x", "\xff\xfex"), "x");
}

static void blanks_and_line_breaks_are_alike(void **state)
{
	(void)state;
	assert_string_equal(found("side by side", "put side\n  by side"), "side\n  by side");
	assert_string_equal(found("  by   side ", "side by side"), "by side");
	assert_string_equal(found("side by", "sideby"), "");
	assert_string_equal(found("side by", "side "), "");
	assert_string_equal(found(" ", "a b"), "");
	assert_string_equal(found("", "a b"), "");
}

static void search(struct app_fixture *fixture, const char *words)
{
	PRESS(fixture, '/');
	assert_true(app_is_editing(&fixture->app));
	app_line_changed(&fixture->app, words, strlen(words));
}

static void keep(struct app_fixture *fixture, const char *words)
{
	app_line_done(&fixture->app, true, words);
}

static void assert_says(struct app_fixture *fixture, const char *text)
{
	if (!strstr(fixture->app.message, text))
		fail_msg("'%s' is not in '%s'", text, fixture->app.message);
}

static void add_evidence(struct app_fixture *fixture, int phase, const char *text)
{
	struct event event;
	const struct rubric_phase *in = rubric_phase_at(fixture->app.session->rubric,
							(size_t)phase);

	event_init(&event, EVENT_EVIDENCE);
	event_set(&event, KEY_PHASE, in->id);
	event_set(&event, KEY_WHO, "students");
	event_set(&event, KEY_TEXT, text);
	assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
}

static void add_said(struct app_fixture *fixture, const char *step, const char *text)
{
	struct event event;

	event_init(&event, EVENT_SAID);
	if (step)
		event_set(&event, KEY_STEP, step);
	event_set(&event, KEY_BY, "teacher");
	event_set(&event, KEY_TEXT, text);
	assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
}

static void add_note(struct app_fixture *fixture, const char *text)
{
	struct event event;

	event_init(&event, EVENT_NOTE);
	event_set(&event, KEY_TEXT, text);
	assert_true(app_act(&fixture->app, &event, 1) & CHANGE_EVENTS);
}

static const char *selected_text(struct app_fixture *fixture)
{
	const struct app *app = &fixture->app;

	return event_text(app->lesson.items[app->views[FOCUS_LESSON].selected].event, KEY_TEXT);
}

static void the_first_match_is_shown_while_one_types(void **state)
{
	struct app_fixture *fixture = *state;

	add_evidence(fixture, 1, "draws a xylophone");
	add_evidence(fixture, 2, "counts the xylems");
	start_talk(fixture);
	assert_int_equal(fixture->app.focus, FOCUS_SCRIPT);
	search(fixture, "xyl");
	assert_int_equal(fixture->app.focus, FOCUS_LESSON);
	assert_string_equal(selected_text(fixture), "draws a xylophone");
	assert_says(fixture, "1 of 2");
	app_line_changed(&fixture->app, "xyle", 4);
	assert_string_equal(selected_text(fixture), "counts the xylems");
	assert_says(fixture, "1 of 1");
	app_line_changed(&fixture->app, "xylex", 5); /* nothing: back to where one was */
	assert_int_equal(fixture->app.focus, FOCUS_SCRIPT);
	assert_says(fixture, "Nothing");
}

static void esc_goes_back_and_enter_stays(void **state)
{
	struct app_fixture *fixture = *state;
	const struct rubric_step *step;

	add_evidence(fixture, 1, "draws a xylophone");
	start_talk(fixture);
	PRESS(fixture, K_DOWN, K_DOWN, K_RIGHT);
	step = fixture->app.step;
	search(fixture, "xylo");
	assert_int_equal(fixture->app.focus, FOCUS_LESSON);
	app_line_done(&fixture->app, false, "xylo");
	assert_int_equal(fixture->app.focus, FOCUS_SCRIPT);
	assert_ptr_equal(fixture->app.step, step);
	assert_int_equal(fixture->app.question, 1);
	assert_false(search_is_on(&fixture->app));
	search(fixture, "xylo");
	keep(fixture, "xylo");
	assert_int_equal(fixture->app.focus, FOCUS_LESSON);
	assert_true(search_is_on(&fixture->app));
	PRESS(fixture, K_ESC);
	assert_false(search_is_on(&fixture->app));
	assert_int_equal(fixture->app.focus, FOCUS_LESSON);
	search(fixture, "xylo");
	keep(fixture, "xylo");
	PRESS(fixture, '/');
	keep(fixture, ""); /* an empty search ends it, too */
	assert_false(search_is_on(&fixture->app));
}

static void n_goes_on_and_round(void **state)
{
	struct app_fixture *fixture = *state;

	add_evidence(fixture, 1, "zebra one");
	add_evidence(fixture, 2, "zebra two");
	start_talk(fixture);
	add_said(fixture, "elicit-rationale", "zebra three");
	fixture->app.focus = FOCUS_LESSON; /* the search begins where one is */
	PRESS(fixture, K_HOME);
	search(fixture, "zebra");
	keep(fixture, "zebra");
	assert_says(fixture, "1 of 3");
	PRESS(fixture, 'n');
	assert_string_equal(selected_text(fixture), "zebra two");
	assert_says(fixture, "2 of 3");
	PRESS(fixture, 'n');
	assert_int_equal(fixture->app.focus, FOCUS_SCRIPT);
	assert_string_equal(fixture->app.step->id, "elicit-rationale");
	assert_says(fixture, "3 of 3");
	PRESS(fixture, 'n');
	assert_string_equal(selected_text(fixture), "zebra one");
	assert_says(fixture, "Search went round to the first");
	assert_says(fixture, "1 of 3");
	PRESS(fixture, K_END, 'n'); /* from where one went meanwhile */
	assert_says(fixture, "3 of 3");
}

static void words_heard_long_ago_come_into_sight(void **state)
{
	struct app_fixture *fixture = *state;
	char words[64];

	start_talk(fixture);
	for (int i = 0; i < 60; i++) {
		snprintf(words, sizeof words, "words number %d of many", i + 10);
		add_said(fixture, "elicit-rationale", words);
	}
	search(fixture, "number 12");
	keep(fixture, "number 12");
	assert_string_equal(fixture->app.step->id, "elicit-rationale");
	fixture->app.message[0] = '\0';
	assert_non_null(strstr(draw_screen(fixture, 30, 100), "words number 12 of many"));
}

static void questions_titles_and_loose_words_are_found(void **state)
{
	struct app_fixture *fixture = *state;
	const struct rubric_step *step;
	const char *question;
	char words[256];

	start_talk(fixture);
	add_said(fixture, NULL, "a quagga in passing");
	step = rubric_step(fixture->app.session->rubric, "propose");
	search(fixture, step->title);
	assert_ptr_equal(fixture->app.step, step);
	app_line_done(&fixture->app, false, "");
	step = rubric_step(fixture->app.session->rubric, "elicit-rationale");
	question = step->say.items[step->say.count - 1];
	snprintf(words, sizeof words, "%.24s", question);
	search(fixture, words);
	assert_ptr_equal(fixture->app.step, step);
	assert_int_equal(fixture->app.question, step->say.count - 1);
	app_line_done(&fixture->app, false, "");
	search(fixture, "quagga");
	assert_says(fixture, "Not filed yet");
}

static void a_note_is_quoted_where_everything_may_be_seen(void **state)
{
	struct app_fixture *fixture = *state;

	add_note(fixture, "ask about the okapi before all else");
	search(fixture, "okapi");
	assert_says(fixture, "1 of 1");
	assert_says(fixture, "okapi before all else");
}

static void a_private_search_ends_with_privacy(void **state)
{
	struct app_fixture *fixture = *state;

	search(fixture, "task");
	keep(fixture, "task");
	assert_true(search_is_on(&fixture->app));
	start_talk(fixture);
	assert_false(search_is_on(&fixture->app));
}

/* Neither words nor numbers nor marks: the screen is the one of words that are nowhere. */
static void on_a_safe_screen_nothing_private_is_searched(void **state)
{
	struct app_fixture *fixture = *state;
	const struct rubric *rubric = fixture->app.session->rubric;
	struct event rating;
	char nowhere[8192];

	add_note(fixture, "PRIVATEWORD in a note");
	add_said(fixture, rubric_step_at(rubric, 0)->id, "PRIVATEWORD while preparing");
	event_init(&rating, EVENT_RATE);
	event_set(&rating, KEY_CRITERION, rubric->criteria[0]->name);
	event_set(&rating, KEY_LEVEL, "unseen");
	event_set(&rating, KEY_TEXT, "PRIVATEWORD in a reason");
	assert_true(app_act(&fixture->app, &rating, 1) & CHANGE_EVENTS);
	search(fixture, "PRIVATEWORD");
	assert_says(fixture, "of 3");
	app_line_done(&fixture->app, false, "");
	start_talk(fixture);
	search(fixture, "NOWHEREWORD");
	keep(fixture, "NOWHEREWORD");
	snprintf(nowhere, sizeof nowhere, "%s", draw_screen(fixture, 24, 80));
	search(fixture, "PRIVATEWORD");
	keep(fixture, "PRIVATEWORD");
	assert_string_equal(draw_screen(fixture, 24, 80), nowhere);
	search(fixture, rubric->criteria[0]->title);
	assert_says(fixture, "Nothing");
}

static void statements_are_not_found_before_both_are_there(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	app_open_step(&fixture->app, rubric_step(fixture->app.session->rubric, "confirm"));
	PRESS(fixture, K_ENTER);
	type_line(fixture, "Two ways next to each other, gnu.");
	PRESS(fixture, '4');
	if (app_is_editing(&fixture->app)) /* the other statement is asked for at once */
		app_line_done(&fixture->app, false, "");
	search(fixture, "gnu");
	assert_says(fixture, "Nothing");
	app_line_done(&fixture->app, false, "gnu");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "Put two strategies side by side.");
	PRESS(fixture, '4', K_ESC);
	search(fixture, "gnu");
	assert_says(fixture, "of 2"); /* the words, and a question that has them */
}

/* Searching is looking: it works where nothing can be written, and leaves nothing behind. */
static void nothing_is_recorded_of_a_search(void **state)
{
	struct app_fixture *fixture = *state;
	size_t before = fixture->app.state.log.count;
	struct journal *journal;

	search(fixture, "task");
	keep(fixture, "task");
	assert_int_equal(fixture->app.state.log.count, before);
	assert_int_equal(fixture->app.drafts.n_offers, 0);
	app_fixture_reopen(fixture);
	assert_int_equal(fixture->app.drafts.n_offers, 0);
	journal = fixture->app.journal;
	fixture->app.journal = NULL;
	search(fixture, "task");
	keep(fixture, "task");
	assert_true(search_is_on(&fixture->app));
	fixture->app.journal = journal;
}

/* The cells that are marked, in reading order. */
static void marked(struct app_fixture *fixture, char *text, size_t size)
{
	size_t length = 0;

	draw_screen(fixture, 30, 100);
	for (int i = 0; i < 28 * 100; i++) {
		const struct cell *cell = &fixture->canvas.cells[i];

		if (cell->style == STYLE_MATCH && length + cell->length < size) {
			memcpy(text + length, cell->text, cell->length);
			length += cell->length;
		}
	}
	text[length] = '\0';
}

static void matches_are_marked_also_across_a_line_break(void **state)
{
	struct app_fixture *fixture = *state;
	char text[256];

	add_evidence(fixture, 1,
		     "draws a long line of wildebeests followed by Ærøskøbing gazelles");
	start_talk(fixture);
	search(fixture, "wildebeests followed by ÆRØskøbing");
	keep(fixture, "wildebeests followed by ÆRØskøbing");
	fixture->app.zoom = true; /* shown whole */
	fixture->app.message[0] = '\0';
	marked(fixture, text, sizeof text);
	assert_string_equal(text, "wildebeests followed by Ærøskøbing");
	fixture->app.zoom = false;
	PRESS(fixture, K_ESC);
	marked(fixture, text, sizeof text);
	assert_string_equal(text, "");
}

static void a_wrapped_match_is_marked_in_its_parts(void **state)
{
	struct app_fixture *fixture = *state;
	char text[256];

	add_evidence(fixture, 1, "a rather long beginning, wildebeests follow");
	start_talk(fixture);
	search(fixture, "beginning, wildebeests");
	fixture->app.message[0] = '\0';
	marked(fixture, text, sizeof text);
	assert_non_null(strstr(draw_screen(fixture, 30, 100), "beginning,"));
	assert_null(
		strstr(draw_screen(fixture, 30, 100), "beginning, wildebeests f")); /* wrapped */
	assert_string_equal(text, "beginning,wildebeests");
}

static void n_alone_says_what_begins_a_search(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'n');
	assert_shows(fixture, "Not now: there is no next match; / begins a search.");
	add_evidence(fixture, 1, "wildebeests");
	search(fixture, "wildebeests");
	type_line(fixture, "wildebeests");
	PRESS(fixture, 'n'); /* the only one is in sight */
	assert_shows(fixture, "Not now: there is no next match; / begins a search.");
}

#define WITH_APP(test) cmocka_unit_test_setup_teardown(test, app_setup, app_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_phrase_is_found_whatever_its_case),
		cmocka_unit_test(blanks_and_line_breaks_are_alike),
		WITH_APP(the_first_match_is_shown_while_one_types),
		WITH_APP(esc_goes_back_and_enter_stays),
		WITH_APP(n_goes_on_and_round),
		WITH_APP(n_alone_says_what_begins_a_search),
		WITH_APP(words_heard_long_ago_come_into_sight),
		WITH_APP(questions_titles_and_loose_words_are_found),
		WITH_APP(a_note_is_quoted_where_everything_may_be_seen),
		WITH_APP(a_private_search_ends_with_privacy),
		WITH_APP(on_a_safe_screen_nothing_private_is_searched),
		WITH_APP(statements_are_not_found_before_both_are_there),
		WITH_APP(nothing_is_recorded_of_a_search),
		WITH_APP(matches_are_marked_also_across_a_line_break),
		WITH_APP(a_wrapped_match_is_marked_in_its_parts),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
