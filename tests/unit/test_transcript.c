/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transcripts: the formats, who is who, and what of it becomes events. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "debrief/buf.h"
#include "debrief/record.h"
#include "debrief/transcript.h"
#include "debrief/words.h"
#include "property.h"

#define NONE TRANSCRIPT_TIME_NONE

static struct arena arena;
static struct transcript transcript;
static struct err err;

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena, SIZE_MAX);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static enum status read_bytes(const char *text, size_t length)
{
	return transcript_read(&transcript, "talk.vtt", text, length, &arena, &err);
}

static void read_fine(const char *text)
{
	if (read_bytes(text, strlen(text)))
		fail_msg("%s", err.message);
}

static void assert_refused(const char *text, const char *message)
{
	assert_int_equal(read_bytes(text, strlen(text)), STATUS_INVALID);
	assert_string_equal(err.message, message);
}

static void assert_cue(size_t n, const char *speaker, int64_t from, int64_t to, const char *words)
{
	assert_true(n < transcript.n_cues);
	assert_string_equal(transcript.speakers[transcript.cues[n].speaker].name, speaker);
	assert_string_equal(transcript.cues[n].words, words);
	assert_int_equal(transcript.cues[n].from, from);
	assert_int_equal(transcript.cues[n].to, to);
}

static void webvtt_has_voices(void **state)
{
	(void)state;
	read_fine("\xEF\xBB\xBFWEBVTT - a talk\r\nKind: captions\r\n\r\n"
		  "STYLE\r\n::cue(b) { color: red }\r\n\r\n"
		  "REGION\r\nid:bill\r\n\r\n"
		  "NOTE\r\nnobody said this\r\n\r\n"
		  "the first\r\n"
		  "00:01.000 --> 00:04.500 align:start position:0%\r\n"
		  "<v Dana Lee>What did you <i>see</i>\r\nthem <c.loud>do</c>?</v>\r\n\r\n"
		  "01:00:04.500 --> 01:00:09.000\r\n"
		  "<v.quiet Jo>They said 3 &lt; 4 &amp; &quot;so&quot;: &#x2192; 1 < 2.\r\n"
		  "<00:05.000>Then<v Aide>The bus! <v Jo>Yes.\r\n\r\n\r\n"
		  "NOTE the end\r\n");
	assert_int_equal(transcript.n_cues, 6);
	assert_int_equal(transcript.n_speakers, 3);
	assert_cue(0, "Dana Lee", 1000, 4500, "What did you see");
	assert_cue(1, "Dana Lee", 1000, 4500, "them do?");
	assert_cue(2, "Jo", 3604500, 3609000, "They said 3 < 4 & \"so\": \u2192 1 < 2.");
	assert_cue(3, "Jo", 3604500, 3609000, "Then");
	assert_cue(4, "Aide", 3604500, 3609000, "The bus!");
	assert_cue(5, "Jo", 3604500, 3609000, "Yes.");
	assert_int_equal(transcript.speakers[0].n_words, 6);
}

static void words_stay_one_line_whatever_they_spell_out(void **state)
{
	(void)state;
	read_fine("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jo>&#10;One&#xD;two&#x1b;[2J &#0; "
		  "&#8203;.&#9;\n");
	assert_cue(0, "Jo", 1000, 2000, "One two [2J &#0; \u200B.");
}

static void webvtt_has_names_before_the_words(void **state)
{
	(void)state;
	read_fine("WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nDANA: So: what now?\n\n"
		  "2\n00:00:02.000 --> 00:00:03.000\nand then?\n\n"
		  "00:00:03.000 --> 00:00:04.000\nJo Smith-Lee: At 10:30.\nDana: Yes.\n");
	assert_int_equal(transcript.n_cues, 4);
	assert_int_equal(transcript.n_speakers, 3); /* in any case */
	assert_cue(0, "DANA", 1000, 2000, "So: what now?");
	assert_cue(1, "", 2000, 3000, "and then?"); /* a cue of its own: nobody said whose */
	assert_cue(2, "Jo Smith-Lee", 3000, 4000, "At 10:30.");
	assert_cue(3, "DANA", 3000, 4000, "Yes.");
}

static void srt_has_names_and_dashes(void **state)
{
	(void)state;
	read_fine("1\n00:00:01,000 --> 00:00:02,5\n{\\an8}Dana: <b>What</b> now?\n\n"
		  "2\n00:00:02,500 --> 00:00:03,000\n- Jo: 1 - 2.\n- Dana: Hm.\n\n"
		  "00:00:03,000 --> 00:00:03,000\n\u2013 Jo:\nWell.\n\u2014 and so on");
	assert_int_equal(transcript.n_cues, 5);
	assert_cue(0, "Dana", 1000, 2500, "What now?");
	assert_cue(1, "Jo", 2500, 3000, "1 - 2.");
	assert_cue(2, "Dana", 2500, 3000, "Hm.");
	assert_cue(3, "Jo", 3000, 3000, "Well.");
	assert_cue(4, "Jo", 3000, 3000, "\u2014 and so on");
}

static void plain_lines_have_names_and_perhaps_times(void **state)
{
	(void)state;
	read_fine("[00:12] Dana: What now?\r"
		  "00:12:31 - Jo: Hm.\n"
		  "\n"
		  "  10:30 was when they began.\n"
		  "(1:05) and so on\n"
		  "Dana [02:00]:\n"
		  "So I said to him: no\n"
		  "https://example.org is a page\n"
		  "coach: I see\n");
	assert_int_equal(transcript.n_cues, 7);
	assert_int_equal(transcript.n_speakers, 3);
	assert_cue(0, "Dana", 12000, NONE, "What now?");
	assert_cue(1, "Jo", 751000, NONE, "Hm.");
	assert_cue(2, "Jo", NONE, NONE, "10:30 was when they began.");
	assert_cue(3, "Jo", 65000, NONE, "and so on");
	assert_cue(4, "Dana", 120000, NONE, "So I said to him: no");
	assert_cue(5, "Dana", NONE, NONE, "https://example.org is a page");
	assert_cue(6, "coach", NONE, NONE, "I see");
}

static void a_name_is_written_like_one(void **state)
{
	static const char *const fine[] = {
		"Dana",
		"DANA LEE",
		"Bo de la Cruz",
		"J. R.",
		"Ms. O'Neil-Smith",
		"Lee, Dana",
		"coach",
		"Teacher 2",
		"speaker_00",
		"Dana Lee (coach)",
		"\u00C9lodie",
		"\u7530\u4E2D",
		"Jo (she/her)",
		"Student 3 (boy)",
		"unknown speaker",
	};
	static const char *const words[] = {
		"So we did it",
		"I asked \"why\"",
		"Is it? Yes",
		"12",
		"One Two Three Four Five Six",
		"\u201CThis\u201D",
		"a=b",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(fine); i++) {
		read_fine(arena_printf(&arena, "A: a\n%s: b", fine[i]));
		assert_cue(1, fine[i], NONE, NONE, "b");
	}
	for (size_t i = 0; i < COUNT(words); i++) {
		read_fine(arena_printf(&arena, "A: a\n%s: b", words[i]));
		assert_cue(1, "A", NONE, NONE, arena_printf(&arena, "%s: b", words[i]));
	}
}

/* Whoever "jo" is, these are not the words of who spoke before. */
static void doubtful_names_never_leave_words_to_another(void **state)
{
	static const char *const doubtful[] = {"jo", "well", "3rd grader", "I said", "anna (she)"};

	(void)state;
	for (size_t i = 0; i < COUNT(doubtful); i++) {
		const char *name = doubtful[i];

		assert_refused(arena_printf(&arena, "Dana: So?\nand on\n[00:12] %s: Hm.\n", name),
			       arena_printf(&arena,
					    "talk.vtt:3: is '%s' a speaker? then the name must "
					    "begin with a capital letter; if not, join this line "
					    "to the one before",
					    name));
		read_fine(arena_printf(&arena, "Dana: So?\n%s: Hm.\nDana: ok\n[0:12] %s: Yes.\n",
				       name, name));
		assert_cue(1, name, NONE, NONE, "Hm.");
		assert_cue(3, name, 12000, NONE, "Yes.");
		read_fine(arena_printf(&arena,
				       "WEBVTT\n\n00:01.000 --> 00:02.000\nDana: So?\n\n"
				       "00:02.000 --> 00:03.000\n%s: Hm.\nYes.\n",
				       name));
		assert_cue(1, "", 2000, 3000, arena_printf(&arena, "%s: Hm.", name));
		assert_cue(2, "", 2000, 3000, "Yes.");
		read_fine(arena_printf(&arena,
				       "1\n00:01,0 --> 00:02,0\nDana: So?\n- %s: Hm.\n\n"
				       "2\n00:02,0 --> 00:03,0\n%s: Yes.\n",
				       name, name));
		assert_cue(1, name, 1000, 2000, "Hm.");
		assert_cue(2, name, 2000, 3000, "Yes.");
	}
	read_fine("Dana: So?\nJo (she/her): I feel I am failing them.\nDana: ok\njo: Yes.\nJo: so");
	assert_cue(1, "Jo (she/her)", NONE, NONE, "I feel I am failing them.");
	assert_cue(3, "jo", NONE, NONE, "Yes.");
	assert_int_equal(transcript.n_speakers, 3);
}

/* As video meetings export it. */
static void a_name_may_stand_above_its_words(void **state)
{
	(void)state;
	read_fine("Dana Lee   0:12\nWhat now?\nGo on.\n\njo 0:15\nI said: at 10:30\nmonday "
		  "10:30\n\nDana Lee 1:02:03\n\nJo: hm.\n");
	assert_int_equal(transcript.n_cues, 5);
	assert_cue(0, "Dana Lee", 12000, NONE, "What now?");
	assert_cue(1, "Dana Lee", NONE, NONE, "Go on.");
	assert_cue(2, "jo", 15000, NONE, "I said: at 10:30");
	assert_cue(3, "jo", NONE, NONE, "monday 10:30");
	assert_cue(4, "jo", 3723000, NONE, "hm.");
	read_fine("[00:12] Dana\nWhat now?\n(0:15) Jo\nHm.\n");
	assert_cue(0, "Dana", 12000, NONE, "What now?");
	assert_cue(1, "Jo", 15000, NONE, "Hm.");
	read_fine("Dana: I came\nMonday 10:30\n");
	assert_cue(1, "Dana", NONE, NONE, "Monday 10:30");
}

static void what_cannot_be_understood_names_the_line(void **state)
{
	(void)state;
	assert_refused("", "talk.vtt:1: there are no words here; expected WebVTT, SRT or lines "
			   "'Name: words'");
	assert_refused("WEBVTT\n\nNOTE so\n", "talk.vtt:1: there are no words here; expected "
					      "WebVTT, SRT or lines 'Name: words'");
	assert_refused("\nHello there\nDana: Hi\n",
		       "talk.vtt:2: it is not said who speaks here; expected a name before the "
		       "words: 'Name: Hello there'");
	assert_refused("WEBVTT\n\n00:01.000 --> 00:02.000\n- Hello\n",
		       "talk.vtt:4: a dash begins somebody else's words; expected to be told "
		       "whose: '- Name: words'");
	assert_refused("WEBVTT\n\nDana: Hello\n\n",
		       "talk.vtt:4: the time of these words is missing; expected a line like "
		       "00:01:02.000 --> 00:01:05.500");
	assert_refused("WEBVTT\n\n00:01.000 --> 00:61.000\nDana: Hello\n",
		       "talk.vtt:3: '00:01.000 --> 00:61.000' is no time; expected one like "
		       "00:01:02.000 --> 00:01:05.500");
	assert_refused("WEBVTT\n\n-00:01.000 --> 00:02.000\nDana: Hello\n",
		       "talk.vtt:3: '-00:01.000 --> 00:02.000' is no time; expected one like "
		       "00:01:02.000 --> 00:01:05.500");
	assert_refused("WEBVTT\n\n00:03.000 --> 00:02.000\nDana: Hello\n",
		       "talk.vtt:3: this ends before it begins; expected the later time behind the "
		       "arrow");
	assert_refused("WEBVTT\n00:01.000 --> 00:02.000\nDana: Hello\n",
		       "talk.vtt:2: another piece begins here; expected an empty line before it");
	assert_refused("1\n00:01,0 --> 00:02,0\nDana: Hi\n2\n00:02,0 --> 00:03,0\nJo: Hi\n",
		       "talk.vtt:5: another piece begins here; expected an empty line before it");
	assert_refused("WEBVTT\n\n00:01.000 --> 00:02.000\n<v >Hello\n",
		       "talk.vtt:4: this voice has no name, or too long a one; expected '<v Name>' "
		       "with at most 80 bytes");
	assert_refused("Dana: a\r\nJo: caf\xE9\r\n",
		       "talk.vtt:2: this is not text in UTF-8; expected WebVTT, SRT or lines "
		       "'Name: words', saved as UTF-8");
	assert_int_equal(read_bytes("Dana: a\n\nJo: b\0c\n", 16), STATUS_INVALID);
	assert_non_null(strstr(err.message, "talk.vtt:3: this is not text in UTF-8"));
}

static void times_may_overlap_and_go_back(void **state)
{
	(void)state;
	read_fine("WEBVTT\n\n00:05.000 --> 00:09.000\n<v Dana>One\n\n"
		  "00:03.000 --> 00:07.000\n<v Dana>Two\n\n99:59:59.999 --> 99:59:59.999\n"
		  "<v Jo>Three");
	assert_cue(1, "Dana", 3000, 7000, "Two");
	assert_cue(2, "Jo", INT64_C(359999999), INT64_C(359999999), "Three");
}

static void hostile_text_is_text(void **state)
{
	(void)state;
	read_fine("WEBVTT\n\n00:00.000 --> 00:01.000\n"
		  "<v Da\x1b[31mna>\x1b]0;x\x07 \u202Edrow <v <b>Jo>a<<b>b</b>c> &#0; &#xD800; "
		  "&#x1F600; &nope; &\n");
	assert_int_equal(transcript.n_cues, 2);
	assert_cue(0, "Da\x1b[31mna", 0, 1000, "\x1b]0;x\x07 \u202Edrow");
	assert_cue(1, "<b", 0, 1000, "Jo>a<bc> &#0; &#xD800; \U0001F600 &nope; &");
}

static void limits_are_kept(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text, BUF_MAX_DEFAULT);
	buf_puts(&text, "Dana: ");
	buf_fill(&text, 'a', TRANSCRIPT_TEXT_MAX);
	read_fine(buf_text(&text));
	buf_putc(&text, 'a');
	assert_refused(buf_text(&text),
		       "talk.vtt:1: these are too many words for one piece; expected at most 12 "
		       "KiB, broken into lines");
	buf_fill(&text, 'a', TRANSCRIPT_BYTES_MAX);
	assert_int_equal(read_bytes(buf_text(&text), text.length), STATUS_LIMIT);
	buf_reset(&text);
	for (int i = 0; i < TRANSCRIPT_CUES_MAX + 1; i++)
		buf_puts(&text, i % 2 ? "A: a\n" : "B: b\n");
	assert_int_equal(read_bytes(buf_text(&text), text.length), STATUS_LIMIT);
	assert_non_null(strstr(err.message, "talk.vtt:20001: "));
	buf_reset(&text);
	for (int i = 0; i < TRANSCRIPT_SPEAKERS_MAX + 1; i++)
		buf_printf(&text, "A%d: a\n", i);
	assert_int_equal(read_bytes(buf_text(&text), text.length), STATUS_INVALID);
	assert_non_null(strstr(err.message, "talk.vtt:65: this is speaker number 65"));
	buf_release(&text);
}

static enum status do_all(const char *text)
{
	const struct transcript_cast nothing = {0};
	struct event *events;
	size_t count;
	enum status status = read_bytes(text, strlen(text));

	if (!status)
		status = transcript_assign(&transcript, &nothing, &err);
	return status ? status
		      : transcript_events(&transcript, true, &arena, &events, &count, &err);
}

static void too_little_memory_is_said(void **state)
{
	static const char *const texts[] = {
		"WEBVTT\n\n00:01.0 --> 00:02.0\n<v Coach>A &amp; b <v Jo>c\n",
		"1\n00:01,0 --> 00:02,0\n- Coach: A <b>b</b>\n- Jo: c\n",
		"Coach: a\nb\n[00:12] Jo: c\nCoach: d\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		enum status status = STATUS_NO_MEMORY;
		size_t failures = 0;

		for (size_t max = 0; status == STATUS_NO_MEMORY; max += 8, failures++) {
			arena_release(&arena);
			arena_init(&arena, max);
			status = do_all(texts[i]);
		}
		assert_int_equal(status, STATUS_OK);
		assert_true(failures > 10);
	}
}

/* ---- who is who ---- */

static const char *roles(void)
{
	const char *text = "";

	for (size_t i = 0; i < transcript.n_speakers; i++)
		text = arena_printf(&arena, "%s%s=%s ", text, transcript.speakers[i].name,
				    transcript_role_names[transcript.speakers[i].role]);
	return text;
}

static void assert_roles(const char *text, const struct transcript_cast *cast, const char *expected)
{
	read_fine(text);
	if (transcript_assign(&transcript, cast, &err))
		fail_msg("%s", err.message);
	assert_string_equal(roles(), expected);
}

static void assert_unclear(const char *text, const struct transcript_cast *cast,
			   const char *message)
{
	read_fine(text);
	assert_int_equal(transcript_assign(&transcript, cast, &err), STATUS_NOT_FOUND);
	assert_string_equal(err.message, message);
}

static void who_is_who_is_said_or_plain(void **state)
{
	static const char *const ana[] = {"ana", "Cy"};
	static const char *const bo[] = {"Bo"};
	const struct transcript_cast nothing = {0};
	const struct transcript_cast said = {
		.coach = ana, .n_coach = 2, .teacher = bo, .n_teacher = 1};
	const struct transcript_cast coach_said = {.coach = ana, .n_coach = 1};
	const struct transcript_cast twice = {
		.coach = bo, .n_coach = 1, .teacher = bo, .n_teacher = 1};
	static const char *const empty[] = {""};
	const struct transcript_cast nobody = {.coach = empty, .n_coach = 1};
	const struct transcript_cast session = {.session_coach = "BO", .session_teacher = "Ana"};

	(void)state;
	assert_roles("Ana: a\nBo: b\nCy: c\nDi: d", &said,
		     "Ana=coach Bo=teacher Cy=coach Di=other ");
	assert_roles("Ana: a\nBo: b", &coach_said, "Ana=coach Bo=teacher ");
	assert_roles("Ana: a\nBo: b\nCoach: c", &session, "Ana=teacher Bo=coach Coach=other ");
	assert_roles("Coach Lee: a\nTEACHER 1: b\nTeacher 2: c\nCoachman: d", &nothing,
		     "Coach Lee=coach TEACHER 1=teacher Teacher 2=teacher Coachman=other ");
	assert_roles("Ana (she): a\nBo: b\nCy: c", &session,
		     "Ana (she)=teacher Bo=coach Cy=other ");
	assert_roles("Ana (Teacher): a\nBo: b", &nothing, "Ana (Teacher)=teacher Bo=coach ");
	assert_unclear("Ana: a\nBo: b", &nothing,
		       "it is not clear who is the coach and who the teacher");
	assert_unclear("Ana: a\nBo: b\nCy: c", &coach_said, "it is not clear who is the teacher");
	assert_unclear("Ana: a\nBo: b\nTeacher: c", &nothing, "it is not clear who is the coach");
	assert_unclear("1\n0:01,0 --> 0:02,0\nCoach: a\n\n0:02,0 --> 0:03,0\nso\n", &nothing,
		       "it is not clear who is the teacher");
	assert_unclear("1\n0:01,0 --> 0:02,0\nhm\n\n0:02,0 --> 0:03,0\nBo: so\n", &nobody,
		       "nobody is named '' here");
	assert_unclear("Ana: a", &said, "nobody is named 'Cy' here");
	assert_unclear("Ana: a\nBo: b", &twice, "'Bo' cannot be both coach and teacher");
}

/* ---- turns ---- */

static struct event *turns;
static size_t n_turns;

static void make_events(const char *text, bool with_text)
{
	read_fine(text);
	assert_int_equal(transcript_assign(&transcript, &(struct transcript_cast){0}, &err), 0);
	assert_int_equal(transcript_events(&transcript, with_text, &arena, &turns, &n_turns, &err),
			 0);
}

static void assert_turn(size_t n, const char *by, long from, long to, long words, const char *text)
{
	assert_true(n < n_turns);
	assert_int_equal(turns[n].kind, EVENT_TURN);
	assert_string_equal(event_text(&turns[n], KEY_BY), by);
	assert_int_equal(event_number(&turns[n], KEY_FROM, -1), from);
	assert_int_equal(event_number(&turns[n], KEY_TO, -1), to);
	assert_int_equal(event_number(&turns[n], KEY_WORDS, -1), words);
	if (text)
		assert_string_equal(event_text(&turns[n], KEY_TEXT), text);
	else
		assert_null(event_text(&turns[n], KEY_TEXT));
}

static const char three[] = "WEBVTT\n\n00:01.499 --> 00:04.500\n<v Coach>What did\n\n"
			    "00:04.600 --> 00:05.000\n<v Coach>you see?\n\n"
			    "00:05.000 --> 00:07.000\n<v Teacher>Um.\n\n"
			    "00:06.000 --> 00:08.000\n<v Aide>The bus\n\n"
			    "00:08.000 --> 00:09.000\n<v Boy>Hi\n\n"
			    "00:09.000 --> 00:10.000\n<v Teacher>They drew.\n";

static void what_one_says_in_a_row_is_one_turn(void **state)
{
	(void)state;
	make_events(three, true);
	assert_int_equal(n_turns, 4);
	assert_turn(0, "coach", 1, 5, 4, "What did you see?");
	assert_turn(1, "teacher", 5, 7, 1, "Um.");
	assert_turn(2, "other", 6, 9, 3, NULL);
	assert_turn(3, "teacher", 9, 10, 2, "They drew.");
	make_events("Coach: a\nb c\nTeacher: d", true);
	assert_turn(0, "coach", -1, -1, 3, "a b c");
}

static void shares_alone_hold_no_words(void **state)
{
	(void)state;
	make_events(three, false);
	assert_int_equal(n_turns, 4);
	assert_turn(0, "coach", 1, 5, 4, NULL);
	assert_turn(3, "teacher", 9, 10, 2, NULL);
}

static void a_long_turn_is_parted_between_lines(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text, BUF_MAX_DEFAULT);
	buf_puts(&text, "Teacher: hm\nCoach: ");
	for (int i = 0; i < 3000; i++)
		buf_puts(&text, "on and on\n");
	make_events(buf_text(&text), true);
	assert_int_equal(n_turns, 4);
	for (size_t i = 0; i < n_turns; i++)
		assert_true(strlen(event_text(&turns[i], KEY_TEXT)) <= TRANSCRIPT_TEXT_MAX);
	assert_int_equal(event_number(&turns[1], KEY_WORDS, 0) +
				 event_number(&turns[2], KEY_WORDS, 0) +
				 event_number(&turns[3], KEY_WORDS, 0),
			 9000);
	buf_reset(&text);
	for (int i = 0; i < TRANSCRIPT_TURNS_MAX / 2 + 1; i++)
		buf_puts(&text, "Coach: a\nTeacher: b\n");
	read_fine(buf_text(&text));
	assert_int_equal(transcript_assign(&transcript, &(struct transcript_cast){0}, &err), 0);
	assert_int_equal(transcript_events(&transcript, true, &arena, &turns, &n_turns, &err),
			 STATUS_LIMIT);
	buf_release(&text);
}

/* Brackets that open and never close, or close only at the end: each byte is read a few times, not
 * once for every bracket before it. */
static void a_long_line_of_brackets_takes_no_time(void **state)
{
	static const struct {
		const char *head, *again, *end;
	} lines[] = {
		{"WEBVTT\n\n00:01.000 --> 00:02.000\n", "<", ""},
		{"WEBVTT\n\n00:01.000 --> 00:02.000\n", "<", ">"},
		{"WEBVTT\n\n00:01.000 --> 00:02.000\n", "<a", " >"},
		{"WEBVTT\n\n00:01.000 --> 00:02.000\n", "<a ", ">"},
		{"WEBVTT\n\n00:01.000 --> 00:02.000\n", "<1", ""},
		{"WEBVTT\n\n00:01.000 --> 00:02.000\n", "&#", ""},
		{"1\n00:00:01,000 --> 00:00:02,000\n", "{", ""},
		{"1\n00:00:01,000 --> 00:00:02,000\n", "{\\", ""},
		{"1\n00:00:01,000 --> 00:00:02,000\n", "{", "}"},
	};
	struct buf text;

	(void)state;
	buf_init(&text, TRANSCRIPT_BYTES_MAX);
	for (size_t i = 0; i < COUNT(lines); i++) {
		clock_t start = clock();

		buf_reset(&text);
		buf_puts(&text, lines[i].head);
		while (text.length + 16 < TRANSCRIPT_BYTES_MAX)
			buf_puts(&text, lines[i].again);
		buf_puts(&text, lines[i].end);
		assert_int_not_equal(read_bytes(buf_text(&text), text.length), STATUS_OK);
		if (clock() - start > 10 * CLOCKS_PER_SEC)
			fail_msg("'%s' takes too long", lines[i].again);
	}
	buf_release(&text);
}

static void a_tag_ends_where_another_begins(void **state)
{
	(void)state;
	read_fine("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jo>a <b <i>c</i> {\\an8} d {\\e {\\f}\n");
	assert_cue(0, "Jo", 1000, 2000, "a <b c  d");
}

/* ---- properties ---- */

/* Every turn must fit into a record, whatever it holds. */
static void assert_storable(void)
{
	struct buf record;

	buf_init(&record, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < n_turns; i++) {
		turns[i].id = (struct event_id){.writer = "k7q2", .number = 1};
		if (record_encode(&turns[i], &record, &err))
			fail_msg("%s", err.message);
	}
	buf_release(&record);
}

static void take_all(const struct buf *text)
{
	static const char *const first[] = {"A"};
	size_t words = 0;

	if (read_bytes(buf_text(text), text->length)) {
		assert_true(err.message[0] != '\0');
		return;
	}
	assert_true(transcript.n_cues > 0);
	for (size_t i = 0; i < transcript.n_cues; i++) {
		const struct transcript_cue *cue = &transcript.cues[i];

		assert_true(cue->speaker < transcript.n_speakers);
		assert_true(*cue->words != '\0');
		assert_int_equal(cue->n_words, words_count(cue->words, strlen(cue->words)));
		words += cue->n_words;
	}
	for (size_t i = 0; i < transcript.n_speakers; i++)
		words -= transcript.speakers[i].n_words;
	assert_int_equal(words, 0);
	if (transcript_assign(&transcript, &(struct transcript_cast){.coach = first, .n_coach = 1},
			      NULL))
		return;
	assert_int_equal(transcript_events(&transcript, true, &arena, &turns, &n_turns, &err), 0);
	assert_storable();
}

static void any_bytes_are_read_or_refused(void **state)
{
	static const char *const pieces[] = {
		"WEBVTT\n\n",
		"00:01.000 --> 00:02.000",
		"1:00:01,5 --> 1:00:02,5",
		"\n",
		"\n\n",
		"\r",
		"<v A>",
		"<v ",
		"</v>",
		"<",
		">",
		"A: ",
		"B: ",
		"- ",
		"- A: ",
		"[00:12] ",
		"(0:1) ",
		"NOTE ",
		"STYLE\n",
		"-->",
		"&amp;",
		"&#x41;",
		"&#",
		"{\\an8}",
		"12\n",
		":",
		"A (1:02): ",
		"a: ",
		"A 1:02\n",
	};
	struct property property = property_start("transcript");
	struct buf text;

	(void)state;
	buf_init(&text, BUF_MAX_DEFAULT);
	for (int i = 0; i < property_rounds(4000); i++) {
		buf_reset(&text);
		arena_reset(&arena);
		buf_puts(&text, i % 3 == 0   ? "WEBVTT\n\n"
				: i % 3 == 1 ? "1\n0:01,0 --> 0:02,0\n"
					     : "A: ");
		for (unsigned int n = property_number(&property, 24); n > 0; n--) {
			if (property_number(&property, 4) == 0)
				property_text(&property, &text, 2);
			else
				buf_puts(&text, pieces[property_number(&property, COUNT(pieces))]);
		}
		take_all(&text);
	}
	buf_release(&text);
}

#define CUES 12

static const char *const names[] = {"Ana", "Bo de la Cruz", "T\u00E9a", "coach"};
static const char *const said[] = {"What now?",           "1 < 2 & 3 > 2", "um \u2026 so",
				   "they're \u00BD done", "at 10:30, yes", "no --> yes"};

static void write_time(struct buf *text, int64_t ms, char mark)
{
	buf_printf(text, "%02d:%02d:%02d%c%03d", (int)(ms / 3600000), (int)(ms / 60000 % 60),
		   (int)(ms / 1000 % 60), mark, (int)(ms % 1000));
}

static void write_escaped(struct buf *text, const char *words)
{
	for (; *words; words++) {
		if (*words == '<')
			buf_puts(text, "&lt;");
		else if (*words == '>')
			buf_puts(text, "&gt;");
		else if (*words == '&')
			buf_puts(text, "&amp;");
		else
			buf_putc(text, *words);
	}
}

static void write_cue(struct buf *text, const struct transcript_cue *cue, unsigned int format,
		      const char *line_end)
{
	const char *name = names[cue->speaker];

	if (format == 2) {
		buf_putc(text, '[');
		write_time(text, cue->from, '.');
		buf_printf(text, "] %s: %s%s", name, cue->words, line_end);
		return;
	}
	write_time(text, cue->from, format ? ',' : '.');
	buf_puts(text, " --> ");
	write_time(text, cue->to, format ? ',' : '.');
	buf_printf(text, format ? "%s%s: " : "%s<v %s>", line_end, name);
	write_escaped(text, cue->words);
	buf_printf(text, "%s%s", line_end, line_end);
}

static void what_was_written_is_read(void **state)
{
	struct property property = property_start("formats");
	struct transcript_cue cues[CUES];
	struct buf text;

	(void)state;
	buf_init(&text, BUF_MAX_DEFAULT);
	for (int round = 0; round < property_rounds(500); round++) {
		unsigned int format = property_number(&property, 3);
		const char *line_end = property_number(&property, 2) ? "\r\n" : "\n";

		arena_reset(&arena);
		buf_reset(&text);
		if (format == 0)
			buf_printf(&text, "WEBVTT%s%s", line_end, line_end);
		for (size_t i = 0; i < CUES; i++) {
			cues[i].speaker = property_number(&property, COUNT(names));
			cues[i].words = said[property_number(&property, COUNT(said))];
			cues[i].from = property_number(&property, 5000000);
			cues[i].to = format == 2 ? NONE
						 : cues[i].from + property_number(&property, 9999);
			write_cue(&text, &cues[i], format, line_end);
		}
		read_fine(buf_text(&text));
		assert_int_equal(transcript.n_cues, CUES);
		for (size_t i = 0; i < CUES; i++)
			assert_cue(i, names[cues[i].speaker], cues[i].from, cues[i].to,
				   cues[i].words);
	}
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(webvtt_has_voices, set_up, tear_down),
		cmocka_unit_test_setup_teardown(words_stay_one_line_whatever_they_spell_out, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(webvtt_has_names_before_the_words, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(srt_has_names_and_dashes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(plain_lines_have_names_and_perhaps_times, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_name_is_written_like_one, set_up, tear_down),
		cmocka_unit_test_setup_teardown(doubtful_names_never_leave_words_to_another, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_name_may_stand_above_its_words, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(what_cannot_be_understood_names_the_line, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(times_may_overlap_and_go_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(hostile_text_is_text, set_up, tear_down),
		cmocka_unit_test_setup_teardown(limits_are_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(too_little_memory_is_said, set_up, tear_down),
		cmocka_unit_test_setup_teardown(who_is_who_is_said_or_plain, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_one_says_in_a_row_is_one_turn, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(shares_alone_hold_no_words, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_long_line_of_brackets_takes_no_time, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_tag_ends_where_another_begins, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_long_turn_is_parted_between_lines, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(any_bytes_are_read_or_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_was_written_is_read, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
