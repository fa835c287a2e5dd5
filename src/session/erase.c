/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/erase.h"

#include <stdlib.h>
#include <string.h>

#include "debrief/event_check.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"
#include "erase_copies.h"
#include "erase_file.h"
#include "erase_rest.h"
#include "state_folder.h"

/*
 * Everything is gone through twice in the same way: once to see what would be changed, once to
 * change it. What is promised before is then what is done.
 *
 * All journals of the session are locked meanwhile, also those that take the place of others: no
 * program adds to a file that is about to be replaced.
 *
 * The records go last. They tell what the words are and which drafts and files were theirs, so as
 * long as anything else is left, they are there to find it by.
 */

#define ERASE_ARENA_MAX ((size_t)2 << 30)

bool erase_holds_words(enum event_kind kind)
{
	const struct event_kind_info *info = &event_kinds[kind];

	if (kind == EVENT_ERASED || kind == EVENT_UNKNOWN)
		return true;
	for (size_t i = 0; kind != EVENT_JOIN && i < info->n_rules; i++)
		if (event_rule_is_words(kind, &info->rules[i]) ||
		    info->rules[i].type == VALUE_FIELD_VALUE)
			return true;
	return false;
}

bool erase_note(struct erasure *erasure, const char ***paths, size_t *count, const char *path)
{
	const char **all;

	for (size_t i = 0; i < *count; i++)
		if (strcmp((*paths)[i], path) == 0)
			return true;
	all = arena_grow(&erasure->arena, *paths, *count, sizeof(*all));
	if (!all)
		return false;
	*paths = all;
	all[*count] = arena_strdup(&erasure->arena, path);
	return all[*count] && ++*count;
}

bool erase_found(struct erasure *erasure, const char *path)
{
	(void)erase_note(erasure, &erasure->places, &erasure->n_places, path);
	return erasure->is_run;
}

enum status erase_unless(struct erasure *erasure, enum status status)
{
	if (status)
		erasure->n_places--;
	return status;
}

/* What was not known before the run stops it, while the records still tell what to look for. */
enum status erase_unread(struct erasure *erasure, const char *path, struct err *err)
{
	size_t before = erasure->n_unread;

	if (!path || !erase_note(erasure, &erasure->unread, &erasure->n_unread, path))
		return err_no_memory(err);
	if (!erasure->is_run || erasure->n_unread == before)
		return STATUS_OK;
	return err_set(err, STATUS_IO, _("cannot look into '%s'"), path);
}

bool erase_has_record(const struct erasure *erasure, const struct event_id *id)
{
	for (size_t i = 0; i < erasure->n_records; i++)
		if (event_id_equal(&erasure->records[i]->id, id))
			return true;
	return false;
}

/* ---- what goes along ---- */

static enum event_kind kind_of_words(const struct event *event)
{
	return event->kind == EVENT_ERASED && event_text(event, KEY_WAS)
		       ? event_kind_of(event_text(event, KEY_WAS))
		       : event->kind;
}

/* What an event that has words was written anew for; a note can be about something else. */
static bool earlier_wording(const struct session *session, const struct event *event,
			    struct event_id *id)
{
	enum event_kind kind = kind_of_words(event);
	const char *re = event_can_be_renewed(kind) ? event_text(event, KEY_RE) : NULL;
	const struct event *earlier;

	if (!re || !event_id_parse(re, id))
		return false;
	earlier = session_event(session, id);
	return !earlier || kind_of_words(earlier) == kind;
}

static enum status add_record(struct erasure *erasure, const struct event_id *id, bool *added,
			      struct err *err)
{
	const struct event *event = session_event(erasure->session, id);
	const struct event **records;

	*added = event && !erase_has_record(erasure, id);
	if (!*added)
		return STATUS_OK;
	records = arena_grow(&erasure->arena, erasure->records, erasure->n_records,
			     sizeof(*records));
	if (!records)
		return err_no_memory(err);
	records[erasure->n_records++] = event;
	erasure->records = records;
	return STATUS_OK;
}

/* From wording to wording, until there are no more. */
static enum status add_wordings(struct erasure *erasure, struct err *err)
{
	enum status status = STATUS_OK;
	bool more = true;

	while (more && !status) {
		more = false;
		for (size_t i = 0; i < erasure->n_files && !status; i++) {
			const struct file_events *events = &erasure->files[i].events;

			for (size_t j = 0; j < events->count && !status; j++) {
				const struct event *event = events->items[j];
				struct event_id re;
				bool added = false;

				if (!earlier_wording(erasure->session, event, &re))
					continue;
				if (erase_has_record(erasure, &event->id))
					status = add_record(erasure, &re, &added, err);
				else if (erase_has_record(erasure, &re))
					status = add_record(erasure, &event->id, &added, err);
				more = more || added;
			}
		}
	}
	return status;
}

/* Each stream of the first writer begins with one, and both say who and which lesson. */
static enum status add_openings(struct erasure *erasure, struct err *err)
{
	const struct session *session = erasure->session;
	enum status status = STATUS_OK;
	bool any = false;
	bool added;

	for (size_t i = 0; i < erasure->n_records; i++)
		any = any || erasure->records[i]->kind == EVENT_OPEN;
	for (size_t i = 0; any && i < session->n_events && !status; i++)
		if (session->events[i]->kind == EVENT_OPEN)
			status = add_record(erasure, &session->events[i]->id, &added, err);
	return status;
}

static int compare_records(const void *left, const void *right)
{
	const struct event *a = *(const struct event *const *)left;
	const struct event *b = *(const struct event *const *)right;

	return a->at != b->at ? (a->at < b->at ? -1 : 1) : event_id_compare(&a->id, &b->id);
}

static enum status choose(struct erasure *erasure, const struct event_id *ids, size_t count,
			  struct err *err)
{
	enum status status = STATUS_OK;
	char id[EVENT_ID_SIZE];
	bool added;

	for (size_t i = 0; i < count && !status; i++) {
		const struct event *event = session_event(erasure->session, &ids[i]);

		event_id_format(&ids[i], id);
		if (!event)
			return err_set(err, STATUS_NOT_FOUND,
				       _("the session has no record '%s'; 'debrief erase SESSION' "
					 "lists those with words"),
				       id);
		if (!erase_holds_words(event->kind))
			return err_set(err, STATUS_REFUSED,
				       _("'%s' is a record of the kind '%s', in which there are no "
					 "words"),
				       id, event->kind_name);
		status = add_record(erasure, &ids[i], &added, err);
	}
	if (!status)
		status = add_wordings(erasure, err);
	if (!status)
		status = add_openings(erasure, err);
	if (!status && erasure->n_records > 1)
		qsort(erasure->records, erasure->n_records, sizeof(*erasure->records),
		      compare_records);
	return status;
}

/* ---- the words ---- */

static enum status add_tokens(struct erasure *erasure, const struct event *event, struct err *err)
{
	const char *tokens = event_text(event, KEY_DRAFT);

	if (tokens)
		erasure->tokens = arena_printf(&erasure->arena, "%s %s", erasure->tokens, tokens);
	return erasure->tokens ? STATUS_OK : err_no_memory(err);
}

/* As they stand in any file: a copy may have been edited. */
static enum status take_words(struct erasure *erasure, struct err *err)
{
	enum status status = STATUS_OK;

	erasure->tokens = "";
	erasure->words = arena_alloc(&erasure->arena, sizeof(*erasure->words));
	if (!erasure->words)
		return err_no_memory(err);
	erasure->words->arena = &erasure->arena;
	for (size_t i = 0; i < erasure->n_files; i++) {
		const struct file_events *events = &erasure->files[i].events;

		for (size_t j = 0; j < events->count && !status; j++) {
			if (!erase_has_record(erasure, &events->items[j]->id))
				continue;
			status = erased_words_take(erasure->words, events->items[j], err);
			if (!status)
				status = add_tokens(erasure, events->items[j], err);
		}
	}
	return status;
}

/* ---- what stays ---- */

static bool speaks_of(const struct erasure *erasure, const struct event *event)
{
	const struct event_value *cites = event_value(event, KEY_CITES);
	const char *re = event_text(event, KEY_RE);
	struct event_id id;

	if (re && event_id_parse(re, &id) && erase_has_record(erasure, &id))
		return true;
	for (size_t i = 0; cites && i < cites->count; i++)
		if (event_id_parse(cites->items[i], &id) && erase_has_record(erasure, &id))
			return true;
	return false;
}

static enum status find_left(struct erasure *erasure, struct err *err)
{
	const struct session *session = erasure->session;

	for (size_t i = 0; i < session->n_events; i++) {
		const struct event *event = session->events[i];
		struct erase_left left = {.event = event, .link = ERASE_SAME_WORDS};
		struct erase_left *all;

		if (erase_has_record(erasure, &event->id) || !erase_holds_words(event->kind))
			continue;
		if (!erased_words_in_event(erasure->words, event)) {
			left.link = ERASE_SPEAKS_OF;
			if (!speaks_of(erasure, event))
				continue;
		}
		all = arena_grow(&erasure->arena, erasure->left, erasure->n_left, sizeof(*all));
		if (!all)
			return err_no_memory(err);
		all[erasure->n_left++] = left;
		erasure->left = all;
	}
	return STATUS_OK;
}

/* ---- all of it ---- */

/* -1: nothing was ever rescued. The caller closes it. */
static int open_rescue(struct erasure *erasure, const char **path)
{
	const char *state;
	const char *name = session_file_name(&erasure->arena, erasure->session->id);
	int folder = -1;

	*path = NULL;
	if (name && !paths_state(&erasure->arena, &state, NULL))
		*path = arena_printf(&erasure->arena, "%s/" STATE_RESCUE "/%s", state, name);
	if (*path && folder_open(erasure->host->files, *path, &folder, NULL) > STATUS_NOT_FOUND)
		(void)!erase_unread(erasure, *path, NULL);
	return folder;
}

static enum status go_through(struct erasure *erasure, struct err *err)
{
	enum status status = erase_drafts(erasure, err);

	if (!status)
		status = erase_editor(erasure, err);
	if (!status)
		status = erase_fragments(erasure, err);
	if (!status)
		status = erase_temporaries(erasure, err);
	if (!status)
		status = erase_files_check(erasure, err); /* they say whose the work is */
	if (!status)
		status = erase_work(erasure, err);
	for (size_t i = 0; i < erasure->n_files && !status; i++)
		status = erase_file_run(erasure, &erasure->files[i], err);
	return status;
}

static enum status lock(struct erasure *erasure, struct err *err)
{
	enum status status;

	erasure->locks = arena_alloc(&erasure->arena, sizeof(*erasure->locks));
	if (!erasure->locks)
		return err_no_memory(err);
	erasure->locks->ops = erasure->host->files;
	status = journal_locks_take(erasure->locks, erasure->session->folder, err);
	if (!status && erasure->rescue >= 0)
		status = journal_locks_take(erasure->locks, erasure->rescue, err);
	return status;
}

enum status erasure_open(struct erasure *erasure, struct host *host, struct session *session,
			 const struct event_id *ids, size_t count, struct err *err)
{
	enum status status;

	*erasure = (struct erasure){.host = host, .session = session, .rescue = -1};
	arena_init(&erasure->arena, ERASE_ARENA_MAX);
	erasure->rescue = open_rescue(erasure, &erasure->rescue_path);
	status = lock(erasure, err);
	if (!status)
		status = erase_files_look(erasure, err);
	if (!status)
		status = session_reopen(session, host, err);
	if (!status && session->is_newer)
		status = err_set(err, STATUS_NEWER, "%s",
				 _("a newer version of debrief has written to this session"));
	if (!status)
		status = erase_files_read(erasure, session->folder, session->path, err);
	if (!status && erasure->rescue >= 0)
		status = erase_files_read(erasure, erasure->rescue, erasure->rescue_path, err);
	if (!status)
		status = choose(erasure, ids, count, err);
	if (!status)
		status = take_words(erasure, err);
	if (!status)
		status = find_left(erasure, err);
	if (!status)
		status = go_through(erasure, err);
	return status ? status : erase_find_copies(erasure, err);
}

enum status erasure_run(struct erasure *erasure, struct err *err)
{
	enum status status;

	erasure->is_run = true;
	erasure->n_places = 0;
	status = go_through(erasure, err);
	/* One that has come meanwhile may hold the words. */
	return status ? status : erase_files_check(erasure, err);
}

void erasure_close(struct erasure *erasure)
{
	if (erasure->locks)
		journal_locks_release(erasure->locks);
	if (erasure->rescue >= 0)
		erasure->host->files->close(erasure->rescue);
	arena_release(&erasure->arena);
	*erasure = (struct erasure){.rescue = -1};
}
