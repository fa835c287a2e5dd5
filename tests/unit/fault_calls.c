/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault_file.h"

/*
 * What the product asks the system without changing anything, made to fail too. These calls are
 * not in `struct file_ops`; the linker puts these in their place (Makefile.am: fault_ldflags).
 */

/* clang-format off */
ssize_t __real_read(int fd, void *bytes, size_t length);
ssize_t __real_pread(int fd, void *bytes, size_t length, off_t offset);
int __real_fcntl(int fd, int command, ...);
int __real_stat(const char *path, struct stat *info);
int __real_lstat(const char *path, struct stat *info);
int __real_fstat(int fd, struct stat *info);
int __real_fstatat(int folder, const char *path, struct stat *info, int flags);
DIR *__real_fdopendir(int fd);
struct dirent *__real_readdir(DIR *stream);

ssize_t __wrap_read(int fd, void *bytes, size_t length);
ssize_t __wrap_pread(int fd, void *bytes, size_t length, off_t offset);
int __wrap_fcntl(int fd, int command, ...);
int __wrap_stat(const char *path, struct stat *info);
int __wrap_lstat(const char *path, struct stat *info);
int __wrap_fstat(int fd, struct stat *info);
int __wrap_fstatat(int folder, const char *path, struct stat *info, int flags);
DIR *__wrap_fdopendir(int fd);
struct dirent *__wrap_readdir(DIR *stream);
/* clang-format on */

static size_t half(size_t length)
{
	return length > 1 ? length / 2 : length;
}

ssize_t __wrap_read(int fd, void *bytes, size_t length)
{
	enum fault_verdict verdict = fault_judge(FAULT_READ);

	if (verdict == FAULT_DO_NOT)
		return -1;
	return __real_read(fd, bytes, verdict == FAULT_DO_HALF ? half(length) : length);
}

ssize_t __wrap_pread(int fd, void *bytes, size_t length, off_t offset)
{
	enum fault_verdict verdict = fault_judge(FAULT_READ);

	if (verdict == FAULT_DO_NOT)
		return -1;
	return __real_pread(fd, bytes, verdict == FAULT_DO_HALF ? half(length) : length, offset);
}

/* The product only locks with it. */
int __wrap_fcntl(int fd, int command, ...)
{
	va_list args;

	va_start(args, command);
	void *argument = va_arg(args, void *);
	va_end(args);
	return fault_judge(FAULT_LOCK) == FAULT_DO ? __real_fcntl(fd, command, argument) : -1;
}

int __wrap_stat(const char *path, struct stat *info)
{
	return fault_judge(FAULT_STAT) == FAULT_DO ? __real_stat(path, info) : -1;
}

int __wrap_lstat(const char *path, struct stat *info)
{
	return fault_judge(FAULT_STAT) == FAULT_DO ? __real_lstat(path, info) : -1;
}

int __wrap_fstat(int fd, struct stat *info)
{
	return fault_judge(FAULT_STAT) == FAULT_DO ? __real_fstat(fd, info) : -1;
}

int __wrap_fstatat(int folder, const char *path, struct stat *info, int flags)
{
	return fault_judge(FAULT_STAT) == FAULT_DO ? __real_fstatat(folder, path, info, flags) : -1;
}

DIR *__wrap_fdopendir(int fd)
{
	return fault_judge(FAULT_LIST) == FAULT_DO ? __real_fdopendir(fd) : NULL;
}

struct dirent *__wrap_readdir(DIR *stream)
{
	return fault_judge(FAULT_LIST) == FAULT_DO ? __real_readdir(stream) : NULL;
}
