/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person would see, and what a program left behind. The screen is libvterm's; modes are
 * read from the bytes, because a program that ends on the wrong screen may well show the right
 * text.
 */
#define _GNU_SOURCE 1
#include "debrief/array.h"
#include "pty.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

_Static_assert(VTERM_MAX_CHARS_PER_CELL * 4 < sizeof(((struct pty_cell *)0)->text),
	       "a cell's text fits");

/* -- what is on the screen ----------------------------------------------------------------- */

static char *put_utf8(char *to, uint32_t c)
{
	if (c < 0x80) {
		*to++ = (char)c;
		return to;
	}
	if (c < 0x800) {
		*to++ = (char)(0xc0 | c >> 6);
	} else {
		if (c < 0x10000) {
			*to++ = (char)(0xe0 | c >> 12);
		} else {
			*to++ = (char)(0xf0 | c >> 18);
			*to++ = (char)(0x80 | (c >> 12 & 0x3f));
		}
		*to++ = (char)(0x80 | (c >> 6 & 0x3f));
	}
	*to++ = (char)(0x80 | (c & 0x3f));
	return to;
}

static char *put_cell(char *to, const VTermScreenCell *cell)
{
	if (cell->chars[0] == UINT32_MAX) /* the right half of a wide one */
		return to;
	if (cell->chars[0] == 0)
		*to++ = ' ';
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
		to = put_utf8(to, cell->chars[i]);
	return to;
}

static char *put_row(struct pty *p, char *to, int row)
{
	VTermScreenCell cell;
	char *start = to;

	for (VTermPos at = {.row = row}; at.col < p->cols; at.col++) {
		vterm_screen_get_cell(p->screen, at, &cell);
		to = put_cell(to, &cell);
	}
	while (to > start && to[-1] == ' ')
		to--;
	return to;
}

const char *pty_row(struct pty *p, int row)
{
	*put_row(p, p->text, row) = '\0';
	return p->text;
}

const char *pty_text(struct pty *p)
{
	char *to = p->text;

	for (int row = 0; row < p->rows; row++) {
		to = put_row(p, to, row);
		*to++ = '\n';
	}
	*to = '\0';
	return p->text;
}

bool pty_has(struct pty *p, const char *text)
{
	return strstr(pty_text(p), text) != NULL;
}

void pty_cursor(struct pty *p, int *row, int *col, bool *visible)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(p->vt), &at);
	*row = at.row;
	*col = at.col;
	*visible = p->cursor_visible;
}

static int color(const VTermColor *c)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(c) || VTERM_COLOR_IS_DEFAULT_BG(c))
		return -1;
	if (VTERM_COLOR_IS_INDEXED(c))
		return c->indexed.idx;
	return 0x1000000 | c->rgb.red << 16 | c->rgb.green << 8 | c->rgb.blue;
}

struct pty_cell pty_cell(struct pty *p, int row, int col)
{
	struct pty_cell cell = {.fg = -1, .bg = -1};
	VTermScreenCell from;

	if (!vterm_screen_get_cell(p->screen, (VTermPos){.row = row, .col = col}, &from))
		return cell;
	*put_cell(cell.text, &from) = '\0';
	cell.bold = from.attrs.bold;
	cell.underline = from.attrs.underline != VTERM_UNDERLINE_OFF;
	cell.reverse = from.attrs.reverse;
	cell.fg = color(&from.fg);
	cell.bg = color(&from.bg);
	return cell;
}

/* -- what the program left behind ---------------------------------------------------------- */

bool pty_wrote(const struct pty *p, size_t offset, const char *bytes)
{
	return offset <= p->raw_len &&
	       memmem(p->raw + offset, p->raw_len - offset, bytes, strlen(bytes)) != NULL;
}

bool pty_mode(const struct pty *p, int mode)
{
	const char *at = p->raw, *end = p->raw + p->raw_len;
	bool on = mode == 25; /* the cursor is shown unless hidden */

	while ((at = memmem(at, (size_t)(end - at), "\x1b[?", 3)) != NULL) {
		bool named = false;
		char *next;

		for (at += 3; isdigit((unsigned char)*at); at = *next == ';' ? next + 1 : next)
			named |= strtol(at, &next, 10) == mode;
		if (named && (*at == 'h' || *at == 'l'))
			on = *at == 'h';
	}
	return on;
}

bool pty_termios_restored(struct pty *p)
{
	struct termios now;

	/* Once the program has ended the master still tells its terminal's settings. */
	return tcgetattr(p->master, &now) == 0 && now.c_iflag == p->before.c_iflag &&
	       now.c_oflag == p->before.c_oflag && now.c_cflag == p->before.c_cflag &&
	       now.c_lflag == p->before.c_lflag &&
	       memcmp(now.c_cc, p->before.c_cc, sizeof(now.c_cc)) == 0;
}

bool pty_restored(struct pty *p)
{
	static const struct {
		int mode;
		bool on;
		const char *left;
	} modes[] = {
		{1049, false, "the alternate screen on"},
		{25, true, "the cursor hidden"},
		{2004, false, "bracketed paste on"},
		{1, false, "application cursor keys on"},
		{1000, false, "the mouse on"},
		{1002, false, "the mouse on"},
		{1003, false, "the mouse on"},
		{1006, false, "the mouse on"},
	};
	bool ok = true;

	for (size_t i = 0; i < COUNT(modes); i++)
		if (pty_mode(p, modes[i].mode) != modes[i].on)
			ok = pty_fail(p, "the program left %s", modes[i].left);
	if (!pty_termios_restored(p))
		ok = pty_fail(p, "the program left the terminal's settings changed");
	return ok;
}

/* -- saying what was seen ------------------------------------------------------------------ */

static void print_visibly(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (c == '\n' || (c >= ' ' && c != 0x7f))
			fputc(c, stderr);
		else if (c != '\r')
			fprintf(stderr, "\\x%02x", c);
	}
}

bool pty_fail(struct pty *p, const char *format, ...)
{
	int row, col;
	bool visible;
	va_list args;

	va_start(args, format);
	fputs("pty: ", stderr);
	vfprintf(stderr, format, args);
	va_end(args);
	if (!p->vt) {
		fputc('\n', stderr);
		return false;
	}
	pty_cursor(p, &row, &col, &visible);
	fprintf(stderr, "\n+-- %dx%d, cursor %s at row %d, column %d\n", p->cols, p->rows,
		visible ? "shown" : "hidden", row, col);
	for (int i = 0; i < p->rows; i++)
		fprintf(stderr, "| %s\n", pty_row(p, i));
	fprintf(stderr, "+-- %s, %zu bytes written\n", p->ended ? "ended" : "running", p->raw_len);
	if (p->ended) { /* it may have explained itself at more length than the screen holds */
		size_t tail = p->raw_len < 6000 ? p->raw_len : 6000;

		fprintf(stderr, "wait status 0x%x; its last %zu bytes:\n", (unsigned)p->status,
			tail);
		print_visibly(p->raw + p->raw_len - tail, tail);
		fputc('\n', stderr);
	}
	return false;
}

static void print_difference(const char *wanted, const char *shown)
{
	for (int row = 0; *wanted || *shown; row++) {
		int a = (int)strcspn(wanted, "\n"), b = (int)strcspn(shown, "\n");

		if (a != b || strncmp(wanted, shown, (size_t)a) != 0)
			fprintf(stderr, "row %d\n  wanted |%.*s|\n  shown  |%.*s|\n", row, a,
				wanted, b, shown);
		wanted += a + (wanted[a] == '\n');
		shown += b + (shown[b] == '\n');
	}
}

bool pty_golden(struct pty *p, const char *path)
{
	const char *generate = getenv("GENERATE"), *shown = pty_text(p);
	bool write = generate && strcmp(generate, "1") == 0, same;
	FILE *f = fopen(path, write ? "we" : "re");
	char *wanted = NULL;
	size_t size = 0;

	if (!f) {
		fprintf(stderr, "pty: cannot open '%s': %s\n", path, strerror(errno));
		return false;
	}
	if (write) {
		same = fputs(shown, f) >= 0;
		return fclose(f) == 0 && same;
	}
	if (getdelim(&wanted, &size, '\0', f) < 0) /* text without a NUL: the whole file */
		size = 0;
	fclose(f);
	same = size && strcmp(wanted, shown) == 0;
	if (!same) {
		fprintf(stderr, "pty: the screen differs from '%s' (GENERATE=1 writes it anew)\n",
			path);
		print_difference(size ? wanted : "", shown);
	}
	free(wanted);
	return same;
}
