/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "debrief/i18n.h"
#include "debrief/record.h"
#include "debrief/rubric.h"
#include "debrief/rubric_path.h"
#include "debrief/sanitise.h"

/*
 * One command for rubrics and sessions, because whoever doubts a file should not need to know
 * what it is. It only reads: what is damaged is for people to decide about.
 */

#define ARENA_MAX ((size_t)512 << 20)

static void say_fine(struct cli *cli, const char *name)
{
	sanitise_text(&cli->out, name, SANITISE_LINE);
	buf_puts(&cli->out, _(": nothing to report\n"));
}

static bool is_file(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0 && !S_ISDIR(info.st_mode);
}

static bool is_journal(const struct buf *bytes)
{
	const char head[] = RECORD_FILE_HEAD;

	return strncmp(buf_text(bytes), head, strcspn(head, ",")) == 0;
}

static enum cli_exit check_rubric(struct cli *cli, const char *path)
{
	const struct rubric *rubric;
	struct diags diags;
	struct arena arena;
	struct err err = {0};
	struct buf bytes;
	enum cli_exit result = CLI_OK;

	arena_init(&arena, ARENA_MAX);
	buf_init(&bytes, RUBRIC_BYTES_MAX + 1);
	enum status status = file_read(cli->host.files, AT_FDCWD, path, RUBRIC_BYTES_MAX, &bytes,
				       &err);
	if (status == STATUS_LIMIT) {
		const struct mark whole = {1, 1};
		diags_init(&diags, &arena, path, NULL, 0);
		diags_add(&diags, DIAG_ERROR, whole, whole,
			  _("this file is too large; expected at most %zu bytes"),
			  RUBRIC_BYTES_MAX);
		diags_print(&diags, &cli->out);
		status = STATUS_INVALID;
	} else if (status == STATUS_OK && is_journal(&bytes)) {
		status = err_set(&err, STATUS_REFUSED,
				 _("'%s' is a journal; please check the folder of its session"),
				 path);
	} else if (status == STATUS_OK) {
		diags_init(&diags, &arena, path, buf_text(&bytes), bytes.length);
		status = rubric_parse(&arena, buf_text(&bytes), bytes.length, SCHEMA_STRICT, &diags,
				      &rubric, &err);
		diags_print(&diags, &cli->out);
		if (status == STATUS_OK && diags.warnings == 0)
			say_fine(cli, path);
	}
	if (status == STATUS_INVALID)
		result = CLI_FINDING;
	else if (status != STATUS_OK)
		result = cli_error(&err);
	buf_release(&bytes);
	arena_release(&arena);
	return result;
}

static enum cli_exit check_session(struct cli *cli, const char *name, const char *path)
{
	struct session session;
	size_t errors = 0;
	size_t warnings = 0;
	struct err err = {0};
	enum status status = session_open(&session, &cli->host, path, SESSION_EVERYTHING, &err);

	if (status != STATUS_OK)
		return cli_error(&err);
	status = session_check(&session, &cli->host, &cli->out, &errors, &warnings, &err);
	session_close(&session);
	if (status != STATUS_OK)
		return cli_error(&err);
	if (errors + warnings == 0)
		say_fine(cli, name);
	return errors > 0 ? CLI_FINDING : CLI_OK;
}

/* A file is a rubric, a folder is a session. A name is looked for in the library first, and among
 * the rubrics last. */
static enum cli_exit check(struct cli *cli, const char *name)
{
	const char *path;
	struct rubric_file rubric;
	struct arena arena;
	struct err err = {0};
	enum cli_exit result;

	arena_init(&arena, ARENA_MAX);
	if (strchr(name, '/') && is_file(name))
		result = check_rubric(cli, name);
	else if (strchr(name, '/') && access(name, F_OK) != 0)
		result = cli_complain(_("cannot open '%s': %s"), name, strerror(errno));
	else if (session_find(&cli->host, &arena, name, &path, &err) == STATUS_OK)
		result = check_session(cli, name, path);
	else if (is_file(name))
		result = check_rubric(cli, name);
	else if (rubric_find(&cli->host, &arena, name, &rubric, NULL) == STATUS_OK)
		result = check_rubric(cli, rubric.path);
	else
		result = cli_error(&err);
	arena_release(&arena);
	return result;
}

static enum cli_exit run_check(struct cli *cli, const struct cli_command *command, int argc,
			       char **argv)
{
	enum cli_exit worst = cli_words(cli, command, NULL, 0, 1, argc, argc, argv);

	if (worst != CLI_GO_ON)
		return worst;
	worst = CLI_OK;
	for (int i = optind; i < argc; i++) {
		enum cli_exit result = check(cli, argv[i]);
		if (result > worst)
			worst = result;
	}
	return worst;
}

static const char help[] = N_(
	"Looks for every mistake in a rubric's file, and in a session for records\n"
	"that are incomplete, edited or missing. Prints FILE:LINE:COLUMN, whether it\n"
	"is an error or a warning, what is wrong, and what was expected. Nothing is\n"
	"ever changed. A name is that of a session, else of a rubric's file or id.\n"
	"\n"
	"Exit status: 0 no errors (there may be warnings), 1 errors were found, 2\n"
	"something could not be read.\n"
	"\n"
	"Example:\n"
	"  debrief check my-rubric.yaml 2026-11-21-x4f9\n");

const struct cli_command cmd_check = {
	.name = "check",
	.usage = "debrief check FILE|SESSION...",
	.summary = N_("looks for mistakes in rubrics and for damage in sessions"),
	.help = help,
	.run = run_check,
};
