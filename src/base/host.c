/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/host.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "debrief/i18n.h"
#include "debrief/timestamp.h"

/*
 * The test clock and the test seed are in every build, so that what is tested is what is
 * shipped, and so that a person can make a report of a problem repeatable.
 */

static int64_t read_clock(clockid_t id)
{
	struct timespec now = {0};

	clock_gettime(id, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* An unset variable and an empty one are the same. */
static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

static bool parse_seed(const char *text, uint64_t *seed)
{
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*seed = strtoull(text, &end, 10);
	return errno == 0 && *end == '\0';
}

enum status host_init(struct host *host, struct err *err)
{
	const char *clock = variable("DEBRIEF_TEST_CLOCK");
	const char *seed = variable("DEBRIEF_TEST_SEED");

	*host = (struct host){.files = &file_ops_system};
	if (clock) {
		if (!timestamp_parse(clock, &host->test_start_ms))
			return err_set(err, STATUS_INVALID,
				       _("DEBRIEF_TEST_CLOCK is not an RFC 3339 time: '%s'"),
				       clock);
		host->test_clock = true;
		host->test_now_ms = host->test_start_ms;
	}
	if (seed) {
		if (!parse_seed(seed, &host->random_state))
			return err_set(err, STATUS_INVALID,
				       _("DEBRIEF_TEST_SEED is not a number: '%s'"), seed);
		host->test_random = true;
	}
	return STATUS_OK;
}

int64_t host_now_ms(const struct host *host)
{
	return host->test_clock ? host->test_now_ms : read_clock(CLOCK_REALTIME);
}

int64_t host_monotonic_ms(const struct host *host)
{
	return host->test_clock ? host->test_now_ms - host->test_start_ms
				: read_clock(CLOCK_MONOTONIC);
}

void host_waited(struct host *host, int64_t ms)
{
	if (host->test_clock && ms > 0)
		host->test_now_ms += ms;
}

/* SplitMix64: every seed gives a different, well mixed sequence. */
static uint64_t next_test_number(struct host *host)
{
	uint64_t mixed = host->random_state += UINT64_C(0x9E3779B97F4A7C15);

	mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
	return mixed ^ (mixed >> 31);
}

static uint32_t next_number(struct host *host)
{
	uint32_t number;

	if (host->test_random)
		return (uint32_t)next_test_number(host);
	/* Without the kernel's chance the clock has to do: ids must differ, not be secret. */
	if (getrandom(&number, sizeof(number), 0) != (ssize_t)sizeof(number)) {
		struct timespec now = {0};
		clock_gettime(CLOCK_REALTIME, &now);
		host->random_state ^= (uint64_t)now.tv_nsec;
		number = (uint32_t)next_test_number(host);
	}
	return number;
}

uint32_t host_random(struct host *host, uint32_t below)
{
	if (below < 2)
		return 0;
	/* Numbers beyond the last whole multiple of `below` would favour the small results. */
	uint32_t limit = UINT32_MAX - UINT32_MAX % below;
	uint32_t number;
	do {
		number = next_number(host);
	} while (number >= limit);
	return number % below;
}
