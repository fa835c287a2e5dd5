/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/work_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "debrief/i18n.h"
#include "debrief/paths.h"
#include "debrief/photo_metadata.h"
#include "debrief/utf8.h"

/*
 * A copy gets the name of its original as far as that can stand in a record and in a folder. Files
 * are told apart by their sums, so that attaching one twice makes no second copy.
 */

#define NAME_LENGTH_MAX 200
#define NUMBER_MAX      99

int work_folder_open(const struct file_ops *ops, const struct session *session)
{
	return ops->openat(session->folder, "work", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC,
			   0);
}

/* Sessions that somebody copied by hand may lack the folder. */
static int open_or_make(const struct file_ops *ops, const struct session *session)
{
	int work = work_folder_open(ops, session);

	if (work >= 0 || errno != ENOENT || ops->mkdirat(session->folder, "work", 0700) != 0 ||
	    folder_sync(ops, session->folder) != 0)
		return work;
	return work_folder_open(ops, session);
}

enum status work_file_sum(const struct file_ops *ops, int work, const char *name,
			  char sum[SHA256_HEX_SIZE], struct err *err)
{
	struct buf bytes;
	enum status status;

	buf_init(&bytes, WORK_FILE_SUM_MAX + 1);
	status = file_read(ops, work, name, WORK_FILE_SUM_MAX, &bytes, err);
	if (!status)
		sha256_hex(buf_text(&bytes), bytes.length, sum);
	buf_release(&bytes);
	return status;
}

/* A name for the copy: no hidden file, nothing that a terminal or a record could not carry. */
static char *plain_name(const char *path, struct arena *arena)
{
	char *name = arena_strdup(arena, path_name(path));
	char *at = name;

	while (name && *at) {
		size_t length = strlen(at);
		size_t valid = utf8_valid_prefix(at, length);

		for (size_t i = 0; i < valid; i++)
			if ((unsigned char)at[i] < 0x20 || at[i] == 0x7F)
				at[i] = '_';
		at += valid;
		if (valid < length)
			*at++ = '_';
	}
	if (name && *name == '.')
		*name = '_';
	return name;
}

/* "slip.jpg", "slip-2.jpg", … */
static char *numbered(const char *name, int number, struct arena *arena)
{
	const char *dot = strrchr(name, '.');
	const char *ending = dot && dot != name && strlen(dot) < 16 ? dot : "";
	size_t length = strlen(name) - strlen(ending);

	if (length > NAME_LENGTH_MAX)
		length = utf8_valid_prefix(name, NAME_LENGTH_MAX);
	if (number == 1)
		return arena_printf(arena, "%.*s%s", (int)length, name, ending);
	return arena_printf(arena, "%.*s-%d%s", (int)length, name, number, ending);
}

static enum status put(const struct file_ops *ops, int work, const char *plain,
		       const struct buf *bytes, const char *sum, struct arena *arena,
		       const char **name, struct err *err)
{
	char other[SHA256_HEX_SIZE];

	for (int number = 1; number <= NUMBER_MAX; number++) {
		enum status status;

		*name = numbered(plain, number, arena);
		if (!*name)
			return err_no_memory(err);
		status = file_create(ops, work, *name, buf_text(bytes), bytes->length, err);
		if (status != STATUS_EXISTS)
			return status;
		if (!work_file_sum(ops, work, *name, other, NULL) && !strcmp(other, sum))
			return STATUS_OK;
	}
	return err_set(err, STATUS_EXISTS, _("there are too many files called '%s' already"),
		       plain);
}

static enum status read_original(const struct file_ops *ops, const char *path, struct buf *bytes,
				 struct err *err)
{
	enum status status = file_read(ops, AT_FDCWD, path, WORK_FILE_MAX, bytes, err);

	if (status == STATUS_LIMIT)
		err_set(err, status,
			_("'%s' is larger than %zu MiB; a smaller copy of it can be attached"),
			path_name(path), WORK_FILE_MAX >> 20);
	return status;
}

/* Of a photo only the picture is kept, if nothing of it can get lost by that. */
static enum work_copy leave_out_place(struct buf *bytes)
{
	struct buf bare;
	bool is_same;

	if (!photo_is_one(buf_text(bytes), bytes->length))
		return WORK_AS_IT_WAS;
	buf_init(&bare, WORK_FILE_MAX + 1);
	if (!photo_strip(buf_text(bytes), bytes->length, &bare)) {
		buf_release(&bare);
		return WORK_NOT_READ;
	}
	is_same = bare.length == bytes->length && !memcmp(bare.data, bytes->data, bare.length);
	buf_release(bytes);
	*bytes = bare;
	return is_same ? WORK_AS_IT_WAS : WORK_BARE;
}

enum status work_file_copy(struct host *host, const struct session *session, const char *path,
			   struct arena *arena, const char **name, char sum[SHA256_HEX_SIZE],
			   enum work_copy *kept, struct err *err)
{
	const struct file_ops *ops = host->files;
	const char *plain = plain_name(path, arena);
	struct buf bytes;
	enum status status;
	int work = -1;

	*name = NULL;
	*kept = WORK_AS_IT_WAS;
	if (!plain)
		return err_no_memory(err);
	buf_init(&bytes, WORK_FILE_MAX + 1);
	status = read_original(ops, path, &bytes, err);
	if (status)
		goto out;
	*kept = leave_out_place(&bytes);
	work = open_or_make(ops, session);
	if (work < 0) {
		status = err_system(err, "%s", _("cannot open the session's folder 'work'"));
		goto out;
	}
	sha256_hex(buf_text(&bytes), bytes.length, sum);
	status = put(ops, work, plain, &bytes, sum, arena, name, err);
out:
	if (work >= 0)
		ops->close(work);
	buf_release(&bytes);
	return status;
}

/* ---- looking ---- */

static unsigned big_endian(const unsigned char *bytes, int count)
{
	unsigned value = 0;

	while (count-- > 0)
		value = value << 8 | *bytes++;
	return value;
}

static bool look_at_png(const unsigned char *bytes, size_t length, struct work_look *look)
{
	static const unsigned char magic[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

	if (length < 24 || memcmp(bytes, magic, sizeof(magic)) != 0)
		return false;
	look->width = big_endian(bytes + 16, 4);
	look->height = big_endian(bytes + 20, 4);
	return true;
}

/* From segment to segment, up to the one that begins a frame. */
static bool look_at_jpeg(const unsigned char *bytes, size_t length, struct work_look *look)
{
	size_t at = 2;

	if (length < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8)
		return false;
	while (at + 9 <= length && bytes[at] == 0xFF) {
		unsigned kind = bytes[at + 1];

		if (kind == 0xFF) { /* filling */
			at++;
			continue;
		}
		if (kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC) {
			look->height = big_endian(bytes + at + 5, 2);
			look->width = big_endian(bytes + at + 7, 2);
			return true;
		}
		at += 2 + big_endian(bytes + at + 2, 2);
	}
	return true;
}

enum status work_file_look(const struct file_ops *ops, int work, const char *name,
			   struct arena *arena, struct work_look *look, struct err *err)
{
	struct buf bytes;
	enum status status;

	*look = (struct work_look){0};
	buf_init(&bytes, WORK_FILE_TEXT_MAX);
	status = file_read_head(ops, work, name, WORK_FILE_TEXT_MAX, &bytes, &look->bytes, err);
	if (!status && bytes.length > 0) {
		const unsigned char *head = (const unsigned char *)bytes.data;
		bool is_picture = look_at_png(head, bytes.length, look) ||
				  look_at_jpeg(head, bytes.length, look);

		if (!is_picture && look->bytes == bytes.length &&
		    !memchr(bytes.data, '\0', bytes.length) &&
		    utf8_is_valid(bytes.data, bytes.length)) {
			look->text = arena_copy(arena, bytes.data, bytes.length);
			if (!look->text)
				status = err_no_memory(err);
		}
	}
	buf_release(&bytes);
	return status;
}
