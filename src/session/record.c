/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "debrief/checksum.h"
#include "debrief/emit.h"
#include "debrief/i18n.h"
#include "debrief/timestamp.h"
#include "debrief/utf8.h"

/*
 * A record begins at a line that is exactly "---" and ends with its sum. Texts are indented or
 * quoted, so neither of the two lines can stand inside one: what a scan finds does not depend on
 * what people said. Records are only ever added at the end, so all that a crash can leave is one
 * piece without its sum behind the last whole record.
 *
 * The sum is over LF, because tools that carry files between systems turn LF into CRLF.
 */

/* ---- writing ---- */

static bool text_is_storable(const char *text)
{
	return utf8_is_valid(text, strlen(text));
}

static enum status check_texts(const struct event *event, struct err *err)
{
	for (size_t i = 0; i < event->n_values; i++) {
		const struct event_value *value = &event->values[i];
		bool fits = !value->text || text_is_storable(value->text);
		for (size_t j = 0; fits && !value->text && j < value->count; j++)
			fits = text_is_storable(value->items[j]);
		if (!fits)
			return err_set(err, STATUS_INVALID,
				       _("the text of '%s' is not UTF-8 and cannot be kept"),
				       event_key_names[value->key]);
	}
	return STATUS_OK;
}

static void emit_elapsed(struct buf *out, int64_t ms)
{
	char text[32];
	int length = snprintf(text, sizeof(text), "%" PRId64 ".%03d", ms / 1000, (int)(ms % 1000));

	while (text[length - 1] == '0')
		length--;
	if (text[length - 1] == '.')
		length--;
	text[length] = '\0';
	emit_plain(out, 0, "el", text);
}

static void emit_head(struct buf *out, const struct event *event)
{
	char id[EVENT_ID_SIZE];
	char at[TIMESTAMP_SIZE];

	event_id_format(&event->id, id);
	timestamp_format(event->at, at);
	emit_plain(out, 0, "id", id);
	emit_plain(out, 0, "at", at);
	emit_elapsed(out, event->el);
	emit_scalar(out, 0, "kind", event->kind_name);
	if (event_id_is_set(&event->group)) {
		event_id_format(&event->group, id);
		emit_plain(out, 0, "group", id);
	}
}

static void emit_value(struct buf *out, int indent, const char *key, enum event_value_type type,
		       const struct event_value *value)
{
	long number;

	if (!value->text)
		emit_list(out, indent, key, value->items, value->count);
	else if (type == VALUE_BLOCK)
		emit_block(out, indent, key, value->text);
	else if ((type == VALUE_NUMBER && event_number_parse(value->text, &number)) ||
		 (type == VALUE_BOOL && event_bool_is_valid(value->text)))
		emit_plain(out, indent, key, value->text);
	else
		emit_scalar(out, indent, key, value->text);
}

/* Keys in the order of the table; "lesson.title" stands inside the map "lesson". */
static void emit_values(struct buf *out, const struct event *event)
{
	const struct event_kind_info *info = &event_kinds[event->kind];
	const char *map = "";
	size_t map_length = 0;

	for (size_t i = 0; i < info->n_rules; i++) {
		const struct event_rule *rule = &info->rules[i];
		const struct event_value *value = event_value(event, rule->key);
		if (!value)
			continue;
		const char *name = event_key_names[rule->key];
		const char *dot = strchr(name, '.');
		if (!dot) {
			emit_value(out, 0, name, rule->type, value);
			continue;
		}
		size_t length = (size_t)(dot - name);
		if (length != map_length || strncmp(name, map, length) != 0) {
			char outer[16];
			snprintf(outer, sizeof(outer), "%.*s", (int)length, name);
			emit_map(out, 0, outer);
			map = name;
			map_length = length;
		}
		emit_value(out, 2, dot + 1, rule->type, value);
	}
}

/* CRC-32C with every CRLF taken as LF. */
static uint32_t crc_of_lines(uint32_t crc, const char *bytes, size_t length)
{
	const char *end = bytes + length;

	while (bytes < end) {
		const char *cr = memchr(bytes, '\r', (size_t)(end - bytes));
		while (cr && (cr + 1 == end || cr[1] != '\n'))
			cr = memchr(cr + 1, '\r', (size_t)(end - cr - 1));
		const char *stop = cr ? cr : end;
		crc = crc32c(crc, bytes, (size_t)(stop - bytes));
		bytes = cr ? cr + 1 : end;
	}
	return crc;
}

enum status record_encode(const struct event *event, struct buf *out, struct err *err)
{
	size_t start = out->length;
	enum status status = check_texts(event, err);

	if (status != STATUS_OK)
		return status;
	buf_puts(out, "---\n");
	emit_head(out, event);
	if (event->extra)
		buf_puts(out, event->extra);
	emit_values(out, event);
	if (!out->failed)
		buf_printf(out, "sum: \"%08" PRIx32 "\"\n",
			   crc_of_lines(0, out->data + start, out->length - start));
	if (out->failed) {
		status = err_no_memory(err);
	} else if (out->length - start > RECORD_MAX) {
		status = err_set(err, STATUS_LIMIT,
				 _("this is too long for one record; it can have at most %zu KiB"),
				 RECORD_MAX / 1024);
	}
	if (status != STATUS_OK)
		buf_truncate(out, start);
	return status;
}

/* ---- scanning ---- */

struct scanned_line {
	const char *text;
	size_t length; /* without its end */
	size_t whole;  /* with it */
	bool ended;    /* by a newline */
	bool crlf;
};

static struct scanned_line line_at(const struct record_scan *scan, size_t offset)
{
	const char *text = scan->bytes + offset;
	size_t rest = scan->length - offset;
	const char *newline = memchr(text, '\n', rest);
	struct scanned_line line = {.text = text, .length = rest, .whole = rest};

	if (!newline)
		return line;
	line.ended = true;
	line.length = (size_t)(newline - text);
	line.whole = line.length + 1;
	if (line.length > 0 && text[line.length - 1] == '\r') {
		line.crlf = true;
		line.length--;
	}
	return line;
}

static bool is_marker(struct scanned_line line)
{
	return line.ended && line.length == 3 && memcmp(line.text, "---", 3) == 0;
}

/* Complete, and a comment or blank: what people may leave between records. */
static bool is_ignorable(struct scanned_line line)
{
	size_t i = 0;

	while (i < line.length && (line.text[i] == ' ' || line.text[i] == '\t'))
		i++;
	return line.ended && (i == line.length || line.text[i] == '#');
}

#define SUM_LENGTH 15 /* sum: "3daa10d4" */

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_sum(struct scanned_line line, uint32_t *sum)
{
	if (!line.ended || line.length != SUM_LENGTH || memcmp(line.text, "sum: \"", 6) != 0 ||
	    line.text[SUM_LENGTH - 1] != '"')
		return false;
	*sum = 0;
	for (size_t i = 6; i < SUM_LENGTH - 1; i++) {
		int digit = digit_value(line.text[i]);
		if (digit < 0)
			return false;
		*sum = *sum << 4 | (uint32_t)digit;
	}
	return true;
}

/* Comments and blank lines; false at the end of the file. */
static bool skip_ignorable(struct record_scan *scan)
{
	while (scan->next < scan->length) {
		struct scanned_line line = line_at(scan, scan->next);
		if (!is_ignorable(line))
			return true;
		scan->next += line.whole;
		scan->line++;
	}
	return false;
}

void record_scan_start(struct record_scan *scan, const char *bytes, size_t length)
{
	static const char bom[] = {'\xEF', '\xBB', '\xBF'};

	*scan = (struct record_scan){.bytes = bytes, .length = length, .line = 1};
	if (length >= sizeof(bom) && memcmp(bytes, bom, sizeof(bom)) == 0)
		scan->next = sizeof(bom);
	(void)skip_ignorable(scan);
	scan->head = scan->next;
}

/*
 * Goes on to the first sum that fits, else to the next "---" or the end of the file. A piece that
 * does not begin with "---" is what stands behind a whole record and is not one.
 */
bool record_scan_next(struct record_scan *scan, struct record_span *span)
{
	bool last_is_sum = false;
	uint32_t crc = 0;
	uint32_t sum;

	if (!skip_ignorable(scan))
		return false;
	*span = (struct record_span){
		.label = RECORD_EDITED,
		.offset = scan->next,
		.line = scan->line,
	};
	struct scanned_line line = line_at(scan, scan->next);
	bool is_record = is_marker(line);
	for (;;) {
		bool is_sum = read_sum(line, &sum);
		if (is_sum && is_record && sum == crc)
			span->label = RECORD_GOOD;
		crc = crc_of_lines(crc, line.text, line.whole);
		if (!is_ignorable(line))
			last_is_sum = is_sum;
		span->crlf = span->crlf || line.crlf;
		scan->next += line.whole;
		scan->line += line.ended;
		if (span->label == RECORD_GOOD || scan->next == scan->length)
			break;
		line = line_at(scan, scan->next);
		if (is_marker(line))
			break;
	}
	span->length = scan->next - span->offset;
	if (span->label != RECORD_GOOD && scan->next == scan->length && !(is_record && last_is_sum))
		span->label = RECORD_TORN;
	return true;
}
