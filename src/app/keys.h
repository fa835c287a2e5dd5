/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_KEYS_H
#define APP_KEYS_H

#include <stdbool.h>

/*
 * Keys as the application knows them. A character is its code point, a control key its C0 code
 * (Ctrl-G is 7, Enter 13, Tab 9, Esc 27); Backspace is always 127 and Ctrl-J Enter, whatever the
 * terminal sends. All others follow here. Shift, Alt and Ctrl with one of these change nothing.
 */
enum key_code {
	K_NONE = 0,
	K_TAB = 9,
	K_ENTER = 13,
	K_ESC = 27,
	K_BACKSPACE = 127,
	K_UP = 0x110000,
	K_DOWN,
	K_LEFT,
	K_RIGHT,
	K_HOME,
	K_END,
	K_PAGE_UP,
	K_PAGE_DOWN,
	K_INSERT,
	K_DELETE,
	K_BACKTAB,
	K_F1, /* F2 … F12 follow */
	K_F12 = K_F1 + 11,
	K_ALT_ENTER,     /* a new line in a note */
	K_PASTE,         /* bracketed paste: the token carries the text */
	K_ALT,           /* Alt and a character: means something to the line editor alone */
	K_CTRL_X_CTRL_E, /* two keys, known to the line editor alone; here for its name */
	K_CLICK,         /* the left button of the mouse: the token carries the place */
	K_WHEEL_UP,
	K_WHEEL_DOWN,
	K_MOUSE,   /* all else that a mouse does */
	K_UNKNOWN, /* a sequence that means nothing to us: ignored whole */
};

#define K_CTRL(letter) ((letter)&0x1f)

struct key_name {
	char text[16];
};

/* How a key reads in hints and help: "Enter", "Space", "Ctrl-G", "←" (with ascii "Left"), "a";
 * "" for K_NONE and what is no single key. */
struct key_name key_name(int key, bool ascii);

#endif
