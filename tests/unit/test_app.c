/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys in, state and screen out, without a terminal. */
#include <errno.h>
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

static void open_step(struct app_fixture *fixture, const char *id)
{
	app_open_step(&fixture->app, rubric_step(fixture->app.session->rubric, id));
	fixture->app.focus = FOCUS_SCRIPT;
}

/* Each answers what the next form of the open step asks. */
static void hear_teachers_goal(struct app_fixture *fixture)
{
	open_step(fixture, "elicit-goal");
	PRESS(fixture, ' ', K_ENTER);
	type_line(fixture, "Break tasks into smaller steps");
	PRESS(fixture, '1'); /* task */
}

static void words_are_written_with_enter(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "elicit-rationale");
	PRESS(fixture, K_ENTER);
	assert_true(app_is_editing(&fixture->app));
	assert_true(type_line(fixture, "They give up when the numbers get messy.") & CHANGE_EVENTS);
	assert_true(state_knows(&fixture->app.state, "rationale"));
	assert_int_equal(app_save_mark(&fixture->app), SAVE_MARK_SAVED);
	assert_shows(fixture, "They give up when the numbers get messy.");
}

static void a_talk_runs_to_a_successful_end(void **state)
{
	struct app_fixture *fixture = *state;
	const struct negotiation *negotiation = &fixture->app.advice.negotiation;

	start_talk(fixture);
	hear_teachers_goal(fixture);
	open_step(fixture, "elicit-rationale");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "They give up.");
	PRESS(fixture, '1'); /* the first development */
	open_step(fixture, "validate");
	PRESS(fixture, 'x');
	open_step(fixture, "propose");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "Put two ways side by side");
	PRESS(fixture, '4'); /* discussion */
	type_line(fixture, "They hear their own idea taken up.");
	open_step(fixture, "confirm");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "Two ways next to each other.");
	PRESS(fixture, '4');
	assert_hides(fixture, "ways next to each other.");
	type_line(fixture, "Put two strategies side by side.");
	PRESS(fixture, '4');
	assert_shows(fixture, "ways next to each other.");
	PRESS(fixture, '1', '1'); /* both: the same */
	type_line(fixture, "They see their way was fine.");
	assert_int_equal(negotiation->kind, NEGOTIATION_EXTENDED);
	assert_int_equal(negotiation->voices, VOICES_MULTIVOCAL);
	assert_int_equal(negotiation->compatible, VERDICT_YES);
	assert_int_equal(negotiation->worthwhile, VERDICT_YES);
	assert_int_equal(negotiation->n_moves, 5);
	assert_int_equal(negotiation->n_early, 0);
}

static const char *what_matters(const struct app_fixture *fixture)
{
	const struct heard *heard = state_heard(
		&fixture->app.state, rubric_field(fixture->app.session->rubric, "development"));

	return heard ? heard_words(&fixture->app.state, heard) : NULL;
}

static void ask_what_matters(struct app_fixture *fixture)
{
	start_talk(fixture);
	open_step(fixture, "elicit-rationale");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "They would begin by themselves.");
	assert_shows(fixture, "What does it come down to for students?");
}

/* The list comes by itself: whoever is still writing says nothing with it. */
static void what_matters_is_never_said_by_enter_alone(void **state)
{
	struct app_fixture *fixture = *state;

	ask_what_matters(fixture);
	assert_hides(fixture, "› 1 ");
	PRESS(fixture, K_ENTER, K_ENTER);
	assert_shows(fixture, "What does it come down to for students?");
	assert_null(what_matters(fixture));
}

static void who_goes_on_writing_says_what_matters_in_other_words(void **state)
{
	struct app_fixture *fixture = *state;

	ask_what_matters(fixture);
	PRESS(fixture, 0xE9); /* é */
	assert_true(app_is_editing(&fixture->app));
	assert_string_equal(fixture->app.form.text, "\xC3\xA9");
	assert_int_equal(fixture->app.form.point, 2);
	type_line(fixture, "\xC3\xA9lan, and they would not ask me all the time");
	assert_string_equal(what_matters(fixture),
			    "\xC3\xA9lan, and they would not ask me all the time");
}

/* A capital letter begins many a sentence. */
static void no_letter_shows_the_coachs_view_at_the_table(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'G');
	assert_int_equal(fixture->app.mode, MODE_COACH);
	PRESS(fixture, K_ESC);
	start_talk(fixture);
	PRESS(fixture, 'G');
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
	assert_hides(fixture, "private");
	PRESS(fixture, K_CTRL('G'));
	assert_int_equal(fixture->app.mode, MODE_COACH);
}

static void what_was_written_stays_in_sight_while_more_is_asked(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'w');
	type_line(fixture, "Bars drawn");
	assert_shows(fixture, "Bars drawn");
	type_line(fixture, "5");
	assert_shows(fixture, "Bars drawn · 5");
	type_line(fixture, "one bar\nanother");
	assert_shows(fixture, "Bars drawn · 5 · one bar ");
	assert_hides(fixture, "another");
}

/* Five lines heard, a goal, an alternative, both statements, a plan and a date. */
static void a_whole_talk_takes_at_most_40_keys_beyond_its_words(void **state)
{
	struct app_fixture *fixture = *state;

	fixture->keys = 0;
	start_talk(fixture);
	PRESS(fixture, K_ENTER);
	type_line(fixture, "The number line group went on by themselves.");
	PRESS(fixture, K_DOWN);
	assert_shows(fixture, "▸ Next steps");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "Break tasks into smaller steps");
	PRESS(fixture, '1', K_DOWN, K_ENTER);
	type_line(fixture, "They give up when the numbers get messy.");
	PRESS(fixture, '1', K_DOWN, K_ENTER);
	type_line(fixture, "That they begin matters; the line shows it.");
	PRESS(fixture, K_DOWN, K_ENTER);
	type_line(fixture, "Put two ways side by side");
	PRESS(fixture, '4');
	type_line(fixture, "They hear their own idea taken up.");
	PRESS(fixture, K_DOWN, K_ENTER);
	type_line(fixture, "Two ways next to each other.");
	PRESS(fixture, '4');
	type_line(fixture, "Put two strategies side by side.");
	PRESS(fixture, '4', '1', '1');
	type_line(fixture, "They see their way was fine.");
	PRESS(fixture, K_DOWN, K_ENTER);
	type_line(fixture, "Choose two of the ways before the discussion");
	type_line(fixture, "They name what is alike");
	type_line(fixture, "");
	PRESS(fixture, K_ENTER, K_DOWN, K_ENTER); /* no support; in a week */
	PRESS(fixture, 'c', '1');
	assert_true(fixture->keys <= 40);
	assert_int_equal(fixture->app.advice.negotiation.successful, VERDICT_UNKNOWN);
	assert_int_equal(fixture->app.advice.negotiation.compatible, VERDICT_YES);
	assert_true(event_says(fixture->app.state.plan, KEY_DUE, "2026-11-28"));
	assert_true(event_says(fixture->app.state.close, KEY_ENDING, "agreed"));
	print_message("# keys beyond the words: %zu\n", fixture->keys);
}

static void passing_over_the_plan_promises_nothing(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "make-it-happen");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "Choose two of the ways before the discussion");
	type_line(fixture, "");
	type_line(fixture, "");
	assert_shows(fixture, "› 1 Nothing for now");
	PRESS(fixture, K_ENTER);
	assert_shows(fixture, "›November 2026 · no day yet");
	PRESS(fixture, K_ENTER);
	assert_non_null(fixture->app.state.plan);
	assert_null(event_text(fixture->app.state.plan, KEY_SUPPORT));
	assert_null(event_text(fixture->app.state.plan, KEY_DUE));
}

static void the_first_arrow_goes_on_from_today(void **state)
{
	static const struct {
		int arrow;
		const char *day;
	} arrows[] = {
		{K_UP, "Sa, 2026-11-14"},        {K_DOWN, "Sa, 2026-11-28"},
		{K_LEFT, "Fr, 2026-11-20"},      {K_RIGHT, "Su, 2026-11-22"},
		{K_PAGE_DOWN, "Mo, 2026-12-21"},
	};
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	for (size_t i = 0; i < COUNT(arrows); i++) {
		form_start(&fixture->app, &form_plan, NULL);
		type_line(fixture, "Choose two of the ways");
		type_line(fixture, "");
		type_line(fixture, "");
		PRESS(fixture, K_ENTER, arrows[i].arrow);
		assert_shows(fixture, arrows[i].day);
		PRESS(fixture, K_ENTER);
		assert_true(event_says(fixture->app.state.plan, KEY_DUE, arrows[i].day + 4));
	}
}

static void rate_first_criterion(struct app_fixture *fixture, int level)
{
	struct form_subject about = {
		.phase = rubric_phase_at(fixture->app.session->rubric, 0),
	};

	about.criterion = phase_criterion_at(about.phase, 0);
	form_start(&fixture->app, &form_rate, &about);
	PRESS(fixture, level);
}

static void a_reason_goes_with_its_level(void **state)
{
	struct app_fixture *fixture = *state;

	rate_first_criterion(fixture, '1');
	assert_shows(fixture, "(Enter for none)");
	type_line(fixture, "Only one way was possible");
	rate_first_criterion(fixture, '1');
	assert_shows(fixture, "(Enter keeps it)");
	assert_string_equal(fixture->app.form.text, "Only one way was possible");
	type_line(fixture, fixture->app.form.text);
	assert_true(
		event_says(fixture->app.state.ratings[0], KEY_TEXT, "Only one way was possible"));
	rate_first_criterion(fixture, '2');
	assert_shows(fixture, "(Enter for none)");
	assert_string_equal(fixture->app.form.text, "");
	assert_string_equal(fixture->app.form.history[0], "Only one way was possible");
	type_line(fixture, "");
	assert_non_null(fixture->app.state.ratings[0]);
	assert_null(event_text(fixture->app.state.ratings[0], KEY_TEXT));
}

static void what_is_unknown_is_one_quiet_line(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	hear_teachers_goal(fixture);
	open_step(fixture, "propose");
	assert_shows(fixture, "why?");
	assert_shows(fixture, "what matters?");
}

static void undo_takes_back_and_redo_brings_again(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	hear_teachers_goal(fixture);
	assert_true(state_knows(&fixture->app.state, "teacher-goal"));
	PRESS(fixture, 'u');
	assert_false(state_knows(&fixture->app.state, "teacher-goal"));
	PRESS(fixture, 'U');
	assert_true(state_knows(&fixture->app.state, "teacher-goal"));
	PRESS(fixture, 'u');
	assert_false(state_knows(&fixture->app.state, "teacher-goal"));
}

static void a_judgement_of_both_is_taken_back_whole(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "confirm");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "One thing");
	PRESS(fixture, '1');
	type_line(fixture, "One thing");
	PRESS(fixture, '1', '1', '1', K_ESC);
	assert_int_equal(fixture->app.advice.negotiation.compatible, VERDICT_YES);
	PRESS(fixture, 'u');
	assert_null(fixture->app.state.judgements[JUDGE_TEACHER][JUDGE_PHASE]);
	assert_null(fixture->app.state.judgements[JUDGE_COACH][JUDGE_CHANGE]);
}

static int rows_between(const char *screen, const char *from, const char *to)
{
	const char *at = strstr(screen, from);
	const char *end = at ? strstr(at, to) : NULL;
	int rows = 0;

	assert_non_null(end);
	for (; at < end; at++)
		rows += *at == '\n';
	return rows;
}

static void the_two_statements_stand_apart_where_there_is_room(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "confirm");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "Smaller steps");
	PRESS(fixture, '1');
	type_line(fixture, "Steps that are smaller");
	PRESS(fixture, '1', K_ESC);
	assert_int_equal(rows_between(draw_screen(fixture, 30, 100), "Smaller", "Steps that"), 2);
	assert_int_equal(rows_between(draw_screen(fixture, 24, 60), "Smaller", "Steps that"), 1);
}

static void nothing_private_is_on_a_table_safe_screen(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'N');
	type_line(fixture, "PRIVATE-NOTE");
	assert_shows(fixture, "Kept, for yourself.");
	PRESS(fixture, 'g', K_DOWN, K_ENTER); /* a goal of the bank */
	type_line(fixture, "students PRIVATE-REASON because of it");
	assert_shows(fixture, "It rests on nothing that was seen");
	PRESS(fixture, '1'); /* set it all the same */
	assert_shows(fixture, "YOUR GOAL");
	start_talk(fixture);
	assert_hides(fixture, "PRIVATE-");
	assert_hides(fixture, "YOUR GOAL");
	assert_hides(fixture, "BROKE DOWN");
	PRESS(fixture, K_CTRL('G'));
	assert_shows(fixture, "PRIVATE-NOTE");
	assert_shows(fixture, "private");
	PRESS(fixture, 'a'); /* any key closes it, and does nothing else */
	assert_hides(fixture, "PRIVATE-");
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
}

/* Leaves the line as Esc does. */
static void leave_line(struct app_fixture *fixture, const char *text)
{
	assert_true(app_is_editing(&fixture->app));
	app_line_changed(&fixture->app, text, strlen(text));
	app_line_done(&fixture->app, false, text);
}

static void a_private_draft_waits_for_the_desk(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	PRESS(fixture, 'N');
	assert_shows(fixture, "The teacher can read this screen.");
	leave_line(fixture, "PRIVATE-DRAFT");
	assert_non_null(strstr(fixture->app.message, "when you are alone with this screen"));
	assert_hides(fixture, "PRIVATE-DRAFT");
	app_fixture_reopen(fixture);
	assert_string_equal(fixture->app.message, "");
	PRESS(fixture, 'N');
	assert_string_equal(fixture->app.form.text, "");
	leave_line(fixture, "");
	PRESS(fixture, K_CTRL('G'));
	assert_shows(fixture, "Begun: PRIVATE-DRAFT");
	PRESS(fixture, 'a', '<', '2', 'N');
	assert_string_equal(fixture->app.form.text, "PRIVATE-DRAFT");
}

/* Words for a shared record, but written where nobody read along. */
static void what_was_begun_at_the_desk_stays_off_the_table(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	leave_line(fixture, "T She rushed");
	PRESS(fixture, 'w');
	leave_line(fixture, "The lost ones");
	start_talk(fixture);
	app_fixture_reopen(fixture);
	assert_string_equal(fixture->app.message, "");
	PRESS(fixture, 'e');
	assert_string_equal(fixture->app.form.text, "");
	leave_line(fixture, "S seven of them wait");
	PRESS(fixture, 'w');
	assert_string_equal(fixture->app.form.text, "");
	leave_line(fixture, "");
	PRESS(fixture, 'e');
	assert_string_equal(fixture->app.form.text, "S seven of them wait");
	leave_line(fixture, "");
	PRESS(fixture, '<', '2', 'e');
	assert_string_equal(fixture->app.form.text, "T She rushed");
	leave_line(fixture, "T She rushed");
	app_fixture_reopen(fixture);
	PRESS(fixture, '<', '2', 'w');
	assert_string_equal(fixture->app.form.text, "The lost ones");
}

static void a_reason_that_is_begun_comes_back_for_its_criterion(void **state)
{
	struct app_fixture *fixture = *state;

	fixture->app.focus = FOCUS_LESSON;
	PRESS(fixture, K_DOWN, K_ENTER, '1');
	leave_line(fixture, "only three began");
	PRESS(fixture, K_DOWN, K_ENTER, '1');
	assert_string_equal(fixture->app.form.text, "");
	leave_line(fixture, "");
	PRESS(fixture, K_UP, K_ENTER, '1');
	assert_string_equal(fixture->app.form.text, "only three began");
}

static void a_goal_that_is_only_begun_is_told_before_the_talk(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'g');
	leave_line(fixture, "MY-GOAL");
	app_fixture_reopen(fixture);
	PRESS(fixture, '>');
	assert_shows(fixture, "Your goal is only begun: Esc, then g goes on with it.");
	PRESS(fixture, K_ESC);
	start_talk(fixture);
	assert_hides(fixture, "MY-GOAL");
	PRESS(fixture, K_CTRL('G'));
	assert_shows(fixture, "Begun: MY-GOAL");
}

static bool is_on_the_disk(const struct app_fixture *fixture, const char *where, const char *text)
{
	char command[256];

	snprintf(command, sizeof command, "grep -rqF '%s' %s/%s", text, fixture->folder, where);
	return system(command) == 0;
}

static void a_text_is_a_draft_until_its_record_is_saved(void **state)
{
	struct app_fixture *fixture = *state;
	const char *text = "Ask about the table.";

	PRESS(fixture, 'N');
	app_line_changed(&fixture->app, text, strlen(text));
	app_line_done(&fixture->app, true, text);
	assert_false(is_on_the_disk(fixture, "data", text));
	assert_true(is_on_the_disk(fixture, "state", text));
	app_flush(&fixture->app);
	assert_true(is_on_the_disk(fixture, "data", text));
	assert_false(is_on_the_disk(fixture, "state", text));
}

static void what_is_added_at_the_desk_stays_there(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	PRESS(fixture, 'e');
	leave_line(fixture, "begun at the table");
	PRESS(fixture, '<', '2', 'e');
	assert_string_equal(fixture->app.form.text, "begun at the table");
	leave_line(fixture, "begun at the table PRIVATE-MORE");
	PRESS(fixture, '>', '1');
	assert_true(app_is_table_safe(&fixture->app));
	PRESS(fixture, 'e');
	assert_string_equal(fixture->app.form.text, "");
	assert_hides(fixture, "PRIVATE-MORE");
	leave_line(fixture, "");
	PRESS(fixture, '<', '2', 'e');
	assert_string_equal(fixture->app.form.text, "begun at the table PRIVATE-MORE");
}

/* "Could not be seen" comes after them and is none of them. */
static void a_level_that_counts_as_met_says_so_itself(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, K_HOME, K_DOWN, K_ENTER);
	assert_shows(fixture, "to reach an answer ");
	assert_hides(fixture, "to reach an answer (counts");
	assert_shows(fixture, "their meaning visible (counts as met)");
	assert_shows(fixture, "no path laid out (counts as met)");
	assert_hides(fixture, "count as met");
	assert_shows(fixture, "5 Could not be seen ");
}

static void the_way_back_to_the_preparation_asks_first(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	PRESS(fixture, '<');
	assert_true(app_is_table_safe(&fixture->app));
	PRESS(fixture, K_ENTER); /* stays */
	assert_true(app_is_table_safe(&fixture->app));
	PRESS(fixture, '<', '2');
	assert_false(app_is_table_safe(&fixture->app));
}

static void private_steps_are_shown_to_a_coach_who_is_alone(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	PRESS(fixture, '>'); /* follow-through */
	assert_hides(fixture, "Looking back on the talk");
	PRESS(fixture, 'v', K_ENTER); /* not alone */
	assert_hides(fixture, "Looking back on the talk");
	PRESS(fixture, 'v', '2');
	assert_shows(fixture, "Looking back on the talk");
	assert_false(app_is_table_safe(&fixture->app));
	PRESS(fixture, 'v');
	assert_hides(fixture, "Looking back on the talk");
	assert_true(app_is_table_safe(&fixture->app));
}

/* The row of the screen that holds a text. */
static void row_of(const char *screen, const char *text, char *row, size_t size)
{
	const char *at = strstr(screen, text);
	const char *start = at;

	assert_non_null(at);
	while (start > screen && start[-1] != '\n')
		start--;
	snprintf(row, size, "%.*s", (int)strcspn(start, "\n"), start);
}

/* Whether the engine finds the teacher's goal productive must not be seen on a safe screen. */
static void the_steps_look_the_same_whatever_the_goal(void **state)
{
	struct app_fixture *fixture = *state;
	const struct rubric_step *propose = rubric_step(fixture->app.session->rubric, "propose");
	struct event breakdown;
	char row[1024];

	event_init(&breakdown, EVENT_BREAKDOWN);
	event_set(&breakdown, KEY_PHASE, "task");
	assert_true(app_act(&fixture->app, &breakdown, 1) & CHANGE_EVENTS);
	start_talk(fixture);
	row_of(draw_screen(fixture, 30, 100), propose->title, row, sizeof row);
	hear_teachers_goal(fixture); /* in that phase: productive, so the script passes over */
	assert_int_equal(app_guide_step(&fixture->app, propose)->state, STEP_PASSED);
	assert_shows(fixture, row);
}

static void the_closing_page_says_what_was_agreed(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "confirm");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "Two ways side by side");
	PRESS(fixture, '4', K_ESC, 'c', '2');
	type_line(fixture, "the exit slips");
	assert_shows(fixture, "We go on another day.");
	assert_shows(fixture, "the exit slips");
	assert_shows(fixture, "Two ways side by side");
}

static void a_parked_goal_is_marked(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	hear_teachers_goal(fixture);
	PRESS(fixture, 'p', '1');
	type_line(fixture, "");
	open_step(fixture, "elicit-goal");
	assert_shows(fixture, "set aside");
}

/* `add` can make anything private. */
static void add_private(struct app_fixture *fixture, enum event_kind kind, enum event_key key,
			const char *text)
{
	struct event event;
	struct err err = {{0}, 0};

	event_init(&event, kind);
	event_set(&event, key, text);
	if (kind == EVENT_EVIDENCE)
		event_set(&event, KEY_PHASE, "task");
	if (kind == EVENT_GOAL)
		event_set(&event, KEY_WHOSE, "teacher");
	if (kind == EVENT_SAID)
		event_set(&event, KEY_BY, "teacher");
	event.is_private = true;
	assert_int_equal(journal_stage(fixture->app.journal, &event, 1, &err), STATUS_OK);
	assert_int_equal(app_refold(&fixture->app, &err), STATUS_OK);
}

static void what_was_added_as_private_stays_off_the_table(void **state)
{
	struct app_fixture *fixture = *state;

	add_private(fixture, EVENT_EVIDENCE, KEY_TEXT, "PRIVATE-EVIDENCE");
	add_private(fixture, EVENT_WORK, KEY_STRATEGY, "PRIVATE-WORK");
	add_private(fixture, EVENT_GOAL, KEY_TEXT, "PRIVATE-GOAL");
	add_private(fixture, EVENT_SAID, KEY_TEXT, "PRIVATE-WORDS");
	assert_shows(fixture, "PRIVATE-EVIDENCE");
	assert_shows(fixture, "PRIVATE-WORK");
	start_talk(fixture);
	assert_hides(fixture, "PRIVATE-");
	open_step(fixture, "elicit-goal");
	assert_hides(fixture, "PRIVATE-");
	PRESS(fixture, 'f');
	assert_hides(fixture, "PRIVATE-");
	PRESS(fixture, K_ESC, 'p');
	assert_hides(fixture, "PRIVATE-");
}

static void a_statement_is_likely_about_what_was_talked_about(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	hear_teachers_goal(fixture);
	open_step(fixture, "confirm");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "Smaller steps");
	PRESS(fixture, K_ENTER); /* the part that is marked */
	assert_true(
		event_says(fixture->app.state.goals[GOAL_AGREED_BY_TEACHER], KEY_PHASE, "task"));
}

/* Just when the talk needs it; what is asked, and what is written, is as it was. */
static void the_coachs_view_opens_over_what_is_asked(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;
	unsigned change;

	PRESS(fixture, 'N');
	type_line(fixture, "PRIVATE-NOTE");
	PRESS(fixture, '>', '1');
	assert_shows(fixture, "may be written down");
	PRESS(fixture, K_CTRL('G'));
	assert_shows(fixture, "PRIVATE-NOTE");
	PRESS(fixture, '1'); /* closes it, and answers nothing */
	assert_null(app->state.consent);
	PRESS(fixture, '1');
	open_step(fixture, "elicit-goal");
	PRESS(fixture, K_ENTER);
	app_line_changed(app, "half a sen", 10);
	assert_true(app_line_key(app, K_CTRL('G'), &change));
	assert_false(change & CHANGE_EDIT);
	assert_shows(fixture, "PRIVATE-NOTE");
	host_waited(&fixture->host, COACH_VIEW_MS);
	app_tick(app);
	assert_true(app_is_editing(app));
	assert_string_equal(app->form.text, "half a sen");
	assert_hides(fixture, "PRIVATE-NOTE");
	app->form.search = "(reverse-i-search)`x': "; /* which this key ends */
	assert_false(app_line_key(app, K_CTRL('G'), &change));
}

static void undo_does_not_read_out_a_statement_that_is_withheld(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "confirm");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "WITHHELD words");
	PRESS(fixture, '4', K_ESC, 'u');
	assert_shows(fixture, "Taken back");
	assert_hides(fixture, "WITHHELD");
}

static void the_coachs_view_closes_by_itself(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	PRESS(fixture, K_CTRL('G'));
	assert_int_equal(fixture->app.mode, MODE_COACH);
	assert_int_equal(app_tick_ms(&fixture->app), COACH_VIEW_MS);
	host_waited(&fixture->host, COACH_VIEW_MS);
	assert_true(app_tick(&fixture->app) & CHANGE_VIEW);
	assert_int_equal(fixture->app.mode, MODE_NORMAL);
}

static void refused_consent_keeps_no_words_of_the_teacher(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, '>', '1', '2');
	open_step(fixture, "elicit-rationale");
	assert_shows(fixture, "Enter heard");
	PRESS(fixture, K_ENTER);
	assert_false(app_is_editing(&fixture->app));
	assert_true(state_knows(&fixture->app.state, "rationale"));
	PRESS(fixture, '\'');
	assert_false(app_is_editing(&fixture->app));
	open_step(fixture, "look-at-work");
	PRESS(fixture, K_ENTER, K_ENTER); /* which of the two, nobody has said yet */
	assert_false(state_knows(&fixture->app.state, "learning-goal"));
	PRESS(fixture, '2');
	assert_true(state_knows(&fixture->app.state, "strengths"));
	assert_false(state_knows(&fixture->app.state, "learning-goal"));
	PRESS(fixture, K_ENTER, K_ENTER); /* only one was left */
	assert_shows(fixture, "As agreed");
}

/* As after a crash: of the place nothing is known, or what was before. */
static void a_talk_that_has_begun_comes_back_as_such(void **state)
{
	struct app_fixture *fixture = *state;
	char command[128];

	start_talk(fixture);
	open_step(fixture, "elicit-rationale");
	app_close(&fixture->app);
	snprintf(command, sizeof command, "rm -r %s/state/debrief/places", fixture->folder);
	assert_int_equal(system(command), 0);
	app_fixture_reopen(fixture);
	assert_true(app_is_table_safe(&fixture->app));
	assert_int_equal(fixture->app.focus, FOCUS_SCRIPT);
	PRESS(fixture, '<', '2');
	assert_false(app_is_table_safe(&fixture->app));
	app_fixture_reopen(fixture);
	assert_true(app_is_table_safe(&fixture->app));
}

static void in_folder(const struct app_fixture *fixture, const char *command)
{
	char whole[256];

	snprintf(whole, sizeof whole, "cd %s && %s", fixture->path, command);
	assert_int_equal(system(whole), 0);
}

/* Whoever had put the older file there may have meant it. */
static void what_is_written_again_is_told_once(void **state)
{
	struct app_fixture *fixture = *state;

	in_folder(fixture, "mkdir ../older && cp private.* ../older");
	PRESS(fixture, 'N');
	type_line(fixture, "One that goes.");
	assert_shows(fixture, "Kept, for yourself.");
	in_folder(fixture, "cp ../older/private.* .");
	PRESS(fixture, 'N');
	type_line(fixture, "The next one.");
	assert_shows(fixture, "1 entry that was gone from the files was written again");
	PRESS(fixture, 'N');
	type_line(fixture, "And another.");
	assert_shows(fixture, "Kept, for yourself.");
}

/* Another rubric for the session that is open. */
static void use_rubric(struct app_fixture *fixture, const char *text)
{
	struct session_new what = {.name = "another"};
	char path[128];
	struct buf diags;
	FILE *file;

	snprintf(path, sizeof path, "%s/rubric.yaml", fixture->folder);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	what.rubric = path;
	buf_init(&diags, BUF_MAX_DEFAULT);
	if (session_create(&fixture->host, &fixture->arena, &what, &fixture->path, &diags, NULL))
		fail_msg("%s", buf_text(&diags));
	buf_release(&diags);
	app_fixture_reopen(fixture);
}

static void a_stage_without_steps_is_passed_over(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;

	use_rubric(fixture,
		   "format: debrief-rubric/1\n"
		   "id: gaps\n"
		   "version: 1\n"
		   "title: Gaps\n"
		   "stages: [prepare, arrive, debrief, look-ahead, close]\n"
		   "script:\n"
		   "  - {id: look, stage: prepare, title: Look, say: [What did you see?]}\n"
		   "  - {id: talk, stage: debrief, title: Talk, say: [What now?]}\n"
		   "  - {id: end, stage: close, title: End, say: [And then?]}\n");
	PRESS(fixture, '>', '1', '1');
	assert_string_equal(app->session->rubric->stages.items[app->stage], "debrief");
	assert_string_equal(app->step->id, "talk");
	PRESS(fixture, '>');
	assert_string_equal(app->step->id, "end");
	PRESS(fixture, '<');
	assert_string_equal(app->step->id, "talk");
	PRESS(fixture, '<', '2');
	assert_string_equal(app->session->rubric->stages.items[app->stage], "prepare");
}

static void leaving_and_coming_back_finds_the_same_place(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "propose");
	PRESS(fixture, K_RIGHT, K_RIGHT);
	app_fixture_reopen(fixture);
	assert_true(app_is_table_safe(&fixture->app));
	assert_string_equal(fixture->app.step->id, "propose");
	assert_int_equal(fixture->app.question, 2);
}

static void the_turn_that_the_talk_took_comes_back(void **state)
{
	struct app_fixture *fixture = *state;
	char title[256];

	start_talk(fixture);
	open_step(fixture, "propose");
	PRESS(fixture, 'b', '1', K_RIGHT);
	snprintf(title, sizeof title, "%s", fixture->app.branch->title);
	assert_shows(fixture, "2 of");
	app_fixture_reopen(fixture);
	assert_non_null(fixture->app.branch);
	assert_string_equal(fixture->app.branch->title, title);
	assert_int_equal(fixture->app.question, 1);
}

static void a_text_that_was_left_comes_back_in_its_place_once(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "elicit-rationale");
	PRESS(fixture, K_ENTER);
	app_line_changed(&fixture->app, "half a sen", 10);
	app_line_done(&fixture->app, false, "half a sen");
	app_fixture_reopen(fixture);
	open_step(fixture, "elicit-rationale");
	assert_shows(fixture, "half a sen");
	PRESS(fixture, K_ENTER);
	assert_string_equal(fixture->app.form.text, "half a sen");
	type_line(fixture, "half a sentence, now whole");
	app_fixture_reopen(fixture);
	assert_int_equal(fixture->app.drafts.n_offers, 0);
	assert_true(state_knows(&fixture->app.state, "rationale"));
}

static void a_line_without_words_leaves_nothing(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;

	start_talk(fixture);
	PRESS(fixture, '\'');
	leave_line(fixture, "half a sentence"); /* waits elsewhere all the while */
	PRESS(fixture, 'N');
	leave_line(fixture, "");
	assert_string_equal(app->message, "");
	PRESS(fixture, 'N');
	leave_line(fixture, " \n ");
	assert_string_equal(app->message, "");
	assert_int_equal(app->drafts.n_offers, 1);
	open_step(fixture, "make-it-happen");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "The one move");
	leave_line(fixture, "  "); /* of the second question */
	app_fixture_reopen(fixture);
	assert_int_equal(app->drafts.n_offers, 2);
	for (size_t i = 0; i < 2; i++)
		assert_true(app->drafts.offers[i].text[0] != ' ');
}

static void what_was_begun_is_told_with_its_key(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	PRESS(fixture, '\'');
	leave_line(fixture, "half a sentence");
	app_fixture_reopen(fixture);
	assert_string_equal(fixture->app.message,
			    "A text you had begun is waiting: ' goes on with it, an empty line "
			    "drops it.");
	PRESS(fixture, '\'');
	assert_string_equal(fixture->app.form.text, "half a sentence");
}

static void assert_tells_of_a_text(struct app_fixture *fixture, bool tells)
{
	app_fixture_reopen(fixture);
	if (tells)
		assert_shows(fixture, "A text you had begun is waiting");
	else
		assert_hides(fixture, "A text you had begun is waiting");
}

static int is_full(int from, const char *name, int to, const char *new_name)
{
	(void)from;
	(void)name;
	(void)to;
	(void)new_name;
	errno = ENOSPC;
	return -1;
}

/* The place is as it was before the words, as after a crash. */
static void words_that_were_added_are_told_of_though_no_place_was_kept(void **state)
{
	struct app_fixture *fixture = *state;
	const struct file_ops *files = fixture->host.files;
	struct file_ops full = *files;

	full.renameat = is_full;
	PRESS(fixture, 'N');
	leave_line(fixture, "first words");
	assert_tells_of_a_text(fixture, true);
	assert_tells_of_a_text(fixture, false);
	PRESS(fixture, 'N');
	leave_line(fixture, "first words, and a page more");
	fixture->host.files = &full;
	app_close(&fixture->app);
	fixture->host.files = files;
	assert_tells_of_a_text(fixture, true);
	assert_tells_of_a_text(fixture, false);
}

static void what_no_screen_had_room_for_is_told_again(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'N');
	leave_line(fixture, "ask her");
	app_fixture_reopen(fixture);
	fixture->rows = 11;
	assert_shows(fixture, "Please make this window");
	fixture->rows = 30;
	assert_tells_of_a_text(fixture, true);
	assert_tells_of_a_text(fixture, false);
}

/* "Just what was said" comes before both. */
static void texts_for_two_places_of_a_step_are_two_and_are_told_with_its_key(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "look-at-work");
	PRESS(fixture, 'W', '2');
	leave_line(fixture, "to compare them");
	PRESS(fixture, 'W', '3');
	leave_line(fixture, "they drew it");
	app_fixture_reopen(fixture);
	assert_string_equal(fixture->app.message,
			    "A text you had begun is waiting in 'Looking at the work together': W "
			    "there goes on with it. 1 more waits in its place.");
	open_step(fixture, "look-at-work");
	PRESS(fixture, 'W', '2');
	assert_string_equal(fixture->app.form.text, "to compare them");
}

static void enter_is_told_only_where_it_goes_on(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "look-at-work");
	PRESS(fixture, 'W', '1');
	leave_line(fixture, "so many of them");
	app_fixture_reopen(fixture);
	assert_non_null(strstr(fixture->app.message, "together': Enter there goes on with it."));
	open_step(fixture, "look-at-work");
	PRESS(fixture, K_ENTER);
	assert_string_equal(fixture->app.form.text, "so many of them");
	type_line(fixture, "so many of them");
	PRESS(fixture, 'E', '1', '1');
	leave_line(fixture, "so many");
	app_fixture_reopen(fixture);
	assert_string_equal(fixture->app.message, "A text you had begun is waiting in 'Looking at "
						  "the work together'.");
}

static void what_was_begun_is_told_once(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;

	PRESS(fixture, 'w');
	type_line(fixture, "Ratio table");
	leave_line(fixture, "12"); /* a draft for each line */
	PRESS(fixture, 'N');
	leave_line(fixture, "ask her");
	app_fixture_reopen(fixture);
	assert_shows(fixture, "is waiting");
	assert_shows(fixture, "1 more waits");
	for (int i = 0; i < 2; i++) { /* whoever looks and leaves it changes nothing */
		app_fixture_reopen(fixture);
		assert_string_equal(app->message, "");
		PRESS(fixture, 'w');
		assert_string_equal(app->form.text, "Ratio table");
		leave_line(fixture, "Ratio table");
	}
	PRESS(fixture, 'w');
	leave_line(fixture, "Ratio tables");
	app_fixture_reopen(fixture);
	assert_string_equal(app->message,
			    "A text you had begun is waiting: w goes on with it, an empty line "
			    "drops it.");
}

static void what_is_private_is_not_told_where_others_read_along(void **state)
{
	struct app_fixture *fixture = *state;
	struct app *app = &fixture->app;

	PRESS(fixture, 'N');
	leave_line(fixture, "ask her");
	start_talk(fixture);
	app_fixture_reopen(fixture);
	assert_string_equal(app->message, "");
	assert_int_equal(app->drafts.n_offers, 1);
	assert_false(drafts_is_told(app, 0)); /* it is still to come */
}

static void what_was_begun_is_told_with_its_step(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "make-it-happen");
	PRESS(fixture, K_ENTER);
	leave_line(fixture, "The one move");
	app_fixture_reopen(fixture);
	assert_non_null(strstr(fixture->app.message, "'Making it happen': Enter there"));
}

/* Its words are for nobody's eyes before both are there. */
static void a_statement_that_is_begun_is_told_without_its_words(void **state)
{
	struct app_fixture *fixture = *state;

	start_talk(fixture);
	open_step(fixture, "confirm");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "Ask for two ways"); /* cut off where the part of the lesson is asked */
	app_fixture_reopen(fixture);
	assert_non_null(strstr(fixture->app.message, "Enter there goes on with it"));
	open_step(fixture, "confirm");
	assert_shows(fixture, "Begun");
	assert_hides(fixture, "Ask for two ways");
	PRESS(fixture, K_ENTER);
	assert_string_equal(fixture->app.form.text, "Ask for two ways");
}

static void words_without_a_step_are_filed_later(void **state)
{
	struct app_fixture *fixture = *state;
	const struct heard *heard;

	start_talk(fixture);
	PRESS(fixture, '\'');
	type_line(fixture, "said in passing");
	PRESS(fixture, '1'); /* the teacher */
	heard = &fixture->app.state.heard[fixture->app.state.n_heard - 1];
	assert_null(heard->step);
	assert_shows(fixture, "said in passing");
	PRESS(fixture, 'f', '1', '2');
	assert_shows(fixture, "Filed under Next steps.");
	heard = &fixture->app.state.heard[fixture->app.state.n_heard - 1];
	assert_non_null(heard->step);
}

/* On the smallest usual screen. */
static void hints_name_first_what_is_needed_here(void **state)
{
	struct app_fixture *fixture = *state;

	fixture->rows = 24;
	fixture->columns = 80;
	start_talk(fixture);
	assert_shows(fixture, "Space asked");
	assert_shows(fixture, "question");
	PRESS(fixture, K_ENTER);
	type_line(fixture, "They give up");
	assert_shows(fixture, "E change");
	assert_shows(fixture, "→ question");
	open_step(fixture, "make-it-happen");
	assert_shows(fixture, "→ question");
	assert_shows(fixture, "c close talk");
	PRESS(fixture, 'b', '1');
	assert_shows(fixture, "→ question");
	assert_shows(fixture, "c close talk");
	PRESS(fixture, 'w');
	type_line(fixture, "Ratio table");
	type_line(fixture, "");
	type_line(fixture, "");
	type_line(fixture, "");
	fixture->app.focus = FOCUS_WORK;
	assert_shows(fixture, "Enter read");
	PRESS(fixture, K_ENTER);
	assert_shows(fixture, "Enter back");
	PRESS(fixture, K_ENTER);
	assert_false(fixture->app.zoom);
}

static void hints_name_what_the_row_at_the_mark_is_for(void **state)
{
	struct app_fixture *fixture = *state;

	PRESS(fixture, 'e');
	type_line(fixture, "S draws");
	type_line(fixture, "");
	fixture->app.focus = FOCUS_LESSON;
	PRESS(fixture, K_HOME, K_DOWN);
	for (int columns = 80; columns <= 100; columns += 20) {
		fixture->rows = 24;
		fixture->columns = columns;
		assert_shows(fixture, "Tab panes   E change");
		assert_shows(fixture, "? all keys   q leave");
	}
	assert_shows(fixture, "f sort");
}

/* Every key that the hint bar or the help shows is one that dispatch finds. */
static void every_command_with_a_key_can_be_reached(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_commands; i++) {
		assert_true(commands[i].keys[0] != 0);
		assert_non_null(commands[i].help);
		assert_true(!commands[i].hint == !commands[i].rank);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(commands[k].id, commands[i].id);
	}
}

/* In one context two commands that are both always there never share a key. */
static void no_key_means_two_things(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_commands; i++)
		for (size_t k = 0; k < i; k++)
			for (int a = 0; a < 3; a++)
				for (int b = 0; b < 3; b++)
					if (commands[i].keys[a] &&
					    commands[i].keys[a] == commands[k].keys[b] &&
					    (commands[i].contexts & commands[k].contexts))
						assert_ptr_not_equal(commands[i].works,
								     commands[k].works);
}

/* Random keys at random sizes: never a crash, and the screen always shows a session. */
static void a_random_walk_never_breaks(void **state)
{
	static const int keys[] = {K_ENTER,   ' ', K_UP,        K_DOWN,      K_LEFT, K_RIGHT, K_TAB,
				   K_BACKTAB, 'z', 'b',         'x',         '\'',   'f',     'g',
				   'p',       'e', 'w',         'N',         '>',    '<',     'c',
				   'P',       'u', 'U',         K_CTRL('G'), '?',    K_ESC,   '1',
				   '2',       '3', K_PAGE_DOWN, K_PAGE_UP,   K_HOME, K_END};
	struct app_fixture *fixture = *state;
	struct property property = property_start("random walk");

	for (int i = 0; i < property_rounds(1500); i++) {
		unsigned number = property_number(&property, COUNT(keys));

		if (app_is_editing(&fixture->app) && property_number(&property, 4)) {
			type_line(fixture, property_number(&property, 3) ? "word" : "");
			continue;
		}
		if (app_is_editing(&fixture->app)) {
			app_line_done(&fixture->app, false, "word");
			continue;
		}
		PRESS(fixture, keys[number]);
		if (i % 8 == 0)
			draw_screen(fixture, 1 + (int)property_number(&property, 60),
				    1 + (int)property_number(&property, 200));
	}
	fixture->app.mode = MODE_NORMAL;
	assert_shows(fixture, "Debrief");
	app_fixture_reopen(fixture);
	assert_int_equal(app_save_mark(&fixture->app), SAVE_MARK_SAVED);
}

#define WITH_APP(test) cmocka_unit_test_setup_teardown(test, app_setup, app_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_APP(words_are_written_with_enter),
		WITH_APP(a_talk_runs_to_a_successful_end),
		WITH_APP(a_whole_talk_takes_at_most_40_keys_beyond_its_words),
		WITH_APP(passing_over_the_plan_promises_nothing),
		WITH_APP(what_was_written_stays_in_sight_while_more_is_asked),
		WITH_APP(what_matters_is_never_said_by_enter_alone),
		WITH_APP(who_goes_on_writing_says_what_matters_in_other_words),
		WITH_APP(no_letter_shows_the_coachs_view_at_the_table),
		WITH_APP(hints_name_first_what_is_needed_here),
		WITH_APP(hints_name_what_the_row_at_the_mark_is_for),
		WITH_APP(the_first_arrow_goes_on_from_today),
		WITH_APP(a_reason_goes_with_its_level),
		WITH_APP(what_is_unknown_is_one_quiet_line),
		WITH_APP(undo_takes_back_and_redo_brings_again),
		WITH_APP(a_judgement_of_both_is_taken_back_whole),
		WITH_APP(the_two_statements_stand_apart_where_there_is_room),
		WITH_APP(nothing_private_is_on_a_table_safe_screen),
		WITH_APP(a_private_draft_waits_for_the_desk),
		WITH_APP(what_was_begun_at_the_desk_stays_off_the_table),
		WITH_APP(a_reason_that_is_begun_comes_back_for_its_criterion),
		WITH_APP(a_goal_that_is_only_begun_is_told_before_the_talk),
		WITH_APP(a_text_is_a_draft_until_its_record_is_saved),
		WITH_APP(what_is_added_at_the_desk_stays_there),
		WITH_APP(a_level_that_counts_as_met_says_so_itself),
		WITH_APP(the_way_back_to_the_preparation_asks_first),
		WITH_APP(private_steps_are_shown_to_a_coach_who_is_alone),
		WITH_APP(the_steps_look_the_same_whatever_the_goal),
		WITH_APP(the_closing_page_says_what_was_agreed),
		WITH_APP(a_parked_goal_is_marked),
		WITH_APP(what_was_added_as_private_stays_off_the_table),
		WITH_APP(a_statement_is_likely_about_what_was_talked_about),
		WITH_APP(undo_does_not_read_out_a_statement_that_is_withheld),
		WITH_APP(the_coachs_view_opens_over_what_is_asked),
		WITH_APP(the_coachs_view_closes_by_itself),
		WITH_APP(refused_consent_keeps_no_words_of_the_teacher),
		WITH_APP(a_talk_that_has_begun_comes_back_as_such),
		WITH_APP(what_is_written_again_is_told_once),
		WITH_APP(a_stage_without_steps_is_passed_over),
		WITH_APP(a_line_without_words_leaves_nothing),
		WITH_APP(what_was_begun_is_told_with_its_key),
		WITH_APP(words_that_were_added_are_told_of_though_no_place_was_kept),
		WITH_APP(what_no_screen_had_room_for_is_told_again),
		WITH_APP(texts_for_two_places_of_a_step_are_two_and_are_told_with_its_key),
		WITH_APP(enter_is_told_only_where_it_goes_on),
		WITH_APP(what_was_begun_is_told_once),
		WITH_APP(what_is_private_is_not_told_where_others_read_along),
		WITH_APP(what_was_begun_is_told_with_its_step),
		WITH_APP(leaving_and_coming_back_finds_the_same_place),
		WITH_APP(the_turn_that_the_talk_took_comes_back),
		WITH_APP(a_text_that_was_left_comes_back_in_its_place_once),
		WITH_APP(a_statement_that_is_begun_is_told_without_its_words),
		WITH_APP(words_without_a_step_are_filed_later),
		cmocka_unit_test(every_command_with_a_key_can_be_reached),
		cmocka_unit_test(no_key_means_two_things),
		WITH_APP(a_random_walk_never_breaks),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
