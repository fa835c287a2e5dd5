/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transcript_read.h"

#include "debrief/i18n.h"

/*
 * Lines as people type them: "Name: words", "[00:12] Name: words", "00:12:31 Name: words", or a
 * name on a line of its own before the words. A time without brackets counts only before a name:
 * people also talk about times.
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

static enum status read_line(struct transcript_reading *reading, struct span line)
{
	struct span behind = line;
	bool in_brackets = false;
	bool found = false;
	int64_t time;
	bool has_time = take_time(&behind, &time, &in_brackets);
	int64_t before = reading->from;
	enum status status;

	if (has_time)
		reading->from = time;
	status = transcript_take_name(reading, &behind, &found);
	if (status)
		return status;
	if (!found && has_time && !in_brackets)
		reading->from = before;
	return transcript_says(reading, found || in_brackets ? behind : line);
}

enum status transcript_read_plain(struct transcript_reading *reading)
{
	enum status status = STATUS_OK;
	struct span line;
	size_t n_cues = 0;

	while (!status && transcript_line(reading, &line)) {
		if (line.text == line.end)
			continue;
		status = read_line(reading, line);
		if (reading->transcript->n_cues > n_cues)
			reading->from = TRANSCRIPT_TIME_NONE; /* it is that of these words alone */
		n_cues = reading->transcript->n_cues;
	}
	return status;
}
