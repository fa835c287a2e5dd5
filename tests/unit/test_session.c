/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "debrief/array.h"
#include "debrief/checksum.h"
#include "debrief/record.h"
#include "debrief/session.h"
#include "debrief/timestamp.h"
#include "property.h"

/* ---- help ---- */

static const char rubric_text[] = "format: debrief-rubric/1\n"
				  "id: tiny\n"
				  "version: 1\n"
				  "title: A tiny rubric\n"
				  "script:\n"
				  "  - id: why\n"
				  "    stage: debrief\n"
				  "    title: Why\n"
				  "    fields: [{id: rationale, type: text, by: teacher}]\n";

struct fixture {
	char home[64];
	char path[128];
	struct host host;
	struct arena arena; /* texts of the test */
	struct session session;
	struct err err;
};

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *walk)
{
	(void)info;
	(void)type;
	(void)walk;
	return remove(path);
}

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	assert_non_null(fixture);
	strncpy(fixture->home, "/tmp/debrief-session-XXXXXX", sizeof(fixture->home) - 1);
	assert_non_null(mkdtemp(fixture->home));
	setenv("XDG_DATA_HOME", fixture->home, 1);
	setenv("XDG_STATE_HOME", fixture->home, 1);
	snprintf(fixture->path, sizeof(fixture->path), "%s/talk", fixture->home);
	assert_int_equal(mkdir(fixture->path, 0700), 0);
	fixture->host.files = &file_ops_system;
	fixture->session.folder = -1;
	arena_init(&fixture->arena, 64 << 20);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	session_close(&fixture->session);
	arena_release(&fixture->arena);
	nftw(fixture->home, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(fixture);
	return 0;
}

static const char *in_folder(struct fixture *fixture, const char *name)
{
	const char *path = arena_printf(&fixture->arena, "%s/%s", fixture->path, name);

	assert_non_null(path);
	return path;
}

static void write_bytes(const char *path, const char *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

/* A writer makes both of its files: where a test has only the shared one, the other is empty. */
static void make_private_file(struct fixture *fixture, const char *name)
{
	const char *path = strlen(name) == strlen("journal.k7q2.yaml")
				   ? in_folder(fixture, arena_printf(&fixture->arena, "private%s",
								     strchr(name, '.')))
				   : NULL;

	if (strncmp(name, "journal.", 8) == 0 && path && event_writer_is_valid(name + 8, 4) &&
	    access(path, F_OK) != 0)
		write_bytes(path, "", 0);
}

static void write_file(struct fixture *fixture, const char *name, const char *text)
{
	write_bytes(in_folder(fixture, name), text, strlen(text));
	make_private_file(fixture, name);
}

/* A record's bytes; `seconds` after some moment. Texts are "KEY=VALUE", NULL ends them. */
static const char *record(struct fixture *fixture, const char *id, int seconds, const char *kind,
			  ...) __attribute__((sentinel));

static void set_named(struct event *event, struct arena *arena, const char *pair)
{
	size_t length = strcspn(pair, "=");

	for (int key = 0; key < KEY__COUNT; key++) {
		if (strncmp(event_key_names[key], pair, length) != 0 ||
		    event_key_names[key][length] != '\0')
			continue;
		const char *value = arena_strdup(arena, pair + length + 1);
		const struct event_rule *rule = event_rule(event->kind, (enum event_key)key);
		if (rule && rule->type == VALUE_EVENTS) {
			const char **items = arena_array(arena, 1, sizeof(*items));
			items[0] = value;
			event_set_list(event, (enum event_key)key, items, 1);
		} else {
			event_set(event, (enum event_key)key, value);
		}
		return;
	}
	fail_msg("no key: %s", pair);
}

static const char *record(struct fixture *fixture, const char *id, int seconds, const char *kind,
			  ...)
{
	struct event event;
	struct buf out;
	va_list args;

	event_init(&event, event_kind_of(kind));
	event.kind_name = kind;
	assert_true(event_id_parse(id, &event.id));
	assert_true(timestamp_parse("2026-11-21T14:00:00Z", &event.at));
	event.at += (int64_t)seconds * 1000;
	event.el = (int64_t)seconds * 1000;
	va_start(args, kind);
	for (const char *pair; (pair = va_arg(args, const char *));) {
		if (strncmp(pair, "group=", 6) == 0)
			assert_true(event_id_parse(pair + 6, &event.group));
		else
			set_named(&event, &fixture->arena, pair);
	}
	va_end(args);
	buf_init(&out, BUF_MAX_DEFAULT);
	assert_int_equal(record_encode(&event, &out, NULL), STATUS_OK);
	const char *copy = arena_strdup(&fixture->arena, out.data);
	buf_release(&out);
	assert_non_null(copy);
	return copy;
}

static const char *join(struct fixture *fixture, const char *const *parts)
{
	const char *text = RECORD_FILE_HEAD;

	for (; *parts; parts++)
		text = arena_printf(&fixture->arena, "%s%s", text, *parts);
	assert_non_null(text);
	return text;
}

#define JOURNAL(...) join(fixture, (const char *const[]){__VA_ARGS__, NULL})

#define RECORD(...) record(fixture, __VA_ARGS__, (const char *)NULL)

static const char *open_record(struct fixture *fixture, const char *writer, const char *stream,
			       const char *kind)
{
	const char *id = arena_printf(&fixture->arena, "%s.%s1", writer,
				      strcmp(stream, "private") == 0 ? "p" : "");

	return RECORD(id, 0, kind, "format=1", "session=talk",
		      arena_printf(&fixture->arena, "writer=%s", writer),
		      arena_printf(&fixture->arena, "stream=%s", stream));
}

static const char *note(struct fixture *fixture, const char *id, int seconds, const char *text)
{
	return RECORD(id, seconds, "said", "by=coach",
		      arena_printf(&fixture->arena, "text=%s", text));
}

#define OPEN(writer)         open_record(fixture, writer, "shared", "open")
#define OPEN_PRIVATE(writer) open_record(fixture, writer, "private", "open")
#define JOIN(writer)         open_record(fixture, writer, "shared", "join")
#define SAID(id, seconds)    note(fixture, id, seconds, "x")

static void open_as(struct fixture *fixture, enum session_view view)
{
	session_close(&fixture->session);
	enum status status = session_open(&fixture->session, &fixture->host, fixture->path, view,
					  &fixture->err);
	if (status != STATUS_OK)
		fail_msg("%s", fixture->err.message);
	assert_non_null(fixture->session.rubric);
}

static void open_it(struct fixture *fixture)
{
	open_as(fixture, SESSION_EVERYTHING);
}

/* The ids of all events, in order. */
static const char *order(struct fixture *fixture)
{
	const char *text = "";

	for (size_t i = 0; i < fixture->session.n_events; i++) {
		char id[EVENT_ID_SIZE];
		event_id_format(&fixture->session.events[i]->id, id);
		text = arena_printf(&fixture->arena, "%s%s%s", text, i > 0 ? " " : "", id);
		assert_non_null(text);
	}
	return text;
}

struct findings {
	size_t errors, warnings;
	const char *text;
};

static struct findings check(struct fixture *fixture)
{
	struct findings findings;
	struct buf out;

	buf_init(&out, BUF_MAX_DEFAULT);
	assert_int_equal(session_check(&fixture->session, &fixture->host, &out, &findings.errors,
				       &findings.warnings, &fixture->err),
			 STATUS_OK);
	findings.text = arena_strdup(&fixture->arena, buf_text(&out));
	buf_release(&out);
	return findings;
}

static void assert_finding(struct fixture *fixture, const char *severity, const char *expected)
{
	struct findings findings = check(fixture);

	assert_int_equal(findings.errors, strcmp(severity, "error") == 0);
	assert_int_equal(findings.warnings, strcmp(severity, "warning") == 0);
	const char *line = arena_printf(&fixture->arena, "%s%s\n", fixture->path, expected);
	if (strncmp(findings.text, line, strlen(line)) != 0)
		fail_msg("expected: %sfound: %s", line, findings.text);
}

static void assert_no_finding(struct fixture *fixture)
{
	struct findings findings = check(fixture);

	if (findings.errors + findings.warnings > 0)
		fail_msg("%s", findings.text);
}

static size_t line_of(const char *text, const char *part)
{
	const char *found = strstr(text, part);
	size_t line = 1;

	assert_non_null(found);
	for (; text < found; text++)
		line += *text == '\n';
	return line;
}

/* ---- opening ---- */

static void a_session_is_read_in_order(void **state)
{
	struct fixture *fixture = *state;

	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.k7q2.yaml",
		   JOURNAL(OPEN("k7q2"), SAID("k7q2.2", 10), SAID("k7q2.3", 30)));
	write_file(fixture, "private.k7q2.yaml",
		   JOURNAL(OPEN_PRIVATE("k7q2"), RECORD("k7q2.p2", 20, "note", "text=x")));
	open_it(fixture);
	const struct session *session = &fixture->session;
	assert_string_equal(order(fixture), "k7q2.1 k7q2.p1 k7q2.2 k7q2.p2 k7q2.3");
	assert_string_equal(session->id, "talk");
	assert_string_equal(session->rubric->id, "tiny");
	assert_non_null(session->open);
	assert_false(session->open->is_private);
	assert_false(session->is_newer);
	assert_int_equal(session->n_files, 2);
	assert_string_equal(session->files[0].name, "journal.k7q2.yaml");
	assert_int_equal(session->files[0].last_number, 3);
	assert_int_equal(session->files[0].last_el, 30000);
	assert_int_equal(session->files[0].good_length, session->files[0].length);
	assert_int_equal(session->files[1].last_number, 2);
	assert_true(session->files[1].is_private);
	assert_true(session->events[3]->is_private);
	assert_memory_equal(session->events[2]->record, "---\nid: k7q2.2\n", 15);
	assert_int_equal(session->events[2]->line,
			 line_of(session->files[0].bytes, "---\nid: k7q2.2"));
	assert_no_finding(fixture);
}

static void what_is_no_session_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct session *session = &fixture->session;

	assert_int_equal(session_open(session, &fixture->host, in_folder(fixture, "nowhere"),
				      SESSION_EVERYTHING, &fixture->err),
			 STATUS_NOT_FOUND);
	assert_int_equal(session_open(session, &fixture->host, fixture->path, SESSION_EVERYTHING,
				      &fixture->err),
			 STATUS_INVALID);
	write_file(fixture, "a-file", "x");
	assert_int_equal(session_open(session, &fixture->host, in_folder(fixture, "a-file"),
				      SESSION_EVERYTHING, &fixture->err),
			 STATUS_IO);
	assert_int_equal(session->folder, -1);
}

static void a_session_opens_without_its_rubric_or_its_records(void **state)
{
	struct fixture *fixture = *state;

	write_file(fixture, "journal.k7q2.yaml", JOURNAL(OPEN("k7q2"), SAID("k7q2.2", 1)));
	open_it(fixture);
	assert_int_equal(fixture->session.n_events, 2);
	assert_int_equal(fixture->session.rubric->script.count, 0);
	assert_int_equal(check(fixture).errors, 1);

	write_file(fixture, "rubric.yaml", "format: [\n");
	open_it(fixture);
	assert_int_equal(fixture->session.n_events, 2);

	write_file(fixture, "rubric.yaml", rubric_text);
	assert_int_equal(unlink(in_folder(fixture, "journal.k7q2.yaml")), 0);
	assert_int_equal(unlink(in_folder(fixture, "private.k7q2.yaml")), 0);
	open_it(fixture);
	assert_int_equal(fixture->session.n_events, 0);
	assert_null(fixture->session.open);
	assert_string_equal(fixture->session.id, "talk");
	assert_finding(fixture, "error",
		       ": error: no record says how the session began; expected one of the kind "
		       "'open'");
}

static void only_journals_are_read_as_journals(void **state)
{
	struct fixture *fixture = *state;

	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.k7q2.yaml", JOURNAL(OPEN("k7q2")));
	write_file(fixture, "journal.yaml", JOURNAL(SAID("aaaa.1", 1)));
	write_file(fixture, "journal.k7q2.yaml~", JOURNAL(SAID("aaaa.2", 1)));
	write_file(fixture, "journal.K7Q2.yaml", JOURNAL(SAID("aaaa.3", 1)));
	write_file(fixture, "journal.7k7q.yaml", JOURNAL(SAID("aaaa.4", 1)));
	write_file(fixture, "notes.k7q2.yaml", JOURNAL(SAID("aaaa.5", 1)));
	open_it(fixture);
	assert_string_equal(order(fixture), "k7q2.1");
	struct findings findings = check(fixture);
	assert_int_equal(findings.warnings, 4);
	assert_non_null(strstr(findings.text, "'journal.k7q2.yaml~' is not read"));
}

/* Syncthing, Nextcloud, Dropbox, OneDrive, file managers: what they leave is read, and counts once.
 */
static void copies_that_were_left_beside_a_journal_are_read(void **state)
{
	static const char *const names[] = {
		"journal.k7q2.sync-conflict-20261121-124100-ABCDEF7.yaml",
		"journal.k7q2 (conflicted copy 2026-11-21 124100).yaml",
		"journal.k7q2 (Ann's conflicted copy 2026-11-21).yaml",
		"journal.k7q2-LAPTOP.yaml",
		"journal.k7q2 (copy).yaml",
	};
	struct fixture *fixture = *state;
	const char *path = "";

	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.k7q2.yaml", JOURNAL(OPEN("k7q2"), SAID("k7q2.2", 1)));
	for (size_t i = 0; i < COUNT(names); i++) {
		if (*path)
			assert_int_equal(unlink(path), 0);
		path = in_folder(fixture, names[i]);
		write_file(fixture, names[i],
			   JOURNAL(OPEN("k7q2"), SAID("k7q2.2", 1), SAID("k7q2.3", 2)));
		open_it(fixture);
		assert_string_equal(order(fixture), "k7q2.1 k7q2.2 k7q2.3");
		struct findings findings = check(fixture);
		assert_int_equal(findings.errors, 0);
		assert_int_equal(findings.warnings, 1);
		assert_non_null(strstr(findings.text, "is a copy that another program left"));
		session_close(&fixture->session);
	}
}

/* As somebody has it whom one of the two was given to. */
static void a_stream_without_the_other_is_read_and_the_other_is_named(void **state)
{
	struct fixture *fixture = *state;

	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.k7q2.yaml", JOURNAL(OPEN("k7q2"), SAID("k7q2.2", 1)));
	assert_int_equal(unlink(in_folder(fixture, "private.k7q2.yaml")), 0);
	open_it(fixture);
	assert_string_equal(order(fixture), "k7q2.1 k7q2.2");
	assert_finding(fixture, "warning",
		       "/journal.k7q2.yaml: warning: there is no 'private.k7q2.yaml' beside this: "
		       "what this writer wrote for the coach alone is not here");
	assert_int_equal(unlink(in_folder(fixture, "journal.k7q2.yaml")), 0);
	write_file(fixture, "private.k7q2.yaml", JOURNAL(OPEN_PRIVATE("k7q2")));
	open_it(fixture);
	assert_string_equal(order(fixture), "k7q2.p1");
	assert_finding(fixture, "warning",
		       "/private.k7q2.yaml: warning: there is no 'journal.k7q2.yaml' beside this: "
		       "what this writer wrote for both is not here");
}

static void links_are_never_followed(void **state)
{
	struct fixture *fixture = *state;
	const char *outside = arena_printf(&fixture->arena, "%s/outside", fixture->home);

	write_bytes(outside, rubric_text, strlen(rubric_text));
	write_file(fixture, "journal.k7q2.yaml", JOURNAL(OPEN("k7q2")));
	assert_int_equal(symlink(outside, in_folder(fixture, "rubric.yaml")), 0);
	assert_int_equal(symlink("journal.k7q2.yaml", in_folder(fixture, "journal.aaaa.yaml")), 0);
	assert_int_equal(mkdir(in_folder(fixture, "journal.bbbb.yaml"), 0700), 0);
	assert_int_equal(mkfifo(in_folder(fixture, "journal.cccc.yaml"), 0600), 0);
	open_it(fixture);
	assert_string_equal(order(fixture), "k7q2.1");
	assert_int_equal(fixture->session.rubric->script.count, 0);
	assert_int_equal(check(fixture).errors, 4);
}

static void the_shared_view_holds_nothing_private(void **state)
{
	struct fixture *fixture = *state;

	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.k7q2.yaml",
		   JOURNAL(OPEN("k7q2"), SAID("k7q2.2", 1),
			   RECORD("k7q2.p9", 2, "note", "text=strayed")));
	write_file(fixture, "private.k7q2.yaml",
		   JOURNAL(OPEN_PRIVATE("k7q2"), SAID("k7q2.p2", 1), SAID("k7q2.3", 1)));
	open_as(fixture, SESSION_SHARED_ONLY);
	assert_string_equal(order(fixture), "k7q2.1 k7q2.2");
	assert_int_equal(fixture->session.n_files, 1);
	open_it(fixture);
	assert_int_equal(fixture->session.n_events, 6);
	for (size_t i = 0; i < fixture->session.n_events; i++)
		if (fixture->session.events[i]->id.number > 2)
			assert_true(fixture->session.events[i]->is_private);
	struct findings findings = check(fixture);
	assert_non_null(strstr(findings.text, "a private record stands in the shared stream"));
	assert_non_null(strstr(findings.text, "a shared record stands in the private stream"));
}

static void a_newer_format_is_noticed(void **state)
{
	struct fixture *fixture = *state;

	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.k7q2.yaml",
		   JOURNAL(OPEN("k7q2"), RECORD("k7q2.2", 1, "of-tomorrow")));
	write_file(fixture, "journal.zzzz.yaml",
		   JOURNAL(RECORD("zzzz.1", 5, "join", "format=2", "session=talk", "writer=zzzz",
				  "stream=shared")));
	open_it(fixture);
	assert_true(fixture->session.is_newer);
	assert_int_equal(fixture->session.n_events, 3);
	assert_int_equal(fixture->session.events[1]->kind, EVENT_UNKNOWN);
	assert_string_equal(fixture->session.events[1]->kind_name, "of-tomorrow");
	assert_int_equal(check(fixture).errors, 0);
	assert_int_equal(check(fixture).warnings, 1);
}

/* ---- order ---- */

static void writers_are_merged_by_time_then_name_then_stream(void **state)
{
	struct fixture *fixture = *state;

	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.aaaa.yaml",
		   JOURNAL(JOIN("aaaa"), SAID("aaaa.2", 20), SAID("aaaa.3", 20)));
	write_file(
		fixture, "journal.k7q2.yaml",
		JOURNAL(OPEN("k7q2"), SAID("k7q2.2", 10), SAID("k7q2.3", 20), SAID("k7q2.4", 21)));
	write_file(fixture, "private.aaaa.yaml",
		   JOURNAL(open_record(fixture, "aaaa", "private", "join"), SAID("aaaa.p2", 20)));
	open_it(fixture);
	assert_string_equal(order(fixture), "aaaa.1 aaaa.p1 k7q2.1 k7q2.2 aaaa.2 aaaa.3 aaaa.p2 "
					    "k7q2.3 k7q2.4");
	assert_no_finding(fixture);
}

static void a_clock_that_was_put_back_counts_as_standing_still(void **state)
{
	struct fixture *fixture = *state;

	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.aaaa.yaml", JOURNAL(JOIN("aaaa"), SAID("aaaa.2", 15)));
	write_file(
		fixture, "journal.k7q2.yaml",
		JOURNAL(OPEN("k7q2"), SAID("k7q2.2", 20), SAID("k7q2.3", 5), SAID("k7q2.4", 30)));
	open_it(fixture);
	assert_string_equal(order(fixture), "aaaa.1 k7q2.1 aaaa.2 k7q2.2 k7q2.3 k7q2.4");
	const char *text = fixture->session.files[1].bytes;
	assert_finding(
		fixture, "warning",
		arena_printf(&fixture->arena,
			     "/journal.k7q2.yaml:%zu:1: warning: the clock was put back: this is "
			     "earlier than the record before it",
			     line_of(text, "---\nid: k7q2.3")));
	/* What another writer could not save stands behind what was there before it. */
	write_file(fixture, "journal.aaaa.yaml",
		   JOURNAL(JOIN("aaaa"), SAID("aaaa.2", 20), SAID("zzzz.2", 15)));
	open_it(fixture);
	assert_string_equal(order(fixture), "aaaa.1 k7q2.1 aaaa.2 k7q2.2 k7q2.3 zzzz.2 k7q2.4");
}

static void the_same_record_in_two_files_counts_once(void **state)
{
	struct fixture *fixture = *state;
	const char *twice = SAID("k7q2.3", 10);
	char *crlf = arena_alloc(&fixture->arena, 2 * strlen(twice) + 1);
	size_t length = 0;

	for (const char *at = twice; *at; at++) {
		if (*at == '\n')
			crlf[length++] = '\r';
		crlf[length++] = *at;
	}
	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.k7q2.yaml",
		   JOURNAL(OPEN("k7q2"), SAID("k7q2.2", 1), twice, SAID("k7q2.4", 12)));
	write_file(fixture, "journal.zzzz.yaml",
		   JOURNAL(JOIN("zzzz"), twice, crlf, SAID("k7q2.5", 13)));
	open_it(fixture);
	assert_string_equal(order(fixture), "k7q2.1 zzzz.1 k7q2.2 k7q2.3 k7q2.4 k7q2.5");
	assert_int_equal(check(fixture).errors, 0);
	assert_int_equal(fixture->session.files[0].last_number, 4);
	assert_int_equal(fixture->session.files[1].last_number, 1);
}

static void two_records_with_one_id_are_both_kept_and_flagged(void **state)
{
	struct fixture *fixture = *state;
	struct event_id id;

	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.k7q2.yaml",
		   JOURNAL(OPEN("k7q2"), note(fixture, "k7q2.2", 1, "one"),
			   note(fixture, "k7q2.2", 2, "two")));
	open_it(fixture);
	assert_string_equal(order(fixture), "k7q2.1 k7q2.2 k7q2.2");
	assert_true(event_id_parse("k7q2.2", &id));
	assert_string_equal(event_text(session_event(&fixture->session, &id), KEY_TEXT), "one");
	assert_finding(
		fixture, "error",
		arena_printf(&fixture->arena,
			     "/journal.k7q2.yaml:%zu:1: error: there is another record 'k7q2.2' "
			     "that says something else; both are kept",
			     line_of(fixture->session.files[0].bytes, "  two") - 7));
}

/* ---- damage ---- */

static void an_unreadable_record_hides_no_other(void **state)
{
	/* Whole records by their sums, as another program could have written them. */
	static const struct {
		const char *text;
		size_t errors; /* each */
	} bad[] = {
		{"---\nid: k7q2.3\nat: [\n", 1},
		{"---\nid: k7q2.3\ntext: \"never closed\n", 1},
		{"---\nid: k7q2.3\ntext: a\001b\n", 1},
		{"---\nid: k7q2.3\ntext: \xFF\n", 1},
		{"---\nid: k7q2.3\n--- second\n", 2},
		{"---\nid: k7q2.3\n...\nmore: 1\n", 1},
		{"---\nid: k7q2.3\n...\n%YAML 9.9\n", 1},
		{"---\n- list\n", 1},
		{"---\nkind: pause\n", 1},
		{"---\nid: what\nkind: pause\n", 1},
		{"---\nx: {a: {a: {a: {a: {a: {a: {a: {a: {a: 1}}}}}}}}}\n", 1},
		{"---\n\tx: 1\n", 1},
		{"---\nx: *y\n", 2},
		{"---\n", 1},
	};
	struct fixture *fixture = *state;

	write_file(fixture, "rubric.yaml", rubric_text);
	for (size_t i = 0; i < COUNT(bad); i++) {
		const char *whole = arena_printf(&fixture->arena, "%ssum: \"%08x\"\n", bad[i].text,
						 crc32c(0, bad[i].text, strlen(bad[i].text)));
		write_file(fixture, "journal.k7q2.yaml",
			   JOURNAL(OPEN("k7q2"), SAID("k7q2.2", 1), whole, SAID("k7q2.4", 2), whole,
				   SAID("k7q2.5", 3)));
		open_it(fixture);
		if (strcmp(order(fixture), "k7q2.1 k7q2.2 k7q2.4 k7q2.5") != 0)
			fail_msg("%s: %s", bad[i].text, order(fixture));
		/* The two of them, and nothing twice. */
		assert_int_equal(fixture->session.files[0].diags.errors, 2 * bad[i].errors);
		assert_int_equal(fixture->session.events[3]->line,
				 line_of(fixture->session.files[0].bytes, "---\nid: k7q2.5"));
	}
}

static void an_edited_record_is_used_and_named(void **state)
{
	struct fixture *fixture = *state;
	const char *text;

	write_file(fixture, "rubric.yaml", rubric_text);
	text = JOURNAL(OPEN("k7q2"), note(fixture, "k7q2.2", 1, "Lisa asked"), SAID("k7q2.3", 2));
	*strstr(text, "Lisa") = 'M';
	write_file(fixture, "journal.k7q2.yaml", text);
	open_it(fixture);
	assert_string_equal(event_text(fixture->session.events[1], KEY_TEXT), "Misa asked");
	assert_int_equal(fixture->session.files[0].n_edited, 1);
	assert_int_equal(fixture->session.files[0].good_length, strlen(text));
	assert_finding(fixture, "error",
		       arena_printf(&fixture->arena,
				    "/journal.k7q2.yaml:%zu:1: error: this record has been edited: "
				    "its sum does not fit",
				    line_of(text, "---\nid: k7q2.2")));
	assert_int_equal(session_find_problems(&fixture->session, &fixture->host, NULL), STATUS_OK);
	assert_int_equal(fixture->session.n_problems, 1);
	assert_non_null(
		strstr(fixture->session.problems[0], ":1: error: this record has been edited"));
}

static void crlf_is_only_odd(void **state)
{
	struct fixture *fixture = *state;
	const char *text = JOURNAL(OPEN("k7q2"), note(fixture, "k7q2.2", 1, "one\ntwo"));
	char *crlf = arena_alloc(&fixture->arena, 2 * strlen(text) + 1);
	size_t length = 0;

	for (; *text; text++) {
		if (*text == '\n')
			crlf[length++] = '\r';
		crlf[length++] = *text;
	}
	write_file(fixture, "rubric.yaml", rubric_text);
	crlf[length] = '\0';
	write_file(fixture, "journal.k7q2.yaml", crlf);
	open_it(fixture);
	assert_string_equal(event_text(fixture->session.events[1], KEY_TEXT), "one\ntwo");
	assert_finding(fixture, "warning",
		       "/journal.k7q2.yaml:2:1: warning: lines end in CRLF: a "
		       "program has changed this file");
}

static void cut_at_every_byte_all_whole_records_are_there(void **state)
{
	struct fixture *fixture = *state;
	const char *parts[] = {OPEN("k7q2"), note(fixture, "k7q2.2", 1, "one\n\n---\nsum: x"),
			       SAID("k7q2.3", 2)};
	const char *whole = JOURNAL(parts[0], parts[1], parts[2]);
	size_t length = strlen(whole);

	write_file(fixture, "rubric.yaml", rubric_text);
	for (size_t cut = 0; cut <= length; cut++) {
		write_bytes(in_folder(fixture, "journal.k7q2.yaml"), whole, cut);
		open_it(fixture);
		size_t end = strlen(RECORD_FILE_HEAD);
		size_t complete = 0;
		while (complete < 3 && end + strlen(parts[complete]) <= cut)
			end += strlen(parts[complete++]);
		const struct session_file *file = &fixture->session.files[0];
		assert_int_equal(fixture->session.n_events, complete);
		if (cut >= strlen(RECORD_FILE_HEAD))
			assert_int_equal(file->good_length, end);
		assert_int_equal(file->torn, file->good_length < cut);
		assert_int_equal(file->n_edited, 0);
	}
}

static void any_bytes_open(void **state)
{
	struct fixture *fixture = *state;
	struct property property = property_start("any_bytes_open");
	const char *whole = JOURNAL(OPEN("k7q2"), note(fixture, "k7q2.2", 1, "one\ntwo"),
				    SAID("k7q2.3", 2), SAID("k7q2.4", 2));
	size_t length = strlen(whole);

	write_file(fixture, "rubric.yaml", rubric_text);
	for (int round = 0; round < property_rounds(300); round++) {
		char *bytes = arena_strdup(&fixture->arena, whole);
		assert_non_null(bytes);
		for (unsigned int n = 1 + property_number(&property, 4); n > 0; n--)
			bytes[property_number(&property, (unsigned int)length)] =
				(char)property_number(&property, 256);
		write_bytes(in_folder(fixture, "journal.k7q2.yaml"), bytes,
			    length - property_number(&property, 40));
		open_it(fixture);
		(void)check(fixture);
		assert_int_equal(session_find_problems(&fixture->session, &fixture->host, NULL),
				 STATUS_OK);
	}
}

/* ---- check ---- */

static void ids_in_events_are_checked_at_their_place(void **state)
{
	struct fixture *fixture = *state;
	const char *text = JOURNAL(OPEN("k7q2"), SAID("k7q2.2", 1),
				   RECORD("k7q2.3", 2, "assign", "re=k7q2.2", "field=rationle"));

	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.k7q2.yaml", text);
	open_it(fixture);
	assert_finding(
		fixture, "error",
		arena_printf(&fixture->arena,
			     "/journal.k7q2.yaml:%zu:8: error: unknown field 'rationle'; did you "
			     "mean 'rationale'?\nfield: rationle\n       ^~~~~~~~",
			     line_of(text, "field: rationle")));
	/* Asking twice finds the same. */
	assert_int_equal(check(fixture).errors, 1);
}

static void missing_records_are_named_once(void **state)
{
	struct fixture *fixture = *state;

	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.k7q2.yaml",
		   JOURNAL(OPEN("k7q2"), SAID("k7q2.5", 1), SAID("k7q2.7", 2)));
	/* What was saved elsewhere is not missing. */
	write_file(fixture, "journal.zzzz.yaml", JOURNAL(JOIN("zzzz"), SAID("k7q2.6", 2)));
	open_it(fixture);
	assert_finding(fixture, "warning",
		       arena_printf(&fixture->arena,
				    "/journal.k7q2.yaml:%zu:1: warning: the records 'k7q2.2' to "
				    "'k7q2.4' before this one are missing",
				    line_of(fixture->session.files[0].bytes, "---\nid: k7q2.5")));
}

static void a_group_without_its_end_is_an_error(void **state)
{
	struct fixture *fixture = *state;

	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.k7q2.yaml",
		   JOURNAL(OPEN("k7q2"),
			   RECORD("k7q2.2", 1, "said", "by=coach", "text=x", "group=k7q2.2")));
	write_file(fixture, "private.k7q2.yaml",
		   JOURNAL(OPEN_PRIVATE("k7q2"),
			   RECORD("k7q2.p2", 1, "note", "text=x", "group=k7q2.2")));
	open_it(fixture);
	assert_no_finding(fixture);
	assert_false(fixture->session.files[0].ends_in_group);
	assert_false(fixture->session.files[1].ends_in_group);

	write_file(fixture, "journal.k7q2.yaml", JOURNAL(OPEN("k7q2")));
	open_it(fixture);
	assert_int_equal(fixture->session.n_events, 3);
	assert_true(fixture->session.files[1].ends_in_group);
	assert_finding(
		fixture, "error",
		arena_printf(&fixture->arena,
			     "/private.k7q2.yaml:%zu:1: error: the last record of its group, "
			     "'k7q2.2', was never written, so this does not count",
			     line_of(fixture->session.files[1].bytes, "---\nid: k7q2.p2")));
}

static void a_changed_rubric_is_an_error(void **state)
{
	struct fixture *fixture = *state;
	char sum[SHA256_HEX_SIZE];

	sha256_hex(rubric_text, sizeof(rubric_text) - 1, sum);
	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.k7q2.yaml",
		   JOURNAL(RECORD("k7q2.1", 0, "open", "format=1", "session=talk", "writer=k7q2",
				  "stream=shared",
				  arena_printf(&fixture->arena, "rubric.sha256=%s", sum))));
	open_it(fixture);
	assert_no_finding(fixture);
	write_file(fixture, "rubric.yaml", arena_printf(&fixture->arena, "%s# x\n", rubric_text));
	open_it(fixture);
	assert_finding(fixture, "error",
		       "/rubric.yaml:1:1: error: this is not the rubric that the "
		       "session was made with: it has been changed since");
}

static void student_work_must_be_what_it_was(void **state)
{
	struct fixture *fixture = *state;
	char sum[SHA256_HEX_SIZE];

	sha256_hex("table", 5, sum);
	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.k7q2.yaml",
		   JOURNAL(OPEN("k7q2"),
			   RECORD("k7q2.2", 1, "work", "strategy=Table", "file=table.txt",
				  arena_printf(&fixture->arena, "sha256=%s", sum))));
	open_it(fixture);
	assert_int_equal(check(fixture).errors, 1);
	assert_int_equal(mkdir(in_folder(fixture, "work"), 0700), 0);
	assert_int_equal(check(fixture).errors, 1);
	write_file(fixture, "work/table.txt", "table");
	assert_no_finding(fixture);
	write_file(fixture, "work/table.txt", "other");
	assert_non_null(strstr(check(fixture).text, "'work/table.txt' is not what it was"));
	assert_int_equal(unlink(in_folder(fixture, "work/table.txt")), 0);
	write_file(fixture, "table.txt", "table");
	assert_int_equal(symlink("../table.txt", in_folder(fixture, "work/table.txt")), 0);
	assert_int_equal(check(fixture).errors, 1);
	assert_non_null(strstr(check(fixture).text, "symbolic link"));
}

/* ---- rescue ---- */

static void what_was_rescued_is_read_too(void **state)
{
	struct fixture *fixture = *state;
	const char *folder = arena_printf(&fixture->arena, "%s/debrief/rescue/talk", fixture->home);
	struct err err;

	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.k7q2.yaml", JOURNAL(OPEN("k7q2"), SAID("k7q2.2", 1)));
	open_it(fixture);
	assert_false(session_has_changed(&fixture->session, &fixture->host));
	assert_int_equal(folder_make(fixture->host.files, folder, &err), STATUS_OK);
	const char *path = arena_printf(&fixture->arena, "%s/journal.zzzz.yaml", folder);
	const char *text = JOURNAL(JOIN("zzzz"), SAID("k7q2.3", 3));
	write_bytes(path, text, strlen(text));
	assert_true(session_has_changed(&fixture->session, &fixture->host));
	open_it(fixture);
	assert_string_equal(order(fixture), "k7q2.1 zzzz.1 k7q2.2 k7q2.3");
	assert_true(fixture->session.files[2].is_rescue);
	assert_string_equal(fixture->session.files[2].name, path);
	assert_false(session_has_changed(&fixture->session, &fixture->host));
}

static void an_id_never_leads_out_of_the_rescue_folder(void **state)
{
	struct fixture *fixture = *state;
	const char *outside = arena_printf(&fixture->arena, "%s/outside", fixture->home);
	const char *rescue = arena_printf(&fixture->arena, "%s/debrief/rescue", fixture->home);
	struct err err;

	assert_int_equal(folder_make(fixture->host.files, rescue, &err), STATUS_OK);
	write_file(fixture, "journal.k7q2.yaml",
		   JOURNAL(RECORD("k7q2.1", 0, "open", "format=1", "session=../../outside",
				  "writer=k7q2", "stream=shared")));
	assert_int_equal(folder_make(fixture->host.files, outside, &err), STATUS_OK);
	const char *text = JOURNAL(JOIN("zzzz"));
	write_bytes(arena_printf(&fixture->arena, "%s/journal.zzzz.yaml", outside), text,
		    strlen(text));
	open_it(fixture);
	assert_string_equal(order(fixture), "k7q2.1");
}

/* ---- following and adding ---- */

static void set_time(const char *path)
{
	const struct timespec times[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};

	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void changes_on_the_disk_are_noticed(void **state)
{
	struct fixture *fixture = *state;
	const char *text = JOURNAL(OPEN("k7q2"));

	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.k7q2.yaml", text);
	open_it(fixture);
	assert_false(session_has_changed(&fixture->session, &fixture->host));
	write_file(fixture, "notes.txt", "nothing of ours");
	assert_false(session_has_changed(&fixture->session, &fixture->host));
	write_file(fixture, "journal.k7q2.yaml", JOURNAL(OPEN("k7q2"), SAID("k7q2.2", 1)));
	assert_true(session_has_changed(&fixture->session, &fixture->host));
	open_it(fixture);
	assert_false(session_has_changed(&fixture->session, &fixture->host));
	write_file(fixture, "private.k7q2.yaml", JOURNAL(OPEN_PRIVATE("k7q2")));
	assert_true(session_has_changed(&fixture->session, &fixture->host));
	open_as(fixture, SESSION_SHARED_ONLY);
	write_file(fixture, "private.k7q2.yaml", text);
	assert_false(session_has_changed(&fixture->session, &fixture->host));
	open_it(fixture);
	assert_int_equal(unlink(in_folder(fixture, "private.k7q2.yaml")), 0);
	assert_true(session_has_changed(&fixture->session, &fixture->host));
	/* A sync client replaces a file by another of the same size. */
	write_file(fixture, "new", JOURNAL(OPEN("k7q2"), SAID("k7q2.2", 1)));
	set_time(in_folder(fixture, "new"));
	set_time(in_folder(fixture, "journal.k7q2.yaml"));
	open_it(fixture);
	assert_int_equal(rename(in_folder(fixture, "new"), in_folder(fixture, "journal.k7q2.yaml")),
			 0);
	assert_true(session_has_changed(&fixture->session, &fixture->host));
}

static void an_added_event_takes_its_place(void **state)
{
	struct fixture *fixture = *state;
	struct event event;

	write_file(fixture, "rubric.yaml", rubric_text);
	write_file(fixture, "journal.aaaa.yaml",
		   JOURNAL(JOIN("aaaa"), SAID("aaaa.2", 20), SAID("aaaa.3", 40)));
	write_file(fixture, "journal.k7q2.yaml", JOURNAL(OPEN("k7q2"), SAID("k7q2.2", 10)));
	open_it(fixture);
	for (uint32_t number = 3; number < 40; number++) {
		char text[] = "new";
		event_init(&event, EVENT_SAID);
		assert_true(event_id_parse("k7q2.3", &event.id));
		event.id.number = number;
		event.at = fixture->session.events[0]->at + (int64_t)number * 10000;
		event_set(&event, KEY_TEXT, text);
		struct event *added = session_add(&fixture->session, &event);
		assert_non_null(added);
		text[0] = 'x';
		assert_string_equal(event_text(added, KEY_TEXT), "new");
		assert_ptr_equal(session_event(&fixture->session, &event.id), added);
	}
	assert_int_equal(fixture->session.n_events, 42);
	assert_memory_equal(order(fixture), "aaaa.1 k7q2.1 k7q2.2 aaaa.2 k7q2.3 aaaa.3 k7q2.4 ",
			    49);
	assert_true(event_id_parse("aaaa.p7", &event.id));
	assert_null(session_event(&fixture->session, &event.id));
}

/* ---- names ---- */

static void a_name_is_a_session_of_the_library_and_a_path_a_path(void **state)
{
	struct fixture *fixture = *state;
	struct host *host = &fixture->host;
	struct arena *arena = &fixture->arena;
	struct err *err = &fixture->err;
	const char *library = arena_printf(arena, "%s/debrief/sessions", fixture->home);
	const char *path;
	char old[4096];

	assert_int_equal(session_find(host, arena, "tuesday", &path, err), STATUS_NOT_FOUND);
	assert_int_equal(folder_make(host->files, arena_printf(arena, "%s/tuesday", library), err),
			 STATUS_OK);
	assert_int_equal(session_find(host, arena, "tuesday", &path, err), STATUS_OK);
	assert_string_equal(path, arena_printf(arena, "%s/tuesday", library));
	assert_int_equal(session_find(host, arena, "./tuesday", &path, err), STATUS_OK);
	assert_string_equal(path, "./tuesday");
	assert_int_equal(session_find(host, arena, ".", &path, err), STATUS_OK);
	assert_string_equal(path, ".");
	assert_int_equal(session_find(host, arena, "thuesday", &path, err), STATUS_NOT_FOUND);
	assert_non_null(strstr(err->message, "did you mean 'tuesday'?"));
	assert_int_equal(session_find(host, arena, "", &path, err), STATUS_NOT_FOUND);

	assert_non_null(getcwd(old, sizeof(old)));
	assert_int_equal(chdir(fixture->home), 0);
	enum status status = session_find(host, arena, "talk", &path, err);
	assert_int_equal(chdir(old), 0);
	assert_int_equal(status, STATUS_NOT_FOUND);
	assert_non_null(strstr(err->message, "write './talk'"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_session_is_read_in_order),
		TEST(what_is_no_session_is_refused),
		TEST(a_session_opens_without_its_rubric_or_its_records),
		TEST(only_journals_are_read_as_journals),
		TEST(copies_that_were_left_beside_a_journal_are_read),
		TEST(a_stream_without_the_other_is_read_and_the_other_is_named),
		TEST(links_are_never_followed),
		TEST(the_shared_view_holds_nothing_private),
		TEST(a_newer_format_is_noticed),
		TEST(writers_are_merged_by_time_then_name_then_stream),
		TEST(a_clock_that_was_put_back_counts_as_standing_still),
		TEST(the_same_record_in_two_files_counts_once),
		TEST(two_records_with_one_id_are_both_kept_and_flagged),
		TEST(an_unreadable_record_hides_no_other),
		TEST(an_edited_record_is_used_and_named),
		TEST(crlf_is_only_odd),
		TEST(cut_at_every_byte_all_whole_records_are_there),
		TEST(any_bytes_open),
		TEST(ids_in_events_are_checked_at_their_place),
		TEST(missing_records_are_named_once),
		TEST(a_group_without_its_end_is_an_error),
		TEST(a_changed_rubric_is_an_error),
		TEST(student_work_must_be_what_it_was),
		TEST(what_was_rescued_is_read_too),
		TEST(an_id_never_leads_out_of_the_rescue_folder),
		TEST(changes_on_the_disk_are_noticed),
		TEST(an_added_event_takes_its_place),
		TEST(a_name_is_a_session_of_the_library_and_a_path_a_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
