/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/emit.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/sanitise.h"
#include "debrief/utf8.h"

/*
 * libyaml's emitter quotes too little (yes, 1.0 and 2026-01-01 stay plain) and too much (an
 * emoji turns a block into escapes), and journals are to be read by people and by other programs.
 * So there are three forms and one rule each: plain if it surely is text, a block if its lines can
 * stand as they are, else double quotes, which carry everything.
 *
 * Characters that a terminal would obey or not show are never written as they are, so nobody
 * is deceived by looking at a journal with cat.
 */

/* What some reader takes for a truth value, nothing, or a number, in any case. */
static const char *const special[] = {
	"y",     "n",    "yes", "no",   "on",  "off", "true",
	"false", "null", "nil", "none", "nan", "inf", "infinity",
};

static bool same_word(const char *text, const char *word)
{
	for (; *word; text++, word++) {
		char c = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;
		if (c != *word)
			return false;
	}
	return *text == '\0';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_word_character(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || strchr(" -_./", c);
}

static bool holds_hostile(const char *text)
{
	const char *end = text + strlen(text);

	while (text < end)
		if (sanitise_is_hostile(utf8_decode(&text, end)))
			return true;
	return false;
}

/*
 * Begins with a letter: so it is no number, date, time, or indicator. Without colons, hashes and
 * brackets it ends where it seems to end. Inside [ ] only words are plain.
 */
static bool is_plain(const char *text, bool in_list)
{
	size_t length = strlen(text);

	if (length == 0 || !(is_letter(text[0]) || (text[0] & 0x80)) || text[length - 1] == ' ')
		return false;
	for (size_t i = 0; i < COUNT(special); i++)
		if (same_word(text, special[i]))
			return false;
	for (size_t i = 0; i < length; i++) {
		if (in_list && !(text[i] & 0x80) && !is_word_character(text[i]))
			return false;
		if (strchr(":#[]{}", text[i]))
			return false;
	}
	return !holds_hostile(text);
}

static void add_quoted_character(struct buf *out, int32_t character, const char *bytes,
				 size_t length)
{
	unsigned int code = (unsigned int)character;

	if (character == '"' || character == '\\')
		buf_printf(out, "\\%c", (int)character);
	else if (!sanitise_is_hostile(character))
		buf_add(out, bytes, length);
	else if (character == '\n')
		buf_puts(out, "\\n");
	else if (character == '\t')
		buf_puts(out, "\\t");
	else if (code < 0x100)
		buf_printf(out, "\\x%02X", code);
	else if (code < 0x10000)
		buf_printf(out, "\\u%04X", code);
	else
		buf_printf(out, "\\U%08X", code);
}

static void add_value(struct buf *out, const char *text, bool in_list)
{
	const char *end = text + strlen(text);

	if (is_plain(text, in_list)) {
		buf_puts(out, text);
		return;
	}
	buf_putc(out, '"');
	while (text < end) {
		const char *start = text;
		int32_t character = utf8_decode(&text, end);
		add_quoted_character(out, character, start, (size_t)(text - start));
	}
	buf_putc(out, '"');
}

static void add_key(struct buf *out, int indent, const char *key)
{
	buf_fill(out, ' ', (size_t)indent);
	add_value(out, key, true); /* of unknown keys some are no words */
	buf_putc(out, ':');
}

void emit_plain(struct buf *out, int indent, const char *key, const char *text)
{
	add_key(out, indent, key);
	buf_putc(out, ' ');
	buf_puts(out, text);
	buf_putc(out, '\n');
}

void emit_scalar(struct buf *out, int indent, const char *key, const char *text)
{
	add_key(out, indent, key);
	buf_putc(out, ' ');
	add_value(out, text, false);
	buf_putc(out, '\n');
}

void emit_map(struct buf *out, int indent, const char *key)
{
	add_key(out, indent, key);
	buf_putc(out, '\n');
}

void emit_list(struct buf *out, int indent, const char *key, const char *const *items, size_t count)
{
	add_key(out, indent, key);
	buf_puts(out, " [");
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_puts(out, ", ");
		add_value(out, items[i], true);
	}
	buf_puts(out, "]\n");
}

/*
 * A block loses nothing but what stands at its end: '-' takes away all final line breaks, and
 * editors take away final blanks.
 */
static bool fits_block(const char *text)
{
	const char *end = text + strlen(text);

	if (text == end || strchr(" \t\n", end[-1]))
		return false;
	while (text < end) {
		int32_t character = utf8_decode(&text, end);
		if (character != '\n' && character != '\t' && sanitise_is_hostile(character))
			return false;
	}
	return true;
}

void emit_block(struct buf *out, int indent, const char *key, const char *text)
{
	if (!fits_block(text)) {
		emit_scalar(out, indent, key, text);
		return;
	}
	add_key(out, indent, key);
	buf_puts(out, " |2-\n");
	while (*text) {
		size_t length = strcspn(text, "\n");
		if (length > 0) /* an empty line stays empty: no blanks at its end */
			buf_fill(out, ' ', (size_t)indent + 2);
		buf_add(out, text, length);
		buf_putc(out, '\n');
		text += length + (text[length] == '\n');
	}
}
