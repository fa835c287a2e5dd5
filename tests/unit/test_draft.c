/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "debrief/draft.h"
#include "debrief/journal.h"
#include "fault_file.h"
#include "home_fixture.h"
#include "property.h"

/* ---- help ---- */

static const char about[] = "said elicit-rationale rationale";

static const char *drafts(struct home *home)
{
	return home_path(home, home->root, "state/debrief/drafts");
}

static struct draft *start(struct home *home, const char *text)
{
	struct draft *draft;
	struct err err = {0};

	if (draft_start(&draft, &home->host, "talk", about, &err) != STATUS_OK)
		fail_msg("%s", err.message);
	assert_int_equal(draft_write(draft, text, NULL), STATUS_OK);
	return draft;
}

/* As when the program is killed: the file stays as it is. */
static const char *start_and_die(struct home *home, const char *text)
{
	struct draft *draft = start(home, text);
	const char *token = arena_strdup(&home->arena, draft_token(draft));
	const char *path = home_path(home, drafts(home), token);
	size_t length;
	const char *bytes = home_read(home, path, &length);

	draft_discard(draft);
	home_write(path, bytes, length);
	return token;
}

static size_t offers(struct home *home, const struct draft_offer **result)
{
	struct session session;
	struct err err = {0};
	size_t count;

	assert_int_equal(
		session_open(&session, &home->host, home->session, SESSION_EVERYTHING, NULL),
		STATUS_OK);
	if (draft_offers(&home->host, &session, &home->arena, result, &count, &err) != STATUS_OK)
		fail_msg("%s", err.message);
	session_close(&session);
	return count;
}

static void assert_offered(struct home *home, const char *text)
{
	const struct draft_offer *offer;

	assert_int_equal(offers(home, &offer), 1);
	assert_string_equal(offer->text, text);
	assert_string_equal(offer->about, about);
}

/* Saves an event that was made from these drafts, in a group with another if `grouped`. */
static void record(struct home *home, const char *tokens, bool grouped)
{
	struct session session;
	struct journal *journal;
	struct event events[2];

	assert_int_equal(
		session_open(&session, &home->host, home->session, SESSION_EVERYTHING, NULL),
		STATUS_OK);
	assert_int_equal(journal_open(&journal, &home->host, &session, NULL), STATUS_OK);
	event_init(&events[0], EVENT_NOTE);
	events[0].is_private = true;
	event_set(&events[0], KEY_TEXT, "became a record");
	event_set(&events[0], KEY_DRAFT, tokens);
	event_init(&events[1], EVENT_PAUSE);
	assert_int_equal(journal_stage(journal, events, grouped ? 2 : 1, NULL), STATUS_OK);
	assert_int_equal(journal_flush(journal, NULL), STATUS_OK);
	journal_close(journal);
	session_close(&session);
}

/* ---- the life of a draft ---- */

static void what_was_being_written_is_offered_after_a_crash(void **state)
{
	struct home *home = *state;
	const struct draft_offer *offer;

	assert_int_equal(offers(home, &offer), 0);
	const char *token = start_and_die(home, "They give up when\nthe numbers get messy: 3½.");
	assert_offered(home, "They give up when\nthe numbers get messy: 3½.");
	assert_int_equal(offers(home, &offer), 1);
	assert_string_equal(offer->token, token);
	assert_int_equal(strlen(token), DRAFT_TOKEN_SIZE - 1);
}

static void the_last_text_written_counts(void **state)
{
	struct home *home = *state;
	struct draft *draft = start(home, "");
	char text[300] = "";

	for (size_t i = 0; i + 1 < sizeof(text); i++) {
		text[i] = (char)('a' + i % 26);
		assert_int_equal(draft_write(draft, text, NULL), STATUS_OK);
		if (i % 7 == 0)
			assert_int_equal(draft_sync(draft, NULL), STATUS_OK);
	}
	assert_int_equal(draft_write(draft, "less again", NULL), STATUS_OK);
	draft_park(draft);
	assert_offered(home, "less again");
}

static void a_parked_text_goes_on_under_its_token(void **state)
{
	struct home *home = *state;
	const struct draft_offer *offer;
	struct draft *draft = start(home, "first");
	char token[DRAFT_TOKEN_SIZE];

	memcpy(token, draft_token(draft), sizeof(token));
	draft_park(draft);
	assert_int_equal(offers(home, &offer), 1);
	assert_int_equal(draft_resume(&draft, &home->host, offer, NULL), STATUS_OK);
	assert_string_equal(draft_token(draft), token);
	assert_int_equal(offers(home, &offer), 0);
	assert_int_equal(draft_write(draft, "first and second", NULL), STATUS_OK);
	draft_park(draft);
	assert_offered(home, "first and second");
	assert_string_equal(home_list(home, drafts(home)), token);
}

static void what_became_a_record_is_never_offered_again(void **state)
{
	struct home *home = *state;
	const struct draft_offer *offer;

	record(home, start_and_die(home, "one"), false);
	assert_int_equal(offers(home, &offer), 0);
	assert_string_equal(home_list(home, drafts(home)), "");
	const char *tokens = arena_printf(&home->arena, "%s %s", start_and_die(home, "two"),
					  start_and_die(home, "three"));
	start_and_die(home, "four");
	record(home, tokens, true);
	assert_offered(home, "four");
}

static void a_record_that_is_not_saved_yet_decides_nothing(void **state)
{
	struct home *home = *state;
	const char *token = start_and_die(home, "one");
	const struct draft_offer *offer;
	struct session session;
	struct journal *journal;
	struct event event;
	size_t count;

	assert_int_equal(
		session_open(&session, &home->host, home->session, SESSION_EVERYTHING, NULL),
		STATUS_OK);
	assert_int_equal(journal_open(&journal, &home->host, &session, NULL), STATUS_OK);
	event_init(&event, EVENT_NOTE);
	event.is_private = true;
	event_set(&event, KEY_TEXT, "one");
	event_set(&event, KEY_DRAFT, token);
	assert_int_equal(journal_stage(journal, &event, 1, NULL), STATUS_OK);
	assert_int_equal(draft_offers(&home->host, &session, &home->arena, &offer, &count, NULL),
			 STATUS_OK);
	assert_int_equal(count, 0);
	assert_string_equal(home_list(home, drafts(home)), token);
	assert_int_equal(journal_flush(journal, NULL), STATUS_OK);
	assert_int_equal(draft_offers(&home->host, &session, &home->arena, &offer, &count, NULL),
			 STATUS_OK);
	assert_int_equal(count, 0);
	assert_string_equal(home_list(home, drafts(home)), "");
	journal_close(journal);
	session_close(&session);
}

/* Its record does not count, so the text would be nowhere. */
static void a_record_of_a_group_without_its_end_does_not_take_the_draft(void **state)
{
	struct home *home = *state;
	const char *token = start_and_die(home, "one");
	const char *path = home_find(home, home->session, "journal.");
	size_t length;
	const char *before = home_read(home, path, &length);

	record(home, token, true);
	home_write(path, before, length);
	assert_offered(home, "one");
}

static void a_draft_that_is_being_written_is_not_offered_elsewhere(void **state)
{
	struct home *home = *state;
	const struct draft_offer *offer;
	struct draft *draft = start(home, "in the middle of");
	struct draft *second;
	char token[DRAFT_TOKEN_SIZE];

	memcpy(token, draft_token(draft), sizeof(token));
	assert_int_equal(offers(home, &offer), 0);
	struct draft_offer stolen = {token, about, ""};
	assert_int_equal(draft_resume(&second, &home->host, &stolen, NULL), STATUS_LOCKED);
	assert_null(second);
	draft_park(draft);
	assert_offered(home, "in the middle of");
}

static void pinned_chance_gives_every_draft_a_name_of_its_own(void **state)
{
	struct home *home = *state;
	const struct draft_offer *offer;

	for (int i = 0; i < 3; i++) {
		home->host.test_random = true;
		home->host.random_state = 7;
		draft_park(start(home, "again"));
	}
	assert_int_equal(offers(home, &offer), 3);
}

static void empty_ones_leave_nothing(void **state)
{
	struct home *home = *state;
	const struct draft_offer *offer;

	draft_park(start(home, ""));
	assert_string_equal(home_list(home, drafts(home)), "");
	draft_discard(start(home, "something"));
	assert_string_equal(home_list(home, drafts(home)), "");
	start_and_die(home, "");
	assert_int_equal(offers(home, &offer), 0);
	assert_string_equal(home_list(home, drafts(home)), "");
}

static void other_sessions_and_other_files_are_left_alone(void **state)
{
	struct home *home = *state;
	const struct draft_offer *offer;
	struct draft *draft;

	assert_int_equal(draft_start(&draft, &home->host, "another", about, NULL), STATUS_OK);
	assert_int_equal(draft_write(draft, "not yours", NULL), STATUS_OK);
	draft_park(draft);
	const char *other = home_find(home, drafts(home), "");
	const char *garbage = home_path(home, drafts(home), "abcdefghijkl");
	home_write(garbage, "debrief-draft/1 ", 16);
	home_write(home_path(home, drafts(home), "abcdefghijk0"), "", 0);
	home_write(home_path(home, drafts(home), "README"), "x", 1);
	assert_int_equal(mkdir(home_path(home, drafts(home), "abcdefghijk1"), 0700), 0);
	assert_int_equal(symlink(other, home_path(home, drafts(home), "abcdefghijk2")), 0);
	assert_int_equal(mkfifo(home_path(home, drafts(home), "abcdefghijk3"), 0600), 0);
	const char *before = home_list(home, drafts(home));
	assert_int_equal(offers(home, &offer), 0);
	assert_string_equal(home_list(home, drafts(home)), before);
}

static void texts_may_be_large_and_odd_but_have_a_limit(void **state)
{
	struct home *home = *state;
	struct property property = property_start("draft texts");
	char *large = calloc(1, DRAFT_TEXT_MAX + 2);
	struct draft *draft = start(home, "");
	struct buf text;

	memset(large, 'x', DRAFT_TEXT_MAX + 1);
	assert_int_equal(draft_write(draft, large, NULL), STATUS_LIMIT);
	large[DRAFT_TEXT_MAX] = '\0';
	assert_int_equal(draft_write(draft, large, NULL), STATUS_OK);
	draft_park(draft);
	assert_offered(home, large);
	home_remove(drafts(home));
	buf_init(&text, DRAFT_TEXT_MAX);
	for (int i = 0; i < 20; i++) {
		buf_reset(&text);
		buf_putc(&text, 'x');
		property_text(&property, &text, 200);
		draft_park(start(home, buf_text(&text)));
		assert_offered(home, buf_text(&text));
		home_remove(drafts(home));
	}
	buf_release(&text);
	free(large);
	large = calloc(1, 5000);
	memset(large, 'y', 4999);
	assert_int_equal(draft_start(&draft, &home->host, large, about, NULL), STATUS_LIMIT);
	free(large);
}

static void a_thousand_are_offered_at_most(void **state)
{
	struct home *home = *state;
	const struct draft_offer *offer;
	size_t length;

	draft_park(start(home, "again"));
	const char *bytes = home_read(home, home_find(home, drafts(home), ""), &length);
	for (int i = 0; i < 1010; i++)
		home_write(arena_printf(&home->arena, "%s/copy%08d", drafts(home), i), bytes,
			   length);
	assert_int_equal(offers(home, &offer), 1000);
}

/* ---- crashes and failures ---- */

/* A slot that was being written when it ended; the others count. */
static void a_slot_that_is_damaged_falls_back_to_the_one_before(void **state)
{
	struct home *home = *state;
	struct draft *draft = start(home, "first");
	size_t length;

	assert_int_equal(draft_write(draft, "second", NULL), STATUS_OK);
	const char *path = home_find(home, drafts(home), "");
	assert_int_equal(draft_write(draft, "third one", NULL), STATUS_OK);
	draft_park(draft);
	const char *whole = home_read(home, path, &length);
	const char *at = memmem(whole, length, "third one", 9);
	assert_non_null(at);
	for (size_t cut = 0; cut < 120; cut++) { /* back over the text and the head */
		char *damaged = arena_copy(&home->arena, whole, length);
		damaged[(size_t)(at - whole) + 8 - cut] ^= 0x11;
		home_write(path, damaged, length);
		const struct draft_offer *offer;
		assert_int_equal(offers(home, &offer), 1);
		if (strcmp(offer->text, "third one") == 0)
			break; /* no byte of this slot any more */
		assert_string_equal(offer->text, "second");
		assert_true(cut < 110);
	}
}

/* What is on the disk stays there until something later is: power can go at any moment. */
static void the_synced_slot_is_not_written_over_before_the_next_sync(void **state)
{
	struct home *home = *state;
	struct draft *draft = start(home, "on the disk");

	assert_int_equal(draft_sync(draft, NULL), STATUS_OK);
	for (int i = 0; i < 10; i++) {
		assert_int_equal(draft_write(draft, i % 2 ? "odd" : "even", NULL), STATUS_OK);
		size_t length;
		const char *bytes = home_read(home, home_find(home, drafts(home), ""), &length);
		assert_non_null(memmem(bytes, length, "on the disk", 11));
		if (i > 0)
			assert_non_null(memmem(bytes, length, i % 2 ? "even" : "odd", 3));
	}
	draft_discard(draft);
}

static void sync_is_what_makes_it_last(void **state)
{
	struct home *home = *state;
	size_t count;

	home->host.files = &fault_ops;
	fault_start((struct fault){.at = 0});
	struct draft *draft = start(home, "one");
	assert_true(draft_is_dirty(draft));
	const struct fault_step *steps = fault_trace(&count);
	int fd = -1;
	int folder = -1;
	for (size_t i = 0; i < count; i++) {
		if (steps[i].op == FAULT_PWRITE)
			fd = steps[i].fd;
		if (steps[i].op == FAULT_OPENAT && strcmp(steps[i].name, draft_token(draft)) == 0)
			folder = steps[i].folder;
	}
	assert_true(fd >= 0);
	assert_true(folder >= 0);
	assert_false(fault_is_synced(fd, count));
	assert_false(fault_is_synced(folder, count));
	assert_int_equal(draft_sync(draft, NULL), STATUS_OK);
	assert_false(draft_is_dirty(draft));
	fault_trace(&count);
	assert_true(fault_is_synced(fd, count));
	assert_true(fault_is_synced(folder, count));
	unsigned int syncs = fault_count(FAULT_FDATASYNC);
	assert_int_equal(draft_sync(draft, NULL), STATUS_OK);
	assert_int_equal(fault_count(FAULT_FDATASYNC), syncs);
	draft_discard(draft);
}

static void after_a_failed_sync_the_text_is_written_anew(void **state)
{
	struct home *home = *state;

	home->host.files = &fault_ops;
	struct draft *draft = start(home, "one");
	fault_start((struct fault){.op = FAULT_FDATASYNC, .at = 1, .number = EIO});
	assert_int_equal(draft_sync(draft, NULL), STATUS_IO);
	assert_true(draft_is_dirty(draft));
	assert_int_equal(fault_count(FAULT_PWRITE), 0);
	assert_int_equal(draft_sync(draft, NULL), STATUS_OK);
	assert_int_equal(fault_count(FAULT_PWRITE), 1);
	assert_false(draft_is_dirty(draft));
	draft_park(draft);
	assert_offered(home, "one");
}

/* Whatever fails: what write or sync said is kept is offered. */
static void no_failure_loses_what_was_written(void **state)
{
	static const enum fault_effect effects[] = {FAULT_FAIL, FAULT_SHORT};
	static const char *const texts[] = {"a", "ab", "abc", "abcd", "abcde"};
	struct home *home = *state;

	home->host.files = &fault_ops;
	for (size_t e = 0; e < 4; e++) {
		bool happened = true;
		for (unsigned int n = 1; happened; n++) {
			struct draft *draft;
			const char *written = NULL;
			const struct draft_offer *offer;
			fault_start((struct fault){.op = FAULT_ANY,
						   .at = n,
						   .effect = effects[e % 2],
						   .sticky = e / 2,
						   .number = ENOSPC});
			if (draft_start(&draft, &home->host, "talk", about, NULL) == STATUS_OK) {
				for (size_t i = 0; i < 5; i++) {
					if (draft_write(draft, texts[i], NULL) == STATUS_OK)
						written = texts[i];
					if (i % 2 && draft_sync(draft, NULL) == STATUS_OK)
						written = texts[i];
				}
				draft_park(draft);
			}
			happened = fault_happened();
			fault_start((struct fault){.at = 0});
			size_t count = offers(home, &offer);
			assert_int_equal(count, written != NULL);
			if (written)
				assert_true(strlen(offer->text) >= strlen(written));
			if (home_has(drafts(home)))
				home_remove(drafts(home));
		}
	}
}

static void write_until_killed(struct home *home, int out)
{
	struct draft *draft;
	char *text = calloc(1, 20001);

	if (draft_start(&draft, &home->host, "talk", about, NULL) != STATUS_OK)
		_exit(1);
	for (uint32_t i = 1; i <= 20000; i++) {
		text[i - 1] = (char)('a' + i % 26);
		if (draft_write(draft, text, NULL) != STATUS_OK ||
		    write(out, &i, sizeof(i)) != sizeof(i))
			_exit(1);
	}
	for (;;)
		pause();
}

static void kill_9_loses_no_key(void **state)
{
	struct home *home = *state;
	struct property property = property_start("draft kill_9");

	fault_say_cases("draft, kill -9", (unsigned int)property_rounds(8));

	for (int round = 0; round < property_rounds(8); round++) {
		const struct draft_offer *offer;
		uint32_t written = 0;
		int ends[2];
		int status;
		assert_int_equal(pipe(ends), 0);
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0)
			write_until_killed(home, ends[1]);
		close(ends[1]);
		uint32_t until = 1 + property_number(&property, 6000);
		while (written < until &&
		       read(ends[0], &written, sizeof(written)) == sizeof(written))
			;
		kill(child, SIGKILL);
		assert_int_equal(waitpid(child, &status, 0), child);
		while (read(ends[0], &written, sizeof(written)) == sizeof(written))
			;
		close(ends[0]);
		assert_int_equal(offers(home, &offer), 1);
		assert_true(strlen(offer->text) >= written);
		assert_true(strlen(offer->text) <= written + 1);
		for (size_t i = 0; offer->text[i]; i++)
			assert_int_equal(offer->text[i], 'a' + (i + 1) % 26);
		home_remove(drafts(home));
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, home_set_up_session, home_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(what_was_being_written_is_offered_after_a_crash),
		TEST(the_last_text_written_counts),
		TEST(a_parked_text_goes_on_under_its_token),
		TEST(what_became_a_record_is_never_offered_again),
		TEST(a_record_that_is_not_saved_yet_decides_nothing),
		TEST(a_record_of_a_group_without_its_end_does_not_take_the_draft),
		TEST(a_draft_that_is_being_written_is_not_offered_elsewhere),
		TEST(pinned_chance_gives_every_draft_a_name_of_its_own),
		TEST(empty_ones_leave_nothing),
		TEST(other_sessions_and_other_files_are_left_alone),
		TEST(texts_may_be_large_and_odd_but_have_a_limit),
		TEST(a_thousand_are_offered_at_most),
		TEST(a_slot_that_is_damaged_falls_back_to_the_one_before),
		TEST(the_synced_slot_is_not_written_over_before_the_next_sync),
		TEST(sync_is_what_makes_it_last),
		TEST(after_a_failed_sync_the_text_is_written_anew),
		TEST(no_failure_loses_what_was_written),
		TEST(kill_9_loses_no_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
