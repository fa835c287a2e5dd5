/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/event_check.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "event_node.h"

/*
 * What must be one of the rubric's ids is looked up through one table; what ties two keys of an
 * event together is a few functions at the end. Without a rubric, only the latter are checked.
 */

struct checking {
	const struct event *event;
	const struct node *node;
	const struct rubric *rubric;
	event_lookup *lookup;
	void *context;
	struct diags *diags;
};

#define WHOLE_EVENT KEY__COUNT

/* At the value of `key`, of a list at its n-th item (from 0); at the event if there is none. */
static void complain(struct checking *checking, enum event_key key, size_t item,
		     const char *message)
{
	const struct node *node = checking->node;
	const struct node *value = node && key != WHOLE_EVENT ? event_node(node, key) : NULL;
	struct mark start = node ? node->start : (struct mark){0, 0};
	struct mark end = start;

	if (value && value->type == NODE_LIST)
		for (value = value->first; value && value->next && item > 0; item--)
			value = value->next;
	if (value) {
		start = value->start;
		end = value->end;
	}
	diags_add(checking->diags, DIAG_ERROR, start, end, "%s",
		  message ? message : _("this cannot be right"));
}

/* ---- ids of the rubric ---- */

/* The n-th name, which may be NULL, and how many there are. */
typedef const char *name_at(const struct rubric *rubric, size_t n, size_t *count);

static const char *phase_at(const struct rubric *rubric, size_t n, size_t *count)
{
	*count = rubric->phases.count;
	return n < *count ? rubric_phase_at(rubric, n)->id : NULL;
}

static const char *criterion_at(const struct rubric *rubric, size_t n, size_t *count)
{
	*count = rubric->n_criteria;
	return n < *count ? rubric->criteria[n]->name : NULL;
}

static const char *goal_at(const struct rubric *rubric, size_t n, size_t *count)
{
	*count = rubric->goals.count;
	return n < *count ? rubric_goal_at(rubric, n)->id : NULL;
}

static const char *step_at(const struct rubric *rubric, size_t n, size_t *count)
{
	*count = rubric->script.count;
	return n < *count ? rubric_step_at(rubric, n)->id : NULL;
}

static const char *field_at(const struct rubric *rubric, size_t n, size_t *count)
{
	*count = rubric->n_fields;
	return n < *count ? rubric->fields[n]->id : NULL;
}

static const char *topic_at(const struct rubric *rubric, size_t n, size_t *count)
{
	*count = rubric->topics.count;
	return n < *count ? rubric->topics.items[n] : NULL;
}

static const char *role_at(const struct rubric *rubric, size_t n, size_t *count)
{
	*count = rubric->roles.count;
	return n < *count ? rubric->roles.items[n] : NULL;
}

static const char *development_at(const struct rubric *rubric, size_t n, size_t *count)
{
	*count = rubric->developments.count;
	return n < *count ? rubric_development_at(rubric, n)->id : NULL;
}

struct names {
	const char **items;
	size_t count;
};

static void add_name(struct arena *arena, struct names *names, const char *name)
{
	const char **items = arena_grow(arena, names->items, names->count, sizeof(*items));

	if (!items || !name)
		return;
	items[names->count++] = name;
	names->items = items;
}

static const struct id_kind {
	name_at *at;
	const char *also; /* allowed too */
	const char *unknown;
} id_kinds[] = {
	[VALUE_PHASE] = {phase_at, NULL, N_("unknown phase")},
	[VALUE_BREAKDOWN] = {phase_at, "none", N_("unknown phase")},
	[VALUE_CRITERION] = {criterion_at, NULL, N_("unknown criterion")},
	[VALUE_GOAL] = {goal_at, NULL, N_("unknown goal")},
	[VALUE_STEP] = {step_at, NULL, N_("unknown step")},
	[VALUE_FIELD] = {field_at, NULL, N_("unknown field")},
	[VALUE_TOPIC] = {topic_at, NULL, N_("unknown topic")},
	[VALUE_ROLE] = {role_at, "observer", N_("unknown role")},
	[VALUE_FILE] = {NULL, NULL, NULL}, /* the last of the types */
};

static bool is_name(const struct rubric *rubric, name_at *at, const char *text)
{
	size_t count = 1;

	for (size_t n = 0; n < count; n++) {
		const char *name = at(rubric, n, &count);
		if (name && strcmp(name, text) == 0)
			return true;
	}
	return false;
}

static void add_names(struct checking *checking, struct names *names, name_at *at)
{
	size_t count = 1;

	for (size_t n = 0; n < count; n++)
		add_name(checking->diags->arena, names, at(checking->rubric, n, &count));
}

static void complain_of_name(struct checking *checking, enum event_key key, const char *what,
			     const char *text, const struct names *names)
{
	struct arena *arena = checking->diags->arena;

	complain(checking, key, 0,
		 arena_printf(arena, "%s '%s'%s", what, diag_brief(arena, text),
			      event_suggestion(arena, text, names->items, names->count)));
}

static void check_name(struct checking *checking, const struct event_rule *rule, const char *text)
{
	const struct id_kind *kind = &id_kinds[rule->type];
	struct names names = {0};

	if (is_name(checking->rubric, kind->at, text) ||
	    (kind->also && strcmp(kind->also, text) == 0))
		return;
	/* Topics are codes for those who want them: a rubric may leave them to the coach. */
	if (rule->type == VALUE_TOPIC && checking->rubric->topics.count == 0)
		return;
	add_names(checking, &names, kind->at);
	add_name(checking->diags->arena, &names, kind->also);
	complain_of_name(checking, rule->key, _(kind->unknown), text, &names);
}

static bool is_text_of(const char *text, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], text) == 0)
			return true;
	return false;
}

static void check_level(struct checking *checking, const char *text)
{
	static const char *const always[] = {"met", "unmet", "unseen"};
	const size_t n_always = COUNT(always);
	const struct rubric_criterion *criterion = rubric_criterion(
		checking->rubric, event_text(checking->event, KEY_CRITERION));
	struct names names = {0};

	if (!criterion || is_text_of(text, always, n_always) ||
	    level_index(&criterion->levels, text) >= 0)
		return;
	for (size_t i = 0; i < criterion->levels.count; i++)
		add_name(checking->diags->arena, &names, level_at(&criterion->levels, i)->id);
	for (size_t i = 0; i < n_always; i++)
		add_name(checking->diags->arena, &names, always[i]);
	complain_of_name(checking, KEY_LEVEL, _("unknown level"), text, &names);
}

/* A field takes one of its words, or is only marked as heard; other words are `said`. */
static void check_field_value(struct checking *checking, const char *text)
{
	const struct rubric *rubric = checking->rubric;
	const struct rubric_field *field = rubric_field(rubric,
							event_text(checking->event, KEY_FIELD));
	struct names names = {0};

	if (!field || strcmp(text, "heard") == 0)
		return;
	if (field->type == FIELD_DEVELOPMENT) {
		add_names(checking, &names, development_at);
	} else if (field->type == FIELD_CHOICE) {
		for (size_t i = 0; i < field->options.count; i++)
			add_name(checking->diags->arena, &names, field->options.items[i]);
	} else if (field->type == FIELD_LEVEL) {
		for (size_t i = 0; i < field->levels.count; i++)
			add_name(checking->diags->arena, &names, level_at(&field->levels, i)->id);
	} else {
		complain(checking, KEY_VALUE, 0,
			 _("this field takes words; expected 'heard', or an event of another kind "
			   "that holds them"));
		return;
	}
	if (is_text_of(text, names.items, names.count))
		return;
	add_name(checking->diags->arena, &names, "heard");
	complain_of_name(checking, KEY_VALUE, _("unknown value"), text, &names);
}

/* ---- ids of other events ---- */

static void check_reference(struct checking *checking, enum event_key key, size_t item,
			    const char *id)
{
	struct arena *arena = checking->diags->arena;

	if (checking->lookup && !checking->lookup(checking->context, id))
		complain(checking, key, item,
			 arena_printf(arena, _("there is no record '%s'"), diag_brief(arena, id)));
}

static void check_value(struct checking *checking, const struct event_rule *rule,
			const struct event_value *value)
{
	if (rule->type == VALUE_EVENTS && !value->text) {
		for (size_t i = 0; i < value->count; i++)
			check_reference(checking, rule->key, i, value->items[i]);
		return;
	}
	if (!value->text)
		return;
	if (rule->type == VALUE_EVENT)
		check_reference(checking, rule->key, 0, value->text);
	else if (!checking->rubric)
		return;
	else if (rule->type == VALUE_LEVEL)
		check_level(checking, value->text);
	else if (rule->type == VALUE_FIELD_VALUE)
		check_field_value(checking, value->text);
	else if (id_kinds[rule->type].at)
		check_name(checking, rule, value->text);
}

static void check_presence(struct checking *checking, const struct event_rule *rule)
{
	const struct node *value = checking->node ? event_node(checking->node, rule->key) : NULL;

	/* One that could not be used was found while it was read. */
	if (value && (value->type != NODE_SCALAR || value->length > 0))
		return;
	complain(checking, WHOLE_EVENT, 0,
		 arena_printf(checking->diags->arena, _("'%s' needs '%s'"),
			      checking->event->kind_name, event_key_names[rule->key]));
}

/* ---- keys that depend on one another ---- */

static void check_goal(struct checking *checking)
{
	const char *phase = event_text(checking->event, KEY_PHASE);
	const char *change = event_text(checking->event, KEY_CHANGE);
	const struct rubric_goal *goal = rubric_goal(checking->rubric, change);

	if (goal && phase && goal->phase && strcmp(goal->phase, phase) != 0)
		complain(checking, KEY_PHASE, 0,
			 arena_printf(checking->diags->arena,
				      _("the change '%s' is of the phase '%s'; "
					"leave the phase out, or write that one"),
				      change, goal->phase));
}

static void check_step_and_field(struct checking *checking)
{
	const struct rubric_step *step = rubric_step(checking->rubric,
						     event_text(checking->event, KEY_STEP));
	const struct rubric_field *field = rubric_field(checking->rubric,
							event_text(checking->event, KEY_FIELD));

	if (step && field && field->step && field->step != step)
		complain(checking, KEY_FIELD, 0,
			 arena_printf(checking->diags->arena,
				      _("the field '%s' is of the step '%s'; leave the step out, "
					"or write that one"),
				      field->id, field->step->id));
}

/* At least one of two keys. */
static void check_either(struct checking *checking, enum event_key one, enum event_key other)
{
	if (!event_value(checking->event, one) && !event_value(checking->event, other))
		complain(checking, WHOLE_EVENT, 0,
			 arena_printf(checking->diags->arena, _("'%s' needs '%s' or '%s'"),
				      checking->event->kind_name, event_key_names[one],
				      event_key_names[other]));
}

static const struct event *target_of(const struct checking *checking)
{
	const char *re = event_text(checking->event, KEY_RE);

	return re && checking->lookup ? checking->lookup(checking->context, re) : NULL;
}

/* Words are filed under a step or field, evidence is sorted by phase and by who acted. */
static void check_assign(struct checking *checking)
{
	static const enum event_key keys[] = {KEY_PHASE, KEY_WHO};
	const struct event *target = target_of(checking);

	if (target && target->kind == EVENT_EVIDENCE) {
		check_either(checking, KEY_PHASE, KEY_WHO);
		return;
	}
	for (size_t i = 0; target && i < COUNT(keys); i++)
		if (event_value(checking->event, keys[i]))
			complain(checking, keys[i], 0,
				 arena_printf(checking->diags->arena,
					      _("only evidence is sorted by '%s'; expected 're' to "
						"name evidence"),
					      event_key_names[keys[i]]));
	if (target ||
	    (!event_value(checking->event, KEY_PHASE) && !event_value(checking->event, KEY_WHO)))
		check_either(checking, KEY_STEP, KEY_FIELD);
}

/* What is written anew stands for something of its own kind. */
static void check_replacement(struct checking *checking)
{
	const struct event *target = target_of(checking);

	if (target && target->kind != checking->event->kind && target->kind != EVENT_ERASED &&
	    checking->event->kind != EVENT_NOTE)
		complain(checking, KEY_RE, 0,
			 arena_printf(checking->diags->arena,
				      _("this replaces another '%s'; expected the id of one"),
				      checking->event->kind_name));
}

/* Others did not agree to be written down: of theirs there is only how much they said. */
static void check_turn(struct checking *checking)
{
	const struct event *event = checking->event;

	if (event_says(event, KEY_BY, "other") && event_text(event, KEY_TEXT))
		complain(checking, KEY_TEXT, 0,
			 _("words of others than coach and teacher are counted, not kept; expected "
			   "no 'text'"));
	if (event_text(event, KEY_TO) &&
	    event_number(event, KEY_TO, 0) < event_number(event, KEY_FROM, 0))
		complain(checking, KEY_TO, 0, _("this is before 'from'; expected a later second"));
}

static void check_lesson(struct checking *checking)
{
	const struct event *event = checking->event;

	for (size_t i = 0; i < event->n_values; i++)
		if (event_rule(EVENT_OPEN, event->values[i].key))
			return;
	complain(checking, WHOLE_EVENT, 0,
		 _("'lesson' changes nothing; expected 'teacher', 'coach', or in 'lesson' a "
		   "'title', 'grade', 'date', 'learning-goal' or 'taught-by'"));
}

static void check_together(struct checking *checking)
{
	const struct event *event = checking->event;

	if (event->kind == EVENT_LESSON)
		check_lesson(checking);
	if (event->kind == EVENT_GOAL)
		check_either(checking, KEY_CHANGE, KEY_TEXT);
	if (event->kind == EVENT_ASSIGN)
		check_assign(checking);
	if (event_can_be_renewed(event->kind))
		check_replacement(checking);
	if (event->kind == EVENT_TURN)
		check_turn(checking);
	if (event->kind == EVENT_MOVE && event_number(event, KEY_STEM, 1) < 1)
		complain(checking, KEY_STEM, 0, _("the questions of a step are counted from 1"));
	if (!checking->rubric)
		return;
	check_goal(checking);
	check_step_and_field(checking);
}

bool event_check(const struct event *event, const struct node *node, const struct rubric *rubric,
		 event_lookup *lookup, void *context, struct diags *diags)
{
	struct checking checking = {
		.event = event,
		.node = node,
		.rubric = rubric,
		.lookup = lookup,
		.context = context,
		.diags = diags,
	};
	const struct event_kind_info *info = &event_kinds[event->kind];
	size_t errors = diags->errors;

	for (size_t i = 0; i < info->n_rules; i++) {
		const struct event_value *value = event_value(event, info->rules[i].key);
		if (value)
			check_value(&checking, &info->rules[i], value);
		else if (info->rules[i].required)
			check_presence(&checking, &info->rules[i]);
	}
	check_together(&checking);
	return diags->errors == errors;
}

bool event_is_private_by_rule(const struct event *event, const struct rubric *rubric,
			      bool target_is_private)
{
	const struct rubric_step *step = rubric_step(rubric, event_text(event, KEY_STEP));
	const struct rubric_field *field = rubric_field(rubric, event_text(event, KEY_FIELD));

	return event->is_private || target_is_private ||
	       event_kinds[event->kind].stream == STREAM_PRIVATE ||
	       (event->kind == EVENT_GOAL && event_says(event, KEY_WHOSE, "coach")) ||
	       (step && step->is_private) || (field && field->is_private);
}

/* In all other kinds it is the coach who speaks, or nobody: what was seen, a choice, a plan. */
bool event_has_teachers_words(const struct event *event)
{
	static const struct {
		enum event_kind kind;
		enum event_key key;
		const char *value;
		bool unless_said; /* also where the key is not there */
	} whose[] = {
		{EVENT_SAID, KEY_BY, "teacher", false},
		{EVENT_TURN, KEY_BY, "teacher", false},
		{EVENT_VISIT, KEY_BY, "teacher", false},
		{EVENT_PROGRESS, KEY_BY, "teacher", true},
		{EVENT_EVIDENCE, KEY_SOURCE, "teacher", false},
		{EVENT_GOAL, KEY_WHOSE, "teacher", false},
		{EVENT_GOAL, KEY_WHOSE, "agreed-by-teacher", false},
	};
	bool has_words = event_text(event, KEY_TEXT) || event_text(event, KEY_BECAUSE) ||
			 event_text(event, KEY_EXCEPTION);

	for (size_t i = 0; has_words && i < COUNT(whose); i++)
		if (event->kind == whose[i].kind &&
		    (event_says(event, whose[i].key, whose[i].value) ||
		     (whose[i].unless_said && !event_text(event, whose[i].key))))
			return true;
	return false;
}
