/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include <getopt.h>
#include <string.h>

#include "debrief/i18n.h"
#include "debrief/report.h"
#include "debrief/rubric_path.h"
#include "debrief/sanitise.h"

/*
 * What there is to choose from, before a session is bound to its copy of one.
 */

#define ARENA_MAX  ((size_t)512 << 20)
#define ID_COLUMNS 24

static void list_line(const struct rubric_choice *choice, struct buf *out)
{
	const struct rubric *rubric = choice->rubric;
	size_t start = out->length;

	sanitise_text(out, choice->file->id, SANITISE_LINE);
	size_t columns = out->length - start;
	buf_fill(out, ' ', columns < ID_COLUMNS ? ID_COLUMNS - columns : 1);
	if (!rubric) {
		buf_puts(out, _("has mistakes: debrief check "));
		sanitise_text(out, choice->file->path, SANITISE_LINE);
	} else {
		buf_printf(out, _("version %ld  "), rubric->version);
		sanitise_text(out, rubric->title, SANITISE_LINE);
		if (rubric->description) {
			buf_puts(out, ". ");
			sanitise_text(out, rubric->description, SANITISE_LINE);
		}
		buf_putc(out, '\n');
		buf_fill(out, ' ', ID_COLUMNS);
		sanitise_text(out, choice->file->path, SANITISE_LINE);
	}
	buf_putc(out, '\n');
}

static enum status parse(const struct rubric_file *file, struct arena *arena, struct diags *diags,
			 const struct rubric **rubric, struct err *err)
{
	*rubric = NULL;
	diags_init(diags, arena, file->path, file->bytes, file->length);
	return rubric_parse(arena, file->bytes, file->length, SCHEMA_STRICT, diags, rubric, err);
}

enum status cli_list_rubrics(struct cli *cli, struct buf *out, struct err *err)
{
	const struct rubric_choice *choices;
	struct arena arena;
	size_t count = 0;

	arena_init(&arena, ARENA_MAX);
	enum status status = rubric_choices(&cli->host, &arena, &choices, &count, err);
	for (size_t i = 0; status == STATUS_OK && i < count; i++)
		list_line(&choices[i], out);
	arena_release(&arena);
	return status;
}

static enum cli_exit run_list(struct cli *cli)
{
	struct err err = {0};

	if (cli_list_rubrics(cli, &cli->out, &err) != STATUS_OK)
		return cli_error(&err);
	if (cli->out.length == 0)
		cli_complain(
			_("no rubrics were found; $DEBRIEF_RUBRIC_PATH can name a folder of them"));
	return CLI_OK;
}

static enum cli_exit run_show(struct cli *cli, const char *name)
{
	const struct rubric *rubric;
	struct rubric_file file = {0};
	struct arena arena;
	struct diags diags;
	struct err err = {0};
	enum cli_exit result = CLI_OK;

	arena_init(&arena, ARENA_MAX);
	diags_init(&diags, &arena, name, NULL, 0);
	enum status status = rubric_find(&cli->host, &arena, name, &file, &err);
	if (status == STATUS_OK)
		status = parse(&file, &arena, &diags, &rubric, &err);
	if (status == STATUS_OK)
		status = rubric_page(rubric, &cli->out, &err);
	cli_say_diags(&diags);
	if (status == STATUS_INVALID && diags.errors > 0)
		result = CLI_FINDING;
	else if (status != STATUS_OK)
		result = cli_error(&err);
	arena_release(&arena);
	return result;
}

static enum cli_exit run_rubric(struct cli *cli, const struct cli_command *command, int argc,
				char **argv)
{
	enum cli_exit result = cli_words(cli, command, NULL, 0, 1, 2, argc, argv);

	if (result != CLI_GO_ON)
		return result;
	const char *what = argv[optind];
	const char *name = argv[optind + 1];
	if (strcmp(what, "list") == 0 && !name)
		return run_list(cli);
	if (strcmp(what, "show") == 0 && name)
		return run_show(cli, name);
	if (strcmp(what, "list") == 0)
		return cli_usage(command, _("there is one word too many: '%s'"), name);
	if (strcmp(what, "show") == 0)
		return cli_usage(command, "%s",
				 _("which rubric? 'debrief rubric list' shows what there is"));
	return cli_usage(command, _("unknown word '%s'; expected 'list' or 'show'"), what);
}

static const char help[] = N_(
	"A rubric is what guides a talk: what to look at in a lesson, what to ask,\n"
	"and which changes to instruction there are. R is an id or a file.\n"
	"\n"
	"They are looked for in $DEBRIEF_RUBRIC_PATH,\n"
	"$XDG_CONFIG_HOME/debrief/rubrics, $XDG_DATA_HOME/debrief/rubrics, and where\n"
	"the program was installed.\n"
	"\n"
	"Exit status: 0 fine, 1 the rubric has mistakes, 2 it could not be found or\n"
	"read.\n"
	"\n"
	"Example:\n"
	"  debrief rubric show ambitious-mathematics | less\n");

const struct cli_command cmd_rubric = {
	.name = "rubric",
	.usage = "debrief rubric list | debrief rubric show R",
	.summary = N_("lists the rubrics there are, or shows one as a page"),
	.help = help,
	.run = run_rubric,
};
