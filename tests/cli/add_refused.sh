#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A stream with any mistake is refused whole: located messages, exit 1, not a byte changed.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

demo_session talk
sums "$library" >before
count=$(events talk)

# refused STATUS PLACE TEXT: what is in `in` is not added
refused() {
	cp in last
	run "$1" add talk
	[ "$1" -ne 1 ] || has err "stdin:$2: error: "
	has err "$3"
	is_empty out
	sums "$library" >after
	cmp -s before after || complain "the library has changed: $(cat last)"
}

printf 'kind: note\ntext: Fine.\n---\nkind: evidance\ntext: x\n' >in
refused 1 4:7 "did you mean 'evidence'?"
printf 'text: Fine.\n' >in
refused 1 1:1 "kind"
printf 'kind: note\n' >in
refused 1 1:1 "'note' needs 'text'"
printf 'kind: rate\ncriterion: launch.acess\nlevel: all\n' >in
refused 1 2:12 "did you mean 'launch.access'?"
printf 'kind: rate\ncriterion: launch.access\nlevel: most\n' >in
refused 1 3:8 'level'
printf 'kind: said\nby: teacher\nstep: elicit-rationel\ntext: x\n' >in
refused 1 3:7 'elicit-rationale'
printf 'kind: field\nfield: development\nvalue: joy\n' >in
refused 1 3:8 'joy'
printf 'kind: note\ntext: a\n---\nkind: note\nre: +2\ntext: b\n' >in
refused 1 5:5 "there is no record '+2'"
printf 'kind: note\nre: +2\ntext: a\n---\nkind: note\ntext: b\n' >in
refused 1 2:5 "there is no record '+2'"
printf 'kind: note\nre: zzzz.7\ntext: b\n' >in
refused 1 2:5 "there is no record 'zzzz.7'"
for key in id sum group; do
	printf 'kind: note\n%s: k7q2.3\ntext: b\n' "$key" >in
	refused 1 2:1 "'$key' cannot be given"
done
printf 'kind: open\nteacher: A\n' >in
refused 1 1:7 "'open' cannot be added"
printf 'kind: join\n' >in
refused 1 1:7 "'join' cannot be added"
printf 'kind: note\ntext: a\nat: noon\n' >in
refused 1 3:5 "'at' cannot be noon"
printf 'kind: note\ntext: a\nat: 2001-01-01T00:00:00Z\n' >in
refused 1 3:5 'this is before'
printf 'kind: note\ntext: a\nat: 2098-01-01T00:00:01Z\n---\nkind: note\ntext: b\nat: 2098-01-01T00:00:00Z\n' >in
refused 1 7:5 'this is before'
printf 'kind: note\ntext: a\nel: 20\n---\nkind: note\ntext: b\nel: 19.5\n' >in
refused 1 7:5 'this is before'
printf 'kind: note\ntext: a\nel: 50\n---\nkind: note\ntext: b\nel: 1e3\n' >in
refused 1 7:5 "'el' cannot be 1e3"
has_not err 'this is before'
printf 'kind: note\ntext: a\nprivate: perhaps\n' >in
refused 1 3:10 'true or false'
printf 'kind: [note\n' >in
refused 1 1:7 'never closed'
printf 'kind: note\ntext: \377\376\n' >in
refused 1 2:7 'UTF-8'
printf -- '- a list\n' >in
refused 1 1:1 'this is no event'
printf 'kind: note\ntext: &a x\n' >in
refused 1 2:7 'anchors'
printf 'kind: work\nstrategy: Drawing\nfile: ../rubric.yaml\n' >in
refused 1 3:7 'without a slash'
printf 'kind: said\nby: teacher\ntext: x\n---\nkind: assign\nre: +1\nstep: elicit-goal\nphase: launch\n' >in
refused 1 8:8 "only evidence is sorted by 'phase'"
printf 'kind: evidence\ntext: x\n---\nkind: assign\nre: +1\nphase: lunch\n' >in
refused 1 6:8 "did you mean 'launch'?"
printf 'kind: evidence\ntext: x\n---\nkind: assign\nre: +1\nwho: kids\n' >in
refused 1 6:6 "'who' cannot be kids"
printf 'kind: note\ntext: x\n---\nkind: evidence\nre: +1\ntext: y\n' >in
refused 1 5:5 "this replaces another 'evidence'"
printf 'kind: work\nstrategy: Drawing\nfile: absent.jpg\n' >in
refused 1 3:7 'absent.jpg'
{ printf 'kind: note\ntext: '; head -c 70000 /dev/zero | tr '\0' x; } >in
refused 1 1:1 'too long for one record'

# All mistakes in one run, each with its line.
printf 'kind: note\n---\nkind: nonsense\n---\nkind: judge\nby: nobody\nwhat: same-phase\nvalue: same\n' >in
run 1 add talk
has err 'stdin:1:1:' 'stdin:3:7:' 'stdin:6:5:'

# A link is no copy of a student's work.
ln -s ../rubric.yaml "$library/talk/work/link.jpg"
sums "$library" >before
printf 'kind: work\nstrategy: Drawing\nfile: link.jpg\n' >in
refused 1 3:7 'link.jpg'

# Refused consent: not one word of the teacher, and neither of what came with it.
printf 'kind: consent\nvalue: refused\n---\nkind: said\nby: teacher\ntext: My words.\n' >in
refused 2 '' 'the teacher does not want their words written down'
printf 'kind: consent\nvalue: refused\n' >in
run 0 add talk
count=$((count + 1))
sums "$library" >before
printf 'kind: note\ntext: x\n---\nkind: said\nby: teacher\nfield: rationale\ntext: My words.\n' >in
refused 2 '' 'nothing was added'
while read -r fields; do
	printf 'kind: %b\n' "$fields" >in
	refused 2 '' 'the teacher does not want their words written down'
done <<'EOF'
progress\nlevel: met\nby: teacher\ntext: My words.
progress\nlevel: met\ntext: My words.
visit\nlevel: met\nby: teacher\ntext: My words.
evidence\nsource: teacher\nwho: students\ntext: My words.
goal\nwhose: teacher\nphase: launch\ntext: My words.
goal\nwhose: agreed-by-teacher\nphase: launch\ntext: My words.
goal\nwhose: teacher\nchange: connect-two\nbecause: My words.
EOF
for kind in 'progress\nlevel: met\nby: teacher' 'goal\nwhose: teacher\nchange: connect-two' \
	'evidence\nwho: teacher\nphase: launch\ntext: Read it aloud.'; do
	printf 'kind: %b\n' "$kind" >in
	run 0 add talk
	count=$((count + 1))
done
printf 'kind: field\nfield: rationale\nvalue: heard\n---\nkind: said\nby: coach\ntext: Mine.\n' >in
run 0 add talk
count=$((count + 2))
printf 'kind: consent\nvalue: given\n---\nkind: said\nby: teacher\ntext: After all.\n' >in
run 0 add talk
count=$((count + 2))
[ "$(events talk)" -eq "$count" ] || complain "$(events talk) events, not $count"
finish
