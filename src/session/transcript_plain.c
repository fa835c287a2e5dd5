/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transcript_read.h"

#include <string.h>

#include "debrief/i18n.h"

/*
 * Lines as people type them: "Name: words", "[00:12] Name: words", "00:12:31 Name: words", or a
 * name on a line of its own before the words, as meeting programs write it with a time: "Name
 * 0:12". A time without brackets counts only before a name: people also talk about times.
 */

/* Passes "[00:12] ", "(00:12) - " or "00:12 ". */
static bool take_time(struct span *line, int64_t *time, bool *in_brackets)
{
	struct span at = *line;
	char closing = 0;

	if (at.text < at.end && (*at.text == '[' || *at.text == '('))
		closing = *at.text++ == '[' ? ']' : ')';
	if (!transcript_take_time(&at, time))
		return false;
	if (closing && (at.text == at.end || *at.text++ != closing))
		return false;
	if (!closing && !span_is_at_blank(&at))
		return false;
	span_trim(&at);
	if (at.end - at.text > 1 && *at.text == '-' && is_blank(at.text[1]))
		at.text++;
	span_trim(&at);
	*in_brackets = closing;
	*line = at;
	return true;
}

static bool is_time(struct span span, int64_t *time)
{
	bool in_brackets = span.end - span.text > 1 && strchr("[(", *span.text) &&
			   strchr("])", span.end[-1]);

	span.text += in_brackets;
	span.end -= in_brackets;
	return transcript_take_time(&span, time) && span.text == span.end;
}

/* "Dana Lee 0:12" or "0:12 Dana Lee" on a line of its own: the words follow. */
static enum transcript_naming head_of(struct span line, struct span *name, int64_t *time)
{
	struct span last = {line.end, line.end};
	struct span first = {line.text, line.text};

	while (last.text > line.text && !is_blank(last.text[-1]))
		last.text--;
	while (first.end < line.end && !is_blank(*first.end))
		first.end++;
	if (is_time(last, time))
		*name = (struct span){line.text, last.text};
	else if (is_time(first, time))
		*name = (struct span){first.end, line.end};
	else
		return NAMING_NONE;
	span_trim(name);
	return transcript_naming_of(*name);
}

static enum status read_line(struct transcript_reading *reading, struct span line)
{
	struct span behind = line;
	enum transcript_naming naming = NAMING_NONE;
	bool in_brackets = false;
	int64_t time;
	bool has_time = take_time(&behind, &time, &in_brackets);
	int64_t before = reading->from;
	enum status status;

	if (has_time)
		reading->from = time;
	status = transcript_take_name(reading, &behind, &naming);
	if (status)
		return status;
	if (naming == NAMING_DOUBTFUL)
		return transcript_wrong(reading,
					_("is '%.*s' a speaker? then the name must begin with a "
					  "capital letter; if not, join this line to the one "
					  "before"),
					(int)(strcspn(behind.text, ":")), behind.text);
	if (naming == NAMING_NONE && has_time && !in_brackets)
		reading->from = before;
	return transcript_says(reading, naming == NAMING_CLEAR || in_brackets ? behind : line);
}

/* Whether names stand on lines of their own, with a time: the first line tells. A name that is
 * doubtful counts behind an empty line: "at 10:30" may also end what somebody says. */
static bool take_head(struct transcript_reading *reading, struct span line, bool is_behind_empty,
		      struct span *name, int64_t *time)
{
	enum transcript_naming naming = head_of(line, name, time);

	if (reading->speaker == TRANSCRIPT_NOBODY)
		reading->has_heads = naming == NAMING_CLEAR;
	return reading->has_heads &&
	       (naming == NAMING_CLEAR || (naming == NAMING_DOUBTFUL && is_behind_empty));
}

enum status transcript_read_plain(struct transcript_reading *reading)
{
	bool is_behind_empty = true;
	enum status status = STATUS_OK;
	struct span line, name;
	size_t n_cues = 0;
	int64_t time;

	while (!status && transcript_line(reading, &line)) {
		if (line.text < line.end &&
		    take_head(reading, line, is_behind_empty, &name, &time)) {
			reading->from = time;
			status = transcript_speaks(reading, name);
		} else if (line.text < line.end) {
			status = read_line(reading, line);
		}
		if (reading->transcript->n_cues > n_cues)
			reading->from = TRANSCRIPT_TIME_NONE; /* it is that of these words alone */
		n_cues = reading->transcript->n_cues;
		is_behind_empty = line.text == line.end;
	}
	return status;
}
