/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reading has three parts: the tree (yaml), the tables (rubric_schema) and the references
 * (rubric_resolve). Each goes on as far as it can after a mistake of the one before, because a
 * person who writes a rubric wants to hear everything at once.
 *
 * A rubric is small, and looked through far less often than it is drawn: lookups are plain
 * searches.
 */

#include "debrief/rubric.h"

#include <string.h>

#include "debrief/i18n.h"
#include "rubric/rubric_resolve.h"
#include "rubric/rubric_schema.h"
#include "rubric/rubric_slips.h"

/* ---- reading ---- */

static const struct node no_document = {.type = NODE_MAP, .start = {1, 1}, .end = {1, 1}};

/* A frozen copy: what was an error is worth a word, never a reason not to open the session. */
static void errors_to_warnings(struct diags *diags, size_t first, size_t errors)
{
	size_t n;

	for (n = first; n < diags->count; n++)
		if (diags->items[n].severity == DIAG_ERROR)
			diags->items[n].severity = DIAG_WARNING;
	diags->warnings += diags->errors - errors;
	diags->errors = errors;
}

static void fill_gaps(struct rubric *rubric)
{
	rubric->format = RUBRIC_FORMAT;
	if (!rubric->node)
		rubric->node = &no_document;
	if (!rubric->id)
		rubric->id = "unknown";
	if (!rubric->title)
		rubric->title = rubric->id;
}

static enum status read_tree(struct arena *arena, const char *bytes, size_t length,
			     enum schema_mode mode, struct diags *diags, struct rubric *rubric,
			     struct err *err)
{
	struct node *root = NULL;
	struct err why;
	enum status parsed;
	enum status status;

	parsed = tree_parse(arena, bytes, length, &tree_limits_document, diags, &root, err);
	if (parsed == STATUS_NO_MEMORY)
		return parsed;
	if (root && mode == SCHEMA_STRICT)
		rubric_slips(root, diags);
	if (root) {
		status = schema_read(&rubric_schema, root, mode, arena, rubric, diags, &why);
		if (status == STATUS_NO_MEMORY)
			return err_no_memory(err);
		if (parsed == STATUS_OK && status != STATUS_OK)
			parsed = err_set(err, status, "%s", why.message);
	}
	if (!root || root->type != NODE_MAP) {
		memset(rubric, 0, sizeof(*rubric));
		rubric->node = &no_document;
	}
	status = rubric_resolve(arena, rubric, parsed == STATUS_OK, diags, &why);
	return status == STATUS_OK ? parsed : err_no_memory(err);
}

enum status rubric_parse(struct arena *arena, const char *bytes, size_t length,
			 enum schema_mode mode, struct diags *diags, const struct rubric **rubric,
			 struct err *err)
{
	struct rubric *read = arena_alloc(arena, sizeof(*read));
	size_t first = diags->count;
	size_t errors = diags->errors;
	enum status status;

	*rubric = NULL;
	if (!read)
		return err_no_memory(err);
	status = read_tree(arena, bytes, length, mode, diags, read, err);
	if (status == STATUS_NO_MEMORY)
		return status;
	if (mode == SCHEMA_STRICT && (status != STATUS_OK || diags->errors > errors))
		return err_set(err, STATUS_INVALID,
			       _("'%s' has mistakes; 'debrief check' shows them"), diags->file);
	errors_to_warnings(diags, first, errors);
	fill_gaps(read);
	*rubric = read;
	return STATUS_OK;
}

/* ---- lookups ---- */

static bool is_same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

const struct rubric_phase *rubric_phase_at(const struct rubric *rubric, size_t n)
{
	return (const struct rubric_phase *)rubric->phases.items + n;
}

const struct rubric_criterion *phase_criterion_at(const struct rubric_phase *phase, size_t n)
{
	return (const struct rubric_criterion *)phase->criteria.items + n;
}

const struct rubric_rule *rubric_rule_at(const struct rubric *rubric, size_t n)
{
	return (const struct rubric_rule *)rubric->breakdown.items + n;
}

const struct rubric_development *rubric_development_at(const struct rubric *rubric, size_t n)
{
	return (const struct rubric_development *)rubric->developments.items + n;
}

const struct rubric_goal *rubric_goal_at(const struct rubric *rubric, size_t n)
{
	return (const struct rubric_goal *)rubric->goals.items + n;
}

const struct rubric_step *rubric_step_at(const struct rubric *rubric, size_t n)
{
	return (const struct rubric_step *)rubric->script.items + n;
}

const struct rubric_field *step_field_at(const struct rubric_step *step, size_t n)
{
	return (const struct rubric_field *)step->fields.items + n;
}

const struct rubric_branch *step_branch_at(const struct rubric_step *step, size_t n)
{
	return (const struct rubric_branch *)step->branches.items + n;
}

const struct rubric_level *level_at(const struct schema_list *levels, size_t n)
{
	return (const struct rubric_level *)levels->items + n;
}

int level_index(const struct schema_list *levels, const char *id)
{
	size_t n;

	for (n = 0; n < levels->count; n++)
		if (is_same(level_at(levels, n)->id, id))
			return (int)n;
	return -1;
}

const struct rubric_phase *rubric_phase(const struct rubric *rubric, const char *id)
{
	size_t n;

	for (n = 0; n < rubric->phases.count; n++)
		if (is_same(rubric_phase_at(rubric, n)->id, id))
			return rubric_phase_at(rubric, n);
	return NULL;
}

const struct rubric_criterion *rubric_criterion(const struct rubric *rubric, const char *name)
{
	size_t n;

	for (n = 0; n < rubric->n_criteria; n++)
		if (is_same(rubric->criteria[n]->name, name))
			return rubric->criteria[n];
	return NULL;
}

const struct rubric_development *rubric_development(const struct rubric *rubric, const char *id)
{
	size_t n;

	for (n = 0; n < rubric->developments.count; n++)
		if (is_same(rubric_development_at(rubric, n)->id, id))
			return rubric_development_at(rubric, n);
	return NULL;
}

const struct rubric_goal *rubric_goal(const struct rubric *rubric, const char *id)
{
	size_t n;

	for (n = 0; n < rubric->goals.count; n++)
		if (is_same(rubric_goal_at(rubric, n)->id, id))
			return rubric_goal_at(rubric, n);
	return NULL;
}

const struct rubric_step *rubric_step(const struct rubric *rubric, const char *id)
{
	size_t n;

	for (n = 0; n < rubric->script.count; n++)
		if (is_same(rubric_step_at(rubric, n)->id, id))
			return rubric_step_at(rubric, n);
	return NULL;
}

const struct rubric_title *rubric_title(const struct rubric *rubric, const char *id)
{
	for (size_t n = 0; n < rubric->n_titles; n++)
		if (is_same(rubric->titles[n].id, id))
			return &rubric->titles[n];
	return NULL;
}

const char *rubric_words(const struct rubric *rubric, const char *id)
{
	const struct rubric_title *title = rubric_title(rubric, id);

	return title ? title->title : id;
}

const struct rubric_field *rubric_field(const struct rubric *rubric, const char *id)
{
	size_t n;

	for (n = 0; n < rubric->n_fields; n++)
		if (is_same(rubric->fields[n]->id, id))
			return rubric->fields[n];
	return NULL;
}

bool rubric_has_role(const struct rubric *rubric, const char *role)
{
	for (size_t n = 0; n < rubric->roles.count; n++)
		if (is_same(rubric->roles.items[n], role))
			return true;
	return false;
}

bool stage_is_private(const char *stage)
{
	return is_same(stage, "prepare");
}
