/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_ARENA_H
#define DEBRIEF_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "debrief/err.h"

/*
 * Memory that lives and dies together: one arena for a loaded document, one for a session, one
 * for a frame. Nothing is freed singly. Every arena has a maximum; beyond it, or when the
 * system has no more, functions return NULL.
 */

struct arena_chunk;

struct arena {
	struct arena_chunk *chunks; /* newest first */
	size_t used;                /* bytes handed out */
	size_t max;                 /* bytes that may be handed out */
};

void arena_init(struct arena *arena, size_t max);
/* Frees everything; the arena can be used again. */
void arena_release(struct arena *arena);
/* Forgets everything but keeps one chunk: for what is refilled every frame or every record. */
void arena_reset(struct arena *arena);

/* Zeroed memory, aligned for any type; NULL when there is none. */
void *arena_alloc(struct arena *arena, size_t size);
/* Zeroed memory for `count` things of `size` bytes; NULL also when the product overflows. */
void *arena_array(struct arena *arena, size_t count, size_t size);
char *arena_copy(struct arena *arena, const char *text, size_t length); /* adds the final NUL */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_printf(struct arena *arena, const char *format, ...) ERR_FORMAT(2, 3);
char *arena_vprintf(struct arena *arena, const char *format, va_list args) ERR_FORMAT(2, 0);

/*
 * Growing arrays of things of `size` bytes in an arena: returns `items` with room for one more
 * than `count`, moved when needed (the old place is left in the arena), or NULL. Capacity
 * is the smallest power of two, from 8 on, that holds `count`; so no field keeps it.
 */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t size);

#endif
