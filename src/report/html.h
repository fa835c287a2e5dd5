/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "debrief/document.h"

/*
 * Pieces of an HTML page that is well-formed XML too. A failure sticks to `out`.
 */

/* The one way for words into a page, in elements and in attributes: sanitised, then escaped.
 * `line_end` is what line ends become: " ", a new line, or HTML_BREAK. */
void html_text(struct buf *out, const char *text, const char *line_end);
#define HTML_BREAK "<br />\n"

/* The drawing of a timeline, and the table that tells the same; `number` tells those of a page
 * apart. */
void timeline_svg(const struct timeline *timeline, int number, struct buf *out);

/* Pictures of one page. */
struct pictures {
	int folder;  /* open, or -1 */
	size_t left; /* bytes that the page may still take in */
};

/* "data:image/png;base64,…" of the picture with this bare name. If the page cannot hold it, nothing
 * is added and what came instead is a whole sentence in *why, which calls the file `label`. */
bool picture_embed(struct pictures *pictures, const char *name, const char *label, struct buf *out,
		   struct buf *why);

#endif
