/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_YAML_BYTES_H
#define DEBRIEF_YAML_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "debrief/diag.h"

/*
 * What is looked at before libyaml sees a byte: the size, UTF-8, and that there are no control
 * characters. False after a mistake, which is in `diags`, with its place.
 */
bool bytes_check(const char *bytes, size_t length, uint32_t first_line, size_t max,
		 struct diags *diags);

#endif
