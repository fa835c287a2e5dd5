/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence and student work that is marked: what is written next rests on it. */
#include "app/app.h"

#include "debrief/i18n.h"

/* Also when it was written anew since. */
bool app_is_cited(const struct app *app, const struct event *event)
{
	for (size_t i = 0; event && i < app->n_cites; i++)
		if (state_cited(&app->state, app->cites[i]) == event)
			return true;
	return false;
}

bool app_cites(const struct app *app, const char *id)
{
	return app_is_cited(app, state_cited(&app->state, id));
}

unsigned app_toggle_cite(struct app *app, const struct event *event)
{
	char id[EVENT_ID_SIZE];
	char *kept;

	event_id_format(&event->id, id);
	for (size_t i = 0; i < app->n_cites; i++)
		if (state_cited(&app->state, app->cites[i]) == event) {
			app->cites[i] = app->cites[--app->n_cites];
			return CHANGE_VIEW;
		}
	if (app->n_cites == APP_CITES_MAX)
		return app_warn(
			app, "%s",
			_("That is as much as one thing can cite. Space takes a mark away."));
	kept = arena_strdup(&app->session->arena, id);
	if (kept)
		app->cites[app->n_cites++] = kept;
	return CHANGE_VIEW;
}
