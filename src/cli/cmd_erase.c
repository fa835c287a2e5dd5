/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "debrief/array.h"
#include "debrief/erase.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"
#include "debrief/sanitise.h"
#include "debrief/timestamp.h"
#include "debrief/utf8.h"

/*
 * For the coach who told a teacher "I'll delete that". What goes, what stays and what cannot be
 * reached is said before anything is done, and again when it is done: a promise is kept only as far
 * as one knows what it takes.
 */

#define ARENA_MAX     ((size_t)64 << 20)
#define WORDS_MAX     4000 /* on the command line */
#define RECORDS_MAX   100000
#define WORDS_COLUMNS 40
#define ANSWER_SIZE   64
#define TRIES_MAX     5

struct erase {
	struct cli *cli;
	bool yes, dry_run;
	struct arena arena;
	struct event_id *ids;
	size_t n_ids;
};

/* ---- which ---- */

static enum status add_id(struct erase *erase, struct event_id id, struct err *err)
{
	struct event_id *ids = arena_grow(&erase->arena, erase->ids, erase->n_ids, sizeof(*ids));

	if (!ids)
		return err_no_memory(err);
	ids[erase->n_ids++] = id;
	erase->ids = ids;
	return STATUS_OK;
}

/* "k7q2.14", or "k7q2.14..20": those from the first to the last that have words. */
static enum status read_ids(struct erase *erase, const struct session *session, const char *word,
			    struct err *err)
{
	const char *dots = strstr(word, "..");
	const char *first = dots ? arena_copy(&erase->arena, word, (size_t)(dots - word)) : word;
	const struct event *event;
	struct event_id id;
	long last;

	if (!first)
		return err_no_memory(err);
	if (!event_id_parse(first, &id) || (dots && !event_number_parse(dots + 2, &last)))
		return err_set(err, STATUS_INVALID,
			       _("'%s' is not the id of a record, such as k7q2.14, or k7q2.14..20 "
				 "for several; 'debrief erase SESSION' lists them"),
			       word);
	if (!dots)
		return add_id(erase, id, err);
	if (last < (long)id.number || last - (long)id.number >= RECORDS_MAX)
		return err_set(err, STATUS_INVALID,
			       _("there is nothing in '%s'; expected the smaller number first"),
			       word);
	for (; id.number <= (uint32_t)last; id.number++) {
		event = session_event(session, &id);
		if (event && erase_holds_words(event->kind) && add_id(erase, id, err) != STATUS_OK)
			return STATUS_NO_MEMORY;
	}
	return STATUS_OK;
}

/* ---- saying what ---- */

/* The first of what it says. */
static const char *words_of(const struct event *event)
{
	static const enum event_key keys[] = {
		KEY_STRATEGY,     KEY_TEXT,  KEY_BECAUSE,     KEY_INDICATOR, KEY_TEACHER,
		KEY_LESSON_TITLE, KEY_COACH, KEY_LESSON_GOAL, KEY_REHEARSAL, KEY_VALUE,
	};

	for (size_t i = 0; i < COUNT(keys); i++)
		if (event_text(event, keys[i]))
			return event_text(event, keys[i]);
	return "";
}

/* A record as a line, with the beginning of its words if they may be shown. */
static void print_record(const struct event *event, bool with_words, const char *note,
			 struct buf *out)
{
	const char *words = with_words ? words_of(event) : "";
	const char *kind = event->kind == EVENT_ERASED ? event_text(event, KEY_WAS)
						       : event->kind_name;
	size_t line = strcspn(words, "\n");
	size_t shown = utf8_is_valid(words, line) ? utf8_fit(words, line, WORDS_COLUMNS) : 0;
	char id[EVENT_ID_SIZE];
	char date[DATE_SIZE];
	char clock[6];
	struct buf said;

	event_id_format(&event->id, id);
	timestamp_local_date(event->at, date);
	timestamp_local_clock(event->at, clock);
	buf_init(&said, BUF_MAX_DEFAULT);
	buf_printf(&said, "  %-10s %s %s  %-9s ", id, date, clock, kind ? kind : "");
	buf_add(&said, words, shown);
	if (words[shown])
		buf_puts(&said, "…");
	while (said.length > 0 && said.data[said.length - 1] == ' ')
		buf_truncate(&said, said.length - 1);
	if (note)
		buf_printf(&said, "  (%s)", note);
	sanitise(out, buf_text(&said), said.length, SANITISE_LINE);
	buf_putc(out, '\n');
	buf_release(&said);
}

static void print_paths(const char *title, const char *const *paths, size_t count, struct buf *out)
{
	if (count == 0)
		return;
	buf_puts(out, title);
	for (size_t i = 0; i < count; i++) {
		buf_puts(out, "  ");
		sanitise_text(out, paths[i], SANITISE_LINE);
		buf_putc(out, '\n');
	}
}

static void print_left(const struct erasure *erasure, bool with_words, struct buf *out)
{
	if (erasure->n_left == 0)
		return;
	buf_puts(out, _("These records stay; name them too if they are to go:\n"));
	for (size_t i = 0; i < erasure->n_left; i++)
		print_record(erasure->left[i].event, with_words,
			     erasure->left[i].link == ERASE_SAME_WORDS
				     ? _("has the same words")
				     : _("speaks of one that goes"),
			     out);
}

/* The folder above the session that git looks after; NULL: there is none. */
static const char *find_git(struct erase *erase, const struct session *session)
{
	char *path = realpath(session->path, NULL);
	const char *found = NULL;
	struct stat info;
	char *slash;

	while (path && !found && (slash = strrchr(path, '/'))) {
		const char *git = path_join(&erase->arena, path, ".git");

		if (git && lstat(git, &info) == 0)
			found = arena_strdup(&erase->arena, path);
		*slash = '\0';
	}
	free(path);
	return found;
}

static void print_beyond(struct erase *erase, const struct session *session, struct buf *out)
{
	const char *git = find_git(erase, session);

	buf_puts(out,
		 _("Not reached from here: backups, copies that a program keeping folders in step "
		   "has made, reports already saved or printed, and an editor's own history.\n"));
	if (!git)
		return;
	buf_puts(out,
		 _("Earlier versions of the session are kept by git, with the words, in:\n  "));
	sanitise_text(out, git, SANITISE_LINE);
	buf_putc(out, '\n');
}

static void print_all(struct erase *erase, const struct erasure *erasure, bool is_done,
		      struct buf *out)
{
	bool with_words = !erase->yes;

	buf_puts(out, is_done ? _("The words of these records are erased:\n")
			      : _("The words of these records will be erased for good:\n"));
	for (size_t i = 0; i < erasure->n_records; i++)
		print_record(erasure->records[i], with_words && !is_done, NULL, out);
	print_paths(is_done ? _("They stood in:\n") : _("They stand in:\n"), erasure->places,
		    erasure->n_places, out);
	print_left(erasure, with_words && !is_done, out);
	print_paths(_("These files have the same words, and are not touched:\n"), erasure->copies,
		    erasure->n_copies, out);
	print_paths(_("These could not be looked into:\n"), erasure->unread, erasure->n_unread,
		    out);
	print_beyond(erase, erasure->session, out);
}

/* ---- asking ---- */

/* What was said so far must be read before there is anything to answer. */
static bool is_meant(struct cli *cli)
{
	char answer[ANSWER_SIZE] = "";

	fwrite(buf_text(&cli->out), 1, cli->out.length, stdout);
	buf_reset(&cli->out);
	fputs(_("Erase them? Type yes, or only Enter to leave all as it is: "), stdout);
	fflush(stdout);
	if (!fgets(answer, sizeof(answer), stdin))
		return false;
	answer[strcspn(answer, "\n")] = '\0';
	return strcmp(answer, "yes") == 0 || strcmp(answer, _("yes")) == 0;
}

static bool words_remain(const struct erasure *erasure)
{
	for (size_t i = 0; i < erasure->n_left; i++)
		if (erasure->left[i].link == ERASE_SAME_WORDS)
			return true;
	return erasure->n_copies + erasure->n_unread > 0;
}

static enum cli_exit run(struct erase *erase, struct erasure *erasure)
{
	struct buf *out = &erase->cli->out;
	struct err err = {0};

	if (erasure_run(erasure, &err) != STATUS_OK) {
		print_paths(_("They are erased from:\n"), erasure->places, erasure->n_places, out);
		return cli_complain(_("not everything is erased: %s; what is left can be erased by "
				      "doing the same again"),
				    err.message);
	}
	if (erase->yes)
		print_all(erase, erasure, true, out);
	else
		buf_puts(out, _("They are erased.\n"));
	return words_remain(erasure) ? CLI_FINDING : CLI_OK;
}

/* *again: other programs do not wait for an answer, and what it was given for is no more. */
static enum cli_exit erase_found_words(struct erase *erase, struct erasure *erasure, bool *again)
{
	struct buf *out = &erase->cli->out;

	if (erasure->n_places == 0) {
		buf_puts(out, _("Nothing is left of these words.\n"));
		print_left(erasure, !erase->yes, out);
		return CLI_OK;
	}
	if (erase->dry_run || !erase->yes)
		print_all(erase, erasure, false, out);
	if (erase->dry_run) {
		buf_puts(out, _("Nothing was changed: this was a dry run.\n"));
		return CLI_OK;
	}
	if (!erase->yes && !cli_has_terminal()) {
		buf_reset(out);
		return cli_complain("%s", _("nothing was erased: there is nobody to ask; --dry-run "
					    "says what would go, and --yes that it is meant"));
	}
	if (!erase->yes && !is_meant(erase->cli)) {
		buf_puts(out, _("Nothing was erased.\n"));
		return CLI_CANNOT;
	}
	*again = erasure_has_changed(erasure);
	if (*again && !erase->yes)
		buf_puts(out, _("\nThe session has changed meanwhile, and nothing was erased. It "
				"is now like this:\n"));
	return *again ? CLI_CANNOT : run(erase, erasure);
}

static enum cli_exit try_to_erase(struct erase *erase, struct session *session, bool *again)
{
	struct erasure erasure;
	struct err err = {0};
	enum status status = erasure_open(&erasure, &erase->cli->host, session, erase->ids,
					  erase->n_ids, &err);
	enum cli_exit result;

	if (status == STATUS_OK)
		result = erase_found_words(erase, &erasure, again);
	else
		result = cli_complain(status == STATUS_LOCKED
					      ? _("nothing was erased: %s; leave it there first, "
						  "with q")
					      : _("nothing was erased: %s"),
				      err.message);
	erasure_close(&erasure);
	return result;
}

static enum cli_exit erase_records(struct erase *erase, struct session *session)
{
	enum cli_exit result = CLI_CANNOT;
	bool again = true;

	for (int i = 0; again && i < TRIES_MAX; i++) {
		again = false;
		result = try_to_erase(erase, session, &again);
	}
	return again ? cli_complain("%s", _("nothing was erased: the session changes all the "
					    "time; try again"))
		     : result;
}

static enum cli_exit list_records(struct erase *erase, const struct session *session)
{
	for (size_t i = 0; i < session->n_events; i++)
		if (erase_holds_words(session->events[i]->kind) && *words_of(session->events[i]))
			print_record(session->events[i], true, NULL, &erase->cli->out);
	return CLI_OK;
}

static enum cli_exit erase_in(struct erase *erase, struct session *session, int argc, char **argv)
{
	struct err err = {0};

	if (optind + 1 == argc)
		return list_records(erase, session);
	for (int i = optind + 1; i < argc; i++)
		if (read_ids(erase, session, argv[i], &err) != STATUS_OK)
			return cli_complain(_("nothing was erased: %s"), err.message);
	return erase_records(erase, session);
}

static enum cli_exit run_erase(struct cli *cli, const struct cli_command *command, int argc,
			       char **argv)
{
	struct erase erase = {.cli = cli};
	const struct cli_option options[] = {
		{"yes", .flag = &erase.yes},
		{"dry-run", .flag = &erase.dry_run},
	};
	enum cli_exit result = cli_words(cli, command, options, COUNT(options), 1, WORDS_MAX, argc,
					 argv);
	struct session session;
	const char *path;
	struct err err = {0};

	if (result != CLI_GO_ON)
		return result;
	arena_init(&erase.arena, ARENA_MAX);
	if (session_find(&cli->host, &erase.arena, argv[optind], &path, &err) != STATUS_OK ||
	    session_open(&session, &cli->host, path, SESSION_EVERYTHING, &err) != STATUS_OK) {
		result = cli_error(&err);
	} else {
		result = erase_in(&erase, &session, argc, argv);
		session_close(&session);
	}
	arena_release(&erase.arena);
	return result;
}

static const char help[] = N_(
	"Removes the words of records for good: from the journals of all writers, from\n"
	"rescues, drafts and what an editor left, and the copy of student work, if no\n"
	"other record names it. The earlier and later wordings of the same thing go\n"
	"along, also those that were taken back. Where the record was, a mark stays, so\n"
	"that nothing else moves; it says what kind of record it was, and no more.\n"
	"\n"
	"Without an ID it lists the records that have words, with their ids; FIRST..LAST,\n"
	"as k7q2.14..20, are all those with words between the two numbers. It says what\n"
	"would go and where it stands, which other records have the same words or speak\n"
	"of it and stay, which other files have them, and what it cannot reach, and asks\n"
	"before it does anything.\n"
	"\n"
	"  --yes      do not ask; the words are not shown\n"
	"  --dry-run  say what would be erased, and do nothing\n"
	"\n"
	"Exit status: 0 erased, 1 erased, but the same words stand in other records or\n"
	"files that it names, 2 nothing or not everything was erased: no such record,\n"
	"another program writes to the session, or the answer was no.\n"
	"\n"
	"Example:\n"
	"  debrief erase 2026-11-21-x4f9 k7q2.14\n");

const struct cli_command cmd_erase = {
	.name = "erase",
	.usage = "debrief erase SESSION [ID ...] [--yes] [--dry-run]",
	.summary = N_("removes words for good"),
	.help = help,
	.run = run_erase,
};
