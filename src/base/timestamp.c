/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/timestamp.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "debrief/i18n.h"

/*
 * Own arithmetic instead of gmtime and timegm: no locale, no time zone, and every value of
 * int64_t has an answer. Days are counted in years that begin in March, so that the leap day is
 * the last of its year and needs no special case.
 */

#define MS_PER_DAY   INT64_C(86400000)
#define DAYS_PER_ERA 146097                   /* 400 years */
#define DAYS_TO_1970 719468                   /* from 0000-03-01 */
#define MS_FIRST     INT64_C(-62167219200000) /* 0000-01-01T00:00:00.000Z */
#define MS_LAST      INT64_C(253402300799999) /* 9999-12-31T23:59:59.999Z */

struct day {
	int year, month, day;
};

static int64_t days_from_day(struct day date)
{
	int64_t year = date.month > 2 ? date.year : date.year - 1;
	int64_t month = date.month > 2 ? date.month - 3 : date.month + 9;
	int64_t era = (year >= 0 ? year : year - 399) / 400;
	int64_t year_of_era = year - era * 400;
	int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;

	return era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - DAYS_TO_1970;
}

static struct day day_from_days(int64_t days)
{
	days += DAYS_TO_1970;
	int64_t era = (days >= 0 ? days : days - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
	int64_t day_of_era = days - era * DAYS_PER_ERA;
	int64_t leap_days = day_of_era / 1460 - day_of_era / 36524 +
			    day_of_era / (DAYS_PER_ERA - 1);
	int64_t year = (day_of_era - leap_days) / 365;
	int64_t day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * day_of_year + 2) / 153;
	int64_t day = day_of_year - (153 * month + 2) / 5 + 1;

	month = month < 10 ? month + 3 : month - 9;
	year += era * 400 + (month <= 2);
	return (struct day){.year = (int)year, .month = (int)month, .day = (int)day};
}

/* The digits of one field and the character after it. */
static void put_field(char **at, int value, int digits, char after)
{
	for (int i = digits - 1; i >= 0; i--) {
		(*at)[i] = (char)('0' + value % 10);
		value /= 10;
	}
	(*at)[digits] = after;
	*at += digits + 1;
}

static int64_t clamp(int64_t value, int64_t least, int64_t most)
{
	return value < least ? least : value > most ? most : value;
}

void timestamp_format(int64_t ms, char text[TIMESTAMP_SIZE])
{
	ms = clamp(ms, MS_FIRST, MS_LAST);
	int64_t days = (ms >= 0 ? ms : ms - (MS_PER_DAY - 1)) / MS_PER_DAY;
	int rest = (int)(ms - days * MS_PER_DAY);
	struct day date = day_from_days(days);

	put_field(&text, date.year, 4, '-');
	put_field(&text, date.month, 2, '-');
	put_field(&text, date.day, 2, 'T');
	put_field(&text, rest / 3600000, 2, ':');
	put_field(&text, rest / 60000 % 60, 2, ':');
	put_field(&text, rest / 1000 % 60, 2, '.');
	put_field(&text, rest % 1000, 3, 'Z');
	*text = '\0';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Reads exactly so many digits and, unless NUL, the character after them. */
static bool take_field(const char **text, int digits, char after, int *value)
{
	*value = 0;
	for (int i = 0; i < digits; i++) {
		if (!is_digit(**text))
			return false;
		*value = *value * 10 + (*(*text)++ - '0');
	}
	return after == '\0' || *(*text)++ == after;
}

static bool day_exists(struct day date)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;

	if (date.month < 1 || date.month > 12 || date.day < 1)
		return false;
	return date.day <= lengths[date.month - 1] + (date.month == 2 && leap);
}

static bool take_date(const char **text, struct day *date)
{
	return take_field(text, 4, '-', &date->year) && take_field(text, 2, '-', &date->month) &&
	       take_field(text, 2, '\0', &date->day) && day_exists(*date);
}

static bool take_fraction(const char **text, int *ms)
{
	int scale = 100;

	*ms = 0;
	if (**text != '.')
		return true;
	++*text;
	if (!is_digit(**text))
		return false;
	for (; is_digit(**text); ++*text) {
		*ms += (**text - '0') * scale;
		scale /= 10;
	}
	return true;
}

static bool take_offset(const char **text, int *minutes)
{
	char sign = *(*text)++;
	int hour;
	int minute;

	*minutes = 0;
	if (sign == 'Z' || sign == 'z')
		return true;
	if ((sign != '+' && sign != '-') || !take_field(text, 2, ':', &hour) ||
	    !take_field(text, 2, '\0', &minute) || hour > 23 || minute > 59)
		return false;
	*minutes = (hour * 60 + minute) * (sign == '-' ? -1 : 1);
	return true;
}

bool timestamp_parse(const char *text, int64_t *ms)
{
	struct day date;
	int hour, minute, second, fraction, offset;

	if (!take_date(&text, &date) || (*text != 'T' && *text != 't'))
		return false;
	text++;
	if (!take_field(&text, 2, ':', &hour) || !take_field(&text, 2, ':', &minute) ||
	    !take_field(&text, 2, '\0', &second) || !take_fraction(&text, &fraction) ||
	    !take_offset(&text, &offset) || *text != '\0')
		return false;
	/* A leap second is allowed; it becomes the second after it. */
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	int64_t seconds = ((int64_t)hour * 60 + minute - offset) * 60 + second;
	int64_t value = days_from_day(date) * MS_PER_DAY + seconds * 1000 + fraction;
	if (value < MS_FIRST || value > MS_LAST)
		return false;
	*ms = value;
	return true;
}

/* A day is left on both sides, so that no time zone leads out of the four-digit years. */
static struct tm local_time(int64_t ms)
{
	struct tm local = {.tm_year = 70, .tm_mday = 1};

	ms = clamp(ms, MS_FIRST + MS_PER_DAY, MS_LAST - MS_PER_DAY);
	time_t seconds = (time_t)((ms >= 0 ? ms : ms - 999) / 1000);
	localtime_r(&seconds, &local);
	return local;
}

void timestamp_local_date(int64_t ms, char text[DATE_SIZE])
{
	struct tm local = local_time(ms);

	put_field(&text, local.tm_year + 1900, 4, '-');
	put_field(&text, local.tm_mon + 1, 2, '-');
	put_field(&text, local.tm_mday, 2, '\0');
}

void timestamp_local_clock(int64_t ms, char text[6])
{
	struct tm local = local_time(ms);

	put_field(&text, local.tm_hour, 2, ':');
	put_field(&text, local.tm_min, 2, '\0');
}

const char *clock_words(int64_t seconds, char words[CLOCK_WORDS_SIZE])
{
	long minutes = (long)(seconds / 60);
	int rest = (int)(seconds % 60);

	if (minutes >= 60)
		snprintf(words, CLOCK_WORDS_SIZE, "%ld:%02d:%02d", minutes / 60,
			 (int)(minutes % 60), rest);
	else
		snprintf(words, CLOCK_WORDS_SIZE, "%ld:%02d", minutes, rest);
	return words;
}

bool date_is_valid(const char *text)
{
	struct day date;

	return take_date(&text, &date) && *text == '\0';
}

/* The months are in the catalogue, as the language of the program is not always one whose locale is
 * installed; and each day is whole, as a language may have the year first, or a word between. */
static int put_words(struct day date, char words[DATE_WORDS_SIZE])
{
#define PUT(format) snprintf(words, DATE_WORDS_SIZE, format, date.day, date.year)
	switch (date.month) {
	case 1:
		return PUT(_("%d January %d"));
	case 2:
		return PUT(_("%d February %d"));
	case 3:
		return PUT(_("%d March %d"));
	case 4:
		return PUT(_("%d April %d"));
	case 5:
		return PUT(_("%d May %d"));
	case 6:
		return PUT(_("%d June %d"));
	case 7:
		return PUT(_("%d July %d"));
	case 8:
		return PUT(_("%d August %d"));
	case 9:
		return PUT(_("%d September %d"));
	case 10:
		return PUT(_("%d October %d"));
	case 11:
		return PUT(_("%d November %d"));
	default:
		return PUT(_("%d December %d"));
	}
#undef PUT
}

const char *date_words(const char *text, char words[DATE_WORDS_SIZE])
{
	const char *at = text;
	struct day date;
	int length;

	if (!text || !take_date(&at, &date) || *at)
		return text;
	length = put_words(date, words);
	return length > 0 && length < DATE_WORDS_SIZE ? words : text;
}

bool date_to_days(const char *text, int64_t *days)
{
	struct day date;

	if (!take_date(&text, &date) || *text)
		return false;
	*days = days_from_day(date);
	return true;
}

void date_from_days(int64_t days, char text[DATE_SIZE])
{
	char whole[TIMESTAMP_SIZE];

	timestamp_format(clamp(days, MS_FIRST / MS_PER_DAY, MS_LAST / MS_PER_DAY) * MS_PER_DAY,
			 whole);
	memcpy(text, whole, DATE_SIZE - 1);
	text[DATE_SIZE - 1] = '\0';
}

int date_weekday(int64_t days)
{
	return (int)((days % 7 + 7 + 3) % 7); /* the first day of all was a Thursday */
}

int64_t date_add_months(int64_t days, int months)
{
	struct day date = day_from_days(days);
	int month = date.year * 12 + date.month - 1 + months;
	struct day first = {month / 12, month % 12 + 1, 1};
	struct day next = {(month + 1) / 12, (month + 1) % 12 + 1, 1};
	int64_t start = days_from_day(first);
	int64_t length = days_from_day(next) - start;

	return start + (date.day <= length ? date.day : length) - 1;
}
