/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns of a transcript: in the fold, in the engine, and what is wrong with one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/array.h"
#include "debrief/event_check.h"
#include "debrief/talk_words.h"
#include "fixture.h"

static const char three[] =
	"{kind: turn, by: coach, from: 0, to: 4, words: 5, text: What did you}\n"
	"---\n"
	"{kind: turn, by: teacher, from: 4, to: 30, words: 40, text: They gave up}\n"
	"---\n"
	"{kind: turn, by: other, from: 28, to: 31, words: 3}\n";

static const struct heard *heard_of(const struct state *s, const char *field)
{
	return state_heard(s, rubric_field(s->rubric, field));
}

static void turns_are_counted_and_not_loose(void **state)
{
	struct fixture *f = *state;
	const struct state *s;
	struct talk_words words;

	fixture_add(f, three);
	s = fixture_fold(f);
	assert_int_equal(s->turns.count, 3);
	assert_int_equal(s->n_heard, 0);
	words = talk_words(s);
	assert_int_equal(words.coach, 5);
	assert_int_equal(words.teacher, 40);
	assert_int_equal(words.other, 3);
}

static void a_turn_that_is_filed_is_heard_there(void **state)
{
	struct fixture *f = *state;
	const struct state *s;

	fixture_add(f, three);
	fixture_add(f, "{kind: said, by: teacher, step: confirm, text: Later}\n---\n"
		       "{kind: assign, re: +2, step: elicit-rationale, field: rationale}\n");
	s = fixture_fold(f);
	assert_int_equal(s->n_heard, 2);
	assert_string_equal(heard_words(s, heard_of(s, "rationale")), "They gave up");
	assert_string_equal(s->heard[0].step->id, "elicit-rationale");
	assert_int_equal(state_known_since(s, "rationale"), 2);
	assert_string_equal(s->heard[1].step->id, "confirm");
	assert_int_equal(talk_words(s).teacher, 40);

	fixture_add(f, "{kind: assign, re: +2, step: confirm}\n");
	s = fixture_fold(f);
	assert_null(heard_of(s, "rationale"));
	assert_int_equal(s->n_heard, 2);
	fixture_add(f, "{kind: void, re: +6}\n---\n{kind: void, re: +5}\n");
	s = fixture_fold(f);
	assert_int_equal(s->n_heard, 1); /* unfiled again, and still counted */
	assert_int_equal(s->turns.count, 3);
}

static void a_transcript_that_is_taken_back_leaves_nothing(void **state)
{
	struct fixture *f = *state;
	const struct state *s;

	fixture_add(f, three);
	fixture_group(f, 1, 3);
	fixture_add(f, "{kind: assign, re: +2, field: rationale}\n---\n{kind: void, re: +3}\n");
	s = fixture_fold(f);
	assert_int_equal(s->turns.count, 0);
	assert_int_equal(s->n_heard, 0);
	assert_null(heard_of(s, "rationale"));
	fixture_add(f, "{kind: void, re: +5}\n");
	s = fixture_fold(f);
	assert_int_equal(s->turns.count, 3);
	assert_non_null(heard_of(s, "rationale"));
}

static void turns_do_not_move_the_talk(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, three);
	fixture_add(f, "{kind: said, by: teacher, step: confirm, text: Later}\n");
	fixture_advise(f);
	assert_string_equal(fixture_step(f, "confirm"), "now");
	assert_string_equal(fixture_step(f, "work-together"), "open");
	fixture_add(f, "{kind: assign, re: +2, step: elicit-rationale}\n---\n"
		       "{kind: assign, re: +1, step: work-together}\n");
	fixture_advise(f);
	assert_string_equal(fixture_step(f, "confirm"), "now");
	assert_string_equal(fixture_step(f, "work-together"), "done");
}

static void without_a_record_turns_tell_where_the_talk_is(void **state)
{
	struct fixture *f = *state;

	fixture_add(f, three);
	assert_null(fixture_advise(f)->prepared);
	fixture_add(f, "{kind: assign, re: +2, step: confirm}\n");
	assert_string_equal(fixture_advise(f)->prepared, "undecided");
	assert_string_equal(fixture_step(f, "confirm"), "now");
}

static void shares_are_whole_and_sum_to_a_hundred(void **state)
{
	static const struct {
		struct talk_words words;
		struct talk_share share;
	} cases[] = {
		{{37, 63, 1000}, {37, 63}}, {{580, 420, 0}, {58, 42}}, {{9, 16, 0}, {36, 64}},
		{{0, 0, 7}, {0, 0}},        {{5, 0, 0}, {100, 0}},     {{0, 1, 0}, {0, 100}},
		{{1, 2, 0}, {33, 67}},      {{2, 1, 0}, {67, 33}},     {{1, 199, 0}, {1, 99}},
		{{1, 1, 0}, {50, 50}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct talk_share share = talk_share(cases[i].words);

		assert_int_equal(share.coach, cases[i].share.coach);
		assert_int_equal(share.teacher, cases[i].share.teacher);
	}
	for (size_t coach = 0; coach < 60; coach++)
		for (size_t teacher = coach == 0; teacher < 60; teacher++) {
			struct talk_share share = talk_share(
				(struct talk_words){coach, teacher, 9});

			assert_int_equal(share.coach + share.teacher, 100);
			assert_true(share.coach >= 0 && share.teacher >= 0);
		}
}

static void assert_turns(struct fixture *f, const double (*spans)[2], size_t n, bool timed)
{
	const struct state *s = fixture_fold(f);
	const struct talk_turn *turns;
	bool is_timed;
	size_t count;

	assert_int_equal(talk_turns(s, &f->arena, &turns, &count, &is_timed, NULL), STATUS_OK);
	assert_int_equal(count, n);
	assert_int_equal(is_timed, timed);
	for (size_t i = 0; i < n; i++) {
		assert_ptr_equal(turns[i].event, s->turns.items[i]);
		assert_true(turns[i].from == spans[i][0] && turns[i].to == spans[i][1]);
	}
}

static void turns_have_times_on_the_transcripts_clock(void **state)
{
	static const double given[][2] = {{0, 4}, {4, 30}, {28, 31}, {28, 29}, {60, 64}, {64, 70}};

	fixture_add(*state, three);
	fixture_add(*state, "{kind: turn, by: coach, from: 20, to: 29, words: 1}\n---\n" /* back */
			    "{kind: turn, by: coach, from: 60, words: 10}\n---\n"
			    "{kind: turn, by: teacher, from: 64, to: 70, words: 10}\n");
	assert_turns(*state, given, COUNT(given), true);
}

static void without_times_turns_last_as_long_as_their_words(void **state)
{
	static const double guessed[][2] = {{0, 4}, {4, 8}, {8, 8}};

	fixture_add(*state, "{kind: turn, by: coach, words: 10}\n---\n"
			    "{kind: turn, by: teacher, words: 10}\n---\n"
			    "{kind: turn, by: teacher, words: 0}\n");
	assert_turns(*state, guessed, COUNT(guessed), false);
}

/* ---- what is wrong with one ---- */

static bool is_fine(enum event_key key, const char *by, const char *value)
{
	struct event event;
	struct arena arena;
	struct diags diags;
	bool fine;

	arena_init(&arena, SIZE_MAX);
	diags_init(&diags, &arena, "stdin", NULL, 0);
	event_init(&event, EVENT_TURN);
	event_set(&event, KEY_BY, by);
	event_set(&event, KEY_WORDS, "3");
	event_set(&event, KEY_FROM, "5");
	event_set(&event, key, value);
	fine = event_check(&event, NULL, NULL, NULL, NULL, &diags);
	arena_release(&arena);
	return fine;
}

static void words_of_others_and_times_that_run_back_are_mistakes(void **state)
{
	(void)state;
	assert_true(is_fine(KEY_TEXT, "coach", "They drew"));
	assert_true(is_fine(KEY_TEXT, "teacher", "They drew"));
	assert_true(is_fine(KEY_TO, "other", "5"));
	assert_false(is_fine(KEY_TEXT, "other", "They drew"));
	assert_false(is_fine(KEY_TO, "other", "4"));
	assert_false(is_fine(KEY_WORDS, "coach", NULL));
	assert_false(is_fine(KEY_BY, "coach", NULL));
}

static void a_turn_of_the_teachers_is_their_words(void **state)
{
	struct event event;

	(void)state;
	event_init(&event, EVENT_TURN);
	event_set(&event, KEY_BY, "teacher");
	assert_false(event_has_teachers_words(&event));
	event_set(&event, KEY_TEXT, "They drew");
	assert_true(event_has_teachers_words(&event));
	event_set(&event, KEY_BY, "coach");
	assert_false(event_has_teachers_words(&event));
}

#define WITH_SESSION(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SESSION(turns_are_counted_and_not_loose),
		WITH_SESSION(a_turn_that_is_filed_is_heard_there),
		WITH_SESSION(a_transcript_that_is_taken_back_leaves_nothing),
		WITH_SESSION(turns_do_not_move_the_talk),
		WITH_SESSION(without_a_record_turns_tell_where_the_talk_is),
		cmocka_unit_test(shares_are_whole_and_sum_to_a_hundred),
		WITH_SESSION(turns_have_times_on_the_transcripts_clock),
		WITH_SESSION(without_times_turns_last_as_long_as_their_words),
		cmocka_unit_test(words_of_others_and_times_that_run_back_are_mistakes),
		cmocka_unit_test(a_turn_of_the_teachers_is_their_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
