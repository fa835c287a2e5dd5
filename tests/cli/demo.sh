#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The demo without a terminal: its state as text, how to open it, and nothing left behind.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

run 0 demo
has out 'Two jugs of lemonade' 'Ratio table (12 students)' 'What comes next' \
	"In a terminal, 'debrief demo' opens this session full screen."
is_empty err
left=$(find "$HOME" -name 'demo*')
[ -z "$left" ] || complain "left behind: $left"
[ ! -e "$library" ] || complain 'the demo was made in the library'

# One's own rubric of the same name is not what the lesson was observed with.
mkdir -p "$HOME/.config/debrief/rubrics"
sed 's/^version: .*/version: 77/' "$SRCDIR/rubrics/reflection-guide.yaml" \
	>"$HOME/.config/debrief/rubrics/ambitious-mathematics.yaml"
run 0 demo
has out 'Two jugs of lemonade'
tr -s '\n ' ' ' <out >flat
has flat '(ambitious-mathematics, version 1)'

# In the folder for things that do not last, where there is one.
mkdir -m 700 runtime
XDG_RUNTIME_DIR=$work/runtime
export XDG_RUNTIME_DIR
run 0 demo --ascii --color=never
[ -d runtime/debrief ] || complain 'the demo was made somewhere else'
left=$(find runtime -name 'demo*')
[ -z "$left" ] || complain "left behind: $left"

# What a demo that was killed left behind goes; one that is only beginning is left alone.
mkdir -p runtime/debrief/demo-killed/debrief runtime/debrief/demo-begins
touch runtime/debrief/demo-killed/in-use runtime/debrief/demo-killed/debrief/words
run 0 demo
[ ! -e runtime/debrief/demo-killed ] || complain 'a demo that was killed is still there'
[ -d runtime/debrief/demo-begins ] || complain 'a demo that begins was removed'

XDG_RUNTIME_DIR=/dev/null/x
run 2 demo
has err 'debrief: cannot '
is_empty out
finish
