/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/report.h"

#include <locale.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "debrief/array.h"
#include "debrief/i18n.h"
#include "debrief/ics.h"
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
const char *const report_format_names[REPORT__COUNT] = {"text", "markdown", "html", "json", "ics"};

/* ---- what the engine says, for the coach ---- */

static enum status judge_parked(struct report *report, struct arena *arena, struct err *err)
{
	const struct state *state = &report->state;
	struct goal_view *parked = arena_array(arena, state->parked.count, sizeof(*parked));
	enum status status = parked ? STATUS_OK : err_no_memory(err);

	for (size_t i = 0; i < state->parked.count && status == STATUS_OK; i++) {
		const char *id = event_text(state->parked.items[i], KEY_RE);
		status = goal_judge(state, &report->advice.diagnosis, state_cited(state, id), arena,
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
	struct state_list evidence;
	enum status status;

	*report = (struct report){.audience = audience, .session = session};
	status = consented_fold(&report->state, session, shared_only, &report->consented, arena,
				err);
	if (!status && shared_only)
		report->state.session = NULL;
	else if (!status)
		status = advise(report, session, host, arena, err);
	if (!status)
		status = state_evidence_in_order(&report->state, arena, &evidence, err);
	if (!status)
		report->evidence = evidence.items;
	return status;
}

/* ---- as a document ---- */

/* A session's name may hold a person's, and says nothing to the teacher. */
static const char *teachers_title(const struct report *report, struct document *document)
{
	const char *parts[] = {report_open_text(report, KEY_LESSON_GRADE),
			       report_open_text(report, KEY_LESSON_DATE)};
	const char *title = _("Our talk");

	if (parts[1])
		parts[1] = document_date(document, parts[1]);
	if (parts[0] && *parts[0] >= '0' && *parts[0] <= '9')
		parts[0] = document_format(document, _("Grade %s"), parts[0]);
	for (size_t i = 0; i < COUNT(parts); i++)
		if (parts[i])
			title = document_list(document, title, parts[i]);
	return title;
}

enum status report_document(const struct report *report, struct arena *arena,
			    struct document *document, struct err *err)
{
	const char *title = report_open_text(report, KEY_LESSON_TITLE);

	bool failed;

	*document = (struct document){.arena = arena};
	if (!title)
		title = report->audience == FOR_TEACHER ? teachers_title(report, document)
							: report->session->id;
	failed = document->failed;
	document_start(document, arena, title);
	document->failed |= failed;
	document->reader = audience_names[report->audience];
	if (report->audience == FOR_COACH)
		document->session = report->session->id;
	if (report->session->path)
		document->folder = path_join(arena, report->session->path, "work");
	if (report->audience == FOR_TEACHER)
		teacher_report(report, document);
	else
		coach_report(report, document);
	return document->failed ? err_no_memory(err) : STATUS_OK;
}

/* From its last point on; "" if it has none, or begins with it. */
static const char *ending_of(const char *file)
{
	const char *name = path_name(file);
	const char *point = strrchr(name, '.');

	return point && point > name ? point : "";
}

enum status report_format_of(const char *file, enum report_format *format, struct err *err)
{
	static const struct {
		const char *ending;
		enum report_format format;
	} endings[] = {
		{"", REPORT_TEXT},        {".txt", REPORT_TEXT},          {".text", REPORT_TEXT},
		{".md", REPORT_MARKDOWN}, {".markdown", REPORT_MARKDOWN}, {".html", REPORT_HTML},
		{".htm", REPORT_HTML},    {".json", REPORT_JSON},         {".ics", REPORT_ICS},
	};
	const char *ending = ending_of(file);

	for (size_t i = 0; i < COUNT(endings); i++)
		if (strcasecmp(ending, endings[i].ending) == 0) {
			*format = endings[i].format;
			return STATUS_OK;
		}
	return err_set(err, STATUS_INVALID,
		       _("no report can be written as '%s'; a name ends in .txt, .md, .html, "
			 ".json or .ics, or has no ending and holds text"),
		       ending);
}

enum status report_render(const struct report *report, enum report_format format,
			  struct arena *arena, struct buf *out, struct err *err)
{
	static document_render *const renderers[REPORT_PAGES__COUNT] = {
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

	if (format == REPORT_ICS)
		return report_as_ics(session, out, err);
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
