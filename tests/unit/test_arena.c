/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "debrief/arena.h"

static void memory_is_zeroed_and_aligned(void **unused)
{
	static const unsigned char zeros[300];
	struct arena arena;
	(void)unused;

	arena_init(&arena, 1 << 20);
	for (size_t size = 0; size < 300; size++) {
		unsigned char *memory = arena_alloc(&arena, size);
		assert_non_null(memory);
		assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
		assert_memory_equal(memory, zeros, size);
		memset(memory, 0xAA, size);
	}
	arena_release(&arena);
}

static void pieces_do_not_overlap(void **unused)
{
	struct arena arena;
	unsigned char *pieces[200];
	(void)unused;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < 200; i++) {
		pieces[i] = arena_alloc(&arena, i + 1);
		assert_non_null(pieces[i]);
		memset(pieces[i], (int)i, i + 1);
	}
	for (size_t i = 0; i < 200; i++)
		for (size_t j = 0; j <= i; j++)
			assert_int_equal(pieces[i][j], i);
	arena_release(&arena);
}

static void nothing_is_handed_out_beyond_the_maximum(void **unused)
{
	struct arena arena;
	(void)unused;

	arena_init(&arena, 1000);
	assert_null(arena_alloc(&arena, 1001));
	assert_non_null(arena_alloc(&arena, 500));
	assert_null(arena_alloc(&arena, 500));
	assert_non_null(arena_alloc(&arena, 400));
	assert_true(arena.used <= 1000);
	arena_release(&arena);
	assert_non_null(arena_alloc(&arena, 500));
	arena_release(&arena);
}

static void impossible_sizes_are_refused(void **unused)
{
	struct arena arena;
	(void)unused;

	arena_init(&arena, SIZE_MAX);
	assert_null(arena_alloc(&arena, SIZE_MAX));
	assert_null(arena_alloc(&arena, SIZE_MAX - 8));
	assert_null(arena_alloc(&arena, SIZE_MAX - 20));
	assert_null(arena_array(&arena, SIZE_MAX / 8 + 2, 8));
	assert_null(arena_copy(&arena, "x", SIZE_MAX));
	arena_release(&arena);
}

static void a_reset_arena_gives_zeroed_memory_from_the_kept_chunk(void **unused)
{
	struct arena arena;
	(void)unused;

	arena_init(&arena, 1 << 20);
	for (int round = 0; round < 5; round++) {
		for (int i = 0; i < 100; i++) {
			unsigned char *memory = arena_alloc(&arena, 100);
			assert_non_null(memory);
			for (int j = 0; j < 100; j++)
				assert_int_equal(memory[j], 0);
			memset(memory, 0xAA, 100);
		}
		arena_reset(&arena);
		assert_int_equal(arena.used, 0);
		assert_non_null(arena.chunks);
	}
	struct arena_chunk *kept = arena.chunks;
	assert_non_null(arena_alloc(&arena, 10000));
	assert_ptr_equal(arena.chunks, kept);
	arena_release(&arena);
}

static void texts_are_copied_with_their_end(void **unused)
{
	struct arena arena;
	(void)unused;

	arena_init(&arena, 1 << 20);
	assert_string_equal(arena_copy(&arena, "abcdef", 3), "abc");
	assert_string_equal(arena_copy(&arena, NULL, 0), "");
	assert_string_equal(arena_strdup(&arena, "half"), "half");
	assert_string_equal(arena_printf(&arena, "%s/%d", "step", 7), "step/7");
	arena_release(&arena);
	arena_init(&arena, 16);
	assert_null(arena_printf(&arena, "%s", "longer than sixteen bytes"));
	arena_release(&arena);
}

static void growing_keeps_what_was_there(void **unused)
{
	struct arena arena;
	size_t *items = NULL;
	size_t moves = 0;
	(void)unused;

	arena_init(&arena, 1 << 20);
	for (size_t count = 0; count < 1000; count++) {
		size_t *grown = arena_grow(&arena, items, count, sizeof(*items));
		assert_non_null(grown);
		moves += grown != items;
		items = grown;
		items[count] = count;
	}
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(items[i], i);
	assert_int_equal(moves, 8); /* 8, 16, … 1024 */
	arena_release(&arena);
}

static void growing_an_emptied_array_uses_its_place(void **unused)
{
	struct arena arena;
	(void)unused;

	arena_init(&arena, 1 << 10);
	int *items = arena_grow(&arena, NULL, 0, sizeof(*items));
	assert_ptr_equal(arena_grow(&arena, items, 0, sizeof(*items)), items);
	assert_ptr_equal(arena_grow(&arena, items, 7, sizeof(*items)), items);
	assert_null(arena_grow(&arena, items, 8, 1000));
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed_and_aligned),
		cmocka_unit_test(pieces_do_not_overlap),
		cmocka_unit_test(nothing_is_handed_out_beyond_the_maximum),
		cmocka_unit_test(impossible_sizes_are_refused),
		cmocka_unit_test(a_reset_arena_gives_zeroed_memory_from_the_kept_chunk),
		cmocka_unit_test(texts_are_copied_with_their_end),
		cmocka_unit_test(growing_keeps_what_was_there),
		cmocka_unit_test(growing_an_emptied_array_uses_its_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
