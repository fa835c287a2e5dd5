#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What `add` keeps: times, streams, references, unknown keys, sums of files.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

DEBRIEF_TEST_CLOCK=2026-11-21T14:00:00Z
export DEBRIEF_TEST_CLOCK
run 0 new talk --rubric ambitious-mathematics
is_empty err

run 0 add talk
is_empty out
printf -- '---\n' >in
run 0 add talk
is_empty out
[ "$(events talk)" -eq 0 ] || complain 'nothing is an event'

# Ids come in the order of the input, one a line, each in its stream.
cat >in <<'EOF'
kind: evidence
phase: launch
who: students
text: All begin.
at: 2026-11-21T14:30:00.250+00:00
el: 12.5
---
kind: rate
criterion: launch.access
level: all
cites: [+1]
---
kind: evidence
who: students
text: For the coach alone.
private: true
colour: green
nested: {a: [1, "two"]}
---
kind: note
re: +3
text: |
  Two lines,
  one note.
el: 20
---
EOF
run 0 add talk
sed 's/^[a-z0-9]*\.//' out | tr '\n' ' ' >numbers
[ "$(cat numbers)" = '2 p2 p3 p4 ' ] || complain "ids $(cat numbers)"
first=$(sed -n 1p out)
third=$(sed -n 3p out)
has err "stdin:17:1: warning: unknown key 'colour'" "stdin:18:1: warning: unknown key 'nested'"
run 0 show talk --json
has out "\"cites\": [\"$first\"]" "\"re\": \"$third\"" '"colour": "green"' '"nested": {"a": [1, "two"]}' \
	'"at": "2026-11-21T14:30:00.250Z", "el": 12.5' '"el": 20' 'Two lines,\none note.'
has_not out '"private":'
grep -h 'For the coach alone' "$library"/talk/journal.*.yaml && complain 'a private event is shared'
grep -qh 'For the coach alone' "$library"/talk/private.*.yaml || complain 'a private event is lost'

# A void goes where its target is.
printf 'kind: void\nre: %s\n' "$third" >in
run 0 add talk
case $(cat out) in
*.p*) ;;
*) complain 'the void of a private event is shared' ;;
esac

# One event is an action of its own; several are one group.
printf 'kind: topic\ntopic: learning\nby: coach\n' >in
run 0 add talk
run 0 show talk --json
grep '"topic": "learning"' out | grep -q '"group"' && complain 'a group of one'
[ "$(grep -c '"group"' out)" -eq 3 ] || complain 'not one group of three that count'

# Who and which lesson: what is said last stands at the top, and is taken back like anything else.
printf 'kind: lesson\nteacher: J. P.\nlesson: {title: Jugs, grade: 7}\n' >in
run 0 add talk
is_empty err
printf 'kind: lesson\nteacher: J. Perez\n' >in
run 0 add talk
last=$(cat out)
run 0 show talk
has out 'Teacher: J. Perez' '  Grade: 7' 'Jugs' '===='
run 0 show talk --json
has out '"teacher": "J. Perez"' '"kind": "lesson", "teacher": "J. P.", "lesson": {"title": "Jugs", "grade": "7"}'
run 0 check talk
printf 'kind: void\nre: %s\n' "$last" >in
run 0 add talk
run 0 show talk --json
has out '"teacher": "J. P.",'

# Student work: the sum is filled in, and one that does not fit is refused.
printf 'pixels' >"$library/talk/work/a.jpg"
printf 'kind: work\nstrategy: Drawing\nstudents: 3\nfile: a.jpg\n' >in
run 0 add talk
sum=6ec9c2b0eb14010746c8bce8939303b382344b296206612eb8a907a37b2b2f37
run 0 show talk --json
has out '"file": "a.jpg", "sha256": "'"$sum"'"'
printf 'kind: work\nstrategy: Drawing\nfile: a.jpg\nsha256: %s\n' "$sum" >in
run 0 add talk
printf 'kind: work\nstrategy: Drawing\nfile: a.jpg\nsha256: %064d\n' 0 >in
run 1 add talk
has err 'stdin:4:9: error:'
run 0 check talk
has out 'talk: nothing to report'

# Parked goals, the talk clock, and several words for one field.
cat >in <<'EOF'
kind: goal
whose: teacher
phase: task
text: First idea
---
kind: park
re: +1
text: Which numbers stop them.
---
kind: goal
whose: teacher
phase: task
text: Second idea
---
kind: said
by: teacher
step: elicit-rationale
field: rationale
text: Old words.
---
kind: said
by: teacher
step: elicit-rationale
field: rationale
text: New words.
---
kind: talk
by: coach
el: 100
---
kind: talk
by: teacher
el: 130.5
---
kind: talk
by: nobody
el: 191
EOF
run 0 add talk
run 0 show talk --json
has out '"teacher-goal": ["First idea", "Second idea"]' '"look_for": "Which numbers stop them."' \
	'"rationale": "New words."' '"coach_seconds": 30.5' '"teacher_seconds": 60.5'
grep '"teacher": {"id"' out | grep -q '"text": "Second idea"' || complain 'the parked goal is pursued'

# Evidence is sorted later, and written anew: what cites the old piece counts for the new one.
run 0 new sorted --rubric ambitious-mathematics
cat >in <<'EOF'
kind: evidence
text: Asks for the table.
---
kind: work
strategy: Tabel
students: 12
---
kind: assign
re: +1
phase: launch
who: students
---
kind: evidence
re: +1
who: teacher
phase: discussion
text: Asked for the table.
---
kind: work
re: +2
strategy: Table
students: 12
---
kind: goal
whose: coach
text: Ask how they are alike
cites: [+1, +2]
because: students saw one way
EOF
run 0 add sorted
run 0 check sorted
run 0 show sorted
has out 'Teacher: Asked for the table.' 'Table'
has_not out 'Asks for the table.' 'Tabel'
run 0 show sorted --json
has out '"strategy": "linked"' 'Asks for the table.'

# Five thousand at once.
awk 'BEGIN { for (i = 1; i <= 5000; i++) printf "---\nkind: note\ntext: Note %d\n", i }' >in
run 0 add talk
[ "$(wc -l <out)" -eq 5000 ] || complain 'not all ids of a large input'
finish
