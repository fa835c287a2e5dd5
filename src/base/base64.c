/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/base64.h"

#include <stdint.h>

/* Three bytes are four digits of six bits; what is missing at the end counts as zero bits, and
 * digits that hold only such are written as '='. */

void base64(struct buf *out, const void *bytes, size_t length)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t *at = bytes;

	for (size_t left = length; left > 0; left -= left < 3 ? left : 3, at += 3) {
		unsigned group = (unsigned)at[0] << 16 | (left > 1 ? (unsigned)at[1] << 8 : 0) |
				 (left > 2 ? at[2] : 0);
		char four[4] = {digits[group >> 18], digits[group >> 12 & 63],
				left > 1 ? digits[group >> 6 & 63] : '=',
				left > 2 ? digits[group & 63] : '='};

		buf_add(out, four, sizeof(four));
		if (left < 3)
			break;
	}
}
