/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "talk_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fault_file.h"

static void report(const struct tally *tally)
{
	if (tally->pipe >= 0 && write(tally->pipe, tally, sizeof(*tally)) != sizeof(*tally))
		_exit(1);
}

static struct event numbered(enum event_kind kind, unsigned int n, char text[8])
{
	struct event event;

	event_init(&event, kind);
	snprintf(text, 8, "n%u", n);
	if (kind == EVENT_SAID)
		event_set(&event, KEY_BY, "teacher");
	event_set(&event, KEY_TEXT, text);
	event.is_private = kind == EVENT_NOTE;
	return event;
}

/* ---- recovery ---- */

const char *talk_writers(struct home *home)
{
	return home_path(home, home->root, "state/debrief/writers");
}

uint64_t talk_read_back(struct home *home)
{
	struct session session;
	struct err err = {0};
	uint64_t found = 0;

	if (session_open(&session, &home->host, home->session, SESSION_EVERYTHING, &err) !=
	    STATUS_OK)
		fail_msg("%s", err.message);
	for (size_t i = 0; i < session.n_events; i++) {
		const struct event *event = session.events[i];
		const char *text = event_text(event, KEY_TEXT);
		if (!text)
			continue;
		unsigned int n = (unsigned int)strtoul(text + 1, NULL, 10);
		assert_true(n < TALK_EVENTS_MAX);
		if (found & BIT(n))
			fail_msg("%s is there twice", text);
		/* A group that is not whole does not count. */
		if (!event_id_is_set(&event->group) || session_event(&session, &event->group))
			found |= BIT(n);
	}
	session_close(&session);
	return found;
}

void assert_recovered(struct home *home, const struct tally *tally)
{
	uint64_t found = talk_read_back(home);

	if (tally->acknowledged & ~found)
		fail_msg("lost: %llx", (unsigned long long)(tally->acknowledged & ~found));
	if (found & ~tally->attempted)
		fail_msg("invented: %llx", (unsigned long long)(found & ~tally->attempted));
}

void assert_clean(struct home *home)
{
	struct session session;
	struct buf out;
	size_t errors;
	size_t warnings;

	assert_int_equal(session_open(&session, &home->host, home->session, SESSION_EVERYTHING,
				      NULL), STATUS_OK);
	buf_init(&out, BUF_MAX_DEFAULT);
	assert_int_equal(session_check(&session, &home->host, &out, &errors, &warnings, NULL),
			 STATUS_OK);
	assert_string_equal(buf_text(&out), "");
	buf_release(&out);
	session_close(&session);
}

/* ---- the oracle ---- */

static bool is_open_at(const struct fault_step *steps, size_t from, size_t to, int fd)
{
	for (size_t i = from; i < to; i++)
		if (steps[i].op == FAULT_CLOSE && steps[i].fd == fd)
			return false;
	return true;
}

/* Of all that is still open, nothing that was written is unsynced. */
static void assert_synced(void)
{
	size_t count;
	const struct fault_step *steps = fault_trace(&count);

	for (size_t i = 0; i < count; i++)
		if (steps[i].op == FAULT_WRITE && is_open_at(steps, i, count, steps[i].fd))
			assert_true(fault_is_synced(steps[i].fd, count));
}

/* ---- a talk ---- */

bool talk_begin(struct home *home, struct talk *talk)
{
	if (session_open(&talk->session, &home->host, home->session, SESSION_EVERYTHING, NULL) !=
	    STATUS_OK)
		return false;
	if (journal_open(&talk->journal, &home->host, &talk->session, NULL) == STATUS_OK)
		return true;
	session_close(&talk->session);
	return false;
}

void talk_act(struct talk *talk, unsigned int count, bool begins_private)
{
	struct event events[4];
	char words[4][8];
	uint64_t bits = 0;

	for (unsigned int i = 0; i < count; i++) {
		bool private = (i + begins_private) % 2;
		bits |= BIT(talk->next);
		events[i] = numbered(private ? EVENT_NOTE : EVENT_SAID, talk->next++, words[i]);
	}
	talk->tally.attempted |= bits;
	report(&talk->tally);
	if (journal_stage(talk->journal, events, count, NULL) == STATUS_OK)
		talk->staged |= bits;
}

void talk_save(struct talk *talk)
{
	size_t unsaved = journal_unsaved(talk->journal);

	if (journal_flush(talk->journal, NULL) == STATUS_OK) {
		assert_synced();
		assert_int_equal(journal_unsaved(talk->journal), 0);
		talk->tally.acknowledged |= talk->staged;
		talk->staged = 0;
		report(&talk->tally);
	} else {
		assert_int_equal(journal_unsaved(talk->journal), unsaved);
	}
}

void talk_for_a_while(struct talk *talk)
{
	talk_act(talk, 1, false);
	talk_save(talk);
	talk_act(talk, 1, true);
	talk_save(talk);
	talk_act(talk, 3, true);
	talk_save(talk);
	talk_act(talk, 2, true);
	talk_act(talk, 2, false);
	talk_save(talk);
	talk_act(talk, 1, false);
	talk_save(talk);
}

void talk_end(struct talk *talk)
{
	journal_close(talk->journal);
	session_close(&talk->session);
}
