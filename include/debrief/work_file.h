/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_WORK_FILE_H
#define DEBRIEF_WORK_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/arena.h"
#include "debrief/checksum.h"
#include "debrief/file.h"
#include "debrief/session.h"

/*
 * Files of student work: copies in the session's folder `work/`, 0600, named in events by their
 * bare name and SHA-256. Nothing in there is ever overwritten, and removed only by erase.h.
 */

#define WORK_FILE_MAX      ((size_t)64 << 20)  /* that is copied in */
#define WORK_FILE_SUM_MAX  ((size_t)256 << 20) /* that was put there by hand */
#define WORK_FILE_TEXT_MAX ((size_t)256 << 10) /* that is shown */

/* The descriptor of work/, never through a link; -1 and errno. */
int work_folder_open(const struct file_ops *ops, const struct session *session);

/* What was kept of a file. */
enum work_copy {
	WORK_AS_IT_WAS, /* all; it does not say where it was taken, as far as we know */
	WORK_BARE,      /* of a photo only the picture */
	WORK_NOT_READ,  /* all of a photo or a film: it may say where it was taken */
};

/*
 * Copies a file into work/, durably: *name is what it is called there (in the arena), the same as
 * before if the same bytes lie there already, else with a number. STATUS_REFUSED for what is no
 * regular file or a link, STATUS_LIMIT beyond WORK_FILE_MAX.
 */
MUST_USE enum status work_file_copy(struct host *host, const struct session *session,
				    const char *path, struct arena *arena, const char **name,
				    char sum[SHA256_HEX_SIZE], enum work_copy *kept,
				    struct err *err);
/* The sum of a file in the open folder work/. */
MUST_USE enum status work_file_sum(const struct file_ops *ops, int work, const char *name,
				   char sum[SHA256_HEX_SIZE], struct err *err);

/* What there is to say of a file without a program for it. */
struct work_look {
	size_t bytes;
	const char *text;       /* UTF-8 up to WORK_FILE_TEXT_MAX, in the arena; NULL: it is none */
	unsigned width, height; /* of a PNG or JPEG; 0: not known */
};

MUST_USE enum status work_file_look(const struct file_ops *ops, int work, const char *name,
				    struct arena *arena, struct work_look *look, struct err *err);

#endif
