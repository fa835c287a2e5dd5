/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RUBRIC_SLIPS_H
#define RUBRIC_SLIPS_H

#include "debrief/tree.h"

/* Warns of what YAML takes, but in another way than it was meant: a comma that cuts a question in
 * two, and quotes of a word processor. */
void rubric_slips(const struct node *node, struct diags *diags);

#endif
