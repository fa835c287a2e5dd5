/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_LESSON_NOTES_H
#define DEBRIEF_LESSON_NOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "debrief/arena.h"
#include "debrief/rubric.h"

/*
 * Notes as coaches take them in a lesson, typed, pasted or in a file:
 *
 *     Launch
 *     10:31 S draws two number lines
 *     S 1:05 pm explains it to the table
 *     T: asks for the table
 *     all but two begin within a minute
 *
 * Each line is a piece of evidence; it may begin with a time and with who acted. A line that is
 * just the title of a phase, also as a heading or numbered, says where those after it belong. Blank
 * lines and the marks of lists mean nothing. A file may also be a table: RFC 4180 with commas,
 * semicolons or tabs, whose first row names columns `time`, `phase`, `who` and `text`.
 *
 * Nothing is guessed: what a line does not say stays open.
 */

#define LESSON_NOTES_MAX       2000
#define LESSON_NOTES_BYTES_MAX ((size_t)4 << 20)
#define LESSON_NOTE_TEXT_MAX   ((size_t)16 << 10)
#define LESSON_TIME_SIZE       9

/* How a line begins. */
struct note_head {
	char time[LESSON_TIME_SIZE]; /* "10:31"; "" if it does not say */
	const char *who;             /* "students", "teacher", "coach"; NULL if it does not say */
	size_t who_at, who_length;   /* where its letter stands, up to what follows */
	size_t length;               /* bytes up to the words */
};

/* "@" stands for `now`, the clock's time; NULL: it is a character like any other. `is_typed`:
 * whoever types the line sees what it is taken for, so that "9.16 draws" may begin with a time;
 * anywhere else, unless S, T or C follows, that is a number. */
struct note_head note_head_read(const char *line, size_t length, const char *now, bool is_typed);
/* The phase whose title a line is, as a heading: "2. Launch:"; NULL if it is none. */
const struct rubric_phase *note_heading(const struct rubric *rubric, const char *text,
					size_t length);
/* The letter for who acted, as it is written in a line. */
const char *note_letter(const char *who);
/* "students", "teacher" or "coach", from that, its singular or plural, or its letter; else NULL. */
const char *note_who(const char *name);
/* The time that a text is, by a clock with 24 hours: "13:05" for "1:05 pm"; false: it is none. */
bool note_clock(const char *text, char time[LESSON_TIME_SIZE]);
/* Its seconds, so that times can be compared; -1: it is none. */
int note_time(const char *text);

struct lesson_note {
	const char *text;
	const char *time;                 /* NULL: not said */
	const char *who;                  /* NULL: not said */
	const struct rubric_phase *phase; /* NULL: not said */
};

struct lesson_notes {
	struct lesson_note *items;
	size_t count;
	size_t n_phased;         /* pieces with a phase */
	size_t n_too_long;       /* lines beyond LESSON_NOTE_TEXT_MAX, which are no pieces */
	uint32_t first_too_long; /* line, from 1 */
	const char *unused;      /* the first column of a table that means nothing here, or NULL */
};

/*
 * All of the bytes or nothing; everything lives in the arena. A BOM and CRLF are fine.
 * STATUS_INVALID names the line and what was expected: not UTF-8, or a table that cannot be
 * understood; STATUS_LIMIT: too many bytes or pieces.
 */
MUST_USE enum status lesson_notes_read(struct lesson_notes *notes, const char *bytes, size_t length,
				       const struct rubric *rubric, struct arena *arena,
				       struct err *err);
/* The same for what is pasted, and kept unseen as well: never a table; "@" stands for `now`. */
MUST_USE enum status lesson_notes_read_lines(struct lesson_notes *notes, const char *bytes,
					     size_t length, const char *now,
					     const struct rubric *rubric, struct arena *arena,
					     struct err *err);

#endif
