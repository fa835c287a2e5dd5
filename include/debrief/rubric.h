/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_RUBRIC_H
#define DEBRIEF_RUBRIC_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/arena.h"
#include "debrief/condition.h"
#include "debrief/diag.h"
#include "debrief/schema.h"

/*
 * A rubric: what a lesson consists of, when learning broke down, which questions to ask and what
 * each must bring out. Data, made by people who are not programmers; debrief-rubric/1.
 *
 * Everything is read-only after rubric_parse and lives in the arena it was given. Structures
 * begin with the node they were read from. `index` members count over the whole rubric, so that
 * a state can keep an array by criterion, phase or field.
 */

#define RUBRIC_FORMAT    "debrief-rubric/1"
#define RUBRIC_BYTES_MAX ((size_t)8 << 20)

struct rubric_level {
	const struct node *node;
	const char *id;
	const char *text;
};

struct rubric_criterion {
	const struct node *node;
	const char *id; /* as written: "access" */
	const char *title;
	const char *ask;           /* may be NULL */
	const char *about;         /* "students", "instruction" or NULL */
	struct schema_list levels; /* struct rubric_level, lowest first; none: met or unmet */
	const char *met;           /* the lowest level that counts as met */
	/* resolved */
	const char *name; /* "launch.access" */
	const struct rubric_phase *phase;
	size_t index;
	size_t met_level; /* index into levels */
};

struct rubric_phase {
	const struct node *node;
	const char *id;
	const char *title;
	const char *enacted;         /* "always" or NULL: ask */
	struct schema_list criteria; /* struct rubric_criterion */
	/* resolved */
	size_t index;
};

struct rubric_rule { /* one line of `breakdown` */
	const struct node *node;
	const char *phase; /* a phase id or "none" */
	const struct node *when_node;
	const char *because; /* may be NULL */
	/* resolved */
	const struct condition *when; /* NULL: always holds */
};

struct rubric_development {
	const struct node *node;
	const char *id;
	const char *title;
	const char *phrase; /* inside a sentence; never NULL: else the title in lower case */
	struct schema_texts listen_for;
};

struct rubric_support { /* how a goal supports a development */
	const struct rubric_development *development;
	const char *how;
};

struct rubric_goal {
	const struct node *node;
	const char *id; /* generated ("goal-3") when not given */
	const char *phase;
	const char *change;
	struct schema_texts builds_on; /* criterion names */
	bool first_try;
	const struct node *supports_node;
	/* resolved */
	const struct rubric_support *supports;
	size_t n_supports;
	const struct rubric_criterion *const *needs; /* builds_on */
	size_t index;
};

enum field_type {
	FIELD_TEXT,
	FIELD_GOAL,
	FIELD_DEVELOPMENT,
	FIELD_CHOICE,
	FIELD_LEVEL,
	FIELD_PLAN,
	FIELD_PROGRESS,
	FIELD_STATEMENT,
};

struct rubric_field {
	const struct node *node;
	const char *id;
	const char *type_name;
	const char *title; /* may be NULL */
	const char *by;    /* a role, or NULL */
	bool required;
	bool many;
	bool says_private;
	struct schema_texts options;
	struct schema_list levels; /* struct rubric_level */
	/* resolved */
	enum field_type type;
	const struct rubric_step *step;
	bool is_private;   /* itself, its step or its stage is */
	const char *label; /* its title, or its id as words */
	size_t index;
};

struct rubric_title { /* what people read instead of the id of a stage, a topic or an option */
	const char *id, *title;
	bool is_given; /* by the rubric; else it is the id as words */
};

struct rubric_branch {
	const struct node *node;
	const char *title;
	struct schema_texts say;
	const char *go_to; /* `goto`: a step id, or NULL: stay */
	long minutes;      /* for trying something out: a timer runs; 0: none */
};

struct rubric_step {
	const struct node *node;
	const char *id;
	const char *stage;
	const char *title;
	const char *purpose; /* may be NULL */
	struct schema_texts say;
	struct schema_texts listen_for;
	long minutes; /* 0: not given */
	bool says_private;
	struct schema_texts needs; /* field ids */
	const struct node *when_node;
	struct schema_list fields;   /* struct rubric_field */
	struct schema_list branches; /* struct rubric_branch */
	/* resolved */
	const struct condition *when; /* NULL: always */
	size_t index;                 /* in the script */
	size_t stage_index;           /* in stages */
	bool is_private;              /* itself or its stage (`prepare`) is */
};

struct rubric {
	const struct node *node;
	const char *format;
	const char *id;
	long version;
	const char *title;
	const char *language;            /* may be NULL */
	const char *source;              /* may be NULL */
	const char *description;         /* may be NULL: one line for lists */
	struct schema_texts roles;       /* never empty after parsing */
	struct schema_texts stages;      /* never empty after parsing */
	struct schema_list phases;       /* struct rubric_phase */
	struct schema_list breakdown;    /* struct rubric_rule */
	struct schema_list developments; /* struct rubric_development */
	struct schema_list goals;        /* struct rubric_goal */
	struct schema_texts topics;
	const struct node *titles_node;
	struct schema_list script; /* struct rubric_step */
	/* resolved: everything in the order of the file */
	const struct rubric_criterion *const *criteria;
	size_t n_criteria;
	const struct rubric_field *const *fields;
	size_t n_fields;
	const struct rubric_title *titles;
	size_t n_titles;
};

/*
 * Reads a rubric from its bytes; diagnostics go to `diags` (all of them in one run).
 *
 * SCHEMA_STRICT: STATUS_INVALID and no rubric if there is any error.
 * SCHEMA_LENIENT, for a session's frozen copy: always gives a rubric, in the worst case an
 * empty one; whatever does not resolve is left out, and every mistake is a warning.
 */
MUST_USE enum status rubric_parse(struct arena *arena, const char *bytes, size_t length,
				  enum schema_mode mode, struct diags *diags,
				  const struct rubric **rubric, struct err *err);

/* Lookups by id; NULL if there is none, also for a NULL id. */
const struct rubric_phase *rubric_phase(const struct rubric *rubric, const char *id);
const struct rubric_criterion *rubric_criterion(const struct rubric *rubric, const char *name);
const struct rubric_development *rubric_development(const struct rubric *rubric, const char *id);
const struct rubric_goal *rubric_goal(const struct rubric *rubric, const char *id);
const struct rubric_step *rubric_step(const struct rubric *rubric, const char *id);
const struct rubric_field *rubric_field(const struct rubric *rubric, const char *id);
const struct rubric_title *rubric_title(const struct rubric *rubric, const char *id);
/* What people read instead of an id of these; one that is not known stands for itself. */
const char *rubric_words(const struct rubric *rubric, const char *id);
/* The n-th of a list, in the order of the file. */
const struct rubric_phase *rubric_phase_at(const struct rubric *rubric, size_t n);
const struct rubric_criterion *phase_criterion_at(const struct rubric_phase *phase, size_t n);
const struct rubric_rule *rubric_rule_at(const struct rubric *rubric, size_t n);
const struct rubric_development *rubric_development_at(const struct rubric *rubric, size_t n);
const struct rubric_goal *rubric_goal_at(const struct rubric *rubric, size_t n);
const struct rubric_step *rubric_step_at(const struct rubric *rubric, size_t n);
const struct rubric_field *step_field_at(const struct rubric_step *step, size_t n);
const struct rubric_branch *step_branch_at(const struct rubric_step *step, size_t n);
const struct rubric_level *level_at(const struct schema_list *levels, size_t n);
/* The level's place in the list, -1 if it is not there. */
int level_index(const struct schema_list *levels, const char *id);

bool rubric_has_role(const struct rubric *rubric, const char *role);
/* The stage is private: `prepare`. */
bool stage_is_private(const char *stage);

#endif
