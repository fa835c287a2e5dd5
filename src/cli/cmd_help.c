/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include <getopt.h>
#include <stdio.h>

#include "debrief/i18n.h"
#include "debrief/tree.h"
#include "ui/line_editor.h"
#include "ui/term.h"

/* Help is made from the descriptors, so a command that exists is also explained. */

void cli_help(struct cli *cli, const struct cli_command *command)
{
	buf_printf(&cli->out, _("Usage: %s\n\n"), command->usage);
	buf_puts(&cli->out, _(command->help));
	if (command != &cmd_open)
		return;
	buf_puts(&cli->out, _("\nCommands:\n"));
	for (size_t i = 0; cli_commands[i]; i++)
		buf_printf(&cli->out, "  %-8s %s\n", cli_commands[i]->name,
			   _(cli_commands[i]->summary));
	buf_puts(&cli->out, _("\nEvery command has its own help: debrief COMMAND --help\n"));
}

void cli_version(struct cli *cli)
{
	buf_printf(&cli->out, "debrief %s\n", DEBRIEF_VERSION);
	buf_printf(&cli->out, _("With %s, libyaml %s, readline %s.\n"), term_library(),
		   tree_library(), line_editor_library());
	buf_puts(&cli->out, _("Licence GPL-3.0-or-later: you may share and change it; there is no "
			      "warranty.\n"));
}

static enum cli_exit run_help(struct cli *cli, const struct cli_command *command, int argc,
			      char **argv)
{
	enum cli_exit result = cli_words(cli, command, NULL, 0, 0, 1, argc, argv);
	const struct cli_command *about = &cmd_open;

	if (result != CLI_GO_ON)
		return result;
	if (optind < argc)
		about = cli_command(argv[optind]);
	if (!about)
		return cli_usage(&cmd_open, _("there is no command '%s'"), argv[optind]);
	cli_help(cli, about);
	return CLI_OK;
}

static const char help[] = N_("Tells how to use the program, or one of its commands.\n"
			      "\n"
			      "Example:\n"
			      "  debrief help add\n");

const struct cli_command cmd_help = {
	.name = "help",
	.usage = "debrief help [COMMAND]",
	.summary = N_("tells how to use the program, or one command"),
	.help = help,
	.run = run_help,
};
