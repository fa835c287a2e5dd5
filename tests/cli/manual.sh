#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# debrief.1 names every command and every option that the program's own help names, and no others.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

manual=$SRCDIR/man/debrief.1

# Every option of a page of help has its place in the manual.
options_of() {
	grep -oE -e '--[a-z][a-z-]*' "$1" | sort -u
}

run 0 --help
cp out help.out
options_of out >options
sed -n '/^Commands:/,$s/^  \([a-z][a-z]*\)  .*/\1/p' help.out >commands
[ -s commands ] || complain 'the help lists no command'
while read -r command; do
	grep -q "^\.It Nm Cm $command\>" "$manual" || complain "the manual has no command '$command'"
	run 0 help "$command"
	options_of out >>options
done <commands
sort -u options | while read -r option; do
	grep -qF "Fl Fl ${option#--}" "$manual" || echo "$option"
done >missing
[ ! -s missing ] || complain "the manual does not name: $(tr '\n' ' ' <missing)"
grep -oE 'Fl Fl [a-z][a-z-]*' "$manual" | sed 's/Fl Fl /--/' | sort -u | while read -r option; do
	grep -qxe "$option" options || echo "$option"
done >beyond
[ ! -s beyond ] || complain "the help does not name: $(tr '\n' ' ' <beyond)"

# A row of the table is one line in 80 columns: there both mandoc and groff have 37 for the last one.
sed -n 's/^\.It Ic .* Ta //p' "$SRCDIR/man/debrief-rubric.5" >cells
[ -s cells ] || complain 'the manual has no table of known fields'
awk 'length > 37' cells >wide
[ ! -s wide ] || complain "too wide for the table: $(cat wide)"

finish
