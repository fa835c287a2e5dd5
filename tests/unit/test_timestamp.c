/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "debrief/array.h"
#include "debrief/timestamp.h"
#include "property.h"

#define ROUNDS 20000

static const struct {
	const char *text;
	int64_t ms;
} exact[] = {
	{"1970-01-01T00:00:00.000Z", 0},
	{"1969-12-31T23:59:59.999Z", -1},
	{"2000-02-29T00:00:00.000Z", INT64_C(951782400000)},
	{"2026-11-21T14:41:07.312Z", INT64_C(1795272067312)},
	{"1900-03-01T00:00:00.000Z", INT64_C(-2203891200000)},
	{"0000-01-01T00:00:00.000Z", INT64_C(-62167219200000)},
	{"9999-12-31T23:59:59.999Z", INT64_C(253402300799999)},
};

static void times_are_written_as_rfc_3339(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < COUNT(exact); i++) {
		char text[TIMESTAMP_SIZE];
		int64_t ms;
		timestamp_format(exact[i].ms, text);
		assert_string_equal(text, exact[i].text);
		assert_true(timestamp_parse(text, &ms));
		assert_true(ms == exact[i].ms);
	}
}

static void times_beyond_four_digit_years_stop_at_the_end(void **unused)
{
	char text[TIMESTAMP_SIZE];
	(void)unused;

	timestamp_format(INT64_MAX, text);
	assert_string_equal(text, "9999-12-31T23:59:59.999Z");
	timestamp_format(INT64_MIN, text);
	assert_string_equal(text, "0000-01-01T00:00:00.000Z");
}

static void every_form_of_rfc_3339_is_read(void **unused)
{
	static const char *const same[] = {
		"2026-11-21T14:41:07.3Z",       "2026-11-21T14:41:07.300Z",
		"2026-11-21t14:41:07.3009999z", "2026-11-21T16:41:07.3+02:00",
		"2026-11-21T09:11:07.3-05:30",  "2026-11-22T14:40:07.3+23:59",
		"2026-11-21T14:41:07.3-00:00",
	};
	int64_t ms;
	(void)unused;

	for (size_t i = 0; i < COUNT(same); i++) {
		assert_true(timestamp_parse(same[i], &ms));
		assert_true(ms == INT64_C(1795272067300));
	}
	assert_true(timestamp_parse("2026-11-21T14:41:07Z", &ms));
	assert_true(ms == INT64_C(1795272067000));
	assert_true(timestamp_parse("2016-12-31T23:59:60Z", &ms)); /* a leap second */
	assert_true(ms == INT64_C(1483228800000));
}

static void what_is_not_a_time_is_refused(void **unused)
{
	static const char *const wrong[] = {
		"",
		"now",
		"2026-11-21",
		"2026-11-21T14:41Z",
		"2026-11-21T14:41:07",
		"2026-11-21 14:41:07Z",
		"2026-11-21T14:41:07.Z",
		"2026-11-21T14:41:07,3Z",
		"2026-11-21T24:00:00Z",
		"2026-11-21T14:60:00Z",
		"2026-11-21T14:41:61Z",
		"2026-13-01T00:00:00Z",
		"2026-00-01T00:00:00Z",
		"2026-02-29T00:00:00Z",
		"2026-11-31T00:00:00Z",
		"2026-11-00T00:00:00Z",
		"26-11-21T00:00:00Z",
		"2026-11-21T14:41:07Zx",
		"2026-11-21T14:41:07+2:00",
		"2026-11-21T14:41:07+0200",
		"2026-11-21T14:41:07+24:00",
		"2026-11-21T14:41:07+02:60",
		" 2026-11-21T14:41:07Z",
		"0000-01-01T00:00:00+00:01",
		"9999-12-31T23:59:59-00:01",
		"+026-11-21T14:41:07Z",
	};
	(void)unused;

	for (size_t i = 0; i < COUNT(wrong); i++) {
		int64_t ms = 42;
		assert_false(timestamp_parse(wrong[i], &ms));
		assert_int_equal(ms, 42);
	}
}

static void every_time_is_read_back(void **unused)
{
	struct property property = property_start("timestamp");
	(void)unused;

	for (int round = 0; round < property_rounds(ROUNDS); round++) {
		char text[TIMESTAMP_SIZE];
		int64_t days = (int64_t)property_number(&property, 3652059) - 719528;
		int64_t ms = days * 86400000 + property_number(&property, 86400000);
		int64_t back;
		timestamp_format(ms, text);
		assert_true(timestamp_parse(text, &back));
		assert_true(back == ms);
		/* The C library agrees on the day. */
		time_t seconds = (time_t)(days * 86400);
		struct tm tm;
		char date[32];
		gmtime_r(&seconds, &tm);
		snprintf(date, sizeof(date), "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1,
			 tm.tm_mday);
		assert_memory_equal(text, date, 10);
	}
}

static void no_cut_or_changed_time_reads_out_of_bounds(void **unused)
{
	struct property property = property_start("changed times");
	(void)unused;

	for (int round = 0; round < property_rounds(ROUNDS); round++) {
		char *text = strdup("2026-11-21T14:41:07.312+02:00");
		int64_t ms;
		text[property_number(&property, 29)] = (char)property_number(&property, 256);
		text[property_number(&property, 30)] = '\0';
		if (timestamp_parse(text, &ms)) {
			char again[TIMESTAMP_SIZE];
			timestamp_format(ms, again);
			again[DATE_SIZE - 1] = '\0';
			assert_true(date_is_valid(again));
		}
		free(text);
	}
}

static void people_see_local_time(void **unused)
{
	char date[DATE_SIZE];
	char clock[6];
	(void)unused;

	setenv("TZ", "XYZ-3:30", 1); /* three and a half hours ahead of UTC */
	tzset();
	timestamp_local_date(INT64_C(1795303800000), date); /* 2026-11-21T23:30Z */
	timestamp_local_clock(INT64_C(1795303800000), clock);
	assert_string_equal(date, "2026-11-22");
	assert_string_equal(clock, "03:00");
	timestamp_local_date(-1, date);
	assert_string_equal(date, "1970-01-01");
	timestamp_local_date(INT64_MIN, date);
	assert_string_equal(date, "0000-01-02");
	timestamp_local_date(INT64_MAX, date);
	assert_string_equal(date, "9999-12-31");
}

static void dates_must_exist(void **unused)
{
	(void)unused;
	assert_true(date_is_valid("2026-11-21"));
	assert_true(date_is_valid("2024-02-29"));
	assert_true(date_is_valid("2000-02-29"));
	assert_false(date_is_valid("2026-02-29"));
	assert_false(date_is_valid("1900-02-29"));
	assert_false(date_is_valid("2026-04-31"));
	assert_false(date_is_valid("2026-11-21 "));
	assert_false(date_is_valid("2026-1-2"));
	assert_false(date_is_valid("21.11.2026"));
	assert_false(date_is_valid(""));
}

static void people_read_a_day_in_words(void **unused)
{
	static const struct {
		const char *day, *words;
	} days[] = {
		{"2026-01-01", "1 January 2026"},
		{"2024-02-29", "29 February 2024"},
		{"2026-03-31", "31 March 2026"},
		{"2026-04-02", "2 April 2026"},
		{"2026-05-03", "3 May 2026"},
		{"2026-06-04", "4 June 2026"},
		{"2026-07-05", "5 July 2026"},
		{"2026-08-06", "6 August 2026"},
		{"2026-09-07", "7 September 2026"},
		{"2026-10-08", "8 October 2026"},
		{"2026-11-27", "27 November 2026"},
		{"9999-12-31", "31 December 9999"},
		{"2026-02-29", "2026-02-29"},
		{"next Friday", "next Friday"},
		{"2026-11-27, or so", "2026-11-27, or so"},
		{"", ""},
	};
	char words[DATE_WORDS_SIZE];
	(void)unused;

	for (size_t i = 0; i < COUNT(days); i++)
		assert_string_equal(date_words(days[i].day, words), days[i].words);
	assert_null(date_words(NULL, words));
}

static void a_clock_has_hours_when_it_needs_them(void **state)
{
	char words[CLOCK_WORDS_SIZE];

	(void)state;
	assert_string_equal(clock_words(0, words), "0:00");
	assert_string_equal(clock_words(200, words), "3:20");
	assert_string_equal(clock_words(3599, words), "59:59");
	assert_string_equal(clock_words(3800, words), "1:03:20");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clock_has_hours_when_it_needs_them),
		cmocka_unit_test(times_are_written_as_rfc_3339),
		cmocka_unit_test(times_beyond_four_digit_years_stop_at_the_end),
		cmocka_unit_test(every_form_of_rfc_3339_is_read),
		cmocka_unit_test(what_is_not_a_time_is_refused),
		cmocka_unit_test(every_time_is_read_back),
		cmocka_unit_test(no_cut_or_changed_time_reads_out_of_bounds),
		cmocka_unit_test(people_see_local_time),
		cmocka_unit_test(dates_must_exist),
		cmocka_unit_test(people_read_a_day_in_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
