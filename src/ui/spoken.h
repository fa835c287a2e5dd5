/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SPOKEN_H
#define UI_SPOKEN_H

/* The same sentence, translated already, for who has no screen: without its keys and marks. */
const char *spoken(const char *sentence);

#endif
