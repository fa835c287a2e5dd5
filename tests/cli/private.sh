#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What is written down is for one pair of eyes: whatever the umask, files are 0600 and folders 0700;
# nothing is left in temporary folders, no history, no core; and a link that somebody put where a
# file is to come is not written through.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

TMPDIR=$work/tmp
XDG_RUNTIME_DIR=$work/runtime
HISTFILE=$work/history
export TMPDIR XDG_RUNTIME_DIR HISTFILE
mkdir -m 700 "$TMPDIR" "$XDG_RUNTIME_DIR"
secret='they told me after the lesson'
printf 'Coach: So?\nTeacher: I think %s.\n' "$secret" >talk.txt
printf 'A photo, say\n' >photo.txt
# An editor that leaves a copy of its own beside the text.
# shellcheck disable=SC2016 # for the editor
printf '#!/bin/sh\ncp "$1" "$1~"; echo "edited: %s" >>"$1"\n' "$secret" >editor
chmod +x editor

# a_day: all ways in which files come to be, as far as they can go
a_day() {
	"$DEBRIEF" new talk --rubric ambitious-mathematics --teacher 'J. R.'
	printf 'kind: said\nby: teacher\ntext: First, %s.\n---\nkind: note\ntext: And %s.\n' \
		"$secret" "$secret" | "$DEBRIEF" add talk
	"$DEBRIEF" import talk talk.txt
	printf '%s\n' student-work w 'Ratio table' 3 "drawn: $secret" "$work/photo.txt" script '>' 1 \
		yes "'heard: $secret" q | EDITOR=$work/editor "$DEBRIEF" --plain talk
	printf 'kind: note\ntext: Later, %s.\n' "$secret" | "$DEBRIEF" add talk
	"$DEBRIEF" report talk --for teacher -o report.html
	"$DEBRIEF" report talk --for coach -o report.md
	"$DEBRIEF" erase talk
	"$DEBRIEF" show talk --json | sed -n 's/.*{"id": "\([^"]*\)".*"kind": "note".*/\1/p' | head -n 1 |
		xargs "$DEBRIEF" erase talk --yes
	"$DEBRIEF" demo
} >out 2>err </dev/null

# ---- who may read ----

for mask in 000 022 077 777; do
	rm -rf "$HOME" report.*
	mkdir -m 700 "$HOME"
	(
		umask "$mask"
		a_day || :
	)
	chmod u+r out err
	[ -s "$HOME/.local/share/debrief/sessions/talk/rubric.yaml" ] || complain "no session: $(cat err)"
	[ -e report.html ] || complain "no report: $(cat err)"
	find "$HOME" "$TMPDIR" "$XDG_RUNTIME_DIR" report.* \( -type f ! -perm 600 \) -o \
		\( -type d ! -perm 700 \) >open
	is_empty open
done

# ---- what is left ----

for folder in "$TMPDIR" /tmp /var/tmp "${XDG_RUNTIME_DIR}"; do
	find "$folder" -maxdepth 2 -newer talk.txt -user "$(id -u)" -type f ! -path "$work/*" \
		-exec grep -laF "$secret" {} + >left 2>/dev/null || :
	is_empty left
done
[ -z "$(ls -A "$TMPDIR")" ] || complain "left in a temporary folder: $(ls -A "$TMPDIR")"
[ ! -e "$HISTFILE" ] || complain 'there is a history'
find "$HOME" "$work" -maxdepth 3 \( -name '*history*' -o -name '.debrief-*' -o -name 'core*' -o \
	-name '.*.new' \) >left
is_empty left
find "$HOME" -type f ! -path "$HOME/.local/share/debrief/*" ! -path "$HOME/.local/state/debrief/*" >left
is_empty left

# ---- no core ----

if [ -r /proc/self/limits ]; then
	mkfifo input
	(
		# shellcheck disable=SC3045 # where there is one
		ulimit -c unlimited 2>/dev/null || :
		exec "$DEBRIEF" add talk <input
	) >out 2>err &
	writer=$!
	exec 9>input
	# It reads its input once it is set up; the first answer may still be the shell's.
	tries=0
	until grep -q '^Max core file size  *0  *0 ' "/proc/$writer/limits" || [ $tries -gt 2000 ]; do
		tries=$((tries + 1))
	done
	[ $tries -le 2000 ] || complain "it may leave a core: $(grep core "/proc/$writer/limits")"
	printf 'kind: note\ntext: %s\n' "$secret" >&9
	kill -SEGV "$writer"
	exec 9>&-
	wait "$writer" 2>/dev/null || :
	find "$work" -name 'core*' >left
	is_empty left
else
	echo 'skipped: the limit for cores, because there is no /proc'
fi

# ---- links ----

# With chance pinned, the names of a second day are those of the first.
DEBRIEF_TEST_SEED=7
DEBRIEF_TEST_CLOCK=2026-11-21T12:41:00Z
export DEBRIEF_TEST_SEED DEBRIEF_TEST_CLOCK
rm -rf "$HOME" report.*
mkdir -m 700 "$HOME"
a_day || :
{
	find "$HOME" -type f ! -path '*/writers/*'
	ls "$work"/report.*
} >names
[ "$(wc -l <names)" -ge 6 ] || complain "few names: $(cat names)"
tried=0
while read -r name; do
	for victim in "$work/victim" "$work/nobody"; do
		rm -rf "$HOME" report.* victim nobody
		mkdir -m 700 "$HOME"
		printf 'mine\n' >victim
		mkdir -p "$(dirname "$name")"
		ln -s "$victim" "$name"
		a_day || :
		[ "$(cat victim)" = mine ] || complain "written through a link at $name"
		[ ! -e nobody ] || complain "made through a link at $name"
		tried=$((tried + 1))
	done
done <names
echo "# $tried links"

# What is remembered of writers is written over in place: so its name must be the folder's.
rm -rf "$HOME" report.* victim
mkdir -m 700 "$HOME"
printf 'mine\n' >victim
run 0 new talk --rubric ambitious-mathematics
(umask 077 && mkdir -p "$HOME/.local/state/debrief/writers")
memory=$HOME/.local/state/debrief/writers/talk.$(stat -c '%d.%i' "$library/talk")
rm -f "$memory"
ln -s "$work/victim" "$memory"
printf 'kind: note\ntext: %s\n' "$secret" >in
run 0 add talk
[ "$(cat victim)" = mine ] || complain 'written through a link in writers/'
finish
