/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A session made step by step. The form's event is the session's own first record, and nothing is
 * on the disk before its last question is answered.
 */
#include "app/app.h"

#include <string.h>

#include "app/form_tables.h"
#include "app/library.h"
#include "debrief/i18n.h"
#include "debrief/previous.h"
#include "debrief/rubric_path.h"
#include "debrief/same_name.h"
#include "debrief/timestamp.h"

#define PREVIOUS_MAX 9 /* as many as there are digits to choose with */

/* Teachers there were talks with, for Tab. */
static enum status offer_teachers(struct app *app, struct form_run *run, struct err *err)
{
	const struct library *library = app->library;
	size_t n = 0;

	run->words = arena_array(&run->arena, library->n_order + 1, sizeof(*run->words));
	if (!run->words)
		return err_no_memory(err);
	for (size_t i = 0; i < library->n_order; i++) {
		const char *teacher = library->order[i]->summary.teacher;
		bool listed = !teacher;

		for (size_t k = 0; k < n && !listed; k++)
			listed = same_name(run->words[k], teacher);
		if (!listed)
			run->words[n++] = teacher;
	}
	return STATUS_OK;
}

/* The rubric of the session that was made last, or NULL. */
static const char *rubric_used_last(const struct library *library)
{
	const struct library_row *last = NULL;

	for (size_t i = 0; i < library->n_order; i++)
		if (library->order[i]->summary.rubric &&
		    (!last || library->order[i]->summary.made > last->summary.made))
			last = library->order[i];
	return last ? last->summary.rubric : NULL;
}

static const char *describe(const struct rubric *rubric, struct arena *arena)
{
	const char *about = rubric->description ? rubric->description : rubric->source;
	size_t steps = rubric->script.count;

	return arena_printf(arena, P_("%zu step%s%s", "%zu steps%s%s", steps), steps,
			    about ? " · " : "", about ? about : "");
}

static bool add_rubric(struct form_run *run, const struct rubric_choice *choice, bool used_last)
{
	const struct rubric *rubric = choice->rubric;
	const char *path = arena_strdup(&run->arena, rubric ? choice->file->path : "");
	const char *label;
	const char *detail;

	if (!rubric) {
		label = arena_printf(&run->arena, _("%s (has mistakes)"), choice->file->id);
		detail = arena_printf(&run->arena, _("debrief check %s\n%s"), choice->file->path,
				      choice->mistake);
	} else {
		label = arena_printf(&run->arena, used_last ? _("%s (used last)") : "%s",
				     rubric->title);
		detail = describe(rubric, &run->arena);
	}
	return path && label && form_add_option(run, path, label, detail);
}

static const char *has_mistakes(const char *path)
{
	return *path ? NULL
		     : N_("This rubric has mistakes; the first one is said below its name. Please "
			  "choose another.");
}

/* The one used last comes first, those with mistakes last. */
static enum status offer_rubrics(struct app *app, struct form_run *run, struct err *err)
{
	const char *last = rubric_used_last(app->library);
	const struct rubric_choice *choices;
	struct arena arena;
	size_t count = 0;
	enum status status;

	arena_init(&arena, (size_t)512 << 20);
	status = rubric_choices(app->host, &arena, &choices, &count, err);
	for (int pass = 0; pass < 3 && !status; pass++)
		for (size_t i = 0; i < count && !status; i++) {
			const struct rubric *rubric = choices[i].rubric;
			bool used_last = rubric && last && !strcmp(rubric->id, last);

			if ((rubric ? !used_last : 2) == pass &&
			    !add_rubric(run, &choices[i], used_last))
				status = err_no_memory(err);
		}
	arena_release(&arena);
	if (!status && run->n_options == 0)
		return err_set(err, STATUS_NOT_FOUND, "%s",
			       _("No rubrics were found; $DEBRIEF_RUBRIC_PATH can name a folder "
				 "of them."));
	return status;
}

static bool is_with(const struct library_row *row, const struct form_run *run)
{
	const char *teacher = event_text(&run->event, KEY_TEACHER);

	return same_name(row->summary.teacher, teacher);
}

static bool is_first_talk(const struct app *app, const struct form_run *run)
{
	library_read_all(app->library);
	for (size_t i = 0; i < app->library->n_order; i++)
		if (is_with(app->library->order[i], run))
			return false;
	return true;
}

static const char *what_came_of_it(struct app *app, const struct library_row *row,
				   struct arena *arena)
{
	const char *goal = row->summary.standing == STANDING_AGREED
				   ? previous_goal_of(app->host, row->name, arena)
				   : NULL;
	const char *standing = standing_words(row->summary.standing);

	return goal ? arena_printf(arena, "%s: %s", standing, goal) : standing;
}

/* Newest first, whether in the archive or not. */
static enum status offer_previous(struct app *app, struct form_run *run, struct err *err)
{
	const struct library *library = app->library;
	char day[DATE_WORDS_SIZE];
	bool ok = true;

	for (size_t i = 0; i < library->n_order && run->n_options < PREVIOUS_MAX - 1; i++) {
		const struct library_row *row = library->order[i];
		const char *label;

		if (!is_with(row, run))
			continue;
		label = arena_printf(&run->arena, _("It follows the talk of %s%s%s"),
				     date_words(row->day, day), row->summary.lesson ? " · " : "",
				     row->summary.lesson ? row->summary.lesson : "");
		ok &= label && form_add_option(run, arena_strdup(&run->arena, row->name), label,
					       what_came_of_it(app, row, &run->arena));
	}
	ok &= form_add_option(run, NULL, _("It follows none of them"), NULL);
	return ok ? STATUS_OK : err_no_memory(err);
}

/* What is pasted may hold line ends. */
static const char *one_line(const struct form_run *run, enum event_key key, struct arena *arena)
{
	const char *text = event_text(&run->event, key);
	char *line = text ? arena_strdup(arena, text) : NULL;

	for (char *c = line; c && *c; c++)
		if (*c == '\n' || *c == '\t')
			*c = ' ';
	return line;
}

static unsigned make_session(struct app *app, struct form_run *run)
{
	struct library *library = app->library;
	struct arena *arena = &library->session_arena;
	const struct session_new what = {
		.rubric = one_line(run, KEY_RUBRIC_ID, arena),
		.teacher = one_line(run, KEY_TEACHER, arena),
		.lesson = one_line(run, KEY_LESSON_TITLE, arena),
		.grade = one_line(run, KEY_LESSON_GRADE, arena),
		.learning_goal = event_text(&run->event, KEY_LESSON_GOAL),
		.previous = one_line(run, KEY_PREVIOUS, arena),
	};
	struct err err = {{0}, 0};
	struct buf diags;
	enum status status;
	unsigned change;

	buf_init(&diags, BUF_MAX_DEFAULT);
	status = session_create_open(library->host, arena, &what, &library->session, &diags, &err);
	buf_release(&diags);
	if (status) {
		arena_reset(arena);
		return app_warn(app, _("The session could not be made: %s."), err.message);
	}
	library_filter(library, "");
	library_show_archive(library, false);
	change = app_enter_session(app);
	if (!app->message[0])
		app_say(app, "%s",
			app_is_table_safe(app)
				? _("The session is made. The teacher may read along.")
				: _("The session is made. Until you start the talk, what stands "
				    "here is yours alone."));
	return change;
}

static unsigned nothing_was_made(struct app *app)
{
	return app_say(app, "%s", _("No session was made."));
}

/* There is no way back to a question before. */
static const char *not_for_ever(struct app *app, struct form_run *run, struct arena *arena)
{
	(void)app;
	(void)run;
	(void)arena;
	return _("What was mistyped can be put right in the session, with L.");
}

static const struct form_question ask_new_session[] = {
	{LINE(KEY_TEACHER, N_("With whom? A name, initials or a pseudonym")),
	 .options = offer_teachers},
	{LINE(KEY_LESSON_TITLE, N_("Which lesson? Its title (Enter if open)")), .optional = true,
	 .note = not_for_ever},
	{LINE(KEY_LESSON_GRADE, N_("Which grade? (Enter if open)")), .optional = true,
	 .note = not_for_ever},
	{LINE(KEY_LESSON_GOAL, N_("What were students to learn? (Enter if open)")),
	 .optional = true, .note = not_for_ever},
	{PICK(KEY_RUBRIC_ID, N_("Which rubric guides the talk?")), .options = offer_rubrics,
	 .wrong = has_mistakes},
	{CHOICE(KEY_PREVIOUS, N_("You have talked with this teacher before.")),
	 .options = offer_previous, .skip = is_first_talk},
};
const struct form form_new_session = {
	FORM("new-session", N_("A new session"), EVENT_OPEN, ask_new_session),
	.finish = make_session,
	.passing = true,
	.left = nothing_was_made,
};
