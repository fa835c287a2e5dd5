/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Tab offers is looked up when it is pressed. The line editor completes a word at a time, so
 * of a path with blanks it gets the part from the last blank on.
 */
#include "app/path_line.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/app.h"

#define ENTRIES_MAX 100000
#define WORDS_MAX   500

char *path_of_line(struct arena *arena, const char *line)
{
	const char *home = getenv("HOME");
	const char *end;

	line += strspn(line, " \t\n");
	end = line + strlen(line);
	while (end > line && strchr(" \t\n", end[-1]))
		end--;
	if (end - line >= 2 && (*line == '\'' || *line == '"') && end[-1] == *line) {
		line++;
		end--;
	}
	if (home && *home && *line == '~' && (end == line + 1 || line[1] == '/'))
		return arena_printf(arena, "%s%.*s", home, (int)(end - line - 1), line + 1);
	return arena_copy(arena, line, (size_t)(end - line));
}

static bool is_folder(int folder, const char *name)
{
	struct stat info;

	return fstatat(folder, name, &info, 0) == 0 && S_ISDIR(info.st_mode);
}

struct typed {
	const char *text; /* the line up to the cursor */
	const char *name; /* in it: behind the last slash */
	const char *word; /* in it: behind the last blank */
	size_t name_length;
};

static const char *word_for(const struct typed *typed, int folder, const char *name,
			    struct arena *arena)
{
	const char *slash = is_folder(folder, name) ? "/" : "";

	if (typed->word <= typed->name)
		return arena_printf(arena, "%.*s%s%s", (int)(typed->name - typed->word),
				    typed->word, name, slash);
	return arena_printf(arena, "%s%s", name + (typed->word - typed->name), slash);
}

static void offer_names(const struct typed *typed, int folder, char *const *names, size_t count,
			struct form_run *run)
{
	const char **words = arena_array(&run->arena, WORDS_MAX + 1, sizeof(*words));
	size_t n = 0;

	for (size_t i = 0; words && i < count && n < WORDS_MAX; i++) {
		if (strncmp(names[i], typed->name, typed->name_length) != 0 ||
		    (names[i][0] == '.' && typed->name_length == 0))
			continue;
		words[n] = word_for(typed, folder, names[i], &run->arena);
		if (!words[n])
			return;
		n++;
	}
	run->words = words;
}

static const char *behind_last(const char *text, char c)
{
	const char *at = strrchr(text, c);

	return at ? at + 1 : text;
}

void complete_path(struct app *app, struct form_run *run)
{
	struct typed typed = {.text = run->text ? run->text : ""};
	const char *path;
	char **names;
	size_t count;
	int folder;

	run->words = NULL;
	typed.text = arena_copy(&run->arena, typed.text, strnlen(typed.text, run->point));
	if (!typed.text)
		return;
	typed.name = behind_last(typed.text, '/');
	typed.word = behind_last(typed.text, ' ');
	typed.name_length = strlen(typed.name);
	path = arena_copy(&run->arena, typed.text, (size_t)(typed.name - typed.text));
	path = path ? path_of_line(&run->arena, *path ? path : ".") : NULL;
	if (!path || folder_open(app->host->files, path, &folder, NULL))
		return;
	if (!folder_list(folder, ENTRIES_MAX, &names, &count, NULL))
		offer_names(&typed, folder, names, count, run);
	free(names);
	app->host->files->close(folder);
}
