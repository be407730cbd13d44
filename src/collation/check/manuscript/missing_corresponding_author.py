"""None of several authors is the corresponding one, or the corresponding author has no e-mail address.

Readers and editors must know whom to write to; who that is only the authors can say, and we never fill it in.

Basis: ICMJE Recommendations, Defining the Role of Authors and Contributors (the corresponding author) and Title Page;
JATS `corresp`.

Fails:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors: [{name: {zh: 王强}}, {name: {zh: 李明}}]
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
Passes:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors: [{name: {zh: 王强}}, {name: {zh: 李明}, corresponding: true, email: li@example.org}]
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Location, Severity
from collation.model import Manuscript

CODE = "missing-corresponding-author"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ("metadata",)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first author where none is corresponding, and each corresponding author without an address."""
    matter = manuscript.front_matter
    authors = [author for author in matter.authors if author.name.first]
    if len(authors) > 1 and not any(author.is_corresponding for author in matter.authors):
        yield Diagnostic(
            CODE,
            SEVERITY,
            _place(manuscript, authors[0].name.first),
            f"none of the {len(authors)} authors is the corresponding one",
            "write `corresponding: true` and `email: …` with the author who is",
        )
    for author in authors:
        if author.is_corresponding and not author.email:
            yield Diagnostic(
                CODE,
                SEVERITY,
                _place(manuscript, author.name.first),
                f"to be supplied: the e-mail address of {author.name.first}, the corresponding author",
                f"write email: … with {author.name.first} in {matter.path}",
            )


def _place(manuscript: Manuscript, name: str) -> Location:
    path = manuscript.front_matter.path
    text = next(text for text in manuscript.front_matter.texts if text.part == "name" and text.text == name)
    return manuscript.locate(path, text.place(0), len(name))
