/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PROPERTY_H
#define PROPERTY_H

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "debrief/array.h"
#include "debrief/buf.h"

/*
 * Properties are tried on random things. The seed is printed; TEST_SEED=… repeats a run.
 * `make check-hard` tries them more often.
 */

struct property {
	uint64_t state;
};

static inline struct property property_start(const char *name)
{
	const char *given = getenv("TEST_SEED");
	struct timespec now = {0};

	clock_gettime(CLOCK_REALTIME, &now);
	uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)now.tv_nsec;
	printf("# %s: TEST_SEED=%" PRIu64 "\n", name, seed);
	return (struct property){.state = seed};
}

/* How often to try it: `rounds` times, or 20 times that in the longer sweeps. */
static inline int property_rounds(int rounds)
{
	return getenv("DEBRIEF_HARD") ? 20 * rounds : rounds;
}

/* A number in [0, below). */
static inline unsigned int property_number(struct property *property, unsigned int below)
{
	uint64_t mixed = property->state += UINT64_C(0x9E3779B97F4A7C15);

	mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (unsigned int)((mixed >> 33) % below);
}

/* Adds up to `pieces` pieces of text, plain and strange: words, blanks, mathematics, wide and
 * combining characters, hostile ones, bytes that are not UTF-8. */
static inline void property_text(struct property *property, struct buf *text, unsigned int pieces)
{
	/* clang-format off */
	static const char *const repertoire[] = {
		"a", "b", "word", "longer-word", " ", " ", "  ", "\n", "\t", ".", "\"", "\\",
		"½", "×", "√", "ß", "字", "한", "😀", "ͤ", "̅", "̄̄̄̄̄", "3̅", "é", "\u200D", "\u200C",
		"\u202E", "\u200B", "\uFEFF", "\u2028", "\uFFFF", "\u2066", "\x1b[31m", "\x7f",
		"\r", "\xC2\x9B", "\xC2", "\xE2\x82", "\xF0\x9F", "\x80", "\xFF", "\xC0\x80",
		"\xED\xA0\x80", "\xF4\x90\x80\x80",
	};
	/* clang-format on */
	const unsigned int kinds = (unsigned int)COUNT(repertoire);
	unsigned int count = property_number(property, pieces + 1);

	for (unsigned int i = 0; i < count; i++) {
		if (property_number(property, 16) == 0)
			buf_putc(text, (char)property_number(property, 256));
		else
			buf_puts(text, repertoire[property_number(property, kinds)]);
	}
}

#endif
