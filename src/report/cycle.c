/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/cycle.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "debrief/consented.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"
#include "debrief/same_name.h"
#include "debrief/visit.h"

/*
 * Whom a session is with is known from its summary, which takes no rubric; only those of the one
 * teacher are opened whole. What was said of a goal in the next talk belongs to the session that
 * agreed on it, so the line is linked once all of it is there.
 */

#define LIBRARY_MAX    100000
#define FOLD_BYTES_MAX ((size_t)256 << 20)

/* ---- one session ---- */

static bool keep(struct arena *arena, const char *found, const char **text)
{
	*text = found ? arena_strdup(arena, found) : NULL;
	return !found || *text;
}

static const char *development_of(const struct state *state)
{
	const struct rubric_field *field = rubric_field(state->rubric,
							known_fields[FIELD_DEVELOPMENT_VALUED].id);
	const struct heard *heard = field ? state_heard(state, field) : NULL;
	const struct rubric_development *development;

	if (!heard)
		return NULL;
	development = rubric_development(state->rubric, event_text(heard->event, KEY_VALUE));
	if (development)
		return development->title;
	return *heard_words(state, heard) ? heard_words(state, heard) : NULL;
}

static bool keep_goal(struct cycle_entry *entry, const struct state *state, struct arena *arena)
{
	const struct event *goal = visit_subject(state);
	const struct rubric_phase *phase;

	if (!goal)
		return true;
	phase = rubric_phase(state->rubric, goal_phase(state->rubric, goal));
	entry->whose = goal_whose_of(goal);
	return keep(arena, visit_subject_words(state), &entry->goal) &&
	       keep(arena, phase ? phase->title : NULL, &entry->phase);
}

static bool keep_progress(struct cycle_progress *progress, const struct event *event,
			  struct arena *arena)
{
	return keep(arena, event_text(event, KEY_LEVEL), &progress->level) &&
	       keep(arena, event_text(event, KEY_BY), &progress->by) &&
	       keep(arena, event_text(event, KEY_TEXT), &progress->text);
}

static bool add_progress(struct cycle_entry *entry, struct arena *arena,
			 const struct cycle_progress *progress)
{
	struct cycle_progress *items = arena_grow(arena, entry->progress, entry->n_progress,
						  sizeof(*items));
	size_t place = entry->n_progress;

	if (!items)
		return false;
	for (; place > 0 && strcmp(items[place - 1].date, progress->date) > 0; place--)
		items[place] = items[place - 1];
	items[place] = *progress;
	entry->progress = items;
	entry->n_progress++;
	return true;
}

static bool keep_visits(struct cycle_entry *entry, const struct state *state, struct arena *arena)
{
	for (size_t i = 0; i < state->visits.count; i++) {
		struct cycle_progress progress = {.session = NULL};

		visit_date(state->visits.items[i], progress.date);
		if (!keep_progress(&progress, state->visits.items[i], arena) ||
		    !add_progress(entry, arena, &progress))
			return false;
	}
	return true;
}

/* The talk clock is in the private stream, all else in what may be shared. */
static enum status read_entry(struct cycle_entry *entry, const struct session *session,
			      struct arena *arena, struct err *err)
{
	struct arena fold;
	struct state state;
	struct consented consented;
	enum status status;

	arena_init(&fold, STATE_BYTES_MAX);
	status = state_fold(&state, session, SIZE_MAX, false, &fold, err);
	if (!status) {
		entry->floor = talk_time(&state);
		status = consented_fold(&state, session, true, &consented, &fold, err);
	}
	if (!status)
		entry->words = talk_words(&state);
	if (!status &&
	    (!keep_goal(entry, &state, arena) ||
	     !keep(arena, development_of(&state), &entry->development) ||
	     !keep_visits(entry, &state, arena) ||
	     (state.progress && !keep_progress(&entry->looked_back, state.progress, arena))))
		status = err_no_memory(err);
	arena_release(&fold);
	return status;
}

/* ---- the line ---- */

void cycle_start(struct cycle *cycle, struct arena *arena)
{
	*cycle = (struct cycle){.arena = arena};
}

enum status cycle_add(struct cycle *cycle, struct host *host, const char *path, bool archived,
		      const struct summary *summary, struct err *err)
{
	struct cycle_entry *entries = arena_grow(cycle->arena, cycle->entries, cycle->count,
						 sizeof(*entries));
	const char *name = arena_strdup(cycle->arena, path_name(path));
	struct cycle_entry *entry;
	struct session session;
	enum status status = STATUS_OK;

	if (!entries || !name)
		return err_no_memory(err);
	cycle->entries = entries;
	entry = &entries[cycle->count++];
	*entry = (struct cycle_entry){.name = name, .archived = archived, .summary = *summary};
	if (!session_open(&session, host, path, SESSION_EVERYTHING, NULL)) {
		status = read_entry(entry, &session, cycle->arena, err);
		session_close(&session);
	}
	return status;
}

static int compare_entries(const void *left, const void *right)
{
	const struct cycle_entry *a = left;
	const struct cycle_entry *b = right;
	int by_date = strcmp(a->summary.date, b->summary.date);

	if (by_date)
		return by_date;
	if (a->summary.made != b->summary.made)
		return a->summary.made < b->summary.made ? -1 : 1;
	return strcmp(a->name, b->name);
}

static struct cycle_entry *entry_before(const struct cycle *cycle, const struct cycle_entry *entry)
{
	const char *previous = entry->summary.previous;

	for (size_t i = 0; previous && i < cycle->count; i++)
		if (!strcmp(cycle->entries[i].name, path_name(previous)) &&
		    &cycle->entries[i] != entry)
			return &cycle->entries[i];
	return NULL;
}

enum status cycle_finish(struct cycle *cycle, struct err *err)
{
	if (cycle->count == 0)
		return STATUS_OK;
	qsort(cycle->entries, cycle->count, sizeof(*cycle->entries), compare_entries);
	cycle->teacher = cycle->entries[cycle->count - 1].summary.teacher;
	for (size_t i = 0; i < cycle->count; i++) {
		struct cycle_entry *entry = &cycle->entries[i];
		struct cycle_entry *before = entry_before(cycle, entry);
		struct cycle_progress progress = entry->looked_back;

		if (!before)
			continue;
		before->taken_up |= entry->summary.standing > STANDING_PREPARING;
		progress.session = entry->name;
		memcpy(progress.date, entry->summary.date, DATE_SIZE);
		if (progress.level && !add_progress(before, cycle->arena, &progress))
			return err_no_memory(err);
	}
	return STATUS_OK;
}

/* ---- the library ---- */

struct search {
	struct cycle *cycle;
	struct host *host;
	const char *teacher;
	const char **known;
	size_t n_known;
};

static bool know(struct search *search, const char *teacher)
{
	const char **known;

	for (size_t i = 0; i < search->n_known; i++)
		if (same_name(search->known[i], teacher))
			return true;
	known = arena_grow(search->cycle->arena, search->known, search->n_known, sizeof(*known));
	if (!known)
		return false;
	known[search->n_known++] = teacher;
	search->known = known;
	return true;
}

static enum status look_at(struct search *search, const char *path, bool archived, struct err *err)
{
	struct arena *arena = search->cycle->arena;
	struct summary summary;
	enum status status = path ? summary_read(search->host, path, arena, &summary, err)
				  : err_no_memory(err);

	if (status)
		return status == STATUS_INVALID ? STATUS_OK : status; /* as in the library */
	if (same_name(summary.teacher, search->teacher))
		return cycle_add(search->cycle, search->host, path, archived, &summary, err);
	return !summary.teacher || know(search, summary.teacher) ? STATUS_OK : err_no_memory(err);
}

static enum status look_through(struct search *search, const char *path, bool archived,
				struct err *err)
{
	char **names = NULL;
	size_t count = 0;
	struct stat info;
	int folder;
	enum status status = folder_open(search->host->files, path, &folder, err);

	if (status)
		return status == STATUS_NOT_FOUND ? STATUS_OK : status;
	status = folder_list(folder, SESSION_FOLDERS_MAX, &names, &count, err);
	for (size_t i = 0; i < count && !status; i++)
		if (session_is_folder(folder, names[i], &info))
			status = look_at(search, path_join(search->cycle->arena, path, names[i]),
					 archived, err);
	search->host->files->close(folder);
	free(names);
	return status;
}

static int compare_names(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

enum status cycle_read(struct cycle *cycle, struct host *host, const char *teacher,
		       struct arena *arena, const char *const **known, struct err *err)
{
	struct search search = {.cycle = cycle, .host = host, .teacher = teacher};
	const char *library;
	const char *archive;
	const char **names;
	enum status status = paths_library(arena, &library, err);

	cycle_start(cycle, arena);
	if (status)
		return status;
	archive = path_join(arena, library, SESSION_ARCHIVE);
	if (!archive)
		return err_no_memory(err);
	status = look_through(&search, library, false, err);
	if (!status)
		status = look_through(&search, archive, true, err);
	if (!status)
		status = cycle_finish(cycle, err);
	if (status || cycle->count > 0)
		return status;
	names = arena_array(arena, search.n_known + 1, sizeof(*names));
	if (!names)
		return err_no_memory(err);
	for (size_t i = 0; i < search.n_known; i++)
		names[i] = search.known[i];
	qsort(names, search.n_known, sizeof(*names), compare_names);
	*known = names;
	return err_set(err, STATUS_NOT_FOUND, _("there is no session with '%s'"), teacher);
}
