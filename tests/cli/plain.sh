#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The line mode through a pipe: a whole talk as questions and answers, what it says of it, and that
# words are never lost.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

esc=$(printf '\033')
bidi=$(printf '\342\200\256')

# plain SESSION: runs the line mode on the lines of `in`; nothing in it may move a cursor
plain() {
	run 0 --plain "$@"
	is_empty err
	LC_ALL=C tr -d '\012\040-\176\200-\377' <out >rest
	is_empty rest
	has_not out "$bidi"
}

# ---- a talk from preparation to the closing ----
demo_session talk
cat >in <<'EOF'
lesson
37

2

.
student-work
2
script
>
1
yes

The number lines surprised me.
'We saw it on the board
coach
2
asked

Break tasks into smaller steps
task
next

They give up when the numbers get messy.
Confidence
j
x
next

Put the table and the number lines side by side
1
4
They hear their own idea taken up.
next

Two ways next to each other
Whole
Two strategies side by side
4
1
the same
They see that their way was fine.
next

Put up two ways
They tell what is the same

4

2026-11-27
c
1
here
saved
q
EOF
plain talk
has out 'Prepare · private · 1 of 6: What you saw' '37. Strategies were selected: ' \
	'A one-line reason' '2. Double number line, 9 students' '1. Start: from now on' \
	'please clear it first' '1 of 7: Looking at the work together' '4 of 7: What matters' \
	'What does it come down to for students?' 'Heard, without words: Said back.' \
	"In the teacher's words (Whole-class discussion): Two ways next to" 'Both say the same.' \
	'A week from today is ' 'We agreed on a next step.' 'Everything is saved.'
run 0 show talk --json
has out '"ending": "agreed"' '"kind": "extended"' '"voices": "multivocal"' '"successful": "yes"' \
	'"due": "2026-11-27"' '"support": "monitoring"' '"consent": "given"'

# ---- what matters, in other words than the rubric's ----
demo_session words
printf '%s\n' '>' 1 1 3 '' 'They ask me first' 'In other' 'their own judgement' next here >in
plain words
has out 'In other words' "So what you are after is their own judgement."
run 0 show words --json
has out '"development": "their own judgement"'

# ---- what stands at the top is put right, a line of it; an empty one keeps what stands there ----
demo_session top
printf '%s\n' lesson-details 1 'J. Perez' lesson-details 'The lesson' '' here >in
plain top
has out "1. The teacher's name: J. R." 'With whom?' 'Begun: J. R. (an empty line keeps it)' \
	'It is changed.' 'It stands as it was.'
run 0 show top --json
has out '"teacher": "J. Perez"'

# ---- a goal of the coach's own, questioned before it is set ----
demo_session goal
printf '%s\n' g table 1 1 1 2 '' '' here again . G >in
plain goal
has out 'Which change would you work towards?' 'What does it rest on?' 'Marked: 1' \
	'No longer marked: 2' 'Set it as your goal'

# ---- at the table nothing private is printed, unless the coach says so ----
private='your goal$|first broke down|Ratings|doing-mathematics|Put the table and the number'
printf '%s\n' here lesson student-work G no script '?' here >in
plain talk
! grep -E -i "$private" out || complain 'something private was printed'
has out 'Your own view is private' 'l, next-question: ' 'saved: whether everything is saved'
printf '%s\n' G yes >in
plain talk
has out 'Your own view, private:' 'Where learning first broke down' 'Please clear the terminal'

# ---- words are never lost ----
# In the middle of a form, also a line without its end.
printf "<\n2\n>\n1\nwork\nTwo of them began anew\n10" >in
plain talk
has out 'Your text is kept'
printf "work\n\n\n\n\n" >in
plain talk
has out 'Begun: Two of them began anew' 'Begun: 10' \
	'Kept: Two of them began anew'
run 0 show talk --json
has out 'Two of them began anew'
# What is no command.
printf '%s\n' 'they heard it from each other' '' teacher "'and so" . >in
plain talk
has out 'That is no command' 'Begun: they heard it' "2. The coach"
printf 'a line that was cut' >in
plain talk
has out 'Your text is kept'
printf "'\n\n1\n" >in
plain talk
run 0 show talk --json
has out '"they heard it from each other"' "and so\\na line that was cut"

# ---- what cannot be done is said kindly ----
printf '%s\n' hlep nex 99 '~' consent 9 . plan >in
plain talk
has out 'Nothing here is called "hlep"' 'That could be: next, next-step' \
	'The list has no such number' 'This key means nothing here' 'A number is the answer'
printf '%s\n' undo undo >in # of another run: not taken back
plain talk
has_not out 'Taken back'
printf '%s\n' "'a slip" teacher u U >in
plain talk
has out 'Taken back (U brings it again): words: a slip' 'There again: words: a slip'

# Words are not written down where the teacher does not want it.
demo_session quiet
printf '%s\n' '>' 1 2 'they said something' "'more of it" . x >in
plain quiet
has out 'As agreed'
run 0 show quiet --json
has_not out 'they said something' 'more of it'

# ---- the : over all commands is a list that words narrow down ----
printf '%s\n' : 'private xyz' note 1 'Only for me' >in
plain quiet
has out 'words narrow the list down' 'Nothing fits these words' 'note (N)'
run 0 show quiet --json
has out 'Only for me'
printf '%s\n' lesson : down . >in
plain quiet
has out 'down (↓)' 'note (N)'
has_not out 'zoom (z)' 'next-pane' 'mouse (m)' 'page-down' 'redraw' 'suspend (Ctrl'

# ---- nothing hostile comes out, and it is written down without what no terminal should see ----
demo_session hostile
printf "N\n%s[31mred%s\001x\r\n'%s]0;title\007\n.\n%s\nscript\nlesson\n" "$esc" "$bidi" "$esc" \
	"$esc" >in
plain hostile
run 0 show hostile --json
has out '[31mred\u202ex'
printf 'evidence\n%s\n.\nlesson\nq\n' "$esc$bidi" >in
plain hostile
has out '<U+202E>'

# ---- a goal is taken only after it was read ----
demo_session order
printf '%s\n' goal order '' slip 'no such words' 2 . goal . >in
plain order
has out 'What fits "order"; an empty line brings all back:' 'What fits "slip"' \
	'In these words: slip' 'In these words: no such words'
has_not out 'as they are typed'
# What was begun narrows the list down again, and says so; an empty line brings all back, once.
printf '%s\n' goal '' '' . >in
plain order
has out 'What fits "2"'
[ "$(grep -c '^1\. ' out)" -eq 2 ] || complain 'a list was read again'

# ---- what was refused does not come back ----
demo_session refused
printf '%s\n' w Tables many '' '' /no/such '' >in
plain refused
has out 'A number, like 12' 'Not attached' 'File> ' 'Kept: Tables'
has_not out 'Begun: many' 'Begun: /no/such'
run 0 show refused --json
has out '"strategy": "Tables"'

# ---- the prompt says what is awaited, ? helps in a question, . only leaves one ----
demo_session prompts
printf '%s\n' '>' '?' 1 1 . "'" '?' lesson '?' 2 next next 2 2 T P c 3 '' 'G' no >in
plain prompts
has out 'Command> ' 'Number> ' 'Heard> ' 'There is no question to leave' 'how it begins' \
	'Kept: lesson' 'The talk is paused' 'It is not printed'
has_not out 'Kept: ?' 'Ctrl-G'

# ---- the page for the teacher is read whole, one thing after the other ----
printf '%s\n' P s >in
plain talk
sed -n '/WHAT WE ARE GOING/,/OUR PLAN/p' out >statements
has statements '"Two ways next to each other"' '"Two strategies side by side"'
[ "$(grep -c '"' statements)" -eq 2 ] || complain 'two statements share a line'
has out 'A  Ratio table' 'B  Double number line' 'D  Adds the same amount'

# ---- all that was heard in a step, also after a search ----
demo_session searched
printf '%s\n' '>' 1 1 '' 'early words' '' 'middle words' '' 'late words' / early here >in
plain searched
has_not out PgDn PgUp
tail -n 6 out >here
has here 'early words' 'middle words' 'late words'

# ---- only what is new is said ----
demo_session brief
printf '%s\n' e one two three '' e '?' . >in
plain brief
[ "$(grep -c 'What could be seen' out)" -eq 3 ] || complain 'the question was repeated'
has out '3 kept.' 'The name of a part of the lesson' 'S, T or C and a colon'
printf '%s\n' lesson 2 2 '' z m cite 1 cite '?' >in
plain brief
[ "$(grep -c '^2\. ' out)" -ge 4 ] || complain 'a row was not told again'
has out 'all is said' 'Not now' 'Not now: '
has_not out 'Nothing here is called "cite"' 'Alt-Enter' 'Esc Esc' '20 seconds' 'mouse'

# ---- at the table what does not work now says nothing of what is the coach's alone ----
demo_session table
printf '%s\n' '>' 1 1 breakdown cite rate enacted alone zoom undo >in
plain table
sed -n '/1. Start: from now on/,$p' out | tail -n +4 >after
has after 'Nothing here is called "breakdown"' 'Nothing here is called "cite"' 'Not now: '
has_not after 'broke down' prepar private 'Not here' usually

# ---- evidence: a piece a line, headings on the way ----
demo_session notes
printf 'evidence\n10:31 S draws\nDiscussion\nT: asks why\n.\nq\n' >in
plain notes
has out '2 kept.' 'What comes now belongs to:'
run 0 show notes --json
has out '"lesson-time": "10:31"' '"text": "asks why"'

# ---- so is what was heard ----
demo_session again
printf '%s\n' '>' 1 1 '' 'They give up' heard-again 1 1 'They gave up' heard-again 1 'Take' undo here >in
plain again
has out '1. They give up' 'Begun: They give up (an empty line keeps it)' 'It is changed' \
	'It is taken out; u brings it back.' 'There again: words: They gave up'

# ---- where nobody sees what it is taken for, a number with a point stays one ----
demo_session number
printf 'evidence\n12.50 was the price\n.\nq\n' >in
plain number
has out 'Kept: 12.50 was the price'
run 0 show number --json
has out '"text": "12.50 was the price"'

# ---- the demo ----
: >in
plain demo
has out 'J. R.' 'The demo session is gone now'
finish
