/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "syntax.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "lines.h"

/*
 * libyaml says what its grammar missed ("did not find expected key"), not what the person did.
 * Which slip it was shows in the text round the place: so each row of the table names a problem,
 * optionally a look at that text, and what to say. The first row that fits is taken.
 *
 * The place is where the person has to change something, which is often not where the parser
 * gave up: a quote that is never closed is noticed at the end of the file.
 */

struct scene {
	struct line line;      /* the line at which the parser gave up */
	size_t offset;         /* and the byte in it */
	struct line above;     /* the last line before it that says something */
	uint32_t above_number; /* its number, from 1 */
	struct line begun;     /* the line where what was being read begins */
	bool at_end;           /* nothing but blanks follows */
	struct mark at;        /* the place to speak of; a look may move it */
};

enum place { AT_PROBLEM, AT_CONTEXT };

struct wording {
	const char *problem; /* libyaml's, NULL: any */
	const char *context; /* libyaml's beginning of it, NULL: any */
	bool (*looks)(struct scene *scene);
	enum place place;
	const char *message;
	const char *note; /* on the place where what was being read begins */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static size_t first_text(struct line line)
{
	size_t i = 0;

	while (i < line.length && is_blank(line.text[i]))
		i++;
	return i;
}

static bool at_tab(struct scene *scene)
{
	return scene->offset < scene->line.length && scene->line.text[scene->offset] == '\t';
}

static bool at_end(struct scene *scene)
{
	return scene->at_end;
}

static bool at_dash(struct scene *scene)
{
	return scene->offset < scene->line.length && scene->line.text[scene->offset] == '-';
}

/* Something stands before the place in its line. */
static bool behind_text(struct scene *scene)
{
	return scene->offset > first_text(scene->line);
}

static bool behind_quote(struct scene *scene)
{
	size_t i = scene->offset;

	while (i > 0 && is_blank(scene->line.text[i - 1]))
		i--;
	return i > 0 && (scene->line.text[i - 1] == '"' || scene->line.text[i - 1] == '\'');
}

static bool behind_colon(struct scene *scene)
{
	for (size_t i = 0; i + 1 < scene->offset; i++)
		if (scene->line.text[i] == ':' && is_blank(scene->line.text[i + 1]))
			return true;
	return false;
}

/* The byte of the first colon, if none in the line has a blank behind it: "key:value". */
static bool has_tight_colon(struct line line, size_t *colon)
{
	bool found = false;

	for (size_t i = 0; i < line.length; i++) {
		if (line.text[i] == '#' || line.text[i] == '"' || line.text[i] == '\'')
			return false;
		if (line.text[i] != ':')
			continue;
		if (i + 1 == line.length || is_blank(line.text[i + 1]))
			return false;
		if (!found)
			*colon = i;
		found = true;
	}
	return found;
}

static bool tight_colon_begun(struct scene *scene)
{
	size_t colon;

	return has_tight_colon(scene->begun, &colon);
}

static bool tight_dash_begun(struct scene *scene)
{
	size_t i = first_text(scene->begun);

	return i < scene->begun.length && scene->begun.text[i] == '-';
}

static bool tight_colon_above(struct scene *scene)
{
	size_t colon;

	if (!scene->above.text || !has_tight_colon(scene->above, &colon))
		return false;
	scene->at.line = scene->above_number;
	scene->at.column = lines_mark(scene->above.text, colon, 1).column;
	return true;
}

static bool from_line_start(struct scene *scene)
{
	scene->at.column = (uint32_t)first_text(scene->line) + 1;
	return true;
}

#define TAB      N_("a tab cannot indent a line; expected spaces")
#define UNCLOSED N_("this quote is never closed; expected the same quote after the text")
#define BEHIND_QUOTE                                                                               \
	N_("this stands after the closing quote; to use quotes inside a text, put the other kind " \
	   "of quotes round the whole of it")
#define BEHIND_VALUE N_("this does not belong after the value; put the whole text in quotes")
#define TIGHT        N_("a space is missing after the ':'; expected 'key: value'")
#define TAGS         N_("tags (!name) cannot be used here; put a text that begins with '!' in quotes")
/* xgettext:no-c-format */
#define DIRECTIVE N_("a line that begins with '%' is not text here; put the text in quotes")

static const struct wording wordings[] = {
	{.problem = "found unexpected end of stream", .place = AT_CONTEXT, .message = UNCLOSED},
	{.problem = "found unexpected document indicator",
	 .place = AT_CONTEXT,
	 .message = UNCLOSED},
	{.problem = "found unknown escape character",
	 .message = N_(
		 "a backslash with this letter has no meaning; expected '\\\\' for a backslash, "
		 "or single quotes round the text")},
	{.problem = "did not find expected hexdecimal number",
	 .message = N_("a character's number is cut short; expected 2 digits after '\\x', "
		       "4 after '\\u', 8 after '\\U'")},
	{.problem = "found invalid Unicode character escape code",
	 .message = N_("there is no character of this number; write the character itself, "
		       "or '\\U' with all its 8 digits")},
	{.problem = "found a tab character that violates indentation", .message = TAB},
	{.problem = "found a tab character where an indentation space is expected", .message = TAB},
	{.problem = "found character that cannot start any token", .looks = at_tab, .message = TAB},
	{.problem = "found character that cannot start any token",
	 .message = N_("a text cannot begin with this character; put the text in quotes")},
	{.problem = "could not find expected ':'",
	 .looks = tight_colon_begun,
	 .place = AT_CONTEXT,
	 .message = TIGHT},
	{.problem = "could not find expected ':'",
	 .looks = tight_dash_begun,
	 .place = AT_CONTEXT,
	 .message = N_("a space is missing after the '-'; expected '- text'")},
	{.problem = "could not find expected ':'",
	 .place = AT_CONTEXT,
	 .message = N_(
		 "this line has no ':'; expected 'key: value', or more spaces before it if it "
		 "goes on with the line above")},
	{.problem = "mapping values are not allowed in this context",
	 .looks = behind_colon,
	 .message = N_("a second ':' in one line; put the text after the first one in quotes")},
	{.problem = "mapping values are not allowed in this context",
	 .looks = tight_colon_above,
	 .message = TIGHT},
	{.problem = "mapping values are not allowed in this context",
	 .looks = from_line_start,
	 .message = N_("wrong indentation; expected this key in line with the ones above")},
	{.problem = "mapping keys are not allowed in this context",
	 .message = N_("a text cannot begin with '? '; put the text in quotes")},
	{.problem = "block sequence entries are not allowed in this context",
	 .message = N_("a list cannot begin in the line of its key; expected '- ' in a line of its "
		       "own, or [one, two]")},
	{.problem = "did not find expected key", .looks = behind_quote, .message = BEHIND_QUOTE},
	{.problem = "did not find expected key", .looks = behind_text, .message = BEHIND_VALUE},
	{.problem = "did not find expected key",
	 .looks = at_dash,
	 .message = N_("an entry of a list does not belong here; expected a key"),
	 .note = N_("the keys it stands among begin here")},
	{.problem = "did not find expected key",
	 .message = N_("wrong indentation; expected a key in line with the others"),
	 .note = N_("the others begin here")},
	{.problem = "did not find expected '-' indicator",
	 .looks = behind_quote,
	 .message = BEHIND_QUOTE},
	{.problem = "did not find expected '-' indicator",
	 .looks = behind_text,
	 .message = BEHIND_VALUE},
	{.problem = "did not find expected '-' indicator",
	 .message = N_("wrong indentation; expected '- ' in line with the others, or a key in line "
		       "with the ones above"),
	 .note = N_("the list begins here")},
	{.problem = "did not find expected <document start>",
	 .looks = behind_quote,
	 .message = BEHIND_QUOTE},
	{.problem = "did not find expected <document start>",
	 .looks = behind_text,
	 .message = BEHIND_VALUE},
	{.problem = "did not find expected <document start>",
	 .looks = tight_colon_above,
	 .message = TIGHT},
	{.problem = "did not find expected <document start>",
	 .message = N_("wrong indentation; expected the same as in the first line")},
	{.problem = "did not find expected ',' or ']'",
	 .looks = at_end,
	 .place = AT_CONTEXT,
	 .message = N_("this list is never closed; expected ']'")},
	{.problem = "did not find expected ',' or '}'",
	 .looks = at_end,
	 .place = AT_CONTEXT,
	 .message = N_("this map is never closed; expected '}'")},
	{.problem = "did not find expected ',' or ']'",
	 .message = N_("a list is not closed; expected ',' or ']'"),
	 .note = N_("the list begins here")},
	{.problem = "did not find expected ',' or '}'",
	 .message = N_("a map is not closed; expected ',' or '}'"),
	 .note = N_("the map begins here")},
	{.problem = "did not find expected node content",
	 .message = N_("a value is missing here; put a text that begins with ',' or a bracket in "
		       "quotes")},
	{.context = "while scanning an alias",
	 .place = AT_CONTEXT,
	 .message = N_("a text cannot begin with '*'; put the text in quotes")},
	{.context = "while scanning an anchor",
	 .place = AT_CONTEXT,
	 .message = N_("a text cannot begin with '&'; put the text in quotes")},
	{.context = "while scanning a tag", .place = AT_CONTEXT, .message = TAGS},
	{.context = "while parsing a tag", .place = AT_CONTEXT, .message = TAGS},
	{.problem = "found undefined tag handle", .place = AT_CONTEXT, .message = TAGS},
	{.problem = "found an indentation indicator equal to 0",
	 .message = N_("the number after '|' or '>' counts spaces; expected 1 to 9")},
	{.context = "while scanning a block scalar",
	 .message = N_(
		 "a text cannot begin in the line of its '|' or '>'; expected it below, indented")},
	{.context = "while scanning a directive", .place = AT_CONTEXT, .message = DIRECTIVE},
	{.context = "while scanning a %", .place = AT_CONTEXT, .message = DIRECTIVE},
};

static bool fits(const struct wording *wording, const yaml_parser_t *parser, struct scene *scene)
{
	if (wording->problem && strcmp(wording->problem, parser->problem) != 0)
		return false;
	if (wording->context && (!parser->context || strncmp(wording->context, parser->context,
							     strlen(wording->context)) != 0))
		return false;
	return !wording->looks || wording->looks(scene);
}

static struct mark mark_of(const yaml_mark_t *mark)
{
	return (struct mark){(uint32_t)mark->line + 1, (uint32_t)mark->column + 1};
}

static void look_round(struct scene *scene, const yaml_parser_t *parser, const char *bytes,
		       size_t length)
{
	struct lines lines;

	scene->at = mark_of(&parser->problem_mark);
	lines_init(&lines, bytes, length);
	for (uint32_t number = 1; number < scene->at.line; number++) {
		struct line line = lines_seek(&lines, number);
		size_t text = first_text(line);
		if (text < line.length && line.text[text] != '#') {
			scene->above = line;
			scene->above_number = number;
		}
	}
	scene->line = lines_seek(&lines, scene->at.line);
	if (scene->line.text)
		scene->offset = line_offset(scene->line, scene->at.column);
	const char *rest = scene->line.text ? scene->line.text + scene->offset : bytes + length;
	while (rest < bytes + length && (is_blank(*rest) || *rest == '\n' || *rest == '\r'))
		rest++;
	scene->at_end = rest == bytes + length;
	if (parser->context)
		scene->begun = lines_seek(&lines, mark_of(&parser->context_mark).line);
}

void syntax_explain(const yaml_parser_t *parser, const char *bytes, size_t length,
		    uint32_t first_line, struct diags *diags)
{
	const struct wording *wording = wordings;
	const struct wording *end = wordings + COUNT(wordings);
	struct mark begun = mark_of(&parser->context_mark);
	struct scene scene = {0};

	look_round(&scene, parser, bytes, length);
	while (wording < end && !fits(wording, parser, &scene))
		wording++;
	if (wording < end && wording->place == AT_CONTEXT)
		scene.at = begun;
	scene.at.line += first_line - 1;
	begun.line += first_line - 1;
	if (wording == end) {
		diags_add(diags, DIAG_ERROR, scene.at, scene.at, _("this is not YAML (%s)"),
			  parser->problem);
		return;
	}
	diags_add(diags, DIAG_ERROR, scene.at, scene.at, "%s", _(wording->message));
	if (wording->note && parser->context)
		diags_add(diags, DIAG_NOTE, begun, begun, "%s", _(wording->note));
}
