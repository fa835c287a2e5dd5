/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv.h"

#include <string.h>

#include "debrief/i18n.h"

/*
 * A field is copied once, into room for all that is left of its line or quotes, and cut to what it
 * came to. Quotes within an unquoted field are taken as they stand: spreadsheets write them so.
 */

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Steps over CRLF, LF or CR. */
static void take_line_end(struct csv *csv)
{
	if (csv->next < csv->end && *csv->next == '\r')
		csv->next++;
	if (csv->next < csv->end && *csv->next == '\n')
		csv->next++;
	csv->line++;
}

static const char *take_plain(struct csv *csv, struct arena *arena)
{
	const char *start = csv->next;

	while (csv->next < csv->end && *csv->next != csv->delimiter && !is_line_end(*csv->next))
		csv->next++;
	return arena_copy(arena, start, (size_t)(csv->next - start));
}

/* The length of what stands between the quotes, with quotes still doubled; SIZE_MAX: never closed.
 */
static size_t quoted_length(const struct csv *csv)
{
	for (const char *c = csv->next; c < csv->end; c++) {
		if (*c != '"')
			continue;
		if (c + 1 == csv->end || c[1] != '"')
			return (size_t)(c - csv->next);
		c++;
	}
	return SIZE_MAX;
}

static enum status take_quoted(struct csv *csv, const char **field, struct arena *arena,
			       struct err *err)
{
	uint32_t line = csv->line;
	size_t length;
	char *copy;
	size_t n = 0;

	csv->next++;
	length = quoted_length(csv);
	if (length == SIZE_MAX)
		return err_set(
			err, STATUS_INVALID,
			_("line %u: a quoted text begins here and never ends; expected '\"'"),
			line);
	copy = arena_copy(arena, csv->next, length);
	if (!copy)
		return err_no_memory(err);
	for (const char *end = csv->next + length; csv->next < end;) {
		if (is_line_end(*csv->next)) {
			take_line_end(csv);
			copy[n++] = '\n';
			continue;
		}
		csv->next += *csv->next == '"';
		copy[n++] = *csv->next++;
	}
	copy[n] = '\0';
	*field = copy;
	csv->next++;
	if (csv->next < csv->end && *csv->next != csv->delimiter && !is_line_end(*csv->next))
		return err_set(err, STATUS_INVALID,
			       _("line %u: something follows a quoted text; expected '%c' or the "
				 "end of the line"),
			       csv->line, csv->delimiter);
	return STATUS_OK;
}

enum status csv_next(struct csv *csv, struct csv_row *row, bool *any, struct arena *arena,
		     struct err *err)
{
	row->count = 0;
	row->line = csv->line;
	*any = csv->next < csv->end;
	while (*any) {
		const char **field = &row->fields[row->count];
		enum status status = STATUS_OK;

		if (row->count == CSV_FIELDS_MAX)
			return err_set(err, STATUS_INVALID,
				       _("line %u: expected at most %d columns"), row->line,
				       CSV_FIELDS_MAX);
		if (csv->next < csv->end && *csv->next == '"')
			status = take_quoted(csv, field, arena, err);
		else if (!(*field = take_plain(csv, arena)))
			status = err_no_memory(err);
		if (status)
			return status;
		row->count++;
		if (csv->next == csv->end || *csv->next != csv->delimiter)
			break;
		csv->next++;
	}
	if (csv->next < csv->end)
		take_line_end(csv);
	return STATUS_OK;
}
