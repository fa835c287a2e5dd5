/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How fast the full screen is, seen from outside and beside programs that everybody knows.
 *
 *	bench [DEBRIEF]		(made for `make bench`; takes about a minute)
 *
 * Each program runs on a pseudo-terminal. A time is taken when a key is written and when a read(2)
 * returned the last bytes of the reaction, before they are emulated; the reaction is over when
 * 25 ms brought nothing more (that silence is not counted). Rounds are interleaved, A B C A B C,
 * so that a drift of the machine hits every program alike. Figures are medians unless they say
 * otherwise. Those of different machines do not compare; the ratios in one table do.
 * The budgets leave waits for the disk aside, so `make bench` keeps the homes in memory (TMPDIR).
 */
#define _GNU_SOURCE 1
#include "../pty/pty.h"
#include "debrief/array.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	ROUNDS = 3,
	KEYS = 112, /* a round; a multiple of every cycle of keys */
	EVENTS = 5000,
	BATCH = 500, /* events in the large session, and in one `debrief add` */
	START_SILENCE = 100,
	KEY_SILENCE = 25,
	KEY_TIMEOUT = 500,
	START_TIMEOUT = 20000, /* ms */
	SETTLE = 1500,         /* ms; what was done last is kept as a draft or a place */
	IDLE = 2200,           /* ms; so that what happens once a second happens twice */
};

struct budget {
	const char *name;
	double start_ms, key_ms, key_p95_ms, key_bytes, wakeups;
	double resident_kib;
};

static const struct budget demo = {"budget of the demo", 10, 0.5, 2, 100, 0, 8 * 1024};
static const struct budget large = {"budget of 5,000 events", 120, 0.5, 2, 100, 0, 16 * 1024};
/* To the last of them read: the first frame is there long before. */
static const struct budget library = {"budget of 1,000 sessions", 60, 0.5, 2, 100, 0, 8 * 1024};

/* From row to row, without scrolling yet; a row of another kind changes the hints too, and a rating
 * opens. A session in its talk opens at the script: Tab leads to the lesson. */
#define MOVES "down down down down down down down up up up up up up up"

/* Words in argv that stand for what is only known at run time. */
static const char DEBRIEF[] = "@debrief", TEXT[] = "@text";

static const struct subject {
	const char *name, *argv[4];
	int cols, rows;
	const char *ready;           /* shown by the first whole frame */
	const char *before, *keys;   /* sent once, and over and over: as for pty_keys */
	const struct budget *budget; /* NULL: a program to compare with */
} subjects[] = {
	{"debrief demo, move", {DEBRIEF, "demo"}, 100, 30, "Debrief", "", MOVES, &demo},
	{"debrief demo, move", {DEBRIEF, "demo"}, 80, 24, "Debrief", "", MOVES, &demo},
	{"debrief demo, type", {DEBRIEF, "demo"}, 100, 30, "Debrief", "e", "a b bs bs", &demo},
	{"debrief demo, move", {DEBRIEF, "demo"}, 200, 60, "Debrief", "", MOVES, &demo},
	{"debrief demo, type", {DEBRIEF, "demo"}, 200, 60, "Debrief", "e", "a b bs bs", &demo},
	{"debrief, 5,000 events", {DEBRIEF, "large"}, 100, 30, "Debrief", "tab", MOVES, &large},
	{"5,000 events, type", {DEBRIEF, "large"}, 100, 30, "Debrief", "e", "a b bs bs", &large},
	{"5,000 events, move", {DEBRIEF, "large"}, 200, 60, "Debrief", "tab", MOVES, &large},
	{"5,000 events, type", {DEBRIEF, "large"}, 200, 60, "Debrief", "e", "a b bs bs", &large},
	{"debrief, 1,000 sessions", {DEBRIEF}, 100, 30, "Your sessions", "", MOVES, &library},
	{"nano, move", {"nano", TEXT}, 100, 30, "Exit", "", MOVES, NULL},
	{"nano, type", {"nano", TEXT}, 100, 30, "Exit", "", "a b bs bs", NULL},
	{"less, move", {"less", TEXT}, 100, 30, "line 1", "", MOVES, NULL},
};

enum { SUBJECTS = COUNT(subjects) };

struct samples {
	double value[ROUNDS * KEYS];
	size_t count;
};

struct figures {
	bool left_out;
	struct samples start_ms, key_ms, key_bytes, wakeups, resident_kib;
	int silent;
};

struct bench {
	const char *debrief; /* NULL: not given */
	char *home, *text, *rubrics;
	char *library;      /* a home with many sessions */
	const char *env[2]; /* rubrics, if there is a DEBRIEF_RUBRIC_PATH to hand on */
	struct figures figures[SUBJECTS];
};

/* -- measuring ----------------------------------------------------------------------------- */

static void sample(struct samples *s, double value)
{
	if (s->count < COUNT(s->value))
		s->value[s->count++] = value;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* 0.5 is the median. */
static double quantile(struct samples *s, double q)
{
	if (s->count == 0)
		return 0;
	qsort(s->value, s->count, sizeof(*s->value), ascending);
	return s->value[(size_t)((double)(s->count - 1) * q + 0.5)];
}

/* Reads one reaction; the time of its last bytes, counted from start, or -1 if none came. */
static double reaction(struct pty *p, double start, double silence, double timeout)
{
	size_t before = p->raw_len;
	double until = start + timeout, now;

	while (!p->closed && (now = pty_now()) < until)
		if (pty_pump(p, until - now) && p->raw_len > before)
			until = p->read_ms + silence;
	return p->raw_len > before ? p->read_ms - start : -1;
}

static bool start_up(struct pty *p, const struct subject *s, struct figures *f)
{
	double ms;

	do {
		ms = reaction(p, p->started_ms, START_SILENCE,
			      pty_now() - p->started_ms + START_TIMEOUT);
		if (ms < 0 || p->closed)
			return pty_fail(p, "%s did not start", s->name);
	} while (!pty_has(p, s->ready));
	sample(&f->start_ms, ms);
	return true;
}

static void press(struct pty *p, const char *key, struct figures *f)
{
	size_t before = p->raw_len;
	double start = pty_now(), ms;

	if (!pty_keys(p, key))
		return;
	ms = reaction(p, start, KEY_SILENCE, KEY_TIMEOUT);
	if (!f)
		return;
	if (ms < 0) {
		f->silent++;
	} else {
		sample(&f->key_ms, ms);
		sample(&f->key_bytes, (double)(p->raw_len - before));
	}
}

/* Presses the words of keys, and goes round them until there were count. */
static void press_all(struct pty *p, const char *keys, int count, struct figures *f)
{
	char key[16];
	int pressed = 0;

	do {
		for (const char *at = keys; *at; at += strspn(at, " ")) {
			int len = (int)strcspn(at, " ");

			snprintf(key, sizeof(key), "%.*s", len, at);
			press(p, key, f);
			pressed++;
			at += len;
		}
	} while (pressed < count);
}

static void pump_for(struct pty *p, double ms)
{
	double end = pty_now() + ms, now;

	while (!p->closed && (now = pty_now()) < end)
		pty_pump(p, end - now);
}

static void stay_idle(struct pty *p, struct figures *f)
{
	unsigned long before;

	pump_for(p, SETTLE);
	before = pty_process(p).wakeups;
	pump_for(p, IDLE);
	sample(&f->wakeups, (double)(pty_process(p).wakeups - before) * 1000 / IDLE);
}

/* A program that is ended kindly starts the next time as it does in life. */
static void end_kindly(struct pty *p)
{
	pty_signal(p, SIGTERM);
	pump_for(p, 2000);
	pty_stop(p);
}

static bool measure(struct bench *b, const struct subject *s, struct figures *f, bool idle)
{
	const char *argv[COUNT(s->argv)];
	struct pty p;
	bool ok;

	for (size_t i = 0; i < COUNT(argv); i++)
		argv[i] = s->argv[i] == DEBRIEF ? b->debrief
			  : s->argv[i] == TEXT  ? b->text
						: s->argv[i];
	ok = pty_start(&p,
		       &(struct pty_options){.argv = argv,
					     .home = s->budget == &library ? b->library : b->home,
					     .env = b->env,
					     .cols = s->cols,
					     .rows = s->rows}) &&
	     start_up(&p, s, f);
	if (ok) {
		press_all(&p, s->before, 0, NULL);
		sample(&f->resident_kib, (double)pty_process(&p).resident_kib);
		if (idle)
			stay_idle(&p, f);
		press_all(&p, s->keys, KEYS, f);
		ok = !p.closed || pty_fail(&p, "%s ended by itself", s->name);
	}
	end_kindly(&p);
	return ok;
}

/* -- what there is to measure -------------------------------------------------------------- */

static FILE *create(const char *home, const char *name, char **path)
{
	FILE *f;

	if (asprintf(path, "%s/%s", home, name) < 0)
		return NULL;
	f = fopen(*path, "we");
	if (!f)
		perror(*path);
	return f;
}

static bool write_text(struct bench *b)
{
	FILE *f = create(b->home, "text", &b->text);

	for (int i = 1; f && i <= 2000; i++)
		fprintf(f, "line %d: two recipes, which is stronger? 2/3 of a cup, 3/5 of a cup\n",
			i);
	return f && fclose(f) == 0;
}

static void write_event(FILE *f, int i)
{
	static const char *const phases[] = {"task", "launch", "work", "discussion"};

	fputs("---\n", f);
	if (i == 0)
		fputs("kind: consent\nvalue: given\n", f);
	else if (i % 4 == 1)
		fprintf(f,
			"kind: evidence\nphase: %s\nwho: students\nsource: observation\n"
			"text: pair %d draws a double number line and finds 8 for 12\n",
			phases[i / 4 % 4], i);
	else if (i % 4 == 2)
		fprintf(f,
			"kind: said\nby: teacher\n"
			"text: they give up when the numbers get messy, that was talk number %d\n",
			i);
	else
		fprintf(f, "kind: note\ntext: ask again about the table, note %d\n", i);
}

static bool write_events(struct bench *b)
{
	bool ok = true;

	for (int i = 0; ok && i < EVENTS; i += BATCH) {
		char name[32], *path = NULL;
		FILE *f;

		snprintf(name, sizeof(name), "events.%05d", i);
		f = create(b->home, name, &path);
		for (int j = i; f && j < i + BATCH; j++)
			write_event(f, j);
		ok = f && fclose(f) == 0;
		free(path);
	}
	return ok;
}

/* Sessions are made as anybody would: with `debrief new` and `debrief add`. */
static bool run_script(struct bench *b, const char *home, const char *script)
{
	const char *argv[] = {"sh", "-c", script, "sh", b->debrief, NULL};
	struct pty p;
	int status = -1;
	bool ok = pty_start(&p, &(struct pty_options){.argv = argv, .home = home, .env = b->env}) &&
		  pty_wait_exit(&p, &status) &&
		  (status == 0 || pty_fail(&p, "the sessions could not be made"));

	pty_stop(&p);
	return ok;
}

static bool make_library(struct bench *b)
{
	static const char script[] =
		"i=0\n"
		"while [ $i -lt 1000 ]; do\n"
		"	date=$(printf '20%02d-%02d-%02d' $((10 + i % 15)) $((1 + i % 12)) $((1 + i "
		"% 28)))\n"
		"	DEBRIEF_TEST_CLOCK=${date}T09:00:00Z \"$1\" new --rubric reflection-guide "
		"--teacher \"Teacher $i\" --lesson \"Lesson $((i * 7))\" >/dev/null || exit\n"
		"	i=$((i + 1))\n"
		"done\n";

	return run_script(b, b->library, script);
}

static bool make_large_session(struct bench *b)
{
	static const char script[] = "\"$1\" new large --rubric ambitious-mathematics --teacher "
				     "'J. R.' >/dev/null || exit\n"
				     "for events in \"$HOME\"/events.*; do\n"
				     "	\"$1\" add large <\"$events\" >/dev/null || exit\n"
				     "done\n";

	return write_events(b) && run_script(b, b->home, script);
}

static bool installed(const char *program)
{
	const char *path = getenv("PATH");
	bool found = strchr(program, '/') && access(program, X_OK) == 0;

	while (!found && path && *path) {
		int len = (int)strcspn(path, ":");
		char *file = NULL;

		if (asprintf(&file, "%.*s/%s", len, path, program) >= 0) {
			found = access(file, X_OK) == 0;
			free(file);
		}
		path += len + (path[len] == ':');
	}
	return found;
}

static bool prepare(struct bench *b)
{
	const char *rubrics = getenv("DEBRIEF_RUBRIC_PATH");
	bool ok = write_text(b), made = b->debrief != NULL;

	if (rubrics && asprintf(&b->rubrics, "DEBRIEF_RUBRIC_PATH=%s", rubrics) >= 0)
		b->env[0] = b->rubrics;
	if (b->debrief && !(make_library(b) && make_large_session(b)))
		ok = made = false;
	for (size_t i = 0; i < SUBJECTS; i++) {
		const struct subject *s = &subjects[i];

		if (s->argv[0] == DEBRIEF)
			b->figures[i].left_out = !b->debrief || (s->budget != &demo && !made);
		else
			b->figures[i].left_out = !installed(s->argv[0]);
		if (b->figures[i].left_out)
			fprintf(stderr, "bench: %s (%dx%d) is left out: %s\n", s->name, s->cols,
				s->rows,
				s->argv[0] != DEBRIEF ? "it is not installed"
				: b->debrief          ? "there is no such session"
						      : "no debrief was named");
	}
	return ok;
}

/* -- the table ----------------------------------------------------------------------------- */

static void print_figure(double value, int decimals, double limit)
{
	printf(" %9.*f%c", decimals, value, limit >= 0 && value > limit ? '!' : ' ');
}

static void print_row(const char *name, const char *size, const struct budget *v,
		      const struct budget *limit)
{
	printf("%-24s %6s", name, size);
	print_figure(v->start_ms, 1, limit ? limit->start_ms : -1);
	print_figure(v->key_ms, 2, limit ? limit->key_ms : -1);
	print_figure(v->key_p95_ms, 2, limit ? limit->key_p95_ms : -1);
	print_figure(v->key_bytes, 0, limit ? limit->key_bytes : -1);
	print_figure(v->wakeups, 1, limit ? limit->wakeups : -1);
	print_figure(v->resident_kib, 0, limit ? limit->resident_kib : -1);
	putchar('\n');
}

static void print_table(struct bench *b)
{
	printf("%-24s %6s %9s  %9s  %9s  %9s  %9s  %9s\n", "", "size", "start ms", "key ms",
	       "key p95", "bytes/key", "wakes/s", "KiB");
	for (size_t i = 0; i < SUBJECTS; i++) {
		struct figures *f = &b->figures[i];
		struct budget values = {
			.start_ms = quantile(&f->start_ms, 0.5),
			.key_ms = quantile(&f->key_ms, 0.5),
			.key_p95_ms = quantile(&f->key_ms, 0.95),
			.key_bytes = quantile(&f->key_bytes, 0.5),
			.wakeups = quantile(&f->wakeups, 0.5),
			.resident_kib = quantile(&f->resident_kib, 0.5),
		};
		char size[16];

		if (f->left_out)
			continue;
		snprintf(size, sizeof(size), "%dx%d", subjects[i].cols, subjects[i].rows);
		print_row(subjects[i].name, size, &values, subjects[i].budget);
		if (f->silent > 0)
			printf("%24s %d of %d keys painted nothing\n", "", f->silent,
			       ROUNDS * KEYS);
	}
	print_row(demo.name, "", &demo, NULL);
	print_row(large.name, "", &large, NULL);
	print_row(library.name, "", &library, NULL);
	puts("start: to the last byte of the first frame; key: to the last byte of its reaction;\n"
	     "KiB: resident. \"!\" is over budget.");
}

int main(int argc, char **argv)
{
	static struct bench b; /* large, and zero */
	bool ok;

	if (argc > 2) {
		fprintf(stderr, "usage: %s [DEBRIEF]\n", argv[0]);
		return 2;
	}
	b.debrief = argc == 2 ? argv[1] : NULL;
	if (b.debrief && !installed(b.debrief)) {
		fprintf(stderr, "bench: cannot run '%s'\n", b.debrief);
		return 2;
	}
	b.home = pty_folder_new();
	b.library = pty_folder_new();
	if (!b.home || !b.library)
		return 1;
	ok = prepare(&b);
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < SUBJECTS; i++) {
			if (b.figures[i].left_out)
				continue;
			if (!measure(&b, &subjects[i], &b.figures[i], round == 0)) {
				b.figures[i].left_out = true;
				ok = false;
			}
		}
	}
	print_table(&b);
	free(b.text);
	free(b.rubrics);
	pty_folder_remove(b.home);
	pty_folder_remove(b.library);
	return ok ? 0 : 1;
}
