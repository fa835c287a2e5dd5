/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/session.h"

#include <stdlib.h>
#include <string.h>

#include "debrief/checksum.h"
#include "debrief/event_check.h"
#include "debrief/i18n.h"
#include "debrief/record.h"
#include "debrief/work_file.h"
#include "session_file.h"

/*
 * What reading found is taken over; what only concerns the whole is added: ids that name nothing,
 * gaps in the numbers, groups without an end, student work that is not what it was. Events are
 * checked as they are in memory, and only those with a mistake are parsed again for its place.
 */

#define SCRATCH_MAX        ((size_t)512 << 20)
#define FOLDER_ENTRIES_MAX 100000

struct inspection {
	struct session *session;
	struct host *host;
	struct arena arena;
	struct diags rubric;
	struct diags *files; /* one for each of the session's files */
	struct diags folder; /* what is in none of them */
	int work;            /* descriptor of work/; -1: not there */
};

static void take_over(struct inspection *inspection, struct diags *diags, const struct diags *from)
{
	diags_init(diags, &inspection->arena, from->file, from->source, from->source_length);
	for (size_t i = 0; i < from->count; i++)
		diags_add(diags, from->items[i].severity, from->items[i].start, from->items[i].end,
			  "%s", from->items[i].message);
	diags->errors = from->errors;
	diags->warnings = from->warnings;
	diags->dropped = from->dropped;
}

/* Where findings about an event belong. */
static struct diags *diags_of(struct inspection *inspection, const struct event *event)
{
	const struct session_file *file = session_file_of(inspection->session, event);

	return file ? &inspection->files[file - inspection->session->files] : &inspection->folder;
}

static void say(struct inspection *inspection, enum diag_severity severity,
		const struct event *event, const char *message)
{
	struct mark mark = {event->line, event->line > 0};

	diags_add(diags_of(inspection, event), severity, mark, mark, "%s",
		  message ? message : _("this cannot be right"));
}

/* ---- events ---- */

static const struct event *look_up(void *context, const char *id)
{
	const struct session *session = context;
	struct event_id parsed;

	return event_id_parse(id, &parsed) ? session_event(session, &parsed) : NULL;
}

static void check_event(struct inspection *inspection, const struct event *event,
			struct arena *scratch)
{
	struct session *session = inspection->session;
	/* Without a rubric every id would be unknown; that it is missing is said once. */
	const struct rubric *rubric = session->rubric_diags.source ? session->rubric : NULL;
	struct diags tried;

	arena_reset(scratch);
	diags_init(&tried, scratch, "", NULL, 0);
	if (event_check(event, NULL, rubric, look_up, session, &tried))
		return;
	/* Only what was read from a file has places in it. */
	event_check(event, event->line > 0 ? record_parse(event, scratch) : NULL, rubric, look_up,
		    session, diags_of(inspection, event));
}

static void check_group(struct inspection *inspection, const struct event *event)
{
	char id[EVENT_ID_SIZE];

	if (!event_id_is_set(&event->group) || session_event(inspection->session, &event->group))
		return;
	event_id_format(&event->group, id);
	say(inspection, DIAG_ERROR, event,
	    arena_printf(&inspection->arena,
			 _("the last record of its group, '%s', was never written, so this does "
			   "not count"),
			 id));
}

/* ---- student work ---- */

static void check_work(struct inspection *inspection, const struct event *event)
{
	const char *name = event_text(event, KEY_FILE);
	const char *sum = event_text(event, KEY_SHA256);
	char found[SHA256_HEX_SIZE];
	struct err err = {0};

	if (!name)
		return;
	if (inspection->work < 0) {
		say(inspection, DIAG_ERROR, event, _("the folder work/ with its file is missing"));
		return;
	}
	if (work_file_sum(inspection->host->files, inspection->work, name, found, &err))
		say(inspection, DIAG_ERROR, event,
		    arena_printf(&inspection->arena, _("student work in work/: %s"), err.message));
	else if (sum && strcmp(found, sum) != 0)
		say(inspection, DIAG_ERROR, event,
		    arena_printf(&inspection->arena,
				 _("the file 'work/%s' is not what it was when it was added"),
				 name));
}

/* ---- the sequence of ids ---- */

static int compare_ids(const void *left, const void *right)
{
	const struct event *a = *(const struct event *const *)left;
	const struct event *b = *(const struct event *const *)right;

	return event_id_compare(&a->id, &b->id);
}

static void say_gap(struct inspection *inspection, const struct event *event, uint32_t expected)
{
	struct event_id first = event->id;
	struct event_id last = event->id;
	char from[EVENT_ID_SIZE];
	char to[EVENT_ID_SIZE];

	first.number = expected;
	last.number--;
	event_id_format(&first, from);
	event_id_format(&last, to);
	say(inspection, DIAG_WARNING, event,
	    first.number == last.number
		    ? arena_printf(&inspection->arena,
				   _("the record '%s' before this one is missing"), from)
		    : arena_printf(&inspection->arena,
				   _("the records '%s' to '%s' before this one are missing"), from,
				   to));
}

static enum status check_sequence(struct inspection *inspection, struct err *err)
{
	const struct session *session = inspection->session;
	const struct event **events = arena_array(&inspection->arena, session->n_events,
						  sizeof(*events));
	uint32_t expected = 1;

	if (!events)
		return err_no_memory(err);
	for (size_t i = 0; i < session->n_events; i++)
		events[i] = session->events[i];
	qsort(events, session->n_events, sizeof(*events), compare_ids);
	for (size_t i = 0; i < session->n_events; i++) {
		const struct event_id *id = &events[i]->id;
		if (i == 0 || strcmp(id->writer, events[i - 1]->id.writer) != 0 ||
		    id->is_private != events[i - 1]->id.is_private)
			expected = 1;
		if (id->number > expected)
			say_gap(inspection, events[i], expected);
		expected = id->number + 1;
	}
	return STATUS_OK;
}

/* ---- the folder ---- */

static void check_rubric(struct inspection *inspection)
{
	const struct session *session = inspection->session;
	const char *sum = session->open ? event_text(session->open, KEY_RUBRIC_SHA256) : NULL;
	const struct mark whole = {1, 1};
	char found[SHA256_HEX_SIZE];

	if (!sum || !session->rubric_diags.source)
		return;
	sha256_hex(session->rubric_diags.source, session->rubric_diags.source_length, found);
	if (strcmp(found, sum) != 0)
		diags_add(&inspection->rubric, DIAG_ERROR, whole, whole, "%s",
			  _("this is not the rubric that the session was made with: it has been "
			    "changed since"));
}

/* Each writer has both files from the beginning. Of a session that was shared, one is missing. */
static void check_streams(struct inspection *inspection)
{
	const struct session *session = inspection->session;
	const struct mark whole = {0, 0};

	for (size_t i = 0; i < session->n_files; i++) {
		const struct session_file *file = &session->files[i];
		if (!session_lacks_stream(session, file))
			continue;
		diags_add(&inspection->files[i], DIAG_WARNING, whole, whole,
			  file->is_private
				  ? _("there is no 'journal.%s.yaml' beside this: what this writer "
				      "wrote for both is not here")
				  : _("there is no 'private.%s.yaml' beside this: what this writer "
				      "wrote for the coach alone is not here"),
			  file->writer);
	}
}

static void check_lost(struct inspection *inspection)
{
	const struct mark whole = {0, 0};
	char from[EVENT_ID_SIZE];
	char to[EVENT_ID_SIZE];

	for (int stream = 0; stream < 2; stream++) {
		struct event_id id;
		uint32_t count = session_count_lost(inspection->session, inspection->host, stream,
						    &id);
		if (count == 0)
			continue;
		event_id_format(&id, from);
		id.number += count - 1;
		event_id_format(&id, to);
		if (count == 1)
			diags_add(&inspection->folder, DIAG_ERROR, whole, whole,
				  _("the record '%s' was saved here and is in no file any more; an "
				    "older version may have come back"),
				  from);
		else
			diags_add(&inspection->folder, DIAG_ERROR, whole, whole,
				  _("the records '%s' to '%s' were saved here and are in no file "
				    "any more; an older version may have come back"),
				  from, to);
	}
}

/* Copies that somebody left behind: there may be records in them that are nowhere else. */
static enum status check_names(struct inspection *inspection, struct err *err)
{
	const struct mark whole = {0, 0};
	struct session_file file;
	char **names;
	size_t count;
	enum status status = folder_list(inspection->session->folder, FOLDER_ENTRIES_MAX, &names,
					 &count, err);

	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < count; i++) {
		if (strncmp(names[i], "journal.", 8) != 0 && strncmp(names[i], "private.", 8) != 0)
			continue;
		if (!session_file_named(names[i], &file))
			diags_add(&inspection->folder, DIAG_WARNING, whole, whole,
				  _("'%s' is not read, because its name is not that of a journal"),
				  names[i]);
		else if (file.is_copy)
			diags_add(&inspection->folder, DIAG_WARNING, whole, whole,
				  _("'%s' is a copy that another program left: it is read too, and "
				    "what is in both counts once"),
				  names[i]);
	}
	free(names);
	return STATUS_OK;
}

static void check_opening(struct inspection *inspection)
{
	const struct session *session = inspection->session;
	const struct mark whole = {0, 0};

	if (!session->open)
		diags_add(
			&inspection->folder, DIAG_ERROR, whole, whole, "%s",
			_("no record says how the session began; expected one of the kind 'open'"));
	if (session->is_newer)
		diags_add(&inspection->folder, DIAG_WARNING, whole, whole, "%s",
			  _("a newer version wrote to this session: it can be read here, but not "
			    "continued"));
}

static enum status inspect(struct inspection *inspection, struct err *err)
{
	struct session *session = inspection->session;
	const struct file_ops *ops = inspection->host->files;
	struct arena scratch;

	inspection->files = arena_array(&inspection->arena, session->n_files,
					sizeof(*inspection->files));
	if (!inspection->files)
		return err_no_memory(err);
	take_over(inspection, &inspection->rubric, &session->rubric_diags);
	for (size_t i = 0; i < session->n_files; i++)
		take_over(inspection, &inspection->files[i], &session->files[i].diags);
	diags_init(&inspection->folder, &inspection->arena, session->path, NULL, 0);

	check_opening(inspection);
	check_rubric(inspection);
	check_streams(inspection);
	check_lost(inspection);
	inspection->work = work_folder_open(ops, session);
	arena_init(&scratch, SCRATCH_MAX);
	for (size_t i = 0; i < session->n_events; i++) {
		check_event(inspection, session->events[i], &scratch);
		check_group(inspection, session->events[i]);
		check_work(inspection, session->events[i]);
	}
	arena_release(&scratch);
	if (inspection->work >= 0)
		ops->close(inspection->work);
	enum status status = check_sequence(inspection, err);
	if (status == STATUS_OK)
		status = check_names(inspection, err);
	return status;
}

/* The findings in the order in which they are shown: NULL behind the last. */
static struct diags *findings(struct inspection *inspection, size_t n)
{
	size_t n_files = inspection->session->n_files;

	if (n == 0)
		return &inspection->rubric;
	if (n <= n_files)
		return &inspection->files[n - 1];
	return n == n_files + 1 ? &inspection->folder : NULL;
}

static enum status start(struct inspection *inspection, struct session *session, struct host *host,
			 struct err *err)
{
	*inspection = (struct inspection){.session = session, .host = host};
	arena_init(&inspection->arena, SCRATCH_MAX);
	enum status status = inspect(inspection, err);
	if (status != STATUS_OK)
		arena_release(&inspection->arena);
	return status;
}

enum status session_check(struct session *session, struct host *host, struct buf *out,
			  size_t *errors, size_t *warnings, struct err *err)
{
	struct inspection inspection;
	struct diags *diags;
	enum status status = start(&inspection, session, host, err);

	*errors = 0;
	*warnings = 0;
	if (status != STATUS_OK)
		return status;
	for (size_t n = 0; (diags = findings(&inspection, n)); n++) {
		diags_print(diags, out);
		*errors += diags->errors;
		*warnings += diags->warnings;
	}
	arena_release(&inspection.arena);
	return out->failed ? err_no_memory(err) : STATUS_OK;
}

static enum status add_problem(struct session *session, const char *line, struct err *err)
{
	struct arena *arena = &session->arena;
	const char **problems = arena_grow(arena, session->problems, session->n_problems,
					   sizeof(*problems));
	const char *copy = arena_strdup(arena, line);

	if (!problems || !copy)
		return err_no_memory(err);
	problems[session->n_problems++] = copy;
	session->problems = problems;
	return STATUS_OK;
}

enum status session_find_problems(struct session *session, struct host *host, struct err *err)
{
	struct inspection inspection;
	struct diags *diags;
	struct buf line;
	enum status status = start(&inspection, session, host, err);

	session->n_problems = 0;
	if (status != STATUS_OK)
		return status;
	buf_init(&line, BUF_MAX_DEFAULT);
	for (size_t n = 0; (diags = findings(&inspection, n)); n++) {
		diags_sort(diags);
		for (size_t i = 0; i < diags->count && status == STATUS_OK; i++) {
			buf_reset(&line);
			diag_line(diags, &diags->items[i], &line);
			status = line.failed ? err_no_memory(err)
					     : add_problem(session, buf_text(&line), err);
		}
		if (status == STATUS_OK && diags->dropped > 0 && diags->count < DIAGS_MAX)
			status = err_no_memory(err);
	}
	buf_release(&line);
	arena_release(&inspection.arena);
	return status;
}
