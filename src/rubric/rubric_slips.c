/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slips of the pen that are no mistakes of form, so nothing else would find them. A warning that is
 * wrong teaches to pass over the others: so only what is hardly ever meant is one. Questions begin
 * with a capital letter, what to listen for need not.
 */
#include "rubric/rubric_slips.h"

#include <string.h>

#include "debrief/array.h"
#include "debrief/i18n.h"

static bool ends_sentence(const struct node *item)
{
	return item->length > 0 && strchr(".?!:;", item->text[item->length - 1]);
}

/* [What would you change, next time?] is two questions. */
static void check_commas(const struct node *list, struct diags *diags)
{
	const struct node *before = list->first;

	for (const struct node *item = before ? before->next : NULL; item;
	     before = item, item = item->next)
		if (before->plain && !ends_sentence(before) && item->plain && *item->text >= 'a' &&
		    *item->text <= 'z')
			diags_add(diags, DIAG_WARNING, item->start, item->end,
				  _("the comma before this begins another question; expected "
				    "quotes around the whole text, if it is one"));
}

static bool begins_curly(const struct node *scalar)
{
	static const char *const quotes[] = {"\u201c", "\u201d", "\u201e"};

	for (size_t i = 0; i < COUNT(quotes); i++)
		if (!strncmp(scalar->text, quotes[i], strlen(quotes[i])))
			return true;
	return false;
}

static bool ends_curly(const struct node *scalar)
{
	static const char *const quotes[] = {"\u201c", "\u201d"};

	for (size_t i = 0; i < COUNT(quotes); i++)
		if (scalar->length > strlen(quotes[i]) &&
		    !strcmp(scalar->text + scalar->length - strlen(quotes[i]), quotes[i]))
			return true;
	return false;
}

/* Around a whole text, or at the beginning of one that a comma may have cut. */
static void check_quotes(const struct node *scalar, bool in_flow, struct diags *diags)
{
	if (scalar->plain && begins_curly(scalar) && (in_flow || ends_curly(scalar)))
		diags_add(diags, DIAG_WARNING, scalar->start, scalar->end,
			  _("these curly quotes are part of the text; expected straight ones "
			    "(\") around it"));
}

void rubric_slips(const struct node *node, struct diags *diags)
{
	if (node->type == NODE_LIST && node->flow && node->key && !strcmp(node->key->text, "say"))
		check_commas(node, diags);
	for (const struct node *child = node->first; child; child = child->next)
		if (child->type == NODE_SCALAR)
			check_quotes(child, node->flow, diags);
		else
			rubric_slips(child, diags);
}
