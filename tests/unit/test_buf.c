/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "debrief/buf.h"

static void an_empty_buffer_is_an_empty_text(void **unused)
{
	struct buf buf;
	(void)unused;

	buf_init(&buf, 10);
	assert_string_equal(buf_text(&buf), "");
	assert_null(buf.data);
	buf_add(&buf, NULL, 0);
	assert_string_equal(buf_text(&buf), "");
	assert_false(buf.failed);
	buf_release(&buf);
}

static void additions_follow_each_other_and_end_in_nul(void **unused)
{
	struct buf buf;
	(void)unused;

	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_puts(&buf, "one ");
	buf_putc(&buf, '2');
	buf_fill(&buf, '-', 3);
	buf_printf(&buf, "%d%s", 4, "five");
	buf_add(&buf, "six?", 3);
	assert_string_equal(buf_text(&buf), "one 2---4fivesix");
	assert_int_equal(buf.length, 16);
	buf_truncate(&buf, 100);
	assert_int_equal(buf.length, 16);
	buf_truncate(&buf, 3);
	assert_string_equal(buf_text(&buf), "one");
	buf_release(&buf);
}

static void any_bytes_are_kept(void **unused)
{
	struct buf buf;
	(void)unused;

	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_add(&buf, "\0\xFF\0", 3);
	assert_int_equal(buf.length, 3);
	assert_memory_equal(buf.data, "\0\xFF\0", 4);
	buf_release(&buf);
}

static void long_texts_make_it_grow(void **unused)
{
	struct buf buf;
	char text[1001];
	(void)unused;

	memset(text, 'x', 1000);
	text[1000] = '\0';
	buf_init(&buf, BUF_MAX_DEFAULT);
	for (int i = 0; i < 100; i++)
		buf_printf(&buf, "%s%d", text, i % 10);
	assert_int_equal(buf.length, 100100);
	assert_int_equal(strlen(buf.data), 100100);
	assert_int_equal(buf.data[100099], '9');
	buf_release(&buf);
}

static void the_maximum_may_be_reached_but_not_passed(void **unused)
{
	struct buf buf;
	(void)unused;

	buf_init(&buf, 5);
	buf_puts(&buf, "12345");
	assert_false(buf.failed);
	buf_putc(&buf, '6');
	assert_true(buf.failed);
	assert_string_equal(buf_text(&buf), "12345");
	buf_release(&buf);
}

static void failure_is_sticky_until_reset(void **unused)
{
	struct buf buf;
	(void)unused;

	buf_init(&buf, 5);
	buf_puts(&buf, "1");
	buf_printf(&buf, "%s", "23456");
	assert_true(buf.failed);
	buf_puts(&buf, "2");
	buf_fill(&buf, '2', 1);
	assert_string_equal(buf_text(&buf), "1");
	buf_reset(&buf);
	assert_false(buf.failed);
	assert_string_equal(buf_text(&buf), "");
	buf_puts(&buf, "2");
	assert_string_equal(buf_text(&buf), "2");
	buf_release(&buf);
}

static void sizes_beyond_memory_fail(void **unused)
{
	struct buf buf;
	(void)unused;

	buf_init(&buf, SIZE_MAX);
	buf_puts(&buf, "x");
	buf_fill(&buf, ' ', SIZE_MAX - 1);
	assert_true(buf.failed);
	assert_string_equal(buf_text(&buf), "x");
	buf_release(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_buffer_is_an_empty_text),
		cmocka_unit_test(additions_follow_each_other_and_end_in_nul),
		cmocka_unit_test(any_bytes_are_kept),
		cmocka_unit_test(long_texts_make_it_grow),
		cmocka_unit_test(the_maximum_may_be_reached_but_not_passed),
		cmocka_unit_test(failure_is_sticky_until_reset),
		cmocka_unit_test(sizes_beyond_memory_fail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
