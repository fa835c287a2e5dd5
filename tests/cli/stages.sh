#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A rubric that begins with a conversation, from the first question to what the next session takes
# over from it.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

run 0 new first --rubric goal-setting-and-planning --teacher 'J. R.'
printf '%s\n' 1 3 '' 'They wait for me to start' 1 next '' 'Let them read it twice' 2 '>' '' \
	'Which of two recipes is stronger' 3 '' 'Read it aloud, then be silent' 'Twenty begin alone' '' \
	1 2026-12-04 c 1 '>' 1 q >in
run 0 first --plain
is_empty err
has out 'Setting a goal · 1 of 6' 'We have said what is written down' 'Planning · 1 of 3: The lesson' \
	'The teacher can read this screen.' 'Nothing is changed.'
[ "$(grep -c 'We have said what is written down' out)" -eq 1 ] || complain 'consent is not asked once'
has_not out 'private' 'Looking back on the talk'
run 0 show first --json
has out '"consent": "given"' '"ending": "agreed"' '"development": "confidence"' \
	'"teacher-goal": ["Let them read it twice"]' '"due": "2026-12-04"' \
	'"learning-goal": "Which of two recipes is stronger"'

# The talk about that lesson is of another rubric, and knows what was promised.
run 0 new second --rubric ambitious-mathematics --teacher 'J. R.' --previous first
echo q >in
run 0 second --plain
has out 'LAST TIME YOU AGREED' 'Read it aloud, then be silent' 'What we will see students do: Twenty begin alone'
run 0 cycle 'J. R.'
has out 'The one move: Read it aloud' 'What matters for students: Confidence'
finish
