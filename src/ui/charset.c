/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/charset.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "debrief/utf8.h"
#include "ui/symbols.h"

/*
 * The C library converts, and does so in the locale of the thread: it is set for a moment, so that
 * all else goes on in the program's own. Its wide characters are those of Unicode.
 */

void charset_open(struct charset *charset, const struct term_options *options)
{
	const char *name = getenv("TERM");

	*charset = (struct charset){.ascii = options->ascii};
	charset->console = name && !strncmp(name, "linux", 5);
	if (options->is_utf8)
		return;
	charset->locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
	if (!charset->locale)
		charset->ascii = true;
}

void charset_close(struct charset *charset)
{
	if (charset->locale)
		freelocale(charset->locale);
	charset->locale = (locale_t)0;
}

locale_t charset_enter(const struct charset *charset)
{
	return uselocale(charset->locale); /* 0 changes nothing */
}

void charset_leave(locale_t before)
{
	uselocale(before);
}

/* The bytes of a character in the locale that is set; 0: it has none. */
static size_t encode(int32_t character, char bytes[MB_LEN_MAX])
{
	mbstate_t state = {0};
	size_t length = wcrtomb(bytes, (wchar_t)character, &state);

	return length == (size_t)-1 ? 0 : length;
}

bool charset_is_limited(const struct charset *charset)
{
	return charset->ascii || charset->locale || charset->console;
}

/* A character that curses thinks wider or narrower than we do would move all that follows. */
static bool locale_has(const struct charset *charset, int32_t character)
{
	int columns = utf8_width(character);
	char bytes[MB_LEN_MAX];
	locale_t before = charset_enter(charset);
	bool has = encode(character, bytes) > 0 && wcwidth((wchar_t)character) == columns;

	charset_leave(before);
	return has;
}

bool charset_shows(const struct charset *charset, int32_t character)
{
	if (character < 0x80 || charset->ascii)
		return character < 0x80;
	if (charset->locale)
		return locale_has(charset, character);
	return !charset->console || symbol_is_on_console(character);
}

void charset_decode(struct charset *charset, const char *bytes, size_t length, struct buf *text)
{
	locale_t before;

	if (!charset->locale) {
		buf_add(text, bytes, length);
		return;
	}
	before = charset_enter(charset);
	while (length > 0) {
		wchar_t wide;
		char utf8[4];
		size_t n = mbrtowc(&wide, bytes, length, &charset->cut);

		if (n == (size_t)-2) /* it goes on with what comes next */
			break;
		if (n == (size_t)-1) {
			charset->cut = (mbstate_t){0};
			n = 1;
		} else {
			buf_add(text, utf8, utf8_encode((int32_t)wide, utf8));
			n += n == 0; /* NUL */
		}
		bytes += n;
		length -= n;
	}
	charset_leave(before);
}

void charset_decode_line(const struct charset *charset, struct buf *line)
{
	struct charset whole = *charset;
	struct buf text;

	if (!charset->locale || utf8_is_valid(buf_text(line), line->length))
		return;
	whole.cut = (mbstate_t){0};
	buf_init(&text, line->max);
	charset_decode(&whole, line->data, line->length, &text);
	buf_reset(line);
	buf_add(line, buf_text(&text), text.length);
	buf_release(&text);
}

bool charset_encode(const struct charset *charset, const char *text, size_t length,
		    struct buf *bytes)
{
	const char *end = text + length;
	bool all = true;
	locale_t before;

	if (!charset->locale) {
		buf_add(bytes, text, length);
		return true;
	}
	before = charset_enter(charset);
	while (text < end) {
		char encoded[MB_LEN_MAX] = "?";
		int32_t character = utf8_decode(&text, end);
		size_t n = character < 0 ? 0 : encode(character, encoded);

		all = all && n > 0;
		buf_add(bytes, encoded, n > 0 ? n : 1);
	}
	charset_leave(before);
	return all;
}
