/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "debrief/arena.h"
#include "debrief/buf.h"
#include "debrief/diag.h"
#include "debrief/event.h"

/*
 * A fuzz target gives any bytes to one part of the product, as that would get them from a file or
 * a terminal, and says what must hold of what comes out. With `--enable-fuzzing` libFuzzer finds
 * the bytes; in every other build the same program reads the target's corpus again (replay.c).
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* In every build, also without assert. */
#define HOLDS(condition) ((condition) ? (void)0 : fuzz_failed(__FILE__, __LINE__, #condition))
void fuzz_failed(const char *file, int line, const char *condition) __attribute__((noreturn));

/* A text that may reach a terminal: UTF-8, and nothing in it that a terminal would obey or not
 * show; with `lines` newlines and tabs are fine. Looked at without the sanitiser's own table. */
bool fuzz_can_show(const char *text, size_t length, bool lines);
/* The same of everything that is said about a file, and of a message. */
void fuzz_look_at_diags(struct diags *diags);
void fuzz_look_at_err(enum status status, const struct err *err);

/* True if they say the same: kind, ids, times, values; not how they were stored. */
bool fuzz_same_event(const struct event *a, const struct event *b);
/* What an event says can be written, and read again as the same. One that is too long for a record
 * is not. */
void fuzz_write_and_read(const struct event *event);

/* Reads a rubric of the source tree once; it stays. */
const char *fuzz_source_rubric(const char *name, size_t *length);

#endif
