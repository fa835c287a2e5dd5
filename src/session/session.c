/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "debrief/event_index.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"
#include "debrief/record.h"
#include "seen.h"
#include "session_file.h"
#include "session_open.h"
#include "session_order.h"
#include "state_folder.h"

/* All files are read whole and kept; events point into them. */

#define SESSION_ARENA_MAX ((size_t)1 << 30)
#define JOURNALS_MAX      ((size_t)2 * SESSION_WRITERS_MAX)

struct session_index {
	enum session_view view;
	const char *rescue; /* the folder's path, NULL: none */
	bool keeps_rubric;  /* that of the session which is read again; not yet ours */
	struct seen_list in_folder;
	struct seen_list in_rescue;
	struct event_index read;
	const struct event **added;
	size_t n_added;
};

/* ---- what is on the disk ---- */

/* The rescue folder comes into being with the first rescue. If there is one that cannot be read,
 * `why` says so; it is empty otherwise. */
static enum status see_rescue(struct host *host, const char *path, enum session_view view,
			      struct arena *arena, struct seen_list *list, int *folder,
			      struct err *why, struct err *err)
{
	*list = (struct seen_list){0};
	*folder = -1;
	*why = (struct err){0};
	if (!path)
		return STATUS_OK;
	enum status status = folder_open(host->files, path, folder, why);
	if (status == STATUS_OK)
		status = seen_in_folder(*folder, view, arena, list, why);
	if (status == STATUS_NO_MEMORY)
		return err_no_memory(err);
	if (status == STATUS_NOT_FOUND || why->number == ENOTDIR)
		*why = (struct err){0};
	return STATUS_OK;
}

bool session_has_changed(const struct session *session, struct host *host)
{
	const struct session_index *index = session->index;
	struct seen_list list;
	struct arena arena;
	struct err why;
	int rescue = -1;

	arena_init(&arena, SESSION_ARENA_MAX);
	bool same = seen_in_folder(session->folder, index->view, &arena, &list, NULL) ==
			    STATUS_OK &&
		    seen_lists_equal(&list, &index->in_folder) &&
		    see_rescue(host, index->rescue, index->view, &arena, &list, &rescue, &why,
			       NULL) == STATUS_OK &&
		    seen_lists_equal(&list, &index->in_rescue);
	if (rescue >= 0)
		host->files->close(rescue);
	arena_release(&arena);
	return !same;
}

/* ---- reading ---- */

/* A file's bytes into the arena of its findings. What is wrong with it becomes one. */
static enum status read_bytes(struct host *host, int folder, const char *name, size_t max,
			      struct diags *diags, struct err *err)
{
	const struct mark whole = {0, 0};
	struct err why = {0};
	struct buf bytes;

	buf_init(&bytes, max + 1);
	enum status status = file_read(host->files, folder, name, max, &bytes, &why);
	if (status == STATUS_OK) {
		diags->source = arena_copy(diags->arena, buf_text(&bytes), bytes.length);
		diags->source_length = bytes.length;
		if (!diags->source)
			status = STATUS_NO_MEMORY;
	} else if (status != STATUS_NO_MEMORY) {
		diags_add(diags, DIAG_ERROR, whole, whole, "%s", why.message);
		status = STATUS_OK;
	}
	buf_release(&bytes);
	return status == STATUS_OK ? STATUS_OK : err_no_memory(err);
}

static enum status read_rubric(struct session *session, struct host *host, struct err *err)
{
	struct diags *diags = &session->rubric_diags;
	struct arena *arena = &session->rubric_arena;
	const char *path = path_join(arena, session->path, RUBRIC_NAME);
	struct diags unread;

	if (!path)
		return err_no_memory(err);
	diags_init(diags, arena, path, NULL, 0);
	enum status status = read_bytes(host, session->folder, RUBRIC_NAME, RUBRIC_BYTES_MAX, diags,
					err);
	if (status != STATUS_OK)
		return status;
	/* That nothing is in a file that could not be read is no second finding. */
	diags_init(&unread, arena, path, NULL, 0);
	status = rubric_parse(arena, diags->source ? diags->source : "", diags->source_length,
			      SCHEMA_LENIENT, diags->source ? diags : &unread, &session->rubric,
			      err);
	return status == STATUS_INVALID && session->rubric ? STATUS_OK : status;
}

static enum status read_file(struct session *session, struct host *host, int folder,
			     const char *folder_path, struct session_file *file,
			     struct file_events *events, struct err *err)
{
	const char *path = path_join(&session->arena, folder_path, file->name);

	if (!path)
		return err_no_memory(err);
	if (file->is_rescue)
		file->name = path;
	diags_init(&file->diags, &session->arena, path, NULL, 0);
	enum status status = read_bytes(host, folder, path_name(path), SESSION_FILE_MAX,
					&file->diags, err);
	if (status != STATUS_OK)
		return status;
	file->n_unread = !file->diags.source;
	file->bytes = file->diags.source ? file->diags.source : "";
	file->length = file->diags.source_length;
	return session_file_read(file, &session->arena, events, err);
}

static enum status read_files(struct session *session, struct host *host, int folder,
			      const char *path, const struct seen_list *list, bool is_rescue,
			      struct file_events **events, struct err *err)
{
	for (size_t i = 0; i < list->count; i++) {
		size_t n = session->n_files;
		struct session_file file;
		if (!session_file_named(list->items[i].name, &file))
			continue;
		if (n >= JOURNALS_MAX)
			return err_set(err, STATUS_LIMIT, _("'%s' has more than %zu journals"),
				       session->path, JOURNALS_MAX);
		session->files = arena_grow(&session->arena, session->files, n, sizeof(file));
		*events = arena_grow(&session->arena, *events, n, sizeof(**events));
		if (!session->files || !*events)
			return err_no_memory(err);
		file.is_rescue = is_rescue;
		session->files[n] = file;
		enum status status = read_file(session, host, folder, path, &session->files[n],
					       &(*events)[n], err);
		if (status != STATUS_OK)
			return status;
		session->n_files++;
	}
	return STATUS_OK;
}

/* What may be in a rescue folder that cannot be read is not nothing: a file stands for it, with the
 * reason among its findings. */
static enum status say_unread(struct session *session, const char *path, const struct err *why,
			      struct file_events **events, struct err *err)
{
	const struct mark whole = {0, 0};
	size_t n = session->n_files;

	session->files = arena_grow(&session->arena, session->files, n, sizeof(*session->files));
	*events = arena_grow(&session->arena, *events, n, sizeof(**events));
	if (!session->files || !*events)
		return err_no_memory(err);
	session->files[n] = (struct session_file){.name = path, .is_rescue = true, .bytes = ""};
	(*events)[n] = (struct file_events){0};
	diags_init(&session->files[n].diags, &session->arena, path, NULL, 0);
	diags_add(&session->files[n].diags, DIAG_ERROR, whole, whole, "%s", why->message);
	session->n_files++;
	return STATUS_OK;
}

static enum status find_rescue(struct session *session, const struct file_events *events,
			       struct err *err)
{
	struct arena *arena = &session->arena;
	const struct event *first = NULL;
	const char *state;

	for (size_t i = 0; i < session->n_files; i++)
		for (size_t j = 0; j < events[i].count; j++)
			if (events[i].items[j]->kind == EVENT_OPEN &&
			    (!first || events[i].items[j]->at < first->at))
				first = events[i].items[j];
	session->id = first ? event_text(first, KEY_SESSION) : NULL;
	if (!session->id) {
		char *real = realpath(session->path, NULL);
		session->id = arena_strdup(arena, path_name(real ? real : session->path));
		free(real);
	}
	if (!session->id)
		return err_no_memory(err);
	if (paths_state(arena, &state, NULL) != STATUS_OK)
		return STATUS_OK;
	const char *name = session_file_name(arena, session->id);
	session->index->rescue = name ? arena_printf(arena, "%s/" STATE_RESCUE "/%s", state, name)
				      : NULL;
	return session->index->rescue ? STATUS_OK : err_no_memory(err);
}

static enum status index_events(struct session *session, struct err *err)
{
	const struct event **all = arena_array(&session->arena, session->n_events, sizeof(*all));

	if (!all)
		return err_no_memory(err);
	if (session->n_events > 0)
		memcpy(all, session->events, session->n_events * sizeof(*all));
	return event_index_make(&session->index->read, all, session->n_events, &session->arena,
				err);
}

/* ---- opening ---- */

static void find_open(struct session *session)
{
	for (size_t i = 0; i < session->n_events; i++) {
		const struct event *event = session->events[i];
		if (event->kind != EVENT_OPEN && event->kind != EVENT_JOIN)
			continue;
		if (event_number(event, KEY_FORMAT, SESSION_FORMAT) > SESSION_FORMAT)
			session->is_newer = true;
		/* The private stream's only names its file. */
		if (event->kind == EVENT_OPEN &&
		    (!session->open || (session->open->is_private && !event->is_private)))
			session->open = event;
	}
}

static void find_open_groups(struct session *session, const struct file_events *events)
{
	for (size_t i = 0; i < session->n_files; i++) {
		if (events[i].count == 0)
			continue;
		const struct event *last = events[i].items[events[i].count - 1];
		session->files[i].ends_in_group = event_id_is_set(&last->group) &&
						  !session_event(session, &last->group);
	}
}

/* A frozen rubric does not change, so it is read once. */
static bool keep_rubric(struct session *session, const struct session *before)
{
	const struct seen *was = before ? seen_rubric(&before->index->in_folder) : NULL;
	const struct seen *is = seen_rubric(&session->index->in_folder);

	if (!was || !is || !seen_equal(was, is))
		return false;
	session->rubric = before->rubric;
	session->rubric_diags = before->rubric_diags;
	session->index->keeps_rubric = true;
	return true;
}

/* One that the caller has just frozen, and read before. */
static enum status take_rubric(struct session *session, const struct frozen_rubric *frozen,
			       struct err *err)
{
	const char *path = path_join(&session->rubric_arena, session->path, RUBRIC_NAME);

	if (!path)
		return err_no_memory(err);
	diags_init(&session->rubric_diags, &session->rubric_arena, path, frozen->bytes,
		   frozen->length);
	session->rubric = frozen->rubric;
	return STATUS_OK;
}

static enum status read_session(struct session *session, const struct session *before,
				const struct frozen_rubric *frozen, struct host *host,
				struct err *err)
{
	struct session_index *index = session->index;
	struct file_events *events = arena_grow(&session->arena, NULL, 0, sizeof(*events));
	struct err why = {0};
	int rescue = -1;

	if (!events)
		return err_no_memory(err);
	enum status status = seen_in_folder(session->folder, index->view, &session->arena,
					    &index->in_folder, err);
	if (status != STATUS_OK)
		return status;
	if (index->in_folder.count == 0)
		return err_set(err, STATUS_INVALID,
			       _("'%s' is no session: it has neither a rubric nor a journal"),
			       session->path);
	if (frozen)
		status = take_rubric(session, frozen, err);
	else if (!keep_rubric(session, before))
		status = read_rubric(session, host, err);
	if (status == STATUS_OK)
		status = read_files(session, host, session->folder, session->path,
				    &index->in_folder, false, &events, err);
	if (status == STATUS_OK)
		status = find_rescue(session, events, err);
	if (status == STATUS_OK)
		status = see_rescue(host, index->rescue, index->view, &session->arena,
				    &index->in_rescue, &rescue, &why, err);
	if (status == STATUS_OK && why.message[0])
		status = say_unread(session, index->rescue, &why, &events, err);
	else if (status == STATUS_OK)
		status = read_files(session, host, rescue, index->rescue, &index->in_rescue, true,
				    &events, err);
	if (rescue >= 0)
		host->files->close(rescue);
	if (status == STATUS_OK)
		status = session_order(session, events, index->view == SESSION_SHARED_ONLY, err);
	if (status == STATUS_OK)
		status = index_events(session, err);
	if (status != STATUS_OK)
		return status;
	find_open(session);
	find_open_groups(session, events);
	return STATUS_OK;
}

static enum status open_beside(struct session *session, const struct session *before,
			       const struct frozen_rubric *frozen, struct host *host,
			       const char *path, enum session_view view, struct err *err)
{
	*session = (struct session){.folder = -1};
	arena_init(&session->arena, SESSION_ARENA_MAX);
	arena_init(&session->rubric_arena, SESSION_ARENA_MAX);
	session->path = arena_strdup(&session->arena, path);
	session->index = arena_alloc(&session->arena, sizeof(*session->index));
	if (!session->path || !session->index) {
		session_close(session);
		return err_no_memory(err);
	}
	session->index->view = view;
	enum status status = folder_open(host->files, path, &session->folder, err);
	if (status == STATUS_OK)
		status = read_session(session, before, frozen, host, err);
	if (status != STATUS_OK)
		session_close(session);
	return status;
}

enum status session_open(struct session *session, struct host *host, const char *path,
			 enum session_view view, struct err *err)
{
	return open_beside(session, NULL, NULL, host, path, view, err);
}

enum status session_open_frozen(struct session *session, struct host *host, const char *path,
				enum session_view view, const struct frozen_rubric *frozen,
				struct err *err)
{
	return open_beside(session, NULL, frozen, host, path, view, err);
}

/* Findings are added to later, so they must know where their memory is now. */
static void settle(struct session *session)
{
	session->rubric_diags.arena = &session->rubric_arena;
	for (size_t i = 0; i < session->n_files; i++)
		session->files[i].diags.arena = &session->arena;
}

enum status session_reopen(struct session *session, struct host *host, struct err *err)
{
	struct session fresh;

	if (!session_has_changed(session, host))
		return STATUS_OK;
	enum status status = open_beside(&fresh, session, NULL, host, session->path,
					 session->index->view, err);
	if (status != STATUS_OK)
		return status;
	if (fresh.index->keeps_rubric) {
		fresh.rubric_arena = session->rubric_arena;
		arena_init(&session->rubric_arena, SESSION_ARENA_MAX);
	}
	session_close(session);
	*session = fresh;
	settle(session);
	return STATUS_OK;
}

void session_close(struct session *session)
{
	if (session->folder >= 0)
		close(session->folder);
	arena_release(&session->arena);
	arena_release(&session->rubric_arena);
	*session = (struct session){.folder = -1};
}

/* ---- events ---- */

struct event *session_add(struct session *session, const struct event *event)
{
	struct session_index *index = session->index;
	struct event *copy = event_copy(&session->arena, event);
	const struct event **events = arena_grow(&session->arena, session->events,
						 session->n_events, sizeof(*events));
	const struct event **added = arena_grow(&session->arena, index->added, index->n_added,
						sizeof(*added));
	size_t place = session->n_events;

	if (!copy || !events || !added)
		return NULL;
	session->events = events;
	index->added = added;
	added[index->n_added++] = copy;
	/* Behind its own writer's latest, and behind whatever is not later. */
	while (place > 0 && strcmp(events[place - 1]->id.writer, copy->id.writer) != 0 &&
	       event_order(copy, copy->at, events[place - 1], events[place - 1]->at) < 0)
		place--;
	memmove(&events[place + 1], &events[place], (session->n_events - place) * sizeof(*events));
	events[place] = copy;
	session->n_events++;
	return copy;
}

void session_remove(struct session *session, const struct event *event)
{
	size_t count = 0;

	for (size_t i = 0; i < session->n_events; i++) {
		const struct event *other = session->events[i];

		if (!event_id_equal(&other->id, &event->id) ||
		    other->record_length != event->record_length ||
		    memcmp(other->record, event->record, event->record_length) != 0)
			session->events[count++] = other;
	}
	session->n_events = count;
}

const struct event *session_event(const struct session *session, const struct event_id *id)
{
	const struct session_index *index = session->index;
	size_t place = event_index_find(&index->read, id);

	if (place != EVENT_PLACE_NONE)
		return index->read.events[place];
	for (size_t i = 0; i < index->n_added; i++)
		if (event_id_equal(&index->added[i]->id, id))
			return index->added[i];
	return NULL;
}

bool session_lacks_stream(const struct session *session, const struct session_file *file)
{
	for (size_t i = 0; i < session->n_files; i++)
		if (session->files[i].is_private != file->is_private &&
		    strcmp(session->files[i].writer, file->writer) == 0)
			return false;
	return session->index->view == SESSION_EVERYTHING;
}
