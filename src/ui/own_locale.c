/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/own_locale.h"

#include <locale.h>
#include <stdio.h>

/* Outside of UTF-8 the program chooses a locale of its own, in which characters have widths;
 * readline looks at the environment again with every line. */

void call_in_own_locale(void (*call)(void))
{
	char name[128];
	const char *ours = setlocale(LC_CTYPE, NULL);

	snprintf(name, sizeof(name), "%s", ours ? ours : "C");
	call();
	setlocale(LC_CTYPE, name);
}
