/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kill -9 while texts are being written, at any key and any moment. What was seen is there again,
 * and each text is in one place: offered once, or in the record once.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "../unit/property.h"
#include "debrief/array.h"
#include "desk.h"

static char json[1 << 22];

static bool is_hard(void)
{
	return getenv("DEBRIEF_HARD") != NULL;
}

static void open_talk(struct desk *desk)
{
	run_debrief(desk, "talk", (struct pty_options){0});
	shows(desk, "J. R.");
	if (pty_has(&desk->pty, "Any key goes on"))
		keys(desk, "space");
	shows(desk, "saved");
}

/* How often it stands in the text. */
static int count_of(const char *text, const char *what)
{
	int count = 0;

	for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
		count++;
	return count;
}

/* How often a text was kept. */
static int kept(struct desk *desk, const char *text)
{
	char quoted[256];

	print_session(desk, "talk", json, sizeof json);
	snprintf(quoted, sizeof quoted, "\"text\": \"%s\"", text);
	return count_of(strstr(json, "\"log\": ["), quoted);
}

/* One key in each life. */
static void killed_after_each_key_nothing_is_missing(void **state)
{
	static const char text[] = "Qui drew 2 lines, then I wrote it down.";
	struct desk *desk = *state;
	size_t step = is_hard() ? 1 : 7;
	char now[sizeof text] = "";
	int cases = 0;

	run_script(desk, new_session);
	for (size_t length = 1; length < sizeof text; length += step, cases++) {
		char before[sizeof text];

		memcpy(before, now, sizeof now);
		memcpy(now, text, length);
		open_talk(desk);
		if (*before)
			shows(desk, "N goes on with it");
		keys(desk, "N");
		shows(desk, *before ? before : "A note of your own");
		for (const char *at = now + strlen(before); *at; at++) {
			char key[2] = {*at, '\0'};

			assert_true(pty_type(&desk->pty, key));
		}
		if (now[length - 1] == ' ') /* is not seen */
			assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
		sees(desk, now);
		end_by(desk, SIGKILL);
	}
	open_talk(desk);
	keys(desk, "N");
	shows(desk, "Qui drew 2 lines");
	keys(desk, "enter");
	assert_true(pty_wait_gone(&desk->pty, "A note of your own", PTY_DEADLINE));
	leave(desk);
	assert_int_equal(kept(desk, now), 1);
	printf("%d kills, each after another key\n", cases);
}

static void killed_at_any_moment_what_was_seen_is_there(void **state)
{
	static const char text[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ";
	struct desk *desk = *state;
	struct property property = property_start("any moment");
	int rounds = is_hard() ? 25 : 2;
	size_t seen, left, lost = 0;

	run_script(desk, new_session);
	for (int i = 0; i < rounds; i++) {
		open_talk(desk);
		keys(desk, "N");
		shows(desk, "A note of your own");
		for (size_t at = 0; text[at]; at++) { /* each a write of its own */
			assert_true(pty_send(&desk->pty, text + at, 1));
			if (property_number(&property, 8) == 0)
				wait_a_moment(desk, property_number(&property, 4));
		}
		wait_a_moment(desk, property_number(&property, 3000) / 100.0);
		pty_pump(&desk->pty, 0);
		seen = length_shown(desk, text);
		end_by(desk, SIGKILL);
		open_talk(desk);
		keys(desk, "N");
		shows(desk, "A note of your own");
		left = length_shown(desk, text);
		assert_true(left >= seen);
		lost += left == 0;
		keys(desk, "^E ^U"); /* an empty line is no draft */
		keys(desk, "esc");
		leave(desk);
	}
	printf("%d kills at any moment of a text; %zu before its first key came\n", rounds, lost);
}

/* Where a text can be begun at the table; each key reaches a place of its own from the last one. */
static const struct {
	const char *keys, *until, *text;
} places[] = {
	{"'", "What do you hear?", "heard in passing"},
	{"down enter", "what would change?", "a goal in the second step"},
	{"down enter", "What do you hear?", "said in the third step"},
};

static void begin_talk(struct desk *desk)
{
	shows(desk, "Prepare");
	keys(desk, "> 1 1");
	shows(desk, "› Talk · 1 of 7");
}

/* Goes to all places in turn and does one thing there. */
static void visit_all(struct desk *desk, void (*act)(struct desk *desk, const char *text))
{
	for (int i = 0; i < 2 && !pty_has(&desk->pty, "› Talk"); i++) {
		keys(desk, "tab");
		assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
	}
	shows(desk, "› Talk");
	keys(desk, "home");
	for (size_t i = 0; i < COUNT(places); i++) {
		keys(desk, places[i].keys);
		shows(desk, places[i].until);
		act(desk, places[i].text);
	}
}

static void park(struct desk *desk, const char *text)
{
	assert_true(pty_type(&desk->pty, text));
	shows(desk, text);
	keys(desk, "esc");
}

static void park_again(struct desk *desk, const char *text)
{
	shows(desk, text);
	keys(desk, "esc");
}

static void keep(struct desk *desk, const char *text)
{
	shows(desk, text);
	keys(desk, "enter");
	if (strstr(text, "passing") || strstr(text, "goal")) /* who, and in which part */
		keys(desk, "1");
	else if (strstr(text, "third")) /* and what it is for */
		keys(desk, "esc");
	assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
}

static void several_parked_texts_come_back_once_each(void **state)
{
	struct desk *desk = *state;

	run_script(desk, new_session);
	open_talk(desk);
	begin_talk(desk);
	visit_all(desk, park);
	end_by(desk, SIGKILL);
	for (int i = 0; i < 2; i++) { /* whoever only looks takes none */
		open_talk(desk);
		visit_all(desk, park_again);
		end_by(desk, SIGKILL);
	}
	open_talk(desk);
	visit_all(desk, keep);
	end_by(desk, SIGKILL);
	for (size_t i = 0; i < COUNT(places); i++)
		assert_int_equal(kept(desk, places[i].text), 1);
	open_talk(desk);
	assert_false(pty_has(&desk->pty, "Begun"));
	leave(desk);
	run_script(desk, "test -z \"$(ls \"$XDG_STATE_HOME/debrief/drafts\")\"");
	for (size_t i = 0; i < COUNT(places); i++)
		assert_int_equal(kept(desk, places[i].text), 1);
	printf("%zu parked texts, 4 kills\n", COUNT(places));
}

/* Killed about when Enter is taken: the text is in the record, or it is offered, and never both. */
static void a_text_that_becomes_a_record_is_in_one_place(void **state)
{
	struct desk *desk = *state;
	struct property property = property_start("becomes a record");
	int rounds = is_hard() ? 25 : 2;
	int records = 0;

	run_script(desk, new_session);
	for (int i = 0; i < rounds; i++) {
		char text[64];
		bool offered;

		snprintf(text, sizeof text, "note number %d.", i);
		open_talk(desk);
		keys(desk, "N");
		shows(desk, "A note of your own");
		assert_true(pty_type(&desk->pty, text));
		sees(desk, text);
		assert_true(pty_send(&desk->pty, "\r", 1));
		wait_a_moment(desk, property_number(&property, 800) / 100.0);
		end_by(desk, SIGKILL);
		open_talk(desk);
		offered = pty_has(&desk->pty, "N goes on with it");
		keys(desk, "N");
		shows(desk, offered ? text : "A note of your own");
		assert_int_equal(kept(desk, text) + offered, 1);
		records += !offered;
		if (offered)
			keys(desk, "enter");
		else
			keys(desk, "esc");
		assert_true(pty_wait_gone(&desk->pty, "A note of your own", PTY_DEADLINE));
		leave(desk);
		assert_int_equal(kept(desk, text), 1);
	}
	printf("%d kills about Enter; %d had become records\n", rounds, records);
}

/* Killed while it is added to: nothing of that life remembers what was told in the one before. Left
 * on the page that covers the message, it is still to come. */
static void words_that_were_added_are_told_of_once_they_are_in_view(void **state)
{
	struct desk *desk = *state;

	run_script(desk, new_session);
	open_talk(desk);
	begin_talk(desk);
	keys(desk, "'");
	shows(desk, "What do you hear?");
	park(desk, "half");
	leave(desk);
	open_talk(desk);
	shows(desk, "' goes on with it");
	leave(desk);
	open_talk(desk);
	assert_false(pty_has(&desk->pty, "goes on with it"));
	keys(desk, "'");
	shows(desk, "half");
	assert_true(pty_type(&desk->pty, " a word"));
	shows(desk, "half a word");
	keys(desk, "esc down enter");
	assert_true(pty_type(&desk->pty, "fewer steps")); /* so that a talk had begun */
	shows(desk, "fewer steps");
	end_by(desk, SIGKILL);
	run_debrief(desk, "talk", (struct pty_options){0});
	shows(desk, "Any key goes on");
	leave(desk);
	open_talk(desk);
	shows(desk, "1 more waits");
	leave(desk);
	open_talk(desk);
	assert_false(pty_has(&desk->pty, "more waits"));
	leave(desk);
}

#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, desk_start, desk_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT_DESK(killed_after_each_key_nothing_is_missing),
		AT_DESK(killed_at_any_moment_what_was_seen_is_there),
		AT_DESK(several_parked_texts_come_back_once_each),
		AT_DESK(a_text_that_becomes_a_record_is_in_one_place),
		AT_DESK(words_that_were_added_are_told_of_once_they_are_in_view),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
