/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "debrief/file.h"
#include "debrief/record.h"
#include "debrief/utf8.h"

#define ARENA_MAX ((size_t)16 << 20)

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	HOLDS(setlocale(LC_CTYPE, "C.UTF-8"));
	return 0;
}

void fuzz_failed(const char *file, int line, const char *condition)
{
	fprintf(stderr, "%s:%d: this does not hold: %s\n", file, line, condition);
	abort();
}

static bool is_invisible(int32_t c)
{
	return c == 0x061C || c == 0x200B || c == 0x200E || c == 0x200F ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
	       (c & 0xFFFE) == 0xFFFE || (c >= 0xE0000 && c <= 0xE007F);
}

bool fuzz_can_show(const char *text, size_t length, bool lines)
{
	const char *end = text + length;

	while (text < end) {
		int32_t c = utf8_decode(&text, end);

		if (lines && (c == '\n' || c == '\t'))
			continue;
		if (c < 0x20 || (c >= 0x7F && c < 0xA0) || is_invisible(c))
			return false;
	}
	return true;
}

void fuzz_look_at_diags(struct diags *diags)
{
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	diags_print(diags, &text);
	HOLDS(!text.failed);
	HOLDS(fuzz_can_show(buf_text(&text), text.length, true));
	for (size_t i = 0; i < diags->count; i++)
		HOLDS(diags->items[i].message[0]);
	HOLDS(diags->errors + diags->warnings <= diags->count + diags->dropped);
	buf_release(&text);
}

void fuzz_look_at_err(enum status status, const struct err *err)
{
	HOLDS(status == STATUS_OK || err->message[0]);
	HOLDS(fuzz_can_show(err->message, strlen(err->message), true));
}

static bool same_texts(const struct event_value *a, const struct event_value *b)
{
	if (a->text || b->text)
		return a->text && b->text && !strcmp(a->text, b->text);
	for (size_t i = 0; i < a->count; i++)
		if (i == b->count || strcmp(a->items[i], b->items[i]) != 0)
			return false;
	return a->count == b->count;
}

bool fuzz_same_event(const struct event *a, const struct event *b)
{
	for (size_t i = 0; i < a->n_values; i++) {
		const struct event_value *there = event_value(b, a->values[i].key);

		if (!there || !same_texts(&a->values[i], there))
			return false;
	}
	return a->kind == b->kind && !strcmp(a->kind_name, b->kind_name) &&
	       event_id_equal(&a->id, &b->id) && event_id_equal(&a->group, &b->group) &&
	       a->at == b->at && a->el == b->el && a->is_private == b->is_private &&
	       a->n_values == b->n_values;
}

void fuzz_write_and_read(const struct event *event)
{
	struct err err = {{0}, 0};
	struct record_scan scan;
	struct record_span span;
	struct event again = {.kind = EVENT_UNKNOWN};
	const struct node *node;
	struct arena arena;
	struct diags diags;
	struct buf bytes;
	enum status status;

	buf_init(&bytes, RECORD_MAX * 8);
	arena_init(&arena, ARENA_MAX);
	status = record_encode(event, &bytes, &err);
	fuzz_look_at_err(status, &err);
	if (status) {
		HOLDS(status == STATUS_LIMIT && bytes.length == 0);
		goto out;
	}
	HOLDS(fuzz_can_show(bytes.data, bytes.length, true));
	record_scan_start(&scan, bytes.data, bytes.length);
	HOLDS(record_scan_next(&scan, &span));
	HOLDS(span.label == RECORD_GOOD && span.offset == 0 && span.length == bytes.length);

	again.record = bytes.data;
	again.record_length = bytes.length;
	node = record_parse(&again, &arena);
	HOLDS(node);
	diags_init(&diags, &arena, "again", bytes.data, bytes.length);
	HOLDS(record_decode(node, true, &arena, &again, &diags, &err) == STATUS_OK);
	HOLDS(diags.errors == 0);
	HOLDS(fuzz_same_event(event, &again));
out:
	arena_release(&arena);
	buf_release(&bytes);
}

const char *fuzz_source_rubric(const char *name, size_t *length)
{
	static struct buf rubric;
	char path[512];

	if (!rubric.data) {
		snprintf(path, sizeof(path), "%s/%s", DEBRIEF_SOURCE_RUBRICS, name);
		buf_init(&rubric, BUF_MAX_DEFAULT);
		HOLDS(file_read(&file_ops_system, AT_FDCWD, path, BUF_MAX_DEFAULT, &rubric, NULL) ==
		      STATUS_OK);
	}
	*length = rubric.length;
	return rubric.data;
}
