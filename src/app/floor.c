/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who has the floor, and what the talk is about: for coaches and trainers who want to look at their
 * own part afterwards. Off until wanted; the shares are never shown at the table.
 */
#include "app/command_run.h"

#include "app/form.h"
#include "debrief/i18n.h"

bool clock_runs(const struct app *app)
{
	return app->clock_runs;
}

static unsigned give_floor(struct app *app, const char *to)
{
	struct event event;

	event_init(&event, EVENT_TALK);
	event_set(&event, KEY_BY, to);
	return app_act(app, &event, 1);
}

unsigned do_floor(struct app *app)
{
	bool to_coach = clock_runs(app) && event_says(app_floor(app), KEY_BY, "teacher");
	unsigned change = give_floor(app, to_coach ? "coach" : "teacher");

	if (!(change & CHANGE_EVENTS))
		return change;
	app->clock_runs = true;
	app->floor_since = host_monotonic_ms(app->host);
	return change |
	       app_say(app, "%s",
		       to_coach ? _("The coach has the floor. t changes, T stops the clock.")
				: _("The teacher has the floor. t changes, T stops the clock."));
}

unsigned do_floor_off(struct app *app)
{
	app->clock_runs = false;
	return give_floor(app, "nobody");
}

const struct event *app_floor(const struct app *app)
{
	const struct state_list *talk = &app->state.talk;

	return clock_runs(app) && talk->count ? talk->items[talk->count - 1] : NULL;
}

bool has_topics(const struct app *app)
{
	return in_talk(app) && app->session->rubric->topics.count > 0;
}

unsigned do_topic(struct app *app)
{
	return form_start(app, &form_topic, NULL);
}
