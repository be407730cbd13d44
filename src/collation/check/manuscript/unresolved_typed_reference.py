"""The text speaks by number of a figure or table that the manuscript does not have.

Readers look for it in vain: a figure was left out, or the number is that of an earlier draft.  It is an error where
the manuscript has figures (or tables) and the sentence cites nothing; else it may be another work's, or be handed in
apart, and is a warning.

Basis: ICMJE Recommendations, Preparing a Manuscript for Submission: what the text cites by number is there, and
numbered consecutively.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]见[@tbl-one]。结果见表2。

        | 组 | 数 |
        |----|----|
        | 甲 | 1 |

        : 分组 {#tbl-one}
Passes:
    manuscript/01-introduction.md:
        山羊模型见[@tbl-one]，又见文献[@murphy2003]表2和附表3。

        | 组 | 数 |
        |----|----|
        | 甲 | 1 |

        : 分组 {#tbl-one}
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from collation.check.manuscript.prose import Mention, mentions
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "unresolved-typed-reference"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections",)

_SENTENCE_END = re.compile(r"[。！？]|[.!?](?=\s)")
_LONGEST_SENTENCE = 500


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each typed number that no figure or table has."""
    numbers = {(target.kind, target.number) for target in manuscript.targets}
    for mention in mentions(manuscript):
        absent = [number for number in mention.numbers if (mention.kind, str(number)) not in numbers]
        if not mention.is_typed or not absent:
            continue
        last = sum(kind == mention.kind for kind, _ in numbers)
        is_certain = last and not _is_cited(mention)
        yield Diagnostic(
            CODE,
            SEVERITY if is_certain else Severity.WARNING,
            manuscript.locate(mention.passage.path, mention.passage.place(mention.start), mention.end - mention.start),
            f"there is no {mention.kind} {absent[0]}"
            + (f": the last is {mention.kind} {last}" if last else f", the manuscript has no {mention.kind}s"),
            "correct the number, or refer by identifier: " + ("[@fig-…]" if mention.kind == "figure" else "[@tbl-…]"),
        )


def _is_cited(mention: Mention) -> bool:
    """Whether the sentence cites a work, whose figure may be meant."""
    text, citations = mention.passage.text, mention.passage.citations
    first = max(0, mention.start - _LONGEST_SENTENCE)
    start = max((found.end() for found in _SENTENCE_END.finditer(text, first, mention.start)), default=first)
    end = _SENTENCE_END.search(text, mention.end, mention.end + _LONGEST_SENTENCE)
    index = bisect_left(citations, start, key=lambda cited: cited.start)
    return index < len(citations) and citations[index].start < (end.end() if end else mention.end + _LONGEST_SENTENCE)
