/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "debrief/draft.h"
#include "debrief/erase.h"
#include "debrief/journal.h"
#include "fault_file.h"
#include "home_fixture.h"

/*
 * What is erased stands nowhere: every byte of every file under the home is looked at, not only
 * what the program itself would look at.
 */

#define SECRET  "quetzal feathers at midnight"
#define EARLIER "quetzal feathers about noon"
#define UNDONE  "quetzal feathers before dawn"
#define KEPT    "They give up when the numbers get messy."

/* ---- help ---- */

static const char *state_path(struct home *home, const char *name)
{
	return home_path(home, home->root, arena_printf(&home->arena, "state/debrief/%s", name));
}

static const char *session_path(struct home *home, const char *name)
{
	return home_path(home, home->session, name);
}

static void put(const char *path, const char *text)
{
	home_write(path, text, strlen(text));
}

static void make_folder(const char *path)
{
	struct err err = {0};

	if (folder_make(&file_ops_system, path, &err) != STATUS_OK)
		fail_msg("%s", err.message);
}

/* The path of a file under `folder` that holds the text; NULL if there is none. */
static const char *holder(struct home *home, const char *folder, const char *text)
{
	DIR *stream = opendir(folder);
	const struct dirent *entry;
	const char *found = NULL;

	assert_non_null(stream);
	while (!found && (entry = readdir(stream))) {
		const char *path = home_path(home, folder, entry->d_name);
		struct stat info;
		size_t length;

		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		assert_int_equal(lstat(path, &info), 0);
		if (strstr(entry->d_name, text))
			found = path;
		else if (S_ISDIR(info.st_mode))
			found = holder(home, path, text);
		else if (S_ISREG(info.st_mode)) {
			const char *bytes = home_read(home, path, &length);

			if (memmem(bytes, length, text, strlen(text)))
				found = path;
		}
	}
	closedir(stream);
	return found;
}

static void assert_nowhere(struct home *home, const char *text)
{
	const char *path = holder(home, home->root, text);

	if (path)
		fail_msg("'%s' is still in %s", text, path);
}

static struct event said(const char *text, const char *re)
{
	struct event event;

	event_init(&event, EVENT_SAID);
	event_set(&event, KEY_BY, "teacher");
	event_set(&event, KEY_TEXT, text);
	event_set(&event, KEY_RE, re);
	return event;
}

static struct event_id add(struct home *home, struct event *events, size_t count)
{
	struct session session;
	struct journal *journal = NULL;
	struct err err = {0};

	if (session_open(&session, &home->host, home->session, SESSION_EVERYTHING, &err) ||
	    journal_open(&journal, &home->host, &session, &err) ||
	    journal_stage(journal, events, count, &err) || journal_flush(journal, &err))
		fail_msg("%s", err.message);
	journal_close(journal);
	session_close(&session);
	return events[0].id;
}

static const char *text_of(struct home *home, const struct event_id *id)
{
	char text[EVENT_ID_SIZE];

	event_id_format(id, text);
	return arena_strdup(&home->arena, text);
}

/* The status of the first call that fails; STATUS_INVALID if something could not be looked into. */
static enum status try_to_erase(struct home *home, const struct event_id *id, struct err *err)
{
	struct erasure erasure;
	struct session session;
	enum status status = session_open(&session, &home->host, home->session, SESSION_EVERYTHING,
					  err);

	if (status)
		return status;
	status = erasure_open(&erasure, &home->host, &session, id, 1, err);
	if (!status)
		status = erasure_run(&erasure, err);
	if (!status && erasure.n_unread > 0)
		status = STATUS_INVALID;
	erasure_close(&erasure);
	session_close(&session);
	return status;
}

static void erase(struct home *home, const struct event_id *id)
{
	struct err err = {0};

	if (try_to_erase(home, id, &err) != STATUS_OK)
		fail_msg("%s", err.message);
}

static const struct event *find(const struct session *session, enum event_kind kind,
				const char *text)
{
	for (size_t i = 0; i < session->n_events; i++)
		if (session->events[i]->kind == kind &&
		    (!text || event_says(session->events[i], KEY_TEXT, text)))
			return session->events[i];
	return NULL;
}

static void open_again(struct home *home, struct session *session)
{
	struct err err = {0};

	if (session_open(session, &home->host, home->session, SESSION_EVERYTHING, &err))
		fail_msg("%s", err.message);
}

/* ---- tombstones ---- */

static void a_record_leaves_a_mark_and_nothing_else_moves(void **state)
{
	struct home *home = *state;
	struct event events[] = {said(KEPT, NULL), said(SECRET, NULL), said("After.", NULL)};
	struct session session;
	size_t errors, warnings;
	struct buf out;

	add(home, events, 3);
	erase(home, &events[1].id);
	assert_nowhere(home, SECRET);
	open_again(home, &session);
	const struct event *mark = session_event(&session, &events[1].id);
	assert_non_null(mark);
	assert_int_equal(mark->kind, EVENT_ERASED);
	assert_true(event_says(mark, KEY_WAS, "said"));
	assert_int_equal(mark->at, events[1].at);
	assert_int_equal(mark->el, events[1].el);
	assert_true(event_id_equal(&mark->group, &events[2].id));
	assert_non_null(find(&session, EVENT_SAID, KEPT));
	assert_non_null(find(&session, EVENT_SAID, "After."));
	buf_init(&out, BUF_MAX_DEFAULT);
	assert_int_equal(session_check(&session, &home->host, &out, &errors, &warnings, NULL),
			 STATUS_OK);
	assert_string_equal(buf_text(&out), "");
	buf_release(&out);
	session_close(&session);
	struct event more = said("It goes on.", NULL);
	add(home, &more, 1);
}

static void all_wordings_go_along_also_those_taken_back(void **state)
{
	struct home *home = *state;
	struct event first = said(EARLIER, NULL);
	add(home, &first, 1);
	const char *re = text_of(home, &first.id);
	struct event undone = said(UNDONE, re);
	add(home, &undone, 1);
	struct event taken_back;
	event_init(&taken_back, EVENT_VOID);
	event_set(&taken_back, KEY_RE, text_of(home, &undone.id));
	add(home, &taken_back, 1);
	struct event last = said(SECRET, re);
	add(home, &last, 1);
	struct event other = said(KEPT, NULL);
	add(home, &other, 1);

	erase(home, &undone.id); /* any of them */
	assert_nowhere(home, EARLIER);
	assert_nowhere(home, UNDONE);
	assert_nowhere(home, SECRET);
	assert_non_null(holder(home, home->root, KEPT));
}

/* It is no wording of it. */
static void what_a_note_is_about_stays(void **state)
{
	struct home *home = *state;
	struct event about = said(KEPT, NULL);
	struct event note;

	add(home, &about, 1);
	event_init(&note, EVENT_NOTE);
	event_set(&note, KEY_TEXT, SECRET);
	event_set(&note, KEY_RE, text_of(home, &about.id));
	note.is_private = true;
	add(home, &note, 1);
	erase(home, &note.id);
	assert_nowhere(home, SECRET);
	assert_non_null(holder(home, home->root, KEPT));
}

/* Every text of a record: each key has words of its own. */
static void fill(struct home *home, struct event *event, enum event_kind kind, const char *re)
{
	const struct event_kind_info *info = &event_kinds[kind];

	event_init(event, kind);
	event->is_private = info->stream == STREAM_PRIVATE;
	for (size_t i = 0; i < info->n_rules; i++) {
		const struct event_rule *rule = &info->rules[i];
		const char *value = NULL;

		if (rule->key == KEY_DRAFT || rule->key == KEY_SHA256)
			continue;
		if (rule->type == VALUE_TEXT || rule->type == VALUE_BLOCK)
			value = arena_printf(&home->arena, "%s: \"" SECRET "\" (%s)\n" SECRET,
					     info->name, event_key_names[rule->key]);
		else if (rule->type == VALUE_CHOICE)
			value = rule->choices[0];
		else if (rule->type == VALUE_EVENT)
			value = rule->required ? re : NULL;
		else if (rule->type == VALUE_NUMBER || rule->type == VALUE_FIELD_VALUE)
			value = "7";
		else if (rule->required)
			value = "why";
		event_set(event, rule->key, value);
	}
}

static void every_kind_that_holds_words_can_be_erased(void **state)
{
	struct home *home = *state;
	struct event kept = said(KEPT, NULL);
	unsigned int n_kinds = 0;

	add(home, &kept, 1);
	for (enum event_kind kind = EVENT_OPEN; kind < EVENT_ERASED; kind++) {
		struct event event;

		if (kind == EVENT_OPEN || kind == EVENT_JOIN || !erase_holds_words(kind))
			continue;
		fill(home, &event, kind, text_of(home, &kept.id));
		if (kind == EVENT_SAID || kind == EVENT_EVIDENCE)
			event_set(&event, KEY_RE, NULL);
		add(home, &event, 1);
		if (kind != EVENT_FIELD)
			assert_non_null(holder(home, home->root, SECRET));
		erase(home, &event.id);
		assert_nowhere(home, SECRET);
		n_kinds++;
	}
	assert_int_equal(n_kinds, 15);
	assert_non_null(holder(home, home->root, KEPT));
}

static void the_beginning_keeps_what_it_says_of_the_files(void **state)
{
	struct home *home = *state;
	struct session session;

	open_again(home, &session);
	struct event_id id = session.open->id;
	assert_true(event_says(session.open, KEY_TEACHER, "J. R."));
	session_close(&session);
	erase(home, &id);
	assert_nowhere(home, "J. R.");
	open_again(home, &session);
	assert_non_null(session.open);
	assert_string_equal(session.id, "talk");
	assert_true(event_says(session.open, KEY_RUBRIC_ID, "tiny"));
	session_close(&session);
}

static void records_without_words_and_unknown_ones_are_refused(void **state)
{
	struct home *home = *state;
	struct event consent;
	struct event_id none = {"zzzz", false, 3};
	struct err err = {0};

	event_init(&consent, EVENT_CONSENT);
	event_set(&consent, KEY_VALUE, "refused");
	add(home, &consent, 1);
	assert_int_equal(try_to_erase(home, &consent.id, &err), STATUS_REFUSED);
	assert_int_equal(try_to_erase(home, &none, &err), STATUS_NOT_FOUND);
}

static void nothing_is_erased_while_somebody_writes(void **state)
{
	struct home *home = *state;
	struct event event = said(SECRET, NULL);
	struct session session;
	struct journal *journal;
	struct err err = {0};

	add(home, &event, 1);
	open_again(home, &session);
	assert_int_equal(journal_open(&journal, &home->host, &session, &err), STATUS_OK);
	assert_int_equal(try_to_erase(home, &event.id, &err), STATUS_LOCKED);
	assert_non_null(holder(home, home->session, SECRET));
	journal_close(journal);
	session_close(&session);
	erase(home, &event.id);
	assert_nowhere(home, SECRET);
}

static void nobody_can_write_before_the_last_file_is_replaced(void **state)
{
	struct home *home = *state;
	struct event event = said(SECRET, NULL);
	struct session session, other;
	struct erasure erasure;
	struct journal *journal;
	struct err err = {0};

	add(home, &event, 1);
	open_again(home, &session);
	assert_int_equal(erasure_open(&erasure, &home->host, &session, &event.id, 1, &err),
			 STATUS_OK);
	assert_int_equal(erasure_run(&erasure, &err), STATUS_OK);
	/* The journal is another file now, and still locked. */
	open_again(home, &other);
	assert_int_equal(journal_open(&journal, &home->host, &other, &err), STATUS_LOCKED);
	erasure_close(&erasure);
	assert_int_equal(journal_open(&journal, &home->host, &other, &err), STATUS_OK);
	journal_close(journal);
	session_close(&other);
	session_close(&session);
}

static void erased_words_that_come_back_do_not_count(void **state)
{
	struct home *home = *state;
	struct event event = said(SECRET, NULL);
	struct session session;
	size_t errors, warnings;
	struct buf out;

	add(home, &event, 1);
	const char *path = home_find(home, home->session, "journal.");
	const char *older = home_read(home, path, NULL);
	erase(home, &event.id);
	/* Another machine had it, in a file of another writer. */
	put(session_path(home, "journal.b222.yaml"), older);
	open_again(home, &session);
	assert_null(find(&session, EVENT_SAID, SECRET));
	assert_int_equal(session_event(&session, &event.id)->kind, EVENT_ERASED);
	buf_init(&out, BUF_MAX_DEFAULT);
	assert_int_equal(session_check(&session, &home->host, &out, &errors, &warnings, NULL),
			 STATUS_OK);
	assert_non_null(strstr(buf_text(&out), "were erased elsewhere, and still stand here"));
	buf_release(&out);
	session_close(&session);
	erase(home, &event.id);
	assert_nowhere(home, SECRET);
}

static void what_has_the_same_words_or_speaks_of_them_is_named(void **state)
{
	struct home *home = *state;
	struct event event = said(SECRET, NULL);
	struct event note, goal;
	struct session session;
	struct erasure erasure;

	add(home, &event, 1);
	event_init(&note, EVENT_NOTE);
	event_set(&note, KEY_TEXT, "Ask again.");
	event_set(&note, KEY_RE, text_of(home, &event.id));
	note.is_private = true;
	add(home, &note, 1);
	event_init(&goal, EVENT_GOAL);
	event_set(&goal, KEY_WHOSE, "teacher");
	event_set(&goal, KEY_TEXT, "It is about " SECRET ", they say.");
	add(home, &goal, 1);
	put(home_path(home, home->root, "data/debrief/sessions/notes.txt"), "of " SECRET "\n");
	open_again(home, &session);
	assert_int_equal(
		erasure_open(&erasure, &home->host, &session, &event.id, 1, &(struct err){0}),
		STATUS_OK);
	assert_int_equal(erasure.n_records, 1);
	assert_int_equal(erasure.n_left, 2);
	assert_true(event_id_equal(&erasure.left[0].event->id, &note.id));
	assert_int_equal(erasure.left[0].link, ERASE_SPEAKS_OF);
	assert_true(event_id_equal(&erasure.left[1].event->id, &goal.id));
	assert_int_equal(erasure.left[1].link, ERASE_SAME_WORDS);
	assert_int_equal(erasure.n_copies, 1);
	assert_non_null(strstr(erasure.copies[0], "notes.txt"));
	erasure_close(&erasure);
	session_close(&session);
}

static void what_is_no_text_in_the_folder_is_named(void **state)
{
	struct home *home = *state;
	struct event event = said(SECRET, NULL);
	struct session session;
	struct erasure erasure;

	add(home, &event, 1);
	put(session_path(home, "private.k7q2.yaml.gz"), "\x1f\x8b\x08 packed");
	put(session_path(home, "notes.txt"), "Plain, and of something else.");
	put(session_path(home, "work/slip.jpg"), "\xff\xd8\xff");
	make_folder(session_path(home, "old"));
	assert_int_equal(symlink("nowhere", session_path(home, "old/link")), 0);
	open_again(home, &session);
	assert_int_equal(
		erasure_open(&erasure, &home->host, &session, &event.id, 1, &(struct err){0}),
		STATUS_OK);
	assert_int_equal(erasure.n_unread, 2);
	assert_non_null(strstr(erasure.unread[0], "/old/link"));
	assert_non_null(strstr(erasure.unread[1], "/private.k7q2.yaml.gz"));
	erasure_close(&erasure);
	session_close(&session);
}

static void student_work_goes_unless_another_record_names_it(void **state)
{
	struct home *home = *state;
	struct event event, other;

	put(session_path(home, "work/slip.txt"), SECRET);
	event_init(&event, EVENT_WORK);
	event_set(&event, KEY_STRATEGY, "Ratio table");
	event_set(&event, KEY_FILE, "slip.txt");
	other = event;
	add(home, &event, 1);
	event_set(&other, KEY_STRATEGY, "Number line");
	add(home, &other, 1);
	erase(home, &event.id);
	assert_true(home_has(session_path(home, "work/slip.txt")));
	erase(home, &other.id);
	assert_false(home_has(session_path(home, "work/slip.txt")));
}

/* ---- everywhere at once ---- */

struct mess {
	struct event_id id;
	struct event_id kept[2];
};

static const char *park(struct home *home, const char *first, const char *then)
{
	struct draft *draft;
	struct err err = {0};

	if (draft_start(&draft, &home->host, "talk", "said why rationale text teacher", &err))
		fail_msg("%s", err.message);
	assert_int_equal(draft_write(draft, first, NULL), STATUS_OK);
	assert_int_equal(draft_sync(draft, NULL), STATUS_OK);
	if (then)
		assert_int_equal(draft_write(draft, then, NULL), STATUS_OK);
	const char *token = arena_strdup(&home->arena, draft_token(draft));
	draft_park(draft);
	return token;
}

static void append(struct home *home, const char *path, const char *text)
{
	const char *before = home_read(home, path, NULL);

	put(path, arena_printf(&home->arena, "%s%s", before, text));
}

/* As a mail program makes of it; "CRLF" is one more byte a line. */
static const char *with_crlf(struct home *home, const char *text)
{
	char *out = arena_alloc(&home->arena, 2 * strlen(text) + 1);
	char *at = out;

	for (; *text; text++) {
		if (*text == '\n')
			*at++ = '\r';
		*at++ = *text;
	}
	return out;
}

static void put_in_editor(struct home *home, const char *folder)
{
	const char *path = state_path(home, arena_printf(&home->arena, "editor/%s", folder));

	make_folder(path);
	put(home_path(home, path, "text.txt"), SECRET "\n");
	put(home_path(home, path, ".text.txt.swp"), "b0VIM\x01 noise " SECRET "\x02");
}

/* The words wherever a crash, another program or a person may have left them. */
static struct mess make_mess(struct home *home)
{
	struct event kept = said(KEPT, NULL);
	struct event earlier = said(EARLIER, NULL);
	const char *token = park(home, SECRET, NULL);
	struct mess mess;

	mess.kept[0] = add(home, &kept, 1);
	add(home, &earlier, 1);
	struct event event = said("Two lines:\n" SECRET, text_of(home, &earlier.id));
	event_set(&event, KEY_DRAFT, token);
	mess.id = add(home, &event, 1);
	struct event after = said("After \"" KEPT "\"", NULL);
	mess.kept[1] = add(home, &after, 1);

	const char *journal = home_find(home, home->session, "journal.");
	const char *bytes = home_read(home, journal, NULL);
	put(session_path(home, "journal.k7q2 (Ana's copy).yaml"), with_crlf(home, bytes));
	put(session_path(home, ".debrief-1-0"), bytes);
	append(home, journal, "# a person wrote: " SECRET "\n");
	append(home, journal, "---\nid: zzzz.9\nkind: said\ntext: |2-\n  Two lines:\n  quetz");
	make_folder(state_path(home, "rescue/talk"));
	put(state_path(home, "rescue/talk/journal.r333.yaml"), bytes);
	put(state_path(home, "rescue/talk/torn.journal.r333.00000001"),
	    "---\nid: r333.7\nkind: said\ntext: |2-\n  " SECRET " and");
	put(state_path(home, "rescue/talk/torn.journal.r333.00000002"),
	    "---\nid: r333.8\nkind: said\ntext: |2-\n  Other wor");
	park(home, "One, and " SECRET ", and more", NULL);
	park(home, SECRET, "Something else altogether");
	put(state_path(home, "drafts/abcdefabcdef"), "no slot of a draft, of talk: " SECRET);
	put_in_editor(home, token);
	put_in_editor(home, "line-abc123");
	put(state_path(home, "editor/too-long.txt"), SECRET);
	return mess;
}

static void assert_mess_is_gone(struct home *home, const struct mess *mess)
{
	struct session session;
	const struct draft_offer *offers;
	size_t count;

	assert_nowhere(home, SECRET);
	assert_nowhere(home, EARLIER);
	assert_nowhere(home, "quetz");
	assert_nowhere(home, ".debrief-");
	open_again(home, &session);
	assert_int_equal(session_event(&session, &mess->id)->kind, EVENT_ERASED);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(session_event(&session, &mess->kept[i])->kind, EVENT_SAID);
	assert_int_equal(draft_offers(&home->host, &session, &home->arena, &offers, &count, NULL),
			 STATUS_OK);
	assert_int_equal(count, 1);
	assert_string_equal(offers[0].text, "Something else altogether");
	assert_true(home_has(state_path(home, "rescue/talk/torn.journal.r333.00000002")));
	session_close(&session);
}

static void words_are_found_wherever_they_were_left(void **state)
{
	struct home *home = *state;
	struct mess mess = make_mess(home);

	erase(home, &mess.id);
	assert_mess_is_gone(home, &mess);
	erase(home, &mess.id);
	assert_mess_is_gone(home, &mess);
}

/* Nothing else was lost, and what is there can be read. */
static void assert_kept(struct home *home, const struct mess *mess)
{
	struct session session;

	open_again(home, &session);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(session_event(&session, &mess->kept[i])->kind, EVENT_SAID);
	assert_non_null(session_event(&session, &mess->id));
	session_close(&session);
}

static void restore(struct home *home)
{
	home_remove(home_path(home, home->root, "data"));
	home_remove(home_path(home, home->root, "state"));
	home_copy_folder(home, home_path(home, home->root, "../kept/data"),
			 home_path(home, home->root, "data"));
	home_copy_folder(home, home_path(home, home->root, "../kept/state"),
			 home_path(home, home->root, "state"));
}

/* In a home within the home, so that the copy it is put back from is not looked at. */
static struct mess begin_sweep(struct home *home)
{
	const char *kept = home_path(home, home->root, "kept");
	const char *inner = home_path(home, home->root, "home");
	struct mess mess = make_mess(home);

	make_folder(kept);
	make_folder(inner);
	home_copy_folder(home, home_path(home, home->root, "data"), home_path(home, kept, "data"));
	home_copy_folder(home, home_path(home, home->root, "state"),
			 home_path(home, kept, "state"));
	home_copy_folder(home, home_path(home, kept, "data"), home_path(home, inner, "data"));
	home_copy_folder(home, home_path(home, kept, "state"), home_path(home, inner, "state"));
	home_remove(home_path(home, home->root, "data"));
	home_remove(home_path(home, home->root, "state"));
	setenv("XDG_DATA_HOME", home_path(home, inner, "data"), 1);
	setenv("XDG_STATE_HOME", home_path(home, inner, "state"), 1);
	snprintf(home->root + strlen(home->root), sizeof(home->root) - strlen(home->root), "/home");
	home->session = home_path(home, home->root, "data/debrief/sessions/talk");
	return mess;
}

static void end_sweep(struct home *home)
{
	*strrchr(home->root, '/') = '\0';
}

/* Every call in the longer sweeps, else some, and not the same ones each time. */
static unsigned int stride(unsigned int *at)
{
	*at = getenv("DEBRIEF_HARD") ? 0 : (unsigned int)(getpid() % 8);
	return getenv("DEBRIEF_HARD") ? 1 : 9;
}

static void sweep(struct home *home, struct fault fault)
{
	struct mess mess = begin_sweep(home);
	unsigned int at;
	unsigned int step = stride(&at);
	unsigned int cases = 0;

	for (bool happened = true; happened;) {
		struct err err = {0};

		restore(home);
		home->host.files = &fault_ops;
		fault.at = at += step;
		cases += 1;
		fault_start(fault);
		enum status status = try_to_erase(home, &mess.id, &err);
		happened = fault_happened();
		fault_start((struct fault){0});
		home->host.files = &file_ops_system;
		assert_kept(home, &mess);
		if (status == STATUS_OK)
			assert_nowhere(home, SECRET);
		erase(home, &mess.id);
		assert_mess_is_gone(home, &mess);
	}
	assert_true(at > 100);
	printf("# %u cases\n", cases - 1);
	end_sweep(home);
}

static void a_call_that_fails_leaves_it_to_be_done_again(void **state)
{
	sweep(*state, (struct fault){.op = FAULT_ANY, .number = EIO});
}

static void a_disk_that_fails_from_then_on_leaves_it_to_be_done_again(void **state)
{
	sweep(*state, (struct fault){.op = FAULT_ANY, .number = ENOSPC, .sticky = true});
}

static void a_short_write_leaves_it_to_be_done_again(void **state)
{
	sweep(*state, (struct fault){
			      .op = FAULT_ANY,
			      .effect = FAULT_SHORT,
			      .number = ENOSPC,
			      .sticky = true,
		      });
}

static void killed_at_any_call_it_can_be_done_again(void **state)
{
	struct home *home = *state;
	struct mess mess = begin_sweep(home);
	unsigned int at;
	unsigned int step = stride(&at);
	unsigned int cases = 0;
	int status = 1;

	while (status != 0) {
		restore(home);
		fflush(NULL);
		pid_t child = fork();
		assert_true(child >= 0);
		at += step;
		cases++;
		if (child == 0) {
			struct err err = {0};

			home->host.files = &fault_ops;
			fault_start(
				(struct fault){.op = FAULT_ANY, .at = at, .effect = FAULT_KILL});
			_exit(try_to_erase(home, &mess.id, &err) == STATUS_OK ? 0 : 1);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(status == 0 || WIFSIGNALED(status));
		assert_kept(home, &mess);
		erase(home, &mess.id);
		assert_mess_is_gone(home, &mess);
	}
	assert_true(at > 100);
	printf("# %u cases\n", cases - 1);
	end_sweep(home);
}

/* Renamed only when the new bytes are on the disk, and the name is before it counts as done. */
static void what_is_said_to_be_erased_is_so_on_the_disk(void **state)
{
	struct home *home = *state;
	struct mess mess = make_mess(home);
	struct err err = {0};
	size_t count;
	unsigned int renames = 0;

	home->host.files = &fault_ops;
	fault_start((struct fault){0});
	assert_int_equal(try_to_erase(home, &mess.id, &err), STATUS_OK);
	const struct fault_step *steps = fault_trace(&count);
	for (size_t i = 0; i < count; i++) {
		if (steps[i].op != FAULT_RENAMEAT && steps[i].op != FAULT_UNLINKAT)
			continue;
		size_t next = i + 1;
		while (next < count && steps[next].op == FAULT_UNLINKAT)
			next++;
		renames += steps[i].op == FAULT_RENAMEAT;
		if (steps[i].op == FAULT_RENAMEAT)
			assert_int_equal(steps[next].op, FAULT_FSYNC);
		if (steps[i].op == FAULT_RENAMEAT)
			assert_int_equal(steps[next].fd, steps[i].fd);
	}
	assert_true(renames >= 4);
	home->host.files = &file_ops_system;
}

/* ---- what other programs bring meanwhile ---- */

/* A file as another machine has it, on which the talk went on. */
static const char *went_on(struct home *home, const char *path, const char *text)
{
	const char *newer = home_path(home, home->root, "newer.yaml");
	struct event more = said(text, NULL);
	const char *bytes = home_read(home, path, NULL);

	more.is_private = strstr(path, "private.") != NULL;
	add(home, &more, 1);
	put(newer, home_read(home, path, NULL));
	put(path, bytes);
	return newer;
}

static void bring(const char *newer, const char *path)
{
	assert_int_equal(rename(newer, path), 0);
}

static void begin(struct home *home, const struct event *events, size_t count,
		  struct session *session, struct erasure *erasure)
{
	struct event_id ids[2];
	struct err err = {0};

	for (size_t i = 0; i < count; i++)
		ids[i] = events[i].id;
	open_again(home, session);
	if (erasure_open(erasure, &home->host, session, ids, count, &err) != STATUS_OK)
		fail_msg("%s", err.message);
	assert_false(erasure_has_changed(erasure));
}

static void end(struct session *session, struct erasure *erasure)
{
	erasure_close(erasure);
	session_close(session);
}

static void what_came_while_it_was_asked_stays(void **state)
{
	struct home *home = *state;
	struct event event = said(SECRET, NULL);
	struct session session;
	struct erasure erasure;
	struct err err = {0};

	add(home, &event, 1);
	const char *journal = home_find(home, home->session, "journal.");
	const char *newer = went_on(home, journal, KEPT);
	begin(home, &event, 1, &session, &erasure);
	bring(newer, journal);
	assert_true(erasure_has_changed(&erasure));
	assert_int_equal(erasure_run(&erasure, &err), STATUS_EXISTS);
	assert_int_equal(erasure.n_places, 0);
	assert_non_null(strstr(home_read(home, journal, NULL), KEPT));
	assert_non_null(strstr(home_read(home, journal, NULL), SECRET));
	end(&session, &erasure);
	erase(home, &event.id);
	assert_non_null(strstr(home_read(home, journal, NULL), KEPT));
	assert_null(holder(home, home->session, SECRET));
}

static void a_copy_that_came_while_it_was_asked_is_erased_too(void **state)
{
	struct home *home = *state;
	struct event event = said(SECRET, NULL);
	struct session session;
	struct erasure erasure;
	struct err err = {0};

	add(home, &event, 1);
	const char *bytes = home_read(home, home_find(home, home->session, "journal."), NULL);
	begin(home, &event, 1, &session, &erasure);
	put(session_path(home, "journal.k7q2 (Ana's copy).yaml"), bytes);
	assert_int_equal(erasure_run(&erasure, &err), STATUS_EXISTS);
	erasure_close(&erasure);
	assert_int_equal(erasure_open(&erasure, &home->host, &session, &event.id, 1, &err),
			 STATUS_OK);
	assert_int_equal(erasure.n_places, 2);
	assert_int_equal(erasure_run(&erasure, &err), STATUS_OK);
	end(&session, &erasure);
	assert_nowhere(home, SECRET);
}

/* What is brought when the first file of records gets its name. */
static struct {
	const char *newer;
	const char *path;
} brought;

static int rename_and_bring(int from, const char *name, int to, const char *new_name)
{
	if (brought.newer)
		bring(brought.newer, brought.path);
	brought.newer = NULL;
	return file_ops_system.renameat(from, name, to, new_name);
}

static void a_file_that_comes_amid_the_others_stays_and_is_told(void **state)
{
	struct home *home = *state;
	struct event events[] = {said(SECRET, NULL), said(SECRET, NULL)};
	struct file_ops ops = file_ops_system;
	struct session session;
	struct erasure erasure;
	struct err err = {0};

	events[1].is_private = true;
	add(home, events, 2);
	const char *journal = home_find(home, home->session, "journal.");
	const char *private = home_find(home, home->session, "private.");
	brought.newer = went_on(home, private, KEPT);
	brought.path = private;
	ops.renameat = rename_and_bring;
	home->host.files = &ops;
	begin(home, events, 2, &session, &erasure);
	assert_int_equal(erasure_run(&erasure, &err), STATUS_EXISTS);
	assert_non_null(strstr(err.message, strrchr(private, '/') + 1));
	assert_int_equal(erasure.n_places, 1);
	assert_string_equal(erasure.places[0], journal);
	home->host.files = &file_ops_system;
	end(&session, &erasure);
	assert_null(strstr(home_read(home, journal, NULL), SECRET));
	assert_non_null(strstr(home_read(home, private, NULL), KEPT));
}

static void a_copy_that_comes_amid_the_others_is_told(void **state)
{
	struct home *home = *state;
	struct event event = said(SECRET, NULL);
	struct file_ops ops = file_ops_system;
	struct session session;
	struct erasure erasure;
	struct err err = {0};

	add(home, &event, 1);
	brought.newer = went_on(home, home_find(home, home->session, "journal."), KEPT);
	brought.path = session_path(home, "journal.k7q2 (Ana's copy).yaml");
	ops.renameat = rename_and_bring;
	home->host.files = &ops;
	begin(home, &event, 1, &session, &erasure);
	assert_int_equal(erasure_run(&erasure, &err), STATUS_EXISTS);
	home->host.files = &file_ops_system;
	end(&session, &erasure);
	assert_non_null(holder(home, home->session, SECRET));
	erase(home, &event.id);
	assert_null(holder(home, home->session, SECRET));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, home_set_up_session, home_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_record_leaves_a_mark_and_nothing_else_moves),
		TEST(all_wordings_go_along_also_those_taken_back),
		TEST(what_a_note_is_about_stays),
		TEST(every_kind_that_holds_words_can_be_erased),
		TEST(the_beginning_keeps_what_it_says_of_the_files),
		TEST(records_without_words_and_unknown_ones_are_refused),
		TEST(nothing_is_erased_while_somebody_writes),
		TEST(nobody_can_write_before_the_last_file_is_replaced),
		TEST(erased_words_that_come_back_do_not_count),
		TEST(what_has_the_same_words_or_speaks_of_them_is_named),
		TEST(what_is_no_text_in_the_folder_is_named),
		TEST(student_work_goes_unless_another_record_names_it),
		TEST(what_came_while_it_was_asked_stays),
		TEST(a_copy_that_came_while_it_was_asked_is_erased_too),
		TEST(a_file_that_comes_amid_the_others_stays_and_is_told),
		TEST(a_copy_that_comes_amid_the_others_is_told),
		TEST(words_are_found_wherever_they_were_left),
		TEST(a_call_that_fails_leaves_it_to_be_done_again),
		TEST(a_disk_that_fails_from_then_on_leaves_it_to_be_done_again),
		TEST(a_short_write_leaves_it_to_be_done_again),
		TEST(killed_at_any_call_it_can_be_done_again),
		TEST(what_is_said_to_be_erased_is_so_on_the_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
