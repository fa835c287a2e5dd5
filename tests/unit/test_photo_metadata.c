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
#define TURNED "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"

#define SOI  "\xFF\xD8"
#define JFIF "\xFF\xE0\0\x07JFIF\0"
#define EXIF(t)          \
	"\xFF\xE1\0\x40" \
	"Exif\0\0" t
#define ORIENTED(n)      \
	"\xFF\xE1\0\x22" \
	"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0" n "\0\0\0\0\0\0\0"
#define XMP  "\xFF\xE1\0\x1Chttp://ns exif:GPSLatitude"
#define MPF  "\xFF\xE2\0\x06MPF\0"
#define ICC  "\xFF\xE2\0\x0EICC_PROFILE\0"
#define IPTC "\xFF\xED\0\x06IPTC"
#define COMMENT          \
	"\xFF\xFE\0\x07" \
	"At 12"
#define ADOBE            \
	"\xFF\xEE\0\x07" \
	"Adobe"
#define FRAME "\xFF\xC0\0\x04qt"
/* The second FF 00 behind a filling is drawn, too. */
#define SCAN "\xFF\xDA\0\x03s\x12\xFF\0\x34\xFF\xD0\x56\xFF\xFF\0\x57\xFF\xDA\0\x03t\x78"
#define EOI  "\xFF\xD9"
#define NEW_EXIF         \
	"\xFF\xE1\0\x22" \
	"Exif\0\0" TURNED

/* Which way is up, in a piece of a PNG. */
#define PNG_EXIF     \
	"\0\0\0\x1A" \
	"eXIf" TURNED "\xB7\x48\x11\x29"
#define PNG_PALETTE "\0\0\0\0PLTE1234\0\0\0\0tRNS1234\0\0\0\0cHRM1234\0\0\0\0gAMA1234"
#define PNG_COLOURS \
	"\0\0\0\0iCCP1234\0\0\0\0sBIT1234\0\0\0\0sRGB1234\0\0\0\0cICP1234\0\0\0\0bKGD1234"
#define PNG_FILM "\0\0\0\0pHYs1234\0\0\0\0acTL1234\0\0\0\0fcTL1234\0\0\0\0fdAT1234"

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
	const char *bare; /* NULL: it is kept as it is */
	size_t bare_length;
} photos[] = {
#define PHOTO(whole, bare)                                           \
	{                                                            \
		(whole), sizeof(whole) - 1, (bare), sizeof(bare) - 1 \
	}
#define KEPT(whole)                                 \
	{                                           \
		(whole), sizeof(whole) - 1, NULL, 0 \
	}
	PHOTO(SOI JFIF EXIF(TIFF_BIG) XMP MPF ICC IPTC COMMENT FRAME SCAN EOI SOI EXIF(TIFF_BIG),
	      SOI JFIF NEW_EXIF ICC FRAME SCAN EOI),
	PHOTO(SOI EXIF(TIFF_LITTLE) FRAME SCAN EOI, SOI NEW_EXIF FRAME SCAN EOI),
	PHOTO(SOI JFIF FRAME SCAN EOI, SOI JFIF FRAME SCAN EOI),
	/* what does not belong there, and filling */
	PHOTO(SOI EXIF(TIFF_BIG) "\0" JFIF "\0\xFF\0\xFF" FRAME "ab" SCAN EOI,
	      SOI NEW_EXIF JFIF FRAME SCAN EOI),
	PHOTO(SOI ADOBE "\xFF\xEE\0\4no" FRAME SCAN EOI, SOI ADOBE FRAME SCAN EOI),
	/* a second opinion, and what is no way to turn it */
	PHOTO(SOI EXIF(TIFF_BIG) EXIF(TIFF_LITTLE) FRAME SCAN EOI, SOI NEW_EXIF FRAME SCAN EOI),
	PHOTO(SOI ORIENTED("\x01") FRAME SCAN EOI, SOI FRAME SCAN EOI),
	PHOTO(SOI ORIENTED("\x09") FRAME SCAN EOI, SOI FRAME SCAN EOI),
	KEPT(SOI),
	KEPT(SOI EXIF(TIFF_BIG) FRAME EOI),
	KEPT(SOI EXIF(TIFF_BIG) SCAN EOI),
	KEPT(SOI EXIF(TIFF_BIG) FRAME SCAN),
	KEPT(SOI EXIF(TIFF_BIG) FRAME SCAN XMP SCAN EOI),
	KEPT(SOI "\xFF\xE1\0\4ab" SOI FRAME SCAN EOI EOI FRAME SCAN EOI), /* a small one in EXIF */
	KEPT(SOI "\xFF\xE1\0\1" FRAME SCAN EOI),
	KEPT(SOI "\xFF\xE1\xF0\1" FRAME SCAN EOI),
	KEPT(SOI "\xFF\x02\0\2" FRAME SCAN EOI),
	PHOTO(PNG_HEAD IHDR "\0\0\0\x38"
			    "eXIf" TIFF_BIG "1234"
			    "\0\0\0\x0EtEXtComment\0In Ulm1234" IDAT IEND "GPS",
	      PNG_HEAD IHDR PNG_EXIF IDAT IEND),
	PHOTO(PNG_HEAD IHDR PNG_EXIF PNG_EXIF IDAT IEND, PNG_HEAD IHDR PNG_EXIF IDAT IEND),
	PHOTO(PNG_HEAD IHDR PNG_PALETTE PNG_COLOURS PNG_FILM IDAT IEND,
	      PNG_HEAD IHDR PNG_PALETTE PNG_COLOURS PNG_FILM IDAT IEND),
	PHOTO(PNG_HEAD IHDR "\0\0\0\3iTXtabc1234\0\0\0\1zTXta1234" IDAT IEND,
	      PNG_HEAD IHDR IDAT IEND),
	KEPT(PNG_HEAD IHDR "\0\0\0\2IDAXxy1234" IDAT IEND),
	KEPT(PNG_HEAD IHDR "\0\0\0\x0FtEXtx" IDAT IEND),
	KEPT(PNG_HEAD IHDR "\0" IDAT IEND),
	KEPT(PNG_HEAD IHDR IEND),
	KEPT(PNG_HEAD IHDR IDAT),
	PHOTO("RIFF\x6A\0\0\0WEBPVP8X\x04\0\0\0\x2C"
	      "abcVP8 \x03\0\0\0xyz\0"
	      "EXIF\x38\0\0\0" TIFF_LITTLE "XMP \x06\0\0\0<xmp/>"
	      "behind",
	      "RIFF\x3E\0\0\0WEBPVP8X\x04\0\0\0\x28"
	      "abcVP8 \x03\0\0\0xyz\0"
	      "EXIF\x1A\0\0\0" TURNED),
	PHOTO("RIFF\x62\0\0\0WEBPVP8X\x04\0\0\0\x08"
	      "abcVP8L\x03\0\0\0xyz\0"
	      "EXIF\x3E\0\0\0Exif\0\0" TIFF_LITTLE,
	      "RIFF\x3E\0\0\0WEBPVP8X\x04\0\0\0\x08"
	      "abcVP8L\x03\0\0\0xyz\0"
	      "EXIF\x1A\0\0\0" TURNED),
	PHOTO("RIFF\x24\0\0\0WEBPANIM\0\0\0\0ALPH\0\0\0\0ICCP\0\0\0\0ANMF\0\0\0\0",
	      "RIFF\x24\0\0\0WEBPANIM\0\0\0\0ALPH\0\0\0\0ICCP\0\0\0\0ANMF\0\0\0\0"),
	KEPT("RIFF\x13\0\0\0WEBPVP8 \x03\0\0\0xyz\0"
	     "abc"),
	PHOTO("RIFF\x0F\0\0\0WEBPVP8 \x03\0\0\0xyz", "RIFF\x10\0\0\0WEBPVP8 \x03\0\0\0xyz\0"),
	KEPT("RIFF\x18\0\0\0WEBPVP8 \x03\0\0\0xyz\0"),
	KEPT("RIFF\x18\0\0\0WEBPVP8 \x03\0\0\0xyz\0EXIF\x38\0\0\0" TIFF_LITTLE),
	KEPT("RIFF\x10\0\0\0WEBPEXIF\x03\0\0\0xyz\0"),
	PHOTO(GIF "!\xFF\x0BNETSCAPE2.0\3\1\0\0\0"
		  "!\xFE\5Ulm 7\0"
		  "!\xFF\x0B"
		  "ANIMEXTS1.0\3\1\0\0\0"
		  "!\1\2ab\0"
		  "!\xFF\x0BXMP DataXMP\x0F<x GPSLatitude>\0"
		  "!\xF9\4\0\0\0\0\0" GIF_IMAGE ";behind",
	      GIF "!\xFF\x0BNETSCAPE2.0\3\1\0\0\0"
		  "!\xFF\x0B"
		  "ANIMEXTS1.0\3\1\0\0\0"
		  "!\1\2ab\0"
		  "!\xF9\4\0\0\0\0\0" GIF_IMAGE ";"),
	PHOTO(GIF GIF_IMAGE ";", GIF GIF_IMAGE ";"),
	PHOTO("GIF87a\2\0\2\0\0\0\0" GIF_IMAGE ";", "GIF87a\2\0\2\0\0\0\0" GIF_IMAGE ";"),
	KEPT(GIF "!\xFE\5Ulm 7\0\0" GIF_IMAGE ";"),
	KEPT(GIF "!\xFE\5Ulm 7\0;" GIF_IMAGE ";"),
	KEPT(GIF "!\xFE\5Ulm 7\0" GIF_IMAGE),
	KEPT(TIFF_LITTLE),
	KEPT("\0\0\0\x18"
	     "ftypheic....meta...Exif\0\0" TIFF_BIG),
	KEPT("\0\0\0\x14"
	     "ftypqt  "),
	KEPT("\0\0\0\x08wide\0\0\1\0free"),
	KEPT(TIFF_BIG),
	KEPT("II+\0\x08\0\0\0"),
	KEPT("MM\0+\0\x08\0\0"),
	KEPT("\0\0\1\0moov"),
	KEPT("\0\0\1\0mdat"),
	KEPT("RIFF\x10\0\0\0AVI LIST"),
	KEPT("\x1A\x45\xDF\xA3\x93"),
	KEPT("\0\0\0\x0CJXL \r\n"),
	KEPT("\0\0\0\x0CjP  \r\n"),
};

static bool strip(const char *bytes, size_t length, struct buf *out)
{
	buf_init(out, BUF_MAX_DEFAULT);
	return photo_strip(bytes, length, out);
}

/* ---- tests ---- */

static void what_may_say_where_it_was_taken_is_known(void **state)
{
	static const char *const others[] = {"", "3 + 5 = 8", "How wide is it?", "%PDF-1.4",
					     "For free"};

	(void)state;
	for (size_t i = 0; i < COUNT(photos); i++)
		if (!photo_is_one(photos[i].bytes, photos[i].length))
			fail_msg("photo %zu", i);
	for (size_t i = 0; i < COUNT(others); i++)
		assert_false(photo_is_one(others[i], strlen(others[i])));
}

static void only_the_picture_and_which_way_is_up_stay_or_all(void **state)
{
	struct buf bare;

	(void)state;
	for (size_t i = 0; i < COUNT(photos); i++) {
		if (strip(photos[i].bytes, photos[i].length, &bare) != !!photos[i].bare)
			fail_msg("photo %zu is%s kept as it is", i, photos[i].bare ? "" : " not");
		if (photos[i].bare && bare.length != photos[i].bare_length)
			fail_msg("photo %zu: %zu bytes, not %zu", i, bare.length,
				 photos[i].bare_length);
		if (photos[i].bare)
			assert_memory_equal(buf_text(&bare), photos[i].bare, bare.length);
		buf_release(&bare);
	}
}

/* In memory of their own, so that a sanitiser sees a byte too far. True if it was bared. */
static bool is_harmless(const char *bytes, size_t length)
{
	char *copy = malloc(length + 1);
	struct buf bare, again;
	bool done;

	assert_non_null(copy);
	memcpy(copy + 1, bytes, length);
	photo_is_one(copy + 1, length);
	done = strip(copy + 1, length, &bare);
	if (done) {
		assert_true(strip(buf_text(&bare), bare.length, &again));
		assert_int_equal(again.length, bare.length);
		assert_memory_equal(again.data, bare.data, bare.length);
		buf_release(&again);
	}
	buf_release(&bare);
	free(copy);
	return done;
}

static void what_is_cut_off_is_kept_as_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(photos); i++)
		for (size_t length = 0; length <= photos[i].length; length++)
			if (is_harmless(photos[i].bytes, length) && !photos[i].bare)
				fail_msg("photo %zu: %zu bytes", i, length);
	/* without what comes behind its end */
	for (size_t length = 0; length < photos[2].length; length++)
		assert_false(is_harmless(photos[2].bytes, length));
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
		is_harmless(bytes, photo->length);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_may_say_where_it_was_taken_is_known),
		cmocka_unit_test(only_the_picture_and_which_way_is_up_stay_or_all),
		cmocka_unit_test(what_is_cut_off_is_kept_as_it_is),
		cmocka_unit_test(damaged_photos_are_harmless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
