#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Rubrics: listing, pages, mistakes, and that a broken one makes no session.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

run 0 rubric list
has out 'ambitious-mathematics' 'goal-setting-and-planning' 'reflection-guide' 'version 1' 'Ambitious mathematics teaching'
has_not out 'demo-ratios'
run 0 rubric show ambitious-mathematics
has out 'Ambitious mathematics teaching' 'launch.access' 'connect-two' 'What makes it worth it'
run 0 rubric show reflection-guide
run 0 rubric show "$SRCDIR/rubrics/ambitious-mathematics.yaml"
run 2 rubric show reflexion-guide
has err "did you mean 'reflection-guide'?"

cat >broken.yaml <<'EOF'
format: debrief-rubric/1
id: broken
version: 1
title: Broken
phases:
  - id: launch
    titel: Launch
script:
  - id: ask
    title: Ask
    stage: debreif
EOF
run 1 new a --rubric ./broken.yaml
is_empty out
has err "broken.yaml:7:5: error: unknown key 'titel'; did you mean 'title'?" '^~~~~' 'broken.yaml:11:'
[ ! -e "$library/a" ] || complain 'a session with a broken rubric'
run 1 check broken.yaml
has out 'broken.yaml:7:5: error:' 'broken.yaml:11:'
is_empty err
run 1 rubric show broken.yaml
is_empty out

# One's own rubrics are found, before those that came with the program; broken ones are listed too.
mkdir -p "$HOME/.config/debrief/rubrics"
cp broken.yaml "$HOME/.config/debrief/rubrics/broken.yaml"
sed 's/^title: .*/title: My own/' "$SRCDIR/rubrics/reflection-guide.yaml" \
	>"$HOME/.config/debrief/rubrics/reflection-guide.yaml"
run 0 rubric list
has out 'broken                  has mistakes' 'My own'
[ "$(sed -n '/My own/{n;p;}' out)" = "                        $HOME/.config/debrief/rubrics/reflection-guide.yaml" ] ||
	complain 'no path stands below a rubric'
run 0 check reflection-guide
has out "$HOME/.config/debrief/rubrics/reflection-guide.yaml: nothing to report"
run 1 check broken
has out 'broken.yaml:7:5: error:'

# One that does not even say what it is does not vanish; records are no rubric.
printf 'title: [Mine\n' >"$HOME/.config/debrief/rubrics/half.yaml"
printf 'teacher: A\n---\nkind: note\n' >"$HOME/.config/debrief/rubrics/lesson.yaml"
run 0 rubric list
has out "half                    has mistakes: debrief check $HOME/.config/debrief/rubrics/half.yaml"
has_not out 'lesson.yaml'
rm "$HOME/.config/debrief/rubrics/half.yaml"
mkdir mine
cat >mine/tiny.yaml <<'EOF'
format: debrief-rubric/1
id: tiny
version: 3
title: Tiny
description: Asks one thing.
script: [{id: ask, title: Ask, stage: debrief, say: ["How was it?"]}]
EOF
DEBRIEF_RUBRIC_PATH=$work/none:$work/mine
export DEBRIEF_RUBRIC_PATH
run 0 rubric list
has out 'tiny                    version 3  Tiny. Asks one thing.'
run 0 new small --rubric tiny
cmp -s "$library/small/rubric.yaml" mine/tiny.yaml || complain 'the rubric was not frozen byte for byte'
run 0 show small --json
has out '"rubric": {"id": "tiny", "version": 3}' '"diagnosis": null' '"next_step": "ask"'

# check: files, sessions, and several of both; the worst decides.
run 0 check mine/tiny.yaml
[ "$(cat out)" = 'mine/tiny.yaml: nothing to report' ] || complain "check said $(cat out)"
run 0 check small
[ "$(cat out)" = 'small: nothing to report' ] || complain "check said $(cat out)"
run 1 check small broken.yaml mine/tiny.yaml
has out 'small: nothing to report' 'broken.yaml:7:5' 'mine/tiny.yaml: nothing to report'
run 2 check broken.yaml absent.yaml
has out 'broken.yaml:7:5'
has err "there is no session 'absent.yaml'"
for file in "$library"/small/journal.*.yaml; do
	run 2 check "$file"
	has err 'is a journal'
done
: >nothing.yaml
run 1 check nothing.yaml
has out 'nothing.yaml:1:1: error:'

{
	printf '#'
	head -c 8388608 /dev/zero | tr '\0' x
} >large.yaml
run 1 check large.yaml
has out 'large.yaml:1:1: error: this file is too large'
run 2 check ./absent
has err "cannot open './absent'"

# The id in the file counts too, and a file that is named like no rubric is one all the same.
sed 's/^id: .*/id: other-name/' mine/tiny.yaml >mine/some-file.yaml
run 0 rubric show other-name
has out 'Id: other-name, version 3.'
cp mine/tiny.yaml plain-file
run 0 rubric show plain-file
has out 'Id: tiny, version 3.'

# A copy that was changed is found at its beginning; one that is lost takes nothing from the record.
printf '# changed\n' >>"$library/small/rubric.yaml"
run 1 check small
has out 'small/rubric.yaml:1:1: error: this is not the rubric'
rm "$library/small/rubric.yaml"
run 0 show small --json
has out '"rubric": {"id": "tiny", "version": 3}'
finish
