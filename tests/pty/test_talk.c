/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program as a coach meets it: the demo's talk from the first key to the agreed goal, and what
 * happens to the terminal and to the words when something ends it. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "desk.h"

static void begin_talk(struct desk *desk)
{
	shows(desk, "Prepare");
	keys(desk, ">");
	shows(desk, "table-safe");
	keys(desk, "1");
	shows(desk, "words may be written down");
	keys(desk, "1");
	shows(desk, "› Talk · 1 of 7");
}

static void the_demo_opens_ready_for_the_talk(void **state)
{
	struct desk *desk = *state;

	run_debrief(desk, "demo", (struct pty_options){0});
	shows(desk, "Lesson");
	assert_true(pty_has(&desk->pty, "Student work"));
	assert_true(pty_has(&desk->pty, "saved"));
	assert_true(pty_has(&desk->pty, "all keys"));
	leave(desk);
}

static void a_talk_from_goal_to_agreement(void **state)
{
	struct desk *desk = *state;
	static char json[1 << 20];

	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){0});
	begin_talk(desk);
	keys(desk, "down");
	shows(desk, "Talk · 2 of 7");
	keys(desk, "space enter");
	shows(desk, "In the teacher's words");
	write_line(desk, "Break tasks into smaller steps");
	keys(desk, "1 down enter");
	shows(desk, "What do you hear?");
	write_line(desk, "They give up when the numbers get messy. ½");
	keys(desk, "1 down x down enter");
	shows(desk, "What would change?");
	write_line(desk, "Put two ways side by side");
	keys(desk, "4");
	write_line(desk, "They hear their own idea taken up.");
	keys(desk, "down enter");
	write_line(desk, "Two ways next to each other");
	keys(desk, "4");
	write_line(desk, "Two strategies side by side");
	keys(desk, "4 1 1");
	shows(desk, "Both say the same.");
	write_line(desk, "They see that their way was fine.");
	shows(desk, "✓ saved");
	leave(desk);
	print_session(desk, "talk", json, sizeof json);
	assert_non_null(strstr(json, "\"kind\": \"extended\""));
	assert_non_null(strstr(json, "\"voices\": \"multivocal\""));
	assert_non_null(strstr(json, "They give up when the numbers get messy. ½"));
}

static void who_types_at_once_loses_no_letter(void **state)
{
	struct desk *desk = *state;
	static char json[1 << 20];

	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){0});
	begin_talk(desk);
	keys(desk, "down down");
	shows(desk, "Talk · 3 of 7");
	assert_true(pty_send(&desk->pty, "They give up.", 13));
	shows(desk, "A line is open for what you type.");
	shows(desk, "They give up.");
	keys(desk, "enter esc");
	shows(desk, "✓ saved");
	leave(desk);
	print_session(desk, "talk", json, sizeof json);
	assert_non_null(strstr(json, "\"They give up.\""));
}

static void the_teacher_writes_on_a_page_of_their_own(void **state)
{
	struct desk *desk = *state;
	static char json[1 << 20];

	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){0});
	begin_talk(desk);
	keys(desk, "down down down down down");
	shows(desk, "Talk · 6 of 7");
	keys(desk, "s");
	shows(desk, "begins a line");
	assert_false(pty_has(&desk->pty, "all keys"));
	keys(desk, "enter");
	write_line(desk, "Two ways next to each other");
	shows(desk, "In which part of the lesson");
	keys(desk, "4");
	shows(desk, "Thank you");
	keys(desk, "q esc");
	shows(desk, "Esc again goes back");
	keys(desk, "esc");
	shows(desk, "Talk · 6 of 7");
	leave(desk);
	print_session(desk, "talk", json, sizeof json);
	assert_non_null(strstr(json, "Two ways next to each other"));
}

/* The keys of the line, a pasted page, and the name of a file that Tab completes. */
static void evidence_is_typed_pasted_and_read_from_a_file(void **state)
{
	static const char page[] =
		"\033[200~before the bell\r\nLaunch\r\n10:31 T asks\r\n\033[201~";
	struct desk *desk = *state;
	char path[1024];
	FILE *file;

	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){0});
	shows(desk, "Prepare");
	keys(desk, "e down tab tab");
	shows(desk, "Evidence · Launch · The teacher");
	write_line(desk, "10:30 S draws two lines");
	shows(desk, "1 kept.");
	shows(desk, "Evidence · Launch · Students");
	assert_true(pty_send(&desk->pty, page, sizeof(page) - 1));
	shows(desk, "2 pieces are kept as one entry");
	shows(desk, "10:31 T asks");
	keys(desk, "esc");

	snprintf(path, sizeof path, "%s/some notes.txt", desk->home);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs("C: helps\n", file);
	fclose(file);
	keys(desk, "I");
	shows(desk, "Which file?");
	assert_true(pty_type(&desk->pty, "~/so"));
	keys(desk, "tab");
	shows(desk, "~/some notes.txt");
	keys(desk, "enter");
	shows(desk, "1 piece, 0 with a part of the lesson");
	keys(desk, "1");
	shows(desk, "C helps");
	keys(desk, "u");
	assert_true(pty_wait_gone(&desk->pty, "C helps", PTY_DEADLINE));
	leave(desk);
}

static void words_that_were_saved_survive_kill_9(void **state)
{
	struct desk *desk = *state;
	static char json[1 << 20];
	int status;

	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){0});
	begin_talk(desk);
	keys(desk, "enter 1");
	write_line(desk, "The number lines surprised me.");
	shows(desk, "✓ saved");
	keys(desk, "enter 1");
	assert_true(pty_type(&desk->pty, "and this was not fin"));
	shows(desk, "and this was not fin");
	pty_signal(&desk->pty, SIGKILL);
	assert_true(pty_wait_exit(&desk->pty, &status));
	print_session(desk, "talk", json, sizeof json);
	assert_non_null(strstr(json, "The number lines surprised me."));
	pty_stop(&desk->pty);
	run_debrief(desk, "talk", (struct pty_options){0});
	shows(desk, "The number lines surprised me."); /* where we were */
	shows(desk, "Any key goes on");
	keys(desk, "space");
	shows(desk, "and this was not fin"); /* offered back in its place */
	leave(desk);
}

static void a_signal_ends_it_with_the_terminal_as_it_was(void **state)
{
	static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGSEGV, SIGABRT};
	struct desk *desk = *state;
	int status;

	run_script(desk, new_session);
	for (size_t i = 0; i < COUNT(signals); i++) {
		run_debrief(
			desk, "talk",
			(struct pty_options){
				.env = (const char *const[]){
					"ASAN_OPTIONS=handle_segv=0:handle_abort=0:detect_leaks=0",
					NULL}});
		shows(desk, "Prepare");
		pty_signal(&desk->pty, signals[i]);
		assert_true(pty_wait_exit(&desk->pty, &status));
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == signals[i]);
		assert_true(pty_restored(&desk->pty));
		pty_stop(&desk->pty);
	}
}

static void a_demo_leaves_nothing_when_its_window_is_closed(void **state)
{
	struct desk *desk = *state;
	int status;

	run_debrief(desk, "demo", (struct pty_options){0});
	shows(desk, "Prepare");
	keys(desk, "N");
	assert_true(pty_type(&desk->pty, "only to try"));
	shows(desk, "only to try");
	assert_true(pty_hang_up(&desk->pty, &status));
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGHUP);
	run_script(desk, "test -z \"$(find \"$HOME\" -name \"demo-*\")\"");
	pty_stop(&desk->pty);
}

static void every_size_shows_something_useful(void **state)
{
	static const struct {
		int cols, rows;
		const char *text;
	} sizes[] = {{80, 24, "Student work"},   {160, 50, "Student work"},    {60, 15, "Prepare"},
		     {40, 12, "Prepare"},        {39, 11, "make this window"}, {1, 1, "P"},
		     {300, 100, "Student work"}, {100, 30, "Student work"}};
	struct desk *desk = *state;

	run_debrief(desk, "demo", (struct pty_options){0});
	shows(desk, "Prepare");
	for (size_t i = 0; i < COUNT(sizes); i++) {
		pty_resize(&desk->pty, sizes[i].cols, sizes[i].rows);
		shows(desk, sizes[i].text);
	}
	leave(desk);
}

static void without_colour_nothing_is_lost(void **state)
{
	struct desk *desk = *state;

	run_debrief(desk, "demo",
		    (struct pty_options){.env = (const char *const[]){"NO_COLOR=1", NULL}});
	shows(desk, "Prepare");
	assert_false(pty_wrote(&desk->pty, 0, "\x1b[38;5;"));
	leave(desk);
}

static void a_terminal_that_cannot_place_a_cursor_gets_the_line_mode(void **state)
{
	struct desk *desk = *state;
	static char json[1 << 20];
	int status;

	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){.term = "dumb"});
	shows(desk, "A line with ?");
	write_line(desk, ">");
	shows(desk, "table-safe");
	write_line(desk, "1");
	shows(desk, "words may be written down");
	write_line(desk, "1");
	shows(desk, "Talk · 1 of 7");
	write_line(desk, "'");
	shows(desk, "What do you hear?");
	assert_true(pty_type(&desk->pty, "number line surprised me"));
	keys(desk, "^A T h e space");
	keys(desk, "enter");
	shows(desk, "Who said it?");
	write_line(desk, "The t");
	shows(desk, "Kept: The number");
	keys(desk, "^D");
	assert_true(pty_wait_exit(&desk->pty, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_false(pty_wrote(&desk->pty, 0, "\x1b"));
	assert_true(pty_termios_restored(&desk->pty));
	print_session(desk, "talk", json, sizeof json);
	assert_non_null(strstr(json, "The number line surprised me"));
}

static void the_line_mode_calls_no_private_words_back(void **state)
{
	struct desk *desk = *state;
	size_t before;

	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){.term = "dumb"});
	shows(desk, "A line with ?");
	write_line(desk, "she seems afraid");
	shows(desk, "A note of your own");
	keys(desk, "enter");
	shows(desk, "Kept: she seems afraid");
	write_line(desk, ">");
	shows(desk, "table-safe");
	write_line(desk, "1");
	shows(desk, "words may be written down");
	write_line(desk, "1");
	shows(desk, "Talk · 1 of 7");
	before = desk->pty.raw_len;
	write_line(desk, "here");
	keys(desk, "up");
	shows(desk, "Command> here");
	keys(desk, "up up up enter");
	write_line(desk, "saved");
	shows(desk, "Everything is saved.");
	assert_false(pty_wrote(&desk->pty, before, "afraid"));
	keys(desk, "^D");
}

static void a_signal_in_the_line_mode_keeps_the_line_that_was_begun(void **state)
{
	struct desk *desk = *state;
	int status;

	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){.term = "dumb"});
	shows(desk, "A line with ?");
	write_line(desk, "N");
	shows(desk, "A note of your own");
	assert_true(pty_type(&desk->pty, "this was not fin"));
	shows(desk, "this was not fin");
	pty_signal(&desk->pty, SIGTERM);
	assert_true(pty_wait_exit(&desk->pty, &status));
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	assert_true(pty_termios_restored(&desk->pty));
	pty_stop(&desk->pty);
	run_debrief(desk, "talk", (struct pty_options){.term = "dumb"});
	shows(desk, "A line with ?");
	write_line(desk, "N");
	shows(desk, "> this was not fin");
	keys(desk, "^D");
	shows(desk, "Your text is kept");
	keys(desk, "^D");
	assert_true(pty_wait_exit(&desk->pty, &status));
	assert_false(pty_wrote(&desk->pty, 0, "\x1b"));
}

static void a_second_instance_looks_and_follows(void **state)
{
	struct desk *desk = *state;
	struct desk second = {.home = desk->home};

	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){0});
	begin_talk(desk);
	run_debrief(&second, "talk", (struct pty_options){0});
	shows(&second, "read-only");
	keys(desk, "enter 1");
	write_line(desk, "Seen from both sides");
	shows(&second, "Seen from both sides");
	keys(&second, "N");
	shows(&second, "This session is open elsewhere");
	leave(&second);
	pty_stop(&second.pty);
	leave(desk);
}

static void a_second_instance_takes_over(void **state)
{
	struct desk *desk = *state;
	struct desk second = {.home = desk->home};
	static char json[65536];

	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){0});
	begin_talk(desk);
	run_debrief(&second, "talk", (struct pty_options){0});
	shows(&second, "read-only");
	keys(desk, "N");
	write_line(desk, "from the first");
	leave(desk);
	keys(&second, "N");
	shows(&second, "The other program has ended");
	assert_false(pty_has(&second.pty, "read-only"));
	keys(&second, "N");
	write_line(&second, "from the second");
	keys(&second, "u");
	keys(&second, "U");
	leave(&second);
	pty_stop(&second.pty);
	print_session(desk, "talk", json, sizeof json);
	assert_non_null(strstr(json, "from the first"));
	assert_non_null(strstr(json, "from the second"));
}

/* `man` is one that says what it was asked for. */
static void the_manual_is_read_from_the_help(void **state)
{
	struct desk *desk = *state;
	char path[4096];
	FILE *file;

	run_script(desk, "mkdir \"$HOME/bin\"");
	snprintf(path, sizeof path, "%s/bin/man", desk->home);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs("#!/bin/sh\necho \"page ${1##*/}\"\nread -r answer\n", file);
	fclose(file);
	assert_int_equal(chmod(path, 0700), 0);
	snprintf(path, sizeof path, "PATH=%s/bin:/usr/bin:/bin", desk->home);
	run_debrief(desk, "demo", (struct pty_options){.env = (const char *const[]){path, NULL}});
	keys(desk, "?");
	shows(desk, "a first debrief");
	keys(desk, "t");
	shows(desk, "page debrief-tutorial.7");
	keys(desk, "enter");
	shows(desk, "You see the lesson");
	keys(desk, "m");
	shows(desk, "page debrief.1");
	keys(desk, "enter");
	shows(desk, "You see the lesson");
	keys(desk, "esc");
	leave(desk);
	run_script(desk, "rm \"$HOME/bin/man\"");
	snprintf(path, sizeof path, "PATH=%s/bin", desk->home);
	run_debrief(desk, "demo", (struct pty_options){.env = (const char *const[]){path, NULL}});
	keys(desk, "? m");
	shows(desk, "The manual is read with the program");
	keys(desk, "esc");
	leave(desk);
}

/* The main screens as a person has read them; GENERATE=1 writes them anew. */
static void the_screens_look_as_they_were_read(void **state)
{
	static const struct {
		int cols, rows;
		const char *name;
	} sizes[] = {
		{80, 24, "80x24"}, {100, 30, "100x30"}, {160, 50, "160x50"}, {60, 15, "60x15"}};
	static const struct {
		const char *keys, *until, *name;
	} screens[] = {
		{"", "Prepare", "prepare"},
		{"e", "What could be seen", "evidence"},
		{"esc g", "Which change", "bank"},
		{"down enter", "What does it rest on?", "marks"},
		{"enter enter", "How it stands", "standing"},
		{"esc :", "What would you like to do?", "commands"},
		{"esc > 1 1 down", "Next steps", "talk"},
		{"s", "STUDENTS' WORK", "teacher"},
		{"esc esc space enter", "what would change?", "line"},
		{"esc b", "Which turn does the talk take?", "branch"},
		{"esc ^G", "Private", "coach"},
		{"esc ?", "HERE, IN THE SCRIPT", "help"},
		{"esc /unit", "stay here", "search"},
		{"enter esc tab end enter a enter enter enter 1", "When do we look", "calendar"},
	};
	struct desk *desk = *state;

	for (size_t i = 0; i < COUNT(sizes); i++) {
		run_debrief(desk, "demo",
			    (struct pty_options){
				    .cols = sizes[i].cols,
				    .rows = sizes[i].rows,
				    .env = (const char *const[]){
					    "DEBRIEF_TEST_CLOCK=2026-11-21T12:41:00Z", NULL}});
		shows(desk, "Debrief");
		for (size_t k = 0; k < COUNT(screens); k++) {
			char path[512];

			if (*screens[k].keys)
				keys(desk, screens[k].keys);
			shows(desk, screens[k].until);
			snprintf(path, sizeof path, "%s/tests/pty/golden/%s-%s.txt",
				 getenv("SRCDIR"), screens[k].name, sizes[i].name);
			assert_true(pty_golden(&desk->pty, path));
		}
		keys(desk, "esc");
		leave(desk);
		pty_stop(&desk->pty);
	}
}

static void a_note_that_was_begun_is_not_shown_at_the_table(void **state)
{
	struct desk *desk = *state;

	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){0});
	begin_talk(desk);
	keys(desk, "N");
	assert_true(pty_type(&desk->pty, "for my eyes"));
	shows(desk, "for my eyes");
	keys(desk, "esc");
	assert_true(pty_wait_gone(&desk->pty, "for my eyes", PTY_DEADLINE));
	keys(desk, "< 2");
	shows(desk, "private");
	keys(desk, "N");
	shows(desk, "for my eyes");
	keys(desk, "esc");
	assert_true(pty_wait_gone(&desk->pty, "for my eyes", PTY_DEADLINE));
	leave(desk);
}

/* Files stand where the session and what is rescued should be, and then no longer. */
static void what_is_not_saved_is_tried_again_with_the_next_entry(void **state)
{
	struct desk *desk = *state;
	static char json[1 << 20];
	char command[512];

	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){0});
	begin_talk(desk);
	snprintf(command, sizeof command,
		 "cd %s && mv data away && mv state state.away && touch data state", desk->home);
	assert_int_equal(system(command), 0);
	keys(desk, "N");
	shows(desk, "cannot be put aside");
	write_line(desk, "first");
	shows(desk, "NOT SAVED");
	snprintf(command, sizeof command,
		 "cd %s && rm data state && mv away data && mv state.away state", desk->home);
	assert_int_equal(system(command), 0);
	keys(desk, "N");
	write_line(desk, "second");
	shows(desk, "saved again");
	leave(desk);
	print_session(desk, "talk", json, sizeof json);
	assert_non_null(strstr(json, "first"));
	assert_non_null(strstr(json, "second"));
}

/* The line is so slow that for two seconds nothing comes. */
static void a_paste_that_stalls_is_no_command(void **state)
{
	struct desk *desk = *state;

	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){0});
	assert_true(pty_send(&desk->pty, "\033[200~NN", 8));
	shows(desk, "Ctrl-C takes what is here so far");
	assert_true(pty_type(&desk->pty, "Nq\r"));
	assert_true(pty_send(&desk->pty, "\033[201~", 6));
	assert_true(pty_wait_gone(&desk->pty, "Ctrl-C takes", PTY_DEADLINE));
	keys(desk, "N");
	shows(desk, "A note of your own");
	assert_true(pty_send(&desk->pty, "\033[200~half", 10));
	shows(desk, "Ctrl-C takes what is here so far");
	keys(desk, "^C");
	shows(desk, "half");
	keys(desk, "enter");
	assert_true(pty_wait_gone(&desk->pty, "A note of your own", PTY_DEADLINE));
	leave(desk);
}

static void a_paste_whose_end_does_not_come_is_kept(void **state)
{
	static const int signals[] = {SIGHUP, SIGTERM, SIGKILL};
	struct desk *desk = *state;
	int status;

	run_script(desk, new_session);
	for (int i = 0; i < 3; i++) {
		run_debrief(desk, "talk", (struct pty_options){0});
		keys(desk, "N");
		shows(desk, i == 0 ? "A note of your own" : i == 1 ? "pasted" : "pastedpasted");
		assert_true(pty_type(&desk->pty, "\033[200~pasted"));
		if (signals[i] == SIGKILL)
			shows(desk, "Ctrl-C takes what is here so far");
		assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
		pty_signal(&desk->pty, signals[i]);
		assert_true(pty_wait_exit(&desk->pty, &status));
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == signals[i]);
		pty_stop(&desk->pty);
	}
	run_debrief(desk, "talk", (struct pty_options){0});
	keys(desk, "N");
	shows(desk, "pastedpastedpasted");
	assert_true(pty_type(&desk->pty, "\033[200~more"));
	shows(desk, "Ctrl-C takes what is here so far");
	assert_true(pty_type(&desk->pty, "!\033[201~"));
	shows(desk, "pastedpastedpastedmore!");
	keys(desk, "enter");
	assert_true(pty_wait_gone(&desk->pty, "A note of your own", PTY_DEADLINE));
	leave(desk);
}

/* Not even where the draft had a part of it. */
static void a_paste_that_is_too_long_is_refused_whole(void **state)
{
	static char pasted[62000];
	struct desk *desk = *state;

	memset(pasted, 'x', sizeof pasted);
	run_script(desk, new_session);
	run_debrief(desk, "talk", (struct pty_options){0});
	keys(desk, "N");
	shows(desk, "A note of your own");
	assert_true(pty_type(&desk->pty, "a word before"));
	assert_true(pty_send(&desk->pty, "\033[200~before", 12));
	shows(desk, "Ctrl-C takes what is here so far");
	assert_true(pty_send(&desk->pty, pasted, sizeof pasted));
	assert_true(pty_send(&desk->pty, "\033[201~", 6));
	shows(desk, "too long for one text (60 KB)");
	assert_true(pty_has(&desk->pty, "a word before"));
	assert_false(pty_has(&desk->pty, "xxx"));
	assert_true(pty_type(&desk->pty, ", and one after"));
	keys(desk, "enter");
	assert_true(pty_wait_gone(&desk->pty, "A note of your own", PTY_DEADLINE));
	leave(desk);
}

/* Who comes back may not be alone, and meanwhile the shell has the screen. */
static void the_coachs_view_is_closed_by_a_suspend(void **state)
{
	struct desk *desk = *state;
	char script[4600];
	const char *argv[] = {"sh", "-c", script, NULL};
	int status;

	run_script(desk, new_session);
	snprintf(script, sizeof script,
		 "set -m; '%s' talk; echo stopped; read answer; fg >/dev/null; echo over",
		 program());
	assert_true(pty_start(&desk->pty, &(struct pty_options){.argv = argv, .home = desk->home}));
	shows(desk, "all keys");
	keys(desk, "G");
	shows(desk, "Any key closes it");
	keys(desk, "^Z");
	shows(desk, "stopped");
	assert_false(pty_has(&desk->pty, "Any key closes it"));
	assert_true(pty_send(&desk->pty, "\n", 1));
	shows(desk, "J. R.");
	assert_false(pty_has(&desk->pty, "Any key closes it"));
	keys(desk, "q");
	assert_true(pty_wait_exit(&desk->pty, &status));
	assert_true(pty_has(&desk->pty, "over"));
}

#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, desk_start, desk_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT_DESK(the_demo_opens_ready_for_the_talk),
		AT_DESK(the_manual_is_read_from_the_help),
		AT_DESK(a_talk_from_goal_to_agreement),
		AT_DESK(who_types_at_once_loses_no_letter),
		AT_DESK(the_teacher_writes_on_a_page_of_their_own),
		AT_DESK(evidence_is_typed_pasted_and_read_from_a_file),
		AT_DESK(a_paste_that_stalls_is_no_command),
		AT_DESK(a_paste_whose_end_does_not_come_is_kept),
		AT_DESK(a_paste_that_is_too_long_is_refused_whole),
		AT_DESK(the_coachs_view_is_closed_by_a_suspend),
		AT_DESK(words_that_were_saved_survive_kill_9),
		AT_DESK(a_signal_ends_it_with_the_terminal_as_it_was),
		AT_DESK(a_demo_leaves_nothing_when_its_window_is_closed),
		AT_DESK(every_size_shows_something_useful),
		AT_DESK(without_colour_nothing_is_lost),
		AT_DESK(a_terminal_that_cannot_place_a_cursor_gets_the_line_mode),
		AT_DESK(the_line_mode_calls_no_private_words_back),
		AT_DESK(a_signal_in_the_line_mode_keeps_the_line_that_was_begun),
		AT_DESK(a_second_instance_looks_and_follows),
		AT_DESK(a_second_instance_takes_over),
		AT_DESK(a_note_that_was_begun_is_not_shown_at_the_table),
		AT_DESK(what_is_not_saved_is_tried_again_with_the_next_entry),
		AT_DESK(the_screens_look_as_they_were_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
