/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_OWN_LOCALE_H
#define UI_OWN_LOCALE_H

/* Calls a function that would take the locale from the environment, and keeps ours: it is for the
 * program to say which one holds. */
void call_in_own_locale(void (*call)(void));

#endif
