/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "debrief/event_check.h"
#include "debrief/i18n.h"
#include "debrief/journal.h"
#include "debrief/record.h"
#include "debrief/state.h"
#include "debrief/timestamp.h"
#include "debrief/work_file.h"

/*
 * The events are checked before the journal is opened, so that a refused stream leaves no trace and
 * nobody is kept waiting; if the session has changed in between, they are checked once more.
 *
 * "+n" stands for the n-th event of the input. As all of the input becomes one group, the ids are
 * known beforehand, and are put in its place just before the events get them.
 */

#define ARENA_MAX ((size_t)1 << 30)

struct intake_event {
	struct event event;
	const struct node *node;
};

/* ---- reading ---- */

static void complain(struct intake *intake, const struct node *node, const char *message)
{
	diags_add(&intake->diags, DIAG_ERROR, node->start, node->end, "%s", message);
}

static void refuse_file_head(struct intake *intake, const struct intake_event *item)
{
	const struct node *kind = node_get(item->node, "kind");

	if (item->event.kind == EVENT_OPEN)
		complain(intake, kind, _("'open' cannot be added; 'debrief new' writes it"));
	else if (item->event.kind == EVENT_JOIN)
		complain(intake, kind,
			 _("'join' cannot be added; it is written when it is needed"));
	else if (item->event.kind == EVENT_ERASED)
		complain(intake, kind, _("'erased' cannot be added; 'debrief erase' writes it"));
}

static bool is_open(const struct node *node)
{
	const char *kind = node_text(node, "kind");

	return kind && strcmp(kind, event_kinds[EVENT_OPEN].name) == 0;
}

/* A "---" at the end begins a document with nothing in it. */
static bool is_empty(const struct node *node)
{
	return node->type == NODE_SCALAR && node->plain && node->length == 0;
}

static enum status take_document(struct intake *intake, const struct node *node, bool is_lesson,
				 struct err *err)
{
	struct intake_event *item;

	if (is_empty(node))
		return STATUS_OK;
	if (is_lesson && !intake->open && intake->count == 0 && is_open(node)) {
		intake->open = node;
		return STATUS_OK;
	}
	item = arena_grow(&intake->arena, intake->items, intake->count, sizeof(*item));
	if (!item)
		return err_no_memory(err);
	intake->items = item;
	item += intake->count++;
	item->node = node;
	enum status status = record_decode(node, false, &intake->arena, &item->event,
					   &intake->diags, err);
	if (status == STATUS_OK)
		refuse_file_head(intake, item);
	/* Its mistakes are noted; the others are looked for. */
	return status == STATUS_INVALID ? STATUS_OK : status;
}

enum status intake_read(struct intake *intake, const char *name, const char *bytes, size_t length,
			bool is_lesson, struct err *err)
{
	const struct tree_limits limits = {
		.bytes = INTAKE_MAX,
		.depth = tree_limits_record.depth,
		.nodes = tree_limits_record.nodes,
	};
	struct tree_stream *stream;
	struct node *root = NULL;

	*intake = (struct intake){0};
	arena_init(&intake->arena, ARENA_MAX);
	diags_init(&intake->diags, &intake->arena, name, bytes, length);
	enum status status = tree_open(&stream, bytes, length, 1, &limits, &intake->diags, err);
	if (status != STATUS_OK)
		return status == STATUS_INVALID ? STATUS_OK : status;
	do {
		status = tree_next(stream, &intake->arena, &root, err);
		if (status == STATUS_INVALID)
			status = STATUS_OK;
		if (status == STATUS_OK && root)
			status = take_document(intake, root, is_lesson, err);
	} while (status == STATUS_OK && root);
	tree_close(stream);
	return status;
}

void intake_release(struct intake *intake)
{
	arena_release(&intake->arena);
}

/* ---- checking ---- */

struct check {
	struct intake *intake;
	struct host *host;
	const struct session *session;
	size_t at; /* the event at hand */
	bool consent_refused;
	int work; /* descriptor of work/; -1: not open */
};

/* The event of the input that "+n" names, or NULL. Only what came before can be named. */
static struct event *intake_event(const struct intake *intake, size_t before, const char *reference)
{
	long number;

	if (reference[0] != '+' || !event_number_parse(reference + 1, &number) || number < 1 ||
	    (size_t)number > before)
		return NULL;
	return &intake->items[number - 1].event;
}

static const struct event *look_up(void *context, const char *reference)
{
	const struct check *check = context;
	struct event_id id;

	if (reference[0] == '+')
		return intake_event(check->intake, check->at, reference);
	return event_id_parse(reference, &id) ? session_event(check->session, &id) : NULL;
}

/* A description of a picture is worth little if nobody can tell later which picture it was. */
static void check_file(struct check *check, struct intake_event *item)
{
	const struct file_ops *ops = check->host->files;
	struct arena *arena = &check->intake->arena;
	const char *name = event_text(&item->event, KEY_FILE);
	const char *given = event_text(&item->event, KEY_SHA256);
	char *sum = name ? arena_alloc(arena, SHA256_HEX_SIZE) : NULL;
	struct err err = {0};

	if (!sum)
		return;
	if (check->work < 0)
		check->work = work_folder_open(ops, check->session);
	if (check->work < 0) {
		complain(check->intake, node_get(item->node, "file"),
			 _("the session has no folder 'work' with this file"));
	} else if (work_file_sum(ops, check->work, name, sum, &err) != STATUS_OK) {
		complain(check->intake, node_get(item->node, "file"), err.message);
	} else {
		if (given && strcmp(given, sum) != 0)
			complain(check->intake, node_get(item->node, "sha256"),
				 _("this is not the sum of the file in 'work'; leave it out"));
		event_set(&item->event, KEY_SHA256, sum);
	}
}

/* The teacher's word holds from the moment it was given. */
static void check_consent(struct check *check, const struct intake_event *item)
{
	const struct node *words = node_get(item->node, "text");

	if (item->event.kind == EVENT_CONSENT)
		check->consent_refused = event_says(&item->event, KEY_VALUE, "refused");
	if (!check->consent_refused || !event_has_teachers_words(&item->event))
		return;
	complain(check->intake, words ? words : item->node,
		 item->event.kind == EVENT_SAID
			 ? _("the teacher does not want their words written down; expected 'kind: "
			     "field' with 'value: heard', or nothing")
			 : _("the teacher does not want their words written down; expected the "
			     "same without words, or nothing"));
	check->intake->is_refused = true;
}

/* A day of a visit to come is a slip, or the day that was meant for `due`. */
static void check_visit(struct check *check, const struct intake_event *item)
{
	const char *date = event_text(&item->event, KEY_DATE);
	char today[DATE_SIZE];

	timestamp_local_date(host_now_ms(check->host), today);
	if (item->event.kind == EVENT_VISIT && date && date_is_valid(date) &&
	    strcmp(date, today) > 0)
		complain(check->intake, node_get(item->node, "date"),
			 _("this day is still to come; expected the day of the visit, or 'due' for "
			   "the next one"));
}

static void check_size(struct check *check, const struct intake_event *item)
{
	struct err err = {0};
	struct buf record;

	buf_init(&record, RECORD_MAX * 2);
	if (record_encode(&item->event, &record, &err) != STATUS_OK)
		complain(check->intake, item->node, err.message);
	buf_release(&record);
}

static void check_event(struct check *check, struct intake_event *item)
{
	struct event *event = &item->event;
	const char *target = event_text(event, KEY_RE);
	const struct event *found = target ? look_up(check, target) : NULL;

	/* Of a session whose rubric is lost nobody can say which ids were its. */
	event_check(event, item->node,
		    check->session->rubric_diags.source ? check->session->rubric : NULL, look_up,
		    check, &check->intake->diags);
	event->is_private = event_is_private_by_rule(event, check->session->rubric,
						     found && found->is_private);
	check_file(check, item);
	check_consent(check, item);
	check_visit(check, item);
	check_size(check, item);
}

static bool says_zero(const struct node *node)
{
	return node->type == NODE_SCALAR && strspn(node->text, "0.") == node->length;
}

/*
 * Times that are given must not run backwards. If any is given, an event without one happened
 * when the one before it did; if none is, the journal's clock tells.
 */
static void check_times(struct intake *intake, bool is_at, int64_t last)
{
	const char *key = is_at ? "at" : "el";
	bool is_given = false;

	for (size_t i = 0; i < intake->count; i++)
		is_given = is_given || node_get(intake->items[i].node, key);
	for (size_t i = 0; is_given && i < intake->count; i++) {
		const struct node *node = node_get(intake->items[i].node, key);
		struct event *event = &intake->items[i].event;
		int64_t *time = is_at ? &event->at : &event->el;
		/* One that could not be read has its own message, and is 0. */
		if (node && *time < last && (*time != 0 || says_zero(node)))
			complain(intake, node,
				 _("this is before the event before it, or before the last one in "
				   "the session"));
		if (!node || *time == 0)
			*time = last;
		if (*time > last)
			last = *time;
	}
}

static enum status find_consent(struct check *check, struct err *err)
{
	struct state state;
	struct arena arena;

	arena_init(&arena, ARENA_MAX);
	enum status status = state_fold(&state, check->session, SIZE_MAX, false, &arena, err);
	if (status == STATUS_OK)
		check->consent_refused = state_consent_refused(&state);
	arena_release(&arena);
	return status;
}

static enum status check_all(struct intake *intake, struct host *host,
			     const struct session *session, struct err *err)
{
	struct check check = {.intake = intake, .host = host, .session = session, .work = -1};
	int64_t last_at = 0;
	int64_t last_el = 0;
	enum status status = find_consent(&check, err);

	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < session->n_events; i++) {
		if (session->events[i]->at > last_at)
			last_at = session->events[i]->at;
		if (session->events[i]->el > last_el)
			last_el = session->events[i]->el;
	}
	for (; check.at < intake->count; check.at++)
		if (intake->items[check.at].event.kind != EVENT_UNKNOWN)
			check_event(&check, &intake->items[check.at]);
	check_times(intake, true, last_at);
	check_times(intake, false, last_el);
	if (check.work >= 0)
		host->files->close(check.work);
	if (intake->is_refused)
		return err_set(
			err, STATUS_REFUSED, "%s",
			_("nothing was added: the teacher's words must not be written down"));
	if (intake->diags.errors > 0)
		return err_set(err, STATUS_INVALID, "%s",
			       _("nothing was added: the input has mistakes"));
	return STATUS_OK;
}

/* ---- appending ---- */

static const char *resolved(struct intake *intake, const char *reference)
{
	const struct event *event = intake_event(intake, intake->count, reference);
	char id[EVENT_ID_SIZE];

	if (!event)
		return reference;
	event_id_format(&event->id, id);
	return arena_strdup(&intake->arena, id);
}

static bool resolve_value(struct intake *intake, struct event_value *value)
{
	if (value->text) {
		value->text = resolved(intake, value->text);
		return value->text;
	}
	const char **items = arena_array(&intake->arena, value->count, sizeof(*items));
	if (!items)
		return false;
	for (size_t i = 0; i < value->count; i++) {
		items[i] = resolved(intake, value->items[i]);
		if (!items[i])
			return false;
	}
	value->items = items;
	return true;
}

/* Gives every event the id that the journal will give it, and puts ids in the places of "+n". */
static struct event *prepare(struct intake *intake, const struct journal *journal)
{
	struct event *events = arena_array(&intake->arena, intake->count, sizeof(*events));
	struct event_id next[2] = {
		journal_next_id(journal, false),
		journal_next_id(journal, true),
	};

	if (!events)
		return NULL;
	for (size_t i = 0; i < intake->count; i++) {
		struct event *event = &intake->items[i].event;
		event->id = next[event->is_private];
		next[event->is_private].number++;
		for (size_t j = 0; j < event->n_values; j++) {
			struct event_value *value = &event->values[j];
			if ((value->key == KEY_RE || value->key == KEY_CITES) &&
			    !resolve_value(intake, value))
				return NULL;
		}
		events[i] = *event;
	}
	return events;
}

static enum status write_events(struct intake *intake, struct journal *journal, struct buf *ids,
				struct err *err)
{
	struct event *events = prepare(intake, journal);
	char id[EVENT_ID_SIZE];

	if (!events)
		return err_no_memory(err);
	enum status status = journal_stage(journal, events, intake->count, err);
	if (status == STATUS_OK)
		status = journal_flush(journal, err);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < intake->count; i++) {
		assert(event_id_equal(&events[i].id, &intake->items[i].event.id));
		event_id_format(&events[i].id, id);
		buf_printf(ids, "%s\n", id);
	}
	return STATUS_OK;
}

enum status intake_append(struct intake *intake, struct host *host, struct session *session,
			  struct buf *ids, struct err *err)
{
	const struct diags before = intake->diags;
	size_t n_events = session->n_events;
	struct journal *journal;
	enum status status = check_all(intake, host, session, err);

	if (status != STATUS_OK || intake->count == 0)
		return status;
	status = journal_open(&journal, host, session, err);
	if (status != STATUS_OK)
		return status;
	if (session->n_events != n_events) {
		intake->diags = before;
		intake->is_refused = false;
		status = check_all(intake, host, session, err);
	}
	if (status == STATUS_OK)
		status = write_events(intake, journal, ids, err);
	intake->is_rescued = journal_is_rescuing(journal);
	journal_close(journal);
	return status;
}
