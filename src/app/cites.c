/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence and student work that is marked: what is written next rests on it. */
#include "app/cites.h"

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

void cites_lend(struct app *app, struct form_run *run, const struct event_value *cites)
{
	run->lent = arena_array(&run->arena, cites->count, sizeof(*run->lent));
	run->n_lent = 0;
	for (size_t i = 0; run->lent && i < cites->count; i++) {
		const struct event *event = state_cited(&app->state, cites->items[i]);

		if (!event || app_is_cited(app, event))
			continue;
		if (app->n_cites == APP_CITES_MAX) {
			app_warn(app, "%s",
				 _("Not all that your goal rests on is marked: there is no room. "
				   "Space takes a mark away."));
			return;
		}
		app_toggle_cite(app, event);
		run->lent[run->n_lent++] = event;
	}
}

void cites_give_back(struct app *app, struct form_run *run)
{
	for (size_t i = 0; i < run->n_lent; i++)
		if (app_is_cited(app, run->lent[i]))
			app_toggle_cite(app, run->lent[i]);
	run->n_lent = 0;
}

static bool are_among(const struct state *state, const struct event_value *some,
		      const struct event_value *all)
{
	for (size_t i = 0; some && i < some->count; i++) {
		const struct event *event = state_cited(state, some->items[i]);
		bool found = !event;

		for (size_t k = 0; all && k < all->count && !found; k++)
			found = state_cited(state, all->items[k]) == event;
		if (!found)
			return false;
	}
	return true;
}

bool cites_are_same(const struct state *state, const struct event_value *some,
		    const struct event_value *other)
{
	return are_among(state, some, other) && are_among(state, other, some);
}
