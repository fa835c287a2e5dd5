#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The catalogues have every text of the program, with the right directives. And in a language that
# nobody speaks and everybody can read (each letter wears an accent, words are a third longer) the
# walk over all that can be done meets no word that was left in English, and none that is cut short.
# `make check-hard` sets SRCDIR and BUILDDIR.
set -eu
: "${SRCDIR:?}" "${BUILDDIR:?}"
for tool in xgettext msgcmp msgen msgfilter msgfmt perl; do
	command -v "$tool" >/dev/null || {
		echo "skipped: $tool is not installed"
		exit 77
	}
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
failed=0

make -s -C "$BUILDDIR" debrief.pot
cp "$BUILDDIR/debrief.pot" "$work"
for catalogue in "$SRCDIR"/po/*.po; do
	msgcmp "$catalogue" "$work/debrief.pot" || failed=1
	msgfmt --check --output-file=/dev/null "$catalogue" || failed=1
done

cat >"$work/accents.pl" <<'END'
use utf8;
binmode STDIN, ':utf8';
binmode STDOUT, ':utf8';
local $/;
my $text = <STDIN>;
$text =~ s/…/../g; # ours; one on the screen is a cut
my @accented = split //, 'áƀçđéƒğħíĵķłṁñóþɋřšŧúṽŵẋýžÁɃÇĐÉƑĞĦÍĴĶŁṀÑÓÞɊŘŠŦÚṼŴẊÝŽ';
my %wears;
@wears{'a' .. 'z', 'A' .. 'Z'} = @accented;
$text =~ s{(%[-+ #0-9.*\$]*[hlzjt]*[a-zA-Z%])|([A-Za-z])}
	{defined $1 ? $1 : $wears{$2} . ($2 =~ /[aeo]/ ? $wears{$2} : '')}ge;
print $text;
END
messages=$work/xx/LC_MESSAGES
mkdir -p "$messages"
msgen "$work/debrief.pot" |
	msgfilter --keep-header --output-file="$work/xx.po" perl "$work/accents.pl" 2>"$work/log" || {
	cat "$work/log"
	exit 1
}
msgfmt --output-file="$messages/debrief.mo" "$work/xx.po"

PSEUDO_CATALOGUES=$work LANGUAGE=xx "$BUILDDIR/tests/unit/test_walk" || failed=1
exit $failed
