/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The follow-up as a calendar's event: what is in it, what is not, and how it changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/ics.h"
#include "debrief/journal.h"
#include "home_fixture.h"

static struct home *home_of(void **state)
{
	return *state;
}

static const char *last_id(const struct session *session, char id[EVENT_ID_SIZE])
{
	event_id_format(&session->events[session->n_events - 1]->id, id);
	return id;
}

/* One record with two keys, at a time of its own; with no value it takes back the latest. */
static void add(struct home *home, enum event_kind kind, const char *text, const char *due)
{
	struct session session;
	struct journal *journal;
	struct event event;
	char id[EVENT_ID_SIZE];
	struct err err = {0};

	assert_int_equal(
		session_open(&session, &home->host, home->session, SESSION_EVERYTHING, &err),
		STATUS_OK);
	assert_int_equal(journal_open(&journal, &home->host, &session, &err), STATUS_OK);
	event_init(&event, kind);
	event_set(&event, kind == EVENT_VISIT ? KEY_LEVEL : KEY_TEXT, text);
	if (kind == EVENT_VISIT)
		event_set(&event, KEY_BY, "coach");
	if (kind == EVENT_VOID)
		event_set(&event, KEY_RE, last_id(&session, id));
	event_set(&event, KEY_DUE, due);
	assert_int_equal(journal_stage(journal, &event, 1, &err), STATUS_OK);
	assert_int_equal(journal_flush(journal, &err), STATUS_OK);
	journal_close(journal);
	session_close(&session);
}

static const char *calendar(struct home *home, enum status expected)
{
	struct session session;
	struct buf out;
	struct err err = {0};
	const char *text;

	buf_init(&out, BUF_MAX_DEFAULT);
	assert_int_equal(
		session_open(&session, &home->host, home->session, SESSION_EVERYTHING, &err),
		STATUS_OK);
	assert_int_equal(report_as_ics(&session, &out, &err), expected);
	text = arena_copy(&home->arena, buf_text(&out), out.length + 1);
	assert_non_null(text);
	session_close(&session);
	buf_release(&out);
	return text;
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in:\n%s", part, text);
}

static const char *uid(struct home *home, const char *text)
{
	const char *found = strstr(text, "UID:");

	assert_non_null(found);
	return arena_printf(&home->arena, "%.*s", (int)strcspn(found, "\r"), found);
}

static void without_a_day_there_is_no_event(void **state)
{
	struct home *home = home_of(state);

	assert_string_equal(calendar(home, STATUS_NOT_FOUND), "");
	add(home, EVENT_PLAN, "Two ways side by side", NULL);
	assert_string_equal(calendar(home, STATUS_NOT_FOUND), "");
}

static void the_day_is_an_event_of_a_whole_day(void **state)
{
	const char *text;

	add(home_of(state), EVENT_PLAN, "Two ways side by side", "2026-12-31");
	text = calendar(home_of(state), STATUS_OK);
	assert_has(text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:");
	assert_has(text, "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n");
	assert_has(text, "SUMMARY:Follow-up\r\nSTATUS:CONFIRMED\r\n");
	assert_has(text, "SEQUENCE:0\r\n");
	assert_has(text, "DTSTAMP:20990102T030405Z\r\n");
	assert_has(text, "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15H\r\n"
			 "DESCRIPTION:Follow-up\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

static void nothing_of_the_talk_is_in_it(void **state)
{
	static const char *const words[] = {"J. R.", "J.", "talk", "Two ways", "tiny"};
	const char *text;

	add(home_of(state), EVENT_PLAN, "Two ways side by side", "2026-12-31");
	text = calendar(home_of(state), STATUS_OK);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		assert_null(strstr(text, words[i]));
}

static void another_day_moves_the_same_event(void **state)
{
	struct home *home = home_of(state);
	const char *first;
	const char *second;

	add(home, EVENT_PLAN, "Two ways side by side", "2026-12-01");
	first = calendar(home, STATUS_OK);
	add(home, EVENT_VISIT, "progressing", "2026-12-08");
	second = calendar(home, STATUS_OK);
	assert_string_equal(uid(home, first), uid(home, second));
	assert_has(second, "DTSTART;VALUE=DATE:20261208\r\n");
	assert_has(second, "SEQUENCE:1\r\n");
	add(home, EVENT_VOID, NULL, NULL);
	second = calendar(home, STATUS_OK);
	assert_has(second, "DTSTART;VALUE=DATE:20261201\r\n");
	assert_has(second, "SEQUENCE:2\r\n");
}

static void a_day_that_is_answered_or_taken_back_is_cancelled(void **state)
{
	struct home *home = home_of(state);
	const char *text;

	add(home, EVENT_PLAN, "Two ways side by side", "2026-12-01");
	add(home, EVENT_VISIT, "met", NULL);
	text = calendar(home, STATUS_OK);
	assert_has(text, "DTSTART;VALUE=DATE:20261201\r\n");
	assert_has(text, "STATUS:CANCELLED\r\n");
	assert_null(strstr(text, "VALARM"));
	add(home, EVENT_PLAN, "Three ways", "2026-12-15");
	assert_has(calendar(home, STATUS_OK), "STATUS:CONFIRMED\r\n");
	add(home, EVENT_VOID, NULL, NULL);
	text = calendar(home, STATUS_OK);
	assert_has(text, "STATUS:CANCELLED\r\n");
	assert_has(text, "SEQUENCE:3\r\n");
}

static void every_line_ends_with_cr_and_lf_and_is_short(void **state)
{
	size_t length = 0;
	const char *text;

	add(home_of(state), EVENT_PLAN, "Two ways side by side", "2026-12-31");
	text = calendar(home_of(state), STATUS_OK);
	for (; *text; text++) {
		length = *text == '\n' ? 0 : length + 1;
		assert_true(length <= 76); /* with its CR */
		if (*text == '\n')
			assert_int_equal(text[-1], '\r');
	}
}

static void a_text_is_escaped(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, BUF_MAX_DEFAULT);
	ics_text(&out, "SUMMARY", "a, b; c\\d\ne\x01\x7f");
	assert_string_equal(buf_text(&out), "SUMMARY:a\\, b\\; c\\\\d\\ne\x7f\r\n");
	buf_release(&out);
}

/* Unfolded it is what it was; no line is longer than 75 octets or ends within a character. */
static void a_long_text_is_folded(void **state)
{
	struct buf out;
	struct buf text;
	struct buf unfolded;

	(void)state;
	buf_init(&out, BUF_MAX_DEFAULT);
	buf_init(&text, BUF_MAX_DEFAULT);
	buf_init(&unfolded, BUF_MAX_DEFAULT);
	for (int i = 0; i < 90; i++)
		buf_puts(&text, i % 7 ? "\xc3\xa9" : "\xe5\x88\x86");
	ics_text(&out, "X", buf_text(&text));
	for (const char *at = buf_text(&out); *at; at += strcspn(at, "\n") + 1) {
		size_t length = strcspn(at, "\r");

		assert_in_range(length, 1, 75);
		buf_add(&unfolded, at + (*at == ' '), length - (*at == ' '));
		assert_true(((unsigned char)at[length - 1] & 0xC0) == 0x80);
		assert_true(((unsigned char)at[*at == ' '] & 0xC0) != 0x80);
	}
	assert_string_equal(buf_text(&unfolded) + 2, buf_text(&text));
	buf_release(&out);
	buf_release(&text);
	buf_release(&unfolded);
}

static int set_up(void **state)
{
	struct err err;

	home_set_up_session(state);
	/* after the session was made, whenever that is */
	setenv("DEBRIEF_TEST_CLOCK", "2099-01-02T03:04:05Z", 1);
	return host_init(&home_of(state)->host, &err) != STATUS_OK;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, home_tear_down)
		TEST(without_a_day_there_is_no_event),
		TEST(the_day_is_an_event_of_a_whole_day),
		TEST(nothing_of_the_talk_is_in_it),
		TEST(another_day_moves_the_same_event),
		TEST(a_day_that_is_answered_or_taken_back_is_cancelled),
		TEST(every_line_ends_with_cr_and_lf_and_is_short),
		TEST(a_text_is_escaped),
		TEST(a_long_text_is_folded),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
