/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a terminal can do to a program at the worst moment: signals under load, storms of sizes,
 * huge pastes, keys in pieces, noise. It never crashes and no key is stuck; the terminal is given
 * back as it was, and the words are kept.
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

#define PASTE_BEGINS "\033[200~"
#define PASTE_ENDS   "\033[201~"
#define NOTE         "A note of your own"

static char json[8 << 20];
static const char *const patient[] = {
	/* A sequence in pieces must not become Esc because the machine is busy. */
	"ESCDELAY=3000", "ASAN_OPTIONS=handle_segv=0:handle_abort=0:detect_leaks=0", NULL};

static int rounds(int few, int many)
{
	return getenv("DEBRIEF_HARD") ? many : few;
}

static void open_talk(struct desk *desk)
{
	run_debrief(desk, "talk", (struct pty_options){.env = patient + 1});
	shows(desk, "saved");
}

static void begin_note(struct desk *desk)
{
	keys(desk, "N");
	shows(desk, NOTE);
}

static void send(struct desk *desk, const char *bytes, size_t length)
{
	assert_true(pty_send(&desk->pty, bytes, length));
}

/* Keeps the line that is open. */
static void keep(struct desk *desk)
{
	keys(desk, "enter");
	assert_true(pty_wait_gone(&desk->pty, NOTE, PTY_DEADLINE));
	shows(desk, "saved");
}

/* It takes keys as on the first day. */
static void is_well(struct desk *desk)
{
	static int number;
	char text[64];

	snprintf(text, sizeof text, "still here %d", ++number);
	pty_resize(&desk->pty, 100, 30);
	keys(desk, "esc esc esc");
	keys(desk, "N");
	shows(desk, NOTE);
	keys(desk, "^E ^U");
	assert_true(pty_type(&desk->pty, text));
	shows(desk, text);
	keep(desk);
	print_session(desk, "talk", json, sizeof json);
	assert_non_null(strstr(json, text));
}

/* ---- signals ---- */

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* Keys, sizes and mouse reports all at once. */
static void put_under_load(struct desk *desk, struct property *property)
{
	static const char *const others[] = {"\033[<64;60;20M", "\033[<35;10;10M", "\033[?1;2c"};

	for (size_t at = 0; letters[at]; at++) {
		send(desk, letters + at, 1);
		if (property_number(property, 4) == 0)
			assert_true(pty_type(&desk->pty, others[property_number(property, 3)]));
		if (property_number(property, 10) == 0)
			pty_resize(&desk->pty, 90 + (int)property_number(property, 100),
				   24 + (int)property_number(property, 30));
	}
}

static void a_signal_under_load_loses_no_word_and_leaves_the_terminal_as_it_was(void **state)
{
	static const int signals[] = {SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGSEGV, SIGABRT};
	struct desk *desk = *state;
	struct property property = property_start("signals");
	int count = rounds(6, 24);

	run_script(desk, new_session);
	for (int i = 0; i < count; i++) {
		size_t seen;

		open_talk(desk);
		begin_note(desk);
		put_under_load(desk, &property);
		wait_a_moment(desk, property_number(&property, 2000) / 100.0);
		pty_pump(&desk->pty, 0);
		seen = length_shown(desk, letters);
		end_by(desk, signals[(size_t)i % COUNT(signals)]);
		assert_true(pty_restored(&desk->pty));
		open_talk(desk);
		begin_note(desk);
		assert_true(length_shown(desk, letters) >= seen);
		keys(desk, "^E ^U");
		keys(desk, "esc");
		leave(desk);
	}
	printf("%d signals under load\n", count);
}

static void writes(struct desk *desk, size_t since, const char *bytes)
{
	double end = pty_now() + PTY_DEADLINE;

	while (!pty_wrote(&desk->pty, since, bytes) && pty_now() < end)
		pty_pump(&desk->pty, end - pty_now());
	assert_true(pty_wrote(&desk->pty, since, bytes));
}

/* What is typed meanwhile waits; it comes back with all that it wants of the terminal. */
static void stop_and_type(struct desk *desk, pid_t job, const char *meanwhile)
{
	size_t since = desk->pty.raw_len;

	kill(job, SIGTSTP);
	writes(desk, since, "\033[?1049l");
	assert_true(pty_type(&desk->pty, meanwhile));
	writes(desk, since, "\033[?1049h");
	assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
	assert_true(pty_mode(&desk->pty, 1000) && pty_mode(&desk->pty, 2004));
}

/* A shell with jobs brings it back each time. */
static void a_storm_of_stops_takes_nothing_from_a_text(void **state)
{
	struct desk *desk = *state;
	struct property property = property_start("stops");
	int count = rounds(4, 25), status;
	char script[4600], text[400] = "";
	const char *argv[] = {"sh", "-c", script, NULL};

	run_script(desk, new_session);
	snprintf(script, sizeof script,
		 "set -m; '%s' talk; jobs >\"$HOME/jobs\"; while test -s \"$HOME/jobs\"; do "
		 "fg >/dev/null; jobs >\"$HOME/jobs\"; done; echo over",
		 program());
	assert_true(pty_start(&desk->pty, &(struct pty_options){.argv = argv, .home = desk->home}));
	shows(desk, "saved");
	begin_note(desk);
	for (int i = 0; i < count; i++) {
		char word[16];
		pid_t job = pty_process(&desk->pty).pid;
		bool before = property_number(&property, 2);

		snprintf(word, sizeof word, i ? " w%03d" : "w%03d", i);
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s", word);
		if (before)
			assert_true(pty_type(&desk->pty, word));
		if (property_number(&property, 2))
			wait_a_moment(desk, property_number(&property, 1000) / 100.0);
		if (before && i % 3 == 2)
			kill(job, SIGWINCH);
		else
			stop_and_type(desk, job, before ? "" : word);
		snprintf(word, sizeof word, "w%03d", i); /* in a line of its own, perhaps */
		shows(desk, word);
	}
	keep(desk);
	keys(desk, "q");
	assert_true(pty_wait_exit(&desk->pty, &status));
	assert_true(pty_has(&desk->pty, "over"));
	assert_true(pty_restored(&desk->pty));
	print_session(desk, "talk", json, sizeof json);
	assert_non_null(strstr(json, text));
	printf("%d stops in the middle of a text\n", count);
}

/* ---- sizes ---- */

static void a_storm_of_sizes_takes_nothing_from_a_text(void **state)
{
	static const int edges[] = {1, 2, 3, 5, 11, 12, 39, 40, 79, 80, 81, 160, 299, 300};
	struct desk *desk = *state;
	struct property property = property_start("sizes");
	int count = rounds(100, 1000);
	char text[64];

	run_script(desk, new_session);
	open_talk(desk);
	for (int i = 0; i < count; i++) {
		if (i % 50 == 0) {
			begin_note(desk);
			snprintf(text, sizeof text, "text%d:", i);
			assert_true(pty_type(&desk->pty, text));
		}
		pty_resize(&desk->pty, edges[property_number(&property, COUNT(edges))],
			   edges[property_number(&property, COUNT(edges) - 4)]);
		send(desk, &"0123456789"[i % 10], 1);
		if (property_number(&property, 4) == 0)
			wait_a_moment(desk, property_number(&property, 100) / 100.0);
		if (i % 50 < 49)
			continue;
		pty_resize(&desk->pty, 80, 24); /* not as it began */
		snprintf(text, sizeof text, "text%d:0123456789012345678901234567890", i - 49);
		shows(desk, text);
		keep(desk);
	}
	leave(desk);
	print_session(desk, "talk", json, sizeof json);
	for (int i = 0; i < count; i += 50) {
		snprintf(text, sizeof text, "\"text%d:01234567890123456789012345678901234567890",
			 i);
		assert_non_null(strstr(json, text));
	}
	printf("%d sizes from 1x1 to 300x100 in the middle of a text\n", count);
}

/* ---- much ---- */

/* More than is kept of a paste, by more than one reading. */
static char much[(1 << 20) + (16 << 10)];

static void a_paste_of_a_megabyte_is_refused_whole_wherever_it_comes(void **state)
{
	static const struct {
		const char *keys;
		bool is_line;
	} places[] = {{"", false}, {"N", true}, {"e", true}, {"?", false},
		      {":", true}, {"w", true}, {"/", true}, {"I", true}};
	struct desk *desk = *state;
	size_t n = strlen(PASTE_BEGINS);

	run_script(desk, new_session);
	open_talk(desk);
	for (size_t i = 0; i < COUNT(places); i++) {
		memset(much, 'q', sizeof much);
		for (size_t at = 60; at < sizeof much; at += 61)
			much[at] = '\r';
		for (size_t at = 0; at < n; at++) {
			much[at] = PASTE_BEGINS[at];
			much[sizeof much - n + at] = PASTE_ENDS[at];
		}
		if (*places[i].keys)
			keys(desk, places[i].keys);
		assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
		send(desk, much, sizeof much);
		assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
		if (places[i].is_line)
			shows(desk, "taken"); /* nothing was */
		assert_false(pty_has(&desk->pty, "qqq"));
		keys(desk, "esc");
		is_well(desk);
		assert_null(strstr(json, "qqq"));
	}
	leave(desk);
	printf("%zu pastes of a megabyte\n", COUNT(places));
}

/* As much as a line takes, in the shapes that a record takes most room for. */
static void a_note_of_60_kb_is_kept_or_stays_in_the_line(void **state)
{
	static const struct {
		const char *piece;
		bool fits;
	} shapes[] = {{"x", true},
		      {"word word, ", true},
		      {"½", true},
		      {"line of it\n", false},
		      {"\u200B\"", false}};
	struct desk *desk = *state;
	size_t max = 60 << 10;

	run_script(desk, new_session);
	for (size_t i = 0; i < COUNT(shapes); i++) {
		size_t piece = strlen(shapes[i].piece), length = 0;

		open_talk(desk);
		begin_note(desk);
		for (; length + piece <= max - 16; length += piece)
			memcpy(much + length, shapes[i].piece, piece);
		assert_true(pty_type(&desk->pty, PASTE_BEGINS));
		send(desk, much, length);
		assert_true(pty_type(&desk->pty, "\n" PASTE_ENDS));
		assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
		snprintf(much, sizeof much, "END-%zu-HERE", i);
		assert_true(pty_type(&desk->pty, much));
		sees(desk, much);
		keys(desk, "enter");
		if (shapes[i].fits) {
			assert_true(pty_wait_gone(&desk->pty, NOTE, PTY_DEADLINE));
			leave(desk);
			print_session(desk, "talk", json, sizeof json);
			assert_non_null(strstr(json, much));
			continue;
		}
		shows(desk, "too long");
		end_by(desk, SIGKILL);
		open_talk(desk);
		begin_note(desk);
		shows(desk, much);
		keys(desk, "^U");
		keys(desk, "esc");
		leave(desk);
		run_script(desk, "rm -f \"$XDG_STATE_HOME/debrief/drafts/\"*");
	}
	printf("%zu notes of 60 KB\n", COUNT(shapes));
}

static void ten_thousand_pieces_of_evidence_can_be_worked_with(void **state)
{
	struct desk *desk = *state;
	double began;
	char script[512];
	int count = rounds(1000, 10000);

	snprintf(script, sizeof script,
		 "\"$1\" new talk --rubric ambitious-mathematics --teacher \"J. R.\"; i=0; "
		 "while [ $i -lt %d ]; do i=$((i + 1)); printf \"kind: evidence\\nwho: students\\n"
		 "phase: work\\ntext: piece $i of it\\n---\\n\"; done >\"$HOME/many\"; "
		 "sed -i \"\\$d\" \"$HOME/many\"; \"$1\" add talk <\"$HOME/many\"",
		 count);
	run_script(desk, script);
	open_talk(desk);
	began = pty_now();
	keys(desk, "end up up home down down pgdn pgdn pgup tab tab tab");
	keys(desk, "/");
	assert_true(pty_type(&desk->pty, "piece 997 of"));
	shows(desk, "piece 997 of it");
	keys(desk, "enter");
	assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
	is_well(desk);
	printf("%d pieces of evidence; 15 keys took %.0f ms\n", count, pty_now() - began);
	leave(desk);
	snprintf(script, sizeof script, "piece %d of it", count);
	assert_non_null(strstr(json, script));
}

/* ---- pieces and noise ---- */

/* All kinds of keys; what they leave is known. */
static const char session_of_keys[] =
	"N" PASTE_BEGINS "½ pasted" PASTE_ENDS "x\033[D\033[Cy\177z\033OH\033[1~A\033[F\033[4~Z"
	"\033[<35;5;5M\033[<65;90;20M\033]11;rgb:0/0/0\007\033[?62;4c\303\251\342\211\244\r";

static void keys_in_pieces_are_the_same_keys(void **state)
{
	struct desk *desk = *state;
	size_t length = sizeof session_of_keys - 1;
	size_t step = getenv("DEBRIEF_HARD") ? 2 : 31;
	int cases = 0;

	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){.env = patient});
	shows(desk, "saved");
	for (size_t cut = 0; cut <= length; cut += step, cases++) {
		if (cut == 0) { /* a byte at a time */
			for (size_t i = 0; i < length; i++) {
				send(desk, session_of_keys + i, 1);
				assert_true(pty_wait_idle(&desk->pty, 1));
			}
		} else {
			send(desk, session_of_keys, cut);
			assert_true(pty_wait_idle(&desk->pty, 1));
			send(desk, session_of_keys + cut, length - cut);
		}
		assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
		assert_false(pty_has(&desk->pty, NOTE));
	}
	leave(desk);
	print_session(desk, "talk", json, sizeof json);
	for (const char *at = json; (at = strstr(at, "\"A½ pastedxzZé≤\"")); at++)
		cases--;
	assert_true(cases <= 0);
	printf("keys cut at %zu places, and at every byte\n", length / step);
}

/* Sequences that nobody knows, broken ones, reports of mice and of terminals; none is a command. */
static const char *const noises[] = {
	"\033[99~",
	"\033[1;2;3;4;5;6x",
	"\033[?1;2c",
	"\033[>0;276;0c",
	"\033[24;80R",
	"\033]11;rgb:ffff/ffff/ffff\007",
	"\033]52;c;QUJD\033\\",
	"\033P1+r544e\033\\",
	"\033_Gi=31;OK\033\\",
	"\033^privacy\033\\",
	"\033[I",
	"\033[O",
	"\033[M   ",
	"\033[<",
	"\033[<0;",
	"\033[<0;1;1;1M",
	"\033[<-1;2;3M",
	"\033[<99999999;1;1M",
	"\033[<0;99999;99999M",
	"\033[32;300;300M",
	"\033[\033[",
	"\033[[F",
	"\033[200",
	"\033[201~",
	"\033O",
	"\033[1;",
	"\233",
	"\377\376",
	"\303",
	"\360\237",
	"\033[27;5;9~",
	"\033[57358u",
	"\033[38;5;1", /* the last: nothing breaks it off */
};

static void add_noise(struct property *property, char *noise, size_t size)
{
	const char *piece = noises[property_number(property, COUNT(noises))];

	if (property_number(property, 3) == 0) /* moves and releases, never a press */
		snprintf(noise, size, "\033[<%u;%u;%u%c", 32 + property_number(property, 4),
			 property_number(property, 320), property_number(property, 120),
			 property_number(property, 2) ? 'M' : 'm');
	else
		snprintf(noise, size, "%s", piece);
}

/* All there is of it, and a mouse that moves and is let go wherever it is. */
static void make_noise(struct desk *desk)
{
	char mouse[64];

	for (int row = 1; row <= 30; row++) {
		snprintf(mouse, sizeof mouse, "\033[<32;%d;%dM\033[<0;%d;%dm", 3 * row, row,
			 3 * row, row);
		assert_true(pty_type(&desk->pty, mouse));
	}
	for (size_t i = 0; i < COUNT(noises); i++)
		assert_true(pty_type(&desk->pty, noises[i]));
	assert_true(pty_wait_idle(&desk->pty, 50)); /* longer than an Esc waits */
}

static void noise_changes_nothing(void **state)
{
	static const char *const clock[] = {"DEBRIEF_TEST_CLOCK=2026-11-21T12:41:00Z", NULL};
	struct desk *desk = *state;
	char *before;

	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){.env = clock});
	shows(desk, "saved");
	before = strdup(pty_text(&desk->pty));
	make_noise(desk);
	assert_string_equal(pty_text(&desk->pty), before);
	free(before);
	begin_note(desk);
	assert_true(pty_type(&desk->pty, "begun and "));
	shows(desk, "begun and");
	make_noise(desk);
	assert_true(pty_type(&desk->pty, "ended"));
	shows(desk, "begun and ended");
	keep(desk);
	leave(desk);
	print_session(desk, "talk", json, sizeof json);
	assert_non_null(strstr(json, "\"begun and ended\""));
}

static void noise_sticks_to_no_key(void **state)
{
	struct desk *desk = *state;
	struct property property = property_start("noise");
	int count = rounds(4, 30);
	int pieces = 0;

	run_script(desk, new_session);
	open_talk(desk);
	for (int i = 0; i < count; i++) {
		for (unsigned n = property_number(&property, 60); n > 0; n--, pieces++) {
			char noise[64];

			add_noise(&property, noise, sizeof noise);
			assert_true(pty_type(&desk->pty, noise));
			if (property_number(&property, 20) == 0)
				wait_a_moment(desk, property_number(&property, 40));
		}
		assert_true(pty_wait_idle(&desk->pty, 50)); /* longer than an Esc waits */
		is_well(desk);
	}
	leave(desk);
	printf("%d pieces of noise\n", pieces);
}

#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, desk_start, desk_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT_DESK(a_signal_under_load_loses_no_word_and_leaves_the_terminal_as_it_was),
		AT_DESK(a_storm_of_stops_takes_nothing_from_a_text),
		AT_DESK(a_storm_of_sizes_takes_nothing_from_a_text),
		AT_DESK(a_paste_of_a_megabyte_is_refused_whole_wherever_it_comes),
		AT_DESK(a_note_of_60_kb_is_kept_or_stays_in_the_line),
		AT_DESK(ten_thousand_pieces_of_evidence_can_be_worked_with),
		AT_DESK(keys_in_pieces_are_the_same_keys),
		AT_DESK(noise_changes_nothing),
		AT_DESK(noise_sticks_to_no_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
