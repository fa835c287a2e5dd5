/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes of a lesson: lines as coaches write them, and tables. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "debrief/lesson_notes.h"
#include "debrief/utf8.h"
#include "fixture.h"
#include "property.h"

static struct lesson_notes notes;
static struct err err;

static enum status read_text(struct fixture *f, const char *text, size_t length)
{
	arena_reset(&f->arena);
	return lesson_notes_read(&notes, text, length, f->session.rubric, &f->arena, &err);
}

static void read_fine(struct fixture *f, const char *text)
{
	if (read_text(f, text, strlen(text)))
		fail_msg("%s", err.message);
}

static void assert_refused(struct fixture *f, const char *text, const char *message)
{
	assert_int_equal(read_text(f, text, strlen(text)), STATUS_INVALID);
	assert_string_equal(err.message, message);
}

static void assert_note(size_t n, const char *phase, const char *time, const char *who,
			const char *text)
{
	const struct lesson_note *note = &notes.items[n];

	assert_true(n < notes.count);
	assert_string_equal(note->text, text);
	assert_string_equal(note->time ? note->time : "", time);
	assert_string_equal(note->who ? note->who : "", who);
	assert_string_equal(note->phase ? note->phase->id : "", phase);
}

static void a_line_begins_with_time_and_who(void **state)
{
	static const struct {
		const char *line, *time, *who, *words;
	} lines[] = {
		{"10:31 S draws", "10:31", "students", "draws"},
		{"10:31: T: asks", "10:31", "teacher", "asks"},
		{"9h05 C helps", "9h05", "coach", "helps"},
		{"10:31:20 - S - draws", "10:31:20", "students", "draws"},
		{"10.31 S draws", "10:31", "students", "draws"},
		{"9.16 draws", "9:16", "", "draws"},
		{"12.50  Él dibuja", "12:50", "", "Él dibuja"},
		{"12.10.26 S draws", "12:10:26", "students", "draws"},
		{"2.50 S says", "2:50", "students", "says"},
		{"@ S draws", "12:41", "students", "draws"},
		{"S: draws", "", "students", "draws"},
		{"T asks", "", "teacher", "asks"},
		{"  10:31 draws", "10:31", "", "draws"},
		{"10:31 S ", "10:31", "students", ""},
		{"S 9:12 draws", "9:12", "students", "draws"},
		{"T: 9:12, asks", "9:12", "teacher", "asks"},
		{"C @ helps", "12:41", "coach", "helps"},
		{"9:12am draws", "9:12", "", "draws"},
		{"9:12 a.m. S draws", "9:12", "students", "draws"},
		{"12:05 am draws", "0:05", "", "draws"},
		{"12:05 PM draws", "12:05", "", "draws"},
		{"1:05 pm S draws", "13:05", "students", "draws"},
		{"S - 11:05:20 p.m.: draws", "23:05:20", "students", "draws"},
		{"1.05 pm S draws", "13:05", "students", "draws"},
		/* and these are words */
		{"draws", "", "", "draws"},
		{"s draws", "", "", "s draws"},
		{"See this", "", "", "See this"},
		{"2.50 is the unit rate", "", "", "2.50 is the unit rate"},
		{"3.14 is pi", "", "", "3.14 is pi"},
		{"12.10.26 was the day", "", "", "12.10.26 was the day"},
		{"15.20 / 4 = 3.8", "", "", "15.20 / 4 = 3.8"},
		{"15.20 ÷ 4 = 3.8", "", "", "15.20 ÷ 4 = 3.8"},
		{"9.50 x 4 = 38", "", "", "9.50 x 4 = 38"},
		{"7.30 - 8.15 work", "", "", "7.30 - 8.15 work"},
		{"7.30 – work", "", "", "7.30 – work"},
		{"12.25, 13.25 and so on", "", "", "12.25, 13.25 and so on"},
		{"12.25, and so on", "", "", "12.25, and so on"},
		{"9.15 9.30 9.45", "", "", "9.15 9.30 9.45"},
		{"18.20 is the price", "", "", "18.20 is the price"},
		{"9.5 liters", "", "", "9.5 liters"},
		{"9.75 liters", "", "", "9.75 liters"},
		{"9.165 is more", "", "", "9.165 is more"},
		{"911 draws", "", "", "911 draws"},
		{"S 9.16 is more", "", "students", "9.16 is more"},
		{"2:3 as a ratio", "", "", "2:3 as a ratio"},
		{"915 T asks", "", "", "915 T asks"},
		{"S 2.50 is the unit rate", "", "students", "2.50 is the unit rate"},
		{"9:12 Am I right?", "9:12", "", "Am I right?"},
		{"9:12 amazing", "9:12", "", "amazing"},
		{"14:12 pm draws", "14:12", "", "pm draws"},
		{"S 9:12", "", "students", "9:12"},
		{"10:75 is no time", "", "", "10:75 is no time"},
		{"10:31", "", "", "10:31"},
		{"100:31 x", "", "", "100:31 x"},
		{"S", "", "", "S"},
		{"@home", "", "", "@home"},
		{"", "", "", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct note_head head = note_head_read(lines[i].line, strlen(lines[i].line),
						       "12:41", true);

		assert_string_equal(head.time, lines[i].time);
		assert_string_equal(head.who ? head.who : "", lines[i].who);
		assert_string_equal(lines[i].line + head.length, lines[i].words);
	}
}

/* Nobody sees a whole file, or a page that is pasted, while it is read. */
static void in_a_page_a_number_with_a_point_stays_one(void **state)
{
	static const char price[] = "8.50 dollars for both";
	static const char *const nows[] = {NULL, "12:41"};

	(void)state;
	assert_string_equal(note_head_read(price, strlen(price), NULL, true).time, "8:50");
	for (size_t i = 0; i < COUNT(nows); i++)
		assert_int_equal(note_head_read(price, strlen(price), nows[i], false).length, 0);
}

static void a_page_becomes_a_piece_a_line(void **state)
{
	read_fine(*state, "\xEF\xBB\xBF"
			  "before the bell\r\n"
			  "\r\n"
			  "## 2. Launch:\r\n"
			  "- 10:31 S draws two number lines\r\n"
			  "   \n"
			  "WORK\n"
			  "\u2022 T: asks for the table\n"
			  "@ is the clock only where it is typed\n"
			  "work goes on");
	assert_int_equal(notes.count, 5);
	assert_int_equal(notes.n_phased, 4);
	assert_note(0, "", "", "", "before the bell");
	assert_note(1, "launch", "10:31", "students", "draws two number lines");
	assert_note(2, "work", "", "teacher", "asks for the table");
	assert_note(3, "work", "", "", "@ is the clock only where it is typed");
	assert_note(4, "work", "", "", "work goes on");
}

static void a_table_is_read_by_its_columns(void **state)
{
	static const char *const tables[] = {
		"Text,Time,WHO,phase\n"
		"\"draws, then \"\"sees\"\" it\",10:31 AM,S,Launch\n"
		"asks,,Teacher,work\n",
		"phase;text;time;who\r\n"
		"launch;\"draws, then \"\"sees\"\" it\";10:31;students\r\n"
		"\r\n"
		"Work; asks ;;t",
		"Who\tphase\tnotes\ttime\n"
		"student\tLaunch\tdraws, then \"sees\" it\t10:31\n"
		"T\tWORK\tasks\n",
	};

	for (size_t i = 0; i < COUNT(tables); i++) {
		read_fine(*state, tables[i]);
		assert_int_equal(notes.count, 2);
		assert_note(0, "launch", "10:31", "students", "draws, then \"sees\" it");
		assert_note(1, "work", "", "teacher", "asks");
		assert_null(notes.unused);
	}
}

static void a_field_may_have_several_lines(void **state)
{
	read_fine(*state, "who,text,mood\nS,\"one\r\ntwo\",fine\nT,three,\n");
	assert_note(0, "", "", "students", "one\ntwo");
	assert_note(1, "", "", "teacher", "three");
	assert_string_equal(notes.unused, "mood");
}

static void without_a_header_nothing_is_guessed(void **state)
{
	read_fine(*state, "10:31,S,draws\ntext\n");
	assert_note(0, "", "", "", "10:31,S,draws");
	assert_note(1, "", "", "", "text");
}

static void what_cannot_be_understood_names_the_line(void **state)
{
	assert_refused(*state, "who,text\nS,ok\nS,\"never\n\nends",
		       "line 3: a quoted text begins here and never ends; expected '\"'");
	assert_refused(*state, "who,text\nS,\"a\" b\n",
		       "line 2: something follows a quoted text; expected ',' or the end of the "
		       "line");
	assert_refused(*state, "who,text\nS,a\nS,b,c\n",
		       "line 3 has 3 columns; expected 2, as in the first line");
	assert_refused(*state, "who,text\nkids,a\n",
		       "line 2: 'kids' does not say who acted; expected students, teacher or "
		       "coach");
	assert_refused(*state, "time,text\nnoon,a\n",
		       "line 2: 'noon' is no time; expected one like 10:31");
	assert_refused(*state, "phase,text\n,\"x\n\"\nlunch,a\n",
		       "line 4: 'lunch' is no part of this lesson; expected one of Launch, Work, "
		       "Discussion");
	assert_refused(*state, "one\r\ntwo\rth\xFFree",
		       "line 3 is not text in UTF-8; expected a plain text file saved as UTF-8");
	assert_int_equal(read_text(*state, "one\ntwo\0three\n", 14), STATUS_INVALID);
	assert_string_equal(err.message, "line 2 is not text in UTF-8; expected a plain text file "
					 "saved as UTF-8");
}

static void limits_are_said_and_nothing_is_cut(void **state)
{
	struct fixture *f = *state;
	size_t size = LESSON_NOTES_BYTES_MAX + 1;
	char *text = malloc(size);

	assert_non_null(text);
	memset(text, 'x', size);
	assert_int_equal(read_text(f, text, size), STATUS_LIMIT);
	text[2] = '\n';
	text[LESSON_NOTE_TEXT_MAX + 3] = '\n';
	assert_int_equal(read_text(f, text, LESSON_NOTE_TEXT_MAX + 5), STATUS_OK);
	assert_int_equal(notes.count, 3);
	assert_int_equal(notes.n_too_long, 0);
	memmove(text + 4, text + 3, LESSON_NOTE_TEXT_MAX + 1);
	assert_int_equal(read_text(f, text, LESSON_NOTE_TEXT_MAX + 6), STATUS_OK);
	assert_int_equal(notes.count, 2);
	assert_int_equal(notes.n_too_long, 1);
	assert_int_equal(notes.first_too_long, 2);
	for (size_t i = 0; i < (size_t)2 * LESSON_NOTES_MAX + 2; i++)
		text[i] = i % 2 ? '\n' : 'x';
	assert_int_equal(read_text(f, text, (size_t)2 * LESSON_NOTES_MAX), STATUS_OK);
	assert_int_equal(notes.count, LESSON_NOTES_MAX);
	assert_int_equal(read_text(f, text, 2 * LESSON_NOTES_MAX + 2), STATUS_LIMIT);
	free(text);
}

/* Pieces end as their lines do; with the headings there are as many as lines with words. */
static void no_word_of_a_page_is_lost(void **state)
{
	static const char *const parts[] = {"10:31 ", "S ", "T: ", "draws", "\u00bd",
					    " two",   "@ ", "- ",  "\t",    "9h5",
					    ",",      "\"", "pm ", "1:05"};
	struct property property = property_start("pages");

	for (int round = 0; round < property_rounds(400); round++) {
		const char *lines[20] = {NULL};
		char page[4096] = "";
		size_t length = 0;
		size_t n = 0;

		for (unsigned i = property_number(&property, 20); i > 0; i--) {
			const char *line = page + length;

			for (unsigned k = property_number(&property, 8); k > 0; k--)
				length += (size_t)snprintf(page + length, sizeof(page) - length,
							   "%s",
							   parts[property_number(&property, 14)]);
			if (line[strspn(line, " \t")])
				lines[n++] = line;
			page[length++] = '\n';
			page[length] = '\0';
		}
		read_fine(*state, page);
		assert_int_equal(notes.count, n);
		for (size_t i = 0; i < n; i++) {
			size_t end = strcspn(lines[i], "\n");
			size_t words = strlen(notes.items[i].text);

			while (strchr(" \t", lines[i][end - 1]))
				end--;
			assert_true(words > 0 && words <= end);
			assert_true(!notes.items[i].time || note_time(notes.items[i].time) >= 0);
			assert_memory_equal(lines[i] + end - words, notes.items[i].text, words);
		}
	}
}

/* Any bytes: read or refused, always within bounds, and what is read is text. */
static void hostile_bytes_are_read_or_refused(void **state)
{
	static const char common[] = "text,who;time\tphase\"\"\n\r S10:31@#*-\0\xC3\xA9\xFF";
	static const char header[] = "who,text\n";
	struct property property = property_start("hostile notes");

	for (int round = 0; round < property_rounds(3000); round++) {
		size_t length = property_number(&property, 120);
		char *bytes = malloc(length ? length : 1); /* so that a byte too far is found */

		assert_non_null(bytes);
		for (size_t i = 0; i < length; i++)
			bytes[i] = common[property_number(&property, sizeof(common) - 1)];
		if (property_number(&property, 2) && length > 10)
			memcpy(bytes, header, sizeof(header) - 1);
		if (!read_text(*state, bytes, length))
			for (size_t i = 0; i < notes.count; i++)
				assert_true(*notes.items[i].text &&
					    utf8_is_valid(notes.items[i].text,
							  strlen(notes.items[i].text)));
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_begins_with_time_and_who),
		cmocka_unit_test(in_a_page_a_number_with_a_point_stays_one),
		cmocka_unit_test(a_page_becomes_a_piece_a_line),
		cmocka_unit_test(a_table_is_read_by_its_columns),
		cmocka_unit_test(a_field_may_have_several_lines),
		cmocka_unit_test(without_a_header_nothing_is_guessed),
		cmocka_unit_test(what_cannot_be_understood_names_the_line),
		cmocka_unit_test(limits_are_said_and_nothing_is_cut),
		cmocka_unit_test(no_word_of_a_page_is_lost),
		cmocka_unit_test(hostile_bytes_are_read_or_refused),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, fixture_set_up, fixture_tear_down);
}
