/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rubric of any bytes: read strictly it is whole or refused; read leniently, as a session's copy
 * is, there always is one. In both nothing points to what is not there, all that can be looked up
 * by its id is found, and its page can be printed.
 */
#include "debrief/rubric.h"

#include <string.h>

#include "debrief/report.h"
#include "fuzz.h"

#define ARENA_MAX ((size_t)64 << 20)

static void look_at_levels(const struct schema_list *levels)
{
	for (size_t i = 0; i < levels->count; i++) {
		const struct rubric_level *level = level_at(levels, i);

		HOLDS(level && level->id && level->text);
		HOLDS(level_index(levels, level->id) >= 0);
	}
	HOLDS(level_index(levels, "no such level") == -1);
}

static void look_at_phases(const struct rubric *rubric)
{
	size_t criteria = 0;

	for (size_t i = 0; i < rubric->phases.count; i++) {
		const struct rubric_phase *phase = rubric_phase_at(rubric, i);

		HOLDS(phase->index == i && rubric_phase(rubric, phase->id) == phase);
		for (size_t k = 0; k < phase->criteria.count; k++, criteria++) {
			const struct rubric_criterion *criterion = phase_criterion_at(phase, k);

			HOLDS(criteria < rubric->n_criteria);
			HOLDS(rubric->criteria[criteria] == criterion);
			HOLDS(criterion->index == criteria && criterion->phase == phase);
			HOLDS(rubric_criterion(rubric, criterion->name) == criterion);
			HOLDS(criterion->title);
			HOLDS(!criterion->levels.count ||
			      criterion->met_level < criterion->levels.count);
			look_at_levels(&criterion->levels);
		}
	}
	HOLDS(criteria == rubric->n_criteria);
}

static void look_at_goals(const struct rubric *rubric)
{
	for (size_t i = 0; i < rubric->developments.count; i++) {
		const struct rubric_development *development = rubric_development_at(rubric, i);

		HOLDS(rubric_development(rubric, development->id) == development);
		HOLDS(development->title && development->phrase);
	}
	for (size_t i = 0; i < rubric->goals.count; i++) {
		const struct rubric_goal *goal = rubric_goal_at(rubric, i);

		HOLDS(goal->index == i && rubric_goal(rubric, goal->id) == goal);
		HOLDS(goal->change && (!goal->phase || rubric_phase(rubric, goal->phase)));
		for (size_t k = 0; k < goal->builds_on.count; k++)
			HOLDS(rubric_criterion(rubric, goal->needs[k]->name) == goal->needs[k]);
		for (size_t k = 0; k < goal->n_supports; k++)
			HOLDS(rubric_development(rubric, goal->supports[k].development->id) ==
			      goal->supports[k].development);
	}
}

static void look_at_fields(const struct rubric *rubric, const struct rubric_step *step,
			   size_t *fields)
{
	for (size_t k = 0; k < step->fields.count; k++, ++*fields) {
		const struct rubric_field *field = step_field_at(step, k);

		HOLDS(*fields < rubric->n_fields && rubric->fields[*fields] == field);
		HOLDS(field->index == *fields && field->step == step);
		HOLDS(rubric_field(rubric, field->id) == field);
		HOLDS(!field->by || rubric_has_role(rubric, field->by));
		HOLDS(field->is_private || !step->is_private);
		look_at_levels(&field->levels);
	}
}

static void look_at_script(const struct rubric *rubric)
{
	size_t fields = 0;

	for (size_t i = 0; i < rubric->script.count; i++) {
		const struct rubric_step *step = rubric_step_at(rubric, i);

		HOLDS(step->index == i && rubric_step(rubric, step->id) == step);
		HOLDS(step->stage_index < rubric->stages.count);
		HOLDS(!strcmp(rubric->stages.items[step->stage_index], step->stage));
		HOLDS(step->is_private == (step->says_private || stage_is_private(step->stage)));
		look_at_fields(rubric, step, &fields);
		for (size_t k = 0; k < step->needs.count; k++)
			HOLDS(rubric_field(rubric, step->needs.items[k]));
		for (size_t k = 0; k < step->branches.count; k++) {
			const char *to = step_branch_at(step, k)->go_to;

			HOLDS(!to || rubric_step(rubric, to));
		}
	}
	HOLDS(fields == rubric->n_fields);
}

static void look_at_rubric(const struct rubric *rubric)
{
	struct buf page;

	HOLDS(rubric->id && rubric->title);
	HOLDS(rubric->roles.count > 0 && rubric->stages.count > 0);
	look_at_phases(rubric);
	look_at_goals(rubric);
	look_at_script(rubric);
	for (size_t i = 0; i < rubric->breakdown.count; i++) {
		const char *phase = rubric_rule_at(rubric, i)->phase;

		HOLDS(!strcmp(phase, "none") || rubric_phase(rubric, phase));
	}
	buf_init(&page, BUF_MAX_DEFAULT);
	HOLDS(rubric_page(rubric, &page, NULL) == STATUS_OK);
	HOLDS(fuzz_can_show(buf_text(&page), page.length, true));
	buf_release(&page);
}

static bool parse(const char *bytes, size_t length, enum schema_mode mode)
{
	const struct rubric *rubric = NULL;
	struct err err = {{0}, 0};
	struct arena arena;
	struct diags diags;
	enum status status;

	arena_init(&arena, ARENA_MAX);
	diags_init(&diags, &arena, "rubric.yaml", bytes, length);
	status = rubric_parse(&arena, bytes, length, mode, &diags, &rubric, &err);
	fuzz_look_at_err(status, &err);
	HOLDS((status == STATUS_OK) == (diags.errors == 0));
	HOLDS(mode == SCHEMA_STRICT || status == STATUS_OK);
	HOLDS((status == STATUS_OK) == (rubric != NULL));
	if (rubric)
		look_at_rubric(rubric);
	fuzz_look_at_diags(&diags);
	arena_release(&arena);
	return status == STATUS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	parse((const char *)data, size, SCHEMA_STRICT);
	parse((const char *)data, size, SCHEMA_LENIENT);
	return 0;
}
