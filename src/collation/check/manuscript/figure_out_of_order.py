"""The text speaks of a later figure or table before it speaks of an earlier one.

Figures and tables are numbered by where they stand, and readers look for them in the order in which the text sends them
there.

Basis: ICMJE Recommendations, Preparing a Manuscript for Submission: number tables, and figures, consecutively in the
order of their first citation in the text.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]的分组见[@tbl-two]，结果见[@tbl-one]。

        | 组 | 数 |
        |----|----|
        | 甲 | 1 |

        : 结果 {#tbl-one}

        | 组 | 数 |
        |----|----|
        | 甲 | 2 |

        : 分组 {#tbl-two}
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]的结果见[@tbl-one]，分组见[@tbl-two]。

        | 组 | 数 |
        |----|----|
        | 甲 | 1 |

        : 结果 {#tbl-one}

        | 组 | 数 |
        |----|----|
        | 甲 | 2 |

        : 分组 {#tbl-two}
"""

from collections.abc import Iterator

from collation.check.manuscript.prose import Kind, Mention, is_caption, mentions
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "figure-out-of-order"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("sections",)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first mention that comes too early, one of figures and one of tables."""
    numbers = {(target.kind, target.number) for target in manuscript.targets}
    first: dict[Kind, dict[int, Mention]] = {"figure": {}, "table": {}}
    for mention in mentions(manuscript):
        # What a table, a caption or a footnote mentions in passing sends no reader there.
        if mention.passage.context not in ("body", "heading") or is_caption(mention.passage):
            continue
        for number in mention.numbers:
            if (mention.kind, str(number)) in numbers:
                first[mention.kind].setdefault(number, mention)
    for kind, mentioned in first.items():
        for number, due in zip(mentioned, sorted(mentioned), strict=True):
            if number != due:
                early = mentioned[number]
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    manuscript.locate(early.passage.path, early.passage.place(early.start), early.end - early.start),
                    f"{kind} {number} is mentioned before {kind} {due}",
                    f"let the two {kind}s change places in the text, or mention {kind} {due} first",
                )
                break
