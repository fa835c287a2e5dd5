/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting words as a person would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "debrief/words.h"
#include "property.h"

static size_t count(const char *text)
{
	return words_count(text, strlen(text));
}

static void words_are_counted_as_people_do(void **state)
{
	static const struct {
		const char *text;
		size_t words;
	} cases[] = {
		{"", 0},
		{" \t\n", 0},
		{"They gave up.", 3},
		{"  They\tgave\nup  ", 3},
		{"Um, uh, I mean", 4},
		{"3.5 of 4 and 1/2", 5},
		{"don't well-known rock'n'roll", 3},
		{"it’s “quoted” (so) [there]", 4},
		{"no — and – then - so", 4},
		{"no—wait", 2},
		{"no--wait...what", 3},
		{"so… then", 2},
		{"wait.", 1},
		{"... -- ?! • → 😀", 0},
		{"½ of x² × 3", 4},
		{"Élodie naïve Straße", 3},
		{"co\u00ADoperate", 1},
		{"a\u00A0b\u2009c\u3000d", 4},
		{"Мы их видели", 3},
		{"हम ने देखा", 3},
		{"우리는 봤다", 2},
		{"他们画了", 4},
		{"かな", 2},
		{"他 says 数学", 4},
		{"\xFF\xFE", 0},
		{"a\xFF"
		 "b",
		 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (count(cases[i].text) != cases[i].words)
			fail_msg("'%s' has %zu words, not %zu", cases[i].text, count(cases[i].text),
				 cases[i].words);
}

static void a_blank_between_two_texts_keeps_their_sum(void **state)
{
	struct property property = property_start("words");
	struct buf one, other, both;

	(void)state;
	buf_init(&one, BUF_MAX_DEFAULT);
	buf_init(&other, BUF_MAX_DEFAULT);
	buf_init(&both, BUF_MAX_DEFAULT);
	for (int i = 0; i < property_rounds(2000); i++) {
		buf_reset(&one);
		buf_reset(&other);
		buf_reset(&both);
		property_text(&property, &one, 12);
		property_text(&property, &other, 12);
		buf_add(&both, buf_text(&one), one.length);
		buf_putc(&both, ' ');
		buf_add(&both, buf_text(&other), other.length);
		assert_int_equal(words_count(buf_text(&both), both.length),
				 words_count(buf_text(&one), one.length) +
					 words_count(buf_text(&other), other.length));
		assert_true(words_count(buf_text(&one), one.length) <= one.length);
	}
	buf_release(&one);
	buf_release(&other);
	buf_release(&both);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_counted_as_people_do),
		cmocka_unit_test(a_blank_between_two_texts_keeps_their_sum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
