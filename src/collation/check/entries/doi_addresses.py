"""Addresses of doi.org in the field url, beside the DOI that their entry has."""

from __future__ import annotations

from collections.abc import Iterator

from collation.identifiers import DOI_ADDRESS, normalised_doi
from collation.model import BibliographyEntry, Field, Manuscript


def doi_addresses(manuscript: Manuscript) -> Iterator[tuple[BibliographyEntry, Field, str, str]]:
    """Yield each entry with a DOI and an address of doi.org: the entry, its url, its DOI, and that of the address."""
    for entry in manuscript.bibliography.entries:
        field = entry.field("url")
        if field is None or not DOI_ADDRESS.match(field.value.strip()):
            continue
        own, other = normalised_doi(entry.value("doi")), normalised_doi(field.value)
        if own and other:
            yield entry, field, own, other
