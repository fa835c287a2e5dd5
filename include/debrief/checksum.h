/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_CHECKSUM_H
#define DEBRIEF_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/*
 * CRC-32C (Castagnoli) tells whether a record is as it was written; SHA-256 (FIPS 180-4) names
 * the exact bytes of a rubric or of a piece of student work.
 */

/* Starts with crc 0; the result of one call can be given to the next. */
uint32_t crc32c(uint32_t crc, const void *bytes, size_t length);

#define SHA256_HEX_SIZE 65

/* Lower-case hex and a final NUL. */
void sha256_hex(const void *bytes, size_t length, char hex[SHA256_HEX_SIZE]);

#endif
