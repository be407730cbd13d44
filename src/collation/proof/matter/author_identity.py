"""A copy for blinded review says who wrote it: in its text, or in what it says of itself to programs.

A reviewer who reads a name, an address or the number of a grant is blinded no more; asked of blinded copies alone.

Basis: COPE, Ethical guidelines for peer reviewers; journals that blind their reviewers ask for copies without names.
"""

import re
from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.model import Author, Bilingual
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.reading import Place

CODE = "author-identity"

_GRANT = re.compile(r"(?=[\w-]*\d{4})[A-Z0-9][\w/-]{5,}", re.ASCII)
_CITED = re.compile(r"\s*(?:等|et al\.?|and colleagues|及其同事|团队)?[^。.;；]{0,12}\[\d")
"""What follows a name by which the text cites a work, as it may of anybody's."""


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield, once for each place, whatever names an author, where the output is to hide who wrote it."""
    if not comparison.is_blinded:
        return
    for who in dict.fromkeys(filter(None, comparison.reading.metadata.authors or ())):
        yield finding(CODE, comparison, Place(), f"names {quoted(who)} as its author to programs")
    for trace in comparison.traces:
        if trace.role:
            what = f"as {trace.role}" if trace.name else f"has a {trace.role}"
            message = (
                f"names {quoted(trace.name)} {what}, in {trace.part}" if trace.name else f"{what}, in {trace.part}"
            )
            yield finding(CODE, comparison, Place(), message)
    known = list(_known(comparison))
    for index, block in enumerate(comparison.reading.blocks):
        if block.kind != "reference":  # a work of the authors' is cited as anybody's
            for what, pattern in known:
                match = next(
                    (one for one in pattern.finditer(block.text) if not _is_cited(what, block.text, one)), None
                )
                if match:
                    place = comparison.place(index, match.start())
                    yield finding(CODE, comparison, place, f"prints the {what} {quoted(match[0])}")
    told = {trace.name for trace in comparison.traces if trace.role}
    for trace in comparison.traces:
        for what, pattern in known if not trace.role else ():
            match = pattern.search(trace.name)
            if match and match[0] not in told:
                where = f", in {trace.part}" if trace.part else ", in its markup"
                yield finding(CODE, comparison, Place(), f"has the {what} {quoted(match[0])} beside its text{where}")


def _is_cited(what: str, text: str, match: re.Match[str]) -> bool:
    return what == "name of an author" and _CITED.match(text, match.end()) is not None


def _known(comparison: Comparison) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield what would tell who the authors are, in every form in which it is written."""
    matter = comparison.expected.manuscript.front_matter
    words: dict[str, dict[str, None]] = {}
    for author in matter.authors:
        words.setdefault("name of an author", {}).update(dict.fromkeys(_names(author)))
        words.setdefault("e-mail address", {})[author.email] = None
        words.setdefault("ORCID iD", {})[author.orcid.removeprefix("https://orcid.org/")] = None
    for affiliation in matter.affiliations:
        words.setdefault("affiliation", {}).update(dict.fromkeys(_both(affiliation.name)))
    for statement in matter.statements:
        grants = (number for number in _GRANT.findall(statement.text))
        words.setdefault("number of a grant", {}).update(dict.fromkeys(grants))
    for what, known in words.items():
        for word in sorted(filter(None, known), key=len, reverse=True):
            spaced = r"[\s,_.-]*".join(map(re.escape, word.split()))
            yield what, re.compile(rf"(?<![A-Za-z0-9]){spaced}(?![A-Za-z0-9])", re.IGNORECASE)


def _both(text: Bilingual) -> tuple[str, ...]:
    return (text.first, text.second)


def _names(author: Author) -> Iterator[str]:
    """Yield the names of an author, those in Latin letters with the surname first and last."""
    for name in filter(None, _both(author.name)):
        yield name
        parts = name.replace(",", " ").split()
        if len(parts) > 1:
            yield " ".join((*parts[1:], parts[0]))
            yield " ".join((parts[-1], *parts[:-1]))
