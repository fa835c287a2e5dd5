/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "debrief/sanitise.h"

/*
 * All that is remembered is how deep we are and whether a comma is due: whoever opens something
 * also closes it, in the same function, so a stack would only repeat what the C code says.
 */

void json_start(struct json *json, struct buf *out)
{
	*json = (struct json){.out = out, .first = true};
}

static bool is_on_own_line(const struct json *json)
{
	return json->depth == 1 || (json->depth == 2 && json->in_array);
}

static void line_break(struct json *json)
{
	buf_putc(json->out, '\n');
	buf_fill(json->out, ' ', (size_t)json->depth * 2);
}

static void quoted(struct json *json, const char *text, size_t length)
{
	buf_putc(json->out, '"');
	sanitise_json(json->out, text, length);
	buf_putc(json->out, '"');
}

static void begin_value(struct json *json, const char *key)
{
	if (!json->first)
		buf_puts(json->out, is_on_own_line(json) ? "," : ", ");
	if (is_on_own_line(json))
		line_break(json);
	json->first = false;
	if (!key)
		return;
	quoted(json, key, strlen(key));
	buf_puts(json->out, ": ");
}

static void open(struct json *json, const char *key, char bracket)
{
	begin_value(json, key);
	buf_putc(json->out, bracket);
	if (++json->depth == 2)
		json->in_array = bracket == '[';
	json->first = true;
}

static void end(struct json *json, char bracket)
{
	bool broken = is_on_own_line(json) && !json->first;

	json->depth--;
	if (broken)
		line_break(json);
	buf_putc(json->out, bracket);
	json->first = false;
	if (json->depth == 0)
		buf_putc(json->out, '\n');
}

void json_object(struct json *json, const char *key)
{
	open(json, key, '{');
}

void json_object_end(struct json *json)
{
	end(json, '}');
}

void json_array(struct json *json, const char *key)
{
	open(json, key, '[');
}

void json_array_end(struct json *json)
{
	end(json, ']');
}

void json_text(struct json *json, const char *key, const char *text)
{
	begin_value(json, key);
	if (text)
		quoted(json, text, strlen(text));
	else
		buf_puts(json->out, "null");
}

void json_number(struct json *json, const char *key, long number)
{
	begin_value(json, key);
	buf_printf(json->out, "%ld", number);
}

/* By whole numbers: what stands for the decimal point is the locale's business otherwise. */
void json_seconds(struct json *json, const char *key, double seconds)
{
	int64_t ms = isfinite(seconds) && seconds > 0 ? (int64_t)(seconds * 1000 + 0.5) : 0;

	begin_value(json, key);
	buf_printf(json->out, "%" PRId64, ms / 1000);
	if (ms % 1000)
		buf_printf(json->out, ".%03d", (int)(ms % 1000));
}

void json_bool(struct json *json, const char *key, bool value)
{
	begin_value(json, key);
	buf_puts(json->out, value ? "true" : "false");
}

void json_node(struct json *json, const char *key, const struct node *node)
{
	if (node->type == NODE_SCALAR) {
		begin_value(json, key);
		node_json(node, json->out);
		return;
	}
	open(json, key, node->type == NODE_LIST ? '[' : '{');
	for (const struct node *child = node->first; child; child = child->next)
		json_node(json, node->type == NODE_MAP ? child->key->text : NULL, child);
	end(json, node->type == NODE_LIST ? ']' : '}');
}
