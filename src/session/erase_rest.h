/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ERASE_REST_H
#define ERASE_REST_H

#include "debrief/erase.h"

/* Where words stand beside the records: drafts, what an editor left, rescued fragments, files that
 * never got their name, student work. Each is gone through before the records, since these tell
 * where to look. What the words are found in is noted, and removed if the erasure is run. */

MUST_USE enum status erase_drafts(struct erasure *erasure, struct err *err);
MUST_USE enum status erase_editor(struct erasure *erasure, struct err *err);
MUST_USE enum status erase_fragments(struct erasure *erasure, struct err *err);
MUST_USE enum status erase_temporaries(struct erasure *erasure, struct err *err);
MUST_USE enum status erase_work(struct erasure *erasure, struct err *err);

#endif
