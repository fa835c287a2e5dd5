/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A `when` becomes a tree of ALL and ANY with tests as leaves. A map is always an ALL, whatever
 * its size; two bounds on one criterion are two tests of the same ALL. So the evaluation knows no
 * special cases, and what could not be read is simply not among the children.
 */

#include "debrief/condition.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/rubric.h"
#include "rubric/reference.h"
#include "rubric/rubric_schema.h"

struct reader {
	struct arena *arena;
	const struct rubric *rubric;
	struct diags *diags;
	bool criteria_only;
	bool failed; /* out of memory */
};

struct children {
	const struct condition **end; /* where the next one goes */
};

static const char *const met_names[] = {"met", "unmet"};
static const char *const bound_names[] = {"at-least", "at-most"};
static const char *const heard[] = {"heard"};

static const char *const verdicts[] = {"yes", "no", "unknown"};
static const char *const target_verdicts[] = {"yes", "no", "unknown", "not-applicable"};
static const char *const strategies[] = {"priority-or-preference", "instruction-only",
					 "students-only", "unexplained", "linked"};

static const char *const verdict_names[] = {
	[GOAL_VERDICT_PRODUCTIVE] = "productive",
	[GOAL_VERDICT_FEASIBLE] = "feasible",
	[GOAL_VERDICT_TARGETS] = "targets-breakdown",
	[GOAL_VERDICT_STRATEGY] = "strategy",
};

static const struct schema_texts verdict_values[] = {
	[GOAL_VERDICT_PRODUCTIVE] = {.items = verdicts, .count = COUNT(verdicts)},
	[GOAL_VERDICT_FEASIBLE] = {.items = verdicts, .count = COUNT(verdicts)},
	[GOAL_VERDICT_TARGETS] = {.items = target_verdicts, .count = COUNT(target_verdicts)},
	[GOAL_VERDICT_STRATEGY] = {.items = strategies, .count = COUNT(strategies)},
};

static const struct condition *read_all(struct reader *r, const struct node *node);

static void append(struct reader *r, struct children *to, struct condition condition)
{
	struct condition *copy = arena_alloc(r->arena, sizeof(*copy));

	if (!copy) {
		r->failed = true;
		return;
	}
	*copy = condition;
	*to->end = copy;
	to->end = &copy->next;
}

/* The name's place in the list, `count` if it is not there. */
static size_t find(const char *name, const char *const *names, size_t count)
{
	size_t n = 0;

	while (n < count && strcmp(names[n], name) != 0)
		n++;
	return n;
}

static void complain(struct reader *r, const struct node *node, const char *message)
{
	diags_add(r->diags, DIAG_ERROR, node->start, node->end, "%s", message);
}

/* -1 after a complaint; `more` are the words that could stand there too. */
static int read_level(struct reader *r, const struct rubric_criterion *criterion,
		      const struct node *value, const char *const *more, size_t count)
{
	int level = value->text ? level_index(&criterion->levels, value->text) : -1;

	if (level < 0)
		reference_unknown(r->diags, value, N_("level"),
				  reference_join(r->diags,
						 reference_ids(r->diags, &criterion->levels,
							       &rubric_level_schema),
						 more, count));
	return level;
}

static void read_bounds(struct reader *r, const struct rubric_criterion *criterion,
			const struct node *bounds, struct children *to)
{
	const struct node *bound;

	if (criterion->levels.count == 0) {
		diags_add(r->diags, DIAG_ERROR, bounds->start, bounds->end,
			  _("'%s' has no levels; expected 'met' or 'unmet'"), criterion->name);
		return;
	}
	if (!bounds->first)
		complain(r, bounds, _("nothing is tested here; expected 'at-least' or 'at-most'"));
	for (bound = bounds->first; bound; bound = bound->next) {
		size_t which = find(bound->key->text, bound_names, COUNT(bound_names));
		int level;

		if (which == COUNT(bound_names)) {
			schema_unknown_key(bound->key, bound_names, COUNT(bound_names), DIAG_ERROR,
					   r->diags);
			continue;
		}
		level = read_level(r, criterion, bound, NULL, 0);
		if (level >= 0)
			append(r, to,
			       (struct condition){.type = which == 0 ? CONDITION_AT_LEAST
								     : CONDITION_AT_MOST,
						  .criterion = criterion,
						  .level = (size_t)level,
						  .value = bound->text});
	}
}

static void read_criterion(struct reader *r, const struct node *value, struct children *to)
{
	const struct rubric_criterion *criterion = rubric_criterion(r->rubric, value->key->text);
	struct condition condition = {.criterion = criterion, .value = value->text};

	if (!criterion) {
		reference_unknown(r->diags, value->key, N_("criterion"),
				  reference_criteria(r->diags, r->rubric));
		return;
	}
	if (value->type == NODE_MAP) {
		read_bounds(r, criterion, value, to);
		return;
	}
	if (value->type == NODE_SCALAR && strcmp(value->text, "met") == 0) {
		condition.type = CONDITION_MET;
	} else if (value->type == NODE_SCALAR && strcmp(value->text, "unmet") == 0) {
		condition.type = CONDITION_UNMET;
	} else {
		int level = read_level(r, criterion, value, met_names, COUNT(met_names));

		if (level < 0)
			return;
		condition.type = CONDITION_LEVEL;
		condition.level = (size_t)level;
	}
	append(r, to, condition);
}

static void read_goal(struct reader *r, const struct rubric_field *field, const struct node *tests,
		      struct children *to)
{
	const struct node *test;

	if (field->type != FIELD_GOAL && field->type != FIELD_STATEMENT) {
		diags_add(r->diags, DIAG_ERROR, tests->start, tests->end,
			  _("'%s' is no goal and has no verdict; expected a value"), field->id);
		return;
	}
	if (!tests->first)
		complain(r, tests,
			 _("nothing is tested here; expected a verdict, for example "
			   "'productive: \"no\"'"));
	for (test = tests->first; test; test = test->next) {
		size_t verdict = find(test->key->text, verdict_names, COUNT(verdict_names));
		const struct schema_texts *values;

		if (verdict == COUNT(verdict_names)) {
			schema_unknown_key(test->key, verdict_names, COUNT(verdict_names),
					   DIAG_ERROR, r->diags);
			continue;
		}
		values = &verdict_values[verdict];
		if (!test->text || find(test->text, values->items, values->count) == values->count)
			reference_unknown(r->diags, test, N_("verdict"), *values);
		else
			append(r, to,
			       (struct condition){.type = CONDITION_GOAL,
						  .field = field,
						  .verdict = (enum goal_verdict)verdict,
						  .value = test->text});
	}
}

static bool field_takes(struct reader *r, const struct rubric_field *field, const char *value)
{
	if (strcmp(value, heard[0]) == 0)
		return true;
	if (field->type == FIELD_CHOICE)
		return find(value, field->options.items, field->options.count) <
		       field->options.count;
	if (field->type == FIELD_LEVEL)
		return level_index(&field->levels, value) >= 0;
	return field->type == FIELD_DEVELOPMENT && rubric_development(r->rubric, value);
}

static void unknown_value(struct reader *r, const struct rubric_field *field,
			  const struct node *value)
{
	struct schema_texts values = {0};

	if (field->type == FIELD_CHOICE)
		values = field->options;
	else if (field->type == FIELD_LEVEL)
		values = reference_ids(r->diags, &field->levels, &rubric_level_schema);
	else if (field->type == FIELD_DEVELOPMENT)
		values = reference_ids(r->diags, &r->rubric->developments,
				       &rubric_development_schema);
	reference_unknown(r->diags, value, N_("value"),
			  reference_join(r->diags, values, heard, COUNT(heard)));
}

static void unknown_field(struct reader *r, const struct node *key)
{
	struct schema_texts criteria = reference_criteria(r->diags, r->rubric);
	struct schema_texts fields = reference_fields(r->diags, r->rubric);
	size_t n;

	for (n = 0; n < r->rubric->n_criteria; n++) {
		if (strcmp(r->rubric->criteria[n]->id, key->text) == 0) {
			diags_add(r->diags, DIAG_ERROR, key->start, key->end,
				  _("a criterion is named with its phase; did you mean '%s'?"),
				  r->rubric->criteria[n]->name);
			return;
		}
	}
	if (r->criteria_only)
		reference_unknown(r->diags, key, N_("criterion"), criteria);
	else
		reference_unknown(r->diags, key, N_("criterion or field"),
				  reference_join(r->diags, criteria, fields.items, fields.count));
}

static void read_field(struct reader *r, const struct node *value, struct children *to)
{
	const struct rubric_field *field = rubric_field(r->rubric, value->key->text);

	if (!field) {
		unknown_field(r, value->key);
		return;
	}
	if (r->criteria_only) {
		diags_add(r->diags, DIAG_ERROR, value->key->start, value->key->end,
			  _("'%s' is a field; a breakdown rule tests criteria only"), field->id);
		return;
	}
	if (value->type == NODE_MAP) {
		read_goal(r, field, value, to);
		return;
	}
	if (value->text && field_takes(r, field, value->text))
		append(r, to,
		       (struct condition){
			       .type = CONDITION_FIELD, .field = field, .value = value->text});
	else
		unknown_value(r, field, value);
}

static void read_any(struct reader *r, const struct node *list, struct children *to)
{
	struct condition any = {.type = CONDITION_ANY};
	struct children children = {.end = &any.first};
	const struct node *item;

	if (list->type != NODE_LIST || !list->first) {
		complain(r, list, _("expected a list of maps, one of which must hold"));
		return;
	}
	for (item = list->first; item; item = item->next) {
		const struct condition *all = read_all(r, item);

		if (all && all->first)
			append(r, &children, *all);
	}
	if (any.first)
		append(r, to, any);
}

static const struct condition *read_all(struct reader *r, const struct node *node)
{
	struct condition *all = arena_alloc(r->arena, sizeof(*all));
	const struct node *value;
	struct children children;

	if (!all) {
		r->failed = true;
		return NULL;
	}
	all->type = CONDITION_ALL;
	children.end = &all->first;
	if (node->type != NODE_MAP || !node->first) {
		complain(r, node,
			 _("expected a map of what must hold, for example "
			   "'{work.meaningful: unmet}'"));
		return all;
	}
	for (value = node->first; value; value = value->next) {
		if (strcmp(value->key->text, "any") == 0)
			read_any(r, value, &children);
		else if (strchr(value->key->text, '.'))
			read_criterion(r, value, &children);
		else
			read_field(r, value, &children);
	}
	return all;
}

const struct condition *condition_read(struct arena *arena, const struct rubric *rubric,
				       const struct node *node, struct diags *diags)
{
	struct reader reader = {.arena = arena, .rubric = rubric, .diags = diags};
	const struct condition *condition = read_all(&reader, node);

	return reader.failed ? NULL : condition;
}

const struct condition *condition_read_rule(struct arena *arena, const struct rubric *rubric,
					    const struct node *node, struct diags *diags)
{
	struct reader reader = {
		.arena = arena, .rubric = rubric, .diags = diags, .criteria_only = true};
	const struct condition *condition = read_all(&reader, node);

	return reader.failed ? NULL : condition;
}
