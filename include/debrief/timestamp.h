/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_TIMESTAMP_H
#define DEBRIEF_TIMESTAMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Points in time are milliseconds since 1970-01-01T00:00:00Z, without leap seconds. */

#define TIMESTAMP_SIZE  25 /* "2026-11-21T14:41:07.312Z" */
#define DATE_SIZE       11 /* "2026-11-21" */
#define DATE_WORDS_SIZE 64

/* RFC 3339 in UTC with milliseconds; years 0000 to 9999. */
void timestamp_format(int64_t ms, char text[TIMESTAMP_SIZE]);
/* Any RFC 3339 time: fraction optional (cut to milliseconds), offset Z or ±hh:mm. */
bool timestamp_parse(const char *text, int64_t *ms);
/* The calendar day in local time, for people. */
void timestamp_local_date(int64_t ms, char text[DATE_SIZE]);
/* "12:41" in local time. */
void timestamp_local_clock(int64_t ms, char text[6]);
/* How long, or how far into the talk: "3:20", from an hour on "1:03:20". */
#define CLOCK_WORDS_SIZE 24
const char *clock_words(int64_t seconds, char words[CLOCK_WORDS_SIZE]);
/* YYYY-MM-DD of a day that exists. */
bool date_is_valid(const char *text);
/* A day as people read it, "21 November 2026", in the language of the program. What is no day
 * stays as it is, NULL too; the answer is `words` or the text itself. */
const char *date_words(const char *text, char words[DATE_WORDS_SIZE]);
/* Days since 1970-01-01; false if it is not a day that exists. */
bool date_to_days(const char *text, int64_t *days);
/* Days before 0000-01-01 or after 9999-12-31 are written as those. */
void date_from_days(int64_t days, char text[DATE_SIZE]);
/* 0 is Monday. */
int date_weekday(int64_t days);
/* The same day some months later or earlier, or the last of that month. */
int64_t date_add_months(int64_t days, int months);

#endif
