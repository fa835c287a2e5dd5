/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "debrief/i18n.h"

/*
 * A file that replaces another is written under a temporary name, synced, renamed, and then its
 * folder is synced: after the first sync the bytes are safe, after the second the name is. A
 * crash between them leaves the old file or the new one, and at worst a ".debrief-" file.
 *
 * A failed sync is never tried again on the same descriptor: the kernel has dropped the pages
 * and would say that all is well.
 */

#define READ_SIZE       16384
#define TEMPORARY_SIZE  48
#define TEMPORARY_TRIES 100

static int system_openat(int folder, const char *name, int flags, mode_t mode)
{
	return openat(folder, name, flags, mode);
}

static int system_rename_new(int from, const char *name, int to, const char *new_name)
{
	struct stat info;

	if (renameat2(from, name, to, new_name, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	/* This file system cannot do it in one step. */
	if (fstatat(to, new_name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return -1;
	}
	return errno == ENOENT ? renameat(from, name, to, new_name) : -1;
}

const struct file_ops file_ops_system = {
	.openat = system_openat,
	.write = write,
	.pwrite = pwrite,
	.fdatasync = fdatasync,
	.fsync = fsync,
	.ftruncate = ftruncate,
	.fallocate = fallocate,
	.mkdirat = mkdirat,
	.renameat = renameat,
	.rename_new = system_rename_new,
	.unlinkat = unlinkat,
	.close = close,
};

/* Closes without losing the errno of what failed before. */
static void close_quietly(const struct file_ops *ops, int fd)
{
	int number = errno;

	ops->close(fd);
	errno = number;
}

/* Some file systems cannot sync a folder and say EINVAL; there is nothing more we could do. */
int folder_sync(const struct file_ops *ops, int folder)
{
	int result = ops->fsync(folder);

	return result != 0 && errno == EINVAL ? 0 : result;
}

enum status folder_open(const struct file_ops *ops, const char *path, int *fd, struct err *err)
{
	*fd = ops->openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	if (*fd < 0)
		return err_system(err, _("cannot open the folder '%s'"), path);
	return STATUS_OK;
}

/* Opens the folder that the last component of `path` is in. */
static int open_parent(const struct file_ops *ops, int folder, const char *path)
{
	char parent[PATH_MAX];
	const char *slash = strrchr(path, '/');
	size_t length = slash ? (size_t)(slash - path) + 1 : 1;

	if (length >= sizeof(parent)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(parent, slash ? path : ".", length);
	parent[length] = '\0';
	return ops->openat(folder, parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
}

/* A folder whose name may not have reached the disk is taken back, so that the next attempt
 * does not find it and believe that all is done. */
static int make_one(const struct file_ops *ops, const char *path)
{
	if (ops->mkdirat(AT_FDCWD, path, 0700) != 0)
		return -1;
	int parent = open_parent(ops, AT_FDCWD, path);
	int result = parent < 0 ? -1 : folder_sync(ops, parent);
	if (result != 0) {
		int number = errno;
		ops->unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
		errno = number;
	}
	if (parent >= 0)
		close_quietly(ops, parent);
	return result;
}

/* `path` is changed on the way and put right again. */
static int make_with_parents(const struct file_ops *ops, char *path)
{
	if (make_one(ops, path) == 0 || errno == EEXIST)
		return 0;
	char *slash = strrchr(path, '/');
	if (errno != ENOENT || !slash || slash == path)
		return -1;
	*slash = '\0';
	int result = make_with_parents(ops, path);
	*slash = '/';
	if (result != 0)
		return -1;
	return make_one(ops, path) == 0 || errno == EEXIST ? 0 : -1;
}

enum status folder_make(const struct file_ops *ops, const char *path, struct err *err)
{
	char copy[PATH_MAX];
	struct stat info;
	size_t length = strlen(path);

	if (length >= sizeof(copy)) {
		errno = ENAMETOOLONG;
		return err_system(err, _("cannot make the folder '%s'"), path);
	}
	memcpy(copy, path, length + 1);
	while (length > 1 && copy[length - 1] == '/')
		copy[--length] = '\0';
	if (make_with_parents(ops, copy) == 0) {
		if (stat(copy, &info) == 0 && S_ISDIR(info.st_mode))
			return STATUS_OK;
		errno = ENOTDIR;
	}
	return err_system(err, _("cannot make the folder '%s'"), path);
}

enum read_result { READ_DONE, READ_TOO_MUCH, READ_NO_MEMORY, READ_FAILED };

static enum read_result read_to_end(int fd, size_t max, struct buf *out)
{
	char bytes[READ_SIZE];
	size_t total = 0;

	for (;;) {
		ssize_t got = read(fd, bytes, sizeof(bytes));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return READ_FAILED;
		if (got == 0)
			return READ_DONE;
		if ((size_t)got > max - total || (size_t)got > out->max - out->length)
			return READ_TOO_MUCH;
		total += (size_t)got;
		buf_add(out, bytes, (size_t)got);
		if (out->failed)
			return READ_NO_MEMORY;
	}
}

/* `name` is NULL for something that has none. */
static enum status say_read(enum read_result result, const char *name, size_t max, struct err *err)
{
	switch (result) {
	case READ_DONE:
		return STATUS_OK;
	case READ_TOO_MUCH:
		if (!name)
			return err_set(err, STATUS_LIMIT, _("the input is larger than %zu bytes"),
				       max);
		return err_set(err, STATUS_LIMIT, _("'%s' is larger than %zu bytes"), name, max);
	case READ_NO_MEMORY:
		return err_no_memory(err);
	case READ_FAILED:
		break;
	}
	if (!name)
		return err_system(err, "%s", _("cannot read the input"));
	return err_system(err, _("cannot read '%s'"), name);
}

enum status file_read_all(int fd, size_t max, struct buf *out, struct err *err)
{
	return say_read(read_to_end(fd, max, out), NULL, max, err);
}

/* -1: *status says why. */
static int open_regular(const struct file_ops *ops, int folder, const char *name, struct stat *info,
			enum status *status, struct err *err)
{
	/* O_NONBLOCK: opening a named pipe would wait for somebody to write to it. */
	const int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
	int fd = ops->openat(folder, name, flags, 0);

	if (fd < 0 && errno == ELOOP)
		*status = err_set(err, STATUS_REFUSED,
				  _("'%s' is a symbolic link, and those are not followed"), name);
	else if (fd < 0)
		*status = err_system(err, _("cannot open '%s'"), name);
	else if (fstat(fd, info) != 0)
		*status = err_system(err, _("cannot read '%s'"), name);
	else if (!S_ISREG(info->st_mode))
		*status = err_set(err, STATUS_REFUSED,
				  S_ISDIR(info->st_mode) ? _("'%s' is a folder, not a file")
							 : _("'%s' is not a regular file"),
				  name);
	else
		return fd;
	if (fd >= 0)
		close_quietly(ops, fd);
	return -1;
}

enum status file_read(const struct file_ops *ops, int folder, const char *name, size_t max,
		      struct buf *out, struct err *err)
{
	struct stat info;
	enum status status;
	int fd = open_regular(ops, folder, name, &info, &status, err);

	if (fd < 0)
		return status;
	status = say_read(read_to_end(fd, max, out), name, max, err);
	close_quietly(ops, fd);
	return status;
}

enum status file_read_head(const struct file_ops *ops, int folder, const char *name, size_t max,
			   struct buf *out, size_t *size, struct err *err)
{
	struct stat info;
	enum status status;
	int fd = open_regular(ops, folder, name, &info, &status, err);
	enum read_result result;

	if (fd < 0)
		return status;
	result = read_to_end(fd, max, out);
	status = result == READ_TOO_MUCH ? STATUS_OK : say_read(result, name, max, err);
	*size = (size_t)info.st_size;
	close_quietly(ops, fd);
	return status;
}

bool file_write_all(const struct file_ops *ops, int fd, const void *bytes, size_t length,
		    size_t *done)
{
	const char *byte = bytes;

	*done = 0;
	while (*done < length) {
		ssize_t written = ops->write(fd, byte + *done, length - *done);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0) {
			if (written == 0)
				errno = EIO; /* or we would try for ever */
			return false;
		}
		*done += (size_t)written;
	}
	return true;
}

/* A new file under a name that is not taken; a file of a crashed program may still be there. */
static int open_temporary(const struct file_ops *ops, int folder, char name[TEMPORARY_SIZE])
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	int fd = -1;

	for (int i = 0; i < TEMPORARY_TRIES; i++) {
		snprintf(name, TEMPORARY_SIZE, FILE_TEMPORARY_PREFIX "%ld-%d", (long)getpid(), i);
		fd = ops->openat(folder, name, flags, 0600);
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	return fd;
}

/* Leaves a complete, synced file under the temporary name, or none; locked in *held, if that is
 * wanted and can be. */
static bool write_temporary(const struct file_ops *ops, int folder, const void *bytes,
			    size_t length, char name[TEMPORARY_SIZE], int *held)
{
	size_t done;
	int fd = open_temporary(ops, folder, name);

	if (fd < 0)
		return false;
	bool written = file_write_all(ops, fd, bytes, length, &done) && ops->fdatasync(fd) == 0;
	int number = errno;
	if (written && held) {
		(void)!file_lock(fd, NULL);
		*held = fd;
	} else if (ops->close(fd) != 0 && written) {
		written = false;
		number = errno;
	}
	if (!written)
		ops->unlinkat(folder, name, 0);
	errno = number;
	return written;
}

enum write_result { WRITE_DONE, WRITE_FAILED, WRITE_NOT_SYNCED };

static enum write_result write_in_folder(const struct file_ops *ops, int folder, const char *name,
					 bool new, const void *bytes, size_t length, int *held)
{
	char temporary[TEMPORARY_SIZE];

	if (!write_temporary(ops, folder, bytes, length, temporary, held)) {
		/* That temporary names are taken says nothing about this one. */
		if (errno == EEXIST)
			errno = EIO;
		return WRITE_FAILED;
	}
	int result = new ? ops->rename_new(folder, temporary, folder, name)
			 : ops->renameat(folder, temporary, folder, name);
	if (result != 0) {
		int number = errno;
		ops->unlinkat(folder, temporary, 0);
		if (held) {
			ops->close(*held);
			*held = -1;
		}
		errno = number;
		return WRITE_FAILED;
	}
	return folder_sync(ops, folder) == 0 ? WRITE_DONE : WRITE_NOT_SYNCED;
}

static enum status write_whole(const struct file_ops *ops, int folder, const char *name, bool new,
			       const void *bytes, size_t length, int *held, struct err *err)
{
	const char *slash = strrchr(name, '/');
	int own = -1;

	/* There must be a folder to sync, the one that the file is in. */
	if (slash || folder == AT_FDCWD) {
		own = open_parent(ops, folder, name);
		if (own < 0)
			return err_system(err, _("cannot open the folder of '%s'"), name);
		folder = own;
	}
	enum write_result result = write_in_folder(ops, folder, slash ? slash + 1 : name, new,
						   bytes, length, held);
	if (own >= 0)
		close_quietly(ops, own);
	if (result == WRITE_FAILED)
		return err_system(err, _("cannot write '%s'"), name);
	if (result == WRITE_NOT_SYNCED)
		return err_system(err, _("cannot make sure that '%s' is on the disk"), name);
	return STATUS_OK;
}

enum status file_replace(const struct file_ops *ops, int folder, const char *name,
			 const void *bytes, size_t length, struct err *err)
{
	return write_whole(ops, folder, name, false, bytes, length, NULL, err);
}

enum status file_replace_held(const struct file_ops *ops, int folder, const char *name,
			      const void *bytes, size_t length, int *fd, struct err *err)
{
	*fd = -1;
	return write_whole(ops, folder, name, false, bytes, length, fd, err);
}

enum status file_create(const struct file_ops *ops, int folder, const char *name, const void *bytes,
			size_t length, struct err *err)
{
	return write_whole(ops, folder, name, true, bytes, length, NULL, err);
}

enum status file_lock(int fd, struct err *err)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	if (fcntl(fd, F_OFD_SETLK, &lock) == 0)
		return STATUS_OK;
	if (errno == EAGAIN || errno == EACCES)
		return err_set(err, STATUS_LOCKED, "%s",
			       _("another program is writing to this file"));
	return err_system(err, "%s", _("cannot lock the file"));
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* All names, each with its NUL. */
static enum status collect_names(DIR *stream, size_t max, struct buf *all, size_t *count,
				 struct err *err)
{
	for (;;) {
		errno = 0;
		const struct dirent *entry = readdir(stream);
		if (!entry)
			break;
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (*count == max)
			return err_set(err, STATUS_LIMIT, _("the folder has more than %zu entries"),
				       max);
		buf_add(all, entry->d_name, strlen(entry->d_name) + 1);
		++*count;
	}
	if (errno != 0)
		return err_system(err, "%s", _("cannot read the folder"));
	return all->failed ? err_no_memory(err) : STATUS_OK;
}

/* One allocation: the pointers, then what they point to. */
static char **sorted_array(const struct buf *all, size_t count)
{
	char **names = malloc((count + 1) * sizeof(*names) + all->length);

	if (!names)
		return NULL;
	char *at = (char *)(names + count + 1);
	if (all->length > 0)
		memcpy(at, all->data, all->length);
	for (size_t i = 0; i < count; i++) {
		names[i] = at;
		at += strlen(at) + 1;
	}
	names[count] = NULL;
	qsort(names, count, sizeof(*names), compare_names);
	return names;
}

enum status folder_list(int folder, size_t max, char ***names, size_t *count, struct err *err)
{
	struct buf all;
	enum status status;
	/* A description of its own: reading must not move the caller's place in the folder. */
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = fd < 0 ? NULL : fdopendir(fd);

	*names = NULL;
	*count = 0;
	buf_init(&all, BUF_MAX_DEFAULT);
	if (!stream) {
		status = err_system(err, "%s", _("cannot open the folder"));
		if (fd >= 0)
			close(fd);
		return status;
	}
	status = collect_names(stream, max, &all, count, err);
	if (status == STATUS_OK) {
		*names = sorted_array(&all, *count);
		if (!*names)
			status = err_no_memory(err);
	}
	if (status != STATUS_OK)
		*count = 0;
	closedir(stream);
	buf_release(&all);
	return status;
}
