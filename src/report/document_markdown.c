/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/document.h"

#include <string.h>

#include "debrief/i18n.h"
#include "debrief/sanitise.h"
#include "timeline_draw.h"
#include "timeline_key.h"

/*
 * CommonMark. Words are words: each character that could begin markup, a link or
 * HTML is escaped wherever it stands, those that do so only at the beginning of a line there.
 * Pictures are named, not linked: the page may be kept anywhere, and their files stay where they
 * are.
 */

#define SCRATCH_MAX     ((size_t)16 << 20)
#define PICTURE_COLUMNS 76

struct writer {
	struct buf *out;
	struct buf clean; /* the text that is being written, sanitised */
};

/* ---- escaping ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A rule, a heading's underline or a list would begin here. Digits are passed by the caller. */
static bool begins_block(const char *line, size_t at)
{
	size_t digits = 0;

	while (is_digit(line[digits]))
		digits++;
	if (digits > 0)
		return at == digits && (line[at] == '.' || line[at] == ')');
	return at == 0 && strchr("-+=", line[0]);
}

/* Bare addresses become links in many readers: "https://", "www." */
static bool begins_address(const char *line, size_t at)
{
	return (line[at] == ':' && line[at + 1] == '/') ||
	       (line[at] == '.' && at >= 3 && strchr("wW", line[at - 1]) &&
		strchr("wW", line[at - 2]) && strchr("wW", line[at - 3]));
}

/* `line` must not begin with a blank, and must go on behind `length` (a NUL will do). */
static void add_escaped(struct buf *out, const char *line, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (strchr("\\`*_{}[]<>&|~#$", line[i]) || begins_block(line, i) ||
		    begins_address(line, i))
			buf_putc(out, '\\');
		buf_putc(out, line[i] == '\t' ? ' ' : line[i]);
	}
}

static void clean(struct writer *writer, const char *text)
{
	buf_reset(&writer->clean);
	sanitise_text(&writer->clean, text, SANITISE_LINES);
	if (writer->clean.failed)
		writer->out->failed = true;
}

static size_t line_length(const char *line)
{
	size_t length = strcspn(line, "\n");

	while (length > 0 && strchr(" \t", line[length - 1]))
		length--;
	return length;
}

/* In one line, whatever line ends it has. */
static void add_line(struct writer *writer, const char *text)
{
	const char *at;
	bool first = true;

	clean(writer, text);
	for (at = buf_text(&writer->clean); *(at += strspn(at, " \t\n")); at += strcspn(at, "\n")) {
		if (!first)
			buf_putc(writer->out, ' ');
		add_escaped(writer->out, at, line_length(at));
		first = false;
	}
}

/* Line ends stay, empty lines part paragraphs; `prefix` stands before every line but the first. */
static void add_lines(struct writer *writer, const char *prefix, const char *text)
{
	const char *at;

	clean(writer, text);
	at = buf_text(&writer->clean);
	at += strspn(at, " \t\n");
	while (*at) {
		size_t length = line_length(at);
		const char *next = at + strcspn(at, "\n");
		bool ends = false;

		add_escaped(writer->out, at, length);
		for (at = next; *at && strchr(" \t\n", *at); at++)
			if (at > next && *at == '\n')
				ends = true;
		if (!*at)
			break;
		if (ends)
			buf_printf(writer->out, "\n%s\n%s", prefix, prefix);
		else
			buf_printf(writer->out, "\\\n%s", prefix);
	}
}

/* ---- blocks ---- */

static void add_strong(struct writer *writer, const char *label)
{
	if (!label || !*label)
		return;
	buf_puts(writer->out, "**");
	add_line(writer, label);
	buf_puts(writer->out, "**");
}

static void add_heading(struct writer *writer, const struct block *block)
{
	buf_fill(writer->out, '#', (size_t)block->level);
	buf_putc(writer->out, ' ');
	add_line(writer, block->text);
}

static void add_text(struct writer *writer, const struct block *block)
{
	add_lines(writer, "", block->text);
}

static void add_quote(struct writer *writer, const struct block *block)
{
	bool has_aside = block->aside && *block->aside;

	if (block->label || has_aside) {
		buf_puts(writer->out, "> ");
		add_strong(writer, block->label);
		if (has_aside) {
			buf_puts(writer->out, block->label ? " (" : "(");
			add_line(writer, block->aside);
			buf_putc(writer->out, ')');
		}
		buf_puts(writer->out, "\n>\n");
	}
	buf_puts(writer->out, "> ");
	add_lines(writer, "> ", block->text);
}

static void add_item(struct writer *writer, const struct block *block)
{
	buf_puts(writer->out, block->kind == BLOCK_FACT ? "- " : "* ");
	if (block->label && *block->label) {
		add_strong(writer, block->label);
		buf_puts(writer->out, block->kind == BLOCK_FACT ? ": " : " ");
	}
	add_lines(writer, "  ", block->text);
	if (block->aside && *block->aside) {
		buf_puts(writer->out, " (");
		add_line(writer, block->aside);
		buf_putc(writer->out, ')');
	}
}

/* A fence that no line of the text can close. */
static void add_fenced(struct writer *writer, const char *text)
{
	size_t fence = 3;
	size_t run = 0;

	for (const char *at = text; *at; at++) {
		run = *at == '`' ? run + 1 : 0;
		if (run >= fence)
			fence = run + 1;
	}
	buf_fill(writer->out, '`', fence);
	buf_printf(writer->out, "\n%s", text);
	if (!*text || text[strlen(text) - 1] != '\n')
		buf_putc(writer->out, '\n');
	buf_fill(writer->out, '`', fence);
}

static void add_verbatim(struct writer *writer, const struct block *block)
{
	clean(writer, block->text);
	add_fenced(writer, buf_text(&writer->clean));
}

static void add_picture(struct writer *writer, const struct block *block)
{
	const char *name = block->label ? block->label : block->aside;

	buf_printf(writer->out, "%s ", _("Picture:"));
	if (block->text && *block->text) {
		add_line(writer, block->text);
		buf_puts(writer->out, " (");
		add_line(writer, name);
		buf_putc(writer->out, ')');
	} else {
		add_line(writer, name);
	}
}

/* What the picture shows, as a list of the lanes. Lists that follow one another would be one, but
 * for their bullets: each kind has its own. */
static void add_meanings(struct writer *writer, const struct timeline_key *key)
{
	for (size_t i = 0; i < key->n_meanings; i++) {
		const struct timeline_meaning *meaning = &key->meanings[i];

		if (timeline_key_begins(key, i)) {
			buf_puts(writer->out, i > 0 ? "\n+ " : "+ ");
			add_strong(writer, meaning->lane->title);
		}
		if (*meaning->mark) {
			buf_printf(writer->out, "\n  + **%s** ", meaning->mark);
			add_line(writer, meaning->text);
		}
		buf_puts(writer->out, ": ");
		timeline_when(writer->out, meaning);
	}
}

static void add_timeline(struct writer *writer, const struct block *block)
{
	struct timeline_key key;
	struct arena arena;
	struct buf picture;

	arena_init(&arena, SCRATCH_MAX);
	buf_init(&picture, SCRATCH_MAX);
	timeline_picture(block->timeline, PICTURE_COLUMNS, &picture);
	if (!timeline_key_make(&key, block->timeline, &arena) || picture.failed)
		writer->out->failed = true;
	add_fenced(writer, buf_text(&picture));
	if (key.n_meanings > 0) {
		buf_puts(writer->out, "\n\n");
		add_meanings(writer, &key);
	}
	buf_release(&picture);
	arena_release(&arena);
}

/* ---- the page ---- */

enum status document_as_markdown(const struct document *document, struct buf *out, struct err *err)
{
	static void (*const add[BLOCK__COUNT])(struct writer *, const struct block *) = {
		[BLOCK_HEADING] = add_heading, [BLOCK_TEXT] = add_text,
		[BLOCK_QUOTE] = add_quote,     [BLOCK_FACT] = add_item,
		[BLOCK_ITEM] = add_item,       [BLOCK_VERBATIM] = add_verbatim,
		[BLOCK_PICTURE] = add_picture, [BLOCK_TIMELINE] = add_timeline,
	};
	struct writer writer = {.out = out};

	buf_init(&writer.clean, SCRATCH_MAX);
	for (size_t i = 0; i < document->n_blocks; i++) {
		const struct block *block = &document->blocks[i];
		bool is_list = block->kind == BLOCK_FACT || block->kind == BLOCK_ITEM;

		if (i > 0 && !(is_list && block[-1].kind == block->kind))
			buf_putc(out, '\n');
		add[block->kind](&writer, block);
		buf_putc(out, '\n');
	}
	buf_release(&writer.clean);
	return out->failed || document->failed ? err_no_memory(err) : STATUS_OK;
}
