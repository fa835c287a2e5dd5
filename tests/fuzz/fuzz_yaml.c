/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The YAML tree: whatever the bytes, it is within its limits, its texts are UTF-8 and its places
 * are in the file; and every text in it can be written, plain or as a block, and is read again as
 * it was.
 */
#include "debrief/tree.h"

#include <string.h>

#include "debrief/emit.h"
#include "debrief/utf8.h"
#include "fuzz.h"

#define ARENA_MAX   ((size_t)64 << 20)
#define TEXTS_TRIED 8 /* of one tree */

struct file {
	/* Nothing is behind it; a comment without a newline counts for two lines. */
	struct mark last;
	const struct tree_limits *limits;
	size_t nodes, texts;
};

static bool is_behind(struct mark a, struct mark b)
{
	return a.line > b.line || (a.line == b.line && a.column > b.column);
}

static void write_and_read(const char *text)
{
	const char *const items[] = {"a", text, ""};
	struct arena arena;
	struct diags diags;
	struct node *root;
	struct buf yaml;

	arena_init(&arena, ARENA_MAX);
	buf_init(&yaml, BUF_MAX_DEFAULT);
	emit_scalar(&yaml, 0, "a", text);
	emit_map(&yaml, 0, "b");
	emit_block(&yaml, 2, "c", text);
	emit_list(&yaml, 0, "d", items, 3);
	HOLDS(!yaml.failed && fuzz_can_show(yaml.data, yaml.length, true));
	diags_init(&diags, &arena, "again", yaml.data, yaml.length);
	HOLDS(tree_parse(&arena, yaml.data, yaml.length, &tree_limits_document, &diags, &root,
			 NULL) == STATUS_OK);
	HOLDS(!strcmp(node_text(root, "a"), text));
	HOLDS(!strcmp(node_text(node_get(root, "b"), "c"), text));
	HOLDS(node_get(root, "d")->count == 3);
	HOLDS(!strcmp(node_get(root, "d")->first->next->text, text));
	buf_release(&yaml);
	arena_release(&arena);
}

static void look_at_text(struct file *file, const struct node *node)
{
	HOLDS(node->type == NODE_SCALAR && node->text && !node->first && !node->count);
	HOLDS(strlen(node->text) == node->length);
	HOLDS(utf8_is_valid(node->text, node->length));
	if (file->texts++ < TEXTS_TRIED)
		write_and_read(node->text);
}

static void look_at(struct file *file, const struct node *node, unsigned depth)
{
	size_t count = 0;

	HOLDS(++file->nodes <= file->limits->nodes);
	HOLDS(node->start.line >= 1 && node->start.column >= 1);
	HOLDS(!is_behind(node->start, node->end) && !is_behind(node->end, file->last));
	if (node->key)
		look_at(file, node->key, depth);
	if (node->type == NODE_SCALAR) {
		look_at_text(file, node);
		return;
	}
	HOLDS(depth <= file->limits->depth);
	for (const struct node *child = node->first; child; child = child->next, count++) {
		HOLDS(!child->key == (node->type == NODE_LIST));
		HOLDS(!child->key || child->key->type == NODE_SCALAR);
		look_at(file, child, depth + 1);
	}
	HOLDS(count == node->count);
}

static void look_at_json(const struct node *root)
{
	struct buf json;

	buf_init(&json, BUF_MAX_DEFAULT);
	node_json(root, &json);
	HOLDS(!json.failed && fuzz_can_show(json.data, json.length, false));
	buf_release(&json);
}

static void parse(const char *bytes, size_t length, const struct tree_limits *limits)
{
	struct file file = {.last = {2, 1}, .limits = limits};
	struct err err = {{0}, 0};
	struct arena arena;
	struct diags diags;
	struct node *root;
	enum status status;

	for (size_t i = 0; i < length; i++)
		file.last.line += bytes[i] == '\n' || bytes[i] == '\r' || (bytes[i] & 0x80);
	file.last.column = (uint32_t)length + 2;
	arena_init(&arena, ARENA_MAX);
	diags_init(&diags, &arena, "file.yaml", bytes, length);
	status = tree_parse(&arena, bytes, length, limits, &diags, &root, &err);
	fuzz_look_at_err(status, &err);
	HOLDS(status == STATUS_OK || status == STATUS_INVALID);
	HOLDS((status == STATUS_OK) == (diags.errors == 0));
	HOLDS(status != STATUS_OK || (root && length <= limits->bytes));
	if (root) {
		look_at(&file, root, 1);
		look_at_json(root);
	}
	fuzz_look_at_diags(&diags);
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct tree_limits few = {.bytes = 4000, .depth = 3, .nodes = 20};

	parse((const char *)data, size, &tree_limits_document);
	parse((const char *)data, size, &few);
	return 0;
}
