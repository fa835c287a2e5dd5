/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ftw.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"
#include "debrief/rubric_path.h"
#include "intake.h"

/*
 * The demo is an ordinary session made by ordinary means, in a library that goes away with the
 * program. What the program remembers beside a session goes there too, so that one demo knows
 * nothing of another.
 */

#define ARENA_MAX    ((size_t)64 << 20)
#define OPEN_FOLDERS 16
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char demo_rubric[] = "ambitious-mathematics";
static const char demo_lesson[] = "demo-ratios";

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *place)
{
	(void)info;
	(void)type;
	(void)place;
	return remove(path);
}

static enum status make_library(struct cli *cli, struct arena *arena, char **folder,
				struct err *err)
{
	const char *runtime;
	enum status status = paths_runtime(arena, &runtime, err);

	if (status == STATUS_OK)
		status = folder_make(cli->host.files, runtime, err);
	if (status != STATUS_OK)
		return status;
	char *made = path_join(arena, runtime, "demo-XXXXXX");
	if (!made)
		return err_no_memory(err);
	if (!mkdtemp(made))
		return err_system(err, _("cannot make a folder in '%s'"), runtime);
	*folder = made;
	if (setenv("XDG_DATA_HOME", made, 1) != 0 || setenv("XDG_STATE_HOME", made, 1) != 0)
		return err_no_memory(err);
	return STATUS_OK;
}

static enum status make_session(struct cli *cli, struct arena *arena, const char *rubric,
				const struct node *open, struct session *session, struct err *err)
{
	const struct node *lesson = node_get(open, "lesson");
	const struct session_new what = {
		.name = "demo",
		.rubric = rubric,
		.teacher = node_text(open, "teacher"),
		.coach = node_text(open, "coach"),
		.lesson = node_text(lesson, "title"),
		.grade = node_text(lesson, "grade"),
		.date = node_text(lesson, "date"),
		.learning_goal = node_text(lesson, "learning-goal"),
		.taught_by = node_text(lesson, "taught-by"),
	};
	struct buf diags;

	buf_init(&diags, BUF_MAX_DEFAULT);
	enum status status = session_create_open(&cli->host, arena, &what, session, &diags, err);
	cli_say(&diags);
	buf_release(&diags);
	return status;
}

static enum status add_lesson(struct cli *cli, struct session *session, struct intake *intake,
			      struct err *err)
{
	struct buf ids;
	enum status status;

	buf_init(&ids, BUF_MAX_DEFAULT);
	status = intake_append(intake, &cli->host, session, &ids, err);
	buf_release(&ids);
	return status;
}

/* The rubric that the lesson was observed with lies beside it: one's own may have the same id. */
static enum status find_rubric(struct cli *cli, struct arena *arena, const char *lesson,
			       struct rubric_file *rubric, struct err *err)
{
	const char *slash = strrchr(lesson, '/');
	const char *beside = arena_printf(
		arena, "%.*s%s.yaml", slash ? (int)(slash - lesson) + 1 : 0, lesson, demo_rubric);

	if (!beside)
		return err_no_memory(err);
	return rubric_find(&cli->host, arena, access(beside, R_OK) == 0 ? beside : demo_rubric,
			   rubric, err);
}

/* From the two files of the demo to an open session; *folder is to be removed, also after a
 * failure. */
static enum status make_demo(struct cli *cli, struct arena *arena, char **folder,
			     struct session *session, struct err *err)
{
	struct rubric_file rubric;
	struct rubric_file lesson;
	struct intake intake;
	enum status status = rubric_find(&cli->host, arena, demo_lesson, &lesson, err);

	if (status == STATUS_OK)
		status = find_rubric(cli, arena, lesson.path, &rubric, err);
	if (status != STATUS_OK)
		return status;
	status = intake_read(&intake, lesson.path, lesson.bytes, lesson.length, true, err);
	if (status == STATUS_OK)
		status = make_library(cli, arena, folder, err);
	if (status == STATUS_OK)
		status = make_session(cli, arena, rubric.path, intake.open, session, err);
	if (status == STATUS_OK)
		status = add_lesson(cli, session, &intake, err);
	if (intake.diags.errors > 0)
		cli_say_diags(&intake.diags);
	intake_release(&intake);
	return status;
}

static int no_sync(int fd)
{
	(void)fd;
	return 0;
}

/* What goes away with the program need not wait for the disk. */
static void spare_the_disk(struct file_ops *files, struct host *host)
{
	*files = *host->files;
	files->fsync = no_sync;
	files->fdatasync = no_sync;
	host->files = files;
}

static enum cli_exit open_demo(struct cli *cli, struct session *session)
{
	cli->greeting = _(
		"A demo, to try everything: it is not kept. > starts the talk with the teacher.");
	return cli_open_screen(cli, session);
}

static enum cli_exit run_demo(struct cli *cli, const struct cli_command *command, int argc,
			      char **argv)
{
	const struct cli_option options[] = {CLI_SCREEN_OPTIONS(cli)};
	enum cli_exit result = cli_words(cli, command, options, COUNT(options), 0, 0, argc, argv);
	char *folder = NULL;
	const struct file_ops *system_files = cli->host.files;
	struct session session = {.folder = -1};
	struct file_ops files;
	struct arena arena;
	struct err err = {0};

	if (result != CLI_GO_ON)
		return result;
	spare_the_disk(&files, &cli->host);
	arena_init(&arena, ARENA_MAX);
	if (make_demo(cli, &arena, &folder, &session, &err) == STATUS_OK)
		result = open_demo(cli, &session);
	else
		result = cli_error(&err);
	session_close(&session);
	cli->host.files = system_files;
	if (folder && nftw(folder, remove_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) != 0)
		cli_complain(_("the demo's folder '%s' could not be removed"), folder);
	arena_release(&arena);
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
