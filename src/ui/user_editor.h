/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_USER_EDITOR_H
#define UI_USER_EDITOR_H

#include <stdbool.h>

#include "debrief/buf.h"
#include "debrief/host.h"
#include "ui/charset.h"

/*
 * Hands a text to the editor that the user has chosen ($VISUAL, $EDITOR, else `editor` or `vi`) and
 * takes it back. The terminal must have been left. The text lies for that time in a file of mode
 * 0600 in a folder of its own, $XDG_STATE_HOME/debrief/editor/NAME/. What was saved in it stays
 * there until user_editor_forget: first the draft of the text must have it on the disk.
 *
 * The editor is of the user's locale: it gets the text in that, if it has all of its characters.
 *
 * If we end before, user_editor_found gives what was saved. NAME is therefore the token of the
 * text's draft; a "line" has none, is never found again, and is forgotten at once.
 */

/* `text` is replaced by what came back, cleaned as a paste is and without the newlines that end it;
 * after a failure it is as it was, and the message is a sentence for the screen that names the key.
 * STATUS_REFUSED: there is no editor, or it failed; what it had saved is taken all the same.
 * STATUS_LIMIT: more came back than the buffer may hold; the file is kept, and named. */
MUST_USE enum status user_editor_run(struct host *host, const struct charset *charset,
				     const char *name, struct buf *text, struct err *err);
/* What an editor had saved when we ended before it, or before it could be forgotten; false: nothing
 * that `text` is not already. */
bool user_editor_found(struct host *host, const struct charset *charset, const char *name,
		       struct buf *text);
/* The text that came back, or was found, is safe elsewhere: its file goes, with the editor's copies
 * of it. Only for one that was another than before. */
void user_editor_forget(struct host *host, const char *name);

#endif
