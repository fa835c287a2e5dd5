/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that only change what is in view: panes, rows, steps, questions, overlays. */
#include "app/command_run.h"

#include <string.h>

#include "app/form.h"
#include "app/library.h"
#include "debrief/i18n.h"

bool always(const struct app *app)
{
	(void)app;
	return true;
}

static size_t list_count(const struct app *app)
{
	size_t n = 0;

	if (app_rows(app))
		return app_rows(app)->count;
	while (app_step_at(app, n))
		n++;
	return n;
}

static unsigned move_to(struct app *app, size_t place)
{
	if (app->focus == FOCUS_SCRIPT) {
		const struct guide_step *step = app_step_at(app, place);

		return step ? app_open_step(app, step->step) : CHANGE_NONE;
	}
	app->views[app->focus].selected = place;
	return CHANGE_VIEW;
}

static unsigned move_by(struct app *app, long by)
{
	size_t count = app->session ? list_count(app) : 0;
	size_t here = app->focus == FOCUS_SCRIPT ? app_step_place(app)
						 : app->views[app->focus].selected;

	if (!app->session)
		library_move(app->library, by);
	return count ? move_to(app, list_move(here, by, count)) : CHANGE_VIEW;
}

unsigned do_down(struct app *app)
{
	return move_by(app, 1);
}
unsigned do_up(struct app *app)
{
	return move_by(app, -1);
}
bool has_next_step(const struct app *app)
{
	return app_step_at(app, app_step_place(app) + 1) != NULL;
}

unsigned do_first(struct app *app)
{
	return move_by(app, -LIST_FAR);
}
unsigned do_last(struct app *app)
{
	return move_by(app, LIST_FAR);
}

static unsigned overlay_by(struct app *app, int by)
{
	app->overlay_scroll += by;
	if (app->overlay_scroll < 0)
		app->overlay_scroll = 0;
	return CHANGE_VIEW;
}

unsigned do_overlay_down(struct app *app)
{
	return overlay_by(app, 1);
}
unsigned do_overlay_up(struct app *app)
{
	return overlay_by(app, -1);
}

/* What is cut is read to its end before a list moves on. The script opens no other step: the
 * question that is being talked about stays. */
static unsigned page_by(struct app *app, int by)
{
	struct list_view *view = &app->views[app->focus];

	if (app->mode != MODE_NORMAL)
		return overlay_by(app, by * LIST_PAGE);
	if (app->session && list_read_on(view, by * list_page(view)))
		return CHANGE_VIEW;
	return app->session && app->focus == FOCUS_SCRIPT ? CHANGE_VIEW
							  : move_by(app, (long)by * LIST_PAGE);
}

unsigned do_page_down(struct app *app)
{
	return page_by(app, 1);
}

unsigned do_page_up(struct app *app)
{
	return page_by(app, -1);
}

unsigned do_next_pane(struct app *app)
{
	app->focus = (app->focus + 1) % FOCUS__COUNT;
	return CHANGE_VIEW;
}

unsigned do_previous_pane(struct app *app)
{
	app->focus = (app->focus + FOCUS__COUNT - 1) % FOCUS__COUNT;
	return CHANGE_VIEW;
}

bool is_zoomed(const struct app *app)
{
	return app->zoom;
}

bool is_read(const struct app *app)
{
	return is_zoomed(app) && on_readable(app);
}

unsigned do_zoom(struct app *app)
{
	app->zoom = !app->zoom;
	return CHANGE_VIEW;
}

bool has_question(const struct app *app)
{
	return app->step && app->journal && app_question_count(app) > 0;
}
/* Once there are words, what can be done with them goes before in the hints. */
bool has_question_first(const struct app *app)
{
	return has_question(app) && !has_heard(app);
}
bool has_questions(const struct app *app)
{
	return app_question_count(app) > 1;
}
bool has_branches(const struct app *app)
{
	return app->step && app->step->branches.count > 0;
}
unsigned do_next_question(struct app *app)
{
	app->question = (app->question + 1) % app_question_count(app);
	return CHANGE_VIEW;
}

unsigned do_previous_question(struct app *app)
{
	app->question = (app->question + app_question_count(app) - 1) % app_question_count(app);
	return CHANGE_VIEW;
}

unsigned do_branch(struct app *app)
{
	return form_start(app, &form_branch, NULL);
}

unsigned do_help(struct app *app)
{
	app->mode = MODE_HELP;
	app->overlay_scroll = 0;
	return CHANGE_VIEW;
}

/* What is not on the page for the teacher. */
bool is_at_panes(const struct app *app)
{
	return !teacher_page_is_open(app);
}

/* A search in the line editor ends with this key. */
bool is_asked_at_panes(const struct app *app)
{
	return app->session && is_at_panes(app) && !searches_line(app);
}

/* From help or the coach's own view, back to what was being answered: the line editor still has its
 * line. */
unsigned do_help_close(struct app *app)
{
	app->mode = app->form.form ? MODE_FORM : MODE_NORMAL;
	return CHANGE_VIEW;
}

unsigned do_coach_view(struct app *app)
{
	app->mode = MODE_COACH;
	app->overlay_scroll = 0;
	app->coach_view_until = host_monotonic_ms(app->host) + COACH_VIEW_MS;
	return CHANGE_VIEW;
}

unsigned do_redraw(struct app *app)
{
	(void)app;
	return CHANGE_ALL;
}

unsigned do_suspend(struct app *app)
{
	(void)app;
	return CHANGE_SUSPEND;
}

unsigned do_tutorial(struct app *app)
{
	(void)app;
	return CHANGE_TUTORIAL;
}

unsigned do_manual(struct app *app)
{
	(void)app;
	return CHANGE_MANUAL;
}

/* Nothing to confirm, as all is saved; unless the disk says no: then leaving takes a second q. */
unsigned do_quit(struct app *app)
{
	if (!app->journal || journal_unsaved(app->journal) == 0 || app->warned_of_leaving)
		return app_leave(app);
	app_flush(app);
	if (journal_unsaved(app->journal) == 0)
		return app_leave(app);
	app->warned_of_leaving = true;
	return app_warn(app, "%s",
			_("NOT SAVED: q again leaves all the same, and prints what is not "
			  "saved. Ctrl-S tries again."));
}

unsigned do_mouse(struct app *app)
{
	app->mouse_off = !app->mouse_off;
	return app_say(app, "%s",
		       app->mouse_off
			       ? _("The mouse now selects text; m gives it back.")
			       : _("The mouse now clicks on what is here; m lets it select text."));
}

/* Searching */

unsigned do_search(struct app *app)
{
	return search_begin(app);
}
unsigned do_next_match(struct app *app)
{
	return search_next(app);
}
unsigned do_end_search(struct app *app)
{
	search_clear(app);
	return CHANGE_VIEW;
}
unsigned do_command(struct app *app)
{
	return form_start(app, &form_command, NULL);
}
