/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One letter is a key of the screen, more of them are a name, so the two never meet. Words are
 * never lost: what is no command and no single word is put into a form, where it waits for a yes.
 */
#include "ui/typed.h"

#include <stdlib.h>
#include <string.h>

#include "app/command_run.h"
#include "app/help.h"
#include "app/keys.h"
#include "app/library.h"
#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/utf8.h"
#include "ui/spoken.h"

bool typed_number(const char *text, size_t *number)
{
	*number = (size_t)strtoul(text, NULL, 10);
	return *text && strlen(text) < 8 && strspn(text, "0123456789") == strlen(text);
}

/* ---- words of this mode alone ---- */

static unsigned show_pane(struct speech *speech, enum focus focus)
{
	speech->app->focus = focus;
	speech_list(speech);
	speech_say(speech, "%s", _("Here:"));
	speech_here(speech);
	return CHANGE_VIEW;
}

static unsigned show_lesson(struct speech *speech)
{
	return show_pane(speech, FOCUS_LESSON);
}

static unsigned show_work(struct speech *speech)
{
	return show_pane(speech, FOCUS_WORK);
}

static unsigned show_script(struct speech *speech)
{
	return show_pane(speech, FOCUS_SCRIPT);
}

static unsigned say_here(struct speech *speech)
{
	speech_here(speech);
	speech_reading(speech);
	return CHANGE_VIEW;
}

static unsigned go_next(struct speech *speech)
{
	return app_key(speech->app, K_DOWN);
}

static unsigned say_saved(struct speech *speech)
{
	static const char *const words[] = {
		[SAVE_MARK_SAVED] = N_("Everything is saved."),
		[SAVE_MARK_SAVING] = N_("It is about to be saved."),
		[SAVE_MARK_FAILED] = N_("NOT SAVED; \"save\" tries again."),
		[SAVE_MARK_READ_ONLY] = N_("Here it can only be read."),
	};

	return app_say(speech->app, "%s", _(words[app_save_mark(speech->app)]));
}

static unsigned say_library(struct speech *speech)
{
	speech_library(speech);
	return CHANGE_VIEW;
}

static unsigned say_more(struct speech *speech)
{
	speech_library_more(speech);
	return CHANGE_VIEW;
}

static unsigned show_all(struct speech *speech)
{
	return do_filter_clear(speech->app);
}

static const struct word {
	const char *word, *help;
	unsigned contexts;
	unsigned (*run)(struct speech *speech);
} words[] = {
	{"script", N_("the steps of this stage; a number opens one"), IN_PANES, show_script},
	{"lesson", N_("the lesson; a number takes a row"), IN_PANES, show_lesson},
	{"student-work", N_("students' work; a number takes one"), IN_PANES, show_work},
	{"here", N_("where you are, once more"), IN_PANES, say_here},
	{"next", N_("the next step or row"), IN_PANES | IN_LIBRARY, go_next},
	{"saved", N_("whether everything is saved"), IN_PANES, say_saved},
	{"list", N_("your sessions, from the first; a number opens one"), IN_LIBRARY, say_library},
	{"more", N_("the sessions that come next in the list"), IN_LIBRARY, say_more},
	{"all", N_("all of them again, after finding some"), IN_LIBRARY, show_all},
};

/* ---- names ---- */

enum fit { FITS_NOT, FITS_BEGINNING, FITS };

static enum fit fit(const char *typed, const char *name)
{
	size_t length = strlen(typed);

	if (strncmp(typed, name, length) != 0)
		return FITS_NOT;
	return name[length] ? FITS_BEGINNING : FITS;
}

struct found {
	const struct word *word;
	const struct command *command;
	size_t count;
	struct buf names; /* of all that fit */
};

/* True if it fits whole. */
static bool add(struct found *found, const char *typed, const char *name, const struct word *word,
		const struct command *command)
{
	enum fit fits = fit(typed, name);

	if (fits == FITS_NOT)
		return false;
	found->word = word;
	found->command = command;
	found->count = fits == FITS ? 1 : found->count + 1;
	buf_puts(&found->names, found->names.length ? ", " : "");
	buf_puts(&found->names, name);
	return fits == FITS;
}

/* All that fit, or the one that fits whole. */
static void find(const struct app *app, const char *typed, struct found *found)
{
	unsigned context = command_context(app);

	for (size_t i = 0; i < COUNT(words); i++)
		if ((words[i].contexts & context) &&
		    add(found, typed, words[i].word, &words[i], NULL))
			return;
	for (size_t i = 0; i < n_commands; i++) {
		struct command_name name = command_name(&commands[i]);

		if ((commands[i].contexts & context) && command_works(app, &commands[i]) &&
		    add(found, typed, name.text, NULL, &commands[i]))
			return;
	}
}

/* Of no use without a screen. */
static bool is_of_the_screen(const struct command *command)
{
	static unsigned (*const runs[])(struct app * app) = {
		do_zoom,      do_redraw,        do_suspend, do_page_up,     do_page_down,
		do_next_pane, do_previous_pane, do_mouse,   do_filter_clear};

	for (size_t i = 0; i < COUNT(runs); i++)
		if (command->run == runs[i])
			return true;
	return false;
}

/* To have more room is to hear it again. */
static unsigned run_command(struct speech *speech, const struct command *command)
{
	struct app *app = speech->app;

	app->message[0] = '\0';
	if (command->run == do_zoom)
		return say_here(speech);
	if (is_of_the_screen(command) && command->run != do_suspend)
		return app_say(app, "%s", _("That is of use on the screen; here all is said."));
	return command->run(app) | CHANGE_VIEW;
}

/* A command that has this name; it was looked for among those that work here already. */
static const struct command *not_now(const char *typed)
{
	for (size_t i = 0; i < n_commands; i++) {
		struct command_name name = command_name(&commands[i]);

		if (fit(typed, name.text) == FITS && (commands[i].contexts & IN_PANES) &&
		    !is_of_the_screen(&commands[i]))
			return &commands[i];
	}
	return NULL;
}

static unsigned say_not_known(struct app *app, const char *typed)
{
	const struct command *command = app->session ? not_now(typed) : NULL;
	const char *why = command ? help_reason(app, command) : NULL;

	if (command && !app->journal)
		return app_take_over(app);
	if (command && !help_may_explain(app, command))
		command = NULL; /* at the table it is as if there were none */
	if (command && why && app_is_table_safe(app))
		return app_say(app, _("Not now: %s."), why);
	if (command && why)
		return app_say(app, _("Not now (%s): %s."), why, spoken(_(command->help)));
	if (command)
		return app_say(app, _("Not here: %s."), spoken(_(command->help)));
	if (app->session)
		return app_say(app,
			       _("Nothing here is called \"%s\"; ? lists what there is, and '%s "
				 "keeps it as words."),
			       typed, typed);
	if (app->library->covered)
		return app_say(app, "%s", _("Enter shows your sessions, q leaves."));
	return app_say(app,
		       _("Nothing here is called \"%s\"; ? lists what there is, and / finds "
			 "sessions by words."),
		       typed);
}

static unsigned run_name(struct speech *speech, const char *typed)
{
	struct app *app = speech->app;
	struct found found = {0};
	unsigned change;

	buf_init(&found.names, BUF_MAX_DEFAULT);
	find(app, typed, &found);
	if (found.count > 1)
		change = app_say(app, _("That could be: %s."), buf_text(&found.names));
	else if (found.count == 0)
		change = say_not_known(app, typed);
	else if (found.word)
		change = found.word->run(speech);
	else
		change = run_command(speech, found.command);
	buf_release(&found.names);
	return change;
}

/* ---- words ---- */

unsigned typed_words(struct app *app, const char *text, bool at_once)
{
	struct form_subject about = {.step = app->step};
	struct form_run *run = &app->form;
	unsigned change;

	if (!app->journal)
		return app_take_over(app);
	if (in_talk(app) && !may_write_words(app))
		return app_say(app, "%s",
			       _("As agreed, the teacher's words are not written down. N writes a "
				 "note of your own."));
	change = in_talk(app) ? form_start(app, &form_loose_words, NULL)
			      : form_start(app, &form_note, &about);
	if (!app_is_editing(app))
		return change;
	at_once &= *run->text == '\0'; /* else words that were begun there stand before these */
	text = arena_printf(&run->arena, "%s%s%s", run->text, *run->text ? "\n" : "", text);
	if (!text)
		return change;
	change |= app_line_changed(app, text, strlen(text));
	return at_once ? change | app_line_done(app, true, text) : change;
}

/* ---- the prompt ---- */

static unsigned run_number(struct speech *speech, size_t number)
{
	struct app *app = speech->app;
	const struct guide_step *step;

	if (!app_rows(app)) {
		step = number > 0 ? app_step_at(app, number - 1) : NULL;
		if (step)
			return step->step == app->step ? say_here(speech)
						       : app_open_step(app, step->step);
	} else if (number > 0 && number <= app_rows(app)->count) {
		if (app->views[app->focus].selected == number - 1)
			return say_here(speech);
		app->views[app->focus].selected = number - 1;
		return CHANGE_VIEW;
	}
	return app_say(app, "%s",
		       _("The list has no such number; script, lesson and student-work "
			 "are the lists."));
}

static unsigned run_key(struct speech *speech, int key)
{
	struct app *app = speech->app;
	const struct command *command = command_for_key(app, key);
	unsigned change;

	if (command && is_of_the_screen(command))
		return run_command(speech, command);
	if (key == '.' && app->session) /* where it may have been meant for a question */
		return app_say(app, "%s",
			       command ? _("There is no question to leave; \"topic\" begins a new "
					   "topic.")
				       : _("There is no question to leave."));
	change = app_key(app, key);
	return change || app->message[0]
		       ? change
		       : app_say(app, "%s", _("This key means nothing here. ? lists what does."));
}

/* Marks the session with this number; false if there is none. */
static bool mark_session(struct app *app, size_t number)
{
	const struct library *library = app->library;

	if (number == 0 || number > library->n_shown) {
		app_say(app, "%s", _("The list has no such number; \"list\" says what it has."));
		return false;
	}
	library_select(app->library, library->shown[number - 1]->name);
	return true;
}

/* What is no command is taken for words, if the coach agrees. */
static unsigned offer_words(struct app *app, const char *text)
{
	unsigned change = typed_words(app, text, false);

	return !app_is_editing(app) || app->message[0]
		       ? change
		       : change | app_say(app, "%s",
					  _("That is no command, so it is taken for words. Enter "
					    "keeps them; Ctrl-D leaves them for later."));
}

/* The key that a line stands for: a blank or more are the space bar, a single character itself. */
static int key_of(const char *line)
{
	const char *at = line;
	int32_t character;

	if (!*line)
		return K_ENTER;
	if (line[strspn(line, " ")] == '\0')
		return ' ';
	character = utf8_decode(&at, line + strlen(line));
	if (*at || character < 0)
		return K_NONE;
	return character == 'G' ? K_CTRL('G') : character; /* here it is no slip of a hand */
}

/* A command can name the session it is for: "A 3". */
static unsigned library_command(struct speech *speech, const char *line)
{
	struct app *app = speech->app;
	bool covered = app->library->covered;
	size_t length = strcspn(line, " ");
	const char *rest = line + length + strspn(line + length, " ");
	char head[32] = "";
	size_t number;
	int key;

	if (!covered && typed_number(line, &number))
		return mark_session(app, number) ? do_open_session(app) : CHANGE_VIEW;
	if (!covered && length > 0 && length < sizeof(head) && typed_number(rest, &number)) {
		if (!mark_session(app, number))
			return CHANGE_VIEW;
		memcpy(head, line, length);
		line = head;
	}
	key = key_of(line);
	if (key != K_NONE && (!covered || command_for_key(app, key)))
		return run_key(speech, key);
	return run_name(speech, line + (*line == ':'));
}

bool typed_is_command(const struct app *app, const char *line)
{
	struct found found = {0};
	int key = key_of(line);
	size_t number;

	if (key != K_NONE || typed_number(line, &number) || !app->session)
		return true;
	if (*line == '\'' || *line == '"' || strchr(line, ' '))
		return false;
	buf_init(&found.names, BUF_MAX_DEFAULT);
	find(app, line + (*line == ':'), &found);
	buf_release(&found.names);
	return found.count == 1;
}

static unsigned run_line(struct speech *speech, const char *line)
{
	struct app *app = speech->app;
	int key = key_of(line);
	size_t number;

	if (!app->session)
		return library_command(speech, line);
	if (typed_number(line, &number))
		return run_number(speech, number);
	if (key != K_NONE)
		return run_key(speech, key);
	if (*line == '\'' || *line == '"')
		return typed_words(app, line + 1 + strspn(line + 1, " "), true);
	if (strchr(line, ' '))
		return offer_words(app, line);
	return run_name(speech, line + (*line == ':'));
}

static size_t leave_out(struct form_option *options, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (!is_of_the_screen(command_named(options[i].value)))
			options[kept++] = options[i];
	return kept;
}

/* The list of all commands has only those that are of use here. */
unsigned typed_command(struct speech *speech, const char *line)
{
	struct form_run *run = &speech->app->form;
	unsigned change = run_line(speech, line);

	if (run->form == &form_command) {
		run->n_all = leave_out(run->all, run->n_all);
		run->n_options = leave_out(run->options, run->n_options);
	}
	return change;
}

/* ---- help ---- */

/* "x, heard: …", "an empty line, write: …", or the name alone. */
static void say_command(struct speech *speech, const struct command *command)
{
	char letter[2] = "";
	struct command_name name = command_name(command);

	for (size_t i = 0; i < 3 && !*letter; i++)
		if (command->keys[i] > ' ' && command->keys[i] < K_BACKSPACE &&
		    command->run != do_topic) /* . is for questions */
			letter[0] = (char)command->keys[i];
	if (command->keys[0] == K_ENTER)
		speech_say(speech, _("an empty line, %s: %s"), name.text, spoken(_(command->help)));
	else
		speech_say(speech, "%s%s%s: %s", letter, *letter ? ", " : "", name.text,
			   spoken(_(command->help)));
}

/* By their names: each says itself why not. */
static void say_not_now(struct speech *speech, unsigned context)
{
	struct app there;
	struct buf names;

	buf_init(&names, BUF_MAX_DEFAULT);
	help_imagine(&there, speech->app, context);
	for (size_t i = 0; i < n_commands; i++) {
		struct command_name name = command_name(&commands[i]);

		if (help_mark(&there, context, &commands[i]) == HELP_NOT_NOW &&
		    !is_of_the_screen(&commands[i]) && help_may_explain(&there, &commands[i]))
			buf_printf(&names, "%s%s", names.length ? ", " : "", name.text);
	}
	if (names.length)
		speech_say(speech, _("Not now: %s. A name alone says why."), buf_text(&names));
	buf_release(&names);
}

void typed_help(struct speech *speech)
{
	const struct app *app = speech->app;
	unsigned context = command_context_of_pane(app);

	for (size_t i = 0; i < n_commands; i++)
		if (command_for_key_in(app, context, commands[i].keys[0]) == &commands[i] &&
		    !is_of_the_screen(&commands[i]))
			say_command(speech, &commands[i]);
	for (size_t i = 0; i < COUNT(words); i++)
		if (words[i].contexts & context)
			speech_say(speech, "%s: %s", words[i].word, _(words[i].help));
	if (app->session)
		say_not_now(speech, context);
	if (!app->session)
		speech_say(
			speech, "%s",
			_("A command can be typed by its letter, or by its name as far as "
			  "needed; a number behind it says for which session: A 3. In a question "
			  ". leaves, and so does Ctrl-D."));
	else
		speech_say(speech, "%s",
			   _("A command can be typed by its letter, or by its name as far as "
			     "needed. Words "
			     "behind a ' are kept as heard. In a question . leaves, and so does "
			     "Ctrl-D; "
			     "what was begun is kept."));
}
