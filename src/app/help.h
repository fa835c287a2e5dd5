/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_HELP_H
#define APP_HELP_H

#include "app/command.h"

/*
 * What the help says of each command: whether its key does it now, and if not why. It is asked of
 * the table that also runs the commands, so the help is as true as the keys are.
 */

enum help_mark {
	HELP_UNLISTED, /* of another context, or its key does something else now */
	HELP_WORKS,
	HELP_NOT_NOW,
};

/* Where one is, below the help. */
unsigned help_context(const struct app *app);
/* The application as it would be in a context: only to be asked, while `app` stays as it is. */
void help_imagine(struct app *there, const struct app *app, unsigned context);
enum help_mark help_mark(const struct app *there, unsigned context, const struct command *command);
/* Why it does not work now, in a few words, or NULL. */
const char *help_reason(const struct app *there, const struct command *command);
/* False if a word about what does not work now would tell those who read along at the table that
 * there is something else for the coach alone. */
bool help_may_explain(const struct app *app, const struct command *command);

#endif
