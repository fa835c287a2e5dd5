/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/report.h"

#include "debrief/i18n.h"
#include "debrief/labels.h"
#include "page.h"

/*
 * What a person wants to know before using a rubric: what it looks at in a lesson, which changes
 * it knows, and what it asks. The ids stand beside, for those who write events by hand.
 */

static void criterion_page(const struct rubric_criterion *criterion, struct buf *out)
{
	page_text(out, 2, "%s  [%s]", criterion->title, criterion->name);
	if (criterion->ask)
		page_text(out, 4, "%s", criterion->ask);
	for (size_t i = 0; i < criterion->levels.count; i++) {
		const struct rubric_level *level = level_at(&criterion->levels, i);
		page_item(out, 4, i >= criterion->met_level ? "+ " : "- ", "%s  [%s]",
			  level->text ? level->text : level->id, level->id);
	}
}

static void lesson_page(const struct rubric *rubric, struct buf *out)
{
	if (rubric->phases.count == 0)
		return;
	page_heading(out, '=', _("The lesson"));
	page_text(out, 0, "%s", _("A level marked + counts as met."));
	for (size_t i = 0; i < rubric->phases.count; i++) {
		const struct rubric_phase *phase = rubric_phase_at(rubric, i);
		page_heading(out, '-', phase->title);
		for (size_t j = 0; j < phase->criteria.count; j++)
			criterion_page(phase_criterion_at(phase, j), out);
	}
}

static void breakdown_page(const struct rubric *rubric, struct buf *out)
{
	if (rubric->breakdown.count == 0)
		return;
	page_heading(out, '=', _("Where learning first broke down"));
	page_text(out, 0, "%s", _("The first of these that does not fail gives the answer."));
	for (size_t i = 0; i < rubric->breakdown.count; i++) {
		const struct rubric_rule *rule = rubric_rule_at(rubric, i);
		page_item(out, 2, "* ", "%s. %s", diagnosis_title(rubric, rule->phase),
			  rule->because ? rule->because : "");
	}
}

static void goals_page(const struct rubric *rubric, struct buf *out)
{
	if (rubric->goals.count == 0)
		return;
	page_heading(out, '=', _("Changes to instruction"));
	for (size_t i = 0; i < rubric->goals.count; i++) {
		const struct rubric_goal *goal = rubric_goal_at(rubric, i);
		const struct rubric_phase *phase = rubric_phase(rubric, goal->phase);
		page_item(out, 2, "* ", "%s: %s  [%s]", phase ? phase->title : goal->phase,
			  goal->change, goal->id);
	}
}

static void developments_page(const struct rubric *rubric, struct buf *out)
{
	if (rubric->developments.count == 0)
		return;
	page_heading(out, '=', _("What teachers value for their students"));
	for (size_t i = 0; i < rubric->developments.count; i++) {
		const struct rubric_development *development = rubric_development_at(rubric, i);
		page_item(out, 2, "* ", "%s  [%s]", development->title, development->id);
	}
}

static void step_page(const struct rubric_step *step, struct buf *out)
{
	page_blank(out);
	page_text(out, 2, step->is_private ? _("%s  [%s], private") : "%s  [%s]", step->title,
		  step->id);
	if (step->purpose)
		page_text(out, 4, "%s", step->purpose);
	for (size_t i = 0; i < step->say.count; i++)
		page_item(out, 4, "? ", "%s", step->say.items[i]);
	for (size_t i = 0; i < step->branches.count; i++) {
		const struct rubric_branch *branch = step_branch_at(step, i);
		page_text(out, 4, _("If: %s"), branch->title);
		if (branch->minutes > 0)
			page_text(out, 6,
				  P_("about %ld minute", "about %ld minutes", branch->minutes),
				  branch->minutes);
		for (size_t j = 0; j < branch->say.count; j++)
			page_item(out, 6, "? ", "%s", branch->say.items[j]);
	}
}

static void script_page(const struct rubric *rubric, struct buf *out)
{
	for (size_t stage = 0; stage < rubric->stages.count; stage++) {
		bool named = false;
		for (size_t i = 0; i < rubric->script.count; i++) {
			const struct rubric_step *step = rubric_step_at(rubric, i);
			if (step->stage_index != stage)
				continue;
			if (!named)
				page_heading(out, '=', stage_label(rubric, stage));
			named = true;
			step_page(step, out);
		}
	}
}

enum status rubric_page(const struct rubric *rubric, struct buf *out, struct err *err)
{
	page_heading(out, '=', rubric->title);
	page_text(out, 0, _("Id: %s, version %ld."), rubric->id, rubric->version);
	if (rubric->description)
		page_text(out, 0, "%s", rubric->description);
	if (rubric->source)
		page_text(out, 0, _("Source: %s"), rubric->source);
	lesson_page(rubric, out);
	breakdown_page(rubric, out);
	goals_page(rubric, out);
	developments_page(rubric, out);
	script_page(rubric, out);
	return out->failed ? err_no_memory(err) : STATUS_OK;
}
