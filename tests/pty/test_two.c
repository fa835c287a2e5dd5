/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two of everything: programs on one session, and files of it that another program copies, replaces
 * or takes away while it is open.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "desk.h"

#define NOTE "A note of your own"

static char json[1 << 20];

static void write_note(struct desk *desk, const char *text)
{
	keys(desk, "N");
	shows(desk, NOTE);
	write_line(desk, text);
	assert_true(pty_wait_gone(&desk->pty, NOTE, PTY_DEADLINE));
	shows(desk, "saved");
}

static void open_talk(struct desk *desk)
{
	run_debrief(desk, "talk", (struct pty_options){0});
	assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
}

static void assert_kept_once(struct desk *desk, const char *text)
{
	const char *found;

	print_session(desk, "talk", json, sizeof json);
	found = strstr(json, text);
	if (!found || strstr(found + 1, text))
		fail_msg("'%s' is %s", text, found ? "there twice" : "lost");
}

static void the_second_takes_over_when_the_first_was_killed(void **state)
{
	struct desk *desk = *state;
	struct desk second = {.home = desk->home};

	run_script(desk, new_session);
	open_talk(desk);
	open_talk(&second);
	shows(&second, "open elsewhere");
	write_note(desk, "of the first");
	keys(&second, "N");
	shows(&second, "open elsewhere");
	end_by(desk, SIGKILL);
	keys(&second, "N");
	shows(&second, "The other program has ended");
	write_note(&second, "of the second");
	leave(&second);
	pty_stop(&second.pty);
	assert_kept_once(desk, "of the first");
	assert_kept_once(desk, "of the second");
}

static void of_two_that_begin_together_one_writes(void **state)
{
	struct desk *desk = *state;
	struct desk second = {.home = desk->home};
	int rounds = getenv("DEBRIEF_HARD") ? 5 : 2;

	run_script(desk, new_session);
	for (int i = 0; i < rounds; i++) {
		struct desk *both[] = {desk, &second};
		int writers = 0;

		run_debrief(desk, "talk", (struct pty_options){0});
		run_debrief(&second, "talk", (struct pty_options){0});
		for (size_t n = 0; n < 2; n++) {
			sees(both[n], "q leave");
			assert_true(pty_wait_idle(&both[n]->pty, PTY_FRAME));
			writers += !pty_has(&both[n]->pty, "read-only");
		}
		assert_int_equal(writers, 1);
		leave(desk);
		leave(&second);
		pty_stop(&second.pty);
	}
	printf("%d pairs\n", rounds);
}

/* What a program that keeps folders in step, or a person, does meanwhile; $f is the file. */
static const char *const attacks[] = {
	"cp \"$f\" \"$f.tmp\"; mv \"$f.tmp\" \"$f\"",
	"cp \"$HOME/${f##*/}\" \"$f\"",
	"cp \"$HOME/${f##*/}\" \"$f.tmp\"; mv \"$f.tmp\" \"$f\"",
	"rm \"$f\"",
	"mv \"$f\" \"${f%.yaml} (conflicted copy).yaml\"",
	"mv \"$f\" \"${f%.yaml}.sync-conflict-1-A.yaml\"; cp \"$HOME/${f##*/}\" \"$f\"",
	": >\"$f\"",
	"head -c 700 \"$f\" >\"$f.tmp\"; mv \"$f.tmp\" \"$f\"",
};

static void whatever_happens_to_the_files_no_word_is_lost(void **state)
{
	struct desk *desk = *state;
	int cases = 0;

	for (size_t i = 0; i < COUNT(attacks); i++)
		for (int goes_on = 0; goes_on < 2; goes_on++) {
			char script[1024];

			if (!getenv("DEBRIEF_HARD") && goes_on != (int)i % 2)
				continue;
			cases++;

			run_script(desk, "rm -rf \"$XDG_DATA_HOME\" \"$XDG_STATE_HOME\"");
			run_script(desk, new_session);
			open_talk(desk);
			write_note(desk, "before");
			run_script(desk, "cp \"$XDG_DATA_HOME\"/debrief/sessions/talk/*.yaml "
					 "\"$HOME\"");
			write_note(desk, "meanwhile");
			snprintf(script, sizeof script,
				 "for f in \"$XDG_DATA_HOME\"/debrief/sessions/talk/[jp]*.yaml; do "
				 "%s; done",
				 attacks[i]);
			run_script(desk, script);
			if (goes_on)
				write_note(desk, "afterwards");
			leave(desk);
			assert_kept_once(desk, "\"before\"");
			assert_kept_once(desk, "\"meanwhile\"");
			if (goes_on)
				assert_kept_once(desk, "\"afterwards\"");
			open_talk(desk);
			shows(desk, "saved");
			write_note(desk, "another day");
			leave(desk);
			assert_kept_once(desk, "\"another day\"");
		}
	printf("%d cases of files that others changed\n", cases);
}

static void what_is_missing_is_said_when_it_opens(void **state)
{
	static const struct {
		const char *script, *text;
	} cases[] = {
		{"cp \"$HOME\"/private.* .", "The last entries that were saved here"},
		{"rm private.*; rm -r \"$XDG_STATE_HOME\"", "Only the shared part"},
		{"rm journal.*; rm -r \"$XDG_STATE_HOME\"", "The shared part of this session"},
		{"for f in private.*; do printf \"%s\\n\" --- \"id: [\" --- \"a: 1\" >>$f; done",
		 "cannot be read"},
	};
	struct desk *desk = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		char script[512];

		run_script(desk, "rm -rf \"$XDG_DATA_HOME\" \"$XDG_STATE_HOME\"");
		run_script(desk, new_session);
		run_script(desk, "cp \"$XDG_DATA_HOME\"/debrief/sessions/talk/*.yaml \"$HOME\"");
		open_talk(desk);
		write_note(desk, "words");
		leave(desk);
		snprintf(script, sizeof script, "cd \"$XDG_DATA_HOME/debrief/sessions/talk\"; %s",
			 cases[i].script);
		run_script(desk, script);
		open_talk(desk);
		shows(desk, cases[i].text);
		write_note(desk, "more");
		leave(desk);
		assert_kept_once(desk, "\"more\"");
	}
	printf("%zu things that are missing\n", COUNT(cases));
}

#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, desk_start, desk_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT_DESK(the_second_takes_over_when_the_first_was_killed),
		AT_DESK(of_two_that_begin_together_one_writes),
		AT_DESK(whatever_happens_to_the_files_no_word_is_lost),
		AT_DESK(what_is_missing_is_said_when_it_opens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
