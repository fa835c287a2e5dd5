/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_CHARSET_H
#define UI_CHARSET_H

#include <locale.h>
#include <stdbool.h>
#include <stdint.h>
#include <wchar.h>

#include "debrief/buf.h"
#include "ui/term.h"

/*
 * What the terminal sends for a character, and which it can show. Inside all text is UTF-8, and the
 * program's locale is one that knows it. Outside of UTF-8 the terminal has the bytes of the locale
 * of the environment, and shows what that has. The console of Linux takes everything, but its
 * fonts have few signs.
 */

struct charset {
	locale_t locale; /* 0: UTF-8 */
	bool ascii, console;
	mbstate_t cut; /* a character whose end has not come */
};

void charset_open(struct charset *charset, const struct term_options *options);
void charset_close(struct charset *charset);

/* False: all of Unicode can be shown. */
bool charset_is_limited(const struct charset *charset);
bool charset_shows(const struct charset *charset, int32_t character);

/* Adds what the terminal sent as UTF-8; what means nothing is dropped. */
void charset_decode(struct charset *charset, const char *bytes, size_t length, struct buf *text);
/* The same for a whole line, which may be UTF-8 already. */
void charset_decode_line(const struct charset *charset, struct buf *line);
/* Adds what the terminal shows for it; false if something has become "?". */
bool charset_encode(const struct charset *charset, const char *text, size_t length,
		    struct buf *bytes);

/* For who writes to the terminal in the locale that is set: sets its own, and back. */
locale_t charset_enter(const struct charset *charset);
void charset_leave(locale_t before);

#endif
