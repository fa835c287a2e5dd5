/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/tree.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/sanitise.h"

const struct node *node_get(const struct node *map, const char *key)
{
	if (!map || map->type != NODE_MAP)
		return NULL;
	for (const struct node *value = map->first; value; value = value->next)
		if (strcmp(value->key->text, key) == 0)
			return value;
	return NULL;
}

const char *node_text(const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);

	return value ? value->text : NULL;
}

static const char *skip_digits(const char *text)
{
	while (*text >= '0' && *text <= '9')
		text++;
	return text;
}

/* As JSON writes numbers, without exponents: "1e5" is somebody's id sooner than a number. */
static bool is_number(const char *text)
{
	const char *digits = *text == '-' ? text + 1 : text;
	const char *end = skip_digits(digits);

	if (end == digits || (*digits == '0' && end - digits > 1))
		return false;
	if (*end == '.') {
		digits = end + 1;
		end = skip_digits(digits);
		if (end == digits)
			return false;
	}
	return *end == '\0';
}

static void scalar_json(const struct node *scalar, struct buf *out)
{
	static const char *const words[][2] = {
		{"true", "true"}, {"false", "false"}, {"null", "null"}, {"~", "null"}, {"", "null"},
	};

	if (scalar->plain) {
		for (size_t i = 0; i < COUNT(words); i++) {
			if (strcmp(scalar->text, words[i][0]) == 0) {
				buf_puts(out, words[i][1]);
				return;
			}
		}
		if (is_number(scalar->text)) {
			buf_puts(out, scalar->text);
			return;
		}
	}
	buf_putc(out, '"');
	sanitise_json(out, scalar->text, scalar->length);
	buf_putc(out, '"');
}

void node_json(const struct node *node, struct buf *out)
{
	if (node->type == NODE_SCALAR) {
		scalar_json(node, out);
		return;
	}
	buf_putc(out, node->type == NODE_LIST ? '[' : '{');
	for (const struct node *child = node->first; child; child = child->next) {
		if (child != node->first)
			buf_putc(out, ',');
		if (node->type == NODE_MAP) {
			buf_putc(out, '"');
			sanitise_json(out, child->key->text, child->key->length);
			buf_puts(out, "\":");
		}
		node_json(child, out);
	}
	buf_putc(out, node->type == NODE_LIST ? ']' : '}');
}
