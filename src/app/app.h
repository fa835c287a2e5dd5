/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_APP_H
#define APP_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/drafts.h"
#include "app/evidence.h"
#include "app/form.h"
#include "app/list_view.h"
#include "app/reading_page.h"
#include "app/report_preview.h"
#include "app/rows.h"
#include "app/search.h"
#include "app/teacher.h"
#include "app/work.h"
#include "debrief/advice.h"
#include "debrief/host.h"
#include "debrief/journal.h"
#include "debrief/labels.h"
#include "debrief/previous.h"
#include "debrief/session.h"
#include "debrief/state.h"

struct library;
struct library_demo;

/*
 * The application: one open session, what of it is in view, and what is being answered; or none,
 * then the library is in view. There is no terminal here. A key or a command changes the
 * application and says in a bit set what it changed; the event loop acts on that: paints, saves,
 * hands the keyboard to the line editor.
 *
 *     key → command → events → journal → fold → advice → (the panes draw it)
 */

enum change {
	CHANGE_NONE = 0,
	CHANGE_VIEW = 1 << 0,   /* something to paint */
	CHANGE_EVENTS = 1 << 1, /* events are staged: paint, then flush */
	CHANGE_EDIT = 1 << 2,   /* a line begins or ends: see app_edited_line */
	CHANGE_ALL = 1 << 3,    /* repaint the whole terminal */
	CHANGE_SUSPEND = 1 << 4,
	CHANGE_QUIT = 1 << 5,
	CHANGE_TUTORIAL = 1 << 7, /* a page of the manual is read, outside of the screen */
	CHANGE_MANUAL = 1 << 8,
	CHANGE_LEND = 1 << 6, /* the user's editor gets the line for a while */
};

enum focus { FOCUS_LESSON, FOCUS_WORK, FOCUS_SCRIPT, FOCUS__COUNT };

enum mode {
	MODE_NORMAL,
	MODE_FORM, /* a question of a form is being answered */
	MODE_HELP,
	MODE_COACH,   /* the coach's view lies over the script */
	MODE_TEACHER, /* the page for the teacher; also while MODE_FORM: teacher_page_is_open */
	MODE_REPORT,  /* a report is read: app->preview */
	MODE_REOPEN,  /* the page on which a talk is taken up again */
	MODE_PAGE,    /* a text to be read: reading_page.h */
	MODE__COUNT,
};

enum save_mark { SAVE_MARK_SAVED, SAVE_MARK_SAVING, SAVE_MARK_FAILED, SAVE_MARK_READ_ONLY };

/* A key that may be the first of words; 0: none. */
struct stray {
	int key;
	int64_t at;   /* monotonic ms */
	bool is_held; /* it is a command, which has not run yet */
	bool is_text; /* of words for which no line could be opened */
};

#define COACH_VIEW_MS    20000
#define APP_CITES_MAX    64
#define APP_MESSAGE_SIZE 800

struct app {
	struct host *host;
	struct library *library;          /* NULL: the program is for one session */
	struct buf *unsaved;              /* where words go that no disk took; NULL: nowhere */
	struct session *session;          /* borrowed; NULL: the library is in view */
	struct journal *journal;          /* NULL: read-only */
	char read_only[APP_MESSAGE_SIZE]; /* why, when journal is NULL */
	struct previous previous;         /* what is known of the session before */

	/* the record, folded */
	struct arena arenas[2]; /* the current fold lives in one, the next is made in the other */
	int current;
	struct state state;
	struct advice advice;
	const struct event *undo, *redo; /* what u and U would act on; NULL: nothing */
	struct event_id taken_out;       /* by E: while it is what U would act on, u does, too */
	struct rows lesson, work;        /* what the left panes list */

	/* where the coach looks */
	enum mode mode;
	enum focus focus;
	bool zoom;
	bool mouse_off;                     /* left to the terminal, so that it selects text */
	bool line_by_line;                  /* a line is not seen before it is kept */
	bool alone;                         /* the coach said so: private steps are shown */
	size_t stage;                       /* in view, index into rubric stages */
	const struct rubric_step *step;     /* open in the script; NULL: the stage has none */
	const struct rubric_branch *branch; /* its questions stand before the step's */
	int64_t branch_since;               /* monotonic: when it was taken, for its timer */
	size_t question;
	struct list_view views[FOCUS__COUNT];
	int overlay_scroll;       /* lines of the help or the coach's view above what is seen */
	int64_t coach_view_until; /* monotonic ms */
	char message[APP_MESSAGE_SIZE]; /* one quiet line above the hints; "" for none */
	bool message_warns;

	/* what is going on */
	struct stray stray;
	struct form_run form;
	struct drafts drafts;
	struct search search;
	struct reading_page page; /* while it is open */
	struct report_preview preview;
	struct teacher_page teacher;
	struct shared_view shared;          /* while a page for the teacher is open */
	struct evidence_line evidence_line; /* what the next piece of evidence is about */
	struct evidence_line written_anew;  /* the same for one that is changed */
	struct arena notes_arena;
	struct lesson_notes notes; /* found in a file, not yet kept; in notes_arena */
	struct work_looks work_looks;
	const char *cites[APP_CITES_MAX]; /* evidence marked to be cited, event ids */
	size_t n_cites;
	bool visiting;       /* opened from the library for one visit only, and left after it */
	bool clock_runs;     /* the talk clock */
	int64_t floor_since; /* monotonic ms at which somebody got the floor */

	/* saving */
	bool save_failed;
	bool save_due;          /* something new came, or it is time to try again */
	int64_t save_again_at;  /* monotonic ms, after a failure */
	bool warned_of_leaving; /* with something unsaved */
};

/* ---- coming and going: app_session.c ---- */

/* The program for one session: takes the journal if it can, else says in `read_only` why not. Comes
 * back to the place where it was left. `app` must stay where it is, and app_close is due, also
 * after a failure. */
MUST_USE enum status app_open(struct app *app, struct host *host, struct session *session,
			      struct err *err);
/* The same for all sessions: the library is in view. `demo` may be NULL. */
MUST_USE enum status app_open_library(struct app *app, struct host *host,
				      const struct library_demo *demo, struct err *err);
/* The session's journal, with what could not be saved before; it may read the session again. If it
 * is to be had by nobody else, or not at all, `read_only` says so. */
void app_take_journal(struct app *app);
/* Takes the session that the library holds. */
unsigned app_enter_session(struct app *app);
/* Leaves the session: back to the library it was opened from, else the program. What is unsaved is
 * saved and the place remembered; the library keeps what could not be saved. */
unsigned app_leave(struct app *app);
/* Leaves whatever is open; records that could not be saved are added to `unsaved`. A session that
 * was given stays open. */
void app_close(struct app *app);

/* ---- keys, timers, messages: app.c ---- */

/* A key when no line is being written. */
unsigned app_key(struct app *app, int key);
/* The same, of somebody at a keyboard, who may type words where no line is open (stray.c): a letter
 * at the table is held for a moment before its command runs. Before any other key, also one for a
 * line or a paste, app_before_key lets it run; app_tick does when the moment is over. */
unsigned app_press(struct app *app, int key);
unsigned app_before_key(struct app *app, int key);
unsigned app_release(struct app *app);
/* When that moment is over (monotonic); INT64_MAX: nothing is held. */
int64_t app_held_until(const struct app *app);
/* The loop's timers: closes the coach's view, follows another writer, reads on in the library. */
unsigned app_tick(struct app *app);
/* Something is to be written, and there is no journal: takes it if the program that had it has
 * ended, and says so. What was done is not done: what it was about may have changed. */
unsigned app_take_over(struct app *app);
/* Milliseconds until app_tick has something to do, -1: nothing. */
int app_tick_ms(const struct app *app);
/* Folds and advises afresh: after an event, or when another stage is shown. */
MUST_USE enum status app_refold(struct app *app, struct err *err);
unsigned app_say(struct app *app, const char *format, ...) ERR_FORMAT(2, 3);
unsigned app_warn(struct app *app, const char *format, ...) ERR_FORMAT(2, 3);

/* The line that is being written: for the loop, which owns the line editor. */
bool app_is_editing(const struct app *app);
/* A key that is not the line editor's: in a list that a line narrows down ↑ and ↓ move the mark.
 * False: not taken. */
bool app_line_key(struct app *app, int key, unsigned *change);
/* What is pasted into the line; false: it is the line editor's. */
bool app_line_paste(struct app *app, const char *text, size_t length, unsigned *change);
unsigned app_line_changed(struct app *app, const char *text, size_t point);
unsigned app_line_done(struct app *app, bool accepted, const char *text);

/* ---- entries: saving.c ---- */

/* Stages the events of one action (all or none), folds, and says so. What cannot be done becomes a
 * message. */
unsigned app_act(struct app *app, struct event *events, size_t count);
/* Where an event would go: by its kind, its place and what it is about. */
bool app_event_is_private(const struct app *app, const struct event *event);
/* Writes and syncs what is staged. */
unsigned app_flush(struct app *app);
/* True if app_flush should be called now: after each entry, and now and then after a failure. */
bool app_save_is_due(const struct app *app);
enum save_mark app_save_mark(const struct app *app);

/* ---- what is marked to be cited: cites.c ---- */

bool app_cites(const struct app *app, const char *id);
bool app_is_cited(const struct app *app, const struct event *event);
unsigned app_toggle_cite(struct app *app, const struct event *event);

/* ---- the left panes: app.c ---- */

/* What the one with the keys lists; NULL: the script has them. */
const struct rows *app_rows(const struct app *app);
/* The row under its marker, or NULL. */
const struct row *app_row(const struct app *app);
/* The part of the lesson under the marker of the lesson pane, or NULL. */
const struct rubric_phase *app_phase_here(const struct app *app);

/* ---- the script as it is in view: script.c ---- */

/* Steps of this stage are put away because the teacher may see the screen. */
bool app_hides_steps(const struct app *app);
/* The stage in view may be seen by the teacher: nothing private is drawn. */
bool app_is_table_safe(const struct app *app);
/* The same of any stage, when nobody said to be alone. */
bool app_stage_is_shared(const struct app *app, size_t stage);
/* What is written into the open step is for both, though the coach may be alone with it. */
bool app_step_is_shared(const struct app *app);
/* A statement of the goal whose words stay hidden until both are there. */
bool app_withholds(const struct app *app, const struct rubric_field *field);
/* The stage in view, for people. */
const char *app_stage_name(const struct app *app);
unsigned app_show_stage(struct app *app, size_t stage);
/* Opens a step of any stage. */
unsigned app_open_step(struct app *app, const struct rubric_step *step);
const struct guide_step *app_guide_step(const struct app *app, const struct rubric_step *step);
/* The steps of the stage in view that are shown, n-th; NULL behind the last. */
const struct guide_step *app_step_at(const struct app *app, size_t n);
/* Which of them is open; 0 if none is. */
size_t app_step_place(const struct app *app);

/* Seconds for which something is being tried out, -1: nothing is. */
int app_trying_seconds(const struct app *app);
/* The questions in view: the branch's, then the step's. */
size_t app_question_count(const struct app *app);
const char *app_question(const struct app *app, size_t n, struct arena *arena);
/* True if this question was asked in this session. */
bool app_question_asked(const struct app *app, size_t n);
/* The field that Enter writes next in the open step: the first that is not known and is either
 * required or more than text; NULL: none. */
const struct rubric_field *app_next_field(const struct app *app);
/* The n-th text that the step has room for, is not known and need not be; NULL behind the last. */
const struct rubric_field *app_optional_field(const struct app *app, size_t n);
/* Both statements of the goal are there, and the open step is the one that compares them. */
bool app_compares_statements(const struct app *app);
/* False for what is private while the teacher may read along. */
bool app_may_show(const struct app *app, const struct event *event);
/* Among what was heard in its step it is listed: of what has one answer the latest, and what was
 * set aside; words always. */
bool app_lists(const struct app *app, const struct heard *heard);
/* The latest word on setting a goal aside, or NULL. */
const struct event *app_parked(const struct app *app, const struct event *goal);
/* The next stage and the one before that have something to show, SIZE_MAX: none. */
size_t app_stage_after(const struct app *app);
size_t app_stage_before(const struct app *app);
bool app_stage_before_is_private(const struct app *app);
/* In which stage the talk was closed; SIZE_MAX: it is not. */
size_t app_closed_stage(const struct app *app);

/* ---- others ---- */

/* What was seen on a visit, at the table without how far it was, and with its day. In visit_desk.c.
 */
const char *visit_seen(const struct app *app, const char *level, const char *text,
		       struct arena *arena);
const char *visit_words(const struct app *app, const struct event *visit, struct arena *arena);

/* After a form of the open step: asks for what else the step needs, if anything. In talk.c. */
unsigned talk_go_on(struct app *app, const struct form *form, const struct form_subject *was_about);
/* While the talk clock runs: the event that gave somebody the floor; else NULL. In floor.c. */
const struct event *app_floor(const struct app *app);
/* The place in a session, remembered on this machine. */
void place_save(const struct app *app);
void place_restore(struct app *app);

#endif
