/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_I18N_H
#define DEBRIEF_I18N_H

/*
 * Every text that a person reads is a whole sentence in _(), or in N_() inside a const table
 * and _() where it is used; P_() is for a sentence that changes with a number. Records and JSON are
 * never translated. The catalogues are in po/; without gettext the program speaks English.
 */
#ifdef ENABLE_NLS
#include <libintl.h>
#define _(text)               dgettext("debrief", text)
#define P_(one, many, number) dngettext("debrief", one, many, (unsigned long)(number))
#else
#define _(text)               (text)
#define P_(one, many, number) ((number) == 1 ? (one) : (many))
#endif
#define N_(text) text

#endif
