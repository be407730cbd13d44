"""A citation in the title, the abstract, the keywords or a statement.

An abstract stands alone in databases, where a number points at nothing; and what metadata.yaml cites would be numbered
by no one.

Basis: GB/T 6447-1986 has abstracts that can be read without the article; journals that follow the ICMJE recommendations
take none with citations.

Fails:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors: [{name: {zh: 王强}}]
        abstract: {zh: '山羊模型[@murphy2003]中软骨得到修复。'}
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
Passes:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors: [{name: {zh: 王强}}]
        abstract: {zh: '山羊模型中软骨得到修复，效应量为1.5（95% CI [1, 3]）。'}
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
    manuscript/01-introduction.md:
        山羊模型中效应量为1.5（95% CI [1, 3]）[@murphy2003]。
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "citation-in-front-matter"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("metadata",)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each cluster that the front matter holds."""
    for cluster in manuscript.front_matter_clusters:
        yield Diagnostic(
            CODE,
            SEVERITY,
            cluster.location,
            f"{cluster.text} in the front matter is a citation",
            "say it without a citation, or move it to the text",
        )
