/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real program is watched while it saves: what it asked the system for, in which order, and
 * what it told the coach meanwhile. Nothing may be called saved before it is on the disk. Then the
 * power is cut after each of these steps, on a disk that forgets whatever it may forget.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include "../unit/fault_file.h"
#include "../unit/property.h"
#include "../unit/talk_fixture.h"
#include "debrief/array.h"
#include "debrief/draft.h"
#include "desk.h"
#include "disk.h"

#define RUNS_MAX  32
#define ACKS_MAX  8
#define ROWS      30
#define COLUMNS   100
#define HALF_TEXT 45 /* the number of the text that is never finished */
#define ERASED    6  /* the number of the one that is erased in the end */

struct ack { /* the screen said so, at this time */
	double at;
	uint64_t bits;
};

struct run {                /* of the program */
	size_t first, last; /* steps */
	uint64_t bits;      /* what it was to save */
	bool is_screen;
	bool erases;
};

struct watched {
	struct home *home;
	const char *disk; /* the folder in which all happens */
	struct trace trace;
	struct run runs[RUNS_MAX];
	size_t n_runs;
	struct ack acks[ACKS_MAX];
	size_t n_acks;
	double typing_from, typing_to;
};

static struct watched watched;

/* ---- watching ---- */

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_REALTIME, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* strace has written its last line when the process with the log is gone; the last step is the end
 * of the program. */
static void take_log(struct run run)
{
	const char *log = home_path(watched.home, watched.home->root, "log");

	run.first = watched.trace.count;
	assert_true(trace_read(&watched.trace, log));
	run.last = watched.trace.count;
	assert_true(run.last > run.first);
	assert_true(watched.n_runs < RUNS_MAX);
	watched.runs[watched.n_runs++] = run;
	unlink(log);
}

static void run_watched(const char *words, struct run run)
{
	const char *root = watched.home->root;
	char command[1024];

	snprintf(command, sizeof(command),
		 "strace -f -y -xx -s 1000000 -ttt -e trace=%s -o %s/log '%s' %s <%s/in >/dev/null",
		 TRACE_CALLS, root, program(), words, root);
	assert_int_equal(system(command), 0);
	take_log(run);
}

/* One to three events, some with a text over several sectors. */
static void add_watched(unsigned int first, unsigned int count)
{
	char filling[1200];
	uint64_t bits = 0;
	struct buf in;

	memset(filling, 'x', sizeof(filling));
	buf_init(&in, BUF_MAX_DEFAULT);
	for (unsigned int n = first; n < first + count; n++) {
		buf_printf(&in, "---\nkind: %s\ntext: n%u %.*s\n",
			   n % 2 ? "note" : "said\nby: teacher", n,
			   n % 3 ? 1 : (int)sizeof(filling), filling);
		bits |= BIT(n);
	}
	home_write(home_path(watched.home, watched.home->root, "in"), in.data, in.length);
	buf_release(&in);
	run_watched("add talk", (struct run){.bits = bits});
}

static void import_watched(void)
{
	static const char text[] = "Coach: n30 What did you see?\nTeacher: n31 The second jug.\n";
	struct home *home = watched.home;
	const char *path = home_path(home, home->root, "talk.txt");

	home_write(path, text, sizeof(text) - 1);
	run_watched(arena_printf(&home->arena, "import talk %s", path),
		    (struct run){.bits = BIT(30) | BIT(31)});
}

static void erase_watched(void)
{
	struct home *home = watched.home;
	struct session session;
	char words[64] = "";
	char id[EVENT_ID_SIZE];

	assert_int_equal(
		session_open(&session, &home->host, home->session, SESSION_EVERYTHING, NULL),
		STATUS_OK);
	for (size_t i = 0; i < session.n_events; i++) {
		const char *text = event_text(session.events[i], KEY_TEXT);
		if (!text || strtoul(text + 1, NULL, 10) != ERASED)
			continue;
		event_id_format(&session.events[i]->id, id);
		snprintf(words, sizeof(words), "erase talk %s --yes", id);
	}
	session_close(&session);
	run_watched(words, (struct run){.erases = true});
}

/* As pty_start, but with folders of ours. */
static void start_screen(struct desk *desk)
{
	const char *root = watched.home->root;
	const char *log = home_path(watched.home, root, "log");
	const char *data = arena_printf(&watched.home->arena, "XDG_DATA_HOME=%s/data",
					watched.disk);
	const char *calls = "trace=" TRACE_CALLS;
	const char *kept = arena_printf(&watched.home->arena, "XDG_STATE_HOME=%s/state",
					watched.disk);
	const char *env[] = {data, kept, NULL};
	const char *argv[] = {"strace", "-D",  "-f", "-y", "-xx",     "-s",   "1000000", "-ttt",
			      "-e",     calls, "-o", log,  program(), "talk", NULL};

	desk->home = (char *)(uintptr_t)root;
	assert_true(pty_start(
		&desk->pty,
		&(struct pty_options){
			.argv = argv, .home = root, .env = env, .cols = COLUMNS, .rows = ROWS}));
	shows(desk, "✓ saved");
}

static void note_watched(struct desk *desk, unsigned int n)
{
	char text[16];

	snprintf(text, sizeof(text), "n%u words", n);
	keys(desk, "N");
	assert_true(pty_type(&desk->pty, text));
	shows(desk, text);
	keys(desk, "enter");
	shows(desk, "Kept");
	shows(desk, "✓ saved");
	assert_true(watched.n_acks < ACKS_MAX);
	watched.acks[watched.n_acks++] = (struct ack){now(), BIT(n)};
}

/* A text that is still being written when the program is killed. */
static void type_watched(struct desk *desk)
{
	char text[200];
	size_t length = (size_t)snprintf(text, sizeof(text), "n%d ", HALF_TEXT);

	keys(desk, "N");
	assert_true(pty_type(&desk->pty, text));
	watched.typing_from = now();
	do {
		text[length] = (char)('a' + length % 26);
		text[++length] = '\0';
		assert_true(pty_type(&desk->pty, text + length - 1));
		shows(desk, text + (length > 40 ? length - 20 : 0));
	} while (now() < watched.typing_from + 3.2 && length + 1 < sizeof(text));
	while (now() < watched.typing_from + 3.2)
		assert_true(pty_wait_idle(&desk->pty, 100));
	watched.typing_to = now();
}

/* The log is whole when strace, which goes on alone, has seen the end. */
static void wait_for_log(void)
{
	const char *log = home_path(watched.home, watched.home->root, "log");
	double deadline = now() + 20;

	for (bool ended = false; !ended;) {
		size_t length;
		const char *text = home_read(watched.home, log, &length);
		ended = strstr(text, "+++ killed by") || strstr(text, "+++ exited with");
		assert_true(ended || now() < deadline);
	}
}

static int watch(void **state)
{
	struct desk desk = {0};
	const char *leaks = getenv("ASAN_OPTIONS");
	char options[512];
	int status;

	if (!trace_is_permitted())
		return 0;
	/* It cannot look for leaks while it is watched. */
	snprintf(options, sizeof(options), "%s:detect_leaks=0", leaks ? leaks : "");
	setenv("ASAN_OPTIONS", options, 1);
	home_set_up((void **)&watched.home);
	watched.disk = home_path(watched.home, watched.home->root, "disk");
	assert_int_equal(mkdir(watched.disk, 0700), 0);
	setenv("XDG_DATA_HOME", home_path(watched.home, watched.disk, "data"), 1);
	setenv("XDG_STATE_HOME", home_path(watched.home, watched.disk, "state"), 1);
	watched.home->session = home_path(watched.home, watched.disk, "data/debrief/sessions/talk");
	home_write(home_path(watched.home, watched.home->root, "in"), "", 0);
	run_watched(arena_printf(&watched.home->arena, "new talk --rubric %s --teacher 'J. R.'",
				 watched.home->rubric),
		    (struct run){0});
	for (unsigned int n = 0; n < 12; n += 1 + n % 3)
		add_watched(n, 1 + n % 3);
	start_screen(&desk);
	for (unsigned int n = 40; n < 43; n++)
		note_watched(&desk, n);
	type_watched(&desk);
	pty_signal(&desk.pty, SIGKILL);
	assert_true(pty_wait_exit(&desk.pty, &status));
	wait_for_log();
	take_log((struct run){.bits = BIT(40) | BIT(41) | BIT(42), .is_screen = true});
	pty_stop(&desk.pty);
	add_watched(20, 3);
	import_watched();
	erase_watched();
	add_watched(25, 2);
	home_remove(watched.disk);
	*state = &watched;
	return 0;
}

static int stop_watching(void **state)
{
	(void)state;
	if (watched.home) {
		void *home = watched.home;
		home_tear_down(&home);
	}
	trace_release(&watched.trace);
	return 0;
}

static void need_strace(void)
{
	if (watched.n_runs > 0)
		return;
	puts("# skipped: there is no strace, or it may not be used here");
	skip();
}

/* ---- the oracle ---- */

/* The rows of a terminal, as far as they are looked at: does one have this text? */
static bool screen_has(VTermScreen *screen, const char *text)
{
	char row[COLUMNS * 6 + 1];

	for (int i = 0; i < ROWS; i++) {
		VTermRect rect = {.start_row = i, .end_row = i + 1, .end_col = COLUMNS};
		size_t length = vterm_screen_get_text(screen, row, sizeof(row) - 1, rect);
		row[length] = '\0';
		if (strstr(row, text))
			return true;
	}
	return false;
}

/* Goes through a run; how often it said that all is saved. */
static unsigned int follow(struct disk *disk, const struct run *run)
{
	VTerm *terminal = vterm_new(ROWS, COLUMNS);
	VTermScreen *screen = vterm_obtain_screen(terminal);
	unsigned int said = 0;
	bool was_saved = false;

	vterm_set_utf8(terminal, 1);
	vterm_screen_enable_altscreen(screen, 1);
	vterm_screen_reset(screen, 1);
	for (size_t i = run->first; i < run->last; i++) {
		const struct trace_step *step = &watched.trace.steps[i];
		bool is_saved = was_saved;
		assert_true(disk_do(disk, step));
		if (step->call == TRACE_EXIT && !run->is_screen)
			is_saved = true;
		if (step->call == TRACE_WRITE && step->fd == STDOUT_FILENO) {
			vterm_input_write(terminal, step->bytes, step->length);
			is_saved = !run->is_screen || screen_has(screen, "✓ saved");
			/* Whoever reads it may take it for true as long as it stands there. */
			if (is_saved &&
			    !disk_is_synced(disk, home_path(watched.home, watched.disk, "data")))
				fail_msg("step %zu says that it is saved", i);
		}
		said += is_saved && !was_saved;
		was_saved = is_saved;
	}
	vterm_free(terminal);
	return said;
}

static void what_is_called_saved_is_on_the_disk(void **state)
{
	unsigned int said = 0;
	unsigned int steps = 0;
	(void)state;

	need_strace();
	struct disk *disk = disk_new(watched.disk);
	assert_non_null(disk);
	for (size_t i = 0; i < watched.n_runs; i++) {
		unsigned int here = follow(disk, &watched.runs[i]);
		/* At first, and after each of three notes. */
		assert_true(here >= (watched.runs[i].is_screen ? 4 : 1));
		assert_true(disk_is_synced(disk, home_path(watched.home, watched.disk, "data")));
		said += here;
	}
	for (size_t i = 0; i < watched.trace.count; i++)
		steps += watched.trace.steps[i].call == TRACE_SYNC;
	assert_true(steps > said / 2);
	disk_free(disk);
	printf("# system calls watched: %zu, acknowledgements among them: %u\n",
	       watched.trace.count, said);
}

static bool is_draft(const struct trace_step *step)
{
	return step->path && strstr(step->path, "/state/debrief/drafts/");
}

/* While somebody goes on typing, what they typed a second ago is on the disk. */
static void a_text_is_synced_every_second(void **state)
{
	unsigned int syncs = 0;
	int fd = -1;
	(void)state;

	need_strace();
	for (size_t i = 0; i < watched.trace.count; i++) {
		const struct trace_step *step = &watched.trace.steps[i];
		if (step->call == TRACE_OPEN && is_draft(step))
			fd = step->fd;
		if (step->call == TRACE_CLOSE && step->fd == fd)
			fd = -1;
		syncs += step->call == TRACE_SYNC && step->fd == fd && fd >= 0 &&
			 step->at > watched.typing_from && step->at < watched.typing_to;
	}
	assert_in_range(syncs, 2, 8);
}

/* ---- the power cut ---- */

struct moment { /* what is known of it */
	struct tally tally;
	bool has_session;   /* `new` said that there is one */
	bool has_erased;    /* `erase` said that it has */
	size_t text_length; /* of the unfinished text: so much is on the disk */
	size_t cases;
};

/* The unfinished text in a draft's slot, or NULL; it ends with the slot. */
static const char *unfinished(const struct trace_step *step)
{
	char head[8];

	snprintf(head, sizeof(head), "n%d ", HALF_TEXT);
	return memmem(step->bytes, step->length, head, strlen(head));
}

static void learn(struct moment *moment, const struct run *run, size_t i)
{
	const struct trace_step *step = &watched.trace.steps[i];
	static size_t written;
	static size_t synced;
	static int draft = -1;

	/* The first time, its name is synced behind it. */
	if (step->call != TRACE_SYNC)
		moment->text_length = synced;
	moment->tally.attempted |= run->bits;
	if (step->call == TRACE_WRITE && step->fd == STDOUT_FILENO && !run->is_screen) {
		moment->tally.acknowledged |= run->bits;
		moment->has_session = true;
		moment->has_erased = moment->has_erased || run->erases;
	}
	if (run->erases)
		moment->tally.acknowledged &= ~BIT(ERASED);
	for (size_t n = 0; n < watched.n_acks; n++)
		if (step->at > watched.acks[n].at)
			moment->tally.acknowledged |= watched.acks[n].bits;
	if (step->call == TRACE_PWRITE && unfinished(step)) {
		draft = step->fd;
		written = (size_t)(step->bytes + step->length - unfinished(step));
	}
	if (step->call == TRACE_SYNC && step->fd == draft)
		synced = written;
}

/* What is remembered of writers knows folders and files by their numbers, which are others now:
 * without this nobody would ever go on with a file that the power cut left. */
static void renumber(struct home *home)
{
	const char *folder = home_path(home, watched.disk, "state/debrief/writers");
	const char *path = home_has(folder) ? home_find(home, folder, "talk.") : NULL;
	const char *names[] = {"journal", "private"};
	struct stat info[3];
	unsigned int last[2];
	char writer[5];

	if (!path || stat(home->session, &info[2]) != 0 ||
	    sscanf(home_read(home, path, NULL), "%4s %u %u", writer, &last[0], &last[1]) != 3)
		return;
	for (int i = 0; i < 2; i++)
		if (stat(arena_printf(&home->arena, "%s/%s.%s.yaml", home->session, names[i],
				      writer),
			 &info[i]) != 0)
			return;
	const char *line = arena_printf(&home->arena, "%s %010u %010u %020ju %020ju %020ju\n",
					writer, last[0], last[1], (uintmax_t)info[0].st_dev,
					(uintmax_t)info[0].st_ino, (uintmax_t)info[1].st_ino);
	home_write(path, line, strlen(line));
	assert_int_equal(
		rename(path, arena_printf(&home->arena, "%s/talk.%ju.%ju", folder,
					  (uintmax_t)info[2].st_dev, (uintmax_t)info[2].st_ino)),
		0);
}

static void check_drafts(struct home *home, const struct moment *moment)
{
	const uint64_t found = talk_read_back(home);
	const struct draft_offer *offers;
	struct session session;
	size_t count;
	size_t length = 0;

	assert_int_equal(
		session_open(&session, &home->host, home->session, SESSION_EVERYTHING, NULL),
		STATUS_OK);
	assert_int_equal(draft_offers(&home->host, &session, &home->arena, &offers, &count, NULL),
			 STATUS_OK);
	session_close(&session);
	for (size_t i = 0; i < count; i++) {
		unsigned int n = (unsigned int)strtoul(offers[i].text + 1, NULL, 10);
		if (!strchr(offers[i].text, ' ') || n >= TALK_EVENTS_MAX)
			continue; /* its number is not all there */
		if (found & BIT(n))
			fail_msg("'%s' is in a record, and is offered too", offers[i].text);
		if (n == HALF_TEXT)
			length = strlen(offers[i].text);
	}
	if (length < moment->text_length)
		fail_msg("of a text of %zu bytes there are %zu", moment->text_length, length);
}

static int search_file(const char *path, const struct stat *info, int type, struct FTW *walk)
{
	char words[16];
	size_t length;
	(void)info, (void)walk;

	if (type != FTW_F)
		return 0;
	const char *bytes = home_read(watched.home, path, &length);
	snprintf(words, sizeof(words), "n%d x", ERASED);
	return memmem(bytes, length, words, strlen(words)) != NULL;
}

static void check_moment(struct home *home, const struct moment *moment)
{
	if (!home_has(home->session)) {
		assert_false(moment->has_session);
		return;
	}
	renumber(home);
	assert_recovered(home, &moment->tally);
	check_drafts(home, moment);
	if (moment->has_erased && nftw(watched.disk, search_file, 16, FTW_PHYS) != 0)
		fail_msg("what was erased is there again");
	if (moment->cases % 4 != 0)
		return;
	/* And it can be gone on with. */
	struct talk talk = {.tally = moment->tally, .next = 60};
	talk.tally.pipe = -1;
	assert_true(talk_begin(home, &talk));
	talk_act(&talk, 2, true);
	talk_save(&talk);
	talk_end(&talk);
	assert_true(talk.tally.acknowledged & BIT(61));
	assert_recovered(home, &talk.tally);
}

static void cut_here(struct disk *disk, struct moment *moment, struct property *property)
{
	static const int times[DISK_LOSS__COUNT] = {
		[DISK_KEEPS_NOTHING] = 1,
		[DISK_KEEPS_ALL] = 1,
		[DISK_KEEPS_THE_FIRST] = 8,
		[DISK_KEEPS_ANYTHING] = 16,
	};
	struct home *home = watched.home;
	const bool hard = getenv("DEBRIEF_HARD");

	for (int loss = 0; loss < DISK_LOSS__COUNT; loss++) {
		for (int i = 0; i < (hard ? times[loss] : 1); i++) {
			struct home here = *home;
			arena_init(&here.arena, (size_t)1 << 26);
			assert_int_equal(mkdir(watched.disk, 0700), 0);
			assert_true(disk_cut(disk, (enum disk_loss)loss, property, watched.disk));
			check_moment(&here, moment);
			home_remove(watched.disk);
			arena_release(&here.arena);
			moment->cases++;
		}
	}
}

static bool is_change(const struct trace_step *step)
{
	return step->call != TRACE_CLOSE && step->call != TRACE_OTHER && step->call != TRACE_EXIT &&
	       (step->call != TRACE_OPEN || step->creates);
}

static void what_was_acknowledged_survives_a_power_cut_at_any_step(void **state)
{
	struct property property = property_start("power cuts");
	struct moment moment = {.tally.pipe = -1};
	(void)state;

	need_strace();
	struct disk *disk = disk_new(watched.disk);
	assert_non_null(disk);
	watched.home->host.files = &fault_ops;
	for (size_t i = 0; i < watched.n_runs; i++) {
		for (size_t n = watched.runs[i].first; n < watched.runs[i].last; n++) {
			const struct trace_step *step = &watched.trace.steps[n];
			fault_start((struct fault){.at = 0});
			assert_true(disk_do(disk, step));
			learn(&moment, &watched.runs[i], n);
			/* Output goes to many a frame; each of those is the same to the disk. */
			if (is_change(step) && step->fd != STDOUT_FILENO)
				cut_here(disk, &moment, &property);
		}
	}
	/* Otherwise much was not seen. */
	assert_true(moment.tally.acknowledged == (moment.tally.attempted & ~BIT(ERASED)));
	assert_true(moment.has_erased);
	assert_true(moment.text_length > 20);
	disk_free(disk);
	fault_say_cases("power cuts", (unsigned int)moment.cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_called_saved_is_on_the_disk),
		cmocka_unit_test(a_text_is_synced_every_second),
		cmocka_unit_test(what_was_acknowledged_survives_a_power_cut_at_any_step),
	};

	return cmocka_run_group_tests(tests, watch, stop_watching);
}
