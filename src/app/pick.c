/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pick.h"

#include <string.h>
#include <wctype.h>

#include "debrief/i18n.h"
#include "debrief/utf8.h"

/* The value of the answer that is the typed text; compared by its address. */
static const char own_words[] = "own words";

static int32_t lower(const char **text, const char *end)
{
	int32_t character = utf8_decode(text, end);

	return character < 0 ? character : (int32_t)towlower((wint_t)character);
}

static bool begins_with(const char *text, const char *text_end, const char *word, size_t length)
{
	const char *word_end = word + length;

	while (word < word_end)
		if (text == text_end || lower(&text, text_end) != lower(&word, word_end))
			return false;
	return true;
}

static bool contains(const char *text, const char *word, size_t length)
{
	const char *end = text ? text + strlen(text) : NULL;

	for (; text && text < end; utf8_decode(&text, end))
		if (begins_with(text, end, word, length))
			return true;
	return false;
}

bool pick_matches(const char *typed, const char *text, const char *other)
{
	for (typed += strspn(typed, " \n"); *typed; typed += strspn(typed, " \n")) {
		size_t length = strcspn(typed, " \n");

		if (!contains(text, typed, length) && !contains(other, typed, length))
			return false;
		typed += length;
	}
	return true;
}

bool pick_is_own_words(const struct form_option *option)
{
	return option->value == own_words;
}

bool pick_stands(const struct form_run *run)
{
	const char *answer = run->begun ? run->begun : run->answers[run->question];

	return answer && *answer && !strncmp(answer, run->typed, sizeof(run->typed) - 1);
}

static bool add_own_words(struct form_run *run, bool first)
{
	size_t others = run->n_options;
	struct form_option own;

	if (!form_add_option(run, own_words, _("In these words, as they are typed"), NULL))
		return false;
	if (first) {
		own = run->options[others];
		memmove(&run->options[1], run->options, others * sizeof(own));
		run->options[0] = own;
	}
	return true;
}

bool pick_narrow(struct form_run *run)
{
	bool stands = pick_stands(run);
	const char *words = stands ? "" : run->typed;
	bool own = form_question(run)->own_words && run->typed[strspn(run->typed, " \n")] != '\0';
	size_t count = run->n_first && !*words ? run->n_first : run->n_all;

	run->n_options = 0;
	run->selected = 0;
	run->scroll = 0;
	for (size_t i = 0; i < count; i++)
		if (pick_matches(words, run->all[i].label, run->all[i].detail))
			run->options[run->n_options++] = run->all[i];
	return !own || add_own_words(run, stands);
}
