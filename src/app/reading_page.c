/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where it is read the page is all there is: it scrolls, and closes. */
#include "app/reading_page.h"

#include "app/command_run.h"

unsigned reading_page_open(struct app *app, const char *title, const char *text)
{
	app->page = (struct reading_page){title, text};
	app->overlay_scroll = 0;
	app->mode = MODE_PAGE;
	return CHANGE_VIEW;
}

unsigned do_page_close(struct app *app)
{
	app->page = (struct reading_page){NULL, NULL};
	app->mode = MODE_NORMAL;
	return CHANGE_VIEW;
}

unsigned do_page_first(struct app *app)
{
	app->overlay_scroll = 0;
	return CHANGE_VIEW;
}

/* The drawing stops it where the text ends. */
unsigned do_page_last(struct app *app)
{
	app->overlay_scroll = (int)LIST_FAR;
	return CHANGE_VIEW;
}
