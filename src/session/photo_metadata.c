/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/photo_metadata.h"

#include <stdint.h>
#include <string.h>

#include "debrief/array.h"

/*
 * The four formats are rows of pieces, each with its kind and length. Those that are needed to
 * draw the picture are listed, and all others go: programs invent new places for what they know
 * about a photo. Nothing of a piece is looked at but its EXIF and its XMP.
 *
 * A piece that ends behind the end of the file is taken as far as it is there.
 */

struct bytes {
	const unsigned char *at;
	size_t length;
};

struct photo {
	unsigned orientation; /* 2 to 8: the picture is to be turned; 0: it is not */
	bool tells_place;
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

/* ---- EXIF and XMP ---- */

#define TAG_SIZE        12
#define TAG_ORIENTATION 0x0112
#define TAG_GPS         0x8825

/* All but its version, which cameras write without knowing where they are. */
static bool has_gps_tags(struct bytes tiff, size_t at, bool little)
{
	size_t count = number(tiff, at, 2, little);

	for (size_t i = 0; i < count && at + 2 + (i + 1) * TAG_SIZE <= tiff.length; i++)
		if (number(tiff, at + 2 + i * TAG_SIZE, 2, little) != 0)
			return true;
	return false;
}

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
		uint32_t kind = number(tiff, tag, 2, little);
		uint32_t turned = number(tiff, tag + 8, 2, little);

		if (kind == TAG_ORIENTATION && turned >= 2 && turned <= 8)
			photo->orientation = turned;
		if (kind == TAG_GPS && has_gps_tags(tiff, number(tiff, tag + 8, 4, little), little))
			photo->tells_place = true;
	}
}

static void read_xmp(struct photo *photo, struct bytes xmp)
{
	static const char *const places[] = {"GPSLatitude", "GPSLongitude"};

	for (size_t i = 0; i < COUNT(places); i++)
		if (xmp.length && memmem(xmp.at, xmp.length, places[i], strlen(places[i])))
			photo->tells_place = true;
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

	if (!BEGINS(body, "Exif\0\0")) {
		read_xmp(photo, body);
		return;
	}
	read_exif(photo, part(body, 6, SIZE_MAX));
	if (before || !photo->orientation)
		return;
	buf_add(out, head, sizeof(head));
	add_exif(out, photo);
}

/* What is drawn, behind the head of a scan: up to the next marker. */
static size_t scan_length(struct bytes bytes, size_t from)
{
	size_t at = from;

	while (at < bytes.length) {
		const unsigned char *found = memchr(bytes.at + at, 0xFF, bytes.length - at);
		unsigned next;

		if (!found)
			return bytes.length - from;
		at = (size_t)(found - bytes.at);
		next = number(bytes, at + 1, 1, false);
		if (at + 1 < bytes.length && next != 0 && (next < 0xD0 || next > 0xD7))
			return at - from;
		at += 2;
	}
	return bytes.length - from;
}

static void read_jpeg(struct photo *photo, struct bytes bytes, struct buf *out)
{
	size_t at = 2;

	add(out, part(bytes, 0, 2));
	while (at + 1 < bytes.length && bytes.at[at] == 0xFF) {
		unsigned kind = bytes.at[at + 1];
		size_t length = 2;
		struct bytes body;

		if (kind == 0xFF) { /* filling */
			at++;
			continue;
		}
		if (kind != 0x01 && !(kind >= 0xD0 && kind <= 0xD9))
			length += number(bytes, at + 2, 2, false);
		body = part(part(bytes, at, length), 4, SIZE_MAX);
		if (kind == 0xDA)
			length += scan_length(bytes, part(bytes, at, length).length + at);
		if (kind == 0xE1)
			take_app1(photo, body, out);
		else if (draws_jpeg(kind, body))
			add(out, part(bytes, at, length));
		if (kind == 0xD9)
			return;
		at += length;
	}
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

static void read_png(struct photo *photo, struct bytes bytes, struct buf *out)
{
	static const char *const drawn[] = {
		"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP",
		"sBIT", "sRGB", "cICP", "bKGD", "pHYs", "acTL", "fcTL", "fdAT",
	};
	size_t at = 8;

	add(out, part(bytes, 0, 8));
	while (at + 8 <= bytes.length) {
		size_t length = number(bytes, at, 4, false);
		struct bytes kind = part(bytes, at + 4, 4);
		struct bytes body = part(bytes, at + 8, length);

		if (is_one_of(kind, drawn, COUNT(drawn)))
			add(out, part(bytes, at, length + 12));
		else if (BEGINS(kind, "eXIf"))
			take_png_exif(photo, body, out);
		else if (BEGINS(kind, "iTXt"))
			read_xmp(photo, body);
		if (BEGINS(kind, "IEND") || length > bytes.length)
			return;
		at += length + 12;
	}
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
		add(out, chunk);
	} else if (BEGINS(chunk, "EXIF")) {
		read_exif(photo, BEGINS(body, "Exif\0\0") ? part(body, 6, SIZE_MAX) : body);
	} else if (BEGINS(chunk, "XMP ")) {
		read_xmp(photo, body);
	}
}

static void read_webp(struct photo *photo, struct bytes bytes, struct buf *out)
{
	size_t start = out->length;
	size_t flags_at = 0;
	size_t at = 12;

	bytes = part(bytes, 0, 8 + (size_t)number(bytes, 4, 4, true));
	add(out, part(bytes, 0, 12));
	while (at + 8 <= bytes.length) {
		size_t length = number(bytes, at + 4, 4, true);

		if (length > bytes.length)
			length = bytes.length;
		length += 8 + length % 2;
		take_webp_chunk(photo, part(bytes, at, length), out, &flags_at);
		at += length;
	}
	if (out->failed || out->length < start + 12)
		return;
	if (flags_at)
		out->data[flags_at] &= (char)~(WEBP_HAS_EXIF | WEBP_HAS_XMP);
	if ((out->length - start) % 2)
		buf_putc(out, '\0');
	if (flags_at && photo->orientation) {
		out->data[flags_at] |= WEBP_HAS_EXIF;
		buf_puts(out, "EXIF");
		add_number(out, EXIF_LENGTH, true);
		add_exif(out, photo);
	}
	if (out->failed)
		return;
	for (size_t i = 0; i < 4; i++)
		out->data[start + 4 + i] = (char)((out->length - start - 8) >> 8 * i & 0xFF);
}

/* ---- GIF ---- */

/* Pieces, each behind its length, up to one of length 0. */
static size_t blocks_length(struct bytes bytes, size_t from)
{
	size_t at = from;

	while (at < bytes.length && bytes.at[at] != 0)
		at += 1 + (size_t)bytes.at[at];
	return part(bytes, from, at + 1 - from).length;
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

static void read_gif(struct photo *photo, struct bytes bytes, struct buf *out)
{
	size_t at = 13 + colours_length(number(bytes, 10, 1, false));

	add(out, part(bytes, 0, at));
	while (at < bytes.length) {
		unsigned kind = bytes.at[at];
		size_t length = 1;

		if (kind == 0x21)
			length = 2;
		else if (kind == 0x2C)
			length = 11 + colours_length(number(bytes, at + 9, 1, false));
		else if (kind != 0x3B)
			return;
		if (kind != 0x3B)
			length += blocks_length(bytes, at + length);
		struct bytes body = part(part(bytes, at, length), 2, SIZE_MAX);
		if (kind != 0x21 || draws_gif(number(bytes, at + 1, 1, false), body))
			add(out, part(bytes, at, length));
		else
			read_xmp(photo, body);
		if (kind == 0x3B)
			return;
		at += length;
	}
}

/* ---- TIFF, HEIF and their like ---- */

/* What they say stands among the picture and is pointed to from elsewhere, so it is only found. */
static void read_scattered(struct photo *photo, struct bytes bytes)
{
	const unsigned char *exif = NULL;

	read_exif(photo, bytes);
	read_xmp(photo, bytes);
	if (BEGINS(part(bytes, 4, 4), "ftyp"))
		exif = memmem(bytes.at, bytes.length, "Exif\0\0", 6);
	if (exif)
		read_exif(photo, part(bytes, (size_t)(exif - bytes.at) + 6, SIZE_MAX));
}

/* ---- all ---- */

static struct photo read_photo(struct bytes bytes, struct buf *out)
{
	struct photo photo = {0};

	if (BEGINS(bytes, "\xFF\xD8\xFF"))
		read_jpeg(&photo, bytes, out);
	else if (BEGINS(bytes, "\x89PNG\r\n\x1A\n"))
		read_png(&photo, bytes, out);
	else if (BEGINS(bytes, "RIFF") && BEGINS(part(bytes, 8, 4), "WEBP"))
		read_webp(&photo, bytes, out);
	else if (BEGINS(bytes, "GIF87a") || BEGINS(bytes, "GIF89a"))
		read_gif(&photo, bytes, out);
	else
		add(out, bytes);
	if (BEGINS(bytes, "II*\0") || BEGINS(bytes, "MM\0*") || BEGINS(part(bytes, 4, 4), "ftyp"))
		read_scattered(&photo, bytes);
	return photo;
}

bool photo_tells_place(const char *bytes, size_t length)
{
	struct buf unused;
	struct photo photo;

	buf_init(&unused, 0); /* takes nothing in */
	photo = read_photo((struct bytes){(const unsigned char *)bytes, length}, &unused);
	buf_release(&unused);
	return photo.tells_place;
}

void photo_strip(const char *bytes, size_t length, struct buf *out)
{
	read_photo((struct bytes){(const unsigned char *)bytes, length}, out);
}
