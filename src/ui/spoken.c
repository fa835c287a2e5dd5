/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that both modes share speak of keys that only the screen has. What the line mode says in
 * their place stands here, so that the tables need not know of it. */
#include "ui/spoken.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"

static const struct {
	const char *seen, *heard;
} sentences[] = {
	{N_("What is on the page? (Alt-Enter begins a new line)"), N_("What is on the page?")},
	{N_("A file of it: a photo, a PDF, a text? (Tab completes its name, Enter for none)"),
	 N_("A file of it: a photo, a PDF, a text? (An empty line: none)")},
	{N_("What was seen in the lesson stays in sight. Ratings, your goal and private notes are "
	    "put away; Ctrl-G shows them for a moment."),
	 N_("Ratings, your goal and private notes are not said from then on. G prints them, and "
	    "asks first.")},
	{N_("turn the screen to the teacher: a calm page for both; Esc Esc comes back"),
	 N_("read the page for the teacher, calm and for both")},
	{N_("see the page that the teacher will see; Esc Esc comes back"),
	 N_("read the page that the teacher will see")},
	{N_("your own view, for 20 seconds"),
	 N_("your own view; at the table it asks before it prints")},
};

const char *spoken(const char *sentence)
{
	for (size_t i = 0; i < COUNT(sentences); i++)
		if (!strcmp(sentence, _(sentences[i].seen)))
			return _(sentences[i].heard);
	return sentence;
}
