/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a terminal sends, as keys: however the bytes are cut, the keys are the same; they take the
 * bytes in order, a paste holds nothing but text, and after the wait nothing is stuck.
 */
#include "ui/input.h"

#include <string.h>

#include "debrief/utf8.h"
#include "fuzz.h"

#define FEED_MAX 100 /* bytes at once, from the first byte */

/* All that came out: "KEY row column length bytes". */
struct seen {
	struct buf keys;
	const char *input; /* the bytes that keys are taken from, in order */
	size_t length, at;
};

static void look_at_paste(const struct token *token)
{
	const char *text = token->bytes;

	HOLDS(utf8_is_valid(text, token->length) && token->length <= INPUT_PASTE_MAX);
	for (const char *end = text + token->length; text < end;) {
		int32_t c = utf8_decode(&text, end);

		HOLDS(c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7F) || c >= 0xA0);
	}
}

/* Its bytes come in the input behind those of the key before; what lies between was dropped. */
static void find_bytes(struct seen *seen, const struct token *token)
{
	const char *found = memmem(seen->input + seen->at, seen->length - seen->at, token->bytes,
				   token->length);

	HOLDS(token->length > 0 && found);
	seen->at = (size_t)(found - seen->input) + token->length;
}

static void look_at_key(struct seen *seen, const struct token *token)
{
	struct key_name name = key_name(token->key, false);

	HOLDS(token->key >= K_NONE && token->key <= K_UNKNOWN);
	if (token->key < 0x80 || token->key >= K_UP) /* as those of commands are */
		HOLDS(fuzz_can_show(name.text, strlen(name.text), false));
	if (token->key == K_PASTE)
		look_at_paste(token);
	else
		find_bytes(seen, token);
	if (key_is_character(token->key)) {
		const char *at = token->bytes;

		HOLDS(utf8_decode(&at, at + token->length) == token->key);
		HOLDS(at == token->bytes + token->length);
	}
	if (token->key == K_CLICK)
		HOLDS(token->row >= 0 && token->column >= 0);
	buf_printf(&seen->keys, "%x %d %d %zu ", (unsigned int)token->key, token->row,
		   token->column, token->length);
	buf_add(&seen->keys, token->bytes, token->length);
	buf_putc(&seen->keys, '\n');
}

static void drain(struct input *input, struct seen *seen)
{
	struct token token;

	while (input_next(input, &token))
		look_at_key(seen, &token);
}

/* Fed `step` bytes at a time; then the rest does not come. */
static void read_keys(struct seen *seen, const char *bytes, size_t length, size_t step)
{
	struct input input;
	struct buf pasted;

	*seen = (struct seen){.input = bytes, .length = length};
	buf_init(&seen->keys, BUF_MAX_DEFAULT);
	input_init(&input);
	for (size_t at = 0; at < length; at += step) {
		input_feed(&input, bytes + at, step < length - at ? step : length - at);
		drain(&input, seen);
		HOLDS(input_is_pending(&input) == (input_timeout(&input, 25) > 0));
	}
	input_pasted(&input, &pasted);
	look_at_paste(&(struct token){.bytes = buf_text(&pasted), .length = pasted.length});
	buf_release(&pasted);
	input_expire(&input);
	drain(&input, seen);
	if (input.stalled) { /* a paste has no end: Ctrl-C is one */
		HOLDS(input_timeout(&input, 25) == -1);
		input_feed(&input, "\003", 1);
		drain(&input, seen);
	}
	HOLDS(!input_is_pending(&input));
	input_release(&input);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct seen whole, parts;
	const char *bytes = (const char *)data + 1;

	if (size == 0)
		return 0;
	read_keys(&whole, bytes, size - 1, size);
	for (size_t step = 1; step <= 2; step++) {
		read_keys(&parts, bytes, size - 1, step == 1 ? 1 : 2 + data[0] % FEED_MAX);
		HOLDS(parts.keys.length == whole.keys.length);
		HOLDS(!memcmp(buf_text(&parts.keys), buf_text(&whole.keys), whole.keys.length));
		buf_release(&parts.keys);
	}
	buf_release(&whole.keys);
	return 0;
}
