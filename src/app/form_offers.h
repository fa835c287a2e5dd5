/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_FORM_OFFERS_H
#define APP_FORM_OFFERS_H

#include "app/form.h"

/*
 * What a question offers, of the kind form_offer: adds answers to `run`, in which the field,
 * criterion or step that it is about is set. The first answer is marked unless one is more likely.
 */

form_offer offer_phases, offer_developments, offer_field_options, offer_field_levels, offer_rating,
	offer_bank, offer_changes, offer_branches, offer_goals, offer_loose, offer_steps,
	offer_places, offer_commands, offer_topics, offer_breakdown, offer_evidence;

/* For a line: Tab completes the changes of the bank, and where nobody reads along the coach's own
 * goal before them. */
form_offer complete_changes;

#endif
