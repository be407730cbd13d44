"""A heading has no text beneath it, and no subsection.

It was left from an outline, or its text was moved away; readers meet a title and nothing after it.  The reference list
needs no heading in the text: every output prints its own.

Basis: WCAG 2, success criterion 2.4.6 (a heading describes the topic of what follows), and seen in manuscripts that
were put together from files.

Fails:
    manuscript/01-introduction.md:
        # 引言

        山羊模型[@murphy2003]。

        # 方法
Passes:
    manuscript/01-introduction.md:
        # 引言

        ## 山羊

        山羊模型[@murphy2003]。
"""

from collections.abc import Iterator

from collation import tree
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript, Target

CODE = "empty-section"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("sections",)

_SHOWN = frozenset({"Str", "Math", "Code", "CodeBlock", "Image", "Table"})


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each heading that ends, or meets another of its level or above, before anything is shown."""
    headings = iter([target for target in manuscript.targets if target.kind == "section"])
    empty: Target | None = None
    for section in manuscript.sections:
        inside: set[int] = set()
        for element in tree.elements(section.blocks):
            if element["t"] in ("Table", "Figure") and "number" in tree.pairs(element):
                inside.update(id(inner) for inner in tree.elements(element["c"]) if inner["t"] == "Header")
            if element["t"] == "Header" and id(element) not in inside:
                inside.update(id(inner) for inner in tree.elements(element["c"][2]))
                heading = next(headings)
                if empty and heading.level <= empty.level:
                    yield _finding(empty)
                empty = heading
            elif empty and element["t"] in _SHOWN and id(element) not in inside:
                empty = None
    if empty:
        yield _finding(empty)


def _finding(target: Target) -> Diagnostic:
    return Diagnostic(
        CODE,
        SEVERITY,
        target.location,
        f"the section {target.text} is empty" if target.text else "a section without title is empty",
        "write its text, or remove the heading",
    )
