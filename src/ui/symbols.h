/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SYMBOLS_H
#define UI_SYMBOLS_H

#include <stdint.h>

/* What a character beyond ASCII is shown as where only ASCII can be: never NULL, "?" for most,
 * "" for an accent that follows its letter. May be longer than one column: ½ is 1/2. */
const char *symbol_in_ascii(int32_t character);

#endif
