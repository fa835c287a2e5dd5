/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "debrief/array.h"
#include "debrief/guide.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"

/* "look:now own-goal:open …" of all steps of a stage. */
static const char *states(struct fixture *f, const char *stage)
{
	const char *text = "";

	fixture_advise(f);
	for (size_t i = 0; i < f->session.rubric->script.count; i++) {
		const struct rubric_step *step = rubric_step_at(f->session.rubric, i);

		if (!strcmp(step->stage, stage))
			text = arena_printf(&f->arena, "%s%s%s:%s", text, *text ? " " : "",
					    step->id, fixture_step(f, step->id));
	}
	return text;
}

static const char *next(const struct fixture *f)
{
	return f->advice.guide.next ? f->advice.guide.next->id : NULL;
}

static void everything_is_open_at_first(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(states(f, "prepare"), "look:open own-goal:open");
	assert_string_equal(next(f), "look");
	assert_int_equal(f->advice.guide.stage, 0);
	assert_string_equal(fixture_missing(f, "propose"), "rationale development validation");
	assert_string_equal(fixture_missing(f, "confirm"), "");
}

static void a_step_is_done_when_what_it_requires_is_known(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: said, by: teacher, field: rationale, text: They give up}");
	states(f, "debrief");
	assert_string_equal(fixture_step(f, "elicit-rationale"),
			    "now"); /* the development is not known */
	assert_string_equal(fixture_missing(f, "propose"), "development validation");
	fixture_add(f, "{kind: field, field: development, value: heard}");
	states(f, "debrief");
	assert_string_equal(fixture_step(f, "elicit-rationale"), "done");
	assert_string_equal(fixture_missing(f, "propose"), "validation");
	fixture_add(f, "{kind: void, re: +1}");
	states(f, "debrief");
	assert_string_equal(fixture_step(f, "elicit-rationale"), "now");
}

static void a_step_that_requires_nothing_is_done_when_asked_or_heard(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: move, step: look, stem: 1}");
	assert_string_equal(states(f, "prepare"), "look:done own-goal:open");
	fixture_add(f, "{kind: said, by: teacher, step: work-together, text: Well}");
	states(f, "debrief");
	assert_string_equal(fixture_step(f, "work-together"), "done");
	assert_string_equal(fixture_step(f, "elicit-goal"), "open");
	assert_true(f->advice.guide.steps[0].asked);
	assert_false(f->advice.guide.steps[0].heard);
	assert_true(f->advice.guide.steps[2].heard);
}

static void now_is_what_is_being_worked_on_and_comes_next(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: move, step: work-together}\n---\n"
		       "{kind: move, step: elicit-goal}");
	assert_string_equal(
		states(f, "debrief"),
		"work-together:done elicit-goal:now elicit-rationale:open validate:open "
		"propose:open confirm:open plan-it:open");
	assert_string_equal(next(f), "elicit-goal");
	assert_int_equal(f->advice.guide.stage, 1);
	fixture_add(f, "{kind: goal, whose: teacher, phase: work, text: Slower}");
	states(f, "debrief");
	assert_string_equal(fixture_step(f, "elicit-goal"), "done");
	assert_string_equal(next(f), "elicit-rationale");
}

static void a_step_is_skipped_when_a_later_one_is_done_first_and_comes_last(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: goal, whose: alternative, change: connect-two}");
	assert_string_equal(states(f, "debrief"),
			    "work-together:skipped elicit-goal:skipped elicit-rationale:skipped "
			    "validate:skipped propose:done confirm:open plan-it:open");
	assert_string_equal(next(f), "confirm");
	assert_string_equal(states(f, "prepare"), "look:open own-goal:open");
	fixture_add(f,
		    "{kind: goal, whose: agreed-by-teacher, phase: discussion, text: Ours}\n---\n"
		    "{kind: goal, whose: agreed-by-coach, phase: discussion, text: Ours}\n---\n"
		    "{kind: field, field: worthwhile, value: heard}\n---\n"
		    "{kind: plan, text: On Thursday}");
	states(f, "debrief");
	assert_string_equal(next(f),
			    "work-together"); /* nothing is open: the first that was skipped */
	fixture_add(f, "{kind: move, step: elicit-rationale}"); /* going back to it */
	states(f, "debrief");
	assert_string_equal(fixture_step(f, "elicit-rationale"), "now");
	assert_string_equal(next(f), "elicit-rationale");
}

static void nothing_comes_next_when_all_is_done(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: move, step: look}\n---\n"
		       "{kind: goal, whose: coach, phase: work, text: Mine}");
	states(f, "prepare");
	assert_null(next(f));
}

static void only_a_condition_that_fails_passes_a_step_over(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: goal, whose: teacher, phase: launch, text: Slower}");
	states(f, "debrief");
	assert_string_equal(fixture_step(f, "propose"), "open"); /* productive? not known */
	fixture_add(f, "{kind: breakdown, phase: launch}");
	states(f, "debrief");
	assert_string_equal(fixture_step(f, "propose"), "passed"); /* it is */
	fixture_add(f, "{kind: breakdown, phase: work}");
	states(f, "debrief");
	assert_string_equal(fixture_step(f, "propose"), "open"); /* it is not */
	fixture_add(f, "{kind: breakdown, phase: launch}\n---\n"
		       "{kind: goal, whose: alternative, phase: launch, text: Or this}");
	states(f, "debrief");
	assert_string_equal(fixture_step(f, "propose"), "done"); /* done all the same */
}

static void a_passed_step_is_never_next(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: breakdown, phase: launch}\n---\n"
		       "{kind: move, step: work-together}\n---\n"
		       "{kind: goal, whose: teacher, phase: launch, text: Slower}\n---\n"
		       "{kind: said, by: teacher, field: rationale, text: They give up}\n---\n"
		       "{kind: field, field: development, value: voice}\n---\n"
		       "{kind: said, by: coach, field: validation, text: That matters}");
	states(f, "debrief");
	assert_string_equal(next(f), "confirm");
}

static void another_stage_can_be_asked_for(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: move, step: elicit-goal}");
	fixture_fold(f);
	assert_int_equal(advice_make(&f->state, 2, &f->arena, &f->advice, NULL), STATUS_OK);
	assert_int_equal(f->advice.guide.stage, 2);
	assert_string_equal(next(f), "hunches");
}

static void words_filed_later_belong_to_their_new_step(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: said, by: teacher, text: They give up}");
	states(f, "debrief");
	assert_int_equal(f->advice.guide.stage, 0);
	fixture_add(f, "{kind: assign, re: +1, field: validation}");
	states(f, "debrief");
	assert_int_equal(f->advice.guide.stage, 1);
	assert_string_equal(fixture_step(f, "validate"), "done");
}

static void suggestions_are_productive_and_support_what_the_teacher_values(void **state)
{
	struct fixture *f = *state;

	fixture_advise(f);
	assert_string_equal(fixture_suggestions(f),
			    ""); /* undecided: nothing is known to be productive */
	fixture_add(f, "{kind: breakdown, phase: discussion}\n---\n"
		       "{kind: enacted, phase: discussion, value: \"yes\"}\n---\n"
		       "{kind: rate, criterion: work.meaningful, level: met}\n---\n"
		       "{kind: rate, criterion: launch.access, level: all}");
	fixture_advise(f);
	assert_string_equal(fixture_suggestions(f), "connect-two first-talk");
	fixture_add(f, "{kind: field, field: development, value: confidence}");
	fixture_advise(f);
	assert_string_equal(fixture_suggestions(f), "first-talk connect-two"); /* names it first */
	fixture_add(f, "{kind: said, by: teacher, field: development, text: that they dare}");
	fixture_advise(f);
	assert_string_equal(fixture_suggestions(f), "first-talk connect-two"); /* chosen before */
	fixture_add(f, "{kind: field, field: development, value: voice}");
	fixture_advise(f);
	assert_string_equal(fixture_suggestions(f), "connect-two");
	fixture_add(f, "{kind: breakdown, phase: none}");
	fixture_advise(f);
	assert_string_equal(fixture_suggestions(f),
			    "connect-two word-wall"); /* feasible is enough */
	fixture_add(f, "{kind: breakdown, phase: work}");
	fixture_advise(f);
	assert_string_equal(fixture_suggestions(f), "");
}

static void what_matters_in_own_words_is_known_and_narrows_nothing_down(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "{kind: breakdown, phase: discussion}\n---\n"
		       "{kind: enacted, phase: discussion, value: \"yes\"}\n---\n"
		       "{kind: rate, criterion: work.meaningful, level: met}\n---\n"
		       "{kind: rate, criterion: launch.access, level: all}\n---\n"
		       "{kind: said, by: teacher, field: rationale, text: They give up}\n---\n"
		       "{kind: said, by: teacher, field: development, text: their own judgement}");
	states(f, "debrief");
	assert_string_equal(fixture_step(f, "elicit-rationale"), "done");
	assert_string_equal(fixture_missing(f, "propose"), "validation");
	assert_string_equal(guide_fill(&f->state, "Towards {development}", false, &f->arena),
			    "Towards their own judgement");
	assert_string_equal(fixture_suggestions(f), "connect-two first-talk"); /* any of them */
}

static void the_bundled_bank_has_suggestions_for_confidence_in_a_discussion(void **state)
{
	struct fixture *f = *state;

	fixture_begin(f, "ambitious-mathematics.yaml");
	fixture_add(f, "{kind: enacted, phase: discussion, value: \"yes\"}\n---\n"
		       "{kind: rate, criterion: work.meaningful, level: most}\n---\n"
		       "{kind: rate, criterion: work.range, level: wide}\n---\n"
		       "{kind: rate, criterion: discussion.connecting, level: side-by-side}\n---\n"
		       "{kind: field, field: development, value: confidence}");
	fixture_advise(f);
	assert_in_range(f->advice.guide.n_suggestions, 2, 10);
	for (size_t i = 0; i < f->advice.guide.n_suggestions; i++)
		assert_string_equal(f->advice.guide.suggestions[i]->phase, "discussion");
	for (size_t i = 0; i < f->advice.guide.suggestions[0]->n_supports; i++)
		if (!strcmp(f->advice.guide.suggestions[0]->supports[i].development->id,
			    "confidence"))
			return;
	fail_msg("the first suggestion does not support confidence");
}

static void questions_are_filled_with_what_was_heard(void **state)
{
	static const char *const before[][2] = {
		{"And you, {teacher}?", "And you, J. R.?"},
		{"{coach}: {learning-goal}", "K. L.: Compare ratios"},
		{"Keep {development} in view: {alternative}?", "Keep … in view: …?"},
		{"Last time: {previous-goal}.", "Last time: …."},
		{"{nonsense} {} {a b} {x+1} { {teacher} {", "… {} {a b} {x+1} { J. R. {"},
		{"", ""},
	};
	static const char *const after[][2] = {
		{"Keep {development} in view: {alternative}?",
		 "Keep students' voice in view: Put two strategies side by side?"},
		{"\"{rationale}\"", "\"They give up. I see it.\""},
		{"\"{rationale}\". And?", "\"They give up. I see it\". And?"},
		{"What of \"{rationale}\"?", "What of \"They give up. I see it\"?"},
		{"{rationale} And?", "They give up. I see it. And?"},
		{"{teacher-goal}", "Slower"}, /* the one that is pursued */
		{"{learning-goal}", "See what stays the same"},
		{"{previous-goal}", "Wait longer"},
		{"{plan} {validation}", "On Thursday …"},
	};
	struct fixture *f = *state;

	fixture_fold(f);
	for (size_t i = 0; i < COUNT(before); i++)
		assert_string_equal(guide_fill(&f->state, before[i][0], true, &f->arena),
				    before[i][1]);

	fixture_add(f, "{kind: said, by: teacher, field: development, text: their voice}\n---\n"
		       "{kind: field, field: development, value: voice}\n---\n"
		       "{kind: field, field: development, value: heard}\n---\n"
		       "{kind: goal, whose: alternative, change: connect-two}\n---\n"
		       "{kind: said, by: teacher, field: rationale, text: \"They give up.\\nI see "
		       "it.\\n\"}\n---\n"
		       "{kind: goal, whose: teacher, phase: work, text: Slower}\n---\n"
		       "{kind: goal, whose: teacher, phase: work, text: Louder}\n---\n"
		       "{kind: park, re: +7}\n---\n"
		       "{kind: said, by: teacher, field: learning-goal, text: See what stays the "
		       "same}\n---\n"
		       "{kind: plan, text: On Thursday}\n---\n"
		       "{kind: field, field: validation, value: heard}");
	fixture_fold(f);
	f->state.previous_goal = "Wait longer";
	for (size_t i = 0; i < COUNT(after); i++)
		assert_string_equal(guide_fill(&f->state, after[i][0], true, &f->arena),
				    after[i][1]);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
	const struct CMUnitTest tests[] = {
		CASE(everything_is_open_at_first),
		CASE(a_step_is_done_when_what_it_requires_is_known),
		CASE(a_step_that_requires_nothing_is_done_when_asked_or_heard),
		CASE(now_is_what_is_being_worked_on_and_comes_next),
		CASE(a_step_is_skipped_when_a_later_one_is_done_first_and_comes_last),
		CASE(nothing_comes_next_when_all_is_done),
		CASE(only_a_condition_that_fails_passes_a_step_over),
		CASE(a_passed_step_is_never_next),
		CASE(another_stage_can_be_asked_for),
		CASE(words_filed_later_belong_to_their_new_step),
		CASE(suggestions_are_productive_and_support_what_the_teacher_values),
		CASE(what_matters_in_own_words_is_known_and_narrows_nothing_down),
		cmocka_unit_test_setup_teardown(
			the_bundled_bank_has_suggestions_for_confidence_in_a_discussion,
			fixture_set_up_bare, fixture_tear_down),
		CASE(questions_are_filled_with_what_was_heard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
