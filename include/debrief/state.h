/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_STATE_H
#define DEBRIEF_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/arena.h"
#include "debrief/event.h"
#include "debrief/event_index.h"
#include "debrief/known_field.h"
#include "debrief/rubric.h"
#include "debrief/session.h"

/*
 * The state is a fold over events: voids and incomplete groups are resolved first, then each
 * effective event finds its place. Computed afresh whenever an event came in: undo, recovery and
 * replay cost nothing extra. Nothing here judges; that is the engine.
 */

enum goal_whose {
	GOAL_COACH,
	GOAL_TEACHER,
	GOAL_ALTERNATIVE,
	GOAL_AGREED_BY_COACH,
	GOAL_AGREED_BY_TEACHER,
	GOAL__COUNT,
};
extern const char *const goal_whose_names[GOAL__COUNT]; /* "agreed-by-coach" */
/* GOAL__COUNT if it does not say. */
enum goal_whose goal_whose_of(const struct event *goal);
/* The side whose goal a known field takes; GOAL__COUNT for any other field. */
enum goal_whose goal_whose_of_field(const struct rubric_field *field);

enum judge_by { JUDGE_TEACHER, JUDGE_COACH, JUDGE_OBSERVER, JUDGE__COUNT };
enum judge_what { JUDGE_PHASE, JUDGE_CHANGE, JUDGE_WHAT__COUNT };

struct state_list {
	const struct event **items;
	size_t count;
};

/* One thing that makes a field known, wherever it was filed last. */
struct heard {
	const struct event *event; /* said, field, goal, plan, progress, or a turn that was filed */
	const struct rubric_step *step;   /* NULL: not filed yet */
	const struct rubric_field *field; /* NULL: heard in a step, for no field */
	size_t order; /* place in the log of `event`, or of the first that it is written anew for */
};

/* What was said of a piece of evidence later, by `assign`; NULL: nothing. */
struct sorted {
	const char *phase, *who;
};

struct state_field { /* what is known of a field of the rubric; NULL: nothing */
	const struct heard *first, *latest;
	size_t count;
};

struct state {
	const struct rubric *rubric;
	const struct session *session;
	bool shared_only;

	struct state_list log;    /* every effective event, in order */
	size_t n_counted;         /* those that are not open, join or void */
	struct event_index index; /* of all events looked at, effective or not */
	const uint32_t *places;   /* of these in the log, from 1; 0: does not count */

	const struct event *open; /* who and which lesson, as it was changed since; or NULL */
	/* the latest, or NULL */
	const struct event *consent, *breakdown, *plan, *progress, *visit, *close;
	/* What was written anew (its `re`) stands in the place of the old one: evidence, work, and
	 * what was heard. */
	struct state_list evidence, work, notes, moves, topics, talk, turns, visits;
	const struct sorted *sorted; /* by place in `index`; NULL: no evidence was sorted later */
	const uint32_t *renewed;  /* of what was written anew: the place of what stands for it, from
				   * 1; NULL: nothing was */
	const uint32_t *stands_at; /* by place: where in the log it stands, if not at its own, from 1;
				    * NULL: nothing was written anew */
	struct state_list pauses; /* pause and resume, in order */
	const struct event *const *ratings;     /* by criterion index: the latest, or NULL */
	const struct event *const *enacted;     /* by phase index: the latest, or NULL */
	const struct event *goals[GOAL__COUNT]; /* the latest that is not parked, or NULL */
	struct state_list all_goals;            /* every effective goal, parked ones too */
	struct state_list parked; /* park events whose goal is effective; of each goal the latest */
	const struct event *judgements[JUDGE__COUNT][JUDGE_WHAT__COUNT]; /* the latest, or NULL */

	const struct heard *heard; /* in order */
	size_t n_heard;
	const struct state_field *fields; /* by field index */
	bool paused;

	/* Set by the caller after the fold if it is known: the goal of the session before, with
	 * this teacher; shown for {previous-goal}. */
	const char *previous_goal;
};

#define STATE_BYTES_MAX ((size_t)256 << 20) /* for the arena of a fold */

/*
 * Folds the session's first `n_events` events (SIZE_MAX: all). With `shared_only`, private events
 * are passed over: the state for the teacher. Everything lives in the arena; the state can be
 * copied. A void takes effect on what came before it; one that stands before the void it names
 * (clocks of two machines) does nothing.
 */
MUST_USE enum status state_fold(struct state *state, const struct session *session, size_t n_events,
				bool shared_only, struct arena *arena, struct err *err);
/* Folds the first `n` events of an existing state's log: how things stood then, by what still
 * counts today. What cites something that was replaced finds nothing there. */
MUST_USE enum status state_before(struct state *state, const struct state *later, size_t n,
				  struct arena *arena, struct err *err);

/* Place in the log, of what was written anew that of what it stands for; EVENT_PLACE_NONE if the
 * event does not count: it is voided, or its group is not whole. */
size_t state_order(const struct state *state, const struct event *event);
/* The effective event with an id (as text), or NULL. */
const struct event *state_event(const struct state *state, const char *id);

/* The event that an id in `cites` stands for: the one of that id, or what it was replaced by when
 * it was written anew; NULL if neither counts. */
const struct event *state_cited(const struct state *state, const char *id);

/* Where a piece of evidence belongs and who acted, by its own words or as it was sorted last; NULL:
 * not clear yet. */
const struct rubric_phase *state_evidence_phase(const struct state *state,
						const struct event *evidence);
const char *state_evidence_who(const struct state *state, const struct event *evidence);

/* All evidence in the order of the lesson: by phase, that of none yet last, then by lesson time; a
 * piece without a time comes after the one of its phase that was written before it. */
MUST_USE enum status state_evidence_in_order(const struct state *state, struct arena *arena,
					     struct state_list *list, struct err *err);

/* The latest that is known of a field, NULL if nothing. */
const struct heard *state_heard(const struct state *state, const struct rubric_field *field);
/* What was heard with the event of this place in the log, NULL if nothing. */
const struct heard *state_heard_at(const struct state *state, size_t order);
/* Since which place in the log a field is known, EVENT_PLACE_NONE if it is not. Words count from
 * when they were heard, not from when they were filed. Goals, plan and progress
 * are known also where the rubric has no field for them. */
size_t state_known_since(const struct state *state, const char *field_id);
bool state_knows(const struct state *state, const char *field_id);
/* The words to show for it: text, the development's phrase, the goal's text or its change; "" if it
 * was only marked as heard. Never NULL. */
const char *heard_words(const struct state *state, const struct heard *heard);
/* The title of what was picked from a list that the rubric has; NULL: it was said in own words. */
const char *heard_picked(const struct state *state, const struct heard *heard);
/* A goal's words: its own text, else the bank's change; never NULL. */
const char *goal_words(const struct rubric *rubric, const struct event *goal);
/* A goal's phase id: its own, else that of its change; NULL if neither is known. */
const char *goal_phase(const struct rubric *rubric, const struct event *goal);

/* The teacher does not want their words written down. */
bool state_consent_refused(const struct state *state);
/* Both have said in their own words what is agreed; until then neither's words are shown. */
bool state_has_both_statements(const struct state *state);

enum state_met { MET_UNKNOWN, MET_NO, MET_YES };
/* A criterion: met, unmet, or unknown (not rated, or could not be seen). */
enum state_met state_met(const struct state *state, const struct rubric_criterion *criterion);
/* The levels that a criterion's rating can stand for: one, or several after `met` or `unmet`. False
 * if it is not known or has no levels. */
bool state_levels(const struct state *state, const struct rubric_criterion *criterion,
		  size_t *lowest, size_t *highest);
/* `yes`, `no` or `unknown`; a phase that is always enacted is `yes`. */
enum state_met state_enacted(const struct state *state, const struct rubric_phase *phase);

/*
 * The event that undo takes back, or redo brings back (the void to void); NULL: nothing. Of a group
 * it is the last record. `is_ours` tells which events are of this run; NULL: all. Undo passes over
 * open, talk and close; redo is over as soon as something else was done.
 */
typedef bool state_is_ours(const void *context, const struct event *event);
const struct event *state_undo_target(const struct state *state, state_is_ours *is_ours,
				      const void *context);
const struct event *state_redo_target(const struct state *state, state_is_ours *is_ours,
				      const void *context);

/* Seconds of open time at an event (NULL: the latest), pauses taken out. */
double state_seconds(const struct state *state, const struct event *event);

#endif
