/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_SAME_NAME_H
#define DEBRIEF_SAME_NAME_H

#include <stdbool.h>

/* A person's name is written now "J. R.", now "j.r": the same, in whatever case, with or without
 * blanks and points. A name without a letter, or NULL, is nobody's. */
bool same_name(const char *name, const char *other);

#endif
