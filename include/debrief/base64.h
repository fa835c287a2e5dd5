/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_BASE64_H
#define DEBRIEF_BASE64_H

#include <stddef.h>

#include "debrief/buf.h"

/* Adds the base64 of some bytes (RFC 4648 §4, padded, no line ends). */
void base64(struct buf *out, const void *bytes, size_t length);

#endif
