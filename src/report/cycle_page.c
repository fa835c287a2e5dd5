/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/cycle.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/json.h"
#include "debrief/labels.h"
#include "debrief/sanitise.h"
#include "debrief/timestamp.h"
#include "debrief/utf8.h"
#include "page.h"

/*
 * A year at a glance first, a line a session; then each session with what became of its goal. The
 * page tells what is recorded, in the order in which it happened, and draws no conclusion.
 */

#define MINUTE 60.0

/* ---- at a glance ---- */

/* A cell of so many columns, and two blanks after it. */
static void cell(struct buf *out, int width, const char *text)
{
	struct buf clean;
	size_t length;

	buf_init(&clean, out->max);
	sanitise_text(&clean, text ? text : "", SANITISE_LINE);
	length = utf8_fit(buf_text(&clean), clean.length, width);
	buf_add(out, buf_text(&clean), length);
	buf_fill(out, ' ', (size_t)(width + 2 - utf8_columns(buf_text(&clean), length)));
	if (clean.failed)
		out->failed = true;
	buf_release(&clean);
}

static void end_line(struct buf *out)
{
	size_t length = out->length;

	while (length > 0 && out->data[length - 1] == ' ')
		length--;
	buf_truncate(out, length);
	page_blank(out);
}

/* What was seen or said last of the goal. */
static const char *latest_level(const struct cycle_entry *entry)
{
	for (size_t i = entry->n_progress; i-- > 0;)
		if (entry->progress[i].level)
			return progress_words(entry->progress[i].level);
	return "";
}

/* "40/60": of the words where there is a transcript, else "40/60*" of the talk clock; "" if
 * neither. */
static const char *shares(const struct cycle_entry *entry, struct arena *arena)
{
	double both = entry->floor.coach + entry->floor.teacher;
	struct talk_share share = talk_share(entry->words);
	bool is_time = share.coach + share.teacher == 0 && both > 0;
	const char *words;

	if (is_time) {
		share.coach = (int)(100 * entry->floor.coach / both + 0.5);
		share.teacher = 100 - share.coach;
	}
	if (share.coach + share.teacher == 0)
		return "";
	words = arena_printf(arena, "%d/%d%s", share.coach, share.teacher, is_time ? "*" : "");
	return words ? words : "";
}

static void glance_line(struct buf *out, const char *const cells[5])
{
	static const int widths[] = {DATE_SIZE - 1, 22, 15, 10, 7};

	buf_fill(out, ' ', 2);
	for (size_t i = 0; i < COUNT(widths); i++)
		cell(out, widths[i], cells[i]);
	end_line(out);
}

/* What the numbers are shares of. */
static void legend(const struct cycle *cycle, struct buf *out)
{
	bool any_words = false;
	bool any_time = false;

	for (size_t i = 0; i < cycle->count; i++) {
		const char *share = shares(&cycle->entries[i], cycle->arena);

		any_time |= strchr(share, '*') != NULL;
		any_words |= *share && !strchr(share, '*');
	}
	if (any_words || any_time)
		page_blank(out);
	if (any_words)
		page_text(out, 2, "%s",
			  _("C/T: of 100 words in the transcript, the coach's and the teacher's"));
	if (any_time)
		page_text(out, 2, "%s",
			  _("C/T with *: of 100 minutes on the floor, the coach's and the "
			    "teacher's"));
}

static void glance(const struct cycle *cycle, struct buf *out)
{
	const char *any = "";

	for (size_t i = 0; i < cycle->count && !*any; i++)
		any = shares(&cycle->entries[i], cycle->arena);
	page_heading(out, '-', _("At a glance"));
	glance_line(out, (const char *[]){_("Date"), _("Part of the lesson"), _("Where it stands"),
					  _("Seen since"), *any ? _("C/T") : ""});
	for (size_t i = 0; i < cycle->count; i++) {
		const struct cycle_entry *entry = &cycle->entries[i];

		glance_line(out,
			    (const char *[]){entry->summary.date, entry->phase,
					     standing_words(entry->summary.standing),
					     latest_level(entry), shares(entry, cycle->arena)});
	}
	legend(cycle, out);
}

/* ---- one session ---- */

static void labelled(struct buf *out, const char *label, const char *text)
{
	if (text && *text)
		page_text(out, 2, "%s: %s", label, text);
}

static void entry_heading(const struct cycle_entry *entry, struct arena *arena, struct buf *out)
{
	const struct summary *summary = &entry->summary;
	const char *grade = summary->grade ? grade_words(summary->grade, arena) : "";
	char day[DATE_WORDS_SIZE];
	const char *heading = arena_printf(
		arena, "%s%s%s%s%s", date_words(summary->date, day), summary->lesson ? " · " : "",
		summary->lesson ? summary->lesson : "", *grade ? " · " : "", grade);

	page_heading(out, '-', heading ? heading : entry->name);
}

static void progress_line(const struct cycle_progress *progress, struct buf *out)
{
	char day[DATE_WORDS_SIZE];

	bool is_told = progress->by && !strcmp(progress->by, "teacher");

	page_item(out, 2, "* ",
		  progress->session ? _("%s, in the next talk: %s%s%s")
		  : is_told         ? _("%s, told by the teacher: %s%s%s")
				    : _("%s, on a visit: %s%s%s"),
		  date_words(progress->date, day), progress_words(progress->level),
		  progress->text ? ". " : "", progress->text ? progress->text : "");
}

/* No share is good or bad; it is the coach's to see how it goes over the year. */
static void floor_line(const struct talk_time *floor, struct buf *out)
{
	double both = floor->coach + floor->teacher;

	if (both <= 0)
		return;
	page_text(out, 2,
		  _("On the floor: the coach %.0f min (%.0f %%), the teacher %.0f min "
		    "(%.0f %%)"),
		  floor->coach / MINUTE, 100 * floor->coach / both, floor->teacher / MINUTE,
		  100 * floor->teacher / both);
}

static void words_line(const struct talk_words *words, struct buf *out)
{
	struct talk_share share = talk_share(*words);

	if (share.coach + share.teacher > 0)
		page_text(out, 2, _("Words in the transcript: the coach %d %%, the teacher %d %%"),
			  share.coach, share.teacher);
}

static const char *whose_words(enum goal_whose whose)
{
	if (whose == GOAL_AGREED_BY_TEACHER)
		return _("In the teacher's words");
	return whose == GOAL_AGREED_BY_COACH ? _("In the coach's words") : _("The one move");
}

static void entry_text(const struct cycle_entry *entry, struct arena *arena, struct buf *out)
{
	char day[DATE_WORDS_SIZE];

	entry_heading(entry, arena, out);
	labelled(out, _("Where it stands"), standing_words(entry->summary.standing));
	labelled(out, whose_words(entry->whose), entry->goal);
	labelled(out, _("Part of the lesson"), entry->phase);
	labelled(out, _("What matters for students"), entry->development);
	for (size_t i = 0; i < entry->n_progress; i++)
		progress_line(&entry->progress[i], out);
	if (!entry->taken_up)
		labelled(out, plan_label(KEY_DUE), date_words(entry->summary.due, day));
	floor_line(&entry->floor, out);
	words_line(&entry->words, out);
	page_text(out, 2, entry->archived ? _("Session: %s, in the archive") : _("Session: %s"),
		  entry->name);
}

enum status cycle_page(const struct cycle *cycle, struct buf *out, struct err *err)
{
	const char *title = arena_printf(cycle->arena, _("The coaching cycle with %s"),
					 cycle->teacher ? cycle->teacher : "");

	page_heading(out, '=', title ? title : "");
	page_text(out, 0, "%s",
		  _("This page is for the coach. It tells what was agreed, and what was seen of it "
		    "later."));
	glance(cycle, out);
	for (size_t i = 0; i < cycle->count; i++)
		entry_text(&cycle->entries[i], cycle->arena, out);
	return out->failed || !title ? err_no_memory(err) : STATUS_OK;
}

/* ---- for scripts ---- */

static const char *const standing_ids[STANDING__COUNT] = {
	[STANDING_PREPARING] = "preparing", [STANDING_TALKING] = "talking",
	[STANDING_AGREED] = "agreed",       [STANDING_CONTINUE] = "continue",
	[STANDING_PARKED] = "parked",       [STANDING_NEWER] = "newer",
	[STANDING_UNKNOWN] = "unknown",
};

static const char *or_null(const char *text)
{
	return text && *text ? text : NULL;
}

static void goal_json(struct json *json, const struct cycle_entry *entry)
{
	if (!entry->goal) {
		json_text(json, "goal", NULL);
		return;
	}
	json_object(json, "goal");
	json_text(json, "whose",
		  entry->whose < GOAL__COUNT ? goal_whose_names[entry->whose] : "plan");
	json_text(json, "text", entry->goal);
	json_text(json, "phase", entry->phase);
	json_object_end(json);
}

static void progress_json(struct json *json, const struct cycle_entry *entry)
{
	json_array(json, "progress");
	for (size_t i = 0; i < entry->n_progress; i++) {
		const struct cycle_progress *progress = &entry->progress[i];
		json_object(json, NULL);
		json_text(json, "date", progress->date);
		json_text(json, "level", progress->level);
		json_text(json, "by", progress->by);
		json_text(json, "text", progress->text);
		json_text(json, "session", progress->session);
		json_object_end(json);
	}
	json_array_end(json);
}

static void entry_json(struct json *json, const struct cycle_entry *entry)
{
	const struct summary *summary = &entry->summary;

	json_object(json, NULL);
	json_text(json, "session", entry->name);
	json_text(json, "date", or_null(summary->date));
	json_bool(json, "archived", entry->archived);
	json_text(json, "lesson", summary->lesson);
	json_text(json, "grade", summary->grade);
	json_text(json, "stands", standing_ids[summary->standing]);
	goal_json(json, entry);
	json_text(json, "development", entry->development);
	progress_json(json, entry);
	json_text(json, "due", or_null(summary->due));
	json_text(json, "previous", summary->previous);
	json_object(json, "talk");
	json_seconds(json, "coach_seconds", entry->floor.coach);
	json_seconds(json, "teacher_seconds", entry->floor.teacher);
	if (entry->words.coach + entry->words.teacher > 0) {
		json_number(json, "coach_words", (long)entry->words.coach);
		json_number(json, "teacher_words", (long)entry->words.teacher);
	}
	json_object_end(json);
	json_object_end(json);
}

enum status cycle_json(const struct cycle *cycle, struct buf *out, struct err *err)
{
	struct json json;

	json_start(&json, out);
	json_object(&json, NULL);
	json_text(&json, "teacher", cycle->teacher);
	json_array(&json, "sessions");
	for (size_t i = 0; i < cycle->count; i++)
		entry_json(&json, &cycle->entries[i]);
	json_array_end(&json);
	json_object_end(&json);
	return out->failed ? err_no_memory(err) : STATUS_OK;
}
