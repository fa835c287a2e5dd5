/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "debrief/array.h"
#include "debrief/emit.h"
#include "debrief/sanitise.h"
#include "debrief/tree.h"
#include "debrief/utf8.h"
#include "property.h"

static struct buf out;
static struct arena arena;

static int set_up(void **unused)
{
	(void)unused;
	buf_init(&out, BUF_MAX_DEFAULT);
	arena_init(&arena, (size_t)16 << 20);
	return 0;
}

static int tear_down(void **unused)
{
	(void)unused;
	buf_release(&out);
	arena_release(&arena);
	return 0;
}

static const char *scalar(const char *text)
{
	buf_reset(&out);
	emit_scalar(&out, 0, "k", text);
	return buf_text(&out);
}

static const char *block(int indent, const char *text)
{
	buf_reset(&out);
	emit_block(&out, indent, "k", text);
	return buf_text(&out);
}

/* Parses `out` and follows the keys "in" to the map that was emitted with this indentation. */
static const struct node *parsed(int indent)
{
	struct node *node = NULL;
	struct diags diags;
	struct err err;

	diags_init(&diags, &arena, "f", out.data, out.length);
	if (tree_parse(&arena, out.data, out.length, &tree_limits_document, &diags, &node, &err) !=
	    STATUS_OK) {
		struct buf told;
		buf_init(&told, BUF_MAX_DEFAULT);
		diags_print(&diags, &told);
		print_error("%s", buf_text(&told));
		buf_release(&told);
		fail();
	}
	return indent > 0 ? node_get(node, "in") : node;
}

static void texts_that_surely_are_texts_stay_plain(void **unused)
{
	static const char *const samples[] = {
		"said",
		"k7q2.14",
		"elicit-rationale",
		"They give up when the numbers get messy.",
		"Put two students' strategies side by side, and ask \"why?\"",
		"½ of them",
		"가나다",
		"yesterday",
		"Nullify",
		"a & b * c ! d | e > f % g @ h",
		"in  the  middle",
	};
	char expected[200];
	(void)unused;

	for (size_t i = 0; i < COUNT(samples); i++) {
		snprintf(expected, sizeof(expected), "k: %s\n", samples[i]);
		assert_string_equal(scalar(samples[i]), expected);
		assert_true(node_get(parsed(0), "k")->plain);
	}
}

static void what_a_reader_could_take_for_something_else_is_quoted(void **unused)
{
	static const char *const samples[] = {
		"",     "yes",   "No",         "ON",   "off",       "y",
		"N",    "true",  "False",      "null", "NULL",      "~",
		"nil",  "None",  "1",          "1.0",  "0x1F",      "1e5",
		"1_0",  ".5",    "-1",         "+1",   ".inf",      ".NaN",
		"inf",  "12:30", "2026-11-21", " a",   "a ",        "a: b",
		"a:",   "a #b",  "#a",         "- a",  "-",         "? a",
		"[a]",  "{a}",   "a}",         "&a",   "*a",        "!a",
		"|",    ">",     "%a",         "@a",   "`a`",       "'a'",
		"---",  "...",   "=",          "<<",   ",",         "2026-11-21T14:41:07Z",
		"3daa", "\\a",   "/a",         "(a)",  "https://x",
	};
	char expected[100];
	(void)unused;

	for (size_t i = 0; i < COUNT(samples); i++) {
		const char *escape = samples[i][0] == '\\' ? "\\" : "";
		snprintf(expected, sizeof(expected), "k: \"%s%s\"\n", escape, samples[i]);
		assert_string_equal(scalar(samples[i]), expected);
	}
}

static void what_must_not_be_seen_raw_is_escaped(void **unused)
{
	(void)unused;

	assert_string_equal(scalar("a\"b\\c\nd\te\rf"), "k: \"a\\\"b\\\\c\\nd\\te\\x0Df\"\n");
	assert_string_equal(scalar("\x1b[31m\x7f"), "k: \"\\x1B[31m\\x7F\"\n");
	assert_string_equal(scalar("a\xC2\x85\xC2\x9B"), "k: \"a\\x85\\x9B\"\n");
	assert_string_equal(scalar("a\u2028\u2029\uFEFF\uFFFE\u202E"),
			    "k: \"a\\u2028\\u2029\\uFEFF\\uFFFE\\u202E\"\n");
	assert_string_equal(scalar("a\U0001FFFE\U0001F600"), "k: \"a\\U0001FFFE😀\"\n");
}

static void blocks_keep_lines_as_they_are(void **unused)
{
	(void)unused;

	assert_string_equal(block(0, "one\n\n  two: #3\n\t- 'x' \\n ½😀\nyes"),
			    "k: |2-\n  one\n\n    two: #3\n  \t- 'x' \\n ½😀\n  yes\n");
	assert_string_equal(block(2, "one\ntwo"), "  k: |2-\n    one\n    two\n");
	assert_string_equal(block(0, "\n  begins late"), "k: |2-\n\n    begins late\n");
	assert_string_equal(block(0, "---\n...\n# no"), "k: |2-\n  ---\n  ...\n  # no\n");
}

static void what_a_block_cannot_carry_is_quoted(void **unused)
{
	static const char *const samples[][2] = {
		{"", "\"\""},
		{"\n", "\"\\n\""},
		{"a\n", "\"a\\n\""},
		{"a ", "\"a \""},
		{"a\n  ", "\"a\\n  \""},
		{"a\t", "\"a\\t\""},
		{"a\rb", "\"a\\x0Db\""},
		{"a\r\nb", "\"a\\x0D\\nb\""},
		{"a\x01"
		 "b",
		 "\"a\\x01b\""},
		{"a\x7F"
		 "b",
		 "\"a\\x7Fb\""},
		{"a\xC2\x85"
		 "b",
		 "\"a\\x85b\""},
		{"a\xC2\x9B"
		 "b",
		 "\"a\\x9Bb\""},
		{"a\u2028b", "\"a\\u2028b\""},
		{"a\uFEFFb", "\"a\\uFEFFb\""},
		{"a\uFFFEb", "\"a\\uFFFEb\""},
		{"a\U0010FFFFb", "\"a\\U0010FFFFb\""},
	};
	char expected[100];
	(void)unused;

	for (size_t i = 0; i < COUNT(samples); i++) {
		snprintf(expected, sizeof(expected), "k: %s\n", samples[i][1]);
		assert_string_equal(block(0, samples[i][0]), expected);
		assert_string_equal(node_text(parsed(0), "k"), samples[i][0]);
	}
}

static void lists_quote_what_a_bracket_would_end(void **unused)
{
	static const char *const items[] = {"k7q2.3", "a, b", "what?", "no", "x [y]", "½", ""};
	(void)unused;

	emit_list(&out, 2, "cites", items, 7);
	assert_string_equal(buf_text(&out),
			    "  cites: [k7q2.3, \"a, b\", \"what?\", \"no\", \"x [y]\", ½, \"\"]\n");
	buf_reset(&out);
	emit_list(&out, 0, "cites", items, 0);
	assert_string_equal(buf_text(&out), "cites: []\n");
}

static void a_record_reads_as_it_was_designed(void **unused)
{
	static const char *const cites[] = {"k7q2.3"};
	(void)unused;

	emit_plain(&out, 0, "id", "k7q2.14");
	emit_plain(&out, 0, "el", "667.312");
	emit_map(&out, 0, "lesson");
	emit_scalar(&out, 2, "grade", "7");
	emit_block(&out, 2, "goal", "one\ntwo");
	emit_list(&out, 0, "cites", cites, 1);
	assert_string_equal(buf_text(&out), "id: k7q2.14\nel: 667.312\nlesson:\n  grade: \"7\"\n"
					    "  goal: |2-\n    one\n    two\ncites: [k7q2.3]\n");
}

/* Characters that mean something to YAML, to terminals, or to other programs. */
static void add_nasty(struct property *property, struct buf *text)
{
	static const char *const pieces[] = {
		"a",        "no",     "1",      "0x",         " ",          "  ",
		"\n",       "\n\n",   "\t",     ":",          ": ",         " #",
		"#",        "-",      "- ",     "---",        "...",        "\n---\n",
		"'",        "\"",     "\\",     "\\n",        "[",          "]",
		"{",        "}",      ",",      "&",          "*",          "!",
		"|",        ">",      "%",      "@",          "`",          "?",
		"? ",       "~",      "<<",     "=",          "\r",         "\r\n",
		"\x01",     "\x1b",   "\x7f",   "\xC2\x80",   "\xC2\x85",   "\xC2\x9B",
		"\xC2\xA0", "\u00AD", "½",      "字",         "😀",          "\u0301",
		"\u200B",   "\u200C", "\u200D", "\u2028",     "\u2029",     "\u202E",
		"\u2066",   "\uFEFF", "\uFFF9", "\uFFFD",     "\uFFFE",     "\uFFFF",
		"\uFDD0",   "\uD7FF", "\uE000", "\U0001FFFE", "\U0010FFFF", "\U000E0041",
		"word",     "null",   "true",
	};
	const unsigned int kinds = (unsigned int)COUNT(pieces);
	unsigned int count = property_number(property, 9);

	buf_reset(text);
	for (unsigned int i = 0; i < count; i++) {
		char bytes[4];
		if (property_number(property, 8) == 0)
			buf_add(text, bytes,
				utf8_encode((int32_t)property_number(property, 0x10FFFF) + 1,
					    bytes));
		else
			buf_puts(text, pieces[property_number(property, kinds)]);
	}
}

static void check_round_trip(int indent, const char *const texts[4])
{
	buf_reset(&out);
	if (indent > 0)
		emit_map(&out, 0, "in");
	emit_scalar(&out, indent, "scalar", texts[0]);
	emit_block(&out, indent, "block", texts[1]);
	emit_list(&out, indent, "list", texts, 4);
	emit_block(&out, indent, "last", texts[2]);

	assert_true(utf8_is_valid(out.data, out.length));
	for (const char *at = out.data; at < out.data + out.length;) {
		int32_t character = utf8_decode(&at, out.data + out.length);
		assert_true(character == '\n' || character == '\t' ||
			    !sanitise_is_hostile(character));
	}
	const struct node *map = parsed(indent);
	assert_int_equal(map->count, 4);
	assert_string_equal(node_text(map, "scalar"), texts[0]);
	assert_string_equal(node_text(map, "block"), texts[1]);
	assert_string_equal(node_text(map, "last"), texts[2]);
	const struct node *list = node_get(map, "list");
	assert_int_equal(list->count, 4);
	size_t i = 0;
	for (const struct node *item = list->first; item; item = item->next)
		assert_string_equal(item->text, texts[i++]);
}

static void every_text_is_read_back_exactly(void **unused)
{
	struct property property = property_start("every_text_is_read_back_exactly");
	struct buf texts[4];
	(void)unused;

	for (int i = 0; i < 4; i++)
		buf_init(&texts[i], BUF_MAX_DEFAULT);
	for (int round = 0; round < property_rounds(20000); round++) {
		const char *given[4];
		for (int i = 0; i < 4; i++) {
			add_nasty(&property, &texts[i]);
			given[i] = buf_text(&texts[i]);
		}
		arena_reset(&arena);
		check_round_trip(round % 2 * 2, given);
	}
	for (int i = 0; i < 4; i++)
		buf_release(&texts[i]);
}

static void long_texts_are_read_back_exactly(void **unused)
{
	struct buf text;
	(void)unused;

	buf_init(&text, BUF_MAX_DEFAULT);
	for (int i = 0; i < 3000; i++)
		buf_printf(&text, "word%s", i % 5 ? " " : ": ");
	buf_puts(&text, "end");
	const char *given[4] = {buf_text(&text), buf_text(&text), "x", buf_text(&text)};
	check_round_trip(2, given);
	buf_release(&text);
}

static void the_newline_of_an_editor_makes_no_difference(void **unused)
{
	struct buf crlf;
	(void)unused;

	buf_init(&crlf, BUF_MAX_DEFAULT);
	for (const char *at = block(0, "one\n\n  two"); *at; at++) {
		if (*at == '\n')
			buf_putc(&crlf, '\r');
		buf_putc(&crlf, *at);
	}
	buf_reset(&out);
	buf_add(&out, crlf.data, crlf.length);
	assert_string_equal(node_text(parsed(0), "k"), "one\n\n  two");
	buf_release(&crlf);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(texts_that_surely_are_texts_stay_plain),
		TEST(what_a_reader_could_take_for_something_else_is_quoted),
		TEST(what_must_not_be_seen_raw_is_escaped),
		TEST(blocks_keep_lines_as_they_are),
		TEST(what_a_block_cannot_carry_is_quoted),
		TEST(lists_quote_what_a_bracket_would_end),
		TEST(a_record_reads_as_it_was_designed),
		TEST(every_text_is_read_back_exactly),
		TEST(long_texts_are_read_back_exactly),
		TEST(the_newline_of_an_editor_makes_no_difference),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
