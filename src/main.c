/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "debrief/i18n.h"
#include "debrief/paths.h"

/*
 * What must be so before anything else happens: files that only their owner can read, no copy of
 * memory on the disk after a crash, a limit on the size of files that does not kill but is an error
 * like a full disk, and a locale that knows how wide characters are.
 */

/*
 * True if the terminal takes UTF-8. In the plain C locale nothing is known of it, and most do. With
 * another character set it gets and sends the bytes of that (ui/charset.h); all else is in UTF-8.
 * LC_NUMERIC stays as it is: numbers have a point wherever we are.
 */
static bool set_locale(void)
{
	const char *codeset;
	bool is_plain;

	setlocale(LC_CTYPE, "");
	setlocale(LC_COLLATE, "");
	setlocale(LC_MESSAGES, "");
	setlocale(LC_TIME, "");
#ifdef ENABLE_NLS
	bindtextdomain("debrief", paths_catalogues());
	bind_textdomain_codeset("debrief", "UTF-8");
#endif
	codeset = nl_langinfo(CODESET);
	if (strcmp(codeset, "UTF-8") == 0)
		return true;
	is_plain = strcmp(codeset, "ANSI_X3.4-1968") == 0;
	return setlocale(LC_CTYPE, "C.UTF-8") && is_plain;
}

/* A session may be of many files, each of which is asked whether somebody writes to it. */
#define DESCRIPTORS_MAX 65536

static void raise_descriptors(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= DESCRIPTORS_MAX)
		return;
	limit.rlim_cur = limit.rlim_max < DESCRIPTORS_MAX ? limit.rlim_max : DESCRIPTORS_MAX;
	setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int argc, char **argv)
{
	const struct rlimit none = {0, 0};

	umask(077);
	setrlimit(RLIMIT_CORE, &none);
	raise_descriptors();
	signal(SIGXFSZ, SIG_IGN);
	return cli_main(argc, argv, set_locale());
}
