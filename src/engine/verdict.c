/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debrief/verdict.h"

#include "debrief/i18n.h"

/* Kleene's logic in one idea: `no` settles an `and`, `yes` settles an `or`, and otherwise what is
 * unknown stays unknown. */

const char *const verdict_names[] = {
	[VERDICT_UNKNOWN] = N_("unknown"),
	[VERDICT_NO] = N_("no"),
	[VERDICT_YES] = N_("yes"),
	[VERDICT_NOT_APPLICABLE] = N_("not-applicable"),
};

enum verdict verdict_and(enum verdict a, enum verdict b)
{
	if (a == VERDICT_NOT_APPLICABLE)
		return b;
	if (b == VERDICT_NOT_APPLICABLE)
		return a;
	if (a == VERDICT_NO || b == VERDICT_NO)
		return VERDICT_NO;
	return a == VERDICT_YES && b == VERDICT_YES ? VERDICT_YES : VERDICT_UNKNOWN;
}

enum verdict verdict_not(enum verdict a)
{
	if (a == VERDICT_YES)
		return VERDICT_NO;
	return a == VERDICT_NO ? VERDICT_YES : a;
}

enum verdict verdict_or(enum verdict a, enum verdict b)
{
	return verdict_not(verdict_and(verdict_not(a), verdict_not(b)));
}
