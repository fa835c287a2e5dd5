/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The lesson side of a rubric: what it consists of, what teachers value in it, what could be
 * changed, and how to find out where learning broke down.
 */

#include "rubric/rubric_resolve.h"

#include <string.h>
#include <wctype.h>

#include "debrief/i18n.h"
#include "debrief/utf8.h"
#include "rubric/reference.h"
#include "rubric/rubric_schema.h"

static const char *const no_phase[] = {"none"};

static const char *const reserved_phases[] = {"none", "undecided", NULL};
static const char *const reserved_levels[] = {"met", "unmet", "unseen", NULL};
static const char *const reserved_developments[] = {"heard", NULL};
static const char *const nothing_reserved[] = {NULL};

/* ---- phases and criteria ---- */

static void resolve_met(struct resolver *r, struct rubric_criterion *criterion)
{
	const struct node *met = node_get(criterion->node, "met");
	const struct node *levels = resolve_place(criterion->node, "levels");
	const struct rubric_level *highest;
	int level = criterion->met ? level_index(&criterion->levels, criterion->met) : -1;

	if (criterion->levels.count == 0) {
		if (met && !resolve_is_given(node_get(criterion->node, "levels")))
			diags_add(r->diags, DIAG_ERROR, met->start, met->end,
				  _("'met' names a level, and there are none; "
				    "add 'levels' or take it out"));
		criterion->met = NULL;
		return;
	}
	highest = level_at(&criterion->levels, criterion->levels.count - 1);
	if (!met)
		diags_add(r->diags, DIAG_WARNING, levels->start, levels->end,
			  _("'%s' has levels, but does not say which of them count as met, so only "
			    "the highest does; add 'met: %s', or the lowest level that is enough"),
			  criterion->id, highest->id);
	else if (level < 0 && criterion->met)
		reference_unknown(
			r->diags, met, N_("level"),
			reference_ids(r->diags, &criterion->levels, &rubric_level_schema));
	criterion->met_level = level < 0 ? criterion->levels.count - 1 : (size_t)level;
	criterion->met = level < 0 ? highest->id : criterion->met;
}

static void resolve_criterion(struct resolver *r, const struct rubric_phase *phase,
			      struct rubric_criterion *criterion)
{
	if (!criterion->title)
		criterion->title = criterion->id;
	criterion->phase = phase;
	criterion->name = resolve_allocated(
		r, arena_printf(r->arena, "%s.%s", phase->id, criterion->id));
	resolve_levels(r, &criterion->levels, reserved_levels);
	resolve_met(r, criterion);
}

void resolve_phases(struct resolver *r)
{
	struct rubric *rubric = r->rubric;
	const struct rubric_criterion **all;
	size_t total = 0;

	resolve_ids(r, &rubric->phases, &rubric_phase_schema, reserved_phases, RUBRIC_ITEMS_MAX);
	struct rubric_phase *phases = rubric->phases.items;
	for (size_t n = 0; n < rubric->phases.count; n++) {
		resolve_ids(r, &phases[n].criteria, &rubric_criterion_schema, nothing_reserved,
			    RUBRIC_ITEMS_MAX - total);
		total += phases[n].criteria.count;
		phases[n].index = n;
		if (!phases[n].title)
			phases[n].title = phases[n].id;
	}
	all = resolve_allocated(
		r, arena_array(r->arena, total, sizeof(const struct rubric_criterion *)));
	if (!all)
		return;
	rubric->criteria = all;
	for (size_t n = 0; n < rubric->phases.count; n++) {
		struct rubric_criterion *criteria = phases[n].criteria.items;

		for (size_t i = 0; i < phases[n].criteria.count; i++) {
			resolve_criterion(r, &phases[n], &criteria[i]);
			criteria[i].index = rubric->n_criteria;
			all[rubric->n_criteria++] = &criteria[i];
		}
	}
}

/* ---- developments and goals ---- */

static const char *lower_case(struct resolver *r, const char *text)
{
	const char *end = text + strlen(text);
	char *lower = resolve_allocated(r, arena_alloc(r->arena, (size_t)(end - text) * 4 + 1));
	size_t length = 0;

	while (lower && text < end) {
		int32_t character = utf8_decode(&text, end);

		if (character != UTF8_INVALID)
			length += utf8_encode((int32_t)towlower((wint_t)character), lower + length);
	}
	return lower;
}

void resolve_developments(struct resolver *r)
{
	struct schema_list *list = &r->rubric->developments;
	struct rubric_development *items;
	size_t n;

	resolve_ids(r, list, &rubric_development_schema, reserved_developments, RUBRIC_ITEMS_MAX);
	items = list->items;
	for (n = 0; n < list->count; n++) {
		if (!items[n].title)
			items[n].title = items[n].id;
		if (!items[n].phrase)
			items[n].phrase = lower_case(r, items[n].title);
	}
}

static void resolve_builds_on(struct resolver *r, struct rubric_goal *goal)
{
	const struct node *name = goal->builds_on.node ? goal->builds_on.node->first : NULL;
	const struct rubric_criterion **needs;
	const char **names;
	size_t count = 0;

	needs = resolve_allocated(r, arena_array(r->arena, goal->builds_on.count,
						 sizeof(const struct rubric_criterion *)));
	names = resolve_allocated(r, arena_array(r->arena, goal->builds_on.count, sizeof(*names)));
	for (; name && needs && names && count < goal->builds_on.count; name = name->next) {
		const struct rubric_criterion *criterion = rubric_criterion(r->rubric, name->text);

		if (criterion) {
			needs[count] = criterion;
			names[count++] = criterion->name;
		} else if (name->text) {
			reference_unknown(r->diags, name, N_("criterion"),
					  reference_criteria(r->diags, r->rubric));
		}
	}
	goal->needs = needs;
	goal->builds_on.items = names;
	goal->builds_on.count = count;
}

static void resolve_supports(struct resolver *r, struct rubric_goal *goal)
{
	const struct node *map = goal->supports_node;
	const struct node *how;
	struct rubric_support *supports;

	if (!map)
		return;
	if (map->type != NODE_MAP) {
		diags_add(r->diags, DIAG_ERROR, map->start, map->end,
			  _("expected a map from developments to how the goal supports them"));
		return;
	}
	supports = resolve_allocated(r, arena_array(r->arena, map->count, sizeof(*supports)));
	for (how = map->first; how && supports; how = how->next) {
		const struct rubric_development *development = rubric_development(r->rubric,
										  how->key->text);

		if (!development)
			reference_unknown(r->diags, how->key, N_("development"),
					  reference_ids(r->diags, &r->rubric->developments,
							&rubric_development_schema));
		else if (!how->text || how->text[strspn(how->text, " \t\n")] == '\0')
			diags_add(r->diags, DIAG_ERROR, how->key->start, how->key->end,
				  _("expected a sentence on how the goal supports '%s'"),
				  development->id);
		else
			supports[goal->n_supports++] = (struct rubric_support){
				.development = development, .how = how->text};
	}
	goal->supports = supports;
}

/* False: it is left out. */
static bool resolve_goal(struct resolver *r, struct rubric_goal *goal)
{
	if (goal->phase && !rubric_phase(r->rubric, goal->phase)) {
		reference_unknown(
			r->diags, resolve_place(goal->node, "phase"), N_("phase"),
			reference_ids(r->diags, &r->rubric->phases, &rubric_phase_schema));
		goal->phase = NULL;
	}
	resolve_builds_on(r, goal);
	resolve_supports(r, goal);
	return goal->phase && goal->change;
}

static void name_goals(struct resolver *r)
{
	struct rubric_goal *goals = r->rubric->goals.items;
	size_t count = r->rubric->goals.count;
	size_t n;
	size_t number;

	for (n = 0; n < count; n++) {
		for (number = n + 1; !goals[n].id && !r->failed; number++) {
			char *id = resolve_allocated(r, arena_printf(r->arena, "goal-%zu", number));

			if (id && !rubric_goal(r->rubric, id))
				goals[n].id = id;
		}
	}
}

void resolve_goals(struct resolver *r)
{
	struct schema_list *list = &r->rubric->goals;
	struct rubric_goal *goals;
	size_t kept = 0;
	size_t n;

	resolve_limit(r, list, sizeof(struct rubric_goal), RUBRIC_ITEMS_MAX);
	name_goals(r);
	resolve_ids(r, list, &rubric_goal_schema, nothing_reserved, RUBRIC_ITEMS_MAX);
	goals = list->items;
	for (n = 0; n < list->count; n++) {
		if (!resolve_goal(r, &goals[n]))
			continue;
		goals[kept] = goals[n];
		goals[kept].index = kept;
		kept++;
	}
	list->count = kept;
}

/* ---- breakdown ---- */

/* False: it is left out, for a rule that lost a part of its condition says something else. */
static bool resolve_rule(struct resolver *r, struct rubric_rule *rule)
{
	size_t errors = r->diags->errors;
	bool is_none = rule->phase && strcmp(rule->phase, "none") == 0;

	if (rule->phase && !is_none && !rubric_phase(r->rubric, rule->phase))
		reference_unknown(r->diags, resolve_place(rule->node, "phase"), N_("phase"),
				  reference_join(r->diags,
						 reference_ids(r->diags, &r->rubric->phases,
							       &rubric_phase_schema),
						 no_phase, 1));
	if (rule->when_node) {
		rule->when = condition_read_rule(r->arena, r->rubric, rule->when_node, r->diags);
		r->failed = r->failed || !rule->when;
	}
	return rule->phase && r->diags->errors == errors;
}

void resolve_breakdown(struct resolver *r)
{
	struct schema_list *list = &r->rubric->breakdown;
	struct rubric_rule *rules = list->items;
	size_t kept = 0;
	size_t n;

	for (n = 0; n < list->count; n++) {
		if (!rules[n].when_node && n + 1 < list->count)
			diags_add(r->diags, DIAG_WARNING, rules[n].node->start, rules[n].node->end,
				  _("without 'when' this rule always holds; "
				    "the rules after it are never reached"));
		if (resolve_rule(r, &rules[n]))
			rules[kept++] = rules[n];
	}
	list->count = kept;
}
