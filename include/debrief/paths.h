/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_PATHS_H
#define DEBRIEF_PATHS_H

#include <stdbool.h>

#include "debrief/arena.h"
#include "debrief/err.h"

/*
 * Where things are, by the XDG base directory specification. Relative values in XDG_ variables
 * are ignored, as it says. Strings live in the arena.
 *
 *   library   $XDG_DATA_HOME/debrief/sessions     (~/.local/share)
 *   state     $XDG_STATE_HOME/debrief             (~/.local/state): writers, drafts, rescues
 *   rubrics   $DEBRIEF_RUBRIC_PATH (colon-separated), $XDG_CONFIG_HOME/debrief/rubrics,
 *             $XDG_DATA_HOME/debrief/rubrics, then the installed ones, or the source tree's when
 *             the program runs from where it was built
 *   catalogues  the installed translations, or those of the build it runs from
 *   runtime   $XDG_RUNTIME_DIR/debrief, else the state folder: temporary files
 */

MUST_USE enum status paths_library(struct arena *arena, const char **path, struct err *err);
MUST_USE enum status paths_state(struct arena *arena, const char **path, struct err *err);
MUST_USE enum status paths_runtime(struct arena *arena, const char **path, struct err *err);
/* A NULL-terminated array of folders, existing or not. */
MUST_USE enum status paths_rubrics(struct arena *arena, const char *const **folders,
				   struct err *err);
/* The folder for bindtextdomain. */
const char *paths_catalogues(void);
/* The folder of the manual pages: man1, man5 and man7 are in it, but in a build all lie together.
 */
const char *paths_manual(bool *together);

/* "folder/name" */
char *path_join(struct arena *arena, const char *folder, const char *name);
/* The part after the last slash (trailing slashes aside). */
const char *path_name(const char *path);

#endif
