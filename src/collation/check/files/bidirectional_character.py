"""A character that turns the direction of writing stands in the text.

What a person then sees is not what the file says: a number may be shown backwards and a name in another place, while
every program reads the characters in their own order.

Basis: Unicode Annex 9 has embeddings, overrides, isolates and marks; that they can hide what a text says is known as
Trojan Source (N. Boucher and R. Anderson 2021, CVE-2021-42574).

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {\u202etaoG}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003},
          abstract = {\u2067שלום\u2069}}
"""

import re
from collections.abc import Iterator

from collation.check.files.characters import citekey_characters, has_right_to_left, line_around, name, occurrences
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Manuscript

CODE = "bidirectional-character"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()
_MARKS = frozenset("\u061c\u200e\u200f")
_HARMLESS = frozenset("\u202a\u2066\u2068\u202c\u2069") | _MARKS
_OVERRIDES = frozenset("\u202d\u202e")
_WANTED = _HARMLESS | _OVERRIDES | {"\u202b", "\u2067"}
_ONE = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each line in which such characters stand, unless they enclose text that is written from right to left."""
    done: tuple[str, int] = ("", 0)
    for source, found in occurrences(manuscript, _WANTED, _ONE):
        if done[0] == source.path and found.start() < done[1]:
            continue
        line = line_around(source.text, found.start())
        start = source.text.rfind("\n", 0, found.start()) + 1
        done = (source.path, start + len(line))
        has_text = has_right_to_left(line)
        used = [character for character in line if character in _WANTED]
        if has_text and _is_balanced(line) and _OVERRIDES.isdisjoint(used):
            continue
        places = [start + place.start() for place in _ONE.finditer(line)]
        edits = tuple(Edit(source.path, place, place + 1, "") for place in places)
        # Without such text the marks, and what turns from left to right, change nothing that is seen.
        is_safe = not has_text and _HARMLESS.issuperset(used) and citekey_characters(manuscript).isdisjoint(used)
        yield Diagnostic(
            CODE,
            SEVERITY,
            manuscript.locate(source.path, places[0]),
            f"{', '.join(dict.fromkeys(map(name, used)))} turns the direction of writing here",
            "remove it, and read what the line then says",
            fix=Fix(edits, is_safe, "remove the characters that turn the direction of this line"),
        )


def _is_balanced(line: str) -> bool:
    embeddings = sum(map(line.count, "\u202a\u202b\u202d\u202e"))
    return embeddings == line.count("\u202c") and sum(map(line.count, "\u2066\u2067\u2068")) == line.count("\u2069")
