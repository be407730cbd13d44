"""An abbreviation is defined and never used again.

It costs the reader a definition to remember and spares nothing.  The text and each abstract are read apart; a use in a
table, a caption or the description of an image counts.

Basis: AMA Manual of Style, Abbreviations: use an abbreviation only where it is used often enough to help the reader.

Fails:
    manuscript/01-introduction.md:
        膝骨关节炎（osteoarthritis，OA）可由干细胞修复[@murphy2003]。
Passes:
    manuscript/01-introduction.md:
        膝骨关节炎（osteoarthritis，OA）可由干细胞修复[@murphy2003]。OA患者多为老人。
"""

from collections.abc import Iterator

from collation.check.manuscript.abbreviations import locate, scopes
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "unused-abbreviation"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ("sections", "metadata")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the definition of each abbreviation that stands nowhere else."""
    for scope in scopes(manuscript):
        for key, definitions in scope.definitions.items():
            only = definitions[0]
            if (
                len(definitions) == 1
                and only.is_sure
                and only.use.text.is_main
                and not scope.uses.get(key)
                and key not in scope.mentioned
            ):
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    locate(manuscript, only.use),
                    f"{key} is defined and never used again",
                    f"leave the abbreviation out, or use it where {only.full} is written in full",
                )
