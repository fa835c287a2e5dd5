/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_EVENT_H
#define DEBRIEF_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "debrief/arena.h"

/*
 * Everything that happens in a session is an event. This header holds the one table of kinds:
 * what each may say decides how it is written, read, checked and shown.
 */

enum event_kind {
	EVENT_OPEN, EVENT_JOIN, EVENT_LESSON, EVENT_CONSENT, EVENT_EVIDENCE, EVENT_WORK, EVENT_ENACTED,
	EVENT_RATE, EVENT_BREAKDOWN, EVENT_GOAL, EVENT_PARK, EVENT_MOVE, EVENT_SAID, EVENT_ASSIGN,
	EVENT_FIELD, EVENT_JUDGE, EVENT_PLAN, EVENT_PROGRESS, EVENT_VISIT, EVENT_TALK, EVENT_TURN,
	EVENT_TOPIC, EVENT_NOTE, EVENT_PAUSE, EVENT_RESUME, EVENT_VOID, EVENT_CLOSE, EVENT_ERASED,
	EVENT_UNKNOWN, /* of a later version: kept and shown */
	EVENT__COUNT,
};

enum event_key {
	KEY_BASIS, KEY_BECAUSE, KEY_BY, KEY_CHANGE, KEY_CITES, KEY_COACH, KEY_CRITERION, KEY_DATE,
	KEY_DRAFT, KEY_DUE, KEY_ENDING, KEY_EXCEPTION, KEY_FIELD, KEY_FILE, KEY_FIRST_TRY, KEY_FORMAT,
	KEY_FROM, KEY_HELP, KEY_INDICATOR, KEY_LESSON_DATE, KEY_LESSON_GOAL, KEY_LESSON_GRADE,
	KEY_LESSON_TAUGHT_BY, KEY_LESSON_TIME, KEY_LESSON_TITLE, KEY_LEVEL, KEY_PHASE,
	KEY_PREVIOUS, KEY_RE, KEY_REHEARSAL, KEY_RUBRIC_ID, KEY_RUBRIC_SHA256, KEY_RUBRIC_VERSION,
	KEY_SESSION, KEY_SHA256, KEY_SOURCE, KEY_STEM, KEY_STEP, KEY_STRATEGY, KEY_STREAM,
	KEY_STUDENTS, KEY_SUPPORT, KEY_TEACHER, KEY_TEXT, KEY_TO, KEY_TOPIC, KEY_VALUE, KEY_WAS, KEY_WHAT,
	KEY_WHO, KEY_WHOSE, KEY_WORDS, KEY_WRITER, KEY__COUNT,
};

/* What a key's value must be, beyond being a text. */
enum event_value_type {
	VALUE_TEXT,   /* one line or a few words */
	VALUE_BLOCK,  /* written as a block: what people said or noted */
	VALUE_NUMBER, /* 0 to 1,000,000 */
	VALUE_BOOL,
	VALUE_DATE,
	VALUE_CHOICE,    /* one of the rule's choices */
	VALUE_EVENT,     /* an event's id */
	VALUE_EVENTS,    /* a list of them */
	VALUE_PHASE,     /* ids of the rubric */
	VALUE_BREAKDOWN, /* a phase or `none` */
	VALUE_CRITERION,
	VALUE_LEVEL,  /* a level of the criterion, met, unmet, unseen */
	VALUE_GOAL,
	VALUE_STEP,
	VALUE_FIELD,
	VALUE_FIELD_VALUE, /* what the field's type allows, or `heard` */
	VALUE_TOPIC,
	VALUE_ROLE,
	VALUE_FILE, /* a bare name in work/ */
};

struct event_rule { /* one key of one kind */
	enum event_key key;
	enum event_value_type type;
	bool required;
	const char *const *choices; /* VALUE_CHOICE, NULL-terminated */
};

enum event_stream { STREAM_SHARED, STREAM_PRIVATE, STREAM_BOTH, STREAM_TARGET /* that of `re` */ };

#define EVENT_KEYS_MAX 17

struct event_kind_info {
	const char *name;
	enum event_stream stream;
	const struct event_rule *rules;
	size_t n_rules;
	const char *says; /* one line, for the manual and the help */
};

extern const struct event_kind_info event_kinds[EVENT__COUNT];
extern const char *const event_key_names[KEY__COUNT]; /* "lesson.title" for nested ones */

enum event_kind event_kind_of(const char *name); /* EVENT_UNKNOWN if there is none */
const struct event_rule *event_rule(enum event_kind kind, enum event_key key); /* or NULL */

/* Ids: "k7q2.14", private "k7q2.p3". Zeroed: no id. */
struct event_id {
	char writer[5];
	bool is_private;
	uint32_t number;
};

#define EVENT_ID_SIZE 18
#define EVENT_WRITER_LENGTH 4 /* a letter and three of [a-z0-9]: no id ever reads as a number */

bool event_writer_is_valid(const char *text, size_t length);
bool event_id_parse(const char *text, struct event_id *id);
void event_id_format(const struct event_id *id, char text[EVENT_ID_SIZE]);
bool event_id_equal(const struct event_id *a, const struct event_id *b);
/* The order of records of one moment: by writer, shared before private, by number. */
int event_id_compare(const struct event_id *a, const struct event_id *b);
bool event_id_is_set(const struct event_id *id);

#define EVENT_NUMBER_MAX 1000000

/* Digits only, at most EVENT_NUMBER_MAX. */
bool event_number_parse(const char *text, long *number);
bool event_bool_is_valid(const char *text); /* true or false */

struct event_value {
	enum event_key key;
	const char *text;         /* the scalar; NULL for a list */
	const char *const *items; /* the list */
	size_t count;
};

/*
 * One event, as read from a journal or made by an action. Texts are borrowed: from the arena it was
 * read into, or from the caller until it was written.
 */
struct event {
	enum event_kind kind;
	const char *kind_name; /* also for kinds that are not known */
	struct event_id id;
	struct event_id group; /* not set: an action of one record */
	int64_t at;  /* UTC, milliseconds */
	int64_t el;  /* milliseconds that the session has been open */
	bool is_private;
	bool unsaved; /* shown, not yet on disk */
	struct event_value values[EVENT_KEYS_MAX];
	size_t n_values;
	const char *extra;  /* YAML lines of keys that the table does not know, from `add`; or NULL */
	const char *record; /* as stored, from "---" to the end of the sum line; NULL if not yet */
	size_t record_length;
	uint32_t line;      /* in its file */
};

void event_init(struct event *event, enum event_kind kind);
/* NULL and "" are not set; setting again replaces. */
void event_set(struct event *event, enum event_key key, const char *text);
void event_set_list(struct event *event, enum event_key key, const char *const *items, size_t count);
/* NULL when absent. */
const char *event_text(const struct event *event, enum event_key key);
const struct event_value *event_value(const struct event *event, enum event_key key);
long event_number(const struct event *event, enum event_key key, long otherwise);
/* What may be written anew: an event of the kind with `re` stands in the place of that one. */
bool event_can_be_renewed(enum event_kind kind);
bool event_is_true(const struct event *event, enum event_key key);
bool event_says(const struct event *event, enum event_key key, const char *text);

/* A deep copy into an arena; NULL for want of memory. */
struct event *event_copy(struct arena *arena, const struct event *event);

#endif
