/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/keys.h"

#include <stddef.h>
#include <stdio.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/utf8.h"

/* Keys are named in one place, so hints, help and manual call them alike; terminals without
 * UTF-8 get words for the arrows. */

static const struct {
	int key;
	const char *name, *ascii; /* ascii NULL: the same */
} names[] = {
	{K_TAB, N_("Tab"), NULL},
	{K_ENTER, N_("Enter"), NULL},
	{K_ESC, N_("Esc"), NULL},
	{' ', N_("Space"), NULL},
	{K_BACKSPACE, N_("Backspace"), NULL},
	{K_UP, "↑", N_("Up")},
	{K_DOWN, "↓", N_("Down")},
	{K_LEFT, "←", N_("Left")},
	{K_RIGHT, "→", N_("Right")},
	{K_HOME, N_("Home"), NULL},
	{K_END, N_("End"), NULL},
	{K_PAGE_UP, N_("PgUp"), NULL},
	{K_PAGE_DOWN, N_("PgDn"), NULL},
	{K_INSERT, N_("Ins"), NULL},
	{K_DELETE, N_("Del"), NULL},
	{K_BACKTAB, N_("Shift-Tab"), NULL},
	{K_ALT_ENTER, N_("Alt-Enter"), NULL},
	{K_CTRL_X_CTRL_E, N_("Ctrl-X Ctrl-E"), NULL},
};

struct key_name key_name(int key, bool ascii)
{
	struct key_name name = {""};

	for (size_t i = 0; i < COUNT(names); i++) {
		if (names[i].key == key) {
			const char *text = ascii && names[i].ascii ? names[i].ascii : names[i].name;
			snprintf(name.text, sizeof(name.text), "%s", _(text));
			return name;
		}
	}
	if (key >= K_F1 && key <= K_F12)
		snprintf(name.text, sizeof(name.text), "F%d", key - K_F1 + 1);
	else if (key > 0 && key < 0x20)
		snprintf(name.text, sizeof(name.text), "Ctrl-%c", key | 0x40);
	else if (key >= 0x20)
		utf8_encode(key, name.text);
	return name;
}
