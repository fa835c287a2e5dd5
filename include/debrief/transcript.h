/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_TRANSCRIPT_H
#define DEBRIEF_TRANSCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "debrief/arena.h"
#include "debrief/event.h"

/*
 * Transcripts of a talk, as meeting programs and transcribers write them:
 *
 *     WEBVTT                            1                                 [00:12] Dana: So what
 *                                       00:00:01,000 --> 00:00:04,000     did you see?
 *     00:01.000 --> 00:04.000           - Dana: What did you see?         Jo: They drew it.
 *     <v Dana>What did you see?         - Jo: They drew it.
 *
 * WebVTT and SRT, with speakers as voices or as "Name: words", and plain lines "Name: words", with
 * or without times, or with "Name 00:12" on a line of its own before the words. Words without a
 * name belong to whoever was named before, but not over the end of a cue: those are nobody's who
 * was named, and such a speaker's name is "". Everything is read or nothing: what cannot be
 * understood is an error that names the line.
 *
 *     transcript_read → transcript_assign (who is the coach, who the teacher) → transcript_events
 */

#define TRANSCRIPT_BYTES_MAX    ((size_t)4 << 20)
#define TRANSCRIPT_CUES_MAX     20000
#define TRANSCRIPT_TURNS_MAX    4000
#define TRANSCRIPT_SPEAKERS_MAX 64
#define TRANSCRIPT_NAME_MAX     80                 /* bytes */
#define TRANSCRIPT_TEXT_MAX     ((size_t)12 << 10) /* bytes of a cue, and of a turn */
#define TRANSCRIPT_TIME_NONE    INT64_C(-1)

enum transcript_role {
	TRANSCRIPT_OTHER, /* counted, not kept */
	TRANSCRIPT_COACH,
	TRANSCRIPT_TEACHER,
	TRANSCRIPT_ROLE__COUNT,
};
extern const char *const transcript_role_names[TRANSCRIPT_ROLE__COUNT]; /* as in `by` */

struct transcript_speaker {
	const char *name; /* "": of words that nobody was named for */
	size_t n_words;
	enum transcript_role role;
};

/* Words that somebody said without a break. */
struct transcript_cue {
	size_t speaker;
	int64_t from, to;  /* milliseconds; TRANSCRIPT_TIME_NONE: not said */
	const char *words; /* one line, without markup */
	size_t n_words;
};

struct transcript {
	struct transcript_cue *cues; /* in the order of the file */
	size_t n_cues;
	struct transcript_speaker *speakers; /* in the order in which they speak */
	size_t n_speakers;
};

/*
 * Everything lives in the arena. `name` is the file's, for messages: "talk.vtt:12: …". UTF-8 with
 * or without a BOM, any line ends. STATUS_INVALID says what was found and what was expected;
 * STATUS_LIMIT: more than the limits above.
 */
MUST_USE enum status transcript_read(struct transcript *transcript, const char *name,
				     const char *bytes, size_t length, struct arena *arena,
				     struct err *err);

/* Who is meant to be whom; names in any case. */
struct transcript_cast {
	const char *const *coach; /* said by the user: each must be a speaker */
	size_t n_coach;
	const char *const *teacher;
	size_t n_teacher;
	const char *session_coach, *session_teacher; /* as the session names them; or NULL */
};

/*
 * Sets the role of each speaker: by the names that were said; else the one of the session's
 * name, or of one that differs in case, blanks and points alone; else those with the word "coach"
 * or "teacher" in their names, also in the user's language; of two with names the second is known
 * with the first. STATUS_NOT_FOUND if that leaves open who one of the two is.
 */
MUST_USE enum status transcript_assign(struct transcript *transcript,
				       const struct transcript_cast *cast, struct err *err);

/*
 * The talk as events of the kind `turn`: consecutive cues of one role are one turn. Without
 * `with_text` they hold numbers only; words of others are never in them. STATUS_LIMIT beyond
 * TRANSCRIPT_TURNS_MAX.
 */
MUST_USE enum status transcript_events(const struct transcript *transcript, bool with_text,
				       struct arena *arena, struct event **events, size_t *count,
				       struct err *err);

#endif
