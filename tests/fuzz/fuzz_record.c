/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A journal file of any bytes: the scan takes every byte exactly once, only the end is ever torn,
 * and what it calls good is good by itself and wherever the file is cut behind it. What was read
 * from a record can be written, and read again as the same.
 */
#include "debrief/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "debrief/checksum.h"
#include "fuzz.h"

#define ARENA_MAX ((size_t)16 << 20)
#define SPANS_MAX 16 /* that are cut behind and decoded */

struct line {
	const char *text;
	size_t length, whole; /* without its end, LF or CRLF, and with it */
	bool ended;
};

static struct line line_at(const char *bytes, size_t at, size_t size)
{
	const char *newline = memchr(bytes + at, '\n', size - at);
	struct line line = {.text = bytes + at, .length = size - at, .whole = size - at};

	if (newline) {
		line.ended = true;
		line.length = (size_t)(newline - line.text);
		line.whole = line.length + 1;
		line.length -= line.length > 0 && newline[-1] == '\r';
	}
	return line;
}

static bool is_line(const struct line *line, const char *text)
{
	return line->ended && line->length == strlen(text) &&
	       !memcmp(line->text, text, line->length);
}

static bool is_sum(const struct line *line)
{
	return line->ended && line->length == strlen("sum: \"00000000\"") &&
	       !memcmp(line->text, "sum: \"", 6) && line->text[14] == '"';
}

/* A byte order mark stands before the first record and is no part of it. */
static size_t mark_length(const char *bytes, size_t size)
{
	return size >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
}

/* Complete lines that are blank or a comment; in the head a byte order mark, too. */
static void look_at_gap(const char *bytes, size_t from, size_t to)
{
	HOLDS(from <= to);
	if (from == 0)
		from = mark_length(bytes, to);
	while (from < to) {
		const char *newline = memchr(bytes + from, '\n', to - from);
		size_t text = from;

		HOLDS(newline);
		while (strchr(" \t\r", bytes[text]) && bytes[text])
			text++;
		HOLDS(bytes[text] == '\n' || bytes[text] == '#');
		from = (size_t)(newline - bytes) + 1;
	}
}

static bool begins_a_record(const char *bytes, const struct record_span *span)
{
	struct line line = line_at(bytes, span->offset, span->offset + span->length);

	return is_line(&line, "---");
}

static bool has_sum(const char *bytes, const struct record_span *span)
{
	size_t end = span->offset + span->length;
	struct line line;

	for (size_t at = span->offset; at < end; at += line.whole) {
		line = line_at(bytes, at, end);
		if (is_sum(&line))
			return true;
	}
	return false;
}

/* The label is what its bytes say; in a file whose sums are right no record is edited that has one.
 */
static void look_at_label(const char *bytes, size_t size, const struct record_span *span,
			  bool sums_are_right)
{
	bool is_record = begins_a_record(bytes, span);
	bool is_last = span->offset + span->length == size;

	if (span->label == RECORD_GOOD)
		HOLDS(is_record && has_sum(bytes, span));
	else if (sums_are_right)
		HOLDS(!is_record || !has_sum(bytes, span));
	if (span->label == RECORD_TORN)
		HOLDS(is_last);
	else if (is_last)
		HOLDS(is_record && has_sum(bytes, span));
}

/* With nothing after it, it is still what it was. */
static void scan_alone(const char *bytes, size_t length)
{
	struct record_scan scan;
	struct record_span span;

	record_scan_start(&scan, bytes, length);
	HOLDS(record_scan_next(&scan, &span));
	HOLDS(span.label == RECORD_GOOD && span.offset == 0 && span.length == length);
	HOLDS(!record_scan_next(&scan, &span));
}

static void scan_cut(const char *bytes, size_t length, size_t before)
{
	struct record_scan scan;
	struct record_span span;
	size_t good = 0;

	record_scan_start(&scan, bytes, length);
	while (record_scan_next(&scan, &span))
		good += span.label == RECORD_GOOD;
	HOLDS(good == before);
}

static void decode(const char *bytes, const struct record_span *span)
{
	struct event event = {
		.record = bytes + span->offset, .record_length = span->length, .line = span->line};
	struct err err = {{0}, 0};
	const struct node *node;
	struct arena arena;
	struct diags diags;
	enum status status;

	arena_init(&arena, ARENA_MAX);
	diags_init(&diags, &arena, "journal", bytes, span->offset + span->length);
	node = record_parse(&event, &arena);
	if (node) {
		status = record_decode(node, true, &arena, &event, &diags, &err);
		fuzz_look_at_err(status, &err);
		fuzz_look_at_diags(&diags);
		HOLDS(status == STATUS_OK || diags.errors > 0);
		if (status == STATUS_OK)
			fuzz_write_and_read(&event);
	}
	arena_release(&arena);
}

static void scan_file(const char *bytes, size_t size, bool sums_are_right)
{
	struct record_scan scan;
	struct record_span span = {.label = RECORD_GOOD};
	size_t end = 0;
	size_t spans = 0;
	size_t good = 0;
	uint32_t line = 1;

	record_scan_start(&scan, bytes, size);
	look_at_gap(bytes, 0, scan.head);
	while (record_scan_next(&scan, &span)) {
		HOLDS(span.length > 0 && span.offset + span.length <= size);
		look_at_gap(bytes, end, span.offset);
		for (; end < span.offset; end++)
			line += bytes[end] == '\n';
		HOLDS(span.line == line);
		for (end = span.offset; end < span.offset + span.length; end++)
			line += bytes[end] == '\n';
		look_at_label(bytes, size, &span, sums_are_right);
		if (spans++ >= SPANS_MAX)
			continue;
		if (span.label == RECORD_GOOD) {
			scan_alone(bytes + span.offset, span.length);
			scan_cut(bytes, end, ++good);
			scan_cut(bytes, end - 1, good - 1);
		}
		if (span.label != RECORD_TORN)
			decode(bytes, &span);
	}
	look_at_gap(bytes, end, size);
}

/* Nobody finds a sum by chance: writes into each line that has one what it should be. */
static bool mend_sums(char *bytes, size_t size)
{
	bool mended = false;
	uint32_t crc = 0;
	char sum[9];

	for (size_t at = mark_length(bytes, size); at < size;) {
		struct line line = line_at(bytes, at, size);

		if (is_line(&line, "---"))
			crc = 0;
		if (is_sum(&line)) {
			snprintf(sum, sizeof(sum), "%08" PRIx32, crc);
			memcpy(bytes + at + 6, sum, 8);
			mended = true;
		}
		crc = crc32c(crc, line.text, line.length);
		if (line.ended)
			crc = crc32c(crc, "\n", 1);
		at += line.whole;
	}
	return mended;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *mended = malloc(size + 1);

	HOLDS(mended);
	if (size > 0)
		memcpy(mended, data, size);
	scan_file((const char *)data, size, false);
	if (mend_sums(mended, size))
		scan_file(mended, size, true);
	free(mended);
	return 0;
}
