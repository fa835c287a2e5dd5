/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "html.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/base64.h"
#include "debrief/file.h"
#include "debrief/i18n.h"
#include "debrief/photo_metadata.h"

/*
 * Pictures go into the page itself, so that it can be handed on as one file. What a file is, its
 * first bytes tell; only what is nothing but dots is taken (an SVG is a document of its own).
 * Together they stay small enough for a mail. What the camera knows beside the picture, like where
 * it was taken, is handed on to nobody.
 */

#define PICTURE_MAX ((size_t)8 << 20)

static const struct {
	const char *type;
	size_t at; /* where its bytes are */
	const char *bytes;
} kinds[] = {
	{"image/png", 0, "\x89PNG\r\n\x1A\n"},
	{"image/jpeg", 0, "\xFF\xD8\xFF"},
	{"image/gif", 0, "GIF87a"},
	{"image/gif", 0, "GIF89a"},
	{"image/webp", 8, "WEBPVP8"},
};

static const char *type_of(const struct buf *picture)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		size_t length = strlen(kinds[i].bytes);

		if (picture->length > kinds[i].at + length &&
		    !memcmp(picture->data + kinds[i].at, kinds[i].bytes, length))
			return kinds[i].type;
	}
	return NULL;
}

static bool is_bare(const char *name)
{
	return *name && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static void add_size(struct buf *why, size_t bytes)
{
	if (bytes >= (size_t)1 << 20)
		buf_printf(why, "%zu.%zu MiB", bytes >> 20, (bytes % (1 << 20)) * 10 >> 20);
	else
		buf_printf(why, "%zu KiB", (bytes + 1023) >> 10);
}

static void say_too_large(struct buf *why, const char *name, size_t bytes)
{
	struct buf size;

	buf_init(&size, 64);
	add_size(&size, bytes);
	buf_printf(why, _("The picture '%s' (%s) is too large for this page."), name,
		   buf_text(&size));
	buf_release(&size);
}

bool picture_embed(struct pictures *pictures, const char *name, const char *label, struct buf *out,
		   struct buf *why)
{
	size_t max = pictures->left < PICTURE_MAX ? pictures->left : PICTURE_MAX;
	struct buf picture, bare;
	size_t bytes;
	const char *type = NULL;

	buf_init(&picture, PICTURE_MAX + 1);
	buf_init(&bare, PICTURE_MAX * 2);
	if (!is_bare(name) || pictures->folder < 0 ||
	    file_read_head(&file_ops_system, pictures->folder, name, max, &picture, &bytes, NULL))
		buf_printf(why, _("The picture '%s' cannot be opened."), label);
	else if (bytes > max)
		say_too_large(why, label, bytes);
	else if (!(type = type_of(&picture)))
		buf_printf(why, _("The file '%s' is not a picture that this page can show."),
			   label);
	if (type && !photo_strip(picture.data, picture.length, &bare)) {
		buf_printf(why,
			   _("The picture '%s' is not on this page: it may say where it was taken, "
			     "and that cannot be left out."),
			   label);
		type = NULL;
	}
	if (type) {
		buf_printf(out, "data:%s;base64,", type);
		base64(out, buf_text(&bare), bare.length);
		pictures->left -= bare.length < pictures->left ? bare.length : pictures->left;
	}
	buf_release(&bare);
	buf_release(&picture);
	return type;
}
