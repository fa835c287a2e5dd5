/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that is lent: where it lies, what comes back, and what does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <locale.h>

#include "debrief/array.h"
#include "home_fixture.h"
#include "ui/user_editor.h"

#define TEXT_MAX 64

static const struct charset utf8;

struct lent {
	struct buf text;
	struct err err;
};

static void lend_to(struct home *home, const char *editor, struct lent *lent, const char *text,
		    enum status expected)
{
	lent->err = (struct err){{0}, 0};
	buf_init(&lent->text, TEXT_MAX);
	buf_puts(&lent->text, text);
	unsetenv("VISUAL");
	setenv("EDITOR", editor, 1);
	assert_int_equal(user_editor_run(&home->host, &utf8, "token", &lent->text, &lent->err),
			 expected);
}

static const char *editor_folder(struct home *home)
{
	return home_path(home, home_path(home, getenv("XDG_STATE_HOME"), "debrief"), "editor");
}

static const char *lent_folder(struct home *home)
{
	return home_path(home, editor_folder(home), "token");
}

/* As the screen does when the draft is on the disk. */
static void forget(struct home *home)
{
	const char *file = home_path(home, lent_folder(home), "text.txt");

	assert_true(home_has(file)); /* until now */
	user_editor_forget(&home->host, "token");
}

/* Lends `text`; `expected` comes back, and nothing is left behind. */
static void assert_comes_back(struct home *home, const char *editor, const char *text,
			      const char *expected)
{
	struct lent lent;

	lend_to(home, editor, &lent, text, STATUS_OK);
	assert_string_equal(buf_text(&lent.text), expected);
	if (strcmp(text, expected) != 0)
		forget(home);
	assert_false(home_has(lent_folder(home)));
	buf_release(&lent.text);
}

static void what_was_saved_comes_back(void **state)
{
	assert_comes_back(*state, "true", "as it was", "as it was");
	assert_comes_back(*state, "true", "", "");
	assert_comes_back(*state, ":>", "emptied", "");
	assert_comes_back(*state, "sh -c 'printf \"a\\r\\nb\\n\\n\" >\"$0\"'", "x", "a\nb");
	assert_comes_back(*state, "sh -c 'printf \"\\033[2Jc\\377\" >\"$0\"'", "x", "[2Jc");
	assert_comes_back(*state, "sh -c 'test -z \"$(cat \"$0\")\" && echo new >\"$0\"'", "",
			  "new");
}

static void the_variable_is_a_command_with_arguments(void **state)
{
	assert_comes_back(*state, "f() { test \"$1\" = 'a b' && echo yes >\"$2\"; }; f 'a b'", "x",
			  "yes");
	setenv("VISUAL", "sh -c 'echo visual >\"$0\"'", 1);
	struct home *home = *state;
	struct buf text;
	buf_init(&text, TEXT_MAX);
	assert_int_equal(user_editor_run(&home->host, &utf8, "token", &text, NULL), STATUS_OK);
	assert_string_equal(buf_text(&text), "visual");
	buf_release(&text);
	unsetenv("VISUAL");
}

static void a_failure_leaves_what_was_saved_and_names_the_key(void **state)
{
	static const struct {
		const char *editor, *says, *text;
	} failures[] = {
		{"sh -c 'echo other >\"$0\"; exit 2'", "Ctrl-X Ctrl-E opens it again", "other"},
		{"no-such-editor --wait", "There is no editor 'no-such-editor --wait'",
		 "as it was"},
		{"kill -9 $$ #", "(137)", "as it was"},
	};

	for (size_t i = 0; i < COUNT(failures); i++) {
		struct lent lent;

		lend_to(*state, failures[i].editor, &lent, "as it was", STATUS_REFUSED);
		assert_string_equal(buf_text(&lent.text), failures[i].text);
		assert_non_null(strstr(lent.err.message, failures[i].says));
		if (strcmp(failures[i].text, "as it was") != 0)
			forget(*state);
		assert_false(home_has(lent_folder(*state)));
		buf_release(&lent.text);
	}
}

static void a_text_that_vanished_is_told_in_a_sentence(void **state)
{
	struct lent lent;

	lend_to(*state, "rm", &lent, "as it was", STATUS_NOT_FOUND);
	assert_string_equal(buf_text(&lent.text), "as it was");
	assert_non_null(strstr(lent.err.message, "Your text is as it was; Enter keeps it."));
	buf_release(&lent.text);
}

static void what_is_too_long_is_kept(void **state)
{
	struct home *home = *state;
	struct lent lent;
	size_t length;

	/* as long as may be, and one byte longer */
	assert_comes_back(home, "sh -c 'printf %064d 7 >\"$0\"; echo >>\"$0\"'", "x",
			  "0000000000000000000000000000000000000000000000000000000000000007");
	lend_to(home, "sh -c 'printf %065d 7 >\"$0\"'", &lent, "as it was", STATUS_LIMIT);
	assert_string_equal(buf_text(&lent.text), "as it was");
	const char *kept = home_path(home, editor_folder(home), "too-long.txt");
	assert_non_null(strstr(lent.err.message, "debrief/editor/too-long.txt"));
	home_read(home, kept, &length);
	assert_int_equal(length, 65);
	/* and is not taken for something that a crash left */
	assert_false(user_editor_found(&home->host, &utf8, "token", &lent.text));
	buf_release(&lent.text);
	assert_comes_back(home, "true", "x", "x");
	assert_true(home_has(kept));
}

static void the_editors_own_files_stay_when_nothing_was_saved(void **state)
{
	struct home *home = *state;
	struct lent lent;

	lend_to(home, "sh -c 'echo x >\"${0%/*}/.text.txt.swp\"; kill -9 $$'", &lent, "as it was",
		STATUS_REFUSED);
	assert_false(home_has(home_path(home, lent_folder(home), "text.txt")));
	assert_true(home_has(home_path(home, lent_folder(home), ".text.txt.swp")));
	buf_release(&lent.text);
}

static void a_line_without_a_draft_is_not_found(void **state)
{
	struct home *home = *state;
	const char *line = home_path(home, editor_folder(home), "line");
	struct buf text;

	buf_init(&text, TEXT_MAX);
	assert_int_equal(folder_make(home->host.files, lent_folder(home), NULL), STATUS_OK);
	assert_int_equal(folder_make(home->host.files, line, NULL), STATUS_OK);
	home_write(home_path(home, line, "text.txt"), "of another\n", 11);
	assert_false(user_editor_found(&home->host, &utf8, "line", &text));
	setenv("EDITOR", "sh -c 'echo \"$0\" >\"$0\"'", 1);
	buf_release(&text);
	buf_init(&text, 4096);
	assert_int_equal(user_editor_run(&home->host, &utf8, "line", &text, NULL), STATUS_OK);
	assert_non_null(strstr(buf_text(&text), "/editor/line-"));
	assert_true(home_has(home_path(home, line, "text.txt")));
	buf_release(&text);
}

static void what_was_saved_when_we_ended_is_found_until_it_is_forgotten(void **state)
{
	struct home *home = *state;
	struct buf text;

	buf_init(&text, TEXT_MAX);
	buf_puts(&text, "draft");
	assert_false(user_editor_found(&home->host, &utf8, "token", &text));
	assert_string_equal(buf_text(&text), "draft");
	assert_int_equal(folder_make(home->host.files, lent_folder(home), NULL), STATUS_OK);
	home_write(home_path(home, lent_folder(home), "text.txt"), "longer draft\n", 13);
	home_write(home_path(home, lent_folder(home), ".text.txt.swp"), "x", 1);
	assert_true(user_editor_found(&home->host, &utf8, "token", &text));
	assert_string_equal(buf_text(&text), "longer draft");
	forget(home);
	assert_false(home_has(lent_folder(home)));
	assert_false(user_editor_found(&home->host, &utf8, "token", &text));
	buf_release(&text);
}

int main(void)
{
#define AT_HOME(name) cmocka_unit_test_setup_teardown(name, home_set_up, home_tear_down)
	const struct CMUnitTest tests[] = {
		AT_HOME(what_was_saved_comes_back),
		AT_HOME(the_variable_is_a_command_with_arguments),
		AT_HOME(a_failure_leaves_what_was_saved_and_names_the_key),
		AT_HOME(a_text_that_vanished_is_told_in_a_sentence),
		AT_HOME(what_is_too_long_is_kept),
		AT_HOME(the_editors_own_files_stay_when_nothing_was_saved),
		AT_HOME(a_line_without_a_draft_is_not_found),
		AT_HOME(what_was_saved_when_we_ended_is_found_until_it_is_forgotten),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 99;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
