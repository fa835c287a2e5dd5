/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_PHOTO_METADATA_H
#define DEBRIEF_PHOTO_METADATA_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/buf.h"

/*
 * What a photo says beside what is to be seen on it: where and when it was taken, by which
 * device. From JPEG, PNG, WebP and GIF it can be left out. Other files are not looked into.
 */

/* True if it is a photo or a film, of whatever kind, so that it may say where it was taken. */
bool photo_is_one(const char *bytes, size_t length);
/* Adds the picture to `out`, with nothing but what is needed to draw it: that is also which way is
 * up. What comes behind its end is left out, too. False if that cannot be done without the risk
 * of a loss, as for one that cannot be followed to its end; what is in `out` is of no use then. */
bool photo_strip(const char *bytes, size_t length, struct buf *out);

#endif
