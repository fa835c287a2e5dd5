/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/manual.h"

#include <stdio.h>
#include <unistd.h>

#include "debrief/child.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"

/*
 * The page that belongs to this program, also when another one is installed or none. Distributions
 * compress theirs; then `man` knows better where it is.
 */

#define PATH_MAX_LENGTH 4096

enum status manual_read(const char *name, const char *section, struct err *err)
{
	char path[PATH_MAX_LENGTH];
	bool together;
	const char *folder = paths_manual(&together);
	const char *by_path[] = {"man", path, NULL};
	const char *by_name[] = {"man", section, name, NULL};
	int result = 0;
	enum status status;

	snprintf(path, sizeof path, "%s/%s%s%s%s.%s", folder, together ? "" : "man",
		 together ? "" : section, together ? "" : "/", name, section);
	status = child_run(access(path, R_OK) == 0 ? by_path : by_name, &result, err);
	if (status == STATUS_NOT_FOUND)
		return err_set(err, STATUS_NOT_FOUND,
			       _("The manual is read with the program 'man', which is not here."));
	if (status == STATUS_OK && result != 0)
		return err_set(err, STATUS_REFUSED, _("'man' did not find the page '%s(%s)'."),
			       name, section);
	return status;
}
