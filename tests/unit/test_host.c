/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/host.h"
#include "debrief/timestamp.h"

static int setup(void **unused)
{
	(void)unused;
	unsetenv("DEBRIEF_TEST_CLOCK");
	unsetenv("DEBRIEF_TEST_SEED");
	return 0;
}

static void the_test_clock_advances_only_by_waiting(void **unused)
{
	struct host host;
	struct err err;
	int64_t start;
	(void)unused;

	setenv("DEBRIEF_TEST_CLOCK", "2026-11-21T15:41:07.312+01:00", 1);
	assert_int_equal(host_init(&host, &err), STATUS_OK);
	assert_true(timestamp_parse("2026-11-21T14:41:07.312Z", &start));
	assert_true(host_now_ms(&host) == start);
	assert_true(host_now_ms(&host) == start);
	assert_int_equal(host_monotonic_ms(&host), 0);
	host_waited(&host, 1500);
	host_waited(&host, -5);
	assert_true(host_now_ms(&host) == start + 1500);
	assert_int_equal(host_monotonic_ms(&host), 1500);
}

static void the_real_clock_is_that_of_the_system(void **unused)
{
	struct host host;
	struct err err;
	(void)unused;

	assert_int_equal(host_init(&host, &err), STATUS_OK);
	assert_ptr_equal(host.files, &file_ops_system);
	assert_true(host_now_ms(&host) > INT64_C(1600000000000));
	int64_t before = host_monotonic_ms(&host);
	host_waited(&host, 3600000);
	int64_t after = host_monotonic_ms(&host);
	assert_true(after >= before && after < before + 3600000);
}

static void a_seed_makes_chance_repeatable(void **unused)
{
	struct host first, second, third;
	struct err err;
	uint32_t numbers[3][16];
	(void)unused;

	setenv("DEBRIEF_TEST_SEED", "42", 1);
	assert_int_equal(host_init(&first, &err), STATUS_OK);
	assert_int_equal(host_init(&second, &err), STATUS_OK);
	setenv("DEBRIEF_TEST_SEED", "43", 1);
	assert_int_equal(host_init(&third, &err), STATUS_OK);
	for (size_t i = 0; i < 16; i++) {
		numbers[0][i] = host_random(&first, UINT32_MAX);
		numbers[1][i] = host_random(&second, UINT32_MAX);
		numbers[2][i] = host_random(&third, UINT32_MAX);
	}
	assert_memory_equal(numbers[0], numbers[1], sizeof(numbers[0]));
	assert_memory_not_equal(numbers[0], numbers[2], sizeof(numbers[0]));
}

static void numbers_are_below_their_limit_and_all_occur(void **unused)
{
	struct host host;
	struct err err;
	(void)unused;

	for (int seeded = 0; seeded < 2; seeded++) {
		unsigned int seen[36] = {0};
		if (seeded)
			setenv("DEBRIEF_TEST_SEED", "1", 1);
		assert_int_equal(host_init(&host, &err), STATUS_OK);
		for (int i = 0; i < 3600; i++) {
			uint32_t number = host_random(&host, 36);
			assert_true(number < 36);
			seen[number]++;
		}
		for (size_t i = 0; i < 36; i++)
			assert_in_range(seen[i], 30, 300); /* 100 on the average */
		assert_int_equal(host_random(&host, 1), 0);
		assert_int_equal(host_random(&host, 0), 0);
		assert_true(host_random(&host, UINT32_MAX) < UINT32_MAX);
	}
}

static void variables_that_cannot_be_understood_are_named(void **unused)
{
	static const char *const wrong[] = {"x", "-1", "1x", " 1", "99999999999999999999999"};
	struct host host;
	struct err err;
	(void)unused;

	setenv("DEBRIEF_TEST_CLOCK", "noon", 1);
	assert_int_equal(host_init(&host, &err), STATUS_INVALID);
	assert_non_null(strstr(err.message, "DEBRIEF_TEST_CLOCK"));
	setenv("DEBRIEF_TEST_CLOCK", "", 1);
	for (size_t i = 0; i < COUNT(wrong); i++) {
		setenv("DEBRIEF_TEST_SEED", wrong[i], 1);
		assert_int_equal(host_init(&host, &err), STATUS_INVALID);
		assert_non_null(strstr(err.message, "DEBRIEF_TEST_SEED"));
	}
}

#define CASE(name) cmocka_unit_test_setup(name, setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(the_test_clock_advances_only_by_waiting),
		CASE(the_real_clock_is_that_of_the_system),
		CASE(a_seed_makes_chance_repeatable),
		CASE(numbers_are_below_their_limit_and_all_occur),
		CASE(variables_that_cannot_be_understood_are_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
