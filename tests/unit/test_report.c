/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports: what each says and, above all, what it never says. */
#include "debrief/report.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "debrief/sanitise.h"
#include "debrief/utf8.h"
#include "fixture.h"
#include "property.h"

#define ARENA_MAX ((size_t)64 << 20)

static struct host test_host(void)
{
	struct host host;

	assert_int_equal(host_init(&host, NULL), STATUS_OK);
	return host;
}

/* A report in a format; lives until the fixture folds anew. */
static const char *written(struct fixture *f, enum audience audience, enum report_format format)
{
	struct host host = test_host();
	struct report report;
	struct arena arena;
	struct buf out;
	const char *text;

	arena_init(&arena, ARENA_MAX);
	buf_init(&out, BUF_MAX_DEFAULT);
	assert_int_equal(report_make(&report, &f->session, &host, audience, &arena, NULL),
			 STATUS_OK);
	assert_int_equal(report_render(&report, format, &arena, &out, NULL), STATUS_OK);
	arena_release(&arena);
	text = arena_copy(&f->arena, buf_text(&out), out.length);
	assert_non_null(text);
	buf_release(&out);
	return text;
}

static void assert_says(const char *report, const char *text)
{
	if (!strstr(report, text))
		fail_msg("'%s' is not in:\n%s", text, report);
}

static void assert_silent(const char *report, const char *text)
{
	if (strstr(report, text))
		fail_msg("'%s' is in:\n%s", text, report);
}

static void assert_in_order(const char *report, const char *const *texts)
{
	for (size_t i = 0; texts[i]; i++) {
		const char *at = strstr(report, texts[i]);

		if (!at)
			fail_msg("'%s' does not follow in:\n%s", texts[i], report);
		report = at + strlen(texts[i]);
	}
}
#define ASSERT_IN_ORDER(report, ...) \
	assert_in_order((report), (const char *const[]){__VA_ARGS__, NULL})

static const char a_talk[] =
	"kind: consent\nvalue: given\n"
	"---\nkind: evidence\nphase: work\nwho: students\nlesson-time: \"10:40\"\ntext: Later.\n"
	"---\nkind: evidence\nphase: work\nwho: students\nlesson-time: \"9:31\"\ntext: Sooner.\n"
	"---\nkind: evidence\nphase: work\nwho: teacher\ntext: Right after it.\n"
	"---\nkind: evidence\nphase: launch\nwho: students\ntext: At the start.\n"
	"---\nkind: work\nstrategy: Table\nstudents: 12\ntext: \"  24 < 25\"\n"
	"---\nkind: rate\ncriterion: work.meaningful\nlevel: met\ncites: [+3, +6]\ntext: They "
	"did.\n"
	"---\nkind: rate\ncriterion: discussion.connected\nlevel: unmet\n"
	"---\nkind: goal\nwhose: coach\nphase: discussion\nchange: connect-two\ncites: [+3]\n"
	"---\nkind: goal\nwhose: teacher\nphase: launch\ntext: Smaller steps\nel: 60\n"
	"---\nkind: said\nby: teacher\nstep: elicit-rationale\nfield: rationale\nel: 90\n"
	"text: They give up.\n"
	"---\nkind: said\nby: teacher\nstep: work-together\nfield: strengths\nel: 100\n"
	"text: They began.\n"
	"---\nkind: goal\nwhose: alternative\nphase: discussion\ntext: Two at once\nel: 120\n";

static const char an_agreement[] =
	"kind: goal\nwhose: agreed-by-teacher\nphase: discussion\ntext: I put up two\n"
	"---\nkind: goal\nwhose: agreed-by-coach\nphase: discussion\ntext: Put two side by side\n"
	"---\nkind: judge\nby: teacher\nwhat: same-phase\nvalue: same\n"
	"---\nkind: judge\nby: coach\nwhat: same-change\nvalue: different\n"
	"---\nkind: said\nby: teacher\nfield: worthwhile\ntext: They see it holds.\n"
	"---\nkind: plan\ntext: On Thursday\nindicator: Five point\nsupport: delivery\n"
	"due: \"2026-11-27\"\n"
	"---\nkind: close\nending: agreed\ntext: The slips\n";

/* ---- the coach's ---- */

static void evidence_follows_the_lesson_and_is_cited_by_number(void **state)
{
	struct fixture *f = *state;
	const char *report;

	fixture_add(f, a_talk);
	report = written(f, FOR_COACH, REPORT_TEXT);
	ASSERT_IN_ORDER(report, "\nLaunch\n", "1 Students: At the start.", "\nWork\n",
			"2 Students: Sooner. (9:31)", "3 Teacher: Right after it.",
			"4 Students: Later. (10:40)", "A: Table (12 students)", "  24 < 25",
			"Meaningful: there. They did. (2, A)", "Connected: not there yet.");
}

static void a_long_title_is_wrapped(void **state)
{
	struct fixture *f = *state;
	const char *report;

	fixture_add(f, "kind: lesson\nlesson:\n  title: Twenty words and more that go on and on "
		       "until the line "
		       "is longer than any page of text that is to be printed\n");
	report = written(f, FOR_TEACHER, REPORT_TEXT);
	for (; *report; report += strcspn(report, "\n") + 1)
		assert_true(strcspn(report, "\n") <= 76);
}

/* As on the screen. */
static void behind_z_comes_aa(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < 27; i++)
		fixture_add(f, "kind: work\nstrategy: Table\n");
	fixture_add(f, "kind: work\nstrategy: Graph\n---\nkind: rate\ncriterion: work.meaningful\n"
		       "level: met\ncites: [+28]\n");
	assert_says(written(f, FOR_TEACHER, REPORT_TEXT), "\n  - AB: Graph\n");
	assert_says(written(f, FOR_COACH, REPORT_TEXT), "Meaningful: there. (AB)");
}

static void the_coach_reads_goals_reasons_and_the_talk(void **state)
{
	struct fixture *f = *state;
	const char *report;

	fixture_add(f, a_talk);
	fixture_add(f, an_agreement);
	report = written(f, FOR_COACH, REPORT_TEXT);
	ASSERT_IN_ORDER(
		report, "In short", "What the teacher is going to try: I put up two",
		"Launch: No, because 'Meaningful' was there.",
		"Discussion: Yes. 'Connected' was not there yet. The discussion did not",
		"Your goal", "Rests on: 2", "The teacher's goal", "Productive: no (feasible: yes;",
		"The talk, step by step", "They began.", "They give up.", "Left for another time",
		"this was still open:", "What matters for students", "Said back",
		"The talk did not come to these", "What matters", "What each of us would try",
		"In the teacher's words (Discussion): I put up",
		"Teacher: the same part of the lesson", "Coach: not the same change",
		"How the goal came about", "Both statements say the same: not yet",
		"In the lesson, together", "What comes next", "The slips");
}

static void words_carry_the_minute_of_the_talk(void **state)
{
	struct fixture *f = *state;
	const char *report;

	fixture_add(f, a_talk);
	report = written(f, FOR_COACH, REPORT_TEXT);
	assert_says(report, "Teacher (0:30): They give up.");
	assert_says(report, "How the talk ran");
	assert_says(report, "Steps");
}

/* The lanes go by the record; what was before the talk is in none. */
static void the_course_of_a_talk_has_its_lanes(void **state)
{
	struct fixture *f = *state;
	const char *report;

	fixture_add(f, "kind: said\nby: coach\nstep: look\ntext: Prepared.\nel: 10\n"
		       "---\nkind: talk\nby: coach\nel: 100\n"
		       "---\nkind: said\nby: teacher\nstep: elicit-goal\ntext: Mine.\nel: 110\n"
		       "---\nkind: talk\nby: teacher\nel: 130\n"
		       "---\nkind: topic\ntopic: learning\nby: coach\nel: 140\n"
		       "---\nkind: talk\nby: nobody\nel: 160\n"
		       "---\nkind: said\nby: teacher\nstep: validate\ntext: Yes.\nel: 170\n"
		       "---\nkind: close\nending: continue\nel: 200\n");
	report = written(f, FOR_COACH, REPORT_JSON);
	assert_says(report, "\"seconds\": 100, \"lanes\": {\"steps\": ["
			    "{\"from\": 10, \"to\": 70, \"text\": \"Next steps\"}, "
			    "{\"from\": 70, \"to\": 100, \"text\": \"What matters\"}], "
			    "\"floor\": [{\"from\": 0, \"to\": 30, \"text\": \"Coach\"}, "
			    "{\"from\": 30, \"to\": 60, \"text\": \"Teacher\"}], "
			    "\"topics\": [{\"from\": 40, \"to\": 100, \"text\": \"Learning\"}]}");
}

static void a_reading_that_changed_in_the_talk_stands_twice(void **state)
{
	struct fixture *f = *state;
	const char *report;

	fixture_add(f, a_talk);
	assert_says(written(f, FOR_COACH, REPORT_TEXT),
		    "The reading was the same when the talk began.");
	fixture_add(f, "kind: rate\ncriterion: discussion.connected\nlevel: met\n");
	report = written(f, FOR_COACH, REPORT_TEXT);
	ASSERT_IN_ORDER(report, "As the talk began", "It was: Discussion", "Discussion: Yes.",
			"Now\n", "It is: Nowhere", "Discussion: No, because 'Connected' was there.",
			"Nowhere: Yes.");
	assert_silent(report, "The reading was the same when the talk began.");
}

static void an_own_reading_stands_before_what_the_rules_say(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "kind: breakdown\nphase: launch\ntext: I saw it.\n");
	ASSERT_IN_ORDER(written(f, FOR_COACH, REPORT_TEXT), "It is: Launch", "I saw it.",
			"This is your own reading.",
			"Launch: Perhaps; 'Meaningful' is not known yet.");
}

static void progress_on_the_goal_of_last_time_stands_before_new_goals(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "kind: evidence\nphase: work\nwho: students\ntext: Seen.\n"
		       "---\nkind: progress\nby: teacher\nlevel: progressing\ntext: Twice.\n"
		       "cites: [+1]\n");
	ASSERT_IN_ORDER(written(f, FOR_COACH, REPORT_TEXT), "The goal of last time",
			"How it has been going: On the way", "Teacher: Twice.", "Rests on: 1",
			"\nGoals\n");
}

/* ---- the teacher's ---- */

static void the_teacher_reads_students_words_and_the_plan(void **state)
{
	struct fixture *f = *state;
	const char *report;

	fixture_add(f, a_talk);
	fixture_add(f, an_agreement);
	report = written(f, FOR_TEACHER, REPORT_TEXT);
	ASSERT_IN_ORDER(report, "What students were to learn: Compare ratios", "Students' work",
			"A: Table (12 students)", "What students said and did", "At the start.",
			"Sooner. (9:31)", "Later. (10:40)", "What worked", "You: They began.",
			"In your own words", "What you would change: Smaller steps",
			"Why: They give up.", "What each of us would try",
			"In your words (Discussion): I put up two",
			"In K. L.'s words (Discussion): Put two side by side",
			"What makes it worth it", "You: They see it holds.", "Our plan",
			"The one move: On Thursday", "What we will look at next", "The slips");
	assert_silent(report, "Right after it.");
}

/* Until somebody says who acted it is neither theirs nor the teacher's. */
static void what_nobody_is_known_to_have_done_is_not_in_the_teachers_report(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "kind: evidence\nphase: work\ntext: Asks for the table.\n"
		       "---\nkind: evidence\nphase: work\nwho: students\ntext: Looks.\n");
	assert_silent(written(f, FOR_TEACHER, REPORT_TEXT), "Asks for the table");
	fixture_add(f, "kind: assign\nre: +1\nwho: students\n");
	ASSERT_IN_ORDER(written(f, FOR_TEACHER, REPORT_TEXT), "What students said and did",
			"Asks for the table");
}

static void the_teacher_reads_no_judgement(void **state)
{
	static const char *const words[] = {
		"roductive",   "easible", "breakdown", "broke down", "Meaningful",  "Connected",
		"not there",   "missing", "early",     "different",  "multivocal",  "univocal",
		"Two at once", "not yet", "unknown",   "Rating",     "negotiation", "step by step",
	};
	struct fixture *f = *state;

	fixture_add(f, a_talk);
	fixture_add(f, an_agreement);
	fixture_add(f, "kind: progress\nby: teacher\nlevel: not-yet\ntext: I tried.\n");
	for (int format = 0; format < REPORT_PAGES__COUNT; format++) {
		const char *report = written(f, FOR_TEACHER, (enum report_format)format);

		assert_says(report, "I tried.");
		if (format == REPORT_HTML) /* whose style sheet has words of its own */
			report = strstr(report, "<body");
		for (size_t i = 0; i < COUNT(words); i++)
			assert_silent(report, words[i]);
	}
}

static void statements_wait_for_each_other(void **state)
{
	struct fixture *f = *state;

	fixture_add(f,
		    "kind: goal\nwhose: agreed-by-coach\nphase: discussion\ntext: Of the coach\n");
	assert_silent(written(f, FOR_TEACHER, REPORT_TEXT), "Of the coach");
	assert_says(written(f, FOR_COACH, REPORT_TEXT), "Of the coach");
	fixture_add(f, "kind: goal\nwhose: agreed-by-teacher\nphase: discussion\ntext: Mine\n");
	ASSERT_IN_ORDER(written(f, FOR_TEACHER, REPORT_TEXT), "Mine", "Of the coach");
}

static void two_things_are_not_called_one(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "kind: goal\nwhose: agreed-by-coach\nphase: discussion\ntext: Of the coach\n"
		       "---\nkind: goal\nwhose: agreed-by-teacher\nphase: launch\ntext: Mine\n");
	assert_says(written(f, FOR_TEACHER, REPORT_TEXT), "What we are going to try");
	fixture_add(f, "kind: judge\nby: coach\nwhat: same-phase\nvalue: different\n");
	assert_says(written(f, FOR_TEACHER, REPORT_TEXT), "What each of us would try");
	assert_says(written(f, FOR_COACH, REPORT_TEXT), "What each of us would try");
}

static void people_read_a_day_in_words_and_scripts_as_it_is(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, an_agreement);
	fixture_add(f, "kind: visit\ndate: \"2026-12-02\"\nlevel: progressing\nby: coach\n"
		       "text: Five pointed.\ndue: \"2026-12-09\"\n");
	ASSERT_IN_ORDER(written(f, FOR_TEACHER, REPORT_TEXT),
			"When we look at it again: 9 December 2026",
			"2 December 2026: Five pointed.");
	assert_says(written(f, FOR_TEACHER, REPORT_JSON),
		    "\"id\": \"due\", \"text\": \"2026-12-09\"}");
}

static void who_told_of_it_is_said(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, an_agreement);
	fixture_add(f, "kind: visit\ndate: \"2026-12-02\"\nby: coach\ntext: Five pointed.\n"
		       "---\nkind: visit\ndate: \"2026-12-03\"\nlevel: met\nby: teacher\n"
		       "text: All of them.\n");
	ASSERT_IN_ORDER(written(f, FOR_COACH, REPORT_TEXT), "Five pointed.\n",
			"All of them. (told by the teacher)\n");
	ASSERT_IN_ORDER(written(f, FOR_TEACHER, REPORT_TEXT), "Five pointed.\n",
			"All of them. (as you told it)\n");
}

static void what_there_is_nothing_to_say_about_is_not_mentioned(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(written(f, FOR_TEACHER, REPORT_TEXT),
			    "Our talk\n========\n"
			    "  Teacher: J. R.\n"
			    "  Coach: K. L.\n"
			    "  What students were to learn: Compare ratios\n");
	assert_string_equal(written(f, FOR_TEACHER, REPORT_JSON),
			    "{\n  \"for\": \"teacher\",\n"
			    "  \"title\": \"Our talk\",\n  \"sections\": [\n"
			    "    {\"id\": \"title\", \"blocks\": ["
			    "{\"kind\": \"fact\", \"id\": \"teacher\", \"text\": \"J. R.\"}, "
			    "{\"kind\": \"fact\", \"id\": \"coach\", \"text\": \"K. L.\"}, "
			    "{\"kind\": \"fact\", \"id\": \"learning-goal\", "
			    "\"text\": \"Compare ratios\"}]}\n  ]\n}\n");
}

static void the_plan_has_the_newest_day(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, an_agreement);
	fixture_add(f, "kind: visit\nby: coach\nlevel: progressing\ndue: \"2026-12-04\"\n");
	for (int format = 0; format < REPORT_PAGES__COUNT; format++)
		for (int audience = 0; audience < AUDIENCE__COUNT; audience++) {
			const char *report = written(f, (enum audience)audience,
						     (enum report_format)format);

			if (format == REPORT_TEXT)
				ASSERT_IN_ORDER(report, "Our plan",
						"When we look at it again: 4 December 2026");
			assert_silent(report, "2026-11-27");
			assert_silent(report, "27 November");
		}
	fixture_add(f, "kind: visit\nby: coach\nlevel: met\n");
	assert_silent(written(f, FOR_TEACHER, REPORT_TEXT), "When we look at it again");
}

static void the_coachs_words_are_not_the_teachers(void **state)
{
	struct fixture *f = *state;
	const char *report;

	fixture_add(f, "kind: plan\ntext: On Thursday\nsupport: delivery\nrehearsal: I was three "
		       "students\nhelp: I come to the lesson\n");
	report = written(f, FOR_TEACHER, REPORT_TEXT);
	ASSERT_IN_ORDER(report, "How we tried it out (in K. L.'s words)", "I was three students",
			"The support that is promised: In the lesson, together",
			"Who helps, and how (in K. L.'s words)", "I come to the lesson");
	assert_says(written(f, FOR_COACH, REPORT_TEXT), "Who helps, and how: I come");
}

static void what_was_picked_is_not_called_own_words(void **state)
{
	struct fixture *f = *state;
	const char *report;

	fixture_add(f, "kind: field\nfield: development\nvalue: confidence\n");
	report = written(f, FOR_TEACHER, REPORT_TEXT);
	ASSERT_IN_ORDER(report, "What matters for your students\n---", "  - Confidence\n");
	assert_silent(report, "In your own words");
	fixture_add(f, "kind: said\nby: teacher\nfield: development\ntext: That they dare\n");
	report = written(f, FOR_TEACHER, REPORT_TEXT);
	ASSERT_IN_ORDER(report, "In your own words",
			"What matters for your students: That they dare");
	assert_silent(report, "Confidence");
}

static void words_without_a_label_stand_apart(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "kind: said\nby: teacher\ntext: First.\n"
		       "---\nkind: said\nby: teacher\ntext: Second.\n"
		       "---\nkind: said\nby: teacher\nstep: elicit-rationale\ntext: Third.\n");
	assert_says(written(f, FOR_TEACHER, REPORT_TEXT),
		    "-\n  First.\n\n  Second.\n\n  Why: Third.\n");
}

static void what_is_not_known_without_ratings_is_said_once(void **state)
{
	struct fixture *f = *state;
	const char *report;
	const char *said;

	fixture_add(f, "kind: goal\nwhose: coach\nphase: discussion\ntext: One\n"
		       "---\nkind: goal\nwhose: teacher\nphase: launch\ntext: Two\n");
	report = written(f, FOR_COACH, REPORT_TEXT);
	said = strstr(report, "Nothing of this lesson was rated");
	assert_non_null(said);
	assert_null(strstr(said + 1, "Nothing of this lesson was rated"));
	assert_silent(report, "Productive:");
	assert_silent(report, "is enacted already is not known");
	fixture_add(f, "kind: rate\ncriterion: work.meaningful\nlevel: met\n");
	report = written(f, FOR_COACH, REPORT_TEXT);
	assert_says(report, "Productive:");
	assert_silent(report, "Nothing of this lesson was rated");
}

/* ---- what is private ---- */

/* A valid value for a key, which is no text of anybody's; NULL: any text will do. */
static const char *plain_value(const struct event_rule *rule)
{
	static const char *const values[] = {
		[VALUE_NUMBER] = "3",
		[VALUE_BOOL] = "true",
		[VALUE_DATE] = "2026-11-27",
		[VALUE_EVENT] = "k7q2.1",
		[VALUE_PHASE] = "launch",
		[VALUE_BREAKDOWN] = "launch",
		[VALUE_CRITERION] = "launch.access",
		[VALUE_LEVEL] = "few",
		[VALUE_GOAL] = "connect-two",
		[VALUE_STEP] = "elicit-rationale",
		[VALUE_FIELD] = "rationale",
		[VALUE_TOPIC] = "learning",
		[VALUE_ROLE] = "teacher",
		[VALUE_FILE] = NULL,
	};

	if (rule->type == VALUE_CHOICE)
		return rule->choices[0];
	return (size_t)rule->type < COUNT(values) ? values[rule->type] : NULL;
}

static void append(struct fixture *f, struct event *event, bool is_private)
{
	size_t n = f->session.n_events;

	event->is_private = is_private;
	event->id = (struct event_id){
		.writer = "k7q2", .is_private = is_private, .number = (uint32_t)n};
	event->el = (int64_t)n * 1000;
	f->session.events = arena_grow(&f->session.arena, f->session.events, n,
				       sizeof(const struct event *));
	assert_non_null(f->session.events);
	f->session.events[f->session.n_events++] = event_copy(&f->session.arena, event);
}

/* One event of a kind with words in every key that takes words. `whose` for goals. */
static void plant(struct fixture *f, enum event_kind kind, const char *whose, const char *words,
		  bool is_private)
{
	const struct event_kind_info *info = &event_kinds[kind];
	struct event event;

	event_init(&event, kind);
	for (size_t i = 0; i < info->n_rules; i++) {
		const struct event_rule *rule = &info->rules[i];
		const char *value = plain_value(rule);

		if (rule->type != VALUE_EVENTS && rule->key != KEY_CHANGE)
			event_set(&event, rule->key, value ? value : words);
	}
	if (whose)
		event_set(&event, KEY_WHOSE, whose);
	append(f, &event, is_private);
}

static bool is_planted(enum event_kind kind)
{
	return kind != EVENT_OPEN && kind != EVENT_JOIN && kind != EVENT_VOID &&
	       kind != EVENT_UNKNOWN && kind != EVENT_CONSENT && kind != EVENT_PAUSE &&
	       kind != EVENT_RESUME;
}

static void plant_everything(struct fixture *f, const char *words, bool is_private)
{
	for (int kind = 0; kind < EVENT__COUNT; kind++)
		if (is_planted((enum event_kind)kind) && kind != EVENT_GOAL)
			plant(f, (enum event_kind)kind, NULL, words, is_private);
	for (size_t i = 0; i < GOAL__COUNT; i++)
		plant(f, EVENT_GOAL, goal_whose_names[i], words, is_private);
	for (size_t i = 0; i < f->session.rubric->n_fields; i++) {
		const struct rubric_field *field = f->session.rubric->fields[i];
		struct event said;

		event_init(&said, EVENT_SAID);
		event_set(&said, KEY_BY, "teacher");
		event_set(&said, KEY_STEP, field->step->id);
		event_set(&said, KEY_FIELD, field->id);
		event_set(&said, KEY_TEXT, words);
		append(f, &said, is_private);
	}
}

#define SENTINEL "zyxwvut"

static void nothing_private_is_in_a_teachers_report(void **state)
{
	struct fixture *f = *state;
	const char *before[REPORT_PAGES__COUNT];

	fixture_add(f, a_talk);
	for (int format = 0; format < REPORT_PAGES__COUNT; format++) {
		before[format] = written(f, FOR_TEACHER, (enum report_format)format);
		assert_silent(before[format], SENTINEL);
	}
	plant_everything(f, SENTINEL, true);
	for (int format = 0; format < REPORT_PAGES__COUNT; format++) {
		assert_string_equal(written(f, FOR_TEACHER, (enum report_format)format),
				    before[format]);
		assert_says(written(f, FOR_COACH, (enum report_format)format), SENTINEL);
	}
	plant_everything(f, SENTINEL, false);
	for (int format = 0; format < REPORT_PAGES__COUNT; format++)
		assert_says(written(f, FOR_TEACHER, (enum report_format)format), SENTINEL);
}

/* Somebody wrote it there by hand. */
static void a_private_answer_in_the_shared_file_is_not_the_teachers(void **state)
{
	struct fixture *f = *state;
	struct event said;

	event_init(&said, EVENT_SAID);
	event_set(&said, KEY_BY, "teacher");
	event_set(&said, KEY_STEP, "hunches");
	event_set(&said, KEY_FIELD, "hunch");
	event_set(&said, KEY_TEXT, SENTINEL);
	append(f, &said, false);
	assert_silent(written(f, FOR_TEACHER, REPORT_JSON), SENTINEL);
}

static void a_supposition_about_a_person_is_in_no_report(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, "kind: field\nfield: hunch\nvalue: tired\n"
		       "---\nkind: field\nfield: sure\nvalue: barely\n"
		       "---\nkind: said\nby: coach\nstep: hunches\ntext: Seems " SENTINEL "\n"
		       "---\nkind: said\nby: coach\nstep: hunches\nfield: hunch\ntext: " SENTINEL
		       "\n---\nkind: note\nstep: hunches\ntext: A note of " SENTINEL "\n"
		       "---\nkind: note\ntext: Of something else\n");
	for (int format = 0; format < REPORT_PAGES__COUNT; format++)
		for (int audience = 0; audience < AUDIENCE__COUNT; audience++) {
			const char *report = written(f, (enum audience)audience,
						     (enum report_format)format);

			assert_silent(report, SENTINEL);
			assert_silent(report, "tired");
			assert_silent(report, "Barely");
		}
	assert_says(written(f, FOR_COACH, REPORT_TEXT), "Of something else");
	assert_says(written(f, FOR_COACH, REPORT_TEXT), "about the teacher stay out.");
}

/* Who has refused is quoted with what they said while they agreed, and with nothing else. */
static void refused_words_are_quoted_from_when_they_were_given(void **state)
{
	static const char before[] = "kind: said\nby: teacher\nfield: rationale\ntext: Unasked.\n"
				     "---\nkind: goal\nwhose: teacher\ntext: Unasked too.\n";
	struct fixture *f = *state;
	const char *report;

	fixture_add(f, before);
	assert_says(written(f, FOR_TEACHER, REPORT_TEXT), "Unasked.");
	fixture_add(f, "kind: consent\nvalue: refused\n");
	report = written(f, FOR_COACH, REPORT_TEXT);
	assert_says(report, "The teacher does not want their words written down.\n");
	assert_says(report, "2 pieces that were written down before they were asked");
	f->session.n_events = 1;
	fixture_add(f, before);
	fixture_add(f, "kind: consent\nvalue: given\n"
		       "---\nkind: said\nby: teacher\nfield: rationale\ntext: Agreed.\n"
		       "---\nkind: consent\nvalue: refused\n");
	report = written(f, FOR_COACH, REPORT_TEXT);
	assert_says(report, "from then on");
	for (int format = 0; format < REPORT_PAGES__COUNT; format++)
		for (int audience = 0; audience < AUDIENCE__COUNT; audience++) {
			report = written(f, (enum audience)audience, (enum report_format)format);
			assert_silent(report, "Unasked");
			assert_says(report, "Agreed.");
		}
}

/* ---- hostile words ---- */

static void assert_harmless(const char *report)
{
	const char *end = report + strlen(report);

	assert_true(utf8_is_valid(report, strlen(report)));
	while (report < end) {
		int32_t character = utf8_decode(&report, end);

		if (character != '\n' && character != '\t' && sanitise_is_hostile(character))
			fail_msg("U+%04X is in a report", (unsigned)character);
	}
}

static void hostile_words_never_appear_raw(void **state)
{
	struct property property = property_start(__func__);
	struct fixture *f = *state;

	for (int round = 0; round < property_rounds(20); round++) {
		struct buf words;

		f->session.n_events = 1;
		buf_init(&words, BUF_MAX_DEFAULT);
		buf_puts(&words, "\033[31m\u202E");
		property_text(&property, &words, 20);
		plant_everything(f, buf_text(&words), round % 2);
		buf_release(&words);
		fixture_fold(f);
		for (int format = 0; format < REPORT_PAGES__COUNT; format++) {
			assert_harmless(written(f, FOR_COACH, (enum report_format)format));
			assert_harmless(written(f, FOR_TEACHER, (enum report_format)format));
		}
	}
}

/* ---- formats, memory ---- */

static void the_ending_of_a_name_is_its_format(void **state)
{
	static const struct {
		const char *name;
		enum report_format format;
	} names[] = {
		{"a.md", REPORT_MARKDOWN}, {"a.Markdown", REPORT_MARKDOWN}, {"a.html", REPORT_HTML},
		{"x/a.HTM", REPORT_HTML},  {"a.b.json", REPORT_JSON},       {"a.txt", REPORT_TEXT},
		{"html", REPORT_TEXT},     {".html", REPORT_TEXT},          {"", REPORT_TEXT},
		{"a.html/b", REPORT_TEXT}, {"a.ics", REPORT_ICS},
	};
	static const char *const unknown[] = {"a.pdf", "a.md.docx", "a.", "x/J. R.", "a.html~"};
	enum report_format format;
	struct err err = {{0}, 0};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		assert_int_equal(report_format_of(names[i].name, &format, &err), STATUS_OK);
		assert_int_equal(format, names[i].format);
	}
	for (size_t i = 0; i < COUNT(unknown); i++) {
		assert_int_equal(report_format_of(unknown[i], &format, &err), STATUS_INVALID);
		assert_says(err.message, ".txt, .md, .html, .json or .ics");
	}
}

static void scripts_get_ids_instead_of_labels(void **state)
{
	struct fixture *f = *state;
	const char *report;

	fixture_add(f, a_talk);
	report = written(f, FOR_COACH, REPORT_JSON);
	assert_says(report, "{\"kind\": \"item\", \"id\": \"students\", \"text\": \"Sooner.\", "
			    "\"aside\": \"9:31\"}");
	assert_silent(report, "This report is for the coach");
	assert_silent(report, "\"label\"");
	assert_silent(report, "In short");
}

static void want_of_memory_is_said(void **state)
{
	struct fixture *f = *state;
	struct host host = test_host();
	bool done = false;

	fixture_add(f, a_talk);
	fixture_add(f, an_agreement);
	for (size_t max = 0; !done; max += 997) {
		struct report report;
		struct document document;
		struct arena arena;
		enum status status;

		arena_init(&arena, max);
		status = report_make(&report, &f->session, &host, FOR_COACH, &arena, NULL);
		if (!status)
			status = report_document(&report, &arena, &document, NULL);
		done = status == STATUS_OK;
		assert_true(done || status == STATUS_NO_MEMORY || status == STATUS_LIMIT);
		arena_release(&arena);
		assert_true(max < ARENA_MAX);
	}
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
	const struct CMUnitTest tests[] = {
		CASE(evidence_follows_the_lesson_and_is_cited_by_number),
		CASE(a_long_title_is_wrapped),
		CASE(behind_z_comes_aa),
		CASE(the_coach_reads_goals_reasons_and_the_talk),
		CASE(words_carry_the_minute_of_the_talk),
		CASE(the_course_of_a_talk_has_its_lanes),
		CASE(a_reading_that_changed_in_the_talk_stands_twice),
		CASE(an_own_reading_stands_before_what_the_rules_say),
		CASE(progress_on_the_goal_of_last_time_stands_before_new_goals),
		CASE(the_teacher_reads_students_words_and_the_plan),
		CASE(what_nobody_is_known_to_have_done_is_not_in_the_teachers_report),
		CASE(the_teacher_reads_no_judgement),
		CASE(statements_wait_for_each_other),
		CASE(two_things_are_not_called_one),
		CASE(people_read_a_day_in_words_and_scripts_as_it_is),
		CASE(who_told_of_it_is_said),
		CASE(what_there_is_nothing_to_say_about_is_not_mentioned),
		CASE(the_plan_has_the_newest_day),
		CASE(the_coachs_words_are_not_the_teachers),
		CASE(what_was_picked_is_not_called_own_words),
		CASE(words_without_a_label_stand_apart),
		CASE(what_is_not_known_without_ratings_is_said_once),
		CASE(nothing_private_is_in_a_teachers_report),
		CASE(a_private_answer_in_the_shared_file_is_not_the_teachers),
		CASE(a_supposition_about_a_person_is_in_no_report),
		CASE(refused_words_are_quoted_from_when_they_were_given),
		CASE(hostile_words_never_appear_raw),
		cmocka_unit_test(the_ending_of_a_name_is_its_format),
		CASE(scripts_get_ids_instead_of_labels),
		CASE(want_of_memory_is_said),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
