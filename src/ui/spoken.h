/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SPOKEN_H
#define UI_SPOKEN_H

/* The same sentence for who has no screen: translated, and without its keys and marks. */
const char *spoken(const char *sentence);

#endif
