/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Kleene's logic exhaustively. As numbers (no 0, unknown 1, yes 2) `and` is the smaller, `or` the
 * larger, `not` what is left to 2: an independent way to say the same.
 */

#include "debrief/array.h"
#include "debrief/verdict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"

static const enum verdict values[] = {VERDICT_NO, VERDICT_UNKNOWN, VERDICT_YES};

static void and_is_the_smaller_or_the_larger_not_the_rest(void **state)
{
	(void)state;
	for (size_t a = 0; a < 3; a++) {
		assert_int_equal(verdict_not(values[a]), values[2 - a]);
		for (size_t b = 0; b < 3; b++) {
			assert_int_equal(verdict_and(values[a], values[b]), values[a < b ? a : b]);
			assert_int_equal(verdict_or(values[a], values[b]), values[a > b ? a : b]);
		}
	}
}

static void what_does_not_apply_is_left_out(void **state)
{
	(void)state;
	for (size_t a = 0; a < 3; a++) {
		assert_int_equal(verdict_and(values[a], VERDICT_NOT_APPLICABLE), values[a]);
		assert_int_equal(verdict_and(VERDICT_NOT_APPLICABLE, values[a]), values[a]);
	}
	assert_int_equal(verdict_and(VERDICT_NOT_APPLICABLE, VERDICT_NOT_APPLICABLE),
			 VERDICT_NOT_APPLICABLE);
	assert_string_equal(verdict_names[VERDICT_NOT_APPLICABLE], "not-applicable");
	assert_string_equal(verdict_names[VERDICT_UNKNOWN], "unknown");
	assert_string_equal(verdict_names[VERDICT_YES], "yes");
	assert_string_equal(verdict_names[VERDICT_NO], "no");
}

static const char rubric_head[] =
	"format: debrief-rubric/1\nid: r\nversion: 1\ntitle: R\n"
	"phases:\n"
	"  - id: p\n"
	"    title: P\n"
	"    criteria:\n"
	"      - {id: a, title: A}\n"
	"      - {id: b, title: B}\n"
	"      - id: l\n"
	"        title: L\n"
	"        levels: [{id: l0, text: x}, {id: l1, text: x}, {id: l2, text: x}, {id: l3, text: "
	"x}]\n"
	"        met: l2\n"
	"developments: [{id: confidence, title: C}, {id: voice, title: V}]\n"
	"script:\n"
	"  - id: one\n"
	"    title: One\n"
	"    fields:\n"
	"      - {id: mood, type: choice, options: [bright, dark]}\n"
	"      - {id: moods, type: choice, options: [bright, dark], many: true}\n"
	"      - {id: sure, type: level, levels: [{id: barely, text: x}, {id: very, text: x}]}\n"
	"      - {id: development, type: development}\n"
	"      - {id: teacher-goal, type: goal}\n"
	"  - id: two\n"
	"    title: Two\n";

/* The verdict on a `when`, after some events. */
static enum verdict holds(struct fixture *f, const char *when, const char *events)
{
	char rubric[2000];
	enum verdict verdict;

	snprintf(rubric, sizeof(rubric), "%s    when: %s\n", rubric_head, when);
	fixture_begin(f, rubric);
	fixture_add(f, events);
	fixture_advise(f);
	verdict = condition_holds(rubric_step(f->session.rubric, "two")->when, &f->state,
				  &f->advice.diagnosis);
	fixture_end(f);
	memset(f, 0, sizeof(*f));
	return verdict;
}

static const char *const rating_names[] = {"unmet", "unseen", "met"}; /* as `values` */

static void all_and_any_of_two_criteria_follow_kleene(void **state)
{
	struct fixture *f = *state;
	char events[200];

	for (size_t a = 0; a < 3; a++) {
		for (size_t b = 0; b < 3; b++) {
			snprintf(events, sizeof(events),
				 "{kind: rate, criterion: p.a, level: %s}\n---\n"
				 "{kind: rate, criterion: p.b, level: %s}\n",
				 rating_names[a], rating_names[b]);
			assert_int_equal(holds(f, "{p.a: met, p.b: met}", events),
					 values[a < b ? a : b]);
			assert_int_equal(holds(f, "{any: [{p.a: met}, {p.b: met}]}", events),
					 values[a > b ? a : b]);
			assert_int_equal(holds(f, "{p.a: unmet, p.b: met}", events),
					 values[2 - a < b ? 2 - a : b]);
			assert_int_equal(
				holds(f, "{p.b: unmet, any: [{p.a: met}, {p.a: unmet}]}", events),
				a == 1 ? values[2 - b < 1 ? 2 - b : 1] : values[2 - b]);
		}
	}
}

/* What a rating stands for, as a set of levels. */
static const struct {
	const char *rating;
	unsigned int levels; /* bit n: level n */
} ratings[] = {
	{"l0", 1}, {"l1", 2}, {"l2", 4}, {"l3", 8}, {"met", 4 | 8}, {"unmet", 1 | 2}, {"unseen", 0},
};

static void bounds_hold_when_they_do_for_every_level_it_could_be(void **state)
{
	struct fixture *f = *state;

	for (size_t r = 0; r < COUNT(ratings); r++) {
		for (unsigned int level = 0; level < 4; level++) {
			const unsigned int within[] = {15u & ~((1u << level) - 1),
						       (2u << level) - 1, 1u << level};
			char events[100];
			char when[40];

			snprintf(events, sizeof(events), "{kind: rate, criterion: p.l, level: %s}",
				 ratings[r].rating);
			for (size_t t = 0; t < 3; t++) {
				unsigned int inside = ratings[r].levels & within[t];
				enum verdict expected = ratings[r].levels == 0 ? VERDICT_UNKNOWN
							: inside == ratings[r].levels ? VERDICT_YES
							: inside == 0                 ? VERDICT_NO
								      : VERDICT_UNKNOWN;

				snprintf(when, sizeof(when),
					 t == 0   ? "{p.l: {at-least: l%u}}"
					 : t == 1 ? "{p.l: {at-most: l%u}}"
						  : "{p.l: l%u}",
					 level);
				assert_int_equal(holds(f, when, events), expected);
			}
		}
	}
}

static void two_bounds_must_both_hold(void **state)
{
	struct fixture *f = *state;
	const char *when = "{p.l: {at-least: l1, at-most: l2}}";

	assert_int_equal(holds(f, when, "{kind: rate, criterion: p.l, level: l1}"), VERDICT_YES);
	assert_int_equal(holds(f, when, "{kind: rate, criterion: p.l, level: l3}"), VERDICT_NO);
	assert_int_equal(holds(f, when, "{kind: rate, criterion: p.l, level: met}"),
			 VERDICT_UNKNOWN);
}

static void a_fields_value_is_unknown_until_it_is_one_of_its_ids(void **state)
{
	struct fixture *f = *state;
	const char *bright = "{mood: bright}";

	assert_int_equal(holds(f, bright, ""), VERDICT_UNKNOWN);
	assert_int_equal(holds(f, bright, "{kind: field, field: mood, value: heard}"),
			 VERDICT_UNKNOWN);
	assert_int_equal(holds(f, bright, "{kind: said, by: teacher, field: mood, text: so so}"),
			 VERDICT_UNKNOWN);
	assert_int_equal(holds(f, bright, "{kind: field, field: mood, value: dark}"), VERDICT_NO);
	assert_int_equal(holds(f, bright,
			       "{kind: field, field: mood, value: dark}\n---\n"
			       "{kind: field, field: mood, value: bright}"),
			 VERDICT_YES);
	assert_int_equal(holds(f, bright,
			       "{kind: field, field: mood, value: bright}\n---\n"
			       "{kind: field, field: mood, value: dark}"),
			 VERDICT_NO);
	assert_int_equal(holds(f, "{moods: bright}",
			       "{kind: field, field: moods, value: bright}\n---\n"
			       "{kind: field, field: moods, value: dark}"),
			 VERDICT_YES);
	assert_int_equal(holds(f, "{sure: very}", "{kind: field, field: sure, value: very}"),
			 VERDICT_YES);
	assert_int_equal(holds(f, "{development: voice}",
			       "{kind: field, field: development, value: confidence}"),
			 VERDICT_NO);
	assert_int_equal(holds(f, "{development: heard}", ""), VERDICT_NO);
	assert_int_equal(holds(f, "{development: heard}",
			       "{kind: said, by: teacher, field: development, text: pride}"),
			 VERDICT_YES);
}

static void a_goals_verdict_is_unknown_without_a_goal_or_a_diagnosis(void **state)
{
	struct fixture *f = *state;
	const char *goal = "{kind: goal, whose: teacher, phase: p, text: Slower}";
	const char *enacted = "{kind: enacted, phase: p, value: \"yes\"}\n---\n"
			      "{kind: goal, whose: teacher, phase: p, text: Slower}";

	assert_int_equal(holds(f, "{teacher-goal: {feasible: \"yes\"}}", ""), VERDICT_UNKNOWN);
	assert_int_equal(holds(f, "{teacher-goal: {feasible: \"yes\"}}", goal), VERDICT_UNKNOWN);
	assert_int_equal(holds(f, "{teacher-goal: {feasible: unknown}}", goal), VERDICT_YES);
	assert_int_equal(holds(f, "{teacher-goal: {feasible: \"yes\"}}", enacted), VERDICT_YES);
	assert_int_equal(holds(f, "{teacher-goal: {productive: \"no\"}}", enacted), VERDICT_NO);
	assert_int_equal(holds(f, "{teacher-goal: {targets-breakdown: not-applicable}}", enacted),
			 VERDICT_YES);
	assert_int_equal(holds(f, "{teacher-goal: {strategy: priority-or-preference}}", goal),
			 VERDICT_YES);
	assert_int_equal(holds(f, "{teacher-goal: {strategy: linked}}", goal), VERDICT_NO);
}

static void no_condition_always_holds(void **state)
{
	struct fixture *f = *state;

	fixture_begin(f, fixture_rubric);
	assert_int_equal(condition_holds(NULL, fixture_fold(f), NULL), VERDICT_YES);
	assert_int_equal(
		condition_holds(rubric_step(f->session.rubric, "propose")->when, &f->state, NULL),
		VERDICT_UNKNOWN);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up_bare, fixture_tear_down)
	const struct CMUnitTest tests[] = {
		CASE(and_is_the_smaller_or_the_larger_not_the_rest),
		CASE(what_does_not_apply_is_left_out),
		CASE(all_and_any_of_two_criteria_follow_kleene),
		CASE(bounds_hold_when_they_do_for_every_level_it_could_be),
		CASE(two_bounds_must_both_hold),
		CASE(a_fields_value_is_unknown_until_it_is_one_of_its_ids),
		CASE(a_goals_verdict_is_unknown_without_a_goal_or_a_diagnosis),
		CASE(no_condition_always_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
