/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a line can call back is what the record holds: so it is the same after a pause as before,
 * and what was taken back is gone from it too. There is no other memory of what was typed.
 *
 * Only a line that becomes private, written where no one else may read along, gets private texts.
 */
#include "app/app.h"
#include "app/form.h"

#include <string.h>

static bool is_among(const char *text, const char *const *texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(texts[i], text))
			return true;
	return false;
}

/* A goal is somebody's: neither side's words come back as the other's. */
static bool is_of_kind(const struct event *event, const struct event *mine)
{
	const char *whose = event_text(mine, KEY_WHOSE);

	return event->kind == mine->kind && (!whose || event_says(event, KEY_WHOSE, whose));
}

static bool may_show_private(const struct app *app, const struct form_run *run)
{
	return !run->on_teacher_page && !app_is_table_safe(app) &&
	       app_event_is_private(app, &run->event);
}

/* Not what is typed to find something, nor the path of a file, of which the record has the name. */
static bool is_of_words(const struct form_run *run)
{
	const struct form_question *question = form_question(run);

	return !run->form->passing && question->key != KEY_FILE &&
	       (question->type == QUESTION_LINE || question->type == QUESTION_DATE);
}

/* The latest first: of what was written twice the later counts. */
static size_t gather(const struct app *app, const struct form_run *run, const char **texts)
{
	const struct state_list *log = &app->state.log;
	enum event_key key = form_question(run)->key;
	size_t count = 0;

	for (size_t i = log->count; i-- > 0 && count < FORM_HISTORY_MAX;) {
		const struct event *event = log->items[i];
		const char *text = is_of_kind(event, &run->event) ? event_text(event, key) : NULL;

		if (text && (!event->is_private || run->shows_private) &&
		    !is_among(text, texts, count))
			texts[count++] = text;
	}
	return count;
}

enum status form_recall(struct app *app, struct form_run *run, struct err *err)
{
	const char *texts[FORM_HISTORY_MAX];
	size_t count;

	run->history = NULL;
	run->forgets = run->form->passing || app_event_is_private(app, &run->event);
	run->shows_private = !run->form->passing && may_show_private(app, run);
	if (!is_of_words(run))
		return STATUS_OK;
	count = gather(app, run, texts);
	run->history = arena_array(&run->arena, count + 1, sizeof(*run->history));
	if (!run->history)
		return err_no_memory(err);
	for (size_t i = 0; i < count; i++)
		run->history[i] = texts[count - 1 - i];
	return STATUS_OK;
}
