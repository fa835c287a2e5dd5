/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include <getopt.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/report.h"

/*
 * Who reads it must be said: a default would one day hand the coach's report to a teacher. For the
 * teacher the private files are not even read.
 */

#define ARENA_MAX ((size_t)64 << 20)

struct wish {
	const char *reader, *format, *file; /* as typed; NULL: not */
	enum audience audience;
	enum report_format as;
};

/* The place of a name in a list, `count` if it is not there. */
static size_t place_of(const char *name, const char *const *names, size_t count)
{
	size_t i = 0;

	while (i < count && strcmp(names[i], name) != 0)
		i++;
	return i;
}

/* What is said goes before the ending. */
static enum cli_exit choose_format(struct wish *wish, const struct cli_command *command)
{
	size_t format = wish->format ? place_of(wish->format, report_format_names, REPORT__COUNT)
				     : REPORT_TEXT;
	struct err err = {0};

	if (format == REPORT__COUNT)
		return cli_usage(command,
				 _("unknown format '%s'; expected 'text', 'markdown', 'html', "
				   "'json' or 'ics'"),
				 wish->format);
	wish->as = (enum report_format)format;
	if (!wish->format && wish->file && report_format_of(wish->file, &wish->as, &err))
		return cli_usage(command, _("%s; --format says what it is instead"), err.message);
	return CLI_GO_ON;
}

static enum cli_exit understand(struct wish *wish, const struct cli_command *command)
{
	size_t reader = wish->reader ? place_of(wish->reader, audience_names, AUDIENCE__COUNT)
				     : AUDIENCE__COUNT;

	if (wish->file && !*wish->file)
		return cli_usage(command, "%s", _("the file has no name; '-' is standard output"));
	if (choose_format(wish, command) != CLI_GO_ON)
		return CLI_CANNOT;
	wish->audience = FOR_TEACHER;
	if (wish->as == REPORT_ICS && !wish->reader)
		return CLI_GO_ON;
	if (!wish->reader)
		return cli_usage(command, "%s",
				 _("for whom? '--for coach' tells everything, '--for teacher' what "
				   "may be handed over"));
	if (reader == AUDIENCE__COUNT)
		return cli_usage(command, _("unknown reader '%s'; expected 'coach' or 'teacher'"),
				 wish->reader);
	wish->audience = (enum audience)reader;
	return CLI_GO_ON;
}

static enum status write_report(struct cli *cli, struct session *session, const struct wish *wish,
				struct err *err)
{
	struct buf page;
	enum status status;

	if (!wish->file || strcmp(wish->file, "-") == 0)
		return report_write(session, &cli->host, wish->audience, wish->as, &cli->out, err);
	buf_init(&page, cli->out.max);
	status = report_write(session, &cli->host, wish->audience, wish->as, &page, err);
	if (!status)
		status = report_save(cli->host.files, wish->file, &page, err);
	buf_release(&page);
	return status;
}

static bool is_empty(const struct session *session)
{
	for (size_t i = 0; i < session->n_events; i++)
		if (session->events[i]->kind != EVENT_OPEN &&
		    session->events[i]->kind != EVENT_JOIN)
			return false;
	return true;
}

static enum cli_exit run_report(struct cli *cli, const struct cli_command *command, int argc,
				char **argv)
{
	struct wish wish = {0};
	const struct cli_option options[] = {{"for", .value = &wish.reader},
					     {"format", .value = &wish.format},
					     {"output", .value = &wish.file}};
	enum cli_exit result = cli_words(cli, command, options, COUNT(options), 1, 1, argc, argv);
	const char *path;
	struct session session;
	struct arena arena;
	struct err err = {0};
	enum status status;

	if (result == CLI_GO_ON)
		result = understand(&wish, command);
	if (result != CLI_GO_ON)
		return result;
	arena_init(&arena, ARENA_MAX);
	status = session_find(&cli->host, &arena, argv[optind], &path, &err);
	if (!status)
		status = session_open(&session, &cli->host, path,
				      wish.audience == FOR_TEACHER ? SESSION_SHARED_ONLY
								   : SESSION_EVERYTHING,
				      &err);
	if (!status) {
		status = write_report(cli, &session, &wish, &err);
		if (!status && is_empty(&session))
			cli_complain("%s", _("nothing is written down in this session yet"));
		session_close(&session);
	}
	arena_release(&arena);
	return status ? cli_error(&err) : CLI_OK;
}

static const char help[] = N_(
	"Writes what a talk leaves behind. The coach's report holds what is recorded and\n"
	"what follows from it, private things too; only guesses about the teacher stay\n"
	"out. The teacher's is to be handed over: what students did, what worked, the\n"
	"teacher's own words, what was agreed and the plan; nothing private is read for\n"
	"it.\n"
	"\n"
	"  --for WHO        coach or teacher\n"
	"  --format FORMAT  text, markdown, html, json or ics; else by the ending of\n"
	"                   FILE (.txt, .md, .html, .json, .ics; none is text). ics is\n"
	"                   the follow-up for a calendar, with a title that says\n"
	"                   nothing; it is for nobody in particular\n"
	"  -o, --output FILE\n"
	"                   writes to FILE, whole or not at all; only you can read it.\n"
	"                   An older FILE is replaced. '-' is standard output\n"
	"\n"
	"Exit status: 0 written, 2 it could not be.\n"
	"\n"
	"Example:\n"
	"  debrief report 2026-11-21-x4f9 --for teacher -o for-you.html\n"
	"  debrief report 2026-11-21-x4f9 -o follow-up.ics\n");

const struct cli_command cmd_report = {
	.name = "report",
	.usage = "debrief report SESSION --for coach|teacher [--format FORMAT] [-o FILE]\n"
		 "       debrief report SESSION --format ics [-o FILE]",
	.summary = N_("writes the coach's or the teacher's report of a talk"),
	.help = help,
	.run = run_report,
};
