/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/diag.h"
#include "debrief/utf8.h"

struct fixture {
	struct arena arena;
	struct buf out;
	struct diags diags;
};

static int set_up(void **state)
{
	static struct fixture fixture;

	arena_init(&fixture.arena, (size_t)1 << 20);
	buf_init(&fixture.out, BUF_MAX_DEFAULT);
	diags_init(&fixture.diags, &fixture.arena, "launch.yaml", NULL, 0);
	*state = &fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	arena_release(&fixture->arena);
	buf_release(&fixture->out);
	return 0;
}

static void begin(struct fixture *fixture, const char *source)
{
	diags_init(&fixture->diags, &fixture->arena, "launch.yaml", source, strlen(source));
}

static void add(struct fixture *fixture, enum diag_severity severity, uint32_t line,
		uint32_t column, uint32_t length, const char *message)
{
	struct mark start = {line, column};
	struct mark end = {line, column + length};

	diags_add(&fixture->diags, severity, start, end, "%s", message);
}

static const char *printed(struct fixture *fixture)
{
	buf_reset(&fixture->out);
	diags_print(&fixture->diags, &fixture->out);
	assert_false(fixture->out.failed);
	return buf_text(&fixture->out);
}

static void a_mistake_is_shown_with_its_line_and_a_caret(void **state)
{
	struct fixture *f = *state;

	begin(f, "phases:\n  - id: x\n    - y\n    fase: launch\n");
	add(f, DIAG_ERROR, 4, 5, 4, "unknown key 'fase'; did you mean 'phase'?");
	assert_string_equal(printed(f),
			    "launch.yaml:4:5: error: unknown key 'fase'; did you mean 'phase'?\n"
			    "    fase: launch\n"
			    "    ^~~~\n");
	assert_int_equal(f->diags.errors, 1);
	assert_int_equal(f->diags.warnings, 0);
}

static void diagnostics_come_by_place_and_notes_stay_with_theirs(void **state)
{
	struct fixture *f = *state;

	begin(f, "a\nb\nc\n");
	add(f, DIAG_ERROR, 3, 1, 1, "third");
	add(f, DIAG_NOTE, 1, 1, 1, "note on third");
	add(f, DIAG_WARNING, 2, 1, 1, "second");
	add(f, DIAG_ERROR, 0, 0, 0, "the whole");
	add(f, DIAG_NOTE, 3, 1, 1, "note on the whole");
	add(f, DIAG_ERROR, 2, 1, 1, "second, added later");
	assert_string_equal(printed(f), "launch.yaml: error: the whole\n"
					"launch.yaml:3:1: note: note on the whole\nc\n^\n"
					"launch.yaml:2:1: warning: second\nb\n^\n"
					"launch.yaml:2:1: error: second, added later\nb\n^\n"
					"launch.yaml:3:1: error: third\nc\n^\n"
					"launch.yaml:1:1: note: note on third\na\n^\n");
	assert_int_equal(f->diags.errors, 3);
	assert_int_equal(f->diags.warnings, 1);
}

static void the_caret_counts_columns_and_not_characters(void **state)
{
	struct fixture *f = *state;

	/* Two wide characters, then a tab and ESC, which take two columns when made visible. */
	begin(f, "字字: x\n\t\x1b: y\n");
	add(f, DIAG_ERROR, 1, 5, 1, "one");
	add(f, DIAG_ERROR, 2, 1, 2, "two");
	assert_string_equal(printed(f), "launch.yaml:1:5: error: one\n"
					"字字: x\n"
					"      ^\n"
					"launch.yaml:2:1: error: two\n"
					"^I^[: y\n"
					"^~~~\n");
}

static void what_is_shown_is_sanitised(void **state)
{
	struct fixture *f = *state;
	static const char source[] = "a: \xE2\x80\xAE\xFF\n";

	diags_init(&f->diags, &f->arena, "e\x1b[31mvil", source, sizeof(source) - 1);
	add(f, DIAG_ERROR, 1, 5, 1, "bad \xC2\x9B\nnews");
	assert_string_equal(printed(f), "e^[[31mvil:1:5: error: bad <U+009B>^Jnews\n"
					"a: <U+202E>\\xFF\n"
					"           ^~~~\n");
}

static void lines_end_where_libyaml_ends_them_and_a_bom_takes_no_column(void **state)
{
	struct fixture *f = *state;

	begin(f, "\xEF\xBB\xBF"
		 "ab\rb\r\nc\xC2\x85"
		 "d\xE2\x80\xA8"
		 "e\xE2\x80\xA9"
		 "f");
	add(f, DIAG_ERROR, 1, 2, 1, "one");
	for (uint32_t line = 2; line <= 6; line++)
		add(f, DIAG_ERROR, line, 1, 1, "more");
	assert_string_equal(printed(f), "launch.yaml:1:2: error: one\nab\n ^\n"
					"launch.yaml:2:1: error: more\nb\n^\n"
					"launch.yaml:3:1: error: more\nc\n^\n"
					"launch.yaml:4:1: error: more\nd\n^\n"
					"launch.yaml:5:1: error: more\ne\n^\n"
					"launch.yaml:6:1: error: more\nf\n^\n");
}

static void places_outside_the_source_are_named_without_a_quote(void **state)
{
	struct fixture *f = *state;

	begin(f, "a\n");
	add(f, DIAG_ERROR, 1, 9, 2, "behind the line");
	add(f, DIAG_ERROR, 7, 1, 1, "behind the file");
	assert_string_equal(printed(f), "launch.yaml:1:9: error: behind the line\na\n ^\n"
					"launch.yaml:7:1: error: behind the file\n");
}

static void what_goes_over_several_lines_is_marked_in_the_first(void **state)
{
	struct fixture *f = *state;
	struct mark start = {1, 4};
	struct mark end = {2, 2};

	begin(f, "a: \"one\ntwo\"\n");
	diags_add(&f->diags, DIAG_WARNING, start, end, "%s", "long");
	assert_string_equal(printed(f), "launch.yaml:1:4: warning: long\n"
					"a: \"one\n"
					"   ^~~~\n");
}

static void long_lines_are_cut_round_the_caret(void **state)
{
	struct fixture *f = *state;
	const size_t length = 400000;
	struct buf source;

	buf_init(&source, BUF_MAX_DEFAULT);
	buf_fill(&source, 'x', length / 2);
	buf_puts(&source, "HERE");
	buf_fill(&source, 'y', length / 2);
	begin(f, buf_text(&source));
	add(f, DIAG_ERROR, 1, 200001, 4, "m");
	add(f, DIAG_ERROR, 1, 200004, 100000, "n");
	add(f, DIAG_ERROR, 1, 3, 1, "o");
	const char *line = printed(f);
	for (int i = 0; i < 9; i++) {
		size_t bytes = strcspn(line, "\n");
		assert_true(utf8_columns(line, bytes) <= 102);
		if (i == 4) {
			const char *caret = strstr(line + bytes + 1, "^");
			assert_non_null(caret);
			assert_int_equal(
				line[strlen("…") + (size_t)(caret - line - (ptrdiff_t)bytes) - 2],
				'H');
		}
		line += bytes + 1;
	}
	assert_string_equal(line, "");
	buf_release(&source);
}

static void wide_and_hostile_lines_are_cut_too(void **state)
{
	struct fixture *f = *state;
	struct buf source;

	buf_init(&source, BUF_MAX_DEFAULT);
	for (int i = 0; i < 1000; i++)
		buf_puts(&source, i % 2 ? "字" : "\xE2\x80\xAE");
	begin(f, buf_text(&source));
	add(f, DIAG_ERROR, 1, 500, 3, "m");
	const char *text = printed(f);
	text = strchr(text, '\n') + 1;
	/* At most 50 characters before the caret and 20 columns (and a character) from it on. */
	assert_true(utf8_columns(text, strcspn(text, "\n")) <= 50 * 5 + 32);
	assert_non_null(strchr(text, '^'));
	buf_release(&source);
}

static void further_mistakes_are_counted_and_their_notes_left_out(void **state)
{
	struct fixture *f = *state;

	begin(f, "a\n");
	for (uint32_t i = 0; i < DIAGS_MAX + 5; i++) {
		add(f, DIAG_ERROR, 1, i + 1, 1, "m");
		if (i >= DIAGS_MAX)
			add(f, DIAG_NOTE, 1, 1, 1, "n");
	}
	assert_int_equal(f->diags.count, DIAGS_MAX);
	assert_int_equal(f->diags.errors, DIAGS_MAX + 5);
	assert_int_equal(f->diags.dropped, 5);
	const char *text = printed(f);
	assert_null(strstr(text, "note"));
	assert_non_null(strstr(text, "\nlaunch.yaml: and 5 more like these\n"));
}

static void without_memory_mistakes_are_still_counted(void **state)
{
	struct fixture *f = *state;
	struct arena small;

	arena_init(&small, 8);
	diags_init(&f->diags, &small, "f", NULL, 0);
	add(f, DIAG_ERROR, 1, 1, 1, "m");
	add(f, DIAG_NOTE, 1, 1, 1, "n");
	assert_int_equal(f->diags.errors, 1);
	assert_int_equal(f->diags.dropped, 1);
	assert_string_equal(printed(f), "f: and 1 more like these\n");
	assert_string_equal(diag_brief(&small, "short"), "short");
	arena_release(&small);

	/* A note is not kept without its diagnostic, even if there would be memory for it. */
	arena_init(&small, 8 * sizeof(struct diag) + 32);
	diags_init(&f->diags, &small, "f", NULL, 0);
	add(f, DIAG_ERROR, 1, 1, 1, "a message that is much longer than the note");
	add(f, DIAG_NOTE, 1, 1, 1, "n");
	assert_int_equal(f->diags.count, 0);
	arena_release(&small);
}

static void long_messages_end_in_an_ellipsis_after_a_whole_character(void **state)
{
	struct fixture *f = *state;
	struct buf message;

	for (size_t shift = 0; shift < 4; shift++) {
		buf_init(&message, BUF_MAX_DEFAULT);
		buf_fill(&message, 'x', shift);
		for (int i = 0; i < 1000; i++)
			buf_puts(&message, "√");
		begin(f, "");
		add(f, DIAG_ERROR, 0, 0, 0, buf_text(&message));
		const char *kept = f->diags.items[0].message;
		assert_true(utf8_is_valid(kept, strlen(kept)));
		assert_true(strlen(kept) < 600);
		assert_string_equal(kept + strlen(kept) - strlen("√…"), "√…");
		buf_release(&message);
	}
}

static void a_text_in_a_message_is_brief(void **state)
{
	struct fixture *f = *state;
	char text[101] = {0};

	memset(text, 'x', 60);
	assert_ptr_equal(diag_brief(&f->arena, text), text);
	memset(text, 'x', 100);
	const char *brief = diag_brief(&f->arena, text);
	assert_int_equal(strlen(brief), 60 + strlen("…"));
	assert_string_equal(brief + 60, "…");
}

static void one_line_says_what_and_where(void **state)
{
	struct fixture *f = *state;

	begin(f, "a: b\n");
	add(f, DIAG_WARNING, 1, 4, 1, "odd");
	diag_line(&f->diags, &f->diags.items[0], &f->out);
	assert_string_equal(buf_text(&f->out), "launch.yaml:1:4: warning: odd");
}

static void the_nearest_word_is_found_within_an_edit_for_three_characters(void **state)
{
	static const char *const keys[] = {"id",         "title", "phase", "criteria",
					   "listen-for", "c",     "ask"};
	static const struct {
		const char *word, *nearest;
	} samples[] = {
		{"fase", "phase"},   /* two edits of two */
		{"fas", NULL},       /* two of one */
		{"pase", "phase"},   /* inserted */
		{"phasse", "phase"}, /* deleted */
		{"phose", "phase"},  /* replaced */
		{"aks", "ask"},      /* swapped */
		{"Phase", "phase"},
		{"TITLE", "title"},
		{"titel", "title"},
		{"critera", "criteria"},
		{"citeria", "criteria"},
		{"kriterion", "criteria"},
		{"lisden_for", "listen-for"},
		{"lx", NULL},
		{"ix", "id"},
		{"x", NULL},
		{"", NULL},
		{"something", NULL},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(samples); i++) {
		const char *nearest = diag_nearest(samples[i].word, keys, COUNT(keys));
		if (samples[i].nearest)
			assert_string_equal(nearest ? nearest : samples[i].word,
					    samples[i].nearest);
		else
			assert_null(nearest);
	}
}

static void the_nearest_of_many_is_the_one_with_the_fewest_edits(void **state)
{
	static const char *const keys[] = {"launches", "lunches", "launch", "lunch"};
	(void)state;

	assert_string_equal(diag_nearest("laumch", keys, 4), "launch");
	assert_string_equal(diag_nearest("launche", keys, 4), "launches");
	assert_null(diag_nearest("laumch", keys, 0));
}

static void endless_words_are_near_to_nothing(void **state)
{
	static char word[100001];
	static const char *const keys[] = {"phase", word};
	(void)state;

	memset(word, 'a', sizeof(word) - 1);
	assert_null(diag_nearest(word, keys, 2));
	assert_null(diag_nearest("aaaaaaaaaaaaaaaa", keys, 2));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_mistake_is_shown_with_its_line_and_a_caret),
		TEST(diagnostics_come_by_place_and_notes_stay_with_theirs),
		TEST(the_caret_counts_columns_and_not_characters),
		TEST(what_is_shown_is_sanitised),
		TEST(lines_end_where_libyaml_ends_them_and_a_bom_takes_no_column),
		TEST(places_outside_the_source_are_named_without_a_quote),
		TEST(what_goes_over_several_lines_is_marked_in_the_first),
		TEST(long_lines_are_cut_round_the_caret),
		TEST(wide_and_hostile_lines_are_cut_too),
		TEST(further_mistakes_are_counted_and_their_notes_left_out),
		TEST(without_memory_mistakes_are_still_counted),
		TEST(long_messages_end_in_an_ellipsis_after_a_whole_character),
		TEST(a_text_in_a_message_is_brief),
		TEST(one_line_says_what_and_where),
		TEST(the_nearest_word_is_found_within_an_edit_for_three_characters),
		TEST(the_nearest_of_many_is_the_one_with_the_fewest_edits),
		TEST(endless_words_are_near_to_nothing),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
