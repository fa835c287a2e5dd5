/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DOCUMENT_FIXTURE_H
#define DOCUMENT_FIXTURE_H

#include "debrief/document.h"
#include "property.h"

/*
 * Documents to try a renderer on, and the one property that they all share: what stands in a
 * block stands in the page, in order.
 */

/* Every kind of block, with hostile texts made by chance; texts live in the arena. */
void document_by_chance(struct document *document, struct arena *arena, struct property *property);

/* Fails the test unless every text of every block is in what is read on the page, in the order of
 * the blocks; blanks do not count. */
void assert_reads(const struct document *document, const char *page);

#endif
