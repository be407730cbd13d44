"""What is verified of an entry is told by one rule, to the checks and in the certificate."""

from __future__ import annotations

from collation.assemble import bibliography
from collation.diagnostics import Location
from collation.evidence import unseen
from collation.model import Evidence

BIB = "@article{one, author = {Alder, Ann}, year = {2001}, langid = {english}, mendeley-tags = {x}}\n"


def test_a_field_that_no_source_showed_is_unseen_and_one_that_is_not_printed_is_not_asked_for() -> None:
    (entry,) = bibliography.read("references.bib", BIB)[0].entries
    place = Location("references.evidence.yaml")
    assert unseen(entry, None) == ("author", "year")
    assert unseen(entry, Evidence("one", "recalled", (), ("author", "year"), place)) == ("author", "year")
    assert unseen(entry, Evidence("one", "probable", ("year",), ("author",), place)) == ("author",)
    assert unseen(entry, Evidence("one", "identified", ("author", "year"), (), place)) == ()
