/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_WRITER_RESUME_H
#define DEBRIEF_WRITER_RESUME_H

#include "debrief/session.h"
#include "writer.h"

/*
 * Goes on as the writer that is remembered, if its files are the ones that it wrote, and hold all
 * that it ever acknowledged. A torn end is put aside and cut off first; the text in it goes to
 * *torn_text, in the arena. `next` gets the numbers to go on with. What the files hold is synced:
 * their writer may have been killed before that, and it is shown as saved now. False: it needs a
 * new one; `memory`, where it is remembered, then says so too if they could not be synced.
 * For the holder of the lock alone.
 */
bool writer_resume(struct writer *writer, struct host *host, struct session *session, int memory,
		   const struct remembered *remembered, uint32_t next[2], struct arena *arena,
		   const char **torn_text);

#endif
