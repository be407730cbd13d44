import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation import identifiers
from collation.identifiers import (
    has_isbn_check_digit,
    has_ismn_check_digit,
    has_issn_check_digit,
    normalised_arxiv,
    normalised_doi,
    normalised_isbn,
    normalised_pmcid,
    normalised_pmid,
)

SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"


@pytest.mark.parametrize(
    ("value", "normalised"),
    [
        ("10.1000/182", "10.1000/182"),
        ("10.1000.10/123456", "10.1000.10/123456"),
        ("10/gc3hdn", "10/gc3hdn"),
        ("https://doi.org/10.1000/ABC", "10.1000/abc"),
        ("http://dx.doi.org/10.1000/abc", "10.1000/abc"),
        ("www.doi.org/10.1000/abc", "10.1000/abc"),
        ("doi:10.1000/abc", "10.1000/abc"),
        ("DOI：10.1000/abc", "10.1000/abc"),
        ("DOI: https://doi.org/10.1000/abc", "10.1000/abc"),
        ("https://doi.org/doi:10.1000/abc", "10.1000/abc"),
        (" 10.1000/a\\_b ", "10.1000/a_b"),
        ("10.1000%2Fabc", "10.1000/abc"),
        ("10.1000/100%", "10.1000/100%"),
        ("10.1000/%FF%0A", "10.1000/%ff%0a"),
        ("10.1000/{ABC}", "10.1000/abc"),
        ("10.1016/S0140-6736(97)11096-0", "10.1016/s0140-6736(97)11096-0"),
        ("10.1016/S0140-6736(97)11096-0).", "10.1016/s0140-6736(97)11096-0"),
        ("10.1000/abc。", "10.1000/abc"),
        (SICI, SICI),
        (SICI.replace("<", "$<$").replace(">", "{\\textgreater}"), SICI),
        (SICI.replace("<", "&lt;").replace(">", "%3E"), SICI),
        ("10.12.171", ""),
        ("10.12/171", ""),
        ("10.1000/", ""),
        ("10.1000/a b", ""),
        ("n/a", ""),
        ("", ""),
    ],
)
def test_a_doi_has_one_form(value: str, normalised: str) -> None:
    assert normalised_doi(value) == normalised


@given(st.text())
def test_no_text_raises(value: str) -> None:
    for function in (
        normalised_doi,
        normalised_pmid,
        normalised_pmcid,
        normalised_arxiv,
        normalised_isbn,
        has_issn_check_digit,
        has_ismn_check_digit,
        identifiers.bare_doi,
    ):
        function(value)


@given(st.from_regex(r"10\.[0-9]{4,5}/[a-zA-Z0-9()<>;:_/.-]{1,20}", fullmatch=True))
def test_a_normalised_doi_stays_as_it_is(value: str) -> None:
    found = normalised_doi(value)
    assert normalised_doi(found) == found
    assert normalised_doi(f"https://doi.org/{value.upper()}") == found


@pytest.mark.parametrize(
    ("value", "pmid", "pmcid"),
    [
        ("14673997", "14673997", "PMC14673997"),
        ("PMID: 14673997", "14673997", ""),
        ("https://pubmed.ncbi.nlm.nih.gov/14673997/", "14673997", ""),
        ("PMC3585742", "", "PMC3585742"),
        ("pmcid: pmc3585742", "", "PMC3585742"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3585742/", "", "PMC3585742"),
        ("123456789", "", "PMC123456789"),
        ("0", "", ""),
        ("１２３", "", ""),
    ],
)
def test_numbers_of_pubmed_and_of_pubmed_central(value: str, pmid: str, pmcid: str) -> None:
    assert (normalised_pmid(value), normalised_pmcid(value)) == (pmid, pmcid)


@pytest.mark.parametrize(
    ("value", "normalised"),
    [
        ("1501.00001", "1501.00001"),
        ("arXiv:0706.0001v2", "0706.0001"),
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        ("math.GT/0309136", "math.gt/0309136"),
        ("1501.00001v3 [q-bio]", "1501.00001"),
        ("1513.00001", ""),
        ("9901001", ""),
    ],
)
def test_an_arxiv_number_has_one_form(value: str, normalised: str) -> None:
    assert normalised_arxiv(value) == normalised


def test_check_digits() -> None:
    assert has_issn_check_digit("0378-5955")
    assert has_issn_check_digit("2434-561x")
    assert not has_issn_check_digit("0378-5954")
    assert has_isbn_check_digit("0-306-40615-2")
    assert has_isbn_check_digit("978-0-306-40615-7")
    assert not has_isbn_check_digit("978-0-306-40615-6")
    assert has_ismn_check_digit("M-2306-7118-7")
    assert has_ismn_check_digit("979-0-2306-7118-7")
    assert not has_ismn_check_digit("979-0-2306-7118-6")


def test_an_isbn_of_ten_digits_is_that_of_thirteen() -> None:
    assert normalised_isbn("0-306-40615-2") == normalised_isbn("978-0-306-40615-7") == "9780306406157"
    assert normalised_isbn("0-306-40615-3") == ""


@given(st.integers(0, 10**7 - 1), st.integers(0, 6), st.integers(1, 9))
def test_one_wrong_digit_of_an_issn_is_seen(number: int, place: int, by: int) -> None:
    body = f"{number:07}"
    right = next(body + mark for mark in "0123456789X" if has_issn_check_digit(body + mark))
    wrong = f"{right[:place]}{(int(right[place]) + by) % 10}{right[place + 1 :]}"
    assert not has_issn_check_digit(wrong)
