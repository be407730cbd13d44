r"""A heading stands in a list, a quotation, a table or a footnote, has no words, or is below the sixth level.

No format can number it as the others do: Word counts it among the items of the list, JATS has no section there, and in
a cell it is a cell.  Mostly it is none: a line that begins with `#`, or a table whose lines are read as one cell.

Basis: JATS 1.3 (`sec` stands in `body`, `sec` and the like alone); HTML, 4.3.6: there are six levels; WCAG 2.2, 2.4.6:
headings say what follows.

Fails:
    manuscript/01-introduction.md:
        # 引言

        > ## 山羊
        >
        > 山羊模型[@murphy2003]。
Passes:
    manuscript/01-introduction.md:
        # 引言

        ## 山羊

        > 山羊模型[@murphy2003]：
        >
        > \\# 不是标题。
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from collation import tree
from collation.diagnostics import Diagnostic, Location, Severity
from collation.model import Manuscript, Section
from collation.tree import Element

CODE = "misplaced-heading"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections",)

_DEEPEST: Final = 6
_HOLDERS: Final[Mapping[str, str]] = {
    "BlockQuote": "a quotation",
    "BulletList": "a list",
    "OrderedList": "a list",
    "DefinitionList": "a list",
    "Table": "a table",
    "Note": "a footnote",
}
_UNHEADED: Final = frozenset({"a table", "a footnote"})
"""In which our reader sees no headings."""
_WORDLESS: Final = frozenset({"Note", "Image", "Space", "SoftBreak", "LineBreak", "RawInline"})


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each heading that is in something else, has no words, or is too deep."""
    places = {target.identifier: target.location for target in manuscript.targets if target.kind == "section"}
    for section in manuscript.sections:
        for heading, holder in _headings(section.blocks, ""):
            level, (identifier, _, _), inlines = heading["c"]
            location = places.get(identifier)
            if location is None or holder in _UNHEADED:
                location = _place(manuscript, section, tree.plain_text(inlines))
            if holder:
                message = f"a heading stands in {holder}, where no format can number it"
                help = "write it in bold, or as a paragraph of its own; \\# is only a sign"
            elif not _has_words(inlines):
                message, help = (
                    "a heading has no words, so no list of contents can name it",
                    "write some, or leave it out",
                )
            elif level > _DEEPEST:
                message, help = (
                    f"a heading of level {level}: there are {_DEEPEST}",
                    f"write it with {_DEEPEST} # or fewer",
                )
            else:
                continue
            yield Diagnostic(CODE, SEVERITY, location, message, help)


def _headings(node: Any, holder: str) -> Iterator[tuple[Element, str]]:
    """Yield each heading below a node, and in what it stands, "" for the text itself."""
    if isinstance(node, dict):
        if node.get("t") == "Header":
            yield node, holder
        inner = holder or _HOLDERS.get(node.get("t", ""), "")
        for value in node.values():
            yield from _headings(value, inner)
    elif isinstance(node, (list, tuple)):
        for child in node:
            yield from _headings(child, holder)


def _has_words(inlines: list[Element]) -> bool:
    """Whether a heading says anything by itself, without its citations, notes and pictures."""
    return any(
        inline["t"] not in _WORDLESS and not (inline["t"] == "Span" and "cluster" in tree.pairs(inline))
        for inline in inlines
    )


def _place(manuscript: Manuscript, section: Section, text: str) -> Location:
    """Return where a heading stands in a cell or a footnote: the last passage of its words, or one that has them."""
    exact = [passage.place(0) for passage in section.passages if passage.text == text]
    found = (passage.place(at) for passage in section.passages if text and (at := passage.text.find(text)) >= 0)
    return manuscript.locate(section.path, exact[-1] if exact else next(found, 0))
