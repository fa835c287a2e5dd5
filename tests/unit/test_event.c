/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "debrief/array.h"
#include "debrief/event.h"

static void every_kind_is_found_by_its_name(void **unused)
{
	(void)unused;

	for (int kind = 0; kind < EVENT_UNKNOWN; kind++) {
		assert_non_null(event_kinds[kind].says);
		assert_int_equal(event_kind_of(event_kinds[kind].name), kind);
	}
	assert_int_equal(event_kind_of("of-tomorrow"), EVENT_UNKNOWN);
	assert_int_equal(event_kind_of(""), EVENT_UNKNOWN);
}

static void no_kind_names_a_key_twice_or_has_too_many(void **unused)
{
	(void)unused;

	for (int kind = 0; kind < EVENT__COUNT; kind++) {
		const struct event_kind_info *info = &event_kinds[kind];
		assert_true(info->n_rules <= EVENT_KEYS_MAX);
		for (size_t i = 0; i < info->n_rules; i++)
			assert_ptr_equal(event_rule((enum event_kind)kind, info->rules[i].key),
					 &info->rules[i]);
	}
}

static void words_come_last_and_only_choices_have_choices(void **unused)
{
	(void)unused;

	for (int kind = 0; kind < EVENT__COUNT; kind++) {
		const struct event_kind_info *info = &event_kinds[kind];
		for (size_t i = 0; i < info->n_rules; i++) {
			const struct event_rule *rule = &info->rules[i];
			assert_int_equal(rule->type == VALUE_CHOICE, rule->choices != NULL);
			if (rule->key == KEY_TEXT)
				assert_int_equal(i, info->n_rules - 1);
		}
	}
}

static void every_key_has_a_name_of_its_own(void **unused)
{
	(void)unused;

	for (int a = 0; a < KEY__COUNT; a++) {
		assert_non_null(event_key_names[a]);
		for (int b = 0; b < a; b++)
			assert_string_not_equal(event_key_names[a], event_key_names[b]);
	}
}

static void ids_are_read_and_written_back(void **unused)
{
	static const char *const ids[] = {"k7q2.1", "k7q2.p3", "zzzz.4294967295",
					  "a000.p4294967295"};
	(void)unused;

	for (size_t i = 0; i < COUNT(ids); i++) {
		struct event_id id;
		char text[EVENT_ID_SIZE];
		assert_true(event_id_parse(ids[i], &id));
		assert_true(event_id_is_set(&id));
		assert_int_equal(id.is_private, strchr(ids[i], 'p') != NULL);
		event_id_format(&id, text);
		assert_string_equal(text, ids[i]);
	}
}

static void what_is_no_id_is_not_read(void **unused)
{
	static const char *const ids[] = {
		"",
		".",
		"k7q2",
		"k7q2.",
		"k7q2.0",
		"k7q2.01",
		"k7q2.p",
		"k7q2.p0",
		"k7q2.-1",
		"k7q2.1 ",
		"k7q2.1x",
		"k7q2.4294967296",
		"k7q2.99999999999999999999",
		"7k7q.1",
		"K7q2.1",
		"k7q.1",
		"k7q22.1",
		"k7-2.1",
		"+1",
		"k7q2.pp1",
		"k7q2..1",
	};
	(void)unused;

	for (size_t i = 0; i < COUNT(ids); i++) {
		struct event_id id;
		assert_false(event_id_parse(ids[i], &id));
		assert_false(event_id_is_set(&id));
	}
}

static void private_and_shared_ids_differ(void **unused)
{
	struct event_id shared;
	struct event_id own;
	struct event_id again;
	(void)unused;

	assert_true(event_id_parse("k7q2.1", &shared));
	assert_true(event_id_parse("k7q2.p1", &own));
	assert_true(event_id_parse("k7q2.1", &again));
	assert_false(event_id_equal(&shared, &own));
	assert_true(event_id_equal(&shared, &again));
}

static void values_are_set_replaced_and_unset(void **unused)
{
	static const char *const cites[] = {"k7q2.1", "k7q2.2"};
	struct event event;
	(void)unused;

	event_init(&event, EVENT_GOAL);
	assert_string_equal(event.kind_name, "goal");
	event_set(&event, KEY_TEXT, "one");
	event_set(&event, KEY_FIRST_TRY, "true");
	event_set(&event, KEY_TEXT, "two");
	event_set(&event, KEY_PHASE, "");
	event_set(&event, KEY_BASIS, NULL);
	event_set_list(&event, KEY_CITES, cites, 2);
	assert_int_equal(event.n_values, 3);
	assert_string_equal(event_text(&event, KEY_TEXT), "two");
	assert_true(event_is_true(&event, KEY_FIRST_TRY));
	assert_null(event_text(&event, KEY_PHASE));
	assert_null(event_text(&event, KEY_CITES));
	assert_int_equal(event_value(&event, KEY_CITES)->count, 2);
	event_set(&event, KEY_TEXT, NULL);
	event_set_list(&event, KEY_CITES, NULL, 0);
	assert_int_equal(event.n_values, 1);
	assert_false(event_says(&event, KEY_TEXT, "two"));
}

static void numbers_have_digits_only(void **unused)
{
	struct event event;
	(void)unused;

	event_init(&event, EVENT_WORK);
	event_set(&event, KEY_STUDENTS, "12");
	assert_int_equal(event_number(&event, KEY_STUDENTS, -1), 12);
	event_set(&event, KEY_STUDENTS, "1000000");
	assert_int_equal(event_number(&event, KEY_STUDENTS, -1), 1000000);
	static const char *const others[] = {"1000001", "-1",  "+1",         " 1",
					     "1e3",     "0x1", "99999999999"};
	for (size_t i = 0; i < COUNT(others); i++) {
		event_set(&event, KEY_STUDENTS, others[i]);
		assert_int_equal(event_number(&event, KEY_STUDENTS, -1), -1);
	}
	assert_int_equal(event_number(&event, KEY_TEXT, 7), 7);
}

static void a_copy_shares_nothing_with_the_original(void **unused)
{
	char text[] = "what was said";
	char item[] = "k7q2.1";
	const char *items[] = {item};
	char kind[] = "goal";
	char record[] = "---\n";
	struct arena arena;
	struct event event;
	(void)unused;

	arena_init(&arena, 1 << 20);
	event_init(&event, EVENT_GOAL);
	event.kind_name = kind;
	event.record = record;
	event.record_length = 4;
	event_set(&event, KEY_TEXT, text);
	event_set_list(&event, KEY_CITES, items, 1);
	struct event *copy = event_copy(&arena, &event);
	assert_non_null(copy);
	memset(text, 'x', sizeof(text) - 1);
	memset(item, 'x', sizeof(item) - 1);
	memset(kind, 'x', sizeof(kind) - 1);
	memset(record, 'x', sizeof(record) - 1);
	items[0] = NULL;
	assert_string_equal(event_text(copy, KEY_TEXT), "what was said");
	assert_string_equal(event_value(copy, KEY_CITES)->items[0], "k7q2.1");
	assert_string_equal(copy->kind_name, "goal");
	assert_memory_equal(copy->record, "---\n", 4);
	arena_release(&arena);
}

static void a_copy_without_memory_is_none(void **unused)
{
	static const char *const cites[] = {"k7q2.1", "k7q2.2"};
	struct event event;
	struct event *copy = NULL;
	size_t max = 0;
	(void)unused;

	event_init(&event, EVENT_GOAL);
	event_set(&event, KEY_TEXT, "what was said");
	event_set_list(&event, KEY_CITES, cites, 2);
	for (; !copy; max += 16) {
		struct arena arena;
		arena_init(&arena, max);
		copy = event_copy(&arena, &event);
		arena_release(&arena);
		assert_true(max < 4096);
	}
	assert_true(max > sizeof(event));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_is_found_by_its_name),
		cmocka_unit_test(no_kind_names_a_key_twice_or_has_too_many),
		cmocka_unit_test(words_come_last_and_only_choices_have_choices),
		cmocka_unit_test(every_key_has_a_name_of_its_own),
		cmocka_unit_test(ids_are_read_and_written_back),
		cmocka_unit_test(what_is_no_id_is_not_read),
		cmocka_unit_test(private_and_shared_ids_differ),
		cmocka_unit_test(values_are_set_replaced_and_unset),
		cmocka_unit_test(numbers_have_digits_only),
		cmocka_unit_test(a_copy_shares_nothing_with_the_original),
		cmocka_unit_test(a_copy_without_memory_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
