#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Two whole talks from the command line alone: what `show --json` makes of them.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

demo_session good
[ "$(wc -l <out)" -eq 49 ] || complain 'not every event has an id'
run 0 show good --json
cp out demo.json
has demo.json '"session": "good"' '"format": 1' '{"id": "ambitious-mathematics", "version": 1}' \
	'"teacher": "J. R."' '"events": 49,' '"consent": null' '"ending": null' \
	'"launch": "yes"' '"diagnosis": {"phase": "discussion", "by": "rules"' '"prepared": null' \
	'{"phase": "discussion", "verdict": "yes"}' '"teacher": null' '"agreed-by-coach": null' \
	'"strategy": "linked"' '"kind": "open", "moves": []' '"next_step": null' '"plan": null' \
	'"progress": null' '"problems": []' '"episodes": []' '"parked": []'

cp "$SRCDIR/tests/cli/successful-talk.yaml" in
run 0 add good
run 0 show good --json
has out '"consent": "given"' '"ending": "agreed"' '"prepared": "discussion"' \
	'"kind": "extended", "moves": ["goal", "rationale", "validation", "alternative", "link"], "early": []' \
	'"voices": "multivocal", "compatible": "yes", "worthwhile": "yes", "productive": "yes", "successful": "yes"' \
	'"teacher-goal": ["Break tasks into smaller steps"]' '"development": "confidence"' \
	'"rationale": "They give up when the numbers get messy.\nI want them to feel they can do it."' \
	'"suggestions": [' '"connect-two"' '"support": "delivery"' '"due": "2026-11-27"' \
	'{"topic": "learning", "by": "coach"'
run 0 show good
has out 'Where learning first broke down: Whole-class discussion' 'So you came to one goal that both of you stand behind.' \
	'What comes next' 'We agreed on a next step.'

demo_session other
cp "$SRCDIR/tests/cli/unsuccessful-talk.yaml" in
run 0 add other
run 0 show other --json
has out '"ending": "continue"' '"moves": ["goal", "alternative"]' '"voices": "univocal"' \
	'"compatible": "no"' '"successful": "no"' '"early": ["rationale", "development", "validation"]' \
	'"worthwhile": "no"'

# Every key of the contract is there, also in a session with nothing in it.
run 0 new empty --rubric reflection-guide
run 0 show empty --json
for key in session format rubric teacher events consent ending enacted diagnosis goals parked steps \
	next_step suggestions negotiation talk episodes plan progress visits log problems; do
	grep -q "^  \"$key\": " out || complain "no '$key' at the top of the JSON"
done
has out '"diagnosis": null' '"enacted": {}'
if command -v jq >/dev/null; then
	for file in out demo.json; do
		jq -e . "$file" >/dev/null || complain "$file is no JSON"
	done
fi

# A visit answers the plan's day, and is in the log like anything else; none was in days to come.
DEBRIEF_TEST_CLOCK=2026-11-30T10:00:00Z
export DEBRIEF_TEST_CLOCK
printf 'kind: visit\nby: coach\ndate: "2026-12-01"\n' >in
run 1 add good
has err '3:7' 'this day is still to come'
cat >in <<'EOF'
kind: visit
by: coach
level: progressing
date: "2026-11-27"
due: "2026-12-04"
text: Five students who do not usually speak pointed at both.
EOF
run 0 add good
run 0 show good --json
has out '"visits": [' '"date": "2026-11-27", "level": "progressing", "by": "coach", "due": "2026-12-04"'
run 0 show good
has out 'What was seen since' '27 November 2026: On the way. Five students' \
	'When we look at it again: 4 December 2026'
for wrong in 'level: met' 'level: better
by: coach' 'level: met
by: observer' 'level: met
by: coach
due: Friday'; do
	printf 'kind: visit\n%s\n' "$wrong" >in
	run 1 add good
done
printf 'kind: visit\nby: coach\ndate: "2026-11-30"\n' >in
run 0 add good
run 0 show good
has out '30 November 2026: It could not be seen' 'When we look at it again: 4 December 2026'
cat >in <<'EOF'
kind: consent
value: refused
---
kind: visit
by: teacher
level: met
text: They did it.
EOF
run 2 add other
has err 'nothing was added: the teacher'
unset DEBRIEF_TEST_CLOCK

# An undone record is gone from the state, and the log keeps to what counts.
demo_session undone
cat >in <<'EOF'
kind: said
by: teacher
step: elicit-rationale
field: rationale
text: Taken back.
EOF
run 0 add undone
printf 'kind: void\nre: %s\n' "$(cat out)" >in
run 0 add undone
run 0 show undone --json
has out '"rationale": null' '"events": 49,'
has_not out 'Taken back.'
finish
