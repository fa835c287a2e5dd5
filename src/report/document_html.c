/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/document.h"

#include <fcntl.h>

#include "debrief/file.h"
#include "debrief/i18n.h"
#include "html.h"

/*
 * One page that needs nothing but itself: it can be mailed, printed, and opened in twenty years.
 * No script, nothing from the network; a policy in its head says so to the browser, should a
 * text ever get through as markup. It is well-formed XML, so that a strict parser can check it.
 *
 * Looks are in the style sheet alone: without it the page still reads from top to bottom.
 */

#define PICTURES_MAX ((size_t)16 << 20) /* of a page; as base64 that still goes into a mail */

#define POLICY                                                           \
	"default-src 'none'; img-src data:; style-src 'unsafe-inline'; " \
	"base-uri 'none'; form-action 'none'"

static const char style[] =
	/* Colours: every text has a contrast of 7:1 or more with what it stands on. */
	":root{color-scheme:light dark;--paper:#fffefb;--ink:#20211f;--quiet:#4b4d49;"
	"--accent:#174f63;--line:#cbc8bd;--tint:#f4f2ea;--span:#dce8ec}\n"
	"@media (prefers-color-scheme:dark){:root{--paper:#191b1c;--ink:#ecebe6;--quiet:#c6c6bf;"
	"--accent:#a5d3e3;--line:#4d5152;--tint:#232627;--span:#24414b}}\n"
	/* The page: a calm measure, size and rhythm from one unit. */
	"*{box-sizing:border-box}\n"
	"html{font:112.5%/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',"
	"'Liberation Sans',Arial,sans-serif;background:var(--paper);color:var(--ink);"
	"-webkit-text-size-adjust:100%}\n"
	"body{margin:0}\n"
	"main{max-width:36rem;margin:0 auto;padding:3rem 1.25rem 5rem;overflow-wrap:anywhere}\n"
	"h1,h2,h3{line-height:1.25;margin:0;text-wrap:balance}\n"
	"h1{font-size:1.8rem;letter-spacing:-.01em;padding-bottom:.9rem;"
	"border-bottom:3px solid var(--accent)}\n"
	"h2{font-size:1.25rem;color:var(--accent);margin-top:2.8rem}\n"
	"h3{font-size:1rem;margin-top:1.8rem}\n"
	"p,dl,ul,figure,pre,table{margin:.9rem 0 0}\n"
	/* Facts. */
	"dl{display:grid;grid-template-columns:minmax(6rem,32%) 1fr;gap:.3rem 1.25rem}\n"
	"dl>div{display:contents}\n"
	"dt{color:var(--quiet)}\n"
	"dd{margin:0}\n"
	/* Lists. */
	"ul{padding-left:1.2rem}\n"
	"li{margin-top:.4rem}\n"
	"li::marker{color:var(--quiet)}\n"
	/* One that only names the work below it. */
	"ul:has(+pre),ul:has(+.picture){list-style:none;padding:0;margin-top:1.5rem}\n"
	"ul+pre,ul+.picture{margin-top:.4rem}\n"
	".label{font-weight:600}\n"
	".aside,figcaption,.note{color:var(--quiet);font-size:.875rem}\n"
	/* What somebody said: the words are what counts. */
	".quote{border-left:3px solid var(--accent);padding:.1rem 0 .1rem 1.1rem}\n"
	".quote blockquote{margin:0;font-size:1.06rem}\n"
	".quote p{margin:0}\n"
	".quote .label{color:var(--ink)}\n"
	/* Student work. */
	"pre{font:.875rem/1.5 ui-monospace,'Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono',"
	"'Liberation Mono',monospace;background:var(--tint);border:1px solid var(--line);"
	"border-radius:.3rem;padding:.8rem 1rem;white-space:pre-wrap;tab-size:8}\n"
	".picture img{display:block;max-width:100%;max-height:80vh;height:auto;background:#fff;"
	"border:1px solid var(--line);border-radius:.3rem}\n"
	".picture figcaption{margin-top:.4rem}\n"
	".note{display:block;background:var(--tint);border:1px solid var(--line);"
	"border-radius:.3rem;padding:.6rem 1rem}\n"
	/* Tables. */
	"table{width:100%;border-collapse:collapse;font-size:.9rem;line-height:1.4}\n"
	"th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;"
	"border-bottom:1px solid var(--line);font-weight:400;overflow-wrap:break-word}\n"
	"th:last-child,td:last-child{padding-right:0}\n"
	"thead th{font-size:.8rem;color:var(--quiet);border-bottom:2px solid var(--line)}\n"
	"th[scope=rowgroup],th.lane{font-weight:600;padding-top:.9rem}\n"
	"th.lane+td{padding-top:.9rem}\n"
	".when,.mark{font-variant-numeric:tabular-nums}\n"
	"td.mark{font-weight:600;width:3rem}\n"
	/* The drawing. Its text keeps its size: a narrow window scrolls it. */
	".drawing{overflow-x:auto}\n"
	"svg{display:block;width:100%;min-width:34rem;height:auto;"
	"font-family:inherit;fill:var(--ink)}\n"
	"svg .lane{font-size:13px;font-weight:600;paint-order:stroke;stroke:var(--paper);"
	"stroke-width:4px}\n"
	"svg .minute{font-size:13px;text-anchor:middle;fill:var(--quiet)}\n"
	"svg .first{text-anchor:start}\n"
	"svg .mark{font-size:14px;font-weight:600;text-anchor:middle}\n"
	"svg .tick{stroke:var(--line);stroke-width:1}\n"
	"svg .span{fill:var(--span);stroke:var(--accent);stroke-width:1}\n"
	"svg .bar{fill:var(--accent)}\n"
	/* Paper: A4 and Letter alike, black on white, nothing torn apart that belongs together. */
	"@page{margin:20mm 20mm 22mm;@bottom-right{content:counter(page) ' / ' counter(pages);"
	"font:9pt sans-serif;color:#000}}\n"
	"@media print{\n"
	":root{color-scheme:light;--paper:#fff;--ink:#000;--quiet:#000;--accent:#000;--line:#aaa;"
	"--tint:#fff;--span:#fff}\n"
	"html{font-size:10.5pt;line-height:1.45}\n"
	"main{max-width:none;padding:0}\n"
	"p,li,dl{max-width:40rem;orphans:3;widows:3}\n"
	"h1,h2,h3,p:has(+h3),p:has(+ul),p:has(+dl),p:has(+.quote),p:has(+.timeline){break-after:"
	"avoid}\n"
	"h2{margin-top:1.8rem}\n"
	".quote,.picture,.timeline,.drawing,pre,li,dl,tr,.key tbody{break-inside:avoid}\n"
	"ul:has(+pre)>li:last-child,ul:has(+.picture)>li:last-child{break-after:avoid}\n"
	"thead{display:table-header-group}\n"
	".picture img{max-height:12cm}\n"
	".drawing{overflow:visible}\n"
	"svg{min-width:0}\n"
	"svg .bar{fill:#555}\n"
	"}\n";

struct page {
	const struct document *document;
	struct pictures pictures;
	int heading;   /* the level of the last one */
	int timelines; /* so far */
	struct buf *out;
};

/* `name` is a class that the style sheet knows; of an empty text nothing is written. */
static void add_element(struct buf *out, const char *element, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	buf_printf(out, name ? "<%s class=\"%s\">" : "<%s>", element, name);
	html_text(out, text, HTML_BREAK);
	buf_printf(out, "</%s>", element);
}

/* In brackets, as in every other format. */
static void add_aside(struct buf *out, const char *space, const char *aside)
{
	if (!aside || !*aside)
		return;
	buf_printf(out, "%s<span class=\"aside\">(", space);
	html_text(out, aside, " ");
	buf_puts(out, ")</span>");
}

/* ---- blocks ---- */

/* No level is left out, whatever the document says: readers jump from heading to heading. */
static void add_heading(struct page *page, const struct block *block)
{
	const char names[][3] = {"h1", "h2", "h3"};
	int level = block->level <= page->heading ? block->level : page->heading + 1;

	page->heading = level;
	add_element(page->out, names[level < 1 ? 0 : level > 3 ? 2 : level - 1], NULL, block->text);
	buf_putc(page->out, '\n');
}

static void add_text(struct page *page, const struct block *block)
{
	add_element(page->out, "p", NULL, block->text);
	buf_putc(page->out, '\n');
}

static void add_quote(struct page *page, const struct block *block)
{
	struct buf *out = page->out;

	buf_puts(out, "<figure class=\"quote\">\n");
	if ((block->label && *block->label) || (block->aside && *block->aside)) {
		buf_puts(out, "<figcaption>");
		add_element(out, "span", "label", block->label);
		add_aside(out, " ", block->aside);
		buf_puts(out, "</figcaption>\n");
	}
	buf_puts(out, "<blockquote>");
	add_element(out, "p", NULL, block->text);
	buf_puts(out, "</blockquote>\n</figure>\n");
}

static void add_fact(struct page *page, const struct block *block)
{
	buf_puts(page->out, "<div><dt>");
	html_text(page->out, block->label ? block->label : "", " ");
	buf_puts(page->out, "</dt><dd>");
	html_text(page->out, block->text, HTML_BREAK);
	buf_puts(page->out, "</dd></div>\n");
}

static void add_item(struct page *page, const struct block *block)
{
	buf_puts(page->out, "<li>");
	add_element(page->out, "span", "label", block->label);
	if (block->label && *block->label)
		buf_putc(page->out, ' ');
	html_text(page->out, block->text, HTML_BREAK);
	add_aside(page->out, "\u00A0", block->aside); /* which never stands alone on a line */
	buf_puts(page->out, "</li>\n");
}

static void add_verbatim(struct page *page, const struct block *block)
{
	buf_puts(page->out, "<pre>");
	html_text(page->out, block->text, "\n");
	buf_puts(page->out, "</pre>\n");
}

/* The description stands below the picture, so `alt` need not say it a second time. */
static void add_picture(struct page *page, const struct block *block)
{
	const char *name = block->label ? block->label : block->aside;
	struct buf *out = page->out;
	struct buf data;
	struct buf why;

	buf_init(&data, out->max);
	buf_init(&why, out->max);
	buf_puts(out, "<figure class=\"picture\">\n");
	if (picture_embed(&page->pictures, block->aside, name, &data, &why)) {
		buf_printf(out, "<img src=\"%s\" alt=\"", buf_text(&data));
		html_text(out, _("Picture of student work, described below"), " ");
		buf_puts(out, "\" />\n");
	} else {
		add_element(out, "span", "note", buf_text(&why));
		buf_putc(out, '\n');
	}
	buf_puts(out, "<figcaption>");
	html_text(out, block->text && *block->text ? block->text : name, HTML_BREAK);
	buf_puts(out, "</figcaption>\n</figure>\n");
	if (data.failed || why.failed)
		out->failed = true;
	buf_release(&data);
	buf_release(&why);
}

static void add_timeline(struct page *page, const struct block *block)
{
	timeline_svg(block->timeline, ++page->timelines, page->out);
}

/* ---- the page ---- */

static const struct {
	void (*add)(struct page *page, const struct block *block);
	const char *list; /* what blocks of this kind that follow one another stand in */
} kinds[BLOCK__COUNT] = {
	[BLOCK_HEADING] = {add_heading, NULL}, [BLOCK_TEXT] = {add_text, NULL},
	[BLOCK_QUOTE] = {add_quote, NULL},     [BLOCK_FACT] = {add_fact, "dl"},
	[BLOCK_ITEM] = {add_item, "ul"},       [BLOCK_VERBATIM] = {add_verbatim, NULL},
	[BLOCK_PICTURE] = {add_picture, NULL}, [BLOCK_TIMELINE] = {add_timeline, NULL},
};

static void add_head(struct page *page)
{
	struct buf *out = page->out;

	buf_puts(out, "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"");
	html_text(out, page->document->language, " ");
	buf_puts(out, "\">\n<head>\n<meta charset=\"utf-8\" />\n"
		      "<meta http-equiv=\"Content-Security-Policy\" content=\"" POLICY
		      "\" />\n<meta name=\"viewport\" "
		      "content=\"width=device-width, initial-scale=1\" />\n<title>");
	html_text(out, page->document->title, " ");
	buf_printf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n", style);
}

static void add_block(struct page *page, size_t i)
{
	const struct block *block = &page->document->blocks[i];
	const char *list = kinds[block->kind].list;
	bool begins = i == 0 || block[-1].kind != block->kind;
	bool ends = i + 1 == page->document->n_blocks || block[1].kind != block->kind;

	if (list && begins)
		buf_printf(page->out, "<%s>\n", list);
	kinds[block->kind].add(page, block);
	if (list && ends)
		buf_printf(page->out, "</%s>\n", list);
}

/* Never through a link, as everything in a session. -1: there is no such folder. */
static int open_folder(const struct document *document)
{
	const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

	return document->folder ? file_ops_system.openat(AT_FDCWD, document->folder, flags, 0) : -1;
}

enum status document_as_html(const struct document *document, struct buf *out, struct err *err)
{
	struct page page = {.document = document,
			    .pictures = {.folder = open_folder(document), .left = PICTURES_MAX},
			    .out = out};

	add_head(&page);
	for (size_t i = 0; i < document->n_blocks; i++)
		add_block(&page, i);
	buf_puts(out, "</main>\n</body>\n</html>\n");
	if (page.pictures.folder >= 0)
		file_ops_system.close(page.pictures.folder);
	return out->failed || document->failed ? err_no_memory(err) : STATUS_OK;
}
