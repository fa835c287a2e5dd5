/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Not by stdio, which would go on reading after a signal. */
#include "ui/pipe_line.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "ui/signals.h"

static bool read_more(struct buf *input, const sigset_t *wait_mask)
{
	struct pollfd waiting = {.fd = STDIN_FILENO, .events = POLLIN};
	char bytes[4096];
	ssize_t length;

	while (ppoll(&waiting, 1, NULL, wait_mask) < 0) {
		if (signals_ending())
			return false;
		if (signals_suspend())
			signals_stop_here();
	}
	length = read(STDIN_FILENO, bytes, sizeof(bytes));
	if (length > 0)
		buf_add(input, bytes, (size_t)length);
	return length > 0 && !input->failed;
}

bool pipe_line(struct buf *input, struct buf *line, const sigset_t *wait_mask)
{
	const char *end = NULL;
	size_t length;

	while (!(end = memchr(buf_text(input), '\n', input->length)) && read_more(input, wait_mask))
		;
	length = end ? (size_t)(end - input->data) : input->length;
	buf_add(line, buf_text(input), length);
	length += end != NULL;
	if (input->length > length)
		memmove(input->data, input->data + length, input->length - length);
	buf_truncate(input, input->length - length);
	return end != NULL;
}
