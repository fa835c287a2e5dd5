#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The follow-up as a file for a calendar: from the command line, and as a calendar's own parser
# reads it (python3-icalendar).
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

# visit DUE: one that names another day, or none
visit() {
	printf 'kind: visit\nby: coach\nlevel: progressing\n' >in
	[ -z "$1" ] || printf 'due: "%s"\n' "$1" >>in
	run 0 add talk
}

demo_session talk
run 2 report talk --format ics
has err 'no day was named'
run 2 report talk -o follow-up.ics
[ ! -e follow-up.ics ] || complain 'a file was written all the same'
cp "$SRCDIR/tests/cli/successful-talk.yaml" in
run 0 add talk
run 0 report talk --format ics
cp out first.ics
has out 'DTSTART;VALUE=DATE:20261127' 'SUMMARY:Follow-up' 'SEQUENCE:0'
has_not out 'talk' 'J. R.' 'Thursday' 'ratio'
visit 2026-12-04
run 0 report talk -o second.ics
is_empty out
visit ''
run 0 report talk --format ics -o third.ics --for coach
has third.ics 'STATUS:CANCELLED'
run 2 report talk --for coach --format calendar
has err "'json' or 'ics'"

python=
for command in python3 /usr/bin/python3; do # the second is that of the system's packages
	[ -n "$python" ] || ! "$command" -c 'import icalendar' 2>/dev/null || python=$command
done
if [ -z "$python" ]; then
	[ "$failed" -eq 0 ] || finish
	echo 'skipped: a real parser did not read it; apt-get install python3-icalendar'
	exit 77
fi
cat >read.py <<'EOF'
import sys
import icalendar

def event(name):
    with open(name, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    assert not calendar.errors and "METHOD" not in calendar, name
    events = calendar.walk("VEVENT")
    assert len(events) == 1 and not events[0].errors, name
    return events[0]

first, second, third = [event(name) for name in sys.argv[1:]]
assert first["UID"] == second["UID"] == third["UID"]
assert first["SEQUENCE"] < second["SEQUENCE"] < third["SEQUENCE"]
assert str(first["SUMMARY"]) == "Follow-up"
assert first.decoded("DTSTART").isoformat() == "2026-11-27"
assert second.decoded("DTSTART").isoformat() == "2026-12-04"
assert (second.decoded("DTEND") - second.decoded("DTSTART")).days == 1
assert [e["STATUS"] for e in (first, second, third)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
alarm, = second.walk("VALARM")
assert -86400 < alarm.decoded("TRIGGER").total_seconds() < 0 and alarm["ACTION"] == "DISPLAY"
assert not third.walk("VALARM")
EOF
"$python" read.py first.ics second.ics third.ics >said 2>&1 || complain "$(cat said)"
finish
