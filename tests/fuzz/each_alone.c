/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In place of src/base/arena.c, for fuzz targets: each piece of memory is allocated by itself, so
 * that the sanitizer sees a step beyond it, and a use after a reset, which within a chunk it
 * cannot.
 */
#include "debrief/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena_chunk {
	struct arena_chunk *next;
	void *piece;
};

void arena_init(struct arena *arena, size_t max)
{
	*arena = (struct arena){.max = max};
}

void arena_release(struct arena *arena)
{
	while (arena->chunks) {
		struct arena_chunk *next = arena->chunks->next;

		free(arena->chunks->piece);
		free(arena->chunks);
		arena->chunks = next;
	}
	arena->used = 0;
}

void arena_reset(struct arena *arena)
{
	arena_release(arena);
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct arena_chunk *chunk;

	if (size > arena->max - arena->used)
		return NULL;
	chunk = malloc(sizeof(*chunk));
	if (!chunk)
		return NULL;
	*chunk = (struct arena_chunk){.next = arena->chunks, .piece = calloc(1, size ? size : 1)};
	if (!chunk->piece) {
		free(chunk);
		return NULL;
	}
	arena->chunks = chunk;
	arena->used += size;
	return chunk->piece;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	return size && count > SIZE_MAX / size ? NULL : arena_alloc(arena, count * size);
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = length == SIZE_MAX ? NULL : arena_alloc(arena, length + 1);

	if (copy && length)
		memcpy(copy, text, length);
	return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return arena_copy(arena, text, strlen(text));
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	char *text = NULL;
	char *copy = NULL;
	int length = vasprintf(&text, format, args);

	if (length >= 0) {
		copy = arena_copy(arena, text, (size_t)length);
		free(text);
	}
	return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	char *text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

/* Moved for every thing that is added, so that nobody keeps the old place. */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t size)
{
	void *larger = arena_array(arena, count + 1, size);

	if (larger && items && count)
		memcpy(larger, items, count * size);
	return larger;
}
