/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal_locks.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

#include "debrief/i18n.h"
#include "session_file.h"

/*
 * A program that writes holds the lock of its own journal. Which one that is can change: it may
 * start a new one, or go over to the rescue folder; and another program may remember another
 * writer. So a newcomer must get the locks of all of them, and keeps them until it ends: then at
 * no moment, whatever fails, could a second one come in. To copies that other programs make when
 * they find two versions of a file nobody writes, and there may be many.
 */

#define FOLDER_ENTRIES_MAX 100000

static enum status take_one(struct journal_locks *locks, int folder, const char *name,
			    struct err *err)
{
	const int flags = O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
	int *fds = realloc(locks->fds, (locks->count + 1) * sizeof(*fds));

	if (!fds)
		return err_no_memory(err);
	locks->fds = fds;
	int fd = locks->ops->openat(folder, name, flags, 0);
	if (fd < 0 && (errno == EMFILE || errno == ENFILE))
		return err_system(err, _("cannot open '%s'"), name);
	/* What else cannot be opened for writing is written by nobody here. */
	if (fd < 0)
		return STATUS_OK;
	fds[locks->count++] = fd;
	/* Where files cannot be locked, writing without a lock is better than not writing. */
	if (file_lock(fd, NULL) == STATUS_LOCKED)
		return err_set(err, STATUS_LOCKED, "%s",
			       _("another program is writing to this session"));
	return STATUS_OK;
}

enum status journal_locks_take(struct journal_locks *locks, int folder, struct err *err)
{
	struct session_file file;
	char **names;
	size_t count;
	enum status status = folder_list(folder, FOLDER_ENTRIES_MAX, &names, &count, err);

	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		if (session_file_named(names[i], &file) && !file.is_private && !file.is_copy)
			status = take_one(locks, folder, names[i], err);
	free(names);
	return status;
}

void journal_locks_add(struct journal_locks *locks, int fd)
{
	int *fds = realloc(locks->fds, (locks->count + 1) * sizeof(*fds));

	if (!fds) {
		locks->ops->close(fd);
		return;
	}
	locks->fds = fds;
	fds[locks->count++] = fd;
}

void journal_locks_release(struct journal_locks *locks)
{
	for (size_t i = 0; i < locks->count; i++)
		locks->ops->close(locks->fds[i]);
	free(locks->fds);
	locks->fds = NULL;
	locks->count = 0;
}
