/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include <getopt.h>
#include <unistd.h>

#include "debrief/i18n.h"
#include "intake.h"

/*
 * The way in for other programs: what they send is checked as strictly as what is typed, and
 * either all of it is on the disk when the ids are printed, or nothing is.
 */

#define ARENA_MAX ((size_t)1 << 20)

static enum cli_exit add(struct cli *cli, struct session *session, const struct buf *bytes)
{
	struct intake intake;
	struct err err = {0};
	enum status status = intake_read(&intake, "stdin", buf_text(bytes), bytes->length, false,
					 &err);

	if (status == STATUS_OK)
		status = intake_append(&intake, &cli->host, session, &cli->out, &err);
	cli_say_diags(&intake.diags);
	enum cli_exit result = status == STATUS_OK ? CLI_OK : cli_error(&err);
	if (status == STATUS_INVALID && intake.diags.errors > 0)
		result = CLI_FINDING;
	if (intake.is_rescued)
		cli_complain("%s", _("the session's folder cannot be written to; the events are "
				     "saved beside it, and every opening finds them"));
	intake_release(&intake);
	return result;
}

/* The input is read before the session is looked at: whoever writes it may take their time. */
static enum cli_exit run_add(struct cli *cli, const struct cli_command *command, int argc,
			     char **argv)
{
	enum cli_exit result = cli_words(cli, command, NULL, 0, 1, 1, argc, argv);
	struct session session;
	const char *path;
	struct arena arena;
	struct buf bytes;
	struct err err = {0};

	if (result != CLI_GO_ON)
		return result;
	arena_init(&arena, ARENA_MAX);
	buf_init(&bytes, INTAKE_MAX + 1);
	enum status status = session_find(&cli->host, &arena, argv[optind], &path, &err);
	if (status == STATUS_OK)
		status = file_read_all(STDIN_FILENO, INTAKE_MAX, &bytes, &err);
	if (status == STATUS_OK)
		status = session_open(&session, &cli->host, path, SESSION_EVERYTHING, &err);
	if (status == STATUS_OK) {
		result = add(cli, &session, &bytes);
		session_close(&session);
	} else {
		result = cli_error(&err);
	}
	buf_release(&bytes);
	arena_release(&arena);
	return result;
}

static const char help[] = N_(
	"Reads events from standard input, one YAML document each, and appends them\n"
	"to the session: all of them, or none if there is any mistake. Prints their\n"
	"ids, one a line, in the order of the input, once they are on the disk.\n"
	"\n"
	"An event has a 'kind' and the keys of that kind. 'id', 'sum' and 'group' are\n"
	"made; 'at' (a time) and 'el' (seconds) may be given and must not run\n"
	"backwards. In 'cites' and 're', +n stands for the n-th event of the input.\n"
	"'private: true' sends an event to the coach's own stream. Keys that are not\n"
	"known are kept, with a warning.\n"
	"\n"
	"Exit status: 0 added, 1 the input has mistakes, 2 it could not be done: no\n"
	"such session, another program writes to it, or the teacher's words must not\n"
	"be kept.\n"
	"\n"
	"Example:\n"
	"  printf 'kind: note\\ntext: Ask for the slips.\\n' | debrief add 2026-11-21-x4f9\n");

const struct cli_command cmd_add = {
	.name = "add",
	.usage = "debrief add SESSION < events.yaml",
	.summary = N_("appends events that are given as YAML"),
	.help = help,
	.run = run_add,
};
