"""A character that none of the fonts has, that belongs to no script, or that is written from right to left.

The PDF cannot show it: rendering stops at it, with the line of a source that the author never saw.  Hebrew and Arabic
it can show, but a page has their letters in the order of the eye, and nobody could prove them.  Looked at is what is
printed: the text, the front matter and the cited entries.

Basis: PDF/A (ISO 19005-2): every character shown has a glyph in an embedded font; Typst is asked what ours have, and
the private use area is forbidden in PDF/A-2a.  Unicode Standard Annex 9: which letters run from right to left.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]的软骨得到修复🎉。
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]的软骨得到修复：α→β，①，≥30℃，Ⅱ型，±0.5 μm。<!-- 🎉 -->
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from collation import tree
from collation.diagnostics import Diagnostic, Location, Severity
from collation.model import BibliographyEntry, Manuscript, Section

CODE = "unprintable-character"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

COMMON = (
    "\t\n\r -~\u00a0-\u04ff\u1e00-\u1eff\u2010-\u2027\u2030-\u2040\u2070-\u209c\u20a0-\u20bf\u2190-\u23ff\u2460-\u25ff"
    "\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uffee"
)
"""What the fonts have, as the inside of a character class; a test asks them."""
_UNCOMMON = re.compile(f"[^{COMMON}]+")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})  # other checks look at these
_FROM_THE_RIGHT = frozenset({"R", "AL", "AN"})
"""The classes of Unicode's bidirectional algorithm of what is written from right to left."""
_BLANK = frozenset("\u1680\ufeff")  # a blank that is drawn, and a byte order mark: PDF/A-2a forbids it in a text
_PRINTED = ("title", "author", "editor", "translator", "journal", "journaltitle", "booktitle", "series", "publisher",
            "address", "location", "institution", "organization", "school", "howpublished")  # fmt: skip


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each run of such characters that has one which the file did not have before."""
    runs = list(_uncommon(manuscript))
    if not runs:
        return
    refused = _refused(sorted({character for run, _ in runs for character in run}))
    seen: set[tuple[str, str]] = set()
    for run, location in runs:
        new = [character for character in dict.fromkeys(run) if character in refused]
        if any((location.path, character) not in seen for character in new):
            seen.update((location.path, character) for character in new)
            name = unicodedata.name(new[0], "of no script") if len(new) == 1 else "and others"
            code = f"U+{ord(new[0]):04X}, {name}"
            message, fix = f"the fonts of the PDF lack {''.join(new)} ({code})", "a character that they have"
            if any(map(_is_from_the_right, new)):  # without the letters: a terminal would turn the line around
                message = f"text from right to left ({code}) cannot be proven in a PDF yet"
                fix = "Latin letters"
            if new == ["\ufeff"]:
                message = f"a PDF for archives may not hold the invisible {code}"
                fix = "nothing at all: delete it"
            yield Diagnostic(CODE, SEVERITY, location, message, f"say it in words, or with {fix}")


def _refused(characters: list[str]) -> frozenset[str]:
    from collation import fonts, typesetting

    try:
        lacking = typesetting.unprintable(characters) | _BLANK.intersection(characters)
    except fonts.FontError:  # what is wrong with the fonts is said where they are needed
        lacking = frozenset()
    return lacking.union(filter(_is_from_the_right, characters))


def _is_from_the_right(character: str) -> bool:
    return unicodedata.bidirectional(character) in _FROM_THE_RIGHT


def _runs(text: str) -> Iterator[tuple[str, int]]:
    """Yield each run of uncommon characters, without unseen ones, and where it starts."""
    for found in _UNCOMMON.finditer(text):
        run = "".join(
            character for character in found[0] if character in _BLANK or unicodedata.category(character) not in _UNSEEN
        )
        if run:
            yield run, found.start()


def _uncommon(manuscript: Manuscript) -> Iterator[tuple[str, Location]]:
    for section in manuscript.sections:
        if _UNCOMMON.search(section.text) or "&#" in section.text:
            yield from _in_section(manuscript, section)
    matter = manuscript.front_matter
    for text in matter.texts:
        for run, at in _runs(text.text):
            yield run, manuscript.locate(matter.path, text.place(at), len(run))
    for statement in matter.statements:
        for run, _ in _runs(statement.text):
            yield run, statement.location
    path = manuscript.bibliography.path
    if path in manuscript.source and _UNCOMMON.search(manuscript.source[path].text):
        for entry in manuscript.cited_entries:
            yield from _in_entry(manuscript, entry)


def _in_section(manuscript: Manuscript, section: Section) -> Iterator[tuple[str, Location]]:
    printed = {character for text in _printed(section.blocks) for run, _ in _runs(text) for character in run}
    found: set[str] = set()
    for passage in section.passages:
        for run, at in _runs(passage.text):
            if not printed.isdisjoint(run):  # the description of an image is not printed
                found.update(run)
                yield run, manuscript.locate(section.path, passage.place(at), len(run))
    for character in sorted(printed - found):  # in code, or written as an entity
        code = ord(character)
        place = re.search(rf"{character}|&#(?:x0*{code:x}|0*{code});", section.text, re.IGNORECASE)
        at, length = (place.start(), len(place[0])) if place else (0, 1)
        yield character, manuscript.locate(section.path, at, length)


def _printed(node: object) -> Iterable[str]:
    """Yield every text that is shown: not formulas, nor what an image is described with."""
    if isinstance(node, dict):
        kind = node.get("t")
        if kind == "Str":
            yield node["c"]
        elif kind in ("Code", "CodeBlock"):
            yield node["c"][1]
        elif kind in ("Image", "Figure", "Table"):
            yield from (value for name, value in tree.attribute_of(node)[2] if name.startswith("caption-"))
        if kind not in ("Image", "Math", "RawInline", "RawBlock"):
            yield from _printed(node.get("c"))
    elif isinstance(node, (list, tuple)):
        for child in node:
            yield from _printed(child)


def _in_entry(manuscript: Manuscript, entry: BibliographyEntry) -> Iterator[tuple[str, Location]]:
    for name in _PRINTED:
        field = entry.field(name)
        if field is None:
            continue
        for run, at in _runs(field.value):
            start = field.inner_start + at if field.is_single else field.start
            yield run, manuscript.locate(manuscript.bibliography.path, start, len(run))
