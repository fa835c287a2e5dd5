/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/lesson_notes.h"

#include <string.h>
#include <strings.h>

#include "csv.h"
#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/utf8.h"
#include "span.h"

/* Lines and tables end in one function that takes a piece. */

struct reading {
	struct lesson_notes *notes;
	const struct rubric *rubric;
	const struct rubric_phase *phase; /* of the last heading */
	struct arena *arena;
	struct err *err;
};

/* ---- pieces ---- */

static enum status too_many(struct err *err)
{
	return err_set(err, STATUS_LIMIT,
		       _("these are more than %d pieces at once; take a part of them at a time"),
		       LESSON_NOTES_MAX);
}

static enum status take_piece(struct reading *reading, struct lesson_note note, uint32_t line)
{
	struct lesson_notes *notes = reading->notes;
	struct lesson_note *items;

	if (strlen(note.text) > LESSON_NOTE_TEXT_MAX) {
		if (notes->n_too_long++ == 0)
			notes->first_too_long = line;
		return STATUS_OK;
	}
	if (notes->count == LESSON_NOTES_MAX)
		return too_many(reading->err);
	items = arena_grow(reading->arena, notes->items, notes->count, sizeof(*items));
	if (!items)
		return err_no_memory(reading->err);
	notes->items = items;
	items[notes->count++] = note;
	notes->n_phased += note.phase != NULL;
	return STATUS_OK;
}

static bool is_phase(const struct rubric_phase *phase, struct span name)
{
	size_t length = (size_t)(name.end - name.text);

	return (strlen(phase->title) == length && !strncasecmp(phase->title, name.text, length)) ||
	       (strlen(phase->id) == length && !strncasecmp(phase->id, name.text, length));
}

static const struct rubric_phase *find_phase(const struct rubric *rubric, struct span name)
{
	span_trim(&name);
	for (size_t i = 0; i < rubric->phases.count; i++)
		if (is_phase(rubric_phase_at(rubric, i), name))
			return rubric_phase_at(rubric, i);
	return NULL;
}

/* "2. Launch:", "## Launch", "**Launch**" */
const struct rubric_phase *note_heading(const struct rubric *rubric, const char *text,
					size_t length)
{
	struct span line = {text, text + length};

	while (line.text < line.end && strchr("#*_ \t", *line.text))
		line.text++;
	while (line.text < line.end && is_digit(*line.text))
		line.text++;
	while (line.text < line.end && strchr(".) \t", *line.text))
		line.text++;
	while (line.text < line.end && strchr("#*_: \t", line.end[-1]))
		line.end--;
	return line.text < line.end ? find_phase(rubric, line) : NULL;
}

static void skip_bullet(struct span *line)
{
	static const char *const bullets[] = {"-", "*", "\u2022", "\u2013"};

	for (size_t i = 0; i < COUNT(bullets); i++) {
		struct span at = *line;

		if (!span_begins_with(&at, bullets[i]))
			continue;
		at.text += strlen(bullets[i]);
		if (!span_is_at_blank(&at))
			continue;
		*line = at;
		span_trim(line);
		return;
	}
}

static enum status take_line(struct reading *reading, struct span line, const char *now,
			     uint32_t number)
{
	const struct rubric_phase *phase;
	struct lesson_note note = {0};
	struct note_head head;

	span_trim(&line);
	if (line.text == line.end)
		return STATUS_OK;
	phase = note_heading(reading->rubric, line.text, (size_t)(line.end - line.text));
	if (phase) {
		reading->phase = phase;
		return STATUS_OK;
	}
	skip_bullet(&line);
	head = note_head_read(line.text, (size_t)(line.end - line.text), now, false);
	if (line.text + head.length < line.end) { /* else it is all the words there are */
		line.text += head.length;
		note.who = head.who;
		if (head.time[0] && !(note.time = arena_strdup(reading->arena, head.time)))
			return err_no_memory(reading->err);
	}
	note.phase = reading->phase;
	note.text = arena_copy(reading->arena, line.text, (size_t)(line.end - line.text));
	return note.text ? take_piece(reading, note, number) : err_no_memory(reading->err);
}

static enum status take_lines(struct reading *reading, const char *text, const char *end,
			      const char *now)
{
	enum status status = STATUS_OK;

	for (uint32_t number = 1; text < end && !status; number++) {
		struct span line = {text, text};

		while (line.end < end && *line.end != '\n' && *line.end != '\r')
			line.end++;
		text = line.end;
		text += text < end && *text == '\r';
		text += text < end && *text == '\n';
		status = take_line(reading, line, now, number);
	}
	return status;
}

/* ---- tables ---- */

enum column { COLUMN_TIME, COLUMN_PHASE, COLUMN_WHO, COLUMN_TEXT, COLUMN__COUNT };

struct table {
	size_t at[COLUMN__COUNT]; /* SIZE_MAX: it has none */
	size_t count;
	const char *unused;
};

static enum column column_of(const char *name)
{
	static const struct {
		const char *name;
		enum column column;
	} names[] = {
		{"time", COLUMN_TIME},   {"lesson-time", COLUMN_TIME}, {"lesson time", COLUMN_TIME},
		{"phase", COLUMN_PHASE}, {"part", COLUMN_PHASE},       {"who", COLUMN_WHO},
		{"text", COLUMN_TEXT},   {"note", COLUMN_TEXT},        {"notes", COLUMN_TEXT},
		{"what", COLUMN_TEXT},   {"evidence", COLUMN_TEXT},    {"actor", COLUMN_WHO},
	};
	struct span span = {name, name + strlen(name)};

	span_trim(&span);
	for (size_t i = 0; i < COUNT(names); i++)
		if ((size_t)(span.end - span.text) == strlen(names[i].name) &&
		    !strncasecmp(names[i].name, span.text, strlen(names[i].name)))
			return names[i].column;
	return COLUMN__COUNT;
}

/* A first row that names the words and something else. */
static bool is_header(const struct csv_row *row, struct table *table)
{
	size_t known = 0;

	*table = (struct table){.count = row->count};
	for (size_t i = 0; i < COLUMN__COUNT; i++)
		table->at[i] = SIZE_MAX;
	for (size_t i = 0; i < row->count; i++) {
		enum column column = column_of(row->fields[i]);

		if (column != COLUMN__COUNT && table->at[column] == SIZE_MAX) {
			table->at[column] = i;
			known++;
		} else if (!table->unused && *row->fields[i]) {
			table->unused = row->fields[i];
		}
	}
	return known >= 2 && table->at[COLUMN_TEXT] != SIZE_MAX;
}

static bool find_table(struct reading *reading, struct csv *csv, struct table *table)
{
	static const char delimiters[] = {',', ';', '\t'};
	const struct csv start = *csv;
	struct csv_row row;
	bool any;

	for (size_t i = 0; i < COUNT(delimiters); i++) {
		*csv = start;
		csv->delimiter = delimiters[i];
		if (!csv_next(csv, &row, &any, reading->arena, NULL) && any &&
		    is_header(&row, table))
			return true;
	}
	return false;
}

/* Without what is blank around it; NULL if nothing is left. */
static const char *field_of(struct reading *reading, const struct table *table,
			    const struct csv_row *row, enum column column)
{
	const char *field = table->at[column] < row->count ? row->fields[table->at[column]] : "";
	struct span span = {field, field + strlen(field)};

	span_trim(&span);
	return span.text == span.end
		       ? NULL
		       : arena_copy(reading->arena, span.text, (size_t)(span.end - span.text));
}

static enum status wrong_phase(struct reading *reading, const char *name, uint32_t line)
{
	const char *titles = "";

	for (size_t i = 0; titles && i < reading->rubric->phases.count; i++)
		titles = arena_printf(reading->arena, "%s%s%s", titles, i ? ", " : "",
				      rubric_phase_at(reading->rubric, i)->title);
	return err_set(reading->err, STATUS_INVALID,
		       _("line %u: '%.60s' is no part of this lesson; expected one of %s"), line,
		       name, titles ? titles : "");
}

static enum status take_row(struct reading *reading, const struct table *table,
			    const struct csv_row *row)
{
	const char *phase = field_of(reading, table, row, COLUMN_PHASE);
	const char *who = field_of(reading, table, row, COLUMN_WHO);
	char time[LESSON_TIME_SIZE];
	struct lesson_note note = {
		.text = field_of(reading, table, row, COLUMN_TEXT),
		.time = field_of(reading, table, row, COLUMN_TIME),
		.who = who ? note_who(who) : NULL,
	};

	if (row->count > table->count)
		return err_set(reading->err, STATUS_INVALID,
			       _("line %u has %zu columns; expected %zu, as in the first line"),
			       row->line, row->count, table->count);
	if (!note.text)
		return STATUS_OK;
	if (phase)
		note.phase = find_phase(reading->rubric,
					(struct span){phase, phase + strlen(phase)});
	if (phase && !note.phase)
		return wrong_phase(reading, phase, row->line);
	if (who && !note.who)
		return err_set(reading->err, STATUS_INVALID,
			       _("line %u: '%.60s' does not say who acted; expected students, "
				 "teacher or coach"),
			       row->line, who);
	if (note.time && !note_clock(note.time, time))
		return err_set(reading->err, STATUS_INVALID,
			       _("line %u: '%.60s' is no time; expected one like 10:31"), row->line,
			       note.time);
	if (note.time && !(note.time = arena_strdup(reading->arena, time)))
		return err_no_memory(reading->err);
	return take_piece(reading, note, row->line);
}

static enum status take_table(struct reading *reading, struct csv *csv, const struct table *table)
{
	struct csv_row row;
	bool any;
	enum status status = csv_next(csv, &row, &any, reading->arena, reading->err);

	reading->notes->unused = table->unused;
	while (!status && any) {
		status = take_row(reading, table, &row);
		if (!status)
			status = csv_next(csv, &row, &any, reading->arena, reading->err);
	}
	return status;
}

/* ---- all of it ---- */

static enum status check_text(const char *bytes, size_t length, struct err *err)
{
	size_t valid = utf8_valid_prefix(bytes, length);
	const char *zero = memchr(bytes, '\0', valid);
	size_t place = zero ? (size_t)(zero - bytes) : valid;
	unsigned line = 1;

	if (length > LESSON_NOTES_BYTES_MAX)
		return err_set(err, STATUS_LIMIT,
			       _("this is more than %zu MiB; take a part of it at a time"),
			       LESSON_NOTES_BYTES_MAX >> 20);
	if (place == length)
		return STATUS_OK;
	for (size_t i = 0; i < place; i++)
		line += bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n');
	return err_set(err, STATUS_INVALID,
		       _("line %u is not text in UTF-8; expected a plain text file saved as UTF-8"),
		       line);
}

static enum status read_notes(struct reading *reading, const char *bytes, size_t length,
			      bool may_be_table, const char *now)
{
	static const char bom[] = "\xEF\xBB\xBF";
	const char *end = bytes + length;
	struct csv csv;
	struct table table;
	enum status status;

	*reading->notes = (struct lesson_notes){0};
	status = length > 0 ? check_text(bytes, length, reading->err) : STATUS_OK;
	if (status || length == 0)
		return status;
	if (length >= 3 && !memcmp(bytes, bom, 3))
		bytes += 3;
	csv = (struct csv){.next = bytes, .end = end, .line = 1};
	if (may_be_table && find_table(reading, &csv, &table))
		return take_table(reading, &csv, &table);
	return take_lines(reading, bytes, end, now);
}

enum status lesson_notes_read(struct lesson_notes *notes, const char *bytes, size_t length,
			      const struct rubric *rubric, struct arena *arena, struct err *err)
{
	struct reading reading = {.notes = notes, .rubric = rubric, .arena = arena, .err = err};

	return read_notes(&reading, bytes, length, true, NULL);
}

enum status lesson_notes_read_lines(struct lesson_notes *notes, const char *bytes, size_t length,
				    const char *now, const struct rubric *rubric,
				    struct arena *arena, struct err *err)
{
	struct reading reading = {.notes = notes, .rubric = rubric, .arena = arena, .err = err};

	return read_notes(&reading, bytes, length, false, now);
}
