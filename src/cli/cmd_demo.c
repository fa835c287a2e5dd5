/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include <getopt.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "demo.h"

static enum cli_exit run_demo(struct cli *cli, const struct cli_command *command, int argc,
			      char **argv)
{
	const struct cli_option options[] = {CLI_SCREEN_OPTIONS(cli)};
	enum cli_exit result = cli_words(cli, command, options, COUNT(options), 0, 0, argc, argv);
	struct demo demo = {.host = &cli->host};
	struct session session;
	struct err err = {0};

	if (result != CLI_GO_ON)
		return result;
	if (demo_open(&demo, &session, &cli->greeting, &err) == STATUS_OK)
		result = cli_open_screen(cli, &session);
	else
		result = cli_error(&err);
	cli_say(&demo.diags);
	session_close(&session);
	demo_close(&demo);
	if (demo.leaves_rest)
		cli_complain("%s", _("the demo's folder could not be removed"));
	if (result == CLI_OK && (cli->plain || cli_has_terminal()))
		buf_puts(&cli->out, _("The demo session is gone now. 'debrief new' makes one that "
				      "stays.\n"));
	else if (result == CLI_OK)
		buf_puts(&cli->out, _("\nIn a terminal, 'debrief demo' opens this session full "
				      "screen.\n"));
	return result;
}

static const char help[] = N_(
	"Opens a session that is made for looking around: a grade 7 lesson on ratios\n"
	"was observed, and the talk with the teacher is about to begin. It lives in a\n"
	"temporary folder and is removed when you leave. Without a terminal its state\n"
	"is printed.\n"
	"\n"
	"  --color=WHEN   'auto' (and not if $NO_COLOR is set), 'always' or 'never'\n"
	"  --ascii        draws with ASCII characters only\n"
	"  --plain        line by line, for screen readers and braille displays\n"
	"\n"
	"Example:\n"
	"  debrief demo\n");

const struct cli_command cmd_demo = {
	.name = "demo",
	.usage = "debrief demo [--color=WHEN] [--ascii] [--plain]",
	.summary = N_("opens a ready session on a lesson about ratios, to look around"),
	.help = help,
	.run = run_demo,
};
