"""What the checks of single characters share: where they look, and what must not be changed unseen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from collation.diagnostics import Edit, Fix
from collation.model import Manuscript, SourceFile

_FILE_FIELDS = re.compile(r"^(?:file|pdf|localfile|local-url|bdsk-file-\d+)$")


def occurrences(
    manuscript: Manuscript, wanted: frozenset[str], pattern: re.Pattern[str], *, spared: frozenset[str] = frozenset()
) -> Iterator[tuple[SourceFile, re.Match[str]]]:
    """Yield each match of a pattern in the files that have one of the wanted characters.

    What a bibliography says of files on the author's disk is left out: a name there must stay as the disk has it; and
    so are the fields that are `spared`, by name.
    """
    for source in manuscript.sources:
        if source.text.isascii() or wanted.isdisjoint(source.characters):
            continue
        left_out = _left_out(manuscript, spared) if source.path == manuscript.bibliography.path else ()
        for found in pattern.finditer(source.text):
            if not any(start <= found.start() < end for start, end in left_out):
                yield source, found


def _left_out(manuscript: Manuscript, spared: frozenset[str]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (field.start, field.end)
        for entry in manuscript.bibliography.entries
        for field in entry.fields
        if (field.name in spared or _FILE_FIELDS.match(field.name)) and not field.value.isascii()
    )


def citekey_characters(manuscript: Manuscript) -> frozenset[str]:
    """Return every character beyond ASCII of the citekeys; to change one could part a citation from its entry."""
    library = manuscript.bibliography
    return frozenset("".join(citekey for citekey in library.by_citekey if not citekey.isascii()))


def replacement(source: SourceFile, start: int, end: int, text: str, message: str, *, is_safe: bool) -> Fix:
    """Return the fix that puts a text in the place of a stretch of a file, by its offsets in characters."""
    return Fix((Edit(source.path, start, end, text),), is_safe, message)


def name(character: str) -> str:
    """Return how a character that cannot be seen is called: `U+200B zero width space`."""
    picture = chr(0x2400 + ord(character)) if ord(character) < 0x20 else character
    called = unicodedata.name(picture, "").lower().removeprefix("symbol for ")
    return f"U+{ord(character):04X} {called}".rstrip()


def line_around(text: str, offset: int) -> str:
    """Return the line of a text in which an offset lies."""
    end = text.find("\n", offset)
    return text[text.rfind("\n", 0, offset) + 1 : end if end != -1 else len(text)]


def has_right_to_left(text: str) -> bool:
    """Return whether a text has letters that are written from right to left (Unicode Annex 9)."""
    return not text.isascii() and any(
        character.isalpha() and unicodedata.bidirectional(character) in ("R", "AL") for character in text
    )


def space_between(before: str, after: str) -> str:
    """Return the space that two characters need between them: none where there is one, nor between Chinese ones."""
    is_apart = before.strip() == "" or after.strip() == ""
    is_wide = all(unicodedata.east_asian_width(side) in ("W", "F") for side in (before, after) if side)
    return "" if is_apart or is_wide else " "
