/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_JSON_H
#define DEBRIEF_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "debrief/buf.h"
#include "debrief/tree.h"

/*
 * Writes JSON. The writer puts the commas; the caller opens and closes. Texts are exact: what a
 * terminal must not get is written as \uXXXX, bytes that are not UTF-8 become U+FFFD.
 *
 *     json_start(&json, &out);
 *     json_object(&json, NULL);
 *     json_text(&json, "session", "2026-11-21-x4f9");
 *     json_object_end(&json);
 *
 * `key` is NULL inside arrays. The members of the outermost object stand on lines of their own, and
 * so do the items of an array in it, so that line tools can find them.
 */

struct json {
	struct buf *out;
	unsigned depth;
	bool in_array; /* the innermost one open at depth 2 */
	bool first;    /* nothing stands yet in what was opened last */
};

void json_start(struct json *json, struct buf *out);

void json_object(struct json *json, const char *key);
void json_object_end(struct json *json);
void json_array(struct json *json, const char *key);
void json_array_end(struct json *json);

void json_text(struct json *json, const char *key, const char *text); /* NULL: null */
void json_number(struct json *json, const char *key, long number);
void json_seconds(struct json *json, const char *key, double seconds); /* to the millisecond */
void json_bool(struct json *json, const char *key, bool value);
/* Plain decimal numbers, true, false and null of the YAML become JSON's, everything else a text. */
void json_node(struct json *json, const char *key, const struct node *node);

#endif
