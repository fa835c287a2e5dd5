/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/array.h"
#include "debrief/rubric_path.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* Two folders, the first of which goes before the second; the shipped rubrics may be seen too. */

static const char text[] = "format: debrief-rubric/1\nid: x\n";

struct fixture {
	struct arena arena;
	struct host host;
	struct rubric_file file;
	struct err err;
	char root[32];
};

static const char *at(struct fixture *f, const char *name)
{
	return arena_printf(&f->arena, "%s/%s", f->root, name);
}

static void write_file(struct fixture *f, const char *name, const char *content)
{
	FILE *file = fopen(at(f, name), "w");

	assert_non_null(file);
	assert_true(fputs(content, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	arena_init(&f->arena, (size_t)64 << 20);
	f->host.files = &file_ops_system;
	strncpy(f->root, "/tmp/test-rubric-path-XXXXXX", sizeof(f->root) - 1);
	if (!mkdtemp(f->root) || mkdir(at(f, "one"), 0700) != 0 || mkdir(at(f, "two"), 0700) != 0)
		return -1;
	setenv("HOME", f->root, 1);
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_DATA_HOME");
	setenv("DEBRIEF_RUBRIC_PATH",
	       arena_printf(&f->arena, "%s/one:%s/missing:%s/two", f->root, f->root, f->root), 1);
	write_file(f, "one/zz-first.yaml", text);
	write_file(f, "two/zz-second.yaml", text);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	static const char *const names[] = {"one/zz-first.yaml",
					    "one/zz-second.yaml",
					    "two/zz-second.yaml",
					    "two/zz-lesson.yaml",
					    "two/zz-note.txt",
					    "two/zz-short.yml",
					    "two/zz-link.yaml",
					    "one",
					    "two",
					    "file"};
	struct fixture *f = *state;

	for (size_t n = 0; n < COUNT(names); n++)
		(void)remove(at(f, names[n]));
	assert_int_equal(rmdir(f->root), 0);
	arena_release(&f->arena);
	free(f);
	return 0;
}

static enum status find(struct fixture *f, const char *id)
{
	return rubric_find(&f->host, &f->arena, id, &f->file, &f->err);
}

static void an_id_is_looked_for_in_each_folder(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(find(f, "zz-second"), STATUS_OK);
	assert_string_equal(f->file.path, at(f, "two/zz-second.yaml"));
	assert_string_equal(f->file.id, "zz-second");
	assert_int_equal(f->file.length, strlen(text));
	assert_memory_equal(f->file.bytes, text, strlen(text));
}

static void the_first_folder_wins(void **state)
{
	struct fixture *f = *state;

	write_file(f, "one/zz-second.yaml", text);
	assert_int_equal(find(f, "zz-second"), STATUS_OK);
	assert_string_equal(f->file.path, at(f, "one/zz-second.yaml"));
}

static void a_path_is_taken_as_it_is(void **state)
{
	struct fixture *f = *state;
	char here[4096];

	write_file(f, "two/zz-short.yml", text);
	assert_int_equal(find(f, at(f, "two/zz-short.yml")), STATUS_OK);
	assert_string_equal(f->file.id, "zz-short");

	assert_non_null(getcwd(here, sizeof(here)));
	assert_int_equal(chdir(at(f, "two")), 0);
	assert_int_equal(find(f, "zz-short.yml"), STATUS_OK);
	assert_int_equal(find(f, "./zz-second.yaml"), STATUS_OK);
	assert_int_equal(find(f, "zz-first.yaml"), STATUS_NOT_FOUND);
	assert_non_null(strstr(f->err.message, "'zz-first.yaml'"));
	assert_int_equal(chdir(here), 0);
}

static void an_unknown_id_names_the_nearest_and_the_folders(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(find(f, "zz-secnod"), STATUS_NOT_FOUND);
	assert_non_null(strstr(f->err.message,
			       "there is no rubric 'zz-secnod'; did you mean 'zz-second'?"));
	assert_non_null(strstr(f->err.message, at(f, "one")));
	assert_non_null(strstr(f->err.message, at(f, "missing")));
	assert_non_null(strstr(f->err.message, at(f, ".config/debrief/rubrics")));
	assert_null(f->file.bytes);

	assert_int_equal(find(f, "qqqqqqqqqq"), STATUS_NOT_FOUND);
	assert_null(strstr(f->err.message, "did you mean"));
	assert_non_null(strstr(f->err.message, "'debrief rubric list'"));
}

static void what_cannot_be_read_is_said(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(symlink("zz-second.yaml", at(f, "two/zz-link.yaml")), 0);
	assert_int_equal(find(f, "zz-link"), STATUS_REFUSED);
	assert_int_equal(find(f, at(f, "two")), STATUS_REFUSED);
}

static void a_file_in_the_place_of_a_folder_is_passed_over(void **state)
{
	struct fixture *f = *state;

	write_file(f, "file", text);
	setenv("DEBRIEF_RUBRIC_PATH", arena_printf(&f->arena, "%s/file:%s/one", f->root, f->root),
	       1);
	assert_int_equal(find(f, "zz-first"), STATUS_OK);
}

static void the_list_is_sorted_and_has_each_id_once(void **state)
{
	struct fixture *f = *state;
	const struct rubric_file *files;
	size_t count;
	size_t first = 0;

	write_file(f, "one/zz-second.yaml", text);
	write_file(f, "two/zz-lesson.yaml", "kind: open\n");
	write_file(f, "two/zz-note.txt", text);
	write_file(f, "two/zz-short.yml", text);
	assert_int_equal(rubric_list(&f->host, &f->arena, &files, &count, &f->err), STATUS_OK);
	while (first < count && strncmp(files[first].id, "zz-", 3) != 0)
		first++;
	assert_int_equal(count, first + 2);
	assert_string_equal(files[first].id, "zz-first");
	assert_string_equal(files[first + 1].id, "zz-second");
	assert_string_equal(files[first + 1].path, at(f, "one/zz-second.yaml"));
	assert_null(files[first].bytes);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(an_id_is_looked_for_in_each_folder),
		CASE(the_first_folder_wins),
		CASE(a_path_is_taken_as_it_is),
		CASE(an_unknown_id_names_the_nearest_and_the_folders),
		CASE(what_cannot_be_read_is_said),
		CASE(a_file_in_the_place_of_a_folder_is_passed_over),
		CASE(the_list_is_sorted_and_has_each_id_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
