/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The loop of the line mode: it says what has changed since it last spoke, asks for a line, and
 * does what the line means. It acts through the same functions as the screen, so it cannot do
 * anything else.
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

#include "app/keys.h"
#include "app/library.h"
#include "debrief/i18n.h"
#include "debrief/utf8.h"
#include "ui/charset.h"
#include "ui/input.h"
#include "ui/line_editor.h"
#include "ui/line_text.h"
#include "ui/past.h"
#include "ui/pipe_line.h"
#include "ui/signals.h"
#include "ui/speech.h"
#include "ui/typed.h"

#define WIDTH     72
#define WIDTH_MIN 20

/* What was spoken of last. */
struct seen {
	bool in_session; /* else the library: */
	bool covered, in_archive;
	const struct library_row *rows; /* another list, if they are elsewhere */
	size_t n_rows, marked;
	char filter[LIBRARY_FILTER_SIZE];
	/* of a session: */
	size_t stage, question, row, events;
	const struct rubric_step *step;
	const struct rubric_branch *branch;
	enum focus focus;
	bool alone, table_safe, closed, searching;
	const struct form *form; /* and of it: */
	size_t form_question;
};

struct plain {
	struct app *app;
	struct charset charset;
	struct speech speech;
	struct seen seen;
	sigset_t wait_mask;
	bool has_terminal;
	bool at_end;      /* nothing more will come */
	struct buf input; /* of a pipe: read, and not yet taken */
	struct buf line;
	struct buf draft;                   /* the line, as its draft has it */
	struct buf heading, question, next; /* as they were said last */
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

static struct seen look_at_library(const struct library *library)
{
	struct seen seen = {
		.covered = library->covered,
		.in_archive = library->in_archive,
		.rows = library->rows,
		.n_rows = library->count,
		.marked = library->view.selected,
	};

	memcpy(seen.filter, library->filter, sizeof(seen.filter));
	return seen;
}

static struct seen look(const struct app *app)
{
	struct seen seen = {.in_session = true};

	if (!app->session) {
		seen = look_at_library(app->library);
	} else {
		seen.stage = app->stage;
		seen.question = app->question;
		seen.row = app->views[app->focus].selected;
		seen.events = app->session->n_events;
		seen.step = app->step;
		seen.branch = app->branch;
		seen.focus = app->focus;
		seen.alone = app->alone;
		seen.table_safe = app_is_table_safe(app);
		seen.closed = app->state.close != NULL;
		seen.searching = search_is_on(app);
	}
	if (app->mode == MODE_FORM) {
		seen.form = app->form.form;
		seen.form_question = app->form.question;
	}
	return seen;
}

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

static void say_kept(struct plain *plain, const struct seen *now)
{
	if (now->in_session && plain->seen.in_session && !plain->app->message[0] &&
	    now->events > plain->seen.events)
		speech_kept(&plain->speech, plain->seen.events);
}

/* The question once; then what of it has changed. */
static void say_form(struct plain *plain, const struct seen *now)
{
	const struct app *app = plain->app;
	struct seen *was = &plain->seen;
	bool is_other = now->form != was->form || now->form_question != was->form_question;
	bool narrows = form_question(&app->form)->type == QUESTION_PICK && !app->message[0] &&
		       strcmp(buf_text(&plain->line), "?") != 0;

	say_kept(plain, now);
	speech_message(&plain->speech);
	if (is_other) {
		buf_reset(&plain->heading);
		buf_reset(&plain->question);
	}
	if (is_other || now->events != was->events) {
		speech_if_new(&plain->speech, &plain->heading, speech_heading);
		speech_if_new(&plain->speech, &plain->question, speech_form);
	} else if (narrows) {
		speech_answers(&plain->speech);
	}
	was->form = now->form;
	was->form_question = now->form_question;
	was->events = now->events;
}

static void warn_of_reader(struct speech *speech)
{
	speech_say(speech, "%s",
		   _("The teacher may read along now. What was printed before still stands "
		     "on the terminal: please clear it first."));
}

/* Another session is there than before, or the first. */
static void say_session(struct plain *plain)
{
	struct app *app = plain->app;
	struct speech *speech = &plain->speech;

	app->focus = FOCUS_SCRIPT;
	speech_session(speech);
	speech_message(speech);
	if (app->mode == MODE_REOPEN) {
		speech_reopen_page(speech);
		reopen_go_on(app);
	} else {
		speech_here(speech);
		speech_reading(speech);
	}
	speech_begun(speech);
	speech_say(speech, "%s", _("A line with ? alone asks what can be typed."));
	plain->seen = look(app);
}

/* All of it, when it is another list than before. */
static void say_library(struct plain *plain)
{
	struct speech *speech = &plain->speech;
	struct seen *was = &plain->seen;
	struct seen now;
	bool was_silent = !plain->app->message[0];

	speech_message(speech);
	if (plain->at_end)
		return;
	library_read_all(plain->app->library); /* which may move the marker */
	now = look(plain->app);
	if (was->in_session || was->covered != now.covered || was->in_archive != now.in_archive ||
	    was->rows != now.rows || was->n_rows != now.n_rows ||
	    strcmp(was->filter, now.filter) != 0)
		speech_library(speech);
	else if (was->form && was_silent)
		speech_say(speech, "%s", _("Nothing is changed."));
	else if (was->marked != now.marked || speech->out.length == 0)
		speech_library_row(speech);
	*was = now;
}

static void say_place(struct plain *plain, const struct seen *now)
{
	struct speech *speech = &plain->speech;
	const struct seen *was = &plain->seen;
	bool was_silent = !plain->app->message[0];

	if (now->table_safe && !was->table_safe)
		warn_of_reader(speech);
	say_kept(plain, now);
	speech_message(speech);
	if (now->stage != was->stage || now->step != was->step || now->branch != was->branch ||
	    now->alone != was->alone || (now->focus == was->focus && now->row != was->row)) {
		speech_here(speech);
		if (now->stage != was->stage)
			speech_reading(speech);
		buf_reset(&plain->next);
	} else if (now->question != was->question) {
		speech_question(speech);
	} else if (now->events != was->events) {
		if (now->closed && !was->closed)
			speech_closing(speech);
		speech_if_new(&plain->speech, &plain->next, speech_next);
	} else if (was->form && was_silent) {
		speech_say(speech, "%s", _("Nothing is changed."));
	}
	if (now->searching && !was->searching && search_has_more(plain->app))
		speech_say(speech, "%s", _("n goes on to the next match, end-search ends it."));
	else if (was->searching && !now->searching && was_silent)
		speech_say(speech, "%s", _("The search is over."));
	plain->seen = *now;
}

static void say_news(struct plain *plain)
{
	struct app *app = plain->app;
	struct seen now;

	if (app->mode == MODE_HELP) {
		app->mode = MODE_NORMAL;
		typed_help(&plain->speech);
	} else if (app->mode == MODE_COACH) {
		say_private(plain);
	} else if (app->mode == MODE_PAGE) {
		speech_say(&plain->speech, "%s", app->page.text);
		app_key(app, K_ESC);
	} else if (app->mode == MODE_REPORT) {
		speech_report(&plain->speech);
		report_preview_close(app);
	} else if (app->mode == MODE_TEACHER) {
		speech_teacher_page(&plain->speech);
		app_key(app, K_ESC);
		app_key(app, K_ESC);
	}
	now = look(app);
	if (now.table_safe && !plain->seen.table_safe)
		past_forget(&plain->past);
	if (app->mode == MODE_FORM) {
		say_form(plain, &now);
	} else if (!now.in_session) {
		say_library(plain);
	} else if (!plain->seen.in_session) {
		if (now.table_safe)
			warn_of_reader(&plain->speech);
		say_session(plain);
	} else {
		say_place(plain, &now);
	}
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

static void begin(struct plain *plain)
{
	if (plain->app->session) {
		say_session(plain);
		plain->seen.form = NULL;
		if (plain->app->mode == MODE_FORM)
			say_news(plain);
		return;
	}
	speech_message(&plain->speech);
	speech_library(&plain->speech);
	if (plain->app->library->n_shown > 0)
		speech_say(&plain->speech, "%s",
			   _("A number opens a session, n makes a new one, ? tells the rest."));
	plain->seen = look(plain->app);
}

static void run(struct plain *plain, const struct term_options *options)
{
	charset_open(&plain->charset, options);
	speech_init(&plain->speech, plain->app, &plain->charset, width_of_terminal());
	buf_init(&plain->input, BUF_MAX_DEFAULT);
	buf_init(&plain->line, BUF_MAX_DEFAULT);
	buf_init(&plain->draft, BUF_MAX_DEFAULT);
	buf_init(&plain->heading, BUF_MAX_DEFAULT);
	buf_init(&plain->question, BUF_MAX_DEFAULT);
	buf_init(&plain->next, BUF_MAX_DEFAULT);
	if (plain->has_terminal)
		line_editor_take_terminal(options->is_utf8);
	begin(plain);
	loop(plain);
	past_forget(&plain->past);
	buf_release(&plain->heading);
	buf_release(&plain->question);
	buf_release(&plain->next);
	buf_release(&plain->line);
	buf_release(&plain->draft);
	buf_release(&plain->input);
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
	*ending = signals_ending();
	signals_stop();
	free(plain.app);
	return status;
}
