/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/sanitise.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/utf8.h"

/*
 * A terminal obeys some characters instead of showing them, and readers cannot see some others;
 * a file name can hold both. Instead of dropping them (two names would look the same) we show
 * what is there. The result is plain text, so sanitising again changes nothing.
 *
 * Text goes through in runs: printable ASCII is not even decoded.
 */

static const struct range {
	int first, last;
} hostile[] = {
	{0x0000, 0x001F},   /* C0 */
	{0x007F, 0x009F},   /* DEL and C1 */
	{0x061C, 0x061C},   /* Arabic letter mark */
	{0x180E, 0x180E},   /* Mongolian vowel separator */
	{0x200B, 0x200B},   /* zero-width space; the joiners 200C and 200D are part of scripts */
	{0x200E, 0x200F},   /* direction marks */
	{0x2028, 0x202E},   /* line separators, direction embeddings and overrides */
	{0x2060, 0x206F},   /* word joiner, invisible operators, direction isolates */
	{0xFDD0, 0xFDEF},   /* noncharacters */
	{0xFEFF, 0xFEFF},   /* byte order mark */
	{0xFFF9, 0xFFFB},   /* interlinear annotation */
	{0x1BCA0, 0x1BCA3}, /* shorthand format controls */
	{0x1D173, 0x1D17A}, /* musical format controls */
	{0xE0000, 0xE007F}, /* tags: a whole invisible alphabet */
};

bool sanitise_is_hostile(int character)
{
	if (character >= 0xA0 && character < 0x061C)
		return false;
	if (character < 0 || (character & 0xFFFE) == 0xFFFE)
		return true;
	for (size_t i = 0; i < COUNT(hostile); i++)
		if (character <= hostile[i].last)
			return character >= hostile[i].first;
	return false;
}

static void add_visible(struct buf *out, int character, const char *bytes)
{
	if (character == UTF8_INVALID)
		buf_printf(out, "\\x%02X", (unsigned char)*bytes);
	else if (character < 0x20 || character == 0x7F)
		buf_printf(out, "^%c", character ^ 0x40);
	else
		buf_printf(out, "<U+%04X>", (unsigned int)character);
}

/* Passes characters that may stay as they are; `stop` are ASCII characters that may not. */
static const char *pass_harmless(const char *at, const char *end, const char *stop)
{
	while (at < end) {
		const char *next = at + 1;
		unsigned char c = (unsigned char)*at;
		if (c >= 0x20 && c < 0x7F) {
			if (c == (unsigned char)stop[0] || c == (unsigned char)stop[1])
				return at;
		} else {
			next = at;
			if (sanitise_is_hostile(utf8_decode(&next, end)))
				return at;
		}
		at = next;
	}
	return at;
}

void sanitise(struct buf *out, const char *text, size_t length, enum sanitise_mode mode)
{
	const char *end = text + length;

	while (text < end) {
		const char *start = text;
		text = pass_harmless(text, end, "\0");
		buf_add(out, start, (size_t)(text - start));
		if (text == end)
			break;
		start = text;
		int character = utf8_decode(&text, end);
		if (mode == SANITISE_LINES && (character == '\n' || character == '\t'))
			buf_putc(out, *start);
		else
			add_visible(out, character, start);
	}
}

void sanitise_text(struct buf *out, const char *text, enum sanitise_mode mode)
{
	sanitise(out, text, strlen(text), mode);
}

static void add_json_escape(struct buf *out, int character)
{
	unsigned int code = (unsigned int)character;

	if (character == '"' || character == '\\')
		buf_printf(out, "\\%c", character);
	else if (character == '\n')
		buf_puts(out, "\\n");
	else if (character == '\t')
		buf_puts(out, "\\t");
	else if (character == UTF8_INVALID)
		buf_puts(out, "\xEF\xBF\xBD");
	else if (code < 0x10000)
		buf_printf(out, "\\u%04x", code);
	else
		buf_printf(out, "\\u%04x\\u%04x", 0xD7C0 + (code >> 10), 0xDC00 + (code & 0x3FF));
}

void sanitise_json(struct buf *out, const char *text, size_t length)
{
	const char *end = text + length;

	while (text < end) {
		const char *start = text;
		text = pass_harmless(text, end, "\"\\");
		buf_add(out, start, (size_t)(text - start));
		if (text < end)
			add_json_escape(out, utf8_decode(&text, end));
	}
}
