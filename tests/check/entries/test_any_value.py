"""Whatever stands in a field: no check of an entry's form raises, each finding lies in its field, each fix holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.assemble import bibliography
from collation.check.entries import (
    abbreviated_pages,
    conflicting_dates,
    conflicting_doi,
    doi_after_year,
    edition_form,
    impossible_month,
    impossible_year,
    malformed_date,
    malformed_doi,
    malformed_identifier,
    malformed_url,
    misplaced_doi,
    misplaced_pmid,
    missing_access_date,
    page_form,
    redundant_url,
    reversed_pages,
    volume_form,
    wrong_check_digit,
)
from collation.diagnostics import Diagnostic
from collation.model import FrontMatter, Manuscript, SourceFile

CHECKS = (
    abbreviated_pages, conflicting_dates, conflicting_doi, doi_after_year, edition_form, impossible_month,
    impossible_year, malformed_date, malformed_doi, malformed_identifier, malformed_url, misplaced_doi, misplaced_pmid,
    missing_access_date, page_form, redundant_url, reversed_pages, volume_form, wrong_check_digit,
)  # fmt: skip
FIELDS = (
    "arxivid", "date", "doi", "edition", "eprint", "howpublished", "isbn", "ismn", "issn", "month", "note", "number",
    "pages", "pmcid", "pmid", "title", "url", "urldate", "volume", "year",
)  # fmt: skip
PIECES = (
    "10.1000/", "https://doi.org/", "doi:", "http//", "www.", "\\url{a}", "\\_", "%2F", "{}", "PMC", "PMID: ", "arXiv:",
    "2003", "20l8", "3021", "363", "388", "--", "-", "–", "～", "~", "pp. ", "第", "页", "卷", "期", "版", "(", ")", "（", "）",
    "vol. ", "no. ", "May ", "Febuary", "/", ".", ",", "，", " ", "\n", "1234-567", "978", "X", "٣", "²", "x",
)  # fmt: skip
VALUES = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters='{}\\@"%\r'), max_size=12),
)


def manuscript(text: str) -> Manuscript:
    found, _ = bibliography.read("references.bib", text)
    source = SourceFile("references.bib", text)
    return Manuscript(FrontMatter("metadata.yaml", date="2026-01-01"), (), (), (), (), (), found, sources=(source,))


def findings(text: str) -> list[Diagnostic]:
    work = manuscript(text)
    return [found for check in CHECKS for found in check.find(work)]


@given(st.sampled_from(("article", "misc", "book")), st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=5))
def test_no_value_raises_and_a_safe_fix_is_made_once(type: str, values: dict[str, str]) -> None:
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in values.items())
    text = f"@{type}{{murphy2003,\n{fields}\n}}\n"
    edits = []
    for found in findings(text):
        assert found.citekey == "murphy2003"
        line = text.split("\n")[found.location.line - 1]
        assert 1 <= found.location.column <= len(line) + 1
        if found.fix:
            assert all(0 <= edit.start <= edit.end <= len(text) for edit in found.fix.edits)
            edits += found.fix.edits if found.fix.is_safe else ()
    mended, end = text, len(text)
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        assert edit.end <= end, "two safe fixes change the same characters"
        mended, end = mended[: edit.start] + edit.text + mended[edit.end :], edit.start
    if edits:
        assert not [found for found in findings(mended) if found.fix and found.fix.is_safe]
        assert not manuscript(mended).bibliography.broken


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize(
    "value", ["9" * 20_000, "1-" * 20_000, " " * 20_000, "(" * 20_000, "doi:" * 10_000, "a." * 20_000]
)
def test_a_very_long_value_takes_no_longer_than_its_length(name: str, value: str) -> None:
    findings(f"@misc{{murphy2003, {name} = {{{value}}}}}\n")
