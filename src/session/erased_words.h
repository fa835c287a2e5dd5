/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ERASED_WORDS_H
#define ERASED_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/arena.h"
#include "debrief/event.h"

/* Words that are erased, and whether something else holds them. */

struct erased_words {
	struct arena *arena;
	const char **items;
	size_t count;
};

/* The words of a record: what people wrote, and not the ids and choices. */
MUST_USE enum status erased_words_take(struct erased_words *words, const struct event *event,
				       struct err *err);
/* Any bytes, of a file say: they hold a line of the words, one that is long enough for that to be
 * no chance. */
bool erased_words_in(const struct erased_words *words, const char *bytes, size_t length);
/* A text of a person's: the same, or how the words began, or a line of them is in it. */
bool erased_words_in_text(const struct erased_words *words, const char *text, size_t length);
/* The same, or a few of the words in a row. */
bool erased_words_quoted(const struct erased_words *words, const char *bytes, size_t length);
/* A record has a text that says the same, or quotes them. */
bool erased_words_in_event(const struct erased_words *words, const struct event *event);

/* True for what a person wrote in their own words. */
bool event_rule_is_words(enum event_kind kind, const struct event_rule *rule);

#endif
