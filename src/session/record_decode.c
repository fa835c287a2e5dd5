/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/record.h"

#include "debrief/array.h"

#include <string.h>

#include "debrief/emit.h"
#include "debrief/i18n.h"
#include "debrief/schema.h"
#include "debrief/timestamp.h"
#include "event_node.h"

/*
 * Reads by the table of kinds. A wrong value is reported and left out, and the rest of the event
 * is still used: what somebody corrected by hand must not take its neighbours with it. Keys of
 * later versions are no mistake in a journal; in the input of `add` they are most likely
 * misspelt, so there they are pointed out, and kept.
 */

#define SUGGESTIONS_LISTED 8
#define NAMES_MAX          40
#define KEY_BYTES_MAX      200 /* libyaml reads keys of up to 1024 characters */

struct decoding {
	const struct node *node;
	bool needs_id;
	struct arena *arena;
	struct event *event;
	struct diags *diags;
	bool no_memory;
};

static const char *const given_keys[] = {"id", "sum", "group", "enc"};

const struct node *event_node(const struct node *node, enum event_key key)
{
	const char *name = event_key_names[key];
	const char *dot = strchr(name, '.');
	char outer[16];
	size_t length = dot ? (size_t)(dot - name) : 0;

	if (!dot)
		return node_get(node, name);
	memcpy(outer, name, length);
	outer[length] = '\0';
	return node_get(node_get(node, outer), dot + 1);
}

const char *event_suggestion(struct arena *arena, const char *text, const char *const *names,
			     size_t count)
{
	const char *nearest = diag_nearest(text, names, count);
	const char *said;

	if (nearest) {
		said = arena_printf(arena, _("; did you mean '%s'?"), nearest);
		return said ? said : "";
	}
	if (count == 0 || count > SUGGESTIONS_LISTED)
		return "";
	said = arena_printf(arena, P_("; expected '%s'", "; expected one of '%s'", count),
			    names[0]);
	for (size_t i = 1; said && i < count; i++)
		said = arena_printf(arena, "%s, '%s'", said, names[i]);
	return said ? said : "";
}

static void complain(struct decoding *decoding, const struct node *node, const char *what,
		     const char *expected)
{
	diags_add(decoding->diags, DIAG_ERROR, node->start, node->end,
		  _("'%s' cannot be %s; expected %s"), what,
		  node->type == NODE_SCALAR ? diag_brief(decoding->diags->arena, node->text)
		  : node->type == NODE_LIST ? _("a list")
					    : _("a map"),
		  expected);
}

static char *keep(struct decoding *decoding, const struct node *node)
{
	char *text = arena_copy(decoding->arena, node->text, node->length);

	if (!text)
		decoding->no_memory = true;
	return text;
}

static bool is_reference(const struct decoding *decoding, const char *text)
{
	struct event_id id;
	long number;

	if (event_id_parse(text, &id))
		return true;
	/* In the input of `add`: the n-th event of that input. */
	return !decoding->needs_id && text[0] == '+' && event_number_parse(text + 1, &number) &&
	       number > 0;
}

static bool is_bare_name(const char *text)
{
	return !strchr(text, '/') && strcmp(text, ".") != 0 && strcmp(text, "..") != 0;
}

/* What the value should have been, or NULL if it is fine. */
static const char *expected_instead(const struct decoding *decoding, enum event_value_type type,
				    const char *text)
{
	long number;

	switch (type) {
	case VALUE_NUMBER:
		return event_number_parse(text, &number) ? NULL
							 : _("a whole number from 0 to 1000000");
	case VALUE_BOOL:
		return event_bool_is_valid(text) ? NULL : _("true or false");
	case VALUE_DATE:
		return date_is_valid(text) ? NULL : _("a day, such as \"2026-11-21\"");
	case VALUE_EVENT:
	case VALUE_EVENTS:
		return is_reference(decoding, text) ? NULL : _("the id of a record");
	case VALUE_FILE:
		return is_bare_name(text) ? NULL
					  : _("the name of a file in work/, without a slash");
	case VALUE_TEXT:
	case VALUE_BLOCK:
	case VALUE_CHOICE: /* with its own message */
	case VALUE_PHASE:
	case VALUE_BREAKDOWN:
	case VALUE_CRITERION:
	case VALUE_LEVEL:
	case VALUE_GOAL:
	case VALUE_STEP:
	case VALUE_FIELD:
	case VALUE_FIELD_VALUE:
	case VALUE_TOPIC:
	case VALUE_ROLE:
		break;
	}
	return NULL;
}

static bool choice_is_valid(struct decoding *decoding, const struct event_rule *rule,
			    const struct node *node)
{
	size_t count = 0;

	for (; rule->choices[count]; count++)
		if (strcmp(rule->choices[count], node->text) == 0)
			return true;
	diags_add(decoding->diags, DIAG_ERROR, node->start, node->end, _("'%s' cannot be %s%s"),
		  event_key_names[rule->key], diag_brief(decoding->diags->arena, node->text),
		  event_suggestion(decoding->diags->arena, node->text, rule->choices, count));
	return false;
}

static void read_scalar(struct decoding *decoding, const struct event_rule *rule,
			const struct node *node)
{
	const char *name = event_key_names[rule->key];

	if (node->type != NODE_SCALAR) {
		complain(decoding, node, name, _("a text"));
		return;
	}
	if (node->length == 0)
		return;
	if (rule->type == VALUE_CHOICE && !choice_is_valid(decoding, rule, node))
		return;
	const char *expected = expected_instead(decoding, rule->type, node->text);
	if (expected)
		complain(decoding, node, name, expected);
	else
		event_set(decoding->event, rule->key, keep(decoding, node));
}

static void read_list(struct decoding *decoding, const struct event_rule *rule,
		      const struct node *node)
{
	const char *name = event_key_names[rule->key];
	size_t count = 0;

	if (node->type == NODE_SCALAR && node->length == 0)
		return;
	if (node->type != NODE_LIST) {
		complain(decoding, node, name, _("a list, such as [k7q2.3, k7q2.8]"));
		return;
	}
	const char **items = arena_array(decoding->arena, node->count, sizeof(*items));
	if (!items) {
		decoding->no_memory = true;
		return;
	}
	for (const struct node *item = node->first; item; item = item->next) {
		const char *expected = item->type == NODE_SCALAR
					       ? expected_instead(decoding, rule->type, item->text)
					       : _("a text");
		if (expected)
			complain(decoding, item, name, expected);
		else
			items[count++] = keep(decoding, item);
	}
	event_set_list(decoding->event, rule->key, items, count);
}

static bool read_seconds(const char *text, int64_t *ms)
{
	size_t whole = strspn(text, "0123456789");
	int64_t result = 0;

	if (whole == 0 || whole > 9)
		return false;
	for (size_t i = 0; i < whole; i++)
		result = result * 10 + (text[i] - '0');
	result *= 1000;
	text += whole;
	if (*text == '.') {
		size_t digits = strspn(text + 1, "0123456789");
		int64_t unit = 100;
		if (digits == 0)
			return false;
		for (size_t i = 1; i <= digits && i <= 3; i++, unit /= 10)
			result += (text[i] - '0') * unit;
		text += digits + 1;
	}
	if (*text != '\0')
		return false;
	*ms = result;
	return true;
}

static const struct node *read_frame(struct decoding *decoding, const char *key, bool needed)
{
	const struct node *node = node_get(decoding->node, key);

	if (node && node->type == NODE_SCALAR && node->length > 0)
		return node;
	if (node || needed)
		diags_add(decoding->diags, DIAG_ERROR, node ? node->start : decoding->node->start,
			  node ? node->end : decoding->node->start, _("'%s' is missing"), key);
	return NULL;
}

static void read_times(struct decoding *decoding)
{
	struct event *event = decoding->event;
	const struct node *node = read_frame(decoding, "at", decoding->needs_id);

	if (node && !timestamp_parse(node->text, &event->at))
		complain(decoding, node, "at", _("a time, such as 2026-11-21T14:41:07.312Z"));
	node = read_frame(decoding, "el", decoding->needs_id);
	if (node && !read_seconds(node->text, &event->el))
		complain(decoding, node, "el", _("seconds, such as 667.312"));
}

static bool read_ids(struct decoding *decoding)
{
	struct event *event = decoding->event;
	const struct node *node = read_frame(decoding, "id", true);

	if (!node)
		return false;
	if (!event_id_parse(node->text, &event->id)) {
		complain(decoding, node, "id", _("an id, such as k7q2.14 or k7q2.p3"));
		return false;
	}
	event->is_private = event->id.is_private;
	node = read_frame(decoding, "group", false);
	if (node && !event_id_parse(node->text, &event->group))
		complain(decoding, node, "group", _("the id of a record"));
	return true;
}

/* What only the input of `add` may say, and must not. */
static void read_input(struct decoding *decoding)
{
	const struct node *node = read_frame(decoding, "private", false);

	if (node && !event_bool_is_valid(node->text))
		complain(decoding, node, "private", _("true or false"));
	decoding->event->is_private = node && strcmp(node->text, "true") == 0;
	for (size_t i = 0; i < COUNT(given_keys); i++) {
		node = node_get(decoding->node, given_keys[i]);
		if (node)
			diags_add(decoding->diags, DIAG_ERROR, node->key->start, node->key->end,
				  _("'%s' cannot be given; leave it out"), given_keys[i]);
	}
}

static bool read_kind(struct decoding *decoding)
{
	const struct node *node = read_frame(decoding, "kind", true);
	const char *names[EVENT_UNKNOWN];

	if (!node)
		return false;
	event_init(decoding->event, event_kind_of(node->text));
	if (decoding->event->kind != EVENT_UNKNOWN)
		return true;
	if (!decoding->needs_id) {
		for (int kind = 0; kind < EVENT_UNKNOWN; kind++)
			names[kind] = event_kinds[kind].name;
		diags_add(
			decoding->diags, DIAG_ERROR, node->start, node->end,
			_("unknown kind '%s'%s"), diag_brief(decoding->diags->arena, node->text),
			event_suggestion(decoding->diags->arena, node->text, names, EVENT_UNKNOWN));
		return false;
	}
	decoding->event->kind_name = keep(decoding, node);
	return true;
}

/* The names of the first level that this kind may use, "lesson" for "lesson.title". */
static size_t known_names(const struct decoding *decoding, const char *names[NAMES_MAX])
{
	static const char *const frame[] = {"at", "el", "kind", "private"};
	const struct event_kind_info *info = &event_kinds[decoding->event->kind];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(frame); i++)
		names[count++] = frame[i];
	for (size_t i = 0; i < COUNT(given_keys); i++)
		names[count++] = given_keys[i];
	if (decoding->event->kind == EVENT_OPEN || decoding->event->kind == EVENT_LESSON)
		names[count++] = "lesson";
	if (decoding->event->kind == EVENT_OPEN)
		names[count++] = "rubric";
	for (size_t i = 0; i < info->n_rules; i++)
		if (!strchr(event_key_names[info->rules[i].key], '.'))
			names[count++] = event_key_names[info->rules[i].key];
	return count;
}

/* A value is kept as JSON, which is YAML on one line. */
static void add_extra(struct decoding *decoding, struct buf *extra, const struct node *node)
{
	struct buf json;

	if (node->key->length == 0 || node->key->length > KEY_BYTES_MAX) {
		diags_add(decoding->diags, DIAG_ERROR, node->key->start, node->key->end,
			  _("a key cannot be empty, or longer than %d bytes"), KEY_BYTES_MAX);
		return;
	}
	buf_init(&json, RECORD_MAX);
	node_json(node, &json);
	emit_plain(extra, 0, node->key->text, buf_text(&json));
	extra->failed = extra->failed || json.failed;
	buf_release(&json);
}

/* JSON can say what YAML cannot (characters as surrogates), and be too long or too deep. */
static void keep_extra(struct decoding *decoding, const struct buf *extra)
{
	struct mark mark = decoding->node->start;
	struct diags diags;
	struct node *root;

	diags_init(&diags, decoding->arena, "", extra->data, extra->length);
	if (extra->failed || tree_parse(decoding->arena, extra->data, extra->length,
					&tree_limits_record, &diags, &root, NULL) != STATUS_OK)
		diags_add(decoding->diags, DIAG_ERROR, mark, mark, "%s",
			  _("the keys that are not known are too large to be kept; "
			    "expected a few short ones"));
	else
		decoding->event->extra = arena_strdup(decoding->arena, extra->data);
}

static void read_unknown(struct decoding *decoding)
{
	const char *names[NAMES_MAX];
	size_t count = known_names(decoding, names);
	struct buf extra;

	buf_init(&extra, RECORD_MAX);
	for (const struct node *node = decoding->node->first; node; node = node->next) {
		bool is_known = false;
		for (size_t i = 0; i < count && !is_known; i++)
			is_known = strcmp(names[i], node->key->text) == 0;
		if (is_known)
			continue;
		schema_unknown_key(node->key, names, count, DIAG_WARNING, decoding->diags);
		add_extra(decoding, &extra, node);
	}
	if (extra.length > 0 || extra.failed)
		keep_extra(decoding, &extra);
	buf_release(&extra);
}

enum status record_decode(const struct node *node, bool needs_id, struct arena *arena,
			  struct event *event, struct diags *diags, struct err *err)
{
	struct decoding decoding = {
		.node = node,
		.needs_id = needs_id,
		.arena = arena,
		.event = event,
		.diags = diags,
	};

	*event = (struct event){.kind = EVENT_UNKNOWN, .kind_name = ""};
	if (node->type != NODE_MAP)
		diags_add(diags, DIAG_ERROR, node->start, node->end, "%s",
			  _("this is no event; expected keys and values, such as \"kind: note\""));
	if (node->type != NODE_MAP || !read_kind(&decoding) || (needs_id && !read_ids(&decoding)))
		return decoding.no_memory
			       ? err_no_memory(err)
			       : err_set(err, STATUS_INVALID, _("'%s' has mistakes"), diags->file);
	event->line = node->start.line;
	read_times(&decoding);
	if (!needs_id)
		read_input(&decoding);

	const struct event_kind_info *info = &event_kinds[event->kind];
	for (size_t i = 0; i < info->n_rules; i++) {
		const struct event_rule *rule = &info->rules[i];
		const struct node *value = event_node(node, rule->key);
		if (value && rule->type == VALUE_EVENTS)
			read_list(&decoding, rule, value);
		else if (value)
			read_scalar(&decoding, rule, value);
	}
	if (!needs_id)
		read_unknown(&decoding);
	return decoding.no_memory ? err_no_memory(err) : STATUS_OK;
}

const struct node *record_parse(const struct event *event, struct arena *arena)
{
	struct tree_stream *stream;
	struct node *root = NULL;
	struct diags ignored; /* mistakes in it were found when it was read */

	diags_init(&ignored, arena, "", NULL, 0);
	if (!event->record || tree_open(&stream, event->record, event->record_length, event->line,
					&tree_limits_record, &ignored, NULL) != STATUS_OK)
		return NULL;
	if (tree_next(stream, arena, &root, NULL) == STATUS_NO_MEMORY)
		root = NULL;
	tree_close(stream);
	return root;
}
