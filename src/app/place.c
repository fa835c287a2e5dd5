/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the coach was: a few words in $XDG_STATE_HOME/debrief/places/, one file a session. A file
 * that is missing or odd only means that the place is found from the record: the stage of the
 * latest step, and what comes next.
 */
#include "app/app.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "debrief/array.h"
#include "debrief/emit.h"
#include "debrief/paths.h"
#include "debrief/schema.h"

#define PLACE_BYTES_MAX ((size_t)4096)

struct place {
	const struct node *node;
	const char *stage;
	const char *step;
	const char *pane;
	const char *branch; /* its title */
	const char *told;   /* drafts.told */
	long question;
	bool zoom;
};

static const char *const panes[] = {"lesson", "work", "script", NULL};

static const struct schema_key place_keys[] = {
	{.key = "stage",
	 .type = SCHEMA_TEXT,
	 .required = true,
	 .offset = offsetof(struct place, stage)},
	{.key = "step", .type = SCHEMA_TEXT, .offset = offsetof(struct place, step)},
	{.key = "pane",
	 .type = SCHEMA_CHOICE,
	 .offset = offsetof(struct place, pane),
	 .choices = panes},
	{.key = "branch", .type = SCHEMA_TEXT, .offset = offsetof(struct place, branch)},
	{.key = "question",
	 .type = SCHEMA_INT,
	 .offset = offsetof(struct place, question),
	 .max = 1000},
	{.key = "told", .type = SCHEMA_TEXT, .offset = offsetof(struct place, told)},
	{.key = "zoom", .type = SCHEMA_BOOL, .offset = offsetof(struct place, zoom)},
};

static const struct schema place_schema = {"place", sizeof(struct place), place_keys,
					   COUNT(place_keys), 0};

/* The folder of places, and a session's file in it: the folder on disk tells sessions apart, not
 * the name. */
static enum status open_places(const struct app *app, struct arena *arena, int *folder,
			       char name[64])
{
	const char *state;
	const char *path;
	struct stat info;

	if (fstat(app->session->folder, &info) || paths_state(arena, &state, NULL))
		return STATUS_IO;
	snprintf(name, 64, "%llx-%llx.yaml", (unsigned long long)info.st_dev,
		 (unsigned long long)info.st_ino);
	path = path_join(arena, state, "places");
	if (!path || folder_make(app->host->files, path, NULL))
		return STATUS_IO;
	return folder_open(app->host->files, path, folder, NULL);
}

static void save_told(struct buf *text, const struct app *app)
{
	char told[DRAFTS_TOLD_SIZE] = "";

	for (size_t i = 0; i < app->drafts.n_offers; i++)
		if (drafts_is_told(app, i))
			drafts_add_told(app, i, told);
	if (*told)
		emit_scalar(text, 0, "told", told);
}

void place_save(const struct app *app)
{
	const struct schema_texts *stages = &app->session->rubric->stages;
	struct arena arena;
	struct buf text;
	char name[64];
	char number[24];
	int folder;

	if (app->stage >= stages->count)
		return;
	arena_init(&arena, PLACE_BYTES_MAX * 4);
	buf_init(&text, PLACE_BYTES_MAX);
	if (open_places(app, &arena, &folder, name))
		goto out;
	emit_scalar(&text, 0, "stage", stages->items[app->stage]);
	if (app->step)
		emit_scalar(&text, 0, "step", app->step->id);
	if (app->branch)
		emit_scalar(&text, 0, "branch", app->branch->title);
	emit_scalar(&text, 0, "pane", panes[app->focus]);
	snprintf(number, sizeof(number), "%zu", app->question);
	emit_plain(&text, 0, "question", number);
	emit_plain(&text, 0, "zoom", app->zoom ? "true" : "false");
	save_told(&text, app);
	/* only a convenience: a place that cannot be kept is found from the record */
	if (!text.failed &&
	    file_replace(app->host->files, folder, name, text.data, text.length, NULL))
		buf_reset(&text);
	app->host->files->close(folder);
out:
	buf_release(&text);
	arena_release(&arena);
}

static bool read_place(const struct app *app, struct arena *arena, struct buf *text,
		       struct place *place)
{
	struct diags diags;
	struct node *root;
	char name[64];
	int folder;
	bool read;

	if (open_places(app, arena, &folder, name))
		return false;
	read = !file_read(app->host->files, folder, name, PLACE_BYTES_MAX, text, NULL);
	app->host->files->close(folder);
	diags_init(&diags, arena, "place", NULL, 0);
	return read &&
	       !tree_parse(arena, buf_text(text), text->length, &tree_limits_record, &diags, &root,
			   NULL) &&
	       !schema_read(&place_schema, root, SCHEMA_LENIENT, arena, place, &diags, NULL);
}

static size_t stage_index(const struct rubric *rubric, const char *id)
{
	for (size_t i = 0; id && i < rubric->stages.count; i++)
		if (!strcmp(rubric->stages.items[i], id))
			return i;
	return SIZE_MAX;
}

/* Words may be written since the first talk: they say nothing of a preparation that comes after a
 * conversation. */
static bool talk_has_begun_after(const struct app *app, size_t stage)
{
	if (!app->state.consent || !stage_is_private(app->session->rubric->stages.items[stage]))
		return false;
	for (size_t i = 0; i < stage; i++)
		if (app_stage_is_shared(app, i))
			return false;
	return true;
}

/* The turn that the talk had taken, which may have led from another step; time begins anew in it.
 */
static void restore_branch(struct app *app, const char *title)
{
	const struct rubric *rubric = app->session->rubric;

	for (size_t i = 0; title && i < rubric->script.count; i++) {
		const struct rubric_step *step = rubric_step_at(rubric, i);

		for (size_t j = 0; j < step->branches.count; j++) {
			const struct rubric_branch *branch = step_branch_at(step, j);
			bool leads_here = branch->go_to ? !strcmp(branch->go_to, app->step->id)
							: step == app->step;

			if (leads_here && !strcmp(branch->title, title))
				app->branch = branch;
		}
	}
	app->branch_since = host_monotonic_ms(app->host);
}

void place_restore(struct app *app)
{
	struct arena arena;
	struct buf text;
	struct place place = {0};
	size_t stage = SIZE_MAX;

	arena_init(&arena, (size_t)1 << 20);
	buf_init(&text, PLACE_BYTES_MAX);
	if (read_place(app, &arena, &text, &place))
		stage = stage_index(app->session->rubric, place.stage);
	/* never back into the private stage once the talk has begun elsewhere */
	if (stage == SIZE_MAX || stage < app->advice.guide.stage)
		stage = app->advice.guide.stage;
	app->stage = stage;
	if (talk_has_begun_after(app, stage) && app_stage_after(app) != SIZE_MAX)
		app->stage = stage = app_stage_after(app);
	if (place.told)
		snprintf(app->drafts.told, sizeof(app->drafts.told), "%s", place.told);
	if (place.step)
		app->step = rubric_step(app->session->rubric, place.step);
	if (app->step && app->step->stage_index != stage)
		app->step = NULL;
	app_show_stage(app, stage);
	if (app->step && place.step && !strcmp(app->step->id, place.step)) {
		restore_branch(app, place.branch);
		if ((size_t)place.question < app_question_count(app))
			app->question = (size_t)place.question;
	}
	app->focus = app_is_table_safe(app) ? FOCUS_SCRIPT : FOCUS_LESSON;
	for (size_t i = 0; place.pane && i < FOCUS__COUNT && !app_is_table_safe(app); i++)
		if (!strcmp(panes[i], place.pane))
			app->focus = (enum focus)i;
	app->zoom = place.zoom && !app_is_table_safe(app);
	buf_release(&text);
	arena_release(&arena);
}
