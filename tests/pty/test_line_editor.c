/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two adaptors, for the terminal and for readline, on a terminal: a small program with nothing
 * else in it (editor_demo) is given keys, and its screen, its cursor and what it leaves behind are
 * looked at.
 */
#define _GNU_SOURCE 1
#include "debrief/array.h"
#include "pty.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
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
	f->p.master = f->p.slave = f->p.pidfd = -1;
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

static const char *demo_path(void)
{
	static char path[4096];
	const char *folder = getenv("BUILDDIR");

	snprintf(path, sizeof(path), "%s/tests/pty/editor_demo", folder ? folder : ".");
	return path;
}

static struct pty *start(void **state, const char *term, const char *const *env)
{
	struct fixture *f = *state;
	const char *argv[] = {demo_path(), NULL};

	assert_true(pty_start(&f->p, &(struct pty_options){.argv = argv,
							   .home = f->home,
							   .term = term,
							   .env = env,
							   .cols = 60,
							   .rows = 12}));
	return &f->p;
}

static struct pty *start_demo(void **state)
{
	struct pty *p = start(state, NULL, NULL);

	assert_true(pty_wait_text(p, "idle", PTY_DEADLINE));
	return p;
}

/* The same with an inputrc. */
static struct pty *start_with(void **state, const char *inputrc)
{
	struct fixture *f = *state;
	char path[4096], variable[4200];
	const char *env[] = {variable, NULL};

	snprintf(path, sizeof(path), "%s/inputrc", f->home);
	snprintf(variable, sizeof(variable), "INPUTRC=%s", path);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(inputrc, file);
	fclose(file);
	struct pty *p = start(state, NULL, env);
	assert_true(pty_wait_text(p, "idle", PTY_DEADLINE));
	return p;
}

/* Keys, and then the text (its last row, if there are several) and the column of the cursor. */
static void assert_line(struct pty *p, const char *keys, const char *text, int column)
{
	int row, actual;
	bool visible;

	assert_true(pty_keys(p, keys));
	assert_true(pty_wait_idle(p, PTY_FRAME));
	pty_cursor(p, &row, &actual, &visible);
	assert_string_equal(pty_row(p, row), text);
	assert_int_equal(actual, column);
	assert_true(visible);
}

static void assert_state(struct pty *p, const char *keys, const char *state)
{
	assert_true(pty_keys(p, keys));
	assert_true(pty_wait_text(p, state, PTY_DEADLINE));
}

/* ---- a line ---- */

static void the_cursor_knows_columns_from_bytes(void **state)
{
	struct pty *p = start_demo(state);

	assert_line(p, "n", "½", 2);
	assert_line(p, "分数 x", "½ 分数x", 7);
	assert_line(p, "left left", "½ 分数x", 4);
	assert_line(p, "right bs", "½ 分x", 4);
	assert_line(p, "home", "½ 分x", 0);
	assert_line(p, "del", " 分x", 0);
	assert_line(p, "end e\u0301", " 分xe\u0301", 5);
}

static void the_locale_of_the_environment_does_not_spoil_it(void **state)
{
	static const char *const env[] = {"LC_ALL=C", NULL};
	struct pty *p = start(state, NULL, env);

	assert_true(pty_wait_text(p, "idle", PTY_DEADLINE));
	assert_line(p, "n 分 left left", "½ 分", 1);
	assert_line(p, "del é", "½é分", 2);
	assert_state(p, "^C", "left");
	assert_line(p, "n 分 bs", "½", 2);
}

static void outside_of_utf8_everything_is_ascii(void **state)
{
	static const char *const env[] = {"DEMO_ASCII=1", NULL};
	struct pty *p = start(state, NULL, env);

	assert_true(pty_wait_text(p, "idle", PTY_DEADLINE));
	assert_line(p, "n ≤ x", "1/2 <=x", 7);
	assert_line(p, "left left", "1/2 <=x", 4);
	for (size_t i = 0; i < p->raw_len; i++)
		assert_true((unsigned char)p->raw[i] < 0x80);
}

static void a_character_in_pieces_is_one_character(void **state)
{
	struct pty *p = start_demo(state);

	assert_line(p, "l", "", 0);
	assert_true(pty_send(p, "\xe5", 1));
	assert_true(pty_send(p, "\x88", 1));
	assert_true(pty_send(p, "\x86", 1));
	assert_line(p, "!", "分!", 3);
}

static void killing_yanking_and_undo_work(void **state)
{
	struct pty *p = start_demo(state);

	assert_line(p, "n one space two ^A ^K", "", 0);
	assert_line(p, "^Y", "½ one two", 9);
	assert_line(p, "^W", "½ one", 6);
	assert_line(p, "^_ ^_ ^_", "½ one two", 9);
	assert_line(p, "^_", "½", 2);
}

static void enter_accepts_and_alt_enter_begins_a_line(void **state)
{
	struct pty *p = start_demo(state);

	assert_line(p, "n one", "½ one", 5);
	assert_true(pty_send(p, "\033\r", 2));
	assert_line(p, "second", "second", 6);
	assert_line(p, "up", "½ one", 5);
	assert_line(p, "home down", "second", 0);
	assert_line(p, "down", "second", 0);
	assert_state(p, "enter", "accepted");
	assert_true(pty_has(p, "½ one\nsecond"));
}

static void escape_and_control_c_leave_the_text_as_it_was(void **state)
{
	struct pty *p = start_demo(state);

	assert_state(p, "n words esc", "left");
	assert_true(pty_has(p, "½ words"));
	assert_state(p, "n more ^C", "left");
	assert_true(pty_has(p, "½ more"));
	assert_state(p, "l ^D", "left"); /* as everywhere, on an empty line */
}

static void keys_without_meaning_leave_nothing_in_the_text(void **state)
{
	static const char *const sequences[] = {
		"\033[15~", "\033OP", "\033[5~",     "\033[<0;3;4M", "\033[I",
		"\033[",    "\033O",  "\033[99;99~", "\xff",         "\033]11;rgb:0/0/0\033\\"};
	struct pty *p = start_demo(state);

	assert_line(p, "n", "½", 2);
	for (size_t i = 0; i < COUNT(sequences); i++)
		assert_true(pty_send(p, sequences[i], strlen(sequences[i])));
	assert_line(p, "x", "½ x", 3);
	/* one that readline knows by another name */
	assert_true(pty_send(p, "\033[1;2D", 6));
	assert_line(p, "y", "½ yx", 3);
}

static void a_quoted_key_is_no_command(void **state)
{
	struct pty *p = start_demo(state);

	assert_line(p, "n ^V", "½", 2);
	assert_line(p, "esc", "½", 2);
	assert_line(p, "^V tab x", "½  x", 4);
	assert_true(pty_has(p, "writing"));
}

static void the_history_is_what_it_was_given(void **state)
{
	struct fixture *f = *state;
	struct pty *p = start_demo(state);
	char path[4096];

	assert_state(p, "l gamma enter", "accepted");
	assert_line(p, "l up", "beta½", 5); /* nothing is remembered of lines */
	assert_line(p, "up", "alpha", 5);
	assert_line(p, "up ! up", "alpha!", 6);
	assert_state(p, "esc", "left");
	assert_line(p, "l up up", "alpha", 5); /* nor of what was changed in it */
	assert_state(p, "esc", "left");
	assert_line(p, "n up ^P", "½", 2);
	assert_state(p, "esc", "left");
	snprintf(path, sizeof(path), "%s/.history", f->home);
	assert_int_equal(access(path, F_OK), -1);
}

static void the_history_is_searched(void **state)
{
	struct pty *p = start_demo(state);

	assert_line(p, "l ^R ½", "beta½", 4);
	assert_true(pty_has(p, "(reverse-i-search)`½':"));
	assert_line(p, "esc", "beta½", 4); /* ends the search alone */
	assert_true(pty_wait_gone(p, "search", PTY_DEADLINE));
	assert_true(pty_has(p, "writing"));
	assert_state(p, "^C", "left");
	assert_state(p, "l ^R al ^C", "left"); /* also from within a search, which ends with it */
	assert_line(p, "l x", "x", 1);
	assert_false(pty_has(p, "search"));
}

static void arrows_move_in_the_text_before_they_leave_it(void **state)
{
	struct pty *p = start_demo(state);

	assert_line(p, "l one", "one", 3);
	assert_true(pty_send(p, "\033\r", 2));
	assert_line(p, "second", "second", 6);
	assert_line(p, "up", "one", 3);
	assert_line(p, "up", "beta½", 5);
	assert_line(p, "up", "alpha", 5);
	assert_line(p, "down", "beta½", 5);
	assert_line(p, "down", "second", 6); /* what was being written is still there */
	assert_true(pty_has(p, "one\nsecond"));
	assert_line(p, "^P", "one", 3);
	assert_line(p, "^N", "second", 3);
}

static void home_and_end_stay_in_the_line(void **state)
{
	struct pty *p = start_demo(state);

	assert_line(p, "l one", "one", 3);
	assert_true(pty_send(p, "\033\r", 2));
	assert_line(p, "second", "second", 6);
	assert_line(p, "home", "second", 0);
	assert_line(p, "up end", "one", 3);
	assert_line(p, "down end", "second", 6);
	assert_line(p, "^A", "one", 0); /* as readline has it */
	assert_line(p, "^E", "second", 6);
}

static void nothing_private_comes_back_in_a_shared_line(void **state)
{
	struct pty *p = start_demo(state);

	assert_line(p, "p secret ^U ^Y", "secret", 6);
	assert_line(p, "^U", "", 0);
	assert_state(p, "^R hidden enter", "accepted");
	assert_line(p, "p ^Y", "secret", 6); /* among themselves private lines share it */
	assert_state(p, "^U enter", "accepted");
	assert_line(p, "l x ^Y", "x", 2);
	assert_true(pty_send(p, "\033y\033y\033y", 6)); /* what was killed before that */
	assert_state(p, "^R ^R", "search");             /* for what was searched last */
	assert_false(pty_has(p, "secret"));
	assert_false(pty_has(p, "hidden"));
}

static void nothing_private_is_inserted_again_with_vi_keys(void **state)
{
	struct pty *p = start_with(state, "set editing-mode vi\n");

	assert_line(p, "p secret", "secret", 6);
	assert_state(p, "esc esc", "left");
	assert_line(p, "l x esc", "x", 0);
	assert_true(pty_keys(p, "."));
	assert_true(pty_wait_idle(p, PTY_FRAME));
	assert_false(pty_has(p, "secret"));
	assert_true(pty_has(p, "x"));
}

static void a_paste_is_one_step(void **state)
{
	static const char pasted[] = "\033[200~a\r\nb\x03\x1b[31mc\033[201~";
	struct pty *p = start_demo(state);

	assert_line(p, "n", "½", 2);
	assert_true(pty_send(p, pasted, sizeof(pasted) - 1));
	assert_line(p, "!", "b[31mc!", 7);
	assert_true(pty_has(p, "½ a\nb[31mc!"));
	assert_line(p, "^_ ^_", "½", 2);
	assert_true(pty_has(p, "writing"));
}

static void a_text_has_a_limit(void **state)
{
	static char pasted[70000];
	struct pty *p = start_demo(state);

	memset(pasted, 'x', sizeof(pasted));
	assert_line(p, "n", "½", 2);
	assert_true(pty_send(p, "\033[200~", 6));
	assert_true(pty_send(p, pasted, sizeof(pasted)));
	assert_true(pty_send(p, "\033[201~", 6));
	assert_true(pty_wait_text(p, "61440 bytes", PTY_DEADLINE));
	assert_true(pty_keys(p, "y"));
	assert_true(pty_wait_idle(p, PTY_FRAME));
	assert_true(pty_has(p, "61440 bytes"));
	assert_true(pty_keys(p, "bs ½")); /* needs one byte more than there is */
	assert_true(pty_wait_text(p, "61439 bytes", PTY_DEADLINE));
	assert_true(pty_keys(p, "^U ^Y ^Y"));
	assert_true(pty_wait_idle(p, PTY_FRAME));
	assert_true(pty_has(p, "61439 bytes"));
}

static void words_complete_as_far_as_they_agree(void **state)
{
	struct pty *p = start_demo(state);

	assert_line(p, "w SEA tab", "search", 6);
	assert_line(p, "^U re tab", "rep", 3);
	assert_false(pty_has(p, "|"));
	assert_line(p, "tab tab", "rep", 3);
	assert_true(pty_has(p, "|report|─|report teacher|─|replay|"));
	assert_line(p, "l", "repl", 4);
	assert_false(pty_has(p, "|")); /* gone with the next key */
	assert_line(p, "tab", "replay", 6);
	assert_line(p, "^U report space t tab", "report teacher", 14); /* a word has blanks */
	assert_line(p, "x tab", "report teacherx", 15);
	assert_true(pty_has(p, "writing"));
}

static void the_users_file_says_how_words_complete(void **state)
{
	struct pty *p = start_with(state, "set show-all-if-ambiguous on\n"
					  "set completion-ignore-case off\n");

	assert_line(p, "w SEA tab", "SEA", 3);
	assert_line(p, "^U rep tab", "rep", 3);
	assert_true(pty_has(p, "|report|"));
	assert_line(p, "^C", "rep", 3);
	assert_false(pty_has(p, "|"));
}

/* ---- another editor ---- */

/* An editor that is a script; what it printed stands in `seen`, in the home folder. */
static struct pty *start_with_editor(void **state, const char *inputrc, const char *script)
{
	struct fixture *f = *state;
	char path[4096], variable[4200], inputrc_variable[4200];
	const char *env[] = {variable, inputrc_variable, "VISUAL=", NULL};
	FILE *file;

	snprintf(path, sizeof(path), "%s/edit", f->home);
	snprintf(variable, sizeof(variable), "EDITOR=sh '%s'", path);
	file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "exec 3>\"$HOME/seen\"\n%s\n", script);
	fclose(file);
	snprintf(path, sizeof(path), "%s/inputrc", f->home);
	snprintf(inputrc_variable, sizeof(inputrc_variable), "INPUTRC=%s", path);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(inputrc, file);
	fclose(file);
	struct pty *p = start(state, NULL, env);
	assert_true(pty_wait_text(p, "idle", PTY_DEADLINE));
	return p;
}

static void assert_seen(void **state, const char *expected)
{
	struct fixture *f = *state;
	char path[4096], text[4096];

	snprintf(path, sizeof(path), "%s/seen", f->home);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	size_t length = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	text[length] = '\0';
	assert_string_equal(text, expected);
}

static void an_editor_gets_the_text_and_gives_it_back(void **state)
{
	struct pty *p = start_with_editor(
		state, "",
		"stat -c '%a' \"$1\" \"${1%/*}\" >&3; cat \"$1\" >&3; echo \"$1\" >\"$HOME/name\"\n"
		"printf 'one\\r\\ntw\\001o\\n\\n' >\"$1\"; cp \"$1\" \"$1~\"");
	char path[4096], name[4096] = "";
	struct fixture *f = *state;

	assert_line(p, "n x", "½ x", 3);
	assert_state(p, "^X ^E", "returned");
	assert_line(p, "!", "two!", 4);
	assert_true(pty_has(p, "one\ntwo!"));
	assert_seen(state, "600\n700\n½ x\n");
	snprintf(path, sizeof(path), "%s/name", f->home);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	assert_non_null(fgets(name, sizeof(name), file));
	fclose(file);
	*strrchr(name, '/') = '\0';
	assert_int_equal(access(name, F_OK), -1); /* the folder, with its backup */
	assert_line(p, "^_ ^_", "½ x", 3);        /* one step */
	assert_state(p, "enter", "accepted");
}

static void what_an_editor_saved_before_it_failed_is_taken(void **state)
{
	struct pty *p = start_with_editor(state, "",
					  "echo other >\"$1\"; stty raw -echo; "
					  "printf '\\033[?25l\\033[?2004l\\033[?1049h'; exit 3");
	int status;

	assert_line(p, "n x", "½ x", 3);
	assert_state(p, "^X ^E", "The editor failed");
	assert_true(pty_mode(p, 1049));
	assert_true(pty_mode(p, 2004));
	assert_line(p, "y", "othery", 6); /* the cursor is seen again */
	assert_true(pty_keys(p, "esc q"));
	assert_true(pty_wait_exit(p, &status));
	assert_true(pty_restored(p));
}

static void an_editor_that_is_not_there_is_told_kindly(void **state)
{
	static const char *const env[] = {"EDITOR=no-such-editor --wait", NULL};
	struct pty *p = start(state, NULL, env);

	assert_true(pty_wait_text(p, "idle", PTY_DEADLINE));
	assert_line(p, "n x", "½ x", 3);
	assert_state(p, "^X ^E", "No editor");
	assert_line(p, "y", "½ xy", 4);
}

static void the_size_may_change_while_an_editor_runs(void **state)
{
	struct pty *p = start_with_editor(state, "", "echo ready; read answer");

	assert_line(p, "n x", "½ x", 3);
	assert_true(pty_keys(p, "^X ^E"));
	assert_true(pty_wait_text(p, "ready", PTY_DEADLINE));
	assert_false(pty_mode(p, 2004));
	assert_false(pty_has(p, "½ x"));
	pty_resize(p, 30, 5);
	assert_true(pty_send(p, "\n", 1));
	assert_true(pty_wait_text(p, "Demo 30x5", PTY_DEADLINE));
	assert_line(p, "y", "½ xy", 4);
}

static void the_user_chooses_the_key_for_the_editor(void **state)
{
	struct pty *p = start_with_editor(state,
					  "\"\\C-t\": edit-and-execute-command\n"
					  "\"\\C-x\\C-e\": \"own\"\n",
					  "echo back >\"$1\"");

	assert_line(p, "n ^X ^E", "½ own", 5);
	assert_state(p, "^T", "returned");
	assert_line(p, "!", "back!", 5);
}

static void vi_has_its_own_key_for_the_editor(void **state)
{
	struct pty *p = start_with_editor(state, "set editing-mode vi\n", "echo back >\"$1\"");

	assert_line(p, "n x esc", "½ x", 2);
	assert_state(p, "v", "returned cmd");
	assert_line(p, "A !", "back!", 5);
	assert_state(p, "^X ^E", "returned ins");
	assert_line(p, "?", "back?", 5);
}

/* ---- vi, and bindings of several keys ---- */

static void vi_mode_has_its_escape(void **state)
{
	struct pty *p = start_with(state, "set editing-mode vi\nset keyseq-timeout 200\n");

	assert_line(p, "n one space two", "½ one two", 9);
	assert_true(pty_has(p, "writing ins"));
	assert_line(p, "esc", "½ one two", 8);
	assert_true(pty_has(p, "writing cmd"));
	assert_line(p, "b r ½", "½ one ½wo", 6);
	assert_line(p, "r esc", "½ one ½wo", 6); /* takes back the r, not the line */
	assert_line(p, "d esc", "½ one ½wo", 6);
	assert_line(p, "0 dw", "one ½wo", 0);
	assert_line(p, "A !", "one ½wo!", 8);
	assert_true(pty_send(p, "\0330", 2)); /* typed faster than any delay */
	assert_line(p, "x", "ne ½wo!", 0);
	assert_state(p, "esc", "left");
}

static void vi_keys_move_in_a_text(void **state)
{
	struct pty *p = start_with(state, "set editing-mode vi\n");

	assert_line(p, "l first", "first", 5);
	assert_true(pty_send(p, "\033\r", 2));
	assert_line(p, "two", "two", 3);
	assert_line(p, "up", "first", 3);
	assert_line(p, "end", "first", 5);
	assert_line(p, "down", "two", 3);
	assert_line(p, "esc", "two", 2);
	assert_line(p, "k end", "first", 4); /* rests on the last character */
	assert_line(p, "j", "two", 2);
	assert_line(p, "k k", "beta½", 0);
	assert_line(p, "j", "two", 2);
}

static void a_prefix_of_a_binding_is_a_letter_after_a_while(void **state)
{
	struct pty *p = start_with(state, "set editing-mode vi\nset keyseq-timeout 120\n"
					  "set keymap vi-insert\n\"jk\": vi-movement-mode\n");

	assert_true(pty_keys(p, "l a j"));
	assert_true(pty_wait_text(p, "aj", PTY_DEADLINE));
	assert_true(pty_has(p, "writing ins"));
	assert_line(p, "x", "ajx", 3);
	assert_true(pty_send(p, "jk", 2));
	assert_true(pty_wait_text(p, "writing cmd", PTY_DEADLINE));
	assert_line(p, "i", "ajx", 2);
	assert_line(p, "j esc", "ajjx", 2); /* Esc does not swallow the letter */
	assert_true(pty_has(p, "writing cmd"));
}

static void bindings_of_the_user_hold(void **state)
{
	struct pty *p = start_with(state, "$if debrief\n\"\\C-t\": \"macro ½\"\n$endif\n"
					  "\"\\e[15~\": \"five\"\n\"\\C-xq\": quoted-insert\n");

	assert_line(p, "n ^T", "½ macro ½", 9);
	assert_line(p, "f5", "½ macro ½five", 13);
	assert_line(p, "^X q esc x", "½ macro ½fivex", 14);
	assert_true(pty_has(p, "writing"));
	assert_line(p, "^X esc y", "½ macro ½fivexy", 15); /* Esc ends the prefix alone */
	assert_state(p, "esc", "left");
}

static void the_user_may_bind_what_sequences_begin_with(void **state)
{
	struct pty *p = start_with(state, "\"\\e[\": \"macro\"\n\"\\eO\": backward-kill-word\n");

	assert_line(p, "n", "½", 2);
	assert_true(pty_send(p, "\033[", 2));
	assert_true(pty_wait_text(p, "½ macro", PTY_DEADLINE));
	assert_line(p, "left x", "½ macrxo", 7);
	assert_true(pty_send(p, "\033O", 2));
	assert_true(pty_wait_text(p, "½ o", PTY_DEADLINE));
	assert_line(p, "y", "½ yo", 3);
}

/* ---- the terminal ---- */

static void it_is_given_back_as_it_was(void **state)
{
	struct pty *p = start_demo(state);
	int status;

	assert_true(pty_mode(p, 1049));
	assert_true(pty_mode(p, 2004));
	assert_true(pty_keys(p, "n secret esc q"));
	assert_true(pty_wait_exit(p, &status));
	assert_int_equal(status, 0);
	assert_true(pty_restored(p));
	assert_false(pty_has(p, "secret"));
}

static void words_do_not_stay_where_there_is_one_screen_only(void **state)
{
	struct pty *p = start(state, "linux", NULL);
	int status;

	assert_true(pty_wait_text(p, "idle", PTY_DEADLINE));
	assert_true(pty_keys(p, "n secret"));
	assert_true(pty_wait_text(p, "secret", PTY_DEADLINE));
	assert_true(pty_keys(p, "esc q"));
	assert_true(pty_wait_exit(p, &status));
	assert_false(pty_has(p, "secret"));
}

static void signals_end_it_as_they_should(void **state)
{
	static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGBUS, SIGABRT};

	for (size_t i = 0; i < COUNT(signals); i++) {
		struct pty *p = start_demo(state);
		int status;

		assert_true(pty_keys(p, "n words"));
		assert_true(pty_wait_text(p, "words", PTY_DEADLINE));
		pty_signal(p, signals[i]);
		assert_true(pty_wait_exit(p, &status));
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signals[i]);
		assert_true(pty_restored(p));
		pty_stop(p);
	}
}

static void it_follows_the_size(void **state)
{
	struct pty *p = start_demo(state);

	assert_line(p, "n words", "½ words", 7);
	pty_resize(p, 30, 5);
	assert_true(pty_wait_text(p, "Demo 30x5", PTY_DEADLINE));
	assert_line(p, "x", "½ wordsx", 8);
	pty_resize(p, 1, 1);
	assert_true(pty_keys(p, "y"));
	assert_true(pty_wait_idle(p, PTY_FRAME));
	pty_resize(p, 200, 80);
	assert_true(pty_wait_text(p, "Demo 200x80", PTY_DEADLINE));
	assert_line(p, "z", "½ wordsxyz", 10);
}

static void a_key_costs_few_bytes(void **state)
{
	struct pty *p = start_demo(state);
	size_t before;

	assert_line(p, "n words", "½ words", 7);
	before = p->raw_len;
	assert_line(p, "left", "½ words", 6);
	assert_in_range(p->raw_len - before, 1, 20);
	before = p->raw_len;
	assert_line(p, "F", "½ wordFs", 7);
	assert_in_range(p->raw_len - before, 1, 60);
}

static void colours_depend_on_the_terminal_and_the_wish(void **state)
{
	static const char *const no_color[] = {"NO_COLOR=1", NULL};
	static const char grey[] = "\033[38;5;243m";
	struct pty *p = start_demo(state);

	assert_true(pty_wrote(p, 0, grey));
	assert_true(pty_cell(p, 0, 0).bold);
	pty_stop(p);

	p = start(state, NULL, no_color);
	assert_true(pty_wait_text(p, "idle", PTY_DEADLINE));
	assert_false(pty_wrote(p, 0, "\033[38"));
	assert_true(pty_cell(p, 0, 0).bold);
	pty_stop(p);

	p = start(state, "xterm", NULL);
	assert_true(pty_wait_text(p, "idle", PTY_DEADLINE));
	assert_false(pty_wrote(p, 0, "\033[38"));
	pty_stop(p);

	p = start(state, "vt100", NULL);
	assert_true(pty_wait_text(p, "idle", PTY_DEADLINE));
	assert_false(pty_wrote(p, 0, "\033[?1049h"));
	assert_false(pty_wrote(p, 0, "\033[?2004h"));
}

static void a_terminal_that_is_not_known_gets_its_relative(void **state)
{
	static const char *const names[] = {"xterm-kitty", "foot", "xterm-ghostty", "wezterm",
					    "tmux-direct"};

	for (size_t i = 0; i < COUNT(names); i++) {
		struct pty *p = start(state, names[i], NULL);
		assert_true(pty_wait_text(p, "idle", PTY_DEADLINE));
		assert_true(pty_mode(p, 1049));
		pty_stop(p);
	}
}

static void a_terminal_without_cursor_is_refused_kindly(void **state)
{
	static const char *const names[] = {"dumb", "no-such-terminal"};

	for (size_t i = 0; i < COUNT(names); i++) {
		struct pty *p = start(state, names[i], NULL);
		int status;

		assert_true(pty_wait_exit(p, &status));
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 2);
		assert_true(pty_wrote(p, 0, "full screen"));
		assert_false(pty_wrote(p, 0, "\033"));
		assert_true(pty_termios_restored(p));
		pty_stop(p);
	}
}

static void it_can_be_stopped_and_goes_on(void **state)
{
	struct fixture *f = *state;
	char script[4200];
	const char *argv[] = {"sh", "-c", script, NULL};
	struct pty *p = &f->p;
	int status;

	/* A shell with jobs starts it, is told that it stopped, and wakes it. */
	snprintf(script, sizeof(script),
		 "set -m; '%s'; stty -a | grep -q ' icanon' && echo stopped $?; read answer; fg "
		 ">/dev/null; "
		 "echo over",
		 demo_path());
	assert_true(pty_start(
		p, &(struct pty_options){.argv = argv, .home = f->home, .cols = 60, .rows = 12}));
	assert_true(pty_wait_text(p, "idle", PTY_DEADLINE));
	assert_line(p, "n words", "½ words", 7);
	assert_true(pty_keys(p, "^Z"));
	assert_true(pty_wait_text(p, "stopped", PTY_DEADLINE));
	assert_false(pty_mode(p, 1049));
	assert_false(pty_mode(p, 2004));
	assert_false(pty_has(p, "words"));
	assert_true(pty_send(p, "\n", 1));
	assert_true(pty_wait_text(p, "½ words", PTY_DEADLINE));
	assert_true(pty_mode(p, 2004));
	assert_line(p, "end x", "½ wordsx", 8);
	assert_true(pty_keys(p, "esc q"));
	assert_true(pty_wait_exit(p, &status));
	assert_true(pty_restored(p));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(the_cursor_knows_columns_from_bytes),
		TEST(the_locale_of_the_environment_does_not_spoil_it),
		TEST(outside_of_utf8_everything_is_ascii),
		TEST(a_character_in_pieces_is_one_character),
		TEST(killing_yanking_and_undo_work),
		TEST(enter_accepts_and_alt_enter_begins_a_line),
		TEST(escape_and_control_c_leave_the_text_as_it_was),
		TEST(keys_without_meaning_leave_nothing_in_the_text),
		TEST(a_quoted_key_is_no_command),
		TEST(the_history_is_what_it_was_given),
		TEST(the_history_is_searched),
		TEST(arrows_move_in_the_text_before_they_leave_it),
		TEST(home_and_end_stay_in_the_line),
		TEST(nothing_private_comes_back_in_a_shared_line),
		TEST(nothing_private_is_inserted_again_with_vi_keys),
		TEST(a_paste_is_one_step),
		TEST(a_text_has_a_limit),
		TEST(words_complete_as_far_as_they_agree),
		TEST(the_users_file_says_how_words_complete),
		TEST(an_editor_gets_the_text_and_gives_it_back),
		TEST(what_an_editor_saved_before_it_failed_is_taken),
		TEST(an_editor_that_is_not_there_is_told_kindly),
		TEST(the_size_may_change_while_an_editor_runs),
		TEST(the_user_chooses_the_key_for_the_editor),
		TEST(vi_has_its_own_key_for_the_editor),
		TEST(vi_mode_has_its_escape),
		TEST(vi_keys_move_in_a_text),
		TEST(a_prefix_of_a_binding_is_a_letter_after_a_while),
		TEST(bindings_of_the_user_hold),
		TEST(the_user_may_bind_what_sequences_begin_with),
		TEST(it_is_given_back_as_it_was),
		TEST(words_do_not_stay_where_there_is_one_screen_only),
		TEST(signals_end_it_as_they_should),
		TEST(it_follows_the_size),
		TEST(a_key_costs_few_bytes),
		TEST(colours_depend_on_the_terminal_and_the_wish),
		TEST(a_terminal_that_is_not_known_gets_its_relative),
		TEST(a_terminal_without_cursor_is_refused_kindly),
		TEST(it_can_be_stopped_and_goes_on),
	};

	return cmocka_run_group_tests_name("line_editor", tests, NULL, NULL);
}
