"""What is verified of an entry: the fields that no source showed, as the checks and the certificate tell them."""

from __future__ import annotations

from typing import Final

from collation.model import BibliographyEntry, Evidence

# What says in which language an entry is, or serves only the database, is not printed and needs no evidence.
_UNPRINTED_NAMES: Final = (
    "langid language keywords abstract file crossref xdata shortjournal annote annotation comment timestamp owner "
    "groups date-added date-modified creationdate modificationdate rating ranking readstatus priority local-url pdf"
)
_UNPRINTED: Final = frozenset(_UNPRINTED_NAMES.split())
_OF_A_PROGRAM: Final = ("mendeley-", "bdsk-", "jabref-", "zotero-", "citeulike-")


def unseen(entry: BibliographyEntry, known: Evidence | None) -> tuple[str, ...]:
    """Return the fields of an entry that are printed and that no source was seen to show; none of a verified entry.

    Args:
        entry: the entry.
        known: what is recorded of it; without a record nothing was seen.
    """
    seen = known.seen if known else ()
    return tuple(
        item.name
        for item in entry.fields
        if item.name not in (*seen, *_UNPRINTED) and not item.name.startswith(_OF_A_PROGRAM)
    )
