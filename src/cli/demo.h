/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CLI_DEMO_H
#define CLI_DEMO_H

#include "debrief/buf.h"
#include "debrief/host.h"
#include "debrief/session.h"

/*
 * The demo is an ordinary session made by ordinary means, in a library that goes away with it. What
 * the program remembers beside a session goes there too, so that one demo knows nothing of another.
 * What a demo that was killed left behind, the next one removes.
 */

struct demo {
	struct host *host; /* set by the caller; all else is the demo's own */
	struct buf diags;  /* what is wrong with the files it is made of */
	struct arena arena;
	char *folder;
	int in_use;       /* the file in it that is locked while the demo is open */
	bool leaves_rest; /* the folder could not be removed */
	const struct file_ops *system_files;
	struct file_ops files;
	const char *data_home, *state_home; /* as the environment had them; NULL: not set */
};

/* Both are of the library's kind: `context` is a struct demo. demo_close is due also after a
 * failure, and the session must be closed before. */
enum status demo_open(void *context, struct session *session, const char **greeting,
		      struct err *err);
void demo_close(void *context);

#endif
