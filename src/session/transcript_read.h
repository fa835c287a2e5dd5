/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_TRANSCRIPT_READ_H
#define DEBRIEF_TRANSCRIPT_READ_H

#include "debrief/transcript.h"
#include "span.h"

/* What the readers of the formats share. */

struct transcript_reading {
	struct transcript *transcript;
	const char *name; /* of the file */
	const char *next, *end;
	uint32_t line;    /* of `next`, from 1 */
	size_t speaker;   /* whose words come now; TRANSCRIPT_NOBODY: nobody was named */
	int64_t from, to; /* of the words that come now */
	bool has_voices;  /* speakers are <v Name>, and a colon is just a colon */
	struct arena *arena;
	struct err *err;
};

#define TRANSCRIPT_NOBODY SIZE_MAX

/* The next line without its end and the blanks around it; false at the end. It has the number
 * reading->line - 1 then. */
bool transcript_line(struct transcript_reading *reading, struct span *line);
/* STATUS_INVALID with "FILE:LINE: " before the message, of the line that was read last. */
enum status transcript_wrong(struct transcript_reading *reading, const char *format, ...)
	ERR_FORMAT(2, 3);
/* Passes "1:02:03.500", "00:12" or with a comma. */
bool transcript_take_time(struct span *at, int64_t *time);
/* Passes "Name: ", and sets who speaks; with a time as in "Name (00:12): " also from when. *found
 * is false if the line does not begin so. */
enum status transcript_take_name(struct transcript_reading *reading, struct span *at, bool *found);
enum status transcript_speaks(struct transcript_reading *reading, struct span name);
/* Takes words of whoever speaks; none are fine. */
enum status transcript_says(struct transcript_reading *reading, struct span words);

enum status transcript_read_plain(struct transcript_reading *reading);
/* WebVTT (behind its first line) or SRT. */
enum status transcript_read_cues(struct transcript_reading *reading, bool is_vtt);

#endif
