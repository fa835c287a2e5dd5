/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "debrief/array.h"
#include "debrief/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "property.h"

static const struct rubric_field *field(const struct state *s, const char *id)
{
	const struct rubric_field *found = rubric_field(s->rubric, id);

	assert_non_null(found);
	return found;
}

static bool counts(const struct state *s, const struct event *event)
{
	return state_order(s, event) != EVENT_PLACE_NONE;
}

static const char *words(const struct state *s, const char *field_id)
{
	const struct heard *heard = state_heard(s, field(s, field_id));

	return heard ? heard_words(s, heard) : NULL;
}

static void every_event_finds_its_place(void **state)
{
	struct fixture *f = *state;
	const struct state *s;

	fixture_add(f, "{kind: consent, value: given}\n---\n"
		       "{kind: evidence, phase: work, who: students, text: They draw}\n---\n"
		       "{kind: work, strategy: Table, students: 4}\n---\n"
		       "{kind: note, text: Ask about it}\n---\n"
		       "{kind: breakdown, phase: work, text: I saw it}\n---\n"
		       "{kind: plan, text: Try it on Thursday}\n---\n"
		       "{kind: close, ending: agreed}\n");
	s = fixture_fold(f);
	assert_int_equal(s->log.count, 8);
	assert_int_equal(s->n_counted, 7); /* the `open` is none */
	assert_ptr_equal(s->consent, fixture_event(f, 1));
	assert_int_equal(s->evidence.count, 1);
	assert_ptr_equal(s->evidence.items[0], fixture_event(f, 2));
	assert_int_equal(s->work.count, 1);
	assert_int_equal(s->notes.count, 1);
	assert_ptr_equal(s->breakdown, fixture_event(f, 5));
	assert_ptr_equal(s->plan, fixture_event(f, 6));
	assert_ptr_equal(s->close, fixture_event(f, 7));
	assert_string_equal(words(s, "plan"), "Try it on Thursday");
	assert_int_equal(state_order(s, fixture_event(f, 2)), 2);
	assert_ptr_equal(state_event(s, "k7q2.2"), fixture_event(f, 2));
	assert_null(state_event(s, "k7q2.77"));
	assert_null(state_event(s, "nonsense"));
	assert_null(state_event(s, NULL));
}

static void of_most_things_the_latest_counts(void **state)
{
	struct fixture *f = *state;
	const struct state *s;

	fixture_add(f, "{kind: consent, value: given}\n---\n"
		       "{kind: consent, value: refused}\n---\n"
		       "{kind: rate, criterion: work.meaningful, level: met}\n---\n"
		       "{kind: rate, criterion: work.meaningful, level: unmet}\n---\n"
		       "{kind: enacted, phase: discussion, value: \"yes\"}\n---\n"
		       "{kind: enacted, phase: discussion, value: \"no\"}\n---\n"
		       "{kind: judge, by: coach, what: same-change, value: same}\n---\n"
		       "{kind: judge, by: coach, what: same-change, value: different}\n");
	s = fixture_fold(f);
	assert_true(event_says(s->consent, KEY_VALUE, "refused"));
	assert_int_equal(state_met(s, rubric_criterion(s->rubric, "work.meaningful")), MET_NO);
	assert_int_equal(state_enacted(s, rubric_phase(s->rubric, "discussion")), MET_NO);
	assert_int_equal(state_enacted(s, rubric_phase(s->rubric, "launch")), MET_YES);
	assert_ptr_equal(s->judgements[JUDGE_COACH][JUDGE_CHANGE], fixture_event(f, 8));
	assert_null(s->judgements[JUDGE_TEACHER][JUDGE_CHANGE]);
	assert_null(s->judgements[JUDGE_COACH][JUDGE_PHASE]);
}

static void a_void_takes_back_one_record_and_can_be_voided(void **state)
{
	struct fixture *f = *state;
	const struct state *s;

	fixture_add(f, "{kind: consent, value: given}\n---\n"
		       "{kind: consent, value: refused}\n---\n"
		       "{kind: void, re: +2}\n");
	s = fixture_fold(f);
	assert_ptr_equal(s->consent, fixture_event(f, 1));
	assert_false(counts(s, fixture_event(f, 2)));
	assert_true(counts(s, fixture_event(f, 3)));
	assert_null(state_event(s, "k7q2.2"));
	assert_int_equal(s->n_counted, 1);

	fixture_add(f, "{kind: void, re: +3}\n");
	s = fixture_fold(f);
	assert_ptr_equal(s->consent, fixture_event(f, 2));
	assert_false(counts(s, fixture_event(f, 3)));

	fixture_add(f, "{kind: void, re: +4}\n");
	assert_ptr_equal(fixture_fold(f)->consent, fixture_event(f, 1));
}

static void a_void_of_a_groups_last_record_takes_back_the_group(void **state)
{
	struct fixture *f = *state;
	const struct state *s;

	fixture_add(f, "{kind: rate, criterion: work.meaningful, level: met}\n---\n"
		       "{kind: work, strategy: Table}\n---\n"
		       "{kind: work, strategy: Drawing}\n---\n"
		       "{kind: void, re: +2}\n");
	fixture_group(f, 1, 3);
	s = fixture_fold(f); /* one in the middle: that alone */
	assert_int_equal(s->work.count, 1);
	assert_int_equal(state_met(s, rubric_criterion(s->rubric, "work.meaningful")), MET_YES);

	fixture_add(f, "{kind: void, re: +3}\n");
	s = fixture_fold(f);
	assert_int_equal(s->work.count, 0);
	assert_int_equal(state_met(s, rubric_criterion(s->rubric, "work.meaningful")), MET_UNKNOWN);

	fixture_add(f, "{kind: void, re: +5}\n");
	s = fixture_fold(f);
	assert_int_equal(s->work.count, 1);
	assert_ptr_equal(s->work.items[0], fixture_event(f, 3));
}

static void taking_back_a_replacement_brings_back_what_it_replaced(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: work, strategy: Tabel}\n---\n"
		       "{kind: void, re: +1}\n---\n"
		       "{kind: work, strategy: Table}\n");
	fixture_group(f, 2, 3);
	assert_ptr_equal(fixture_fold(f)->work.items[0], fixture_event(f, 3));
	fixture_add(f, "{kind: void, re: +3}\n");
	assert_int_equal(fixture_fold(f)->work.count, 1);
	assert_ptr_equal(f->state.work.items[0], fixture_event(f, 1));
}

static void a_group_without_its_last_record_does_not_count(void **state)
{
	struct fixture *f = *state;
	const struct state *s;

	fixture_add(f, "{kind: work, strategy: Table}\n---\n"
		       "{kind: work, strategy: Drawing}\n---\n"
		       "{kind: work, strategy: Halving}\n");
	fixture_group(f, 2, 3);
	assert_int_equal(fixture_fold(f)->work.count, 3);

	arena_reset(&f->arena);
	assert_int_equal(state_fold(&f->state, &f->session, 3, false, &f->arena, NULL), STATUS_OK);
	s = &f->state;
	assert_int_equal(s->work.count, 1);
	assert_false(counts(s, fixture_event(f, 2)));
	assert_int_equal(s->n_counted, 1);
}

static void of_two_records_with_one_id_both_count_and_both_are_taken_back(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: work, strategy: Table}\n---\n"
		       "{kind: work, strategy: Drawing}\n");
	fixture_event(f, 2)->id = fixture_event(f, 1)->id;
	assert_int_equal(fixture_fold(f)->work.count, 2);
	assert_ptr_equal(state_event(&f->state, "k7q2.1"), fixture_event(f, 1));
	assert_int_equal(state_order(&f->state, fixture_event(f, 2)), 2);
	fixture_add(f, "{kind: void, re: +1}\n");
	assert_int_equal(fixture_fold(f)->work.count, 0);
}

static void a_void_that_comes_before_the_void_it_names_does_nothing(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: work, strategy: Table}\n---\n"
		       "{kind: void, re: +1}\n---\n"
		       "{kind: void, re: +1}\n");
	event_set(fixture_event(f, 2), KEY_RE, "k7q2.3");
	assert_int_equal(fixture_fold(f)->work.count, 0);
	assert_true(counts(&f->state, fixture_event(f, 3)));
}

static void the_shared_state_knows_nothing_private(void **state)
{
	struct fixture *f = *state;
	const struct state *s = &f->state;

	fixture_add(f, "{kind: rate, criterion: work.meaningful, level: met}\n---\n"
		       "{kind: goal, whose: coach, phase: work, text: Mine}\n---\n"
		       "{kind: goal, whose: teacher, phase: work, text: Theirs}\n---\n"
		       "{kind: field, field: hunch, value: tired}\n---\n"
		       "{kind: work, strategy: Table, private: true}\n");
	fixture_group(f, 2, 3);
	assert_int_equal(state_fold(&f->state, &f->session, SIZE_MAX, true, &f->arena, NULL),
			 STATUS_OK);
	assert_int_equal(s->n_counted, 1);
	assert_null(s->goals[GOAL_COACH]);
	assert_ptr_equal(s->goals[GOAL_TEACHER], fixture_event(f, 3));
	assert_int_equal(state_met(s, rubric_criterion(s->rubric, "work.meaningful")), MET_UNKNOWN);
	assert_false(state_knows(s, "hunch"));
	assert_int_equal(s->work.count, 0);
	assert_null(state_event(s, "k7q2.p2"));
}

static void words_are_filed_later_and_for_good_by_the_latest(void **state)
{
	struct fixture *f = *state;
	const struct state *s;

	fixture_add(f, "{kind: said, by: teacher, text: They give up}\n---\n"
		       "{kind: work, strategy: Table}\n");
	s = fixture_fold(f);
	assert_int_equal(s->n_heard, 1);
	assert_null(s->heard[0].step);
	assert_null(s->heard[0].field);

	fixture_add(f, "{kind: assign, re: +1, field: strengths}\n---\n"
		       "{kind: assign, re: +1, field: rationale}\n");
	s = fixture_fold(f);
	assert_false(state_knows(s, "strengths"));
	assert_string_equal(words(s, "rationale"), "They give up");
	assert_string_equal(s->heard[0].step->id, "elicit-rationale");
	assert_int_equal(state_known_since(s, "rationale"), 1); /* since heard, not since filed */

	fixture_add(f, "{kind: void, re: +4}\n");
	s = fixture_fold(f);
	assert_true(state_knows(s, "strengths"));
	assert_false(state_knows(s, "rationale"));

	fixture_add(f, "{kind: assign, re: +1, step: confirm}\n");
	s = fixture_fold(f);
	assert_false(state_knows(s, "strengths"));
	assert_string_equal(s->heard[0].step->id, "confirm");
	assert_null(s->heard[0].field);

	fixture_add(f, "{kind: field, field: validation, value: heard}\n---\n"
		       "{kind: assign, re: +7, field: link}\n");
	assert_true(state_knows(fixture_fold(f), "validation")); /* only words can be moved */
}

static void evidence_is_sorted_later(void **state)
{
	struct fixture *f = *state;
	const struct state *s;

	fixture_add(f, "{kind: evidence, text: They draw}\n---\n"
		       "{kind: evidence, phase: launch, who: teacher, text: She asks}\n");
	s = fixture_fold(f);
	assert_null(state_evidence_phase(s, s->evidence.items[0]));
	assert_null(state_evidence_who(s, s->evidence.items[0]));
	fixture_add(f, "{kind: assign, re: +1, phase: work}\n---\n"
		       "{kind: assign, re: +1, phase: discussion, who: students}\n---\n"
		       "{kind: assign, re: +2, who: coach}\n");
	s = fixture_fold(f);
	assert_string_equal(state_evidence_phase(s, s->evidence.items[0])->id, "discussion");
	assert_string_equal(state_evidence_who(s, s->evidence.items[0]), "students");
	assert_string_equal(state_evidence_phase(s, s->evidence.items[1])->id, "launch");
	assert_string_equal(state_evidence_who(s, s->evidence.items[1]), "coach");
	fixture_add(f, "{kind: void, re: +4}\n");
	s = fixture_fold(f);
	assert_string_equal(state_evidence_phase(s, s->evidence.items[0])->id, "work");
	assert_null(state_evidence_who(s, s->evidence.items[0]));
}

static void what_is_written_anew_stands_for_the_old(void **state)
{
	struct fixture *f = *state;
	const struct state *s;

	fixture_add(f, "{kind: evidence, who: teacher, text: Old}\n---\n"
		       "{kind: evidence, who: students, text: Other}\n---\n"
		       "{kind: evidence, re: +1, who: students, text: New}\n---\n"
		       "{kind: evidence, re: +3, who: students, text: Newer}\n");
	s = fixture_fold(f);
	assert_int_equal(s->evidence.count, 2);
	assert_string_equal(event_text(s->evidence.items[0], KEY_TEXT), "Newer");
	assert_string_equal(event_text(s->evidence.items[1], KEY_TEXT), "Other");
	assert_ptr_equal(state_cited(s, "k7q2.1"), fixture_event(f, 4));
	assert_ptr_equal(state_cited(s, "k7q2.2"), fixture_event(f, 2));
	fixture_add(f, "{kind: void, re: +3}\n"); /* what came of it still stands for the first */
	s = fixture_fold(f);
	assert_int_equal(s->evidence.count, 2);
	assert_ptr_equal(state_cited(s, "k7q2.1"), fixture_event(f, 4));
	assert_ptr_equal(state_cited(s, "k7q2.3"), fixture_event(f, 4));
	fixture_add(f, "{kind: void, re: +4}\n");
	s = fixture_fold(f);
	assert_int_equal(s->evidence.count, 2);
	assert_ptr_equal(state_cited(s, "k7q2.1"), fixture_event(f, 1));
	assert_null(state_cited(s, "k7q2.4"));
}

/* Put right, words were still heard when they were said: the order of the talk stays what it was.
 */
static void words_written_anew_stand_where_and_when_the_old_did(void **state)
{
	struct fixture *f = *state;
	const struct state *s;

	fixture_add(f, "{kind: said, by: teacher, field: rationale, text: Old}\n---\n"
		       "{kind: plan, text: First}\n---\n"
		       "{kind: plan, text: Second}\n---\n"
		       "{kind: said, by: teacher, field: rationale, re: +1, text: New}\n---\n"
		       "{kind: plan, re: +2, text: First put right}\n---\n"
		       "{kind: field, field: sure, value: very}\n");
	s = fixture_fold(f);
	assert_string_equal(words(s, "rationale"), "New");
	assert_int_equal(state_known_since(s, "rationale"), 1);
	assert_int_equal(s->fields[field(s, "rationale")->index].count, 1);
	assert_string_equal(event_text(s->plan, KEY_TEXT), "Second");
	assert_int_equal(s->n_heard, 4);
	fixture_add(f, "{kind: void, re: +4}\n");
	s = fixture_fold(f);
	assert_string_equal(words(s, "rationale"), "Old");
}

static void what_replaces_words_is_filed_with_them(void **state)
{
	struct fixture *f = *state;
	const struct state *s;

	fixture_add(f, "{kind: said, by: teacher, field: rationale, text: Old}\n---\n"
		       "{kind: said, by: teacher, field: rationale, re: +1, text: New}\n---\n"
		       "{kind: assign, re: +1, field: worthwhile}\n");
	s = fixture_fold(f);
	assert_null(words(s, "rationale"));
	assert_string_equal(words(s, "worthwhile"), "New");
	fixture_add(f, "{kind: assign, re: +2, field: rationale}\n");
	s = fixture_fold(f);
	assert_string_equal(words(s, "rationale"), "New");
	assert_int_equal(s->n_heard, 1);
}

/* The last record of a group stands for all of it, any other for itself. */
static void a_void_takes_one_record_or_by_its_last_the_group(void **state)
{
	struct fixture *f = *state;
	const struct state *s;

	fixture_add(f, "{kind: said, by: teacher, field: rationale, text: One}\n---\n"
		       "{kind: said, by: teacher, field: worthwhile, text: Two}\n---\n"
		       "{kind: said, by: teacher, field: worthwhile, re: +2, text: Three}\n---\n"
		       "{kind: void, re: +1}\n");
	fixture_group(f, 1, 2);
	fixture_group(f, 3, 4);
	s = fixture_fold(f);
	assert_false(counts(s, fixture_event(f, 1)));
	assert_string_equal(words(s, "worthwhile"), "Three");
	fixture_add(f, "{kind: void, re: +3}\n"); /* not the last: the void beside it holds */
	s = fixture_fold(f);
	assert_false(counts(s, fixture_event(f, 1)));
	assert_string_equal(words(s, "worthwhile"), "Two");
	fixture_add(f, "{kind: void, re: +4}\n"); /* the last: with it goes what it took back */
	s = fixture_fold(f);
	assert_true(counts(s, fixture_event(f, 1)));
	fixture_add(f, "{kind: void, re: +2}\n"); /* the last of the first group takes both */
	s = fixture_fold(f);
	assert_false(counts(s, fixture_event(f, 1)));
	assert_false(counts(s, fixture_event(f, 2)));
	assert_int_equal(s->n_heard, 0);
}

static void what_was_heard_can_be_shown_in_words(void **state)
{
	struct fixture *f = *state;
	const struct state_field *known;
	const struct state *s;

	fixture_add(f, "{kind: field, field: development, value: confidence}\n---\n"
		       "{kind: field, field: rationale, value: heard}\n---\n"
		       "{kind: field, field: sure, value: very}\n---\n"
		       "{kind: field, field: hunch, value: tired}\n---\n"
		       "{kind: goal, whose: alternative, change: connect-two}\n---\n"
		       "{kind: goal, whose: teacher, phase: launch, text: Go slower}\n---\n"
		       "{kind: progress, level: not-yet}\n---\n"
		       "{kind: goal, whose: teacher, phase: work, text: Ask more}\n");
	s = fixture_fold(f);
	assert_string_equal(words(s, "development"), "students' confidence");
	assert_string_equal(words(s, "rationale"), "");
	assert_string_equal(words(s, "sure"), "Sure");
	assert_string_equal(words(s, "hunch"), "Tired");
	assert_string_equal(words(s, "alternative"), "Put two strategies side by side");
	assert_string_equal(words(s, "teacher-goal"), "Ask more");
	assert_string_equal(words(s, "progress"), "not-yet");
	assert_null(words(s, "validation"));
	known = &s->fields[field(s, "teacher-goal")->index];
	assert_int_equal(known->count, 2);
	assert_ptr_equal(known->first->event, fixture_event(f, 6));
	assert_ptr_equal(known->latest->event, fixture_event(f, 8));
	assert_string_equal(goal_phase(s->rubric, fixture_event(f, 5)), "discussion");

	fixture_add(f, "{kind: said, by: teacher, field: development, text: that they dare}\n");
	assert_string_equal(words(fixture_fold(f), "development"), "that they dare");
}

static void goals_are_known_also_without_a_field_for_them(void **state)
{
	struct fixture *f = *state;

	fixture_begin(f, "format: debrief-rubric/1\nid: bare\nversion: 1\ntitle: Bare\n"
			 "script: [{id: one, title: One}]\n");
	fixture_add(f, "{kind: work, strategy: Table}\n---\n"
		       "{kind: goal, whose: teacher, text: Go slower}\n");
	fixture_fold(f);
	assert_int_equal(state_known_since(&f->state, "teacher-goal"), 2);
	assert_false(state_knows(&f->state, "alternative"));
	assert_false(state_knows(&f->state, "rationale"));
	assert_false(state_knows(&f->state, "nonsense"));
}

static void the_goal_pursued_is_the_latest_that_is_not_parked(void **state)
{
	struct fixture *f = *state;
	const struct state *s;

	fixture_add(f, "{kind: goal, whose: teacher, text: First}\n---\n"
		       "{kind: goal, whose: teacher, text: Second}\n---\n"
		       "{kind: park, re: +2, text: Look for it}\n---\n"
		       "{kind: park, re: +2, text: Look for it in June}\n");
	s = fixture_fold(f);
	assert_ptr_equal(s->goals[GOAL_TEACHER], fixture_event(f, 1));
	assert_int_equal(s->all_goals.count, 2);
	assert_int_equal(s->parked.count, 1);
	assert_ptr_equal(s->parked.items[0], fixture_event(f, 4));
	assert_true(state_knows(s, "teacher-goal"));

	fixture_add(f, "{kind: park, re: +1}\n");
	s = fixture_fold(f);
	assert_null(s->goals[GOAL_TEACHER]);
	assert_int_equal(s->parked.count, 2);

	fixture_add(
		f, "{kind: void, re: +2}\n"); /* what was parked is taken back: nothing is parked */
	s = fixture_fold(f);
	assert_int_equal(s->parked.count, 1);
	assert_ptr_equal(s->parked.items[0], fixture_event(f, 5));
}

static void a_criterion_is_known_by_its_level_or_only_as_met_or_unmet(void **state)
{
	static const struct {
		const char *level;
		enum state_met met;
		bool known;
		size_t lowest, highest;
	} cases[] = {
		{"few", MET_NO, true, 0, 0},   {"most", MET_YES, true, 1, 1},
		{"all", MET_YES, true, 2, 2},  {"met", MET_YES, true, 1, 2},
		{"unmet", MET_NO, true, 0, 0}, {"unseen", MET_UNKNOWN, false, 9, 9},
	};
	struct fixture *f = *state;
	const struct rubric_criterion *access = rubric_criterion(f->session.rubric,
								 "launch.access");

	assert_int_equal(state_met(fixture_fold(f), access), MET_UNKNOWN);
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t lowest = 9;
		size_t highest = 9;
		char event[100];

		snprintf(event, sizeof(event), "{kind: rate, criterion: launch.access, level: %s}",
			 cases[i].level);
		fixture_add(f, event);
		assert_int_equal(state_met(fixture_fold(f), access), cases[i].met);
		assert_int_equal(state_levels(&f->state, access, &lowest, &highest),
				 cases[i].known);
		assert_int_equal(lowest, cases[i].lowest);
		assert_int_equal(highest, cases[i].highest);
	}
}

static void how_things_stood_before_leaves_out_what_came_later(void **state)
{
	struct fixture *f = *state;
	struct state before;

	fixture_add(f, "{kind: work, strategy: Table}\n---\n"
		       "{kind: work, strategy: Wrong}\n---\n"
		       "{kind: void, re: +2}\n---\n"
		       "{kind: work, strategy: Drawing}\n");
	fixture_fold(f);
	assert_int_equal(f->state.work.count, 2);
	assert_int_equal(state_before(&before, &f->state, 2, &f->arena, NULL), STATUS_OK);
	assert_int_equal(before.work.count, 1);
	assert_ptr_equal(before.work.items[0], fixture_event(f, 1));
	assert_int_equal(state_before(&before, &f->state, SIZE_MAX, &f->arena, NULL), STATUS_OK);
	assert_int_equal(before.log.count, f->state.log.count);
}

static void pauses_are_taken_out_of_the_time(void **state)
{
	struct fixture *f = *state;
	const struct state *s;

	fixture_add(f, "{kind: note, text: a, el: 10}\n---\n"
		       "{kind: pause, el: 20}\n---\n"
		       "{kind: note, text: b, el: 25}\n---\n"
		       "{kind: resume, el: 50}\n---\n"
		       "{kind: note, text: c, el: 60.5}\n---\n"
		       "{kind: pause, el: 70}\n");
	s = fixture_fold(f);
	assert_true(state_seconds(s, fixture_event(f, 1)) == 10.0);
	assert_true(state_seconds(s, fixture_event(f, 3)) == 20.0);
	assert_true(state_seconds(s, fixture_event(f, 5)) == 30.5);
	assert_true(state_seconds(s, NULL) == 40.0);
	assert_true(s->paused);
	fixture_add(f, "{kind: pause, el: 85}\n---\n" /* paused already */
		       "{kind: resume, el: 99}\n");
	assert_false(fixture_fold(f)->paused);
	assert_true(state_seconds(&f->state, NULL) == 40.0);
}

/* Undo and redo as the program does them: by adding a void of the target. */
static const struct event *act(struct fixture *f, const struct event *target)
{
	char id[EVENT_ID_SIZE];
	char event[60];

	if (!target)
		return NULL;
	event_id_format(&target->id, id);
	snprintf(event, sizeof(event), "{kind: void, re: %s}", id);
	fixture_add(f, event);
	return target;
}

static const struct event *undo(struct fixture *f)
{
	return act(f, state_undo_target(fixture_fold(f), NULL, NULL));
}

static const struct event *redo(struct fixture *f)
{
	return act(f, state_redo_target(fixture_fold(f), NULL, NULL));
}

static void undo_takes_back_whole_groups_but_no_talk_and_no_close(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: work, strategy: Table}\n---\n"
		       "{kind: work, strategy: Drawing}\n---\n"
		       "{kind: work, strategy: Halving}\n---\n"
		       "{kind: talk, by: coach}\n---\n"
		       "{kind: close, ending: agreed}\n");
	fixture_group(f, 2, 3);
	assert_ptr_equal(undo(f), fixture_event(f, 3));
	assert_int_equal(fixture_fold(f)->work.count, 1);
	assert_ptr_equal(undo(f), fixture_event(f, 1));
	assert_null(undo(f));
	assert_non_null(fixture_fold(f)->close);
	assert_int_equal(f->state.talk.count, 1);
	assert_non_null(redo(f));
	assert_int_equal(fixture_fold(f)->work.count, 1);
	assert_non_null(redo(f));
	assert_int_equal(fixture_fold(f)->work.count, 3);
	assert_null(redo(f));
}

static void a_group_that_closes_the_talk_is_not_undone(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: work, strategy: Table}\n---\n"
		       "{kind: plan, text: On Thursday}\n---\n"
		       "{kind: close, ending: agreed}\n");
	fixture_group(f, 2, 3);
	assert_ptr_equal(undo(f), fixture_event(f, 1));
	assert_null(undo(f));
}

static void undo_gets_on_where_a_damaged_group_leads_into_another(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: work, strategy: Table}\n---\n"
		       "{kind: work, strategy: Drawing}\n---\n"
		       "{kind: work, strategy: Halving}\n");
	fixture_group(f, 2, 3);
	fixture_event(f, 1)->group = fixture_event(f, 2)->id;
	assert_ptr_equal(undo(f), fixture_event(f, 3));
	assert_int_equal(fixture_fold(f)->work.count, 1);
	assert_ptr_equal(undo(f), fixture_event(f, 2));
	assert_int_equal(fixture_fold(f)->work.count, 0);
	assert_null(undo(f));
}

static bool is_after_second(const void *context, const struct event *event)
{
	(void)context;
	return event->id.number > 2 && event->id.number < 1000;
}

static void undo_keeps_to_this_run(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: work, strategy: Table}\n---\n"
		       "{kind: work, strategy: Drawing}\n---\n"
		       "{kind: work, strategy: Halving}\n");
	assert_ptr_equal(act(f, state_undo_target(fixture_fold(f), is_after_second, NULL)),
			 fixture_event(f, 3));
	assert_null(state_undo_target(fixture_fold(f), is_after_second, NULL));
	assert_ptr_equal(state_redo_target(&f->state, is_after_second, NULL), fixture_event(f, 4));
}

/* Held against the model that everybody knows: a list and a place in it. */
static void undo_and_redo_walk_up_and_down_the_history(void **state)
{
	struct fixture *f = *state;
	struct property property = property_start("undo and redo");
	size_t done[200];
	size_t n_done = 0;
	size_t place = 0;

	for (size_t i = 0; i < 200; i++) {
		unsigned int choice = property_number(&property, 3);
		bool could = true;

		if (choice == 0) {
			fixture_add(f, "{kind: work, strategy: Table}");
			done[place++] = f->session.n_events - 1;
			n_done = place;
		} else if (choice == 1) {
			could = place > 0;
			assert_int_equal(undo(f) != NULL, could);
			place -= could;
		} else {
			could = place < n_done;
			assert_int_equal(redo(f) != NULL, could);
			place += could;
		}
		fixture_fold(f);
		assert_int_equal(f->state.work.count, place);
		for (size_t n = 0; n < place; n++)
			assert_ptr_equal(f->state.work.items[n], fixture_event(f, done[n]));
	}
}

static const char *at_the_top(struct fixture *f, enum event_key key)
{
	return event_text(fixture_fold(f)->open, key);
}

static void who_and_which_lesson_are_as_they_were_said_last(void **state)
{
	struct fixture *f = *state;
	struct state before;

	assert_ptr_equal(fixture_fold(f)->open, f->session.open);
	fixture_add(f, "{kind: lesson, teacher: J. P., lesson: {grade: \"8\"}}\n---\n"
		       "{kind: lesson, teacher: J. Perez, lesson: {date: \"2026-11-20\"}}\n");
	assert_string_equal(at_the_top(f, KEY_TEACHER), "J. Perez");
	assert_string_equal(at_the_top(f, KEY_LESSON_GRADE), "8");
	assert_string_equal(at_the_top(f, KEY_LESSON_DATE), "2026-11-20");
	assert_string_equal(at_the_top(f, KEY_COACH), "K. L."); /* as it was */
	assert_string_equal(event_text(f->session.open, KEY_TEACHER), "J. R.");
	assert_int_equal(state_before(&before, &f->state, 2, &f->arena, NULL), STATUS_OK);
	assert_string_equal(event_text(before.open, KEY_TEACHER), "J. P.");
	fixture_add(f, "{kind: void, re: +2}\n");
	assert_string_equal(at_the_top(f, KEY_TEACHER), "J. P.");
	assert_null(at_the_top(f, KEY_LESSON_DATE));
}

/* Nothing that only the coach should read stands where both look. */
static void a_private_word_changes_nothing_at_the_top(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: lesson, teacher: PRIVATE, private: true}\n");
	assert_string_equal(at_the_top(f, KEY_TEACHER), "J. R.");
}

static void folding_with_too_little_memory_says_so(void **state)
{
	struct fixture *f = *state;
	size_t max = 0;
	enum status status;

	fixture_add(f, "{kind: said, by: teacher, field: rationale, text: They give up}\n---\n"
		       "{kind: rate, criterion: launch.access, level: all}\n---\n"
		       "{kind: goal, whose: teacher, text: Slower}\n---\n"
		       "{kind: park, re: +3}\n---\n"
		       "{kind: lesson, teacher: J. P.}\n");
	do {
		struct arena arena;

		arena_init(&arena, max);
		status = state_fold(&f->state, &f->session, SIZE_MAX, false, &arena, NULL);
		if (!status)
			status = advice_make(&f->state, SIZE_MAX, &arena, &f->advice, NULL);
		assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
		arena_release(&arena);
		max += 16;
	} while (status);
	assert_in_range(max, 1000, 100000);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
	const struct CMUnitTest tests[] = {
		CASE(who_and_which_lesson_are_as_they_were_said_last),
		CASE(a_private_word_changes_nothing_at_the_top),
		CASE(every_event_finds_its_place),
		CASE(of_most_things_the_latest_counts),
		CASE(a_void_takes_back_one_record_and_can_be_voided),
		CASE(a_void_of_a_groups_last_record_takes_back_the_group),
		CASE(taking_back_a_replacement_brings_back_what_it_replaced),
		CASE(a_group_without_its_last_record_does_not_count),
		CASE(of_two_records_with_one_id_both_count_and_both_are_taken_back),
		CASE(a_void_that_comes_before_the_void_it_names_does_nothing),
		CASE(the_shared_state_knows_nothing_private),
		CASE(words_are_filed_later_and_for_good_by_the_latest),
		CASE(evidence_is_sorted_later),
		CASE(what_is_written_anew_stands_for_the_old),
		CASE(words_written_anew_stand_where_and_when_the_old_did),
		CASE(what_replaces_words_is_filed_with_them),
		CASE(a_void_takes_one_record_or_by_its_last_the_group),
		CASE(what_was_heard_can_be_shown_in_words),
		cmocka_unit_test_setup_teardown(goals_are_known_also_without_a_field_for_them,
						fixture_set_up_bare, fixture_tear_down),
		CASE(the_goal_pursued_is_the_latest_that_is_not_parked),
		CASE(a_criterion_is_known_by_its_level_or_only_as_met_or_unmet),
		CASE(how_things_stood_before_leaves_out_what_came_later),
		CASE(pauses_are_taken_out_of_the_time),
		CASE(undo_takes_back_whole_groups_but_no_talk_and_no_close),
		CASE(a_group_that_closes_the_talk_is_not_undone),
		CASE(undo_gets_on_where_a_damaged_group_leads_into_another),
		CASE(undo_keeps_to_this_run),
		CASE(undo_and_redo_walk_up_and_down_the_history),
		CASE(folding_with_too_little_memory_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
