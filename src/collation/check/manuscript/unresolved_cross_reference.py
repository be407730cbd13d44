"""A reference to a figure, table, section or equation that is not there, or a link to nowhere in the manuscript.

pandoc reads the reference as a citation and prints the identifier with a question mark; peers print it as it stands.  A
link `[words](#nowhere)` leads nowhere in HTML and stops the making of PDF.

Basis: seen of pandoc: a citekey without entry is printed in bold with a question mark, with a warning and the exit code
0; a link without target stops Typst.

Fails:
    manuscript/01-introduction.md:
        # 引言 {#sec-introduction}

        山羊模型[@murphy2003]见[@sec-introductoin]。
Passes:
    manuscript/01-introduction.md:
        # 引言 {#sec-introduction}

        山羊模型[@murphy2003]见[@sec-introduction]。
"""

from collections.abc import Collection, Iterator

from collation import tree
from collation.diagnostics import Diagnostic, Location, Severity
from collation.model import Manuscript
from collation.suggestion import nearest

CODE = "unresolved-cross-reference"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections",)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each cross-reference, and each link within the manuscript, whose target does not exist."""
    targets = {target.identifier for target in manuscript.targets if target.identifier}
    for reference in manuscript.cross_references:
        if reference.target not in targets:
            yield _unresolved(f"@{reference.target}", reference.target, reference.location, targets, "@")
    known = targets | {
        tree.attribute_of(element)[0]
        for section in manuscript.sections
        for element in tree.elements(section.blocks)
        if element["t"] in ("Span", "Div", "Code", "CodeBlock", "Image", "Link")
    }
    for link in manuscript.links:
        if link.target not in known:
            yield _unresolved(f"the link to #{link.target}", link.target, link.location, known - {""}, "#")


def _unresolved(what: str, identifier: str, location: Location, known: Collection[str], mark: str) -> Diagnostic:
    meant = nearest(identifier, known)
    help = f"did you mean {mark}{meant}?" if meant else f"label the thing itself: {{#{identifier}}}"
    return Diagnostic(CODE, SEVERITY, location, f"{what} refers to nothing in this manuscript", help)
