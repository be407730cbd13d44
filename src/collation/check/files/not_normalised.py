"""A letter is written as a base letter and a loose accent, or in another form that Unicode calls the same.

The two forms look alike and are not equal: a name is not found, an author counts as two, a list is sorted wrongly.

Basis: Unicode Annex 15 defines the composed form (NFC), which the W3C recommends for all text on the Web.  Ideographs
of compatibility become the common ones there, which may be another glyph: their fix is only offered.

Fails:
    references.bib:
        @article{murphy2003, author = {Mu\u0308ller, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Müller, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
"""

import re
import unicodedata
from collections.abc import Iterator

from collation.check.files.characters import citekey_characters, occurrences, replacement
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "not-normalised"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each smallest stretch of a file that is not in the composed form."""
    loose = frozenset(
        character
        for source in manuscript.sources
        if not source.text.isascii()
        for character in source.characters
        if _may_change(character)
    )
    if not loose:
        return
    # A letter that begins a character, and what is put on it: nothing outside decides how it is composed.
    shown = "".join(map(re.escape, sorted(loose)))
    stretch = re.compile(f"[^{shown}]?[{shown}]+")
    are_citekeys_safe = loose.isdisjoint(citekey_characters(manuscript))
    for source, found in occurrences(manuscript, loose, stretch):
        written = found[0]
        composed = unicodedata.normalize("NFC", written)
        if composed == written:
            continue
        # The letter before is left out where nothing is put on it.
        first = 1 if written[0] == composed[0] and not unicodedata.combining(written[1]) else 0
        yield Diagnostic(
            CODE,
            SEVERITY,
            manuscript.locate(source.path, found.start() + first, len(written) - first),
            f"{composed[first:]} is not in its composed form (NFC)",
            f"write {composed[first:]} as {_codes(composed[first:])}, not as {_codes(written[first:])}",
            fix=replacement(
                source,
                found.start() + first,
                found.end(),
                composed[first:],
                f"write {composed[first:]} in its composed form",
                is_safe=are_citekeys_safe and not any(map(_is_compatible_ideograph, written)),
            ),
        )


def _is_compatible_ideograph(character: str) -> bool:
    return "\uf900" <= character <= "\ufaff" or "\U0002f800" <= character <= "\U0002fa1f"


def _may_change(character: str) -> bool:
    """Whether the composed form depends on the character: it is put on another, or has another form itself."""
    return not character.isascii() and (
        unicodedata.combining(character) > 0
        or unicodedata.category(character) in ("Mn", "Mc")
        or "\u1160" <= character <= "\u11ff"  # the vowels and final consonants of Hangul
        or not unicodedata.is_normalized("NFC", character)
    )


def _codes(text: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in text)
