/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/line_words.h"

#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "debrief/utf8.h"
#include "ui/line_text.h"

/* Readline would sort them; the order says which are likely, and on a shared screen it is the
 * rubric's. So they are kept as they came, and what comes twice is passed over here. */

void line_words_begin(struct line_words *words, const char *const *list)
{
	line_words_hide(words);
	words->words = list;
	words->next = 0;
}

static bool goes_on(const char *word, const char *begin, bool exact)
{
	const char *word_end = word + strlen(word);
	const char *end = begin + strlen(begin);

	if (exact)
		return strncmp(word, begin, (size_t)(end - begin)) == 0;
	while (begin < end)
		if (word == word_end || towlower((wint_t)utf8_decode(&word, word_end)) !=
						towlower((wint_t)utf8_decode(&begin, end)))
			return false;
	return true;
}

static bool came_before(const struct line_words *words, size_t place)
{
	for (size_t i = 0; i < place; i++)
		if (strcmp(words->words[i], words->words[place]) == 0)
			return true;
	return false;
}

const char *line_words_next(struct line_words *words, const char *begin, bool exact, bool first)
{
	if (first)
		words->next = 0;
	while (words->words && words->words[words->next]) {
		size_t place = words->next++;
		if (goes_on(words->words[place], begin, exact) && !came_before(words, place) &&
		    line_text_can_show(words->words[place]))
			return words->words[place];
	}
	return NULL;
}

void line_words_show(struct line_words *words, char *const *choices, size_t count)
{
	line_words_hide(words);
	words->shown = calloc(count + 1, sizeof(*words->shown));
	for (size_t i = 0; words->shown && i < count; i++) {
		words->shown[i] = strdup(choices[i]);
		if (!words->shown[i]) {
			line_words_hide(words);
			return;
		}
	}
}

void line_words_hide(struct line_words *words)
{
	for (size_t i = 0; words->shown && words->shown[i]; i++)
		free(words->shown[i]);
	free(words->shown);
	words->shown = NULL;
}
