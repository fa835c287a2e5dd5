#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `make lint`: every checker that is installed, over every file; what is missing is named.
# All of them run, whatever the first one says; the exit status is 1 if any complains.
# `make` sets LINT_FLAGS. With LINT_STRICT=1 a checker that is missing is a failure too.
set -u
cd "$(dirname -- "$0")/.." || exit 2

read -r -a flags <<<"${LINT_FLAGS:--std=c17 -D_GNU_SOURCE -Iinclude -Isrc}"
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
mapfile -t sources < <(find src tests -name '*.c' | sort)
mapfile -t scripts < <(find bootstrap .ci/run tests completions -type f \
	\( -name '*.sh' -o -name '*.bash' -o -name bootstrap -o -name run \) 2>/dev/null | sort)
mapfile -t manuals < <(find man -name '*.[1-9]' 2>/dev/null | sort)
failed=()
missing=()

# lint NAME COMMAND...: runs it if there is such a command
lint() {
	local name=$1
	shift
	if ! command -v "$name" >/dev/null 2>&1; then
		missing+=("$name")
		return
	fi
	printf 'lint: %s\n' "$name"
	"$@" || failed+=("$name")
}

each_source() {
	printf '%s\0' "${sources[@]}" | xargs -0 -n 1 -P "$jobs" "$@"
}

tidy() {
	# How much was suppressed in system headers is not news.
	printf '%s\0' "${sources[@]}" |
		xargs -0 -P "$jobs" -I{} clang-tidy --quiet {} -- "${flags[@]}" \
			2> >(grep -v -E '^[0-9]+ warnings? generated' >&2)
}

lint gcc each_source gcc "${flags[@]}" -O2 -Werror -c -o /dev/null
lint clang each_source clang "${flags[@]}" -Werror -fsyntax-only
lint clang-tidy tidy
lint cppcheck cppcheck --quiet -j "$jobs" --std=c11 --enable=warning,performance,portability \
	--inline-suppr --suppress=missingIncludeSystem --error-exitcode=1 -D_GNU_SOURCE \
	-Iinclude -Isrc src tests
lint shellcheck shellcheck "${scripts[@]}"
if [ "${#manuals[@]}" -gt 0 ]; then
	lint mandoc mandoc -T lint -W warning "${manuals[@]}"
fi

if [ "${#missing[@]}" -gt 0 ]; then
	printf 'lint: not installed, so not run: %s\n' "${missing[*]}"
	[ -z "${LINT_STRICT:-}" ] || failed+=("${missing[@]}")
fi
if [ "${#failed[@]}" -gt 0 ]; then
	printf 'lint: failed: %s\n' "${failed[*]}"
	exit 1
fi
echo 'lint: clean'
