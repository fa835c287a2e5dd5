/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session_order.h"

#include <string.h>

#include "debrief/event_index.h"
#include "debrief/i18n.h"

/*
 * The writers' events in one order that depends on nothing but the bytes, so every reader of the
 * same files sees the same session. Within a file, the file's order always holds: a clock that
 * was put back counts as standing still.
 */

#define SCRATCH_MAX ((size_t)64 << 20)

struct head { /* the next event of a file */
	const struct file_events *events;
	size_t next;
	int64_t at; /* never earlier than that of the event before it */
};

int event_order(const struct event *a, int64_t a_at, const struct event *b, int64_t b_at)
{
	if (a_at != b_at)
		return a_at < b_at ? -1 : 1;
	return event_id_compare(&a->id, &b->id);
}

static bool advance(struct head *head)
{
	if (++head->next >= head->events->count)
		return false;
	int64_t at = head->events->items[head->next]->at;
	if (at > head->at)
		head->at = at;
	return true;
}

static enum status merge(struct session *session, const struct file_events *events,
			 bool shared_only, struct err *err)
{
	struct head *heads = arena_array(&session->arena, session->n_files, sizeof(*heads));
	size_t n_heads = 0;

	if (!heads)
		return err_no_memory(err);
	for (size_t i = 0; i < session->n_files; i++)
		if (events[i].count > 0)
			heads[n_heads++] = (struct head){&events[i], 0, events[i].items[0]->at};
	while (n_heads > 0) {
		size_t first = 0;
		for (size_t i = 1; i < n_heads; i++)
			if (event_order(heads[i].events->items[heads[i].next], heads[i].at,
					heads[first].events->items[heads[first].next],
					heads[first].at) < 0)
				first = i;
		if (session->n_events >= SESSION_EVENTS_MAX)
			return err_set(err, STATUS_LIMIT, _("'%s' has more than %d records"),
				       session->path, SESSION_EVENTS_MAX);
		session->events = arena_grow(&session->arena, session->events, session->n_events,
					     sizeof(*session->events));
		if (!session->events)
			return err_no_memory(err);
		const struct event *event = heads[first].events->items[heads[first].next];
		if (!shared_only || !event->is_private)
			session->events[session->n_events++] = event;
		if (!advance(&heads[first])) {
			/* Those behind move up: between equals, the order of the files counts. */
			n_heads--;
			memmove(&heads[first], &heads[first + 1],
				(n_heads - first) * sizeof(*heads));
		}
	}
	return STATUS_OK;
}

/* The same bytes, whatever a program made of the ends of lines. */
static bool same_record(const struct event *a, const struct event *b)
{
	size_t i = 0;
	size_t j = 0;

	for (;;) {
		i += i + 1 < a->record_length && a->record[i] == '\r' && a->record[i + 1] == '\n';
		j += j + 1 < b->record_length && b->record[j] == '\r' && b->record[j + 1] == '\n';
		if (i == a->record_length || j == b->record_length)
			return i == a->record_length && j == b->record_length;
		if (a->record[i++] != b->record[j++])
			return false;
	}
}

static void say(struct session *session, const struct event *event, const char *message)
{
	struct session_file *file = session_file_of(session, event);
	struct mark mark = {event->line, 1};

	if (file)
		diags_add(&file->diags, DIAG_ERROR, mark, mark, "%s", message ? message : "");
}

/* Whether `event` is left out, for what stands for its id already. */
static bool is_double(struct session *session, const struct event *event, const struct event *kept)
{
	struct arena *arena = &session->arena;
	char id[EVENT_ID_SIZE];

	if (same_record(event, kept))
		return true;
	event_id_format(&event->id, id);
	if (kept->kind != EVENT_ERASED) {
		say(session, event,
		    arena_printf(arena,
				 _("there is another record '%s' that says something else; both "
				   "are kept"),
				 id));
		return false;
	}
	if (event->kind != EVENT_ERASED)
		say(session, event,
		    arena_printf(arena,
				 _("the words of '%s' were erased elsewhere, and still stand here; "
				   "'debrief erase' removes them here too"),
				 id));
	return true;
}

/*
 * A record that was written to a second place, because the first one failed, counts once. One that
 * was erased stays so whatever comes back: an older copy that was restored, or a machine that had
 * not heard of it.
 */
static enum status drop_doubles(struct session *session, struct err *err)
{
	struct event_index all;
	struct arena scratch;
	size_t kept = 0;

	arena_init(&scratch, SCRATCH_MAX);
	size_t *stands = arena_array(&scratch, session->n_events, sizeof(*stands));
	bool *drop = arena_array(&scratch, session->n_events, sizeof(*drop));
	if (!stands || !drop) {
		arena_release(&scratch);
		return err_no_memory(err);
	}
	enum status status = event_index_make(&all, session->events, session->n_events, &scratch,
					      err);
	for (size_t i = 0; status == STATUS_OK && i < session->n_events; i++) {
		size_t first = event_index_find(&all, &session->events[i]->id);
		if (first == i)
			stands[i] = i;
		else if (session->events[i]->kind == EVENT_ERASED &&
			 session->events[stands[first]]->kind != EVENT_ERASED)
			stands[first] = i;
	}
	for (size_t i = 0; status == STATUS_OK && i < session->n_events; i++) {
		size_t at = stands[event_index_find(&all, &session->events[i]->id)];
		drop[i] = at != i && is_double(session, session->events[i], session->events[at]);
	}
	for (size_t i = 0; status == STATUS_OK && i < session->n_events; i++)
		if (!drop[i])
			session->events[kept++] = session->events[i];
	if (status == STATUS_OK)
		session->n_events = kept;
	arena_release(&scratch);
	return status;
}

enum status session_order(struct session *session, const struct file_events *events,
			  bool shared_only, struct err *err)
{
	enum status status = merge(session, events, shared_only, err);

	return status == STATUS_OK ? drop_doubles(session, err) : status;
}
