#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Nothing that came from outside reaches a terminal as it is: no escape, no bidirectional override,
# no byte that is not UTF-8.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

esc=$(printf '\033')
bidi=$(printf '\342\200\256')
csi=$(printf '\302\233')

clean() {
	for file in out err; do
		has_not "$file" "$esc" "$bidi" "$csi"
		LC_ALL=C tr -d '\011\012\040-\176\200-\377' <"$file" >rest
		is_empty rest
	done
}

hostile="${esc}[31mred${bidi}x${csi}y"
run 0 new talk --rubric ambitious-mathematics --teacher "$hostile" --lesson "$hostile"
clean
{
	printf 'kind: evidence\nwho: students\ntext: "\\e[31mred\\u202ex\\x9by"\n'
	printf -- '---\nkind: work\nstrategy: "\\e]0;title\\a"\ntext: "\\u202e\\t\\u200b"\n'
	printf -- '---\nkind: note\n"k\\u202eey": "\\e"\ntext: "fine\\e"\n'
} >in
run 0 add talk
clean
run 0 show talk
clean
has out '^[[31mred<U+202E>x<U+009B>y' '^[]0;title^G'
run 0 show talk --json
clean
has out '\u001b[31mred\u202ex\u009by' '"k\u202eey": "\u001b"'
run 0 check talk
clean

# In names, options, words and file names.
run 2 new "./na${bidi}me" --rubric ambitious-mathematics
clean
mkdir "na${bidi}me"
cp -R "$library/talk/." "na${bidi}me"
run 0 show "./na${bidi}me"
clean
run 0 check "./na${bidi}me"
clean
for word in "$hostile" "--$hostile" "-$esc" "-$bidi"; do
	run 2 show "$word"
	clean
	run 2 "$word"
	clean
	run 2 rubric "$word"
	clean
	run 2 new a --rubric "$word"
	clean
done
run 2 talk --color="$hostile"
clean
printf 'format: debrief-rubric/1\n%s: x\ntitle: "\\e"\nid: "%s"\n' "$bidi" "$bidi" >"r$bidi.yaml"
run 1 check "r$bidi.yaml"
clean
run 1 new a --rubric "./r$bidi.yaml"
clean
printf 'kind: %s%s\n' "$bidi" "$csi" >in
run 1 add talk
clean
printf 'kind: note\ntext: \001\033[2J\n' >in
run 1 add talk
clean
mkdir "$library/se${bidi}ss"
run 0
clean
finish
