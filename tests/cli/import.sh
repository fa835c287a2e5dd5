#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A transcript comes into a session as a whole or not at all; who is who must be plain; the words of
# others, and those that must not be written down, are nowhere on the disk.
# shellcheck source=tests/cli/cli.inc
. "${SRCDIR:?}/tests/cli/cli.inc"

# new_talk NAME: a session of Dana Lee and Jo
new_talk() {
	run 0 new "$1" --rubric ambitious-mathematics --coach 'Dana Lee' --teacher Jo
}

# talk_of SESSION: what `show` says of who spoke
talk_of() {
	"$DEBRIEF" show "$1" --json | sed -n 's/^ *"talk": \(.*\),$/\1/p'
}

# is_untouched NAME WORD...: refuses to import, and leaves every byte of the session as it was
is_untouched() {
	name=$1
	shift
	sums "$library/$name" >before
	run 2 import "$name" "$@"
	sums "$library/$name" >after
	cmp -s before after || complain "import $* has touched the session"
	is_empty out
}

# ---- a talk ----

cat >talk.vtt <<'EOV'
WEBVTT

NOTE nobody said sentinel-note

1
00:00:01.000 --> 00:00:04.000
<v Dana Lee>What did you see them do?</v>

2
00:00:04.000 --> 00:00:09.000
<v Jo>Um, they drew it. They gave up</v>

3
00:00:09.000 --> 00:00:11.000
<v Jo>when it got messy &amp; long.</v>

4
00:00:11.000 --> 00:00:12.000
<v Sentinel Aide>sentinel-other: the bus is here</v>

5
00:12:31.000 --> 00:12:40.000
<v Dana Lee>And then?</v>
EOV
new_talk talk
run 0 import talk talk.vtt --dry-run
has out '    "Um, they drew it. They gave up"' 'Nothing was imported' 'has not been asked yet' 'C in the session' '--shares-only keeps none'
run 0 import talk talk.vtt --dry-run --shares-only
has_not out 'has not been asked'
printf 'kind: consent\nvalue: given\n' >in
run 0 add talk
[ "$(talk_of talk)" = '{"coach_seconds": 0, "teacher_seconds": 0}' ] || complain 'a dry run is none'
run 0 import talk talk.vtt
is_empty err
has out 'Dana Lee (coach): 8 words' 'Jo (teacher): 12 words' \
	'Sentinel Aide (counted and not kept): 5 words' \
	'4 turns. Of 20 words of coach and teacher, 40 % are the coach'
has_not out 'has not been asked'
[ "$(events talk)" -eq 5 ] || complain "$(events talk) events"
spoke='{"coach_seconds": 0, "teacher_seconds": 0, "coach_words": 8, "teacher_words": 12, "other_words": 5, "share": {"coach": 40, "teacher": 60}}'
[ "$(talk_of talk)" = "$spoke" ] || complain "the talk is $(talk_of talk)"
run 0 show talk --json
has out '"by": "teacher", "from": 4, "to": 11, "words": 12, "text": "Um, they drew it. They gave up when it got messy & long."' \
	'"by": "other", "from": 11, "to": 12, "words": 5, "sum"'
run 0 show talk
has out "40 % are yours and 60 % the" "teacher's (8 and 12)" 'Others said 5 words'
has_not out 'Not filed'
run 0 check talk
! grep -r -i sentinel "$HOME" || complain 'words of others are on the disk'

# A turn is filed by `add`; a second transcript is refused until the first is taken back.
turn=$("$DEBRIEF" show talk --json | sed -n 's/.*"id": "\([^"]*\)".*messy.*/\1/p')
printf 'kind: assign\nre: %s\nfield: rationale\n' "$turn" >in
run 0 add talk
run 0 show talk --json
has out '"rationale": "Um, they drew it.'
is_untouched talk talk.vtt
has err 'has a transcript already' '--take-back'
printf 'Dana Lee: Hello\nJo: Hello to you too\n' >short.txt
run 0 import talk short.txt --take-back
has out '2 turns'
[ "$(talk_of talk)" != "$spoke" ] || complain 'it was not replaced'
run 0 import talk --take-back --dry-run
has out 'would be taken back'
has_not out 'is taken back'
[ "$(talk_of talk)" != '{"coach_seconds": 0, "teacher_seconds": 0}' ] || complain 'a dry run is none'
run 0 import talk --take-back
has out 'is taken back'
grep -q messy "$library"/talk/journal.*.yaml || complain 'the words are gone, and help says they stay'
[ "$(talk_of talk)" = '{"coach_seconds": 0, "teacher_seconds": 0}' ] || complain "left: $(talk_of talk)"
is_untouched talk --take-back
has err 'no transcript to take back'
run 2 import talk
has err 'something is missing'

# ---- who is who ----

new_talk roles
printf 'Ana: What now?\nBo: Hm\nCy: The bus\nAna: So\n' >three.txt
is_untouched roles three.txt
has err 'it is not clear who is the coach and who the teacher' '  Ana: 3 words' '  Bo: 1 word' \
	'  Cy: 2 words' '--coach NAME' '--teacher NAME'
is_untouched roles three.txt --coach Ana
has err 'it is not clear who is the teacher'
is_untouched roles three.txt --coach Ana --teacher Di
has err "nobody is named 'Di' here"
is_untouched roles three.txt --coach Ana --teacher ana
has err 'cannot be both'
is_untouched roles three.txt --coach 1 --coach 2 --coach 3 --coach 4 --coach 5
has err "the option '--coach' is there too often"
run 0 import roles three.txt --coach ana --coach Cy --teach BO
has out 'Ana (coach): 3 words' 'Cy (coach): 2 words' 'Bo (teacher): 1 word'
new_talk named
printf 'kind: lesson\ncoach: Coach\nteacher: Mr. Ruiz\n' >in
run 0 add named
printf 'Mr. Ruiz: What now?\nAna: Hm\nCoach: So\n' >in
run 0 import named - --dry-run
has out 'Mr. Ruiz (teacher): 2 words' 'Coach (coach): 1 word'
printf 'Mr Ruiz: What now?\nAna: Hm\nMr.. Ruizz: Oh\nCoach: So\n' >in
run 0 import named - --dry-run
has out 'Mr Ruiz (teacher): 2 words' 'Mr.. Ruizz (counted and not kept)'
printf 'Coach: What now?\nteacher: Hm\nAide: So\n' >in
run 0 import named -
has out 'Coach (coach): 2 words' 'teacher (teacher): 1 word' 'Aide (counted and not kept): 1 word'

# Nobody gets the words of somebody else.
cat >doubt.txt <<'EOT'
Dana: So?
Jo (she/her): I feel I am failing them.
Dana: ok
Student 3 (boy): sentinel
well: perhaps
EOT
run 0 new doubt --rubric ambitious-mathematics --coach Dana --teacher Jo
is_untouched doubt doubt.txt
has err "doubt.txt:5: is 'well' a speaker?"
sed '$d' doubt.txt >certain.txt
run 0 import doubt certain.txt
has out 'Dana (coach): 2 words' 'Jo (she/her) (teacher): 6 words' 'Student 3 (boy) (counted and not kept): 1 word'
has_not out '"'
run 0 show doubt --json
has out '"by": "teacher", "words": 6, "text": "I feel I am failing them."'
! grep -r sentinel "$library/doubt" || complain "a student's words are kept"
printf 'WEBVTT\n\n0:01.0 --> 0:02.0\nDana: So?\n\n0:02.0 --> 0:03.0\nsentinel\n\n0:03.0 --> 0:04.0\nJo: Hm\n' >cues.vtt
run 0 import doubt cues.vtt --take-back
has out 'Dana (coach): 1 word' 'Nobody is named (counted and not kept): 1 word' 'Jo (teacher): 1 word'
! grep -r sentinel "$library/doubt" || complain "somebody's words are kept"

# ---- the shares of three talks with one teacher ----

# words COUNT: so many
words() {
	awk -v n="$1" 'BEGIN { split("so um they drew it and 3.5 of don'"'"'t well-known", w, " ")
		for (i = 0; i < n; i++) printf "%s ", w[i % 10 + 1] }'
}

for pair in 37-63 58-42 36-64; do
	coach=${pair%-*}
	teacher=${pair#*-}
	new_talk "pair-$pair"
	{
		printf 'WEBVTT\n\n'
		for minute in 10 11 12; do
			printf '%s:00.000 --> %s:20.000\n<v Dana Lee>%s\n\n' $minute $minute "$(words "$coach")"
			printf '%s:20.000 --> %s:50.000\n<v Jo>%s.\n\n' $minute $minute "$(words "$teacher")"
			printf '%s:50.000 --> %s:55.000\n<v Aide>%s!\n\n' $minute $minute "$(words 7)"
		done
	} >pair.vtt
	run 0 import "pair-$pair" pair.vtt
	has out "$coach % are the coach's and $teacher % the teacher's"
	talk_of "pair-$pair" >out
	has out "\"coach_words\": $((3 * coach)), \"teacher_words\": $((3 * teacher)), \"other_words\": 21" \
		"\"share\": {\"coach\": $coach, \"teacher\": $teacher}"
done

# ---- what cannot be understood ----

new_talk wrong
printf 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jo>Fine\n\nnonsense\n<v Jo>Lost\n' >wrong.vtt
is_untouched wrong wrong.vtt
has err 'nothing was imported: wrong.vtt:7: ' 'expected a line like 00:01:02.000 --> 00:01:05.500'
printf 'Jo: fine\nJo: caf\351\n' >latin.txt
is_untouched wrong latin.txt
has err 'latin.txt:2: this is not text in UTF-8; expected'
printf '\033[31mred\n' >hostile.txt
is_untouched wrong hostile.txt
has err 'hostile.txt:1: '
! grep -q "$(printf '\033')" err || complain 'an escape sequence came through'
run 0 new strangers --rubric ambitious-mathematics
printf 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jo>a <v D\033[31m\342\200\256a>b <v Cy>c\n' >names.vtt
is_untouched strangers names.vtt --coach Cy
has err 'D^[[31m<U+202E>a: 1 word'
run 0 import strangers names.vtt --coach Cy --teacher Jo
has out 'D^[[31m<U+202E>a (counted and not kept): 1 word'
is_untouched wrong missing.vtt
has err "'missing.vtt'"
is_untouched wrong .
is_untouched wrong /dev/null
head -c 5000000 /dev/zero | tr '\0' a >large.txt
is_untouched wrong large.txt
run 2 import nowhere short.txt
has err "no session 'nowhere'"

# ---- words that must not be written down ----

new_talk refused
printf 'kind: consent\nvalue: refused\n' >in
run 0 add refused
is_untouched refused talk.vtt
has err "the teacher does not want their words written down; --shares-only imports how much"
printf 'kind: turn\nby: teacher\nwords: 2\ntext: sentinel words\n' >in
run 2 add refused
printf 'kind: turn\nby: other\nwords: 2\ntext: sentinel words\n' >in
run 1 add refused
has err 'words of others than coach and teacher are counted, not kept'
run 0 import refused talk.vtt --shares-only
[ "$(talk_of refused)" = "$spoke" ] || complain "shares only: $(talk_of refused)"
! grep -e messy -e sentinel "$library"/refused/*.*.yaml || complain 'words were kept'
run 0 show refused --json
has_not out '"text"'
finish
