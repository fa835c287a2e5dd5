#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A damaged session: all that can be read is shown, `check` names the rest, nothing is changed.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

is_json() {
	! command -v jq >/dev/null || jq -e . out >/dev/null || complain "$1: no JSON"
	has out '"problems": ['
}

# damaged NAME STATUS TEXT: `show` works, `check` ends with the status and says the text
damaged() {
	sums "$library/$1" >before
	run 0 show "$1" --json
	is_json "$1"
	run 0 show "$1"
	has out 'What comes next'
	run "$2" check "$1"
	has out "$3"
	is_empty err
	sums "$library/$1" >after
	cmp -s before after || complain "$1 was changed by reading"
}

demo_session whole
cp "$SRCDIR/tests/cli/successful-talk.yaml" in
run 0 add whole
copy() {
	cp -R "$library/whole" "$library/$1"
	journal=$(echo "$library/$1"/journal.*.yaml)
}

copy torn
printf -- '---\nid: k7q2.99\nat: 2026-1' >>"$journal"
damaged torn 1 'this record is not whole'
[ "$(events torn)" -eq "$(events whole)" ] || complain 'a torn tail took records with it'

copy edited
sed 's/They all got started\./They all got going./' "$journal" >"$journal.new"
mv "$journal.new" "$journal"
damaged edited 1 'has been edited'
run 0 show edited --json
has out 'They all got going.' 'has been edited'
[ "$(events edited)" -eq "$(events whole)" ] || complain 'an edited record does not count'

copy crlf
sed 's/$/\r/' "$journal" >"$journal.new"
mv "$journal.new" "$journal"
damaged crlf 0 'warning: lines end in CRLF'

copy norubric
rm "$library/norubric/rubric.yaml"
damaged norubric 1 'rubric.yaml'
run 0 show norubric --json
has out '"id": "ambitious-mathematics"' '"diagnosis": null'
printf 'kind: note\ntext: Still here.\n' >in
run 0 add norubric

copy brokenrubric
printf 'phases: [\n' >"$library/brokenrubric/rubric.yaml"
damaged brokenrubric 1 'rubric.yaml'

copy nojournal
rm "$library"/nojournal/journal.*.yaml "$library"/nojournal/private.*.yaml
run 0 show nojournal --json
is_json nojournal
has out '"session": "nojournal"' '"events": 0,'

copy noprivate
rm "$library"/noprivate/private.*.yaml
run 0 show noprivate --json
is_json noprivate
has out '"coach": null' '"successful": "unknown"'

copy bytes
sed 's/They all got started\./\o377\o376/' "$journal" >"$journal.new"
mv "$journal.new" "$journal"
damaged bytes 1 'UTF-8'

copy nul
head -c 5000 /dev/zero >>"$journal"
damaged nul 1 'this record is not whole'

# A group without its last record does not count; the events before it do.
copy group
sed '/^kind: close$/,$d' "$journal" | sed '$d' | sed '$d' | sed '$d' >"$journal.new"
mv "$journal.new" "$journal"
run 0 show group --json
is_json group
has out '"events": 49,' '"ending": null'

# A kind and a key of a later version are kept and shown.
run 0 new later --rubric ambitious-mathematics
id=$(basename "$library"/later/journal.*.yaml .yaml)
id=${id#journal.}
printf -- '---\nid: %s.2\nat: 2098-01-01T00:00:00.000Z\nel: 3\nkind: sketch\nlines: 7\n' "$id" \
	>>"$library/later/journal.$id.yaml"
printf 'sum: "00000000"\n' >>"$library/later/journal.$id.yaml"
run 0 show later --json
is_json later
has out '"kind": "sketch", "lines": 7' '"events": 1,'

# A newer format is read and not written to.
copy newer
sed 's/^format: 1$/format: 2/' "$journal" >"$journal.new"
mv "$journal.new" "$journal"
run 0 show newer --json
is_json newer
printf 'kind: note\ntext: x\n' >in
run 2 add newer
has err 'newer version'
finish
