/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was kept is said in its own words: on a braille line a command that was taken for words
 * looks like any other, and so it is noticed. What stays hidden on the screen stays unsaid here.
 */
#include "ui/speech.h"

#include <string.h>

#include "debrief/i18n.h"
#include "debrief/utf8.h"
#include "ui/heard_draw.h"

#define WORDS_MAX 200 /* bytes; enough to know them again */

/* The statements of the goal stay hidden from each other until both are there. */
static bool is_hidden(const struct app *app, const struct event *event)
{
	const struct event *const *goals = app->state.goals;
	enum goal_whose whose;

	if (app_is_table_safe(app) && event->is_private)
		return true;
	if (event->kind != EVENT_GOAL)
		return false;
	whose = goal_whose_of(event);
	return (whose == GOAL_AGREED_BY_TEACHER || whose == GOAL_AGREED_BY_COACH) &&
	       !(goals[GOAL_AGREED_BY_TEACHER] && goals[GOAL_AGREED_BY_COACH]);
}

static const char *words_of(const struct app *app, const struct event *event)
{
	const char *words = event_text(event, KEY_TEXT);

	if (is_hidden(app, event))
		return NULL;
	return words ? words : event_text(event, KEY_STRATEGY);
}

static void say_end(struct speech *speech, const struct event *event)
{
	switch ((int)event->kind) {
	case EVENT_PAUSE:
		speech_say(speech, "%s", _("The talk is paused. P goes on."));
		break;
	case EVENT_TALK:
		speech_say(speech, "%s", _("The talk clock is stopped."));
		break;
	case EVENT_MOVE:
		speech_say(speech, "%s", _("The question is marked as asked."));
		break;
	default:
		speech_say(speech, "%s", _("Kept."));
		break;
	}
}

void speech_kept(struct speech *speech, size_t first)
{
	const struct app *app = speech->app;
	const struct session *session = app->session;
	const char *words = NULL;
	size_t length;

	for (size_t i = first; i < session->n_events && !words; i++)
		words = words_of(app, session->events[i]);
	if (words) {
		length = strnlen(words, WORDS_MAX + 1);
		if (length <= WORDS_MAX)
			speech_say(speech, _("Kept: %s"), words);
		else
			speech_say(speech, _("Kept: %.*s ..."),
				   (int)utf8_valid_prefix(words, WORDS_MAX), words);
	} else if (first < session->n_events && !app->message[0]) {
		say_end(speech, session->events[session->n_events - 1]);
	}
}

void speech_closing(struct speech *speech)
{
	speech_drawn(speech, heard_draw_closing);
}

void speech_begun(struct speech *speech)
{
	const struct app *app = speech->app;
	const struct rubric_step *step;

	for (size_t i = 0; i < app->drafts.n_offers; i++) {
		const char *text = drafts_waiting(app, i, &step);

		if (text && !*text)
			speech_say(speech, "%s", _("Begun"));
		else if (text && step)
			speech_say(speech, _("Begun in \"%s\": %s"), step->title, text);
		else if (text)
			speech_say(speech, _("Begun: %s"), text);
	}
}
