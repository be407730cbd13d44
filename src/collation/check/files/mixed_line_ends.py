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
    files = [(source, _counts(source.text)) for source in manuscript.sources]
    kinds = Counter(kind for _, counts in files if len(counts) == 1 for kind in counts)
    common = max(kinds, key=lambda kind: kinds[kind], default="")
    for source, counts in files:
        if len(counts) > 1:
            usual = max(counts, key=lambda kind: counts[kind])
            others = " and ".join(f"{counts[kind]} by {_NAMES[kind]}" for kind in counts if kind != usual)
            message = f"{counts[usual]} lines of the file end by {_NAMES[usual]}, but {others}"
            yield _finding(manuscript, source, SEVERITY, message, usual=usual, wanted=common or usual)
        elif counts and kinds[min(counts)] < kinds[common]:
            only = min(counts)
            message = f"the lines of this file end by {_NAMES[only]}, those of other files by {_NAMES[common]}"
            severity = SEVERITY if only == "\r" else Severity.NOTE
            yield _finding(manuscript, source, severity, message, usual=common, wanted=common)
        elif "\r" in counts:
            message = "the lines of this file end by CR, which pandoc does not take for a line end"
            yield _finding(manuscript, source, SEVERITY, message, usual="\n", wanted="\n")


def _counts(text: str) -> dict[str, int]:
    both = text.count("\r\n")
    counts = {"\n": text.count("\n") - both, "\r\n": both, "\r": text.count("\r") - both}
    return {kind: count for kind, count in counts.items() if count}


def _finding(
    manuscript: Manuscript, source: SourceFile, severity: Severity, message: str, *, usual: str, wanted: str
) -> Diagnostic:
    """Show the first line end that is not the usual one; the fix makes all those that are wanted."""
    ends = list(_END.finditer(source.text))
    first = next(found for found in ends if found[0] != usual)
    has_lone = any(found[0] == "\r" for found in ends)
    edits = tuple(Edit(source.path, *found.span(), wanted) for found in ends if found[0] != wanted)
    return Diagnostic(
        CODE,
        severity,
        manuscript.locate(source.path, first.start()),
        message,
        "choose one kind in the editor and save the file",
        # A lone CR joins two lines where pandoc reads it: to end the line there changes what is printed.
        fix=Fix(edits, severity == SEVERITY and not has_lone, message=f"end every line by {_NAMES[wanted]}"),
    )
