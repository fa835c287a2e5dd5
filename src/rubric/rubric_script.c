/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The script of a rubric: steps, the fields in which they put what is heard, and what they refer
 * to. That comes in two parts, because a step may refer to fields and steps that follow it.
 */

#include "rubric/rubric_resolve.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/known_field.h"
#include "rubric/reference.h"
#include "rubric/rubric_schema.h"
#include "yaml/repeats.h"

static const char *const say_names[] = {"teacher", "coach", "previous-goal"};

static const char *const reserved_values[] = {"heard", NULL};
static const char *const reserved_fields[] = {"any", NULL};
static const char *const nothing_reserved[] = {NULL};

/* ---- steps and fields ---- */

static void check_values(struct resolver *r, const struct rubric_field *field)
{
	const struct node *options = node_get(field->node, "options");
	const struct node *levels = node_get(field->node, "levels");
	const struct node *type = resolve_place(field->node, "type");
	const struct node *word;

	if (options && field->type != FIELD_CHOICE)
		diags_add(r->diags, DIAG_ERROR, options->start, options->end,
			  _("only a field of type 'choice' has options; this one is of type '%s'"),
			  field->type_name);
	else if (!resolve_is_given(options) && field->type == FIELD_CHOICE)
		diags_add(r->diags, DIAG_ERROR, type->start, type->end,
			  _("a choice needs something to choose from; "
			    "add 'options: [first, second]'"));
	if (levels && field->type != FIELD_LEVEL)
		diags_add(r->diags, DIAG_ERROR, levels->start, levels->end,
			  _("only a field of type 'level' has levels; this one is of type '%s'"),
			  field->type_name);
	else if (!resolve_is_given(levels) && field->type == FIELD_LEVEL)
		diags_add(r->diags, DIAG_ERROR, type->start, type->end,
			  _("a level needs its levels; add 'levels: [{id: first, text: First}]'"));
	resolve_words(r, &field->options, _("duplicate option"));
	for (word = options ? options->first : NULL; word; word = word->next)
		if (word->text)
			(void)resolve_is_reserved(r, word, word->text, reserved_values);
}

/* Types that mean something to the engine only under the ids it knows. */
static const char *const ids_of_type[] = {
	[FIELD_GOAL] = N_("'coach-goal', 'teacher-goal' or 'alternative'"),
	[FIELD_PLAN] = "'plan'",
	[FIELD_PROGRESS] = "'progress'",
	[FIELD_STATEMENT] = N_("'statement-coach' or 'statement-teacher'"),
};

static void resolve_type(struct resolver *r, struct rubric_field *field)
{
	enum known_field known = known_field_of(field->id);
	const struct node *node = resolve_place(field->node, "type");
	bool given = field->type_name != NULL;
	int type = FIELD_TEXT;

	while (given && strcmp(field_type_names[type], field->type_name) != 0)
		type++;
	if (!given && known != FIELD__COUNT)
		type = (int)known_fields[known]
			       .type; /* what its id stands for: one mistake is enough */
	field->type = (enum field_type)type;
	field->type_name = field_type_names[type];
	if (!given)
		return; /* the tables said so */
	check_values(r, field);
	if (known != FIELD__COUNT && known_fields[known].type != field->type) {
		field->type = known_fields[known].type;
		diags_add(r->diags, DIAG_ERROR, node->start, node->end,
			  _("'%s' is a field with a meaning of its own, of type '%s'; "
			    "use that type or choose another id"),
			  field->id, field_type_names[field->type]);
		field->type_name = field_type_names[field->type];
	} else if (known == FIELD__COUNT && ids_of_type[type]) {
		diags_add(r->diags, DIAG_WARNING, node->start, node->end,
			  _("a field of type '%s' has its meaning only as %s; "
			    "'%s' is kept as words"),
			  field->type_name, _(ids_of_type[type]), field->id);
	}
}

static void resolve_field(struct resolver *r, const struct rubric_step *step,
			  struct rubric_field *field)
{
	field->step = step;
	field->is_private = field->says_private || step->is_private;
	field->label = field->title ? field->title : resolve_id_words(r, field->id);
	resolve_levels(r, &field->levels, reserved_values);
	resolve_type(r, field);
	if (field->by && !rubric_has_role(r->rubric, field->by)) {
		reference_unknown(r->diags, resolve_place(field->node, "by"), N_("role"),
				  r->rubric->roles);
		field->by = NULL;
	}
}

/* True, and an error for each, if an id is there twice in the whole script. */
static bool fields_repeat(struct resolver *r, size_t total)
{
	const struct node **ids = resolve_allocated(
		r, arena_array(r->arena, total, sizeof(struct node *)));
	size_t errors = r->diags->errors;
	size_t count = 0;

	for (size_t n = 0; ids && n < r->rubric->script.count; n++) {
		const struct rubric_step *step = rubric_step_at(r->rubric, n);

		for (size_t i = 0; i < step->fields.count; i++)
			if (step_field_at(step, i)->id)
				ids[count++] = node_get(step_field_at(step, i)->node, "id");
	}
	if (ids)
		repeats_report(ids, count, _("duplicate field"), r->diags);
	return r->diags->errors > errors;
}

/* A step's fields join all those before. */
static void join_fields(struct resolver *r, struct rubric_step *step, bool repeated,
			const struct rubric_field **all)
{
	struct rubric *rubric = r->rubric;
	struct rubric_field *fields = step->fields.items;
	size_t kept = 0;

	for (size_t n = 0; n < step->fields.count; n++) {
		const char *id = fields[n].id;

		if (!id || (repeated && rubric_field(rubric, id)) ||
		    resolve_is_reserved(r, resolve_place(fields[n].node, "id"), id,
					reserved_fields))
			continue;
		fields[kept] = fields[n];
		resolve_field(r, step, &fields[kept]);
		fields[kept].index = rubric->n_fields;
		all[rubric->n_fields++] = &fields[kept++];
	}
	step->fields.count = kept;
}

/* Without a stage a step belongs to the talk; of a stage that does not exist it is kept where
 * nothing is shown to the teacher by mistake. */
static void resolve_stage(struct resolver *r, struct rubric_step *step)
{
	const struct schema_texts *stages = &r->rubric->stages;
	const char *wanted = step->stage ? step->stage : "debrief";

	while (step->stage_index < stages->count &&
	       strcmp(stages->items[step->stage_index], wanted) != 0)
		step->stage_index++;
	if (step->stage_index == stages->count) {
		if (step->stage)
			reference_unknown(r->diags, resolve_place(step->node, "stage"), N_("stage"),
					  *stages);
		step->stage_index = 0;
	}
	step->stage = stages->items[step->stage_index];
	step->is_private = step->says_private || stage_is_private(step->stage);
}

void resolve_script(struct resolver *r)
{
	struct rubric *rubric = r->rubric;
	const struct rubric_field **all;
	size_t total = 0;
	bool repeated;

	resolve_ids(r, &rubric->script, &rubric_step_schema, nothing_reserved, RUBRIC_ITEMS_MAX);
	struct rubric_step *steps = rubric->script.items;
	for (size_t n = 0; n < rubric->script.count; n++) {
		resolve_limit(r, &steps[n].fields, sizeof(struct rubric_field),
			      RUBRIC_ITEMS_MAX - total);
		total += steps[n].fields.count;
		steps[n].index = n;
		if (!steps[n].title)
			steps[n].title = steps[n].id;
		resolve_stage(r, &steps[n]);
	}
	all = resolve_allocated(r,
				arena_array(r->arena, total, sizeof(const struct rubric_field *)));
	if (!all)
		return;
	rubric->fields = all;
	repeated = fields_repeat(r, total);
	for (size_t n = 0; n < rubric->script.count; n++)
		join_fields(r, &steps[n], repeated, all);
}

/* ---- what steps refer to ---- */

static void resolve_needs(struct resolver *r, struct rubric_step *step)
{
	const struct node *name = step->needs.node ? step->needs.node->first : NULL;
	const char **names = resolve_allocated(
		r, arena_array(r->arena, step->needs.count, sizeof(*names)));
	size_t count = 0;

	for (; name && names && count < step->needs.count; name = name->next) {
		const struct rubric_field *field = rubric_field(r->rubric, name->text);

		if (field)
			names[count++] = field->id;
		else if (name->text)
			reference_unknown(r->diags, name, N_("field"),
					  reference_fields(r->diags, r->rubric));
	}
	step->needs.items = names;
	step->needs.count = count;
}

static void check_placeholder(struct resolver *r, const struct node *question, const char *name)
{
	struct schema_texts known;
	const char *nearest;
	size_t n;

	for (n = 0; n < COUNT(say_names); n++)
		if (strcmp(say_names[n], name) == 0)
			return;
	if (rubric_field(r->rubric, name))
		return;
	known = reference_join(r->diags, reference_fields(r->diags, r->rubric), say_names,
			       COUNT(say_names));
	nearest = diag_nearest(name, known.items, known.count);
	if (nearest)
		diags_add(r->diags, DIAG_WARNING, question->start, question->end,
			  _("unknown placeholder '{%s}'; did you mean '{%s}'?"), name, nearest);
	else
		diags_add(r->diags, DIAG_WARNING, question->start, question->end,
			  _("unknown placeholder '{%s}'; expected a field's id, 'teacher', 'coach' "
			    "or 'previous-goal'"),
			  name);
}

/* Placeholders look like ids; other braces are left alone: {1, 2} is mathematics. */
static void check_say(struct resolver *r, const struct schema_texts *say)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
	const struct node *question = say->node ? say->node->first : NULL;

	for (; question; question = question->next) {
		const char *open = question->text ? strchr(question->text, '{') : NULL;

		for (; open; open = strchr(open + 1, '{')) {
			size_t length = strspn(open + 1, letters);
			char *name;

			if (length == 0 || open[1 + length] != '}' ||
			    strspn(open + 1, "0123456789") > 0)
				continue;
			name = resolve_allocated(r, arena_copy(r->arena, open + 1, length));
			if (name)
				check_placeholder(r, question, name);
		}
	}
}

static void resolve_branch(struct resolver *r, struct rubric_branch *branch)
{
	check_say(r, &branch->say);
	if (branch->go_to && !rubric_step(r->rubric, branch->go_to)) {
		reference_unknown(r->diags, resolve_place(branch->node, "goto"), N_("step"),
				  reference_ids(r->diags, &r->rubric->script, &rubric_step_schema));
		branch->go_to = NULL;
	}
	if (!branch->title)
		branch->title = branch->say.count > 0 ? branch->say.items[0] : branch->go_to;
	if (!branch->title) {
		diags_add(r->diags, DIAG_ERROR, branch->node->start, branch->node->end,
			  _("a branch needs a 'title', something to 'say' or a 'goto'"));
		branch->title = "";
	}
}

static void resolve_step(struct resolver *r, struct rubric_step *step)
{
	struct rubric_branch *branches = step->branches.items;
	size_t errors;
	size_t n;

	check_say(r, &step->say);
	resolve_needs(r, step);
	for (n = 0; n < step->branches.count; n++)
		resolve_branch(r, &branches[n]);
	if (!step->when_node)
		return;
	errors = r->diags->errors;
	step->when = condition_read(r->arena, r->rubric, step->when_node, r->diags);
	r->failed = r->failed || !step->when;
	if (r->diags->errors > errors)
		step->when = NULL; /* rather a step too many than one that is never offered */
}

void resolve_script_references(struct resolver *r)
{
	struct rubric_step *steps = r->rubric->script.items;

	for (size_t n = 0; n < r->rubric->script.count; n++)
		resolve_step(r, &steps[n]);
}
