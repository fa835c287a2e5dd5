/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/same_name.h"

#include <stdint.h>
#include <string.h>
#include <wctype.h>

#include "debrief/utf8.h"

/* The next character that counts, in lower case; 0 at the end. */
static int32_t next_letter(const char **text)
{
	const char *end = *text + strlen(*text);

	while (*text < end) {
		int32_t character = utf8_decode(text, end);

		if (character > 0 && character != '.' && character != 0xA0 &&
		    !iswspace((wint_t)character))
			return (int32_t)towlower((wint_t)character);
	}
	return 0;
}

bool same_name(const char *name, const char *other)
{
	bool any = false;
	int32_t letter;

	if (!name || !other)
		return false;
	while ((letter = next_letter(&name)) == next_letter(&other)) {
		if (!letter)
			return any;
		any = true;
	}
	return false;
}
