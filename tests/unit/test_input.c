/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, keys out: what each terminal sends for a key, and that cuts between bytes change
 * nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "debrief/utf8.h"
#include "ui/input.h"

#define TEXT(literal) (literal), sizeof(literal) - 1

/* All tokens that are there, written as "KEY:bytes|". */
static void drain(struct input *input, struct buf *out)
{
	struct token token;

	while (input_next(input, &token)) {
		buf_printf(out, "%x:", (unsigned int)token.key);
		buf_add(out, token.bytes, token.length);
		buf_putc(out, '|');
	}
}

/* The tokens of some bytes, cut before `first` and `second`, and what time makes of the rest. */
static void tokens_of(struct buf *out, const char *bytes, size_t length, size_t first,
		      size_t second)
{
	struct input input;

	input_init(&input);
	buf_reset(out);
	input_feed(&input, bytes, first);
	drain(&input, out);
	input_feed(&input, bytes + first, second - first);
	drain(&input, out);
	input_feed(&input, bytes + second, length - second);
	drain(&input, out);
	if (input_is_pending(&input)) {
		input_expire(&input);
		drain(&input, out);
	}
	if (input.stalled) {
		input_feed(&input, TEXT("\003"));
		drain(&input, out);
	}
	assert_false(input_is_pending(&input));
	input_release(&input);
}

static void assert_cuts_change_nothing(const char *bytes, size_t length)
{
	struct buf whole, cut;

	buf_init(&whole, BUF_MAX_DEFAULT);
	buf_init(&cut, BUF_MAX_DEFAULT);
	tokens_of(&whole, bytes, length, 0, 0);
	for (size_t first = 0; first <= length; first++) {
		for (size_t second = first; second <= length; second++) {
			tokens_of(&cut, bytes, length, first, second);
			assert_int_equal(cut.length, whole.length);
			assert_memory_equal(buf_text(&cut), buf_text(&whole), whole.length);
		}
	}
	buf_release(&whole);
	buf_release(&cut);
}

/* The one key these bytes make. */
static int key_of(const char *bytes)
{
	struct input input;
	struct token token = {.key = -1};

	input_init(&input);
	input_feed(&input, bytes, strlen(bytes));
	assert_true(input_next(&input, &token));
	int key = token.key;
	assert_int_equal(token.length, strlen(bytes));
	assert_memory_equal(token.bytes, bytes, token.length);
	assert_false(input_next(&input, &token));
	assert_false(input_is_pending(&input));
	input_release(&input);
	return key;
}

static void keys_of_many_terminals_are_understood(void **state)
{
	static const struct {
		const char *bytes;
		int key;
	} cases[] = {
		{"a", 'a'},
		{"½", 0xBD},
		{"分", 0x5206},
		{"𝐀", 0x1D400},
		{"\r", K_ENTER},
		{"\n", K_ENTER},
		{"\t", K_TAB},
		{"\x7f", K_BACKSPACE},
		{"\b", K_BACKSPACE},
		{"\x07", K_CTRL('G')},
		{"\033[A", K_UP},
		{"\033OA", K_UP},
		{"\033[1;5A", K_UP},
		{"\033[1;2D", K_LEFT},
		{"\033[H", K_HOME},
		{"\033[1~", K_HOME},
		{"\033[7~", K_HOME},
		{"\033[3~", K_DELETE},
		{"\033[3;5~", K_DELETE},
		{"\033[3^", K_DELETE},
		{"\033[5~", K_PAGE_UP},
		{"\033[Z", K_BACKTAB},
		{"\033OP", K_F1},
		{"\033[[A", K_F1},
		{"\033[11~", K_F1},
		{"\033[1;2P", K_F1},
		{"\033[[E", K_F1 + 4},
		{"\033[24~", K_F12},
		{"\033\r", K_ALT_ENTER},
		{"\033\n", K_ALT_ENTER},
		{"\033b", K_ALT},
		{"\033½", K_ALT},
		{"\033OM", K_ENTER},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (key_of(cases[i].bytes) != cases[i].key)
			fail_msg("%s (%zu)", cases[i].bytes + 1, i);
	}
}

static void what_is_no_key_is_taken_whole(void **state)
{
	static const char *const cases[] = {
		"\033[I",                       /* focus */
		"\033[?62;22c",                 /* what the terminal is */
		"\033[201~",                    /* the end of a paste that timed out */
		"\033]11;rgb:1e1e/1e1e/1e1e\a", /* its background */
		"\033]11;rgb:ffff/ffff/ffff\033\\",
		"\033P1+r544e=787465\033\\",
		"\033[99~",
		"\xff",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(key_of(cases[i]), K_UNKNOWN);
}

static void a_lone_escape_waits_for_time_alone(void **state)
{
	struct input input;
	struct token token;

	(void)state;
	input_init(&input);
	assert_int_equal(input_timeout(&input, 50), -1);
	input_feed(&input, TEXT("\033"));
	assert_false(input_next(&input, &token));
	assert_true(input_is_pending(&input));
	assert_int_equal(input_timeout(&input, 50), 50);
	input_expire(&input);
	assert_true(input_next(&input, &token));
	assert_int_equal(token.key, K_ESC);
	assert_int_equal(token.length, 1);
	assert_false(input_is_pending(&input));

	/* The second of two need not wait for the first. */
	input_feed(&input, TEXT("\033\033"));
	assert_true(input_next(&input, &token));
	assert_int_equal(token.key, K_ESC);
	assert_false(input_next(&input, &token));
	assert_true(input_is_pending(&input));
	input_release(&input);
}

static void alt_with_a_bracket_is_a_key_after_all(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, BUF_MAX_DEFAULT);
	tokens_of(&out, TEXT("\033["), 2, 2);
	assert_int_equal(out.length, strlen("110018:\033[|"));
	tokens_of(&out, TEXT("\033[1;"), 4, 4); /* but what was cut later is nothing */
	assert_int_equal(out.length, 0);
	buf_release(&out);
}

static void a_paste_is_one_token_of_clean_text(void **state)
{
	struct input input;
	struct token token;

	(void)state;
	input_init(&input);
	input_feed(&input, TEXT("\033[200~one\r\ntwo\rth\tree\033[31m\0\xff½\xc2\x9b!\033[201~x"));
	assert_true(input_next(&input, &token));
	assert_int_equal(token.key, K_PASTE);
	assert_string_equal(token.bytes, "one\ntwo\nth\tree[31m½!");
	assert_int_equal(token.length, strlen(token.bytes));
	assert_true(input_next(&input, &token));
	assert_int_equal(token.key, 'x');
	input_release(&input);
}

static void a_paste_that_stalls_becomes_no_keys(void **state)
{
	struct input input;
	struct token token;

	(void)state;
	input_init(&input);
	input_feed(&input, TEXT("\033[200~words "));
	assert_false(input_next(&input, &token));
	assert_true(input_timeout(&input, 50) > 1000);
	input_expire(&input);
	assert_false(input_next(&input, &token));
	assert_int_equal(input_timeout(&input, 50), -1);
	input_feed(&input, TEXT("quit\r\003"));
	assert_false(input_next(&input, &token));
	input_feed(&input, TEXT("\033"));
	input_expire(&input);
	assert_false(input_next(&input, &token));
	input_feed(&input, TEXT("[201~q"));
	assert_true(input_next(&input, &token));
	assert_int_equal(token.key, K_PASTE);
	assert_string_equal(token.bytes, "words quit\n");
	assert_true(input_next(&input, &token));
	assert_int_equal(token.key, 'q');
	assert_false(input.stalled);
	input_release(&input);
}

static void ctrl_c_ends_a_paste_that_has_stalled(void **state)
{
	struct input input;
	struct token token;

	(void)state;
	input_init(&input);
	input_feed(&input, TEXT("\033[200~words"));
	input_feed(&input, TEXT("\003")); /* it goes on, so this is one of its bytes */
	assert_false(input_next(&input, &token));
	input_expire(&input);
	input_feed(&input, TEXT(" a"));
	input_feed(&input, TEXT("\003"));
	assert_true(input_next(&input, &token));
	assert_int_equal(token.key, K_PASTE);
	assert_string_equal(token.bytes, "words a");
	input_feed(&input, TEXT("\003"));
	assert_true(input_next(&input, &token));
	assert_int_equal(token.key, K_CTRL('C'));
	input_release(&input);
}

static void a_paste_without_end_keeps_its_limit(void **state)
{
	static char piece[4000];
	struct input input;
	struct token token;

	(void)state;
	memset(piece, 'x', sizeof(piece));
	input_init(&input);
	input_feed(&input, TEXT("\033[200~"));
	for (size_t sent = 0; sent < 2 * INPUT_PASTE_MAX; sent += sizeof(piece)) {
		input_feed(&input, piece, sizeof(piece));
		assert_false(input_next(&input, &token));
	}
	input_feed(&input, TEXT("\033[201~"));
	assert_true(input_next(&input, &token));
	assert_int_equal(token.length, INPUT_PASTE_MAX);
	input_release(&input);
}

static void cuts_at_every_byte_change_nothing(void **state)
{
	(void)state;
	assert_cuts_change_nothing(
		TEXT("a½分𝐀\033[A\033OB\033[1;5C\033\033[Z\033x\033½\033\r\033"));
	assert_cuts_change_nothing(
		TEXT("\033[200~p\r\nq\033[20\033[201~z\033[201~\xe2\x82z\xf0\x9f"));
	assert_cuts_change_nothing(
		TEXT("\033]11;x\033\\\033]0;\a\033P\033[M !!\033[[A\033[1\033[B\033["));
	assert_cuts_change_nothing(
		TEXT("\xff\xc0\x80\xe0\x80\x80\xed\xa0\x80\xf4\x90\x80\x80\033\xe2\x28"));
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 16;
}

static void cuts_of_noise_change_nothing(void **state)
{
	static const char *const pieces[] = {"\033", "[",    "O",     "~",  "1",  ";",
					     "200~", "201~", "\033[", "M",  "\r", "½",
					     "\xe5", "\x88", "]",     "\a", "\\", "a"};
	uint32_t seed = 20261121;

	(void)state;
	print_message("seed %u\n", (unsigned int)seed);
	for (int round = 0; round < 300; round++) {
		struct buf bytes;
		buf_init(&bytes, BUF_MAX_DEFAULT);
		for (int i = 0; i < 12; i++)
			buf_puts(&bytes, pieces[next_random(&seed) % COUNT(pieces)]);
		assert_cuts_change_nothing(bytes.data, bytes.length);
		buf_release(&bytes);
	}
}

static void keys_have_names(void **state)
{
	(void)state;
	assert_string_equal(key_name('a', false).text, "a");
	assert_string_equal(key_name(' ', false).text, "Space");
	assert_string_equal(key_name(0xBD, false).text, "½");
	assert_string_equal(key_name(K_ENTER, false).text, "Enter");
	assert_string_equal(key_name(K_CTRL('G'), false).text, "Ctrl-G");
	assert_string_equal(key_name(K_LEFT, false).text, "←");
	assert_string_equal(key_name(K_LEFT, true).text, "Left");
	assert_string_equal(key_name(K_F12, false).text, "F12");
	assert_string_equal(key_name(K_PASTE, false).text, "");
	assert_string_equal(key_name(K_NONE, false).text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_of_many_terminals_are_understood),
		cmocka_unit_test(what_is_no_key_is_taken_whole),
		cmocka_unit_test(a_lone_escape_waits_for_time_alone),
		cmocka_unit_test(alt_with_a_bracket_is_a_key_after_all),
		cmocka_unit_test(a_paste_is_one_token_of_clean_text),
		cmocka_unit_test(a_paste_that_stalls_becomes_no_keys),
		cmocka_unit_test(ctrl_c_ends_a_paste_that_has_stalled),
		cmocka_unit_test(a_paste_without_end_keeps_its_limit),
		cmocka_unit_test(cuts_at_every_byte_change_nothing),
		cmocka_unit_test(cuts_of_noise_change_nothing),
		cmocka_unit_test(keys_have_names),
	};

	return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
