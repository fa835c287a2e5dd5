/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Transcripts: WebVTT, SRT and plain lines of any bytes. Who speaks are names, what they say are
 * lines of text, counted once; as turns the words are all there, of the coach and the teacher
 * alone, and only if they may be kept; and each turn can be stored.
 */
#include "debrief/transcript.h"

#include <string.h>
#include <strings.h>

#include "debrief/utf8.h"
#include "debrief/words.h"
#include "fuzz.h"

#define ARENA_MAX    ((size_t)64 << 20)
#define TURNS_STORED 8 /* written and read again */

static void look_at_speakers(const struct transcript *transcript)
{
	HOLDS(transcript->n_speakers > 0 && transcript->n_speakers <= TRANSCRIPT_SPEAKERS_MAX);
	for (size_t i = 0; i < transcript->n_speakers; i++) {
		const char *name = transcript->speakers[i].name;
		size_t length = strlen(name);

		HOLDS(length <= TRANSCRIPT_NAME_MAX && utf8_is_valid(name, length));
		for (size_t k = 0; k < i; k++)
			HOLDS(strcasecmp(name, transcript->speakers[k].name) != 0);
	}
}

static void look_at_cues(const struct transcript *transcript)
{
	size_t words[TRANSCRIPT_SPEAKERS_MAX] = {0};

	HOLDS(transcript->n_cues > 0 && transcript->n_cues <= TRANSCRIPT_CUES_MAX);
	for (size_t i = 0; i < transcript->n_cues; i++) {
		const struct transcript_cue *cue = &transcript->cues[i];
		size_t length = strlen(cue->words);

		HOLDS(cue->speaker < transcript->n_speakers);
		HOLDS(length > 0 && length <= TRANSCRIPT_TEXT_MAX);
		HOLDS(cue->words[0] != ' ' && cue->words[length - 1] != ' ');
		HOLDS(utf8_is_valid(cue->words, length) && !strpbrk(cue->words, "\r\n"));
		HOLDS(cue->n_words == words_count(cue->words, length));
		HOLDS(cue->from >= TRANSCRIPT_TIME_NONE && cue->to >= TRANSCRIPT_TIME_NONE);
		HOLDS(cue->to == TRANSCRIPT_TIME_NONE || cue->to >= cue->from);
		words[cue->speaker] += cue->n_words;
	}
	for (size_t i = 0; i < transcript->n_speakers; i++)
		HOLDS(transcript->speakers[i].n_words == words[i]);
}

/* What a role says, with a blank between. */
static void join(struct buf *all, const char *words)
{
	if (all->length > 0)
		buf_putc(all, ' ');
	buf_puts(all, words);
}

static void store(struct event *event, size_t n)
{
	event->id = (struct event_id){.writer = "k7q2", .number = (uint32_t)n + 1};
	event->at = 1795272060000;
	event->el = (int64_t)n * 1000;
	fuzz_write_and_read(event);
}

static void look_at_turns(const struct transcript *transcript, bool with_text, struct arena *arena)
{
	struct buf said[TRANSCRIPT_ROLE__COUNT], kept[TRANSCRIPT_ROLE__COUNT];
	struct event *events = NULL;
	size_t words = 0;
	size_t count = 0;

	HOLDS(transcript_events(transcript, with_text, arena, &events, &count, NULL) == STATUS_OK);
	HOLDS(count > 0 && count <= transcript->n_cues);
	for (int role = 0; role < TRANSCRIPT_ROLE__COUNT; role++) {
		buf_init(&said[role], BUF_MAX_DEFAULT);
		buf_init(&kept[role], BUF_MAX_DEFAULT);
	}
	for (size_t i = 0; i < transcript->n_cues; i++) {
		enum transcript_role role = transcript->speakers[transcript->cues[i].speaker].role;

		if (with_text && role != TRANSCRIPT_OTHER)
			join(&said[role], transcript->cues[i].words);
		words += transcript->cues[i].n_words;
	}
	for (size_t i = 0; i < count; i++) {
		for (int role = 0; role < TRANSCRIPT_ROLE__COUNT; role++)
			if (event_says(&events[i], KEY_BY, transcript_role_names[role]) &&
			    event_text(&events[i], KEY_TEXT))
				join(&kept[role], event_text(&events[i], KEY_TEXT));
		words -= (size_t)event_number(&events[i], KEY_WORDS, 0);
		HOLDS(event_number(&events[i], KEY_TO, EVENT_NUMBER_MAX) >=
		      event_number(&events[i], KEY_FROM, 0));
		if (i < TURNS_STORED)
			store(&events[i], i);
	}
	HOLDS(words == 0);
	for (int role = 0; role < TRANSCRIPT_ROLE__COUNT; role++) {
		HOLDS(!strcmp(buf_text(&said[role]), buf_text(&kept[role])));
		buf_release(&said[role]);
		buf_release(&kept[role]);
	}
}

/* Of the talk's speakers the last is the coach, if it must be said. */
static void give_roles(struct transcript *transcript)
{
	const char *coach = transcript->speakers[transcript->n_speakers - 1].name;
	const struct transcript_cast said = {.coach = &coach, .n_coach = 1};
	const struct transcript_cast known = {.session_coach = "dana", .session_teacher = "J. Lee"};
	struct err err = {{0}, 0};
	enum status status = transcript_assign(transcript, &known, &err);

	fuzz_look_at_err(status, &err);
	HOLDS(status == STATUS_OK || status == STATUS_NOT_FOUND);
	if (status)
		(void)!transcript_assign(transcript, &said, &err);
	for (size_t i = 0; i < transcript->n_speakers; i++) /* nobody's words are nobody's */
		HOLDS(*transcript->speakers[i].name ||
		      transcript->speakers[i].role == TRANSCRIPT_OTHER);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct transcript transcript;
	struct err err = {{0}, 0};
	struct arena arena;
	enum status status;

	arena_init(&arena, ARENA_MAX);
	status = transcript_read(&transcript, "talk\x1b.vtt", (const char *)data, size, &arena,
				 &err);
	fuzz_look_at_err(status, &err);
	HOLDS(status == STATUS_OK || status == STATUS_INVALID || status == STATUS_LIMIT);
	if (!status) {
		look_at_speakers(&transcript);
		look_at_cues(&transcript);
		give_roles(&transcript);
		look_at_turns(&transcript, true, &arena);
		look_at_turns(&transcript, false, &arena);
	}
	arena_release(&arena);
	return 0;
}
