# SPDX-License-Identifier: GPL-3.0-or-later
#
# Completion of debrief for fish. Commands, options and rubrics are asked of the program itself, so
# they are always those of the one that is installed.

function __debrief_commands
	LC_ALL=C debrief --help 2>/dev/null |
		sed -n '/^Commands:/,$s/^  \([a-z][a-z]*\)  *\(.*\)/\1\t\2/p'
end

function __debrief_sessions
	set -l data $XDG_DATA_HOME
	test -n "$data"; or set data $HOME/.local/share
	for path in $data/debrief/sessions/*/
		set -l name (basename $path)
		test $name = archive; or echo $name
	end
end

function __debrief_rubrics
	LC_ALL=C debrief rubric list 2>/dev/null |
		sed -n 's/^\([a-z][a-z0-9-]*\)  *\(.*\)/\1\t\2/p'
end

# The options of the command that stands there already.
function __debrief_options
	set -l words (commandline -opc)
	LC_ALL=C debrief help $words[2] 2>/dev/null | grep -oE -e '--[a-z][a-z-]*' | sort -u
	echo -- --help
end

function __debrief_before
	set -l words (commandline -opc)
	contains -- $words[-1] $argv
end

function __debrief_command
	set -l words (commandline -opc)
	contains -- "$words[2]" $argv
end

complete -c debrief -f
complete -c debrief -n 'string match -q -- "-*" (commandline -ct)' -a '(__debrief_options)'
complete -c debrief -n __fish_use_subcommand -a '(__debrief_commands)'
complete -c debrief -n __fish_use_subcommand -a '(__debrief_sessions)' -d session
complete -c debrief -n '__debrief_command add show check report import erase' \
	-a '(__debrief_sessions)' -d session
complete -c debrief -n '__debrief_command cycle' \
	-a '(LC_ALL=C.UTF-8 debrief cycle "?" 2>&1 >/dev/null | sed -n "s/^  //p")'
complete -c debrief -n '__debrief_command help' -a '(__debrief_commands)'
complete -c debrief -n '__debrief_command rubric' -a 'list show'
complete -c debrief -n '__debrief_before show; and __debrief_command rubric' \
	-a '(__debrief_rubrics)'
complete -c debrief -F -n '__debrief_command check import'
complete -c debrief -n '__debrief_before --rubric' -F -a '(__debrief_rubrics)'
complete -c debrief -n '__debrief_before --previous' -a '(__debrief_sessions)'
complete -c debrief -n '__debrief_before --color' -a 'auto always never'
complete -c debrief -n '__debrief_before --for' -a 'coach teacher'
complete -c debrief -n '__debrief_before --format' -a 'text markdown html json ics'
complete -c debrief -n '__debrief_before -o --output' -F
