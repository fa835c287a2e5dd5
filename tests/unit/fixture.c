/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "debrief/event_check.h"
#include "debrief/record.h"

#define ARENA_MAX ((size_t)64 << 20)

const char fixture_rubric[] =
	"format: debrief-rubric/1\n"
	"id: small\n"
	"version: 1\n"
	"title: Small\n"
	"phases:\n"
	"  - id: launch\n"
	"    title: Launch\n"
	"    enacted: always\n"
	"    criteria:\n"
	"      - id: access\n"
	"        title: Access\n"
	"        about: students\n"
	"        levels: [{id: few, text: Few}, {id: most, text: Most}, {id: all, text: All}]\n"
	"        met: most\n"
	"  - id: work\n"
	"    title: Work\n"
	"    enacted: always\n"
	"    criteria:\n"
	"      - {id: meaningful, title: Meaningful, about: students}\n"
	"  - id: discussion\n"
	"    title: Discussion\n"
	"    criteria:\n"
	"      - {id: connected, title: Connected, about: instruction}\n"
	"breakdown:\n"
	"  - phase: launch\n"
	"    when: {work.meaningful: unmet, launch.access: {at-most: few}}\n"
	"    because: Students who cannot begin cannot work.\n"
	"  - phase: discussion\n"
	"    when: {work.meaningful: met, discussion.connected: unmet}\n"
	"    because: The discussion did not build on the work.\n"
	"  - phase: none\n"
	"    because: Learning held.\n"
	"developments:\n"
	"  - {id: confidence, title: Confidence, phrase: students' confidence}\n"
	"  - {id: voice, title: Voice, phrase: students' voice}\n"
	"goals:\n"
	"  - id: connect-two\n"
	"    phase: discussion\n"
	"    change: Put two strategies side by side\n"
	"    builds-on: [work.meaningful]\n"
	"    supports: {voice: They speak., confidence: They are heard.}\n"
	"  - id: first-talk\n"
	"    phase: discussion\n"
	"    change: Close with five minutes of talk\n"
	"    first-try: true\n"
	"    supports: {confidence: It is short.}\n"
	"  - id: word-wall\n"
	"    phase: launch\n"
	"    change: Agree on the words first\n"
	"    builds-on: [launch.access]\n"
	"    supports: {voice: They have words.}\n"
	"topics: [learning, progress, next-goal, other]\n"
	"script:\n"
	"  - {id: look, stage: prepare, title: Look, say: [What did they do?]}\n"
	"  - id: own-goal\n"
	"    stage: prepare\n"
	"    title: Your goal\n"
	"    fields: [{id: coach-goal, type: goal, by: coach, required: true}]\n"
	"  - id: work-together\n"
	"    stage: debrief\n"
	"    title: Work\n"
	"    say: [\"What would you like to look at, {teacher}?\"]\n"
	"    fields:\n"
	"      - {id: learning-goal, type: text, by: teacher}\n"
	"      - {id: strengths, type: text, by: teacher}\n"
	"      - {id: progress, type: progress, by: teacher}\n"
	"  - id: elicit-goal\n"
	"    stage: debrief\n"
	"    title: Next steps\n"
	"    fields: [{id: teacher-goal, type: goal, by: teacher, required: true, many: true}]\n"
	"  - id: elicit-rationale\n"
	"    stage: debrief\n"
	"    title: Why\n"
	"    fields:\n"
	"      - {id: rationale, type: text, by: teacher, required: true}\n"
	"      - {id: development, type: development, by: teacher, required: true}\n"
	"  - id: validate\n"
	"    stage: debrief\n"
	"    title: What matters\n"
	"    fields: [{id: validation, type: text, by: coach, required: true}]\n"
	"  - id: propose\n"
	"    stage: debrief\n"
	"    title: Another way there\n"
	"    needs: [rationale, development, validation]\n"
	"    when: {teacher-goal: {productive: \"no\"}}\n"
	"    fields:\n"
	"      - {id: alternative, type: goal, by: coach, required: true}\n"
	"      - {id: link, type: text, by: coach}\n"
	"  - id: confirm\n"
	"    stage: debrief\n"
	"    title: In both our words\n"
	"    fields:\n"
	"      - {id: statement-teacher, type: statement, by: teacher, required: true}\n"
	"      - {id: statement-coach, type: statement, by: coach, required: true}\n"
	"      - {id: worthwhile, type: text, by: teacher, required: true}\n"
	"  - id: plan-it\n"
	"    stage: debrief\n"
	"    title: Making it happen\n"
	"    fields: [{id: plan, type: plan, by: teacher, required: true}]\n"
	"  - id: hunches\n"
	"    stage: follow-through\n"
	"    title: Hunches\n"
	"    private: true\n"
	"    fields:\n"
	"      - {id: hunch, type: choice, options: [tired, other], by: coach}\n"
	"      - {id: sure, type: level, levels: [{id: barely, text: Barely sure}, {id: very, "
	"text: Sure}]}\n";

static void fail_with(const struct diags *diags)
{
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	diags_print((struct diags *)(uintptr_t)diags, &text);
	print_error("%s", buf_text(&text));
	buf_release(&text);
	fail();
}

static const char *read_source_rubric(struct arena *arena, const char *name)
{
	char path[512];
	char *bytes = arena_alloc(arena, (size_t)1 << 20);
	FILE *file;
	size_t length;

	snprintf(path, sizeof(path), "%s/%s", DEBRIEF_SOURCE_RUBRICS, name);
	file = fopen(path, "rb");
	assert_non_null(file);
	assert_non_null(bytes);
	length = fread(bytes, 1, ((size_t)1 << 20) - 1, file);
	bytes[length] = '\0';
	fclose(file);
	return bytes;
}

void fixture_begin(struct fixture *f, const char *rubric)
{
	struct diags diags;
	struct event open;

	memset(f, 0, sizeof(*f));
	arena_init(&f->arena, ARENA_MAX);
	arena_init(&f->session.arena, ARENA_MAX);
	f->session.folder = -1;
	f->session.id = "test";
	if (!strchr(rubric, '\n'))
		rubric = read_source_rubric(&f->session.arena, rubric);
	diags_init(&diags, &f->session.arena, "rubric", rubric, strlen(rubric));
	if (rubric_parse(&f->session.arena, rubric, strlen(rubric), SCHEMA_STRICT, &diags,
			 &f->session.rubric, NULL))
		fail_with(&diags);

	event_init(&open, EVENT_OPEN);
	event_set(&open, KEY_TEACHER, "J. R.");
	event_set(&open, KEY_COACH, "K. L.");
	event_set(&open, KEY_LESSON_GOAL, "Compare ratios");
	event_id_parse("k7q2.1000000", &open.id);
	f->session.events = arena_grow(&f->session.arena, NULL, 0, sizeof(const struct event *));
	f->session.events[f->session.n_events++] = event_copy(&f->session.arena, &open);
	f->session.open = f->session.events[0];
}

void fixture_end(struct fixture *f)
{
	arena_release(&f->arena);
	arena_release(&f->session.arena);
}

int fixture_set_up_bare(void **state)
{
	*state = calloc(1, sizeof(struct fixture));
	return *state ? 0 : 1;
}

int fixture_set_up(void **state)
{
	if (fixture_set_up_bare(state))
		return 1;
	fixture_begin(*state, fixture_rubric);
	return 0;
}

int fixture_tear_down(void **state)
{
	fixture_end(*state);
	free(*state);
	return 0;
}

struct event *fixture_event(struct fixture *f, size_t n)
{
	assert_true(n < f->session.n_events);
	return (struct event *)(uintptr_t)f->session.events[n];
}

static const char *resolved(struct fixture *f, const char *reference)
{
	char id[EVENT_ID_SIZE];

	if (reference[0] != '+')
		return reference;
	event_id_format(&fixture_event(f, strtoul(reference + 1, NULL, 10))->id, id);
	return arena_strdup(&f->session.arena, id);
}

static void resolve(struct fixture *f, struct event *event)
{
	const struct event_value *cites = event_value(event, KEY_CITES);
	const char **items;

	if (event_text(event, KEY_RE))
		event_set(event, KEY_RE, resolved(f, event_text(event, KEY_RE)));
	if (!cites)
		return;
	items = arena_array(&f->session.arena, cites->count, sizeof(*items));
	for (size_t i = 0; i < cites->count; i++)
		items[i] = resolved(f, cites->items[i]);
	event_set_list(event, KEY_CITES, items, cites->count);
}

static void append(struct fixture *f, struct event *event)
{
	size_t n = f->session.n_events;
	const struct event *target = NULL;

	resolve(f, event);
	for (size_t i = 0; event->kind == EVENT_VOID && i < n; i++) {
		char id[EVENT_ID_SIZE];

		event_id_format(&f->session.events[i]->id, id);
		if (!strcmp(id, event_text(event, KEY_RE)))
			target = f->session.events[i];
	}
	event->is_private = event_is_private_by_rule(event, f->session.rubric,
						     target && target->is_private);
	event->id = (struct event_id){
		.writer = "k7q2", .is_private = event->is_private, .number = (uint32_t)n};
	if (event->el == 0)
		event->el = (int64_t)n * 1000;
	f->session.events = arena_grow(&f->session.arena, f->session.events, n,
				       sizeof(const struct event *));
	f->session.events[f->session.n_events++] = event_copy(&f->session.arena, event);
}

void fixture_add(struct fixture *f, const char *events)
{
	struct arena *arena = &f->session.arena;
	struct tree_stream *stream;
	struct diags diags;
	struct event event;
	struct node *node;

	diags_init(&diags, arena, "events", events, strlen(events));
	assert_int_equal(
		tree_open(&stream, events, strlen(events), 1, &tree_limits_record, &diags, NULL),
		STATUS_OK);
	for (;;) {
		if (tree_next(stream, arena, &node, NULL) || !node)
			break;
		if (record_decode(node, false, arena, &event, &diags, NULL) ||
		    !event_check(&event, node, f->session.rubric, NULL, NULL, &diags))
			break;
		append(f, &event);
	}
	tree_close(stream);
	if (diags.errors > 0)
		fail_with(&diags);
}

void fixture_group(struct fixture *f, size_t first, size_t last)
{
	for (size_t i = first; i <= last; i++)
		fixture_event(f, i)->group = fixture_event(f, last)->id;
}

const struct state *fixture_fold(struct fixture *f)
{
	arena_reset(&f->arena);
	assert_int_equal(state_fold(&f->state, &f->session, SIZE_MAX, false, &f->arena, NULL),
			 STATUS_OK);
	return &f->state;
}

const struct advice *fixture_advise(struct fixture *f)
{
	fixture_fold(f);
	assert_int_equal(advice_make(&f->state, SIZE_MAX, &f->arena, &f->advice, NULL), STATUS_OK);
	return &f->advice;
}

static const char *joined(struct fixture *f, const char *names, const char *name)
{
	return arena_printf(&f->arena, "%s%s%s", names, *names ? " " : "", name);
}

const char *fixture_moves(struct fixture *f)
{
	const char *names = "";

	for (size_t i = 0; i < f->advice.negotiation.n_moves; i++)
		names = joined(f, names, move_names[f->advice.negotiation.moves[i]]);
	return names;
}

const char *fixture_early(struct fixture *f)
{
	const char *names = "";

	for (size_t i = 0; i < f->advice.negotiation.n_early; i++)
		names = joined(f, names, f->advice.negotiation.early[i]->id);
	return names;
}

const char *fixture_undecided(struct fixture *f)
{
	const char *names = "";

	for (size_t i = 0; i < f->advice.diagnosis.n_undecided; i++)
		names = joined(f, names, f->advice.diagnosis.undecided[i]->name);
	return names;
}

const char *fixture_suggestions(struct fixture *f)
{
	const char *names = "";

	for (size_t i = 0; i < f->advice.guide.n_suggestions; i++)
		names = joined(f, names, f->advice.guide.suggestions[i]->id);
	return names;
}

static const struct guide_step *find_step(struct fixture *f, const char *id)
{
	const struct rubric_step *step = rubric_step(f->session.rubric, id);

	assert_non_null(step);
	assert_ptr_equal(f->advice.guide.steps[step->index].step, step);
	return &f->advice.guide.steps[step->index];
}

const char *fixture_missing(struct fixture *f, const char *step)
{
	const struct guide_step *found = find_step(f, step);
	const char *names = "";

	for (size_t i = 0; i < found->n_missing; i++)
		names = joined(f, names, found->missing[i]->id);
	return names;
}

const char *fixture_step(struct fixture *f, const char *step)
{
	return step_state_names[find_step(f, step)->state];
}
