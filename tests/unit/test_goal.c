/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "debrief/array.h"
#include "debrief/goal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"

/* Judges the teacher's goal, whose other keys are given. */
static const struct goal_view *judge(struct fixture *f, const char *keys)
{
	char event[600];

	snprintf(event, sizeof(event), "{kind: goal, whose: teacher, %s}", keys);
	fixture_add(f, event);
	return &fixture_advise(f)->goals[GOAL_TEACHER];
}

static const struct {
	const char *cites;
	enum goal_strategy with, without; /* a `because` */
} citations[] = {
	{"[]", STRATEGY_PRIORITY_OR_PREFERENCE, STRATEGY_PRIORITY_OR_PREFERENCE},
	{"[+1]", STRATEGY_STUDENTS_ONLY, STRATEGY_STUDENTS_ONLY},
	{"[+2]", STRATEGY_INSTRUCTION_ONLY, STRATEGY_INSTRUCTION_ONLY},
	{"[+3]", STRATEGY_INSTRUCTION_ONLY, STRATEGY_INSTRUCTION_ONLY},
	{"[+4]", STRATEGY_STUDENTS_ONLY, STRATEGY_STUDENTS_ONLY},
	{"[+1, +4]", STRATEGY_STUDENTS_ONLY, STRATEGY_STUDENTS_ONLY},
	{"[+2, +3]", STRATEGY_INSTRUCTION_ONLY, STRATEGY_INSTRUCTION_ONLY},
	{"[+1, +2]", STRATEGY_LINKED, STRATEGY_UNEXPLAINED},
	{"[+4, +3]", STRATEGY_LINKED, STRATEGY_UNEXPLAINED},
	{"[+5]", STRATEGY_LINKED, STRATEGY_UNEXPLAINED}, /* a rating of both */
	{"[+6]", STRATEGY_PRIORITY_OR_PREFERENCE, STRATEGY_PRIORITY_OR_PREFERENCE}, /* of nothing */
	{"[+7]", STRATEGY_PRIORITY_OR_PREFERENCE,
	 STRATEGY_PRIORITY_OR_PREFERENCE}, /* of a rating */
	{"[+8]", STRATEGY_PRIORITY_OR_PREFERENCE, STRATEGY_PRIORITY_OR_PREFERENCE}, /* words */
	{"[+7, +6, +1]", STRATEGY_STUDENTS_ONLY, STRATEGY_STUDENTS_ONLY},
};

static const char sources[] =
	"{kind: evidence, who: students, phase: work, text: Two ways on one sheet}\n---\n"
	"{kind: evidence, who: teacher, phase: discussion, text: Asked for the table only}\n---\n"
	"{kind: evidence, who: coach, phase: work, text: Sat with the last table}\n---\n"
	"{kind: work, strategy: Table}\n---\n"
	"{kind: rate, criterion: work.meaningful, level: met, cites: [+1, +2]}\n---\n"
	"{kind: rate, criterion: work.meaningful, level: met}\n---\n"
	"{kind: rate, criterion: work.meaningful, level: met, cites: [+5]}\n---\n"
	"{kind: said, by: teacher, text: I saw two ways}\n";

static void the_strategy_is_what_the_goal_cites(void **state)
{
	struct fixture *f = *state;
	char keys[200];

	fixture_add(f, sources);
	for (size_t i = 0; i < COUNT(citations); i++) {
		snprintf(keys, sizeof(keys), "text: A, cites: %s", citations[i].cites);
		assert_int_equal(judge(f, keys)->strategy, citations[i].without);
		snprintf(keys, sizeof(keys), "text: A, cites: %s, because: students saw one way",
			 citations[i].cites);
		assert_int_equal(judge(f, keys)->strategy, citations[i].with);
	}
}

static void what_was_taken_back_is_no_longer_cited(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, sources);
	assert_int_equal(judge(f, "text: A, cites: [+1, +2], because: b")->strategy,
			 STRATEGY_LINKED);
	fixture_add(f, "{kind: void, re: +2}");
	assert_int_equal(fixture_advise(f)->goals[GOAL_TEACHER].strategy, STRATEGY_STUDENTS_ONLY);
	fixture_add(f, "{kind: void, re: +1}");
	assert_int_equal(fixture_advise(f)->goals[GOAL_TEACHER].strategy,
			 STRATEGY_PRIORITY_OR_PREFERENCE);
}

static void ratings_that_cite_each_other_are_no_circle(void **state)
{
	struct fixture *f = *state;
	static const char *const seventh[] = {"k7q2.p7"};

	fixture_add(f, sources);
	event_set_list(fixture_event(f, 5), KEY_CITES, seventh, 1);
	assert_int_equal(judge(f, "text: A, cites: [+5, +7], because: b")->strategy,
			 STRATEGY_PRIORITY_OR_PREFERENCE);
}

/* Feasible: by whether the phase is enacted and what a goal of the bank builds on is met. */
static const struct {
	const char *enacted; /* NULL: not known */
	const char *met;     /* work.meaningful; NULL: not known */
	const char *goal;
	enum verdict feasible;
} feasibility[] = {
	{"yes", NULL, "phase: discussion, text: Own", VERDICT_YES},
	{"no", NULL, "phase: discussion, text: Own", VERDICT_NO},
	{NULL, NULL, "phase: discussion, text: Own", VERDICT_UNKNOWN},
	{"yes", NULL, "phase: discussion, text: Own, first-try: true", VERDICT_YES},
	{"no", NULL, "phase: discussion, text: Own, first-try: true", VERDICT_YES},
	{NULL, NULL, "phase: discussion, text: Own, first-try: true", VERDICT_YES},
	{"yes", "met", "change: connect-two", VERDICT_YES},
	{"yes", "unmet", "change: connect-two", VERDICT_NO},
	{"yes", NULL, "change: connect-two", VERDICT_UNKNOWN},
	{"no", "met", "change: connect-two", VERDICT_NO},
	{"no", NULL, "change: connect-two", VERDICT_NO},
	{"no", "met", "change: connect-two, first-try: true", VERDICT_YES},
	{"no", "unmet", "change: connect-two, first-try: true", VERDICT_YES},
	{NULL, "met", "change: connect-two", VERDICT_UNKNOWN},
	{NULL, "unmet", "change: connect-two", VERDICT_NO},
	{NULL, "met", "change: connect-two, first-try: true", VERDICT_YES},
	{NULL, "unmet", "change: connect-two, first-try: true", VERDICT_UNKNOWN},
	{"no", NULL, "change: first-talk", VERDICT_YES},
	{"yes", NULL, "change: first-talk", VERDICT_YES},
	{NULL, NULL, "change: first-talk", VERDICT_YES},
	{NULL, NULL, "phase: launch, text: Own", VERDICT_YES}, /* always enacted */
	{NULL, NULL, "text: Own", VERDICT_UNKNOWN},            /* no phase */
};

static void feasible_is_a_next_step_from_current_practice(void **state)
{
	struct fixture *f = *state;
	char event[100];

	for (size_t i = 0; i < COUNT(feasibility); i++) {
		fixture_begin(f, fixture_rubric);
		if (feasibility[i].enacted) {
			snprintf(event, sizeof(event),
				 "{kind: enacted, phase: discussion, value: \"%s\"}",
				 feasibility[i].enacted);
			fixture_add(f, event);
		}
		if (feasibility[i].met) {
			snprintf(event, sizeof(event),
				 "{kind: rate, criterion: work.meaningful, level: %s}",
				 feasibility[i].met);
			fixture_add(f, event);
		}
		assert_int_equal(judge(f, feasibility[i].goal)->feasible, feasibility[i].feasible);
		fixture_end(f);
	}
	memset(f, 0, sizeof(*f));
}

/* Targets: by the diagnosis, here the coach's own. */
static const struct {
	const char *breakdown; /* NULL: undecided */
	const char *goal;
	enum verdict targets, productive;
} aims[] = {
	{"launch", "phase: launch, text: Own", VERDICT_YES, VERDICT_YES},
	{"work", "phase: launch, text: Own", VERDICT_NO, VERDICT_NO},
	{"work", "phase: launch, text: Own, exception: It shows what they took along", VERDICT_YES,
	 VERDICT_YES},
	{"none", "phase: launch, text: Own", VERDICT_NOT_APPLICABLE, VERDICT_YES},
	{"none", "phase: launch, text: Own, exception: Still", VERDICT_NOT_APPLICABLE, VERDICT_YES},
	{NULL, "phase: launch, text: Own", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{NULL, "phase: launch, text: Own, exception: Still", VERDICT_YES, VERDICT_YES},
	{"launch", "text: Own", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{"discussion", "phase: discussion, text: Own", VERDICT_YES, VERDICT_UNKNOWN}, /* enacted? */
	{"launch", "phase: discussion, text: Own", VERDICT_NO, VERDICT_NO},
};

static void productive_is_feasible_and_where_learning_broke_down(void **state)
{
	struct fixture *f = *state;
	char event[100];

	for (size_t i = 0; i < COUNT(aims); i++) {
		fixture_begin(f, fixture_rubric);
		if (aims[i].breakdown) {
			snprintf(event, sizeof(event), "{kind: breakdown, phase: %s}",
				 aims[i].breakdown);
			fixture_add(f, event);
		}
		judge(f, aims[i].goal);
		assert_int_equal(f->advice.goals[GOAL_TEACHER].targets, aims[i].targets);
		assert_int_equal(f->advice.goals[GOAL_TEACHER].productive, aims[i].productive);
		fixture_end(f);
	}
	memset(f, 0, sizeof(*f));
}

static void each_verdict_comes_with_its_reason(void **state)
{
	struct fixture *f = *state;
	const struct goal_view *view;

	fixture_add(f, sources);
	fixture_add(f, "{kind: breakdown, phase: discussion}");
	view = judge(f, "phase: launch, text: Go slower, cites: [+2]");
	assert_int_equal(view->n_reasons, 3);
	assert_non_null(strstr(view->reasons[0], "nothing that students did"));
	assert_non_null(strstr(view->reasons[1], "The teacher already does 'Launch'"));
	assert_non_null(strstr(view->reasons[2], "learning first broke down in 'Discussion'"));
	assert_string_equal(view->words, "Go slower");
	assert_string_equal(view->phase->id, "launch");
	assert_null(view->bank);

	fixture_add(f, "{kind: enacted, phase: discussion, value: \"yes\"}\n---\n"
		       "{kind: rate, criterion: work.meaningful, level: unmet}");
	view = judge(f, "change: connect-two");
	assert_non_null(strstr(view->reasons[1], "builds on 'Meaningful', which is not there yet"));
	assert_string_equal(view->words, "Put two strategies side by side");
	assert_string_equal(view->bank->id, "connect-two");
	view = judge(f,
		     "phase: launch, text: Notes, exception: They show what students took along");
	assert_non_null(strstr(view->reasons[2], "exception: They show"));
	for (size_t i = 0; i < 3; i++) /* whole sentences */
		assert_non_null(strchr(view->reasons[i], ' '));
}

/*
 * The study's table: how coaches identified goals in 28 coaching cycles, against what became of
 * them. The lessons and goals are made up; that the engine counts them as the study did is the
 * test.
 */
#define SOURCES /* +1 students, +2 teacher, +3 students' work */                             \
	"{kind: evidence, phase: work, who: students, text: Four ways on the tables}\n---\n" \
	"{kind: evidence, phase: discussion, who: teacher, text: Showed one way}\n---\n"     \
	"{kind: work, strategy: Double number line, students: 9}\n---\n"

static const char discussion_lesson[] = SOURCES
	"{kind: enacted, phase: discussion, value: \"yes\"}\n---\n"
	"{kind: rate, criterion: work.meaningful, level: most}\n---\n"
	"{kind: rate, criterion: work.range, level: wide}\n---\n"
	"{kind: rate, criterion: discussion.connecting, level: side-by-side}\n";
static const char no_discussion_lesson[] = SOURCES
	"{kind: enacted, phase: discussion, value: \"no\"}\n---\n"
	"{kind: rate, criterion: work.meaningful, level: most}\n---\n"
	"{kind: rate, criterion: work.range, level: wide}\n---\n"
	"{kind: rate, criterion: discussion.reasoning, level: answers}\n";
static const char launch_lesson[] = SOURCES
	"{kind: enacted, phase: launch, value: \"yes\"}\n---\n"
	"{kind: enacted, phase: discussion, value: \"no\"}\n---\n"
	"{kind: rate, criterion: work.meaningful, level: some}\n---\n"
	"{kind: rate, criterion: launch.access, level: few}\n";
static const char task_lesson[] = SOURCES
	"{kind: enacted, phase: launch, value: \"yes\"}\n---\n"
	"{kind: enacted, phase: discussion, value: \"yes\"}\n---\n"
	"{kind: rate, criterion: work.meaningful, level: most}\n---\n"
	"{kind: rate, criterion: work.range, level: narrow}\n---\n"
	"{kind: rate, criterion: task.range, level: one}\n";
static const char work_lesson[] = SOURCES
	"{kind: enacted, phase: launch, value: \"yes\"}\n---\n"
	"{kind: enacted, phase: discussion, value: \"yes\"}\n---\n"
	"{kind: rate, criterion: work.meaningful, level: few}\n---\n"
	"{kind: rate, criterion: launch.access, level: all}\n---\n"
	"{kind: rate, criterion: launch.demand-kept, level: open}\n";

#define LINKED      "cites: [+1, +2], because: students saw one way because one was shown"
#define WORK_LINKED "cites: [+3, +2], because: students had a way to compare and nobody asked"
#define INSTRUCTION "cites: [+2]"

static const struct {
	const char *lesson;
	const char *goal;
} cycles[] = {
	/* linked to students' learning */
	{discussion_lesson, "phase: discussion, text: Put two ways side by side, " LINKED},
	{discussion_lesson, "phase: discussion, text: Ask what two ways share, " WORK_LINKED},
	{discussion_lesson, "phase: discussion, text: Plan the order of three ways, " LINKED},
	{discussion_lesson, "phase: discussion, text: Ask why after each explanation, " LINKED},
	{discussion_lesson, "phase: work, text: Note who uses which way, " LINKED
			    ", exception: The list is what the discussion needs"},
	{no_discussion_lesson,
	 "phase: discussion, first-try: true, text: Close with one pair of ways, " LINKED},
	{no_discussion_lesson,
	 "phase: discussion, first-try: true, text: Five minutes of talk, " WORK_LINKED},
	{no_discussion_lesson, "phase: task, text: End with an exit ticket, " LINKED
			       ", exception: It shows what a discussion would have to take up"},
	{launch_lesson, "phase: launch, text: Talk about the situation first, " LINKED},
	{launch_lesson, "phase: launch, text: Have students say the question, " WORK_LINKED},
	{launch_lesson, "phase: launch, text: Draw out what is compared, " LINKED},
	{task_lesson, "phase: task, text: Leave the steps out, " LINKED},
	{task_lesson, "phase: task, text: Numbers that invite a drawing, " WORK_LINKED},
	{work_lesson, "phase: work, text: Ask before helping, " LINKED},
	/* from the teacher's instruction alone */
	{discussion_lesson, "phase: launch, text: A shorter launch, first-try: true, " INSTRUCTION},
	{discussion_lesson, "phase: work, text: More time for work, " INSTRUCTION},
	{discussion_lesson, "phase: task, text: A longer task, " INSTRUCTION},
	{no_discussion_lesson,
	 "phase: discussion, text: Better questions in the discussion, " INSTRUCTION},
	{no_discussion_lesson, "phase: work, text: Go round faster, " INSTRUCTION},
	{launch_lesson, "phase: discussion, text: Call on more students, " INSTRUCTION},
	{launch_lesson, "phase: work, text: Use group roles, " INSTRUCTION},
	{task_lesson, "phase: discussion, text: Wait longer after a question, " INSTRUCTION},
	{task_lesson, "phase: launch, text: Write the words on the wall, " INSTRUCTION},
	{work_lesson, "phase: discussion, text: Let students present, " INSTRUCTION},
	/* from the district's priorities or the teacher's preference */
	{discussion_lesson, "phase: task, text: Use the district's tasks, basis: priority"},
	{launch_lesson, "phase: work, text: Use the tablets, basis: preference"},
	{task_lesson, "phase: work, text: Sit in groups of four, basis: priority"},
	{work_lesson, "phase: launch, text: Post the objective, basis: priority"},
};

static void the_table_of_28_cycles_comes_out(void **state)
{
	struct fixture *f = *state;
	int counts[STRATEGY__COUNT][VERDICT_NOT_APPLICABLE + 1] = {{0}};

	assert_int_equal(COUNT(cycles), 28);
	for (size_t i = 0; i < 28; i++) {
		const struct goal_view *view;

		fixture_begin(f, "ambitious-mathematics.yaml");
		fixture_add(f, cycles[i].lesson);
		view = judge(f, cycles[i].goal);
		counts[view->strategy][view->productive]++;
		fixture_end(f);
	}
	memset(f, 0, sizeof(*f));
	assert_int_equal(counts[STRATEGY_PRIORITY_OR_PREFERENCE][VERDICT_YES], 0);
	assert_int_equal(counts[STRATEGY_INSTRUCTION_ONLY][VERDICT_YES], 0);
	assert_int_equal(counts[STRATEGY_LINKED][VERDICT_YES], 14);
	assert_int_equal(counts[STRATEGY_PRIORITY_OR_PREFERENCE][VERDICT_NO], 4);
	assert_int_equal(counts[STRATEGY_INSTRUCTION_ONLY][VERDICT_NO], 10);
	assert_int_equal(counts[STRATEGY_LINKED][VERDICT_NO], 0);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
#define BARE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up_bare, fixture_tear_down)
	const struct CMUnitTest tests[] = {
		CASE(the_strategy_is_what_the_goal_cites),
		CASE(what_was_taken_back_is_no_longer_cited),
		CASE(ratings_that_cite_each_other_are_no_circle),
		BARE(feasible_is_a_next_step_from_current_practice),
		BARE(productive_is_feasible_and_where_learning_broke_down),
		CASE(each_verdict_comes_with_its_reason),
		BARE(the_table_of_28_cycles_comes_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
