/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/event.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"

/*
 * What can happen in a session: reading, checking, writing and the manual all go by these tables.
 * The order of a kind's rules is the order in which its keys are written: what was said comes last,
 * because it is the longest.
 */

/* clang-format off */

#define CHOICES(...) (const char *const[]){__VA_ARGS__, NULL}

#define TEXT {KEY_TEXT, VALUE_BLOCK, false, NULL}
#define TEXT_NEEDED {KEY_TEXT, VALUE_BLOCK, true, NULL}
#define DRAFT {KEY_DRAFT, VALUE_TEXT, false, NULL}
#define CITES {KEY_CITES, VALUE_EVENTS, false, NULL}
#define BY_ROLE {KEY_BY, VALUE_ROLE, false, NULL}
#define STEP {KEY_STEP, VALUE_STEP, false, NULL}
#define FIELD {KEY_FIELD, VALUE_FIELD, false, NULL}
#define RE {KEY_RE, VALUE_EVENT, false, NULL}
#define RE_NEEDED {KEY_RE, VALUE_EVENT, true, NULL}
#define WHO_ACTED CHOICES("students", "teacher", "coach")
#define FILE_HEAD \
	{KEY_FORMAT, VALUE_NUMBER, true, NULL}, {KEY_SESSION, VALUE_TEXT, true, NULL}, \
	{KEY_WRITER, VALUE_TEXT, true, NULL}, \
	{KEY_STREAM, VALUE_CHOICE, true, CHOICES("shared", "private")}
#define LESSON_HEAD \
	{KEY_TEACHER, VALUE_TEXT, false, NULL}, {KEY_COACH, VALUE_TEXT, false, NULL}, \
	{KEY_LESSON_TITLE, VALUE_TEXT, false, NULL}, \
	{KEY_LESSON_GRADE, VALUE_TEXT, false, NULL}, \
	{KEY_LESSON_DATE, VALUE_DATE, false, NULL}, \
	{KEY_LESSON_GOAL, VALUE_TEXT, false, NULL}, \
	{KEY_LESSON_TAUGHT_BY, VALUE_TEXT, false, NULL}

static const struct event_rule open_rules[] = {
	FILE_HEAD,
	LESSON_HEAD,
	{KEY_RUBRIC_ID, VALUE_TEXT, false, NULL},
	{KEY_RUBRIC_VERSION, VALUE_NUMBER, false, NULL},
	{KEY_RUBRIC_SHA256, VALUE_TEXT, false, NULL},
	{KEY_PREVIOUS, VALUE_TEXT, false, NULL},
};

static const struct event_rule join_rules[] = {FILE_HEAD};

static const struct event_rule lesson_rules[] = {LESSON_HEAD, DRAFT};

static const struct event_rule consent_rules[] = {
	{KEY_VALUE, VALUE_CHOICE, true, CHOICES("given", "refused")},
};

static const struct event_rule evidence_rules[] = {
	{KEY_PHASE, VALUE_PHASE, false, NULL},
	{KEY_WHO, VALUE_CHOICE, false, WHO_ACTED},
	{KEY_SOURCE, VALUE_CHOICE, false, CHOICES("observation", "teacher")},
	{KEY_LESSON_TIME, VALUE_TEXT, false, NULL},
	RE,
	DRAFT,
	TEXT_NEEDED,
};

static const struct event_rule work_rules[] = {
	{KEY_STRATEGY, VALUE_TEXT, true, NULL},
	{KEY_STUDENTS, VALUE_NUMBER, false, NULL},
	{KEY_FILE, VALUE_FILE, false, NULL},
	{KEY_SHA256, VALUE_TEXT, false, NULL},
	RE,
	DRAFT,
	TEXT,
};

static const struct event_rule enacted_rules[] = {
	{KEY_PHASE, VALUE_PHASE, true, NULL},
	{KEY_VALUE, VALUE_CHOICE, true, CHOICES("yes", "no")},
};

static const struct event_rule rate_rules[] = {
	{KEY_CRITERION, VALUE_CRITERION, true, NULL},
	{KEY_LEVEL, VALUE_LEVEL, true, NULL},
	CITES,
	DRAFT,
	TEXT,
};

static const struct event_rule breakdown_rules[] = {
	{KEY_PHASE, VALUE_BREAKDOWN, true, NULL},
	DRAFT,
	TEXT,
};

static const struct event_rule goal_rules[] = {
	{KEY_WHOSE, VALUE_CHOICE, true,
	 CHOICES("coach", "teacher", "alternative", "agreed-by-coach", "agreed-by-teacher")},
	{KEY_PHASE, VALUE_PHASE, false, NULL},
	{KEY_CHANGE, VALUE_GOAL, false, NULL},
	CITES,
	{KEY_BECAUSE, VALUE_TEXT, false, NULL},
	{KEY_BASIS, VALUE_CHOICE, false, CHOICES("evidence", "priority", "preference")},
	{KEY_FIRST_TRY, VALUE_BOOL, false, NULL},
	{KEY_EXCEPTION, VALUE_TEXT, false, NULL},
	RE,
	DRAFT,
	TEXT,
};

static const struct event_rule park_rules[] = {RE_NEEDED, DRAFT, TEXT};

static const struct event_rule move_rules[] = {
	{KEY_STEP, VALUE_STEP, true, NULL},
	{KEY_STEM, VALUE_NUMBER, false, NULL},
	BY_ROLE,
};

static const struct event_rule said_rules[] = {
	{KEY_BY, VALUE_ROLE, true, NULL}, STEP, FIELD, RE, DRAFT, TEXT_NEEDED,
};

static const struct event_rule assign_rules[] = {
	RE_NEEDED, STEP, FIELD,
	{KEY_PHASE, VALUE_PHASE, false, NULL},
	{KEY_WHO, VALUE_CHOICE, false, WHO_ACTED},
};

static const struct event_rule field_rules[] = {
	{KEY_FIELD, VALUE_FIELD, true, NULL},
	{KEY_VALUE, VALUE_FIELD_VALUE, true, NULL},
	RE,
};

static const struct event_rule judge_rules[] = {
	{KEY_BY, VALUE_CHOICE, true, CHOICES("teacher", "coach", "observer")},
	{KEY_WHAT, VALUE_CHOICE, true, CHOICES("same-phase", "same-change")},
	{KEY_VALUE, VALUE_CHOICE, true, CHOICES("same", "different")},
};

static const struct event_rule plan_rules[] = {
	{KEY_INDICATOR, VALUE_TEXT, false, NULL},
	{KEY_REHEARSAL, VALUE_TEXT, false, NULL},
	{KEY_SUPPORT, VALUE_CHOICE, false, CHOICES(N_("planning"), N_("delivery"), N_("monitoring"))},
	{KEY_HELP, VALUE_TEXT, false, NULL},
	{KEY_DUE, VALUE_DATE, false, NULL},
	RE,
	DRAFT,
	TEXT_NEEDED,
};

static const struct event_rule progress_rules[] = {
	{KEY_LEVEL, VALUE_CHOICE, true, CHOICES(N_("met"), N_("progressing"), N_("not-yet"))},
	BY_ROLE,
	CITES,
	RE,
	DRAFT,
	TEXT,
};

static const struct event_rule visit_rules[] = {
	{KEY_DATE, VALUE_DATE, false, NULL},
	{KEY_LEVEL, VALUE_CHOICE, false, CHOICES("met", "progressing", "not-yet")},
	{KEY_BY, VALUE_CHOICE, true, CHOICES("coach", "teacher")},
	{KEY_DUE, VALUE_DATE, false, NULL},
	DRAFT,
	TEXT,
};

static const struct event_rule talk_rules[] = {
	{KEY_BY, VALUE_CHOICE, true, CHOICES("coach", "teacher", "nobody")},
};

static const struct event_rule turn_rules[] = {
	{KEY_BY, VALUE_CHOICE, true, CHOICES("coach", "teacher", "other")},
	{KEY_FROM, VALUE_NUMBER, false, NULL},
	{KEY_TO, VALUE_NUMBER, false, NULL},
	{KEY_WORDS, VALUE_NUMBER, true, NULL},
	TEXT,
};

static const struct event_rule topic_rules[] = {
	{KEY_TOPIC, VALUE_TOPIC, true, NULL},
	BY_ROLE,
};

static const struct event_rule note_rules[] = {
	STEP, RE, DRAFT, TEXT_NEEDED,
};

static const struct event_rule void_rules[] = {RE_NEEDED};

static const struct event_rule close_rules[] = {
	{KEY_ENDING, VALUE_CHOICE, true, CHOICES("agreed", "continue", "parked")},
	DRAFT,
	TEXT,
};

static const struct event_rule erased_rules[] = {
	{KEY_WAS, VALUE_TEXT, true, NULL}, RE, DRAFT,
};

#define RULES(rules_) .rules = (rules_), .n_rules = COUNT(rules_)

const struct event_kind_info event_kinds[EVENT__COUNT] = {
	[EVENT_OPEN] = {"open", STREAM_BOTH, RULES(open_rules),
		.says = N_("the session begins: who, which lesson, which rubric")},
	[EVENT_JOIN] = {"join", STREAM_BOTH, RULES(join_rules),
		.says = N_("another writer goes on with the session")},
	[EVENT_LESSON] = {"lesson", STREAM_SHARED, RULES(lesson_rules),
		.says = N_("who and which lesson, in the place of what was said before")},
	[EVENT_CONSENT] = {"consent", STREAM_SHARED, RULES(consent_rules),
		.says = N_("whether the teacher's words may be recorded")},
	[EVENT_EVIDENCE] = {"evidence", STREAM_SHARED, RULES(evidence_rules),
		.says = N_("what somebody did or said in the lesson")},
	[EVENT_WORK] = {"work", STREAM_SHARED, RULES(work_rules),
		.says = N_("a way in which students solved the task, described and never judged")},
	[EVENT_ENACTED] = {"enacted", STREAM_SHARED, RULES(enacted_rules),
		.says = N_("whether the teacher already enacts a phase, apart from how well")},
	[EVENT_RATE] = {"rate", STREAM_PRIVATE, RULES(rate_rules),
		.says = N_("the coach's reading of a criterion")},
	[EVENT_BREAKDOWN] = {"breakdown", STREAM_PRIVATE, RULES(breakdown_rules),
		.says = N_("where the coach sees learning break down first")},
	[EVENT_GOAL] = {"goal", STREAM_SHARED, RULES(goal_rules),
		.says = N_("a goal for the next lessons, from one side or agreed by one side")},
	[EVENT_PARK] = {"park", STREAM_SHARED, RULES(park_rules),
		.says = N_("a goal is set aside for now, and what to look for")},
	[EVENT_MOVE] = {"move", STREAM_PRIVATE, RULES(move_rules),
		.says = N_("a question of a step was asked")},
	[EVENT_SAID] = {"said", STREAM_SHARED, RULES(said_rules),
		.says = N_("words that were heard")},
	[EVENT_ASSIGN] = {"assign", STREAM_SHARED, RULES(assign_rules),
		.says = N_("words are filed under a step or field, or evidence is sorted")},
	[EVENT_FIELD] = {"field", STREAM_SHARED, RULES(field_rules),
		.says = N_("what a field is, in one of its words, or that it was heard")},
	[EVENT_JUDGE] = {"judge", STREAM_SHARED, RULES(judge_rules),
		.says = N_("whether somebody finds the two statements of the goal the same")},
	[EVENT_PLAN] = {"plan", STREAM_SHARED, RULES(plan_rules),
		.says = N_("the one thing that will be tried, and when")},
	[EVENT_PROGRESS] = {"progress", STREAM_SHARED, RULES(progress_rules),
		.says = N_("how the previous goal is coming along")},
	[EVENT_VISIT] = {"visit", STREAM_SHARED, RULES(visit_rules),
		.says = N_("what was seen later of what this session agreed on")},
	[EVENT_TALK] = {"talk", STREAM_PRIVATE, RULES(talk_rules),
		.says = N_("who has the floor from now on")},
	[EVENT_TURN] = {"turn", STREAM_SHARED, RULES(turn_rules),
		.says = N_("a turn of the talk, from a transcript: how many words, and by whom")},
	[EVENT_TOPIC] = {"topic", STREAM_PRIVATE, RULES(topic_rules),
		.says = N_("a new episode of the talk, and who prompted it")},
	[EVENT_NOTE] = {"note", STREAM_PRIVATE, RULES(note_rules),
		.says = N_("a note of the coach")},
	[EVENT_PAUSE] = {"pause", STREAM_SHARED,
		.says = N_("time from here does not count")},
	[EVENT_RESUME] = {"resume", STREAM_SHARED,
		.says = N_("time counts again")},
	[EVENT_VOID] = {"void", STREAM_TARGET, RULES(void_rules),
		.says = N_("a record, or a whole group, is taken back")},
	[EVENT_CLOSE] = {"close", STREAM_SHARED, RULES(close_rules),
		.says = N_("how the talk ended, and what evidence to look at next")},
	[EVENT_ERASED] = {"erased", STREAM_BOTH, RULES(erased_rules),
		.says = N_("stands where a record was, whose words were erased")},
	[EVENT_UNKNOWN] = {"", STREAM_SHARED,
		.says = N_("something of a later version")},
};

/* clang-format on */

const char *const event_key_names[KEY__COUNT] = {
	[KEY_BASIS] = "basis",
	[KEY_BECAUSE] = "because",
	[KEY_BY] = "by",
	[KEY_CHANGE] = "change",
	[KEY_CITES] = "cites",
	[KEY_COACH] = "coach",
	[KEY_CRITERION] = "criterion",
	[KEY_DATE] = "date",
	[KEY_DRAFT] = "draft",
	[KEY_DUE] = "due",
	[KEY_ENDING] = "ending",
	[KEY_EXCEPTION] = "exception",
	[KEY_FIELD] = "field",
	[KEY_FILE] = "file",
	[KEY_FIRST_TRY] = "first-try",
	[KEY_FORMAT] = "format",
	[KEY_FROM] = "from",
	[KEY_HELP] = "help",
	[KEY_INDICATOR] = "indicator",
	[KEY_LESSON_DATE] = "lesson.date",
	[KEY_LESSON_GOAL] = "lesson.learning-goal",
	[KEY_LESSON_GRADE] = "lesson.grade",
	[KEY_LESSON_TAUGHT_BY] = "lesson.taught-by",
	[KEY_LESSON_TIME] = "lesson-time",
	[KEY_LESSON_TITLE] = "lesson.title",
	[KEY_LEVEL] = "level",
	[KEY_PHASE] = "phase",
	[KEY_PREVIOUS] = "previous",
	[KEY_RE] = "re",
	[KEY_REHEARSAL] = "rehearsal",
	[KEY_RUBRIC_ID] = "rubric.id",
	[KEY_RUBRIC_SHA256] = "rubric.sha256",
	[KEY_RUBRIC_VERSION] = "rubric.version",
	[KEY_SESSION] = "session",
	[KEY_SHA256] = "sha256",
	[KEY_SOURCE] = "source",
	[KEY_STEM] = "stem",
	[KEY_STEP] = "step",
	[KEY_STRATEGY] = "strategy",
	[KEY_STREAM] = "stream",
	[KEY_STUDENTS] = "students",
	[KEY_SUPPORT] = "support",
	[KEY_TEACHER] = "teacher",
	[KEY_TEXT] = "text",
	[KEY_TO] = "to",
	[KEY_TOPIC] = "topic",
	[KEY_VALUE] = "value",
	[KEY_WAS] = "was",
	[KEY_WHAT] = "what",
	[KEY_WHO] = "who",
	[KEY_WHOSE] = "whose",
	[KEY_WORDS] = "words",
	[KEY_WRITER] = "writer",
};

enum event_kind event_kind_of(const char *name)
{
	for (int kind = 0; kind < EVENT_UNKNOWN; kind++)
		if (strcmp(event_kinds[kind].name, name) == 0)
			return (enum event_kind)kind;
	return EVENT_UNKNOWN;
}

const struct event_rule *event_rule(enum event_kind kind, enum event_key key)
{
	const struct event_kind_info *info = &event_kinds[kind];

	for (size_t i = 0; i < info->n_rules; i++)
		if (info->rules[i].key == key)
			return &info->rules[i];
	return NULL;
}
