"""An abbreviation is defined a second time in the same text.

Two authors wrote two sections; the reader wonders whether the second means something else, and now and then it does.
The abstracts and the text each define their own, and so may a table, a caption and a footnote.

Basis: ICMJE Recommendations, Preparing a Manuscript for Submission, Abbreviations and Symbols: the full term with the
abbreviation stands at the first mention.

Fails:
    manuscript/01-introduction.md:
        骨关节炎（osteoarthritis，OA）常见[@murphy2003]。OA患者多为老人，骨关节炎（osteoarthritis，OA）又致残。
Passes:
    manuscript/01-introduction.md:
        骨关节炎（osteoarthritis，OA）常见[@murphy2003]。OA患者多为老人。
"""

import re
from collections.abc import Iterator

from collation.check.manuscript.abbreviations import Definition, locate, scopes
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "twice-defined-abbreviation"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ("sections", "metadata")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each definition after the first."""
    for scope in scopes(manuscript):
        for key, definitions in scope.definitions.items():
            main = [definition for definition in definitions if definition.use.text.is_main and definition.full]
            for later in main[1:]:
                first = next((earlier for earlier in main if _is_like(earlier, later)), None)
                if first is None or first is later:
                    continue
                is_same = _plain(first.full) == _plain(later.full)
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    locate(manuscript, later.use),
                    f"{key} is defined a second time"
                    + ("" if is_same else f", as {later.full}")
                    + f"; the first is at {locate(manuscript, first.use)}",
                    f"write {key} alone" if is_same else f"give one of the two another abbreviation than {key}",
                )


def _plain(term: str) -> str:
    """Return a term without what hyphens, capitals and plurals make of it."""
    return re.sub(r"[\W_]", "", re.sub(r"s\b", "", term.casefold()))


def _is_like(first: Definition, second: Definition) -> bool:
    """Whether both are sure, or both are the same Chinese words before a bracket."""
    return (first.is_sure and second.is_sure) or (first.full == second.full and first.is_sure == second.is_sure)
