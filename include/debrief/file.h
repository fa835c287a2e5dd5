/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_FILE_H
#define DEBRIEF_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "debrief/buf.h"
#include "debrief/err.h"

/*
 * Files, opened relative to a folder that is already open, never through a symbolic link in the
 * last component, private to the user (0600, folders 0700).
 *
 * Everything that changes the disk goes through `struct file_ops`, so that a test can make the
 * n-th operation fail, be short, or end the process. Members behave like the system calls.
 */

struct file_ops {
	int (*openat)(int folder, const char *name, int flags, mode_t mode);
	ssize_t (*write)(int fd, const void *bytes, size_t length);
	ssize_t (*pwrite)(int fd, const void *bytes, size_t length, off_t offset);
	int (*fdatasync)(int fd);
	int (*fsync)(int fd);
	int (*ftruncate)(int fd, off_t length);
	int (*fallocate)(int fd, int mode, off_t offset, off_t length);
	int (*mkdirat)(int folder, const char *name, mode_t mode);
	int (*renameat)(int from, const char *name, int to, const char *new_name);
	/* The same, but EEXIST when the new name is taken. */
	int (*rename_new)(int from, const char *name, int to, const char *new_name);
	int (*unlinkat)(int folder, const char *name, int flags);
	int (*close)(int fd);
};

extern const struct file_ops file_ops_system;

/* How the names of files begin that are not whole yet; a crash may leave one. */
#define FILE_TEMPORARY_PREFIX ".debrief-"

/* Opens a folder (O_DIRECTORY); `path` may be relative. Caller closes *fd. */
MUST_USE enum status folder_open(const struct file_ops *ops, const char *path, int *fd,
				 struct err *err);
/* Makes a folder and its missing parents, mode 0700, synced into their parents. */
MUST_USE enum status folder_make(const struct file_ops *ops, const char *path, struct err *err);
/* fsync of a folder: its names are then on the disk. 0, or -1 and errno. */
MUST_USE int folder_sync(const struct file_ops *ops, int folder);

/* Reads a whole regular file, at most `max` bytes (STATUS_LIMIT beyond). Refuses links
 * (STATUS_REFUSED). `folder` may be AT_FDCWD. */
MUST_USE enum status file_read(const struct file_ops *ops, int folder, const char *name, size_t max,
			       struct buf *out, struct err *err);
/* The same for at most the first `max` bytes of it; *size is that of the whole file. */
MUST_USE enum status file_read_head(const struct file_ops *ops, int folder, const char *name,
				    size_t max, struct buf *out, size_t *size, struct err *err);
/* Reads a descriptor (standard input) to its end, at most `max` bytes. */
MUST_USE enum status file_read_all(int fd, size_t max, struct buf *out, struct err *err);

/* Writes everything, however short single writes are. False: errno says why, *done how far. */
bool file_write_all(const struct file_ops *ops, int fd, const void *bytes, size_t length,
		    size_t *done);

/* Makes a file appear whole or not at all, and durably: temporary file in the same folder,
 * fdatasync, rename, fsync of the folder. Replaces an older file of that name. `name` may
 * hold slashes, and `folder` be AT_FDCWD. When only the last fsync fails, the new file stays. */
MUST_USE enum status file_replace(const struct file_ops *ops, int folder, const char *name,
				  const void *bytes, size_t length, struct err *err);
/* The same for a file whose lock the caller holds: the new one is locked before it has the name, so
 * that nobody comes in between. The caller closes *fd, which is -1 if the old one is still there.
 */
MUST_USE enum status file_replace_held(const struct file_ops *ops, int folder, const char *name,
				       const void *bytes, size_t length, int *fd, struct err *err);
/* file_replace for a name that must not exist yet: STATUS_EXISTS. */
MUST_USE enum status file_create(const struct file_ops *ops, int folder, const char *name,
				 const void *bytes, size_t length, struct err *err);

/* Takes the write lock of an open file (an OFD lock, which no other close drops):
 * STATUS_LOCKED if somebody else has it. Given up by close. */
MUST_USE enum status file_lock(int fd, struct err *err);

/* Names of a folder's entries, sorted by bytes, without "." and "..", in one allocation
 * that the caller frees with free(); at most `max` entries (STATUS_LIMIT). */
MUST_USE enum status folder_list(int folder, size_t max, char ***names, size_t *count,
				 struct err *err);

#endif
