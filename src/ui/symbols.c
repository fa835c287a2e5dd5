/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/symbols.h"

#include <stddef.h>

#include "debrief/array.h"
#include "ui/canvas.h"

/*
 * The signs that school mathematics and our own pages use can be written in ASCII, if a little
 * longer. Everything else is "?": better one mark too many than a number read wrongly.
 */

/* clang-format off */
static const struct {
	int32_t character;
	const char *ascii;
} fallbacks[] = {
	{L'\u00A0', " "}, {L'°', " deg"}, {L'±', "+-"}, {L'²', "^2"}, {L'³', "^3"},
	{L'·', "."}, {L'¼', "1/4"}, {L'½', "1/2"}, {L'¾', "3/4"}, {L'×', "x"}, {L'÷', "/"},
	{L'π', "pi"}, {L'\u2011', "-"}, {L'–', "-"}, {L'—', "--"}, {L'‘', "'"}, {L'’', "'"},
	{L'“', "\""}, {L'”', "\""}, {L'•', "*"}, {L'…', "..."}, {L'›', ">"}, {L'⅓', "1/3"},
	{L'⅔', "2/3"}, {L'←', "<-"}, {L'↑', "^"}, {L'→', "->"}, {L'↓', "v"}, {L'−', "-"},
	{L'√', "sqrt "}, {L'∞', "inf"}, {L'≈', "~="}, {L'≠', "!="}, {L'≤', "<="},
	{L'≥', ">="}, {L'─', "-"}, {L'│', "|"}, {L'▸', ">"}, {L'○', "o"}, {L'●', "*"},
	{L'✓', "+"},
};
/* clang-format on */

const char *symbol_in_ascii(int32_t character)
{
	for (size_t i = 0; i < COUNT(fallbacks); i++)
		if (fallbacks[i].character == character)
			return fallbacks[i].ascii;
	return character >= 0x0300 && character <= 0x036F ? "" : "?";
}

/* clang-format off */
static const struct {
	const char *shown, *ascii;
} symbols[SYMBOL__COUNT] = {
	[SYMBOL_DONE] = {"✓", "+"},
	[SYMBOL_NOW] = {"▸", ">"},
	[SYMBOL_OPEN] = {" ", " "},
	[SYMBOL_DOT] = {"·", "."},
	[SYMBOL_ELLIPSIS] = {"…", "..."},
	[SYMBOL_UP] = {"↑", "^"},
	[SYMBOL_DOWN] = {"↓", "v"},
	[SYMBOL_MARK] = {"›", ">"},
	[SYMBOL_ACROSS] = {"─", "-"},
	[SYMBOL_DOWNWARDS] = {"│", "|"},
	[SYMBOL_TOP_LEFT] = {"┌", "+"},
	[SYMBOL_TOP_RIGHT] = {"┐", "+"},
	[SYMBOL_BOTTOM_LEFT] = {"└", "+"},
	[SYMBOL_BOTTOM_RIGHT] = {"┘", "+"},
	[SYMBOL_LEFT_JOIN] = {"├", "+"},
	[SYMBOL_RIGHT_JOIN] = {"┤", "+"},
};
/* clang-format on */

const char *canvas_symbol(const struct canvas *canvas, enum symbol symbol)
{
	return canvas->ascii ? symbols[symbol].ascii : symbols[symbol].shown;
}
