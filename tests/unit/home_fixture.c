/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "home_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "debrief/paths.h"
#include "debrief/session.h"

static const char rubric_text[] = "format: debrief-rubric/1\n"
				  "id: tiny\n"
				  "version: 7\n"
				  "title: A tiny rubric\n"
				  "script:\n"
				  "  - id: why\n"
				  "    stage: debrief\n"
				  "    title: Why\n"
				  "    fields: [{id: rationale, type: text, by: teacher}]\n";

int home_set_up(void **state)
{
	struct home *home = calloc(1, sizeof(*home));
	struct err err;

	assert_non_null(home);
	/* In memory, where syncing is quick: no test of ours can tell. */
	snprintf(home->root, sizeof(home->root), "%s/debrief-home-XXXXXX",
		 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	assert_non_null(mkdtemp(home->root));
	arena_init(&home->arena, (size_t)1 << 30);
	unsetenv("DEBRIEF_TEST_CLOCK");
	unsetenv("DEBRIEF_TEST_SEED");
	setenv("HOME", home->root, 1);
	setenv("XDG_DATA_HOME", home_path(home, home->root, "data"), 1);
	setenv("XDG_STATE_HOME", home_path(home, home->root, "state"), 1);
	assert_int_equal(host_init(&home->host, &err), STATUS_OK);
	home->rubric = home_path(home, home->root, "tiny.yaml");
	home_write(home->rubric, rubric_text, strlen(rubric_text));
	*state = home;
	return 0;
}

int home_set_up_session(void **state)
{
	home_set_up(state);
	struct home *home = *state;
	home->session = home_make_session(home, "talk");
	return 0;
}

int home_tear_down(void **state)
{
	struct home *home = *state;

	home_remove(home->root);
	arena_release(&home->arena);
	free(home);
	return 0;
}

const char *home_make_session(struct home *home, const char *name)
{
	struct session_new what = {.name = name, .rubric = home->rubric, .teacher = "J. R."};
	const char *path;
	struct buf diags;
	struct err err = {0};

	buf_init(&diags, BUF_MAX_DEFAULT);
	if (session_create(&home->host, &home->arena, &what, &path, &diags, &err) != STATUS_OK)
		fail_msg("%s%s", buf_text(&diags), err.message);
	buf_release(&diags);
	return path;
}

const char *home_path(struct home *home, const char *folder, const char *name)
{
	const char *path = path_join(&home->arena, folder, name);

	assert_non_null(path);
	return path;
}

const char *home_read(struct home *home, const char *path, size_t *length)
{
	struct buf bytes;
	struct err err = {0};

	buf_init(&bytes, BUF_MAX_DEFAULT);
	if (file_read(&file_ops_system, AT_FDCWD, path, BUF_MAX_DEFAULT, &bytes, &err) != STATUS_OK)
		fail_msg("%s", err.message);
	const char *copy = arena_copy(&home->arena, buf_text(&bytes), bytes.length);
	assert_non_null(copy);
	if (length)
		*length = bytes.length;
	buf_release(&bytes);
	return copy;
}

void home_write(const char *path, const char *bytes, size_t length)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, length, 0), length);
	assert_int_equal(ftruncate(fd, (off_t)length), 0);
	close(fd);
}

bool home_has(const char *path)
{
	struct stat info;

	return lstat(path, &info) == 0;
}

static void list(const char *folder, char ***names, size_t *count)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	*names = NULL;
	*count = 0;
	if (fd < 0)
		return;
	assert_int_equal(folder_list(fd, 1000, names, count, NULL), STATUS_OK);
	close(fd);
}

const char *home_list(struct home *home, const char *folder)
{
	const char *text = "";
	char **names;
	size_t count;

	list(folder, &names, &count);
	for (size_t i = 0; i < count; i++)
		text = arena_printf(&home->arena, "%s%s%s", text, i > 0 ? " " : "", names[i]);
	free(names);
	return text;
}

const char *home_find(struct home *home, const char *folder, const char *prefix)
{
	const char *path = NULL;
	char **names;
	size_t count;

	list(folder, &names, &count);
	for (size_t i = 0; i < count && !path; i++)
		if (strncmp(names[i], prefix, strlen(prefix)) == 0)
			path = home_path(home, folder, names[i]);
	free(names);
	return path;
}

void home_copy_folder(struct home *home, const char *from, const char *to)
{
	char **names;
	size_t count;

	assert_int_equal(mkdir(to, 0700), 0);
	list(from, &names, &count);
	for (size_t i = 0; i < count; i++) {
		const char *source = home_path(home, from, names[i]);
		const char *target = home_path(home, to, names[i]);
		struct stat info;
		size_t length;
		assert_int_equal(lstat(source, &info), 0);
		if (S_ISDIR(info.st_mode)) {
			home_copy_folder(home, source, target);
		} else {
			const char *bytes = home_read(home, source, &length);
			home_write(target, bytes, length);
		}
	}
	free(names);
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *walk)
{
	(void)info, (void)type, (void)walk;
	return remove(path);
}

void home_remove(const char *path)
{
	assert_int_equal(nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS), 0);
}
