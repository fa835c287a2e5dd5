/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The loop of the line mode: it says what is new (news.c), asks for a line, and does what the line
 * means. It acts through the same functions as the screen, so it cannot do anything else.
 *
 * What was printed stays on the terminal. So where the teacher may read along, nothing private is
 * printed unless the coach confirms it, and it is said that the terminal should be cleared.
 */
#include "ui/plain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "debrief/i18n.h"
#include "debrief/utf8.h"
#include "ui/charset.h"
#include "ui/input.h"
#include "ui/line_editor.h"
#include "ui/line_text.h"
#include "ui/news.h"
#include "ui/past.h"
#include "ui/pipe_line.h"
#include "ui/signals.h"
#include "ui/speech.h"
#include "ui/typed.h"

#define WIDTH     72
#define WIDTH_MIN 20

struct plain {
	struct app *app;
	struct charset charset;
	struct speech speech;
	struct news news;
	sigset_t wait_mask;
	bool has_terminal;
	bool at_end;      /* nothing more will come */
	struct buf input; /* of a pipe: read, and not yet taken */
	struct buf line;
	struct buf draft; /* the line, as its draft has it */
	struct past past;
	bool leaving;
};

/* ---- asking ---- */

static void print(struct plain *plain)
{
	struct buf *out = &plain->speech.out;
	struct buf bytes;

	buf_init(&bytes, BUF_MAX_DEFAULT);
	charset_encode(&plain->charset, buf_text(out), out->length, &bytes);
	fwrite(buf_text(&bytes), 1, bytes.length, stdout);
	fflush(stdout);
	buf_release(&bytes);
	buf_reset(out);
}

/* Only what can be written down: no controls, not more than fits a record. */
static void clean(const struct charset *charset, struct buf *line)
{
	charset_decode_line(charset, line);
	if (line->length && line->data[line->length - 1] == '\r')
		buf_truncate(line, line->length - 1);
	if (line->length)
		input_clean(line);
	if (line->length > LINE_EDITOR_MAX)
		buf_truncate(line, utf8_valid_prefix(line->data, LINE_EDITOR_MAX));
}

/* Whether a whole line came; it, or what there is of it, is in `line`. What was begun earlier can
 * be edited on a terminal; elsewhere, or if it cannot be shown as it is, an empty line keeps it. */
static bool ask(struct plain *plain, const char *prompt, const char *begun,
		const struct line_options *options)
{
	bool edits = plain->has_terminal && line_text_can_show(begun);
	struct buf shown, asked;
	bool whole;

	buf_init(&shown, BUF_MAX_DEFAULT);
	buf_init(&asked, BUF_MAX_DEFAULT);
	charset_encode(&plain->charset, prompt, strlen(prompt), &asked);
	edits = edits && charset_encode(&plain->charset, begun, strlen(begun), &shown);
	buf_reset(&plain->line);
	if (!edits && *begun)
		speech_say(&plain->speech, _("Begun: %s (an empty line keeps it)"), begun);
	print(plain);
	if (plain->has_terminal) {
		locale_t before = charset_enter(&plain->charset);

		whole = line_editor_ask(buf_text(&asked), edits ? buf_text(&shown) : "", options,
					&plain->wait_mask);
		charset_leave(before);
		buf_puts(&plain->line, line_editor_text());
	} else {
		fputs(buf_text(&asked), stdout);
		fflush(stdout);
		whole = pipe_line(&plain->input, &plain->line, &plain->wait_mask);
		plain->at_end = !whole;
	}
	if (!whole || !plain->has_terminal)
		putchar('\n');
	buf_release(&shown);
	buf_release(&asked);
	clean(&plain->charset, &plain->line);
	if (whole && !edits && !plain->line.length)
		buf_puts(&plain->line, begun);
	return whole;
}

/* True if the draft of what is asked follows each key. Where no text is asked for there is none: a
 * line at the prompt is a command as a rule, and what narrows a list down is no text. */
static bool has_draft(const struct app *app)
{
	const struct form_run *run = &app->form;

	return app_is_editing(app) && form_question(run)->type == QUESTION_LINE &&
	       run->drafts[run->question];
}

/* Typed alone they are no words. */
static bool is_for_us(const char *line)
{
	return !strcmp(line, "?") || !strcmp(line, ".");
}

/* As on the screen: into the draft at each key, and that onto the disk in its time. An empty line
 * can be an answer: what was begun is kept. */
static int keep_draft(void *context, const char *text)
{
	struct plain *plain = context;
	struct app *app = plain->app;
	struct buf line;
	int64_t wait;

	buf_init(&line, BUF_MAX_DEFAULT);
	buf_puts(&line, text);
	clean(&plain->charset, &line);
	if (line.length > 0 && !is_for_us(buf_text(&line)) &&
	    strcmp(buf_text(&line), buf_text(&plain->draft)) != 0) {
		buf_reset(&plain->draft);
		buf_add(&plain->draft, line.data, line.length);
		app_line_changed(app, buf_text(&plain->draft), plain->draft.length);
	}
	buf_release(&line);
	if (!app->drafts.dirty_since)
		return -1;
	wait = drafts_due(&app->drafts) - host_monotonic_ms(app->host);
	if (wait > 0)
		return (int)wait;
	drafts_sync(app);
	return -1;
}

/* ---- saying what is new ---- */

static void say_private(struct plain *plain)
{
	struct app *app = plain->app;
	struct speech *speech = &plain->speech;
	bool safe = app_is_table_safe(app);

	app->mode = MODE_NORMAL;
	if (safe) {
		speech_say(speech, "%s",
			   _("Your own view is private, and what is printed stays on the terminal. "
			     "\"yes\" prints it all the same."));
		if (!ask(plain, _("yes or no> "), "", &(struct line_options){0}) ||
		    buf_text(&plain->line)[0] != _("yes")[0]) {
			speech_say(speech, "%s", _("It is not printed."));
			return;
		}
	}
	speech_say(speech, "%s", _("Your own view, private:"));
	speech_coach_view(speech);
	if (safe)
		speech_say(speech, "%s", _("Please clear the terminal before somebody looks."));
}

static void say_news(struct plain *plain)
{
	if (plain->app->mode == MODE_COACH)
		say_private(plain);
	if (app_is_table_safe(plain->app) && !plain->news.seen.table_safe)
		past_forget(&plain->past);
	news_say(&plain->news, !strcmp(buf_text(&plain->line), "?"), plain->at_end);
}

/* ---- the loop ---- */

/* The input is at its end, or the coach leaves what is asked: words that were begun are kept. */
static unsigned give_up(struct app *app, const char *begun)
{
	if (app->mode != MODE_FORM && app->session && strchr(begun, ' '))
		typed_words(app, begun, false);
	else if (app_is_editing(app) && *begun)
		app_line_changed(app, begun, strlen(begun));
	return app->mode == MODE_FORM ? form_leave(app) : app_key(app, 'q');
}

static unsigned ask_and_act(struct plain *plain)
{
	struct app *app = plain->app;
	const struct form_run *run = &app->form;
	bool answers = app->mode == MODE_FORM;
	bool writes = app_is_editing(app) && form_question(run)->type != QUESTION_PICK;
	struct line_options options = {
		.history = answers ? (const char *const *)run->history
				   : (const char *const *)plain->past.items,
		.words = writes ? (const char *const *)run->words : NULL,
		.is_private = answers ? run->shows_private : !app_is_table_safe(app),
		.watch = has_draft(app) ? keep_draft : NULL,
		.context = plain,
	};
	bool in_session = app->session != NULL;
	const char *begun = writes && run->text ? arena_strdup(&app->form.arena, run->text) : NULL;
	const char *line;
	unsigned change;
	bool whole;

	begun = begun ? begun : "";
	buf_reset(&plain->draft);
	buf_puts(&plain->draft, begun);
	whole = ask(plain, typed_prompt(app), begun, &options);
	line = buf_text(&plain->line);
	if (options.watch && is_for_us(line))
		app_line_changed(app, begun, strlen(begun));
	change = app_tick(app);
	if ((change & CHANGE_QUIT) || in_session != (app->session != NULL))
		return change; /* another program took away what was asked about */
	if (!whole)
		return give_up(app, line);
	if (answers && !strcmp(line, "?")) {
		typed_answer_help(&plain->speech);
		return CHANGE_VIEW;
	}
	if (answers)
		return typed_answer(app, line);
	if (typed_is_command(app, line))
		past_add(&plain->past, line);
	return typed_command(&plain->speech, line);
}

static void loop(struct plain *plain)
{
	struct app *app = plain->app;
	unsigned change;

	while (!plain->leaving && !signals_ending()) {
		change = ask_and_act(plain);
		if (change & CHANGE_SUSPEND)
			signals_stop_here();
		plain->leaving = change & CHANGE_QUIT;
		if (app_save_is_due(app))
			app_flush(app);
		else if (app->mode == MODE_FORM)
			drafts_sync(app);
		if (!plain->leaving && !signals_ending())
			say_news(plain);
	}
	print(plain);
}

static int width_of_terminal(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || size.ws_col == 0 || size.ws_col > WIDTH)
		return WIDTH;
	return size.ws_col < WIDTH_MIN ? WIDTH_MIN : size.ws_col;
}

static void run(struct plain *plain, const struct term_options *options)
{
	plain->app->line_by_line = true;
	charset_open(&plain->charset, options);
	speech_init(&plain->speech, plain->app, &plain->charset, width_of_terminal());
	news_init(&plain->news, &plain->speech);
	buf_init(&plain->input, BUF_MAX_DEFAULT);
	buf_init(&plain->line, BUF_MAX_DEFAULT);
	buf_init(&plain->draft, BUF_MAX_DEFAULT);
	if (plain->has_terminal)
		line_editor_take_terminal(options->is_utf8);
	news_begin(&plain->news);
	loop(plain);
	past_forget(&plain->past);
	buf_release(&plain->line);
	buf_release(&plain->draft);
	buf_release(&plain->input);
	news_release(&plain->news);
	speech_release(&plain->speech);
	charset_close(&plain->charset);
}

enum status plain_run(struct host *host, const struct screen_subject *subject,
		      const struct term_options *options, int *ending, struct err *err)
{
	struct plain plain = {.has_terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)};
	enum status status;

	*ending = 0;
	plain.app = calloc(1, sizeof(*plain.app));
	if (!plain.app)
		return err_no_memory(err);
	status = line_editor_init(err);
	if (status) {
		free(plain.app);
		return status;
	}
	signals_start(&plain.wait_mask);
	status = screen_subject_open(plain.app, host, subject, err);
	if (!status)
		run(&plain, options);
	app_close(plain.app);
	line_editor_release();
	signals_stop();
	*ending = signals_ending();
	free(plain.app);
	return status;
}
