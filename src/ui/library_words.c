/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/library_words.h"

#include <string.h>

#include "debrief/i18n.h"
#include "debrief/labels.h"

#define NAMES_MAX 6 /* of teachers in the line of follow-ups */

const char *library_due_words(const struct library *library, const struct library_row *row,
			      struct arena *arena)
{
	long in;

	if (row->due_day == LIBRARY_NOT_DUE)
		return row->summary.visited ? arena_printf(arena, _("visited: %s"),
							   progress_words(row->summary.visited))
					    : NULL;
	in = (long)(row->due_day - library->today);
	if (row->taken_up)
		return _("taken up since");
	if (in < -1)
		return arena_printf(arena, _("due for %ld days"), -in);
	if (in > 1)
		return arena_printf(arena, _("due in %ld days"), in);
	return in < 0 ? _("due since yesterday") : in == 0 ? _("due today") : _("due tomorrow");
}

const char *library_standing_words(const struct library *library, const struct library_row *row,
				   struct arena *arena)
{
	const char *words = standing_words(row->summary.standing);

	if (unsaved_is_of(&library->unsaved, row->name))
		return _("NOT SAVED");
	if (!row->known)
		return "";
	if (row->summary.damaged && row->summary.standing < STANDING_NEWER)
		words = arena_printf(arena, _("%s, damaged"), words);
	return words ? words : "";
}

/* A session's name, without the day that it may begin with. */
static const char *short_name(const char *name)
{
	char day[DATE_SIZE];

	if (strlen(name) <= DATE_SIZE || name[DATE_SIZE - 1] != '-')
		return name;
	memcpy(day, name, DATE_SIZE - 1);
	day[DATE_SIZE - 1] = '\0';
	return date_is_valid(day) ? name + DATE_SIZE : name;
}

const char *library_lesson_words(const struct library_row *row, struct arena *arena)
{
	const struct summary *summary = &row->summary;
	const char *name = summary->teacher ? short_name(row->name) : NULL;

	if (summary->lesson && summary->grade)
		return arena_printf(arena, "%s · %s", summary->lesson,
				    grade_words(summary->grade, arena));
	if (summary->lesson)
		return summary->lesson;
	if (summary->grade)
		return arena_printf(arena, "%s%s%s", grade_words(summary->grade, arena),
				    name ? " · " : "", name ? name : "");
	if (!name || name == row->name)
		return name;
	/* one that was not given says nothing, but tells such sessions apart */
	return arena_printf(arena, _("no title yet (%s)"), name);
}

const char *library_teacher_words(const struct library_row *row)
{
	return row->summary.teacher ? row->summary.teacher : row->name;
}

const char *library_follow_ups(const struct library *library, struct arena *arena)
{
	const char *names = "";
	size_t n = 0;

	for (size_t i = 0; i < library->n_order && names; i++) {
		const struct library_row *row = library->order[i];

		if (!library_is_due(library, row))
			continue;
		n++;
		if (n <= NAMES_MAX)
			names = arena_printf(arena, "%s%s%s", names, n > 1 ? ", " : "",
					     library_teacher_words(row));
		else if (n == NAMES_MAX + 1)
			names = arena_printf(arena, "%s …", names);
	}
	if (n == 0 || !names)
		return NULL;
	return arena_printf(arena, P_("%zu follow-up is due: %s", "%zu follow-ups are due: %s", n),
			    n, names);
}
