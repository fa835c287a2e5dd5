/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include <stddef.h>

#include "app/app.h"

/*
 * The one table of commands (command.def): dispatch, hint bar, help screen and manual come from it.
 * A handler changes the application and returns what it changed; it never draws and never blocks.
 */

enum context {
	IN_LESSON = 1 << 0, /* the pane that has the keys */
	IN_WORK = 1 << 1,
	IN_SCRIPT = 1 << 2,
	IN_PANES = IN_LESSON | IN_WORK | IN_SCRIPT,
	IN_CHOICE = 1 << 3, /* a form's list */
	IN_LINE = 1 << 4, /* a line is being written: keys are the editor's, listed for help only */
	IN_PICK = 1 << 5, /* a line that narrows a list down; other keys are the editor's */
	IN_DATE = 1 << 6, /* a day of the calendar */
	IN_HELP = 1 << 7,
	IN_COACH = 1 << 8,
	IN_TEACHER = 1 << 9,   /* the page for the teacher, and a form's list on it */
	IN_SEARCH = 1 << 10,   /* the words of a search are being written: as IN_LINE */
	IN_EVIDENCE = 1 << 11, /* evidence is being written: part of the lesson, who acted */
	IN_LIBRARY = 1 << 12,
	IN_COVER = 1 << 13, /* the library while the teacher may see the screen */
	IN_FIND = 1 << 14,  /* a line that narrows the library down */
	IN_REPORT = 1 << 15,
	IN_PAGE = 1 << 16, /* a text to be read */
};

/* Ranks in the hint bar: these two keep its end, all others come before them. */
#define RANK_HELP 12
#define RANK_QUIT 13

struct command {
	const char *id; /* "next_question"; for people: command_name */
	unsigned contexts;
	int keys[3];      /* the first is shown; 0: none */
	const char *hint; /* one or two words for the hint bar; NULL: not in the bar */
	const char *help; /* one line for the help screen and the manual */
	int rank;         /* order in the hint bar, low first */
	unsigned (*run)(struct app *app);
	bool (*works)(const struct app *app);
};

extern const struct command commands[];
extern const size_t n_commands;

unsigned command_context(const struct app *app);
/* That of the pane that has the keys, whatever lies over it. */
unsigned command_context_of_pane(const struct app *app);
/* The command of a key in a context, or here, and now; NULL if there is none. */
const struct command *command_for_key_in(const struct app *app, unsigned context, int key);
const struct command *command_for_key(const struct app *app, int key);
/* The first that a key has in a context, whether it works now or not. */
const struct command *command_with_key(unsigned context, int key);
/* The command with an id, or NULL. */
const struct command *command_named(const char *id);

struct command_name {
	char text[32];
};
/* As people read and type it: "next-question". */
struct command_name command_name(const struct command *command);
bool command_works(const struct app *app, const struct command *command);

#endif
