/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_ARRAY_H
#define DEBRIEF_ARRAY_H

/* How many elements a table has; not for a pointer. */
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
