/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line mode on a terminal: what is being typed when it ends. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "desk.h"

static void run(struct desk *desk)
{
	const char *argv[] = {program(), "talk", "--plain", NULL};

	pty_stop(&desk->pty);
	assert_true(pty_start(&desk->pty, &(struct pty_options){.argv = argv, .home = desk->home}));
	shows(desk, "Command>");
}

static void begin_note(struct desk *desk)
{
	run_script(desk, "\"$1\" new talk --rubric ambitious-mathematics --teacher \"J. R.\"");
	run(desk);
	keys(desk, "N enter");
	shows(desk, "Note>");
}

static void end(struct desk *desk, int by)
{
	int status;

	assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
	pty_signal(&desk->pty, by);
	assert_true(pty_wait_exit(&desk->pty, &status));
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == by);
}

static void a_line_that_is_being_typed_is_kept(void **state)
{
	static const int signals[] = {SIGHUP, SIGTERM, SIGKILL};
	struct desk *desk = *state;

	begin_note(desk);
	for (int i = 0; i < 3; i++) {
		assert_true(pty_type(&desk->pty, i == 0 ? "half" : "!"));
		shows(desk, i == 0 ? "half" : i == 1 ? "half!" : "half!!");
		end(desk, signals[i]);
		run(desk);
		keys(desk, "N enter");
		shows(desk, i == 0 ? "Note> half" : i == 1 ? "Note> half!" : "Note> half!!");
	}
	keys(desk, "enter");
	shows(desk, "Kept: half!!");
}

static void what_is_no_word_is_no_draft(void **state)
{
	struct desk *desk = *state;

	begin_note(desk);
	assert_true(pty_type(&desk->pty, "half"));
	assert_true(pty_wait_idle(&desk->pty, PTY_FRAME)); /* it is in the draft */
	keys(desk, "^U ? enter");
	shows(desk, "A line is kept as it is typed");
	keys(desk, ". enter");
	assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
	assert_false(pty_has(&desk->pty, "Your text is kept"));
	keys(desk, "N enter");
	assert_true(pty_type(&desk->pty, "words"));
	shows(desk, "Note> words");
	keys(desk, "enter");
	shows(desk, "Kept: words");
}

static void a_window_may_be_narrow(void **state)
{
	struct desk *desk = *state;

	begin_note(desk);
	assert_true(pty_type(&desk->pty, "words that are longer than the line"));
	for (int columns = 5; columns > 0; columns--) {
		pty_resize(&desk->pty, columns, 24);
		assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
		size_t before = desk->pty.raw_len;
		assert_true(pty_type(&desk->pty, "!"));
		assert_true(pty_wait_idle(&desk->pty, PTY_FRAME));
		assert_true(pty_wrote(&desk->pty, before, "!"));
		pty_resize(&desk->pty, 100, 24);
		shows(desk, "Note> words that are longer than the line!");
	}
	keys(desk, "enter");
	shows(desk, "Kept: words that are longer than the line!!!!!");
}

#define PASTE_BEGINS "\x1b[200~"
#define PASTE_ENDS   "\x1b[201~"

/* A newline in what is pasted is none that was typed. */
static void what_is_pasted_is_one_line(void **state)
{
	struct desk *desk = *state;

	begin_note(desk);
	assert_true(pty_mode(&desk->pty, 2004));
	keys(desk, "^D");
	shows(desk, "Command>");
	assert_true(pty_type(&desk->pty, PASTE_BEGINS "note\ru\r\x10\ttext" PASTE_ENDS "!"));
	shows(desk, "Command> note^Ju^J");
	keys(desk, "^U N enter");
	shows(desk, "Note>");
	assert_true(pty_type(&desk->pty, PASTE_BEGINS "half\n½ words" PASTE_ENDS "!"));
	shows(desk, "Note> half^J½ words!");
	keys(desk, "enter");
	shows(desk, "Kept: half");
	keys(desk, "q enter");
	assert_true(pty_wait_exit(&desk->pty, &(int){0}));
	assert_false(pty_mode(&desk->pty, 2004));
}

static void a_paste_whose_end_does_not_come_is_kept(void **state)
{
	static const int signals[] = {SIGHUP, SIGTERM, SIGINT, SIGKILL, 0};
	struct desk *desk = *state;

	begin_note(desk);
	assert_true(pty_type(&desk->pty, "TYPED"));
	for (int i = 0; i < 5; i++) {
		assert_true(
			pty_type(&desk->pty, i == 0 ? PASTE_BEGINS "a\nb" : PASTE_BEGINS "!\r"));
		shows(desk, i == 0 ? "Note> TYPEDa^Jb" : i == 1 ? "!^J" : "!^J!^J");
		if (signals[i])
			end(desk, signals[i]);
		else
			keys(desk, "^D");
		if (signals[i])
			run(desk);
		else
			shows(desk, "Command>");
		keys(desk, "N enter");
		shows(desk, "Note> TYPEDa^Jb");
	}
	keys(desk, "enter");
	shows(desk, "Kept: TYPEDa");
}

int main(void)
{
#define AT_DESK(name) cmocka_unit_test_setup_teardown(name, desk_start, desk_stop)
	const struct CMUnitTest tests[] = {
		AT_DESK(a_line_that_is_being_typed_is_kept),
		AT_DESK(what_is_no_word_is_no_draft),
		AT_DESK(a_window_may_be_narrow),
		AT_DESK(what_is_pasted_is_one_line),
		AT_DESK(a_paste_whose_end_does_not_come_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
