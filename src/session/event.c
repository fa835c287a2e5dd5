/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/event.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "span.h"

/* Events are plain values: a few keys each, found by looking, and texts that somebody else owns. */

/* Of a park `re` says what it is about; and of a note, unless that is a note. */
bool event_can_be_renewed(enum event_kind kind)
{
	return kind == EVENT_EVIDENCE || kind == EVENT_WORK || kind == EVENT_SAID ||
	       kind == EVENT_FIELD || kind == EVENT_PLAN || kind == EVENT_PROGRESS ||
	       kind == EVENT_GOAL || kind == EVENT_NOTE;
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

bool event_writer_is_valid(const char *text, size_t length)
{
	if (length != EVENT_WRITER_LENGTH || !is_lower(text[0]))
		return false;
	for (size_t i = 1; i < length; i++)
		if (!is_lower(text[i]) && !is_digit(text[i]))
			return false;
	return true;
}

bool event_id_parse(const char *text, struct event_id *id)
{
	uint64_t number = 0;

	*id = (struct event_id){0};
	if (strnlen(text, EVENT_ID_SIZE) >= EVENT_ID_SIZE ||
	    !event_writer_is_valid(text, strcspn(text, ".")) || text[EVENT_WRITER_LENGTH] != '.')
		return false;
	const char *digit = text + EVENT_WRITER_LENGTH + 1;
	bool is_private = *digit == 'p';
	if (is_private)
		digit++;
	if (*digit < '1' || *digit > '9')
		return false;
	for (; is_digit(*digit) && number <= UINT32_MAX; digit++)
		number = number * 10 + (uint64_t)(*digit - '0');
	if (*digit != '\0' || number > UINT32_MAX)
		return false;
	memcpy(id->writer, text, EVENT_WRITER_LENGTH);
	id->is_private = is_private;
	id->number = (uint32_t)number;
	return true;
}

void event_id_format(const struct event_id *id, char text[EVENT_ID_SIZE])
{
	snprintf(text, EVENT_ID_SIZE, "%.4s.%s%lu", id->writer, id->is_private ? "p" : "",
		 (unsigned long)id->number);
}

bool event_id_equal(const struct event_id *a, const struct event_id *b)
{
	return a->number == b->number && a->is_private == b->is_private &&
	       memcmp(a->writer, b->writer, sizeof(a->writer)) == 0;
}

int event_id_compare(const struct event_id *a, const struct event_id *b)
{
	int writers = strcmp(a->writer, b->writer);

	if (writers != 0)
		return writers;
	if (a->is_private != b->is_private)
		return a->is_private ? 1 : -1;
	return a->number < b->number ? -1 : a->number > b->number;
}

bool event_id_is_set(const struct event_id *id)
{
	return id->number != 0;
}

void event_init(struct event *event, enum event_kind kind)
{
	*event = (struct event){.kind = kind, .kind_name = event_kinds[kind].name};
}

static struct event_value *find_value(struct event *event, enum event_key key)
{
	for (size_t i = 0; i < event->n_values; i++)
		if (event->values[i].key == key)
			return &event->values[i];
	return NULL;
}

static void set_value(struct event *event, struct event_value value, bool is_set)
{
	struct event_value *place = find_value(event, value.key);

	if (place)
		*place = event->values[--event->n_values];
	if (is_set && event->n_values < EVENT_KEYS_MAX)
		event->values[event->n_values++] = value;
}

void event_set(struct event *event, enum event_key key, const char *text)
{
	set_value(event, (struct event_value){.key = key, .text = text}, text && *text);
}

void event_set_list(struct event *event, enum event_key key, const char *const *items, size_t count)
{
	set_value(event, (struct event_value){.key = key, .items = items, .count = count},
		  count > 0);
}

const struct event_value *event_value(const struct event *event, enum event_key key)
{
	for (size_t i = 0; i < event->n_values; i++)
		if (event->values[i].key == key)
			return &event->values[i];
	return NULL;
}

const char *event_text(const struct event *event, enum event_key key)
{
	const struct event_value *value = event_value(event, key);

	return value ? value->text : NULL;
}

long event_number(const struct event *event, enum event_key key, long otherwise)
{
	const char *text = event_text(event, key);
	long number = 0;

	if (!event_number_parse(text ? text : "", &number))
		return otherwise;
	return number;
}

bool event_number_parse(const char *text, long *number)
{
	size_t length = strspn(text, "0123456789");

	if (length == 0 || length > 7 || text[length] != '\0')
		return false;
	*number = strtol(text, NULL, 10);
	return *number <= EVENT_NUMBER_MAX;
}

bool event_bool_is_valid(const char *text)
{
	return strcmp(text, "true") == 0 || strcmp(text, "false") == 0;
}

bool event_is_true(const struct event *event, enum event_key key)
{
	return event_says(event, key, "true");
}

bool event_says(const struct event *event, enum event_key key, const char *text)
{
	const char *said = event_text(event, key);

	return said && strcmp(said, text) == 0;
}

static bool copy_value(struct arena *arena, struct event_value *value)
{
	if (value->text) {
		value->text = arena_strdup(arena, value->text);
		return value->text;
	}
	const char **items = arena_array(arena, value->count, sizeof(*items));
	if (!items)
		return false;
	for (size_t i = 0; i < value->count; i++) {
		items[i] = arena_strdup(arena, value->items[i]);
		if (!items[i])
			return false;
	}
	value->items = items;
	return true;
}

struct event *event_copy(struct arena *arena, const struct event *event)
{
	struct event *copy = arena_alloc(arena, sizeof(*copy));

	if (!copy)
		return NULL;
	*copy = *event;
	copy->kind_name = arena_strdup(arena, event->kind_name);
	if (event->record)
		copy->record = arena_copy(arena, event->record, event->record_length);
	if (event->extra)
		copy->extra = arena_strdup(arena, event->extra);
	if (!copy->kind_name || (event->record && !copy->record) || (event->extra && !copy->extra))
		return NULL;
	for (size_t i = 0; i < copy->n_values; i++)
		if (!copy_value(arena, &copy->values[i]))
			return NULL;
	return copy;
}
