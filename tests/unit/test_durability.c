/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "debrief/array.h"
#include "fault_file.h"
#include "property.h"
#include "talk_fixture.h"

/* Failing calls at every place, and processes that die: nothing that was saved is lost. */

/* Talks twice; true if the fault came to pass. In the end the disk is well again, and all that was
 * not saved by then is. */
static bool talk_through(struct home *home, struct fault fault, struct tally *tally)
{
	struct talk talk = {.tally.pipe = -1};
	bool happened;

	fault_start(fault);
	for (int i = 0; i < 2; i++) {
		if (!talk_begin(home, &talk))
			continue;
		talk_for_a_while(&talk);
		if (i == 0)
			talk_end(&talk);
		/* What was not saved when it ended, was lost knowingly. */
		talk.staged = i == 0 ? 0 : talk.staged;
	}
	happened = fault_happened();
	fault_start((struct fault){.at = 0});
	if (talk.session.folder >= 0 && talk.journal) {
		talk_save(&talk);
		assert_int_equal(talk.staged, 0);
		talk_end(&talk);
	}
	*tally = talk.tally;
	return happened;
}

/* ---- sweeps ---- */

/* The fault at every place, in sessions that go on, and in such that begin with a new writer. */
static unsigned int sweep(struct home *home, struct fault fault)
{
	unsigned int faults = 0;
	struct tally tally;
	bool happened;
	char name[24];

	for (int is_new = 0; is_new < 2; is_new++) {
		fault.at = 0;
		do {
			fault.at++;
			snprintf(name, sizeof(name), "talk-%d-%u", is_new, fault.at);
			home->host.files = &file_ops_system;
			home->session = home_make_session(home, name);
			home->host.files = &fault_ops;
			if (is_new)
				home_remove(talk_writers(home));
			happened = talk_through(home, fault, &tally);
			assert_recovered(home, &tally);
			faults += happened;
		} while (happened);
		home_remove(home_path(home, home->root, "data"));
		home_remove(home_path(home, home->root, "state"));
	}
	assert_true(faults > 0);
	return faults;
}

static void nothing_that_was_saved_is_lost_by_one_failure(void **state)
{
	fault_say_cases("two talks, one failure",
			sweep(*state, (struct fault){.op = FAULT_ANY, .number = EIO}));
}

static void nothing_that_was_saved_is_lost_by_failing_from_then_on(void **state)
{
	fault_say_cases(
		"two talks, failing from then on",
		sweep(*state, (struct fault){.op = FAULT_ANY, .number = ENOSPC, .sticky = true}));
}

static void nothing_that_was_saved_is_lost_by_short_writes(void **state)
{
	struct fault fault = {.op = FAULT_WRITE, .effect = FAULT_SHORT, .number = ENOSPC};
	unsigned int cases = sweep(*state, fault);

	fault.sticky = true;
	fault_say_cases("two talks, short writes", cases + sweep(*state, fault));
}

static void nothing_that_was_saved_is_lost_by_a_kind_of_call_that_fails(void **state)
{
	static const enum fault_op ops[] = {
		FAULT_OPENAT,    FAULT_WRITE,      FAULT_PWRITE,   FAULT_FDATASYNC, FAULT_FSYNC,
		FAULT_FALLOCATE, FAULT_RENAME_NEW, FAULT_UNLINKAT, FAULT_CLOSE,     FAULT_READ,
		FAULT_LOCK,      FAULT_STAT,       FAULT_LIST,
	};
	unsigned int cases = 0;

	for (size_t i = 0; i < COUNT(ops); i++)
		cases += sweep(*state, (struct fault){.op = ops[i], .number = EIO, .sticky = true});
	fault_say_cases("two talks, one kind of call failing", cases);
}

/* One failing call is made good on the spot: the promise is kept without anybody noticing. */
static void one_failure_of_writing_is_made_good_at_once(void **state)
{
	static const enum fault_op ops[] = {FAULT_WRITE, FAULT_FDATASYNC};
	static const enum fault_effect effects[] = {FAULT_FAIL, FAULT_SHORT};
	struct home *home = *state;
	unsigned int n = 0;

	home->host.files = &fault_ops;
	for (size_t i = 0; i < 4; i++) {
		struct fault fault = {.op = ops[i % 2], .effect = effects[i / 2], .number = EIO};
		for (bool happened = true; happened;) {
			struct tally tally;
			char name[16];
			fault.at++;
			snprintf(name, sizeof(name), "talk-%u", ++n);
			home->session = home_make_session(home, name);
			happened = talk_through(home, fault, &tally);
			assert_true(tally.acknowledged == tally.attempted);
			assert_recovered(home, &tally);
			assert_clean(home);
		}
	}
}

static void a_disk_that_never_syncs_does_not_fill_with_files(void **state)
{
	struct home *home = *state;
	struct talk talk = {.tally.pipe = -1};
	const char *before = home_list(home, home->session);

	home->host.files = &fault_ops;
	assert_true(talk_begin(home, &talk));
	fault_start((struct fault){.op = FAULT_FDATASYNC, .at = 1, .sticky = true, .number = EIO});
	for (int i = 0; i < 10; i++) {
		talk_act(&talk, 2, false);
		talk_save(&talk);
	}
	assert_int_equal(talk.tally.acknowledged, 0);
	assert_int_equal(journal_unsaved(talk.journal), 20);
	assert_string_equal(home_list(home, home->session), before);
	fault_start((struct fault){.at = 0});
	talk_save(&talk);
	assert_true(talk.tally.acknowledged == talk.tally.attempted);
	assert_false(journal_is_rescuing(talk.journal));
	talk_end(&talk);
	assert_recovered(home, &talk.tally);
	assert_clean(home);
}

/* The mount that went away comes back before the talk ends. */
static void after_a_failed_sync_that_file_is_never_added_to_again(void **state)
{
	struct home *home = *state;
	struct talk talk = {.tally.pipe = -1};
	size_t before;
	size_t after;

	home->host.files = &fault_ops;
	assert_true(talk_begin(home, &talk));
	talk_act(&talk, 1, false);
	fault_start((struct fault){.op = FAULT_FDATASYNC, .at = 1, .number = EIO});
	const char *path = home_find(home, home->session, "journal.");
	talk_save(&talk);
	home_read(home, path, &before);
	assert_int_equal(talk.tally.acknowledged, 1);
	talk_act(&talk, 1, false);
	talk_save(&talk);
	talk_end(&talk);
	assert_true(talk_begin(home, &talk)); /* nor by the next run */
	talk_act(&talk, 1, false);
	talk_save(&talk);
	talk_end(&talk);
	home_read(home, path, &after);
	assert_int_equal(after, before);
	assert_recovered(home, &talk.tally);
	assert_clean(home);
}

/* Its last record can be read now, but may be gone after a power cut, with what comes after it. */
static void a_file_whose_sync_failed_is_not_continued_by_a_later_run(void **state)
{
	struct home *home = *state;
	struct talk talk = {.tally.pipe = -1};
	size_t before;
	size_t after;

	home->host.files = &fault_ops;
	assert_true(talk_begin(home, &talk));
	fault_start((struct fault){.op = FAULT_FDATASYNC, .at = 1, .sticky = true, .number = EIO});
	talk_act(&talk, 1, false);
	talk_save(&talk);
	talk_end(&talk);
	assert_int_equal(talk.tally.acknowledged, 0);
	fault_start((struct fault){.at = 0});
	const char *path = home_find(home, home->session, "journal.");
	home_read(home, path, &before);
	assert_true(talk_begin(home, &talk));
	talk.staged = 0;
	talk_act(&talk, 1, false);
	talk_save(&talk);
	talk_end(&talk);
	home_read(home, path, &after);
	assert_int_equal(after, before);
	assert_recovered(home, &talk.tally);
}

static void a_short_write_is_finished_or_taken_back(void **state)
{
	struct home *home = *state;
	struct talk talk = {.tally.pipe = -1};
	size_t before;
	size_t after;

	home->host.files = &fault_ops;
	assert_true(talk_begin(home, &talk));
	const char *path = home_find(home, home->session, "journal.");
	home_read(home, path, &before);
	fault_start((struct fault){.op = FAULT_WRITE,
				   .at = 1,
				   .effect = FAULT_SHORT,
				   .sticky = true,
				   .number = ENOSPC});
	talk_act(&talk, 1, false);
	talk_save(&talk);
	assert_int_equal(talk.tally.acknowledged, 0);
	home_read(home, path, &after);
	assert_int_equal(after, before);
	assert_int_equal(fault_count(FAULT_FTRUNCATE), 1);
	fault_start((struct fault){.op = FAULT_WRITE, .at = 1, .effect = FAULT_SHORT});
	talk_save(&talk);
	assert_int_equal(talk.tally.acknowledged, 1);
	talk_end(&talk);
	assert_recovered(home, &talk.tally);
	assert_clean(home);
}

static void what_is_saved_was_synced_before(void **state)
{
	struct home *home = *state;
	struct tally tally;
	size_t count;

	home->host.files = &fault_ops;
	talk_through(home, (struct fault){.at = 0}, &tally);
	assert_true(tally.acknowledged == tally.attempted);
	/* The oracle sees something: without it this test could not fail. */
	fault_start((struct fault){.at = 0});
	struct talk talk = {.tally.pipe = -1};
	assert_true(talk_begin(home, &talk));
	talk.next = 40;
	talk_act(&talk, 2, false);
	talk_save(&talk);
	const struct fault_step *steps = fault_trace(&count);
	unsigned int writes = 0;
	for (size_t i = 0; i < count; i++) {
		if (steps[i].op != FAULT_WRITE)
			continue;
		writes++;
		assert_false(fault_is_synced(steps[i].fd, i + 1));
		assert_true(fault_is_synced(steps[i].fd, count));
	}
	assert_int_equal(writes, 2);
	talk_end(&talk);
}

/* Also the folder in which a new writer's files got their names. */
static void a_new_file_has_its_name_on_the_disk_before_anything_in_it_is_saved(void **state)
{
	struct home *home = *state;
	const char *copy = home_path(home, home->root, "copy");
	struct talk talk = {.tally.pipe = -1};
	size_t count;
	int names = 0;

	home_copy_folder(home, home->session, copy);
	home->session = copy;
	home->host.files = &fault_ops;
	assert_true(talk_begin(home, &talk));
	fault_start((struct fault){.at = 0});
	talk_act(&talk, 1, false);
	talk_save(&talk);
	const struct fault_step *steps = fault_trace(&count);
	for (size_t i = 0; i < count; i++) {
		if (steps[i].op != FAULT_RENAME_NEW)
			continue;
		names++;
		assert_false(fault_is_synced(steps[i].fd, i + 1));
		assert_true(fault_is_synced(steps[i].fd, count));
	}
	assert_int_equal(names, 2);
	talk_end(&talk);
}

/* ---- being killed ---- */

static void run_and_report(struct home *home, struct fault fault, int out)
{
	struct talk talk = {.tally.pipe = out};

	fault_start(fault);
	if (!talk_begin(home, &talk))
		_exit(1);
	talk_for_a_while(&talk);
	_exit(0);
}

/* The child dies at its n-th call; true if it came so far. */
static bool die_at(struct home *home, unsigned int n, struct tally *tally)
{
	struct tally reported;
	int ends[2];
	int status;

	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		run_and_report(home, (struct fault){.op = FAULT_ANY, .at = n, .effect = FAULT_EXIT},
			       ends[1]);
	close(ends[1]);
	*tally = (struct tally){.pipe = -1};
	while (read(ends[0], &reported, sizeof(reported)) == sizeof(reported))
		*tally = reported;
	tally->pipe = -1;
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WEXITSTATUS(status) == FAULT_STATUS;
}

static void die_everywhere(struct home *home, bool is_new)
{
	bool died = true;
	unsigned int deaths = 0;

	for (unsigned int n = 1; died; n++) {
		struct tally tally;
		char name[24];
		snprintf(name, sizeof(name), "talk-%d-%u", is_new, n);
		home->host.files = &file_ops_system;
		home->session = home_make_session(home, name);
		if (is_new)
			home_remove(talk_writers(home));
		home->host.files = &fault_ops;
		died = die_at(home, n, &tally);
		deaths += died;
		fault_start((struct fault){.at = 0});
		assert_recovered(home, &tally);
		/* And the next run goes on from there. */
		struct talk talk = {.tally = tally, .next = 40};
		assert_true(talk_begin(home, &talk));
		talk_act(&talk, 2, true);
		talk_save(&talk);
		talk_end(&talk);
		assert_true(talk.tally.acknowledged & BIT(41));
		assert_recovered(home, &talk.tally);
	}
	assert_true(deaths > 20);
	fault_say_cases(is_new ? "dying, with a new writer" : "dying", deaths);
}

static void dying_at_any_call_loses_nothing_that_was_saved(void **state)
{
	die_everywhere(*state, false);
	die_everywhere(*state, true);
}

/* It is read like any other and shown as saved: so it must be on the disk by then. */
static void what_was_written_but_not_synced_is_synced_by_whoever_opens_it(void **state)
{
	struct home *home = *state;
	struct talk talk = {.tally.pipe = -1};
	size_t count;
	int status;

	home->host.files = &fault_ops;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		run_and_report(
			home,
			(struct fault){.op = FAULT_FDATASYNC, .at = 1 + 2, .effect = FAULT_KILL},
			-1);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_true(talk_read_back(home) != 0);
	fault_start((struct fault){.at = 0});
	assert_true(talk_begin(home, &talk));
	const struct fault_step *steps = fault_trace(&count);
	const char *const streams[] = {"journal.", "private."};
	for (size_t i = 0; i < COUNT(streams); i++) {
		bool synced = false;
		int fd = -1;
		for (size_t n = 0; n < count; n++) {
			if (steps[n].op == FAULT_OPENAT &&
			    strncmp(steps[n].name, streams[i], strlen(streams[i])) == 0)
				fd = steps[n].fd;
			synced = synced || (steps[n].op == FAULT_FDATASYNC && steps[n].fd == fd);
		}
		assert_true(synced);
	}
	talk_end(&talk);
}

/* The next sync would seem to go well, for the kernel has given up on what it could not write. */
static void files_that_cannot_be_synced_when_opened_are_left_alone(void **state)
{
	struct home *home = *state;
	struct talk talk = {.tally.pipe = -1};
	size_t before;
	size_t after;

	home->host.files = &fault_ops;
	const char *path = home_find(home, home->session, "journal.");
	home_read(home, path, &before);
	fault_start((struct fault){.op = FAULT_FDATASYNC, .at = 1, .number = EIO});
	assert_true(talk_begin(home, &talk));
	assert_true(fault_happened());
	talk_end(&talk);
	for (int i = 0; i < 2; i++) {
		assert_true(talk_begin(home, &talk));
		talk_act(&talk, 2, false);
		talk_save(&talk);
		talk_end(&talk);
	}
	assert_true(talk.tally.acknowledged == talk.tally.attempted);
	home_read(home, path, &after);
	assert_int_equal(after, before);
	assert_recovered(home, &talk.tally);
	assert_clean(home);
}

static void wait_busily(unsigned int microseconds)
{
	struct timespec from;
	struct timespec now;
	int64_t passed;

	clock_gettime(CLOCK_MONOTONIC, &from);
	do {
		clock_gettime(CLOCK_MONOTONIC, &now);
		passed = (now.tv_sec - from.tv_sec) * 1000000 + (now.tv_nsec - from.tv_nsec) / 1000;
	} while (passed < (int64_t)microseconds);
}

static void append_until_killed(struct home *home, unsigned int next, struct tally tally)
{
	struct talk talk = {.tally = tally, .next = next};

	if (!talk_begin(home, &talk))
		_exit(1);
	while (talk.next + 2 < TALK_EVENTS_MAX) {
		talk_act(&talk, 1 + talk.next % 2, talk.next % 3);
		talk_save(&talk);
	}
	for (;;)
		pause();
}

static void kill_9_loses_nothing_that_was_saved(void **state)
{
	struct home *home = *state;
	struct property property = property_start("kill_9");

	fault_say_cases("kill -9", (unsigned int)property_rounds(10));

	for (int round = 0; round < property_rounds(10); round++) {
		struct tally tally = {.pipe = -1};
		struct tally reported;
		char name[24];
		int ends[2];
		int status;
		snprintf(name, sizeof(name), "round-%d", round);
		home->session = home_make_session(home, name);
		assert_int_equal(pipe(ends), 0);
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0) {
			close(ends[0]);
			append_until_killed(home, 0, (struct tally){.pipe = ends[1]});
		}
		close(ends[1]);
		unsigned int reports = 1 + property_number(&property, 60);
		for (unsigned int i = 0; i < reports; i++) {
			if (read(ends[0], &reported, sizeof(reported)) != sizeof(reported))
				break;
			tally = reported;
		}
		wait_busily(property_number(&property, 400));
		kill(child, SIGKILL);
		assert_int_equal(waitpid(child, &status, 0), child);
		while (read(ends[0], &reported, sizeof(reported)) == sizeof(reported))
			tally = reported;
		close(ends[0]);
		assert_true(WIFSIGNALED(status));
		assert_true(tally.attempted != 0);
		assert_recovered(home, &tally);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, home_set_up_session, home_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(nothing_that_was_saved_is_lost_by_one_failure),
		TEST(nothing_that_was_saved_is_lost_by_failing_from_then_on),
		TEST(nothing_that_was_saved_is_lost_by_short_writes),
		TEST(nothing_that_was_saved_is_lost_by_a_kind_of_call_that_fails),
		TEST(one_failure_of_writing_is_made_good_at_once),
		TEST(a_disk_that_never_syncs_does_not_fill_with_files),
		TEST(after_a_failed_sync_that_file_is_never_added_to_again),
		TEST(a_file_whose_sync_failed_is_not_continued_by_a_later_run),
		TEST(a_short_write_is_finished_or_taken_back),
		TEST(what_is_saved_was_synced_before),
		TEST(a_new_file_has_its_name_on_the_disk_before_anything_in_it_is_saved),
		TEST(dying_at_any_call_loses_nothing_that_was_saved),
		TEST(what_was_written_but_not_synced_is_synced_by_whoever_opens_it),
		TEST(files_that_cannot_be_synced_when_opened_are_left_alone),
		TEST(kill_9_loses_nothing_that_was_saved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
