/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/term.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "debrief/array.h"
#include "debrief/buf.h"
#include "debrief/i18n.h"
#include "debrief/utf8.h"
#include "ui/charset.h"
#include "ui/signals.h"

#define NCURSES_WIDECHAR 1
#include <curses.h>
#define term curses_term /* its structure of that name is not ours, */
#include <term.h>
#undef term
#undef lines /* and these words are no macros here */
#undef columns

/*
 * Curses is used for what it knows best: what bytes turn the screen that is shown into the one that
 * is wanted, on any terminal. It never reads (readline and we need the bytes as they come) and
 * never installs a signal handler (ours are there first).
 *
 * A screen that was left is cleared first, also the alternate one: words of a talk should not be
 * found there by whoever sits down next.
 */

#define PASTE_ON     "\033[?2004h"
#define PASTE_OFF    "\033[?2004l"
#define MOUSE_ON     "\033[?1000h\033[?1006h"
#define MOUSE_OFF    "\033[?1006l\033[?1000l"
#define ESCAPE_DELAY 50
#define CELL_CHARS   6 /* at most: circle and accents */
#define RUN_CHARS    256

struct term {
	SCREEN *screen; /* NULL: closed */
	const struct charset *charset;
	bool away; /* left for a while */
	bool redraw;
	bool pastes; /* the terminal knows bracketed paste */
	bool has_mouse;
	bool clicks; /* and its clicks come to us */
	struct termios settings;
	struct canvas shown;
	attr_t attributes[STYLE__COUNT];
	short pairs[STYLE__COUNT];
};

static struct term the_terminal;

/* ---- which terminal ---- */

/* Terminals that a terminfo database may lack, and what they understand all the same. */
static const struct {
	const char *prefix, *instead;
} relatives[] = {
	{"xterm", "xterm-256color"},      {"alacritty", "xterm-256color"},
	{"contour", "xterm-256color"},    {"foot", "xterm-256color"},
	{"ghostty", "xterm-256color"},    {"gnome", "xterm-256color"},
	{"iterm", "xterm-256color"},      {"kitty", "xterm-256color"},
	{"konsole", "xterm-256color"},    {"mintty", "xterm-256color"},
	{"mlterm", "xterm-256color"},     {"ms-terminal", "xterm-256color"},
	{"putty", "xterm-256color"},      {"rio", "xterm-256color"},
	{"rxvt", "xterm-256color"},       {"st-", "xterm-256color"},
	{"terminator", "xterm-256color"}, {"vscode", "xterm-256color"},
	{"vte", "xterm-256color"},        {"wezterm", "xterm-256color"},
	{"zutty", "xterm-256color"},      {"screen", "screen-256color"},
	{"tmux", "screen-256color"},
};

enum found { FOUND, FOUND_NOTHING, FOUND_NO_CURSOR };

/* Asked before curses starts, which would write to a terminal it cannot use. What readline has set
 * up is left as it was. */
static enum found look_up(const char *name)
{
	TERMINAL *before = cur_term;
	int ignored;

	if (setupterm(name, STDOUT_FILENO, &ignored) != OK)
		return FOUND_NOTHING;
	TERMINAL *found = cur_term;
	enum found result = cursor_address ? FOUND : FOUND_NO_CURSOR;
	if (found != before) {
		set_curterm(before);
		del_curterm(found);
	}
	return result;
}

static enum status choose_terminal(const char **chosen, struct err *err)
{
	const char *name = getenv("TERM");
	enum found found;

	if (!name || !*name)
		name = "unknown";
	*chosen = name;
	found = look_up(name);
	if (found == FOUND)
		return STATUS_OK;
	for (size_t i = 0; i < COUNT(relatives); i++) {
		const char *prefix = relatives[i].prefix;
		if (strncmp(name, prefix, strlen(prefix)) != 0)
			continue;
		*chosen = relatives[i].instead;
		if (look_up(*chosen) == FOUND)
			return STATUS_OK;
	}
	if (found == FOUND_NO_CURSOR)
		return err_set(
			err, STATUS_REFUSED,
			_("the terminal '%s' cannot place a cursor, which the full screen needs"),
			name);
	return err_set(
		err, STATUS_REFUSED,
		_("the terminal '%s' is not known here; for the full screen set TERM to one like "
		  "it, for example TERM=xterm-256color"),
		name);
}

/* ---- looks ---- */

static enum palette choose_palette(bool no_color)
{
	if (no_color || !has_colors() || start_color() != OK || use_default_colors() != OK)
		return PALETTE_NONE;
	return COLORS >= 256 ? PALETTE_256 : COLORS >= 8 ? PALETTE_8 : PALETTE_NONE;
}

/* What the terminal lacks becomes something like it. */
static attr_t attributes_of(unsigned char marks)
{
	attr_t known = termattrs();
	attr_t wanted = (marks & LOOK_BOLD ? A_BOLD : 0) | (marks & LOOK_DIM ? A_DIM : 0) |
			(marks & LOOK_UNDERLINE ? A_UNDERLINE : 0) |
			(marks & LOOK_REVERSE ? A_REVERSE : 0);

	if ((wanted & A_BOLD) && !(known & A_BOLD))
		wanted |= A_UNDERLINE;
	if ((wanted & A_REVERSE) && !(known & A_REVERSE))
		wanted |= A_STANDOUT;
	return wanted & known;
}

static void set_looks(struct term *term, enum palette palette)
{
	for (int style = 0; style < STYLE__COUNT; style++) {
		const struct look *look = &style_looks[style][palette];
		bool colored = look->fg >= 0 || look->bg >= 0;
		short pair = (short)(style + 1);

		term->attributes[style] = attributes_of(look->marks);
		term->pairs[style] = 0;
		if (colored && init_pair(pair, look->fg, look->bg) == OK)
			term->pairs[style] = pair;
	}
}

/* The console of Linux has a mouse of its own, which does not report what we ask for. */
static bool knows_mouse(const char *name)
{
	const char *by_name = tigetstr("XM");

	if (!strncmp(name, "linux", 5))
		return false;
	if ((by_name && by_name != (const char *)-1) || key_mouse)
		return true;
	for (size_t i = 0; i < COUNT(relatives); i++)
		if (!strncmp(name, relatives[i].prefix, strlen(relatives[i].prefix)))
			return true;
	return false;
}

/* ---- what a crash writes ---- */

/* A terminfo string without its padding, "$<5/>". */
static void add_unpadded(struct buf *out, const char *string)
{
	while (string && *string) {
		const char *padding = strstr(string, "$<");
		const char *end = padding ? strchr(padding, '>') : NULL;
		if (!end) {
			buf_puts(out, string);
			return;
		}
		buf_add(out, string, (size_t)(padding - string));
		string = end + 1;
	}
}

static void prepare_crash(const struct term *term)
{
	struct buf bytes;

	buf_init(&bytes, 1024);
	if (term->pastes)
		buf_puts(&bytes, PASTE_OFF);
	if (term->has_mouse)
		buf_puts(&bytes, MOUSE_OFF);
	add_unpadded(&bytes, exit_attribute_mode);
	add_unpadded(&bytes, orig_pair);
	add_unpadded(&bytes, clear_screen);
	add_unpadded(&bytes, exit_ca_mode);
	signals_set_restore(buf_text(&bytes), (int)bytes.length, &term->settings);
	buf_release(&bytes);
}

/* ---- opening and closing ---- */

/* For what curses does not know; it keeps its own output back until it refreshes. */
static void say(const char *bytes)
{
	if (write(STDOUT_FILENO, bytes, strlen(bytes)) < 0)
		return; /* the terminal is gone, which the next read tells */
}

enum status term_open(struct term **term, const struct term_options *options,
		      const struct charset *charset, struct err *err)
{
	struct term *t = &the_terminal;
	const char *name;

	*t = (struct term){.redraw = true, .charset = charset};
	if (tcgetattr(STDIN_FILENO, &t->settings) != 0 || !isatty(STDOUT_FILENO))
		return err_set(err, STATUS_REFUSED,
			       _("the full screen needs a terminal for its input and its output; "
				 "'debrief show SESSION' works everywhere"));
	enum status status = choose_terminal(&name, err);
	if (status != STATUS_OK)
		return status;

	use_env(FALSE); /* the size is the terminal's, whatever LINES and COLUMNS say */
	use_tioctl(TRUE);
	locale_t before = charset_enter(charset);
	t->screen = newterm(name, stdout, stdin);
	charset_leave(before);
	if (!t->screen)
		return err_set(err, STATUS_REFUSED, _("cannot use the terminal '%s'"), name);
	raw();
	nonl();
	noecho();
	typeahead(-1);
	canvas_init(&t->shown, false);
	set_looks(t, choose_palette(options->no_color));
	/* A terminal with two screens is modern enough to ignore at least what it does not know. */
	t->pastes = enter_ca_mode != NULL;
	t->has_mouse = knows_mouse(name);
	prepare_crash(t);
	if (t->pastes)
		say(PASTE_ON);
	*term = t;
	return STATUS_OK;
}

void term_use_mouse(struct term *term, bool clicks)
{
	clicks = clicks && term->has_mouse;
	if (!term->screen || term->away || clicks == term->clicks)
		return;
	say(clicks ? MOUSE_ON : MOUSE_OFF);
	term->clicks = clicks;
}

void term_leave(struct term *term)
{
	if (!term->screen || term->away)
		return;
	clear();
	refresh();
	if (term->pastes)
		say(PASTE_OFF);
	if (term->clicks)
		say(MOUSE_OFF);
	endwin();
	signals_set_restore(NULL, 0, NULL);
	term->away = true;
}

void term_return(struct term *term)
{
	if (!term->screen || !term->away)
		return;
	tcgetattr(STDIN_FILENO, &term->settings);
	def_shell_mode(); /* whoever had the terminal may have changed it */
	reset_prog_mode();
	if (term->pastes)
		say(PASTE_ON);
	if (cursor_normal) { /* a program that failed may have hidden it */
		putp(cursor_normal);
		fflush(stdout); /* not where curses' own output waits */
	}
	if (term->clicks)
		say(MOUSE_ON);
	prepare_crash(term);
	term->away = false;
	term_take_size(term);
}

void term_close(struct term *term)
{
	term_leave(term);
	if (!term->screen)
		return;
	delscreen(term->screen);
	term->screen = NULL;
	canvas_release(&term->shown);
}

/* ---- size ---- */

void term_size(const struct term *term, int *rows, int *columns)
{
	(void)term;
	getmaxyx(stdscr, *rows, *columns);
}

void term_take_size(struct term *term)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
		resize_term(size.ws_row, size.ws_col);
	term_redraw(term); /* terminals disagree on what they keep */
}

/* ---- painting ---- */

static size_t add_chars(wchar_t *out, const struct cell *cell)
{
	const char *at = cell->text;
	const char *end = at + cell->length;
	size_t count = 0;

	while (at < end && count < CELL_CHARS)
		out[count++] = (wchar_t)utf8_decode(&at, end);
	return count;
}

static void write_cells(const struct term *term, const struct cell *cells, int row, int from,
			int to)
{
	while (from < to) {
		unsigned char style = cells[from].style;
		wchar_t text[RUN_CHARS];
		size_t count = 0;

		move(row, from);
		while (from < to && (cells[from].style == style || cells[from].length == 0) &&
		       count + CELL_CHARS <= RUN_CHARS)
			count += add_chars(text + count, &cells[from++]);
		attr_set(term->attributes[style], term->pairs[style], NULL);
		addnwstr(text, (int)count);
	}
}

/* From the first cell of a row that changed to the last: curses compares what is between. */
static bool paint_row(const struct term *term, const struct cell *now, const struct cell *was,
		      int row, int columns)
{
	int from = 0;
	int to = columns;

	while (was && from < to && memcmp(&now[from], &was[from], sizeof(*now)) == 0)
		from++;
	while (was && to > from && memcmp(&now[to - 1], &was[to - 1], sizeof(*now)) == 0)
		to--;
	while (from > 0 && from < to && now[from].length == 0) /* begin with a whole character */
		from--;
	write_cells(term, now, row, from, to);
	return from < to;
}

/*
 * Rows are shown a few at a time: given more, curses looks for blocks of rows that it could scroll,
 * and with panes side by side that would move what did not move, for a moment or, where a terminal
 * scrolls otherwise than its name says, for good.
 */
#define ROWS_AT_A_TIME 2

static void show_rows(void)
{
	leaveok(stdscr, TRUE); /* the cursor is placed at the end */
	refresh();
	leaveok(stdscr, FALSE);
}

static void paint(struct term *term, const struct canvas *canvas)
{
	struct canvas *shown = &term->shown;
	int rows, columns;
	int changed = 0;

	getmaxyx(stdscr, rows, columns);
	rows = rows < canvas->rows ? rows : canvas->rows;
	columns = columns < canvas->columns ? columns : canvas->columns;
	if (shown->rows != canvas->rows || shown->columns != canvas->columns)
		term->redraw = true;
	/* Without memory to compare with, each paint writes everything. */
	bool compares = !term->redraw ||
			canvas_resize(shown, canvas->rows, canvas->columns, NULL) == STATUS_OK;
	if (term->redraw) {
		clearok(curscr, TRUE);
		erase();
	}
	for (int row = 0; row < rows; row++) {
		size_t at = (size_t)row * (size_t)canvas->columns;
		const struct cell *was = term->redraw ? NULL : &shown->cells[at];
		if (paint_row(term, &canvas->cells[at], was, row, columns) && !term->redraw &&
		    ++changed % ROWS_AT_A_TIME == 0)
			show_rows();
	}
	if (compares)
		memcpy(shown->cells, canvas->cells,
		       (size_t)canvas->rows * (size_t)canvas->columns * sizeof(*canvas->cells));
	term->redraw = !compares;
	move(canvas->cursor_row < rows ? canvas->cursor_row : rows - 1,
	     canvas->cursor_column < columns ? canvas->cursor_column : columns - 1);
	refresh();
}

/* Curses sends characters in the locale that is set. */
void term_paint(struct term *term, const struct canvas *canvas)
{
	locale_t before;

	if (!term->screen || term->away)
		return;
	before = charset_enter(term->charset);
	paint(term, canvas);
	charset_leave(before);
}

void term_redraw(struct term *term)
{
	term->redraw = true;
}

int term_escape_delay(const struct term *term)
{
	const char *text = getenv("ESCDELAY");
	long delay = text ? strtol(text, NULL, 10) : 0;

	(void)term;
	return delay > 0 && delay <= 5000 ? (int)delay : ESCAPE_DELAY;
}

const char *term_library(void)
{
	return curses_version();
}
