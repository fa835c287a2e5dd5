/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Chunks double in size, so that a document needs a dozen at most, and an arena that is refilled
 * every frame has after a few frames one chunk that holds all of a frame. Memory is zeroed
 * when a chunk is made or reused, never when it is handed out.
 */

#define CHUNK_FIRST ((size_t)4 << 10)
#define CHUNK_LAST  ((size_t)1 << 20)
#define ARRAY_FIRST 8
#define ALIGNMENT   _Alignof(max_align_t)

struct arena_chunk {
	struct arena_chunk *next;
	size_t size; /* of bytes[] */
	size_t used;
	_Alignas(max_align_t) unsigned char bytes[];
};

void arena_init(struct arena *arena, size_t max)
{
	*arena = (struct arena){.max = max};
}

static void free_chunks(struct arena_chunk *chunk)
{
	while (chunk) {
		struct arena_chunk *next = chunk->next;
		free(chunk);
		chunk = next;
	}
}

void arena_release(struct arena *arena)
{
	free_chunks(arena->chunks);
	arena->chunks = NULL;
	arena->used = 0;
}

void arena_reset(struct arena *arena)
{
	struct arena_chunk *kept = arena->chunks;

	if (kept) {
		free_chunks(kept->next);
		kept->next = NULL;
		memset(kept->bytes, 0, kept->used);
		kept->used = 0;
	}
	arena->used = 0;
}

static struct arena_chunk *add_chunk(struct arena *arena, size_t least)
{
	size_t size = arena->chunks ? arena->chunks->size * 2 : CHUNK_FIRST;

	if (size > CHUNK_LAST)
		size = CHUNK_LAST;
	if (size < least)
		size = least;
	if (size > SIZE_MAX - sizeof(struct arena_chunk))
		return NULL;
	struct arena_chunk *chunk = calloc(1, sizeof(*chunk) + size);
	if (!chunk)
		return NULL;
	chunk->size = size;
	chunk->next = arena->chunks;
	arena->chunks = chunk;
	return chunk;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	if (size > SIZE_MAX - ALIGNMENT)
		return NULL;
	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (size == 0)
		size = ALIGNMENT;
	if (size > arena->max - arena->used)
		return NULL;

	struct arena_chunk *chunk = arena->chunks;
	if (!chunk || size > chunk->size - chunk->used)
		chunk = add_chunk(arena, size);
	if (!chunk)
		return NULL;
	void *memory = chunk->bytes + chunk->used;
	chunk->used += size;
	arena->used += size;
	return memory;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		return NULL;
	return arena_alloc(arena, count * size);
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	if (length == SIZE_MAX)
		return NULL;
	char *copy = arena_alloc(arena, length + 1);
	if (copy && length > 0)
		memcpy(copy, text, length);
	return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return arena_copy(arena, text, strlen(text));
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	va_list again;
	char *text = NULL;

	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	if (length >= 0)
		text = arena_alloc(arena, (size_t)length + 1);
	if (text)
		vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	char *text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t size)
{
	size_t capacity = items ? ARRAY_FIRST : 0;

	while (capacity != 0 && capacity < count) {
		if (capacity > SIZE_MAX / 2)
			return NULL;
		capacity *= 2;
	}
	if (count < capacity)
		return items;
	if (capacity > SIZE_MAX / 2)
		return NULL;
	void *larger = arena_array(arena, capacity ? capacity * 2 : ARRAY_FIRST, size);
	if (larger && items)
		memcpy(larger, items, count * size);
	return larger;
}
