/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library as a newcomer and a coach with many sessions meet it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "desk.h"

#define CLOCK "DEBRIEF_TEST_CLOCK=2026-11-21T12:41:00Z"

static void run(struct desk *desk, int cols, int rows)
{
	const char *argv[] = {program(), NULL};

	assert_true(pty_start(&desk->pty,
			      &(struct pty_options){.argv = argv,
						    .home = desk->home,
						    .cols = cols,
						    .rows = rows,
						    .env = (const char *const[]){CLOCK, NULL}}));
}

static const char four_sessions[] =
	"export " CLOCK "\n"
	"new() { DEBRIEF_TEST_CLOCK=$1T09:00:00Z \"$2\" new \"$3\" --rubric ambitious-mathematics "
	"--teacher \"$4\" --lesson \"$5\" --grade 7; }\n"
	"new 2026-09-30 \"$1\" one \"J. R.\" \"Which recipe is stronger?\"\n"
	"new 2026-10-14 \"$1\" two \"M. K.\" \"Adding fractions ½ + ⅓\"\n"
	"new 2026-11-03 \"$1\" three \"Émile B.\" \"Areas\"\n"
	"new 2026-11-20 \"$1\" four \"S. T.\" \"Negative numbers on a line\"\n"
	"printf \"%s\\n\" --- \"kind: consent\" \"value: given\" --- \"kind: plan\" \"text: Two "
	"ways\" "
	"\"due: 2026-11-18\" --- \"kind: close\" \"ending: agreed\" | \"$1\" add one\n"
	"printf \"%s\\n\" --- \"kind: plan\" \"text: Tell why\" \"due: 2026-11-27\" --- "
	"\"kind: close\" \"ending: agreed\" | \"$1\" add two\n"
	"printf \"%s\\n\" --- \"kind: close\" \"ending: continue\" | \"$1\" add three\n";

static void a_newcomer_looks_at_the_demo_and_makes_a_session(void **state)
{
	struct desk *desk = *state;

	run(desk, 0, 0);
	shows(desk, "Welcome to Debrief");
	keys(desk, "d");
	shows(desk, "A demo, to try everything");
	assert_true(pty_has(&desk->pty, "Two jugs of lemonade"));
	keys(desk, "q");
	shows(desk, "The demo is gone.");
	keys(desk, "n");
	shows(desk, "With whom?");
	write_line(desk, "J. R.");
	shows(desk, "Which lesson?");
	write_line(desk, "Ratios");
	shows(desk, "Which grade?");
	shows(desk, "can be put right in the session, with L");
	write_line(desk, "7");
	shows(desk, "What were students to learn?");
	keys(desk, "enter");
	shows(desk, "Which rubric guides the talk?");
	shows(desk, "17 steps");
	keys(desk, "enter");
	shows(desk, "The session is made.");
	shows(desk, "J. R. · Grade 7, Ratios");
	keys(desk, "q");
	shows(desk, "preparing");
	leave(desk);
	run_script(desk, "test $(ls \"$XDG_DATA_HOME/debrief/sessions\" | wc -l) = 1");
}

static void a_session_that_was_not_finished_leaves_nothing_behind(void **state)
{
	struct desk *desk = *state;

	run(desk, 0, 0);
	shows(desk, "Welcome to Debrief");
	keys(desk, "n");
	write_line(desk, "J. R.");
	shows(desk, "Which lesson?");
	keys(desk, "esc");
	shows(desk, "No session was made.");
	leave(desk);
	run_script(desk, "test ! -e \"$XDG_DATA_HOME/debrief\"");
}

static void typing_narrows_the_list_and_arrows_move_in_it(void **state)
{
	struct desk *desk = *state;

	run_script(desk, four_sessions);
	run(desk, 0, 0);
	shows(desk, "1 follow-up is due: J. R.");
	keys(desk, "/");
	assert_true(pty_type(&desk->pty, "agreed"));
	shows(desk, "2 found");
	keys(desk, "down enter enter");
	shows(desk, "J. R. · Grade 7");
	keys(desk, "q enter"); /* from the talk: the list is covered first */
	shows(desk, "Found: agreed");
	keys(desk, "esc");
	assert_true(pty_wait_gone(&desk->pty, "Found:", PTY_DEADLINE));
	leave(desk);
}

static void what_stands_in_the_archive_is_opened_by_its_name_too(void **state)
{
	struct desk *desk = *state;

	run_script(desk, four_sessions);
	run(desk, 0, 0);
	shows(desk, "S. T.");
	keys(desk, "A 1");
	shows(desk, "It is in the archive now");
	assert_false(pty_has(&desk->pty, "S. T."));
	keys(desk, "v");
	shows(desk, "S. T.");
	leave(desk);
	run_script(desk, "\"$1\" show four | grep -q \"S. T.\"");
}

/* The screens as a person has read them; GENERATE=1 writes them anew. */
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
		{"", "follow-up is due", "library"},
		{"/ a", "4 found", "find"},
		{"enter esc n S.T. enter Ratios enter 7 enter enter", "Which rubric", "rubric"},
		{"esc enter > 1 1 q", "Saved.", "cover"},
	};
	struct desk *desk = *state;
	char path[512];

	for (size_t i = 0; i < COUNT(sizes); i++) {
		run(desk, sizes[i].cols, sizes[i].rows);
		shows(desk, "Welcome to Debrief");
		snprintf(path, sizeof path, "%s/tests/pty/golden/welcome-%s.txt", getenv("SRCDIR"),
			 sizes[i].name);
		assert_true(pty_golden(&desk->pty, path));
		leave(desk);
		pty_stop(&desk->pty);
		run_script(desk, four_sessions);
		run(desk, sizes[i].cols, sizes[i].rows);
		for (size_t k = 0; k < COUNT(screens); k++) {
			if (*screens[k].keys)
				keys(desk, screens[k].keys);
			shows(desk, screens[k].until);
			snprintf(path, sizeof path, "%s/tests/pty/golden/%s-%s.txt",
				 getenv("SRCDIR"), screens[k].name, sizes[i].name);
			assert_true(pty_golden(&desk->pty, path));
		}
		leave(desk);
		pty_stop(&desk->pty);
		run_script(desk, "rm -r \"$XDG_DATA_HOME\" \"$XDG_STATE_HOME\"");
	}
}

#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, desk_start, desk_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT_DESK(a_newcomer_looks_at_the_demo_and_makes_a_session),
		AT_DESK(a_session_that_was_not_finished_leaves_nothing_behind),
		AT_DESK(typing_narrows_the_list_and_arrows_move_in_it),
		AT_DESK(what_stands_in_the_archive_is_opened_by_its_name_too),
		AT_DESK(the_screens_look_as_they_were_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
