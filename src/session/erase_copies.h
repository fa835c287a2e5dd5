/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ERASE_COPIES_H
#define ERASE_COPIES_H

#include "debrief/erase.h"

/* Notes the files of the library and the state folder that hold the words and will not be touched:
 * another session that says the same, a copy of this one, what no program of ours has written. */
MUST_USE enum status erase_find_copies(struct erasure *erasure, struct err *err);

#endif
