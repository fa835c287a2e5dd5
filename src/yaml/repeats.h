/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_YAML_REPEATS_H
#define DEBRIEF_YAML_REPEATS_H

#include <stddef.h>

#include "debrief/diag.h"
#include "debrief/tree.h"

/*
 * Adds an error "WHAT 'text'" for every scalar that says the same as one at an earlier place,
 * with a note on the first. Sorts `scalars`; n log n, for files that mean harm.
 */
void repeats_report(const struct node **scalars, size_t count, const char *what,
		    struct diags *diags);

#endif
