#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# One writer at a time: while another program holds the lock, `add` says so and changes nothing.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

if ! command -v perl >/dev/null; then
	echo 'skipped: perl, which holds the lock here, is not installed'
	exit 77
fi
demo_session talk
for journal in "$library"/talk/journal.*.yaml; do
	break
done

# A lock by another program, until its input ends.
mkfifo ready hold
{
	perl -e '
		use Fcntl;
		# struct flock: type, whence, start, length, pid
		my $lock = pack("s! s! x![q] q q i x![q]", F_WRLCK, 0, 0, 0, 0);
		open(my $file, "+<", $ARGV[0]) or exit 1;
		fcntl($file, F_SETLK, $lock) or exit 1;
		open(my $ready, ">", "ready") or exit 1;
		print $ready "held\n";
		close($ready);
		open(my $hold, "<", "hold") or exit 1;
		my $end = <$hold>;
	' "$journal" || echo failed >ready
} &
holder=$!
read -r answer <ready
[ "$answer" = held ] || {
	complain 'the lock could not be taken'
	finish
}

sums "$library" >before
printf 'kind: note\ntext: Later.\n' >in
run 2 add talk
has err 'another program is writing to this session'
is_empty out
printf 'Coach: So?\nTeacher: Um.\n' >in
run 2 import talk -
has err 'nothing was imported: another program is writing to this session'
is_empty out
sums "$library" >after
cmp -s before after || complain 'a locked session has changed'
run 0 show talk --json
has out '"events": 49,'
run 0 check talk

: >hold
wait "$holder"
printf 'kind: note\ntext: Later.\n' >in
run 0 add talk
[ "$(events talk)" -eq 50 ] || complain 'the lock outlived its holder'
finish
