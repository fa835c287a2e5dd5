/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "debrief/buf.h"
#include "debrief/err.h"

/* A page of plain text: headings, wrapped paragraphs, lines kept as they are. Everything is
 * sanitised here, so that no renderer can forget it. A failure sticks to `out`. */

#define PAGE_COLUMNS 76 /* so it also fits a frame on a screen of 80 */

/* Wrapped; one blank line before it, unless it is the first of the page; underlined with `rule`. */
void page_heading(struct buf *out, char rule, const char *text);
void page_blank(struct buf *out);
/* Wrapped, every line indented. Line ends inside the text are kept; of an empty text nothing is. */
void page_text(struct buf *out, int indent, const char *format, ...) ERR_FORMAT(3, 4);
/* The lines after the first are indented by `hang` more. */
void page_hanging(struct buf *out, int indent, int hang, const char *format, ...) ERR_FORMAT(4, 5);
/* `label` stands before the first line; the others are indented to where its text began. */
void page_item(struct buf *out, int indent, const char *label, const char *format, ...)
	ERR_FORMAT(4, 5);
/* Never wrapped: drawings, student work. */
void page_verbatim(struct buf *out, int indent, const char *text);

#endif
