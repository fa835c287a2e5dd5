/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/buf.h"
#include "debrief/err.h"
#include "debrief/host.h"
#include "debrief/session.h"

/*
 * The command line: one file per subcommand, each with one const descriptor. A command writes
 * what it has to say into `out`; it reaches standard output once, at the end, and whether it got
 * there decides about the exit status too. Errors go to standard error at once.
 */

enum cli_exit {
	CLI_GO_ON = -1, /* of cli_words: nothing is decided yet */
	CLI_OK = 0,
	CLI_FINDING = 1, /* the input has mistakes, a check found something */
	CLI_CANNOT = 2,  /* wrong usage, or it could not be done */
};

struct cli {
	struct host host;
	struct buf out;
	bool is_utf8;         /* the terminal's locale */
	const char *greeting; /* of the screen, or NULL */
	int ending; /* the signal that ended the screen, 0: none; raised again at the very end */
	/* options of everything that may open the screen */
	const char *color;
	bool ascii;
	bool plain;
};

struct cli_command {
	const char *name;
	const char *usage;   /* "debrief add SESSION < events.yaml" */
	const char *summary; /* one line for the list of commands */
	const char *help;    /* what it does, its options, an example */
	enum cli_exit (*run)(struct cli *cli, const struct cli_command *command, int argc,
			     char **argv);
};

extern const struct cli_command cmd_add, cmd_check, cmd_cycle, cmd_demo, cmd_erase, cmd_help, cmd_import,
	cmd_new, cmd_open, cmd_report, cmd_rubric, cmd_show;

/* All subcommands in the order of the help, NULL-terminated; cmd_open is none. */
extern const struct cli_command *const cli_commands[];
const struct cli_command *cli_command(const char *name); /* or NULL */

/* Everything after main's preparations; returns the exit status. */
int cli_main(int argc, char **argv, bool is_utf8);

/* A long option: with a value, or a flag; "output" is also -o. */
struct cli_option {
	const char *name;
	const char **value; /* the last one given; or, with `most`, all of them in order */
	bool *flag;
	size_t most; /* how often it may be given; 0: as often as one likes */
};

/* clang-format off */
#define CLI_SCREEN_OPTIONS(cli)                                          \
	{"color", .value = &(cli)->color}, {"ascii", .flag = &(cli)->ascii}, \
	{"plain", .flag = &(cli)->plain}
/* clang-format on */

/*
 * Reads options; afterwards argv[optind] is the first of the other words, wherever these stood, and
 * there are so many of them. argv[0] is skipped. --help and --version are understood by every
 * command. CLI_GO_ON, or the status to end with.
 */
enum cli_exit cli_words(struct cli *cli, const struct cli_command *command,
			const struct cli_option *options, size_t count, int least, int most,
			int argc, char **argv);

void cli_help(struct cli *cli, const struct cli_command *command);
void cli_version(struct cli *cli);

/* "debrief: …" on standard error, sanitised. All return CLI_CANNOT. */
enum cli_exit cli_complain(const char *format, ...) ERR_FORMAT(1, 2);
enum cli_exit cli_error(const struct err *err);
/* With a hint at the command's help. */
enum cli_exit cli_usage(const struct cli_command *command, const char *format, ...)
	ERR_FORMAT(2, 3);
/* Text that is sanitised already, such as diagnostics, to standard error. */
void cli_say(const struct buf *text);
void cli_say_diags(struct diags *diags);

/* The state of a session as text into `out`. */
enum cli_exit cli_show_text(struct cli *cli, struct session *session);
/* The session full screen, or line by line where that was asked for or the terminal can do no more;
 * without a terminal its state as text. */
enum cli_exit cli_open_screen(struct cli *cli, struct session *session);
/* True if input and output are a terminal. */
bool cli_has_terminal(void);
/* A line for each rubric that can be found. */
MUST_USE enum status cli_list_rubrics(struct cli *cli, struct buf *out, struct err *err);

#endif
