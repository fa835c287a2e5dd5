/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/talk_words.h"

/* Numbers only: what was said is in the state, and is nobody's business here. */

#define WORDS_PER_SECOND 2.5 /* of unhurried talk */

static size_t words_of(const struct event *turn)
{
	return (size_t)event_number(turn, KEY_WORDS, 0);
}

struct talk_words talk_words(const struct state *state)
{
	struct talk_words words = {0};

	for (size_t i = 0; i < state->turns.count; i++) {
		const struct event *turn = state->turns.items[i];

		if (event_says(turn, KEY_BY, "coach"))
			words.coach += words_of(turn);
		else if (event_says(turn, KEY_BY, "teacher"))
			words.teacher += words_of(turn);
		else
			words.other += words_of(turn);
	}
	return words;
}

struct talk_share talk_share(struct talk_words words)
{
	size_t both = words.coach + words.teacher;
	int coach = both > 0 ? (int)((words.coach * 200 + both) / (both * 2)) : 0;

	return (struct talk_share){coach, both > 0 ? 100 - coach : 0};
}

/* Until when a turn lasts that does not say so: until the next begins, if that is said. */
static double end_of(const struct state *state, size_t n, double from)
{
	const struct event *turn = state->turns.items[n];
	long to = event_number(turn, KEY_TO, -1);
	long next = n + 1 < state->turns.count
			    ? event_number(state->turns.items[n + 1], KEY_FROM, -1)
			    : -1;

	if (to < 0)
		to = next;
	if (to < 0)
		return from + (double)words_of(turn) / WORDS_PER_SECOND;
	return (double)to > from ? (double)to : from;
}

enum status talk_turns(const struct state *state, struct arena *arena,
		       const struct talk_turn **turns, size_t *count, bool *is_timed,
		       struct err *err)
{
	struct talk_turn *items = arena_array(arena, state->turns.count, sizeof(*items));
	double before = 0; /* from when the turn before was, */
	double end = 0;    /* and until when */

	if (!items)
		return err_no_memory(err);
	*is_timed = false;
	for (size_t i = 0; i < state->turns.count; i++) {
		const struct event *turn = state->turns.items[i];
		long from = event_number(turn, KEY_FROM, -1);

		*is_timed = *is_timed || from >= 0;
		items[i].event = turn;
		items[i].from = from < 0 ? end : (double)from > before ? (double)from : before;
		items[i].to = end_of(state, i, items[i].from);
		before = items[i].from;
		end = items[i].to;
	}
	*turns = items;
	*count = state->turns.count;
	return STATUS_OK;
}
