/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/report.h"

#include <fcntl.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"
#include "debrief/previous.h"
#include "report_parts.h"

/*
 * Everything is asked once, here; so two renderers can never tell two stories. What is not here
 * cannot get into a report: the teacher's knows neither private events nor what the engine thinks
 * of those that are shared.
 */

#define ARENA_MAX ((size_t)1 << 30)

const char *const audience_names[AUDIENCE__COUNT] = {"coach", "teacher"};
const char *const report_format_names[REPORT__COUNT] = {"text", "markdown", "html", "json"};

/* ---- evidence in the order of the lesson ---- */

struct placed {
	const struct event *event;
	size_t phase; /* index; SIZE_MAX: of none */
	long time;    /* seconds of the day, -1: nothing before it said one */
	size_t place;
};

/* "10:31" or "10:31:05"; -1 if it is something else. */
static long seconds_of_day(const char *time)
{
	long parts[3] = {0, 0, 0};
	size_t n = 0;

	while (time && *time && n < COUNT(parts)) {
		char *end;

		parts[n] = strtol(time, &end, 10);
		if (end == time || parts[n] < 0 || parts[n] > 99)
			return -1;
		n++;
		time = *end == ':' ? end + 1 : end;
		if (*end && *end != ':')
			return -1;
	}
	return n < 2 ? -1 : (parts[0] * 60 + parts[1]) * 60 + parts[2];
}

static int compare_places(const void *left, const void *right)
{
	const struct placed *a = left;
	const struct placed *b = right;

	if (a->phase != b->phase)
		return a->phase < b->phase ? -1 : 1;
	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	return a->place < b->place ? -1 : 1;
}

/* What says no time takes that of what was written before it about the same part. */
static void place_evidence(const struct state *state, struct placed *placed, long *latest)
{
	for (size_t i = 0; i < state->evidence.count; i++) {
		const struct event *event = state->evidence.items[i];
		const struct rubric_phase *phase = state_evidence_phase(state, event);
		long time = seconds_of_day(event_text(event, KEY_LESSON_TIME));
		long *before = &latest[phase ? phase->index : state->rubric->phases.count];

		if (time < 0)
			time = *before;
		*before = time;
		placed[i] = (struct placed){event, phase ? phase->index : SIZE_MAX, time, i};
	}
}

static enum status order_evidence(struct report *report, struct arena *arena, struct err *err)
{
	const struct state *state = &report->state;
	size_t n_phases = state->rubric->phases.count;
	struct placed *placed = arena_array(arena, state->evidence.count, sizeof(*placed));
	const struct event **ordered = arena_array(arena, state->evidence.count,
						   sizeof(const struct event *));
	long *latest = arena_array(arena, n_phases + 1, sizeof(*latest));

	if (!placed || !ordered || !latest)
		return err_no_memory(err);
	for (size_t i = 0; i <= n_phases; i++)
		latest[i] = -1;
	place_evidence(state, placed, latest);
	if (state->evidence.count > 0)
		qsort(placed, state->evidence.count, sizeof(*placed), compare_places);
	for (size_t i = 0; i < state->evidence.count; i++)
		ordered[i] = placed[i].event;
	report->evidence = ordered;
	return STATUS_OK;
}

/* ---- what the engine says, for the coach ---- */

static enum status judge_parked(struct report *report, struct arena *arena, struct err *err)
{
	const struct state *state = &report->state;
	struct goal_view *parked = arena_array(arena, state->parked.count, sizeof(*parked));
	enum status status = parked ? STATUS_OK : err_no_memory(err);

	for (size_t i = 0; i < state->parked.count && status == STATUS_OK; i++) {
		const char *id = event_text(state->parked.items[i], KEY_RE);
		status = goal_judge(state, &report->advice.diagnosis, state_event(state, id), arena,
				    &parked[i], err);
	}
	report->parked = parked;
	return status;
}

/* With the first thing asked or heard, or when somebody was first given the floor for it. */
static double talk_from(const struct report *report)
{
	const struct state *state = &report->state;
	const struct state_list *lists[] = {&state->talk, &state->topics};
	double from;

	if (report->advice.talk_begins == EVENT_PLACE_NONE)
		return -1;
	from = state_seconds(state, state->log.items[report->advice.talk_begins]);
	for (size_t i = 0; i < COUNT(lists); i++)
		if (lists[i]->count > 0 && state_seconds(state, lists[i]->items[0]) < from)
			from = state_seconds(state, lists[i]->items[0]);
	return from;
}

static enum status look_back(struct report *report, struct arena *arena, struct err *err)
{
	enum status status;

	if (report->advice.talk_begins == EVENT_PLACE_NONE)
		return STATUS_OK;
	status = state_before(&report->then, &report->state, report->advice.talk_begins, arena,
			      err);
	return status ? status : diagnosis_make(&report->then, arena, &report->prepared, err);
}

static enum status advise(struct report *report, const struct session *session, struct host *host,
			  struct arena *arena, struct err *err)
{
	enum status status = advice_make(&report->state, SIZE_MAX, arena, &report->advice, err);

	report->state.previous_goal = previous_goal(host, session, arena);
	if (!status)
		status = look_back(report, arena, err);
	if (!status)
		status = episodes_make(&report->state, arena, &report->episodes,
				       &report->n_episodes, err);
	if (!status)
		status = judge_parked(report, arena, err);
	report->talk = talk_time(&report->state);
	report->talk_from = talk_from(report);
	return status;
}

enum status report_make(struct report *report, const struct session *session, struct host *host,
			enum audience audience, struct arena *arena, struct err *err)
{
	bool shared_only = audience == FOR_TEACHER;
	enum status status;

	*report = (struct report){.audience = audience, .session = session};
	status = state_fold(&report->state, session, SIZE_MAX, shared_only, arena, err);
	if (!status && shared_only)
		report->state.session = NULL;
	else if (!status)
		status = advise(report, session, host, arena, err);
	if (!status)
		status = order_evidence(report, arena, err);
	return status;
}

/* ---- as a document ---- */

enum status report_document(const struct report *report, struct arena *arena,
			    struct document *document, struct err *err)
{
	const char *title = report_open_text(report, KEY_LESSON_TITLE);

	document_start(document, arena, title ? title : report->session->id);
	document->reader = audience_names[report->audience];
	document->session = report->session->id;
	if (report->session->path)
		document->folder = path_join(arena, report->session->path, "work");
	if (report->audience == FOR_TEACHER)
		teacher_report(report, document);
	else
		coach_report(report, document);
	return document->failed ? err_no_memory(err) : STATUS_OK;
}

enum report_format report_format_of(const char *file)
{
	static const struct {
		const char *ending;
		enum report_format format;
	} endings[] = {
		{".md", REPORT_MARKDOWN}, {".markdown", REPORT_MARKDOWN}, {".html", REPORT_HTML},
		{".htm", REPORT_HTML},    {".json", REPORT_JSON},
	};
	size_t length = strlen(file);

	for (size_t i = 0; i < COUNT(endings); i++) {
		size_t end = strlen(endings[i].ending);

		if (length > end && strcasecmp(file + length - end, endings[i].ending) == 0)
			return endings[i].format;
	}
	return REPORT_TEXT;
}

enum status report_render(const struct report *report, enum report_format format,
			  struct arena *arena, struct buf *out, struct err *err)
{
	static document_render *const renderers[REPORT__COUNT] = {
		[REPORT_TEXT] = document_as_text,
		[REPORT_MARKDOWN] = document_as_markdown,
		[REPORT_HTML] = document_as_html,
		[REPORT_JSON] = document_as_json,
	};
	struct document document;
	enum status status = report_document(report, arena, &document, err);

	return status ? status : renderers[format](&document, out, err);
}

static enum status write_it(struct session *session, struct host *host, enum audience audience,
			    enum report_format format, struct buf *out, struct err *err)
{
	struct report report;
	struct arena arena;
	enum status status = STATUS_OK;

	arena_init(&arena, ARENA_MAX);
	if (audience == FOR_COACH)
		status = session_find_problems(session, host, err);
	if (!status)
		status = report_make(&report, session, host, audience, &arena, err);
	if (!status)
		status = report_render(&report, format, &arena, out, err);
	arena_release(&arena);
	return status;
}

/* What scripts read is in the words of the source, whatever language the user reads. */
enum status report_write(struct session *session, struct host *host, enum audience audience,
			 enum report_format format, struct buf *out, struct err *err)
{
	locale_t users = duplocale(uselocale((locale_t)0));
	locale_t plain = format == REPORT_JSON && users ? newlocale(LC_MESSAGES_MASK, "C", users)
							: (locale_t)0;
	locale_t before = plain ? uselocale(plain) : (locale_t)0;
	enum status status = write_it(session, host, audience, format, out, err);

	if (plain)
		uselocale(before);
	if (plain || users)
		freelocale(plain ? plain : users);
	return status;
}

enum status report_save(const struct file_ops *files, const char *path, const struct buf *page,
			struct err *err)
{
	struct stat info;

	if (lstat(path, &info) == 0 && S_ISLNK(info.st_mode))
		return err_set(err, STATUS_REFUSED,
			       _("'%s' is a link; please name the file itself"), path);
	if (lstat(path, &info) == 0 && !S_ISREG(info.st_mode))
		return err_set(err, STATUS_REFUSED, _("'%s' is no file that can be replaced"),
			       path);
	return file_replace(files, AT_FDCWD, path, buf_text(page), page->length, err);
}
