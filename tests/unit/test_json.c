/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "debrief/json.h"

struct writing {
	struct buf out;
	struct json json;
};

static int set_up(void **context)
{
	static struct writing writing;

	buf_init(&writing.out, BUF_MAX_DEFAULT);
	json_start(&writing.json, &writing.out);
	*context = &writing;
	return 0;
}

static int tear_down(void **context)
{
	struct writing *writing = *context;

	buf_release(&writing->out);
	return 0;
}

static void members_and_items_are_parted_by_commas(void **context)
{
	struct writing *writing = *context;
	struct json *json = &writing->json;

	json_object(json, NULL);
	json_text(json, "a", "b");
	json_array(json, "list");
	json_number(json, NULL, 1);
	json_bool(json, NULL, true);
	json_object(json, NULL);
	json_text(json, "x", NULL);
	json_number(json, "y", -2);
	json_object_end(json);
	json_array_end(json);
	json_object(json, "map");
	json_array(json, "deep");
	json_number(json, NULL, 1);
	json_number(json, NULL, 2);
	json_array_end(json);
	json_object_end(json);
	json_object_end(json);
	assert_string_equal(buf_text(&writing->out), "{\n"
						     "  \"a\": \"b\",\n"
						     "  \"list\": [\n"
						     "    1,\n"
						     "    true,\n"
						     "    {\"x\": null, \"y\": -2}\n"
						     "  ],\n"
						     "  \"map\": {\"deep\": [1, 2]}\n"
						     "}\n");
}

static void empty_ones_are_closed_at_once(void **context)
{
	struct writing *writing = *context;
	struct json *json = &writing->json;

	json_object(json, NULL);
	json_object(json, "map");
	json_object_end(json);
	json_array(json, "list");
	json_array_end(json);
	json_object_end(json);
	assert_string_equal(buf_text(&writing->out), "{\n  \"map\": {},\n  \"list\": []\n}\n");
}

static void texts_and_keys_are_escaped(void **context)
{
	struct writing *writing = *context;

	json_object(&writing->json, NULL);
	json_text(&writing->json, "\"\n\x1b", "\\ \xE2\x80\xAE \xFF");
	json_object_end(&writing->json);
	assert_string_equal(buf_text(&writing->out),
			    "{\n  \"\\\"\\n\\u001b\": \"\\\\ \\u202e \xEF\xBF\xBD\"\n}\n");
}

static void seconds_have_a_point_only_if_they_need_one(void **context)
{
	static const struct {
		double seconds;
		const char *text;
	} cases[] = {
		{0, "[0]\n"},          {12, "[12]\n"}, {30.5, "[30.500]\n"},     {0.0004, "[0]\n"},
		{0.0016, "[0.002]\n"}, {-1, "[0]\n"},  {1e300 * 1e300, "[0]\n"},
	};
	struct writing *writing = *context;

	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_reset(&writing->out);
		json_start(&writing->json, &writing->out);
		json_array(&writing->json, NULL);
		json_seconds(&writing->json, NULL, cases[i].seconds);
		json_array_end(&writing->json);
		/* The items of the outermost value stand on lines of their own. */
		char flat[32] = "";
		size_t length = 0;
		for (const char *c = buf_text(&writing->out); *c; c++)
			if (*c != ' ' && (*c != '\n' || c[1] == '\0'))
				flat[length++] = *c;
		assert_string_equal(flat, cases[i].text);
	}
}

static void a_tree_keeps_its_order_and_the_kinds_of_its_scalars(void **context)
{
	static const char yaml[] =
		"b: 1\na: \"1\"\nlist: [true, \"true\", {x: 1.50}, ~]\nmap: {}\n";
	struct writing *writing = *context;
	struct arena arena;
	struct diags diags;
	struct node *root;

	arena_init(&arena, (size_t)1 << 20);
	diags_init(&diags, &arena, "test", yaml, strlen(yaml));
	assert_int_equal(
		tree_parse(&arena, yaml, strlen(yaml), &tree_limits_record, &diags, &root, NULL),
		STATUS_OK);
	json_object(&writing->json, NULL);
	json_node(&writing->json, "tree", root);
	json_object_end(&writing->json);
	assert_string_equal(buf_text(&writing->out),
			    "{\n  \"tree\": {\"b\": 1, \"a\": \"1\", \"list\": [true, \"true\", "
			    "{\"x\": 1.50}, null], \"map\": {}}\n}\n");
	arena_release(&arena);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(members_and_items_are_parted_by_commas),
		TEST(empty_ones_are_closed_at_once),
		TEST(texts_and_keys_are_escaped),
		TEST(seconds_have_a_point_only_if_they_need_one),
		TEST(a_tree_keeps_its_order_and_the_kinds_of_its_scalars),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
