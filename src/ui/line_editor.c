/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/line_editor.h"

#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "debrief/buf.h"
#include "debrief/sanitise.h"
#include "debrief/utf8.h"
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

#define HISTORY_MAX   200
#define QUEUE_MAX     ((size_t)64 << 10)
#define NO_KEY        "\xFF" /* no terminal that speaks UTF-8 sends it: ends a sequence of keys */
#define ABORT_KEY     "\007"
#define EDITING_EMACS 1 /* rl_editing_mode; readline has no public name for it */

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
	const char *const *words;
	size_t word;         /* the next one that may complete */
	bool literal;        /* the next key is inserted as it is */
	bool wants_char;     /* the last command waits for a character: vi's r, say */
	int sequence_begins; /* the key that a pending sequence began with */
	bool history;
	HISTORY_STATE other_history; /* that of the lines which have none, or the other way round */
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

static void show_no_matches(char **matches, int count, int longest)
{
	(void)matches;
	(void)count;
	(void)longest;
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

bool line_editor_can_show(const char *text)
{
	const char *end = text + strlen(text);

	while (text < end) {
		int32_t character = utf8_decode(&text, end);

		if (character != '\n' && character != '\t' && sanitise_is_hostile(character))
			return false;
	}
	return true;
}

static char *next_word(const char *start, int again)
{
	if (!again)
		editor.word = 0;
	while (editor.words && editor.words[editor.word]) {
		const char *word = editor.words[editor.word++];
		if (strncmp(word, start, strlen(start)) == 0 && line_editor_can_show(word))
			return strdup(word);
	}
	return NULL;
}

static char **complete(const char *start, int from, int to)
{
	(void)from;
	(void)to;
	rl_attempted_completion_over = 1; /* never the names of files */
	char **matches = rl_completion_matches(start, next_word);

	/* a folder: its files come next */
	if (matches && !matches[1] && matches[0][0] && matches[0][strlen(matches[0]) - 1] == '/')
		rl_completion_append_character = '\0';
	return matches;
}

static void line_ends(char *line)
{
	editor.result = line ? LINE_ACCEPTED : LINE_LEFT;
	free(editor.text);
	editor.text = line;
	rl_callback_handler_remove();
}

/* ---- beginning and ending ---- */

/* Readline takes the locale from the environment; it is for us to say which one holds. */
static void call_in_our_locale(void (*call)(void))
{
	char name[128];
	const char *ours = setlocale(LC_CTYPE, NULL);

	snprintf(name, sizeof(name), "%s", ours ? ours : "C");
	call();
	setlocale(LC_CTYPE, name);
}

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

static void bind_keys(Keymap map)
{
	/* unbound in vi's maps, and vi-editing-mode in emacs' */
	rl_bind_keyseq_in_map("\\e\\C-m", insert_newline, map);
	rl_bind_keyseq_in_map("\\e\\C-j", insert_newline, map);
	rl_bind_key_in_map((unsigned char)NO_KEY[0], do_nothing, map);
	rl_bind_keyseq_if_unbound_in_map("\\e[3~", rl_delete, map);
	replace_quoted_insert(map);
}

enum status line_editor_init(struct err *err)
{
	buf_init(&editor.queue, QUEUE_MAX);
	editor.prompt = "";
	editor.in = fopen("/dev/null", "re");
	editor.out = fopen("/dev/null", "we");
	if (!editor.in || !editor.out)
		return err_system(err, "cannot open '/dev/null'");

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
	rl_completion_display_matches_hook = show_no_matches;
	rl_attempted_completion_function = complete;
	rl_basic_word_break_characters = " \t\n";
	call_in_our_locale(initialize);

	rl_variable_bind("enable-bracketed-paste", "off"); /* pastes come as one token */
	rl_variable_bind("convert-meta", "off");           /* UTF-8 whatever LANG was */
	rl_variable_bind("input-meta", "on");
	rl_variable_bind("output-meta", "on");
	bind_keys(emacs_standard_keymap);
	bind_keys(vi_insertion_keymap);
	bind_keys(vi_movement_keymap);
	/* it would complain on the terminal */
	rl_unbind_function_in_map(rl_re_read_init_file, emacs_ctlx_keymap);
	using_history();
	stifle_history(HISTORY_MAX);
	editor.history = true;
	editor.other_history = (HISTORY_STATE){.flags = HS_STIFLED};
	return STATUS_OK;
}

/* Readline has one history; lines that should have none get an empty one for their time. */
static void choose_history(bool wanted)
{
	if (editor.history == wanted)
		return;
	HISTORY_STATE *now = history_get_history_state();
	history_set_history_state(&editor.other_history);
	editor.other_history = *now;
	free(now);
	editor.history = wanted;
}

static void remember(const char *line)
{
	HIST_ENTRY *last = history_length > 0 ? history_get(history_base + history_length - 1)
					      : NULL;

	if (*line && (!last || strcmp(last->line, line) != 0))
		add_history(line);
}

void line_editor_start(const char *text, bool history, const char *const *words)
{
	struct buf start; /* a copy: the text may be the one of the line before */
	size_t length = strlen(text);

	buf_init(&start, LINE_EDITOR_MAX);
	buf_add(&start, text,
		length <= LINE_EDITOR_MAX ? length : utf8_valid_prefix(text, LINE_EDITOR_MAX));
	line_editor_stop();
	free(editor.text);
	editor.text = NULL;
	editor.words = words;
	editor.result = LINE_EDITING;
	editor.literal = editor.wants_char = false;
	choose_history(history);
	call_in_our_locale(install);
	rl_replace_line(buf_text(&start), 1);
	rl_point = rl_end;
	editor.active = true;
	buf_release(&start);
}

void line_editor_complete(const char *const *words)
{
	editor.words = words;
}

/* Leaves nothing behind in readline, whatever state it is in. */
static void finish(void)
{
	rl_callback_handler_remove();
	rl_free_line_state();
	rl_cleanup_after_signal();
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
	choose_history(true);
	rl_clear_history();
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

static bool is_emacs(void)
{
	return rl_editing_mode == EDITING_EMACS;
}

static bool is_vi_command(void)
{
	return !is_emacs() && rl_get_keymap() == vi_movement_keymap;
}

static bool is_waiting(void)
{
	return RL_ISSTATE(STATES_WAITING) || editor.wants_char;
}

static bool is_character(int key)
{
	return key >= 0x20 && key != K_BACKSPACE && key < K_UP;
}

/* Commands whose wait for a character readline shows nowhere. */
static bool last_command_wants_char(void)
{
	static rl_command_func_t *const commands[] = {rl_vi_change_char, rl_vi_set_mark,
						      rl_vi_goto_mark, rl_char_search,
						      rl_backward_char_search};

	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
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

/* As one step of undo; cut to the room that is left. */
static void insert(const char *bytes, size_t length)
{
	size_t room = LINE_EDITOR_MAX > (size_t)rl_end ? LINE_EDITOR_MAX - (size_t)rl_end : 0;
	struct buf text;

	buf_init(&text, LINE_EDITOR_MAX);
	buf_add(&text, bytes, length <= room ? length : utf8_valid_prefix(bytes, room));
	rl_begin_undo_group();
	rl_insert_text(buf_text(&text));
	rl_end_undo_group();
	buf_release(&text);
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
	else if (token->key == K_TAB || token->key == K_PASTE || is_character(token->key))
		insert(token->bytes, token->length);
}

static size_t line_begin(size_t at)
{
	while (at > 0 && rl_line_buffer[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_length(size_t from)
{
	return strcspn(rl_line_buffer + from, "\n");
}

/* To the line of the text above or below, at the same column. */
static void move_line(bool up)
{
	size_t point = (size_t)rl_point;
	size_t begin = line_begin(point);
	size_t other = point + line_length(point) + 1;

	if (up ? begin == 0 : other > (size_t)rl_end)
		return;
	if (up)
		other = line_begin(begin - 1);
	int column = utf8_columns(rl_line_buffer + begin, point - begin);
	rl_point = (int)(other + utf8_fit(rl_line_buffer + other, line_length(other), column));
}

static bool is_bound(const char *bytes, size_t length)
{
	return rl_function_of_keyseq_len(bytes, length, rl_get_keymap(), NULL) != NULL;
}

/* What readline should get for a key. A sequence that is bound nowhere would leave its last bytes
 * in the text: if its key is one that readline knows by another name it gets that, else nothing. */
static void run_key(const struct token *token)
{
	static const struct {
		int key;
		const char *bytes;
	} known[] = {
		{K_UP, "\033[A"},   {K_DOWN, "\033[B"}, {K_RIGHT, "\033[C"},   {K_LEFT, "\033[D"},
		{K_HOME, "\033[H"}, {K_END, "\033[F"},  {K_DELETE, "\033[3~"}, {K_ENTER, "\r"},
	};
	bool is_sequence = token->bytes[0] == K_ESC && token->length > 1;

	if (!is_sequence && token->key == K_UNKNOWN)
		return;
	/* Esc and a letter, typed fast by a vi user */
	bool is_vi_pair = token->key == K_ALT && !is_emacs() && !is_vi_command();
	if (!is_sequence || is_vi_pair || is_bound(token->bytes, token->length)) {
		run(token->bytes, token->length);
		return;
	}
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].key == token->key)
			run(known[i].bytes, strlen(known[i].bytes));
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
	bool types = is_character(token->key) && !is_waiting() && !is_vi_command();

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
	else if ((token->key == K_UP || token->key == K_DOWN) && !editor.history && !is_waiting())
		move_line(token->key == K_UP);
	else if (!types || (size_t)rl_end + token->length <= LINE_EDITOR_MAX)
		run_key(token);
}

enum line_result line_editor_feed(const struct token *token)
{
	if (!editor.active)
		return LINE_LEFT;
	take_key(token);
	if (editor.result == LINE_EDITING)
		return LINE_EDITING;
	finish();
	if (editor.result == LINE_ACCEPTED && editor.history)
		remember(line_editor_text());
	return editor.result;
}

int line_editor_timeout(void)
{
	if (!editor.active || !RL_ISSTATE(RL_STATE_MULTIKEY) ||
	    !is_character(editor.sequence_begins))
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

/* Ctrl-D behind the last character, where it has nothing to delete, leaves the line. */
static int delete_or_leave(int count, int key)
{
	if (rl_point < rl_end)
		return rl_delete(count, key);
	leave();
	return 0;
}

void line_editor_take_terminal(void)
{
	static const char *const marks[] = {"colored-completion-prefix", "enable-active-region",
					    "show-mode-in-prompt"};

	rl_instream = stdin;
	rl_outstream = stdout;
	rl_getc_function = rl_getc;
	rl_input_available_hook = NULL;
	rl_redisplay_function = rl_redisplay;
	rl_prep_term_function = rl_prep_terminal;
	rl_deprep_term_function = rl_deprep_terminal;
	rl_reset_terminal("dumb");
	rl_bind_key_in_map(K_CTRL('D'), delete_or_leave, emacs_standard_keymap);
	rl_bind_key_in_map(K_CTRL('D'), delete_or_leave, vi_insertion_keymap);
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		rl_variable_bind(marks[i], "off");
}

static void take_signals(void)
{
	if (signals_resized())
		rl_resize_terminal();
	if (signals_suspend()) {
		rl_deprep_terminal();
		signals_stop_here();
		rl_prep_terminal(1);
		rl_forced_update_display();
	}
}

bool line_editor_ask(const char *prompt, const char *text, bool history, const char *const *words,
		     const sigset_t *wait_mask)
{
	struct pollfd terminal = {.fd = STDIN_FILENO, .events = POLLIN};

	editor.prompt = prompt;
	line_editor_start(text, history, words);
	rl_redisplay();
	while (editor.result == LINE_EDITING && !signals_ending()) {
		if (ppoll(&terminal, 1, NULL, wait_mask) > 0)
			rl_callback_read_char();
		take_signals();
	}
	if (editor.result == LINE_EDITING)
		leave();
	finish();
	if (editor.result == LINE_ACCEPTED && history)
		remember(line_editor_text());
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

const char *line_editor_library(void)
{
	return rl_library_version;
}
