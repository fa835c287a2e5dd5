/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reading a rubric. Mistakes are made one at a time in a rubric that is right, so that each case
 * shows the line somebody would have written; the message is compared whole, with its place.
 */

#include "debrief/array.h"
#include "debrief/rubric.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ARENA_MAX ((size_t)64 << 20)

static const char good[] =
	"format: debrief-rubric/1\n" /* 1 */
	"id: tiny-example\n"
	"version: 3\n"
	"title: A tiny rubric\n"
	"topics: [learning, other]\n" /* 5 */
	"phases:\n"
	"  - id: launch\n"
	"    title: Launch\n"
	"    enacted: always\n"
	"    criteria:\n" /* 10 */
	"      - id: access\n"
	"        title: All students can begin\n"
	"        about: students\n"
	"        levels:\n"
	"          - {id: few, text: Few}\n" /* 15 */
	"          - {id: most, text: Most}\n"
	"          - {id: all}\n"
	"        met: most\n"
	"  - id: work\n"
	"    title: Student work\n" /* 20 */
	"    criteria:\n"
	"      - {id: meaningful, title: Students worked meaningfully}\n"
	"breakdown:\n"
	"  - phase: launch\n"
	"    when: {work.meaningful: unmet, launch.access: {at-most: few}}\n" /* 25 */
	"  - phase: none\n"
	"developments:\n"
	"  - {id: confidence, title: Confidence, phrase: students' confidence}\n"
	"  - {id: taking-part, title: Taking Part}\n"
	"goals:\n" /* 30 */
	"  - id: side-by-side\n"
	"    phase: launch\n"
	"    change: Put two strategies side by side\n"
	"    builds-on: [work.meaningful]\n"
	"    supports: {confidence: Students hear their own idea}\n" /* 35 */
	"  - {phase: work, change: Wait, first-try: true}\n"
	"script:\n"
	"  - id: why\n"
	"    stage: debrief\n"
	"    title: Why\n" /* 40 */
	"    say: [\"What would {teacher-goal} do for {development}?\", \"Or {1, 2}?\"]\n"
	"    minutes: 3\n"
	"    needs: [teacher-goal]\n"
	"    when: {teacher-goal: {productive: no}}\n"
	"    fields:\n" /* 45 */
	"      - {id: teacher-goal, type: goal, by: teacher, required: true, many: true}\n"
	"      - {id: development, type: development, by: teacher}\n"
	"    branches:\n"
	"      - {title: Not now, say: [Fine.], goto: hunch}\n"
	"  - id: hunch\n" /* 50 */
	"    stage: prepare\n"
	"    title: Your hunch\n"
	"    fields:\n"
	"      - {id: hunch, type: choice, options: [tired, other]}\n"
	"      - {id: sure, type: level, levels: [{id: barely}, {id: very}]}\n"; /* 55 */

struct fixture {
	struct arena arena;
	struct diags diags;
	const struct rubric *rubric;
	struct err err;
	struct buf lines; /* the diagnostics */
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	arena_init(&f->arena, ARENA_MAX);
	buf_init(&f->lines, BUF_MAX_DEFAULT);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	arena_release(&f->arena);
	buf_release(&f->lines);
	free(f);
	return 0;
}

static enum status parse(struct fixture *f, const char *text, enum schema_mode mode)
{
	enum status status;

	diags_init(&f->diags, &f->arena, "t", text, strlen(text));
	status = rubric_parse(&f->arena, text, strlen(text), mode, &f->diags, &f->rubric, &f->err);
	diags_sort(&f->diags);
	buf_reset(&f->lines);
	for (size_t n = 0; n < f->diags.count; n++) {
		diag_line(&f->diags, &f->diags.items[n], &f->lines);
		buf_putc(&f->lines, '\n');
	}
	return status;
}

/* The good rubric with one place changed. */
static const char *with(struct fixture *f, const char *from, const char *to)
{
	const char *at = strstr(good, from);

	assert_non_null(at);
	return arena_printf(&f->arena, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from));
}

/* What a lenient reading promises: no member that somebody would follow is missing. */
static void assert_whole(const struct rubric *rubric)
{
	assert_non_null(rubric);
	assert_non_null(rubric->node);
	assert_non_null(rubric->format);
	assert_non_null(rubric->id);
	assert_non_null(rubric->title);
	assert_true(rubric->roles.count > 0);
	assert_true(rubric->stages.count > 0);
	for (size_t n = 0; n < rubric->phases.count; n++) {
		const struct rubric_phase *phase = rubric_phase_at(rubric, n);

		assert_int_equal(phase->index, n);
		assert_non_null(phase->id);
		assert_non_null(phase->title);
		for (size_t i = 0; i < phase->criteria.count; i++) {
			const struct rubric_criterion *criterion = phase_criterion_at(phase, i);

			assert_ptr_equal(rubric->criteria[criterion->index], criterion);
			assert_ptr_equal(criterion->phase, phase);
			assert_non_null(criterion->title);
			assert_ptr_equal(rubric_criterion(rubric, criterion->name), criterion);
			for (size_t k = 0; k < criterion->levels.count; k++)
				assert_non_null(level_at(&criterion->levels, k)->text);
			if (criterion->levels.count > 0)
				assert_int_equal(level_index(&criterion->levels, criterion->met),
						 criterion->met_level);
		}
	}
	for (size_t n = 0; n < rubric->breakdown.count; n++)
		assert_non_null(rubric_rule_at(rubric, n)->phase);
	for (size_t n = 0; n < rubric->developments.count; n++)
		assert_non_null(rubric_development_at(rubric, n)->phrase);
	for (size_t n = 0; n < rubric->goals.count; n++) {
		const struct rubric_goal *goal = rubric_goal_at(rubric, n);

		assert_ptr_equal(rubric_goal(rubric, goal->id), goal);
		assert_int_equal(goal->index, n);
		assert_non_null(rubric_phase(rubric, goal->phase));
		assert_non_null(goal->change);
		for (size_t i = 0; i < goal->builds_on.count; i++)
			assert_string_equal(goal->needs[i]->name, goal->builds_on.items[i]);
		for (size_t i = 0; i < goal->n_supports; i++)
			assert_non_null(goal->supports[i].development);
	}
	size_t fields = 0;
	for (size_t n = 0; n < rubric->script.count; n++) {
		const struct rubric_step *step = rubric_step_at(rubric, n);

		assert_ptr_equal(rubric_step(rubric, step->id), step);
		assert_int_equal(step->index, n);
		assert_non_null(step->title);
		assert_string_equal(rubric->stages.items[step->stage_index], step->stage);
		for (size_t i = 0; i < step->needs.count; i++)
			assert_non_null(rubric_field(rubric, step->needs.items[i]));
		for (size_t i = 0; i < step->branches.count; i++) {
			const struct rubric_branch *branch = step_branch_at(step, i);

			assert_non_null(branch->title);
			assert_true(!branch->go_to || rubric_step(rubric, branch->go_to));
		}
		for (size_t i = 0; i < step->fields.count; i++) {
			const struct rubric_field *field = step_field_at(step, i);

			assert_ptr_equal(rubric_field(rubric, field->id), field);
			assert_int_equal(field->index, fields++);
			assert_ptr_equal(field->step, step);
			assert_non_null(field->type_name);
			assert_true(!field->by || rubric_has_role(rubric, field->by));
		}
	}
	assert_int_equal(fields, rubric->n_fields);
}

/* ---- what is right ---- */

static void a_good_rubric_is_read_without_a_word(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, good, SCHEMA_STRICT), STATUS_OK);
	assert_string_equal(buf_text(&f->lines), "");
	assert_whole(f->rubric);
	assert_string_equal(f->rubric->id, "tiny-example");
	assert_int_equal(f->rubric->version, 3);
	assert_int_equal(f->rubric->phases.count, 2);
	assert_int_equal(f->rubric->n_criteria, 2);
	assert_int_equal(f->rubric->n_fields, 4);
	assert_int_equal(f->rubric->breakdown.count, 2);
	assert_non_null(rubric_rule_at(f->rubric, 0)->when);
	assert_null(rubric_rule_at(f->rubric, 1)->when);
}

static void references_are_resolved(void **state)
{
	struct fixture *f = *state;
	const struct rubric_criterion *access;
	const struct rubric_goal *goal;

	assert_int_equal(parse(f, good, SCHEMA_STRICT), STATUS_OK);
	access = rubric_criterion(f->rubric, "launch.access");
	assert_int_equal(access->met_level, 1);
	assert_string_equal(level_at(&access->levels, 2)->text, "All");
	goal = rubric_goal(f->rubric, "side-by-side");
	assert_ptr_equal(goal->needs[0], rubric_criterion(f->rubric, "work.meaningful"));
	assert_int_equal(goal->n_supports, 1);
	assert_ptr_equal(goal->supports[0].development,
			 rubric_development(f->rubric, "confidence"));
	assert_string_equal(goal->supports[0].how, "Students hear their own idea");
	assert_true(rubric_goal_at(f->rubric, 1)->first_try);
	assert_int_equal(rubric_field(f->rubric, "sure")->type, FIELD_LEVEL);
	assert_non_null(rubric_step(f->rubric, "why")->when);
}

static void ids_are_read_as_words(void **state)
{
	static const char rubric[] =
		"format: debrief-rubric/1\nid: a\nversion: 1\ntitle: A\n"
		"stages: [looking-back, end]\ntopics: [next-goal, end]\n"
		"titles: {end: The end of it, mostly-me: I alone}\n"
		"script:\n  - {id: one, stage: end, title: One, fields: [{id: shape-words, type: "
		"text}, "
		"{id: whose, type: choice, options: [mostly-me, both-of-us, a half-day]}]}\n";
	static const struct {
		const char *id, *words;
	} words[] = {
		{"looking-back", "Looking back"}, {"next-goal", "Next goal"},
		{"end", "The end of it"},         {"mostly-me", "I alone"},
		{"both-of-us", "Both of us"},     {"a half-day", "A half-day"},
		{"not-there", "not-there"},
	};
	struct fixture *f = *state;

	assert_int_equal(parse(f, rubric, SCHEMA_STRICT), STATUS_OK);
	for (size_t i = 0; i < COUNT(words); i++)
		assert_string_equal(rubric_words(f->rubric, words[i].id), words[i].words);
	assert_string_equal(rubric_field(f->rubric, "shape-words")->label, "Shape words");
}

static void a_title_is_of_something(void **state)
{
	static const char head[] = "format: debrief-rubric/1\nid: a\nversion: 1\ntitle: A\n"
				   "topics: [next-goal]\nscript: [{id: one, title: One}]\n";
	static const struct {
		const char *line, *says;
	} wrong[] = {
		{"titles: {next-gaol: x}", "7:10: error: unknown stage, topic or option "
					   "'next-gaol'; did you mean 'next-goal'?"},
		{"titles: {next-goal: ' '}",
		 "7:10: error: expected what people read instead of 'next-goal'"},
		{"titles: [x]", "7:9: error: expected a map from stages, topics and options to "
				"what people read"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(wrong); i++) {
		assert_int_equal(parse(f, arena_printf(&f->arena, "%s%s\n", head, wrong[i].line),
				       SCHEMA_STRICT),
				 STATUS_INVALID);
		if (!strstr(buf_text(&f->lines), wrong[i].says))
			fail_msg("%s", buf_text(&f->lines));
	}
}

static void what_is_not_given_is_filled_in(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, good, SCHEMA_STRICT), STATUS_OK);
	assert_string_equal(f->rubric->roles.items[0], "coach");
	assert_true(rubric_has_role(f->rubric, "teacher"));
	assert_false(rubric_has_role(f->rubric, "observer"));
	assert_int_equal(f->rubric->stages.count, 3);
	assert_int_equal(f->rubric->topics.count, 2);
	assert_string_equal(f->rubric->topics.items[0], "learning");
	assert_string_equal(f->rubric->topics.items[1], "other");
	assert_string_equal(rubric_goal_at(f->rubric, 1)->id, "goal-2");
	assert_string_equal(rubric_development(f->rubric, "taking-part")->phrase, "taking part");
	assert_string_equal(rubric_development(f->rubric, "confidence")->phrase,
			    "students' confidence");
}

static void a_given_goal_id_is_never_generated_again(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, with(f, "id: side-by-side", "id: goal-2"), SCHEMA_STRICT),
			 STATUS_OK);
	assert_string_equal(rubric_goal_at(f->rubric, 1)->id, "goal-3");
}

static void the_stage_prepare_makes_private(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(
		parse(f, with(f, "    minutes: 3\n", "    private: false\n"), SCHEMA_STRICT),
		STATUS_OK);
	assert_true(rubric_step(f->rubric, "hunch")->is_private);
	assert_true(rubric_field(f->rubric, "hunch")->is_private);
	assert_false(rubric_step(f->rubric, "why")->is_private);
	assert_false(rubric_field(f->rubric, "development")->is_private);

	assert_int_equal(
		parse(f, with(f, "    minutes: 3\n", "    private: true\n"), SCHEMA_STRICT),
		STATUS_OK);
	assert_true(rubric_step(f->rubric, "why")->is_private);
	assert_true(rubric_field(f->rubric, "development")->is_private);

	assert_int_equal(parse(f,
			       with(f, "development, by: teacher",
				    "development, by: teacher, private: true"),
			       SCHEMA_STRICT),
			 STATUS_OK);
	assert_true(rubric_field(f->rubric, "development")->is_private);
	assert_false(rubric_field(f->rubric, "teacher-goal")->is_private);
}

static void a_step_without_a_stage_belongs_to_the_talk(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, with(f, "    stage: debrief\n", ""), SCHEMA_STRICT), STATUS_OK);
	assert_string_equal(rubric_step(f->rubric, "why")->stage, "debrief");
	assert_int_equal(parse(f,
			       "format: debrief-rubric/1\nid: a\nversion: 1\ntitle: A\n"
			       "stages: [looking-back, looking-ahead]\n"
			       "script: [{id: b, title: B}]\n",
			       SCHEMA_STRICT),
			 STATUS_OK);
	assert_string_equal(rubric_step(f->rubric, "b")->stage, "looking-back");
	assert_whole(f->rubric);
}

static void lookups_find_nothing_for_null(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, good, SCHEMA_STRICT), STATUS_OK);
	assert_null(rubric_phase(f->rubric, NULL));
	assert_null(rubric_criterion(f->rubric, NULL));
	assert_null(rubric_development(f->rubric, NULL));
	assert_null(rubric_goal(f->rubric, NULL));
	assert_null(rubric_step(f->rubric, NULL));
	assert_null(rubric_field(f->rubric, NULL));
	assert_false(rubric_has_role(f->rubric, NULL));
	assert_false(stage_is_private(NULL));
	assert_null(rubric_phase(f->rubric, "discussion"));
}

/* ---- mistakes ---- */

struct mistake {
	const char *from;
	const char *to;
	const char *says; /* the whole line */
};

static const struct mistake mistakes[] = {
	{"debrief-rubric/1", "debrief-rubric/2",
	 "t:1:9: error: this version of debrief cannot read 'debrief-rubric/2'; "
	 "it reads 'debrief-rubric/1'"},
	{"debrief-rubric/1", "rubric",
	 "t:1:9: error: unknown format 'rubric'; "
	 "expected 'debrief-rubric/1'"},
	{"[learning, other]", "[learning, learning]", "t:5:20: error: duplicate topic 'learning'"},
	{"  - id: work\n", "  - {id: none, title: N}\n  - id: work\n",
	 "t:19:10: error: 'none' has a meaning of its own here; choose another id"},
	{"  - id: work\n", "  - {id: undecided, title: U}\n  - id: work\n",
	 "t:19:10: error: 'undecided' has a meaning of its own here; choose another id"},
	{"{id: all}", "{id: unseen}",
	 "t:17:18: error: 'unseen' has a meaning of its own here; choose another id"},
	{"        met: most\n", "",
	 "t:15:11: warning: 'access' has levels, but does not say which "
	 "of them count as met, so only the highest does; add 'met: all', or the lowest level that "
	 "is enough"},
	{"met: most", "met: mots", "t:18:14: error: unknown level 'mots'; did you mean 'most'?"},
	{"met: most", "met: good",
	 "t:18:14: error: unknown level 'good'; expected one of few, most, all"},
	{"worked meaningfully}", "worked meaningfully, met: most}",
	 "t:22:68: error: 'met' names a level, and there are none; add 'levels' or take it out"},
	{"phase: launch\n    when", "phase: lunch\n    when",
	 "t:24:12: error: unknown phase 'lunch'; did you mean 'launch'?"},
	{"phase: launch\n    when", "phase: x\n    when",
	 "t:24:12: error: unknown phase 'x'; expected one of launch, work, none"},
	{"{work.meaningful: unmet", "{work.meaningfull: unmet",
	 "t:25:12: error: unknown criterion 'work.meaningfull'; did you mean 'work.meaningful'?"},
	{"{work.meaningful: unmet", "{hunch: tired",
	 "t:25:12: error: 'hunch' is a field; a breakdown rule tests criteria only"},
	{"id: taking-part", "id: heard",
	 "t:29:10: error: 'heard' has a meaning of its own here; choose another id"},
	{"phase: launch\n    change", "phase: none\n    change",
	 "t:32:12: error: unknown phase 'none'; expected one of launch, work"},
	{"[work.meaningful]", "[work.acces]",
	 "t:34:17: error: unknown criterion 'work.acces'; expected one of launch.access, "
	 "work.meaningful"},
	{"{confidence: Students", "{confidense: Students",
	 "t:35:16: error: unknown development 'confidense'; did you mean 'confidence'?"},
	{"confidence: Students hear their own idea", "confidence: ",
	 "t:35:16: error: expected a sentence on how the goal supports 'confidence'"},
	{"{confidence: Students hear their own idea}", "[confidence]",
	 "t:35:15: error: expected a map from developments to how the goal supports them"},
	{"stage: debrief", "stage: debreif",
	 "t:39:12: error: unknown stage 'debreif'; did you mean 'debrief'?"},
	{"{development}", "{devlopment}",
	 "t:41:11: warning: unknown placeholder '{devlopment}'; did you mean '{development}'?"},
	{"{development}", "{student}",
	 "t:41:11: warning: unknown placeholder '{student}'; "
	 "expected a field's id, 'teacher', 'coach' or 'previous-goal'"},
	{"needs: [teacher-goal]", "needs: [teacher-gaol]",
	 "t:43:13: error: unknown field 'teacher-gaol'; did you mean 'teacher-goal'?"},
	{"by: teacher, required", "by: techer, required",
	 "t:46:44: error: unknown role 'techer'; did you mean 'teacher'?"},
	{"teacher-goal, type: goal", "teacher-goal, type: text",
	 "t:46:34: error: 'teacher-goal' is a field with a meaning of its own, of type 'goal'; "
	 "use that type or choose another id"},
	{"goto: hunch", "goto: hunches",
	 "t:49:46: error: unknown step 'hunches'; did you mean 'hunch'?"},
	{"{title: Not now, say: [Fine.], goto: hunch}", "{}",
	 "t:49:9: error: a branch needs a 'title', something to 'say' or a 'goto'"},
	{", options: [tired, other]", "",
	 "t:54:27: error: a choice needs something to choose from; "
	 "add 'options: [first, second]'"},
	{"[tired, other]", "[]",
	 "t:54:27: error: a choice needs something to choose from; "
	 "add 'options: [first, second]'"},
	{"{id: teacher-goal, type: goal", "{id: teacher-goal, type: gaol",
	 "t:46:34: error: 'type' cannot be 'gaol'; did you mean 'goal'?"},
	{"[tired, other]", "[tired, heard]",
	 "t:54:52: error: 'heard' has a meaning of its own here; choose another id"},
	{"[tired, other]", "[tired, tired]", "t:54:52: error: duplicate option 'tired'"},
	{"id: hunch, type: choice", "id: hunch, type: text",
	 "t:54:42: error: only a field of type 'choice' has options; this one is of type 'text'"},
	{"id: hunch, type: choice", "id: any, type: choice",
	 "t:54:14: error: 'any' has a meaning of its own here; choose another id"},
	{", levels: [{id: barely}, {id: very}]", "",
	 "t:55:26: error: a level needs its levels; add 'levels: [{id: first, text: First}]'"},
	{"id: sure, type: level", "id: sure, type: text",
	 "t:55:40: error: only a field of type 'level' has levels; this one is of type 'text'"},
	{"id: sure, type: level", "id: hunch, type: level",
	 "t:55:14: error: duplicate field 'hunch'"},
	{"id: sure, type: level", "id: development, type: level",
	 "t:55:14: error: duplicate field 'development'"},
	{"id: hunch, type: choice, options: [tired, other]", "id: dream, type: goal",
	 "t:54:27: warning: a field of type 'goal' has its meaning only as 'coach-goal', "
	 "'teacher-goal' or 'alternative'; 'dream' is kept as words"},
	{"id: hunch, type: choice, options: [tired, other]", "id: agreed, type: statement",
	 "t:54:28: warning: a field of type 'statement' has its meaning only as "
	 "'statement-coach' or 'statement-teacher'; 'agreed' is kept as words"},
	{"  - phase: none\n", "  - phase: none\n  - phase: work\n",
	 "t:26:5: warning: without 'when' this rule always holds; "
	 "the rules after it are never reached"},
};

static void each_mistake_is_told_at_its_place(void **state)
{
	struct fixture *f = *state;

	for (size_t n = 0; n < COUNT(mistakes); n++) {
		const char *text = with(f, mistakes[n].from, mistakes[n].to);
		bool is_error = strstr(mistakes[n].says, ": error: ");
		char *first;

		assert_int_equal(parse(f, text, SCHEMA_STRICT),
				 is_error ? STATUS_INVALID : STATUS_OK);
		assert_true(is_error == !f->rubric);
		first = arena_strdup(&f->arena, buf_text(&f->lines));
		first[strcspn(first, "\n")] = '\0';
		assert_string_equal(first, mistakes[n].says);
		assert_int_equal(f->diags.errors + f->diags.warnings, 1);
	}
}

static void the_same_mistakes_never_keep_a_frozen_copy_from_opening(void **state)
{
	struct fixture *f = *state;

	for (size_t n = 0; n < COUNT(mistakes); n++) {
		assert_int_equal(
			parse(f, with(f, mistakes[n].from, mistakes[n].to), SCHEMA_LENIENT),
			STATUS_OK);
		assert_int_equal(f->diags.errors, 0);
		assert_int_equal(f->diags.warnings, 1);
		assert_null(strstr(buf_text(&f->lines), ": error: "));
		assert_whole(f->rubric);
	}
}

/* Every line of the rubric left out, once, and every line cut in the middle. */
static void a_damaged_frozen_copy_opens(void **state)
{
	struct fixture *f = *state;
	const char *line = good;

	while (*line) {
		size_t length = strcspn(line, "\n") + 1;
		const char *cut;

		cut = arena_printf(&f->arena, "%.*s%s", (int)(line - good), good, line + length);
		assert_int_equal(parse(f, cut, SCHEMA_LENIENT), STATUS_OK);
		assert_int_equal(f->diags.errors, 0);
		assert_whole(f->rubric);
		cut = arena_printf(&f->arena, "%.*s", (int)((size_t)(line - good) + length / 2),
				   good);
		assert_int_equal(parse(f, cut, SCHEMA_LENIENT), STATUS_OK);
		assert_whole(f->rubric);
		line += length;
	}
}

static void what_is_no_rubric_at_all_opens_empty(void **state)
{
	static const char *const texts[] = {"",           "[",         "just words",
					    "- a\n- b\n", "a: &b c\n", "phases: 3\nscript: x\n",
					    "\xff\xfe"};
	struct fixture *f = *state;

	for (size_t n = 0; n < COUNT(texts); n++) {
		assert_int_equal(parse(f, texts[n], SCHEMA_STRICT), STATUS_INVALID);
		assert_null(f->rubric);
		assert_true(f->diags.errors > 0);
		assert_int_equal(parse(f, texts[n], SCHEMA_LENIENT), STATUS_OK);
		assert_int_equal(f->diags.errors, 0);
		assert_true(f->diags.warnings > 0);
		assert_whole(f->rubric);
		assert_int_equal(f->rubric->script.count, 0);
	}
}

static void duplicates_point_at_the_first(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, with(f, "id: sure", "id: hunch"), SCHEMA_STRICT), STATUS_INVALID);
	assert_string_equal(buf_text(&f->lines), "t:55:14: error: duplicate field 'hunch'\n"
						 "t:54:14: note: first given here\n");
}

static void ids_are_unique_in_each_list(void **state)
{
	static const char *const changes[][2] = {
		{"id: work\n", "id: launch\n"},
		{"{id: most,", "{id: few,"},
		{"id: taking-part", "id: confidence"},
		{"{phase: work, change: Wait", "{id: side-by-side, phase: work, change: Wait"},
		{"id: hunch\n", "id: why\n"},
	};
	struct fixture *f = *state;

	for (size_t n = 0; n < COUNT(changes); n++) {
		const char *text = with(f, changes[n][0], changes[n][1]);

		assert_int_equal(parse(f, text, SCHEMA_STRICT), STATUS_INVALID);
		assert_non_null(strstr(buf_text(&f->lines), "duplicate"));
		assert_non_null(strstr(buf_text(&f->lines), ": note: first given here"));
		assert_int_equal(parse(f, text, SCHEMA_LENIENT), STATUS_OK);
		assert_whole(f->rubric);
	}
}

static void all_mistakes_are_told_in_one_run(void **state)
{
	struct fixture *f = *state;
	const char *text = "format: debrief-rubric/1\n"
			   "id: Tiny\n"
			   "version: one\n"
			   "titel: A\n"
			   "title: A\n"
			   "phases: [{id: a, title: A}, {id: a, title: B}]\n"
			   "goals: [{phase: b, change: C, builds-on: [a.x]}]\n"
			   "script: [{id: s, stage: nowhere, title: S, needs: [f]}]\n";

	assert_int_equal(parse(f, text, SCHEMA_STRICT), STATUS_INVALID);
	assert_int_equal(f->diags.errors, 8);
	assert_string_equal(f->err.message, "'t' has mistakes; 'debrief check' shows them");
}

static void unknown_keys_are_errors_only_in_a_rubric_being_written(void **state)
{
	struct fixture *f = *state;
	const char *text = with(f, "topics:", "colour: red\ntopics:");

	assert_int_equal(parse(f, text, SCHEMA_STRICT), STATUS_INVALID);
	assert_int_equal(parse(f, text, SCHEMA_LENIENT), STATUS_OK);
	assert_int_equal(f->diags.warnings, 1);
	assert_int_equal(f->rubric->n_fields, 4);
}

/* The good rubric's first question, and what is warned of then. */
static const struct {
	const char *say, *warning; /* NULL: nothing */
} slips[] = {
	{"[What would you change, next time?]",
	 "t:41:34: warning: the comma before this begins another question; expected quotes around "
	 "the whole text, if it is one\n"},
	{"[What would you change?, next time]", NULL},
	{"[What would you change, Next time?]", NULL},
	{"[\"What would you change\", next time?]", NULL},
	{"[What would you change, \"next time?\"]", NULL},
	{"[what would you change]", NULL},
	{"[\"What would you change, next time?\"]", NULL},
	{"[\u201cWhat would you change?\u201d]",
	 "t:41:11: warning: these curly quotes are part of the text; expected straight ones (\") "
	 "around it\n"},
	{"[Who said \u201cI see\u201d?]", NULL},
	{"[\"\u201cI see\u201d\"]", NULL},
	{"\n      - how was it\n      - \u201cI see\u201d, why?\n      - and then?", NULL},
};

static void slips_of_the_pen_are_warned_of_only_in_a_rubric_being_written(void **state)
{
	struct fixture *f = *state;

	for (size_t n = 0; n < COUNT(slips); n++) {
		const char *text = with(
			f, "[\"What would {teacher-goal} do for {development}?\", \"Or {1, 2}?\"]",
			slips[n].say);

		assert_int_equal(parse(f, text, SCHEMA_STRICT), STATUS_OK);
		assert_string_equal(buf_text(&f->lines), slips[n].warning ? slips[n].warning : "");
		assert_int_equal(parse(f, text, SCHEMA_LENIENT), STATUS_OK);
		assert_string_equal(buf_text(&f->lines), "");
	}
}

static void what_to_listen_for_may_begin_in_lower_case(void **state)
{
	struct fixture *f = *state;
	const char *text = with(f, "    minutes: 3\n",
				"    listen-for: [Confidence, pace, taking part]\n");

	assert_int_equal(parse(f, text, SCHEMA_STRICT), STATUS_OK);
	assert_string_equal(buf_text(&f->lines), "");
}

static void the_rest_of_a_text_in_braces_is_no_key(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(
		parse(f, with(f, "text: Few}", "text: Few, with a reason}"), SCHEMA_STRICT),
		STATUS_INVALID);
	assert_string_equal(buf_text(&f->lines),
			    "t:15:34: error: unknown key 'with a reason'; did the text before it "
			    "need quotes? A comma ends it\n");
	assert_int_equal(parse(f, with(f, "text: Few}", "texts: Few}"), SCHEMA_STRICT),
			 STATUS_INVALID);
	assert_non_null(strstr(buf_text(&f->lines), "did you mean 'text'?"));
}

static void too_many_of_a_kind_are_refused(void **state)
{
	struct fixture *f = *state;
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	buf_puts(&text, "format: debrief-rubric/1\nid: a\nversion: 1\ntitle: A\nscript:\n");
	for (int n = 0; n < 3; n++) {
		buf_printf(&text, "  - id: s%d\n    title: S\n    fields:\n", n);
		for (int i = 0; i < 400; i++)
			buf_printf(&text, "      - {id: f%d-%d, type: text}\n", n, i);
	}
	assert_int_equal(parse(f, buf_text(&text), SCHEMA_STRICT), STATUS_INVALID);
	assert_string_equal(buf_text(&f->lines), "t:1015:9: error: there are too many of these; "
						 "expected at most 1000 in a rubric\n");
	assert_int_equal(parse(f, buf_text(&text), SCHEMA_LENIENT), STATUS_OK);
	assert_int_equal(f->rubric->n_fields, 1000);
	assert_whole(f->rubric);
	buf_release(&text);
}

static void running_out_of_memory_is_a_status(void **state)
{
	struct fixture *f = *state;
	struct arena small;
	struct diags diags;
	const struct rubric *rubric;
	enum status status = STATUS_NO_MEMORY;

	for (size_t max = 0; status != STATUS_OK; max += 64) {
		assert_true(max < ARENA_MAX);
		arena_init(&small, max);
		diags_init(&diags, &f->arena, "t", good, sizeof(good) - 1);
		status = rubric_parse(&small, good, sizeof(good) - 1, SCHEMA_LENIENT, &diags,
				      &rubric, NULL);
		assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
		assert_true((status == STATUS_OK) == (rubric != NULL));
		if (rubric)
			assert_whole(rubric);
		arena_release(&small);
	}
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_good_rubric_is_read_without_a_word),
		CASE(references_are_resolved),
		CASE(ids_are_read_as_words),
		CASE(a_title_is_of_something),
		CASE(what_is_not_given_is_filled_in),
		CASE(a_given_goal_id_is_never_generated_again),
		CASE(the_stage_prepare_makes_private),
		CASE(a_step_without_a_stage_belongs_to_the_talk),
		CASE(lookups_find_nothing_for_null),
		CASE(each_mistake_is_told_at_its_place),
		CASE(the_same_mistakes_never_keep_a_frozen_copy_from_opening),
		CASE(a_damaged_frozen_copy_opens),
		CASE(what_is_no_rubric_at_all_opens_empty),
		CASE(duplicates_point_at_the_first),
		CASE(ids_are_unique_in_each_list),
		CASE(all_mistakes_are_told_in_one_run),
		CASE(unknown_keys_are_errors_only_in_a_rubric_being_written),
		CASE(slips_of_the_pen_are_warned_of_only_in_a_rubric_being_written),
		CASE(what_to_listen_for_may_begin_in_lower_case),
		CASE(the_rest_of_a_text_in_braces_is_no_key),
		CASE(too_many_of_a_kind_are_refused),
		CASE(running_out_of_memory_is_a_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
