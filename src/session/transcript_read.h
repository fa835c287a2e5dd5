/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_TRANSCRIPT_READ_H
#define DEBRIEF_TRANSCRIPT_READ_H

#include "debrief/transcript.h"
#include "span.h"

/* What the readers of the formats share. */

struct transcript_reading {
	struct transcript *transcript;
	const char *name; /* of the file */
	const char *start, *next, *end;
	uint32_t line;      /* of `next`, from 1 */
	size_t speaker;     /* whose words come now; TRANSCRIPT_NOBODY: nobody was named */
	int64_t from, to;   /* of the words that come now */
	bool has_voices;    /* speakers are <v Name>, and a colon is just a colon */
	bool may_be_nobody; /* words may be whose they want: they are counted */
	bool has_heads;     /* names stand on lines of their own */
	size_t n_looks;     /* for a doubtful name in the whole file: there is an end to it */
	struct arena *arena;
	struct err *err;
};

#define TRANSCRIPT_NOBODY SIZE_MAX

/* The next line without its end and the blanks around it; false at the end. It has the number
 * reading->line - 1 then. */
bool transcript_line(struct transcript_reading *reading, struct span *line);
/* STATUS_INVALID with "FILE:LINE: " before the message, of the line that was read last. */
MUST_USE enum status transcript_wrong(struct transcript_reading *reading, const char *format, ...)
	ERR_FORMAT(2, 3);
/* Passes "1:02:03.500", "00:12" or with a comma. */
bool transcript_take_time(struct span *at, int64_t *time);

/* Whether words are a name. */
enum transcript_naming {
	NAMING_NONE,
	NAMING_DOUBTFUL,
	NAMING_CLEAR,
};
enum transcript_naming transcript_naming_of(struct span name);
/* Passes "Name: " if that is clear, and sets who speaks; with a time as in "Name (00:12): " also
 * from when. */
MUST_USE enum status transcript_take_name(struct transcript_reading *reading, struct span *at,
					  enum transcript_naming *naming);
/* Whose words come from now on; "": nobody's who was named. */
MUST_USE enum status transcript_speaks(struct transcript_reading *reading, struct span name);
/* Takes words of whoever speaks; none are fine. */
MUST_USE enum status transcript_says(struct transcript_reading *reading, struct span words);

MUST_USE enum status transcript_read_plain(struct transcript_reading *reading);
/* WebVTT (behind its first line) or SRT. */
MUST_USE enum status transcript_read_cues(struct transcript_reading *reading, bool is_vtt);

#endif
