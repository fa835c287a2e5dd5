/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a photo says beside the picture: found, and left out, but for which way is up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "debrief/photo_metadata.h"
#include "property.h"

/* ---- photos ---- */

/* Orientation 6 (in both byte orders), and a latitude. */
#define TIFF_BIG                                                  \
	"MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0" \
	"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0"              \
	"\0\x01\0\x02\0\x05\0\0\0\x03\0\0\0\0\0\0\0\0"
#define TIFF_LITTLE                                               \
	"II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0" \
	"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0"              \
	"\x01\0\x02\0\x05\0\x03\0\0\0\0\0\0\0\0\0\0\0"
/* Only the version of what there would be about the place; the right way up. */
#define TIFF_PLAIN                                                \
	"II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0" \
	"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0"              \
	"\x01\0\0\0\x01\0\x04\0\0\0\x02\x02\0\0\0\0\0\0"
#define TURNED "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"

#define SOI  "\xFF\xD8"
#define JFIF "\xFF\xE0\0\x07JFIF\0"
#define EXIF(t)          \
	"\xFF\xE1\0\x40" \
	"Exif\0\0" t
#define XMP  "\xFF\xE1\0\x1Chttp://ns exif:GPSLatitude"
#define MPF  "\xFF\xE2\0\x06MPF\0"
#define ICC  "\xFF\xE2\0\x0EICC_PROFILE\0"
#define IPTC "\xFF\xED\0\x06IPTC"
#define COMMENT          \
	"\xFF\xFE\0\x07" \
	"At 12"
#define TABLE "\xFF\xDB\0\x04qt"
#define SCAN  "\xFF\xDA\0\x03s\x12\xFF\0\x34\xFF\xD0\x56\xFF\xDA\0\x03t\x78"
#define EOI   "\xFF\xD9"
#define NEW_EXIF         \
	"\xFF\xE1\0\x22" \
	"Exif\0\0" TURNED

#define PNG_HEAD "\x89PNG\r\n\x1A\n"
#define IHDR     "\0\0\0\x01IHDRh1234"
#define IDAT     "\0\0\0\x02IDATxy1234"
#define IEND     "\0\0\0\0IEND1234"

/* Two colours for all, four for the image; blocks of 2 and 1 bytes. */
#define GIF       "GIF89a\2\0\2\0\x80\0\0rgbRGB"
#define GIF_IMAGE ",\0\0\0\0\2\0\2\0\x81rgbrgbrgbrgb\2\2;!\1,\0"

static const struct photo {
	const char *bytes;
	size_t length;
	bool tells_place;
	const char *bare;
	size_t bare_length;
} photos[] = {
#define PHOTO(whole, tells, bare)                                             \
	{                                                                     \
		(whole), sizeof(whole) - 1, (tells), (bare), sizeof(bare) - 1 \
	}
	PHOTO(SOI JFIF EXIF(TIFF_BIG) XMP MPF ICC IPTC COMMENT TABLE SCAN EOI SOI EXIF(TIFF_BIG),
	      true, SOI JFIF NEW_EXIF ICC TABLE SCAN EOI),
	PHOTO(SOI EXIF(TIFF_LITTLE) TABLE EOI, true, SOI NEW_EXIF TABLE EOI),
	PHOTO(SOI EXIF(TIFF_PLAIN) TABLE EOI, false, SOI TABLE EOI),
	PHOTO(SOI XMP TABLE EOI, true, SOI TABLE EOI),
	PHOTO(SOI JFIF TABLE SCAN EOI, false, SOI JFIF TABLE SCAN EOI),
	PHOTO(PNG_HEAD IHDR "\0\0\0\x38"
			    "eXIf" TIFF_BIG "1234"
			    "\0\0\0\x0EtEXtComment\0In Ulm1234" IDAT IEND "GPS",
	      true,
	      PNG_HEAD IHDR "\0\0\0\x1A"
			    "eXIf" TURNED "\xB7\x48\x11\x29" IDAT IEND),
	PHOTO(PNG_HEAD IHDR "\0\0\0\x0FiTXtx:GPSLongitude 1234" IDAT IEND, true,
	      PNG_HEAD IHDR IDAT IEND),
	PHOTO("RIFF\x6A\0\0\0WEBPVP8X\x04\0\0\0\x2C"
	      "abcVP8 \x03\0\0\0xyz\0"
	      "EXIF\x38\0\0\0" TIFF_LITTLE "XMP \x06\0\0\0<xmp/>"
	      "behind",
	      true,
	      "RIFF\x3E\0\0\0WEBPVP8X\x04\0\0\0\x28"
	      "abcVP8 \x03\0\0\0xyz\0"
	      "EXIF\x1A\0\0\0" TURNED),
	PHOTO("RIFF\x18\0\0\0WEBPVP8 \x03\0\0\0xyz\0", false,
	      "RIFF\x10\0\0\0WEBPVP8 \x03\0\0\0xyz\0"),
	PHOTO(GIF "!\xFF\x0BNETSCAPE2.0\3\1\0\0\0"
		  "!\xFE\5Ulm 7\0"
		  "!\xFF\x0BXMP DataXMP\x0F<x GPSLatitude>\0"
		  "!\xF9\4\0\0\0\0\0" GIF_IMAGE ";behind",
	      true,
	      GIF "!\xFF\x0BNETSCAPE2.0\3\1\0\0\0"
		  "!\xF9\4\0\0\0\0\0" GIF_IMAGE ";"),
	PHOTO(GIF GIF_IMAGE ";", false, GIF GIF_IMAGE ";"),
	PHOTO("3 + 5 = 8, GPSLatitude", false, "3 + 5 = 8, GPSLatitude"),
	PHOTO("", false, ""),
};

static void strip(const char *bytes, size_t length, struct buf *out)
{
	buf_init(out, BUF_MAX_DEFAULT);
	photo_strip(bytes, length, out);
	assert_false(out->failed);
}

/* ---- tests ---- */

static void what_says_where_it_was_taken_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(photos); i++)
		if (photo_tells_place(photos[i].bytes, photos[i].length) != photos[i].tells_place)
			fail_msg("photo %zu", i);
}

static void where_it_cannot_be_left_out_it_is_still_found(void **state)
{
	static const char heif[] = "\0\0\0\x18"
				   "ftypheic....meta...Exif\0\0" TIFF_BIG;
	static const char plain[] = "\0\0\0\x18"
				    "ftypheic....meta...Exif\0\0" TIFF_PLAIN;
	struct buf same;

	(void)state;
	assert_true(photo_tells_place(TIFF_LITTLE, sizeof(TIFF_LITTLE) - 1));
	assert_true(photo_tells_place(heif, sizeof(heif) - 1));
	assert_false(photo_tells_place(plain, sizeof(plain) - 1));
	strip(heif, sizeof(heif) - 1, &same);
	assert_int_equal(same.length, sizeof(heif) - 1);
	buf_release(&same);
}

static void only_the_picture_and_which_way_is_up_stay(void **state)
{
	struct buf bare;

	(void)state;
	for (size_t i = 0; i < COUNT(photos); i++) {
		strip(photos[i].bytes, photos[i].length, &bare);
		if (bare.length != photos[i].bare_length)
			fail_msg("photo %zu: %zu bytes, not %zu", i, bare.length,
				 photos[i].bare_length);
		assert_memory_equal(buf_text(&bare), photos[i].bare, bare.length);
		buf_release(&bare);
	}
}

/* In memory of their own, so that a sanitiser sees a byte too far. */
static void assert_harmless(const char *bytes, size_t length)
{
	char *copy = malloc(length + 1);
	struct buf bare;

	assert_non_null(copy);
	memcpy(copy + 1, bytes, length);
	photo_tells_place(copy + 1, length);
	strip(copy + 1, length, &bare);
	assert_false(photo_tells_place(buf_text(&bare), bare.length));
	buf_release(&bare);
	free(copy);
}

static void photos_that_end_anywhere_are_harmless(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(photos); i++)
		for (size_t length = 0; length <= photos[i].length; length++)
			assert_harmless(photos[i].bytes, length);
}

static void damaged_photos_are_harmless(void **state)
{
	struct property property = property_start("photos");
	char bytes[512];

	(void)state;
	for (int round = 0; round < property_rounds(20000); round++) {
		const struct photo *photo = &photos[property_number(&property, COUNT(photos))];

		memcpy(bytes, photo->bytes, photo->length);
		for (size_t n = property_number(&property, 8); photo->length > 0 && n > 0; n--)
			bytes[property_number(&property, (unsigned)photo->length)] =
				(char)property_number(&property, 256);
		assert_harmless(bytes, photo->length);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_says_where_it_was_taken_is_found),
		cmocka_unit_test(where_it_cannot_be_left_out_it_is_still_found),
		cmocka_unit_test(only_the_picture_and_which_way_is_up_stay),
		cmocka_unit_test(photos_that_end_anywhere_are_harmless),
		cmocka_unit_test(damaged_photos_are_harmless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
