/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "debrief/array.h"
#include "debrief/diagnosis.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"

static void rate(struct fixture *f, const char *criterion, const char *level)
{
	char event[120];

	snprintf(event, sizeof(event), "{kind: rate, criterion: %s, level: %s}", criterion, level);
	fixture_add(f, event);
}

/* "work.meaningful=met launch.access=few": all of it is rated. */
static void rate_all(struct fixture *f, const char *ratings)
{
	char copy[400];
	char *rest = copy;
	char *criterion;

	snprintf(copy, sizeof(copy), "%s", ratings);
	while ((criterion = strtok_r(rest, "= ", &rest)))
		rate(f, criterion, strtok_r(rest, " ", &rest));
}

static const struct diagnosis *diagnose(struct fixture *f)
{
	return &fixture_advise(f)->diagnosis;
}

/* The table of how to find the phase of first breakdown from students' work. */
static const struct {
	const char *ratings;
	const char *phase;
} lessons[] = {
	/* a range wide enough for a productive discussion: look at the discussion */
	{"work.meaningful=most work.range=wide discussion.reasoning=answers "
	 "discussion.selecting=chosen "
	 "discussion.sequencing=ordered discussion.connecting=compared",
	 "discussion"},
	{"work.meaningful=most work.range=wide discussion.reasoning=reasons "
	 "discussion.selecting=open-call "
	 "discussion.sequencing=ordered discussion.connecting=compared",
	 "discussion"},
	{"work.meaningful=most work.range=wide discussion.reasoning=reasons "
	 "discussion.selecting=chosen "
	 "discussion.sequencing=as-they-came discussion.connecting=compared",
	 "discussion"},
	{"work.meaningful=most work.range=wide discussion.reasoning=reasons "
	 "discussion.selecting=chosen "
	 "discussion.sequencing=ordered discussion.connecting=side-by-side",
	 "discussion"},
	/* and if that was accomplished: none */
	{"work.meaningful=most work.range=wide discussion.reasoning=reasons "
	 "discussion.selecting=chosen "
	 "discussion.sequencing=ordered discussion.connecting=compared",
	 "none"},
	/* meaningful work of a narrow range: does the task afford only one way? */
	{"work.meaningful=most work.range=narrow task.range=one launch.demand-kept=open", "task"},
	/* did the launch prescribe a method? */
	{"work.meaningful=most work.range=narrow task.range=several launch.demand-kept=prescribed",
	 "launch"},
	/* if both: the task, it comes first */
	{"work.meaningful=most work.range=narrow task.range=one launch.demand-kept=prescribed",
	 "task"},
	/* many could not begin or work meaningfully: did the launch let all begin, with the demand
	   kept? */
	{"work.meaningful=few launch.access=few launch.demand-kept=open", "launch"},
	{"work.meaningful=few launch.access=all launch.demand-kept=prescribed", "launch"},
	/* and if the launch was accomplished: the support during the work */
	{"work.meaningful=few launch.access=all launch.demand-kept=open", "work"},
	/* how well the phases after it went does not matter */
	{"work.meaningful=few launch.access=few launch.demand-kept=open work.range=narrow "
	 "task.range=one "
	 "discussion.connecting=side-by-side",
	 "launch"},
	/* rated only as met or unmet */
	{"work.meaningful=unmet launch.access=met launch.demand-kept=met", "work"},
	{"work.meaningful=met work.range=met discussion.reasoning=unmet", "discussion"},
};

static void the_bundled_rubric_reasons_backwards_from_students_work(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(lessons); i++) {
		const struct diagnosis *diagnosis;

		fixture_begin(f, "ambitious-mathematics.yaml");
		rate_all(f, lessons[i].ratings);
		diagnosis = diagnose(f);
		assert_string_equal(diagnosis->phase, lessons[i].phase);
		assert_string_equal(diagnosis->by, "rules");
		assert_true(strlen(diagnosis->because) > 20);
		assert_int_equal(diagnosis->n_undecided, 0);
		assert_int_equal(diagnosis->n_trail, f->session.rubric->breakdown.count);
		fixture_end(f);
	}
	memset(f, 0, sizeof(*f));
}

static void the_bundled_rubric_asks_for_students_work_first(void **state)
{
	struct fixture *f = *state;

	fixture_begin(f, "ambitious-mathematics.yaml");
	assert_string_equal(diagnose(f)->phase, "undecided");
	assert_string_equal(fixture_undecided(f), "work.meaningful");
	rate(f, "work.meaningful", "few");
	assert_string_equal(diagnose(f)->phase, "undecided");
	assert_string_equal(fixture_undecided(f), "launch.demand-kept launch.access");
	rate(f, "launch.access", "all");
	diagnose(f);
	assert_string_equal(fixture_undecided(f), "launch.demand-kept");
	rate(f, "launch.demand-kept", "open");
	assert_string_equal(diagnose(f)->phase, "work");
}

static void the_first_rule_that_does_not_fail_decides(void **state)
{
	struct fixture *f = *state;
	const struct diagnosis *diagnosis;

	rate_all(f, "work.meaningful=met discussion.connected=unmet");
	diagnosis = diagnose(f);
	assert_string_equal(diagnosis->phase, "discussion");
	assert_string_equal(diagnosis->because, "The discussion did not build on the work.");
	assert_int_equal(diagnosis->n_trail, 3);
	assert_int_equal(diagnosis->trail[0].verdict, VERDICT_NO);
	assert_int_equal(diagnosis->trail[1].verdict, VERDICT_YES);
	assert_int_equal(diagnosis->trail[2].verdict, VERDICT_YES);
	assert_string_equal(diagnosis->trail[0].rule->phase, "launch");

	rate(f, "discussion.connected", "met");
	assert_string_equal(diagnose(f)->phase, "none");
	assert_string_equal(f->advice.diagnosis.because, "Learning held.");
}

static void what_the_rule_found_not_to_be_there_is_named_once(void **state)
{
	struct fixture *f = *state;
	const struct diagnosis *diagnosis;

	fixture_begin(f, "ambitious-mathematics.yaml");
	rate_all(f, "work.meaningful=met work.range=met discussion.reasoning=met "
		    "discussion.sequencing=unmet discussion.connecting=unmet");
	diagnosis = diagnose(f);
	assert_string_equal(diagnosis->phase, "discussion");
	assert_int_equal(diagnosis->n_missing, 2);
	assert_string_equal(diagnosis->missing[0]->name, "discussion.sequencing");
	assert_string_equal(diagnosis->missing[1]->name, "discussion.connecting");
	rate(f, "work.meaningful", "unmet"); /* now the launch is not known */
	assert_int_equal(diagnose(f)->n_missing, 0);
	fixture_end(f);
	memset(f, 0, sizeof(*f));
}

static void an_unknown_rule_is_undecided_even_if_a_later_one_holds(void **state)
{
	struct fixture *f = *state;

	rate_all(f, "work.meaningful=unmet discussion.connected=met");
	assert_string_equal(diagnose(f)->phase, "undecided");
	assert_string_equal(fixture_undecided(f), "launch.access");
	assert_non_null(strstr(f->advice.diagnosis.because, "Access"));
	assert_int_equal(f->advice.diagnosis.trail[0].verdict, VERDICT_UNKNOWN);
	assert_int_equal(f->advice.diagnosis.trail[1].verdict, VERDICT_NO);
	assert_int_equal(f->advice.diagnosis.trail[2].verdict, VERDICT_YES);

	rate(f, "launch.access", "unseen"); /* looked for, and not seen: still unknown */
	diagnose(f);
	assert_string_equal(fixture_undecided(f), "launch.access");
}

static void undecided_leaves_out_what_cannot_change_the_rule(void **state)
{
	struct fixture *f = *state;

	diagnose(f);
	assert_string_equal(fixture_undecided(f), "launch.access work.meaningful");
	rate(f, "launch.access", "few");
	diagnose(f); /* discussion.connected is of another rule */
	assert_string_equal(fixture_undecided(f), "work.meaningful");
	rate(f, "launch.access", "met"); /* at most few: no, whatever its level */
	diagnose(f);                     /* the first rule fails; now the second one counts */
	assert_string_equal(fixture_undecided(f), "work.meaningful discussion.connected");
}

static const char pairs_rubric[] =
	"format: debrief-rubric/1\nid: r\nversion: 1\ntitle: R\n"
	"phases:\n"
	"  - id: p\n"
	"    title: P\n"
	"    criteria:\n"
	"      - {id: a, title: A}\n"
	"      - {id: b, title: B}\n"
	"      - {id: c, title: C}\n"
	"      - {id: d, title: D}\n"
	"      - id: l\n"
	"        title: L\n"
	"        levels: [{id: l0, text: x}, {id: l1, text: x}, {id: l2, text: x}]\n"
	"        met: l1\n"
	"breakdown:\n"
	"  - {phase: p, when: {any: [{p.a: met, p.b: met}, {p.c: met, p.d: met}, {p.l: {at-least: "
	"l2}}]}}\n"
	"script: [{id: one, title: One}]\n";

static void undecided_names_what_decides_only_together(void **state)
{
	struct fixture *f = *state;

	fixture_begin(f, pairs_rubric);
	rate(f, "p.l", "l0");
	assert_string_equal(diagnose(f)->phase, "undecided");
	assert_string_equal(fixture_undecided(f), "p.a p.b p.c p.d");
	rate(f, "p.a", "unmet");
	diagnose(f);
	assert_string_equal(fixture_undecided(f), "p.c p.d");
	rate(f, "p.c", "unmet"); /* every rule fails */
	assert_string_equal(diagnose(f)->phase, "none");
	assert_true(strlen(f->advice.diagnosis.because) > 0);
}

static void undecided_names_a_level_that_is_known_only_as_met(void **state)
{
	struct fixture *f = *state;

	fixture_begin(f, pairs_rubric);
	rate_all(f, "p.a=unmet p.c=unmet p.l=met");
	assert_string_equal(diagnose(f)->phase, "undecided");
	assert_string_equal(fixture_undecided(f), "p.l");
	rate(f, "p.l", "l2");
	assert_string_equal(diagnose(f)->phase, "p");
	assert_true(strlen(f->advice.diagnosis.because) > 0); /* the rule gives no reason */
}

static void the_coachs_own_reading_replaces_the_answer_and_not_the_trail(void **state)
{
	struct fixture *f = *state;
	const struct diagnosis *diagnosis;

	fixture_add(f, "{kind: breakdown, phase: work, text: I sat with them}");
	diagnosis = diagnose(f);
	assert_string_equal(diagnosis->phase, "work");
	assert_string_equal(diagnosis->by, "coach");
	assert_string_equal(diagnosis->because, "I sat with them");
	assert_int_equal(diagnosis->n_undecided, 0);
	assert_int_equal(diagnosis->n_trail, 3);
	assert_int_equal(diagnosis->trail[0].verdict, VERDICT_UNKNOWN);

	fixture_add(f, "{kind: breakdown, phase: none}");
	assert_string_equal(diagnose(f)->phase, "none");
	assert_true(strlen(f->advice.diagnosis.because) > 0);
	fixture_add(f, "{kind: void, re: +2}\n---\n{kind: void, re: +1}");
	assert_string_equal(diagnose(f)->by, "rules");
	assert_string_equal(f->advice.diagnosis.phase, "undecided");
}

static void a_rubric_without_phases_has_no_diagnosis(void **state)
{
	struct fixture *f = *state;

	fixture_begin(f, "format: debrief-rubric/1\nid: r\nversion: 1\ntitle: R\n"
			 "script: [{id: one, title: One, stage: debrief}]\n");
	fixture_add(f, "{kind: said, by: teacher, step: one, text: Hello}");
	assert_null(diagnose(f)->phase);
	assert_int_equal(f->advice.diagnosis.n_trail, 0);
	assert_non_null(f->advice.diagnosis.because);
	assert_null(f->advice.prepared);
}

static void prepared_is_how_it_stood_when_the_talk_began(void **state)
{
	static const char *const beginnings[] = {
		"{kind: move, step: elicit-goal, by: coach}",
		"{kind: said, by: teacher, step: work-together, text: Well}",
		"{kind: field, field: strengths, value: heard}",
		"{kind: goal, whose: teacher, phase: launch, text: Slower}",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(beginnings); i++) {
		fixture_begin(f, fixture_rubric);
		fixture_add(f, "{kind: move, step: look}\n---\n"
			       "{kind: goal, whose: coach, phase: discussion, text: Mine}");
		rate_all(f, "work.meaningful=met discussion.connected=unmet");
		assert_null(fixture_advise(f)->prepared);
		fixture_add(f, beginnings[i]);
		rate(f, "discussion.connected", "met");
		assert_string_equal(fixture_advise(f)->prepared, "discussion");
		assert_string_equal(f->advice.diagnosis.phase, "none");
		fixture_end(f);
	}
	memset(f, 0, sizeof(*f));
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
#define BARE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up_bare, fixture_tear_down)
	const struct CMUnitTest tests[] = {
		BARE(the_bundled_rubric_reasons_backwards_from_students_work),
		BARE(the_bundled_rubric_asks_for_students_work_first),
		CASE(the_first_rule_that_does_not_fail_decides),
		BARE(what_the_rule_found_not_to_be_there_is_named_once),
		CASE(an_unknown_rule_is_undecided_even_if_a_later_one_holds),
		CASE(undecided_leaves_out_what_cannot_change_the_rule),
		BARE(undecided_names_what_decides_only_together),
		BARE(undecided_names_a_level_that_is_known_only_as_met),
		CASE(the_coachs_own_reading_replaces_the_answer_and_not_the_trail),
		BARE(a_rubric_without_phases_has_no_diagnosis),
		BARE(prepared_is_how_it_stood_when_the_talk_began),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
