#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The tarball is always the same, byte for byte: made here, and made again from what it holds, in
# another folder, with another umask and time zone, from a source folder that cannot be written to.
# Where Debian's tools are installed, it builds as a Debian package about which lintian says nothing.
# `make check-hard` sets BUILDDIR.
set -eu
: "${BUILDDIR:?}"
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
SOURCE_DATE_EPOCH=1790000000
export SOURCE_DATE_EPOCH
failed=0

make -s -C "$BUILDDIR" dist
tarball=$(cd "$BUILDDIR" && ls debrief-*.tar.gz)
mv "$BUILDDIR/$tarball" "$work"
name=${tarball%.tar.gz}

mkdir "$work/again"
(
	umask 077
	TZ=Asia/Kolkata
	export TZ
	cd "$work/again"
	tar -xzf "../$tarball"
	chmod -R a-w "$name"
	mkdir build
	cd build
	"../$name/configure" --quiet
	make -s dist
)
if cmp "$work/$tarball" "$work/again/build/$tarball"; then
	echo "$tarball: the same twice, $(wc -c <"$work/$tarball") bytes"
else
	failed=1
fi

if command -v dh >/dev/null && command -v dpkg-buildpackage >/dev/null && command -v lintian >/dev/null; then
	chmod -R u+w "$work/again/$name"
	(
		cd "$work/again/$name"
		DEB_BUILD_OPTIONS=nocheck dpkg-buildpackage -us -uc >../log 2>&1
	) || {
		tail -20 "$work/again/log"
		failed=1
	}
	(cd "$work/again" && lintian --pedantic --allow-root ./*.changes) >"$work/lintian" 2>&1
	if [ -s "$work/lintian" ]; then
		cat "$work/lintian"
		failed=1
	fi
else
	echo 'skipped: the Debian package; debhelper, dpkg-dev and lintian are not all installed'
fi
exit $failed
