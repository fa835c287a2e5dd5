/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include <dirent.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/library.h"
#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"
#include "debrief/sanitise.h"
#include "demo.h"
#include "ui/plain.h"
#include "ui/screen.h"

/*
 * The program without a command: a session full screen, or the library. A terminal that could not
 * show a screen gets the line mode; a pipe, if it does not ask for that, the whole state as text.
 */

#define ARENA_MAX ((size_t)64 << 20)
bool cli_has_terminal(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

static enum cli_exit read_options(struct cli *cli, struct term_options *options)
{
	const char *no_color = getenv("NO_COLOR");
	const char *color = cli->color ? cli->color : "auto";

	*options = (struct term_options){.ascii = cli->ascii, .is_utf8 = cli->is_utf8};
	if (strcmp(color, "never") == 0)
		options->no_color = true;
	else if (strcmp(color, "auto") == 0)
		options->no_color = no_color && *no_color;
	else if (strcmp(color, "always") != 0)
		return cli_usage(&cmd_open,
				 _("--color cannot be '%s'; expected 'auto', 'always' or 'never'"),
				 color);
	return CLI_OK;
}

/* The last resort for words that no disk would take: whoever can see them can keep them. */
static void print_unsaved(const struct buf *unsaved)
{
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	sanitise(&text, buf_text(unsaved), unsaved->length, SANITISE_LINES);
	if (text.length > 0) {
		cli_complain(
			_("these words could be saved nowhere; they are printed so that you can "
			  "keep them:"));
		cli_say(&text);
	}
	buf_release(&text);
}

/* What no screen can show is had line by line. */
static enum status show(struct cli *cli, const struct screen_subject *subject,
			const struct term_options *options, struct err *err)
{
	enum status status = STATUS_REFUSED;

	if (!cli->plain)
		status = screen_run(&cli->host, subject, options, &cli->ending, err);
	if (status != STATUS_REFUSED)
		return status;
	if (!cli->plain)
		cli_complain(_("%s; here it goes on line by line"), err->message);
	return plain_run(&cli->host, subject, options, &cli->ending, err);
}

/* CLI_GO_ON: there is nothing to show it on but as text. */
static enum cli_exit run_screen(struct cli *cli, struct screen_subject subject)
{
	struct term_options options;
	struct err err = {0};
	struct buf unsaved;
	enum status status;
	enum cli_exit result = read_options(cli, &options);

	if (result != CLI_OK)
		return result;
	if (!cli->plain && !cli_has_terminal())
		return CLI_GO_ON;
	buf_init(&unsaved, BUF_MAX_DEFAULT);
	subject.unsaved = &unsaved;
	status = show(cli, &subject, &options, &err);
	print_unsaved(&unsaved);
	buf_release(&unsaved);
	if (status == STATUS_OK)
		return CLI_OK;
	result = cli_error(&err);
	return status == STATUS_REFUSED ? CLI_GO_ON : result;
}

enum cli_exit cli_open_screen(struct cli *cli, struct session *session)
{
	enum cli_exit result = run_screen(
		cli, (struct screen_subject){.session = session, .greeting = cli->greeting});

	return result == CLI_GO_ON ? cli_show_text(cli, session) : result;
}

/* ---- the library ---- */

static void list_sessions(struct cli *cli, const char *library)
{
	char **names = NULL;
	size_t count = 0;
	size_t shown = 0;
	struct stat info;
	int folder;

	if (folder_open(cli->host.files, library, &folder, NULL) == STATUS_OK) {
		if (folder_list(folder, SESSION_FOLDERS_MAX, &names, &count, NULL) != STATUS_OK)
			count = 0;
		for (size_t i = 0; i < count; i++) {
			if (!session_is_folder(folder, names[i], &info))
				continue;
			sanitise_text(&cli->out, names[i], SANITISE_LINE);
			buf_putc(&cli->out, '\n');
			shown++;
		}
		free(names);
		cli->host.files->close(folder);
	}
	if (shown == 0)
		buf_puts(&cli->out, _("There are no sessions yet.\n"));
}

static enum cli_exit show_library(struct cli *cli)
{
	const char *library;
	struct arena arena;
	struct err err = {0};
	enum cli_exit result = CLI_OK;

	arena_init(&arena, ARENA_MAX);
	if (paths_library(&arena, &library, &err) == STATUS_OK)
		list_sessions(cli, library);
	else
		result = cli_error(&err);
	arena_release(&arena);
	if (result == CLI_OK)
		buf_puts(&cli->out,
			 _("\n"
			   "debrief demo                    opens a ready session, to look around\n"
			   "debrief new --rubric R          makes a session; 'debrief rubric list' "
			   "shows "
			   "what R can be\n"
			   "debrief SESSION                 opens one of yours\n"
			   "debrief help                    tells the rest\n"));
	return result;
}

static enum cli_exit open_library(struct cli *cli)
{
	struct demo demo = {.host = &cli->host};
	const struct library_demo ways = {demo_open, demo_close, &demo};
	enum cli_exit result = run_screen(cli, (struct screen_subject){.demo = &ways});

	return result == CLI_GO_ON ? show_library(cli) : result;
}

/* ---- a session ---- */

/* What is no session may be a command that was misspelt. */
static enum cli_exit complain_of_name(const char *name, const struct err *err)
{
	const char *names[16];
	size_t count = 0;

	for (; count < COUNT(names) && cli_commands[count]; count++)
		names[count] = cli_commands[count]->name;
	const char *nearest = diag_nearest(name, names, count);
	if (nearest && strcmp(nearest, name) != 0)
		return cli_usage(&cmd_open,
				 _("there is no session and no command '%s'; did you mean '%s'?"),
				 name, nearest);
	return cli_error(err);
}

static enum cli_exit run_open(struct cli *cli, const struct cli_command *command, int argc,
			      char **argv)
{
	const struct cli_option options[] = {CLI_SCREEN_OPTIONS(cli)};
	enum cli_exit result = cli_words(cli, command, options, COUNT(options), 0, 1, argc, argv);
	const char *path;
	struct session session;
	struct arena arena;
	struct err err = {0};

	if (result != CLI_GO_ON)
		return result;
	if (optind == argc)
		return open_library(cli);
	arena_init(&arena, ARENA_MAX);
	if (session_find(&cli->host, &arena, argv[optind], &path, &err) != STATUS_OK) {
		result = complain_of_name(argv[optind], &err);
	} else if (session_open(&session, &cli->host, path, SESSION_EVERYTHING, &err) !=
		   STATUS_OK) {
		result = cli_error(&err);
	} else {
		result = cli_open_screen(cli, &session);
		session_close(&session);
	}
	arena_release(&arena);
	return result;
}

static const char help[] = N_(
	"Opens a session: a name in the library, or a path; a session named like a\n"
	"command needs './' before it. Without a name, opens the library: all your\n"
	"sessions. Without a terminal the state of the session, or the list of them,\n"
	"is printed.\n"
	"\n"
	"  --color=WHEN   'auto' (and not if $NO_COLOR is set), 'always' or 'never'\n"
	"  --ascii        draws with ASCII characters only\n"
	"  --plain        line by line, as questions and answers: for screen readers,\n"
	"                 braille displays and scripts\n"
	"  --help         this page\n"
	"  --version      the version, and those of the libraries\n");

const struct cli_command cmd_open = {
	.name = "",
	.usage = "debrief [SESSION] [--color=WHEN] [--ascii] [--plain]\n       debrief COMMAND "
		 "[WORD]...",
	.summary = "",
	.help = help,
	.run = run_open,
};
