/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To mark a row and then to open it is a double click too, and as it should be: so what counts is
 * whether another question or page came, not whether anything changed. */
#include "ui/aim.h"

#include <stdlib.h>

#include "app/library.h"

#define DOUBLE_CLICK_MS 400

static struct scene scene_of(const struct app *app)
{
	bool asks = app->mode == MODE_FORM;

	return (struct scene){
		.session = app->session,
		.form = asks ? app->form.form : NULL,
		.question = asks ? app->form.question : 0,
		.stage = app->stage,
		.mode = app->mode,
		.covered = app->library && app->library->covered,
	};
}

static bool is_painted(const struct aim *aim, const struct app *app)
{
	const struct scene *was = &aim->painted;
	const struct scene now = scene_of(app);

	return was->session == now.session && was->form == now.form &&
	       was->question == now.question && was->stage == now.stage && was->mode == now.mode &&
	       was->covered == now.covered;
}

void aim_painted(struct aim *aim, const struct app *app)
{
	aim->painted = scene_of(app);
}

bool aim_is_true(const struct aim *aim, const struct app *app, int row, int column)
{
	bool is_second = host_monotonic_ms(app->host) < aim->until && row == aim->row &&
			 abs(column - aim->column) <= 1;

	return is_painted(aim, app) && !is_second;
}

void aim_clicked(struct aim *aim, const struct app *app, int row, int column)
{
	aim->until = 0;
	if (is_painted(aim, app))
		return;
	aim->row = row;
	aim->column = column;
	aim->until = host_monotonic_ms(app->host) + DOUBLE_CLICK_MS;
}
