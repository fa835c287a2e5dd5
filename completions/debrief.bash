# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Completion of debrief for bash. Commands, options and rubrics are asked of the program itself, so
# they are always those of the one that is installed.

_debrief_commands() { # PROGRAM
	LC_ALL=C "$1" --help 2>/dev/null | sed -n '/^Commands:/,$s/^  \([a-z][a-z]*\)  .*/\1/p'
}

_debrief_options() { # PROGRAM COMMAND
	LC_ALL=C "$1" help "$2" 2>/dev/null | grep -oE -e '--[a-z][a-z-]*' | sort -u
	printf '%s\n' --help
}

_debrief_rubrics() { # PROGRAM
	LC_ALL=C "$1" rubric list 2>/dev/null | sed -n 's/^\([a-z][a-z0-9-]*\) .*/\1/p'
}

# Of a name that nobody has it says which there are.
_debrief_teachers() { # PROGRAM
	LC_ALL=C.UTF-8 "$1" cycle '?' 2>&1 >/dev/null | sed -n 's/^  //p'
}

_debrief_sessions() {
	local path
	for path in "${XDG_DATA_HOME:-$HOME/.local/share}"/debrief/sessions/*/; do
		path=${path%/}
		[[ ${path##*/} == archive || ${path##*/} == '*' ]] || printf '%s\n' "${path##*/}"
	done
}

# Offers the lines of standard input that begin with $1.
_debrief_offer() {
	local word
	while IFS= read -r word; do
		[[ $word == "$1"* ]] && COMPREPLY+=("$(printf '%q' "$word")")
	done
}

_debrief_files() {
	compopt -o filenames 2>/dev/null
	mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$1")
}

# The value of the option $1; false if it takes none.
_debrief_value() {
	case $1 in
	--color) _debrief_offer "$current" <<<$'auto\nalways\nnever' ;;
	--for) _debrief_offer "$current" <<<$'coach\nteacher' ;;
	--format) _debrief_offer "$current" <<<$'text\nmarkdown\nhtml\njson\nics' ;;
	--previous) _debrief_offer "$current" < <(_debrief_sessions) ;;
	--rubric)
		_debrief_offer "$current" < <(_debrief_rubrics "$program")
		_debrief_files "$current"
		;;
	-o | --output) _debrief_files "$current" ;;
	*) return 1 ;;
	esac
}

_debrief() {
	local program=${COMP_WORDS[0]} command=${COMP_WORDS[1]} current=${COMP_WORDS[COMP_CWORD]}
	local before=${COMP_WORDS[COMP_CWORD - 1]}
	COMPREPLY=()

	# bash takes --option=value for three words
	[ "$before" = '=' ] && before=${COMP_WORDS[COMP_CWORD - 2]}
	[ "$current" = '=' ] && current=
	_debrief_value "$before" && return
	if [[ $current == -* ]]; then
		_debrief_offer "$current" < <(_debrief_options "$program" "$command")
	elif [ "$COMP_CWORD" -eq 1 ]; then
		_debrief_offer "$current" < <(_debrief_commands "$program"; _debrief_sessions)
	else
		case $command:${COMP_WORDS[2]} in
		help:*) _debrief_offer "$current" < <(_debrief_commands "$program") ;;
		rubric:show)
			_debrief_offer "$current" < <(_debrief_rubrics "$program")
			_debrief_files "$current"
			;;
		rubric:*) _debrief_offer "$current" <<<$'list\nshow' ;;
		cycle:*) _debrief_offer "$current" < <(_debrief_teachers "$program") ;;
		demo:* | new:*) ;;
		*)
			_debrief_offer "$current" < <(_debrief_sessions)
			[[ $command != check && $command != import ]] || _debrief_files "$current"
			;;
		esac
	fi
}

complete -F _debrief debrief
