/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/input.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/utf8.h"

/*
 * Every decision is made on bytes that are there: a sequence whose end has not come is left alone,
 * so that it does not matter how the bytes were cut. Only time, which is the caller's, can tell a
 * lone Esc from the beginning of a sequence.
 *
 * No time ends a paste: what comes after a pause of a slow line is still no key. As its end may
 * have been lost, Ctrl-C after such a pause ends it too, if nothing else came with it.
 *
 * What we do not know is still taken whole: the answer to a question that some other program asked
 * must not become keys.
 */

enum { ESC = 27, BELL = 7 };

#define PASTE_END      "\033[201~"
#define PASTE_PATIENCE 2000 /* ms without another piece of it, on a slow line */
#define SEQUENCE_MAX   64   /* no terminal sends a longer key */
#define MOUSE_MAX      9999 /* rows and columns; further away is no report */

bool key_is_character(int key)
{
	return key >= 0x20 && key != K_BACKSPACE && key < K_UP;
}

const char *key_bytes(int key)
{
	static const struct {
		int key;
		const char *bytes;
	} known[] = {
		{K_UP, "\033[A"},   {K_DOWN, "\033[B"}, {K_RIGHT, "\033[C"},   {K_LEFT, "\033[D"},
		{K_HOME, "\033[H"}, {K_END, "\033[F"},  {K_DELETE, "\033[3~"}, {K_ENTER, "\r"},
	};

	for (size_t i = 0; i < COUNT(known); i++)
		if (known[i].key == key)
			return known[i].bytes;
	return NULL;
}

void input_init(struct input *input)
{
	*input = (struct input){0};
	buf_init(&input->bytes, INPUT_PASTE_MAX);
	buf_init(&input->paste, INPUT_PASTE_MAX);
}

void input_release(struct input *input)
{
	buf_release(&input->bytes);
	buf_release(&input->paste);
}

void input_feed(struct input *input, const char *bytes, size_t length)
{
	struct buf *buf = &input->bytes;

	if (input->stalled && length == 1 && *bytes == K_CTRL('C')) {
		input->expired = true;
		return;
	}
	if (input->start > 0) {
		size_t left = buf->length - input->start;
		memmove(buf->data, buf->data + input->start, left);
		buf_truncate(buf, left);
		input->start = 0;
	}
	buf_add(buf, bytes, length);
	buf->failed = false; /* what did not fit is lost, what comes later is not */
	input->expired = false;
}

bool input_is_pending(const struct input *input)
{
	return input->pasting || input->start < input->bytes.length;
}

int input_timeout(const struct input *input, int escape_delay)
{
	if (!input_is_pending(input))
		return -1;
	if (!input->pasting)
		return escape_delay;
	return input->stalled ? -1 : PASTE_PATIENCE;
}

void input_expire(struct input *input)
{
	if (input->pasting)
		input->stalled = true;
	else
		input->expired = true;
}

/* ---- sequences: each function gives the length of the token at the front, 0 if it is cut ---- */

/* clang-format off */
static const struct {
	int number; /* of CSI number ~ */
	char letter; /* of CSI letter and SS3 letter */
	int key;
} keys[] = {
	{0, 'A', K_UP}, {0, 'B', K_DOWN}, {0, 'C', K_RIGHT}, {0, 'D', K_LEFT},
	{1, 'H', K_HOME}, {4, 'F', K_END}, {7, 0, K_HOME}, {8, 0, K_END},
	{2, 0, K_INSERT}, {3, 0, K_DELETE}, {5, 0, K_PAGE_UP}, {6, 0, K_PAGE_DOWN},
	{11, 'P', K_F1}, {12, 'Q', K_F1 + 1}, {13, 'R', K_F1 + 2}, {14, 'S', K_F1 + 3},
	{15, 0, K_F1 + 4}, {17, 0, K_F1 + 5}, {18, 0, K_F1 + 6}, {19, 0, K_F1 + 7},
	{20, 0, K_F1 + 8}, {21, 0, K_F1 + 9}, {23, 0, K_F1 + 10}, {24, 0, K_F1 + 11},
	{0, 'Z', K_BACKTAB}, {200, 0, K_PASTE},
};
/* clang-format on */

/* Number 0 or letter 0: not that one. */
static int key_of(int number, char letter)
{
	for (size_t i = 0; i < COUNT(keys); i++)
		if ((number > 0 && keys[i].number == number) ||
		    (letter != 0 && keys[i].letter == letter))
			return keys[i].key;
	return K_UNKNOWN;
}

static bool is_parameter(char c)
{
	return c >= 0x20 && c <= 0x3F;
}

static bool is_final(char c)
{
	return c >= 0x40 && c <= 0x7E;
}

/* ESC [ < button ; column ; row M (pressed) or m (let go). With Shift, Alt or Ctrl held, or another
 * button, it is nobody's. */
static void read_mouse(const char *at, size_t length, struct token *token)
{
	enum { LEFT = 0, WHEEL_UP = 64, WHEEL_DOWN = 65 };
	int numbers[3] = {0};
	size_t n = 0;

	token->key = K_MOUSE;
	if (at[length - 1] != 'M')
		return;
	for (size_t i = 3; i + 1 < length; i++) {
		if (at[i] == ';' && ++n < 3)
			continue;
		if (n > 2 || at[i] < '0' || at[i] > '9')
			return;
		numbers[n] = numbers[n] * 10 + at[i] - '0';
		if (numbers[n] > MOUSE_MAX)
			return;
	}
	if (n != 2 || numbers[1] < 1 || numbers[2] < 1)
		return;
	token->column = numbers[1] - 1;
	token->row = numbers[2] - 1;
	if (numbers[0] == LEFT)
		token->key = K_CLICK;
	else if (numbers[0] == WHEEL_UP || numbers[0] == WHEEL_DOWN)
		token->key = numbers[0] == WHEEL_UP ? K_WHEEL_UP : K_WHEEL_DOWN;
}

/* ESC [ parameters intermediates final */
static size_t scan_csi(const char *at, size_t length, int *key)
{
	size_t end = 2;
	int number = 0;
	bool plain = true; /* nothing but digits so far */

	*key = K_UNKNOWN;
	if (length > 2 && at[2] == '[') { /* F1 to F5 of the Linux console */
		if (length > 3 && at[3] >= 'A' && at[3] <= 'E')
			*key = K_F1 + at[3] - 'A';
		return length > 3 ? 4 : 0;
	}
	while (end < length && is_parameter(at[end]) && end < SEQUENCE_MAX) {
		plain = plain && at[end] >= '0' && at[end] <= '9';
		if (plain && number < 1000)
			number = number * 10 + at[end] - '0';
		end++;
	}
	if (end == length)
		return 0;
	if (!is_final(at[end])) /* broken off; what broke it is another key */
		return end;
	if (at[end] == 'M' && end == 2) { /* an old mouse: three bytes follow */
		*key = K_MOUSE;
		return length >= 6 ? 6 : 0;
	}
	if (at[end] == '~' || at[end] == '^' || at[end] == '@') /* rxvt marks Ctrl and Shift so */
		*key = key_of(number, 0);
	else if (at[2] < '<' || at[2] > '?') /* not a report in private parameters */
		*key = key_of(0, at[end]);
	return end + 1;
}

/* ESC O modifier final */
static size_t scan_ss3(const char *at, size_t length, int *key)
{
	size_t end = 2;

	*key = K_UNKNOWN;
	while (end < length && at[end] >= '0' && at[end] <= '9' && end < SEQUENCE_MAX)
		end++;
	if (end == length)
		return 0;
	if (!is_final(at[end]))
		return end;
	*key = at[end] == 'M' ? K_ENTER : key_of(0, at[end]);
	return end + 1;
}

/* ESC ] … BEL, ESC P … ESC \ and their like: answers, never keys. */
static size_t scan_string(const char *at, size_t length, int *key)
{
	*key = K_UNKNOWN;
	for (size_t i = 2; i < length; i++) {
		if (at[i] == BELL)
			return i + 1;
		if (at[i] == ESC)
			return i + 1 == length ? 0 : at[i + 1] == '\\' ? i + 2 : i;
	}
	return 0;
}

/* A character; a byte that cannot begin or continue one is passed singly. */
static size_t scan_character(const char *at, size_t length, int *key)
{
	unsigned char lead = (unsigned char)*at;
	size_t needed = lead > 0xF4 || lead < 0xC2 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
	const char *next = at;

	*key = utf8_decode(&next, at + length);
	if (*key != UTF8_INVALID)
		return (size_t)(next - at);
	*key = K_UNKNOWN;
	for (size_t i = 1; i < needed; i++) {
		if (i == length)
			return 0;
		if (((unsigned char)at[i] & 0xC0) != 0x80)
			break;
	}
	return 1;
}

static size_t scan_escape(const char *at, size_t length, int *key)
{
	size_t end;

	if (length == 1)
		return 0;
	switch (at[1]) {
	case '[':
		return scan_csi(at, length, key);
	case 'O':
		return scan_ss3(at, length, key);
	case ']':
	case 'P':
	case '_':
	case '^':
		return scan_string(at, length, key);
	case ESC: /* the second one may begin a sequence */
		*key = K_ESC;
		return 1;
	case '\r':
	case '\n':
		*key = K_ALT_ENTER;
		return 2;
	default:
		end = scan_character(at + 1, length - 1, key);
		if (*key != K_UNKNOWN)
			*key = K_ALT;
		return end > 0 ? end + 1 : 0;
	}
}

static size_t scan(const char *at, size_t length, int *key)
{
	if (*at == ESC)
		return scan_escape(at, length, key);
	size_t end = scan_character(at, length, key);
	if (*key == '\b')
		*key = K_BACKSPACE;
	else if (*key == '\n')
		*key = K_ENTER;
	return end;
}

/* ---- paste ---- */

void input_clean(struct buf *text)
{
	const char *at = buf_text(text);
	const char *end = at + text->length;
	size_t kept = 0;

	while (at < end) {
		const char *start = at;
		int32_t character = utf8_decode(&at, end);

		if (character == '\r') {
			text->data[kept++] = '\n';
			at += at < end && *at == '\n';
			continue;
		}
		if (character == UTF8_INVALID || (character >= 0x7F && character < 0xA0) ||
		    (character < 0x20 && character != '\n' && character != '\t'))
			continue;
		memmove(text->data + kept, start, (size_t)(at - start));
		kept += (size_t)(at - start);
	}
	buf_truncate(text, kept);
}

void input_pasted(const struct input *input, struct buf *text)
{
	buf_init(text, INPUT_PASTE_MAX * 2);
	if (!input->pasting)
		return;
	buf_add(text, buf_text(&input->paste), input->paste.length);
	buf_add(text, buf_text(&input->bytes) + input->start, input->bytes.length - input->start);
	input_clean(text);
}

/* Takes what was pasted so far; true when its end is there. */
static bool take_paste(struct input *input, struct token *token)
{
	const size_t mark = strlen(PASTE_END);
	const char *at = input->bytes.data + input->start;
	size_t left = input->bytes.length - input->start;
	const char *found = left > 0 ? memmem(at, left, PASTE_END, mark) : NULL;
	bool ended = found || input->expired;
	size_t taken = found ? (size_t)(found - at) : left;
	size_t room = INPUT_PASTE_MAX - input->paste.length;

	if (!ended) /* leave what could be the beginning of the end */
		taken = left < mark ? 0 : left - mark + 1;
	buf_add(&input->paste, at, taken < room ? taken : room);
	input->start += taken + (found ? mark : 0);
	if (!ended)
		return false;
	input_clean(&input->paste);
	input->pasting = input->stalled = input->expired = false;
	*token = (struct token){
		.key = K_PASTE, .bytes = buf_text(&input->paste), .length = input->paste.length};
	return true;
}

/* ---- the next key ---- */

/* What is left and will not be completed: a key after all, or nothing. */
static bool take_rest(struct input *input, struct token *token)
{
	const char *at = input->bytes.data + input->start;
	size_t left = input->bytes.length - input->start;

	input->start = input->bytes.length;
	input->expired = false;
	if (*at != ESC || left > 2)
		return false;
	*token = (struct token){.key = left == 1 ? K_ESC : K_ALT, .bytes = at, .length = left};
	return true;
}

bool input_next(struct input *input, struct token *token)
{
	if (input->pasting)
		return take_paste(input, token);
	if (input->start == input->bytes.length)
		return false;

	const char *at = input->bytes.data + input->start;
	int key;
	size_t length = scan(at, input->bytes.length - input->start, &key);
	if (length == 0)
		return input->expired && take_rest(input, token);
	input->start += length;
	if (key == K_PASTE) {
		input->pasting = true;
		buf_reset(&input->paste);
		return take_paste(input, token);
	}
	*token = (struct token){.key = key, .bytes = at, .length = length};
	if (key == K_UNKNOWN && length > 3 && !memcmp(at, "\033[<", 3))
		read_mouse(at, length, token);
	return true;
}
