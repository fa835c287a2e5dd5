/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/symbols.h"

#include <stddef.h>
#include <string.h>

#include "debrief/array.h"
#include "debrief/utf8.h"
#include "ui/canvas.h"

/*
 * The signs that school mathematics and our own pages use can be written in ASCII, if a little
 * longer. Everything else is "?": better one mark too many than a number read wrongly.
 */

/* clang-format off */
static const struct {
	int32_t character;
	const char *ascii;
	bool on_console; /* in code page 437, which its own font is of, and in those for Latin letters */
} fallbacks[] = {
	{L'\u00A0', " ", true}, {L'°', " deg", true}, {L'±', "+-", true}, {L'²', "^2", true},
	{L'³', "^3", false}, {L'·', ".", true}, {L'¼', "1/4", true}, {L'½', "1/2", true},
	{L'¾', "3/4", false}, {L'×', "x", false}, {L'÷', "/", true}, {L'π', "pi", false},
	{L'\u2011', "-", false}, {L'–', "-", false}, {L'—', "--", false}, {L'‘', "'", false},
	{L'’', "'", false}, {L'“', "\"", false}, {L'”', "\"", false}, {L'•', "*", true},
	{L'…', "...", false}, {L'›', ">", false}, {L'⅓', "1/3", false}, {L'⅔', "2/3", false},
	{L'←', "<-", true}, {L'↑', "^", true}, {L'→', "->", true}, {L'↓', "v", true},
	{L'−', "-", false}, {L'√', "sqrt ", false}, {L'∞', "inf", false}, {L'≈', "~=", false},
	{L'≠', "!=", false}, {L'≤', "<=", false}, {L'≥', ">=", false}, {L'─', "-", true},
	{L'│', "|", true}, {L'▸', ">", false}, {L'○', "o", false}, {L'●', "*", false},
	{L'✓', "+", false},
};
/* clang-format on */

/* Letters of western and central European names without their marks, from U+00C0 and U+0100 on; a
 * blank: none. */
#define LETTERS_FIRST 0xC0
static const char letters[] = "AAAAAAACEEEEIIIIDNOOOOO OUUUUY saaaaaaaceeeeiiiidnooooo ouuuuy y"
			      "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi  JjKkkLlLlLlL"
			      "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

static const char *letter_in_ascii(int32_t character)
{
	static const char alphabet[] =
		"A\0B\0C\0D\0E\0F\0G\0H\0I\0J\0K\0L\0M\0N\0O\0P\0Q\0R\0S\0T\0U\0V\0W\0X\0Y\0Z\0"
		"a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0q\0r\0s\0t\0u\0v\0w\0x\0y\0z";
	int32_t place = character - LETTERS_FIRST;
	char letter = place >= 0 && place < (int32_t)sizeof(letters) - 1 ? letters[place] : ' ';

	if (letter == ' ')
		return NULL;
	return &alphabet[(size_t)(letter >= 'a' ? letter - 'a' + 26 : letter - 'A') * 2];
}

const char *symbol_in_ascii(int32_t character)
{
	const char *letter = letter_in_ascii(character);

	for (size_t i = 0; i < COUNT(fallbacks); i++)
		if (fallbacks[i].character == character)
			return fallbacks[i].ascii;
	if (letter)
		return letter;
	return character >= 0x0300 && character <= 0x036F ? "" : "?";
}

bool symbol_is_on_console(int32_t character)
{
	for (size_t i = 0; i < COUNT(fallbacks); i++)
		if (fallbacks[i].character == character)
			return fallbacks[i].on_console;
	return true;
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
	const char *shown = symbols[symbol].shown;
	const char *end = shown;

	return canvas_shows(canvas, utf8_decode(&end, shown + strlen(shown)))
		       ? shown
		       : symbols[symbol].ascii;
}
