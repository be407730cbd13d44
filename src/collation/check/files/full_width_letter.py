"""Latin letters or digits are written in the full width of Chinese characters.

A Chinese input method left on writes `ＭＳＣ１２` for `MSC12`: no search finds it, and in print it stands apart.
Full-width punctuation is right in Chinese and is left alone, and so are digits in brackets, which may be a citation.

Basis: GB/T 15835-2011 has Arabic numerals in half width; Unicode Annex 11 calls the full-width forms those of other
standards, and Annex 15 (NFKC) makes them the common ones.

Fails:
    manuscript/01-introduction.md:
        山羊模型中ＭＳＣ使软骨得到修复[@murphy2003]。
Passes:
    manuscript/01-introduction.md:
        山羊模型中（n＝12，P＜0.05）MSC使软骨得到修复[@murphy2003]。
"""

import re
import unicodedata
from collections.abc import Iterator

from collation.check.files.characters import occurrences, replacement
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "full-width-letter"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()
_WANTED = frozenset(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
_RUN = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_SPARED = frozenset({"doi"})  # `malformed-doi` speaks of it
_INSIDE = "０１２３４５６７８９0123456789 ，,、;；~～-－–—^"  # what a typed citation holds between its brackets


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each run of full-width letters and digits."""
    for source, found in occurrences(manuscript, _WANTED, _RUN, spared=_SPARED):
        if _is_in_brackets(source.text, *found.span()):
            continue
        narrow = unicodedata.normalize("NFKC", found[0])
        yield Diagnostic(
            CODE,
            SEVERITY,
            manuscript.locate(source.path, found.start(), len(found[0])),
            f"{found[0]} is written in full width",
            f"write {narrow}",
            fix=replacement(source, *found.span(), narrow, f"write {narrow}", is_safe=False),
        )


def _is_in_brackets(text: str, start: int, end: int) -> bool:
    """Whether only numbers stand between a run and the square brackets around it."""
    before = text[max(0, start - 40) : start].rstrip(_INSIDE)
    after = text[end : end + 40].lstrip(_INSIDE)
    return before.endswith(("[", "［", "【", "〔")) and after.startswith(("]", "］", "】", "〕"))
