/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/tree.h"

/* What people get wrong, and the whole of what they are told. */
static void mistakes_of_syntax_are_told_in_plain_words(void **unused)
{
	static const struct {
		const char *text, *told;
	} samples[] = {
		{"a: 1\n\tb: 2\n",
		 "f:2:1: error: a tab cannot indent a line; expected spaces\n^Ib: 2\n^\n"},
		{"a:\n\t- b\n",
		 "f:2:1: error: a tab cannot indent a line; expected spaces\n^I- b\n^\n"},
		{"a: |\n\tb\n",
		 "f:2:1: error: a tab cannot indent a line; expected spaces\n^Ib\n^\n"},
		{"a: \"b\nc: d\n", "f:1:4: error: this quote is never closed; expected the same "
				   "quote after the text\n"
				   "a: \"b\n   ^\n"},
		{"a: ['b]\n---\n", "f:1:5: error: this quote is never closed; expected the same "
				   "quote after the text\n"
				   "a: ['b]\n    ^\n"},
		{"a: 'it isn't'\n",
		 "f:1:12: error: this stands after the closing quote; to use quotes inside a text, "
		 "put the other kind of quotes round the whole of it\n"
		 "a: 'it isn't'\n           ^\n"},
		{"a: [b] and c\n", "f:1:8: error: this does not belong after the value; put the "
				   "whole text in quotes\n"
				   "a: [b] and c\n       ^\n"},
		{"a: b\ntitle:c\nd: e\n", "f:2:1: error: a space is missing after the ':'; "
					  "expected 'key: value'\ntitle:c\n^\n"},
		{"title:c\n\n# d\nd: e\n", "f:1:6: error: a space is missing after the ':'; "
					   "expected 'key: value'\ntitle:c\n     ^\n"},
		{"title:c\nd: e\n", "f:1:6: error: a space is missing after the ':'; expected "
				    "'key: value'\ntitle:c\n     ^\n"},
		{"a: b\ntitle\nc: d\n", "f:2:1: error: this line has no ':'; expected 'key: "
					"value', or more spaces before it if "
					"it goes on with the line above\ntitle\n^\n"},
		{"a:\n- b\n-c\n",
		 "f:3:1: error: a space is missing after the '-'; expected '- text'\n-c\n^\n"},
		{"a: What: why\n", "f:1:8: error: a second ':' in one line; put the text after the "
				   "first one in quotes\n"
				   "a: What: why\n       ^\n"},
		{"a:\n  b: c\n   d: e\n",
		 "f:3:4: error: wrong indentation; expected this key in line with the ones above\n"
		 "   d: e\n   ^\n"},
		{"a:\n  b: c\n d: e\n",
		 "f:3:2: error: wrong indentation; expected a key in line with the others\n"
		 " d: e\n ^\n"
		 "f:1:1: note: the others begin here\na:\n^\n"},
		{"  a: b\nc: d\n",
		 "f:2:1: error: wrong indentation; expected the same as in the first line\n"
		 "c: d\n^\n"},
		{"a:\n  - id: x\n   title: y\n",
		 "f:3:4: error: wrong indentation; expected '- ' in line with the others, or a key "
		 "in "
		 "line with the ones above\n   title: y\n   ^\n"
		 "f:2:3: note: the list begins here\n  - id: x\n  ^\n"},
		{"a: 1\n- b\n",
		 "f:2:1: error: an entry of a list does not belong here; expected a key\n- b\n^\n"
		 "f:1:1: note: the keys it stands among begin here\na: 1\n^\n"},
		{"a: - b\n", "f:1:4: error: a list cannot begin in the line of its key; expected "
			     "'- ' in a line of "
			     "its own, or [one, two]\na: - b\n   ^\n"},
		{"a: [b, c\nd: e\n",
		 "f:2:2: error: a list is not closed; expected ',' or ']'\nd: e\n ^\n"
		 "f:1:4: note: the list begins here\na: [b, c\n   ^\n"},
		{"a: [b, c\n",
		 "f:1:4: error: this list is never closed; expected ']'\na: [b, c\n   ^\n"},
		{"a: {b: c",
		 "f:1:4: error: this map is never closed; expected '}'\na: {b: c\n   ^\n"},
		{"a: {b: c]\n",
		 "f:1:9: error: a map is not closed; expected ',' or '}'\na: {b: c]\n        ^\n"
		 "f:1:4: note: the map begins here\na: {b: c]\n   ^\n"},
		{"a: [b, , c]\n", "f:1:8: error: a value is missing here; put a text that begins "
				  "with ',' or a bracket "
				  "in quotes\na: [b, , c]\n       ^\n"},
		{"a: @b\n",
		 "f:1:4: error: a text cannot begin with this character; put the text in quotes\n"
		 "a: @b\n   ^\n"},
		{"a: *b*\n", "f:1:4: error: a text cannot begin with '*'; put the text in "
			     "quotes\na: *b*\n   ^\n"},
		{"a: & b\n", "f:1:4: error: a text cannot begin with '&'; put the text in "
			     "quotes\na: & b\n   ^\n"},
		{"a: !x!y b\n", "f:1:4: error: tags (!name) cannot be used here; put a text that "
				"begins with '!' in "
				"quotes\na: !x!y b\n   ^\n"},
		{"%a\nb: c\n", "f:1:1: error: a line that begins with '%' is not text here; put "
			       "the text in quotes\n"
			       "%a\n^\n"},
		{"a: | b\n", "f:1:6: error: a text cannot begin in the line of its '|' or '>'; "
			     "expected it below, "
			     "indented\na: | b\n     ^\n"},
		{"a: \"\\q\"\n",
		 "f:1:5: error: a backslash with this letter has no meaning; expected '\\\\' for a "
		 "backslash, or single quotes round the text\na: \"\\q\"\n    ^\n"},
		{"a: \"\\ud83d\\ude00\"\n",
		 "f:1:7: error: there is no character of this number; write the character itself, "
		 "or "
		 "'\\U' with all its 8 digits\na: \"\\ud83d\\ude00\"\n      ^\n"},
		{"%YAML 3.0\n---\na\n", "f:1:1: error: this is not YAML (found incompatible YAML "
					"document)\n%YAML 3.0\n^\n"},
	};
	struct arena arena;
	struct buf out;
	(void)unused;

	buf_init(&out, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < COUNT(samples); i++) {
		const char *text = samples[i].text;
		struct node *root;
		struct diags diags;
		struct err err;

		arena_init(&arena, (size_t)1 << 20);
		diags_init(&diags, &arena, "f", text, strlen(text));
		assert_int_equal(tree_parse(&arena, text, strlen(text), &tree_limits_document,
					    &diags, &root, &err),
				 STATUS_INVALID);
		buf_reset(&out);
		diags_print(&diags, &out);
		assert_string_equal(buf_text(&out), samples[i].told);
		assert_null(root);
		arena_release(&arena);
	}
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes_of_syntax_are_told_in_plain_words),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
