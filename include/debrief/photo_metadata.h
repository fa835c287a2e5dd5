/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_PHOTO_METADATA_H
#define DEBRIEF_PHOTO_METADATA_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/buf.h"

/*
 * What a photo says beside what is to be seen on it: where and when it was taken, by which
 * device. In JPEG, PNG, WebP and GIF it is found and can be left out; in TIFF and HEIF it is only
 * found. Other files say nothing and are left as they are.
 */

/* True if it says where it was taken. */
bool photo_tells_place(const char *bytes, size_t length);
/* Adds the picture to `out`, with nothing but what is needed to draw it: that is also which way is
 * up. What comes behind its end is left out, too. Bytes that are no photo are added as they are;
 * one that is damaged is only as far as it can be followed. */
void photo_strip(const char *bytes, size_t length, struct buf *out);

#endif
