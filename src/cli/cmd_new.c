/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/sanitise.h"

/*
 * Everything about a session that never changes is said here, once. What could not be named or
 * found again later is refused before there is a folder.
 */

#define ARENA_MAX ((size_t)256 << 20)
static enum cli_exit ask_for_rubric(struct cli *cli, const struct cli_command *command)
{
	enum cli_exit result = cli_usage(
		command, "%s",
		_("which rubric guides the talk? name it with --rubric; there are:"));
	struct buf list;

	buf_init(&list, BUF_MAX_DEFAULT);
	if (cli_list_rubrics(cli, &list, NULL) == STATUS_OK)
		cli_say(&list);
	buf_release(&list);
	return result;
}

/* The session before is found again from wherever the program is started. */
static enum status resolve_previous(struct cli *cli, struct arena *arena, const char **previous,
				    struct err *err)
{
	struct session session;
	const char *path;
	char *real;

	if (!*previous)
		return STATUS_OK;
	enum status status = session_find(&cli->host, arena, *previous, &path, err);
	if (status == STATUS_OK)
		status = session_open(&session, &cli->host, path, SESSION_SHARED_ONLY, err);
	if (status != STATUS_OK)
		return status;
	session_close(&session);
	if (!strchr(*previous, '/'))
		return STATUS_OK;
	real = realpath(path, NULL);
	if (!real)
		return err_system(err, _("cannot find '%s'"), path);
	*previous = arena_strdup(arena, real);
	free(real);
	return *previous ? STATUS_OK : err_no_memory(err);
}

/* Scripts take the path as it is printed. */
static void print_path(struct cli *cli, const char *path)
{
	sanitise_text(&cli->out, path, SANITISE_LINE);
	buf_putc(&cli->out, '\n');
}

/* A name that would have to be changed to be shown. */
static bool is_showable(const char *name)
{
	struct buf clean;

	buf_init(&clean, BUF_MAX_DEFAULT);
	sanitise_text(&clean, name, SANITISE_LINE);
	bool same = strcmp(buf_text(&clean), name) == 0;
	buf_release(&clean);
	return same;
}

static enum cli_exit make(struct cli *cli, struct session_new *what, struct arena *arena)
{
	const char *path = NULL;
	struct buf diags;
	struct err err = {0};
	enum cli_exit result = CLI_OK;

	buf_init(&diags, BUF_MAX_DEFAULT);
	enum status status = resolve_previous(cli, arena, &what->previous, &err);
	if (status == STATUS_OK)
		status = session_create(&cli->host, arena, what, &path, &diags, &err);
	cli_say(&diags);
	if (status == STATUS_OK)
		print_path(cli, path);
	else if (status == STATUS_INVALID && diags.length > 0)
		result = CLI_FINDING;
	else
		result = cli_error(&err);
	buf_release(&diags);
	return result;
}

static enum cli_exit run_new(struct cli *cli, const struct cli_command *command, int argc,
			     char **argv)
{
	struct session_new what = {0};
	const struct cli_option options[] = {
		{"rubric", .value = &what.rubric},     {"teacher", .value = &what.teacher},
		{"coach", .value = &what.coach},       {"lesson", .value = &what.lesson},
		{"grade", .value = &what.grade},       {"goal", .value = &what.learning_goal},
		{"previous", .value = &what.previous},
	};
	enum cli_exit result = cli_words(cli, command, options, COUNT(options), 0, 1, argc, argv);
	struct arena arena;

	if (result != CLI_GO_ON)
		return result;
	what.name = argv[optind]; /* NULL behind the last */
	if (what.name && cli_command(what.name))
		return cli_usage(command,
				 _("'%s' is a command; please choose another name for the session"),
				 what.name);
	if (what.name && !is_showable(what.name))
		return cli_usage(command, _("the name '%s' has characters that cannot be shown"),
				 what.name);
	if (!what.rubric)
		return ask_for_rubric(cli, command);
	arena_init(&arena, ARENA_MAX);
	result = make(cli, &what, &arena);
	arena_release(&arena);
	return result;
}

static const char help[] = N_(
	"Makes a session and prints its path. SESSION is a name for the library or,\n"
	"with a slash in it, a path; without it the session is named after the day.\n"
	"\n"
	"  --rubric R     what guides the talk: an id ('debrief rubric list') or a file\n"
	"  --teacher N    the teacher's name or a pseudonym\n"
	"  --coach N      the coach's\n"
	"  --lesson T     the title of the lesson\n"
	"  --grade G      the grade\n"
	"  --goal L       the learning goal of the lesson\n"
	"  --previous S   the session before, with the same teacher\n"
	"\n"
	"Exit status: 0 made, 1 the rubric has mistakes, 2 it could not be made.\n"
	"\n"
	"Example:\n"
	"  debrief new --rubric ambitious-mathematics --teacher 'J. R.' --lesson Ratios\n");

const struct cli_command cmd_new = {
	.name = "new",
	.usage = "debrief new [SESSION] --rubric R [--teacher N] [--coach N] [--lesson T]\n"
		 "                   [--grade G] [--goal L] [--previous S]",
	.summary = N_("makes a session and prints its path"),
	.help = help,
	.run = run_new,
};
