/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session_file.h"

#include <string.h>

#include "debrief/i18n.h"
#include "debrief/record.h"

/*
 * Starting a YAML parser costs more than reading a record with it, so a run of whole records goes
 * through one. A document that it stops at is left out with a message, and a new parser starts
 * behind it: one unreadable record never hides others. Records that were edited, and bytes that
 * no parser would even begin with, get one of their own.
 */

struct reading {
	struct session_file *file;
	struct arena *arena;
	struct arena scratch; /* spans */
	struct arena nodes;   /* of one record */
	const struct record_span *spans;
	size_t n_spans;
	struct file_events *events;
};

static void say(struct reading *reading, enum diag_severity severity, uint32_t line,
		const char *message)
{
	struct mark mark = {line, 1};

	diags_add(&reading->file->diags, severity, mark, mark, "%s", message);
}

/* A writer, then anything that programs which keep folders in step put between it and the end:
 * "k7q2 (conflicted copy).yaml", "k7q2.sync-conflict-20261121.yaml", "k7q2-LAPTOP.yaml". */
static bool is_of_a_writer(const char *name, bool *is_copy)
{
	static const char ending[] = ".yaml";
	size_t length = strlen(name);

	if (length < EVENT_WRITER_LENGTH + sizeof(ending) - 1 ||
	    !event_writer_is_valid(name, EVENT_WRITER_LENGTH) ||
	    strcmp(name + length - (sizeof(ending) - 1), ending) != 0)
		return false;
	name += EVENT_WRITER_LENGTH;
	*is_copy = strcmp(name, ending) != 0;
	return !strchr("abcdefghijklmnopqrstuvwxyz0123456789", *name);
}

bool session_file_named(const char *name, struct session_file *file)
{
	static const char journal[] = "journal.";
	static const char private[] = "private.";
	const size_t prefix = sizeof(journal) - 1;

	*file = (struct session_file){.name = name};
	if (strncmp(name, private, prefix) == 0)
		file->is_private = true;
	else if (strncmp(name, journal, prefix) != 0)
		return false;
	if (!is_of_a_writer(name + prefix, &file->is_copy))
		return false;
	memcpy(file->writer, name + prefix, EVENT_WRITER_LENGTH);
	return true;
}

struct session_file *session_file_of(const struct session *session, const struct event *event)
{
	for (size_t i = 0; i < session->n_files; i++) {
		struct session_file *file = &session->files[i];
		/* Compared as numbers: an event that was added points into other memory. */
		if (event->record && (uintptr_t)event->record >= (uintptr_t)file->bytes &&
		    (uintptr_t)event->record < (uintptr_t)file->bytes + file->length)
			return file;
	}
	return NULL;
}

static void say_label(struct reading *reading, const struct record_span *span)
{
	if (span->label == RECORD_TORN)
		say(reading, DIAG_ERROR, span->line,
		    _("this record is not whole: its end was never written"));
	else if (span->label == RECORD_EDITED && reading->file->bytes[span->offset] != '-')
		say(reading, DIAG_ERROR, span->line,
		    _("this is not a record; expected a line with '---'"));
	else if (span->label == RECORD_EDITED)
		say(reading, DIAG_ERROR, span->line,
		    _("this record has been edited: its sum does not fit"));
}

static enum status scan_file(struct reading *reading, struct err *err)
{
	struct session_file *file = reading->file;
	struct record_span *spans = arena_grow(&reading->scratch, NULL, 0, sizeof(*spans));
	struct record_scan scan;
	struct record_span span;
	bool crlf = false;

	if (!spans)
		return err_no_memory(err);
	record_scan_start(&scan, file->bytes, file->length);
	file->good_length = scan.head;
	while (record_scan_next(&scan, &span)) {
		say_label(reading, &span);
		if (span.crlf && !crlf)
			say(reading, DIAG_WARNING, span.line,
			    _("lines end in CRLF: a program has changed this file"));
		crlf = crlf || span.crlf;
		if (span.label == RECORD_TORN) {
			file->torn = true;
			continue;
		}
		file->n_edited += span.label == RECORD_EDITED;
		file->good_length = span.offset + span.length;
		if (reading->n_spans >= SESSION_EVENTS_MAX)
			return err_set(err, STATUS_LIMIT, _("'%s' has more than %d records"),
				       file->diags.file, SESSION_EVENTS_MAX);
		spans = arena_grow(&reading->scratch, spans, reading->n_spans, sizeof(*spans));
		if (!spans)
			return err_no_memory(err);
		spans[reading->n_spans++] = span;
	}
	reading->spans = spans;
	return STATUS_OK;
}

/* What an event's frame says about the file it stands in. */
static void check_frame(struct reading *reading, const struct event *event)
{
	struct session_file *file = reading->file;
	const char *writer = event_text(event, KEY_WRITER);
	bool is_own = strcmp(event->id.writer, file->writer) == 0;

	if (event->id.is_private && !file->is_private)
		say(reading, DIAG_WARNING, event->line,
		    _("a private record stands in the shared stream"));
	if (!event->id.is_private && file->is_private)
		say(reading, DIAG_WARNING, event->line,
		    _("a shared record stands in the private stream, and is taken as private"));
	if (reading->events->count == 0 && writer && strcmp(writer, file->writer) != 0)
		say(reading, DIAG_WARNING, event->line,
		    _("this file was written under the name of another writer"));
	/* What could not be written to one file is written to another as it was: with its time. */
	if (is_own && event->at < file->last_at)
		say(reading, DIAG_WARNING, event->line,
		    _("the clock was put back: this is earlier than the record before it"));
	if (event->at > file->last_at)
		file->last_at = event->at;
	if (event->el > file->last_el)
		file->last_el = event->el;
	if (is_own && event->id.is_private == file->is_private &&
	    event->id.number > file->last_number)
		file->last_number = event->id.number;
}

static enum status take_record(struct reading *reading, const struct record_span *span,
			       const struct node *root, struct err *err)
{
	struct session_file *file = reading->file;
	struct file_events *events = reading->events;
	struct event *event = arena_alloc(reading->arena, sizeof(*event));

	events->items = event ? arena_grow(&reading->scratch, events->items, events->count,
					   sizeof(*events->items))
			      : NULL;
	if (!events->items)
		return err_no_memory(err);
	enum status status = record_decode(root, true, reading->arena, event, &file->diags, err);
	file->n_unread += status == STATUS_INVALID;
	if (status != STATUS_OK)
		return status == STATUS_INVALID ? STATUS_OK : status;
	event->record = file->bytes + span->offset;
	event->record_length = span->length;
	event->line = span->line;
	event->is_private = event->id.is_private || file->is_private;
	check_frame(reading, event);
	events->items[events->count++] = event;
	return STATUS_OK;
}

/* Reads records from a stream that begins with *next; ends early where another has to begin. */
static enum status read_stream(struct reading *reading, struct tree_stream *stream, size_t *next,
			       size_t end, struct err *err)
{
	size_t first = *next;

	while (*next < end) {
		const struct record_span *span = &reading->spans[*next];
		struct diags before = reading->file->diags;
		struct node *root;
		arena_reset(&reading->nodes);
		enum status status = tree_next(stream, &reading->nodes, &root, err);
		if (status != STATUS_OK && status != STATUS_INVALID)
			return status;
		if (!root) {
			/* It may be the fault of the record before; by itself, it will show. */
			if (*next > first) {
				reading->file->diags = before;
			} else {
				reading->file->n_unread++;
				++*next;
			}
			return STATUS_OK;
		}
		if (root->start.line < span->line) {
			say(reading, DIAG_ERROR, root->start.line,
			    _("a second document begins here; expected one for each record"));
			continue;
		}
		/* Line breaks that only YAML knows have moved its places too far. */
		if (*next > first && *next + 1 < end && root->start.line >= span[1].line)
			return STATUS_OK;
		status = take_record(reading, span, root, err);
		if (status != STATUS_OK)
			return status;
		++*next;
	}
	return STATUS_OK;
}

/* From one parser to the next, up to `end`. STATUS_INVALID: it would not even begin. */
static enum status read_run(struct reading *reading, size_t next, size_t end, struct err *err)
{
	const struct tree_limits limits = {
		.bytes = SESSION_FILE_MAX,
		.depth = tree_limits_record.depth,
		.nodes = tree_limits_record.nodes,
	};
	const struct record_span *last = &reading->spans[end - 1];

	while (next < end) {
		const struct record_span *span = &reading->spans[next];
		struct tree_stream *stream;
		enum status status = tree_open(&stream, reading->file->bytes + span->offset,
					       last->offset + last->length - span->offset,
					       span->line, &limits, &reading->file->diags, err);
		if (status != STATUS_OK)
			return status;
		status = read_stream(reading, stream, &next, end, err);
		tree_close(stream);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

static enum status read_singly(struct reading *reading, size_t next, size_t end, struct err *err)
{
	for (; next < end; next++) {
		if (reading->spans[next].length > RECORD_MAX) {
			say(reading, DIAG_ERROR, reading->spans[next].line,
			    _("this record is larger than 64 KiB, and is left out"));
			reading->file->n_unread++;
			continue;
		}
		enum status status = read_run(reading, next, next + 1, err);
		reading->file->n_unread += status == STATUS_INVALID;
		if (status != STATUS_OK && status != STATUS_INVALID)
			return status;
	}
	return STATUS_OK;
}

static bool may_join_run(const struct record_span *span)
{
	return span->label == RECORD_GOOD && span->length <= RECORD_MAX;
}

static enum status read_records(struct reading *reading, struct err *err)
{
	size_t end;

	for (size_t next = 0; next < reading->n_spans; next = end) {
		struct diags before = reading->file->diags;
		enum status status = STATUS_INVALID;
		end = next;
		while (end < reading->n_spans && may_join_run(&reading->spans[end]))
			end++;
		if (end > next)
			status = read_run(reading, next, end, err);
		else
			end++;
		if (status == STATUS_INVALID) {
			/* A run begins with the parser's look at all of its bytes, and ends there.
			 */
			reading->file->diags = before;
			status = read_singly(reading, next, end, err);
		}
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

enum status session_file_read(struct session_file *file, struct arena *arena,
			      struct file_events *events, struct err *err)
{
	struct reading reading = {.file = file, .arena = arena, .events = events};

	*events = (struct file_events){0};
	arena_init(&reading.scratch, SESSION_FILE_MAX);
	arena_init(&reading.nodes, SESSION_FILE_MAX);
	enum status status = scan_file(&reading, err);
	if (status == STATUS_OK)
		status = read_records(&reading, err);
	if (status == STATUS_OK && events->count > 0) {
		struct event **items = arena_array(arena, events->count, sizeof(*items));
		if (items)
			memcpy(items, events->items, events->count * sizeof(*items));
		else
			status = err_no_memory(err);
		events->items = items;
	}
	arena_release(&reading.nodes);
	arena_release(&reading.scratch);
	return status;
}
