/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/report.h"

#include "debrief/array.h"
#include "debrief/json.h"
#include "debrief/record.h"
#include "debrief/talk_words.h"
#include "debrief/visit.h"

/*
 * The contract for scripts, top to bottom in the order in which it is documented. Every key is
 * always there: what is not known is null, an empty list, or the verdict "unknown". A damaged
 * session gives the same keys with less in them.
 */

#define SCRATCH_MAX ((size_t)64 << 20)

static const char *open_text(const struct report *report, enum event_key key)
{
	const struct event *open = report->state.open;

	return open ? event_text(open, key) : NULL;
}

static void id_json(struct json *json, const char *key, const struct event *event)
{
	char id[EVENT_ID_SIZE];

	event_id_format(&event->id, id);
	json_text(json, key, id);
}

static void key_json(struct json *json, const char *name, const struct event *event,
		     enum event_key key)
{
	json_text(json, name, event_text(event, key));
}

static void cites_json(struct json *json, const struct event *event)
{
	const struct event_value *cites = event_value(event, KEY_CITES);

	json_array(json, "cites");
	for (size_t i = 0; cites && i < cites->count; i++)
		json_text(json, NULL, cites->items[i]);
	json_array_end(json);
}

static const char *met_name(enum state_met met)
{
	static const char *const names[] = {
		[MET_UNKNOWN] = "unknown",
		[MET_NO] = "no",
		[MET_YES] = "yes",
	};

	return names[met];
}

/* ---- the session ---- */

static void session_json(struct json *json, const struct report *report)
{
	const struct session *session = report->session;
	const struct state *state = &report->state;
	const struct rubric *rubric = session->rubric;
	/* As the session was made: its copy of the rubric may be lost. */
	const char *id = open_text(report, KEY_RUBRIC_ID);
	long version = session->open ? event_number(session->open, KEY_RUBRIC_VERSION, 0) : 0;

	if (!id)
		id = rubric->id;
	if (version == 0)
		version = rubric->version;
	json_text(json, "session", session->id);
	json_number(json, "format",
		    session->open ? event_number(session->open, KEY_FORMAT, SESSION_FORMAT)
				  : SESSION_FORMAT);
	json_object(json, "rubric");
	json_text(json, "id", id);
	if (version > 0)
		json_number(json, "version", version);
	else
		json_text(json, "version", NULL);
	json_object_end(json);
	json_text(json, "teacher", open_text(report, KEY_TEACHER));
	json_number(json, "events", (long)state->n_counted);
	json_text(json, "consent", state->consent ? event_text(state->consent, KEY_VALUE) : NULL);
	json_text(json, "ending", state->close ? event_text(state->close, KEY_ENDING) : NULL);
}

static void enacted_json(struct json *json, const struct report *report)
{
	const struct rubric *rubric = report->session->rubric;

	json_object(json, "enacted");
	for (size_t i = 0; i < rubric->phases.count; i++) {
		const struct rubric_phase *phase = rubric_phase_at(rubric, i);
		json_text(json, phase->id, met_name(state_enacted(&report->state, phase)));
	}
	json_object_end(json);
}

static void diagnosis_json(struct json *json, const struct report *report)
{
	const struct diagnosis *diagnosis = &report->advice.diagnosis;

	if (!diagnosis->phase) {
		json_text(json, "diagnosis", NULL);
		return;
	}
	json_object(json, "diagnosis");
	json_text(json, "phase", diagnosis->phase);
	json_text(json, "by", diagnosis->by);
	json_text(json, "because", diagnosis->because);
	json_array(json, "undecided");
	for (size_t i = 0; i < diagnosis->n_undecided; i++)
		json_text(json, NULL, diagnosis->undecided[i]->name);
	json_array_end(json);
	json_text(json, "prepared", report->advice.prepared);
	json_array(json, "trail");
	for (size_t i = 0; i < diagnosis->n_trail; i++) {
		json_object(json, NULL);
		json_text(json, "phase", diagnosis->trail[i].rule->phase);
		json_text(json, "verdict", verdict_names[diagnosis->trail[i].verdict]);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

/* ---- goals ---- */

static void goal_members(struct json *json, const struct report *report,
			 const struct goal_view *view)
{
	const struct event *goal = view->event;

	id_json(json, "id", goal);
	json_text(json, "phase", goal_phase(report->session->rubric, goal));
	key_json(json, "change", goal, KEY_CHANGE);
	json_text(json, "text", view->words);
	json_text(json, "strategy", strategy_names[view->strategy]);
	json_text(json, "feasible", verdict_names[view->feasible]);
	json_text(json, "targets_breakdown", verdict_names[view->targets]);
	json_text(json, "productive", verdict_names[view->productive]);
	json_array(json, "reasons");
	for (size_t i = 0; i < view->n_reasons; i++)
		json_text(json, NULL, view->reasons[i]);
	json_array_end(json);
	cites_json(json, goal);
	key_json(json, "because", goal, KEY_BECAUSE);
	key_json(json, "basis", goal, KEY_BASIS);
	json_bool(json, "first_try", event_is_true(goal, KEY_FIRST_TRY));
	key_json(json, "exception", goal, KEY_EXCEPTION);
}

static void goals_json(struct json *json, const struct report *report)
{
	json_object(json, "goals");
	for (size_t i = 0; i < GOAL__COUNT; i++) {
		const struct goal_view *view = &report->advice.goals[i];
		if (!view->event) {
			json_text(json, goal_whose_names[i], NULL);
			continue;
		}
		json_object(json, goal_whose_names[i]);
		goal_members(json, report, view);
		json_object_end(json);
	}
	json_object_end(json);

	json_array(json, "parked");
	for (size_t i = 0; i < report->state.parked.count; i++) {
		json_object(json, NULL);
		key_json(json, "whose", report->parked[i].event, KEY_WHOSE);
		goal_members(json, report, &report->parked[i]);
		key_json(json, "look_for", report->state.parked.items[i], KEY_TEXT);
		json_object_end(json);
	}
	json_array_end(json);
}

/* ---- the script ---- */

/* Ids stay ids: scripts know them, and a rubric's words may change. */
static const char *heard_value(const struct state *state, const struct heard *heard)
{
	const char *words = heard->event->kind == EVENT_FIELD ? event_text(heard->event, KEY_VALUE)
							      : heard_words(state, heard);

	return words && *words ? words : "heard";
}

static bool has_words(const struct heard *heard)
{
	return heard->event->kind != EVENT_FIELD || !event_says(heard->event, KEY_VALUE, "heard");
}

/* Of several the latest words; that something was heard again takes none away. */
static const char *latest_value(const struct state *state, const struct state_field *known,
				const struct rubric_field *field)
{
	if (!known->latest)
		return NULL;
	for (const struct heard *heard = known->latest;; heard--) {
		if (heard->field == field && has_words(heard))
			return heard_value(state, heard);
		if (heard == known->first)
			return heard_value(state, known->latest);
	}
}

static void field_json(struct json *json, const struct state *state,
		       const struct rubric_field *field)
{
	const struct state_field *known = &state->fields[field->index];

	if (!field->many) {
		json_text(json, field->id, latest_value(state, known, field));
		return;
	}
	json_array(json, field->id);
	for (const struct heard *heard = known->first; heard && heard <= known->latest; heard++)
		if (heard->field == field)
			json_text(json, NULL, heard_value(state, heard));
	json_array_end(json);
}

static void steps_json(struct json *json, const struct report *report)
{
	const struct guide *guide = &report->advice.guide;

	json_array(json, "steps");
	for (size_t i = 0; i < guide->n_steps; i++) {
		const struct guide_step *step = &guide->steps[i];
		json_object(json, NULL);
		json_text(json, "id", step->step->id);
		json_text(json, "state", step_state_names[step->state]);
		json_array(json, "missing");
		for (size_t j = 0; j < step->n_missing; j++)
			json_text(json, NULL, step->missing[j]->id);
		json_array_end(json);
		json_object(json, "fields");
		for (size_t j = 0; j < step->step->fields.count; j++)
			field_json(json, &report->state, step_field_at(step->step, j));
		json_object_end(json);
		json_object_end(json);
	}
	json_array_end(json);

	json_text(json, "next_step", guide->next ? guide->next->id : NULL);
	json_array(json, "suggestions");
	for (size_t i = 0; i < guide->n_suggestions; i++)
		json_text(json, NULL, guide->suggestions[i]->id);
	json_array_end(json);
}

/* ---- the talk ---- */

static void negotiation_json(struct json *json, const struct report *report)
{
	const struct negotiation *negotiation = &report->advice.negotiation;

	json_object(json, "negotiation");
	json_text(json, "kind", negotiation_kind_names[negotiation->kind]);
	json_array(json, "moves");
	for (size_t i = 0; i < negotiation->n_moves; i++)
		json_text(json, NULL, move_names[negotiation->moves[i]]);
	json_array_end(json);
	json_array(json, "early");
	for (size_t i = 0; i < negotiation->n_early; i++)
		json_text(json, NULL, negotiation->early[i]->id);
	json_array_end(json);
	json_text(json, "voices", voices_names[negotiation->voices]);
	json_text(json, "compatible", verdict_names[negotiation->compatible]);
	json_text(json, "worthwhile", verdict_names[negotiation->worthwhile]);
	json_text(json, "productive", verdict_names[negotiation->productive]);
	json_text(json, "successful", verdict_names[negotiation->successful]);
	json_object_end(json);
}

/* Only where there is a transcript: without one nobody knows. */
static void words_json(struct json *json, const struct state *state)
{
	struct talk_words words = talk_words(state);
	struct talk_share share = talk_share(words);

	if (state->turns.count == 0)
		return;
	json_number(json, "coach_words", (long)words.coach);
	json_number(json, "teacher_words", (long)words.teacher);
	json_number(json, "other_words", (long)words.other);
	json_object(json, "share");
	json_number(json, "coach", share.coach);
	json_number(json, "teacher", share.teacher);
	json_object_end(json);
}

static void talk_json(struct json *json, const struct report *report)
{
	json_object(json, "talk");
	json_seconds(json, "coach_seconds", report->talk.coach);
	json_seconds(json, "teacher_seconds", report->talk.teacher);
	words_json(json, &report->state);
	json_object_end(json);

	json_array(json, "episodes");
	for (size_t i = 0; i < report->n_episodes; i++) {
		const struct episode *episode = &report->episodes[i];
		json_object(json, NULL);
		json_text(json, "topic", episode->topic);
		json_text(json, "by", episode->by);
		json_seconds(json, "from", episode->from);
		json_seconds(json, "to", episode->to);
		json_object_end(json);
	}
	json_array_end(json);
}

static void plan_json(struct json *json, const struct event *plan)
{
	static const enum event_key keys[] = {
		KEY_TEXT, KEY_INDICATOR, KEY_REHEARSAL, KEY_SUPPORT, KEY_HELP, KEY_DUE,
	};

	if (!plan) {
		json_text(json, "plan", NULL);
		return;
	}
	json_object(json, "plan");
	id_json(json, "id", plan);
	for (size_t i = 0; i < COUNT(keys); i++)
		key_json(json, event_key_names[keys[i]], plan, keys[i]);
	json_object_end(json);
}

static void progress_json(struct json *json, const struct event *progress)
{
	if (!progress) {
		json_text(json, "progress", NULL);
		return;
	}
	json_object(json, "progress");
	id_json(json, "id", progress);
	key_json(json, "level", progress, KEY_LEVEL);
	key_json(json, "by", progress, KEY_BY);
	cites_json(json, progress);
	key_json(json, "text", progress, KEY_TEXT);
	json_object_end(json);
}

static void visits_json(struct json *json, const struct state *state)
{
	static const enum event_key keys[] = {KEY_LEVEL, KEY_BY, KEY_DUE, KEY_TEXT};
	char date[DATE_SIZE];

	json_array(json, "visits");
	for (size_t i = 0; i < state->visits.count; i++) {
		const struct event *visit = state->visits.items[i];
		visit_date(visit, date);
		json_object(json, NULL);
		id_json(json, "id", visit);
		json_text(json, "date", date);
		for (size_t k = 0; k < COUNT(keys); k++)
			key_json(json, event_key_names[keys[k]], visit, keys[k]);
		json_object_end(json);
	}
	json_array_end(json);
}

/* ---- the log ---- */

static void log_json(struct json *json, const struct report *report)
{
	struct arena scratch;

	arena_init(&scratch, SCRATCH_MAX);
	json_array(json, "log");
	for (size_t i = 0; i < report->state.log.count; i++) {
		const struct event *event = report->state.log.items[i];
		arena_reset(&scratch);
		const struct node *record = record_parse(event, &scratch);
		if (record) {
			json_node(json, NULL, record);
			continue;
		}
		json_object(json, NULL);
		id_json(json, "id", event);
		json_text(json, "kind", event->kind_name);
		json_object_end(json);
	}
	json_array_end(json);
	arena_release(&scratch);
}

static void problems_json(struct json *json, const struct session *session)
{
	json_array(json, "problems");
	for (size_t i = 0; i < session->n_problems; i++)
		json_text(json, NULL, session->problems[i]);
	json_array_end(json);
}

enum status show_json(const struct report *report, struct buf *out, struct err *err)
{
	struct json json;

	json_start(&json, out);
	json_object(&json, NULL);
	session_json(&json, report);
	enacted_json(&json, report);
	diagnosis_json(&json, report);
	goals_json(&json, report);
	steps_json(&json, report);
	negotiation_json(&json, report);
	talk_json(&json, report);
	plan_json(&json, report->state.plan);
	progress_json(&json, report->state.progress);
	visits_json(&json, &report->state);
	log_json(&json, report);
	problems_json(&json, report->session);
	json_object_end(&json);
	return out->failed ? err_no_memory(err) : STATUS_OK;
}
