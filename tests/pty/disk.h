/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_DISK_H
#define TESTS_DISK_H

#include "../unit/property.h"
#include "trace.h"

/*
 * A disk that forgets: the files below a folder, as a trace made them, and all that may be left of
 * them after a power cut. What was synced stays. Of what was not, anything may be missing: a write
 * or any 512 bytes of it, a length, a name that was made, changed or removed, in any order; syncing
 * a file does not keep its name. Real file systems keep more.
 */

struct disk;

enum disk_loss {
	DISK_KEEPS_NOTHING, /* that was not synced */
	DISK_KEEPS_ALL,
	DISK_KEEPS_THE_FIRST, /* of what was done to each file, and to each folder */
	DISK_KEEPS_ANYTHING,
	DISK_LOSS__COUNT,
};

struct disk *disk_new(const char *root);
void disk_free(struct disk *disk);
/* Does a step; false, with a reason on stderr, if it is none that the model knows. */
bool disk_do(struct disk *disk, const struct trace_step *step);
/* True if all that was done below a path was synced, with its name; says what was not. */
bool disk_is_synced(const struct disk *disk, const char *below);
/* Makes what is left after a power cut now in the empty folder `target`. */
bool disk_cut(const struct disk *disk, enum disk_loss loss, struct property *property,
	      const char *target);

#endif
