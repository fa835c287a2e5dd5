/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/photo_metadata.h"

#include <stdint.h>
#include <string.h>

#include "debrief/array.h"

/*
 * The four formats are rows of pieces, each with its kind and length. Those that are needed to
 * draw the picture are listed, and all others go: programs invent new places for what they know
 * about a photo. Nothing of a piece is looked at but which way is up, in its EXIF.
 *
 * A damaged photo may be all that there is of somebody's work, and what is damaged may be just what
 * says where the picture is. So readers give up where anything is not as it should be.
 */

struct bytes {
	const unsigned char *at;
	size_t length;
};

struct photo {
	unsigned orientation; /* 2 to 8: the picture is to be turned; 0: it is not */
	bool has_frame, has_picture;
};

/* ---- bytes ---- */

static struct bytes part(struct bytes bytes, size_t from, size_t length)
{
	if (from > bytes.length)
		from = bytes.length;
	if (length > bytes.length - from)
		length = bytes.length - from;
	return (struct bytes){bytes.at + from, length};
}

static bool begins_with(struct bytes bytes, const char *text, size_t length)
{
	return bytes.length >= length && !memcmp(bytes.at, text, length);
}
#define BEGINS(bytes, text) begins_with((bytes), (text), sizeof(text) - 1)

/* 0 where there are none. */
static uint32_t number(struct bytes bytes, size_t from, size_t count, bool little)
{
	struct bytes digits = part(bytes, from, count);
	uint32_t value = 0;

	for (size_t i = 0; digits.length == count && i < count; i++)
		value = value << 8 | digits.at[little ? count - 1 - i : i];
	return value;
}

static void add_number(struct buf *out, uint32_t value, bool little)
{
	for (int i = 0; i < 4; i++)
		buf_putc(out, (char)(value >> (little ? 8 * i : 24 - 8 * i) & 0xFF));
}

static void add(struct buf *out, struct bytes bytes)
{
	buf_add(out, bytes.at, bytes.length);
}

/* ---- EXIF ---- */

#define TAG_SIZE        12
#define TAG_ORIENTATION 0x0112

static void read_exif(struct photo *photo, struct bytes tiff)
{
	bool little = BEGINS(tiff, "II*\0");
	size_t at, count;

	if (!little && !BEGINS(tiff, "MM\0*"))
		return;
	at = number(tiff, 4, 4, little);
	count = number(tiff, at, 2, little);
	for (size_t i = 0; i < count && at + 2 + (i + 1) * TAG_SIZE <= tiff.length; i++) {
		size_t tag = at + 2 + i * TAG_SIZE;
		uint32_t turned = number(tiff, tag + 8, 2, little);

		if (number(tiff, tag, 2, little) == TAG_ORIENTATION && turned >= 2 && turned <= 8)
			photo->orientation = turned;
	}
}

/* EXIF that says which way is up, and nothing else. */
static void add_exif(struct buf *out, const struct photo *photo)
{
	static const char before[] = "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0";

	buf_add(out, before, sizeof(before));
	add_number(out, photo->orientation, true);
	add_number(out, 0, true);
}
#define EXIF_LENGTH 26

/* ---- JPEG ---- */

static bool draws_jpeg(unsigned kind, struct bytes body)
{
	if (kind == 0xE0)
		return BEGINS(body, "JFIF\0");
	if (kind == 0xE2)
		return BEGINS(body, "ICC_PROFILE\0");
	if (kind == 0xEE)
		return BEGINS(body, "Adobe");
	return kind >= 0xC0 && kind <= 0xDF && kind != 0xD8;
}

static void take_app1(struct photo *photo, struct bytes body, struct buf *out)
{
	static const char head[] = "\xFF\xE1\0\x22"
				   "Exif\0"; /* and another NUL */
	unsigned before = photo->orientation;

	if (!BEGINS(body, "Exif\0\0"))
		return;
	read_exif(photo, part(body, 6, SIZE_MAX));
	if (before || !photo->orientation)
		return;
	buf_add(out, head, sizeof(head));
	add_exif(out, photo);
}

static bool begins_frame(unsigned kind)
{
	return kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC;
}

/* The next marker: like those who draw, past filling and what does not belong there. */
static size_t find_marker(struct bytes bytes, size_t at)
{
	for (; at + 1 < bytes.length; at++)
		if (bytes.at[at] == 0xFF && bytes.at[at + 1] != 0 && bytes.at[at + 1] != 0xFF)
			return at;
	return bytes.length;
}

/* What is drawn, behind the head of a scan: up to the next marker. */
static size_t scan_end(struct bytes bytes, size_t at)
{
	for (;;) {
		unsigned kind;

		at = find_marker(bytes, at);
		if (at == bytes.length)
			return at;
		kind = bytes.at[at + 1];
		if (kind < 0xD0 || kind > 0xD7)
			return at;
		at += 2;
	}
}

static bool take_segment(struct photo *photo, unsigned kind, struct bytes segment, struct buf *out)
{
	struct bytes body = part(segment, 4, SIZE_MAX);

	if (kind == 0xDA)
		photo->has_picture = photo->has_frame;
	else if (begins_frame(kind))
		photo->has_frame = true;
	if (draws_jpeg(kind, body))
		add(out, segment);
	else if (kind < 0xE0 || (kind > 0xEF && kind != 0xFE) || photo->has_picture)
		return false; /* no kind that can be left out; not among what is drawn */
	else if (kind == 0xE1)
		take_app1(photo, body, out);
	return true;
}

static bool read_jpeg(struct photo *photo, struct bytes bytes, struct buf *out)
{
	size_t at = 2;

	add(out, part(bytes, 0, 2));
	while ((at = find_marker(bytes, at)) < bytes.length) {
		unsigned kind = bytes.at[at + 1];
		size_t end = at + 2;

		if (kind == 0xD9) {
			add(out, part(bytes, at, 2));
			return photo->has_picture;
		}
		if (kind != 0x01 && !(kind >= 0xD0 && kind <= 0xD8)) {
			size_t length = number(bytes, end, 2, false);

			if (length < 2 || length > bytes.length - end)
				return false;
			end += length;
		}
		if (kind == 0xDA)
			end = scan_end(bytes, end);
		if (!take_segment(photo, kind, part(bytes, at, end - at), out))
			return false;
		at = end;
	}
	return false;
}

/* ---- PNG ---- */

/* As PNG wants it of kind and content. */
static uint32_t png_sum(const char *bytes, size_t length)
{
	uint32_t sum = 0xFFFFFFFF;

	while (length-- > 0) {
		sum ^= (unsigned char)*bytes++;
		for (int bit = 0; bit < 8; bit++)
			sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320 : 0);
	}
	return ~sum;
}

static bool is_one_of(struct bytes kind, const char *const *kinds, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (begins_with(kind, kinds[i], 4))
			return true;
	return false;
}

static void take_png_exif(struct photo *photo, struct bytes tiff, struct buf *out)
{
	unsigned before = photo->orientation;
	size_t from;

	read_exif(photo, tiff);
	if (before || !photo->orientation)
		return;
	add_number(out, EXIF_LENGTH, false);
	from = out->length;
	buf_puts(out, "eXIf");
	add_exif(out, photo);
	if (!out->failed)
		add_number(out, png_sum(out->data + from, out->length - from), false);
}

static bool read_png(struct photo *photo, struct bytes bytes, struct buf *out)
{
	static const char *const drawn[] = {
		"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP",
		"sBIT", "sRGB", "cICP", "bKGD", "pHYs", "acTL", "fcTL", "fdAT",
	};
	size_t at = 8;

	add(out, part(bytes, 0, 8));
	while (at + 12 <= bytes.length) {
		size_t length = number(bytes, at, 4, false);
		struct bytes kind = part(bytes, at + 4, 4);

		if (length > bytes.length - at - 12)
			return false;
		if (is_one_of(kind, drawn, COUNT(drawn)))
			add(out, part(bytes, at, length + 12));
		else if (*kind.at < 'a' || *kind.at > 'z')
			return false; /* nobody may pass over it */
		else if (BEGINS(kind, "eXIf"))
			take_png_exif(photo, part(bytes, at + 8, length), out);
		if (BEGINS(kind, "IDAT"))
			photo->has_picture = true;
		if (BEGINS(kind, "IEND"))
			return photo->has_picture;
		at += length + 12;
	}
	return false;
}

/* ---- WebP ---- */

#define WEBP_HAS_EXIF 0x08
#define WEBP_HAS_XMP  0x04

static void take_webp_chunk(struct photo *photo, struct bytes chunk, struct buf *out,
			    size_t *flags_at)
{
	static const char *const drawn[] = {"VP8 ", "VP8L", "VP8X", "ANIM", "ANMF", "ALPH", "ICCP"};
	struct bytes body = part(chunk, 8, SIZE_MAX);

	if (is_one_of(chunk, drawn, COUNT(drawn))) {
		if (BEGINS(chunk, "VP8X") && body.length > 0)
			*flags_at = out->length + 8;
		if (BEGINS(chunk, "VP8 ") || BEGINS(chunk, "VP8L") || BEGINS(chunk, "ANMF"))
			photo->has_picture = true;
		add(out, chunk);
	} else if (BEGINS(chunk, "EXIF")) {
		read_exif(photo, BEGINS(body, "Exif\0\0") ? part(body, 6, SIZE_MAX) : body);
	}
}

/* What comes behind the pieces. */
static void end_webp(const struct photo *photo, struct buf *out, size_t start, size_t flags_at)
{
	if (flags_at)
		out->data[flags_at] &= (char)~(WEBP_HAS_EXIF | WEBP_HAS_XMP);
	if ((out->length - start) % 2)
		buf_putc(out, '\0');
	if (flags_at && photo->orientation && !out->failed) {
		out->data[flags_at] |= WEBP_HAS_EXIF;
		buf_puts(out, "EXIF");
		add_number(out, EXIF_LENGTH, true);
		add_exif(out, photo);
	}
	for (size_t i = 0; i < 4 && !out->failed; i++)
		out->data[start + 4 + i] = (char)((out->length - start - 8) >> 8 * i & 0xFF);
}

static bool read_webp(struct photo *photo, struct bytes bytes, struct buf *out)
{
	size_t length = 8 + (size_t)number(bytes, 4, 4, true);
	size_t start = out->length;
	size_t flags_at = 0;
	size_t at = 12;

	if (!BEGINS(bytes, "RIFF") || length > bytes.length)
		return false;
	bytes = part(bytes, 0, length);
	add(out, part(bytes, 0, 12));
	for (; at + 8 <= bytes.length; at += length) {
		length = 8 + (size_t)number(bytes, at + 4, 4, true);
		if (length > bytes.length - at)
			return false;
		length += length % 2; /* which the last may lack */
		take_webp_chunk(photo, part(bytes, at, length), out, &flags_at);
	}
	if (at < bytes.length || !photo->has_picture || out->failed)
		return false;
	end_webp(photo, out, start, flags_at);
	return true;
}

/* ---- GIF ---- */

/* Where the pieces end, each behind its length, up to one of length 0; 0: nowhere. */
static size_t blocks_end(struct bytes bytes, size_t at)
{
	while (at < bytes.length && bytes.at[at] != 0)
		at += 1 + (size_t)bytes.at[at];
	return at < bytes.length ? at + 1 : 0;
}

/* Of the colours that the flags of an image, or of the whole, announce. */
static size_t colours_length(unsigned flags)
{
	return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

static bool draws_gif(unsigned kind, struct bytes body)
{
	if (kind == 0xFF) /* by the program it is for: those that say how often it is shown */
		return BEGINS(body, "\x0BNETSCAPE2.0") || BEGINS(body, "\x0B"
								       "ANIMEXTS1.0");
	return kind == 0xF9 || kind == 0x01;
}

static bool read_gif(struct photo *photo, struct bytes bytes, struct buf *out)
{
	size_t at = 13 + colours_length(number(bytes, 10, 1, false));

	add(out, part(bytes, 0, at));
	while (at < bytes.length) {
		unsigned kind = bytes.at[at];
		size_t end = at + 2;

		if (kind == 0x3B) {
			add(out, part(bytes, at, 1));
			return photo->has_picture;
		}
		if (kind == 0x2C)
			end = at + 11 + colours_length(number(bytes, at + 9, 1, false));
		else if (kind != 0x21)
			return false;
		end = blocks_end(bytes, end);
		if (!end)
			return false;
		if (kind == 0x2C)
			photo->has_picture = true;
		if (kind == 0x2C || draws_gif(bytes.at[at + 1], part(bytes, at + 2, end - at - 2)))
			add(out, part(bytes, at, end - at));
		at = end;
	}
	return false;
}

/* ---- all ---- */

/* By how it begins, and from which byte on. */
static const struct format {
	const char *begin;
	size_t length, from;
	bool (*read)(struct photo *photo, struct bytes bytes, struct buf *out);
} formats[] = {
#define FORMAT(begin, from, read)                          \
	{                                                  \
		(begin), sizeof(begin) - 1, (from), (read) \
	}
	FORMAT("\xFF\xD8", 0, read_jpeg),
	FORMAT("\x89PNG\r\n\x1A\n", 0, read_png),
	FORMAT("WEBP", 8, read_webp),
	FORMAT("GIF87a", 0, read_gif),
	FORMAT("GIF89a", 0, read_gif),
	/* What they say stands among the picture and is pointed to from elsewhere. */
	FORMAT("II*\0", 0, NULL), /* TIFF and raw photos */
	FORMAT("MM\0*", 0, NULL),
	FORMAT("II+\0", 0, NULL),
	FORMAT("MM\0+", 0, NULL),
	FORMAT("ftyp", 4, NULL), /* HEIF, AVIF, films */
	FORMAT("moov", 4, NULL), /* films of QuickTime */
	FORMAT("mdat", 4, NULL),
	FORMAT("\0\0\0\x08wide", 0, NULL),
	FORMAT("AVI ", 8, NULL),
	FORMAT("\x1A\x45\xDF\xA3", 0, NULL), /* Matroska */
	FORMAT("JXL ", 4, NULL),
	FORMAT("jP  ", 4, NULL),
};

static const struct format *format_of(struct bytes bytes)
{
	for (size_t i = 0; i < COUNT(formats); i++)
		if (begins_with(part(bytes, formats[i].from, SIZE_MAX), formats[i].begin,
				formats[i].length))
			return &formats[i];
	return NULL;
}

bool photo_is_one(const char *bytes, size_t length)
{
	return format_of((struct bytes){(const unsigned char *)bytes, length});
}

bool photo_strip(const char *bytes, size_t length, struct buf *out)
{
	struct bytes all = {(const unsigned char *)bytes, length};
	const struct format *format = format_of(all);
	struct photo photo = {0};

	return format && format->read && format->read(&photo, all, out) && !out->failed;
}
