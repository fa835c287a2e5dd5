/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "debrief/base64.h"

static void the_vectors_of_the_standard_come_out(void **state)
{
	static const struct {
		const char *bytes, *base64;
	} vectors[] = {
		{"", ""},
		{"f", "Zg=="},
		{"fo", "Zm8="},
		{"foo", "Zm9v"},
		{"foob", "Zm9vYg=="},
		{"fooba", "Zm9vYmE="},
		{"foobar", "Zm9vYmFy"},
		{"\xFB\xEF\xFF", "++//"},
	};
	struct buf out;

	(void)state;
	buf_init(&out, 64);
	for (size_t i = 0; i < COUNT(vectors); i++) {
		buf_reset(&out);
		base64(&out, vectors[i].bytes, strlen(vectors[i].bytes));
		assert_string_equal(buf_text(&out), vectors[i].base64);
	}
	buf_release(&out);
}

static void zero_bytes_are_bytes(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 64);
	base64(&out, "\0\0\0\0", 4);
	assert_string_equal(buf_text(&out), "AAAAAA==");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vectors_of_the_standard_come_out),
		cmocka_unit_test(zero_bytes_are_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
