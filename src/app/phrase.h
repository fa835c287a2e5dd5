/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_PHRASE_H
#define APP_PHRASE_H

#include <stddef.h>
#include <stdint.h>

/*
 * A few words to be found in a text: without regard to case, with accents as they were typed. A
 * blank stands for any blanks and line breaks, so that words are found across the end of a line.
 */

#define PHRASE_MAX 128 /* characters; what is typed beyond them is not looked for */

struct phrase {
	int32_t characters[PHRASE_MAX]; /* in lower case, single blanks between words */
	size_t length;                  /* 0: finds nothing */
	char first[3];                  /* bytes with which a place can begin */
};

void phrase_make(struct phrase *phrase, const char *words);
/* The first place where it stands, and how many bytes it takes there; NULL: nowhere. */
const char *phrase_find(const struct phrase *phrase, const char *text, size_t *length);

#endif
