#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# kill -9 at any moment of `add`: what was acknowledged is there afterwards, and of every input
# all events count or none.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

run 0 new talk --rubric ambitious-mathematics
cat >three.yaml <<'EOF'
kind: said
by: teacher
text: Words that were heard.
---
kind: note
text: A private note.
---
kind: said
by: coach
text: More words.
EOF
: >acknowledged
delay=0
step=${DEBRIEF_HARD:+20}
step=${step:-400}
rounds=0
unharmed=0

# The writer is killed later and later, until it has come through unharmed a few times.
while [ "$unharmed" -lt 3 ] && [ "$rounds" -lt 3000 ]; do
	rounds=$((rounds + 1))
	"$DEBRIEF" add talk <three.yaml >>acknowledged 2>err &
	writer=$!
	i=0
	while [ "$i" -lt "$delay" ]; do
		i=$((i + 1))
	done
	kill -9 "$writer" 2>/dev/null || :
	status=0
	wait "$writer" 2>/dev/null || status=$?
	case $status in
	0) unharmed=$((unharmed + 1)) ;;
	137) ;;
	*) complain "the writer ended with $status: $(cat err)" ;;
	esac
	delay=$((delay + step))
done
[ "$rounds" -gt 3 ] || complain 'the writer was never killed'

run 0 show talk --json
while read -r id; do
	grep -qF "{\"id\": \"$id\"," out || complain "$id was acknowledged and is lost"
done <acknowledged
count=$(events talk)
[ $((count % 3)) -eq 0 ] || complain "$count events: an input counts in part"
[ "$count" -ge "$(wc -l <acknowledged)" ] || complain 'fewer events than were acknowledged'
cp three.yaml in
run 0 add talk
[ "$(events talk)" -eq $((count + 3)) ] || complain 'it cannot be gone on with'
finish
