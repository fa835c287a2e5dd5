/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/ics.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "debrief/checksum.h"
#include "debrief/i18n.h"
#include "debrief/utf8.h"
#include "debrief/visit.h"

/*
 * A calendar takes an event anew only if its SEQUENCE is higher than before. What can change the
 * day is a plan, a visit, or that something was taken back; a journal only grows, so counting these
 * records never runs backwards, whatever they come to.
 *
 * There is no METHOD: the file is for one's own calendar, and is no invitation.
 */

#define LINE_OCTETS 75
#define UID_HEX     32
#define REMINDER    "-PT15H" /* at nine in the morning of the day before */

struct follow_up {
	const char *day; /* the latest that anybody named */
	bool cancelled;
	long changes;
	int64_t changed_at;
};

static void escape(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\\' || *text == ';' || *text == ',')
			buf_putc(out, '\\');
		if (*text == '\n')
			buf_puts(out, "\\n");
		else if ((unsigned char)*text >= ' ' || *text == '\t')
			buf_putc(out, *text);
	}
}

/* The blank that begins a line which goes on is one of its octets. */
static void fold(struct buf *out, const char *line, size_t length)
{
	size_t room = LINE_OCTETS;

	while (length > room) {
		size_t part = utf8_valid_prefix(line, room);

		if (part == 0)
			part = room;
		buf_add(out, line, part);
		buf_puts(out, "\r\n ");
		line += part;
		length -= part;
		room = LINE_OCTETS - 1;
	}
	buf_add(out, line, length);
	buf_puts(out, "\r\n");
}

void ics_text(struct buf *out, const char *name, const char *text)
{
	struct buf line;

	buf_init(&line, BUF_MAX_DEFAULT);
	buf_printf(&line, "%s:", name);
	escape(&line, text);
	fold(out, buf_text(&line), line.length);
	if (line.failed)
		out->failed = true;
	buf_release(&line);
}

static bool can_change_day(const struct event *event)
{
	return !event->is_private && (event->kind == EVENT_PLAN || event->kind == EVENT_VISIT ||
				      event->kind == EVENT_VOID);
}

static struct follow_up find(const struct session *session, const struct state *state)
{
	const char *due = visit_due(state);
	struct follow_up found = {.cancelled = !due || !date_is_valid(due)};

	for (size_t i = 0; i < session->n_events; i++) {
		const struct event *event = session->events[i];
		const char *day = event_text(event, KEY_DUE);

		if (!can_change_day(event))
			continue;
		found.changes++;
		found.changed_at = event->at;
		if (day && date_is_valid(day))
			found.day = day;
	}
	if (!found.cancelled)
		found.day = due;
	return found;
}

/* Nothing can be read from it: a session may be named after a person. */
static void write_uid(const struct session *session, struct buf *out)
{
	char hex[SHA256_HEX_SIZE];
	char made[TIMESTAMP_SIZE] = "";
	struct buf name;

	if (session->open)
		timestamp_format(session->open->at, made);
	buf_init(&name, BUF_MAX_DEFAULT);
	buf_printf(&name, "%s\n%s", session->id, made);
	sha256_hex(buf_text(&name), name.length, hex);
	buf_printf(out, "UID:%.*s@debrief\r\n", UID_HEX, hex);
	if (name.failed)
		out->failed = true;
	buf_release(&name);
}

/* "20261127T103000Z" */
static void write_time(struct buf *out, const char *name, int64_t at)
{
	char text[TIMESTAMP_SIZE];

	timestamp_format(at, text);
	buf_printf(out, "%s:%.4s%.2s%.2sT%.2s%.2s%.2sZ\r\n", name, text, text + 5, text + 8,
		   text + 11, text + 14, text + 17);
}

static void write_day(struct buf *out, const char *name, const char *day)
{
	buf_printf(out, "%s;VALUE=DATE:%.4s%.2s%.2s\r\n", name, day, day + 5, day + 8);
}

static void write_event(const struct session *session, const struct follow_up *follow_up,
			struct buf *out)
{
	char next[DATE_SIZE];
	int64_t day = 0;

	date_to_days(follow_up->day, &day);
	date_from_days(day + 1, next);
	buf_puts(out, "BEGIN:VEVENT\r\n");
	write_uid(session, out);
	write_time(out, "DTSTAMP", follow_up->changed_at);
	write_time(out, "LAST-MODIFIED", follow_up->changed_at);
	buf_printf(out, "SEQUENCE:%ld\r\n", follow_up->changes - 1);
	write_day(out, "DTSTART", follow_up->day);
	write_day(out, "DTEND", next);
	ics_text(out, "SUMMARY", _("Follow-up"));
	buf_printf(out, "STATUS:%s\r\n", follow_up->cancelled ? "CANCELLED" : "CONFIRMED");
	buf_puts(out, "TRANSP:TRANSPARENT\r\n"
		      "CLASS:PRIVATE\r\n");
	if (!follow_up->cancelled) {
		buf_puts(out, "BEGIN:VALARM\r\n"
			      "ACTION:DISPLAY\r\n"
			      "TRIGGER:" REMINDER "\r\n");
		ics_text(out, "DESCRIPTION", _("Follow-up"));
		buf_puts(out, "END:VALARM\r\n");
	}
	buf_puts(out, "END:VEVENT\r\n");
}

enum status report_as_ics(const struct session *session, struct buf *out, struct err *err)
{
	struct follow_up follow_up;
	struct arena arena;
	struct state state;
	enum status status;

	arena_init(&arena, STATE_BYTES_MAX);
	status = state_fold(&state, session, SIZE_MAX, true, &arena, err);
	if (status == STATUS_OK) {
		follow_up = find(session, &state);
		if (!follow_up.day)
			status = err_set(err, STATUS_NOT_FOUND, "%s",
					 _("no day was named on which to look at it again; a plan "
					   "or a visit names one"));
	}
	if (status == STATUS_OK) {
		buf_puts(out, "BEGIN:VCALENDAR\r\n"
			      "VERSION:2.0\r\n"
			      "PRODID:-//debrief//debrief//EN\r\n");
		write_event(session, &follow_up, out);
		buf_puts(out, "END:VCALENDAR\r\n");
		if (out->failed)
			status = err_no_memory(err);
	}
	arena_release(&arena);
	return status;
}
