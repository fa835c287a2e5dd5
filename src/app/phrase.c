/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All of a session is looked through at every key of a search, so nearly all of it is passed over
 * by strcspn, and characters are decoded only where the first of them may stand. */
#include "app/phrase.h"

#include <stdbool.h>
#include <string.h>
#include <wctype.h>

#include "debrief/utf8.h"

static bool is_blank(int32_t character)
{
	return character == ' ' || character == '\t' || character == '\n' || character == 0xA0;
}

static int32_t folded(int32_t character)
{
	if (character < 0x80)
		return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
	return (int32_t)towlower((wint_t)character);
}

static char first_byte(int32_t character)
{
	char bytes[4] = "";

	return character >= 0 && utf8_encode(character, bytes)
		       ? bytes[0]
		       : (char)0xFF; /* which is in no text */
}

void phrase_make(struct phrase *phrase, const char *words)
{
	const char *end = words + strlen(words);
	size_t n = 0;

	*phrase = (struct phrase){0};
	while (words < end && n < PHRASE_MAX) {
		int32_t character = utf8_decode(&words, end);

		if (!is_blank(character))
			phrase->characters[n++] = folded(character);
		else if (n > 0 && phrase->characters[n - 1] != ' ')
			phrase->characters[n++] = ' ';
	}
	if (n > 0 && phrase->characters[n - 1] == ' ')
		n--;
	phrase->length = n;
	phrase->first[0] = first_byte(phrase->characters[0]);
	phrase->first[1] = first_byte((int32_t)towupper((wint_t)phrase->characters[0]));
}

/* Behind the blanks at `at`. */
static const char *skip_blanks(const char *at, const char *end)
{
	for (const char *next = at; next < end && is_blank(utf8_decode(&next, end));)
		at = next;
	return at;
}

/* Where the phrase ends that begins here, or NULL. */
static const char *end_of(const struct phrase *phrase, const char *at, const char *end)
{
	for (size_t i = 0; i < phrase->length; i++) {
		const char *start = at;

		if (at == end)
			return NULL;
		if (phrase->characters[i] == ' ')
			at = skip_blanks(at, end);
		else if (folded(utf8_decode(&at, end)) != phrase->characters[i])
			return NULL;
		if (at == start)
			return NULL;
	}
	return at;
}

const char *phrase_find(const struct phrase *phrase, const char *text, size_t *length)
{
	const char *end = text + strlen(text);

	if (phrase->length == 0)
		return NULL;
	for (;;) {
		const char *found;

		text += strcspn(text, phrase->first);
		if (text == end)
			return NULL;
		found = end_of(phrase, text, end);
		if (found) {
			*length = (size_t)(found - text);
			return text;
		}
		text++;
	}
}
