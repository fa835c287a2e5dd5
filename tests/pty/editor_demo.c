/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The smallest full-screen program: the terminal, signals, input and the line editor in one loop,
 * and nothing of the application. test_line_editor drives it.
 *
 *	n  write a note (from "½ ", without history)     l  write a line (with history)
 *	w  write a command (with completion)              p  write something private
 *	q  leave
 */
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ui/canvas.h"
#include "ui/charset.h"
#include "ui/input.h"
#include "ui/line_editor.h"
#include "ui/signals.h"
#include "ui/term.h"
#include "ui/user_editor.h"

struct demo {
	struct charset charset;
	struct host host;
	struct term *term;
	struct canvas canvas;
	struct input input;
	sigset_t wait_mask;
	const char *state;
	int key; /* the last one that the line editor did not get */
	bool leaves;
};

static const char *const words[] = {"report", "report teacher", "replay", "search", NULL};
static const char *const history[] = {"alpha", "beta½", NULL};

static void draw(struct demo *demo)
{
	struct canvas *canvas = &demo->canvas;
	const char *text = line_editor_text();
	size_t point = line_editor_point();
	struct area all = {0, 0, 0, 0};

	term_size(demo->term, &all.height, &all.width);
	if (canvas_resize(canvas, all.height, all.width, NULL) != STATUS_OK)
		return;
	canvas_printf(canvas, all, 0, 0, STYLE_TITLE, "Demo %dx%d", all.width, all.height);
	canvas_printf(canvas, all, 1, 0, STYLE_HINT, "%s %s [%s] key %x, %zu bytes", demo->state,
		      line_editor_mode(), line_editor_prompt(), (unsigned int)demo->key,
		      strlen(text));
	canvas_rule(canvas, all, 2, STYLE_QUIET, false);
	const char *const *choices = line_editor_matches();
	for (int column = 0; choices && *choices; choices++)
		column += 1 + canvas_printf(canvas, all, 2, column, STYLE_QUIET, "|%s|", *choices);
	struct area note = {3, 0, all.height - 3, all.width};
	canvas_wrapped(canvas, note, 0, 0, STYLE_INPUT, text, 0);

	int row = 0;
	size_t begin = 0;
	for (size_t i = 0; i < point; i++) {
		if (text[i] == '\n') {
			row++;
			begin = i + 1;
		}
	}
	canvas_cursor(canvas, note, row, canvas_columns(canvas, text + begin, point - begin));
	term_paint(demo->term, canvas);
}

static void suspend(struct demo *demo)
{
	term_leave(demo->term);
	signals_stop_here();
	term_return(demo->term);
}

static void lend(struct demo *demo)
{
	struct err err;
	struct buf text;

	buf_init(&text, LINE_EDITOR_MAX);
	buf_puts(&text, line_editor_text());
	term_leave(demo->term);
	demo->state = "returned";
	if (user_editor_run(&demo->host, &demo->charset, "demo", &text, &err) != STATUS_OK)
		demo->state = strstr(err.message, "ended") ? "The editor failed" : "No editor";
	term_return(demo->term);
	line_editor_replace(buf_text(&text));
	user_editor_forget(&demo->host, "demo");
	buf_release(&text);
}

static void command(struct demo *demo, int key)
{
	demo->key = key;
	demo->state = "idle";
	if (key == 'q')
		demo->leaves = true;
	else if (key == K_CTRL('Z'))
		suspend(demo);
	else if (key == 'n' || key == 'l' || key == 'w' || key == 'p') {
		demo->state = "writing";
		line_editor_start(key == 'n' ? "½ " : "",
				  &(struct line_options){.history = key == 'l' ? history : NULL,
							 .words = key == 'w' ? words : NULL,
							 .is_private = key == 'p'});
	}
}

static void take_keys(struct demo *demo)
{
	static const char *const states[] = {"writing", "accepted", "left", "lent"};
	struct token token;
	enum line_result result;

	while (!demo->leaves && input_next(&demo->input, &token)) {
		if (token.key == K_CTRL('Z') || !line_editor_is_active())
			command(demo, token.key);
		else if ((result = line_editor_feed(&token)) == LINE_LENT)
			lend(demo);
		else
			demo->state = states[result];
	}
}

static int wait_for(const struct demo *demo)
{
	int input = input_timeout(&demo->input, term_escape_delay(demo->term));

	return input >= 0 ? input : line_editor_timeout();
}

static void loop(struct demo *demo)
{
	while (!demo->leaves && !signals_ending()) {
		struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
		int wait = wait_for(demo);
		struct timespec timeout = {wait / 1000, (long)(wait % 1000) * 1000000};
		char bytes[4096];

		draw(demo);
		int ready = ppoll(&fd, 1, wait >= 0 ? &timeout : NULL, &demo->wait_mask);
		if (ready > 0) {
			ssize_t length = read(STDIN_FILENO, bytes, sizeof(bytes));
			if (length <= 0)
				return;
			input_feed(&demo->input, bytes, (size_t)length);
		} else if (ready == 0 && input_is_pending(&demo->input)) {
			input_expire(&demo->input);
		} else if (ready == 0) {
			line_editor_expire();
		}
		if (signals_resized())
			term_take_size(demo->term);
		if (signals_suspend())
			suspend(demo);
		take_keys(demo);
	}
}

int main(void)
{
	struct demo demo = {.state = "idle"};
	struct term_options options = {.no_color = getenv("NO_COLOR") != NULL, .is_utf8 = true};
	struct err err;

	setlocale(LC_CTYPE, "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
	options.ascii = getenv("DEMO_ASCII") != NULL;
	if (host_init(&demo.host, &err) != STATUS_OK || line_editor_init(&err) != STATUS_OK)
		return 2;
	signals_start(&demo.wait_mask);
	charset_open(&demo.charset, &options);
	if (term_open(&demo.term, &options, &demo.charset, &err) != STATUS_OK) {
		fprintf(stderr, "demo: %s\n", err.message);
		return 2;
	}
	canvas_init(&demo.canvas, options.ascii);
	input_init(&demo.input);
	loop(&demo);
	term_close(demo.term);
	term_close(demo.term); /* harmless */
	canvas_release(&demo.canvas);
	input_release(&demo.input);
	line_editor_release();
	signals_stop();
	if (signals_ending())
		signals_raise(signals_ending());
	return 0;
}
