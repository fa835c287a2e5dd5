/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/words.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/utf8.h"

/*
 * Beyond ASCII a character belongs to a word unless a range below says otherwise: scripts that
 * nobody thought of here are counted right, and what must be listed is only marks, which are few.
 */

enum sort { MARK, GAP, LETTER, SYLLABLE /* a word of its own */ };

static const struct {
	int32_t first, last;
	enum sort sort;
} ranges[] = {
	{0x0080, 0x00A0, GAP},        {0x00A1, 0x00A9, MARK},     {0x00AB, 0x00B1, MARK},
	{0x00B4, 0x00B4, MARK},       {0x00B6, 0x00B8, MARK},     {0x00BB, 0x00BB, MARK},
	{0x00BF, 0x00BF, MARK},       {0x00D7, 0x00D7, MARK},     {0x00F7, 0x00F7, MARK},
	{0x1680, 0x1680, GAP},        {0x2000, 0x200B, GAP},      {0x200C, 0x2012, MARK},
	{0x2013, 0x2015, GAP},        {0x2016, 0x2025, MARK},     {0x2026, 0x2026, GAP},
	{0x2027, 0x2027, MARK},       {0x2028, 0x2029, GAP},      {0x202A, 0x206F, MARK},
	{0x20A0, 0x20CF, MARK},       {0x2190, 0x245F, MARK},     {0x2500, 0x2BFF, MARK},
	{0x2E00, 0x2E7F, MARK},       {0x3000, 0x3002, GAP},      {0x3003, 0x3004, MARK},
	{0x3008, 0x3020, MARK},       {0x3030, 0x303F, MARK},     {0x3041, 0x30FF, SYLLABLE},
	{0x3400, 0x4DBF, SYLLABLE},   {0x4E00, 0x9FFF, SYLLABLE}, {0xF900, 0xFAFF, SYLLABLE},
	{0xFE00, 0xFE6F, MARK},       {0xFEFF, 0xFEFF, MARK},     {0xFF01, 0xFF0F, GAP},
	{0xFF1A, 0xFF20, GAP},        {0xFFF0, 0xFFFF, MARK},     {0x1F000, 0x1FAFF, MARK},
	{0x20000, 0x3FFFF, SYLLABLE}, {0xE0000, 0xE0FFF, MARK},
};

static enum sort sort_of(int32_t character)
{
	if (character <= ' ')
		return character == UTF8_INVALID ? MARK : GAP;
	if (character < 0x80)
		return (character >= '0' && character <= '9') ||
				       (character >= 'A' && character <= 'Z') ||
				       (character >= 'a' && character <= 'z')
			       ? LETTER
			       : MARK;
	for (size_t i = 0; i < COUNT(ranges) && character >= ranges[i].first; i++)
		if (character <= ranges[i].last)
			return ranges[i].sort;
	return LETTER;
}

/* Passes "--" and "...", in ASCII. */
static bool take_gap(const char **text, const char *end)
{
	const char *at = *text;

	while (at < end && *at == **text && (*at == '-' || *at == '.'))
		at++;
	if (at - *text < 2)
		return false;
	*text = at;
	return true;
}

size_t words_count(const char *text, size_t length)
{
	const char *end = text + length;
	size_t count = 0;
	bool in_word = false;

	while (text < end) {
		enum sort sort = take_gap(&text, end) ? GAP : sort_of(utf8_decode(&text, end));

		count += sort == SYLLABLE || (sort == LETTER && !in_word);
		if (sort != MARK)
			in_word = sort == LETTER;
	}
	return count;
}
