/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The event loop. One ppoll on the terminal, with signals let in only there; its timeout is the
 * nearest timer. A change is painted before it is saved, so that the screen never waits for the
 * disk; then it is saved, and the mark says so.
 */
#define _GNU_SOURCE 1
#include "ui/screen.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/app.h"
#include "app/command_run.h"
#include "debrief/i18n.h"
#include "ui/aim.h"
#include "ui/charset.h"
#include "ui/frame.h"
#include "ui/input.h"
#include "ui/line_editor.h"
#include "ui/line_text.h"
#include "ui/manual.h"
#include "ui/open_paste.h"
#include "ui/signals.h"
#include "ui/user_editor.h"

#define FRAME_BYTES_MAX ((size_t)32 << 20)
#define MINUTE_MS       60000
#define PASTE_PAUSE_MS  250

struct screen {
	struct host *host;
	struct app *app;
	struct term *term;
	struct canvas canvas;
	struct arena frame;
	struct charset charset;
	struct input input;
	struct aim aim;
	sigset_t wait_mask;
	char lent[DRAFT_TOKEN_SIZE]; /* the line whose text an editor's file still has */
	bool leaving;
	bool hung_up;
	int64_t escape_until; /* monotonic ms at which a lone Esc counts; 0: none waits */
	int64_t line_until;   /* the same for a prefix of several keys in the line editor */
	int64_t paste_until;  /* the same for a pause in a paste */
};

static void paint(struct screen *screen)
{
	int rows;
	int columns;

	term_size(screen->term, &rows, &columns);
	if (canvas_resize(&screen->canvas, rows, columns, NULL))
		return; /* no memory for this size: the last frame stays */
	arena_reset(&screen->frame);
	frame_draw(screen->app, &screen->canvas, &screen->frame);
	term_use_mouse(screen->term, !screen->app->mouse_off);
	term_paint(screen->term, &screen->canvas);
	aim_painted(&screen->aim, screen->app);
}

static void show_line(struct app *app)
{
	app->form.search = line_editor_prompt();
	app->form.mode = line_editor_mode();
	app->form.completions = line_editor_matches();
	app_line_changed(app, line_editor_text(), line_editor_point());
}

/* What the line is called outside: its draft's token, which a later run knows again. */
static const char *line_name(const struct app *app)
{
	const struct draft *draft = app->form.drafts[app->form.question];

	return draft ? draft_token(draft) : "line";
}

/* The line has what the editor had saved: once its draft has it on the disk the file goes. Until
 * then it is not taken again for this line, which goes on meanwhile. */
static void forget_lent(struct screen *screen)
{
	const char *name = line_name(screen->app);

	snprintf(screen->lent, sizeof(screen->lent), "%s", name);
	if (!drafts_sync(screen->app))
		return;
	user_editor_forget(screen->host, name);
	screen->lent[0] = '\0';
}

/* Keeps the line editor in step with the form: a new question begins a new line. */
static void follow_form(struct screen *screen)
{
	struct app *app = screen->app;
	const struct form_run *run = &app->form;
	const char *draft = run->text ? run->text : "";
	struct line_options options = {.history = (const char *const *)run->history,
				       .words = (const char *const *)run->words,
				       .is_private = run->forgets};
	struct buf text;
	bool found;

	if (!app_is_editing(app)) {
		line_editor_stop();
		return;
	}
	line_text_copy(&text, draft, strlen(draft), LINE_EDITOR_MAX);
	found = strcmp(line_name(app), screen->lent) != 0 &&
		user_editor_found(screen->host, &screen->charset, line_name(app), &text);
	if (found)
		app_say(app, "%s", _("What you had saved in your editor is here again."));
	line_editor_start(buf_text(&text), &options);
	buf_release(&text);
	show_line(app);
	if (found)
		forget_lent(screen);
}

/* The draft is on the disk before and after, and what the editor saves is found if we are not there
 * any more when it ends. */
static void lend_line(struct screen *screen)
{
	struct app *app = screen->app;
	const char *now = line_editor_text();
	struct buf text;
	struct err err;
	bool changed;

	app_flush(app);
	drafts_sync(app);
	line_text_copy(&text, now, strlen(now), LINE_EDITOR_MAX);
	term_leave(screen->term);
	if (user_editor_run(screen->host, &screen->charset, line_name(app), &text, &err))
		app_warn(app, "%s", err.message);
	else
		app_say(app, "%s", _("Your text is back. Enter keeps it."));
	term_return(screen->term);
	changed = strcmp(buf_text(&text), line_editor_text()) != 0;
	line_editor_replace(buf_text(&text));
	buf_release(&text);
	show_line(app);
	if (changed)
		forget_lent(screen);
}

static void read_manual(struct screen *screen, const char *name, const char *section)
{
	struct err err = {{0}, 0};

	app_flush(screen->app);
	term_leave(screen->term);
	if (manual_read(name, section, &err))
		app_warn(screen->app, "%s", err.message);
	term_return(screen->term);
}

static void act_on(struct screen *screen, unsigned change)
{
	if (change & CHANGE_EDIT)
		follow_form(screen);
	if ((change & CHANGE_LEND) && line_editor_is_active())
		lend_line(screen);
	if (change & CHANGE_TUTORIAL)
		read_manual(screen, "debrief-tutorial", "7");
	if (change & CHANGE_MANUAL)
		read_manual(screen, "debrief", "1");
	if (change & CHANGE_ALL)
		term_redraw(screen->term);
	if (change & CHANGE_QUIT)
		screen->leaving = true;
	if (change & CHANGE_SUSPEND) {
		if (screen->app->mode == MODE_COACH) /* who comes back may not be alone */
			do_help_close(screen->app);
		if (screen->app->mode == MODE_REPORT && screen->app->preview.audience == FOR_COACH)
			report_preview_close(screen->app);
		app_flush(screen->app);
		term_leave(screen->term);
		signals_stop_here();
		term_return(screen->term);
	}
}

static void take_key(struct screen *screen, const struct token *token)
{
	struct app *app = screen->app;
	unsigned change;

	if (token->key == K_CTRL('Z')) {
		act_on(screen, CHANGE_SUSPEND);
		return;
	}
	if (!app_is_editing(app)) {
		act_on(screen, app_press(app, token->key));
		return;
	}
	if (token->key == K_PASTE) /* its draft may have another end */
		show_line(app);
	if (app_line_key(app, token->key, &change) ||
	    (token->key == K_PASTE && app_line_paste(app, token->bytes, token->length, &change))) {
		act_on(screen, change);
		return;
	}
	if (token->key == K_PASTE && token->length + strlen(line_editor_text()) > LINE_EDITOR_MAX) {
		act_on(screen, app_warn(app, "%s",
					_("What is pasted is too long for one text (60 KB); "
					  "nothing of it was taken. Paste it in parts.")));
		return;
	}
	line_editor_complete((const char *const *)app->form.words);
	line_editor_set_width(app->form.columns);
	switch (line_editor_feed(token)) {
	case LINE_EDITING:
		show_line(app);
		break;
	case LINE_LENT:
		act_on(screen, do_line_lend(app));
		break;
	case LINE_ACCEPTED:
		act_on(screen, app_line_done(app, true, line_editor_text()));
		break;
	case LINE_LEFT:
		act_on(screen, app_line_done(app, false, line_editor_text()));
		break;
	}
}

/* A click on a hint is its key, from whatever has the keyboard. */
static void press(struct screen *screen, int key)
{
	char byte = (char)key;
	struct token token = {.key = key, .bytes = &byte, .length = 1};

	if (key == K_ALT_ENTER || key == K_CTRL_X_CTRL_E) {
		token.bytes = key == K_ALT_ENTER ? "\033\r" : "\030\005";
		token.length = 2;
	}
	take_key(screen, &token);
	act_on(screen, app_before_key(screen->app, K_NONE));
}

static void click(struct screen *screen, int row, int column)
{
	struct target target = canvas_target(&screen->canvas, row, column);

	if (!aim_is_true(&screen->aim, screen->app, row, column))
		return;
	if (target.kind == TARGET_KEY)
		press(screen, (int)target.item);
	else
		act_on(screen, app_click(screen->app, &target));
	aim_clicked(&screen->aim, screen->app, row, column);
}

static void take_token(struct screen *screen, const struct token *token)
{
	struct target target = canvas_target(&screen->canvas, token->row, token->column);

	if (token->key == K_MOUSE)
		return;
	act_on(screen, app_before_key(screen->app, token->key));
	if (screen->leaving)
		return;
	if (token->key == K_PASTE) /* and be it that its end had not come */
		screen->app->message[0] = '\0';
	if (token->key == K_WHEEL_UP || token->key == K_WHEEL_DOWN)
		act_on(screen, app_wheel(screen->app, &target, token->key == K_WHEEL_UP ? -1 : 1));
	else if (token->key == K_CLICK)
		click(screen, token->row, token->column);
	else
		take_key(screen, token);
}

/* Takes whole keys; remembers when what is left over counts as it stands. */
static void take_input(struct screen *screen)
{
	struct token token;
	int64_t now = host_monotonic_ms(screen->host);
	int patience;

	while (!screen->leaving && input_next(&screen->input, &token))
		take_token(screen, &token);
	patience = input_timeout(&screen->input, term_escape_delay(screen->term));
	screen->escape_until = patience >= 0 ? now + patience : 0;
	screen->paste_until = screen->input.pasting ? now + PASTE_PAUSE_MS : 0;
	screen->line_until = line_editor_is_active() && line_editor_timeout() >= 0
				     ? now + line_editor_timeout()
				     : 0;
}

/* Only new bytes start the wait for the rest of a sequence anew. */
static void read_terminal(struct screen *screen)
{
	char bytes[4096];
	ssize_t length = read(STDIN_FILENO, bytes, sizeof(bytes));
	struct buf text;

	if (length > 0) {
		buf_init(&text, sizeof(bytes) * 4);
		charset_decode(&screen->charset, bytes, (size_t)length, &text);
		input_feed(&screen->input, buf_text(&text), text.length);
		buf_release(&text);
		take_input(screen);
	} else if (length == 0 || (errno != EINTR && errno != EAGAIN)) {
		screen->hung_up = true;
	}
}

static void nearer(int64_t *wait, int64_t other)
{
	if (other >= 0 && (*wait < 0 || other < *wait))
		*wait = other;
}

static int64_t until(int64_t then, int64_t now)
{
	if (!then)
		return -1;
	return then > now ? then - now : 0;
}

/* Milliseconds to the nearest timer: Esc, readline, the application's, the next minute of the
 * clock. */
static int64_t next_timer(const struct screen *screen)
{
	int64_t now = host_monotonic_ms(screen->host);
	int64_t wait = MINUTE_MS - host_now_ms(screen->host) % MINUTE_MS;

	nearer(&wait, until(screen->escape_until, now));
	nearer(&wait, until(screen->line_until, now));
	nearer(&wait, until(screen->paste_until, now));
	nearer(&wait, app_tick_ms(screen->app));
	return wait;
}

static void run_timers(struct screen *screen)
{
	int64_t now = host_monotonic_ms(screen->host);

	if (screen->escape_until && now >= screen->escape_until) {
		input_expire(&screen->input);
		take_input(screen);
		if (screen->input.stalled)
			app_warn(screen->app, "%s",
				 _("The end of what is pasted has not come yet. Ctrl-C takes what "
				   "is here so far."));
	}
	if (screen->line_until && now >= screen->line_until) {
		screen->line_until = 0;
		line_editor_expire();
		if (app_is_editing(screen->app))
			show_line(screen->app);
	}
	if (screen->paste_until && now >= screen->paste_until) {
		screen->paste_until = 0;
		if (line_editor_is_active())
			open_paste_draft(screen->app, &screen->input, line_editor_text(),
					 line_editor_point());
	}
	act_on(screen, app_tick(screen->app));
}

/* Waits for input, a signal or a timer. True if bytes are there. */
static bool wait_for_something(struct screen *screen, int64_t wait)
{
	struct pollfd terminal = {.fd = STDIN_FILENO, .events = POLLIN};
	struct timespec timeout = {.tv_sec = wait / 1000, .tv_nsec = (long)(wait % 1000) * 1000000};
	int ready = ppoll(&terminal, 1, &timeout, &screen->wait_mask);

	if (ready == 0)
		host_waited(screen->host, wait);
	if (ready > 0 && (terminal.revents & (POLLHUP | POLLERR | POLLNVAL)) &&
	    !(terminal.revents & POLLIN))
		screen->hung_up = true;
	return ready > 0 && (terminal.revents & POLLIN);
}

static bool more_is_waiting(void)
{
	struct pollfd terminal = {.fd = STDIN_FILENO, .events = POLLIN};

	return poll(&terminal, 1, 0) > 0;
}

static void take_signals(struct screen *screen)
{
	if (signals_resized()) {
		term_take_size(screen->term);
		term_redraw(screen->term);
	}
	if (signals_suspend())
		act_on(screen, CHANGE_SUSPEND);
	if (signals_ending())
		screen->leaving = true;
}

/* Painted before it is saved, unless more keys wait: then both come after them. At the end nobody
 * would see it, and closing saves. */
static void show_and_save(struct screen *screen)
{
	if (screen->leaving || screen->hung_up || more_is_waiting())
		return;
	paint(screen);
	if (app_save_is_due(screen->app) && app_flush(screen->app))
		paint(screen);
}

/* The program is told to end within a paste: it is a text to come back to, and nothing else. */
static void leave_paste(struct screen *screen)
{
	struct token token = {.key = K_PASTE};
	struct buf pasted;

	if (!screen->input.pasting || !line_editor_is_active())
		return;
	input_pasted(&screen->input, &pasted);
	token.bytes = buf_text(&pasted);
	token.length = pasted.length;
	line_editor_feed(&token);
	show_line(screen->app);
	buf_release(&pasted);
}

static void loop(struct screen *screen)
{
	follow_form(screen);
	paint(screen);
	while (!screen->leaving && !screen->hung_up) {
		if (wait_for_something(screen, next_timer(screen)))
			read_terminal(screen);
		take_signals(screen);
		run_timers(screen);
		show_and_save(screen);
	}
	act_on(screen, app_before_key(screen->app, K_NONE));
	leave_paste(screen);
}

static void run_on(struct screen *screen)
{
	canvas_init(&screen->canvas, charset_is_limited(&screen->charset));
	screen->canvas.charset = &screen->charset;
	arena_init(&screen->frame, FRAME_BYTES_MAX);
	input_init(&screen->input);
	loop(screen);
	input_release(&screen->input);
	arena_release(&screen->frame);
	canvas_release(&screen->canvas);
}

enum status screen_subject_open(struct app *app, struct host *host,
				const struct screen_subject *subject, struct err *err)
{
	enum status status = subject->session ? app_open(app, host, subject->session, err)
					      : app_open_library(app, host, subject->demo, err);

	app->unsaved = subject->unsaved;
	if (!status && subject->session)
		reopen_begin(app);
	if (!status && subject->greeting && !app->message[0])
		app_say(app, "%s", subject->greeting);
	return status;
}

enum status screen_run(struct host *host, const struct screen_subject *subject,
		       const struct term_options *options, int *ending, struct err *err)
{
	struct screen screen = {.host = host};
	enum status status;

	*ending = 0;
	screen.app = calloc(1, sizeof(*screen.app));
	if (!screen.app)
		return err_no_memory(err);
	status = line_editor_init(err);
	if (status) {
		free(screen.app);
		return status;
	}
	signals_start(&screen.wait_mask);
	charset_open(&screen.charset, options);
	status = screen_subject_open(screen.app, host, subject, err);
	if (!status)
		status = term_open(&screen.term, options, &screen.charset, err);
	if (!status)
		run_on(&screen);
	app_close(screen.app);
	if (screen.term)
		term_close(screen.term);
	charset_close(&screen.charset);
	line_editor_release();
	signals_stop();
	*ending = signals_ending();
	free(screen.app);
	return status;
}
