/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_MANUAL_H
#define UI_MANUAL_H

#include "debrief/err.h"

/* Lets the user read a page of the manual with `man`, in their pager. The terminal must have been
 * left. After a failure the message is a sentence for the screen. */
MUST_USE enum status manual_read(const char *name, const char *section, struct err *err);

#endif
