#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Where files cannot grow any more, that is said, nothing of the input counts, and what was there
# stays as it was.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

demo_session talk
sums "$library" >before
{ printf 'kind: note\ntext: '; head -c 40000 /dev/zero | tr '\0' x; } >long
for limit in 1 8 30; do
	cp long in
	(
		ulimit -f "$limit"
		run 2 add talk
		finish
	) || failed=1
	has err 'File too large'
	is_empty out
	run 0 show talk --json
	has out '"events": 49,'
	run 0 check talk
done
sums "$library" >after
cmp -s before after || complain 'the session is not as it was'

(
	ulimit -f 1
	run 2 new other --rubric ambitious-mathematics
	finish
) || failed=1
[ ! -e "$library/other" ] || complain 'half a session is left'
cp long in
run 0 add talk
[ "$(events talk)" -eq 50 ] || complain 'it cannot be gone on with'
finish
