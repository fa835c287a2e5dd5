/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include <fcntl.h>
#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "debrief/array.h"
#include "debrief/file.h"
#include "debrief/i18n.h"
#include "debrief/journal.h"
#include "debrief/sanitise.h"
#include "debrief/state.h"
#include "debrief/talk_words.h"
#include "debrief/transcript.h"
#include "debrief/utf8.h"

/*
 * A transcript is a talk that nobody typed: all of it is read and understood, and it is settled who
 * is who, before anything is written; then it is one action, which counts as a whole or not at all.
 * A session has one at most: with two nobody would know what the shares are shares of.
 */

#define ARENA_MAX      ((size_t)256 << 20)
#define NAMES_MAX      4 /* for each of the two */
#define SAMPLE_COLUMNS 60

struct import {
	const char *file; /* NULL: only take back what is there */
	const char *coach[NAMES_MAX], *teacher[NAMES_MAX];
	bool shares_only, take_back, dry_run;
	struct arena arena;
	struct transcript transcript;
	struct event *voids; /* for what is taken back */
	size_t n_voids;
	struct event *turns;
	size_t n_turns;
	bool is_rescued;
	bool was_asked; /* whether the teacher's words may be written down */
};

/* ---- reading ---- */

static size_t count_names(const char *const names[NAMES_MAX])
{
	size_t count = 0;

	while (count < NAMES_MAX && names[count])
		count++;
	return count;
}

static enum status read_file(struct import *import, struct cli *cli, struct err *err)
{
	bool is_stdin = strcmp(import->file, "-") == 0;
	struct buf bytes;
	enum status status;

	buf_init(&bytes, TRANSCRIPT_BYTES_MAX + 1);
	status = is_stdin ? file_read_all(STDIN_FILENO, TRANSCRIPT_BYTES_MAX, &bytes, err)
			  : file_read(cli->host.files, AT_FDCWD, import->file, TRANSCRIPT_BYTES_MAX,
				      &bytes, err);
	if (status == STATUS_OK)
		status = transcript_read(&import->transcript, is_stdin ? "stdin" : import->file,
					 buf_text(&bytes), bytes.length, &import->arena, err);
	buf_release(&bytes);
	return status;
}

/* ---- saying what was found ---- */

/* The first words of a speaker, by which one sees who it is. */
static void add_sample(const struct transcript *transcript, size_t speaker, struct buf *out)
{
	for (size_t i = 0; i < transcript->n_cues; i++) {
		const struct transcript_cue *cue = &transcript->cues[i];
		size_t length = strlen(cue->words);
		size_t fits = utf8_fit(cue->words, length, SAMPLE_COLUMNS);

		if (cue->speaker != speaker)
			continue;
		buf_printf(out, "    \"%.*s%s\"\n", (int)fits, cue->words,
			   fits < length ? "…" : "");
		return;
	}
}

/* "Dana Lee (coach): 1204 words", or without what they are. Names are whatever the file says. */
static void list_speakers(const struct transcript *transcript, bool with_role, bool with_sample,
			  struct buf *out)
{
	static const char *const roles[TRANSCRIPT_ROLE__COUNT] = {
		[TRANSCRIPT_OTHER] = N_("counted and not kept"),
		[TRANSCRIPT_COACH] = N_("coach"),
		[TRANSCRIPT_TEACHER] = N_("teacher"),
	};
	struct buf lines;

	buf_init(&lines, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < transcript->n_speakers; i++) {
		const struct transcript_speaker *speaker = &transcript->speakers[i];

		buf_printf(&lines, "  %s", *speaker->name ? speaker->name : _("Nobody is named"));
		if (with_role)
			buf_printf(&lines, " (%s)", _(roles[speaker->role]));
		buf_printf(&lines, speaker->n_words == 1 ? _(": %zu word\n") : _(": %zu words\n"),
			   speaker->n_words);
		if (with_sample)
			add_sample(transcript, i, &lines);
	}
	sanitise(out, buf_text(&lines), lines.length, SANITISE_LINES);
	buf_release(&lines);
}

static enum cli_exit ask_who_is_who(const struct import *import, const struct err *err)
{
	struct buf list;

	cli_complain(_("nothing was imported: %s; these speak:"), err->message);
	buf_init(&list, BUF_MAX_DEFAULT);
	list_speakers(&import->transcript, false, import->dry_run, &list);
	cli_say(&list);
	buf_release(&list);
	return cli_complain("%s", _("say who they are with --coach NAME and --teacher NAME; the "
				    "words of all others are counted and not kept"));
}

static struct talk_words count_words(const struct transcript *transcript)
{
	size_t words[TRANSCRIPT_ROLE__COUNT] = {0};

	for (size_t i = 0; i < transcript->n_speakers; i++)
		words[transcript->speakers[i].role] += transcript->speakers[i].n_words;
	return (struct talk_words){words[TRANSCRIPT_COACH], words[TRANSCRIPT_TEACHER],
				   words[TRANSCRIPT_OTHER]};
}

static void print_summary(const struct import *import, struct buf *out)
{
	struct talk_words words = count_words(&import->transcript);
	struct talk_share share = talk_share(words);

	list_speakers(&import->transcript, true, import->dry_run, out);
	buf_printf(
		out,
		_("%zu turns. Of %zu words of coach and teacher, %d %% are the coach's and %d %% "
		  "the teacher's.\n"),
		import->n_turns, words.coach + words.teacher, share.coach, share.teacher);
	if (!import->was_asked && !import->shares_only)
		buf_puts(out, _("The teacher has not been asked yet whether their words may be "
				"kept: C in the session asks; --shares-only keeps none.\n"));
	if (import->dry_run)
		buf_puts(out, _("Nothing was imported: this was a dry run.\n"));
}

/* ---- writing ---- */

/* One void for what is there; more if it came in piece by piece. */
static enum status take_back(struct import *import, const struct state *state, struct err *err)
{
	struct event_id last = {0};

	for (size_t i = 0; i < state->turns.count; i++) {
		const struct event *turn = state->turns.items[i];
		const struct event_id *whole = event_id_is_set(&turn->group) ? &turn->group
									     : &turn->id;
		struct event *voids = arena_grow(&import->arena, import->voids, import->n_voids,
						 sizeof(*voids));
		char *id = arena_alloc(&import->arena, EVENT_ID_SIZE);

		if (event_id_equal(whole, &last))
			continue;
		if (!voids || !id)
			return err_no_memory(err);
		last = *whole;
		event_id_format(whole, id);
		import->voids = voids;
		event_init(&voids[import->n_voids], EVENT_VOID);
		voids[import->n_voids].is_private = whole->is_private;
		event_set(&voids[import->n_voids++], KEY_RE, id);
	}
	return STATUS_OK;
}

/* What is to be written, by what the session holds now. */
static enum status prepare(struct import *import, const struct session *session, struct err *err)
{
	struct state state;
	struct arena arena;

	arena_init(&arena, ARENA_MAX);
	import->voids = NULL;
	import->n_voids = 0;
	enum status status = state_fold(&state, session, SIZE_MAX, false, &arena, err);
	import->was_asked = status == STATUS_OK && state.consent;
	if (status == STATUS_OK && import->file && !import->shares_only &&
	    state_consent_refused(&state))
		status = err_set(err, STATUS_REFUSED, "%s",
				 _("the teacher does not want their words written down; "
				   "--shares-only imports how much each said, without the words"));
	else if (status == STATUS_OK && state.turns.count > 0 && !import->take_back)
		status = err_set(err, STATUS_EXISTS, "%s",
				 _("this session has a transcript already; --take-back takes it "
				   "back and puts this one in its place"));
	else if (status == STATUS_OK && state.turns.count == 0 && !import->file)
		status = err_set(err, STATUS_NOT_FOUND, "%s",
				 _("this session has no transcript to take back"));
	if (status == STATUS_OK)
		status = take_back(import, &state, err);
	if (status == STATUS_OK && import->file)
		status = transcript_events(&import->transcript, !import->shares_only,
					   &import->arena, &import->turns, &import->n_turns, err);
	arena_release(&arena);
	return status;
}

/* Two actions, so that each can be taken back by itself, and one write. */
static enum status write_events(struct import *import, struct journal *journal, struct err *err)
{
	enum status status = journal_stage(journal, import->voids, import->n_voids, err);

	if (status == STATUS_OK)
		status = journal_stage(journal, import->turns, import->n_turns, err);
	return status == STATUS_OK ? journal_flush(journal, err) : status;
}

/* It is prepared before the journal is opened, so that what is refused leaves no trace, and once
 * more if the session was another one by then. */
static enum status append(struct import *import, struct cli *cli, struct session *session,
			  struct err *err)
{
	size_t n_events = session->n_events;
	struct journal *journal;
	enum status status = prepare(import, session, err);

	if (status != STATUS_OK || import->dry_run)
		return status;
	status = journal_open(&journal, &cli->host, session, err);
	if (status != STATUS_OK)
		return status;
	if (session->n_events != n_events)
		status = prepare(import, session, err);
	if (status == STATUS_OK)
		status = write_events(import, journal, err);
	import->is_rescued = journal_is_rescuing(journal);
	journal_close(journal);
	return status;
}

/* ---- all of it ---- */

/* By the names that were said, and those that the session has by now. */
static enum status find_cast(struct import *import, const struct session *session,
			     struct transcript_cast *cast, struct err *err)
{
	struct state state;
	enum status status = state_fold(&state, session, SIZE_MAX, false, &import->arena, err);

	if (status != STATUS_OK)
		return status;
	*cast = (struct transcript_cast){
		.coach = import->coach,
		.n_coach = count_names(import->coach),
		.teacher = import->teacher,
		.n_teacher = count_names(import->teacher),
		.session_coach = state.open ? event_text(state.open, KEY_COACH) : NULL,
		.session_teacher = state.open ? event_text(state.open, KEY_TEACHER) : NULL,
	};
	return STATUS_OK;
}

static enum cli_exit import_into(struct import *import, struct cli *cli, struct session *session)
{
	struct transcript_cast cast;
	struct err err = {0};
	enum status status = import->file ? read_file(import, cli, &err) : STATUS_OK;

	if (status == STATUS_OK)
		status = find_cast(import, session, &cast, &err);
	if (status == STATUS_OK && import->file &&
	    transcript_assign(&import->transcript, &cast, &err) != STATUS_OK)
		return ask_who_is_who(import, &err);
	if (status == STATUS_OK)
		status = append(import, cli, session, &err);
	if (status != STATUS_OK)
		return cli_complain(_("nothing was imported: %s"), err.message);
	if (import->file)
		print_summary(import, &cli->out);
	else
		buf_puts(&cli->out, import->dry_run
					    ? _("The transcript would be taken back. Nothing was "
						"changed: this was a dry run.\n")
					    : _("The transcript is taken back.\n"));
	if (import->is_rescued)
		cli_complain("%s", _("the session's folder cannot be written to; the transcript is "
				     "saved beside it, and every opening finds it"));
	return CLI_OK;
}

static enum cli_exit run_import(struct cli *cli, const struct cli_command *command, int argc,
				char **argv)
{
	struct import import = {0};
	const struct cli_option options[] = {
		{"coach", .value = import.coach, .most = NAMES_MAX},
		{"teacher", .value = import.teacher, .most = NAMES_MAX},
		{"shares-only", .flag = &import.shares_only},
		{"take-back", .flag = &import.take_back},
		{"dry-run", .flag = &import.dry_run},
	};
	enum cli_exit result = cli_words(cli, command, options, COUNT(options), 1, 2, argc, argv);
	struct session session;
	const char *path;
	struct err err = {0};

	if (result != CLI_GO_ON)
		return result;
	import.file = argv[optind + 1]; /* NULL behind the last */
	if (!import.file && !import.take_back)
		return cli_usage(command, _("something is missing; expected: %s"), command->usage);
	arena_init(&import.arena, ARENA_MAX);
	if (session_find(&cli->host, &import.arena, argv[optind], &path, &err) != STATUS_OK ||
	    session_open(&session, &cli->host, path, SESSION_EVERYTHING, &err) != STATUS_OK) {
		result = cli_error(&err);
	} else {
		result = import_into(&import, cli, &session);
		session_close(&session);
	}
	arena_release(&import.arena);
	return result;
}

static const char help[] = N_(
	"Takes the transcript of a talk into a session: who spoke, how many words, and\n"
	"what coach and teacher said. FILE is WebVTT, SRT, or lines 'Name: words' (a\n"
	"time such as [00:12] may stand before the name; a line without a name goes on\n"
	"with the words before), or 'Name 0:12' on a line of its own before the words,\n"
	"in UTF-8; - is standard input. It is imported as a whole or not at all. The\n"
	"words of all others, and those of a WebVTT or SRT cue that names nobody, are\n"
	"counted and not kept.\n"
	"\n"
	"Coach and teacher are found by their names in the session, or by the words\n"
	"'coach' and 'teacher' in the names of the speakers (case, points and blanks do\n"
	"not count); else:\n"
	"  --coach NAME     this speaker is the coach; up to four times\n"
	"  --teacher NAME   this speaker is the teacher; up to four times\n"
	"  --shares-only    keep only how many words there were, nobody's words: so it\n"
	"                   is done when the teacher does not want theirs written down\n"
	"  --take-back      take back the transcript that the session has, and put FILE,\n"
	"                   if there is one, in its place; without this a second one is\n"
	"                   refused. It counts no more and is shown nowhere, but its words\n"
	"                   stay in the session's files until 'debrief erase' removes them\n"
	"  --dry-run        say what would be imported or taken back, with the first words\n"
	"                   of each speaker, and do nothing\n"
	"\n"
	"On the screen, F files what was said to a step of the talk.\n"
	"\n"
	"Exit status: 0 imported, 2 it could not be done.\n"
	"\n"
	"Example:\n"
	"  debrief import 2026-11-21-x4f9 talk.vtt --coach 'Dana Lee' --teacher Jo\n");

const struct cli_command cmd_import = {
	.name = "import",
	.usage = "debrief import SESSION FILE [--coach NAME] [--teacher NAME]\n"
		 "                      [--shares-only] [--take-back] [--dry-run]",
	.summary = N_("takes in the transcript of a talk"),
	.help = help,
	.run = run_import,
};
