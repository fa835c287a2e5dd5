/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "app/keys.h"
#include "debrief/buf.h"

/*
 * From the bytes that a terminal sends to whole keys: UTF-8 characters, escape sequences (CSI, SS3,
 * with or without modifiers), bracketed paste, the mouse (SGR reports; the older ones, which cannot
 * name a place beyond column 223, are passed over whole). A token keeps its bytes, so that the line
 * editor gets them as they came, never cut. Bytes can arrive split anywhere: the tokens are the
 * same.
 */

#define INPUT_PASTE_MAX ((size_t)1 << 20) /* what is pasted beyond it is dropped */

struct input {
	struct buf bytes; /* not yet understood */
	size_t start;     /* consumed from the front */
	bool pasting;
	bool stalled; /* a paste that has waited for more in vain, and still does */
	bool expired; /* what is left will not be completed any more */
	struct buf paste;
};

struct token {
	int key;           /* enum key_code or a code point */
	const char *bytes; /* as they came; for K_PASTE the text: valid UTF-8 with LF line ends, no
			    * control characters but tab and newline */
	size_t length;
	int row, column; /* of the mouse, from 0 */
};

/* A key that types itself. */
bool key_is_character(int key);
/* What every terminal of the VT family sends for a key without modifiers; NULL for one that has no
 * such bytes. */
const char *key_bytes(int key);

void input_init(struct input *input);
void input_release(struct input *input);
void input_feed(struct input *input, const char *bytes, size_t length);
/* The next whole key; false if there is none. The token is valid until the next call. */
bool input_next(struct input *input, struct token *token);
/* True if what is left may be the beginning of a longer sequence: a lone Esc, a cut character or
 * paste. Ask when input_next gave false. */
bool input_is_pending(const struct input *input);
/* How many milliseconds to wait for the rest before input_expire: the delay for an escape sequence,
 * much longer within a paste; -1 if nothing is pending, or in a paste that has stalled. */
int input_timeout(const struct input *input, int escape_delay);
/* The wait for the rest was in vain: input_next then gives a lone Esc as K_ESC, and drops what else
 * is there. An open paste has stalled: from then on Ctrl-C alone gives it as far as it came. */
void input_expire(struct input *input);
/* What has come so far of a paste whose end has not, as it would be given; the caller releases it.
 */
void input_pasted(const struct input *input, struct buf *text);
/* Text that comes from outside, as a paste has it: CR LF and CR become LF; other controls, also
 * those above ASCII, and what is not UTF-8 go. */
void input_clean(struct buf *text);

#endif
