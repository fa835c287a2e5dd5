/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "debrief/array.h"
#include "debrief/file.h"
#include "fault_file.h"

/* Every test has a fresh folder, open as `folder` and the working directory. */
static char root[] = "/tmp/debrief-test-XXXXXX";
static int folder;

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
	(void)info, (void)type, (void)ftw;
	return remove(path);
}

static int setup(void **unused)
{
	(void)unused;
	memcpy(root + sizeof(root) - 7, "XXXXXX", 6);
	if (!mkdtemp(root) || chdir(root) != 0)
		return -1;
	folder = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	fault_start((struct fault){.at = 0});
	return folder < 0 ? -1 : 0;
}

static int teardown(void **unused)
{
	(void)unused;
	close(folder);
	return chdir("/") == 0 && nftw(root, remove_entry, 8, FTW_DEPTH | FTW_PHYS) == 0 ? 0 : -1;
}

static void put(const char *name, const char *text)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static void assert_holds(const char *name, const char *text)
{
	struct buf buf;
	struct err err;

	buf_init(&buf, BUF_MAX_DEFAULT);
	assert_int_equal(file_read(&file_ops_system, folder, name, 1000, &buf, &err), STATUS_OK);
	assert_string_equal(buf_text(&buf), text);
	buf_release(&buf);
}

static bool exists(const char *name)
{
	struct stat info;

	return fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0;
}

static mode_t mode_of(const char *name)
{
	struct stat info;

	assert_int_equal(fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW), 0);
	return info.st_mode & 07777;
}

static void assert_entries(size_t expected)
{
	char **names;
	size_t count;
	struct err err;

	assert_int_equal(folder_list(folder, 100, &names, &count, &err), STATUS_OK);
	assert_int_equal(count, expected);
	free(names);
}

static void empty_folder(void)
{
	char **names;
	size_t count;
	struct err err;

	assert_int_equal(folder_list(folder, 100, &names, &count, &err), STATUS_OK);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(unlinkat(folder, names[i], 0), 0);
	free(names);
}

static int count_descriptors(void)
{
	int count = 0;

	for (int fd = 0; fd < 256; fd++)
		count += fcntl(fd, F_GETFD) >= 0;
	return count;
}

static enum status read_status(const char *name, size_t max)
{
	struct buf buf;
	struct err err = {.message = ""};

	buf_init(&buf, BUF_MAX_DEFAULT);
	enum status status = file_read(&file_ops_system, folder, name, max, &buf, &err);
	if (status != STATUS_OK)
		assert_non_null(strstr(err.message, name));
	buf_release(&buf);
	return status;
}

static void a_file_is_read_whole_up_to_the_limit(void **unused)
{
	(void)unused;
	put("note", "half of eight");
	assert_holds("note", "half of eight");
	assert_int_equal(read_status("note", 13), STATUS_OK);
	assert_int_equal(read_status("note", 12), STATUS_LIMIT);
	put("empty", "");
	assert_int_equal(read_status("empty", 0), STATUS_OK);
}

static void large_files_are_read_in_pieces(void **unused)
{
	struct buf in, out;
	struct err err;
	(void)unused;

	buf_init(&in, BUF_MAX_DEFAULT);
	buf_init(&out, BUF_MAX_DEFAULT);
	for (int i = 0; i < 20000; i++)
		buf_printf(&in, "line %d\n", i);
	assert_int_equal(file_create(&file_ops_system, folder, "big", in.data, in.length, &err),
			 STATUS_OK);
	assert_int_equal(file_read(&file_ops_system, folder, "big", in.length, &out, &err),
			 STATUS_OK);
	assert_string_equal(buf_text(&out), buf_text(&in));
	buf_release(&in);
	buf_release(&out);
}

static void only_regular_files_are_read_and_no_links(void **unused)
{
	(void)unused;
	put("note", "x");
	assert_int_equal(symlink("note", "link"), 0);
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	assert_int_equal(mkdir("sub", 0700), 0);
	assert_int_equal(mkfifo("pipe", 0600), 0);
	assert_int_equal(read_status("link", 10), STATUS_REFUSED);
	assert_int_equal(read_status("dangling", 10), STATUS_REFUSED);
	assert_int_equal(read_status("sub", 10), STATUS_REFUSED);
	assert_int_equal(read_status("pipe", 10), STATUS_REFUSED); /* and does not wait */
	assert_int_equal(read_status("missing", 10), STATUS_NOT_FOUND);
}

static void a_pipe_is_read_to_its_end(void **unused)
{
	struct buf buf;
	struct err err;
	int ends[2];
	(void)unused;

	buf_init(&buf, BUF_MAX_DEFAULT);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "typed", 5), 5);
	close(ends[1]);
	assert_int_equal(file_read_all(ends[0], 5, &buf, &err), STATUS_OK);
	assert_string_equal(buf_text(&buf), "typed");
	close(ends[0]);
	assert_int_equal(file_read_all(-1, 5, &buf, &err), STATUS_IO);
	assert_int_equal(err.number, EBADF);
	buf_release(&buf);
}

static void a_replaced_file_is_private_and_leaves_nothing_behind(void **unused)
{
	struct err err;
	(void)unused;

	assert_int_equal(file_replace(&file_ops_system, folder, "state", "one", 3, &err),
			 STATUS_OK);
	assert_holds("state", "one");
	assert_int_equal(mode_of("state"), 0600);
	assert_int_equal(file_replace(&file_ops_system, folder, "state", "second", 6, &err),
			 STATUS_OK);
	assert_holds("state", "second");
	assert_entries(1);
}

static void replacing_a_link_does_not_touch_its_target(void **unused)
{
	struct err err;
	(void)unused;

	put("target", "safe");
	assert_int_equal(symlink("target", "link"), 0);
	assert_int_equal(file_replace(&file_ops_system, folder, "link", "new", 3, &err), STATUS_OK);
	assert_holds("target", "safe");
	assert_holds("link", "new");
}

static void files_in_another_folder_are_written_there(void **unused)
{
	struct err err;
	(void)unused;

	assert_int_equal(mkdir("sub", 0700), 0);
	assert_int_equal(file_replace(&fault_ops, AT_FDCWD, "sub/one", "1", 1, &err), STATUS_OK);
	assert_int_equal(file_create(&fault_ops, folder, "sub/two", "2", 1, &err), STATUS_OK);
	assert_int_equal(file_create(&fault_ops, AT_FDCWD, "three", "3", 1, &err), STATUS_OK);
	assert_holds("sub/one", "1");
	assert_holds("sub/two", "2");
	assert_holds("three", "3");
	assert_int_equal(fault_count(FAULT_FSYNC), 3);
	assert_int_equal(file_create(&fault_ops, AT_FDCWD, "no/such", "", 0, &err),
			 STATUS_NOT_FOUND);
}

static void a_created_file_never_overwrites(void **unused)
{
	struct err err;
	(void)unused;

	assert_int_equal(file_create(&file_ops_system, folder, "new", "1", 1, &err), STATUS_OK);
	assert_int_equal(file_create(&file_ops_system, folder, "new", "2", 1, &err), STATUS_EXISTS);
	assert_holds("new", "1");
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	assert_int_equal(file_create(&file_ops_system, folder, "dangling", "2", 1, &err),
			 STATUS_EXISTS);
	assert_false(exists("nowhere"));
	assert_entries(2);
}

static void a_left_over_temporary_file_is_no_obstacle(void **unused)
{
	struct err err;
	char name[64];
	(void)unused;

	snprintf(name, sizeof(name), ".debrief-%ld-0", (long)getpid());
	put(name, "left over");
	assert_int_equal(file_replace(&file_ops_system, folder, "state", "new", 3, &err),
			 STATUS_OK);
	assert_holds("state", "new");
	assert_holds(name, "left over");
}

typedef enum status write_function(const struct file_ops *, int, const char *, const void *, size_t,
				   struct err *);

/* After any failure there is the old file or the new one, whole, and nothing else. */
static void sweep(write_function *write_file, const char *old, struct fault fault)
{
	for (fault.at = 1;; fault.at++) {
		struct err err;
		int open_before = count_descriptors();
		empty_folder(); /* when everything fails, so does removing the temporary file */
		if (old)
			put("state", old);
		fault_start(fault);
		enum status status = write_file(&fault_ops, folder, "state", "new text", 8, &err);
		bool renamed = fault_count(FAULT_FSYNC) > 0;
		assert_int_equal(count_descriptors(), open_before);
		if (fault.effect == FAULT_SHORT || !fault_happened())
			assert_int_equal(status, STATUS_OK);
		else
			assert_int_equal(status, STATUS_IO);
		if (status != STATUS_OK)
			assert_int_equal(err.number, fault.number);
		if (status == STATUS_OK || renamed)
			assert_holds("state", "new text");
		else if (old)
			assert_holds("state", old);
		else
			assert_false(exists("state"));
		if (!fault.sticky || fault.op != FAULT_ANY)
			assert_entries(old || status == STATUS_OK || renamed);
		if (!fault_happened())
			break;
	}
	assert_true(fault.at > 1);
}

static void every_failure_leaves_the_old_file_or_the_new_one(void **unused)
{
	static const int numbers[] = {ENOSPC, EIO, EROFS, EDQUOT};
	(void)unused;

	for (size_t i = 0; i < COUNT(numbers); i++) {
		struct fault fault = {.op = FAULT_ANY, .number = numbers[i]};
		sweep(file_replace, "old text", fault);
		sweep(file_replace, NULL, fault);
		sweep(file_create, NULL, fault);
		fault.sticky = true;
		sweep(file_replace, "old text", fault);
		sweep(file_create, NULL, fault);
	}
}

static void short_writes_are_finished(void **unused)
{
	(void)unused;
	sweep(file_replace, "old text", (struct fault){.op = FAULT_WRITE, .effect = FAULT_SHORT});
}

static void a_short_write_on_a_full_disk_is_a_failure(void **unused)
{
	struct err err;
	(void)unused;

	put("state", "old text");
	fault_start((struct fault){.op = FAULT_WRITE,
				   .at = 1,
				   .effect = FAULT_SHORT,
				   .sticky = true,
				   .number = ENOSPC});
	assert_int_equal(file_replace(&fault_ops, folder, "state", "new", 3, &err), STATUS_IO);
	assert_int_equal(err.number, ENOSPC);
	assert_holds("state", "old text");
	assert_entries(1);
}

static void a_killed_program_leaves_the_old_file_or_the_new_one(void **unused)
{
	(void)unused;
	for (unsigned int at = 1;; at++) {
		int status;
		put("state", "old text");
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0) {
			fault_start(
				(struct fault){.op = FAULT_ANY, .at = at, .effect = FAULT_KILL});
			_exit(file_replace(&fault_ops, folder, "state", "new text", 8, NULL) !=
			      STATUS_OK);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		struct buf buf;
		buf_init(&buf, BUF_MAX_DEFAULT);
		assert_int_equal(file_read(&file_ops_system, folder, "state", 100, &buf, NULL),
				 STATUS_OK);
		bool new = strcmp(buf_text(&buf), "new text") == 0;
		assert_true(new || strcmp(buf_text(&buf), "old text") == 0);
		buf_release(&buf);
		if (WIFEXITED(status)) {
			assert_int_equal(WEXITSTATUS(status), 0);
			assert_true(new);
			assert_true(at > 5);
			break;
		}
		assert_int_equal(WTERMSIG(status), SIGKILL);
	}
}

/* A sweep of failures would not notice a sync that is missing. */
static void the_file_is_synced_before_its_name_and_the_name_before_success(void **unused)
{
	const struct fault_step *steps;
	size_t count;
	struct err err;
	size_t renames = 0;
	(void)unused;

	assert_int_equal(file_replace(&fault_ops, folder, "state", "new", 3, &err), STATUS_OK);
	assert_int_equal(file_create(&fault_ops, folder, "other", "new", 3, &err), STATUS_OK);
	fault_mark(folder, "saved");
	steps = fault_trace(&count);
	int fd = -1;
	for (size_t i = 0; i < count; i++) {
		if (steps[i].op == FAULT_OPENAT)
			fd = steps[i].fd;
		if (steps[i].op == FAULT_RENAMEAT || steps[i].op == FAULT_RENAME_NEW) {
			assert_true(fault_is_synced(fd, i));
			assert_false(fault_is_synced(folder, i));
			renames++;
		}
	}
	assert_int_equal(renames, 2);
	assert_int_equal(steps[count - 1].op, FAULT_MARK);
	assert_true(fault_is_synced(folder, count - 1));
}

static bool is_synced_now(int fd)
{
	size_t count;

	fault_trace(&count);
	return fault_is_synced(fd, count);
}

static void the_oracle_sees_what_is_not_synced(void **unused)
{
	size_t done;
	(void)unused;

	int fd = fault_ops.openat(folder, "log", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_false(is_synced_now(folder));
	assert_int_equal(fault_ops.fsync(folder), 0);
	assert_true(is_synced_now(folder));
	assert_true(file_write_all(&fault_ops, fd, "abc", 3, &done));
	assert_false(is_synced_now(fd));
	assert_int_equal(fault_ops.fdatasync(fd), 0);
	assert_true(is_synced_now(fd));

	fault_start((struct fault){.op = FAULT_FDATASYNC, .at = 1, .number = EIO});
	assert_true(file_write_all(&fault_ops, fd, "def", 3, &done));
	assert_int_equal(fault_ops.fdatasync(fd), -1);
	assert_int_equal(fault_ops.fdatasync(fd), 0); /* means nothing after a failure */
	assert_false(is_synced_now(fd));
	assert_int_equal(fault_ops.close(fd), 0);
}

static void writing_all_tells_how_far_it_came(void **unused)
{
	size_t done;
	(void)unused;

	int fd = open("log", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	fault_start((struct fault){.op = FAULT_WRITE,
				   .at = 1,
				   .effect = FAULT_SHORT,
				   .sticky = true,
				   .number = ENOSPC});
	assert_false(file_write_all(&fault_ops, fd, "12345678", 8, &done));
	assert_int_equal(errno, ENOSPC);
	assert_int_equal(done, 4);
	fault_start((struct fault){.op = FAULT_WRITE, .at = 1, .number = EINTR});
	assert_true(file_write_all(&fault_ops, fd, "5678", 4, &done));
	assert_int_equal(done, 4);
	close(fd);
	assert_holds("log", "12345678");
}

static void folders_are_made_with_their_parents_private_and_synced(void **unused)
{
	struct err err;
	char path[PATH_MAX];
	(void)unused;

	snprintf(path, sizeof(path), "%s/a/b//c/", root);
	assert_int_equal(folder_make(&fault_ops, path, &err), STATUS_OK);
	assert_int_equal(mode_of("a"), 0700);
	assert_int_equal(mode_of("a/b/c"), 0700);
	assert_int_equal(fault_count(FAULT_FSYNC), 3);
	assert_int_equal(folder_make(&fault_ops, path, &err), STATUS_OK);
	assert_int_equal(folder_make(&fault_ops, "relative/sub", &err), STATUS_OK);
	assert_true(exists("relative/sub"));
	assert_int_equal(folder_make(&fault_ops, "/", &err), STATUS_OK);
}

static void folders_cannot_be_made_through_a_file(void **unused)
{
	struct err err;
	(void)unused;

	put("file", "x");
	assert_int_equal(folder_make(&file_ops_system, "file", &err), STATUS_IO);
	assert_int_equal(err.number, ENOTDIR);
	assert_int_equal(folder_make(&file_ops_system, "file/sub", &err), STATUS_IO);
	assert_int_equal(err.number, ENOTDIR);
	assert_int_equal(folder_make(&file_ops_system, "", &err), STATUS_NOT_FOUND);
}

static void a_folder_that_may_not_be_on_the_disk_is_not_there(void **unused)
{
	(void)unused;
	for (unsigned int at = 1;; at++) {
		struct err err;
		fault_start((struct fault){.op = FAULT_FSYNC, .at = at, .number = EIO});
		enum status status = folder_make(&fault_ops, "a/b/c", &err);
		if (!fault_happened()) {
			assert_int_equal(status, STATUS_OK);
			break;
		}
		assert_int_equal(status, STATUS_IO);
		assert_int_equal(err.number, EIO);
		assert_false(exists("a/b/c"));
	}
}

static void a_folder_is_opened_and_a_file_is_not(void **unused)
{
	struct err err;
	int fd;
	(void)unused;

	put("file", "x");
	assert_int_equal(folder_open(&file_ops_system, root, &fd, &err), STATUS_OK);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	close(fd);
	assert_int_equal(folder_open(&file_ops_system, "file", &fd, &err), STATUS_IO);
	assert_int_equal(folder_open(&file_ops_system, "none", &fd, &err), STATUS_NOT_FOUND);
	assert_string_equal(err.message,
			    "cannot open the folder 'none': No such file or directory");
}

static void names_are_listed_sorted_and_limited(void **unused)
{
	static const char *const sorted[] = {".hidden", "B", "a", "b", "½"};
	char **names;
	size_t count;
	struct err err;
	(void)unused;

	assert_int_equal(folder_list(folder, 0, &names, &count, &err), STATUS_OK);
	assert_int_equal(count, 0);
	free(names);
	put("b", "");
	put("½", "");
	put("a", "");
	put(".hidden", "");
	put("B", "");
	for (int twice = 0; twice < 2; twice++) {
		assert_int_equal(folder_list(folder, 5, &names, &count, &err), STATUS_OK);
		assert_int_equal(count, 5);
		for (size_t i = 0; i < count; i++)
			assert_string_equal(names[i], sorted[i]);
		free(names);
	}
	assert_int_equal(folder_list(folder, 4, &names, &count, &err), STATUS_LIMIT);
	assert_null(names);
	assert_int_equal(count, 0);
	assert_int_equal(folder_list(-1, 4, &names, &count, &err), STATUS_IO);
}

static void a_lock_keeps_others_out_until_it_is_closed(void **unused)
{
	struct err err;
	(void)unused;

	put("log", "");
	int mine = open("log", O_RDWR | O_CLOEXEC);
	int other = open("log", O_RDWR | O_CLOEXEC);
	assert_int_equal(file_lock(mine, &err), STATUS_OK);
	assert_int_equal(file_lock(mine, &err), STATUS_OK);
	assert_int_equal(file_lock(other, &err), STATUS_LOCKED);
	/* Closing any other descriptor of the file would drop a POSIX lock. */
	close(other);
	other = open("log", O_RDWR | O_CLOEXEC);
	assert_int_equal(file_lock(other, &err), STATUS_LOCKED);
	close(mine);
	assert_int_equal(file_lock(other, &err), STATUS_OK);
	close(other);
	assert_int_equal(file_lock(-1, &err), STATUS_IO);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_file_is_read_whole_up_to_the_limit),
		CASE(large_files_are_read_in_pieces),
		CASE(only_regular_files_are_read_and_no_links),
		CASE(a_pipe_is_read_to_its_end),
		CASE(a_replaced_file_is_private_and_leaves_nothing_behind),
		CASE(replacing_a_link_does_not_touch_its_target),
		CASE(files_in_another_folder_are_written_there),
		CASE(a_created_file_never_overwrites),
		CASE(a_left_over_temporary_file_is_no_obstacle),
		CASE(every_failure_leaves_the_old_file_or_the_new_one),
		CASE(short_writes_are_finished),
		CASE(a_short_write_on_a_full_disk_is_a_failure),
		CASE(a_killed_program_leaves_the_old_file_or_the_new_one),
		CASE(the_file_is_synced_before_its_name_and_the_name_before_success),
		CASE(the_oracle_sees_what_is_not_synced),
		CASE(writing_all_tells_how_far_it_came),
		CASE(folders_are_made_with_their_parents_private_and_synced),
		CASE(folders_cannot_be_made_through_a_file),
		CASE(a_folder_that_may_not_be_on_the_disk_is_not_there),
		CASE(a_folder_is_opened_and_a_file_is_not),
		CASE(names_are_listed_sorted_and_limited),
		CASE(a_lock_keeps_others_out_until_it_is_closed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
