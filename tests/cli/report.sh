#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The reports of a whole talk: as they were read before they were kept (GENERATE=1 writes them
# anew), in every format, and into files that are written whole or not at all.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

DEBRIEF_TEST_CLOCK=2026-11-20T15:00:00Z
export DEBRIEF_TEST_CLOCK
esc=$(printf '\033')
bidi=$(printf '\342\200\256')

run 0 new talk --rubric ambitious-mathematics --teacher 'J. R.' --coach 'M. S.' --grade 7 \
	--lesson 'Two jugs of lemonade' --goal 'Ratios can be compared.'
demo_events >in
run 0 add talk
# something happens every 37 seconds
awk '{ print } /^---$/ { printf "el: %d\n", 300 + 37 * n++ }' \
	"$SRCDIR/tests/cli/successful-talk.yaml" >in
run 0 add talk

# As they are read.
for reader in coach teacher; do
	golden=$SRCDIR/tests/cli/golden/$reader.txt
	run 0 report talk --for "$reader"
	is_empty err
	[ -z "${GENERATE-}" ] || cp out "$golden"
	diff -u "$golden" out >difference || complain "the $reader's report: $(cat difference)"
done
run 0 show talk
diff -u "$SRCDIR/tests/cli/golden/coach.txt" out >difference || complain 'show says something else'

cat >in <<'EOF'
kind: field
field: hunch
value: little time or energy
---
kind: note
step: my-hunch
text: SENTINEL-of-a-hunch
---
kind: note
text: SENTINEL-of-a-note
EOF
run 0 add talk

# What is private is in the coach's report, and a supposition about a person is in none.
for format in text markdown html json; do
	run 0 report talk --for coach --format "$format"
	sed 's/\\//g' out >coach.out # which Markdown puts before some characters
	has coach.out 'SENTINEL-of-a-note'
	has_not coach.out 'SENTINEL-of-a-hunch' 'little time or energy'
	run 0 report talk --for teacher --format "$format"
	has out 'Two jugs of lemonade'
	has_not out 'SENTINEL' 'little time' 'productive' 'had a part in'
done

# For the teacher the private files are not read.
run 0 report talk --for teacher
cp out teacher.txt
for file in "$library"/talk/private.*; do
	printf 'nothing of this can be read\n' >"$file"
done
run 0 report talk --for teacher -o -
cmp -s out teacher.txt || complain 'private files matter for the teacher'

# The format by the ending, unless it is said.
for name in x.md x.markdown x.html x.HTM x.json x.txt x; do
	run 0 report talk --for teacher -o "$name"
	is_empty out
	is_empty err
	[ "$(stat -c %a "$name")" = 600 ] || complain "others can read $name"
done
has x.md '# Two jugs of lemonade'
has x.html '<!DOCTYPE html>' '</html>'
has_not x.json '"session"'
has x.json '"for": "teacher"' '{"id": "agreed", "blocks": ['
for pair in 'x.md x.markdown' 'x.html x.HTM' 'x.txt teacher.txt' 'x x.txt'; do
	cmp -s "${pair% *}" "${pair#* }" || complain "not the same: $pair"
done
run 0 report --for=teacher --format json --output x.txt -- talk
cmp -s x.txt x.json || complain 'a format that is said does not count'
if command -v jq >/dev/null; then
	jq -e '.sections | length > 5' x.json >/dev/null || complain 'x.json is no JSON'
fi

# Another ending is refused before anything is read, unless the format is said.
for name in x.pdf y.docx x.md.bak; do
	run 2 report talk --for teacher -o "$name"
	has err "'.${name##*.}'" '.txt, .md, .html, .json or .ics' '--format'
	[ ! -e "$name" ] || complain "$name was written"
done
run 0 report talk --for teacher --format html -o x.pdf
cmp -s x.pdf x.html || complain 'x.pdf is not what was asked for'

# Without a title the teacher's says nothing of the session's name.
run 0 new SENTINEL-name --rubric ambitious-mathematics --teacher 'J. R.' --grade 7
printf 'kind: lesson\nlesson: {date: "2026-11-20", taught-by: j.r.}\n' >in
run 0 add SENTINEL-name
for format in text markdown html json; do
	run 0 report SENTINEL-name --for teacher --format "$format"
	has out 'Our talk, Grade 7, 20 November 2026'
	has_not out 'SENTINEL' 'Taught by' 'taught-by'
	run 0 report SENTINEL-name --for coach --format "$format"
	has out 'SENTINEL'
done
has out '"session": "SENTINEL-name"'

# What cannot be written leaves the old file as it was, and nothing beside it.
mkdir folder
printf 'old\n' >folder/report.html
ln -s report.html folder/link.html
mkdir folder/inside
sums folder >before
(
	ulimit -f 1
	run 2 report talk --for teacher -o folder/report.html
	finish
) || failed=1
has err "folder/report.html'" 'File too large'
is_empty out
for pair in 'folder/link.html:is a link' 'folder/inside:no file that can be replaced' \
	'/dev/null:no file that can be replaced' 'nowhere/x.html:cannot open the folder' \
	'folder/report.html/x:cannot open the folder' ':has no name'; do
	run 2 report talk --for teacher -o "${pair%%:*}"
	has err "${pair#*:}"
	is_empty out
done
if [ "$(id -u)" -ne 0 ]; then
	chmod 555 folder
	run 2 report talk --for teacher -o folder/report.html
	has err "folder/report.html'" 'Permission denied'
	chmod 755 folder
fi
sums folder >after
cmp -s before after || complain 'something was written in vain'
[ "$(find folder | wc -l)" -eq 4 ] || complain "left behind: $(ls -A folder)"
run 0 report talk --for teacher -o folder/report.html
has folder/report.html '<!DOCTYPE html>'

# Where records are kept, and over a copy of them, nothing is written.
for journal in "$library"/talk/journal.*.yaml; do
	cp "$journal" folder/copy.txt
done
state=$HOME/.local/state/debrief
mkdir -p "$state/drafts" "$library/talk/work"
ln -s "$library/talk" folder/talk
sums "$library" >before
for name in "$journal" "$library/talk/rubric.yaml" "$library/talk/new.html" \
	"$library/talk/work/new.html" folder/talk/new.txt folder/copy.txt \
	"$state/new.txt" "$state/drafts/new.txt"; do
	run 2 report talk --for teacher --format text -o "$name"
	has err 'please name'
done
(cd "$library/talk" && run 2 report "$library/talk" --for teacher -o new.txt && finish) || failed=1
rm -f "$library/talk/out" "$library/talk/err"
printf 'save-report\n%s\n%s\nq\n' "$library/talk/journal.txt" "$work/elsewhere.txt" >in
run 0 --plain talk
tr '\n' ' ' <out >joined
has joined 'please name a file in another folder, like ~/journal.txt'
has elsewhere.txt 'Two jugs'
sums "$library" >after
cmp -s before after || complain "a report stands among records: $(diff before after)"
head -1 folder/copy.txt | grep -q '^# debrief session' || complain 'a copy of records is lost'

# Who reads it has to be said.
for words in 'report talk' 'report talk --for' 'report talk --for everybody' \
	'report talk --for coach --format pdf' 'report --for coach' 'report a b --for coach'; do
	# shellcheck disable=SC2086 # words
	run 2 $words
	has err "Try 'debrief report --help'."
	is_empty out
done
run 2 report talk
has err "'--for coach'" "'--for teacher'"
run 2 report talk --for teacher -o
has err "needs a value"
run 2 report nothing --for teacher
has err "no session 'nothing'"

# Student work: a picture is in the page; how its file is called, which may be a student's name,
# is the coach's alone.
run 0 new pictures --rubric ambitious-mathematics
mkdir -p "$library/pictures/work"
printf '\211PNG\r\n\032\n\0\0\0\rIHDR' >"$library/pictures/work/slip.png"
printf 'kind: work\nstrategy: Table\nfile: slip.png\n---\nkind: work\nstrategy: On paper\nstudents: 1\n' >in
run 0 add pictures
printf 'kind: work\nstrategy: Typed\nstudents: 0\nfile: slip.pdf\n' >in
printf '%%PDF-1.4' >"$library/pictures/work/slip.pdf"
run 0 add pictures
run 0 report pictures --for coach
has out '[Picture: Student work: Table; file: slip.png]' 'On paper (1 student)' 'On file: slip.pdf' \
	'  - C: Typed'
has_not out '(0 students)'
run 0 report pictures --for coach --format json
has out '"file": "slip.png"'
for format in text markdown html json; do
	run 0 report pictures --for teacher --format "$format"
	has out 'file 2'
	[ "$format" = html ] || has out 'picture 1'
	has_not out slip
done
mv "$library/pictures/work/slip.png" aside.png
run 0 report pictures --for teacher --format html
has out 'picture 1' 'cannot be opened'
has_not out slip
mv aside.png "$library/pictures/work/slip.png"

# What a rubric does not ask for is not called open, and an id is read as words.
run 0 new looked-back --rubric reflection-guide --teacher Jo
printf 'kind: field\nfield: agenda\nvalue: mostly-me\n' >in
run 0 add looked-back
run 0 report looked-back --for coach
has out 'Whose agenda it was: Mostly me'
has_not out 'Goals' 'How the goal came about' 'has not been asked' 'broke down' 'The talk'
run 0 new planned --rubric goal-setting-and-planning --teacher Jo
run 0 report planned --for teacher
has err 'nothing is written down in this session yet'
printf 'kind: goal\nwhose: teacher\ntext: Wait longer\n---\nkind: close\nending: continue\n' >in
run 0 add planned
run 0 report planned --for coach
has out "The teacher's goal" '  Wait longer' 'We talked on 20 November 2026.'
has_not out 'broke down' 'Of no part' 'nothing that was seen' 'Launch' 'Whether this part' 'Productive'
run 0 report planned --for teacher
is_empty err
has out 'We talked on 20 November 2026.' 'We go on another day.'

# Hostile words stay words.
{
	printf 'kind: evidence\nwho: students\ntext: "\\e[31mred\\u202ex <b>&amp;"\n'
	printf -- '---\nkind: work\nstrategy: "\\e]0;title\\a|*_"\ntext: "\\u202e</pre><script>"\n'
	printf -- '---\nkind: said\nby: teacher\ntext: "\\e[2J\\n# </title>"\n'
} >in
run 0 add pictures
for reader in coach teacher; do
	for format in text markdown html json; do
		run 0 report pictures --for "$reader" --format "$format"
		has_not out "$esc" "$bidi"
		LC_ALL=C tr -d '\011\012\040-\176\200-\377' <out >rest
		is_empty rest
	done
	run 0 report pictures --for "$reader" --format html
	has_not out '<script' '<b>&amp;"' '</pre><'
done

# Line by line: the teacher may read along.
run 0 report talk --for teacher
cp out teacher.txt
printf 'report\nsave-report\n%s\nq\n' "$work/plain.html" >in
run 0 --plain talk
has out "What you would change: Break tasks into smaller steps" "Saved in '$work/plain.html'"
has_not out 'Productive'
printf 'report\nsave-report\n%s\n%s\nq\n' "$work/plain.pdf" "$work/plain.ics" >in
run 0 --plain talk
has out "no report can be written as '.pdf'"
[ ! -e plain.pdf ] || complain 'plain text was called a PDF'
has plain.ics 'BEGIN:VCALENDAR'
has plain.html '<!DOCTYPE html>'

# A session in which nothing was done yet has reports, too.
run 0 new empty --rubric reflection-guide
for format in text markdown html json; do
	run 0 report empty --for teacher --format "$format"
	run 0 report empty --for coach --format "$format"
done
finish
