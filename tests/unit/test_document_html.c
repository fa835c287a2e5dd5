/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page for a browser: well-formed, self-contained, and nothing in a text is markup. */
#include <ctype.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "debrief/base64.h"
#include "debrief/paths.h"
#include "document_fixture.h"
#include "home_fixture.h"

static struct document document;
static struct buf out;

static int set_up(void **state)
{
	buf_init(&out, BUF_MAX_DEFAULT);
	if (home_set_up(state))
		return -1;
	document_start(&document, &((struct home *)*state)->arena, "A talk");
	return 0;
}

static int tear_down(void **state)
{
	buf_release(&out);
	return home_tear_down(state);
}

static const char *rendered(void)
{
	struct err err;

	buf_reset(&out);
	assert_int_equal(document_as_html(&document, &out, &err), STATUS_OK);
	return buf_text(&out);
}

static const char *body(void)
{
	const char *found = strstr(rendered(), "<main>\n");

	assert_non_null(found);
	return found + strlen("<main>\n");
}

static void assert_has(const char *page, const char *part)
{
	if (!strstr(page, part))
		fail_msg("there is no '%s' in: %s", part, page);
}

static size_t count_of(const char *page, const char *part)
{
	size_t count = 0;

	while ((page = strstr(page, part))) {
		count++;
		page += strlen(part);
	}
	return count;
}

/* ---- reading the page strictly ---- */

#define OPEN_MAX_DEPTH 32

struct parse {
	const char *open[OPEN_MAX_DEPTH]; /* names of what is open, each up to its end */
	size_t depth;
	struct buf text; /* outside of the head */
};

static size_t name_length(const char *name)
{
	size_t length = 0;

	while (isalnum((unsigned char)name[length]))
		length++;
	return length;
}

static const char *pass_attributes(const char *at)
{
	while (*at == ' ' && at[1] != '/') {
		const char *value = strstr(at, "=\"");

		assert_non_null(value);
		for (at++; at < value; at++)
			assert_true(isalpha((unsigned char)*at) || *at == '-' || isdigit(*at));
		at = value + 2 + strcspn(value + 2, "\"<");
		assert_int_equal(*at, '"');
		at++;
	}
	return at;
}

static const char *pass_tag(struct parse *parse, const char *at)
{
	bool closes = *++at == '/';
	const char *name = at += closes;
	size_t length = name_length(name);

	assert_true(length > 0);
	at += length;
	if (closes) {
		assert_true(parse->depth > 0);
		parse->depth--;
		assert_int_equal(name_length(parse->open[parse->depth]), length);
		assert_memory_equal(parse->open[parse->depth], name, length);
	} else {
		at = pass_attributes(at);
		if (*at == ' ')
			at += 2;
		else
			parse->open[parse->depth++] = name;
		assert_true(parse->depth < OPEN_MAX_DEPTH);
	}
	assert_int_equal(*at, '>');
	return at + 1;
}

static const char *pass_text(struct parse *parse, const char *at)
{
	static const char *const entities[][2] = {
		{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};

	if (*at != '&') {
		assert_null(strchr(">\"'", *at)); /* always escaped */
		assert_true((unsigned char)*at >= 0x20 || *at == '\n' || *at == '\t');
		buf_putc(&parse->text, *at);
		return at + 1;
	}
	for (size_t i = 0; i < COUNT(entities); i++) {
		if (!strncmp(at, entities[i][0], strlen(entities[i][0]))) {
			buf_puts(&parse->text, entities[i][1]);
			return at + strlen(entities[i][0]);
		}
	}
	fail_msg("no entity: %.10s", at);
	return at;
}

/* What is read on the page; fails the test where it is not well-formed. */
static void parse_page(struct parse *parse, const char *page)
{
	const char *at = strstr(page, "<body>");

	*parse = (struct parse){0};
	buf_init(&parse->text, BUF_MAX_DEFAULT);
	assert_non_null(at);
	while (strncmp(at, "</html>", 7) != 0) {
		assert_int_not_equal(*at, '\0');
		at = *at == '<' ? pass_tag(parse, at) : pass_text(parse, at);
	}
	assert_int_equal(parse->depth, 0);
}

/* A second opinion. */
static bool has_xmllint(void)
{
	return system("command -v xmllint >/dev/null 2>&1") == 0;
}

static void assert_xmllint_agrees(const char *page)
{
	FILE *pipe = popen("xmllint --noout --nonet -", "w");

	assert_non_null(pipe);
	assert_int_equal(fwrite(page, 1, strlen(page), pipe), strlen(page));
	assert_int_equal(pclose(pipe), 0);
}

/* ---- the page ---- */

static void a_page_needs_nothing_but_itself(void **state)
{
	(void)state;
	document.language = "en";
	document_heading(&document, 2, "goal", "The goal");
	assert_has(rendered(), "<!DOCTYPE html>\n<html");
	assert_has(buf_text(&out), " lang=\"en\">");
	assert_has(buf_text(&out), "<title>A talk</title>");
	assert_has(buf_text(&out),
		   "\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
		   "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\"");
	assert_null(strstr(buf_text(&out), "<script"));
	assert_null(strstr(buf_text(&out), "<link"));
	assert_null(strstr(buf_text(&out), "url("));
	assert_null(strstr(buf_text(&out), "@import"));
	assert_null(strstr(buf_text(&out), "href"));
	/* The names of two vocabularies, which nobody fetches; the drawing has the other. */
	assert_int_equal(count_of(buf_text(&out), "://"), 1);
}

static void blocks_become_elements(void **state)
{
	(void)state;
	document_heading(&document, 2, "goal", "The goal");
	document_text(&document, "text", "%s", "One\nTwo");
	document_quote(&document, "words", "Ms A", "I would wait.", "12:41");
	document_fact(&document, "f", "Date", "Today");
	document_fact(&document, "f", "Grade", "5");
	document_item(&document, "i", "10:12", "They drew.", "group 3");
	document_item(&document, "i", NULL, "They counted.", NULL);
	document_verbatim(&document, "v", " 3/4\n 2/3");
	assert_string_equal(
		body(),
		"<h1>A talk</h1>\n<h2>The goal</h2>\n<p>One<br />\nTwo</p>\n"
		"<figure class=\"quote\">\n<figcaption><span class=\"label\">Ms A</span> "
		"<span class=\"aside\">(12:41)</span></figcaption>\n"
		"<blockquote><p>I would wait.</p></blockquote>\n</figure>\n"
		"<dl>\n<div><dt>Date</dt><dd>Today</dd></div>\n"
		"<div><dt>Grade</dt><dd>5</dd></div>\n</dl>\n"
		"<ul>\n<li><span class=\"label\">10:12</span> They drew."
		"\u00A0<span class=\"aside\">(group 3)</span></li>\n<li>They counted.</li>\n</ul>\n"
		"<pre> 3/4\n 2/3</pre>\n</main>\n</body>\n</html>\n");
}

static void headings_leave_out_no_level(void **state)
{
	(void)state;
	document_heading(&document, 3, "a", "Deep");
	document_text(&document, NULL, "%s", "1");
	document_heading(&document, 3, "b", "Deeper");
	document_text(&document, NULL, "%s", "2");
	document_heading(&document, 2, "c", "Back");
	document_text(&document, NULL, "%s", "3");
	assert_has(body(), "<h1>A talk</h1>\n<h2>Deep</h2>\n<p>1</p>\n<h3>Deeper</h3>\n<p>2</p>\n"
			   "<h2>Back</h2>\n<p>3</p>\n");
}

static void a_drawing_has_a_name_a_description_and_its_words_in_a_table(void **state)
{
	static const struct timeline_span steps[] = {{0, 150, "A goal"}, {150, 600, "A plan"}};
	static const struct timeline_span floor[] = {{30, 60, NULL}};
	static const struct timeline_lane lanes[] = {{"steps", "Steps", steps, 2},
						     {"coach", "Coach", floor, 1}};
	static const struct timeline timeline = {600, lanes, 2};

	(void)state;
	document_timeline(&document, "talk", &timeline);
	document_timeline(&document, "talk", &timeline);
	body();
	assert_has(buf_text(&out), " role=\"img\" aria-labelledby=\"timeline-2\" "
				   "aria-describedby=\"timeline-2-words\">\n"
				   "<title id=\"timeline-2\">");
	assert_has(buf_text(&out), "<desc id=\"timeline-2-words\">");
	assert_has(buf_text(&out), "<tr><th colspan=\"3\" scope=\"rowgroup\">Steps</th></tr>\n"
				   "<tr><td class=\"mark\">1</td><th scope=\"row\">A goal</th>"
				   "<td class=\"when\">0:00–2:30</td></tr>\n");
	assert_has(buf_text(&out), "<tr><th class=\"lane\" colspan=\"2\" scope=\"row\">Coach</th>"
				   "<td class=\"when\">0:30–1:00</td></tr>\n");
	assert_int_equal(count_of(buf_text(&out), "id=\"timeline-1\""), 1);
}

static void what_stands_in_a_text_never_becomes_markup(void **state)
{
	(void)state;
	document.title = "</title><script>";
	document.language = "\" onload=\"x";
	document_text(&document, "a", "%s", "<script>alert(\"1\")</script> ]]> & '");
	document_text(&document, "b", "%s", "\x1b[31m \xE2\x80\xAE \xFF \x01");
	rendered();
	assert_has(buf_text(&out), "<title>&lt;/title&gt;&lt;script&gt;</title>");
	assert_has(buf_text(&out), " lang=\"&quot; onload=&quot;x\"");
	assert_has(buf_text(&out), "<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; ]]&gt; "
				   "&amp; &#39;</p>\n<p>^[[31m &lt;U+202E&gt; \\xFF ^A</p>");
}

static void whatever_is_written_is_read_in_order(void **state)
{
	struct property property = property_start("reads");

	for (int round = 0; round < property_rounds(100); round++) {
		struct parse parse;

		document_by_chance(&document, &((struct home *)*state)->arena, &property);
		parse_page(&parse, rendered());
		assert_reads(&document, buf_text(&parse.text));
		buf_release(&parse.text);
		arena_reset(&((struct home *)*state)->arena);
	}
}

static void a_strict_parser_takes_it(void **state)
{
	struct property property = property_start("xmllint");

	if (!has_xmllint()) {
		print_message("xmllint is not here: pages are not read by it\n");
		skip();
	}
	for (int round = 0; round < property_rounds(20); round++) {
		document_by_chance(&document, &((struct home *)*state)->arena, &property);
		assert_xmllint_agrees(rendered());
		arena_reset(&((struct home *)*state)->arena);
	}
}

/* ---- pictures ---- */

#define PNG        "\x89PNG\r\n\x1A\n\0\0\0\1IDATx1234\0\0\0\0IEND1234"
#define JPEG       "\xFF\xC0\0\4ab\xFF\xDA\0\2c\xFF\xD9"
#define GIF        "..\0\0\0\0\0,........\0.\0;"
#define PNG_LENGTH (sizeof(PNG) - 1)
/* and noughts, 7 MiB in all */
#define LARGE "RIFF\xF8\xFF\x6F\0WEBPVP8 \xEC\xFF\x6F"

static const char *put(struct home *home, const char *name, const char *bytes, size_t length)
{
	const char *path = home_path(home, home->root, name);

	home_write(path, bytes, length);
	document.folder = home->root;
	return path;
}

static void pictures_are_in_the_page(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *data;
	} pictures[] = {
		{PNG, PNG_LENGTH,
		 "src=\"data:image/png;base64,iVBORw0KGgoAAAABSURBVHgxMjM0AAAAAElFTkQxMjM0\" "
		 "alt=\"P"},
		{"\xFF\xD8" JPEG, 15, "src=\"data:image/jpeg;base64,/9j/wAAEYWL/2gACY//Z\""},
		{"GIF87a" GIF, 26, "src=\"data:image/gif;base64,"},
		{"GIF89a" GIF, 26, "src=\"data:image/gif;base64,"},
		{"RIFF\x0C\0\0\0WEBPVP8 \0\0\0\0", 20, "src=\"data:image/webp;base64,"},
	};
	struct home *home = *state;

	for (size_t i = 0; i < COUNT(pictures); i++) {
		put(home, "slip", pictures[i].bytes, pictures[i].length);
		document_start(&document, &home->arena, "A talk");
		document.folder = home->root;
		document_picture(&document, "p", "They crossed it out.", "slip", NULL);
		assert_has(body(), pictures[i].data);
		assert_has(body(), "<figcaption>They crossed it out.</figcaption>");
	}
}

static void what_is_no_picture_is_only_named(void **state)
{
	static const struct {
		const char *name, *said;
	} files[] = {
		{"drawing.svg", "The file &#39;drawing.svg&#39; is not a picture"},
		{"page.png", "The file &#39;page.png&#39; is not a picture"},
		{"empty.png", "The file &#39;empty.png&#39; is not a picture"},
		{"link.png", "The picture &#39;link.png&#39; cannot be opened"},
		{"gone.png", "The picture &#39;gone.png&#39; cannot be opened"},
		{"..", "The picture &#39;..&#39; cannot be opened"},
		{"sub/real.png", "The picture &#39;sub/real.png&#39; cannot be opened"},
		{"<b>", "The picture &#39;&lt;b&gt;&#39; cannot be opened"},
	};
	struct home *home = *state;
	const char *sub = home_path(home, home->root, "sub");

	put(home, "drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", 41);
	put(home, "page.png", "<script>alert(1)</script>", 25);
	put(home, "empty.png", "", 0);
	put(home, "real.png", PNG, PNG_LENGTH);
	assert_int_equal(symlink("real.png", home_path(home, home->root, "link.png")), 0);
	assert_int_equal(mkdir(sub, 0700), 0);
	home_write(home_path(home, sub, "real.png"), PNG, PNG_LENGTH);
	for (size_t i = 0; i < COUNT(files); i++) {
		document_start(&document, &home->arena, "A talk");
		document.folder = home->root;
		document_picture(&document, "p", "What they did.", files[i].name, NULL);
		assert_has(body(), files[i].said);
		assert_has(body(), "<figcaption>What they did.</figcaption>");
		assert_null(strstr(body(), "<img"));
	}
}

static void the_folder_itself_is_no_link(void **state)
{
	struct home *home = *state;
	const char *link = home_path(home, home->root, "work");

	put(home, "real.png", PNG, PNG_LENGTH);
	assert_int_equal(symlink(".", link), 0);
	document.folder = link;
	document_picture(&document, "p", "What they did.", "real.png", NULL);
	assert_null(strstr(body(), "<img"));
}

static void a_photo_in_the_page_does_not_say_where_it_was_taken(void **state)
{
	static const char photo[] = "\xFF\xD8\xFF\xE1\0\x0DGPSLatitude" JPEG;

	put(*state, "photo.jpg", photo, sizeof(photo) - 1);
	document_picture(&document, "p", "What they did.", "photo.jpg", NULL);
	assert_has(body(), "src=\"data:image/jpeg;base64,/9j/wAAEYWL/2gACY//Z\"");
	put(*state, "photo.jpg", photo, sizeof(photo) - 3); /* without its end */
	document_start(&document, &((struct home *)*state)->arena, "A talk");
	document.folder = ((struct home *)*state)->root;
	document_picture(&document, "p", "What they did.", "photo.jpg", NULL);
	assert_has(body(), "The picture &#39;photo.jpg&#39; is not on this page: it may say where");
	assert_null(strstr(body(), "<img"));
}

/* A page that can still be mailed: 8 MiB a picture, 16 together. */
static void what_is_too_large_is_named_with_its_size(void **state)
{
	struct home *home = *state;

	assert_int_equal(
		truncate(put(home, "huge.png", LARGE, sizeof(LARGE) - 1), (9 << 20) + (1 << 19)),
		0);
	assert_int_equal(truncate(put(home, "large.png", LARGE, sizeof(LARGE) - 1), 7 << 20), 0);
	document_picture(&document, "p", "Huge", "huge.png", NULL);
	document_picture(&document, "p", "One", "large.png", NULL);
	document_picture(&document, "p", "Two", "large.png", NULL);
	document_picture(&document, "p", "Three", "large.png", NULL);
	assert_int_equal(count_of(body(), "<img"), 2);
	assert_has(buf_text(&out),
		   "The picture &#39;huge.png&#39; (9.5 MiB) is too large for this page.");
	assert_has(buf_text(&out),
		   "The picture &#39;large.png&#39; (7.0 MiB) is too large for this page.");
}

static void a_page_that_has_no_room_is_a_failure(void **state)
{
	struct buf small;
	struct err err;

	(void)state;
	document_text(&document, "a", "%s", "words");
	buf_init(&small, 100);
	assert_int_equal(document_as_html(&document, &small, &err), STATUS_NO_MEMORY);
	buf_release(&small);
}

#define IN_HOME(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOME(a_page_needs_nothing_but_itself),
		IN_HOME(blocks_become_elements),
		IN_HOME(headings_leave_out_no_level),
		IN_HOME(a_drawing_has_a_name_a_description_and_its_words_in_a_table),
		IN_HOME(what_stands_in_a_text_never_becomes_markup),
		IN_HOME(whatever_is_written_is_read_in_order),
		IN_HOME(a_strict_parser_takes_it),
		IN_HOME(pictures_are_in_the_page),
		IN_HOME(a_photo_in_the_page_does_not_say_where_it_was_taken),
		IN_HOME(what_is_no_picture_is_only_named),
		IN_HOME(the_folder_itself_is_no_link),
		IN_HOME(what_is_too_large_is_named_with_its_size),
		IN_HOME(a_page_that_has_no_room_is_a_failure),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
