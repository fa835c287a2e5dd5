/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "html.h"

#include <stdio.h>
#include <string.h>

#include "debrief/i18n.h"
#include "timeline_key.h"

/*
 * Lanes lie below one another, each with its title above it, so that the whole width is time.
 * Numbers and letters, not colours, tell spans apart: it reads the same on paper in black and
 * white. All that is drawn is in the table below it too.
 */

#define WIDTH       720 /* in the drawing's own units; a unit is about a pixel */
#define EDGE        10
#define LANE_HEIGHT 47
#define TITLE_BASE  13 /* of the lane's title, from the top of the lane */
#define BAR_TOP     19
#define BAR_HEIGHT  22
#define BAR_LEAST   1.5
#define AXIS_HEIGHT 26
#define MARK_WIDTH  9 /* of one character */
#define MARK_GAP    3 /* before it */
#define TICKS_MAX   12
#define KEY_MAX     ((size_t)4 << 20)

/* Two digits behind the point, which is one in every locale. */
static void add_number(struct buf *out, const char *name, double value)
{
	long hundredths = (long)(value * 100 + 0.5);

	buf_printf(out, " %s=\"%ld.%02ld\"", name, hundredths / 100, hundredths % 100);
}

static double x_of(const struct timeline *timeline, double seconds)
{
	return EDGE + timeline_share(timeline, seconds) * (WIDTH - 2 * EDGE);
}

static void add_ticks(const struct timeline *timeline, struct buf *out)
{
	int tick = timeline_tick(timeline, TICKS_MAX);
	int bottom = (int)timeline->n_lanes * LANE_HEIGHT;

	for (int minute = 0; minute <= timeline_last_minute(timeline); minute += tick) {
		double x = x_of(timeline, minute * 60.0);

		buf_puts(out, "<line class=\"tick\"");
		add_number(out, "x1", x);
		add_number(out, "x2", x);
		buf_printf(out, " y1=\"%d\" y2=\"%d\" /><text class=\"%s\"", BAR_TOP, bottom + 4,
			   minute == 0 ? "minute first" : "minute");
		add_number(out, "x", x);
		buf_printf(out, " y=\"%d\">%d", bottom + 18, minute);
		if (minute == 0)
			html_text(out, _(" min"), " ");
		buf_puts(out, "</text>\n");
	}
}

static void add_mark(const struct timeline_meaning *meaning, double x, int y, struct buf *out)
{
	buf_puts(out, "<text class=\"mark\"");
	add_number(out, "x", x);
	buf_printf(out, " y=\"%d\">%s</text>", y + 16, meaning->mark);
}

/* A span as a box with its mark, if there is room for it; a moment as a line, its mark beside,
 * moved a little behind that of another. `taken` is where the last mark ends; returns the new end.
 */
static double add_span(const struct timeline *timeline, const struct timeline_span *span,
		       const struct timeline_meaning *meaning, int y, double taken, struct buf *out)
{
	double from = x_of(timeline, span->from);
	double width = x_of(timeline, span->to) - from;
	double mark = MARK_WIDTH * (double)strlen(meaning->mark);
	bool is_moment = !(span->to > span->from);

	if (width < BAR_LEAST)
		width = BAR_LEAST;
	buf_printf(out, "<rect class=\"%s\"", *meaning->mark && !is_moment ? "span" : "bar");
	add_number(out, "x", from);
	add_number(out, "width", width);
	buf_printf(out, " y=\"%d\" height=\"%d\" />", y, BAR_HEIGHT);
	from += MARK_GAP;
	if (!*meaning->mark || (!is_moment && MARK_GAP + mark > width) || taken - from > 2 * mark) {
		buf_putc(out, '\n');
		return taken;
	}
	if (from < taken)
		from = taken;
	add_mark(meaning, from + mark / 2, y, out);
	buf_putc(out, '\n');
	return from + mark;
}

static void add_lane(const struct timeline *timeline, const struct timeline_key *key, size_t lane,
		     struct buf *out)
{
	const struct timeline_lane *it = &timeline->lanes[lane];
	int top = (int)lane * LANE_HEIGHT;
	double taken = 0;

	buf_printf(out, "<text class=\"lane\" x=\"%d\" y=\"%d\">", EDGE, top + TITLE_BASE);
	html_text(out, it->title, " ");
	buf_puts(out, "</text>\n");
	for (size_t i = 0; i < it->n_spans; i++)
		taken = add_span(timeline, &it->spans[i], timeline_key_find(key, it, &it->spans[i]),
				 top + BAR_TOP, taken, out);
}

static void add_drawing(const struct timeline *timeline, const struct timeline_key *key, int number,
			struct buf *out)
{
	buf_printf(out,
		   "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
		   "aria-labelledby=\"timeline-%d\" aria-describedby=\"timeline-%d-words\">\n"
		   "<title id=\"timeline-%d\">",
		   WIDTH, (int)timeline->n_lanes * LANE_HEIGHT + AXIS_HEIGHT, number, number,
		   number);
	html_text(out, _("A drawing of how the talk ran"), " ");
	buf_printf(out, "</title>\n<desc id=\"timeline-%d-words\">", number);
	html_text(out,
		  _("The lanes lie below one another over the same minutes. The table below "
		    "tells the same in words."),
		  " ");
	buf_puts(out, "</desc>\n");
	add_ticks(timeline, out);
	for (size_t i = 0; i < timeline->n_lanes; i++)
		add_lane(timeline, key, i, out);
	buf_puts(out, "</svg>\n");
}

static void add_header(const char *const titles[3], struct buf *out)
{
	buf_puts(out, "<table class=\"key\">\n<thead>\n<tr>");
	for (int i = 0; i < 3; i++) {
		buf_puts(out, "<th scope=\"col\">");
		html_text(out, titles[i], " ");
		buf_puts(out, "</th>");
	}
	buf_puts(out, "</tr>\n</thead>\n");
}

static void add_meaning(const struct timeline_meaning *meaning, struct buf *out)
{
	if (*meaning->mark)
		buf_printf(out, "<tr><td class=\"mark\">%s</td><th scope=\"row\">", meaning->mark);
	else
		buf_puts(out, "<tr><th class=\"lane\" colspan=\"2\" scope=\"row\">");
	html_text(out, *meaning->mark ? meaning->text : meaning->lane->title, " ");
	buf_puts(out, "</th><td class=\"when\">");
	timeline_when(out, meaning);
	buf_puts(out, "</td></tr>\n");
}

/* A group of rows for each lane; one that is a single row needs no title of its own. */
static void add_words(const struct timeline_key *key, struct buf *out)
{
	const char *const titles[] = {_("Mark"), _("What"), _("When")};
	if (key->n_meanings == 0)
		return;
	add_header(titles, out);
	for (size_t i = 0; i < key->n_meanings; i++) {
		const struct timeline_meaning *meaning = &key->meanings[i];

		if (timeline_key_begins(key, i)) {
			buf_puts(out, i > 0 ? "</tbody>\n<tbody>\n" : "<tbody>\n");
			if (*meaning->mark) {
				buf_puts(out, "<tr><th colspan=\"3\" scope=\"rowgroup\">");
				html_text(out, meaning->lane->title, " ");
				buf_puts(out, "</th></tr>\n");
			}
		}
		add_meaning(meaning, out);
	}
	buf_puts(out, "</tbody>\n</table>\n");
}

void timeline_svg(const struct timeline *timeline, int number, struct buf *out)
{
	struct timeline_key key;
	struct arena arena;

	arena_init(&arena, KEY_MAX);
	if (timeline_key_make(&key, timeline, &arena)) {
		buf_puts(out, "<figure class=\"timeline\">\n<div class=\"drawing\">\n");
		add_drawing(timeline, &key, number, out);
		buf_puts(out, "</div>\n");
		add_words(&key, out);
		buf_puts(out, "</figure>\n");
	} else {
		out->failed = true;
	}
	arena_release(&arena);
}
