#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The house has floors, and an arrow of includes only ever points down. Three things are checked:
#   1. every #include of the sources: to the same layer or one below; yaml.h, curses and readline
#      each in their one place;
#   2. by the linker: all of libdebrief.a with libyaml alone, all of libscreen.a with that, and
#      neither curses nor readline anywhere;
#   3. every file of the product is in a list of Makefile.am, so that a tarball has it.
# `make check` sets SRCDIR, BUILDDIR, CC, LINK_FLAGS and LINK_LIBS; without BUILDDIR, 2 is left out.
set -eu
LC_ALL=C
export LC_ALL

source=${SRCDIR:-$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
failed=0

complain() {
	printf '%s\n' "$*"
	failed=1
}

cd "$source"
find src include -name '*.[ch]' -o -name '*.def' | sort >"$work/files"

# ---- 1. includes ----
# A header of include/debrief belongs to the layer of the source file of its name; one without
# such a file (only types, say) to the lowest layer that includes it.
xargs grep -n '^[[:space:]]*#[[:space:]]*include' /dev/null <"$work/files" >"$work/includes"
awk -F: '
BEGIN {
	n = split("base yaml rubric session engine report app ui cli", names, " ")
	for (i = 1; i <= n; i++)
		rank[names[i]] = i
}
function name_of(path) {
	sub(/.*\//, "", path)
	sub(/\.[a-z]*$/, "", path)
	return path
}
# 0: a public header, whose layer is looked up; -1: none
function rank_of(path, part) {
	if (path == "src/main.c")
		return rank["cli"]
	split(path, part, "/")
	if (part[1] == "src" && part[2] in rank)
		return rank[part[2]]
	return part[1] == "include" ? 0 : -1
}
FNR == NR {
	if (rank_of($0) > 0 && $0 ~ /\.c$/)
		home[name_of($0)] = rank_of($0)
	on_disk[$0] = 1
	next
}
{
	target = $0
	sub(/^[^:]*:[^:]*:[^<"]*/, "", target)
	sub(/[>"][^>"]*$/, "", target)
	from[++count] = $1
	line[count] = $2
	to[count] = target
}
function layer_of_header(noun) {
	return noun in home ? home[noun] : noun in lowest ? lowest[noun] : rank["cli"]
}
function layer_of(path) {
	return rank_of(path) ? rank_of(path) : layer_of_header(name_of(path))
}
# Headers include headers: repeated until nothing sinks any more.
function sink_headers(i, noun, moved) {
	do {
		moved = 0
		for (i = 1; i <= count; i++) {
			noun = name_of(to[i])
			if (to[i] ~ /^"debrief\// && layer_of(from[i]) < layer_of_header(noun) && !(noun in home)) {
				lowest[noun] = layer_of(from[i])
				moved = 1
			}
		}
	} while (moved)
}
function wrong(i, why) {
	printf "%s:%d: %s\n", from[i], line[i], why
}
END {
	sink_headers()
	for (i = 1; i <= count; i++) {
		own = layer_of(from[i])
		target = substr(to[i], 2)
		if (to[i] ~ /^</) {
			if (target == "yaml.h" && from[i] !~ /^src\/yaml\//)
				wrong(i, "only src/yaml includes yaml.h")
			if (target ~ /^(ncursesw?\/.*|n?curses\.h|term\.h|panel\.h|menu\.h|form\.h)$/ &&
			    from[i] != "src/ui/term_curses.c")
				wrong(i, "only src/ui/term_curses.c includes curses")
			if (target ~ /^readline\// && from[i] != "src/ui/line_editor.c")
				wrong(i, "only src/ui/line_editor.c includes readline")
			continue
		}
		if (target ~ /^debrief\//) {
			there = layer_of_header(name_of(target))
		} else {
			folder = from[i]
			sub(/[^\/]*$/, "", folder)
			there = (folder target) in on_disk ? rank_of(folder target) : rank_of("src/" target)
		}
		if (there < 0)
			wrong(i, "in no layer: " target)
		else if (there > own)
			wrong(i, "points up from " names[own] " to " names[there] ": " target)
	}
}' "$work/files" "$work/includes" >"$work/wrong"
if [ -s "$work/wrong" ]; then
	cat "$work/wrong"
	failed=1
fi

# ---- 2. the linker ----
if [ -n "${BUILDDIR:-}" ]; then
	printf 'int main(void)\n{\n\treturn 0;\n}\n' >"$work/main.c"
	whole='-Wl,--whole-archive'
	part='-Wl,--no-whole-archive'
	# shellcheck disable=SC2086 # lists of flags
	if ${CC:-cc} ${LINK_FLAGS:-} "$work/main.c" $whole $part -o "$work/main" 2>"$work/log"; then
		# shellcheck disable=SC2086
		${CC:-cc} ${LINK_FLAGS:-} -o "$work/main" "$work/main.c" \
			$whole "$BUILDDIR/libdebrief.a" $part ${LINK_LIBS:--lyaml} 2>"$work/log" || {
			cat "$work/log"
			complain 'libdebrief.a needs more than libyaml'
		}
		# shellcheck disable=SC2086
		${CC:-cc} ${LINK_FLAGS:-} -o "$work/main" "$work/main.c" \
			$whole "$BUILDDIR/libscreen.a" $part \
			"$BUILDDIR/libdebrief.a" ${LINK_LIBS:--lyaml} 2>"$work/log" || {
			cat "$work/log"
			complain 'libscreen.a needs more than libdebrief.a and libyaml'
		}
	else
		echo 'the linker has no --whole-archive: not checked what the archives need'
	fi
fi

# ---- 3. the lists ----
# A build in the source folder itself leaves files there that belong in no list; a folder of fuzz
# inputs is listed as one.
if [ ! -f Makefile ]; then
	sed 's/[[:space:]]*\\$//; s/^[[:space:]]*//' Makefile.am | tr ' ' '\n' | sort -u >"$work/listed"
	find src include tests rubrics man -type f ! -name '.*' ! -name '*~' \
		! -path 'tests/fuzz/corpus/*' | sort >"$work/files"
	while read -r file; do
		grep -qxF -e "$file" -e "${file%.c}" "$work/listed" ||
			complain "$file is in no list of Makefile.am"
	done <"$work/files"
fi

exit "$failed"
