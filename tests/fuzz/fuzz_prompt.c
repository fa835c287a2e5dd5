/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The `:` prompt over the table of commands, in a real session: whatever is typed, what is offered
 * is what has all its words, Tab completes to what goes on from it, and each screen on the way can
 * be shown. The first byte says where the coach is and how large the screen is. Nothing is chosen,
 * so that each input finds the session as the one before.
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/command.h"
#include "app/keys.h"
#include "app/pick.h"
#include "fuzz.h"
#include "ui/frame.h"
#include "ui/line_text.h"
#include "ui/line_words.h"
#include "ui/typed.h"

#define LINE_MAX 2000

static struct desk {
	char folder[64];
	struct host host;
	struct arena arena, frame;
	struct session session;
	struct app app;
	struct canvas canvas;
	const char **names; /* of all commands, NULL-terminated */
} desk;

/* ---- a session in a folder of its own ---- */

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
	(void)info;
	(void)type;
	(void)ftw;
	return remove(path);
}

static void leave(void)
{
	app_close(&desk.app);
	session_close(&desk.session);
	canvas_release(&desk.canvas);
	arena_release(&desk.frame);
	arena_release(&desk.arena);
	nftw(desk.folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static void name_commands(void)
{
	desk.names = arena_array(&desk.arena, n_commands + 1, sizeof(*desk.names));
	HOLDS(desk.names);
	for (size_t i = 0; i < n_commands; i++) {
		desk.names[i] = arena_strdup(&desk.arena, command_name(&commands[i]).text);
		HOLDS(desk.names[i]);
	}
}

static void enter(void)
{
	static const char *const homes[] = {"HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
					    "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"};
	const struct session_new what = {.name = "talk",
					 .teacher = "J. R.",
					 .rubric = DEBRIEF_SOURCE_RUBRICS
					 "/ambitious-mathematics.yaml"};
	const char *path = NULL;
	struct buf diags;

	snprintf(desk.folder, sizeof(desk.folder), "/tmp/debrief-fuzz-XXXXXX");
	HOLDS(mkdtemp(desk.folder));
	for (size_t i = 0; i < sizeof(homes) / sizeof(homes[0]); i++)
		setenv(homes[i], desk.folder, 1);
	setenv("DEBRIEF_TEST_CLOCK", "2026-11-21T12:41:00Z", 1);
	arena_init(&desk.arena, (size_t)16 << 20);
	arena_init(&desk.frame, (size_t)16 << 20);
	canvas_init(&desk.canvas, false);
	buf_init(&diags, BUF_MAX_DEFAULT);
	HOLDS(!host_init(&desk.host, NULL));
	HOLDS(!session_create(&desk.host, &desk.arena, &what, &path, &diags, NULL));
	HOLDS(!session_open(&desk.session, &desk.host, path, SESSION_EVERYTHING, NULL));
	HOLDS(!app_open(&desk.app, &desk.host, &desk.session, NULL));
	buf_release(&diags);
	name_commands();
	atexit(leave);
}

/* ---- the screen ---- */

static void draw(uint8_t place)
{
	static const int sizes[][2] = {{24, 80}, {12, 40}, {50, 160}, {1, 1}, {5, 23}, {15, 60}};
	const int *size = sizes[place % (sizeof(sizes) / sizeof(sizes[0]))];

	HOLDS(!canvas_resize(&desk.canvas, size[0], size[1], NULL));
	arena_reset(&desk.frame);
	frame_draw(&desk.app, &desk.canvas, &desk.frame);
	for (int i = 0; i < size[0] * size[1]; i++)
		HOLDS(fuzz_can_show(desk.canvas.cells[i].text, desk.canvas.cells[i].length, false));
	HOLDS(desk.canvas.cursor_row < size[0] && desk.canvas.cursor_column < size[1]);
}

/* ---- what is offered ---- */

static bool is_offered(const struct form_run *run, const struct form_option *option)
{
	for (size_t i = 0; i < run->n_options; i++)
		if (run->options[i].value == option->value)
			return true;
	return false;
}

/* Told otherwise than the product does, for what needs no table of letters. */
static bool has_all_words(const char *label, const char *typed)
{
	char word[FORM_TYPED_MAX];

	for (typed += strspn(typed, " \n"); *typed; typed += strspn(typed, " \n")) {
		size_t length = strcspn(typed, " \n");

		memcpy(word, typed, length);
		word[length] = '\0';
		if (!strcasestr(label, word))
			return false;
		typed += length;
	}
	return true;
}

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if (*text & 0x80)
			return false;
	return true;
}

static void type(const char *line, size_t point, uint8_t place)
{
	const struct form_run *run = &desk.app.form;

	app_line_changed(&desk.app, line, point);
	HOLDS(!strncmp(run->typed, line, strlen(run->typed)));
	HOLDS(run->typed[0] || !line[0]);
	for (size_t i = 0; i < run->n_all; i++) {
		const struct form_option *option = &run->all[i];

		HOLDS(is_offered(run, option) ==
		      (is_ascii(run->typed) && is_ascii(option->label)
			       ? has_all_words(option->label, run->typed)
			       : pick_matches(run->typed, option->label, option->detail)));
		HOLDS(command_named(option->value));
	}
	HOLDS(run->n_options <= run->n_all);
	HOLDS(run->n_options == 0 || run->selected < run->n_options);
	draw(place);
}

static void prompt(const char *line, uint8_t place)
{
	struct app *app = &desk.app;
	size_t length = strlen(line);
	char half[LINE_MAX + 1];

	memcpy(half, line, length / 2);
	half[length / 2] = '\0';
	app->focus = (enum focus)(place % FOCUS__COUNT);
	app_key(app, ':');
	HOLDS(app_is_editing(app) && app->form.form == &form_command);
	HOLDS(app->form.n_all > 10);
	type(half, length / 2, place);
	type(line, length, place);
	type(line, length / 3, place);
	app_line_done(app, false, line);
	if (app_is_editing(app)) /* the first time it warned */
		app_line_done(app, false, line);
	HOLDS(!app_is_editing(app) && app->mode == MODE_NORMAL);
}

/* ---- what Tab makes of it ---- */

/* Those that begin so, each once and in the order of the table; without `exact` perhaps more. */
static void complete(const char *line, bool exact)
{
	struct line_words words = {0};
	const char *word;
	size_t place = 0;

	line_words_begin(&words, desk.names);
	for (bool first = true; (word = line_words_next(&words, line, exact, first));
	     first = false) {
		for (; desk.names[place] != word; place++) {
			HOLDS(desk.names[place]);
			HOLDS(strncmp(desk.names[place], line, strlen(line)) != 0);
		}
		HOLDS(!exact || !strncmp(word, line, strlen(line)));
		place++;
	}
	for (; desk.names[place]; place++)
		HOLDS(strncmp(desk.names[place], line, strlen(line)) != 0);
	line_words_hide(&words);
}

/* ---- as a line of the line mode, and as text ---- */

static void read_line(const char *line)
{
	size_t length = strlen(line);
	size_t number = 0;
	size_t point = length / 2;

	if (typed_number(line, &number))
		HOLDS(length < 8 && typed_is_command(&desk.app, line));
	(void)typed_is_command(&desk.app, line);
	HOLDS(line_text_begin(line, point) <= point && line_text_end(line, point) >= point);
	HOLDS(line_text_on_character(line, point) <= point);
	while (line_text_move(line, false, 20, &point))
		HOLDS(point <= length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char line[LINE_MAX + 1];
	size_t length = 0;

	if (!desk.names)
		enter();
	if (size == 0)
		return 0;
	while (length < LINE_MAX && length + 1 < size && data[length + 1]) {
		line[length] = (char)data[length + 1];
		length++;
	}
	line[length] = '\0';
	prompt(line, data[0]);
	complete(line, true);
	complete(line, false);
	read_line(line);
	return 0;
}
