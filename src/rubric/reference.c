/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A misspelt name is the most frequent mistake in a rubric, so each message brings the name that
 * was probably meant. Names are gathered only when a message needs them.
 */

#include "rubric/reference.h"

#include <string.h>

#include "debrief/i18n.h"

#define NAMES_SHOWN 10

struct names {
	const char **items;
	size_t count;
};

/* Room for so many names; none when nobody would read them. */
static struct names room_for(const struct diags *diags, size_t count)
{
	struct names names = {0};

	if (diags->dropped == 0)
		names.items = arena_array(diags->arena, count, sizeof(*names.items));
	if (names.items)
		names.count = count;
	return names;
}

static struct schema_texts as_texts(struct names names)
{
	return (struct schema_texts){.items = names.items, .count = names.count};
}

struct schema_texts reference_ids(const struct diags *diags, const struct schema_list *list,
				  const struct schema *schema)
{
	struct names names = room_for(diags, list->count);

	for (size_t n = 0; n < names.count; n++)
		memcpy(&names.items[n],
		       (char *)list->items + n * schema->size + schema->unique_id - 1,
		       sizeof(names.items[n]));
	return as_texts(names);
}

struct schema_texts reference_criteria(const struct diags *diags, const struct rubric *rubric)
{
	struct names names = room_for(diags, rubric->n_criteria);

	for (size_t n = 0; n < names.count; n++)
		names.items[n] = rubric->criteria[n]->name;
	return as_texts(names);
}

struct schema_texts reference_fields(const struct diags *diags, const struct rubric *rubric)
{
	struct names names = room_for(diags, rubric->n_fields);

	for (size_t n = 0; n < names.count; n++)
		names.items[n] = rubric->fields[n]->id;
	return as_texts(names);
}

struct schema_texts reference_join(const struct diags *diags, struct schema_texts names,
				   const char *const *more, size_t count)
{
	struct names all = room_for(diags, names.count + count);

	for (size_t n = 0; n < all.count; n++)
		all.items[n] = n < names.count ? names.items[n] : more[n - names.count];
	return as_texts(all);
}

static const char *listed(struct arena *arena, struct schema_texts names)
{
	const char *text = "";

	for (size_t n = 0; text && n < names.count; n++)
		text = arena_printf(arena, "%s%s%s", text, n > 0 ? ", " : "", names.items[n]);
	return text ? text : "";
}

void reference_unknown(struct diags *diags, const struct node *node, const char *what,
		       struct schema_texts names)
{
	const char *word = diag_brief(diags->arena, node->text ? node->text : "");
	const char *nearest = node->text ? diag_nearest(node->text, names.items, names.count)
					 : NULL;

	if (!node->text)
		diags_add(diags, DIAG_ERROR, node->start, node->end, _("expected a %s's name"),
			  _(what));
	else if (nearest)
		diags_add(diags, DIAG_ERROR, node->start, node->end,
			  _("unknown %s '%s'; did you mean '%s'?"), _(what), word, nearest);
	else if (names.count == 0)
		diags_add(diags, DIAG_ERROR, node->start, node->end,
			  _("unknown %s '%s'; there is none"), _(what), word);
	else if (names.count == 1)
		diags_add(diags, DIAG_ERROR, node->start, node->end,
			  _("unknown %s '%s'; expected %s"), _(what), word, names.items[0]);
	else if (names.count <= NAMES_SHOWN)
		diags_add(diags, DIAG_ERROR, node->start, node->end,
			  _("unknown %s '%s'; expected one of %s"), _(what), word,
			  listed(diags->arena, names));
	else
		diags_add(diags, DIAG_ERROR, node->start, node->end, _("unknown %s '%s'"), _(what),
			  word);
}
