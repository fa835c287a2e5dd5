/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REPORT_REPORT_PARTS_H
#define REPORT_REPORT_PARTS_H

#include "debrief/known_field.h"
#include "debrief/report.h"

/* The two reports, and what both of them say. Every part that has nothing to say adds nothing. */

void coach_report(const struct report *report, struct document *document);
void teacher_report(const struct report *report, struct document *document);

/* ---- both: report_parts.c ---- */

/* NULL: not there. */
const char *report_open_text(const struct report *report, enum event_key key);
/* Whether the rubric, or what is recorded, has these at all. */
bool asks_for_goals(const struct state *state);
bool asks_the_teacher(const struct state *state);
bool looks_for_breakdown(const struct state *state);
/* What the rubric calls a known field, else `otherwise`. */
const char *title_of_field(const struct report *report, enum known_field known,
			   const char *otherwise);
/* The lesson: title aside, what both know of it. */
void part_lesson(const struct report *report, struct document *document);
/* On which days both talked, and how the talk ended. */
void part_days(const struct report *report, struct document *document);
void part_ending(const struct report *report, struct document *document);
/* Students' strategies under this heading: described, counted, with what is on the page. */
void part_work(const struct report *report, struct document *document, const char *heading);
/* One piece of evidence; `label` may be NULL. */
void part_evidence(const struct event *evidence, const char *id, const char *label,
		   struct document *document);
/* What both say they will try, side by side; nothing until both are there. */
void part_statements(const struct report *report, struct document *document, const char *teacher,
		     const char *coach);
/* Of both, whether they are one thing or, as somebody said, two. */
const char *statements_heading(const struct state *state);
void part_plan(const struct report *report, struct document *document);
/* What visits saw of it later. */
void part_visits(const struct report *report, struct document *document);

/*
 * What the coach only supposes of a person, to be gentle with it: answers picked from a list in
 * private, and whatever else was written down where such a list is. It is never a label in a
 * report, so neither report has it; here that is decided for all of them. Where no step is for the
 * teacher, such answers are of the coach's own part.
 */
bool is_supposition(const struct report *report, const struct rubric_step *step,
		    const struct rubric_field *field);

/* ---- the coach's: coach_lesson.c, coach_goals.c, coach_talk.c ---- */

void coach_evidence(const struct report *report, struct document *document);
void coach_ratings(const struct report *report, struct document *document);
void coach_diagnosis(const struct report *report, struct document *document);
/* "3, 14, B": pieces of evidence and student work as they are named in the report; NULL: nothing is
 * cited. */
const char *coach_cites(const struct report *report, const struct event *event,
			struct document *document);

void coach_progress(const struct report *report, struct document *document);
void coach_goals(const struct report *report, struct document *document);
void coach_agreement(const struct report *report, struct document *document);
void coach_negotiation(const struct report *report, struct document *document);

void coach_talk(const struct report *report, struct document *document);
void coach_left_out(const struct report *report, struct document *document);
void coach_next(const struct report *report, struct document *document);

/* How the talk ran; false: no time passed in it, or nothing is known of its course. */
bool timeline_make(const struct report *report, struct document *document,
		   struct timeline *timeline);
/* Seconds since the talk began; below 0 before. */
double talk_seconds(const struct report *report, const struct event *event);
/* "7:40" of that; NULL before the talk, and where no time passed in it. */
const char *talk_clock(const struct report *report, const struct event *event,
		       struct document *document);

#endif
