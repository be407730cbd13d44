"""Lines end in more than one way.

A file that was put together on two systems shows as changed in every line when it is compared, and a lone carriage
return is no line end to most readers: two lines become one, and a heading or an entry ends up inside a paragraph.
Where each file is of one kind but one differs from the others it is only a note.

Basis: POSIX ends a line by LF, Windows by CR LF; pandoc and the readers of BibTeX take either, if one file has one.

Fails:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复[@murphy2003]。
        ␍
        绵羊模型亦然。
Passes:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复[@murphy2003]。

        绵羊模型亦然。
"""

import re
from collections import Counter
from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Manuscript, SourceFile

CODE = "mixed-line-ends"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()
_NAMES = {"\n": "LF", "\r\n": "CR LF", "\r": "CR"}
_END = re.compile(r"\r\n|\r|\n")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each file with more than one kind of line end, and each that is alone with its kind."""
    kinds = Counter[str]()
    uniform: list[tuple[SourceFile, str]] = []
    for source in manuscript.sources:
        counts = _counts(source.text)
        if len(counts) > 1:
            usual = max(counts, key=lambda end: counts[end])
            others = " and ".join(f"{counts[end]} by {_NAMES[end]}" for end in counts if end != usual)
            message = f"{counts[usual]} lines of the file end by {_NAMES[usual]}, but {others}"
            yield _finding(manuscript, source, usual, SEVERITY, message)
        elif counts:
            (kind,) = counts
            kinds[kind] += 1
            uniform.append((source, kind))
    usual = max(kinds, key=lambda end: kinds[end], default="\n")
    for source, kind in uniform:
        if kinds[kind] < kinds[usual]:
            message = f"the lines of this file end by {_NAMES[kind]}, those of other files by {_NAMES[usual]}"
            yield _finding(manuscript, source, usual, Severity.NOTE, message)


def _counts(text: str) -> dict[str, int]:
    both = text.count("\r\n")
    counts = {"\n": text.count("\n") - both, "\r\n": both, "\r": text.count("\r") - both}
    return {end: count for end, count in counts.items() if count}


def _finding(manuscript: Manuscript, source: SourceFile, usual: str, severity: Severity, message: str) -> Diagnostic:
    others = [found for found in _END.finditer(source.text) if found[0] != usual]
    edits = tuple(Edit(source.path, found.start(), found.end(), usual) for found in others)
    return Diagnostic(
        CODE,
        severity,
        manuscript.locate(source.path, others[0].start()),
        message,
        "choose one kind in the editor and save the file",
        fix=Fix(edits, is_safe=True, message=f"end every line by {_NAMES[usual]}"),
    )
