/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "debrief/array.h"

/* All strings are asked for in hexadecimal, and descriptors with their paths: so a line can be
 * taken apart at its commas, and nothing in it is ambiguous. */

#define ARGUMENTS_MAX 8

struct argument {
	const char *text; /* up to a comma or the closing bracket */
	size_t length;
};

struct call {
	pid_t pid;
	double at;
	char name[32];
	struct argument arguments[ARGUMENTS_MAX];
	size_t count;
	long result;
	struct argument result_text;
};

bool trace_is_permitted(void)
{
	return system("strace -o /dev/null true >/dev/null 2>&1") == 0;
}

static struct argument argument_at(const char *text, const char *end)
{
	struct argument argument = {text, 0};

	while (text + argument.length < end && text[argument.length] != ',' &&
	       text[argument.length] != ')')
		argument.length++;
	return argument;
}

/* "PID TIME NAME(ARGUMENT, …) = RESULT…" */
static bool parse_call(const char *line, struct call *call)
{
	int used = 0;

	*call = (struct call){0};
	if (sscanf(line, "%d %lf %31[a-z0-9_](%n", &call->pid, &call->at, call->name, &used) != 3 ||
	    used == 0)
		return false;
	const char *end = line + strlen(line);
	const char *at = line + used;
	while (at < end && *at != ')' && call->count < ARGUMENTS_MAX) {
		struct argument argument = argument_at(at, end);
		call->arguments[call->count++] = argument;
		at = argument.text + argument.length;
		at += *at == ',' ? 2 : 0;
	}
	at = strstr(at, ") ");
	at = at ? strstr(at, "= ") : NULL;
	if (!at)
		return false;
	call->result = strtol(at + 2, NULL, 10);
	call->result_text = (struct argument){at + 2, strcspn(at + 2, "\n")};
	return true;
}

static unsigned int digit(char c)
{
	return (unsigned int)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* The bytes between two characters of an argument, malloc'ed; NULL if there are none such. */
static char *decode(struct argument argument, char open, char close, size_t *length)
{
	const char *from = memchr(argument.text, open, argument.length);
	const char *end = argument.text + argument.length;
	size_t count = 0;

	if (!from)
		return NULL;
	char *bytes = malloc(argument.length + 1);
	for (from++; bytes && from + 3 < end && *from != close; from += 4)
		bytes[count++] = (char)(digit(from[2]) << 4 | digit(from[3]));
	if (bytes)
		bytes[count] = '\0';
	if (length)
		*length = count;
	return bytes;
}

static int descriptor(const struct call *call, size_t n)
{
	return call->count > n ? (int)strtol(call->arguments[n].text, NULL, 10) : -1;
}

/* Argument `n` is a path; `folder`, if there is one, the argument with the open folder. */
static char *path_of(const struct call *call, size_t n, bool with_folder)
{
	char *name = decode(call->arguments[n], '"', '"', NULL);
	char *folder;
	char *path;

	if (!name || name[0] == '/' || !with_folder)
		return name;
	folder = decode(call->arguments[n - 1], '<', '>', NULL);
	if (folder && strcmp(name, ".") != 0 && asprintf(&path, "%s/%s", folder, name) >= 0) {
		free(folder);
		folder = path;
	}
	free(name);
	return folder;
}

static bool has_flag(const struct call *call, size_t n, const char *flag)
{
	return call->count > n &&
	       memmem(call->arguments[n].text, call->arguments[n].length, flag, strlen(flag));
}

static void fill(struct trace_step *step, const struct call *call)
{
	switch (step->call) {
	case TRACE_OPEN:
		step->path = path_of(call, 1, true);
		step->fd = (int)call->result;
		step->creates = has_flag(call, 2, "O_CREAT");
		step->truncates = has_flag(call, 2, "O_TRUNC");
		step->appends = has_flag(call, 2, "O_APPEND");
		break;
	case TRACE_WRITE:
	case TRACE_PWRITE:
		step->bytes = decode(call->arguments[1], '"', '"', NULL);
		step->length = (size_t)call->result;
		if (step->call == TRACE_PWRITE)
			step->offset = strtol(call->arguments[3].text, NULL, 10);
		break;
	case TRACE_TRUNCATE:
		step->offset = strtol(call->arguments[1].text, NULL, 10);
		break;
	case TRACE_RENAME:
		step->path = path_of(call, 1, true);
		step->to = path_of(call, 3, true);
		break;
	case TRACE_MKDIR:
	case TRACE_UNLINK:
		step->path = path_of(call, 1, true);
		break;
	case TRACE_SYNC:
	case TRACE_CLOSE:
	case TRACE_EXIT:
	case TRACE_OTHER:
		break;
	}
}

/* The calls as this C library makes them; another one's are understood or refused. */
static enum trace_call call_named(const char *name)
{
	static const struct {
		const char *name;
		enum trace_call call;
	} calls[] = {
		{"openat", TRACE_OPEN},      {"write", TRACE_WRITE},
		{"pwrite64", TRACE_PWRITE},  {"fsync", TRACE_SYNC},
		{"fdatasync", TRACE_SYNC},   {"ftruncate", TRACE_TRUNCATE},
		{"mkdirat", TRACE_MKDIR},    {"renameat", TRACE_RENAME},
		{"renameat2", TRACE_RENAME}, {"unlinkat", TRACE_UNLINK},
		{"close", TRACE_CLOSE},      {"exit_group", TRACE_EXIT},
	};

	for (size_t i = 0; i < COUNT(calls); i++)
		if (strcmp(name, calls[i].name) == 0)
			return calls[i].call;
	return TRACE_OTHER;
}

static bool add_step(struct trace *trace, const struct call *call)
{
	struct trace_step step = {
		.at = call->at,
		.pid = call->pid,
		.call = call_named(call->name),
		.fd = descriptor(call, 0),
	};

	if (call->result < 0)
		return true;
	struct trace_step *steps = realloc(trace->steps,
					   (trace->count + 1) * sizeof(*trace->steps));
	if (!steps)
		return false;
	trace->steps = steps;
	if (step.call == TRACE_OTHER) {
		/* open(PATH, …) and its like: only of interest where they could write. */
		step.path = path_of(call, 0, false);
		step.creates = has_flag(call, 1, "O_CREAT") || has_flag(call, 1, "O_WRONLY") ||
			       has_flag(call, 1, "O_RDWR") || strcmp(call->name, "open") != 0;
	} else {
		fill(&step, call);
	}
	steps[trace->count++] = step;
	return true;
}

bool trace_read(struct trace *trace, const char *log)
{
	FILE *file = fopen(log, "re");
	char *line = NULL;
	size_t size = 0;
	bool fine = file;

	while (fine && getline(&line, &size, file) >= 0) {
		struct call call;
		/* Signals, ends of processes, and the call that a signal ended. */
		if (strstr(line, " --- ") || strstr(line, " +++ ") || strstr(line, ") = ?"))
			continue;
		if (strstr(line, "unfinished ...") || strstr(line, " resumed>") ||
		    !parse_call(line, &call)) {
			fprintf(stderr, "strace said: %.200s\n", line);
			fine = false;
			break;
		}
		fine = add_step(trace, &call);
	}
	free(line);
	if (file)
		fclose(file);
	return fine;
}

void trace_release(struct trace *trace)
{
	for (size_t i = 0; i < trace->count; i++) {
		free(trace->steps[i].path);
		free(trace->steps[i].to);
		free(trace->steps[i].bytes);
	}
	free(trace->steps);
	*trace = (struct trace){0};
}
