/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of student work: copied in whole or not at all, under names that a record can carry. */
#include <errno.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "debrief/paths.h"
#include "debrief/work_file.h"
#include "fault_file.h"
#include "home_fixture.h"

static struct session session;
static const char *name;
static char sum[SHA256_HEX_SIZE];
static enum work_copy kept;
static struct err err;

static void open_it(struct home *home)
{
	assert_int_equal(
		session_open(&session, &home->host, home->session, SESSION_EVERYTHING, &err),
		STATUS_OK);
}

static enum status copy(struct home *home, const char *path)
{
	return work_file_copy(&home->host, &session, path, &home->arena, &name, sum, &kept, &err);
}

static const char *original(struct home *home, const char *file, const char *bytes, size_t length)
{
	const char *path = home_path(home, home->root, file);

	home_write(path, bytes, length);
	return path;
}

static const char *work(struct home *home)
{
	return path_join(&home->arena, home->session, "work");
}

static void names_are_made_fit_to_be_carried(void **state)
{
	static const struct {
		const char *file, *copy;
	} names[] = {
		{"slip.jpg", "slip.jpg"},
		{"two words.PDF", "two words.PDF"},
		{".hidden", "_hidden"},
		{"a\nb\x1b.txt", "a_b_.txt"},
		{"caf\xC3\xA9.txt", "caf\xC3\xA9.txt"},
		{"bad\xFFname", "bad_name"},
	};
	struct home *home = *state;

	open_it(home);
	for (size_t i = 0; i < COUNT(names); i++) {
		assert_int_equal(copy(home, original(home, names[i].file, "x", 1)), STATUS_OK);
		assert_string_equal(name, names[i].copy);
	}
	session_close(&session);
}

static void nothing_is_overwritten_and_the_same_is_copied_once(void **state)
{
	struct home *home = *state;
	size_t length;

	open_it(home);
	assert_int_equal(copy(home, original(home, "a.txt", "one", 3)), STATUS_OK);
	assert_int_equal(copy(home, original(home, "a.txt", "two", 3)), STATUS_OK);
	assert_string_equal(name, "a-2.txt");
	assert_int_equal(copy(home, original(home, "a.txt", "one", 3)), STATUS_OK);
	assert_string_equal(name, "a.txt");
	assert_string_equal(home_list(home, work(home)), "a-2.txt a.txt");
	assert_memory_equal(home_read(home, path_join(&home->arena, work(home), "a.txt"), &length),
			    "one", 3);
	session_close(&session);
}

/* One stray byte before the next marker, of a photo that goes on, and of one that is cut off. */
static void a_photo_is_bare_or_whole(void **state)
{
	static const char photo[] = "\xFF\xD8\xFF\xE1\0\x0DGPSLatitude\0\xFF\xC0\0\4ab"
				    "\xFF\xDA\0\2cde\xFF\xD9";
	static const char bare[] = "\xFF\xD8\xFF\xC0\0\4ab\xFF\xDA\0\2cde\xFF\xD9";
	struct home *home = *state;
	size_t length;
	const char *copied;

	open_it(home);
	assert_int_equal(copy(home, original(home, "a.jpg", photo, sizeof(photo) - 1)), STATUS_OK);
	assert_int_equal(kept, WORK_BARE);
	copied = home_read(home, path_join(&home->arena, work(home), "a.jpg"), &length);
	assert_int_equal(length, sizeof(bare) - 1);
	assert_memory_equal(copied, bare, length);
	assert_int_equal(copy(home, original(home, "b.jpg", bare, sizeof(bare) - 1)), STATUS_OK);
	assert_int_equal(kept, WORK_AS_IT_WAS);
	for (size_t cut = 1; cut < sizeof(photo) - 3; cut++) {
		const char *path = original(home, "c.jpg", photo, sizeof(photo) - 1 - cut);

		assert_int_equal(copy(home, path), STATUS_OK);
		assert_int_equal(kept, WORK_NOT_READ);
		copied = home_read(home, path_join(&home->arena, work(home), name), &length);
		assert_int_equal(length, sizeof(photo) - 1 - cut);
		assert_memory_equal(copied, photo, length);
	}
	session_close(&session);
}

static void what_is_too_large_is_refused(void **state)
{
	struct home *home = *state;
	const char *path = original(home, "film.mp4", "x", 1);

	open_it(home);
	assert_int_equal(truncate(path, (off_t)WORK_FILE_MAX + 1), 0);
	assert_int_equal(copy(home, path), STATUS_LIMIT);
	assert_string_equal(err.message, "'film.mp4' is larger than 64 MiB; a smaller copy of it "
					 "can be attached");
	assert_string_equal(home_list(home, work(home)), "");
	session_close(&session);
}

static void a_link_in_the_place_of_the_folder_is_not_followed(void **state)
{
	struct home *home = *state;
	const char *path = original(home, "a.txt", "one", 3);

	open_it(home);
	assert_int_equal(rmdir(work(home)), 0);
	assert_int_equal(symlink(home->root, work(home)), 0);
	assert_int_not_equal(copy(home, path), STATUS_OK);
	assert_int_equal(unlink(work(home)), 0);
	assert_int_equal(copy(home, path), STATUS_OK); /* a folder that is missing is made */
	session_close(&session);
}

static void a_copy_that_fails_leaves_none(void **state)
{
	struct home *home = *state;
	const char *path = original(home, "a.txt", "one", 3);
	enum status status;

	open_it(home);
	home->host.files = &fault_ops;
	for (unsigned n = 1;; n++) {
		const char *list;

		fault_start((struct fault){.op = FAULT_ANY, .at = n, .number = ENOSPC});
		status = copy(home, path);
		if (!fault_happened())
			break;
		list = home_list(home, work(home));
		assert_true(!*list || !strcmp(list, "a.txt"));
		if (status == STATUS_OK)
			assert_string_equal(list, "a.txt");
		unlink(path_join(&home->arena, work(home), "a.txt"));
	}
	assert_int_equal(status, STATUS_OK);
	home->host.files = &file_ops_system;
	session_close(&session);
}

/* A picture tells its size in its first bytes, also behind a thumbnail; hostile ones tell none. */
static void pictures_are_measured(void **state)
{
	static const char jpeg[] = "\xFF\xD8\xFF\xE1\x00\x06"
				   "Exif\xFF\xFF\xC2\x00\x11\x08\x01\xE0\x02\x80\x03";
	struct home *home = *state;
	struct work_look look;
	int folder;

	open_it(home);
	assert_int_equal(copy(home, original(home, "p.jpg", jpeg, sizeof(jpeg) - 1)), STATUS_OK);
	folder = work_folder_open(home->host.files, &session);
	for (size_t length = 0; length < sizeof(jpeg); length++) {
		home_write(path_join(&home->arena, work(home), "p.jpg"), jpeg, length);
		assert_int_equal(work_file_look(home->host.files, folder, "p.jpg", &home->arena,
						&look, &err),
				 STATUS_OK);
		assert_int_equal(look.bytes, length);
	}
	assert_int_equal(look.width, 640);
	assert_int_equal(look.height, 480);
	assert_null(look.text);
	home_write(path_join(&home->arena, work(home), "p.jpg"), "3 + 5\n", 6);
	assert_int_equal(
		work_file_look(home->host.files, folder, "p.jpg", &home->arena, &look, &err),
		STATUS_OK);
	assert_string_equal(look.text, "3 + 5\n");
	close(folder);
	session_close(&session);
}

#define IN_HOME(test) cmocka_unit_test_setup_teardown(test, home_set_up_session, home_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOME(names_are_made_fit_to_be_carried),
		IN_HOME(nothing_is_overwritten_and_the_same_is_copied_once),
		IN_HOME(a_photo_is_bare_or_whole),
		IN_HOME(what_is_too_large_is_refused),
		IN_HOME(a_link_in_the_place_of_the_folder_is_not_followed),
		IN_HOME(a_copy_that_fails_leaves_none),
		IN_HOME(pictures_are_measured),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
