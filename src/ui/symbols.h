/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SYMBOLS_H
#define UI_SYMBOLS_H

#include <stdbool.h>
#include <stdint.h>

/* What a character beyond ASCII is shown as where only ASCII can be: never NULL, "?" for most,
 * "" for an accent that follows its letter. May be longer than one column: ½ is 1/2. */
const char *symbol_in_ascii(int32_t character);
/* False for signs that the fonts of the Linux console lack, as far as they have something in ASCII
 * in their place. Letters are those of the font that is loaded. */
bool symbol_is_on_console(int32_t character);

#endif
