/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The library in words: a session is one line behind its number. As many as can be taken in by ear
 * are said at once. The welcome and the cover are read off what the screen would show.
 */
#include "ui/speech.h"

#include "app/library.h"
#include "debrief/i18n.h"
#include "ui/library_words.h"
#include "ui/pane.h"

#define ROWS_AT_ONCE 20

static void say_row(struct speech *speech, size_t place)
{
	const struct library *library = speech->app->library;
	const struct library_row *row = library->shown[place];
	const char *lesson;
	const char *due;
	const char *standing;

	arena_reset(&speech->arena);
	lesson = library_lesson_words(row, &speech->arena);
	due = library_due_words(library, row, &speech->arena);
	standing = library_standing_words(library, row, &speech->arena);
	speech_say(speech, "%zu. %s, %s%s%s%s%s%s%s%s", place + 1, row->day,
		   library_teacher_words(row), lesson ? ", " : "", lesson ? lesson : "",
		   *standing ? ": " : "", standing, due ? _("; follow-up ") : "", due ? due : "",
		   place == library->view.selected ? _(", here") : "");
}

void speech_library_row(struct speech *speech)
{
	const struct library *library = speech->app->library;

	if (library->view.selected < library->n_shown)
		say_row(speech, library->view.selected);
}

static void say_rows(struct speech *speech)
{
	const struct library *library = speech->app->library;
	size_t end = speech->rows_said + ROWS_AT_ONCE;

	for (; speech->rows_said < library->n_shown && speech->rows_said < end; speech->rows_said++)
		say_row(speech, speech->rows_said);
	if (speech->rows_said < library->n_shown)
		speech_say(speech, _("And %zu more: \"more\" goes on, / finds some of them."),
			   library->n_shown - speech->rows_said);
}

void speech_library_more(struct speech *speech)
{
	if (speech->rows_said < speech->app->library->n_shown)
		say_rows(speech);
	else
		speech_say(speech, "%s", _("That was all. \"list\" begins anew."));
}

static void say_nothing_found(struct speech *speech)
{
	const struct library *library = speech->app->library;

	if (*library->filter)
		speech_say(speech,
			   _("No session has all of these words in it: %s. \"all\" shows "
			     "all of them."),
			   library->filter);
	else if (library->in_archive)
		speech_say(speech, "%s", _("The archive is empty. v shows your sessions."));
	else
		speech_say(speech, "%s", _("All your sessions are in the archive. v shows it."));
}

static void say_how_many(struct speech *speech)
{
	const struct library *library = speech->app->library;
	size_t n = library->n_shown;
	const char *follow_ups;

	if (*library->filter)
		speech_say(speech, _("Found with \"%s\": %zu. \"all\" shows all of them."),
			   library->filter, n);
	else if (library->in_archive)
		speech_say(speech, P_("The archive: %zu session.", "The archive: %zu sessions.", n),
			   n);
	else
		speech_say(speech,
			   P_("Your library: %zu session.", "Your library: %zu sessions.", n), n);
	if (*library->filter || library->in_archive)
		return;
	arena_reset(&speech->arena);
	follow_ups = library_follow_ups(library, &speech->arena);
	speech_say(speech, "%s", follow_ups ? follow_ups : _("No follow-up is due."));
}

static void draw(struct pen *pen)
{
	library_draw(pen->app, pen->canvas, pen->area, pen->arena);
}

void speech_library(struct speech *speech)
{
	struct library *library = speech->app->library;

	library_read_all(library);
	speech->rows_said = 0;
	if (library->covered || library->n_order == 0) {
		speech_drawn(speech, draw);
	} else if (library->n_shown == 0) {
		say_nothing_found(speech);
	} else {
		say_how_many(speech);
		say_rows(speech);
	}
}
