/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/schema.h"

/* A small rubric-like document that uses every type. */

struct level {
	const struct node *node;
	const char *id;
	const char *text;
};

struct phase {
	const struct node *node;
	const char *id;
	const char *title;
	const char *enacted;
	long minutes;
	bool private;
	struct schema_list levels;
	struct schema_texts say;
	struct schema_texts needs;
};

struct script {
	const struct node *node;
	const char *title;
	const char *due;
	struct schema_list phases;
	struct level *top;
	const struct node *when;
};

#define KEY(structure, member) .key = #member, .offset = offsetof(struct structure, member)

static const struct schema_key level_keys[] = {
	{KEY(level, id), .type = SCHEMA_ID, .required = true},
	{KEY(level, text), .type = SCHEMA_TEXT, .expected = "what was seen"},
};

static const struct schema level_schema = {
	.what = "level",
	.size = sizeof(struct level),
	.keys = level_keys,
	.count = COUNT(level_keys),
	.unique_id = 1 + offsetof(struct level, id),
};

static const char *const enacted[] = {"always", "asked", "never", NULL};

static const struct schema_key phase_keys[] = {
	{KEY(phase, id), .type = SCHEMA_ID, .required = true},
	{KEY(phase, title), .type = SCHEMA_TEXT, .required = true},
	{KEY(phase, enacted), .type = SCHEMA_CHOICE, .choices = enacted},
	{KEY(phase, minutes), .type = SCHEMA_INT, .min = -5, .max = 240},
	{KEY(phase, private), .type = SCHEMA_BOOL},
	{KEY(phase, levels), .type = SCHEMA_LIST, .of = &level_schema},
	{KEY(phase, say), .type = SCHEMA_TEXTS},
	{KEY(phase, needs), .type = SCHEMA_IDS},
};

static const struct schema phase_schema = {
	.what = "phase",
	.size = sizeof(struct phase),
	.keys = phase_keys,
	.count = COUNT(phase_keys),
	.unique_id = 1 + offsetof(struct phase, id),
};

static const struct schema_key script_keys[] = {
	{KEY(script, title), .type = SCHEMA_TEXT, .required = true},
	{KEY(script, due), .type = SCHEMA_DATE},
	{KEY(script, phases), .type = SCHEMA_LIST, .of = &phase_schema,
	 .expected = "a list of phases"},
	{KEY(script, top), .type = SCHEMA_MAP, .of = &level_schema},
	{KEY(script, when), .type = SCHEMA_NODE},
};

static const struct schema script_schema = {
	.what = "script",
	.size = sizeof(struct script),
	.keys = script_keys,
	.count = COUNT(script_keys),
};

struct fixture {
	struct arena arena;
	struct arena messages;
	struct buf out;
	struct diags diags;
	struct err err;
	struct script script;
};

static int set_up(void **state)
{
	static struct fixture fixture;

	memset(&fixture, 0, sizeof(fixture));
	arena_init(&fixture.arena, (size_t)16 << 20);
	arena_init(&fixture.messages, (size_t)1 << 20);
	buf_init(&fixture.out, BUF_MAX_DEFAULT);
	*state = &fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	arena_release(&fixture->arena);
	arena_release(&fixture->messages);
	buf_release(&fixture->out);
	return 0;
}

static enum status read_as(struct fixture *f, enum schema_mode mode, const char *text)
{
	struct node *root;
	size_t length = strlen(text);

	diags_init(&f->diags, &f->messages, "f", text, length);
	assert_int_equal(tree_parse(&f->arena, text, length, &tree_limits_document, &f->diags,
				    &root, &f->err),
			 STATUS_OK);
	memset(&f->script, 0xAA, sizeof(f->script));
	return schema_read(&script_schema, root, mode, &f->arena, &f->script, &f->diags, &f->err);
}

/* The messages alone, a line for each. */
static const char *told(struct fixture *f, const char *text)
{
	enum status status = read_as(f, SCHEMA_STRICT, text);

	assert_int_equal(status, f->diags.errors > 0 ? STATUS_INVALID : STATUS_OK);
	diags_sort(&f->diags);
	buf_reset(&f->out);
	for (size_t i = 0; i < f->diags.count; i++) {
		diag_line(&f->diags, &f->diags.items[i], &f->out);
		buf_putc(&f->out, '\n');
	}
	return buf_text(&f->out);
}

static void every_type_is_read_into_its_member(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(
		told(f, "title: yes\n"
			"due: 2026-11-21\n"
			"phases:\n"
			"  - id: launch-1\n"
			"    title: 1.0\n"
			"    enacted: always\n"
			"    minutes: 30\n"
			"    private: true\n"
			"    levels: [{id: few, text: null}, {id: all}]\n"
			"    say: [one, 'two', 3]\n"
			"    needs: [a, b-c]\n"
			"  - {id: work, title: Work, minutes: -5, private: false, say: []}\n"
			"top: {id: x}\n"
			"when: {any: [thing]}\n"),
		"");
	const struct script *script = &f->script;
	assert_int_equal(script->node->type, NODE_MAP);
	assert_string_equal(script->title, "yes");
	assert_string_equal(script->due, "2026-11-21");
	assert_int_equal(script->phases.count, 2);
	const struct phase *phases = script->phases.items;
	assert_string_equal(phases[0].id, "launch-1");
	assert_int_equal(phases[0].node->start.line, 4);
	assert_string_equal(phases[0].title, "1.0");
	assert_string_equal(phases[0].enacted, "always");
	assert_int_equal(phases[0].minutes, 30);
	assert_true(phases[0].private);
	assert_int_equal(phases[0].levels.count, 2);
	const struct level *levels = phases[0].levels.items;
	assert_string_equal(levels[0].text, "null");
	assert_string_equal(levels[1].id, "all");
	assert_null(levels[1].text);
	assert_int_equal(phases[0].say.count, 3);
	assert_string_equal(phases[0].say.items[2], "3");
	assert_int_equal(phases[0].say.node->count, 3);
	assert_string_equal(phases[0].needs.items[1], "b-c");
	assert_int_equal(phases[1].minutes, -5);
	assert_false(phases[1].private);
	assert_int_equal(phases[1].say.count, 0);
	assert_non_null(phases[1].say.node);
	assert_null(phases[1].needs.node);
	assert_null(phases[1].enacted);
	assert_string_equal(script->top->id, "x");
	assert_string_equal(node_get(script->when, "any")->first->text, "thing");
}

static void all_mistakes_are_told_in_one_run_by_place(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(
		told(f, "titel: A\ndue: 2026-02-30\nphases:\n  - id: Launch\n    fase: x\n"
			"    minutes: 500\n  - id: work\n    title: ''\n    private: "
			"yes\nzzzzzzzzz: 1\n"),
		"f:1:1: error: unknown key 'titel'; did you mean 'title'?\n"
		"f:1:1: error: this script has no 'title'; expected a text\n"
		"f:2:6: error: 'due' cannot be '2026-02-30'; expected a day such as 2026-11-21\n"
		"f:4:5: error: this phase has no 'title'; expected a text\n"
		"f:4:9: error: 'id' cannot be 'Launch'; expected an id (lower case letters, digits "
		"and "
		"hyphens, a letter first)\n"
		"f:5:5: error: unknown key 'fase'; expected one of id, title, enacted, minutes, "
		"private, "
		"levels, say, needs\n"
		"f:6:14: error: 'minutes' cannot be '500'; expected a whole number from -5 to 240\n"
		"f:8:5: error: 'title' is empty; expected a text\n"
		"f:9:14: error: 'private' cannot be 'yes'; expected true or false, without quotes\n"
		"f:10:1: error: unknown key 'zzzzzzzzz'; expected one of title, due, phases, top, "
		"when\n");
	assert_string_equal(f->err.message, "'f' has mistakes");
	const struct phase *phases = f->script.phases.items;
	assert_null(f->script.title);
	assert_null(f->script.due);
	assert_null(phases[0].id);
	assert_int_equal(phases[0].minutes, 0);
	assert_string_equal(phases[1].id, "work");
}

static void wrong_types_are_told_with_what_helps(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(
		told(f, "title: [a, b]\n"
			"phases:\n"
			"  - {id: a, title: {b: c}, say: Why?, levels: {id: x}}\n"
			"  - {id: b, title: What, say: [[x], {y: z}, ''], needs: [Q, r], levels: "
			"[x, {id: y}]}\n"
			"  - id:c\n"
			"top: id:x\n"),
		"f:1:8: error: 'title' should be a text, not a list; put a text with brackets in "
		"quotes\n"
		"f:3:20: error: 'title' should be a text, not a map; put a text with ': ' or "
		"brackets in "
		"quotes\n"
		"f:3:33: error: 'say' should be a list of texts, not a text; write [\"…\"] or one "
		"per line "
		"with '- '\n"
		"f:3:47: error: 'levels' should be a list, not a map; begin each entry with '- '\n"
		"f:4:32: error: this entry should be a text, not a list; put a text with brackets "
		"in "
		"quotes\n"
		"f:4:37: error: this entry should be a text, not a map; put a text with ': ' or "
		"brackets in "
		"quotes\n"
		"f:4:45: error: this entry is empty; expected a text\n"
		"f:4:58: error: this entry cannot be 'Q'; expected an id (lower case letters, "
		"digits and "
		"hyphens, a letter first)\n"
		"f:4:74: error: this level should be a map (lines of 'key: value'), not a text\n"
		"f:5:5: error: this phase should be a map (lines of 'key: value'), not a text; a "
		"space is "
		"missing after the ':'\n"
		"f:6:6: error: 'top' should be a map (lines of 'key: value'), not a text; a space "
		"is missing "
		"after the ':'\n");
	/* Entries keep their places, and always have their node. */
	const struct phase *phases = f->script.phases.items;
	assert_int_equal(phases[1].say.count, 3);
	assert_string_equal(phases[1].say.items[0], "");
	assert_int_equal(phases[1].levels.count, 2);
	const struct level *levels = phases[1].levels.items;
	assert_int_equal(levels[0].node->type, NODE_SCALAR);
	assert_string_equal(levels[1].id, "y");
	assert_int_equal(phases[2].node->type, NODE_SCALAR);
}

static void nothing_after_the_colon_is_missing_and_not_wrong(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(told(f, "title:\nphases:\ntop: \nwhen:\ndue: '  '\n"),
			    "f:1:1: error: 'title' is empty; expected a text\n"
			    "f:2:1: error: 'phases' is empty; expected a list of phases\n"
			    "f:3:1: error: 'top' is empty; expected a map (lines of 'key: value')\n"
			    "f:5:1: error: 'due' is empty; expected a day such as 2026-11-21\n");
	assert_non_null(f->script.when);
	assert_string_equal(
		told(f, "title: a\nphases: [{id: a, title: b, levels: [{id: x, text: ' '}]}]\n"),
		"f:2:45: error: 'text' is empty; expected what was seen\n");
}

static void a_document_that_is_no_map_is_told_once(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(
		told(f, "- a\n- b\n"),
		"f:1:1: error: this script should be a map (lines of 'key: value'), not a "
		"list\n");
	assert_string_equal(
		told(f, "title:a\n"),
		"f:1:1: error: this script should be a map (lines of 'key: value'), not a "
		"text; a space is missing after the ':'\n");
	assert_non_null(f->script.node);
	assert_null(f->script.title);
}

static void whole_numbers_are_written_in_one_way(void **state)
{
	static const char *const bad[] = {"1.0",   "0x1F", "+1",   "007", "1_0",
					  "12:30", "-",    "many", "1e2", "99999999999999999999",
					  "-6",    "241",  "' 1'", "-01"};
	static const char *const good[] = {"0", "-5", "240", "'3'"};
	struct fixture *f = *state;
	char text[100];

	for (size_t i = 0; i < COUNT(bad); i++) {
		snprintf(text, sizeof(text), "title: a\nphases: [{id: a, title: b, minutes: %s}]\n",
			 bad[i]);
		assert_non_null(strstr(told(f, text), "expected a whole number from -5 to 240"));
		assert_int_equal(f->diags.errors, 1);
	}
	for (size_t i = 0; i < COUNT(good); i++) {
		snprintf(text, sizeof(text), "title: a\nphases: [{id: a, title: b, minutes: %s}]\n",
			 good[i]);
		assert_string_equal(told(f, text), "");
	}
}

static void choices_are_suggested(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(told(f, "title: a\nphases: [{id: a, title: b, enacted: alway}]\n"),
			    "f:2:37: error: 'enacted' cannot be 'alway'; did you mean 'always'?\n");
	assert_string_equal(
		told(f, "title: a\nphases: [{id: a, title: b, enacted: xyzzy}]\n"),
		"f:2:37: error: 'enacted' cannot be 'xyzzy'; expected one of always, asked, "
		"never\n");
	assert_string_equal(
		told(f, "title: a\nphases: [{id: a, title: b, private: 'true'}]\n"),
		"f:2:37: error: 'private' cannot be 'true'; expected true or false, without "
		"quotes\n");
}

static void double_ids_in_a_list_point_at_the_first(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(
		told(f, "title: a\nphases:\n"
			"- {id: a, title: b, levels: [{id: x}, {id: y}, {id: x}]}\n"
			"- {id: b, title: b, levels: [{id: x}]}\n"
			"- {id: a, title: b}\n"
			"- {title: b}\n- {title: b}\n- {title: b, id: }\n- {title: b, id: }\n"
			"- {id: a, title: b}\n"),
		"f:3:53: error: duplicate id 'x'\n"
		"f:3:35: note: first given here\n"
		"f:5:8: error: duplicate id 'a'\n"
		"f:3:8: note: first given here\n"
		"f:6:3: error: this phase has no 'id'; expected an id (lower case letters, "
		"digits and hyphens, a letter first)\n"
		"f:7:3: error: this phase has no 'id'; expected an id (lower case letters, "
		"digits and hyphens, a letter first)\n"
		"f:8:14: error: 'id' is empty; expected an id (lower case letters, digits and "
		"hyphens, a letter first)\n"
		"f:9:14: error: 'id' is empty; expected an id (lower case letters, digits and "
		"hyphens, a letter first)\n"
		"f:10:8: error: duplicate id 'a'\n"
		"f:3:8: note: first given here\n");
}

static void a_frozen_copy_may_have_unknown_keys(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(read_as(f, SCHEMA_LENIENT,
				 "title: a\nfuture: b\n"
				 "phases: [{id: x, title: y, titel: z}]\n"),
			 STATUS_OK);
	assert_int_equal(f->diags.errors, 0);
	assert_int_equal(f->diags.warnings, 2);
	assert_string_equal(f->diags.items[1].message,
			    "unknown key 'titel'; did you mean 'title'?");
	assert_int_equal(read_as(f, SCHEMA_LENIENT, "title: []\n"), STATUS_INVALID);
}

static void many_known_keys_are_not_all_listed(void **state)
{
	static const char *const known[] = {"aa", "bb", "cc", "dd", "ee", "ff", "gg",
					    "hh", "ii", "jj", "kk", "ll", "mm", "nn"};
	struct fixture *f = *state;
	const struct node key = {.text = "something", .length = 9};

	diags_init(&f->diags, &f->messages, "f", NULL, 0);
	schema_unknown_key(&key, known, 14, DIAG_ERROR, &f->diags);
	schema_unknown_key(&key, known, 12, DIAG_ERROR, &f->diags);
	schema_unknown_key(&key, known, 1, DIAG_ERROR, &f->diags);
	assert_string_equal(f->diags.items[0].message,
			    "unknown key 'something'; expected one of aa, bb, "
			    "cc, dd, ee, ff, gg, hh, ii, jj, kk, ll, …");
	assert_string_equal(f->diags.items[1].message,
			    "unknown key 'something'; expected one of aa, bb, "
			    "cc, dd, ee, ff, gg, hh, ii, jj, kk, ll");
	assert_string_equal(f->diags.items[2].message, "unknown key 'something'; expected aa");
}

static void thousands_of_mistakes_cost_no_memory(void **state)
{
	struct fixture *f = *state;
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	buf_puts(&text, "title: a\n");
	for (int i = 0; i < 50000; i++)
		buf_printf(&text, "unknown-%d: x\n", i);
	arena_release(&f->arena);
	arena_init(&f->arena, (size_t)64 << 20);
	assert_int_equal(read_as(f, SCHEMA_STRICT, buf_text(&text)), STATUS_INVALID);
	assert_int_equal(f->diags.errors, 50000);
	assert_int_equal(f->diags.dropped, 50000 - DIAGS_MAX);
	assert_true(f->messages.used < DIAGS_MAX * (size_t)1000);
	buf_release(&text);
}

static void running_out_of_memory_is_a_status(void **state)
{
	static const char text[] =
		"title: a\nphases: [{id: x, title: y, say: [a], levels: [{id: a}, "
		"{id: b}]}, {id: z, title: y}]\ntop: {id: b}\nunknown: c\n";
	struct fixture *f = *state;
	struct arena arena;
	struct node *root;
	enum status status = STATUS_NO_MEMORY;
	int failures = 0;

	diags_init(&f->diags, &f->messages, "f", text, strlen(text));
	assert_int_equal(tree_parse(&f->arena, text, strlen(text), &tree_limits_document, &f->diags,
				    &root, &f->err),
			 STATUS_OK);
	for (size_t max = 0; status == STATUS_NO_MEMORY; max += 16) {
		arena_init(&arena, max);
		status = schema_read(&script_schema, root, SCHEMA_LENIENT, &arena, &f->script,
				     &f->diags, &f->err);
		failures++;
		arena_release(&arena);
	}
	assert_int_equal(status, STATUS_OK);
	assert_true(failures > 10);
	/* Without memory for messages there are still mistakes. */
	struct arena none;
	arena_init(&none, 0);
	diags_init(&f->diags, &none, "f", NULL, 0);
	assert_int_equal(schema_read(&script_schema, root, SCHEMA_STRICT, &f->arena, &f->script,
				     &f->diags, &f->err),
			 STATUS_INVALID);
	arena_release(&none);
}

static void ids_are_small_letters_digits_and_hyphens(void **state)
{
	(void)state;

	assert_true(schema_is_id("a"));
	assert_true(schema_is_id("connect-two-2"));
	assert_false(schema_is_id(""));
	assert_false(schema_is_id("2a"));
	assert_false(schema_is_id("-a"));
	assert_false(schema_is_id("aB"));
	assert_false(schema_is_id("a_b"));
	assert_false(schema_is_id("a.b"));
	assert_false(schema_is_id("ä"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_type_is_read_into_its_member),
		TEST(all_mistakes_are_told_in_one_run_by_place),
		TEST(wrong_types_are_told_with_what_helps),
		TEST(nothing_after_the_colon_is_missing_and_not_wrong),
		TEST(a_document_that_is_no_map_is_told_once),
		TEST(whole_numbers_are_written_in_one_way),
		TEST(choices_are_suggested),
		TEST(double_ids_in_a_list_point_at_the_first),
		TEST(a_frozen_copy_may_have_unknown_keys),
		TEST(many_known_keys_are_not_all_listed),
		TEST(thousands_of_mistakes_cost_no_memory),
		TEST(running_out_of_memory_is_a_status),
		TEST(ids_are_small_letters_digits_and_hyphens),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
