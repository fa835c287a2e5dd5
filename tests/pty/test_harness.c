/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The harness is trusted by every test of the screen, so it is tested itself, with small shell
 * scripts as programs: that it shows what they show, and above all that it fails when it should.
 */
#define _GNU_SOURCE 1
#include "debrief/array.h"
#include "pty.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
	struct pty p;
	char *home;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	if (!f)
		return -1;
	f->home = pty_folder_new();
	*state = f;
	return f->home ? 0 : -1;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	pty_stop(&f->p);
	pty_folder_remove(f->home);
	free(f);
	return 0;
}

static struct pty *start(void **state, const char *script)
{
	struct fixture *f = *state;
	const char *argv[] = {"sh", "-c", script, NULL};

	assert_true(pty_start(&f->p, &(struct pty_options){.argv = argv, .home = f->home}));
	return &f->p;
}

/* What a call says on stderr goes to a file, so that wanted failures do not look like real ones. */
static int redirect(void **state, char path[200])
{
	struct fixture *f = *state;
	int saved = dup(STDERR_FILENO);

	snprintf(path, 200, "%s/stderr", f->home);
	assert_int_not_equal(saved, -1);
	assert_non_null(freopen(path, "w", stderr));
	return saved;
}

static void restore(int saved, const char *path, char text[4000])
{
	FILE *in;

	fflush(stderr);
	assert_int_equal(dup2(saved, STDERR_FILENO), STDERR_FILENO);
	close(saved);
	in = fopen(path, "r");
	assert_non_null(in);
	text[fread(text, 1, 3999, in)] = '\0';
	fclose(in);
}

static void shows_what_the_program_prints(void **state)
{
	struct pty *p = start(
		state,
		"printf 'plain\\n\\303\\251 \\345\\210\\206 a\\314\\205 \\302\\275 x  '; cat");

	assert_true(pty_wait_text(p, "½ x", PTY_DEADLINE));
	assert_string_equal(pty_row(p, 0), "plain");
	assert_string_equal(pty_row(p, 1), "é 分 a̅ ½ x");
	assert_string_equal(pty_cell(p, 1, 2).text, "分");
	assert_string_equal(pty_cell(p, 1, 3).text, "");
	assert_string_equal(pty_cell(p, 1, 5).text, "a̅");
	assert_true(pty_has(p, "plain\né"));
	assert_false(pty_has(p, "absent"));
}

static void the_environment_is_pinned(void **state)
{
	struct fixture *f = *state;
	const char *argv[] = {"env", NULL}, *extra[] = {"TZ=Asia/Tokyo", "OWN=1", NULL};
	char home[200];
	int status;

	assert_int_equal(setenv("OUTER_SECRET", "1", 1), 0);
	assert_true(pty_start(
		&f->p, &(struct pty_options){
			       .argv = argv, .home = f->home, .env = extra, .term = "vt100"}));
	assert_true(pty_wait_exit(&f->p, &status));
	assert_int_equal(status, 0);
	snprintf(home, sizeof(home), "HOME=%s\n", f->home);
	assert_true(pty_has(&f->p, home));
	snprintf(home, sizeof(home), "XDG_STATE_HOME=%s/state\n", f->home);
	assert_true(pty_has(&f->p, home));
	assert_true(pty_has(&f->p, "TERM=vt100\n"));
	assert_true(pty_has(&f->p, "LC_ALL=C.UTF-8\n"));
	assert_true(pty_has(&f->p, "TZ=Asia/Tokyo\n"));
	assert_true(pty_has(&f->p, "OWN=1\n"));
	assert_false(pty_has(&f->p, "TZ=UTC"));
	assert_false(pty_has(&f->p, "OUTER_SECRET"));
}

static void a_program_that_does_not_exist_is_a_failure(void **state)
{
	struct fixture *f = *state;
	const char *argv[] = {"/nonexistent/program", NULL};
	char path[200], said[4000];
	int saved = redirect(state, path);
	bool ok = pty_start(&f->p, &(struct pty_options){.argv = argv, .home = f->home});

	restore(saved, path, said);
	assert_false(ok);
	assert_non_null(strstr(said, "cannot start '/nonexistent/program'"));
}

static void the_program_sees_its_size_and_every_change(void **state)
{
	struct pty *p = start(state, "trap 'stty size' WINCH; stty size; while :; do read x; done");

	assert_true(pty_wait_text(p, "30 100\n", PTY_DEADLINE));
	pty_resize(p, 80, 24);
	assert_true(pty_wait_text(p, "24 80\n", PTY_DEADLINE));
	pty_resize(p, 1, 1);
	assert_true(pty_wait_idle(p, PTY_FRAME));
	pty_resize(p, 200, 80);
	assert_true(pty_wait_text(p, "80 200\n", PTY_DEADLINE));
}

static void keys_arrive_as_a_terminal_sends_them(void **state)
{
	struct pty *p = start(state,
			      "stty raw -echo; echo ready; dd bs=1 count=29 2>&- | od -An -v -tx1");

	assert_true(pty_wait_text(p, "ready", PTY_DEADLINE));
	assert_true(pty_keys(p, "up  home ^G tab btab enter bs del é f1 f5 space ^? pgup"));
	assert_true(pty_wait_text(p, "1b 5b 41 1b 5b 48 07 09 1b 5b 5a 0d 7f 1b 5b 33\n",
				  PTY_DEADLINE));
	assert_true(pty_wait_text(p, "7e c3 a9 1b 4f 50 1b 5b 31 35 7e 20 7f", PTY_DEADLINE));
}

static void arrows_follow_the_application_cursor_mode(void **state)
{
	struct pty *p = start(state, "stty raw -echo; printf '\\033[?1hready';"
				     "dd bs=1 count=6 2>&- | od -An -tx1");

	assert_true(pty_wait_text(p, "ready", PTY_DEADLINE));
	assert_true(pty_keys(p, "up end"));
	assert_true(pty_wait_text(p, "1b 4f 41 1b 4f 46", PTY_DEADLINE));
}

static void escape_is_a_key_of_its_own(void **state)
{
	/* The program is still at work on the first key when escape comes. */
	struct pty *p = start(state, "stty raw -echo; echo ready; dd bs=1 count=1 >&- 2>&-; i=0;"
				     "while [ $i -lt 100000 ]; do i=$((i+1)); done;"
				     "for i in 1 2; do dd bs=16 count=1 2>&- | od -An -tx1; done");

	assert_true(pty_wait_text(p, "ready", PTY_DEADLINE));
	assert_true(pty_keys(p, "g esc x"));
	assert_true(pty_wait_text(p, " 78\n", PTY_DEADLINE));
	assert_false(pty_has(p, "1b 78"));
}

static void much_input_does_not_block(void **state)
{
	struct pty *p = start(state,
			      "stty raw -echo; echo ready; head -c 300000 | tee /dev/tty | wc -c");
	char *paste = malloc(300000);

	assert_non_null(paste);
	memset(paste, 'x', 300000);
	assert_true(pty_wait_text(p, "ready", PTY_DEADLINE));
	assert_true(pty_send(p, paste, 300000));
	free(paste);
	assert_true(pty_wait_text(p, "300000", PTY_DEADLINE));
	assert_true(p->raw_len > 300000);
}

static void queries_are_answered(void **state)
{
	struct pty *p = start(state, "stty raw -echo; printf '\\033[c';"
				     "dd bs=1 count=3 2>&- | od -An -tx1");

	assert_true(pty_wait_text(p, "1b 5b 3f", PTY_DEADLINE));
}

static void colours_and_attributes_are_told(void **state)
{
	struct pty *p = start(
		state, "printf 'n\\033[1;7;31mA\\033[0;4;38;5;200;44mB\\033[0;38;2;1;2;3mC'; cat");

	assert_true(pty_wait_text(p, "nABC", PTY_DEADLINE));
	assert_int_equal(pty_cell(p, 0, 0).fg, -1);
	assert_int_equal(pty_cell(p, 0, 0).bg, -1);
	assert_false(pty_cell(p, 0, 0).bold);
	assert_true(pty_cell(p, 0, 1).bold && pty_cell(p, 0, 1).reverse);
	assert_int_equal(pty_cell(p, 0, 1).fg, 1);
	assert_true(pty_cell(p, 0, 2).underline && !pty_cell(p, 0, 2).reverse);
	assert_int_equal(pty_cell(p, 0, 2).fg, 200);
	assert_int_equal(pty_cell(p, 0, 2).bg, 4);
	assert_int_equal(pty_cell(p, 0, 3).fg, 0x1010203);
}

static void the_cursor_is_told(void **state)
{
	struct pty *p = start(state, "printf '\\033[5;9Hx'; read a; printf '\\033[?25lgone'; cat");
	int row, col;
	bool visible;

	assert_true(pty_wait_text(p, "x", PTY_DEADLINE));
	pty_cursor(p, &row, &col, &visible);
	assert_int_equal(row, 4);
	assert_int_equal(col, 9);
	assert_true(visible);
	assert_true(pty_keys(p, "enter"));
	assert_true(pty_wait_text(p, "gone", PTY_DEADLINE));
	pty_cursor(p, &row, &col, &visible);
	assert_false(visible);
}

static void leaving_the_alternate_screen_shows_the_first_one_again(void **state)
{
	struct pty *p = start(state, "printf 'before\\033[?1049h\\033[2J\\033[Hinside'; read a;"
				     "printf '\\033[?1049l'; cat");

	assert_true(pty_wait_text(p, "inside", PTY_DEADLINE));
	assert_false(pty_has(p, "before"));
	assert_true(pty_mode(p, 1049));
	assert_true(pty_keys(p, "enter"));
	assert_true(pty_wait_gone(p, "inside", PTY_DEADLINE));
	assert_true(pty_has(p, "before"));
	assert_false(pty_mode(p, 1049));
}

static void an_idle_program_has_finished_its_work(void **state)
{
	/* Far longer at work, in silence, than the silence that is waited for. */
	struct pty *p = start(state, "echo ready; read a; i=0; while [ $i -lt 150000 ];"
				     "do i=$((i+1)); done; echo finished; cat");

	assert_true(pty_wait_text(p, "ready", PTY_DEADLINE));
	assert_true(pty_keys(p, "enter"));
	assert_true(pty_wait_idle(p, 1));
	assert_true(pty_has(p, "finished"));
}

static void unread_input_is_no_rest(void **state)
{
	struct pty *p = start(state, "echo ready; exec cat");
	char path[200], said[4000];
	int saved, status;
	bool rested;

	assert_true(pty_wait_text(p, "ready", PTY_DEADLINE));
	pty_signal(p, SIGSTOP);
	assert_int_equal(waitpid(p->pid, &status, WUNTRACED), p->pid);
	assert_true(pty_keys(p, "word enter"));
	saved = redirect(state, path);
	rested = pty_wait_text(p, "ready", 100);
	restore(saved, path, said);
	assert_false(rested);
	pty_signal(p, SIGCONT);
	assert_true(pty_wait_text(p, "word\nword", PTY_DEADLINE));
}

static void a_frame_in_pieces_is_waited_for_whole(void **state)
{
	struct pty *p = start(state, "for i in 1 2 3 4 5 6; do printf \"piece$i \"; j=0;"
				     "while [ $j -lt 30000 ]; do j=$((j+1)); done; done; cat");

	assert_true(pty_wait_text(p, "piece1", PTY_DEADLINE));
	assert_true(pty_has(p, "piece6"));
}

static void waiting_in_vain_fails_and_shows_the_screen(void **state)
{
	struct pty *p = start(state, "printf 'something else'; cat");
	char path[200], said[4000];
	bool came, went;
	int saved;

	assert_true(pty_wait_text(p, "something", PTY_DEADLINE));
	saved = redirect(state, path);
	came = pty_wait_text(p, "absent", 30);
	went = pty_wait_gone(p, "else", 30);
	restore(saved, path, said);
	assert_false(came);
	assert_false(went);
	assert_non_null(strstr(said, "'absent' did not appear within 30 ms\n+-- 100x30, cursor "
				     "shown at row 0, column 14\n| something else\n"));
	assert_non_null(strstr(said, "'else' did not go away"));
}

static void nothing_is_awaited_from_a_program_that_ended(void **state)
{
	struct pty *p = start(state, "echo last words; exit 3");
	char path[200], said[4000];
	double before = pty_now();
	int saved = redirect(state, path);
	bool came = pty_wait_text(p, "absent", PTY_DEADLINE);

	restore(saved, path, said);
	assert_false(came);
	assert_true(pty_now() - before < PTY_DEADLINE);
	assert_non_null(strstr(said, "ended"));
	assert_non_null(strstr(said, "last words"));
}

static void the_exit_status_comes_with_the_last_output(void **state)
{
	struct pty *p = start(state,
			      "head -c 200000 /dev/zero | tr '\\0' y; echo; echo last; exit 7");
	int status = 0;

	assert_true(pty_wait_exit(p, &status));
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
	assert_true(pty_has(p, "last\n"));
	assert_true(pty_wrote(p, 200000, "last"));
	assert_false(pty_wrote(p, 0, "other"));
	assert_true(pty_restored(p));
}

static void a_signal_ends_the_program(void **state)
{
	struct pty *p = start(state, "echo ready; exec cat");
	int status = 0;

	assert_true(pty_wait_text(p, "ready", PTY_DEADLINE));
	pty_signal(p, SIGTERM);
	assert_true(pty_wait_exit(p, &status));
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGTERM);
}

static void what_is_left_behind_is_found(void **state)
{
	static const struct {
		const char *script, *said;
	} cases[] = {
		{"printf '\\033[?1049h'", "left the alternate screen on"},
		{"printf '\\033[?25l'", "left the cursor hidden"},
		{"printf '\\033[?25h\\033[?2004h'", "left bracketed paste on"},
		{"printf '\\033[?1000;1006h\\033[?1006l'", "left the mouse on"},
		{"stty -echo", "left the terminal's settings changed"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct pty *p = start(state, cases[i].script);
		char path[200], said[4000];
		int status, saved;
		bool ok;

		assert_true(pty_wait_exit(p, &status));
		saved = redirect(state, path);
		ok = pty_restored(p);
		restore(saved, path, said);
		assert_false(ok);
		assert_non_null(strstr(said, cases[i].said));
		pty_stop(p);
	}
}

static void a_program_that_tidies_up_passes(void **state)
{
	struct pty *p = start(
		state, "s=$(stty -g); stty raw -echo; printf '\\033[?1049h\\033[?25;2004;1h';"
		       "printf '\\033[?1049l\\033[?2004;1l\\033[?12l\\033[?25h'; stty $s");
	int status;

	assert_true(pty_wait_exit(p, &status));
	assert_true(pty_restored(p));
}

static void a_golden_screen_is_written_and_compared(void **state)
{
	struct fixture *f = *state;
	struct pty *p = start(state, "echo first; echo second; read a; echo third; cat");
	char golden[200], path[200], said[4000];
	bool same, absent;
	int saved;

	snprintf(golden, sizeof(golden), "%s/golden", f->home);
	assert_true(pty_wait_text(p, "second", PTY_DEADLINE));
	assert_int_equal(setenv("GENERATE", "1", 1), 0);
	assert_true(pty_golden(p, golden));
	assert_int_equal(unsetenv("GENERATE"), 0);
	assert_true(pty_golden(p, golden));
	assert_true(pty_keys(p, "enter"));
	assert_true(pty_wait_text(p, "third", PTY_DEADLINE));
	saved = redirect(state, path);
	same = pty_golden(p, golden);
	absent = pty_golden(p, "/nonexistent/golden");
	restore(saved, path, said);
	assert_false(same);
	assert_false(absent);
	assert_non_null(strstr(said, "row 3\n  wanted ||\n  shown  |third|\n"));
	assert_null(strstr(said, "row 0"));
}

static void stopping_ends_a_program_that_does_not_want_to(void **state)
{
	struct pty *p = start(state, "trap '' HUP TERM INT; echo ready; while :; do read x; done");
	pid_t pid = p->pid;

	assert_true(pty_wait_text(p, "ready", PTY_DEADLINE));
	pty_stop(p);
	assert_int_equal(kill(pid, 0), -1);
	pty_stop(p);
	*p = (struct pty){.pid = 0};
	pty_stop(p);
	assert_int_not_equal(fcntl(STDIN_FILENO, F_GETFD), -1);
}

static void folders_are_removed_with_what_is_in_them(void **state)
{
	struct fixture *f = *state;
	struct pty *p = start(state,
			      "mkdir -p $XDG_DATA_HOME/a/b; ln -s / $HOME/root; : >$HOME/file");
	char *copy = strdup(f->home);
	int status;

	assert_true(pty_wait_exit(p, &status));
	pty_folder_remove(f->home);
	f->home = NULL;
	assert_int_equal(access(copy, F_OK), -1);
	assert_int_equal(access("/tmp", F_OK), 0);
	free(copy);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(shows_what_the_program_prints),
		CASE(the_environment_is_pinned),
		CASE(a_program_that_does_not_exist_is_a_failure),
		CASE(the_program_sees_its_size_and_every_change),
		CASE(keys_arrive_as_a_terminal_sends_them),
		CASE(arrows_follow_the_application_cursor_mode),
		CASE(escape_is_a_key_of_its_own),
		CASE(much_input_does_not_block),
		CASE(queries_are_answered),
		CASE(colours_and_attributes_are_told),
		CASE(the_cursor_is_told),
		CASE(leaving_the_alternate_screen_shows_the_first_one_again),
		CASE(an_idle_program_has_finished_its_work),
		CASE(unread_input_is_no_rest),
		CASE(a_frame_in_pieces_is_waited_for_whole),
		CASE(waiting_in_vain_fails_and_shows_the_screen),
		CASE(nothing_is_awaited_from_a_program_that_ended),
		CASE(the_exit_status_comes_with_the_last_output),
		CASE(a_signal_ends_the_program),
		CASE(what_is_left_behind_is_found),
		CASE(a_program_that_tidies_up_passes),
		CASE(a_golden_screen_is_written_and_compared),
		CASE(stopping_ends_a_program_that_does_not_want_to),
		CASE(folders_are_removed_with_what_is_in_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
