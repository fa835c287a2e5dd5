/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Conditions, read inside a rubric: a condition is shown as a text, in which `all(…)` and `any(…)`
 * hold their children, so that a case is a line of YAML and what becomes of it.
 */

#include "debrief/array.h"
#include "debrief/condition.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/rubric.h"

static const char before[] = "format: debrief-rubric/1\n"
			     "id: a\n"
			     "version: 1\n"
			     "title: A\n"
			     "phases:\n"
			     "  - id: work\n"
			     "    title: Work\n"
			     "    criteria:\n"
			     "      - {id: meaningful, title: M}\n"
			     "      - id: range\n"
			     "        title: R\n"
			     "        levels: [{id: one}, {id: two}, {id: three}]\n"
			     "        met: two\n"
			     "developments: [{id: confidence, title: C}]\n"
			     "breakdown:\n"
			     "  - phase: work\n";
static const char between[] =
	"script:\n"
	"  - id: s\n"
	"    title: S\n"
	"    fields:\n"
	"      - {id: teacher-goal, type: goal}\n"
	"      - {id: rationale, type: text}\n"
	"      - {id: development, type: development}\n"
	"      - {id: hunch, type: choice, options: [tired, other]}\n"
	"      - {id: sure, type: level, levels: [{id: barely}, {id: very}]}\n";

struct fixture {
	struct arena arena;
	struct diags diags;
	const struct rubric *rubric;
	struct buf text;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	arena_init(&f->arena, (size_t)16 << 20);
	buf_init(&f->text, BUF_MAX_DEFAULT);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	arena_release(&f->arena);
	buf_release(&f->text);
	free(f);
	return 0;
}

static void parse(struct fixture *f, const char *rule_when, const char *step_when,
		  enum schema_mode mode)
{
	const char *text = arena_printf(&f->arena, "%s    %s\n%s    %s\n", before, rule_when,
					between, step_when);
	enum status status;

	diags_init(&f->diags, &f->arena, "t", text, strlen(text));
	status = rubric_parse(&f->arena, text, strlen(text), mode, &f->diags, &f->rubric, NULL);
	buf_reset(&f->text);
	for (size_t n = 0; n < f->diags.count; n++) {
		diag_line(&f->diags, &f->diags.items[n], &f->text);
		buf_putc(&f->text, '\n');
	}
	assert_int_equal(status, f->diags.errors > 0 ? STATUS_INVALID : STATUS_OK);
}

static void show(struct buf *out, const struct condition *condition)
{
	static const char *const verdicts[] = {
		[GOAL_VERDICT_PRODUCTIVE] = "productive",
		[GOAL_VERDICT_FEASIBLE] = "feasible",
		[GOAL_VERDICT_TARGETS] = "targets",
		[GOAL_VERDICT_STRATEGY] = "strategy",
	};
	const struct condition *child;

	switch (condition->type) {
	case CONDITION_ALL:
	case CONDITION_ANY:
		buf_puts(out, condition->type == CONDITION_ALL ? "all(" : "any(");
		for (child = condition->first; child; child = child->next) {
			show(out, child);
			buf_puts(out, child->next ? " " : "");
		}
		buf_putc(out, ')');
		break;
	case CONDITION_MET:
		buf_printf(out, "%s=met", condition->criterion->name);
		break;
	case CONDITION_UNMET:
		buf_printf(out, "%s=unmet", condition->criterion->name);
		break;
	case CONDITION_LEVEL:
		buf_printf(out, "%s=%zu", condition->criterion->name, condition->level);
		break;
	case CONDITION_AT_LEAST:
		buf_printf(out, "%s>=%zu", condition->criterion->name, condition->level);
		break;
	case CONDITION_AT_MOST:
		buf_printf(out, "%s<=%zu", condition->criterion->name, condition->level);
		break;
	case CONDITION_FIELD:
		buf_printf(out, "%s=%s", condition->field->id, condition->value);
		break;
	case CONDITION_GOAL:
		buf_printf(out, "%s.%s=%s", condition->field->id, verdicts[condition->verdict],
			   condition->value);
		break;
	}
}

static void assert_rule(struct fixture *f, const char *when, const char *shown)
{
	parse(f, when, "", SCHEMA_STRICT);
	assert_string_equal(buf_text(&f->text), "");
	buf_reset(&f->text);
	show(&f->text, rubric_rule_at(f->rubric, 0)->when);
	assert_string_equal(buf_text(&f->text), shown);
}

static void assert_step(struct fixture *f, const char *when, const char *shown)
{
	parse(f, "", when, SCHEMA_STRICT);
	assert_string_equal(buf_text(&f->text), "");
	buf_reset(&f->text);
	show(&f->text, rubric_step(f->rubric, "s")->when);
	assert_string_equal(buf_text(&f->text), shown);
}

static void criteria_are_met_unmet_or_at_a_level(void **state)
{
	assert_rule(*state, "when: {work.meaningful: met}", "all(work.meaningful=met)");
	assert_rule(*state, "when: {work.meaningful: unmet, work.range: two}",
		    "all(work.meaningful=unmet work.range=1)");
	assert_rule(*state, "when: {work.range: met}", "all(work.range=met)");
}

static void bounds_are_tests_of_the_same_map(void **state)
{
	assert_rule(*state, "when: {work.range: {at-least: two}}", "all(work.range>=1)");
	assert_rule(*state, "when: {work.range: {at-least: one, at-most: three}}",
		    "all(work.range>=0 work.range<=2)");
}

static void any_stands_beside_other_tests_and_inside_itself(void **state)
{
	assert_rule(*state,
		    "when: {any: [{work.range: met}, {work.range: one}], work.meaningful: met}",
		    "all(any(all(work.range=met) all(work.range=0)) work.meaningful=met)");
	assert_rule(*state, "when: {any: [{any: [{work.range: met}]}]}",
		    "all(any(all(any(all(work.range=met)))))");
}

static void steps_also_test_fields_and_goals(void **state)
{
	assert_step(*state, "when: {hunch: tired, sure: very}", "all(hunch=tired sure=very)");
	assert_step(*state, "when: {development: confidence}", "all(development=confidence)");
	assert_step(*state, "when: {rationale: heard, hunch: heard, teacher-goal: heard}",
		    "all(rationale=heard hunch=heard teacher-goal=heard)");
	assert_step(*state, "when: {work.range: met, teacher-goal: {productive: \"no\"}}",
		    "all(work.range=met teacher-goal.productive=no)");
	assert_step(*state, "when: {teacher-goal: {feasible: unknown, strategy: linked}}",
		    "all(teacher-goal.feasible=unknown teacher-goal.strategy=linked)");
	assert_step(*state, "when: {teacher-goal: {targets-breakdown: not-applicable}}",
		    "all(teacher-goal.targets=not-applicable)");
}

static void an_unquoted_no_is_a_no(void **state)
{
	assert_step(*state, "when: {teacher-goal: {productive: no}}",
		    "all(teacher-goal.productive=no)");
}

static const struct {
	const char *when;
	const char *says;
} mistakes[] = {
	{"when: met", "27:11: error: expected a map of what must hold, for example "
		      "'{work.meaningful: unmet}'"},
	{"when: {}", "27:11: error: expected a map of what must hold, for example "
		     "'{work.meaningful: unmet}'"},
	{"when: {any: []}", "27:17: error: expected a list of maps, one of which must hold"},
	{"when: {any: {work.range: met}}",
	 "27:17: error: expected a list of maps, one of which must hold"},
	{"when: {any: [met]}", "27:18: error: expected a map of what must hold, for example "
			       "'{work.meaningful: unmet}'"},
	{"when: {work.rnage: met}",
	 "27:12: error: unknown criterion 'work.rnage'; did you mean 'work.range'?"},
	{"when: {range: met}",
	 "27:12: error: a criterion is named with its phase; did you mean 'work.range'?"},
	{"when: {work.range: mte}", "27:24: error: unknown level 'mte'; did you mean 'met'?"},
	{"when: {work.range: unseen}", "27:24: error: unknown level 'unseen'; expected one of one, "
				       "two, three, met, unmet"},
	{"when: {work.range: [one]}", "27:24: error: expected a level's name"},
	{"when: {work.range: {}}",
	 "27:24: error: nothing is tested here; expected 'at-least' or 'at-most'"},
	{"when: {work.range: {atleast: one}}",
	 "27:25: error: unknown key 'atleast'; did you mean 'at-least'?"},
	{"when: {work.range: {at-least: met}}",
	 "27:35: error: unknown level 'met'; expected one of one, two, three"},
	{"when: {work.meaningful: {at-least: one}}",
	 "27:29: error: 'work.meaningful' has no levels; expected 'met' or 'unmet'"},
	{"when: {work.meaningful: some}",
	 "27:29: error: unknown level 'some'; expected one of met, unmet"},
	{"when: {hunhc: tired}", "27:12: error: unknown criterion or field 'hunhc'; did you mean "
				 "'hunch'?"},
	{"when: {hunch: tierd}", "27:19: error: unknown value 'tierd'; did you mean 'tired'?"},
	{"when: {sure: yes}", "27:18: error: unknown value 'yes'; expected one of barely, very, "
			      "heard"},
	{"when: {rationale: good}", "27:23: error: unknown value 'good'; expected heard"},
	{"when: {hunch: {productive: yes}}",
	 "27:19: error: 'hunch' is no goal and has no verdict; expected a value"},
	{"when: {teacher-goal: {}}",
	 "27:26: error: nothing is tested here; expected a verdict, for "
	 "example 'productive: \"no\"'"},
	{"when: {teacher-goal: {productiv: yes}}",
	 "27:27: error: unknown key 'productiv'; did you mean 'productive'?"},
	{"when: {teacher-goal: {productive: not-applicable}}",
	 "27:39: error: unknown verdict 'not-applicable'; expected one of yes, no, unknown"},
};

static void each_mistake_is_told_at_its_place(void **state)
{
	struct fixture *f = *state;

	for (size_t n = 0; n < COUNT(mistakes); n++) {
		parse(f, "", mistakes[n].when, SCHEMA_STRICT);
		assert_string_equal(buf_text(&f->text),
				    arena_printf(&f->arena, "t:%s\n", mistakes[n].says));
	}
}

static void a_frozen_step_with_a_bad_condition_is_offered(void **state)
{
	struct fixture *f = *state;

	for (size_t n = 0; n < COUNT(mistakes); n++) {
		parse(f, "", mistakes[n].when, SCHEMA_LENIENT);
		assert_int_equal(f->diags.warnings, 1);
		assert_null(rubric_step(f->rubric, "s")->when);
	}
}

static void a_frozen_rule_with_a_bad_condition_is_left_out(void **state)
{
	struct fixture *f = *state;

	parse(f, "when: {work.range: met, work.rnage: met}", "", SCHEMA_LENIENT);
	assert_int_equal(f->rubric->breakdown.count, 0);
}

static void a_rule_tests_criteria_only(void **state)
{
	struct fixture *f = *state;

	parse(f, "when: {any: [{teacher-goal: {productive: yes}}]}", "", SCHEMA_STRICT);
	assert_string_equal(buf_text(&f->text), "t:17:19: error: 'teacher-goal' is a field; a "
						"breakdown rule tests criteria only\n");
	parse(f, "when: {huncc: tired}", "", SCHEMA_STRICT);
	assert_string_equal(buf_text(&f->text), "t:17:12: error: unknown criterion 'huncc'; "
						"expected one of work.meaningful, work.range\n");
}

static void a_condition_can_be_read_by_itself(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "{work.range: met, nothing: heard}";
	struct diags diags;
	struct node *root;

	parse(f, "", "", SCHEMA_STRICT);
	diags_init(&diags, &f->arena, "c", text, sizeof(text) - 1);
	assert_int_equal(tree_parse(&f->arena, text, sizeof(text) - 1, &tree_limits_document,
				    &diags, &root, NULL),
			 STATUS_OK);
	show(&f->text, condition_read(&f->arena, f->rubric, root, &diags));
	assert_string_equal(buf_text(&f->text), "all(work.range=met)");
	assert_int_equal(diags.errors, 1);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(criteria_are_met_unmet_or_at_a_level),
		CASE(bounds_are_tests_of_the_same_map),
		CASE(any_stands_beside_other_tests_and_inside_itself),
		CASE(steps_also_test_fields_and_goals),
		CASE(an_unquoted_no_is_a_no),
		CASE(each_mistake_is_told_at_its_place),
		CASE(a_frozen_step_with_a_bad_condition_is_offered),
		CASE(a_frozen_rule_with_a_bad_condition_is_left_out),
		CASE(a_rule_tests_criteria_only),
		CASE(a_condition_can_be_read_by_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
