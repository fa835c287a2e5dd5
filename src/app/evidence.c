/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line of evidence. Nothing is asked before the words: what else there is to say is in the
 * heading, can be changed while the line is written, and stays for the next one. A page that is
 * pasted becomes a piece a line. What was kept can be opened again in the same line; it is then
 * written anew and stands in the place of the old.
 */
#include "app/evidence.h"

#include <string.h>

#include "app/app.h"
#include "app/command_run.h"
#include "app/form_tables.h"
#include "app/take_out.h"
#include "debrief/i18n.h"
#include "debrief/timestamp.h"

#define NOTES_ARENA ((size_t)64 << 20)
#define PASTE_MAX   ((size_t)1 << 20) /* what a terminal's paste holds, at most */
#define CLOCK_SIZE  6

/* Those who act; the last two are not always among the choices of a key. */
enum who { WHO_STUDENTS, WHO_TEACHER, WHO_COACH, WHO_TOLD, WHO_UNKNOWN };

static const struct {
	const char *who, *source, *label;
} actors[] = {
	[WHO_STUDENTS] = {"students", NULL, N_("Students")},
	[WHO_TEACHER] = {"teacher", NULL, N_("The teacher")},
	[WHO_COACH] = {"coach", NULL, N_("The coach")},
	[WHO_TOLD] = {"students", "teacher", N_("Students, as the teacher tells it")},
	[WHO_UNKNOWN] = {NULL, NULL, N_("who acted?")},
};

static size_t actor_named(const char *who)
{
	for (size_t i = 0; who && i < WHO_TOLD; i++)
		if (!strcmp(actors[i].who, who))
			return i;
	return WHO_UNKNOWN;
}

const char *evidence_letter(const char *who)
{
	const char *letter = note_letter(who);

	return *letter ? letter : _("?");
}

static const struct evidence_line *line_of(const struct app *app)
{
	return app->form.subject.event ? &app->written_anew : &app->evidence_line;
}

static struct evidence_line *line_to_change(struct app *app)
{
	return app->form.subject.event ? &app->written_anew : &app->evidence_line;
}

static const struct rubric_phase *phase_at(const struct app *app, size_t index)
{
	const struct rubric *rubric = app->session->rubric;

	return index < rubric->phases.count ? rubric_phase_at(rubric, index) : NULL;
}

/* What is written anew may have come in a file, where a number is one; and without a screen nobody
 * sees the heading. */
static struct note_head head_of(const struct app *app, const char *text)
{
	char clock[CLOCK_SIZE];

	timestamp_local_clock(host_now_ms(app->host), clock);
	return note_head_read(text, strlen(text), clock,
			      !app->form.subject.event && !app->line_by_line);
}

static size_t actor_of(const struct app *app, const struct note_head *head)
{
	return head->who ? actor_named(head->who) : line_of(app)->who;
}

const char *evidence_who(const struct app *app)
{
	struct note_head head = head_of(app, app->form.text ? app->form.text : "");

	return actors[actor_of(app, &head)].who;
}

/* "Students (S)" */
static const char *actor_words(size_t who, struct arena *arena)
{
	return who == WHO_UNKNOWN ? _(actors[who].label)
				  : arena_printf(arena, "%s (%s)", _(actors[who].label),
						 evidence_letter(actors[who].who));
}

/* "Evidence · Launch · Students (S) · 10:31" */
static const char *heading(const struct app *app, const struct form_run *run, struct arena *arena)
{
	const struct evidence_line *line = line_of(app);
	const struct rubric_phase *phase = phase_at(app, line->phase);
	struct note_head head = head_of(app, run->text ? run->text : "");
	const char *who = actor_words(actor_of(app, &head), arena);
	const char *part = phase ? phase->title : _("part not clear yet");
	bool has_parts = app->session->rubric->phases.count > 0;

	return arena_printf(arena, "%s%s%s · %s%s%s", _(run->form->title), has_parts ? " · " : "",
			    has_parts ? part : "", who ? who : "", head.time[0] ? " · " : "",
			    head.time);
}

static const char *no_words(const char *text)
{
	struct note_head head = note_head_read(text, strlen(text), "00:00", true);

	return head.length < strlen(text)
		       ? NULL
		       : N_("And what could be seen or heard? Enter on an empty line ends.");
}

bool evidence_is_told(const struct app *app)
{
	return app->evidence_line.begun && app->evidence_line.who == WHO_TOLD;
}

/* The teacher tells in the talk, unless their words are not to be written down. */
static bool teacher_may_tell(const struct app *app)
{
	return app_is_table_safe(app) && !state_consent_refused(&app->state);
}

static struct evidence_line line_about(const struct app *app, const struct event *evidence)
{
	const struct rubric_phase *phase = state_evidence_phase(&app->state, evidence);
	struct evidence_line line = {
		.phase = phase ? phase->index : app->session->rubric->phases.count,
		.who = actor_named(state_evidence_who(&app->state, evidence)),
	};

	if (event_says(evidence, KEY_SOURCE, "teacher") && line.who == WHO_STUDENTS)
		line.who = WHO_TOLD;
	return line;
}

/* The first time it goes on from the piece that was written last. A part that this does not name is
 * where the marker is in the lesson; but who acted is nobody's guess: of words that stand under the
 * wrong name the teacher would read in their report. */
static struct evidence_line first_line(const struct app *app)
{
	const struct state_list *written = &app->state.evidence;
	const struct rubric_phase *here = app_phase_here(app);
	size_t none = app->session->rubric->phases.count;
	struct evidence_line line = {.phase = none, .who = WHO_UNKNOWN};

	if (written->count > 0)
		line = line_about(app, written->items[written->count - 1]);
	if (line.phase == none && here)
		line.phase = here->index;
	line.begun = true;
	return line;
}

static void begin_line(struct app *app)
{
	struct evidence_line *line = &app->evidence_line;

	if (!line->begun)
		*line = first_line(app);
	line->kept = 0;
	if (evidence_is_told(app) && state_consent_refused(&app->state))
		line->who = WHO_STUDENTS;
}

unsigned do_evidence(struct app *app)
{
	begin_line(app);
	return form_start(app, &form_evidence, NULL);
}

void evidence_select(struct app *app, const struct event *evidence)
{
	for (size_t i = 0; i < app->lesson.count; i++)
		if (app->lesson.items[i].type == ROW_EVIDENCE &&
		    app->lesson.items[i].event == evidence)
			app->views[FOCUS_LESSON].selected = i;
}

/* The words of the line into the event, and what stays for the next one into `line`. */
static void take_line(struct app *app, struct form_run *run, struct evidence_line *line)
{
	const char *text = event_text(&run->event, KEY_TEXT);
	struct note_head head = head_of(app, text);
	const struct rubric_phase *phase = phase_at(app, line->phase);

	if (head.who) {
		line->who = actor_named(head.who);
		line->chose_who = true;
	}
	event_set(&run->event, KEY_PHASE, phase ? phase->id : NULL);
	event_set(&run->event, KEY_WHO, actors[line->who].who);
	event_set(&run->event, KEY_SOURCE, actors[line->who].source);
	event_set(&run->event, KEY_LESSON_TIME,
		  head.time[0] ? arena_strdup(&run->arena, head.time) : NULL);
	event_set(&run->event, KEY_TEXT, text + head.length);
}

/* A line that is just the title of a part says where the next ones belong, as on a page. */
static bool accept(struct app *app, struct form_run *run, const char *text)
{
	const struct rubric_phase *phase = note_heading(app->session->rubric, text, strlen(text));
	struct evidence_line *line = line_to_change(app);

	if (!phase || run->subject.event) {
		event_set(&run->event, KEY_TEXT, text);
		return true;
	}
	line->phase = phase->index;
	line->chose_phase = true;
	run->text = "";
	run->point = 0;
	app_say(app, _("What comes now belongs to: %s."), phase->title);
	return false;
}

static unsigned finish_line(struct app *app, struct form_run *run)
{
	unsigned change;

	take_line(app, run, &app->evidence_line);
	change = app_act(app, &run->event, 1);
	if (change & CHANGE_EVENTS) {
		evidence_select(app, app->state.evidence.items[app->state.evidence.count - 1]);
		app_say(app, _("%zu kept."), ++app->evidence_line.kept);
	}
	return change;
}

static bool next_line(struct app *app, struct form_subject *about)
{
	(void)app;
	(void)about;
	return true;
}

/* Pages */

/* To the first of the newest pieces that is still to be sorted, so that f can begin there. */
static void select_unsorted(struct app *app, size_t newest)
{
	const struct state_list *evidence = &app->state.evidence;
	size_t first = evidence->count - newest;
	size_t n = first;

	while (n + 1 < evidence->count && state_evidence_phase(&app->state, evidence->items[n]))
		n++;
	if (state_evidence_phase(&app->state, evidence->items[n]))
		n = first;
	evidence_select(app, evidence->items[n]);
	app->focus = FOCUS_LESSON;
}

unsigned evidence_keep_notes(struct app *app, const struct lesson_notes *notes, const char *phase,
			     const char *who)
{
	struct arena arena;
	struct event *events;
	unsigned change;

	arena_init(&arena, NOTES_ARENA);
	events = arena_array(&arena, notes->count, sizeof(*events));
	for (size_t i = 0; events && i < notes->count; i++) {
		const struct lesson_note *note = &notes->items[i];

		event_init(&events[i], EVENT_EVIDENCE);
		event_set(&events[i], KEY_PHASE, note->phase ? note->phase->id : phase);
		event_set(&events[i], KEY_WHO, note->who ? note->who : who);
		event_set(&events[i], KEY_LESSON_TIME, note->time);
		event_set(&events[i], KEY_TEXT, note->text);
	}
	change = events ? app_act(app, events, notes->count)
			: app_warn(app, "%s", _("There is no memory left; nothing was kept."));
	arena_release(&arena);
	if (change & CHANGE_EVENTS) {
		select_unsorted(app, notes->count);
		app_say(app,
			app_is_editing(app)
				? _("%zu pieces are kept as one entry. After Esc, which ends this "
				    "line, u takes them all back.")
				: _("%zu pieces are kept as one entry: u takes them all back."),
			notes->count);
	}
	return change;
}

static bool is_page(const char *text, size_t length)
{
	size_t lines = 0;
	bool blank = true;

	for (size_t i = 0; i < length && lines < 2; i++) {
		if (blank && !strchr(" \t\n", text[i]))
			lines++;
		blank = text[i] == '\n' || (blank && strchr(" \t", text[i]));
	}
	return lines > 1;
}

static unsigned keep_page(struct app *app, const char *text, size_t length, struct arena *arena)
{
	struct evidence_line *line = &app->evidence_line;
	const struct rubric_phase *phase = line->chose_phase ? phase_at(app, line->phase) : NULL;
	struct err err = {{0}, 0};
	struct lesson_notes notes;
	char clock[CLOCK_SIZE];
	unsigned change;

	timestamp_local_clock(host_now_ms(app->host), clock);
	if (length + 4 > PASTE_MAX)
		return app_warn(app, "%s",
				_("That is more than one paste can hold; nothing was taken. I "
				  "reads it from a file."));
	if (lesson_notes_read_lines(&notes, text, length, clock, app->session->rubric, arena, &err))
		return app_warn(app, _("Nothing was taken: %s."), err.message);
	if (notes.n_too_long)
		return app_warn(app,
				_("Nothing was taken: line %u is longer than %zu KiB, which is "
				  "too much for one piece."),
				(unsigned)notes.first_too_long, LESSON_NOTE_TEXT_MAX >> 10);
	if (notes.count == 0)
		return app_say(app, "%s", _("There are only headings in what was pasted."));
	change = evidence_keep_notes(app, &notes, phase ? phase->id : NULL,
				     line->chose_who ? actors[line->who].who : NULL);
	if (change & CHANGE_EVENTS)
		line->kept += notes.count;
	return change;
}

static bool paste(struct app *app, const char *text, size_t length, unsigned *change)
{
	struct arena arena;

	if (!is_page(text, length))
		return false;
	arena_init(&arena, NOTES_ARENA);
	*change = keep_page(app, text, length, &arena);
	arena_release(&arena);
	return true;
}

/* Keys while the line is written */

static bool writes_evidence(const struct app *app)
{
	return app->form.form && (app->form.form->contexts & IN_EVIDENCE);
}

/* In a text of several lines ↑ and ↓ move between them. */
bool can_change_phase(const struct app *app)
{
	return writes_evidence(app) && app->session->rubric->phases.count > 0 &&
	       !(app->form.text && strchr(app->form.text, '\n'));
}

bool can_change_who(const struct app *app)
{
	return writes_evidence(app);
}

static unsigned change_phase(struct app *app, size_t by)
{
	struct evidence_line *line = line_to_change(app);
	size_t count = app->session->rubric->phases.count + 1;

	line->phase = (line->phase + by) % count;
	line->chose_phase = true;
	return CHANGE_VIEW;
}

unsigned do_evidence_phase(struct app *app)
{
	return change_phase(app, 1);
}

unsigned do_evidence_phase_before(struct app *app)
{
	return change_phase(app, app->session->rubric->phases.count);
}

/* A letter that was typed gives way: from here on the heading says it. */
unsigned do_evidence_who(struct app *app)
{
	struct form_run *run = &app->form;
	struct evidence_line *line = line_to_change(app);
	const char *text = run->text ? run->text : "";
	struct note_head head = head_of(app, text);
	size_t count = teacher_may_tell(app) ? WHO_UNKNOWN : WHO_TOLD;
	char *without;

	line->who = actor_of(app, &head) + 1;
	if (line->who >= count)
		line->who = WHO_STUDENTS;
	line->chose_who = true;
	app_say(app, _("Who acted, in this and what follows: %s (%s)."), _(actors[line->who].label),
		evidence_letter(actors[line->who].who));
	if (!head.who)
		return CHANGE_VIEW;
	without = arena_printf(&run->arena, "%.*s%s", (int)head.who_at, text,
			       text + head.who_at + head.who_length);
	if (!without)
		return CHANGE_VIEW;
	run->text = without;
	run->point = strlen(without);
	return CHANGE_VIEW | CHANGE_EDIT;
}

/* Written anew */

unsigned evidence_write_anew(struct app *app, const struct event *evidence)
{
	struct form_subject about = {.event = evidence};

	app->written_anew = line_about(app, evidence);
	return form_start(app, &form_evidence_anew, &about);
}

static const char *old_line(const struct app *app, struct form_run *run)
{
	const char *time = event_text(run->subject.event, KEY_LESSON_TIME);
	const char *text = event_text(run->subject.event, KEY_TEXT);

	(void)app;
	return arena_printf(&run->arena, "%s%s%s", time ? time : "", time ? " " : "",
			    text ? text : "");
}

static unsigned finish_anew(struct app *app, struct form_run *run)
{
	char id[EVENT_ID_SIZE];

	if (!event_text(&run->event, KEY_TEXT))
		return can_be_taken_out(&app->state, run->subject.event)
			       ? take_it_out(app, run)
			       : app_say(app, "%s",
					 _("It stays: something rests on it, or came with it as "
					   "one entry."));
	take_line(app, run, &app->written_anew);
	event_id_format(&run->subject.event->id, id);
	event_set(&run->event, KEY_RE, id);
	return app_act(app, &run->event, 1);
}

/* It stands beside the teacher in the talk, and in their report. */
static const char *who_reads(struct app *app, struct form_run *run, struct arena *arena)
{
	(void)run;
	(void)arena;
	return app_is_table_safe(app) ? _("The teacher can read this screen.")
				      : _("The teacher can read it; thoughts go to N.");
}

static const struct form_question ask[] = {
	{LINE(KEY_TEXT, N_("What could be seen or heard? A time and S, T or C may stand first.")),
	 .wrong = no_words, .accept = accept, .note = who_reads}};
const struct form form_evidence = {FORM("evidence", N_("Evidence"), EVENT_EVIDENCE, ask),
				   .contexts = IN_EVIDENCE,
				   .finish = finish_line,
				   .again = next_line,
				   .heading = heading,
				   .paste = paste};
static const struct form_question ask_anew[] = {
	{LINE(KEY_TEXT, N_("Put it right. An empty line takes it out.")), .optional = true,
	 .accept = accept, .note = who_reads}};
const struct form form_evidence_anew = {
	FORM("evidence-anew", N_("Evidence"), EVENT_EVIDENCE, ask_anew), .contexts = IN_EVIDENCE,
	.finish = finish_anew, .heading = heading, .begins = old_line};
