/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bytes.h"

#include "debrief/i18n.h"
#include "debrief/utf8.h"
#include "lines.h"

/*
 * libyaml checks the same, but blames the byte after the bad one and knows no line or column.
 * What YAML calls printable is its rule and must not be stricter than libyaml's here.
 */

static bool is_printable(int32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0x7E) || c == 0x85 ||
	       (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
}

static bool refuse(const char *bytes, size_t offset, uint32_t first_line, int32_t character,
		   struct diags *diags)
{
	struct mark start = lines_mark(bytes, offset, first_line);
	struct mark end = {start.line, start.column + 1};

	if (character == UTF8_INVALID)
		diags_add(diags, DIAG_ERROR, start, end, "%s",
			  _("this is not UTF-8; expected a file that was saved as UTF-8"));
	else
		diags_add(diags, DIAG_ERROR, start, end,
			  _("the character U+%04X cannot be used here; take it out"),
			  (unsigned int)character);
	return false;
}

bool bytes_check(const char *bytes, size_t length, uint32_t first_line, size_t max,
		 struct diags *diags)
{
	const char *at = bytes;
	const char *end = bytes + length;

	if (length > max) {
		struct mark whole = {0, 0};
		diags_add(diags, DIAG_ERROR, whole, whole,
			  _("this is too large; expected at most %zu KiB"), max / 1024);
		return false;
	}
	while (at < end) {
		const char *start = at;
		if (*at >= 0x20 && *at < 0x7F) {
			at++;
			continue;
		}
		int32_t character = utf8_decode(&at, end);
		if (!is_printable(character))
			return refuse(bytes, (size_t)(start - bytes), first_line, character, diags);
	}
	return true;
}
