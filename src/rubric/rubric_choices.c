/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/rubric_path.h"

/*
 * Choosing a rubric means knowing what it is, so each is read whole. What is wrong with one is said
 * in its place in the list: a rubric that is missing there would be looked for elsewhere.
 */

static const char *first_mistake(struct diags *diags, struct arena *arena)
{
	struct buf line;
	const char *mistake = NULL;

	buf_init(&line, BUF_MAX_DEFAULT);
	diags_sort(diags);
	for (size_t i = 0; i < diags->count && !mistake; i++) {
		if (diags->items[i].severity != DIAG_ERROR)
			continue;
		diag_line(diags, &diags->items[i], &line);
		mistake = arena_strdup(arena, buf_text(&line));
	}
	buf_release(&line);
	return mistake;
}

static enum status read_choice(struct host *host, struct arena *arena, struct rubric_choice *choice,
			       struct err *err)
{
	struct err why = {0};
	struct rubric_file file;
	struct diags diags;
	enum status status = rubric_find(host, arena, choice->file->path, &file, &why);

	if (status == STATUS_OK) {
		diags_init(&diags, arena, file.id, file.bytes, file.length);
		status = rubric_parse(arena, file.bytes, file.length, SCHEMA_STRICT, &diags,
				      &choice->rubric, &why);
		if (status != STATUS_OK)
			choice->mistake = first_mistake(&diags, arena);
	}
	if (status == STATUS_NO_MEMORY)
		return err_no_memory(err);
	if (status != STATUS_OK)
		choice->rubric = NULL;
	if (status != STATUS_OK && !choice->mistake)
		choice->mistake = arena_strdup(arena, why.message);
	return choice->rubric || choice->mistake ? STATUS_OK : err_no_memory(err);
}

enum status rubric_choices(struct host *host, struct arena *arena,
			   const struct rubric_choice **choices, size_t *count, struct err *err)
{
	const struct rubric_file *files = NULL;
	struct rubric_choice *found;
	enum status status = rubric_list(host, arena, &files, count, err);

	if (status != STATUS_OK)
		return status;
	found = arena_array(arena, *count, sizeof(*found));
	if (!found && *count > 0)
		return err_no_memory(err);
	for (size_t i = 0; i < *count && status == STATUS_OK; i++) {
		found[i].file = &files[i];
		status = read_choice(host, arena, &found[i], err);
	}
	*choices = found;
	return status;
}
