/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * No text that somebody has begun is in the way of going on: if it cannot be put aside on the disk
 * that is said, and the line goes on in memory.
 */
#include "app/drafts.h"

#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "app/draft_about.h"
#include "debrief/array.h"
#include "debrief/checksum.h"
#include "debrief/i18n.h"

#define QUIET_MS 250
#define SYNC_MS  1000

static void warn_of_draft(struct app *app)
{
	app_warn(app, "%s",
		 _("The text you are writing cannot be put aside on the disk. "
		   "Enter keeps it in the session."));
}

/* ---- what waits ---- */

static void read_offers(struct app *app)
{
	struct drafts *drafts = &app->drafts;

	arena_reset(&drafts->arena);
	drafts->n_offers = 0;
	if (app->session && draft_offers(app->host, app->session, &drafts->arena, &drafts->offers,
					 &drafts->n_offers, NULL))
		drafts->n_offers = 0;
}

/* The first are never in the coach's own words; the others can be, once that is agreed. */
static const struct form *const teachers_forms[] = {
	&form_heard,
	&form_field_words,
	&form_development_words,
	&form_loose_words,
	&form_heard_again,
	&form_progress,
	&form_visit,
	&form_goal_teacher,
	&form_statement_teacher,
	&form_statement_teacher_again,
};
#define NEVER_THE_COACHS 7

/* Whose words the form of a draft would have made of it. */
static bool is_teachers(const struct app *app, const char *line, size_t n_forms)
{
	const struct draft_about about = draft_about_read(line, app->session->rubric);
	const char *by = about.field ? about.field->by : NULL;

	if ((by ? strcmp(by, "teacher") != 0 : about.step && about.step->is_private) ||
	    !strcmp(about.by, "coach"))
		return false;
	for (size_t i = 0; i < n_forms; i++)
		if (!strcmp(about.form, teachers_forms[i]->id))
			return true;
	return !strcmp(about.form, form_evidence.id) && evidence_is_told(app);
}

static bool forget(struct app *app, size_t n_forms)
{
	const struct drafts *drafts = &app->drafts;
	struct draft *draft;
	bool any = false;

	for (size_t i = 0; i < drafts->n_offers; i++) {
		if (!is_teachers(app, drafts->offers[i].about, n_forms) ||
		    draft_resume(&draft, app->host, &drafts->offers[i], NULL))
			continue;
		draft_discard(draft);
		any = true;
	}
	if (any)
		read_offers(app);
	return any;
}

void drafts_reload(struct app *app)
{
	read_offers(app);
	if (app->session && app->journal && state_consent_refused(&app->state))
		forget(app, NEVER_THE_COACHS);
}

bool drafts_forget_teacher(struct app *app)
{
	read_offers(app);
	return forget(app, COUNT(teachers_forms));
}

const char *drafts_waiting(const struct app *app, size_t n, const struct rubric_step **step)
{
	const struct draft_offer *offer = &app->drafts.offers[n];
	const struct draft_about about = draft_about_read(offer->about, app->session->rubric);

	*step = about.step;
	if (draft_about_is_private(&about) && app_is_table_safe(app))
		return NULL;
	return draft_about_is_statement(&about) ? "" : offer->text;
}

const char *drafts_private(const struct app *app, size_t n)
{
	const struct draft_offer *offer = &app->drafts.offers[n];
	const struct draft_about about = draft_about_read(offer->about, app->session->rubric);

	return draft_about_is_private(&about) && !draft_about_is_statement(&about) ? offer->text
										   : NULL;
}

/* Words that were added since are others to go on with, however the program ended. */
static void mark_of(const struct draft_offer *offer, char mark[DRAFTS_MARK_SIZE])
{
	snprintf(mark, DRAFTS_MARK_SIZE, "%s-%08x", offer->token,
		 (unsigned)crc32c(0, offer->text, strlen(offer->text)));
}

bool drafts_is_told(const struct app *app, size_t n)
{
	char mark[DRAFTS_MARK_SIZE];

	mark_of(&app->drafts.offers[n], mark);
	return strstr(app->drafts.told, mark) != NULL;
}

/* Where there is no room it is told again. */
static void add_to(char told[DRAFTS_TOLD_SIZE], const char *marks)
{
	size_t length = strlen(told);

	if (length + strlen(marks) + 1 < DRAFTS_TOLD_SIZE)
		snprintf(told + length, DRAFTS_TOLD_SIZE - length, "%s%s", length ? " " : "",
			 marks);
}

void drafts_add_told(const struct app *app, size_t n, char told[DRAFTS_TOLD_SIZE])
{
	char mark[DRAFTS_MARK_SIZE];

	mark_of(&app->drafts.offers[n], mark);
	add_to(told, mark);
}

void drafts_were_told(struct drafts *drafts)
{
	if (*drafts->telling)
		add_to(drafts->told, drafts->telling);
	drafts->telling[0] = '\0';
}

bool drafts_wait_for(const struct app *app, const struct form *form)
{
	for (size_t i = 0; i < app->drafts.n_offers; i++) {
		const struct draft_about about = draft_about_read(app->drafts.offers[i].about,
								  app->session->rubric);

		if (!strcmp(about.form, form->id))
			return true;
	}
	return false;
}

/* Where others read along nothing private comes into a line: it waits for the desk. */
static const struct draft_offer *find_offer(const struct app *app, const char *line, bool at_desk)
{
	for (size_t i = 0; line && i < app->drafts.n_offers; i++) {
		const struct draft_offer *offer = &app->drafts.offers[i];
		const struct draft_about about = draft_about_read(offer->about,
								  app->session->rubric);

		if (draft_about_is_same(offer->about, line) &&
		    (at_desk || !draft_about_is_private(&about)))
			return offer;
	}
	return NULL;
}

/* ---- a line ---- */

static bool makes_draft(const struct form_run *run)
{
	const struct form_question *question = form_question(run);

	return !run->form->passing && (question->type == QUESTION_LINE ||
				       (question->type == QUESTION_PICK && question->own_words));
}

bool drafts_keep_line(const struct form_run *run)
{
	return !makes_draft(run) || run->drafts[run->question];
}

/* Goes on with a text; one that was begun at the table and goes on at the desk is the desk's from
 * then on, and so is what is added to it. */
static enum status go_on(struct app *app, struct draft **draft, const struct draft_offer *offer,
			 const char *about)
{
	struct draft *before;
	enum status status;

	if (!strcmp(offer->about, about))
		return draft_resume(draft, app->host, offer, NULL);
	status = draft_start(draft, app->host, app->session->id, about, NULL);
	if (status)
		return status;
	status = draft_write(*draft, offer->text, NULL);
	if (!status)
		status = draft_sync(*draft, NULL);
	if (status)
		draft_discard(*draft);
	else if (!draft_resume(&before, app->host, offer, NULL))
		draft_discard(before);
	return status;
}

void drafts_begin_line(struct app *app, struct form_run *run)
{
	bool at_desk = !app_is_table_safe(app) && !run->on_teacher_page;
	const char *about = draft_about_line(run, at_desk, &run->arena);
	const struct draft_offer *offer = find_offer(app, about, at_desk);
	struct draft **draft = &run->drafts[run->question];
	enum status status;

	run->text = "";
	run->point = 0;
	run->begun = NULL;
	if (*draft) { /* asked a second time */
		run->text = run->answers[run->question] ? run->answers[run->question] : "";
	} else if (!offer && run->form->begins && (run->begun = run->form->begins(app, run))) {
		run->text = run->begun;
		run->point = strlen(run->begun);
	}
	if (!about || *draft || !makes_draft(run))
		return;
	if (offer) {
		run->text = arena_strdup(&run->arena, offer->text);
		run->point = strlen(offer->text);
		status = go_on(app, draft, offer, about);
	} else {
		status = draft_start(draft, app->host, app->session->id, about, NULL);
	}
	if (status) {
		*draft = NULL;
		warn_of_draft(app);
	}
}

void drafts_write(struct app *app, const char *text)
{
	struct drafts *drafts = &app->drafts;
	struct draft *draft = app->form.drafts[app->form.question];

	if (!draft)
		return;
	if (draft_write(draft, text, NULL))
		warn_of_draft(app);
	drafts->changed_at = host_monotonic_ms(app->host);
	if (!drafts->dirty_since)
		drafts->dirty_since = drafts->changed_at;
}

void drafts_discard_line(struct form_run *run)
{
	struct draft **draft = &run->drafts[run->question];

	if (*draft)
		draft_discard(*draft);
	*draft = NULL;
}

/* ---- the end of a form ---- */

void drafts_cite(struct form_run *run, char tokens[DRAFTS_TOKENS_SIZE])
{
	size_t length = 0;

	for (size_t i = 0; i < FORM_QUESTIONS_MAX; i++) {
		const char *token = run->drafts[i] ? draft_token(run->drafts[i]) : NULL;
		size_t n = token ? strlen(token) : 0;

		if (n == 0 || length + n + 2 > DRAFTS_TOKENS_SIZE)
			continue;
		if (length)
			tokens[length++] = ' ';
		memcpy(tokens + length, token, n + 1);
		length += n;
	}
	if (length && event_rule(run->event.kind, KEY_DRAFT))
		event_set(&run->event, KEY_DRAFT, tokens);
}

bool drafts_end(struct app *app, bool became_event)
{
	struct drafts *drafts = &app->drafts;
	struct form_run *run = &app->form;
	bool parked = false;

	for (size_t i = 0; i < FORM_QUESTIONS_MAX; i++) {
		if (!run->drafts[i])
			continue;
		if (became_event && drafts->n_finished < FORM_QUESTIONS_MAX) {
			drafts->finished[drafts->n_finished++] = run->drafts[i];
		} else {
			draft_park(run->drafts[i]);
			parked = true;
		}
		run->drafts[i] = NULL;
	}
	drafts->dirty_since = 0;
	drafts_reload(app);
	return parked && drafts->n_offers > 0;
}

void drafts_discard_finished(struct drafts *drafts)
{
	for (size_t i = 0; i < drafts->n_finished; i++)
		draft_discard(drafts->finished[i]);
	drafts->n_finished = 0;
}

void drafts_park_finished(struct drafts *drafts)
{
	for (size_t i = 0; i < drafts->n_finished; i++)
		draft_park(drafts->finished[i]);
	drafts->n_finished = 0;
}

/* ---- onto the disk ---- */

int64_t drafts_due(const struct drafts *drafts)
{
	int64_t due = drafts->changed_at + QUIET_MS;

	if (due > drafts->dirty_since + SYNC_MS)
		due = drafts->dirty_since + SYNC_MS;
	if (due < drafts->synced_at + SYNC_MS)
		due = drafts->synced_at + SYNC_MS;
	return due;
}

bool drafts_sync(struct app *app)
{
	struct draft *const *drafts = app->form.drafts;
	bool all = true;

	for (size_t i = 0; i < FORM_QUESTIONS_MAX; i++)
		if (drafts[i] && draft_is_dirty(drafts[i]) && draft_sync(drafts[i], NULL))
			all = false;
	if (!all)
		warn_of_draft(app);
	app->drafts.dirty_since = 0;
	app->drafts.synced_at = host_monotonic_ms(app->host);
	return all;
}
