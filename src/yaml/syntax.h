/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DEBRIEF_YAML_SYNTAX_H
#define DEBRIEF_YAML_SYNTAX_H

#include <stddef.h>
#include <stdint.h>
#include <yaml.h>

#include "debrief/diag.h"

/*
 * Adds what a parser stumbled over to `diags`, in words for people who do not know the grammar:
 * one error and perhaps a note. `bytes` is what the parser read, its first line the file's
 * `first_line`.
 */
void syntax_explain(const yaml_parser_t *parser, const char *bytes, size_t length,
		    uint32_t first_line, struct diags *diags);

#endif
