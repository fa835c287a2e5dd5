/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes from a file: read first, then it is said what was found, then all of it is kept or none. */
#include "app/app.h"

#include <fcntl.h>

#include "app/command_run.h"
#include "app/form_tables.h"
#include "app/path_line.h"
#include "debrief/i18n.h"

unsigned do_import(struct app *app)
{
	return form_start(app, &form_import, NULL);
}

static enum status read_file(struct app *app, struct form_run *run, const char *line,
			     struct err *err)
{
	const char *path = path_of_line(&run->arena, line);
	struct buf bytes;
	enum status status;

	if (!path)
		return err_no_memory(err);
	arena_release(&app->notes_arena); /* of a file that was not kept */
	buf_init(&bytes, LESSON_NOTES_BYTES_MAX + 1);
	status = file_read(app->host->files, AT_FDCWD, path, LESSON_NOTES_BYTES_MAX, &bytes, err);
	if (status == STATUS_LIMIT)
		err_set(err, status, _("the file is larger than %zu MiB; a part of it may do"),
			LESSON_NOTES_BYTES_MAX >> 20);
	if (!status)
		status = lesson_notes_read(&app->notes, buf_text(&bytes), bytes.length,
					   app->session->rubric, &app->notes_arena, err);
	buf_release(&bytes);
	return status;
}

static bool take_file(struct app *app, struct form_run *run, const char *line)
{
	struct err err = {{0}, 0};

	if (read_file(app, run, line, &err)) {
		app_warn(app, _("Nothing was taken: %s."), err.message);
		return false;
	}
	if (app->notes.count > 0)
		return true;
	if (app->notes.n_too_long)
		app_warn(app, _("Nothing was taken: line %u is too long for one piece."),
			 (unsigned)app->notes.first_too_long);
	else
		app_warn(app, "%s", _("There are no notes in this file."));
	return false;
}

/* "23 pieces, 4 with a part of the lesson, 1 line too long: line 17" */
static const char *found(const struct app *app, struct arena *arena)
{
	const struct lesson_notes *notes = &app->notes;
	const char *text = arena_printf(arena,
					P_("%zu piece, %zu with a part of the lesson",
					   "%zu pieces, %zu with a part of the lesson",
					   notes->count),
					notes->count, notes->n_phased);

	if (text && notes->n_too_long == 1)
		text = arena_printf(arena, _("%s; 1 line is too long and is left out: line %u"),
				    text, (unsigned)notes->first_too_long);
	else if (text && notes->n_too_long)
		text = arena_printf(
			arena,
			_("%s; %zu lines are too long and are left out, the first is line %u"),
			text, notes->n_too_long, (unsigned)notes->first_too_long);
	if (text && notes->unused)
		text = arena_printf(arena, _("%s; columns like '%.40s' are left out"), text,
				    notes->unused);
	return text;
}

static const char *heading(const struct app *app, const struct form_run *run, struct arena *arena)
{
	return run->question == 0 ? _(run->form->title) : found(app, arena);
}

static unsigned finish(struct app *app, struct form_run *run)
{
	unsigned change = CHANGE_VIEW;

	if (run->answers[1])
		change = evidence_keep_notes(app, &app->notes, NULL, NULL);
	arena_release(&app->notes_arena);
	return change;
}

static const struct form_option keep[] = {
	{"keep", N_("Keep them"), N_("What says no part of the lesson can be sorted with f.")},
	{NULL, N_("Leave them"), NULL},
};

static const struct form_question ask[] = {
	{LINE(KEY_FILE,
	      N_("Which file? A page of text, or a table with columns time, phase, who and "
		 "text. (Tab completes its name)")),
	 .accept = take_file, .complete = complete_path},
	{CHOICE(KEY_VALUE, N_("Found in this file. Keep all of it as evidence?")), ANSWERS(keep)},
};
const struct form form_import = {FORM("import", N_("Notes from a file"), EVENT_NOTE, ask),
				 .passing = true, .finish = finish, .heading = heading};
