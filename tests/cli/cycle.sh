#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The sessions with one teacher in a line: what is in it, in which order, and what is not.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

# ---- nobody yet, and somebody else ----
run 2 cycle 'J. R.'
is_empty out
has err "there is no session with 'J. R.'"
has_not err 'There are sessions with'
run 0 new other --rubric ambitious-mathematics --teacher 'Ms. Óg'
run 2 cycle 'J. R.'
has err "there is no session with 'J. R.'" 'There are sessions with:' '  Ms. Óg'
run 2 cycle
run 2 cycle a b
for name in '' '  ' '.' "$(printf '\302\240')" "$(printf 'J\377R')"; do
	run 2 cycle "$name"
	has err "nobody's name" "Try 'debrief cycle --help'."
	has_not err 'There are sessions with'
done

# ---- a year ----
demo_session first
run 0 cycle 'J. R.'
has out 'Seen since'
has_not out 'C/T'
cp "$SRCDIR/tests/cli/successful-talk.yaml" in
run 0 add first
cat >in <<'EOF'
kind: visit
by: coach
level: progressing
date: "2026-11-27"
text: Five students who do not usually speak pointed at both.
---
kind: visit
by: teacher
level: not-yet
date: "2026-11-26"
EOF
DEBRIEF_TEST_CLOCK=2026-12-05T10:00:00Z
export DEBRIEF_TEST_CLOCK
run 0 add first
DEBRIEF_TEST_CLOCK=2099-01-15T10:00:00Z
export DEBRIEF_TEST_CLOCK
run 0 new second --rubric ambitious-mathematics --teacher 'j.r.' --lesson 'Slopes' --grade 7 \
	--previous first
cat >in <<'EOF'
kind: progress
level: met
by: teacher
text: They compare without being asked.
---
kind: note
text: PRIVATE-NOTE
---
kind: goal
whose: coach
phase: launch
text: PRIVATE-GOAL
---
kind: goal
whose: agreed-by-coach
phase: launch
text: Let them read it first.
---
kind: plan
text: On Monday
due: "2099-03-04"
---
kind: talk
by: coach
el: 60
---
kind: talk
by: teacher
el: 120
---
kind: talk
by: nobody
el: 300
EOF
run 0 add second
unset DEBRIEF_TEST_CLOCK
mkdir -p "$library/archive"
run 0 new put-away --rubric reflection-guide --teacher ' J. R.'
mv "$library/put-away" "$library/archive/"
sums "$library" >before
for name in 'J. R.' 'j.r.' ' J.  R. ' 'JR'; do
	run 0 cycle "$name"
	has out 'The coaching cycle with ' 'At a glance' 'Whole-class discussion' 'there now' \
		'25/75*' \
		"In the teacher's words: When we share, I put up two ways next to each" \
		'What matters for students: Confidence' \
		'* 27 November 2026, on a visit: on the way. Five students' \
		'* 26 November 2026, told by the teacher: not yet' \
		'* 15 January 2099, in the next talk: there now. They compare without' \
		'On the floor: the coach 1 min (25 %), the teacher 3 min (75 %)' "In the coach's words: Let them read it first." \
		'When we look at it again: 4 March 2099' 'Session: put-away, in the archive'
	has_not out 'PRIVATE' 'Óg' 'When we look at it again: 27 November 2026'
	LC_ALL=C.UTF-8 awk 'length($0) > 76' out >wide
	is_empty wide
done
[ "$(grep -c '^  Session: ' out)" -eq 3 ] || complain 'not three sessions'
[ "$(sed -n 's/^  Session: //p' out | tail -1)" = second ] || complain 'not in the order of dates'
sums "$library" >after
cmp -s before after || complain 'reading has changed something'

run 0 cycle 'J. R.' --json
has out '"session": "first"' '"stands": "agreed"' \
	'"goal": {"whose": "agreed-by-teacher", "text": "When we share' \
	'"phase": "Whole-class discussion"' '"development": "Confidence"' \
	'{"date": "2026-11-27", "level": "progressing", "by": "coach"' '"session": "second"}' \
	'"due": "2099-03-04"' '"previous": "first"' '"archived": true' '"goal": null' \
	'"coach_seconds": '
has_not out 'PRIVATE'
if command -v jq >/dev/null; then
	jq -e '.sessions | length == 3' out >/dev/null || complain 'no JSON of three sessions'
fi

# ---- of a transcript the words count ----
printf 'J. R.: They drew it and gave up.\nCoach: And then?\n' >talk.txt
run 0 import first talk.txt --teacher 'J. R.' --coach Coach
run 0 cycle 'J. R.'
has out 'Words in the transcript: the coach 25 %, the teacher 75 %' 'C/T: of 100 words in the' \
	'C/T with *: of 100 minutes on the floor'
grep -q 'there now  *25/75$' out || complain 'the share of words has no column'
run 0 cycle 'J. R.' --json
has out '"coach_words": 2, "teacher_words": 6'

# ---- one that cannot be read in full is there all the same ----
for journal in "$library"/second/journal.*.yaml; do
	printf 'no record\n' >>"$journal"
done
run 0 cycle 'J. R.'
has out 'Session: second' 'Let them read it first.'
finish
