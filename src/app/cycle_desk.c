/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The coaching cycle in the library: the page that `debrief cycle` prints, of the teacher whose
 * session is marked. Whom a session is with the list knows already; theirs are read anew.
 */
#include "app/command_run.h"

#include "debrief/cycle.h"

#include "app/library.h"
#include "app/reading_page.h"
#include "debrief/i18n.h"
#include "debrief/same_name.h"

bool on_teacher(const struct app *app)
{
	const struct library_row *row = library_selected(app->library);

	return row && row->known && row->summary.teacher;
}

static enum status gather(struct library *library, const char *teacher, struct cycle *cycle,
			  struct err *err)
{
	enum status status = STATUS_OK;

	library_read_all(library);
	for (size_t i = 0; i < library->n_order && !status; i++) {
		const struct library_row *row = library->order[i];
		const char *path;

		if (!same_name(row->summary.teacher, teacher))
			continue;
		path = library_path(library, row, cycle->arena);
		status = path ? cycle_add(cycle, library->host, path, row->archived, &row->summary,
					  err)
			      : err_no_memory(err);
	}
	return status ? status : cycle_finish(cycle, err);
}

/* It lives where an opened session would, which is none now. */
unsigned do_cycle(struct app *app)
{
	struct library *library = app->library;
	struct arena *arena = &library->session_arena;
	const char *teacher = library_selected(library)->summary.teacher;
	const char *text = NULL;
	struct err err = {{0}, 0};
	struct cycle cycle;
	struct buf page;
	enum status status;

	arena_reset(arena);
	buf_init(&page, BUF_MAX_DEFAULT);
	cycle_start(&cycle, arena);
	teacher = arena_strdup(arena, teacher);
	status = teacher ? gather(library, teacher, &cycle, &err) : err_no_memory(&err);
	if (!status)
		status = cycle_page(&cycle, &page, &err);
	if (!status)
		text = arena_strdup(arena, buf_text(&page));
	buf_release(&page);
	if (!text)
		return app_warn(app, _("It cannot be shown: %s."),
				status ? err.message : _("no memory is left"));
	return reading_page_open(app, _("The coaching cycle"), text);
}
