/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report is made when it is opened, from the session that is in memory: so it also holds what
 * is not on the disk yet. It is not kept: the next one is made afresh.
 */
#include "app/report_preview.h"

#include <string.h>
#include <sys/stat.h>

#include "app/app.h"
#include "app/command_run.h"
#include "app/form_tables.h"
#include "app/path_line.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"

void report_preview_close(struct app *app)
{
	buf_release(&app->preview.text);
	if (app->mode == MODE_REPORT)
		app->mode = MODE_NORMAL;
}

/* What students said and did is told to the teacher; where nobody is named, who knows. */
static unsigned tell_of_unsorted(struct app *app)
{
	size_t count = 0;

	for (size_t i = 0; i < app->state.evidence.count; i++)
		count += state_evidence_who(&app->state, app->state.evidence.items[i]) == NULL;
	return count == 0
		       ? CHANGE_NONE
		       : app_say(app,
				 P_("%zu piece of evidence is not in it: it is not said who acted. "
				    "In the lesson, f says it.",
				    "%zu pieces of evidence are not in it: it is not said who "
				    "acted. In the lesson, f says it.",
				    count),
				 count);
}

static unsigned open_for(struct app *app, enum audience audience)
{
	struct err err = {{0}, 0};

	report_preview_close(app);
	buf_init(&app->preview.text, BUF_MAX_DEFAULT);
	app->preview.audience = audience;
	if (report_write(app->session, app->host, audience, REPORT_TEXT, &app->preview.text,
			 &err)) {
		report_preview_close(app);
		return app_warn(app, _("The report cannot be made: %s."), err.message);
	}
	app->mode = MODE_REPORT;
	app->overlay_scroll = 0;
	return CHANGE_VIEW |
	       (audience == FOR_TEACHER && !app_is_table_safe(app) ? tell_of_unsorted(app)
								   : CHANGE_NONE);
}

/* Somebody who is alone reads their own first. */
unsigned do_report(struct app *app)
{
	return open_for(app, app_is_table_safe(app) ? FOR_TEACHER : FOR_COACH);
}

unsigned do_report_other(struct app *app)
{
	return open_for(app, app->preview.audience == FOR_COACH ? FOR_TEACHER : FOR_COACH);
}

bool reads_own_report(const struct app *app)
{
	return !app_is_table_safe(app) && app->preview.audience == FOR_COACH;
}

bool reads_teachers_report(const struct app *app)
{
	return !app_is_table_safe(app) && app->preview.audience == FOR_TEACHER;
}

unsigned do_report_close(struct app *app)
{
	report_preview_close(app);
	return CHANGE_VIEW;
}

/* ---- into a file ---- */

/* From the preview it is the one that is read there. */
unsigned do_report_save(struct app *app)
{
	app->preview.chosen = app->mode == MODE_REPORT;
	report_preview_close(app);
	return form_start(app, &form_report, NULL);
}

/* To the report that was being read, at its place. */
static unsigned back_to_report(struct app *app)
{
	int scroll = app->overlay_scroll;
	unsigned change = CHANGE_VIEW;

	if (app->preview.chosen) {
		change = open_for(app, app->preview.audience);
		app->overlay_scroll = scroll;
	}
	return change;
}

static bool knows_reader(const struct app *app, const struct form_run *run)
{
	(void)run;
	return app->preview.chosen || app_is_table_safe(app);
}

static enum audience reader(const struct app *app, const struct form_run *run)
{
	const char *answer = run->answers[0];

	if (app->preview.chosen)
		return app->preview.audience;
	return answer && !strcmp(answer, audience_names[FOR_COACH]) ? FOR_COACH : FOR_TEACHER;
}

/* With a name that is easy to find again. */
static const char *offer_name(const struct app *app, struct form_run *run)
{
	return arena_printf(&run->arena, "~/%s-%s.html", path_name(app->session->path),
			    audience_names[reader(app, run)]);
}

static bool take_path(struct app *app, struct form_run *run, const char *line)
{
	const char *path = path_of_line(&run->arena, line);
	struct err err = {{0}, 0};
	enum report_format format;

	event_set(&run->event, KEY_FILE, path);
	if (!path || !*path)
		app_warn(app, "%s", _("Please type a name for the file."));
	else if (report_format_of(path, &format, &err) ||
		 report_may_stand(app->host->files, path, &err))
		app_warn(app, _("It was not written: %s."), err.message);
	else
		return true;
	return false;
}

static bool is_new_file(const struct app *app, const struct form_run *run)
{
	const char *path = event_text(&run->event, KEY_FILE);
	struct stat info;

	(void)app;
	return !path || lstat(path, &info) != 0 || !S_ISREG(info.st_mode);
}

static unsigned save(struct app *app, struct form_run *run)
{
	const char *path = event_text(&run->event, KEY_FILE);
	struct buf page;
	struct err err = {{0}, 0};
	enum report_format format;
	enum status status;

	if (!is_new_file(app, run) && !run->answers[2])
		return app_say(app, "%s", _("Nothing was written; the file is as it was."));
	buf_init(&page, BUF_MAX_DEFAULT);
	status = report_format_of(path, &format, &err);
	if (!status)
		status = report_write(app->session, app->host, reader(app, run), format, &page,
				      &err);
	if (!status)
		status = report_save(app->host->files, path, &page, &err);
	buf_release(&page);
	if (status)
		return app_warn(app, _("Nothing was written: %s."), err.message);
	return reader(app, run) == FOR_TEACHER
		       ? app_say(app, _("Saved in '%s'. Hand it on as you like."), path)
		       : app_say(app, _("Saved in '%s'. What is private is in it, too."), path);
}

static const struct form_option readers[] = {
	{"teacher", N_("For the teacher"), N_("to be handed over; nothing private is in it")},
	{"coach", N_("For you"),
	 N_("what is recorded, private things too; only guesses about the teacher stay out")},
};

static const struct form_option replace[] = {
	{NULL, N_("Leave it as it is"), NULL},
	{"replace", N_("Replace it"), NULL},
};

static const struct form_question ask[] = {
	{CHOICE(KEY_VALUE, N_("Which report?")), ANSWERS(readers), .skip = knows_reader},
	{LINE(KEY_FILE, N_("Into which file? It ends in .html, .md, .txt, .json or .ics. (Tab "
			   "completes its name)")),
	 .accept = take_path, .complete = complete_path},
	{CHOICE(KEY_VALUE, N_("There is a file of this name already.")), ANSWERS(replace),
	 .skip = is_new_file},
};
const struct form form_report = {FORM("report", N_("A report"), EVENT_NOTE, ask), .passing = true,
				 .finish = save, .begins = offer_name, .left = back_to_report};
