#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A real file system whose power is cut: while notes are added on an ext4 in an image, copies are
# taken of the image as it is at some moment. Each is repaired and mounted, and has every note that
# was acknowledged before. (tests/pty/test_power_cut.c is harder on the program, on a model of a
# disk; this one shows that a disk is no worse than the model.) Needs root and loop devices.

if [ -z "${POWER_CUT-}" ] && unshare -m true 2>/dev/null; then
	POWER_CUT=1 exec unshare -m sh "$0"
fi
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"
PATH=$PATH:/usr/sbin:/sbin
mkdir disk after
if ! { command -v mkfs.ext4 && truncate -s 8M image && mkfs.ext4 -q -F image &&
	mount -o loop image disk; } >out 2>&1; then
	echo "skipped: an ext4 image cannot be mounted here: $(tail -n 1 out)"
	exit 77
fi
use() {
	XDG_DATA_HOME=$work/$1/data XDG_STATE_HOME=$work/$1/state
	export XDG_DATA_HOME XDG_STATE_HOME
}
use disk
run 0 new talk --rubric ambitious-mathematics
sync -f disk

# The writer is a group of its own, so that it can be stopped as one. The ids that add has printed
# are acknowledged when they are in the list, which lies on another disk.
cat >writer <<'EOF'
n=0
while [ ! -e enough ]; do
	n=$((n + 1))
	printf 'kind: %s\ntext: Words %d, and %0700d.\n---\nkind: note\ntext: A note.\n' \
		"$([ $((n % 2)) -eq 0 ] && echo note || printf 'said\nby: teacher')" "$n" 0 |
		"$DEBRIEF" add talk >ids || exit 1
	cat ids >>acknowledged
done
EOF
: >acknowledged
setsid sh -eu writer &
writer=$!
trap 'kill -KILL "-$writer" 2>/dev/null || :; umount after disk 2>/dev/null || :; rm -rf "$work"' EXIT

# wait_for_more: until something was acknowledged since, and a part of a moment more
spins=0
wait_for_more() {
	while [ "$(wc -l <acknowledged)" -le "$known" ]; do
		kill -0 "$writer" 2>/dev/null || {
			complain 'the writer ended by itself'
			finish
		}
	done
	spins=$(((spins * 7919 + 104729) % 20011))
	i=0
	while [ "$i" -lt "$spins" ]; do
		i=$((i + 1))
	done
}

# take_copy: the image as it is, with nothing written to it meanwhile
take_copy() {
	kill -STOP "-$writer"
	known=$(wc -l <acknowledged)
	head -n "$known" acknowledged >expected
	until cp image copy && cmp -s image copy; do
		:
	done
	kill -CONT "-$writer"
}

rounds=0
checked=0
known=0
while [ "$rounds" -lt "${DEBRIEF_HARD:+40}" ] 2>/dev/null || [ "$rounds" -lt 5 ]; do
	rounds=$((rounds + 1))
	wait_for_more
	take_copy
	status=0
	e2fsck -fy copy >out 2>&1 || status=$?
	[ "$status" -le 1 ] || complain "round $rounds: e2fsck ended with $status: $(cat out)"
	mount -o loop copy after
	use after
	run 0 show talk --json
	sed -n 's/.*{"id": "\([^"]*\)",.*/\1/p' out | sort >found
	sort expected | comm -23 - found >lost
	[ ! -s lost ] || complain "round $rounds: lost: $(tr '\n' ' ' <lost)"
	checked=$((checked + $(wc -l <expected)))
	if [ $((rounds % 5)) -eq 0 ]; then
		printf 'kind: note\ntext: And on it goes.\n' >in
		run 0 add talk
		is_empty err
		cat out >>expected
		run 0 show talk --json
		sed -n 's/.*{"id": "\([^"]*\)",.*/\1/p' out | sort >found
		sort expected | comm -23 - found >lost
		[ ! -s lost ] || complain "round $rounds: lost by going on: $(tr '\n' ' ' <lost)"
	fi
	use disk
	umount after
done
: >enough
wait "$writer" || complain 'the writer failed'
umount disk
[ "$checked" -gt 0 ] || complain 'nothing was acknowledged'
echo "# power cuts on ext4: $rounds, acknowledged events looked for: $checked"
finish
