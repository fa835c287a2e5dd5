/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stamp.h"

#include <string.h>

#include "debrief/i18n.h"
#include "debrief/record.h"
#include "session_order.h"

/* Readers sort by time and then by id: what comes later must also sort later. */

void stamp_continue(struct stamp *stamp, const struct session *session)
{
	for (size_t i = 0; i < session->n_events; i++) {
		stamp->last = session->events[i];
		if (stamp->last->at > stamp->at)
			stamp->at = stamp->last->at;
		if (stamp->last->el > stamp->el)
			stamp->el = stamp->last->el;
	}
}

static enum status stamp_time(const struct stamp *stamp, int64_t now, int64_t el,
			      struct event *event, struct err *err)
{
	if ((event->at != 0 && event->at < stamp->at) || (event->el != 0 && event->el < stamp->el))
		return err_set(err, STATUS_INVALID, "%s",
			       _("the time is before that of the record before it"));
	if (event->at == 0) {
		event->at = now > stamp->at ? now : stamp->at;
		if (stamp->last && event_order(event, event->at, stamp->last, stamp->at) < 0)
			event->at++;
	}
	if (event->el == 0)
		event->el = el > stamp->el ? el : stamp->el;
	return STATUS_OK;
}

enum status stamp_events(struct stamp *stamp, const char *writer, int64_t now, int64_t el,
			 struct event *events, size_t count, struct err *err)
{
	struct event_id leader = {0};

	for (size_t i = 0; i < count; i++) {
		struct event *event = &events[i];

		if (stamp->next[event->is_private] == UINT32_MAX)
			return err_set(err, STATUS_LIMIT, "%s",
				       _("there are no numbers left for records"));
		event->id = (struct event_id){
			.is_private = event->is_private,
			.number = stamp->next[event->is_private]++,
		};
		memcpy(event->id.writer, writer, sizeof(event->id.writer));
		enum status status = stamp_time(stamp, now, el, event, err);
		if (status != STATUS_OK)
			return status;
		stamp->at = event->at;
		stamp->el = event->el;
		stamp->last = event;
		/* The shared stream is written last. */
		if (!event->is_private || !event_id_is_set(&leader) || leader.is_private)
			leader = event->id;
	}
	for (size_t i = 0; count > 1 && i < count; i++)
		events[i].group = leader;
	return STATUS_OK;
}

enum status stamp_encode(struct event *events, size_t count, struct buf *bytes, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		size_t start = bytes->length;
		enum status status = record_encode(&events[i], bytes, err);
		if (status != STATUS_OK)
			return status;
		events[i].record_length = bytes->length - start;
		events[i].unsaved = true;
	}
	const char *record = buf_text(bytes);
	for (size_t i = 0; i < count; i++) {
		events[i].record = record;
		record += events[i].record_length;
	}
	return STATUS_OK;
}
