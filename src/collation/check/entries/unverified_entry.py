"""A cited entry of which no source has been seen, or not for every field.

A quarter of the references of Chinese medical journals have an error, most often in the author or the page.  A field is
verified only where the evidence file names a source that shows it; this note says what still needs a look-up, and never
that an entry is wrong.

Basis: 24.8 % of 834 references of Chinese medical journals had an error, of these 27.6 % in the authors, 25.9 % in the
pages and 20.9 % in volume or issue (朱红梅, 2016); the record of PubMed equals the printed page in 98.7 %.

Fails:
    references.evidence.yaml:
        murphy2003:
          status: recalled
          not-seen: [author, title, journal, year]
Passes:
    references.evidence.yaml:
        murphy2003:
          status: identified
          seen:
            - {source: PubMed 14673997, fields: [author, title, journal, year, volume, number, pages, doi]}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.evidence import unseen
from collation.model import Manuscript

CODE = "unverified-entry"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ("bibliography", "evidence")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each cited entry with a field that was seen in no source."""
    evidence = {item.citekey: item for item in manuscript.evidence}
    for entry in manuscript.cited_entries:
        known = evidence.get(entry.citekey)
        if known is None:
            message, help = (
                f"{entry.citekey} is not verified: nothing is recorded of it",
                "record in the evidence file where it was seen; collate explain unverified-entry shows how",
            )
        else:
            fields = unseen(entry, known)
            if not fields:
                continue
            message = f"{entry.citekey} is not verified in {', '.join(fields)} ({known.status})"
            help = f"look it up and record the source at {known.location}"
        yield Diagnostic(CODE, SEVERITY, entry.location, message, help)


def verified(manuscript: Manuscript) -> int:
    """Return how many cited entries are verified in every field."""
    if any(part in manuscript.missing_parts for part in NEEDS):
        return 0
    return len(manuscript.cited_entries) - sum(1 for _ in find(manuscript))
