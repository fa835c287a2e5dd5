/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transcript_read.h"

#include <string.h>
#include <strings.h>

#include "debrief/array.h"

/*
 * Whose words these are. A sentence that is taken for a name would lose its words to somebody who
 * does not exist, and a name that is taken for a sentence would put words into somebody else's
 * mouth, for good and unseen. So between what is written like a name ("Dana", "Coach 2") and what
 * is plainly none ("So I said to him then: no") there is what is doubtful: up to three words and a
 * colon, as in "jo:" or "well:". It is a name if it stands so in more than one line, or whoever is
 * called so has spoken; else the readers decide, and none of them leaves its words where they were.
 */

#define NAME_WORDS_MAX     5
#define DOUBTFUL_WORDS_MAX 3

/* A capital, or a letter that is not ASCII; of the marks there only ours begin a word. */
static bool begins_name(struct span word)
{
	char first = word.text < word.end ? *word.text : ' ';

	return (first >= 'A' && first <= 'Z') ||
	       ((unsigned char)first >= 0x80 && !span_begins_with(&word, "\xE2\x80"));
}

static bool has_digit(struct span word)
{
	for (; word.text < word.end; word.text++)
		if (is_digit(*word.text) || *word.text == '_')
			return true;
	return false;
}

/* What may be small in a name. */
static bool is_small_word(struct span word)
{
	static const char *const small[] = {
		"coach", "teacher", "student", "students", "speaker", "unknown", "de",  "da",
		"di",    "del",     "du",      "la",       "le",      "el",      "al",  "y",
		"e",     "bin",     "ibn",     "van",      "von",     "der",     "den",
	};

	for (size_t i = 0; i < COUNT(small); i++)
		if (span_begins_with(&word, small[i]) && word.text + strlen(small[i]) == word.end)
			return true;
	return false;
}

/* "(she/her)", "(teacher)" behind a name. */
static void drop_brackets(struct span *name)
{
	const char *open;

	if (name->text == name->end || name->end[-1] != ')')
		return;
	open = name->end - 1;
	while (open > name->text && *open != '(')
		open--;
	if (open > name->text) {
		name->end = open;
		span_trim(name);
	}
}

static bool take_word(struct span *text, struct span *word)
{
	if (text->text == text->end)
		return false;
	*word = (struct span){text->text, text->text};
	while (word->end < text->end && *word->end != ' ')
		word->end++;
	text->text = word->end;
	span_trim(text);
	return true;
}

/*
 * Up to five words that are written like those of a name: "Bo de la Cruz", "Coach 2", "speaker_1",
 * "J. Lee (teacher)".
 */
enum transcript_naming transcript_naming_of(struct span name)
{
	bool is_name = name.text < name.end && !is_digit(*name.text);
	bool has_letter = false;
	size_t n_words = 0;
	struct span word;

	if (name.end - name.text > TRANSCRIPT_NAME_MAX)
		return NAMING_NONE;
	for (const char *c = name.text; c < name.end; c++) {
		if (strchr("?!;\"<>{}[]=", *c) || (unsigned char)*c < ' ')
			return NAMING_NONE;
		has_letter = has_letter || ((*c | 32) >= 'a' && (*c | 32) <= 'z');
	}
	drop_brackets(&name);
	while (take_word(&name, &word)) {
		n_words++;
		has_letter = has_letter || begins_name(word);
		is_name = is_name && (begins_name(word) || has_digit(word) || is_small_word(word));
		if (span_begins_with(&word, "\xE2\x80"))
			return NAMING_NONE;
	}
	return is_name && n_words > 0 && n_words <= NAME_WORDS_MAX ? NAMING_CLEAR
	       : has_letter && n_words <= DOUBTFUL_WORDS_MAX       ? NAMING_DOUBTFUL
								   : NAMING_NONE;
}

/* "Dana (00:12)" or "Dana [00:12]" says both who and when. */
static void split_time(struct span *name, int64_t *time)
{
	struct span at = *name;
	struct span before;
	int64_t found;

	if (at.text == at.end || !strchr(")]", at.end[-1]))
		return;
	while (at.text < at.end && !strchr("([", *at.text))
		at.text++;
	before = (struct span){name->text, at.text};
	if (at.end - at.text < 2)
		return;
	at.text++;
	at.end--;
	if (!transcript_take_time(&at, &found) || at.text != at.end)
		return;
	*time = found;
	*name = before;
	span_trim(name);
}

/* What a line begins with. */
struct beginning {
	enum transcript_naming naming;
	struct span name, rest;
	int64_t time;
};

static struct beginning beginning_of(struct span at)
{
	struct beginning found = {.name = {at.text, at.text}, .time = TRANSCRIPT_TIME_NONE};
	struct span *name = &found.name;

	for (; name->end < at.end && name->end - name->text <= TRANSCRIPT_NAME_MAX; name->end++)
		if (*name->end == ':' && (name->end + 1 == at.end || is_blank(name->end[1])))
			break;
	if (name->end == at.end || *name->end != ':')
		return found;
	found.rest = (struct span){name->end + 1, at.end};
	span_trim(&found.rest);
	span_trim(name);
	split_time(name, &found.time);
	found.naming = transcript_naming_of(*name);
	return found;
}

static bool is_same(struct span a, struct span b)
{
	return a.end - a.text == b.end - b.text &&
	       !strncasecmp(a.text, b.text, (size_t)(a.end - a.text));
}

static bool has_spoken(const struct transcript *transcript, struct span name)
{
	for (size_t i = 0; i < transcript->n_speakers; i++) {
		const char *known = transcript->speakers[i].name;

		if (is_same((struct span){known, known + strlen(known)}, name))
			return true;
	}
	return false;
}

/* Ends in the name, with a time or a dash before it at most. */
static bool ends_in(struct span text, struct span name)
{
	struct span before = {text.text, text.end};

	if (text.end - text.text < name.end - name.text)
		return false;
	before.end -= name.end - name.text;
	if (!is_same((struct span){before.end, text.end}, name))
		return false;
	while (before.text < before.end && strchr("[(0123456789:.,)]- ", *before.text))
		before.text++;
	return before.text == before.end && (before.end == text.text || is_blank(before.end[-1]));
}

/* Another line than the one at hand begins with it too. */
static bool is_there_again(const struct transcript_reading *reading, struct span name)
{
	struct transcript_reading all = *reading;
	size_t count = 0;
	struct span line;

	for (all.next = all.start; count < 2 && transcript_line(&all, &line);)
		count += ends_in(beginning_of(line).name, name);
	return count == 2;
}

enum status transcript_take_name(struct transcript_reading *reading, struct span *at,
				 enum transcript_naming *naming)
{
	struct beginning found = beginning_of(*at);
	bool is_known = found.naming != NAMING_NONE && has_spoken(reading->transcript, found.name);

	if (found.naming == NAMING_DOUBTFUL && !is_known && !reading->has_heads)
		is_known = reading->n_looks++ < TRANSCRIPT_SPEAKERS_MAX &&
			   is_there_again(reading, found.name);
	if (is_known)
		found.naming = NAMING_CLEAR;
	else if (reading->has_heads)
		found.naming = NAMING_NONE; /* there a colon is just a colon */
	*naming = found.naming;
	if (found.naming != NAMING_CLEAR)
		return STATUS_OK;
	if (found.time != TRANSCRIPT_TIME_NONE && reading->to == TRANSCRIPT_TIME_NONE)
		reading->from = found.time;
	*at = found.rest;
	return transcript_speaks(reading, found.name);
}
