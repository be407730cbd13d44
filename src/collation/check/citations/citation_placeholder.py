"""A mark that stands where a citation was to be put in.

Authors write `[REF]`, `[?]` or （待引） and mean to come back; what is forgotten is printed, and the sentence has no
source.

Basis: GB/T 7714-2015 and the ICMJE Recommendations have each statement that rests on another's work cited where it
stands; such marks in print are among the first things a reader sees.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]已有报道[REF]。
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]已有报道（参考值见表）。
"""

import re
from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "citation-placeholder"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections",)

_WORDS = "citations? needed|needs? (?:a )?(?:citation|reference)s?|(?:insert|add) (?:citation|reference)s?"
_HAN = "待引|待引用|待补文献|补文献|文献待补|参考文献待补|此处引用|需引用|需要引用"
_MARK = re.compile(
    rf"[\[［【]\s*(?:refs?\.?|cite|citations?|\?{{1,3}}|？{{1,3}}|引文|{_WORDS}|{_HAN})\s*[\]］】](?![(\[{{:])"
    rf"|[(（]\s*(?:{_WORDS}|{_HAN})\s*[)）]"
    r"|\((?-i:refs?\.?|\?{2,3})\)",  # in capitals REF may be an abbreviation
    re.IGNORECASE,
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each such mark in the prose."""
    for section in manuscript.sections:
        for passage in section.passages:
            for found in _MARK.finditer(passage.text):
                start = passage.place(found.start())
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    manuscript.locate(passage.path, start, len(found[0])),
                    f"{found[0]} stands where a citation was to be put in, and is printed as it stands",
                    "cite the work, or take the mark out",
                )
