/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_USER_EDITOR_H
#define UI_USER_EDITOR_H

#include <stdbool.h>

#include "debrief/buf.h"
#include "debrief/host.h"

/*
 * Hands a text to the editor that the user has chosen ($VISUAL, $EDITOR, else `editor` or `vi`) and
 * takes it back. The terminal must have been left. The text lies for that time in a file of mode
 * 0600 in a folder of its own, $XDG_STATE_HOME/debrief/editor/NAME/, which is removed with the
 * editor's copies of it once the text was taken.
 *
 * If we end while the editor runs, the file stays: user_editor_found gives what was saved in it.
 * NAME is therefore the token of the text's draft; a "line" has none, and is never found again.
 */

/* `text` is replaced by what came back, cleaned as a paste is and without the newlines that end it;
 * after a failure it is as it was, and the message is a sentence for the screen that names the key.
 * STATUS_REFUSED: there is no editor, or it failed; what it had saved is taken all the same.
 * STATUS_LIMIT: more came back than the buffer may hold; the file is kept, and named. */
MUST_USE enum status user_editor_run(struct host *host, const char *name, struct buf *text,
				     struct err *err);
/* What an editor had saved when we ended before it; false: nothing. It is forgotten with that. */
bool user_editor_found(struct host *host, const char *name, struct buf *text);

#endif
