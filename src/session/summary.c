/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/summary.h"

#include <string.h>

#include "debrief/i18n.h"
#include "debrief/state.h"
#include "debrief/visit.h"
#include "session_open.h"

/*
 * Reading a rubric takes ten times as long as reading a young session, and nothing of what stands
 * in a row depends on it: the session is folded as one with an empty rubric.
 */

static const struct rubric no_rubric = {.id = "", .title = ""};

const char *standing_words(enum standing standing)
{
	static const char *const words[STANDING__COUNT] = {
		[STANDING_PREPARING] = N_("preparing"),
		[STANDING_TALKING] = N_("talk begun"),
		[STANDING_AGREED] = N_("agreed"),
		[STANDING_CONTINUE] = N_("to be continued"),
		[STANDING_PARKED] = N_("left open"),
		[STANDING_NEWER] = N_("newer version"),
		[STANDING_UNKNOWN] = N_("cannot be read"),
	};

	return _(words[standing]);
}

static enum standing standing_of(const struct state *state)
{
	const char *ending = state->close ? event_text(state->close, KEY_ENDING) : NULL;

	if (state->session->is_newer)
		return STANDING_NEWER;
	if (!state->session->open)
		return STANDING_UNKNOWN;
	if (ending && strcmp(ending, "continue") == 0)
		return STANDING_CONTINUE;
	if (ending && strcmp(ending, "parked") == 0)
		return STANDING_PARKED;
	if (state->close)
		return STANDING_AGREED;
	/* What was done at the desk before is evidence, student work, and the private stream. */
	return state->consent || state->n_heard > 0 || state->all_goals.count > 0 ||
			       state->turns.count > 0
		       ? STANDING_TALKING
		       : STANDING_PREPARING;
}

static bool is_damaged(const struct session *session)
{
	for (size_t i = 0; i < session->n_files; i++)
		if (session->files[i].diags.errors > 0)
			return true;
	return !session->open;
}

static bool keep(struct arena *arena, const struct event *event, enum event_key key,
		 const char **text)
{
	const char *found = event_text(event, key);

	*text = found ? arena_strdup(arena, found) : NULL;
	return !found || *text;
}

static void keep_date(const char *found, char date[DATE_SIZE])
{
	if (found && date_is_valid(found))
		memcpy(date, found, DATE_SIZE);
}

static enum status keep_open(const struct event *open, struct arena *arena, struct summary *summary,
			     struct err *err)
{
	summary->made = open->at;
	timestamp_local_date(open->at, summary->date);
	keep_date(event_text(open, KEY_LESSON_DATE), summary->date);
	return keep(arena, open, KEY_TEACHER, &summary->teacher) &&
			       keep(arena, open, KEY_LESSON_TITLE, &summary->lesson) &&
			       keep(arena, open, KEY_LESSON_GRADE, &summary->grade) &&
			       keep(arena, open, KEY_PREVIOUS, &summary->previous) &&
			       keep(arena, open, KEY_RUBRIC_ID, &summary->rubric)
		       ? STATUS_OK
		       : err_no_memory(err);
}

static enum status read_state(const struct session *session, struct arena *arena,
			      struct summary *summary, struct err *err)
{
	struct arena fold;
	struct state state;
	enum status status;

	arena_init(&fold, STATE_BYTES_MAX);
	status = state_fold(&state, session, SIZE_MAX, true, &fold, err);
	if (status == STATUS_OK) {
		summary->standing = standing_of(&state);
		summary->damaged = is_damaged(session);
		keep_date(visit_due(&state), summary->due);
		summary->agreement = visit_subject(&state) != NULL;
		if (visit_latest(&state))
			status = keep(arena, visit_latest(&state), KEY_LEVEL, &summary->visited)
					 ? STATUS_OK
					 : err_no_memory(err);
		if (session->open && state.open && !status)
			status = keep_open(state.open, arena, summary, err);
	}
	arena_release(&fold);
	return status;
}

enum status summary_read(struct host *host, const char *path, struct arena *arena,
			 struct summary *summary, struct err *err)
{
	static const struct frozen_rubric none = {&no_rubric, "", 0};
	struct session session;
	enum status status;

	*summary = (struct summary){.standing = STANDING_UNKNOWN, .damaged = true};
	status = session_open_frozen(&session, host, path, SESSION_SHARED_ONLY, &none, err);
	if (status == STATUS_INVALID || status == STATUS_NO_MEMORY)
		return status;
	if (status != STATUS_OK)
		return STATUS_OK;
	status = read_state(&session, arena, summary, err);
	session_close(&session);
	return status;
}
