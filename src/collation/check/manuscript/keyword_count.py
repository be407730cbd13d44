"""The manuscript has more keywords in one language than in the other.

Indexes pair them, so a keyword that was added or dropped in one language only is missing, or stands beside the wrong
one.

Basis: GB/T 7713.2-2022 and the author guidelines of Chinese journals: the English keywords correspond to the Chinese
ones one by one.

Fails:
    manuscript/metadata.yaml:
        title: {zh: 题名, en: Title}
        authors: [{name: {zh: 王强, en: WANG Qiang}}]
        keywords: {zh: [山羊, 软骨], en: [goat]}
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
Passes:
    manuscript/metadata.yaml:
        title: {zh: 题名, en: Title}
        authors: [{name: {zh: 王强, en: WANG Qiang}}]
        keywords: {zh: [山羊, 软骨], en: [goat, cartilage]}
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "keyword-count"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("metadata",)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first keyword of the language that has fewer."""
    matter = manuscript.front_matter
    keywords = {
        language: [text for text in matter.texts if text.part == "keyword" and text.language == language]
        for language in (matter.first_language, matter.second_language)
    }
    (more, many), (fewer, few) = sorted(keywords.items(), key=lambda item: -len(item[1]))
    if few and len(many) != len(few):
        yield Diagnostic(
            CODE,
            SEVERITY,
            manuscript.locate(matter.path, few[0].place(0), len(few[0].text)),
            f"there are {len(many)} keywords in {more} and {len(few)} in {fewer}",
            "give each keyword in both languages, in the same order",
        )
