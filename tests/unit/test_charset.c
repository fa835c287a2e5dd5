/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a terminal outside of UTF-8 sends and can show, and what the console of Linux can. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "home_fixture.h"
#include "ui/canvas.h"
#include "ui/charset.h"
#include "ui/user_editor.h"

/* Opens that of a locale which is made for the test; skips the test where none can be made. */
static void open_charset(struct home *home, struct charset *charset, const char *locale,
			 const char *name)
{
	char command[400];

	snprintf(command, sizeof command, "localedef -f %s -i %s %s/%s.%s 2>/dev/null", name,
		 locale, home->root, locale, name);
	if (system(command) != 0)
		skip();
	snprintf(command, sizeof command, "%s.%s", locale, name);
	setenv("LOCPATH", home->root, 1);
	setenv("LC_ALL", command, 1);
	charset_open(charset, &(struct term_options){.is_utf8 = false});
	unsetenv("LOCPATH");
	unsetenv("LC_ALL");
	assert_false(charset->ascii);
}

static void assert_decodes(struct charset *charset, const char *bytes, const char *expected)
{
	size_t length = strlen(bytes);

	for (size_t cut = 0; cut <= length; cut++) {
		struct buf text;

		buf_init(&text, BUF_MAX_DEFAULT);
		charset_decode(charset, bytes, cut, &text);
		charset_decode(charset, bytes + cut, length - cut, &text);
		assert_string_equal(buf_text(&text), expected);
		buf_release(&text);
	}
}

static void letters_of_latin_1_are_read_and_shown(void **state)
{
	struct charset charset;
	struct canvas canvas;
	struct buf bytes;

	open_charset(*state, &charset, "en_US", "ISO-8859-1");
	assert_decodes(&charset, "caf\xe9 \033[A \xbd\x80", "café \033[A ½\xc2\x80");
	buf_init(&bytes, BUF_MAX_DEFAULT);
	assert_true(charset_encode(&charset, "café ½", strlen("café ½"), &bytes));
	assert_string_equal(buf_text(&bytes), "caf\xe9 \xbd");
	buf_reset(&bytes);
	assert_false(charset_encode(&charset, "✓ é", strlen("✓ é"), &bytes));
	assert_string_equal(buf_text(&bytes), "? \xe9");
	buf_release(&bytes);
	canvas_init(&canvas, charset_is_limited(&charset));
	canvas.charset = &charset;
	assert_true(canvas_shows(&canvas, L'é'));
	assert_false(canvas_shows(&canvas, L'✓'));
	assert_string_equal(canvas_symbol(&canvas, SYMBOL_DOT), "·");
	assert_string_equal(canvas_symbol(&canvas, SYMBOL_DONE), "+");
	assert_string_equal(canvas_symbol(&canvas, SYMBOL_TOP_LEFT), "+");
	canvas_release(&canvas);
	charset_close(&charset);
}

static void characters_of_several_bytes_can_be_cut_anywhere(void **state)
{
	struct charset charset;

	open_charset(*state, &charset, "ja_JP", "EUC-JP");
	assert_decodes(&charset, "a\xca\xac\xbf\xf4q", "a分数q");
	charset_close(&charset);
}

static void a_line_that_is_utf_8_already_stays(void **state)
{
	struct charset charset;
	struct buf line;

	open_charset(*state, &charset, "en_US", "ISO-8859-1");
	buf_init(&line, BUF_MAX_DEFAULT);
	buf_puts(&line, "café");
	charset_decode_line(&charset, &line);
	assert_string_equal(buf_text(&line), "café");
	buf_reset(&line);
	buf_puts(&line, "caf\xe9");
	charset_decode_line(&charset, &line);
	assert_string_equal(buf_text(&line), "café");
	buf_release(&line);
	charset_close(&charset);
}

static void the_users_editor_gets_what_it_can_read(void **state)
{
	struct home *home = *state;
	struct charset charset;
	struct buf text;

	open_charset(home, &charset, "en_US", "ISO-8859-1");
	buf_init(&text, 64);
	buf_puts(&text, "café");
	setenv("EDITOR", "sh -c 'LC_ALL=C grep -q \"^caf.$\" \"$0\" && printf \"\\351\" >>\"$0\"'",
	       1);
	assert_int_equal(user_editor_run(&home->host, &charset, "token", &text, NULL), STATUS_OK);
	assert_string_equal(buf_text(&text), "café\né");
	buf_release(&text);
	charset_close(&charset);
}

static void the_console_has_letters_but_few_signs(void **state)
{
	static const char *const shown[] = {"é", "д", "½", "─", "┌", "→", "÷"};
	static const char *const others[] = {"✓", "▸", "…", "≤", "›", "√"};
	struct charset charset;
	struct canvas canvas;

	(void)state;
	setenv("TERM", "linux", 1);
	charset_open(&charset, &(struct term_options){.is_utf8 = true});
	canvas_init(&canvas, charset_is_limited(&charset));
	canvas.charset = &charset;
	assert_int_equal(canvas_resize(&canvas, 1, 4, NULL), STATUS_OK);
	for (size_t i = 0; i < COUNT(shown) + COUNT(others); i++) {
		bool has = i < COUNT(shown);
		const char *sign = has ? shown[i] : others[i - COUNT(shown)];

		canvas_clear(&canvas);
		canvas_puts(&canvas, (struct area){0, 0, 1, 4}, 0, 0, STYLE_TEXT, sign);
		assert_int_equal(!strncmp(canvas.cells[0].text, sign, strlen(sign)), has);
	}
	assert_string_equal(canvas_symbol(&canvas, SYMBOL_DONE), "+");
	assert_string_equal(canvas_symbol(&canvas, SYMBOL_TOP_LEFT), "┌");
	charset_open(&charset, &(struct term_options){.is_utf8 = true, .ascii = true});
	assert_false(canvas_shows(&canvas, L'é'));
	setenv("TERM", "xterm", 1);
	charset_open(&charset, &(struct term_options){.is_utf8 = true});
	assert_false(charset_is_limited(&charset));
	canvas_release(&canvas);
}

int main(void)
{
#define AT_HOME(name) cmocka_unit_test_setup_teardown(name, home_set_up, home_tear_down)
	const struct CMUnitTest tests[] = {
		AT_HOME(letters_of_latin_1_are_read_and_shown),
		AT_HOME(characters_of_several_bytes_can_be_cut_anywhere),
		AT_HOME(a_line_that_is_utf_8_already_stays),
		AT_HOME(the_users_editor_gets_what_it_can_read),
		cmocka_unit_test(the_console_has_letters_but_few_signs),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 99;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
