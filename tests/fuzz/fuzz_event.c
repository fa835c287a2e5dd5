/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events of any bytes, one YAML document each, as `add` takes them or, with an id, as a journal has
 * them. Each that can be read is written and read again, checked, and taken into a session; the
 * fold of that stands by what it promises, for the coach and for the teacher, now and after undo;
 * and no private event changes a byte of the teacher's report.
 */
#include <stdio.h>
#include <string.h>

#include "debrief/advice.h"
#include "debrief/event_check.h"
#include "debrief/record.h"
#include "debrief/report.h"
#include "debrief/state.h"
#include "fuzz.h"

#define ARENA_MAX  ((size_t)64 << 20)
#define EVENTS_MAX 100

static const struct rubric *the_rubric(void)
{
	static struct arena arena;
	static struct diags diags;
	static const struct rubric *rubric;
	const char *bytes;
	size_t length;

	if (!rubric) {
		bytes = fuzz_source_rubric("ambitious-mathematics.yaml", &length);
		arena_init(&arena, ARENA_MAX);
		diags_init(&diags, &arena, "rubric", bytes, length);
		HOLDS(rubric_parse(&arena, bytes, length, SCHEMA_STRICT, &diags, &rubric, NULL) ==
		      STATUS_OK);
	}
	return rubric;
}

/* ---- taking events in ---- */

static const struct event *look_up(void *context, const char *text)
{
	const struct session *session = context;
	struct event_id id;

	for (size_t i = 0; event_id_parse(text, &id) && i < session->n_events; i++)
		if (event_id_equal(&session->events[i]->id, &id))
			return session->events[i];
	return NULL;
}

/* "+n" is the n-th event, counted from 1. */
static const char *resolved(struct session *session, const char *text)
{
	char id[EVENT_ID_SIZE];
	long number;

	if (text[0] != '+' || !event_number_parse(text + 1, &number) || number < 1 ||
	    (size_t)number > session->n_events)
		return text;
	event_id_format(&session->events[number - 1]->id, id);
	text = arena_strdup(&session->arena, id);
	HOLDS(text);
	return text;
}

static void resolve(struct session *session, struct event *event)
{
	const struct event_value *cites = event_value(event, KEY_CITES);
	const char **items;

	if (event_text(event, KEY_RE))
		event_set(event, KEY_RE, resolved(session, event_text(event, KEY_RE)));
	if (!cites)
		return;
	items = arena_array(&session->arena, cites->count, sizeof(*items));
	HOLDS(items);
	for (size_t i = 0; i < cites->count; i++)
		items[i] = resolved(session, cites->items[i]);
	event_set_list(event, KEY_CITES, items, cites->count);
}

static const struct event *append(struct session *session, const struct event *event)
{
	struct event *copy = event_copy(&session->arena, event);

	HOLDS(copy && fuzz_same_event(copy, event));
	session->events = arena_grow(&session->arena, session->events, session->n_events,
				     sizeof(const struct event *));
	HOLDS(session->events);
	session->events[session->n_events++] = copy;
	if (!session->open && copy->kind == EVENT_OPEN)
		session->open = copy;
	return copy;
}

static void take(struct session *session, struct event *event, const struct node *node,
		 struct diags *diags)
{
	size_t errors = diags->errors;
	bool is_stored = event_id_is_set(&event->id);
	const struct event *target;
	bool good;

	if (!is_stored)
		resolve(session, event);
	good = event_check(event, node, session->rubric, look_up, session, diags);
	HOLDS(good == (diags->errors == errors));
	target = event_text(event, KEY_RE) ? look_up(session, event_text(event, KEY_RE)) : NULL;
	if (!is_stored) {
		event->is_private = event_is_private_by_rule(event, session->rubric,
							     target && target->is_private);
		event->id = (struct event_id){.writer = "k7q2",
					      .is_private = event->is_private,
					      .number = (uint32_t)session->n_events + 1};
	}
	if (good || is_stored) /* `add` refuses the others */
		fuzz_write_and_read(event);
	append(session, event);
}

static void read_events(struct session *session, const char *bytes, size_t length)
{
	struct err err = {{0}, 0};
	struct tree_stream *stream;
	struct diags diags;
	struct event event;
	struct node *node;
	enum status status;

	diags_init(&diags, &session->arena, "stdin", bytes, length);
	status = tree_open(&stream, bytes, length, 1, &tree_limits_record, &diags, &err);
	while (status == STATUS_OK && session->n_events < EVENTS_MAX) {
		(void)!tree_next(stream, &session->arena, &node, &err);
		if (!node)
			break;
		if (!record_decode(node, node_get(node, "id"), &session->arena, &event, &diags,
				   &err))
			take(session, &event, node, &diags);
	}
	tree_close(stream);
	fuzz_look_at_diags(&diags);
}

/* ---- the fold ---- */

static void look_at_list(const struct state *state, const struct state_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		HOLDS(event_index_place(&state->index, list->items[i]) != EVENT_PLACE_NONE);
		HOLDS(!state->shared_only || !list->items[i]->is_private);
	}
}

static void look_at_log(const struct state *state)
{
	size_t counted = 0;
	size_t last = 0;

	for (size_t i = 0; i < state->log.count; i++) {
		const struct event *event = state->log.items[i];
		size_t place = event_index_place(&state->index, event);

		HOLDS(place < state->index.count && (i == 0 || place > last));
		if (state->stands_at && state->stands_at[place])
			HOLDS(state_order(state, event) <= i); /* for what came before it */
		else
			HOLDS(state_order(state, event) == i);
		last = place;
		counted += event->kind != EVENT_OPEN && event->kind != EVENT_JOIN &&
			   event->kind != EVENT_VOID && event->kind != EVENT_ERASED;
		HOLDS(state_seconds(state, event) <= (double)event->el / 1000);
	}
	HOLDS(counted == state->n_counted);
}

static void look_at_heard(const struct state *state)
{
	size_t known = 0;

	for (size_t i = 0; i < state->n_heard; i++) {
		const struct heard *heard = &state->heard[i];

		HOLDS(heard->order < state->log.count);
		HOLDS(i == 0 || heard->order > state->heard[i - 1].order);
		HOLDS(state_heard_at(state, heard->order) == heard);
		HOLDS(!heard->field || heard->field->step == heard->step);
		HOLDS(!state->shared_only || !heard->event->is_private);
		HOLDS(heard_words(state, heard));
		known += heard->field != NULL;
	}
	for (size_t i = 0; i < state->rubric->n_fields; i++) {
		const struct rubric_field *field = state->rubric->fields[i];
		const struct heard *latest = state_heard(state, field);

		HOLDS(state_knows(state, field->id) == (latest != NULL));
		HOLDS(!latest || latest->field == field);
		known -= state->fields[i].count;
	}
	HOLDS(known == 0);
}

static void look_at_judgements(const struct state *state)
{
	const struct rubric *rubric = state->rubric;
	size_t lowest, highest;

	for (size_t i = 0; i < rubric->n_criteria; i++) {
		const struct event *rating = state->ratings[i];

		HOLDS(!rating ||
		      !strcmp(event_text(rating, KEY_CRITERION), rubric->criteria[i]->name));
		if (state_levels(state, rubric->criteria[i], &lowest, &highest))
			HOLDS(lowest <= highest && highest < rubric->criteria[i]->levels.count);
	}
	for (int whose = 0; whose < GOAL__COUNT; whose++) {
		const struct event *goal = state->goals[whose];

		HOLDS(!goal || (int)goal_whose_of(goal) == whose);
		HOLDS(!goal || state_order(state, goal) != EVENT_PLACE_NONE);
		HOLDS(!goal || goal_words(rubric, goal));
	}
}

static void look_at_state(const struct state *state, struct arena *arena)
{
	const struct state_list *lists[] = {
		&state->log,    &state->evidence, &state->work,   &state->notes,
		&state->moves,  &state->topics,   &state->talk,   &state->turns,
		&state->visits, &state->pauses,   &state->parked, &state->all_goals,
	};
	struct state_list evidence;

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		look_at_list(state, lists[i]);
	look_at_log(state);
	look_at_heard(state);
	look_at_judgements(state);
	HOLDS(!state->open || !state->shared_only || !state->open->is_private);
	HOLDS(state_evidence_in_order(state, arena, &evidence, NULL) == STATUS_OK);
	HOLDS(evidence.count == state->evidence.count);
	look_at_list(state, &evidence);
}

static void look_back(const struct state *state, struct arena *arena)
{
	struct state then;

	HOLDS(state_before(&then, state, state->log.count / 2, arena, NULL) == STATUS_OK);
	look_at_state(&then, arena);
}

static void advise(const struct state *state, struct arena *arena)
{
	struct advice advice;

	for (size_t stage = 0; stage <= state->rubric->stages.count; stage++) {
		HOLDS(advice_make(state, stage, arena, &advice, NULL) == STATUS_OK);
		HOLDS(advice.talk_begins == EVENT_PLACE_NONE ||
		      advice.talk_begins < state->log.count);
	}
}

/* ---- undo ---- */

/* Takes back what `u` would, or brings back what `U` would. */
static const struct event *void_it(struct session *session, const struct event *target)
{
	char id[EVENT_ID_SIZE];
	struct event event;

	event_init(&event, EVENT_VOID);
	event_id_format(&target->id, id);
	event_set(&event, KEY_RE, id);
	event.is_private = target->is_private;
	event.id = (struct event_id){.writer = "undo",
				     .is_private = event.is_private,
				     .number = (uint32_t)session->n_events};
	event.el = session->events[session->n_events - 1]->el;
	return append(session, &event);
}

static bool has_twins(const struct state *state)
{
	for (size_t i = 0; i < state->index.count; i++)
		if (event_index_find(&state->index, &state->index.events[i]->id) != i)
			return true;
	return false;
}

static void fold(struct state *state, const struct session *session, bool shared_only,
		 struct arena *arena)
{
	HOLDS(state_fold(state, session, SIZE_MAX, shared_only, arena, NULL) == STATUS_OK);
	look_at_state(state, arena);
}

/* Of a session that is not damaged: after undo less counts, and after redo as much as before. */
static void undo_and_redo(struct session *session, const struct state *before, struct arena *arena)
{
	const struct event *target = state_undo_target(before, NULL, NULL);
	const struct event *done;
	struct state state;

	if (!target || has_twins(before))
		return;
	done = void_it(session, target);
	fold(&state, session, false, arena);
	HOLDS(state_order(&state, target) == EVENT_PLACE_NONE);
	HOLDS(state.n_counted < before->n_counted);
	for (size_t i = 0; i < state.log.count; i++) /* of its group nothing is left */
		HOLDS(!event_id_equal(&state.log.items[i]->group, &target->id));
	HOLDS(state_redo_target(&state, NULL, NULL) == done);
	void_it(session, done);
	fold(&state, session, false, arena);
	HOLDS(state.n_counted == before->n_counted);
	HOLDS(state_undo_target(&state, NULL, NULL) == target);
}

/* ---- the teacher's report ---- */

static void write_report(const struct session *session, enum report_format format, struct buf *page,
			 struct arena *arena)
{
	struct report report;

	buf_init(page, BUF_MAX_DEFAULT);
	HOLDS(report_make(&report, session, NULL, FOR_TEACHER, arena, NULL) == STATUS_OK);
	HOLDS(report_render(&report, format, arena, page, NULL) == STATUS_OK);
	HOLDS(page->length > 0 && fuzz_can_show(page->data, page->length, true));
}

/* It is the same, byte for byte, where the private events never were. */
static void report(const struct session *session, enum report_format format, struct arena *arena)
{
	struct session shared = *session;
	struct buf page, without;

	shared.events = arena_array(arena, session->n_events, sizeof(const struct event *));
	HOLDS(shared.events);
	shared.n_events = 0;
	for (size_t i = 0; i < session->n_events; i++)
		if (!session->events[i]->is_private)
			shared.events[shared.n_events++] = session->events[i];
	if (shared.open && shared.open->is_private)
		shared.open = NULL;
	write_report(session, format, &page, arena);
	write_report(&shared, format, &without, arena);
	HOLDS(page.length == without.length && !memcmp(page.data, without.data, page.length));
	buf_release(&page);
	buf_release(&without);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct session session = {
		.path = "/nowhere", .id = "fuzz", .folder = -1, .rubric = the_rubric()};
	struct state state;
	struct arena arena;

	arena_init(&session.arena, ARENA_MAX);
	arena_init(&arena, ARENA_MAX * 4);
	read_events(&session, (const char *)data, size);
	if (session.n_events > 0) {
		fold(&state, &session, true, &arena);
		report(&session, (enum report_format)(size % REPORT_PAGES__COUNT), &arena);
		fold(&state, &session, false, &arena);
		look_back(&state, &arena);
		advise(&state, &arena);
		undo_and_redo(&session, &state, &arena);
	}
	arena_release(&arena);
	arena_release(&session.arena);
	return 0;
}
