/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "debrief/array.h"
#include "debrief/event_check.h"
#include "debrief/record.h"

static const char rubric_text[] =
	"format: debrief-rubric/1\n"
	"id: tiny\n"
	"version: 1\n"
	"title: A tiny rubric\n"
	"phases:\n"
	"  - id: launch\n"
	"    title: Launch\n"
	"    criteria:\n"
	"      - id: access\n"
	"        title: All students can begin\n"
	"        levels: [{id: few, text: Few}, {id: all, text: All}]\n"
	"        met: all\n"
	"  - id: discussion\n"
	"    title: Discussion\n"
	"    criteria: [{id: connected, title: Strategies were connected}]\n"
	"developments:\n"
	"  - {id: confidence, title: Confidence}\n"
	"  - {id: curiosity, title: Curiosity}\n"
	"goals:\n"
	"  - {id: connect-two, phase: discussion, change: Put two side by side}\n"
	"topics: [learning, progress]\n"
	"script:\n"
	"  - id: hunch\n"
	"    stage: prepare\n"
	"    title: Your hunch\n"
	"    fields:\n"
	"      - {id: kind-of, type: choice, options: [overwhelm, other]}\n"
	"  - id: elicit-goal\n"
	"    stage: debrief\n"
	"    title: Next steps\n"
	"    fields: [{id: teacher-goal, type: goal, by: teacher}]\n"
	"  - id: elicit-rationale\n"
	"    stage: debrief\n"
	"    title: Why\n"
	"    fields:\n"
	"      - {id: rationale, type: text, by: teacher}\n"
	"      - {id: development, type: development, by: teacher}\n"
	"      - {id: how-sure, type: level, levels: [{id: low, text: Low}, {id: high, text: "
	"High}]}\n"
	"      - {id: own-thoughts, type: text, by: coach, private: true}\n";

struct fixture {
	struct arena arena;
	const struct rubric *rubric;
};

static int set_up(void **state)
{
	static struct fixture fixture;
	struct diags diags;

	arena_init(&fixture.arena, 16 << 20);
	diags_init(&diags, &fixture.arena, "tiny.yaml", rubric_text, sizeof(rubric_text) - 1);
	assert_int_equal(rubric_parse(&fixture.arena, rubric_text, sizeof(rubric_text) - 1,
				      SCHEMA_STRICT, &diags, &fixture.rubric, NULL),
			 STATUS_OK);
	*state = &fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	arena_release(&fixture->arena);
	return 0;
}

/* Two pieces of evidence, and words. */
static const struct event *look_up(void *context, const char *id)
{
	static const struct event evidence = {.kind = EVENT_EVIDENCE, .kind_name = "evidence"};
	static const struct event said = {.kind = EVENT_SAID, .kind_name = "said"};

	(void)context;
	if (strcmp(id, "k7q2.1") == 0)
		return &said;
	return strcmp(id, "k7q2.2") == 0 || strcmp(id, "+3") == 0 ? &evidence : NULL;
}

static const struct node *parse(struct fixture *fixture, const char *text, struct event *event,
				struct diags *diags)
{
	struct node *root;

	diags_init(diags, &fixture->arena, "in.yaml", text, strlen(text));
	assert_int_equal(tree_parse(&fixture->arena, text, strlen(text), &tree_limits_record, diags,
				    &root, NULL),
			 STATUS_OK);
	assert_int_equal(record_decode(root, false, &fixture->arena, event, diags, NULL),
			 STATUS_OK);
	return root;
}

static void assert_fine(struct fixture *fixture, const char *text)
{
	struct diags diags;
	struct event event;
	const struct node *node = parse(fixture, text, &event, &diags);

	if (!event_check(&event, node, fixture->rubric, look_up, NULL, &diags))
		fail_msg("%s: %s", text, diags.items[0].message);
	assert_int_equal(diags.count, 0);
}

/* One mistake at this place; and the same without a node, at no place. */
static void assert_mistake(struct fixture *fixture, const char *text, uint32_t line,
			   uint32_t column, const char *expected)
{
	struct diags diags;
	struct event event;
	const struct node *node = parse(fixture, text, &event, &diags);

	assert_false(event_check(&event, node, fixture->rubric, look_up, NULL, &diags));
	assert_int_equal(diags.count, 1);
	assert_string_equal(diags.items[0].message, expected);
	assert_int_equal(diags.items[0].severity, DIAG_ERROR);
	assert_int_equal(diags.items[0].start.line, line);
	assert_int_equal(diags.items[0].start.column, column);

	diags_init(&diags, &fixture->arena, "", NULL, 0);
	assert_false(event_check(&event, NULL, fixture->rubric, look_up, NULL, &diags));
	assert_string_equal(diags.items[0].message, expected);
	assert_int_equal(diags.items[0].start.line, 0);
}

static void events_as_they_should_be_pass(void **state)
{
	static const char *const inputs[] = {
		"kind: consent\nvalue: refused\n",
		"kind: lesson\nlesson: {grade: \"8\", date: \"2026-11-20\"}\n",
		"kind: evidence\nphase: launch\nwho: students\ntext: x\n",
		"kind: evidence\nwho: coach\ntext: x\n",
		"kind: work\nstrategy: Table\n",
		"kind: enacted\nphase: discussion\nvalue: \"no\"\n",
		"kind: rate\ncriterion: launch.access\nlevel: few\ncites: [k7q2.1, +3]\n",
		"kind: rate\ncriterion: launch.access\nlevel: unmet\n",
		"kind: rate\ncriterion: discussion.connected\nlevel: unseen\n",
		"kind: breakdown\nphase: none\n",
		"kind: breakdown\nphase: launch\ntext: x\n",
		"kind: goal\nwhose: coach\nphase: discussion\nchange: connect-two\n",
		"kind: goal\nwhose: teacher\ntext: x\n",
		"kind: park\nre: k7q2.2\n",
		"kind: move\nstep: elicit-goal\nstem: 1\nby: coach\n",
		"kind: said\nby: observer\ntext: x\n",
		"kind: said\nby: teacher\nstep: elicit-rationale\nfield: rationale\ntext: x\n",
		"kind: said\nby: teacher\nfield: teacher-goal\ntext: x\n",
		"kind: evidence\ntext: x\n",
		"kind: evidence\nre: k7q2.2\nwho: teacher\ntext: x\n",
		"kind: assign\nre: k7q2.1\nfield: rationale\n",
		"kind: assign\nre: k7q2.2\nphase: discussion\n",
		"kind: assign\nre: +3\nwho: teacher\nphase: launch\n",
		"kind: field\nfield: development\nvalue: confidence\n",
		"kind: field\nfield: rationale\nvalue: heard\n",
		"kind: field\nfield: teacher-goal\nvalue: heard\n",
		"kind: field\nfield: kind-of\nvalue: overwhelm\n",
		"kind: field\nfield: how-sure\nvalue: low\n",
		"kind: judge\nby: observer\nwhat: same-phase\nvalue: same\n",
		"kind: plan\ntext: x\n",
		"kind: progress\nlevel: not-yet\nby: teacher\n",
		"kind: talk\nby: nobody\n",
		"kind: topic\ntopic: learning\n",
		"kind: note\ntext: x\n",
		"kind: pause\n",
		"kind: resume\n",
		"kind: void\nre: k7q2.1\n",
		"kind: close\nending: parked\n",
	};

	for (size_t i = 0; i < COUNT(inputs); i++)
		assert_fine(*state, inputs[i]);
}

static void ids_that_are_not_the_rubrics_are_named(void **state)
{
	assert_mistake(*state, "kind: evidence\nwho: students\nphase: lunch\ntext: x\n", 3, 8,
		       "unknown phase 'lunch'; did you mean 'launch'?");
	assert_mistake(
		*state, "kind: breakdown\nphase: everywhere\n", 2, 8,
		"unknown phase 'everywhere'; expected one of 'launch', 'discussion', 'none'");
	assert_mistake(*state, "kind: enacted\nphase: none\nvalue: \"yes\"\n", 2, 8,
		       "unknown phase 'none'; expected one of 'launch', 'discussion'");
	assert_mistake(*state, "kind: rate\ncriterion: access\nlevel: met\n", 2, 12,
		       "unknown criterion 'access'; expected one of 'launch.access', "
		       "'discussion.connected'");
	assert_mistake(*state, "kind: rate\ncriterion: launch.access\nlevel: al\n", 3, 8,
		       "unknown level 'al'; did you mean 'all'?");
	assert_mistake(*state, "kind: rate\ncriterion: discussion.connected\nlevel: all\n", 3, 8,
		       "unknown level 'all'; expected one of 'met', 'unmet', 'unseen'");
	assert_mistake(*state, "kind: goal\nwhose: coach\nchange: connect-tow\n", 3, 9,
		       "unknown goal 'connect-tow'; did you mean 'connect-two'?");
	assert_mistake(*state, "kind: move\nstep: elict-goal\n", 2, 7,
		       "unknown step 'elict-goal'; did you mean 'elicit-goal'?");
	assert_mistake(*state, "kind: said\nby: teacher\nfield: rationales\ntext: x\n", 3, 8,
		       "unknown field 'rationales'; did you mean 'rationale'?");
	assert_mistake(*state, "kind: said\nby: teachr\ntext: x\n", 2, 5,
		       "unknown role 'teachr'; did you mean 'teacher'?");
	assert_mistake(*state, "kind: topic\ntopic: weather\n", 2, 8,
		       "unknown topic 'weather'; expected one of 'learning', 'progress'");
}

static void a_field_takes_only_what_its_type_allows(void **state)
{
	assert_mistake(*state, "kind: field\nfield: development\nvalue: confidance\n", 3, 8,
		       "unknown value 'confidance'; did you mean 'confidence'?");
	assert_mistake(*state, "kind: field\nfield: kind-of\nvalue: low\n", 3, 8,
		       "unknown value 'low'; expected one of 'overwhelm', 'other', 'heard'");
	assert_mistake(*state, "kind: field\nfield: how-sure\nvalue: met\n", 3, 8,
		       "unknown value 'met'; expected one of 'low', 'high', 'heard'");
	assert_mistake(*state, "kind: field\nfield: rationale\nvalue: They give up\n", 3, 8,
		       "this field takes words; expected 'heard', or an event of another kind "
		       "that holds them");
	assert_mistake(*state, "kind: field\nfield: teacher-goal\nvalue: connect-two\n", 3, 8,
		       "this field takes words; expected 'heard', or an event of another kind "
		       "that holds them");
}

static void what_is_needed_and_not_there_is_named(void **state)
{
	assert_mistake(*state, "kind: said\ntext: x\n", 1, 1, "'said' needs 'by'");
	assert_mistake(*state, "kind: lesson\n", 1, 1,
		       "'lesson' changes nothing; expected 'teacher', 'coach', or in 'lesson' a "
		       "'title', 'grade', 'date', 'learning-goal' or 'taught-by'");
	assert_mistake(*state, "kind: said\nby: coach\n", 1, 1, "'said' needs 'text'");
	assert_mistake(*state, "kind: said\nby: coach\ntext: \"\"\n", 1, 1, "'said' needs 'text'");
	assert_mistake(*state, "kind: evidence\nwho: coach\n", 1, 1, "'evidence' needs 'text'");
	assert_mistake(*state, "kind: work\ntext: x\n", 1, 1, "'work' needs 'strategy'");
	assert_mistake(*state, "kind: rate\ncriterion: launch.access\n", 1, 1,
		       "'rate' needs 'level'");
	assert_mistake(*state, "kind: goal\nwhose: coach\nphase: launch\n", 1, 1,
		       "'goal' needs 'change' or 'text'");
	assert_mistake(*state, "kind: assign\nre: k7q2.1\n", 1, 1,
		       "'assign' needs 'step' or 'field'");
	assert_mistake(*state, "kind: close\n", 1, 1, "'close' needs 'ending'");
}

static void a_value_that_was_wrong_is_not_missing_too(void **state)
{
	static const char text[] = "kind: consent\nvalue: perhaps\n";
	struct fixture *fixture = *state;
	struct diags diags;
	struct event event;
	const struct node *node = parse(fixture, text, &event, &diags);

	assert_int_equal(diags.errors, 1);
	event_check(&event, node, fixture->rubric, look_up, NULL, &diags);
	assert_int_equal(diags.errors, 1);
}

static void only_evidence_is_sorted_by_phase_and_who(void **state)
{
	assert_mistake(*state, "kind: assign\nre: k7q2.1\nstep: elicit-goal\nphase: launch\n", 4, 8,
		       "only evidence is sorted by 'phase'; expected 're' to name evidence");
	assert_mistake(*state, "kind: assign\nre: k7q2.1\nfield: rationale\nwho: coach\n", 4, 6,
		       "only evidence is sorted by 'who'; expected 're' to name evidence");
	assert_mistake(*state, "kind: assign\nre: k7q2.2\nfield: rationale\n", 1, 1,
		       "'assign' needs 'phase' or 'who'");
}

static void what_is_written_anew_replaces_its_own_kind(void **state)
{
	assert_mistake(*state, "kind: evidence\nre: k7q2.1\ntext: x\n", 2, 5,
		       "this replaces another 'evidence'; expected the id of one");
	assert_mistake(*state, "kind: work\nre: k7q2.2\nstrategy: x\n", 2, 5,
		       "this replaces another 'work'; expected the id of one");
}

static void records_that_are_not_there_are_named(void **state)
{
	assert_mistake(*state, "kind: void\nre: k7q2.9\n", 2, 5, "there is no record 'k7q2.9'");
	assert_mistake(*state,
		       "kind: rate\ncriterion: launch.access\nlevel: met\n"
		       "cites: [k7q2.1, k7q2.9, +3]\n",
		       4, 17, "there is no record 'k7q2.9'");
	assert_mistake(*state, "kind: park\nre: +4\n", 2, 5, "there is no record '+4'");
}

static void keys_must_agree_with_one_another(void **state)
{
	assert_mistake(*state, "kind: goal\nwhose: coach\nphase: launch\nchange: connect-two\n", 3,
		       8,
		       "the change 'connect-two' is of the phase 'discussion'; leave the phase "
		       "out, or write that one");
	assert_mistake(*state,
		       "kind: said\nby: teacher\nstep: elicit-goal\nfield: rationale\n"
		       "text: x\n",
		       4, 8,
		       "the field 'rationale' is of the step 'elicit-rationale'; leave the step "
		       "out, or write that one");
	assert_mistake(*state, "kind: move\nstep: elicit-goal\nstem: 0\n", 3, 7,
		       "the questions of a step are counted from 1");
}

static void without_a_rubric_only_the_event_itself_is_checked(void **state)
{
	static const char text[] = "kind: move\nstep: nowhere\nby: nobody\n";
	struct fixture *fixture = *state;
	struct diags diags;
	struct event event;
	const struct node *node = parse(fixture, text, &event, &diags);

	assert_true(event_check(&event, node, NULL, NULL, NULL, &diags));
	event_set(&event, KEY_STEP, NULL);
	assert_false(event_check(&event, NULL, NULL, NULL, NULL, &diags));
}

static void events_of_later_versions_pass(void **state)
{
	struct fixture *fixture = *state;
	struct diags diags;
	struct event event;

	diags_init(&diags, &fixture->arena, "", NULL, 0);
	event_init(&event, EVENT_UNKNOWN);
	assert_true(event_check(&event, NULL, fixture->rubric, NULL, NULL, &diags));
}

static bool is_private(struct fixture *fixture, const char *text, bool target)
{
	struct diags diags;
	struct event event;

	parse(fixture, text, &event, &diags);
	return event_is_private_by_rule(&event, fixture->rubric, target);
}

static void what_is_private_follows_from_kind_step_field_and_target(void **state)
{
	assert_true(
		is_private(*state, "kind: rate\ncriterion: launch.access\nlevel: met\n", false));
	assert_true(is_private(*state, "kind: note\ntext: x\n", false));
	assert_true(is_private(*state, "kind: goal\nwhose: coach\ntext: x\n", false));
	assert_false(is_private(*state, "kind: goal\nwhose: alternative\ntext: x\n", false));
	assert_false(is_private(*state, "kind: said\nby: coach\ntext: x\n", false));
	assert_true(is_private(*state, "kind: said\nby: coach\nstep: hunch\ntext: x\n", false));
	assert_true(
		is_private(*state, "kind: said\nby: coach\nfield: own-thoughts\ntext: x\n", false));
	assert_true(is_private(*state, "kind: field\nfield: kind-of\nvalue: other\n", false));
	assert_true(
		is_private(*state, "kind: evidence\nprivate: true\nwho: coach\ntext: x\n", false));
	assert_false(is_private(*state, "kind: void\nre: k7q2.1\n", false));
	assert_true(is_private(*state, "kind: void\nre: k7q2.p1\n", true));
}

static void every_kind_that_can_hold_the_teachers_words_is_known(void **state)
{
	static const char *const theirs[] = {
		"kind: said\nby: teacher\ntext: x\n",
		"kind: turn\nby: teacher\nwords: 1\ntext: x\n",
		"kind: visit\nlevel: met\nby: teacher\ntext: x\n",
		"kind: progress\nlevel: met\nby: teacher\ntext: x\n",
		"kind: progress\nlevel: met\ntext: x\n",
		"kind: evidence\nsource: teacher\ntext: x\n",
		"kind: goal\nwhose: teacher\ntext: x\n",
		"kind: goal\nwhose: agreed-by-teacher\ntext: x\n",
		"kind: goal\nwhose: teacher\nchange: connect-two\nbecause: x\n",
	};
	static const char *const not_theirs[] = {
		"kind: said\nby: coach\ntext: x\n",
		"kind: field\nfield: rationale\nvalue: heard\n",
		"kind: turn\nby: teacher\nwords: 1\n",
		"kind: visit\nlevel: met\nby: coach\ntext: x\n",
		"kind: progress\nlevel: met\nby: teacher\n",
		"kind: progress\nlevel: met\nby: coach\ntext: x\n",
		"kind: evidence\nwho: teacher\ntext: x\n",
		"kind: goal\nwhose: teacher\nchange: connect-two\n",
		"kind: goal\nwhose: agreed-by-coach\ntext: x\n",
	};
	struct fixture *fixture = *state;
	struct diags diags;
	struct event event;

	for (size_t i = 0; i < COUNT(theirs); i++) {
		parse(fixture, theirs[i], &event, &diags);
		if (!event_has_teachers_words(&event))
			fail_msg("the teacher's words: %s", theirs[i]);
	}
	for (size_t i = 0; i < COUNT(not_theirs); i++) {
		parse(fixture, not_theirs[i], &event, &diags);
		if (event_has_teachers_words(&event))
			fail_msg("not the teacher's words: %s", not_theirs[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(events_as_they_should_be_pass),
		cmocka_unit_test(ids_that_are_not_the_rubrics_are_named),
		cmocka_unit_test(a_field_takes_only_what_its_type_allows),
		cmocka_unit_test(what_is_needed_and_not_there_is_named),
		cmocka_unit_test(a_value_that_was_wrong_is_not_missing_too),
		cmocka_unit_test(only_evidence_is_sorted_by_phase_and_who),
		cmocka_unit_test(what_is_written_anew_replaces_its_own_kind),
		cmocka_unit_test(records_that_are_not_there_are_named),
		cmocka_unit_test(keys_must_agree_with_one_another),
		cmocka_unit_test(without_a_rubric_only_the_event_itself_is_checked),
		cmocka_unit_test(events_of_later_versions_pass),
		cmocka_unit_test(what_is_private_follows_from_kind_step_field_and_target),
		cmocka_unit_test(every_kind_that_can_hold_the_teachers_words_is_known),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
