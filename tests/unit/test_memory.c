/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory is refused at the n-th request, for every n. Whoever asked for it says so, or comes to the
 * same result without; nothing falls over, and nothing that was saved is lost.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app_fixture.h"
#include "debrief/array.h"
#include "debrief/draft.h"
#include "debrief/event_check.h"
#include "debrief/record.h"
#include "debrief/report.h"
#include "debrief/transcript.h"
#include "fault_file.h"
#include "fault_memory.h"
#include "property.h"
#include "talk_fixture.h"
#include "ui/frame.h"

#define ARENA_MAX ((size_t)64 << 20)

/* In the longer sweeps every n, or as many of them as there is time for. */
#define CASES_MAX (getenv("DEBRIEF_HARD") ? 1500U : 60U)

typedef enum status act_function(struct home *home, struct buf *result);

static bool is_fine(enum status status, const struct buf *result, const char *expected)
{
	if (status == STATUS_OK && !result->failed)
		return strcmp(buf_text(result), expected) == 0;
	return status == STATUS_NO_MEMORY || (status == STATUS_OK && result->failed);
}

static void say_difference(const char *expected, const char *text)
{
	size_t at = 0;

	while (expected[at] && expected[at] == text[at])
		at++;
	while (at > 0 && expected[at - 1] != '\n')
		at--;
	print_error("expected: %.200s\nfound: %.200s\n", expected + at, text + at);
}

static void try_all(struct home *home, const char *name, act_function *act)
{
	struct property property = property_start(name);
	struct buf expected;
	struct buf result;
	unsigned int cases = 0;

	buf_init(&expected, BUF_MAX_DEFAULT);
	buf_init(&result, BUF_MAX_DEFAULT);
	memory_refuse(0, false);
	assert_int_equal(act(home, &expected), STATUS_OK);
	const unsigned int requests = memory_requests();
	const unsigned int step = requests / CASES_MAX + 1;
	assert_true(requests > 5);
	for (unsigned int n = 1 + property_number(&property, step); n <= requests; n += step) {
		for (int sticky = 0; sticky < 2; sticky++) {
			buf_release(&result);
			memory_refuse(n, sticky);
			enum status status = act(home, &result);
			bool was_refused = memory_was_refused();
			memory_refuse(0, false);
			cases += was_refused;
			if (is_fine(status, &result, buf_text(&expected)))
				continue;
			say_difference(buf_text(&expected), buf_text(&result));
			fail_msg("%s: request %u%s refused: status %d", name, n,
				 sticky ? " and all after it" : "", (int)status);
		}
	}
	assert_true(cases > 0);
	fault_say_cases(name, cases);
	buf_release(&expected);
	buf_release(&result);
}

/* ---- reading ---- */

/* A file of the source tree, which stays until the end. */
static const char *source(struct home *home, const char *name)
{
	static char name_before[64];
	static char *bytes;

	if (strcmp(name, name_before) != 0) {
		snprintf(name_before, sizeof(name_before), "%s", name);
		free(bytes);
		bytes = strdup(
			home_read(home, home_path(home, DEBRIEF_SOURCE_RUBRICS, name), NULL));
		assert_non_null(bytes);
	}
	return bytes;
}

static enum status parse(struct arena *arena, const char *bytes, const struct rubric **rubric)
{
	struct diags diags;
	struct err err = {0};

	diags_init(&diags, arena, "rubric", bytes, strlen(bytes));
	return rubric_parse(arena, bytes, strlen(bytes), SCHEMA_STRICT, &diags, rubric, &err);
}

static enum status act_rubric(struct home *home, struct buf *result)
{
	const char *bytes = source(home, "ambitious-mathematics.yaml");
	const struct rubric *rubric;
	struct arena arena;

	arena_init(&arena, ARENA_MAX);
	enum status status = parse(&arena, bytes, &rubric);
	if (status == STATUS_OK)
		status = rubric_page(rubric, result, NULL);
	arena_release(&arena);
	return status;
}

static void a_rubric_is_read(void **state)
{
	source(*state, "ambitious-mathematics.yaml");
	try_all(*state, "memory, rubric", act_rubric);
}

/* What `add` does with its input; the first document of the demo is no event. */
static enum status act_decode(struct home *home, struct buf *result)
{
	const char *bytes = strstr(source(home, "demo-ratios.yaml"), "\n---\n") + 1;
	struct tree_stream *stream;
	struct arena arena;
	struct diags diags;
	struct node *node = NULL;
	uint32_t number = 0;

	arena_init(&arena, ARENA_MAX);
	diags_init(&diags, &arena, "events", bytes, strlen(bytes));
	enum status status = tree_open(&stream, bytes, strlen(bytes), 1, &tree_limits_record,
				       &diags, NULL);
	while (status == STATUS_OK) {
		struct event event;
		status = tree_next(stream, &arena, &node, NULL);
		if (status || !node)
			break;
		status = record_decode(node, false, &arena, &event, &diags, NULL);
		if (status)
			break;
		event_check(&event, node, NULL, NULL, NULL, &diags);
		number++;
		event.id = (struct event_id){.writer = "k7q2", .number = number};
		status = record_encode(&event, result, NULL);
	}
	tree_close(stream);
	arena_release(&arena);
	return status;
}

static void events_are_decoded_and_encoded(void **state)
{
	source(*state, "demo-ratios.yaml");
	try_all(*state, "memory, events", act_decode);
}

static enum status act_transcript(struct home *home, struct buf *result)
{
	static const char text[] = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Coach>What did you see?"
				   "</v>\n\n00:02.000 --> 00:09.000\n<v J. R.>The second jug.</v>\n"
				   "\n00:10.000 --> 00:12.000\n<v A student>I know!</v>\n";
	struct transcript_cast cast = {.session_coach = "K. L.", .session_teacher = "J. R."};
	struct transcript transcript;
	struct event *events;
	struct arena arena;
	size_t count;
	(void)home;

	arena_init(&arena, ARENA_MAX);
	enum status status = transcript_read(&transcript, "t", text, sizeof(text) - 1, &arena,
					     NULL);
	if (status == STATUS_OK)
		status = transcript_assign(&transcript, &cast, NULL);
	if (status == STATUS_OK)
		status = transcript_events(&transcript, true, &arena, &events, &count, NULL);
	for (size_t i = 0; status == STATUS_OK && i < count; i++)
		buf_printf(result, "%s\n", event_text(&events[i], KEY_TEXT));
	arena_release(&arena);
	return status;
}

static void a_transcript_is_read(void **state)
{
	try_all(*state, "memory, transcript", act_transcript);
}

/* ---- sessions ---- */

/* A session with the events of the demo, some of which refer to others. */
static void make_demo(struct home *home, bool with_mistakes)
{
	const char *bytes = strstr(source(home, "demo-ratios.yaml"), "\n---\n") + 1;
	struct tree_stream *stream;
	struct session session;
	struct journal *journal;
	struct diags diags;
	struct node *node;

	memory_refuse(0, false);
	home->rubric = DEBRIEF_SOURCE_RUBRICS "/ambitious-mathematics.yaml";
	home->session = home_make_session(home, "demo");
	diags_init(&diags, &home->arena, "events", bytes, strlen(bytes));
	assert_int_equal(
		tree_open(&stream, bytes, strlen(bytes), 1, &tree_limits_record, &diags, NULL),
		STATUS_OK);
	assert_int_equal(
		session_open(&session, &home->host, home->session, SESSION_EVERYTHING, NULL),
		STATUS_OK);
	assert_int_equal(journal_open(&journal, &home->host, &session, NULL), STATUS_OK);
	for (int i = 0;; i++) {
		struct event event;
		assert_int_equal(tree_next(stream, &home->arena, &node, NULL), STATUS_OK);
		if (!node)
			break;
		assert_int_equal(record_decode(node, false, &home->arena, &event, &diags, NULL),
				 STATUS_OK);
		event.is_private = event_is_private_by_rule(&event, session.rubric, false);
		event.el = 0;
		event.at = 0;
		event_set(&event, KEY_RE, NULL);
		event_set_list(&event, KEY_CITES, NULL, 0);
		/* Findings that `check` has words for: evidence of something that is not there. */
		if (with_mistakes && i % 16 == 0)
			event_set(&event, KEY_RE, "zzzz.1");
		if (event.kind != EVENT_VOID && event.kind != EVENT_OPEN)
			assert_int_equal(journal_stage(journal, &event, 1, NULL), STATUS_OK);
	}
	journal_close(journal);
	session_close(&session);
	tree_close(stream);
}

static enum status act_open(struct home *home, struct buf *result)
{
	struct session session;
	enum status status = session_open(&session, &home->host, home->session, SESSION_EVERYTHING,
					  NULL);

	if (status)
		return status;
	for (size_t i = 0; i < session.n_events; i++) {
		char id[EVENT_ID_SIZE];
		event_id_format(&session.events[i]->id, id);
		buf_printf(result, "%s ", id);
	}
	buf_printf(result, "\n%s\n", session.rubric->title);
	session_close(&session);
	return status;
}

static void a_session_is_opened(void **state)
{
	make_demo(*state, false);
	try_all(*state, "memory, opening", act_open);
}

static enum status act_check(struct home *home, struct buf *result)
{
	struct session session;
	struct buf text;
	size_t errors = 0;
	size_t warnings = 0;
	enum status status = session_open(&session, &home->host, home->session, SESSION_EVERYTHING,
					  NULL);

	if (status)
		return status;
	buf_init(&text, BUF_MAX_DEFAULT);
	status = session_check(&session, &home->host, &text, &errors, &warnings, NULL);
	/* The words of a finding may be lacking, the finding may not. */
	buf_printf(result, "%zu errors, %zu warnings", errors, warnings);
	result->failed = result->failed || text.failed;
	buf_release(&text);
	session_close(&session);
	return status;
}

static void a_session_is_checked(void **state)
{
	make_demo(*state, true);
	try_all(*state, "memory, check", act_check);
}

static struct session open_for_report;
static enum audience reader;
static enum report_format format;

static enum status act_report(struct home *home, struct buf *result)
{
	return report_write(&open_for_report, &home->host, reader, format, result, NULL);
}

static void reports_are_written(void **state)
{
	struct home *home = *state;
	char name[64];

	setenv("DEBRIEF_TEST_CLOCK", "2026-11-21T12:41:00Z", 1);
	assert_int_equal(host_init(&home->host, NULL), STATUS_OK);
	make_demo(home, false);
	assert_int_equal(session_open(&open_for_report, &home->host, home->session,
				      SESSION_EVERYTHING, NULL),
			 STATUS_OK);
	for (int i = 0; i < (int)AUDIENCE__COUNT * (int)REPORT__COUNT; i++) {
		reader = (enum audience)(i % (int)AUDIENCE__COUNT);
		format = (enum report_format)(i / (int)AUDIENCE__COUNT);
		if (format == REPORT_ICS)
			continue;
		snprintf(name, sizeof(name), "memory, report for %s, %s", audience_names[reader],
			 report_format_names[format]);
		try_all(home, name, act_report);
	}
	session_close(&open_for_report);
	unsetenv("DEBRIEF_TEST_CLOCK");
}

/* ---- writing ---- */

static bool talk_short_of_memory(struct home *home, unsigned int n, bool sticky)
{
	struct talk talk = {.tally.pipe = -1};

	memory_refuse(n, sticky);
	bool began = talk_begin(home, &talk);
	if (began)
		talk_for_a_while(&talk);
	bool was_refused = memory_was_refused();
	memory_refuse(0, false);
	if (began) {
		talk_save(&talk);
		assert_int_equal(talk.staged, 0);
		talk_act(&talk, 2, false);
		talk_save(&talk);
		talk_end(&talk);
		assert_true(talk.tally.acknowledged & BIT(talk.next - 1));
	}
	assert_recovered(home, &talk.tally);
	return was_refused;
}

static void what_was_taken_is_saved_when_there_is_memory_again(void **state)
{
	struct home *home = *state;
	const unsigned int step = getenv("DEBRIEF_HARD") ? 1 : 17;
	unsigned int cases = 0;
	char name[32];

	home->host.files = &fault_ops;
	fault_start((struct fault){.at = 0});
	for (int sticky = 0; sticky < 2; sticky++) {
		bool happened = true;
		for (unsigned int n = 1; happened; n += step) {
			fault_start((struct fault){.at = 0});
			snprintf(name, sizeof(name), "talk-%d-%u", sticky, n);
			home->session = home_make_session(home, name);
			happened = talk_short_of_memory(home, n, sticky);
			cases += happened;
			home_remove(home->session);
		}
	}
	fault_say_cases("memory, journal", cases);
}

static enum status act_draft(struct home *home, struct buf *result)
{
	char folder[128];
	const struct draft_offer *offers;
	struct session session;
	struct draft *draft;
	struct arena arena;
	size_t count = 0;
	enum status status = draft_start(&draft, &home->host, "talk", "note", NULL);

	if (status)
		return status;
	status = draft_write(draft, "words", NULL);
	bool is_kept = status == STATUS_OK;
	if (is_kept && draft_sync(draft, NULL))
		fail();
	draft_park(draft);
	if (!is_kept)
		return status;
	arena_init(&arena, ARENA_MAX);
	status = session_open(&session, &home->host, home->session, SESSION_EVERYTHING, NULL);
	if (status == STATUS_OK) {
		status = draft_offers(&home->host, &session, &arena, &offers, &count, NULL);
		session_close(&session);
	}
	if (status == STATUS_OK && count > 0)
		buf_puts(result, offers[0].text);
	arena_release(&arena);
	snprintf(folder, sizeof(folder), "%s/state/debrief/drafts", home->root);
	home_remove(folder);
	return status;
}

static void a_draft_is_written_and_offered(void **state)
{
	try_all(*state, "memory, draft", act_draft);
}

/* ---- the application ---- */

/* Without those that only say which file is whose: there are more if a new one had to be begun. */
static size_t count_events(const struct session *session)
{
	size_t count = 0;

	for (size_t i = 0; i < session->n_events; i++)
		count += session->events[i]->kind != EVENT_JOIN;
	return count;
}

/* Presses keys and writes lines while memory is short, and draws each screen. */
static size_t work_short_of_memory(struct app_fixture *fixture, size_t *saved)
{
	static const int keys[] = {'N', 'm', 'u', 'n', '?', 27, 'e', 's', 'j', '/'};
	size_t drawn = 0;

	for (size_t i = 0; i < COUNT(keys); i++) {
		press(fixture, (const int[]){keys[i], 0});
		if (app_is_editing(&fixture->app)) {
			app_line_changed(&fixture->app, "words", 5);
			if (app_line_done(&fixture->app, true, "words") & CHANGE_EVENTS)
				app_flush(&fixture->app);
		}
		if (app_save_mark(&fixture->app) == SAVE_MARK_SAVED)
			*saved = count_events(&fixture->session);
		arena_reset(&fixture->frame);
		if (canvas_resize(&fixture->canvas, 30, 100, NULL) == STATUS_OK) {
			frame_draw(&fixture->app, &fixture->canvas, &fixture->frame);
			drawn++;
		}
	}
	return drawn;
}

/* How many requests there were. */
static unsigned int app_short_of_memory(unsigned int n, bool sticky)
{
	size_t saved = 0;

	memory_refuse(0, false);
	struct app_fixture *fixture = calloc(1, sizeof(*fixture));
	assert_non_null(fixture);
	app_fixture_start(fixture);
	start_talk(fixture);
	memory_refuse(n, sticky);
	work_short_of_memory(fixture, &saved);
	const unsigned int requests = memory_requests();
	assert_int_equal(memory_was_refused(), n > 0);
	memory_refuse(0, false);
	app_flush(&fixture->app);
	assert_int_equal(app_save_mark(&fixture->app), SAVE_MARK_SAVED);
	assert_true(count_events(&fixture->session) >= saved);
	saved = count_events(&fixture->session);
	draw_screen(fixture, 30, 100);
	app_fixture_reopen(fixture);
	assert_int_equal(count_events(&fixture->session), saved);
	app_fixture_stop(fixture);
	free(fixture);
	return requests;
}

static void the_application_goes_on(void **state)
{
	struct property property = property_start("memory, application");
	const unsigned int cases = getenv("DEBRIEF_HARD") ? 500 : 20;
	const unsigned int requests = app_short_of_memory(0, false);
	(void)state;

	/* What is refused changes how many there are; there are always some in the first half. */
	for (unsigned int i = 0; i < cases; i++)
		app_short_of_memory(1 + property_number(&property, requests / 4), i % 4 == 0);
	fault_say_cases("memory, application", cases);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, home_set_up_session, home_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_rubric_is_read),
		TEST(events_are_decoded_and_encoded),
		TEST(a_transcript_is_read),
		TEST(a_session_is_opened),
		TEST(a_session_is_checked),
		TEST(reports_are_written),
		TEST(what_was_taken_is_saved_when_there_is_memory_again),
		TEST(a_draft_is_written_and_offered),
		cmocka_unit_test(the_application_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
