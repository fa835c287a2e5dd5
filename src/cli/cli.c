/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/diag.h"
#include "debrief/i18n.h"
#include "debrief/sanitise.h"
#include "ui/signals.h"

/*
 * getopt_long finds the options, because people expect what it does: any place, unique beginnings,
 * `--`. It says nothing itself: its messages would print the user's bytes as they are.
 */

#define OUT_MAX      ((size_t)1 << 30)
#define OPTIONS_MAX  16  /* with --help and --version */
#define FIRST_OPTION 256 /* getopt's number for it: smaller ones are letters */
const struct cli_command *const cli_commands[] = {
	&cmd_new,   &cmd_add,  &cmd_import, &cmd_show, &cmd_report, &cmd_cycle,
	&cmd_check, &cmd_erase, &cmd_demo, &cmd_rubric, &cmd_help, NULL,
};

const struct cli_command *cli_command(const char *name)
{
	for (size_t i = 0; cli_commands[i]; i++)
		if (strcmp(cli_commands[i]->name, name) == 0)
			return cli_commands[i];
	return NULL;
}

/* ---- saying what is wrong ---- */

ERR_FORMAT(1, 0)
static void complain(const char *format, va_list args)
{
	struct buf said;
	struct buf clean;

	buf_init(&said, BUF_MAX_DEFAULT);
	buf_init(&clean, BUF_MAX_DEFAULT);
	buf_vprintf(&said, format, args);
	sanitise(&clean, buf_text(&said), said.length, SANITISE_LINE);
	fprintf(stderr, "debrief: %s\n", buf_text(&clean));
	buf_release(&said);
	buf_release(&clean);
}

enum cli_exit cli_complain(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain(format, args);
	va_end(args);
	return CLI_CANNOT;
}

enum cli_exit cli_error(const struct err *err)
{
	return cli_complain("%s", err->message);
}

enum cli_exit cli_usage(const struct cli_command *command, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain(format, args);
	va_end(args);
	fprintf(stderr, _("Try 'debrief %s%s--help'.\n"), command->name, *command->name ? " " : "");
	return CLI_CANNOT;
}

void cli_say(const struct buf *text)
{
	fwrite(buf_text(text), 1, text->length, stderr);
}

void cli_say_diags(struct diags *diags)
{
	struct buf said;

	buf_init(&said, BUF_MAX_DEFAULT);
	diags_print(diags, &said);
	cli_say(&said);
	buf_release(&said);
}

/* ---- options ---- */

/* `value` is what getopt has to say about it: our number of the option, a letter, or 0. */
static enum cli_exit bad_option(const struct cli_command *command, int value,
				const struct option *longs, size_t count, const char *word)
{
	const char *names[OPTIONS_MAX];
	char written[64];

	if (value >= FIRST_OPTION)
		return cli_usage(command,
				 longs[value - FIRST_OPTION].has_arg
					 ? _("the option '--%s' needs a value")
					 : _("the option '--%s' takes no value"),
				 longs[value - FIRST_OPTION].name);
	if (value != 0)
		return cli_usage(command, _("unknown option '-%c'"), value);
	for (size_t i = 0; i < count; i++)
		names[i] = longs[i].name;
	snprintf(written, sizeof(written), "%.*s", (int)strcspn(word, "="), word);
	const char *nearest = diag_nearest(written + strspn(written, "-"), names, count);
	return nearest ? cli_usage(command, _("unknown option '%s'; did you mean '--%s'?"), written,
				   nearest)
		       : cli_usage(command, _("unknown option '%s'"), written);
}

static size_t fill_longs(struct option *longs, const struct cli_option *options, size_t count)
{
	for (size_t i = 0; i < count; i++)
		longs[i] = (struct option){
			.name = options[i].name,
			.has_arg = options[i].value ? required_argument : no_argument,
		};
	longs[count++].name = "help";
	longs[count++].name = "version";
	for (size_t i = 0; i < count; i++)
		longs[i].val = FIRST_OPTION + (int)i;
	return count;
}

static enum cli_exit take_option(const struct cli_command *command, const struct cli_option *option,
				 const char *argument)
{
	const char **value = option->value;

	if (!value) {
		*option->flag = true;
		return CLI_GO_ON;
	}
	for (size_t i = 0; option->most > 0 && *value; i++, value++)
		if (i + 1 == option->most)
			return cli_usage(command, _("the option '--%s' is there too often"),
					 option->name);
	*value = argument;
	return CLI_GO_ON;
}

/* With `to_first_word` it stops at the first word that is no option. */
static enum cli_exit read_options(struct cli *cli, const struct cli_command *command,
				  const struct cli_option *options, size_t count,
				  bool to_first_word, int argc, char **argv)
{
	struct option longs[OPTIONS_MAX + 1] = {0};
	size_t n_longs = fill_longs(longs, options, count);
	enum cli_exit result = CLI_GO_ON;
	size_t output = 0;
	int found;

	while (output < count && strcmp(options[output].name, "output") != 0)
		output++;
	const char *letters = to_first_word ? "+:" : output < count ? ":o:" : ":";

	opterr = 0;
	optind = 0; /* begins anew */
	while (result == CLI_GO_ON &&
	       (found = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		if (found == '?' || found == ':')
			return bad_option(
				command, found == ':' && optopt == 'o' ? longs[output].val : optopt,
				longs, n_longs, argv[optind - 1]);
		size_t which = found == 'o' ? output : (size_t)(found - FIRST_OPTION);
		if (which < count) {
			result = take_option(command, &options[which], optarg);
		} else if (which == count) {
			cli_help(cli, command);
			result = CLI_OK;
		} else {
			cli_version(cli);
			result = CLI_OK;
		}
	}
	return result;
}

enum cli_exit cli_words(struct cli *cli, const struct cli_command *command,
			const struct cli_option *options, size_t count, int least, int most,
			int argc, char **argv)
{
	enum cli_exit result = read_options(cli, command, options, count, false, argc, argv);

	if (result != CLI_GO_ON)
		return result;
	if (argc - optind < least)
		return cli_usage(command, _("something is missing; expected: %s"), command->usage);
	if (argc - optind > most)
		return cli_usage(command, _("there is one word too many: '%s'"),
				 argv[optind + most]);
	return CLI_GO_ON;
}

/* ---- running ---- */

/* A word that names no command is a session; one behind "--" always is. */
static enum cli_exit run(struct cli *cli, int argc, char **argv)
{
	const struct cli_option options[] = {CLI_SCREEN_OPTIONS(cli)};
	enum cli_exit result = read_options(cli, &cmd_open, options, COUNT(options), true, argc,
					    argv);

	if (result != CLI_GO_ON)
		return result;
	int before = optind - 1; /* stands where a command's name would, and is skipped */
	bool is_session = before > 0 && strcmp(argv[before], "--") == 0;
	const struct cli_command *command = optind < argc && !is_session ? cli_command(argv[optind])
									 : NULL;
	if (command)
		return command->run(cli, command, argc - optind, argv + optind);
	before -= is_session;
	return cmd_open.run(cli, &cmd_open, argc - before, argv + before);
}

/* What did not arrive is an error like any other, only that nobody is there to read of it when the
 * reader has left. */
static enum cli_exit finish(struct cli *cli, enum cli_exit result)
{
	bool written = true;

	if (cli->out.failed)
		return cli_complain("%s", _("there is not enough memory for the output"));
	if (cli->out.length == 0)
		return result;
	written = fwrite(cli->out.data, 1, cli->out.length, stdout) == cli->out.length;
	if (fflush(stdout) != 0 || fclose(stdout) != 0)
		written = false;
	if (written)
		return result;
	if (errno != EPIPE)
		cli_complain(_("cannot write the output: %s"), strerror(errno));
	return CLI_CANNOT;
}

int cli_main(int argc, char **argv, bool is_utf8)
{
	struct cli cli = {.is_utf8 = is_utf8};
	enum cli_exit result;
	struct err err = {0};

	buf_init(&cli.out, OUT_MAX);
	if (host_init(&cli.host, &err) != STATUS_OK)
		result = cli_error(&err);
	else
		result = finish(&cli, run(&cli, argc, argv));
	buf_release(&cli.out);
	if (cli.ending)
		signals_raise(cli.ending);
	return result;
}
