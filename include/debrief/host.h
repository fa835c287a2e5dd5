/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_HOST_H
#define DEBRIEF_HOST_H

#include <stdbool.h>
#include <stdint.h>

#include "debrief/err.h"
#include "debrief/file.h"

/*
 * What the machine gives us, passed in rather than fetched: files, time and chance. Tests hand
 * over their own.
 *
 * DEBRIEF_TEST_CLOCK (an RFC 3339 time) starts a clock there that advances only by host_waited();
 * DEBRIEF_TEST_SEED (a number) makes chance repeatable.
 */

struct host {
	const struct file_ops *files;
	bool test_clock;
	int64_t test_now_ms;
	int64_t test_start_ms;
	bool test_random;
	uint64_t random_state;
};

/* Real files, and clock and chance as the environment says. STATUS_INVALID names the variable
 * that cannot be understood. */
MUST_USE enum status host_init(struct host *host, struct err *err);

/* Wall clock, UTC, milliseconds. */
int64_t host_now_ms(const struct host *host);
/* CLOCK_MONOTONIC, milliseconds from some start: does not run while the lid is closed. */
int64_t host_monotonic_ms(const struct host *host);
/* The program waited so long for input or a timer: moves a test clock on. */
void host_waited(struct host *host, int64_t ms);
/* A number in [0, below). */
uint32_t host_random(struct host *host, uint32_t below);

#endif
