/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_PATH_LINE_H
#define APP_PATH_LINE_H

#include "app/form.h"

/* A line that names a file: "~/photos/slip 3.jpg", also in quotes, as a file manager drops it. */

/* The path that a line means: without quotes and blanks around it, "~" is the home folder. NULL: no
 * memory. */
char *path_of_line(struct arena *arena, const char *line);
/* For Tab: the files and folders that go on with what is typed. */
void complete_path(struct app *app, struct form_run *run);

#endif
