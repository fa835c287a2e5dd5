/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Listing and reading are two things. A list of names takes a moment whatever is in the folders;
 * reading goes on between keys, a slice at a time, and each slice may find a date that moves a row.
 * The marker therefore is on a session, not on a place.
 */
#include "app/library.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/pick.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"

#define LIST_BYTES_MAX    ((size_t)256 << 20)
#define SESSION_BYTES_MAX ((size_t)1 << 30)
#define SLICE_ROWS        16
#define SLICE_MS          1

enum status library_new(struct library **library, struct host *host, struct err *err)
{
	struct library *made = calloc(1, sizeof(*made));
	enum status status;

	*library = made;
	if (!made)
		return err_no_memory(err);
	made->host = host;
	made->page = 1;
	made->session.folder = -1;
	arena_init(&made->places, LIST_BYTES_MAX);
	arena_init(&made->arenas[0], LIST_BYTES_MAX);
	arena_init(&made->arenas[1], LIST_BYTES_MAX);
	arena_init(&made->session_arena, SESSION_BYTES_MAX);
	status = paths_library(&made->places, &made->path, err);
	return status ? status : library_list(made, err);
}

void library_free(struct library *library)
{
	if (!library)
		return;
	arena_release(&library->places);
	arena_release(&library->arenas[0]);
	arena_release(&library->arenas[1]);
	arena_release(&library->session_arena);
	free(library);
}

/* Rows by name: sessions and archive are two sorted stretches */

static int compare_name(const void *name, const void *row)
{
	return strcmp(name, ((const struct library_row *)row)->name);
}

static struct library_row *row_named(const struct library *library, bool archived, const char *name)
{
	size_t from = archived ? library->n_sessions : 0;
	size_t count = archived ? library->count - from : library->n_sessions;

	return count == 0 ? NULL
			  : bsearch(name, library->rows + from, count, sizeof(*library->rows),
				    compare_name);
}

static struct library_row *find_row(const struct library *library, const char *name)
{
	struct library_row *row = row_named(library, false, name);

	return row ? row : row_named(library, true, name);
}

static const char *or_none(const char *text)
{
	return text ? text : "";
}

/* A row is found by whatever can be read in it; no word reaches from one thing into the next. */
static void put_words_together(struct library_row *row, struct arena *arena)
{
	const struct summary *summary = &row->summary;
	const char *words = arena_printf(arena, "%s\n%s\n%s\n%s\n%s\n%s", row->name, row->day,
					 or_none(summary->teacher), or_none(summary->lesson),
					 or_none(summary->grade),
					 row->known ? standing_words(summary->standing) : "");

	row->words = words ? words : row->name;
}

/* The order */

static int compare_rows(const void *left, const void *right)
{
	const struct library_row *a = *(struct library_row *const *)left;
	const struct library_row *b = *(struct library_row *const *)right;
	int by_day = strcmp(b->day, a->day);

	if (a->archived != b->archived)
		return a->archived ? 1 : -1;
	if (by_day)
		return by_day;
	if (a->summary.made != b->summary.made)
		return a->summary.made < b->summary.made ? 1 : -1;
	return strcmp(a->name, b->name);
}

struct library_row *library_selected(const struct library *library)
{
	return library->view.selected < library->n_shown ? library->shown[library->view.selected]
							 : NULL;
}

/* The marker stays on its session, and that on its line of the screen. */
static void keep_marker(struct library *library, const struct library_row *was)
{
	struct list_view *view = &library->view;

	for (size_t i = 0; was && library->marked && i < library->n_shown; i++)
		if (library->shown[i] == was) {
			view->scroll += (int)i - (int)view->selected;
			view->selected = i;
			return;
		}
	if (!library->marked || library->n_shown == 0)
		view->selected = 0;
	else if (view->selected >= library->n_shown)
		view->selected = library->n_shown - 1;
}

static void show(struct library *library, const struct library_row *marked)
{
	library->n_shown = 0;
	for (size_t i = 0; i < library->n_order; i++)
		if (library->order[i]->archived == library->in_archive &&
		    pick_matches(library->filter, library->order[i]->words, NULL))
			library->shown[library->n_shown++] = library->order[i];
	keep_marker(library, marked);
}

static void arrange(struct library *library)
{
	const struct library_row *marked = library_selected(library);

	if (library->n_order > 0)
		qsort(library->order, library->n_order, sizeof(struct library_row *), compare_rows);
	show(library, marked);
}

/* Listing */

struct listing {
	struct arena *arena;
	struct library_row *rows;
	size_t count;
};

static void find_day(struct library_row *row, const struct stat *folder)
{
	char date[DATE_SIZE] = "";

	memcpy(date, row->name, strnlen(row->name, DATE_SIZE - 1));
	if (date_is_valid(date))
		memcpy(row->day, date, DATE_SIZE);
	else
		timestamp_local_date((int64_t)folder->st_mtim.tv_sec * 1000, row->day);
}

static bool add_row(struct listing *listing, const char *name, bool archived,
		    const struct stat *folder)
{
	struct library_row *row;

	listing->rows = arena_grow(listing->arena, listing->rows, listing->count,
				   sizeof(*listing->rows));
	if (!listing->rows)
		return false;
	row = &listing->rows[listing->count++];
	*row = (struct library_row){.name = arena_strdup(listing->arena, name),
				    .archived = archived,
				    .due_day = LIBRARY_NOT_DUE};
	if (!row->name)
		return false;
	find_day(row, folder);
	put_words_together(row, listing->arena);
	return true;
}

/* A folder that is not there has no sessions; an archive that is a link to nowhere is there. */
static enum status list_folder(struct library *library, struct listing *listing, const char *path,
			       bool archived, struct err *err)
{
	char **names = NULL;
	size_t count = 0;
	struct stat info;
	int folder;
	enum status status = folder_open(library->host->files, path, &folder, err);

	if (status)
		return status == STATUS_NOT_FOUND && (!archived || lstat(path, &info)) ? STATUS_OK
										       : status;
	status = folder_list(folder, SESSION_FOLDERS_MAX, &names, &count, err);
	for (size_t i = 0; i < count && !status; i++)
		if (session_is_folder(folder, names[i], &info) &&
		    !add_row(listing, names[i], archived, &info))
			status = err_no_memory(err);
	free(names);
	library->host->files->close(folder);
	return status;
}

static const char *copy(struct arena *arena, const char *text)
{
	return text ? arena_strdup(arena, text) : NULL;
}

/* A text that found no memory is read again soon. */
static void take_over(struct library_row *row, const struct library_row *old, struct arena *arena)
{
	const char *name = row->name;

	*row = *old;
	row->name = name;
	row->fresh = false;
	row->taken_up = false;
	row->summary.teacher = copy(arena, old->summary.teacher);
	row->summary.lesson = copy(arena, old->summary.lesson);
	row->summary.grade = copy(arena, old->summary.grade);
	row->summary.previous = copy(arena, old->summary.previous);
	row->summary.rubric = copy(arena, old->summary.rubric);
	put_words_together(row, arena);
}

/* The session that another one goes on from is taken up when that talk has begun. */
static void follow_back(struct library *library, const struct library_row *row)
{
	const char *name = row->summary.previous;
	struct library_row *before = name ? find_row(library, path_name(name)) : NULL;

	if (before && before != row && row->summary.standing > STANDING_PREPARING)
		before->taken_up = true;
}

static enum status take_list(struct library *library, const struct listing *listing,
			     size_t n_sessions, struct err *err)
{
	const struct library_row *marked = library_selected(library);
	const struct library old = *library;
	const char *name = marked && library->marked ? marked->name : NULL;

	library->order = arena_array(listing->arena, listing->count + 1, sizeof(*library->order));
	library->shown = arena_array(listing->arena, listing->count + 1, sizeof(*library->shown));
	if (!library->order || !library->shown) {
		*library = old;
		return err_no_memory(err);
	}
	library->rows = listing->rows;
	library->count = listing->count;
	library->n_sessions = n_sessions;
	library->n_order = 0;
	library->n_fresh = 0;
	for (size_t i = 0; i < listing->count; i++) {
		struct library_row *row = &listing->rows[i];
		const struct library_row *before = row_named(&old, row->archived, row->name);

		if (before && before->known)
			take_over(row, before, listing->arena);
		library->order[library->n_order++] = row;
	}
	for (size_t i = 0; i < listing->count; i++)
		follow_back(library, &library->rows[i]);
	library->n_shown = 0;
	arrange(library);
	if (name)
		library_select(library, name);
	return STATUS_OK;
}

enum status library_list(struct library *library, struct err *err)
{
	struct listing listing = {.arena = &library->arenas[!library->current]};
	const char *archive;
	size_t n_sessions;
	enum status status;

	arena_reset(listing.arena);
	archive = path_join(listing.arena, library->path, SESSION_ARCHIVE);
	if (!archive)
		return err_no_memory(err);
	status = list_folder(library, &listing, library->path, false, err);
	n_sessions = listing.count;
	/* The sessions are shown whatever is wrong with the archive. */
	if (!status && list_folder(library, &listing, archive, true, &library->no_archive))
		listing.count = n_sessions;
	else
		library->no_archive.message[0] = '\0';
	if (!status)
		status = take_list(library, &listing, n_sessions, err);
	if (!status)
		library->current = !library->current;
	library_look_at_clock(library);
	return status;
}

/* Reading */

void library_look_at_clock(struct library *library)
{
	char today[DATE_SIZE];

	timestamp_local_date(host_now_ms(library->host), today);
	date_to_days(today, &library->today);
}

static void drop_row(struct library *library, const struct library_row *row)
{
	size_t kept = 0;

	for (size_t i = 0; i < library->n_order; i++)
		if (library->order[i] != row)
			library->order[kept++] = library->order[i];
	library->n_order = kept;
}

/* What cannot be read for want of memory keeps its name. */
static void read_row(struct library *library, struct library_row *row)
{
	struct arena *arena = &library->arenas[library->current];
	const char *path = library_path(library, row, arena);
	enum status status = STATUS_NO_MEMORY;

	row->fresh = true;
	library->n_fresh++;
	if (path)
		status = summary_read(library->host, path, arena, &row->summary, NULL);
	if (status == STATUS_INVALID) {
		drop_row(library, row);
		return;
	}
	row->known = true;
	if (*row->summary.date)
		memcpy(row->day, row->summary.date, DATE_SIZE);
	if (!date_to_days(row->summary.due, &row->due_day))
		row->due_day = LIBRARY_NOT_DUE;
	put_words_together(row, arena);
	follow_back(library, row);
}

static struct library_row *next_unread(const struct library *library)
{
	size_t top = library->view.scroll > 0 ? (size_t)library->view.scroll : 0;

	for (size_t i = top; i < library->n_shown && i < top + (size_t)library->page; i++)
		if (!library->shown[i]->fresh)
			return library->shown[i];
	for (size_t i = 0; i < library->n_order; i++)
		if (!library->order[i]->fresh)
			return library->order[i];
	return NULL;
}

bool library_read_some(struct library *library)
{
	int64_t end = host_monotonic_ms(library->host) + SLICE_MS;
	struct library_row *row;
	size_t n = 0;

	while (n < SLICE_ROWS && (row = next_unread(library))) {
		read_row(library, row);
		n++;
		if (host_monotonic_ms(library->host) >= end)
			break;
	}
	if (n > 0)
		arrange(library);
	return n > 0;
}

void library_read_all(struct library *library)
{
	while (library_read_some(library))
		continue;
}

bool library_is_read(const struct library *library)
{
	return library->n_fresh == library->count;
}

/* What is shown */

void library_move(struct library *library, long by)
{
	library->view.selected = list_move(library->view.selected, by, library->n_shown);
	library->marked = true;
}

void library_select(struct library *library, const char *name)
{
	for (size_t i = 0; i < library->n_shown; i++)
		if (!strcmp(library->shown[i]->name, name)) {
			library->view.selected = i;
			library->marked = true;
		}
}

void library_filter(struct library *library, const char *text)
{
	const struct library_row *marked = library_selected(library);

	snprintf(library->filter, sizeof(library->filter), "%s", text);
	show(library, marked);
	if (library_selected(library) != marked)
		library->view = (struct list_view){0};
}

void library_show_archive(struct library *library, bool archive)
{
	library->in_archive = archive;
	library->view = (struct list_view){0};
	library->marked = false;
	show(library, NULL);
}

const char *library_path(const struct library *library, const struct library_row *row,
			 struct arena *arena)
{
	return arena_printf(arena, "%s/%s%s", library->path,
			    row->archived ? SESSION_ARCHIVE "/" : "", row->name);
}

enum status library_put_away(struct library *library, const struct library_row *row,
			     struct err *err)
{
	const struct file_ops *ops = library->host->files;
	const char *archive = path_join(&library->places, library->path, SESSION_ARCHIVE);
	int from = -1;
	int to = -1;
	enum status status;

	if (!archive)
		return err_no_memory(err);
	status = folder_make(ops, archive, err);
	if (!status)
		status = folder_open(ops, row->archived ? archive : library->path, &from, err);
	if (!status)
		status = folder_open(ops, row->archived ? library->path : archive, &to, err);
	if (!status && ops->rename_new(from, row->name, to, row->name))
		status = err_system(err, _("cannot move the session '%s'"), row->name);
	if (!status && (folder_sync(ops, to) || folder_sync(ops, from)))
		status = err_system(err, _("cannot make sure that '%s' is on the disk"), row->name);
	if (from >= 0)
		ops->close(from);
	if (to >= 0)
		ops->close(to);
	return status ? status : library_list(library, err);
}

/* Follow-ups */

bool library_is_due(const struct library *library, const struct library_row *row)
{
	return row->due_day != LIBRARY_NOT_DUE && row->due_day <= library->today &&
	       !row->taken_up && !row->archived;
}

/* The session that was opened from here */

void library_close_session(struct library *library)
{
	session_close(&library->session);
	arena_reset(&library->session_arena);
	if (library->is_demo)
		library->demo->close(library->demo->context);
	library->is_demo = false;
}
