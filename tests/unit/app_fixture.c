/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app_fixture.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/frame.h"

static void set_folder(const char *name, const char *folder, const char *part)
{
	char path[160];

	snprintf(path, sizeof path, "%s/%s", folder, part);
	setenv(name, path, 1);
}

static void open_app(struct app_fixture *fixture)
{
	struct err err = {{0}, 0};

	if (session_open(&fixture->session, &fixture->host, fixture->path, SESSION_EVERYTHING,
			 &err) ||
	    app_open(&fixture->app, &fixture->host, &fixture->session, &err))
		fail_msg("%s", err.message);
}

void app_fixture_prepare(struct app_fixture *fixture)
{
	struct err err = {{0}, 0};

	memset(fixture, 0, sizeof *fixture);
	snprintf(fixture->folder, sizeof fixture->folder, "/tmp/debrief-app-XXXXXX");
	assert_non_null(mkdtemp(fixture->folder));
	set_folder("HOME", fixture->folder, "home");
	set_folder("XDG_DATA_HOME", fixture->folder, "data");
	set_folder("XDG_STATE_HOME", fixture->folder, "state");
	set_folder("XDG_CONFIG_HOME", fixture->folder, "config");
	setenv("DEBRIEF_TEST_CLOCK", "2026-11-21T12:41:00Z", 1);
	arena_init(&fixture->arena, (size_t)16 << 20);
	arena_init(&fixture->frame, (size_t)16 << 20);
	buf_init(&fixture->text, BUF_MAX_DEFAULT);
	canvas_init(&fixture->canvas, false);
	fixture->session.folder = -1;
	fixture->rows = 30;
	fixture->columns = 100;
	assert_int_equal(host_init(&fixture->host, &err), STATUS_OK);
}

void app_fixture_start(struct app_fixture *fixture)
{
	struct session_new what = {
		.name = "talk", .teacher = "J. R.", .grade = "7", .lesson = "Ratios"};
	struct buf diags;
	struct err err = {{0}, 0};

	app_fixture_prepare(fixture);
	buf_init(&diags, BUF_MAX_DEFAULT);
	what.rubric = DEBRIEF_SOURCE_RUBRICS "/ambitious-mathematics.yaml";
	if (session_create(&fixture->host, &fixture->arena, &what, &fixture->path, &diags, &err))
		fail_msg("%s\n%s", err.message, buf_text(&diags));
	buf_release(&diags);
	open_app(fixture);
}

void app_fixture_reopen(struct app_fixture *fixture)
{
	app_close(&fixture->app);
	session_close(&fixture->session);
	open_app(fixture);
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
	(void)info;
	(void)type;
	(void)ftw;
	return remove(path);
}

void app_fixture_stop(struct app_fixture *fixture)
{
	app_close(&fixture->app);
	session_close(&fixture->session);
	canvas_release(&fixture->canvas);
	buf_release(&fixture->text);
	arena_release(&fixture->frame);
	arena_release(&fixture->arena);
	nftw(fixture->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

unsigned press(struct app_fixture *fixture, const int *keys)
{
	unsigned change = 0;

	for (; *keys; keys++) {
		change = app_key(&fixture->app, *keys);
		fixture->keys++;
		if (change & CHANGE_EVENTS)
			app_flush(&fixture->app);
	}
	return change;
}

unsigned type_line(struct app_fixture *fixture, const char *text)
{
	unsigned change;

	assert_true(app_is_editing(&fixture->app));
	app_line_changed(&fixture->app, text, strlen(text));
	fixture->keys++;
	change = app_line_done(&fixture->app, true, text);
	if (change & CHANGE_EVENTS)
		app_flush(&fixture->app);
	return change;
}

const char *draw_screen(struct app_fixture *fixture, int rows, int columns)
{
	const struct canvas *canvas = &fixture->canvas;

	assert_int_equal(canvas_resize(&fixture->canvas, rows, columns, NULL), STATUS_OK);
	arena_reset(&fixture->frame);
	frame_draw(&fixture->app, &fixture->canvas, &fixture->frame);
	buf_reset(&fixture->text);
	for (int row = 0; row < rows; row++) {
		for (int column = 0; column < columns; column++) {
			const struct cell *cell = &canvas->cells[row * columns + column];

			buf_add(&fixture->text, cell->text, cell->length);
		}
		buf_putc(&fixture->text, '\n');
	}
	return buf_text(&fixture->text);
}

int app_setup(void **state)
{
	struct app_fixture *fixture = malloc(sizeof *fixture);

	app_fixture_start(fixture);
	*state = fixture;
	return 0;
}

int app_teardown(void **state)
{
	app_fixture_stop(*state);
	free(*state);
	return 0;
}

static void assert_screen(struct app_fixture *fixture, const char *text, bool there)
{
	const char *screen = draw_screen(fixture, fixture->rows, fixture->columns);

	if (!strstr(screen, text) == !there)
		return;
	print_error("'%s' is %son the screen:\n", text, there ? "not " : "");
	fputs(screen, stderr);
	fail();
}

void assert_shows(struct app_fixture *fixture, const char *text)
{
	assert_screen(fixture, text, true);
}

void assert_hides(struct app_fixture *fixture, const char *text)
{
	assert_screen(fixture, text, false);
}

void start_talk(struct app_fixture *fixture)
{
	PRESS(fixture, '>', '1', '1');
}
