#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sessions that somebody copies, merges or puts back: two machines, programs that keep folders in
# step, git, and one stream without the other. Each opens, says what is missing, and loses nothing.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

cases=0

# on MACHINE: what follows runs on this one
on() {
	HOME=$work/$1
	mkdir -p "$HOME"
	library=$HOME/.local/share/debrief/sessions
	mkdir -p "$library"
	cases=$((cases + 1))
}

# tell TEXT...: adds each, with a private note beside it
tell() {
	for text in "$@"; do
		printf 'kind: said\nby: teacher\ntext: %s\n' "$text" >in
		run 0 add talk
		printf 'kind: note\ntext: my %s\n' "$text" >in
		run 0 add talk
	done
}

# holds TEXT...: the session has each of these once
holds() {
	run 0 show talk --json
	cp out shown
	for text in "$@"; do
		count=$(grep -cF "\"$text\"" shown) || :
		[ "$count" -eq 1 ] || complain "'$text' is there $count times, not once"
	done
}

begin() {
	on "$1"
	run 0 new talk --rubric ambitious-mathematics --teacher 'J. R.'
}

# ---- two machines, merged by copying files ----

begin one
tell both
on two
cp -R "$work/one/.local/share/debrief/sessions/talk" "$library/talk"
tell second third
on one
tell first
cp -u "$work/two/.local/share/debrief/sessions/talk"/*.yaml "$library/talk"
holds both first second third 'my both' 'my first' 'my second' 'my third'
run 0 check talk
is_empty err
on two
cp -u "$work/one/.local/share/debrief/sessions/talk"/*.yaml "$library/talk"
cp shown theirs
holds both first second third
cmp -s shown theirs || complain 'the two machines do not see the same session'
tell fourth
holds both first second third fourth 'my fourth'
run 0 check talk

# ---- an older version comes back ----

begin older
tell begun
mkdir kept
cp "$library"/talk/*.yaml kept
tell late later
journal=$(echo "$library"/talk/journal.*.yaml)
private=$(echo "$library"/talk/private.*.yaml)
mkdir newer
cp "$library"/talk/*.yaml newer
for replaced in "$journal" "$private"; do
	cp "kept/${replaced##*/}" "$replaced"
	run 1 check talk
	has out "the records '" 'were saved here and are in no file any more'
	cp "newer/${replaced##*/}" "$replaced"
	run 0 check talk
done
cp kept/*.yaml "$library/talk"
holds begun
tell after
holds begun after 'my after'
# What the program that keeps folders in step had put aside is read from there.
for form in '.sync-conflict-20261121-124100-ABCDEF7' ' (conflicted copy 2026-11-21 124100)' \
	" (Ann's conflicted copy 2026-11-21)" '-LAPTOP' ' (1)'; do
	for file in newer/journal.* newer/private.*; do
		name=$(basename "$file" .yaml)
		cp "$file" "$library/talk/$name$form.yaml"
	done
	cases=$((cases + 1))
	holds begun late later after 'my late' 'my later' 'my after'
	run 0 check talk
	has out 'is a copy that another program left'
	rm "$library/talk/"*"$form.yaml"
done

# A file that has come a second time, and one that came half.
begin half
tell one two three
journal=$(echo "$library"/talk/journal.*.yaml)
cp "$journal" whole
mv "$journal" away
cp away "$journal"
tell four
holds one two three four
size=$(wc -c <whole)
for left in 1 30 100; do
	on "half-$left"
	mkdir "$library/talk"
	cp -R "$work/half/.local/share/debrief/sessions/talk/." "$library/talk"
	head -c "$((size - left))" whole >"$library/talk/${journal##*/}"
	holds one two
	tell five
	holds one two four five
	cp whole "$library/talk/${journal##*/}"
	holds one two three four five
done

# ---- one stream without the other ----

begin shared
tell words
mkdir -p streams
cp "$library"/talk/*.yaml streams
rm "$library"/talk/private.*.yaml
run 0 show talk --json
has out '"words"'
has_not out 'my words'
run 1 check talk
has out "there is no 'private." 'for the coach alone is not here' 'were saved here'
on given-shared
cp -R "$work/shared/.local/share/debrief/sessions/talk" "$library/talk"
run 0 check talk
has out "there is no 'private." 'for the coach alone is not here'
tell more
cp streams/private.* "$library/talk"
holds words 'my words' more 'my more'
run 0 check talk
is_empty err

begin private
tell words
mkdir -p private-streams
cp "$library"/talk/*.yaml private-streams
rm "$library"/talk/journal.*.yaml
run 0 show talk --json
has out '"my words"'
has_not out '"words"'
run 1 check talk
has out "there is no 'journal." 'for both is not here' 'were saved here'
on given-private
cp -R "$work/private/.local/share/debrief/sessions/talk" "$library/talk"
run 0 check talk
has out "there is no 'journal." 'for both is not here'
tell more
cp private-streams/journal.* "$library/talk"
holds words 'my words' more 'my more'
run 0 check talk

# ---- git ----

if ! command -v git >/dev/null; then
	echo 'skipped: the cases with git, which is not installed'
	echo "$cases cases"
	finish
fi
GIT_CONFIG_GLOBAL=$work/gitconfig
GIT_CONFIG_NOSYSTEM=1
export GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM
git config --global user.name coach
git config --global user.email coach@example.org
git config --global init.defaultBranch main
git config --global core.autocrlf true
begin git
tell both
cd "$library/talk"
journal=$(echo journal.*.yaml)
printf 'one\r\ntwo\n' >work/notes.txt
sums . >"$work/before"
git init -q .
git add -A 2>/dev/null
git commit -qm begun
on git-two
git clone -q "$work/git/.local/share/debrief/sessions/talk" "$library/talk"
cd "$library/talk"
sums . | grep -v '\.git/' >"$work/after"
grep -v '\.git/' "$work/before" >"$work/wanted"
cmp -s "$work/after" "$work/wanted" || complain 'git has changed bytes of a session'
cd "$work"
tell second
git -C "$library/talk" add -A 2>/dev/null
git -C "$library/talk" commit -qm second
on git
tell first
cd "$library/talk"
git add -A 2>/dev/null
git commit -qm first
git pull -q --no-rebase "$work/git-two/.local/share/debrief/sessions/talk" main || complain 'no merge'
cd "$work"
holds both first second 'my both' 'my first' 'my second'
run 0 check talk
# Both sides have added to the same file: git leaves it to people, with every record whole.
cd "$library/talk"
git branch other
printf -- '# mine\n' >>"$journal"
git commit -qam mine
git checkout -q other
printf -- '# theirs\n' >>"$journal"
git commit -qam theirs
status=0
git merge -q main >/dev/null 2>&1 || status=$?
[ "$status" -ne 0 ] || complain 'git has merged within a journal'
cd "$work"
has_not "$library/talk/$journal" '<<<<' '>>>>' '# mine'
holds both first second

# ---- floods ----

# Copies are not written to, so they take up no descriptors.
begin flood
tell first
journal=$(echo "$library"/talk/journal.*.yaml)
number=1
while [ $number -le 100 ]; do
	cp "$journal" "${journal%.yaml} ($number).yaml"
	number=$((number + 1))
done
printf 'kind: note\ntext: after\n' >in
# shellcheck disable=SC3045 # dash, bash and busybox have it
(ulimit -n 60 && "$DEBRIEF" add talk <in >out 2>err) || complain "a flood of copies: $(cat err)"
holds first after
# Whether somebody writes to a file that cannot be opened for want of a descriptor is not known.
number=1
while [ $number -le 100 ]; do
	cp "$journal" "$library/talk/journal.w$(printf %03d $number).yaml"
	number=$((number + 1))
done
printf 'kind: note\ntext: unsure\n' >in
# shellcheck disable=SC3045 # dash, bash and busybox have it
(ulimit -n 60 && "$DEBRIEF" add talk <in >out 2>err) && complain 'it writes without the locks'
has err 'cannot open'
# shellcheck disable=SC3045
(ulimit -S -n 60 && "$DEBRIEF" add talk <in >out 2>err) || complain "the limit stays: $(cat err)"
echo "$cases cases"
finish
