/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/schema.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "debrief/i18n.h"
#include "debrief/timestamp.h"
#include "repeats.h"

/*
 * One row and one function per type. Nothing here stops at a mistake: a value that cannot be
 * read leaves its member zero, and the next one is looked at. Memory running out is remembered and
 * told at the end.
 *
 * YAML's own ideas of types do not count: a text may be written yes, 1.0 or null.
 */

#define CHOICES_SHOWN 12

struct reading {
	enum schema_mode mode;
	struct arena *arena;
	struct diags *diags;
	bool no_memory;
};

static const struct type {
	enum node_type node;
	const char *expected; /* NULL: depends on the key */
} types[] = {
	[SCHEMA_TEXT] = {NODE_SCALAR, N_("a text")},
	[SCHEMA_ID] = {NODE_SCALAR,
		       N_("an id (lower case letters, digits and hyphens, a letter first)")},
	[SCHEMA_INT] = {NODE_SCALAR, NULL},
	[SCHEMA_BOOL] = {NODE_SCALAR, N_("true or false, without quotes")},
	[SCHEMA_CHOICE] = {NODE_SCALAR, NULL},
	[SCHEMA_DATE] = {NODE_SCALAR, N_("a day such as 2026-11-21")},
	[SCHEMA_MAP] = {NODE_MAP, N_("a map (lines of 'key: value')")},
	[SCHEMA_LIST] = {NODE_LIST, N_("a list")},
	[SCHEMA_TEXTS] = {NODE_LIST, N_("a list of texts")},
	[SCHEMA_IDS] = {NODE_LIST, N_("a list of ids")},
	[SCHEMA_NODE] = {NODE_SCALAR, N_("a value")}, /* may be any node */
};

static void read_map(struct reading *reading, const struct schema *schema, const struct node *node,
		     void *out);
static void read_value(struct reading *reading, const struct schema_key *key,
		       const struct node *node, void *member);

/* Pieces of messages, in the arena of the diagnostics. They are not made for those that will
 * be dropped: a hostile file can have 100,000 mistakes. */

static const char *piece(struct diags *diags, const char *before, const char *text,
			 const char *after)
{
	const char *piece = NULL;

	if (diags->count < DIAGS_MAX)
		piece = arena_printf(diags->arena, "%s%s%s", before, diag_brief(diags->arena, text),
				     after);
	return piece ? piece : "";
}

/* "one of a, b, c" */
static const char *one_of(struct diags *diags, const char *const *words, size_t count)
{
	const char *list = count > 0 ? words[0] : "";

	for (size_t i = 1; i < count && list && diags->count < DIAGS_MAX; i++) {
		const char *word = i < CHOICES_SHOWN ? words[i] : "…";
		list = arena_printf(diags->arena, "%s, %s", list, word);
		if (i == CHOICES_SHOWN)
			break;
	}
	if (count > 1 && list)
		list = arena_printf(diags->arena, _("one of %s"), list);
	return list ? list : "";
}

/* "did you mean 'b'?" or "expected one of a, b, c" */
static const char *advice(struct diags *diags, const char *word, const char *const *words,
			  size_t count)
{
	const char *nearest = NULL;
	const char *text = NULL;

	if (diags->count < DIAGS_MAX) {
		nearest = diag_nearest(word, words, count);
		text = nearest ? arena_printf(diags->arena, _("did you mean '%s'?"), nearest)
			       : arena_printf(diags->arena, _("expected %s"),
					      one_of(diags, words, count));
	}
	return text ? text : "";
}

static size_t count_words(const char *const *words)
{
	size_t count = 0;

	while (words[count])
		count++;
	return count;
}

static const char *expected(struct diags *diags, const struct schema_key *key)
{
	const char *text = NULL;

	if (key->expected)
		return _(key->expected);
	if (key->type == SCHEMA_CHOICE)
		return one_of(diags, key->choices, count_words(key->choices));
	if (key->type != SCHEMA_INT)
		return _(types[key->type].expected);
	if (diags->count < DIAGS_MAX)
		text = arena_printf(diags->arena, _("a whole number from %ld to %ld"), key->min,
				    key->max);
	return text ? text : "";
}

/* How a message names a value: by its key, else, in a list, as one of `what`. */
static const char *name(struct diags *diags, const struct node *node, const char *what)
{
	return node->key ? piece(diags, "'", node->key->text, "'")
			 : piece(diags, _("this "), what, "");
}

static bool is_blank(const struct node *scalar)
{
	return scalar->text[strspn(scalar->text, " \t\r\n")] == '\0';
}

static void report_empty(struct diags *diags, const struct node *node, const char *what,
			 const char *wanted)
{
	const struct node *at = node->key ? node->key : node;

	diags_add(diags, DIAG_ERROR, at->start, at->end, _("%s is empty; expected %s"),
		  name(diags, node, what), wanted);
}

static void report_type(struct diags *diags, const struct node *node, const char *what,
			enum node_type type, const char *wanted)
{
	static const char *const found[] = {
		[NODE_SCALAR] = N_("a text"),
		[NODE_LIST] = N_("a list"),
		[NODE_MAP] = N_("a map"),
	};
	/* What is most often the matter: what should be there, then what is. */
	static const char *const hints[3][3] = {
		[NODE_SCALAR][NODE_LIST] = N_("; put a text with brackets in quotes"),
		[NODE_SCALAR][NODE_MAP] = N_("; put a text with ': ' or brackets in quotes"),
		[NODE_LIST][NODE_SCALAR] = N_("; write [\"…\"] or one per line with '- '"),
		[NODE_LIST][NODE_MAP] = N_("; begin each entry with '- '"),
	};
	const char *hint = hints[type][node->type];
	struct mark end = node->type == NODE_SCALAR ? node->end : node->start;

	if (node->type == NODE_SCALAR && is_blank(node)) {
		report_empty(diags, node, what, wanted);
		return;
	}
	if (type == NODE_MAP && node->type == NODE_SCALAR && strchr(node->text, ':'))
		hint = N_("; a space is missing after the ':'");
	diags_add(diags, DIAG_ERROR, node->start, end, _("%s should be %s, not %s%s"),
		  name(diags, node, what), wanted, _(found[node->type]), hint ? _(hint) : "");
}

static void report_value(struct reading *reading, const struct schema_key *key,
			 const struct node *node)
{
	struct diags *diags = reading->diags;

	diags_add(diags, DIAG_ERROR, node->start, node->end, _("%s cannot be %s; expected %s"),
		  name(diags, node, _("entry")), piece(diags, "'", node->text, "'"),
		  expected(diags, key));
}

static void read_text(struct reading *reading, const struct schema_key *key,
		      const struct node *node, void *member)
{
	(void)reading;
	(void)key;
	*(const char **)member = node->text;
}

bool schema_is_id(const char *text)
{
	return *text >= 'a' && *text <= 'z' &&
	       text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

static void read_id(struct reading *reading, const struct schema_key *key, const struct node *node,
		    void *member)
{
	if (schema_is_id(node->text))
		*(const char **)member = node->text;
	else
		report_value(reading, key, node);
}

static void read_date(struct reading *reading, const struct schema_key *key,
		      const struct node *node, void *member)
{
	if (date_is_valid(node->text))
		*(const char **)member = node->text;
	else
		report_value(reading, key, node);
}

static void read_int(struct reading *reading, const struct schema_key *key, const struct node *node,
		     void *member)
{
	const char *digits = node->text + (*node->text == '-');
	char *end;

	errno = 0;
	long value = strtol(node->text, &end, 10);
	/* strtol alone would take blanks, '+' and 007. */
	if (*digits < '0' || *digits > '9' || (*digits == '0' && digits[1] != '\0') ||
	    *end != '\0' || errno != 0 || value < key->min || value > key->max)
		report_value(reading, key, node);
	else
		*(long *)member = value;
}

static void read_bool(struct reading *reading, const struct schema_key *key,
		      const struct node *node, void *member)
{
	if (node->plain && strcmp(node->text, "true") == 0)
		*(bool *)member = true;
	else if (!node->plain || strcmp(node->text, "false") != 0)
		report_value(reading, key, node);
}

static void read_choice(struct reading *reading, const struct schema_key *key,
			const struct node *node, void *member)
{
	struct diags *diags = reading->diags;

	for (const char *const *choice = key->choices; *choice; choice++) {
		if (strcmp(*choice, node->text) == 0) {
			*(const char **)member = node->text;
			return;
		}
	}
	diags_add(diags, DIAG_ERROR, node->start, node->end, _("%s cannot be %s; %s"),
		  name(diags, node, _("entry")), piece(diags, "'", node->text, "'"),
		  advice(diags, node->text, key->choices, count_words(key->choices)));
}

static void read_submap(struct reading *reading, const struct schema_key *key,
			const struct node *node, void *member)
{
	void *structure = arena_alloc(reading->arena, key->of->size);

	if (structure)
		read_map(reading, key->of, node, structure);
	else
		reading->no_memory = true;
	*(void **)member = structure;
}

/* The ids of a list's maps must differ: the member at `unique_id` is looked up by its key. */
static void check_unique(struct reading *reading, const struct schema *schema,
			 const struct node *list)
{
	const char *id = NULL;
	size_t count = 0;

	for (size_t i = 0; i < schema->count; i++)
		if (schema->keys[i].offset + 1 == schema->unique_id)
			id = schema->keys[i].key;
	if (!id || list->count < 2)
		return;
	const struct node **ids = arena_array(reading->arena, list->count, sizeof(struct node *));
	if (!ids) {
		reading->no_memory = true;
		return;
	}
	for (const struct node *child = list->first; child; child = child->next) {
		const struct node *node = node_get(child, id);
		if (node && node->type == NODE_SCALAR && !is_blank(node))
			ids[count++] = node;
	}
	repeats_report(ids, count, _("duplicate id"), reading->diags);
}

static void read_list(struct reading *reading, const struct schema_key *key,
		      const struct node *node, void *member)
{
	struct schema_list *list = member;
	char *item = arena_array(reading->arena, node->count, key->of->size);

	if (!item) {
		reading->no_memory = true;
		return;
	}
	list->items = item;
	list->count = node->count;
	for (const struct node *child = node->first; child; child = child->next) {
		read_map(reading, key->of, child, item);
		item += key->of->size;
	}
	if (key->of->unique_id > 0)
		check_unique(reading, key->of, node);
}

/* Entries that cannot be read are "", so that entry i is child i of the node. */
static void read_texts(struct reading *reading, const struct schema_key *key,
		       const struct node *node, void *member)
{
	const struct schema_key entry = {
		.type = key->type == SCHEMA_IDS ? SCHEMA_ID : SCHEMA_TEXT,
	};
	struct schema_texts *texts = member;
	const char **items = arena_array(reading->arena, node->count, sizeof(*items));
	size_t count = 0;

	if (!items) {
		reading->no_memory = true;
		return;
	}
	for (const struct node *child = node->first; child; child = child->next) {
		read_value(reading, &entry, child, &items[count]);
		if (!items[count])
			items[count] = "";
		count++;
	}
	*texts = (struct schema_texts){.items = items, .count = count, .node = node};
}

static void read_any(struct reading *reading, const struct schema_key *key, const struct node *node,
		     void *member)
{
	(void)reading;
	(void)key;
	*(const struct node **)member = node;
}

static void (*const readers[])(struct reading *reading, const struct schema_key *key,
			       const struct node *node, void *member) = {
	[SCHEMA_TEXT] = read_text,  [SCHEMA_ID] = read_id,         [SCHEMA_INT] = read_int,
	[SCHEMA_BOOL] = read_bool,  [SCHEMA_CHOICE] = read_choice, [SCHEMA_DATE] = read_date,
	[SCHEMA_MAP] = read_submap, [SCHEMA_LIST] = read_list,     [SCHEMA_TEXTS] = read_texts,
	[SCHEMA_IDS] = read_texts,  [SCHEMA_NODE] = read_any,
};

static void read_value(struct reading *reading, const struct schema_key *key,
		       const struct node *node, void *member)
{
	const struct type *type = &types[key->type];
	struct diags *diags = reading->diags;

	if (key->type != SCHEMA_NODE && node->type != type->node)
		report_type(diags, node, _("entry"), type->node, expected(diags, key));
	else if (key->type != SCHEMA_NODE && node->type == NODE_SCALAR && is_blank(node))
		report_empty(diags, node, _("entry"), expected(diags, key));
	else
		readers[key->type](reading, key, node, member);
}

void schema_unknown_key(const struct node *key, const char *const *known, size_t count,
			enum diag_severity severity, struct diags *diags)
{
	diags_add(diags, severity, key->start, key->end, _("unknown key %s; %s"),
		  piece(diags, "'", key->text, "'"), advice(diags, key->text, known, count));
}

static bool is_known(const struct schema *schema, const char *key)
{
	for (size_t i = 0; i < schema->count; i++)
		if (strcmp(schema->keys[i].key, key) == 0)
			return true;
	return false;
}

/* In { } a comma ends a text: what stands behind it becomes a key without a value. */
static bool is_rest_of_text(const struct node *map, const struct node *value)
{
	return map->flow && value != map->first && value->plain && value->length == 0;
}

static void report_rest(struct diags *diags, enum diag_severity severity, const struct node *key)
{
	diags_add(diags, severity, key->start, key->end,
		  _("unknown key %s; did the text before it need quotes? A comma ends it"),
		  piece(diags, "'", key->text, "'"));
}

static void report_unknown(struct reading *reading, const struct schema *schema,
			   const struct node *map)
{
	enum diag_severity severity = reading->mode == SCHEMA_LENIENT ? DIAG_WARNING : DIAG_ERROR;
	const char **known = NULL;

	for (const struct node *value = map->first; value; value = value->next) {
		if (is_known(schema, value->key->text))
			continue;
		if (is_rest_of_text(map, value)) {
			report_rest(reading->diags, severity, value->key);
			continue;
		}
		if (!known) {
			known = arena_array(reading->arena, schema->count, sizeof(*known));
			if (!known) {
				reading->no_memory = true;
				return;
			}
			for (size_t i = 0; i < schema->count; i++)
				known[i] = schema->keys[i].key;
		}
		schema_unknown_key(value->key, known, schema->count, severity, reading->diags);
	}
}

static void read_map(struct reading *reading, const struct schema *schema, const struct node *node,
		     void *out)
{
	struct diags *diags = reading->diags;

	memset(out, 0, schema->size);
	*(const struct node **)out = node;
	if (node->type != NODE_MAP) {
		report_type(diags, node, _(schema->what), NODE_MAP, _(types[SCHEMA_MAP].expected));
		return;
	}
	report_unknown(reading, schema, node);
	for (size_t i = 0; i < schema->count; i++) {
		const struct schema_key *key = &schema->keys[i];
		const struct node *value = node_get(node, key->key);
		if (value)
			read_value(reading, key, value, (char *)out + key->offset);
		else if (key->required)
			diags_add(diags, DIAG_ERROR, node->start, node->start,
				  _("this %s has no '%s'; expected %s"), _(schema->what), key->key,
				  expected(diags, key));
	}
}

enum status schema_read(const struct schema *schema, const struct node *node, enum schema_mode mode,
			struct arena *arena, void *out, struct diags *diags, struct err *err)
{
	struct reading reading = {.mode = mode, .arena = arena, .diags = diags};
	size_t errors = diags->errors;

	read_map(&reading, schema, node, out);
	if (reading.no_memory)
		return err_no_memory(err);
	if (diags->errors > errors)
		return err_set(err, STATUS_INVALID, _("'%s' has mistakes"), diags->file);
	return STATUS_OK;
}
