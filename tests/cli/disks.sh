#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Real disks that have no room, cannot be written to, or are somebody else's: what was acknowledged
# is there afterwards, nothing is changed by a refusal, and it goes on when the disk is well again.
# Mounting needs a namespace of one's own, an image needs root: what is not permitted is left out,
# and said.

if [ -z "${DISKS-}" ]; then
	if unshare -m true 2>/dev/null; then
		DISKS=root exec unshare -m sh "$0"
	elif unshare -rm true 2>/dev/null; then
		DISKS=namespace exec unshare -rm sh "$0"
	fi
fi
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"
DISKS=${DISKS:-none}
done=0
cases=0
length=3000 # of a note

left_out() {
	echo "skipped: $*"
}

# note: appends a note; its status, with the id in `acknowledged`. `say` keeps what it says.
note() {
	cases=$((cases + 1))
	status=0
	printf 'kind: note\ntext: Note %d, %s\n' "$cases" "$(printf "%0${length}d" 0)" |
		"$DEBRIEF" add talk >id 2>say || status=$?
	cat id >>acknowledged
	[ "$status" -eq 0 ] || [ ! -s id ] || complain "an id, and status $status"
	return "$status"
}

# all_there WHERE: every id that was printed is an event that counts, and nothing is damaged
all_there() {
	run 0 show talk --json
	sed -n 's/.*{"id": "\([^"]*\)",.*/\1/p' out | sort >found
	sort acknowledged | comm -23 - found >lost
	[ ! -s lost ] || complain "$1: lost: $(cat lost)"
	run 0 check talk
}

# begin FOLDER: a new session in a home there
begin() {
	: >acknowledged
	XDG_DATA_HOME=$1/data XDG_STATE_HOME=$1/state
	export XDG_DATA_HOME XDG_STATE_HOME
	library=$1/data/debrief/sessions
	run 0 new talk --rubric ambitious-mathematics
	note || complain 'no note can be written at first'
}

# fill FOLDER: until not a byte more fits
fill() {
	cat /dev/zero >"$1/filling" 2>/dev/null || :
	while printf x >>"$1/filling" 2>/dev/null; do
		:
	done
}

# until_full FOLDER WHERE: notes until one is refused; then room is made, and it goes on
until_full() {
	notes=0
	while note; do
		notes=$((notes + 1))
		[ "$notes" -lt 3000 ] || break
	done
	[ "$status" -eq 2 ] || complain "$2: status $status on a full disk: $(cat say)"
	has say 'No space left on device'
	sums "$library" >before
	note && complain "$2: a note was taken after all"
	all_there "$2"
	sums "$library" >after
	cmp -s before after || complain "$2: a refusal changed the session"
	echo "# $2: $notes notes on a full disk"
	rm "$1/filling"
	note || complain "$2: it cannot be gone on with: $(cat say)"
	all_there "$2"
}

# read_only FOLDER WHERE
read_only() {
	mount -o remount,ro "$1" || {
		left_out "$2 cannot be made read-only"
		return 0
	}
	sums "$library" >before
	if note || note; then
		complain "$2: a note was taken on a disk that is read-only"
	fi
	has say 'Read-only file system'
	all_there "$2, read-only"
	# With another disk for what must be rescued it is taken.
	XDG_STATE_HOME=$work/elsewhere
	note || complain "$2: no note is rescued: $(cat say)"
	has say 'saved beside it'
	all_there "$2, rescued"
	sums "$library" >after
	cmp -s before after || complain "$2: something on it was changed"
	mount -o remount,rw "$1"
	note || complain "$2: it cannot be gone on with: $(cat say)"
	is_empty say
	all_there "$2, writable again"
}

mkdir disk
if [ "$DISKS" = none ] || ! mount -t tmpfs -o size=600k none disk 2>/dev/null; then
	left_out 'a file system in memory cannot be mounted here'
else
	done=$((done + 1))
	begin "$work/disk"
	fill disk
	until_full disk 'tmpfs'
	read_only disk 'tmpfs'
	umount disk
fi

PATH=$PATH:/usr/sbin:/sbin
if [ "$DISKS" != root ] || ! command -v mkfs.ext4 >/dev/null ||
	! { truncate -s 8M image && mkfs.ext4 -q -F -m 0 image && mount -o loop image disk; } 2>err; then
	left_out "an ext4 image cannot be mounted here: $(tail -n 1 err 2>/dev/null)"
else
	done=$((done + 1))
	begin "$work/disk"
	fill disk
	# Room was asked for ahead: so notes still fit where not a byte does.
	taken=0
	length=300
	while [ "$taken" -lt 50 ] && note && [ ! -s say ]; do
		taken=$((taken + 1))
	done
	[ "$taken" -eq 50 ] || complain "only $taken notes fit on a full ext4: $(cat say)"
	length=3000
	until_full disk 'ext4'
	read_only disk 'ext4'
	umount disk
	e2fsck -fn image >out 2>&1 || complain "the image is damaged: $(cat out)"
fi

# ---- permissions, which root does not feel ----

as_nobody() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@"
	else
		"$@"
	fi
}

if [ "$DISKS" = namespace ] || ! as_nobody "$DEBRIEF" --version >/dev/null 2>&1 ||
	! as_nobody test -r "$SRCDIR/rubrics/ambitious-mathematics.yaml"; then
	left_out 'nobody cannot run the program and read its rubrics here'
else
	done=$((done + 1))
	chmod 711 "$work"
	mkdir theirs
	if [ "$(id -u)" -eq 0 ]; then
		chown 65534:65534 theirs
		printf '#!/bin/sh\n%s "$@"\n' "exec setpriv --reuid=65534 --regid=65534 \
			--clear-groups -- '$DEBRIEF'" >nobody
		chmod +x nobody
		DEBRIEF=$work/nobody
	fi
	begin "$work/theirs"
	[ "$(stat -c %a "$library/talk")" = 700 ] || complain 'others can look into a session'
	find theirs -type f ! -perm 600 -o -type d ! -name theirs ! -perm 700 >out
	is_empty out
	chmod 500 "$library/talk"
	chmod 400 "$library"/talk/*.yaml
	note || complain "no note is rescued from a session that is not ours to write: $(cat say)"
	all_there 'not ours to write'
	chmod -R a-w theirs/state
	note && complain 'a note was taken where nothing can be written'
	has say 'Permission denied'
	chmod -R u+w theirs/state
	chmod 000 "$library"/talk/private.*.yaml
	run 0 show talk --json
	has out 'Permission denied'
	run 1 check talk
	has out 'Permission denied'
	chmod 700 "$library/talk"
	chmod 600 "$library"/talk/*.yaml
	note || complain "it cannot be gone on with: $(cat say)"
	all_there 'ours again'
	# Student work, reports and rubrics that are not ours to read or write.
	mkdir theirs/closed
	chmod 000 theirs/closed
	run 2 report talk --for coach -o "$work/theirs/closed/report.txt"
	has err 'Permission denied'
	run 2 new other --rubric "$work/theirs/closed/rubric.yaml"
	[ ! -e "$library/other" ] || complain 'half a session is left'
	chmod 700 theirs/closed
fi

[ "$failed" -ne 0 ] || [ "$done" -gt 0 ] || exit 77
echo "# disks: $done, notes: $cases"
finish
