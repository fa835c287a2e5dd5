/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/report.h"

#include <stdint.h>

#include "debrief/previous.h"

/* Everything is asked once, here; so two renderers can never tell two stories. */

static enum status judge_parked(struct report *report, struct arena *arena, struct err *err)
{
	const struct state *state = &report->state;
	struct goal_view *parked = arena_array(arena, state->parked.count, sizeof(*parked));
	enum status status = parked ? STATUS_OK : err_no_memory(err);

	for (size_t i = 0; i < state->parked.count && status == STATUS_OK; i++) {
		const char *id = event_text(state->parked.items[i], KEY_RE);
		status = goal_judge(state, &report->advice.diagnosis, state_event(state, id), arena,
				    &parked[i], err);
	}
	report->parked = parked;
	return status;
}

enum status report_make(struct report *report, struct session *session, struct host *host,
			struct arena *arena, struct err *err)
{
	*report = (struct report){.session = session};
	enum status status = session_find_problems(session, host, err);

	if (status == STATUS_OK)
		status = state_fold(&report->state, session, SIZE_MAX, false, arena, err);
	if (status == STATUS_OK)
		report->state.previous_goal = previous_goal(host, session, arena);
	if (status == STATUS_OK)
		status = advice_make(&report->state, SIZE_MAX, arena, &report->advice, err);
	if (status == STATUS_OK)
		status = episodes_make(&report->state, arena, &report->episodes,
				       &report->n_episodes, err);
	if (status == STATUS_OK)
		status = judge_parked(report, arena, err);
	if (status == STATUS_OK)
		report->talk = talk_time(&report->state);
	return status;
}
