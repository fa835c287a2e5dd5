#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The library in the line mode, through a pipe: from the first start to the archive and back, what
# it covers, and that it is left cleanly wherever the input ends.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

# library: runs the line mode on the lines of `in`; nothing in it may move a cursor
library() {
	run 0 --plain
	is_empty err
	LC_ALL=C tr -d '\012\040-\176\200-\377' <out >rest
	is_empty rest
}

# ---- from the first start: a session, a rating, back ----
printf '%s\n' n 'Ms. R' 'Ratios on a line' 7 '' 1 lesson 4 '' 1 q here >in
library
has out 'Welcome to Debrief' 'd  a demo to look around in' 'With whom?' 'Which rubric guides the talk?' \
	'1. Ambitious mathematics' 'The session is made.' 'Is this part usually there' \
	'Kept.' 'Your library: 1 session.' 'No follow-up is due.' \
	', Ms. R, Ratios on a line · Grade 7: preparing, here'
has_not out 'Nothing was lost'
name=$(ls "$library")
run 0 show "$name" --json
has out '"launch": "yes"'
# Without --plain a pipe gets the names alone.
run 0
has out "$name" 'debrief demo  '
has_not out '> '

# ---- finding, the archive, and back ----
printf '%s\n' / 'nobody here' all / 'ratios 7' A 1 v 'A 1' v A 2 >in
library
has out 'No session has all of these words in it: nobody here.' 'Found with "ratios 7": 1.' \
	'1. Put Ms. R, Ratios on a line into the archive.' 'It is in the archive now' \
	'It is among your sessions again.'
[ -d "$library/$name" ] || complain 'the session did not come back'
printf '%s\n' A 1 all v >in
library
has out 'All your sessions are in the archive.' 'The archive: 1 session.'
[ -d "$library/archive/$name" ] || complain 'the session is not in the archive'
printf '%s\n' v A >in
library
[ -d "$library/$name" ] || complain 'the session did not come back from the archive'

# ---- what is due, and more sessions than are said at once ----
demo_session agreed
cp "$SRCDIR/tests/cli/successful-talk.yaml" in
run 0 add agreed
i=10
while [ "$i" -lt 31 ]; do
	run 0 new "many-$i" --rubric ambitious-mathematics --teacher "Teacher $i"
	i=$((i + 1))
done
printf '%s\n' more more '/' 'teacher 29' 1 here q A . list 99 'A 99' foo 'foo bar' >in
DEBRIEF_TEST_CLOCK=2026-12-01T10:00:00.000Z
export DEBRIEF_TEST_CLOCK
library
unset DEBRIEF_TEST_CLOCK
has out 'Your library: 23 sessions.' '1 follow-up is due: J. R.' ': agreed; follow-up due for 4 days' \
	'And 3 more: "more" goes on' '23. ' 'That was all.' 'Found with "teacher 29": 1.' \
	'Debrief · Teacher 29' 'Put Teacher 29 into the archive' 'Nothing is changed.' \
	'The list has no such number' 'Nothing here is called "foo"' 'Nothing here is called "foo bar"'
[ "$(grep -c '^20\. ' out)" -eq 1 ] || complain 'the first twenty are not said once'

# ---- a visit, without a whole session ----
printf '%s\n' / 'J. R.' 'V 1' 1 '' 'Five new voices pointed at both' 3 2026-12-11 >in
DEBRIEF_TEST_CLOCK=2026-12-04T10:00:00.000Z
export DEBRIEF_TEST_CLOCK
library
unset DEBRIEF_TEST_CLOCK
has out 'It was agreed: When we share, I put up' 'An empty line takes today, 2026-12-04.' \
	'What did students do?' '1. It could not be seen' '4. Not yet' 'The teacher can read this' \
	'The visit is kept.' \
	': agreed; follow-up due in 7 days, here'
run 0 show agreed --json
has out '"date": "2026-12-04", "level": "progressing", "by": "coach", "due": "2026-12-11"'

# ---- all sessions with a teacher in a line ----
printf '%s\n' / 'J. R.' 'c 1' list >in
library
has out 'The coaching cycle with J. R.' 'At a glance' 'on a visit: on the way.' 'Found with "J. R.": 1.'

# ---- after a talk the names of others stay covered ----
printf '%s\n' / 'teacher 30' 1 '>' 1 1 q 1 'A 1' '?' more list all >in
library
sed '1,/Saved. Enter shows your sessions/d' out >covered
has covered 'Enter shows your sessions, q leaves.'
has_not covered 'Teacher' 'J. R.' 'Ms. R' 'in the archive'
# What is opened after the list was printed says so; a talk that had begun is taken up again.
printf '%s\n' / 'teacher 30' 1 ' ' q '' 1 'q' >in
library
has out 'please clear it first' 'WHERE WE WERE' 'Found with "teacher 30": 1.'
has_not out 'Any key goes on'

# ---- the demo is not kept; what is found in it is said ----
printf '%s\n' d / zzz / 'number line' n end-search q >in
library
has out 'A demo, to try everything' 'Nothing with these words.' 'n goes on to the next match' \
	'The search is over.' 'The demo is gone.'

# ---- the input may end anywhere ----
printf '%s\n' n 'Ms. Z' 'Half a lesson' 7 '' 1 lesson 4 '' 1 q / half A >whole
lines=$(wc -l <whole)
before=$(find "$library" -mindepth 1 -maxdepth 1 | wc -l)
i=0
while [ "$i" -lt "$lines" ]; do
	head -n "$i" whole >in
	printf 'a line that was cut' >>in
	library
	[ "$i" -gt 5 ] || [ "$(find "$library" -mindepth 1 -maxdepth 1 | wc -l)" -eq "$before" ] ||
		complain "a session was made after $i lines"
	i=$((i + 1))
done
# The list of commands has none that only a screen needs.
printf '%s\n' : . q >in
run 0 --plain
has out 'filter (/)'
has_not out 'mouse (m)' 'page-down' 'redraw'
finish
