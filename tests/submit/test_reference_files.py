"""The cited works in the files of reference managers: exactly those, in order, field by field."""

from __future__ import annotations

from pathlib import Path

import pytest
import rispy

from collation.assemble import bibliography
from collation.assemble.manuscript import read
from collation.model import Manuscript
from collation.project import load
from collation.submit import reference_files

ROOT = Path(__file__).resolve().parents[2]
# Invented works by invented people.
LIBRARY = r"""
@string{imag = {Journal of Imaginary Cartilage}}

@article{vanreed2020,
  author = {van Reed, Pim Q. and Alder-Lime, Jean-Luc and {The Imaginary Group}},
  title = {Effects of {TGF}-$\beta$1 \& nothing else},
  journal = imag,
  shortjournal = {J Imagin Cartil},
  year = {2020}, month = apr, volume = {7}, number = {2}, pages = {101--109},
  doi = {10.5555/imaginary.1}, pmid = {99999999}, langid = {english}
}

@article{unused1999, author = {Nobody, A.}, title = {Not cited}, journal = imag, year = {1999}}

@book{he2018, author = {何想象}, title = {想象的软骨}, publisher = {想象出版社}, address = {上海}, year = {2018},
  edition = {2}, langid = {chinese}}
"""


@pytest.fixture
def manuscript(tmp_path: Path) -> Manuscript:
    files = {
        "manuscript/metadata.yaml": "lang: zh-CN\ntitle: {zh: 试验}\nauthors: [{name: {zh: 何想象}}]\n",
        "manuscript/01.md": "# 引言\n\n先[@he2018]，后[@vanreed2020]。\n",
        "references.bib": LIBRARY,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return read(load(tmp_path))


def test_bibtex_has_the_cited_entries_and_what_they_need(manuscript: Manuscript) -> None:
    text = reference_files.bibtex(manuscript)
    again, *_ = bibliography.read("again.bib", text)
    assert {entry.citekey for entry in again.entries} == {"vanreed2020", "he2018"}
    assert again.by_citekey["vanreed2020"].value("journal") == "Journal of Imaginary Cartilage"


def test_ris_has_the_works_in_their_order_with_every_field(manuscript: Manuscript) -> None:
    book, article = rispy.loads(reference_files.ris(manuscript))
    assert book == {
        "type_of_reference": "BOOK",
        "id": "he2018",
        "authors": ["何想象"],
        "title": "想象的软骨",
        "year": "2018",
        "edition": "2",
        "publisher": "想象出版社",
        "place_published": "上海",
        "language": "chinese",
    }
    assert article == {
        "type_of_reference": "JOUR",
        "id": "vanreed2020",
        "authors": ["van Reed, Pim Q.", "Alder-Lime, Jean-Luc", "The Imaginary Group"],
        "title": "Effects of TGF-β1 & nothing else",
        "journal_name": "Journal of Imaginary Cartilage",
        "alternate_title1": "J Imagin Cartil",
        "year": "2020",
        "volume": "7",
        "number": "2",
        "start_page": "101",
        "end_page": "109",
        "doi": "10.5555/imaginary.1",
        "accession_number": "99999999",
        "language": "english",
    }


def test_nbib_says_it_as_pubmed_does(manuscript: Manuscript) -> None:
    _, article = reference_files.nbib(manuscript).split("\n\n")
    assert article.splitlines() == [
        "PMID- 99999999",
        "TI  - Effects of TGF-β1 & nothing else",
        "PG  - 101-109",
        "AID - 10.5555/imaginary.1 [doi]",
        "FAU - van Reed, Pim Q.",
        "AU  - van Reed PQ",
        "FAU - Alder-Lime, Jean-Luc",
        "AU  - Alder-Lime JL",
        "CN  - The Imaginary Group",
        "LA  - eng",
        "PT  - Journal Article",
        "DP  - 2020 Apr",
        "TA  - J Imagin Cartil",
        "JT  - Journal of Imaginary Cartilage",
        "VI  - 7",
        "IP  - 2",
    ]


def test_the_flagship_gives_its_42_works_in_each_form() -> None:
    manuscript = read(load(ROOT))
    assert [record["id"] for record in rispy.loads(reference_files.ris(manuscript))] == list(manuscript.cited)
    assert reference_files.nbib(manuscript).count("\nTI  - ") + reference_files.nbib(manuscript).startswith("TI") == 42
    again, *_ = bibliography.read("again.bib", reference_files.bibtex(manuscript))
    assert [entry.citekey for entry in again.entries] == list(manuscript.cited)
