/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every call to the system fails once, from then on, is short, or is the last thing that the
 * program did: in each of the jobs that write or read files. After each case the disk is well
 * again, and it is asked what is there: acknowledged ⊆ recovered ⊆ attempted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "debrief/array.h"
#include "debrief/draft.h"
#include "debrief/report.h"
#include "debrief/transcript.h"
#include "debrief/work_file.h"
#include "fault_file.h"
#include "talk_fixture.h"

/* What a job said before it ended or was killed; shared with the child that does it. */
struct said {
	bool done;     /* it was acknowledged */
	size_t length; /* of a text: so much of it was acknowledged */
	size_t attempted;
	char token[DRAFT_TOKEN_SIZE];
};

struct job {
	const char *name;
	void (*prepare)(struct home *home);
	void (*act)(struct home *home, struct said *said);
	void (*check)(struct home *home, const struct said *said);
	unsigned int least; /* so many calls it makes at the least, or the sweep saw nothing */
};

/* ---- the sweep ---- */

static bool happens(struct home *home, const struct job *job, struct fault fault, struct said *said)
{
	int status;

	if (fault.effect != FAULT_KILL) {
		fault_start(fault);
		job->act(home, said);
		bool happened = fault_happened();
		fault_start((struct fault){.at = 0});
		return happened;
	}
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		fault_start(fault);
		job->act(home, said);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 0);
	return WIFSIGNALED(status);
}

static unsigned int sweep(struct home *home, const struct job *job, struct fault fault)
{
	const char *root = home_path(home, home->root, "data");
	const char *other = home_path(home, home->root, "state");
	struct said *said = mmap(NULL, sizeof(*said), PROT_READ | PROT_WRITE,
				 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	bool happened;

	assert_true(said != MAP_FAILED);
	do {
		fault.at++;
		*said = (struct said){0};
		home->host.files = &file_ops_system;
		job->prepare(home);
		home->host.files = &fault_ops;
		happened = happens(home, job, fault, said);
		home->host.files = &file_ops_system;
		if (!happened)
			assert_true(said->done);
		job->check(home, said);
		home_remove(root);
		if (home_has(other))
			home_remove(other);
	} while (happened);
	munmap(said, sizeof(*said));
	return fault.at - 1;
}

static void try_all(struct home *home, const struct job *job)
{
	static const int numbers[] = {ENOSPC, EIO, EROFS, EDQUOT};
	size_t n_numbers = getenv("DEBRIEF_HARD") ? COUNT(numbers) : 1;
	unsigned int cases = 0;

	home_remove(home_path(home, home->root, "data"));
	home_remove(home_path(home, home->root, "state"));
	for (size_t i = 0; i < n_numbers; i++) {
		struct fault fault = {.op = FAULT_ANY, .number = numbers[i]};
		unsigned int once = sweep(home, job, fault);
		if (once < job->least)
			fail_msg("%s: only %u calls were seen", job->name, once);
		cases += once;
		fault.sticky = true;
		cases += sweep(home, job, fault);
		fault.effect = FAULT_SHORT;
		cases += sweep(home, job, fault);
	}
	cases += sweep(home, job, (struct fault){.op = FAULT_ANY, .effect = FAULT_SHORT});
	cases += sweep(home, job, (struct fault){.op = FAULT_ANY, .effect = FAULT_KILL});
	fault_say_cases(job->name, cases);
}

static void make_session(struct home *home)
{
	home->session = home_make_session(home, "talk");
}

static void open_session(struct home *home, struct session *session)
{
	struct err err = {0};

	if (session_open(session, &home->host, home->session, SESSION_EVERYTHING, &err))
		fail_msg("%s", err.message);
}

/* ---- a new session ---- */

static enum status create(struct home *home)
{
	struct session_new what = {.name = "talk", .rubric = home->rubric, .teacher = "J. R."};
	struct buf diags;
	const char *path;

	buf_init(&diags, BUF_MAX_DEFAULT);
	enum status status = session_create(&home->host, &home->arena, &what, &path, &diags, NULL);
	buf_release(&diags);
	return status;
}

static void make_nothing(struct home *home)
{
	const char *library = home_path(home, home->root, "data/debrief/sessions");

	home->session = home_path(home, library, "talk");
	assert_int_equal(folder_make(&file_ops_system, library, NULL), STATUS_OK);
}

static void act_create(struct home *home, struct said *said)
{
	said->done = create(home) == STATUS_OK;
}

/* There is a whole session or none; if it was not acknowledged, it can be made anew. */
static void check_created(struct home *home, const struct said *said)
{
	struct session session;

	if (said->done)
		assert_true(home_has(home->session));
	if (!home_has(home->session))
		assert_int_equal(create(home), STATUS_OK);
	open_session(home, &session);
	assert_string_equal(session.id, "talk");
	assert_int_equal(session.n_events, 2);
	assert_string_equal(session.rubric->id, "tiny");
	session_close(&session);
	assert_clean(home);
	struct talk talk = {.tally.pipe = -1};
	assert_true(talk_begin(home, &talk));
	talk_act(&talk, 2, true);
	talk_save(&talk);
	talk_end(&talk);
	assert_int_equal(talk.tally.acknowledged, 3);
}

static void a_session_is_made_whole_or_not_at_all(void **state)
{
	try_all(*state, &(struct job){"new session", make_nothing, act_create, check_created, 40});
}

/* ---- what is said and noted ---- */

static void act_talk(struct home *home, struct said *said)
{
	struct talk talk = {.tally.pipe = -1};

	if (!talk_begin(home, &talk))
		return;
	for (int i = 0; i < 3; i++) {
		talk_act(&talk, 2, i % 2);
		said->attempted = (size_t)talk.tally.attempted;
		talk_save(&talk);
		said->length = (size_t)talk.tally.acknowledged;
	}
	said->done = talk.tally.acknowledged == talk.tally.attempted;
	/* All that is not saved by then is lost knowingly, but may come all the same. */
	talk_end(&talk);
}

static void check_talk(struct home *home, const struct said *said)
{
	struct tally tally = {.attempted = said->attempted, .acknowledged = said->length};
	struct talk talk = {.tally = tally, .next = 40};

	assert_recovered(home, &tally);
	talk.tally.pipe = -1;
	assert_true(talk_begin(home, &talk));
	talk_act(&talk, 2, true);
	talk_save(&talk);
	talk_end(&talk);
	assert_true(talk.tally.acknowledged & BIT(41));
	assert_recovered(home, &talk.tally);
}

static void what_was_saved_stays(void **state)
{
	try_all(*state, &(struct job){"journal", make_session, act_talk, check_talk, 100});
}

/* ---- a transcript ---- */

static const char transcript_text[] = "Coach: What did you see?\n"
				      "J. R.: They measured the second jug.\n"
				      "Coach: What will you try?\n"
				      "J. R.: To ask who has another way.\n";

static void act_import(struct home *home, struct said *said)
{
	const char *coach = "Coach";
	const char *teacher = "J. R.";
	struct transcript_cast cast = {&coach, 1, &teacher, 1, NULL, NULL};
	struct transcript transcript;
	struct session session;
	struct journal *journal;
	struct event *turns;
	size_t count;
	struct buf bytes;

	buf_init(&bytes, BUF_MAX_DEFAULT);
	if (file_read(home->host.files, AT_FDCWD, home_path(home, home->root, "data/talk.txt"),
		      BUF_MAX_DEFAULT, &bytes, NULL) ||
	    transcript_read(&transcript, "talk.txt", buf_text(&bytes), bytes.length, &home->arena,
			    NULL) ||
	    transcript_assign(&transcript, &cast, NULL) ||
	    transcript_events(&transcript, true, &home->arena, &turns, &count, NULL) ||
	    session_open(&session, &home->host, home->session, SESSION_EVERYTHING, NULL))
		goto out;
	if (!journal_open(&journal, &home->host, &session, NULL)) {
		if (!journal_stage(journal, turns, count, NULL))
			said->done = !journal_flush(journal, NULL);
		journal_close(journal);
	}
	session_close(&session);
out:
	buf_release(&bytes);
}

static void make_transcript(struct home *home)
{
	make_session(home);
	home_write(home_path(home, home->root, "data/talk.txt"), transcript_text,
		   sizeof(transcript_text) - 1);
}

static size_t count_turns(struct home *home)
{
	struct session session;
	struct state folded;
	struct arena arena;

	open_session(home, &session);
	arena_init(&arena, STATE_BYTES_MAX);
	assert_int_equal(state_fold(&folded, &session, SIZE_MAX, false, &arena, NULL), STATUS_OK);
	size_t count = folded.turns.count;
	arena_release(&arena);
	session_close(&session);
	return count;
}

static void check_imported(struct home *home, const struct said *said)
{
	size_t count = count_turns(home);
	struct said again = {0};

	assert_true(count == 4 || (count == 0 && !said->done));
	if (count == 0) {
		act_import(home, &again);
		assert_true(again.done);
		assert_int_equal(count_turns(home), 4);
	}
}

static void a_transcript_comes_in_whole_or_not_at_all(void **state)
{
	try_all(*state, &(struct job){"import", make_transcript, act_import, check_imported, 60});
}

/* ---- a text that is being written ---- */

static const char *const texts[] = {"a", "ab", "abc", "abcd", "abcde", "abcdef"};

static void act_draft(struct home *home, struct said *said)
{
	struct draft *draft;

	if (draft_start(&draft, &home->host, "talk", "said why rationale", NULL))
		return;
	bool done = true;
	memcpy(said->token, draft_token(draft), sizeof(said->token));
	for (size_t i = 0; i < COUNT(texts); i++) {
		said->attempted = i + 1;
		bool kept = !draft_write(draft, texts[i], NULL);
		if (i % 2)
			kept = !draft_sync(draft, NULL);
		if (kept)
			said->length = i + 1;
		done = done && kept;
		if (i != 3)
			continue;
		/* Put aside, and gone on with. */
		struct draft_offer offer = {.token = said->token};
		draft_park(draft);
		if (draft_resume(&draft, &home->host, &offer, NULL))
			return;
	}
	draft_park(draft);
	said->done = done;
}

static void check_draft(struct home *home, const struct said *said)
{
	const struct draft_offer *offers;
	struct session session;
	size_t count;

	open_session(home, &session);
	assert_int_equal(draft_offers(&home->host, &session, &home->arena, &offers, &count, NULL),
			 STATUS_OK);
	session_close(&session);
	assert_true(count <= 1);
	if (said->length > 0)
		assert_int_equal(count, 1);
	if (count == 0)
		return;
	assert_in_range(strlen(offers[0].text), said->length, said->attempted);
	assert_memory_equal(offers[0].text, "abcdef", strlen(offers[0].text));
}

static void a_text_that_is_being_written_is_offered_again(void **state)
{
	try_all(*state, &(struct job){"draft", make_session, act_draft, check_draft, 30});
}

/* ---- student work ---- */

static const char photo[] = "\x89PNG, more or less";

static enum status attach(struct home *home, const char **name)
{
	char sum[SHA256_HEX_SIZE];
	struct session session;
	enum status status = session_open(&session, &home->host, home->session, SESSION_SHARED_ONLY,
					  NULL);

	if (status)
		return status;
	status = work_file_copy(&home->host, &session, home_path(home, home->root, "data/slip.png"),
				&home->arena, name, sum, &(enum work_copy){0}, NULL);
	session_close(&session);
	return status;
}

static void make_work(struct home *home)
{
	make_session(home);
	home_write(home_path(home, home->root, "data/slip.png"), photo, sizeof(photo));
	home_remove(home_path(home, home->session, "work"));
}

static void act_attach(struct home *home, struct said *said)
{
	const char *name;

	said->done = !attach(home, &name);
}

static void check_attached(struct home *home, const struct said *said)
{
	const char *folder = home_path(home, home->session, "work");
	const char *path = home_path(home, folder, "slip.png");
	const char *name = NULL;
	size_t length;

	assert_true(home_has(path) || !said->done);
	assert_int_equal(attach(home, &name), STATUS_OK);
	assert_string_equal(name, "slip.png");
	const char *bytes = home_read(home, path, &length);
	assert_int_equal(length, sizeof(photo));
	assert_memory_equal(bytes, photo, length);
}

static void student_work_is_copied_whole_or_not_at_all(void **state)
{
	try_all(*state, &(struct job){"student work", make_work, act_attach, check_attached, 30});
}

/* ---- a report ---- */

static const char old_report[] = "an older report\n";

static void make_report(struct home *home)
{
	make_session(home);
	home_write(home_path(home, home->root, "data/r.txt"), old_report, strlen(old_report));
}

static void act_report(struct home *home, struct said *said)
{
	struct session session;
	struct buf page;

	if (session_open(&session, &home->host, home->session, SESSION_EVERYTHING, NULL))
		return;
	buf_init(&page, BUF_MAX_DEFAULT);
	if (!report_write(&session, &home->host, FOR_COACH, REPORT_TEXT, &page, NULL)) {
		said->length = page.length;
		said->done = !report_save(home->host.files,
					  home_path(home, home->root, "data/r.txt"), &page, NULL);
	}
	buf_release(&page);
	session_close(&session);
}

static void check_report(struct home *home, const struct said *said)
{
	size_t length;
	const char *bytes = home_read(home, home_path(home, home->root, "data/r.txt"), &length);

	if (strcmp(bytes, old_report) == 0) {
		assert_false(said->done);
		return;
	}
	assert_int_equal(length, said->length);
	assert_non_null(strstr(bytes, "J. R."));
}

static void an_older_report_stays_until_there_is_a_new_one(void **state)
{
	try_all(*state, &(struct job){"report", make_report, act_report, check_report, 60});
}

/* ---- reading ---- */

#define TALK_EVENTS 16

/* A talk of which the end had to be rescued, because the stick was pulled out meanwhile. */
static void make_talk(struct home *home)
{
	struct talk talk = {.tally.pipe = -1};
	const char *copy = home_path(home, home->root, "data/copy");

	make_session(home);
	assert_true(talk_begin(home, &talk));
	talk_for_a_while(&talk);
	home_copy_folder(home, home->session, copy);
	home_remove(home->session);
	talk_act(&talk, 2, true);
	talk_save(&talk);
	assert_true(journal_is_rescuing(talk.journal));
	talk_end(&talk);
	assert_int_equal(rename(copy, home->session), 0);
}

/* Opens it; if that seems to go well, then either all is there, or a problem is named. */
static void act_read(struct home *home, struct said *said)
{
	struct session session;

	if (session_open(&session, &home->host, home->session, SESSION_EVERYTHING, NULL))
		return;
	said->attempted = session.n_events;
	if (session_find_problems(&session, &home->host, NULL) == STATUS_OK)
		said->length = session.n_problems;
	else
		said->length = 1;
	said->done = session.n_events == TALK_EVENTS && session.n_problems == 0;
	session_close(&session);
}

static void check_read(struct home *home, const struct said *said)
{
	if (said->attempted > 0 && said->attempted < TALK_EVENTS && said->length == 0)
		fail_msg("only %zu events were read, and nothing is said", said->attempted);
	assert_clean(home);
}

static void what_cannot_be_read_is_never_taken_for_empty(void **state)
{
	try_all(*state, &(struct job){"reading", make_talk, act_read, check_read, 20});
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, home_set_up_session, home_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_session_is_made_whole_or_not_at_all),
		TEST(what_was_saved_stays),
		TEST(a_transcript_comes_in_whole_or_not_at_all),
		TEST(a_text_that_is_being_written_is_offered_again),
		TEST(student_work_is_copied_whole_or_not_at_all),
		TEST(an_older_report_stays_until_there_is_a_new_one),
		TEST(what_cannot_be_read_is_never_taken_for_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
