#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every fuzz target for half a minute, two abreast, beginning with its corpus. They are built with
# clang in BUILDDIR/fuzz. A finding is a failure; what was found stays there. `make check-hard`
# sets SRCDIR and BUILDDIR. FUZZ_SECONDS=600 takes longer, FUZZ_TARGETS='yaml text' only these.
set -eu
: "${SRCDIR:?}" "${BUILDDIR:?}"
seconds=${FUZZ_SECONDS:-30}
build=$BUILDDIR/fuzz
unset MAKEFLAGS MFLAGS MAKELEVEL CFLAGS

skip() {
	echo "skipped: $*"
	exit 77
}

mkdir -p "$build"
probe='int LLVMFuzzerTestOneInput(const char *, unsigned long);
int LLVMFuzzerTestOneInput(const char *data, unsigned long size) { return data && size ? 0 : 0; }'
command -v clang >/dev/null || skip 'clang is not installed'
printf '%s\n' "$probe" |
	clang -fsanitize=fuzzer,address,undefined -x c -o "$build/probe" - 2>"$build/probe.log" ||
	skip 'clang is installed without libFuzzer (Debian: libclang-rt-dev)'
[ ! -f "$SRCDIR/config.status" ] ||
	skip 'the source folder is configured itself; it can be built in no other folder'

[ -f "$build/Makefile" ] ||
	(cd "$build" && "$SRCDIR/configure" --quiet --enable-fuzzing --enable-werror CC=clang)
jobs=$(getconf _NPROCESSORS_ONLN)
make -s -C "$build" -j "$jobs" fuzz >"$build/make.log" 2>&1 || {
	cat "$build/make.log"
	exit 1
}

# run NAME: its log is left in NAME.log, what it learnt in new-NAME, a finding as finding-NAME-…
run() {
	rm -rf "$build/new-$1"
	mkdir "$build/new-$1"
	dict=$SRCDIR/tests/fuzz/$1.dict
	set -- "$1" "$build/new-$1" "$SRCDIR/tests/fuzz/corpus/$1"
	[ ! -f "$dict" ] || set -- "$@" "-dict=$dict"
	name=$1
	shift
	"$build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -max_len=4096 -timeout=20 \
		-print_final_stats=1 -artifact_prefix="$build/finding-$name-" "$@" >"$build/$name.log" 2>&1
}

# tell NAME STATUS: one line, or all that is known of a finding
tell() {
	awk -v name="$1" '/ cov: / { cov = $4; ft = $6 } /^stat::number_of_executed_units/ { execs = $2 }
		END { printf "%-10s execs: %8d  cov: %5d  ft: %6d\n", name, execs, cov, ft }' "$build/$1.log"
	[ "$2" -ne 0 ] || return 0
	failed=1
	grep -v -E '^#[0-9]' "$build/$1.log" | tail -n 60
	echo "FOUND by $1: $(sed -n 's/.*Test unit written to //p' "$build/$1.log")"
}

failed=0
set --
for source in "$SRCDIR"/tests/fuzz/fuzz_*.c; do
	name=${source##*/fuzz_}
	name=${name%.c}
	case " ${FUZZ_TARGETS:-$name} " in
	*" $name "*) set -- "$@" "$name" ;;
	esac
done
for name in "$@"; do
	rm -f "$build/finding-$name-"*
done
echo "$# fuzz targets, $seconds s each, two abreast"
while [ $# -gt 0 ]; do
	one=$1 other=${2:-} status=0
	shift
	run "$one" &
	first=$!
	if [ -n "$other" ]; then
		shift
		run "$other" || status=$?
	fi
	other_status=$status status=0
	wait "$first" || status=$?
	tell "$one" "$status"
	[ -z "$other" ] || tell "$other" "$other_status"
done
exit "$failed"
