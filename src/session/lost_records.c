/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Programs that keep folders in step, and people, put an older version of a file in the place of a
 * newer one. What was said to be saved is then in nobody's hands but ours. A record that is written
 * a second time counts once, so whatever is in doubt is lost; one of which the id alone is left
 * was changed on purpose, and stays as it is.
 */
#include "lost_records.h"

#include <string.h>

#include "remembered.h"

static bool is_lost(const struct event *event, const struct session *now)
{
	return !event->unsaved && event->record && (!now || !session_event(now, &event->id));
}

size_t lost_records(const struct session *session, struct host *host, struct buf bytes[2],
		    const struct event **first)
{
	struct session now;
	enum status status = session_open(&now, host, session->path, SESSION_EVERYTHING, NULL);
	bool nothing_is_left = status == STATUS_INVALID;
	const struct event *found = NULL;
	size_t count = 0;

	if (status != STATUS_OK && !nothing_is_left)
		return 0;
	for (size_t i = 0; i < session->n_events; i++) {
		const struct event *event = session->events[i];
		if (!is_lost(event, nothing_is_left ? NULL : &now))
			continue;
		if (count++ == 0)
			found = event;
		buf_add(&bytes[event->is_private], event->record, event->record_length);
	}
	if (!nothing_is_left)
		session_close(&now);
	if (bytes[0].failed || bytes[1].failed) {
		buf_reset(&bytes[0]);
		buf_reset(&bytes[1]);
		return 0;
	}
	if (found)
		*first = found;
	return count;
}

/* The folder of a session that is gone may have had the same number, and the same name. */
static bool has_file_of(const struct session *session, const char *writer)
{
	for (size_t i = 0; i < session->n_files; i++)
		if (strcmp(session->files[i].writer, writer) == 0)
			return true;
	return false;
}

uint32_t session_count_lost(const struct session *session, struct host *host, bool is_private,
			    struct event_id *first)
{
	struct remembered remembered;
	uint32_t highest = 0;
	int memory = remembered_open(host, session->id, session->folder, false);
	bool is_known = memory >= 0 && remembered_read(memory, &remembered);

	if (memory >= 0)
		host->files->close(memory);
	/* Another program may have gone on since. */
	if (!is_known || !has_file_of(session, remembered.writer) ||
	    session_has_changed(session, host))
		return 0;
	for (size_t i = 0; i < session->n_events; i++) {
		const struct event_id *id = &session->events[i]->id;
		if (id->is_private == is_private && id->number > highest &&
		    strcmp(id->writer, remembered.writer) == 0)
			highest = id->number;
	}
	*first = (struct event_id){.is_private = is_private, .number = highest + 1};
	memcpy(first->writer, remembered.writer, sizeof(first->writer));
	return remembered.last[is_private] > highest ? remembered.last[is_private] - highest : 0;
}
