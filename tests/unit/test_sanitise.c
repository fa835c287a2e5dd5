/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/err.h"
#include "debrief/sanitise.h"
#include "debrief/utf8.h"
#include "property.h"

#define ROUNDS 20000

struct example {
	const char *text, *shown;
};

static const struct example line_examples[] = {
	{"plain ½ × 字 3̅", "plain ½ × 字 3̅"},
	{"", ""},
	{"\x1b[31mred\x1b[0m", "^[[31mred^[[0m"},
	{"a\x7f", "a^?"},
	{"bell\a", "bell^G"},
	{"one\ntwo\tthree\r", "one^Jtwo^Ithree^M"},
	{"\xC2\x9Bm", "<U+009B>m"},
	{"\u202Egnp.exe", "<U+202E>gnp.exe"},
	{"a\u200Bb\uFEFF", "a<U+200B>b<U+FEFF>"},
	{"a\u200Cb\u200Dc", "a\u200Cb\u200Dc"},
	{"\u2028\u2029", "<U+2028><U+2029>"},
	{"\uFFFE\uFDD0\U0001FFFF", "<U+FFFE><U+FDD0><U+1FFFF>"},
	{"\u2066x\u2069", "<U+2066>x<U+2069>"},
	{"\U000E0041", "<U+E0041>"},
	{"\xFF\xC3", "\\xFF\\xC3"},
	{"\xED\xA0\x80", "\\xED\\xA0\\x80"},
};

static void hostile_characters_become_visible(void **unused)
{
	struct buf out;
	(void)unused;

	buf_init(&out, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < COUNT(line_examples); i++) {
		buf_reset(&out);
		sanitise_text(&out, line_examples[i].text, SANITISE_LINE);
		assert_string_equal(buf_text(&out), line_examples[i].shown);
	}
	buf_release(&out);
}

static void newline_and_tab_stay_between_lines(void **unused)
{
	struct buf out;
	(void)unused;

	buf_init(&out, BUF_MAX_DEFAULT);
	sanitise_text(&out, "one\n\ttwo\r\n\v", SANITISE_LINES);
	assert_string_equal(buf_text(&out), "one\n\ttwo^M\n^K");
	buf_release(&out);
}

static void nul_is_shown_too(void **unused)
{
	struct buf out;
	(void)unused;

	buf_init(&out, BUF_MAX_DEFAULT);
	sanitise(&out, "a\0b", 3, SANITISE_LINES);
	assert_string_equal(buf_text(&out), "a^@b");
	buf_release(&out);
}

static void only_what_a_terminal_obeys_or_hides_is_hostile(void **unused)
{
	(void)unused;
	for (int c = 0; c < 0x20; c++)
		assert_true(sanitise_is_hostile(c));
	for (int c = 0x20; c < 0x7F; c++)
		assert_false(sanitise_is_hostile(c));
	for (int c = 0x7F; c < 0xA0; c++)
		assert_true(sanitise_is_hostile(c));
	for (int c = 0xA0; c < 0x600; c++)
		assert_false(sanitise_is_hostile(c));
	for (int plane = 0; plane <= 0x10; plane++) {
		assert_true(sanitise_is_hostile(plane << 16 | 0xFFFE));
		assert_true(sanitise_is_hostile(plane << 16 | 0xFFFF));
		assert_false(sanitise_is_hostile(plane << 16 | 0xFFFD));
	}
	for (int c = 0x202A; c <= 0x202E; c++)
		assert_true(sanitise_is_hostile(c));
	for (int c = 0x2066; c <= 0x2069; c++)
		assert_true(sanitise_is_hostile(c));
	assert_true(sanitise_is_hostile(0x200B));
	assert_false(sanitise_is_hostile(0x200C));
	assert_false(sanitise_is_hostile(0x200D));
	assert_true(sanitise_is_hostile(0x200E));
	assert_false(sanitise_is_hostile(0x2010));
	assert_false(sanitise_is_hostile(0x2212)); /* minus */
	assert_true(sanitise_is_hostile(UTF8_INVALID));
}

/* Asks in its own words, not with sanitise_is_hostile: no byte that a terminal obeys. */
static void assert_is_harmless(const struct buf *out, bool lines)
{
	static const char *const forbidden[] = {
		"\x1b",   "\xC2\x9B", "\xC2\x80", "\xC2\x9F", "\u202A", "\u202E",
		"\u2066", "\u2069",   "\u200B",   "\u200E",   "\u200F", "\u2028",
		"\u2029", "\uFEFF",   "\uFFFF",   "\uFFFE",
	};
	const char *text = buf_text(out);

	assert_true(utf8_is_valid(text, out->length));
	for (size_t i = 0; i < out->length; i++) {
		unsigned char c = (unsigned char)text[i];
		assert_true((c >= 0x20 && c != 0x7F) || (lines && (c == '\n' || c == '\t')));
	}
	for (size_t i = 0; i < COUNT(forbidden); i++)
		assert_null(strstr(text, forbidden[i]));
}

static void no_hostile_byte_leaves_and_twice_is_once(void **unused)
{
	struct property property = property_start("sanitise");
	struct buf text, once, twice;
	(void)unused;

	buf_init(&text, BUF_MAX_DEFAULT);
	buf_init(&once, BUF_MAX_DEFAULT);
	buf_init(&twice, BUF_MAX_DEFAULT);
	for (int round = 0; round < property_rounds(ROUNDS); round++) {
		bool lines = round % 2;
		enum sanitise_mode mode = lines ? SANITISE_LINES : SANITISE_LINE;
		buf_reset(&text);
		buf_reset(&once);
		buf_reset(&twice);
		property_text(&property, &text, 20);
		sanitise(&once, buf_text(&text), text.length, mode);
		assert_is_harmless(&once, lines);
		sanitise(&twice, buf_text(&once), once.length, mode);
		assert_string_equal(buf_text(&twice), buf_text(&once));
		sanitise_json(&twice, buf_text(&text), text.length);
		assert_is_harmless(&twice, lines);
	}
	buf_release(&text);
	buf_release(&once);
	buf_release(&twice);
}

static void json_keeps_the_exact_text_in_escapes(void **unused)
{
	static const struct example examples[] = {
		{"plain ½ 字", "plain ½ 字"},
		{"say \"½\" \\ ok", "say \\\"½\\\" \\\\ ok"},
		{"one\ntwo\t", "one\\ntwo\\t"},
		{"\x1b\x7f\r", "\\u001b\\u007f\\u000d"},
		{"\u202E\u200B", "\\u202e\\u200b"},
		{"\U0001FFFF\U0010FFFE", "\\ud83f\\udfff\\udbff\\udffe"},
		{"a\xFF\xC2z", "a\uFFFD\uFFFDz"},
	};
	struct buf out;
	(void)unused;

	buf_init(&out, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < COUNT(examples); i++) {
		buf_reset(&out);
		sanitise_json(&out, examples[i].text, strlen(examples[i].text));
		assert_string_equal(buf_text(&out), examples[i].shown);
	}
	buf_release(&out);
}

static void error_messages_are_sanitised(void **unused)
{
	struct err err;
	(void)unused;

	assert_int_equal(err_set(&err, STATUS_INVALID, "bad name '%s'", "\x1b]0;x\a\n\xFF"),
			 STATUS_INVALID);
	assert_string_equal(err.message, "bad name '^[]0;x^G^J\\xFF'");
	assert_int_equal(err.number, 0);
	/* The old message may be part of the new one. */
	err_set(&err, STATUS_INVALID, "line 3: %s", err.message);
	assert_string_equal(err.message, "line 3: bad name '^[]0;x^G^J\\xFF'");
}

static void error_messages_end_in_the_reason_however_long_the_name(void **unused)
{
	struct err err;
	char name[2000];
	(void)unused;

	memset(name, 'x', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	errno = ENOENT;
	assert_int_equal(err_system(&err, "cannot open '%s'", name), STATUS_NOT_FOUND);
	assert_non_null(strstr(err.message, "x: No such file or directory"));
	assert_int_equal(err.number, ENOENT);

	memset(name, '\x1b', sizeof(name) - 1); /* twice as long when shown */
	err_set(&err, STATUS_INVALID, "%s", name);
	assert_true(strlen(err.message) < sizeof(err.message));
	assert_true(strlen(err.message) > sizeof(err.message) - 4);
}

static void the_errno_chooses_the_status(void **unused)
{
	static const struct {
		int number;
		enum status status;
	} cases[] = {
		{ENOMEM, STATUS_NO_MEMORY}, {ENOENT, STATUS_NOT_FOUND}, {EEXIST, STATUS_EXISTS},
		{ENOSPC, STATUS_IO},        {EACCES, STATUS_IO},
	};
	(void)unused;

	for (size_t i = 0; i < COUNT(cases); i++) {
		errno = cases[i].number;
		assert_int_equal(err_system(NULL, "x"), cases[i].status);
	}
	assert_int_equal(err_no_memory(NULL), STATUS_NO_MEMORY);
	assert_int_equal(err_set(NULL, STATUS_LIMIT, "x"), STATUS_LIMIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hostile_characters_become_visible),
		cmocka_unit_test(newline_and_tab_stay_between_lines),
		cmocka_unit_test(nul_is_shown_too),
		cmocka_unit_test(only_what_a_terminal_obeys_or_hides_is_hostile),
		cmocka_unit_test(no_hostile_byte_leaves_and_twice_is_once),
		cmocka_unit_test(json_keeps_the_exact_text_in_escapes),
		cmocka_unit_test(error_messages_are_sanitised),
		cmocka_unit_test(error_messages_end_in_the_reason_however_long_the_name),
		cmocka_unit_test(the_errno_chooses_the_status),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
