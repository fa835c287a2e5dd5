#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a coach has promised to delete is nowhere afterwards: every byte of every file in the home is
# searched for it. What stays, or cannot be reached, is said.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

secret='the vice principal told me not to'
state=$HOME/.local/state/debrief

# is_nowhere TEXT: in no file of the home, and no name of one
is_nowhere() {
	! grep -raF -e "$1" "$HOME" >found || complain "'$1' is still there: $(head -c 300 found)"
	[ -z "$(find "$HOME" -name "*$1*")" ] || complain "'$1' is still a name"
}

# said SESSION TEXT [RE]: adds words of the teacher's; leaves their id in $id
said() {
	{
		printf 'kind: said\nby: teacher\n'
		[ $# -lt 3 ] || printf 're: %s\n' "$3"
		printf 'text: |2-\n  %s\n' "$2"
	} >in
	run 0 add "$1"
	id=$(cat out)
}

# wait_for TEXT: in what the running program says
wait_for() {
	tries=0
	until grep -qaF -e "$1" out; do
		tries=$((tries + 1))
		[ "$tries" -lt 300 ] || complain "it does not say '$1'"
		[ "$tries" -lt 300 ] || break
		sleep 0.1
	done
}

run 0 new talk --rubric ambitious-mathematics --teacher 'J. R.'
said talk 'They give up when the numbers get messy.'
kept=$id

# ---- what is asked, and how it is answered ----

said talk "Well, $secret."
run 0 erase talk
has out "$kept" "$id" 'They give up when the numbers get messy.'
run 0 erase talk "$id" --dry-run
has out "Well, $secret." 'journal.' 'Not reached from here: backups' 'Nothing was changed'
run 2 erase talk "$id"
has err 'nothing was erased: there is nobody to ask' '--yes'
is_empty out
run 2 erase talk nonsense
has err "'nonsense' is not the id of a record"
run 2 erase talk "${id%.*}.999"
has err 'the session has no record'
run 2 erase talk "$id" --maybe
has err 'unknown option'
printf 'kind: consent\nvalue: given\n' >in
run 0 add talk
run 2 erase talk "$(cat out)" --yes
has err 'in which there are no words'
if command -v script >/dev/null; then
	echo no | script -qec "'$DEBRIEF' erase talk $id" /dev/null >out && complain 'no is an answer too'
	has out 'Nothing was erased.'
	grep -rqaF "$secret" "$HOME" || complain 'it was erased against the answer'
	echo yes | script -qec "'$DEBRIEF' erase talk $id" /dev/null >out || complain 'yes does not erase'
	has out 'They are erased.'

	# While it asks, a newer version of the file comes from elsewhere.
	erased=$id
	run 0 new asked --rubric ambitious-mathematics
	said asked "Soon, $secret."
	first=$id
	journal=$(grep -lF "id: $id" "$library"/asked/journal.*.yaml)
	cp "$journal" older
	said asked 'From the other machine.'
	cp "$journal" newer
	mv older "$journal"
	mkfifo typed
	script -qec "'$DEBRIEF' erase asked $first" /dev/null <typed >out &
	asking=$!
	exec 3>typed
	wait_for 'Erase them?'
	mv newer "$journal"
	echo yes >&3
	wait_for 'nothing was erased. It is now like this'
	echo no >&3
	exec 3>&-
	wait "$asking" && complain 'it was erased against the second answer'
	has "$journal" "$secret" 'From the other machine.'
	run 0 erase asked "$first" --yes
	has "$journal" 'From the other machine.'
	id=$erased
else
	echo 'skipped: the question, because script is not installed'
	run 0 erase talk "$id" --yes
fi
is_nowhere "$secret"

# ---- what is left ----

run 0 check talk
run 0 show talk --json
has out '"events": 2,' '"kind": "erased"' 'They give up when the numbers get messy.'
run 0 show talk
run 0 report talk --for teacher
run 0 erase talk "$id" --yes
has out 'Nothing is left of these words.'
said talk 'And it goes on.'
run 0 check talk

# ---- all wordings, and who has the same words ----

said talk "First I said $secret."
first=$id
said talk "Then I said: not so." "$first"
said talk "At last: $secret, in fact." "$first"
last=$id
printf 'kind: goal\nwhose: teacher\ntext: Because %s.\n' "$secret" >in
run 0 add talk
goal=$(cat out)
printf 'kind: note\nre: %s\ntext: Ask her again.\n' "$first" >in
run 0 add talk
printf 'a copy: %s\n' "$secret" >"$library/notes.txt"
run 1 erase talk "$last" --yes
has out "$first" 'has the same words' 'speaks of one that goes' "$goal" notes.txt
has_not out "$secret" 'not so'
run 0 check talk
rm "$library/notes.txt"
run 0 erase talk "$goal" --yes
is_nowhere "$secret"
is_nowhere 'not so'
grep -rqaF 'Ask her again.' "$HOME" || complain 'the note is gone'

# However the session is named, what is erased is not told as a copy; another name of it is.
said talk "Once more, $secret."
run 2 erase talk "${id%.*}.4294967295" --yes
has err 'the session has no record'
for journal in "$library"/talk/journal.*.yaml; do
	ln "$journal" "$HOME/.local/share/$(basename "$journal")"
	mv "$HOME/.local/share/$(basename "$journal")" "$library/"
done
(cd "$library" && "$DEBRIEF" erase ./talk "$id" --yes) >out && complain 'another name was not told'
has out 'have the same words' "$library/journal."
sed -n '/same words/,/Not reached/p' out | grep -q /talk/ && complain 'what is erased is told as a copy'
rm "$library"/journal.*.yaml
is_nowhere "$secret"

# ---- several at once: a transcript ----

printf 'Coach: So?\nTeacher: I think %s.\nCoach: Oh.\nTeacher: Yes, %s!\n' "$secret" "$secret" >talk.txt
run 0 new long --rubric ambitious-mathematics
run 0 import long talk.txt
run 0 import long --take-back
run 0 erase long
grep 'turn ' out | sed 's/^ *\([^ ]*\) .*/\1/' >ids
[ "$(wc -l <ids)" -eq 4 ] || complain "not four turns: $(cat ids)"
run 0 erase long "$(head -n 1 ids)..$(tail -n 1 ids | sed 's/.*\.//')" --yes
is_nowhere "$secret"
run 0 check long
run 2 erase long "$(tail -n 1 ids)..1" --yes
has err 'the smaller number first'

# ---- files that are not as they were made ----

said talk "Hm, $secret, I think."
for journal in "$library"/talk/journal.*.yaml; do
	! grep -q "id: $id\$" "$journal" || break
done
sed 's/$/\r/' "$journal" >"$journal.new"
mv "$journal.new" "$journal"
cp "$journal" "$library/talk/$(basename "$journal" .yaml).sync-conflict-20261122.yaml"
sed -i "s/^  Hm, /  Well: /" "$journal" # an edited record is still one
mkdir -p "$state/rescue/talk" "$state/editor/line-x7f3"
cp "$journal" "$state/rescue/talk/journal.r333.yaml"
printf -- '---\nid: r333.9\ntext: |2-\n  Hm, %s' "$secret" >"$state/rescue/talk/torn.journal.r333.1"
printf 'Hm, %s, I think.\n' "$secret" >"$state/editor/line-x7f3/text.txt"
run 0 erase talk "$id" --yes
is_nowhere "$secret"
is_nowhere .debrief-
[ -z "$(ls "$state/editor")" ] || complain 'an empty folder stays'
has "$journal" "$(printf 'stream: shared\r')"
run 0 show talk --json
has out 'They give up when the numbers get messy.'

# A link is never followed, and never passes for a journal.
said talk "Still, $secret, you know."
printf 'elsewhere\n' >target
ln -s "$work/target" "$library/talk/journal.l111.yaml"
run 1 erase talk "$id" --yes
has out 'These could not be looked into' 'journal.l111.yaml'
[ "$(cat target)" = elsewhere ] || complain 'it has written through a link'
rm "$library/talk/journal.l111.yaml"
is_nowhere "$secret"

# ---- the name of the teacher, student work, git ----

run 0 new named --rubric ambitious-mathematics --teacher 'Jolanda Rutherford'
mkdir "$library/named/.git"
run 0 erase named
run 0 erase named "$(sed -n 's/^  \([^ ]*\.1\) .*open.*/\1/p' out)" --yes
has out 'kept by git' named
is_nowhere 'Jolanda Rutherford'
run 0 check named
printf 'Two jugs, drawn by Anneliese\n' >"$library/named/work/slip.txt"
printf 'kind: work\nstrategy: Ratio table\nfile: slip.txt\n' >in
run 0 add named
run 0 erase named "$(cat out)" --yes
has out work/slip.txt
is_nowhere Anneliese

# ---- while another program writes ----

if command -v perl >/dev/null; then
	said talk "But $secret, no?"
	mkfifo ready hold
	perl -e '
		use Fcntl;
		my $lock = pack("s! s! x![q] q q i x![q]", F_WRLCK, 0, 0, 0, 0);
		open(my $file, "+<", $ARGV[0]) or exit 1;
		fcntl($file, F_OFD_SETLK(), $lock) or exit 1;
		open(my $ready, ">", "ready") or exit 1;
		print $ready "held\n";
		close($ready);
		open(my $hold, "<", "hold") or exit 1;
		my $end = <$hold>;
		sub F_OFD_SETLK { 37 }
	' "$journal" || echo failed >ready &
	holder=$!
	read -r answer <ready
	[ "$answer" = held ] || complain 'the lock could not be taken'
	sums "$HOME" >before
	run 2 erase talk "$id" --yes
	has err 'nothing was erased: another program is writing to this session; leave it there first'
	sums "$HOME" >after
	cmp -s before after || complain 'a locked session has changed'
	: >hold
	wait "$holder"
	run 0 erase talk "$id" --yes
	is_nowhere "$secret"
else
	echo 'skipped: a lock, because perl is not installed'
fi
finish
