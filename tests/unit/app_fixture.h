/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_FIXTURE_H
#define APP_FIXTURE_H

#include "app/app.h"
#include "debrief/buf.h"
#include "ui/canvas.h"

/* An application on a real session in a folder of its own, with a test clock, and what it would
 * draw. */
struct app_fixture {
	char folder[64];
	struct host host;
	struct arena arena;
	struct arena frame;
	struct canvas canvas;
	struct buf text;
	const char *path;
	struct session session;
	struct app app;
	int rows, columns; /* of the screen that assert_shows looks at; 30 and 100 */
	size_t keys;       /* pressed so far, the Enter of a line too; not the words */
};

/* A home without any session; the application is not begun yet. */
void app_fixture_prepare(struct app_fixture *fixture);
/* Makes a session with the mathematics rubric and opens it. */
void app_fixture_start(struct app_fixture *fixture);
void app_fixture_stop(struct app_fixture *fixture);
/* Closes the application and opens it again, as leaving and coming back. */
void app_fixture_reopen(struct app_fixture *fixture);

/* The same for cmocka, before and after each test: *state is the fixture. */
int app_setup(void **state);
int app_teardown(void **state);

/* Presses keys, saving after each as the loop does; the last one's changes. */
unsigned press(struct app_fixture *fixture, const int *keys);
#define PRESS(fixture, ...) press((fixture), (const int[]){__VA_ARGS__, 0})
/* Writes the line that is asked for, and Enter. */
unsigned type_line(struct app_fixture *fixture, const char *text);
/* Draws at a size; the screen as text, rows ended by newlines. */
const char *draw_screen(struct app_fixture *fixture, int rows, int columns);
/* The text is, or is not, on the screen. */
void assert_shows(struct app_fixture *fixture, const char *text);
void assert_hides(struct app_fixture *fixture, const char *text);
/* Starts the talk, in which words may be written down. */
void start_talk(struct app_fixture *fixture);

#endif
