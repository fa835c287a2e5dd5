/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remembered.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "state_folder.h"

/*
 * The name holds the folder's device and inode: a copy of the folder is another session to
 * write to, in which this writer would be a second one with the same id.
 *
 * The line has a fixed width and is overwritten in place, without a sync: what is lost by that
 * only says that less was acknowledged than was. A line that is half old and half new names a
 * writer, a number or a file that is not there, and then a new writer starts.
 */

#define LINE_MAX_LENGTH 127
#define LINE_FORMAT \
	"%4s %010" PRIu32 " %010" PRIu32 " %020" PRIu64 " %020" PRIu64 " %020" PRIu64 "\n"

static bool name_of(struct arena *arena, const char *session_id, int folder, const char **name)
{
	struct stat info;
	const char *id = session_file_name(arena, session_id);

	if (!id || fstat(folder, &info) != 0)
		return false;
	*name = arena_printf(arena, "%s.%ju.%ju", id, (uintmax_t)info.st_dev,
			     (uintmax_t)info.st_ino);
	return *name;
}

int remembered_open(struct host *host, const char *session_id, int folder, bool make)
{
	struct arena arena;
	const char *name;
	int writers;
	int fd = -1;

	if (state_folder_open(host, STATE_WRITERS, NULL, make, &writers, NULL) != STATUS_OK)
		return -1;
	arena_init(&arena, SIZE_MAX);
	if (name_of(&arena, session_id, folder, &name))
		fd = host->files->openat(writers, name,
					 O_RDWR | O_NOFOLLOW | O_CLOEXEC | (make ? O_CREAT : 0),
					 0600);
	host->files->close(writers);
	arena_release(&arena);
	return fd;
}

static bool read_number(char **at, uint64_t *number)
{
	char *end;

	if (**at != ' ')
		return false;
	errno = 0;
	*number = strtoull(*at + 1, &end, 10);
	bool fine = errno == 0 && end > *at + 1;
	*at = end;
	return fine;
}

bool remembered_read(int fd, struct remembered *remembered)
{
	char line[LINE_MAX_LENGTH + 1] = "";
	ssize_t length = pread(fd, line, LINE_MAX_LENGTH, 0);
	uint64_t last[2];

	*remembered = (struct remembered){0};
	if (length <= EVENT_WRITER_LENGTH || !event_writer_is_valid(line, EVENT_WRITER_LENGTH))
		return false;
	memcpy(remembered->writer, line, EVENT_WRITER_LENGTH);
	char *at = line + EVENT_WRITER_LENGTH;
	if (!read_number(&at, &last[0]) || !read_number(&at, &last[1]) ||
	    !read_number(&at, &remembered->device) || !read_number(&at, &remembered->inode[0]) ||
	    !read_number(&at, &remembered->inode[1]))
		return false;
	remembered->last[0] = (uint32_t)last[0];
	remembered->last[1] = (uint32_t)last[1];
	return *at == '\n' && last[0] <= UINT32_MAX && last[1] <= UINT32_MAX;
}

void remembered_write(const struct file_ops *ops, int fd, const struct remembered *remembered)
{
	char line[LINE_MAX_LENGTH + 1];
	int length = snprintf(line, sizeof(line), LINE_FORMAT, remembered->writer,
			      remembered->last[0], remembered->last[1], remembered->device,
			      remembered->inode[0], remembered->inode[1]);

	if (fd >= 0 && length > 0)
		(void)!ops->pwrite(fd, line, (size_t)length, 0);
}

void remembered_forget(const struct file_ops *ops, int fd)
{
	static const char nobody[] = "----";

	/* Either will do, and one of them may fail. */
	if (fd >= 0 && ops->pwrite(fd, nobody, sizeof(nobody) - 1, 0) < 0)
		(void)!ops->ftruncate(fd, 0);
}
