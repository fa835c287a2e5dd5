/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/utf8.h"

#include <wchar.h>

/*
 * Most text is ASCII, so every loop here passes printable ASCII without decoding. A cell may
 * only be taken for one byte when the next byte is ASCII too: what follows could be a
 * combining mark.
 */

#define CELL_MARKS 4

static bool is_ascii(char c)
{
	return ((unsigned char)c & 0x80) == 0;
}

static int32_t pass_invalid(const char **text)
{
	*text += 1;
	return UTF8_INVALID;
}

int32_t utf8_decode(const char **text, const char *end)
{
	const unsigned char *byte = (const unsigned char *)*text;
	size_t left = (size_t)(end - *text);
	size_t length;
	/* The second byte alone tells overlong forms, surrogates and what is beyond U+10FFFF. */
	unsigned char low = 0x80;
	unsigned char high = 0xBF;
	int32_t character;

	if (byte[0] < 0x80) {
		*text += 1;
		return byte[0];
	}
	if (byte[0] >= 0xC2 && byte[0] <= 0xDF) {
		length = 2;
		character = byte[0] & 0x1F;
	} else if ((byte[0] & 0xF0) == 0xE0) {
		length = 3;
		character = byte[0] & 0x0F;
		if (byte[0] == 0xE0)
			low = 0xA0;
		if (byte[0] == 0xED)
			high = 0x9F;
	} else if (byte[0] >= 0xF0 && byte[0] <= 0xF4) {
		length = 4;
		character = byte[0] & 0x07;
		if (byte[0] == 0xF0)
			low = 0x90;
		if (byte[0] == 0xF4)
			high = 0x8F;
	} else {
		return pass_invalid(text);
	}
	if (left < length || byte[1] < low || byte[1] > high)
		return pass_invalid(text);
	for (size_t i = 1; i < length; i++) {
		if ((byte[i] & 0xC0) != 0x80)
			return pass_invalid(text);
		character = (character << 6) | (byte[i] & 0x3F);
	}
	*text += length;
	return character;
}

size_t utf8_encode(int32_t character, char bytes[4])
{
	size_t length;
	unsigned int mark; /* the high bits of the first byte */

	if (character < 0 || character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF))
		return 0;
	if (character < 0x80) {
		length = 1;
		mark = 0;
	} else if (character < 0x800) {
		length = 2;
		mark = 0xC0;
	} else if (character < 0x10000) {
		length = 3;
		mark = 0xE0;
	} else {
		length = 4;
		mark = 0xF0;
	}
	unsigned int rest = (unsigned int)character;
	for (size_t i = length - 1; i > 0; i--) {
		bytes[i] = (char)(0x80 | (rest & 0x3F));
		rest >>= 6;
	}
	bytes[0] = (char)(mark | rest);
	return length;
}

size_t utf8_valid_prefix(const char *text, size_t length)
{
	const char *at = text;
	const char *end = text + length;

	while (at < end) {
		const char *start = at;
		if (is_ascii(*at))
			at++;
		else if (utf8_decode(&at, end) == UTF8_INVALID)
			return (size_t)(start - text);
	}
	return length;
}

bool utf8_is_valid(const char *text, size_t length)
{
	return utf8_valid_prefix(text, length) == length;
}

int utf8_width(int32_t character)
{
	if (character < 0x300) /* below the first combining mark */
		return 1;
	int width = wcwidth((wchar_t)character);
	return width < 0 ? 1 : width;
}

struct utf8_cell utf8_cell(const char *text, size_t length)
{
	const char *end = text + length;
	const char *at = text;

	if (is_ascii(text[0]) && (length == 1 || is_ascii(text[1])))
		return (struct utf8_cell){.length = 1, .columns = 1};

	int32_t base = utf8_decode(&at, end);
	int columns = utf8_width(base);
	if (base == UTF8_INVALID)
		end = at;
	for (int marks = 0; marks < CELL_MARKS && at < end && !is_ascii(*at); marks++) {
		const char *next = at;
		if (utf8_width(utf8_decode(&next, end)) != 0)
			break;
		at = next;
	}
	return (struct utf8_cell){.length = (size_t)(at - text), .columns = columns};
}

size_t utf8_last_cell(const char *text, size_t length)
{
	size_t last = 0;

	for (size_t at = 0; at < length; at += utf8_cell(text + at, length - at).length)
		last = at;
	return last;
}

int utf8_columns(const char *text, size_t length)
{
	int columns = 0;

	for (size_t at = 0; at < length;) {
		struct utf8_cell cell = utf8_cell(text + at, length - at);
		at += cell.length;
		columns += cell.columns;
	}
	return columns;
}

size_t utf8_fit(const char *text, size_t length, int columns)
{
	size_t at = 0;

	while (at < length) {
		struct utf8_cell cell = utf8_cell(text + at, length - at);
		if (cell.columns > columns)
			break;
		at += cell.length;
		columns -= cell.columns;
	}
	return at;
}

size_t utf8_count(const char *text, size_t length)
{
	const char *end = text + length;
	size_t count = 0;

	while (text < end) {
		utf8_decode(&text, end);
		count++;
	}
	return count;
}
