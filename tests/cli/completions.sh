#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the shells offer. bash and fish are asked as they ask themselves, zsh only whether it can
# read its file; fish and zsh where they are installed.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

mkdir bin
ln -s "$DEBRIEF" bin/debrief
PATH=$work/bin:$PATH
export PATH

# offered WORD...: what bash offers for the last word
cat >ask.bash <<'END'
. "$SRCDIR/completions/debrief.bash"
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_debrief
[ "${#COMPREPLY[@]}" -eq 0 ] || printf '%s\n' "${COMPREPLY[@]}"
END
offered() {
	bash ask.bash "$@" >out 2>err
	is_empty err
}

run 0 new '2026-talk with a space' --rubric ambitious-mathematics
run 0 new other --rubric ambitious-mathematics
mkdir -p "$library/archive"
touch my-rubric.yaml

offered debrief ''
has out new add show check demo rubric help '2026-talk\ with\ a\ space' other
has_not out archive
offered debrief sh
[ "$(cat out)" = show ] || complain "for 'sh' it offers $(cat out)"
offered debrief show o
[ "$(cat out)" = other ] || complain "for 'show o' it offers $(cat out)"
offered debrief new --r
[ "$(cat out)" = --rubric ] || complain "for 'new --r' it offers $(cat out)"
offered debrief new --rubric ''
has out ambitious-mathematics reflection-guide my-rubric.yaml
offered debrief new --rubric = amb
[ "$(cat out)" = ambitious-mathematics ] || complain "for '--rubric=amb' it offers $(cat out)"
offered debrief new x --previous ot
[ "$(cat out)" = other ] || complain "for '--previous ot' it offers $(cat out)"
offered debrief --color = n
[ "$(cat out)" = never ] || complain "for '--color=n' it offers $(cat out)"
offered debrief rubric show refl
[ "$(cat out)" = reflection-guide ] || complain "for 'rubric show refl' it offers $(cat out)"
offered debrief cycle J
is_empty out
run 0 new third --rubric ambitious-mathematics --teacher 'J. R.'
offered debrief cycle J
[ "$(cat out)" = 'J.\ R.' ] || complain "for 'cycle J' it offers $(cat out)"
offered debrief help rub
[ "$(cat out)" = rubric ] || complain "for 'help rub' it offers $(cat out)"

if command -v zsh >/dev/null; then
	zsh -n "$SRCDIR/completions/_debrief" || complain 'zsh cannot read its completion'
else
	echo 'skipped: zsh is not installed'
fi
if command -v fish >/dev/null; then
	fish -c "source '$SRCDIR/completions/debrief.fish'; complete -C 'debrief new --rubric refl'" >out
	has out reflection-guide
	fish -c "source '$SRCDIR/completions/debrief.fish'; complete -C 'debrief show o'" >out
	has out other
else
	echo 'skipped: fish is not installed'
fi

finish
