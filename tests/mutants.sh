#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Do the tests see what they are there for? Each patch in tests/mutants takes one precaution out of
# the product; the tests that it names must then fail, and pass without it. A patch that no longer
# fits must be mended: the tests are not to be trusted until then.
# Only the patched files are compiled; they are linked before the archives, which have the others.
# `make check-hard` sets SRCDIR, BUILDDIR, CC and the flags.
set -eu
: "${SRCDIR:?}" "${BUILDDIR:?}" "${CC:?}"
unset DEBRIEF_HARD
limit=180 # seconds for one test

if ! command -v patch >/dev/null || ! command -v timeout >/dev/null; then
	echo 'skipped: patch or timeout is missing'
	exit 77
fi
work=$(mktemp -d "$BUILDDIR/mutants-XXXXXX") # here the product finds its rubrics
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
failed=0
mutants=0
deaths=0

complain() {
	printf 'FAIL: %s\n' "$*"
	failed=1
}

# header FILE NAME: what stands behind the name in a patch
header() {
	sed -n "s/^$2: //p" "$1"
}

# build FILE...: compiles what lies in $work/src into $work/*.o
build() {
	rm -f "$work"/*.o
	for file in "$@"; do
		# shellcheck disable=SC2086 # lists of flags
		$CC -D_GNU_SOURCE -I"$SRCDIR/include" -I"$SRCDIR/src" -I"$SRCDIR/$(dirname "$file")" $LINK_FLAGS -w -c \
			-o "$work/$(basename "$file" .c).o" "$work/$file" || return 1
	done
}

# link TEST: the test's own program, or the product for a test that runs it, with the objects
link() {
	flags=''
	case $1 in
	*/test_draft | */test_durability | */test_every_failure) flags=$FAULT_FLAGS ;;
	esac
	case $1 in
	tests/unit/*)
		# shellcheck disable=SC2086
		$CC $LINK_FLAGS $flags -o "$work/test" "$BUILDDIR/$1.o" "$work"/*.o \
			"$BUILDDIR/tests/unit/libsupport.a" "$BUILDDIR/libscreen.a" \
			"$BUILDDIR/libdebrief.a" $TEST_LIBS
		;;
	*)
		# shellcheck disable=SC2086
		$CC $LINK_FLAGS -o "$work/debrief" "$BUILDDIR"/src/debrief-main.o \
			"$BUILDDIR"/src/*/debrief-*.o "$work"/*.o "$BUILDDIR/libscreen.a" \
			"$BUILDDIR/libdebrief.a" $PROGRAM_LIBS
		;;
	esac
}

# run TEST: its status, 77 if it was skipped
run() {
	status=0
	case $1 in
	tests/unit/*) set -- "$work/test" ;;
	*.sh) set -- sh "$SRCDIR/$1" ;;
	*) set -- "$BUILDDIR/$1" ;;
	esac
	DEBRIEF=$work/debrief timeout "$limit" "$@" >"$work/log" 2>&1 || status=$?
	if grep -q '^# skipped' "$work/log"; then
		status=77
	fi
	return "$status"
}

# ---- without a patch they pass, so it is not for how they are linked that they fail ----

files=$(sed -n 's/^+++ b\///p' "$SRCDIR"/tests/mutants/*.patch | sort -u)
tests=$(sed -n 's/^Killed by: //p' "$SRCDIR"/tests/mutants/*.patch | tr ' ' '\n' | sort -u)
for file in $files; do
	mkdir -p "$work/$(dirname "$file")"
	cp "$SRCDIR/$file" "$work/$file"
done
# shellcheck disable=SC2086
build $files
for test in $tests; do
	link "$test" || complain "$test cannot be linked"
	status=0
	run "$test" || status=$?
	case $status in
	0) ;;
	77) echo "skipped: $test" ;;
	*)
		cat "$work/log"
		complain "$test fails without a mutant"
		;;
	esac
done

# ---- with one they fail ----

for mutant in "$SRCDIR"/tests/mutants/*.patch; do
	name=$(basename "$mutant" .patch)
	mutants=$((mutants + 1))
	files=$(sed -n 's/^+++ b\///p' "$mutant")
	for file in $files; do
		cp "$SRCDIR/$file" "$work/$file"
	done
	if ! patch -s -d "$work" -p1 <"$mutant"; then
		complain "$name: the patch no longer fits"
		continue
	fi
	# shellcheck disable=SC2086
	build $files || {
		complain "$name: it cannot be built"
		continue
	}
	for test in $(header "$mutant" 'Killed by'); do
		link "$test" || complain "$name: $test cannot be linked"
		status=0
		run "$test" || status=$?
		case $status in
		0) complain "$name survives $test: $(header "$mutant" Mutant)" ;;
		77) echo "skipped: $name, $test" ;;
		*) deaths=$((deaths + 1)) ;;
		esac
	done
done
printf '# mutants: %d, killed by so many tests: %d\n' "$mutants" "$deaths"
exit "$failed"
