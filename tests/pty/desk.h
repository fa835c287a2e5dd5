/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_DESK_H
#define TESTS_DESK_H

#include "pty.h"

/* The program before a coach: a home of its own, and the terminal. What is not as it should be
 * fails the test. */
struct desk {
	char *home;
	struct pty pty;
};

/* For cmocka: before and after each test. */
int desk_start(void **state);
int desk_stop(void **state);

/* The path of the program: $DEBRIEF. */
const char *program(void);
/* A script: makes the session "talk". */
extern const char new_session[];
/* Starts the program with one argument. */
void run_debrief(struct desk *desk, const char *argument, struct pty_options options);
/* Runs another one on the same home, and gives what it prints of a session. */
void print_session(const struct desk *desk, const char *session, char *text, size_t size);
/* Runs a script of the shell on the same home; $1 is the program. */
void run_script(const struct desk *desk, const char *script);

/* Waits until it is on the screen. */
void shows(struct desk *desk, const char *text);
/* Waits until it was seen, be the frame complete or not. */
void sees(struct desk *desk, const char *text);
/* The longest beginning of the text that is on the screen. */
size_t length_shown(struct desk *desk, const char *text);
/* Lets some thousandths of a second go by, in which the program does what it likes. */
void wait_a_moment(struct desk *desk, double ms);
/* As pty_keys. */
void keys(struct desk *desk, const char *names);
/* The text and Enter. */
void write_line(struct desk *desk, const char *text);
/* Sends a signal that ends the program, and waits for the end. */
void end_by(struct desk *desk, int by);
/* q: the program ends well, and the terminal is as it was. */
void leave(struct desk *desk);

#endif
