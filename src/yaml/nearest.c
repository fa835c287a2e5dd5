/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/diag.h"

#include <string.h>

/*
 * The optimal string alignment distance: Damerau's four edits, none of them inside another.
 * Three rows suffice. Words are bytes here, for keys and ids are ASCII; upper and lower case count
 * as the same, because that is the smallest slip of all.
 */

#define WORD_MAX 64

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t rows[3][WORD_MAX + 1];

	for (size_t j = 0; j <= b_length; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i - 1) % 3];
		const size_t *two_above = rows[(i + 1) % 3];
		row[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			bool same = lower(a[i - 1]) == lower(b[j - 1]);
			row[j] = smaller(above[j - 1] + !same, smaller(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
			    lower(a[i - 2]) == lower(b[j - 1]))
				row[j] = smaller(row[j], two_above[j - 2] + 1);
		}
	}
	return rows[a_length % 3][b_length];
}

const char *diag_nearest(const char *word, const char *const *candidates, size_t count)
{
	const char *nearest = NULL;
	size_t length = strnlen(word, WORD_MAX + 1);
	/* What is looked for has fewer edits than this, and something of the word must be left. */
	size_t best = smaller((length + 2) / 3 + 1, length);

	if (length > WORD_MAX)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		size_t other = strnlen(candidates[i], WORD_MAX + 1);
		if (other > WORD_MAX || other + best <= length || length + best <= other)
			continue;
		size_t edits = distance(word, length, candidates[i], other);
		if (edits < best) {
			best = edits;
			nearest = candidates[i];
		}
	}
	return nearest;
}
