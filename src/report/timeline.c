/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_parts.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/labels.h"
#include "debrief/talk_words.h"

/*
 * How the talk ran: at which step it was, who had the floor, what it was about. Each lane is a
 * sequence of moments at which something began; it lasts until the next of its lane begins.
 */

static const char *step_begins(const struct state *state, size_t n)
{
	const struct event *event = state->log.items[n];
	const struct heard *heard = state_heard_at(state, n);
	const struct rubric_step *step =
		event->kind == EVENT_MOVE ? rubric_step(state->rubric, event_text(event, KEY_STEP))
		: heard                   ? heard->step
					  : NULL;

	return step && !stage_is_private(step->stage) ? step->title : NULL;
}

static const char *floor_begins(const struct state *state, size_t n)
{
	const struct event *event = state->log.items[n];

	if (event->kind != EVENT_TALK || event_says(event, KEY_BY, "nobody"))
		return NULL;
	return choice_words(KEY_BY, event_text(event, KEY_BY));
}

static const char *topic_begins(const struct state *state, size_t n)
{
	const struct event *event = state->log.items[n];

	return event->kind == EVENT_TOPIC
		       ? rubric_words(state->rubric, event_text(event, KEY_TOPIC))
		       : NULL;
}

static bool floor_ends(const struct event *event)
{
	return event->kind == EVENT_TALK && event_says(event, KEY_BY, "nobody");
}

static const struct {
	const char *id, *title;
	/* What begins with the n-th of the log; NULL: nothing of this lane. */
	const char *(*begins)(const struct state *state, size_t n);
	bool (*ends)(const struct event *event); /* may be NULL */
} lanes[] = {
	{"steps", N_("Steps"), step_begins, NULL},
	{"floor", N_("On the floor"), floor_begins, floor_ends},
	{"topics", N_("Topics"), topic_begins, NULL},
};

static double within(double seconds, double length)
{
	return seconds < 0 ? 0 : seconds > length ? length : seconds;
}

/* False: no memory. */
static bool fill_lane(const struct report *report, size_t which, double length,
		      struct document *document, struct timeline_lane *lane)
{
	const struct state *state = &report->state;
	struct timeline_span *spans = NULL;
	struct timeline_span *open = NULL;
	size_t count = 0;

	for (size_t i = 0; i < state->log.count; i++) {
		const struct event *event = state->log.items[i];
		const char *text = lanes[which].begins(state, i);
		double at = within(talk_seconds(report, event), length);
		bool ends = lanes[which].ends && lanes[which].ends(event);

		if (open && (text || ends))
			open->to = at > open->from ? at : open->from;
		if (ends)
			open = NULL;
		if (!text || (open && strcmp(open->text, text) == 0))
			continue;
		spans = arena_grow(document->arena, spans, count, sizeof(*spans));
		if (!spans)
			return false;
		open = &spans[count++];
		*open = (struct timeline_span){at, length, text};
	}
	if (open)
		open->to = length;
	*lane = (struct timeline_lane){lanes[which].id, _(lanes[which].title), spans, count};
	return true;
}

/* Who spoke, by a transcript. Its clock begins with the recording, and when that began nobody wrote
 * down: it is drawn from the beginning of the talk. */
static bool fill_turns(const struct state *state, struct document *document, double *length,
		       struct timeline_lane *lane)
{
	const struct talk_turn *turns;
	struct timeline_span *spans;
	struct err err = {{0}, 0};
	size_t count;
	bool is_timed;

	if (talk_turns(state, document->arena, &turns, &count, &is_timed, &err) != STATUS_OK)
		return false;
	spans = arena_array(document->arena, count + 1, sizeof(*spans));
	for (size_t i = 0; spans && i < count; i++) {
		spans[i] = (struct timeline_span){
			turns[i].from, turns[i].to,
			choice_words(KEY_BY, event_text(turns[i].event, KEY_BY))};
		*length = turns[i].to > *length ? turns[i].to : *length;
	}
	*lane = (struct timeline_lane){"turns", _("In the transcript"), spans, count};
	return spans;
}

bool timeline_make(const struct report *report, struct document *document,
		   struct timeline *timeline)
{
	double length = talk_seconds(report, report->state.close);
	struct timeline_lane *made = arena_array(document->arena, COUNT(lanes) + 1, sizeof(*made));
	size_t count = 0;

	if (length < 0)
		length = 0;
	if (!made || !fill_turns(&report->state, document, &length, &made[COUNT(lanes)])) {
		document->failed = true;
		return false;
	}
	for (size_t i = 0; i < COUNT(lanes) && length > 0; i++) {
		if (!fill_lane(report, i, length, document, &made[count])) {
			document->failed = true;
			return false;
		}
		count += made[count].n_spans > 0;
	}
	if (made[COUNT(lanes)].n_spans > 0)
		made[count++] = made[COUNT(lanes)];
	*timeline = (struct timeline){length, made, count};
	return count > 0 && length > 0;
}
