/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A long walk over everything that can be done. At every step the command is pressed that was
 * pressed least so far in its context, or any key at all; what is seen must be what the record
 * says, and a hint in the bar must do something.
 */
#include <fcntl.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/command.h"
#include "app/keys.h"
#include "app_fixture.h"
#include "debrief/array.h"
#include "debrief/i18n.h"
#include "property.h"

#define KEYS_PER_SESSION 1000
#define CONTEXTS_MAX     32

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

struct walk {
	struct app_fixture fixture;
	struct property property;
	unsigned visits[256][CONTEXTS_MAX]; /* by command and bit of its context */
	char before[1 << 16];
	int rows, columns;
	char *rubric; /* its file */
	unsigned untranslated, cut;
};

static int bit_of(unsigned context)
{
	int bit = 0;

	while (!(context & 1U << bit))
		bit++;
	return bit;
}

static const char *look(struct walk *walk)
{
	return draw_screen(&walk->fixture, walk->rows, walk->columns);
}

static void keep_look(struct walk *walk)
{
	look(walk);
	snprintf(walk->before, sizeof walk->before, "%s", look(walk));
}

static void fail_at(const struct walk *walk, const char *what, const struct command *command,
		    const char *screen)
{
	/* print_error() cuts what is long */
	fprintf(stderr, "%s: %s\nbefore:\n%s\nafter, with \"%s\":\n%s\n", what,
		command ? command->id : "", walk->before, walk->fixture.app.message, screen);
	fail();
}

/* ---- what to press ---- */

/* Of the commands that a key would run here and now, the one that was run least. */
static const struct command *least_visited(struct walk *walk, bool hinted)
{
	const struct app *app = &walk->fixture.app;
	unsigned context = command_context(app);
	const struct command *least = NULL;
	size_t from = property_number(&walk->property, (unsigned)n_commands);

	for (size_t i = 0; i < n_commands; i++) {
		const struct command *command = &commands[(from + i) % n_commands];
		size_t place = (size_t)(command - commands);

		if (command_for_key(app, command->keys[0]) != command ||
		    (hinted && !command->hint) ||
		    (context & command->contexts & IN_LINE)) /* the editor's */
			continue;
		if (!least ||
		    walk->visits[place][bit_of(context & command->contexts)] <
			    walk->visits[least - commands][bit_of(context & least->contexts)])
			least = command;
	}
	return least;
}

static int any_key(struct walk *walk)
{
	static const int others[] = {'1', '2', '3', '4', 'Q', ' ', K_ESC, K_DELETE, K_F1 + 4};
	unsigned number = property_number(&walk->property, (unsigned)n_commands + 9);

	return number < n_commands ? commands[number].keys[0] : others[number - n_commands];
}

/* ---- what must hold ---- */

/* At the end of a list there is no further down. */
static bool only_moves(const struct command *command)
{
	static const int moves[] = {K_UP, K_DOWN, K_LEFT, K_RIGHT, K_PAGE_UP, K_PAGE_DOWN};

	for (size_t i = 0; i < COUNT(moves); i++)
		if (command->keys[0] == moves[i])
			return true;
	return false;
}

static void hint_did_something(struct walk *walk, const struct command *command, unsigned change)
{
	const struct app *app = &walk->fixture.app;

	if (change & ~(unsigned)(CHANGE_VIEW | CHANGE_EDIT) || only_moves(command))
		return;
	if (!strncmp(app->message, "Not ", 4) || !strcmp(look(walk), walk->before))
		fail_at(walk, "a hint did nothing", command, look(walk));
}

/* Folding the record again changes nothing on the screen. */
static void screen_is_what_the_record_says(struct walk *walk)
{
	struct app_fixture *fixture = &walk->fixture;
	struct err err = {{0}, 0};

	keep_look(walk);
	assert_int_equal(app_refold(&fixture->app, &err), STATUS_OK);
	if (strcmp(look(walk), walk->before) != 0)
		fail_at(walk, "the screen is not what the record says", NULL, look(walk));
}

/* Neither does reading it from the disk. */
static void disk_holds_what_the_screen_says(struct walk *walk)
{
	struct app_fixture *fixture = &walk->fixture;
	struct session again;
	struct err err = {{0}, 0};

	assert_int_equal(app_flush(&fixture->app) & CHANGE_EVENTS, 0);
	assert_int_equal(
		session_open(&again, &fixture->host, fixture->path, SESSION_EVERYTHING, &err),
		STATUS_OK);
	assert_int_equal(again.n_events, fixture->session.n_events);
	assert_int_equal(again.n_problems, 0);
	for (size_t i = 0; i < again.n_events; i++) {
		const struct event *kept = fixture->session.events[i];

		assert_int_equal(again.events[i]->record_length, kept->record_length);
		assert_memory_equal(again.events[i]->record, kept->record, kept->record_length);
	}
	session_close(&again);
}

/* ---- a language that nobody speaks ---- */

static const char *catalogues(void)
{
	return getenv("PSEUDO_CATALOGUES");
}

/* Not a text of the program: what the rubric and the session say, names of keys and commands, what
 * the system calls its errors, and the names of files: their endings, and a folder made up of
 * random letters. */
static bool is_of_the_record(const struct app_fixture *fixture, const char *word)
{
	static const char names[] =
		"Debrief Enter Space Tab Shift Esc Ctrl PgUp PgDn Home End Backspace "
		"Delete VISUAL EDITOR inputrc No such file or directory .html";
	const struct session *session = &fixture->session;

	if (strcasestr(names, word) || strcasestr(session->id, word) ||
	    strstr(fixture->folder, word))
		return true;
	for (size_t i = 0; i < n_commands; i++)
		if (strstr(command_name(&commands[i]).text, word))
			return true;
	if (fixture->app.form.text && strstr(fixture->app.form.text, word))
		return true; /* letters that any key began words with */
	for (size_t i = 0; i < session->n_events; i++)
		if (session->events[i]->record && strcasestr(session->events[i]->record, word))
			return true;
	return false;
}

static void nothing_is_left_in_english(struct walk *walk)
{
	const char *screen = look(walk);
	size_t length;

	for (const char *at = screen; *at; at += length > 0 ? length : 1) {
		char word[64];

		length = strspn(at, letters);
		if (length < 4 || length >= sizeof word ||
		    (at > screen && ((unsigned char)at[-1] & 0x80)) ||
		    ((unsigned char)at[length] & 0x80))
			continue;
		snprintf(word, sizeof word, "%.*s", (int)length, at);
		if (!strcasestr(walk->rubric, word) && !is_of_the_record(&walk->fixture, word)) {
			fprintf(stderr, "not translated: '%s' on\n%s\n", word, screen);
			walk->untranslated++;
		}
	}
}

/* Two letters with accents of two bytes each; dots, arrows and frames have three. */
static bool is_accented(const char *end)
{
	return ((unsigned char)end[-1] & 0xC0) == 0x80 && ((unsigned char)end[-2] & 0xE0) == 0xC0;
}

/* Of a report that was read in as notes. */
static bool is_kept(const struct app_fixture *fixture, const char *end)
{
	char word[64];
	size_t length = 1;

	while (length < sizeof word && end[-length] != ' ')
		length++;
	snprintf(word, sizeof word, "%.*s", (int)length - 1, end - length + 1);
	return is_of_the_record(fixture, word);
}

/* Words of the program (they wear accents here) that an ellipsis cuts short; those of the record
 * may be cut where there is no room for them. */
static void everything_fits(struct walk *walk)
{
	const char *screen = look(walk);

	for (const char *at = screen; (at = strstr(at, "…")); at++) {
		const char *end = at;

		while (end > screen && end[-1] == ' ')
			end--;
		if (end - screen > 3 && is_accented(end) && !is_kept(&walk->fixture, end)) {
			fprintf(stderr, "does not fit, before '%.20s' on\n%s\n", at, screen);
			walk->cut++;
		}
	}
}

/* ---- the walk ---- */

static void write_something(struct walk *walk)
{
	static const char *const lines[] = {"", "words", "10:31", "2026-12-01", "12", "Two ways"};
	struct app *app = &walk->fixture.app;
	const char *line = lines[property_number(&walk->property, 6)];

	app_line_changed(app, line, strlen(line));
	if (property_number(&walk->property, 5) == 0)
		app_line_done(app, false, line);
	else if (app_line_done(app, true, line) & CHANGE_EVENTS)
		app_flush(app);
}

static void press_command(struct walk *walk, const struct command *command)
{
	struct app *app = &walk->fixture.app;
	bool hinted = command->hint != NULL;
	unsigned context = command_context(app);
	unsigned change;

	walk->visits[command - commands][bit_of(context & command->contexts)]++;
	keep_look(walk);
	change = app_key(app, command->keys[0]);
	if (hinted)
		hint_did_something(walk, command, change);
	app_flush(app);
}

/* As somebody at a keyboard would, one key fast behind the other. */
static void press_two_keys(struct walk *walk)
{
	struct app *app = &walk->fixture.app;

	for (int i = 0; i < 2; i++) {
		int key = any_key(walk);

		app_before_key(app, key);
		if (!app_is_editing(app))
			app_press(app, key);
	}
	app_before_key(app, K_NONE);
}

/* ---- places that keys alone find seldom ---- */

static void open_step(struct walk *walk, const char *id)
{
	struct app *app = &walk->fixture.app;

	app_open_step(app, rubric_step(app->session->rubric, id));
	app->focus = FOCUS_SCRIPT;
}

static void add(struct walk *walk, enum event_kind kind, enum event_key key)
{
	struct event event;

	event_init(&event, kind);
	event_set(&event, key, "two ways next to each other");
	app_act(&walk->fixture.app, &event, 1);
}

static void go_to_evidence(struct walk *walk)
{
	add(walk, EVENT_EVIDENCE, KEY_TEXT);
	add(walk, EVENT_WORK, KEY_STRATEGY);
	app_show_stage(&walk->fixture.app, 0);
	walk->fixture.app.focus = FOCUS_LESSON;
	PRESS(&walk->fixture, K_HOME, K_DOWN);
}

static void go_to_the_day(struct walk *walk)
{
	struct app *app = &walk->fixture.app;

	open_step(walk, "make-it-happen");
	form_start(app, &form_plan, &(struct form_subject){.step = app->step});
	for (int i = 0; i < 3 && app_is_editing(app); i++)
		app_line_done(app, true, "one move");
	PRESS(&walk->fixture, '4');
}

static void go_to_the_statements(struct walk *walk)
{
	open_step(walk, "confirm");
	PRESS(&walk->fixture, 's');
}

static void go_to_a_goal(struct walk *walk)
{
	struct event event;

	event_init(&event, EVENT_GOAL);
	event_set(&event, KEY_WHOSE, "teacher");
	event_set(&event, KEY_TEXT, "smaller steps");
	open_step(walk, "elicit-goal");
	app_act(&walk->fixture.app, &event, 1);
	walk->fixture.app.focus = FOCUS_WORK;
}

static void go_to_the_coachs_goal(struct walk *walk)
{
	go_to_evidence(walk);
	PRESS(&walk->fixture, 'g');
	app_line_done(&walk->fixture.app, true, "");
}

static void go_to_a_transcript(struct walk *walk)
{
	struct event event;

	event_init(&event, EVENT_TURN);
	event_set(&event, KEY_BY, "teacher");
	event_set(&event, KEY_WORDS, "3");
	event_set(&event, KEY_TEXT, "words with 12");
	app_act(&walk->fixture.app, &event, 1);
}

static void go_somewhere(struct walk *walk)
{
	static void (*const places[])(struct walk *) = {go_to_evidence,       go_to_the_day,
							go_to_the_statements, go_to_the_coachs_goal,
							go_to_a_goal,         go_to_a_transcript};
	struct app *app = &walk->fixture.app;

	PRESS(&walk->fixture, K_ESC, K_ESC);
	if (app->form.form)
		app_line_done(app, false, "");
	if (app->mode == MODE_NORMAL)
		places[property_number(&walk->property, (unsigned)COUNT(places))](walk);
}

static void take_a_step(struct walk *walk, int number)
{
	struct app *app = &walk->fixture.app;
	const struct command *command = least_visited(walk, number % 2);

	walk->rows = number % 3 ? 30 : 24;
	walk->columns = number % 3 ? 100 : 80;
	if (app_is_editing(app) && property_number(&walk->property, 2))
		write_something(walk);
	else if (command && property_number(&walk->property, 4))
		press_command(walk, command);
	else
		press_two_keys(walk);
	app_flush(app);
	screen_is_what_the_record_says(walk);
	if (catalogues()) {
		nothing_is_left_in_english(walk);
		everything_fits(walk);
	}
	if (number % 100 == 99)
		disk_holds_what_the_screen_says(walk);
}

static struct walk *walk_new(void)
{
	struct walk *walk = calloc(1, sizeof *walk);

	assert_non_null(walk);
	assert_true(n_commands <= 256);
	return walk;
}

static void read_rubric(struct walk *walk)
{
	char path[512];
	size_t size = (size_t)1 << 20;
	FILE *file;

	snprintf(path, sizeof path, "%s/rubric.yaml", walk->fixture.path);
	file = fopen(path, "r");
	assert_non_null(file);
	walk->rubric = calloc(1, size);
	assert_non_null(walk->rubric);
	assert_true(fread(walk->rubric, 1, size - 1, file) > 0);
	fclose(file);
}

/* In a folder of its own: a report is saved under any name that was typed, and the next session
 * must not find it there. */
static void walk_a_session(struct walk *walk)
{
	int outside = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	app_fixture_start(&walk->fixture);
	assert_int_equal(chdir(walk->fixture.folder), 0);
	if (!walk->rubric)
		read_rubric(walk);
	for (int k = 0; k < KEYS_PER_SESSION; k++) {
		if (k % 50 == 0)
			go_somewhere(walk);
		take_a_step(walk, k);
	}
	assert_int_equal(fchdir(outside), 0);
	close(outside);
	app_fixture_stop(&walk->fixture);
}

/* What a walk cannot reach: it needs a disk that fails, or the line editor. */
static bool is_out_of_reach(const struct command *command)
{
	static const char *const ids[] = {"save", "line_end_search", "line_to_commands",
					  "evidence_end"};

	for (size_t i = 0; i < COUNT(ids); i++)
		if (!strcmp(command->id, ids[i]))
			return true;
	return false;
}

/* The library has a walk of its own. */
static bool is_elsewhere(unsigned context)
{
	return context & (IN_LIBRARY | IN_COVER | IN_FIND | IN_PAGE);
}

/* How many commands were not run in a context of theirs yet; says which. */
static size_t never_run(const struct walk *walk, bool say)
{
	size_t count = 0;

	for (size_t i = 0; i < n_commands; i++)
		for (int bit = 0; bit < CONTEXTS_MAX; bit++) {
			if (!(commands[i].contexts & 1U << bit) || 1U << bit == IN_LINE ||
			    is_elsewhere(1U << bit) || walk->visits[i][bit] ||
			    is_out_of_reach(&commands[i]))
				continue;
			count++;
			if (say)
				print_error("never run: %s in context %d\n", commands[i].id, bit);
		}
	return count;
}

/* At least 20,000 keys (100,000 in the longer sweeps), and on until everything was done everywhere.
 */
static void a_walk_of_20000_keys_shows_what_the_record_says(void **state)
{
	struct walk *walk = walk_new();
	int sessions = getenv("DEBRIEF_HARD") ? 100 : 20;
	int i = 0;

	(void)state;
	walk->property = property_start("walk");
	for (; i < sessions || (i < 4 * sessions && never_run(walk, false)); i++)
		walk_a_session(walk);
	printf("%d keys\n", i * KEYS_PER_SESSION);
	assert_int_equal(never_run(walk, true), 0);
	assert_int_equal(walk->untranslated, 0);
	assert_int_equal(walk->cut, 0);
	free(walk->rubric);
	free(walk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_walk_of_20000_keys_shows_what_the_record_says),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
#ifdef ENABLE_NLS
	if (catalogues()) {
		setlocale(LC_MESSAGES, "C.UTF-8");
		bindtextdomain("debrief", catalogues());
		bind_textdomain_codeset("debrief", "UTF-8");
	}
#endif
	return cmocka_run_group_tests(tests, NULL, NULL);
}
