/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The order is that of the references: phases, then fields and steps, developments, goals, rules,
 * and last what steps refer to. Lists are made shorter before anything points into them.
 */

#include "rubric/rubric_resolve.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "rubric/rubric_schema.h"
#include "yaml/repeats.h"

static const char *const default_roles[] = {"coach", "teacher"};
static const char *const default_stages[] = {"prepare", "debrief", "follow-through"};
const struct node *resolve_place(const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);

	return value ? value : map;
}

bool resolve_is_given(const struct node *value)
{
	return value && !(value->type == NODE_LIST && !value->first);
}

bool resolve_is_reserved(struct resolver *r, const struct node *node, const char *id,
			 const char *const *reserved)
{
	while (*reserved && strcmp(*reserved, id) != 0)
		reserved++;
	if (!*reserved)
		return false;
	diags_add(r->diags, DIAG_ERROR, node->start, node->end,
		  _("'%s' has a meaning of its own here; choose another id"), id);
	return true;
}

void *resolve_allocated(struct resolver *r, void *memory)
{
	r->failed = r->failed || !memory;
	return memory;
}

/* ---- lists ---- */

static const char *id_of(const void *item, const struct schema *schema)
{
	const char *id;

	memcpy(&id, (const char *)item + schema->unique_id - 1, sizeof(id));
	return id;
}

static bool holds_id(const struct schema_list *list, size_t count, const struct schema *schema,
		     const char *id)
{
	size_t n;

	for (n = 0; n < count; n++)
		if (strcmp(id_of((char *)list->items + n * schema->size, schema), id) == 0)
			return true;
	return false;
}

static const struct node *node_of(const void *item)
{
	const struct node *node;

	memcpy(&node, item, sizeof(node)); /* every structure begins with it */
	return node;
}

void resolve_limit(struct resolver *r, struct schema_list *list, size_t size, size_t max)
{
	if (list->count <= max)
		return;
	const struct node *beyond = node_of((char *)list->items + max * size);
	diags_add(r->diags, DIAG_ERROR, beyond->start, beyond->start,
		  _("there are too many of these; expected at most %d in a rubric"),
		  RUBRIC_ITEMS_MAX);
	list->count = max;
}

void resolve_ids(struct resolver *r, struct schema_list *list, const struct schema *schema,
		 const char *const *reserved, size_t max)
{
	size_t kept = 0;

	resolve_limit(r, list, schema->size, max);
	for (size_t n = 0; n < list->count; n++) {
		void *item = (char *)list->items + n * schema->size;
		const char *id = id_of(item, schema);

		if (!id || (!r->unique && holds_id(list, kept, schema, id)) ||
		    resolve_is_reserved(r, resolve_place(node_of(item), "id"), id, reserved))
			continue;
		if (kept != n)
			memcpy((char *)list->items + kept * schema->size, item, schema->size);
		kept++;
	}
	list->count = kept;
}

void resolve_words(struct resolver *r, const struct schema_texts *texts, const char *what)
{
	const struct node *word = texts->node ? texts->node->first : NULL;
	const struct node **words;
	size_t count = 0;

	words = word ? arena_array(r->arena, texts->node->count, sizeof(struct node *)) : NULL;
	for (; word && words; word = word->next)
		if (word->text)
			words[count++] = word;
	if (words)
		repeats_report(words, count, what, r->diags);
}

void resolve_levels(struct resolver *r, struct schema_list *levels, const char *const *reserved)
{
	struct rubric_level *items;
	size_t n;

	resolve_ids(r, levels, &rubric_level_schema, reserved, RUBRIC_ITEMS_MAX);
	items = levels->items;
	for (n = 0; n < levels->count; n++)
		if (!items[n].text)
			items[n].text = resolve_id_words(r, items[n].id);
}

/* ---- the whole ---- */

static void check_format(struct resolver *r)
{
	static const char family[] = "debrief-rubric/";
	const char *format = r->rubric->format;
	const struct node *node;

	if (!format || strcmp(format, RUBRIC_FORMAT) == 0)
		return;
	node = resolve_place(r->rubric->node, "format");
	if (strncmp(format, family, strlen(family)) == 0)
		diags_add(r->diags, DIAG_ERROR, node->start, node->end,
			  _("this version of debrief cannot read '%s'; it reads '%s'"), format,
			  RUBRIC_FORMAT);
	else
		diags_add(r->diags, DIAG_ERROR, node->start, node->end,
			  _("unknown format '%s'; expected '%s'"), format, RUBRIC_FORMAT);
}

static void resolve_defaults(struct resolver *r)
{
	struct rubric *rubric = r->rubric;

	resolve_words(r, &rubric->roles, _("duplicate role"));
	resolve_words(r, &rubric->stages, _("duplicate stage"));
	resolve_words(r, &rubric->topics, _("duplicate topic"));
	if (rubric->roles.count == 0)
		rubric->roles = (struct schema_texts){.items = default_roles,
						      .count = COUNT(default_roles)};
	if (rubric->stages.count == 0)
		rubric->stages = (struct schema_texts){.items = default_stages,
						       .count = COUNT(default_stages)};
}

enum status rubric_resolve(struct arena *arena, struct rubric *rubric, bool unique,
			   struct diags *diags, struct err *err)
{
	static void (*const parts[])(struct resolver *) = {
		check_format,   resolve_defaults,  resolve_phases,
		resolve_script, resolve_titles,    resolve_developments,
		resolve_goals,  resolve_breakdown, resolve_script_references,
	};
	struct resolver r = {.arena = arena, .diags = diags, .rubric = rubric, .unique = unique};

	/* What had no memory leaves names out that later parts would look for. */
	for (size_t i = 0; i < COUNT(parts) && !r.failed; i++)
		parts[i](&r);
	return r.failed ? err_no_memory(err) : STATUS_OK;
}
