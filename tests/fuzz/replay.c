/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The main program of a target where there is no libFuzzer: gives it each file of its corpus,
 * $SRCDIR/tests/fuzz/corpus/NAME, or those that are named. `make check` runs it. Where libFuzzer is
 * linked, its own main program takes the place of this one.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#include "debrief/file.h"

#include <fcntl.h>

#define INPUT_MAX ((size_t)1 << 20)

static void replay(int folder, const char *name)
{
	struct err err = {{0}, 0};
	struct buf bytes;

	buf_init(&bytes, INPUT_MAX);
	if (file_read(&file_ops_system, folder, name, INPUT_MAX, &bytes, &err)) {
		fprintf(stderr, "%s\n", err.message);
		exit(1);
	}
	/* A copy of just that size: a sanitizer sees a step beyond it. */
	uint8_t *exact = malloc(bytes.length ? bytes.length : 1);
	HOLDS(exact);
	if (bytes.length)
		memcpy(exact, bytes.data, bytes.length);
	fprintf(stderr, "%s (%zu bytes)\n", name, bytes.length);
	LLVMFuzzerTestOneInput(exact, bytes.length);
	free(exact);
	buf_release(&bytes);
}

static size_t replay_folder(const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	size_t count = 0;

	for (; folder && (entry = readdir(folder));)
		if (entry->d_name[0] != '.') {
			replay(dirfd(folder), entry->d_name);
			count++;
		}
	if (folder)
		closedir(folder);
	return count;
}

int main(int argc, char **argv)
{
	const char *source = getenv("SRCDIR");
	const char *slash = strrchr(argv[0], '/');
	const char *name = slash ? slash + 1 : argv[0];
	size_t count = (size_t)argc - 1;
	char path[1024];

	LLVMFuzzerInitialize(&argc, &argv);
	for (int i = 1; i < argc; i++)
		replay(AT_FDCWD, argv[i]);
	if (argc == 1) {
		name += strncmp(name, "fuzz_", 5) ? 0 : 5;
		snprintf(path, sizeof(path), "%s/tests/fuzz/corpus/%s", source ? source : ".",
			 name);
		count = replay_folder(path);
	}
	if (count == 0)
		fprintf(stderr, "there is nothing in %s\n", path);
	else
		printf("%zu inputs\n", count);
	return count == 0;
}
