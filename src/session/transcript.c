/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/transcript.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "debrief/i18n.h"
#include "debrief/utf8.h"
#include "debrief/words.h"
#include "transcript_read.h"

/*
 * The formats differ in how they say when somebody spoke, and hardly in how they say who: all of
 * them end in the few functions here.
 */

#define HOURS_MAX 99

const char *const transcript_role_names[TRANSCRIPT_ROLE__COUNT] = {
	[TRANSCRIPT_OTHER] = "other",
	[TRANSCRIPT_COACH] = "coach",
	[TRANSCRIPT_TEACHER] = "teacher",
};

bool transcript_line(struct transcript_reading *reading, struct span *line)
{
	const char *end = reading->end;

	if (reading->next == end)
		return false;
	line->text = line->end = reading->next;
	while (line->end < end && *line->end != '\n' && *line->end != '\r')
		line->end++;
	reading->next = line->end;
	reading->next += reading->next < end && *reading->next == '\r';
	reading->next += reading->next < end && *reading->next == '\n';
	reading->line++;
	span_trim(line);
	return true;
}

enum status transcript_wrong(struct transcript_reading *reading, const char *format, ...)
{
	char message[400];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	return err_set(reading->err, STATUS_INVALID, "%.150s:%u: %s", reading->name,
		       (unsigned)reading->line - 1, message);
}

/* ---- times ---- */

static bool take_number(struct span *at, size_t least, size_t most, int64_t *number)
{
	size_t n = 0;

	*number = 0;
	for (; at->text < at->end && is_digit(*at->text); at->text++, n++)
		if (n < most)
			*number = *number * 10 + (*at->text - '0');
	return n >= least && n <= most;
}

static bool take_mark(struct span *at, const char *marks)
{
	if (at->text == at->end || !strchr(marks, *at->text))
		return false;
	at->text++;
	return true;
}

/* Behind the mark: ".5" is half a second. */
static bool take_fraction(struct span *at, int64_t *ms)
{
	const char *start = at->text;

	if (!take_number(at, 1, 3, ms))
		return false;
	for (size_t digits = (size_t)(at->text - start); digits < 3; digits++)
		*ms *= 10;
	return true;
}

bool transcript_take_time(struct span *span, int64_t *time)
{
	struct span at = *span;
	int64_t parts[3];
	int64_t ms = 0;
	size_t n = 1;
	int64_t hours, minutes, seconds;

	if (!take_number(&at, 1, 2, &parts[0]))
		return false;
	while (n < 3 && take_mark(&at, ":"))
		if (!take_number(&at, 2, 2, &parts[n++]))
			return false;
	if (n == 1)
		return false;
	hours = n == 3 ? parts[0] : 0;
	minutes = parts[n - 2];
	seconds = parts[n - 1];
	if ((n == 3 && minutes > 59) || seconds > 59 || hours > HOURS_MAX)
		return false;
	if (take_mark(&at, ".,") && !take_fraction(&at, &ms))
		return false;
	*time = ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
	*span = at;
	return true;
}

/* ---- who speaks ---- */

enum status transcript_speaks(struct transcript_reading *reading, struct span name)
{
	struct transcript *transcript = reading->transcript;
	struct transcript_speaker *speakers;
	size_t length = (size_t)(name.end - name.text);
	size_t i = 0;

	for (; i < transcript->n_speakers; i++)
		if (strlen(transcript->speakers[i].name) == length &&
		    !strncasecmp(transcript->speakers[i].name, name.text, length))
			break;
	reading->speaker = i;
	if (i < transcript->n_speakers)
		return STATUS_OK;
	if (i == TRANSCRIPT_SPEAKERS_MAX)
		return transcript_wrong(reading,
					_("this is speaker number %d; expected at most %d in a "
					  "talk"),
					TRANSCRIPT_SPEAKERS_MAX + 1, TRANSCRIPT_SPEAKERS_MAX);
	speakers = arena_grow(reading->arena, transcript->speakers, i, sizeof(*speakers));
	if (!speakers)
		return err_no_memory(reading->err);
	transcript->speakers = speakers;
	speakers[i].name = arena_copy(reading->arena, name.text, length);
	if (!speakers[i].name)
		return err_no_memory(reading->err);
	transcript->n_speakers++;
	return STATUS_OK;
}

/* ---- words ---- */

/* Two times of one cue are those of all the words in it. */
static enum status add_cue(struct transcript_reading *reading, const char *words, size_t length)
{
	struct transcript *transcript = reading->transcript;
	struct transcript_cue *cues;

	if (transcript->n_cues == TRANSCRIPT_CUES_MAX)
		return err_set(reading->err, STATUS_LIMIT,
			       _("%.150s:%u: there is more here than a talk has; expected at most "
				 "%d pieces"),
			       reading->name, (unsigned)reading->line - 1, TRANSCRIPT_CUES_MAX);
	cues = arena_grow(reading->arena, transcript->cues, transcript->n_cues, sizeof(*cues));
	if (!cues)
		return err_no_memory(reading->err);
	transcript->cues = cues;
	cues[transcript->n_cues] = (struct transcript_cue){
		.speaker = reading->speaker,
		.from = reading->from,
		.to = reading->to,
		.words = words,
		.n_words = words_count(words, length),
	};
	transcript->speakers[reading->speaker].n_words += cues[transcript->n_cues++].n_words;
	return STATUS_OK;
}

enum status transcript_says(struct transcript_reading *reading, struct span words)
{
	const char *copy;

	span_trim(&words);
	if (words.text == words.end)
		return STATUS_OK;
	if (reading->speaker == TRANSCRIPT_NOBODY && reading->may_be_nobody) {
		enum status status = transcript_speaks(reading, (struct span){"", ""});

		if (status)
			return status;
	}
	if (reading->speaker == TRANSCRIPT_NOBODY)
		return transcript_wrong(
			reading,
			_("it is not said who speaks here; expected a name before "
			  "the words: 'Name: %.*s'"),
			(int)utf8_fit(words.text, (size_t)(words.end - words.text), 20),
			words.text);
	if ((size_t)(words.end - words.text) > TRANSCRIPT_TEXT_MAX)
		return transcript_wrong(reading,
					_("these are too many words for one piece; expected at "
					  "most %zu KiB, broken into lines"),
					TRANSCRIPT_TEXT_MAX >> 10);
	copy = arena_copy(reading->arena, words.text, (size_t)(words.end - words.text));
	return copy ? add_cue(reading, copy, (size_t)(words.end - words.text))
		    : err_no_memory(reading->err);
}

/* ---- all of it ---- */

static enum status check_text(struct transcript_reading *reading, const char *bytes, size_t length)
{
	size_t valid = utf8_valid_prefix(bytes, length);
	const char *zero = memchr(bytes, '\0', valid);
	size_t place = zero ? (size_t)(zero - bytes) : valid;

	if (place == length)
		return STATUS_OK;
	reading->line = 2;
	for (size_t i = 0; i < place; i++)
		reading->line += bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n');
	return transcript_wrong(reading, "%s",
				_("this is not text in UTF-8; expected WebVTT, SRT or lines 'Name: "
				  "words', saved as UTF-8"));
}

/* A first or second line with times. */
static bool is_srt(struct transcript_reading reading)
{
	struct span line;

	for (int n = 0; n < 2 && transcript_line(&reading, &line);) {
		if (line.text < line.end && is_digit(*line.text) && span_has(line, "-->"))
			return true;
		n += line.end > line.text;
	}
	return false;
}

static bool take_vtt_head(struct transcript_reading *reading)
{
	struct transcript_reading head = *reading;
	struct span line;

	if (!transcript_line(&head, &line) || !span_begins_with(&line, "WEBVTT"))
		return false;
	line.text += strlen("WEBVTT");
	if (line.text < line.end && !is_blank(*line.text))
		return false;
	*reading = head;
	return true;
}

static enum status read_format(struct transcript_reading *reading)
{
	if (take_vtt_head(reading))
		return transcript_read_cues(reading, true);
	if (is_srt(*reading))
		return transcript_read_cues(reading, false);
	return transcript_read_plain(reading);
}

enum status transcript_read(struct transcript *transcript, const char *name, const char *bytes,
			    size_t length, struct arena *arena, struct err *err)
{
	static const char bom[] = "\xEF\xBB\xBF";
	struct transcript_reading reading = {
		.transcript = transcript,
		.name = name,
		.start = bytes,
		.next = bytes,
		.end = bytes + length,
		.line = 1,
		.speaker = TRANSCRIPT_NOBODY,
		.from = TRANSCRIPT_TIME_NONE,
		.to = TRANSCRIPT_TIME_NONE,
		.arena = arena,
		.err = err,
	};
	enum status status;

	*transcript = (struct transcript){0};
	if (length > TRANSCRIPT_BYTES_MAX)
		return err_set(err, STATUS_LIMIT,
			       _("%.150s: this is too large for a talk; expected at most %zu MiB"),
			       name, TRANSCRIPT_BYTES_MAX >> 20);
	status = length > 0 ? check_text(&reading, bytes, length) : STATUS_OK;
	if (status)
		return status;
	if (length >= 3 && !memcmp(bytes, bom, 3))
		reading.next += 3;
	status = read_format(&reading);
	if (!status && transcript->n_cues == 0) {
		reading.line = 2;
		status = transcript_wrong(&reading, "%s",
					  _("there are no words here; expected WebVTT, SRT or "
					    "lines 'Name: words'"));
	}
	return status;
}
