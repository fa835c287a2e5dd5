/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transcript_read.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/utf8.h"

/*
 * WebVTT and SRT are blocks of lines with an empty line between: perhaps a name or number of the
 * cue, its times, its words. Programs mix up what belongs to which of the two (commas, tags,
 * entities), so both are read as one, and only what is not words at all is WebVTT's own.
 *
 * A block without times is an error: it would be words that nobody notices are missing. Each block
 * says who speaks in it; if it does not, that is nobody's who was named before.
 */

/* ---- markup ---- */

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static const struct {
	const char *name, *text;
} entities[] = {
	{"amp;", "&"},  {"lt;", "<"},   {"gt;", ">"}, {"quot;", "\""},
	{"apos;", "'"}, {"nbsp;", " "}, {"lrm;", ""}, {"rlm;", ""},
};

/* "#39;" or "#x27;"; 0: it is none. */
static int32_t take_numeric(struct span *at)
{
	struct span digits = {at->text + 1, at->end};
	bool is_hex = digits.text < digits.end && (*digits.text == 'x' || *digits.text == 'X');
	int32_t value = 0;

	for (digits.text += is_hex; digits.text < digits.end && value <= 0x10FFFF; digits.text++) {
		char c = *digits.text;
		int32_t digit = is_digit(c)                                    ? c - '0'
				: is_hex && (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
									       : -1;

		if (digit < 0)
			break;
		value = value * (is_hex ? 16 : 10) + digit;
	}
	if (digits.text == digits.end || *digits.text != ';')
		return 0;
	at->text = digits.text + 1;
	return value;
}

/* Behind an '&': what it stands for goes to `out`, which has room for it. False: a plain '&'. */
static bool take_entity(struct span *at, char *out, size_t *length)
{
	struct span before = *at;
	char bytes[4];
	size_t n;

	for (size_t i = 0; i < COUNT(entities); i++) {
		if (!span_begins_with(at, entities[i].name))
			continue;
		at->text += strlen(entities[i].name);
		n = strlen(entities[i].text);
		memcpy(out + *length, entities[i].text, n);
		*length += n;
		return true;
	}
	if (at->text == at->end || *at->text != '#')
		return false;
	int32_t character = take_numeric(at);
	if (character > 0 && character < ' ') /* a line end, too: words are one line */
		character = ' ';
	n = character > 0 ? utf8_encode(character, bytes) : 0;
	if (n == 0)
		*at = before;
	memcpy(out + *length, bytes, n);
	*length += n;
	return n > 0;
}

/* The text with entities read; never longer than it was. {NULL}: no memory. */
static struct span plain_text(struct transcript_reading *reading, struct span text)
{
	char *out = arena_alloc(reading->arena, (size_t)(text.end - text.text) + 1);
	size_t length = 0;

	while (out && text.text < text.end) {
		char c = *text.text++;

		if (c != '&' || !take_entity(&text, out, &length))
			out[length++] = c;
	}
	return (struct span){out, out ? out + length : NULL};
}

/* "b", "/i", "c.loud", "00:01.500"; with a blank in it only those that have more to say. Its first
 * word ends where another tag might begin: so no byte is looked at for more than one of them. */
static bool is_tag(struct span tag)
{
	static const char *const wordy[] = {"v", "lang", "font"};
	size_t length = 0;

	while (tag.text + length < tag.end && !is_blank(tag.text[length]))
		if (tag.text[length++] == '<')
			return false;
	if (tag.text + length == tag.end)
		return length > 0 && (*tag.text == '/' || is_letter(*tag.text) ||
				      (is_digit(*tag.text) && memchr(tag.text, ':', length)));
	for (size_t i = 0; i < COUNT(wordy); i++)
		if (span_begins_with(&tag, wordy[i]) &&
		    (length == strlen(wordy[i]) || tag.text[strlen(wordy[i])] == '.'))
			return true;
	return false;
}

/* Where the next bracket of a kind closes in a line, `end` if none does. It is looked for once, not
 * again for each that opens before it. */
struct closing {
	const char *at, *end;
};

static bool closes(struct closing *closing, char bracket, const char *behind)
{
	if (!closing->at || closing->at < behind)
		closing->at = memchr(behind, bracket, (size_t)(closing->end - behind));
	if (!closing->at)
		closing->at = closing->end;
	return closing->at < closing->end;
}

/* At a '<': passes the tag, and gives it without its brackets. What is no tag is text. */
static bool take_tag(struct span *at, struct closing *closing, struct span *tag)
{
	if (!closes(closing, '>', at->text))
		return false;
	*tag = (struct span){at->text + 1, closing->at};
	if (!is_tag(*tag))
		return false;
	at->text = closing->at + 1;
	return true;
}

/* "{\an8}", a position in SRT. */
static bool take_position(struct span *at, struct closing *closing)
{
	if (at->text + 1 == at->end || at->text[1] != '\\' || !closes(closing, '}', at->text))
		return false;
	at->text = closing->at + 1;
	return true;
}

/* "v Name" or "v.loud Name" */
static bool is_voice(struct span tag, struct span *name)
{
	if (!span_begins_with(&tag, "v ") && !span_begins_with(&tag, "v.") &&
	    !span_begins_with(&tag, "v\t"))
		return false;
	while (tag.text < tag.end && !is_blank(*tag.text))
		tag.text++;
	span_trim(&tag);
	*name = tag;
	return true;
}

/* ---- words ---- */

/* A long one may also be a pause, and is one unless a name follows. */
static bool take_dash(struct span *text)
{
	static const char *const dashes[] = {"-", "\u2013", "\u2014"};

	for (size_t i = 0; i < COUNT(dashes); i++) {
		struct span at = *text;

		if (!span_begins_with(&at, dashes[i]))
			continue;
		at.text += strlen(dashes[i]);
		if (!span_is_at_blank(&at))
			continue;
		span_trim(&at);
		*text = at;
		return true;
	}
	return false;
}

/* Words without tags, at the beginning of a line or behind a voice. */
static enum status take_words(struct transcript_reading *reading, struct span text)
{
	struct span whole;
	enum transcript_naming naming;
	enum status status;
	bool has_dash;

	text = plain_text(reading, text);
	if (!text.text)
		return err_no_memory(reading->err);
	span_trim(&text);
	if (reading->has_voices)
		return transcript_says(reading, text);
	whole = text;
	has_dash = take_dash(&text);
	status = transcript_take_name(reading, &text, &naming);
	if (!status && has_dash && naming == NAMING_NONE && *whole.text == '-')
		return transcript_wrong(reading, "%s",
					_("a dash begins somebody else's words; expected to be "
					  "told whose: '- Name: words'"));
	if (!status && naming == NAMING_DOUBTFUL)
		reading->speaker = TRANSCRIPT_NOBODY;
	return status ? status : transcript_says(reading, naming == NAMING_CLEAR ? text : whole);
}

static enum status take_voice(struct transcript_reading *reading, struct span name)
{
	name = plain_text(reading, name);
	if (!name.text)
		return err_no_memory(reading->err);
	span_trim(&name);
	if (name.text == name.end || name.end - name.text > TRANSCRIPT_NAME_MAX)
		return transcript_wrong(reading,
					_("this voice has no name, or too long a one; expected "
					  "'<v Name>' with at most %d bytes"),
					TRANSCRIPT_NAME_MAX);
	return transcript_speaks(reading, name);
}

/* Tags inside words leave no trace; at a voice the words before it are done. */
static enum status take_payload(struct transcript_reading *reading, struct span line)
{
	char *words = arena_alloc(reading->arena, (size_t)(line.end - line.text) + 1);
	struct closing tags = {NULL, line.end};
	struct closing positions = tags;
	enum status status = STATUS_OK;
	struct span tag, name;
	size_t length = 0;

	if (!words)
		return err_no_memory(reading->err);
	while (!status && line.text < line.end) {
		if (*line.text == '<' && take_tag(&line, &tags, &tag)) {
			if (!is_voice(tag, &name))
				continue;
			status = take_words(reading, (struct span){words, words + length});
			length = 0;
			if (!status)
				status = take_voice(reading, name);
		} else if (*line.text != '{' || !take_position(&line, &positions)) {
			words[length++] = *line.text++;
		}
	}
	return status ? status : take_words(reading, (struct span){words, words + length});
}

/* ---- blocks ---- */

static enum status begins_too_early(struct transcript_reading *reading)
{
	return transcript_wrong(reading, "%s",
				_("another piece begins here; expected an empty line before it"));
}

static enum status take_times(struct transcript_reading *reading, struct span line)
{
	struct span at = line;
	bool fits = transcript_take_time(&at, &reading->from);

	span_trim(&at);
	fits = fits && span_begins_with(&at, "-->");
	at.text += fits ? strlen("-->") : 0;
	span_trim(&at);
	fits = fits && transcript_take_time(&at, &reading->to);
	if (!fits || (at.text < at.end && !is_blank(*at.text)))
		return transcript_wrong(
			reading,
			_("'%.*s' is no time; expected one like "
			  "00:01:02.000 --> 00:01:05.500"),
			(int)utf8_fit(line.text, (size_t)(line.end - line.text), 40), line.text);
	if (reading->to < reading->from)
		return transcript_wrong(reading, "%s",
					_("this ends before it begins; expected the later time "
					  "behind the arrow"));
	return STATUS_OK;
}

static enum status take_cue(struct transcript_reading *reading, struct span times)
{
	enum status status = take_times(reading, times);
	struct span line;

	reading->speaker = TRANSCRIPT_NOBODY;
	while (!status && transcript_line(reading, &line) && line.text < line.end)
		status = span_has(line, "-->") ? begins_too_early(reading)
					       : take_payload(reading, line);
	return status;
}

/* Of what is about the file. */
static enum status skip_block(struct transcript_reading *reading)
{
	struct span line;

	while (transcript_line(reading, &line) && line.text < line.end)
		if (span_has(line, "-->"))
			return begins_too_early(reading);
	return STATUS_OK;
}

static bool is_no_words(struct span line)
{
	static const char *const words[] = {"NOTE", "STYLE", "REGION"};

	for (size_t i = 0; i < COUNT(words); i++) {
		size_t length = strlen(words[i]);

		if (span_begins_with(&line, words[i]) &&
		    (line.text + length == line.end || is_blank(line.text[length])))
			return true;
	}
	return false;
}

static enum status take_block(struct transcript_reading *reading, struct span line, bool is_vtt)
{
	if (span_has(line, "-->"))
		return take_cue(reading, line);
	if (is_vtt && is_no_words(line))
		return skip_block(reading);
	if (transcript_line(reading, &line) && span_has(line, "-->"))
		return take_cue(reading, line); /* the first line was its name or number */
	return transcript_wrong(reading, "%s",
				_("the time of these words is missing; expected a line like "
				  "00:01:02.000 --> 00:01:05.500"));
}

static bool has_voices(struct span rest)
{
	return span_has(rest, "<v ") || span_has(rest, "<v.") || span_has(rest, "<v\t");
}

enum status transcript_read_cues(struct transcript_reading *reading, bool is_vtt)
{
	struct span line;
	/* The block of WebVTT's first line has no words. */
	enum status status = is_vtt ? skip_block(reading) : STATUS_OK;

	reading->may_be_nobody = true;
	reading->has_voices = has_voices((struct span){reading->next, reading->end});
	while (!status && transcript_line(reading, &line))
		if (line.text < line.end)
			status = take_block(reading, line, is_vtt);
	return status;
}
