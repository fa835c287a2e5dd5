/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include <getopt.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/cycle.h"
#include "debrief/i18n.h"
#include "debrief/same_name.h"
#include "debrief/sanitise.h"
#include "debrief/utf8.h"

/* A name that nobody has is most often one that is spelt otherwise: so the names are told. */

#define ARENA_MAX ((size_t)1 << 30)

static void say_names(const char *const *names)
{
	struct buf said;

	buf_init(&said, BUF_MAX_DEFAULT);
	if (*names)
		buf_puts(&said, _("There are sessions with:\n"));
	for (; *names; names++) {
		buf_puts(&said, "  ");
		sanitise_text(&said, *names, SANITISE_LINE);
		buf_putc(&said, '\n');
	}
	cli_say(&said);
	buf_release(&said);
}

/* One without a letter is the same as no other, not even as itself. */
static bool is_name(const char *name)
{
	return utf8_is_valid(name, strlen(name)) && same_name(name, name);
}

static enum cli_exit run_cycle(struct cli *cli, const struct cli_command *command, int argc,
			       char **argv)
{
	bool json = false;
	const struct cli_option options[] = {{"json", .flag = &json}};
	enum cli_exit result = cli_words(cli, command, options, COUNT(options), 1, 1, argc, argv);
	const char *const *known = NULL;
	struct cycle cycle;
	struct arena arena;
	struct err err = {0};
	enum status status;

	if (result == CLI_GO_ON && !is_name(argv[optind]))
		result = cli_usage(command, "%s", _("whose sessions? This is nobody's name"));
	if (result != CLI_GO_ON)
		return result;
	arena_init(&arena, ARENA_MAX);
	status = cycle_read(&cycle, &cli->host, argv[optind], &arena, &known, &err);
	if (status == STATUS_OK)
		status = json ? cycle_json(&cycle, &cli->out, &err)
			      : cycle_page(&cycle, &cli->out, &err);
	result = status == STATUS_OK ? CLI_OK : cli_error(&err);
	if (known)
		say_names(known);
	arena_release(&arena);
	return result;
}

static const char help[] = N_(
	"Prints the sessions with one teacher in a line, by date, also those in the\n"
	"archive: what was agreed, in which part of the lesson, how the talk ended, and\n"
	"what was seen of it later, on visits and in the next talk. Blanks, points and\n"
	"case of the name do not count. The page is for the coach.\n"
	"\n"
	"  --json   all of it as one JSON object\n"
	"\n"
	"Exit status: 0 shown, 2 there is no such teacher, or it could not be read.\n"
	"\n"
	"Example:\n"
	"  debrief cycle 'J. R.'\n");

const struct cli_command cmd_cycle = {
	.name = "cycle",
	.usage = "debrief cycle TEACHER [--json]",
	.summary = N_("prints the sessions with one teacher, and what became of their goals"),
	.help = help,
	.run = run_cycle,
};
