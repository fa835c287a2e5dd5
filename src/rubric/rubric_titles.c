/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Ids are for the record, and people read something else: what the rubric calls it, or the id as
 * words. Stages, topics and options are lists of bare words, so what they are called stands in a
 * map of its own, `titles`.
 */

#include "rubric/rubric_resolve.h"

#include <string.h>

#include "debrief/i18n.h"
#include "rubric/reference.h"

const char *resolve_id_words(struct resolver *r, const char *id)
{
	/* "a half-hearted try" has a hyphen of its own. */
	bool is_words = id && strchr(id, ' ');
	char *words = id ? resolve_allocated(r, arena_strdup(r->arena, id)) : NULL;

	if (!words)
		return id;
	if (*words >= 'a' && *words <= 'z')
		*words = (char)(*words - 'a' + 'A');
	for (char *c = words; *c && !is_words; c++)
		if (*c == '-')
			*c = ' ';
	return words;
}

static void add_titles(struct resolver *r, struct rubric_title *titles,
		       const struct schema_texts *ids)
{
	struct rubric *rubric = r->rubric;

	for (size_t i = 0; i < ids->count && rubric->n_titles < RUBRIC_ITEMS_MAX; i++) {
		const char *given = node_text(rubric->titles_node, ids->items[i]);

		titles[rubric->n_titles++] = (struct rubric_title){
			.id = ids->items[i],
			.title = given ? given : resolve_id_words(r, ids->items[i]),
			.is_given = given,
		};
	}
}

static void check_titles(struct resolver *r)
{
	const struct node *map = r->rubric->titles_node;
	const char **ids = resolve_allocated(
		r, arena_array(r->diags->arena, RUBRIC_ITEMS_MAX, sizeof(*ids)));

	for (size_t i = 0; ids && i < r->rubric->n_titles; i++)
		ids[i] = r->rubric->titles[i].id;
	for (const struct node *title = map->first; ids && title; title = title->next) {
		if (!rubric_title(r->rubric, title->key->text))
			reference_unknown(
				r->diags, title->key, N_("stage, topic or option"),
				(struct schema_texts){.items = ids, .count = r->rubric->n_titles});
		else if (!title->text || title->text[strspn(title->text, " \t\n")] == '\0')
			diags_add(r->diags, DIAG_ERROR, title->key->start, title->key->end,
				  _("expected what people read instead of '%s'"), title->key->text);
	}
}

void resolve_titles(struct resolver *r)
{
	struct rubric *rubric = r->rubric;
	const struct node *map = rubric->titles_node;
	struct rubric_title *titles = resolve_allocated(
		r, arena_array(r->arena, RUBRIC_ITEMS_MAX, sizeof(*titles)));

	if (map && (map->type != NODE_MAP || map->count > RUBRIC_ITEMS_MAX)) {
		diags_add(r->diags, DIAG_ERROR, map->start, map->end,
			  _("expected a map from stages, topics and options to what people read"));
		rubric->titles_node = NULL;
	}
	if (!titles)
		return;
	rubric->titles = titles;
	add_titles(r, titles, &rubric->stages);
	add_titles(r, titles, &rubric->topics);
	for (size_t i = 0; i < rubric->n_fields; i++)
		add_titles(r, titles, &rubric->fields[i]->options);
	if (rubric->titles_node)
		check_titles(r);
}
