/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/tree.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "bytes.h"
#include "debrief/i18n.h"
#include "lines.h"
#include "repeats.h"
#include "syntax.h"

/*
 * A tree is built from libyaml's events, which come one at a time: so the limits on depth and
 * number hold before libyaml has spent time on what is beyond them (100 kB of '[' would keep it
 * busy for most of a minute), and aliases, which it never expands here, cost nothing.
 *
 * Two kinds of mistakes: after those of syntax and size there is nothing to go on with, the
 * stream has ended. The others (anchors, tags, double keys) are noted in `mistaken`, and the
 * document is read on so that all of its mistakes are found in one run.
 */

const struct tree_limits tree_limits_document = {
	.bytes = (size_t)8 << 20,
	.depth = 64,
	.nodes = 200000,
};

const struct tree_limits tree_limits_record = {
	.bytes = (size_t)64 << 10,
	.depth = 8,
	.nodes = 20000,
};

#define SMALL_MAP 16 /* up to here every key is compared with every other */

struct tree_stream {
	yaml_parser_t parser;
	const char *bytes;
	size_t length;
	uint32_t first_line;
	struct tree_limits limits;
	struct diags *diags;
	struct mark document; /* where the latest document begins */
	bool ended;
	/* Of the document that is being read: */
	struct arena *arena;
	size_t nodes;
	bool mistaken;
};

static enum status mistakes(const struct diags *diags, struct err *err)
{
	return err_set(err, STATUS_INVALID, _("'%s' has mistakes"), diags->file);
}

enum status tree_open(struct tree_stream **stream, const char *bytes, size_t length,
		      uint32_t first_line, const struct tree_limits *limits, struct diags *diags,
		      struct err *err)
{
	size_t bom = lines_bom(bytes, length);

	*stream = NULL;
	if (!bytes_check(bytes, length, first_line, limits->bytes, diags))
		return mistakes(diags, err);

	struct tree_stream *opened = calloc(1, sizeof(*opened));
	if (!opened)
		return err_no_memory(err);
	if (!yaml_parser_initialize(&opened->parser)) {
		free(opened);
		return err_no_memory(err);
	}
	opened->bytes = bytes + bom;
	opened->length = length - bom;
	opened->first_line = first_line;
	opened->limits = *limits;
	opened->diags = diags;
	/* Told the encoding, libyaml does not guess UTF-16; nor does it skip a byte order mark. */
	yaml_parser_set_encoding(&opened->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&opened->parser, (const unsigned char *)opened->bytes,
				     opened->length);
	*stream = opened;
	return STATUS_OK;
}

void tree_close(struct tree_stream *stream)
{
	if (!stream)
		return;
	yaml_parser_delete(&stream->parser);
	free(stream);
}

static struct mark mark_of(const struct tree_stream *stream, const yaml_mark_t *mark)
{
	return (struct mark){
		.line = (uint32_t)mark->line + stream->first_line,
		.column = (uint32_t)mark->column + 1,
	};
}

static enum status next_event(struct tree_stream *stream, yaml_event_t *event, struct err *err)
{
	if (yaml_parser_parse(&stream->parser, event))
		return STATUS_OK;
	if (stream->parser.error == YAML_MEMORY_ERROR)
		return err_no_memory(err);
	syntax_explain(&stream->parser, stream->bytes, stream->length, stream->first_line,
		       stream->diags);
	return mistakes(stream->diags, err);
}

/* A mistake that does not keep us from reading on: `length` characters from the event on. */
static void refuse(struct tree_stream *stream, struct mark start, size_t length,
		   const char *message)
{
	struct mark end = {start.line, start.column + (uint32_t)length};

	diags_add(stream->diags, DIAG_ERROR, start, end, "%s", message);
	stream->mistaken = true;
}

static void refuse_property(struct tree_stream *stream, struct mark start,
			    const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor)
		refuse(stream, start, strlen((const char *)anchor) + 1,
		       _("anchors (&name) cannot be used here; write the text out, or put it in "
			 "quotes if it begins with '&'"));
	if (tag)
		refuse(stream, start, 1,
		       _("tags (!name) cannot be used here; put a text that begins with '!' in "
			 "quotes"));
}

static struct node *new_node(struct tree_stream *stream, enum node_type type,
			     const yaml_event_t *event, const yaml_char_t *text, size_t length)
{
	/* One piece of memory for a node and its text: there are many, and they are small. */
	struct node *node = arena_alloc(stream->arena, sizeof(*node) + (text ? length + 1 : 0));

	if (!node)
		return NULL;
	node->type = type;
	node->start = mark_of(stream, &event->start_mark);
	node->end = mark_of(stream, &event->end_mark);
	if (text) {
		char *copy = (char *)(node + 1);
		memcpy(copy, text, length);
		node->text = copy;
		node->length = length;
	}
	return node;
}

static struct node *scalar_of(struct tree_stream *stream, const yaml_event_t *event)
{
	const yaml_char_t *text = event->data.scalar.value;
	struct node *node = new_node(stream, NODE_SCALAR, event, text, strlen((const char *)text));

	if (!node)
		return NULL;
	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	refuse_property(stream, node->start, event->data.scalar.anchor, event->data.scalar.tag);
	if (node->length != event->data.scalar.length)
		refuse(stream, node->start, 1, _("a text cannot hold a NUL character ('\\0')"));
	return node;
}

static struct node *alias_of(struct tree_stream *stream, const yaml_event_t *event)
{
	const yaml_char_t *name = event->data.alias.anchor;
	size_t length = strlen((const char *)name);
	struct node *node = new_node(stream, NODE_SCALAR, event, name, length);

	if (node)
		refuse(stream, node->start, length + 1,
		       _("aliases (*name) cannot be used here; write the text out, or put it in "
			 "quotes if it begins with '*'"));
	return node;
}

static struct node *node_of(struct tree_stream *stream, const yaml_event_t *event)
{
	struct node *node;

	if (event->type == YAML_SCALAR_EVENT)
		return scalar_of(stream, event);
	if (event->type == YAML_ALIAS_EVENT)
		return alias_of(stream, event);
	if (event->type == YAML_SEQUENCE_START_EVENT) {
		node = new_node(stream, NODE_LIST, event, NULL, 0);
		if (node) {
			node->flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
			refuse_property(stream, node->start, event->data.sequence_start.anchor,
					event->data.sequence_start.tag);
		}
	} else {
		node = new_node(stream, NODE_MAP, event, NULL, 0);
		if (node) {
			node->flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
			refuse_property(stream, node->start, event->data.mapping_start.anchor,
					event->data.mapping_start.tag);
		}
	}
	return node;
}

static bool may_repeat(const struct node *map)
{
	if (map->count > SMALL_MAP)
		return true;
	for (const struct node *a = map->first; a; a = a->next)
		for (const struct node *b = a->next; b; b = b->next)
			if (a->key->length == b->key->length &&
			    memcmp(a->key->text, b->key->text, a->key->length) == 0)
				return true;
	return false;
}

static enum status check_keys(struct tree_stream *stream, const struct node *map, struct err *err)
{
	size_t errors = stream->diags->errors;
	size_t count = 0;

	if (!may_repeat(map))
		return STATUS_OK;
	const struct node **keys = arena_array(stream->arena, map->count, sizeof(struct node *));
	if (!keys)
		return err_no_memory(err);
	for (const struct node *value = map->first; value; value = value->next)
		keys[count++] = value->key;
	repeats_report(keys, count, _("duplicate key"), stream->diags);
	if (stream->diags->errors > errors)
		stream->mistaken = true;
	return STATUS_OK;
}

static enum status read_children(struct tree_stream *stream, unsigned depth, struct node *parent,
				 struct err *err);

/* Takes over the event. */
static enum status read_node(struct tree_stream *stream, unsigned depth, yaml_event_t *event,
			     struct node **result, struct err *err)
{
	struct node *node = node_of(stream, event);

	yaml_event_delete(event);
	if (!node)
		return err_no_memory(err);
	*result = node;
	if (++stream->nodes > stream->limits.nodes) {
		diags_add(stream->diags, DIAG_ERROR, node->start, node->start,
			  _("this is too much; expected at most %zu keys and values"),
			  stream->limits.nodes);
		return mistakes(stream->diags, err);
	}
	if (node->type == NODE_SCALAR)
		return STATUS_OK;
	if (depth > stream->limits.depth) {
		diags_add(stream->diags, DIAG_ERROR, node->start, node->start,
			  _("lists and maps are nested too deeply; expected at most %u levels"),
			  stream->limits.depth);
		return mistakes(stream->diags, err);
	}
	return read_children(stream, depth, node, err);
}

/* A key and its value; *child is the value, NULL when the key cannot be one. */
static enum status read_pair(struct tree_stream *stream, unsigned depth, yaml_event_t *event,
			     struct node **child, struct err *err)
{
	struct node *key = NULL;
	enum status status = read_node(stream, depth, event, &key, err);

	if (status == STATUS_OK)
		status = next_event(stream, event, err);
	if (status == STATUS_OK)
		status = read_node(stream, depth, event, child, err);
	if (status != STATUS_OK)
		return status;
	(*child)->key = key;
	if (key->type != NODE_SCALAR) {
		refuse(stream, key->start, 1,
		       _("a key must be a text; put a text that begins with a bracket in quotes"));
		*child = NULL;
	}
	return STATUS_OK;
}

static enum status read_children(struct tree_stream *stream, unsigned depth, struct node *parent,
				 struct err *err)
{
	struct node **next = &parent->first;
	struct node *last = NULL;
	yaml_event_t event;

	for (;;) {
		struct node *child = NULL;
		enum status status = next_event(stream, &event, err);
		if (status != STATUS_OK)
			return status;
		if (event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT)
			break;
		if (parent->type == NODE_MAP)
			status = read_pair(stream, depth + 1, &event, &child, err);
		else
			status = read_node(stream, depth + 1, &event, &child, err);
		if (status != STATUS_OK)
			return status;
		if (!child)
			continue;
		*next = child;
		next = &child->next;
		last = child;
		parent->count++;
	}
	/* Without brackets, libyaml ends a list or map where the next thing begins. */
	bool closed = event.end_mark.index > event.start_mark.index;
	parent->end = last && !closed ? last->end : mark_of(stream, &event.end_mark);
	yaml_event_delete(&event);
	return parent->type == NODE_MAP ? check_keys(stream, parent, err) : STATUS_OK;
}

/* Reads up to the beginning of the next document; *found is false at the end of the stream. */
static enum status find_document(struct tree_stream *stream, bool *found, struct err *err)
{
	yaml_event_t event;

	*found = false;
	while (!stream->ended && !*found) {
		enum status status = next_event(stream, &event, err);
		if (status != STATUS_OK) {
			stream->ended = true;
			return status;
		}
		*found = event.type == YAML_DOCUMENT_START_EVENT;
		stream->ended = event.type == YAML_STREAM_END_EVENT;
		stream->document = mark_of(stream, &event.start_mark);
		yaml_event_delete(&event);
	}
	return STATUS_OK;
}

enum status tree_next(struct tree_stream *stream, struct arena *arena, struct node **root,
		      struct err *err)
{
	struct node *node = NULL;
	yaml_event_t event;
	bool found;

	*root = NULL;
	enum status status = find_document(stream, &found, err);
	if (status != STATUS_OK || !found)
		return status;

	stream->arena = arena;
	stream->nodes = 0;
	stream->mistaken = false;
	status = next_event(stream, &event, err);
	if (status == STATUS_OK)
		status = read_node(stream, 1, &event, &node, err);
	if (status != STATUS_OK) {
		stream->ended = true;
		return status;
	}
	*root = node;
	return stream->mistaken ? mistakes(stream->diags, err) : STATUS_OK;
}

/* Nothing may follow; after a mistake of syntax there is no tree either. */
static enum status expect_end(struct tree_stream *stream, struct node **root, struct err *err)
{
	bool more;
	enum status status = find_document(stream, &more, err);

	if (status != STATUS_OK)
		*root = NULL;
	if (!more)
		return status;
	diags_add(stream->diags, DIAG_ERROR, stream->document, stream->document, "%s",
		  _("a second document begins here; expected only one"));
	return mistakes(stream->diags, err);
}

enum status tree_parse(struct arena *arena, const char *bytes, size_t length,
		       const struct tree_limits *limits, struct diags *diags, struct node **root,
		       struct err *err)
{
	struct mark whole = {1, 1};
	struct tree_stream *stream;

	*root = NULL;
	enum status status = tree_open(&stream, bytes, length, 1, limits, diags, err);
	if (!stream)
		return status;
	status = tree_next(stream, arena, root, err);
	if (*root) {
		enum status rest = expect_end(stream, root, err);
		if (rest != STATUS_OK)
			status = rest;
	} else if (status == STATUS_OK) {
		diags_add(diags, DIAG_ERROR, whole, whole, "%s",
			  _("there is nothing in this file"));
		status = mistakes(diags, err);
	}
	tree_close(stream);
	return status;
}

const char *tree_library(void)
{
	return yaml_get_version_string();
}
