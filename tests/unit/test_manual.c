/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manual pages say what the tables of the program say: the keys, the kinds of events, the keys
 * of a rubric. With GENERATE=1 the sections that are made from tables are written anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/command.h"
#include "app/keys.h"
#include "debrief/array.h"
#include "debrief/buf.h"
#include "debrief/diag.h"
#include "debrief/event.h"
#include "debrief/known_field.h"
#include "debrief/record.h"
#include "debrief/rubric.h"
#include "rubric/rubric_schema.h"

#define PAGE_MAX ((size_t)1 << 20)

static const char *page_path(const char *name)
{
	static char path[4096];
	const char *source = getenv("SRCDIR");

	snprintf(path, sizeof path, "%s/man/%s", source ? source : ".", name);
	return path;
}

static void read_page(const char *name, struct buf *page)
{
	char chunk[4096];
	size_t length;
	FILE *file = fopen(page_path(name), "r");

	assert_non_null(file);
	buf_init(page, PAGE_MAX);
	while ((length = fread(chunk, 1, sizeof chunk, file)) > 0)
		buf_add(page, chunk, length);
	fclose(file);
	buf_putc(page, '\0');
	assert_false(page->failed);
}

/* The lines between `.\" NAME: begin` and `.\" NAME: end`. */
static char *section(const struct buf *page, const char *name, size_t *length)
{
	char mark[64];
	char *start, *end;

	snprintf(mark, sizeof mark, ".\\\" %s: begin\n", name);
	start = strstr(page->data, mark);
	assert_non_null(start);
	start += strlen(mark);
	snprintf(mark, sizeof mark, ".\\\" %s: end\n", name);
	end = strstr(start, mark);
	assert_non_null(end);
	*length = (size_t)(end - start);
	return start;
}

static void write_section(const char *page_name, const struct buf *page, const char *start,
			  size_t length, const struct buf *expected)
{
	const char *rest = start + length;
	FILE *file = fopen(page_path(page_name), "w");

	assert_non_null(file);
	fwrite(page->data, 1, (size_t)(start - page->data), file);
	fwrite(expected->data, 1, expected->length, file);
	fwrite(rest, 1, strlen(rest), file);
	assert_int_equal(fclose(file), 0);
}

static void check_section(const char *page_name, const char *name, const struct buf *expected)
{
	struct buf page;
	size_t length;

	read_page(page_name, &page);
	char *start = section(&page, name, &length);
	assert_false(expected->failed);
	if (getenv("GENERATE")) {
		write_section(page_name, &page, start, length, expected);
	} else if (length != expected->length || memcmp(start, expected->data, length) != 0) {
		print_error(
			"%s differs from the table (GENERATE=1 writes it anew); expected:\n%.*s",
			page_name, (int)expected->length, expected->data);
		fail();
	}
	buf_release(&page);
}

/* As an argument or the beginning of a line of mdoc: no letter of it is taken for a macro. */
static void put(struct buf *out, const char *text)
{
	buf_puts(out, "\\&");
	for (; *text; text++) {
		if (*text == '\\')
			buf_puts(out, "\\e");
		else if (*text == '"')
			buf_puts(out, "\\(dq");
		else if (*text == '\'')
			buf_puts(out, "\\(aq");
		else
			buf_putc(out, *text);
	}
}

/* ---- the keys ---- */

static bool is_listed_before(const struct command *command, unsigned group)
{
	for (const struct command *other = commands; other < command; other++)
		if ((other->contexts & group) && other->keys[0] == command->keys[0] &&
		    !strcmp(other->help, command->help))
			return true;
	return false;
}

static void put_command(struct buf *out, const struct command *command)
{
	buf_puts(out, ".It");
	for (size_t i = 0; i < COUNT(command->keys) && command->keys[i]; i++) {
		buf_puts(out, i > 0 ? " , Ic " : " Ic ");
		put(out, key_name(command->keys[i], true).text);
	}
	buf_puts(out, " Pq ");
	put(out, command_name(command).text);
	buf_putc(out, '\n');
	put(out, command->help);
	buf_putc(out, '\n');
}

static void the_keys_are_those_of_the_command_table(void **state)
{
	static const struct {
		const char *title;
		unsigned contexts;
		bool all; /* of the contexts, not one of them */
	} groups[] = {
		{"In all panes", IN_PANES, true},
		{"In the panes of the lesson and of student work", IN_LESSON | IN_WORK, false},
		{"In the pane of the script", IN_SCRIPT, false},
		{"In the library", IN_LIBRARY | IN_COVER | IN_FIND, false},
		{"In a list of answers", IN_CHOICE, false},
		{"While a line is being written", IN_LINE | IN_PICK | IN_EVIDENCE | IN_SEARCH,
		 false},
		{"In the calendar", IN_DATE, false},
		{"On the page for the teacher", IN_TEACHER, false},
		{"In the help and in your own view", IN_HELP | IN_COACH, false},
		{"While a report is read", IN_REPORT, false},
		{"While the coaching cycle is read", IN_PAGE, false},
	};
	struct buf out;

	(void)state;
	buf_init(&out, PAGE_MAX);
	for (size_t g = 0; g < COUNT(groups); g++) {
		unsigned group = groups[g].contexts;
		buf_puts(&out, ".Ss ");
		put(&out, groups[g].title);
		buf_puts(&out, "\n.Bl -tag -width Ds\n");
		for (size_t i = 0; i < n_commands; i++) {
			unsigned contexts = commands[i].contexts;
			bool panes = (contexts & IN_PANES) == IN_PANES;
			bool here = groups[g].all
					    ? (contexts & group) == group
					    : (contexts & group) && !((group & IN_PANES) && panes);
			if (here && commands[i].keys[0] && !is_listed_before(&commands[i], group))
				put_command(&out, &commands[i]);
		}
		buf_puts(&out, ".El\n");
	}
	check_section("debrief.1", "keys", &out);
	buf_release(&out);
}

/* ---- the kinds of events ---- */

static void put_rule(struct buf *out, const struct event_rule *rule, bool is_last)
{
	buf_puts(out, ".Ic ");
	buf_puts(out, event_key_names[rule->key]);
	if (rule->required)
		buf_puts(out, " Ns *");
	if (rule->choices) {
		buf_puts(out, "\n.Po\n");
		for (size_t i = 0; rule->choices[i]; i++) {
			buf_puts(out, ".Ql ");
			put(out, rule->choices[i]);
			buf_puts(out, rule->choices[i + 1] ? " ,\n" : "\n");
		}
		buf_puts(out, ".Pc");
	}
	buf_puts(out, is_last ? "\n" : " ,\n");
}

static void the_kinds_are_those_of_the_table_of_events(void **state)
{
	static const char *const streams[] = {
		[STREAM_SHARED] = "shared",
		[STREAM_PRIVATE] = "private",
		[STREAM_BOTH] = "both streams",
		[STREAM_TARGET] = "the stream of what it names",
	};
	struct buf out;

	(void)state;
	buf_init(&out, PAGE_MAX);
	buf_puts(&out, ".Bl -tag -width Ds\n");
	for (size_t kind = 0; kind < EVENT_UNKNOWN; kind++) {
		const struct event_kind_info *info = &event_kinds[kind];
		buf_puts(&out, ".It Ic ");
		buf_puts(&out, info->name);
		buf_puts(&out, " Pq ");
		put(&out, streams[info->stream]);
		buf_putc(&out, '\n');
		put(&out, info->says);
		buf_puts(&out, info->n_rules > 0 ? ":\n" : "\n");
		for (size_t i = 0; i < info->n_rules; i++)
			put_rule(&out, &info->rules[i], i + 1 == info->n_rules);
	}
	buf_puts(&out, ".El\n");
	check_section("debrief-session.5", "kinds", &out);
	buf_release(&out);
}

static void the_record_in_the_manual_is_a_good_one(void **state)
{
	struct buf page;
	struct record_scan scan;
	struct record_span span;
	const char *start, *end;

	(void)state;
	read_page("debrief-session.5", &page);
	start = strstr(page.data, "\n---\n");
	assert_non_null(start);
	end = strstr(start, "\nsum: ");
	assert_non_null(end);
	end = strchr(end + 1, '\n') + 1;
	record_scan_start(&scan, start + 1, (size_t)(end - start) - 1);
	assert_true(record_scan_next(&scan, &span));
	assert_int_equal(span.label, RECORD_GOOD);
	assert_false(record_scan_next(&scan, &span));
	buf_release(&page);
}

/* ---- rubrics ---- */

static void check_keys(const struct buf *page, const struct schema *schema)
{
	char named[64];

	for (size_t i = 0; i < schema->count; i++) {
		snprintf(named, sizeof named, "Ic %s", schema->keys[i].key);
		const char *found = strstr(page->data, named);
		size_t length = strlen(named);
		while (found && found[length] != '\n' && found[length] != ' ')
			found = strstr(found + 1, named);
		if (!found)
			print_error("a %s's key '%s' is not in the manual\n", schema->what,
				    schema->keys[i].key);
		assert_non_null(found);
		if (schema->keys[i].of)
			check_keys(page, schema->keys[i].of);
	}
}

static void every_key_of_a_rubric_is_explained(void **state)
{
	struct buf page;

	(void)state;
	read_page("debrief-rubric.5", &page);
	check_keys(&page, &rubric_schema);
	buf_release(&page);
}

static void every_known_field_is_explained(void **state)
{
	struct buf page;
	char row[128];

	(void)state;
	read_page("debrief-rubric.5", &page);
	for (size_t i = 0; i < FIELD__COUNT; i++) {
		snprintf(row, sizeof row, ".It Ic %s Ta %s Ta ", known_fields[i].id,
			 field_type_names[known_fields[i].type]);
		if (!strstr(page.data, row))
			print_error("not in the manual: %s\n", row);
		assert_non_null(strstr(page.data, row));
	}
	buf_release(&page);
}

/* The example, without the lines of mdoc around it. */
static void example(const struct buf *page, struct buf *yaml)
{
	size_t length;
	const char *line = section(page, "example", &length), *end = line + length;

	buf_init(yaml, PAGE_MAX);
	while (line < end) {
		const char *next = strchr(line, '\n') + 1;
		if (*line != '.')
			buf_add(yaml, line, (size_t)(next - line));
		line = next;
	}
}

static bool example_uses(const struct buf *yaml, const char *key)
{
	char used[64];
	const char *found;

	snprintf(used, sizeof used, "%s:", key);
	for (found = strstr(yaml->data, used); found; found = strstr(found + 1, used))
		if (found == yaml->data || strchr("\n {", found[-1]))
			return true;
	return false;
}

static void check_used(const struct buf *yaml, const struct schema *schema)
{
	for (size_t i = 0; i < schema->count; i++) {
		if (!example_uses(yaml, schema->keys[i].key))
			print_error("the example has no '%s'\n", schema->keys[i].key);
		assert_true(example_uses(yaml, schema->keys[i].key));
		if (schema->keys[i].of)
			check_used(yaml, schema->keys[i].of);
	}
}

static void the_example_is_a_rubric_that_uses_every_key(void **state)
{
	struct buf page, yaml;
	struct arena arena;
	struct diags diags;
	const struct rubric *rubric;
	struct err err = {{0}, 0};

	(void)state;
	read_page("debrief-rubric.5", &page);
	example(&page, &yaml);
	arena_init(&arena, PAGE_MAX * 16);
	diags_init(&diags, &arena, "example", yaml.data, yaml.length);
	assert_int_equal(
		rubric_parse(&arena, yaml.data, yaml.length, SCHEMA_STRICT, &diags, &rubric, &err),
		STATUS_OK);
	assert_string_equal(rubric->id, "small-reading");
	assert_int_equal(rubric->breakdown.count, 4);
	buf_putc(&yaml, '\0');
	check_used(&yaml, &rubric_schema);
	arena_release(&arena);
	buf_release(&yaml);
	buf_release(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_keys_are_those_of_the_command_table),
		cmocka_unit_test(the_kinds_are_those_of_the_table_of_events),
		cmocka_unit_test(the_record_in_the_manual_is_a_good_one),
		cmocka_unit_test(every_key_of_a_rubric_is_explained),
		cmocka_unit_test(every_known_field_is_explained),
		cmocka_unit_test(the_example_is_a_rubric_that_uses_every_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
