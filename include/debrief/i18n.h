/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_I18N_H
#define DEBRIEF_I18N_H

/*
 * Every text that a person reads is a whole sentence in _(), or in N_() inside a const table
 * and _() where it is used. Records and JSON are never translated.
 */
#define _(text) (text)
#define N_(text) text

#endif
