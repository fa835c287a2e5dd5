/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_FORM_H
#define APP_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/list_view.h"
#include "debrief/arena.h"
#include "debrief/draft.h"
#include "debrief/event.h"
#include "debrief/rubric.h"
#include "debrief/work_file.h"

/*
 * A form asks for what one action needs, a question at a time, and becomes an event. Forms are
 * const tables: a new kind of entry is a new table. What was typed is kept in drafts until the
 * event is on disk, so that leaving in the middle, or a crash, loses nothing.
 */

struct app;
struct form_run;
struct form_subject;

enum question_type {
	QUESTION_LINE,
	QUESTION_CHOICE,
	QUESTION_PICK,  /* a line that narrows the answers down: what is typed must occur in them */
	QUESTION_MARKS, /* evidence and student work to cite: any number of them */
	QUESTION_DATE,  /* a day of the calendar, or typed */
};

struct form_option {
	const char *value;  /* NULL: leave the key out */
	const char *label;  /* of those in a table N_(), or NULL: what choice_words calls it */
	const char *detail; /* may be NULL; shown quietly beside or below */
};

#define FORM_TYPED_MAX     256
#define FORM_OPTIONS_MAX   4096 /* as many as a transcript has turns */
#define FORM_QUESTIONS_MAX 8
#define FORM_HISTORY_MAX   200
#define FORM_UNMARKED      SIZE_MAX /* one before the first answer */

/* Fills run->options, or for a line run->words. */
typedef enum status form_offer(struct app *app, struct form_run *run, struct err *err);

struct form_question {
	enum event_key key;
	enum question_type type;
	const char *title; /* N_(): the question, as a whole sentence or a short label */
	bool optional;     /* an empty line goes on; of choices an answer without a value does */
	bool unmarked;     /* of a choice: a judgement; none is marked before one chooses */
	bool own_words;    /* what is typed can be the answer: of a pick as KEY_TEXT, of a choice by
			      its last answer, which has no value */
	const struct form_option *answers; /* those that are always the same, N_(); may be NULL */
	size_t n_answers;
	/* Adds those of the rubric and the session; for lines: what Tab completes. May be NULL. */
	form_offer *options;
	/* What stands below the question; may be NULL, and may return it. */
	const char *(*note)(struct app *app, struct form_run *run, struct arena *arena);
	/* What the answer says besides; run->question is the next one already, and may be changed.
	 * May be NULL. */
	void (*answered)(const struct app *app, struct form_run *run);
	/* Takes a line that is no key's value: true if it could, else it said why. May be NULL. */
	bool (*accept)(struct app *app, struct form_run *run, const char *text);
	/* Fills run->words for Tab, by what stands in the line now; may be NULL. */
	void (*complete)(struct app *app, struct form_run *run);
	/* What is wrong with an answer, N_(); NULL if nothing. May be NULL. */
	const char *(*wrong)(const char *text);
	bool is_past; /* a day that has been: none after today */
	/* True if it need not be asked; may be NULL. */
	bool (*skip)(const struct app *app, const struct form_run *run);
};

struct form {
	const char *id;    /* names its drafts */
	const char *title; /* N_() */
	enum event_kind kind;
	struct {
		enum event_key key;
		const char *value;
	} preset[2];
	const struct form_question *questions;
	size_t n_questions;
	bool passing;      /* records nothing: its lines are no drafts, and it works read-only */
	unsigned contexts; /* of commands besides those of its questions */
	/* Instead of staging the one event; may be NULL. */
	unsigned (*finish)(struct app *app, struct form_run *run);
	/* Its line stands below the panes, which are drawn as if it were not there: `typed` can
	 * show in them at each key what it would do. */
	bool below;
	unsigned (*typed)(struct app *app, const char *text); /* may be NULL */
	unsigned (*left)(struct app *app); /* Esc, or an empty line; may be NULL */
	/* After it was finished: true if it begins anew, about what it sets. May be NULL. */
	bool (*again)(struct app *app, struct form_subject *about);
	/* After its event is staged and it is closed. May be NULL. */
	unsigned (*done)(struct app *app);
	/* Instead of the title, made for one frame; may be NULL. */
	const char *(*heading)(const struct app *app, const struct form_run *run,
			       struct arena *arena);
	/* With what a line begins, if not with nothing; may be NULL. */
	const char *(*begins)(const struct app *app, struct form_run *run);
	/* Takes what is pasted into its line; false: it is the line editor's. May be NULL. */
	bool (*paste)(struct app *app, const char *text, size_t length, unsigned *change);
};

extern const struct form form_evidence, form_work, form_note, form_heard, form_where,
	form_loose_words, form_field_words, form_development, form_development_words, form_choice,
	form_level, form_goal_teacher, form_goal_coach, form_goal_alternative,
	form_statement_teacher, form_statement_coach, form_judge, form_plan, form_progress,
	form_enacted, form_rate, form_consent, form_close, form_branch, form_park, form_stage,
	form_back, form_alone, form_file, form_command, form_breakdown, form_topic,
	form_evidence_anew, form_work_anew, form_attach, form_sort, form_import, form_new_session,
	form_filter, form_archive, form_lesson, form_visit, form_ahead, form_report,
	form_heard_again, form_statement_teacher_again;

/* What a form is about; all may be NULL. */
struct form_subject {
	const struct rubric_step *step;
	const struct rubric_field *field;
	const struct rubric_criterion *criterion;
	const struct rubric_phase *phase;
	const struct event *event; /* that is changed or sorted */
};

/* A form that is being answered. */
struct form_run {
	const struct form *form; /* NULL: none */
	size_t question;
	struct event event; /* answers so far; their texts live in `arena` */
	struct form_subject subject;
	const char *answers[FORM_QUESTIONS_MAX]; /* values of choices that are no keys */
	struct arena arena;

	struct form_option *options; /* those that can be chosen now */
	size_t n_options;
	struct form_option *all; /* of a pick: those that are narrowed down to `options` */
	size_t n_all;
	size_t n_first;  /* so many of them are shown before anything is typed; 0: all */
	size_t selected; /* none is marked: FORM_UNMARKED */
	int scroll;
	const char **words;   /* for Tab, NULL-terminated; NULL: none */
	const char **history; /* for ↑, oldest first, NULL-terminated */
	bool forgets;         /* nothing of the line may be called back later */
	bool shows_private;   /* it becomes private, and nobody reads along */

	char typed[FORM_TYPED_MAX]; /* of a pick: what `options` were narrowed down by */
	int64_t day, today;         /* of a date: the one that is marked, in days since 1970 */
	bool day_is_open;           /* none is marked yet: the first arrow goes on from `day` */
	bool warned;                /* that leaving drops the text, as it cannot be put aside */
	bool typing;                /* of a date: it is typed after all */
	const char *begun;          /* the line as it began, if not empty and no draft; or NULL */
	const char *text;           /* the line so far */
	size_t point;
	int columns;           /* it is wrapped at, and */
	int line_scroll;       /* how far it is scrolled; kept by the pane */
	struct list_view head; /* of what stands above answers, where it is cut */
	/* What the line editor says of itself; NULL or "": nothing. */
	const char *search;             /* "(reverse-i-search)`x': " */
	const char *mode;               /* vi's: "ins" or "cmd" */
	const char *const *completions; /* the choices that Tab has, NULL-terminated */
	struct draft *drafts[FORM_QUESTIONS_MAX];
	const struct event **lent; /* marked for this form alone (cites.h) */
	size_t n_lent;
	bool on_teacher_page; /* where it leads back to */
	enum work_copy file_kept;
};

/* Begins a form, and leaves the one that is open; `about` may be NULL. */
unsigned form_start(struct app *app, const struct form *form, const struct form_subject *about);
/* In a choice: takes the answer that is marked. */
unsigned form_choose(struct app *app);
/* Moves the mark, as far as there are answers. */
unsigned form_move(struct app *app, long by);
/* Of a date: moves the mark, the first time from today, and of a day that has been no further than
 * today; and no day. */
unsigned form_move_day(struct app *app, int days, int months);
unsigned form_no_day(struct app *app);
/* True if a line is being written. */
bool form_is_line(const struct form_run *run);
/* A key that is no command: a digit chooses at once, or begins to type a date; a letter begins what
 * is said in other words, where that is an answer; any other means nothing. */
unsigned form_key(struct app *app, int key);
/* Adds a character to the line that is open, before its editor has it. */
unsigned form_type(struct app *app, int key);
/* The line was accepted or left. */
unsigned form_line_done(struct app *app, bool accepted, const char *text);
unsigned form_line_changed(struct app *app, const char *text, size_t point);
/* Leaves the form; text that was typed stays as a draft. */
unsigned form_leave(struct app *app);
const struct form_question *form_question(const struct form_run *run);
/* A line that stands below the panes is being written. */
bool form_is_below(const struct app *app);
/* Fills run->history with what this session holds of the same kind of text. */
enum status form_recall(struct app *app, struct form_run *run, struct err *err);
/* Of marks: marks the answer that is under the marker, or takes the mark away. */
unsigned form_mark(struct app *app);
/* Adds an option; false when there is no room or memory. */
bool form_add_option(struct form_run *run, const char *value, const char *label,
		     const char *detail);

#endif
