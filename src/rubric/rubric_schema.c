/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The keys of a rubric, their types, and which of them must be there. What refers to something
 * else (`met`, `goto`, `needs`, `builds-on`) is read as plain text here, so that the check of
 * references can name the nearest thing there is, whatever was written.
 */

#include "rubric/rubric_schema.h"

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/rubric.h"

#define KEY(name, kind, structure, member) \
	.key = name, .type = kind, .offset = offsetof(struct structure, member)
#define ID(structure) (1 + offsetof(struct structure, id))

#define VERSION_MAX 1000000
#define MINUTES_MAX 600

const char *const field_type_names[] = {
	[FIELD_TEXT] = "text",
	[FIELD_GOAL] = "goal",
	[FIELD_DEVELOPMENT] = "development",
	[FIELD_CHOICE] = "choice",
	[FIELD_LEVEL] = "level",
	[FIELD_PLAN] = "plan",
	[FIELD_PROGRESS] = "progress",
	[FIELD_STATEMENT] = "statement",
	NULL,
};

static const char *const about_names[] = {"students", "instruction", NULL};
static const char *const enacted_names[] = {"always", NULL};

static const struct schema_key level_keys[] = {
	{KEY("id", SCHEMA_ID, rubric_level, id), .required = true},
	{KEY("text", SCHEMA_TEXT, rubric_level, text)},
};

const struct schema rubric_level_schema = {
	.what = N_("level"),
	.size = sizeof(struct rubric_level),
	.keys = level_keys,
	.count = COUNT(level_keys),
	.unique_id = ID(rubric_level),
};

static const struct schema_key criterion_keys[] = {
	{KEY("id", SCHEMA_ID, rubric_criterion, id), .required = true},
	{KEY("title", SCHEMA_TEXT, rubric_criterion, title), .required = true},
	{KEY("ask", SCHEMA_TEXT, rubric_criterion, ask)},
	{KEY("about", SCHEMA_CHOICE, rubric_criterion, about), .choices = about_names},
	{KEY("levels", SCHEMA_LIST, rubric_criterion, levels), .of = &rubric_level_schema},
	{KEY("met", SCHEMA_TEXT, rubric_criterion, met)},
};

const struct schema rubric_criterion_schema = {
	.what = N_("criterion"),
	.size = sizeof(struct rubric_criterion),
	.keys = criterion_keys,
	.count = COUNT(criterion_keys),
	.unique_id = ID(rubric_criterion),
};

static const struct schema_key phase_keys[] = {
	{KEY("id", SCHEMA_ID, rubric_phase, id), .required = true},
	{KEY("title", SCHEMA_TEXT, rubric_phase, title), .required = true},
	{KEY("enacted", SCHEMA_CHOICE, rubric_phase, enacted), .choices = enacted_names},
	{KEY("criteria", SCHEMA_LIST, rubric_phase, criteria), .of = &rubric_criterion_schema},
};

const struct schema rubric_phase_schema = {
	.what = N_("phase"),
	.size = sizeof(struct rubric_phase),
	.keys = phase_keys,
	.count = COUNT(phase_keys),
	.unique_id = ID(rubric_phase),
};

static const struct schema_key rule_keys[] = {
	{KEY("phase", SCHEMA_TEXT, rubric_rule, phase), .required = true},
	{KEY("when", SCHEMA_NODE, rubric_rule, when_node)},
	{KEY("because", SCHEMA_TEXT, rubric_rule, because)},
};

static const struct schema rule_schema = {
	.what = N_("rule"),
	.size = sizeof(struct rubric_rule),
	.keys = rule_keys,
	.count = COUNT(rule_keys),
};

static const struct schema_key development_keys[] = {
	{KEY("id", SCHEMA_ID, rubric_development, id), .required = true},
	{KEY("title", SCHEMA_TEXT, rubric_development, title), .required = true},
	{KEY("phrase", SCHEMA_TEXT, rubric_development, phrase)},
	{KEY("listen-for", SCHEMA_TEXTS, rubric_development, listen_for)},
};

const struct schema rubric_development_schema = {
	.what = N_("development"),
	.size = sizeof(struct rubric_development),
	.keys = development_keys,
	.count = COUNT(development_keys),
	.unique_id = ID(rubric_development),
};

static const struct schema_key goal_keys[] = {
	{KEY("id", SCHEMA_ID, rubric_goal, id)},
	{KEY("phase", SCHEMA_TEXT, rubric_goal, phase), .required = true},
	{KEY("change", SCHEMA_TEXT, rubric_goal, change), .required = true},
	{KEY("builds-on", SCHEMA_TEXTS, rubric_goal, builds_on)},
	{KEY("first-try", SCHEMA_BOOL, rubric_goal, first_try)},
	{KEY("supports", SCHEMA_NODE, rubric_goal, supports_node)},
};

const struct schema rubric_goal_schema = {
	.what = N_("goal"),
	.size = sizeof(struct rubric_goal),
	.keys = goal_keys,
	.count = COUNT(goal_keys),
	.unique_id = ID(rubric_goal),
};

static const struct schema_key field_keys[] = {
	{KEY("id", SCHEMA_ID, rubric_field, id), .required = true},
	{KEY("type", SCHEMA_CHOICE, rubric_field, type_name), .required = true,
	 .choices = field_type_names},
	{KEY("title", SCHEMA_TEXT, rubric_field, title)},
	{KEY("by", SCHEMA_TEXT, rubric_field, by)},
	{KEY("required", SCHEMA_BOOL, rubric_field, required)},
	{KEY("many", SCHEMA_BOOL, rubric_field, many)},
	{KEY("private", SCHEMA_BOOL, rubric_field, says_private)},
	{KEY("options", SCHEMA_TEXTS, rubric_field, options)},
	{KEY("levels", SCHEMA_LIST, rubric_field, levels), .of = &rubric_level_schema},
};

static const struct schema field_schema = {
	.what = N_("field"),
	.size = sizeof(struct rubric_field),
	.keys = field_keys,
	.count = COUNT(field_keys),
};

static const struct schema_key branch_keys[] = {
	{KEY("title", SCHEMA_TEXT, rubric_branch, title)},
	{KEY("say", SCHEMA_TEXTS, rubric_branch, say)},
	{KEY("goto", SCHEMA_TEXT, rubric_branch, go_to)},
	{KEY("minutes", SCHEMA_INT, rubric_branch, minutes), .min = 1, .max = MINUTES_MAX},
};

static const struct schema branch_schema = {
	.what = N_("branch"),
	.size = sizeof(struct rubric_branch),
	.keys = branch_keys,
	.count = COUNT(branch_keys),
};

static const struct schema_key step_keys[] = {
	{KEY("id", SCHEMA_ID, rubric_step, id), .required = true},
	{KEY("stage", SCHEMA_TEXT, rubric_step, stage)},
	{KEY("title", SCHEMA_TEXT, rubric_step, title), .required = true},
	{KEY("purpose", SCHEMA_TEXT, rubric_step, purpose)},
	{KEY("say", SCHEMA_TEXTS, rubric_step, say)},
	{KEY("listen-for", SCHEMA_TEXTS, rubric_step, listen_for)},
	{KEY("minutes", SCHEMA_INT, rubric_step, minutes), .min = 1, .max = MINUTES_MAX},
	{KEY("private", SCHEMA_BOOL, rubric_step, says_private)},
	{KEY("needs", SCHEMA_TEXTS, rubric_step, needs)},
	{KEY("when", SCHEMA_NODE, rubric_step, when_node)},
	{KEY("fields", SCHEMA_LIST, rubric_step, fields), .of = &field_schema},
	{KEY("branches", SCHEMA_LIST, rubric_step, branches), .of = &branch_schema},
};

const struct schema rubric_step_schema = {
	.what = N_("step"),
	.size = sizeof(struct rubric_step),
	.keys = step_keys,
	.count = COUNT(step_keys),
	.unique_id = ID(rubric_step),
};

static const struct schema_key rubric_keys[] = {
	{KEY("format", SCHEMA_TEXT, rubric, format), .required = true},
	{KEY("id", SCHEMA_ID, rubric, id), .required = true},
	{KEY("version", SCHEMA_INT, rubric, version), .required = true, .min = 1,
	 .max = VERSION_MAX},
	{KEY("title", SCHEMA_TEXT, rubric, title), .required = true},
	{KEY("language", SCHEMA_TEXT, rubric, language)},
	{KEY("source", SCHEMA_TEXT, rubric, source)},
	{KEY("description", SCHEMA_TEXT, rubric, description)},
	{KEY("roles", SCHEMA_IDS, rubric, roles)},
	{KEY("stages", SCHEMA_IDS, rubric, stages)},
	{KEY("phases", SCHEMA_LIST, rubric, phases), .of = &rubric_phase_schema},
	{KEY("breakdown", SCHEMA_LIST, rubric, breakdown), .of = &rule_schema},
	{KEY("developments", SCHEMA_LIST, rubric, developments), .of = &rubric_development_schema},
	{KEY("goals", SCHEMA_LIST, rubric, goals), .of = &rubric_goal_schema},
	{KEY("topics", SCHEMA_IDS, rubric, topics)},
	{KEY("titles", SCHEMA_NODE, rubric, titles_node)},
	{KEY("script", SCHEMA_LIST, rubric, script), .required = true, .of = &rubric_step_schema},
};

const struct schema rubric_schema = {
	.what = N_("rubric"),
	.size = sizeof(struct rubric),
	.keys = rubric_keys,
	.count = COUNT(rubric_keys),
};
