/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FAULT_MEMORY_H
#define FAULT_MEMORY_H

#include <stdbool.h>

/*
 * Memory that runs out when a test wants it to: in programs that are linked with memory_ldflags
 * (Makefile.am), each request of the product counts, those to an arena too, and those of libyaml.
 */

/* From now on the n-th request is refused, if `sticky` all later ones too; 0: none. */
void memory_refuse(unsigned int n, bool sticky);
bool memory_was_refused(void);
/* How many requests there were since memory_refuse. */
unsigned int memory_requests(void);

#endif
