/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "debrief/i18n.h"
#include "debrief/paths.h"
#include "debrief/rubric_path.h"
#include "intake.h"

/*
 * The folders of the environment are those of the demo while it is open: all that follows is as it
 * would be with any session.
 */

#define ARENA_MAX    ((size_t)64 << 20)
#define OPEN_FOLDERS 16
#define SWEEP_MAX    10000 /* names in the folder for things that do not last */
#define FOLDER       "demo-"
#define IN_USE       "in-use"

static const char demo_rubric[] = "ambitious-mathematics";
static const char demo_lesson[] = "demo-ratios";

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *place)
{
	(void)info;
	(void)type;
	(void)place;
	return remove(path);
}

/* What the environment says is put back word for word. */
static enum status note_folders(struct demo *demo, struct err *err)
{
	const char *data = getenv("XDG_DATA_HOME");
	const char *state = getenv("XDG_STATE_HOME");

	demo->data_home = data ? arena_strdup(&demo->arena, data) : NULL;
	demo->state_home = state ? arena_strdup(&demo->arena, state) : NULL;
	return (data && !demo->data_home) || (state && !demo->state_home) ? err_no_memory(err)
									  : STATUS_OK;
}

static void put_back(const char *name, const char *value)
{
	if (!value)
		unsetenv(name);
	else if (setenv(name, value, 1) != 0)
		unsetenv(name);
}

static bool remove_folder(const char *path)
{
	return nftw(path, remove_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) == 0;
}

/* A file that was locked before it got its name: where it is and nobody holds it, nobody will. */
static enum status mark_as_in_use(struct demo *demo, struct err *err)
{
	const char *begun = path_join(&demo->arena, demo->folder, "begun");
	const char *name = path_join(&demo->arena, demo->folder, IN_USE);
	enum status status;

	if (!begun || !name)
		return err_no_memory(err);
	demo->in_use = open(begun, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (demo->in_use < 0)
		return err_system(err, _("cannot make a folder in '%s'"), demo->folder);
	status = file_lock(demo->in_use, err);
	if (status == STATUS_OK && rename(begun, name) != 0)
		status = err_system(err, _("cannot make a folder in '%s'"), demo->folder);
	return status;
}

static bool is_left_behind(struct demo *demo, const char *folder)
{
	const char *name = path_join(&demo->arena, folder, IN_USE);
	int fd = name ? open(name, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK) : -1;
	bool is_free = fd >= 0 && file_lock(fd, NULL) == STATUS_OK;

	if (fd >= 0)
		close(fd);
	return is_free;
}

/* Of demos that were killed. What cannot be removed is left: the demo opens all the same. */
static void sweep(struct demo *demo, const char *runtime)
{
	int folder = open(runtime, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char **names = NULL;
	size_t count = 0;

	if (folder < 0 || folder_list(folder, SWEEP_MAX, &names, &count, NULL) != STATUS_OK)
		count = 0;
	for (size_t i = 0; i < count; i++) {
		const char *path = path_join(&demo->arena, runtime, names[i]);

		if (!strncmp(names[i], FOLDER, strlen(FOLDER)) && path &&
		    is_left_behind(demo, path))
			remove_folder(path);
	}
	free(names);
	if (folder >= 0)
		close(folder);
}

static enum status make_library(struct demo *demo, struct err *err)
{
	const char *runtime;
	enum status status = paths_runtime(&demo->arena, &runtime, err);

	if (status == STATUS_OK)
		status = folder_make(demo->host->files, runtime, err);
	if (status == STATUS_OK)
		status = note_folders(demo, err);
	if (status != STATUS_OK)
		return status;
	sweep(demo, runtime);
	char *made = path_join(&demo->arena, runtime, FOLDER "XXXXXX");
	if (!made)
		return err_no_memory(err);
	if (!mkdtemp(made))
		return err_system(err, _("cannot make a folder in '%s'"), runtime);
	demo->folder = made;
	status = mark_as_in_use(demo, err);
	if (status != STATUS_OK)
		return status;
	if (setenv("XDG_DATA_HOME", made, 1) != 0 || setenv("XDG_STATE_HOME", made, 1) != 0)
		return err_no_memory(err);
	return STATUS_OK;
}

static enum status make_session(struct demo *demo, const char *rubric, const struct node *open,
				struct session *session, struct err *err)
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

	return session_create_open(demo->host, &demo->arena, &what, session, &demo->diags, err);
}

static enum status add_lesson(struct demo *demo, struct session *session, struct intake *intake,
			      struct err *err)
{
	struct buf ids;
	enum status status;

	buf_init(&ids, BUF_MAX_DEFAULT);
	status = intake_append(intake, demo->host, session, &ids, err);
	buf_release(&ids);
	return status;
}

/* The rubric that the lesson was observed with lies beside it: one's own may have the same id. */
static enum status find_rubric(struct demo *demo, const char *lesson, struct rubric_file *rubric,
			       struct err *err)
{
	const char *slash = strrchr(lesson, '/');
	const char *beside = arena_printf(&demo->arena, "%.*s%s.yaml",
					  slash ? (int)(slash - lesson) + 1 : 0, lesson,
					  demo_rubric);

	if (!beside)
		return err_no_memory(err);
	return rubric_find(demo->host, &demo->arena,
			   access(beside, R_OK) == 0 ? beside : demo_rubric, rubric, err);
}

/* From the two files of the demo to an open session. */
static enum status make_demo(struct demo *demo, struct session *session, struct err *err)
{
	struct rubric_file rubric;
	struct rubric_file lesson;
	struct intake intake;
	enum status status = rubric_find(demo->host, &demo->arena, demo_lesson, &lesson, err);

	if (status == STATUS_OK)
		status = find_rubric(demo, lesson.path, &rubric, err);
	if (status != STATUS_OK)
		return status;
	status = intake_read(&intake, lesson.path, lesson.bytes, lesson.length, true, err);
	if (status == STATUS_OK)
		status = make_library(demo, err);
	if (status == STATUS_OK)
		status = make_session(demo, rubric.path, intake.open, session, err);
	if (status == STATUS_OK)
		status = add_lesson(demo, session, &intake, err);
	if (intake.diags.errors > 0)
		diags_print(&intake.diags, &demo->diags);
	intake_release(&intake);
	return status;
}

static int no_sync(int fd)
{
	(void)fd;
	return 0;
}

/* What goes away again need not wait for the disk. */
static void spare_the_disk(struct demo *demo)
{
	demo->system_files = demo->host->files;
	demo->files = *demo->system_files;
	demo->files.fsync = no_sync;
	demo->files.fdatasync = no_sync;
	demo->host->files = &demo->files;
}

enum status demo_open(void *context, struct session *session, const char **greeting,
		      struct err *err)
{
	struct demo *demo = context;

	*demo = (struct demo){.host = demo->host, .in_use = -1};
	arena_init(&demo->arena, ARENA_MAX);
	buf_init(&demo->diags, BUF_MAX_DEFAULT);
	*session = (struct session){.folder = -1};
	spare_the_disk(demo);
	*greeting = _(
		"A demo, to try everything: it is not kept. > starts the talk with the teacher.");
	return make_demo(demo, session, err);
}

void demo_close(void *context)
{
	struct demo *demo = context;

	demo->host->files = demo->system_files;
	if (demo->folder) {
		put_back("XDG_DATA_HOME", demo->data_home);
		put_back("XDG_STATE_HOME", demo->state_home);
		demo->leaves_rest = !remove_folder(demo->folder);
	}
	if (demo->in_use >= 0)
		close(demo->in_use);
	buf_release(&demo->diags);
	arena_release(&demo->arena);
}
