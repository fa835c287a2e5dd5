#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Words, options and exit statuses: 0 done, 1 a finding, 2 wrong usage or it cannot be done.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

run 0 --version
has out 'debrief ' 'libyaml' 'readline' 'GPL-3.0-or-later'
is_empty err
run 0 --help
has out 'Usage: debrief' 'debrief COMMAND --help'
cp out help.out
for command in new add import erase show report check demo rubric help; do
	run 0 "$command" --help
	has out "Usage: debrief $command" 'Example:'
	is_empty err
	grep -q "^  $command " help.out || complain "$command is not in the help"
	cp out own.out
	run 0 help "$command"
	cmp -s out own.out || complain "two helps for $command"
	run 0 "$command" --version
	has out 'debrief '
done
run 2 help nonsense
has err "there is no command 'nonsense'"

run 0 new earlier --rubric ambitious-mathematics
[ "$(cat out)" = "$library/earlier" ] || complain "new printed $(cat out)"
run 0 new talk --rubric ambitious-mathematics --teacher T --coach C --lesson 'Two jugs' --grade 7 \
	--goal 'Ratios stay' --previous earlier
run 0 show --json talk
has out '"teacher": "T"' '"coach": "C"' '"title": "Two jugs"' '"grade": "7"' '"Ratios stay"' \
	'"previous": "earlier"'
run 0 show talk --js
has out '"session": "talk"'
run 0 show -- talk
has out 'Two jugs' '========'
run 0 new --rubric=ambitious-mathematics
case $(cat out) in
"$library"/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]-*) ;;
*) complain "no dated name: $(cat out)" ;;
esac
run 0 new ./here --rubric ambitious-mathematics
[ -f here/rubric.yaml ] || complain 'no session at a path'
for mode in "$library/talk 700" "$library/talk/rubric.yaml 600"; do
	[ "$(stat -c %a "${mode% *}")" = "${mode#* }" ] || complain "the mode of ${mode% *} is not ${mode#* }"
done

# Without a terminal opening prints the state; a name like a command needs './'.
run 0 talk
has out 'What comes next'
run 0 --ascii --color=never talk
run 0 talk --color=always
run 0 ./here
run 0 new ./check --rubric ambitious-mathematics
run 0 ./check
run 0 -- talk
has out 'Two jugs' '========'
run 2 -- show
has_not err 'did you mean'
run 0
has out 'talk' 'debrief demo' 'debrief new'
rm -rf "$library"
run 0
has out 'There are no sessions yet.'
run 0 new talk --rubric ambitious-mathematics

# What cannot be done says so, hints at help where that helps, and prints nothing.
cannot() {
	text=$1
	shift
	run 2 "$@"
	has err 'debrief: ' "$text"
	is_empty out
}
cannot "Try 'debrief new --help'." new
has err 'ambitious-mathematics' 'reflection-guide'
has_not err 'demo-ratios'
cannot "there already is something named 'talk'" new talk --rubric ambitious-mathematics
cannot "'show' is a command" new show --rubric ambitious-mathematics
cannot "did you mean 'ambitious-mathematics'?" new a --rubric ambitious-mathematic
has err "$HOME/.config/debrief/rubrics"
cannot "cannot open 'nowhere.yaml'" new a --rubric nowhere.yaml
cannot "no session 'earlier'" new a --rubric ambitious-mathematics --previous earlier
cannot "the option '--rubric' needs a value" new a --rubric
cannot "unknown option '--rubrik'; did you mean '--rubric'?" new a --rubrik=x
cannot "takes no value" show talk --json=yes
cannot "unknown option '-x'" show -x talk
cannot "Try 'debrief --help'." --nonsense
cannot 'something is missing' show
cannot 'something is missing' add
cannot 'something is missing' check
cannot 'something is missing' rubric
cannot "one word too many: 'b'" show a b
cannot "one word too many: 'b'" demo b
cannot "did you mean 'show'?" shwo
cannot "did you mean 'talk'?" show talkk
cannot "no session 'nothing'" add nothing
cannot "no session 'nothing'" nothing
cannot "cannot open the folder './nothing'" show ./nothing
cannot "expected 'auto', 'always' or 'never'" talk --color=red
cannot "expected 'list' or 'show'" rubric new
cannot 'which rubric?' rubric show
mkdir plain
cannot 'is no session' show ./plain
[ ! -e "$library/a" ] || complain 'a session was made in vain'

# Output that does not arrive is an error; a reader who has left is none to talk about.
if [ -c /dev/full ]; then
	status=0
	"$DEBRIEF" help >/dev/full 2>err || status=$?
	[ "$status" -eq 2 ] || complain "a full disk gave $status"
	has err 'cannot write the output'
fi
status=0
"$DEBRIEF" help >&- 2>err || status=$?
[ "$status" -eq 2 ] || complain "closed output gave $status"
mkfifo pipe
# shellcheck disable=SC2094 # a pipe that nobody reads any more
exec 4<>pipe 5>pipe 4<&-
status=0
(trap '' PIPE && exec "$DEBRIEF" help >&5 2>err) || status=$?
exec 5>&-
[ "$status" -eq 2 ] || complain "a reader who has left gave $status"
is_empty err

# No home, no library: said plainly.
status=0
XDG_DATA_HOME=/dev/null/x "$DEBRIEF" new a --rubric ambitious-mathematics >out 2>err || status=$?
[ "$status" -eq 2 ] || complain "a library that cannot be made gave $status"
has err 'debrief: cannot '
if [ "$(id -u)" -ne 0 ]; then
	mkdir closed
	chmod 555 closed
	cannot 'cannot make' new ./closed/a --rubric ambitious-mathematics
fi
DEBRIEF_TEST_CLOCK=yesterday
export DEBRIEF_TEST_CLOCK
cannot 'DEBRIEF_TEST_CLOCK' help
finish
