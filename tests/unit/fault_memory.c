/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault_memory.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "debrief/arena.h"

/* An arena asks the system rarely, so its own functions stand for a request each; otherwise most
 * of the places that must do without memory would never be reached. */

static struct {
	unsigned int at;
	unsigned int requests;
	bool sticky;
	bool refused;
} state;

void memory_refuse(unsigned int n, bool sticky)
{
	state.at = n;
	state.sticky = sticky;
	state.requests = 0;
	state.refused = false;
}

bool memory_was_refused(void)
{
	return state.refused;
}

unsigned int memory_requests(void)
{
	return state.requests;
}

static bool is_refused(void)
{
	state.requests++;
	if (state.at == 0 || state.requests < state.at ||
	    (state.requests > state.at && !state.sticky))
		return false;
	state.refused = true;
	return true;
}

/* clang-format off */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
char *__real_strdup(const char *text);
void *__real_arena_alloc(struct arena *arena, size_t size);
void *__real_arena_array(struct arena *arena, size_t count, size_t size);
char *__real_arena_copy(struct arena *arena, const char *text, size_t length);
char *__real_arena_strdup(struct arena *arena, const char *text);
char *__real_arena_vprintf(struct arena *arena, const char *format, va_list args) ERR_FORMAT(2, 0);
void *__real_arena_grow(struct arena *arena, void *items, size_t count, size_t size);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
char *__wrap_strdup(const char *text);
void *__wrap_arena_alloc(struct arena *arena, size_t size);
void *__wrap_arena_array(struct arena *arena, size_t count, size_t size);
char *__wrap_arena_copy(struct arena *arena, const char *text, size_t length);
char *__wrap_arena_strdup(struct arena *arena, const char *text);
char *__wrap_arena_vprintf(struct arena *arena, const char *format, va_list args) ERR_FORMAT(2, 0);
char *__wrap_arena_printf(struct arena *arena, const char *format, ...) ERR_FORMAT(2, 3);
void *__wrap_arena_grow(struct arena *arena, void *items, size_t count, size_t size);

/* libyaml's own, found before those in the library. */
void *yaml_malloc(size_t size);
void *yaml_realloc(void *memory, size_t size);
char *yaml_strdup(const char *text);
/* clang-format on */

void *__wrap_malloc(size_t size)
{
	return is_refused() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return is_refused() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
	return is_refused() ? NULL : __real_realloc(memory, size);
}

char *__wrap_strdup(const char *text)
{
	return is_refused() ? NULL : __real_strdup(text);
}

void *__wrap_arena_alloc(struct arena *arena, size_t size)
{
	return is_refused() ? NULL : __real_arena_alloc(arena, size);
}

void *__wrap_arena_array(struct arena *arena, size_t count, size_t size)
{
	return is_refused() ? NULL : __real_arena_array(arena, count, size);
}

char *__wrap_arena_copy(struct arena *arena, const char *text, size_t length)
{
	return is_refused() ? NULL : __real_arena_copy(arena, text, length);
}

char *__wrap_arena_strdup(struct arena *arena, const char *text)
{
	return is_refused() ? NULL : __real_arena_strdup(arena, text);
}

char *__wrap_arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	return is_refused() ? NULL : __real_arena_vprintf(arena, format, args);
}

char *__wrap_arena_printf(struct arena *arena, const char *format, ...)
{
	char *text = NULL;
	va_list args;

	va_start(args, format);
	if (!is_refused())
		text = __real_arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

void *__wrap_arena_grow(struct arena *arena, void *items, size_t count, size_t size)
{
	return is_refused() ? NULL : __real_arena_grow(arena, items, count, size);
}

void *yaml_malloc(size_t size)
{
	return malloc(size ? size : 1);
}

void *yaml_realloc(void *memory, size_t size)
{
	return realloc(memory, size ? size : 1);
}

char *yaml_strdup(const char *text)
{
	return text ? strdup(text) : NULL;
}
