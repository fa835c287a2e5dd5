/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/state.h"

#include <string.h>

/*
 * Folding in three passes over the events. First it is settled what counts: a void speaks of what
 * came before it, so they are taken from the last to the first, and each one is known to count or
 * not before it takes effect. Then the log is cut out, and then every event of it finds its place.
 * All of it is linear, because it happens at every key that changes something.
 */

struct fold {
	struct state *state;
	struct arena *arena;
	size_t *leader; /* place of the last record of an event's group; NONE: no group, or lost */
	bool *void_one; /* by place */
	bool *void_group; /* by place of the last record */
	size_t kinds[EVENT__COUNT];
	/* the state's own, here still to be written */
	struct heard *heard;
	struct state_field *fields;
	const struct event **ratings;
	const struct event **enacted;
	struct sorted *sorted;
	uint32_t *renewed;
	uint32_t *stands_at; /* by place: where in the log it has been taken, from 1 */
};

/* Members of the state for kinds of which the latest counts, and for kinds of which all do. */
static const size_t latest_at[EVENT__COUNT] = {
	[EVENT_CONSENT] = offsetof(struct state, consent),
	[EVENT_BREAKDOWN] = offsetof(struct state, breakdown),
	[EVENT_PLAN] = offsetof(struct state, plan),
	[EVENT_PROGRESS] = offsetof(struct state, progress),
	[EVENT_VISIT] = offsetof(struct state, visit),
	[EVENT_CLOSE] = offsetof(struct state, close),
};

static const size_t list_at[EVENT__COUNT] = {
	[EVENT_EVIDENCE] = offsetof(struct state, evidence),
	[EVENT_WORK] = offsetof(struct state, work),
	[EVENT_NOTE] = offsetof(struct state, notes),
	[EVENT_VISIT] = offsetof(struct state, visits),
	[EVENT_MOVE] = offsetof(struct state, moves),
	[EVENT_TOPIC] = offsetof(struct state, topics),
	[EVENT_TALK] = offsetof(struct state, talk),
	[EVENT_TURN] = offsetof(struct state, turns),
	[EVENT_GOAL] = offsetof(struct state, all_goals),
	[EVENT_PARK] = offsetof(struct state, parked),
	[EVENT_PAUSE] = offsetof(struct state, pauses),
	[EVENT_RESUME] = offsetof(struct state, pauses),
};

static void *member(struct state *state, size_t offset)
{
	return offset ? (char *)state + offset : NULL;
}

static bool counts(const struct fold *fold, size_t place)
{
	const struct event_index *index = &fold->state->index;
	const struct event *event = index->events[place];

	if (event_id_is_set(&event->group) &&
	    (fold->leader[place] == EVENT_PLACE_NONE || fold->void_group[fold->leader[place]]))
		return false;
	return !fold->void_one[event_index_find(index, &event->id)];
}

static void apply_void(struct fold *fold, size_t place)
{
	const struct event_index *index = &fold->state->index;
	size_t target = event_index_find_text(index, event_text(index->events[place], KEY_RE));

	if (target == EVENT_PLACE_NONE)
		return;
	if (index->events[target]->kind == EVENT_VOID && target >= place)
		return; /* has had its effect already */
	/* All that was grouped under it, if anything was: by a damaged file also under a record of
	 * another group. */
	fold->void_group[target] = true;
	if (fold->leader[target] != target)
		fold->void_one[target] = true;
}

static bool resolve(struct fold *fold)
{
	const struct event_index *index = &fold->state->index;

	fold->leader = arena_array(fold->arena, index->count, sizeof(*fold->leader));
	fold->void_one = arena_array(fold->arena, index->count, sizeof(bool));
	fold->void_group = arena_array(fold->arena, index->count, sizeof(bool));
	if (!fold->leader || !fold->void_one || !fold->void_group)
		return false;
	for (size_t i = 0; i < index->count; i++) {
		const struct event *event = index->events[i];

		fold->leader[i] = event_id_is_set(&event->group)
					  ? event_index_find(index, &event->group)
					  : EVENT_PLACE_NONE;
	}
	for (size_t i = index->count; i-- > 0;)
		if (index->events[i]->kind == EVENT_VOID && counts(fold, i))
			apply_void(fold, i);
	return true;
}

static bool cut_log(struct fold *fold)
{
	struct state *state = fold->state;
	const struct event_index *index = &state->index;
	const struct event **log = arena_array(fold->arena, index->count,
					       sizeof(const struct event *));
	uint32_t *places = arena_array(fold->arena, index->count, sizeof(*places));

	if (!log || !places)
		return false;
	for (size_t i = 0; i < index->count; i++) {
		enum event_kind kind = index->events[i]->kind;

		if (!counts(fold, i))
			continue;
		log[state->log.count++] = index->events[i];
		places[i] = (uint32_t)state->log.count;
		fold->kinds[kind]++;
		state->n_counted += kind != EVENT_OPEN && kind != EVENT_JOIN &&
				    kind != EVENT_VOID && kind != EVENT_ERASED;
	}
	state->log.items = log;
	state->places = places;
	return true;
}

/*
 * From the last to the first, so that of several the latest counts, and what was written anew twice
 * leads to the end at once, also where the one between was taken back.
 */
static bool renew(struct fold *fold)
{
	struct state *state = fold->state;
	const struct event_index *index = &state->index;

	for (size_t i = index->count; i-- > 0;) {
		const struct event *event = index->events[i];
		const char *re = event_can_be_renewed(event->kind) ? event_text(event, KEY_RE)
								   : NULL;
		size_t old = event_index_find_text(index, re);
		uint32_t stands = fold->renewed && fold->renewed[i] ? fold->renewed[i]
				  : state->places[i]                ? (uint32_t)i + 1
								    : 0;

		if (!stands || old == EVENT_PLACE_NONE || old >= i ||
		    index->events[old]->kind != event->kind)
			continue;
		if (!fold->renewed) {
			fold->renewed = arena_array(fold->arena, index->count,
						    sizeof(*fold->renewed));
			fold->stands_at = arena_array(fold->arena, index->count,
						      sizeof(*fold->stands_at));
		}
		if (!fold->renewed || !fold->stands_at)
			return false;
		if (!fold->renewed[old])
			fold->renewed[old] = stands;
	}
	state->renewed = fold->renewed;
	state->stands_at = fold->stands_at;
	return true;
}

static void append(struct state_list *list, const struct event *event)
{
	list->items[list->count++] = event;
}

static size_t place_now(const struct fold *fold, const struct event *event)
{
	size_t place = event_index_place(&fold->state->index, event);

	return fold->renewed[place] ? fold->renewed[place] - 1 : place;
}

/* What was written anew stands where the old one stood, also in time: words that are put right were
 * still heard when they were said. NULL: it was taken there already. */
static const struct event *as_it_stands(struct fold *fold, const struct event *event, size_t order)
{
	size_t place;

	if (!fold->renewed || !event_can_be_renewed(event->kind))
		return event;
	place = place_now(fold, event);
	if (fold->stands_at[place])
		return NULL;
	fold->stands_at[place] = (uint32_t)order + 1;
	return fold->state->index.events[place];
}

static bool make_lists(struct fold *fold)
{
	struct state_list *list;

	for (size_t kind = 0; kind < EVENT__COUNT; kind++) {
		list = member(fold->state, list_at[kind]);
		if (list)
			list->count += fold->kinds[kind]; /* two kinds share one list */
	}
	for (size_t kind = 0; kind < EVENT__COUNT; kind++) {
		list = member(fold->state, list_at[kind]);
		if (!list || list->items)
			continue;
		list->items = arena_array(fold->arena, list->count, sizeof(const struct event *));
		if (!list->items)
			return false;
		list->count = 0;
	}
	return true;
}

static bool is_heard(enum event_kind kind)
{
	return kind == EVENT_SAID || kind == EVENT_FIELD || kind == EVENT_GOAL ||
	       kind == EVENT_PLAN || kind == EVENT_PROGRESS || kind == EVENT_TURN;
}

static bool make_room(struct fold *fold)
{
	const struct rubric *rubric = fold->state->rubric;
	size_t n_heard = 0;

	for (int kind = 0; kind < EVENT__COUNT; kind++)
		if (is_heard((enum event_kind)kind))
			n_heard += fold->kinds[kind];

	fold->heard = arena_array(fold->arena, n_heard, sizeof(*fold->heard));
	fold->fields = arena_array(fold->arena, rubric->n_fields, sizeof(*fold->fields));
	fold->ratings = arena_array(fold->arena, rubric->n_criteria, sizeof(const struct event *));
	fold->enacted = arena_array(fold->arena, rubric->phases.count,
				    sizeof(const struct event *));
	fold->state->heard = fold->heard;
	fold->state->fields = fold->fields;
	fold->state->ratings = fold->ratings;
	fold->state->enacted = fold->enacted;
	return fold->heard && fold->fields && fold->ratings && fold->enacted && make_lists(fold);
}

/* The field that an event makes known: named, or by the table. */
static const char *field_id(const struct event *event)
{
	const char *whose = event_text(event, KEY_WHOSE);

	if (event->kind == EVENT_SAID || event->kind == EVENT_FIELD)
		return event_text(event, KEY_FIELD);
	for (size_t i = 0; i < FIELD__COUNT; i++) {
		const struct known_field_info *known = &known_fields[i];

		if (!strcmp(known->event, event_kinds[event->kind].name) &&
		    (!known->whose || (whose && !strcmp(known->whose, whose))))
			return known->id;
	}
	return NULL;
}

static void file(struct heard *heard, const struct rubric *rubric, const char *step,
		 const char *field)
{
	heard->field = rubric_field(rubric, field);
	heard->step = heard->field ? heard->field->step : rubric_step(rubric, step);
}

static void hear(struct fold *fold, const struct event *event, size_t order)
{
	struct heard *heard = &fold->heard[fold->state->n_heard++];

	heard->event = event;
	heard->order = order;
	file(heard, fold->state->rubric, event_text(event, KEY_STEP), field_id(event));
}

/* Where in the log it is heard. */
static size_t heard_order(const struct fold *fold, const struct event *event)
{
	return fold->renewed && event_can_be_renewed(event->kind)
		       ? fold->stands_at[place_now(fold, event)] - 1
		       : state_order(fold->state, event);
}

/* A phase that the rubric does not know says nothing. */
static bool sort(struct fold *fold, const struct event *evidence, const struct event *assign)
{
	const struct event_index *index = &fold->state->index;
	const char *phase = event_text(assign, KEY_PHASE);
	const char *who = event_text(assign, KEY_WHO);
	struct sorted *sorted;

	if (!fold->sorted)
		fold->sorted = arena_array(fold->arena, index->count, sizeof(*fold->sorted));
	if (!fold->sorted)
		return false;
	fold->state->sorted = fold->sorted;
	sorted = &fold->sorted[event_index_place(index, evidence)];
	if (rubric_phase(fold->state->rubric, phase))
		sorted->phase = phase;
	if (who)
		sorted->who = who;
	return true;
}

static bool assign(struct fold *fold, const struct event *event)
{
	const struct event *target = state_event(fold->state, event_text(event, KEY_RE));
	const struct heard *heard = target && (target->kind == EVENT_SAID ||
					       target->kind == EVENT_TURN)
					    ? state_heard_at(fold->state, heard_order(fold, target))
					    : NULL;

	if (target && target->kind == EVENT_EVIDENCE)
		return sort(fold, target, event);
	if (heard)
		file(&fold->heard[heard - fold->state->heard], fold->state->rubric,
		     event_text(event, KEY_STEP), event_text(event, KEY_FIELD));
	return true;
}

static void judge(struct state *state, const struct event *event)
{
	enum judge_by by = event_says(event, KEY_BY, "teacher") ? JUDGE_TEACHER
			   : event_says(event, KEY_BY, "coach") ? JUDGE_COACH
								: JUDGE_OBSERVER;
	enum judge_what what = event_says(event, KEY_WHAT, "same-phase") ? JUDGE_PHASE
									 : JUDGE_CHANGE;

	state->judgements[by][what] = event;
}

static void rate(struct fold *fold, const struct event *event)
{
	const struct rubric_criterion *criterion = rubric_criterion(
		fold->state->rubric, event_text(event, KEY_CRITERION));

	if (criterion)
		fold->ratings[criterion->index] = event;
}

static void enact(struct fold *fold, const struct event *event)
{
	const struct rubric_phase *phase = rubric_phase(fold->state->rubric,
							event_text(event, KEY_PHASE));

	if (phase)
		fold->enacted[phase->index] = event;
}

static void take(struct fold *fold, const struct event *logged, size_t order)
{
	const struct event *event = as_it_stands(fold, logged, order);
	const struct event **latest = member(fold->state, latest_at[logged->kind]);
	struct state_list *list = member(fold->state, list_at[logged->kind]);

	if (!event)
		return;
	if (latest)
		*latest = event;
	if (list)
		append(list, event);

	if (is_heard(event->kind))
		hear(fold, event, order);
	else if (event->kind == EVENT_RATE)
		rate(fold, event);
	else if (event->kind == EVENT_ENACTED)
		enact(fold, event);
	else if (event->kind == EVENT_JUDGE)
		judge(fold->state, event);
	else if (event->kind == EVENT_PAUSE || event->kind == EVENT_RESUME)
		fold->state->paused = event->kind == EVENT_PAUSE;
}

/* Keeps of the park events the latest of each goal, and chooses the goals that are pursued. */
static bool set_goals(struct fold *fold)
{
	struct state *state = fold->state;
	const struct event **parker = arena_array(fold->arena, state->log.count,
						  sizeof(const struct event *));
	struct state_list parks = state->parked;

	if (!parker)
		return false;
	for (size_t i = 0; i < parks.count; i++) {
		const struct event *goal = state_cited(state, event_text(parks.items[i], KEY_RE));

		if (goal && goal->kind == EVENT_GOAL)
			parker[state_order(state, goal)] = parks.items[i];
	}
	state->parked.count = 0;
	for (size_t i = 0; i < parks.count; i++) {
		const struct event *goal = state_cited(state, event_text(parks.items[i], KEY_RE));

		if (goal && parker[state_order(state, goal)] == parks.items[i])
			append(&state->parked, parks.items[i]);
	}
	for (size_t i = 0; i < state->all_goals.count; i++) {
		const struct event *goal = state->all_goals.items[i];
		enum goal_whose whose = goal_whose_of(goal);

		if (whose != GOAL__COUNT && !parker[state_order(state, goal)])
			state->goals[whose] = goal;
	}
	return true;
}

/* A transcript is no list of things to file: a turn is heard once somebody has said where. */
static void drop_unfiled_turns(struct fold *fold)
{
	size_t n = 0;

	if (fold->kinds[EVENT_TURN] == 0)
		return;
	for (size_t i = 0; i < fold->state->n_heard; i++)
		if (fold->heard[i].event->kind != EVENT_TURN || fold->heard[i].step)
			fold->heard[n++] = fold->heard[i];
	fold->state->n_heard = n;
}

static void set_fields(struct fold *fold)
{
	for (size_t i = 0; i < fold->state->n_heard; i++) {
		const struct heard *heard = &fold->heard[i];

		if (!heard->field)
			continue;
		struct state_field *field = &fold->fields[heard->field->index];
		if (field->count++ == 0)
			field->first = heard;
		field->latest = heard;
	}
}

/* What the session was opened with, in the words that were said of it last. A private one changes
 * nothing: what stands at the top is for both. */
static bool set_open(struct fold *fold)
{
	struct state *state = fold->state;
	const struct event *open = state->session ? state->session->open : NULL;
	struct event *anew;

	state->open = open && open->is_private && state->shared_only ? NULL : open;
	if (fold->kinds[EVENT_LESSON] == 0)
		return true;
	anew = arena_alloc(fold->arena, sizeof(*anew));
	if (!anew)
		return false;
	event_init(anew, EVENT_OPEN);
	if (state->open)
		*anew = *state->open;
	for (size_t i = 0; i < state->log.count; i++) {
		const struct event *event = state->log.items[i];

		for (size_t k = 0; event->kind == EVENT_LESSON && k < event->n_values; k++)
			if (!event->is_private && event_rule(EVENT_OPEN, event->values[k].key))
				event_set(anew, event->values[k].key, event->values[k].text);
	}
	state->open = anew;
	return true;
}

static enum status fold_events(struct state *state, const struct event *const *events, size_t count,
			       struct arena *arena, struct err *err)
{
	struct fold fold = {.state = state, .arena = arena};
	enum status status = event_index_make(&state->index, events, count, arena, err);

	if (status)
		return status;
	if (!resolve(&fold) || !cut_log(&fold) || !renew(&fold) || !make_room(&fold))
		return err_no_memory(err);
	for (size_t i = 0; i < state->log.count; i++)
		take(&fold, state->log.items[i], i);
	if (fold.kinds[EVENT_ASSIGN] > 0)
		for (size_t i = 0; i < state->log.count; i++)
			if (state->log.items[i]->kind == EVENT_ASSIGN &&
			    !assign(&fold, state->log.items[i]))
				return err_no_memory(err);
	drop_unfiled_turns(&fold);
	set_fields(&fold);
	return set_goals(&fold) && set_open(&fold) ? STATUS_OK : err_no_memory(err);
}

enum status state_fold(struct state *state, const struct session *session, size_t n_events,
		       bool shared_only, struct arena *arena, struct err *err)
{
	size_t most = n_events < session->n_events ? n_events : session->n_events;
	const struct event **events = arena_array(arena, most, sizeof(const struct event *));
	size_t count = 0;

	*state = (struct state){
		.rubric = session->rubric, .session = session, .shared_only = shared_only};
	if (!events)
		return err_no_memory(err);
	for (size_t i = 0; i < most; i++)
		if (!shared_only || !session->events[i]->is_private)
			events[count++] = session->events[i];
	return fold_events(state, events, count, arena, err);
}

enum status state_before(struct state *state, const struct state *later, size_t n,
			 struct arena *arena, struct err *err)
{
	*state = (struct state){.rubric = later->rubric,
				.session = later->session,
				.shared_only = later->shared_only,
				.previous_goal = later->previous_goal};
	return fold_events(state, later->log.items, n < later->log.count ? n : later->log.count,
			   arena, err);
}
