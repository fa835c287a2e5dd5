/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An entry is staged and seen at once, and written when the loop says so. What the disk does not
 * take stays staged: it is tried again with every entry and every few seconds.
 */
#include "app/app.h"

#include "debrief/event_check.h"
#include "debrief/i18n.h"

#define SAVE_AGAIN_MS 5000

static bool target_is_private(const struct app *app, const struct event *event)
{
	const char *re = event_text(event, KEY_RE);
	const struct event *target = re ? state_event(&app->state, re) : NULL;

	return target && target->is_private;
}

bool app_event_is_private(const struct app *app, const struct event *event)
{
	return event_is_private_by_rule(event, app->session->rubric, target_is_private(app, event));
}

/* In a pause, what is written down for both says that the talk goes on; a note for oneself, a name
 * that is put right, or taking something back, does not. */
static bool talk_goes_on(const struct app *app, const struct event *events, size_t count)
{
	for (size_t i = 0; app->state.paused && i < count; i++)
		if (!events[i].is_private && events[i].kind != EVENT_VOID &&
		    events[i].kind != EVENT_LESSON && events[i].kind != EVENT_RESUME)
			return true;
	return false;
}

static enum status stage(struct app *app, struct event *events, size_t count, struct err *err)
{
	struct event resume;
	enum status status = STATUS_OK;

	event_init(&resume, EVENT_RESUME);
	if (talk_goes_on(app, events, count))
		status = journal_stage(app->journal, &resume, 1, err);
	return status ? status : journal_stage(app->journal, events, count, err);
}

unsigned app_act(struct app *app, struct event *events, size_t count)
{
	struct err err = {{0}, 0};

	if (!app->journal)
		return app_warn(app, "%s", app->read_only);
	for (size_t i = 0; i < count; i++) {
		/* Of a goal the forms then ask for the coach's words. */
		if (events[i].kind != EVENT_GOAL && state_consent_refused(&app->state) &&
		    event_has_teachers_words(&events[i]))
			return app_warn(app, "%s",
					_("As agreed, the teacher's words are not written down. "
					  "x marks that something was heard."));
		events[i].is_private = app_event_is_private(app, &events[i]);
	}
	if (stage(app, events, count, &err))
		return app_warn(app, _("That could not be taken: %s."), err.message);
	app->save_due = true;
	app->warned_of_leaving = false; /* that was before there was this to lose */
	if (app_refold(app, &err))
		return app_warn(app, _("It is kept, but cannot be shown: %s."), err.message);
	return CHANGE_EVENTS | CHANGE_VIEW;
}

/* Whoever had taken them out would think that they are gone. */
static void say_restored(struct app *app, size_t count)
{
	app_warn(app,
		 P_("%zu entry that was gone from the files was written again; 'debrief erase' "
		    "removes words for good.",
		    "%zu entries that were gone from the files were written again; 'debrief "
		    "erase' removes words for good.",
		    count),
		 count);
}

unsigned app_flush(struct app *app)
{
	struct err err = {{0}, 0};
	bool failed_before = app->save_failed;

	if (!app->journal)
		return CHANGE_NONE;
	app->save_due = false;
	app->save_failed = journal_flush(app->journal, &err) != STATUS_OK;
	app->save_again_at = host_monotonic_ms(app->host) + SAVE_AGAIN_MS;
	if (app->save_failed)
		return app_warn(app,
				_("NOT SAVED: %s. Nothing is lost: go on, it is tried again with "
				  "every entry; Ctrl-S tries now."),
				err.message);
	app->warned_of_leaving = false;
	if (journal_restored(app->journal) > 0)
		say_restored(app, journal_restored(app->journal));
	else if (failed_before)
		app_say(app, "%s", _("Everything is saved again."));
	else if (journal_is_rescuing(app->journal))
		app_warn(app, "%s",
			 _("The session's folder cannot be written: words go to a rescue folder, "
			   "and are read from there."));
	drafts_discard_finished(&app->drafts);
	return CHANGE_VIEW;
}

bool app_save_is_due(const struct app *app)
{
	return app->journal && app->save_due && journal_unsaved(app->journal) > 0;
}

enum save_mark app_save_mark(const struct app *app)
{
	if (!app->journal)
		return SAVE_MARK_READ_ONLY;
	if (app->save_failed)
		return SAVE_MARK_FAILED;
	return journal_unsaved(app->journal) ? SAVE_MARK_SAVING : SAVE_MARK_SAVED;
}
