"""One keyword stands twice in the list of its language.

An index counts it once, and the list has room for another that would help readers to find the work.

Basis: keywords are a set of index terms: `kwd-group` in JATS (ANSI/NISO Z39.96); GB/T 7713.2-2022.

Fails:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors: [{name: {zh: 王强}}]
        keywords: {zh: [山羊, 软骨, 山羊]}
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
Passes:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors: [{name: {zh: 王强}}]
        keywords: {zh: [山羊, 软骨]}
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
"""

import unicodedata
from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "repeated-keyword"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("metadata",)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each keyword that stands before it already, in whatever case or width."""
    matter = manuscript.front_matter
    seen = set()
    for keyword in matter.texts:
        if keyword.part != "keyword":
            continue
        key = (keyword.language, " ".join(unicodedata.normalize("NFKC", keyword.text).casefold().split()))
        if key in seen:
            yield Diagnostic(
                CODE,
                SEVERITY,
                manuscript.locate(matter.path, keyword.place(0), len(keyword.text)),
                f"the keyword {keyword.text} stands twice",
                "remove one, or write another keyword",
            )
        seen.add(key)
