/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/line_text.h"

#include <limits.h>
#include <string.h>

#include "debrief/sanitise.h"
#include "debrief/utf8.h"
#include "debrief/wrap.h"

bool line_text_can_show(const char *text)
{
	const char *end = text + strlen(text);

	while (text < end) {
		int32_t character = utf8_decode(&text, end);

		if (character != '\n' && character != '\t' && sanitise_is_hostile(character))
			return false;
	}
	return true;
}

void line_text_copy(struct buf *copy, const char *text, size_t length, size_t max)
{
	buf_init(copy, max);
	buf_add(copy, text, length <= max ? length : utf8_valid_prefix(text, max));
}

size_t line_text_begin(const char *text, size_t point)
{
	while (point > 0 && text[point - 1] != '\n')
		point--;
	return point;
}

size_t line_text_end(const char *text, size_t point)
{
	return point + strcspn(text + point, "\n");
}

bool line_text_move(const char *text, bool up, int width, size_t *point)
{
	size_t length = strlen(text);
	struct wrap_place place;

	if (width < 1)
		width = INT_MAX;
	place = wrap_find(text, length, width, *point);
	if (up ? place.row == 0 : place.row + 1 == wrap_count(text, length, width))
		return false;
	place.row = up ? place.row - 1 : place.row + 1;
	*point = wrap_point(text, length, width, place);
	return true;
}

size_t line_text_on_character(const char *text, size_t point)
{
	size_t begin = line_text_begin(text, point);

	if (text[point] != '\n' && text[point] != '\0')
		return point;
	return begin + utf8_last_cell(text + begin, point - begin);
}
