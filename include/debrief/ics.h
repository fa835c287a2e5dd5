/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_ICS_H
#define DEBRIEF_ICS_H

#include "debrief/session.h"

/*
 * The follow-up as a calendar's event (RFC 5545). A calendar is seen by others and copied to other
 * machines: its title is neutral, and nothing of the teacher, the lesson or the talk is in it. The
 * event keeps its UID whatever becomes of the day, so that importing it again moves it.
 */

/*
 * One all-day event on the day on which what was agreed is looked at again; cancelled if there was
 * such a day and no longer is. From the shared stream alone. STATUS_NOT_FOUND: there never was one.
 */
MUST_USE enum status report_as_ics(const struct session *session, struct buf *out, struct err *err);

/* "NAME:text", escaped, and folded after 75 octets, but not within a character. */
void ics_text(struct buf *out, const char *name, const char *text);

#endif
