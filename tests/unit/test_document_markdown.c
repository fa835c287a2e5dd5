/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page in Markdown: nothing in a text is markup, and all of it is read again. */
#include <ctype.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "document_fixture.h"
#include "home_fixture.h"

static struct document document;
static struct arena arena;
static struct buf out;

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)64 << 20);
	buf_init(&out, BUF_MAX_DEFAULT);
	document_start(&document, &arena, "A talk");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	buf_release(&out);
	arena_release(&arena);
	return 0;
}

static const char *rendered(void)
{
	struct err err;

	buf_reset(&out);
	assert_int_equal(document_as_markdown(&document, &out, &err), STATUS_OK);
	return buf_text(&out);
}

static void blocks_become_markdown(void **state)
{
	(void)state;
	document_heading(&document, 2, "goal", "The\ngoal");
	document_text(&document, "text", "%s", "One\nTwo\n\n  Three\n");
	document_quote(&document, "words", "Ms A", "I would wait.\nThen ask.\n\nYes.", "12:41");
	document_quote(&document, "words", NULL, "No.", NULL);
	document_fact(&document, "f", "Date", "Today");
	document_fact(&document, "f", "Grade", "5");
	document_item(&document, "i", "10:12", "They drew.\nAgain.", "group 3");
	document_item(&document, "i", NULL, "They counted.", NULL);
	document_verbatim(&document, "v", " 3/4\n```\n 2/3\n");
	document_picture(&document, "p", "A slip.", "slip_1.png", NULL);
	assert_string_equal(rendered(), "# A talk\n\n"
					"## The goal\n\n"
					"One\\\nTwo\n\nThree\n\n"
					"> **Ms A** (12:41)\n>\n"
					"> I would wait.\\\n> Then ask.\n> \n> Yes.\n\n"
					"> No.\n\n"
					"- **Date**: Today\n- **Grade**: 5\n\n"
					"* **10:12** They drew.\\\n  Again. (group 3)\n"
					"* They counted.\n\n"
					"````\n 3/4\n```\n 2/3\n````\n\n"
					"Picture: A slip. (slip\\_1.png)\n");
}

static void a_section_is_only_there_if_something_comes_under_it(void **state)
{
	(void)state;
	document_heading(&document, 2, "a", "Empty");
	document_item(&document, "i", NULL, "", NULL);
	document_heading(&document, 2, "b", "Words");
	document_text(&document, "t", "%s", "One");
	document_heading(&document, 2, "c", "Parts");
	document_heading(&document, 3, "p", "Empty part");
	document_heading(&document, 3, "q", "Part");
	document_text(&document, "t", "%s", "Two");
	document_heading(&document, 2, "d", "Before another");
	document_heading(&document, 3, "p", "Of nothing");
	document_heading(&document, 2, "e", "Another");
	document_text(&document, "t", "%s", "Three");
	document_heading(&document, 2, "f", "Last");
	assert_string_equal(rendered(), "# A talk\n\n## Words\n\nOne\n\n"
					"## Parts\n\n### Part\n\nTwo\n\n## Another\n\nThree\n");
}

static void a_drawing_stands_above_the_words_that_tell_the_same(void **state)
{
	static const struct timeline_span steps[] = {{0, 150, "A *goal*"}, {150, 600, "A plan"}};
	static const struct timeline_span floor[] = {{30, 60, NULL}};
	static const struct timeline_lane lanes[] = {{"steps", "Steps", steps, 2},
						     {"coach", "Coach", floor, 1}};
	static const struct timeline timeline = {600, lanes, 2};

	(void)state;
	document_timeline(&document, "talk", &timeline);
	assert_non_null(strstr(rendered(), "# A talk\n\n```\nMinutes  0 "));
	assert_non_null(strstr(buf_text(&out), "\n```\n\n"
					       "+ **Steps**\n"
					       "  + **1** A \\*goal\\*: 0:00–2:30\n"
					       "  + **2** A plan: 2:30–10:00\n"
					       "+ **Coach**: 0:30–1:00\n"));
}

static void what_could_be_markup_is_escaped(void **state)
{
	static const struct {
		const char *text, *written;
	} cases[] = {
		{"<script>x</script>", "\\<script\\>x\\</script\\>"},
		{"![a](javascript:b)", "!\\[a\\](javascript:b)"},
		{"`code` **b** _i_ ~~s~~", "\\`code\\` \\*\\*b\\*\\* \\_i\\_ \\~\\~s\\~\\~"},
		{"a | b \\ c", "a \\| b \\\\ c"},
		{"&lt; $x$ {{y}}", "\\&lt; \\$x\\$ \\{\\{y\\}\\}"},
		{"# h", "\\# h"},
		{"- a", "\\- a"},
		{"+1", "\\+1"},
		{"===", "\\==="},
		{"1. a", "1\\. a"},
		{"12) a", "12\\) a"},
		{"1.5 of 2 (1) - 3 + 4 = 5.", "1\\.5 of 2 (1) - 3 + 4 = 5."},
		{"    code", "code"},
		{"a\n---", "a\\\n\\---"},
		{"a\n    ===", "a\\\n\\==="},
		{"https://a.b www.c.d", "https\\://a.b www\\.c.d"},
		{"\x1b[0m \xE2\x80\xAE \xFF", "^\\[\\[0m \\<U+202E\\> \\\\xFF"},
		{"\tte\tst ", "te st"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		document_start(&document, &arena, "A talk");
		document_text(&document, "t", "%s", cases[i].text);
		assert_string_equal(rendered() + strlen("# A talk\n\n"),
				    document_format(&document, "%s\n", cases[i].written));
	}
}

/* ---- reading the page strictly ---- */

struct reading {
	struct buf text;
	size_t headings, facts, items;
	char fence[256]; /* that is open, or "" */
};

static bool takes(const char **at, const char *end, const char *mark, size_t *count)
{
	size_t length = strlen(mark);

	if ((size_t)(end - *at) < length || memcmp(*at, mark, length) != 0)
		return false;
	*at += length;
	if (count)
		++*count;
	return true;
}

/* Escaped characters are text, all others that could be markup are ours or a failure. */
static void read_words(struct reading *reading, const char *at, const char *end, bool is_row)
{
	for (; at < end; at++) {
		if (*at == '\\' && at + 1 == end)
			continue; /* the line ends here */
		if (*at == '\\' && ispunct((unsigned char)at[1])) {
			buf_putc(&reading->text, *++at);
			continue;
		}
		if (is_row && *at == '|')
			continue;
		if (end - at > 1 && !memcmp(at, "**", 2)) {
			at++;
			continue;
		}
		if (strchr("\\`*_{}[]<>&|~#$", *at) || (*at == ':' && at[1] == '/') ||
		    (end - at > 3 && !strncasecmp(at, "www.", 4)))
			fail_msg("markup: %.*s", (int)(end - at), at);
		buf_putc(&reading->text, *at);
	}
}

static void read_line(struct reading *reading, const char *at, const char *end)
{
	const struct {
		const char *mark;
		size_t *count;
	} marks[] = {
		{"# ", &reading->headings},
		{"## ", &reading->headings},
		{"### ", &reading->headings},
		{"- ", &reading->facts},
		{"* ", &reading->items},
		{"> ", NULL},
		{">", NULL},
		{"+ ", NULL},
		{"  + ", NULL},
	};
	size_t length = (size_t)(end - at);

	if (*reading->fence) {
		if (strlen(reading->fence) == length && !memcmp(reading->fence, at, length))
			*reading->fence = '\0';
		else
			buf_add(&reading->text, at, length);
		return;
	}
	if (length >= 3 && !memcmp(at, "```", 3)) {
		assert_true(length < sizeof(reading->fence));
		memcpy(reading->fence, at, length);
		reading->fence[length] = '\0';
		return;
	}
	for (size_t i = 0; i < COUNT(marks); i++)
		if (takes(&at, end, marks[i].mark, marks[i].count))
			break;
	read_words(reading, at, end, at < end && *at == '|');
}

static void read_page(struct reading *reading, const char *page)
{
	*reading = (struct reading){.headings = 0};
	buf_init(&reading->text, BUF_MAX_DEFAULT);
	for (const char *at = page; *at; at += strcspn(at, "\n") + 1)
		read_line(reading, at, at + strcspn(at, "\n"));
	assert_string_equal(reading->fence, "");
}

static size_t count_of(enum block_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < document.n_blocks; i++)
		count += document.blocks[i].kind == kind;
	return count;
}

static void whatever_is_written_is_read_in_order(void **state)
{
	struct property property = property_start("reads");

	(void)state;
	for (int round = 0; round < property_rounds(200); round++) {
		struct reading reading;

		document_by_chance(&document, &arena, &property);
		read_page(&reading, rendered());
		assert_int_equal(reading.headings, count_of(BLOCK_HEADING));
		assert_int_equal(reading.facts, count_of(BLOCK_FACT));
		assert_int_equal(reading.items, count_of(BLOCK_ITEM));
		assert_reads(&document, buf_text(&reading.text));
		buf_release(&reading.text);
		arena_reset(&arena);
	}
}

/* A second opinion, of a program that knows all of CommonMark. */
static void assert_cmark_agrees(struct home *home)
{
	static const char *const never[] = {"<link",  "<image",          "<html_",          "<emph",
					    "<code ", "<thematic_break", "type=\"ordered\""};
	const char *page = home_path(home, home->root, "page.md");
	const char *xml = home_path(home, home->root, "page.xml");
	size_t headings = 0;

	rendered();
	home_write(page, buf_text(&out), out.length);
	assert_int_equal(system(document_format(&document, "cmark -t xml '%s' >'%s'", page, xml)),
			 0);
	xml = home_read(home, xml, NULL);
	for (size_t i = 0; i < COUNT(never); i++)
		if (strstr(xml, never[i]))
			fail_msg("%s in: %s", never[i], buf_text(&out));
	for (const char *at = xml; (at = strstr(at, "<heading ")); at++)
		headings++;
	assert_int_equal(headings, count_of(BLOCK_HEADING));
}

static void a_reader_of_commonmark_finds_no_markup_in_the_texts(void **state)
{
	struct property property = property_start("cmark");
	void *home = NULL;

	(void)state;
	if (system("command -v cmark >/dev/null 2>&1") != 0) {
		print_message("cmark is not here: pages are not read by it\n");
		skip();
	}
	assert_int_equal(home_set_up(&home), 0);
	for (int round = 0; round < property_rounds(20); round++) {
		document_by_chance(&document, &arena, &property);
		assert_cmark_agrees(home);
		arena_reset(&arena);
	}
	home_tear_down(&home);
}

static void a_page_that_has_no_room_is_a_failure(void **state)
{
	struct buf small;
	struct err err;

	(void)state;
	document_text(&document, "a", "%s", "words");
	buf_init(&small, 8);
	assert_int_equal(document_as_markdown(&document, &small, &err), STATUS_NO_MEMORY);
	buf_release(&small);
}

#define WITH_DOCUMENT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_DOCUMENT(blocks_become_markdown),
		WITH_DOCUMENT(a_section_is_only_there_if_something_comes_under_it),
		WITH_DOCUMENT(a_drawing_stands_above_the_words_that_tell_the_same),
		WITH_DOCUMENT(what_could_be_markup_is_escaped),
		WITH_DOCUMENT(whatever_is_written_is_read_in_order),
		WITH_DOCUMENT(a_reader_of_commonmark_finds_no_markup_in_the_texts),
		WITH_DOCUMENT(a_page_that_has_no_room_is_a_failure),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
