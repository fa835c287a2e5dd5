/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is private stays so. Words are planted in every private kind, key and field; then everything
 * is pressed that can be pressed while the teacher may see the screen, and the words must be on no
 * screen of any size, in no line that is read aloud, in no file that is shared and in no report for
 * the teacher. And the words of a teacher who does not want them kept are in no record.
 */
#include <fcntl.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/command.h"
#include "app/draft_about.h"
#include "app/keys.h"
#include "app_fixture.h"
#include "debrief/array.h"
#include "debrief/event_check.h"
#include "debrief/report.h"
#include "property.h"
#include "ui/charset.h"
#include "ui/speech.h"

#define FOUND_BY          "plover" /* what is searched for; the words go on with the other */
#define SECRET            "qzyxsecret"
#define WORDS_WITH_SECRET "words qzyxsecret"
#define KEYS              400
#define SESSIONS          3

struct watch {
	struct app_fixture fixture;
	struct property property;
	struct charset charset;
	const char *forbidden;
	size_t screens;
	size_t planted;
};

/* ---- planting ---- */

static const char *value_for(const struct rubric *rubric, const struct event_rule *rule,
			     const char *words)
{
	switch ((int)rule->type) {
	case VALUE_TEXT:
	case VALUE_BLOCK:
		return words;
	case VALUE_CHOICE:
		return rule->choices[0];
	case VALUE_NUMBER:
		return "3";
	case VALUE_BOOL:
		return "true";
	case VALUE_DATE:
		return "2026-11-27";
	case VALUE_PHASE:
	case VALUE_BREAKDOWN:
		return rubric->phases.count > 0 ? rubric_phase_at(rubric, 0)->id : NULL;
	case VALUE_CRITERION:
		return rubric->criteria[0]->name;
	case VALUE_LEVEL:
		return "met";
	case VALUE_STEP:
		return rubric_step_at(rubric, 0)->id;
	case VALUE_TOPIC:
		return "learning";
	case VALUE_ROLE:
		return "teacher";
	default:
		return NULL;
	}
}

static void stage(struct watch *watch, struct event *event)
{
	struct err err = {{0}, 0};

	event->is_private = true;
	if (journal_stage(watch->fixture.app.journal, event, 1, &err))
		fail_msg("%s: %s", event->kind_name, err.message);
	watch->planted++;
}

/* One of a kind, with the words in every key that takes words. */
static void plant(struct watch *watch, enum event_kind kind, const char *whose)
{
	const struct event_kind_info *info = &event_kinds[kind];
	struct event event;

	event_init(&event, kind);
	for (size_t i = 0; i < info->n_rules; i++)
		event_set(&event, info->rules[i].key,
			  info->rules[i].key == KEY_DRAFT
				  ? NULL
				  : value_for(watch->fixture.session.rubric, &info->rules[i],
					      FOUND_BY " " SECRET));
	if (whose)
		event_set(&event, KEY_WHOSE, whose);
	stage(watch, &event);
}

static bool can_be_planted(enum event_kind kind)
{
	return kind != EVENT_OPEN && kind != EVENT_JOIN && kind != EVENT_CONSENT &&
	       kind != EVENT_PAUSE && kind != EVENT_RESUME && kind != EVENT_VOID &&
	       kind != EVENT_ERASED;
}

static void plant_everything(struct watch *watch)
{
	const struct rubric *rubric = watch->fixture.session.rubric;
	struct event event;

	for (enum event_kind kind = EVENT_OPEN; kind < EVENT_UNKNOWN; kind++)
		if (can_be_planted(kind) && kind != EVENT_GOAL)
			plant(watch, kind, NULL);
	plant(watch, EVENT_GOAL, "coach");
	for (size_t i = 0; i < rubric->n_criteria; i++) {
		event_init(&event, EVENT_RATE);
		event_set(&event, KEY_CRITERION, rubric->criteria[i]->name);
		event_set(&event, KEY_LEVEL, i % 2 ? "met" : "unmet");
		event_set(&event, KEY_TEXT, FOUND_BY " " SECRET);
		stage(watch, &event);
	}
	for (size_t i = 0; i < rubric->n_fields; i++) {
		event_init(&event, EVENT_SAID);
		event_set(&event, KEY_BY, i % 2 ? "teacher" : "coach");
		event_set(&event, KEY_STEP, rubric->fields[i]->step->id);
		event_set(&event, KEY_FIELD, rubric->fields[i]->id);
		event_set(&event, KEY_TEXT, FOUND_BY " " SECRET);
		stage(watch, &event);
	}
}

/* What may be seen, so that there is something to look at. */
static void share(struct watch *watch)
{
	static const struct {
		enum event_kind kind;
		const char *whose;
	} shared[] = {
		{EVENT_EVIDENCE, NULL},
		{EVENT_WORK, NULL},
		{EVENT_GOAL, "teacher"},
		{EVENT_GOAL, "alternative"},
		{EVENT_GOAL, "agreed-by-coach"},
		{EVENT_GOAL, "agreed-by-teacher"},
		{EVENT_PLAN, NULL},
	};
	const struct rubric *rubric = watch->fixture.session.rubric;

	for (size_t i = 0; i < COUNT(shared); i++) {
		const struct event_kind_info *info = &event_kinds[shared[i].kind];
		struct event event;

		event_init(&event, shared[i].kind);
		for (size_t j = 0; j < info->n_rules; j++)
			if (info->rules[j].key != KEY_DRAFT && info->rules[j].key != KEY_FILE)
				event_set(&event, info->rules[j].key,
					  value_for(rubric, &info->rules[j], "what both know"));
		if (shared[i].whose)
			event_set(&event, KEY_WHOSE, shared[i].whose);
		app_act(&watch->fixture.app, &event, 1);
		app_flush(&watch->fixture.app);
	}
}

/* ---- looking ---- */

static void fail_at(const struct watch *watch, const char *where, const char *text)
{
	print_error("'%s' is %s, in mode %d:\n", watch->forbidden, where,
		    (int)watch->fixture.app.mode);
	fputs(text, stderr);
	fail();
}

static void look(struct watch *watch)
{
	static const int sizes[][2] = {{30, 100}, {24, 80}, {50, 160}, {15, 60}, {12, 40}};
	const char *screen;

	for (size_t i = 0; i < COUNT(sizes); i++) {
		if (i > 0 && property_number(&watch->property, 4))
			continue;
		screen = draw_screen(&watch->fixture, sizes[i][0], sizes[i][1]);
		watch->screens++;
		if (strstr(screen, watch->forbidden))
			fail_at(watch, "on the screen", screen);
	}
}

/* All that the line mode can say of where we are. */
static void listen(struct watch *watch)
{
	static void (*const ways[])(struct speech *) = {
		speech_session, speech_message, speech_here,  speech_question,
		speech_next,    speech_list,    speech_begun,
	};
	struct speech speech;

	speech_init(&speech, &watch->fixture.app, &watch->charset, 80);
	for (size_t i = 0; i < COUNT(ways); i++)
		ways[i](&speech);
	if (strstr(buf_text(&speech.out), watch->forbidden))
		fail_at(watch, "read aloud", buf_text(&speech.out));
	speech_release(&speech);
}

/* Ctrl-G is the key by which the coach opens what is private, and knows it. */
static bool may_be_seen_by_the_teacher(const struct app *app)
{
	return app_is_table_safe(app) && app->mode != MODE_COACH;
}

/* ---- pressing ---- */

static void write_something(struct watch *watch, const char *const *lines, size_t count)
{
	struct app *app = &watch->fixture.app;
	const char *line = lines[property_number(&watch->property, (unsigned)count)];

	app_line_changed(app, line, strlen(line));
	if (property_number(&watch->property, 5) == 0)
		app_line_done(app, false, line);
	else if (app_line_done(app, true, line) & CHANGE_EVENTS)
		app_flush(app);
}

static void press_something(struct watch *watch)
{
	static const int others[] = {'1', '2', '3', '4', 'Q', ' ', K_ESC, K_ENTER, K_TAB};
	unsigned number = property_number(&watch->property,
					  (unsigned)n_commands + 2 * (unsigned)COUNT(others));
	const struct command *command = number < n_commands ? &commands[number] : NULL;

	PRESS(&watch->fixture,
	      command ? command->keys[0] : others[(number - n_commands) % COUNT(others)]);
}

static void take_a_step(struct watch *watch, const char *const *lines, size_t count)
{
	struct app *app = &watch->fixture.app;

	if (app_is_editing(app) && property_number(&watch->property, 3))
		write_something(watch, lines, count);
	else
		press_something(watch);
	app_flush(app);
	/* A report that was saved for the coach, alone, would come back as evidence. */
	for (size_t i = 1; i < count; i++)
		unlink(lines[i]);
}

static void go_to(struct watch *watch, size_t step)
{
	struct app *app = &watch->fixture.app;
	const struct rubric *rubric = watch->fixture.session.rubric;

	PRESS(&watch->fixture, K_ESC, K_ESC, K_ESC);
	if (app->form.form)
		app_line_done(app, false, "");
	if (app->mode == MODE_NORMAL)
		app_open_step(app, rubric_step_at(rubric, step % rubric->script.count));
}

/* ---- what must hold ---- */

/* The session's files that others may be given. */
static void check_shared_files(struct watch *watch)
{
	char command[512];

	snprintf(command, sizeof command, "cd '%s' && grep -rl '%s' . | grep -v '^./private\\.'",
		 watch->fixture.path, watch->forbidden);
	if (system(command) == 0)
		fail_msg("what is private stands in a shared file");
}

static void check_reports(struct watch *watch)
{
	struct app_fixture *fixture = &watch->fixture;
	struct session session;
	struct err err = {{0}, 0};

	if (session_open(&session, &fixture->host, fixture->path, SESSION_EVERYTHING, &err))
		fail_msg("%s", err.message);
	for (int format = 0; format < REPORT__COUNT; format++) {
		struct buf page;

		buf_init(&page, BUF_MAX_DEFAULT);
		if (report_write(&session, &fixture->host, FOR_TEACHER, (enum report_format)format,
				 &page, &err))
			fail_msg("%s", err.message);
		if (strstr(buf_text(&page), watch->forbidden))
			fail_at(watch, "in the teacher's report", buf_text(&page));
		buf_release(&page);
	}
	session_close(&session);
}

static void check_library(struct watch *watch)
{
	struct app_fixture *fixture = &watch->fixture;
	struct err err = {{0}, 0};

	app_close(&fixture->app);
	session_close(&fixture->session);
	if (app_open_library(&fixture->app, &fixture->host, NULL, &err))
		fail_msg("%s", err.message);
	look(watch);
	PRESS(fixture, K_ENTER); /* uncovers it, if it was covered */
	if (!fixture->app.session)
		look(watch);
	app_close(&fixture->app);
	fixture->session.folder = -1;
	memset(&fixture->app, 0, sizeof fixture->app);
	if (session_open(&fixture->session, &fixture->host, fixture->path, SESSION_EVERYTHING,
			 &err) ||
	    app_open(&fixture->app, &fixture->host, &fixture->session, &err))
		fail_msg("%s", err.message);
}

static void walk_at_the_table(struct watch *watch, int keys)
{
	static const char *const lines[] = {"", FOUND_BY, "words", "10:31", "2026-12-01", "2"};
	struct app *app = &watch->fixture.app;

	for (int k = 0; k < keys; k++) {
		if (k % 40 == 0)
			go_to(watch, property_number(&watch->property, 64));
		take_a_step(watch, lines, COUNT(lines));
		if (!may_be_seen_by_the_teacher(app))
			continue;
		look(watch);
		if (k % 10 == 0 && app->mode == MODE_NORMAL)
			listen(watch);
	}
}

static void begin(struct watch *watch, int *outside)
{
	*outside = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	app_fixture_start(&watch->fixture);
	assert_int_equal(chdir(watch->fixture.folder), 0);
}

static void end(struct watch *watch, int outside)
{
	assert_int_equal(fchdir(outside), 0);
	close(outside);
	app_fixture_stop(&watch->fixture);
}

static void nothing_private_is_seen_at_the_table(void **state)
{
	struct watch *watch = calloc(1, sizeof *watch);

	(void)state;
	assert_non_null(watch);
	watch->property = property_start("privacy");
	watch->forbidden = SECRET;
	for (int i = 0; i < property_rounds(SESSIONS); i++) {
		struct err err = {{0}, 0};
		int outside;

		begin(watch, &outside);
		plant_everything(watch);
		app_flush(&watch->fixture.app);
		assert_int_equal(app_refold(&watch->fixture.app, &err), STATUS_OK);
		assert_non_null(strstr(draw_screen(&watch->fixture, 50, 160), SECRET)); /* alone */
		start_talk(&watch->fixture);
		share(watch);
		walk_at_the_table(watch, KEYS);
		plant_everything(watch); /* notes are written in the talk, too */
		app_flush(&watch->fixture.app);
		assert_int_equal(app_refold(&watch->fixture.app, &err), STATUS_OK);
		walk_at_the_table(watch, KEYS);
		check_shared_files(watch);
		check_reports(watch);
		check_library(watch);
		end(watch, outside);
	}
	printf("# %zu planted, %zu screens\n", watch->planted, watch->screens);
	assert_true(watch->screens > (size_t)KEYS);
	free(watch);
}

/* ---- a teacher who does not want to be written down ---- */

/* What waits to be gone on with is the coach's. */
static void check_drafts(struct watch *watch)
{
	const struct app_fixture *fixture = &watch->fixture;
	const struct draft_offer *offers;
	size_t count;

	assert_int_equal(draft_offers(&watch->fixture.host, &fixture->session,
				      &watch->fixture.arena, &offers, &count, NULL),
			 STATUS_OK);
	for (size_t i = 0; i < count; i++)
		if (!strcmp(draft_about_read(offers[i].about, fixture->session.rubric).by,
			    "teacher"))
			fail_msg("a draft of the teacher's: %s", offers[i].about);
}

static void refused_words_are_in_no_record(void **state)
{
	static const char *const lines[] = {"", SECRET, WORDS_WITH_SECRET, "2026-12-01", "2"};
	struct watch *watch = calloc(1, sizeof *watch);

	(void)state;
	assert_non_null(watch);
	watch->property = property_start("refused");
	for (int i = 0; i < property_rounds(SESSIONS); i++) {
		const struct session *session = &watch->fixture.session;
		size_t written = 0;
		int outside;

		begin(watch, &outside);
		PRESS(&watch->fixture, '>', '1', '2');
		assert_true(state_consent_refused(&watch->fixture.app.state));
		for (int k = 0; k < 2 * KEYS; k++) {
			if (k % 40 == 0)
				go_to(watch, property_number(&watch->property, 64));
			take_a_step(watch, lines, COUNT(lines));
			if (!state_consent_refused(&watch->fixture.app.state)) /* asked again */
				PRESS(&watch->fixture, K_ESC, K_ESC, 'C', '2');
			if (!state_consent_refused(&watch->fixture.app.state))
				break;
		}
		for (size_t j = 0; j < session->n_events; j++) {
			written += event_text(session->events[j], KEY_TEXT) != NULL;
			/* Of a goal the coach says it, in their own. */
			if (session->events[j]->kind != EVENT_GOAL &&
			    event_has_teachers_words(session->events[j]))
				fail_msg("kept: %.*s", (int)session->events[j]->record_length,
					 session->events[j]->record);
		}
		watch->planted += written;
		check_drafts(watch);
		end(watch, outside);
	}
	assert_true(watch->planted > 0); /* the coach may write */
	free(watch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_private_is_seen_at_the_table),
		cmocka_unit_test(refused_words_are_in_no_record),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
