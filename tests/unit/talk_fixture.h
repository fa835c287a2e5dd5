/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TALK_FIXTURE_H
#define TALK_FIXTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "debrief/journal.h"
#include "home_fixture.h"

/*
 * Talks in which every event's text is a number, and what must hold whatever happens to them:
 * acknowledged ⊆ recovered ⊆ attempted, each a set of bits.
 */

#define TALK_EVENTS_MAX 64
#define BIT(n)          (UINT64_C(1) << (n))

struct tally {
	uint64_t attempted;
	uint64_t acknowledged;
	int pipe; /* where it is reported to, -1: nowhere */
};

struct talk {
	struct session session;
	struct journal *journal;
	struct tally tally;
	uint64_t staged;
	unsigned int next; /* number */
};

/* Opens the home's session for writing; false if that fails. */
bool talk_begin(struct home *home, struct talk *talk);
/* Stages one action of up to 4 events, said and noted in turn. */
void talk_act(struct talk *talk, unsigned int count, bool begins_private);
/* Flushes. If that says that all is saved, it must be synced. */
void talk_save(struct talk *talk);
/* Some actions of all sorts: 10 events. */
void talk_for_a_while(struct talk *talk);
void talk_end(struct talk *talk);

/* What a reader finds; fails the test if something is there twice. */
uint64_t talk_read_back(struct home *home);
void assert_recovered(struct home *home, const struct tally *tally);
/* `check` finds nothing: no record with two meanings, no gap, no group without an end. */
void assert_clean(struct home *home);

/* The folder of what is remembered of writers. */
const char *talk_writers(struct home *home);

#endif
