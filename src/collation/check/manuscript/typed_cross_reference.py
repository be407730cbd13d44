"""The number of a figure or table is typed in the text instead of being referred to by identifier.

When a figure moves or one is added before it, its number changes and the typed one stays; nor is the typed one a link.
Figures of other works and of supplements are not meant: 文献[3]图2, Fig. S1.

Basis: ICMJE Recommendations number figures and tables in the order in which the text cites them, so a revision often
renumbers them; Quarto and pandoc-crossref number by identifier for the same reason.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]的结果见表1。

        | 组 | 数 |
        |----|----|
        | 甲 | 1 |

        : 结果 {#tbl-one}
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]的结果见[@tbl-one]，已发表1篇，另见文献[@murphy2003]表2。

        | 组 | 数 |
        |----|----|
        | 甲 | 1 |

        : 结果 {#tbl-one}
"""

from collections.abc import Iterator

from collation.check.manuscript.prose import mentions
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Manuscript

CODE = "typed-cross-reference"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ("sections",)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each typed number of a figure or table that is there."""
    targets = {(target.kind, target.number): target for target in manuscript.targets}
    for mention in mentions(manuscript):
        if not mention.is_typed or not all((mention.kind, str(number)) in targets for number in mention.numbers):
            continue
        passage, start, end = mention.passage, mention.start, mention.end
        shown = " ".join(passage.text[start:end].split())
        target = targets[mention.kind, str(mention.numbers[0])]
        label = f"[@{target.identifier}]"
        labels = [targets[mention.kind, str(number)].identifier for number in mention.numbers]
        panel = shown[-1:] if len(labels) == 1 and shown[-1:].isalpha() else ""
        written = ", ".join(f"[@{identifier}]{panel}" for identifier in dict.fromkeys(labels))
        fix = None
        if target.identifier and len(mention.numbers) == 1 and shown[-1:].isdigit():
            edit = Edit(passage.path, passage.place(start), passage.place(end - 1) + 1, label)
            fix = Fix((edit,), is_safe=False, message=f"refer to {mention.kind} {target.number} by its identifier")
        yield Diagnostic(
            CODE,
            SEVERITY,
            manuscript.locate(passage.path, passage.place(start), end - start),
            f"{shown} is typed and stays {shown} when {mention.kind}s are renumbered",
            f"write {written}" if all(labels) else f"label each {mention.kind} and refer to the label",
            fix=fix,
        )
