/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writer.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "debrief/i18n.h"
#include "debrief/record.h"

/*
 * What is said to be saved has gone through write, all of it, and fdatasync, on a descriptor for
 * which no sync has ever failed: after a failed one the kernel takes the pages for clean, and
 * the next one would succeed without having written them. So a writer is given up at the first
 * failure of any kind; whoever uses it makes another.
 *
 * Room is asked for ahead, beyond the end of the file: on a full disk the talk can go on for a
 * good while.
 *
 * Programs that keep folders in step replace files by renaming; backups by hard links would see
 * what is added. So before each addition the open file must still be the one with that name,
 * have no other name, and end where we left it.
 */

#define RESERVE        ((off_t)64 << 10)
#define TEMPORARY_SIZE (WRITER_NAME_SIZE + 8)

static const int file_flags = O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
static const char *const stream_names[2] = {"shared", "private"};

void writer_choose_id(struct host *host, char id[EVENT_WRITER_LENGTH + 1])
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";

	for (int i = 0; i < EVENT_WRITER_LENGTH; i++)
		id[i] = letters[host_random(host, i == 0 ? 26 : 36)];
	id[EVENT_WRITER_LENGTH] = '\0';
}

void writer_init(struct writer *writer, const struct file_ops *ops)
{
	*writer = (struct writer){.ops = ops, .folder = -1, .files = {{.fd = -1}, {.fd = -1}}};
}

bool writer_is_open(const struct writer *writer)
{
	return writer->files[0].fd >= 0;
}

static void file_name(const char *id, int stream, char name[WRITER_NAME_SIZE])
{
	snprintf(name, WRITER_NAME_SIZE, "%s.%s.yaml", stream ? "private" : "journal", id);
}

static void temporary_name(const char *id, int stream, char name[TEMPORARY_SIZE])
{
	char plain[WRITER_NAME_SIZE];

	file_name(id, stream, plain);
	snprintf(name, TEMPORARY_SIZE, ".%s.new", plain);
}

/* True if the file that we have open is the one with its name. */
static bool has_its_name(const struct writer *writer, int stream, struct stat *info)
{
	struct stat named;
	char name[WRITER_NAME_SIZE];

	file_name(writer->id, stream, name);
	return writer->files[stream].fd >= 0 && fstat(writer->files[stream].fd, info) == 0 &&
	       fstatat(writer->folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
	       info->st_dev == named.st_dev && info->st_ino == named.st_ino;
}

/* That the disk cannot do this is no failure; whether there is room, writing will tell. */
static void reserve(const struct writer *writer, struct writer_file *file, off_t more)
{
	off_t length = more + RESERVE;

	if (file->size + more > file->reserved &&
	    writer->ops->fallocate(file->fd, FALLOC_FL_KEEP_SIZE, file->size, length) == 0)
		file->reserved = file->size + length;
}

/* ---- making ---- */

static enum status encode_first(const struct event *first, const char *id, int stream,
				const char *session_id, struct buf *out, struct err *err)
{
	struct event event = *first;
	char format[8];

	snprintf(format, sizeof(format), "%d", SESSION_FORMAT);
	event.is_private = stream;
	event.id = (struct event_id){.is_private = stream, .number = 1};
	memcpy(event.id.writer, id, sizeof(event.id.writer));
	event_set(&event, KEY_FORMAT, format);
	event_set(&event, KEY_SESSION, session_id);
	event_set(&event, KEY_WRITER, id);
	event_set(&event, KEY_STREAM, stream_names[stream]);
	buf_puts(out, RECORD_FILE_HEAD);
	return record_encode(&event, out, err);
}

/* A whole, synced file that has only its temporary name. */
static enum status make_file(struct writer *writer, int stream, const struct buf *bytes,
			     struct err *err)
{
	struct writer_file *file = &writer->files[stream];
	const struct file_ops *ops = writer->ops;
	char name[TEMPORARY_SIZE];
	size_t done;

	temporary_name(writer->id, stream, name);
	ops->unlinkat(writer->folder, name, 0); /* left by an attempt before */
	*file = (struct writer_file){
		.fd = ops->openat(writer->folder, name, file_flags | O_CREAT | O_EXCL, 0600),
	};
	if (file->fd < 0)
		return err_system(err, "%s", _("cannot make a new journal"));
	reserve(writer, file, (off_t)bytes->length);
	if (!file_write_all(ops, file->fd, bytes->data, bytes->length, &done) ||
	    ops->fsync(file->fd) != 0)
		return err_system(err, "%s", _("cannot write a new journal"));
	file->size = (off_t)bytes->length;
	/* Where files cannot be locked, writing without a lock is better than not writing. */
	if (!stream && file_lock(file->fd, NULL) == STATUS_LOCKED)
		return err_set(err, STATUS_LOCKED, "%s", _("another program took the new journal"));
	return STATUS_OK;
}

/* The private stream first: the shared one is what others see as the writer. */
static enum status name_files(struct writer *writer, struct err *err)
{
	const struct file_ops *ops = writer->ops;

	for (int stream = 1; stream >= 0; stream--) {
		char temporary[TEMPORARY_SIZE];
		char name[WRITER_NAME_SIZE];
		temporary_name(writer->id, stream, temporary);
		file_name(writer->id, stream, name);
		if (ops->rename_new(writer->folder, temporary, writer->folder, name) != 0)
			return err_system(err, _("cannot make '%s'"), name);
	}
	if (folder_sync(ops, writer->folder) != 0)
		return err_system(err, "%s",
				  _("cannot make sure that a new journal is on the disk"));
	return STATUS_OK;
}

void writer_close(struct writer *writer)
{
	for (int stream = 0; stream < 2; stream++)
		if (writer->files[stream].fd >= 0)
			writer->ops->close(writer->files[stream].fd);
	writer_init(writer, writer->ops);
}

static void remove_temporaries(const struct writer *writer)
{
	for (int stream = 0; stream < 2; stream++) {
		char name[TEMPORARY_SIZE];
		temporary_name(writer->id, stream, name);
		if (writer->files[stream].fd >= 0)
			writer->ops->unlinkat(writer->folder, name, 0);
	}
}

enum status writer_make(struct writer *writer, int folder, const char *id,
			const struct event *first, const char *session_id, struct err *err)
{
	enum status status = STATUS_OK;
	struct buf bytes;

	writer->folder = folder;
	memcpy(writer->id, id, sizeof(writer->id));
	buf_init(&bytes, BUF_MAX_DEFAULT);
	for (int stream = 1; stream >= 0 && status == STATUS_OK; stream--) {
		buf_reset(&bytes);
		status = encode_first(first, id, stream, session_id, &bytes, err);
		if (status == STATUS_OK)
			status = make_file(writer, stream, &bytes, err);
	}
	buf_release(&bytes);
	if (status == STATUS_OK)
		status = name_files(writer, err);
	if (status != STATUS_OK) {
		remove_temporaries(writer);
		writer_abandon(writer);
	}
	return status;
}

/* ---- adding ---- */

static enum status check_files(const struct writer *writer, struct err *err)
{
	struct stat info;

	for (int stream = 0; stream < 2; stream++)
		if (!has_its_name(writer, stream, &info) || !S_ISREG(info.st_mode) ||
		    info.st_nlink != 1 || info.st_size != writer->files[stream].size)
			return err_set(err, STATUS_IO, "%s",
				       _("another program has changed or replaced the journal"));
	return STATUS_OK;
}

bool writer_is_whole(const struct writer *writer)
{
	return check_files(writer, NULL) == STATUS_OK;
}

enum status writer_take(struct writer *writer, int folder, const char *id, const off_t sizes[2],
			struct err *err)
{
	enum status status = STATUS_OK;

	writer->folder = folder;
	writer->is_used = true;
	memcpy(writer->id, id, sizeof(writer->id));
	for (int stream = 0; stream < 2 && status == STATUS_OK; stream++) {
		char name[WRITER_NAME_SIZE];
		file_name(id, stream, name);
		writer->files[stream] = (struct writer_file){
			.fd = writer->ops->openat(folder, name, file_flags, 0),
			.size = sizes[stream],
		};
		if (writer->files[stream].fd < 0)
			status = err_system(err, _("cannot open '%s'"), name);
	}
	if (status == STATUS_OK)
		status = check_files(writer, err);
	if (status != STATUS_OK)
		writer_close(writer);
	return status;
}

/* What was written in part is taken back, if that can be done: readers find a torn end otherwise,
 * and know what that is. */
static enum status add_to_file(struct writer *writer, int stream, const struct buf *bytes,
			       struct err *err)
{
	struct writer_file *file = &writer->files[stream];
	const struct file_ops *ops = writer->ops;
	size_t done;

	reserve(writer, file, (off_t)bytes->length);
	if (!file_write_all(ops, file->fd, bytes->data, bytes->length, &done)) {
		enum status status = err_system(err, "%s", _("cannot write to the journal"));
		if (done > 0)
			(void)!ops->ftruncate(file->fd, file->size);
		return status;
	}
	if (ops->fdatasync(file->fd) != 0)
		return err_system(err, "%s", _("cannot make sure that the journal is on the disk"));
	file->size += (off_t)bytes->length;
	return STATUS_OK;
}

enum status writer_add(struct writer *writer, const struct buf bytes[2], struct err *err)
{
	enum status status = check_files(writer, err);

	for (int stream = 1; stream >= 0 && status == STATUS_OK; stream--)
		if (bytes[stream].length > 0)
			status = add_to_file(writer, stream, &bytes[stream], err);
	if (status == STATUS_OK)
		writer->is_used = true;
	return status;
}

/* ---- ending ---- */

bool writer_describe(const struct writer *writer, struct remembered *remembered)
{
	struct stat info[2];

	*remembered = (struct remembered){0};
	if (fstat(writer->files[0].fd, &info[0]) != 0 || fstat(writer->files[1].fd, &info[1]) != 0)
		return false;
	memcpy(remembered->writer, writer->id, sizeof(remembered->writer));
	remembered->device = info[0].st_dev;
	for (int stream = 0; stream < 2; stream++)
		remembered->inode[stream] = info[stream].st_ino;
	return true;
}

/* On a disk that fails again and again, each attempt would leave two more files. */
static void remove_unused(const struct writer *writer)
{
	struct stat info;

	for (int stream = 0; stream < 2; stream++) {
		char name[WRITER_NAME_SIZE];
		file_name(writer->id, stream, name);
		if (has_its_name(writer, stream, &info))
			writer->ops->unlinkat(writer->folder, name, 0);
	}
}

void writer_abandon(struct writer *writer)
{
	if (!writer->is_used)
		remove_unused(writer);
	writer_close(writer);
}
