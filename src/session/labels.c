/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/labels.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/known_field.h"
#include "debrief/visit.h"

/* Ids are for the record; these are for people. */

const char *field_label(const struct rubric_field *field)
{
	static const char *const labels[FIELD__COUNT] = {
		[FIELD_COACH_GOAL] = N_("Your goal"),
		[FIELD_TEACHER_GOAL] = N_("The teacher's goal"),
		[FIELD_RATIONALE] = N_("Why"),
		[FIELD_DEVELOPMENT_VALUED] = N_("What matters for students"),
		[FIELD_VALIDATION] = N_("Said back"),
		[FIELD_ALTERNATIVE] = N_("Another way there"),
		[FIELD_LINK] = N_("What it does for both our aims"),
		[FIELD_STATEMENT_COACH] = N_("In the coach's words"),
		[FIELD_STATEMENT_TEACHER] = N_("In the teacher's words"),
		[FIELD_WORTHWHILE] = N_("What makes it worth it for students"),
		[FIELD_PLAN_MADE] = N_("The one move"),
		[FIELD_PROGRESS_MADE] = N_("How it has been going"),
		[FIELD_LEARNING_GOAL] = N_("What students were to learn"),
		[FIELD_STRENGTHS] = N_("What worked"),
	};
	enum known_field known = known_field_of(field->id);

	return field->title || known == FIELD__COUNT ? field->label : _(labels[known]);
}

const char *stage_label(const struct rubric *rubric, size_t stage)
{
	static const struct {
		const char *stage, *name;
	} names[] = {
		{"goal-setting", N_("Setting a goal")},
		{"planning", N_("Planning")},
		{"prepare", N_("Prepare")},
		{"debrief", N_("Talk")},
		{"follow-through", N_("Follow-through")},
	};
	const char *id = stage < rubric->stages.count ? rubric->stages.items[stage] : "";
	const struct rubric_title *title = rubric_title(rubric, id);

	for (size_t i = 0; i < COUNT(names) && !(title && title->is_given); i++)
		if (!strcmp(id, names[i].stage))
			return _(names[i].name);
	return title ? title->title : id;
}

const char *choice_words(enum event_key key, const char *value)
{
	static const struct {
		enum event_key key;
		const char *value, *words;
	} table[] = {
		{KEY_SUPPORT, "planning", N_("Planning it together")},
		{KEY_SUPPORT, "delivery", N_("In the lesson, together")},
		{KEY_SUPPORT, "monitoring", N_("Looking at students' work together")},
		{KEY_LEVEL, "met", N_("It is there now")},
		{KEY_LEVEL, "progressing", N_("On the way")},
		{KEY_LEVEL, "not-yet", N_("Not yet")},
		{KEY_WHO, "students", N_("Students")},
		{KEY_WHO, "teacher", N_("Teacher")},
		{KEY_WHO, "coach", N_("Coach")},
		{KEY_BY, "teacher", N_("Teacher")},
		{KEY_BY, "coach", N_("Coach")},
		{KEY_BY, "observer", N_("Observer")},
		{KEY_BY, "other", N_("Somebody else")},
		{KEY_ENDING, "agreed", N_("We agreed on a next step")},
		{KEY_ENDING, "continue", N_("We go on another day")},
		{KEY_ENDING, "parked", N_("We leave it open and look at more evidence first")},
	};

	for (size_t i = 0; value && i < COUNT(table); i++)
		if (table[i].key == key && !strcmp(table[i].value, value))
			return _(table[i].words);
	return value;
}

const char *value_words(enum event_key key, const char *value, char day[DATE_WORDS_SIZE])
{
	return key == KEY_DUE || key == KEY_LESSON_DATE ? date_words(value, day)
							: choice_words(key, value);
}

const char *work_letters(size_t place, char letters[WORK_LETTERS_SIZE])
{
	char *first = letters + WORK_LETTERS_SIZE - 1;

	*first = '\0';
	for (place++; place > 0 && first > letters; place = (place - 1) / 26)
		*--first = (char)('A' + (int)((place - 1) % 26));
	return first;
}

const char *label_by_coach(const char *label, const char *coach, struct arena *arena)
{
	return coach ? arena_printf(arena, _("%s (in %s's words)"), label, coach)
		     : arena_printf(arena, _("%s (in the coach's words)"), label);
}

const struct plan_part plan_parts[PLAN_PARTS] = {
	{KEY_TEXT, "move", N_("The one move"), false},
	{KEY_INDICATOR, "indicator", N_("What we will see students do"), false},
	{KEY_REHEARSAL, "rehearsal", N_("How we tried it out"), true},
	{KEY_SUPPORT, "support", N_("The support that is promised"), false},
	{KEY_HELP, "help", N_("Who helps, and how"), true},
	{KEY_DUE, "due", N_("When we look at it again"), false},
};

const char *plan_label(enum event_key key)
{
	size_t i = 0;

	while (plan_parts[i].key != key && i + 1 < PLAN_PARTS)
		i++;
	return _(plan_parts[i].label);
}

const char *progress_words(const char *level)
{
	static const struct {
		const char *level, *words;
	} levels[] = {
		{"met", N_("there now")},
		{"progressing", N_("on the way")},
		{"not-yet", N_("not yet")},
	};

	for (size_t i = 0; i < COUNT(levels); i++)
		if (level && !strcmp(levels[i].level, level))
			return _(levels[i].words);
	return level ? level : _("could not be seen");
}

const char *ending_words(const struct state *state)
{
	const char *ending = state->close ? event_text(state->close, KEY_ENDING) : NULL;

	if (ending && !strcmp(ending, "agreed") && !visit_subject(state))
		return _("We agreed");
	return choice_words(KEY_ENDING, ending);
}

const char *grade_words(const char *grade, struct arena *arena)
{
	const char *words = *grade >= '0' && *grade <= '9'
				    ? arena_printf(arena, _("Grade %s"), grade)
				    : grade;

	return words ? words : grade;
}
