/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/document.h"

#include "debrief/json.h"

/*
 * For scripts: sections by id, and in each its blocks with what they say. Labels and headings are
 * for people and may be translated; a script goes by the ids, and what has none is no matter of
 * its.
 */

static void add_timeline(struct json *json, const struct timeline *timeline)
{
	json_seconds(json, "seconds", timeline->seconds);
	json_object(json, "lanes");
	for (size_t i = 0; i < timeline->n_lanes; i++) {
		const struct timeline_lane *lane = &timeline->lanes[i];

		json_array(json, lane->id);
		for (size_t j = 0; j < lane->n_spans; j++) {
			json_object(json, NULL);
			json_seconds(json, "from", lane->spans[j].from);
			json_seconds(json, "to", lane->spans[j].to);
			json_text(json, "text", lane->spans[j].text);
			json_object_end(json);
		}
		json_array_end(json);
	}
	json_object_end(json);
}

static void add_block(struct json *json, const struct block *block)
{
	static const char *const kinds[BLOCK__COUNT] = {
		[BLOCK_HEADING] = "heading", [BLOCK_TEXT] = "text",
		[BLOCK_QUOTE] = "quote",     [BLOCK_FACT] = "fact",
		[BLOCK_ITEM] = "item",       [BLOCK_VERBATIM] = "verbatim",
		[BLOCK_PICTURE] = "picture", [BLOCK_TIMELINE] = "timeline",
	};

	if (!block->id)
		return;
	json_object(json, NULL);
	json_text(json, "kind", kinds[block->kind]);
	json_text(json, "id", block->id);
	if (block->text && block->kind != BLOCK_HEADING)
		json_text(json, "text", block->data ? block->data : block->text);
	if (block->kind == BLOCK_PICTURE)
		json_text(json, "file", block->label ? block->label : block->aside);
	else if (block->aside)
		json_text(json, "aside", block->aside);
	if (block->timeline)
		add_timeline(json, block->timeline);
	json_object_end(json);
}

static bool begins_section(const struct block *block)
{
	return block->kind == BLOCK_HEADING && block->level < 3;
}

enum status document_as_json(const struct document *document, struct buf *out, struct err *err)
{
	struct json json;

	json_start(&json, out);
	json_object(&json, NULL);
	json_text(&json, "for", document->reader);
	if (document->session)
		json_text(&json, "session", document->session);
	json_text(&json, "title", document->title);
	json_array(&json, "sections");
	for (size_t i = 0; i < document->n_blocks; i++) {
		const struct block *block = &document->blocks[i];

		if (!begins_section(block)) {
			add_block(&json, block);
			continue;
		}
		if (i > 0) {
			json_array_end(&json);
			json_object_end(&json);
		}
		json_object(&json, NULL);
		json_text(&json, "id", block->id);
		json_array(&json, "blocks");
	}
	if (document->n_blocks > 0) {
		json_array_end(&json);
		json_object_end(&json);
	}
	json_array_end(&json);
	json_object_end(&json);
	return document->failed || out->failed ? err_no_memory(err) : STATUS_OK;
}
