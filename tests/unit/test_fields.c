/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The one table of fields that the engine knows, held against what really happens: for each field
 * its event is made, and then the state must know it, and the move must be on record. The expected
 * rows are written out once more here, so that the table cannot drift unseen.
 */

#include "debrief/array.h"
#include "debrief/known_field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"

static const struct {
	const char *field;
	enum field_type type;
	const char *event; /* that makes it known */
	const char *json;  /* where `show --json` gives it */
	const char *move;  /* "" for none */
	const char *words;
} rows[] = {
	{"coach-goal", FIELD_GOAL, "{kind: goal, whose: coach, phase: work, text: Words}",
	 "goals.coach", "", "Words"},
	{"teacher-goal", FIELD_GOAL, "{kind: goal, whose: teacher, phase: work, text: Words}",
	 "goals.teacher", "goal", "Words"},
	{"rationale", FIELD_TEXT, "{kind: said, by: teacher, field: rationale, text: Words}",
	 "steps.fields", "rationale", "Words"},
	{"development", FIELD_DEVELOPMENT, "{kind: field, field: development, value: voice}",
	 "steps.fields", "", "students' voice"},
	{"validation", FIELD_TEXT, "{kind: said, by: coach, field: validation, text: Words}",
	 "steps.fields", "validation", "Words"},
	{"alternative", FIELD_GOAL, "{kind: goal, whose: alternative, phase: work, text: Words}",
	 "goals.alternative", "alternative", "Words"},
	{"link", FIELD_TEXT, "{kind: said, by: coach, field: link, text: Words}", "steps.fields",
	 "link", "Words"},
	{"statement-coach", FIELD_STATEMENT,
	 "{kind: goal, whose: agreed-by-coach, phase: work, text: Words}", "goals.agreed-by-coach",
	 "", "Words"},
	{"statement-teacher", FIELD_STATEMENT,
	 "{kind: goal, whose: agreed-by-teacher, phase: work, text: Words}",
	 "goals.agreed-by-teacher", "", "Words"},
	{"worthwhile", FIELD_TEXT, "{kind: said, by: teacher, field: worthwhile, text: Words}",
	 "negotiation.worthwhile", "", "Words"},
	{"plan", FIELD_PLAN, "{kind: plan, text: Words}", "plan", "", "Words"},
	{"progress", FIELD_PROGRESS, "{kind: progress, level: met, by: teacher, text: Words}",
	 "progress", "", "Words"},
	{"learning-goal", FIELD_TEXT,
	 "{kind: said, by: teacher, field: learning-goal, text: Words}", "steps.fields", "",
	 "Words"},
	{"strengths", FIELD_TEXT, "{kind: said, by: teacher, field: strengths, text: Words}",
	 "steps.fields", "", "Words"},
};

static void the_table_has_a_row_for_every_field(void **state)
{
	(void)state;
	assert_int_equal(COUNT(rows), FIELD__COUNT);
	for (size_t i = 0; i < COUNT(rows); i++) {
		enum known_field field = known_field_of(rows[i].field);
		enum negotiation_move move;

		assert_int_not_equal(field, FIELD__COUNT);
		move = known_fields[field].move;
		assert_string_equal(known_fields[field].json, rows[i].json);
		assert_int_equal(known_fields[field].type, rows[i].type);
		assert_string_equal(move == MOVE_NONE ? "" : move_names[move], rows[i].move);
	}
	assert_int_equal(known_field_of("hunch"), FIELD__COUNT);
	assert_int_equal(known_field_of(NULL), FIELD__COUNT);
}

static void each_fields_event_makes_it_known_and_its_move(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct rubric_field *field;
		const struct known_field_info *known = &known_fields[known_field_of(rows[i].field)];

		fixture_begin(f, fixture_rubric);
		fixture_advise(f);
		for (size_t other = 0; other < COUNT(rows); other++)
			assert_false(state_knows(&f->state, rows[other].field));
		assert_string_equal(fixture_moves(f), "");

		fixture_add(f, rows[i].event);
		fixture_advise(f);
		field = rubric_field(f->session.rubric, rows[i].field);
		for (size_t other = 0; other < COUNT(rows); other++)
			assert_int_equal(state_knows(&f->state, rows[other].field), other == i);
		assert_string_equal(heard_words(&f->state, state_heard(&f->state, field)),
				    rows[i].words);
		assert_string_equal(fixture_moves(f), rows[i].move);
		assert_string_equal(fixture_event(f, 1)->kind_name, known->event);
		if (known->whose)
			assert_true(event_says(fixture_event(f, 1), KEY_WHOSE, known->whose));
		assert_true(f->advice.guide.steps[field->step->index].heard);
		fixture_end(f);
	}
	memset(f, 0, sizeof(*f));
}

static void a_field_only_marked_as_heard_is_known_too(void **state)
{
	struct fixture *f = *state;
	char event[100];

	for (size_t i = 0; i < COUNT(rows); i++) {
		fixture_begin(f, fixture_rubric);
		snprintf(event, sizeof(event), "{kind: field, field: %s, value: heard}",
			 rows[i].field);
		fixture_add(f, event);
		fixture_advise(f);
		assert_true(state_knows(&f->state, rows[i].field));
		assert_string_equal(fixture_moves(f), rows[i].move);
		fixture_end(f);
	}
	memset(f, 0, sizeof(*f));
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up_bare, fixture_tear_down)
	const struct CMUnitTest tests[] = {
		CASE(the_table_has_a_row_for_every_field),
		CASE(each_fields_event_makes_it_known_and_its_move),
		CASE(a_field_only_marked_as_heard_is_known_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
