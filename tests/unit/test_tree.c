/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>
#include <time.h>

#include "debrief/array.h"
#include "debrief/tree.h"
#include "property.h"

struct fixture {
	struct arena arena;
	struct arena messages;
	struct buf out;
	struct diags diags;
	struct err err;
	struct node *root;
};

static int set_up(void **state)
{
	static struct fixture fixture;

	memset(&fixture, 0, sizeof(fixture));
	arena_init(&fixture.arena, (size_t)64 << 20);
	arena_init(&fixture.messages, (size_t)4 << 20);
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

static enum status parse_bytes(struct fixture *f, const char *bytes, size_t length,
			       const struct tree_limits *limits)
{
	diags_init(&f->diags, &f->messages, "f", bytes, length);
	enum status status = tree_parse(&f->arena, bytes, length, limits, &f->diags, &f->root,
					&f->err);

	assert_int_equal(status == STATUS_INVALID, f->diags.errors > 0);
	return status;
}

static enum status parse(struct fixture *f, const char *text)
{
	return parse_bytes(f, text, strlen(text), &tree_limits_document);
}

static const char *printed(struct fixture *f)
{
	buf_reset(&f->out);
	diags_print(&f->diags, &f->out);
	return buf_text(&f->out);
}

static const char *json(struct fixture *f, const char *text)
{
	if (parse(f, text) != STATUS_OK)
		return printed(f);
	buf_reset(&f->out);
	node_json(f->root, &f->out);
	return buf_text(&f->out);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void block_and_flow_style_are_the_same_tree(void **state)
{
	struct fixture *f = *state;
	static const char expected[] =
		"{\"id\":\"x\",\"list\":[\"a\",\"b\",{\"c\":\"d\"}],\"map\":{\"e\":\"f\"}}";

	assert_string_equal(json(f, "id: x\nlist:\n  - a\n  - b\n  - c: d\nmap:\n  e: f\n"),
			    expected);
	assert_string_equal(json(f, "{id: x, list: [a, b, {c: d}], map: {e: f}}"), expected);
	assert_string_equal(json(f, "\xEF\xBB\xBFid: x\r\nlist:\r\n- a\r\n- 'b'\r\n- c: \"d\"\r\n"
				    "map: {e: f}\r\n"),
			    expected);
}

static void nodes_know_where_they_stood(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "a: one\n½: 'two'\nlist:\n  - {x: y}\n  - z\nlast: |\n  b\n"), 0);
	const struct node *node = node_get(f->root, "a");
	assert_true(node->plain);
	assert_int_equal(node->start.line, 1);
	assert_int_equal(node->start.column, 4);
	assert_int_equal(node->end.column, 7);
	assert_int_equal(node->key->start.column, 1);
	node = node_get(f->root, "½");
	assert_false(node->plain);
	assert_int_equal(node->start.line, 2);
	assert_int_equal(node->start.column, 4);
	assert_int_equal(node->end.column, 9);
	node = node_get(f->root, "list");
	assert_int_equal(node->type, NODE_LIST);
	assert_int_equal(node->count, 2);
	assert_int_equal(node->start.line, 4);
	assert_int_equal(node->end.line, 5);
	assert_int_equal(node->end.column, 6);
	assert_int_equal(node->first->end.column, 11);
	assert_null(node->first->key);
	assert_string_equal(node->first->next->text, "z");
	assert_null(node->first->next->next);
	assert_false(node_get(f->root, "last")->plain);
	assert_string_equal(node_text(f->root, "last"), "b\n");
}

static void what_is_not_there_is_null(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "a: [b]\nc:\n"), STATUS_OK);
	assert_null(node_get(f->root, "x"));
	assert_null(node_get(node_get(f->root, "a"), "b"));
	assert_null(node_get(NULL, "b"));
	assert_null(node_text(f->root, "a"));
	assert_null(node_text(f->root, "x"));
	assert_string_equal(node_text(f->root, "c"), "");
	assert_true(node_get(f->root, "c")->plain);
}

static void a_stream_gives_one_document_after_the_other(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "# a journal\n---\nid: 1\n---\nid: 2\n---\n---\nid: 4\n";
	struct tree_stream *stream;

	diags_init(&f->diags, &f->messages, "f", text, strlen(text));
	assert_int_equal(tree_open(&stream, text, strlen(text), 101, &tree_limits_record, &f->diags,
				   &f->err),
			 STATUS_OK);
	static const char *const ids[] = {"1", "2", NULL, "4"};
	static const uint32_t lines[] = {103, 105, 0, 108};
	for (int i = 0; i < 4; i++) {
		assert_int_equal(tree_next(stream, &f->arena, &f->root, &f->err), STATUS_OK);
		assert_non_null(f->root);
		if (ids[i]) {
			assert_string_equal(node_text(f->root, "id"), ids[i]);
			assert_int_equal(f->root->start.line, lines[i]);
		} else { /* an empty document */
			assert_int_equal(f->root->type, NODE_SCALAR);
			assert_string_equal(f->root->text, "");
		}
		arena_reset(&f->arena);
	}
	for (int i = 0; i < 2; i++) {
		assert_int_equal(tree_next(stream, &f->arena, &f->root, &f->err), STATUS_OK);
		assert_null(f->root);
	}
	tree_close(stream);
	tree_close(NULL);
}

static void after_a_syntax_error_the_stream_has_ended(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "a: b\n---\na: 'b\n---\na: b\n";
	struct tree_stream *stream;

	diags_init(&f->diags, &f->messages, "f", text, strlen(text));
	assert_int_equal(
		tree_open(&stream, text, strlen(text), 1, &tree_limits_record, &f->diags, &f->err),
		STATUS_OK);
	assert_int_equal(tree_next(stream, &f->arena, &f->root, &f->err), STATUS_OK);
	assert_non_null(f->root);
	assert_int_equal(tree_next(stream, &f->arena, &f->root, &f->err), STATUS_INVALID);
	assert_null(f->root);
	assert_int_equal(tree_next(stream, &f->arena, &f->root, &f->err), STATUS_OK);
	assert_null(f->root);
	tree_close(stream);
}

static void later_documents_are_read_after_mistakes_that_are_not_of_syntax(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "a: &x b\nc: *x\na: !t d\n---\na: b\n";
	struct tree_stream *stream;

	diags_init(&f->diags, &f->messages, "f", text, strlen(text));
	assert_int_equal(
		tree_open(&stream, text, strlen(text), 1, &tree_limits_record, &f->diags, &f->err),
		STATUS_OK);
	assert_int_equal(tree_next(stream, &f->arena, &f->root, &f->err), STATUS_INVALID);
	assert_int_equal(f->root->count, 3);
	assert_int_equal(f->diags.errors, 4);
	assert_int_equal(tree_next(stream, &f->arena, &f->root, &f->err), STATUS_OK);
	assert_string_equal(node_text(f->root, "a"), "b");
	tree_close(stream);
}

static void a_file_holds_exactly_one_document(void **state)
{
	struct fixture *f = *state;
	static const char *const empty[] = {"", "# nothing\n", "\xEF\xBB\xBF", "\n\n"};
	static const char nothing[] = "f:1:1: error: there is nothing in this file\n";

	for (size_t i = 0; i < COUNT(empty); i++) {
		assert_int_equal(parse(f, empty[i]), STATUS_INVALID);
		assert_int_equal(strncmp(printed(f), nothing, strlen(nothing)), 0);
		assert_null(f->root);
	}
	assert_int_equal(parse(f, "---\na: b\n--- c\n"), STATUS_INVALID);
	assert_string_equal(printed(f),
			    "f:3:1: error: a second document begins here; expected only one\n"
			    "--- c\n^\n");
	assert_string_equal(f->err.message, "'f' has mistakes");
	assert_int_equal(parse(f, "---\na: b\n...\n"), STATUS_OK);
}

static void anchors_aliases_and_tags_are_all_named_in_one_run(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "a: &b c\nd: *b\ne: !f g\nh: &i [j]\nk: !l {m: n}\n"),
			 STATUS_INVALID);
	assert_string_equal(printed(f), "f:1:4: error: anchors (&name) cannot be used here; write "
					"the text out, or put it in "
					"quotes if it begins with '&'\na: &b c\n   ^~\n"
					"f:2:4: error: aliases (*name) cannot be used here; write "
					"the text out, or put it in "
					"quotes if it begins with '*'\nd: *b\n   ^~\n"
					"f:3:4: error: tags (!name) cannot be used here; put a "
					"text that begins with '!' in "
					"quotes\ne: !f g\n   ^\n"
					"f:4:4: error: anchors (&name) cannot be used here; write "
					"the text out, or put it in "
					"quotes if it begins with '&'\nh: &i [j]\n   ^~\n"
					"f:5:4: error: tags (!name) cannot be used here; put a "
					"text that begins with '!' in "
					"quotes\nk: !l {m: n}\n   ^\n");
	assert_int_equal(f->root->count, 5);
}

static void double_keys_point_at_the_first(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "a: 1\nb:\n  a: 2\n'a': 3\nc: 4\na: 5\n"), STATUS_INVALID);
	assert_string_equal(printed(f), "f:4:1: error: duplicate key 'a'\n'a': 3\n^~~\n"
					"f:1:1: note: first given here\na: 1\n^\n"
					"f:6:1: error: duplicate key 'a'\na: 5\n^\n"
					"f:1:1: note: first given here\na: 1\n^\n");
	assert_int_equal(f->root->count, 5);
	assert_string_equal(node_text(f->root, "a"), "1");
}

static void large_maps_are_checked_for_double_keys_too(void **state)
{
	const int count = 60000;
	struct fixture *f = *state;
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	for (int i = 0; i < count; i++)
		buf_printf(&text, "key-%d: %d\n", (int)(i * 7919L % 60013), i);
	double start = seconds();
	assert_int_equal(parse(f, buf_text(&text)), STATUS_OK);
	assert_true(seconds() - start < 2);
	assert_int_equal(f->root->count, count);
	buf_puts(&text, "key-7919: again\n");
	assert_int_equal(parse(f, buf_text(&text)), STATUS_INVALID);
	assert_string_equal(
		printed(f),
		"f:60001:1: error: duplicate key 'key-7919'\nkey-7919: again\n^~~~~~~~\n"
		"f:2:1: note: first given here\nkey-7919: 1\n^~~~~~~~\n");
	buf_release(&text);
}

static void keys_are_texts(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "a: {[b]: c, {d: e}: f, g: h}\n"), STATUS_INVALID);
	assert_string_equal(printed(f), "f:1:5: error: a key must be a text; put a text that "
					"begins with a bracket in quotes\n"
					"a: {[b]: c, {d: e}: f, g: h}\n    ^\n"
					"f:1:13: error: a key must be a text; put a text that "
					"begins with a bracket in quotes\n"
					"a: {[b]: c, {d: e}: f, g: h}\n            ^\n");
	assert_int_equal(node_get(f->root, "a")->count, 1);
}

static void bytes_are_looked_at_before_anything_else(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *told;
	} samples[] = {
#define SAMPLE(bytes, told) {bytes, sizeof(bytes) - 1, told}
		SAMPLE("a: b\n½: \xFFx\n",
		       "f:2:4: error: this is not UTF-8; expected a file that was saved as UTF-8\n"
		       "½: \\xFFx\n   ^~~~\n"),
		SAMPLE("\xEF\xBB\xBF"
		       "ab\xC3",
		       "f:1:3: error: this is not UTF-8; expected a file that was saved as UTF-8\n"
		       "ab\\xC3\n  ^~~~\n"),
		SAMPLE("a: \xED\xA0\x80\n",
		       "f:1:4: error: this is not UTF-8; expected a file that was saved as UTF-8\n"
		       "a: \\xED\\xA0\\x80\n   ^~~~\n"),
		SAMPLE("\xFF\xFE"
		       "a\0",
		       "f:1:1: error: this is not UTF-8; expected a file that was saved "
		       "as UTF-8\n\\xFF\\xFE"
		       "a^@\n^~~~\n"),
		SAMPLE("a: b\r\nc: \0\n", "f:2:4: error: the character U+0000 cannot be used here; "
					  "take it out\nc: ^@\n   ^~\n"),
		SAMPLE("'\xE2\x80\xA8' \x1b[31m\n", "f:2:3: error: the character U+001B cannot be "
						    "used here; take it out\n' ^[[31m\n  ^~\n"),
#undef SAMPLE
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(samples); i++) {
		assert_int_equal(
			parse_bytes(f, samples[i].bytes, samples[i].length, &tree_limits_document),
			STATUS_INVALID);
		assert_string_equal(printed(f), samples[i].told);
	}
}

static void nul_cannot_be_written_as_a_number_either(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "a: \"b\\0c\"\n\"\\x00\": d\n"), STATUS_INVALID);
	assert_string_equal(printed(f), "f:1:4: error: a text cannot hold a NUL character ('\\0')\n"
					"a: \"b\\0c\"\n   ^\n"
					"f:2:1: error: a text cannot hold a NUL character ('\\0')\n"
					"\"\\x00\": d\n^\n");
}

static void places_agree_with_what_is_quoted_after_rare_line_breaks(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "a: \"x\xE2\x80\xA8y\xC2\x85z\"\nb: *c\n"), STATUS_INVALID);
	assert_non_null(strstr(printed(f), "f:4:4: error: aliases"));
	assert_non_null(strstr(printed(f), "\nb: *c\n   ^~\n"));
}

static void what_is_too_large_is_refused_unread(void **state)
{
	struct fixture *f = *state;
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	buf_fill(&text, '\xFF', (64 << 10) + 1);
	assert_int_equal(parse_bytes(f, text.data, text.length, &tree_limits_record),
			 STATUS_INVALID);
	assert_string_equal(f->diags.items[0].message,
			    "this is too large; expected at most 64 KiB");
	memset(text.data, 'a', text.length);
	assert_int_equal(parse_bytes(f, text.data, text.length - 1, &tree_limits_record),
			 STATUS_OK);
	buf_release(&text);
}

static void too_many_nodes_are_refused(void **state)
{
	struct fixture *f = *state;
	const struct tree_limits limits = {.bytes = 1000, .depth = 2, .nodes = 6};

	assert_int_equal(parse_bytes(f, "a: [b, c, d]", 12, &limits), STATUS_OK);
	assert_int_equal(parse_bytes(f, "a: [b, c, d, e]", 15, &limits), STATUS_INVALID);
	assert_string_equal(printed(f),
			    "f:1:14: error: this is too much; expected at most 6 keys and values\n"
			    "a: [b, c, d, e]\n             ^\n");
}

static void deep_nesting_is_refused_at_once(void **state)
{
	static const struct {
		const char *piece, *end;
		int depth;
	} samples[] = {{"[", "]", 64},
		       {"{a: ", "}", 64},
		       {"- ", "a", 64},
		       {"[a: ", "]", 32},
		       {"? ", "a", 64}};
	struct fixture *f = *state;
	struct buf text;

	for (size_t i = 0; i < COUNT(samples); i++) {
		buf_init(&text, BUF_MAX_DEFAULT);
		for (int level = 0; level < 100000; level++)
			buf_puts(&text, samples[i].piece);
		double start = seconds();
		assert_int_equal(parse(f, buf_text(&text)), STATUS_INVALID);
		assert_true(seconds() - start < 1);
		assert_non_null(strstr(printed(f),
				       "lists and maps are nested too deeply; expected at "
				       "most 64 levels\n"));
		assert_int_equal(f->diags.errors, 1);
		assert_true(f->out.length < 500);
		buf_release(&text);
	}
	buf_init(&text, BUF_MAX_DEFAULT);
	buf_fill(&text, '[', 64);
	buf_fill(&text, ']', 64);
	assert_int_equal(parse(f, buf_text(&text)), STATUS_OK);
	buf_release(&text);
}

static void an_alias_bomb_does_not_explode(void **state)
{
	struct fixture *f = *state;
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	buf_puts(&text, "a: &a [x, x, x, x, x, x, x, x, x]\n");
	for (int c = 'b'; c <= 'i'; c++) {
		buf_printf(&text, "%c: &%c [", c, c);
		for (int i = 0; i < 9; i++)
			buf_printf(&text, "%s*%c", i > 0 ? ", " : "", c - 1);
		buf_puts(&text, "]\n");
	}
	assert_int_equal(parse(f, buf_text(&text)), STATUS_INVALID);
	assert_int_equal(f->diags.errors, 9 + 8 * 9);
	assert_true(f->arena.used < 100000);
	buf_release(&text);
}

static void running_out_of_memory_is_a_status(void **state)
{
	static const char text[] =
		"a: [b, {c: d}]\ne: f\n1: 2\n3: 4\n5: 6\n7: 8\n9: 0\n11: 2\n"
		"13: 4\n15: 6\n17: 8\n19: 0\n21: 2\n23: 4\n25: 6\n27: 8\n29: 0\n";
	struct fixture *f = *state;
	enum status status = STATUS_NO_MEMORY;
	size_t failures = 0;

	for (size_t max = 0; status != STATUS_OK; max += 16) {
		arena_release(&f->arena);
		arena_init(&f->arena, max);
		status = parse(f, text);
		if (status != STATUS_OK) {
			assert_int_equal(status, STATUS_NO_MEMORY);
			assert_string_equal(f->err.message, "there is not enough memory");
			failures++;
		}
	}
	assert_true(failures > 40);
}

static void json_knows_numbers_truth_and_nothing_only_when_they_are_plain(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(json(f, "[0, 1, -1, 12.5, -0.25, 667.312, true, false, null, ~, ]"),
			    "[0,1,-1,12.5,-0.25,667.312,true,false,null,null]");
	assert_string_equal(json(f, "a:\n"), "{\"a\":null}");
	assert_string_equal(json(f, "['0', \"true\", 'null', '~', '']"),
			    "[\"0\",\"true\",\"null\",\"~\",\"\"]");
	assert_string_equal(
		json(f, "[0x1F, 1_000, 12:30, 007, +1, 1., .5, -, 1e5, 1.5e3, .inf, yes, "
			"True, 2026-11-21, 0o7, --1, 1.2.3]"),
		"[\"0x1F\",\"1_000\",\"12:30\",\"007\",\"+1\",\"1.\",\".5\",\"-\",\"1e5\","
		"\"1.5e3\",\".inf\",\"yes\",\"True\",\"2026-11-21\",\"0o7\",\"--1\",\"1.2.3\"]");
	assert_string_equal(json(f, "{}"), "{}");
	assert_string_equal(json(f, "[[], {}]"), "[[],{}]");
}

static void json_carries_exact_text(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(json(f, "\"q\\\"\\\\\": \"½\\n\\t\\e\\u202E\\U0001F600\\U0001FFFE\"\n"),
			    "{\"q\\\"\\\\\":\"½\\n\\t\\u001b\\u202e😀\\ud83f\\udffe\"}");
}

static void record_limits_and_speed_fit_a_long_journal(void **state)
{
	static const char record[] =
		"---\nid: k7q2.14\nat: 2026-11-21T14:41:07.312Z\nel: 667.312\n"
		"kind: said\nby: teacher\nstep: elicit-rationale\nfield: rationale\n"
		"cites: [k7q2.3, k7q2.5]\ntext: |2-\n  They give up when the numbers "
		"get messy.\n  I want them to feel they can do it, and to go on.\n"
		"note: \"so: what?\"\nsum: \"3daa10d4\"\n";
	struct fixture *f = *state;
	struct tree_stream *stream;
	struct buf text;
	int count = 0;

	buf_init(&text, BUF_MAX_DEFAULT);
	for (int i = 0; i < 5000; i++)
		buf_puts(&text, record);
	diags_init(&f->diags, &f->messages, "f", text.data, text.length);
	double start = seconds();
	assert_int_equal(tree_open(&stream, text.data, text.length, 1, &tree_limits_document,
				   &f->diags, &f->err),
			 STATUS_OK);
	for (;;) {
		arena_reset(&f->arena);
		assert_int_equal(tree_next(stream, &f->arena, &f->root, &f->err), STATUS_OK);
		if (!f->root)
			break;
		assert_int_equal(f->root->count, 11);
		count++;
	}
	tree_close(stream);
	assert_int_equal(count, 5000);
	print_message("# %zu bytes in %.0f ms\n", text.length, (seconds() - start) * 1e3);
	buf_release(&text);
}

/* Any bytes: a tree or a mistake with a place, never anything else. */
static void random_bytes_are_a_tree_or_a_mistake(void **state)
{
	static const char *const pieces[] = {
		"a",
		"b: ",
		"- ",
		"\n",
		"\n  ",
		"\n    ",
		"[",
		"]",
		"{",
		"}",
		", ",
		": ",
		"'",
		"\"",
		"|",
		">",
		"\t",
		"#",
		"&x ",
		"*x",
		"!y ",
		"---\n",
		"...\n",
		"%",
		"@",
		"\\",
		"½",
		"? ",
		"\r\n",
		"\xC2\x85",
		"\xE2\x80\xA8",
		"\xEF\xBB\xBF",
		"key: value\n",
		"  - x\n",
	};
	struct property property = property_start("random_bytes_are_a_tree_or_a_mistake");
	struct fixture *f = *state;
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	for (int round = 0; round < property_rounds(20000); round++) {
		unsigned int count = property_number(&property, 20);
		buf_reset(&text);
		for (unsigned int i = 0; i < count; i++)
			buf_puts(&text, pieces[property_number(&property, COUNT(pieces))]);
		if (property_number(&property, 10) == 0)
			property_text(&property, &text, 4);
		arena_reset(&f->arena);
		arena_reset(&f->messages);
		enum status status = parse_bytes(f, buf_text(&text), text.length,
						 &tree_limits_record);
		if (status == STATUS_OK) {
			buf_reset(&f->out);
			node_json(f->root, &f->out);
			assert_true(f->out.length > 0);
			continue;
		}
		assert_int_equal(status, STATUS_INVALID);
		diags_sort(&f->diags);
		for (size_t i = 0; i < f->diags.count; i++) {
			const struct diag *diag = &f->diags.items[i];
			assert_true(diag->start.line <= text.length + 1);
			assert_true(diag->start.line == 0 || diag->start.column > 0);
			assert_null(strstr(diag->message, "not YAML (did not"));
		}
		assert_true(strlen(printed(f)) > 0);
	}
	buf_release(&text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(block_and_flow_style_are_the_same_tree),
		TEST(nodes_know_where_they_stood),
		TEST(what_is_not_there_is_null),
		TEST(a_stream_gives_one_document_after_the_other),
		TEST(after_a_syntax_error_the_stream_has_ended),
		TEST(later_documents_are_read_after_mistakes_that_are_not_of_syntax),
		TEST(a_file_holds_exactly_one_document),
		TEST(anchors_aliases_and_tags_are_all_named_in_one_run),
		TEST(double_keys_point_at_the_first),
		TEST(large_maps_are_checked_for_double_keys_too),
		TEST(keys_are_texts),
		TEST(bytes_are_looked_at_before_anything_else),
		TEST(nul_cannot_be_written_as_a_number_either),
		TEST(places_agree_with_what_is_quoted_after_rare_line_breaks),
		TEST(what_is_too_large_is_refused_unread),
		TEST(too_many_nodes_are_refused),
		TEST(deep_nesting_is_refused_at_once),
		TEST(an_alias_bomb_does_not_explode),
		TEST(running_out_of_memory_is_a_status),
		TEST(json_knows_numbers_truth_and_nothing_only_when_they_are_plain),
		TEST(json_carries_exact_text),
		TEST(record_limits_and_speed_fit_a_long_journal),
		TEST(random_bytes_are_a_tree_or_a_mistake),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
