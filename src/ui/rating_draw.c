/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rating that does not say what it rests on is an opinion: under the marked one stands why. */
#include "ui/rating_draw.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "debrief/i18n.h"
#include "debrief/lesson_notes.h"
#include "debrief/wrap.h"
#include "ui/pane.h"

#define INDENT     4
#define SHORT_TEXT 2 /* rows of a reason */
#define SHORT_LIST 3 /* pieces of evidence */

static const struct rubric_level *level_of(const struct rubric_criterion *criterion,
					   const struct event *rating)
{
	const char *level = event_text(rating, KEY_LEVEL);
	int index = level ? level_index(&criterion->levels, level) : -1;

	return index < 0 ? NULL : level_at(&criterion->levels, (size_t)index);
}

/* Of one without levels, or where none could be seen. */
static const char *without_level(const struct event *rating)
{
	if (event_says(rating, KEY_LEVEL, "unseen"))
		return _("could not be seen");
	return event_says(rating, KEY_LEVEL, "met") ? _("yes") : _("not yet");
}

struct rating_word rating_word(const struct rubric_criterion *criterion, const struct event *rating)
{
	const struct rubric_level *level = rating ? level_of(criterion, rating) : NULL;
	struct rating_word word;

	snprintf(word.text, sizeof(word.text), "%s",
		 level                                     ? level->id
		 : !rating                                 ? "?"
		 : event_says(rating, KEY_LEVEL, "unseen") ? _("not seen")
							   : without_level(rating));
	for (char *at = word.text; level && *at; at++)
		if (*at == '-')
			*at = ' ';
	return word;
}

const char *rating_text(const struct rubric_criterion *criterion, const struct event *rating)
{
	const struct rubric_level *level = level_of(criterion, rating);

	if (!level)
		return without_level(rating);
	return level->text ? level->text : level->id;
}

static void add(struct rating_reasons *reasons, const char *text, int rows)
{
	if (text && reasons->count < sizeof(reasons->lines) / sizeof(reasons->lines[0]))
		reasons->lines[reasons->count++] = (struct rating_line){text, rows};
}

/* "10:31 S draws two number lines" */
static const char *cited_words(const struct state *state, const struct event *cited,
			       struct arena *arena)
{
	const char *time = event_text(cited, KEY_LESSON_TIME);
	const char *letter = note_letter(state_evidence_who(state, cited));
	const char *text = event_text(cited, cited->kind == EVENT_WORK ? KEY_STRATEGY : KEY_TEXT);

	return arena_printf(arena, "· %s%s%s%s%s", time ? time : "", time ? " " : "", letter,
			    *letter ? " " : "", text ? text : "");
}

void rating_explain(struct rating_reasons *reasons, const struct app *app, const struct row *row,
		    bool whole, struct arena *arena)
{
	const struct event_value *cites = event_value(row->event, KEY_CITES);
	size_t count = cites ? cites->count : 0;

	reasons->count = 0;
	add(reasons, rating_text(row->criterion, row->event), whole ? INT_MAX : SHORT_TEXT);
	add(reasons, event_text(row->event, KEY_TEXT), whole ? INT_MAX : SHORT_TEXT);
	if (!whole && count > SHORT_LIST)
		count = SHORT_LIST - 1;
	for (size_t i = 0; i < count; i++) {
		const struct event *cited = state_cited(&app->state, cites->items[i]);

		if (cited)
			add(reasons, cited_words(&app->state, cited, arena), whole ? INT_MAX : 1);
	}
	if (cites && count < cites->count)
		add(reasons, arena_printf(arena, _("· and %zu more"), cites->count - count), 1);
}

static int text_width(int width)
{
	return width - INDENT - 1 < 8 ? 8 : width - INDENT - 1;
}

static int lines_of(const struct rating_line *line, int width)
{
	return (int)wrap_count(line->text, strlen(line->text), text_width(width));
}

static int rows_of(const struct rating_line *line, int width)
{
	int rows = lines_of(line, width);

	return rows < line->rows ? rows : line->rows;
}

int rating_height(const struct rating_reasons *reasons, int width)
{
	int rows = 0;

	for (size_t i = 0; i < reasons->count; i++)
		rows += rows_of(&reasons->lines[i], width);
	return rows;
}

void rating_draw(const struct rating_reasons *reasons, struct canvas *canvas, struct area area,
		 int at)
{
	for (size_t i = 0; i < reasons->count && at < area.height; i++) {
		const struct rating_line *line = &reasons->lines[i];
		int rows = rows_of(line, area.width);
		struct area text = {area.row, area.column + INDENT,
				    at + rows < area.height ? at + rows : area.height,
				    text_width(area.width)};

		canvas_wrapped(canvas, text, at, 0, STYLE_TEXT, line->text, 0);
		at += rows;
		if (lines_of(line, area.width) > rows)
			pane_draw_ellipsis(canvas, text, at - 1, line->text, rows);
	}
}
