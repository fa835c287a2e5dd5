/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include <getopt.h>
#include <locale.h>

#include "debrief/i18n.h"
#include "debrief/report.h"

/*
 * For people it is the coach's report as text, for scripts the whole state; both are made from one
 * report, so that they cannot disagree. It is also what a session looks like where there is no
 * screen.
 */

#define ARENA_MAX ((size_t)1 << 30)

static enum status show_as_json(struct cli *cli, struct session *session, struct err *err)
{
	struct report report;
	struct arena arena;
	enum status status;

	arena_init(&arena, ARENA_MAX);
	status = session_find_problems(session, &cli->host, err);
	if (status == STATUS_OK)
		status = report_make(&report, session, &cli->host, FOR_COACH, &arena, err);
	if (status == STATUS_OK)
		status = show_json(&report, &cli->out, err);
	arena_release(&arena);
	return status;
}

enum cli_exit cli_show_text(struct cli *cli, struct session *session)
{
	struct err err = {0};

	return report_write(session, &cli->host, FOR_COACH, REPORT_TEXT, &cli->out, &err)
		       ? cli_error(&err)
		       : CLI_OK;
}

static enum cli_exit show(struct cli *cli, struct session *session, bool json)
{
	struct err err = {0};

	if (!json)
		return cli_show_text(cli, session);
	return show_as_json(cli, session, &err) ? cli_error(&err) : CLI_OK;
}

static enum cli_exit run_show(struct cli *cli, const struct cli_command *command, int argc,
			      char **argv)
{
	bool json = false;
	const struct cli_option options[] = {{"json", .flag = &json}};
	enum cli_exit result = cli_words(cli, command, options, 1, 1, 1, argc, argv);
	const char *path;
	struct session session;
	struct arena arena;
	struct err err = {0};

	if (result != CLI_GO_ON)
		return result;
	if (json)
		setlocale(LC_MESSAGES, "C"); /* what scripts read is never translated */
	arena_init(&arena, ARENA_MAX);
	if (session_find(&cli->host, &arena, argv[optind], &path, &err) != STATUS_OK ||
	    session_open(&session, &cli->host, path, SESSION_EVERYTHING, &err) != STATUS_OK) {
		result = cli_error(&err);
	} else {
		result = show(cli, &session, json);
		session_close(&session);
	}
	arena_release(&arena);
	return result;
}

static const char help[] = N_(
	"Prints what is recorded in a session and what follows from it: the lesson,\n"
	"where learning first broke down, the goals, the talk, and what comes next.\n"
	"Of a damaged session it prints what can be read. The page is for the coach:\n"
	"it holds what is private too.\n"
	"\n"
	"  --json   all of it as one JSON object\n"
	"\n"
	"Exit status: 0 shown, 2 it could not be found or read.\n"
	"\n"
	"Example:\n"
	"  debrief show 2026-11-21-x4f9 --json | jq .negotiation\n");

const struct cli_command cmd_show = {
	.name = "show",
	.usage = "debrief show SESSION [--json]",
	.summary = N_("prints where a session stands, for people or for scripts"),
	.help = help,
	.run = run_show,
};
