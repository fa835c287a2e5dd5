/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/guide.h"

#include <string.h>

#include "debrief/schema.h"

/*
 * A talk jumps, so nothing here is remembered: from what is known by now it follows which steps are
 * done, which were left out and where we are.
 */

#define PLACEHOLDER_MAX 64
#define QUESTION_MAX    ((size_t)64 << 10)
#define NOT_KNOWN       "\xe2\x80\xa6" /* … */

const char *const step_state_names[STEP__COUNT] = {
	[STEP_OPEN] = "open",       [STEP_NOW] = "now",       [STEP_DONE] = "done",
	[STEP_SKIPPED] = "skipped", [STEP_PASSED] = "passed",
};

/* Marks what was asked and heard; returns the step of the latest of it, or NULL. Where the talk
 * stands is told by what was recorded in it: turns of a transcript, which come in afterwards, tell
 * it only if they are all there is. */
static const struct rubric_step *mark_steps(const struct state *state, struct guide_step *steps)
{
	const struct rubric_step *latest = NULL;
	size_t latest_order = 0;
	bool in_talk = false;

	for (size_t i = 0; i < state->n_heard; i++) {
		const struct heard *heard = &state->heard[i];
		bool is_turn = heard->event->kind == EVENT_TURN;

		if (!heard->step)
			continue;
		steps[heard->step->index].heard = true;
		if (is_turn && in_talk)
			continue;
		in_talk = !is_turn;
		latest = heard->step;
		latest_order = heard->order;
	}
	for (size_t i = 0; i < state->moves.count; i++) {
		const struct event *move = state->moves.items[i];
		const struct rubric_step *step = rubric_step(state->rubric,
							     event_text(move, KEY_STEP));

		if (!step)
			continue;
		steps[step->index].asked = true;
		if (i + 1 == state->moves.count &&
		    (!latest || state_order(state, move) > latest_order))
			latest = step;
	}
	return latest;
}

static bool is_done(const struct state *state, const struct guide_step *step)
{
	for (size_t i = 0; i < step->step->fields.count; i++) {
		const struct rubric_field *field = step_field_at(step->step, i);

		if (field->required && !state_heard(state, field))
			return false;
	}
	return step->asked || step->heard; /* what is known of its fields was heard in it */
}

/* What should be known before a step and is not; false: no memory. */
static bool find_missing(const struct state *state, struct guide_step *step, struct arena *arena)
{
	const struct schema_texts *needs = &step->step->needs;
	const struct rubric_field **missing = arena_array(arena, needs->count,
							  sizeof(const struct rubric_field *));

	for (size_t i = 0; missing && i < needs->count; i++) {
		const struct rubric_field *field = rubric_field(state->rubric, needs->items[i]);

		if (field && !state_heard(state, field))
			missing[step->n_missing++] = field;
	}
	step->missing = missing;
	return missing != NULL;
}

static bool later_is_done(const struct guide_step *steps, size_t n_steps, size_t place)
{
	for (size_t i = place + 1; i < n_steps; i++)
		if (steps[i].state == STEP_DONE &&
		    steps[i].step->stage_index == steps[place].step->stage_index)
			return true;
	return false;
}

static void set_states(const struct state *state, const struct diagnosis *diagnosis,
		       const struct rubric_step *latest, struct guide_step *steps, size_t n_steps)
{
	for (size_t i = 0; i < n_steps; i++) {
		if (is_done(state, &steps[i]))
			steps[i].state = STEP_DONE;
		else if (condition_holds(steps[i].step->when, state, diagnosis) == VERDICT_NO)
			steps[i].state = STEP_PASSED;
		else if (steps[i].step == latest)
			steps[i].state = STEP_NOW;
	}
	for (size_t i = 0; i < n_steps; i++)
		if (steps[i].state == STEP_OPEN && later_is_done(steps, n_steps, i))
			steps[i].state = STEP_SKIPPED;
}

static const struct rubric_step *find_next(const struct guide *guide)
{
	const struct rubric_step *skipped = NULL;

	for (size_t i = 0; i < guide->n_steps; i++) {
		const struct guide_step *step = &guide->steps[i];

		if (step->step->stage_index != guide->stage)
			continue;
		if (step->state == STEP_OPEN || step->state == STEP_NOW)
			return step->step;
		if (step->state == STEP_SKIPPED && !skipped)
			skipped = step->step;
	}
	return skipped;
}

/* The development that the teacher values, by the latest that was chosen; NULL: not known, or in
 * own words only. */
static const struct rubric_development *valued_development(const struct state *state)
{
	const struct rubric_development *valued = NULL;
	const struct rubric_field *field = rubric_field(state->rubric,
							known_fields[FIELD_DEVELOPMENT_VALUED].id);

	for (size_t i = 0; field && i < state->n_heard; i++) {
		const struct event *event = state->heard[i].event;
		const struct rubric_development *development = NULL;

		if (state->heard[i].field == field && event->kind == EVENT_FIELD)
			development = rubric_development(state->rubric,
							 event_text(event, KEY_VALUE));
		if (development)
			valued = development;
	}
	return valued;
}

static bool is_productive(const struct state *state, const struct diagnosis *diagnosis,
			  const struct rubric_goal *goal)
{
	struct event proposal;
	struct goal_view view;

	event_init(&proposal, EVENT_GOAL);
	event_set(&proposal, KEY_CHANGE, goal->id);
	goal_verdicts(state, diagnosis, &proposal, &view);
	return view.productive == VERDICT_YES;
}

/* Among those that a goal supports, the place of the development; n_supports if it is not there. */
static size_t support_rank(const struct rubric_goal *goal, const struct rubric_development *valued)
{
	size_t rank = 0;

	while (rank < goal->n_supports && goal->supports[rank].development != valued)
		rank++;
	return rank;
}

static bool find_suggestions(const struct state *state, const struct diagnosis *diagnosis,
			     struct arena *arena, struct guide *guide)
{
	const struct rubric *rubric = state->rubric;
	const struct rubric_development *valued = valued_development(state);
	const struct rubric_goal **goals = arena_array(arena, rubric->goals.count,
						       sizeof(const struct rubric_goal *));
	size_t ranks = valued ? rubric->developments.count : 1;

	if (!goals)
		return false;
	for (size_t rank = 0; rank < ranks; rank++) {
		for (size_t i = 0; i < rubric->goals.count; i++) {
			const struct rubric_goal *goal = rubric_goal_at(rubric, i);

			if (valued &&
			    (rank >= goal->n_supports || support_rank(goal, valued) != rank))
				continue;
			if (is_productive(state, diagnosis, goal))
				goals[guide->n_suggestions++] = goal;
		}
	}
	guide->suggestions = goals;
	return true;
}

/* A script need not begin with the first stage. */
static size_t first_stage(const struct guide *guide)
{
	size_t first = SIZE_MAX;

	for (size_t i = 0; i < guide->n_steps; i++)
		if (guide->steps[i].step->stage_index < first)
			first = guide->steps[i].step->stage_index;
	return guide->n_steps > 0 ? first : 0;
}

enum status guide_make(const struct state *state, const struct diagnosis *diagnosis, size_t stage,
		       struct arena *arena, struct guide *guide, struct err *err)
{
	size_t n_steps = state->rubric->script.count;
	struct guide_step *steps = arena_array(arena, n_steps, sizeof(*steps));
	const struct rubric_step *latest;

	*guide = (struct guide){.steps = steps, .n_steps = n_steps, .stage = stage};
	if (!steps)
		return err_no_memory(err);
	for (size_t i = 0; i < n_steps; i++) {
		steps[i].step = rubric_step_at(state->rubric, i);
		if (!find_missing(state, &steps[i], arena))
			return err_no_memory(err);
	}
	latest = mark_steps(state, steps);
	set_states(state, diagnosis, latest, steps, n_steps);
	if (stage == SIZE_MAX)
		guide->stage = latest ? latest->stage_index : first_stage(guide);
	guide->next = find_next(guide);
	return find_suggestions(state, diagnosis, arena, guide) ? STATUS_OK : err_no_memory(err);
}

static const char *field_words(const struct state *state, const struct rubric_field *field,
			       bool with_private)
{
	const struct state_field *known = &state->fields[field->index];
	enum goal_whose whose = goal_whose_of_field(field);

	if (!with_private && field->type == FIELD_STATEMENT &&
	    !(state->goals[GOAL_AGREED_BY_TEACHER] && state->goals[GOAL_AGREED_BY_COACH]))
		return NULL;
	if (whose != GOAL__COUNT && state->goals[whose] &&
	    (with_private || !state->goals[whose]->is_private))
		return goal_words(state->rubric, state->goals[whose]);
	for (size_t n = known->latest ? (size_t)(known->latest - known->first) + 1 : 0; n-- > 0;) {
		const char *words = heard_words(state, &known->first[n]);

		if (known->first[n].event->is_private && !with_private)
			continue;
		if (known->first[n].field == field && *words)
			return words;
	}
	return NULL;
}

static const char *placeholder_words(const struct state *state, const char *name, bool with_private)
{
	const struct event *open = state->open;
	const struct rubric_field *field = rubric_field(state->rubric, name);
	const char *words = field ? field_words(state, field, with_private) : NULL;

	if (words)
		return words;
	if (!strcmp(name, "previous-goal"))
		return state->previous_goal;
	if (open && !strcmp(name, "teacher"))
		return event_text(open, KEY_TEACHER);
	if (open && !strcmp(name, "coach"))
		return event_text(open, KEY_COACH);
	if (open && !strcmp(name, known_fields[FIELD_LEARNING_GOAL].id))
		return event_text(open, KEY_LESSON_GOAL);
	return NULL;
}

/* `rest` is what follows: words in quotes leave their own stop to a sentence that goes on. */
static void add_words(struct buf *out, const char *words, const char *rest)
{
	size_t length = strlen(words);

	while (length > 0 && (words[length - 1] == '\n' || words[length - 1] == ' '))
		length--;
	if (*rest == '"' && rest[1] && length > 1 && words[length - 1] == '.' &&
	    words[length - 2] != '.')
		length--;
	for (size_t i = 0; i < length; i++)
		buf_putc(out, words[i] == '\n' ? ' ' : words[i]);
}

/* The length of a placeholder with its braces, 0 if none begins here. */
static size_t placeholder_at(const char *text, char name[PLACEHOLDER_MAX])
{
	size_t length = text[0] == '{' ? strcspn(text + 1, "}") : 0;

	if (length == 0 || length >= PLACEHOLDER_MAX || text[length + 1] != '}')
		return 0;
	memcpy(name, text + 1, length);
	name[length] = '\0';
	return schema_is_id(name) ? length + 2 : 0;
}

const char *guide_fill(const struct state *state, const char *question, bool with_private,
		       struct arena *arena)
{
	char name[PLACEHOLDER_MAX];
	const char *filled;
	struct buf out;

	buf_init(&out, QUESTION_MAX);
	while (*question) {
		size_t length = placeholder_at(question, name);

		if (length > 0) {
			const char *words = placeholder_words(state, name, with_private);

			question += length;
			add_words(&out, words ? words : NOT_KNOWN, question);
		} else {
			buf_putc(&out, *question++);
		}
	}
	filled = out.failed ? NULL : arena_copy(arena, buf_text(&out), out.length);
	buf_release(&out);
	return filled;
}
