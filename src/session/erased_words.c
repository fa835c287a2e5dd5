/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "erased_words.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/record.h"

/*
 * In a file words stand as they are, but for a few characters that YAML escapes, and for the
 * indentation of lines. So they are looked for line by line, and a line is cut where such a
 * character could be. Short pieces say nothing: "I think so" stands anywhere.
 *
 * Who only wants to know of it looks for less: for some words in a row, as one quotes.
 */

#define PIECE_MIN    16
#define QUOTED_WORDS 5
#define QUOTED_MAX   200 /* texts: of a whole transcript it would take too long */

bool event_rule_is_words(enum event_kind kind, const struct event_rule *rule)
{
	static const enum event_key not_a_persons[] = {
		KEY_DRAFT, KEY_SESSION, KEY_WRITER, KEY_RUBRIC_ID, KEY_RUBRIC_SHA256, KEY_SHA256,
	};

	for (size_t i = 0; i < COUNT(not_a_persons); i++)
		if (rule->key == not_a_persons[i])
			return false;
	return kind != EVENT_ERASED && (rule->type == VALUE_BLOCK || rule->type == VALUE_TEXT);
}

/* A key of a record's frame, or of its kind. */
static bool is_known(enum event_kind kind, const char *name)
{
	static const char *const frame[] = {"id",    "at",  "el",     "kind",
					    "group", "sum", "lesson", "rubric"};
	const struct event_kind_info *info = &event_kinds[kind];

	for (size_t i = 0; i < COUNT(frame); i++)
		if (strcmp(name, frame[i]) == 0)
			return true;
	for (size_t i = 0; i < info->n_rules; i++)
		if (strcmp(name, event_key_names[info->rules[i].key]) == 0)
			return true;
	return false;
}

static bool add(struct erased_words *words, const char *text)
{
	const char **items = arena_grow(words->arena, words->items, words->count, sizeof(*items));

	if (items && text) {
		items[words->count++] = text;
		words->items = items;
	}
	return items && text;
}

/* Long texts under keys that this version does not know. */
static bool add_unknown(struct erased_words *words, const struct event *event,
			const struct node *node)
{
	bool fine = true;

	if (node->type == NODE_SCALAR)
		return node->length < PIECE_MIN ||
		       add(words, arena_copy(words->arena, node->text, node->length));
	for (node = node->first; node && fine; node = node->next)
		if (!node->key || !is_known(event->kind, node->key->text))
			fine = add_unknown(words, event, node);
	return fine;
}

enum status erased_words_take(struct erased_words *words, const struct event *event,
			      struct err *err)
{
	const struct event_kind_info *info = &event_kinds[event->kind];
	const struct node *node = record_parse(event, words->arena);

	for (size_t i = 0; i < info->n_rules; i++) {
		const char *text = event_text(event, info->rules[i].key);

		if (text && event_rule_is_words(event->kind, &info->rules[i]) && !add(words, text))
			return err_no_memory(err);
	}
	return !node || add_unknown(words, event, node) ? STATUS_OK : err_no_memory(err);
}

static bool cuts(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7F || c == '"' || c == '\\';
}

/* The next piece of a text between characters that cut. */
static size_t next_piece(const char **at)
{
	size_t length = 0;

	while (**at && (cuts(**at) || **at == ' '))
		++*at;
	while ((*at)[length] && !cuts((*at)[length]))
		length++;
	return length;
}

bool erased_words_in(const struct erased_words *words, const char *bytes, size_t length)
{
	for (size_t i = 0; i < words->count; i++) {
		const char *at = words->items[i];

		for (size_t piece; (piece = next_piece(&at)) > 0; at += piece)
			if (piece >= PIECE_MIN && memmem(bytes, length, at, piece))
				return true;
	}
	return false;
}

bool erased_words_in_text(const struct erased_words *words, const char *text, size_t length)
{
	for (size_t i = 0; i < words->count; i++)
		if (length > 0 && strncmp(words->items[i], text, length) == 0)
			return true;
	return erased_words_in(words, text, length);
}

/* The length of a run of words from here on, with blanks between; 0: there are not so many. */
static size_t run_of_words(const char *at, int count)
{
	const char *start = at;

	for (; count > 0; count--) {
		if (!*at || cuts(*at))
			return 0;
		while (*at && *at != ' ' && !cuts(*at))
			at++;
		if (count > 1)
			at += strspn(at, " ");
	}
	return (size_t)(at - start);
}

bool erased_words_quoted(const struct erased_words *words, const char *bytes, size_t length)
{
	if (words->count > QUOTED_MAX)
		return erased_words_in(words, bytes, length);
	for (size_t i = 0; i < words->count; i++) {
		const char *at = words->items[i];

		while (*at) {
			size_t run = run_of_words(at, QUOTED_WORDS);

			if (run >= PIECE_MIN && memmem(bytes, length, at, run))
				return true;
			while (*at && *at != ' ' && !cuts(*at))
				at++;
			while (*at == ' ' || (*at && cuts(*at)))
				at++;
		}
	}
	return erased_words_in(words, bytes, length);
}

bool erased_words_in_event(const struct erased_words *words, const struct event *event)
{
	const struct event_kind_info *info = &event_kinds[event->kind];

	for (size_t i = 0; i < info->n_rules; i++) {
		const char *text = event_text(event, info->rules[i].key);

		if (!text || !event_rule_is_words(event->kind, &info->rules[i]))
			continue;
		for (size_t j = 0; j < words->count; j++)
			if (strcmp(words->items[j], text) == 0)
				return true;
		if (erased_words_quoted(words, text, strlen(text)))
			return true;
	}
	return false;
}
