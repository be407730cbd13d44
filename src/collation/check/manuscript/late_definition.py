"""An abbreviation is used before it is defined.

A paragraph was moved, or an earlier one rewritten; the reader meets the letters first and their meaning pages later.
The text and each abstract are read apart; headings, tables, captions and footnotes count neither as use nor as
definition.

Basis: ICMJE Recommendations, Preparing a Manuscript for Submission, Abbreviations and Symbols: the full term stands at
the first mention; GB/T 7713.2-2022.

Fails:
    manuscript/01-introduction.md:
        膝OA可由干细胞修复[@murphy2003]。骨关节炎（osteoarthritis，OA）常见，OA患者多为老人。
Passes:
    manuscript/01-introduction.md:
        膝骨关节炎（osteoarthritis，OA）可由干细胞修复[@murphy2003]。OA患者多为老人。
"""

from collections.abc import Iterator

from collation.check.manuscript.abbreviations import locate, scopes
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "late-definition"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("sections", "metadata")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first use of each abbreviation that stands before its definition."""
    for scope in scopes(manuscript):
        for key, definitions in scope.definitions.items():
            first = min(definitions, key=lambda definition: definition.use.order)
            if key in scope.listed or not first.use.text.is_main or not (first.is_sure or first.full):
                continue
            uses = [
                use
                for use in scope.uses.get(key, ())
                if use.text.is_main and use.order < first.use.order and not use.is_joined
            ]
            if uses:
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    locate(manuscript, uses[0]),
                    f"{key} is used here, before it is defined at {locate(manuscript, first.use)}",
                    "define it here, and use the abbreviation alone from then on",
                )
