/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fault_file.h"
#include "property.h"
#include "talk_fixture.h"

/* Journals that do not end as they should, or are not what they were. */

struct ends { /* a session before and after its last record was written */
	const char *path;
	const char *memory;
	const char *whole;
	size_t whole_length;
	size_t before_length;
	const char *remembered; /* before */
	size_t remembered_length;
};

static struct ends make_ends(struct home *home)
{
	struct talk talk = {.tally.pipe = -1};
	struct ends ends;

	assert_true(talk_begin(home, &talk));
	talk_act(&talk, 1, false);
	talk_save(&talk);
	ends.path = home_find(home, home->session, "journal.");
	ends.memory = home_find(home, talk_writers(home), "talk.");
	home_read(home, ends.path, &ends.before_length);
	ends.remembered = home_read(home, ends.memory, &ends.remembered_length);
	talk_act(&talk, 1, false);
	talk_save(&talk);
	talk_end(&talk);
	ends.whole = home_read(home, ends.path, &ends.whole_length);
	return ends;
}

static void put_back(const struct ends *ends, size_t length)
{
	home_write(ends->path, ends->whole, length);
	home_write(ends->memory, ends->remembered, ends->remembered_length);
}

/* Talks on; the bits that are found then. */
static uint64_t go_on(struct home *home, unsigned int n, const char **torn)
{
	struct talk talk = {.tally.pipe = -1, .next = n};

	assert_true(talk_begin(home, &talk));
	const char *text = journal_torn_text(talk.journal);
	*torn = text ? arena_strdup(&home->arena, text) : NULL;
	talk_act(&talk, 1, false);
	talk_save(&talk);
	assert_int_equal(talk.tally.acknowledged, BIT(n));
	talk_end(&talk);
	return talk_read_back(home);
}

static const char *rescue(struct home *home)
{
	return home_path(home, home->root, "state/debrief/rescue/talk");
}

static void a_last_record_cut_at_any_byte_is_put_aside_and_cut_off(void **state)
{
	struct home *home = *state;
	struct ends ends = make_ends(home);
	const char *torn;

	for (size_t length = ends.before_length; length < ends.whole_length; length++) {
		put_back(&ends, length);
		assert_true(go_on(home, 9, &torn) == (BIT(0) | BIT(9)));
		const char *bytes = home_read(home, ends.path, NULL);
		assert_memory_equal(bytes, ends.whole, ends.before_length);
		assert_clean(home);
		const char *aside = home_find(home, rescue(home), "torn.journal.");
		if (length == ends.before_length) {
			assert_null(aside);
			continue;
		}
		size_t aside_length;
		assert_non_null(aside);
		bytes = home_read(home, aside, &aside_length);
		assert_int_equal(aside_length, length - ends.before_length);
		assert_memory_equal(bytes, ends.whole + ends.before_length, aside_length);
		home_remove(rescue(home));
	}
	fault_say_cases("last record cut", (unsigned int)(ends.whole_length - ends.before_length));
	put_back(&ends, ends.whole_length);
	assert_true(go_on(home, 9, &torn) == (BIT(0) | BIT(1) | BIT(9)));
	assert_null(torn);
}

static void what_was_written_in_a_torn_record_is_given_back(void **state)
{
	struct home *home = *state;
	struct talk talk = {.tally.pipe = -1};
	const char *torn;
	struct event event;
	size_t length;
	size_t whole_length;

	assert_true(talk_begin(home, &talk));
	const char *path = home_find(home, home->session, "journal.");
	const char *memory = home_find(home, talk_writers(home), "talk.");
	home_read(home, path, &length);
	size_t memory_length;
	const char *remembered = home_read(home, memory, &memory_length);
	event_init(&event, EVENT_SAID);
	event_set(&event, KEY_BY, "teacher");
	event_set(&event, KEY_TEXT, "They give up\n\n  when the numbers get messy: 3½.");
	assert_int_equal(journal_stage(talk.journal, &event, 1, NULL), STATUS_OK);
	talk_end(&talk);
	const char *whole = home_read(home, path, &whole_length);
	home_write(path, whole, whole_length - 1);
	home_write(memory, remembered, memory_length);
	go_on(home, 9, &torn);
	assert_string_equal(torn, "They give up\n\n  when the numbers get messy: 3½.");
	/* In the middle of a character. */
	const char *half = strstr(whole, "½");
	assert_non_null(half);
	home_write(path, whole, (size_t)(half - whole) + 1);
	home_write(memory, remembered, memory_length);
	go_on(home, 9, &torn);
	assert_string_equal(torn, "They give up\n\n  when the numbers get messy: 3");
}

/* Without it what is known of the writer, the file counts as an older copy, and stays as it is. */
static void a_file_cut_at_any_byte_that_was_acknowledged_is_not_touched(void **state)
{
	struct home *home = *state;
	struct ends ends = make_ends(home);
	const char *torn;
	size_t memory_length;
	const char *memory = home_read(home, ends.memory, &memory_length);
	const size_t step = getenv("DEBRIEF_HARD") ? 1 : 3;

	fault_say_cases("whole file cut", (unsigned int)(ends.whole_length / step));
	for (size_t length = 0; length < ends.whole_length; length += step) {
		put_back(&ends, length);
		home_write(ends.memory, memory, memory_length);
		uint64_t found = go_on(home, 9, &torn);
		assert_true(found & BIT(9));
		assert_null(torn);
		assert_true((length >= ends.before_length) == ((found & BIT(0)) != 0));
		size_t length_after;
		const char *after = home_read(home, ends.path, &length_after);
		assert_int_equal(length_after, length);
		assert_memory_equal(after, ends.whole, length);
		/* Away with the new writer's. */
		for (const char *prefix = "journal."; prefix;
		     prefix = *prefix == 'j' ? "private." : NULL) {
			char **names;
			size_t count;
			struct session session;
			assert_int_equal(session_open(&session, &home->host, home->session,
						      SESSION_EVERYTHING, NULL),
					 STATUS_OK);
			assert_int_equal(folder_list(session.folder, 100, &names, &count, NULL),
					 STATUS_OK);
			for (size_t i = 0; i < count; i++)
				if (strncmp(names[i], prefix, 8) == 0 &&
				    memcmp(names[i] + 8, strrchr(ends.path, '/') + 9, 4) != 0)
					unlink(home_path(home, home->session, names[i]));
			free(names);
			session_close(&session);
		}
	}
}

/* From any byte of the last record on. */
static void nuls_instead_of_a_record_are_a_torn_record(void **state)
{
	struct home *home = *state;
	struct ends ends = make_ends(home);
	char *bytes = calloc(1, ends.whole_length);
	const char *torn;

	fault_say_cases("NULs at the end", (unsigned int)(ends.whole_length - ends.before_length));
	for (size_t length = ends.before_length; length < ends.whole_length; length++) {
		memcpy(bytes, ends.whole, length);
		memset(bytes + length, 0, ends.whole_length - length);
		put_back(&ends, ends.whole_length);
		home_write(ends.path, bytes, ends.whole_length);
		uint64_t found = go_on(home, 9, &torn);
		assert_true((found & ~BIT(1)) == (BIT(0) | BIT(9)));
		assert_clean(home);
		home_remove(rescue(home));
	}
	free(bytes);
}

static void nuls_at_the_end_are_a_torn_record(void **state)
{
	struct home *home = *state;
	struct ends ends = make_ends(home);
	char *bytes = calloc(1, ends.whole_length + 5000);
	const char *torn;

	memcpy(bytes, ends.whole, ends.whole_length);
	put_back(&ends, ends.whole_length);
	home_write(ends.path, bytes, ends.whole_length + 5000);
	assert_true(go_on(home, 9, &torn) == (BIT(0) | BIT(1) | BIT(9)));
	assert_null(torn);
	assert_clean(home);
	/* Part of the record itself too. */
	home_remove(rescue(home));
	memset(bytes + ends.before_length + 40, 0, ends.whole_length - ends.before_length - 40);
	home_write(ends.path, bytes, ends.whole_length);
	home_write(ends.memory, ends.remembered, ends.remembered_length);
	assert_true(go_on(home, 9, &torn) == (BIT(0) | BIT(9)));
	assert_clean(home);
	free(bytes);
}

/* A sector of the last writing is missing, what stood behind it is there. */
static void a_torn_end_with_another_record_in_it_is_left_alone(void **state)
{
	struct home *home = *state;
	struct ends ends = make_ends(home);
	size_t length = ends.whole_length;
	const char *torn;
	char *bytes = malloc(2 * length);

	memcpy(bytes, ends.whole, length);
	memcpy(bytes + length, ends.whole + ends.before_length, 60);
	memset(bytes + ends.before_length + 10, 0, 30);
	put_back(&ends, 0);
	home_write(ends.path, bytes, length + 60);
	uint64_t found = go_on(home, 9, &torn);
	assert_true((found & (BIT(0) | BIT(9))) == (BIT(0) | BIT(9)));
	assert_null(torn);
	size_t after_length;
	const char *after = home_read(home, ends.path, &after_length);
	assert_true(after_length >= length + 60);
	assert_memory_equal(after, bytes, length + 60);
	free(bytes);
}

static unsigned int count_bits(uint64_t bits)
{
	unsigned int count = 0;

	for (; bits; bits &= bits - 1)
		count++;
	return count;
}

#define SECTOR 512

/* A power cut while the last writing was on its way: any of its sectors may not have come. */
static void any_sectors_of_the_last_writing_may_be_missing(void **state)
{
	struct home *home = *state;
	struct property property = property_start("sectors");

	fault_say_cases("sectors missing", (unsigned int)property_rounds(40));
	for (int round = 0; round < property_rounds(40); round++) {
		struct talk talk = {.tally.pipe = -1};
		char name[24];
		const char *torn;
		size_t before;
		size_t after;
		size_t memory_length;
		snprintf(name, sizeof(name), "power-%d", round);
		home->session = home_make_session(home, name);
		assert_true(talk_begin(home, &talk));
		talk_act(&talk, 1, false);
		talk_save(&talk);
		const char *memory = home_find(home, talk_writers(home), name);
		const char *remembered = home_read(home, memory, &memory_length);
		const char *path = home_find(home, home->session, "journal.");
		home_read(home, path, &before);
		while (talk.next < 12)
			talk_act(&talk, 1 + property_number(&property, 3), false);
		talk_save(&talk);
		talk_end(&talk);
		const char *whole = home_read(home, path, &after);
		char *bytes = arena_copy(&home->arena, whole, after);
		for (size_t at = before; at < after; at++) {
			if ((at == before || at % SECTOR == 0) &&
			    property_number(&property, 3) == 0) {
				size_t end = (at / SECTOR + 1) * SECTOR;
				memset(bytes + at, 0, (end < after ? end : after) - at);
			}
		}
		home_write(path, bytes, after);
		home_write(memory, remembered, memory_length);
		uint64_t found = go_on(home, 40, &torn);
		assert_true(found & BIT(0));
		assert_true(found & BIT(40));
		assert_false(found & ~(talk.tally.attempted | BIT(40)));
		home_remove(home->session);
	}
}

/* It can spoil its own record, and the one that it seems to belong to then. */
static void a_flipped_bit_spoils_no_other_record(void **state)
{
	struct home *home = *state;
	struct property property = property_start("bits");
	struct talk talk = {.tally.pipe = -1};
	size_t length;

	assert_true(talk_begin(home, &talk));
	for (int i = 0; i < 5; i++)
		talk_act(&talk, 1, false);
	talk_save(&talk);
	talk_end(&talk);
	const char *path = home_find(home, home->session, "journal.");
	const char *whole = home_read(home, path, &length);
	char *bytes = malloc(length);
	const bool every = getenv("DEBRIEF_HARD");
	const size_t cases = every ? 8 * length : length;
	fault_say_cases("bits flipped", (unsigned int)cases);
	for (size_t i = 0; i < cases; i++) {
		const unsigned int bit = every ? (unsigned int)(i / length)
					       : property_number(&property, 8);
		memcpy(bytes, whole, length);
		bytes[i % length] ^= (char)(1 << bit);
		home_write(path, bytes, length);
		/* A number may have changed: then it is no longer the one that was said. */
		struct session session;
		uint64_t found = 0;
		assert_int_equal(session_open(&session, &home->host, home->session,
					      SESSION_EVERYTHING, NULL),
				 STATUS_OK);
		for (size_t j = 0; j < session.n_events; j++) {
			const char *text = event_text(session.events[j], KEY_TEXT);
			if (text && text[0] == 'n' && text[1] >= '0' && text[1] < '5')
				found |= BIT(text[1] - '0');
		}
		session_close(&session);
		assert_true(count_bits(found) >= 3);
	}
	free(bytes);
}

static void a_torn_end_that_cannot_be_put_aside_is_not_cut_off(void **state)
{
	struct home *home = *state;
	struct ends ends = make_ends(home);
	size_t length = ends.whole_length - 5;
	const char *torn;
	const char *state_folder = home_path(home, home->root, "state/debrief/rescue");

	home_write(state_folder, "", 0); /* a file where the folder should be */
	put_back(&ends, length);
	assert_true(go_on(home, 9, &torn) == (BIT(0) | BIT(9)));
	assert_null(torn);
	size_t after_length;
	const char *after = home_read(home, ends.path, &after_length);
	assert_int_equal(after_length, length);
	assert_memory_equal(after, ends.whole, length);
}

static void crlf_is_no_damage(void **state)
{
	struct home *home = *state;
	struct ends ends = make_ends(home);
	char *bytes = malloc(2 * ends.whole_length);
	size_t length = 0;
	const char *torn;

	for (size_t i = 0; i < ends.whole_length; i++) {
		if (ends.whole[i] == '\n')
			bytes[length++] = '\r';
		bytes[length++] = ends.whole[i];
	}
	home_write(ends.path, bytes, length);
	assert_true(go_on(home, 9, &torn) == (BIT(0) | BIT(1) | BIT(9)));
	assert_null(torn);
	free(bytes);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, home_set_up_session, home_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_last_record_cut_at_any_byte_is_put_aside_and_cut_off),
		TEST(what_was_written_in_a_torn_record_is_given_back),
		TEST(a_file_cut_at_any_byte_that_was_acknowledged_is_not_touched),
		TEST(nuls_at_the_end_are_a_torn_record),
		TEST(nuls_instead_of_a_record_are_a_torn_record),
		TEST(a_torn_end_with_another_record_in_it_is_left_alone),
		TEST(any_sectors_of_the_last_writing_may_be_missing),
		TEST(a_flipped_bit_spoils_no_other_record),
		TEST(a_torn_end_that_cannot_be_put_aside_is_not_cut_off),
		TEST(crlf_is_no_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
