/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/paths.h"

static struct arena arena;

/* Nothing of the real environment reaches a test. */
static int setup(void **unused)
{
	static const char *const names[] = {
		"XDG_DATA_HOME",   "XDG_STATE_HOME",      "XDG_CONFIG_HOME",
		"XDG_RUNTIME_DIR", "DEBRIEF_RUBRIC_PATH",
	};
	(void)unused;

	for (size_t i = 0; i < COUNT(names); i++)
		unsetenv(names[i]);
	setenv("HOME", "/home/coach", 1);
	arena_init(&arena, 1 << 16);
	return 0;
}

static int teardown(void **unused)
{
	(void)unused;
	arena_release(&arena);
	return 0;
}

typedef enum status path_function(struct arena *, const char **, struct err *);

static void assert_path(path_function *function, const char *expected)
{
	const char *path;
	struct err err;

	assert_int_equal(function(&arena, &path, &err), STATUS_OK);
	assert_string_equal(path, expected);
}

static void without_xdg_variables_paths_are_below_home(void **unused)
{
	(void)unused;
	assert_path(paths_library, "/home/coach/.local/share/debrief/sessions");
	assert_path(paths_state, "/home/coach/.local/state/debrief");
	assert_path(paths_runtime, "/home/coach/.local/state/debrief");
}

static void absolute_xdg_variables_count(void **unused)
{
	(void)unused;
	setenv("XDG_DATA_HOME", "/data/", 1);
	setenv("XDG_STATE_HOME", "/state", 1);
	setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
	assert_path(paths_library, "/data/debrief/sessions");
	assert_path(paths_state, "/state/debrief");
	assert_path(paths_runtime, "/run/user/7/debrief");
	unsetenv("XDG_RUNTIME_DIR");
	assert_path(paths_runtime, "/state/debrief");
}

static void relative_and_empty_xdg_variables_are_ignored(void **unused)
{
	(void)unused;
	setenv("XDG_DATA_HOME", "data", 1);
	setenv("XDG_STATE_HOME", "", 1);
	setenv("XDG_RUNTIME_DIR", "./run", 1);
	assert_path(paths_library, "/home/coach/.local/share/debrief/sessions");
	assert_path(paths_state, "/home/coach/.local/state/debrief");
	assert_path(paths_runtime, "/home/coach/.local/state/debrief");
}

static void without_home_the_user_database_knows(void **unused)
{
	const char *path;
	struct err err;
	(void)unused;

	unsetenv("HOME");
	enum status status = paths_state(&arena, &path, &err);
	if (status == STATUS_OK)
		assert_int_equal(path[0], '/');
	else /* this user is in no database */
		assert_int_equal(status, STATUS_NOT_FOUND);
	setenv("XDG_STATE_HOME", "/state", 1);
	assert_path(paths_state, "/state/debrief");
}

static const char *const *rubric_folders(size_t expected)
{
	const char *const *folders;
	struct err err;
	size_t count = 0;

	assert_int_equal(paths_rubrics(&arena, &folders, &err), STATUS_OK);
	while (folders[count])
		count++;
	assert_int_equal(count, expected);
	return folders;
}

static void rubrics_are_looked_for_in_order(void **unused)
{
	(void)unused;
	setenv("DEBRIEF_RUBRIC_PATH", ":/district//rubrics:my/own::", 1);
	setenv("XDG_CONFIG_HOME", "/config", 1);
	const char *const *folders = rubric_folders(5);
	assert_string_equal(folders[0], "/district//rubrics");
	assert_string_equal(folders[1], "my/own");
	assert_string_equal(folders[2], "/config/debrief/rubrics");
	assert_string_equal(folders[3], "/home/coach/.local/share/debrief/rubrics");
}

static void the_shipped_rubrics_are_the_last(void **unused)
{
	(void)unused;
	const char *last = rubric_folders(3)[2];
#if defined(DEBRIEF_SOURCE_RUBRICS) && defined(DEBRIEF_BUILD_DIR) /* tests run where built */
	assert_string_equal(last, DEBRIEF_SOURCE_RUBRICS);
#else
	assert_string_equal(last, PKGDATADIR "/rubrics");
#endif
}

static void out_of_memory_is_a_status(void **unused)
{
	const char *path;
	const char *const *folders;
	struct err err;
	(void)unused;

	setenv("DEBRIEF_RUBRIC_PATH", "a:b:c:d:e:f:g:h:i", 1);
	for (size_t max = 0;; max += 16) {
		struct arena small;
		arena_init(&small, max);
		enum status status = paths_rubrics(&small, &folders, &err);
		arena_release(&small);
		if (status == STATUS_OK)
			break;
		assert_int_equal(status, STATUS_NO_MEMORY);
		assert_true(max < 4096);
	}
	struct arena none;
	arena_init(&none, 0);
	assert_int_equal(paths_library(&none, &path, &err), STATUS_NO_MEMORY);
	arena_release(&none);
}

static void parts_are_joined_with_one_slash(void **unused)
{
	(void)unused;
	assert_string_equal(path_join(&arena, "a", "b"), "a/b");
	assert_string_equal(path_join(&arena, "a/", "b"), "a/b");
	assert_string_equal(path_join(&arena, "/", "b"), "/b");
	assert_string_equal(path_join(&arena, "", "b"), "b");
}

static void the_name_is_what_follows_the_last_slash(void **unused)
{
	(void)unused;
	assert_string_equal(path_name("a/b/name.yaml"), "name.yaml");
	assert_string_equal(path_name("name"), "name");
	assert_string_equal(path_name("/name"), "name");
	assert_string_equal(path_name("a/name//"), "name//"); /* nothing is cut off */
	assert_string_equal(path_name("/"), "/");
	assert_string_equal(path_name(""), "");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(without_xdg_variables_paths_are_below_home),
		CASE(absolute_xdg_variables_count),
		CASE(relative_and_empty_xdg_variables_are_ignored),
		CASE(without_home_the_user_database_knows),
		CASE(rubrics_are_looked_for_in_order),
		CASE(the_shipped_rubrics_are_the_last),
		CASE(out_of_memory_is_a_status),
		CASE(parts_are_joined_with_one_slash),
		CASE(the_name_is_what_follows_the_last_slash),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
