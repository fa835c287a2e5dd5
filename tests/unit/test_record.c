/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "debrief/array.h"
#include "debrief/checksum.h"
#include "debrief/record.h"
#include "debrief/timestamp.h"
#include "debrief/utf8.h"
#include "property.h"

/* ---- help ---- */

static struct event_id id_of(const char *text)
{
	struct event_id id;

	assert_true(event_id_parse(text, &id));
	return id;
}

static struct event some_event(enum event_kind kind, const char *id)
{
	struct event event;

	event_init(&event, kind);
	event.id = id_of(id);
	assert_true(timestamp_parse("2026-11-21T14:41:07.312Z", &event.at));
	event.el = 667312;
	return event;
}

struct reader {
	struct arena arena;
	struct diags diags;
	struct event event;
	enum status status;
};

static void read_text(struct reader *reader, const char *bytes, size_t length, bool needs_id)
{
	struct node *root;

	arena_init(&reader->arena, 16 << 20);
	diags_init(&reader->diags, &reader->arena, "in.yaml", bytes, length);
	assert_int_equal(tree_parse(&reader->arena, bytes, length, &tree_limits_record,
				    &reader->diags, &root, NULL),
			 STATUS_OK);
	reader->status = record_decode(root, needs_id, &reader->arena, &reader->event,
				       &reader->diags, NULL);
}

static void read_input(struct reader *reader, const char *text)
{
	read_text(reader, text, strlen(text), false);
}

static const char *message(const struct reader *reader, size_t n)
{
	assert_true(n < reader->diags.count);
	return reader->diags.items[n].message;
}

static void assert_place(const struct reader *reader, size_t n, uint32_t line, uint32_t column)
{
	assert_true(n < reader->diags.count);
	assert_int_equal(reader->diags.items[n].start.line, line);
	assert_int_equal(reader->diags.items[n].start.column, column);
}

struct found {
	struct record_span spans[64];
	size_t count;
	size_t good, edited, torn;
	size_t head;
};

static struct found scan(const char *bytes, size_t length)
{
	struct record_scan record_scan;
	struct found found = {0};
	size_t behind = 0;

	record_scan_start(&record_scan, bytes, length);
	found.head = record_scan.head;
	while (found.count < 64 && record_scan_next(&record_scan, &found.spans[found.count])) {
		const struct record_span *span = &found.spans[found.count++];
		assert_true(span->length > 0);
		assert_true(span->offset >= behind);
		behind = span->offset + span->length;
		assert_true(behind <= length);
		assert_int_equal(found.torn, 0); /* a torn one is the last */
		found.good += span->label == RECORD_GOOD;
		found.edited += span->label == RECORD_EDITED;
		found.torn += span->label == RECORD_TORN;
	}
	return found;
}

static struct found scan_text(const char *text)
{
	return scan(text, strlen(text));
}

/* A journal of `count` records. */
static void write_journal(struct buf *out, int count)
{
	buf_puts(out, RECORD_FILE_HEAD);
	for (int i = 1; i <= count; i++) {
		struct event event = some_event(EVENT_SAID, "k7q2.1");
		event.id.number = (uint32_t)i;
		event_set(&event, KEY_BY, "teacher");
		event_set(&event, KEY_TEXT,
			  i % 2 ? "---\nsum: \"00000000\"\n\n# no comment"
				: "½ of the class\n  did");
		assert_int_equal(record_encode(&event, out, NULL), STATUS_OK);
	}
}

/* ---- writing ---- */

static void the_record_of_the_manual_is_written_to_the_byte(void **unused)
{
	static const char expected[] = "---\n"
				       "id: k7q2.14\n"
				       "at: 2026-11-21T14:41:07.312Z\n"
				       "el: 667.312\n"
				       "kind: said\n"
				       "by: teacher\n"
				       "step: elicit-rationale\n"
				       "field: rationale\n"
				       "text: |2-\n"
				       "  They give up when the numbers get messy.\n"
				       "  I want them to feel they can do it.\n";
	struct event event = some_event(EVENT_SAID, "k7q2.14");
	struct buf out;
	char sum[24];
	(void)unused;

	event_set(&event, KEY_TEXT,
		  "They give up when the numbers get messy.\n"
		  "I want them to feel they can do it.");
	event_set(&event, KEY_FIELD, "rationale");
	event_set(&event, KEY_STEP, "elicit-rationale");
	event_set(&event, KEY_BY, "teacher");
	buf_init(&out, BUF_MAX_DEFAULT);
	assert_int_equal(record_encode(&event, &out, NULL), STATUS_OK);
	assert_int_equal(out.length, sizeof(expected) - 1 + 16);
	assert_memory_equal(out.data, expected, sizeof(expected) - 1);
	snprintf(sum, sizeof(sum), "sum: \"%08x\"\n", crc32c(0, expected, sizeof(expected) - 1));
	assert_string_equal(out.data + sizeof(expected) - 1, sum);
	buf_release(&out);
}

static void groups_lists_numbers_and_maps_are_written(void **unused)
{
	static const char *const cites[] = {"k7q2.1", "k7q2.p2"};
	struct event event = some_event(EVENT_GOAL, "k7q2.p9");
	struct buf out;
	(void)unused;

	buf_init(&out, BUF_MAX_DEFAULT);
	event.el = 5000;
	event.group = id_of("k7q2.20");
	event_set(&event, KEY_WHOSE, "coach");
	event_set(&event, KEY_FIRST_TRY, "true");
	event_set_list(&event, KEY_CITES, cites, 2);
	assert_int_equal(record_encode(&event, &out, NULL), STATUS_OK);
	assert_non_null(strstr(out.data, "\nel: 5\nkind: goal\ngroup: k7q2.20\nwhose: coach\n"
					 "cites: [k7q2.1, k7q2.p2]\nfirst-try: true\nsum: "));
	buf_reset(&out);

	event = some_event(EVENT_OPEN, "k7q2.1");
	event.el = 0;
	event_set(&event, KEY_FORMAT, "1");
	event_set(&event, KEY_LESSON_GRADE, "7");
	event_set(&event, KEY_LESSON_TITLE, "Lemonade");
	event_set(&event, KEY_RUBRIC_VERSION, "2");
	assert_int_equal(record_encode(&event, &out, NULL), STATUS_OK);
	assert_non_null(strstr(out.data,
			       "\nel: 0\nkind: open\nformat: 1\nlesson:\n  title: Lemonade\n"
			       "  grade: \"7\"\nrubric:\n  version: 2\nsum: "));
	buf_release(&out);
}

static void what_cannot_be_stored_leaves_the_buffer_as_it_was(void **unused)
{
	struct event event = some_event(EVENT_NOTE, "k7q2.p1");
	struct err err;
	struct buf text;
	struct buf out;
	(void)unused;

	buf_init(&out, BUF_MAX_DEFAULT);
	buf_init(&text, BUF_MAX_DEFAULT);
	buf_puts(&out, "before");
	event_set(&event, KEY_TEXT, "half a letter: \xC3");
	assert_int_equal(record_encode(&event, &out, &err), STATUS_INVALID);
	assert_string_equal(out.data, "before");
	buf_fill(&text, 'x', RECORD_MAX);
	event_set(&event, KEY_TEXT, text.data);
	assert_int_equal(record_encode(&event, &out, &err), STATUS_LIMIT);
	assert_string_equal(out.data, "before");
	buf_truncate(&text, RECORD_MAX - 200);
	event_set(&event, KEY_TEXT, text.data);
	assert_int_equal(record_encode(&event, &out, &err), STATUS_OK);
	buf_release(&out);
	buf_release(&text);
}

/* ---- what is written is read back ---- */

static const char *random_text(struct property *property, struct arena *arena)
{
	struct buf text;
	const char *copy;

	buf_init(&text, BUF_MAX_DEFAULT);
	do {
		buf_reset(&text);
		property_text(property, &text, 30);
	} while (text.length == 0 || !utf8_is_valid(text.data, text.length) ||
		 strlen(text.data) != text.length);
	copy = arena_strdup(arena, text.data);
	buf_release(&text);
	return copy;
}

static const char *random_value(struct property *property, const struct event_rule *rule,
				struct arena *arena)
{
	unsigned int count = 0;

	if (rule->type == VALUE_NUMBER)
		return arena_printf(arena, "%u", property_number(property, 1000001));
	if (rule->type == VALUE_BOOL)
		return property_number(property, 2) ? "true" : "false";
	if (rule->type == VALUE_DATE)
		return "2026-11-21";
	if (rule->type == VALUE_EVENT || rule->type == VALUE_EVENTS)
		return arena_printf(arena, "a%03u.%s%u", property_number(property, 1000),
				    property_number(property, 2) ? "p" : "",
				    1 + property_number(property, 100000));
	if (rule->type == VALUE_FILE)
		return "photo 1.jpg";
	if (rule->type == VALUE_CHOICE) {
		do
			count++;
		while (rule->choices[count]);
		return rule->choices[property_number(property, count)];
	}
	return random_text(property, arena);
}

static void set_random(struct property *property, struct event *event,
		       const struct event_rule *rule, struct arena *arena)
{
	if (rule->type != VALUE_EVENTS) {
		event_set(event, rule->key, random_value(property, rule, arena));
		return;
	}
	size_t count = property_number(property, 5);
	const char **items = arena_array(arena, count, sizeof(*items));
	for (size_t i = 0; i < count; i++)
		items[i] = random_value(property, rule, arena);
	event_set_list(event, rule->key, items, count);
}

static struct event random_event(struct property *property, enum event_kind kind,
				 struct arena *arena)
{
	struct event event;
	const struct event_kind_info *info = &event_kinds[kind];

	event_init(&event, kind);
	event.id = id_of("k7q2.7");
	event.id.is_private = property_number(property, 2);
	event.id.number = 1 + property_number(property, 1000000);
	event.is_private = event.id.is_private;
	if (property_number(property, 3) == 0)
		event.group = id_of("k7q2.p77");
	event.at = (int64_t)property_number(property, 2000000000) * 1000 +
		   property_number(property, 1000);
	event.el = property_number(property, 100000000);
	for (size_t i = 0; i < info->n_rules; i++)
		if (info->rules[i].required || property_number(property, 2))
			set_random(property, &event, &info->rules[i], arena);
	return event;
}

static void assert_same_event(const struct event *a, const struct event *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_string_equal(a->kind_name, b->kind_name);
	assert_true(event_id_equal(&a->id, &b->id));
	assert_true(event_id_equal(&a->group, &b->group));
	assert_int_equal(a->at, b->at);
	assert_int_equal(a->el, b->el);
	assert_int_equal(a->is_private, b->is_private);
	assert_int_equal(a->n_values, b->n_values);
	for (size_t i = 0; i < a->n_values; i++) {
		const struct event_value *value = &a->values[i];
		const struct event_value *other = event_value(b, value->key);
		assert_non_null(other);
		if (value->text) {
			assert_string_equal(value->text, other->text);
			continue;
		}
		assert_int_equal(value->count, other->count);
		for (size_t j = 0; j < value->count; j++)
			assert_string_equal(value->items[j], other->items[j]);
	}
}

static void decoding_undoes_encoding(void **unused)
{
	struct property property = property_start("decoding_undoes_encoding");
	struct buf out;
	struct arena arena;
	(void)unused;

	buf_init(&out, BUF_MAX_DEFAULT);
	arena_init(&arena, 64 << 20);
	for (int round = 0; round < 40; round++) {
		for (int kind = 0; kind < EVENT_UNKNOWN; kind++) {
			struct event event = random_event(&property, (enum event_kind)kind, &arena);
			struct reader reader;
			buf_reset(&out);
			assert_int_equal(record_encode(&event, &out, NULL), STATUS_OK);
			struct found found = scan(out.data, out.length);
			assert_int_equal(found.good, 1);
			assert_int_equal(found.count, 1);
			read_text(&reader, out.data, out.length, true);
			assert_int_equal(reader.status, STATUS_OK);
			assert_int_equal(reader.diags.count, 0);
			assert_same_event(&event, &reader.event);
			arena_release(&reader.arena);
		}
		arena_reset(&arena);
	}
	arena_release(&arena);
	buf_release(&out);
}

static void encoding_twice_gives_the_same_bytes(void **unused)
{
	struct property property = property_start("encoding_twice_gives_the_same_bytes");
	struct arena arena;
	(void)unused;

	arena_init(&arena, 64 << 20);
	for (int kind = 0; kind < EVENT_UNKNOWN; kind++) {
		struct event event = random_event(&property, (enum event_kind)kind, &arena);
		struct reader reader;
		struct buf once;
		struct buf twice;
		buf_init(&once, BUF_MAX_DEFAULT);
		buf_init(&twice, BUF_MAX_DEFAULT);
		assert_int_equal(record_encode(&event, &once, NULL), STATUS_OK);
		read_text(&reader, once.data, once.length, true);
		assert_int_equal(record_encode(&reader.event, &twice, NULL), STATUS_OK);
		assert_string_equal(once.data, twice.data);
		arena_release(&reader.arena);
		buf_release(&once);
		buf_release(&twice);
	}
	arena_release(&arena);
}

/* ---- reading ---- */

static void kinds_and_keys_of_later_versions_are_no_mistake_in_a_journal(void **unused)
{
	static const char text[] = "---\nid: k7q2.1\nat: 2026-11-21T14:41:07Z\nel: 1.5\n"
				   "kind: of-tomorrow\nnew: {a: 1}\n";
	struct reader reader;
	(void)unused;

	read_text(&reader, text, strlen(text), true);
	assert_int_equal(reader.status, STATUS_OK);
	assert_int_equal(reader.diags.count, 0);
	assert_int_equal(reader.event.kind, EVENT_UNKNOWN);
	assert_string_equal(reader.event.kind_name, "of-tomorrow");
	assert_int_equal(reader.event.el, 1500);
	arena_release(&reader.arena);
}

static void wrong_values_are_named_with_their_places_and_left_out(void **unused)
{
	struct reader reader;
	(void)unused;

	read_input(&reader, "kind: evidence\nwho: pupils\nsource: observaton\ntext: [a]\n"
			    "phase: launch\n");
	assert_int_equal(reader.status, STATUS_OK);
	assert_int_equal(reader.diags.errors, 3);
	assert_string_equal(message(&reader, 0), "'who' cannot be pupils; expected one of "
						 "'students', 'teacher', 'coach'");
	assert_place(&reader, 0, 2, 6);
	assert_string_equal(message(&reader, 1),
			    "'source' cannot be observaton; did you mean 'observation'?");
	assert_place(&reader, 1, 3, 9);
	assert_string_equal(message(&reader, 2), "'text' cannot be a list; expected a text");
	assert_int_equal(reader.event.n_values, 1);
	assert_string_equal(event_text(&reader.event, KEY_PHASE), "launch");
	arena_release(&reader.arena);
}

static void each_type_of_value_is_checked(void **unused)
{
	static const char *const inputs[] = {
		"kind: work\nstrategy: Table\nstudents: many\n",
		"kind: work\nstrategy: Table\nstudents: -1\n",
		"kind: work\nstrategy: Table\nstudents: 1000001\n",
		"kind: work\nstrategy: Table\nfile: ../secret\n",
		"kind: work\nstrategy: Table\nfile: ..\n",
		"kind: work\nstrategy: Table\nfile: /etc/passwd\n",
		"kind: goal\nwhose: coach\nfirst-try: \"yes\"\n",
		"kind: goal\nwhose: coach\ncites: k7q2.1\n",
		"kind: goal\nwhose: coach\ncites: [what]\n",
		"kind: goal\nwhose: coach\ncites: [[k7q2.1]]\n",
		"kind: goal\nwhose: coach\ncites: [+0]\n",
		"kind: plan\ntext: x\ndue: 2026-02-30\n",
		"kind: park\nre: {id: k7q2.1}\n",
		"kind: pause\nat: yesterday\n",
		"kind: pause\nel: 1.\n",
		"kind: pause\nel: -1\n",
		"kind: pause\nprivate: maybe\n",
		"kind: pause\nid: k7q2.3\n",
		"kind: pause\nsum: \"3daa10d4\"\n",
		"kind: pause\ngroup: k7q2.3\n",
		"kind: pause\nenc: x\n",
	};
	(void)unused;

	for (size_t i = 0; i < COUNT(inputs); i++) {
		struct reader reader;
		read_input(&reader, inputs[i]);
		assert_int_equal(reader.status, STATUS_OK);
		assert_int_equal(reader.diags.errors, 1);
		arena_release(&reader.arena);
	}
}

static void input_may_say_when_point_ahead_and_ask_for_privacy(void **unused)
{
	struct reader reader;
	(void)unused;

	read_input(&reader, "kind: goal\nat: 2026-11-21T14:41:07.5+01:00\nel: 667.3129\n"
			    "private: true\nwhose: teacher\ncites: [+2, k7q2.3]\ntext: \"\"\n");
	assert_int_equal(reader.status, STATUS_OK);
	assert_int_equal(reader.diags.count, 0);
	assert_true(reader.event.is_private);
	assert_int_equal(reader.event.el, 667312);
	char at[TIMESTAMP_SIZE];
	timestamp_format(reader.event.at, at);
	assert_string_equal(at, "2026-11-21T13:41:07.500Z");
	assert_int_equal(event_value(&reader.event, KEY_CITES)->count, 2);
	assert_null(event_value(&reader.event, KEY_TEXT));
	assert_false(event_id_is_set(&reader.event.id));
	arena_release(&reader.arena);
}

static void an_unknown_kind_of_input_is_refused_and_the_nearest_named(void **unused)
{
	struct reader reader;
	(void)unused;

	read_input(&reader, "kind: evidense\n");
	assert_int_equal(reader.status, STATUS_INVALID);
	assert_string_equal(message(&reader, 0),
			    "unknown kind 'evidense'; did you mean 'evidence'?");
	assert_place(&reader, 0, 1, 7);
	arena_release(&reader.arena);
	read_input(&reader, "text: hello\n");
	assert_int_equal(reader.status, STATUS_INVALID);
	assert_string_equal(message(&reader, 0), "'kind' is missing");
	arena_release(&reader.arena);
	read_input(&reader, "- kind: note\n");
	assert_int_equal(reader.status, STATUS_INVALID);
	assert_int_equal(reader.diags.errors, 1);
	arena_release(&reader.arena);
}

static void a_record_without_an_id_is_not_usable(void **unused)
{
	static const char text[] = "---\nat: 2026-11-21T14:41:07Z\nel: 1\nkind: pause\n";
	struct reader reader;
	(void)unused;

	read_text(&reader, text, strlen(text), true);
	assert_int_equal(reader.status, STATUS_INVALID);
	assert_string_equal(message(&reader, 0), "'id' is missing");
	arena_release(&reader.arena);
}

static void unknown_keys_of_input_are_kept_with_a_warning(void **unused)
{
	struct reader reader;
	struct reader again;
	struct buf out;
	struct buf json;
	(void)unused;

	read_input(&reader, "kind: work\nstrategy: Table\nstudens: 12\nseen: [\"a\\nb\", {c: ~}]\n"
			    "text: x\n");
	assert_int_equal(reader.status, STATUS_OK);
	assert_int_equal(reader.diags.errors, 0);
	assert_int_equal(reader.diags.warnings, 2);
	assert_string_equal(message(&reader, 0), "unknown key 'studens'; did you mean 'students'?");
	reader.event.id = id_of("k7q2.1");
	buf_init(&out, BUF_MAX_DEFAULT);
	assert_int_equal(record_encode(&reader.event, &out, NULL), STATUS_OK);
	assert_int_equal(scan(out.data, out.length).good, 1);

	struct node *root;
	arena_init(&again.arena, 1 << 20);
	diags_init(&again.diags, &again.arena, "", NULL, 0);
	assert_int_equal(tree_parse(&again.arena, out.data, out.length, &tree_limits_record,
				    &again.diags, &root, NULL),
			 STATUS_OK);
	assert_string_equal(node_text(root, "studens"), "12");
	assert_string_equal(node_text(root, "text"), "x");
	buf_init(&json, BUF_MAX_DEFAULT);
	node_json(node_get(root, "seen"), &json);
	assert_string_equal(json.data, "[\"a\\nb\",{\"c\":null}]");
	buf_release(&json);
	arena_release(&again.arena);
	arena_release(&reader.arena);
	buf_release(&out);
}

static void unknown_keys_that_are_no_words_are_kept_in_quotes(void **unused)
{
	static const struct {
		const char *key;
		const char *line;
	} keys[] = {
		{"a: b", "\n\"a: b\": 1\n"},
		{"---\nid", "\n\"---\\nid\": 1\n"},
		{"null", "\n\"null\": 1\n"},
		{"12", "\n\"12\": 1\n"},
		{"gr\xC3\xB6\xC3\x9F"
		 "e",
		 "\ngr\xC3\xB6\xC3\x9F"
		 "e: 1\n"},
		{"x.y", "\nx.y: 1\n"},
	};
	(void)unused;

	for (size_t i = 0; i < COUNT(keys); i++) {
		struct reader reader;
		struct buf in;
		struct buf out;
		buf_init(&in, BUF_MAX_DEFAULT);
		buf_init(&out, BUF_MAX_DEFAULT);
		buf_puts(&in, "kind: pause");
		buf_puts(&in, "\n\"");
		for (const char *c = keys[i].key; *c; c++)
			buf_puts(&in, *c == '\n' ? "\\n" : (const char[]){*c, '\0'});
		buf_puts(&in, "\": 1\n");
		read_input(&reader, buf_text(&in));
		assert_int_equal(reader.diags.errors, 0);
		reader.event.id = id_of("k7q2.1");
		assert_int_equal(record_encode(&reader.event, &out, NULL), STATUS_OK);
		assert_non_null(strstr(buf_text(&out), keys[i].line));
		assert_int_equal(scan(out.data, out.length).good, 1);
		arena_release(&reader.arena);
		buf_release(&in);
		buf_release(&out);
	}
}

static void unknown_keys_that_cannot_be_kept_are_errors(void **unused)
{
	static const char *const inputs[] = {
		"kind: pause\n\"\": 1\n",
		"kind: pause\nx: [[[[[[[[1]]]]]]]]\n",
	};
	(void)unused;

	for (size_t i = 0; i < COUNT(inputs); i++) {
		struct reader reader;
		struct node *root;
		arena_init(&reader.arena, 1 << 20);
		diags_init(&reader.diags, &reader.arena, "", NULL, 0);
		assert_int_equal(tree_parse(&reader.arena, inputs[i], strlen(inputs[i]),
					    &tree_limits_document, &reader.diags, &root, NULL),
				 STATUS_OK);
		assert_int_equal(record_decode(root, false, &reader.arena, &reader.event,
					       &reader.diags, NULL),
				 STATUS_OK);
		assert_int_equal(reader.diags.errors, 1);
		arena_release(&reader.arena);
	}
}

static void want_of_memory_is_said_and_harmless(void **unused)
{
	static const char text[] = "kind: goal\nwhose: coach\ncites: [+1, +2]\ntext: abc\nnew: 1\n";
	struct arena nodes;
	struct diags diags;
	struct node *root;
	enum status status = STATUS_NO_MEMORY;
	(void)unused;

	arena_init(&nodes, 1 << 20);
	diags_init(&diags, &nodes, "", NULL, 0);
	assert_int_equal(
		tree_parse(&nodes, text, strlen(text), &tree_limits_record, &diags, &root, NULL),
		STATUS_OK);
	size_t failed = 0;
	for (size_t max = 0; status != STATUS_OK || diags.errors > 0; max += 16) {
		struct arena arena;
		struct event event;
		assert_true(max < 65536);
		arena_init(&arena, max);
		diags_init(&diags, &nodes, "", NULL, 0);
		status = record_decode(root, false, &arena, &event, &diags, NULL);
		failed += status == STATUS_NO_MEMORY;
		arena_release(&arena);
	}
	assert_true(failed > 3);
	arena_release(&nodes);
}

/* ---- scanning ---- */

static void a_journal_scans_as_good_records(void **unused)
{
	struct buf journal;
	(void)unused;

	buf_init(&journal, BUF_MAX_DEFAULT);
	write_journal(&journal, 5);
	struct found found = scan(journal.data, journal.length);
	assert_int_equal(found.count, 5);
	assert_int_equal(found.good, 5);
	assert_int_equal(found.head, strlen(RECORD_FILE_HEAD));
	assert_int_equal(found.spans[0].line, 2);
	for (size_t i = 0; i < found.count; i++) {
		size_t lines = 1;
		for (size_t at = 0; at < found.spans[i].offset; at++)
			lines += journal.data[at] == '\n';
		assert_int_equal(found.spans[i].line, lines);
		assert_false(found.spans[i].crlf);
	}
	assert_int_equal(found.spans[4].offset + found.spans[4].length, journal.length);
	buf_release(&journal);
}

static void every_prefix_is_good_records_and_at_most_one_torn(void **unused)
{
	struct buf journal;
	(void)unused;

	buf_init(&journal, BUF_MAX_DEFAULT);
	write_journal(&journal, 4);
	struct found whole = scan(journal.data, journal.length);
	for (size_t length = 0; length <= journal.length; length++) {
		/* A copy, so that reading behind the end is found out. */
		char *prefix = malloc(length + !length);
		assert_non_null(prefix);
		memcpy(prefix, journal.data, length);
		struct found found = scan(prefix, length);
		size_t complete = 0;
		size_t end = whole.head;
		for (size_t i = 0; i < whole.count; i++) {
			if (whole.spans[i].offset + whole.spans[i].length > length)
				continue;
			complete++;
			end = whole.spans[i].offset + whole.spans[i].length;
		}
		assert_int_equal(found.good, complete);
		assert_int_equal(found.edited, 0);
		assert_int_equal(found.torn, length != end && length > 0);
		free(prefix);
	}
	buf_release(&journal);
}

static void a_flipped_bit_costs_no_more_than_the_records_it_touches(void **unused)
{
	struct buf journal;
	(void)unused;

	buf_init(&journal, BUF_MAX_DEFAULT);
	write_journal(&journal, 4);
	for (size_t at = 0; at < journal.length; at++) {
		for (int bit = 0; bit < 8; bit++) {
			journal.data[at] = (char)(journal.data[at] ^ (1 << bit));
			struct found found = scan(journal.data, journal.length);
			/* The end of a line joins two records into one that is not good. */
			assert_true(found.good >= 2);
			if (at >= strlen(RECORD_FILE_HEAD))
				assert_true(found.good <= 3);
			journal.data[at] = (char)(journal.data[at] ^ (1 << bit));
		}
	}
	buf_release(&journal);
}

static void crlf_is_good_and_pointed_out(void **unused)
{
	struct buf journal;
	struct buf crlf;
	(void)unused;

	buf_init(&journal, BUF_MAX_DEFAULT);
	buf_init(&crlf, BUF_MAX_DEFAULT);
	write_journal(&journal, 3);
	buf_puts(&crlf, "\xEF\xBB\xBF");
	for (size_t i = 0; i < journal.length; i++) {
		if (journal.data[i] == '\n')
			buf_putc(&crlf, '\r');
		buf_putc(&crlf, journal.data[i]);
	}
	struct found found = scan(crlf.data, crlf.length);
	assert_int_equal(found.good, 3);
	assert_int_equal(found.count, 3);
	assert_true(found.spans[0].crlf && found.spans[2].crlf);
	buf_release(&crlf);
	buf_release(&journal);
}

static void nul_bytes_at_the_end_are_a_torn_tail(void **unused)
{
	static const char nuls[600];
	struct buf journal;
	(void)unused;

	buf_init(&journal, BUF_MAX_DEFAULT);
	write_journal(&journal, 3);
	size_t whole = journal.length;
	for (size_t count = 1; count <= sizeof(nuls); count += 13) {
		buf_truncate(&journal, whole);
		buf_add(&journal, nuls, count);
		struct found found = scan(journal.data, journal.length);
		assert_int_equal(found.good, 3);
		assert_int_equal(found.torn, 1);
		assert_int_equal(found.count, 4);
		assert_int_equal(found.spans[3].offset, whole);
	}
	buf_release(&journal);
}

#define WRONG_SUM "sum: \"00000000\"\n"

static void edited_and_torn_are_told_apart(void **unused)
{
	struct found found;
	(void)unused;

	/* Whole, but the sum differs: edited, also at the end. */
	found = scan_text("---\nid: k7q2.1\n" WRONG_SUM);
	assert_int_equal(found.edited, 1);
	found = scan_text("---\nid: k7q2.1\n" WRONG_SUM "\n# corrected\n");
	assert_int_equal(found.edited, 1);
	assert_int_equal(found.torn, 0);
	/* No sum, or something behind it: edited if another record follows, torn at the end. */
	found = scan_text("---\nid: k7q2.1\n---\nid: k7q2.2\n" WRONG_SUM);
	assert_int_equal(found.edited, 2);
	found = scan_text("---\nid: k7q2.1\n" WRONG_SUM "---\nid: k7q2.2\n");
	assert_int_equal(found.edited, 1);
	assert_int_equal(found.torn, 1);
	found = scan_text("---\nid: k7q2.1\n" WRONG_SUM "more: 1\n");
	assert_int_equal(found.torn, 1);
	/* A sum that is cut, or without its newline, is not whole. */
	found = scan_text("---\nid: k7q2.1\nsum: \"00000000\"");
	assert_int_equal(found.torn, 1);
	found = scan_text("---\nid: k7q2.1\nsum: \"0000000\"\n");
	assert_int_equal(found.torn, 1);
	found = scan_text("---\nid: k7q2.1\nsum: \"0000000G\"\n");
	assert_int_equal(found.torn, 1);
}

static void what_stands_between_records_is_seen(void **unused)
{
	struct buf journal;
	struct buf changed;
	(void)unused;

	buf_init(&journal, BUF_MAX_DEFAULT);
	buf_init(&changed, BUF_MAX_DEFAULT);
	write_journal(&journal, 2);
	struct found found = scan(journal.data, journal.length);
	size_t middle = found.spans[1].offset;
	buf_add(&changed, journal.data, middle);
	buf_puts(&changed, "\n# a remark\n\n");
	buf_add(&changed, journal.data + middle, journal.length - middle);
	found = scan(changed.data, changed.length);
	assert_int_equal(found.good, 2);
	assert_int_equal(found.count, 2);

	buf_reset(&changed);
	buf_add(&changed, journal.data, middle);
	buf_puts(&changed, "garbage\n");
	buf_add(&changed, journal.data + middle, journal.length - middle);
	found = scan(changed.data, changed.length);
	assert_int_equal(found.good, 2);
	assert_int_equal(found.edited, 1);
	assert_int_equal(found.spans[1].label, RECORD_EDITED);
	assert_int_equal(found.spans[1].length, strlen("garbage\n"));

	/* What comes next must not be glued to a remark without its newline. */
	buf_reset(&changed);
	buf_add(&changed, journal.data, journal.length);
	buf_puts(&changed, "# a remark");
	found = scan(changed.data, changed.length);
	assert_int_equal(found.good, 2);
	assert_int_equal(found.torn, 1);
	buf_release(&changed);
	buf_release(&journal);
}

static void nothing_is_no_record(void **unused)
{
	(void)unused;

	assert_int_equal(scan("", 0).count, 0);
	assert_int_equal(scan_text("\n\n").count, 0);
	assert_int_equal(scan_text(RECORD_FILE_HEAD).count, 0);
	assert_int_equal(scan_text("# half a comm").torn, 1);
	assert_int_equal(scan_text("garbage\n").torn, 1);
	assert_int_equal(scan_text("---\n").torn, 1);
	assert_int_equal(scan_text("--").torn, 1);
}

static void any_bytes_can_be_scanned(void **unused)
{
	static const char *const pieces[] = {"---\n", "---\r\n", "---",   "sum: \"00000000\"\n",
					     "\n",    "\r",      "# x\n", "id: k7q2.1\n",
					     "\xFF",  "sum: ",   "  "};
	struct property property = property_start("any_bytes_can_be_scanned");
	struct buf bytes;
	(void)unused;

	buf_init(&bytes, BUF_MAX_DEFAULT);
	for (int round = 0; round < property_rounds(3000); round++) {
		buf_reset(&bytes);
		unsigned int count = property_number(&property, 30);
		for (unsigned int i = 0; i < count; i++)
			buf_puts(&bytes, pieces[property_number(&property, 11)]);
		struct found found = scan(buf_text(&bytes), bytes.length);
		assert_int_equal(found.good + found.edited + found.torn, found.count);
	}
	buf_release(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_record_of_the_manual_is_written_to_the_byte),
		cmocka_unit_test(groups_lists_numbers_and_maps_are_written),
		cmocka_unit_test(what_cannot_be_stored_leaves_the_buffer_as_it_was),
		cmocka_unit_test(decoding_undoes_encoding),
		cmocka_unit_test(encoding_twice_gives_the_same_bytes),
		cmocka_unit_test(kinds_and_keys_of_later_versions_are_no_mistake_in_a_journal),
		cmocka_unit_test(wrong_values_are_named_with_their_places_and_left_out),
		cmocka_unit_test(each_type_of_value_is_checked),
		cmocka_unit_test(input_may_say_when_point_ahead_and_ask_for_privacy),
		cmocka_unit_test(an_unknown_kind_of_input_is_refused_and_the_nearest_named),
		cmocka_unit_test(a_record_without_an_id_is_not_usable),
		cmocka_unit_test(unknown_keys_of_input_are_kept_with_a_warning),
		cmocka_unit_test(unknown_keys_that_are_no_words_are_kept_in_quotes),
		cmocka_unit_test(unknown_keys_that_cannot_be_kept_are_errors),
		cmocka_unit_test(want_of_memory_is_said_and_harmless),
		cmocka_unit_test(a_journal_scans_as_good_records),
		cmocka_unit_test(every_prefix_is_good_records_and_at_most_one_torn),
		cmocka_unit_test(a_flipped_bit_costs_no_more_than_the_records_it_touches),
		cmocka_unit_test(crlf_is_good_and_pointed_out),
		cmocka_unit_test(nul_bytes_at_the_end_are_a_torn_tail),
		cmocka_unit_test(edited_and_torn_are_told_apart),
		cmocka_unit_test(what_stands_between_records_is_seen),
		cmocka_unit_test(nothing_is_no_record),
		cmocka_unit_test(any_bytes_can_be_scanned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
