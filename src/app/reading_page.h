/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_READING_PAGE_H
#define APP_READING_PAGE_H

/*
 * A text that takes the place of everything to be read: it is the same that a command prints, so
 * there is one wording. It is the coach's; nothing opens one where the teacher reads along.
 */

struct app;

struct reading_page {
	const char *title; /* translated */
	const char *text;  /* lines, made of cleaned text; both are borrowed until it is closed */
};

unsigned reading_page_open(struct app *app, const char *title, const char *text);

#endif
