/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The format is said twice: as tables, for us, and as a JSON Schema, for editors. Both must name the
 * same keys, require the same ones and allow the same words. (JSON is YAML: our own tree reads it.)
 * And what we ship must be read without a word.
 */

#include "rubric/rubric_schema.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "debrief/file.h"
#include "debrief/rubric.h"

struct fixture {
	struct arena arena;
	struct buf bytes;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	arena_init(&f->arena, (size_t)64 << 20);
	buf_init(&f->bytes, BUF_MAX_DEFAULT);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	arena_release(&f->arena);
	buf_release(&f->bytes);
	free(f);
	return 0;
}

static void read_shipped(struct fixture *f, const char *name)
{
	const char *path = arena_printf(&f->arena, "%s/%s", DEBRIEF_SOURCE_RUBRICS, name);

	buf_reset(&f->bytes);
	assert_int_equal(file_read(&file_ops_system, AT_FDCWD, path, RUBRIC_BYTES_MAX, &f->bytes, NULL),
			 STATUS_OK);
}

static const struct node *json_schema(struct fixture *f)
{
	struct diags diags;
	struct node *root;

	read_shipped(f, "debrief-rubric.schema.json");
	diags_init(&diags, &f->arena, "schema", f->bytes.data, f->bytes.length);
	assert_int_equal(tree_parse(&f->arena, f->bytes.data, f->bytes.length, &tree_limits_document,
				    &diags, &root, NULL), STATUS_OK);
	return root;
}

static bool list_has(const struct node *list, const char *text)
{
	for (const struct node *item = list ? list->first : NULL; item; item = item->next)
		if (item->text && strcmp(item->text, text) == 0)
			return true;
	return false;
}

static void compare_words(const struct schema_key *key, const struct node *property)
{
	const struct node *words = node_get(property, "enum");
	size_t count = 0;

	assert_non_null(words);
	for (; key->choices[count]; count++)
		assert_true(list_has(words, key->choices[count]));
	assert_int_equal(words->count, count);
}

/* The table and everything it is made of. */
static void compare(const struct node *root, const struct schema *schema)
{
	const struct node *map = strcmp(schema->what, "rubric") == 0
					 ? root
					 : node_get(node_get(root, "$defs"), schema->what);
	const struct node *properties;
	const struct node *required;
	size_t n_required = 0;

	assert_non_null(map);
	assert_string_equal(node_text(map, "additionalProperties"), "false");
	properties = node_get(map, "properties");
	required = node_get(map, "required");
	for (size_t n = 0; n < schema->count; n++) {
		const struct schema_key *key = &schema->keys[n];
		const struct node *property = node_get(properties, key->key);

		if (!property)
			fail_msg("the JSON Schema has no '%s' in a %s", key->key, schema->what);
		if (key->required != list_has(required, key->key))
			fail_msg("'%s' of a %s is required in one only", key->key, schema->what);
		n_required += key->required;
		if (key->choices)
			compare_words(key, property);
		if (key->type == SCHEMA_INT) {
			assert_int_equal(strtol(node_text(property, "minimum"), NULL, 10), key->min);
			assert_int_equal(strtol(node_text(property, "maximum"), NULL, 10), key->max);
		}
		if (key->of)
			compare(root, key->of);
	}
	assert_int_equal(properties->count, schema->count);
	assert_int_equal(required ? required->count : 0, n_required);
}

static void the_json_schema_says_what_the_tables_say(void **state)
{
	compare(json_schema(*state), &rubric_schema);
}

static void every_field_type_has_a_name(void **state)
{
	(void)state;
	for (int type = FIELD_TEXT; type <= FIELD_STATEMENT; type++)
		assert_non_null(field_type_names[type]);
	assert_null(field_type_names[FIELD_STATEMENT + 1]);
}

static bool is_a_shipped_rubric(const char *name)
{
	size_t length = strlen(name);

	return length > 5 && strcmp(name + length - 5, ".yaml") == 0 &&
	       strcmp(name, "demo-ratios.yaml") != 0; /* a lesson */
}

static void shipped_rubrics_are_read_without_a_word(void **state)
{
	struct fixture *f = *state;
	char **names;
	size_t count;
	size_t rubrics = 0;
	int folder;

	assert_int_equal(folder_open(&file_ops_system, DEBRIEF_SOURCE_RUBRICS, &folder, NULL),
			 STATUS_OK);
	assert_int_equal(folder_list(folder, 1000, &names, &count, NULL), STATUS_OK);
	for (size_t n = 0; n < count; n++) {
		const struct rubric *rubric;
		struct diags diags;
		struct buf said;

		if (!is_a_shipped_rubric(names[n]))
			continue;
		rubrics++;
		read_shipped(f, names[n]);
		diags_init(&diags, &f->arena, names[n], f->bytes.data, f->bytes.length);
		buf_init(&said, BUF_MAX_DEFAULT);
		enum status status = rubric_parse(&f->arena, f->bytes.data, f->bytes.length,
						  SCHEMA_STRICT, &diags, &rubric, NULL);
		diags_print(&diags, &said);
		assert_string_equal(buf_text(&said), "");
		assert_int_equal(status, STATUS_OK);
		/* Found by the name of the file. */
		assert_int_equal(strncmp(rubric->id, names[n], strlen(names[n]) - 5), 0);
		assert_int_equal(strlen(rubric->id), strlen(names[n]) - 5);
		buf_release(&said);
	}
	assert_true(rubrics > 0);
	free(names);
	close(folder);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(the_json_schema_says_what_the_tables_say),
		CASE(every_field_type_has_a_name),
		CASE(shipped_rubrics_are_read_without_a_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
