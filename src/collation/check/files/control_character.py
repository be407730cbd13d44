"""A control character stands in the text.

It comes from a PDF or from Word, in the place of a ligature, a dash or a page's end; nobody sees it, a Word document
with it may not open, and a word that has it is not found.

Basis: XML 1.0 allows no control characters but tab and line ends, so DOCX and JATS cannot hold them; HTML calls them
errors.  Windows-1252 that was read as Latin-1 leaves its quotes and dashes at U+0080 to U+009F.

Fails:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复␂[@murphy2003]。
Passes:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复[@murphy2003]。
"""

import re
from collections.abc import Iterator

from collation.check.files.characters import name, replacement, space_between
from collation.check.files.garbled import stretches
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript, SourceFile

CODE = "control-character"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")
_WANTED = frozenset(map(chr, (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))))


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each run of control characters."""
    for source in manuscript.sources:
        if _WANTED.isdisjoint(source.characters):
            continue
        garbled = [(start, end) for start, end, _ in stretches(source.text, source.characters)]
        for found in _CONTROL.finditer(source.text):
            if any(start <= found.start() < end for start, end in garbled):
                continue  # half of a letter: `garbled-text` speaks of it
            yield Diagnostic(
                CODE,
                SEVERITY,
                manuscript.locate(source.path, found.start(), len(found[0])),
                f"the control character {_called(found[0])} stands here",
                "remove it, and see whether a letter, a dash or a quote is missing",
                fix=_fix(source, found),
            )


def _called(run: str) -> str:
    return ", ".join(dict.fromkeys(map(name, run)))


def _fix(source: SourceFile, found: re.Match[str]) -> Fix:
    start, end = found.span()
    before, after = source.text[max(0, start - 1) : start], source.text[end : end + 1]
    meant = found[0].encode("latin-1").decode("cp1252", "ignore")
    if min(found[0]) >= "\x80" and meant:
        return replacement(source, start, end, meant, f"write {meant}, as Windows-1252 has it", is_safe=False)
    if not found[0].strip("\x0b\x0c"):  # the ends of a line and of a page in Word
        space = space_between(before, after)
        return replacement(source, start, end, space, "write it as a space" if space else "remove it", is_safe=True)
    is_inside = before.isalnum() and after.isalnum()  # it may stand for a letter or a hyphen
    return replacement(source, start, end, "", "remove it", is_safe=not is_inside)
