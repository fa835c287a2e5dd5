/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/line_editor.h"

#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "debrief/array.h"
#include "debrief/buf.h"
#include "debrief/i18n.h"
#include "ui/line_text.h"
#include "ui/line_words.h"
#include "ui/own_locale.h"
#include "ui/signals.h"

/*
 * readline expects to own the terminal, to read bytes from it and to wait for them. Here it does
 * none of that: its streams are /dev/null, it never sets the terminal's modes, its redisplay does
 * nothing (we draw its line from its variables), and it reads from a queue which holds whole keys,
 * so that it never waits within one.
 *
 * What its callback interface does not tell, we keep ourselves: whether the next key is to be taken
 * literally, and whether a command waits for a character. Its commands can leave by longjmp, so
 * nothing is held across a call into it.
 *
 * Without a screen, in the line mode, it has the terminal as it expects to; see the end.
 */

#define QUEUE_MAX     ((size_t)64 << 10)
#define ABORT_KEY     "\007"
#define PASTE_BEGINS  "\\e[200~"
#define PASTE_ENDS    "\\e[201~"
#define EDITING_EMACS 1 /* rl_editing_mode; readline has no public name for it */

/* Bytes that no terminal which speaks UTF-8 sends, bound to commands of ours. For other terminals
 * they are letters: there they are bound only while we send them. */
#define NO_KEY     "\xFF" /* does nothing, and so ends a sequence of keys */
#define KILL_KEY   "\xFE" /* kills and inserts a blank */
#define SEARCH_KEY "\xFD"
#define KILLS_MAX  10 /* that readline remembers */

/* States in which the next key is not a command of its own. */
#define STATES_WAITING                                                                   \
	(RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_NUMERICARG | RL_STATE_MULTIKEY | \
	 RL_STATE_VIMOTION | RL_STATE_CHARSEARCH)

static struct {
	FILE *in, *out; /* /dev/null */
	struct buf queue;
	size_t taken; /* from the front of the queue */
	bool active;
	enum line_result result;
	char *text;         /* as the line ended; malloc'ed, NULL for "" */
	const char *prompt; /* "" on the screen, which has its own */
	struct line_words words;
	int width;
	bool literal;        /* the next key is inserted as it is */
	bool wants_char;     /* the last command waits for a character: vi's r, say */
	int sequence_begins; /* the key that a pending sequence began with */
	bool is_private;
	bool has_letters_for_keys; /* see NO_KEY */
	Keymap paste_keys, keys_before;
} editor;

/* ---- what readline calls ---- */

static int next_byte(FILE *stream)
{
	(void)stream;
	if (editor.taken == editor.queue.length)
		return EOF;
	return (unsigned char)editor.queue.data[editor.taken++];
}

static int input_is_there(void)
{
	return editor.taken < editor.queue.length;
}

static void draw_nothing(void)
{
}

/* Before the choices stands what they have in common. */
static void show_matches(char **matches, int count, int longest)
{
	(void)longest;
	line_words_show(&editor.words, matches + 1, (size_t)count);
}

static char *next_word(const char *start, int again)
{
	bool exact = strcmp(rl_variable_value("completion-ignore-case"), "off") == 0;
	const char *word = line_words_next(&editor.words, start, exact, !again);

	return word ? strdup(word) : NULL;
}

static char **complete(const char *start, int from, int to)
{
	(void)from;
	(void)to;
	rl_attempted_completion_over = 1; /* never the names of files */
	rl_completion_append_character = '\0';
	return rl_completion_matches(start, next_word);
}

static void line_ends(char *line)
{
	editor.result = line ? LINE_ACCEPTED : LINE_LEFT;
	free(editor.text);
	editor.text = line;
	rl_callback_handler_remove();
}

/* ---- commands of our own ---- */

static bool is_emacs(void)
{
	return rl_editing_mode == EDITING_EMACS;
}

static bool is_vi_command(void)
{
	return !is_emacs() && rl_get_keymap() == vi_movement_keymap;
}

static int do_nothing(int count, int key)
{
	(void)count;
	(void)key;
	return 0;
}

static int insert_newline(int count, int key)
{
	(void)count;
	(void)key;
	return rl_insert_text("\n") == 1 ? 0 : 1;
}

static int take_next_literally(int count, int key)
{
	(void)count;
	(void)key;
	editor.literal = true;
	return 0;
}

static int lend(int count, int key)
{
	(void)count;
	(void)key;
	editor.result = LINE_LENT;
	return 0;
}

/* Takes the place of something that was killed, and in vi mode of what was inserted last. */
static int kill_blank(int count, int key)
{
	(void)count;
	rl_insert_text(" ");
	if (!is_emacs()) {
		rl_vi_movement_mode(1, key);
		rl_vi_insertion_mode(1, key);
	}
	rl_kill_text(0, rl_end);
	rl_point = 0;
	return 0;
}

/* ---- beginning and ending ---- */

static void initialize(void)
{
	rl_initialize();
}

static void install(void)
{
	rl_callback_handler_install(editor.prompt, line_ends);
}

/* Whatever a user's file has bound to quoted-insert, which would leave no trace of its waiting. */
static void replace_quoted_insert(Keymap map)
{
	char **sequences = rl_invoking_keyseqs_in_map(rl_quoted_insert, map);

	for (size_t i = 0; sequences && sequences[i]; i++) {
		rl_bind_keyseq_in_map(sequences[i], take_next_literally, map);
		free(sequences[i]);
	}
	free(sequences);
}

static void bind_own_keys(bool bind)
{
	static const struct {
		const char *key;
		rl_command_func_t *command;
	} own[] = {{NO_KEY, do_nothing},
		   {KILL_KEY, kill_blank},
		   {SEARCH_KEY, rl_reverse_search_history}};
	Keymap inserting[] = {emacs_standard_keymap, vi_insertion_keymap};

	for (size_t i = 0; i < COUNT(own); i++) {
		int key = (unsigned char)own[i].key[0];

		for (size_t map = 0; map < COUNT(inserting); map++)
			rl_bind_key_in_map(key, bind ? own[i].command : rl_insert, inserting[map]);
		rl_bind_key_in_map(key, bind ? own[i].command : NULL, vi_movement_keymap);
	}
}

static void bind_keys(Keymap map)
{
	/* unbound in vi's maps, and vi-editing-mode in emacs' */
	rl_bind_keyseq_in_map("\\e\\C-m", insert_newline, map);
	rl_bind_keyseq_in_map("\\e\\C-j", insert_newline, map);
	rl_bind_keyseq_if_unbound_in_map("\\e[3~", rl_delete, map);
	rl_bind_keyseq_if_unbound_in_map("\\C-x\\C-e", lend, map);
	replace_quoted_insert(map);
}

/* The name that bash gives it: a user's file may have bound it to another key. */
static void name_commands(void)
{
	rl_add_defun("edit-and-execute-command", lend, -1);
	rl_add_defun("vi-edit-and-execute-command", lend, -1);
}

enum status line_editor_init(struct err *err)
{
	buf_init(&editor.queue, QUEUE_MAX);
	editor.prompt = "";
	editor.in = fopen("/dev/null", "re");
	editor.out = fopen("/dev/null", "we");
	if (!editor.in || !editor.out)
		return err_system(err, _("cannot open '%s'"), "/dev/null");

	rl_readline_name = "debrief";
	rl_instream = editor.in;
	rl_outstream = editor.out;
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0; /* it would freeze LINES and COLUMNS, also for curses */
	rl_persistent_signal_handlers = 0;
	rl_prep_term_function = NULL;
	rl_deprep_term_function = NULL;
	rl_getc_function = next_byte;
	rl_input_available_hook = input_is_there;
	rl_redisplay_function = draw_nothing;
	rl_completion_display_matches_hook = show_matches;
	rl_attempted_completion_function = complete;
	rl_basic_word_break_characters = "";
	rl_sort_completion_matches = 0;
	rl_variable_bind("completion-ignore-case",
			 "on"); /* unless the user's file says otherwise */
	name_commands();
	call_in_own_locale(initialize);

	rl_variable_bind("enable-bracketed-paste", "off"); /* pastes come as one token */
	rl_variable_bind("convert-meta", "off");           /* UTF-8 whatever LANG was */
	rl_variable_bind("input-meta", "on");
	rl_variable_bind("output-meta", "on");
	bind_keys(emacs_standard_keymap);
	bind_keys(vi_insertion_keymap);
	bind_keys(vi_movement_keymap);
	bind_own_keys(true);
	rl_bind_keyseq_if_unbound_in_map("v", lend, vi_movement_keymap);
	/* it would complain on the terminal */
	rl_unbind_function_in_map(rl_re_read_init_file, emacs_ctlx_keymap);
	return STATUS_OK;
}

static void run(const char *bytes, size_t length);

/* What was killed, searched for and inserted in a private line: readline has no way to forget it,
 * but it remembers only so much. */
static void forget_private(void)
{
	rl_getc_func_t *source = rl_getc_function;
	rl_voidfunc_t *show = rl_redisplay_function;
	rl_hook_func_t *is_there = rl_input_available_hook;

	rl_getc_function = next_byte;
	rl_input_available_hook = input_is_there;
	rl_redisplay_function = draw_nothing;
	bind_own_keys(true);
	for (int i = 0; i < KILLS_MAX; i++)
		run(KILL_KEY NO_KEY, 2);
	run(" " SEARCH_KEY " " NO_KEY, 4);
	bind_own_keys(!editor.has_letters_for_keys);
	rl_getc_function = source;
	rl_input_available_hook = is_there;
	rl_redisplay_function = show;
}

void line_editor_start(const char *text, const struct line_options *options)
{
	struct buf start; /* a copy: the text may be the one of the line before */

	line_text_copy(&start, text, strlen(text), LINE_EDITOR_MAX);
	line_editor_stop();
	free(editor.text);
	editor.text = NULL;
	editor.result = LINE_EDITING;
	editor.literal = editor.wants_char = false;
	line_words_begin(&editor.words, options->words);
	for (size_t i = 0; options->history && options->history[i]; i++)
		if (line_text_can_show(options->history[i]))
			add_history(options->history[i]);
	call_in_own_locale(install);
	if (editor.is_private && !options->is_private)
		forget_private();
	editor.is_private = options->is_private;
	rl_replace_line(buf_text(&start), 1);
	rl_point = rl_end;
	editor.active = true;
	buf_release(&start);
}

void line_editor_complete(const char *const *words)
{
	editor.words.words = words;
}

/* readline 8.2 frees the entries and leaves them in its list, which a search then walks to its
 * end. */
static void clear_history_whole(void)
{
	HIST_ENTRY **list;

	rl_clear_history();
	list = history_list();
	if (list)
		list[0] = NULL;
}

/* Leaves nothing behind in readline, whatever state it is in. */
static void finish(void)
{
	rl_callback_handler_remove();
	rl_free_line_state();
	rl_cleanup_after_signal();
	clear_history_whole();
	line_words_begin(&editor.words, NULL);
	buf_reset(&editor.queue);
	editor.taken = 0;
	editor.active = false;
}

static void leave(void)
{
	rl_callback_sigcleanup(); /* a search gives the line back first */
	free(editor.text);
	editor.text = strdup(rl_line_buffer);
	editor.result = LINE_LEFT;
}

void line_editor_stop(void)
{
	if (!editor.active)
		return;
	rl_callback_sigcleanup();
	finish();
}

void line_editor_release(void)
{
	line_editor_stop();
	free(editor.text);
	editor.text = NULL;
	buf_release(&editor.queue);
	if (editor.in)
		fclose(editor.in);
	if (editor.out)
		fclose(editor.out);
	editor.in = editor.out = NULL;
	rl_instream = rl_outstream = NULL;
}

/* ---- keys ---- */

static bool is_waiting(void)
{
	return RL_ISSTATE(STATES_WAITING) || editor.wants_char;
}

/* Commands whose wait for a character readline shows nowhere. */
static bool last_command_wants_char(void)
{
	static rl_command_func_t *const commands[] = {rl_vi_change_char, rl_vi_set_mark,
						      rl_vi_goto_mark, rl_char_search,
						      rl_backward_char_search};

	for (size_t i = 0; i < COUNT(commands); i++)
		if (rl_last_func == commands[i])
			return true;
	return false;
}

static void run(const char *bytes, size_t length)
{
	bool wanted = editor.wants_char;

	buf_reset(&editor.queue);
	buf_add(&editor.queue, bytes, length);
	editor.taken = 0;
	while (input_is_there() && editor.result == LINE_EDITING)
		rl_callback_read_char();
	editor.wants_char = !wanted && last_command_wants_char();
	/* a yank, a completion, a macro */
	if (editor.result == LINE_EDITING && (size_t)rl_end > LINE_EDITOR_MAX && !is_waiting())
		rl_do_undo();
}

/* Cut to the room that is left. */
static void insert(const char *bytes, size_t length)
{
	size_t room = LINE_EDITOR_MAX > (size_t)rl_end ? LINE_EDITOR_MAX - (size_t)rl_end : 0;
	struct buf text;

	line_text_copy(&text, bytes, length, room);
	rl_begin_undo_group();
	rl_insert_text(buf_text(&text));
	rl_end_undo_group();
	buf_release(&text);
}

void line_editor_replace(const char *text)
{
	if (!editor.active || strcmp(text, rl_line_buffer) == 0)
		return;
	rl_begin_undo_group();
	rl_delete_text(0, rl_end);
	rl_point = 0;
	insert(text, strlen(text));
	rl_end_undo_group();
}

/* A search or a command that waits gets the first line of a paste as if it were typed. */
static void paste(const struct token *token)
{
	if (is_waiting())
		run(token->bytes, strcspn(token->bytes, "\n\t"));
	else
		insert(token->bytes, token->length);
}

static void insert_literally(const struct token *token)
{
	editor.literal = false;
	if (token->key == K_ENTER)
		insert("\n", 1);
	else if (token->key == K_TAB || token->key == K_PASTE || key_is_character(token->key))
		insert(token->bytes, token->length);
}

static bool is_of_terminal(const char *bytes, size_t length)
{
	return length > 1 && bytes[0] == K_ESC && (bytes[1] == '[' || bytes[1] == 'O');
}

/* What is only the beginning of a terminal's sequence was cut off: the rest will not come. It means
 * something only if the user's file has bound it, which readline keeps among what follows it. */
static rl_command_func_t *command_of(const char *bytes, size_t length)
{
	int type = ISFUNC;
	rl_command_func_t *command = rl_function_of_keyseq_len(bytes, length, rl_get_keymap(),
							       &type);

	if (type == ISKMAP && is_of_terminal(bytes, length) &&
	    !((Keymap)(intptr_t)command)[ANYOTHERKEY].function)
		return NULL;
	return command;
}

/* What readline should get for a key. A sequence that is bound nowhere would leave its last bytes
 * in the text: if its key is one that readline knows by another name it gets that, else nothing. */
static void run_key(const struct token *token)
{
	bool is_sequence = token->bytes[0] == K_ESC && token->length > 1;
	const char *bytes = key_bytes(token->key);

	if (!is_sequence && token->key == K_UNKNOWN)
		return;
	/* Esc and a letter, typed fast by a vi user */
	bool is_vi_pair = token->key == K_ALT && !is_emacs() && !is_vi_command();
	if (!is_sequence || is_vi_pair || command_of(token->bytes, token->length))
		run(token->bytes, token->length);
	else if (bytes)
		run(bytes, strlen(bytes));
	if (is_of_terminal(token->bytes, token->length))
		line_editor_expire();
}

/* A cursor of vi's rests on a character. */
static void move_to(size_t point)
{
	rl_point = (int)(is_vi_command() ? line_text_on_character(rl_line_buffer, point) : point);
}

/* Readline knows of no lines within a text: its commands mean the whole, the keys of a keyboard
 * mean the line, whatever they are bound to. So does what calls the history back, until there is no
 * further line. */
static bool moves_in_text(const struct token *token)
{
	rl_command_func_t *command = command_of(token->bytes, token->length);
	size_t point = (size_t)rl_point;
	bool up = token->key == K_UP || command == rl_get_previous_history;
	bool down = token->key == K_DOWN || command == rl_get_next_history;

	if (is_waiting())
		return false;
	if (token->key == K_HOME)
		point = line_text_begin(rl_line_buffer, point);
	else if (token->key == K_END)
		point = line_text_end(rl_line_buffer, point);
	else if ((!up && !down) || !line_text_move(rl_line_buffer, up, editor.width, &point))
		return false;
	move_to(point);
	run(NO_KEY, 1); /* the command before is over, and a run of kills */
	return true;
}

static void escape(void)
{
	if (line_editor_timeout() >= 0)
		line_editor_expire();
	if (!is_waiting() && (is_emacs() || is_vi_command()))
		leave();
	else if (RL_ISSTATE(RL_STATE_NSEARCH | RL_STATE_NUMERICARG | RL_STATE_MULTIKEY) ||
		 (is_emacs() && !RL_ISSTATE(RL_STATE_ISEARCH)))
		run(ABORT_KEY, 1); /* Esc would begin a sequence */
	else
		run("\033", 1);
}

static void take_key(const struct token *token)
{
	bool types = key_is_character(token->key) && !is_waiting() && !is_vi_command();

	if (!RL_ISSTATE(RL_STATE_MULTIKEY))
		editor.sequence_begins = token->key;
	if (editor.literal)
		insert_literally(token);
	else if (token->key == K_CTRL('C'))
		leave();
	else if (token->key == K_ESC)
		escape();
	else if (token->key == K_PASTE)
		paste(token);
	else if (!moves_in_text(token) &&
		 (!types || (size_t)rl_end + token->length <= LINE_EDITOR_MAX))
		run_key(token);
}

enum line_result line_editor_feed(const struct token *token)
{
	enum line_result result;

	if (!editor.active)
		return LINE_LEFT;
	line_words_hide(&editor.words);
	take_key(token);
	result = editor.result;
	if (result == LINE_LENT)
		editor.result = LINE_EDITING;
	else if (result != LINE_EDITING)
		finish();
	return result;
}

void line_editor_set_width(int columns)
{
	editor.width = columns;
}

int line_editor_timeout(void)
{
	if (!editor.active || !RL_ISSTATE(RL_STATE_MULTIKEY) ||
	    !key_is_character(editor.sequence_begins))
		return -1;
	const char *value = rl_variable_value("keyseq-timeout");
	long timeout = value ? strtol(value, NULL, 10) : 0;
	return timeout > 0 && timeout < 60000 ? (int)timeout : -1;
}

void line_editor_expire(void)
{
	if (editor.active && RL_ISSTATE(RL_STATE_MULTIKEY))
		run(NO_KEY, 1);
}

/* ---- without a screen ---- */

/* In a narrower one readline 8.2 divides by nothing, or writes behind its line. */
#define COLUMNS_MIN 20

static void keep_wide(void)
{
	int rows;
	int columns;

	rl_get_screen_size(&rows, &columns);
	if (columns < COLUMNS_MIN)
		rl_set_screen_size(rows, COLUMNS_MIN);
}

/* Ctrl-D behind the last character, where it has nothing to delete, leaves the line. */
static int delete_or_leave(int count, int key)
{
	if (rl_point < rl_end)
		return rl_delete(count, key);
	leave();
	return 0;
}

/*
 * readline's own way with a paste reads on until its end comes, and nothing ends that: it must not
 * know that there are marks. So from the one at the beginning of a paste to the one at its end the
 * keys have other meanings, and that is all.
 */

static int begin_paste(int count, int key)
{
	(void)count;
	(void)key;
	editor.keys_before = rl_get_keymap();
	rl_set_keymap(editor.paste_keys);
	return 0;
}

static int end_paste(int count, int key)
{
	(void)count;
	(void)key;
	if (rl_get_keymap() == editor.paste_keys)
		rl_set_keymap(editor.keys_before);
	return 0;
}

/* Ctrl-D, or the terminal is gone: the end will not come. */
static int leave_paste(int count, int key)
{
	end_paste(count, key);
	leave();
	return 0;
}

static int insert_tab(int count, int key)
{
	(void)count;
	(void)key;
	return rl_insert_text("\t") == 1 ? 0 : 1;
}

static void bind_paste(void)
{
	Keymap const typing[] = {emacs_standard_keymap, vi_insertion_keymap, vi_movement_keymap};
	Keymap const keys = rl_make_bare_keymap();

	editor.paste_keys = keys;
	for (int key = 0; key <= UCHAR_MAX; key++)
		rl_bind_key_in_map(key, key < ' ' || key == K_BACKSPACE ? do_nothing : rl_insert,
				   keys);
	rl_bind_key_in_map('\t', insert_tab, keys);
	rl_bind_key_in_map('\r', insert_newline, keys);
	rl_bind_key_in_map('\n', insert_newline, keys);
	rl_bind_key_in_map(K_CTRL('D'), leave_paste, keys);
	rl_bind_keyseq_in_map(PASTE_BEGINS, do_nothing, keys);
	rl_bind_keyseq_in_map(PASTE_ENDS, end_paste, keys);
	rl_bind_keyseq_in_map("\\e" PASTE_BEGINS, begin_paste,
			      emacs_standard_keymap); /* after Esc */
	for (size_t i = 0; i < COUNT(typing); i++) {
		rl_bind_keyseq_in_map(PASTE_BEGINS, begin_paste, typing[i]);
		rl_bind_keyseq_in_map(PASTE_ENDS, do_nothing, typing[i]);
	}
}

static void mark_pastes(bool mark)
{
	const char *term = getenv("TERM");

	if (!term || !*term || strcmp(term, "dumb") == 0)
		return;
	fputs(mark ? "\033[?2004h" : "\033[?2004l", stdout);
	fflush(stdout);
}

static void prepare_terminal(int has_meta)
{
	rl_prep_terminal(has_meta);
	mark_pastes(true);
}

static void give_terminal_back(void)
{
	if (RL_ISSTATE(RL_STATE_TERMPREPPED))
		mark_pastes(false);
	rl_deprep_terminal();
}

void line_editor_take_terminal(bool is_utf8)
{
	static const char *const marks[] = {"colored-completion-prefix", "enable-active-region",
					    "show-mode-in-prompt"};

	rl_instream = stdin;
	rl_outstream = stdout;
	rl_getc_function = rl_getc;
	rl_input_available_hook = NULL;
	rl_redisplay_function = rl_redisplay;
	rl_prep_term_function = prepare_terminal;
	rl_deprep_term_function = give_terminal_back;
	rl_reset_terminal("dumb");
	keep_wide();
	rl_bind_key_in_map(K_CTRL('D'), delete_or_leave, emacs_standard_keymap);
	rl_bind_key_in_map(K_CTRL('D'), delete_or_leave, vi_insertion_keymap);
	for (size_t i = 0; i < COUNT(marks); i++)
		rl_variable_bind(marks[i], "off");
	editor.has_letters_for_keys = !is_utf8;
	bind_own_keys(is_utf8);
	bind_paste();
}

/* Not by rl_resize_terminal, which draws before one can say that it is too narrow. */
static void take_size(void)
{
	rl_reset_screen_size();
	keep_wide();
	putchar('\r');
	rl_forced_update_display();
}

static void take_signals(void)
{
	if (signals_resized())
		take_size();
	if (signals_suspend()) {
		give_terminal_back();
		signals_stop_here();
		prepare_terminal(1);
		rl_forced_update_display();
	}
}

bool line_editor_ask(const char *prompt, const char *text, const struct line_options *options,
		     const sigset_t *wait_mask)
{
	struct pollfd terminal = {.fd = STDIN_FILENO, .events = POLLIN};
	int wait = -1;

	editor.prompt = prompt;
	line_editor_start(text, options);
	rl_redisplay();
	while (editor.result == LINE_EDITING && !signals_ending()) {
		if (options->watch && poll(&terminal, 1, 0) == 0)
			wait = options->watch(options->context, rl_line_buffer);
		struct timespec timeout = {wait / 1000, wait % 1000 * 1000000L};
		if (ppoll(&terminal, 1, wait < 0 ? NULL : &timeout, wait_mask) > 0)
			rl_callback_read_char();
		if (editor.result == LINE_LENT) /* to nobody here */
			editor.result = LINE_EDITING;
		take_signals();
	}
	end_paste(0, 0);
	if (editor.result == LINE_EDITING)
		leave();
	finish();
	return editor.result == LINE_ACCEPTED;
}

/* ---- what is shown ---- */

bool line_editor_is_active(void)
{
	return editor.active;
}

const char *line_editor_text(void)
{
	if (editor.active)
		return rl_line_buffer;
	return editor.text ? editor.text : "";
}

size_t line_editor_point(void)
{
	return editor.active ? (size_t)rl_point : strlen(line_editor_text());
}

const char *line_editor_prompt(void)
{
	return editor.active && rl_display_prompt ? rl_display_prompt : "";
}

const char *line_editor_mode(void)
{
	if (!editor.active || is_emacs())
		return "";
	return is_vi_command() ? "cmd" : "ins";
}

const char *const *line_editor_matches(void)
{
	return (const char *const *)editor.words.shown;
}

const char *line_editor_library(void)
{
	return rl_library_version;
}
